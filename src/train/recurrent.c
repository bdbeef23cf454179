// SPDX-License-Identifier: Apache-2.0
// LSTM layers for the network trainer (recurrent.h).
#include "train/recurrent.h"

#include <assert.h>
#include <math.h>

void pack_init(struct pack *pack, struct arena *arena, uint32_t *lengths, uint32_t count)
{
    *pack = (struct pack){.sentences = count, .steps = lengths[0], .length = lengths};
    pack->offset = arena_zero(arena, pack->steps + (size_t)1, sizeof(uint32_t));
    for (uint32_t t = 0, live = count; t < pack->steps; t++) {
        while (lengths[live - 1] <= t)
            live--;
        pack->offset[t + 1] = pack->offset[t] + live;
    }
    pack->rows = pack->offset[pack->steps];
    pack->mirror = arena_take(arena, pack->rows * sizeof(uint32_t));
    pack->sentence = arena_take(arena, pack->rows * sizeof(uint32_t));
    for (uint32_t s = 0; s < count; s++)
        for (uint32_t t = 0; t < lengths[s]; t++) {
            pack->mirror[pack_row(pack, s, t)] = pack_row(pack, s, lengths[s] - 1 - t);
            pack->sentence[pack_row(pack, s, t)] = s;
        }
}

void lstm_init(struct lstm *lstm, struct arena *arena, uint32_t input_size, uint32_t size,
               struct random *random)
{
    lstm->input_size = input_size;
    lstm->size = size;
    parameter_init(&lstm->input, arena, "input", input_size, 4 * size,
                   sqrtf(6.0f / (float)(input_size + size)), random);
    parameter_init(&lstm->recurrent, arena, "recurrent", size, 4 * size,
                   sqrtf(3.0f / (float)size), random);
    parameter_init(&lstm->bias, arena, "bias", 1, 4 * size, 0, random);
    for (uint32_t i = size; i < 2 * size; i++)
        lstm->bias.value[i] = 1; // remember at first
}

DENSE_KERNEL
static void cells_forward(float *restrict gates, const float *restrict cell_before,
                          float *restrict cell, float *restrict squashed, float *restrict out,
                          uint32_t size)
{
    for (uint32_t i = 0; i < 3 * size; i++)
        gates[i] = 0.5f + 0.5f * net_tanh(0.5f * gates[i]);
    for (uint32_t i = 3 * size; i < 4 * size; i++)
        gates[i] = net_tanh(gates[i]);
    for (uint32_t i = 0; i < size; i++) {
        float kept = cell_before ? gates[size + i] * cell_before[i] : 0;
        cell[i] = kept + gates[i] * gates[3 * size + i];
        squashed[i] = net_tanh(cell[i]);
        out[i] = gates[2 * size + i] * squashed[i];
    }
}

void lstm_forward(const struct lstm *lstm, const struct pack *pack, const float *x,
                  const float *mask, struct arena *arena, struct lstm_run *run)
{
    uint32_t size = lstm->size, width = 4 * size;
    size_t cells = (size_t)pack->rows * size;
    *run = (struct lstm_run){.x = x, .mask = mask};
    run->gates = arena_take(arena, cells * 4 * sizeof(float));
    run->cell = arena_take(arena, cells * sizeof(float));
    run->squashed = arena_take(arena, cells * sizeof(float));
    run->before = arena_zero(arena, cells, sizeof(float));
    run->out = arena_take(arena, cells * sizeof(float));
    for (uint32_t r = 0; r < pack->rows; r++)
        memcpy(run->gates + (size_t)r * width, lstm->bias.value, width * sizeof(float));
    dense_multiply((struct view){x, lstm->input_size, 1}, lstm->input.value, width, run->gates,
                   width, pack->rows, width, lstm->input_size);
    for (uint32_t t = 0; t < pack->steps; t++) {
        uint32_t first = pack->offset[t], live = pack->offset[t + 1] - first;
        if (t > 0) {
            uint32_t earlier = pack->offset[t - 1];
            for (uint32_t s = 0; s < live; s++)
                for (uint32_t i = 0; i < size; i++)
                    run->before[(size_t)(first + s) * size + i] =
                        run->out[(size_t)(earlier + s) * size + i] *
                        (mask ? mask[(size_t)s * size + i] : 1);
            dense_multiply((struct view){run->before + (size_t)first * size, size, 1},
                           lstm->recurrent.value, width, run->gates + (size_t)first * width, width,
                           live, width, size);
        }
        for (uint32_t s = 0; s < live; s++) {
            size_t row = (size_t)first + s;
            const float *before =
                t > 0 ? run->cell + (size_t)(pack->offset[t - 1] + s) * size : NULL;
            cells_forward(run->gates + row * width, before, run->cell + row * size,
                          run->squashed + row * size, run->out + row * size, size);
        }
    }
}

// Turns the gates of a row into the gradient of their sums; leaves in dc the gradient of the cell
// before.
DENSE_KERNEL
static void cells_backward(float *restrict gates, const float *restrict before,
                           const float *restrict squashed, const float *restrict dh,
                           float *restrict dc, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        float in = gates[i], forget = gates[size + i], out = gates[2 * size + i];
        float candidate = gates[3 * size + i], s = squashed[i];
        float d = dc[i] + dh[i] * out * (1 - s * s);
        gates[2 * size + i] = dh[i] * s * out * (1 - out);
        gates[i] = d * candidate * in * (1 - in);
        gates[3 * size + i] = d * in * (1 - candidate * candidate);
        gates[size + i] = before ? d * before[i] * forget * (1 - forget) : 0;
        dc[i] = d * forget;
    }
}

void lstm_backward(struct lstm *lstm, const struct pack *pack, const struct lstm_run *run,
                   float *gradient, struct arena *arena, float *dx)
{
    uint32_t size = lstm->size, width = 4 * size;
    float *turned = arena_take(
        arena, (size_t)width * (lstm->input_size > size ? lstm->input_size : size) * sizeof(float));
    float *dc = arena_zero(arena, (size_t)pack->sentences * size, sizeof(float));
    float *back = arena_take(arena, (size_t)pack->sentences * size * sizeof(float));
    dense_transpose(lstm->recurrent.value, size, width, turned);
    for (uint32_t t = pack->steps; t-- > 0;) {
        uint32_t first = pack->offset[t], live = pack->offset[t + 1] - first;
        for (uint32_t s = 0; s < live; s++) {
            size_t row = (size_t)first + s;
            const float *before =
                t > 0 ? run->cell + (size_t)(pack->offset[t - 1] + s) * size : NULL;
            cells_backward(run->gates + row * width, before, run->squashed + row * size,
                           gradient + row * size, dc + (size_t)s * size, size);
        }
        if (t == 0)
            break;
        memset(back, 0, (size_t)live * size * sizeof(float));
        dense_multiply((struct view){run->gates + (size_t)first * width, width, 1}, turned, size,
                       back, size, live, size, width);
        for (uint32_t s = 0; s < live; s++)
            for (uint32_t i = 0; i < size; i++)
                gradient[(size_t)(pack->offset[t - 1] + s) * size + i] +=
                    back[(size_t)s * size + i] *
                    (run->mask ? run->mask[(size_t)s * size + i] : 1);
    }
    dense_multiply((struct view){run->before, 1, size}, run->gates, width,
                   lstm->recurrent.gradient, width, size, width, pack->rows);
    dense_multiply((struct view){run->x, 1, lstm->input_size}, run->gates, width,
                   lstm->input.gradient, width, lstm->input_size, width, pack->rows);
    for (uint32_t r = 0; r < pack->rows; r++)
        for (uint32_t i = 0; i < width; i++)
            lstm->bias.gradient[i] += run->gates[(size_t)r * width + i];
    dense_transpose(lstm->input.value, lstm->input_size, width, turned);
    dense_multiply((struct view){run->gates, width, 1}, turned, lstm->input_size, dx,
                   lstm->input_size, pack->rows, lstm->input_size, width);
}
