// SPDX-License-Identifier: Apache-2.0
// One engine for all tests that run text through the whole stage table, and the text runner.
#ifndef RECOUPE_TESTS_ENGINE_FIXTURE_H
#define RECOUPE_TESTS_ENGINE_FIXTURE_H

#include "engine/engine.h"

// The engine (opened at first use), or NULL after a failed check.
const struct engine *fixture_engine(void);
// Runs text as a document of language (code or "") and publication date ("" = none). The
// document lives in arena.
struct document *fixture_run(struct arena *arena, const char *language, const char *date,
                             struct slice text);

#endif
