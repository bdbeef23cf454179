// SPDX-License-Identifier: Apache-2.0
// Opening a language's clusters: the shipped French ones group weekdays, a language without such a
// file gets an empty table, a broken file is an error.
#include "parse/clusters.h"

#include "engine/engine.h"
#include "test.h"

static struct slice broken_find(const char *name, void *context)
{
    (void)context;
    return name[0] == 'm' ? SLICE("not a model") : SLICE_NONE;
}

TEST(parse_clusters_open)
{
    struct cluster_table table;
    struct error error = {0};
    CHECK(clusters_open(&table, &engine_data, LANGUAGE_fr, &error) && table.slots > 0);
    uint16_t monday = cluster_find(&table, SLICE("lundi")).fine;
    CHECK(monday != 0 && monday == cluster_find(&table, SLICE("jeudi")).fine);
    CHECK(monday != cluster_find(&table, SLICE("manger")).fine);
    CHECK(clusters_open(&table, &engine_data, LANGUAGE_pt, &error) && table.slots == 0);
    const struct data_source broken = {.find = broken_find};
    CHECK(!clusters_open(&table, &broken, LANGUAGE_fr, &error));
    CHECK(error.kind == ERROR_INTERNAL);
}
