// SPDX-License-Identifier: Apache-2.0
// The meaning of the time rules that count: durations, times counted from now (il y a deux ans, in
// two weeks), the ends of longer times, repetitions. time_rule.c says what moments mean.
#include "extract/time_rule.h"

struct slice time_date(struct date date, struct arena *arena)
{
    char text[16];
    date_write(date, text);
    return arena_copy(arena, slice_of(text));
}

static struct number count_of(const struct phrase_match *match)
{
    const struct phrase_capture *found;
    struct number count = {1, 0};
    if ((found = time_capture(match, 0, TIME_SLOT_n)) != NULL)
        count = found->number;
    else if ((found = time_capture(match, 0, TIME_SLOT_fraction)) != NULL)
        count = (struct number){found->integer, -2};
    else if ((found = time_capture(match, 0, TIME_SLOT_collective)) != NULL)
        count = (struct number){found->integer, 0};
    else if (time_capture(match, 0, TIME_SLOT_vague))
        count = (struct number){-1, 0};
    if (time_capture(match, 0, TIME_SLOT_half))
        number_add(&count, (struct number){5, -1});
    return count;
}

// The parts of a duration: 1 hour, 5 minutes and 30 seconds. Gives how many there are.
static uint32_t parts_of(const struct phrase_match *match, struct duration_part *parts)
{
    static const enum time_slot counts[] = {TIME_SLOT_n2, TIME_SLOT_n3};
    static const enum time_slot units[] = {TIME_SLOT_unit2, TIME_SLOT_unit3};
    const struct phrase_capture *unit = time_capture(match, 0, TIME_SLOT_unit);
    parts[0] = (struct duration_part){count_of(match),
                                      unit ? grain_from_name(unit->value) : GRAIN_NONE};
    uint32_t count = 1;
    if (match->rule->action == TIME_ACTION_hours_minutes) {
        const struct phrase_capture *minutes = time_capture(match, 0, TIME_SLOT_n2);
        parts[0].grain = GRAIN_HOUR; // 2 h 30: the unit of the second is not said
        parts[count++] = (struct duration_part){minutes->number, GRAIN_MINUTE};
        return count;
    }
    for (uint32_t i = 0; i < 2; i++) {
        const struct phrase_capture *n = time_capture(match, 0, counts[i]);
        unit = time_capture(match, 0, units[i]);
        if (n && unit)
            parts[count++] = (struct duration_part){n->number, grain_from_name(unit->value)};
    }
    return count;
}

bool time_apply_duration(const struct phrase_match *match, enum time_type type,
                           struct time *times, struct arena *arena)
{
    struct duration_part parts[3];
    uint32_t count = parts_of(match, parts);
    if (!parts[0].grain)
        return false;
    times[0].type = type;
    times[0].mod = time_moment(match, 0).mod;
    if (time_capture(match, 0, TIME_SLOT_collective) && !times[0].mod)
        times[0].mod = MOD_APPROX;
    times[0].value = duration_value(arena, parts, count);
    times[0].basis = BASIS_EXPLICIT;
    return times[0].value.size > 1;
}

// Les prochains jours: some of them, unless a number says how many. The bounds are those of the
// stretch, where its length and the publication are known.
bool time_apply_recent(const struct phrase_match *match, const struct clock *clock,
                         struct time *times, struct arena *arena)
{
    if (!time_apply_duration(match, TIME_DURATION, times, arena))
        return false;
    struct duration_part parts[3];
    parts_of(match, parts);
    int64_t count;
    // "The past hour" is one, "les derniers jours" are some.
    bool one = slice_is(phrase_parameter(match->rule, "count"), "1");
    if (!one && !time_capture(match, 0, TIME_SLOT_n)) {
        parts[0].count = (struct number){-1, 0};
        times[0].value = duration_value(arena, parts, 1);
    } else if (number_whole(parts[0].count, &count)) {
        bool back = time_integer(time_capture(match, 0, TIME_SLOT_rel), 0) < 0;
        struct date far = date_shift(clock->published, back ? -count : count, parts[0].grain);
        if (far.year && date_valid(clock->published)) {
            times[0].earliest = time_date(back ? far : clock->published, arena);
            times[0].latest = time_date(back ? clock->published : far, arena);
            times[0].basis = BASIS_PUBLISHED;
        }
    }
    return true;
}

// 1 month 21 days ago: each part moves the day on.
static bool offset_parts(const struct duration_part *parts, uint32_t count, int sign,
                         struct moment *moment, const struct clock *clock)
{
    int64_t whole;
    struct date day = clock->published;
    if (count == 1)
        return number_whole(parts[0].count, &whole) &&
               moment_offset(moment, clock, sign * whole, parts[0].grain);
    for (uint32_t i = 0; i < count; i++) {
        if (!number_whole(parts[i].count, &whole))
            return false;
        day = date_shift(day, sign * whole, parts[i].grain);
    }
    moment->grain = GRAIN_DAY;
    moment->year = day.year, moment->month = day.month, moment->day = day.day;
    return day.year != 0;
}

// Il y a deux ans: a date where the publication is known, else what the words say: a duration.
bool time_apply_offset(const struct phrase_match *match, struct clock *clock,
                         struct time *times, struct arena *arena)
{
    struct moment found = time_moment(match, 0);
    struct duration_part parts[3];
    uint32_t count = parts_of(match, parts);
    int sign = slice_is(phrase_parameter(match->rule, "sign"), "-1") ? -1 : 1;
    // "in two weeks" of a past clause is how long it took.
    bool took = clock->direction < 0 && slice_is(phrase_parameter(match->rule, "unless"), "past");
    if (took || time_capture(match, 0, TIME_SLOT_vague) || time_capture(match, 0, TIME_SLOT_half) ||
        !offset_parts(parts, count, sign, &found, clock))
        return time_apply_duration(match, TIME_DURATION, times, arena);
    found.has_relative = false;
    struct clock still = *clock; // the text does not go on speaking of that day
    if (!moment_resolve(&found, &still, &times[0], arena))
        return false;
    times[0].basis = BASIS_PUBLISHED;
    return true;
}

// "The first two weeks of 2021": a duration whose bounds lie at one end of a longer time.
bool time_apply_stretch(const struct phrase_match *match, const struct clock *clock,
                          struct time *times, struct arena *arena)
{
    struct duration_part parts[3];
    struct moment period = time_moment(match, 0);
    const struct phrase_capture *unit = time_capture(match, 0, TIME_SLOT_unit2);
    struct time whole = {0};
    struct date first, last;
    int64_t count;
    parts_of(match, parts);
    period.grain = unit           ? grain_from_name(unit->value)
                   : period.month ? GRAIN_MONTH
                                  : GRAIN_YEAR;
    period.has_relative = unit != NULL;
    if (!time_apply_duration(match, TIME_DURATION, times, arena))
        return false;
    if (!number_whole(parts[0].count, &count) ||
        !moment_resolve(&period, clock, &whole, arena) || !date_parse(whole.earliest, &first) ||
        !date_parse(whole.latest, &last))
        return true;
    bool at_end = time_integer(time_capture(match, 0, TIME_SLOT_value), 1) < 0;
    struct date far = at_end ? date_shift(date_shift(last, 1, GRAIN_DAY), -count, parts[0].grain)
                             : date_shift(date_shift(first, count, parts[0].grain), -1, GRAIN_DAY);
    if (!far.year || (at_end ? date_to_day(far) < date_to_day(first)
                             : date_to_day(far) > date_to_day(last)))
        return true;
    times[0].earliest = at_end ? time_date(far, arena) : whole.earliest;
    times[0].latest = at_end ? whole.latest : time_date(far, arena);
    times[0].basis = whole.basis;
    return true;
}

bool time_apply_set(const struct phrase_match *match, enum time_action action,
                      struct time *times, struct arena *arena)
{
    const struct phrase_capture *found = time_capture(match, 0, TIME_SLOT_weekday);
    times[0].type = TIME_SET;
    times[0].basis = BASIS_EXPLICIT;
    if (found) {
        const struct phrase_capture *part = time_capture(match, 0, TIME_SLOT_part);
        struct slice suffix = part ? part->value : SLICE("");
        times[0].value = arena_format(arena, "XXXX-WXX-%d%s" SLICE_FORMAT, (int)found->integer,
                                      part ? "T" : "", SLICE_ARGUMENTS(suffix));
        return true;
    }
    if ((found = time_capture(match, 0, TIME_SLOT_frequency)) != NULL) {
        times[0].value = found->value;
        return true;
    }
    if (action == TIME_ACTION_set_day) {
        found = time_capture(match, 0, TIME_SLOT_part);
        times[0].value = arena_format(arena, "XXXX-XX-XXT" SLICE_FORMAT,
                                      SLICE_ARGUMENTS(found ? found->value : SLICE("XX")));
        return true;
    }
    if (action == TIME_ACTION_set_month_day) {
        times[0].value = arena_format(arena, "XXXX-XX-%02d",
                                      time_integer(time_capture(match, 0, TIME_SLOT_day), 1));
        return true;
    }
    if ((found = time_capture(match, 0, TIME_SLOT_month)) != NULL) {
        times[0].value = arena_format(arena, "XXXX-%02d", (int)found->integer);
        return true;
    }
    if (action == TIME_ACTION_set_times) {
        struct phrase_match once = *match;
        for (uint32_t i = 0; i < once.capture_count; i++)
            if (once.captures[i].slot == TIME_SLOT_n)
                once.captures[i].slot = TIME_SLOT_value;
        return time_apply_duration(&once, TIME_SET, times, arena);
    }
    if (!time_apply_duration(match, TIME_SET, times, arena))
        return false;
    if (slice_is(phrase_parameter(match->rule, "count"), "2") && slice_starts(times[0].value, "P1"))
        times[0].value = arena_format(arena, "P2" SLICE_FORMAT, (int)times[0].value.size - 2,
                                      times[0].value.data + 2); // every other week
    return true;
}
