// SPDX-License-Identifier: Apache-2.0
// Chooses the sentence with most of a query's words, the first of equals, and marks them in it.
#include "store/snippet.h"

#include "base/utf8.h"
#include "store/stem.h"

#define WORDS_MOST 32     // of a query, that are told apart
#define BEGINNING_MOST 240 // bytes shown of a text without sentences or words asked for

void snippet_words(struct arena *arena, const struct query *query, snippet_word_list *words)
{
    for (uint32_t i = 0; i < query->terms.count; i++) {
        const struct query_term *term = &query->terms.items[i];
        struct stem_word word;
        if (term->field != QUERY_WORD || term->negative)
            continue;
        for (size_t position = 0; words->count < WORDS_MOST &&
             stem_next(term->value, &position, &word);) {
            struct snippet_word *asked = list_push(arena, words);
            asked->form = arena_copy(arena, (struct slice){word.form, word.form_size});
            asked->beginning = slice_ends(term->value, "*");
            stem_cut(&word);
            if (!term->quoted && !asked->beginning)
                asked->stem = arena_copy(arena, (struct slice){word.stem, word.stem_size});
        }
    }
}

static uint32_t asked_at(const snippet_word_list *words, struct stem_word *word)
{
    bool begins_so = false; // a stem begins as its form does
    for (uint32_t i = 0; i < words->count && !begins_so; i++)
        begins_so = words->items[i].form.data[0] == word->form[0];
    if (!begins_so)
        return NO_INDEX;
    stem_cut(word);
    struct slice form = {word->form, word->form_size}, stem = {word->stem, word->stem_size};
    for (uint32_t i = 0; i < words->count; i++) {
        const struct snippet_word *asked = &words->items[i];
        bool begins = asked->beginning && form.size >= asked->form.size &&
                      memcmp(form.data, asked->form.data, asked->form.size) == 0;
        if (begins || slice_equal(form, asked->form) ||
            (asked->stem.data && slice_equal(stem, asked->stem)))
            return i;
    }
    return NO_INDEX;
}

// Moves a place and its count of code points on to another place.
static void move_to(struct slice text, size_t *bytes, uint32_t *points, size_t to)
{
    *points += (uint32_t)utf8_count(slice_part(text, *bytes, to));
    *bytes = to;
}

struct found_word {
    struct span span; // bytes
    uint32_t asked, point;
};

static unsigned bits_of(uint32_t set)
{
    unsigned count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

void snippet_find(struct arena *arena, struct slice text, const struct span *sentences,
                  uint32_t count,
                  const snippet_word_list *words, struct search_hit *hit)
{
    LIST(struct found_word) found = {0};
    struct stem_word word;
    size_t bytes = 0;
    uint32_t points = 0;
    for (size_t position = 0; words->count && stem_next(text, &position, &word);) {
        uint32_t asked = asked_at(words, &word);
        if (asked == NO_INDEX)
            continue;
        move_to(text, &bytes, &points, word.span.start);
        list_add(arena, &found, ((struct found_word){word.span, asked, points}));
    }
    struct span best = {0, 0};
    uint32_t most = 0, next = 0;
    for (uint32_t s = 0; s < count; s++) {
        uint32_t set = 0;
        for (; next < found.count && found.items[next].point < sentences[s].end; next++)
            if (found.items[next].point >= sentences[s].start)
                set |= (uint32_t)1 << found.items[next].asked;
        if (bits_of(set) > most || (s == 0 && !most))
            best = sentences[s];
        most = bits_of(set) > most ? bits_of(set) : most;
    }
    size_t start = 0, end = 0;
    for (points = 0; points < best.start && start < text.size; points++)
        utf8_next(text, &start);
    for (end = start; points < best.end && end < text.size; points++)
        utf8_next(text, &end);
    if (count == 0)
        for (start = 0; end < text.size && end < BEGINNING_MOST; best.end++)
            utf8_next(text, &end);
    hit->text = arena_copy(arena, slice_part(text, start, end));
    hit->start = best.start;
    hit->end = best.end;
    for (uint32_t i = 0; i < found.count; i++)
        if (found.items[i].span.start >= start && found.items[i].span.end <= end)
            list_add(arena, &hit->marks,
                     ((struct span){found.items[i].span.start - (uint32_t)start,
                                    found.items[i].span.end - (uint32_t)start}));
}
