// SPDX-License-Identifier: Apache-2.0
// Inside the serve room: the server with its cached comparison, and the pieces of answers.
#ifndef RECOUPE_SERVE_SERVER_H
#define RECOUPE_SERVE_SERVER_H

#include "base/json.h"
#include "report/report.h"
#include "serve/serve.h"

struct server {
    struct serve_source source;
    struct arena arena; // of the comparison and its documents
    bool compared;
    int64_t state; // of the dossier when compared
    struct comparison comparison;
};

// Brings the comparison up to date. False after filling error.
bool server_refresh(struct server *server, struct error *error);
bool server_search(struct server *server, struct slice query, struct slice limit,
                   struct arena *arena, struct search_result *result, struct error *error);

// api.c: appends JSON.
void api_documents(const struct server *server, struct buffer *out);
void api_hits(const struct search_result *result, struct buffer *out);
// One hit as an object of an open array.
void api_hit(struct json_writer *json, const struct search_hit *hit);
void api_error(const char *message, struct buffer *out);

// pages.c: appends HTML.
void page_search(struct slice query, const struct search_result *result, const char *problem,
                 enum language headings, struct buffer *out);
void page_problem(const char *message, enum language headings, struct buffer *out);

#endif
