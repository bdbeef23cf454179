// SPDX-License-Identifier: Apache-2.0
// The read tests' fixture: one set of tables, one document at a time.
#include "read_fixture.h"

#include "engine/engine.h"
#include "test.h"

const struct read_tables *read_fixture_tables(void)
{
    static const struct read_tables *tables;
    static struct arena arena;
    struct error error = {0};
    if (!tables)
        tables = read_open(&arena, &engine_data, &error);
    test_check(tables != NULL, __FILE__, __LINE__, "%s: %s", error.where, error.message);
    return tables;
}

struct document *read_fixture(enum record_format format, struct slice bytes)
{
    static struct arena arena, scratch;
    static struct document document;
    struct error error = {0};
    struct record record = {.format = format, .bytes = bytes, .source = SLICE("test")};
    struct read_options options = {.tables = read_fixture_tables()};
    arena_reset(&arena);
    arena_reset(&scratch);
    document_init(&document, &arena);
    test_check(record_read(&record, &options, &document, &scratch, &error), __FILE__, __LINE__,
               "%s: %s", error.where, error.message);
    return &document;
}
