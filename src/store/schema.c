// SPDX-License-Identifier: Apache-2.0
// The schema of a dossier, with its comments in SQL, as `.schema` shows them. Three layers:
// articles (permanent), findings (derived: made from doc/finding.c's descriptions, one table a
// kind) and corrections (a person's). When kinds of finding have changed since a dossier was made,
// a rebuild makes the derived layer's tables anew.
#include "store/columns.h"
#include "store/index.h"

#define DOCUMENTS_SEARCH                                                                           \
    "CREATE VIRTUAL TABLE documents_search USING fts5 (title, text, stems, site, origin_name, "    \
    "lang,\n  content = 'documents', content_rowid = 'number', "                                   \
    "tokenize = 'unicode61 remove_diacritics 2');"

static const char ARTICLES[] =
    "-- one article as read and cleaned: permanent\n"
    "CREATE TABLE documents (\n"
    "  number INTEGER PRIMARY KEY,       -- only inside this file\n"
    "  id TEXT NOT NULL UNIQUE,          -- from the content: the same everywhere\n"
    "  source TEXT, source_id TEXT,      -- where it came from; that record's own identifier\n"
    "  sha256 TEXT,                      -- of the original bytes\n"
    "  url TEXT, site TEXT, title TEXT,\n"
    "  authors TEXT NOT NULL,            -- JSON: [\"…\"]\n"
    "  origin_kind TEXT, origin_name TEXT, origin_start INTEGER, origin_end INTEGER,\n"
    "  published TEXT, published_basis TEXT, modified TEXT, modified_basis TEXT,\n"
    "  lang TEXT,\n"
    "  notes TEXT NOT NULL,              -- JSON: [{\"where\":…,\"what\":…}]\n"
    "  retrieved TEXT,                   -- when it came in, where known\n"
    "  text TEXT NOT NULL,               -- spans count code points of it: substr(text, start+1, "
    "end-start)\n"
    "  structure TEXT                    -- JSON: [[start,end,\"heading\"],"
    "[start,end,\"link\",url]]; other lines are paragraphs\n"
    ", stems TEXT                        -- derived: each word's stem once, for searching\n"
    ") STRICT;\n"
    "CREATE INDEX documents_source ON documents (sha256, source);\n"
    "CREATE INDEX documents_published ON documents (published);\n"
    "-- the bytes it was read from: permanent\n"
    "CREATE TABLE originals (\n"
    "  document INTEGER PRIMARY KEY REFERENCES documents (number),\n"
    "  format TEXT NOT NULL,\n"
    "  size INTEGER NOT NULL,            -- bytes before compression\n"
    "  zstd BLOB NOT NULL,               -- the bytes as one Zstandard frame\n"
    "  source_map BLOB                   -- 32-bit little-endian triples: text start, source "
    "start, source size (bytes)\n"
    ") STRICT;\n"
DOCUMENTS_SEARCH "\n"
    "-- a person's decisions: permanent, replayed after every rebuild\n"
    "CREATE TABLE corrections (\n"
    "  number INTEGER PRIMARY KEY AUTOINCREMENT,\n"
    "  made TEXT NOT NULL, undone TEXT,  -- days\n"
    "  what TEXT NOT NULL,               -- reject, reattribute, merge, split\n"
    "  document TEXT,                    -- id; NULL: every document\n"
    "  kind TEXT, start INTEGER, \"end\" INTEGER, -- the finding meant\n"
    "  anchor_start INTEGER, anchor_end INTEGER,\n"
    "  name TEXT, value TEXT             -- the name given; for merge: name, value -> name\n"
    ") STRICT;\n";

#define FINDINGS_SEARCH                                                                            \
    "-- what search asks of events, commitments and quotes, the oldest article first: derived\n"   \
    "CREATE TABLE findings (\n"                                                                    \
    "  key INTEGER PRIMARY KEY,          -- day << 43 | document << 17 | kind << 15 | ~number\n"   \
    "  who TEXT, whom TEXT, said TEXT, place TEXT, -- names, texts and codes of parties\n"         \
    "  what TEXT,                        -- kind, type, status, stage, category\n"                 \
    "  days TEXT, sizes TEXT,            -- months, years and decades; digits of amounts\n"        \
    "  site TEXT, origin_name TEXT, lang TEXT, -- of the article\n"                                \
    "  earliest TEXT, latest TEXT, amounts TEXT\n"                                                 \
    ") STRICT;\n"                                                                                  \
    "CREATE VIRTUAL TABLE findings_search USING fts5 (who, whom, said, place, what, days, "        \
    "sizes, site,\n  origin_name, lang, content = 'findings', content_rowid = 'key', "             \
    "columnsize = 0,\n  tokenize = 'unicode61 remove_diacritics 2');\n"

static const char DERIVED[] =
    "-- sentences of a document: derived\n"
    "CREATE TABLE sentences (\n"
    "  document INTEGER NOT NULL REFERENCES documents (number), number INTEGER NOT NULL,\n"
    "  start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, PRIMARY KEY (document, number)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "-- names of the rules and models that made findings: derived\n"
    "CREATE TABLE rules (number INTEGER PRIMARY KEY, rule TEXT NOT NULL UNIQUE) STRICT;\n"
    "-- who acts, receives, gives or speaks in a finding: derived\n"
    "CREATE TABLE parties (\n"
    "  rowid INTEGER PRIMARY KEY,\n"
    "  document INTEGER NOT NULL REFERENCES documents (number),\n"
    "  kind TEXT NOT NULL, number INTEGER NOT NULL, -- the finding: 'v' 3 is v3\n"
    "  role TEXT NOT NULL,               -- actors, recipients, givers, receivers, said_by, "
    "speaker\n"
    "  place INTEGER NOT NULL,           -- first, second…\n"
    "  entity INTEGER,                   -- number in entities; see v_parties for its name\n"
    "  text TEXT, cameo TEXT,            -- cameo NULL: its entity's; '': none\n"
    "  start INTEGER, \"end\" INTEGER\n"
    ") STRICT;\n"
    "CREATE INDEX parties_document ON parties (document);\n"
    "CREATE VIEW v_parties AS SELECT p.rowid AS rowid, p.document, p.kind || p.number AS finding, "
    "p.role,\n"
    "  e.name, p.text, coalesce(p.cameo, e.cameo) AS cameo FROM parties p LEFT JOIN entities e\n"
    "  ON e.document = p.document AND e.number = p.entity;\n"
    FINDINGS_SEARCH;

#define NAMES_OF(kind, role)                                                                       \
    "(SELECT group_concat(coalesce((SELECT e.name FROM entities e WHERE e.document = p.document "  \
    "AND e.number = p.entity), p.text), ', ') FROM parties p WHERE p.document = f.document AND "   \
    "p.kind = '" kind "' AND p.number = f.number AND p.role = '" role "')"
#define RULE_OF "(SELECT r.rule FROM rules r WHERE r.number = f.rule) AS rule"

static const char VIEWS[] =
    "-- for reading with any SQLite tool\n"
    "CREATE VIEW v_quotes AS SELECT d.published, d.site, d.title,\n"
    "  " NAMES_OF("q", "speaker") " AS speaker, f.mode,\n"
    "  substr(d.text, f.start + 1, f.\"end\" - f.start) AS quote, d.id AS document, " RULE_OF "\n"
    "  FROM quotes f JOIN documents d ON d.number = f.document;\n"
    "CREATE VIEW v_timeline AS SELECT f.\"when\", f.type, f.status, f.polarity,\n"
    "  " NAMES_OF("v", "actors") " AS actors,\n"
    "  " NAMES_OF("v", "recipients") " AS recipients,\n"
    "  substr(d.text, f.start + 1, f.\"end\" - f.start) AS sentence, d.published, d.site,\n"
    "  d.title, d.id AS document, " RULE_OF "\n"
    "  FROM events f JOIN documents d ON d.number = f.document ORDER BY f.\"when\";\n"
    "CREATE VIEW v_commitments AS SELECT f.stage, f.category, f.goods, f.count,\n"
    "  " NAMES_OF("c", "givers") " AS givers,\n"
    "  " NAMES_OF("c", "receivers") " AS receivers,\n"
    "  f.money_value, f.money_currency, f.\"when\", f.deadline,\n"
    "  substr(d.text, f.start + 1, f.\"end\" - f.start) AS sentence, d.published, d.site,\n"
    "  d.title, d.id AS document, " RULE_OF "\n"
    "  FROM commitments f JOIN documents d ON d.number = f.document;\n";

// As SQLite keeps it in sqlite_schema: from CREATE to the last word, without the semicolon.
static void describe_table(const struct finding_description *description, struct buffer *sql)
{
    buffer_format(sql,
                  "CREATE TABLE %s (\n  document INTEGER NOT NULL REFERENCES documents (number), "
                  "number INTEGER NOT NULL",
                  description->list);
    for (uint16_t i = 0; i < description->field_count; i++) {
        struct column columns[FIELD_COLUMNS_MAX];
        int count = columns_describe(&description->fields[i], columns);
        for (int c = 0; c < count; c++)
            buffer_format(sql, ",\n  \"%s%s\" %s", columns[c].key, columns[c].suffix,
                          columns[c].type);
    }
    buffer_text(sql, ",\n  PRIMARY KEY (document, number)\n) STRICT, WITHOUT ROWID");
}

static void describe_derived(struct buffer *sql)
{
    buffer_text(sql, DERIVED);
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        describe_table(&finding_descriptions[kind], sql);
        buffer_text(sql, ";\n");
    }
    buffer_text(sql, VIEWS);
}

static bool create_all(struct store *store, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct buffer sql;
    buffer_init(&sql, &arena);
    buffer_text(&sql, ARTICLES);
    describe_derived(&sql);
    buffer_format(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
                  STORE_APPLICATION, STORE_VERSION);
    buffer_byte(&sql, '\0');
    bool fine = database_run(store, sql.data, "making the dossier", error);
    arena_free(&arena);
    return fine;
}

static bool table_is_current(sqlite3_stmt *row, const struct finding_description *description,
                             struct arena *arena)
{
    struct buffer sql;
    buffer_init(&sql, arena);
    describe_table(description, &sql);
    sqlite3_reset(row);
    sqlite3_bind_text(row, 1, description->list, -1, SQLITE_STATIC);
    return sqlite3_step(row) == SQLITE_ROW &&
           slice_equal(database_text(arena, row, 0), buffer_slice(&sql));
}

bool schema_is_current(struct store *store, bool *current, struct error *error)
{
    struct arena arena;
    sqlite3_stmt *row = database_prepare(
        store, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1", error);
    if (!row)
        return false;
    arena_init(&arena, 0);
    *current = true;
    for (int kind = 0; kind < FINDING_KIND_COUNT && *current; kind++)
        *current = table_is_current(row, &finding_descriptions[kind], &arena);
    sqlite3_finalize(row);
    arena_free(&arena);
    return true;
}

bool schema_remake_derived(struct store *store, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct buffer sql;
    buffer_init(&sql, &arena);
    buffer_text(&sql, "DROP VIEW IF EXISTS v_quotes; DROP VIEW IF EXISTS v_timeline;"
                      "DROP VIEW IF EXISTS v_commitments; DROP TABLE IF EXISTS sentences;"
                      "DROP TABLE IF EXISTS findings_search; DROP TABLE IF EXISTS findings;"
                      "DROP VIEW IF EXISTS v_parties;"
                      "DROP TABLE IF EXISTS parties; DROP TABLE IF EXISTS rules;");
    table_init(&store->rules, &store->rules_arena);
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++)
        buffer_format(&sql, "DROP TABLE IF EXISTS %s;", finding_descriptions[kind].list);
    describe_derived(&sql);
    buffer_byte(&sql, '\0');
    bool fine = database_run(store, sql.data, "rebuilding", error);
    arena_free(&arena);
    store->stale = store->stale && !fine;
    return fine;
}

// From a version of the file to the next; the place is the version it starts from. What a step
// sets `user_version` to is seen by who waits for the same lock.
static const struct {
    const char *sql;
    bool (*then)(struct store *store, struct error *error);
} STEPS[STORE_VERSION] = {
    {NULL, NULL},
    {"ALTER TABLE documents ADD COLUMN structure TEXT; PRAGMA user_version = 2;", NULL},
    {"ALTER TABLE documents ADD COLUMN stems TEXT; DROP TABLE IF EXISTS documents_search;"
     "DROP TABLE IF EXISTS parties_search;" DOCUMENTS_SEARCH FINDINGS_SEARCH
     "PRAGMA user_version = 3;", index_all},
};

// The version is read inside the transaction: another writer may have gone the same step.
static bool upgrade_once(struct store *store, struct error *error)
{
    if (!database_begin(store, error) || !database_version(store, &store->version, error))
        return false;
    int64_t from = store->version;
    return (from >= STORE_VERSION ||
            (database_run(store, STEPS[from].sql, "bringing the dossier to this version", error) &&
             (!STEPS[from].then || STEPS[from].then(store, error)) &&
             database_version(store, &store->version, error))) &&
           database_end(store, error);
}

bool schema_upgrade(struct store *store, struct error *error)
{
    while (store->version < STORE_VERSION)
        if (!upgrade_once(store, error)) {
            database_rollback(store);
            return false;
        }
    return true;
}

bool schema_create(struct store *store, struct error *error)
{
    if (!database_run(store, "PRAGMA journal_mode = WAL", "making the dossier", error))
        return false;
    if (!database_begin(store, error))
        return false;
    // Another process may have made it while this one waited for the lock.
    sqlite3_stmt *made =
        database_prepare(store, "SELECT 1 FROM sqlite_schema WHERE name = 'documents'", error);
    if (!made)
        return false;
    bool there = sqlite3_step(made) == SQLITE_ROW;
    sqlite3_finalize(made);
    if (!there && !create_all(store, error))
        return false;
    return database_end(store, error);
}
