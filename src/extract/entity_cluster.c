// SPDX-License-Identifier: Apache-2.0
// A mention's pieces and record, and the cluster that one opens: the ground on which the other
// entity*.c stand. Reads mentions and knowledge, adds clusters; who joins one is theirs.
#include "extract/entity_cluster.h"

piece_list mention_pieces(struct merging *merging, uint32_t mention)
{
    piece_list pieces = {0};
    pieces_cut(merging->scratch, merging->lexicon, merging->document->text,
               merging->document->mentions.items[mention].span, &pieces);
    return pieces;
}

const struct record *mention_record(struct merging *merging, uint32_t mention,
                                    const piece_list *pieces)
{
    if (pieces->count == 0)
        return NULL;
    struct match match = lexicon_match(merging->lexicon, pieces->items, pieces->count, 0, false);
    if (match.length != pieces->count)
        return NULL;
    const struct record *first = NULL;
    enum entity_kind kind = merging->document->mentions.items[mention].kind;
    for (uint32_t i = match.entry; i != 0; i = merging->lexicon->entries.items[i].next) {
        const struct entry *entry = &merging->lexicon->entries.items[i];
        if (!entry_fits(entry, pieces->items, pieces->count))
            continue;
        const struct record *record = &merging->knowledge->records.items[entry->record];
        if (record->class == RECORD_ROLE || record->class == RECORD_AGENT)
            continue;
        bool same = record->kind == kind;
        if (same && (record->wikidata.data || record->user))
            return record;
        if (same && (first == NULL || first->kind != kind))
            first = record;
    }
    return first;
}

uint32_t cluster_add(struct merging *merging, uint32_t mention, struct slice key,
                     uint32_t pieces)
{
    const struct mention *item = &merging->document->mentions.items[mention];
    struct cluster *cluster = list_push(merging->scratch, &merging->clusters);
    cluster->entity.kind = item->kind;
    cluster->entity.name = document_span_text(merging->document, item->span);
    cluster->entity.rule = item->rule;
    cluster->key = key;
    cluster->pieces = pieces;
    cluster->named = item->name;
    merging->cluster_of[mention] = merging->clusters.count - 1;
    return merging->clusters.count - 1;
}

void cluster_take_record(struct merging *merging, uint32_t number, const struct record *record)
{
    struct cluster *cluster = &merging->clusters.items[number];
    if (record == NULL || cluster->record)
        return;
    cluster->record = record;
    cluster->entity.wikidata = record->wikidata;
    if (record->country.data)
        cluster->entity.country = record->country;
    // An office ends: outside its dates a person speaks for the country at most.
    struct date date;
    bool holds = record->kind != ENTITY_PERSON ||
                 !document_published_day(merging->document, &date) ||
                 record_holds(record, date.year * 10000 + date.month * 100 + date.day);
    if (record->cameo.data)
        cluster->entity.cameo = holds ? record->cameo : record->country;
    cluster->entity.rule = record->rule;
}
