// SPDX-License-Identifier: Apache-2.0
// What amount.c (finding) and amount_rule.c (meaning) share: the slots and actions that the rules
// of lexicon/*/amounts.txt may name.
#ifndef RECOUPE_EXTRACT_AMOUNT_RULE_H
#define RECOUPE_EXTRACT_AMOUNT_RULE_H

#include "extract/number.h"

#define AMOUNT_SLOTS(X)                                                                            \
    X(n) X(n2) X(modifier) X(modifier_after) X(percent) X(length) X(mass) X(area) X(volume)        \
    X(speed) X(temperature) X(other) X(currency) X(money_power) X(half) X(collective)              \
    X(collective2) X(collective_many) X(vague) X(ordinal) X(denominator) X(vulgar) X(half_of)      \
    X(age_unit) X(power) X(minus) X(per) X(per2)

#define AMOUNT_ACTIONS(X)                                                                          \
    X(none) X(amount) X(half_power) X(a_power) X(pounds) X(cents) X(sub_unit) X(range)             \
    X(collective) X(collective_many) X(collective_money) X(age) X(aged) X(ordinal)                 \
    X(ordinal_digits) X(fraction) X(half) X(vulgar) X(ratio) X(another)     \
    X(ratio_few) X(change) X(collective_half) X(fraction_tens) X(point) X(score)

enum amount_slot {
    AMOUNT_SLOT_none,
#define X(name) AMOUNT_SLOT_##name,
    AMOUNT_SLOTS(X)
#undef X
        AMOUNT_SLOT_COUNT
};

enum amount_action {
    AMOUNT_ACTION_nothing,
#define X(name) AMOUNT_ACTION_##name,
    AMOUNT_ACTIONS(X)
#undef X
        AMOUNT_ACTION_COUNT
};

struct amount_grammar {
    struct phrase_grammar phrases;
    uint32_t before_noun, not_counted, a_power, modifier_after, singular; // classes
};

// Works out kind, value, modifier and unit of the match; leaves span, rule and the noun counted.
// False: what matched is no amount.
bool amount_rule_apply(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                       const struct phrase_match *match, struct amount *amount,
                       struct arena *arena);

// .5 and ,08: digits behind a decimal sign with nothing before it.
bool amount_bare_point(const struct phrase_tokens *tokens, uint32_t start);

// True where a comma or "and" and a second number in words begin at token `at`: one, two.
bool amount_number_follows(const struct phrase_grammar *grammar,
                           const struct phrase_tokens *tokens, uint32_t at);

// The modifier of that name; false if there is none.
bool amount_modifier_find(struct slice name, enum amount_modifier *modifier);

// The first value of "passer de 12 à 15 milliards", whose match gives the second.
struct slice amount_change_first(const struct phrase_grammar *grammar,
                                 const struct phrase_tokens *tokens,
                                 const struct phrase_match *match, struct arena *arena);

#endif
