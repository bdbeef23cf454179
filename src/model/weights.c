// SPDX-License-Identifier: Apache-2.0
// Looks hashed features up and sums their rows of int8 weights (see weights.h). Integer sums are
// the same in any order, so that scalar and vector code give the same bytes.
#include "model/weights.h"

#include <assert.h>
#include <stdio.h>

static void array_name(char name[24], const char *prefix, const char *part)
{
    int size = snprintf(name, 24, "%s.%s", prefix, part);
    assert(size > 0 && size < 24);
}

bool weights_open(struct weights *weights, const struct model *model, const char *prefix,
                  struct error *error)
{
    *weights = (struct weights){0};
    char name[24];
    array_name(name, prefix, "shape");
    const uint32_t *shape = model_need(model, name, MODEL_U32, 2, NULL, error);
    if (!shape)
        return false;
    uint32_t slots = shape[0], width = shape[1];
    if (width == 0 || width % 4 != 0 || width > WEIGHTS_WIDTH_LIMIT || slots == 0)
        return error_set(error, ERROR_INTERNAL, name, "weights have an impossible shape");
    array_name(name, prefix, "keys");
    weights->keys = model_need(model, name, MODEL_U16, slots, NULL, error);
    array_name(name, prefix, "rows");
    if (weights->keys)
        weights->rows = model_need(model, name, MODEL_I8, (size_t)slots * width, NULL, error);
    weights->slots = slots;
    weights->width = width;
    return weights->rows != NULL;
}

const int8_t *weights_find(const struct weights *weights, uint64_t feature)
{
    uint32_t slot = weights_slot(feature, weights->slots);
    uint16_t key = weights_key(feature);
    for (uint32_t probe = 0; probe < WEIGHTS_PROBE_LIMIT; probe++) {
        uint16_t found = weights->keys[slot];
        if (found == key)
            return weights->rows + (size_t)slot * weights->width;
        if (found == 0)
            return NULL;
        slot = slot + 1 == weights->slots ? 0 : slot + 1;
    }
    return NULL;
}

// The rows are added four labels at a time: widths are padded, and compilers make vectors of it.
static void row_add(const int8_t *restrict row, uint32_t width, int32_t *restrict scores)
{
    for (uint32_t label = 0; label < width; label += 4) {
        scores[label] += row[label];
        scores[label + 1] += row[label + 1];
        scores[label + 2] += row[label + 2];
        scores[label + 3] += row[label + 3];
    }
}

void weights_score(const struct weights *weights, const uint64_t *features, uint32_t count,
                   int32_t *scores)
{
    assert(weights && scores);
    if (weights->slots == 0)
        return;
    for (uint32_t i = 0; i < count; i++)
        __builtin_prefetch(&weights->keys[weights_slot(features[i], weights->slots)]);
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *row = weights_find(weights, features[i]);
        if (row)
            row_add(row, weights->width, scores);
    }
}

// A feature that finds its neighbourhood full, or its fingerprint taken by another within reach,
// is dropped: about one in 10,000 at the load used here.
static bool item_place(const struct weights_item *item, uint32_t slots, uint16_t *keys,
                       uint32_t *place)
{
    uint32_t slot = weights_slot(item->feature, slots);
    uint16_t key = weights_key(item->feature);
    for (uint32_t probe = 0; probe < WEIGHTS_PROBE_LIMIT; probe++) {
        if (keys[slot] == key)
            return false;
        if (keys[slot] == 0) {
            keys[slot] = key;
            *place = slot;
            return true;
        }
        slot = slot + 1 == slots ? 0 : slot + 1;
    }
    return false;
}

void weights_write(struct model_writer *writer, const char *prefix,
                   const struct weights_item *items, uint32_t count, uint32_t width)
{
    assert(width > 0 && width % 4 == 0 && width <= WEIGHTS_WIDTH_LIMIT);
    uint32_t slots = count + count / 4 + 16; // load 0.8: the mean search stays under 3 slots
    uint16_t *keys = arena_zero(writer->arena, slots, sizeof *keys);
    int8_t *rows = arena_zero(writer->arena, (size_t)slots, width);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place;
        if (item_place(&items[i], slots, keys, &place))
            memcpy(rows + (size_t)place * width, items[i].row, width);
    }
    uint32_t *shape = arena_zero(writer->arena, 2, sizeof *shape);
    shape[0] = slots;
    shape[1] = width;
    char name[24];
    array_name(name, prefix, "shape");
    model_writer_add(writer, name, MODEL_U32, shape, 2);
    array_name(name, prefix, "keys");
    model_writer_add(writer, name, MODEL_U16, keys, slots);
    array_name(name, prefix, "rows");
    model_writer_add(writer, name, MODEL_I8, rows, (size_t)slots * width);
}
