// SPDX-License-Identifier: Apache-2.0
// Places that share a name (Congo, Georgia, Tripoli, Birmingham): the other names of the document
// decide which state is meant; where they do not, the name of one state or capital alone is it, and
// two states or two towns stay open, without country and code. Reads and mends clusters.
#include "extract/entity.h"

#define RIVALS_MOST 8

struct rival {
    const struct record *record;
    uint32_t places, states; // names in the document of its country: places in it; the state itself
};

static bool is_high(const struct record *record)
{
    return record->kind == ENTITY_COUNTRY || record->metonym;
}

// The places of the knowledge files that bear a name, one a country.
static uint32_t rivals_find(struct merging *merging, struct slice name, struct rival *rivals)
{
    piece_list pieces = {0};
    uint32_t count = 0;
    pieces_cut(merging->scratch, merging->lexicon, name, (struct span){0, (uint32_t)name.size},
               &pieces);
    if (pieces.count == 0)
        return 0;
    struct match match = lexicon_match(merging->lexicon, pieces.items, pieces.count, 0, false);
    for (uint32_t i = match.length == pieces.count ? match.entry : 0; i != 0 && count < RIVALS_MOST;
         i = merging->lexicon->entries.items[i].next) {
        const struct entry *entry = &merging->lexicon->entries.items[i];
        const struct record *record = &merging->knowledge->records.items[entry->record];
        bool place = record->class == RECORD_THING && record->country.data && !record->user &&
                     (record->kind == ENTITY_PLACE || record->kind == ENTITY_COUNTRY);
        for (uint32_t k = 0; place && k < count; k++)
            place = !slice_equal(rivals[k].record->country, record->country);
        if (place && entry_fits(entry, pieces.items, pieces.count))
            rivals[count++] = (struct rival){.record = record};
    }
    return count;
}

static void rivals_count(const struct merging *merging, uint32_t number, struct rival *rivals,
                         uint32_t count)
{
    for (uint32_t i = 0; i < clusters_compared(merging); i++) {
        const struct cluster *cluster = &merging->clusters.items[i];
        if (i == number || cluster->entity.country.data == NULL)
            continue;
        bool place = cluster->entity.kind == ENTITY_PLACE && cluster->record &&
                     !cluster->record->metonym;
        for (uint32_t k = 0; k < count; k++) {
            if (!slice_equal(rivals[k].record->country, cluster->entity.country))
                continue;
            rivals[k].places += place;
            rivals[k].states += !place;
        }
    }
}

// Votes of a rival: a state by all that is its own, a place by places of its state; by the state
// alone only where no other state bears the name.
static uint32_t votes_of(const struct rival *rivals, uint32_t count, uint32_t number)
{
    const struct rival *rival = &rivals[number];
    if (is_high(rival->record))
        return rival->places + rival->states;
    bool against_state = false;
    for (uint32_t k = 0; k < count; k++)
        against_state = against_state || rivals[k].record->kind == ENTITY_COUNTRY;
    return rival->places + (against_state ? 0 : rival->states);
}

// The rival that is meant, or NULL: open.
static const struct record *rival_meant(const struct rival *rivals, uint32_t count)
{
    uint32_t best = 0, most = 0, high = 0;
    bool tie = false;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t votes = votes_of(rivals, count, k);
        tie = votes == most ? true : votes > most ? false : tie;
        best = votes > most ? k : best;
        most = votes > most ? votes : most;
    }
    if (most > 0)
        return tie ? NULL : rivals[best].record;
    for (uint32_t k = 0; k < count; k++) {
        high += is_high(rivals[k].record);
        best = is_high(rivals[k].record) ? k : best;
    }
    return high == 1 ? rivals[best].record : NULL;
}

void places_resolve(struct merging *merging)
{
    for (uint32_t i = 0; i < clusters_compared(merging); i++) {
        struct cluster *cluster = &merging->clusters.items[i];
        struct rival rivals[RIVALS_MOST];
        if (cluster->record == NULL || cluster->record->class != RECORD_THING ||
            (cluster->entity.kind != ENTITY_PLACE && cluster->entity.kind != ENTITY_COUNTRY))
            continue;
        uint32_t count = rivals_find(merging, cluster->entity.name, rivals);
        if (count < 2)
            continue;
        rivals_count(merging, i, rivals, count);
        const struct record *meant = rival_meant(rivals, count);
        if (meant == cluster->record)
            continue;
        cluster->record = NULL;
        cluster->entity.country = cluster->entity.cameo = cluster->entity.wikidata = SLICE_NONE;
        if (meant) {
            cluster->entity.kind = meant->kind;
            cluster_take_record(merging, i, meant);
        }
    }
}

// Where the Union or a body of it is named and nothing else of Belgium, Brussels acts for it.
void seats_resolve(struct merging *merging)
{
    for (uint32_t i = 0; i < clusters_compared(merging); i++) {
        struct cluster *cluster = &merging->clusters.items[i];
        uint32_t bodies = 0, others = 0;
        if (cluster->record == NULL || cluster->record->seat.data == NULL)
            continue;
        for (uint32_t k = 0; k < clusters_compared(merging); k++) {
            const struct entity *entity = &merging->clusters.items[k].entity;
            bodies += k != i && slice_equal(entity->cameo, cluster->record->seat);
            others += k != i && slice_equal(entity->country, cluster->record->country);
        }
        if (bodies > 0 && others == 0)
            cluster->entity.cameo = cluster->record->seat;
    }
}
