// SPDX-License-Identifier: Apache-2.0
// What the parser sees of a word: rows of its table for word, endings, shape, cluster, part of
// speech and features. Shared by the stage and the trainer, so that both see the same.
#include "parse/tree.h"

#include "base/table.h"
#include "base/utf8.h"
#include "model/weights.h"

uint32_t tree_word_row(const struct tree_vocabulary *vocabulary, struct slice lower)
{
    if (vocabulary->slots == 0)
        return TREE_ROW_UNKNOWN;
    uint64_t hash = cluster_hash(lower);
    uint32_t slot = weights_slot(hash, vocabulary->slots);
    uint16_t key = weights_key(hash);
    for (uint32_t probe = 0; probe < WEIGHTS_PROBE_LIMIT && vocabulary->keys[slot]; probe++) {
        if (vocabulary->keys[slot] == key)
            return TREE_ROW_WORD + vocabulary->words[slot];
        slot = slot + 1 == vocabulary->slots ? 0 : slot + 1;
    }
    return TREE_ROW_UNKNOWN;
}

enum {
    SHAPE_FIRST_UPPER = 1,
    SHAPE_ALL_UPPER = 2,
    SHAPE_INNER_UPPER = 4,
    SHAPE_DIGIT = 8,
    SHAPE_FIGURE = 16,
    SHAPE_HYPHEN = 32,
    SHAPE_POINT = 64,
    SHAPE_START = 128,
    SHAPE_SHORT = 256,
};

static uint32_t word_shape(struct slice form, bool start)
{
    uint32_t shape = SHAPE_ALL_UPPER | SHAPE_FIGURE | (start ? SHAPE_START : 0);
    size_t position = 0;
    form = slice_part(form, 0, 64);
    while (position < form.size) {
        bool first = position == 0;
        uint32_t c = utf8_next(form, &position);
        bool upper = c < 128 ? c >= 'A' && c <= 'Z' : unicode_is_upper(c);
        bool digit = c >= '0' && c <= '9';
        shape |= upper ? first ? SHAPE_FIRST_UPPER : SHAPE_INNER_UPPER : 0;
        if (!upper)
            shape &= ~(uint32_t)SHAPE_ALL_UPPER;
        if (!digit && c != '.' && c != ',' && c != ' ' && c != 0xA0 && c != 0x202F)
            shape &= ~(uint32_t)SHAPE_FIGURE;
        shape |= digit ? SHAPE_DIGIT : c == '-' ? SHAPE_HYPHEN : c == '.' ? SHAPE_POINT : 0;
    }
    return form.size <= 1 ? shape | SHAPE_SHORT : shape;
}

static uint32_t hashed(struct slice part, uint32_t first, uint32_t rows)
{
    return first + (uint32_t)(hash_bytes(part.data, part.size, 0) >> 32) % rows;
}

static void word_inputs(const struct tree_vocabulary *vocabulary,
                        const struct cluster_table *clusters, const struct word *word, bool start,
                        struct tree_inputs *inputs)
{
    struct slice lower = word->lower;
    size_t last_2 = lower.size, last_3, first_3 = 0;
    for (int c = 0; c < 2 && last_2 > 0; c++)
        utf8_previous(lower, &last_2);
    last_3 = last_2;
    if (last_3 > 0)
        utf8_previous(lower, &last_3);
    for (int c = 0; c < 3 && first_3 < lower.size; c++)
        utf8_next(lower, &first_3);
    uint32_t n = 0, *rows = inputs->rows;
    rows[n++] = tree_word_row(vocabulary, lower);
    rows[n++] = hashed(slice_part(lower, last_2, lower.size), TREE_ROW_ENDING_2, 1024);
    rows[n++] = hashed(slice_part(lower, last_3, lower.size), TREE_ROW_ENDING_3, 4096);
    rows[n++] = hashed(slice_part(lower, 0, first_3), TREE_ROW_START_3, 2048);
    rows[n++] = TREE_ROW_SHAPE + word_shape(word->form, start);
    rows[n++] = TREE_ROW_UPOS + word->upos;
    uint32_t fine = cluster_find(clusters, lower).fine;
    if (fine > 0 && fine < 1024)
        rows[n++] = TREE_ROW_FINE + fine;
    for (feature_set rest = word->features; rest && n < TREE_INPUT_LIMIT; rest &= rest - 1)
        rows[n++] = TREE_ROW_FEATURE + (uint32_t)__builtin_ctzll(rest);
    inputs->count = n;
}

void tree_inputs_view(const struct tree_vocabulary *vocabulary,
                      const struct cluster_table *clusters, const struct word *words,
                      uint32_t count, struct tree_inputs *inputs)
{
    inputs[0] = (struct tree_inputs){1, {TREE_ROW_UPOS}};
    for (uint32_t i = 0; i < count; i++)
        word_inputs(vocabulary, clusters, &words[i], i == 0, &inputs[i + 1]);
}
