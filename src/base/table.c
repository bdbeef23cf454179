// SPDX-License-Identifier: Apache-2.0
// The hash table (open addressing, linear probing, at most 2/3 full), and the two hashes: XXH3 for
// tables and fingerprints, SHA-256 (FIPS 180-4) for naming an article's bytes.
#include "base/table.h"

#define XXH_INLINE_ALL // keys are short: the call would cost as much as the hash
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
    for (;; slot = (slot + 1) & (table->slot_count - 1)) {
        struct table_slot at = table->slots[slot];
        if (at.number == 0 ||
            (at.hash == hash && slice_equal(table->entries.items[at.number - 1].key, key)))
            return slot;
    }
}

// Bits of a key's size and of its first byte.
static uint64_t size_bit(struct slice key)
{
    return UINT64_C(1) << (key.size < 63 ? key.size : 63);
}

static uint64_t first_bit(struct slice key)
{
    return UINT64_C(1) << (key.size ? (unsigned char)key.data[0] & 63 : 0);
}

static void grow_slots(struct table *table)
{
    table->slot_count = table->slot_count ? table->slot_count * 2 : 16;
    table->slots = arena_zero(table->arena, table->slot_count, sizeof *table->slots);
    for (uint32_t i = 0; i < table->entries.count; i++) {
        uint32_t hash = table->entries.items[i].hash, slot = hash & (table->slot_count - 1);
        while (table->slots[slot].number)
            slot = (slot + 1) & (table->slot_count - 1);
        table->slots[slot] = (struct table_slot){hash, i + 1};
    }
}

static struct table_entry *entry_for(struct table *table, struct slice key, bool *added)
{
    if (table->entries.count * 3 >= table->slot_count * 2)
        grow_slots(table);
    uint32_t hash = (uint32_t)hash_bytes(key.data, key.size, 0);
    uint32_t slot = slot_of(table, key, hash);
    *added = table->slots[slot].number == 0;
    if (*added) {
        struct table_entry *entry = list_push(table->arena, &table->entries);
        entry->key = key;
        entry->hash = hash;
        table->sizes |= size_bit(key);
        table->firsts |= first_bit(key);
        table->slots[slot] = (struct table_slot){hash, table->entries.count};
    }
    return &table->entries.items[table->slots[slot].number - 1];
}

uint32_t table_find(const struct table *table, struct slice key)
{
    if (!(table->sizes & size_bit(key)) || !(table->firsts & first_bit(key)))
        return TABLE_NONE;
    uint32_t slot = slot_of(table, key, (uint32_t)hash_bytes(key.data, key.size, 0));
    uint32_t number = table->slots[slot].number;
    return number ? table->entries.items[number - 1].value : TABLE_NONE;
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
