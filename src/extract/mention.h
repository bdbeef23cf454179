// SPDX-License-Identifier: Apache-2.0
// The mention stage's inside: one scan over the pieces of a document makes candidates, a second
// look at the whole document settles what one sentence could not. Shared by mention*.c only.
#ifndef RECOUPE_EXTRACT_MENTION_H
#define RECOUPE_EXTRACT_MENTION_H

#include "extract/mention_parts.h"

// A run of capitals from index: its candidate, and the piece to go on with (mention_chunk.c).
uint32_t chunk_scan(struct scan *scan, uint32_t index);
uint32_t chunk_end(const struct scan *scan, uint32_t index);
// True when the run from index holds an organisation's word (American Airlines).
bool chunk_is_organisation(const struct scan *scan, uint32_t index);
// Phrases that open with a lower-case word or a known record (mention_phrase.c).
uint32_t phrase_scan(struct scan *scan, uint32_t index);
// Longer names that the trained tagger saw (mention_label.c).
void labels_apply(struct scan *scan);
// Its spans and kinds where the candidates' evidence is weaker.
void labels_trust(struct scan *scan);
// What stands right before a name and belongs to it (mention_widen.c).
void candidates_widen(struct scan *scan);
// What the whole document says of its doubtful candidates (mention_settle.c).
void candidates_settle(struct scan *scan);

#endif
