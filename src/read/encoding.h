// SPDX-License-Identifier: Apache-2.0
// Character encodings: which one a page is in, and its UTF-8.
#ifndef RECOUPE_READ_ENCODING_H
#define RECOUPE_READ_ENCODING_H

#include "read/tables.h"

// From decoded text to the bytes it was made of: from text_start on (to the next step) every
// character takes text_unit bytes of text and source_unit bytes of the source.
struct decoded_step {
    uint32_t text_start, source_start;
    uint8_t text_unit, source_unit; // equal: byte for byte, characters of any size
};

struct decoded {
    struct slice text;      // valid UTF-8 without a byte order mark
    struct slice encoding;  // WHATWG name
    size_t skipped;         // bytes of the byte order mark before text
    bool exact;             // text is the input's own bytes from skipped on
    const struct encoding *single; // text was made by this single-byte table, one byte a character
    LIST(struct decoded_step) steps; // when neither exact nor single; source counts from skipped
    bool overruled;         // the stated encoding was wrong by the bytes themselves
};

// Decodes bytes. Order: byte order mark, the transport's word, the page's own declaration (only
// when html), then the bytes themselves: UTF-8 if valid, else windows-1252. A stated encoding
// that the bytes rule out (all of them valid UTF-8 with some beyond ASCII; or stated UTF-8 with
// mostly broken sequences) is overruled.
void encoding_decode(const struct read_tables *tables, struct slice bytes, struct slice transport,
                     bool html, struct arena *arena, struct decoded *decoded);

// Bytes of the source before a place in decoded text (byte order mark included). *at is a place
// remembered between calls (zero at first): calls in order take linear time in all.
struct decoded_place {
    size_t text, source;
    uint32_t step;
};
size_t encoding_source(const struct decoded *decoded, struct decoded_place *at, size_t text);

// The label that an HTML page declares in its first bytes, or SLICE_NONE.
struct slice encoding_prescan(struct slice bytes);

#endif
