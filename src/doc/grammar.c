// SPDX-License-Identifier: Apache-2.0
// Names of tags, relations and features, from the lists in grammar.h.
#include "doc/grammar.h"

static const char *const upos_names[UPOS_COUNT] = {
    "_",
#define X(name) #name,
    UPOS_TAGS(X)
#undef X
};

static const char *const relation_names[RELATION_COUNT] = {
    "_",
#define X(name, text) text,
    RELATIONS(X)
#undef X
};

static const char *const feature_names[FEATURE_COUNT] = {
#define X(name, text) text,
    FEATURES(X)
#undef X
};

_Static_assert(FEATURE_COUNT <= 64, "a feature_set has 64 bits");

const char *upos_name(enum upos upos)
{
    return upos < UPOS_COUNT ? upos_names[upos] : "_";
}

enum upos upos_from_name(struct slice name)
{
    for (int i = 1; i < UPOS_COUNT; i++) {
        if (slice_is(name, upos_names[i]))
            return (enum upos)i;
    }
    return UPOS_NONE;
}

const char *relation_name(enum relation relation)
{
    return relation < RELATION_COUNT ? relation_names[relation] : "_";
}

enum relation relation_from_name(struct slice name)
{
    for (int i = 1; i < RELATION_COUNT; i++) {
        if (slice_is(name, relation_names[i]))
            return (enum relation)i;
    }
    struct slice rest = name, base = slice_cut(&rest, ':');
    return rest.data ? relation_from_name(base) : RELATION_NONE;
}

// What is before ':' in subtypes (tests/unit/doc_test.c holds this to the names): rules ask for it
// tens of thousands of times an article.
static const uint8_t subtype_base[RELATION_COUNT] = {
#define X(name, base) [RELATION_##name] = RELATION_##base,
    SUBTYPES(X)
#undef X
};

enum relation relation_universal(enum relation relation)
{
    if (relation >= RELATION_COUNT)
        return RELATION_NONE;
    return subtype_base[relation] ? (enum relation)subtype_base[relation] : relation;
}

feature_set features_from_text(struct slice text)
{
    feature_set set = 0;
    while (text.data) {
        struct slice pair = slice_cut(&text, '|');
        for (int i = 0; i < FEATURE_COUNT; i++) {
            if (slice_is(pair, feature_names[i]))
                set |= (feature_set)1 << i;
        }
    }
    return set;
}

void features_write(feature_set features, struct buffer *out)
{
    bool first = true;
    for (int i = 0; i < FEATURE_COUNT; i++) {
        if (!(features >> i & 1))
            continue;
        if (!first)
            buffer_byte(out, '|');
        buffer_text(out, feature_names[i]);
        first = false;
    }
    if (first)
        buffer_byte(out, '_');
}
