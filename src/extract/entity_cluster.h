// SPDX-License-Identifier: Apache-2.0
// Clusters of mentions under construction, one for each entity. Shared by entity*.c only.
#ifndef RECOUPE_EXTRACT_ENTITY_CLUSTER_H
#define RECOUPE_EXTRACT_ENTITY_CLUSTER_H

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

#endif
