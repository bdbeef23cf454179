// SPDX-License-Identifier: Apache-2.0
// Looks hashed features up and sums their rows of int8 weights (see weights.h). Integer sums are
// the same in any order, so that scalar and vector code give the same bytes.
#include "model/weights.h"

#include <assert.h>
#include <stdio.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
    const uint32_t *shape = model_need(model, name, MODEL_U32, 3, NULL, error);
    if (!shape)
        return false;
    uint32_t slots = shape[0], width = shape[1];
    if (width == 0 || width % 4 != 0 || width > WEIGHTS_WIDTH_LIMIT || slots == 0 ||
        shape[2] != WEIGHTS_BUCKET || slots % WEIGHTS_BUCKET != 0)
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

// Bit i of the result: slot i of the bucket holds the key.
#ifdef __SSE2__
static uint32_t bucket_match(const uint16_t *keys, uint16_t key)
{
    const __m128i wanted = _mm_set1_epi16((short)key);
    const __m128i *part = (const __m128i *)(const void *)keys;
    __m128i a = _mm_cmpeq_epi16(_mm_loadu_si128(part), wanted);
    __m128i b = _mm_cmpeq_epi16(_mm_loadu_si128(part + 1), wanted);
    __m128i c = _mm_cmpeq_epi16(_mm_loadu_si128(part + 2), wanted);
    __m128i d = _mm_cmpeq_epi16(_mm_loadu_si128(part + 3), wanted);
    uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(a, b));
    uint32_t high = (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(c, d));
    return low | high << 16;
}
#else
static uint32_t bucket_match(const uint16_t *keys, uint16_t key)
{
    uint32_t match = 0;
    for (uint32_t i = 0; i < WEIGHTS_BUCKET; i++)
        match |= (uint32_t)(keys[i] == key) << i;
    return match;
}
#endif

static uint32_t bucket_of(uint64_t feature, uint32_t slots)
{
    return weights_slot(feature, slots / WEIGHTS_BUCKET) * WEIGHTS_BUCKET;
}

// The search from a known first slot.
static inline const int8_t *bucket_find(const struct weights *weights, uint64_t feature,
                                        uint32_t first)
{
    uint16_t key = weights_key(feature);
    for (uint32_t probe = 0; probe < WEIGHTS_BUCKET_LIMIT; probe++) {
        uint32_t match = bucket_match(weights->keys + first, key);
        if (match)
            return weights->rows +
                   (size_t)(first + (uint32_t)__builtin_ctz(match)) * weights->width;
        if (weights->keys[first + WEIGHTS_BUCKET - 1] == 0)
            return NULL;
        first = first + WEIGHTS_BUCKET == weights->slots ? 0 : first + WEIGHTS_BUCKET;
    }
    return NULL;
}

const int8_t *weights_find(const struct weights *weights, uint64_t feature)
{
    return bucket_find(weights, feature, bucket_of(feature, weights->slots));
}

// Rows of the features that are known: all keys are fetched ahead, then all rows, so that the
// waits for memory overlap.
static uint32_t rows_find(const struct weights *weights, const uint64_t *features, uint32_t count,
                          const int8_t **rows)
{
    uint32_t first[WEIGHTS_FEATURE_LIMIT], found = 0;
    for (uint32_t i = 0; i < count; i++) {
        first[i] = bucket_of(features[i], weights->slots);
        __builtin_prefetch(&weights->keys[first[i]]);
    }
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *row = bucket_find(weights, features[i], first[i]);
        if (!row)
            continue;
        __builtin_prefetch(row);
        rows[found++] = row;
    }
    return found;
}

static void rows_add_4(const int8_t *const *rows, uint32_t count, int32_t *scores)
{
    int32_t a = 0, b = 0, c = 0, d = 0;
    for (uint32_t i = 0; i < count; i++) {
        a += rows[i][0];
        b += rows[i][1];
        c += rows[i][2];
        d += rows[i][3];
    }
    scores[0] += a;
    scores[1] += b;
    scores[2] += c;
    scores[3] += d;
}

typedef int8_t bytes_8 __attribute__((vector_size(8)));
typedef int16_t sums_8 __attribute__((vector_size(16)));

static inline sums_8 widened(const int8_t *row)
{
    bytes_8 part;
    memcpy(&part, row, sizeof part);
    return __builtin_convertvector(part, sums_8);
}

// Sixteen labels at a time, then eight: int8 weights widened into int16 sums.
static void rows_add(const int8_t *const *rows, uint32_t count, uint32_t width, int32_t *scores)
{
    uint32_t label = 0;
    for (; label + 16 <= width; label += 16) {
        sums_8 low = {0}, high = {0};
        for (uint32_t i = 0; i < count; i++) {
            low += widened(rows[i] + label);
            high += widened(rows[i] + label + 8);
        }
        for (uint32_t k = 0; k < 8; k++) {
            scores[label + k] += low[k];
            scores[label + 8 + k] += high[k];
        }
    }
    for (; label + 8 <= width; label += 8) {
        sums_8 sums = {0};
        for (uint32_t i = 0; i < count; i++)
            sums += widened(rows[i] + label);
        for (uint32_t k = 0; k < 8; k++)
            scores[label + k] += sums[k];
    }
    for (; label < width; label++) // the last four of a width that is no multiple of 8
        for (uint32_t i = 0; i < count; i++)
            scores[label] += rows[i][label];
}

void weights_score(const struct weights *weights, const uint64_t *features, uint32_t count,
                   int32_t *scores)
{
    assert(weights && scores && count <= WEIGHTS_FEATURE_LIMIT);
    const int8_t *rows[WEIGHTS_FEATURE_LIMIT];
    if (weights->slots == 0)
        return;
    uint32_t found = rows_find(weights, features, count, rows);
    if (weights->width == 4)
        rows_add_4(rows, found, scores);
    else
        rows_add(rows, found, weights->width, scores);
}

// A feature whose fingerprint is taken in its bucket is dropped: about one in 2,500.
static bool item_place(const struct weights_item *item, uint32_t slots, uint16_t *keys,
                       uint32_t *place)
{
    uint32_t first = bucket_of(item->feature, slots);
    uint16_t key = weights_key(item->feature);
    for (uint32_t probe = 0; probe < WEIGHTS_BUCKET_LIMIT; probe++) {
        for (uint32_t slot = first; slot < first + WEIGHTS_BUCKET; slot++) {
            if (keys[slot] == key)
                return false;
            if (keys[slot] == 0) {
                keys[slot] = key;
                *place = slot;
                return true;
            }
        }
        first = first + WEIGHTS_BUCKET == slots ? 0 : first + WEIGHTS_BUCKET;
    }
    return false;
}

void weights_write(struct model_writer *writer, const char *prefix,
                   const struct weights_item *items, uint32_t count, uint32_t width)
{
    assert(width > 0 && width % 4 == 0 && width <= WEIGHTS_WIDTH_LIMIT);
    uint32_t buckets = (count + count / 6) / WEIGHTS_BUCKET + 1; // load 0.86
    uint32_t slots = buckets * WEIGHTS_BUCKET;
    uint16_t *keys = arena_zero(writer->arena, slots, sizeof *keys);
    int8_t *rows = arena_zero(writer->arena, (size_t)slots, width);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place;
        if (item_place(&items[i], slots, keys, &place))
            memcpy(rows + (size_t)place * width, items[i].row, width);
    }
    uint32_t *shape = arena_zero(writer->arena, 3, sizeof *shape);
    shape[0] = slots;
    shape[1] = width;
    shape[2] = WEIGHTS_BUCKET;
    char name[24];
    array_name(name, prefix, "shape");
    model_writer_add(writer, name, MODEL_U32, shape, 3);
    array_name(name, prefix, "keys");
    model_writer_add(writer, name, MODEL_U16, keys, slots);
    array_name(name, prefix, "rows");
    model_writer_add(writer, name, MODEL_I8, rows, (size_t)slots * width);
}
