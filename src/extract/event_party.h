// SPDX-License-Identifier: Apache-2.0
// Who a noun phrase stands for, as party of an event or commitment: shared by the stages event
// and commitment. Names, demonyms, possessors, nouns for people who act, pronouns.
#ifndef RECOUPE_EXTRACT_EVENT_PARTY_H
#define RECOUPE_EXTRACT_EVENT_PARTY_H

#include "extract/rule.h"

// What pronouns may go back to: kept from sentence to sentence.
struct topics {
    party_list single, plural; // parties of the last subjects, one party / several
    bool person;               // single is a person
};

// Adds the parties of one argument (coordinated ones too) to parties, in the document's arena.
void party_add(const struct view *view, const struct topics *topics,
               const struct argument *argument, party_list *parties);
// The parties that fill the first of the slots that has any.
void party_fill(const struct view *view, const struct topics *topics, const struct match *match,
                const struct rule_slots *slots, party_list *parties);
// Notes the subject of the sentence for the pronouns of the next one.
void topics_update(const struct view *view, struct topics *topics);
bool party_same(const struct party *a, const struct party *b);
bool party_in(const party_list *parties, const struct party *party);
void party_merge(struct arena *arena, party_list *into, const party_list *from);
// Text of a phrase without its leading article.
struct slice phrase_text(const struct view *view, uint32_t first, uint32_t end);

#endif
