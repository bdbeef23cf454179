// SPDX-License-Identifier: Apache-2.0
// Remakes findings from the stored articles: drops the derived layer, asks the engine (through a
// callback) for the findings of each article again, replays the corrections, and writes them,
// all in one transaction: a rebuild that fails or is killed changes nothing.
#include "store/database.h"

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
           (!delete_first || findings_delete(store, number, error)) &&
           findings_write(store, number, &document, error);
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

static bool rebuild_all(struct store *store, const struct store_extractor *extractor,
                        struct arena *arena, uint32_t *count, struct error *error)
{
    struct arena list_arena;
    store_id_list ids = {0};
    arena_init(&list_arena, 0);
    bool fine = store_ids(store, &list_arena, &ids, error) && schema_remake_derived(store, error);
    for (uint32_t i = 0; fine && i < ids.count; i++) {
        struct arena_mark mark = arena_mark(&store->scratch);
        fine = remake_findings(store, ids.items[i], false, extractor, arena, error);
        arena_rewind(&store->scratch, mark);
        arena_reset(arena);
    }
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
