// SPDX-License-Identifier: Apache-2.0
// The parser's network as its trainer sees it (floats, gradients); parse/tree.h tells what it
// computes. A batch holds sentences, longest first; place 0 of each is the root.
#ifndef RECOUPE_TRAIN_TREE_NET_H
#define RECOUPE_TRAIN_TREE_NET_H

#include "train/recurrent.h"

#include "parse/tree.h"


#define TREE_TAG_LIMIT 255 // 255 itself stands for none

struct tree_sizes {
    uint32_t width;  // of a word's input
    uint32_t hidden; // of each direction
    uint32_t layers;
    uint32_t arc, label; // of the views that arcs and labels are scored from
};

// Whole tags that a network may score, in its order.
struct tree_tags {
    uint8_t upos[TREE_TAG_LIMIT];
    uint64_t features[TREE_TAG_LIMIT];
    uint32_t count;
};

struct tree_net {
    struct tree_sizes sizes;
    uint32_t labels, label_width; // label_width: padded to 16
    uint32_t tags;                // 0: none are learned
    float tag_weight;             // of what they cost, beside arcs and labels
    uint32_t views;               // 2 * arc + 2 * label + tags, padded as the product does
    struct parameter table;       // a row for each input
    struct lstm forward[TREE_LAYER_LIMIT], backward[TREE_LAYER_LIMIT];
    struct parameter view, view_bias;
    struct parameter arc, arc_bias, distance;
    struct parameter label, label_bias;
    struct parameter *all[TREE_LAYER_LIMIT * 6 + 8];
    uint32_t all_count;
    uint32_t step; // batches learned
};

// How teachers share a word's head out: their mean probabilities, in percent.
#define TREE_SHARES 4
struct tree_shares {
    uint16_t head[TREE_SHARES];
    uint8_t percent[TREE_SHARES]; // 0: no more
};

struct tree_example {
    const struct tree_inputs *inputs; // count + 1
    uint32_t count;
    const uint32_t *head;    // by word from 1; gold; NULL where only tags are learned
    const uint8_t *label;    // column of the gold relation; 255 = not to be learned
    const uint8_t *tag;      // gold, as label; NULL where the network learns none
    const struct tree_shares *shares; // by word from 1, learned instead of head; NULL: none
};

struct tree_dropout {
    float input, hidden, view, word;
};

void tree_net_init(struct tree_net *net, struct arena *arena, const struct tree_sizes *sizes,
                   uint32_t table_rows, uint32_t labels, uint32_t tags, uint64_t seed);
// One batch: forward, backward, step. Adds the loss to *loss. Examples' lengths fall.
void tree_net_learn(struct tree_net *net, struct arena *arena, const struct tree_example *examples,
                    uint32_t count, const struct tree_dropout *dropout, float rate,
                    struct random *random, double *loss);
// Adds each sentence's log probabilities: arcs (count + 1) x tree_stride(count) by dependent,
// labels by (dependent, label) given the head in `head` (NULL: not wanted).
uint32_t tree_stride(uint32_t count);
struct tree_scores {
    float *arcs;
    float *views; // (count + 1) x net->views
};
void tree_net_score(const struct tree_net *net, struct arena *arena,
                    const struct tree_example *examples, uint32_t count,
                    struct tree_scores *scores);
// Scores of the tags of a place.
static inline const float *tree_net_tags(const struct tree_net *net, const float *views,
                                         uint32_t place)
{
    return views + (size_t)place * net->views + 2 * net->sizes.arc + 2 * net->sizes.label;
}
void tree_net_labels(const struct tree_net *net, const struct tree_scores *scores,
                     uint32_t dependent, uint32_t head, float *labels);
// All numbers of a network in training, so that it can go on later (--state FILE).
bool tree_net_save(const struct tree_net *net, const char *path, uint32_t epoch, uint64_t random,
                   struct error *error);
// False without error when there is no such file; with one when it is of another network.
bool tree_net_resume(struct tree_net *net, const char *path, struct arena *arena, uint32_t *epoch,
                     uint64_t *random, struct error *error);
// The model file of a trained network.
struct slice tree_net_write(const struct tree_net *net, struct arena *arena,
                            const struct tree_vocabulary *vocabulary, const uint8_t *labels,
                            const struct tree_tags *tags,
                            const struct tree_example *examples, uint32_t example_count,
                            struct slice provenance);

#endif
