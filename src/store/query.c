// SPDX-License-Identifier: Apache-2.0
// Takes a search query apart: words, phrases, OR, -not, and field:value. What that is in FTS5's
// language is match.c's.
#include "store/query.h"

#include "base/calendar.h"
#include "base/utf8.h"
#include "doc/finding.h"

#define QUERY_SIZE_MOST 2000 // bytes
#define QUERY_TERMS_MOST 40

static const struct {
    const char *name;
    enum query_field field;
} FIELDS[] = {
    {"who", QUERY_WHO},       {"qui", QUERY_WHO},     {"whom", QUERY_WHOM},
    {"cible", QUERY_WHOM},    {"said", QUERY_SAID},   {"dit", QUERY_SAID},
    {"where", QUERY_WHERE},   {"ou", QUERY_WHERE},    {"what", QUERY_WHAT},
    {"amount", QUERY_AMOUNT}, {"montant", QUERY_AMOUNT},
    {"quoi", QUERY_WHAT},     {"when", QUERY_WHEN},   {"quand", QUERY_WHEN},
    {"stage", QUERY_STAGE},   {"stade", QUERY_STAGE}, {"status", QUERY_STATUS},
    {"statut", QUERY_STATUS}, {"kind", QUERY_KIND},   {"genre", QUERY_KIND},
    {"site", QUERY_SITE},     {"lang", QUERY_LANG},   {"langue", QUERY_LANG},
    {"origin", QUERY_ORIGIN}, {"origine", QUERY_ORIGIN},
};

// What people call PLOVER's types; folded (no accents).
static const struct {
    const char *word;
    enum event_type type;
} TYPE_WORDS[] = {
    {"accord", EVENT_AGREE},        {"agreement", EVENT_AGREE},
    {"rejet", EVENT_REJECT},        {"rejection", EVENT_REJECT},
    {"help", EVENT_AID},            {"contrainte", EVENT_COERCE},   {"rencontre", EVENT_CONSULT},
    {"meeting", EVENT_CONSULT},     {"soutien", EVENT_SUPPORT},     {"concession", EVENT_CONCEDE},
    {"cooperation", EVENT_COOPERATE}, {"aide", EVENT_AID},          {"retrait", EVENT_RETREAT},
    {"withdrawal", EVENT_RETREAT},  {"demande", EVENT_REQUEST},     {"accusation", EVENT_ACCUSE},
    {"refus", EVENT_REJECT},        {"refusal", EVENT_REJECT},      {"menace", EVENT_THREATEN},
    {"threat", EVENT_THREATEN},     {"manifestation", EVENT_PROTEST}, {"sanctions", EVENT_SANCTION},
    {"mobilisation", EVENT_MOBILIZE}, {"mobilization", EVENT_MOBILIZE},
    {"coercition", EVENT_COERCE},   {"arrestation", EVENT_COERCE},  {"arrest", EVENT_COERCE},
    {"attaque", EVENT_ASSAULT},     {"attack", EVENT_ASSAULT},      {"frappe", EVENT_ASSAULT},
};

struct query_reader {
    struct arena *arena;
    struct slice text;
    size_t position;
    struct query *query;
    bool after_or;
    struct error *error;
};

static bool wrong(struct query_reader *reader, size_t start, struct slice word,
                  const char *problem)
{
    uint32_t place = (uint32_t)utf8_count(slice_part(reader->text, 0, start)) + 1;
    uint32_t size = (uint32_t)utf8_count(word);
    reader->query->wrong = (struct span){place - 1, place - 1 + (size ? size : 1)};
    return error_set(reader->error, ERROR_USAGE, "", "%s: '" SLICE_FORMAT "' (character %u)",
                     problem, SLICE_ARGUMENTS(word), place);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// A word up to a space, or what stands between quotation marks.
static bool read_value(struct query_reader *reader, struct slice *value, bool stop_at_colon)
{
    size_t start = reader->position, end = start;
    if (start < reader->text.size && reader->text.data[start] == '"') {
        end = slice_find(reader->text, SLICE("\""), start + 1);
        if (end == SIZE_MAX)
            return wrong(reader, start, slice_part(reader->text, start, SIZE_MAX),
                         "the quotation mark is never closed");
        *value = slice_part(reader->text, start + 1, end);
        reader->position = end + 1;
        return true;
    }
    while (end < reader->text.size && !is_space(reader->text.data[end]) &&
           !(stop_at_colon && reader->text.data[end] == ':'))
        end++;
    *value = slice_part(reader->text, start, end);
    reader->position = end;
    return true;
}

static void add_term(struct query_reader *reader, struct query_term term, size_t start)
{
    term.or_before = reader->after_or;
    term.place = (struct span){(uint32_t)start, (uint32_t)reader->position};
    reader->after_or = false;
    list_add(reader->arena, &reader->query->terms, term);
}

static struct slice write_day(struct arena *arena, struct date date)
{
    char text[16];
    date_write(date, text);
    return arena_copy(arena, slice_of(text));
}

static bool read_day(struct slice text, bool last, struct date *date)
{
    if (!date_parse(text, date))
        return false;
    if (date->month == 0)
        date->month = last ? 12 : 1;
    if (date->day == 0)
        date->day = last ? date_month_days(date->year, date->month) : 1;
    return date_valid(*date);
}

static bool read_when(struct query_reader *reader, struct query_term *term)
{
    struct slice low = term->value, high = term->value;
    size_t dots = slice_find(term->value, SLICE(".."), 0);
    if (dots != SIZE_MAX) {
        low = slice_part(term->value, 0, dots);
        high = slice_part(term->value, dots + 2, SIZE_MAX);
    }
    struct date from = {1, 1, 1}, to = {9999, 12, 31};
    if ((low.size && !read_day(low, false, &from)) || (high.size && !read_day(high, true, &to)))
        return false;
    term->low = write_day(reader->arena, from);
    term->high = write_day(reader->arena, to);
    return low.size || high.size;
}

static struct slice upper_ascii(struct arena *arena, struct slice text)
{
    struct slice copy = arena_copy(arena, text);
    for (size_t i = 0; i < copy.size; i++)
        if (copy.data[i] >= 'a' && copy.data[i] <= 'z')
            ((char *)(uintptr_t)copy.data)[i] = (char)(copy.data[i] - 'a' + 'A');
    return copy;
}

static bool read_what(struct query_reader *reader, struct query_term *term)
{
    struct slice folded = utf8_fold(reader->arena, term->value);
    enum event_type type = event_type_from_name(upper_ascii(reader->arena, folded));
    for (size_t i = 0; !type && i < sizeof TYPE_WORDS / sizeof *TYPE_WORDS; i++)
        if (slice_is(folded, TYPE_WORDS[i].word))
            type = TYPE_WORDS[i].type;
    if (type)
        term->name = slice_of(event_type_name(type));
    else if (category_from_name(folded))
        term->name = folded;
    return term->name.data != NULL;
}

static bool read_named(struct query_reader *reader, struct query_term *term)
{
    struct slice folded = utf8_fold(reader->arena, term->value);
    bool known = term->field == QUERY_STAGE    ? stage_from_name(folded) != STAGE_NONE
                 : term->field == QUERY_STATUS ? status_from_name(folded) != STATUS_NONE
                                               : slice_is(folded, "quote") ||
                                                     slice_is(folded, "event") ||
                                                     slice_is(folded, "commitment");
    term->name = folded;
    return known;
}

static bool read_term(struct query_reader *reader, enum query_field field, bool negative,
                      size_t start)
{
    struct query_term term = {.field = field, .negative = negative};
    if (!read_value(reader, &term.value, false))
        return false;
    bool fine = term.value.size > 0;
    if (fine && field == QUERY_WHEN)
        fine = read_when(reader, &term);
    else if (fine && field == QUERY_AMOUNT)
        fine = amount_range(reader->arena, term.value, &term.least, &term.most, &term.unit);
    else if (fine && field == QUERY_WHAT)
        fine = read_what(reader, &term);
    else if (fine && (field == QUERY_STAGE || field == QUERY_STATUS || field == QUERY_KIND))
        fine = read_named(reader, &term);
    if (!fine)
        return wrong(reader, start, slice_part(reader->text, start, reader->position),
                     "this value is not known");
    add_term(reader, term, start);
    if (field < QUERY_FIRST_OF_DOCUMENT)
        reader->query->about_findings = true;
    return true;
}

// "OR" between two things of which either may hold; what is not wanted cannot be one of them.
static bool read_or(struct query_reader *reader, size_t start)
{
    uint32_t count = reader->query->terms.count;
    if (count == 0 || reader->after_or)
        return wrong(reader, start, SLICE("OR"), "nothing stands before");
    if (reader->query->terms.items[count - 1].negative)
        return wrong(reader, start, SLICE("OR"), "what is not wanted cannot stand beside OR");
    reader->after_or = true;
    return true;
}

static bool read_item(struct query_reader *reader)
{
    size_t start = reader->position;
    bool negative = reader->text.data[start] == '-';
    reader->position += negative;
    struct slice word;
    bool quoted = reader->position < reader->text.size &&
                  reader->text.data[reader->position] == '"';
    if (negative && reader->after_or)
        return wrong(reader, start, SLICE("-"), "what is not wanted cannot stand beside OR");
    if (!read_value(reader, &word, true))
        return false;
    if (!quoted && reader->position < reader->text.size &&
        reader->text.data[reader->position] == ':') {
        struct slice name = utf8_fold(reader->arena, word);
        for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
            if (!slice_is(name, FIELDS[i].name))
                continue;
            reader->position++;
            return read_term(reader, FIELDS[i].field, negative, start);
        }
        return wrong(reader, start + negative, word, "there is no such field");
    }
    if (!quoted && !negative && slice_is(word, "OR"))
        return read_or(reader, start);
    if (word.size == 0)
        return wrong(reader, start, SLICE("-"), "a word is missing");
    add_term(reader, (struct query_term){.field = QUERY_WORD, .negative = negative,
                                         .quoted = quoted, .value = word}, start);
    return true;
}

static bool is_exact(const struct query_term *term)
{
    return term->field == QUERY_WHEN || term->field == QUERY_AMOUNT;
}

// Words stand in articles, fields in findings; days and amounts are looked at one by one.
static bool check_groups(struct query_reader *reader)
{
    for (uint32_t i = 1; i < reader->query->terms.count; i++) {
        const struct query_term *term = &reader->query->terms.items[i], *before = term - 1;
        bool mixed = is_exact(term) != is_exact(before) ||
                     (reader->query->about_findings &&
                      (term->field == QUERY_WORD) != (before->field == QUERY_WORD));
        if (term->or_before && mixed)
            return wrong(reader, term->place.start,
                         slice_part(reader->text, term->place.start, term->place.end),
                         "this cannot stand beside OR with what is before it");
    }
    return true;
}

bool query_parse(struct arena *arena, struct slice text, struct query *query, struct error *error)
{
    struct query_reader reader = {
        .arena = arena, .text = utf8_repair(arena, text), .query = query, .error = error};
    *query = (struct query){0};
    if (text.size > QUERY_SIZE_MOST)
        return error_set(error, ERROR_USAGE, "", "the query is too long");
    for (;;) {
        while (reader.position < reader.text.size && is_space(reader.text.data[reader.position]))
            reader.position++;
        if (reader.position >= reader.text.size)
            break;
        if (query->terms.count == QUERY_TERMS_MOST)
            return error_set(error, ERROR_USAGE, "", "the query has too many words");
        if (!read_item(&reader))
            return false;
    }
    if (query->terms.count == 0)
        return error_set(error, ERROR_USAGE, "", "the query is empty");
    if (reader.after_or)
        return error_set(error, ERROR_USAGE, "", "the query ends after OR");
    return check_groups(&reader);
}

struct date query_day(struct slice day)
{
    struct date date = {0};
    if (!date_parse(day, &date))
        return (struct date){0};
    date.month += date.month == 0;
    date.day += date.day == 0;
    return date;
}
