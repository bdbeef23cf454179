// SPDX-License-Identifier: Apache-2.0
// Two tables of their own beside the articles: feeds and the items taken from them.
#include "store/watch.h"

#include "store/database.h"

bool store_watch_open(struct store *store, struct error *error)
{
    return database_run(store,
                        "CREATE TABLE IF NOT EXISTS watch_feeds (\n"
                        "  feed TEXT PRIMARY KEY,            -- address as given\n"
                        "  etag TEXT, modified TEXT,         -- of its last answer\n"
                        "  due INTEGER NOT NULL,             -- seconds since 1970\n"
                        "  failures INTEGER NOT NULL,        -- in a row\n"
                        "  gone INTEGER NOT NULL,            -- 1: the host said so\n"
                        "  problem TEXT                      -- the last one\n"
                        ") STRICT, WITHOUT ROWID;\n"
                        "CREATE TABLE IF NOT EXISTS watch_items (\n"
                        "  feed TEXT NOT NULL, item TEXT NOT NULL, -- guid, address or checksum\n"
                        "  PRIMARY KEY (feed, item)\n"
                        ") STRICT, WITHOUT ROWID;",
                        "opening the dossier", error);
}

bool store_watch_load(struct store *store, struct slice feed, struct arena *arena,
                      struct watch_state *state, struct error *error)
{
    sqlite3_stmt *row = database_prepare(
        store, "SELECT etag, modified, due, failures, gone FROM watch_feeds WHERE feed = ?1",
        error);
    *state = (struct watch_state){0};
    if (!row)
        return false;
    database_bind(row, 1, feed);
    int step = sqlite3_step(row);
    if (step == SQLITE_ROW) {
        state->etag = database_text(arena, row, 0);
        state->modified = database_text(arena, row, 1);
        state->due = sqlite3_column_int64(row, 2);
        state->failures = (uint32_t)sqlite3_column_int64(row, 3);
        state->gone = sqlite3_column_int(row, 4) != 0;
    }
    bool fine =
        step == SQLITE_ROW || step == SQLITE_DONE || database_failed(store, "watching", error);
    sqlite3_finalize(row);
    return fine;
}

bool store_watch_save(struct store *store, struct slice feed, const struct watch_state *state,
                      struct slice problem, struct error *error)
{
    if (!store->in_transaction && !database_begin(store, error))
        return false;
    sqlite3_stmt *statement = database_prepare(
        store,
        "INSERT OR REPLACE INTO watch_feeds (feed, etag, modified, due, failures, gone, problem) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        error);
    if (!statement)
        return false;
    database_bind(statement, 1, feed);
    database_bind(statement, 2, state->etag);
    database_bind(statement, 3, state->modified);
    sqlite3_bind_int64(statement, 4, state->due);
    sqlite3_bind_int64(statement, 5, state->failures);
    sqlite3_bind_int(statement, 6, state->gone);
    database_bind(statement, 7, problem);
    return database_finish(store, statement, "watching", error);
}

bool store_watch_seen(struct store *store, struct slice feed, struct slice item, bool *seen,
                      struct error *error)
{
    sqlite3_stmt *row = database_prepare(
        store, "SELECT 1 FROM watch_items WHERE feed = ?1 AND item = ?2", error);
    if (!row)
        return false;
    database_bind(row, 1, feed);
    database_bind(row, 2, item);
    int step = sqlite3_step(row);
    *seen = step == SQLITE_ROW;
    bool fine =
        step == SQLITE_ROW || step == SQLITE_DONE || database_failed(store, "watching", error);
    sqlite3_finalize(row);
    return fine;
}

bool store_watch_mark(struct store *store, struct slice feed, struct slice item,
                      struct error *error)
{
    if (!store->in_transaction && !database_begin(store, error))
        return false;
    sqlite3_stmt *statement = database_prepare(
        store, "INSERT OR IGNORE INTO watch_items (feed, item) VALUES (?1, ?2)", error);
    if (!statement)
        return false;
    database_bind(statement, 1, feed);
    database_bind(statement, 2, item);
    return database_finish(store, statement, "watching", error);
}
