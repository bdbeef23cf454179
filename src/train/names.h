// SPDX-License-Identifier: Apache-2.0
// Known names, compiled from open lists for the name tagger.
#ifndef RECOUPE_TRAIN_NAMES_H
#define RECOUPE_TRAIN_NAMES_H

#include "base/table.h"
#include "parse/ner.h"
#include "train/train.h"

struct names {
    struct arena *arena;
    struct table table; // ner_key -> NAME_* bits
    struct name_table compiled;
};

bool names_read(struct names *names, struct arena *arena, const struct train_options *options,
                struct error *error);
void names_write(struct model_writer *writer, const struct names *names);

#endif
