// SPDX-License-Identifier: Apache-2.0
// Who a noun phrase stands for, as party of an event or commitment: shared by the stages event
// and commitment. Names, demonyms, possessors, nouns for people who act, pronouns.
#ifndef RECOUPE_EXTRACT_EVENT_PARTY_H
#define RECOUPE_EXTRACT_EVENT_PARTY_H

#include "extract/rule.h"

enum gender { GENDER_OPEN, GENDER_MALE, GENDER_FEMALE };

struct topic {
    party_list parties;
    uint8_t gender; // enum gender
    bool several;   // a plural noun or coordinated phrases
};

// What pronouns may go back to: kept from sentence to sentence.
struct topics {
    struct topic single, plural; // the last subjects that were one party / several
};

// Adds the parties of one argument (coordinated ones too) to parties, in the document's arena.
void party_add(const struct view *view, const struct topics *topics,
               const struct argument *argument, party_list *parties);
// The parties that fill the first of the slots that has any.
void party_fill(const struct view *view, const struct topics *topics, const struct match *match,
                const struct rule_slots *slots, party_list *parties);
// Adds the parties of one phrase. deep: a noun that is no agent may stand for the country that its
// complement names. True when there are any.
bool chunk_parties(const struct view *view, const struct topics *topics, uint32_t chunk, bool deep,
                   party_list *parties);
// Whom a pronoun, or the owner that a possessive names, stands for (event_pronoun.c).
void pronoun_parties(const struct view *view, const struct topics *topics, uint32_t word,
                     bool possessive, party_list *parties);
// Notes the subject of the sentence for the pronouns of the next one.
void topics_update(const struct view *view, struct topics *topics);
// The entity of a reference, NULL for none.
const struct entity *party_entity(const struct view *view, struct reference reference);
// Adds one party that is not there yet.
void party_put(struct arena *arena, party_list *parties, struct party party);
bool party_same(const struct party *a, const struct party *b);
bool party_in(const party_list *parties, const struct party *party);
void party_merge(struct arena *arena, party_list *into, const party_list *from);
// Takes out of parties who is among others.
void parties_drop_shared(party_list *parties, const party_list *others);
// Text of a phrase without its leading article.
struct slice phrase_text(const struct view *view, uint32_t first, uint32_t end);

#endif
