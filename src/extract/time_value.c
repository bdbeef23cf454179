// SPDX-License-Identifier: Apache-2.0
// Values of times: chooses the year of a day, the week of a weekday, writes TIMEX3 and bounds.
// Pure arithmetic on struct moment and struct clock; time.c fills them from rules.
#include "extract/time_value.h"

static const struct { const char *name; enum grain grain; } grain_names[] = {
    {"day", GRAIN_DAY}, {"week", GRAIN_WEEK}, {"weekend", GRAIN_WEEKEND}, {"month", GRAIN_MONTH},
    {"quarter", GRAIN_QUARTER}, {"semester", GRAIN_SEMESTER}, {"season", GRAIN_SEASON},
    {"year", GRAIN_YEAR}, {"decade", GRAIN_DECADE}, {"century", GRAIN_CENTURY},
    {"millennium", GRAIN_MILLENNIUM}, {"hour", GRAIN_HOUR}, {"minute", GRAIN_MINUTE},
    {"second", GRAIN_SECOND}, {"fortnight", GRAIN_FORTNIGHT},
};

enum grain grain_from_name(struct slice name)
{
    for (size_t i = 0; i < sizeof grain_names / sizeof *grain_names; i++)
        if (slice_is(name, grain_names[i].name))
            return grain_names[i].grain;
    return GRAIN_NONE;
}

struct date easter(int32_t year)
{
    // Anonymous Gregorian computus (Nature, 1876).
    int32_t a = year % 19, b = year / 100, c = year % 100;
    int32_t h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int32_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451;
    int32_t n = h + l - 7 * m + 114;
    return (struct date){year, n / 31, n % 31 + 1};
}

static bool is_day(struct date date)
{
    return date.year > 0 && date.month > 0 && date.day > 0;
}

static bool year_fits(int64_t year)
{
    return year >= 1 && year <= 9999;
}

static struct date shift_days(struct date date, int64_t days)
{
    int64_t day = date_to_day(date) + days;
    // 1-01-01 .. 9999-12-31
    if (day < -719162 || day > 2932896)
        return (struct date){0, 0, 0};
    return date_from_day(day);
}

static struct date shift_months(struct date date, int64_t months)
{
    int64_t year = date.year + months / 12;
    if (months < -120000 || months > 120000 || !year_fits(year - 1) || !year_fits(year + 1))
        return (struct date){0, 0, 0};
    if (date.month == 0)
        return months % 12 ? (struct date){0, 0, 0} : (struct date){(int32_t)year, 0, 0};
    bool no_day = date.day == 0;
    if (no_day)
        date.day = 1;
    date = date_add_months(date, (int32_t)months);
    if (no_day)
        date.day = 0;
    return date;
}

// --- choosing

// The year in which a day and month fall, nearest to the publication; 0 if that is not known.
static int32_t nearest_year(const struct moment *moment, const struct clock *clock)
{
    struct date published = clock->published;
    if (!published.year)
        return 0;
    int32_t best = 0;
    int64_t best_distance = INT64_MAX;
    struct date from = {published.year, published.month ? published.month : 7,
                        published.day ? published.day : 15};
    if (!published.month)
        return published.year;
    for (int32_t year = published.year - 6; year <= published.year + 6; year++) {
        struct date date = {year, moment->month, moment->day ? moment->day : 15};
        if (!date_valid(date))
            continue;
        int64_t distance = date_to_day(date) - date_to_day(from);
        if (moment->has_relative && moment->relative < 0 && distance >= 0)
            continue;
        if (moment->has_relative && moment->relative > 0 && distance <= 0)
            continue;
        if (distance < 0)
            distance = -distance;
        // A weekday that does not fit costs more than a year, less than what is farther off.
        if (moment->weekday && date_weekday(date) != moment->weekday)
            distance += 400;
        if (year < published.year - 1 || year > published.year + 1)
            distance += 5000;
        if (distance < best_distance) {
            best_distance = distance;
            best = year;
        }
    }
    return best;
}

// A bare month: the last one that has begun, or the next one where the clause says so.
static int32_t month_year(const struct moment *moment, const struct clock *clock)
{
    struct date published = clock->published;
    if (!published.year || !published.month)
        return published.year;
    bool ahead = moment->month > published.month;
    if (moment->has_relative && moment->relative == 0)
        return published.year;
    if (moment->has_relative)
        return moment->relative < 0 ? published.year - (moment->month >= published.month)
                                    : published.year + (moment->month <= published.month);
    // A month that the future would put far off lies behind us all the same.
    if (clock->direction > 0)
        return published.year + (moment->month < published.month &&
                                 published.month - moment->month > 4);
    return published.year - (ahead && clock->direction < 0);
}

static struct date weekday_date(const struct moment *moment, const struct clock *clock)
{
    struct date published = clock->published;
    if (!is_day(published))
        return (struct date){0, 0, 0};
    int32_t delta = moment->weekday - date_weekday(published); // -6..6
    bool past = moment->has_relative ? moment->relative < 0 : clock->direction <= 0;
    if (moment->has_relative && moment->relative == 0)
        return shift_days(published, delta);
    if (past && (delta > 0 || (delta == 0 && moment->has_relative)))
        delta -= 7;
    if (!past && (delta < 0 || (delta == 0 && moment->has_relative)))
        delta += 7;
    return shift_days(published, delta);
}

// A day of the month alone, with or without its weekday: the nearest such day.
static struct date month_day(const struct moment *moment, const struct clock *clock)
{
    struct date published = clock->published, best = {0, 0, 0};
    if (!is_day(published))
        return best;
    int64_t best_distance = INT64_MAX;
    int32_t reach = moment->far ? 14 : 4; // a 13th is a Friday once in 14 months at least
    for (int32_t months = -reach; months <= reach; months++) {
        struct date date = shift_months((struct date){published.year, published.month, 0}, months);
        date.day = moment->day;
        if (!date.year || !date_valid(date))
            continue;
        int64_t distance = date_to_day(date) - date_to_day(published);
        if (distance < 0)
            distance = -distance;
        if (moment->weekday && date_weekday(date) != moment->weekday)
            distance += 1000;
        if (distance < best_distance) {
            best_distance = distance;
            best = date;
        }
    }
    return best;
}

struct date moment_day(const struct moment *moment, const struct clock *clock,
                       enum time_basis *basis)
{
    struct date date = {moment->year, moment->month, moment->day};
    *basis = BASIS_EXPLICIT;
    if (is_day(date))
        return date;
    *basis = BASIS_PUBLISHED;
    if (moment->grain != GRAIN_DAY)
        return (struct date){0, 0, 0};
    if (moment->month && moment->day) {
        date.year = nearest_year(moment, clock);
        return date.year ? date : (struct date){0, 0, 0};
    }
    if (moment->day)
        return month_day(moment, clock);
    if (moment->weekday)
        return weekday_date(moment, clock);
    if (moment->has_relative && is_day(clock->published))
        return shift_days(clock->published, moment->relative);
    if (!moment->has_relative && is_day(clock->spoken)) {
        *basis = clock->spoken_basis == BASIS_PUBLISHED ? BASIS_PUBLISHED : BASIS_CONTEXT;
        return clock->spoken;
    }
    return (struct date){0, 0, 0};
}

// Hours and minutes away from a publication that says its own.
static bool clock_offset(struct moment *moment, const struct clock *clock, int64_t minutes)
{
    if (!is_day(clock->published) || clock->minute < 0 || minutes > 1000000 || minutes < -1000000)
        return false;
    int64_t total = clock->minute + minutes, days = total / 1440;
    if (total % 1440 < 0)
        days--;
    struct date date = shift_days(clock->published, days);
    total -= days * 1440;
    if (!date.year)
        return false;
    moment->grain = GRAIN_DAY;
    moment->year = date.year, moment->month = date.month, moment->day = date.day;
    moment->hour = (int32_t)(total / 60);
    moment->minute = (int32_t)(total % 60);
    return true;
}

struct date date_shift(struct date date, int64_t count, enum grain grain)
{
    int64_t months = grain == GRAIN_MONTH ? 1 : grain == GRAIN_QUARTER ? 3
                     : grain == GRAIN_SEMESTER ? 6 : grain == GRAIN_YEAR ? 12
                     : grain == GRAIN_DECADE ? 120 : grain == GRAIN_CENTURY ? 1200 : 0;
    int64_t days = grain == GRAIN_DAY ? 1 : grain == GRAIN_WEEK || grain == GRAIN_WEEKEND ? 7
                   : grain == GRAIN_FORTNIGHT ? 14 : 0;
    if (!is_day(date) || count > 100000 || count < -100000 || !(months || days))
        return (struct date){0, 0, 0};
    return months ? shift_months(date, count * months) : shift_days(date, count * days);
}

struct date month_weekday(int32_t year, int32_t month, int32_t weekday, int32_t nth)
{
    struct date first = {year, month, 1};
    if (!date_valid(first) || weekday < 1 || weekday > 7)
        return (struct date){0, 0, 0};
    first.day += (weekday - date_weekday(first) + 7) % 7;
    int32_t last = date_month_days(year, month);
    for (int32_t i = 1; i < nth && first.day + 7 <= last; i++)
        first.day += 7;
    return first;
}

bool moment_offset(struct moment *moment, const struct clock *clock, int64_t count,
                   enum grain grain)
{
    struct date published = clock->published, date = {0, 0, 0};
    if (!published.year || count > 100000 || count < -100000)
        return false;
    if (grain == GRAIN_HOUR || grain == GRAIN_MINUTE)
        return clock_offset(moment, clock, grain == GRAIN_HOUR ? count * 60 : count);
    int32_t months = grain == GRAIN_MONTH ? 1 : grain == GRAIN_QUARTER ? 3
                     : grain == GRAIN_SEMESTER ? 6 : 0;
    int32_t years = grain == GRAIN_YEAR ? 1 : grain == GRAIN_DECADE ? 10
                    : grain == GRAIN_CENTURY ? 100 : 0;
    int32_t days = grain == GRAIN_DAY ? 1 : grain == GRAIN_WEEK || grain == GRAIN_WEEKEND ? 7
                   : grain == GRAIN_FORTNIGHT ? 14 : 0;
    if (years && year_fits(published.year + count * years))
        date = (struct date){(int32_t)(published.year + count * years), 0, 0};
    else if (months && published.month)
        date = shift_months((struct date){published.year, published.month, 0}, count * months);
    else if (days && is_day(published))
        date = shift_days(published, count * days);
    if (!date.year)
        return false;
    moment->year = date.year;
    moment->month = date.month;
    moment->day = date.day;
    moment->grain = years ? GRAIN_YEAR : months ? GRAIN_MONTH
                    : grain == GRAIN_DAY || grain == GRAIN_FORTNIGHT ? GRAIN_DAY : GRAIN_WEEK;
    return true;
}

// --- writing

static void bounds_set(struct time *time, struct date first, struct date last,
                       struct arena *arena)
{
    if (!is_day(first) || !is_day(last))
        return;
    // The beginning, the middle and the end of a period: its first, inner, last half.
    int64_t from = date_to_day(first), to = date_to_day(last), length = to - from;
    if (time->mod == MOD_START)
        to = from + length / 2;
    else if (time->mod == MOD_END)
        from = to - length / 2;
    else if (time->mod == MOD_MID && length > 2) {
        from += length / 4;
        to -= length / 4;
    }
    char text[16];
    date_write(date_from_day(from), text);
    time->earliest = arena_copy(arena, slice_of(text));
    date_write(date_from_day(to), text);
    time->latest = arena_copy(arena, slice_of(text));
}

static void months_bounds(struct time *time, int32_t year, int32_t month, int32_t months,
                          struct arena *arena)
{
    struct date last = shift_months((struct date){year, month, 1}, months - 1);
    if (!last.year)
        return;
    last.day = date_month_days(last.year, last.month);
    bounds_set(time, (struct date){year, month, 1}, last, arena);
}

static struct slice clock_suffix(const struct moment *moment, struct arena *arena)
{
    if (moment->hour >= 0 && moment->second >= 0)
        return arena_format(arena, "T%02d:%02d:%02d", moment->hour, moment->minute,
                            moment->second);
    if (moment->hour >= 0)
        return arena_format(arena, "T%02d:%02d", moment->hour,
                            moment->minute < 0 ? 0 : moment->minute);
    if (moment->part.data)
        return arena_format(arena, "T" SLICE_FORMAT, SLICE_ARGUMENTS(moment->part));
    return SLICE("");
}

static bool day_value(const struct moment *moment, const struct clock *clock, struct time *time,
                      struct arena *arena)
{
    struct slice suffix = clock_suffix(moment, arena);
    struct date date = moment_day(moment, clock, &time->basis);
    // A weekday with a day but no month ("vendredi 30") is a date only near the publication.
    int64_t reach = moment->far ? 500 : 40;
    if (moment->weekday && moment->day && !moment->month && is_day(clock->published) &&
        (!is_day(date) || date_weekday(date) != moment->weekday ||
         date_to_day(date) - date_to_day(clock->published) > reach ||
         date_to_day(clock->published) - date_to_day(date) > reach))
        return false;
    time->type = suffix.size ? TIME_TIME : TIME_DATE;
    if (is_day(date)) {
        if (!date_valid(date))
            return false;
        char text[16];
        date_write(date, text);
        time->value = arena_format(arena, "%s" SLICE_FORMAT, text, SLICE_ARGUMENTS(suffix));
        enum time_mod mod = time->mod;
        time->mod = MOD_NONE;
        bounds_set(time, date, date, arena);
        time->mod = mod;
        return true;
    }
    time->basis = BASIS_NONE;
    if (moment->month && moment->day) {
        if (!date_valid((struct date){2000, moment->month, moment->day}))
            return false;
        time->value = arena_format(arena, "XXXX-%02d-%02d" SLICE_FORMAT, moment->month,
                                   moment->day, SLICE_ARGUMENTS(suffix));
    } else if (moment->day) {
        time->value = arena_format(arena, "XXXX-XX-%02d" SLICE_FORMAT, moment->day,
                                   SLICE_ARGUMENTS(suffix));
    } else if (moment->weekday) {
        time->value = arena_format(arena, "XXXX-WXX-%d" SLICE_FORMAT, moment->weekday,
                                   SLICE_ARGUMENTS(suffix));
    } else if (moment->hour >= 0 && !moment->has_relative) {
        time->value = suffix;
    } else {
        time->value = arena_format(arena, "XXXX-XX-XX" SLICE_FORMAT, SLICE_ARGUMENTS(suffix));
    }
    return true;
}

static void week_value(const struct moment *moment, const struct clock *clock, struct time *time,
                       struct arena *arena)
{
    bool weekend = moment->grain == GRAIN_WEEKEND;
    struct date date = {moment->year, moment->month, moment->day};
    time->basis = BASIS_PUBLISHED;
    if (!is_day(date) && is_day(clock->published)) {
        int64_t steps = moment->relative;
        // Early in the week, "ce week-end" of a past clause is the one that is over.
        if (weekend && !steps && clock->direction < 0 && date_weekday(clock->published) < 5)
            steps = -1;
        date = shift_days(clock->published, 7 * steps);
    }
    if (!is_day(date)) {
        time->basis = BASIS_NONE;
        time->value = weekend ? SLICE("XXXX-WXX-WE") : SLICE("XXXX-WXX");
        return;
    }
    int32_t year, week;
    date_week(date, &year, &week);
    time->value = arena_format(arena, "%04d-W%02d%s", year, week, weekend ? "-WE" : "");
    bounds_set(time, date_from_week(year, week, weekend ? 6 : 1), date_from_week(year, week, 7),
               arena);
}

static void month_value(const struct moment *moment, const struct clock *clock, struct time *time,
                        struct arena *arena)
{
    struct date date = {moment->year, moment->month, 0};
    time->basis = moment->year ? BASIS_EXPLICIT : BASIS_PUBLISHED;
    if (!moment->month && clock->published.month)
        date = shift_months((struct date){clock->published.year, clock->published.month, 0},
                            moment->relative);
    else if (!moment->year && moment->month)
        date.year = month_year(moment, clock);
    if (date.year && date.month) {
        time->value = arena_format(arena, "%04d-%02d", date.year, date.month);
        months_bounds(time, date.year, date.month, 1, arena);
        return;
    }
    time->basis = BASIS_NONE;
    time->value = moment->month ? arena_format(arena, "XXXX-%02d", moment->month)
                                : SLICE("XXXX-XX");
}

// Quarter, semester and season: a part of a year.
static void part_value(const struct moment *moment, const struct clock *clock, struct time *time,
                       struct arena *arena)
{
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    static const int32_t season_months[] = {3, 6, 9, 12}; // whole months: the press is no almanac
    int32_t year = moment->year, number = moment->part_number;
    int32_t months = moment->grain == GRAIN_QUARTER ? 3 : 6;
    time->basis = year ? BASIS_EXPLICIT : BASIS_PUBLISHED;
    if (!number && moment->grain != GRAIN_SEASON && clock->published.month) {
        int32_t parts = 12 / months;
        int32_t at = clock->published.year * parts + (clock->published.month - 1) / months +
                     moment->relative;
        year = at / parts;
        number = at % parts + 1;
    } else if (!year && clock->published.year) {
        year = clock->published.year;
        if (moment->has_relative)
            year += moment->grain == GRAIN_SEASON && moment->relative < 0 ? -1 : moment->relative;
        if (moment->grain == GRAIN_SEASON && clock->published.month) {
            for (int i = 0; i < 4; i++)
                if (slice_is(moment->season, seasons[i]) && moment->has_relative &&
                    moment->relative) {
                    bool over = season_months[i] + 3 <= clock->published.month;
                    bool begun = season_months[i] <= clock->published.month;
                    year = clock->published.year + (moment->relative < 0 ? (over ? 0 : -1)
                                                                         : (begun ? 1 : 0));
                }
        }
    }
    char years[16] = "XXXX";
    if (year_fits(year))
        date_write((struct date){year, 0, 0}, years);
    else
        time->basis = BASIS_NONE;
    if (moment->grain == GRAIN_SEASON) {
        time->value = arena_format(arena, "%s-" SLICE_FORMAT, years,
                                   SLICE_ARGUMENTS(moment->season));
        for (int i = 0; i < 4 && year_fits(year); i++)
            if (slice_is(moment->season, seasons[i]))
                months_bounds(time, year, season_months[i], 4, arena);
        return;
    }
    time->value = arena_format(arena, "%s-%c%c", years, months == 3 ? 'Q' : 'H',
                               number ? '0' + number : 'X');
    if (year_fits(year) && number)
        months_bounds(time, year, (number - 1) * months + 1, months, arena);
}

static void years_value(const struct moment *moment, const struct clock *clock, struct time *time,
                        struct arena *arena)
{
    int32_t length = moment->grain == GRAIN_CENTURY ? 100 : moment->grain == GRAIN_DECADE ? 10 : 1;
    int64_t year = moment->year;
    time->basis = year ? BASIS_EXPLICIT : BASIS_PUBLISHED;
    if (!year && clock->published.year && moment->has_relative)
        year = (clock->published.year / length + moment->relative) * length;
    if (!year_fits(year)) {
        time->basis = BASIS_NONE;
        time->value = length == 100 ? SLICE("XXXX") : length == 10 ? SLICE("XXXX") : SLICE("XXXX");
        return;
    }
    int32_t first = (int32_t)(year / length) * length;
    if (length == 100)
        time->value = arena_format(arena, "%02dXX", first / 100);
    else if (length == 10)
        time->value = arena_format(arena, "%03dX", first / 10);
    else
        time->value = arena_format(arena, "%04d", first);
    if (first < 1)
        first = 1;
    bounds_set(time, (struct date){first, 1, 1}, (struct date){first + length - 1, 12, 31}, arena);
}

bool moment_resolve(const struct moment *moment, const struct clock *clock, struct time *time,
                    struct arena *arena)
{
    time->type = TIME_DATE;
    time->mod = moment->mod;
    switch (moment->grain) {
    case GRAIN_DAY: return day_value(moment, clock, time, arena);
    case GRAIN_WEEK:
    case GRAIN_WEEKEND: week_value(moment, clock, time, arena); break;
    case GRAIN_MONTH: month_value(moment, clock, time, arena); break;
    case GRAIN_QUARTER:
    case GRAIN_SEMESTER:
    case GRAIN_SEASON: part_value(moment, clock, time, arena); break;
    case GRAIN_YEAR:
    case GRAIN_DECADE:
    case GRAIN_CENTURY: years_value(moment, clock, time, arena); break;
    default: return false;
    }
    return true;
}

// --- durations

struct unit_code {
    enum grain grain;
    int32_t factor;
    bool clock; // after the T
    char code;
};

static const struct unit_code unit_codes[] = {
    {GRAIN_DAY, 1, false, 'D'},        {GRAIN_WEEK, 1, false, 'W'},
    {GRAIN_WEEKEND, 1, false, 'w'},    {GRAIN_MONTH, 1, false, 'M'},
    {GRAIN_QUARTER, 3, false, 'M'},    {GRAIN_SEMESTER, 6, false, 'M'},
    {GRAIN_YEAR, 1, false, 'Y'},       {GRAIN_DECADE, 10, false, 'Y'},
    {GRAIN_CENTURY, 100, false, 'Y'},  {GRAIN_MILLENNIUM, 1000, false, 'Y'},
    {GRAIN_HOUR, 1, true, 'H'},        {GRAIN_MINUTE, 1, true, 'M'},
    {GRAIN_SECOND, 1, true, 'S'},      {GRAIN_FORTNIGHT, 2, false, 'W'},
};

static const struct unit_code *unit_code(enum grain grain)
{
    for (size_t i = 0; i < sizeof unit_codes / sizeof *unit_codes; i++)
        if (unit_codes[i].grain == grain)
            return &unit_codes[i];
    return NULL;
}

// A count with a fraction moves to the next smaller unit: 1.5 years are 18 months.
static void part_write(struct buffer *out, struct number count, enum grain grain, bool *in_time)
{
    const struct unit_code *unit = unit_code(grain);
    struct number product = count;
    if (!unit)
        return;
    int64_t whole;
    char code = unit->code;
    if (!number_multiply(&product, (struct number){unit->factor, 0}))
        return;
    if (!number_whole(product, &whole)) {
        struct number finer = product;
        int32_t factor = code == 'Y' ? 12 : code == 'H' || (code == 'M' && unit->clock) ? 60 : 0;
        if (factor && number_multiply(&finer, (struct number){factor, 0}) &&
            number_whole(finer, &whole)) {
            product = finer;
            code = code == 'Y' ? 'M' : code == 'H' ? 'M' : 'S';
        }
    }
    if (unit->clock && !*in_time) {
        buffer_byte(out, 'T');
        *in_time = true;
    }
    if (count.mantissa < 0)
        buffer_byte(out, 'X');
    else
        buffer_add(out, number_text(out->arena, product));
    if (code == 'w')
        buffer_text(out, "WE");
    else
        buffer_byte(out, code);
}

struct slice duration_value(struct arena *arena, const struct duration_part *parts,
                            uint32_t count)
{
    struct buffer out;
    bool in_time = false;
    buffer_init(&out, arena);
    buffer_byte(&out, 'P');
    for (uint32_t i = 0; i < count; i++)
        part_write(&out, parts[i].count, parts[i].grain, &in_time);
    return buffer_slice(&out);
}
