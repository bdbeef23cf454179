// SPDX-License-Identifier: Apache-2.0
// Looks words up in a clusters file (cluster.h).
#include "model/cluster.h"
#include "model/weights.h"

#include "base/table.h"

bool cluster_table_open(struct cluster_table *words, struct slice bytes, const char *name,
                struct error *error)
{
    struct model model;
    size_t slots, fine;
    *words = (struct cluster_table){0};
    if (!model_open(&model, bytes, "words", name, error))
        return false;
    words->keys = model_need(&model, "keys", MODEL_U16, 0, &slots, error);
    if (!words->keys)
        return false;
    words->fine = model_need(&model, "fine", MODEL_U16, slots, NULL, error);
    words->coarse = model_need(&model, "coarse", MODEL_U16, 0, &fine, error);
    if (!words->fine || !words->coarse)
        return false;
    for (size_t i = 0; i < slots; i++)
        if (words->fine[i] >= fine)
            return error_set(error, ERROR_INTERNAL, name, "a cluster is out of range");
    words->slots = (uint32_t)slots;
    words->fine_count = (uint32_t)fine;
    return true;
}

uint64_t cluster_hash(struct slice lower)
{
    char plain[64];
    if (lower.size == 0 || lower.size > sizeof plain || lower.data[0] < '0' || lower.data[0] > '9')
        return hash_bytes(lower.data, lower.size, 0);
    for (size_t i = 0; i < lower.size; i++)
        plain[i] = lower.data[i] >= '0' && lower.data[i] <= '9' ? '0' : lower.data[i];
    return hash_bytes(plain, lower.size, 0);
}

struct cluster cluster_find(const struct cluster_table *words, struct slice lower)
{
    struct cluster none = {0, 0};
    if (words->slots == 0)
        return none;
    uint64_t hash = cluster_hash(lower);
    uint32_t slot = weights_slot(hash, words->slots);
    for (uint32_t probe = 0; probe < WEIGHTS_PROBE_LIMIT && words->keys[slot]; probe++) {
        if (words->keys[slot] == weights_key(hash)) {
            uint16_t fine = words->fine[slot];
            return (struct cluster){fine, words->coarse[fine]};
        }
        slot = slot + 1 == words->slots ? 0 : slot + 1;
    }
    return none;
}
