// SPDX-License-Identifier: Apache-2.0
// The verbs that serve a dossier: serve (HTTP on 127.0.0.1) and mcp (standard input and output).
// What serve/ needs of the comparison it gets from here.
#include "engine/verbs.h"

#include "compare/compare.h"
#include "serve/serve.h"

#include <unistd.h>

#define PORT_DEFAULT 8737

static bool compare_served(struct document *const *documents, uint32_t count, struct arena *arena,
                           struct comparison *comparison, void *context, struct error *error)
{
    const struct recoupe_job *job = context;
    struct compare_options options = {.now = slice_of(job->now), .explain = job->explain};
    struct comparison *made = compare_run(arena, documents, count, &options, &engine_data, error);
    if (made)
        *comparison = *made;
    return made != NULL;
}

static void say_port(unsigned port, void *context)
{
    const struct recoupe_job *job = context;
    char text[128];
    struct buffer message = {.data = text, .capacity = sizeof text};
    buffer_format(&message, "http://127.0.0.1:%u", port);
    job->complain("serving on", text, job->context);
}

static int with_server(const struct recoupe_job *job,
                       bool (*run)(struct server *, const struct recoupe_job *, struct error *))
{
    struct error error = {0};
    struct store *store = store_open(job->dossier, STORE_READ, &error);
    if (!store)
        return verbs_fail(job, &error);
    struct serve_source source = {store, compare_served, (void *)(uintptr_t)job,
                                  slice_of(job->now)};
    struct server *server = server_open(&source);
    bool done = server ? run(server, job, &error)
                       : error_set(&error, ERROR_INTERNAL, "", "not enough memory");
    server_close(server);
    store_close(store);
    return done ? RECOUPE_OK : verbs_fail(job, &error);
}

static bool run_http(struct server *server, const struct recoupe_job *job, struct error *error)
{
    struct serve_options options = {.port = job->port ? job->port : PORT_DEFAULT,
                                    .stop = job->stop,
                                    .started = say_port,
                                    .context = (void *)(uintptr_t)job};
    return serve_http(server, &options, error);
}

static bool run_mcp(struct server *server, const struct recoupe_job *job, struct error *error)
{
    return serve_mcp(server, STDIN_FILENO, job->write, job->context, job->stop, error);
}

int recoupe_serve(const struct recoupe_job *job)
{
    return with_server(job, run_http);
}

int recoupe_mcp(const struct recoupe_job *job)
{
    return with_server(job, run_mcp);
}
