// SPDX-License-Identifier: Apache-2.0
// The proleptic Gregorian calendar by arithmetic, after H. Hinnant's day algorithms.
#include "base/calendar.h"

#include <stdio.h>

static bool leap_year(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_month_days(int32_t year, int32_t month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && leap_year(year));
}

bool date_valid(struct date date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= date_month_days(date.year, date.month);
}

int64_t date_to_day(struct date date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_from_day(int64_t day)
{
    day += 719468;
    int64_t era = (day >= 0 ? day : day - 146096) / 146097;
    int64_t day_of_era = day - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    struct date date;
    date.day = (int32_t)(day_of_year - (153 * shifted + 2) / 5 + 1);
    date.month = (int32_t)(shifted < 10 ? shifted + 3 : shifted - 9);
    date.year = (int32_t)(year_of_era + era * 400 + (date.month <= 2));
    return date;
}

int date_weekday(struct date date)
{
    int64_t day = (date_to_day(date) + 3) % 7; // 1970-01-01 was a Thursday
    return (int)(day < 0 ? day + 7 : day) + 1;
}

struct date date_from_week(int32_t year, int32_t week, int weekday)
{
    struct date fourth = {year, 1, 4}; // always in week 1
    int64_t monday = date_to_day(fourth) - (date_weekday(fourth) - 1);
    return date_from_day(monday + (week - 1) * 7 + (weekday - 1));
}

void date_week(struct date date, int32_t *year, int32_t *week)
{
    int64_t day = date_to_day(date);
    int64_t thursday = day - (date_weekday(date) - 1) + 3;
    *year = date_from_day(thursday).year;
    *week = (int32_t)((thursday - date_to_day((struct date){*year, 1, 1})) / 7 + 1);
}

struct date date_add_months(struct date date, int32_t months)
{
    int64_t total = (int64_t)date.year * 12 + (date.month - 1) + months;
    struct date moved = {(int32_t)(total / 12), (int32_t)(total % 12) + 1, date.day};
    int last = date_month_days(moved.year, moved.month);
    if (moved.day > last)
        moved.day = last;
    return moved;
}

static bool read_digits(struct slice text, size_t start, size_t count, int32_t *value)
{
    if (text.size < start + count)
        return false;
    *value = 0;
    for (size_t i = start; i < start + count; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        *value = *value * 10 + (text.data[i] - '0');
    }
    return true;
}

bool date_parse(struct slice text, struct date *date)
{
    struct date read = {0, 0, 0};
    if (!read_digits(text, 0, 4, &read.year) || read.year < 1)
        return false;
    if (text.size > 4 && text.data[4] == '-' && read_digits(text, 5, 2, &read.month)) {
        if (read.month < 1 || read.month > 12)
            return false;
        if (text.size > 7 && text.data[7] == '-' && read_digits(text, 8, 2, &read.day) &&
            !date_valid(read))
            return false;
    }
    *date = read;
    return true;
}

void date_write(struct date date, char out[16])
{
    if (date.month == 0)
        snprintf(out, 16, "%04d", (int)(date.year % 10000));
    else if (date.day == 0)
        snprintf(out, 16, "%04d-%02d", (int)(date.year % 10000), (int)(date.month % 100));
    else
        snprintf(out, 16, "%04d-%02d-%02d", (int)(date.year % 10000), (int)(date.month % 100),
                 (int)(date.day % 100));
}
