// SPDX-License-Identifier: Apache-2.0
// Word clusters: known words find their clusters, figures by their form, a file whose clusters
// are out of range is refused.
#include "model/cluster.h"
#include "model/weights.h"
#include "test.h"

static struct slice sample(struct arena *arena, uint16_t last)
{
    enum { SLOTS = 64 };
    static const char *const words[] = {"mardi", "lundi", "0000"};
    uint16_t *keys = arena_zero(arena, SLOTS, sizeof *keys);
    uint16_t *fine = arena_zero(arena, SLOTS, sizeof *fine);
    uint16_t *coarse = arena_zero(arena, 3, sizeof *coarse);
    coarse[1] = 1;
    coarse[2] = 2;
    for (uint32_t i = 0; i < 3; i++) {
        uint64_t hash = cluster_hash(slice_of(words[i]));
        uint32_t slot = weights_slot(hash, SLOTS);
        while (keys[slot])
            slot = (slot + 1) % SLOTS;
        keys[slot] = weights_key(hash);
        fine[slot] = i < 2 ? 1 : last;
    }
    struct model_writer writer;
    model_writer_init(&writer, arena);
    model_writer_add(&writer, "keys", MODEL_U16, keys, SLOTS);
    model_writer_add(&writer, "fine", MODEL_U16, fine, SLOTS);
    model_writer_add(&writer, "coarse", MODEL_U16, coarse, 3);
    return model_write(&writer, "words");
}

TEST(model_cluster_find)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct cluster_table table;
    struct error error = {0};
    CHECK(cluster_table_open(&table, sample(&arena, 2), "sample", &error));
    CHECK(cluster_find(&table, SLICE("mardi")).fine == 1);
    CHECK(cluster_find(&table, SLICE("lundi")).coarse == 1);
    CHECK(cluster_find(&table, SLICE("2025")).fine == 2);
    CHECK(cluster_find(&table, SLICE("jamais")).fine == 0);
    CHECK(!cluster_table_open(&table, sample(&arena, 3), "sample", &error));
    CHECK(cluster_find(&(struct cluster_table){0}, SLICE("mardi")).fine == 0);
    arena_free(&arena);
}
