// SPDX-License-Identifier: Apache-2.0
// What the files of the segment stage share: the tables of one language (segment_lexicon.c), the
// surface tokens (segment_token.c cuts text into them, segment_split.c takes clitics off) and
// the two questions about them (segment_sentence.c: does a sentence begin here? is this "des"
// a preposition with its article?). Nobody outside parse/segment*.c and train/ includes it.
#ifndef RECOUPE_PARSE_SEGMENT_H
#define RECOUPE_PARSE_SEGMENT_H

#include "base/table.h"
#include "doc/document.h"
#include "doc/stage.h"
#include "parse/tag.h"
#include "parse/tree.h"

enum token_kind {
    TOKEN_WORD,    // letters, perhaps with digits, hyphens, dots inside
    TOKEN_NUMBER,  // begins with a digit or a sign
    TOKEN_MARK,    // punctuation and symbols
    TOKEN_ADDRESS, // URL, e-mail, handle, hashtag
};

enum token_flag {
    TOKEN_SPACE_BEFORE = 1,
    TOKEN_LINE_BEFORE = 2,   // a line end stands between it and the token before
    TOKEN_DOTTED = 4,        // its last byte is a full stop of its own (M., etc., J.-C.)
    TOKEN_TITLE = 8,         // dotted, and what follows belongs to it (M. Dupont, p. 12)
    TOKEN_INITIAL = 16,      // dotted single capital
    TOKEN_BEGINS = 32,       // the first of its sentence
    TOKEN_CLOSES = 128,      // a straight double quote that closes
    TOKEN_CONTRACTED = 64,   // ambiguous, and several words here (des = de les)
};

struct token {
    uint32_t start, end; // bytes of the text
    uint8_t kind, flags;
};
typedef LIST(struct token) token_list;

// What a word list says of a lower-case form (apostrophes as ', hyphens as -).
enum word_fact {
    FACT_WHOLE = 1,        // never cut at its hyphens and apostrophes (aujourd'hui, e-mail)
    FACT_ELISION = 2,      // key ends in an apostrophe: l', qu'
    FACT_ABBREVIATION = 4, // key ends in a full stop
    FACT_TITLE = 8,        // an abbreviation that is always followed by its noun
    FACT_PREFIX = 16,      // key ends in a hyphen that does not cut: non-, co-
    FACT_UNIT = 32,        // cut off the number it is glued to: 10km
    FACT_FACE = 64,        // an emoticon
    FACT_STARTER = 256,    // begins sentences, not names
    FACT_NUMBERED = 128,   // an abbreviation only before a number: p. 12
};

#define ENCLITIC_ENDS_MAX 15
struct enclitic {
    struct slice text;                // "-il", "n't"
    char ends[ENCLITIC_ENDS_MAX + 1]; // bytes that the host may end in; "" = any
    bool part; // true: a word inside the token of its host; false: a token of its own
};

#define MULTIWORD_PARTS_MAX 3
struct multiword {
    struct slice parts[MULTIWORD_PARTS_MAX];
    uint8_t count;
    bool ambiguous; // may also be one word
};

struct segment_language {
    bool known;            // has word lists
    bool hyphens_cut;      // English: long-term -> long - term
    bool possessives;      // English: the Beatles' minds, John's
    bool lower_starts;     // English of the web: sentences may begin in lower case
    bool lines_full;       // where a text has line ends, they mark all its headings
    bool thousands_spaced; // French: 1 500 is one number
    struct table facts;    // form -> bits of enum word_fact
    struct table multiwords;
    LIST(struct multiword) multiword_list;
    LIST(struct enclitic) enclitics; // in the order of the file: longest first
    struct weights end_weights, article_weights; // slots 0: no model
    struct lexicon kinds; // parts of speech that a token's form mostly has; slots 0: none
    // How often a form governs with "de": class 1 never, 8 always; slots 0: none.
    struct lexicon govern;
    struct weights joined_weights; // for ends in a text without line ends; slots 0: end_weights
    struct tree_model ends; // for the same; tags 0: none
};

struct segment_tables {
    struct segment_language languages[LANGUAGE_READ_COUNT];
};

static inline bool segment_is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2BC;
}

static inline bool segment_is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

// --- segment_lexicon.c
// Fills the tables of one language from lexicon/CODE/{tokens,abbreviations,contractions}.txt.
bool segment_language_open(struct segment_language *language, const char *code,
                           struct arena *arena, const struct data_source *data,
                           struct error *error);
// Lower case of a form, as word.lower has it; in the arena, or the form itself.
struct slice segment_lower(struct arena *arena, struct slice form);
#define FOLD_MAX 64
// Key of a form for the lists: lower case, ' for every apostrophe, - for every hyphen. An empty
// slice when it would be longer than FOLD_MAX bytes (such words are in no list).
struct slice segment_fold(struct slice form, char out[FOLD_MAX]);
// Bits of enum word_fact for a form (folded here); 0 when it is in no list.
uint32_t segment_facts(const struct segment_language *language, struct slice form);

// --- segment_token.c
enum character_class { CLASS_MARK, CLASS_SPACE, CLASS_LINE, CLASS_LETTER, CLASS_DIGIT };
enum character_class segment_class(uint32_t c);
// Cuts text into surface tokens. tokens lives in arena.
void segment_cut(const struct segment_language *language, struct slice text, token_list *tokens,
                 struct arena *arena);

// --- segment_split.c
// Adds the word [start, end) as one token, or several where clitics or hyphens part it.
void segment_split(const struct segment_language *language, struct slice text, struct token word,
                   token_list *tokens, struct arena *arena);
// Parts of a token that holds several words; 0 when it is one word. Offsets of parts are given
// in bounds (bytes of text) when the parts are pieces of the surface, else in multiword.
const struct multiword *segment_multiword(const struct segment_language *language,
                                          struct slice form);
// Bytes at the end of form that are an English n't, 's...; 0 when there is none.
size_t segment_suffix(const struct segment_language *language, struct slice form);
// True when form is such an ending, standing alone.
bool segment_is_part(const struct segment_language *language, struct slice form);

// --- segment_features.c
#define SEGMENT_FEATURE_LIMIT 64
#define SEGMENT_WIDTH 4 // labels 0 (no) and 1 (yes), padded

// Key of a token's form in `kinds`; 0: a number, a mark or an address.
uint64_t segment_kind_key(struct slice text, const struct token *token);

// Where the reader of tokens stands.
struct segment_context {
    const struct segment_language *language;
    struct slice text;
    const token_list *tokens;
    uint32_t sentence;         // token that began the sentence
    uint32_t brackets, quotes; // open since then
    bool lines; // line ends part the text's paragraphs
    const int32_t *ends; // what the network says of each token, or NULL
};
// What part of speech a token's form mostly has; UPOS_NONE where that is not known. *set gets the
// number of the set of those that it often has; 0 where unknown.
uint32_t segment_kind(const struct segment_context *context, uint32_t index, uint32_t *set);
// Sets TOKEN_CLOSES: straight quotes are told by what they are glued to, else by turns.
void segment_pair_quotes(struct slice text, token_list *tokens);
bool segment_is_closer(const struct segment_context *context, uint32_t index);
// The last token before tokens[index] that is no closing quote or bracket (three at most).
uint32_t segment_last(const struct segment_context *context, uint32_t index);
bool segment_is_terminal(const struct segment_context *context, uint32_t index);
// Whether a token may open a sentence: a capital, a figure, an opening quote or bracket, a dash.
bool segment_can_open(const struct segment_context *context, uint32_t index);
// Whether it is worth asking if a sentence begins at tokens[index] (index > 0).
bool segment_candidate(const struct segment_context *context, uint32_t index);
uint32_t segment_end_features(const struct segment_context *context, uint32_t index,
                              uint64_t features[SEGMENT_FEATURE_LIMIT]);
// Whether the token is one word or several by its use alone (des: of the, or the article).
bool segment_is_ambiguous(const struct segment_context *context, uint32_t index);
uint32_t segment_article_features(const struct segment_context *context, uint32_t index,
                                  uint64_t features[SEGMENT_FEATURE_LIMIT]);
// Moves the context over tokens[index].
void segment_pass(struct segment_context *context, uint32_t index, bool begins);

// --- segment_ends.c
#define ENDS_STEP 64u   // tokens scored in a window
#define ENDS_AROUND 16u // seen before and after them
// The tokens as the network sees them.
struct word *segment_ends_words(const struct segment_context *context, struct arena *arena);
// By how much "begins a sentence" leads at each of them, in units of views.
void segment_ends_windows(const struct tree_model *model, const struct word *words, uint32_t count,
                          int32_t *leads, struct arena *scratch);

// --- segment_sentence.c
// Sets TOKEN_BEGINS and TOKEN_CONTRACTED.
void segment_mark(const struct segment_language *language, struct slice text, token_list *tokens,
                  struct arena *scratch);

#endif
