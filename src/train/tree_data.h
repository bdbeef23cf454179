// SPDX-License-Identifier: Apache-2.0
// The data of the parser's trainers (train_tree.c, train_silver.c).
#ifndef RECOUPE_TRAIN_TREE_DATA_H
#define RECOUPE_TRAIN_TREE_DATA_H

#include "train/tree_net.h"

#include "base/table.h"

struct tree_trainer {
    const struct train_options *options;
    struct arena *arena;
    struct examples examples;
    struct examples silver; // parsed by a teacher (--silver)
    struct cluster_table clusters;
    struct tree_vocabulary vocabulary;
    uint8_t column[RELATION_COUNT]; // 255 = none
    uint8_t labels[RELATION_COUNT];
    uint32_t label_count;
    struct tree_tags tags; // none unless the language's network learns them
    struct random random;
    LIST(struct tree_example) learned;
};

// Reads treebanks and silver sentences, tags them, makes labels and vocabulary.
bool tree_data_read(struct tree_trainer *trainer, struct error *error);
struct tree_example tree_example_make(struct tree_trainer *trainer, const struct example *from);
// Words that have rows of their own in a network: counted, then those met `least` times.
void tree_vocabulary_count(struct table *counts, struct slice lower);
void tree_vocabulary_fill(struct tree_vocabulary *vocabulary, const struct table *counts,
                          uint32_t least, struct arena *arena);
// The best tree and labels (columns) under scores.
void tree_scores_decode(const struct tree_net *net, struct arena *arena,
                        const struct tree_scores *scores, uint32_t count, uint32_t *head,
                        uint32_t *label);
// What is to be trained: a pupil where there are silver sentences, else a teacher.
const struct tree_sizes *tree_sizes_of(const struct tree_trainer *trainer);

#endif
