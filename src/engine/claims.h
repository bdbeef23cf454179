// SPDX-License-Identifier: Apache-2.0
// Corrections of claims, in the words of `recoupe correct DB`.
#ifndef RECOUPE_ENGINE_CLAIMS_H
#define RECOUPE_ENGINE_CLAIMS_H

#include "engine/verbs.h"

struct store;
struct store_extractor;

// Whether the words name a claim by its id ("k3") where a correction of claims does.
bool claims_are_meant(const struct slice *words, uint32_t count);
// Does what they say and appends it to out.
bool claims_correct(const struct recoupe_job *job, struct store *store,
                    const struct store_extractor *extractor, const struct slice *words,
                    uint32_t count, struct slice now, struct buffer *out, struct error *error);

#endif
