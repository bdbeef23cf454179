// SPDX-License-Identifier: Apache-2.0
// Roles and agents: "le président russe" beside a name gives that person a role; later in the
// document the same role stands for the same person. Without a name it stays unnamed: an entity
// of its own, with the country and code that the phrase itself states.
#include "extract/entity.h"

// The sector that a role or agent gives (GOV, MIL) from its first match, and the state or body.
void phrase_codes(struct merging *merging, const piece_list *pieces, struct entity *entity)
{
    struct slice sector = SLICE_NONE, body = SLICE_NONE;
    for (uint32_t i = 0; i < pieces->count;) {
        struct match match = lexicon_match(merging->lexicon, pieces->items, pieces->count, i,
                                           false);
        if (match.entry == 0) {
            i++;
            continue;
        }
        uint32_t number = merging->lexicon->entries.items[match.entry].record;
        const struct record *record = &merging->knowledge->records.items[number];
        if (record->class == RECORD_ROLE || record->class == RECORD_AGENT) {
            if (sector.data == NULL)
                sector = record->cameo;
        } else if (record->country.data) {
            if (entity->country.data == NULL)
                entity->country = record->country;
        } else if (record->cameo.data && body.data == NULL) {
            body = record->cameo;
        }
        i += match.length;
    }
    if (entity->cameo.data)
        return;
    if (entity->country.data && sector.data)
        entity->cameo = arena_format(merging->document->arena, SLICE_FORMAT SLICE_FORMAT,
                                     SLICE_ARGUMENTS(entity->country), SLICE_ARGUMENTS(sector));
    else if (entity->country.data)
        entity->cameo = entity->country;
    else
        entity->cameo = body;
}

static bool is_role(const struct mention *mention)
{
    return !mention->name && slice_ends(mention->rule, "mention.role");
}

static bool is_agent(const struct mention *mention)
{
    return !mention->name && slice_ends(mention->rule, "mention.agent");
}

// Only a space, or a comma and a space (then an article), stand between two positions.
static bool is_beside(struct slice text, uint32_t end, uint32_t start, bool article)
{
    struct slice gap = slice_part(text, end, start);
    if (slice_is(gap, " ") || slice_is(gap, ", ") || slice_is(gap, "\xC2\xA0"))
        return start >= end;
    if (!article || !slice_starts(gap, ", "))
        return false;
    gap = slice_part(gap, 2, gap.size);
    return slice_is(gap, "le ") || slice_is(gap, "la ") || slice_is(gap, "l'") ||
           slice_is(gap, "l\xE2\x80\x99") || slice_is(gap, "the ") || slice_is(gap, "un ") ||
           slice_is(gap, "une ") || slice_is(gap, "a ");
}

// The named person beside a role mention: right after it, or before it in apposition.
static uint32_t neighbour(const struct merging *merging, uint32_t role)
{
    const struct document *document = merging->document;
    struct span span = document->mentions.items[role].span;
    for (uint32_t i = role + 1; i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (mention->span.start > span.end + 4)
            break;
        if (mention->kind == ENTITY_PERSON && mention->name && mention->span.start >= span.end &&
            is_beside(document->text, span.end, mention->span.start, false))
            return merging->cluster_of[i];
    }
    for (uint32_t i = role; i > 0; i--) {
        const struct mention *mention = &document->mentions.items[i - 1];
        if (mention->span.end + 12 < span.start)
            break;
        if (mention->kind == ENTITY_PERSON && mention->name && mention->span.end < span.start &&
            is_beside(document->text, mention->span.end, span.start, true) &&
            document->text.data[mention->span.end] == ',')
            return merging->cluster_of[i - 1];
    }
    return NO_INDEX;
}

static struct slice role_key(struct merging *merging, uint32_t mention)
{
    piece_list pieces = mention_pieces(merging, mention);
    return pieces_key(merging->scratch, merging->document->text, pieces.items, pieces.count);
}

static void give_role(struct merging *merging, uint32_t mention, uint32_t number)
{
    struct entity *entity = &merging->clusters.items[number].entity;
    merging->cluster_of[mention] = number;
    if (entity->role.data == NULL)
        entity->role = document_span_text(merging->document,
                                          merging->document->mentions.items[mention].span);
    if (merging->clusters.items[number].record == NULL) {
        piece_list pieces = mention_pieces(merging, mention);
        phrase_codes(merging, &pieces, entity);
    }
}

// One entity for each different unnamed role or agent.
static void unnamed_merge(struct merging *merging, uint32_t mention, struct table *roles,
                          struct slice key)
{
    uint32_t number = table_find(roles, key);
    if (number != TABLE_NONE) {
        merging->cluster_of[mention] = number;
        return;
    }
    piece_list pieces = mention_pieces(merging, mention);
    number = cluster_add(merging, mention, key, pieces.count);
    struct entity *entity = &merging->clusters.items[number].entity;
    phrase_codes(merging, &pieces, entity);
    if (entity->kind == ENTITY_PERSON)
        entity->role = entity->name;
    table_add(roles, key, number);
}

void roles_merge(struct merging *merging)
{
    struct document *document = merging->document;
    struct table roles; // folded role with its state -> cluster
    table_init(&roles, merging->scratch);
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        if (!is_role(&document->mentions.items[i]))
            continue;
        uint32_t number = neighbour(merging, i);
        if (number == NO_INDEX)
            continue;
        give_role(merging, i, number);
        struct slice key = role_key(merging, i);
        uint32_t before = table_add(&roles, key, number);
        if (before != number)
            table_set(&roles, key, NO_INDEX - 1); // two persons bear it: it stands for neither
    }
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (merging->cluster_of[i] != NO_INDEX || !(is_role(mention) || is_agent(mention)))
            continue;
        struct slice key = role_key(merging, i);
        if (table_find(&roles, key) == NO_INDEX - 1)
            key = arena_format(merging->scratch, SLICE_FORMAT " ?", SLICE_ARGUMENTS(key));
        unnamed_merge(merging, i, &roles, key);
    }
}
