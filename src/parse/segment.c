// SPDX-License-Identifier: Apache-2.0
// The segment stage: cuts clean text into sentences and words after Universal Dependencies.
// Reads the text and its language; adds `sentences` and `words` (form, lower, span, place in the
// token, space after). A line end always ends a sentence. Words of one token (du, don't) share
// its span; their forms are slices of the text where they are pieces of it. Leaves tags, lemmas
// and trees to the stages after it.
#include "parse/segment.h"

#include "base/utf8.h"
#include "parse/parse.h"

#include <assert.h>
#include <stdio.h>

// The models of a language; a language without a file goes by the plain rules.
static bool weights_of(struct segment_language *language, const char *code,
                       const struct data_source *data, struct error *error)
{
    char name[40];
    struct model model;
    snprintf(name, sizeof name, "models/%s.segment", code);
    struct slice bytes = data->find(name, data->context);
    if (!bytes.data)
        return true;
    if (!model_open(&model, bytes, "segment", name, error) ||
        !weights_open(&language->end_weights, &model, "end", error))
        return false;
    if (model_array(&model, "article.shape", MODEL_U32, &(size_t){0}) &&
        !weights_open(&language->article_weights, &model, "article", error))
        return false;
    if (model_array(&model, "joined.shape", MODEL_U32, &(size_t){0}) &&
        !weights_open(&language->joined_weights, &model, "joined", error))
        return false;
    if (!lexicon_open(&language->kinds, &model, "lexicon", error) ||
        !lexicon_open(&language->govern, &model, "govern", error))
        return false;
    bool narrow = language->end_weights.width == SEGMENT_WIDTH &&
                  (language->joined_weights.slots == 0 ||
                   language->joined_weights.width == SEGMENT_WIDTH) &&
                  (language->article_weights.slots == 0 ||
                   language->article_weights.width == SEGMENT_WIDTH);
    return narrow || error_set(error, ERROR_INTERNAL, name, "weights of another width");
}

// A language may have a network beside (segment_ends.c).
static bool ends_open(struct segment_language *language, const char *code, struct arena *arena,
                      const struct data_source *data, struct error *error)
{
    static const struct cluster_table no_clusters;
    char name[40];
    snprintf(name, sizeof name, "models/%s.ends", code);
    struct slice bytes = data->find(name, data->context);
    if (!bytes.data)
        return true;
    return tree_model_open(&language->ends, bytes, &no_clusters, name, arena, error) &&
           (language->ends.tags == 2 ||
            error_set(error, ERROR_INTERNAL, name, "not of sentence ends"));
}

static const void *segment_open(struct arena *arena, const struct data_source *data,
                                struct error *error)
{
    struct segment_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (int i = 0; i < LANGUAGE_READ_COUNT; i++) {
        struct segment_language *language = &tables->languages[i];
        table_init(&language->facts, arena);
        table_init(&language->multiwords, arena);
        const char *code = language_code((enum language)i);
        if (code && (!segment_language_open(language, code, arena, data, error) ||
                     !weights_of(language, code, data, error) ||
                     !ends_open(language, code, arena, data, error)))
            return NULL;
    }
    return tables;
}

// A part of a multiword in the case of its surface: Du -> De le, DU -> DE LE.
static struct slice part_form(struct arena *arena, struct slice surface, struct slice part,
                              bool first)
{
    size_t second = 0;
    uint32_t c = utf8_next(surface, &second);
    if (!unicode_is_upper(c))
        return part;
    bool all = second < surface.size && unicode_is_upper(utf8_next(surface, &second));
    if (!first && !all)
        return part;
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t position = 0; position < part.size;) {
        bool raise = all || position == 0;
        char bytes[4];
        c = utf8_next(part, &position);
        size_t size = utf8_encode(raise ? unicode_upper(c) : c, bytes);
        buffer_add(&out, (struct slice){bytes, size});
    }
    return buffer_slice(&out);
}

static struct word *add_word(struct document *document, const struct token *token)
{
    struct word *word = list_push(document->arena, &document->words);
    word->span = (struct span){token->start, token->end};
    word->token_size = 1;
    word->head = NO_INDEX;
    return word;
}

static void add_parts(struct document *document, const struct token *token,
                      const struct multiword *multiword)
{
    struct slice surface = slice_part(document->text, token->start, token->end);
    size_t total = 0, offset = 0;
    for (uint8_t i = 0; i < multiword->count; i++)
        total += multiword->parts[i].size;
    for (uint8_t i = 0; i < multiword->count; i++) {
        struct slice part = multiword->parts[i];
        struct word *word = add_word(document, token);
        word->form = total == surface.size
                         ? slice_part(surface, offset, offset + part.size)
                         : part_form(document->arena, surface, part, i == 0);
        word->lower = total == surface.size ? segment_lower(document->arena, word->form) : part;
        word->token_index = i;
        word->token_size = multiword->count;
        offset += part.size;
    }
}

// Adds the word or words of one token.
static void add_token(const struct segment_language *language, struct document *document,
                      const token_list *tokens, uint32_t index)
{
    const struct token *token = &tokens->items[index];
    struct slice form = slice_part(document->text, token->start, token->end);
    uint32_t first = document->words.count;
    const struct multiword *multiword =
        token->kind == TOKEN_WORD ? segment_multiword(language, form) : NULL;
    size_t suffix = token->kind == TOKEN_MARK ? 0 : segment_suffix(language, form);
    if (multiword && multiword->ambiguous && !(token->flags & TOKEN_CONTRACTED))
        multiword = NULL;
    if (multiword) {
        add_parts(document, token, multiword);
    } else if (suffix > 0) {
        struct multiword parts = {.count = 2};
        parts.parts[0] = slice_part(form, 0, form.size - suffix);
        parts.parts[1] = slice_part(form, form.size - suffix, form.size);
        add_parts(document, token, &parts);
    } else {
        struct word *word = add_word(document, token);
        word->form = form;
        word->lower = segment_lower(document->arena, form);
    }
    bool last = index + 1 == tokens->count;
    bool space = !last && tokens->items[index + 1].flags & TOKEN_SPACE_BEFORE;
    for (uint32_t i = first; i < document->words.count; i++)
        document->words.items[i].space_after = space;
}

// A full stop that looked like a title's or an initial's ends the sentence after all: plan B.
static bool stop_parts(const token_list *tokens, uint32_t index)
{
    const struct token *token = &tokens->items[index];
    bool last = index + 1 == tokens->count || tokens->items[index + 1].flags & TOKEN_BEGINS;
    return last && token->flags & TOKEN_DOTTED && token->flags & (TOKEN_TITLE | TOKEN_INITIAL);
}

static void segment_run(const void *tables, struct document *document, struct arena *scratch)
{
    const struct segment_tables *segment = tables;
    if (document->words.count > 0) // given with the document (given.h)
        return;
    enum language code = language_is_read(document->language) ? document->language : LANGUAGE_NONE;
    const struct segment_language *language = &segment->languages[code];
    token_list cut = {0}, tokens = {0};
    segment_cut(language, document->text, &cut, scratch);
    segment_mark(language, document->text, &cut, scratch);
    for (uint32_t i = 0; i < cut.count; i++) {
        struct token token = cut.items[i];
        if (stop_parts(&cut, i)) {
            struct token stop = {token.end - 1, token.end, TOKEN_MARK, 0};
            token.end--;
            token.flags &= (uint8_t)~TOKEN_DOTTED;
            list_add(scratch, &tokens, token);
            token = stop;
        }
        list_add(scratch, &tokens, token);
    }
    struct sentence *sentence = NULL;
    for (uint32_t i = 0; i < tokens.count; i++) {
        if (tokens.items[i].flags & TOKEN_BEGINS) {
            sentence = list_push(document->arena, &document->sentences);
            sentence->span.start = tokens.items[i].start;
            sentence->word_start = document->words.count;
        }
        assert(sentence);
        add_token(language, document, &tokens, i);
        sentence->span.end = tokens.items[i].end;
        sentence->word_end = document->words.count;
    }
}

const struct stage segment_stage = {
    .name = "segment",
    .help = "cuts the text into sentences and words",
    .needs = LAYER_TEXT | LAYER_LANGUAGE,
    .gives = LAYER_SENTENCES | LAYER_WORDS,
    .open = segment_open,
    .run = segment_run,
};
