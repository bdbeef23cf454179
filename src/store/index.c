// SPDX-License-Identifier: Apache-2.0
// Writes what search asks of findings: names of parties and places, kinds, days and amounts as
// words of a full-text index. match.c asks for the same words. The index keeps no copy of them: a
// row is taken out by making its words again, so other words need another STORE_VERSION and a step
// in schema.c that makes the index anew (store_index_test.c holds them fast).
#include "store/index.h"

#include "base/calendar.h"
#include "base/utf8.h"
#include "store/query.h"
#include "store/stem.h"

#include <assert.h>

// A key from its top: 20 bits day, 26 document, 2 kind, 15 number (downwards). Days count from year
// 1; 0: unknown. What does not fit shares the last place's day, or is left out (number).
#define DAY_MOST ((1 << 20) - 1)
#define NUMBER_MOST 32767
#define MONTHS_EACH 24 // intervals up to that long have a word for each month
#define YEARS_EACH 60

static const enum finding_kind KINDS[] = {FINDING_QUOTE, FINDING_COMMITMENT, FINDING_EVENT};

int64_t index_key_first(struct slice published, int64_t document)
{
    struct date date;
    int64_t day = 0;
    if (date_parse(published, &date)) {
        date.month += date.month == 0;
        date.day += date.day == 0;
        day = date_to_day(date) - date_to_day((struct date){1, 1, 1}) + 1;
    }
    if (day < 0 || day > DAY_MOST)
        day = DAY_MOST;
    return day << 43 | (document & ((1 << 26) - 1)) << 17;
}

struct index_key index_key_read(int64_t key)
{
    int kind = (int)(key >> 15 & 3);
    return (struct index_key){key >> 17 & ((1 << 26) - 1), KINDS[kind < 3 ? kind : 0],
                              (uint32_t)(NUMBER_MOST - (key & NUMBER_MOST))};
}

// One finding's row while it is made.
struct index_row {
    const struct document *document;
    struct buffer who, whom, said, place, what, days, sizes, amounts;
    struct slice earliest, latest;
};

static void clear(struct index_row *row)
{
    struct buffer *all[] = {&row->who, &row->whom, &row->said, &row->place, &row->what, &row->days,
                            &row->sizes, &row->amounts};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        all[i]->size = 0;
    row->earliest = row->latest = SLICE_NONE;
}

static void add(struct buffer *out, struct slice text)
{
    if (!text.size)
        return;
    if (out->size)
        buffer_text(out, "; ");
    buffer_add(out, text);
}

static void add_party(struct index_row *row, struct buffer *out, const struct party *party)
{
    uint32_t number = party->entity.number;
    struct slice name = number && number <= row->document->entities.count
                            ? row->document->entities.items[number - 1].name
                            : SLICE_NONE;
    add(out, name);
    if (!slice_equal(party->text, name))
        add(out, party->text);
    add(out, party->cameo);
}

static void add_parties(struct index_row *row, struct buffer *out, const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        add_party(row, out, &parties->items[i]);
}

static void add_what(struct index_row *row, const char *text)
{
    if (row->what.size)
        buffer_byte(&row->what, ' ');
    for (; text && *text; text++)
        buffer_byte(&row->what, (char)(*text >= 'A' && *text <= 'Z' ? *text - 'A' + 'a' : *text));
}

// A letter and that many digits, with a blank before what stands there.
static void add_number(struct buffer *out, char letter, int value, int digits)
{
    char text[8] = {' ', letter};
    assert(digits <= 6 && value >= 0);
    for (int i = digits; i > 0; value /= 10)
        text[1 + i--] = (char)('0' + value % 10);
    buffer_add(out, (struct slice){text + !out->size, (size_t)digits + 1 + (out->size > 0)});
}

static void add_decade(struct buffer *out, int year)
{
    if (year < 1500)
        buffer_text(out, " early");
    else if (year >= 2100)
        buffer_text(out, " late");
    else
        add_number(out, 'k', year / 10, 3);
}

static void add_days(struct index_row *row)
{
    struct date low = query_day(row->earliest), high = query_day(row->latest);
    struct buffer *out = &row->days;
    if (!low.year || !high.year)
        return;
    int months = (high.year - low.year) * 12 + high.month - low.month + 1;
    if (high.year - low.year >= YEARS_EACH || months < 1) {
        buffer_text(out, "wide");
        return;
    }
    for (int m = low.month - 1; months <= MONTHS_EACH && m < low.month - 1 + months; m++)
        add_number(out, 'm', (low.year + m / 12) * 100 + m % 12 + 1, 6);
    for (int year = low.year; year <= high.year; year++) {
        add_number(out, 'y', year, 4);
        if (months > MONTHS_EACH)
            add_number(out, 'c', year, 4);
        if (year == low.year || year % 10 == 0 || year == 1500 || year == 2100)
            add_decade(out, year);
    }
}

// An act's own time, else its article's day.
static void add_when(struct index_row *row, struct reference when, struct slice value)
{
    struct slice published = slice_part(row->document->published.value, 0, 10);
    if (when.number && when.number <= row->document->times.count) {
        const struct time *time = &row->document->times.items[when.number - 1];
        row->earliest = time->earliest;
        row->latest = time->latest;
    }
    if (!row->earliest.data)
        row->earliest = value.data ? slice_part(value, 0, 10) : published;
    if (!row->latest.data)
        row->latest = value.data ? slice_part(value, 0, 10) : published;
    add_days(row);
}

static void fill_event(struct index_row *row, const struct event *event)
{
    const struct document *document = row->document;
    add_what(row, "event");
    add_what(row, event_type_name(event->type));
    add_what(row, status_name(event->status));
    add_parties(row, &row->who, &event->actors);
    add_parties(row, &row->whom, &event->recipients);
    add_parties(row, &row->said, &event->said_by);
    if (event->where.number && event->where.number <= document->entities.count)
        add(&row->place, document->entities.items[event->where.number - 1].name);
    for (uint32_t i = 0; i < event->amounts.count; i++) {
        uint32_t number = event->amounts.items[i].number;
        if (!number || number > document->amounts.count)
            continue;
        const struct amount *amount = &document->amounts.items[number - 1];
        struct slice unit = utf8_fold(row->who.arena, amount->unit);
        amount_write(&row->amounts, &row->sizes, amount->value, unit);
        amount_write(&row->amounts, &row->sizes, amount->value_to, unit);
    }
    add_when(row, event->when, event->when_value);
}

static void fill_commitment(struct index_row *row, const struct commitment *commitment)
{
    add_what(row, "commitment aid");
    add_what(row, stage_name(commitment->stage));
    add_what(row, category_name(commitment->category));
    add_parties(row, &row->who, &commitment->givers);
    add_parties(row, &row->whom, &commitment->receivers);
    add_parties(row, &row->said, &commitment->said_by);
    amount_write(&row->amounts, &row->sizes, commitment->count, SLICE_NONE);
    amount_write(&row->amounts, &row->sizes, commitment->money.value,
                 utf8_fold(row->who.arena, commitment->money.currency));
    add_when(row, commitment->when, commitment->when_value);
}

static void fill_quote(struct index_row *row, const struct quote *quote)
{
    add_what(row, "quote");
    if (quote->speaker.text.data) {
        add_party(row, &row->who, &quote->speaker);
        add_party(row, &row->said, &quote->speaker);
    }
    add_when(row, (struct reference){0}, SLICE_NONE);
}

static void bind_column(sqlite3_stmt *statement, int *index, struct slice text)
{
    database_bind(statement, (*index)++, text.size ? text : SLICE_NONE);
}

static void bind_texts(sqlite3_stmt *statement, int index, const struct index_row *row)
{
    const struct buffer *const texts[] = {&row->who, &row->whom, &row->said, &row->place,
                                          &row->what, &row->days, &row->sizes};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        bind_column(statement, &index, buffer_slice(texts[i]));
    bind_column(statement, &index, row->document->site);
    bind_column(statement, &index, row->document->origin.name);
    bind_column(statement, &index,
                row->document->language ? slice_of(language_code(row->document->language))
                                        : row->document->language_other);
}

#define SEARCHED "who, whom, said, place, what, days, sizes, site, origin_name, lang"

#define VALUES_11 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"

static bool write_row(struct store *store, int64_t key, const struct index_row *row,
                      struct error *error)
{
    sqlite3_stmt *plain = database_statement(
        store, SQL_ADD_INDEX,
        "INSERT INTO findings (key, earliest, latest, amounts) VALUES (?1, ?2, ?3, ?4)", error);
    sqlite3_stmt *words =
        plain ? database_statement(store, SQL_ADD_INDEX_WORDS,
                                   "INSERT INTO findings_search (rowid, " SEARCHED ") " VALUES_11,
                                   error)
              : NULL;
    if (!words)
        return false;
    int next = 2;
    sqlite3_bind_int64(plain, 1, key);
    bind_column(plain, &next, row->earliest);
    bind_column(plain, &next,
                slice_equal(row->earliest, row->latest) ? SLICE_NONE : row->latest);
    bind_column(plain, &next, buffer_slice(&row->amounts));
    sqlite3_bind_int64(words, 1, key);
    bind_texts(words, 2, row);
    return database_step(store, plain, "writing", error) &&
           database_step(store, words, "writing", error);
}

static bool delete_row(struct store *store, int64_t key, const struct index_row *row,
                       struct error *error)
{
    sqlite3_stmt *words = database_statement(
        store, SQL_DELETE_INDEX_WORDS,
        "INSERT INTO findings_search (findings_search, rowid, " SEARCHED ") "
        "VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", error);
    if (!words)
        return false;
    sqlite3_bind_int64(words, 1, key);
    bind_texts(words, 2, row);
    return database_step(store, words, "writing", error);
}

static void fill(struct index_row *row, enum finding_kind kind, const struct document *document,
                 uint32_t i)
{
    clear(row);
    if (kind == FINDING_EVENT)
        fill_event(row, &document->events.items[i]);
    else if (kind == FINDING_COMMITMENT)
        fill_commitment(row, &document->commitments.items[i]);
    else
        fill_quote(row, &document->quotes.items[i]);
}

// Makes the row of each finding and hands it on.
static bool each_row(struct store *store, int64_t number, const struct document *document,
                     bool (*take)(struct store *, int64_t key, const struct index_row *,
                                  struct error *),
                     struct error *error)
{
    struct index_row row = {.document = document};
    struct buffer *all[] = {&row.who, &row.whom, &row.said, &row.place, &row.what, &row.days,
                            &row.sizes, &row.amounts};
    struct arena_mark mark = arena_mark(&store->scratch);
    int64_t first = index_key_first(document->published.value, number);
    bool fine = true;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buffer_init(all[i], &store->scratch);
    for (int k = 0; k < 3 && fine; k++) {
        const index_list *list =
            (const void *)((const char *)document + finding_descriptions[KINDS[k]].list_offset);
        // From the highest number on: keys then ascend.
        uint32_t count = list->count < NUMBER_MOST ? list->count : NUMBER_MOST;
        for (uint32_t i = count; i > 0 && fine; i--) {
            fill(&row, KINDS[k], document, i - 1);
            fine = take(store, first | (int64_t)k << 15 | (NUMBER_MOST - i), &row, error);
        }
    }
    arena_rewind(&store->scratch, mark);
    return fine;
}

bool index_findings(struct store *store, int64_t number, const struct document *document,
                    struct error *error)
{
    return each_row(store, number, document, write_row, error);
}

bool index_delete(struct store *store, int64_t number, const struct document *document,
                  struct error *error)
{
    int64_t first = index_key_first(document->published.value, number);
    sqlite3_stmt *keys = database_prepare(
        store, "DELETE FROM findings WHERE key BETWEEN ?1 AND ?2", error);
    if (!keys)
        return false;
    sqlite3_bind_int64(keys, 1, first);
    sqlite3_bind_int64(keys, 2, first + INDEX_KEYS_OF_DOCUMENT - 1);
    return database_finish(store, keys, "writing", error) &&
           each_row(store, number, document, delete_row, error);
}

bool index_words(struct store *store, int64_t number, const struct document *document,
                 struct error *error)
{
    static const char *const steps[] = {
        "UPDATE documents SET stems = ?2 WHERE number = ?1",
        "INSERT INTO documents_search (rowid, title, text, stems, site, origin_name, lang) "
        "SELECT number, title, text, ?2, site, origin_name, lang FROM documents WHERE number = ?1"};
    const struct slice texts[] = {document->title, document->text};
    struct slice stems = stem_list(document->arena, texts, 2);
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *statement = database_prepare(store, steps[i], error);
        if (!statement)
            return false;
        sqlite3_bind_int64(statement, 1, number);
        database_bind(statement, 2, stems);
        if (!database_finish(store, statement, "writing", error))
            return false;
    }
    return true;
}

// Takes every article in turn, with its findings or without.
static bool each_document(struct store *store, bool with_findings,
                          bool (*take)(struct store *, int64_t number, const struct document *,
                                       struct error *),
                          struct error *error)
{
    struct arena list_arena, arena;
    store_id_list ids = {0};
    arena_init(&list_arena, 0);
    arena_init(&arena, 0);
    bool fine = store_ids(store, &list_arena, &ids, error);
    for (uint32_t i = 0; fine && i < ids.count; i++) {
        struct document document;
        int64_t number;
        document_init(&document, &arena);
        fine = document_read_back(store, ids.items[i], with_findings, &document, &number, error) &&
               take(store, number, &document, error);
        arena_reset(&arena);
    }
    arena_free(&arena);
    arena_free(&list_arena);
    return fine;
}

bool index_all_words(struct store *store, struct error *error)
{
    return each_document(store, false, index_words, error);
}

bool index_all_findings(struct store *store, struct error *error)
{
    // Findings of other columns are not read: the rebuild that they need indexes them.
    return store->stale || each_document(store, true, index_findings, error);
}
