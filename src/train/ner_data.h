// SPDX-License-Identifier: Apache-2.0
// Training text for the name tagger: column files and FrSemCor, put back into plain text, run
// through the product's own segmentation and tagging, gold labels projected on its words.
#ifndef RECOUPE_TRAIN_NER_DATA_H
#define RECOUPE_TRAIN_NER_DATA_H

#include "train/names.h"

struct ner_example {
    struct word *words; // ner = gold
    uint32_t count;
    uint8_t row;
    bool development;
};

enum ner_source_kind { NER_COLUMNS, NER_TITLES, NER_SEMCOR };

struct ner_source {
    const char *language, *folder, *file;
    enum ner_source_kind kind; // TITLES: spans of persons hold titles, which are cut off
    uint8_t development; // of ten parts, how many (the last ones) are development
    uint8_t repeat;      // times a training example is seen in an epoch
    uint32_t most;       // sentences read; 0 = all
};
extern const struct ner_source ner_sources[];

typedef LIST(struct ner_example) ner_examples;

struct ner_token {
    struct slice form;
    uint8_t label; // as word.ner
};
typedef LIST(struct ner_token) ner_token_list;

bool ner_data_read(struct arena *arena, const struct train_options *options,
                   const struct names *names, ner_examples *examples, struct error *error);

#endif
