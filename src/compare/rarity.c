// SPDX-License-Identifier: Apache-2.0
// Rarity: weighs the words and parties of statements by how few statements of their story have
// them: what all name says little about any of them. Reads and fills statements only.
#include "compare/claims.h"

#include <math.h>

#define BACKGROUND 30.0 // statements thought to stand behind a small story

static double rarity_of(uint32_t holders, uint32_t all)
{
    return log((all + BACKGROUND) / (1.0 + holders));
}

static void terms_weigh(struct statement *statement, const uint32_t *holders, uint32_t all)
{
    double norm = 0;
    if (statement->anchor_term != TERM_NONE)
        statement->anchor_rarity =
            (float)(rarity_of(holders[statement->anchor_term], all) / rarity_of(0, all));
    for (uint32_t i = 0; i < statement->term_count; i++) {
        struct term_weight *term = &statement->terms[i];
        term->weight = (float)(term->weight * rarity_of(holders[term->term], all));
        norm += (double)term->weight * term->weight;
    }
    norm = norm > 0 ? sqrt(norm) : 1;
    for (uint32_t i = 0; i < statement->term_count; i++)
        statement->terms[i].weight = (float)(statement->terms[i].weight / norm);
}

// What tells a party from others: its country, its identity, or the word that names it.
static struct slice party_name(const struct party_key *key)
{
    if (key->state)
        return key->country;
    return key->identity == NO_INDEX
               ? (struct slice){(const char *)&key->term, sizeof key->term}
               : (struct slice){(const char *)&key->identity, sizeof key->identity};
}

static void parties_count(struct statements *statements, const party_keys *keys,
                          struct table *holders)
{
    for (uint32_t i = 0; i < keys->count; i++) {
        struct slice name = party_name(&keys->items[i]);
        uint32_t known = table_find(holders, name);
        table_set(holders, arena_copy(statements->corpus->scratch, name),
                  known == TABLE_NONE ? 1 : known + 1);
    }
}

static void parties_weigh(party_keys *keys, const struct table *holders, uint32_t all)
{
    for (uint32_t i = 0; i < keys->count; i++) {
        struct party_key *key = &keys->items[i];
        struct slice name = party_name(key);
        uint32_t known = table_find(holders, name);
        key->rarity = (float)(rarity_of(known == TABLE_NONE ? 1 : known, all) / rarity_of(0, all));
    }
}

static void story_weigh(struct statements *statements, const index_list *members,
                        uint32_t *holders)
{
    struct table parties;
    table_init(&parties, statements->corpus->scratch);
    for (uint32_t i = 0; i < members->count; i++) {
        const struct statement *statement = &statements->items.items[members->items[i]];
        for (uint32_t k = 0; k < statement->term_count; k++)
            holders[statement->terms[k].term]++;
        parties_count(statements, &statement->actors, &parties);
        parties_count(statements, &statement->recipients, &parties);
        parties_count(statements, &statement->named, &parties);
    }
    for (uint32_t i = 0; i < members->count; i++) {
        struct statement *statement = &statements->items.items[members->items[i]];
        terms_weigh(statement, holders, members->count);
        parties_weigh(&statement->actors, &parties, members->count);
        parties_weigh(&statement->recipients, &parties, members->count);
        parties_weigh(&statement->named, &parties, members->count);
    }
    for (uint32_t i = 0; i < members->count; i++) {
        const struct statement *statement = &statements->items.items[members->items[i]];
        for (uint32_t k = 0; k < statement->term_count; k++)
            holders[statement->terms[k].term] = 0;
    }
}

void stories_weigh(struct statements *statements)
{
    struct corpus *corpus = statements->corpus;
    uint32_t stories = corpus->result->stories.count;
    index_list *members = arena_zero(corpus->scratch, stories + 1, sizeof *members);
    uint32_t *holders = arena_zero(corpus->scratch, words_term_count(corpus->words) + 1,
                                   sizeof *holders);
    for (uint32_t i = 0; i < statements->items.count; i++)
        list_add(corpus->scratch,
                 &members[corpus->story_of[statements->items.items[i].document]], i);
    for (uint32_t i = 0; i < stories; i++)
        story_weigh(statements, &members[i], holders);
}
