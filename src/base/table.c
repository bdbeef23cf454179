// SPDX-License-Identifier: Apache-2.0
// The hash table (open addressing, linear probing, at most 2/3 full), and the two hashes: XXH3 for
// tables and fingerprints, SHA-256 (FIPS 180-4) for naming an article's bytes.
#include "base/table.h"

#include <xxhash.h>

uint64_t hash_bytes(const void *data, size_t size, uint64_t seed)
{
    return XXH3_64bits_withSeed(data, size, seed);
}

void table_init(struct table *table, struct arena *arena)
{
    *table = (struct table){.arena = arena};
}

// The slot of key, or the free slot where it would go.
static uint32_t slot_of(const struct table *table, struct slice key, uint32_t hash)
{
    uint32_t slot = hash & (table->slot_count - 1);
    while (table->slots[slot]) {
        const struct table_entry *entry = &table->entries.items[table->slots[slot] - 1];
        if (entry->hash == hash && slice_equal(entry->key, key))
            break;
        slot = (slot + 1) & (table->slot_count - 1);
    }
    return slot;
}

static void grow_slots(struct table *table)
{
    table->slot_count = table->slot_count ? table->slot_count * 2 : 16;
    table->slots = arena_zero(table->arena, table->slot_count, sizeof *table->slots);
    for (uint32_t i = 0; i < table->entries.count; i++) {
        uint32_t slot = table->entries.items[i].hash & (table->slot_count - 1);
        while (table->slots[slot])
            slot = (slot + 1) & (table->slot_count - 1);
        table->slots[slot] = i + 1;
    }
}

static struct table_entry *entry_for(struct table *table, struct slice key, bool *added)
{
    if (table->entries.count * 3 >= table->slot_count * 2)
        grow_slots(table);
    uint32_t hash = (uint32_t)hash_bytes(key.data, key.size, 0);
    uint32_t slot = slot_of(table, key, hash);
    *added = table->slots[slot] == 0;
    if (*added) {
        struct table_entry *entry = list_push(table->arena, &table->entries);
        entry->key = key;
        entry->hash = hash;
        table->slots[slot] = table->entries.count;
    }
    return &table->entries.items[table->slots[slot] - 1];
}

uint32_t table_find(const struct table *table, struct slice key)
{
    if (table->slot_count == 0)
        return TABLE_NONE;
    uint32_t slot = slot_of(table, key, (uint32_t)hash_bytes(key.data, key.size, 0));
    return table->slots[slot] ? table->entries.items[table->slots[slot] - 1].value : TABLE_NONE;
}

uint32_t table_add(struct table *table, struct slice key, uint32_t value)
{
    bool added;
    struct table_entry *entry = entry_for(table, key, &added);
    if (added)
        entry->value = value;
    return entry->value;
}

void table_set(struct table *table, struct slice key, uint32_t value)
{
    bool added;
    entry_for(table, key, &added)->value = value;
}
