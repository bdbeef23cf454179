// SPDX-License-Identifier: Apache-2.0
// Viterbi: agrees with trying every sequence, never takes a forbidden step.
#include "model/decode.h"
#include "test.h"

enum { LABELS = 3, COUNT = 5 };

static int64_t sequence_score(const int32_t *scores, const int32_t *steps, const uint8_t *labels)
{
    int64_t sum = 0;
    uint32_t before = LABELS;
    for (uint32_t i = 0; i < COUNT; i++) {
        int32_t step = steps[before * LABELS + labels[i]];
        if (step == DECODE_FORBIDDEN)
            return INT64_MIN;
        sum += step + scores[i * LABELS + labels[i]];
        before = labels[i];
    }
    return sum;
}

TEST(model_decode_viterbi_is_exact)
{
    struct arena arena;
    arena_init(&arena, 0);
    int32_t scores[COUNT * LABELS], steps[(LABELS + 1) * LABELS];
    uint32_t state = 1;
    for (int round = 0; round < 50; round++) {
        for (uint32_t i = 0; i < COUNT * LABELS; i++)
            scores[i] = (int32_t)((state = state * 1664525 + 1013904223) >> 20) - 2048;
        for (uint32_t i = 0; i < (LABELS + 1) * LABELS; i++)
            steps[i] = (int32_t)((state = state * 1664525 + 1013904223) >> 20) - 2048;
        steps[0 * LABELS + 2] = DECODE_FORBIDDEN;
        steps[LABELS * LABELS + 1] = DECODE_FORBIDDEN;
        uint8_t best[COUNT];
        decode_viterbi(&arena, scores, COUNT, LABELS, steps, LABELS, best);
        int64_t found = sequence_score(scores, steps, best), top = INT64_MIN;
        for (uint32_t code = 0; code < 243; code++) {
            uint8_t labels[COUNT];
            for (uint32_t i = 0, rest = code; i < COUNT; i++, rest /= LABELS)
                labels[i] = (uint8_t)(rest % LABELS);
            int64_t score = sequence_score(scores, steps, labels);
            top = score > top ? score : top;
        }
        CHECK(found == top);
    }
    decode_viterbi(&arena, scores, 0, LABELS, steps, LABELS, NULL);
    arena_free(&arena);
}
