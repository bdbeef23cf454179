// SPDX-License-Identifier: Apache-2.0
// What compare finds across documents: copies, stories, claims, ledger, omissions, timeline.
// compare/ fills it, store/ keeps nothing of it (it is derived), report/ and serve/ show it.
// Documents are numbered by their place in `documents`, findings by their place in a document.
#ifndef RECOUPE_DOC_COMPARISON_H
#define RECOUPE_DOC_COMPARISON_H

#include "doc/document.h"

enum verdict { VERDICT_NONE, VERDICT_CORROBORATED, VERDICT_SINGLE_ORIGIN, VERDICT_DISPUTED };
enum difference_relation {
    DIFFERENCE_NONE, DIFFERENCE_COMPATIBLE, DIFFERENCE_UPDATE, DIFFERENCE_CONFLICT
};

struct copy_pair {
    uint32_t inner, outer; // documents: the text of inner is contained in outer
    uint32_t permille;     // containment, 0..1000
};

struct copy_group {
    index_list documents;
    uint32_t original; // document, or NO_INDEX
    LIST(struct copy_pair) pairs;
};

struct story {
    struct slice title;
    index_list documents;
    struct slice from, to; // days; NONE when no document is dated
};

struct support {
    uint32_t document;
    enum finding_kind kind; // FINDING_EVENT or FINDING_COMMITMENT
    uint32_t index;         // in the document's list; NO_INDEX: a sentence that says the same
    struct span span;
};

struct difference_value {
    struct slice value;
    index_list documents;
};

struct difference {
    // "when", "count", "money", "stage", "actors", "recipients", "polarity", "status"
    const char *field;
    enum difference_relation relation;
    LIST(struct difference_value) values;
};

struct claim {
    enum finding_kind kind; // EVENT or COMMITMENT
    uint32_t story;         // in stories, or NO_INDEX
    struct slice summary;
    enum event_type type;   // EVENT
    enum commitment_stage stage;       // COMMITMENT
    party_list actors, recipients; // as named by the first support; entity references are void
    struct slice when;      // ISO, or NONE
    struct slice goods;
    LIST(struct support) support;
    uint32_t origins;
    LIST(struct slice) origin_names;
    enum verdict verdict;
    LIST(struct difference) differences;
    struct slice why;       // for --explain: why its statements were joined
};

struct ledger_step {
    enum commitment_stage stage;
    struct slice when;
    uint32_t claim;
    index_list documents;
};

struct ledger_row {
    party_list givers, receivers;
    struct slice goods, via;
    index_list claims;
    struct slice money_low, money_high, currency; // decimals
    struct slice count_low, count_high;
    LIST(struct ledger_step) history;
    enum commitment_stage stage;
    struct slice deadline;
    bool deadline_known, deadline_passed; // known: the day of `now` was given
};

struct omission {
    uint32_t story, claim;
    index_list absent_from;
};

struct timeline_entry {
    struct slice value; // ISO value; NONE last: undated
    index_list claims;
};

// What has become of a claim since an earlier comparison.
enum change_kind {
    CHANGE_NONE,
    CHANGE_NEW,       // nobody said it before
    CHANGE_CONFIRMED, // more independent origins say it
    CHANGE_CHANGED,   // a later stage, a higher total, another status
    CHANGE_DISPUTED,  // sources now exclude each other on it
    CHANGE_DENIED,    // the same, one of them saying that it is not so
    CHANGE_WITHDRAWN, // no document says it any more
    CHANGE_LIMIT
};

struct change {
    enum change_kind kind;
    uint32_t claim;           // NO_INDEX: withdrawn
    struct slice was;         // id of the earlier claim, or NONE
    struct slice summary;     // of the claim, of the earlier one where it is withdrawn
    uint32_t origins_before;  // 0: new
    index_list documents;     // that carry it now and were not there before
};

struct comparison {
    struct arena *arena; // owner of all below; documents live in their own arenas
    struct document *const *documents;
    uint32_t document_count;
    LIST(struct copy_group) copies;
    LIST(struct story) stories;
    LIST(struct claim) claims;
    LIST(struct ledger_row) ledger;
    LIST(struct omission) omissions;
    LIST(struct timeline_entry) timeline;
    bool has_changes; // an earlier comparison was given
    LIST(struct change) changes;
};

const char *verdict_name(enum verdict verdict);
const char *change_name(enum change_kind kind);
const char *difference_relation_name(enum difference_relation relation);
// Appends the contract's compare object (one line, no line end). Documents are named by their id.
void comparison_dump(const struct comparison *comparison, struct buffer *out);

#endif
