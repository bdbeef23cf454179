// SPDX-License-Identifier: Apache-2.0
// report: the whole report of one comparison in its three forms against tests/golden/report/
// (UPDATE=1 rewrites), the width of text, the language of headings, and that nothing of an
// article reaches a terminal or a page unescaped.
#include "base/file.h"
#include "base/utf8.h"
#include "report/form.h"
#include "report/html.h"
#include "report/view.h"
#include "report_fixture.h"
#include "store_documents.h"
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
    check_golden("tests/golden/report/ferries.html",
                 render(&arena, (struct report_options){.format = REPORT_HTML, .now = now}));
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

TEST(report_html_escapes_and_links_only_to_the_web)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct slice page = render(&arena, (struct report_options){.format = REPORT_HTML});
    CHECK(slice_find(page, SLICE("<b>pauses"), 0) == SIZE_MAX);
    CHECK(slice_find(page, SLICE("&lt;b&gt;pauses"), 0) != SIZE_MAX);
    CHECK(slice_find(page, SLICE("href=\"javascript"), 0) == SIZE_MAX);
    CHECK(slice_find(page, SLICE("href=\"https://phare.example/bacs\""), 0) != SIZE_MAX);
    CHECK(slice_find(page, SLICE("src="), 0) == SIZE_MAX);
    CHECK(slice_find(page, SLICE("\033"), 0) == SIZE_MAX);
    CHECK(slice_find(page, SLICE("le mois"), 0) == SIZE_MAX);
    arena_free(&arena);
}

TEST(a_document_page_marks_its_findings)
{
    struct arena arena;
    struct document document;
    struct buffer out;
    arena_init(&arena, 0);
    test_document(&document, &arena, 1);
    buffer_init(&out, &arena);
    report_document(&document, &(struct report_options){.headings = LANGUAGE_fr}, &arena, &out);
    struct slice page = buffer_slice(&out);
    CHECK(slice_find(page, SLICE("<mark class=\"mention\" title=\"m1\">La Norvège</mark>"), 0) != SIZE_MAX);
    CHECK(slice_find(page, SLICE("<mark class=\"event commitment\""), 0) != SIZE_MAX);
    CHECK(slice_find(page, SLICE("<a id=\"s18\"></a>"), 0) != SIZE_MAX);
    CHECK(slice_find(page, SLICE("href=\"#s18\">18</a>"), 0) != SIZE_MAX);
    CHECK(slice_find(page, SLICE("test/commitment"), 0) != SIZE_MAX);
    arena_free(&arena);
}

// Marks that overlap, touch, lie in one another or outside the text still give well-formed pieces.
TEST(marks_may_overlap)
{
    static const char *const classes[8] = {"a", "b"};
    struct arena arena;
    struct document document = {.text = SLICE("0123456789")};
    struct buffer out;
    html_mark_list marks = {0};
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    list_add(&arena, &marks, ((struct html_mark){.start = 4, .end = 8, .kind = 1}));
    list_add(&arena, &marks, ((struct html_mark){.start = 2, .end = 6}));
    list_add(&arena, &marks, ((struct html_mark){.start = 8, .end = 9}));
    list_add(&arena, &marks, ((struct html_mark){.start = 9, .end = 20}));
    list_add(&arena, &marks, ((struct html_mark){.start = 5, .end = 5}));
    struct html_text text = {.document = &document, .span = {0, 10}, .marks = &marks,
                             .classes = classes, .prefix = ""};
    html_marked(&out, &text, &arena);
    CHECK_TEXT(buffer_slice(&out), "01<mark class=\"a\">23</mark><mark class=\"a b\">45</mark>"
                                   "<mark class=\"b\">67</mark><mark class=\"a\">8</mark>9");
    arena_free(&arena);
}

TEST(dates_and_numbers_are_written_as_people_do)
{
    static const struct {
        const char *field, *value, *french, *english;
    } rows[] = {
        {"when", "2025-07-01", "1er juillet 2025", "1 July 2025"},
        {"when", "2025-07-14T10:00", "14 juillet 2025", "14 July 2025"},
        {"when", "2025-07", "juillet 2025", "July 2025"},
        {"when", "XXXX-WXX-2", "un mardi", "a Tuesday"},
        {"when", "XXXX-07-04", "4 juillet", "4 July"},
        {"when", "2025-W28", "semaine du 7 juillet 2025", "week of 7 July 2025"},
        {"when", "2025-SU", "été 2025", "summer 2025"},
        {"when", "PRESENT_REF", "date inconnue", "date unknown"},
        {"when", "XXXX-WXX", "date inconnue", "date unknown"},
        {"count", "1500", "1500", "1500"},
        {"count", "15000", "15 000", "15,000"},
        {"count", "12.5", "12,5", "12.5"},
        {"money", "1000000000 EUR", "1 milliard EUR", "1 billion EUR"},
        {"money", "3900000 USD", "3,9 millions USD", "3.9 million USD"},
        {"stage", "paused", "suspendu", "paused"},
        {"polarity", "negative", "nié", "denied"},
    };
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer french, english;
        buffer_init(&french, &arena);
        buffer_init(&english, &arena);
        word_value(&french, LANGUAGE_fr, rows[i].field, slice_of(rows[i].value));
        word_value(&english, LANGUAGE_en, rows[i].field, slice_of(rows[i].value));
        CHECK_TEXT(buffer_slice(&french), rows[i].french);
        CHECK_TEXT(buffer_slice(&english), rows[i].english);
    }
    arena_free(&arena);
}

static void add_claim_of(struct comparison *comparison, enum finding_kind kind, struct span span)
{
    struct claim *claim = list_push(comparison->arena, &comparison->claims);
    claim->kind = kind;
    claim->type = kind == FINDING_EVENT ? EVENT_THREATEN : EVENT_NONE;
    claim->stage = kind == FINDING_EVENT ? STAGE_NONE : STAGE_PROMISED;
    claim->verdict = VERDICT_SINGLE_ORIGIN;
    claim->origins = 1;
    claim->story = NO_INDEX;
    list_add(comparison->arena, &claim->support, ((struct support){0, kind, 0, span}));
}

// An event with the commitment's own anchor is not shown a second time; with another it is.
TEST(an_event_that_is_a_commitment_is_shown_once)
{
    struct arena arena;
    struct document document, *documents[] = {&document};
    arena_init(&arena, 0);
    test_document(&document, &arena, 1);
    struct comparison comparison = {.arena = &arena, .documents = documents, .document_count = 1};
    add_claim_of(&comparison, FINDING_EVENT, document.events.items[0].span);
    add_claim_of(&comparison, FINDING_COMMITMENT, document.commitments.items[0].span);
    for (int round = 0; round < 2; round++) {
        struct report_options options = {.headings = LANGUAGE_fr};
        struct buffer out;
        buffer_init(&out, &arena);
        report_write(&comparison, &options, &arena, &out);
        bool shown = slice_find(buffer_slice(&out), SLICE("Menace"), 0) != SIZE_MAX;
        CHECK(shown == (round == 1));
        CHECK(slice_find(buffer_slice(&out), SLICE("(promis)"), 0) != SIZE_MAX);
        document.events.items[0].anchor.start++;
    }
    arena_free(&arena);
}

TEST(names_are_those_of_the_reports_language)
{
    struct arena arena;
    struct document documents[2], *list[] = {&documents[0], &documents[1]};
    arena_init(&arena, 0);
    const struct slice names[] = {SLICE("Netherlands"), SLICE("Pays-Bas")};
    for (uint32_t i = 0; i < 2; i++) {
        document_init(&documents[i], &arena);
        documents[i].text = SLICE("Texte.");
        documents[i].language = i ? LANGUAGE_fr : LANGUAGE_en;
        struct entity *entity = list_push(&arena, &documents[i].entities);
        *entity = (struct entity){.name = names[i], .wikidata = SLICE("Q55"),
                                  .kind = ENTITY_COUNTRY};
    }
    struct comparison comparison = {.arena = &arena, .documents = list, .document_count = 2};
    for (uint32_t i = 0; i < 2; i++) {
        struct report_options options = {.headings = i ? LANGUAGE_fr : LANGUAGE_en};
        struct view view;
        view_make(&view, &comparison, &options, &arena);
        struct party party = {.text = SLICE("?"), .entity = {1}};
        CHECK(slice_equal(view_party_name(&view, &documents[0], &party), names[i]));
        CHECK(slice_equal(view_local_name(&view, names[1 - i]), names[i]));
    }
    arena_free(&arena);
}

TEST(words_with_their_own_marks_keep_those_around_them)
{
    static const struct {
        const char *text;
        uint32_t start, end;
        enum quote_mode mode;
        const char *words, *opening;
    } rows[] = {
        {"\"A,\" he said. \"B.\" End", 1, 17, MODE_DIRECT, "\"A,\" he said. \"B.\"", ""},
        {"“A,” he said. “B.”", 3, 23, MODE_DIRECT, "“A,” he said. “B.”", ""},
        {"\"A.\" End", 1, 3, MODE_DIRECT, "A.", "« "},
        {"he said it is \"hard\" now", 8, 24, MODE_MIXED, "it is \"hard\" now", "– "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena;
        struct document document, *list[] = {&document};
        arena_init(&arena, 0);
        document_init(&document, &arena);
        document.text = slice_of(rows[i].text);
        struct quote *quote = list_push(&arena, &document.quotes);
        *quote = (struct quote){.span = {rows[i].start, rows[i].end}, .mode = rows[i].mode};
        struct comparison comparison = {.arena = &arena, .documents = list, .document_count = 1};
        struct view view = {.comparison = &comparison};
        bool direct;
        struct slice words = form_said_words(&view, &(struct said){0}, &direct);
        CHECK_TEXT(words, rows[i].words);
        CHECK(strcmp(form_said_opening(words, direct), rows[i].opening) == 0);
        arena_free(&arena);
    }
}

TEST(a_report_of_nothing_is_a_report)
{
    struct arena arena;
    struct comparison nothing = {0};
    struct buffer out;
    arena_init(&arena, 0);
    nothing.arena = &arena;
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
        struct report_options options = {.format = (enum report_format)format};
        buffer_init(&out, &arena);
        report_write(&nothing, &options, &arena, &out);
        CHECK(out.size > 20);
    }
    arena_free(&arena);
}
