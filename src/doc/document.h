// SPDX-License-Identifier: Apache-2.0
// The document: one article as read and cleaned, and the layers that stages lay over its text.
// Read this file first: every stage takes a struct document and adds one layer to it.
// Everything hangs in the document's arena and lives as long as it. Spans are bytes of `text`,
// end exclusive; they become code points only when printed (doc/dump.c).
#ifndef RECOUPE_DOC_DOCUMENT_H
#define RECOUPE_DOC_DOCUMENT_H

#include "doc/finding.h"
#include "doc/grammar.h"
#include "doc/language.h"

enum date_basis { DATE_BASIS_NONE, DATE_METADATA, DATE_TEXT, DATE_OPTION, DATE_BASIS_COUNT };
enum origin_kind { ORIGIN_NONE, ORIGIN_WIRE, ORIGIN_FAMILY, ORIGIN_OUTLET, ORIGIN_KIND_COUNT };

struct document_date {
    struct slice value; // "2025-07-14", "2025-07-14T10:00:00+02:00", or "2025-07"; NONE = unknown
    enum date_basis basis;
};

struct document_origin {
    enum origin_kind kind;
    struct slice name; // "AFP"
    struct span span;  // where the text says so; {0,0} when metadata says so
};

struct note {
    struct slice where, what;
};

struct sentence {
    struct span span;
    uint32_t word_start, word_end; // in words, end exclusive
};

// A syntactic word (UD). Words of one multiword token (du = de + le) share the token's span and
// are told by token_first/token_size: `du` gives two words with token_size 2.
struct word {
    struct span span;      // of the surface token
    struct slice form;     // of the word: slice of text, or "de" / "le" inside a multiword token
    struct slice lower;    // form in lower case, every apostrophe as '
    struct slice lemma;
    struct slice unit;     // the light verb or name of several words that it is part of; or NONE
    feature_set features;
    uint32_t head;         // index in words; NO_INDEX for the root of its sentence
    uint8_t upos;          // enum upos
    uint8_t relation;      // enum relation
    uint8_t token_index;   // 0-based place inside its surface token
    uint8_t token_size;    // words in its surface token (1 mostly)
    uint8_t ner;           // 0 = O, else 2 * (label - 1) + 1 for B, + 2 for I; enum ner_label
    bool space_after;
};

enum ner_label { NER_NONE, NER_PER, NER_LOC, NER_ORG, NER_MISC, NER_COUNT };

// From clean text back to the source: text bytes [text_start, next run's text_start) come from
// source_size bytes at source_start. Equal sizes: byte for byte (a space may be any white space).
// Otherwise each of the run's characters takes an equal share of the source: one character from
// its reference, characters from a single-byte or two-byte encoding. Size 0: from no byte
// (the line end between two paragraphs, the space of a <br>).
struct source_run {
    uint32_t text_start, source_start, source_size;
};

// What a piece of the text is in its source. Every line of the text is one of the first four;
// links lie inside them.
#define STRUCTURE_KINDS(X)                                                                         \
    X(PARAGRAPH, "paragraph") X(HEADING, "heading") X(ITEM, "item") X(QUOTATION, "quotation")      \
    X(LINK, "link")
enum structure_kind {
    STRUCTURE_NONE,
#define X(name, text) STRUCTURE_##name,
    STRUCTURE_KINDS(X)
#undef X
        STRUCTURE_KIND_COUNT,
};
extern const char *const structure_kind_names[STRUCTURE_KIND_COUNT];

#define STRUCTURE_MOST 50000 // no article has more; where there are more, none are given
struct structure {
    struct span span;
    enum structure_kind kind;
    struct slice url; // of a link: resolved against the page's address where that is known
};

// A person's decision on claims, kept by places in texts, so that it outlives every comparison and
// every better model: compare finds the statements that stand there.
enum decision_kind {
    DECISION_MERGE,  // the statement and the others state one thing
    DECISION_SPLIT,  // the statement states another thing than the others
    DECISION_REJECT, // the statement and the others are no claim
};

struct statement_place {
    struct slice document;    // id
    struct span span, anchor; // in code points of its text; anchor {0,0}: none
};

struct claim_decision {
    uint32_t number; // in order of which decisions were made
    enum decision_kind kind;
    struct statement_place place;
    LIST(struct statement_place) others;
};

struct document {
    struct arena *arena; // owner of all below

    // what read gives
    struct slice id;        // hex, from the content
    struct slice source;    // path, record or URL it came from
    struct slice source_id; // the input record's own identifier
    struct slice sha256;    // of the original bytes, hex
    struct slice url, site, title;
    LIST(struct slice) authors;
    struct document_origin origin;
    struct document_date published, modified;
    enum language language;
    struct slice language_other; // code as stated, when it is none of enum language
    bool language_doubtful; // stated by a page's template: a text that clearly speaks another wins
    struct slice text;           // clean UTF-8; paragraphs joined by "\n"
    LIST(struct note) notes;
    LIST(struct structure) structure; // by start, a line before its links; empty: unknown
    LIST(struct source_run) source_map; // in order of text_start; empty: unknown

    // what parse gives
    LIST(struct sentence) sentences;
    LIST(struct word) words;

    // what extract gives: one list for each kind of finding
#define KIND(NAME, type, list, prefix, heading_fr, heading_en) LIST(struct type) list;
    FINDING_KINDS(KIND)
#undef KIND

    LIST(struct claim_decision) decisions; // on its statements; of a dossier's documents only
};

extern const char *const decision_names[DECISION_REJECT + 1]; // as printed and stored

// An empty document in arena (all zero but the arena).
void document_init(struct document *document, struct arena *arena);
// Sets id from text, title, url, site, source_id and published date, never from the path: the
// same article gives the same id, two outlets that print one text do not.
void document_set_id(struct document *document);
void document_note(struct document *document, const char *where, struct slice what);
struct slice document_span_text(const struct document *document, struct span span);
// Sentence that holds byte position, or NO_INDEX.
uint32_t document_sentence_at(const struct document *document, uint32_t position);
// First word whose span ends after position (binary search), or words.count.
uint32_t document_word_at(const struct document *document, uint32_t position);
// Bytes [*start, *end) of the source that a span of text came from: from its first to its last
// character that has any. False when the map is not known or the span came from no byte.
bool document_source_span(const struct document *document, struct span span, uint32_t *start,
                          uint32_t *end);
// The day that a date value names: false for unknown, month-only or unreadable values.
bool document_published_day(const struct document *document, struct date *date);

#endif
