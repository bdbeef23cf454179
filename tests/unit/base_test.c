// SPDX-License-Identifier: Apache-2.0
// base: arenas that fail and rewind, stable sort, tables, hashes, calendar, slices, the pool.
#include "base/calendar.h"
#include "base/pool.h"
#include "base/table.h"
#include "test.h"

#include <stdlib.h>

TEST(arena_rewinds_and_fails_to_its_recovery_point)
{
    struct arena arena;
    jmp_buf recovery;
    volatile int failures = 0;
    arena_init(&arena, 1 << 20);
    arena.recovery = &recovery;
    struct arena_mark mark = arena_mark(&arena);
    if (setjmp(recovery) == 0) {
        arena_take(&arena, 2 << 20);
    } else {
        failures++;
    }
    CHECK(failures == 1);
    arena_fail_at(1);
    if (setjmp(recovery) == 0)
        arena_take(&arena, 100);
    else
        failures++;
    CHECK(failures == 2);
    for (int i = 0; i < 100; i++)
        arena_take(&arena, 1000);
    arena_rewind(&arena, mark);
    CHECK(arena.used == 0);
    arena_free(&arena);
}

static int compare_tens(const void *a, const void *b, void *context)
{
    (void)context;
    return *(const int *)a / 10 - *(const int *)b / 10;
}

TEST(list_sort_is_stable)
{
    struct arena arena;
    arena_init(&arena, 0);
    int items[] = {31, 12, 35, 11, 30, 19, 2, 10};
    const int expected[] = {2, 12, 11, 19, 10, 31, 35, 30};
    list_sort(&arena, items, 8, sizeof *items, compare_tens, NULL);
    CHECK(memcmp(items, expected, sizeof items) == 0);
    arena_free(&arena);
}

TEST(list_first_from_finds_the_first_that_is_not_below)
{
    struct item { char name; struct { uint32_t start, end; } span; } items[] = {
        {'a', {0, 2}}, {'b', {2, 2}}, {'c', {3, 7}}, {'d', {7, UINT32_MAX}}};
    struct { struct item *items; uint32_t count; } list = {items, 4}, none = {NULL, 0};
    CHECK(list_first_from(&none, span.end, 0) == 0);
    CHECK(list_first_from(&list, span.end, 0) == 0);
    CHECK(list_first_from(&list, span.end, 2) == 0);
    CHECK(list_first_from(&list, span.end, 3) == 2);
    CHECK(list_first_from(&list, span.start, 4) == 3);
    CHECK(list_first_from(&list, span.start, 8) == 4);
    CHECK(list_first_from(&list, span.end, UINT32_MAX) == 3);
}

TEST(table_keeps_order_and_finds)
{
    struct arena arena;
    struct table table;
    arena_init(&arena, 0);
    table_init(&table, &arena);
    for (uint32_t i = 0; i < 1000; i++)
        table_add(&table, arena_format(&arena, "key%u", i), i);
    CHECK(table_add(&table, SLICE("key7"), 99) == 7);
    table_set(&table, SLICE("key7"), 99);
    CHECK(table_find(&table, SLICE("key7")) == 99 && table_find(&table, SLICE("none")) == TABLE_NONE);
    CHECK_TEXT(table.entries.items[999].key, "key999");
    arena_free(&arena);
}

TEST(sha256_matches_fips_examples)
{
    char hex[65];
    hash_sha256("abc", 3, hex);
    CHECK(strcmp(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") == 0);
    hash_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hex);
    CHECK(strcmp(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1") == 0);
}

TEST(calendar_counts_days_weeks_and_months)
{
    struct date day = {2025, 7, 14};
    int32_t year, week;
    CHECK(date_weekday(day) == 1 && date_to_day((struct date){1970, 1, 1}) == 0);
    CHECK(date_to_day(date_from_day(-719000)) == -719000);
    date_week((struct date){2024, 12, 30}, &year, &week);
    CHECK(year == 2025 && week == 1);
    CHECK(date_from_week(2025, 1, 1).day == 30);
    CHECK(date_add_months((struct date){2024, 1, 31}, 1).day == 29);
    CHECK(!date_valid((struct date){2023, 2, 29}) && !date_parse(SLICE("2023-02-31"), &day));
    CHECK(date_parse(SLICE("2025-07"), &day) && day.month == 7 && day.day == 0);
    struct date deadline = date_from_day(date_to_day((struct date){2025, 7, 14}) + 50);
    char text[16];
    date_write(deadline, text);
    CHECK(strcmp(text, "2025-09-02") == 0);
}

TEST(slices_cut_trim_and_walk_lines)
{
    struct slice rest = SLICE("# c\n\n a b \n\xC2\xA0x\n"), line;
    uint32_t number = 0;
    CHECK(slice_next_line(&rest, &line, &number) && number == 3);
    CHECK_TEXT(line, "a b");
    CHECK(slice_next_line(&rest, &line, &number) && number == 4);
    CHECK_TEXT(line, "x");
    CHECK(!slice_next_line(&rest, &line, &number));
    CHECK(slice_find(SLICE("abcabc"), SLICE("ca"), 0) == 2);
}

struct squares {
    int next, last;
    bool ordered;
};

static void *next_square(void *context)
{
    struct squares *squares = context;
    if (squares->next == 200)
        return NULL;
    int *job = malloc(sizeof *job);
    *job = squares->next++;
    return job;
}

static void work_square(void *job, unsigned worker, void *context)
{
    (void)worker, (void)context;
    *(int *)job *= 2;
}

static bool done_square(void *job, void *context)
{
    struct squares *squares = context;
    squares->ordered = squares->ordered && *(int *)job == squares->last * 2;
    squares->last++;
    free(job);
    return true;
}

TEST(pool_gives_results_in_order_for_any_number_of_workers)
{
    for (unsigned workers = 1; workers <= 8; workers *= 2) {
        struct squares squares = {.ordered = true};
        struct pool_jobs jobs = {next_square, work_square, done_square, &squares};
        struct error error;
        CHECK(pool_run(&jobs, workers, 5, &error));
        CHECK(squares.ordered && squares.last == 200);
    }
}
