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

#define WAITING_INDEX                                                                              \
    "-- articles stored by add --later: nothing has been looked for in them yet\n"                 \
    "CREATE INDEX documents_waiting ON documents (number) WHERE stems IS NULL;"

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
    WAITING_INDEX "\n"
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

// What is made of what the dossier holds already is kept once: the index of findings has no copy
// of its words (a row is taken out by making them again), and a party's text is the article's.
#define FINDINGS_SEARCH                                                                            \
    "-- events, commitments and quotes as search walks them, the oldest article first: derived\n"  \
    "CREATE TABLE findings (\n"                                                                    \
    "  key INTEGER PRIMARY KEY,          -- day << 43 | document << 17 | kind << 15 | ~number\n"   \
    "  earliest TEXT, latest TEXT,       -- days; latest NULL: the same\n"                         \
    "  amounts TEXT                      -- \"550 drone; 2000000 eur\"\n"                          \
    ") STRICT;\n"                                                                                  \
    "-- its columns hold more words than v_findings shows: names, texts, codes of parties;\n" \
    "-- places; kind, type, status, stage, category; months, years, decades; digits of amounts\n" \
    "CREATE VIRTUAL TABLE findings_search USING fts5 (who, whom, said, place, what, days, "        \
    "sizes, site,\n  origin_name, lang, content = 'v_findings', content_rowid = 'key', "           \
    "columnsize = 0,\n  tokenize = 'unicode61 remove_diacritics 2');\n"

#define PARTY_TEXT "coalesce(p.text, substr(d.text, p.start + 1, p.\"end\" - p.start))"
#define PARTIES                                                                                    \
    "-- who acts, receives, gives or speaks in a finding: derived\n"                               \
    "CREATE TABLE parties (\n"                                                                     \
    "  document INTEGER NOT NULL REFERENCES documents (number),\n"                                 \
    "  kind TEXT NOT NULL, number INTEGER NOT NULL, -- the finding: 'v' 3 is v3\n"                 \
    "  role TEXT NOT NULL,               -- actors, recipients, givers, receivers, said_by, "      \
    "speaker\n"                                                                                    \
    "  place INTEGER NOT NULL,           -- first, second…\n"                                      \
    "  entity INTEGER,                   -- number in entities; see v_parties for its name\n"      \
    "  text TEXT,                        -- NULL: what the article's text has from start to end\n" \
    "  cameo TEXT,                       -- NULL: its entity's; '': none\n"                        \
    "  start INTEGER, \"end\" INTEGER,\n"                                                          \
    "  PRIMARY KEY (document, kind, number, role, place)\n"                                        \
    ") STRICT, WITHOUT ROWID;\n"
static const char DERIVED[] =
    "-- sentences of a document: derived\n"
    "CREATE TABLE sentences (\n"
    "  document INTEGER NOT NULL REFERENCES documents (number), number INTEGER NOT NULL,\n"
    "  start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, PRIMARY KEY (document, number)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "-- names of the rules and models that made findings: derived\n"
    "CREATE TABLE rules (number INTEGER PRIMARY KEY, rule TEXT NOT NULL UNIQUE) STRICT;\n"
    PARTIES FINDINGS_SEARCH;

#define NAMES_OF(kind, role)                                                                       \
    "(SELECT group_concat(coalesce((SELECT e.name FROM entities e WHERE e.document = p.document "  \
    "AND e.number = p.entity), " PARTY_TEXT "), ', ') FROM parties p WHERE p.document = "         \
    "f.document AND " \
    "p.kind = '" kind "' AND p.number = f.number AND p.role = '" role "')"
#define RULE_OF "(SELECT r.rule FROM rules r WHERE r.number = f.rule) AS rule"

#define NAMES_IN(roles)                                                                            \
    "(SELECT group_concat(coalesce((SELECT e.name FROM entities e WHERE e.document = p.document "  \
    "AND e.number = p.entity), " PARTY_TEXT "), ', ') FROM parties p WHERE p.document = "         \
    "f.document AND p.kind = f.kind AND p.number = f.number AND p.role IN (" roles "))"

// What the index of findings shows of its rows, and how to get from one to the finding.
static const char FINDINGS_VIEW[] =
    "-- SELECT document, finding, who, what FROM v_findings WHERE key IN (SELECT rowid\n"
    "--   FROM findings_search WHERE findings_search MATCH 'who : france AND what : assault')\n"
    "CREATE VIEW v_findings AS SELECT f.key, d.id AS document, f.kind || f.number AS finding,\n"
    "  " NAMES_IN("'actors', 'givers', 'speaker'") " AS who,\n"
    "  " NAMES_IN("'recipients', 'receivers'") " AS whom,\n"
    "  " NAMES_IN("'said_by', 'speaker'") " AS said,\n"
    "  (SELECT e.name FROM events v JOIN entities e ON e.document = v.document AND e.number =\n"
    "    v.\"where\" WHERE f.kind = 'v' AND v.document = f.document AND v.number = f.number)\n"
    "    AS place,\n"
    "  CASE f.kind WHEN 'q' THEN 'quote' WHEN 'c' THEN (SELECT 'commitment aid ' || c.stage ||\n"
    "    ' ' || c.category FROM commitments c\n"
    "    WHERE c.document = f.document AND c.number = f.number)\n"
    "  ELSE (SELECT 'event ' || lower(v.type) || ' ' || v.status FROM events v\n"
    "    WHERE v.document = f.document AND v.number = f.number) END AS what,\n"
    "  f.earliest || coalesce('..' || f.latest, '') AS days, f.amounts AS sizes, d.site,\n"
    "  d.origin_name, d.lang, d.published, d.title FROM (SELECT key,\n"
    "    key >> 17 & 67108863 AS document,\n"
    "    CASE key >> 15 & 3 WHEN 0 THEN 'q' WHEN 1 THEN 'c' ELSE 'v' END AS kind,\n"
    "    32767 - (key & 32767) AS number, earliest, latest, amounts FROM findings) f\n"
    "  JOIN documents d ON d.number = f.document;\n";

static const char VIEWS[] =
    "-- for reading with any SQLite tool\n"
    "CREATE VIEW v_parties AS SELECT d.id AS document, p.kind || p.number AS finding, p.role, "
    "e.name,\n  " PARTY_TEXT " AS text, nullif(coalesce(p.cameo, e.cameo), '') AS cameo,\n"
    "  d.published, d.site, d.title FROM parties p JOIN documents d ON d.number = p.document\n"
    "  LEFT JOIN entities e ON e.document = p.document AND e.number = p.entity;\n"
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

// What `compare` says of all articles, as `add` and `rebuild` last kept it (comparison.c).
static const char CLAIMS[] =
    "-- the comparison that the tables below hold: of so many articles; no row: none yet\n"
    "CREATE TABLE comparison (articles INTEGER NOT NULL) STRICT;\n"
    "-- documents on the same happening: derived\n"
    "CREATE TABLE stories (number INTEGER PRIMARY KEY, title TEXT, \"from\" TEXT, \"to\" TEXT) "
    "STRICT;\n"
    "CREATE TABLE story_documents (story INTEGER NOT NULL, document INTEGER NOT NULL,\n"
    "  PRIMARY KEY (story, document)) STRICT, WITHOUT ROWID;\n"
    "-- documents that carry the same text: derived\n"
    "CREATE TABLE copies (number INTEGER NOT NULL, document INTEGER NOT NULL,\n"
    "  original INTEGER NOT NULL,        -- 1: the one that the others copy\n"
    "  PRIMARY KEY (number, document)) STRICT, WITHOUT ROWID;\n"
    "-- statements of the same thing: derived; number 3 is k3\n"
    "CREATE TABLE claims (\n"
    "  number INTEGER PRIMARY KEY, kind TEXT NOT NULL, story INTEGER, summary TEXT,\n"
    "  type TEXT, stage TEXT, actors TEXT, recipients TEXT, \"when\" TEXT, goods TEXT,\n"
    "  origins INTEGER NOT NULL,         -- independent ones\n"
    "  verdict TEXT                      -- corroborated, single_origin, disputed\n"
    ") STRICT;\n"
    "CREATE TABLE statements (\n"
    "  claim INTEGER NOT NULL, place INTEGER NOT NULL, document INTEGER NOT NULL,\n"
    "  finding TEXT,                     -- v3, c2; NULL: a sentence that says the same\n"
    "  start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, PRIMARY KEY (claim, place)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE TABLE differences (\n"
    "  claim INTEGER NOT NULL, place INTEGER NOT NULL, field TEXT NOT NULL,\n"
    "  relation TEXT NOT NULL,           -- compatible, update, conflict\n"
    "  value TEXT, documents TEXT NOT NULL, -- JSON: numbers of documents\n"
    "  PRIMARY KEY (claim, place)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "-- what each story's articles leave out: derived\n"
    "CREATE TABLE omissions (claim INTEGER NOT NULL, document INTEGER NOT NULL,\n"
    "  PRIMARY KEY (claim, document)) STRICT, WITHOUT ROWID;\n"
    "-- who owes what to whom: derived\n"
    "CREATE TABLE ledger (\n"
    "  number INTEGER PRIMARY KEY, givers TEXT, receivers TEXT, goods TEXT, via TEXT,\n"
    "  money_low TEXT, money_high TEXT, currency TEXT, count_low TEXT, count_high TEXT,\n"
    "  stage TEXT, deadline TEXT\n"
    ") STRICT;\n"
    "CREATE TABLE ledger_steps (ledger INTEGER NOT NULL, place INTEGER NOT NULL,\n"
    "  stage TEXT NOT NULL, \"when\" TEXT, claim INTEGER NOT NULL, PRIMARY KEY (ledger, place)\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE VIEW v_claims AS SELECT 'k' || c.number AS claim, s.title AS story, c.kind, c.type,\n"
    "  c.stage, c.\"when\", c.actors, c.recipients, c.goods, c.summary, c.verdict, c.origins,\n"
    "  (SELECT count(*) FROM statements t WHERE t.claim = c.number) AS statements,\n"
    "  (SELECT group_concat(site, ', ') FROM (SELECT DISTINCT coalesce(d.site, d.source) AS site\n"
    "    FROM statements t JOIN documents d ON d.number = t.document WHERE t.claim = c.number))\n"
    "    AS sites,\n"
    "  (SELECT group_concat(x.relation || ' ' || x.field || ': ' || x.value, '; ')\n"
    "    FROM differences x WHERE x.claim = c.number) AS differences\n"
    "  FROM claims c LEFT JOIN stories s ON s.number = c.story ORDER BY c.number;\n"
    "CREATE VIEW v_statements AS SELECT 'k' || t.claim AS claim, d.site, d.published, d.title,\n"
    "  substr(d.text, t.start + 1, t.\"end\" - t.start) AS sentence, t.finding, d.id AS document\n"
    "  FROM statements t JOIN documents d ON d.number = t.document ORDER BY t.claim, t.place;\n"
    "CREATE VIEW v_omissions AS SELECT s.title AS story, 'k' || o.claim AS claim, c.summary,\n"
    "  c.origins, d.site AS absent_from, d.published, d.title, d.id AS document\n"
    "  FROM omissions o JOIN claims c ON c.number = o.claim JOIN documents d\n"
    "  ON d.number = o.document LEFT JOIN stories s ON s.number = c.story\n"
    "  ORDER BY o.claim, o.document;\n"
    "CREATE VIEW v_ledger AS SELECT 'l' || l.number AS entry, l.givers, l.receivers, l.goods,\n"
    "  l.via, l.money_low, l.money_high, l.currency, l.count_low, l.count_high, l.stage,\n"
    "  l.deadline, (SELECT group_concat(h.stage || coalesce(' ' || h.\"when\", ''), ', ')\n"
    "    FROM ledger_steps h WHERE h.ledger = l.number) AS history,\n"
    "  (SELECT group_concat('k' || claim, ', ') FROM (SELECT DISTINCT h.claim FROM ledger_steps h\n"
    "    WHERE h.ledger = l.number)) AS claims FROM ledger l ORDER BY l.number;\n";

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
    buffer_text(sql, FINDINGS_VIEW);
    buffer_text(sql, VIEWS);
    buffer_text(sql, CLAIMS);
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
    static const char *const views[] = {"quotes", "timeline", "commitments", "parties", "findings",
                                        "claims", "statements", "omissions", "ledger"};
    static const char *const tables[] = {"sentences", "findings_search", "findings", "parties",
                                         "rules", "comparison", "stories", "story_documents",
                                         "copies", "claims", "statements", "differences",
                                         "omissions", "ledger", "ledger_steps"};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        buffer_format(&sql, "DROP VIEW IF EXISTS v_%s;", views[i]);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        buffer_format(&sql, "DROP TABLE IF EXISTS %s;", tables[i]);
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++)
        buffer_format(&sql, "DROP TABLE IF EXISTS %s;", finding_descriptions[kind].list);
    table_init(&store->rules, &store->rules_arena);
    describe_derived(&sql);
    buffer_byte(&sql, '\0');
    bool fine = database_run(store, sql.data, "rebuilding", error);
    arena_free(&arena);
    store->stale = store->stale && !fine;
    return fine;
}

// From a version of the file to the next; the place is the version it starts from. What a step
// sets `user_version` to is seen by who waits for the same lock. legacy_alter_table: views that
// somebody has made for himself over ours are not looked into while ours are away.
#define STEP_TEXTS 5
static const struct {
    const char *sql[STEP_TEXTS]; // up to NULL
    bool (*then)(struct store *store, struct error *error);
} STEPS[STORE_VERSION] = {
    {{NULL}, NULL},
    {{"ALTER TABLE documents ADD COLUMN structure TEXT; PRAGMA user_version = 2;"}, NULL},
    {{"ALTER TABLE documents ADD COLUMN stems TEXT; DROP TABLE IF EXISTS documents_search;"
      "DROP TABLE IF EXISTS parties_search; PRAGMA user_version = 3;",
      DOCUMENTS_SEARCH},
     index_all_words},
    {{"DROP TABLE IF EXISTS findings_search; DROP TABLE IF EXISTS findings;"
      "DROP VIEW IF EXISTS v_parties; DROP VIEW IF EXISTS v_quotes;"
      "DROP VIEW IF EXISTS v_timeline; DROP VIEW IF EXISTS v_commitments;"
      "DROP INDEX IF EXISTS parties_document; PRAGMA legacy_alter_table = 1;"
      "ALTER TABLE parties RENAME TO old_parties; PRAGMA legacy_alter_table = 0;" PARTIES
      "INSERT INTO parties SELECT p.document, p.kind, p.number, p.role, p.place, p.entity,"
      "  nullif(p.text, substr(d.text, p.start + 1, p.\"end\" - p.start)), p.cameo, p.start, "
      "p.\"end\""
      "  FROM old_parties p JOIN documents d ON d.number = p.document; DROP TABLE old_parties;"
      "PRAGMA user_version = 4;",
      FINDINGS_SEARCH WAITING_INDEX, FINDINGS_VIEW, VIEWS, CLAIMS},
     index_all_findings},
};

static const char UPGRADING[] = "bringing the dossier to this version";

// The version is read inside the transaction: another writer may have gone the same step.
static bool upgrade_once(struct store *store, struct error *error)
{
    if (!database_begin(store, error) || !database_version(store, &store->version, error))
        return false;
    int64_t from = store->version;
    bool fine = true;
    for (int i = 0; from < STORE_VERSION && i < STEP_TEXTS && STEPS[from].sql[i] && fine; i++)
        fine = database_run(store, STEPS[from].sql[i], UPGRADING, error);
    return (from >= STORE_VERSION ||
            (fine && (!STEPS[from].then || STEPS[from].then(store, error)) &&
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
