// SPDX-License-Identifier: Apache-2.0
// What the name stages know of the world and of words: lexicon/knowledge/*.txt (countries,
// capitals, leaders, organisations, weapons), the word lists of lexicon/LANGUAGE (titles, roles,
// first names, demonyms…), compiled once into one trie a language. Also the pieces in which
// names are compared: runs of letters and digits, folded. Helper of mention.c and entity.c;
// finds nothing in a document by itself.
#ifndef RECOUPE_EXTRACT_KNOWLEDGE_H
#define RECOUPE_EXTRACT_KNOWLEDGE_H

#include "base/table.h"
#include "doc/document.h"
#include "doc/stage.h"

#define NAME_PIECES_MAX 16 // longest name or phrase, in pieces; longer lexicon lines are errors

enum piece_shape { SHAPE_LOWER, SHAPE_CAPITAL, SHAPE_UPPER, SHAPE_MIXED, SHAPE_DIGIT };

// What stands between a piece and the one before it.
enum piece_joint {
    JOINT_BREAK, // start of text, line end, or other punctuation
    JOINT_SPACE,
    JOINT_HYPHEN,
    JOINT_APOSTROPHE,
    JOINT_DOT,   // ". ": after an initial or abbreviation
    JOINT_COMMA, // ", "
    JOINT_QUOTE, // an opening quotation mark
    JOINT_PAREN, // an opening parenthesis
};

struct piece {
    uint32_t start, end; // bytes of the text; a dotted acronym (U.N.) is one piece
    uint32_t word;       // number in the lexicon's words, or TABLE_NONE
    uint8_t shape, joint;
    bool initial; // its capital says nothing: start of sentence, line or quotation
    bool dot_after;
};

typedef LIST(struct piece) piece_list;

// Facts about single words, as bits.
enum word_flag {
    WORD_TITLE = 1 << 0,        // M., Mme, Mr: a person's name follows
    WORD_FIRST_NAME = 1 << 1,   // a given name
    WORD_COMMON = 1 << 2,       // an ordinary word, whatever its capital
    WORD_PARTICLE = 1 << 3,     // de, von, ben: inside persons' names
    WORD_ORGANISATION = 1 << 4, // ministère, parti, université: heads an organisation's name
    WORD_PLACE_PART = 1 << 5,   // lac, mont, rue: first word of a place's name
    WORD_PLACE_BEFORE = 1 << 6, // ville, province: before a place's name
    WORD_PLACE_AFTER = 1 << 7,  // River, County, Street: last word of a place's name
    WORD_SUFFIX = 1 << 8,       // SA, Inc, Ltd: last word of a company's name
    WORD_LINK = 1 << 9,         // de, du, of: inside names of organisations
    WORD_PREPOSITION = 1 << 10, // à, en, in: before places
    WORD_SPEECH = 1 << 11,      // dit, déclare, said: a person stands beside it
    WORD_EPITHET = 1 << 12,     // national, européen: lower-case part of an organisation's name
    WORD_ARTICLE = 1 << 13,
    WORD_SURNAME = 1 << 14,     // last name of a person in the knowledge files
    WORD_WORK = 1 << 15,        // film, roman: before a work's title
    WORD_PROGRAMME = 1 << 16,   // opération, programme: before its name
    WORD_PRONOUN_HE = 1 << 17,
    WORD_PRONOUN_SHE = 1 << 18,
    WORD_IMPERSONAL = 1 << 19,  // faut, s'agit: after an il that is nobody
    WORD_PORTFOLIO = 1 << 20,   // Affaires, Défense: what a ministry minds
    WORD_ORGANISATION_BEFORE = 1 << 21, // groupe, journal: before a name, no part of it
    WORD_FEMALE = 1 << 24,      // a given name that women bear
    WORD_MALE = 1 << 25,
    WORD_ORDINARY = 1 << 26,    // written in lower case in running text
    WORD_CLUB = 1 << 27,        // FC, AS: in capitals before a club's town
    WORD_ORGANISATION_ALONE = 1 << 28, // Sénat, Congrès: a capital alone names it
    WORD_MODIFIER = 1 << 29,    // vice, former, senior: between a state and a role
    WORD_EVENT = 1 << 30,       // Cup, Festival: last word of an event's name
    WORD_FACING = 1 << 23,      // face, grâce: before an à that is of no place
    WORD_ORGANISATION_NAMED = 1 << 22,  // lycée, musée: a name may follow at once
};

enum record_class { RECORD_THING, RECORD_DEMONYM, RECORD_ROLE, RECORD_AGENT };

enum office { OFFICE_STATE = 1, OFFICE_GOVERNMENT = 2 }; // head of state, head of government

// One thing of the world (or one phrase with its code). Dates are yyyymmdd, 0 = open.
struct record {
    enum record_class class;
    enum entity_kind kind;
    struct slice names[LANGUAGE_READ_COUNT]; // first name in each language, or NONE
    struct slice wikidata, country, cameo;
    // "knowledge/towns.tripoli.LBN": file, first name, state; the same in all languages
    struct slice rule;
    struct slice seat;   // code of the body that a capital also stands for (Bruxelles: the EU)
    struct slice stands; // DEMONYM without a state: the place that it stands for (Europe)
    int32_t from, to;
    int32_t earlier_from, earlier_to; // a first time in office
    uint8_t office; // enum office bits: held by a person, or that a role names
    bool metonym;  // may act for its country (a capital, a seat of power)
    bool scoped;   // ROLE, AGENT: a state is part of its meaning
    bool alone;    // AGENT: a party even without a state (la police, les rebelles)
    bool past;     // PERSON long out of office: the surname alone is no sign of a person
    bool user;     // from the user's own file, before all others
    bool coarse;   // a dictionary of codes without identity: never merges two names
};

struct entry {
    uint32_t record;
    uint32_t next;     // next entry of the same name, or 0; entries[0] is void
    uint32_t capitals; // bit i: piece i must be capitalised
    uint32_t uppers;   // bit i: piece i must be all capitals
    bool short_form;   // l'Alliance: only where the document names the thing in full
};

struct lexicon {
    struct table words;       // folded piece -> number
    LIST(uint32_t) flags;     // word_flag bits of each word
    LIST(uint32_t) roots;     // node that each word starts, 0 = none
    LIST(uint32_t) node_entry; // first entry that ends in a node, 0 = none
    LIST(struct entry) entries;
    uint64_t *edge_keys;   // (node << 32 | word) + 1; 0 = free
    uint32_t *edge_nodes;
    uint32_t edge_capacity, edge_count;
};

// A person of the knowledge files by surname: `records` chained by next.
struct surname {
    uint32_t record, next; // next: number in surnames, 0 = none; item 0 is void
};

struct knowledge {
    struct arena *arena;
    struct lexicon lexicons[LANGUAGE_READ_COUNT]; // by enum language; [0] stays empty
    LIST(struct record) records;
    struct table countries;     // ISO alpha-3 -> record
    struct table surname_first; // folded surname ("le pen") -> first in surnames
    LIST(struct surname) surnames;
};

// Compiles everything. NULL after filling error (a broken line names its file and number).
const void *knowledge_open(struct arena *arena, const struct data_source *data,
                           struct error *error);
// Lexicon of the document's language, or NULL when the language is not read.
const struct lexicon *knowledge_lexicon(const struct knowledge *knowledge, enum language language);
// True when the record's dates hold on the day (yyyymmdd); open ends hold always.
bool record_holds(const struct record *record, int32_t day);
// Country's record by code, or NULL.
const struct record *knowledge_country(const struct knowledge *knowledge, struct slice code);

// --- matching
struct match {
    uint32_t entry;  // first entry (follow .next), 0 = none
    uint32_t length; // in pieces
};
// Longest name of the lexicon that starts at pieces[index]; pieces must be joined by spaces,
// hyphens, apostrophes or dots. Capitals count unless `any_case`.
struct match lexicon_match(const struct lexicon *lexicon, const struct piece *pieces,
                           uint32_t count, uint32_t index, bool any_case);
// The same, but a role leaves a longer state's name whole: président | de la République
// démocratique du Congo, not président de la République.
struct match phrase_match(const struct knowledge *knowledge, const struct lexicon *lexicon,
                          const struct piece *pieces, uint32_t count, uint32_t index);
// True when entry's capitals fit the pieces.
bool entry_fits(const struct entry *entry, const struct piece *pieces, uint32_t length);
static inline uint32_t lexicon_flags(const struct lexicon *lexicon, uint32_t word)
{
    return word == TABLE_NONE ? 0 : lexicon->flags.items[word];
}

// --- pieces (knowledge_piece.c)
// Cuts text[start, end) into pieces, appended to list. Numbers of words come from lexicon
// (NULL: none). Initial is set on the first piece of each line only.
void pieces_cut(struct arena *arena, const struct lexicon *lexicon, struct slice text,
                struct span span, piece_list *list);
// Folded form of a piece: lower case, no diacritics, no dots. At most `size` bytes are written.
size_t piece_fold(struct slice text, char *out, size_t size);

// --- compiling (knowledge_compile.c)
uint32_t lexicon_word(struct knowledge *knowledge, struct lexicon *lexicon, struct slice folded);
// Adds a name, cut in pieces, for the entry's record. False when it is empty or too long.
bool lexicon_add(struct knowledge *knowledge, struct lexicon *lexicon, struct slice name,
                 const piece_list *pieces, struct entry entry);
void lexicon_init(struct knowledge *knowledge, struct lexicon *lexicon);
// Notes a person's surname: all after the first piece of name, and the last piece.
void knowledge_add_surname(struct knowledge *knowledge, struct slice name, uint32_t record);
// Folded pieces [from, count) of text, joined by spaces, in arena.
struct slice pieces_key(struct arena *arena, struct slice text, const struct piece *pieces,
                        uint32_t count);

#endif
