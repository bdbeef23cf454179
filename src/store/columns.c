// SPDX-License-Identifier: Apache-2.0
// The way of each field type into SQL columns and back, so that a new field or a new kind of
// finding is one row in doc/finding.c and nothing here. Spans turn from bytes to code points on
// the way in and back on the way out.
#include "store/columns.h"

#include "base/utf8.h"
#include "store/store.h"

#include <assert.h>
#include <stdalign.h>

int columns_describe(const struct field *field, struct column columns[FIELD_COLUMNS_MAX])
{
    switch (field->type) {
    case FIELD_SPAN:
        columns[0] = (struct column){"start", "", "INTEGER"};
        columns[1] = (struct column){"end", "", "INTEGER"};
        return 2;
    case FIELD_ANCHOR:
    case FIELD_CUE:
        columns[0] = (struct column){field->key, "_start", "INTEGER"};
        columns[1] = (struct column){field->key, "_end", "INTEGER"};
        return 2;
    case FIELD_WHEN:
        columns[0] = (struct column){field->key, "_time", "INTEGER"};
        columns[1] = (struct column){field->key, "", "TEXT"};
        return 2;
    case FIELD_MONEY:
        columns[0] = (struct column){field->key, "_value", "TEXT"};
        columns[1] = (struct column){field->key, "_currency", "TEXT"};
        columns[2] = (struct column){field->key, "_modifier", "TEXT"};
        return 3;
    case FIELD_BOOL:
    case FIELD_REFERENCE:
    case FIELD_WHERE:
        columns[0] = (struct column){field->key, "", "INTEGER"};
        return 1;
    case FIELD_TEXT:
    case FIELD_ENUM:
    case FIELD_REFERENCE_LIST:
        columns[0] = (struct column){field->key, "", columns_are_rule(field) ? "INTEGER" : "TEXT"};
        return 1;
    case FIELD_SPAN_TEXT:
    case FIELD_PARTY:
    case FIELD_PARTIES:
        break;
    }
    return 0;
}

// The slice after a FIELD_WHEN's reference, as doc/finding.h promises.
static size_t when_value_offset(const struct field *field)
{
    size_t after = field->offset + sizeof(struct reference);
    return (after + alignof(struct slice) - 1) / alignof(struct slice) * alignof(struct slice);
}

static void bind_text(sqlite3_stmt *statement, int index, const char *text)
{
    if (text)
        sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, index);
}

static void bind_slice(sqlite3_stmt *statement, int index, struct slice text)
{
    if (text.data)
        sqlite3_bind_text64(statement, index, text.data, text.size, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(statement, index);
}

static void bind_reference(sqlite3_stmt *statement, int index, struct reference reference)
{
    if (reference.number)
        sqlite3_bind_int64(statement, index, reference.number);
    else
        sqlite3_bind_null(statement, index);
}

static void bind_span(sqlite3_stmt *statement, int index, struct span span,
                      struct code_points *points)
{
    if (span.end == 0) {
        sqlite3_bind_null(statement, index);
        sqlite3_bind_null(statement, index + 1);
        return;
    }
    sqlite3_bind_int64(statement, index, code_point_at(points, span.start));
    sqlite3_bind_int64(statement, index + 1, code_point_at(points, span.end));
}

// "[1,4]": numbers of findings, readable by SQLite's own JSON functions.
static struct slice write_references(struct arena *arena, const reference_list *list)
{
    struct buffer out;
    buffer_init(&out, arena);
    buffer_byte(&out, '[');
    for (uint32_t i = 0; i < list->count; i++)
        buffer_format(&out, "%s%u", i ? "," : "", list->items[i].number);
    buffer_byte(&out, ']');
    return buffer_slice(&out);
}

static const char *modifier_text(enum amount_modifier modifier)
{
    return modifier == MODIFIER_NONE ? NULL : amount_modifier_name(modifier);
}

void columns_bind(sqlite3_stmt *statement, int *index, const struct field *field,
                  const void *item, struct code_points *points, struct arena *scratch)
{
    const char *member = (const char *)item + field->offset;
    int first = *index;
    struct column columns[FIELD_COLUMNS_MAX];
    *index += columns_describe(field, columns);
    switch (field->type) {
    case FIELD_SPAN:
    case FIELD_ANCHOR:
    case FIELD_CUE:
        bind_span(statement, first, *(const struct span *)(const void *)member, points);
        break;
    case FIELD_TEXT:
        bind_slice(statement, first, *(const struct slice *)(const void *)member);
        break;
    case FIELD_ENUM: {
        unsigned value;
        memcpy(&value, member, sizeof value);
        assert(value < field->name_count || value == 0);
        bind_text(statement, first, value ? field->names[value] : NULL);
        break;
    }
    case FIELD_BOOL:
        sqlite3_bind_int(statement, first, *(const bool *)member);
        break;
    case FIELD_REFERENCE:
    case FIELD_WHERE:
        bind_reference(statement, first, *(const struct reference *)(const void *)member);
        break;
    case FIELD_REFERENCE_LIST:
        bind_slice(statement, first,
                   write_references(scratch, (const reference_list *)(const void *)member));
        break;
    case FIELD_WHEN: {
        const char *value = (const char *)item + when_value_offset(field);
        bind_reference(statement, first, *(const struct reference *)(const void *)member);
        bind_slice(statement, first + 1, *(const struct slice *)(const void *)value);
        break;
    }
    case FIELD_MONEY: {
        const struct money *money = (const void *)member;
        bind_slice(statement, first, money->value);
        bind_slice(statement, first + 1, money->currency);
        bind_text(statement, first + 2, modifier_text(money->modifier));
        break;
    }
    case FIELD_SPAN_TEXT:
    case FIELD_PARTY:
    case FIELD_PARTIES:
        break;
    }
}

struct byte_places byte_places_of(struct arena *arena, struct slice text)
{
    uint32_t *bytes = arena_take(arena, (text.size + 1) * sizeof *bytes);
    uint32_t count = 0;
    for (size_t position = 0; position < text.size; count++) {
        bytes[count] = (uint32_t)position;
        utf8_next(text, &position);
    }
    bytes[count] = (uint32_t)text.size;
    return (struct byte_places){bytes, count};
}

struct span byte_places_span(const struct byte_places *places, int64_t start, int64_t end)
{
    if (start < 0 || end < start || end > places->count)
        return (struct span){0, 0};
    return (struct span){places->bytes[start], places->bytes[end]};
}

static struct slice read_slice(sqlite3_stmt *statement, int column, struct arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    if (!text)
        return SLICE_NONE;
    return arena_copy(arena, (struct slice){text, (size_t)sqlite3_column_bytes(statement, column)});
}

static struct reference read_reference(sqlite3_stmt *statement, int column)
{
    int64_t number = sqlite3_column_int64(statement, column);
    if (number < 0 || number > INT32_MAX)
        number = 0;
    return (struct reference){(uint32_t)number};
}

static void read_references(struct slice text, reference_list *list, struct arena *arena)
{
    uint32_t number = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c >= '0' && c <= '9' && number < 100000000) {
            number = number * 10 + (uint32_t)(c - '0');
        } else if (number) {
            list_add(arena, list, ((struct reference){number}));
            number = 0;
        }
    }
}

static unsigned read_name(sqlite3_stmt *statement, int column, const char *const *names,
                          unsigned count)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? enum_from_name(names, count, slice_of(text)) : 0;
}

static enum amount_modifier read_modifier(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? amount_modifier_from_name(slice_of(text)) : MODIFIER_NONE;
}

void columns_read(sqlite3_stmt *statement, int *index, const struct field *field, void *item,
                  const struct byte_places *places, struct arena *arena)
{
    char *member = (char *)item + field->offset;
    int first = *index;
    struct column columns[FIELD_COLUMNS_MAX];
    *index += columns_describe(field, columns);
    switch (field->type) {
    case FIELD_SPAN:
    case FIELD_ANCHOR:
    case FIELD_CUE:
        *(struct span *)(void *)member =
            byte_places_span(places, sqlite3_column_int64(statement, first),
                             sqlite3_column_int64(statement, first + 1));
        break;
    case FIELD_TEXT:
        *(struct slice *)(void *)member = read_slice(statement, first, arena);
        break;
    case FIELD_ENUM: {
        unsigned value = read_name(statement, first, field->names, field->name_count);
        memcpy(member, &value, sizeof value);
        break;
    }
    case FIELD_BOOL:
        *(bool *)member = sqlite3_column_int(statement, first) != 0;
        break;
    case FIELD_REFERENCE:
    case FIELD_WHERE:
        *(struct reference *)(void *)member = read_reference(statement, first);
        break;
    case FIELD_REFERENCE_LIST:
        read_references(read_slice(statement, first, arena),
                        (reference_list *)(void *)member, arena);
        break;
    case FIELD_WHEN: {
        char *value = (char *)item + when_value_offset(field);
        *(struct reference *)(void *)member = read_reference(statement, first);
        *(struct slice *)(void *)value = read_slice(statement, first + 1, arena);
        break;
    }
    case FIELD_MONEY: {
        struct money *money = (void *)member;
        money->value = read_slice(statement, first, arena);
        money->currency = read_slice(statement, first + 1, arena);
        money->modifier = read_modifier(statement, first + 2);
        break;
    }
    case FIELD_SPAN_TEXT:
    case FIELD_PARTY:
    case FIELD_PARTIES:
        break;
    }
}
