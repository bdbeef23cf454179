// SPDX-License-Identifier: Apache-2.0
// What the files of the quote stage share: marked words, cues found by trees, speakers.
// quote_mark.c finds quotation marks, quote_clause.c what verbs and prepositions report,
// quote_incise.c French incises, quote_subject.c whose verb it is, quote_speaker.c who speaks,
// quote.c puts them together.
#ifndef RECOUPE_EXTRACT_QUOTE_H
#define RECOUPE_EXTRACT_QUOTE_H

#include "extract/phrase.h"

#define QUOTE_CLASSES(X)                                                                           \
    X(SAY, "say") X(WEAK, "say_weak") X(INFINITIVE, "say_infinitive") X(OBJECT, "say_object")      \
    X(ABOUT, "say_about") X(DESCRIBE, "describe") X(SOURCE, "source")                              \
    X(SOURCE_FIRST, "source_first") X(NOT_SOURCE, "not_source") X(PRONOUN, "pronoun")              \
    X(NOBODY, "nobody") X(THING, "thing") X(TELL, "tell") X(ASKS, "asks")                          \
    X(PEOPLE, "people") X(SOURCE_OWN, "source_own") X(OF, "say_of")                               \
    X(ATTITUDE, "attitude") X(PASSIVE, "passive") X(SAY_NOUN, "say_noun") X(NAMES, "names")       \
    X(SAY_FORM, "say_form") X(WRITER, "writer") X(GERUND, "say_gerund") X(SMALL, "say_small")      \
    X(SAY_ADJECTIVE, "say_adjective") X(LINK, "object_link") X(ADDS, "adds")                       \
    X(FIRST_PERSON, "first_person") X(DOCUMENT, "document") X(HE, "he") X(SHE, "she")              \
    X(COMPARED, "compared") X(SUBJECT, "subject") X(MODAL, "modal") X(NEVER, "never")             \
    X(DEGREE, "degree") X(CLITIC, "clitic") X(INVERTED, "inverted")              \
    X(CONTRAST, "contrast")

enum quote_class {
#define X(name, text) QUOTE_##name,
    QUOTE_CLASSES(X)
#undef X
        QUOTE_CLASS_COUNT
};

struct quote_grammar {
    struct phrase_grammar phrases;
    uint32_t classes[QUOTE_CLASS_COUNT];
};

// Words between quotation marks; nested marks belong to the outer ones.
struct marked {
    struct span outer, inner;     // with and without the marks (and the spaces inside them)
    uint32_t word_start, word_end; // words of inner
    uint32_t line;                // paragraph of its start
    bool used;
    bool dash;                    // a line of dialogue, up to its incise
};
typedef LIST(struct marked) marked_list;

// A verb or preposition that reports something, and who says it.
struct cue {
    struct span span;
    uint32_t word;      // the verb, or the noun of a source
    uint32_t noun;      // the head of the speaker's name, or NO_INDEX
    struct span aside;  // the insert inside content: …, a-t-elle ajouté, …
    struct span content; // {0,0}: none by itself, waits for quoted words
    const char *rule;
    bool says, describes; // takes quoted words; takes a quoted name or judgement
    bool weak;          // also something else than saying
    bool unnamed;       // nobody is named: was expected to, is said to
    bool incise;        // it stands behind or inside marks: these are its words
    uint32_t marked_first, marked_last;
};
typedef LIST(struct cue) cue_list;

struct quote_run {
    const struct quote_grammar *grammar;
    struct document *document;
    struct arena *scratch;
    marked_list marked;
    cue_list cues;
    uint32_t *left, *right; // by word: extent of its subtree, in words
    struct party last;      // the speaker named last, for pronouns
};

static inline const struct word *word_of(const struct quote_run *run, uint32_t index)
{
    return &run->document->words.items[index];
}

// quote_parts.c
// True when lemma belongs to the class.
bool quote_class_has(const struct quote_grammar *grammar, struct slice lemma,
                     enum quote_class class);
// Bytes from the first to the last word, without commas, que and the like at the ends.
struct span quote_words_span(const struct quote_run *run, uint32_t first, uint32_t last);
// A name, a noun for people who speak, or a mention of a person, body or country.
bool quote_is_somebody(const struct quote_run *run, uint32_t noun);
// Where to begin looking for what touches position: lists are long, looks are many.
uint32_t quote_mention_from(const struct quote_run *run, uint32_t position);
uint32_t quote_cue_from(const struct quote_run *run, uint32_t position);
// The quotation marks that a word stands between, or NULL; and whether there are any.
const struct marked *quote_marked_at(const struct quote_run *run, uint32_t word);
bool quote_word_marked(const struct quote_run *run, uint32_t word);
// True when the word is part of a time.
bool quote_in_time(const struct quote_run *run, uint32_t word);

// quote_mark.c
void quote_marks_find(const struct document *document, struct arena *scratch, marked_list *marked);

// quote_incise.c: lines of dialogue as marked stretches; then cues by their place.
void quote_dashes_find(struct quote_run *run);
void quote_incises_find(struct quote_run *run);

// The subject behind an inverted verb (a renchéri dimanche X), searched from word w, or NO_INDEX.
uint32_t quote_subject_behind(const struct quote_run *run, uint32_t w, uint32_t end);

// quote_clause.c: fills run->cues in the order of the text.
void quote_clauses_find(struct quote_run *run);

// quote_words.c: what a verb reports by the order of words; {0,0} for nothing.
struct span quote_words_clause(const struct quote_run *run, const struct sentence *sentence,
                               uint32_t verb);
struct span quote_words_bare(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t verb);
struct span quote_words_colon(const struct quote_run *run, const struct sentence *sentence,
                              uint32_t verb);
struct span quote_words_infinitive(const struct quote_run *run, const struct sentence *sentence,
                                   uint32_t verb);
struct span quote_words_self(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t verb);
// The subject that commas part from its verb, or NO_INDEX.
uint32_t quote_words_subject(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t verb);

// quote_speaker.c
// The speaker whom the noun phrase of word `noun` names; text.data == NULL for nobody.
struct party quote_speaker_of(struct quote_run *run, uint32_t noun);
// quote_subject.c
// The subject of a verb: its own, or the one that it shares with the verb it hangs on.
uint32_t quote_subject_of(const struct quote_run *run, uint32_t verb);

#endif
