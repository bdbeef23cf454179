// SPDX-License-Identifier: Apache-2.0
// The entity stage's inside: clusters of mentions under construction. Shared by entity*.c only.
#ifndef RECOUPE_EXTRACT_ENTITY_H
#define RECOUPE_EXTRACT_ENTITY_H

#include "extract/knowledge.h"

// Entities that a new mention is compared with: keeps a text of names alone in linear time.
// A long press article has under 200.
#define CLUSTERS_COMPARED 1000

struct cluster {
    struct entity entity;
    const struct record *record; // thing of the knowledge files, or NULL
    struct slice key;            // folded pieces of the fullest name, joined by spaces
    uint32_t pieces;             // how many
    bool named;                  // by a proper name in the text
    const struct record *role;   // role beside the name, or NULL
};

struct merging {
    const struct knowledge *knowledge;
    const struct lexicon *lexicon;
    struct document *document;
    struct arena *scratch;
    LIST(struct cluster) clusters;
    uint32_t *cluster_of; // of each mention, or NO_INDEX
    struct table keys;    // key -> cluster, for all but persons
};

static inline uint32_t clusters_compared(const struct merging *merging)
{
    return merging->clusters.count < CLUSTERS_COMPARED ? merging->clusters.count
                                                       : CLUSTERS_COMPARED;
}
// Pieces of a mention's text, in scratch.
piece_list mention_pieces(struct merging *merging, uint32_t mention);
// Record whose name is the whole mention, of the wished kind where there is one; or NULL.
const struct record *mention_record(struct merging *merging, uint32_t mention,
                                    const piece_list *pieces);
uint32_t cluster_add(struct merging *merging, uint32_t mention, struct slice key,
                     uint32_t pieces);
void cluster_take_record(struct merging *merging, uint32_t cluster, const struct record *record);

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
