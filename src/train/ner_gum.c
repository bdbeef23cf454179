// SPDX-License-Identifier: Apache-2.0
// Names of persons, places and organisations from GUM, whose CoNLL-U marks every noun phrase as an
// entity: a phrase with a proper noun as its head gives a name, cut to the proper nouns around
// that head (no title, no article, nothing after a comma). Helper of ner_data.c.
#include "train/ner_data.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { OPEN_LIMIT = 24 };

static uint32_t number_read(struct slice text, size_t *position)
{
    uint32_t number = 0;
    while (*position < text.size && text.data[*position] >= '0' && text.data[*position] <= '9')
        number = number * 10 + (uint32_t)(text.data[(*position)++] - '0');
    return number;
}

void gum_line(struct arena *arena, struct slice line, gum_tokens *tokens)
{
    struct slice fields[10] = {0};
    for (int i = 0; i < 10 && line.data; i++)
        fields[i] = slice_cut(&line, '\t');
    if (!fields[9].data || slice_starts(fields[0], "#") ||
        memchr(fields[0].data, '-', fields[0].size) || memchr(fields[0].data, '.', fields[0].size))
        return;
    size_t position = 0, first = 0;
    struct gum_token token = {.form = fields[1]};
    token.head = number_read(fields[6], &position);
    token.proper = slice_is(fields[3], "PROPN");
    token.plural = slice_find(fields[5], SLICE("Number=Plur"), 0) != SIZE_MAX;
    token.capital = token.form.size > 0 && unicode_is_upper(utf8_next(token.form, &first));
    size_t at =
        slice_starts(fields[9], "Entity=") ? 0 : slice_find(fields[9], SLICE("|Entity="), 0);
    if (at != SIZE_MAX) {
        struct slice rest = slice_part(fields[9], at + (at ? 8 : 7), fields[9].size);
        token.entity = slice_cut(&rest, '|');
    }
    list_add(arena, tokens, token);
}

static uint8_t label_of_type(struct slice type)
{
    return slice_is(type, "person") ? NER_PER
           : slice_is(type, "place") ? NER_LOC
           : slice_is(type, "organization") ? NER_ORG
           : slice_is(type, "time") ? NER_NONE : NER_MISC;
}

static bool is_title(struct slice form)
{
    static const char *const titles[] = {
        "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Dr.", "Dr", "President", "Senator",
        "Sen.", "Rep.", "Prof.", "Professor", "Sir", "Lady", "Lord", "King", "Queen", "Prince",
        "Princess", "Captain", "General", "Gen.", "Governor", "Gov.", "Justice", "Judge",
        "Secretary", "Pope", "Chairman", "Minister", "Commissioner", "Chancellor", "Mayor",
        "Congressman", "Reverend", "St."};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (slice_is(form, titles[i]))
            return true;
    return false;
}

static bool joins(const gum_tokens *gum, uint32_t i)
{
    static const char *const words[] = {"of", "the", "for", "and", "&", "'s", "-", "–", "de", "du"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (slice_is(gum->items[i].form, words[k]))
            return true;
    return false;
}

static bool is_part(const gum_tokens *gum, uint32_t i)
{
    return gum->items[i].proper || (gum->items[i].capital && gum->items[i].form.size > 1);
}

// The name inside the phrase [start, end), or false.
static bool name_cut(const gum_tokens *gum, uint8_t label, uint32_t *start, uint32_t *end)
{
    uint32_t head = *end;
    for (uint32_t i = *start; i < *end && head == *end; i++)
        if (gum->items[i].head < *start + 1 || gum->items[i].head > *end)
            head = i;
    if (head == *end || !gum->items[head].proper || !gum->items[head].capital)
        return false;
    uint32_t from = head, to = head + 1;
    while (from > *start && (is_part(gum, from - 1) ||
                             (from > *start + 1 && label != NER_PER && joins(gum, from - 1) &&
                              is_part(gum, from - 2))))
        from--;
    while (to < *end &&
           (is_part(gum, to) || (to + 1 < *end && joins(gum, to) && is_part(gum, to + 1))))
        to++;
    while (label == NER_PER && from + 1 < to && is_title(gum->items[from].form))
        from++;
    if (slice_is(gum->items[from].form, "The") && from + 1 < to)
        from++;
    if (label == NER_PER && gum->items[head].plural && to == from + 1)
        return false; // Americans
    *start = from;
    *end = to;
    return true;
}

static void phrase_label(const gum_tokens *gum, ner_token_list *tokens, struct slice type,
                         uint32_t start, uint32_t end)
{
    uint8_t label = label_of_type(type);
    if (label == NER_NONE || !name_cut(gum, label, &start, &end))
        return;
    for (uint32_t i = start; i < end; i++) // the outer name covers those inside it
        tokens->items[i].label = (uint8_t)(2 * (label - 1) + (i == start ? 1 : 2));
    if (end < tokens->count && tokens->items[end].label > 0 && tokens->items[end].label % 2 == 0)
        tokens->items[end].label = 0;
}

void gum_label(struct arena *arena, gum_tokens *gum, ner_token_list *tokens)
{
    struct { uint32_t number, start; struct slice type; } open[OPEN_LIMIT];
    uint32_t depth = 0;
    tokens->count = 0;
    for (uint32_t i = 0; i < gum->count; i++) {
        struct ner_token token = {gum->items[i].form, 0};
        list_add(arena, tokens, token);
    }
    for (uint32_t i = 0; i < gum->count; i++) { // inner phrases close first, so outer ones win
        struct slice text = gum->items[i].entity;
        for (size_t at = 0; at < text.size;) {
            if (text.data[at] == '(') {
                at++;
                uint32_t number = number_read(text, &at);
                struct slice rest = slice_part(text, at + 1, text.size);
                size_t stop = 0;
                while (stop < rest.size && rest.data[stop] != '-' && rest.data[stop] != ')')
                    stop++;
                if (depth < OPEN_LIMIT) {
                    open[depth].number = number;
                    open[depth].start = i;
                    open[depth++].type = slice_part(rest, 0, stop);
                }
                while (at < text.size && text.data[at] != '(' && text.data[at] != ')')
                    at++;
                if (at < text.size && text.data[at] == ')') { // one token
                    if (depth > 0 && open[depth - 1].start == i && open[depth - 1].number == number)
                        phrase_label(gum, tokens, open[--depth].type, i, i + 1);
                    at++;
                }
                continue;
            }
            uint32_t number = number_read(text, &at);
            for (uint32_t k = depth; k > 0; k--) {
                if (open[k - 1].number != number)
                    continue;
                phrase_label(gum, tokens, open[k - 1].type, open[k - 1].start, i + 1);
                memmove(&open[k - 1], &open[k], (depth - k) * sizeof *open);
                depth--;
                break;
            }
            at++;
        }
    }
    gum->count = 0;
}
