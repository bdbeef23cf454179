// SPDX-License-Identifier: Apache-2.0
// What lemma.c and its trainer share: classes of words, keys of the table of endings, and edit
// rules. A rule turns a form into its lemma: strip so many bytes, append so many. The table maps
// (class, ending) to a rule; the longest ending that is there decides, a whole word before all.
// The trainer adds every known word that the endings get wrong as a whole word, so that the table
// holds a full-form dictionary without loss and guesses unknown words by the same endings.
#ifndef RECOUPE_PARSE_LEMMA_H
#define RECOUPE_PARSE_LEMMA_H

#include "doc/document.h"
#include "model/weights.h"

#define LEMMA_ENDING_MOST 12 // bytes
#define LEMMA_WORD_MOST 96   // bytes; longer words are their own lemma

struct lemma_rule {
    uint8_t strip;      // bytes off the end, a whole number of characters
    uint8_t keeps_case; // 1: of the form as written (Paris), 0: of its lower case
    uint16_t append_size;
    uint32_t append_start; // in the model's text
};

struct lemma_table {
    const uint32_t *keys; // 0: free slot
    const uint16_t *rules;
    uint32_t slots;
    const struct lemma_rule *rule_items; // as U32 pairs in the file
    uint32_t rule_count;
    struct slice text;
    bool capitals; // a capital inside a sentence makes a class of its own
};

// Part of speech with what of its features tells lemmas apart; below LEMMA_CLASSES.
#define LEMMA_CLASSES (UPOS_COUNT * 16)
uint32_t lemma_class(uint8_t upos, feature_set features, bool capital);

// Hashes of the endings of form: hashes[k] of its last k bytes, hashes[count] the longest; the
// hash of the whole word is returned. 
uint64_t lemma_hashes(uint32_t class, struct slice form, uint64_t hashes[LEMMA_ENDING_MOST + 1],
                      uint32_t *count);
static inline uint32_t lemma_key(uint64_t hash)
{
    uint32_t key = (uint32_t)hash;
    return key ? key : 1;
}
// Position of a hash in a table of so many slots.
static inline uint32_t lemma_slot(uint64_t hash, uint32_t slots)
{
    return (uint32_t)(((hash >> 32) * slots) >> 32);
}

#endif
