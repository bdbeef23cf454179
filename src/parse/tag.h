// SPDX-License-Identifier: Apache-2.0
// The tagger's inside, shared with its trainer: what it sees of a word, its features, its model.
// Two linear steps: UPOS from left to right, then the features of each word, given all tags.
// Model arrays: "upos.*" weights over UPOS (label = upos - 1), "morph.*" weights over the bits of
// "bits", "bundles" and "bundle_upos" the feature sets seen in training with their UPOS,
// "lexicon.*" the word classes of a full-form dictionary (may be absent), "sample" sanity samples:
// lines of "form form …\tUPOS UPOS …", replayed when the model is opened.
#ifndef RECOUPE_PARSE_TAG_H
#define RECOUPE_PARSE_TAG_H

#include "base/table.h"
#include "doc/document.h"
#include "model/weights.h"
#include "model/cluster.h"

#define TAG_WORD_LIMIT 100  // bytes of a word that its affixes and shape are taken from
#define TAG_FEATURE_LIMIT 64
#define TAG_UPOS_WIDTH 24 // UPOS_COUNT - 1 labels, padded

// Classes of a full-form dictionary: "lexicon.keys" U16, "lexicon.class" U16 (same slots),
// "lexicon.coarse" U8 per class. Searched as weights are.
struct lexicon {
    const uint16_t *keys, *classes;
    const uint8_t *coarse;
    uint32_t slots, class_count;
};

struct tag_model {
    struct model file;
    struct weights upos, morph;
    struct lexicon lexicon;
    const struct cluster_table *clusters;
    const struct table *names; // of countries: proper names wherever they have a capital; or NULL
    const uint8_t *bits; // feature number of each column of morph
    uint32_t bit_count;
    const uint64_t *bundles; // feature_set, in terms of enum feature
    const uint8_t *bundle_upos;
    uint32_t bundle_count;
    uint32_t only_bundle[UPOS_COUNT]; // the one bundle of a tag, plus 1; 0 where there are several
};

// What the models see of a word: hashes made once.
struct tag_word {
    uint64_t lower, form;
    uint64_t prefix[3], suffix[5]; // 1.. code points; the whole word where it is shorter
    uint64_t class, coarse;        // of the dictionary; 0 = unknown
    uint64_t shape;
    uint64_t fine, group; // clusters; 0 = unknown
};

// Class of a lower-case form; 0 when unknown. *coarse gets its group.
uint32_t lexicon_find(const struct lexicon *lexicon, struct slice lower, uint32_t *coarse);
uint32_t lexicon_search(const struct lexicon *lexicon, uint64_t hash, uint32_t *coarse);
// Opens the arrays NAME.keys, NAME.class, NAME.coarse; empty where they are not there.
bool lexicon_open(struct lexicon *lexicon, const struct model *model, const char *name,
                  struct error *error);

bool tag_model_open(struct tag_model *model, struct slice bytes,
                    const struct cluster_table *clusters, const char *name, struct arena *scratch,
                    struct error *error);
// Looks at words[0..count); views gets count + 4 items, the words from views[2] on, with two
// border words at each end.
void tag_words_view(const struct lexicon *lexicon, const struct cluster_table *clusters,
                    const struct word *words, uint32_t count, struct tag_word *views);
// Features of the word at view (with two views readable on each side), given the UPOS of the two
// words before. Returns how many.
uint32_t tag_upos_features(const struct tag_word *view, uint8_t before, uint8_t before2,
                           uint64_t *features);
// The same for morphology, given the UPOS of the words from two before to two after.
uint32_t tag_morph_features(const struct tag_word *view, const uint8_t upos[5], uint64_t *features);
// The best bundle of the tag under scores of columns, or 0.
feature_set tag_best_bundle(const struct tag_model *model, uint8_t upos, const int32_t *scores);
// Words of space-separated forms, in the arena. *count gets how many.
struct word *tag_sample_words(struct arena *arena, struct slice forms, uint32_t *count);
// Sets upos and features of the words of one sentence.
void tag_sentence(const struct tag_model *model, struct word *words, uint32_t count,
                  struct arena *scratch);

#endif
