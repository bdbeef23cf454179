// SPDX-License-Identifier: Apache-2.0
// Kinds of finding: what extract says about a document, one struct and one list each. Two tables
// describe them: FINDING_KINDS (here) makes the enum and the lists, and the field tables in
// finding.c make the JSON keys, SQL columns, page headings and the dump. A new field is one row.
#ifndef RECOUPE_DOC_FINDING_H
#define RECOUPE_DOC_FINDING_H

#include "base/calendar.h"
#include "base/list.h"

#define NO_INDEX UINT32_MAX

struct span {
    uint32_t start, end; // bytes of the document's text, end exclusive; {0,0} = none
};

// An index into a list of findings of the same document; .index + 1 so that zero means "none".
struct reference {
    uint32_t number; // 1-based; 0 = none: "e3" is number 3
};

// Order matters only in that ids and tables follow it.
// NAME, struct, list in the document and JSON key, id prefix, French and English heading
#define FINDING_KINDS(KIND)                                                                        \
    KIND(MENTION, mention, mentions, "m", "Mentions", "Mentions")                                  \
    KIND(ENTITY, entity, entities, "e", "Entités", "Entities")                                     \
    KIND(TIME, time, times, "t", "Dates et durées", "Times")                                       \
    KIND(AMOUNT, amount, amounts, "a", "Quantités", "Amounts")                                     \
    KIND(QUOTE, quote, quotes, "q", "Citations", "Quotes")                                         \
    KIND(EVENT, event, events, "v", "Événements", "Events")                                        \
    KIND(COMMITMENT, commitment, commitments, "c", "Engagements", "Commitments")

enum finding_kind {
#define KIND(NAME, type, list, prefix, heading_fr, heading_en) FINDING_##NAME,
    FINDING_KINDS(KIND)
#undef KIND
        FINDING_KIND_COUNT,
};

// --- enums of the contract. First value 0 = none/null. Names (JSON) from finding.c.
#define ENTITY_KINDS(X)                                                                            \
    X(PERSON, "person") X(ORGANISATION, "organisation") X(PLACE, "place") X(COUNTRY, "country")    \
    X(WEAPON, "weapon") X(PROGRAMME, "programme") X(WORK, "work") X(EVENT, "event")                \
    X(OTHER, "other")
#define TIME_TYPES(X) X(DATE, "DATE") X(TIME, "TIME") X(DURATION, "DURATION") X(SET, "SET")
#define TIME_MODS(X)                                                                               \
    X(BEFORE, "BEFORE") X(AFTER, "AFTER") X(ON_OR_BEFORE, "ON_OR_BEFORE")                          \
    X(ON_OR_AFTER, "ON_OR_AFTER") X(LESS_THAN, "LESS_THAN") X(MORE_THAN, "MORE_THAN")              \
    X(EQUAL_OR_LESS, "EQUAL_OR_LESS") X(EQUAL_OR_MORE, "EQUAL_OR_MORE") X(START, "START")          \
    X(MID, "MID") X(END, "END") X(APPROX, "APPROX")
#define TIME_BASES(X) X(EXPLICIT, "explicit") X(PUBLISHED, "published") X(CONTEXT, "context")
#define AMOUNT_KINDS(X)                                                                            \
    X(NUMBER, "number") X(COUNT, "count") X(MONEY, "money") X(PERCENT, "percent")                  \
    X(LENGTH, "length") X(MASS, "mass") X(AREA, "area") X(VOLUME, "volume") X(SPEED, "speed")      \
    X(TEMPERATURE, "temperature") X(AGE, "age") X(ORDINAL, "ordinal") X(FRACTION, "fraction")
#define AMOUNT_MODIFIERS(X)                                                                        \
    X(MORE_THAN, "more_than") X(AT_LEAST, "at_least") X(LESS_THAN, "less_than")                    \
    X(AT_MOST, "at_most") X(ABOUT, "about") X(BETWEEN, "between")
#define QUOTE_MODES(X) X(DIRECT, "direct") X(INDIRECT, "indirect") X(MIXED, "mixed")
#define EVENT_TYPES(X)                                                                             \
    X(AGREE, "AGREE") X(CONSULT, "CONSULT") X(SUPPORT, "SUPPORT") X(CONCEDE, "CONCEDE")            \
    X(COOPERATE, "COOPERATE") X(AID, "AID") X(RETREAT, "RETREAT") X(REQUEST, "REQUEST")            \
    X(ACCUSE, "ACCUSE") X(REJECT, "REJECT") X(THREATEN, "THREATEN") X(PROTEST, "PROTEST")          \
    X(SANCTION, "SANCTION") X(MOBILIZE, "MOBILIZE") X(COERCE, "COERCE") X(ASSAULT, "ASSAULT")
#define POLARITIES(X) X(POSITIVE, "positive") X(NEGATIVE, "negative")
#define STATUSES(X)                                                                                \
    X(HAPPENED, "happened") X(UNDERWAY, "underway") X(ANNOUNCED, "announced")                      \
    X(PLANNED, "planned") X(POSSIBLE, "possible") X(DEMANDED, "demanded")                          \
    X(CONDITIONAL, "conditional")
#define CATEGORIES(X)                                                                              \
    X(WEAPONS, "weapons") X(AMMUNITION, "ammunition") X(AIR_DEFENCE, "air_defence")                \
    X(DRONES, "drones") X(VEHICLES, "vehicles") X(TRAINING, "training") X(MONEY, "money")          \
    X(SANCTIONS_RELIEF, "sanctions_relief") X(HUMANITARIAN, "humanitarian") X(OTHER, "other")
#define STAGES(X)                                                                                  \
    X(CONSIDERED, "considered") X(REQUESTED, "requested") X(PROMISED, "promised")                  \
    X(ANNOUNCED, "announced") X(APPROVED, "approved") X(FUNDED, "funded") X(ORDERED, "ordered")    \
    X(PAUSED, "paused") X(RESUMED, "resumed") X(DELIVERED, "delivered") X(REFUSED, "refused")      \
    X(CANCELLED, "cancelled")

#define NAMED_ENUM(ENUM, PREFIX, VALUES)                                                           \
    enum ENUM { PREFIX##_NONE, VALUES(PREFIX##_ROW) PREFIX##_LIMIT };
#define ENTITY_ROW(name, text) ENTITY_##name,
#define TIME_ROW(name, text) TIME_##name,
#define MOD_ROW(name, text) MOD_##name,
#define BASIS_ROW(name, text) BASIS_##name,
#define AMOUNT_ROW(name, text) AMOUNT_##name,
#define MODIFIER_ROW(name, text) MODIFIER_##name,
#define MODE_ROW(name, text) MODE_##name,
#define EVENT_ROW(name, text) EVENT_##name,
#define POLARITY_ROW(name, text) POLARITY_##name,
#define STATUS_ROW(name, text) STATUS_##name,
#define CATEGORY_ROW(name, text) CATEGORY_##name,
#define STAGE_ROW(name, text) STAGE_##name,
NAMED_ENUM(entity_kind, ENTITY, ENTITY_KINDS)
NAMED_ENUM(time_type, TIME, TIME_TYPES)
NAMED_ENUM(time_mod, MOD, TIME_MODS)
NAMED_ENUM(time_basis, BASIS, TIME_BASES)
NAMED_ENUM(amount_kind, AMOUNT, AMOUNT_KINDS)
NAMED_ENUM(amount_modifier, MODIFIER, AMOUNT_MODIFIERS)
NAMED_ENUM(quote_mode, MODE, QUOTE_MODES)
NAMED_ENUM(event_type, EVENT, EVENT_TYPES)
NAMED_ENUM(polarity, POLARITY, POLARITIES)
NAMED_ENUM(status, STATUS, STATUSES)
NAMED_ENUM(category, CATEGORY, CATEGORIES)
NAMED_ENUM(commitment_stage, STAGE, STAGES)

// --- the kinds. `rule` is the id of the rule or model that made the finding, e.g. "fr/aid.12".
struct mention {
    struct span span;
    enum entity_kind kind;
    struct reference entity;
    bool name; // a proper name; false for a role, demonym, pronoun
    struct slice rule;
};

struct entity {
    enum entity_kind kind;
    struct slice name;     // the fullest proper name in the text
    struct slice wikidata; // "Q22686"
    struct slice country;  // ISO 3166 alpha-3
    struct slice cameo;    // "USAGOV"
    struct slice role;     // "président américain", as the text says
    struct slice rule;
};

struct time {
    struct span span;
    enum time_type type;
    struct slice value; // TIMEX3
    enum time_mod mod;
    struct slice earliest, latest; // days, YYYY-MM-DD
    enum time_basis basis;
    struct slice rule;
};

struct amount {
    struct span span;
    enum amount_kind kind;
    struct slice value, value_to; // decimal
    enum amount_modifier modifier;
    struct slice unit;
    struct slice rule;
};

// Someone who acts or speaks, as the sentence names them.
struct party {
    struct reference entity; // may be none (unnamed, collective)
    struct slice text;
    struct slice cameo; // copied from the entity for the reader's ease
    struct span span;   // {0,0}: inferred
};
typedef LIST(struct party) party_list;

struct quote {
    struct span span;
    enum quote_mode mode;
    struct party speaker; // text.data == NULL: nobody is named
    struct span cue;      // {0,0}: none
    struct slice rule;
};

typedef LIST(struct reference) reference_list;

// Words that a rule matched, for `extract --explain`: never stored nor printed otherwise.
struct rule_reason {
    const char *as;    // "anchor", "condition", "operator" (around it), "act" (inside it)
    struct span span;
    struct slice rule; // whose word it is
};
typedef LIST(struct rule_reason) reason_list;

struct event {
    struct span span, anchor;
    enum event_type type;
    struct slice mode;  // PLOVER mode
    struct slice cameo; // "138"
    party_list actors, recipients;
    struct slice object;
    reference_list amounts;
    struct reference when;
    struct slice when_value;
    struct slice deadline;  // day that the act sets ("a donné cinquante jours")
    struct reference where; // entity
    enum polarity polarity;
    enum status status;
    party_list said_by;
    bool hedged;
    struct slice rule;
    reason_list reasons;
};

struct money {
    struct slice value, currency; // value.data == NULL: none
    enum amount_modifier modifier;
};

struct commitment {
    struct span span, anchor;
    party_list givers, receivers;
    struct slice via, goods;
    enum category category;
    struct slice count;
    struct money money;
    enum commitment_stage stage;
    struct slice deadline; // day
    struct reference when;
    struct slice when_value;
    party_list said_by;
    bool hedged;
    struct slice rule;
    reason_list reasons;
};

// --- the description of fields: how a struct is printed, stored and read back.
enum field_type {
    FIELD_SPAN,      // prints "start" and "end"
    FIELD_ANCHOR,    // object {start,end,text}; null when {0,0}
    FIELD_SPAN_TEXT, // prints the text of the struct's span; nothing stored
    FIELD_CUE,       // prints key, key_start, key_end; nulls when {0,0}
    FIELD_TEXT,      // struct slice; null when data == NULL
    FIELD_ENUM,      // enum with names; null when 0
    FIELD_BOOL,
    FIELD_REFERENCE,      // "e1" or null; kind says which prefix
    FIELD_REFERENCE_LIST, // ["a1"]
    FIELD_PARTY,          // one party with span, or null
    FIELD_PARTIES,        // list of parties
    FIELD_WHEN,           // {"time":"t1","value":"…"} or null; the slice when_value follows
    FIELD_WHERE,          // {"entity":"e1"} or null
    FIELD_MONEY,          // {"value","currency","modifier"} or null
};

struct field {
    const char *key; // JSON key and SQL column
    enum field_type type;
    uint16_t offset; // of the member in the struct
    uint8_t kind;    // FIELD_REFERENCE…: enum finding_kind referred to
    const char *const *names; // FIELD_ENUM: names[value], names[0] == NULL
    uint8_t name_count;
};

struct finding_description {
    const char *name;   // "event"
    const char *list;   // "events": JSON key, SQL table
    const char *prefix; // of ids
    const char *heading_fr, *heading_en;
    const struct field *fields;
    uint16_t field_count;
    uint16_t size;        // sizeof the struct
    uint16_t list_offset; // of its LIST in struct document
};

extern const struct finding_description finding_descriptions[FINDING_KIND_COUNT];

// Names of enum values as printed (NULL for 0), and values of names (0 if unknown).
#define ENUM_NAME_FUNCTIONS(X)                                                                     \
    X(entity_kind, entity_kind) X(time_type, time_type) X(time_mod, time_mod)                      \
    X(time_basis, time_basis) X(amount_kind, amount_kind) X(amount_modifier, amount_modifier)      \
    X(quote_mode, quote_mode) X(event_type, event_type) X(polarity, polarity) X(status, status)    \
    X(category, category) X(stage, commitment_stage)
#define X(function, type)                                                                          \
    const char *function##_name(enum type value);                                                  \
    enum type function##_from_name(struct slice name);
ENUM_NAME_FUNCTIONS(X)
#undef X
unsigned enum_from_name(const char *const *names, unsigned count, struct slice name);

#endif
