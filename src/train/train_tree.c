// SPDX-License-Identifier: Apache-2.0
// Trains the parser (parse/tree.h): the network of tree_net.c on treebanks with jackknifed tags, so
// that it learns from tags as good as those it will meet.
#include "train/tree_data.h"

#include <stdio.h>

enum {
    BATCH_WORDS = 400,
    POOL_BATCHES = 40, // sentences of like length meet in a batch; this many are sorted at once
};

#define RATE 2e-3f
#define WARM_STEPS 200
// With teachers' sentences there is enough to learn from: fewer rounds, less is left out, and each
// sentence of a treebank counts several times. English has four times the treebanks of French.
// Tags that cost as much as arcs take a point of LAS: they are learned at a lower weight.
static const struct tree_plan {
    const char *language; // NULL: the others
    bool silver;
    uint32_t epochs, times;
    float tag_weight;
    struct tree_dropout dropout;
    struct tree_sizes sizes; // as teachers have them, or the pupil
} plans[] = {{"en", false, 12, 1, 0.3f, {0.2f, 0.25f, 0.25f, 0.15f}, {96, 128, 2, 64, 32}},
             {"en", true, 8, 2, 0.3f, {0.15f, 0.2f, 0.2f, 0.12f}, {96, 128, 2, 64, 32}},
             {NULL, false, 18, 1, 0, {0.2f, 0.25f, 0.25f, 0.15f}, {96, 96, 2, 64, 32}},
             {NULL, true, 5, 3, 0, {0.1f, 0.15f, 0.15f, 0.1f}, {96, 96, 2, 64, 32}}};

static const struct tree_plan *plan_of(const struct tree_trainer *trainer)
{
    const struct tree_plan *plan = plans;
    while ((plan->language && strcmp(plan->language, trainer->options->language) != 0) ||
           plan->silver != (trainer->silver.train.count > 0))
        plan++;
    return plan;
}

const struct tree_sizes *tree_sizes_of(const struct tree_trainer *trainer)
{
    return &plan_of(trainer)->sizes;
}

static int by_length(const void *a, const void *b, void *context)
{
    const struct tree_example *first = a, *second = b;
    (void)context;
    return first->count < second->count ? 1 : first->count > second->count ? -1 : 0;
}

struct batch {
    uint32_t first, count;
};

// Deals shuffled examples out into batches of sentences of like length.
static uint32_t batches_make(struct tree_trainer *trainer, struct tree_example *order,
                             struct batch *batches)
{
    uint32_t count = trainer->learned.count, used = 0;
    uint32_t *shuffled = arena_take(trainer->arena, count * sizeof *shuffled);
    for (uint32_t i = 0; i < count; i++)
        shuffled[i] = i;
    random_shuffle(&trainer->random, shuffled, count);
    for (uint32_t i = 0; i < count; i++)
        order[i] = trainer->learned.items[shuffled[i]];
    for (uint32_t start = 0, end; start < count; start = end) {
        uint32_t words = 0;
        for (end = start; end < count && words < BATCH_WORDS * POOL_BATCHES; end++)
            words += order[end].count;
        list_sort(trainer->arena, order + start, end - start, sizeof *order, by_length, NULL);
        for (uint32_t i = start; i < end;) {
            struct batch batch = {i, 0};
            for (words = 0; i < end && words < BATCH_WORDS; i++, batch.count++)
                words += order[i].count + 1;
            batches[used++] = batch;
        }
    }
    for (uint32_t i = used; i > 1; i--) {
        uint32_t other = random_below(&trainer->random, i);
        struct batch batch = batches[i - 1];
        batches[i - 1] = batches[other];
        batches[other] = batch;
    }
    return used;
}

void tree_scores_decode(const struct tree_net *net, struct arena *arena,
                        const struct tree_scores *scores, uint32_t count, uint32_t *head,
                        uint32_t *label)
{
    size_t stride = tree_stride(count), cells = (count + (size_t)1) * stride;
    int32_t *whole = arena_take(arena, cells * sizeof *whole);
    for (size_t i = 0; i < cells; i++)
        whole[i] = (int32_t)(scores->arcs[i] * 65536);
    tree_span(whole, (uint32_t)stride, count, head, arena);
    float labels[RELATION_COUNT + 16];
    for (uint32_t d = 1; d <= count; d++) {
        tree_net_labels(net, scores, d, head[d], labels);
        label[d] = 0;
        for (uint32_t l = 1; l < net->labels; l++)
            if (labels[l] > labels[label[d]])
                label[d] = l;
    }
}

static uint32_t best_tag(const struct tree_net *net, const float *views, uint32_t place)
{
    const float *scores = tree_net_tags(net, views, place);
    uint32_t best = 0;
    for (uint32_t t = 1; t < net->tags; t++)
        if (scores[t] > scores[best])
            best = t;
    return best;
}

// Sets heads (within the sentence), relations and tags of an example's words by a parser.
typedef void example_parse(struct tree_trainer *trainer, const void *parser,
                           const struct example *example, struct word *words);

static void net_parse(struct tree_trainer *trainer, const void *parser,
                      const struct example *example, struct word *words)
{
    const struct tree_net *net = parser;
    struct tree_example view = tree_example_make(trainer, example);
    uint32_t *head = arena_take(trainer->arena, (example->count + 1) * sizeof *head);
    uint32_t *label = arena_take(trainer->arena, (example->count + 1) * sizeof *head);
    struct tree_scores scores;
    tree_net_score(net, trainer->arena, &view, 1, &scores);
    tree_scores_decode(net, trainer->arena, &scores, view.count, head, label);
    for (uint32_t w = 1; w <= example->count; w++) {
        words[w - 1].head = head[w] == 0 ? NO_INDEX : head[w] - 1;
        words[w - 1].relation = head[w] == 0 ? RELATION_ROOT : trainer->labels[label[w]];
        if (net->tags > 0)
            words[w - 1].upos = trainer->tags.upos[best_tag(net, scores.views, w)];
    }
}

// The same by the model file, as the product will.
static void model_parse(struct tree_trainer *trainer, const void *parser,
                        const struct example *example, struct word *words)
{
    struct sentence whole = {.word_end = example->count};
    tree_sentences(parser, words, &whole, 1, trainer->arena);
}

static void measure(struct tree_trainer *trainer, example_parse *parse, const void *parser,
                    FILE *out)
{
    for (uint8_t row = 0; treebank_rows[row].file; row++) {
        uint32_t count = 0, heads = 0, labels = 0, tags = 0;
        for (uint32_t i = 0; i < trainer->examples.development.count; i++) {
            const struct example *example = &trainer->examples.development.items[i];
            if (example->row != row)
                continue;
            struct arena_mark mark = arena_mark(trainer->arena);
            struct word *words = arena_take(trainer->arena, example->count * sizeof *words);
            memcpy(words, example->words, example->count * sizeof *words);
            parse(trainer, parser, example, words);
            for (uint32_t w = 0; w < example->count; w++) {
                bool head = words[w].head == example->words[w].head;
                enum relation a = relation_universal((enum relation)words[w].relation);
                enum relation b = relation_universal((enum relation)example->words[w].relation);
                heads += head;
                labels += head && a == b;
                tags += example->gold && words[w].upos == example->gold[w].upos;
            }
            count += example->count;
            arena_rewind(trainer->arena, mark);
        }
        if (count > 0)
            fprintf(out, "%s: %u words, UAS %.2f %%, LAS %.2f %%, UPOS %.2f %%\n",
                    treebank_rows[row].file, count, 100.0 * heads / count, 100.0 * labels / count,
                    100.0 * tags / count);
    }
}

static bool model_measure(struct tree_trainer *trainer, struct slice bytes, struct error *error)
{
    struct tree_model model;
    if (!tree_model_open(&model, bytes, &trainer->clusters, "trained model", trainer->arena, error))
        return false;
    measure(trainer, model_parse, &model, stdout);
    return true;
}

static void examples_make(struct tree_trainer *trainer, uint32_t times)
{
    const struct examples *all[] = {&trainer->examples, &trainer->silver};
    for (int which = 0; which < 2; which++)
        for (uint32_t i = 0; i < all[which]->train.count; i++) {
            const struct example *example = &all[which]->train.items[i];
            bool trees = which == 1 || (example->use & USE_TREES);
            if (!trees || example->count > TREE_WORD_LIMIT)
                continue;
            struct tree_example view = tree_example_make(trainer, example);
            for (uint32_t n = which == 1 ? 1 : times; n > 0; n--)
                list_add(trainer->arena, &trainer->learned, view);
        }
}

static double epoch_learn(struct tree_trainer *trainer, struct tree_net *net,
                          struct tree_example *order, struct batch *batches, uint32_t epoch,
                          uint32_t epochs, const struct tree_dropout *dropout)
{
    struct arena_mark mark = arena_mark(trainer->arena);
    uint32_t used = batches_make(trainer, order, batches);
    double loss = 0;
    for (uint32_t b = 0; b < used; b++) {
        float done = ((float)epoch + (float)b / (float)used) / (float)epochs;
        float rate = RATE * (1 - done);
        if (net->step < WARM_STEPS)
            rate *= (float)(net->step + 1) / WARM_STEPS;
        tree_net_learn(net, trainer->arena, order + batches[b].first, batches[b].count, dropout,
                       rate, &trainer->random, &loss);
    }
    arena_rewind(trainer->arena, mark);
    return loss;
}

static bool net_train(struct tree_trainer *trainer, struct slice *bytes, struct error *error)
{
    const struct train_options *options = trainer->options;
    const struct tree_plan *plan = plan_of(trainer);
    examples_make(trainer, plan->times);
    uint32_t count = trainer->learned.count;
    struct tree_net *net = arena_take(trainer->arena, sizeof *net);
    tree_net_init(net, trainer->arena, &plan->sizes,
                  TREE_ROW_WORD + trainer->vocabulary.count, trainer->label_count,
                  trainer->tags.count, options->seed ? options->seed : 7);
    net->tag_weight = plan->tag_weight;
    struct tree_example *order = arena_take(trainer->arena, count * sizeof *order);
    struct batch *batches = arena_take(trainer->arena, count * sizeof *batches);
    uint32_t epochs = options->epochs ? options->epochs : plan->epochs;
    uint32_t first = 0;
    if (!tree_net_resume(net, trainer->options->state, trainer->arena, &first,
                         &trainer->random.state, error) &&
        error->kind != ERROR_NONE)
        return false;
    for (uint32_t epoch = first; epoch < epochs; epoch++) {
        double loss = epoch_learn(trainer, net, order, batches, epoch, epochs, &plan->dropout);
        fprintf(stderr, "tree epoch %u: loss %.1f\n", epoch + 1, loss / count);
        if (epoch % 2 == 1 || epoch + 1 == epochs)
            measure(trainer, net_parse, net, stderr);
        if (trainer->options->state &&
            !tree_net_save(net, trainer->options->state, epoch + 1, trainer->random.state, error))
            return false;
    }
    *bytes = tree_net_write(net, trainer->arena, &trainer->vocabulary, trainer->labels,
                            &trainer->tags, trainer->learned.items, trainer->learned.count,
                            treebank_provenance(trainer->arena, "tree", trainer->options->language,
                                                USE_TREES));
    return true;
}

bool train_tree(const struct train_options *options, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct tree_trainer trainer = {.options = options, .arena = &arena, .random = {2}};
    bool good = tree_data_read(&trainer, error);
    struct slice bytes = SLICE_NONE;
    if (good && options->evaluate_only) {
        good = train_bytes(&arena, options->output, &bytes, error);
    } else if (good) {
        good = net_train(&trainer, &bytes, error);
        if (good && options->output)
            good = file_write(options->output, bytes, error);
    }
    good = good && model_measure(&trainer, bytes, error);
    arena_free(&arena);
    return good;
}
