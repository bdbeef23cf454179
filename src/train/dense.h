// SPDX-License-Identifier: Apache-2.0
// What training a network needs: matrix products, activations, parameters with their gradients and
// Adam. All sums run in a fixed order lane by lane, without fused operations, so that every
// processor gives the same bits. Widths (columns) are multiples of 16.
#ifndef RECOUPE_TRAIN_DENSE_H
#define RECOUPE_TRAIN_DENSE_H

#include "model/net.h"
#include "train/train.h"

#define DENSE_LANES 16u

#if defined(__x86_64__) && !defined(__clang__)
#define DENSE_KERNEL __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define DENSE_KERNEL
#endif

// A matrix seen through its strides: item (i, j) is at[i * row + j * column].
struct view {
    const float *at;
    size_t row, column;
};

// c[m x n] += a[m x k] * b[k x n]; b and c have rows of b_row and c_row floats. n is a multiple of
// 16.
void dense_multiply(struct view a, const float *b, size_t b_row, float *c, size_t c_row, uint32_t m,
                    uint32_t n, uint32_t k);
// out[columns x rows] = the transpose of in[rows x columns].
void dense_transpose(const float *in, uint32_t rows, uint32_t columns, float *out);

// A matrix that is learned. Of a sparse one only the touched rows are updated.
struct parameter {
    const char *name;
    uint32_t rows, columns;
    bool sparse;
    float *value, *gradient, *mean, *square;
    uint32_t *touched, touched_count; // sparse: rows with a gradient
    bool *is_touched;
};

// Zeroed, in the arena; `spread` > 0 fills it with even random numbers in -spread..spread.
void parameter_init(struct parameter *parameter, struct arena *arena, const char *name,
                    uint32_t rows, uint32_t columns, float spread, struct random *random);
// A sparse parameter's gradient row, to add to.
float *parameter_touch(struct parameter *parameter, uint32_t row);
// One step of Adam over all parameters, gradients clipped to a norm of 5, then cleared.
void parameters_step(struct parameter *const *parameters, uint32_t count, float rate,
                     uint32_t step);
// Even in 0..1.
float random_unit(struct random *random);

#endif
