// SPDX-License-Identifier: Apache-2.0
// The last step of every reader: chosen paragraphs become the document's text with its map back
// to the source; agency signatures leave the text and become its origin.
#ifndef RECOUPE_READ_FINISH_H
#define RECOUPE_READ_FINISH_H

#include "read/clean.h"
#include "read/encoding.h"

struct finish {
    const struct read_tables *tables;
    struct document *document;
    struct arena *scratch;
    struct buffer text;
    LIST(struct source_run) runs;
};

void finish_start(struct finish *finish, const struct read_tables *tables,
                  struct document *document, struct arena *scratch);
// Adds one paragraph: text stands at `offset` of the clean text that runs speak of.
void finish_add(struct finish *finish, struct slice text, uint32_t offset,
                const struct source_run *runs, uint32_t run_count);
// Sets text, source_map (in bytes of the original) and origin.
void finish_end(struct finish *finish, const struct decoded *decoded);

#endif
