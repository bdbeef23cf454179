// SPDX-License-Identifier: Apache-2.0
// Dates as pages, feeds and records write them, brought to ISO 8601: "2025-07-14",
// "2025-07-14T10:00:00+02:00" or, where only that is said, "2025-07". No time zone is guessed.
#ifndef RECOUPE_READ_DATES_H
#define RECOUPE_READ_DATES_H

#include "read/tables.h"

struct date_reading {
    struct slice value; // ISO 8601 in the arena; data == NULL: no date
    size_t start, end;  // bytes of the text that were used
};

// Finds the first date in text: ISO and its relatives, RFC 822, "14 juillet 2025 à 10h",
// "July 14, 2025", "14/07/2025", seconds since 1970. month_first reads 07/14 as July.
// Weekdays, numbers and other words around it are no matter.
struct date_reading date_read(const struct read_tables *tables, struct slice text,
                              bool month_first, struct arena *arena);
// The value alone, when text is short enough to be a date and nothing else.
struct slice date_value(const struct read_tables *tables, struct slice text, bool month_first,
                        struct arena *arena);
// Calendar day of a value as comparable number yyyymmdd; 0 when the day is unknown.
uint32_t date_day_number(struct slice value);

#endif
