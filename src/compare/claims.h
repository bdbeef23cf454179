// SPDX-License-Identifier: Apache-2.0
// Statements: events and commitments brought into one shape with what comparing needs: identities
// of the parties, days, intervals, weighted terms. Shared by slots.c (makes them), claims.c (joins
// them), verdict.c (what differs) and ledger.c.
#ifndef RECOUPE_COMPARE_CLAIMS_H
#define RECOUPE_COMPARE_CLAIMS_H

#include "compare/corpus.h"

// An entity across documents.
struct identity {
    struct slice name, wikidata, country, cameo;
    enum entity_kind kind;
    uint32_t parent; // union-find
};

struct identities {
    LIST(struct identity) items;
    uint32_t **of; // by document, then by entity (0-based): number in items
};

void identities_find(struct corpus *corpus, struct identities *identities);
uint32_t identity_of(const struct identities *identities, uint32_t document,
                     struct reference entity); // NO_INDEX without an entity

struct party_key {
    uint32_t identity;    // NO_INDEX: unnamed
    struct slice country; // ISO 3166 alpha-3 of the state it belongs to, or NONE
    bool state;           // acts as its state: government, army, capital, country
    bool body;            // an organisation: of its country, it may act for the state
    uint32_t term;        // of its last content word, TERM_NONE
    float rarity;         // 0..1: how few statements of the story name it
};
typedef LIST(struct party_key) party_keys;

struct day_range {
    int64_t from, to; // days; DAY_NONE both when unknown
    int weekday;      // 1..7 when only that is known, else 0
    int month, day;   // when only these are known, else 0
};

struct value {
    enum amount_kind kind; // COUNT, MONEY, PERCENT, ORDINAL…
    uint32_t unit;         // term of the counted noun or of what is measured, TERM_NONE
    uint32_t noun;         // term of the counted noun, TERM_NONE
    struct slice unit_text;
    double low, high, stated; // bounds of what the words allow, and the bare number
    uint32_t sort;         // "six ouvriers" killed: a sort of victims, there may be others, so
    double sort_high;      // high is open; this it is beside a figure of the same sort
    struct slice text;     // as the article writes it
    bool exact;            // no modifier
    bool share;            // the words around call it a part of a whole
    uint32_t measure;      // enum measure_flag of what it measures, 0 where that is not known
    bool rival;            // one of two figures of one thing in its sentence, by two who count
    bool sole;             // its document gives no other figure of the same measure
    bool former;           // of a figure set aside: it held before
    bool central;          // beside the verb, or of a kind that can only be the toll or turnout
    uint32_t cues;         // of the unit
};

struct term_weight {
    uint32_t term;
    float weight; // the vector has length 1
};

struct statement {
    uint32_t document, index;
    enum finding_kind kind;
    bool bare; // a sentence in which extract found no event or commitment; index is NO_INDEX
    struct span span, anchor;
    enum event_type type;
    enum category category;
    enum commitment_stage stage;
    enum polarity polarity;
    enum status status;
    party_keys actors, recipients, speakers; // givers and receivers of a commitment
    party_keys named;      // whom a bare sentence names
    struct day_range when;
    bool told_day;         // when is maybe that of the telling, not of the act
    bool rejected;         // by a person
    bool disclaims;        // "X denied that …": negated holds what the verb turns round
    struct day_range day_aside; // named to be set aside: "Friday, not Thursday"
    bool denies;           // says that what it tells is not so: "X nie avoir …", "aucun blessé"
    bool toll;             // a bare sentence that counts victims or a crowd: a statement of its own
    struct slice when_value; // as the finding writes it, or NONE
    LIST(struct value) values, asides; // asides: named to be set aside, "not 42"
    struct term_weight *terms;
    uint32_t term_count;
    uint32_t anchor_term;
    float anchor_rarity; // 0..1, as of parties
    index_list names;     // terms of a bare sentence's names
    index_list negated;   // terms beside a word that turns the sentence round
    index_list objects;   // terms of what the act is about, in order of text
    uint32_t where;       // identity or NO_INDEX
    uint32_t cues;        // of all words of the span
    uint32_t camp;        // CUE_OFFICIAL, CUE_PARTISAN: who tells it
    double ordinal;       // 0: none
    uint64_t twin;        // equal for statements in the same words about the same day
    struct shingles shingles; // of the span
};

struct statements {
    struct corpus *corpus;
    struct measured_text *measured; // of the statement that is being made, NULL: not yet read
    struct identities identities;
    LIST(struct statement) items;
};

uint32_t statement_term(struct statements *statements, uint32_t document, struct slice text);
// Whether one of the last two words before span, within so many bytes, is such a cue.
bool statement_cue_before(const struct statements *statements, const struct document *document,
                          struct span span, uint32_t bytes, unsigned cue);
// figures.c. references NULL or empty: all amounts of the span.
void event_figures(struct statements *statements, struct statement *statement,
                   const reference_list *references);
void commitment_figures(struct statements *statements, struct statement *statement,
                        const struct commitment *commitment);
// Marks the figures that are the only ones of their measure in their document.
void figures_sole(struct statement *statements, uint32_t count);
// rarity.c
void stories_weigh(struct statements *statements);
void value_bounds(struct value *value, enum amount_modifier modifier, double upper);
void statements_make(struct statements *statements);
// 1: the same or one within the other; 0: unknown; -1: they exclude each other. rarity (may be
// NULL): of the rarest party that both name.
int parties_match(const party_keys *a, const party_keys *b, float *rarity);
int ranges_match(const struct day_range *a, const struct day_range *b);
struct day_range range_read(struct slice value); // ISO 8601 as TIMEX3 writes it
bool values_meet(const struct value *a, const struct value *b);
bool values_same_thing(const struct value *a, const struct value *b);
double decimal_read(struct slice text);

// Counts of one thing that differ by more are seldom counts of one thing.
#define RIVAL_RATIO 10

// match.c: how well two statements fit one claim.
#define MATCH_FORBIDDEN -1000.0
struct match {
    double score; // above 0: one claim; MATCH_FORBIDDEN: never
    double words, values, objects, named; // likeness of words 0..1; evidence of the others
    int actors, recipients, days;         // 1 same, 0 open, -1 other
    bool same_anchor, same_place, same_day, same_story;
    bool progress; // two stages of one transfer, in their order of time
    bool measured; // each gives its document's only figure of one measure
    bool denial;   // one says that the other's act, with both its parties, is not so
    bool opposed;  // one is a denial that, set beside the other alone, is of something else
    bool specific; // they share something that belongs to few other statements
};
double words_likeness(const struct statement *a, const struct statement *b); // 0..1
int days_match(const struct statement *a, const struct statement *b); // as ranges_match
// contraries.c: two sentences in nearly the same words, one of them turned round.
bool statement_turned(const struct statement *statement);
bool statements_contradict(const struct statements *statements, uint32_t first, uint32_t second);
// The same in less like words, of two documents of a few sentences that are compared alone: that
// makes them one claim.
bool statements_contrary_texts(const struct statements *statements, uint32_t first,
                               uint32_t second);
// The state counts and those against it count: neither brings the other up to date.
bool other_camps(const struct statement *a, const struct statement *b);
// Whether two statements are told by two who are not the same.
bool statements_rival(const struct statement *a, const struct statement *b);
// Whether the one with the lower figure can be a part handed over of what the other is about.
bool is_instalment(const struct statement *low, const struct statement *high);
bool goods_shared(const struct statement *a, const struct statement *b);
// Whether they are told in like words with a figure each of one thing.
bool statements_refigured(const struct statements *statements, const struct statement *a,
                          const struct statement *b);
// Whether one statement sets aside the day that the other gives.
bool day_set_aside(const struct statement *a, const struct statement *b);
// Whether the statement names a figure like this one to set it aside.
bool value_set_aside(const struct statement *statement, const struct value *value, bool former);
struct match statements_match(const struct statements *statements, uint32_t first,
                              uint32_t second);

// decisions.c: pairs of statements that a person called one claim, or two; marks those called none.
struct decided {
    uint32_t a, b;
    bool same;
};
typedef LIST(struct decided) decided_list;
void decisions_find(const struct statements *statements, decided_list *decided);
// claims.c
void claims_find(struct statements *statements);
// verdict.c: fills origins, verdict and differences of a claim whose members (numbers of
// statements, in order of time) are given.
void claim_judge(const struct statements *statements, struct claim *claim,
                 const uint32_t *members, uint32_t count);
// ledger.c
void ledger_make(const struct statements *statements, const index_list *members);
void omissions_find(const struct statements *statements, const index_list *members);
void timeline_make(struct corpus *corpus);

#endif
