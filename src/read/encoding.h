// SPDX-License-Identifier: Apache-2.0
// Character encodings: which one a page is in, and its UTF-8.
#ifndef RECOUPE_READ_ENCODING_H
#define RECOUPE_READ_ENCODING_H

#include "read/tables.h"

struct decoded {
    struct slice text;      // valid UTF-8 without a byte order mark
    struct slice encoding;  // WHATWG name
    size_t skipped;         // bytes of the byte order mark before text
    bool exact;             // text is the input's own bytes from skipped on
    const struct encoding *single; // text was made by this single-byte table, one byte a character
    bool overruled;         // the stated encoding was wrong by the bytes themselves
};

// Decodes bytes. Order: byte order mark, the transport's word, the page's own declaration (only
// when html), then the bytes themselves: UTF-8 if valid, else windows-1252. A stated encoding
// that the bytes rule out (all of them valid UTF-8 with some beyond ASCII; or stated UTF-8 with
// mostly broken sequences) is overruled.
void encoding_decode(const struct read_tables *tables, struct slice bytes, struct slice transport,
                     bool html, struct arena *arena, struct decoded *decoded);

// The label that an HTML page declares in its first bytes, or SLICE_NONE.
struct slice encoding_prescan(struct slice bytes);

#endif
