// SPDX-License-Identifier: Apache-2.0
// The dossier as it stands: loaded, compared and viewed in both languages, kept until it changes.
// Requests only read it.
#include "serve/server.h"

#include <stdlib.h>

static const enum language LANGUAGES[2] = {LANGUAGE_fr, LANGUAGE_en};

static void snapshot_free(struct snapshot *snapshot)
{
    if (!snapshot)
        return;
    arena_free(&snapshot->arena);
    free(snapshot);
}

struct server *server_open(const struct serve_source *source)
{
    struct server *server = calloc(1, sizeof *server);
    if (server)
        server->source = *source;
    return server;
}

void server_close(struct server *server)
{
    if (!server)
        return;
    snapshot_free(server->now);
    free(server);
}

static bool load_all(struct snapshot *snapshot, struct store *store, const store_id_list *ids,
                     struct document ***documents, struct error *error)
{
    *documents = arena_zero(&snapshot->arena, ids->count + 1, sizeof **documents);
    for (uint32_t i = 0; i < ids->count; i++) {
        (*documents)[i] = arena_zero(&snapshot->arena, 1, sizeof ***documents);
        document_init((*documents)[i], &snapshot->arena);
        if (!store_load(store, ids->items[i], (*documents)[i], error))
            return false;
    }
    return true;
}

// The comparison may put documents in an order of its own.
static void number_documents(struct snapshot *snapshot, const store_id_list *ids,
                             const store_number_list *numbers)
{
    struct table places;
    uint32_t count = snapshot->comparison.document_count;
    table_init(&places, &snapshot->arena);
    for (uint32_t i = 0; i < ids->count && i < numbers->count; i++)
        table_add(&places, ids->items[i], i);
    snapshot->numbers = arena_zero(&snapshot->arena, count + 1, sizeof *snapshot->numbers);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = table_find(&places, snapshot->comparison.documents[i]->id);
        snapshot->numbers[i] = at == TABLE_NONE ? 0 : numbers->items[at];
        if (snapshot->numbers[i] > snapshot->newest)
            snapshot->newest = snapshot->numbers[i];
    }
}

static void make_views(struct snapshot *snapshot, struct slice now)
{
    for (int i = 0; i < 2; i++) {
        struct view *view = &snapshot->views[i];
        struct story_view *everything = &snapshot->everything[i];
        snapshot->options[i] =
            (struct report_options){.format = REPORT_HTML, .headings = LANGUAGES[i], .now = now,
                                    .document_path = SLICE("/documents/")};
        view_make(view, &snapshot->comparison, &snapshot->options[i], &snapshot->arena);
        everything->story = NO_INDEX;
        for (uint32_t d = 0; d < snapshot->comparison.document_count; d++)
            list_add(&snapshot->arena, &everything->documents, view->order[d]);
        view_gather_quotes(view, everything);
    }
}

static bool fill(struct snapshot *snapshot, const struct serve_source *source, struct error *error)
{
    store_id_list ids = {0};
    store_number_list numbers = {0};
    struct document **documents;
    struct arena *arena = &snapshot->arena;
    if (!store_ids(source->store, arena, &ids, error) ||
        !store_numbers(source->store, arena, &numbers, error) ||
        !load_all(snapshot, source->store, &ids, &documents, error) ||
        !source->compare(documents, ids.count, arena, &snapshot->comparison, source->context, error))
        return false;
    number_documents(snapshot, &ids, &numbers);
    make_views(snapshot, source->now);
    return true;
}

bool server_refresh(struct server *server, struct error *error)
{
    int64_t state;
    if (!store_state(server->source.store, &state, error))
        return false;
    if (server->now && state == server->now->state)
        return true;
    struct snapshot *snapshot = calloc(1, sizeof *snapshot);
    if (!snapshot)
        return error_set(error, ERROR_INTERNAL, "", "not enough memory");
    arena_init(&snapshot->arena, 0);
    snapshot->state = state;
    if (!fill(snapshot, &server->source, error)) {
        snapshot_free(snapshot);
        return false;
    }
    snapshot_free(server->now);
    server->now = snapshot;
    return true;
}
