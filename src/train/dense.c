// SPDX-License-Identifier: Apache-2.0
// Matrix products, parameters and Adam of the network trainer (dense.h).
#include "train/dense.h"

#include <assert.h>
#include <math.h>

typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));

// Four rows of c by two or one groups of 16 columns stay in registers.
#define ROWS_4(pairs)                                                                              \
    do {                                                                                           \
        lanes *c0 = (lanes *)(c + i * c_row + j), *c1 = (lanes *)(c + (i + 1) * c_row + j);        \
        lanes *c2 = (lanes *)(c + (i + 2) * c_row + j), *c3 = (lanes *)(c + (i + 3) * c_row + j);  \
        lanes s0 = c0[0], s1 = c1[0], s2 = c2[0], s3 = c3[0];                                      \
        lanes t0 = s0, t1 = s1, t2 = s2, t3 = s3;                                                  \
        if (pairs)                                                                                 \
            t0 = c0[1], t1 = c1[1], t2 = c2[1], t3 = c3[1];                                        \
        const float *x = a.at + i * a.row;                                                         \
        for (uint32_t p = 0; p < k; p++, x += a.column) {                                          \
            const lanes *y = (const lanes *)(b + p * b_row + j);                                   \
            lanes y0 = y[0];                                                                       \
            float x0 = x[0], x1 = x[a.row], x2 = x[2 * a.row], x3 = x[3 * a.row];                  \
            s0 += x0 * y0, s1 += x1 * y0, s2 += x2 * y0, s3 += x3 * y0;                            \
            if (pairs) {                                                                           \
                lanes y1 = y[1];                                                                   \
                t0 += x0 * y1, t1 += x1 * y1, t2 += x2 * y1, t3 += x3 * y1;                        \
            }                                                                                      \
        }                                                                                          \
        c0[0] = s0, c1[0] = s1, c2[0] = s2, c3[0] = s3;                                            \
        if (pairs)                                                                                 \
            c0[1] = t0, c1[1] = t1, c2[1] = t2, c3[1] = t3;                                        \
    } while (0)

DENSE_KERNEL
void dense_multiply(struct view a, const float *b, size_t b_row, float *c, size_t c_row, uint32_t m,
                    uint32_t n, uint32_t k)
{
    assert(n % DENSE_LANES == 0);
    uint32_t i = 0;
    for (; i + 4 <= m; i += 4) {
        uint32_t j = 0;
        for (; j + 32 <= n; j += 32)
            ROWS_4(1);
        for (; j < n; j += 16)
            ROWS_4(0);
    }
    for (; i < m; i++) {
        for (uint32_t j = 0; j < n; j += 16) {
            lanes *to = (lanes *)(c + i * c_row + j), sum = *to;
            const float *x = a.at + i * a.row;
            for (uint32_t p = 0; p < k; p++, x += a.column)
                sum += *x * *(const lanes *)(b + p * b_row + j);
            *to = sum;
        }
    }
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
