// SPDX-License-Identifier: Apache-2.0
// The last step of every reader: chosen paragraphs become the document's text with its map back
// to the source; agency signatures leave the text and become its origin.
#ifndef RECOUPE_READ_FINISH_H
#define RECOUPE_READ_FINISH_H

#include "read/clean.h"
#include "read/encoding.h"

// Text that was made of other text before HTML was read in it: which bytes of that each came from.
struct source_layer {
    const struct source_run *runs;
    uint32_t count, size; // size of the made text
};

struct finish {
    const struct read_tables *tables;
    struct document *document;
    struct arena *scratch;
    struct source_layer layers[2]; // between the HTML (first) and the decoded source (last)
    uint32_t layer_count;
    struct buffer text;
    LIST(struct source_run) runs;
};

void finish_start(struct finish *finish, const struct read_tables *tables,
                  struct document *document, struct arena *scratch);
// Adds one paragraph: text stands at `offset` of the clean text that runs speak of. Gives the
// number of its first run in finish->runs, or NO_INDEX when nothing of it is body.
uint32_t finish_add(struct finish *finish, enum structure_kind kind, struct slice text,
                    uint32_t offset, const struct source_run *runs, uint32_t run_count);
// The agency of a line that is no text but a signature becomes the document's origin.
void finish_signature(struct finish *finish, struct slice line);
// Notes that what came from bytes [start, end) of the decoded source is a link, where it is in
// the paragraph that was added last, whose runs begin at first_run.
void finish_link(struct finish *finish, uint32_t first_run, size_t start, size_t end,
                 struct slice url);
// Sets text, source_map (in bytes of the original) and origin.
void finish_end(struct finish *finish, const struct decoded *decoded);

#endif
