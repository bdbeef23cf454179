// SPDX-License-Identifier: Apache-2.0
// Reads documents back from the dossier into the vocabulary of doc/: what read gave, and on
// demand the sentences and findings. Words are not kept (parse makes them again). A dossier may
// come from a stranger: whatever points outside the text or at no finding becomes "none".
#include "store/columns.h"
#include "store/database.h"

#include "base/json.h"

#include <zstd.h>

#define ORIGINAL_LIMIT ((int64_t)1 << 31) // bytes that a stored original may unpack to

static struct document_date read_date(struct arena *arena, sqlite3_stmt *row, int column)
{
    static const char *const bases[] = {NULL, "metadata", "text", "option"};
    struct document_date date = {.value = database_text(arena, row, column)};
    const char *basis = (const char *)sqlite3_column_text(row, column + 1);
    if (basis)
        date.basis = (enum date_basis)enum_from_name(bases, 4, slice_of(basis));
    return date;
}

static void read_authors(struct document *document, struct slice text, struct arena *scratch)
{
    struct error ignored = {0};
    const struct json_value *list = json_parse(scratch, text, &ignored);
    for (const struct json_value *author = list ? list->first : NULL; author;
         author = author->next)
        if (author->type == JSON_STRING)
            list_add(document->arena, &document->authors,
                     arena_copy(document->arena, author->text));
}

static void read_notes(struct document *document, struct slice text, struct arena *scratch)
{
    struct error ignored = {0};
    const struct json_value *list = json_parse(scratch, text, &ignored);
    for (const struct json_value *value = list ? list->first : NULL; value; value = value->next) {
        struct slice where = json_find_text(value, "where"), what = json_find_text(value, "what");
        struct note *note = list_push(document->arena, &document->notes);
        note->where = where.data ? arena_copy(document->arena, where) : SLICE_NONE;
        note->what = what.data ? arena_copy(document->arena, what) : SLICE_NONE;
    }
}

static void read_source_map(struct document *document, sqlite3_stmt *row, int column)
{
    const uint8_t *bytes = sqlite3_column_blob(row, column);
    int size = sqlite3_column_bytes(row, column);
    for (int i = 0; bytes && i + 12 <= size; i += 12) {
        uint32_t values[3] = {0};
        for (int b = 0; b < 12; b++)
            values[b / 4] |= (uint32_t)bytes[i + b] << (8 * (b % 4));
        list_add(document->arena, &document->source_map,
                 ((struct source_run){values[0], values[1], values[2]}));
    }
}

static void read_row(struct document *document, sqlite3_stmt *row, struct arena *scratch)
{
    static const char *const origins[] = {NULL, "wire", "family", "outlet"};
    struct arena *arena = document->arena;
    struct slice *texts[] = {&document->id,     &document->source, &document->source_id,
                             &document->sha256, &document->url,    &document->site,
                             &document->title};
    for (int i = 0; i < 7; i++)
        *texts[i] = database_text(arena, row, i + 1);
    read_authors(document, database_text(scratch, row, 8), scratch);
    document->text = database_text(arena, row, 19);
    struct slice kind = database_text(scratch, row, 9);
    if (kind.data)
        document->origin.kind = (enum origin_kind)enum_from_name(origins, 4, kind);
    document->origin.name = database_text(arena, row, 10);
    document->published = read_date(arena, row, 13);
    document->modified = read_date(arena, row, 15);
    struct slice language = database_text(arena, row, 17);
    document->language = language_from_code(language);
    if (!document->language)
        document->language_other = language;
    read_notes(document, database_text(scratch, row, 18), scratch);
    read_source_map(document, row, 20);
}

static bool read_sentences(struct store *store, int64_t number, struct document *document,
                           const struct byte_places *places, struct error *error)
{
    sqlite3_stmt *rows = database_statement(
        store, SQL_LOAD_SENTENCES,
        "SELECT start, \"end\" FROM sentences WHERE document = ?1 ORDER BY number", error);
    if (!rows)
        return false;
    sqlite3_bind_int64(rows, 1, number);
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW)
        list_push(document->arena, &document->sentences)->span = byte_places_span(
            places, sqlite3_column_int64(rows, 0), sqlite3_column_int64(rows, 1));
    sqlite3_reset(rows);
    return step == SQLITE_DONE || database_failed(store, "reading the dossier", error);
}

static struct slice select_sql(const struct finding_description *description, struct arena *arena)
{
    struct buffer sql;
    buffer_init(&sql, arena);
    buffer_text(&sql, "SELECT f.number");
    for (uint16_t i = 0; i < description->field_count; i++) {
        struct column columns[FIELD_COLUMNS_MAX];
        int count = columns_describe(&description->fields[i], columns);
        for (int c = 0; c < count; c++)
            buffer_format(&sql, columns_are_rule(&description->fields[i])
                                    ? ", (SELECT r.rule FROM rules r WHERE r.number = f.\"%s%s\")"
                                    : ", f.\"%s%s\"",
                          columns[c].key, columns[c].suffix);
    }
    buffer_format(&sql, " FROM %s f WHERE document = ?1 ORDER BY f.number", description->list);
    buffer_byte(&sql, '\0');
    return buffer_slice(&sql);
}

static bool read_findings(struct store *store, int64_t number, enum finding_kind kind,
                          struct document *document, const struct byte_places *places,
                          struct error *error)
{
    const struct finding_description *description = &finding_descriptions[kind];
    enum store_statement which = (enum store_statement)(SQL_LOAD_FINDING + (int)kind);
    const char *sql =
        store->statements[which] ? NULL : select_sql(description, document->arena).data;
    sqlite3_stmt *rows = database_statement(store, which, sql, error);
    if (!rows)
        return false;
    sqlite3_bind_int64(rows, 1, number);
    index_list *list = (void *)((char *)document + description->list_offset);
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        int column = 1;
        list_extend(document->arena, (void **)&list->items, &list->count, &list->capacity,
                    description->size);
        char *item = (char *)list->items + (size_t)(list->count - 1) * description->size;
        for (uint16_t i = 0; i < description->field_count; i++)
            columns_read(rows, &column, &description->fields[i], item, places, document->arena);
    }
    sqlite3_reset(rows);
    return step == SQLITE_DONE || database_failed(store, "reading the dossier", error);
}

static const struct field *find_role(struct slice kind_name, struct slice role, int *kind)
{
    for (*kind = 0; *kind < FINDING_KIND_COUNT; ++*kind) {
        const struct finding_description *description = &finding_descriptions[*kind];
        if (!slice_is(kind_name, description->prefix))
            continue;
        for (uint16_t i = 0; i < description->field_count; i++)
            if (columns_are_parties(&description->fields[i]) &&
                slice_is(role, description->fields[i].key))
                return &description->fields[i];
    }
    return NULL;
}

static void read_party(struct document *document, sqlite3_stmt *row,
                       const struct byte_places *places)
{
    int kind;
    const struct field *field = find_role(slice_of((const char *)sqlite3_column_text(row, 0)),
                                          slice_of((const char *)sqlite3_column_text(row, 2)),
                                          &kind);
    int64_t number = sqlite3_column_int64(row, 1);
    if (!field)
        return;
    index_list *list = (void *)((char *)document + finding_descriptions[kind].list_offset);
    if (number < 1 || number > list->count)
        return;
    struct party party = {.text = database_text(document->arena, row, 4),
                          .cameo = database_text(document->arena, row, 5)};
    int64_t entity = sqlite3_column_int64(row, 3);
    if (entity > 0 && entity <= document->entities.count)
        party.entity.number = (uint32_t)entity;
    if (!party.cameo.data && party.entity.number)
        party.cameo = document->entities.items[party.entity.number - 1].cameo;
    else if (party.cameo.data && !party.cameo.size)
        party.cameo = SLICE_NONE;
    if (sqlite3_column_type(row, 7) != SQLITE_NULL)
        party.span = byte_places_span(places, sqlite3_column_int64(row, 6),
                                      sqlite3_column_int64(row, 7));
    if (!party.text.data && party.span.end)
        party.text = slice_part(document->text, party.span.start, party.span.end);
    void *member = (char *)list->items + (size_t)(number - 1) * finding_descriptions[kind].size +
                   field->offset;
    if (field->type == FIELD_PARTY)
        *(struct party *)member = party;
    else
        list_add(document->arena, (party_list *)member, party);
}

static bool read_parties(struct store *store, int64_t number, struct document *document,
                         const struct byte_places *places, struct error *error)
{
    sqlite3_stmt *rows = database_statement(
        store, SQL_LOAD_PARTIES,
        "SELECT kind, number, role, entity, text, cameo, start, \"end\" FROM parties "
        "WHERE document = ?1 ORDER BY kind, number, role, place",
        error);
    if (!rows)
        return false;
    sqlite3_bind_int64(rows, 1, number);
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW)
        read_party(document, rows, places);
    sqlite3_reset(rows);
    return step == SQLITE_DONE || database_failed(store, "reading the dossier", error);
}

static void check_reference(const struct document *document, uint8_t kind,
                            struct reference *reference)
{
    const index_list *list =
        (const void *)((const char *)document + finding_descriptions[kind].list_offset);
    if (reference->number > list->count)
        reference->number = 0;
}

// A reference that names no finding becomes none.
static void check_references(struct document *document)
{
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        const struct finding_description *description = &finding_descriptions[kind];
        index_list *list = (void *)((char *)document + description->list_offset);
        for (uint32_t i = 0; i < list->count; i++) {
            for (uint16_t f = 0; f < description->field_count; f++) {
                const struct field *field = &description->fields[f];
                void *member =
                    (char *)list->items + (size_t)i * description->size + field->offset;
                if (field->type == FIELD_REFERENCE || field->type == FIELD_WHEN ||
                    field->type == FIELD_WHERE)
                    check_reference(document, field->kind, member);
                reference_list *references = member;
                for (uint32_t r = 0;
                     field->type == FIELD_REFERENCE_LIST && r < references->count; r++)
                    check_reference(document, field->kind, &references->items[r]);
            }
        }
    }
}

static bool read_layers(struct store *store, int64_t number, struct document *document,
                        const struct byte_places *places, struct error *error)
{
    if (!read_sentences(store, number, document, places, error))
        return false;
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++)
        if (!read_findings(store, number, (enum finding_kind)kind, document, places, error))
            return false;
    if (!read_parties(store, number, document, places, error))
        return false;
    check_references(document);
    return true;
}

#define LOAD_DOCUMENT(structure)                                                                   \
    "SELECT d.number, d.id, d.source, d.source_id, d.sha256, d.url, d.site, d.title, "             \
    "d.authors, d.origin_kind, d.origin_name, d.origin_start, d.origin_end, d.published, "         \
    "d.published_basis, d.modified, d.modified_basis, d.lang, d.notes, d.text, o.source_map, "     \
    structure " FROM documents d LEFT JOIN originals o ON o.document = d.number WHERE d.id = ?1"

bool document_read_back(struct store *store, struct slice id, bool with_findings,
                        struct document *document, int64_t *number, struct error *error)
{
    struct arena *scratch = &store->scratch;
    // A file of version 1 that is only read keeps no structure.
    sqlite3_stmt *row = database_statement(
        store, SQL_LOAD_DOCUMENT,
        store->version < 2 ? LOAD_DOCUMENT("NULL") : LOAD_DOCUMENT("d.structure"),
        error);
    if (!row)
        return false;
    database_bind(row, 1, id);
    int step = sqlite3_step(row);
    if (step == SQLITE_DONE) {
        sqlite3_reset(row);
        return error_set(error, ERROR_INPUT, store->path, "there is no document " SLICE_FORMAT,
                         SLICE_ARGUMENTS(id));
    }
    if (step != SQLITE_ROW)
        return database_failed(store, "reading the dossier", error);
    struct arena_mark mark = arena_mark(scratch);
    read_row(document, row, scratch);
    *number = sqlite3_column_int64(row, 0);
    struct byte_places places = byte_places_of(scratch, document->text);
    if (sqlite3_column_type(row, 12) != SQLITE_NULL)
        document->origin.span = byte_places_span(&places, sqlite3_column_int64(row, 11),
                                                 sqlite3_column_int64(row, 12));
    structure_read(document, database_text(scratch, row, 21), &places, scratch);
    sqlite3_reset(row);
    bool fine = !with_findings || (read_layers(store, *number, document, &places, error) &&
                                   decisions_read(store, document, error));
    arena_rewind(scratch, mark);
    return fine;
}

bool store_load(struct store *store, struct slice id, struct document *document,
                struct error *error)
{
    int64_t number;
    return database_check_current(store, error) &&
           document_read_back(store, id, true, document, &number, error);
}

bool store_count(struct store *store, uint32_t *count, struct error *error)
{
    sqlite3_stmt *row = database_prepare(store, "SELECT count(*) FROM documents", error);
    if (!row)
        return false;
    bool fine = sqlite3_step(row) == SQLITE_ROW;
    *count = fine ? (uint32_t)sqlite3_column_int64(row, 0) : 0;
    if (!fine)
        database_failed(store, "reading the dossier", error);
    sqlite3_finalize(row);
    return fine;
}

bool store_ids(struct store *store, struct arena *arena, store_id_list *ids, struct error *error)
{
    sqlite3_stmt *rows = database_prepare(store, "SELECT id FROM documents ORDER BY id", error);
    if (!rows)
        return false;
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW)
        list_add(arena, ids, database_text(arena, rows, 0));
    bool fine = step == SQLITE_DONE || database_failed(store, "reading the dossier", error);
    sqlite3_finalize(rows);
    return fine;
}

bool store_numbers(struct store *store, struct arena *arena, store_number_list *numbers,
                   struct error *error)
{
    sqlite3_stmt *rows = database_prepare(store, "SELECT number FROM documents ORDER BY id", error);
    if (!rows)
        return false;
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW)
        list_add(arena, numbers, sqlite3_column_int64(rows, 0));
    bool fine = step == SQLITE_DONE || database_failed(store, "reading the dossier", error);
    sqlite3_finalize(rows);
    return fine;
}

static bool unpack(sqlite3_stmt *row, struct arena *arena, struct slice *bytes)
{
    int64_t size = sqlite3_column_int64(row, 0);
    const void *packed = sqlite3_column_blob(row, 1);
    if (size < 0 || size > ORIGINAL_LIMIT)
        return false;
    char *out = arena_take(arena, (size_t)size + 1);
    size_t got = ZSTD_decompress(out, (size_t)size + 1, packed,
                                 (size_t)sqlite3_column_bytes(row, 1));
    *bytes = (struct slice){out, (size_t)size};
    return !ZSTD_isError(got) && got == (size_t)size;
}

bool store_original(struct store *store, struct slice id, struct arena *arena,
                    struct slice *bytes, struct error *error)
{
    sqlite3_stmt *row =
        database_prepare(store,
                         "SELECT o.size, o.zstd FROM originals o JOIN documents d "
                         "ON d.number = o.document WHERE d.id = ?1",
                         error);
    if (!row)
        return false;
    database_bind(row, 1, id);
    bool fine = false;
    int step = sqlite3_step(row);
    if (step == SQLITE_DONE)
        error_set(error, ERROR_INPUT, store->path, "there is no document " SLICE_FORMAT,
                  SLICE_ARGUMENTS(id));
    else if (step != SQLITE_ROW)
        database_failed(store, "reading the dossier", error);
    else if (!(fine = unpack(row, arena, bytes)))
        error_set(error, ERROR_INPUT, store->path, "the original of " SLICE_FORMAT " is damaged",
                  SLICE_ARGUMENTS(id));
    sqlite3_finalize(row);
    return fine;
}
