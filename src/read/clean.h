// SPDX-License-Identifier: Apache-2.0
// Clean text: white space collapsed, invisible characters out, character references decoded,
// and for each run of it the place in the source that it came from.
#ifndef RECOUPE_READ_CLEAN_H
#define RECOUPE_READ_CLEAN_H

#include "read/tables.h"

struct clean_text {
    struct buffer text;
    LIST(struct source_run) runs; // in order of text_start
    struct arena *arena;
    const struct read_tables *tables; // NULL: '&' is only itself
    bool space_pending;  // a space comes before the next character
    bool twice;          // repair what was encoded twice (twice.h)
    bool fresh;          // at the start of a block: no space yet
    uint32_t next_source; // where the last run would go on
    uint32_t space_source; // the white space that is pending; UINT32_MAX: none in the source
    uint32_t space_size;   // its bytes in the source
};

void clean_init(struct clean_text *clean, const struct read_tables *tables, struct arena *arena);
// Starts a new block: no white space before its first character.
void clean_start(struct clean_text *clean);
// Adds source text; offset is its place in the source.
void clean_add(struct clean_text *clean, struct slice text, size_t offset);
void clean_space(struct clean_text *clean);

// Clean copy of a plain string (metadata): collapsed and trimmed, references decoded.
struct slice clean_string(const struct read_tables *tables, struct slice text,
                          struct arena *arena);

#endif
