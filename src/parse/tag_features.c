// SPDX-License-Identifier: Apache-2.0
// What the tagger sees: word views (hashes of form, affixes, shape, dictionary class) and the
// feature templates over them. Shared by the stage and the trainer, so that both see the same.
// Templates are numbered; a number is part of the model's meaning: append, never renumber.
#include "parse/tag.h"

#include "base/table.h"
#include "base/utf8.h"

#include <stdio.h>

uint32_t lexicon_find(const struct lexicon *lexicon, struct slice lower, uint32_t *coarse)
{
    return lexicon_search(lexicon, hash_bytes(lower.data, lower.size, 0), coarse);
}

uint32_t lexicon_search(const struct lexicon *lexicon, uint64_t hash, uint32_t *coarse)
{
    *coarse = 0;
    if (lexicon->slots == 0)
        return 0;
    uint32_t slot = weights_slot(hash, lexicon->slots);
    uint16_t key = weights_key(hash);
    for (uint32_t probe = 0; probe < WEIGHTS_PROBE_LIMIT; probe++) {
        uint16_t found = lexicon->keys[slot];
        if (found == 0)
            return 0;
        if (found == key && lexicon->classes[slot] < lexicon->class_count) {
            *coarse = lexicon->coarse[lexicon->classes[slot]];
            return lexicon->classes[slot];
        }
        slot = slot + 1 == lexicon->slots ? 0 : slot + 1;
    }
    return 0;
}

bool lexicon_open(struct lexicon *lexicon, const struct model *model, const char *name,
                  struct error *error)
{
    char keys[32], class[32], coarse[32];
    snprintf(keys, sizeof keys, "%s.keys", name);
    snprintf(class, sizeof class, "%s.class", name);
    snprintf(coarse, sizeof coarse, "%s.coarse", name);
    *lexicon = (struct lexicon){0};
    size_t slots, classes;
    lexicon->keys = model_array(model, keys, MODEL_U16, &slots);
    if (!lexicon->keys || slots == 0)
        return true;
    lexicon->classes = model_need(model, class, MODEL_U16, slots, NULL, error);
    lexicon->coarse = model_need(model, coarse, MODEL_U8, 0, &classes, error);
    if (!lexicon->classes || !lexicon->coarse)
        return false;
    lexicon->slots = (uint32_t)slots;
    lexicon->class_count = (uint32_t)classes;
    return true;
}

enum {
    SHAPE_FIRST_UPPER = 1,
    SHAPE_ALL_UPPER = 2,
    SHAPE_INNER_UPPER = 4,
    SHAPE_DIGIT = 8,
    SHAPE_ALL_DIGIT = 16,
    SHAPE_HYPHEN = 32,
    SHAPE_LETTER = 64,
    SHAPE_MANY = 128,
    SHAPE_POINT = 256,
    SHAPE_START = 512,
};

static uint64_t word_shape(struct slice form)
{
    uint64_t shape = SHAPE_ALL_UPPER | SHAPE_ALL_DIGIT;
    size_t position = 0;
    form = slice_part(form, 0, TAG_WORD_LIMIT);
    while (position < form.size) {
        bool first = position == 0;
        uint32_t c = utf8_next(form, &position);
        bool upper = c < 128 ? c >= 'A' && c <= 'Z' : unicode_is_upper(c);
        bool lower = c < 128 ? c >= 'a' && c <= 'z' : unicode_is_lower(c);
        if (upper)
            shape |= first ? SHAPE_FIRST_UPPER : SHAPE_INNER_UPPER;
        if (!upper)
            shape &= ~(uint64_t)SHAPE_ALL_UPPER;
        if (upper || lower)
            shape |= SHAPE_LETTER;
        if (c >= '0' && c <= '9')
            shape |= SHAPE_DIGIT;
        else if (c != '.' && c != ',' && c != ' ' && c != 0xA0 && c != 0x202F)
            shape &= ~(uint64_t)SHAPE_ALL_DIGIT;
        shape |= c == '-' ? SHAPE_HYPHEN : c == '.' ? SHAPE_POINT : 0;
    }
    return form.size > 1 ? shape | SHAPE_MANY : shape;
}

static void word_affixes(struct slice lower, struct tag_word *view)
{
    size_t start = 0, end = lower.size;
    size_t floor = lower.size > TAG_WORD_LIMIT ? lower.size - TAG_WORD_LIMIT : 0;
    for (uint32_t i = 0; i < 3; i++) {
        if (start < lower.size)
            utf8_next(lower, &start);
        view->prefix[i] = hash_bytes(lower.data, start, 0);
    }
    for (uint32_t i = 0; i < 5; i++) {
        if (end > floor)
            utf8_previous(lower, &end);
        view->suffix[i] = hash_bytes(lower.data + end, lower.size - end, 0);
    }
}

static void word_view(const struct lexicon *lexicon, const struct cluster_table *clusters,
                      const struct word *word, bool start, struct tag_word *view)
{
    struct cluster cluster = cluster_find(clusters, word->lower);
    view->fine = cluster.fine;
    view->group = cluster.coarse;
    uint32_t coarse;
    view->lower = hash_bytes(word->lower.data, word->lower.size, word->token_size > 1);
    view->form = hash_bytes(word->form.data, word->form.size, word->token_size > 1);
    view->class = lexicon_find(lexicon, word->lower, &coarse);
    view->coarse = coarse;
    view->shape = word_shape(word->form) | (start ? SHAPE_START : 0);
    word_affixes(word->lower, view);
}

void tag_words_view(const struct lexicon *lexicon, const struct cluster_table *clusters,
                    const struct word *words, uint32_t count, struct tag_word *views)
{
    memset(views, 0, 2 * sizeof *views);
    memset(views + 2 + count, 0, 2 * sizeof *views);
    for (uint32_t i = 0; i < count; i++)
        word_view(lexicon, clusters, &words[i], i == 0, &views[2 + i]);
    views[0].lower = views[1].lower = 1;
    views[2 + count].lower = views[3 + count].lower = 2;
}

uint32_t tag_upos_features(const struct tag_word *view, uint8_t before, uint8_t before2,
                           uint64_t *features)
{
    const struct tag_word *w = view, *l = view - 1, *l2 = view - 2, *r = view + 1, *r2 = view + 2;
    uint32_t n = 0;
    uint64_t tag = before, tags = (uint64_t)before << 8 | before2;
    features[n++] = feature_1(0, 0);
    features[n++] = feature_1(1, w->lower);
    features[n++] = feature_1(2, w->form);
    features[n++] = feature_1(3, l->lower);
    features[n++] = feature_1(4, r->lower);
    features[n++] = feature_1(5, l2->lower);
    features[n++] = feature_1(6, r2->lower);
    features[n++] = feature_2(7, l->lower, w->lower);
    features[n++] = feature_2(8, w->lower, r->lower);
    for (uint32_t i = 0; i < 5; i++)
        features[n++] = feature_2(9, i, w->suffix[i]);
    for (uint32_t i = 0; i < 3; i++)
        features[n++] = feature_2(10, i, w->prefix[i]);
    features[n++] = feature_1(11, w->shape);
    features[n++] = feature_2(12, w->shape, w->class);
    features[n++] = feature_2(13, w->shape, w->suffix[2]);
    features[n++] = feature_1(14, tag);
    features[n++] = feature_1(15, tags);
    features[n++] = feature_2(16, tag, w->lower);
    features[n++] = feature_2(17, tags, w->lower);
    features[n++] = feature_2(18, tag, r->lower);
    features[n++] = feature_2(19, tag, w->suffix[2]);
    features[n++] = feature_1(20, w->class);
    features[n++] = feature_1(21, w->coarse);
    features[n++] = feature_2(22, l->coarse, w->coarse);
    features[n++] = feature_2(23, w->coarse, r->coarse);
    features[n++] = feature_2(24, w->lower, r->coarse);
    features[n++] = feature_3(25, w->coarse, r->coarse, r2->coarse);
    features[n++] = feature_2(26, tag, w->class);
    features[n++] = feature_3(27, tag, w->coarse, r->coarse);
    features[n++] = feature_2(28, tags, w->coarse);
    features[n++] = feature_3(29, tags, w->coarse, r->coarse);
    features[n++] = feature_1(30, r->suffix[2]);
    features[n++] = feature_1(31, l->suffix[2]);
    features[n++] = feature_2(32, r->suffix[1], w->coarse);
    features[n++] = feature_2(33, w->lower, r->suffix[2]);
    features[n++] = feature_2(34, w->shape, r->shape);
    features[n++] = feature_2(35, l->shape, w->shape);
    features[n++] = feature_3(36, l->lower, w->lower, r->lower);
    features[n++] = feature_3(37, tag, w->shape, r->shape);
    features[n++] = feature_2(38, r->class, w->lower);
    features[n++] = feature_1(40, w->fine);
    features[n++] = feature_1(41, l->fine);
    features[n++] = feature_1(42, r->fine);
    features[n++] = feature_2(43, tag, w->fine);
    features[n++] = feature_2(44, w->fine, r->group);
    features[n++] = feature_2(45, l->group, w->fine);
    features[n++] = feature_3(46, tag, w->group, r->group);
    features[n++] = feature_3(47, tags, w->group, r->fine);
    features[n++] = feature_2(48, w->fine, w->shape);
    features[n++] = feature_2(49, w->fine, w->suffix[2]);
    features[n++] = feature_3(50, l->group, w->group, r->group);
    features[n++] = feature_2(51, w->group, w->class);
    return n;
}

uint32_t tag_morph_features(const struct tag_word *view, const uint8_t upos[5], uint64_t *features)
{
    const struct tag_word *w = view, *l = view - 1, *l2 = view - 2, *r = view + 1;
    uint64_t tag = upos[2], around = (uint64_t)upos[1] << 8 | upos[3];
    uint32_t n = 0;
    features[n++] = feature_1(100, tag);
    features[n++] = feature_2(101, tag, w->lower);
    features[n++] = feature_2(102, tag, w->class);
    for (uint32_t i = 0; i < 5; i++)
        features[n++] = feature_3(103, tag, i, w->suffix[i]);
    features[n++] = feature_2(104, tag, w->shape);
    features[n++] = feature_2(105, tag, around);
    features[n++] = feature_3(106, tag, upos[1], upos[0]);
    features[n++] = feature_3(107, tag, upos[3], upos[4]);
    features[n++] = feature_2(108, tag, l->lower);
    features[n++] = feature_2(109, tag, r->lower);
    features[n++] = feature_2(110, tag, l2->lower);
    features[n++] = feature_3(111, tag, upos[1], l->class);
    features[n++] = feature_3(112, tag, upos[3], r->class);
    features[n++] = feature_4(113, tag, upos[1], l->class, w->class);
    features[n++] = feature_4(114, tag, upos[3], r->class, w->class);
    features[n++] = feature_3(115, tag, l->lower, w->lower);
    features[n++] = feature_3(116, tag, w->lower, r->lower);
    features[n++] = feature_3(117, tag, upos[1], l->suffix[1]);
    features[n++] = feature_3(118, tag, upos[3], r->suffix[1]);
    features[n++] = feature_4(119, tag, l->lower, l2->lower, w->suffix[0]);
    features[n++] = feature_3(120, tag, upos[0], l2->class);
    features[n++] = feature_3(121, tag, l->lower, w->class);
    features[n++] = feature_2(122, tag, w->prefix[2]);
    features[n++] = feature_3(123, tag, w->suffix[1], l->suffix[0]);
    features[n++] = feature_2(124, tag, w->fine);
    features[n++] = feature_3(125, tag, w->fine, l->group);
    features[n++] = feature_3(126, tag, w->fine, w->suffix[1]);
    features[n++] = feature_3(127, tag, w->group, l->fine);
    features[n++] = feature_3(128, tag, w->group, r->fine);
    return n;
}
