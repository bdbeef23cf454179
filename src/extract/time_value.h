// SPDX-License-Identifier: Apache-2.0
// From what a rule captured to a TIMEX3 value with its bounds: moments that may be partly known,
// resolved against the publication date and the day that the text speaks of.
#ifndef RECOUPE_EXTRACT_TIME_VALUE_H
#define RECOUPE_EXTRACT_TIME_VALUE_H

#include "doc/document.h"
#include "extract/number.h"

enum grain {
    GRAIN_NONE, GRAIN_DAY, GRAIN_WEEK, GRAIN_WEEKEND, GRAIN_MONTH, GRAIN_QUARTER, GRAIN_SEMESTER,
    GRAIN_SEASON, GRAIN_YEAR, GRAIN_DECADE, GRAIN_CENTURY, GRAIN_MILLENNIUM, GRAIN_HOUR,
    GRAIN_MINUTE, GRAIN_SECOND, GRAIN_FORTNIGHT
};

enum grain grain_from_name(struct slice name); // "year", "week", …; NONE if unknown

struct moment {
    enum grain grain;
    int32_t year, month, day;  // 0 = unknown
    int32_t weekday;           // 1..7
    int32_t part_number;       // quarter 1..4, semester 1..2, century
    struct slice season;       // "SU"
    struct slice part;         // part of the day: "MO"
    int32_t hour, minute, second; // -1 = unknown
    int32_t relative;          // steps of the grain from now: dernier -1
    bool has_relative;
    bool far; // a weekday with its day (Friday the 13th) may lie months off
    enum time_mod mod;
};

// What a moment is resolved against.
struct clock {
    struct date published; // parts may be 0
    int32_t minute;        // of that day, where the publication says it; -1 = unknown
    struct date spoken;    // the last day that the text named; year 0 = none
    enum time_basis spoken_basis;
    int32_t spoken_year;   // the last year that the text wrote out; 0 = none
    int direction;         // of a bare weekday or day: -1 past, 1 future
    struct slice part;     // part of the day just named (ce soir), for an hour right beside it
    bool repeated;         // a repetition was just named (each monday): an hour has no day then
};

// Fills time->type, value, mod, earliest, latest and basis. False: no such day.
bool moment_resolve(const struct moment *moment, const struct clock *clock, struct time *time,
                    struct arena *arena);
// The day that the moment names after resolving, for what follows in the text; year 0 = none.
struct date moment_day(const struct moment *moment, const struct clock *clock,
                       enum time_basis *basis);

struct duration_part {
    struct number count; // mantissa < 0: unknown number (X)
    enum grain grain;
};

// "P3D", "PT1H30M", "PXY".
struct slice duration_value(struct arena *arena, const struct duration_part *parts,
                            uint32_t count);
// The day that lies `count` grains after date (before it, where negative); year 0 = none.
struct date date_shift(struct date date, int64_t count, enum grain grain);
// The n-th weekday of a month (n > 4: the last); year 0 = none.
struct date month_weekday(int32_t year, int32_t month, int32_t weekday, int32_t nth);
// The moment `count` grains away from the publication: il y a deux ans.
bool moment_offset(struct moment *moment, const struct clock *clock, int64_t count,
                   enum grain grain);
struct date easter(int32_t year);

#endif
