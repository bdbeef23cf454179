// SPDX-License-Identifier: Apache-2.0
// Interval logic: reads TIMEX3 values into ranges of days and amounts into ranges of numbers, and
// says whether two of them can both hold. Pure arithmetic: reads no layer, adds none.
#include "compare/claims.h"

#include <math.h>

// "une centaine" holds 104, "une trentaine" 34, "some 20" 17: a fifth to each side.
#define ABOUT_SHARE 0.2
#define ROUND_SHARE 0.05 // a round figure may stand for one that is this far off

double decimal_read(struct slice text)
{
    double value = 0, unit = 1;
    bool fraction = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '.' && !fraction) {
            fraction = true;
        } else if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            unit *= fraction ? 10 : 1;
        } else if (!(i == 0 && c == '-')) {
            return NAN;
        }
    }
    if (text.size == 0)
        return NAN;
    return text.data[0] == '-' ? -value / unit : value / unit;
}

// --- days
static int digit_run(struct slice text, size_t start, size_t count)
{
    int value = 0;
    if (start + count > text.size)
        return -1;
    for (size_t i = start; i < start + count; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return -1;
        value = value * 10 + (text.data[i] - '0');
    }
    return value;
}

static struct day_range months_range(int year, int month, int count)
{
    struct date from = {year, month, 1};
    struct date next = date_add_months(from, count);
    return (struct day_range){.from = date_to_day(from), .to = date_to_day(next) - 1};
}

static const struct day_range unknown_range = {.from = DAY_NONE, .to = DAY_NONE};

// The part after "YYYY-": weeks, quarters, halves, seasons.
static struct day_range part_range(int year, struct slice part)
{
    int number = part.size >= 2 ? digit_run(part, 1, 1) : -1;
    if (part.data[0] == 'W' && (number = digit_run(part, 1, 2)) >= 1 && number <= 53) {
        int64_t monday = date_to_day(date_from_week(year, number, 1));
        int day = part.size >= 5 ? digit_run(part, 4, 1) : -1;
        if (day >= 1 && day <= 7)
            return (struct day_range){.from = monday + day - 1, .to = monday + day - 1};
        bool weekend = part.size >= 6 && part.data[4] == 'W';
        return (struct day_range){.from = monday + (weekend ? 5 : 0), .to = monday + 6};
    }
    if (part.data[0] == 'Q' && number >= 1 && number <= 4)
        return months_range(year, number * 3 - 2, 3);
    if (part.data[0] == 'H' && number >= 1 && number <= 2)
        return months_range(year, number * 6 - 5, 6);
    if (slice_starts(part, "SP"))
        return months_range(year, 3, 4);
    if (slice_starts(part, "SU"))
        return months_range(year, 6, 4);
    if (slice_starts(part, "FA"))
        return months_range(year, 9, 4);
    if (slice_starts(part, "WI"))
        return (struct day_range){.from = months_range(year, 1, 3).from,
                                  .to = date_to_day((struct date){year, 12, 31})};
    return unknown_range;
}

static struct day_range yearless_range(struct slice value)
{
    struct day_range range = unknown_range;
    if (slice_starts(value, "XXXX-WXX-") && value.size >= 10) {
        int weekday = digit_run(value, 9, 1);
        range.weekday = weekday >= 1 && weekday <= 7 ? weekday : 0;
    } else if (slice_starts(value, "XXXX-")) {
        int month = digit_run(value, 5, 2), day = digit_run(value, 8, 2);
        range.month = month >= 1 && month <= 12 ? month : 0;
        range.day = range.month && day >= 1 && day <= 31 ? day : 0;
    }
    return range;
}

struct day_range range_read(struct slice value)
{
    if (value.data == NULL || value.size < 4)
        return unknown_range;
    int year = digit_run(value, 0, 4);
    if (year < 1)
        return yearless_range(value);
    if (value.size == 4)
        return months_range(year, 1, 12);
    if (value.data[4] != '-' || value.size < 6)
        return unknown_range;
    int month = digit_run(value, 5, 2), day = digit_run(value, 8, 2);
    if (month < 0)
        return part_range(year, slice_part(value, 5, value.size));
    if (month < 1 || month > 12)
        return unknown_range;
    if (day < 0)
        return months_range(year, month, 1);
    struct date date = {year, month, day};
    if (!date_valid(date))
        return unknown_range;
    return (struct day_range){.from = date_to_day(date), .to = date_to_day(date)};
}

static bool range_known(const struct day_range *range)
{
    return range->from != DAY_NONE;
}

static int part_match(const struct day_range *part, const struct day_range *whole)
{
    if (whole->to - whole->from > 6)
        return 0;
    for (int64_t day = whole->from; day <= whole->to; day++) {
        struct date date = date_from_day(day);
        bool holds = part->weekday ? date_weekday(date) == part->weekday
                                   : date.month == part->month &&
                                         (!part->day || date.day == part->day);
        if (holds)
            return 1;
    }
    return -1;
}

int ranges_match(const struct day_range *a, const struct day_range *b)
{
    bool a_part = a->weekday || a->month, b_part = b->weekday || b->month;
    if (range_known(a) && range_known(b))
        return a->from <= b->to && b->from <= a->to ? 1 : -1;
    if (range_known(a) && b_part)
        return part_match(b, a);
    if (range_known(b) && a_part)
        return part_match(a, b);
    if (a->weekday && b->weekday)
        return a->weekday == b->weekday ? 1 : -1;
    if (a->month && b->month)
        return a->month == b->month && (!a->day || !b->day || a->day == b->day) ? 1 : -1;
    return 0;
}

// --- amounts
// How far off a bare figure may be because it is round: half the unit of its last digit that is
// not zero, and never more than ROUND_SHARE. 42 is 42; 1,000 may be 1,024.
static double slack(const struct value *value)
{
    double stated = fabs(value->stated);
    if (value->kind == AMOUNT_PERCENT) // "52 %" may be 52.3
        return fmod(stated, 1) > 0 ? 0 : 0.5;
    if (!value->exact || stated < 100)
        return 0;
    double unit = 1;
    while (unit * 10 <= stated && fmod(stated, unit * 10) < 0.5)
        unit *= 10;
    double half = unit / 2, share = stated * ROUND_SHARE;
    return unit > 1 ? (half < share ? half : share) : 0;
}

bool values_meet(const struct value *a, const struct value *b)
{
    double a_slack = slack(a), b_slack = slack(b);
    return a->low - a_slack <= b->high + b_slack && b->low - b_slack <= a->high + a_slack;
}

bool values_same_thing(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->measure && b->measure) // figures of one class, of people, things or shares
        return a->unit == b->unit;
    // "supprime 300 postes" says what is done with them, "300 postes" not: posts are posts
    if ((a->measure | b->measure) & MEASURE_THINGS)
        return a->noun == b->noun && a->noun != TERM_NONE;
    if (a->kind == AMOUNT_MONEY)
        return slice_equal(a->unit_text, b->unit_text);
    if (a->kind == AMOUNT_PERCENT) // of what is seldom said in like words: only a match counts
        return values_meet(a, b) && a->exact == b->exact;
    return a->unit == b->unit && a->unit != TERM_NONE;
}

void value_bounds(struct value *value, enum amount_modifier modifier, double upper)
{
    double stated = value->stated;
    value->low = value->high = stated;
    value->exact = modifier == MODIFIER_NONE;
    switch (modifier) {
    case MODIFIER_MORE_THAN:
    case MODIFIER_AT_LEAST:
        value->high = INFINITY;
        break;
    case MODIFIER_LESS_THAN:
    case MODIFIER_AT_MOST:
        value->low = 0;
        break;
    case MODIFIER_ABOUT:
        value->low = stated * (1 - ABOUT_SHARE);
        value->high = stated * (1 + ABOUT_SHARE);
        break;
    case MODIFIER_BETWEEN:
        value->high = upper >= stated ? upper : stated;
        break;
    default:
        break;
    }
}
