// SPDX-License-Identifier: Apache-2.0
// Word clusters: words that occur in the same surroundings share a fine cluster, fine clusters a
// coarse one. Made from raw text by `recoupe-train words`; file models/LANG.words, kind "words":
// "keys" U16 and "fine" U16 (same slots, searched as a table of fingerprints), "coarse" U16 per
// fine cluster. Cluster 0 is that of unknown words.
#ifndef RECOUPE_MODEL_CLUSTER_H
#define RECOUPE_MODEL_CLUSTER_H

#include "model/model.h"

struct cluster_table {
    const uint16_t *keys, *fine, *coarse;
    uint32_t slots, fine_count; // slots 0: no clusters, every word is unknown
};

struct cluster {
    uint16_t fine, coarse;
};

bool cluster_table_open(struct cluster_table *words, struct slice bytes, const char *name,
                struct error *error);
// Clusters of a lower-case word; figures are looked up with every digit as 0.
struct cluster cluster_find(const struct cluster_table *words, struct slice lower);
// The key under which a word is kept (its hash).
uint64_t cluster_hash(struct slice lower);

#endif
