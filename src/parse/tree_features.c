// SPDX-License-Identifier: Apache-2.0
// What the parser sees: word views and the feature templates over a parser state, shared by the
// stage and the trainer. Templates are numbered; a number is part of the model's meaning: append,
// never renumber.
#include "parse/tree.h"

#include "base/table.h"
#include "base/utf8.h"

static uint64_t morph_view(const struct word *word)
{
    const feature_set kept =
        FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(VERBFORM_GER) | FEATURE_BIT(VERBFORM_INF) |
        FEATURE_BIT(VERBFORM_PART) | FEATURE_BIT(TENSE_PAST) | FEATURE_BIT(VOICE_PASS) |
        FEATURE_BIT(MOOD_IMP) | FEATURE_BIT(MOOD_SUB) | FEATURE_BIT(PRONTYPE_REL) |
        FEATURE_BIT(PRONTYPE_INT) | FEATURE_BIT(PRONTYPE_DEM) | FEATURE_BIT(PRONTYPE_PRS) |
        FEATURE_BIT(REFLEX) | FEATURE_BIT(POSS) | FEATURE_BIT(DEFINITE_DEF) |
        FEATURE_BIT(DEFINITE_IND) | FEATURE_BIT(CASE_NOM) | FEATURE_BIT(CASE_GEN) |
        FEATURE_BIT(CASE_ACC) | FEATURE_BIT(NUMTYPE_ORD) | FEATURE_BIT(POLARITY_NEG);
    return feature_2(1000, word->upos, word->features & kept);
}

static uint8_t agreement_view(feature_set features)
{
    return (uint8_t)((features & FEATURE_BIT(GENDER_MASC) ? 1 : 0) |
                     (features & FEATURE_BIT(GENDER_FEM) ? 2 : 0) |
                     (features & FEATURE_BIT(NUMBER_SING) ? 4 : 0) |
                     (features & FEATURE_BIT(NUMBER_PLUR) ? 8 : 0));
}

void tree_words_view(const struct cluster_table *clusters, const struct word *words,
                     uint32_t count, struct tree_word *views)
{
    memset(views, 0, (count + (size_t)2) * sizeof *views);
    views[0].upos = 30;
    views[0].word = views[0].morph = 30;
    views[count + 1].upos = views[count + 1].word = views[count + 1].morph = 31;
    for (uint32_t i = 0; i < count; i++) {
        struct tree_word *view = &views[i + 1];
        struct slice lower = words[i].lower;
        size_t end = lower.size;
        for (int c = 0; c < 3 && end > 0; c++)
            utf8_previous(lower, &end);
        view->word = hash_bytes(lower.data, lower.size, 0);
        view->suffix = hash_bytes(lower.data + end, lower.size - end, 0);
        struct cluster cluster = cluster_find(clusters, lower);
        view->fine = cluster.fine;
        view->group = cluster.coarse;
        view->upos = words[i].upos;
        view->morph = morph_view(&words[i]);
        view->agreement = agreement_view(words[i].features);
    }
}

// 0 = nothing known, else which of gender and number agree (1, 2) or clash (4, 8).
static uint64_t agreement(const struct tree_word *a, const struct tree_word *b)
{
    uint8_t gender_a = a->agreement & 3, gender_b = b->agreement & 3;
    uint8_t number_a = a->agreement & 12, number_b = b->agreement & 12;
    uint64_t result = 0;
    if (gender_a && gender_b)
        result |= gender_a == gender_b ? 1 : 4;
    if (number_a && number_b)
        result |= number_a == number_b ? 2 : 8;
    return result;
}

static uint64_t distance_bin(uint32_t from, uint32_t to)
{
    uint32_t distance = from < to ? to - from : from - to;
    return distance < 5 ? distance : distance < 8 ? 5 : distance < 13 ? 6 : 7;
}

static uint64_t valency_bin(uint8_t count)
{
    return count < 4 ? count : 4;
}

// The features of the places themselves: first words of stack and buffer.
static uint32_t place_features(const struct tree_word *s0, const struct tree_word *s1,
                               const struct tree_word *s2, const struct tree_word *b, uint64_t *f)
{
    const struct tree_word *b0 = b;
    uint32_t n = 0;
    f[n++] = feature_1(1, s0->word);
    f[n++] = feature_1(2, s0->morph);
    f[n++] = feature_2(3, s0->word, s0->upos);
    f[n++] = feature_1(4, s1->word);
    f[n++] = feature_1(5, s1->morph);
    f[n++] = feature_2(6, s1->word, s1->upos);
    f[n++] = feature_1(7, s2->morph);
    f[n++] = feature_1(8, s2->word);
    f[n++] = feature_2(12, s0->word, b0->word);
    f[n++] = feature_2(13, s0->word, b0->upos);
    f[n++] = feature_2(14, s0->upos, b0->word);
    f[n++] = feature_2(15, s0->upos, b0->upos);
    f[n++] = feature_2(16, s0->morph, b0->morph);
    f[n++] = feature_2(17, s1->word, s0->word);
    f[n++] = feature_2(18, s1->word, s0->upos);
    f[n++] = feature_2(19, s1->upos, s0->word);
    f[n++] = feature_2(20, s1->upos, s0->upos);
    f[n++] = feature_2(21, s1->morph, s0->morph);
    f[n++] = feature_2(22, s1->upos, b0->upos);
    f[n++] = feature_2(23, s1->word, b0->upos);
    f[n++] = feature_2(24, s1->upos, b0->word);
    f[n++] = feature_3(25, s1->upos, s0->upos, b0->upos);
    f[n++] = feature_3(26, s1->morph, s0->morph, b0->morph);
    f[n++] = feature_3(27, s1->word, s0->upos, b0->upos);
    f[n++] = feature_3(28, s1->upos, s0->word, b0->upos);
    f[n++] = feature_3(29, s1->upos, s0->upos, b0->word);
    f[n++] = feature_3(30, s2->upos, s1->upos, s0->upos);
    f[n++] = feature_4(31, s2->upos, s1->upos, s0->upos, b0->upos);
    f[n++] = feature_3(32, s2->morph, s1->morph, s0->morph);
    f[n++] = feature_3(33, s0->suffix, s0->upos, b0->upos);
    f[n++] = feature_3(34, s1->suffix, s1->upos, s0->upos);
    f[n++] = feature_3(35, agreement(s0, b0), s0->upos, b0->upos);
    f[n++] = feature_3(36, agreement(s1, s0), s1->upos, s0->upos);
    f[n++] = feature_2(110, s0->fine, b0->fine);
    f[n++] = feature_2(111, s1->fine, s0->fine);
    f[n++] = feature_2(112, s0->fine, b0->upos);
    f[n++] = feature_2(113, s0->upos, b0->fine);
    f[n++] = feature_2(114, s1->fine, s0->upos);
    f[n++] = feature_2(115, s1->upos, s0->fine);
    f[n++] = feature_3(116, s1->group, s0->group, b0->group);
    f[n++] = feature_3(117, s1->fine, s0->upos, b0->upos);
    f[n++] = feature_3(118, s2->group, s1->group, s0->group);
    f[n++] = feature_4(37, agreement(s1, s0), agreement(s2, s0), s1->upos, s0->upos);
    return n;
}

// Features of the buffer alone: the same until the next shift. b holds its first words, which may be
// "nothing".
static uint32_t buffer_features(const struct tree_word *const b[4], uint64_t *f)
{
    uint32_t n = 0;
    f[n++] = feature_1(9, b[0]->word);
    f[n++] = feature_1(10, b[0]->morph);
    f[n++] = feature_2(11, b[0]->word, b[0]->upos);
    f[n++] = feature_1(40, b[1]->word);
    f[n++] = feature_1(41, b[1]->morph);
    f[n++] = feature_1(42, b[2]->word);
    f[n++] = feature_1(43, b[2]->morph);
    f[n++] = feature_1(44, b[3]->upos);
    f[n++] = feature_2(45, b[0]->upos, b[1]->upos);
    f[n++] = feature_2(46, b[0]->morph, b[1]->morph);
    f[n++] = feature_2(47, b[0]->word, b[1]->upos);
    f[n++] = feature_2(48, b[0]->upos, b[1]->word);
    f[n++] = feature_2(49, b[0]->word, b[1]->word);
    f[n++] = feature_3(50, b[0]->upos, b[1]->upos, b[2]->upos);
    f[n++] = feature_3(51, b[0]->morph, b[1]->morph, b[2]->morph);
    f[n++] = feature_4(58, b[0]->upos, b[1]->upos, b[2]->upos, b[3]->upos);
    f[n++] = feature_1(125, b[0]->fine);
    f[n++] = feature_1(126, b[1]->fine);
    return n;
}

// Features of the stack's top with what is ahead in the buffer.
static uint32_t ahead_features(const struct tree_word *s0, const struct tree_word *s1,
                               const struct tree_word *const b[4], uint64_t *f)
{
    uint32_t n = 0;
    f[n++] = feature_3(52, s0->upos, b[0]->upos, b[1]->upos);
    f[n++] = feature_3(53, s0->morph, b[0]->morph, b[1]->morph);
    f[n++] = feature_3(54, s0->word, b[0]->upos, b[1]->upos);
    f[n++] = feature_3(55, s0->upos, b[0]->word, b[1]->upos);
    f[n++] = feature_4(56, s1->upos, s0->upos, b[0]->upos, b[1]->upos);
    f[n++] = feature_4(57, s0->upos, b[0]->upos, b[1]->upos, b[2]->upos);
    f[n++] = feature_3(127, s0->group, b[0]->group, b[1]->group);
    f[n++] = feature_3(59, s0->word, b[0]->word, b[1]->upos);
    return n;
}

// Features of the tree built so far around the two stack tops and the buffer's front.
static uint32_t tree_features(const struct tree_state *t, uint32_t i0, uint32_t i1, uint32_t ib,
                              uint64_t *f)
{
    const struct tree_word *w = t->words, *s0 = &w[i0], *s1 = &w[i1], *b0 = &w[ib];
    uint64_t s0_left = t->relation[t->left[i0]], s0_right = t->relation[t->right[i0]];
    uint64_t s1_right = t->relation[t->right[i1]], s1_left = t->relation[t->left[i1]];
    uint64_t b0_left = t->relation[t->left[ib]];
    uint64_t s0_mark = t->marker[i0] ? w[t->marker[i0]].word : 0;
    uint64_t s1_mark = t->marker[i1] ? w[t->marker[i1]].word : 0;
    uint64_t b0_mark = t->marker[ib] ? w[t->marker[ib]].word : 0;
    uint32_t n = 0;
    f[n++] = feature_3(60, s0->upos, w[t->left[i0]].upos, s0_left);
    f[n++] = feature_3(61, s0->upos, w[t->right[i0]].upos, s0_right);
    f[n++] = feature_3(62, s1->upos, w[t->left[i1]].upos, s1_left);
    f[n++] = feature_3(63, s1->upos, w[t->right[i1]].upos, s1_right);
    f[n++] = feature_3(64, b0->upos, w[t->left[ib]].upos, b0_left);
    f[n++] = feature_3(65, s0->upos, s0_left, b0->upos);
    f[n++] = feature_3(66, s0->upos, s0_right, b0->upos);
    f[n++] = feature_4(67, s1->upos, s1_right, s0->upos, b0->upos);
    f[n++] = feature_4(68, s1->upos, s1_left, s0->upos, b0->upos);
    f[n++] = feature_3(69, s0->upos, b0->upos, b0_left);
    f[n++] = feature_2(70, s0->morph, t->label_set[i0]);
    f[n++] = feature_2(71, s1->morph, t->label_set[i1]);
    f[n++] = feature_2(72, b0->morph, t->label_set[ib]);
    f[n++] = feature_3(73, s1->upos, t->label_set[i1], s0->upos);
    f[n++] = feature_4(74, s1->upos, t->label_set[i1], s0->upos, s0_mark);
    f[n++] = feature_3(75, s0->upos, valency_bin(t->left_count[i0]), valency_bin(t->right_count[i0]));
    f[n++] = feature_3(76, s1->upos, valency_bin(t->right_count[i1]), s0->upos);
    f[n++] = feature_2(77, b0->upos, valency_bin(t->left_count[ib]));
    f[n++] = feature_2(78, s0->upos, s0_mark);
    f[n++] = feature_3(79, s1->upos, s0->upos, s0_mark);
    f[n++] = feature_3(80, s1->word, s0->upos, s0_mark);
    f[n++] = feature_3(81, s1->word, s0->word, s0_mark);
    f[n++] = feature_4(82, s1->upos, s1_mark, s0->upos, s0_mark);
    f[n++] = feature_3(83, s0->upos, s0_mark, b0->upos);
    f[n++] = feature_3(84, s0->upos, b0_mark, b0->upos);
    f[n++] = feature_3(85, distance_bin(i0, ib), s0->upos, b0->upos);
    f[n++] = feature_3(86, distance_bin(i1, i0), s1->upos, s0->upos);
    f[n++] = feature_4(87, distance_bin(i1, i0), s1->upos, s0->upos, s0_mark);
    f[n++] = feature_4(88, s1->upos, s0->upos, w[t->right[i1]].upos, w[t->left[i0]].upos);
    f[n++] = feature_3(89, s0->upos, w[t->right[i0]].upos, w[t->right2[i0]].upos);
    f[n++] = feature_3(90, s1->upos, w[t->right[i1]].upos, w[t->right2[i1]].upos);
    f[n++] = feature_3(91, b0->upos, w[t->left[ib]].upos, w[t->left2[ib]].upos);
    f[n++] = feature_4(92, s1->upos, s0->upos, w[t->right[i1]].word, s0_mark);
    f[n++] = feature_3(93, s0->morph, s0_left, s0_right);
    f[n++] = feature_3(120, s1->fine, s0_mark, s0->upos);
    f[n++] = feature_3(121, s1->fine, s0_mark, s0->fine);
    f[n++] = feature_3(122, s1->group, s0_mark, s0->fine);
    f[n++] = feature_4(123, s1->fine, t->label_set[i1], s0->upos, s0_mark);
    return n;
}

// Features of neighbours in the text: what stands right after s0 and right before b0.
static uint32_t text_features(const struct tree_state *t, uint32_t i0, uint32_t i1, uint32_t ib,
                              uint32_t i2, uint64_t *f)
{
    const struct tree_word *w = t->words;
    const struct tree_word *after = &w[i0 + 1 <= t->count ? i0 + 1 : t->count + 1];
    const struct tree_word *before = &w[ib > 1 ? ib - 1 : 0];
    const struct tree_word *before0 = &w[i0 > 1 ? i0 - 1 : 0];
    uint64_t mark0 = t->marker[i0] ? w[t->marker[i0]].word : 0;
    uint32_t n = 0;
    f[n++] = feature_3(100, w[i0].upos, after->word, w[ib].upos);
    f[n++] = feature_3(101, w[i0].upos, before->word, w[ib].upos);
    f[n++] = feature_3(102, w[i1].upos, before0->word, w[i0].upos);
    f[n++] = feature_3(103, w[i2].word, w[i1].upos, mark0);
    f[n++] = feature_4(104, w[i2].upos, w[i1].upos, w[i0].upos, mark0);
    f[n++] = feature_3(105, w[i2].upos, t->label_set[i2], w[i0].upos);
    f[n++] = feature_3(106, t->depth < 6 ? t->depth : 6, w[i0].upos, w[ib].upos);
    f[n++] = feature_4(107, w[i2].morph, w[i1].morph, w[i0].upos, w[ib].upos);
    return n;
}

static void words_ahead(const struct tree_state *t, const struct tree_word *ahead[4])
{
    for (uint32_t i = 0; i < 4; i++)
        ahead[i] = &t->words[t->next + i <= t->count ? t->next + i : t->count + 1];
}

uint32_t tree_buffer_features(const struct tree_state *t, uint64_t *f)
{
    const struct tree_word *ahead[4];
    words_ahead(t, ahead);
    f[0] = feature_1(0, 0);
    return 1 + buffer_features(ahead, f + 1);
}

uint32_t tree_move_features(const struct tree_state *t, uint64_t *f)
{
    uint32_t nothing = t->count + 1;
    uint32_t i0 = t->stack[t->depth - 1];
    uint32_t i1 = t->depth > 1 ? t->stack[t->depth - 2] : nothing;
    uint32_t i2 = t->depth > 2 ? t->stack[t->depth - 3] : nothing;
    const struct tree_word *ahead[4], *w = t->words;
    words_ahead(t, ahead);
    uint32_t n = place_features(&w[i0], &w[i1], &w[i2], ahead[0], f);
    n += ahead_features(&w[i0], &w[i1], ahead, f + n);
    n += tree_features(t, i0, i1, t->next, f + n);
    n += text_features(t, i0, i1, t->next, i2, f + n);
    return n;
}

uint32_t tree_label_features(const struct tree_state *t, uint32_t head, uint32_t dependent,
                             uint64_t *f)
{
    const struct tree_word *w = t->words, *h = &w[head], *d = &w[dependent];
    uint64_t side = head < dependent;
    uint64_t mark = t->marker[dependent] ? w[t->marker[dependent]].word : 0;
    uint64_t head_mark = t->marker[head] ? w[t->marker[head]].word : 0;
    uint64_t pair = h->upos << 8 | d->upos << 1 | side;
    uint64_t fine = feature_3(1001, h->morph, d->morph, side);
    const struct tree_word *left = &w[dependent > 1 ? dependent - 1 : 0];
    const struct tree_word *right = &w[dependent + 1];
    uint32_t n = 0;
    f[n++] = feature_1(200, pair);
    f[n++] = feature_1(201, fine);
    f[n++] = feature_2(202, pair, h->word);
    f[n++] = feature_2(203, pair, d->word);
    f[n++] = feature_2(204, fine, h->word);
    f[n++] = feature_2(205, fine, d->word);
    f[n++] = feature_3(206, pair, h->word, d->word);
    f[n++] = feature_2(207, pair, mark);
    f[n++] = feature_2(208, fine, mark);
    f[n++] = feature_3(209, pair, h->word, mark);
    f[n++] = feature_3(210, pair, d->word, mark);
    f[n++] = feature_2(211, pair, h->suffix);
    f[n++] = feature_2(212, pair, d->suffix);
    f[n++] = feature_3(213, pair, d->suffix, mark);
    f[n++] = feature_2(214, pair, distance_bin(head, dependent));
    f[n++] = feature_2(215, pair, t->label_set[head]);
    f[n++] = feature_2(216, fine, t->label_set[head]);
    f[n++] = feature_2(217, pair, t->label_set[dependent]);
    f[n++] = feature_2(218, fine, t->label_set[dependent]);
    f[n++] = feature_3(219, pair, t->label_set[dependent], mark);
    f[n++] = feature_3(220, pair, left->upos, right->upos);
    f[n++] = feature_2(221, pair, left->word);
    f[n++] = feature_2(222, pair, right->word);
    f[n++] = feature_2(223, pair, agreement(h, d));
    f[n++] = feature_3(224, d->word, mark, side);
    f[n++] = feature_2(225, d->word, side);
    f[n++] = feature_2(226, h->word, side);
    f[n++] = feature_3(227, pair, mark, head_mark);
    f[n++] = feature_3(228, pair, w[t->left[dependent]].word, w[t->left[dependent]].upos);
    f[n++] = feature_3(229, pair, w[t->right[dependent]].word, w[t->right[dependent]].upos);
    f[n++] = feature_3(230, pair, w[t->left[head]].upos, t->relation[t->left[head]]);
    f[n++] = feature_3(231, pair, w[t->right[head]].upos, t->relation[t->right[head]]);
    f[n++] = feature_2(232, pair, (uint64_t)t->left_count[head] * 16 + t->right_count[head]);
    f[n++] = feature_3(233, pair, w[t->left2[dependent]].upos, w[t->left[dependent]].upos);
    f[n++] = feature_3(234, fine, left->upos, right->upos);
    f[n++] = feature_2(235, pair, h->fine);
    f[n++] = feature_2(236, pair, d->fine);
    f[n++] = feature_3(237, pair, h->fine, d->fine);
    f[n++] = feature_3(238, pair, d->fine, mark);
    f[n++] = feature_3(239, pair, h->fine, mark);
    f[n++] = feature_4(240, pair, h->group, d->group, mark);
    return n;
}
