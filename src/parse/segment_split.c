// SPDX-License-Identifier: Apache-2.0
// Parts a word at its clitics and hyphens: l'homme, a-t-il, long-term; and tells which tokens
// hold several words (du, don't). Reads only the word and the lists of its language; adds
// tokens. What is ambiguous (des) is left to segment_sentence.c.
#include "parse/segment.h"

#include "base/utf8.h"

#include <assert.h>

// Position after the first apostrophe of a word, or 0.
static size_t after_apostrophe(struct slice form)
{
    for (size_t position = 0; position < form.size;) {
        uint32_t c = utf8_next(form, &position);
        if (segment_is_apostrophe(c))
            return position;
    }
    return 0;
}

// The clitic that ends the folded form, or NULL. part: of the kind inside the host's token.
static const struct enclitic *enclitic_at(const struct segment_language *language,
                                          struct slice folded, bool part)
{
    for (uint32_t i = 0; i < language->enclitics.count; i++) {
        const struct enclitic *enclitic = &language->enclitics.items[i];
        if (enclitic->part != part || folded.size <= enclitic->text.size)
            continue;
        size_t host = folded.size - enclitic->text.size;
        if (memcmp(folded.data + host, enclitic->text.data, enclitic->text.size) != 0)
            continue;
        if (enclitic->ends[0] && !strchr(enclitic->ends, folded.data[host - 1]))
            continue;
        return enclitic;
    }
    return NULL;
}

// Size in the surface of the last `count` characters (folding may have changed byte counts).
static size_t tail_size(struct slice form, size_t count)
{
    size_t position = form.size;
    while (count-- > 0 && position > 0)
        utf8_previous(form, &position);
    return form.size - position;
}

static size_t clitic_size(const struct segment_language *language, struct slice form, bool part)
{
    char key[FOLD_MAX];
    if (form.size > FOLD_MAX || language->enclitics.count == 0)
        return 0;
    const struct enclitic *enclitic = enclitic_at(language, segment_fold(form, key), part);
    return enclitic ? tail_size(form, utf8_count(enclitic->text)) : 0;
}

size_t segment_suffix(const struct segment_language *language, struct slice form)
{
    if (!language->possessives || !after_apostrophe(form) ||
        segment_facts(language, form) & FACT_WHOLE)
        return 0;
    size_t last = form.size;
    if (segment_is_apostrophe(utf8_previous(form, &last)))
        return last > 0 ? form.size - last : 0;
    return clitic_size(language, form, true);
}

bool segment_is_part(const struct segment_language *language, struct slice form)
{
    char key[FOLD_MAX];
    struct slice folded = segment_fold(form, key);
    for (uint32_t i = 0; i < language->enclitics.count; i++)
        if (language->enclitics.items[i].part &&
            slice_equal(language->enclitics.items[i].text, folded))
            return true;
    return false;
}

const struct multiword *segment_multiword(const struct segment_language *language,
                                          struct slice form)
{
    char key[FOLD_MAX];
    if (form.size > 16) // the longest contraction is short
        return NULL;
    uint32_t index = table_find(&language->multiwords, segment_fold(form, key));
    return index == TABLE_NONE ? NULL : &language->multiword_list.items[index];
}

static void add(token_list *tokens, struct arena *arena, struct token token)
{
    assert(token.start < token.end);
    list_add(arena, tokens, token);
}

// Takes elided forms off the front; leaves in *word what is left (perhaps nothing).
static void split_elisions(const struct segment_language *language, struct slice text,
                           struct token *word, token_list *tokens, struct arena *arena)
{
    while (word->start < word->end) {
        struct slice form = slice_part(text, word->start, word->end);
        size_t size = after_apostrophe(form);
        if (!size || segment_facts(language, form) & FACT_WHOLE ||
            !(segment_facts(language, slice_part(form, 0, size)) & FACT_ELISION))
            return;
        struct token elided = *word;
        elided.end = elided.start + (uint32_t)size;
        elided.flags &= (uint8_t) ~(TOKEN_DOTTED | TOKEN_TITLE | TOKEN_INITIAL);
        add(tokens, arena, elided);
        word->start = elided.end;
        word->flags &= (uint8_t) ~(TOKEN_SPACE_BEFORE | TOKEN_LINE_BEFORE);
    }
}

static bool capital_at(struct slice text, size_t position)
{
    return position < text.size && unicode_is_upper(utf8_next(text, &position));
}

static size_t previous_start(struct slice text, size_t position)
{
    utf8_previous(text, &position);
    return position;
}

#define CLITICS_MAX 3 // donne-nous-en

// Adds a word with its enclitics (a-t-il, donne-le-moi) as tokens.
static void split_enclitics(const struct segment_language *language, struct slice text,
                            struct token word, token_list *tokens, struct arena *arena)
{
    uint32_t starts[CLITICS_MAX];
    size_t count = 0;
    uint32_t end = word.end;
    while (count < CLITICS_MAX) {
        struct slice form = slice_part(text, word.start, end);
        if (segment_facts(language, form) & FACT_WHOLE)
            break;
        size_t size = clitic_size(language, form, false);
        if (!size)
            break;
        // Paris-La (Défense), RTL-Le (Figaro): a pronoun has a capital only among capitals.
        uint32_t clitic = end - (uint32_t)size;
        if (capital_at(text, clitic + 1) && !capital_at(text, previous_start(text, clitic)))
            break;
        starts[count++] = end = clitic;
    }
    struct token part = word;
    while (count > 0) {
        part.end = starts[--count];
        add(tokens, arena, part);
        part.start = part.end;
        part.flags &= (uint8_t) ~(TOKEN_SPACE_BEFORE | TOKEN_LINE_BEFORE);
    }
    part.end = word.end;
    add(tokens, arena, part);
}

// Adds the parts of an English compound and its hyphens; prefixes like non- stay on.
static void split_hyphens(const struct segment_language *language, struct slice text,
                          struct token word, token_list *tokens, struct arena *arena)
{
    struct slice form = slice_part(text, word.start, word.end);
    struct token part = word;
    for (size_t position = 0; position < form.size;) {
        size_t at = position;
        uint32_t c = utf8_next(form, &position);
        if (!segment_is_hyphen(c) || word.start + at == part.start || position == form.size)
            continue;
        struct slice prefix = slice_part(text, part.start, word.start + position);
        if (segment_facts(language, prefix) & FACT_PREFIX)
            continue;
        part.end = word.start + (uint32_t)at;
        add(tokens, arena, part);
        struct token hyphen = {part.end, word.start + (uint32_t)position, TOKEN_MARK, 0};
        add(tokens, arena, hyphen);
        part.start = hyphen.end;
        part.flags &= (uint8_t) ~(TOKEN_SPACE_BEFORE | TOKEN_LINE_BEFORE);
    }
    part.end = word.end;
    add(tokens, arena, part);
}

void segment_split(const struct segment_language *language, struct slice text, struct token word,
                   token_list *tokens, struct arena *arena)
{
    struct slice form = slice_part(text, word.start, word.end);
    bool hyphen = false, apostrophe = false;
    for (size_t i = 0; i < form.size; i++) {
        unsigned char byte = (unsigned char)form.data[i];
        hyphen |= byte == '-' || byte == 0xE2; // U+2010, U+2011, U+2019 begin with E2
        apostrophe |= byte == '\'' || byte == 0xE2 || byte == 0xCA;
    }
    if (apostrophe && !language->hyphens_cut)
        split_elisions(language, text, &word, tokens, arena);
    if (word.start == word.end)
        return;
    if (!hyphen || word.flags & TOKEN_DOTTED ||
        segment_facts(language, slice_part(text, word.start, word.end)) & FACT_WHOLE)
        add(tokens, arena, word);
    else if (language->hyphens_cut)
        split_hyphens(language, text, word, tokens, arena);
    else
        split_enclitics(language, text, word, tokens, arena);
}
