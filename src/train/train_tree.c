// SPDX-License-Identifier: Apache-2.0
// Trains the parser (parse/tree.h): two averaged perceptrons, one for moves by a dynamic oracle
// (Goldberg and Nivre 2013: the parser follows its own moves, right or wrong, and is told which
// moves lose no more gold arcs), one for labels. Tags are jackknifed, so that the parser learns
// from tags as good as those it will meet. Crossing arcs are lifted first.
#include "train/learner.h"
#include "train/train.h"

#include "parse/tag.h"
#include "parse/tree.h"

#include <stdio.h>

enum {
    EPOCHS = 9,
    FOLDS = 5,
    MARGIN = 8, // a right move that wins by less still moves the weights
};

// Size against accuracy: French has few trees and needs its rare features, English has many.
static const struct tree_settings {
    const char *language;
    uint32_t least_seen; // a feature seen less often is not kept
    int least_weight;    // of 127: rows whose weights are all below are dropped
    int least_label_weight;
} settings[] = {{"fr", 2, 4, 10}, {"en", 3, 8, 14}, {NULL, 2, 4, 10}};

static const struct tree_settings *settings_of(const char *language)
{
    const struct tree_settings *item = settings;
    while (item->language && strcmp(item->language, language) != 0)
        item++;
    return item;
}

struct tree_trainer {
    const struct train_options *options;
    struct arena *arena;
    struct examples examples;
    struct learner move, label;
    struct cluster_table clusters;
    uint8_t column[RELATION_COUNT]; // 255 = none
    uint8_t labels[RELATION_COUNT];
    uint32_t label_count;
    uint8_t universal[RELATION_COUNT];
    struct random random;
    bool counting; // first pass: follow gold moves, count features
};

struct gold_tree {
    uint32_t *head; // 1-based, 0 = root
    uint8_t *relation;
};

// True when the arc of d crosses no other: all words between d and its head descend from the head.
static bool arc_projective(const uint32_t *head, uint32_t count, uint32_t d)
{
    uint32_t low = d < head[d] ? d : head[d], high = d < head[d] ? head[d] : d;
    for (uint32_t i = low + 1; i < high; i++) {
        uint32_t up = i;
        for (uint32_t steps = 0; up != 0 && up != head[d] && steps <= count; steps++)
            up = head[up];
        if (up != head[d])
            return false;
    }
    return true;
}

static void tree_lift(uint32_t *head, uint32_t count)
{
    for (bool again = true; again;) {
        again = false;
        uint32_t best = 0, best_size = UINT32_MAX;
        for (uint32_t d = 1; d <= count; d++) {
            uint32_t size = d < head[d] ? head[d] - d : d - head[d];
            if (size < best_size && head[d] != 0 && !arc_projective(head, count, d)) {
                best = d;
                best_size = size;
            }
        }
        if (best) {
            head[best] = head[head[best]];
            again = true;
        }
    }
}

static struct gold_tree gold_read(struct arena *arena, const struct example *example)
{
    uint32_t count = example->count;
    struct gold_tree gold = {arena_zero(arena, count + 2, sizeof *gold.head),
                             arena_zero(arena, count + 2, 1)};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t head = example->words[i].head;
        gold.head[i + 1] = head == NO_INDEX ? 0 : head + 1;
        gold.relation[i + 1] = example->words[i].relation;
    }
    tree_lift(gold.head, count);
    return gold;
}

// Gold arcs that each move would make impossible (arc-hybrid).
static void move_costs(const struct tree_state *t, const uint32_t *gold, uint32_t costs[MOVE_COUNT])
{
    uint32_t s0 = t->stack[t->depth - 1], s1 = t->depth > 1 ? t->stack[t->depth - 2] : NO_INDEX;
    uint32_t b0 = t->next;
    bool more = b0 <= t->count;
    memset(costs, 0, MOVE_COUNT * sizeof *costs);
    for (uint32_t i = b0; i <= t->count; i++) { // dependents of s0 that are still ahead
        costs[MOVE_LEFT] += gold[i] == s0;
        costs[MOVE_RIGHT] += gold[i] == s0;
    }
    if (t->depth > 1) {
        uint32_t head = gold[s0];
        costs[MOVE_LEFT] += head == s1 || (more && head > b0);
        costs[MOVE_RIGHT] += more && head >= b0;
    }
    for (uint32_t i = 0; more && i < t->depth; i++) {
        costs[MOVE_SHIFT] += i > 0 && gold[t->stack[i]] == b0;
        costs[MOVE_SHIFT] += i + 1 < t->depth && gold[b0] == t->stack[i];
    }
}

static uint8_t label_learn(struct tree_trainer *trainer, const struct tree_state *state,
                           const struct gold_tree *gold, enum tree_move move)
{
    uint32_t head, dependent;
    tree_arc(state, move, &head, &dependent);
    if (head == 0)
        return RELATION_ROOT;
    uint64_t features[TREE_FEATURE_LIMIT];
    uint32_t rows[TREE_FEATURE_LIMIT];
    bool right_head = gold->head[dependent] == head;
    uint8_t relation = gold->relation[dependent];
    uint32_t n = tree_label_features(state, head, dependent, features);
    if (trainer->counting) {
        learner_count(&trainer->label, features, n);
        return relation;
    }
    int32_t scores[96] = {0};
    learner_rows(&trainer->label, features, n, rows);
    learner_score(&trainer->label, rows, n, scores);
    uint32_t best = 0;
    for (uint32_t label = 1; label < trainer->label_count; label++)
        if (scores[label] > scores[best])
            best = label;
    trainer->label.step++;
    uint32_t wanted = trainer->column[relation];
    if (right_head && best != wanted && wanted != 255) {
        learner_add(&trainer->label, rows, n, wanted, 1);
        learner_add(&trainer->label, rows, n, best, -1);
    }
    return trainer->labels[best];
}

static enum tree_move top_move(const int32_t *scores, uint32_t moves)
{
    int best = -1;
    for (int move = 0; move < MOVE_COUNT; move++)
        if ((moves >> move & 1) && (best < 0 || scores[move] > scores[best]))
            best = move;
    return (enum tree_move)best;
}

// Scores the state, updates on an error, says which move to follow.
static enum tree_move move_learn(struct tree_trainer *trainer, const struct tree_state *state,
                                 uint32_t moves, uint32_t good, uint32_t *errors)
{
    uint64_t features[TREE_FEATURE_LIMIT];
    uint32_t rows[TREE_FEATURE_LIMIT];
    int32_t scores[TREE_MOVE_WIDTH] = {0};
    uint32_t n = tree_buffer_features(state, features);
    n += tree_move_features(state, features + n);
    if (trainer->counting) {
        learner_count(&trainer->move, features, n);
        return (enum tree_move)__builtin_ctz(good);
    }
    learner_rows(&trainer->move, features, n, rows);
    learner_score(&trainer->move, rows, n, scores);
    enum tree_move best = top_move(scores, moves), wanted = top_move(scores, good);
    trainer->move.step++;
    *errors += best != wanted;
    if ((moves & ~good) == 0)
        return best;
    enum tree_move rival = top_move(scores, moves & ~good);
    if (scores[wanted] - scores[rival] < MARGIN) {
        learner_add(&trainer->move, rows, n, wanted, 1);
        learner_add(&trainer->move, rows, n, rival, -1);
    }
    return best;
}

static uint32_t sentence_learn(struct tree_trainer *trainer, const struct example *example)
{
    struct arena_mark mark = arena_mark(trainer->arena);
    struct gold_tree gold = gold_read(trainer->arena, example);
    struct tree_word *views = arena_take(trainer->arena, (example->count + 2) * sizeof *views);
    struct tree_state state;
    uint32_t errors = 0;
    tree_words_view(&trainer->clusters, example->words, example->count, views);
    tree_state_init(&state, views, example->count, trainer->universal, trainer->arena);
    for (uint32_t moves; (moves = tree_moves(&state)) != 0;) {
        enum tree_move move = (enum tree_move)__builtin_ctz(moves);
        if (moves & (moves - 1)) {
            uint32_t costs[MOVE_COUNT], least = UINT32_MAX, good = 0;
            move_costs(&state, gold.head, costs);
            for (int m = 0; m < MOVE_COUNT; m++)
                if ((moves >> m & 1) && costs[m] < least)
                    least = costs[m];
            for (int m = 0; m < MOVE_COUNT; m++)
                if ((moves >> m & 1) && costs[m] == least)
                    good |= 1u << m;
            move = move_learn(trainer, &state, moves, good, &errors);
        }
        uint8_t label = move == MOVE_SHIFT ? 0 : label_learn(trainer, &state, &gold, move);
        tree_step(&state, move, label);
    }
    arena_rewind(trainer->arena, mark);
    return errors;
}

static void labels_collect(struct tree_trainer *trainer)
{
    bool seen[RELATION_COUNT] = {false};
    for (uint32_t i = 0; i < trainer->examples.train.count; i++) {
        const struct example *example = &trainer->examples.train.items[i];
        for (uint32_t w = 0; w < example->count; w++)
            seen[example->words[w].relation] = true;
    }
    memset(trainer->column, 255, sizeof trainer->column);
    for (uint8_t relation = 1; relation < RELATION_COUNT; relation++) {
        if (!seen[relation] || relation == RELATION_ROOT)
            continue;
        trainer->column[relation] = (uint8_t)trainer->label_count;
        trainer->labels[trainer->label_count++] = relation;
    }
}

static bool tree_measure(struct tree_trainer *trainer, struct slice bytes, bool quiet,
                         struct error *error)
{
    struct tree_model model;
    if (!tree_model_open(&model, bytes, &trainer->clusters, "trained model", error))
        return false;
    for (uint8_t row = 0; treebank_rows[row].file; row++) {
        uint32_t words = 0, heads = 0, labels = 0;
        for (uint32_t i = 0; i < trainer->examples.development.count; i++) {
            const struct example *example = &trainer->examples.development.items[i];
            if (example->row != row)
                continue;
            struct arena_mark mark = arena_mark(trainer->arena);
            struct word *copy = arena_take(trainer->arena, example->count * sizeof *copy);
            memcpy(copy, example->words, example->count * sizeof *copy);
            tree_sentence(&model, copy, example->count, 0, trainer->arena);
            for (uint32_t w = 0; w < example->count; w++) {
                bool head = copy[w].head == example->words[w].head;
                enum relation a = relation_universal((enum relation)copy[w].relation);
                enum relation b = relation_universal((enum relation)example->words[w].relation);
                heads += head;
                labels += head && a == b;
            }
            words += example->count;
            arena_rewind(trainer->arena, mark);
        }
        if (words > 0)
            fprintf(quiet ? stderr : stdout, "%s: %u words, UAS %.2f %%, LAS %.2f %%\n",
                    treebank_rows[row].file, words, 100.0 * heads / words, 100.0 * labels / words);
    }
    return true;
}

static struct slice tree_write(struct tree_trainer *trainer)
{
    const struct tree_settings *setting = settings_of(trainer->options->language);
    struct model_writer writer;
    model_writer_init(&writer, trainer->arena);
    struct weights_item *items;
    uint32_t count = learner_items(&trainer->move, trainer->arena, setting->least_weight, &items);
    weights_write(&writer, "move", items, count, TREE_MOVE_WIDTH);
    fprintf(stderr, "moves: %u of %u features kept\n", count, trainer->move.rows);
    count = learner_items(&trainer->label, trainer->arena, setting->least_label_weight, &items);
    weights_write(&writer, "label", items, count, trainer->label.width);
    fprintf(stderr, "labels: %u of %u features kept\n", count, trainer->label.rows);
    model_writer_add(&writer, "labels", MODEL_U8, trainer->labels, trainer->label_count);
    struct buffer text;
    buffer_init(&text, trainer->arena);
    buffer_format(&text, "recoupe-train tree --lang %s; trained on", trainer->options->language);
    for (const struct treebank_row *row = treebank_rows; row->file; row++)
        if (strcmp(row->language, trainer->options->language) == 0 && (row->use & USE_TREES))
            buffer_format(&text, " %s", row->file);
    model_writer_text(&writer, "provenance", buffer_slice(&text));
    return model_write(&writer, "tree");
}

static void tree_epoch(struct tree_trainer *trainer, const uint32_t *order, uint32_t count,
                       uint32_t epoch)
{
    uint32_t errors = 0;
    for (uint32_t i = 0; i < count; i++)
        errors += sentence_learn(trainer, &trainer->examples.train.items[order[i]]);
    if (!trainer->counting)
        fprintf(stderr, "tree epoch %u: %u errors\n", epoch + 1, errors);
}

static struct slice tree_train_model(struct tree_trainer *trainer)
{
    uint32_t count = 0;
    uint32_t *order = arena_take(trainer->arena, trainer->examples.train.count * sizeof *order);
    for (uint32_t i = 0; i < trainer->examples.train.count; i++)
        if (trainer->examples.train.items[i].use & USE_TREES)
            order[count++] = i;
    labels_collect(trainer);
    tree_universals(trainer->universal);
    learner_init(&trainer->move, TREE_MOVE_WIDTH);
    learner_init(&trainer->label, (trainer->label_count + 7) / 8 * 8);
    trainer->counting = true;
    tree_epoch(trainer, order, count, 0);
    uint32_t least = settings_of(trainer->options->language)->least_seen;
    learner_freeze(&trainer->move, least);
    learner_freeze(&trainer->label, least);
    trainer->counting = false;
    uint32_t epochs = trainer->options->epochs ? trainer->options->epochs : EPOCHS;
    for (uint32_t epoch = 0; epoch < epochs; epoch++) {
        random_shuffle(&trainer->random, order, count);
        tree_epoch(trainer, order, count, epoch);
        struct error error = {0};
        if (epoch + 1 < epochs && epoch % 3 == 2)
            tree_measure(trainer, tree_write(trainer), true, &error);
    }
    return tree_write(trainer);
}

// The cache holds, word by word, the tags that jackknifing gave: it saves a minute a run.
static bool tags_read(struct tree_trainer *trainer, const char *path)
{
    struct error error = {0};
    struct slice bytes;
    if (!path || !train_bytes(trainer->arena, path, &bytes, &error))
        return false;
    size_t at = 0;
    for (uint32_t i = 0; i < trainer->examples.train.count; i++) {
        struct example *example = &trainer->examples.train.items[i];
        for (uint32_t w = 0; w < example->count && at + 9 <= bytes.size; w++, at += 9) {
            example->words[w].upos = (uint8_t)bytes.data[at];
            memcpy(&example->words[w].features, bytes.data + at + 1, 8);
        }
    }
    return at == bytes.size;
}

static bool tags_write(struct tree_trainer *trainer, const char *path, struct error *error)
{
    if (!path)
        return true;
    struct buffer out;
    buffer_init(&out, trainer->arena);
    for (uint32_t i = 0; i < trainer->examples.train.count; i++) {
        const struct example *example = &trainer->examples.train.items[i];
        for (uint32_t w = 0; w < example->count; w++) {
            buffer_byte(&out, (char)example->words[w].upos);
            buffer_add(&out, (struct slice){(const char *)&example->words[w].features, 8});
        }
    }
    return file_write(path, buffer_slice(&out), error);
}

static bool tags_prepare(struct tree_trainer *trainer, struct error *error)
{
    const struct train_options *options = trainer->options;
    struct slice path =
        arena_format(trainer->arena, "%s/%s.tag", options->models, options->language);
    struct slice bytes;
    struct tag_model tagger;
    if (!train_bytes(trainer->arena, path.data, &bytes, error) ||
        !train_clusters(trainer->arena, options, &trainer->clusters, error) ||
        !tag_model_open(&tagger, bytes, &trainer->clusters, path.data, trainer->arena, error))
        return false;
    for (uint32_t i = 0; i < trainer->examples.development.count; i++) {
        struct example *example = &trainer->examples.development.items[i];
        tag_sentence(&tagger, example->words, example->count, trainer->arena);
    }
    if (options->evaluate_only || tags_read(trainer, options->cache))
        return true;
    return tag_jackknife(trainer->arena, options, &trainer->examples, FOLDS, error) &&
           tags_write(trainer, options->cache, error);
}

bool train_tree(const struct train_options *options, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct tree_trainer trainer = {.options = options, .arena = &arena, .random = {2}};
    struct slice bytes = SLICE_NONE;
    bool good = examples_read(&arena, options, &trainer.examples, error) &&
                tags_prepare(&trainer, error);
    if (good && options->evaluate_only) {
        good = train_bytes(&arena, options->output, &bytes, error);
    } else if (good) {
        bytes = tree_train_model(&trainer);
        if (options->output)
            good = file_write(options->output, bytes, error);
    }
    good = good && tree_measure(&trainer, bytes, false, error);
    learner_free(&trainer.move);
    learner_free(&trainer.label);
    arena_free(&arena);
    return good;
}
