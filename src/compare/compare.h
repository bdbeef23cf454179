// SPDX-License-Identifier: Apache-2.0
// The public door of compare: sets documents side by side. Works on what document_load gives (text
// and findings, no words), so `reduce` may run it over what `map` (extract's output) printed.
// Pure and deterministic: the same result for any order of the documents given.
#ifndef RECOUPE_COMPARE_COMPARE_H
#define RECOUPE_COMPARE_COMPARE_H

#include "doc/comparison.h"
#include "doc/stage.h"

struct compare_options {
    struct slice now; // day (YYYY-MM-DD) by which a deadline has passed or not; NONE: unknown
    bool explain;     // fill claim.why
};

// Compares documents[0..count), which must outlive the result. The result lives in arena; its
// documents are in order of publication date (undated last), then id. Returns NULL after
// filling error when the lexicon is broken.
struct comparison *compare_run(struct arena *arena, struct document *const *documents,
                               uint32_t count, const struct compare_options *options,
                               const struct data_source *data, struct error *error);

// Fills comparison->changes: what became of the claims of an earlier compare object (its JSON,
// which must outlive the comparison). Claims are the same when they rest on the same words of the
// same document. False after filling error (kind INPUT, named `name`) when it is none.
bool changes_find(struct comparison *comparison, struct slice earlier, const char *name,
                  struct arena *scratch, struct error *error);

#endif
