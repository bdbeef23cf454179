// SPDX-License-Identifier: Apache-2.0
// Runs a search over the dossier: makes one SQL statement for documents, or one for each kind of
// finding that the fields allow, with every value bound. query.c reads what the user wrote.
#include "store/search.h"

#include "store/database.h"
#include "store/query.h"

// One statement being built: SQL, and the values of its parameters in order.
struct search_sql {
    struct arena *arena;
    struct buffer sql;
    LIST(struct slice) values;
};

static void add_value(struct search_sql *sql, struct slice value)
{
    list_add(sql->arena, &sql->values, value);
    buffer_byte(&sql->sql, '?');
}

// "… MATCH 'words'" over documents.
static void add_words(struct search_sql *sql, struct slice expression, const char *before)
{
    buffer_text(&sql->sql, before);
    buffer_text(&sql->sql, " (SELECT rowid FROM documents_search WHERE documents_search MATCH ");
    add_value(sql, expression);
    buffer_text(&sql->sql, ")");
}

static void add_contains(struct search_sql *sql, const char *column, struct slice value)
{
    // instr over lower(): ASCII case only, which sites, agencies and codes are.
    buffer_format(&sql->sql, "instr(lower(coalesce(%s, '')), lower(", column);
    add_value(sql, value);
    buffer_text(&sql->sql, ")) > 0");
}

// SQLite goes along the whole of a list of pairs for each row, but where an index serves them: what
// must hold is asked of the findings' key, what must not is a list of single numbers.
static void add_party(struct search_sql *sql, const char *kind, const char *roles,
                      struct slice value, bool negative)
{
    buffer_text(&sql->sql, negative ? " AND f.document << 24 | f.number NOT IN "
                                      "(SELECT p.document << 24 | p.number FROM "
                                    : " AND (f.document, f.number) IN (SELECT p.document, p.number FROM ");
    buffer_text(&sql->sql, "parties_search s JOIN parties p ON p.rowid = s.rowid WHERE parties_search MATCH ");
    add_value(sql, query_quote(sql->arena, value));
    buffer_format(&sql->sql, " AND p.kind = '%s' AND p.role IN (%s))", kind, roles);
}

// An act's own time, else its article's date; '~' sorts after any digit or hyphen, so that a
// month reaches to its end.
#define WHEN_OF(time, own)                                                                         \
    "coalesce((SELECT t." time " FROM times t WHERE t.document = f.document AND t.number = "       \
    "f.when_time), substr(f.\"when\", 1, 10), substr(d.published, 1, 10)" own

static void add_when(struct search_sql *sql, enum finding_kind kind, const struct query_term *term)
{
    bool dated = kind == FINDING_EVENT || kind == FINDING_COMMITMENT;
    buffer_text(&sql->sql,
                dated ? WHEN_OF("earliest", ") <= ") : "substr(d.published, 1, 10) <= ");
    add_value(sql, term->high);
    buffer_text(&sql->sql, " AND ");
    buffer_text(&sql->sql,
                dated ? WHEN_OF("latest", ") || '~' >= ") : "substr(d.published, 1, 10) || '~' >= ");
    add_value(sql, term->low);
}

static void add_place(struct search_sql *sql, struct slice value)
{
    buffer_text(&sql->sql, "EXISTS (SELECT 1 FROM entities e WHERE e.document = f.document AND "
                           "e.number = f.\"where\" AND ");
    add_contains(sql, "e.name", value);
    buffer_text(&sql->sql, ")");
}

static bool is_category(struct slice name)
{
    return category_from_name(name) != CATEGORY_NONE;
}

// Whether a kind of finding can have the field at all.
static bool kind_has(enum finding_kind kind, const struct query_term *term)
{
    switch (term->field) {
    case QUERY_WHOM:
        return kind != FINDING_QUOTE;
    case QUERY_WHERE:
    case QUERY_STATUS:
        return kind == FINDING_EVENT;
    case QUERY_STAGE:
        return kind == FINDING_COMMITMENT;
    case QUERY_WHAT:
        return is_category(term->name)       ? kind == FINDING_COMMITMENT
               : kind == FINDING_COMMITMENT ? slice_is(term->name, "AID")
                                            : kind == FINDING_EVENT;
    case QUERY_KIND:
        return slice_is(term->name, finding_descriptions[kind].name);
    default:
        return true;
    }
}

// Of a finding's parties; false for a field that is about something else.
static bool add_party_term(struct search_sql *sql, enum finding_kind kind,
                           const struct query_term *term)
{
    const char *roles = term->field == QUERY_WHO    ? "'actors', 'givers', 'speaker'"
                        : term->field == QUERY_WHOM ? "'recipients', 'receivers'"
                        : term->field != QUERY_SAID ? NULL
                        : kind == FINDING_QUOTE     ? "'speaker'"
                                                    : "'said_by'";
    if (roles)
        add_party(sql, finding_descriptions[kind].prefix, roles, term->value, term->negative);
    return roles != NULL;
}

static void add_term(struct search_sql *sql, enum finding_kind kind, const struct query_term *term)
{
    switch (term->field) {
    case QUERY_WHO:
    case QUERY_WHOM:
    case QUERY_SAID:
        break; // add_party_term's
    case QUERY_WHERE:
        add_place(sql, term->value);
        break;
    case QUERY_WHAT:
        buffer_text(&sql->sql, kind == FINDING_EVENT        ? "f.type = "
                               : is_category(term->name) ? "f.category = "
                                                         : "'AID' = ");
        add_value(sql, term->name);
        break;
    case QUERY_WHEN:
        add_when(sql, kind, term);
        break;
    case QUERY_STAGE:
        buffer_text(&sql->sql, "f.stage = ");
        add_value(sql, term->name);
        break;
    case QUERY_STATUS:
        buffer_text(&sql->sql, "f.status = ");
        add_value(sql, term->name);
        break;
    case QUERY_KIND:
        buffer_text(&sql->sql, "1");
        break;
    case QUERY_SITE:
        add_contains(sql, "d.site", term->value);
        break;
    case QUERY_LANG:
        buffer_text(&sql->sql, "d.lang = lower(");
        add_value(sql, term->value);
        buffer_text(&sql->sql, ")");
        break;
    case QUERY_ORIGIN:
        add_contains(sql, "d.origin_name", term->value);
        break;
    }
}

static void add_terms(struct search_sql *sql, enum finding_kind kind, const struct query *query)
{
    for (uint32_t i = 0; i < query->terms.count; i++) {
        const struct query_term *term = &query->terms.items[i];
        // What a kind cannot have, it does not have: a negated field of that sort always holds.
        if (term->negative && query->about_findings && !kind_has(kind, term))
            continue;
        if (add_party_term(sql, kind, term))
            continue;
        buffer_text(&sql->sql, term->negative ? " AND NOT coalesce(" : " AND coalesce(");
        add_term(sql, kind, term);
        buffer_text(&sql->sql, ", 0)");
    }
}

static bool kind_fits(enum finding_kind kind, const struct query *query)
{
    for (uint32_t i = 0; i < query->terms.count; i++)
        if (!query->terms.items[i].negative && !kind_has(kind, &query->terms.items[i]))
            return false;
    return true;
}

#define FINDING_ORDER "d.published DESC, d.id, f.start, f.number"

// Which findings, first: words are cut out of the texts only for those that are shown.
static void finding_sql(struct search_sql *sql, enum finding_kind kind, const struct query *query,
                        uint32_t limit)
{
    const char *list = finding_descriptions[kind].list;
    bool anchored = kind != FINDING_QUOTE;
    buffer_format(&sql->sql,
                  "WITH found AS (SELECT f.document, f.number FROM %s f JOIN documents d ON "
                  "d.number = f.document WHERE 1", list);
    if (query->words.data)
        add_words(sql, query->words, " AND d.number IN");
    if (query->excluded.data)
        add_words(sql, query->excluded, " AND d.number NOT IN");
    add_terms(sql, kind, query);
    buffer_format(&sql->sql,
                  " ORDER BY " FINDING_ORDER " LIMIT %u) "
                  "SELECT d.id, d.title, d.site, d.published, f.number, f.start, f.\"end\", "
                  "substr(d.text, f.start + 1, f.\"end\" - f.start)%s FROM found JOIN %s f ON "
                  "f.document = found.document AND f.number = found.number JOIN documents d ON "
                  "d.number = f.document ORDER BY " FINDING_ORDER,
                  limit,
                  anchored ? ", substr(d.text, f.start + 1, f.anchor_start - f.start), "
                             "substr(d.text, f.anchor_start + 1, f.anchor_end - f.anchor_start)"
                           : ", NULL, NULL",
                  list);
}

static void document_sql(struct search_sql *sql, const struct query *query, uint32_t limit)
{
    bool words = query->words.data != NULL;
    buffer_text(&sql->sql, words ? "WITH found AS (SELECT d.number FROM documents_search JOIN documents d "
                                   "ON d.number = documents_search.rowid WHERE documents_search MATCH "
                                 : "WITH found AS (SELECT d.number FROM documents d WHERE 1");
    if (words)
        add_value(sql, query->words);
    if (query->excluded.data)
        add_words(sql, query->excluded, " AND d.number NOT IN");
    add_terms(sql, FINDING_QUOTE, query);
    buffer_format(&sql->sql,
                  " ORDER BY %s, d.id LIMIT %u) SELECT d.id, d.title, d.site, d.published, 0, 0, 0, ",
                  words ? "rank" : "d.published DESC", limit);
    if (words) {
        buffer_text(&sql->sql,
                    "snippet(documents_search, -1, char(2), char(3), '…', 40), NULL, NULL FROM "
                    "documents_search JOIN documents d ON d.number = documents_search.rowid "
                    "WHERE documents_search.rowid IN (SELECT number FROM found) AND "
                    "documents_search MATCH ");
        add_value(sql, query->words);
        buffer_text(&sql->sql, " ORDER BY rank, d.id");
    } else {
        buffer_text(&sql->sql, "substr(d.text, 1, 240), NULL, NULL FROM found JOIN documents d ON "
                               "d.number = found.number ORDER BY d.published DESC, d.id");
    }
}

// Takes the marks that snippet() put around words out of the text.
static void read_snippet(struct search_hit *hit, struct slice marked, struct arena *arena)
{
    struct buffer text;
    uint32_t start = 0;
    buffer_init(&text, arena);
    for (size_t i = 0; i < marked.size; i++) {
        if (marked.data[i] == 2)
            start = (uint32_t)text.size;
        else if (marked.data[i] == 3)
            list_add(arena, &hit->marks, ((struct span){start, (uint32_t)text.size}));
        else
            buffer_byte(&text, marked.data[i]);
    }
    hit->text = text.size ? buffer_slice(&text) : SLICE("");
}

static void read_hit(sqlite3_stmt *row, struct search_hit *hit, struct arena *arena)
{
    struct slice *texts[] = {&hit->document, &hit->title, &hit->site, &hit->published};
    for (int i = 0; i < 4; i++)
        *texts[i] = database_text(arena, row, i);
    hit->number = (uint32_t)sqlite3_column_int64(row, 4);
    hit->start = (uint32_t)sqlite3_column_int64(row, 5);
    hit->end = (uint32_t)sqlite3_column_int64(row, 6);
    struct slice text = database_text(arena, row, 7);
    hit->is_document = hit->number == 0;
    if (hit->is_document) {
        read_snippet(hit, text, arena);
        return;
    }
    hit->text = text.data ? text : SLICE("");
    size_t before = (size_t)sqlite3_column_bytes(row, 8);
    size_t size = (size_t)sqlite3_column_bytes(row, 9);
    if (size && before + size <= hit->text.size)
        list_add(arena, &hit->marks,
                 ((struct span){(uint32_t)before, (uint32_t)(before + size)}));
}

static bool run(struct store *store, struct search_sql *sql, enum finding_kind kind,
                uint32_t limit, struct search_result *result, struct error *error)
{
    buffer_byte(&sql->sql, '\0');
    sqlite3_stmt *rows = database_prepare(store, sql->sql.data, error);
    if (!rows)
        return false;
    for (uint32_t i = 0; i < sql->values.count; i++)
        database_bind(rows, (int)i + 1, sql->values.items[i]);
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        if (result->hits.count == limit) {
            result->more = true;
            break;
        }
        struct search_hit *hit = list_push(sql->arena, &result->hits);
        hit->kind = kind;
        read_hit(rows, hit, sql->arena);
    }
    bool fine = step == SQLITE_DONE || step == SQLITE_ROW;
    if (!fine)
        database_failed(store, "searching", error);
    sqlite3_finalize(rows);
    return fine;
}

bool store_search(struct store *store, struct slice text, uint32_t limit, struct arena *arena,
                  struct search_result *result, struct error *error)
{
    struct query query;
    *result = (struct search_result){0};
    if (!query_parse(arena, text, &query, error))
        return false;
    if (limit == 0 || limit > SEARCH_LIMIT_MOST)
        limit = SEARCH_LIMIT_MOST;
    static const enum finding_kind kinds[] = {FINDING_EVENT, FINDING_COMMITMENT, FINDING_QUOTE};
    for (int i = 0; i < (query.about_findings ? 3 : 1); i++) {
        struct search_sql sql = {.arena = arena};
        buffer_init(&sql.sql, arena);
        if (query.about_findings && !kind_fits(kinds[i], &query))
            continue;
        if (query.about_findings)
            finding_sql(&sql, kinds[i], &query, limit + 1);
        else
            document_sql(&sql, &query, limit + 1);
        if (!run(store, &sql, kinds[i], limit, result, error))
            return false;
    }
    return true;
}
