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

static bool processor_is_wide(void)
{
#ifdef __x86_64__
    return __builtin_cpu_supports("avx512bw");
#else
    return false;
#endif
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
    weights->wide = processor_is_wide();
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
typedef int8_t bytes_16 __attribute__((vector_size(16)));
typedef int16_t sums_16 __attribute__((vector_size(32)));

#define NAME(function) function##_plain
#define TARGET
#define MATCH(keys, key) bucket_match(keys, key)
#include "model/weights_kernel.h"

#ifdef __x86_64__
#include <immintrin.h>

#define WIDE __attribute__((target("avx512f,avx512bw")))

// A bucket's keys fill one register, and the comparison gives the bits.
WIDE static inline uint32_t bucket_match_wide(const uint16_t *keys, uint16_t key)
{
    return _mm512_cmpeq_epi16_mask(_mm512_loadu_si512(keys), _mm512_set1_epi16((short)key));
}

#define NAME(function) function##_wide
#define TARGET WIDE
#define MATCH(keys, key) bucket_match_wide(keys, key)
#include "model/weights_kernel.h"
#else
#define score_wide score_plain
#endif

const int8_t *weights_find(const struct weights *weights, uint64_t feature)
{
    return bucket_find_plain(weights, feature, bucket_of(feature, weights->slots));
}

void weights_score(const struct weights *weights, const uint64_t *features, uint32_t count,
                   int32_t *scores)
{
    assert(weights && scores && count <= WEIGHTS_FEATURE_LIMIT);
    if (weights->slots > 0)
        (weights->wide ? score_wide : score_plain)(weights, features, count, scores);
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
