// SPDX-License-Identifier: Apache-2.0
// Inside the serve room: the server with what it knows of the dossier as it stands, one request
// being answered, and the pieces of answers.
#ifndef RECOUPE_SERVE_SERVER_H
#define RECOUPE_SERVE_SERVER_H

#include "base/json.h"
#include "report/form.h"
#include "serve/serve.h"

// The dossier compared, and what the page shows of it, in both languages.
struct snapshot {
    struct arena arena; // of all below and of the documents
    int64_t state;      // of the dossier when compared
    struct comparison comparison;
    int64_t *numbers; // of each document of the comparison: its number in the dossier
    int64_t newest;   // the highest of them
    struct report_options options[2];
    struct view views[2]; // 0 French, 1 English
    struct story_view everything[2]; // all documents, for who says what
};

struct server {
    struct serve_source source;
    struct snapshot *now; // NULL before the first comparison
    uint32_t version;     // counts snapshots
    struct maker *maker;  // the thread that makes them, or NULL
};
// Starts the thread that compares, now and whenever the dossier has changed; waits a little for the
// first.
bool server_start(struct server *server, struct error *error);

// Brings the snapshot up to date. False after filling error.
bool server_refresh(struct server *server, struct error *error);
bool server_search(struct server *server, struct slice query, struct slice limit,
                   struct arena *arena, struct search_result *result, struct error *error);

// One request being answered.
struct answer {
    struct server *server;
    const struct serve_request *request;
    struct slice rest; // of the path after the route's own
    struct arena *arena;
    struct serve_response *response;
    enum language headings; // asked for, or NONE
};
// Puts the error in the answer; returns false.
bool answer_fail(struct answer *answer, const struct error *error);
void answer_refuse(struct answer *answer, unsigned status, const char *message);

// api.c: appends JSON.
// count 0: all.
void api_documents(const struct server *server, int64_t first, int64_t count, struct buffer *out);
void api_hits(const struct search_result *result, struct buffer *out);
// One hit as an object of an open array.
void api_hit(struct json_writer *json, const struct search_hit *hit);
void api_error(const char *message, struct buffer *out);
// The same, with the code points of the query that are wrong.
void api_query_error(const char *message, struct span wrong, struct buffer *out);
void api_number(struct json_writer *json, const char *key, int64_t value);
void api_list(struct json_writer *json, const char *key);
// The number that a text begins with, of its first 15 digits; 0: none.
int64_t api_number_of(struct slice text);
// The names of types, stages and so on in one language.
void api_words(enum language language, struct buffer *out);

// What a view's functions write, as a value; the view's arena must be the request's.
struct api {
    struct json_writer json;
    struct view view; // the snapshot's, with the request's arena
    const struct snapshot *snapshot;
    int64_t since; // documents with a higher number are new
};
struct buffer api_text(const struct api *api);
void api_text_end(struct api *api, const char *key, const struct buffer *text);
// A date as people write it, or null.
void api_date(struct api *api, const char *key, struct slice value);

// api_story.c: the routes of the desk, a story, a claim.
void answer_desk(struct answer *answer);
void answer_story(struct answer *answer);
void answer_claim(struct answer *answer);
// Begins an answer from the snapshot; false: the answer tells why not.
bool api_begin(struct answer *answer, struct api *api);
// A claim in short: its key, heading, date, verdict.
void api_claim(struct api *api, uint32_t number);
// "3f….v3": the first place that states the claim; it names the claim as long as that stands.
void api_claim_key(struct api *api, const char *key, uint32_t number);
void api_document_ids(struct api *api, const char *key, const index_list *documents);
// A document in short: where it is from, what it is called, its date, its origin.
void api_source(struct api *api, uint32_t document);

// api_tables.c: the ledger, who says what, actors.
void answer_ledger(struct answer *answer);
void answer_ledger_csv(struct answer *answer);
void answer_quotes(struct answer *answer);
void answer_actors(struct answer *answer);

// api_write.c: corrections.
void answer_corrections(struct answer *answer);
void answer_correct(struct answer *answer);

// pages.c: appends HTML.
void page_search(struct slice query, const struct search_result *result, const char *problem,
                 enum language headings, struct buffer *out);
void page_problem(const char *message, enum language headings, struct buffer *out);

#endif
