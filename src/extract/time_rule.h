// SPDX-License-Identifier: Apache-2.0
// What time.c (finding) and time_rule.c (meaning) share: the slots and actions that the rules of
// lexicon/*/times.txt may name.
#ifndef RECOUPE_EXTRACT_TIME_RULE_H
#define RECOUPE_EXTRACT_TIME_RULE_H

#include "extract/phrase.h"
#include "extract/time_value.h"

#define TIME_SLOTS(X)                                                                              \
    X(weekday) X(day) X(month) X(year) X(yy) X(decade) X(century) X(nth) X(season) X(holiday)      \
    X(unit) X(unit2) X(n) X(n2) X(rel) X(part) X(mod) X(hour) X(minute) X(second) X(vague)         \
    X(approx) X(deictic) X(anchored) X(frequency) X(collective) X(fraction) X(half) X(value)       \
    X(meridiem) X(event) X(n3) X(unit3)

#define TIME_ACTIONS(X)                                                                            \
    X(none) X(date) X(holiday) X(nth_weekday) X(range) X(decade) X(century) X(quarter)             \
    X(semester) X(season) X(rel) X(deictic) X(night) X(last_night) X(this_part) X(part)            \
    X(anchored) X(ref) X(time) X(time_half) X(duration) X(recent) X(offset) X(set) X(set_day)      \
    X(frequency) X(set_times) X(time_to) X(time_past) X(time_quarter) X(times) X(nth_week)      \
    X(set_month_day) X(hours_minutes) X(midnight) X(time_packed) X(stretch)

enum time_slot {
    TIME_SLOT_none,
#define X(name) TIME_SLOT_##name,
    TIME_SLOTS(X)
#undef X
        TIME_SLOT_COUNT
};

enum time_action {
    TIME_ACTION_nothing,
#define X(name) TIME_ACTION_##name,
    TIME_ACTIONS(X)
#undef X
        TIME_ACTION_COUNT
};

struct time_ending {
    struct slice text;
    int direction; // -1 past, 1 future
};

typedef LIST(struct time_ending) time_ending_list;

struct time_grammar {
    struct phrase_grammar phrases;
    uint32_t verb_past, verb_future, verb_ahead, verb_being, clause, range_join; // classes
    time_ending_list endings, participles;
};

// Works out times[i] for each span of the match; a time without type is not to be added.
// Moves clock->spoken. False: what matched is no time (31 February).
bool time_rule_apply(const struct phrase_match *match, struct clock *clock,
                     struct time times[PHRASE_SPAN_LIMIT], struct arena *arena);

// What a rule kept in a slot of a span (or of all of them); NULL if nothing.
const struct phrase_capture *time_capture(const struct phrase_match *match, uint32_t span,
                                          enum time_slot slot);
int32_t time_integer(const struct phrase_capture *found, int32_t otherwise);
// Everything that a rule can say about one span, as a moment.
struct moment time_moment(const struct phrase_match *match, uint32_t span);
struct slice time_date(struct date date, struct arena *arena); // "2025-07-14"

// time_duration.c
bool time_apply_duration(const struct phrase_match *match, enum time_type type,
                         struct time *times, struct arena *arena);
bool time_apply_recent(const struct phrase_match *match, const struct clock *clock,
                       struct time *times, struct arena *arena);
bool time_apply_stretch(const struct phrase_match *match, const struct clock *clock,
                        struct time *times, struct arena *arena);
bool time_apply_offset(const struct phrase_match *match, struct clock *clock,
                       struct time *times, struct arena *arena);
bool time_apply_set(const struct phrase_match *match, enum time_action action,
                    struct time *times, struct arena *arena);

#endif
