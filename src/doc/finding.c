// SPDX-License-Identifier: Apache-2.0
// The field tables of the kinds of finding: one row a field. dump, load, the store's columns, the
// exports and the page headings are driven by them; key order here is the order of the contract.
#include "doc/finding.h"

#include "doc/document.h"

#define NAME_ROW(name, text) text,
#define NAMES(array, VALUES) static const char *const array[] = {NULL, VALUES(NAME_ROW)};
NAMES(entity_kinds, ENTITY_KINDS)
NAMES(time_types, TIME_TYPES)
NAMES(time_mods, TIME_MODS)
NAMES(time_bases, TIME_BASES)
NAMES(amount_kinds, AMOUNT_KINDS)
NAMES(amount_modifiers, AMOUNT_MODIFIERS)
NAMES(quote_modes, QUOTE_MODES)
NAMES(event_types, EVENT_TYPES)
NAMES(polarities, POLARITIES)
NAMES(statuses, STATUSES)
NAMES(categories, CATEGORIES)
NAMES(stages, STAGES)

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ROW(type, member, key, field) {key, field, offsetof(struct type, member), 0, NULL, 0}
#define REFER(type, member, key, field, of)                                                        \
    {key, field, offsetof(struct type, member), FINDING_##of, NULL, 0}
#define ENUM(type, member, key, names)                                                             \
    {key, FIELD_ENUM, offsetof(struct type, member), 0, names, COUNT(names)}

static const struct field mention_fields[] = {
    ROW(mention, span, "start", FIELD_SPAN),
    ROW(mention, span, "text", FIELD_SPAN_TEXT),
    ENUM(mention, kind, "kind", entity_kinds),
    REFER(mention, entity, "entity", FIELD_REFERENCE, ENTITY),
    ROW(mention, name, "name", FIELD_BOOL),
    ROW(mention, rule, "rule", FIELD_TEXT),
};

static const struct field entity_fields[] = {
    ENUM(entity, kind, "kind", entity_kinds),
    ROW(entity, name, "name", FIELD_TEXT),
    ROW(entity, wikidata, "wikidata", FIELD_TEXT),
    ROW(entity, country, "country", FIELD_TEXT),
    ROW(entity, cameo, "cameo", FIELD_TEXT),
    ROW(entity, role, "role", FIELD_TEXT),
    ROW(entity, rule, "rule", FIELD_TEXT),
};

static const struct field time_fields[] = {
    ROW(time, span, "start", FIELD_SPAN),
    ROW(time, span, "text", FIELD_SPAN_TEXT),
    ENUM(time, type, "type", time_types),
    ROW(time, value, "value", FIELD_TEXT),
    ENUM(time, mod, "mod", time_mods),
    ROW(time, earliest, "earliest", FIELD_TEXT),
    ROW(time, latest, "latest", FIELD_TEXT),
    ENUM(time, basis, "basis", time_bases),
    ROW(time, rule, "rule", FIELD_TEXT),
};

static const struct field amount_fields[] = {
    ROW(amount, span, "start", FIELD_SPAN),
    ROW(amount, span, "text", FIELD_SPAN_TEXT),
    ENUM(amount, kind, "kind", amount_kinds),
    ROW(amount, value, "value", FIELD_TEXT),
    ROW(amount, value_to, "value_to", FIELD_TEXT),
    ENUM(amount, modifier, "modifier", amount_modifiers),
    ROW(amount, unit, "unit", FIELD_TEXT),
    ROW(amount, rule, "rule", FIELD_TEXT),
};

static const struct field quote_fields[] = {
    ROW(quote, span, "start", FIELD_SPAN),
    ROW(quote, span, "text", FIELD_SPAN_TEXT),
    ENUM(quote, mode, "mode", quote_modes),
    ROW(quote, speaker, "speaker", FIELD_PARTY),
    ROW(quote, cue, "cue", FIELD_CUE),
    ROW(quote, rule, "rule", FIELD_TEXT),
};

static const struct field event_fields[] = {
    ROW(event, span, "start", FIELD_SPAN),
    ROW(event, anchor, "anchor", FIELD_ANCHOR),
    ROW(event, rule, "rule", FIELD_TEXT),
    ENUM(event, type, "type", event_types),
    ROW(event, mode, "mode", FIELD_TEXT),
    ROW(event, cameo, "cameo", FIELD_TEXT),
    ROW(event, actors, "actors", FIELD_PARTIES),
    ROW(event, recipients, "recipients", FIELD_PARTIES),
    ROW(event, object, "object", FIELD_TEXT),
    REFER(event, amounts, "amounts", FIELD_REFERENCE_LIST, AMOUNT),
    REFER(event, when, "when", FIELD_WHEN, TIME),
    ROW(event, deadline, "deadline", FIELD_TEXT),
    REFER(event, where, "where", FIELD_WHERE, ENTITY),
    ENUM(event, polarity, "polarity", polarities),
    ENUM(event, status, "status", statuses),
    ROW(event, said_by, "said_by", FIELD_PARTIES),
    ROW(event, hedged, "hedged", FIELD_BOOL),
};

static const struct field commitment_fields[] = {
    ROW(commitment, span, "start", FIELD_SPAN),
    ROW(commitment, anchor, "anchor", FIELD_ANCHOR),
    ROW(commitment, rule, "rule", FIELD_TEXT),
    ROW(commitment, givers, "givers", FIELD_PARTIES),
    ROW(commitment, receivers, "receivers", FIELD_PARTIES),
    ROW(commitment, via, "via", FIELD_TEXT),
    ROW(commitment, goods, "goods", FIELD_TEXT),
    ENUM(commitment, category, "category", categories),
    ROW(commitment, count, "count", FIELD_TEXT),
    ROW(commitment, money, "money", FIELD_MONEY),
    ENUM(commitment, stage, "stage", stages),
    ROW(commitment, deadline, "deadline", FIELD_TEXT),
    REFER(commitment, when, "when", FIELD_WHEN, TIME),
    ROW(commitment, said_by, "said_by", FIELD_PARTIES),
    ROW(commitment, hedged, "hedged", FIELD_BOOL),
};

_Static_assert(offsetof(struct event, when_value) ==
                   offsetof(struct event, when) + 8, "FIELD_WHEN: the value follows");
_Static_assert(offsetof(struct commitment, when_value) ==
                   offsetof(struct commitment, when) + 8, "FIELD_WHEN: the value follows");
_Static_assert(sizeof(enum event_type) == 4, "FIELD_ENUM reads four bytes");

const struct finding_description finding_descriptions[FINDING_KIND_COUNT] = {
#define KIND(NAME, type, list, prefix, heading_fr, heading_en)                                     \
    {#type, #list, prefix, heading_fr, heading_en, type##_fields, COUNT(type##_fields),            \
     sizeof(struct type), offsetof(struct document, list)},
    FINDING_KINDS(KIND)
#undef KIND
};

unsigned enum_from_name(const char *const *names, unsigned count, struct slice name)
{
    for (unsigned i = 1; i < count; i++) {
        if (slice_is(name, names[i]))
            return i;
    }
    return 0;
}

#define ENUM_NAMES(function, type, array)                                                          \
    const char *function##_name(enum type value)                                                   \
    {                                                                                              \
        return (unsigned)value < COUNT(array) ? array[value] : NULL;                               \
    }                                                                                              \
    enum type function##_from_name(struct slice name)                                              \
    {                                                                                              \
        return (enum type)enum_from_name(array, COUNT(array), name);                               \
    }
ENUM_NAMES(entity_kind, entity_kind, entity_kinds)
ENUM_NAMES(time_type, time_type, time_types)
ENUM_NAMES(time_mod, time_mod, time_mods)
ENUM_NAMES(time_basis, time_basis, time_bases)
ENUM_NAMES(amount_kind, amount_kind, amount_kinds)
ENUM_NAMES(amount_modifier, amount_modifier, amount_modifiers)
ENUM_NAMES(quote_mode, quote_mode, quote_modes)
ENUM_NAMES(event_type, event_type, event_types)
ENUM_NAMES(polarity, polarity, polarities)
ENUM_NAMES(status, status, statuses)
ENUM_NAMES(category, category, categories)
ENUM_NAMES(stage, commitment_stage, stages)
