// SPDX-License-Identifier: Apache-2.0
// The network: libmicrohttpd on 127.0.0.1, in the calling thread, until asked to stop. Answers
// are server.c's; here are sockets, limits and the headers that every answer carries.
#include "serve/server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#define CONNECTIONS_MOST 64
#define CONNECTION_MEMORY ((size_t)32 << 10) // request line and headers must fit
#define IDLE_S 15
#define WAIT_MS 200 // between looks at the stop flag

#define BEAT_MS 15000 // a word on open streams: one whose reader has gone ends by it

// A connection that waits for the dossier to change.
struct stream {
    struct http *http;
    struct MHD_Connection *connection;
    struct slice greeting; // what is sent first
    char first[64];
    uint32_t changes, beats; // already told
    bool waits;
    struct stream *next;
};

struct http {
    struct server *server;
    unsigned port;
    const char *policy, *page_policy;
    struct stream *streams;
    uint32_t version;        // of the snapshot that streams know
    uint32_t changes, beats; // since the start
    uint32_t waited_ms;      // since the last beat
    bool stopping;
};

// What a client sends after its headers; most send nothing.
struct upload {
    size_t size;
    char bytes[SERVE_BODY_MOST];
};
static struct upload nothing;

static struct slice argument(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                             const char *name)
{
    return slice_of(MHD_lookup_connection_value(connection, kind, name));
}

static void add_headers(struct MHD_Response *response, const char *policy,
                        const char *content_type)
{
    const char *const rows[][2] = {
        {"Content-Type", content_type},
        {"Content-Security-Policy", policy},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cache-Control", "no-store"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        MHD_add_response_header(response, rows[i][0], rows[i][1]);
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, const struct http *http,
                                   const struct serve_response *answer)
{
    // The copy lives as long as libmicrohttpd sends it.
    struct MHD_Response *response = MHD_create_response_from_buffer(
        answer->body.size, answer->body.data, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    add_headers(response, answer->is_page ? http->page_policy : http->policy,
                answer->content_type);
    if (answer->takes_token) {
        char cookie[SERVE_TOKEN_MOST + 64];
        struct buffer text = {.data = cookie, .capacity = sizeof cookie};
        buffer_format(&text, "recoupe=" SLICE_FORMAT "; HttpOnly; SameSite=Strict; Path=/",
                      SLICE_ARGUMENTS(http->server->source.access));
        MHD_add_response_header(response, "Set-Cookie", cookie);
        MHD_add_response_header(response, "Location", "/");
    }
    if (answer->status == 401)
        MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
    if (answer->status == 503)
        MHD_add_response_header(response, "Retry-After", "1");
    if (answer->status == 405)
        MHD_add_response_header(response, "Allow", "GET, HEAD");
    enum MHD_Result result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

// --- streams

static ssize_t stream_read(void *context, uint64_t position, char *out, size_t most)
{
    struct stream *stream = context;
    struct http *http = stream->http;
    struct slice text = SLICE_NONE;
    (void)position;
    if (http->stopping)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (stream->greeting.size)
        text = stream->greeting;
    else if (stream->changes != http->changes)
        text = SLICE("event: changed\ndata: {}\n\n");
    else if (stream->beats != http->beats)
        text = SLICE(":\n\n");
    if (!text.size || text.size > most) {
        stream->waits = true;
        MHD_suspend_connection(stream->connection);
        return 0;
    }
    if (!stream->greeting.size && stream->changes != http->changes)
        stream->changes = http->changes;
    stream->greeting = SLICE_NONE;
    stream->beats = http->beats;
    memcpy(out, text.data, text.size);
    return (ssize_t)text.size;
}

static void stream_end(void *context)
{
    struct stream *stream = context, **place = &stream->http->streams;
    while (*place && *place != stream)
        place = &(*place)->next;
    if (*place)
        *place = stream->next;
    free(stream);
}

static enum MHD_Result send_stream(struct MHD_Connection *connection, struct http *http,
                                   const struct serve_response *answer)
{
    struct stream *stream = calloc(1, sizeof *stream);
    if (!stream)
        return MHD_NO;
    *stream = (struct stream){.http = http, .connection = connection, .changes = http->changes,
                              .beats = http->beats, .next = http->streams};
    size_t size =
        answer->body.size < sizeof stream->first ? answer->body.size : sizeof stream->first;
    memcpy(stream->first, answer->body.data, size);
    stream->greeting = (struct slice){stream->first, size};
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, 256, stream_read, stream, stream_end);
    if (!response) {
        free(stream);
        return MHD_NO;
    }
    http->streams = stream;
    add_headers(response, http->policy, answer->content_type);
    enum MHD_Result result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

static void wake_streams(struct http *http)
{
    for (struct stream *stream = http->streams; stream; stream = stream->next) {
        if (stream->waits)
            MHD_resume_connection(stream->connection);
        stream->waits = false;
    }
}

// Has the dossier changed? Asked between requests, while somebody waits to know.
static void look_at_dossier(struct http *http)
{
    struct error ignored = {0};
    if (!http->streams) {
        http->version = http->server->version;
        return;
    }
    server_refresh(http->server, &ignored);
    // The first comparison is no change.
    bool changed = http->server->version != http->version && http->version != 0;
    http->version = http->server->version;
    http->changes += changed;
    http->waited_ms += WAIT_MS;
    bool beats = http->waited_ms >= BEAT_MS;
    if (beats) {
        http->waited_ms = 0;
        http->beats++;
    }
    if (changed || beats)
        wake_streams(http);
}

static enum MHD_Result answer_request(struct http *http, struct MHD_Connection *connection,
                                      const char *path, const char *method,
                                      const struct upload *upload)
{
    const enum MHD_ValueKind header = MHD_HEADER_KIND, given = MHD_GET_ARGUMENT_KIND;
    struct serve_request request = {
        .method = slice_of(method),
        .path = slice_of(path),
        .host = argument(connection, header, "Host"),
        .origin = argument(connection, header, "Origin"),
        .fetch_site = argument(connection, header, "Sec-Fetch-Site"),
        .token = argument(connection, header, "X-Recoupe-Token"),
        .authorization = argument(connection, header, "Authorization"),
        .cookie = argument(connection, MHD_COOKIE_KIND, "recoupe"),
        .given = argument(connection, given, "token"),
        .content_type = argument(connection, header, "Content-Type"),
        .query = argument(connection, given, "q"),
        .headings = argument(connection, given, "lang"),
        .limit = argument(connection, given, "limit"),
        .offset = argument(connection, given, "offset"),
        .since = argument(connection, given, "since"),
        .from = argument(connection, given, "from"),
        .to = argument(connection, given, "to"),
        .group = argument(connection, given, "group"),
        .name = argument(connection, given, "name"),
        .body = {upload->bytes, upload->size},
        .port = http->port,
    };
    struct serve_response response;
    struct arena arena;
    arena_init(&arena, 0);
    server_answer(http->server, &request, &arena, &response);
    enum MHD_Result result = response.is_stream ? send_stream(connection, http, &response)
                                                : send_answer(connection, http, &response);
    arena_free(&arena);
    return result;
}

// The first call comes before the body. What does not fit is left out: then it is no JSON.
static enum MHD_Result take_request(void *context, struct MHD_Connection *connection,
                                    const char *path, const char *method, const char *version,
                                    const char *bytes, size_t *size, void **state)
{
    struct upload *upload = *state;
    (void)version;
    if (!upload) {
        *state = &nothing;
        return MHD_YES;
    }
    if (!*size)
        return answer_request(context, connection, path, method, upload);
    if (upload == &nothing && !(*state = upload = calloc(1, sizeof *upload)))
        return MHD_NO;
    size_t room = sizeof upload->bytes - upload->size;
    size_t kept = *size < room ? *size : room;
    memcpy(upload->bytes + upload->size, bytes, kept);
    upload->size += kept;
    *size = 0;
    return MHD_YES;
}

static void end_request(void *context, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode code)
{
    (void)context, (void)connection, (void)code;
    if (*state != &nothing)
        free(*state);
    *state = NULL;
}

// NULL, too, for what is no address in figures.
static struct MHD_Daemon *start(struct http *http, unsigned port)
{
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } address = {.four = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)}};
    struct slice text = http->server->source.address;
    unsigned flags = MHD_ALLOW_SUSPEND_RESUME;
    address.four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (text.data && inet_pton(AF_INET, text.data, &address.four.sin_addr) != 1) {
        address.six = (struct sockaddr_in6){.sin6_family = AF_INET6,
                                            .sin6_port = htons((uint16_t)port)};
        flags |= MHD_USE_IPv6;
        if (inet_pton(AF_INET6, text.data, &address.six.sin6_addr) != 1)
            return NULL;
    }
    return MHD_start_daemon(flags, (uint16_t)port, NULL, NULL, take_request, http,
                            MHD_OPTION_SOCK_ADDR, &address.any,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
                            MHD_OPTION_NOTIFY_COMPLETED, end_request, NULL,
                            MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
}

bool serve_http(struct server *server, const struct serve_options *options, struct error *error)
{
    struct arena arena;
    struct http http = {.server = server, .port = options->port};
    arena_init(&arena, 0);
    http.policy = server_policy(&arena);
    http.page_policy = server_page_policy(server, &arena);
    struct MHD_Daemon *daemon = server_start(server, error) ? start(&http, options->port) : NULL;
    if (!daemon && error->kind) {
        arena_free(&arena);
        return false;
    }
    if (!daemon) {
        arena_free(&arena);
        struct slice address = server->source.address;
        return error_set(error, ERROR_INTERNAL, address.data ? address.data : "127.0.0.1",
                         "port %u cannot be had (another program may be using it)", options->port);
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    if (info && info->port)
        http.port = info->port;
    if (options->started)
        options->started(http.port, options->context);
    while (!options->stop || !*options->stop) {
        if (MHD_run_wait(daemon, WAIT_MS) != MHD_YES)
            break;
        look_at_dossier(&http);
    }
    http.stopping = true;
    wake_streams(&http);
    MHD_run(daemon);
    MHD_stop_daemon(daemon);
    arena_free(&arena);
    return true;
}
