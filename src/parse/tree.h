// SPDX-License-Identifier: Apache-2.0
// The parser's inside, shared with its trainer. A sentence is a row of places: 0 is the root, then
// its words. Each place sums rows of a table (its word, ending, tag, features ...); a bidirectional
// LSTM reads them; from what it gives come four views of each place: as dependent and as head of an
// arc, and the same for its label. An arc's score is a bilinear form of two views plus a bias by
// distance; the best tree with one root is taken; a label is scored by a hidden layer over the
// sum of two label views. A network may also score whole tags (part of speech with features) of
// each place: it sees more of the sentence than the tagger, whose tags are among its inputs.
#ifndef RECOUPE_PARSE_TREE_H
#define RECOUPE_PARSE_TREE_H

#include "doc/document.h"
#include "model/cluster.h"
#include "model/net.h"

#define TREE_WORD_LIMIT 200 // words of a sentence; longer ones are parsed in parts
#define TREE_GROUP 8 // parts that share a run of the network
#define TREE_INPUT_LIMIT 32 // rows of a place
#define TREE_DISTANCES 32   // biases: 0 the root, then -15 .. 15 words
#define TREE_LAYER_LIMIT 3
#define TREE_WIDTH_LIMIT NET_WIDTH_LIMIT // of every array of numbers
// Fraction bits of views and of the weights on them.
#define TREE_VIEW_BITS 10
#define TREE_VIEW_WEIGHT_BITS 12

// The table's rows, kind by kind; a kind's place is part of the model's meaning.
enum {
    TREE_ROW_UPOS = 0,                    // the root, then enum upos
    TREE_ROW_FEATURE = 32,                // enum feature
    TREE_ROW_FINE = 96,                   // cluster
    TREE_ROW_SHAPE = 1120,
    TREE_ROW_ENDING_2 = 1632,             // last letters, hashed
    TREE_ROW_ENDING_3 = 2656,
    TREE_ROW_START_3 = 6752,              // first letters, hashed
    TREE_ROW_UNKNOWN = 8800,              // word not in the vocabulary
    TREE_ROW_WORD,
};

struct tree_inputs {
    uint32_t count;
    uint32_t rows[TREE_INPUT_LIMIT]; // rows[0] is the word
};

// Words with rows of their own: fingerprints as in weights.h, searched one by one.
struct tree_vocabulary {
    const uint16_t *keys, *words; // word n has row TREE_ROW_WORD + n
    uint32_t slots, count;        // slots 0: no words
};

// Row of a lower-case word.
uint32_t tree_word_row(const struct tree_vocabulary *vocabulary, struct slice lower);
// inputs gets count + 1 items.
void tree_inputs_view(const struct tree_vocabulary *vocabulary,
                      const struct cluster_table *clusters, const struct word *words,
                      uint32_t count, struct tree_inputs *inputs);

static inline uint32_t tree_distance(uint32_t dependent, uint32_t head)
{
    if (head == 0)
        return 0;
    if (head < dependent)
        return dependent - head > 15 ? 1 : 16 - (dependent - head);
    return head - dependent > 15 ? 31 : 16 + (head - dependent);
}

// Byte weights on byte values: sums times `scale` are the values, but for what NET_BYTE_ZERO adds,
// which the biases take off.
struct tree_matrix {
    const int8_t *weights;
    const float *scale;
};

struct tree_layer { // of one direction
    struct tree_matrix input, recurrent;
    const float *bias;
};

// Model arrays: "sizes" U32 {width, hidden, layers, arc, label, input unit}, "labels" U8 relation
// of each label, "words.keys" and "words.rows" U16, "table" I8 rows of inputs, whose sums times the
// unit / 2^16 are bytes; "tags.upos" U8 and "tags.features" U64 (may be absent); matrices and
// biases as their names in tree_model.c say.
struct tree_model {
    struct model file;
    uint32_t width, hidden, layers, arc, label, unit;
    uint32_t views;               // 2 * arc + 2 * label + tags, padded
    uint32_t tags;                // 0: the tagger's stay
    const uint8_t *tag_upos;
    const uint64_t *tag_features; // feature_set of each tag
    uint32_t labels, label_width; // label_width: padded
    uint32_t rows;
    const uint8_t *relations; // enum relation of each label
    const int8_t *table;
    struct tree_layer layer[TREE_LAYER_LIMIT][2];
    struct tree_matrix view;
    const float *view_bias;
    const int16_t *arc_weights, *label_weights;
    const int32_t *arc_bias, *label_bias, *distance;
    struct tree_vocabulary vocabulary;
    const struct cluster_table *clusters;
    const struct net_kernels *kernels;
};

static inline uint32_t tree_padded(uint32_t count)
{
    return (count + 31) / 32 * 32;
}

bool tree_model_open(struct tree_model *model, struct slice bytes,
                     const struct cluster_table *clusters, const char *name, struct arena *scratch,
                     struct error *error);

// Words that are parsed together: a sentence, or a piece of a very long one.
struct tree_part {
    uint32_t start, count; // in words; count 1..TREE_WORD_LIMIT
};

// The views of `count` parts, longest first: views[i] gets (parts[i].count + 1) x model->views
// numbers in TREE_VIEW_BITS, in scratch.
void tree_views(const struct tree_model *model, const struct word *words,
                const struct tree_part *parts, uint32_t count, int16_t **views,
                struct arena *scratch);
// Sets head (index in words) and relation of the words of all sentences, and upos and features
// where the model has tags.
void tree_sentences(const struct tree_model *model, struct word *words,
                    const struct sentence *sentences, uint32_t count, struct arena *scratch);
// tree_mend.c
void tree_mend(struct word *words, const struct sentence *sentence, enum language language);

// The best tree over places 0..count with one child of the root: scores[dependent * stride + head];
// head gets count + 1 items, head[0] = 0.
void tree_span(const int32_t *scores, uint32_t stride, uint32_t count, uint32_t *head,
               struct arena *scratch);

#endif
