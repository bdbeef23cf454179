// SPDX-License-Identifier: Apache-2.0
// Arithmetic of small networks: products of bytes and of int16 with int32 sums, and the cells of an
// LSTM with a rational tanh. Integer sums are exact and the float steps are neither reordered nor
// fused: the scalar and the vector kernels give the same bits on every processor.
//
// Weights of k x n lie in groups of rows, so that a lane's items are neighbours: int16 item (i, j)
// at [i / 2][j][i % 2], int8 item (i, j) at [i / 4][j][i % 4]. k is a multiple of 4, n of 32.
#ifndef RECOUPE_MODEL_NET_H
#define RECOUPE_MODEL_NET_H

#include <stdint.h>

#define NET_BYTE_ZERO 128 // the byte that stands for 0
#define NET_WIDTH_LIMIT 512 // of a table's rows
#define NET_BYTE_UNIT 127 // steps of an LSTM's output, which lies within -1 .. 1

// Products with the byte weights of one side of an LSTM's gates: sums times scale are the values.
struct net_gates {
    const int32_t *sums;
    const float *scale;
};

struct net_kernels {
    const char *name;
    // out[m x n] += x[m x k] * weights; rows of x and out are x_row and out_row items apart. Sums
    // wrap. The product of bytes is not added, but set.
    void (*multiply)(const int16_t *x, uint32_t x_row, const int16_t *weights, int32_t *out,
                     uint32_t out_row, uint32_t m, uint32_t n, uint32_t k);
    void (*multiply_bytes)(const uint8_t *x, uint32_t x_row, const int8_t *weights, int32_t *out,
                           uint32_t out_row, uint32_t m, uint32_t n, uint32_t k);
    // The sum of `count` (at most 32) rows of the table, times unit / 2^16, as bytes.
    void (*sum_rows)(const int8_t *table, uint32_t width, const uint32_t *rows, uint32_t count,
                     uint32_t unit, uint8_t *out);
    // One step of an LSTM of `size` cells from its gates (in, forget, out, candidate): input,
    // recurrence and bias; cell is kept, out gets the outputs as bytes.
    void (*cells)(struct net_gates input, struct net_gates recurrent, const float *bias,
                  float *cell, uint8_t *out, uint32_t size);
    // Values plus bias in steps of 1 / unit, cut to what an int16 holds.
    void (*round)(struct net_gates values, const float *bias, float unit, int16_t *out,
                  uint32_t count);
};

// The kernels that this processor runs, slowest first; the last one is the best.
const struct net_kernels *net_kernels_at(unsigned index); // NULL past the end
const struct net_kernels *net_kernels_best(void);

// tanh: the Pade approximant of degree 7 over 6, which would pass 1 beyond 4.97.
static inline float net_tanh(float x)
{
    x = x > 4.97f ? 4.97f : x;
    x = x < -4.97f ? -4.97f : x;
    float y = x * x;
    return x * (135135.0f + y * (17325.0f + y * (378.0f + y))) /
           (135135.0f + y * (62370.0f + y * (3150.0f + y * 28.0f)));
}

#endif
