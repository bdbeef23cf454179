// SPDX-License-Identifier: Apache-2.0
// The parser's network for training: forward, loss, backward (tree_net.h).
#include "train/tree_net.h"

#include <assert.h>
#include <math.h>

static uint32_t padded(uint32_t count)
{
    return (count + DENSE_LANES - 1) / DENSE_LANES * DENSE_LANES;
}

uint32_t tree_stride(uint32_t count)
{
    return padded(count + 1);
}

static void net_add(struct tree_net *net, struct parameter *parameter)
{
    net->all[net->all_count++] = parameter;
}

static float spread(uint32_t in, uint32_t out)
{
    return sqrtf(6.0f / (float)(in + out));
}

void tree_net_init(struct tree_net *net, struct arena *arena, const struct tree_sizes *sizes,
                   uint32_t table_rows, uint32_t labels, uint32_t tags, uint64_t seed)
{
    struct random random = {seed};
    *net = (struct tree_net){.sizes = *sizes, .labels = labels, .label_width = padded(labels)};
    uint32_t top = 2 * sizes->hidden;
    net->tags = tags;
    net->views = 2 * sizes->arc + 2 * sizes->label + tree_padded(tags);
    parameter_init(&net->table, arena, "table", table_rows, sizes->width, 0.1f, &random);
    net->table.sparse = true;
    net_add(net, &net->table);
    for (uint32_t layer = 0; layer < sizes->layers; layer++) {
        uint32_t in = layer ? top : sizes->width;
        lstm_init(&net->forward[layer], arena, in, sizes->hidden, &random);
        lstm_init(&net->backward[layer], arena, in, sizes->hidden, &random);
        struct lstm *both[] = {&net->forward[layer], &net->backward[layer]};
        for (int i = 0; i < 2; i++) {
            net_add(net, &both[i]->input);
            net_add(net, &both[i]->recurrent);
            net_add(net, &both[i]->bias);
        }
    }
    parameter_init(&net->view, arena, "view", top, net->views, spread(top, sizes->arc), &random);
    parameter_init(&net->view_bias, arena, "view_bias", 1, net->views, 0, &random);
    parameter_init(&net->arc, arena, "arc", sizes->arc, sizes->arc,
                   0.5f * spread(sizes->arc, sizes->arc), &random);
    parameter_init(&net->arc_bias, arena, "arc_bias", 1, sizes->arc, 0, &random);
    parameter_init(&net->distance, arena, "distance", 1, TREE_DISTANCES, 0, &random);
    parameter_init(&net->label, arena, "label", sizes->label, net->label_width,
                   spread(sizes->label, labels), &random);
    parameter_init(&net->label_bias, arena, "label_bias", 1, net->label_width, 0, &random);
    struct parameter *rest[] = {&net->view,     &net->view_bias, &net->arc,       &net->arc_bias,
                                &net->distance, &net->label,     &net->label_bias};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        net_add(net, rest[i]);
}

// ------------------------------------------------------------------ forward
struct layer_run {
    struct lstm_run forward, backward;
    float *x, *mirrored; // rows x in
};

struct net_run {
    struct pack pack;
    struct layer_run layers[TREE_LAYER_LIMIT];
    float *input_mask, *layer_mask[TREE_LAYER_LIMIT], *view_mask; // sentences x width; NULL = none
    float *out;                                                   // of the last layer, masked
    float *views;
    bool *word_dropped; // by row
};

static float *mask_make(struct arena *arena, uint32_t rows, uint32_t width, float drop,
                        struct random *random)
{
    if (drop <= 0 || !random)
        return NULL;
    float *mask = arena_take(arena, (size_t)rows * width * sizeof *mask);
    for (size_t i = 0; i < (size_t)rows * width; i++)
        mask[i] = random_unit(random) < drop ? 0 : 1 / (1 - drop);
    return mask;
}

static void mask_apply(const struct pack *pack, const float *mask, float *x, uint32_t width)
{
    for (uint32_t r = 0; mask && r < pack->rows; r++) {
        const float *m = mask + (size_t)pack->sentence[r] * width;
        for (uint32_t i = 0; i < width; i++)
            x[(size_t)r * width + i] *= m[i];
    }
}

static void input_sum(const struct tree_net *net, const struct tree_inputs *inputs,
                      bool word_dropped, float *x)
{
    for (uint32_t i = 0; i < inputs->count; i++) {
        uint32_t row = i == 0 && word_dropped ? TREE_ROW_UNKNOWN : inputs->rows[i];
        const float *from = net->table.value + (size_t)row * net->sizes.width;
        for (uint32_t d = 0; d < net->sizes.width; d++)
            x[d] += from[d];
    }
}

static void mirror(const struct pack *pack, const float *x, uint32_t width, float *to)
{
    for (uint32_t r = 0; r < pack->rows; r++)
        memcpy(to + (size_t)r * width, x + (size_t)pack->mirror[r] * width, width * sizeof *to);
}

static void net_forward(const struct tree_net *net, struct arena *arena,
                        const struct tree_example *examples, uint32_t count,
                        const struct tree_dropout *dropout, struct random *random,
                        struct net_run *run)
{
    const struct tree_sizes *sizes = &net->sizes;
    uint32_t *lengths = arena_take(arena, count * sizeof *lengths);
    for (uint32_t i = 0; i < count; i++)
        lengths[i] = examples[i].count + 1;
    *run = (struct net_run){0};
    pack_init(&run->pack, arena, lengths, count);
    const struct pack *pack = &run->pack;
    uint32_t width = sizes->width, hidden = sizes->hidden;
    float *x = arena_zero(arena, (size_t)pack->rows * width, sizeof *x);
    run->word_dropped = arena_zero(arena, pack->rows, sizeof(bool));
    for (uint32_t s = 0; s < count; s++)
        for (uint32_t i = 0; i < lengths[s]; i++) {
            uint32_t row = pack_row(pack, s, i);
            run->word_dropped[row] = random && i > 0 && random_unit(random) < dropout->word;
            input_sum(net, &examples[s].inputs[i], run->word_dropped[row], x + (size_t)row * width);
        }
    run->input_mask = mask_make(arena, count, width, dropout->input, random);
    mask_apply(pack, run->input_mask, x, width);
    for (uint32_t layer = 0; layer < sizes->layers; layer++) {
        struct layer_run *l = &run->layers[layer];
        l->x = x;
        l->mirrored = arena_take(arena, (size_t)pack->rows * width * sizeof *x);
        mirror(pack, x, width, l->mirrored);
        const float *first = mask_make(arena, count, hidden, dropout->hidden, random);
        const float *second = mask_make(arena, count, hidden, dropout->hidden, random);
        lstm_forward(&net->forward[layer], pack, x, first, arena, &l->forward);
        lstm_forward(&net->backward[layer], pack, l->mirrored, second, arena, &l->backward);
        width = 2 * hidden;
        x = arena_take(arena, (size_t)pack->rows * width * sizeof *x);
        for (uint32_t r = 0; r < pack->rows; r++) {
            memcpy(x + (size_t)r * width, l->forward.out + (size_t)r * hidden, hidden * sizeof *x);
            memcpy(x + (size_t)r * width + hidden,
                   l->backward.out + (size_t)pack->mirror[r] * hidden, hidden * sizeof *x);
        }
        run->layer_mask[layer] = mask_make(arena, count, width, dropout->hidden, random);
        mask_apply(pack, run->layer_mask[layer], x, width);
    }
    run->out = x;
    run->views = arena_take(arena, (size_t)pack->rows * net->views * sizeof *x);
    for (uint32_t r = 0; r < pack->rows; r++)
        memcpy(run->views + (size_t)r * net->views, net->view_bias.value, net->views * sizeof *x);
    dense_multiply((struct view){x, width, 1}, net->view.value, net->views, run->views, net->views,
                   pack->rows, net->views, width);
    for (uint32_t r = 0; r < pack->rows; r++)
        for (uint32_t i = 0; i < 2 * sizes->arc; i++) { // label views stay linear
            float *v = &run->views[(size_t)r * net->views + i];
            *v = *v > 0 ? *v : 0;
        }
    run->view_mask = mask_make(arena, count, net->views, dropout->view, random);
    for (uint32_t s = 0; run->view_mask && s < count; s++) // scores of tags stay as they are
        for (uint32_t i = 2 * (sizes->arc + sizes->label); i < net->views; i++)
            run->view_mask[(size_t)s * net->views + i] = 1;
    mask_apply(pack, run->view_mask, run->views, net->views);
}

// ------------------------------------------------------------------ arcs and labels of a sentence
struct sentence_run {
    uint32_t places, stride;
    float *views;  // places x net->views
    float *turned; // head views, arc x stride
    float *mixed;  // dependent views through the matrix, places x arc
    float *scores; // places x stride
};

static uint32_t distance_of(uint32_t dependent, uint32_t head)
{
    return tree_distance(dependent, head);
}

static void sentence_forward(const struct tree_net *net, struct arena *arena,
                             struct sentence_run *run)
{
    uint32_t arc = net->sizes.arc, places = run->places, stride = run->stride;
    run->turned = arena_zero(arena, (size_t)arc * stride, sizeof(float));
    for (uint32_t h = 0; h < places; h++)
        for (uint32_t i = 0; i < arc; i++)
            run->turned[(size_t)i * stride + h] = run->views[(size_t)h * net->views + arc + i];
    run->mixed = arena_take(arena, (size_t)places * arc * sizeof(float));
    for (uint32_t d = 0; d < places; d++)
        memcpy(run->mixed + (size_t)d * arc, net->arc_bias.value, arc * sizeof(float));
    dense_multiply((struct view){run->views, net->views, 1}, net->arc.value, arc, run->mixed, arc,
                   places, arc, arc);
    run->scores = arena_zero(arena, (size_t)places * stride, sizeof(float));
    dense_multiply((struct view){run->mixed, arc, 1}, run->turned, stride, run->scores, stride,
                   places, stride, arc);
    for (uint32_t d = 1; d < places; d++)
        for (uint32_t h = 0; h < places; h++)
            run->scores[(size_t)d * stride + h] += net->distance.value[distance_of(d, h)];
}

static float softmax(float *scores, uint32_t count, uint32_t skip)
{
    float most = -1e30f, sum = 0;
    for (uint32_t i = 0; i < count; i++)
        if (i != skip && scores[i] > most)
            most = scores[i];
    for (uint32_t i = 0; i < count; i++) {
        scores[i] = i == skip ? 0 : expf(scores[i] - most);
        sum += scores[i];
    }
    for (uint32_t i = 0; i < count; i++)
        scores[i] /= sum;
    return most + logf(sum);
}

static void label_hidden(const struct tree_net *net, const float *views, uint32_t dependent,
                         uint32_t head, float *hidden, float *labels)
{
    uint32_t label = net->sizes.label, at = 2 * net->sizes.arc;
    const float *d = views + (size_t)dependent * net->views + at;
    const float *h = views + (size_t)head * net->views + at + label;
    for (uint32_t i = 0; i < label; i++)
        hidden[i] = d[i] + h[i] > 0 ? d[i] + h[i] : 0;
    memcpy(labels, net->label_bias.value, net->label_width * sizeof *labels);
    dense_multiply((struct view){hidden, label, 1}, net->label.value, net->label_width, labels,
                   net->label_width, 1, net->label_width, label);
}

static double labels_learn(struct tree_net *net, const struct tree_example *example,
                           const struct sentence_run *run, struct arena *arena, float weight,
                           const float *label_turned, float *gradient)
{
    uint32_t label = net->sizes.label, at = 2 * net->sizes.arc, width = net->label_width;
    float *hidden = arena_take(arena, label * sizeof *hidden);
    float *back = arena_take(arena, label * sizeof *back);
    float *scores = arena_take(arena, width * sizeof *scores);
    double loss = 0;
    for (uint32_t d = 1; d < run->places; d++) {
        uint32_t gold = example->label[d], head = example->head[d];
        if (gold >= net->labels)
            continue;
        label_hidden(net, run->views, d, head, hidden, scores);
        softmax(scores, net->labels, UINT32_MAX);
        loss -= log((double)scores[gold] + 1e-9);
        scores[gold] -= 1;
        for (uint32_t i = 0; i < net->labels; i++)
            scores[i] *= weight;
        for (uint32_t i = net->labels; i < width; i++)
            scores[i] = 0;
        dense_multiply((struct view){hidden, 1, 1}, scores, width, net->label.gradient, width,
                       label, width, 1);
        for (uint32_t i = 0; i < width; i++)
            net->label_bias.gradient[i] += scores[i];
        memset(back, 0, label * sizeof *back);
        dense_multiply((struct view){scores, width, 1}, label_turned, label, back, label, 1, label,
                       width);
        for (uint32_t i = 0; i < label; i++) {
            if (hidden[i] <= 0)
                continue;
            gradient[(size_t)d * net->views + at + i] += back[i];
            gradient[(size_t)head * net->views + at + label + i] += back[i];
        }
    }
    return loss;
}

static double tags_learn(const struct tree_net *net, const struct tree_example *example,
                         const struct sentence_run *run, float weight, float *gradient)
{
    float scores[TREE_TAG_LIMIT];
    double loss = 0;
    for (uint32_t d = 1; d < run->places; d++) {
        uint32_t gold = example->tag ? example->tag[d] : TREE_TAG_LIMIT;
        if (gold >= net->tags)
            continue;
        memcpy(scores, tree_net_tags(net, run->views, d), net->tags * sizeof *scores);
        softmax(scores, net->tags, UINT32_MAX);
        loss -= log((double)scores[gold] + 1e-9);
        scores[gold] -= 1;
        float *to = gradient + (tree_net_tags(net, run->views, d) - run->views);
        for (uint32_t i = 0; i < net->tags; i++)
            to[i] += scores[i] * weight;
    }
    return loss;
}

// Turns the probabilities of a word's heads into the gradient of their scores; gives the loss.
static double heads_compare(const struct tree_example *example, uint32_t dependent, float *scores)
{
    struct tree_shares sure = {{(uint16_t)example->head[dependent]}, {100}};
    const struct tree_shares *shares = example->shares ? &example->shares[dependent] : &sure;
    float all = 0, was[TREE_SHARES];
    double loss = 0;
    for (uint32_t i = 0; i < TREE_SHARES; i++) {
        all += (float)shares->percent[i];
        was[i] = scores[shares->head[i]];
    }
    for (uint32_t i = 0; i < TREE_SHARES && shares->percent[i] > 0; i++) {
        float share = (float)shares->percent[i] / all;
        loss -= (double)share * log((double)was[i] + 1e-9);
        scores[shares->head[i]] -= share;
    }
    return loss;
}

static double arcs_learn(struct tree_net *net, const struct tree_example *example,
                         struct sentence_run *run, struct arena *arena, float weight,
                         const float *arc_turned, float *gradient)
{
    uint32_t arc = net->sizes.arc, places = run->places, stride = run->stride;
    double loss = 0;
    for (uint32_t h = 0; h < stride; h++)
        run->scores[h] = 0; // the root has no head
    for (uint32_t d = 1; d < places; d++) {
        float *scores = run->scores + (size_t)d * stride;
        softmax(scores, places, d);
        loss += heads_compare(example, d, scores);
        for (uint32_t h = 0; h < stride; h++)
            scores[h] = h < places ? scores[h] * weight : 0;
        for (uint32_t h = 0; h < places; h++)
            if (h != d)
                net->distance.gradient[distance_of(d, h)] += scores[h];
    }
    // mixed: dM = dS * heads; heads: dH = dS' * M
    float *heads = arena_take(arena, (size_t)places * arc * sizeof *heads);
    for (uint32_t h = 0; h < places; h++)
        memcpy(heads + (size_t)h * arc, run->views + (size_t)h * net->views + arc,
               arc * sizeof *heads);
    float *mixed = arena_zero(arena, (size_t)places * arc, sizeof *mixed);
    dense_multiply((struct view){run->scores, stride, 1}, heads, arc, mixed, arc, places, arc,
                   places);
    dense_multiply((struct view){run->scores, 1, stride}, run->mixed, arc, gradient + arc,
                   net->views, places, arc, places);
    for (uint32_t d = 0; d < places; d++)
        for (uint32_t i = 0; i < arc; i++)
            net->arc_bias.gradient[i] += mixed[(size_t)d * arc + i];
    dense_multiply((struct view){run->views, 1, net->views}, mixed, arc, net->arc.gradient, arc,
                   arc, arc, places);
    dense_multiply((struct view){mixed, arc, 1}, arc_turned, arc, gradient, net->views, places, arc,
                   arc);
    return loss;
}

// ------------------------------------------------------------------ backward
static void net_backward(struct tree_net *net, struct arena *arena,
                         const struct tree_example *examples, struct net_run *run, float *gradient)
{
    const struct tree_sizes *sizes = &net->sizes;
    const struct pack *pack = &run->pack;
    uint32_t hidden = sizes->hidden, width = 2 * hidden;
    for (uint32_t r = 0; r < pack->rows; r++)
        for (uint32_t i = 0; i < net->views; i++)
            net->view_bias.gradient[i] += gradient[(size_t)r * net->views + i];
    dense_multiply((struct view){run->out, 1, width}, gradient, net->views, net->view.gradient,
                   net->views, width, net->views, pack->rows);
    float *turned = arena_take(arena, (size_t)width * net->views * sizeof *turned);
    dense_transpose(net->view.value, width, net->views, turned);
    float *dx = arena_zero(arena, (size_t)pack->rows * width, sizeof *dx);
    dense_multiply((struct view){gradient, net->views, 1}, turned, width, dx, width, pack->rows,
                   width, net->views);
    for (uint32_t layer = sizes->layers; layer-- > 0;) {
        struct layer_run *l = &run->layers[layer];
        mask_apply(pack, run->layer_mask[layer], dx, width);
        uint32_t in = net->forward[layer].input_size;
        float *first = arena_take(arena, (size_t)pack->rows * hidden * sizeof *first);
        float *second = arena_take(arena, (size_t)pack->rows * hidden * sizeof *second);
        for (uint32_t r = 0; r < pack->rows; r++) {
            memcpy(first + (size_t)r * hidden, dx + (size_t)r * width, hidden * sizeof *dx);
            memcpy(second + (size_t)pack->mirror[r] * hidden, dx + (size_t)r * width + hidden,
                   hidden * sizeof *dx);
        }
        float *below = arena_zero(arena, (size_t)pack->rows * in, sizeof *below);
        float *mirrored = arena_zero(arena, (size_t)pack->rows * in, sizeof *below);
        lstm_backward(&net->forward[layer], pack, &l->forward, first, arena, below);
        lstm_backward(&net->backward[layer], pack, &l->backward, second, arena, mirrored);
        for (uint32_t r = 0; r < pack->rows; r++)
            for (uint32_t i = 0; i < in; i++)
                below[(size_t)r * in + i] += mirrored[(size_t)pack->mirror[r] * in + i];
        dx = below;
        width = in;
    }
    mask_apply(pack, run->input_mask, dx, width);
    for (uint32_t s = 0; s < pack->sentences; s++)
        for (uint32_t i = 0; i < pack->length[s]; i++) {
            uint32_t r = pack_row(pack, s, i);
            const struct tree_inputs *inputs = &examples[s].inputs[i];
            for (uint32_t n = 0; n < inputs->count; n++) {
                bool dropped = n == 0 && run->word_dropped[r];
                float *to =
                    parameter_touch(&net->table, dropped ? TREE_ROW_UNKNOWN : inputs->rows[n]);
                for (uint32_t d = 0; d < width; d++)
                    to[d] += dx[(size_t)r * width + d];
            }
        }
}

static void sentence_views(const struct tree_net *net, const struct net_run *run, uint32_t s,
                           struct arena *arena, struct sentence_run *sentence)
{
    sentence->places = run->pack.length[s];
    sentence->stride = padded(sentence->places);
    sentence->views = arena_take(arena, (size_t)sentence->places * net->views * sizeof(float));
    for (uint32_t i = 0; i < sentence->places; i++)
        memcpy(sentence->views + (size_t)i * net->views,
               run->views + (size_t)pack_row(&run->pack, s, i) * net->views,
               net->views * sizeof(float));
}

void tree_net_learn(struct tree_net *net, struct arena *arena, const struct tree_example *examples,
                    uint32_t count, const struct tree_dropout *dropout, float rate,
                    struct random *random, double *loss)
{
    struct arena_mark mark = arena_mark(arena);
    struct net_run run;
    net_forward(net, arena, examples, count, dropout, random, &run);
    uint32_t views = net->views, arc = net->sizes.arc, label = net->sizes.label;
    float *gradient = arena_zero(arena, (size_t)run.pack.rows * views, sizeof *gradient);
    float *arc_turned = arena_take(arena, (size_t)arc * arc * sizeof *arc_turned);
    float *label_turned = arena_take(arena, (size_t)label * net->label_width * sizeof *arc_turned);
    dense_transpose(net->arc.value, arc, arc, arc_turned);
    dense_transpose(net->label.value, label, net->label_width, label_turned);
    float weight = 1 / (float)run.pack.rows;
    for (uint32_t s = 0; s < count; s++) {
        struct arena_mark inner = arena_mark(arena);
        struct sentence_run sentence;
        sentence_views(net, &run, s, arena, &sentence);
        float *part = arena_zero(arena, (size_t)sentence.places * views, sizeof *part);
        if (examples[s].head) {
            sentence_forward(net, arena, &sentence);
            *loss += labels_learn(net, &examples[s], &sentence, arena, weight, label_turned, part);
            *loss += arcs_learn(net, &examples[s], &sentence, arena, weight, arc_turned, part);
        }
        *loss += tags_learn(net, &examples[s], &sentence, weight * net->tag_weight, part);
        for (uint32_t i = 0; i < sentence.places; i++) {
            const float *mask = run.view_mask ? run.view_mask + (size_t)s * views : NULL;
            float *to = gradient + (size_t)pack_row(&run.pack, s, i) * views;
            for (uint32_t v = 0; v < views; v++) {
                bool dead = v < 2 * arc && sentence.views[(size_t)i * views + v] <= 0;
                to[v] = dead ? 0 : part[(size_t)i * views + v] * (mask ? mask[v] : 1);
            }
        }
        arena_rewind(arena, inner);
    }
    net_backward(net, arena, examples, &run, gradient);
    parameters_step(net->all, net->all_count, rate, ++net->step);
    arena_rewind(arena, mark);
}

void tree_net_score(const struct tree_net *net, struct arena *arena,
                    const struct tree_example *examples, uint32_t count,
                    struct tree_scores *scores)
{
    const struct tree_dropout none = {0, 0, 0, 0};
    struct net_run run;
    net_forward(net, arena, examples, count, &none, NULL, &run);
    for (uint32_t s = 0; s < count; s++) {
        struct sentence_run sentence;
        sentence_views(net, &run, s, arena, &sentence);
        sentence_forward(net, arena, &sentence);
        for (uint32_t d = 1; d < sentence.places; d++) {
            float *row = sentence.scores + (size_t)d * sentence.stride;
            softmax(row, sentence.places, d);
            for (uint32_t h = 0; h < sentence.places; h++)
                row[h] = logf(row[h] + 1e-9f);
        }
        scores[s] = (struct tree_scores){sentence.scores, sentence.views};
    }
}

void tree_net_labels(const struct tree_net *net, const struct tree_scores *scores,
                     uint32_t dependent, uint32_t head, float *labels)
{
    float hidden[512];
    assert(net->sizes.label <= 512);
    label_hidden(net, scores->views, dependent, head, hidden, labels);
}
