// SPDX-License-Identifier: Apache-2.0
// The parser's network up to the views of each place: sums of table rows, LSTM layers in both
// directions, views. Works on a few sentences at a time, so that each weight that is fetched serves
// several; integer sums make the result independent of which sentences share a group.
//
// Rows of a group are ordered by step, then by sentence, longest first: the rows of a step are
// contiguous, and their predecessors are the first rows of the step before.
#include "parse/tree.h"

#include <assert.h>

struct group {
    const struct tree_part *parts;
    uint32_t count, steps, rows;
    uint32_t offset[TREE_WORD_LIMIT + 2]; // first row of each step
    uint32_t *mirror; // row -> row of the same place counted from the sentence's end
};

static uint32_t group_row(const struct group *group, uint32_t part, uint32_t place)
{
    return group->offset[place] + part;
}

static void group_make(struct group *group, const struct tree_part *parts, uint32_t count,
                       struct arena *scratch)
{
    group->parts = parts;
    group->count = count;
    group->steps = parts[0].count + 1;
    group->offset[0] = 0;
    for (uint32_t t = 0, live = count; t < group->steps; t++) {
        while (parts[live - 1].count + 1 <= t)
            live--;
        group->offset[t + 1] = group->offset[t] + live;
    }
    group->rows = group->offset[group->steps];
    group->mirror = arena_take(scratch, group->rows * sizeof *group->mirror);
    for (uint32_t s = 0; s < count; s++)
        for (uint32_t t = 0; t <= parts[s].count; t++)
            group->mirror[group_row(group, s, t)] = group_row(group, s, parts[s].count - t);
}

static uint8_t *inputs_read(const struct tree_model *model, const struct group *group,
                            const struct word *words, struct arena *scratch)
{
    uint8_t *x = arena_take(scratch, (size_t)group->rows * model->width);
    struct tree_inputs *inputs = arena_take(scratch, group->steps * sizeof *inputs);
    for (uint32_t s = 0; s < group->count; s++) {
        const struct tree_part *part = &group->parts[s];
        tree_inputs_view(&model->vocabulary, model->clusters, words + part->start, part->count,
                         inputs);
        for (uint32_t t = 0; t <= part->count; t++)
            model->kernels->sum_rows(model->table, model->width, inputs[t].rows, inputs[t].count,
                                     model->unit,
                                     x + (size_t)group_row(group, s, t) * model->width);
    }
    return x;
}

// One direction of a layer over rows in its own order: rows x hidden bytes.
static uint8_t *direction_run(const struct tree_model *model, const struct group *group,
                              const struct tree_layer *layer, const uint8_t *x, uint32_t in,
                              struct arena *scratch)
{
    uint32_t hidden = model->hidden, width = 4 * hidden;
    const struct net_kernels *kernels = model->kernels;
    int32_t *sums = arena_take(scratch, (size_t)group->rows * width * sizeof *sums);
    int32_t *again = arena_take(scratch, (size_t)group->count * width * sizeof *again);
    uint8_t zeros[TREE_WIDTH_LIMIT]; // what stands before the first step
    memset(zeros, NET_BYTE_ZERO, sizeof zeros);
    float *cell = arena_zero(scratch, (size_t)group->count * hidden, sizeof *cell);
    uint8_t *out = arena_take(scratch, (size_t)group->rows * hidden);
    kernels->multiply_bytes(x, in, layer->input.weights, sums, width, group->rows, width, in);
    for (uint32_t t = 0; t < group->steps; t++) {
        uint32_t first = group->offset[t], live = group->offset[t + 1] - first;
        const uint8_t *before =
            t > 0 ? out + (size_t)group->offset[t - 1] * hidden : zeros;
        kernels->multiply_bytes(before, t > 0 ? hidden : 0, layer->recurrent.weights, again, width,
                                live, width, hidden);
        for (uint32_t s = 0; s < live; s++)
            kernels->cells(
                (struct net_gates){sums + (size_t)(first + s) * width, layer->input.scale},
                (struct net_gates){again + (size_t)s * width, layer->recurrent.scale}, layer->bias,
                cell + (size_t)s * hidden, out + (size_t)(first + s) * hidden, hidden);
    }
    return out;
}

static uint8_t *layer_run(const struct tree_model *model, const struct group *group,
                          const struct tree_layer layer[2], const uint8_t *x, uint32_t in,
                          struct arena *scratch)
{
    size_t hidden = model->hidden, top = 2 * hidden;
    uint8_t *out = arena_take(scratch, group->rows * top);
    struct arena_mark mark = arena_mark(scratch);
    uint8_t *turned = arena_take(scratch, (size_t)group->rows * in);
    for (uint32_t r = 0; r < group->rows; r++)
        memcpy(turned + (size_t)r * in, x + (size_t)group->mirror[r] * in, in);
    const uint8_t *forward = direction_run(model, group, &layer[0], x, in, scratch);
    const uint8_t *backward = direction_run(model, group, &layer[1], turned, in, scratch);
    for (uint32_t r = 0; r < group->rows; r++) {
        memcpy(out + r * top, forward + r * hidden, hidden);
        memcpy(out + r * top + hidden, backward + group->mirror[r] * hidden, hidden);
    }
    arena_rewind(scratch, mark);
    return out;
}

static void view_finish(const struct tree_model *model, const int32_t *sums, int16_t *restrict view)
{
    size_t arcs = 2 * (size_t)model->arc;
    model->kernels->round((struct net_gates){sums, model->view.scale}, model->view_bias,
                          (float)(1 << TREE_VIEW_BITS), view, model->views);
    for (size_t v = 0; v < arcs; v++) // views for labels keep their sign
        view[v] = view[v] > 0 ? view[v] : 0;
}

void tree_views(const struct tree_model *model, const struct word *words,
                const struct tree_part *parts, uint32_t count, int16_t **views,
                struct arena *scratch)
{
    assert(count > 0 && count <= TREE_GROUP);
    for (uint32_t s = 0; s < count; s++)
        views[s] = arena_take(scratch, (parts[s].count + (size_t)1) * model->views *
                                           sizeof **views);
    struct arena_mark mark = arena_mark(scratch);
    struct group *group = arena_take(scratch, sizeof *group);
    group_make(group, parts, count, scratch);
    const uint8_t *x = inputs_read(model, group, words, scratch);
    uint32_t in = model->width, top = 2 * model->hidden;
    for (uint32_t layer = 0; layer < model->layers; layer++, in = top)
        x = layer_run(model, group, model->layer[layer], x, in, scratch);
    int32_t *sums = arena_take(scratch, (size_t)group->rows * model->views * sizeof *sums);
    model->kernels->multiply_bytes(x, top, model->view.weights, sums, model->views, group->rows,
                                   model->views, top);
    for (uint32_t s = 0; s < count; s++)
        for (uint32_t t = 0; t <= parts[s].count; t++)
            view_finish(model, sums + (size_t)group_row(group, s, t) * model->views,
                        views[s] + (size_t)t * model->views);
    arena_rewind(scratch, mark);
}
