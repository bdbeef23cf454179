// SPDX-License-Identifier: Apache-2.0
// LSTM layers over a batch of sentences of unlike length, forward and backward. The rows of a batch
// are ordered by step, then by sentence, longest sentence first: the rows of a step are contiguous,
// and their predecessors are the first rows of the step before.
#ifndef RECOUPE_TRAIN_RECURRENT_H
#define RECOUPE_TRAIN_RECURRENT_H

#include "train/dense.h"

struct pack {
    uint32_t sentences, steps, rows;
    uint32_t *length;   // of each sentence, falling
    uint32_t *offset;   // first row of each step; steps + 1 items
    uint32_t *mirror;   // row -> row of the same place counted from the sentence's end
    uint32_t *sentence; // row -> sentence
};

// lengths must fall; they are borrowed.
void pack_init(struct pack *pack, struct arena *arena, uint32_t *lengths, uint32_t count);
static inline uint32_t pack_row(const struct pack *pack, uint32_t sentence, uint32_t place)
{
    return pack->offset[place] + sentence;
}

struct lstm {
    uint32_t input_size, size;
    struct parameter input, recurrent, bias; // columns: in, forget, out gates, candidate
};

// What one run of a layer leaves for its way back.
struct lstm_run {
    const float *x; // rows x input_size, borrowed
    float *gates, *cell, *squashed, *before, *out;
    const float *mask; // sentences x size, on the recurrence; NULL = none
};

void lstm_init(struct lstm *lstm, struct arena *arena, uint32_t input_size, uint32_t size,
               struct random *random);
void lstm_forward(const struct lstm *lstm, const struct pack *pack, const float *x,
                  const float *mask, struct arena *arena, struct lstm_run *run);
// gradient: rows x size, destroyed. dx (rows x input_size) is added to.
void lstm_backward(struct lstm *lstm, const struct pack *pack, const struct lstm_run *run,
                   float *gradient, struct arena *arena, float *dx);

#endif
