// SPDX-License-Identifier: Apache-2.0
// Answers requests from the dossier: the table of routes, and the checks that every request passes
// (method, host, origin). What is known of the dossier is snapshot.c's, the network http.c's.
#include "serve/server.h"

#include "base/table.h"
#include "doc/dump.h"
#include "doc/rule_line.h"
#include "report/html.h"

#define SEARCH_LIMIT 100
#define SEARCH_MOST 99999
#define PAGE_STYLE "web/built/page.css"

bool server_search(struct server *server, struct slice query, struct slice limit,
                   struct arena *arena, struct search_result *result, struct error *error)
{
    int64_t asked = api_number_of(limit);
    uint32_t most = asked == 0 ? SEARCH_LIMIT : asked < SEARCH_MOST ? (uint32_t)asked : SEARCH_MOST;
    return store_search(server->source.store, query.data ? query : SLICE(""), most, arena, result,
                        error);
}

// --- routes

bool answer_fail(struct answer *answer, const struct error *error)
{
    unsigned status = error->kind == ERROR_USAGE ? 400 : error->kind == ERROR_INPUT ? 404
                      : answer->server->maker && !answer->server->now ? 503 : 500;
    answer_refuse(answer, status, error->message);
    return false;
}

static bool load_document(struct answer *answer, struct document *document)
{
    struct error error = {0};
    document_init(document, answer->arena);
    return store_load(answer->server->source.store, answer->rest, document, &error) ||
           answer_fail(answer, &error);
}

static void answer_report(struct answer *answer)
{
    struct error error = {0};
    struct report_options options = {.format = REPORT_HTML, .headings = answer->headings,
                                     .now = answer->server->source.now,
                                     .document_path = SLICE("/documents/"),
                                     .data = answer->server->source.data};
    if (!server_refresh(answer->server, &error)) {
        answer_fail(answer, &error);
        return;
    }
    report_write(&answer->server->now->comparison, &options, answer->arena,
                 &answer->response->body);
}

static void answer_document(struct answer *answer)
{
    struct document document;
    struct report_options options = {.headings = answer->headings,
                                     .document_path = SLICE("/documents/"),
                                     .data = answer->server->source.data};
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
        answer_fail(answer, &error);
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
        api_documents(answer->server, api_number_of(answer->request->offset),
                      api_number_of(answer->request->limit), &answer->response->body);
    else
        answer_fail(answer, &error);
}

static void answer_api_compare(struct answer *answer)
{
    struct error error = {0};
    if (server_refresh(answer->server, &error))
        comparison_dump(&answer->server->now->comparison, &answer->response->body);
    else
        answer_fail(answer, &error);
}

static void answer_api_search(struct answer *answer)
{
    struct error error = {0};
    struct search_result result = {0};
    if (server_search(answer->server, answer->request->query, answer->request->limit,
                      answer->arena, &result, &error)) {
        api_hits(&result, &answer->response->body);
    } else if (!answer_fail(answer, &error) && error.kind == ERROR_USAGE) {
        answer->response->body.size = 0;
        api_query_error(error.message, result.wrong, &answer->response->body);
    }
}

static void answer_words(struct answer *answer)
{
    api_words(answer->headings == LANGUAGE_en ? LANGUAGE_en : LANGUAGE_fr, &answer->response->body);
}

// The line of a rule file behind a rule's name; nulls for what is none.
static void answer_rule(struct answer *answer)
{
    struct json_writer json;
    struct rule_line found = {.line = 0};
    const struct data_source *data = answer->server->source.data;
    struct slice rule = answer->request->name;
    bool known = data && rule.size && rule_line_find(rule, data, &found) && found.text.data;
    json_init(&json, &answer->response->body);
    json_open(&json, '{');
    json_key_text(&json, "rule", rule);
    json_key_text(&json, "file", known ? slice_of(found.file) : SLICE_NONE);
    api_number(&json, "line", known ? found.line : 0);
    json_key_text(&json, "text", known ? found.text : SLICE_NONE);
    json_close(&json, '}');
}

// --- the page's files

static struct slice page_file(const struct answer *answer, const char *name)
{
    const struct data_source *data = answer->server->source.data;
    return data ? data->find(name, data->context) : SLICE_NONE;
}

// Adds the page up to the word, and in the word's place the text; false: the word is not there.
static bool add_until(struct buffer *out, struct slice *page, const char *word, struct slice text)
{
    size_t place = slice_find(*page, slice_of(word), 0);
    if (place == SIZE_MAX)
        return false;
    buffer_add(out, slice_part(*page, 0, place));
    buffer_add(out, text);
    *page = slice_part(*page, place + strlen(word), SIZE_MAX);
    return true;
}

// The page, with the token for its corrections and its style put in, so that one answer is enough
// to paint; the report where it was built without.
static void answer_page(struct answer *answer)
{
    struct buffer *out = &answer->response->body;
    struct slice page = page_file(answer, "web/src/index.html");
    if (!add_until(out, &page, "@TOKEN@", answer->server->source.token) ||
        !add_until(out, &page, "@STYLE@", page_file(answer, PAGE_STYLE))) {
        out->size = 0;
        answer_report(answer);
        return;
    }
    answer->response->is_page = true;
    buffer_add(out, page);
}

static void answer_file(struct answer *answer, const char *name, const char *content_type)
{
    struct slice bytes = page_file(answer, name);
    if (!bytes.data) {
        answer_refuse(answer, 404, "this recoupe was built without its page");
        return;
    }
    answer->response->content_type = content_type;
    buffer_add(&answer->response->body, bytes);
}

static void answer_script(struct answer *answer)
{
    answer_file(answer, "web/built/page.js", "text/javascript; charset=utf-8");
}

static void answer_icon(struct answer *answer)
{
    answer_file(answer, "web/src/icon.svg", "image/svg+xml");
}

static void answer_openapi(struct answer *answer)
{
    answer_file(answer, "web/openapi.json", "application/json; charset=utf-8");
}

// What comes at once; what comes later is http.c's.
static void answer_live(struct answer *answer)
{
    answer->response->is_stream = true;
    buffer_text(&answer->response->body, "retry: 3000\n\n");
}

#define JSON "application/json; charset=utf-8"
#define HTML "text/html; charset=utf-8"

static bool is_id(struct slice text);
static bool is_story_key(struct slice text);
static bool is_claim_key(struct slice text);

static const struct route {
    const char *path;
    bool (*is_rest)(struct slice text); // what may follow; NULL: nothing
    const char *content_type;
    void (*run)(struct answer *answer);
    void (*post)(struct answer *answer); // NULL: only GET and HEAD
} ROUTES[] = {
    {"/", NULL, HTML, answer_page, NULL},
    {"/page.js", NULL, HTML, answer_script, NULL},
    {"/icon.svg", NULL, HTML, answer_icon, NULL},
    {"/report", NULL, HTML, answer_report, NULL},
    {"/documents/", is_id, HTML, answer_document, NULL},
    {"/search", NULL, HTML, answer_search, NULL},
    {"/api/openapi.json", NULL, JSON, answer_openapi, NULL},
    {"/api/words", NULL, JSON, answer_words, NULL},
    {"/api/rule", NULL, JSON, answer_rule, NULL},
    {"/api/desk", NULL, JSON, answer_desk, NULL},
    {"/api/stories/", is_story_key, JSON, answer_story, NULL},
    {"/api/claims/", is_claim_key, JSON, answer_claim, NULL},
    {"/api/ledger", NULL, JSON, answer_ledger, NULL},
    {"/api/ledger.csv", NULL, "text/csv; charset=utf-8", answer_ledger_csv, NULL},
    {"/api/quotes", NULL, JSON, answer_quotes, NULL},
    {"/api/actors", NULL, JSON, answer_actors, NULL},
    {"/api/documents", NULL, JSON, answer_api_documents, NULL},
    {"/api/documents/", is_id, JSON, answer_api_document, NULL},
    {"/api/compare", NULL, JSON, answer_api_compare, NULL},
    {"/api/search", NULL, JSON, answer_api_search, NULL},
    {"/api/live", NULL, "text/event-stream", answer_live, NULL},
    {"/api/corrections", NULL, JSON, answer_corrections, answer_correct},
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

static bool is_story_key(struct slice text)
{
    return slice_is(text, "other") || is_id(text);
}

// An id, a point, and v or c with a number.
static bool is_claim_key(struct slice text)
{
    struct slice finding = text;
    if (slice_find(text, SLICE("."), 0) == SIZE_MAX || !is_id(slice_cut(&finding, '.')))
        return false;
    for (size_t i = 1; i < finding.size; i++)
        if (finding.data[i] < '0' || finding.data[i] > '9')
            return false;
    return finding.size > 1 && finding.size < 9 &&
           (finding.data[0] == 'v' || finding.data[0] == 'c');
}

// Whether a host is one that this server is asked by. With a token, one that listens on all
// addresses has any name: a page of another site has no token under a name of its own.
static bool names_us(const struct serve_source *source, struct slice host, unsigned port,
                     struct arena *arena)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    bool any = slice_is(source->address, "0.0.0.0") || slice_is(source->address, "::");
    bool colons = slice_find(source->address, SLICE(":"), 0) != SIZE_MAX;
    struct slice end = arena_format(arena, ":%u", port);
    struct slice own = arena_format(arena, colons ? "[" SLICE_FORMAT "]:%u" : SLICE_FORMAT ":%u",
                                    SLICE_ARGUMENTS(source->address), port);
    if (source->access.data && source->address.data &&
        (slice_equal(host, own) ||
         (any && host.size > end.size && (slice_ends(host, end.data) || port == 80))))
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct slice with_port = arena_format(arena, "%s:%u", names[i], port);
        if (slice_equal(host, with_port) || (port == 80 && slice_is(host, names[i])))
            return true;
    }
    return false;
}

// A page of another site that points a name of its own at 127.0.0.1 (DNS rebinding) sends that
// name as host; its scripts send their origin. Its pictures send none, but a browser says of what
// site a request is: of another, the API answers nothing (a link to the page is let through).
static bool comes_from_here(const struct serve_source *source, const struct serve_request *request,
                            struct arena *arena)
{
    bool foreign = request->fetch_site.size && !slice_is(request->fetch_site, "same-origin") &&
                   !slice_is(request->fetch_site, "none");
    if (!names_us(source, request->host, request->port, arena) ||
        (foreign && slice_starts(request->path, "/api/")))
        return false;
    return !request->origin.data ||
           (slice_starts(request->origin, "http://") &&
            (source->access.data
                 ? slice_equal(slice_part(request->origin, 7, SIZE_MAX), request->host)
                 : names_us(source, slice_part(request->origin, 7, SIZE_MAX), request->port,
                            arena)));
}

// In a time that does not tell how much of it is right.
static bool is_token(struct slice given, struct slice token)
{
    unsigned differ = given.size != token.size;
    for (size_t i = 0; i < token.size; i++)
        differ |= (unsigned)(unsigned char)token.data[i] ^
                  (unsigned)(unsigned char)(i < given.size ? given.data[i] : 0);
    return differ == 0;
}

// False after answering: who brings the token in the page's address gets it as a cookie, who brings
// none gets nothing.
static bool check_access(struct answer *answer)
{
    const struct serve_request *request = answer->request;
    struct slice token = answer->server->source.access, bearer = request->authorization;
    if (!token.data || is_token(request->cookie, token) ||
        (slice_starts(bearer, "Bearer ") && is_token(slice_part(bearer, 7, SIZE_MAX), token)))
        return true;
    if (slice_is(request->path, "/") && is_token(request->given, token)) {
        answer->response->status = 303;
        answer->response->takes_token = true;
        return false;
    }
    answer_refuse(answer, 401,
                  "this server answers only who brings its token: open /?token=… once");
    return false;
}

void answer_refuse(struct answer *answer, unsigned status, const char *message)
{
    answer->response->status = status;
    answer->response->body.size = 0;
    if (slice_starts(answer->request->path, "/api/")) {
        answer->response->content_type = JSON;
        api_error(message, &answer->response->body);
    } else {
        page_problem(message, answer->headings, &answer->response->body);
    }
}

static const struct route *find_route(struct answer *answer)
{
    struct slice path = answer->request->path;
    for (size_t i = 0; i < sizeof ROUTES / sizeof *ROUTES; i++) {
        const struct route *route = &ROUTES[i];
        answer->rest = slice_part(path, strlen(route->path), SIZE_MAX);
        if (route->is_rest ? slice_starts(path, route->path) && route->is_rest(answer->rest)
                           : slice_is(path, route->path))
            return route;
    }
    return NULL;
}

void server_answer(struct server *server, const struct serve_request *request,
                   struct arena *arena, struct serve_response *response)
{
    struct answer answer = {.server = server, .request = request, .arena = arena,
                            .response = response,
                            .headings = language_from_code(request->headings)};
    *response = (struct serve_response){.status = 200, .content_type = HTML};
    buffer_init(&response->body, arena);
    if (!comes_from_here(&server->source, request, arena)) {
        answer_refuse(&answer, 403, server->source.address.data
                                        ? "this server answers only at its own address"
                                        : "this server answers only at 127.0.0.1 and localhost");
        return;
    }
    if (!check_access(&answer))
        return;
    const struct route *route = find_route(&answer);
    bool posts = slice_is(request->method, "POST");
    if (posts ? route && !route->post
              : !slice_is(request->method, "GET") && !slice_is(request->method, "HEAD")) {
        answer_refuse(&answer, 405, "only GET and HEAD are answered here");
        return;
    }
    if (!route) {
        answer_refuse(&answer, 404, "there is no such page");
        return;
    }
    response->content_type = route->content_type;
    (posts ? route->post : route->run)(&answer);
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

static void hash_of(struct slice style, char base64[45])
{
    char hex[65];
    hash_sha256(style.data, style.size, hex);
    base64_of_hex(hex, base64);
}

// The page's own script and style, and this server: nothing else, and no markup from text.
const char *server_page_policy(const struct server *server, struct arena *arena)
{
    const struct data_source *data = server->source.data;
    char base64[45];
    hash_of(data ? data->find(PAGE_STYLE, data->context) : SLICE(""), base64);
    return arena_format(arena,
                        "default-src 'none'; script-src 'self'; style-src 'sha256-%s'; "
                        "connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
                        "frame-ancestors 'none'; require-trusted-types-for 'script'; "
                        "trusted-types 'none'",
                        base64)
        .data;
}

const char *server_policy(struct arena *arena)
{
    struct buffer style;
    char base64[45];
    buffer_init(&style, arena);
    buffer_byte(&style, '\n'); // <style> and </style> stand on lines of their own
    html_style(&style);
    hash_of(buffer_slice(&style), base64);
    return arena_format(arena,
                        "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; "
                        "base-uri 'none'; frame-ancestors 'none'",
                        base64)
        .data;
}
