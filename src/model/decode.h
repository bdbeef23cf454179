// SPDX-License-Identifier: Apache-2.0
// Decoders: the best sequence of labels under per-position scores and first-order transitions.
#ifndef RECOUPE_MODEL_DECODE_H
#define RECOUPE_MODEL_DECODE_H

#include "base/arena.h"

#define DECODE_FORBIDDEN INT32_MIN // a transition that may not be taken

// Viterbi. scores[position * stride + label]; transitions[(from) * labels + to], with row `labels`
// (the last) for the start. Ties go to the lower label. best gets count labels.
void decode_viterbi(struct arena *scratch, const int32_t *scores, uint32_t count, uint32_t stride,
                    const int32_t *transitions, uint32_t labels, uint8_t *best);

#endif
