// SPDX-License-Identifier: Apache-2.0
// What a person's corrections do to the findings of a document: reject one, give a quote or a
// statement to somebody else, make two entities one, make a mention its own entity; and the replay
// of all that are kept. Reads and changes the layers of extract; keeping and listing corrections is
// correct.c's.
#include "store/corrections.h"

#include "base/utf8.h"
#include "store/columns.h"
#include "store/database.h"

const char *const correction_names[] = {NULL, "reject", "reattribute", "merge", "split"};

static index_list *list_of(const struct document *document, enum finding_kind kind)
{
    return (void *)((char *)(uintptr_t)document + finding_descriptions[kind].list_offset);
}

static void *item_at(const struct document *document, enum finding_kind kind, uint32_t index)
{
    return (char *)list_of(document, kind)->items + (size_t)index * finding_descriptions[kind].size;
}

static void map_reference(struct reference *reference, const uint32_t *map)
{
    if (reference->number)
        reference->number = map[reference->number];
}

// Sends every reference of a field to findings of kind through map (old number -> new number).
static void map_field(const struct field *field, void *item, enum finding_kind kind,
                      const uint32_t *map)
{
    void *member = (char *)item + field->offset;
    switch (field->type) {
    case FIELD_REFERENCE:
    case FIELD_WHEN:
    case FIELD_WHERE:
        if (field->kind == (uint8_t)kind)
            map_reference(member, map);
        break;
    case FIELD_REFERENCE_LIST: {
        reference_list *list = member;
        uint32_t kept = 0;
        for (uint32_t i = 0; field->kind == (uint8_t)kind && i < list->count; i++) {
            map_reference(&list->items[i], map);
            if (list->items[i].number)
                list->items[kept++] = list->items[i];
        }
        if (field->kind == (uint8_t)kind)
            list->count = kept;
        break;
    }
    case FIELD_PARTY:
        if (kind == FINDING_ENTITY)
            map_reference(&((struct party *)member)->entity, map);
        break;
    case FIELD_PARTIES:
        for (uint32_t i = 0; kind == FINDING_ENTITY && i < ((party_list *)member)->count; i++)
            map_reference(&((party_list *)member)->items[i].entity, map);
        break;
    default:
        break;
    }
}

// Takes the finding out of its list; references to it go to number `heir` (0: to none), given in
// the old numbering.
static void remove_finding(struct document *document, enum finding_kind removed_kind,
                           uint32_t index, uint32_t heir, struct arena *scratch)
{
    index_list *list = list_of(document, removed_kind);
    uint32_t *map = arena_take(scratch, (list->count + 1) * sizeof *map);
    for (uint32_t number = 0; number <= list->count; number++)
        map[number] = number > index ? number - 1 : number;
    map[0] = 0;
    map[index + 1] = heir ? map[heir] : 0;
    size_t size = finding_descriptions[removed_kind].size;
    char *item = (char *)list->items + (size_t)index * size;
    memmove(item, item + size, (size_t)(list->count - index - 1) * size);
    list->count--;
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        const struct finding_description *description = &finding_descriptions[kind];
        for (uint32_t i = 0; i < list_of(document, (enum finding_kind)kind)->count; i++)
            for (uint16_t f = 0; f < description->field_count; f++)
                map_field(&description->fields[f], item_at(document, (enum finding_kind)kind, i),
                          removed_kind, map);
    }
}

void finding_place(const struct document *document, enum finding_kind kind, uint32_t index,
                   struct span *span, struct span *anchor)
{
    const struct finding_description *description = &finding_descriptions[kind];
    *span = *anchor = (struct span){0, 0};
    for (uint16_t f = 0; f < description->field_count; f++) {
        const struct field *field = &description->fields[f];
        const void *member = (const char *)item_at(document, kind, index) + field->offset;
        if (field->type == FIELD_SPAN)
            *span = *(const struct span *)member;
        else if (field->type == FIELD_ANCHOR)
            *anchor = *(const struct span *)member;
    }
}

static bool same_span(struct span a, struct span b)
{
    return a.start == b.start && a.end == b.end;
}

static uint32_t find_finding(const struct document *document, const struct correction *correction)
{
    for (uint32_t i = 0; i < list_of(document, correction->kind)->count; i++) {
        struct span span, anchor;
        finding_place(document, correction->kind, i, &span, &anchor);
        if (same_span(span, correction->span) && same_span(anchor, correction->anchor))
            return i;
    }
    return NO_INDEX;
}

static uint32_t find_entity(const struct document *document, struct slice name,
                            struct arena *scratch)
{
    struct slice key = utf8_fold(scratch, name);
    for (uint32_t i = 0; i < document->entities.count; i++)
        if (slice_equal(key, utf8_fold(scratch, document->entities.items[i].name)))
            return i;
    return NO_INDEX;
}

static void reattribute(struct document *document, const struct correction *correction,
                        uint32_t index, struct arena *scratch)
{
    struct party party = {0};
    bool nobody = slice_is(correction->name, "-");
    if (!nobody) {
        uint32_t entity = find_entity(document, correction->name, scratch);
        party.text = arena_copy(document->arena, correction->name);
        if (entity != NO_INDEX) {
            party.entity.number = entity + 1;
            party.cameo = document->entities.items[entity].cameo;
        }
    }
    if (correction->kind == FINDING_QUOTE) {
        document->quotes.items[index].speaker = party;
        return;
    }
    party_list *said_by = correction->kind == FINDING_EVENT
                              ? &document->events.items[index].said_by
                              : &document->commitments.items[index].said_by;
    said_by->count = 0;
    if (!nobody)
        list_add(document->arena, said_by, party);
}

static bool merge(struct document *document, const struct correction *correction,
                  struct arena *scratch)
{
    uint32_t goes = find_entity(document, correction->value, scratch);
    if (goes == NO_INDEX)
        return false;
    uint32_t stays = find_entity(document, correction->name, scratch);
    if (stays == goes)
        return false;
    if (stays == NO_INDEX)
        document->entities.items[goes].name = arena_copy(document->arena, correction->name);
    else
        remove_finding(document, FINDING_ENTITY, goes, stays + 1, scratch);
    return true;
}

static struct party *field_parties(const struct field *field, void *item, uint32_t *count)
{
    void *member = (char *)item + field->offset;
    *count = 0;
    if (field->type == FIELD_PARTY) {
        *count = 1;
        return member;
    }
    if (field->type != FIELD_PARTIES)
        return NULL;
    *count = ((party_list *)member)->count;
    return ((party_list *)member)->items;
}

// Parties whose words are the mention's go with it to its new entity.
static void move_item_parties(const struct finding_description *description, void *item,
                              struct span span, struct reference entity)
{
    for (uint16_t f = 0; f < description->field_count; f++) {
        uint32_t count;
        struct party *parties = field_parties(&description->fields[f], item, &count);
        for (uint32_t p = 0; p < count; p++) {
            if (!same_span(parties[p].span, span))
                continue;
            parties[p].entity = entity;
            parties[p].cameo = SLICE_NONE;
        }
    }
}

static void split(struct document *document, uint32_t index)
{
    struct mention *mention = &document->mentions.items[index];
    struct entity *entity = list_push(document->arena, &document->entities);
    entity->kind = mention->kind;
    entity->name = document_span_text(document, mention->span);
    entity->rule = SLICE("correction/split");
    mention->entity.number = document->entities.count;
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++)
        for (uint32_t i = 0; i < list_of(document, (enum finding_kind)kind)->count; i++)
            move_item_parties(&finding_descriptions[kind],
                              item_at(document, (enum finding_kind)kind, i), mention->span,
                              mention->entity);
}

bool correction_apply(const struct correction *correction, struct document *document,
                      struct arena *scratch)
{
    if (correction->what == CORRECT_MERGE)
        return merge(document, correction, scratch);
    uint32_t index = find_finding(document, correction);
    if (index == NO_INDEX)
        return false;
    if (correction->what == CORRECT_REJECT)
        remove_finding(document, correction->kind, index, 0, scratch);
    else if (correction->what == CORRECT_REATTRIBUTE)
        reattribute(document, correction, index, scratch);
    else
        split(document, index);
    return true;
}

// --- all that are kept

static int kind_named(struct slice name)
{
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++)
        if (slice_is(name, finding_descriptions[kind].name))
            return kind;
    return -1;
}

static void read_correction(sqlite3_stmt *row, struct correction *correction,
                            const struct byte_places *places, struct arena *arena)
{
    *correction = (struct correction){0};
    correction->what = (enum correction_kind)enum_from_name(correction_names, 5,
                                                            database_text(arena, row, 0));
    correction->document = database_text(arena, row, 1);
    int kind = kind_named(database_text(arena, row, 2));
    correction->kind = kind < 0 ? FINDING_MENTION : (enum finding_kind)kind;
    if (sqlite3_column_type(row, 4) != SQLITE_NULL)
        correction->span = byte_places_span(places, sqlite3_column_int64(row, 3),
                                            sqlite3_column_int64(row, 4));
    if (sqlite3_column_type(row, 6) != SQLITE_NULL)
        correction->anchor = byte_places_span(places, sqlite3_column_int64(row, 5),
                                              sqlite3_column_int64(row, 6));
    correction->name = database_text(arena, row, 7);
    correction->value = database_text(arena, row, 8);
}

static bool replay_rows(struct store *store, sqlite3_stmt *rows, struct document *document,
                        struct error *error)
{
    struct byte_places places = {0};
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        struct correction correction;
        if (!places.bytes)
            places = byte_places_of(&store->scratch, document->text);
        read_correction(rows, &correction, &places, &store->scratch);
        correction_apply(&correction, document, &store->scratch);
    }
    return step == SQLITE_DONE || database_failed(store, "reading the corrections", error);
}

bool corrections_replay(struct store *store, struct document *document, struct error *error)
{
    sqlite3_stmt *rows = database_statement(
        store, SQL_LOAD_CORRECTIONS,
        "SELECT what, document, kind, start, \"end\", anchor_start, anchor_end, name, value "
        "FROM corrections WHERE undone IS NULL AND kind IS NOT 'claim' AND "
        "(document IS NULL OR document = ?1) ORDER BY number",
        error);
    if (!rows)
        return false;
    database_bind(rows, 1, document->id);
    bool fine = replay_rows(store, rows, document, error);
    sqlite3_reset(rows);
    return fine;
}
