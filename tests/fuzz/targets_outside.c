// SPDX-License-Identifier: Apache-2.0
// Fuzz targets of what strangers hand over beside articles: a host's robots.txt, a file of entities, a
// damaged dossier.
#include "fuzz/fuzz.h"

#include "base/file.h"
#include "engine/engine.h"
#include "extract/knowledge.h"
#include "fetch/robots.h"
#include "store/search.h"
#include "store/store.h"
#include "unit/store_documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MEMORY_MOST ((size_t)1 << 28)

static struct slice find_user(const char *name, void *context)
{
    return strcmp(name, ENGINE_KNOWLEDGE) == 0 ? *(struct slice *)context : SLICE_NONE;
}

static const char *name_user(uint32_t index, void *context)
{
    (void)context;
    return index == 0 ? ENGINE_KNOWLEDGE : NULL;
}

// A file of the user's own entities, and none of ours.
void fuzz_knowledge(struct slice bytes)
{
    const struct data_source data = {find_user, name_user, &bytes};
    struct arena arena;
    struct error error = {0};
    jmp_buf recovery;
    arena_init(&arena, MEMORY_MOST);
    if (setjmp(recovery) == 0) {
        arena.recovery = &recovery;
        if (!knowledge_open(&arena, &data, &error) && !error.message[0])
            abort(); // a refusal says why
    }
    arena_free(&arena);
}

// The first line is the path that is asked for.
void fuzz_robots(struct slice bytes)
{
    struct slice path = slice_cut(&bytes, '\n');
    bytes = bytes.data ? bytes : SLICE("");
    bool allowed = robots_allow(bytes, "recoupe", path);
    if (robots_delay(bytes, "recoupe") > 60 || robots_allow(bytes, "recoupe", path) != allowed)
        abort();
}

static struct slice sound_dossier(struct arena *arena, const char *path)
{
    struct error error = {0};
    struct original original = {SLICE("x"), "plain", SLICE_NONE, false};
    struct file file;
    struct store *store = store_open(path, STORE_CREATE, &error);
    for (int i = 1; store && i <= 3; i++) {
        struct document document;
        test_document(&document, arena, i);
        if (store_add(store, &document, &original, &error) != STORE_ADDED)
            abort();
    }
    if (!store || !store_commit(store, &error))
        abort();
    store_close(store);
    if (!file_open(&file, path, &error))
        abort();
    struct slice copy = arena_copy(arena, file.bytes);
    file_close(&file);
    return copy;
}

static void read_dossier(const char *path)
{
    struct arena arena;
    struct error error = {0};
    store_id_list ids = {0};
    struct search_result result = {0};
    arena_init(&arena, MEMORY_MOST);
    struct store *store = store_open(path, STORE_READ, &error);
    if (!store && !error.message[0])
        abort(); // a refusal says why
    if (store && store_ids(store, &arena, &ids, &error))
        for (uint32_t i = 0; i < ids.count; i++) {
            struct document document;
            document_init(&document, &arena);
            store_load(store, ids.items[i], &document, &error);
        }
    if (store)
        store_search(store, SLICE("who:France navires"), 20, &arena, &result, &error);
    store_close(store);
    arena_free(&arena);
}

// A dossier of three articles with bytes changed: each five bytes are a place (of four, little end
// first, within the file) and what stands there now.
void fuzz_dossier(struct slice bytes)
{
    static struct arena kept;
    static struct slice sound;
    static const char *path;
    if (!path) {
        arena_init(&kept, 0);
        path = arena_format(&kept, "%s.%d", test_path(&kept, "fuzz-dossier"), (int)getpid()).data;
        sound = sound_dossier(&kept, path);
    }
    char *changed = malloc(sound.size);
    if (!changed)
        return;
    memcpy(changed, sound.data, sound.size);
    for (size_t i = 0; i + 5 <= bytes.size && i < 5000; i += 5) {
        uint32_t place;
        memcpy(&place, bytes.data + i, sizeof place);
        changed[place % sound.size] = bytes.data[i + 4];
    }
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(changed, 1, sound.size, file) != sound.size)
        abort();
    fclose(file);
    free(changed);
    read_dossier(path);
    remove(path);
}
