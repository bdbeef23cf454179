// SPDX-License-Identifier: Apache-2.0
// A search query taken apart: words and fields with values, joined by AND, OR and NOT.
#ifndef RECOUPE_STORE_QUERY_H
#define RECOUPE_STORE_QUERY_H

#include "base/calendar.h"
#include "base/error.h"
#include "base/list.h"
#include "doc/finding.h"

enum query_field {
    QUERY_WHO,
    QUERY_WHOM,
    QUERY_SAID,
    QUERY_WHERE,
    QUERY_WHAT,
    QUERY_WHEN,
    QUERY_AMOUNT,
    QUERY_STAGE,
    QUERY_STATUS,
    QUERY_KIND,
    QUERY_SITE,
    QUERY_LANG,
    QUERY_ORIGIN,
    QUERY_WORD, // no field: of the article's title and text
};
#define QUERY_FIRST_OF_DOCUMENT QUERY_SITE // fields before it are about findings

struct query_term {
    enum query_field field;
    bool negative;
    bool quoted;            // WORD: a phrase, as it is written
    struct slice value;
    struct slice low, high; // WHEN: days
    int64_t least, most;    // AMOUNT: in thousandths
    struct slice unit;      // AMOUNT: folded, or NONE: any
    struct slice name;      // WHAT, STAGE, STATUS, KIND: as stored
};

// What can tell whether a term holds.
enum query_class {
    QUERY_OF_ARTICLE, // documents_search
    QUERY_OF_FINDING, // findings_search
    QUERY_EXACT,      // days and amounts: findings_search roughly, then one finding by one
    QUERY_CLASS_COUNT
};

// NOT stands at the terms alone (`negative`): what is written above them is turned inwards.
struct query_node {
    enum { QUERY_TERM, QUERY_AND, QUERY_OR } operation;
    unsigned classes; // bits 1 << query_class, of all terms below
    struct query_term term;
    struct query_node *first, *last, *next; // members of AND and OR; the next member beside this
};

// Whatever must hold at once, by class; NULL: nothing is asked of that class.
struct query_alternative {
    struct query_node *parts[QUERY_CLASS_COUNT];
};
typedef LIST(struct query_alternative) query_alternative_list;

struct query {
    struct query_node *root;
    LIST(struct query_term) terms; // of the whole tree, as they are written
    bool about_findings;
    struct span wrong; // what is wrong: code points of the query
};

// Strings live in arena. False with kind USAGE names the wrong word and where it stands.
bool query_parse(struct arena *arena, struct slice text, struct query *query,
                 struct error *error);
// boolean.c. A node that holds where this does not, made of this one.
struct query_node *query_negate(struct query_node *node);
struct query_node *query_join(struct arena *arena, int operation, struct query_node *left,
                              struct query_node *right);
// Takes the tree apart into alternatives of which any must hold. False: they are too many.
bool query_alternatives(struct arena *arena, struct query *query, query_alternative_list *list);
// A day of an interval that is asked of findings' own intervals.
struct date query_day(struct slice day);

// amount.c: thousandths of a decimal ("1250.5"), saturated.
int64_t amount_thousandths(struct slice decimal);
// "500", "1,5M", ">2Md EUR", "100..200 drones": false when it is none.
bool amount_range(struct arena *arena, struct slice text, int64_t *least, int64_t *most,
                  struct slice *unit);
// Whether one of the amounts written by amount_write lies in the range.
bool amount_within(struct slice amounts, const struct query_term *term);
// Appends "; value unit" and, to sizes, the token of its magnitude.
void amount_write(struct buffer *amounts, struct buffer *sizes, struct slice value,
                  struct slice unit);
// Appends the tokens of all magnitudes of a range, parted by " OR "; false: of too many.
bool amount_magnitudes(struct buffer *out, int64_t least, int64_t most);

// match.c: FTS5's own language. Words of the user reach it only as quoted strings, so its syntax
// cannot be hit by accident. NONE where nothing is asked.
struct slice match_quote(struct arena *arena, struct slice value);
// What must match, or (but) must not. NONE: nothing is asked.
struct match {
    struct slice text;
    bool but;
};
// Of documents_search, or of findings_search: there days and amounts are asked roughly or (of few
// articles) not at all: who asks looks at them one by one.
struct match match_node(struct arena *arena, const struct query_node *node, bool roughly);
struct match match_and(struct arena *arena, struct match a, struct match b);

#endif
