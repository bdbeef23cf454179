// SPDX-License-Identifier: Apache-2.0
// Reading numbers: digits with separators, words, and both with magnitudes (3,5 milliards, deux
// cent mille). Shared by the time and amount stages; the words stand in lexicon/*/numbers.txt.
#ifndef RECOUPE_EXTRACT_NUMBER_H
#define RECOUPE_EXTRACT_NUMBER_H

#include "extract/phrase.h"

// Classes that numbers.txt fills; grammar->class_number holds their numbers.
#define NUMBER_CLASSES(X)                                                                          \
    X(ZERO, "zero") X(UNIT, "ones") X(TEEN, "teen") X(TENS, "tens") X(SCORE, "score")              \
    X(HUNDRED, "hundred") X(THOUSAND, "thousand") X(MAGNITUDE, "magnitude") X(JOINER, "joiner")    \
    X(DECIMAL, "decimal") X(HALF, "half") X(SUFFIX, "suffix") X(CAPITAL, "suffix_capital")         \
    X(ARTICLE, "number_article") X(LOOSE, "suffix_decimal")

enum number_class {
#define X(name, text) NUMBER_##name,
    NUMBER_CLASSES(X)
#undef X
        NUMBER_CLASS_COUNT
};

struct number_reading {
    struct number number;
    uint32_t end;     // token after it
    bool digits;      // written (or begun) in digits
    bool plain;       // one run of digits, nothing else
    bool magnitude;   // has million, milliard, …
};

// Reads the number that begins at token `start`; false if none does. Does not take a sign.
bool number_read(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                 uint32_t start, struct number_reading *reading);
// The whole number it is; false if it has a fraction or is too big.
bool number_whole(struct number number, int64_t *value);
// Decimal text without exponent: "3.5", "4000000000".
struct slice number_text(struct arena *arena, struct number number);
struct number number_scale(struct number number, int32_t power);
// Sum; false when it does not fit.
bool number_add(struct number *sum, struct number other);
bool number_multiply(struct number *product, struct number other);

#endif
