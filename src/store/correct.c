// SPDX-License-Identifier: Apache-2.0
// The verb `correct`: records a person's decision, applies it to the stored findings, lists and
// undoes. A correction is kept by the words it is about (document and place), so that it holds
// after a rebuild. Its effect on one document is corrections.c's.
#include "store/columns.h"
#include "store/corrections.h"
#include "store/database.h"

#include "base/utf8.h"

// One call of store_correct.
struct correcting {
    struct store *store;
    const struct slice *words;
    uint32_t word_count;
    struct slice now;
    const struct store_extractor *extractor;
    struct buffer *out;
    struct arena arena; // of the document that is being corrected, and of all strings
};

static bool record(struct correcting *correcting, const struct correction *correction,
                   const struct document *document, struct error *error)
{
    sqlite3_stmt *statement = database_prepare(
        correcting->store,
        "INSERT INTO corrections (made, what, document, kind, start, \"end\", anchor_start, "
        "anchor_end, name, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        error);
    if (!statement)
        return false;
    database_bind(statement, 1, correcting->now.data ? correcting->now : SLICE(""));
    database_bind(statement, 2, slice_of(correction_names[correction->what]));
    if (document) {
        struct code_points points = {.document = document};
        database_bind(statement, 3, document->id);
        database_bind(statement, 4, slice_of(finding_descriptions[correction->kind].name));
        sqlite3_bind_int64(statement, 5, code_point_at(&points, correction->span.start));
        sqlite3_bind_int64(statement, 6, code_point_at(&points, correction->span.end));
        if (correction->anchor.end) {
            sqlite3_bind_int64(statement, 7, code_point_at(&points, correction->anchor.start));
            sqlite3_bind_int64(statement, 8, code_point_at(&points, correction->anchor.end));
        }
    }
    database_bind(statement, 9, correction->name);
    database_bind(statement, 10, correction->value);
    return database_finish(correcting->store, statement, "writing the correction", error);
}

static void say_done(struct correcting *correcting, const char *text)
{
    buffer_format(correcting->out, "correction %lld: ",
                  (long long)sqlite3_last_insert_rowid(correcting->store->database));
    for (uint32_t i = 0; i < correcting->word_count; i++) {
        buffer_text(correcting->out, i ? " " : "");
        buffer_add(correcting->out, correcting->words[i]);
    }
    buffer_format(correcting->out, "%s\n", text);
}

// "q3": kind and index; false for anything else.
static bool finding_named(const struct document *document, struct slice word,
                          enum finding_kind *kind, uint32_t *index)
{
    for (int k = 0; k < FINDING_KIND_COUNT; k++) {
        const struct finding_description *description = &finding_descriptions[k];
        const index_list *list =
            (const void *)((const char *)document + description->list_offset);
        if (!slice_starts(word, description->prefix) || word.size > 10)
            continue;
        uint32_t number = 0;
        for (size_t i = strlen(description->prefix); i < word.size; i++) {
            if (word.data[i] < '0' || word.data[i] > '9')
                return false;
            number = number * 10 + (uint32_t)(word.data[i] - '0');
        }
        *kind = (enum finding_kind)k;
        *index = number - 1;
        return number >= 1 && number <= list->count;
    }
    return false;
}

static bool check_kind(const struct correction *correction, struct slice finding,
                       struct error *error)
{
    char word[32];
    sqlite3_snprintf(sizeof word, word, "%.*s", (int)finding.size, finding.data);
    if (correction->what == CORRECT_REJECT && correction->kind == FINDING_ENTITY)
        return error_set(error, ERROR_USAGE, word,
                         "an entity cannot be rejected as a whole; reject or split its mentions");
    if (correction->what == CORRECT_SPLIT && correction->kind != FINDING_MENTION)
        return error_set(error, ERROR_USAGE, word, "only a mention (m1, m2, …) can be split off");
    if (correction->what == CORRECT_REATTRIBUTE && correction->kind != FINDING_QUOTE &&
        correction->kind != FINDING_EVENT && correction->kind != FINDING_COMMITMENT)
        return error_set(error, ERROR_USAGE, word,
                         "only a quote, an event or a commitment can be given to another speaker");
    return true;
}

static bool write_again(struct correcting *correcting, int64_t number,
                        const struct document *document, struct error *error)
{
    return findings_delete(correcting->store, document->id, error) &&
           findings_write(correcting->store, number, document, error);
}

// reject, reattribute, split: one document's finding.
static bool correct_finding(struct correcting *correcting, enum correction_kind what,
                            struct error *error)
{
    struct document document;
    int64_t number;
    uint32_t index;
    struct correction correction = {.what = what};
    document_init(&document, &correcting->arena);
    if (!document_read_back(correcting->store, correcting->words[1], true, &document, &number,
                            error)) {
        if (error->kind == ERROR_INPUT)
            error->kind = ERROR_USAGE;
        return false;
    }
    if (!finding_named(&document, correcting->words[2], &correction.kind, &index))
        return error_set(error, ERROR_USAGE, "",
                         "document " SLICE_FORMAT " has no finding " SLICE_FORMAT,
                         SLICE_ARGUMENTS(document.id), SLICE_ARGUMENTS(correcting->words[2]));
    if (!check_kind(&correction, correcting->words[2], error))
        return false;
    if (what == CORRECT_REATTRIBUTE)
        correction.name = correcting->words[3];
    finding_place(&document, correction.kind, index, &correction.span, &correction.anchor);
    if (!record(correcting, &correction, &document, error))
        return false;
    say_done(correcting, "");
    correction_apply(&correction, &document, &correcting->store->scratch);
    return write_again(correcting, number, &document, error);
}

// Ids of documents with an entity of that name.
static bool documents_with(struct correcting *correcting, struct slice name, store_id_list *ids,
                           struct error *error)
{
    sqlite3_stmt *rows = database_prepare(
        correcting->store,
        "SELECT d.id, e.name FROM entities e JOIN documents d ON d.number = e.document "
        "ORDER BY d.id, e.number",
        error);
    if (!rows)
        return false;
    struct arena *arena = &correcting->arena;
    struct slice key = utf8_fold(arena, name);
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        struct arena_mark mark = arena_mark(&correcting->store->scratch);
        struct slice id = database_text(&correcting->store->scratch, rows, 0);
        struct slice folded = utf8_fold(&correcting->store->scratch,
                                        database_text(&correcting->store->scratch, rows, 1));
        bool again = ids->count && slice_equal(ids->items[ids->count - 1], id);
        if (slice_equal(folded, key) && !again)
            list_add(arena, ids, arena_copy(arena, id));
        arena_rewind(&correcting->store->scratch, mark);
    }
    sqlite3_finalize(rows);
    return step == SQLITE_DONE || database_failed(correcting->store, "reading the dossier", error);
}

static bool merge_names(struct correcting *correcting, struct error *error)
{
    struct correction correction = {
        .what = CORRECT_MERGE, .name = correcting->words[1], .value = correcting->words[2]};
    store_id_list ids = {0};
    if (!documents_with(correcting, correction.value, &ids, error))
        return false;
    if (ids.count == 0)
        return error_set(error, ERROR_USAGE, "", "no entity is named '" SLICE_FORMAT "'",
                         SLICE_ARGUMENTS(correction.value));
    if (!record(correcting, &correction, NULL, error))
        return false;
    say_done(correcting, "");
    for (uint32_t i = 0; i < ids.count; i++) {
        struct document document;
        int64_t number;
        document_init(&document, &correcting->arena);
        if (!document_read_back(correcting->store, ids.items[i], true, &document, &number, error))
            return false;
        correction_apply(&correction, &document, &correcting->store->scratch);
        if (!write_again(correcting, number, &document, error))
            return false;
    }
    return true;
}

bool store_corrections(struct store *store, struct arena *arena, store_correction_list *list,
                       struct error *error)
{
    sqlite3_stmt *rows = database_prepare(
        store,
        "SELECT c.number, c.made, c.what, c.document,"
        " CASE WHEN c.kind = 'claim' THEN 'claim \"' ||"
        "   substr(d.text, c.start + 1, c.\"end\" - c.start) || '\"' || iif(c.what = 'reject', '',"
        "   coalesce(iif(c.what = 'merge', ' = \"', ' / \"') || (SELECT substr(o.text,"
        "     CAST(substr(c.value, instr(c.value, ' ') + 1) AS INTEGER) + 1, 80) FROM documents o"
        "     WHERE o.id = substr(c.value, 1, instr(c.value, ' ') - 1)) || '…\"', ''))"
        "  WHEN c.what = 'merge' THEN c.value || ' -> ' || c.name"
        "  ELSE c.kind || ' \"' || substr(d.text, coalesce(c.anchor_start, c.start) + 1,"
        "   coalesce(c.anchor_end, c.\"end\") - coalesce(c.anchor_start, c.start)) || '\"' END,"
        " CASE WHEN c.what = 'reattribute' THEN c.name END, c.undone"
        " FROM corrections c LEFT JOIN documents d ON d.id = c.document ORDER BY c.number",
        error);
    if (!rows)
        return false;
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        struct store_correction *row = list_push(arena, list);
        struct slice *texts[] = {&row->made,  &row->what, &row->document,
                                 &row->about, &row->name, &row->undone};
        row->number = sqlite3_column_int64(rows, 0);
        for (int i = 0; i < 6; i++)
            *texts[i] = database_text(arena, rows, i + 1);
    }
    sqlite3_finalize(rows);
    return step == SQLITE_DONE || database_failed(store, "reading the dossier", error);
}

static void add_cell(struct buffer *out, const char *before, struct slice text)
{
    if (!text.size)
        return;
    buffer_text(out, before);
    buffer_add(out, text);
}

static bool list_all(struct correcting *correcting, struct error *error)
{
    store_correction_list list = {0};
    if (!store_corrections(correcting->store, &correcting->arena, &list, error))
        return false;
    for (uint32_t i = 0; i < list.count; i++) {
        const struct store_correction *row = &list.items[i];
        buffer_format(correcting->out, "%lld", (long long)row->number);
        add_cell(correcting->out, "\t", row->made);
        add_cell(correcting->out, "\t", row->what);
        add_cell(correcting->out, "\t", row->document);
        add_cell(correcting->out, "\t", row->about);
        add_cell(correcting->out, "\t-> ", row->name);
        add_cell(correcting->out, "\tundone ", row->undone);
        buffer_byte(correcting->out, '\n');
    }
    return true;
}

static bool remake_after_undo(struct correcting *correcting, struct slice document,
                              struct slice name, struct error *error)
{
    store_id_list ids = {0};
    if (document.data)
        list_add(&correcting->arena, &ids, document);
    else if (!documents_with(correcting, name, &ids, error))
        return false;
    for (uint32_t i = 0; i < ids.count; i++)
        if (!document_remake(correcting->store, ids.items[i], correcting->extractor, error))
            return false;
    return true;
}

static bool undo(struct correcting *correcting, struct error *error)
{
    sqlite3_stmt *row = database_prepare(
        correcting->store,
        "UPDATE corrections SET undone = ?1 WHERE number = ?2 AND undone IS NULL "
        "RETURNING document, name",
        error);
    if (!row)
        return false;
    database_bind(row, 1, correcting->now.data ? correcting->now : SLICE("?"));
    database_bind(row, 2, correcting->words[1]);
    int step = sqlite3_step(row);
    struct slice document = SLICE_NONE, name = SLICE_NONE;
    if (step == SQLITE_ROW) {
        document = database_text(&correcting->arena, row, 0);
        name = database_text(&correcting->arena, row, 1);
        sqlite3_step(row);
    } else if (step != SQLITE_DONE) {
        database_failed(correcting->store, "writing", error);
        sqlite3_finalize(row);
        return false;
    }
    sqlite3_finalize(row);
    if (step == SQLITE_DONE)
        return error_set(error, ERROR_USAGE, "",
                         "there is no correction " SLICE_FORMAT " in force; see `correct DB list`",
                         SLICE_ARGUMENTS(correcting->words[1]));
    buffer_format(correcting->out, "correction " SLICE_FORMAT " undone\n",
                  SLICE_ARGUMENTS(correcting->words[1]));
    return remake_after_undo(correcting, document, name, error);
}

static bool correct_reject(struct correcting *correcting, struct error *error)
{
    return correct_finding(correcting, CORRECT_REJECT, error);
}

static bool correct_reattribute(struct correcting *correcting, struct error *error)
{
    return correct_finding(correcting, CORRECT_REATTRIBUTE, error);
}

static bool correct_split(struct correcting *correcting, struct error *error)
{
    return correct_finding(correcting, CORRECT_SPLIT, error);
}

static const struct {
    const char *name;
    uint32_t words; // with the name
    bool (*run)(struct correcting *correcting, struct error *error);
    const char *usage;
} VERBS[] = {
    {"list", 1, list_all, "list"},
    {"undo", 2, undo, "undo NUMBER"},
    {"reject", 3, correct_reject, "reject DOCUMENT FINDING"},
    {"reattribute", 4, correct_reattribute, "reattribute DOCUMENT FINDING NAME"},
    {"merge", 3, merge_names, "merge NAME NAME"},
    {"split", 3, correct_split, "split DOCUMENT MENTION"},
};

static bool run_verb(struct correcting *correcting, struct error *error)
{
    for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++) {
        if (correcting->word_count == 0 || !slice_is(correcting->words[0], VERBS[i].name))
            continue;
        if (correcting->word_count != VERBS[i].words)
            return error_set(error, ERROR_USAGE, "", "usage: recoupe correct DB %s",
                             VERBS[i].usage);
        if (VERBS[i].run == list_all)
            return list_all(correcting, error);
        return database_check_current(correcting->store, error) &&
               database_begin(correcting->store, error) && VERBS[i].run(correcting, error) &&
               database_end(correcting->store, error);
    }
    return error_set(error, ERROR_USAGE, "",
                     "a correction is one of: list, undo, reject, reattribute, merge, split");
}

bool store_correct(struct store *store, const struct slice *words, uint32_t word_count,
                   struct slice now, const struct store_extractor *extractor, struct buffer *out,
                   struct error *error)
{
    struct correcting correcting = {.store = store, .words = words, .word_count = word_count,
                                    .now = now, .extractor = extractor, .out = out};
    size_t said = out->size;
    arena_init(&correcting.arena, 0);
    struct arena_mark mark = arena_mark(&store->scratch);
    bool fine = run_verb(&correcting, error);
    if (!fine) {
        database_rollback(store);
        out->size = said;
    }
    arena_rewind(&store->scratch, mark);
    arena_free(&correcting.arena);
    return fine;
}
