// SPDX-License-Identifier: Apache-2.0
// Interval logic: days as TIMEX3 writes them, amounts with their modifiers.
#include "compare/claims.h"
#include "test.h"

#include <math.h>

static bool spans(const char *value, const char *from, const char *to)
{
    struct day_range range = range_read(slice_of(value));
    struct date first, last;
    date_parse(slice_of(from), &first);
    date_parse(slice_of(to), &last);
    return range.from == date_to_day(first) && range.to == date_to_day(last);
}

static int match(const char *a, const char *b)
{
    struct day_range one = range_read(slice_of(a)), two = range_read(slice_of(b));
    return ranges_match(&one, &two);
}

TEST(iso_values_become_ranges_of_days)
{
    CHECK(spans("2025-07-14", "2025-07-14", "2025-07-14"));
    CHECK(spans("2025-07-14T10:00", "2025-07-14", "2025-07-14"));
    CHECK(spans("2025-02", "2025-02-01", "2025-02-28"));
    CHECK(spans("2024", "2024-01-01", "2024-12-31"));
    CHECK(spans("2025-W29", "2025-07-14", "2025-07-20"));
    CHECK(spans("2025-W29-2", "2025-07-15", "2025-07-15"));
    CHECK(spans("2025-W29-WE", "2025-07-19", "2025-07-20"));
    CHECK(spans("2026-Q1", "2026-01-01", "2026-03-31"));
    CHECK(spans("2026-H2", "2026-07-01", "2026-12-31"));
    CHECK(spans("0001-01-01", "0001-01-01", "0001-01-01"));
    CHECK(spans("9999-12", "9999-12-01", "9999-12-31"));
}

TEST(unreadable_values_are_unknown)
{
    static const char *const values[] = {"", "P3D", "PRESENT_REF", "2025-13", "2025-02-31",
                                         "2025-", "2025-W", "XXXX-WXX-9", "XXXX"};
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++)
        CHECK(match(values[i], "2025-07-14") == 0);
}

TEST(days_match_where_they_can_coincide)
{
    CHECK(match("2025-07-14", "2025-07") == 1);
    CHECK(match("2025-07-14", "2025-07-15") == -1);
    CHECK(match("XXXX-WXX-1", "2025-07-14") == 1); // a Monday
    CHECK(match("XXXX-WXX-2", "2025-07-14") == -1);
    CHECK(match("XXXX-07-14", "2025-07-14") == 1);
    CHECK(match("XXXX-07-14", "2025-07-15") == -1);
    CHECK(match("XXXX-WXX-1", "2025-07") == 0);
}

static struct value value(double stated, enum amount_modifier modifier)
{
    struct value made = {.kind = AMOUNT_COUNT, .stated = stated};
    value_bounds(&made, modifier, NAN);
    return made;
}

static bool meet(double a, enum amount_modifier a_modifier, double b,
                 enum amount_modifier b_modifier)
{
    struct value one = value(a, a_modifier), two = value(b, b_modifier);
    return values_meet(&one, &two) && values_meet(&two, &one);
}

TEST(amounts_meet_where_both_can_hold)
{
    CHECK(meet(100, MODIFIER_ABOUT, 104, MODIFIER_NONE));
    CHECK(meet(12, MODIFIER_AT_LEAST, 15, MODIFIER_NONE));
    CHECK(!meet(15, MODIFIER_MORE_THAN, 12, MODIFIER_NONE));
    CHECK(meet(30, MODIFIER_ABOUT, 34, MODIFIER_NONE));
    CHECK(meet(1000, MODIFIER_NONE, 1024, MODIFIER_NONE));
    CHECK(!meet(42e6, MODIFIER_NONE, 35e6, MODIFIER_NONE));
    CHECK(!meet(17, MODIFIER_NONE, 27, MODIFIER_NONE));
    CHECK(!meet(6200, MODIFIER_NONE, 20000, MODIFIER_NONE));
    CHECK(meet(50, MODIFIER_LESS_THAN, 40, MODIFIER_NONE));
    CHECK(!meet(50, MODIFIER_AT_MOST, 70, MODIFIER_ABOUT));
}

TEST(decimals_are_read_without_a_locale)
{
    CHECK(fabs(decimal_read(SLICE("1.25")) - 1.25) < 1e-12);
    CHECK(fabs(decimal_read(SLICE("-40")) + 40) < 1e-12);
    CHECK(isnan(decimal_read(SLICE("1,5"))));
    CHECK(isnan(decimal_read(SLICE(""))));
}
