// SPDX-License-Identifier: Apache-2.0
// A golden case, and the kinds that print something else than a layer of one text.
#ifndef RECOUPE_TESTS_GOLDEN_H
#define RECOUPE_TESTS_GOLDEN_H

#include "doc/document.h"

struct golden_case {
    struct slice title, head, text, expected;
    char language[8], date[16];
    char file[64]; // read: the input is this file of the case's folder, not the text
};

// read: the document objects of the input, one a line, without what only the bytes decide (id,
// sha256); and what is refused.
struct slice golden_read(struct arena *arena, const struct golden_case *golden);
// compare: the text is documents, each after a line "@ NAME DAY LANGUAGE title", where NAME is also
// the site. One line for each copy group, claim, row of the ledger and omission.
struct slice golden_compare(struct arena *arena, const struct golden_case *golden);

#endif
