// SPDX-License-Identifier: Apache-2.0
// What quote_clause.c and quote_source.c share: inserts set off by commas, and small looks at words.
#ifndef RECOUPE_EXTRACT_QUOTE_TREE_H
#define RECOUPE_EXTRACT_QUOTE_TREE_H

#include "extract/quote.h"

#define QUOTE_SENTENCE_LIMIT 400 // words; longer ones are lists or noise

// The verb with its subject and time, when commas (or the sentence's ends) set it off.
struct quote_insert {
    uint32_t first, last;
    uint32_t noun; // the subject inside
    bool found;
};

// What stands around the insert: the whole sentence, or what comes before a last insert.
struct span quote_around_insert(const struct quote_run *run, const struct sentence *sentence,
                                struct quote_insert insert);
bool quote_is_comma(const struct quote_run *run, uint32_t word);
// True when a mention of a person, body or country covers the word.
bool quote_somebody_at(const struct quote_run *run, uint32_t word);
// "his promise to leave", "l'affirmation selon laquelle": adds the cue of a noun of saying.
void quote_noun_cue(struct quote_run *run, const struct sentence *sentence, uint32_t noun);
// Adds the cues of all words that name a source.
void quote_sources_find(struct quote_run *run);

#endif
