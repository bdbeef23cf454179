// SPDX-License-Identifier: Apache-2.0
// Training text for the name tagger: column files and FrSemCor, put back into plain text, run
// through the product's own segmentation and tagging, gold labels projected on its words.
#ifndef RECOUPE_TRAIN_NER_DATA_H
#define RECOUPE_TRAIN_NER_DATA_H

#include "engine/engine.h"
#include "train/names.h"

struct ner_example {
    struct word *words; // ner = gold
    uint32_t count, first; // first: place of words[0] in its document
    uint8_t row;
    bool development;
};

enum ner_source_kind {
    NER_COLUMNS,
    NER_TITLES, // columns whose spans of persons hold titles, which are cut off
    NER_SEMCOR,
    NER_GUM,   // CoNLL-U with entities in MISC (ner_gum.c)
    NER_LISTED,   // JSON Lines, names listed by document in src/train/listed_LANG.txt
    NER_SENTENCES, // the same for the texts of a CoNLL-U file (ner_listed.c)
};

struct ner_source {
    const char *language, *folder, *file;
    enum ner_source_kind kind;
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

struct gold_span {
    struct span span;
    uint8_t label; // enum ner_label
};

// Text being put together, with its gold spans.
struct ner_chunk {
    struct arena *arena;
    const struct engine *engine;
    struct table institutions; // of FrSemCor: name without spaces -> 'O' or 'M'
    ner_examples *examples;
    enum language language;
    struct buffer text;
    LIST(struct gold_span) spans; // in order
    uint32_t sentences;
    uint8_t row;
    bool development;
};

void ner_sentence_add(struct ner_chunk *chunk, ner_token_list *tokens, enum ner_source_kind kind);
// Runs the text through the product's parse room and keeps its sentences as examples.
void ner_chunk_close(struct ner_chunk *chunk);

// --- GUM
struct gum_token {
    struct slice form, entity; // entity: "(1-person-…(2-place-…)1)"
    uint32_t head;             // 1-based, 0 = root
    bool proper, plural, capital;
};
typedef LIST(struct gum_token) gum_tokens;
void gum_line(struct arena *arena, struct slice line, gum_tokens *tokens);
// Names among the entities of a sentence, as labelled tokens; clears gum.
void gum_label(struct arena *arena, gum_tokens *gum, ner_token_list *tokens);

// --- texts with listed names
bool listed_read(struct ner_chunk *chunk, const struct ner_source *source, struct slice bytes,
                 struct error *error);

bool ner_data_read(struct arena *arena, const struct train_options *options,
                   ner_examples *examples, struct error *error);

#endif
