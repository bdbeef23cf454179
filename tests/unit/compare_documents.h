// SPDX-License-Identifier: Apache-2.0
// Documents for the tests of compare, written as the JSON lines that `extract` prints.
#ifndef RECOUPE_TESTS_UNIT_COMPARE_DOCUMENTS_H
#define RECOUPE_TESTS_UNIT_COMPARE_DOCUMENTS_H

#include "compare/compare.h"
#include "doc/dump.h"
#include "engine/engine.h"
#include "test.h"

// Compares the documents of the lines, last line first when reversed. NULL after a failed check.
static inline const struct comparison *compare_lines(struct arena *arena, const char *lines,
                                                     bool reversed)
{
    LIST(struct document *) documents = {0};
    struct error error = {0};
    struct slice rest = slice_of(lines);
    while (rest.data) {
        struct slice line = slice_cut(&rest, '\n');
        if (line.size == 0)
            continue;
        const struct json_value *object = json_parse(arena, line, &error);
        struct document *document = arena_zero(arena, 1, sizeof *document);
        document_init(document, arena);
        bool loaded = object && document_load(document, object, &error);
        test_check(loaded, __FILE__, __LINE__, "%s", error.message);
        if (!loaded)
            return NULL;
        list_add(arena, &documents, document);
    }
    for (uint32_t i = 0; reversed && i < documents.count / 2; i++) {
        struct document *swap = documents.items[i];
        documents.items[i] = documents.items[documents.count - 1 - i];
        documents.items[documents.count - 1 - i] = swap;
    }
    struct compare_options options = {.now = SLICE("2025-09-01"), .explain = true};
    const struct comparison *result = compare_run(arena, documents.items, documents.count,
                                                  &options, &engine_data, &error);
    test_check(result != NULL, __FILE__, __LINE__, "%s: %s", error.where, error.message);
    return result;
}

#endif
