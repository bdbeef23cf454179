// SPDX-License-Identifier: Apache-2.0
// Linear scoring over hashed features. A feature is a 64-bit hash; a set of weights maps the
// features kept in training to rows of `labels` int8 weights; the score of a label is the sum of
// its weights over the active features (int32, so that every kernel gives the same result).
//
// In a model file, with prefix p: "p.keys" U16[slots] fingerprints (0 = free slot), "p.rows"
// I8[slots * width] weights, "p.shape" U32[3] = {slots, width, 32}. Slots come in buckets of 32: a
// bucket's keys fill one cache line and are compared at once. A feature lives in its hash's bucket,
// or, where that is full, in the next one. Unknown features mostly cost one read of `keys`.
#ifndef RECOUPE_MODEL_WEIGHTS_H
#define RECOUPE_MODEL_WEIGHTS_H

#include "model/model.h"

#define WEIGHTS_WIDTH_LIMIT 256   // labels, padded
#define WEIGHTS_BUCKET 32         // slots
#define WEIGHTS_BUCKET_LIMIT 4    // buckets looked at before giving up
#define WEIGHTS_FEATURE_LIMIT 256 // features of one call: 256 * 127 fits int16 sums
#define WEIGHTS_PROBE_LIMIT 64   // slots looked at before giving up

struct weights {
    const uint16_t *keys;
    const int8_t *rows;
    uint32_t slots; // 0: empty set, all scores 0
    uint32_t width; // labels, padded to a multiple of 4
    bool wide;      // the processor compares a whole bucket at once (AVX-512)
};

// Takes the arrays "prefix.*" out of an open model. False with error when missing or wrong.
bool weights_open(struct weights *weights, const struct model *model, const char *prefix,
                  struct error *error);

// Mixes a feature template's number and values into a feature hash.
static inline uint64_t feature_mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9FB21C651E98DF25);
    return hash ^ (hash >> 29);
}

static inline uint64_t feature_1(uint64_t template, uint64_t a)
{
    return feature_mix(feature_mix(UINT64_C(0x2545F4914F6CDD1D), template), a);
}

static inline uint64_t feature_2(uint64_t template, uint64_t a, uint64_t b)
{
    return feature_mix(feature_1(template, a), b);
}

static inline uint64_t feature_3(uint64_t template, uint64_t a, uint64_t b, uint64_t c)
{
    return feature_mix(feature_2(template, a, b), c);
}

static inline uint64_t feature_4(uint64_t template, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    return feature_mix(feature_3(template, a, b, c), d);
}

static inline uint32_t weights_slot(uint64_t feature, uint32_t slots)
{
    return (uint32_t)(((feature >> 32) * slots) >> 32);
}

static inline uint16_t weights_key(uint64_t feature)
{
    uint16_t key = (uint16_t)feature;
    return key ? key : 1;
}

// Row of a feature, or NULL.
const int8_t *weights_find(const struct weights *weights, uint64_t feature);
// Adds the rows of all features (at most WEIGHTS_FEATURE_LIMIT) to scores[0..width).
void weights_score(const struct weights *weights, const uint64_t *features, uint32_t count,
                   int32_t *scores);

// --- making a set of weights (training, tests)
struct weights_item {
    uint64_t feature;
    const int8_t *row; // width items
};

// Lays out the items (in their order) and adds the arrays to the writer. All distinct features.
void weights_write(struct model_writer *writer, const char *prefix,
                   const struct weights_item *items, uint32_t count, uint32_t width);

#endif
