// SPDX-License-Identifier: Apache-2.0
// The verbs that serve a dossier: serve (HTTP on 127.0.0.1) and mcp (standard input and output).
// What serve/ needs of the comparison, corrections and random numbers it gets from here.
#include "engine/verbs.h"

#include "compare/compare.h"
#include "serve/serve.h"

#include <sys/random.h>
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

static bool correct_served(const struct slice *words, uint32_t count, struct buffer *out,
                           void *context, struct error *error)
{
    return verbs_correct(context, words, count, out, error);
}

// 128 random bits in hexadecimal, new at each start: what a correction must bring.
static bool make_token(char token[33])
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++) {
        token[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        token[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    token[32] = '\0';
    return true;
}

static void say_port(unsigned port, void *context)
{
    const struct recoupe_job *job = context;
    char text[160];
    struct buffer message = {.data = text, .capacity = sizeof text};
    const char *address = job->listen ? job->listen : "127.0.0.1";
    buffer_format(&message, strchr(address, ':') ? "http://[%s]:%u%s" : "http://%s:%u%s", address,
                  port,
                  job->token ? "/?token=… (the one that was given)" : "");
    job->complain("serving on", text, job->context);
}

// A token that can stand in an address and in a cookie, and is not soon guessed.
static bool check_token(const struct recoupe_job *job, struct error *error)
{
    size_t size = job->token ? strlen(job->token) : 0;
    bool plain = true;
    for (size_t i = 0; i < size; i++) {
        char c = job->token[i];
        plain = plain && ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == '-' || c == '_');
    }
    if (job->listen && !job->token)
        return error_set(error, ERROR_USAGE, "--listen",
                         "it needs --token (or RECOUPE_TOKEN): others can reach that address");
    return !job->token || (plain && size >= SERVE_TOKEN_LEAST && size <= SERVE_TOKEN_MOST) ||
           error_set(error, ERROR_USAGE, "--token", "it takes %d to %d letters, figures, - and _",
                     SERVE_TOKEN_LEAST,
                     SERVE_TOKEN_MOST);
}

static int with_server(const struct recoupe_job *job,
                       bool (*run)(struct server *, const struct recoupe_job *, struct error *))
{
    struct error error = {0};
    struct store *store = check_token(job, &error) ? store_open(job->dossier, STORE_READ, &error)
                          : NULL;
    if (!store)
        return verbs_fail(job, &error);
    char token[33] = "";
    struct serve_source source = {.store = store, .path = job->dossier, .compare = compare_served,
                                  .context = (void *)(uintptr_t)job, .now = slice_of(job->now),
                                  .access = slice_of(job->token), .address = slice_of(job->listen),
                                  .data = &engine_data};
    if (make_token(token)) {
        source.correct = correct_served;
        source.token = slice_of(token);
    }
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
