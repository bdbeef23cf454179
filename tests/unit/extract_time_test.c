// SPDX-License-Identifier: Apache-2.0
// Times: values without the lexicon's help (calendar arithmetic), hostile input, spans.
#include "engine_fixture.h"
#include "extract/time_value.h"
#include "test.h"

static struct moment day_of_week(int32_t weekday)
{
    return (struct moment){.grain = GRAIN_DAY, .weekday = weekday, .hour = -1, .minute = -1,
                           .second = -1};
}

TEST(time_value_weekday_follows_the_direction)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct clock clock = {.published = {2025, 7, 16}, .minute = -1, .direction = -1}; // a Wednesday
    struct moment moment = day_of_week(5);
    struct time time = {0};
    CHECK(moment_resolve(&moment, &clock, &time, &arena));
    CHECK_TEXT(time.value, "2025-07-11");
    clock.direction = 1;
    CHECK(moment_resolve(&moment, &clock, &time, &arena));
    CHECK_TEXT(time.value, "2025-07-18");
    clock.published = (struct date){2025, 7, 0}; // the month alone: nothing to count from
    time = (struct time){0};
    CHECK(moment_resolve(&moment, &clock, &time, &arena));
    CHECK_TEXT(time.value, "XXXX-WXX-5");
    CHECK(!time.earliest.data && time.basis == BASIS_NONE);
    arena_free(&arena);
}

TEST(time_value_easter)
{
    struct date date = easter(2025);
    CHECK(date.month == 4 && date.day == 20);
    date = easter(2024);
    CHECK(date.month == 3 && date.day == 31);
    date = easter(1999);
    CHECK(date.month == 4 && date.day == 4);
}

TEST(time_value_days_by_rule)
{
    struct date fourth = month_weekday(2025, 11, 4, 4), last = month_weekday(2025, 5, 7, 9);
    CHECK(fourth.day == 27);
    CHECK(last.month == 5 && last.day == 25);
    CHECK(month_weekday(2025, 13, 1, 1).year == 0);
    struct date day = date_shift((struct date){2024, 1, 31}, 1, GRAIN_MONTH);
    CHECK(day.year == 2024 && day.month == 2 && day.day == 29);
    CHECK(date_shift((struct date){2024, 1, 31}, 1, GRAIN_HOUR).year == 0);
    CHECK(date_shift((struct date){2024, 1, 31}, 99999, GRAIN_CENTURY).year == 0);
}

TEST(time_value_durations)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct duration_part days = {{50, 0}, GRAIN_DAY}, years = {{15, -1}, GRAIN_YEAR};
    struct duration_part century = {{25, -2}, GRAIN_CENTURY}, months = {{-1, 0}, GRAIN_MONTH};
    struct duration_part hours[] = {
        {{2, 0}, GRAIN_HOUR}, {{15, 0}, GRAIN_MINUTE}, {{30, 0}, GRAIN_SECOND}};
    CHECK_TEXT(duration_value(&arena, &days, 1), "P50D");
    CHECK_TEXT(duration_value(&arena, &years, 1), "P18M");
    CHECK_TEXT(duration_value(&arena, &century, 1), "P25Y");
    CHECK_TEXT(duration_value(&arena, &months, 1), "PXM");
    CHECK_TEXT(duration_value(&arena, hours, 2), "PT2H15M");
    CHECK_TEXT(duration_value(&arena, hours, 3), "PT2H15M30S");
    arena_free(&arena);
}

static void check_spans(const struct document *document)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < document->times.count; i++) {
        struct span span = document->times.items[i].span;
        CHECK(span.start < span.end && span.end <= document->text.size);
        CHECK(span.start >= end);
        end = span.end;
        CHECK(document->times.items[i].value.data && document->times.items[i].rule.data);
    }
}

TEST(time_hostile_texts_give_no_values_of_nothing)
{
    static const char *const texts[] = {
        "le 31 février 2025, le 32 mai, 25 h 61, 2025-13-45, 99/99/2025",
        "il y a 99999999999999999999999999 ans et dans 999999999999999999 jours",
        "\xE2\x80\x8F" "14\xE2\x80\x8F juillet 2025 \xE2\x80\xAE" "5202",
        "lundi lundi lundi mardi mardi du 1 au 2 au 3 au 4 mars-avril-mai-juin 1990-1980",
        "\xFF\xFE" "hier\xC3",
        "",
    };
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct document *document = fixture_run(&arena, "fr", "2025-07-16", slice_of(texts[i]));
        check_spans(document);
        for (uint32_t t = 0; t < document->times.count; t++) {
            struct date date = {0, 0, 0};
            struct slice value = document->times.items[t].value;
            if (document->times.items[t].type == TIME_DATE && value.size == 10 &&
                date_parse(value, &date))
                CHECK(date_valid(date));
        }
    }
    arena_free(&arena);
}

TEST(time_right_to_left_marks_do_not_hide_a_date)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct document *document =
        fixture_run(&arena, "fr", "", SLICE("le \xE2\x80\x8F" "14\xC2\xA0juillet 2025."));
    CHECK(document->times.count == 1);
    if (document->times.count == 1)
        CHECK_TEXT(document->times.items[0].value, "2025-07-14");
    arena_free(&arena);
}

TEST(time_long_input_is_linear)
{
    struct arena arena;
    struct buffer text;
    arena_init(&arena, 0);
    buffer_init(&text, &arena);
    for (int i = 0; i < 20000; i++)
        buffer_text(&text, "cent mille et un lundi de ");
    struct document *document = fixture_run(&arena, "fr", "", buffer_slice(&text));
    check_spans(document);
    arena_free(&arena);
}
