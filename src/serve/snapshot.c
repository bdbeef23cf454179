// SPDX-License-Identifier: Apache-2.0
// The dossier as it stands: loaded, compared and viewed in both languages, kept until it changes.
// Requests only read it. Over the network a thread with a connection of its own makes the next one
// while requests are answered from this one.
#include "serve/server.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#define LOOK_MS 200 // between looks at the dossier
#define FIRST_MS 3000 // the first comparison is waited for so long before requests are answered

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

struct maker {
    pthread_t thread;
    struct serve_source source; // with a store of its own
    int64_t state;              // of that store when last compared
    _Atomic(struct snapshot *) made; // for the server to take, or NULL
    atomic_bool stop, failed; // failed: at the first, for the reason in error
    struct error error;
};

static void maker_stop(struct maker *maker)
{
    if (!maker)
        return;
    atomic_store(&maker->stop, true);
    pthread_join(maker->thread, NULL);
    snapshot_free(atomic_load(&maker->made));
    store_close(maker->source.store);
    free(maker);
}

void server_close(struct server *server)
{
    if (!server)
        return;
    maker_stop(server->maker);
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

static void make_views(struct snapshot *snapshot, struct slice now,
                       const struct data_source *data)
{
    for (int i = 0; i < 2; i++) {
        struct view *view = &snapshot->views[i];
        struct story_view *everything = &snapshot->everything[i];
        snapshot->options[i] =
            (struct report_options){.format = REPORT_HTML, .headings = LANGUAGES[i], .now = now,
                                    .document_path = SLICE("/documents/"), .data = data};
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
        !source->compare(documents, ids.count, arena, &snapshot->comparison, source->context,
                         error))
        return false;
    number_documents(snapshot, &ids, &numbers);
    make_views(snapshot, source->now, source->data);
    return true;
}

static struct snapshot *make_snapshot(const struct serve_source *source, int64_t state,
                                      struct error *error)
{
    struct snapshot *snapshot = calloc(1, sizeof *snapshot);
    if (!snapshot) {
        error_set(error, ERROR_INTERNAL, "", "not enough memory");
        return NULL;
    }
    arena_init(&snapshot->arena, 0);
    snapshot->state = state;
    if (fill(snapshot, source, error))
        return snapshot;
    snapshot_free(snapshot);
    return NULL;
}

static void show(struct server *server, struct snapshot *snapshot)
{
    snapshot_free(server->now);
    server->now = snapshot;
    server->version++;
}

bool server_refresh(struct server *server, struct error *error)
{
    int64_t state;
    if (server->maker) {
        struct snapshot *made = atomic_exchange(&server->maker->made, NULL);
        if (made)
            show(server, made);
        if (server->now)
            return true;
        if (!atomic_load(&server->maker->failed))
            return error_set(error, ERROR_INTERNAL, "",
                             "the articles are being compared; ask again in a moment");
        *error = server->maker->error;
        return false;
    }
    if (!store_state(server->source.store, &state, error))
        return false;
    if (server->now && state == server->now->state)
        return true;
    struct snapshot *snapshot = make_snapshot(&server->source, state, error);
    if (snapshot)
        show(server, snapshot);
    return snapshot != NULL;
}

// What fails (a lock held too long, a full disk) is tried again at the next look.
static void *make_snapshots(void *context)
{
    struct maker *maker = context;
    const struct timespec pause = {.tv_nsec = LOOK_MS * 1000000L};
    for (bool first = true; !atomic_load(&maker->stop); nanosleep(&pause, NULL)) {
        struct error error = {0};
        int64_t state;
        bool known = store_state(maker->source.store, &state, &error);
        if (known && !first && state == maker->state)
            continue;
        struct snapshot *snapshot = known ? make_snapshot(&maker->source, state, &error) : NULL;
        if (!snapshot && first) {
            maker->error = error;
            atomic_store(&maker->failed, true);
        }
        first = first && !snapshot;
        if (!snapshot)
            continue;
        maker->state = state;
        snapshot_free(atomic_exchange(&maker->made, snapshot)); // one that nobody took
    }
    return NULL;
}

bool server_start(struct server *server, struct error *error)
{
    if (!server->source.path)
        return true;
    struct maker *maker = calloc(1, sizeof *maker);
    if (!maker)
        return error_set(error, ERROR_INTERNAL, "", "not enough memory");
    maker->source = server->source;
    maker->source.store = store_open(server->source.path, STORE_READ, error);
    if (!maker->source.store) {
        free(maker);
        return false;
    }
    if (pthread_create(&maker->thread, NULL, make_snapshots, maker) != 0) {
        store_close(maker->source.store);
        free(maker);
        return error_set(error, ERROR_INTERNAL, "", "no thread can be started");
    }
    server->maker = maker;
    for (int waited = 0; waited < FIRST_MS && !atomic_load(&maker->made) &&
         !atomic_load(&maker->failed); waited += 10)
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000000L}, NULL);
    bool waits = !atomic_load(&maker->made) && !atomic_load(&maker->failed);
    return waits || server_refresh(server, error);
}
