// SPDX-License-Identifier: Apache-2.0
// The full-form dictionary as word classes: forms with the same set of analyses share a class.
#ifndef RECOUPE_TRAIN_LEXICON_H
#define RECOUPE_TRAIN_LEXICON_H

#include "parse/tag.h"
#include "train/train.h"

struct lexicon_arrays {
    struct lexicon lexicon; // all zero when the language has no dictionary
};

// Reads lex/fr_hunspell_fullform.tsv for French; nothing for other languages.
bool lexicon_arrays_read(struct arena *arena, const struct train_options *options,
                         struct lexicon_arrays *arrays, struct error *error);
void lexicon_arrays_write(struct model_writer *writer, const struct lexicon_arrays *arrays);

#endif
