// SPDX-License-Identifier: Apache-2.0
// Trains the name tagger (parse/ner.h): an averaged structured perceptron, whose Viterbi decoding
// is the product's own, over hashed features with a table of known names. Measures spans of
// PER, LOC and ORG on the development parts.
#include "train/learner.h"
#include "train/ner_data.h"

#include "model/decode.h"

#include <stdio.h>

enum {
    EPOCHS = 8,
    LEAST_SEEN = 3,
    LEAST_WEIGHT = 4,
    MARGIN = 100,     // by which the right label must win while training
    MISSED_MARGIN = 300, // the same over "no name": new names look less sure than those seen
};

struct ner_trainer {
    const struct train_options *options;
    struct arena *arena;
    struct names names;
    struct cluster_table clusters;
    ner_examples examples;
    struct learner learner;
    struct random random;
    bool trees; // the governors of words are looked at
};

struct ner_rows { // of one sentence: per word, its active rows
    uint32_t *rows, *starts;
};

static struct ner_rows rows_read(struct ner_trainer *trainer, const struct ner_example *example,
                                 bool counting)
{
    uint32_t count = example->count, used = 0;
    struct ner_word *views = arena_take(trainer->arena, (count + (size_t)4) * sizeof *views);
    struct ner_rows result;
    result.rows = arena_take(trainer->arena, (size_t)count * NER_FEATURE_LIMIT * sizeof(uint32_t));
    result.starts = arena_take(trainer->arena, (count + (size_t)1) * sizeof(uint32_t));
    const struct ner_text text = {example->words, example->first, count};
    ner_words_view(&trainer->names.compiled, &trainer->clusters, &text, views, trainer->arena);
    if (trainer->trees)
        ner_trees_view(&text, views);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t features[NER_FEATURE_LIMIT];
        uint32_t n = ner_features(&views[i + 2], features);
        result.starts[i] = used;
        if (counting)
            learner_count(&trainer->learner, features, n);
        else
            learner_rows(&trainer->learner, features, n, result.rows + used);
        used += n;
    }
    result.starts[count] = used;
    return result;
}

static uint32_t transition_row(const struct learner *learner, uint32_t from)
{
    uint64_t feature = ner_transition(from);
    uint32_t row;
    learner_rows(learner, &feature, 1, &row);
    return row;
}

static void transitions_read(const struct learner *learner, int32_t *steps)
{
    for (uint32_t from = 0; from <= NER_LABELS; from++) {
        int32_t scores[NER_WIDTH] = {0};
        uint32_t row = transition_row(learner, from);
        learner_score(learner, &row, 1, scores);
        for (uint32_t to = 0; to < NER_LABELS; to++)
            steps[from * NER_LABELS + to] =
                ner_step_allowed(from, to) ? scores[to] : DECODE_FORBIDDEN;
    }
}

static uint32_t sentence_update(struct ner_trainer *trainer, const struct ner_example *example,
                                const struct ner_rows *rows, const uint8_t *best)
{
    uint32_t errors = 0;
    for (uint32_t i = 0; i < example->count; i++) {
        uint32_t n = rows->starts[i + 1] - rows->starts[i];
        uint8_t gold = example->words[i].ner;
        uint32_t gold_from = i ? example->words[i - 1].ner : NER_LABELS;
        uint32_t best_from = i ? best[i - 1] : NER_LABELS;
        if (gold != best[i]) {
            learner_add(&trainer->learner, rows->rows + rows->starts[i], n, gold, 1);
            learner_add(&trainer->learner, rows->rows + rows->starts[i], n, best[i], -1);
            errors++;
        }
        if (gold != best[i] || gold_from != best_from) {
            uint32_t gold_row = transition_row(&trainer->learner, gold_from);
            uint32_t best_row = transition_row(&trainer->learner, best_from);
            learner_add(&trainer->learner, &gold_row, 1, gold, 1);
            learner_add(&trainer->learner, &best_row, 1, best[i], -1);
        }
    }
    return errors;
}

static uint32_t sentence_learn(struct ner_trainer *trainer, const struct ner_example *example)
{
    struct arena_mark mark = arena_mark(trainer->arena);
    int32_t steps[(NER_LABELS + 1) * NER_LABELS];
    struct ner_rows rows = rows_read(trainer, example, false);
    int32_t *scores =
        arena_zero(trainer->arena, (size_t)example->count * NER_WIDTH, sizeof *scores);
    uint8_t *best = arena_take(trainer->arena, example->count);
    for (uint32_t i = 0; i < example->count; i++) {
        int32_t *word = scores + (size_t)i * NER_WIDTH;
        uint8_t gold = example->words[i].ner;
        learner_score(&trainer->learner, rows.rows + rows.starts[i],
                      rows.starts[i + 1] - rows.starts[i], word);
        for (uint32_t label = 0; label < NER_LABELS; label++)
            word[label] += label == gold ? 0 : label == 0 ? MISSED_MARGIN : MARGIN;
    }
    transitions_read(&trainer->learner, steps);
    decode_viterbi(trainer->arena, scores, example->count, NER_WIDTH, steps, NER_LABELS, best);
    trainer->learner.step++;
    uint32_t errors = sentence_update(trainer, example, &rows, best);
    arena_rewind(trainer->arena, mark);
    return errors;
}

struct counts {
    uint32_t gold, system, right;
};

static uint32_t span_end(const uint8_t *labels, uint32_t count, uint32_t start)
{
    uint32_t end = start + 1;
    while (end < count && labels[end] == labels[start] + 1)
        end++;
    return end;
}

static void spans_count(const uint8_t *gold, const uint8_t *system, uint32_t count,
                        struct counts *counts)
{
    for (uint32_t i = 0; i < count; i++) {
        if (gold[i] % 2 == 1)
            counts[(gold[i] + 1) / 2].gold++;
        if (system[i] % 2 == 1)
            counts[(system[i] + 1) / 2].system++;
        if (gold[i] % 2 == 1 && gold[i] == system[i] &&
            span_end(gold, count, i) == span_end(system, count, i))
            counts[(gold[i] + 1) / 2].right++;
    }
}

static double f1(struct counts c)
{
    return c.gold + c.system ? 200.0 * c.right / (c.gold + c.system) : 0;
}

static bool ner_measure(struct ner_trainer *trainer, struct slice bytes, struct error *error)
{
    struct ner_model model;
    if (!ner_model_open(&model, bytes, &trainer->clusters, "trained model", error))
        return false;
    for (uint8_t row = 0; ner_sources[row].file; row++) {
        struct counts counts[NER_COUNT] = {{0}}, all = {0};
        for (uint32_t i = 0; i < trainer->examples.count; i++) {
            const struct ner_example *example = &trainer->examples.items[i];
            if (example->row != row || !example->development)
                continue;
            struct arena_mark mark = arena_mark(trainer->arena);
            uint8_t *gold = arena_take(trainer->arena, example->count);
            uint8_t *system = arena_take(trainer->arena, example->count);
            struct word *copy = arena_take(trainer->arena, example->count * sizeof *copy);
            memcpy(copy, example->words, example->count * sizeof *copy);
            ner_sentence(&model, copy, example->first, example->count, trainer->arena);
            for (uint32_t w = 0; w < example->count; w++) {
                gold[w] = example->words[w].ner;
                system[w] = copy[w].ner;
            }
            spans_count(gold, system, example->count, counts);
            arena_rewind(trainer->arena, mark);
        }
        for (int label = NER_PER; label <= NER_ORG; label++) {
            all.gold += counts[label].gold;
            all.system += counts[label].system;
            all.right += counts[label].right;
        }
        if (all.gold > 0)
            printf("%s: %u spans, F1 %.2f (PER %.2f LOC %.2f ORG %.2f; MISC %.2f) P %.2f R %.2f\n",
                   ner_sources[row].file, all.gold, f1(all), f1(counts[NER_PER]),
                   f1(counts[NER_LOC]), f1(counts[NER_ORG]), f1(counts[NER_MISC]),
                   100.0 * all.right / (all.system ? all.system : 1), 100.0 * all.right / all.gold);
    }
    return true;
}

static struct slice ner_write(struct ner_trainer *trainer)
{
    struct model_writer writer;
    model_writer_init(&writer, trainer->arena);
    struct weights_item *items;
    uint32_t count = learner_items(&trainer->learner, trainer->arena, LEAST_WEIGHT, &items);
    fprintf(stderr, "names: %u of %u features kept\n", count, trainer->learner.rows);
    weights_write(&writer, "ner", items, count, NER_WIDTH);
    names_write(&writer, &trainer->names);
    static const uint16_t trees = 1;
    if (trainer->trees)
        model_writer_add(&writer, "ner.trees", MODEL_U16, &trees, 1);
    struct buffer text;
    buffer_init(&text, trainer->arena);
    buffer_format(&text, "recoupe-train ner --lang %s; trained on", trainer->options->language);
    for (const struct ner_source *source = ner_sources; source->file; source++)
        if (strcmp(source->language, trainer->options->language) == 0 && source->repeat > 0)
            buffer_format(&text, " %s", source->file);
    model_writer_text(&writer, "provenance", buffer_slice(&text));
    return model_write(&writer, "ner");
}

static struct slice ner_train_model(struct ner_trainer *trainer)
{
    index_list order = {0};
    learner_init(&trainer->learner, NER_WIDTH);
    for (uint32_t i = 0; i < trainer->examples.count; i++) {
        const struct ner_example *example = &trainer->examples.items[i];
        if (example->development)
            continue;
        struct arena_mark mark = arena_mark(trainer->arena);
        rows_read(trainer, example, true);
        arena_rewind(trainer->arena, mark);
    }
    for (uint32_t i = 0; i < trainer->examples.count; i++)
        for (uint32_t k = 0; k < ner_sources[trainer->examples.items[i].row].repeat; k++)
            if (!trainer->examples.items[i].development)
                list_add(trainer->arena, &order, i);
    for (uint32_t from = 0; from <= NER_LABELS; from++)
        for (int i = 0; i < LEAST_SEEN; i++) {
            uint64_t feature = ner_transition(from);
            learner_count(&trainer->learner, &feature, 1);
        }
    learner_freeze(&trainer->learner, LEAST_SEEN);
    uint32_t epochs = trainer->options->epochs ? trainer->options->epochs : EPOCHS;
    for (uint32_t epoch = 0; epoch < epochs; epoch++) {
        uint32_t errors = 0;
        random_shuffle(&trainer->random, order.items, order.count);
        for (uint32_t i = 0; i < order.count; i++)
            errors += sentence_learn(trainer, &trainer->examples.items[order.items[i]]);
        fprintf(stderr, "names epoch %u: %u errors\n", epoch + 1, errors);
    }
    return ner_write(trainer);
}

bool train_ner(const struct train_options *options, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct ner_trainer trainer = {.options = options, .arena = &arena, .random = {3}};
    struct slice bytes = SLICE_NONE;
    // Names, last tenths or fifths: French +1.3 (press) and +0.6, English -1 and -0.1.
    trainer.trees = strcmp(options->language, "fr") == 0;
    bool good = names_read(&trainer.names, &arena, options, error) &&
                train_clusters(&arena, options, &trainer.clusters, error) &&
                ner_data_read(&arena, options, &trainer.examples, error);
    if (good && options->evaluate_only) {
        good = train_bytes(&arena, options->output, &bytes, error);
    } else if (good) {
        bytes = ner_train_model(&trainer);
        if (options->output)
            good = file_write(options->output, bytes, error);
    }
    good = good && ner_measure(&trainer, bytes, error);
    learner_free(&trainer.learner);
    arena_free(&arena);
    return good;
}
