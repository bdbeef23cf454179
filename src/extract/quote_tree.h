// SPDX-License-Identifier: Apache-2.0
// What the files that look at words and trees share: small looks, inserts set off by commas,
// subjects.
#ifndef RECOUPE_EXTRACT_QUOTE_TREE_H
#define RECOUPE_EXTRACT_QUOTE_TREE_H

#include "extract/quote.h"

#define QUOTE_SENTENCE_LIMIT 400 // words; longer ones are lists or noise

static inline enum relation relation_of(const struct quote_run *run, uint32_t index)
{
    return relation_universal(word_of(run, index)->relation);
}

static inline bool is_that(const struct word *word)
{
    return slice_is(word->lower, "que") || slice_is(word->lower, "qu'") ||
           slice_is(word->lower, "that");
}

// "who", "qui", "which"
static inline bool is_relative(const struct word *word)
{
    return (word->features & FEATURE_BIT(PRONTYPE_REL)) != 0;
}

static inline bool is_closing(const struct quote_run *run, uint32_t word)
{
    return word_of(run, word)->upos == UPOS_PUNCT;
}

// quote_parts.c
bool quote_is_comma(const struct quote_run *run, uint32_t word);
// An emoji, an arrow, punctuation.
bool quote_is_wordless(const struct quote_run *run, uint32_t word);
// True when a mention of a person, body or country covers the word.
bool quote_somebody_at(const struct quote_run *run, uint32_t word);
// The child of a word by a relation or its universal part, or NO_INDEX.
uint32_t quote_child_of(const struct quote_run *run, uint32_t head, enum relation relation);

// quote_frame.c
// True when the lexicon knows a frame of the verb without a clause.
bool quote_frame_has(const struct quote_run *run, uint32_t verb);
// What such a frame says; {0,0} for nothing.
struct span quote_frame_content(const struct quote_run *run, const struct sentence *sentence,
                                uint32_t verb, struct cue *cue);

void quote_adjective_cue(struct quote_run *run, const struct sentence *sentence, uint32_t word);

// quote_turn.c: adds the cues of lines that open with who speaks.
void quote_turns_find(struct quote_run *run);

// quote_insert.c
// The verb with its subject and time, when commas (or the sentence's ends) set it off.
struct quote_insert {
    uint32_t first, last;
    uint32_t noun; // the subject inside
    bool found;
    bool inverted; // English: the subject stands behind the verb
};
struct quote_insert quote_insert_find(const struct quote_run *run, const struct sentence *sentence,
                                      uint32_t verb);
// "When he came, he said": a sentence that opens with a circumstance has no insert.
bool quote_starts_aside(const struct quote_run *run, const struct sentence *sentence);

// What stands around the insert: the whole sentence, or what comes before a last insert.
struct span quote_around_insert(const struct quote_run *run, const struct sentence *sentence,
                                struct quote_insert insert);

// quote_source.c
// "his promise to leave", "l'affirmation selon laquelle": adds the cue of a noun of saying.
void quote_noun_cue(struct quote_run *run, const struct sentence *sentence, uint32_t noun);
// Adds the cues of all words that name a source.
void quote_sources_find(struct quote_run *run);

// quote_words.c
// The last word of an infinitive clause, with further infinitives that are joined to it.
uint32_t quote_infinitive_last(const struct quote_run *run, const struct sentence *sentence,
                               uint32_t verb);

// quote_subject.c
// Where the tree knows no subject outside the marks: the noun or pronoun beside the verb.
uint32_t quote_subject_beside(const struct quote_run *run, const struct sentence *sentence,
                              uint32_t verb);
uint32_t quote_subject_before(const struct quote_run *run, const struct sentence *sentence,
                              uint32_t verb);
// "Ancien policier, Paul Martin appelle": the noun phrase between the comma and the verb rather
// than `noun`, which opens the sentence.
uint32_t quote_subject_past_comma(const struct quote_run *run, const struct sentence *sentence,
                                  uint32_t verb, uint32_t noun);
// "est accusé de", "were found guilty": the subject has not said it.
bool quote_is_passive(const struct quote_run *run, const struct sentence *sentence, uint32_t verb);
// French: "n'a pas précisé si …": nothing has been said.
bool quote_is_denied(const struct quote_run *run, const struct sentence *sentence, uint32_t verb);

#endif
