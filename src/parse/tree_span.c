// SPDX-License-Identifier: Apache-2.0
// The best spanning tree: each word takes its best head; where that makes a ring, or not exactly
// one root, the rings are contracted (Chu and Liu, Edmonds) until a tree stands. One root child
// comes from a charge on root arcs that no gain can outweigh.
#include "parse/tree.h"

#include <assert.h>

#define ROOT_CHARGE ((int64_t)1 << 40)
#define FORBIDDEN (-((int64_t)1 << 60))

// Heads by best score alone. True when they form a tree with one root child.
static bool greedy(const int32_t *scores, uint32_t stride, uint32_t count, uint32_t *head,
                   uint8_t *state)
{
    uint32_t roots = 0;
    head[0] = 0;
    for (uint32_t d = 1; d <= count; d++) {
        const int32_t *row = scores + (size_t)d * stride;
        uint32_t best = 0;
        for (uint32_t h = 1; h <= count; h++)
            if (h != d && row[h] > row[best])
                best = h;
        head[d] = best;
        roots += best == 0;
    }
    if (roots != 1)
        return false;
    memset(state, 0, count + (size_t)1);
    state[0] = 2; // 1 on the way up, 2 known to reach the root
    for (uint32_t d = 1; d <= count; d++) {
        uint32_t at = d;
        for (; state[at] == 0; at = head[at])
            state[at] = 1;
        if (state[at] == 1)
            return false;
        for (at = d; state[at] == 1; at = head[at])
            state[at] = 2;
    }
    return true;
}

// A graph in the middle of contraction: `live` nodes, each a contracted one's stand-in.
struct graph {
    int64_t *weight; // by head * size + dependent
    uint32_t *from, *to; // the places that the arc head * size + dependent really joins
    uint32_t size;
    bool *live;
    uint32_t *best; // head of each live node
    uint32_t *inside; // live node that holds each place
};

static void best_heads(const struct graph *graph)
{
    for (uint32_t d = 1; d < graph->size; d++) {
        if (!graph->live[d])
            continue;
        uint32_t best = 0;
        for (uint32_t h = 1; h < graph->size; h++)
            if (graph->live[h] && h != d &&
                graph->weight[(size_t)h * graph->size + d] >
                    graph->weight[(size_t)best * graph->size + d])
                best = h;
        graph->best[d] = best;
    }
}

// Marks the nodes of a ring in `ring` and gives one of them, or 0.
static uint32_t ring_find(const struct graph *graph, uint32_t *stamp, bool *ring)
{
    memset(stamp, 0, graph->size * sizeof *stamp);
    for (uint32_t d = 1; d < graph->size; d++) {
        uint32_t at = d;
        if (!graph->live[d])
            continue;
        for (; at != 0 && stamp[at] == 0; at = graph->best[at])
            stamp[at] = d;
        if (at == 0 || stamp[at] != d)
            continue;
        memset(ring, 0, graph->size);
        for (; !ring[at]; at = graph->best[at])
            ring[at] = true;
        return at;
    }
    return 0;
}

struct contraction {
    uint32_t *members, *heads; // of the ring, at the time
    uint32_t *from, *to;       // the real arc of each member's ring arc
    uint32_t *inside;          // as in the graph, before
    uint32_t count;
};

static struct contraction contract(struct graph *graph, uint32_t stand_in, const bool *ring,
                                   struct arena *scratch)
{
    uint32_t size = graph->size;
    struct contraction c = {0};
    c.members = arena_take(scratch, size * sizeof(uint32_t));
    c.from = arena_take(scratch, size * sizeof(uint32_t));
    c.to = arena_take(scratch, size * sizeof(uint32_t));
    c.heads = arena_take(scratch, size * sizeof(uint32_t));
    c.inside = arena_take(scratch, size * sizeof(uint32_t));
    memcpy(c.inside, graph->inside, size * sizeof(uint32_t));
    for (uint32_t m = 1; m < size; m++) {
        if (!ring[m])
            continue;
        size_t arc = (size_t)graph->best[m] * size + m;
        c.members[c.count] = m;
        c.heads[c.count] = graph->best[m];
        c.from[c.count] = graph->from[arc];
        c.to[c.count++] = graph->to[arc];
    }
    for (uint32_t other = 0; other < size; other++) {
        if (!graph->live[other] || ring[other])
            continue;
        int64_t in = FORBIDDEN, out = FORBIDDEN;
        size_t in_arc = 0, out_arc = 0;
        for (uint32_t i = 0; i < c.count; i++) {
            uint32_t m = c.members[i];
            size_t enter = (size_t)other * size + m, leave = (size_t)m * size + other;
            int64_t gain = graph->weight[enter] - graph->weight[(size_t)c.heads[i] * size + m];
            if (i == 0 || gain > in) {
                in = gain;
                in_arc = enter;
            }
            if (i == 0 || graph->weight[leave] > out) {
                out = graph->weight[leave];
                out_arc = leave;
            }
        }
        size_t enter = (size_t)other * size + stand_in, leave = (size_t)stand_in * size + other;
        uint32_t in_from = graph->from[in_arc], in_to = graph->to[in_arc];
        uint32_t out_from = graph->from[out_arc], out_to = graph->to[out_arc];
        graph->weight[enter] = in;
        graph->from[enter] = in_from;
        graph->to[enter] = in_to;
        graph->weight[leave] = out;
        graph->from[leave] = out_from;
        graph->to[leave] = out_to;
    }
    for (uint32_t i = 0; i < c.count; i++)
        graph->live[c.members[i]] = c.members[i] == stand_in;
    for (uint32_t place = 1; place < size; place++)
        if (ring[c.inside[place]])
            graph->inside[place] = stand_in;
    return c;
}

// Takes the contractions back, last first: the member of the ring that an outer arc enters keeps
// that arc, the others keep their ring arcs.
static void expand(const struct contraction *done, uint32_t count, uint32_t size, bool *entered,
                   uint32_t *head)
{
    while (count-- > 0) {
        const struct contraction *c = &done[count];
        uint32_t outer = 0;
        for (uint32_t place = 1; place < size; place++)
            for (uint32_t i = 0; entered[place] && i < c->count && outer == 0; i++)
                if (c->members[i] == c->inside[place])
                    outer = c->members[i];
        for (uint32_t i = 0; i < c->count; i++)
            if (c->members[i] != outer) {
                head[c->to[i]] = c->from[i];
                entered[c->to[i]] = true;
            }
    }
}

void tree_span(const int32_t *scores, uint32_t stride, uint32_t count, uint32_t *head,
               struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    uint32_t size = count + 1, used = 0;
    assert(count < stride);
    if (greedy(scores, stride, count, head, arena_take(scratch, size))) {
        arena_rewind(scratch, mark);
        return;
    }
    struct graph graph = {.size = size};
    size_t cells = (size_t)size * size;
    graph.weight = arena_take(scratch, cells * sizeof *graph.weight);
    graph.from = arena_take(scratch, cells * sizeof *graph.from);
    graph.to = arena_take(scratch, cells * sizeof *graph.to);
    graph.live = arena_take(scratch, size);
    graph.best = arena_zero(scratch, size, sizeof *graph.best);
    graph.inside = arena_take(scratch, size * sizeof *graph.inside);
    memset(graph.live, 1, size);
    for (uint32_t place = 0; place < size; place++)
        graph.inside[place] = place;
    for (uint32_t h = 0; h < size; h++)
        for (uint32_t d = 0; d < size; d++) {
            size_t at = (size_t)h * size + d;
            graph.weight[at] = d == 0 ? FORBIDDEN
                                      : scores[(size_t)d * stride + h] - (h == 0 ? ROOT_CHARGE : 0);
            graph.from[at] = h;
            graph.to[at] = d;
        }
    struct contraction *done = arena_take(scratch, size * sizeof *done);
    uint32_t *stamp = arena_take(scratch, size * sizeof *stamp);
    bool *ring = arena_take(scratch, size);
    for (;;) {
        best_heads(&graph);
        uint32_t stand_in = ring_find(&graph, stamp, ring);
        if (stand_in == 0)
            break;
        done[used++] = contract(&graph, stand_in, ring, scratch);
    }
    bool *entered = arena_zero(scratch, size, sizeof *entered);
    for (uint32_t d = 1; d < size; d++)
        if (graph.live[d]) {
            size_t arc = (size_t)graph.best[d] * size + d;
            head[graph.to[arc]] = graph.from[arc];
            entered[graph.to[arc]] = true;
        }
    expand(done, used, size, entered, head);
    arena_rewind(scratch, mark);
}
