// SPDX-License-Identifier: Apache-2.0
// The classes of words (lexicon/*/factuality.txt) by which polarity and status are told: reads the
// list, and says which classes a word or two words together have. Adds no layer; what they say of
// an act is left to factuality_clause.c and factuality.c.
#include "extract/factuality_parts.h"

bool factuality_open(struct factuality_words *words, struct arena *arena,
                     const struct data_source *data, enum language language, struct error *error)
{
    static const char *const class_names[] = {
#define X(name, text) text,
        FACTUALITY_CLASSES(X)
#undef X
    };
    struct slice name = arena_format(arena, "lexicon/%s/factuality.txt", language_code(language));
    struct slice rest = data->find(name.data, data->context), line;
    uint32_t number = 0;
    table_init(&words->classes, arena);
    while (slice_next_line(&rest, &line, &number)) {
        struct slice class_name = slice_cut(&line, ' ');
        uint32_t bit = 0;
        if (slice_starts(class_name, ">"))
            continue;
        for (uint32_t i = 0; i < CLASS_COUNT; i++)
            if (slice_is(class_name, class_names[i]))
                bit = 1u << i;
        if (bit == 0)
            return error_set(error, ERROR_INTERNAL, name.data, "line %u: unknown class", number);
        while (line.data && line.size > 0) {
            struct slice word = slice_cut(&line, ' ');
            uint32_t old = word.size > 0 ? table_find(&words->classes, word) : 0;
            if (word.size > 0)
                table_set(&words->classes, word, (old == TABLE_NONE ? 0 : old) | bit);
        }
    }
    return true;
}

static uint32_t class_of_text(const struct factuality_words *words, struct slice text)
{
    uint32_t found = table_find(&words->classes, text);
    return found == TABLE_NONE ? 0 : found;
}

uint32_t factuality_class_of(const struct factuality_words *words, const struct view *view,
                             uint32_t w)
{
    const struct word *word = view_word(view, w);
    return class_of_text(words, word_lemma(word)) | class_of_text(words, word->lower);
}

uint32_t factuality_pair_class(const struct factuality_words *words, const struct view *view,
                               uint32_t w)
{
    char text[32];
    if (w + 1 >= view->end)
        return 0;
    struct slice a = view_word(view, w)->lower, b = view_word(view, w + 1)->lower;
    if (a.size + b.size + 1 > sizeof text)
        return 0;
    memcpy(text, a.data, a.size);
    text[a.size] = '_';
    memcpy(text + a.size + 1, b.data, b.size);
    return class_of_text(words, (struct slice){text, a.size + 1 + b.size});
}

enum relation factuality_relation(const struct view *view, uint32_t w)
{
    return relation_universal((enum relation)view_word(view, w)->relation);
}
