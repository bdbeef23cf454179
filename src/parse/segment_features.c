// SPDX-License-Identifier: Apache-2.0
// What the two small models of the segment stage look at: the tokens around a place where a
// sentence may begin, and around an ambiguous contraction. Reads tokens and text; adds nothing.
// The trainer (train/train_segment.c) uses the same functions, so that both always agree.
#include "parse/segment.h"

#include "base/utf8.h"
#include "model/weights.h"

#include <assert.h>

enum shape {
    SHAPE_NONE, // outside the text
    SHAPE_LOWER,
    SHAPE_TITLE,  // Capital
    SHAPE_UPPER,  // CAPITALS
    SHAPE_SINGLE, // one capital
    SHAPE_NUMBER,
    SHAPE_MARK,
    SHAPE_ADDRESS,
};

#define SCAN 24 // tokens looked through for a verb, or for the mark that ends a sentence

static const struct token *token_at(const struct segment_context *context, int64_t index)
{
    return index < 0 || index >= context->tokens->count ? NULL : &context->tokens->items[index];
}

static struct slice token_form(const struct segment_context *context, const struct token *token)
{
    return slice_part(context->text, token->start, token->end);
}

static uint32_t first_character(struct slice text, const struct token *token)
{
    size_t position = token->start;
    return utf8_next(text, &position);
}

static enum shape token_shape(const struct segment_context *context, const struct token *token)
{
    if (!token)
        return SHAPE_NONE;
    if (token->kind == TOKEN_ADDRESS)
        return SHAPE_ADDRESS;
    if (token->kind == TOKEN_NUMBER)
        return SHAPE_NUMBER;
    if (token->kind == TOKEN_MARK)
        return SHAPE_MARK;
    size_t position = token->start;
    if (!unicode_is_upper(utf8_next(context->text, &position)))
        return SHAPE_LOWER;
    if (position >= token->end)
        return SHAPE_SINGLE;
    return unicode_is_upper(utf8_next(context->text, &position)) ? SHAPE_UPPER : SHAPE_TITLE;
}

// Hash of a token's folded form; of digits only their count counts. 0 outside the text.
static uint64_t token_hash(const struct segment_context *context, const struct token *token)
{
    char key[FOLD_MAX];
    if (!token)
        return 0;
    if (token->kind == TOKEN_NUMBER)
        return 1 + (token->end - token->start);
    if (token->kind == TOKEN_ADDRESS)
        return 100;
    struct slice folded = segment_fold(token_form(context, token), key);
    if (slice_is(folded, "\xE2\x80\xA6"))
        folded = SLICE("..."); // one way to write it
    return hash_bytes(folded.data, folded.size, 0);
}

// Hash of the last `count` bytes of the folded form.
static uint64_t tail_hash(const struct segment_context *context, const struct token *token,
                          size_t count)
{
    char key[FOLD_MAX];
    if (!token || token->kind != TOKEN_WORD)
        return 0;
    struct slice folded = segment_fold(token_form(context, token), key);
    size_t start = folded.size > count ? folded.size - count : 0;
    return hash_bytes(folded.data + start, folded.size - start, count);
}

void segment_pair_quotes(struct slice text, token_list *tokens)
{
    bool open = false; // a straight quote of this paragraph
    for (uint32_t i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->items[i];
        if (token->flags & TOKEN_LINE_BEFORE)
            open = false;
        if (token->kind != TOKEN_MARK || text.data[token->start] != '"')
            continue;
        const uint8_t space = TOKEN_SPACE_BEFORE | TOKEN_LINE_BEFORE;
        bool before = i == 0 || token->flags & space;
        bool after = i + 1 == tokens->count || tokens->items[i + 1].flags & space;
        bool closes = before == after ? open : after;
        if (closes)
            token->flags |= TOKEN_CLOSES;
        open = !closes;
    }
}

bool segment_is_closer(const struct segment_context *context, uint32_t index)
{
    const struct token *token = &context->tokens->items[index];
    if (token->kind != TOKEN_MARK || token->flags & TOKEN_LINE_BEFORE)
        return false;
    uint32_t c = first_character(context->text, token);
    if (c == ')' || c == ']' || c == 0xBB || c == 0x201D)
        return true;
    if (c == '"')
        return token->flags & TOKEN_CLOSES;
    // A single quote closes when it is glued to what stands before it.
    return (c == '\'' || c == 0x2019) && !(token->flags & TOKEN_SPACE_BEFORE);
}

uint32_t segment_last(const struct segment_context *context, uint32_t index)
{
    uint32_t last = index - 1, steps = 0;
    while (last > 0 && steps++ < 3 && segment_is_closer(context, last))
        last--;
    return last;
}

bool segment_is_terminal(const struct segment_context *context, uint32_t index)
{
    const struct token *token = &context->tokens->items[index];
    if (token->flags & TOKEN_DOTTED)
        return true;
    if (token->kind != TOKEN_MARK)
        return false;
    uint32_t c = first_character(context->text, token);
    return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

bool segment_can_open(const struct segment_context *context, uint32_t index)
{
    static const uint32_t openers[] = {0xAB,   0x201C, '"',  '(',    '[',    0x2018,
                                       '-',    0x2013, 0x2014, 0x2022, '*', '\'', 0xBF};
    const struct token *token = &context->tokens->items[index];
    uint32_t c = first_character(context->text, token);
    if (token->kind == TOKEN_WORD)
        return !unicode_is_lower(c);
    if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_ADDRESS)
        return true;
    bool opener = c >= 0x2190; // bullets, arrows, pictures
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        opener |= c == openers[i];
    const struct token *next = token_at(context, (int64_t)index + 1);
    return opener && next && !unicode_is_lower(first_character(context->text, next));
}

// Whether the mark or abbreviation `end` may close a sentence before `next`.
static bool stop_asks(const struct segment_context *context, const struct token *end,
                      const struct token *next)
{
    bool lower = unicode_is_lower(first_character(context->text, next));
    if (end->flags & TOKEN_TITLE || (end->flags & TOKEN_DOTTED && next->kind == TOKEN_NUMBER))
        return false;
    if (end->flags & TOKEN_INITIAL) // plan B. Le lendemain
        return segment_facts(context->language, token_form(context, next)) & FACT_STARTER;
    if (!lower || context->language->lower_starts)
        return true;
    return end->kind == TOKEN_MARK && end->end - end->start == 1 &&
           context->text.data[end->start] == '.';
}

bool segment_candidate(const struct segment_context *context, uint32_t index)
{
    assert(index > 0 && index < context->tokens->count);
    if (segment_is_closer(context, index))
        return false;
    uint32_t last = segment_last(context, index);
    const struct token *token = &context->tokens->items[index];
    if (segment_is_terminal(context, last))
        return stop_asks(context, &context->tokens->items[last], token);
    if (context->lines && context->language->lines_full)
        return false;
    if (!(token->flags & TOKEN_SPACE_BEFORE) || !segment_can_open(context, index))
        return false;
    return token->kind != TOKEN_NUMBER || context->tokens->items[last].kind == TOKEN_MARK;
}

static uint64_t length_class(uint32_t length)
{
    return length < 4 ? length : length < 8 ? 4 : length < 16 ? 5 : length < 32 ? 6 : 7;
}

// Features are added in the order of their templates; the number is part of the hash.
struct feature_list {
    uint64_t *items;
    uint32_t count;
};

static void add_1(struct feature_list *list, uint64_t a)
{
    list->items[list->count] = feature_1(list->count, a);
    list->count++;
}

static void add_2(struct feature_list *list, uint64_t a, uint64_t b)
{
    list->items[list->count] = feature_2(list->count, a, b);
    list->count++;
}

static void add_3(struct feature_list *list, uint64_t a, uint64_t b, uint64_t c)
{
    list->items[list->count] = feature_3(list->count, a, b, c);
    list->count++;
}

uint64_t segment_kind_key(struct slice text, const struct token *token)
{
    char key[FOLD_MAX];
    if (token->kind != TOKEN_WORD)
        return 0;
    struct slice folded = segment_fold(slice_part(text, token->start, token->end), key);
    return hash_bytes(folded.data, folded.size, 0);
}

// What kind of word a token mostly is: its class, or what can be told without one.
static uint64_t token_kind_of(const struct segment_context *context, const struct token *token,
                              uint64_t *fine)
{
    const struct lexicon *kinds = &context->language->kinds;
    uint64_t shape = token_shape(context, token);
    *fine = 1000 + shape;
    if (shape == SHAPE_MARK)
        return *fine = 2000 + first_character(context->text, token);
    uint64_t key = token ? segment_kind_key(context->text, token) : 0;
    uint32_t coarse, class = key ? lexicon_search(kinds, key, &coarse) : 0;
    if (class == 0)
        return *fine;
    *fine = class;
    return coarse;
}

uint32_t segment_kind(const struct segment_context *context, uint32_t index, uint32_t *set)
{
    const struct token *token = &context->tokens->items[index];
    uint32_t coarse;
    uint64_t key = segment_kind_key(context->text, token);
    *set = key ? lexicon_search(&context->language->kinds, key, &coarse) : 0;
    return *set ? coarse : UPOS_NONE;
}

static bool is_verb(uint64_t kind)
{
    return kind == UPOS_VERB || kind == UPOS_AUX;
}

// Whether a verb stands in tokens[from..to); at most SCAN tokens are looked at.
static bool has_verb(const struct segment_context *context, uint32_t from, uint32_t to)
{
    uint64_t fine;
    for (uint32_t i = from; i < to && i < context->tokens->count; i++)
        if (is_verb(token_kind_of(context, &context->tokens->items[i], &fine)))
            return true;
    return false;
}

// Tokens from index to the next mark that ends a sentence, at most SCAN.
static uint32_t tokens_to_stop(const struct segment_context *context, uint32_t index)
{
    uint32_t count = 0;
    while (count < SCAN && index + count < context->tokens->count &&
           !segment_is_terminal(context, index + count))
        count++;
    return count;
}

// Of a language with kinds of words: what stands on each side, and whether it could be a sentence.
static void add_kinds(struct feature_list *list, const struct segment_context *context,
                      uint32_t index, uint32_t last, uint64_t kind)
{
    enum { AROUND = 4 }; // tokens on each side
    uint64_t coarse[2 * AROUND], fine[2 * AROUND], shape[2 * AROUND];
    for (int i = 0; i < 2 * AROUND; i++) {
        int64_t at = i < AROUND ? (int64_t)last - AROUND + 1 + i : (int64_t)index + i - AROUND;
        coarse[i] = token_kind_of(context, token_at(context, at), &fine[i]);
        shape[i] = token_shape(context, token_at(context, at));
    }
    // l[0], l[-1] ...; r[0], r[1] ...
    const uint64_t *l = coarse + AROUND - 1, *r = coarse + AROUND;
    uint32_t stop = tokens_to_stop(context, index), since = last + 1 - context->sentence;
    uint64_t verb_since =
        has_verb(context, since > SCAN ? last - SCAN : context->sentence, last + 1);
    uint64_t verb_after = has_verb(context, index, index + stop);
    uint64_t verbs = verb_since * 2 + verb_after;
    uint64_t after = length_class(stop), length = length_class(since);
    uint64_t next = token_hash(context, token_at(context, index));
    uint64_t third = token_hash(context, token_at(context, index + 2ll));
    add_2(list, l[0], r[0]);
    add_3(list, l[-1], l[0], r[0]);
    add_3(list, l[0], r[0], r[1]);
    add_3(list, r[0], r[1], r[2]);
    add_3(list, l[-2], l[-1], l[0]);
    add_3(list, l[-1] * 4096 + l[0], r[0], r[1]);
    add_3(list, l[0], r[0] * 4096 + r[1], r[2] * 4096 + r[3]);
    add_3(list, l[-3] * 4096 + l[-2], l[-1] * 4096 + l[0], shape[AROUND]);
    add_2(list, fine[AROUND - 1], fine[AROUND]);
    add_3(list, fine[AROUND - 1], shape[AROUND], fine[AROUND + 1]);
    add_3(list, verbs, kind, shape[AROUND]);
    add_3(list, verbs, kind, length);
    add_3(list, verbs, l[0], r[0]);
    add_3(list, verbs, r[0], r[1]);
    add_3(list, verbs, next, length);
    add_3(list, after, length, kind);
    add_3(list, after, verb_after, r[0]);
    add_3(list, kind, next, third);
    add_3(list, shape[AROUND - 3] * 64 + shape[AROUND - 2] * 8 + shape[AROUND - 1],
          shape[AROUND] * 64 + shape[AROUND + 1] * 8 + shape[AROUND + 2], shape[AROUND + 3]);
    add_3(list, l[0], shape[AROUND] * 8 + shape[AROUND + 1], length);
    add_3(list, token_hash(context, token_at(context, last)), r[0], r[1]);
    add_3(list, l[-1], l[0], next);
}

uint32_t segment_end_features(const struct segment_context *context, uint32_t index,
                              uint64_t features[SEGMENT_FEATURE_LIMIT])
{
    uint32_t last = segment_last(context, index);
    const struct token *end = token_at(context, last), *before = token_at(context, last - 1ll);
    const struct token *earlier = token_at(context, last - 2ll);
    const struct token *next = token_at(context, index), *second = token_at(context, index + 1ll);
    uint64_t e = token_hash(context, end), b = token_hash(context, before);
    uint64_t n = token_hash(context, next), s = token_hash(context, second);
    uint64_t end_shape = token_shape(context, end), next_shape = token_shape(context, next);
    uint64_t second_shape = token_shape(context, second);
    uint64_t before_shape = token_shape(context, before);
    // What ends here: the mark itself, or the kind of word.
    uint64_t kind = end_shape == SHAPE_MARK ? e : end_shape * 64 + (end->flags & 28);
    uint64_t length = length_class(last + 1 - context->sentence);
    uint64_t closers = index - 1 - last;
    uint64_t inside = (context->brackets > 0) * 2u + (context->quotes > 0);
    uint64_t glued = !(next->flags & TOKEN_SPACE_BEFORE);
    struct feature_list list = {features, 0};
    add_2(&list, kind, glued);
    add_3(&list, kind, next_shape, closers);
    add_3(&list, kind, n, glued);
    add_3(&list, kind, next_shape, second_shape);
    add_3(&list, kind, next_shape == SHAPE_MARK ? n : next_shape, s);
    add_3(&list, kind, before_shape, next_shape);
    add_3(&list, kind, inside, next_shape);
    add_3(&list, kind, length, next_shape);
    add_2(&list, kind, b);
    add_3(&list, kind, b, next_shape);
    add_1(&list, e);
    add_2(&list, e, next_shape);
    add_2(&list, e, n);
    add_2(&list, b, n);
    add_1(&list, n);
    add_2(&list, n, s);
    add_2(&list, n, second_shape);
    add_3(&list, kind, token_shape(context, earlier), b);
    add_3(&list, tail_hash(context, end, 3), next_shape, n);
    add_3(&list, token_hash(context, token_at(context, context->sentence)), kind, length);
    add_3(&list, end_shape * 8 + before_shape, next_shape * 8 + second_shape,
          token_shape(context, earlier));
    add_3(&list, kind, n, second_shape);
    if (context->language->kinds.slots > 0)
        add_kinds(&list, context, index, last, kind);
    assert(list.count <= SEGMENT_FEATURE_LIMIT);
    return list.count;
}

bool segment_is_ambiguous(const struct segment_context *context, uint32_t index)
{
    const struct token *token = &context->tokens->items[index];
    if (token->kind != TOKEN_WORD)
        return false;
    const struct multiword *multiword = segment_multiword(
        context->language, slice_part(context->text, token->start, token->end));
    return multiword && multiword->ambiguous;
}

// What was decided of the last ambiguous contraction of the sentence: 0 none near, 1 one word,
// 2 several.
static uint64_t contracted_before(const struct segment_context *context, uint32_t index)
{
    enum { NEAR = 12 };
    for (uint32_t i = index; i-- > context->sentence && index - i <= NEAR;)
        if (segment_is_ambiguous(context, i))
            return context->tokens->items[i].flags & TOKEN_CONTRACTED ? 2 : 1;
    return 0;
}

static uint64_t govern_of(const struct segment_context *context, const struct token *token)
{
    uint32_t coarse;
    uint64_t key = token ? segment_kind_key(context->text, token) : 0;
    return key ? lexicon_search(&context->language->govern, key, &coarse) : 0;
}

uint32_t segment_article_features(const struct segment_context *context, uint32_t index,
                                  uint64_t features[SEGMENT_FEATURE_LIMIT])
{
    const struct token *around[7];
    uint64_t hash[7];
    for (int i = 0; i < 7; i++) {
        around[i] = token_at(context, (int64_t)index + i - 3);
        hash[i] = token_hash(context, around[i]);
    }
    uint64_t form = hash[3], start = index == context->sentence;
    struct feature_list list = {features, 0};
    add_2(&list, form, start);
    add_2(&list, form, hash[2]);
    add_2(&list, form, hash[4]);
    add_2(&list, hash[1], hash[2]);
    add_2(&list, hash[2], hash[4]);
    add_2(&list, hash[4], hash[5]);
    add_3(&list, hash[1], hash[2], hash[4]);
    add_2(&list, form, hash[1]);
    add_2(&list, form, hash[0]);
    add_2(&list, form, hash[5]);
    for (size_t size = 2; size <= 4; size++) {
        add_2(&list, form, tail_hash(context, around[2], size));
        add_2(&list, form, tail_hash(context, around[4], size));
        add_3(&list, form, tail_hash(context, around[2], size),
              tail_hash(context, around[4], size));
        add_3(&list, form, tail_hash(context, around[1], size),
              tail_hash(context, around[2], size));
    }
    add_3(&list, form, token_shape(context, around[2]), token_shape(context, around[4]));
    add_3(&list, form, token_shape(context, around[2]), token_shape(context, around[1]));
    add_3(&list, form, hash[1], token_shape(context, around[2]));
    if (context->language->govern.slots > 0) { // French
        uint64_t fine[7], coarse[7], before = contracted_before(context, index);
        for (int i = 0; i < 7; i++)
            coarse[i] = token_kind_of(context, around[i], &fine[i]);
        add_2(&list, form, coarse[2]);
        add_2(&list, form, fine[2]);
        add_2(&list, form, coarse[4]);
        add_3(&list, form, fine[2], fine[4]);
        add_3(&list, form, fine[1], fine[2]);
        add_3(&list, form, coarse[1], coarse[2]);
        add_3(&list, form, coarse[0] * 4096 + coarse[1], coarse[2]);
        add_3(&list, form, hash[2], coarse[4]);
        add_3(&list, form, before, coarse[2]);
        add_3(&list, form, before, hash[2]);
        add_3(&list, coarse[2], coarse[4], coarse[5]);
        uint64_t govern = govern_of(context, around[2]), earlier = govern_of(context, around[1]);
        add_2(&list, form, govern);
        add_3(&list, form, govern, coarse[2]);
        add_3(&list, form, govern, earlier);
        add_3(&list, form, govern, before);
        add_3(&list, govern, coarse[2], coarse[4]);
        add_3(&list, form, earlier, coarse[2]);
        add_3(&list, form, earlier, hash[2]);
    }
    assert(list.count <= SEGMENT_FEATURE_LIMIT);
    return list.count;
}

void segment_pass(struct segment_context *context, uint32_t index, bool begins)
{
    if (begins) {
        context->sentence = index;
        context->brackets = context->quotes = 0;
    }
    const struct token *token = &context->tokens->items[index];
    if (token->kind != TOKEN_MARK)
        return;
    uint32_t c = first_character(context->text, token);
    if (c == '(' || c == '[')
        context->brackets++;
    else if ((c == ')' || c == ']') && context->brackets > 0)
        context->brackets--;
    else if (c == 0xAB || c == 0x201C)
        context->quotes++;
    else if ((c == 0xBB || c == 0x201D) && context->quotes > 0)
        context->quotes--;
    else if (c == '"')
        context->quotes = !(token->flags & TOKEN_CLOSES);
}
