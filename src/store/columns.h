// SPDX-License-Identifier: Apache-2.0
// How one field of a finding lies in SQL columns: their names, and the way in and out. Spans are
// code points in the dossier (as in the JSON, and as SQL's substr counts) and bytes in memory.
// Parties are not columns: they have a table of their own.
#ifndef RECOUPE_STORE_COLUMNS_H
#define RECOUPE_STORE_COLUMNS_H

#include "doc/dump.h"

#include <sqlite3.h>

#define FIELD_COLUMNS_MAX 3

struct column { // its name is key and suffix
    const char *key, *suffix;
    const char *type; // of SQLite: "INTEGER" or "TEXT"
};

// Fills the columns of a field, returns how many (0 for parties and derived text).
int columns_describe(const struct field *field, struct column columns[FIELD_COLUMNS_MAX]);
// The name of a rule is kept once, in the table of rules: the column has its number.
static inline bool columns_are_rule(const struct field *field)
{
    return field->type == FIELD_TEXT && strcmp(field->key, "rule") == 0;
}
static inline bool columns_are_parties(const struct field *field)
{
    return field->type == FIELD_PARTY || field->type == FIELD_PARTIES;
}

// Binds a field of item from parameter *index on, and moves *index past its columns.
// scratch keeps what is bound until the statement has run.
void columns_bind(sqlite3_stmt *statement, int *index, const struct field *field,
                  const void *item, struct code_points *points, struct arena *scratch);

// Code points to bytes for one text; made once per document that is read back.
struct byte_places {
    const uint32_t *bytes; // of each code point, and of the end
    uint32_t count;        // code points
};
struct byte_places byte_places_of(struct arena *arena, struct slice text);
struct span byte_places_span(const struct byte_places *places, int64_t start, int64_t end);

// structure.c: a document's structure as a column's text (NONE: unknown), and back.
struct slice structure_json(const struct document *document, struct arena *scratch);
void structure_read(struct document *document, struct slice text, const struct byte_places *places,
                    struct arena *scratch);

// Reads a field into item from column *index on, and moves *index. What cannot be (a span
// outside the text, an unknown name) becomes "none": a dossier may come from a stranger.
void columns_read(sqlite3_stmt *statement, int *index, const struct field *field, void *item,
                  const struct byte_places *places, struct arena *arena);

#endif
