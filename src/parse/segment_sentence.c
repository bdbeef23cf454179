// SPDX-License-Identifier: Apache-2.0
// Answers two questions about surface tokens: does a sentence begin here, and is an ambiguous
// contraction (des, du) a preposition with its article. Reads tokens and text; adds no layer.
#include "parse/segment.h"

#include "base/utf8.h"

#include <assert.h>

static struct slice token_text(struct slice text, const struct token *token)
{
    return slice_part(text, token->start, token->end);
}

// First code point of a token.
static uint32_t first_character(struct slice text, const struct token *token)
{
    size_t position = token->start;
    return utf8_next(text, &position);
}

static bool is_closer(struct slice text, const token_list *tokens, uint32_t index)
{
    const struct token *token = &tokens->items[index];
    if (token->kind != TOKEN_MARK || token->flags & TOKEN_LINE_BEFORE)
        return false;
    uint32_t c = first_character(text, token);
    if (c == ')' || c == ']' || c == 0xBB || c == 0x201D)
        return true;
    if (c != '"' && c != '\'' && c != 0x2019)
        return false;
    // A neutral quote closes when it is glued to what stands before it.
    return !(token->flags & TOKEN_SPACE_BEFORE);
}

static bool is_terminal(struct slice text, const struct token *token)
{
    if (token->flags & TOKEN_DOTTED)
        return !(token->flags & (TOKEN_TITLE | TOKEN_INITIAL));
    if (token->kind != TOKEN_MARK)
        return false;
    uint32_t c = first_character(text, token);
    return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

// Whether a token can open a sentence: a capital, a figure, an opening quote or bracket, a dash.
static bool can_open(struct slice text, const token_list *tokens, uint32_t index)
{
    const struct token *token = &tokens->items[index];
    uint32_t c = first_character(text, token);
    if (token->kind == TOKEN_WORD)
        return !unicode_is_lower(c);
    if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_ADDRESS)
        return true;
    bool opener = c == 0xAB || c == 0x201C || c == '"' || c == '(' || c == '[' || c == 0x2018 ||
                  c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2022 || c == '*' || c == '\'';
    if (!opener)
        return c > 0x2190; // pictures
    if (index + 1 == tokens->count)
        return false;
    uint32_t next = first_character(text, &tokens->items[index + 1]);
    return !unicode_is_lower(next);
}

bool segment_begins(const struct segment_language *language, struct slice text,
                    const token_list *tokens, uint32_t index)
{
    assert(index > 0 && index < tokens->count);
    (void)language;
    const struct token *token = &tokens->items[index];
    if (token->flags & TOKEN_LINE_BEFORE)
        return true;
    if (is_closer(text, tokens, index))
        return false;
    uint32_t last = index - 1, steps = 0;
    while (last > 0 && steps++ < 3 && is_closer(text, tokens, last))
        last--;
    if (!is_terminal(text, &tokens->items[last]) || !can_open(text, tokens, index))
        return false;
    return token->flags & TOKEN_SPACE_BEFORE || token->kind != TOKEN_NUMBER;
}

bool segment_contracted(const struct segment_language *language, struct slice text,
                        const token_list *tokens, uint32_t index)
{
    const struct token *token = &tokens->items[index];
    bool du = slice_ends(token_text(text, token), "u") || slice_ends(token_text(text, token), "U");
    if (du)
        return true; // an article in 2 of 100 only
    if (index == 0 || token->flags & TOKEN_LINE_BEFORE)
        return false;
    char key[FOLD_MAX];
    struct slice before = segment_fold(token_text(text, &tokens->items[index - 1]), key);
    return table_find(&language->closed, before) == TABLE_NONE;
}
