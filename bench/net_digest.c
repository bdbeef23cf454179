// SPDX-License-Identifier: Apache-2.0
// Prints, for each kernel of model/net.h that runs here, a sum over what it gives for fixed inputs. The lines of
// one processor and of another must end alike: tests/arm64 compares x86-64 with arm64.
#include "model/net.h"

#include <stdio.h>
#include <string.h>

enum { ROWS = 7, IN = 96, OUT = 160 };

static uint64_t state = 88172645463325252u, sum;

static uint32_t next(void)
{
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (uint32_t)(state >> 32);
}

static void add(const void *items, size_t size)
{
    const uint8_t *bytes = items;
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ bytes[i]) * 1099511628211u;
}

static void run(const struct net_kernels *kernels)
{
    static uint8_t x[ROWS * IN], out[OUT];
    static int8_t weights[IN * OUT * 2];
    static int16_t wide[IN * OUT], from[ROWS * IN], rounded[OUT];
    static int32_t sums[ROWS * OUT], again[ROWS * OUT];
    static float scale[OUT], bias[OUT], cell[OUT];
    uint32_t rows[9];
    state = 88172645463325252u, sum = 14695981039346656037u;
    for (size_t i = 0; i < sizeof x; i++)
        x[i] = (uint8_t)next(), from[i] = (int16_t)next();
    for (size_t i = 0; i < sizeof weights; i++)
        weights[i] = (int8_t)next();
    for (size_t i = 0; i < IN * OUT; i++)
        wide[i] = (int16_t)next();
    for (size_t i = 0; i < OUT; i++)
        scale[i] = (float)(next() % 1000) * 1e-7f, bias[i] = (float)(next() % 1000) * 1e-3f - 0.5f;
    memset(again, 0, sizeof again);
    memset(cell, 0, sizeof cell);
    for (uint32_t m = 1; m <= ROWS; m++) {
        kernels->multiply_bytes(x, IN, weights, sums, OUT, m, OUT, IN);
        add(sums, m * OUT * sizeof *sums);
        kernels->multiply(from, IN, wide, again, OUT, m, OUT, IN);
        add(again, m * OUT * sizeof *again);
        kernels->cells((struct net_gates){sums, scale}, (struct net_gates){sums + OUT * (m - 1), scale}, bias, cell, out, OUT / 4);
        add(out, OUT / 4);
        add(cell, OUT / 4 * sizeof *cell);
        kernels->round((struct net_gates){sums, scale}, bias, 1024.0f, rounded, OUT);
        add(rounded, sizeof rounded);
        for (uint32_t i = 0; i < 9; i++)
            rows[i] = next() % (sizeof weights / IN);
        kernels->sum_rows(weights, IN, rows, m + 2, 40000, out);
        add(out, IN);
    }
    printf("%s %016llx\n", kernels->name, (unsigned long long)sum);
}

int main(void)
{
    for (unsigned i = 0; net_kernels_at(i); i++)
        run(net_kernels_at(i));
    return 0;
}
