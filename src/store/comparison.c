// SPDX-License-Identifier: Apache-2.0
// Keeps a comparison of all articles as plain tables (stories, copies, claims, statements,
// differences, omissions, ledger), for whoever reads the dossier with SQL. A picture of the moment:
// nothing here is read back, the table `comparison` says of how many articles it is.
#include "store/database.h"

#include "doc/dump.h"

#include <assert.h>

struct keeper {
    struct store *store;
    const struct comparison *comparison;
    int64_t *numbers; // in the file, of the comparison's documents
    struct arena *scratch;
    struct error *error;
};

#define VALUES_MOST 13

// One row's values; texts borrowed until the row is written.
struct row {
    sqlite3_stmt *statement;
    int next;
};

static struct row row_begin(sqlite3_stmt *statement)
{
    return (struct row){statement, 1};
}

static void put_number(struct row *row, int64_t value)
{
    sqlite3_bind_int64(row->statement, row->next++, value);
}

static void put_text(struct row *row, struct slice text)
{
    database_bind(row->statement, row->next++, text.size ? text : SLICE_NONE);
}

static void put_name(struct row *row, const char *name)
{
    put_text(row, name ? slice_of(name) : SLICE_NONE);
}

static bool row_end(struct keeper *keeper, struct row *row)
{
    return database_step(keeper->store, row->statement, "keeping the comparison", keeper->error);
}

// INSERT INTO table VALUES (?, …) of that many columns.
static sqlite3_stmt *insert_into(struct keeper *keeper, const char *table, int columns)
{
    char sql[128];
    sqlite3_snprintf(sizeof sql, sql, "INSERT INTO %s VALUES (?", table);
    assert(columns > 0 && columns <= VALUES_MOST && strlen(sql) + 2 * VALUES_MOST < sizeof sql);
    size_t size = strlen(sql);
    for (int i = 1; i < columns; i++, size += 2)
        memcpy(sql + size, ",?", 3);
    memcpy(sql + size, ")", 2);
    return database_prepare(keeper->store, sql, keeper->error);
}

static struct slice names_of(const struct keeper *keeper, const party_list *parties)
{
    struct buffer out;
    buffer_init(&out, keeper->scratch);
    for (uint32_t i = 0; i < parties->count; i++) {
        if (out.size)
            buffer_text(&out, ", ");
        buffer_add(&out, parties->items[i].text);
    }
    return buffer_slice(&out);
}

static struct slice numbers_of(const struct keeper *keeper, const index_list *documents)
{
    struct buffer out;
    buffer_init(&out, keeper->scratch);
    buffer_byte(&out, '[');
    for (uint32_t i = 0; i < documents->count; i++)
        buffer_format(&out, "%s%lld", i ? "," : "",
                      (long long)keeper->numbers[documents->items[i]]);
    buffer_byte(&out, ']');
    return buffer_slice(&out);
}

static bool put_story(struct keeper *keeper, sqlite3_stmt *into, uint32_t i)
{
    const struct story *story = &keeper->comparison->stories.items[i];
    struct row row = row_begin(into);
    put_number(&row, i + 1);
    put_text(&row, story->title);
    put_text(&row, story->from);
    put_text(&row, story->to);
    return row_end(keeper, &row);
}

static bool put_member(struct keeper *keeper, sqlite3_stmt *into, uint32_t i)
{
    const index_list *documents = &keeper->comparison->stories.items[i].documents;
    for (uint32_t d = 0; d < documents->count; d++) {
        struct row row = row_begin(into);
        put_number(&row, i + 1);
        put_number(&row, keeper->numbers[documents->items[d]]);
        if (!row_end(keeper, &row))
            return false;
    }
    return true;
}

static bool put_copies(struct keeper *keeper, sqlite3_stmt *into, uint32_t i)
{
    const struct copy_group *group = &keeper->comparison->copies.items[i];
    for (uint32_t d = 0; d < group->documents.count; d++) {
        struct row row = row_begin(into);
        put_number(&row, i + 1);
        put_number(&row, keeper->numbers[group->documents.items[d]]);
        put_number(&row, group->documents.items[d] == group->original);
        if (!row_end(keeper, &row))
            return false;
    }
    return true;
}

static bool put_claim(struct keeper *keeper, sqlite3_stmt *into, uint32_t i)
{
    const struct claim *claim = &keeper->comparison->claims.items[i];
    struct row row = row_begin(into);
    put_number(&row, i + 1);
    put_name(&row, finding_descriptions[claim->kind].name);
    if (claim->story != NO_INDEX)
        put_number(&row, claim->story + 1);
    else
        put_text(&row, SLICE_NONE);
    put_text(&row, claim->summary);
    put_name(&row, claim->type ? event_type_name(claim->type) : NULL);
    put_name(&row, claim->stage ? stage_name(claim->stage) : NULL);
    put_text(&row, names_of(keeper, &claim->actors));
    put_text(&row, names_of(keeper, &claim->recipients));
    put_text(&row, claim->when);
    put_text(&row, claim->goods);
    put_number(&row, claim->origins);
    put_name(&row, claim->verdict ? verdict_name(claim->verdict) : NULL);
    return row_end(keeper, &row);
}

static bool put_statements(struct keeper *keeper, sqlite3_stmt *into, uint32_t i)
{
    const struct claim *claim = &keeper->comparison->claims.items[i];
    for (uint32_t s = 0; s < claim->support.count; s++) {
        const struct support *support = &claim->support.items[s];
        struct code_points points = {.document = keeper->comparison->documents[support->document]};
        struct slice finding = SLICE_NONE;
        if (support->index != NO_INDEX)
            finding = arena_format(keeper->scratch, "%s%u",
                                   finding_descriptions[support->kind].prefix, support->index + 1);
        struct row row = row_begin(into);
        put_number(&row, i + 1);
        put_number(&row, s);
        put_number(&row, keeper->numbers[support->document]);
        put_text(&row, finding);
        put_number(&row, code_point_at(&points, support->span.start));
        put_number(&row, code_point_at(&points, support->span.end));
        if (!row_end(keeper, &row))
            return false;
    }
    return true;
}

static bool put_differences(struct keeper *keeper, sqlite3_stmt *into, uint32_t i)
{
    const struct claim *claim = &keeper->comparison->claims.items[i];
    uint32_t place = 0;
    for (uint32_t d = 0; d < claim->differences.count; d++) {
        const struct difference *difference = &claim->differences.items[d];
        for (uint32_t v = 0; v < difference->values.count; v++) {
            struct row row = row_begin(into);
            put_number(&row, i + 1);
            put_number(&row, place++);
            put_name(&row, difference->field);
            put_name(&row, difference_relation_name(difference->relation));
            put_text(&row, difference->values.items[v].value);
            put_text(&row, numbers_of(keeper, &difference->values.items[v].documents));
            if (!row_end(keeper, &row))
                return false;
        }
    }
    return true;
}

static bool put_omission(struct keeper *keeper, sqlite3_stmt *into, uint32_t i)
{
    const struct omission *omission = &keeper->comparison->omissions.items[i];
    for (uint32_t d = 0; d < omission->absent_from.count; d++) {
        struct row row = row_begin(into);
        put_number(&row, omission->claim + 1);
        put_number(&row, keeper->numbers[omission->absent_from.items[d]]);
        if (!row_end(keeper, &row))
            return false;
    }
    return true;
}

static bool put_ledger(struct keeper *keeper, sqlite3_stmt *into, uint32_t i)
{
    const struct ledger_row *entry = &keeper->comparison->ledger.items[i];
    struct row row = row_begin(into);
    put_number(&row, i + 1);
    put_text(&row, names_of(keeper, &entry->givers));
    put_text(&row, names_of(keeper, &entry->receivers));
    const struct slice texts[] = {entry->goods, entry->via, entry->money_low, entry->money_high,
                                  entry->currency, entry->count_low, entry->count_high};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        put_text(&row, texts[t]);
    put_name(&row, entry->stage ? stage_name(entry->stage) : NULL);
    put_text(&row, entry->deadline);
    return row_end(keeper, &row);
}

static bool put_steps(struct keeper *keeper, sqlite3_stmt *into, uint32_t i)
{
    const struct ledger_row *entry = &keeper->comparison->ledger.items[i];
    for (uint32_t s = 0; s < entry->history.count; s++) {
        struct row row = row_begin(into);
        put_number(&row, i + 1);
        put_number(&row, s);
        put_name(&row, stage_name(entry->history.items[s].stage));
        put_text(&row, entry->history.items[s].when);
        put_number(&row, entry->history.items[s].claim + 1);
        if (!row_end(keeper, &row))
            return false;
    }
    return true;
}

static bool fill_table(struct keeper *keeper, const char *table, int columns, uint32_t count,
                       bool (*put)(struct keeper *, sqlite3_stmt *, uint32_t))
{
    sqlite3_stmt *into = insert_into(keeper, table, columns);
    bool fine = into != NULL;
    for (uint32_t i = 0; i < count && fine; i++) {
        struct arena_mark mark = arena_mark(keeper->scratch);
        fine = put(keeper, into, i);
        arena_rewind(keeper->scratch, mark);
    }
    sqlite3_finalize(into);
    return fine;
}

static bool number_documents(struct keeper *keeper)
{
    const struct comparison *comparison = keeper->comparison;
    sqlite3_stmt *row = database_prepare(
        keeper->store, "SELECT number FROM documents WHERE id = ?1", keeper->error);
    bool fine = row != NULL;
    keeper->numbers = arena_zero(keeper->scratch, comparison->document_count + 1, sizeof(int64_t));
    for (uint32_t i = 0; i < comparison->document_count && fine; i++) {
        database_bind(row, 1, comparison->documents[i]->id);
        int step = sqlite3_step(row);
        if (step == SQLITE_ROW)
            keeper->numbers[i] = sqlite3_column_int64(row, 0);
        fine = step == SQLITE_ROW || step == SQLITE_DONE;
        sqlite3_reset(row);
    }
    if (row && !fine)
        database_failed(keeper->store, "reading the dossier", keeper->error);
    sqlite3_finalize(row);
    return fine;
}

static bool fill_tables(struct keeper *keeper)
{
    const struct comparison *of = keeper->comparison;
    const struct {
        const char *table;
        int columns;
        uint32_t count;
        bool (*put)(struct keeper *, sqlite3_stmt *, uint32_t);
    } tables[] = {
        {"stories", 4, of->stories.count, put_story},
        {"story_documents", 2, of->stories.count, put_member},
        {"copies", 3, of->copies.count, put_copies},
        {"claims", 12, of->claims.count, put_claim},
        {"statements", 6, of->claims.count, put_statements},
        {"differences", 6, of->claims.count, put_differences},
        {"omissions", 2, of->omissions.count, put_omission},
        {"ledger", 12, of->ledger.count, put_ledger},
        {"ledger_steps", 5, of->ledger.count, put_steps},
    };
    bool fine = true;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && fine; i++) {
        char sql[64];
        sqlite3_snprintf(sizeof sql, sql, "DELETE FROM %s", tables[i].table);
        fine = database_run(keeper->store, sql, "keeping the comparison", keeper->error) &&
               fill_table(keeper, tables[i].table, tables[i].columns, tables[i].count,
                          tables[i].put);
    }
    return fine;
}

bool store_keep_comparison(struct store *store, const struct comparison *comparison,
                           struct error *error)
{
    struct arena arena;
    char sql[96];
    arena_init(&arena, 0);
    struct keeper keeper = {store, comparison, NULL, &arena, error};
    sqlite3_snprintf(sizeof sql, sql, "DELETE FROM comparison; INSERT INTO comparison VALUES (%u)",
                     comparison->document_count);
    bool fine = database_begin(store, error) && number_documents(&keeper) && fill_tables(&keeper) &&
                database_run(store, sql, "keeping the comparison", error) &&
                database_end(store, error);
    if (!fine)
        database_rollback(store);
    arena_free(&arena);
    return fine;
}

bool store_compared(struct store *store, uint32_t *articles, struct error *error)
{
    bool fine = true;
    *articles = (uint32_t)database_pragma(store, "SELECT articles FROM comparison", &fine, error);
    return fine;
}
