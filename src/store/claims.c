// SPDX-License-Identifier: Apache-2.0
// Decisions on claims in the dossier: merge, split, reject, kept as corrections of kind 'claim' by
// the places of the statements they are about. Finding those statements again is compare's.
#include "store/database.h"

// "DOCUMENT START END ANCHOR_START ANCHOR_END", one after the other with "; " between.
static struct slice places_write(const struct claim_decision *decision, struct arena *arena)
{
    struct buffer text;
    buffer_init(&text, arena);
    for (uint32_t i = 0; i < decision->others.count; i++) {
        const struct statement_place *place = &decision->others.items[i];
        buffer_format(&text, "%s" SLICE_FORMAT " %u %u %u %u", i ? "; " : "",
                      SLICE_ARGUMENTS(place->document), place->span.start, place->span.end,
                      place->anchor.start, place->anchor.end);
    }
    return buffer_slice(&text);
}

static uint32_t number_read(struct slice *rest)
{
    struct slice word = slice_cut(rest, ' ');
    uint32_t number = 0;
    for (size_t i = 0; i < word.size && i < 9; i++)
        number = number * 10 + (uint32_t)(word.data[i] - '0') % 10;
    return number;
}

static void places_read(struct claim_decision *decision, struct slice text, struct arena *arena)
{
    while (text.data && text.size) {
        struct slice one = slice_trim(slice_cut(&text, ';'));
        struct statement_place place = {.document = arena_copy(arena, slice_cut(&one, ' '))};
        place.span.start = number_read(&one);
        place.span.end = number_read(&one);
        place.anchor.start = number_read(&one);
        place.anchor.end = number_read(&one);
        if (place.span.end > place.span.start)
            list_add(arena, &decision->others, place);
    }
}

bool decisions_read(struct store *store, struct document *document, struct error *error)
{
    sqlite3_stmt *rows = database_statement(
        store, SQL_LOAD_DECISIONS,
        "SELECT number, what, start, \"end\", anchor_start, anchor_end, value FROM corrections "
        "WHERE undone IS NULL AND kind = 'claim' AND document = ?1 ORDER BY number",
        error);
    int step;
    if (!rows)
        return false;
    database_bind(rows, 1, document->id);
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        struct claim_decision decision = {
            .number = (uint32_t)sqlite3_column_int64(rows, 0),
            .place = {document->id,
                      {(uint32_t)sqlite3_column_int64(rows, 2),
                       (uint32_t)sqlite3_column_int64(rows, 3)},
                      {(uint32_t)sqlite3_column_int64(rows, 4),
                       (uint32_t)sqlite3_column_int64(rows, 5)}}};
        struct slice what = database_text(&store->scratch, rows, 1);
        for (int kind = DECISION_MERGE; kind <= DECISION_REJECT; kind++)
            decision.kind = slice_is(what, decision_names[kind]) ? (enum decision_kind)kind
                                                             : decision.kind;
        places_read(&decision, database_text(&store->scratch, rows, 6), document->arena);
        list_add(document->arena, &document->decisions, decision);
    }
    sqlite3_reset(rows);
    return step == SQLITE_DONE || database_failed(store, "reading the decisions on claims", error);
}

static bool insert(struct store *store, const struct claim_decision *decision, struct slice now,
                   struct error *error)
{
    sqlite3_stmt *row = database_prepare(
        store,
        "INSERT INTO corrections (made, what, document, kind, start, \"end\", anchor_start, "
        "anchor_end, value) VALUES (?1, ?2, ?3, 'claim', ?4, ?5, ?6, ?7, ?8)",
        error);
    if (!row)
        return false;
    database_bind(row, 1, now.data ? now : SLICE(""));
    database_bind(row, 2, slice_of(decision_names[decision->kind]));
    database_bind(row, 3, decision->place.document);
    sqlite3_bind_int64(row, 4, decision->place.span.start);
    sqlite3_bind_int64(row, 5, decision->place.span.end);
    sqlite3_bind_int64(row, 6, decision->place.anchor.start);
    sqlite3_bind_int64(row, 7, decision->place.anchor.end);
    database_bind(row, 8, places_write(decision, &store->scratch));
    return database_finish(store, row, "writing the correction", error);
}

bool store_decide(struct store *store, const struct claim_decision *decision, struct slice said,
                  struct slice now, struct buffer *out, struct error *error)
{
    struct arena_mark mark = arena_mark(&store->scratch);
    bool fine = database_check_current(store, error) && database_begin(store, error) &&
                insert(store, decision, now, error);
    long long number = sqlite3_last_insert_rowid(store->database);
    fine = fine && database_end(store, error);
    if (!fine)
        database_rollback(store);
    else
        buffer_format(out, "correction %lld: " SLICE_FORMAT "\n", number, SLICE_ARGUMENTS(said));
    arena_rewind(&store->scratch, mark);
    return fine;
}
