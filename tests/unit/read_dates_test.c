// SPDX-License-Identifier: Apache-2.0
// Dates of every dialect, and what is no date.
#include "read/dates.h"
#include "read_fixture.h"
#include "test.h"

static struct slice read(const char *text)
{
    static struct arena arena;
    arena_reset(&arena);
    struct slice value = date_read(read_fixture_tables(), slice_of(text), false, &arena).value;
    return value.data ? value : SLICE("none");
}

TEST(read_dates_machine)
{
    CHECK_TEXT(read("2025-07-14"), "2025-07-14");
    CHECK_TEXT(read("2025-07-14T10:30:05.123+02:00"), "2025-07-14T10:30:05+02:00");
    CHECK_TEXT(read("2025-07-14 10:30Z"), "2025-07-14T10:30:00Z");
    CHECK_TEXT(read("20250714"), "2025-07-14");
    CHECK_TEXT(read("2025-07"), "2025-07");
    CHECK_TEXT(read("Mon, 14 Jul 2025 10:30:00 GMT"), "2025-07-14T10:30:00Z");
    CHECK_TEXT(read("Mon, 14 Jul 2025 10:30:00 -0400"), "2025-07-14T10:30:00-04:00");
    CHECK_TEXT(read("Mon Jul 14 10:30:05 CEST 2025"), "2025-07-14T10:30:05+02:00");
    CHECK_TEXT(read("1752489000"), "2025-07-14T10:30:00Z");
    CHECK_TEXT(read("14/07/2025 10:30"), "2025-07-14T10:30:00");
    CHECK_TEXT(read("07/14/2025"), "2025-07-14");
}

TEST(read_dates_of_feeds)
{
    CHECK_TEXT(read("Mon, 14 Jul 25 10:30:00 GMT"), "2025-07-14T10:30:00Z");
    CHECK_TEXT(read("Wed, 14 Jul 99 10:30 +0000"), "1999-07-14T10:30:00Z");
    CHECK_TEXT(read("14 Jul 25"), "none");
    CHECK_TEXT(read("Mon, 14 Jul 2025 10:30:00 JST"), "2025-07-14T10:30:00+09:00");
    CHECK_TEXT(read("14 Jul 2025, 22:11 GMT+10"), "2025-07-14T22:11:00+10:00");
    CHECK_TEXT(read("2025-07-14 10:30 UTC-03:30"), "2025-07-14T10:30:00-03:30");
    CHECK_TEXT(read("2025-07-14T10:30:00+0200"), "2025-07-14T10:30:00+02:00");
    CHECK_TEXT(read("2025-07-14 10:30 - 2 minutes"), "2025-07-14T10:30:00");
}

TEST(read_dates_written)
{
    CHECK_TEXT(read("le 14 juillet 2025 à 10h30"), "2025-07-14T10:30:00");
    CHECK_TEXT(read("1er août 2025"), "2025-08-01");
    CHECK_TEXT(read("July 14, 2025 at 9:05 pm"), "2025-07-14T21:05:00");
    CHECK_TEXT(read("July 14, 2025 at 9:05 p.m. EDT"), "2025-07-14T21:05:00-04:00");
    CHECK_TEXT(read("July 14, 2025 12:05 a.m."), "2025-07-14T00:05:00");
    CHECK_TEXT(read("14th of July 2025"), "2025-07-14");
    CHECK_TEXT(read("14. Juli 2025, 09:05 Uhr"), "2025-07-14T09:05:00");
    CHECK_TEXT(read("14 de julio de 2025"), "2025-07-14");
    CHECK_TEXT(read("juillet 2025"), "2025-07");
}

TEST(read_dates_of_other_languages)
{
    CHECK_TEXT(read("20 septembrie 2020 16:20"), "2020-09-20T16:20:00");
    CHECK_TEXT(read("14 lipca 2025"), "2025-07-14");
    CHECK_TEXT(read("14. července 2025"), "2025-07-14");
    CHECK_TEXT(read("14 июля 2025, 10:30"), "2025-07-14T10:30:00");
    CHECK_TEXT(read("14 Temmuz 2025"), "2025-07-14");
    CHECK_TEXT(read("الجمعة 24 نيسان / أبريل 2020"), "2020-04-24");
    CHECK_TEXT(read("١٤ يوليو ٢٠٢٥"), "2025-07-14");
    CHECK_TEXT(read("2025年7月14日 10:30"), "2025-07-14T10:30:00");
    CHECK_TEXT(read("2025년 7월 14일"), "2025-07-14");
    CHECK_TEXT(read("2025. július 14."), "2025-07-14");
    CHECK_TEXT(read("2025 m. liepos 14 d."), "2025-07-14");
    CHECK_TEXT(read("2025. gada 14. jūlijs"), "2025-07-14");
    CHECK_TEXT(read("© 2020 July 14, 2025"), "2025-07-14");
}

TEST(read_dates_none)
{
    CHECK_TEXT(read("7月14日"), "none");
    CHECK_TEXT(read("31 février 2025"), "none");
    CHECK_TEXT(read("le 14 juillet"), "none");
    CHECK_TEXT(read("12 345 678"), "none");
    CHECK_TEXT(read("25:61"), "none");
    CHECK_TEXT(read(""), "none");
}
