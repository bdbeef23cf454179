// SPDX-License-Identifier: Apache-2.0
// Opens and closes the dossier's database, runs transactions, and says in one sentence what went
// wrong with it. Reads and adds no layer; the schema is schema.c's, the content write.c's and
// load.c's.
#include "store/database.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <zstd.h>

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

static int64_t read_pragma(struct store *store, const char *sql, bool *fine, struct error *error)
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
    *version = read_pragma(store, "PRAGMA user_version", &fine, error);
    return fine;
}

// Tells a dossier from an empty file, another program's database and a newer recoupe's.
static bool check_version(struct store *store, enum store_mode mode, struct error *error)
{
    bool fine = true;
    int64_t application = read_pragma(store, "PRAGMA application_id", &fine, error);
    int64_t version = read_pragma(store, "PRAGMA user_version", &fine, error);
    int64_t objects = read_pragma(store, "SELECT count(*) FROM sqlite_schema", &fine, error);
    if (!fine)
        return false;
    if (objects == 0 && application == 0 && mode == STORE_CREATE) {
        store->version = STORE_VERSION;
        return schema_create(store, error);
    }
    if (application != STORE_APPLICATION)
        return error_set(error, ERROR_INPUT, store->path,
                         "this is an SQLite file, but not a dossier of recoupe");
    if (version > STORE_VERSION)
        return error_set(error, ERROR_INPUT, store->path,
                         "this dossier was made by a newer recoupe (format %d; this one reads up "
                         "to format %d)",
                         (int)version, STORE_VERSION);
    if (version < 1)
        return error_set(error, ERROR_INPUT, store->path, "this dossier was never finished");
    store->version = version;
    return true;
}

bool store_limit_pages(struct store *store, uint32_t pages, struct error *error)
{
    char sql[64];
    sqlite3_snprintf(sizeof sql, sql, "PRAGMA max_page_count = %u", pages);
    return database_run(store, sql, "limiting the dossier", error);
}

// "file:PATH?immutable=1", with the characters that a URI gives a meaning encoded.
static struct slice immutable_uri(struct arena *arena, const char *path)
{
    struct buffer uri;
    buffer_init(&uri, arena);
    buffer_text(&uri, "file:");
    for (const char *c = path; *c; c++) {
        if (*c == '?' || *c == '#' || *c == '%')
            buffer_format(&uri, "%%%02X", (unsigned)(unsigned char)*c);
        else
            buffer_byte(&uri, *c);
    }
    buffer_text(&uri, "?immutable=1");
    buffer_byte(&uri, '\0');
    return buffer_slice(&uri);
}

static bool open_and_check(struct store *store, const char *name, int flags, enum store_mode mode,
                           struct error *error)
{
    if (sqlite3_open_v2(name, &store->database, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return database_failed(store, "opening the dossier", error);
    sqlite3_extended_result_codes(store->database, 1);
    sqlite3_busy_timeout(store->database,
                         mode == STORE_CREATE ? STORE_BUSY_ADDING_MS : STORE_BUSY_MS);
    // A dossier may come from a stranger: its schema is not trusted with side effects.
    sqlite3_db_config(store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return check_version(store, mode, error);
}

// Where not even the files beside it can be made (a read-only folder), a dossier that nobody has
// open for writing is read as it lies. With a log beside it, it is not whole, and is refused.
static bool open_read_only(struct store *store, const char *path, struct error *error)
{
    struct stat log;
    struct slice name = arena_format(&store->scratch, "%s-wal", path);
    int code = sqlite3_errcode(store->database) & 0xff;
    if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) ||
        (stat(name.data, &log) == 0 && log.st_size > 0))
        return false;
    sqlite3_close(store->database);
    store->database = NULL;
    return open_and_check(store, immutable_uri(&store->scratch, path).data,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, STORE_READ, error);
}

bool database_check_current(struct store *store, struct error *error)
{
    return !store->stale ||
           error_set(error, ERROR_INPUT, store->path,
                     "the findings of this dossier were made by another version of recoupe; run "
                     "`recoupe rebuild` on it");
}

// A dossier whose findings have other columns may be opened for writing: to be rebuilt.
static bool check_findings(struct store *store, enum store_mode mode, struct error *error)
{
    bool current;
    if (!schema_is_current(store, &current, error))
        return false;
    store->stale = !current;
    return mode == STORE_WRITE || database_check_current(store, error);
}

static bool database_open(struct store *store, const char *path, enum store_mode mode,
                          struct error *error)
{
    int flags = mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (mode == STORE_CREATE)
        flags |= SQLITE_OPEN_CREATE;
    if (!open_and_check(store, path, flags, mode, error) &&
        !(mode == STORE_READ && open_read_only(store, path, error)))
        return false;
    if (!check_findings(store, mode, error))
        return false;
    if (mode == STORE_READ)
        return database_run(store, "PRAGMA query_only = 1", "opening the dossier", error);
    if (sqlite3_db_readonly(store->database, "main") == 1)
        return error_set(error, ERROR_INTERNAL, store->path,
                         "the dossier cannot be written to (read-only file or folder)");
    return database_run(store,
                        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                        "PRAGMA foreign_keys = 1; PRAGMA cache_size = -32768",
                        "opening the dossier", error) &&
           schema_upgrade(store, error);
}

struct store *store_open(const char *path, enum store_mode mode, struct error *error)
{
    struct stat status;
    bool exists = stat(path, &status) == 0;
    if (!exists && mode != STORE_CREATE) {
        error_set(error, ERROR_INPUT, path, "there is no such dossier");
        return NULL;
    }
    if (exists && S_ISDIR(status.st_mode)) {
        error_set(error, ERROR_INPUT, path, "this is a folder, not a dossier");
        return NULL;
    }
    struct store *store = calloc(1, sizeof *store);
    if (!store || strlen(path) >= sizeof store->path) {
        error_set(error, ERROR_INTERNAL, "", store ? "the path is too long" : "out of memory");
        free(store);
        return NULL;
    }
    memcpy(store->path, path, strlen(path) + 1);
    arena_init(&store->scratch, 0);
    arena_init(&store->rules_arena, 0);
    table_init(&store->rules, &store->rules_arena);
    if (database_open(store, path, mode, error))
        return store;
    store_close(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->database) {
        database_rollback(store);
        for (int i = 0; i < SQL_STATEMENT_COUNT; i++)
            sqlite3_finalize(store->statements[i]);
        sqlite3_close(store->database);
    }
    arena_free(&store->scratch);
    arena_free(&store->rules_arena);
    ZSTD_freeCCtx(store->packer);
    free(store);
}

bool store_state(struct store *store, int64_t *state, struct error *error)
{
    bool fine = true;
    int64_t version = read_pragma(store, "PRAGMA data_version", &fine, error);
    *state = version * 1000003 + sqlite3_total_changes64(store->database);
    return fine;
}
