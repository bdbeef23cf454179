// SPDX-License-Identifier: Apache-2.0
// The search for a feature's row and the sum of rows (weights.c) for one kind of processor;
// included once for each, after the macros NAME (makes a function's name), TARGET and MATCH (bit i
// of the result: slot i of a bucket holds the key) were defined. Sums are the same for all.

// The search from a known first slot.
TARGET static inline const int8_t *NAME(bucket_find)(const struct weights *weights,
                                                     uint64_t feature, uint32_t first)
{
    uint16_t key = weights_key(feature);
    for (uint32_t probe = 0; probe < WEIGHTS_BUCKET_LIMIT; probe++) {
        uint32_t match = MATCH(weights->keys + first, key);
        if (match)
            return weights->rows +
                   (size_t)(first + (uint32_t)__builtin_ctz(match)) * weights->width;
        if (weights->keys[first + WEIGHTS_BUCKET - 1] == 0)
            return NULL;
        first = first + WEIGHTS_BUCKET == weights->slots ? 0 : first + WEIGHTS_BUCKET;
    }
    return NULL;
}

// Rows of the features that are known: all keys are fetched ahead, then all rows, so that the
// waits for memory overlap.
TARGET static uint32_t NAME(rows_find)(const struct weights *weights, const uint64_t *features,
                                       uint32_t count, const int8_t **rows)
{
    uint32_t first[WEIGHTS_FEATURE_LIMIT], found = 0;
    for (uint32_t i = 0; i < count; i++) {
        first[i] = bucket_of(features[i], weights->slots);
        __builtin_prefetch(&weights->keys[first[i]]);
    }
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *row = NAME(bucket_find)(weights, features[i], first[i]);
        if (!row)
            continue;
        __builtin_prefetch(row);
        rows[found++] = row;
    }
    return found;
}

// Sixteen labels at a time, then eight: int8 weights widened into int16 sums.
TARGET static void NAME(rows_add)(const int8_t *const *rows, uint32_t count, uint32_t width,
                                  int32_t *scores)
{
    uint32_t label = 0;
    for (; label + 16 <= width; label += 16) {
        sums_16 sums = {0};
        for (uint32_t i = 0; i < count; i++) {
            bytes_16 part;
            memcpy(&part, rows[i] + label, sizeof part);
            sums += __builtin_convertvector(part, sums_16);
        }
        for (uint32_t k = 0; k < 16; k++)
            scores[label + k] += sums[k];
    }
    for (; label + 8 <= width; label += 8) {
        sums_8 sums = {0};
        for (uint32_t i = 0; i < count; i++) {
            bytes_8 part;
            memcpy(&part, rows[i] + label, sizeof part);
            sums += __builtin_convertvector(part, sums_8);
        }
        for (uint32_t k = 0; k < 8; k++)
            scores[label + k] += sums[k];
    }
    for (; label < width; label++) // the last four of a width that is no multiple of 8
        for (uint32_t i = 0; i < count; i++)
            scores[label] += rows[i][label];
}

TARGET static void NAME(score)(const struct weights *weights, const uint64_t *features,
                               uint32_t count, int32_t *scores)
{
    const int8_t *rows[WEIGHTS_FEATURE_LIMIT];
    uint32_t found = NAME(rows_find)(weights, features, count, rows);
    if (weights->width == 4)
        rows_add_4(rows, found, scores);
    else
        NAME(rows_add)(rows, found, weights->width, scores);
}
#undef NAME
#undef TARGET
#undef MATCH
