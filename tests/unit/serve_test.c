// SPDX-License-Identifier: Apache-2.0
// serve: every route and refusal as a request without the network, the content policy against the
// page's own style, MCP line by line, and one round over a real socket.
#include "base/table.h"
#include "report/html.h"
#include "serve/serve.h"
#include "store_documents.h"
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned compare_calls;

static bool compare(struct document *const *documents, uint32_t count, struct arena *arena,
                    struct comparison *comparison, void *context, struct error *error)
{
    (void)context, (void)error;
    *comparison = (struct comparison){.arena = arena, .documents = documents, .document_count = count};
    compare_calls++;
    return true;
}

struct fixture {
    struct arena arena;
    struct store *store;
    struct server *server;
    struct document document;
};

static void fixture_open(struct fixture *fixture, const char *name)
{
    struct error error = {0};
    struct original original = {SLICE("x"), "plain", SLICE_NONE, false};
    arena_init(&fixture->arena, 0);
    fixture->store = store_open(test_path(&fixture->arena, name), STORE_CREATE, &error);
    test_document(&fixture->document, &fixture->arena, 1);
    CHECK(store_add(fixture->store, &fixture->document, &original, &error) == STORE_ADDED);
    CHECK(store_commit(fixture->store, &error));
    fixture->server = server_open(&(struct serve_source){.store = fixture->store, .compare = compare});
}

static void fixture_close(struct fixture *fixture, const char *name)
{
    server_close(fixture->server);
    store_close(fixture->store);
    test_path(&fixture->arena, name);
    arena_free(&fixture->arena);
}

static struct serve_response ask(struct fixture *fixture, const char *path, const char *query)
{
    struct serve_response response;
    struct serve_request request = {.method = SLICE("GET"), .path = slice_of(path),
                                    .host = SLICE("127.0.0.1:8737"), .query = slice_of(query),
                                    .port = 8737};
    server_answer(fixture->server, &request, &fixture->arena, &response);
    return response;
}

static bool has(struct serve_response response, const char *words)
{
    return slice_find(buffer_slice(&response.body), slice_of(words), 0) != SIZE_MAX;
}

TEST(every_route_answers)
{
    struct fixture fixture;
    fixture_open(&fixture, "routes");
    struct slice id = fixture.document.id;
    const char *page = arena_format(&fixture.arena, "/documents/" SLICE_FORMAT, SLICE_ARGUMENTS(id)).data;
    const char *api = arena_format(&fixture.arena, "/api%s", page).data;
    struct serve_response response = ask(&fixture, "/", NULL);
    CHECK(response.status == 200 && has(response, "<!DOCTYPE html>") && has(response, page));
    CHECK(has(response, "<form action=\"/search\""));
    response = ask(&fixture, page, NULL);
    CHECK(response.status == 200 && has(response, "<mark class=\"mention\""));
    response = ask(&fixture, api, NULL);
    CHECK(response.status == 200 && has(response, "\"commitments\":[{"));
    response = ask(&fixture, "/api/documents", NULL);
    CHECK(response.status == 200 && has(response, "\"published\":\"2025-03-01\""));
    CHECK(strstr(response.content_type, "application/json") != NULL);
    response = ask(&fixture, "/api/compare", NULL);
    CHECK(response.status == 200 && has(response, "\"ledger\":[]"));
    response = ask(&fixture, "/api/search", "who:norvege kind:event");
    CHECK(response.status == 200 && has(response, "\"finding\":\"v1\""));
    response = ask(&fixture, "/search", "radars");
    CHECK(response.status == 200 && has(response, "<mark>radars</mark>"));
    response = ask(&fixture, "/search", "\"><script>alert(1)</script>");
    CHECK(!has(response, "<script"));
    response = ask(&fixture, "/search", NULL);
    CHECK(response.status == 200);
    fixture_close(&fixture, "routes");
}

TEST(what_is_not_there_or_not_allowed_is_refused)
{
    static const struct {
        const char *method, *path, *host, *origin, *query;
        unsigned status;
    } rows[] = {
        {"GET", "/none", "127.0.0.1:80", NULL, NULL, 404},
        {"GET", "/documents/../../etc/passwd", "localhost:80", NULL, NULL, 404},
        {"GET", "/documents/abc", "localhost:80", NULL, NULL, 404},
        {"GET", "/api/documents/", "localhost", NULL, NULL, 404},
        {"GET", "/api/search", "localhost", NULL, "wat:1", 400},
        {"GET", "/search", "localhost", NULL, "wat:1", 400},
        {"POST", "/", "localhost", NULL, NULL, 405},
        {"GET", "/", "evil.example", NULL, NULL, 403},
        {"GET", "/", "127.0.0.1:81", NULL, NULL, 403},
        {"GET", "/", NULL, NULL, NULL, 403},
        {"GET", "/", "localhost", "http://evil.example", NULL, 403},
        {"GET", "/", "localhost", "null", NULL, 403},
        {"GET", "/", "localhost", "http://127.0.0.1:80", NULL, 200},
        {"HEAD", "/", "[::1]:80", NULL, NULL, 200},
    };
    struct fixture fixture;
    fixture_open(&fixture, "refused");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct serve_response response;
        struct serve_request request = {.method = slice_of(rows[i].method),
                                        .path = slice_of(rows[i].path),
                                        .host = slice_of(rows[i].host),
                                        .origin = slice_of(rows[i].origin),
                                        .query = slice_of(rows[i].query), .port = 80};
        server_answer(fixture.server, &request, &fixture.arena, &response);
        test_check(response.status == rows[i].status, __FILE__, __LINE__, "row %zu: %u, not %u", i,
                   response.status, rows[i].status);
        CHECK(response.body.size > 0);
    }
    fixture_close(&fixture, "refused");
}

TEST(the_comparison_is_kept_until_the_dossier_changes)
{
    struct fixture fixture;
    struct error error = {0};
    struct original original = {SLICE("x"), "plain", SLICE_NONE, false};
    struct document another;
    fixture_open(&fixture, "kept");
    compare_calls = 0;
    ask(&fixture, "/", NULL);
    ask(&fixture, "/api/compare", NULL);
    CHECK(compare_calls == 1);
    test_document(&another, &fixture.arena, 2);
    CHECK(store_add(fixture.store, &another, &original, &error) == STORE_ADDED);
    CHECK(store_commit(fixture.store, &error));
    CHECK(has(ask(&fixture, "/", NULL), "promesse n° 2"));
    CHECK(compare_calls == 2);
    fixture_close(&fixture, "kept");
}

// Nothing but the page's own style may be applied: the policy names its hash.
TEST(the_policy_allows_the_style_of_the_page)
{
    struct fixture fixture;
    char hex[65];
    fixture_open(&fixture, "policy");
    struct serve_response response = ask(&fixture, "/", NULL);
    struct slice page = buffer_slice(&response.body);
    size_t start = slice_find(page, SLICE("<style>"), 0) + 7;
    size_t end = slice_find(page, SLICE("</style>"), start);
    hash_sha256(page.data + start, end - start, hex);
    const char *policy = server_policy(&fixture.arena);
    const char *base64 = strstr(policy, "sha256-") + 7;
    // The first three bytes are four characters of base64.
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0;
    for (int i = 0; i < 4; i++)
        bits = bits << 6 | (unsigned)(strchr(digits, base64[i]) - digits);
    char first[7];
    snprintf(first, sizeof first, "%06x", bits);
    CHECK(memcmp(first, hex, 6) == 0 && base64[43] == '=' && base64[44] == '\'');
    CHECK(slice_find(page, SLICE("<style>"), end) == SIZE_MAX);
    CHECK(slice_find(page, SLICE(" style=\""), 0) == SIZE_MAX);
    fixture_close(&fixture, "policy");
}

TEST(mcp_answers_line_by_line)
{
    static const struct {
        const char *line, *answer; // answer NULL: none
    } rows[] = {
        {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
         "\"2024-11-05\"}}",
         "\"protocolVersion\":\"2024-11-05\""},
        {"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", NULL},
        {"{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}", "\"id\":\"a\",\"result\":{}"},
        {"{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}", "\"name\":\"claims\""},
        {"{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"search\","
         "\"arguments\":{\"query\":\"radars\"}}}",
         "deux radars"},
        {"{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"search\","
         "\"arguments\":{\"query\":\"wat:1\"}}}",
         "\"isError\":true"},
        {"{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"document\","
         "\"arguments\":{\"id\":\"ff\"}}}",
         "\"isError\":true"},
        {"{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"claims\"}}",
         "\\\"claims\\\":[]"},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"rm\"}}", "-32602"},
        {"{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"resources/list\"}", "-32601"},
        {"{\"id\":4}", "-32600"},
        {"not json", "-32700"},
        {"[1]", "-32600"},
    };
    struct fixture fixture;
    fixture_open(&fixture, "mcp");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer out;
        struct error error = {0};
        buffer_init(&out, &fixture.arena);
        mcp_answer(fixture.server, slice_of(rows[i].line), &fixture.arena, &out);
        if (!rows[i].answer) {
            CHECK(out.size == 0);
            continue;
        }
        test_check(slice_find(buffer_slice(&out), slice_of(rows[i].answer), 0) != SIZE_MAX, __FILE__,
                   __LINE__, "%s gives " SLICE_FORMAT, rows[i].line, SLICE_ARGUMENTS(buffer_slice(&out)));
        CHECK(out.data[out.size - 1] == '\n' && json_parse(&fixture.arena, buffer_slice(&out), &error));
    }
    fixture_close(&fixture, "mcp");
}

static bool collect(const char *bytes, size_t size, void *context)
{
    buffer_add(context, (struct slice){bytes, size});
    return true;
}

TEST(mcp_reads_lines_to_the_end_of_its_input)
{
    struct fixture fixture;
    struct error error = {0};
    struct buffer out;
    int ends[2];
    fixture_open(&fixture, "stream");
    buffer_init(&out, &fixture.arena);
    CHECK(pipe(ends) == 0);
    static const char lines[] = "{\"id\":1,\"method\":\"ping\"}\r\n\n{\"id\":2,\"method\":\"ping\"}";
    CHECK(write(ends[1], lines, sizeof lines - 1) == (ssize_t)sizeof lines - 1);
    close(ends[1]);
    CHECK(serve_mcp(fixture.server, ends[0], collect, &out, NULL, &error));
    close(ends[0]);
    CHECK_TEXT(buffer_slice(&out), "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n"
                                   "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}\n");
    fixture_close(&fixture, "stream");
}

// --- over a socket: the server runs in this thread, the client in another, which then stops it.
struct client {
    atomic_uint port;
    volatile int stop;
    char answer[4096];
    pthread_t thread;
};

static void *run_client(void *context)
{
    struct client *client = context;
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)atomic_load(&client->port))};
    char request[128];
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int size = snprintf(request, sizeof request,
                        "GET /api/documents HTTP/1.1\r\nHost: localhost:%u\r\nConnection: close\r\n\r\n",
                        atomic_load(&client->port));
    int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(socket_fd, (struct sockaddr *)&address, sizeof address) == 0 &&
        write(socket_fd, request, (size_t)size) == size) {
        size_t got = 0;
        ssize_t part;
        while (got < sizeof client->answer - 1 &&
               (part = read(socket_fd, client->answer + got, sizeof client->answer - 1 - got)) > 0)
            got += (size_t)part;
    }
    close(socket_fd);
    client->stop = 1;
    return NULL;
}

static void started(unsigned port, void *context)
{
    struct client *client = context;
    atomic_store(&client->port, port);
    pthread_create(&client->thread, NULL, run_client, client);
}

TEST(http_answers_on_a_socket_and_stops_when_told)
{
    struct fixture fixture;
    struct error error = {0};
    struct client client = {.stop = 0};
    fixture_open(&fixture, "http");
    struct serve_options options = {.port = 0, .stop = &client.stop, .started = started,
                                    .context = &client};
    if (CHECK(serve_http(fixture.server, &options, &error)))
        pthread_join(client.thread, NULL);
    CHECK(strstr(client.answer, "HTTP/1.1 200") == client.answer);
    CHECK(strstr(client.answer, "Content-Security-Policy: default-src 'none'") != NULL);
    CHECK(strstr(client.answer, "X-Content-Type-Options: nosniff") != NULL);
    CHECK(strstr(client.answer, "promesse n° 1") != NULL);
    fixture_close(&fixture, "http");
}
