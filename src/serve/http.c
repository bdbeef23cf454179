// SPDX-License-Identifier: Apache-2.0
// The network: libmicrohttpd on 127.0.0.1, in the calling thread, until asked to stop. Answers
// are server.c's; here are sockets, limits and the headers that every answer carries.
#include "serve/server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>

#define CONNECTIONS_MOST 64
#define CONNECTION_MEMORY ((size_t)32 << 10) // request line and headers must fit
#define IDLE_S 15
#define WAIT_MS 200 // between looks at the stop flag

struct http {
    struct server *server;
    unsigned port;
    const char *policy;
};

static struct slice argument(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                             const char *name)
{
    return slice_of(MHD_lookup_connection_value(connection, kind, name));
}

static void add_headers(struct MHD_Response *response, const struct http *http,
                        const char *content_type)
{
    const char *const rows[][2] = {
        {"Content-Type", content_type},
        {"Content-Security-Policy", http->policy},
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
    add_headers(response, http, answer->content_type);
    if (answer->status == 405)
        MHD_add_response_header(response, "Allow", "GET, HEAD");
    enum MHD_Result result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result take_request(void *context, struct MHD_Connection *connection,
                                    const char *path, const char *method, const char *version,
                                    const char *upload, size_t *upload_size, void **state)
{
    static int seen;
    struct http *http = context;
    (void)version, (void)upload;
    // The first call comes before the body; what a client uploads is thrown away.
    if (!*state) {
        *state = &seen;
        return MHD_YES;
    }
    if (*upload_size) {
        *upload_size = 0;
        return MHD_YES;
    }
    struct serve_request request = {
        .method = slice_of(method),
        .path = slice_of(path),
        .host = argument(connection, MHD_HEADER_KIND, "Host"),
        .origin = argument(connection, MHD_HEADER_KIND, "Origin"),
        .query = argument(connection, MHD_GET_ARGUMENT_KIND, "q"),
        .headings = argument(connection, MHD_GET_ARGUMENT_KIND, "lang"),
        .limit = argument(connection, MHD_GET_ARGUMENT_KIND, "limit"),
        .port = http->port,
    };
    struct serve_response response;
    struct arena arena;
    arena_init(&arena, 0);
    server_answer(http->server, &request, &arena, &response);
    enum MHD_Result result = send_answer(connection, http, &response);
    arena_free(&arena);
    return result;
}

static struct MHD_Daemon *start(struct http *http, unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return MHD_start_daemon(MHD_NO_FLAG, (uint16_t)port, NULL, NULL, take_request, http,
                            MHD_OPTION_SOCK_ADDR, &address,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
                            MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
}

bool serve_http(struct server *server, const struct serve_options *options, struct error *error)
{
    struct arena arena;
    struct http http = {.server = server, .port = options->port};
    arena_init(&arena, 0);
    http.policy = server_policy(&arena);
    struct MHD_Daemon *daemon = start(&http, options->port);
    if (!daemon) {
        arena_free(&arena);
        return error_set(error, ERROR_INTERNAL, "127.0.0.1",
                         "port %u cannot be had (another program may be using it)", options->port);
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    if (info && info->port)
        http.port = info->port;
    if (options->started)
        options->started(http.port, options->context);
    while (!options->stop || !*options->stop)
        if (MHD_run_wait(daemon, WAIT_MS) != MHD_YES)
            break;
    MHD_stop_daemon(daemon);
    arena_free(&arena);
    return true;
}
