// SPDX-License-Identifier: Apache-2.0
// Writes documents into the dossier: the article, its original bytes, its sentences, findings and
// parties. Reads all layers but words; adds none. Knows an article again by its id, or by its
// bytes and where they came from. Batches and errors are database.c's.
#include "store/columns.h"
#include "store/index.h"
#include "store/stem.h"

#include "base/json.h"

#include <assert.h>
#include <stdlib.h>
#include <zstd.h>

#define ZSTD_LEVEL 6 // pages of 50 kB: within 3 % of level 9's size at three times its speed
#define ZSTD_LEVEL_LATER 1 // `add --later`: a sixth more bytes at five times the speed

static const char *const ORIGIN_KINDS[] = {NULL, "wire", "family", "outlet"};
static const char *const DATE_BASES[] = {NULL, "metadata", "text", "option"};
_Static_assert(sizeof ORIGIN_KINDS / sizeof *ORIGIN_KINDS == ORIGIN_KIND_COUNT, "a name each");
_Static_assert(sizeof DATE_BASES / sizeof *DATE_BASES == DATE_BASIS_COUNT, "a name each");

static struct slice language_text(const struct document *document)
{
    if (document->language)
        return slice_of(language_code(document->language));
    return document->language_other;
}

// The full-text indexes are written here and not by triggers: an FTS5 table in a trigger is
// refused where the schema is not trusted, which is how dossiers are opened.
static bool write_words(struct store *store, int64_t row, const struct document *document,
                        struct slice stems, struct error *error)
{
    sqlite3_stmt *statement = database_statement(
        store, SQL_INDEX_DOCUMENT,
        "INSERT INTO documents_search (rowid, title, text, stems, site, origin_name, lang) VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        error);
    if (!statement)
        return false;
    const struct slice texts[] = {document->title, document->text, stems, document->site,
                                  document->origin.name, language_text(document)};
    sqlite3_bind_int64(statement, 1, row);
    for (int i = 0; i < 6; i++)
        database_bind(statement, i + 2, texts[i]);
    return database_step(store, statement, "writing", error);
}

// 1 known, 0 new, -1 failed.
static int find_known(struct store *store, const struct document *document, struct error *error)
{
    sqlite3_stmt *statement = database_statement(
        store, SQL_KNOWN,
        "SELECT 1 FROM documents WHERE id = ?1 UNION ALL "
        "SELECT 1 FROM documents WHERE sha256 = ?2 AND source = ?3 LIMIT 1",
        error);
    if (!statement)
        return -1;
    database_bind(statement, 1, document->id);
    database_bind(statement, 2, document->sha256);
    database_bind(statement, 3, document->source);
    int step = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (step != SQLITE_ROW && step != SQLITE_DONE) {
        database_failed(store, "reading the dossier", error);
        return -1;
    }
    return step == SQLITE_ROW;
}

static struct slice authors_json(const struct document *document, struct arena *scratch)
{
    struct buffer out;
    struct json_writer json;
    buffer_init(&out, scratch);
    json_init(&json, &out);
    json_open(&json, '[');
    for (uint32_t i = 0; i < document->authors.count; i++)
        json_text(&json, document->authors.items[i]);
    json_close(&json, ']');
    return buffer_slice(&out);
}

static struct slice notes_json(const struct document *document, struct arena *scratch)
{
    struct buffer out;
    struct json_writer json;
    buffer_init(&out, scratch);
    json_init(&json, &out);
    json_open(&json, '[');
    for (uint32_t i = 0; i < document->notes.count; i++) {
        json_open(&json, '{');
        json_key(&json, "where");
        json_text(&json, document->notes.items[i].where);
        json_key(&json, "what");
        json_text(&json, document->notes.items[i].what);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    return buffer_slice(&out);
}

static void bind_name(sqlite3_stmt *statement, int index, const char *const *names, unsigned value)
{
    if (value)
        sqlite3_bind_text(statement, index, names[value], -1, SQLITE_STATIC);
}

static bool add_document(struct store *store, const struct document *document,
                         const struct original *original, struct slice stems, struct error *error)
{
    struct arena *scratch = &store->scratch;
    sqlite3_stmt *statement = database_statement(
        store, SQL_ADD_DOCUMENT,
        "INSERT INTO documents (id, source, source_id, sha256, url, site, title, authors, "
        "origin_kind, origin_name, origin_start, origin_end, published, published_basis, modified, "
        "modified_basis, lang, notes, retrieved, text, structure, stems) VALUES "
        "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22)",
        error);
    if (!statement)
        return false;
    const struct slice texts[] = {document->id,  document->source, document->source_id,
                                  document->sha256, document->url, document->site,
                                  document->title, authors_json(document, scratch)};
    for (int i = 0; i < 8; i++)
        database_bind(statement, i + 1, texts[i]);
    bind_name(statement, 9, ORIGIN_KINDS, document->origin.kind);
    database_bind(statement, 10, document->origin.name);
    if (document->origin.span.end > 0) {
        struct code_points points = {.document = document};
        sqlite3_bind_int64(statement, 11, code_point_at(&points, document->origin.span.start));
        sqlite3_bind_int64(statement, 12, code_point_at(&points, document->origin.span.end));
    }
    database_bind(statement, 13, document->published.value);
    bind_name(statement, 14, DATE_BASES, document->published.basis);
    database_bind(statement, 15, document->modified.value);
    bind_name(statement, 16, DATE_BASES, document->modified.basis);
    database_bind(statement, 17, language_text(document));
    database_bind(statement, 18, notes_json(document, scratch));
    database_bind(statement, 19, original->retrieved);
    database_bind(statement, 20, document->text.data ? document->text : SLICE(""));
    database_bind(statement, 21, structure_json(document, scratch));
    database_bind(statement, 22, stems);
    return database_step(store, statement, "writing", error);
}

static void write_u32(uint8_t *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (uint8_t)(value >> (8 * i));
}

static struct slice pack_source_map(const struct document *document, struct arena *scratch)
{
    size_t size = (size_t)document->source_map.count * 12;
    uint8_t *bytes = arena_take(scratch, size + 1);
    for (uint32_t i = 0; i < document->source_map.count; i++) {
        const struct source_run *run = &document->source_map.items[i];
        write_u32(bytes + 12 * (size_t)i, run->text_start);
        write_u32(bytes + 12 * (size_t)i + 4, run->source_start);
        write_u32(bytes + 12 * (size_t)i + 8, run->source_size);
    }
    return (struct slice){(const char *)bytes, size};
}

static bool add_original(struct store *store, int64_t number, const struct document *document,
                         const struct original *original, struct arena *scratch,
                         struct error *error)
{
    sqlite3_stmt *statement =
        database_statement(store, SQL_ADD_ORIGINAL,
                           "INSERT INTO originals (document, format, size, zstd, source_map) "
                           "VALUES (?1, ?2, ?3, ?4, ?5)",
                           error);
    if (!statement)
        return false;
    if (!store->packer && !(store->packer = ZSTD_createCCtx())) {
        database_rollback(store);
        return error_set(error, ERROR_INTERNAL, store->path, "out of memory");
    }
    const char *bytes = original->bytes.data ? original->bytes.data : "";
    size_t room = ZSTD_compressBound(original->bytes.size);
    char *packed = arena_take(scratch, room);
    size_t size = ZSTD_compressCCtx(store->packer, packed, room, bytes, original->bytes.size,
                                    original->later ? ZSTD_LEVEL_LATER : ZSTD_LEVEL);
    if (ZSTD_isError(size)) {
        database_rollback(store);
        return error_set(error, ERROR_INTERNAL, store->path, "compressing an article failed: %s",
                         ZSTD_getErrorName(size));
    }
    struct slice map = pack_source_map(document, scratch);
    sqlite3_bind_int64(statement, 1, number);
    sqlite3_bind_text(statement, 2, original->format ? original->format : "plain", -1,
                      SQLITE_STATIC);
    sqlite3_bind_int64(statement, 3, (int64_t)original->bytes.size);
    sqlite3_bind_blob64(statement, 4, packed, size, SQLITE_STATIC);
    if (map.size)
        sqlite3_bind_blob64(statement, 5, map.data, map.size, SQLITE_STATIC);
    return database_step(store, statement, "writing", error);
}

static bool write_sentences(struct store *store, int64_t number, const struct document *document,
                            struct error *error)
{
    sqlite3_stmt *statement = database_statement(
        store, SQL_ADD_SENTENCE,
        "INSERT INTO sentences (document, number, start, \"end\") VALUES (?1, ?2, ?3, ?4)", error);
    if (!statement)
        return false;
    struct code_points points = {.document = document};
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        struct span span = document->sentences.items[i].span;
        sqlite3_bind_int64(statement, 1, number);
        sqlite3_bind_int64(statement, 2, i + 1);
        sqlite3_bind_int64(statement, 3, code_point_at(&points, span.start));
        sqlite3_bind_int64(statement, 4, code_point_at(&points, span.end));
        if (!database_step(store, statement, "writing", error))
            return false;
    }
    return true;
}

// One writing of a document's findings.
struct finding_writer {
    struct store *store;
    const struct document *document;
    int64_t number; // of the document in the file
    struct code_points points;
    struct arena *scratch;
};

static bool write_party(struct finding_writer *writer, const char *kind, uint32_t finding,
                        const char *role, uint32_t place, const struct party *party,
                        struct error *error)
{
    sqlite3_stmt *statement = database_statement(
        writer->store, SQL_ADD_PARTY,
        "INSERT INTO parties (document, kind, number, role, place, entity, text, cameo, start, "
        "\"end\") "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        error);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, writer->number);
    sqlite3_bind_text(statement, 2, kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 3, finding + 1);
    sqlite3_bind_text(statement, 4, role, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 5, place);
    uint32_t number = party->entity.number;
    const struct entity *entity = number && number <= writer->document->entities.count
                                      ? &writer->document->entities.items[number - 1]
                                      : NULL;
    if (entity)
        sqlite3_bind_int64(statement, 6, number);
    if (!slice_equal(party->text, slice_part(writer->document->text, party->span.start,
                                             party->span.end)))
        database_bind(statement, 7, party->text);
    if (!entity || !slice_equal(entity->cameo, party->cameo))
        database_bind(statement, 8, entity && !party->cameo.data ? SLICE("") : party->cameo);
    if (party->span.end > 0) {
        sqlite3_bind_int64(statement, 9, code_point_at(&writer->points, party->span.start));
        sqlite3_bind_int64(statement, 10, code_point_at(&writer->points, party->span.end));
    }
    return database_step(writer->store, statement, "writing", error);
}

static bool write_parties(struct finding_writer *writer, const char *kind, uint32_t finding,
                          const struct field *field, const void *item, struct error *error)
{
    const void *member = (const char *)item + field->offset;
    if (field->type == FIELD_PARTY) {
        const struct party *party = member;
        return !party->text.data ||
               write_party(writer, kind, finding, field->key, 0, party, error);
    }
    const party_list *parties = member;
    for (uint32_t i = 0; i < parties->count; i++)
        if (!write_party(writer, kind, finding, field->key, i, &parties->items[i], error))
            return false;
    return true;
}

static struct slice insert_sql(const struct finding_description *description,
                               struct arena *arena)
{
    struct buffer sql, marks;
    buffer_init(&sql, arena);
    buffer_init(&marks, arena);
    buffer_format(&sql, "INSERT INTO %s (document, number", description->list);
    buffer_text(&marks, "?, ?");
    for (uint16_t i = 0; i < description->field_count; i++) {
        struct column columns[FIELD_COLUMNS_MAX];
        int count = columns_describe(&description->fields[i], columns);
        for (int c = 0; c < count; c++) {
            buffer_format(&sql, ", \"%s%s\"", columns[c].key, columns[c].suffix);
            buffer_text(&marks, ", ?");
        }
    }
    buffer_text(&sql, ") VALUES (");
    buffer_add(&sql, buffer_slice(&marks));
    buffer_text(&sql, ")");
    buffer_byte(&sql, '\0');
    return buffer_slice(&sql);
}

// The number of a rule; rules are few and known after the first articles. 0 after filling error.
static uint32_t number_rule(struct store *store, struct slice rule, struct error *error)
{
    static const char *const steps[] = {"INSERT OR IGNORE INTO rules (rule) VALUES (?1)",
                                        "SELECT number FROM rules WHERE rule = ?1"};
    uint32_t number = table_find(&store->rules, rule);
    if (number != TABLE_NONE)
        return number;
    number = 0;
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *statement = database_statement(
            store, (enum store_statement)(SQL_ADD_RULE + i), steps[i], error);
        if (!statement)
            return 0;
        database_bind(statement, 1, rule);
        int step = sqlite3_step(statement);
        if (step == SQLITE_ROW)
            number = (uint32_t)sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
        if (step != SQLITE_ROW && step != SQLITE_DONE) {
            database_failed(store, "writing", error);
            return 0;
        }
    }
    table_add(&store->rules, arena_copy(&store->rules_arena, rule), number);
    return number;
}

// All fields but parties. False after filling error.
static bool bind_fields(struct finding_writer *writer, sqlite3_stmt *statement,
                        const struct finding_description *description, const void *item,
                        struct error *error)
{
    int parameter = 3;
    for (uint16_t i = 0; i < description->field_count; i++) {
        const struct field *field = &description->fields[i];
        const struct slice *rule = (const void *)((const char *)item + field->offset);
        if (!columns_are_rule(field)) {
            columns_bind(statement, &parameter, field, item, &writer->points, writer->scratch);
            continue;
        }
        uint32_t number = rule->data ? number_rule(writer->store, *rule, error) : 0;
        if (rule->data && !number)
            return false;
        if (number)
            sqlite3_bind_int64(statement, parameter, number);
        parameter++;
    }
    return true;
}

static bool write_finding(struct finding_writer *writer, enum finding_kind kind, uint32_t index,
                          const void *item, struct error *error)
{
    const struct finding_description *description = &finding_descriptions[kind];
    enum store_statement number = (enum store_statement)(SQL_ADD_FINDING + (int)kind);
    const char *sql = NULL;
    if (!writer->store->statements[number])
        sql = insert_sql(description, writer->scratch).data;
    sqlite3_stmt *statement = database_statement(writer->store, number, sql, error);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, writer->number);
    sqlite3_bind_int64(statement, 2, index + 1);
    if (!bind_fields(writer, statement, description, item, error) ||
        !database_step(writer->store, statement, "writing", error))
        return false;
    for (uint16_t i = 0; i < description->field_count; i++)
        if (columns_are_parties(&description->fields[i]) &&
            !write_parties(writer, description->prefix, index, &description->fields[i], item,
                           error))
            return false;
    return true;
}

static bool write_all(struct finding_writer *writer, struct error *error)
{
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        const struct finding_description *description = &finding_descriptions[kind];
        // Every LIST has the shape of index_list but for the type of its items.
        const index_list *list =
            (const void *)((const char *)writer->document + description->list_offset);
        for (uint32_t i = 0; i < list->count; i++) {
            struct arena_mark mark = arena_mark(writer->scratch);
            const char *item = (const char *)list->items + (size_t)i * description->size;
            if (!write_finding(writer, (enum finding_kind)kind, i, item, error))
                return false;
            arena_rewind(writer->scratch, mark);
        }
    }
    return true;
}

bool findings_write(struct store *store, int64_t number, const struct document *document,
                    struct error *error)
{
    struct finding_writer writer = {.store = store, .document = document, .number = number,
                                    .points = {.document = document},
                                    .scratch = &store->scratch};
    return write_sentences(store, number, document, error) && write_all(&writer, error) &&
           index_findings(store, number, document, error);
}

static bool run_for_document(struct store *store, const char *sql, int64_t number,
                             struct error *error)
{
    sqlite3_stmt *statement = database_prepare(store, sql, error);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, number);
    return database_finish(store, statement, "writing", error);
}

static bool delete_all(struct store *store, int64_t number, const struct document *document,
                       struct error *error)
{
    static const char *const first[] = {"DELETE FROM parties WHERE document = ?1",
                                        "DELETE FROM sentences WHERE document = ?1"};
    if (!index_delete(store, number, document, error))
        return false;
    for (int i = 0; i < 2; i++)
        if (!run_for_document(store, first[i], number, error))
            return false;
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        char sql[128];
        sqlite3_snprintf(sizeof sql, sql, "DELETE FROM %s WHERE document = ?1",
                         finding_descriptions[kind].list);
        if (!run_for_document(store, sql, number, error))
            return false;
    }
    return true;
}

bool findings_delete(struct store *store, struct slice id, struct error *error)
{
    struct arena arena;
    struct document document;
    int64_t number;
    arena_init(&arena, 0);
    document_init(&document, &arena);
    bool fine = document_read_back(store, id, true, &document, &number, error) &&
                delete_all(store, number, &document, error);
    arena_free(&arena);
    return fine;
}

static bool add_all(struct store *store, struct document *document,
                    const struct original *original, struct error *error)
{
    struct arena *scratch = &store->scratch;
    const struct slice texts[] = {document->title, document->text};
    struct slice stems = original->later ? SLICE_NONE : stem_list(scratch, texts, 2);
    if (!database_begin(store, error) ||
        !(original->later || corrections_replay(store, document, error)) ||
        !add_document(store, document, original, stems, error))
        return false;
    int64_t number = sqlite3_last_insert_rowid(store->database);
    if (original->later)
        return add_original(store, number, document, original, scratch, error);
    return write_words(store, number, document, stems, error) &&
           add_original(store, number, document, original, scratch, error) &&
           findings_write(store, number, document, error);
}

enum store_added store_add(struct store *store, struct document *document,
                           const struct original *original, struct error *error)
{
    assert(document->id.data);
    if (!database_check_current(store, error))
        return STORE_FAILED;
    int known = find_known(store, document, error);
    // Another writer may have added it while this one waited for the lock.
    if (!known && !store->in_transaction)
        known = database_begin(store, error) ? find_known(store, document, error) : -1;
    if (known)
        return known > 0 ? STORE_KNOWN : STORE_FAILED;
    // Corrections may grow the document's lists: no jump out of the transaction from there either.
    jmp_buf *recovery = document->arena->recovery;
    document->arena->recovery = NULL;
    struct arena_mark mark = arena_mark(&store->scratch);
    bool fine = add_all(store, document, original, error);
    arena_rewind(&store->scratch, mark);
    document->arena->recovery = recovery;
    if (!fine)
        return STORE_FAILED;
    if (++store->pending >= STORE_BATCH && !store_commit(store, error))
        return STORE_FAILED;
    return STORE_ADDED;
}
