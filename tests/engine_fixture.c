// SPDX-License-Identifier: Apache-2.0
// The shared engine of the tests.
#include "engine_fixture.h"

#include "test.h"

static struct engine engine;

const struct engine *fixture_engine(void)
{
    static int state; // 0 closed, 1 open, 2 broken
    struct error error = {0};
    if (state == 0)
        state = engine_open(&engine, NULL, &error) ? 1 : 2;
    test_check(state == 1, __FILE__, __LINE__, "engine: %s %s", error.where, error.message);
    return state == 1 ? &engine : NULL;
}

struct document *fixture_run(struct arena *arena, const char *language, const char *date,
                             struct slice text)
{
    struct document *document = arena_zero(arena, 1, sizeof *document);
    struct arena scratch;
    document_init(document, arena);
    document->text = arena_copy(arena, text);
    document->language = language_from_code(slice_of(language));
    if (*date)
        document->published =
            (struct document_date){arena_copy(arena, slice_of(date)), DATE_OPTION};
    document_set_id(document);
    arena_init(&scratch, 0);
    if (fixture_engine())
        engine_run(fixture_engine(), document, &scratch);
    arena_free(&scratch);
    return document;
}
