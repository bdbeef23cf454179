// SPDX-License-Identifier: Apache-2.0
// Opening the stages and running one document through them, with its one recovery point.
#include "engine/engine.h"

#include "base/file.h"
#include "base/utf8.h"
#include "read/read.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

#define KNOWLEDGE_MOST (16u << 20) // bytes of a user's file: half a million entities

static bool order_holds(void)
{
    uint32_t given = LAYER_TEXT;
    for (uint32_t i = 0; stage_table[i]; i++) {
        if (stage_table[i]->needs & ~given)
            return false;
        given |= stage_table[i]->gives;
    }
    return true;
}

static uint32_t count_stages(const char *stop_after)
{
    uint32_t count = 0;
    while (stage_table[count]) {
        if (stop_after && strcmp(stage_table[count++]->name, stop_after) == 0)
            return count;
        count += stop_after == NULL;
    }
    return stop_after ? 0 : count;
}

// The tables that an earlier stage opened in the same way: made once, used by both.
static const void *opened_before(const struct engine *engine, uint32_t stage)
{
    for (uint32_t i = 0; i < stage; i++) {
        if (stage_table[i]->open == stage_table[stage]->open)
            return engine->tables[i];
    }
    return NULL;
}

// The user's file into the arena: at most KNOWLEDGE_MOST bytes of UTF-8.
static bool read_knowledge(struct engine *engine, const char *path, struct error *error)
{
    struct file file;
    if (!file_open(&file, path, error)) {
        error->kind = ERROR_USAGE;
        return false;
    }
    bool fits = file.bytes.size <= KNOWLEDGE_MOST && utf8_valid(file.bytes);
    if (fits)
        engine->knowledge = arena_copy(&engine->arena, file.bytes);
    file_close(&file);
    return fits || error_set(error, ERROR_USAGE, path, "no UTF-8 text of at most 16 MiB");
}

static bool open_stages(struct engine *engine, const struct data_source *data, struct error *error)
{
    for (uint32_t i = 0; i < engine->stage_count; i++) {
        if (!stage_table[i]->open)
            continue;
        engine->tables[i] = opened_before(engine, i);
        if (!engine->tables[i])
            engine->tables[i] = stage_table[i]->open(&engine->arena, data, error);
        if (!engine->tables[i])
            return false;
    }
    return true;
}

bool engine_open(struct engine *engine, const char *stop_after, struct error *error)
{
    return engine_open_knowing(engine, stop_after, NULL, error);
}

bool engine_open_knowing(struct engine *engine, const char *stop_after, const char *knowledge,
                         struct error *error)
{
    jmp_buf recovery;
    *engine = (struct engine){.stage_count = count_stages(stop_after)};
    assert(order_holds() && engine->stage_count <= STAGES_MOST);
    arena_init(&engine->arena, 0);
    engine->arena.huge_pages = true; // a few page faults instead of thousands: half of the start-up
    if (stop_after && engine->stage_count == 0)
        return error_set(error, ERROR_USAGE, "--stop-after", "there is no stage '%s'", stop_after);
    if (setjmp(recovery) != 0) {
        arena_free(&engine->arena);
        return error_set(error, ERROR_INTERNAL, "", "not enough memory for the lexicon and models");
    }
    engine->arena.recovery = &recovery;
    engine->read_tables = read_open(&engine->arena, &engine_data, error);
    bool good = engine->read_tables && (!knowledge || read_knowledge(engine, knowledge, error));
    struct data_source data = knowledge ? engine_data_knowing(&engine->knowledge) : engine_data;
    if (!good || !open_stages(engine, &data, error)) {
        if (knowledge && strcmp(error->where, ENGINE_KNOWLEDGE) == 0) {
            error->kind = ERROR_USAGE; // a line of the user's, by the file's own name
            snprintf(error->where, sizeof error->where, "%s", knowledge);
        }
        arena_free(&engine->arena);
        return false;
    }
    engine->arena.recovery = NULL;
    return true;
}

void engine_close(struct engine *engine)
{
    arena_free(&engine->arena);
}

static uint64_t now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void run_stages(const struct engine *engine, struct document *document,
                       struct arena *scratch)
{
    for (uint32_t i = 0; i < engine->stage_count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        uint64_t start = engine->timing ? now_ns() : 0;
        stage_table[i]->run(engine->tables[i], document, scratch);
        if (engine->timing) // one worker: nobody else writes
            ((struct engine *)(uintptr_t)engine)->stage_ns[i] += now_ns() - start;
        arena_rewind(scratch, mark);
    }
}

bool engine_run(const struct engine *engine, struct document *document, struct arena *scratch)
{
    jmp_buf recovery;
    jmp_buf *outer = document->arena->recovery, *outer_scratch = scratch->recovery;
    bool done = false;
    if (setjmp(recovery) == 0) {
        document->arena->recovery = scratch->recovery = &recovery;
        run_stages(engine, document, scratch);
        done = true;
    }
    document->arena->recovery = outer;
    scratch->recovery = outer_scratch;
    return done;
}
