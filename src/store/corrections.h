// SPDX-License-Identifier: Apache-2.0
// A correction as kept in the dossier, and its effect on one document.
#ifndef RECOUPE_STORE_CORRECTIONS_H
#define RECOUPE_STORE_CORRECTIONS_H

#include "doc/document.h"

enum correction_kind {
    CORRECT_NONE, CORRECT_REJECT, CORRECT_REATTRIBUTE, CORRECT_MERGE, CORRECT_SPLIT
};
extern const char *const correction_names[]; // by enum correction_kind; NONE: NULL

// Findings are named by where they stand, not by number: numbers change when rules do.
struct correction {
    enum correction_kind what;
    struct slice document;     // id; NONE: every document (merge)
    enum finding_kind kind;    // of the finding meant
    struct span span, anchor;  // bytes of the document's text; anchor {0,0} where it has none
    struct slice name;         // the name given; for merge: the one that stays
    struct slice value;        // merge: the name that goes
};

// Applies it; false when it finds nothing to change (the finding is no longer made).
bool correction_apply(const struct correction *correction, struct document *document,
                      struct arena *scratch);

// Span and anchor of a finding; {0,0} where its kind has none.
void finding_place(const struct document *document, enum finding_kind kind, uint32_t index,
                   struct span *span, struct span *anchor);

#endif
