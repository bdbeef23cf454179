// SPDX-License-Identifier: Apache-2.0
// Finds what a figure measures by the words around it: its unit ("11 morts"), the verb before or
// after it ("a tué six ouvriers", "37 manifestants ont été interpellés"), the noun before it ("la
// mort de 14 enfants"), else the nearest word. Reads text and lexicon; figures.c makes values.
#include "compare/measures.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>

#define PAIR_WORDS 4     // between the two words of a pair
#define AFTER_WORDS 7    // from a figure to the verb that it is the subject of
#define BEFORE_WORDS 4   // from a verb to the figure that it has as object
#define NOUN_WORDS 5     // from "bilan" to "onze" in "le bilan est passé à onze"
#define NEAR_WORDS 12    // to the nearest word for a bare number or a share
#define ASIDE_BYTES 60   // "Trois migrants, dont un enfant, sont morts": an aside ends within

static const char *const folders[LANGUAGE_READ_COUNT] = {NULL, "fr", "en"};

// One use of a word; a word may belong to several classes.
struct entry {
    uint32_t measure;
    uint32_t next; // NO_INDEX
    bool verb;
};

struct uses {
    struct table words; // folded word or "a_b" -> first entry
    struct table heads; // first words of pairs
    struct table things, auxiliaries;
};

struct measures {
    struct arena *arena;
    struct words *words;
    struct table names;
    LIST(struct measure) items;
    LIST(struct entry) entries;
    struct uses uses[LANGUAGE_READ_COUNT];
};

// --- lexicon
static uint32_t measure_named(struct measures *measures, struct slice name)
{
    uint32_t index = table_find(&measures->names, name);
    if (index != TABLE_NONE)
        return index;
    struct slice term = arena_format(measures->arena, "measure " SLICE_FORMAT,
                                     SLICE_ARGUMENTS(name));
    name = arena_copy(measures->arena, name);
    list_add(measures->arena, &measures->items,
             ((struct measure){name, words_concept(measures->words, term), 0}));
    return table_add(&measures->names, name, measures->items.count - 1);
}

static struct slice next_word(struct slice *rest)
{
    while (rest->data) {
        struct slice word = slice_trim(slice_cut(rest, ' '));
        if (word.size)
            return word;
    }
    return SLICE_NONE;
}

static void flags_read(struct measures *measures, struct slice name, struct slice line)
{
    static const char *const names[] = {"people", "things", "bulk", "percent", "money", "grows",
                                        "rivals", "weak"};
    uint32_t index = measure_named(measures, name);
    for (struct slice word = next_word(&line); word.data; word = next_word(&line)) {
        for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
            measures->items.items[index].flags |= slice_is(word, names[i]) ? 1u << i : 0;
    }
}

static void entries_read(struct measures *measures, struct uses *uses, uint32_t measure, bool verb,
                         struct slice line)
{
    for (struct slice word = next_word(&line); word.data; word = next_word(&line)) {
        uint32_t known = table_find(&uses->words, word);
        struct entry entry = {measure, known == TABLE_NONE ? NO_INDEX : known, verb};
        list_add(measures->arena, &measures->entries, entry);
        table_set(&uses->words, word, measures->entries.count - 1);
        size_t joint = slice_find(word, SLICE("_"), 0);
        if (joint != SIZE_MAX)
            table_set(&uses->heads, slice_part(word, 0, joint), 1);
    }
}

static void words_add(struct table *table, struct slice line)
{
    for (struct slice word = next_word(&line); word.data; word = next_word(&line))
        table_set(table, word, 1);
}

static bool line_read(struct measures *measures, struct uses *uses, struct slice line)
{
    struct slice head = slice_cut(&line, ':');
    if (line.data == NULL)
        return false;
    struct slice name = slice_trim(slice_cut(&head, ' ')), field = slice_trim(head);
    if (slice_is(name, "thing"))
        words_add(&uses->things, line);
    else if (slice_is(name, "auxiliary"))
        words_add(&uses->auxiliaries, line);
    else if (slice_is(field, "is"))
        flags_read(measures, name, line);
    else if (slice_is(field, "noun") || slice_is(field, "verb"))
        entries_read(measures, uses, measure_named(measures, name), slice_is(field, "verb"), line);
    else
        return false;
    return true;
}

static bool file_read(struct measures *measures, uint32_t language,
                      const struct data_source *data, struct error *error)
{
    char path[96];
    struct uses *uses = &measures->uses[language];
    table_init(&uses->words, measures->arena);
    table_init(&uses->heads, measures->arena);
    table_init(&uses->things, measures->arena);
    table_init(&uses->auxiliaries, measures->arena);
    snprintf(path, sizeof path, "lexicon/%s/compare_measures.txt", folders[language]);
    struct slice rest = data->find(path, data->context), line;
    if (rest.data == NULL)
        return error_set(error, ERROR_INTERNAL, path, "file is missing");
    for (uint32_t number = 0; slice_next_line(&rest, &line, &number);) {
        if (!line_read(measures, uses, line))
            return error_set(error, ERROR_INTERNAL, path, "line %u has no 'class field:'", number);
    }
    return true;
}

struct measures *measures_open(struct arena *arena, struct words *words,
                               const struct data_source *data, struct error *error)
{
    struct measures *measures = arena_zero(arena, 1, sizeof *measures);
    measures->arena = arena;
    measures->words = words;
    table_init(&measures->names, arena);
    for (uint32_t i = 1; i < LANGUAGE_READ_COUNT; i++) {
        if (!file_read(measures, i, data, error))
            return NULL;
    }
    return measures;
}

const struct measure *measure_named_at(const struct measures *measures, struct slice name)
{
    uint32_t index = table_find(&measures->names, name);
    assert(index != TABLE_NONE);
    return &measures->items.items[index];
}

bool measure_is_thing(const struct measures *measures, enum language language, struct slice folded)
{
    return language_is_read(language) &&
           table_find(&measures->uses[language].things, folded) != TABLE_NONE;
}

// --- a statement's words
struct measured_word {
    struct span span;
    uint32_t entry, pair; // NO_INDEX: none
    bool number, content, auxiliary;
};

struct measured_text {
    const struct measures *measures;
    struct slice text;
    struct measured_word *words;
    uint32_t count;
};

static uint32_t known(const struct table *table, struct slice word)
{
    uint32_t index = table_find(table, word);
    return index == TABLE_NONE ? NO_INDEX : index;
}

// Whether the word stands in an amount: the one after it is not this figure's.
static bool in_amount(const struct document *document, struct span word)
{
    for (uint32_t i = list_first_from(&document->amounts, span.start, word.start > ASIDE_BYTES
                                                                          ? word.start - ASIDE_BYTES
                                                                          : 0);
         i < document->amounts.count && document->amounts.items[i].span.start < word.end; i++) {
        if (document->amounts.items[i].span.end > word.start)
            return true;
    }
    return false;
}

struct measured_text *measured_text_read(const struct measures *measures,
                                         const struct document *document,
                                         const token_list *tokens, struct arena *arena)
{
    struct measured_text *read = arena_zero(arena, 1, sizeof *read);
    struct slice text = document->text;
    read->measures = measures;
    read->text = text;
    if (!language_is_read(document->language))
        return read;
    const struct uses *uses = &measures->uses[document->language];
    struct slice *folded = arena_take(arena, (tokens->count + 1) * sizeof *folded);
    read->words = arena_take(arena, (tokens->count + 1) * sizeof *read->words);
    read->count = tokens->count;
    for (uint32_t i = 0; i < tokens->count; i++) {
        const struct word_token *token = &tokens->items[i];
        folded[i] = utf8_fold(arena, slice_part(text, token->start, token->end));
        read->words[i] = (struct measured_word){
            .span = {token->start, token->end}, .entry = known(&uses->words, folded[i]),
            .pair = NO_INDEX,
            .number = in_amount(document, (struct span){token->start, token->end}),
            .content = token->term != TERM_NONE && token->class != WORD_LIGHT,
            .auxiliary = table_find(&uses->auxiliaries, folded[i]) != TABLE_NONE};
    }
    for (uint32_t i = 0; i < tokens->count; i++) {
        if (table_find(&uses->heads, folded[i]) == TABLE_NONE)
            continue;
        for (uint32_t k = i + 1; k < tokens->count && k <= i + PAIR_WORDS; k++) {
            uint32_t pair = known(&uses->words,
                                  arena_format(arena, SLICE_FORMAT "_" SLICE_FORMAT,
                                               SLICE_ARGUMENTS(folded[i]),
                                               SLICE_ARGUMENTS(folded[k])));
            if (pair != NO_INDEX)
                read->words[i].pair = read->words[k].pair = pair;
        }
    }
    return read;
}

// --- finding
enum use { USE_NOUN = 1, USE_VERB = 2 };

static const struct measure *use_of(const struct measures *measures, uint32_t first,
                                    uint32_t kinds, unsigned use)
{
    for (uint32_t i = first; i != NO_INDEX; i = measures->entries.items[i].next) {
        const struct entry *entry = &measures->entries.items[i];
        const struct measure *measure = &measures->items.items[entry->measure];
        if (measure->flags & kinds && (entry->verb ? use & USE_VERB : use & USE_NOUN))
            return measure;
    }
    return NULL;
}

const struct measure *measure_of_unit(const struct measures *measures, enum language language,
                                      struct slice folded, uint32_t kinds)
{
    if (folded.size == 0 || !language_is_read(language))
        return NULL;
    return use_of(measures, known(&measures->uses[language].words, folded), kinds, USE_NOUN);
}

static const struct measure *word_measure(const struct measured_text *text, uint32_t index,
                                          uint32_t kinds, unsigned use)
{
    const struct measured_word *word = &text->words[index];
    const struct measure *pair = use_of(text->measures, word->pair, kinds, use);
    return pair ? pair : use_of(text->measures, word->entry, kinds, use);
}

// A form that is a noun or adjective too needs an auxiliary before it: "cherchent les blessés".
static bool is_plain_verb(const struct measured_text *text, uint32_t index,
                          const struct measure *measure)
{
    return use_of(text->measures, text->words[index].entry, measure->flags, USE_NOUN) != measure;
}

static const struct measure *after(const struct measured_text *text, uint32_t last,
                                   uint32_t end, uint32_t kinds)
{
    struct slice rest = slice_part(text->text, end, end + ASIDE_BYTES);
    size_t comma = slice_starts(rest, ",") ? slice_find(rest, SLICE(","), 1) : SIZE_MAX;
    uint32_t from = comma == SIZE_MAX ? end : end + (uint32_t)comma;
    bool helped = false;
    uint32_t contents = 0, distance = 0;
    for (uint32_t i = last; i < text->count && distance < AFTER_WORDS; i++) {
        const struct measured_word *word = &text->words[i];
        if (word->span.start < from)
            continue;
        distance++;
        const struct measure *measure = word_measure(text, i, kinds, USE_VERB);
        if (measure && (helped || is_plain_verb(text, i, measure)))
            return measure;
        helped |= word->auxiliary;
        contents += word->content && !word->auxiliary;
        if (word->number || contents > 1)
            return NULL;
    }
    return NULL;
}

// "four dead and 12 wounded": the word is the other figure's.
static bool is_taken(const struct measured_text *text, uint32_t index)
{
    return text->words[index].number || (index && text->words[index - 1].number);
}

static const struct measure *before(const struct measured_text *text, uint32_t first,
                                    uint32_t kinds)
{
    bool content = false;
    for (uint32_t distance = 1; distance <= NOUN_WORDS && distance <= first; distance++) {
        uint32_t at = first - distance;
        const struct measured_word *word = &text->words[at];
        const struct measure *measure =
            word_measure(text, at, kinds,
                         !content && distance <= BEFORE_WORDS ? USE_VERB | USE_NOUN : USE_NOUN);
        if (is_taken(text, at))
            return NULL;
        if (measure || (word->content && content))
            return measure;
        content |= word->content && !word->auxiliary;
    }
    return NULL;
}

// The nearest word to one side, beyond at most one other figure with its unit.
static const struct measure *nearest(const struct measured_text *text, uint32_t from, int step,
                                     uint32_t kinds)
{
    bool passed = false;
    uint32_t at = from;
    for (uint32_t distance = 0; distance < NEAR_WORDS && at < text->count; distance++) {
        const struct measured_word *word = &text->words[at];
        const struct measure *measure = word_measure(text, at, kinds, USE_NOUN | USE_VERB);
        if (measure || (passed && !word->number))
            return measure;
        passed |= word->number;
        at += (uint32_t)step;
    }
    return NULL;
}

const struct measure *measure_find(const struct measured_text *text, struct span span,
                                   uint32_t kinds, bool nearby, bool *named)
{
    uint32_t first = 0, last;
    while (first < text->count && text->words[first].span.end <= span.start)
        first++;
    const struct measure *inside = NULL;
    for (last = first; last < text->count && text->words[last].span.start < span.end; last++) {
        const struct measure *measure = word_measure(text, last, kinds, USE_NOUN);
        inside = measure ? measure : inside;
    }
    *named = inside != NULL;
    if (inside && !(inside->flags & MEASURE_WEAK))
        return inside;
    const struct measure *beside =
        last < text->count ? word_measure(text, last, kinds, USE_NOUN | USE_VERB) : NULL;
    beside = beside ? beside : before(text, first, kinds);
    if (beside == NULL || beside->flags & MEASURE_WEAK) {
        const struct measure *behind = after(text, last, span.end, kinds);
        beside = behind ? behind : beside;
    }
    if (beside == NULL && inside == NULL && nearby) {
        beside = first ? nearest(text, first - 1, -1, kinds) : NULL;
        beside = beside ? beside : nearest(text, last, 1, kinds);
    }
    if (beside == NULL || (inside && beside->flags & MEASURE_WEAK))
        return inside;
    *named = false;
    return beside;
}
