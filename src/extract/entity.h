// SPDX-License-Identifier: Apache-2.0
// The entity stage's inside: who joins which cluster (entity_cluster.h), step by step. Shared by
// entity*.c only.
#ifndef RECOUPE_EXTRACT_ENTITY_H
#define RECOUPE_EXTRACT_ENTITY_H

#include "extract/entity_cluster.h"

// Which of the places of one name is meant (entity_place.c).
void places_resolve(struct merging *merging);
// Brussels acts for the Union where the document speaks of it.
void seats_resolve(struct merging *merging);
// Persons by name: full names first, then surnames (entity_person.c).
void persons_merge(struct merging *merging);
// Roles and agents: beside a name, by the same role, or unnamed (entity_role.c).
void roles_merge(struct merging *merging);
// Pronouns that open a sentence (entity_pronoun.c): adds mentions.
void pronouns_merge(struct merging *merging);
// Country and CAMEO code that a phrase states (ministre allemand: DEU, DEUGOV).
void phrase_codes(struct merging *merging, const piece_list *pieces, struct entity *entity);

#endif
