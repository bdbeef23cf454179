// SPDX-License-Identifier: Apache-2.0
// Times: dates, hours, durations and repetitions, by the phrase rules of lexicon/*/times.txt over
// light tokens of the text; reads text, language and the publication date (and nothing else), adds
// document->times. Values and bounds are worked out in time_value.c. Leaves ages to amounts, and
// deadlines to the stage that knows what a duration hangs on (commitments).
#include "extract/extract.h"
#include "extract/time_rule.h"

#include <assert.h>

#define CLAUSE_DELAY 4 // tokens that a verb beyond a conjunction stands farther off

static const char *const slot_names[] = {
    "-",
#define X(name) #name,
    TIME_SLOTS(X)
#undef X
        NULL,
};

static const char *const action_names[] = {
    "-",
#define X(name) #name,
    TIME_ACTIONS(X)
#undef X
        NULL,
};

struct time_clock {
    struct clock clock;
    uint32_t noted_end; // token after the time found last, in this paragraph
    bool noted_part, noted_repeated;
    struct slice part;
};

struct time_tables {
    struct time_grammar grammars[LANGUAGE_READ_COUNT];
};

static bool grammar_open(struct time_grammar *grammar, enum language language,
                         struct arena *arena, const struct data_source *data, struct error *error)
{
    static const char *const files[LANGUAGE_READ_COUNT][3] = {
        [LANGUAGE_fr] = {"lexicon/fr/numbers.txt", "lexicon/fr/times.txt", NULL},
        [LANGUAGE_en] = {"lexicon/en/numbers.txt", "lexicon/en/times.txt", NULL},
    };
    struct phrase_grammar *phrases = &grammar->phrases;
    phrases->language = language;
    phrases->slots = slot_names;
    phrases->actions = action_names;
    phrases->prefix = "/time.";
    if (!phrase_grammar_open(phrases, arena, data, files[language], error))
        return false;
    grammar->verb_past = phrase_class(phrases, "verb_past");
    grammar->verb_future = phrase_class(phrases, "verb_future");
    grammar->verb_ahead = phrase_class(phrases, "verb_ahead");
    grammar->verb_being = phrase_class(phrases, "verb_being");
    grammar->clause = phrase_class(phrases, "clause");
    grammar->range_join = phrase_class(phrases, "range_join");
    uint32_t participle = phrase_class(phrases, "ending_participle");
    uint32_t past = phrase_class(phrases, "ending_past");
    uint32_t future = phrase_class(phrases, "ending_future");
    // Endings are words of their class; they are compared with the ends of words.
    for (uint32_t i = 0; i < phrases->words.entries.count; i++) {
        struct table_entry *word = &phrases->words.entries.items[i];
        uint32_t at = phrases->word_entries.items[word->value];
        for (; at != NO_INDEX; at = phrases->entries.items[at].next) {
            uint32_t class = phrases->entries.items[at].class;
            if (class == past || class == future)
                list_add(arena, &grammar->endings,
                         ((struct time_ending){word->key, class == past ? -1 : 1}));
            else if (class == participle)
                list_add(arena, &grammar->participles, ((struct time_ending){word->key, -1}));
        }
    }
    return true;
}

static const void *time_open(struct arena *arena, const struct data_source *data,
                             struct error *error)
{
    struct time_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (enum language language = LANGUAGE_fr; language < LANGUAGE_READ_COUNT; language++)
        if (!grammar_open(&tables->grammars[language], language, arena, data, error))
            return NULL;
    return tables;
}

// --- which way a bare weekday points

static bool is_stop(const struct phrase_tokens *tokens, uint32_t index)
{
    const struct phrase_token *token = &tokens->list.items[index];
    char sign = tokens->text.data[token->start];
    if (token->kind != TOKEN_SIGN || !(sign == '.' || sign == '!' || sign == '?' || sign == ';'))
        return false;
    return index + 1 >= tokens->list.count || (token[1].flags & TOKEN_SPACE);
}

static int ending_cue(const time_ending_list *endings, const struct phrase_tokens *tokens,
                      uint32_t index)
{
    if (index >= tokens->list.count || tokens->list.items[index].kind != TOKEN_WORD)
        return 0;
    struct slice word = slice_part(tokens->text, tokens->list.items[index].start,
                                   tokens->list.items[index].end);
    for (uint32_t i = 0; i < endings->count; i++) {
        struct slice ending = endings->items[i].text;
        if (word.data[word.size - 1] == ending.data[ending.size - 1] &&
            word.size >= ending.size + 2 &&
            memcmp(word.data + word.size - ending.size, ending.data, ending.size) == 0)
            return endings->items[i].direction;
    }
    return 0;
}

// before: the word stands before the time ("agreed to meet on Friday").
static int verb_cue(const struct time_grammar *grammar, const struct phrase_tokens *tokens,
                    uint32_t index, bool before)
{
    uint32_t end;
    const struct phrase_token *token = &tokens->list.items[index];
    if (token->kind != TOKEN_WORD || (token->flags & TOKEN_CAPITAL))
        return 0;
    if (phrase_class_at(&grammar->phrases, tokens, index, grammar->verb_future, &end))
        return 1;
    if (before && phrase_class_at(&grammar->phrases, tokens, index, grammar->verb_ahead, &end))
        return 1;
    if (phrase_class_at(&grammar->phrases, tokens, index, grammar->verb_past, &end))
        return -1;
    if (phrase_class_at(&grammar->phrases, tokens, index, grammar->verb_being, &end))
        return ending_cue(&grammar->participles, tokens, end);
    return ending_cue(&grammar->endings, tokens, index);
}

// The nearest verb of the sentence decides; those after the time stand a little closer, unless a
// conjunction begins another clause there ("closed on Tuesday and will reopen").
static int clause_direction(const struct time_grammar *grammar, const struct phrase_tokens *tokens,
                            uint32_t start, uint32_t end)
{
    uint32_t delay = 0;
    for (uint32_t distance = 0; distance < 25; distance++) {
        uint32_t ahead = delay ? NO_INDEX : end++;
        delay -= delay > 0;
        if (ahead < tokens->list.count) {
            uint32_t after;
            if (is_stop(tokens, ahead))
                end = tokens->list.count;
            else if (phrase_class_at(&grammar->phrases, tokens, ahead, grammar->clause, &after))
                delay = CLAUSE_DELAY;
            int cue = verb_cue(grammar, tokens, ahead, false);
            if (cue)
                return cue;
        }
        if (start != NO_INDEX && start > distance) {
            uint32_t index = start - 1 - distance;
            if (is_stop(tokens, index)) {
                start = NO_INDEX;
                continue;
            }
            int cue = verb_cue(grammar, tokens, index, true);
            if (cue)
                return cue;
        }
    }
    return 0;
}

// Only what lies open between past and future looks at the clause's verb.
static bool asks_direction(enum time_action action)
{
    return action == TIME_ACTION_date || action == TIME_ACTION_range ||
           action == TIME_ACTION_rel || action == TIME_ACTION_night ||
           action == TIME_ACTION_offset || action == TIME_ACTION_time;
}

// --- the run

// Trims a span to its text: "le " of a rule stays, the space after it does not.
static void time_add(struct document *document, const struct phrase_tokens *tokens,
                     const struct phrase_match *match, uint32_t span, const struct time *found)
{
    uint32_t start = match->spans[span].start, end = match->spans[span].end;
    assert(start < end && end <= tokens->list.count);
    struct time *time = list_push(document->arena, &document->times);
    *time = *found;
    time->span.start = tokens->list.items[start].start;
    time->span.end = tokens->list.items[end - 1].end;
    time->rule = match->rule->name;
}

static bool gap_joins(struct slice gap)
{
    static const char *const words[] = {"", ",", "le", "on", "ce", "of", "du", "de", "(", "this"};
    gap = slice_trim(gap);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(gap, words[i]))
            return true;
    return false;
}

static void hour_move(struct document *document, struct time *hour, const struct time *day)
{
    size_t t = slice_find(hour->value, SLICE("T"), 0);
    size_t day_end = slice_find(day->value, SLICE("T"), 0);
    struct slice date = slice_part(day->value, 0, day_end == SIZE_MAX ? day->value.size : day_end);
    struct slice part = day_end == SIZE_MAX ? SLICE_NONE
                                            : slice_part(day->value, day_end, day->value.size);
    struct slice clock = slice_part(hour->value, t, hour->value.size);
    // 8 heures mardi soir: the part of the day makes it 20.
    bool late = slice_is(part, "TAF") || slice_is(part, "TEV") || slice_is(part, "TNI");
    if (late && clock.size >= 6 && hour->earliest.data) {
        int32_t value = (clock.data[1] - '0') * 10 + clock.data[2] - '0';
        if (value < 12 && (value >= 6 || !slice_is(part, "TNI")))
            clock = arena_format(document->arena, "T%02d" SLICE_FORMAT, (int)value + 12,
                                 SLICE_ARGUMENTS(slice_part(clock, 3, clock.size)));
    }
    hour->value = arena_format(document->arena, SLICE_FORMAT SLICE_FORMAT, SLICE_ARGUMENTS(date),
                               SLICE_ARGUMENTS(clock));
    hour->earliest = day->earliest;
    hour->latest = day->latest;
    hour->basis = day->basis;
}

static bool has_day_before(const struct document *document, const struct time *hour)
{
    const struct time *day = hour - 1;
    return day->value.size == 10 && hour->value.size > 10 &&
           memcmp(day->value.data, hour->value.data, 10) == 0 &&
           gap_joins(slice_part(document->text, day->span.end, hour->span.start));
}

// "à 9 h mardi", "from 5 to 6 pm on July 4": hours take the day that follows them at once.
static void hour_take_day(struct document *document, uint32_t index)
{
    struct time *day = &document->times.items[index];
    bool whole = day->earliest.data && slice_equal(day->earliest, day->latest) &&
                 day->value.size >= 10;
    bool part = day->type == TIME_TIME && day->value.size == 13; // 2025-07-14TEV
    if (!whole || !(day->type == TIME_DATE || part))
        return;
    for (uint32_t at = index; at > 0; at--) {
        struct time *hour = &document->times.items[at - 1];
        const struct time *next = &document->times.items[at];
        size_t t = slice_find(hour->value, SLICE("T"), 0);
        if (hour->type != TIME_TIME || t == SIZE_MAX || hour->value.size < t + 6 ||
            next->span.start > hour->span.end + 6)
            return;
        struct slice gap = slice_part(document->text, hour->span.end, next->span.start);
        // "23.04.2022 14:55 30.04.2022": the hour has the day before it.
        if (at > 1 && at == index && has_day_before(document, hour))
            return;
        // The first hour of a range stands before the other: "à", "to".
        if (at == index ? !gap_joins(gap) : hour->rule.data != next->rule.data)
            return;
        hour_move(document, hour, day);
    }
}

// A part of the day and a repetition are remembered for the hour right after them.
static void clock_note(struct time_clock *at, const struct time *time, uint32_t end)
{
    at->noted_end = end;
    at->noted_part = at->noted_repeated = false;
    if (time->type == TIME_SET)
        at->noted_repeated = true;
    if (time->type != TIME_TIME || time->value.size < 3)
        return;
    struct slice part = slice_part(time->value, time->value.size - 2, time->value.size);
    at->noted_part = slice_is(part, "AF") || slice_is(part, "EV") || slice_is(part, "NI");
    at->part = part;
}

// What was noted holds up to three tokens on: "ce soir, vers 8 heures".
static void clock_recall(struct time_clock *at, uint32_t start)
{
    bool near = start >= at->noted_end && start <= at->noted_end + 2;
    at->clock.part = near && at->noted_part ? at->part : SLICE_NONE;
    at->clock.repeated = near && at->noted_repeated;
}

// "From today to Friday", "Monday to Wednesday": the second day of a range comes after the first.
static void weekday_follow(const struct time_grammar *grammar, const struct document *document,
                           const struct phrase_tokens *tokens, const struct phrase_match *match,
                           struct time *time)
{
    uint32_t start = match->spans[0].start, end;
    struct date first, second;
    if (document->times.count == 0 || start < 2 || time->type != TIME_DATE ||
        time->value.size != 10 || time->basis == BASIS_EXPLICIT || match->span_count > 1 ||
        match->spans[0].end != start + 1 || !time_capture(match, 0, TIME_SLOT_weekday))
        return;
    const struct time *before = &document->times.items[document->times.count - 1];
    if (before->span.end != tokens->list.items[start - 2].end || before->value.size < 10 ||
        !phrase_class_at(&grammar->phrases, tokens, start - 1, grammar->range_join, &end) ||
        end != start || !date_parse(before->value, &first) || !date_valid(first) ||
        !date_parse(time->value, &second) || !date_valid(second))
        return;
    int64_t gap = date_to_day(first) - date_to_day(second);
    if (gap < 0 || gap > 21)
        return;
    time->value = time_date(date_from_day(date_to_day(second) + gap / 7 * 7 + 7),
                            document->arena);
    time->earliest = time->latest = time->value;
}

// Gives the token to go on from; the match's own start when it is no time after all.
static uint32_t match_apply(const struct time_grammar *grammar, struct document *document,
                            const struct phrase_tokens *tokens, const struct phrase_match *match,
                            struct time_clock *at)
{
    struct clock *clock = &at->clock;
    struct time times[PHRASE_SPAN_LIMIT];
    memset(times, 0, sizeof times);
    if (match->rule->action == TIME_ACTION_none)
        return match->end;
    clock_recall(at, match->spans[0].start);
    if (asks_direction((enum time_action)match->rule->action))
        clock->direction = clause_direction(grammar, tokens, match->start, match->end);
    if (!time_rule_apply(match, clock, times, document->arena))
        return match->rule->action == TIME_ACTION_date &&
                       !phrase_parameter(match->rule, "retry").data
                   ? match->end
                   : match->start;
    weekday_follow(grammar, document, tokens, match, &times[0]);
    for (uint32_t i = 0; i < match->span_count; i++)
        if (times[i].type)
            time_add(document, tokens, match, i, &times[i]);
    if (match->span_count == 1 && document->times.count)
        hour_take_day(document, document->times.count - 1);
    clock_note(at, &times[match->span_count - 1], match->spans[match->span_count - 1].end);
    uint32_t end = match->spans[match->span_count - 1].end;
    return end > match->start ? end : match->start + 1;
}

// 10:30 of 2025-07-14T10:30:00+02:00, in minutes; -1 where no time is said, or midnight, which
// stands for "no time" as often as not.
static int32_t published_minute(struct slice value)
{
    if (value.size < 16 || value.data[10] != 'T' || value.data[13] != ':')
        return -1;
    int32_t minute = ((value.data[11] - '0') * 10 + value.data[12] - '0') * 60 +
                     (value.data[14] - '0') * 10 + value.data[15] - '0';
    return minute > 0 && minute < 1440 ? minute : -1;
}

// The longest rule at token i. One that only begins with words before its span ("from", "for")
// gives way to one that begins at the span and reaches farther: "for [next week] Wednesday".
static bool match_find(const struct phrase_grammar *phrases, const struct phrase_tokens *tokens,
                       uint32_t i, uint32_t limit, struct phrase_match *match)
{
    struct phrase_match inner;
    if (!phrase_match_at(phrases, tokens, i, limit, match))
        return false;
    uint32_t first = match->spans[0].start;
    if (limit == NO_INDEX && first > i && phrase_match_at(phrases, tokens, first, limit, &inner) &&
        inner.end > match->end && inner.spans[0].start == first)
        *match = inner;
    return true;
}

static void time_run(const void *tables, struct document *document, struct arena *scratch)
{
    if (document->language >= LANGUAGE_READ_COUNT || !language_is_read(document->language))
        return;
    const struct time_tables *all = tables;
    const struct time_grammar *grammar = &all->grammars[document->language];
    struct phrase_tokens tokens = {.text = document->text};
    struct time_clock clock = {.clock.minute = published_minute(document->published.value)};
    if (document->published.value.data &&
        !date_parse(document->published.value, &clock.clock.published))
        clock.clock.published = (struct date){0, 0, 0};
    uint32_t position = 0;
    while (position < document->text.size) {
        position = phrase_tokens_read(&grammar->phrases, &tokens, position, scratch);
        clock.noted_part = clock.noted_repeated = false;
        for (uint32_t i = 0; i < tokens.list.count;) {
            struct phrase_match match;
            uint32_t next = i, limit = NO_INDEX;
            while (next == i && match_find(&grammar->phrases, &tokens, i, limit, &match)) {
                next = match_apply(grammar, document, &tokens, &match, &clock);
                next = next == match.start ? i : next;
                limit = match.end - 1;
            }
            i = next == i ? i + 1 : next;
        }
    }
}

const struct stage time_stage = {
    .name = "time",
    .help = "dates, hours, durations and repetitions, with values and bounds",
    .needs = LAYER_TEXT | LAYER_LANGUAGE,
    .gives = LAYER_TIMES,
    .open = time_open,
    .run = time_run,
};
