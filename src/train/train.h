// SPDX-License-Identifier: Apache-2.0
// recoupe-train: makes the models. One row of the table in main.c a kind of model, one file a
// trainer. Training is deterministic: fixed seeds, fixed order, integer weights.
#ifndef RECOUPE_TRAIN_TRAIN_H
#define RECOUPE_TRAIN_TRAIN_H

#include "base/file.h"
#include "doc/document.h"
#include "model/cluster.h"

struct train_options {
    const char *language; // --lang: "fr"
    const char *data;     // --data: folder laid out as shared/data/language
    const char *output;   // --output: the model file; NULL: train and evaluate only
    const char *models;   // --models: folder of the models that this one builds on
    uint32_t epochs;      // --epochs; 0: the trainer's own choice
    uint32_t seed;        // --seed: of a network; 0: the trainer's own
    bool evaluate_only;   // --evaluate: no training, measure --output
    const char *treebank;    // --treebank, --development: CoNLL-U files of any language, instead of
    const char *development; // the project's own data
    const char *state;    // --state: file that keeps a network in training, to be resumed
    const char *silver;   // --silver: sentences parsed by a teacher, beside the treebanks
    const char *cache;    // --cache: file that keeps the jackknifed tags between experiments
};

struct trainer {
    const char *name, *help;
    bool (*run)(const struct train_options *options, struct error *error);
};

// Bytes of a file, unpacked where its name ends in .zst or .gz or, failing that, where only
// FILE.zst is there. In the arena, with a NUL after them.
bool train_bytes(struct arena *arena, const char *path, struct slice *bytes, struct error *error);
// Word lists as files, below the folder that holds models/ and lexicon/: find of a data_source.
struct train_files {
    struct arena *arena;
    const struct train_options *options;
};
struct slice train_file(const char *name, void *files);

// Opens --models/LANG.words; empty where there is none.
bool train_clusters(struct arena *arena, const struct train_options *options,
                    struct cluster_table *clusters, struct error *error);

// --- treebanks (conllu.c)
struct treebank {
    struct document document;    // text, sentences, words (heads within the document's words)
    index_list document_starts;  // first sentences of documents ("# newdoc", or a new source)
    LIST(struct slice) links;    // of each word: its column DEPS
    bool has_trees;
};

// Reads a CoNLL-U file as one document: sentence texts joined by a space, by "\n" at "# newdoc" and
// "# newpar", by nothing after a last SpaceAfter=No.
bool treebank_read(struct arena *arena, const char *path, struct treebank *treebank,
                   struct error *error);

// The number that a field begins with; 0 where it begins with none.
uint32_t conllu_number(struct slice text);

#define TREEBANK_LIMIT 12

// The parts of the project's training data, as docs/parser.md tells: which file, how it is used.
enum treebank_use {
    USE_TAGS = 1,  // upos
    USE_MORPH = 2, // features
    USE_TREES = 4,
    USE_DEVELOPMENT = 8, // never trained on
    USE_STUDENT = 32, // trees for a parser that learns from teachers beside; not for the teachers
    USE_LAST_FIFTH = 16, // the last fifth of its documents is development, the rest as said
};

struct treebank_row {
    const char *language, *file;
    int use;
};
extern const struct treebank_row treebank_rows[];
// "recoupe-train KIND --lang CODE; trained on FILE…": the rows of the language that are used so.
struct slice treebank_provenance(struct arena *arena, const char *kind, const char *language,
                                 int use);

// One sentence of training or development data, words copied so that trainers may write in them.
struct example {
    struct word *words; // heads are indexes within the sentence; NO_INDEX = root
    const struct word *gold; // with the tags to learn, where words have a tagger's; or NULL
    const struct slice *links; // of each word, as recoupe-train silver wrote them; or NULL
    uint32_t count;
    int use;
    uint8_t row; // of treebank_rows
};
struct examples {
    LIST(struct example) train, development;
};
// Loads all rows of a language.
bool examples_read(struct arena *arena, const struct train_options *options,
                   struct examples *examples, struct error *error);

// A fixed generator (PCG-like), for shuffles and dropout.
struct random {
    uint64_t state;
};
uint32_t random_below(struct random *random, uint32_t limit);
void random_shuffle(struct random *random, uint32_t *items, uint32_t count);

bool train_language(const struct train_options *options, struct error *error);
// Without the features that are not learned: those that the treebanks disagree on.
feature_set tag_kept_features(const char *language, feature_set features);
// Replaces the words of the training examples by copies tagged by models that did not see them.
bool tag_jackknife(struct arena *arena, const struct train_options *options,
                   struct examples *examples, uint32_t folds, struct error *error);

bool train_segment(const struct train_options *options, struct error *error);
bool train_ends(const struct train_options *options, struct error *error);
bool train_lemma(const struct train_options *options, struct error *error);
bool train_words(const struct train_options *options, struct error *error);
bool train_tag(const struct train_options *options, struct error *error);
bool train_silver(const struct train_options *options, struct error *error);
bool train_tree(const struct train_options *options, struct error *error);
bool train_ner(const struct train_options *options, struct error *error);

#endif
