// SPDX-License-Identifier: Apache-2.0
// Remakes findings from the stored articles: drops the derived layer, asks the engine (through a
// callback) for the findings of each article again, replays the corrections, and writes them,
// all in one transaction: a rebuild that fails or is killed changes nothing. Articles that were
// stored for later get their index and findings here too.
#include "store/index.h"

// Articles stored for later have no words in the full-text index yet.
static bool complete_words(struct store *store, int64_t number, const struct document *document,
                           struct error *error)
{
    sqlite3_stmt *row = database_statement(
        store, SQL_IS_WAITING, "SELECT stems IS NULL FROM documents WHERE number = ?1", error);
    if (!row)
        return false;
    sqlite3_bind_int64(row, 1, number);
    bool waiting = sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int(row, 0);
    sqlite3_reset(row);
    return !waiting || index_words(store, number, document, error);
}

static bool remake_findings(struct store *store, struct slice id, bool delete_first,
                            const struct store_extractor *extractor, struct arena *arena,
                            struct error *error)
{
    struct document document;
    int64_t number;
    document_init(&document, arena);
    if (!document_read_back(store, id, false, &document, &number, error))
        return false;
    if (!extractor->extract(&document, extractor->context, error)) {
        database_rollback(store);
        return false;
    }
    return corrections_replay(store, &document, error) &&
           (!delete_first || findings_delete(store, id, error)) &&
           findings_write(store, number, &document, error) &&
           complete_words(store, number, &document, error);
}

bool document_remake(struct store *store, struct slice id, const struct store_extractor *extractor,
                     struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    bool fine = remake_findings(store, id, true, extractor, &arena, error);
    arena_free(&arena);
    return fine;
}

static bool remake_each(struct store *store, const store_id_list *ids,
                        const struct store_extractor *extractor, struct arena *arena,
                        struct error *error)
{
    bool fine = true;
    for (uint32_t i = 0; fine && i < ids->count; i++) {
        struct arena_mark mark = arena_mark(&store->scratch);
        fine = remake_findings(store, ids->items[i], false, extractor, arena, error);
        arena_rewind(&store->scratch, mark);
        arena_reset(arena);
    }
    return fine;
}

static bool rebuild_all(struct store *store, const struct store_extractor *extractor,
                        struct arena *arena, uint32_t *count, struct error *error)
{
    struct arena list_arena;
    store_id_list ids = {0};
    arena_init(&list_arena, 0);
    bool fine = store_ids(store, &list_arena, &ids, error) &&
                schema_remake_derived(store, error) &&
                remake_each(store, &ids, extractor, arena, error);
    *count = ids.count;
    arena_free(&list_arena);
    return fine;
}

bool store_rebuild(struct store *store, const struct store_extractor *extractor,
                   uint32_t *count, struct error *error)
{
    struct arena arena;
    if (!database_begin(store, error))
        return false;
    arena_init(&arena, 0);
    bool fine = rebuild_all(store, extractor, &arena, count, error);
    arena_free(&arena);
    if (!fine) {
        database_rollback(store);
        return false;
    }
    return database_end(store, error);
}

bool store_waiting(struct store *store, uint32_t *count, struct error *error)
{
    bool fine = true;
    *count = 0;
    if (store->version == STORE_VERSION)
        *count = (uint32_t)database_pragma(
            store, "SELECT count(*) FROM documents WHERE stems IS NULL", &fine, error);
    return fine;
}

// The ids of a batch of those that wait.
static bool waiting_ids(struct store *store, struct arena *arena, store_id_list *ids,
                        struct error *error)
{
    sqlite3_stmt *rows = database_prepare(
        store, "SELECT id FROM documents WHERE stems IS NULL ORDER BY number LIMIT ?1", error);
    int step;
    if (!rows)
        return false;
    sqlite3_bind_int(rows, 1, STORE_BATCH);
    while ((step = sqlite3_step(rows)) == SQLITE_ROW)
        list_add(arena, ids, database_text(arena, rows, 0));
    bool fine = step == SQLITE_DONE || database_failed(store, "reading the dossier", error);
    sqlite3_finalize(rows);
    return fine;
}

// One transaction; *count 0: none waits any more.
static bool complete_batch(struct store *store, const struct store_extractor *extractor,
                           struct arena *arena, uint32_t *count, struct error *error)
{
    struct arena list_arena;
    store_id_list ids = {0};
    arena_init(&list_arena, 0);
    bool fine = database_begin(store, error) && waiting_ids(store, &list_arena, &ids, error) &&
                remake_each(store, &ids, extractor, arena, error);
    *count = ids.count;
    arena_free(&list_arena);
    if (!fine)
        database_rollback(store);
    return fine && database_end(store, error);
}

bool store_complete(struct store *store, const struct store_extractor *extractor,
                    volatile const int *stop, uint32_t *count, struct error *error)
{
    struct arena arena;
    uint32_t done = 1;
    bool fine = database_check_current(store, error);
    *count = 0;
    arena_init(&arena, 0);
    while (fine && done && !(stop && *stop)) {
        fine = complete_batch(store, extractor, &arena, &done, error);
        *count += fine ? done : 0;
    }
    arena_free(&arena);
    return fine;
}
