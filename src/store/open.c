// SPDX-License-Identifier: Apache-2.0
// Opens and closes a dossier: tells one from other files, makes a new one, brings an older one up
// to this version, reads one in a read-only folder. Reads and adds no layer.
#include "store/database.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <zstd.h>

// Tells a dossier from an empty file, another program's database and a newer recoupe's.
static bool check_version(struct store *store, enum store_mode mode, struct error *error)
{
    bool fine = true;
    int64_t application = database_pragma(store, "PRAGMA application_id", &fine, error);
    int64_t version = database_pragma(store, "PRAGMA user_version", &fine, error);
    int64_t objects = database_pragma(store, "SELECT count(*) FROM sqlite_schema", &fine, error);
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
                        "PRAGMA cache_size = -32768",
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
