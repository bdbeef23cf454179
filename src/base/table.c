// SPDX-License-Identifier: Apache-2.0
// The hash table (open addressing, linear probing, at most 2/3 full), and the two hashes: XXH3 for
// tables and fingerprints, SHA-256 (FIPS 180-4) for naming an article's bytes.
#include "base/table.h"

#include <stdio.h>
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

static uint32_t rotate(uint32_t x, int bits)
{
    return x >> bits | x << (32 - bits);
}

static void sha256_block(uint32_t state[8], const uint8_t block[64])
{
    static const uint32_t constants[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
        0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
        0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
        0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
        0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
        0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
        0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
        0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
        0xc67178f2};
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t b = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t e = rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25);
        uint32_t choose = (s[4] & s[5]) ^ (~s[4] & s[6]);
        uint32_t first = s[7] + e + choose + constants[i] + w[i];
        uint32_t a = rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22);
        uint32_t second = a + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

void hash_sha256(const void *data, size_t size, char hex[65])
{
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const uint8_t *bytes = data;
    size_t done = 0;
    for (; size - done >= 64; done += 64)
        sha256_block(state, bytes + done);
    uint8_t tail[128] = {0};
    size_t rest = size - done, tail_size = rest < 56 ? 64 : 128;
    if (rest)
        memcpy(tail, bytes + done, rest);
    tail[rest] = 0x80;
    for (int i = 0; i < 8; i++)
        tail[tail_size - 1 - (size_t)i] = (uint8_t)((uint64_t)size * 8 >> 8 * i);
    for (size_t i = 0; i < tail_size; i += 64)
        sha256_block(state, tail + i);
    for (int i = 0; i < 8; i++)
        snprintf(hex + 8 * i, 9, "%08x", state[i]);
}
