// SPDX-License-Identifier: Apache-2.0
// What phrase.c (matching) and phrase_grammar.c (compiling) tell each other: special elements of
// patterns, which are no lists of words, and the tokens of a lexicon's own phrases.
#ifndef RECOUPE_EXTRACT_PHRASE_SPECIAL_H
#define RECOUPE_EXTRACT_PHRASE_SPECIAL_H

#include "extract/phrase.h"

#define PHRASE_SPECIAL 0x8000 // classes from here on are special elements
#define PHRASE_OPEN 0xFFFE    // only while compiling: span marks
#define PHRASE_CLOSE 0xFFFF

// name, least and greatest value, digits (0 0: none allowed), words allowed
#define PHRASE_NUMBERS(X)                                                                          \
    X(n, 0, 0, 1, 18, true)                                                                        \
    X(int, 0, INT64_MAX, 1, 18, true)                                                              \
    X(day, 1, 31, 1, 2, true)                                                                      \
    X(hour, 0, 24, 1, 2, true)                                                                     \
    X(minute, 0, 59, 2, 2, true)                                                                   \
    X(monthnumber, 1, 12, 1, 2, false)                                                             \
    X(month2, 1, 12, 2, 2, false)                                                                  \
    X(day2, 1, 31, 2, 2, false)                                                                    \
    X(day1, 1, 31, 1, 2, false)                                                                    \
    X(hour1, 0, 24, 1, 2, false)                                                                   \
    X(digits2, 0, 99, 2, 2, false)                                                                 \
    X(year, 1000, 2199, 4, 4, false)                                                               \
    X(yearnear, 1800, 2100, 4, 4, false)                                                           \
    X(yearwords, 1000, 2199, 0, 0, true)                                                           \
    X(small, 1, 99, 1, 2, true)                                                                    \
    X(clock4, 0, 2359, 4, 4, false)                                                                \
    X(old, 31, 125, 2, 3, true)                                                                    \
    X(few, 2, 9, 1, 1, true)                                                                       \
    X(figure, 0, 999, 1, 3, false)                                                                 \
    X(figure1, 1, 9, 1, 1, false)

enum phrase_special {
#define X(name, least, greatest, digits_least, digits_most, words) SPECIAL_##name,
    PHRASE_NUMBERS(X)
#undef X
        SPECIAL_plural, // a plural noun by its looks: small letters, ends in s or x
    SPECIAL_capital,    // a word with a capital
    SPECIAL_word,       // any word
    SPECIAL_lower,      // a word in small letters
    SPECIAL_end,        // the paragraph's end, or a full stop and the like
    SPECIAL_COUNT
};

// Bits of struct phrase_mask that stand for no class.
#define MASK_ALWAYS 1u // every token, and the paragraph's end
#define MASK_WORD 2u
#define MASK_NUMBER 4u
#define MASK_FIRST 3 // classes have the bits from here on

static inline struct phrase_mask phrase_class_mask(uint32_t class)
{
    uint32_t bit = class & 127;
    if (bit < MASK_FIRST)
        bit += 64;
    return bit < 64 ? (struct phrase_mask){(uint64_t)1 << bit, 0}
                    : (struct phrase_mask){0, (uint64_t)1 << (bit - 64)};
}

static inline bool phrase_mask_meets(struct phrase_mask a, struct phrase_mask b)
{
    return ((a.low & b.low) | (a.high & b.high)) != 0;
}

uint32_t phrase_special_find(struct slice name); // NO_INDEX if unknown

// FNV-1a, 32 bits (Fowler, Noll, Vo): cheap enough to go along with reading a word.
#define PHRASE_HASH 2166136261u

static inline uint32_t phrase_hash_byte(uint32_t hash, char byte)
{
    return (hash ^ (unsigned char)byte) * 16777619u;
}

static inline uint32_t phrase_hash(struct slice text)
{
    uint32_t hash = PHRASE_HASH;
    for (size_t i = 0; i < text.size; i++)
        hash = phrase_hash_byte(hash, text.data[i]);
    return hash;
}

static inline uint32_t phrase_slot_of(uint32_t hash, uint32_t count)
{
    return (hash ^ (hash >> 15)) & (count - 1);
}
// Tokens of a whole lexicon phrase, without word numbers.
void phrase_lexicon_tokens(const struct phrase_grammar *grammar, struct phrase_tokens *tokens,
                           struct arena *arena);
// The form under which a token is looked up: lower case, plain apostrophe and hyphen.
struct slice phrase_token_form(const struct phrase_tokens *tokens, uint32_t index,
                               struct arena *arena);

#endif
