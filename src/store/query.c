// SPDX-License-Identifier: Apache-2.0
// Reads a search query: words, phrases, field:value, joined by blanks or AND, OR, NOT or -, and
// parentheses. OR binds before AND. The tree is boolean.c's, its FTS5 expressions are match.c's.
#include "store/query.h"

#include "base/calendar.h"
#include "base/utf8.h"
#include "doc/finding.h"

#define QUERY_SIZE_MOST 2000 // bytes
#define QUERY_TERMS_MOST 40
#define QUERY_DEPTH_MOST 20 // of parentheses and NOTs

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
    int depth, term_count;
    enum query_field field; // WORD, or that of the parentheses: who:(a OR b)
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

static bool at(const struct query_reader *reader, char c)
{
    return reader->position < reader->text.size && reader->text.data[reader->position] == c;
}

static void skip_space(struct query_reader *reader)
{
    while (reader->position < reader->text.size && is_space(reader->text.data[reader->position]))
        reader->position++;
}

// A word up to a space or parenthesis, or what stands between quotation marks.
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
           reader->text.data[end] != '(' && reader->text.data[end] != ')' &&
           !(stop_at_colon && reader->text.data[end] == ':'))
        end++;
    *value = slice_part(reader->text, start, end);
    reader->position = end;
    return true;
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

static enum query_class class_of(enum query_field field)
{
    return field == QUERY_WHEN || field == QUERY_AMOUNT ? QUERY_EXACT
           : field < QUERY_FIRST_OF_DOCUMENT            ? QUERY_OF_FINDING
                                                        : QUERY_OF_ARTICLE;
}

// A term of that field whose value has been read into it; NULL after filling error.
static struct query_node *make_term(struct query_reader *reader, struct query_term term,
                                    size_t start)
{
    bool fine = term.value.size > 0;
    if (fine && term.field == QUERY_WHEN)
        fine = read_when(reader, &term);
    else if (fine && term.field == QUERY_AMOUNT)
        fine = amount_range(reader->arena, term.value, &term.least, &term.most, &term.unit);
    else if (fine && term.field == QUERY_WHAT)
        fine = read_what(reader, &term);
    else if (fine && (term.field == QUERY_STAGE || term.field == QUERY_STATUS ||
                      term.field == QUERY_KIND))
        fine = read_named(reader, &term);
    struct slice written = slice_part(reader->text, start, reader->position);
    if (!fine) {
        wrong(reader, start, written, "this value is not known");
        return NULL;
    }
    if (reader->term_count++ == QUERY_TERMS_MOST) {
        wrong(reader, start, written, "the query has too many words");
        return NULL;
    }
    struct query_node *node = arena_zero(reader->arena, 1, sizeof *node);
    node->term = term;
    node->classes = 1U << class_of(term.field);
    reader->query->about_findings |= class_of(term.field) != QUERY_OF_ARTICLE;
    return node;
}

static struct query_node *read_all(struct query_reader *reader);

// "(" has been seen; place of what the parentheses are about: of the field, or of themselves.
static struct query_node *read_parentheses(struct query_reader *reader, size_t start)
{
    size_t open = reader->position++;
    if (++reader->depth > QUERY_DEPTH_MOST) {
        wrong(reader, open, SLICE("("), "the query is nested too deeply");
        return NULL;
    }
    skip_space(reader);
    if (at(reader, ')')) {
        wrong(reader, start, slice_part(reader->text, start, reader->position + 1),
              "nothing stands in the parentheses");
        return NULL;
    }
    struct query_node *node = read_all(reader);
    if (node && !at(reader, ')')) {
        wrong(reader, open, SLICE("("), "the parenthesis is never closed");
        return NULL;
    }
    reader->position++;
    reader->depth--;
    return node;
}

// A field's name has been read, and the colon after it.
static struct query_node *read_field(struct query_reader *reader, struct slice word, size_t start)
{
    struct slice name = utf8_fold(reader->arena, word);
    struct query_term term = {.field = QUERY_WORD};
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        if (slice_is(name, FIELDS[i].name))
            term.field = FIELDS[i].field;
    if (term.field == QUERY_WORD || reader->field != QUERY_WORD) {
        wrong(reader, start, word,
              term.field == QUERY_WORD ? "there is no such field"
                                       : "a field cannot stand in another field's parentheses");
        return NULL;
    }
    if (at(reader, '(')) {
        reader->field = term.field;
        struct query_node *node = read_parentheses(reader, start);
        reader->field = QUERY_WORD;
        return node;
    }
    return read_value(reader, &term.value, false) ? make_term(reader, term, start) : NULL;
}

static struct query_node *read_word(struct query_reader *reader)
{
    size_t start = reader->position;
    struct query_term term = {.field = reader->field, .quoted = at(reader, '"')};
    if (!read_value(reader, &term.value, true))
        return NULL;
    if (!term.quoted && at(reader, ':') && term.value.size) {
        reader->position++;
        return read_field(reader, term.value, start);
    }
    if (!term.quoted && at(reader, ':')) {
        wrong(reader, start, SLICE(":"), "the name of a field is missing");
        return NULL;
    }
    if (term.value.size == 0) {
        wrong(reader, start, slice_part(reader->text, start, reader->position + !term.quoted),
              "a word is missing");
        return NULL;
    }
    return make_term(reader, term, start);
}

// AND, OR, NOT in capitals, where they stand alone; moves past it.
static bool takes(struct query_reader *reader, const char *word)
{
    struct slice rest = slice_part(reader->text, reader->position, SIZE_MAX);
    size_t size = strlen(word);
    if (!slice_starts(rest, word) ||
        (rest.size > size && !is_space(rest.data[size]) && rest.data[size] != '(' &&
         rest.data[size] != ')'))
        return false;
    reader->position += size;
    skip_space(reader);
    return true;
}

// The next word between two blanks is an AND or OR: read, and put back.
static bool is_joint(struct query_reader *reader, const char **word)
{
    size_t start = reader->position;
    *word = takes(reader, "OR") ? "OR" : takes(reader, "AND") ? "AND" : NULL;
    reader->position = start;
    return *word != NULL;
}

static struct query_node *read_one(struct query_reader *reader)
{
    const char *joint;
    size_t start = reader->position;
    if (start >= reader->text.size || at(reader, ')') || is_joint(reader, &joint)) {
        struct slice word = SLICE("");
        if (start < reader->text.size)
            word = at(reader, ')') ? SLICE(")") : slice_of(joint);
        wrong(reader, start, word,
              word.size ? "nothing stands before" : "the query ends too early");
        return NULL;
    }
    bool negative = takes(reader, "NOT");
    if (!negative && at(reader, '-')) {
        reader->position++;
        negative = true;
        if (reader->position >= reader->text.size ||
            is_space(reader->text.data[reader->position])) {
            wrong(reader, start, SLICE("-"), "a word is missing");
            return NULL;
        }
    }
    if (negative) {
        if (++reader->depth > QUERY_DEPTH_MOST) {
            wrong(reader, start, SLICE("-"), "the query is nested too deeply");
            return NULL;
        }
        struct query_node *node = read_one(reader);
        reader->depth--;
        return node ? query_negate(node) : NULL;
    }
    return at(reader, '(') ? read_parentheses(reader, start) : read_word(reader);
}

static struct query_node *read_any(struct query_reader *reader)
{
    struct query_node *node = read_one(reader);
    for (skip_space(reader); node && takes(reader, "OR"); skip_space(reader)) {
        struct query_node *other = read_one(reader);
        node = other ? query_join(reader->arena, QUERY_OR, node, other) : NULL;
    }
    return node;
}

static struct query_node *read_all(struct query_reader *reader)
{
    struct query_node *node = read_any(reader);
    for (skip_space(reader); node && reader->position < reader->text.size && !at(reader, ')');
         skip_space(reader)) {
        takes(reader, "AND");
        struct query_node *other = read_any(reader);
        node = other ? query_join(reader->arena, QUERY_AND, node, other) : NULL;
    }
    return node;
}

static void list_terms(struct arena *arena, struct query *query, const struct query_node *node)
{
    if (node->operation == QUERY_TERM)
        list_add(arena, &query->terms, node->term);
    for (const struct query_node *member = node->first; member; member = member->next)
        list_terms(arena, query, member);
}

bool query_parse(struct arena *arena, struct slice text, struct query *query, struct error *error)
{
    struct query_reader reader = {.arena = arena, .text = utf8_repair(arena, text), .query = query,
                                  .field = QUERY_WORD, .error = error};
    *query = (struct query){0};
    if (text.size > QUERY_SIZE_MOST)
        return error_set(error, ERROR_USAGE, "", "the query is too long");
    skip_space(&reader);
    if (reader.position >= reader.text.size)
        return error_set(error, ERROR_USAGE, "", "the query is empty");
    query->root = read_all(&reader);
    if (query->root && at(&reader, ')'))
        return wrong(&reader, reader.position, SLICE(")"), "no parenthesis was opened");
    if (query->root)
        list_terms(arena, query, query->root);
    return query->root != NULL;
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
