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
        struct match match = phrase_match(merging->knowledge, merging->lexicon, pieces->items,
                                          pieces->count, i);
        if (match.entry == 0) {
            i++;
            continue;
        }
        const struct entry *entry = &merging->lexicon->entries.items[match.entry];
        const struct record *record = &merging->knowledge->records.items[entry->record];
        if (entry->short_form && match.length < pieces->count) {
            i += match.length; // Agence nationale des eaux is not the one of atomic energy
            continue;
        }
        if (record->class == RECORD_ROLE || record->class == RECORD_AGENT) {
            // "porte-parole de l'armée", "police chief": whom somebody leads says what he is
            if (sector.data == NULL || slice_is(sector, "GOV"))
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
    else if (slice_is(body, "IGOUNO") && sector.data && slice_is(sector, "MIL")) // UN troops
        entity->cameo = SLICE("IGOUNOMIL");
    else if (body.data)
        entity->cameo = body;
    else if (sector.data && entity->kind == ENTITY_ORGANISATION) // of an unknown state
        entity->cameo = arena_format(merging->document->arena, "---" SLICE_FORMAT,
                                     SLICE_ARGUMENTS(sector));
}

static bool is_role(const struct mention *mention)
{
    return !mention->name && slice_ends(mention->rule, "mention.role");
}

static bool is_bare_role(const struct mention *mention)
{
    return !mention->name && slice_ends(mention->rule, "mention.bare_role");
}

// The role that opens a mention: its record is the same for présidente and président.
static const struct record *role_record(struct merging *merging, uint32_t mention)
{
    piece_list pieces = mention_pieces(merging, mention);
    for (uint32_t i = 0; i < pieces.count; i++) {
        struct match match = phrase_match(merging->knowledge, merging->lexicon, pieces.items,
                                          pieces.count, i);
        if (match.entry == 0)
            continue;
        uint32_t number = merging->lexicon->entries.items[match.entry].record;
        const struct record *record = &merging->knowledge->records.items[number];
        if (record->class == RECORD_ROLE)
            return record;
    }
    return NULL;
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
    const struct record *record = role_record(merging, mention);
    if (record && record->scoped && merging->clusters.items[number].role == NULL)
        merging->clusters.items[number].role = record;
    if (entity->role.data == NULL)
        entity->role = document_span_text(merging->document,
                                          merging->document->mentions.items[mention].span);
    // What the files know of a person without an office yields to the office that the text gives.
    bool bare_country = entity->country.data && slice_equal(entity->cameo, entity->country);
    if (bare_country)
        entity->cameo = SLICE_NONE;
    if (merging->clusters.items[number].record == NULL || bare_country) {
        piece_list pieces = mention_pieces(merging, mention);
        phrase_codes(merging, &pieces, entity);
    }
}

// "le ministre" later on: the one person of the document who was named with that role before,
// and in the same state where the phrase names one.
static uint32_t role_bearer(struct merging *merging, uint32_t mention)
{
    const struct record *role = role_record(merging, mention);
    struct entity stated = {.kind = ENTITY_PERSON};
    piece_list pieces = mention_pieces(merging, mention);
    phrase_codes(merging, &pieces, &stated);
    uint32_t found = NO_INDEX;
    for (uint32_t i = 0; role && i < clusters_compared(merging); i++) {
        const struct cluster *cluster = &merging->clusters.items[i];
        if (cluster->role != role || !cluster->named)
            continue;
        if (stated.country.data && !slice_equal(stated.country, cluster->entity.country))
            continue;
        if (found != NO_INDEX)
            return NO_INDEX; // two of them
        found = i;
    }
    return found;
}

// "le président russe" where the document names the person who, by the dated knowledge, held
// that office of that state on the day of publication.
static uint32_t office_holder(struct merging *merging, uint32_t mention)
{
    const struct record *role = role_record(merging, mention);
    struct date date;
    struct entity stated = {.kind = ENTITY_PERSON};
    if (role == NULL || role->office == 0 || !document_published_day(merging->document, &date))
        return NO_INDEX;
    piece_list pieces = mention_pieces(merging, mention);
    phrase_codes(merging, &pieces, &stated);
    int32_t day = date.year * 10000 + date.month * 100 + date.day;
    for (uint32_t i = 0; stated.country.data && i < clusters_compared(merging); i++) {
        const struct record *record = merging->clusters.items[i].record;
        if (record && (record->office & role->office) && record->from &&
            record_holds(record, day) && slice_equal(record->country, stated.country))
            return i;
    }
    return NO_INDEX;
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
        bool bare = is_bare_role(mention);
        if (merging->cluster_of[i] != NO_INDEX ||
            !(bare || is_role(mention) || is_agent(mention)))
            continue;
        if (!is_agent(mention))
            merging->cluster_of[i] = role_bearer(merging, i);
        if (is_role(mention) && merging->cluster_of[i] == NO_INDEX)
            merging->cluster_of[i] = office_holder(merging, i);
        if (merging->cluster_of[i] != NO_INDEX && is_role(mention))
            give_role(merging, i, merging->cluster_of[i]);
        if (bare || merging->cluster_of[i] != NO_INDEX)
            continue;
        struct slice key = role_key(merging, i);
        if (table_find(&roles, key) == NO_INDEX - 1)
            key = arena_format(merging->scratch, SLICE_FORMAT " ?", SLICE_ARGUMENTS(key));
        unnamed_merge(merging, i, &roles, key);
    }
}
