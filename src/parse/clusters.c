// SPDX-License-Identifier: Apache-2.0
// Finds and opens a language's word clusters (clusters.h).
#include "parse/clusters.h"

#include <stdio.h>

bool clusters_open(struct cluster_table *words, const struct data_source *data,
                   enum language language, struct error *error)
{
    char name[32];
    snprintf(name, sizeof name, "models/%s.words", language_code(language));
    struct slice bytes = data->find(name, data->context);
    *words = (struct cluster_table){0};
    return !bytes.data || cluster_table_open(words, bytes, name, error);
}
