// SPDX-License-Identifier: Apache-2.0
// The kernels of small networks: every kernel that this processor runs gives the scalar's bits, for
// all counts of rows, and the scalar one gives the plain sums.
#include "model/net.h"
#include "test.h"

#include <string.h>

enum { ROWS = 11, INNER = 64, COLUMNS = 96 };

static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static int16_t words[ROWS][INNER], word_weights[INNER * COLUMNS];
static uint8_t bytes[ROWS][INNER];
static int8_t byte_weights[INNER * COLUMNS];

static void fill(uint32_t state)
{
    for (int i = 0; i < ROWS; i++)
        for (int k = 0; k < INNER; k++) {
            words[i][k] = (int16_t)(uint16_t)next_number(&state);
            bytes[i][k] = (uint8_t)next_number(&state);
        }
    for (int i = 0; i < INNER * COLUMNS; i++) {
        word_weights[i] = (int16_t)(uint16_t)next_number(&state);
        byte_weights[i] = (int8_t)(uint8_t)next_number(&state);
    }
    words[0][0] = words[0][1] = INT16_MIN; // the one product of pairs that wraps
    word_weights[0] = word_weights[1] = INT16_MIN;
}

TEST(model_net_products)
{
    fill(1);
    static int32_t out[ROWS][COLUMNS], expected[ROWS][COLUMNS];
    for (unsigned kernel = 0; net_kernels_at(kernel); kernel++)
        for (uint32_t rows = 1; rows <= ROWS; rows++) {
            const struct net_kernels *kernels = net_kernels_at(kernel);
            memset(out, 1, sizeof out);
            memset(expected, 1, sizeof expected);
            kernels->multiply(words[0], INNER, word_weights, out[0], COLUMNS, rows, COLUMNS, INNER);
            net_kernels_at(0)->multiply(words[0], INNER, word_weights, expected[0], COLUMNS, rows,
                                        COLUMNS, INNER);
            CHECK(memcmp(out, expected, sizeof out) == 0);
            memset(out, 1, sizeof out);
            memset(expected, 1, sizeof expected);
            kernels->multiply_bytes(bytes[0], INNER, byte_weights, out[0], COLUMNS, rows, COLUMNS,
                                    INNER);
            for (uint32_t i = 0; i < rows; i++)
                for (uint32_t j = 0; j < COLUMNS; j++) {
                    expected[i][j] = 0;
                    for (uint32_t k = 0; k < INNER; k++)
                        expected[i][j] +=
                            bytes[i][k] * byte_weights[(k / 4 * COLUMNS + j) * 4 + k % 4];
                }
            CHECK(memcmp(out, expected, sizeof out) == 0);
        }
}

TEST(model_net_cells)
{
    enum { SIZE = 32 };
    uint32_t state = 3;
    int32_t sums[2][4 * SIZE];
    float scale[2][4 * SIZE], bias[4 * SIZE], start[SIZE];
    for (int i = 0; i < 4 * SIZE; i++) {
        for (int side = 0; side < 2; side++) {
            sums[side][i] = (int32_t)(next_number(&state) % 200000) - 100000;
            scale[side][i] = (float)(next_number(&state) % 1000) / 2e7f;
        }
        bias[i] = (float)(next_number(&state) % 1000) / 250.0f - 2;
        start[i % SIZE] = bias[i] / 2;
    }
    for (unsigned kernel = 1; net_kernels_at(kernel); kernel++) {
        float cell[SIZE], expected_cell[SIZE];
        uint8_t out[SIZE], expected[SIZE];
        memcpy(cell, start, sizeof cell);
        memcpy(expected_cell, start, sizeof cell);
        const struct net_gates in = {sums[0], scale[0]}, again = {sums[1], scale[1]};
        net_kernels_at(kernel)->cells(in, again, bias, cell, out, SIZE);
        net_kernels_at(0)->cells(in, again, bias, expected_cell, expected, SIZE);
        CHECK(memcmp(cell, expected_cell, sizeof cell) == 0);
        CHECK(memcmp(out, expected, sizeof out) == 0);
    }
}

TEST(model_net_rows)
{
    enum { WIDTH = 96, TABLE = 40 };
    static int8_t table[TABLE * WIDTH];
    uint32_t state = 9, rows[32];
    for (int i = 0; i < TABLE * WIDTH; i++)
        table[i] = (int8_t)(uint8_t)next_number(&state);
    for (int i = 0; i < 32; i++)
        rows[i] = next_number(&state) % TABLE;
    for (unsigned kernel = 0; net_kernels_at(kernel); kernel++) {
        uint8_t out[WIDTH], expected[WIDTH];
        net_kernels_at(kernel)->sum_rows(table, WIDTH, rows, 32, 20000, out);
        net_kernels_at(0)->sum_rows(table, WIDTH, rows, 32, 20000, expected);
        CHECK(memcmp(out, expected, sizeof out) == 0);
    }
}

TEST(model_net_tanh)
{
    CHECK(net_tanh(0) == 0);
    CHECK(net_tanh(1) > 0.7615f && net_tanh(1) < 0.7617f);
    CHECK(net_tanh(100) <= 1.001f && net_tanh(-100) >= -1.001f && net_tanh(5) > 0.999f);
}
