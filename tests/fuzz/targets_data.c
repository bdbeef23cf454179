// SPDX-License-Identifier: Apache-2.0
// Fuzz targets of what is not an article: JSON, the search grammar, rule and model files, requests
// to the local server, and compare over document objects.
#include "fuzz/fuzz.h"

#include "base/table.h"
#include "compare/compare.h"
#include "doc/dump.h"
#include "engine/engine.h"
#include "extract/extract.h"
#include "extract/rule.h"
#include "model/cluster.h"
#include "model/layout.h"
#include "model/weights.h"
#include "serve/serve.h"
#include "unit/store_documents.h"

#include <stdlib.h>

#define MEMORY_MOST ((size_t)1 << 28)

void fuzz_json(struct slice bytes)
{
    struct arena arena;
    struct error error = {0};
    struct document document;
    jmp_buf recovery;
    arena_init(&arena, MEMORY_MOST);
    if (setjmp(recovery) == 0) {
        arena.recovery = &recovery;
        document_init(&document, &arena);
        const struct json_value *value = json_parse(&arena, bytes, &error);
        if (value && document_load(&document, value, &error)) {
            struct buffer out;
            buffer_init(&out, &arena);
            document_dump(&document, DUMP_ALL, &out);
            if (!json_parse(&arena, buffer_slice(&out), &error))
                abort(); // what we print is JSON
        } else if (!error.message[0]) {
            abort(); // a refusal says why
        }
    }
    arena_free(&arena);
}

// --- a dossier with one article, and a server on it

static struct store *dossier(void)
{
    static struct store *store;
    struct error error = {0};
    struct original original = {SLICE("x"), "plain", SLICE_NONE, false};
    struct document document;
    struct arena arena;
    if (store)
        return store;
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "fuzz");
    store = store_open(path, STORE_CREATE, &error);
    test_document(&document, &arena, 1);
    if (!store || store_add(store, &document, &original, &error) != STORE_ADDED ||
        !store_commit(store, &error))
        abort();
    test_path(&arena, "fuzz"); // unlinked, open
    arena_free(&arena);
    return store;
}

void fuzz_query(struct slice bytes)
{
    struct arena arena;
    struct search_result result = {0};
    struct error error = {0};
    arena_init(&arena, MEMORY_MOST);
    // A query is words of the command line or an address: no NUL in it.
    struct slice query = arena_copy(&arena, slice_part(bytes, 0, strnlen(bytes.data, bytes.size)));
    if (!store_search(dossier(), query, 20, &arena, &result, &error) && error.kind != ERROR_USAGE)
        abort(); // what is no query is refused as one, not passed on to SQLite
    arena_free(&arena);
}

static bool compare_nothing(struct document *const *documents, uint32_t count, struct arena *arena,
                            struct comparison *comparison, void *context, struct error *error)
{
    (void)context, (void)error;
    *comparison = (struct comparison){.arena = arena, .documents = documents, .document_count = count};
    return true;
}

static bool correct_nothing(const struct slice *words, uint32_t count, struct buffer *out, void *context,
                            struct error *error)
{
    (void)context, (void)error;
    for (uint32_t i = 0; i < count; i++)
        buffer_add(out, words[i]);
    return true;
}

static struct server *server(void)
{
    static struct server *open;
    if (!open)
        open = server_open(&(struct serve_source){.store = dossier(), .compare = compare_nothing,
                                                  .correct = correct_nothing, .token = SLICE("t")});
    return open;
}

// Lines: method, path, Host, Origin, q, lang, limit, since, from, to, name, group, token, type; the rest: a body.
void fuzz_http(struct slice bytes)
{
    struct arena arena;
    struct serve_request request = {.port = 8737};
    struct serve_response response = {0};
    struct slice *fields[] = {&request.method, &request.path, &request.host, &request.origin,
                              &request.query, &request.headings, &request.limit, &request.since,
                              &request.from, &request.to, &request.name, &request.group, &request.token,
                              &request.content_type};
    arena_init(&arena, MEMORY_MOST);
    for (size_t i = 0; i < sizeof fields / sizeof *fields && bytes.data; i++)
        *fields[i] = arena_copy(&arena, slice_cut(&bytes, '\n'));
    request.body = bytes;
    if (!request.method.data)
        request.method = SLICE("GET");
    if (!request.path.data)
        request.path = SLICE("/");
    server_answer(server(), &request, &arena, &response);
    bool page = slice_starts(slice_of(response.content_type), "text/html");
    if (response.status < 200 || response.status == 500 ||
        (page && slice_find(buffer_slice(&response.body), SLICE("<script"), 0) != SIZE_MAX))
        abort(); // never a failure of ours, never a script in a page (JSON may quote one)
    arena_free(&arena);
}

void fuzz_mcp(struct slice bytes)
{
    struct arena arena;
    struct buffer out;
    arena_init(&arena, MEMORY_MOST);
    buffer_init(&out, &arena);
    while (bytes.data)
        mcp_answer(server(), slice_cut(&bytes, '\n'), &arena, &out);
    arena_free(&arena);
}

// --- files of our own, damaged. First line: which file; the rest: its bytes.

static struct slice damaged_name, damaged;

static struct slice find_damaged(const char *name, void *context)
{
    return slice_is(damaged_name, name) ? damaged : engine_data.find(name, context);
}

static const char *name_at(uint32_t index, void *context)
{
    return engine_data.name_at(index, context);
}

void fuzz_rules(struct slice bytes)
{
    static const struct stage *const stages[] = {&time_stage, &amount_stage, &quote_stage};
    const struct data_source data = {find_damaged, name_at, NULL};
    damaged_name = slice_cut(&bytes, '\n');
    damaged = bytes.data ? bytes : SLICE("");
    if (!slice_starts(damaged_name, "lexicon/"))
        return;
    for (size_t i = 0; i <= sizeof stages / sizeof *stages; i++) {
        struct arena arena;
        struct error error = {0};
        jmp_buf recovery;
        arena_init(&arena, MEMORY_MOST);
        if (setjmp(recovery) == 0) {
            arena.recovery = &recovery;
            const void *tables = i > 0 ? stages[i - 1]->open(&arena, &data, &error)
                                       : rules_open(&arena, &data, LANGUAGE_fr, &error);
            if (!tables && !error.message[0])
                abort(); // a refusal says why
        }
        arena_free(&arena);
    }
}

// Any bytes that state their size: what opening checks must hold for every later read.
void fuzz_model(struct slice bytes)
{
    static const char *const kinds[] = {"words", "tag", "tree", "ner", "segment"};
    struct arena arena;
    struct model model;
    struct weights weights;
    struct cluster_table clusters;
    struct error error = {0};
    if (bytes.size < MODEL_HEADER_SIZE)
        return;
    arena_init(&arena, MEMORY_MOST);
    char *copy = arena_take(&arena, bytes.size);
    memcpy(copy, bytes.data, bytes.size);
    uint64_t size = bytes.size;
    memcpy(copy + 16, &size, sizeof size);
    bytes.data = copy;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!model_open(&model, bytes, kinds[i], "fuzz", &error))
            continue;
        int32_t scores[WEIGHTS_WIDTH_LIMIT + 4] = {0};
        uint64_t features[] = {0, 1, UINT64_MAX, feature_1(1, 2), feature_2(3, 4, 5)};
        if (weights_open(&weights, &model, "w", &error))
            weights_score(&weights, features, sizeof features / sizeof *features, scores);
        model_text(&model, "sample");
    }
    if (cluster_table_open(&clusters, bytes, "fuzz", &error))
        cluster_find(&clusters, SLICE("guerre"));
    arena_free(&arena);
}

// Document objects, one a line, side by side.
void fuzz_compare(struct slice bytes)
{
    struct arena arena;
    LIST(struct document *) documents = {0};
    struct error error = {0};
    struct compare_options options = {.now = SLICE("2025-09-01"), .explain = true};
    jmp_buf recovery;
    arena_init(&arena, MEMORY_MOST);
    if (setjmp(recovery) == 0) {
        arena.recovery = &recovery;
        while (bytes.data && documents.count < 20) {
            const struct json_value *object = json_parse(&arena, slice_cut(&bytes, '\n'), &error);
            struct document *document = arena_zero(&arena, 1, sizeof *document);
            document_init(document, &arena);
            if (object && document_load(document, object, &error))
                list_add(&arena, &documents, document);
        }
        struct comparison *made = compare_run(&arena, documents.items, documents.count, &options,
                                              &engine_data, &error);
        struct buffer out;
        buffer_init(&out, &arena);
        if (!made)
            abort();
        comparison_dump(made, &out);
        if (!json_parse(&arena, buffer_slice(&out), &error))
            abort(); // what we print is JSON
    }
    arena_free(&arena);
}
