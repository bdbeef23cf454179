// SPDX-License-Identifier: Apache-2.0
// The proleptic Gregorian calendar by arithmetic only: no clock, no time zone, no locale.
// A day number counts days from 1970-01-01 (day 0). Algorithms: H. Hinnant, "chrono-Compatible
// Low-Level Date Algorithms" (public domain).
#ifndef RECOUPE_BASE_CALENDAR_H
#define RECOUPE_BASE_CALENDAR_H

#include "base/slice.h"

struct date {
    int32_t year; // 1..9999
    int32_t month, day; // 1-based; 0 = unknown
};

bool date_valid(struct date date); // month and day both known and real (31 February is not)
int64_t date_to_day(struct date date);
struct date date_from_day(int64_t day);
int date_weekday(struct date date); // ISO: 1 Monday .. 7 Sunday
int date_month_days(int32_t year, int32_t month);
void date_week(struct date date, int32_t *year, int32_t *week); // ISO 8601 week
struct date date_from_week(int32_t year, int32_t week, int weekday);
struct date date_add_months(struct date date, int32_t months); // day cut to the month's length
// Parses YYYY-MM-DD at the start of text (rest ignored); YYYY-MM and YYYY leave 0s.
bool date_parse(struct slice text, struct date *date);
// Writes YYYY-MM-DD (or YYYY-MM, YYYY where parts are 0) and a NUL.
void date_write(struct date date, char out[16]);

#endif
