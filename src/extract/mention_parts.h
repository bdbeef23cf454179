// SPDX-License-Identifier: Apache-2.0
// What the mention stage scans: the pieces of a document with its words, the candidates found, and
// what is asked of one piece. Shared by mention*.c only.
#ifndef RECOUPE_EXTRACT_MENTION_PARTS_H
#define RECOUPE_EXTRACT_MENTION_PARTS_H

#include "extract/knowledge.h"

// How sure a candidate is of being a name, and of its kind.
enum certainty {
    DOUBTFUL, // dropped unless the document says more
    LIKELY,   // a name; its kind may be changed by better evidence in the document
    CERTAIN,
};

struct candidate {
    uint32_t from, to; // pieces, end exclusive
    enum entity_kind kind;
    enum certainty certainty;
    bool name;
    const char *rule; // "title", "first_name"…: printed as LANGUAGE/mention.RULE
    uint32_t record;  // record + 1 when from the knowledge files, else 0
    bool short_form;  // stands only when another candidate names the same record in full
};

struct scan {
    const struct knowledge *knowledge;
    const struct lexicon *lexicon;
    struct document *document;
    struct arena *scratch;
    piece_list pieces;
    uint32_t *words; // word of each piece, or NO_INDEX
    LIST(struct candidate) candidates;
    uint32_t person_after; // piece at which a title or role makes a person's name start
    uint32_t place_after;  // the same for a place
    uint32_t organisation_after;
    uint32_t work_after, programme_after;
    uint32_t phrase_end; // pieces before it belong to a role or agent already found
    bool labelled; // a trained tagger has looked at the words
    bool loud; // this sentence is in capitals: they say nothing
};

static inline const struct piece *piece_at(const struct scan *scan, uint32_t index)
{
    return index < scan->pieces.count ? &scan->pieces.items[index] : NULL;
}
// Flags of a piece's word; 0 past the end.
uint32_t flags_at(const struct scan *scan, uint32_t index);
bool is_capital(const struct piece *piece);
// True when pieces index-1 and index may belong to one name.
bool is_joined(const struct scan *scan, uint32_t index);
bool is_initial(const struct scan *scan, uint32_t index);
uint8_t upos_at(const struct scan *scan, uint32_t index);
uint8_t ner_at(const struct scan *scan, uint32_t index);
// True when the tagger's name goes on at a piece (an I label).
bool label_goes_on(const struct scan *scan, uint32_t index);
// True when pieces index-1 and index are parts of one word (Jong-un).
bool is_one_word(const struct scan *scan, uint32_t index);
struct slice piece_text(const struct scan *scan, uint32_t index);
// Longest match at index with its first record; NULL when there is none.
const struct record *record_at(const struct scan *scan, uint32_t index, struct match *match);
struct candidate *candidate_add(struct scan *scan, uint32_t from, uint32_t to,
                                enum entity_kind kind, const char *rule);

#endif
