// SPDX-License-Identifier: Apache-2.0
// A hash table from byte strings to uint32_t, in an arena. Keys keep the order in which they
// were added (walk keys[0..count)), so nothing ever depends on hash order. Keys are not copied.
#ifndef RECOUPE_BASE_TABLE_H
#define RECOUPE_BASE_TABLE_H

#include "base/list.h"

#define TABLE_NONE UINT32_MAX

struct table_entry {
    struct slice key;
    uint32_t value;
    uint32_t hash;
};

struct table_slot {
    uint32_t hash;   // of the entry's key: what does not match is told apart without the entry
    uint32_t number; // of the entry + 1, 0 = free
};

struct table {
    LIST(struct table_entry) entries; // in order of addition
    struct table_slot *slots;
    uint32_t slot_count;              // a power of two
    uint64_t sizes, firsts;           // of the keys, as bits: most words are in no small set
    struct arena *arena;
};

void table_init(struct table *table, struct arena *arena);
// Value of key, or TABLE_NONE.
uint32_t table_find(const struct table *table, struct slice key);
// Adds key with value unless it is there; returns the value that it has now.
uint32_t table_add(struct table *table, struct slice key, uint32_t value);
// Sets the value of key, adding it where needed.
void table_set(struct table *table, struct slice key, uint32_t value);

uint64_t hash_bytes(const void *data, size_t size, uint64_t seed); // XXH3, 64 bits
void hash_sha256(const void *data, size_t size, char hex[65]);     // lower-case hex, NUL at end

#endif
