// SPDX-License-Identifier: Apache-2.0
// Text that was encoded twice: UTF-8 read as windows-1252 (or Latin-1) and written as UTF-8 again,
// so that "é" became "Ã©". Repaired character by character, so that places stay known.
#ifndef RECOUPE_READ_TWICE_H
#define RECOUPE_READ_TWICE_H

#include "base/utf8.h"

// At text[at], the start of characters that are one character encoded twice: writes its UTF-8,
// sets *size to what was written and gives the bytes of text that it took; 0 when it is none.
size_t twice_next(struct slice text, size_t at, char out[4], size_t *size);
// Whether text has enough of these that it cannot be meant.
bool twice_encoded(struct slice text);

#endif
