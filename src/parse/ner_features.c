// SPDX-License-Identifier: Apache-2.0
// What the name tagger sees: word views with known names marked, and the feature templates. Shared
// by the stage and the trainer. Templates are numbered: append, never renumber.
#include "parse/ner.h"

#include "base/table.h"
#include "base/utf8.h"

static bool key_sign(uint32_t c)
{
    if (c < 128)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    return unicode_is_letter(c) || unicode_is_digit(c);
}

struct slice ner_key(struct arena *arena, struct slice name)
{
    struct slice folded = utf8_fold(arena, name);
    char *key = arena_take(arena, folded.size + 1);
    size_t size = 0, position = 0;
    while (position < folded.size) {
        size_t start = position;
        if (key_sign(utf8_next(folded, &position))) {
            memcpy(key + size, folded.data + start, position - start);
            size += position - start;
        }
    }
    return (struct slice){key, size};
}

uint16_t name_find(const struct name_table *names, struct slice key)
{
    if (names->slots == 0 || key.size == 0)
        return 0;
    uint64_t hash = hash_bytes(key.data, key.size, 0);
    uint32_t slot = weights_slot(hash, names->slots);
    for (uint32_t probe = 0; probe < WEIGHTS_PROBE_LIMIT && names->keys[slot]; probe++) {
        if (names->keys[slot] == weights_key(hash))
            return names->classes[slot];
        slot = slot + 1 == names->slots ? 0 : slot + 1;
    }
    return 0;
}

// Classes of letters, runs cut to two: "Saint-Denis" -> "Xxx-Xxx" as a hash of its signs.
static uint64_t shape_view(struct slice form)
{
    uint64_t hash = 0;
    uint32_t last = 0, run = 0;
    size_t position = 0;
    form = slice_part(form, 0, 60);
    while (position < form.size) {
        uint32_t c = utf8_next(form, &position);
        uint32_t kind = unicode_is_upper(c) ? 'X' : unicode_is_letter(c) ? 'x'
                        : unicode_is_digit(c) ? 'd' : c == 0x2019 ? '\'' : c;
        run = kind == last ? run + 1 : 1;
        last = kind;
        if (run <= 2)
            hash = feature_mix(hash, kind);
    }
    return hash;
}

static void word_view(const struct cluster_table *clusters, const struct word *word,
                      struct ner_word *view)
{
    struct slice lower = word->lower;
    struct cluster cluster = cluster_find(clusters, lower);
    view->fine = cluster.fine;
    view->group = cluster.coarse;
    size_t start = 0, end = lower.size;
    view->lower = hash_bytes(lower.data, lower.size, 0);
    view->form = hash_bytes(word->form.data, word->form.size, 0);
    view->shape = shape_view(word->form);
    view->upos = word->upos;
    view->begins = view->inside = 0;
    for (uint32_t i = 0; i < 4; i++) {
        if (start < lower.size)
            utf8_next(lower, &start);
        if (end > 0)
            utf8_previous(lower, &end);
        if (i == 0)
            continue;
        view->prefix[i - 1] = hash_bytes(lower.data, start, 0);
        view->suffix[i - 1] = hash_bytes(lower.data + end, lower.size - end, 0);
    }
}

// Marks the known names that begin at a word: the longest one, and the word by itself.
static void names_mark(const struct name_table *names, const struct slice *keys, uint32_t count,
                       uint32_t at, struct ner_word *views)
{
    char key[NER_NAME_BYTES];
    size_t size = 0;
    uint32_t longest = 0;
    uint16_t class = 0;
    for (uint32_t i = 0; i < NER_NAME_WORDS && at + i < count; i++) {
        struct slice piece = keys[at + i];
        if (size + piece.size > sizeof key)
            break;
        memcpy(key + size, piece.data, piece.size);
        size += piece.size;
        uint16_t found = name_find(names, (struct slice){key, size});
        if (found && piece.size > 0) {
            class = found;
            longest = i + 1;
        }
        if (i == 0)
            views[at].begins |= found;
    }
    views[at].begins |= longest > 1 ? (uint32_t)class << 16 : 0;
    for (uint32_t i = 1; i < longest; i++)
        views[at + i].inside |= class;
}

void ner_words_view(const struct name_table *names, const struct cluster_table *clusters,
                    const struct ner_text *text, struct ner_word *views, struct arena *scratch)
{
    const struct word *words = text->words;
    uint32_t count = text->count;
    struct arena_mark mark = arena_mark(scratch);
    struct slice *keys = arena_zero(scratch, count + (size_t)1, sizeof *keys);
    memset(views, 0, (count + (size_t)4) * sizeof *views);
    views[0].lower = views[1].lower = 1;
    views[count + 2].lower = views[count + 3].lower = 2;
    for (uint32_t i = 0; i < count; i++) {
        word_view(clusters, &words[i], &views[i + 2]);
        struct slice form = slice_part(words[i].form, 0, NER_NAME_BYTES * 2);
        keys[i] = ner_key(scratch, form);
    }
    for (uint32_t i = 0; i < count; i++) {
        size_t position = 0;
        uint32_t first = words[i].form.size ? utf8_next(words[i].form, &position) : 0;
        bool capital = unicode_is_upper(first) || unicode_is_digit(first);
        for (uint32_t k = i > NER_REACH ? i - NER_REACH : 0;
             capital && k <= i + NER_REACH && k < count; k++)
            views[k + 2].open = true;
        if (capital)
            names_mark(names, keys, count, i, views + 2);
        else if (first)
            views[i + 2].begins = name_find(names, keys[i]) & NAME_WORDS;
    }
    arena_rewind(scratch, mark);
}

void ner_trees_view(const struct ner_text *text, struct ner_word *views)
{
    for (uint32_t i = 0; i < text->count; i++) {
        uint32_t head = text->words[i].head;
        bool inside = head != NO_INDEX && head >= text->first && head - text->first < text->count;
        const struct ner_word *governor = &views[inside ? head - text->first + 2 : 0];
        views[i + 2].relation = text->words[i].relation + (uint64_t)1;
        views[i + 2].head = governor->lower;
        views[i + 2].head_fine = governor->fine;
    }
}

// What is known of the word and its neighbours, one feature a class.
static uint32_t known_features(const struct ner_word *w, uint64_t *f, uint32_t n)
{
    const struct ner_word *l = w - 1, *r = w + 1;
    for (uint32_t bit = 0; bit < 32; bit++) {
        if (w->begins >> bit & 1)
            f[n++] = feature_2(339, bit, w->upos);
        if (l->begins >> bit & 1)
            f[n++] = feature_2(354, bit, w->shape);
        if (r->begins >> bit & 1)
            f[n++] = feature_2(355, bit, w->shape);
    }
    for (uint32_t bit = 0; bit < 16; bit++)
        if (w->inside >> bit & 1)
            f[n++] = feature_2(356, bit, w->upos);
    return n;
}

uint32_t ner_features(const struct ner_word *w, uint64_t *f)
{
    const struct ner_word *l = w - 1, *l2 = w - 2, *r = w + 1, *r2 = w + 2;
    uint64_t known = (uint64_t)w->begins << 16 | w->inside;
    uint64_t known_left = (uint64_t)l->begins << 16 | l->inside;
    uint64_t known_right = (uint64_t)r->begins << 16 | r->inside;
    uint32_t n = 0;
    f[n++] = feature_1(300, 0);
    f[n++] = feature_1(301, w->lower);
    f[n++] = feature_1(302, w->form);
    f[n++] = feature_1(303, l->lower);
    f[n++] = feature_1(304, r->lower);
    f[n++] = feature_1(305, l2->lower);
    f[n++] = feature_1(306, r2->lower);
    f[n++] = feature_2(307, l->lower, w->lower);
    f[n++] = feature_2(308, w->lower, r->lower);
    f[n++] = feature_2(309, l2->lower, l->lower);
    f[n++] = feature_2(310, r->lower, r2->lower);
    f[n++] = feature_2(311, l->lower, w->shape);
    f[n++] = feature_2(312, r->lower, w->shape);
    f[n++] = feature_3(313, l2->lower, l->lower, w->shape);
    f[n++] = feature_1(314, w->shape);
    f[n++] = feature_2(315, l->shape, w->shape);
    f[n++] = feature_2(316, w->shape, r->shape);
    f[n++] = feature_3(317, l->shape, w->shape, r->shape);
    for (uint64_t i = 0; i < 3; i++) {
        f[n++] = feature_2(318, i, w->suffix[i]);
        f[n++] = feature_2(319, i, w->prefix[i]);
    }
    f[n++] = feature_2(320, w->suffix[1], w->shape);
    f[n++] = feature_1(321, w->upos);
    f[n++] = feature_2(322, l->upos, w->upos);
    f[n++] = feature_2(323, w->upos, r->upos);
    f[n++] = feature_3(324, l->upos, w->upos, r->upos);
    f[n++] = feature_2(325, w->upos, w->shape);
    f[n++] = feature_1(326, known);
    f[n++] = feature_2(327, known, w->shape);
    f[n++] = feature_2(328, known, w->upos);
    f[n++] = feature_2(329, known, known_left);
    f[n++] = feature_2(330, known, known_right);
    f[n++] = feature_2(331, known, l->lower);
    f[n++] = feature_2(332, known, r->lower);
    f[n++] = feature_3(333, l->lower, w->upos, w->shape);
    f[n++] = feature_3(334, r->lower, w->upos, w->shape);
    f[n++] = feature_3(335, l->shape, known_left, w->shape);
    f[n++] = feature_3(336, r->shape, known_right, w->shape);
    f[n++] = feature_2(337, l->suffix[2], w->shape);
    f[n++] = feature_2(338, r->suffix[2], w->shape);
    f[n++] = feature_1(340, w->fine);
    f[n++] = feature_1(341, l->fine);
    f[n++] = feature_1(342, r->fine);
    f[n++] = feature_1(343, l2->fine);
    f[n++] = feature_1(344, r2->fine);
    f[n++] = feature_2(345, w->fine, w->shape);
    f[n++] = feature_2(346, l->fine, w->shape);
    f[n++] = feature_2(347, r->fine, w->shape);
    f[n++] = feature_2(348, l->fine, known);
    f[n++] = feature_2(349, r->fine, known);
    f[n++] = feature_2(350, l->group, w->fine);
    f[n++] = feature_2(351, w->fine, r->group);
    f[n++] = feature_3(352, l->fine, w->shape, r->group);
    f[n++] = feature_3(353, l2->fine, l->group, w->shape);
    if (w->relation) {
        f[n++] = feature_2(360, w->relation, w->shape);
        f[n++] = feature_3(361, w->head, w->relation, w->shape);
        f[n++] = feature_3(362, w->head_fine, w->relation, w->shape);
        f[n++] = feature_3(363, w->relation, l->lower, w->shape);
    }
    return known_features(w, f, n);
}

uint64_t ner_transition(uint32_t label)
{
    return feature_1(399, label);
}

bool ner_step_allowed(uint32_t from, uint32_t to)
{
    if (to == 0 || to % 2 == 1) // O and B may come after anything
        return true;
    return from == to || from + 1 == to; // I after its own B or I
}
