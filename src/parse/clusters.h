// SPDX-License-Identifier: Apache-2.0
// Opens the word clusters of a language (models/LANG.words) for the stages of parse that use them.
#ifndef RECOUPE_PARSE_CLUSTERS_H
#define RECOUPE_PARSE_CLUSTERS_H

#include "doc/stage.h"
#include "model/cluster.h"

// An empty set of clusters where the language has no such file. False when the file is broken.
bool clusters_open(struct cluster_table *words, const struct data_source *data,
                   enum language language, struct error *error);

#endif
