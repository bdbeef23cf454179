// SPDX-License-Identifier: Apache-2.0
// Turns the parser's trained network into a model file: bytes for the table and the
// LSTMs, int16 for the scores (parse/tree.h tells the units).
#include "train/tree_net.h"

#include <math.h>
#include <stdio.h>

static int32_t rounded(float value, int bits, int32_t limit)
{
    double scaled = floor((double)value * (double)((int64_t)1 << bits) + 0.5);
    return scaled > limit ? limit : scaled < -limit ? -limit : (int32_t)scaled;
}

// A matrix of rows x columns, padded to `width` columns.
static void matrix_add(struct model_writer *writer, const char *name, const float *value,
                       uint32_t rows, uint32_t columns, uint32_t width, int bits)
{
    int16_t *out = arena_zero(writer->arena, (size_t)rows * width, sizeof *out);
    for (uint32_t i = 0; i < rows; i++)
        for (uint32_t j = 0; j < columns; j++)
            out[((size_t)(i / 2) * width + j) * 2 + i % 2] =
                (int16_t)rounded(value[(size_t)i * columns + j], bits, INT16_MAX);
    model_writer_add(writer, name, MODEL_I16, out, (size_t)rows * width);
}

static void bias_add(struct model_writer *writer, const char *name, const float *value,
                     uint32_t columns, uint32_t width, int bits)
{
    int32_t *out = arena_zero(writer->arena, width, sizeof *out);
    for (uint32_t j = 0; j < columns; j++)
        out[j] = rounded(value[j], bits, INT32_MAX / 2);
    model_writer_add(writer, name, MODEL_I32, out, width);
}

// Byte weights on byte values of `unit` steps to 1: each column has its own scale. What
// NET_BYTE_ZERO adds is taken off the biases.
static void bytes_add(struct model_writer *writer, const char *name, const struct parameter *from,
                      float unit, float *bias)
{
    uint32_t rows = from->rows, columns = from->columns;
    int8_t *weights = arena_zero(writer->arena, (size_t)rows * columns, 1);
    float *scale = arena_zero(writer->arena, columns, sizeof *scale);
    for (uint32_t j = 0; j < columns; j++) {
        float most = 1e-6f;
        int32_t sum = 0;
        for (uint32_t i = 0; i < rows; i++)
            most = fmaxf(most, fabsf(from->value[(size_t)i * columns + j]));
        for (uint32_t i = 0; i < rows; i++) {
            int32_t weight = rounded(from->value[(size_t)i * columns + j] / most * 127, 0, 127);
            weights[((size_t)(i / 4) * columns + j) * 4 + i % 4] = (int8_t)weight;
            sum += weight;
        }
        scale[j] = most / 127 / unit;
        bias[j] -= (float)(sum * NET_BYTE_ZERO) * scale[j];
    }
    model_writer_add(writer, name, MODEL_I8, weights, (size_t)rows * columns);
    model_writer_add(writer, arena_format(writer->arena, "%s.scale", name).data, MODEL_F32, scale,
                     columns);
}

static float *bias_copy(struct arena *arena, const struct parameter *bias)
{
    float *copy = arena_take(arena, bias->columns * sizeof *copy);
    memcpy(copy, bias->value, bias->columns * sizeof *copy);
    return copy;
}

// The number that only one in `share` of the items passes.
static float most_of(const float *items, size_t count, size_t share)
{
    float low = 0, high = 64;
    for (int round = 0; round < 24; round++) {
        float middle = (low + high) / 2;
        size_t over = 0;
        for (size_t i = 0; i < count; i++)
            over += fabsf(items[i]) > middle;
        if (over * share > count)
            low = middle;
        else
            high = middle;
    }
    return high;
}

// Steps to 1 of the input bytes: nearly all sums of rows fit.
static float input_unit(const struct tree_net *net, struct arena *arena,
                        const struct tree_example *examples, uint32_t count)
{
    struct arena_mark mark = arena_mark(arena);
    uint32_t width = net->sizes.width, used = 0, limit = 20000;
    float *sums = arena_zero(arena, (size_t)limit * width, sizeof *sums);
    for (uint32_t e = 0; e < count; e++)
        for (uint32_t i = 0; i <= examples[e].count && used < limit; i++, used++)
            for (uint32_t n = 0; n < examples[e].inputs[i].count; n++)
                for (uint32_t d = 0; d < width; d++)
                    sums[(size_t)used * width + d] +=
                        net->table.value[(size_t)examples[e].inputs[i].rows[n] * width + d];
    float most = most_of(sums, (size_t)used * width, 5000);
    arena_rewind(arena, mark);
    return NET_BYTE_UNIT / most;
}

static void layers_add(struct model_writer *writer, const struct tree_net *net, float unit)
{
    struct arena *arena = writer->arena;
    for (uint32_t layer = 0; layer < net->sizes.layers; layer++)
        for (int back = 0; back < 2; back++) {
            const struct lstm *lstm = back ? &net->backward[layer] : &net->forward[layer];
            const char *name = arena_format(arena, "layer%u.%d", layer, back).data;
            float *bias = bias_copy(arena, &lstm->bias);
            bytes_add(writer, arena_format(arena, "%s.input", name).data, &lstm->input,
                      layer ? NET_BYTE_UNIT : unit, bias);
            bytes_add(writer, arena_format(arena, "%s.again", name).data, &lstm->recurrent,
                      NET_BYTE_UNIT, bias);
            model_writer_add(writer, arena_format(arena, "%s.bias", name).data, MODEL_F32, bias,
                             lstm->bias.columns);
        }
}

static void table_add(struct model_writer *writer, const struct parameter *table, float unit,
                      uint32_t *step)
{
    size_t count = (size_t)table->rows * table->columns;
    float most = most_of(table->value, count, 50000);
    int8_t *out = arena_take(writer->arena, count);
    for (size_t i = 0; i < count; i++)
        out[i] = (int8_t)rounded(table->value[i] / most * 127, 0, 127);
    *step = (uint32_t)(most / 127 * unit * 65536 + 0.5f);
    model_writer_add(writer, "table", MODEL_I8, out, count);
}

struct slice tree_net_write(const struct tree_net *net, struct arena *arena,
                            const struct tree_vocabulary *vocabulary, const uint8_t *labels,
                            const struct tree_tags *tags,
                            const struct tree_example *examples, uint32_t example_count,
                            struct slice provenance)
{
    struct model_writer writer;
    model_writer_init(&writer, arena);
    const struct tree_sizes *s = &net->sizes;
    float unit = input_unit(net, arena, examples, example_count);
    uint32_t *sizes = arena_take(arena, 6 * sizeof *sizes);
    const uint32_t numbers[6] = {s->width, s->hidden, s->layers, s->arc, s->label, 0};
    memcpy(sizes, numbers, sizeof numbers);
    table_add(&writer, &net->table, unit, &sizes[5]);
    model_writer_add(&writer, "sizes", MODEL_U32, sizes, 6);
    model_writer_add(&writer, "labels", MODEL_U8, labels, net->labels);
    if (net->tags > 0) {
        model_writer_add(&writer, "tags.upos", MODEL_U8, tags->upos, tags->count);
        model_writer_add(&writer, "tags.features", MODEL_U64, tags->features, tags->count);
    }
    model_writer_add(&writer, "words.keys", MODEL_U16, vocabulary->keys, vocabulary->slots);
    model_writer_add(&writer, "words.rows", MODEL_U16, vocabulary->words, vocabulary->slots);
    layers_add(&writer, net, unit);
    float *view_bias = bias_copy(arena, &net->view_bias);
    bytes_add(&writer, "view", &net->view, NET_BYTE_UNIT, view_bias);
    model_writer_add(&writer, "view.bias", MODEL_F32, view_bias, net->views);
    matrix_add(&writer, "arc", net->arc.value, s->arc, s->arc, s->arc, TREE_VIEW_WEIGHT_BITS);
    bias_add(&writer, "arc.bias", net->arc_bias.value, s->arc, s->arc,
             TREE_VIEW_BITS + TREE_VIEW_WEIGHT_BITS);
    bias_add(&writer, "distance", net->distance.value, TREE_DISTANCES, TREE_DISTANCES,
             2 * TREE_VIEW_BITS);
    uint32_t width = tree_padded(net->labels);
    float *label = arena_zero(arena, (size_t)s->label * width, sizeof *label);
    for (uint32_t i = 0; i < s->label; i++)
        memcpy(label + (size_t)i * width, net->label.value + (size_t)i * net->label_width,
               net->labels * sizeof *label);
    matrix_add(&writer, "label", label, s->label, width, width, TREE_VIEW_WEIGHT_BITS);
    bias_add(&writer, "label.bias", net->label_bias.value, net->labels, width,
             TREE_VIEW_BITS + TREE_VIEW_WEIGHT_BITS);
    model_writer_text(&writer, "provenance", provenance);
    return model_write(&writer, "tree");
}
