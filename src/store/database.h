// SPDX-License-Identifier: Apache-2.0
// Inside the store room: the open database, its prepared statements, errors and transactions.
#ifndef RECOUPE_STORE_DATABASE_H
#define RECOUPE_STORE_DATABASE_H

#include "base/table.h"
#include "store/store.h"

#include <sqlite3.h>

enum store_statement {
    SQL_KNOWN,
    SQL_IS_WAITING,
    SQL_ADD_DOCUMENT,
    SQL_ADD_ORIGINAL,
    SQL_ADD_SENTENCE,
    SQL_ADD_RULE,
    SQL_NUMBER_RULE,
    SQL_ADD_PARTY,
    SQL_ADD_INDEX,
    SQL_ADD_INDEX_WORDS,
    SQL_DELETE_INDEX_WORDS,
    SQL_INDEX_DOCUMENT,
    SQL_ADD_FINDING,
    SQL_ADD_FINDING_LAST = SQL_ADD_FINDING + FINDING_KIND_COUNT - 1,
    SQL_LOAD_DOCUMENT,
    SQL_LOAD_SENTENCES,
    SQL_LOAD_PARTIES,
    SQL_LOAD_CORRECTIONS,
    SQL_LOAD_DECISIONS,
    SQL_LOAD_FINDING,
    SQL_LOAD_FINDING_LAST = SQL_LOAD_FINDING + FINDING_KIND_COUNT - 1,
    SQL_STATEMENT_COUNT,
};

struct store {
    sqlite3 *database;
    char path[400];
    bool in_transaction;
    int64_t version; // of the file's format: an earlier one is read, and upgraded for writing
    bool stale; // findings of other columns than this program's: only a rebuild may write
    uint32_t pending; // documents added since the last commit
    // Without a recovery point: a jump out of the middle of a transaction would leave half an
    // article in it. Rewound after each use.
    struct arena scratch;
    struct ZSTD_CCtx_s *packer; // of originals; made when first needed
    struct table rules; // known to be in the file, in this transaction
    struct arena rules_arena;
    sqlite3_stmt *statements[SQL_STATEMENT_COUNT];
};

#define STORE_BATCH 256       // documents a transaction: a kill loses at most these
#define STORE_BUSY_MS 15000   // how long another writer is waited for
#define STORE_BUSY_ADDING_MS 90000 // by who would lose work already done

// Fills error from SQLite's last error. doing: "adding", "reading"… Returns false.
bool database_failed(struct store *store, const char *doing, struct error *error);
// Runs SQL without values or results.
bool database_run(struct store *store, const char *sql, const char *doing, struct error *error);
// A statement that the caller finalizes; NULL after filling error.
sqlite3_stmt *database_prepare(struct store *store, const char *sql, struct error *error);
// A statement kept in the store under its number, reset and ready for binding.
sqlite3_stmt *database_statement(struct store *store, enum store_statement number,
                                 const char *sql, struct error *error);
// Runs a statement that gives no rows: step keeps it for another use, finish frees it.
bool database_step(struct store *store, sqlite3_stmt *statement, const char *doing,
                   struct error *error);
bool database_finish(struct store *store, sqlite3_stmt *statement, const char *doing,
                     struct error *error);
bool database_begin(struct store *store, struct error *error);
bool database_end(struct store *store, struct error *error);
// The number that a PRAGMA or a query gives; *fine false (and error filled) when it fails, or was.
int64_t database_pragma(struct store *store, const char *sql, bool *fine, struct error *error);
// The format of the file as it stands now.
bool database_version(struct store *store, int64_t *version, struct error *error);
void database_rollback(struct store *store);

void database_bind(sqlite3_stmt *statement, int index, struct slice text);
// Copies a column's text into arena; NONE for NULL.
struct slice database_text(struct arena *arena, sqlite3_stmt *statement, int column);

// schema.c
bool schema_create(struct store *store, struct error *error);
// Brings a dossier of an earlier version up to this one.
bool schema_upgrade(struct store *store, struct error *error);
// Whether the tables of findings are those that this program writes.
bool schema_is_current(struct store *store, bool *current, struct error *error);
// Drops the derived layer and makes its tables anew, inside the caller's transaction.
bool schema_remake_derived(struct store *store, struct error *error);
// False after filling error when the store is stale.
bool database_check_current(struct store *store, struct error *error);

// write.c: findings, sentences and parties of one document under its number.
bool findings_write(struct store *store, int64_t number, const struct document *document,
                    struct error *error);
bool findings_delete(struct store *store, struct slice id, struct error *error);
// load.c: with_findings false gives what read gave.
bool document_read_back(struct store *store, struct slice id, bool with_findings,
                        struct document *document, int64_t *number, struct error *error);

// corrections.c: applies every correction in force to one document.
bool corrections_replay(struct store *store, struct document *document, struct error *error);
// claims.c: reads the decisions on claims that name the document first.
bool decisions_read(struct store *store, struct document *document, struct error *error);
// rebuild.c: makes the findings of one document again and replays its corrections.
bool document_remake(struct store *store, struct slice id, const struct store_extractor *extractor,
                     struct error *error);

#endif
