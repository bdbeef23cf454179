// SPDX-License-Identifier: Apache-2.0
// Matrix products, parameters and Adam of the network trainer (dense.h).
#include "train/dense.h"

#include <assert.h>
#include <math.h>

typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));

// `rows` rows of c by `groups` groups of 16 columns; the sums stay in registers.
#define TILE(rows, groups)                                                                         \
    do {                                                                                           \
        lanes sums[rows][groups];                                                                  \
        for (uint32_t r = 0; r < (rows); r++)                                                      \
            for (uint32_t g = 0; g < (groups); g++)                                                \
                sums[r][g] = ((const lanes *)(c + r * c_row + j))[g];                              \
        const float *x = a.at, *row = b + j;                                                       \
        for (uint32_t p = 0; p < k; p++, x += a.column, row += b_row)                              \
            for (uint32_t r = 0; r < (rows); r++)                                                  \
                for (uint32_t g = 0; g < (groups); g++)                                            \
                    sums[r][g] += x[r * a.row] * ((const lanes *)row)[g];                          \
        for (uint32_t r = 0; r < (rows); r++)                                                      \
            for (uint32_t g = 0; g < (groups); g++)                                                \
                ((lanes *)(c + r * c_row + j))[g] = sums[r][g];                                    \
    } while (0)
// The same for all columns.
#define BAND(rows)                                                                                 \
    do {                                                                                           \
        uint32_t j = 0;                                                                            \
        for (; j + 64 <= n; j += 64)                                                               \
            TILE(rows, 4);                                                                         \
        for (; j + 32 <= n; j += 32)                                                               \
            TILE(rows, 2);                                                                         \
        for (; j < n; j += 16)                                                                     \
            TILE(rows, 1);                                                                         \
    } while (0)

DENSE_KERNEL
void dense_multiply(struct view a, const float *b, size_t b_row, float *c, size_t c_row, uint32_t m,
                    uint32_t n, uint32_t k)
{
    assert(n % DENSE_LANES == 0);
    for (; m >= 4; m -= 4, a.at += 4 * a.row, c += 4 * c_row)
        BAND(4);
    if (m == 3)
        BAND(3);
    else if (m == 2)
        BAND(2);
    else if (m == 1)
        BAND(1);
}

void dense_transpose(const float *in, uint32_t rows, uint32_t columns, float *out)
{
    for (uint32_t i = 0; i < rows; i++)
        for (uint32_t j = 0; j < columns; j++)
            out[(size_t)j * rows + i] = in[(size_t)i * columns + j];
}

float random_unit(struct random *random)
{
    return (float)random_below(random, 1u << 24) / (float)(1u << 24);
}

void parameter_init(struct parameter *parameter, struct arena *arena, const char *name,
                    uint32_t rows, uint32_t columns, float spread, struct random *random)
{
    size_t size = (size_t)rows * columns;
    *parameter = (struct parameter){.name = name, .rows = rows, .columns = columns};
    parameter->value = arena_zero(arena, size, sizeof(float));
    parameter->gradient = arena_zero(arena, size, sizeof(float));
    parameter->mean = arena_zero(arena, size, sizeof(float));
    parameter->square = arena_zero(arena, size, sizeof(float));
    parameter->touched = arena_zero(arena, rows + (size_t)1, sizeof(uint32_t));
    parameter->is_touched = arena_zero(arena, rows + (size_t)1, sizeof(bool));
    for (size_t i = 0; spread > 0 && i < size; i++)
        parameter->value[i] = (2 * random_unit(random) - 1) * spread;
}

float *parameter_touch(struct parameter *parameter, uint32_t row)
{
    assert(parameter->sparse && row < parameter->rows);
    if (!parameter->is_touched[row]) {
        parameter->is_touched[row] = true;
        parameter->touched[parameter->touched_count++] = row;
    }
    return parameter->gradient + (size_t)row * parameter->columns;
}

DENSE_KERNEL
static double squares(const float *items, size_t count)
{
    lanes sum = {0};
    for (size_t i = 0; i < count; i += DENSE_LANES) {
        lanes x = *(const lanes *)(items + i);
        sum += x * x;
    }
    double total = 0;
    for (uint32_t i = 0; i < DENSE_LANES; i++)
        total += (double)sum[i];
    return total;
}

#define ADAM_MEAN 0.9f
#define ADAM_SQUARE 0.95f

DENSE_KERNEL
static void adam(float *value, float *gradient, float *mean, float *square, size_t count,
                 float scale, float rate)
{
    for (size_t i = 0; i < count; i++) {
        float g = gradient[i] * scale;
        mean[i] = ADAM_MEAN * mean[i] + (1 - ADAM_MEAN) * g;
        square[i] = ADAM_SQUARE * square[i] + (1 - ADAM_SQUARE) * g * g;
        value[i] -= rate * mean[i] / (sqrtf(square[i]) + 1e-6f);
        gradient[i] = 0;
    }
}

void parameters_step(struct parameter *const *parameters, uint32_t count, float rate, uint32_t step)
{
    double norm = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct parameter *p = parameters[i];
        for (uint32_t r = 0; p->sparse && r < p->touched_count; r++)
            norm += squares(p->gradient + (size_t)p->touched[r] * p->columns, p->columns);
        if (!p->sparse)
            norm += squares(p->gradient, (size_t)p->rows * p->columns);
    }
    norm = sqrt(norm);
    float scale = norm > 5 ? (float)(5 / norm) : 1;
    double warm = step < 2000 ? (1 - pow((double)ADAM_MEAN, step)) : 1; // Adam's first-step bias
    double warm_square = step < 2000 ? sqrt(1 - pow((double)ADAM_SQUARE, step)) : 1;
    rate *= (float)(warm_square / warm);
    for (uint32_t i = 0; i < count; i++) {
        struct parameter *p = parameters[i];
        if (!p->sparse)
            adam(p->value, p->gradient, p->mean, p->square, (size_t)p->rows * p->columns, scale,
                 rate);
        for (uint32_t r = 0; p->sparse && r < p->touched_count; r++) {
            size_t at = (size_t)p->touched[r] * p->columns;
            adam(p->value + at, p->gradient + at, p->mean + at, p->square + at, p->columns, scale,
                 rate);
            p->is_touched[p->touched[r]] = false;
        }
        p->touched_count = 0;
    }
}
