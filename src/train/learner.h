// SPDX-License-Identifier: Apache-2.0
// An averaged multi-class perceptron over hashed features, in integers. First pass: learner_count
// over all examples; learner_freeze keeps the features seen often enough; then rounds of score and
// update; learner_items gives the averaged weights as int8 rows for weights_write.
#ifndef RECOUPE_TRAIN_LEARNER_H
#define RECOUPE_TRAIN_LEARNER_H

#include "model/weights.h"

struct learner_row {
    uint64_t feature; // 0: free slot
    uint32_t count;   // times seen while counting
    uint32_t row;     // UINT32_MAX: not kept
};

struct learner {
    struct learner_row *slots; // open addressing, malloc'd
    uint32_t slot_count, used;
    uint32_t width, rows;
    int32_t *weights; // rows * width
    int64_t *sums;    // of step * update, for the average
    int64_t step;
};

void learner_init(struct learner *learner, uint32_t width);
void learner_free(struct learner *learner);
void learner_count(struct learner *learner, const uint64_t *features, uint32_t count);
void learner_freeze(struct learner *learner, uint32_t least);
// Rows of features (UINT32_MAX where not kept), so that scoring and updating look up once.
void learner_rows(const struct learner *learner, const uint64_t *features, uint32_t count,
                  uint32_t *rows);
void learner_score(const struct learner *learner, const uint32_t *rows, uint32_t count,
                   int32_t *scores);
void learner_add(struct learner *learner, const uint32_t *rows, uint32_t count, uint32_t label,
                 int32_t delta);
// Averaged, scaled so that one in 5,000 weights is cut, rows whose weights are all below `least`
// dropped. Items and rows in the arena, in order of slots (deterministic).
uint32_t learner_items(const struct learner *learner, struct arena *arena, int least,
                       struct weights_item **items);

#endif
