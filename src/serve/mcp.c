// SPDX-License-Identifier: Apache-2.0
// The Model Context Protocol over lines of JSON-RPC 2.0: read-only tools, so that an assistant can
// cite the very words and where they stand. Answers carry JSON as text, most of them what the HTTP
// API answers. Nothing in the dossier is taken for an instruction; nothing is written.
#include "serve/server.h"

#include "doc/dump.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#define LINE_MOST ((size_t)1 << 20) // bytes of one request
#define WAIT_MS 200

static const char *const VERSIONS[] = {"2025-06-18", "2025-03-26", "2024-11-05"}; // newest first

#define TOOL(name, description, schema)                                                            \
    "{\"name\":\"" name "\",\"description\":\"" description "\","                                  \
    "\"inputSchema\":{\"type\":\"object\"," schema "},\"annotations\":{\"readOnlyHint\":true}}"
#define TEXT(argument)                                                                             \
    "\"properties\":{\"" argument "\":{\"type\":\"string\"}},\"required\":[\"" argument "\"]"
#define NOTHING "\"properties\":{}"

static const char TOOLS[] =
    "[" TOOL("story", "One story: its articles, its claims, and which article says, denies or "
             "leaves out which. key: the id of one of its articles.", TEXT("key"))
    "," TOOL("claim", "One claim with every sentence that carries it, word by word with its place, "
             "how the sentences differ, and who is silent. key: an article's id, a point and a "
             "finding, as 3f….v3.", TEXT("key"))
    "," TOOL("quotes", "Who says what: one speaker's words through time, with their places; and "
             "the list of all speakers. name: the speaker.", TEXT("name"))
    "," TOOL("ledger", "Who owes, promises or gives what to whom, with the stages of each and the "
             "claims behind them.", NOTHING)
    "," TOOL("desk", "What is disputed, corroborated or new over the whole dossier, and its "
             "stories: where to begin.", NOTHING)
    "," TOOL("search", "Searches the dossier's articles. Words, \\\"phrases\\\", and fields: who: "
             "whom: what: when: where: said: stage: status: site: lang: origin:. Gives the "
             "sentence, the document and the place of each hit.",
             "\"properties\":{\"query\":{\"type\":\"string\"},\"limit\":{\"type\":\"integer\"}},"
             "\"required\":[\"query\"]")
    "," TOOL("document", "One article with its text and everything found in it; spans count "
             "characters of the text.", TEXT("id"))
    "," TOOL("claims", "The cross-check of all articles: stories, claims with who says them and "
             "whether others say the same, the ledger, omissions. It does not say what is true.",
             NOTHING) "]";

struct call {
    struct server *server;
    const struct json_value *arguments;
    struct arena *arena;
    struct buffer *out; // the tool's text
};

static bool tool_search(struct call *call, struct error *error)
{
    struct search_result result = {0};
    const struct json_value *limit = json_find(call->arguments, "limit");
    struct slice most = limit && limit->type == JSON_NUMBER ? limit->text : SLICE("20");
    if (!server_search(call->server, json_find_text(call->arguments, "query"), most, call->arena,
                       &result, error))
        return false;
    api_hits(&result, call->out);
    return true;
}

static bool tool_document(struct call *call, struct error *error)
{
    struct document document;
    struct slice id = json_find_text(call->arguments, "id");
    document_init(&document, call->arena);
    if (!store_load(call->server->source.store, id.data ? id : SLICE(""), &document, error))
        return false;
    document_dump(&document, DUMP_ALL, call->out);
    return true;
}

static bool tool_claims(struct call *call, struct error *error)
{
    if (!server_refresh(call->server, error))
        return false;
    comparison_dump(&call->server->now->comparison, call->out);
    return true;
}

// What the HTTP API answers at a path, with the tool's argument at its end.
static bool answer_path(struct call *call, const char *path, const char *argument,
                        struct error *error)
{
    struct serve_response response;
    struct slice value = argument ? json_find_text(call->arguments, argument) : SLICE("");
    struct serve_request request = {.method = SLICE("GET"), .host = SLICE("localhost:0"),
                                    .path = arena_format(call->arena, "%s" SLICE_FORMAT, path,
                                                         SLICE_ARGUMENTS(value))};
    server_answer(call->server, &request, call->arena, &response);
    if (response.status != 200)
        return error_set(error, ERROR_INPUT, "", SLICE_FORMAT,
                         SLICE_ARGUMENTS(buffer_slice(&response.body)));
    buffer_add(call->out, buffer_slice(&response.body));
    return true;
}

static bool tool_story(struct call *call, struct error *error)
{
    return answer_path(call, "/api/stories/", "key", error);
}

static bool tool_claim(struct call *call, struct error *error)
{
    return answer_path(call, "/api/claims/", "key", error);
}

static bool tool_ledger(struct call *call, struct error *error)
{
    return answer_path(call, "/api/ledger", NULL, error);
}

static bool tool_desk(struct call *call, struct error *error)
{
    return answer_path(call, "/api/desk", NULL, error);
}

static bool tool_quotes(struct call *call, struct error *error)
{
    struct serve_response response;
    struct serve_request request = {.method = SLICE("GET"), .host = SLICE("localhost:0"),
                                    .path = SLICE("/api/quotes"),
                                    .name = json_find_text(call->arguments, "name")};
    server_answer(call->server, &request, call->arena, &response);
    buffer_add(call->out, buffer_slice(&response.body));
    return response.status == 200 ||
           error_set(error, ERROR_INTERNAL, "", "the quotes cannot be listed");
}

static const struct {
    const char *name;
    bool (*run)(struct call *call, struct error *error);
} CALLS[] = {{"search", tool_search}, {"document", tool_document}, {"claims", tool_claims},
             {"story", tool_story},
             {"claim", tool_claim},   {"quotes", tool_quotes},     {"ledger", tool_ledger},
                 {"desk", tool_desk}};

// One request and the answer under way.
struct exchange {
    struct server *server;
    const struct json_value *request;
    struct arena *arena;
    struct json_writer json;
};

static void begin_answer(struct exchange *exchange, const char *key)
{
    const struct json_value *id = json_find(exchange->request, "id");
    json_open(&exchange->json, '{');
    json_key(&exchange->json, "jsonrpc");
    json_text(&exchange->json, SLICE("2.0"));
    json_key(&exchange->json, "id");
    if (id && id->type == JSON_STRING)
        json_text(&exchange->json, id->text);
    else if (id && id->type == JSON_NUMBER)
        json_raw(&exchange->json, id->text);
    else
        json_null(&exchange->json);
    json_key(&exchange->json, key);
}

static void answer_error(struct exchange *exchange, int code, const char *message)
{
    begin_answer(exchange, "error");
    json_open(&exchange->json, '{');
    json_key(&exchange->json, "code");
    json_integer(&exchange->json, code);
    json_key(&exchange->json, "message");
    json_text(&exchange->json, slice_of(message));
    json_close(&exchange->json, '}');
    json_close(&exchange->json, '}');
}

static void answer_initialize(struct exchange *exchange)
{
    struct slice wanted = json_find_text(json_find(exchange->request, "params"), "protocolVersion");
    const char *version = VERSIONS[0];
    for (size_t i = 0; i < sizeof VERSIONS / sizeof *VERSIONS; i++)
        if (slice_is(wanted, VERSIONS[i]))
            version = VERSIONS[i];
    begin_answer(exchange, "result");
    struct buffer text;
    buffer_init(&text, exchange->arena);
    buffer_format(&text,
                  "{\"protocolVersion\":\"%s\",\"capabilities\":{\"tools\":{}},"
                  "\"serverInfo\":{\"name\":\"recoupe\",\"version\":\"" RECOUPE_VERSION "\"}}",
                  version);
    json_raw(&exchange->json, buffer_slice(&text));
    json_close(&exchange->json, '}');
}

static void answer_ping(struct exchange *exchange)
{
    begin_answer(exchange, "result");
    json_raw(&exchange->json, SLICE("{}"));
    json_close(&exchange->json, '}');
}

static void answer_tools(struct exchange *exchange)
{
    begin_answer(exchange, "result");
    json_open(&exchange->json, '{');
    json_key(&exchange->json, "tools");
    json_raw(&exchange->json, slice_of(TOOLS));
    json_close(&exchange->json, '}');
    json_close(&exchange->json, '}');
}

static void answer_call(struct exchange *exchange)
{
    const struct json_value *params = json_find(exchange->request, "params");
    struct slice name = json_find_text(params, "name");
    struct buffer text;
    struct error error = {0};
    buffer_init(&text, exchange->arena);
    struct call call = {.server = exchange->server, .arguments = json_find(params, "arguments"),
                        .arena = exchange->arena, .out = &text};
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++) {
        if (!slice_is(name, CALLS[i].name))
            continue;
        bool fine = CALLS[i].run(&call, &error);
        begin_answer(exchange, "result");
        json_open(&exchange->json, '{');
        json_key(&exchange->json, "content");
        json_open(&exchange->json, '[');
        json_open(&exchange->json, '{');
        json_key(&exchange->json, "type");
        json_text(&exchange->json, SLICE("text"));
        json_key(&exchange->json, "text");
        json_text(&exchange->json, fine ? buffer_slice(&text) : slice_of(error.message));
        json_close(&exchange->json, '}');
        json_close(&exchange->json, ']');
        json_key(&exchange->json, "isError");
        json_bool(&exchange->json, !fine);
        json_close(&exchange->json, '}');
        json_close(&exchange->json, '}');
        return;
    }
    answer_error(exchange, -32602, "there is no such tool");
}

static const struct {
    const char *method;
    void (*run)(struct exchange *exchange);
} METHODS[] = {{"initialize", answer_initialize},
               {"ping", answer_ping},
               {"tools/list", answer_tools},
               {"tools/call", answer_call}};

static void answer_request(struct exchange *exchange)
{
    struct slice method = json_find_text(exchange->request, "method");
    if (exchange->request->type != JSON_OBJECT || !method.data) {
        answer_error(exchange, -32600, "this is not a JSON-RPC request");
        return;
    }
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++) {
        if (slice_is(method, METHODS[i].method)) {
            METHODS[i].run(exchange);
            return;
        }
    }
    answer_error(exchange, -32601, "there is no such method");
}

void mcp_answer(struct server *server, struct slice line, struct arena *arena, struct buffer *out)
{
    static const struct json_value nothing = {.type = JSON_NULL};
    struct error error = {0};
    struct exchange exchange = {.server = server, .request = &nothing, .arena = arena};
    json_init(&exchange.json, out);
    const struct json_value *request = json_parse(arena, line, &error);
    if (!request) {
        answer_error(&exchange, -32700, error.message);
    } else {
        // Without an id it is a notification: nobody waits for an answer.
        if (request->type == JSON_OBJECT && json_find_text(request, "method").data &&
            !json_find(request, "id"))
            return;
        exchange.request = request;
        answer_request(&exchange);
    }
    buffer_byte(out, '\n');
}

struct mcp_stream {
    struct server *server;
    bool (*write)(const char *bytes, size_t size, void *context);
    void *context;
    char *line; // LINE_MOST bytes
    size_t size;
    bool too_long;
};

static bool take_line(struct mcp_stream *stream)
{
    struct arena arena;
    struct buffer out;
    struct slice line = slice_trim((struct slice){stream->line, stream->size});
    bool fine = true;
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    if (stream->too_long)
        line = SLICE("too long");
    if (line.size)
        mcp_answer(stream->server, line, &arena, &out);
    if (out.size)
        fine = stream->write(out.data, out.size, stream->context);
    arena_free(&arena);
    stream->size = 0;
    stream->too_long = false;
    return fine;
}

static bool take_bytes(struct mcp_stream *stream, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\n') {
            if (!take_line(stream))
                return false;
        } else if (stream->size < LINE_MOST) {
            stream->line[stream->size++] = bytes[i];
        } else {
            stream->too_long = true;
        }
    }
    return true;
}

bool serve_mcp(struct server *server, int input,
               bool (*write)(const char *bytes, size_t size, void *context), void *context,
               volatile const int *stop, struct error *error)
{
    struct arena arena;
    char bytes[4096];
    arena_init(&arena, 0);
    struct mcp_stream stream = {.server = server, .write = write, .context = context,
                                .line = arena_take(&arena, LINE_MOST)};
    bool fine = true;
    while (fine && (!stop || !*stop)) {
        struct pollfd waiting = {.fd = input, .events = POLLIN};
        int ready = poll(&waiting, 1, WAIT_MS);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        ssize_t got = read(input, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            fine = error_set(error, ERROR_INTERNAL, "standard input", "it cannot be read");
        if (got <= 0)
            break;
        if (!take_bytes(&stream, bytes, (size_t)got))
            fine = error_set(error, ERROR_INTERNAL, "standard output", "it cannot be written");
    }
    if (fine && stream.size)
        take_line(&stream);
    arena_free(&arena);
    return fine;
}
