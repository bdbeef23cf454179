// SPDX-License-Identifier: Apache-2.0
// A search query taken apart: full-text words in FTS5's own language, and fields with values.
#ifndef RECOUPE_STORE_QUERY_H
#define RECOUPE_STORE_QUERY_H

#include "base/error.h"
#include "base/list.h"

enum query_field {
    QUERY_WHO,
    QUERY_WHOM,
    QUERY_SAID,
    QUERY_WHERE,
    QUERY_WHAT,
    QUERY_WHEN,
    QUERY_STAGE,
    QUERY_STATUS,
    QUERY_KIND,
    QUERY_SITE,
    QUERY_LANG,
    QUERY_ORIGIN,
};
#define QUERY_FIRST_OF_DOCUMENT QUERY_SITE // fields before it are about findings

struct query_term {
    enum query_field field;
    bool negative;
    struct slice value;
    struct slice low, high; // WHEN: days
    struct slice name;      // WHAT, STAGE, STATUS, KIND: as stored
};

struct query {
    struct slice words;    // FTS5 expression that must match, or NONE
    struct slice excluded; // FTS5 expression that must not match, or NONE
    LIST(struct query_term) terms;
    bool about_findings;
};

// Strings live in arena. False with kind USAGE names the wrong word and where it stands.
bool query_parse(struct arena *arena, struct slice text, struct query *query,
                 struct error *error);
// An FTS5 string literal (or beginning, when the value ends in '*') of outside text.
struct slice query_quote(struct arena *arena, struct slice value);

#endif
