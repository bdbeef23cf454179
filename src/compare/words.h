// SPDX-License-Identifier: Apache-2.0
// Words of running text for comparing documents: each word becomes a number (its term) that is
// the same for its inflected forms and, through lexicon/*/compare_concepts.txt, for its synonyms
// and its translation. Works on text alone, so that stories and copies need no findings.
#ifndef RECOUPE_COMPARE_WORDS_H
#define RECOUPE_COMPARE_WORDS_H

#include "base/table.h"
#include "doc/stage.h"

enum word_class {
    WORD_STOP,   // says nothing about the subject
    WORD_LIGHT,  // in most articles: weighs little
    WORD_PLAIN,
    WORD_NUMBER, // "42", "2.5", "6200"
    WORD_NAME,   // capital letter inside a sentence
};

#define TERM_NONE UINT32_MAX

struct word_token {
    uint64_t form;       // hash of the folded word, for shingles
    uint32_t term;       // TERM_NONE for stop words
    uint32_t start, end; // bytes of the text
    uint8_t class;       // enum word_class
};
typedef LIST(struct word_token) token_list;

struct words; // compiled lexicon and the vocabulary met so far

// Reads the lexicon. NULL after filling error (a broken line names file and number).
struct words *words_open(struct arena *arena, const struct data_source *data, struct error *error);
uint32_t words_term_count(const struct words *words);
// The term of a single folded word, TERM_NONE for stop words.
uint32_t words_term(struct words *words, enum language language, struct slice folded);
// The term of a name of our own, which no word of a text is.
uint32_t words_concept(struct words *words, struct slice name);
// Appends the tokens of text[start, end).
void words_read(struct words *words, enum language language, struct slice text, uint32_t start,
                uint32_t end, struct arena *scratch, token_list *tokens);
// What a word does to figures and happenings near it: lexicon/*/compare_cues.txt, a bit a name.
enum word_cue {
    CUE_NONE,
    CUE_PART = 1 << 0,     // a share of a whole: "tranche"
    CUE_REVISED = 1 << 1,  // a figure called new or corrected: "ramené", "revised"
    CUE_RUNNING = 1 << 2,  // of figures only: a measure that grows (compare/measures.h)
    CUE_CROWD = 1 << 3,    // of figures only: one of rival counters
    CUE_GENERIC = 1 << 4,  // stands for people or things of any kind: "personnes", "people"
    CUE_OTHER = 1 << 5,    // another one: "nouvelle", "second", "again"
    CUE_BEFORE = 1 << 6,   // makes the figure after it a share: "dont"
    CUE_AFTER = 1 << 7,    // makes the figure before it a share: "of"
    CUE_REPORT = 1 << 8,   // a day beside it is that of the report, not of the act: "announced"
    CUE_NOT = 1 << 9,      // sets the figure after it aside: "35, not 42"
    CUE_DENY = 1 << 10,    // says that what another told is not so
    CUE_TITLE = 1 << 11,   // before a name, not part of it: "M."
    CUE_FORMER = 1 << 12,  // the figure after it held before: "24, contre 12"
    CUE_SINCE = 1 << 13,   // a day after it is when a lasting state began: "depuis juin"
    CUE_PLANNED = 1 << 14, // what the sentence tells lies ahead: "prévue"
    CUE_DELIVERED = 1 << 15, // what was promised has come: "livrés"
    CUE_VAGUE = 1 << 16,   // a number that is only a size: "milliers"
    CUE_SEVERAL = 1 << 17, // may stand before it: "plusieurs"
    CUE_FURTHER = 1 << 18, // the figure is of others than those told of: "three more"
    CUE_LEADS = 1 << 19,   // before a bare number that is a figure: "of 58", "à 34"
    CUE_ZERO = 1 << 20,    // says there were none, at the opening or of people: "aucun blessé"
    CUE_OFFICIAL = 1 << 21, // who counts for the state: police, ministry
    CUE_PARTISAN = 1 << 22, // who counts against it: organisers, unions, rebels
    CUE_OF_THEM = 1 << 23, // before the verb of a bare figure: of what was counted before, "en"
    CUE_NEGATIVE = 1 << 24, // turns a sentence round: "pas", "never", "faux"
    CUE_ONLY = 1 << 25,     // after a negation, makes it none: "pas seulement"
    CUE_PROMISED = 1 << 26, // somebody gave his word on it: "s'engage"
    CUE_CLAUSE = 1 << 27,   // after a verb that denies, opens what is denied: "que"
    CUE_PAUSED = 1 << 28,   // what was promised is held back: "gelé"
    CUE_CANCELLED = 1 << 29, // … or will not come: "annulé"
};
// What follows the last space or apostrophe of a text.
struct slice words_last(struct slice text);
// Bits of a folded word, 0 when it is not listed.
uint32_t words_cues(const struct words *words, struct slice folded);

#endif
