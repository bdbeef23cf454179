// SPDX-License-Identifier: Apache-2.0
// The averaged perceptron of learner.h. All sums are integers: the same run gives the same model.
#include "train/learner.h"

#include <assert.h>
#include <stdlib.h>

static void *zeroed(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        abort(); // a training run without memory has nothing to save
    return memory;
}

void learner_init(struct learner *learner, uint32_t width)
{
    *learner = (struct learner){.width = width, .slot_count = 1 << 16};
    learner->slots = zeroed(learner->slot_count, sizeof *learner->slots);
}

void learner_free(struct learner *learner)
{
    free(learner->slots);
    free(learner->weights);
    free(learner->sums);
    *learner = (struct learner){0};
}

static struct learner_row *row_at(const struct learner *learner, uint64_t feature)
{
    uint32_t slot = (uint32_t)(feature >> 20) & (learner->slot_count - 1);
    while (learner->slots[slot].feature != 0 && learner->slots[slot].feature != feature)
        slot = (slot + 1) & (learner->slot_count - 1);
    return &learner->slots[slot];
}

static void slots_grow(struct learner *learner)
{
    struct learner_row *old = learner->slots;
    uint32_t old_count = learner->slot_count;
    learner->slot_count *= 2;
    learner->slots = zeroed(learner->slot_count, sizeof *old);
    for (uint32_t i = 0; i < old_count; i++)
        if (old[i].feature != 0)
            *row_at(learner, old[i].feature) = old[i];
    free(old);
}

void learner_count(struct learner *learner, const uint64_t *features, uint32_t count)
{
    assert(!learner->weights);
    for (uint32_t i = 0; i < count; i++) {
        if ((uint64_t)learner->used * 3 > (uint64_t)learner->slot_count * 2)
            slots_grow(learner);
        struct learner_row *row = row_at(learner, features[i]);
        learner->used += row->feature == 0;
        row->feature = features[i];
        row->count++;
    }
}

void learner_freeze(struct learner *learner, uint32_t least)
{
    for (uint32_t i = 0; i < learner->slot_count; i++) {
        struct learner_row *row = &learner->slots[i];
        row->row = row->feature && row->count >= least ? learner->rows++ : UINT32_MAX;
    }
    learner->weights = zeroed((size_t)learner->rows * learner->width + 1, sizeof(int32_t));
    learner->sums = zeroed((size_t)learner->rows * learner->width + 1, sizeof(int64_t));
    learner->step = 1;
}

void learner_rows(const struct learner *learner, const uint64_t *features, uint32_t count,
                  uint32_t *rows)
{
    for (uint32_t i = 0; i < count; i++)
        __builtin_prefetch(&learner->slots[(features[i] >> 20) & (learner->slot_count - 1)]);
    for (uint32_t i = 0; i < count; i++) {
        const struct learner_row *row = row_at(learner, features[i]);
        rows[i] = row->feature ? row->row : UINT32_MAX;
    }
}

void learner_score(const struct learner *learner, const uint32_t *rows, uint32_t count,
                   int32_t *scores)
{
    for (uint32_t i = 0; i < count; i++) {
        if (rows[i] == UINT32_MAX)
            continue;
        const int32_t *row = learner->weights + (size_t)rows[i] * learner->width;
        for (uint32_t label = 0; label < learner->width; label++)
            scores[label] += row[label];
    }
}

void learner_add(struct learner *learner, const uint32_t *rows, uint32_t count, uint32_t label,
                 int32_t delta)
{
    assert(label < learner->width);
    for (uint32_t i = 0; i < count; i++) {
        if (rows[i] == UINT32_MAX)
            continue;
        size_t at = (size_t)rows[i] * learner->width + label;
        learner->weights[at] += delta;
        learner->sums[at] += learner->step * delta;
    }
}

// 4096 times the averaged weight.
static int64_t averaged(const struct learner *learner, size_t at)
{
    return (int64_t)learner->weights[at] * 4096 - learner->sums[at] * 4096 / learner->step;
}

// The magnitude that at most one in 5,000 of the weights that are not 0 exceeds.
static int64_t top_magnitude(const struct learner *learner)
{
    enum { BINS = 4096, BIN = 256 };
    static uint64_t histogram[BINS];
    memset(histogram, 0, sizeof histogram);
    uint64_t total = 0, above = 0;
    for (size_t at = 0; at < (size_t)learner->rows * learner->width; at++) {
        int64_t value = llabs(averaged(learner, at)) / BIN;
        total += value > 0;
        histogram[value < BINS ? value : BINS - 1]++;
    }
    int bin = BINS - 1;
    while (bin > 1 && (above += histogram[bin]) * 5000 < total)
        bin--;
    return (int64_t)bin * BIN + BIN;
}

uint32_t learner_items(const struct learner *learner, struct arena *arena, int least,
                       struct weights_item **items)
{
    int64_t top = top_magnitude(learner);
    LIST(struct weights_item) list = {0};
    for (uint32_t i = 0; i < learner->slot_count; i++) {
        const struct learner_row *slot = &learner->slots[i];
        if (!slot->feature || slot->row == UINT32_MAX)
            continue;
        int8_t row[WEIGHTS_WIDTH_LIMIT];
        int64_t largest = 0;
        for (uint32_t label = 0; label < learner->width; label++) {
            int64_t value = averaged(learner, (size_t)slot->row * learner->width + label) * 127;
            value = (value + (value < 0 ? -top / 2 : top / 2)) / top;
            row[label] = (int8_t)(value > 127 ? 127 : value < -127 ? -127 : value);
            largest = llabs(value) > largest ? llabs(value) : largest;
        }
        if (largest < least)
            continue;
        struct slice copy = arena_copy(arena, (struct slice){(char *)row, learner->width});
        struct weights_item item = {slot->feature, (const int8_t *)copy.data};
        list_add(arena, &list, item);
    }
    *items = list.items;
    return list.count;
}
