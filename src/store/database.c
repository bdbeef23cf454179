// SPDX-License-Identifier: Apache-2.0
// The dossier's database: statements, transactions, and one sentence for what went wrong with it.
// Reads and adds no layer; opening it is open.c's, the schema schema.c's, the content write.c's and
// load.c's.
#include "store/database.h"

#include <assert.h>

struct reason {
    int code; // primary result code
    const char *sentence;
};

static const struct reason REASONS[] = {
    {SQLITE_FULL, "the disk is full; nothing of the last batch was kept, earlier articles are "
                  "safe"},
    {SQLITE_IOERR, "the disk reports an error; nothing of the last batch was kept, earlier "
                   "articles "
                   "are safe"},
    {SQLITE_BUSY, "another program is writing to the dossier; try again when it has finished"},
    {SQLITE_LOCKED, "another program is writing to the dossier; try again when it has finished"},
    {SQLITE_READONLY, "the dossier cannot be written to (read-only file or folder)"},
    {SQLITE_PERM, "no permission to use the dossier"},
    {SQLITE_CANTOPEN, "the dossier cannot be opened (no such folder, or no permission)"},
    {SQLITE_NOTADB, "this is not a dossier (not an SQLite file)"},
    {SQLITE_CORRUPT, "the dossier is damaged; restore a copy, or save what is left with sqlite3 "
                     "FILE .recover"},
    {SQLITE_NOMEM, "out of memory"},
    {SQLITE_TOOBIG, "an article is too big for the dossier (1 GB)"},
};

bool database_failed(struct store *store, const char *doing, struct error *error)
{
    int code = sqlite3_errcode(store->database) & 0xff;
    const char *sentence = NULL;
    for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++)
        if (REASONS[i].code == code)
            sentence = REASONS[i].sentence;
    enum error_kind kind = code == SQLITE_NOTADB || code == SQLITE_CORRUPT ||
                           code == SQLITE_CANTOPEN
                               ? ERROR_INPUT
                               : ERROR_INTERNAL;
    if (sentence)
        error_set(error, kind, store->path, "%s", sentence);
    else
        error_set(error, kind, store->path, "%s failed: %s", doing,
                  sqlite3_errmsg(store->database));
    database_rollback(store);
    return false;
}

bool database_run(struct store *store, const char *sql, const char *doing, struct error *error)
{
    if (sqlite3_exec(store->database, sql, NULL, NULL, NULL) != SQLITE_OK)
        return database_failed(store, doing, error);
    return true;
}

sqlite3_stmt *database_prepare(struct store *store, const char *sql, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL) != SQLITE_OK) {
        database_failed(store, "reading the dossier", error);
        return NULL;
    }
    return statement;
}

sqlite3_stmt *database_statement(struct store *store, enum store_statement number,
                                 const char *sql, struct error *error)
{
    assert(number < SQL_STATEMENT_COUNT);
    sqlite3_stmt *statement = store->statements[number];
    if (statement) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        return statement;
    }
    statement = database_prepare(store, sql, error);
    store->statements[number] = statement;
    return statement;
}

bool database_step(struct store *store, sqlite3_stmt *statement, const char *doing,
                   struct error *error)
{
    int step = sqlite3_step(statement);
    sqlite3_reset(statement);
    return step == SQLITE_DONE || database_failed(store, doing, error);
}

bool database_finish(struct store *store, sqlite3_stmt *statement, const char *doing,
                     struct error *error)
{
    bool fine = sqlite3_step(statement) == SQLITE_DONE || database_failed(store, doing, error);
    sqlite3_finalize(statement);
    return fine;
}

bool database_begin(struct store *store, struct error *error)
{
    if (store->in_transaction)
        return true;
    if (!database_run(store, "BEGIN IMMEDIATE", "starting to write", error))
        return false;
    // What was known may have been rolled back, or remade by another writer.
    arena_reset(&store->rules_arena);
    table_init(&store->rules, &store->rules_arena);
    store->in_transaction = true;
    return true;
}

bool database_end(struct store *store, struct error *error)
{
    if (!store->in_transaction)
        return true;
    if (!database_run(store, "COMMIT", "writing", error))
        return false;
    store->in_transaction = false;
    store->pending = 0;
    return true;
}

void database_rollback(struct store *store)
{
    // A statement in the middle of its rows would hold the rollback up.
    for (int i = 0; i < SQL_STATEMENT_COUNT; i++)
        if (store->statements[i])
            sqlite3_reset(store->statements[i]);
    if (store->in_transaction && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    store->in_transaction = false;
    store->pending = 0;
}

bool store_commit(struct store *store, struct error *error)
{
    return database_end(store, error);
}

uint32_t store_pending(const struct store *store)
{
    return store->pending;
}

void database_bind(sqlite3_stmt *statement, int index, struct slice text)
{
    if (text.data)
        sqlite3_bind_text64(statement, index, text.data, text.size, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(statement, index);
}

struct slice database_text(struct arena *arena, sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    if (!text)
        return SLICE_NONE;
    size_t size = (size_t)sqlite3_column_bytes(statement, column);
    return arena_copy(arena, (struct slice){text, size});
}

int64_t database_pragma(struct store *store, const char *sql, bool *fine, struct error *error)
{
    sqlite3_stmt *statement = *fine ? database_prepare(store, sql, error) : NULL;
    if (!statement) {
        *fine = false;
        return 0;
    }
    int64_t value = 0;
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    else if (step != SQLITE_DONE)
        *fine = database_failed(store, "opening the dossier", error);
    sqlite3_finalize(statement);
    return value;
}

bool database_version(struct store *store, int64_t *version, struct error *error)
{
    bool fine = true;
    *version = database_pragma(store, "PRAGMA user_version", &fine, error);
    return fine;
}

bool store_limit_pages(struct store *store, uint32_t pages, struct error *error)
{
    char sql[64];
    sqlite3_snprintf(sizeof sql, sql, "PRAGMA max_page_count = %u", pages);
    return database_run(store, sql, "limiting the dossier", error);
}

bool database_check_current(struct store *store, struct error *error)
{
    return !store->stale ||
           error_set(error, ERROR_INPUT, store->path,
                     "the findings of this dossier were made by another version of recoupe; run "
                     "`recoupe rebuild` on it");
}

bool store_state(struct store *store, int64_t *state, struct error *error)
{
    bool fine = true;
    int64_t version = database_pragma(store, "PRAGMA data_version", &fine, error);
    *state = version * 1000003 + sqlite3_total_changes64(store->database);
    return fine;
}
