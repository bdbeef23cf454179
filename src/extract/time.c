// SPDX-License-Identifier: Apache-2.0
// Times: dates, hours, durations and repetitions, by the phrase rules of lexicon/*/times.txt over
// light tokens of the text; reads text, language and the publication date (and nothing else), adds
// document->times. Values and bounds are worked out in time_value.c. Leaves ages to amounts, and
// deadlines to the stage that knows what a duration hangs on (commitments).
#include "extract/extract.h"
#include "extract/time_rule.h"

#include <assert.h>

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
    grammar->verb_being = phrase_class(phrases, "verb_being");
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
        if (word.size >= ending.size + 2 &&
            memcmp(word.data + word.size - ending.size, ending.data, ending.size) == 0)
            return endings->items[i].direction;
    }
    return 0;
}

static int verb_cue(const struct time_grammar *grammar, const struct phrase_tokens *tokens,
                    uint32_t index)
{
    uint32_t end;
    const struct phrase_token *token = &tokens->list.items[index];
    if (token->kind != TOKEN_WORD || (token->flags & TOKEN_CAPITAL))
        return 0;
    if (phrase_class_at(&grammar->phrases, tokens, index, grammar->verb_future, &end))
        return 1;
    if (phrase_class_at(&grammar->phrases, tokens, index, grammar->verb_past, &end))
        return -1;
    if (phrase_class_at(&grammar->phrases, tokens, index, grammar->verb_being, &end))
        return ending_cue(&grammar->participles, tokens, end);
    return ending_cue(&grammar->endings, tokens, index);
}

// The nearest verb of the sentence decides; those after the time stand a little closer.
static int clause_direction(const struct time_grammar *grammar, const struct phrase_tokens *tokens,
                            uint32_t start, uint32_t end)
{
    for (uint32_t distance = 0; distance < 25; distance++) {
        if (end + distance < tokens->list.count && is_stop(tokens, end + distance))
            end = tokens->list.count;
        if (end + distance < tokens->list.count) {
            int cue = verb_cue(grammar, tokens, end + distance);
            if (cue)
                return cue;
        }
        if (start != NO_INDEX && start > distance) {
            uint32_t index = start - 1 - distance;
            if (is_stop(tokens, index)) {
                start = NO_INDEX;
                continue;
            }
            int cue = verb_cue(grammar, tokens, index);
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

// "à 9 h mardi", "5 pm on July 4": an hour takes the day that follows it at once.
static void hour_take_day(struct document *document, uint32_t index)
{
    struct time *day = &document->times.items[index], *hour = day - 1;
    if (index == 0 || day->type != TIME_DATE || hour->type != TIME_TIME ||
        !(day->earliest.data && slice_equal(day->earliest, day->latest)) ||
        day->span.start > hour->span.end + 5)
        return;
    size_t t = slice_find(hour->value, SLICE("T"), 0);
    struct slice gap = slice_trim(slice_part(document->text, hour->span.end, day->span.start));
    if (t == SIZE_MAX || !(gap.size == 0 || slice_is(gap, ",") || slice_is(gap, "le") ||
                           slice_is(gap, "on") || slice_is(gap, "ce")))
        return;
    hour->value = arena_format(document->arena, SLICE_FORMAT SLICE_FORMAT,
                               SLICE_ARGUMENTS(day->value),
                               SLICE_ARGUMENTS(slice_part(hour->value, t, hour->value.size)));
    hour->earliest = day->earliest;
    hour->latest = day->latest;
    hour->basis = day->basis;
}

// Gives the token to go on from; the match's own start when it is no time after all.
static uint32_t match_apply(const struct time_grammar *grammar, struct document *document,
                            const struct phrase_tokens *tokens, const struct phrase_match *match,
                            struct clock *clock)
{
    struct time times[PHRASE_SPAN_LIMIT];
    memset(times, 0, sizeof times);
    if (match->rule->action == TIME_ACTION_none)
        return match->end;
    if (asks_direction((enum time_action)match->rule->action))
        clock->direction = clause_direction(grammar, tokens, match->start, match->end);
    if (!time_rule_apply(match, clock, times, document->arena))
        return match->rule->action == TIME_ACTION_date &&
                       !phrase_parameter(match->rule, "retry").data
                   ? match->end
                   : match->start;
    for (uint32_t i = 0; i < match->span_count; i++)
        if (times[i].type)
            time_add(document, tokens, match, i, &times[i]);
    if (match->span_count == 1 && document->times.count)
        hour_take_day(document, document->times.count - 1);
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

static void time_run(const void *tables, struct document *document, struct arena *scratch)
{
    if (document->language >= LANGUAGE_READ_COUNT || !language_is_read(document->language))
        return;
    const struct time_tables *all = tables;
    const struct time_grammar *grammar = &all->grammars[document->language];
    struct phrase_tokens tokens = {.text = document->text};
    struct clock clock = {.minute = published_minute(document->published.value)};
    if (document->published.value.data &&
        !date_parse(document->published.value, &clock.published))
        clock.published = (struct date){0, 0, 0};
    uint32_t position = 0;
    while (position < document->text.size) {
        position = phrase_tokens_read(&grammar->phrases, &tokens, position, scratch);
        for (uint32_t i = 0; i < tokens.list.count;) {
            struct phrase_match match;
            uint32_t next = i, limit = NO_INDEX;
            while (next == i && phrase_match_at(&grammar->phrases, &tokens, i, limit, &match)) {
                next = match_apply(grammar, document, &tokens, &match, &clock);
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
