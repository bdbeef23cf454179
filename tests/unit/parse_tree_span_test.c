// SPDX-License-Identifier: Apache-2.0
// The best spanning tree: as good as the best of all trees, for small sentences whose trees can be
// listed, and a tree with one root for large ones.
#include "parse/tree.h"
#include "test.h"

enum { STRIDE = 32 };

static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static bool is_tree(const uint32_t *head, uint32_t count)
{
    uint32_t roots = 0;
    for (uint32_t d = 1; d <= count; d++) {
        uint32_t up = d;
        roots += head[d] == 0;
        for (uint32_t steps = 0; up != 0 && steps <= count; steps++)
            up = head[up];
        if (up != 0 || head[d] > count)
            return false;
    }
    return roots == 1;
}

static int64_t total(const int32_t *scores, const uint32_t *head, uint32_t stride, uint32_t count)
{
    int64_t sum = 0;
    for (uint32_t d = 1; d <= count; d++)
        sum += scores[d * stride + head[d]];
    return sum;
}

// Tries every choice of heads.
static int64_t best_total(const int32_t *scores, uint32_t count)
{
    uint32_t head[8] = {0}, ways = 1;
    int64_t best = INT64_MIN;
    for (uint32_t d = 0; d < count; d++)
        ways *= count + 1;
    for (uint32_t way = 0; way < ways; way++) {
        uint32_t rest = way;
        for (uint32_t d = 1; d <= count; d++, rest /= count + 1)
            head[d] = rest % (count + 1);
        if (!is_tree(head, count))
            continue;
        int64_t sum = total(scores, head, STRIDE, count);
        best = sum > best ? sum : best;
    }
    return best;
}

TEST(tree_span_is_best)
{
    struct arena arena;
    arena_init(&arena, 0);
    uint32_t state = 5;
    for (int round = 0; round < 400; round++) {
        uint32_t count = 1 + next_number(&state) % 5, head[8];
        uint32_t range = round % 2 ? 6 : 1000000; // small ranges give many ties
        int32_t scores[8 * STRIDE];
        for (size_t i = 0; i < sizeof scores / sizeof *scores; i++)
            scores[i] = (int32_t)(next_number(&state) % range) - (int32_t)range / 2;
        tree_span(scores, STRIDE, count, head, &arena);
        CHECK(is_tree(head, count));
        CHECK(total(scores, head, STRIDE, count) == best_total(scores, count));
    }
    arena_free(&arena);
}

TEST(tree_span_large)
{
    struct arena arena;
    arena_init(&arena, 0);
    uint32_t count = TREE_WORD_LIMIT, stride = tree_padded(count + 1), state = 8;
    int32_t *scores = arena_take(&arena, (count + (size_t)1) * stride * sizeof *scores);
    uint32_t *head = arena_take(&arena, (count + (size_t)1) * sizeof *head);
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < (count + (size_t)1) * stride; i++)
            scores[i] = (int32_t)(next_number(&state) % 100) * (round % 2 ? 1 : 20000000);
        tree_span(scores, stride, count, head, &arena);
        CHECK(is_tree(head, count));
    }
    // two words that want only each other, all the way along
    for (uint32_t d = 1; d <= count; d++)
        for (uint32_t h = 0; h <= count; h++)
            scores[d * stride + h] = h == ((d - 1) ^ 1) + 1 ? 1000 : -(int32_t)(h + d);
    tree_span(scores, stride, count, head, &arena);
    CHECK(is_tree(head, count));
    arena_free(&arena);
}
