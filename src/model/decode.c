// SPDX-License-Identifier: Apache-2.0
// First-order Viterbi in integers; O(count * labels^2) time, memory from scratch.
#include "model/decode.h"

#include <assert.h>

// Best way into label `to`: the earlier label and the score up to it.
static uint8_t best_source(const int64_t *before, const int32_t *transitions, uint32_t labels,
                           uint32_t to, int64_t *score)
{
    uint8_t best = 0;
    *score = INT64_MIN / 2;
    for (uint32_t from = 0; from < labels; from++) {
        int32_t step = transitions[from * labels + to];
        if (step == DECODE_FORBIDDEN)
            continue;
        if (before[from] + step > *score) {
            *score = before[from] + step;
            best = (uint8_t)from;
        }
    }
    return best;
}

void decode_viterbi(struct arena *scratch, const int32_t *scores, uint32_t count, uint32_t stride,
                    const int32_t *transitions, uint32_t labels, uint8_t *best)
{
    assert(labels > 0 && labels <= 255 && stride >= labels);
    if (count == 0)
        return;
    uint8_t *back = arena_take(scratch, (size_t)count * labels);
    int64_t *now = arena_zero(scratch, labels, sizeof *now);
    int64_t *next = arena_zero(scratch, labels, sizeof *next);
    for (uint32_t label = 0; label < labels; label++) {
        int32_t step = transitions[labels * labels + label];
        now[label] = step == DECODE_FORBIDDEN ? INT64_MIN / 2 : (int64_t)step + scores[label];
    }
    for (uint32_t i = 1; i < count; i++) {
        for (uint32_t to = 0; to < labels; to++) {
            int64_t score;
            back[(size_t)i * labels + to] = best_source(now, transitions, labels, to, &score);
            next[to] = score + scores[(size_t)i * stride + to];
        }
        int64_t *swap = now;
        now = next;
        next = swap;
    }
    uint8_t last = 0;
    for (uint32_t label = 1; label < labels; label++)
        if (now[label] > now[last])
            last = (uint8_t)label;
    for (uint32_t i = count; i-- > 0;) {
        best[i] = last;
        if (i > 0)
            last = back[(size_t)i * labels + last];
    }
}
