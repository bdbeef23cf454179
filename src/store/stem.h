// SPDX-License-Identifier: Apache-2.0
// Words of a text as searching compares them: without case and accents, and their stems, the same
// for French and English: a query does not say which it is in.
#ifndef RECOUPE_STORE_STEM_H
#define RECOUPE_STORE_STEM_H

#include "base/list.h"
#include "doc/finding.h"

#define STEM_SIZE_MOST 40 // bytes kept of a longer word

struct stem_word {
    struct span span; // bytes of the text
    uint8_t form_size, stem_size;
    char form[STEM_SIZE_MOST], stem[STEM_SIZE_MOST]; // "livrees", "livr"
};

// The next word from *position on, without its stem; false at the text's end.
bool stem_next(struct slice text, size_t *position, struct stem_word *word);
// Fills in the stem: a beginning of the form, but for a last letter or two.
void stem_cut(struct stem_word *word);
// Every stem of the texts once, in the order of their first words, parted by spaces.
struct slice stem_list(struct arena *arena, const struct slice *texts, uint32_t count);

#endif
