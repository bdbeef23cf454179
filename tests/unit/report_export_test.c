// SPDX-License-Identifier: Apache-2.0
// report: every export of one comparison against tests/golden/report/export.* (UPDATE=1 rewrites),
// the shape that each format's readers ask for, and refusals with a sentence.
#include "base/file.h"
#include "base/json.h"
#include "doc/dump.h"
#include "report/export.h"
#include "report_fixture.h"
#include "store_documents.h"
#include "test.h"

#include <stdlib.h>

// What the engine would parse again.
static bool parse(const struct document *document, struct buffer *out, void *context, struct error *error)
{
    (void)context, (void)error;
    document_conllu(document, out);
    return true;
}

static struct slice export_as(struct arena *arena, const char *format)
{
    struct buffer out;
    struct error error = {0};
    struct export_job job = {.comparison = report_fixture(arena), .now = SLICE("2025-12-03"),
                             .arena = arena, .parse = parse};
    buffer_init(&out, arena);
    CHECK(export_write(slice_of(format), &job, &out, &error));
    return buffer_slice(&out);
}

TEST(exports_are_as_in_golden)
{
    struct arena arena;
    struct error error = {0};
    struct file file;
    arena_init(&arena, 0);
    for (const struct export_format *format = export_formats; format->name; format++) {
        const char *path = arena_format(&arena, "tests/golden/report/export.%s", format->name).data;
        struct slice actual = export_as(&arena, format->name);
        if (getenv("UPDATE")) {
            CHECK(file_write(path, actual, &error));
        } else if (CHECK(file_open(&file, path, &error))) {
            test_check(slice_equal(file.bytes, actual), __FILE__, __LINE__,
                       "%s differs; look at it with UPDATE=1 and git diff", path);
            file_close(&file);
        }
    }
    arena_free(&arena);
}

static unsigned count_byte(struct slice text, char byte)
{
    unsigned count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == byte;
    return count;
}

TEST(event_tables_have_their_columns)
{
    struct arena arena;
    arena_init(&arena, 0);
    static const struct {
        const char *format;
        unsigned columns, lines;
    } rows[] = {{"gdelt", 61, 1}, {"gdelt-mentions", 16, 2}, {"plover", 40, 2}};
    for (size_t i = 0; i < 3; i++) {
        struct slice rest = export_as(&arena, rows[i].format);
        unsigned lines = 0;
        while (rest.size) {
            CHECK(count_byte(slice_cut(&rest, '\n'), '\t') == rows[i].columns - 1);
            lines++;
        }
        CHECK(lines == rows[i].lines);
    }
    arena_free(&arena);
}

TEST(json_exports_are_json_line_by_line)
{
    static const char *const formats[] = {"jsonl", "gqg", "webannotation", "ftm"};
    struct arena arena;
    struct error error = {0};
    arena_init(&arena, 0);
    for (size_t i = 0; i < 4; i++) {
        struct slice rest = export_as(&arena, formats[i]);
        CHECK(rest.size > 0);
        while (rest.size)
            CHECK(json_parse(&arena, slice_cut(&rest, '\n'), &error) != NULL);
    }
    arena_free(&arena);
}

TEST(a_calendar_folds_its_lines)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct slice rest = export_as(&arena, "ics");
    CHECK(slice_starts(rest, "BEGIN:VCALENDAR\r\n") && slice_ends(rest, "END:VCALENDAR\r\n"));
    CHECK(slice_find(rest, SLICE("DTSTART;VALUE=DATE:20250901\r\n"), 0) != SIZE_MAX);
    while (rest.size)
        CHECK(slice_cut(&rest, '\n').size <= 76);
    arena_free(&arena);
}

TEST(what_cannot_be_exported_is_refused)
{
    static const char *const formats[] = {"conllu", "xlsx", ""};
    struct arena arena;
    arena_init(&arena, 0);
    struct export_job job = {.comparison = report_fixture(&arena), .arena = &arena};
    for (size_t i = 0; i < 3; i++) { // nothing here can parse again
        struct buffer out;
        struct error error = {0};
        buffer_init(&out, &arena);
        CHECK(!export_write(slice_of(formats[i]), &job, &out, &error));
        CHECK(error.kind == ERROR_USAGE && error.message[0] && out.size == 0);
    }
    arena_free(&arena);
}

// An event that sets a day, and names in a document, reach calendar, graph and FollowTheMoney.
TEST(exports_of_a_document_with_entities)
{
    struct arena arena;
    struct document document, *documents[] = {&document};
    struct comparison comparison = {0};
    struct buffer out;
    struct error error = {0};
    arena_init(&arena, 0);
    test_document(&document, &arena, 1);
    document.events.items[0].deadline = SLICE("2025-05-01");
    comparison.arena = &arena;
    comparison.documents = documents;
    comparison.document_count = 1;
    struct claim *claim = list_push(&arena, &comparison.claims);
    claim->kind = FINDING_EVENT;
    claim->type = EVENT_AID;
    claim->verdict = VERDICT_SINGLE_ORIGIN;
    claim->actors = document.events.items[0].actors;
    claim->recipients = document.events.items[0].recipients;
    list_add(&arena, &claim->support, ((struct support){0, FINDING_EVENT, 0, document.events.items[0].span}));
    struct export_job job = {.comparison = &comparison, .arena = &arena};
    static const char *const rows[][2] = {
        {"ics", "DTSTART;VALUE=DATE:20250501"},
        {"graphml", "<data key=\"label\">Norvège</data>"},
        {"graphml", "source=\"n0\" target=\"n1\""},
        {"ftm", "\"schema\":\"Person\",\"properties\":{\"name\":[\"Lars Dahl\"]"},
        {"gdelt", "\tNORGOV\tNORVÈGE\tNOR\t"},
        {"plover", "2025-03-01\tAID\t"},
        {"csv", "v1,"},
        {"webannotation", "\"exact\":\"Kiev\",\"prefix\":\"a Norvège livrera deux radars à \""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buffer_init(&out, &arena);
        CHECK(export_write(slice_of(rows[i][0]), &job, &out, &error));
        test_check(slice_find(buffer_slice(&out), slice_of(rows[i][1]), 0) != SIZE_MAX, __FILE__,
                   __LINE__, "%s: " SLICE_FORMAT, rows[i][0], SLICE_ARGUMENTS(buffer_slice(&out)));
    }
    arena_free(&arena);
}
