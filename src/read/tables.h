// SPDX-License-Identifier: Apache-2.0
// What the room knows, compiled once from lexicon/: character encodings and references, HTML's
// element names, words in class attributes, phrases that are not article text, agencies, months,
// sites. Everything here is read-only after read_open.
#ifndef RECOUPE_READ_TABLES_H
#define RECOUPE_READ_TABLES_H

#include "base/table.h"
#include "base/utf8.h"
#include "read/html/tag.h"
#include "read/read.h"

struct encoding {
    struct slice name;     // WHATWG name in lower case
    uint16_t *codes;       // code points of bytes 0x80..0xFF; NULL: the C library converts
};

struct reference_entry {
    char bytes[8]; // UTF-8 of the one or two code points
    uint8_t size;
    bool bare; // also read without its semicolon
};

// What a phrase on a line says about the line (lexicon/*/page.txt).
#define PHRASE_EFFECTS(X)                                                                          \
    X(DROP, "drop")           /* the line is no body */                                            \
    X(STOP, "stop")           /* nor is anything that follows it in its container */               \
    X(CREDIT, "credit")       /* a photo credit */                                                 \
    X(BYLINE, "byline")       /* a byline; the rest of the line names authors */                   \
    X(OPENING, "opening")     /* opens the names in an element that is a byline by its class */   \
    X(PUBLISHED, "published") /* the rest of the line is the day of publication */                 \
    X(MODIFIED, "modified")   /* the rest of the line is the day of the last change */             \
    X(BIOGRAPHY, "biography") /* a line about the author, at the end */

enum phrase_effect {
    PHRASE_NONE,
#define X(name, text) PHRASE_##name,
    PHRASE_EFFECTS(X)
#undef X
        PHRASE_EFFECT_COUNT,
};

#define PHRASE_GRAMS 16384 // 40 times the phrases: few lines meet a hash by chance

enum phrase_match { MATCH_IS, MATCH_STARTS, MATCH_HAS, MATCH_ENDS };

struct phrase {
    struct slice text; // folded
    uint8_t effect, match;
    uint32_t gram;    // four bytes of its text (tables.c): a line without these does not have it
    uint32_t gram_at; // where they stand in it
    uint32_t next; // of those inside lines: the next with a gram of the same hash, 0 = none
};

// What a word in a class, id or role says about an element (lexicon/html/classes.txt).
#define CLASS_FLAGS(X)                                                                             \
    X(DROP, "drop")       /* never body, nor what is in it */                                      \
    X(BODY, "body")       /* the article's text */                                                 \
    X(LEAD, "lead")       /* standfirst */                                                         \
    X(CAPTION, "caption") /* picture caption or credit */                                          \
    X(BYLINE, "byline")   /* names of authors */                                                   \
    X(DATE, "date")       /* dates of the article */                                               \
    X(TITLE, "title")     /* headline */                                                           \
    X(WEAK, "weak")       /* not body unless its text says otherwise */                            \
    X(NEVER, "never")     /* the same, however much text is in it */                               \
    X(UNSEEN, "unseen")   /* dropped because it is not shown */                                   \
    X(KEEP, "keep")       /* outweighs drop and weak on the same element */

enum class_flag {
    CLASS_FLAG_FIRST,
#define X(name, text) CLASS_##name##_INDEX,
    CLASS_FLAGS(X)
#undef X
        CLASS_FLAG_COUNT,
};
enum {
#define X(name, text) CLASS_##name = 1 << CLASS_##name##_INDEX,
    CLASS_FLAGS(X)
#undef X
};

#define CLASS_STARTS 4096

// Hash of the first three bytes of a class word.
static inline uint32_t class_start(const char *key)
{
    uint32_t letters = (uint32_t)(unsigned char)key[0] | (uint32_t)(unsigned char)key[1] << 8 |
                       (uint32_t)(unsigned char)key[2] << 16;
    return letters * 2654435761u >> 20;
}

struct agency {
    struct slice name;  // "AFP"
    struct slice key;   // folded form
    bool case_matters;  // the form is an acronym: only in capitals
    struct slice form;  // as written
};

enum date_word {
    DATE_WORD_FILLER, // may stand between the parts of a date: "of", "de"
    DATE_WORD_SIGN,   // stands behind each number: 2025年7月14日
};

// What a word does in a byline (lexicon/html/bylines.txt).
enum {
    BYLINE_BETWEEN = 1, // stands between two names
    BYLINE_BESIDE = 2,  // the same; a field that has it stays whole
    BYLINE_AROUND = 4,  // stands around an agency's name
    BYLINE_PLACE = 8,   // what follows is where the author was
    BYLINE_END = 16,    // no name goes on with it
};

#define ZONE_ZERO (24 * 60) // of the values of zones

struct read_tables {
    struct table encoding_labels; // -> encodings
    LIST(struct encoding) encodings;
    struct table references; // name without ';' -> reference_entries
    LIST(struct reference_entry) reference_entries;
    uint8_t tags[HTML_TAG_SLOTS]; // enum html_tag by the hash of its name, see html/tag.h
    struct table classes; // words joined by '-' -> class flags
    uint64_t class_starts[CLASS_STARTS / 64]; // hashes of the first three letters of its keys
    LIST(struct phrase) phrases;
    index_list phrases_at[256]; // those that a line is or starts with, by first byte
    // Those that it has or ends with, by the hash of their gram: 1 + the first of a chain.
    uint32_t phrases_inside[PHRASE_GRAMS];
    uint64_t phrase_grams[PHRASE_GRAMS / 64]; // which hashes there are
    LIST(struct agency) agencies;
    struct table months; // folded month name -> 1..12
    struct table date_words; // folded words in dates -> enum date_word
    struct table zones; // folded names of time zones -> minutes east of Greenwich + ZONE_ZERO
    struct table day_first_hosts; // endings of hosts whose English has the day before the month
    struct table given_names; // folded
    struct table byline_words; // folded -> BYLINE flags
    struct table nobodies; // folded account names that name no author
    LIST(struct slice) author_pages; // parts of addresses
    struct table sites;  // host name -> name, index into site_names
    LIST(struct slice) site_names;
};

// The effect of the first phrase that matches a folded line, PHRASE_NONE if none does. rest, if
// not NULL, is what follows a phrase that the line starts with or has (folded).
enum phrase_effect phrase_find(const struct read_tables *tables, struct slice folded,
                               struct slice *rest);
// Whether a folded line matches any phrase of this effect.
bool phrase_has(const struct read_tables *tables, struct slice folded, enum phrase_effect effect,
                struct slice *rest);

#endif
