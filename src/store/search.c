// SPDX-License-Identifier: Apache-2.0
// Runs a search over the dossier. Articles: the best of those that match, by rank. Findings: along
// the index's keys, newest article first, until enough are found; what the index tells only
// roughly (days, amounts) is looked at one by one. query.c reads what the user wrote, match.c puts
// it in FTS5's words.
#include "store/search.h"

#include "store/columns.h"
#include "store/index.h"
#include "store/snippet.h"

// Of more articles that match, the last added ones are ranked: ranking all takes a tenth of a
// second for a common word in 100,000.
#define RANKED_MOST 2000
// Up to so many articles are asked for their findings one by one; of more, findings are walked.
#define ONE_BY_ONE_MOST 300
#define FROM_MOST 100000 // hits among new articles

struct search {
    struct store *store;
    struct arena *arena;
    struct query query;
    uint32_t limit;
    struct search_result *result;
    struct error *error;
    int64_t after; // only articles of higher numbers
    // Articles that a finding's article must be among (or, where only words are excluded, must
    // not).
    uint8_t *articles; // a bit each; NULL: any
    int64_t article_most;
    bool without;
};

static bool is_full(const struct search *search)
{
    return search->result->hits.count >= search->limit;
}

// --- articles

struct candidate {
    int64_t number;
    double rank; // lower is better
    struct slice published; // NONE: only the rank counts
};
typedef LIST(struct candidate) candidate_list;

static int compare_candidates(const void *a, const void *b, void *context)
{
    const struct candidate *x = a, *y = b;
    (void)context;
    if (x->rank < y->rank || x->rank > y->rank)
        return x->rank < y->rank ? -1 : 1;
    int days = slice_compare(y->published, x->published);
    return days ? days : (x->number < y->number) - (x->number > y->number);
}

// Title words count five times; sites, origins and languages nothing.
#define RANK "bm25(documents_search, 5.0, 1.0, 0.5, 0.0, 0.0, 0.0)"
#define NEWEST_FIRST " ORDER BY d.published DESC, d.number DESC"

static bool asks_words(const struct query *query)
{
    for (uint32_t i = 0; i < query->terms.count; i++)
        if (query->terms.items[i].field == QUERY_WORD && !query->terms.items[i].negative)
            return true;
    return false;
}

static struct slice articles_sql(struct search *search, bool but)
{
    struct buffer sql;
    buffer_init(&sql, search->arena);
    if (but)
        buffer_format(&sql, "SELECT d.number, 0.0, d.published FROM documents d WHERE d.number "
                            "NOT IN "
                            "(SELECT rowid FROM documents_search WHERE documents_search MATCH ?1) "
                            "AND d.number > ?2"
                            NEWEST_FIRST " LIMIT %u", search->limit + 1);
    else
        buffer_format(&sql,
                      asks_words(&search->query)
                          ? "SELECT rowid, " RANK ", NULL FROM documents_search WHERE "
                            "documents_search "
                            "MATCH ?1 AND rowid > ?2 ORDER BY rowid DESC LIMIT %d"
                          : "SELECT number, 0.0, published FROM (SELECT rowid AS at FROM "
                            "documents_search "
                            "WHERE documents_search MATCH ?1 AND rowid > ?2 ORDER BY rowid DESC "
                            "LIMIT %d) "
                            "JOIN documents ON number = at",
                      RANKED_MOST);
    buffer_byte(&sql, '\0');
    return buffer_slice(&sql);
}

static bool find_articles(struct search *search, candidate_list *list)
{
    struct match match = match_node(search->arena, search->query.root, false);
    struct slice sql = articles_sql(search, match.but);
    sqlite3_stmt *rows = database_prepare(search->store, sql.data, search->error);
    if (!rows)
        return false;
    database_bind(rows, 1, match.text);
    sqlite3_bind_int64(rows, 2, search->after);
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        struct candidate *candidate = list_push(search->arena, list);
        candidate->number = sqlite3_column_int64(rows, 0);
        candidate->rank = sqlite3_column_double(rows, 1);
        candidate->published = database_text(search->arena, rows, 2);
    }
    bool fine = step == SQLITE_DONE || database_failed(search->store, "searching", search->error);
    sqlite3_finalize(rows);
    list_sort(search->arena, list->items, list->count, sizeof *list->items, compare_candidates,
              NULL);
    return fine;
}

typedef LIST(struct span) span_list;

static bool read_spans(struct search *search, sqlite3_stmt *rows, int64_t number, span_list *spans)
{
    int step;
    sqlite3_bind_int64(rows, 1, number);
    while ((step = sqlite3_step(rows)) == SQLITE_ROW)
        list_add(search->arena, spans, ((struct span){(uint32_t)sqlite3_column_int64(rows, 0),
                                                      (uint32_t)sqlite3_column_int64(rows, 1)}));
    sqlite3_reset(rows);
    return step == SQLITE_DONE || database_failed(search->store, "searching", search->error);
}

static void read_article(struct search *search, sqlite3_stmt *row, struct search_hit *hit)
{
    struct slice *texts[] = {&hit->document, &hit->title, &hit->site, &hit->published};
    for (int i = 0; i < 4; i++)
        *texts[i] = database_text(search->arena, row, i);
}

static bool show_article(struct search *search, sqlite3_stmt *row, sqlite3_stmt *sentences,
                         int64_t number, const snippet_word_list *words)
{
    span_list spans = {0};
    sqlite3_bind_int64(row, 1, number);
    if (!read_spans(search, sentences, number, &spans))
        return false;
    if (sqlite3_step(row) == SQLITE_ROW) {
        struct search_hit *hit = list_push(search->arena, &search->result->hits);
        hit->is_document = true;
        read_article(search, row, hit);
        struct slice text = {(const char *)sqlite3_column_text(row, 4),
                             (size_t)sqlite3_column_bytes(row, 4)};
        snippet_find(search->arena, text, spans.items, spans.count, words, hit);
    }
    return sqlite3_reset(row) == SQLITE_OK ||
           database_failed(search->store, "searching", search->error);
}

static bool search_articles(struct search *search)
{
    candidate_list list = {0};
    snippet_word_list words = {0};
    if (!find_articles(search, &list))
        return false;
    snippet_words(search->arena, &search->query, &words);
    sqlite3_stmt *row = database_prepare(
        search->store, "SELECT id, title, site, published, text FROM documents WHERE number = ?1",
            search->error);
    sqlite3_stmt *sentences = database_prepare(
        search->store, "SELECT start, \"end\" FROM sentences WHERE document = ?1 ORDER BY number",
            search->error);
    bool fine = row && sentences;
    for (uint32_t i = 0; fine && i < list.count && !is_full(search); i++)
        fine = show_article(search, row, sentences, list.items[i].number, &words);
    search->result->more = list.count > search->limit;
    sqlite3_finalize(row);
    sqlite3_finalize(sentences);
    return fine;
}

// --- findings

static const char *const SHOW[FINDING_KIND_COUNT] = {
#define SHOWN "SELECT d.id, d.title, d.site, d.published, f.start, f.\"end\", " \
              "substr(d.text, f.start + 1, f.\"end\" - f.start)"
#define ANCHORED SHOWN ", substr(d.text, f.start + 1, f.anchor_start - f.start), " \
                 "substr(d.text, f.anchor_start + 1, f.anchor_end - f.anchor_start)"
#define FROM(list) " FROM " list " f JOIN documents d ON d.number = f.document " \
                   "WHERE f.document = ?1 AND f.number = ?2"
    [FINDING_QUOTE] = SHOWN ", NULL, NULL" FROM("quotes"),
    [FINDING_EVENT] = ANCHORED FROM("events"),
    [FINDING_COMMITMENT] = ANCHORED FROM("commitments"),
};

struct found_key {
    int64_t key;
};
typedef LIST(struct found_key) found_list;

struct finding_search {
    struct search *search;
    const struct query_alternative *asked; // of the query's alternatives the one that is walked
    sqlite3_stmt *keys;  // of what matches, from ?3 down to ?2
    sqlite3_stmt *exact; // one finding's interval and amounts
    sqlite3_stmt *show[FINDING_KIND_COUNT];
    found_list found; // of all alternatives
    uint32_t count;   // of this one
};

// A finding's own days and amounts, as they are stored.
struct finding_values {
    struct slice earliest, latest, amounts;
};

// Whether days and amounts hold as they are.
static bool holds(const struct query_node *node, const struct finding_values *values)
{
    const struct query_term *term = &node->term;
    bool held = node->operation == QUERY_AND;
    if (node->operation == QUERY_TERM) {
        if (term->field == QUERY_AMOUNT)
            held = amount_within(values->amounts, term);
        else // "2025-07" reaches to its end
            held = values->earliest.size &&
                   slice_compare(slice_part(values->earliest, 0, 10), term->high) <= 0 &&
                   slice_compare(slice_part(values->latest, 0, 10),
                                 slice_part(term->low, 0, values->latest.size)) >= 0;
        return held != term->negative;
    }
    for (const struct query_node *member = node->first; member; member = member->next)
        if (holds(member, values) != held)
            return !held;
    return held;
}

static bool is_wanted(struct finding_search *finder, int64_t key)
{
    struct search *search = finder->search;
    int64_t document = index_key_read(key).document;
    if (search->articles) {
        bool among = document <= search->article_most &&
                     (search->articles[document / 8] >> (document % 8) & 1);
        if (among == search->without)
            return false;
    }
    const struct query_node *exact = finder->asked->parts[QUERY_EXACT];
    if (!exact)
        return true;
    sqlite3_bind_int64(finder->exact, 1, key);
    bool wanted = false;
    if (sqlite3_step(finder->exact) == SQLITE_ROW) {
        struct finding_values values;
        struct slice *texts[] = {&values.earliest, &values.latest, &values.amounts};
        for (int i = 0; i < 3; i++)
            *texts[i] = slice_of((const char *)sqlite3_column_text(finder->exact, i));
        wanted = holds(exact, &values);
    }
    sqlite3_reset(finder->exact);
    return wanted;
}

static bool show_finding(struct finding_search *finder, int64_t key)
{
    struct search *search = finder->search;
    struct index_key place = index_key_read(key);
    sqlite3_stmt **row = &finder->show[place.kind];
    if (!*row && !(*row = database_prepare(search->store, SHOW[place.kind], search->error)))
        return false;
    sqlite3_bind_int64(*row, 1, place.document);
    sqlite3_bind_int64(*row, 2, place.number);
    if (sqlite3_step(*row) == SQLITE_ROW) {
        struct search_hit *hit = list_push(search->arena, &search->result->hits);
        hit->kind = place.kind;
        hit->number = place.number;
        read_article(search, *row, hit);
        hit->start = (uint32_t)sqlite3_column_int64(*row, 4);
        hit->end = (uint32_t)sqlite3_column_int64(*row, 5);
        struct slice text = database_text(search->arena, *row, 6);
        hit->text = text.data ? text : SLICE("");
        size_t before = (size_t)sqlite3_column_bytes(*row, 7),
                        size = (size_t)sqlite3_column_bytes(*row, 8);
        if (size && before + size <= hit->text.size)
            list_add(search->arena, &hit->marks,
                     ((struct span){(uint32_t)before, (uint32_t)(before + size)}));
    }
    return sqlite3_reset(*row) == SQLITE_OK ||
           database_failed(search->store, "searching", search->error);
}

// Findings whose keys lie between two, newest first, until one more is found than is shown.
static bool walk(struct finding_search *finder, int64_t low, int64_t high)
{
    struct search *search = finder->search;
    int step = SQLITE_DONE;
    sqlite3_bind_int64(finder->keys, 2, low);
    sqlite3_bind_int64(finder->keys, 3, high);
    while (finder->count <= search->limit && (step = sqlite3_step(finder->keys)) == SQLITE_ROW) {
        struct found_key found = {sqlite3_column_int64(finder->keys, 0)};
        if (!is_wanted(finder, found.key))
            continue;
        list_add(search->arena, &finder->found, found);
        finder->count++;
    }
    bool fine = step == SQLITE_DONE || step == SQLITE_ROW ||
                database_failed(search->store, "searching", search->error);
    sqlite3_reset(finder->keys);
    return fine;
}

struct article_key {
    int64_t first;
};
typedef LIST(struct article_key) article_key_list;

static int newest_first(const void *a, const void *b, void *context)
{
    const struct article_key *x = a, *y = b;
    (void)context;
    return (x->first < y->first) - (x->first > y->first);
}

// The articles that words leave: their keys where they are few, else a bit each.
static bool choose_articles(struct search *search, const struct query_node *asked,
                            article_key_list *few, bool *are_few)
{
    struct match match = match_node(search->arena, asked, false);
    *are_few = false;
    search->articles = NULL;
    search->without = match.but && !search->after;
    if (!match.text.data && !search->after)
        return true;
    bool any = search->after && (match.but || !match.text.data); // of the new articles
    sqlite3_stmt *rows = database_prepare(
        search->store,
        !any            ? "SELECT rowid FROM documents_search WHERE documents_search MATCH ?1 AND "
                          "rowid > ?2 "
                          "ORDER BY rowid DESC"
        : match.but     ? "SELECT number FROM documents WHERE number > ?2 AND number NOT IN "
                          "(SELECT rowid FROM "
                          "documents_search WHERE documents_search MATCH ?1) ORDER BY number DESC"
                        : "SELECT number FROM documents WHERE number > ?2 ORDER BY number DESC",
        search->error);
    if (!rows)
        return false;
    if (match.text.data)
        database_bind(rows, 1, match.text);
    sqlite3_bind_int64(rows, 2, search->after);
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        int64_t number = sqlite3_column_int64(rows, 0);
        if (!search->articles) { // the highest comes first
            search->article_most = number;
            search->articles = arena_zero(search->arena, (size_t)number / 8 + 1, 1);
        }
        search->articles[number / 8] |= (uint8_t)(1 << (number % 8));
        list_add(search->arena, few, ((struct article_key){number}));
    }
    bool fine = step == SQLITE_DONE || database_failed(search->store, "searching", search->error);
    sqlite3_finalize(rows);
    *are_few = !search->without && few->count <= ONE_BY_ONE_MOST;
    return fine;
}

static bool key_articles(struct search *search, article_key_list *few)
{
    sqlite3_stmt *row = database_prepare(search->store,
                                         "SELECT published FROM documents WHERE number = ?1",
                                         search->error);
    for (uint32_t i = 0; row && i < few->count; i++) {
        int64_t number = few->items[i].first;
        sqlite3_bind_int64(row, 1, number);
        struct slice published = SLICE_NONE;
        if (sqlite3_step(row) == SQLITE_ROW)
            published = slice_of((const char *)sqlite3_column_text(row, 0));
        few->items[i].first = index_key_first(published, number);
        sqlite3_reset(row);
    }
    sqlite3_finalize(row);
    list_sort(search->arena, few->items, few->count, sizeof *few->items, newest_first, NULL);
    return row != NULL;
}

static bool walk_alternative(struct finding_search *finder)
{
    struct search *search = finder->search;
    struct query_node *const *parts = finder->asked->parts;
    article_key_list few = {0};
    bool are_few;
    if (!choose_articles(search, parts[QUERY_OF_ARTICLE], &few, &are_few))
        return false;
    struct match match = match_and(search->arena,
                                   match_node(search->arena, parts[QUERY_OF_FINDING], true),
                                   match_node(search->arena, parts[QUERY_EXACT], !are_few));
    const struct match any = {SLICE("{what} : (event OR commitment OR quote)"), false};
    if (match.but || !match.text.data)
        match = match_and(search->arena, any, match);
    database_bind(finder->keys, 1, match.text);
    finder->count = 0;
    if (!are_few)
        return walk(finder, 0, INT64_MAX);
    bool fine = key_articles(search, &few);
    for (uint32_t i = 0; fine && i < few.count && finder->count <= search->limit; i++)
        fine = walk(finder, few.items[i].first, few.items[i].first + INDEX_KEYS_OF_DOCUMENT - 1);
    return fine;
}

static int highest_first(const void *a, const void *b, void *context)
{
    const struct found_key *x = a, *y = b;
    (void)context;
    return (x->key < y->key) - (x->key > y->key);
}

// What all alternatives gave, once each, up to the limit.
static bool show_found(struct finding_search *finder)
{
    struct search *search = finder->search;
    found_list *found = &finder->found;
    bool fine = true;
    list_sort(search->arena, found->items, found->count, sizeof *found->items, highest_first, NULL);
    for (uint32_t i = 0; i < found->count && fine && !search->result->more; i++) {
        if (i > 0 && found->items[i].key == found->items[i - 1].key)
            continue;
        search->result->more = is_full(search);
        fine = search->result->more || show_finding(finder, found->items[i].key);
    }
    return fine;
}

static bool search_findings(struct search *search)
{
    struct finding_search finder = {.search = search};
    query_alternative_list alternatives = {0};
    if (!query_alternatives(search->arena, &search->query, &alternatives))
        return error_set(search->error, ERROR_USAGE, "",
                         "the query has too many parts that mix words of articles and fields of "
                         "findings");
    finder.keys = database_prepare(search->store,
                                   "SELECT rowid FROM findings_search WHERE findings_search MATCH "
                                   "?1 "
                                   "AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC",
                                   search->error);
    finder.exact = database_prepare(
        search->store,
        "SELECT earliest, coalesce(latest, earliest), amounts FROM findings WHERE key = ?1",
        search->error);
    bool fine = finder.keys && finder.exact;
    for (uint32_t i = 0; i < alternatives.count && fine; i++) {
        finder.asked = &alternatives.items[i];
        fine = walk_alternative(&finder);
    }
    fine = fine && show_found(&finder);
    sqlite3_finalize(finder.keys);
    sqlite3_finalize(finder.exact);
    for (int i = 0; i < FINDING_KIND_COUNT; i++)
        sqlite3_finalize(finder.show[i]);
    return fine;
}

static bool run(struct search *search, struct slice text)
{
    struct search_result *result = search->result;
    *result = (struct search_result){0};
    if (!query_parse(search->arena, text, &search->query, search->error)) {
        result->wrong = search->query.wrong;
        return false;
    }
    if (search->store->version < STORE_VERSION)
        return error_set(search->error, ERROR_INPUT, search->store->path,
                         "this dossier has no index of this version: `recoupe rebuild` makes one");
    return search->query.about_findings ? search_findings(search) : search_articles(search);
}

bool store_search(struct store *store, struct slice text, uint32_t limit, struct arena *arena,
                  struct search_result *result, struct error *error)
{
    struct search search = {.store = store, .arena = arena, .limit = limit, .result = result,
                            .error = error};
    if (search.limit == 0 || search.limit > SEARCH_LIMIT_MOST)
        search.limit = SEARCH_LIMIT_MOST;
    return run(&search, text);
}

bool store_search_from(struct store *store, struct slice text, struct slice first,
                       struct arena *arena,
                       struct search_result *result, struct error *error)
{
    struct search search = {.store = store, .arena = arena, .limit = FROM_MOST, .result = result,
                            .error = error};
    sqlite3_stmt *row = database_prepare(store, "SELECT number FROM documents WHERE id = ?1",
                                         error);
    if (!row)
        return false;
    database_bind(row, 1, first);
    if (sqlite3_step(row) == SQLITE_ROW)
        search.after = sqlite3_column_int64(row, 0) - 1;
    sqlite3_finalize(row);
    return run(&search, text);
}
