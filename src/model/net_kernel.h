// SPDX-License-Identifier: Apache-2.0
// The kernels of net.c for one kind of vector; included once for each, after the macros NAME
// (makes a function's name), TARGET, VECTOR, LANES (int32 items), LOAD, STORE, SPREAD (a pair of
// int16 to all lanes) and MADD (adds the products of pairs to a sum) were defined.

TARGET static void NAME(multiply)(const int16_t *x, uint32_t x_row, const int16_t *weights,
                                  int32_t *out, uint32_t out_row, uint32_t m, uint32_t n,
                                  uint32_t k)
{
    uint32_t i = 0;
    size_t step = 2 * (size_t)n; // from a pair of rows to the next
    for (; i + 2 <= m; i += 4) { // four rows share each load of weights
        // where two or three are left, the last of them stands in for those that lack
        uint32_t third = m - i > 2 ? 2 : 1, fourth = m - i > 3 ? 3 : third;
        const int16_t *x0 = x + (size_t)i * x_row, *x1 = x0 + x_row;
        const int16_t *x2 = x0 + third * x_row, *x3 = x0 + fourth * x_row;
        int32_t *to = out + (size_t)i * out_row;
        for (uint32_t j = 0; j < n; j += 2 * LANES, to += 2 * LANES) {
            VECTOR s0 = LOAD(to), t0 = LOAD(to + LANES);
            VECTOR s1 = LOAD(to + out_row), t1 = LOAD(to + out_row + LANES);
            VECTOR s2 = LOAD(to + third * out_row), t2 = LOAD(to + third * out_row + LANES);
            VECTOR s3 = LOAD(to + fourth * out_row), t3 = LOAD(to + fourth * out_row + LANES);
            const int16_t *w = weights + 2 * (size_t)j;
            for (uint32_t p = 0; p < k; p += 2, w += step) {
                VECTOR w0 = LOAD(w), w1 = LOAD(w + 2 * LANES);
                VECTOR a = SPREAD(x0 + p), b = SPREAD(x1 + p), c = SPREAD(x2 + p),
                       d = SPREAD(x3 + p);
                s0 = MADD(s0, a, w0), t0 = MADD(t0, a, w1);
                s1 = MADD(s1, b, w0), t1 = MADD(t1, b, w1);
                s2 = MADD(s2, c, w0), t2 = MADD(t2, c, w1);
                s3 = MADD(s3, d, w0), t3 = MADD(t3, d, w1);
            }
            STORE(to, s0), STORE(to + LANES, t0);
            STORE(to + out_row, s1), STORE(to + out_row + LANES, t1);
            STORE(to + third * out_row, s2), STORE(to + third * out_row + LANES, t2);
            STORE(to + fourth * out_row, s3), STORE(to + fourth * out_row + LANES, t3);
        }
    }
    for (; i < m; i++) {
        const int16_t *x0 = x + (size_t)i * x_row;
        int32_t *to = out + (size_t)i * out_row;
        uint32_t j = 0;
        for (; j + 8 * LANES <= n; j += 8 * LANES, to += 8 * LANES) {
            VECTOR s0 = LOAD(to), s1 = LOAD(to + LANES), s2 = LOAD(to + 2 * LANES),
                   s3 = LOAD(to + 3 * LANES), s4 = LOAD(to + 4 * LANES), s5 = LOAD(to + 5 * LANES),
                   s6 = LOAD(to + 6 * LANES), s7 = LOAD(to + 7 * LANES);
            const int16_t *w = weights + 2 * (size_t)j;
            for (uint32_t p = 0; p < k; p += 2, w += step) {
                VECTOR a = SPREAD(x0 + p);
                s0 = MADD(s0, a, LOAD(w)), s1 = MADD(s1, a, LOAD(w + 2 * LANES));
                s2 = MADD(s2, a, LOAD(w + 4 * LANES)), s3 = MADD(s3, a, LOAD(w + 6 * LANES));
                s4 = MADD(s4, a, LOAD(w + 8 * LANES)), s5 = MADD(s5, a, LOAD(w + 10 * LANES));
                s6 = MADD(s6, a, LOAD(w + 12 * LANES)), s7 = MADD(s7, a, LOAD(w + 14 * LANES));
            }
            STORE(to, s0), STORE(to + LANES, s1), STORE(to + 2 * LANES, s2);
            STORE(to + 3 * LANES, s3), STORE(to + 4 * LANES, s4), STORE(to + 5 * LANES, s5);
            STORE(to + 6 * LANES, s6), STORE(to + 7 * LANES, s7);
        }
        for (; j < n; j += LANES, to += LANES) {
            VECTOR s = LOAD(to);
            const int16_t *w = weights + 2 * (size_t)j;
            for (uint32_t p = 0; p < k; p += 2, w += step)
                s = MADD(s, SPREAD(x0 + p), LOAD(w));
            STORE(to, s);
        }
    }
}

#define GATE(part) \
    ((float)input.sums[(part) * rows + i] * input.scale[(part) * rows + i] + \
     (float)recurrent.sums[(part) * rows + i] * recurrent.scale[(part) * rows + i] + \
     bias[(part) * rows + i])

TARGET static void NAME(cells)(struct net_gates input, struct net_gates recurrent,
                               const float *restrict bias, float *restrict cell,
                               uint8_t *restrict out, uint32_t size)
{
    size_t rows = size;
    // Bytes are made in a loop of their own: floats alone vectorise better.
    float values[NET_WIDTH_LIMIT];
    for (size_t i = 0; i < rows; i++) {
        float in = 0.5f + 0.5f * net_tanh(0.5f * GATE(0));
        float forget = 0.5f + 0.5f * net_tanh(0.5f * GATE(1));
        float gate = 0.5f + 0.5f * net_tanh(0.5f * GATE(2));
        float now = forget * cell[i] + in * net_tanh(GATE(3));
        values[i] = gate * net_tanh(now) * (float)NET_BYTE_UNIT;
        cell[i] = now;
    }
    for (size_t i = 0; i < rows; i++)
        out[i] = (uint8_t)(int32_t)(values[i] + ((float)NET_BYTE_ZERO + 0.5f));
}

#undef GATE

TARGET static void NAME(round)(struct net_gates values, const float *restrict bias, float unit,
                               int16_t *restrict out, uint32_t count)
{
    const float most = 32767.0f;
    for (size_t i = 0; i < count; i++) {
        float value = ((float)values.sums[i] * values.scale[i] + bias[i]) * unit;
        value = value > most ? most : value;
        value = value < -most ? -most : value;
        out[i] = (int16_t)(int32_t)value;
    }
}

TARGET static void NAME(sum_rows)(const int8_t *table, uint32_t width, const uint32_t *rows,
                                  uint32_t count, uint32_t unit, uint8_t *restrict out)
{
    int32_t step = (int32_t)unit;
    for (size_t d = 0; d < width; d += 32) { // a block of sums stays in registers
        net_sums_32 sums = {0};
        for (uint32_t i = 0; i < count; i++) {
            net_bytes_32 part;
            memcpy(&part, table + (size_t)rows[i] * width + d, sizeof part);
            sums += __builtin_convertvector(part, net_sums_32);
        }
        int16_t items[32];
        memcpy(items, &sums, sizeof items);
        for (size_t i = 0; i < 32; i++) {
            int32_t value = (items[i] * step + (1 << 15)) >> 16;
            value = value > NET_BYTE_UNIT ? NET_BYTE_UNIT : value;
            value = value < -NET_BYTE_UNIT ? -NET_BYTE_UNIT : value;
            out[d + i] = (uint8_t)(value + NET_BYTE_ZERO);
        }
    }
}
#undef NAME
#undef TARGET
#undef VECTOR
#undef LANES
#undef LOAD
#undef STORE
#undef SPREAD
#undef MADD
