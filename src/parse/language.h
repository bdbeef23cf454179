// SPDX-License-Identifier: Apache-2.0
// What language.c and its trainer share: how text becomes letter n-grams. Nobody else includes it.
#ifndef RECOUPE_PARSE_LANGUAGE_H
#define RECOUPE_PARSE_LANGUAGE_H

#include "base/utf8.h"
#include "model/weights.h"

#define LANGUAGE_WIDTH 32  // labels of the model, padded: languages in Latin script
#define LANGUAGE_SCALE 16  // weights are 16 * ln(probability / probability in the best language)

// The last three characters read: lower-case letters, one blank for anything between words.
struct ngram_window {
    uint32_t characters[3];
    uint32_t count; // characters since the start, up to 3
};

// Adds a character and gives the hashes of the n-grams that it ends (at most 3).
uint32_t ngram_push(struct ngram_window *window, uint32_t c, uint64_t features[3]);
// Hash of a whole n-gram of 1 to 3 characters.
uint64_t ngram_feature(const uint32_t *characters, uint32_t count);

#endif
