// SPDX-License-Identifier: Apache-2.0
// A second opinion on sentence ends in a text without line ends (a page's text run together): a
// small network of the parser's kind (tree.h) reads windows of tokens from both sides and scores
// for each whether a sentence begins with it. models/LANG.ends, made by recoupe-train ends;
// segment_sentence.c weighs it against the perceptron.
#include "parse/segment.h"

// What the network sees of a token besides its form, as rows of features.
enum {
    SEES_SPACE = 1, // a blank before it
    SEES_CANDIDATE = 2,
    SEES_CLOSER = 4,
    SEES_TERMINAL = 8,
    SEES_TITLE = 16, // a dotted title or initial
    SEES_KIND = 8,   // first row of the usual set of parts of speech, by its number
    KIND_ROWS = 56,
};

struct word *segment_ends_words(const struct segment_context *context, struct arena *arena)
{
    uint32_t count = context->tokens->count;
    struct word *words = arena_zero(arena, count + (size_t)1, sizeof *words);
    for (uint32_t i = 0; i < count; i++) {
        const struct token *token = &context->tokens->items[i];
        struct word *word = &words[i];
        uint32_t set, coarse = segment_kind(context, i, &set);
        word->form = slice_part(context->text, token->start, token->end);
        word->lower = segment_lower(arena, word->form);
        word->upos = (uint8_t)coarse;
        word->features = (token->flags & TOKEN_SPACE_BEFORE ? SEES_SPACE : 0u) |
                         (i > 0 && segment_candidate(context, i) ? SEES_CANDIDATE : 0u) |
                         (segment_is_closer(context, i) ? SEES_CLOSER : 0u) |
                         (segment_is_terminal(context, i) ? SEES_TERMINAL : 0u) |
                         (token->flags & (TOKEN_TITLE | TOKEN_INITIAL) ? SEES_TITLE : 0u);
        if (set > 0)
            word->features |= UINT64_C(1) << (SEES_KIND + set % KIND_ROWS);
    }
    return words;
}

void segment_ends_windows(const struct tree_model *model, const struct word *words, uint32_t count,
                          int32_t *leads, struct arena *scratch)
{
    for (uint32_t first = 0; first < count; first += TREE_GROUP * ENDS_STEP) {
        struct arena_mark mark = arena_mark(scratch);
        struct tree_part parts[TREE_GROUP];
        int16_t *views[TREE_GROUP];
        uint32_t some = 0;
        for (uint32_t start = first; start < count && some < TREE_GROUP; start += ENDS_STEP) {
            uint32_t from = start < ENDS_AROUND ? 0 : start - ENDS_AROUND;
            uint32_t to = from + ENDS_STEP + 2 * ENDS_AROUND;
            parts[some++] = (struct tree_part){from, (to < count ? to : count) - from};
        }
        tree_views(model, words, parts, some, views, scratch);
        for (uint32_t p = 0; p < some; p++)
            for (uint32_t i = first + p * ENDS_STEP; i < count && i < first + (p + 1) * ENDS_STEP;
                 i++) {
                const int16_t *scores = views[p] +
                                        (i - parts[p].start + (size_t)1) * model->views +
                                        2 * (model->arc + model->label);
                leads[i] = scores[1] - scores[0];
            }
        arena_rewind(scratch, mark);
    }
}
