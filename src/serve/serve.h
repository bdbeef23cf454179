// SPDX-License-Identifier: Apache-2.0
// Serving a dossier: over HTTP on 127.0.0.1 (the page, the plain report, a JSON API), and as a
// Model Context Protocol server on a pair of streams. Reads only, but for corrections, which go
// through a callback, as does what needs the comparison; that is made again when the dossier has
// changed.
#ifndef RECOUPE_SERVE_SERVE_H
#define RECOUPE_SERVE_SERVE_H

#include "doc/comparison.h"
#include "doc/stage.h"
#include "store/search.h"

struct serve_source {
    struct store *store; // open for reading; used on the calling thread only
    // The dossier's path: serve_http then compares on a thread of its own, and answers from the
    // dossier as it was until that is done. NULL: compares when asked, before it answers.
    const char *path;
    // May be called on that other thread. Compares documents into comparison, in arena (given
    // empty). False after filling error.
    bool (*compare)(struct document *const *documents, uint32_t count, struct arena *arena,
                    struct comparison *comparison, void *context, struct error *error);
    // A correction in the words of store_correct; appends what was done. NULL: none are taken.
    bool (*correct)(const struct slice *words, uint32_t count, struct buffer *out, void *context,
                    struct error *error);
    void *context;
    struct slice now;   // day to which deadlines are compared, or NONE
    struct slice token; // that a correction must bring: made anew at each start
    // What every request must bring (as cookie, bearer or, once, argument), or NONE: then only
    // names of this machine are answered. address: that is listened on, or NONE: 127.0.0.1.
    struct slice access, address;
    // The page's files, "web/built/…" and "web/src/…"; NULL: only plain pages.
    const struct data_source *data;
};

#define SERVE_TOKEN_LEAST 16 // characters of access
#define SERVE_TOKEN_MOST 200

struct server; // a source with its comparison, kept while the dossier stays the same

struct server *server_open(const struct serve_source *source);
void server_close(struct server *server);

// One question and its answer, without the network: http.c and the tests use it.
struct serve_request {
    struct slice method;        // "GET"
    struct slice path;          // decoded: "/documents/3f…"
    struct slice host, origin;  // headers, or NONE
    struct slice fetch_site;    // Sec-Fetch-Site, which browsers send, or NONE
    struct slice query;         // argument q, or NONE
    struct slice headings;      // argument lang, or NONE
    struct slice limit, offset; // arguments, or NONE
    struct slice since;         // argument since: a document's number, or NONE
    struct slice from, to;      // arguments: days, or NONE
    struct slice group;         // argument group: "none", or NONE: actors by their country
    struct slice name;          // argument name: a speaker, or NONE
    struct slice token;         // header X-Recoupe-Token, or NONE
    struct slice authorization, cookie, given; // header, cookie "recoupe", argument token, or NONE
    struct slice content_type;  // header, or NONE
    struct slice body;          // of a POST
    unsigned port;              // that we listen on, for the check of host and origin
};
struct serve_response {
    unsigned status;
    const char *content_type;
    bool takes_token;   // sent on to the page, with the token as a cookie
    bool is_page;       // it may run the page's own script
    bool is_stream;     // stays open: the network sends an event when the dossier has changed
    struct buffer body; // in the arena given
};
#define SERVE_BODY_MOST 65536 // bytes of a POST
void server_answer(struct server *server, const struct serve_request *request,
                   struct arena *arena, struct serve_response *response);
// The content policy sent with plain pages and data, and the page's; NUL-terminated, in arena.
const char *server_policy(struct arena *arena);
const char *server_page_policy(const struct server *server, struct arena *arena);

struct serve_options {
    unsigned port; // 0: any free one
    volatile const int *stop; // leave when it becomes non-zero
    // Called once when the port is open. May be NULL.
    void (*started)(unsigned port, void *context);
    void *context;
};
// Serves until *stop. False (kind INTERNAL) when the port cannot be had.
bool serve_http(struct server *server, const struct serve_options *options, struct error *error);

// Answers one line of JSON-RPC; appends one line, or nothing for a notification.
void mcp_answer(struct server *server, struct slice line, struct arena *arena, struct buffer *out);
// Reads lines from a file descriptor until its end (or *stop), writes answers.
bool serve_mcp(struct server *server, int input,
               bool (*write)(const char *bytes, size_t size, void *context), void *context,
               volatile const int *stop, struct error *error);

#endif
