// SPDX-License-Identifier: Apache-2.0
// UTF-8 and the few facts about characters that the rooms need: case, marks, spaces, letters.
// Character classes come from utf8proc through tables that are exact for all of Unicode.
#ifndef RECOUPE_BASE_UTF8_H
#define RECOUPE_BASE_UTF8_H

#include "base/arena.h"

// Decodes the code point at data[*position] and moves *position past it. Malformed bytes give
// U+FFFD, one byte at a time. *position must be < size.
uint32_t utf8_next(struct slice text, size_t *position);
// Decodes the code point that ends just before *position and moves *position to its start.
uint32_t utf8_previous(struct slice text, size_t *position);
// Writes 1 to 4 bytes, returns how many.
size_t utf8_encode(uint32_t code_point, char out[4]);
bool utf8_valid(struct slice text);
// Number of code points in text.
size_t utf8_count(struct slice text);
// Replaces malformed sequences by U+FFFD; gives text itself when it is valid.
struct slice utf8_repair(struct arena *arena, struct slice text);

bool unicode_is_letter(uint32_t c);   // L*, and marks
bool unicode_is_upper(uint32_t c);    // Lu, Lt
bool unicode_is_lower(uint32_t c);    // Ll
bool unicode_is_digit(uint32_t c);    // Nd
bool unicode_is_space(uint32_t c);    // Z*, tab, line ends, NBSP, thin spaces, ZWSP, BOM
bool unicode_is_punctuation(uint32_t c); // P*, S*
uint32_t unicode_lower(uint32_t c);
uint32_t unicode_upper(uint32_t c);
// The base letter of a Latin letter with diacritics (é -> e, Š -> S), else c itself.
uint32_t unicode_base(uint32_t c);

// Lower case, same language-neutral mapping everywhere.
struct slice utf8_lower(struct arena *arena, struct slice text);
// Key for comparing names: lower case, diacritics off, ligatures opened (œ -> oe), every
// apostrophe as ', every hyphen as -, runs of spaces as one space.
struct slice utf8_fold(struct arena *arena, struct slice text);
// NFC form of text (text itself when it already is).
struct slice utf8_nfc(struct arena *arena, struct slice text);

#endif
