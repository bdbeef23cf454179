// SPDX-License-Identifier: Apache-2.0
// Entities: one for all mentions of the same person, organisation, place or thing in a document,
// with what the knowledge files know of it (Wikidata, country, CAMEO code) and the role that the
// text gives. Reads text and mentions, adds entities and the mentions' references. Persons are
// merged in entity_person.c, roles in entity_role.c; identity across documents is compare's.
#include "extract/entity.h"

#include "extract/extract.h"

static struct slice record_key(struct merging *merging, const struct record *record)
{
    uint32_t number = (uint32_t)(record - merging->knowledge->records.items);
    char key[1 + sizeof number] = "#"; // no name begins so
    memcpy(key + 1, &number, sizeof number);
    return arena_copy(merging->scratch, (struct slice){key, sizeof key});
}

// The record that carries exactly this name in the document's language, or NULL.
static const struct record *record_named(struct merging *merging, struct slice name)
{
    piece_list pieces = {0};
    pieces_cut(merging->scratch, merging->lexicon, name, (struct span){0, (uint32_t)name.size},
               &pieces);
    if (pieces.count == 0)
        return NULL;
    struct match match = lexicon_match(merging->lexicon, pieces.items, pieces.count, 0, false);
    if (match.length != pieces.count)
        return NULL;
    uint32_t number = merging->lexicon->entries.items[match.entry].record;
    return &merging->knowledge->records.items[number];
}

// The state that a demonym stands for, named in the document's language.
static void demonym_merge(struct merging *merging, uint32_t mention, const struct record *record)
{
    const struct record *country = knowledge_country(merging->knowledge, record->country);
    if (country == NULL && record->stands.data)
        country = record_named(merging, record->stands);
    const struct record *named = country ? country : record;
    struct slice key = record_key(merging, named);
    uint32_t number = table_find(&merging->keys, key);
    if (number == TABLE_NONE) {
        number = cluster_add(merging, mention, key, 0);
        table_add(&merging->keys, key, number);
        cluster_take_record(merging, number, named);
        if (merging->clusters.items[number].entity.cameo.data == NULL)
            merging->clusters.items[number].entity.cameo = record->cameo;
        if (country)
            merging->clusters.items[number].entity.kind = country->kind;
        struct slice name = named->names[merging->document->language];
        if (country && name.data)
            merging->clusters.items[number].entity.name = name;
    }
    merging->cluster_of[mention] = number;
}

// Capitals of the words of a longer name (Agence France-Presse: afp) against an acronym.
static bool is_acronym_of(struct slice acronym, const struct merging *merging,
                          const piece_list *name)
{
    size_t used = 0;
    for (uint32_t i = 0; i < name->count; i++) {
        const struct piece *piece = &name->items[i];
        uint32_t flags = lexicon_flags(merging->lexicon, piece->word);
        char first;
        struct slice text = slice_part(merging->document->text, piece->start, piece->end);
        if (piece_fold(text, &first, 1) != 1)
            return false;
        if (used < acronym.size && acronym.data[used] == first)
            used++;
        else if (!(flags & (WORD_LINK | WORD_ARTICLE)))
            return false;
    }
    return used == acronym.size && used >= 2;
}

// "Full Name (FN)" and "FN (Full Name)": the mention before, when one abbreviates the other.
static uint32_t expansion_of(struct merging *merging, uint32_t mention, const piece_list *pieces)
{
    const struct document *document = merging->document;
    if (mention == 0)
        return NO_INDEX;
    const struct mention *item = &document->mentions.items[mention];
    const struct mention *before = &document->mentions.items[mention - 1];
    if (before->span.end + 2 != item->span.start ||
        document->text.data[item->span.start - 1] != '(' ||
        merging->cluster_of[mention - 1] == NO_INDEX)
        return NO_INDEX;
    piece_list other = mention_pieces(merging, mention - 1);
    struct slice key =
        pieces_key(merging->scratch, document->text, pieces->items, pieces->count);
    bool shorter = pieces->count == 1 && is_acronym_of(key, merging, &other);
    struct slice other_key =
        pieces_key(merging->scratch, document->text, other.items, other.count);
    bool longer = other.count == 1 && is_acronym_of(other_key, merging, pieces);
    return shorter || longer ? merging->cluster_of[mention - 1] : NO_INDEX;
}

// The state right before an organisation's name: Chile's Defense Ministry, French Navy.
static void state_before(struct merging *merging, uint32_t mention, struct entity *entity)
{
    const struct document *document = merging->document;
    if (mention == 0 || entity->country.data)
        return;
    const struct mention *before = &document->mentions.items[mention - 1];
    uint32_t cluster = merging->cluster_of[mention - 1];
    struct slice gap = slice_part(document->text, before->span.end,
                                  document->mentions.items[mention].span.start);
    bool beside = slice_is(gap, "'s ") || slice_is(gap, "\xE2\x80\x99s ") ||
                  (slice_is(gap, " ") && !before->name);
    if (!beside || cluster == NO_INDEX ||
        before->span.end > document->mentions.items[mention].span.start)
        return;
    entity->country = merging->clusters.items[cluster].entity.country;
}

// Le fleuve Zambèze, the Zambezi River: the water (of no single state) that the name alone means.
// Lac Victoria is not the town of that name, which has its state.
static const struct record *water_record(struct merging *merging, uint32_t mention,
                                         const piece_list *pieces)
{
    piece_list rest = *pieces;
    if (pieces->count < 2 || merging->document->mentions.items[mention].kind != ENTITY_PLACE)
        return NULL;
    if (lexicon_flags(merging->lexicon, pieces->items[0].word) & WORD_PLACE_PART)
        rest.items++;
    else if (!(lexicon_flags(merging->lexicon, pieces->items[pieces->count - 1].word) &
               WORD_PLACE_AFTER))
        return NULL;
    rest.count--;
    const struct record *record = mention_record(merging, mention, &rest);
    bool water = record && record->class == RECORD_THING && record->kind == ENTITY_PLACE &&
                 record->country.data == NULL;
    return water ? record : NULL;
}

// Western Australia lies in the state that its name holds, and acts as it.
static void whole_of_part(struct merging *merging, uint32_t mention, const piece_list *pieces,
                          struct entity *entity)
{
    piece_list rest = {.items = pieces->items + 1, .count = pieces->count - 1};
    if (pieces->count < 2 ||
        !slice_ends(merging->document->mentions.items[mention].rule, "mention.part"))
        return;
    struct match match = lexicon_match(merging->lexicon, rest.items, rest.count, 0, false);
    if (match.length != rest.count)
        return;
    uint32_t number = merging->lexicon->entries.items[match.entry].record;
    const struct record *whole = &merging->knowledge->records.items[number];
    if (whole->class == RECORD_THING && whole->kind == ENTITY_COUNTRY)
        entity->country = entity->cameo = whole->country;
}

// Organisations, places and things: by record, else by folded name, else by abbreviation.
static void thing_merge(struct merging *merging, uint32_t mention)
{
    const struct mention *item = &merging->document->mentions.items[mention];
    piece_list pieces = mention_pieces(merging, mention);
    const struct record *record = mention_record(merging, mention, &pieces);
    if (record && record->class == RECORD_DEMONYM) {
        demonym_merge(merging, mention, record);
        return;
    }
    if (record == NULL)
        record = water_record(merging, mention, &pieces);
    struct slice key = record ? record_key(merging, record)
                              : pieces_key(merging->scratch, merging->document->text,
                                           pieces.items, pieces.count);
    uint32_t number = table_find(&merging->keys, key);
    if (number == TABLE_NONE && record == NULL)
        number = expansion_of(merging, mention, &pieces);
    if (number == TABLE_NONE) {
        number = cluster_add(merging, mention, key, pieces.count);
        cluster_take_record(merging, number, record);
        if (record == NULL && item->kind == ENTITY_ORGANISATION)
            state_before(merging, mention, &merging->clusters.items[number].entity);
        if (record == NULL)
            whole_of_part(merging, mention, &pieces,
                          &merging->clusters.items[number].entity);
        if (record == NULL && item->kind == ENTITY_ORGANISATION)
            phrase_codes(merging, &pieces, &merging->clusters.items[number].entity);
    }
    table_add(&merging->keys, key, number);
    merging->cluster_of[mention] = number;
    struct cluster *cluster = &merging->clusters.items[number];
    if (item->name && !cluster->named) {
        cluster->named = true;
        cluster->entity.name = document_span_text(merging->document, item->span);
    }
}

// A bare role that stands for nobody whom the document names is no mention.
static void drop_unresolved(struct merging *merging)
{
    struct document *document = merging->document;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        if (merging->cluster_of[i] == NO_INDEX &&
            slice_ends(document->mentions.items[i].rule, "mention.bare_role"))
            continue;
        document->mentions.items[kept] = document->mentions.items[i];
        merging->cluster_of[kept++] = merging->cluster_of[i];
    }
    document->mentions.count = kept;
}

// Entities in the order of their first mentions.
static void emit(struct merging *merging)
{
    struct document *document = merging->document;
    uint32_t *number_of = arena_zero(merging->scratch, merging->clusters.count + 1,
                                     sizeof *number_of);
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        uint32_t cluster = merging->cluster_of[i];
        if (cluster == NO_INDEX)
            continue;
        if (number_of[cluster] == 0) {
            list_add(document->arena, &document->entities,
                     merging->clusters.items[cluster].entity);
            number_of[cluster] = document->entities.count;
        }
        document->mentions.items[i].entity.number = number_of[cluster];
    }
}

static void entity_run(const void *tables, struct document *document, struct arena *scratch)
{
    struct merging merging = {.knowledge = tables, .document = document, .scratch = scratch};
    merging.lexicon = knowledge_lexicon(tables, document->language);
    if (merging.lexicon == NULL || document->mentions.count == 0)
        return;
    table_init(&merging.keys, scratch);
    merging.cluster_of =
        arena_take(scratch, document->mentions.count * sizeof *merging.cluster_of);
    for (uint32_t i = 0; i < document->mentions.count; i++)
        merging.cluster_of[i] = NO_INDEX;
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        bool phrase = !mention->name && (slice_ends(mention->rule, "mention.role") ||
                                         slice_ends(mention->rule, "mention.bare_role") ||
                                         slice_ends(mention->rule, "mention.agent"));
        if (mention->kind != ENTITY_PERSON && !phrase)
            thing_merge(&merging, i);
    }
    places_resolve(&merging);
    seats_resolve(&merging);
    persons_merge(&merging);
    roles_merge(&merging);
    drop_unresolved(&merging);
    pronouns_merge(&merging);
    emit(&merging);
}

const struct stage entity_stage = {
    .name = "entity",
    .help = "one entity for all mentions of the same person, organisation, place or thing",
    .needs = LAYER_TEXT | LAYER_LANGUAGE | LAYER_MENTIONS,
    .gives = LAYER_ENTITIES,
    .open = knowledge_open,
    .run = entity_run,
};
