// SPDX-License-Identifier: Apache-2.0
// report: the whole report of one comparison in its three forms against tests/golden/report/
// (UPDATE=1 rewrites), the width of text, the language of headings, and that nothing of an
// article reaches a terminal or a page unescaped.
#include "base/file.h"
#include "base/utf8.h"
#include "report/report.h"
#include "report_fixture.h"
#include "test.h"

#include <stdlib.h>

static struct slice render(struct arena *arena, struct report_options options)
{
    struct buffer out;
    buffer_init(&out, arena);
    report_write(report_fixture(arena), &options, arena, &out);
    return buffer_slice(&out);
}

static void check_golden(const char *path, struct slice actual)
{
    struct error error = {0};
    struct file file;
    if (getenv("UPDATE")) {
        CHECK(file_write(path, actual, &error));
        return;
    }
    if (!CHECK(file_open(&file, path, &error)))
        return;
    test_check(slice_equal(file.bytes, actual), __FILE__, __LINE__,
               "%s differs; look at it with UPDATE=1 and git diff", path);
    file_close(&file);
}

TEST(report_forms_are_as_in_golden)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct slice now = SLICE("2025-12-03");
    check_golden("tests/golden/report/ferries.txt",
                 render(&arena, (struct report_options){.format = REPORT_TEXT, .now = now}));
    check_golden("tests/golden/report/ferries.en.txt",
                 render(&arena, (struct report_options){.format = REPORT_TEXT, .width = 100,
                                                        .color = true, .headings = LANGUAGE_en}));
    check_golden("tests/golden/report/ferries.md",
                 render(&arena, (struct report_options){.format = REPORT_MARKDOWN, .now = now}));
    arena_free(&arena);
}

TEST(report_text_keeps_to_its_width_and_lets_no_escape_sequence_through)
{
    struct arena arena;
    arena_init(&arena, 0);
    for (unsigned width = 40; width <= 120; width += 40) {
        struct slice rest = render(&arena, (struct report_options){.width = width});
        CHECK(slice_find(rest, SLICE("\033"), 0) == SIZE_MAX);
        while (rest.size)
            CHECK(utf8_count(slice_cut(&rest, '\n')) <= width);
    }
    arena_free(&arena);
}

TEST(a_report_of_nothing_is_a_report)
{
    struct arena arena;
    struct comparison nothing = {0};
    struct buffer out;
    arena_init(&arena, 0);
    nothing.arena = &arena;
    for (int format = 0; format < REPORT_HTML; format++) {
        struct report_options options = {.format = (enum report_format)format};
        buffer_init(&out, &arena);
        report_write(&nothing, &options, &arena, &out);
        CHECK(out.size > 20);
    }
    arena_free(&arena);
}
