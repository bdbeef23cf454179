// SPDX-License-Identifier: Apache-2.0
// The meaning of the time rules: each action takes what its rule captured, makes a moment or a
// duration of it and has time_value.c resolve it.
#include "extract/time_rule.h"

#include <assert.h>

const struct phrase_capture *time_capture(const struct phrase_match *match, uint32_t span,
                                          enum time_slot slot)
{
    for (uint32_t i = 0; i < match->capture_count; i++) {
        const struct phrase_capture *found = &match->captures[i];
        if (found->slot == slot && (found->span == span + 1 || found->span == 0 ||
                                    match->span_count == 1))
            return found;
    }
    return NULL;
}

int32_t time_integer(const struct phrase_capture *found, int32_t otherwise)
{
    return found ? (int32_t)found->integer : otherwise;
}

// Two digits: the years 1950 to 2049.
static int32_t year_of_two(int32_t digits)
{
    return digits < 50 ? 2000 + digits : 1900 + digits;
}

// Everything that a rule can say about one span, as a moment.
struct moment time_moment(const struct phrase_match *match, uint32_t span)
{
    const struct phrase_capture *found;
    struct moment moment = {.hour = -1, .minute = -1, .second = -1};
    moment.year = time_integer(time_capture(match, span, TIME_SLOT_year), 0);
    if ((found = time_capture(match, span, TIME_SLOT_yy)) != NULL)
        moment.year = year_of_two((int32_t)found->integer);
    moment.month = time_integer(time_capture(match, span, TIME_SLOT_month), 0);
    moment.day = time_integer(time_capture(match, span, TIME_SLOT_day), 0);
    moment.weekday = time_integer(time_capture(match, span, TIME_SLOT_weekday), 0);
    moment.part_number = time_integer(time_capture(match, span, TIME_SLOT_nth), 0);
    moment.hour = time_integer(time_capture(match, span, TIME_SLOT_hour), -1);
    moment.minute = time_integer(time_capture(match, span, TIME_SLOT_minute), -1);
    moment.second = time_integer(time_capture(match, span, TIME_SLOT_second), -1);
    if ((found = time_capture(match, span, TIME_SLOT_part)) != NULL)
        moment.part = found->value;
    if ((found = time_capture(match, span, TIME_SLOT_season)) != NULL)
        moment.season = found->value;
    if ((found = time_capture(match, span, TIME_SLOT_rel)) != NULL) {
        moment.relative = (int32_t)found->integer;
        moment.has_relative = true;
    }
    if ((found = time_capture(match, span, TIME_SLOT_unit)) != NULL)
        moment.grain = grain_from_name(found->value);
    static const char *const mods[] = {NULL, "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER",
                                       "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
                                       "START", "MID", "END", "APPROX"};
    found = time_capture(match, span, TIME_SLOT_mod);
    if (!found)
        found = time_capture(match, span, TIME_SLOT_approx);
    struct slice mod = found ? found->value : phrase_parameter(match->rule, "mod");
    for (unsigned i = 1; mod.data && i < sizeof mods / sizeof *mods; i++)
        if (slice_is(mod, mods[i]))
            moment.mod = (enum time_mod)i;
    return moment;
}

static enum grain grain_of_parts(const struct moment *moment)
{
    if (moment->day || moment->weekday || moment->part.data || moment->hour >= 0)
        return GRAIN_DAY;
    return moment->month ? GRAIN_MONTH : GRAIN_YEAR;
}

// 7 heures du soir is 19; 12 am is 0.
static bool hour_adjust(struct moment *moment, const struct phrase_capture *meridiem)
{
    struct slice part = meridiem ? meridiem->value : moment->part;
    if (moment->hour >= 0 && part.data) {
        bool late = slice_is(part, "PM") || slice_is(part, "AF") || slice_is(part, "EV") ||
                    (slice_is(part, "NI") && moment->hour >= 6);
        if (late && moment->hour < 12)
            moment->hour += 12;
        if ((slice_is(part, "AM") || slice_is(part, "NI")) && moment->hour == 12)
            moment->hour = 0; // 12 at night
        moment->part = SLICE_NONE;
    }
    return moment->hour <= 24 && moment->minute < 60 && moment->second < 60 &&
           !(moment->hour == 24 && moment->minute > 0);
}

static bool resolve(struct moment *moment, struct clock *clock, struct time *time,
                    struct arena *arena)
{
    if (!moment_resolve(moment, clock, time, arena))
        return false;
    enum time_basis basis;
    struct date day = moment_day(moment, clock, &basis);
    if (time->basis == BASIS_EXPLICIT && moment->year && moment->grain != GRAIN_CENTURY)
        clock->spoken_year = moment->year;
    if (moment->grain == GRAIN_DAY && date_valid(day)) {
        clock->spoken = day;
        clock->spoken_basis = basis;
    }
    return true;
}

// "Friday next week", "june next year", "le 4 du mois prochain", "the week of July 14": the unit
// says what `relative` counts, and fills what the day lacks.
static void unit_fill(struct moment *moment, const struct clock *clock)
{
    struct date now = clock->published;
    if (moment->grain == GRAIN_WEEK && moment->month && moment->day)
        return; // the week of that day
    if (moment->grain == GRAIN_WEEK && moment->weekday && date_valid(now)) {
        struct date day = date_from_day(date_to_day(now) + 7 * moment->relative +
                                        moment->weekday - date_weekday(now));
        moment->year = day.year, moment->month = day.month, moment->day = day.day;
        moment->weekday = 0;
    } else if (moment->grain == GRAIN_YEAR && now.year) {
        moment->year = now.year + moment->relative;
    } else if (moment->grain == GRAIN_MONTH && now.month) {
        int32_t months = now.year * 12 + now.month - 1 + moment->relative;
        moment->year = months / 12, moment->month = months % 12 + 1;
    }
    moment->has_relative = false;
    moment->grain = GRAIN_NONE;
}

static bool apply_date(const struct phrase_match *match, struct clock *clock, struct time *times,
                       struct arena *arena)
{
    struct moment moment = time_moment(match, 0);
    if (phrase_parameter(match->rule, "week").data)
        moment.grain = GRAIN_WEEK; // next Friday: that of next week
    bool by_unit = moment.grain != GRAIN_NONE;
    if (by_unit)
        unit_fill(&moment, clock);
    if (moment.grain == GRAIN_WEEK && !moment.year) {
        enum time_basis basis;
        struct moment day = moment;
        day.grain = GRAIN_DAY;
        struct date date = moment_day(&day, clock, &basis);
        moment.year = date.year;
    }
    if (moment.grain == GRAIN_NONE)
        moment.grain = grain_of_parts(&moment);
    if (!hour_adjust(&moment, time_capture(match, 0, TIME_SLOT_meridiem)))
        return false;
    moment.far = phrase_parameter(match->rule, "far").data != NULL;
    if (phrase_parameter(match->rule, "day").data) { // the last day of March
        enum time_basis basis;
        struct moment within = moment;
        within.grain = GRAIN_DAY, within.day = 28;
        int32_t year = moment_day(&within, clock, &basis).year;
        moment.day = date_month_days(year ? year : 2001, moment.month);
        moment.grain = GRAIN_DAY;
    }
    // "le 6 mai dernier" has its day before now; a year that is written settles all.
    if (moment.year && moment.has_relative)
        moment.has_relative = false;
    if (!resolve(&moment, clock, &times[0], arena))
        return false;
    if (by_unit && times[0].basis == BASIS_EXPLICIT)
        times[0].basis = BASIS_PUBLISHED;
    return true;
}

// April 9th through 17th, 10 August 2013 - 12 September: the second lacks what the first says.
static void range_complete(struct moment *moments, uint32_t count)
{
    const struct moment *first = &moments[0];
    struct moment *last = &moments[count - 1];
    if (!last->month && last->day && first->month)
        last->month = first->month;
    if (!last->year && last->month && first->year && first->month)
        last->year = first->year + (last->month < first->month);
}

// From Monday to Friday: the second day is the first such day after the first.
static void weekdays_order(struct moment *moments, uint32_t count, const struct clock *clock)
{
    struct moment *first = &moments[0], *last = &moments[count - 1];
    enum time_basis basis;
    if (count != 2 || !first->weekday || !last->weekday || first->day || last->day ||
        !date_valid(clock->published))
        return;
    struct date day = moment_day(first, clock, &basis);
    first->year = day.year, first->month = day.month, first->day = day.day;
    day = date_from_day(date_to_day(day) + (last->weekday - first->weekday + 7) % 7);
    last->year = day.year, last->month = day.month, last->day = day.day;
}

// Du 19 au 23 juillet: the first lacks what the second says.
static bool apply_range(const struct phrase_match *match, struct clock *clock, struct time *times,
                        struct arena *arena)
{
    struct moment moments[PHRASE_SPAN_LIMIT];
    uint32_t count = match->span_count;
    for (uint32_t i = 0; i < count; i++) {
        moments[i] = time_moment(match, i);
        if (moments[i].grain != GRAIN_NONE)
            unit_fill(&moments[i], clock);
        moments[i].grain = grain_of_parts(&moments[i]);
    }
    if (time_capture(match, count - 1, TIME_SLOT_yy) && moments[0].year >= 1000)
        moments[count - 1].year = moments[0].year / 100 * 100 + moments[count - 1].year % 100;
    range_complete(moments, count);
    weekdays_order(moments, count, clock);
    struct moment last = moments[count - 1];
    if (last.year && last.year < 100)
        return false;
    enum time_basis basis;
    int32_t last_month = last.month;
    struct date day = moment_day(&last, clock, &basis);
    int32_t year = last.year ? last.year : last.day ? day.year : 0;
    for (uint32_t i = 0; i < count; i++) {
        struct moment *moment = &moments[i];
        if (!moment->month)
            moment->month = last_month;
        if (!moment->year && moment->month)
            moment->year = moment->month > last_month && year ? year - 1 : year;
        if (!resolve(moment, clock, &times[i], arena))
            return false;
        if ((!last.year || last.weekday) && times[i].basis == BASIS_EXPLICIT &&
            !time_capture(match, count - 1, TIME_SLOT_year))
            times[i].basis = BASIS_PUBLISHED;
    }
    // A year that stands before a smaller one is no range: a score, a reference.
    bool years = moments[0].grain == GRAIN_YEAR;
    // 1939-45 is a range, 2015-32 hardly.
    bool far = time_capture(match, count - 1, TIME_SLOT_yy) && last.year > moments[0].year + 15;
    return !(years && (moments[0].year >= last.year || far));
}

static bool apply_years(const struct phrase_match *match, enum time_action action,
                        struct clock *clock, struct time *times, struct arena *arena)
{
    struct moment moment = time_moment(match, 0);
    if (action == TIME_ACTION_decade) {
        int32_t decade = time_integer(time_capture(match, 0, TIME_SLOT_decade), 0);
        // "les années 20" of this century are written 2020.
        moment.year = decade < 100 ? 1900 + decade : decade;
        moment.grain = GRAIN_DECADE;
        if (moment.year % 10)
            return false;
    } else {
        moment.year = (time_integer(time_capture(match, 0, TIME_SLOT_century), 0) - 1) * 100;
        moment.grain = GRAIN_CENTURY;
    }
    return moment.year > 0 && resolve(&moment, clock, &times[0], arena);
}

static bool apply_period(const struct phrase_match *match, enum grain grain, struct clock *clock,
                         struct time *times, struct arena *arena)
{
    struct moment moment = time_moment(match, 0);
    if (grain)
        moment.grain = grain;
    if ((grain == GRAIN_SEMESTER && moment.part_number > 2) || moment.grain == GRAIN_HOUR ||
        moment.grain == GRAIN_MINUTE || moment.grain == GRAIN_SECOND)
        return false;
    if (grain == GRAIN_NONE && !moment.has_relative)
        moment.has_relative = true; // la fin de l'année: of this one
    if (phrase_parameter(match->rule, "from").data &&
        (clock->spoken_year || clock->spoken.year)) {
        // L'année suivante: after the one that the text speaks of, not after the article's.
        struct clock there = *clock;
        bool newer = clock->spoken_year && clock->spoken_year != clock->spoken.year;
        there.published = newer ? (struct date){clock->spoken_year, 0, 0} : clock->spoken;
        if (!moment_resolve(&moment, &there, &times[0], arena))
            return false;
        times[0].basis = times[0].basis ? BASIS_CONTEXT : BASIS_NONE;
        return true;
    }
    if (!resolve(&moment, clock, &times[0], arena))
        return false;
    // The rest of the week begins today.
    struct date first, last;
    if (phrase_parameter(match->rule, "from_now").data && date_valid(clock->published) &&
        date_parse(times[0].earliest, &first) && date_parse(times[0].latest, &last) &&
        date_to_day(first) <= date_to_day(clock->published) &&
        date_to_day(clock->published) <= date_to_day(last))
        times[0].earliest = time_date(clock->published, arena);
    return true;
}

// "nth:11-4-4+1": the day after the fourth Thursday of November; 9 is the last one.
static struct date floating_day(struct slice value, int32_t year)
{
    int32_t numbers[4] = {0, 0, 0, 0}, count = 0;
    for (size_t i = 4; i < value.size && count < 4; i++) {
        if (value.data[i] == '-' || value.data[i] == '+')
            count++;
        else
            numbers[count] = numbers[count] * 10 + value.data[i] - '0';
    }
    struct date day = month_weekday(year, numbers[0], numbers[2], numbers[1]);
    return day.year ? date_from_day(date_to_day(day) + numbers[3]) : day;
}

// A day that moves from year to year: of the year said, or of the publication's.
static bool floating_apply(const struct moment *said, struct slice value, struct clock *clock,
                           struct time *time, struct arena *arena)
{
    struct moment moment = *said;
    int32_t year = moment.year ? moment.year : clock->published.year;
    if (year < 1583) {
        time->type = TIME_DATE;
        time->value = SLICE("XXXX-XX-XX");
        return true;
    }
    int64_t offset = 0;
    bool is_easter = slice_starts(value, "easter");
    for (size_t i = 7; is_easter && i < value.size; i++)
        offset = offset * 10 + (value.data[i] - '0');
    if (is_easter && value.size > 6 && value.data[6] == '-')
        offset = -offset;
    struct date date = {0, 0, 0};
    for (int32_t step = -1; step <= 1; step++) {
        int32_t wanted = year + step;
        struct date found = is_easter ? date_from_day(date_to_day(easter(wanted)) + offset)
                                      : floating_day(value, wanted);
        int64_t now = date_valid(clock->published) ? date_to_day(clock->published) : 0;
        bool near = !moment.year && moment.has_relative && moment.relative && now;
        if (near ? (moment.relative < 0 ? date_to_day(found) < now
                                        : date_to_day(found) > now && !date.year)
                 : step == 0)
            date = found;
    }
    moment.year = date.year, moment.month = date.month, moment.day = date.day;
    moment.has_relative = false;
    if (!resolve(&moment, clock, time, arena))
        return false;
    time->basis = said->year ? BASIS_EXPLICIT : BASIS_PUBLISHED;
    return true;
}

static bool apply_holiday(const struct phrase_match *match, struct clock *clock,
                          struct time *times, struct arena *arena)
{
    struct moment moment = time_moment(match, 0);
    const struct phrase_capture *found = time_capture(match, 0, TIME_SLOT_holiday);
    assert(found);
    struct slice value = found->value;
    moment.grain = GRAIN_DAY;
    if (slice_starts(value, "easter") || slice_starts(value, "nth:"))
        return floating_apply(&moment, value, clock, &times[0], arena);
    moment.month = (value.data[0] - '0') * 10 + value.data[1] - '0';
    moment.day = (value.data[3] - '0') * 10 + value.data[4] - '0';
    return resolve(&moment, clock, &times[0], arena);
}

static bool apply_nth_weekday(const struct phrase_match *match, struct clock *clock,
                              struct time *times, struct arena *arena)
{
    struct moment moment = time_moment(match, 0);
    if (moment.grain == GRAIN_MONTH) { // of next month
        moment.weekday = 0;
        unit_fill(&moment, clock);
        moment.weekday = time_integer(time_capture(match, 0, TIME_SLOT_weekday), 0);
    }
    if (!moment.month && date_valid(clock->published)) // of this month
        moment.year = clock->published.year, moment.month = clock->published.month;
    struct moment month = moment;
    enum time_basis basis;
    month.weekday = 0;
    month.day = 1;
    month.grain = GRAIN_DAY;
    struct date first = moment_day(&month, clock, &basis);
    if (!first.year || !moment.month || !moment.weekday || !moment.part_number)
        return false;
    struct date day = month_weekday(first.year, first.month, moment.weekday,
                                    time_integer(time_capture(match, 0, TIME_SLOT_nth), 1));
    moment = (struct moment){.grain = GRAIN_DAY, .year = day.year, .month = day.month,
                             .day = day.day, .hour = -1, .minute = -1, .second = -1};
    if (!resolve(&moment, clock, &times[0], arena))
        return false;
    if (!time_capture(match, 0, TIME_SLOT_year))
        times[0].basis = BASIS_PUBLISHED;
    return true;
}

// "First week of 2015", "la troisième semaine de mai": weeks belong to the month of their Thursday.
static bool apply_nth_week(const struct phrase_match *match, struct clock *clock,
                           struct time *times, struct arena *arena)
{
    struct moment moment = time_moment(match, 0), month = moment;
    enum time_basis basis;
    int32_t nth = time_integer(time_capture(match, 0, TIME_SLOT_nth), 1);
    if (moment.grain == GRAIN_YEAR && clock->published.year)
        moment.year = clock->published.year + moment.relative;
    if (moment.month && !moment.year) {
        month.grain = GRAIN_DAY, month.day = 15, month.has_relative = false;
        moment.year = moment_day(&month, clock, &basis).year;
    }
    if (moment.grain == GRAIN_MONTH && clock->published.month) // of last month
        unit_fill(&moment, clock);
    bool iso = phrase_parameter(match->rule, "iso").data != NULL;
    if (iso && !moment.year)
        moment.year = clock->published.year;
    if (!moment.year || nth < 1 || (iso && nth > 53))
        return false;
    struct date first = month_weekday(moment.year, 1, 4, 1);
    struct date thursday = iso            ? date_shift(first, nth - 1, GRAIN_WEEK)
                           : moment.month ? month_weekday(moment.year, moment.month, 4, nth)
                           : nth > 8      ? month_weekday(moment.year, 12, 4, 9)
                                          : month_weekday(moment.year, 1, 4, nth);
    struct moment week = {.grain = GRAIN_WEEK, .year = thursday.year, .month = thursday.month,
                          .day = thursday.day, .hour = -1, .minute = -1, .second = -1};
    if (!thursday.year || !resolve(&week, clock, &times[0], arena))
        return false;
    times[0].basis = time_capture(match, 0, TIME_SLOT_year) ? BASIS_EXPLICIT : BASIS_PUBLISHED;
    return true;
}

// A day counted from the publication (hier) or from the day spoken of (la veille).
static bool apply_day(const struct phrase_match *match, enum time_action action,
                      struct clock *clock, struct time *times, struct arena *arena)
{
    struct moment moment = time_moment(match, 0);
    moment.grain = GRAIN_DAY;
    if (!hour_adjust(&moment, time_capture(match, 0, TIME_SLOT_meridiem)))
        return false;
    if (action == TIME_ACTION_deictic) {
        moment.relative = time_integer(time_capture(match, 0, TIME_SLOT_deictic), 0);
        moment.has_relative = true;
    } else if (action == TIME_ACTION_last_night) {
        moment.relative = moment.relative < 0 ? -1 : 0;
        moment.part = SLICE("NI");
    } else if (action == TIME_ACTION_this_part) {
        moment.relative = (moment.relative > 0) - (moment.relative < 0);
        moment.has_relative = true;
    } else if (action == TIME_ACTION_night) {
        moment.part = SLICE("NI");
    } else if (action == TIME_ACTION_anchored) {
        enum time_basis basis;
        struct moment spoken = {.grain = GRAIN_DAY, .hour = -1};
        struct date day = moment_day(&spoken, clock, &basis);
        int32_t offset = time_integer(time_capture(match, 0, TIME_SLOT_anchored), 0);
        bool of_event = phrase_parameter(match->rule, "of").data != NULL; // its day is not known
        if (date_valid(day) && !of_event) {
            day = date_from_day(date_to_day(day) + offset);
            moment.year = day.year, moment.month = day.month, moment.day = day.day;
            if (!resolve(&moment, clock, &times[0], arena))
                return false;
            times[0].basis = basis == BASIS_PUBLISHED ? BASIS_PUBLISHED : BASIS_CONTEXT;
            return true;
        }
        moment.has_relative = true; // unknown day
        moment.relative = offset;
        struct clock unknown = {.minute = -1};
        return moment_resolve(&moment, &unknown, &times[0], arena);
    }
    return resolve(&moment, clock, &times[0], arena);
}

// An hour or a part of the day takes the day that the text speaks of, else the publication's.
static bool apply_time(const struct phrase_match *match, uint32_t span, int32_t minute,
                       struct clock *clock, struct time *times, struct arena *arena)
{
    struct moment moment = time_moment(match, span);
    moment.grain = GRAIN_DAY;
    if (minute > 0)
        moment.minute = minute;
    if (moment.hour >= 0 && moment.hour < 12 && !moment.part.data)
        moment.part = clock->part; // ce soir à 8 heures
    if (!hour_adjust(&moment, time_capture(match, span, TIME_SLOT_meridiem)))
        return false;
    if (clock->repeated && moment.hour >= 0) {
        struct clock none = {.minute = -1}; // each monday at 4 pm: no day of its own
        return moment_resolve(&moment, &none, &times[span], arena);
    }
    const struct phrase_capture *deictic = time_capture(match, 0, TIME_SLOT_deictic);
    if (deictic) {
        moment.relative = (int32_t)deictic->integer;
        moment.has_relative = true;
    }
    enum time_basis basis;
    if (!moment.has_relative && !moment.weekday && !moment.day &&
        !moment_day(&moment, clock, &basis).year && date_valid(clock->published))
        moment.has_relative = true; // step 0: the publication's day
    return resolve(&moment, clock, &times[span], arena);
}

// Minutes of the day that a span's hour says, in the half of the day given by afternoon.
static int32_t span_minutes(const struct phrase_match *match, uint32_t span, bool afternoon)
{
    int32_t hour = time_integer(time_capture(match, span, TIME_SLOT_hour), 0) % 12;
    return (hour + 12 * afternoon) * 60 +
           time_integer(time_capture(match, span, TIME_SLOT_minute), 0);
}

// From 5 to 6 pm, 9-10 am, 11 to 1 pm: the hour without am or pm takes that of the other, unless
// the range would then run backwards.
static bool apply_meridiem_times(const struct phrase_match *match, uint32_t said,
                                 struct clock *clock, struct time *times, struct arena *arena)
{
    struct phrase_match copy = *match;
    bool late = slice_is(time_capture(match, said, TIME_SLOT_meridiem)->value, "PM");
    int32_t known = span_minutes(match, said, late);
    int32_t other = span_minutes(match, 1 - said, late);
    bool other_late = (said ? other < known : other > known) ? late : !late;
    if (time_integer(time_capture(match, 1 - said, TIME_SLOT_hour), 0) > 12 ||
        copy.capture_count >= PHRASE_PATH_LIMIT)
        return false;
    copy.captures[copy.capture_count++] = (struct phrase_capture){
        .slot = TIME_SLOT_meridiem, .span = (uint8_t)(2 - said),
        .value = other_late ? SLICE("PM") : SLICE("AM")};
    return apply_time(&copy, 0, 0, clock, times, arena) &&
           apply_time(&copy, 1, 0, clock, times, arena);
}

// From 10:30 to 3: the second hour of a dial comes after noon.
static bool hours_turn(struct phrase_match *match)
{
    const struct phrase_capture *first = time_capture(match, 0, TIME_SLOT_hour);
    for (uint32_t i = 0; first && i < match->capture_count; i++) {
        struct phrase_capture *second = &match->captures[i];
        if (second->slot != TIME_SLOT_hour || second->span != 2)
            continue;
        if (second->integer >= first->integer || second->integer < 1 || first->integer > 12)
            return false;
        second->integer += 12;
        return true;
    }
    return false;
}

// De 8 h à 10 h 30: two hours of one day.
static bool apply_times(const struct phrase_match *match, struct clock *clock,
                        struct time *times, struct arena *arena)
{
    struct phrase_match by_part = *match;
    const struct phrase_capture *late = time_capture(match, 1, TIME_SLOT_part);
    if (match->span_count == 2 && late && time_capture(match, 1, TIME_SLOT_hour) &&
        !time_capture(match, 0, TIME_SLOT_part)) {
        // From five to seven in the evening.
        for (uint32_t i = 0; i < by_part.capture_count; i++)
            if (by_part.captures[i].slot == TIME_SLOT_part) {
                by_part.captures[i].slot = TIME_SLOT_meridiem;
                by_part.captures[i].value = slice_is(late->value, "MO") ? SLICE("AM")
                                                                        : SLICE("PM");
            }
        match = &by_part;
    }
    bool first = time_capture(match, 0, TIME_SLOT_meridiem) != NULL;
    bool second = match->span_count == 2 && time_capture(match, 1, TIME_SLOT_meridiem) != NULL;
    if (match->span_count == 2 && first != second)
        return apply_meridiem_times(match, second, clock, times, arena);
    struct phrase_match later = *match;
    if (match->span_count == 2 && hours_turn(&later))
        match = &later;
    for (uint32_t i = 0; i < match->span_count; i++) {
        if (!apply_time(match, i, 0, clock, times, arena))
            return false;
        // Demain soir à 8: two spans, the part of the day makes the hour 20.
        const struct phrase_capture *part = time_capture(match, i, TIME_SLOT_part);
        if (part && !time_capture(match, i, TIME_SLOT_hour))
            clock->part = part->value;
    }
    return true;
}

// "Minuit" says its hour by itself.
static bool apply_midnight(const struct phrase_match *match, struct clock *clock,
                           struct time *times, struct arena *arena)
{
    struct phrase_match copy = *match;
    if (copy.capture_count >= PHRASE_PATH_LIMIT)
        return false;
    copy.captures[copy.capture_count++] =
        (struct phrase_capture){.slot = TIME_SLOT_hour, .span = 1};
    clock->part = SLICE_NONE;
    return apply_time(&copy, 0, 0, clock, times, arena);
}

// "dix heures moins le quart", "ten to five": n2 minutes before the hour.
static bool apply_time_to(const struct phrase_match *match, struct clock *clock,
                          struct time *times, struct arena *arena)
{
    struct phrase_match copy = *match;
    int64_t minutes = time_integer(time_capture(match, 0, TIME_SLOT_n2), 15);
    for (uint32_t i = 0; i < copy.capture_count; i++)
        if (copy.captures[i].slot == TIME_SLOT_hour)
            copy.captures[i].integer = (copy.captures[i].integer + 23) % 24;
    if (minutes < 1 || minutes > 59 || copy.capture_count >= PHRASE_PATH_LIMIT)
        return false;
    copy.captures[copy.capture_count++] = (struct phrase_capture){
        .slot = TIME_SLOT_minute, .span = 1, .integer = 60 - minutes};
    return apply_time(&copy, 0, 0, clock, times, arena);
}

// 0730 GMT, 1140 am: hour and minute in one run of digits.
static bool apply_time_packed(const struct phrase_match *match, struct clock *clock,
                              struct time *times, struct arena *arena)
{
    struct phrase_match copy = *match;
    int32_t packed = time_integer(time_capture(match, 0, TIME_SLOT_value), 0);
    if (packed % 100 > 59 || copy.capture_count >= PHRASE_PATH_LIMIT)
        return false;
    copy.captures[copy.capture_count++] =
        (struct phrase_capture){.slot = TIME_SLOT_hour, .span = 1, .integer = packed / 100};
    return apply_time(&copy, 0, packed % 100, clock, times, arena);
}

// "Twenty past eight", "a quarter past nine".
static bool apply_time_past(const struct phrase_match *match, struct clock *clock,
                            struct time *times, struct arena *arena)
{
    int32_t minutes = time_integer(time_capture(match, 0, TIME_SLOT_n2), 15);
    return minutes > 0 && minutes < 60 && apply_time(match, 0, minutes, clock, times, arena);
}

static bool apply_ref(const struct phrase_match *match, struct time *times)
{
    times[0].type = TIME_DATE;
    times[0].value = phrase_parameter(match->rule, "value");
    return true;
}

bool time_rule_apply(const struct phrase_match *match, struct clock *clock,
                     struct time times[PHRASE_SPAN_LIMIT], struct arena *arena)
{
    enum time_action action = (enum time_action)match->rule->action;
    switch (action) {
    case TIME_ACTION_date: return apply_date(match, clock, times, arena);
    case TIME_ACTION_range: return apply_range(match, clock, times, arena);
    case TIME_ACTION_decade:
    case TIME_ACTION_century: return apply_years(match, action, clock, times, arena);
    case TIME_ACTION_quarter: return apply_period(match, GRAIN_QUARTER, clock, times, arena);
    case TIME_ACTION_semester: return apply_period(match, GRAIN_SEMESTER, clock, times, arena);
    case TIME_ACTION_season: return apply_period(match, GRAIN_SEASON, clock, times, arena);
    case TIME_ACTION_rel: return apply_period(match, GRAIN_NONE, clock, times, arena);
    case TIME_ACTION_holiday: return apply_holiday(match, clock, times, arena);
    case TIME_ACTION_nth_week: return apply_nth_week(match, clock, times, arena);
    case TIME_ACTION_nth_weekday: return apply_nth_weekday(match, clock, times, arena);
    case TIME_ACTION_deictic:
    case TIME_ACTION_last_night:
    case TIME_ACTION_this_part:
    case TIME_ACTION_night:
    case TIME_ACTION_anchored: return apply_day(match, action, clock, times, arena);
    case TIME_ACTION_part:
    case TIME_ACTION_time: return apply_time(match, 0, 0, clock, times, arena);
    case TIME_ACTION_time_half: return apply_time(match, 0, 30, clock, times, arena);
    case TIME_ACTION_time_quarter: return apply_time(match, 0, 15, clock, times, arena);
    case TIME_ACTION_midnight: return apply_midnight(match, clock, times, arena);
    case TIME_ACTION_times: return apply_times(match, clock, times, arena);
    case TIME_ACTION_time_packed: return apply_time_packed(match, clock, times, arena);
    case TIME_ACTION_time_past: return apply_time_past(match, clock, times, arena);
    case TIME_ACTION_time_to: return apply_time_to(match, clock, times, arena);
    case TIME_ACTION_recent:
        return time_apply_recent(match, clock, times, arena);
    case TIME_ACTION_hours_minutes:
    case TIME_ACTION_duration: return time_apply_duration(match, TIME_DURATION, times, arena);
    case TIME_ACTION_stretch: return time_apply_stretch(match, clock, times, arena);
    case TIME_ACTION_offset: return time_apply_offset(match, clock, times, arena);
    case TIME_ACTION_set:
    case TIME_ACTION_set_day:
    case TIME_ACTION_set_month_day:
    case TIME_ACTION_frequency:
    case TIME_ACTION_set_times: return time_apply_set(match, action, times, arena);
    case TIME_ACTION_ref: return apply_ref(match, times);
    default: return false;
    }
}
