// SPDX-License-Identifier: Apache-2.0
// Fuzz targets: one for each parser of bytes from outside. tests/fuzz/corpus/TARGET/ holds its saved
// inputs, which `make test` replays; `make fuzz` lets libFuzzer go on from them.
#ifndef RECOUPE_TESTS_FUZZ_H
#define RECOUPE_TESTS_FUZZ_H

#include "base/slice.h"

struct fuzz_target {
    const char *name; // also the corpus folder
    // Reads bytes as the target's format. Anything goes but a crash, a leak or a broken promise
    // (which aborts): a bad input is refused, never an error of the program.
    void (*run)(struct slice bytes);
};

extern const struct fuzz_target fuzz_targets[]; // ends with name == NULL
const struct fuzz_target *fuzz_find(const char *name);

// In targets_data.c: what is not an article.
void fuzz_json(struct slice bytes);
void fuzz_query(struct slice bytes);
void fuzz_rules(struct slice bytes);
void fuzz_model(struct slice bytes);
void fuzz_http(struct slice bytes);
void fuzz_mcp(struct slice bytes);
void fuzz_compare(struct slice bytes);
// In targets_outside.c.
void fuzz_knowledge(struct slice bytes);
void fuzz_robots(struct slice bytes);
void fuzz_dossier(struct slice bytes);

#endif
