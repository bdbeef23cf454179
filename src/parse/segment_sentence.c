// SPDX-License-Identifier: Apache-2.0
// Decides where sentences begin and whether an ambiguous contraction (des, du) is a preposition
// with its article: by the language's two small models, or by a plain rule for a language
// without. Reads tokens and text; marks tokens with TOKEN_BEGINS and TOKEN_CONTRACTED.
#include "parse/segment.h"

#include "base/utf8.h"

// Tokens of a mean paragraph above which line ends part documents, not paragraphs: the press
// keeps below 150.
#define PARAGRAPH_MOST 400

#define DATELINE_TOKENS 20 // a dateline ends within

// By how much a guessed heading must lead in a text without line ends: of 0, 30, 60, 100 the best
// on EWT and GUM dev together.
#define HEADING_LEAD 30

// With a network (segment_ends.c): how many of a hundred of its steps count beside the
// perceptron's, after a stop and where a heading is guessed; by how much a heading must lead then;
// and how sure the network must be by itself where no candidate stands (small letters, numbers
// after a word). The best on EWT and GUM dev and on news run together (demo items, ECB) among 0.03
// to 0.08, 0 to 90, 1500 up.
enum { ENDS_STOP_SHARE = 5, ENDS_HEADING_SHARE = 8, ENDS_HEADING_LEAD = 60, ENDS_ALONE = 1500 };

// Of 0, 20, 40, 80 the first with which no *its* of the 109 demo news items is cut wrongly; EWT dev
// keeps its words F1.
#define SLIP_LEAD 80

static int32_t lead(const struct weights *weights, const uint64_t *features, uint32_t count)
{
    int32_t scores[SEGMENT_WIDTH] = {0};
    weights_score(weights, features, count, scores);
    return scores[1] - scores[0];
}

// In a text without line ends, where a heading must be guessed.
static bool begins_joined(const struct segment_context *context, int32_t score, uint32_t index,
                          bool stop)
{
    if (!context->ends)
        return score > (stop ? 0 : HEADING_LEAD);
    int32_t share = stop ? ENDS_STOP_SHARE : ENDS_HEADING_SHARE;
    return score + context->ends[index] * share / 100 > (stop ? 0 : ENDS_HEADING_LEAD);
}

static bool begins(const struct segment_context *context, uint32_t index)
{
    const struct token *token = &context->tokens->items[index];
    if (token->flags & TOKEN_LINE_BEFORE)
        return true;
    if (!segment_candidate(context, index))
        return context->ends && context->ends[index] > ENDS_ALONE &&
               token->flags & TOKEN_SPACE_BEFORE && !segment_is_closer(context, index);
    const struct weights *weights = &context->language->end_weights;
    bool joined = !context->lines && context->language->joined_weights.slots > 0;
    if (joined)
        weights = &context->language->joined_weights;
    uint32_t last = segment_last(context, index);
    if (weights->slots > 0) {
        uint64_t features[SEGMENT_FEATURE_LIMIT];
        uint32_t count = segment_end_features(context, index, features);
        int32_t score = lead(weights, features, count);
        return joined ? begins_joined(context, score, index, segment_is_terminal(context, last))
                      : score > 0;
    }
    if (!segment_is_terminal(context, last) || !segment_can_open(context, index))
        return false;
    if (context->tokens->items[last].flags & (TOKEN_TITLE | TOKEN_INITIAL))
        return false;
    return token->flags & TOKEN_SPACE_BEFORE || token->kind != TOKEN_NUMBER;
}

static bool contracted(const struct segment_context *context, uint32_t index)
{
    const struct weights *weights = &context->language->article_weights;
    if (weights->slots == 0)
        return true; // seven of ten are
    uint64_t features[SEGMENT_FEATURE_LIMIT];
    uint32_t count = segment_article_features(context, index, features);
    // An apostrophe left out (its, im) is a slip that edited text does not make.
    int32_t least = context->language->possessives ? SLIP_LEAD : 0;
    return lead(weights, features, count) > least;
}

static struct slice token_text(const struct segment_context *context, uint32_t index)
{
    const struct token *token = &context->tokens->items[index];
    return slice_part(context->text, token->start, token->end);
}

// Two capitals at the start: "KABOUL", "LA".
static bool is_shouted(struct slice text)
{
    size_t i = 0;
    for (int letters = 0; letters < 2; letters++) {
        if (i >= text.size || !unicode_is_upper(utf8_next(text, &i)))
            return false;
    }
    return true;
}

// "KABOUL, 6 oct 2025 (AFP) - Un violent…": the token after the dash, 0 without a dateline. The
// place is not the first word of the article's first sentence, nor its subject.
static uint32_t dateline_end(const struct segment_context *context)
{
    if (context->tokens->count == 0 || !is_shouted(token_text(context, 0)))
        return 0;
    for (uint32_t i = 2; i + 2 < context->tokens->count && i < DATELINE_TOKENS; i++) {
        struct slice mark = token_text(context, i + 1);
        if (context->tokens->items[i + 1].flags & TOKEN_LINE_BEFORE)
            return 0;
        if (slice_is(token_text(context, i), ")"))
            return slice_is(mark, "-") || slice_is(mark, "\xE2\x80\x93") || // –
                           slice_is(mark, "\xE2\x80\x94") // —
                       ? i + 2 : 0;
    }
    return 0;
}

void segment_mark(const struct segment_language *language, struct slice text, token_list *tokens,
                  struct arena *scratch)
{
    struct segment_context context = {.language = language, .text = text, .tokens = tokens};
    segment_pair_quotes(text, tokens);
    uint32_t lines = 0;
    for (uint32_t i = 1; i < tokens->count; i++)
        lines += (tokens->items[i].flags & TOKEN_LINE_BEFORE) != 0;
    context.lines = lines > 0 && tokens->count / lines <= PARAGRAPH_MOST;
    if (!context.lines && language->ends.tags == 2) {
        int32_t *leads = arena_zero(scratch, tokens->count + (size_t)1, sizeof *leads);
        segment_ends_windows(&language->ends, segment_ends_words(&context, scratch), tokens->count,
                             leads, scratch);
        context.ends = leads;
    }
    uint32_t body = dateline_end(&context);
    for (uint32_t i = 0; i < tokens->count; i++) {
        bool first = i == 0 || i == body || (i > body && begins(&context, i));
        segment_pass(&context, i, first);
        if (first)
            tokens->items[i].flags |= TOKEN_BEGINS;
        if (segment_is_ambiguous(&context, i) && contracted(&context, i))
            tokens->items[i].flags |= TOKEN_CONTRACTED;
    }
}
