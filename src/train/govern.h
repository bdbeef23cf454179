// SPDX-License-Identifier: Apache-2.0
// What words govern (govern.c), for the trainer of segment models.
#ifndef RECOUPE_TRAIN_GOVERN_H
#define RECOUPE_TRAIN_GOVERN_H

#include "train/train.h"

#include "parse/segment.h"

struct token_view {
    struct slice text;
    const struct token *items;
    uint32_t count;
};

// Class 1 (never with "de") to 8 (always) of the forms of raw text; empty for a language without.
bool govern_learn(struct arena *arena, const struct train_options *options,
                  const struct segment_language *language, struct lexicon *lexicon,
                  struct error *error);

#endif
