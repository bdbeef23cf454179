// SPDX-License-Identifier: Apache-2.0
// A gazetteer: finds the phrases of word lists in running words. Phrases and words are cut the
// same way, into pieces (at spaces, after apostrophes, around hyphens and points) and folded (case,
// diacritics, ligatures, kinds of apostrophe and hyphen), so that "Etats-unis" finds
// "États-Unis" however it was tokenised. A match starts and ends at a token's border.
// Folding loses case: a caller that wants capitals looks at its tokens.
//
// Use: init, add…; then per sentence: gazetteer_text_init with the surface tokens (one for the
// words of a multiword token), gazetteer_find at each token. Time is linear in the text times the
// longest phrase (at most GAZETTEER_PIECES).
#ifndef RECOUPE_MODEL_GAZETTEER_H
#define RECOUPE_MODEL_GAZETTEER_H

#include "base/table.h"

#define GAZETTEER_PIECES 24 // longest phrase, in pieces; longer ones are not added

struct gazetteer_node {
    uint32_t value; // first value of the phrase that ends here, 1-based in values; 0 = none
};

struct gazetteer_value {
    uint32_t value;
    uint32_t next; // 1-based; 0 = last
};

struct gazetteer_edge {
    uint64_t key; // (node << 32 | piece) + 1; 0 = free
    uint32_t node;
};

struct gazetteer {
    struct arena *arena;
    struct table pieces; // folded piece -> number
    LIST(struct gazetteer_node) nodes;
    LIST(struct gazetteer_value) values;
    struct gazetteer_edge *edges; // open addressing
    uint32_t edge_slots, edge_count;
};

// The tokens of a text, cut and folded once.
struct gazetteer_text {
    uint32_t *pieces;       // piece numbers, TABLE_NONE for unknown ones
    uint32_t *piece_start;  // per token: its first piece; [token_count] = piece count
    uint32_t *piece_token;  // per piece: its token if it is that token's last, else NO token (-1)
    uint32_t token_count;
};

struct gazetteer_match {
    uint32_t token_count; // tokens covered, from the one asked for
    uint32_t value;       // the first value that was added for the phrase
    uint32_t more;        // handle for gazetteer_next; 0 = no further value
};

void gazetteer_init(struct gazetteer *gazetteer, struct arena *arena);
// Adds a phrase with a value. The same phrase may have several values; the same pair counts once.
// Returns false when the phrase is empty or too long.
bool gazetteer_add(struct gazetteer *gazetteer, struct slice phrase, uint32_t value);
void gazetteer_text_init(const struct gazetteer *gazetteer, struct arena *scratch,
                         const struct slice *tokens, uint32_t count, struct gazetteer_text *text);
// Longest phrase that starts at the token.
bool gazetteer_find(const struct gazetteer *gazetteer, const struct gazetteer_text *text,
                    uint32_t token, struct gazetteer_match *match);
// All phrases that start at the token, shortest first, into matches[0..limit). Returns how many.
uint32_t gazetteer_find_all(const struct gazetteer *gazetteer, const struct gazetteer_text *text,
                            uint32_t token, struct gazetteer_match *matches, uint32_t limit);
// Moves match to its phrase's next value; false when there is none.
bool gazetteer_next(const struct gazetteer *gazetteer, struct gazetteer_match *match);

#endif
