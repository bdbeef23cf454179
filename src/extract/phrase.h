// SPDX-License-Identifier: Apache-2.0
// Phrase grammars: what the time, amount and quote stages share. A lexicon file names classes of
// words and writes rules as sequences of them; here they become one word table and one trie, and
// are matched over light tokens made straight from the text, so that no other layer is needed.
// docs: the head of lexicon/fr/times.txt describes the language of the files.
#ifndef RECOUPE_EXTRACT_PHRASE_H
#define RECOUPE_EXTRACT_PHRASE_H

#include "base/error.h"
#include "base/table.h"
#include "doc/stage.h"

#define PHRASE_PATH_LIMIT 24 // elements of one rule, once its options are chosen
#define PHRASE_SPAN_LIMIT 3  // findings of one rule
#define PHRASE_LINE_LIMIT 8192 // tokens read at a time; longer paragraphs are cut there

enum token_kind { TOKEN_WORD, TOKEN_DIGITS, TOKEN_SIGN };

#define TOKEN_SPACE 1   // white space (or a line's start) stands before it
#define TOKEN_CAPITAL 2 // begins with a capital
#define TOKEN_UPPER 4   // has no small letter
#define TOKEN_PLURAL 8  // small letters, ends in s or x, four letters or more

// What a token can be, or what the edges of a node ask for: a set of classes in 128 bits (several
// classes may share one), so that most tokens are turned away by one AND.
struct phrase_mask {
    uint64_t low, high;
};

struct phrase_token {
    uint32_t start, end; // bytes of the text
    uint32_t word;       // number of the word in the grammar, or NO_INDEX
    uint8_t kind, flags;
    struct phrase_mask mask;
};

struct phrase_tokens {
    struct slice text;
    LIST(struct phrase_token) list;
};

// A decimal: mantissa * 10^exponent. At most 18 digits; longer ones are no numbers to us.
struct number {
    int64_t mantissa;
    int32_t exponent;
};

struct phrase_entry {
    uint16_t class;
    uint16_t tail_count;
    uint32_t tail;      // first of the words that must follow, in grammar->tails
    struct slice value; // as the lexicon writes it
    int64_t integer;    // of value where it is one, else 0
    uint32_t next;      // next entry of the same first word, or NO_INDEX: by class, longer first
};

struct phrase_pair {
    uint32_t word, class, entry; // first entry of the word in the class; NO_INDEX = free
};

struct phrase_slot {
    uint32_t hash, word; // NO_INDEX = free
};

struct phrase_element {
    uint16_t class;  // or PHRASE_SPECIAL + index of a special element
    uint8_t slot;    // where the match is kept; 0 = nowhere
    uint8_t open;    // a finding's span begins before it
    uint8_t close;   // ... ends after it
    uint8_t tight;   // no space before it
    uint8_t absent;  // must not match (and takes nothing)
};

struct phrase_edge {
    struct phrase_element element;
    uint32_t node, next, next_root; // NO_INDEX at the end
    struct phrase_mask mask;  // what the element asks for
    struct phrase_mask after; // what its node asks of the token after it
};

struct phrase_root {
    uint32_t edge;
    uint32_t entry; // of the word in the edge's class: the first one
    bool tail; // some phrase of the word goes on: what follows it is not the next token
};

struct phrase_node {
    uint32_t edge, rule; // first edge; NO_INDEX
    struct phrase_mask mask;
};

struct phrase_parameter {
    struct slice key, value;
};

struct phrase_rule {
    struct slice name; // "fr/time.weekday"
    uint8_t action;    // of grammar->actions
    LIST(struct phrase_parameter) parameters;
};

struct phrase_grammar {
    struct arena *arena;
    enum language language;
    const char *const *slots;   // slot names; index 0 unused, NULL at the end
    const char *const *actions; // the same for actions
    const char *prefix;         // of rule names: "fr/time."
    struct table words, classes, macros;
    LIST(uint32_t) word_entries; // by word: first entry
    struct phrase_mask *word_masks; // by word, once compiled
    struct phrase_mask *next_masks; // by word: what may follow it where it begins a rule
    struct phrase_slot *word_slots; // the words again, hashed for the reader of tokens
    uint32_t word_slot_count;       // a power of two
    struct phrase_pair *pairs;      // hashed by word and class
    uint32_t pair_slots;            // a power of two
    LIST(struct phrase_entry) entries;
    LIST(uint32_t) tails;
    LIST(struct phrase_node) nodes;
    LIST(struct phrase_edge) edges;
    LIST(struct phrase_rule) rules;
    LIST(struct slice) macro_texts;
    LIST(uint32_t) roots; // by class: first root edge
    uint32_t special_roots; // first root edge of a number element
    LIST(struct phrase_root) word_roots; // the root edges of each word, word after word
    uint32_t *word_root_first;           // by word, and one more at the end
    uint32_t class_number[16]; // enum number_class -> class
    uint32_t not_plural;       // class of words that only look like plurals; NO_INDEX = none
};

struct phrase_capture {
    uint8_t slot, span;       // span: how many spans were opened before it (0 = context), 1-based
    uint32_t start, end;      // tokens
    struct slice value;       // lexicon value of a word
    int64_t integer;          // of value, or of a whole number
    struct number number;     // of a number element
};

struct phrase_match {
    const struct phrase_rule *rule;
    uint32_t start, end; // tokens, with context
    uint32_t span_count;
    struct { uint32_t start, end; } spans[PHRASE_SPAN_LIMIT]; // tokens
    uint32_t capture_count;
    struct phrase_capture captures[PHRASE_PATH_LIMIT];
};

// Compiles the named lexicon files (NULL at the end) into one grammar.
bool phrase_grammar_open(struct phrase_grammar *grammar, struct arena *arena,
                         const struct data_source *data, const char *const *files,
                         struct error *error);
// Reads the tokens of one paragraph from position on; gives where the next one begins.
uint32_t phrase_tokens_read(const struct phrase_grammar *grammar, struct phrase_tokens *tokens,
                            uint32_t position, struct arena *scratch);
// The longest rule that matches at token `start` and ends by token `limit`; false if none does.
// A stage that cannot use what it gets (31 février) asks again with a smaller limit.
bool phrase_match_at(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                     uint32_t start, uint32_t limit, struct phrase_match *match);
// First entry of a word in a class, or NO_INDEX; the next ones follow while they are of it.
uint32_t phrase_entry_of(const struct phrase_grammar *grammar, uint32_t word, uint32_t class);
// The number of a class, for phrase_class_at; NO_INDEX if no file names it.
uint32_t phrase_class(const struct phrase_grammar *grammar, const char *name);
// The entry of class that stands at token `start` (the longest), with the token after it in *end;
// NULL if none does.
const struct phrase_entry *phrase_class_at(const struct phrase_grammar *grammar,
                                           const struct phrase_tokens *tokens, uint32_t start,
                                           uint32_t class, uint32_t *end);
// Value of a rule's parameter, or SLICE_NONE.
struct slice phrase_parameter(const struct phrase_rule *rule, const char *key);

#endif
