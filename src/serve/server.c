// SPDX-License-Identifier: Apache-2.0
// Answers requests from the dossier: the table of routes, the checks that every request passes
// (method, host, origin), and the comparison kept while the dossier stays the same. The network
// is http.c's.
#include "serve/server.h"

#include "base/table.h"
#include "doc/dump.h"
#include "report/html.h"

#include <stdlib.h>

#define SEARCH_LIMIT 100

struct server *server_open(const struct serve_source *source)
{
    struct server *server = calloc(1, sizeof *server);
    if (!server)
        return NULL;
    server->source = *source;
    arena_init(&server->arena, 0);
    return server;
}

void server_close(struct server *server)
{
    if (!server)
        return;
    arena_free(&server->arena);
    free(server);
}

static bool load_all(struct server *server, struct document ***documents, uint32_t *count,
                     struct error *error)
{
    store_id_list ids = {0};
    if (!store_ids(server->source.store, &server->arena, &ids, error))
        return false;
    *documents = arena_zero(&server->arena, ids.count + 1, sizeof **documents);
    *count = ids.count;
    for (uint32_t i = 0; i < ids.count; i++) {
        (*documents)[i] = arena_zero(&server->arena, 1, sizeof ***documents);
        document_init((*documents)[i], &server->arena);
        if (!store_load(server->source.store, ids.items[i], (*documents)[i], error))
            return false;
    }
    return true;
}

bool server_refresh(struct server *server, struct error *error)
{
    int64_t state;
    struct document **documents;
    uint32_t count;
    if (!store_state(server->source.store, &state, error))
        return false;
    if (server->compared && state == server->state)
        return true;
    server->compared = false;
    arena_free(&server->arena);
    arena_init(&server->arena, 0);
    server->comparison = (struct comparison){0};
    if (!load_all(server, &documents, &count, error) ||
        !server->source.compare(documents, count, &server->arena, &server->comparison,
                                server->source.context, error))
        return false;
    server->state = state;
    server->compared = true;
    return true;
}

bool server_search(struct server *server, struct slice query, struct slice limit,
                   struct arena *arena, struct search_result *result, struct error *error)
{
    uint32_t most = 0;
    for (size_t i = 0; i < limit.size && i < 5 && limit.data[i] >= '0' && limit.data[i] <= '9'; i++)
        most = most * 10 + (uint32_t)(limit.data[i] - '0');
    return store_search(server->source.store, query.data ? query : SLICE(""),
                        most ? most : SEARCH_LIMIT, arena, result, error);
}

// --- routes

struct answer {
    struct server *server;
    const struct serve_request *request;
    struct slice rest; // of the path after the route's own
    struct arena *arena;
    struct serve_response *response;
    enum language headings;
};

static bool fail(struct answer *answer, const struct error *error)
{
    bool api = slice_starts(answer->request->path, "/api/");
    answer->response->status = error->kind == ERROR_USAGE   ? 400
                               : error->kind == ERROR_INPUT ? 404
                                                            : 500;
    answer->response->body.size = 0;
    if (api)
        api_error(error->message, &answer->response->body);
    else
        page_problem(error->message, answer->headings, &answer->response->body);
    return false;
}

static bool load_document(struct answer *answer, struct document *document)
{
    struct error error = {0};
    document_init(document, answer->arena);
    return store_load(answer->server->source.store, answer->rest, document, &error) ||
           fail(answer, &error);
}

static void answer_report(struct answer *answer)
{
    struct error error = {0};
    struct report_options options = {.format = REPORT_HTML, .headings = answer->headings,
                                     .now = answer->server->source.now,
                                     .document_path = SLICE("/documents/")};
    if (!server_refresh(answer->server, &error)) {
        fail(answer, &error);
        return;
    }
    report_write(&answer->server->comparison, &options, answer->arena, &answer->response->body);
}

static void answer_document(struct answer *answer)
{
    struct document document;
    struct report_options options = {.headings = answer->headings,
                                     .document_path = SLICE("/documents/")};
    if (load_document(answer, &document))
        report_document(&document, &options, answer->arena, &answer->response->body);
}

static void answer_search(struct answer *answer)
{
    struct error error = {0};
    struct search_result result = {0};
    struct slice query = answer->request->query;
    bool asked = query.size > 0;
    bool fine = !asked || server_search(answer->server, query, answer->request->limit,
                                        answer->arena, &result, &error);
    if (!fine && error.kind != ERROR_USAGE) {
        fail(answer, &error);
        return;
    }
    answer->response->status = fine ? 200 : 400;
    page_search(query, asked && fine ? &result : NULL, fine ? NULL : error.message,
                answer->headings, &answer->response->body);
}

static void answer_api_document(struct answer *answer)
{
    struct document document;
    if (load_document(answer, &document))
        document_dump(&document, DUMP_ALL, &answer->response->body);
}

static void answer_api_documents(struct answer *answer)
{
    struct error error = {0};
    if (server_refresh(answer->server, &error))
        api_documents(answer->server, &answer->response->body);
    else
        fail(answer, &error);
}

static void answer_api_compare(struct answer *answer)
{
    struct error error = {0};
    if (server_refresh(answer->server, &error))
        comparison_dump(&answer->server->comparison, &answer->response->body);
    else
        fail(answer, &error);
}

static void answer_api_search(struct answer *answer)
{
    struct error error = {0};
    struct search_result result = {0};
    if (server_search(answer->server, answer->request->query, answer->request->limit,
                      answer->arena, &result, &error))
        api_hits(&result, &answer->response->body);
    else
        fail(answer, &error);
}

static const struct {
    const char *path;
    bool has_rest; // an id follows
    bool is_json;
    void (*run)(struct answer *answer);
} ROUTES[] = {
    {"/", false, false, answer_report},
    {"/documents/", true, false, answer_document},
    {"/search", false, false, answer_search},
    {"/api/documents", false, true, answer_api_documents},
    {"/api/documents/", true, true, answer_api_document},
    {"/api/compare", false, true, answer_api_compare},
    {"/api/search", false, true, answer_api_search},
};

// Ids are hexadecimal; nothing else is looked up, least of all a path.
static bool is_id(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    }
    return text.size > 0 && text.size <= 64;
}

static bool names_us(struct slice host, unsigned port, struct arena *arena)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct slice with_port = arena_format(arena, "%s:%u", names[i], port);
        if (slice_equal(host, with_port) || (port == 80 && slice_is(host, names[i])))
            return true;
    }
    return false;
}

// A page of another site that points a name of its own at 127.0.0.1 (DNS rebinding) sends that
// name as host; its scripts send their origin.
static bool comes_from_here(const struct serve_request *request, struct arena *arena)
{
    if (!names_us(request->host, request->port, arena))
        return false;
    return !request->origin.data ||
           (slice_starts(request->origin, "http://") &&
            names_us(slice_part(request->origin, 7, SIZE_MAX), request->port, arena));
}

static void refuse(struct answer *answer, unsigned status, const char *message)
{
    answer->response->status = status;
    if (slice_starts(answer->request->path, "/api/")) {
        answer->response->content_type = "application/json; charset=utf-8";
        api_error(message, &answer->response->body);
    } else {
        page_problem(message, answer->headings, &answer->response->body);
    }
}

void server_answer(struct server *server, const struct serve_request *request,
                   struct arena *arena, struct serve_response *response)
{
    struct answer answer = {.server = server, .request = request, .arena = arena,
                            .response = response,
                            .headings = language_from_code(request->headings)};
    *response = (struct serve_response){.status = 200, .content_type = "text/html; charset=utf-8"};
    buffer_init(&response->body, arena);
    if (!comes_from_here(request, arena)) {
        refuse(&answer, 403, "this server answers only at 127.0.0.1 and localhost");
        return;
    }
    if (!slice_is(request->method, "GET") && !slice_is(request->method, "HEAD")) {
        refuse(&answer, 405, "only GET and HEAD are answered");
        return;
    }
    for (size_t i = 0; i < sizeof ROUTES / sizeof *ROUTES; i++) {
        bool fits = ROUTES[i].has_rest ? slice_starts(request->path, ROUTES[i].path)
                                       : slice_is(request->path, ROUTES[i].path);
        answer.rest = slice_part(request->path, strlen(ROUTES[i].path), SIZE_MAX);
        if (!fits || (ROUTES[i].has_rest && !is_id(answer.rest)))
            continue;
        if (ROUTES[i].is_json)
            response->content_type = "application/json; charset=utf-8";
        ROUTES[i].run(&answer);
        return;
    }
    refuse(&answer, 404, "there is no such page");
}

static unsigned hex_value(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a' + 10);
}

// Base64 of a SHA-256 in hexadecimal: 32 bytes, 44 characters.
static void base64_of_hex(const char hex[65], char out[45])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char bytes[33] = {0};
    for (int i = 0; i < 32; i++)
        bytes[i] = (unsigned char)(hex_value(hex[2 * i]) << 4 | hex_value(hex[2 * i + 1]));
    for (int i = 0; i < 11; i++) {
        unsigned group = (unsigned)bytes[3 * i] << 16 | (unsigned)bytes[3 * i + 1] << 8 |
                         (i < 10 ? bytes[3 * i + 2] : 0);
        for (int d = 0; d < 4; d++)
            out[4 * i + d] = digits[group >> (18 - 6 * d) & 63];
    }
    out[43] = '=';
    out[44] = '\0';
}

const char *server_policy(struct arena *arena)
{
    struct buffer style;
    char hex[65], base64[45];
    buffer_init(&style, arena);
    buffer_byte(&style, '\n'); // <style> and </style> stand on lines of their own
    html_style(&style);
    hash_sha256(style.data, style.size, hex);
    base64_of_hex(hex, base64);
    return arena_format(arena,
                        "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; "
                        "base-uri 'none'; frame-ancestors 'none'",
                        base64)
        .data;
}
