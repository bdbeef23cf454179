// SPDX-License-Identifier: Apache-2.0
// Trains the network that scores sentence ends in texts without line ends (parse/segment_ends.c):
// windows over the treebanks' texts run together, cut anew each round; a tag for each token.
// Builds on --models/LANG.segment, whose usual parts of speech it sees.
#include "train/tree_data.h"

#include "parse/segment.h"

#include <stdio.h>

enum { EPOCHS = 12, WINDOW = ENDS_STEP + 2 * ENDS_AROUND, BATCH = 8, LEAST_SEEN = 2 };

#define RATE 3e-3f
static const struct tree_sizes sizes = {64, 64, 1, 32, 32};
static const struct tree_dropout dropout = {0.2f, 0.25f, 0, 0.15f};

// The text of a treebank in one line, as tokens.
struct run {
    struct word *words;
    uint8_t *begins; // tag of each token
    uint32_t count;
    uint8_t row; // of treebank_rows
};

struct ends_trainer {
    struct arena *arena;
    const struct train_options *options;
    struct segment_language language;
    struct tree_vocabulary vocabulary;
    struct cluster_table clusters; // none
    LIST(struct run) train, development;
    struct random random;
};

static bool language_open(struct ends_trainer *trainer, struct error *error)
{
    const struct train_options *options = trainer->options;
    struct train_files files = {trainer->arena, options};
    struct data_source data = {.find = train_file, .context = &files};
    struct slice bytes;
    struct model model;
    const char *path =
        arena_format(trainer->arena, "%s/%s.segment", options->models, options->language).data;
    table_init(&trainer->language.facts, trainer->arena);
    table_init(&trainer->language.multiwords, trainer->arena);
    return segment_language_open(&trainer->language, options->language, trainer->arena, &data,
                                 error) &&
           train_bytes(trainer->arena, path, &bytes, error) &&
           model_open(&model, bytes, "segment", path, error) &&
           lexicon_open(&trainer->language.kinds, &model, "lexicon", error);
}

static bool run_read(struct ends_trainer *trainer, const char *path, struct run *run,
                     struct error *error)
{
    struct treebank treebank;
    token_list tokens = {0};
    if (!treebank_read(trainer->arena, path, &treebank, error))
        return false;
    const struct document *document = &treebank.document;
    struct slice text = arena_copy(trainer->arena, document->text);
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == '\n')
            ((char *)(uintptr_t)text.data)[i] = ' ';
    segment_cut(&trainer->language, text, &tokens, trainer->arena);
    segment_pair_quotes(text, &tokens);
    struct segment_context context = {
        .language = &trainer->language, .text = text, .tokens = &tokens};
    run->words = segment_ends_words(&context, trainer->arena);
    run->count = tokens.count;
    run->begins = arena_zero(trainer->arena, tokens.count + (size_t)1, 1);
    for (uint32_t i = 0, s = 0; i < tokens.count; i++) {
        while (s + 1 < document->sentences.count &&
               document->sentences.items[s].span.start < tokens.items[i].start)
            s++;
        run->begins[i] = document->sentences.items[s].span.start == tokens.items[i].start;
    }
    return true;
}

static bool runs_read(struct ends_trainer *trainer, struct error *error)
{
    const struct train_options *options = trainer->options;
    for (uint8_t row = 0; treebank_rows[row].file; row++) {
        const struct treebank_row *treebank = &treebank_rows[row];
        bool development = treebank->use & USE_DEVELOPMENT;
        if (strcmp(treebank->language, options->language) != 0 ||
            !(development || treebank->use & USE_TREES))
            continue;
        const char *path = arena_format(trainer->arena, "%s/conllu/%s/%s.conllu", options->data,
                                        options->language, treebank->file)
                               .data;
        struct run run = {.row = row};
        if (!run_read(trainer, path, &run, error))
            return false;
        if (development)
            list_add(trainer->arena, &trainer->development, run);
        else
            list_add(trainer->arena, &trainer->train, run);
    }
    return trainer->train.count > 0 ||
           error_set(error, ERROR_USAGE, options->language, "no treebank of this language");
}

static void vocabulary_make(struct ends_trainer *trainer)
{
    struct table counts;
    table_init(&counts, trainer->arena);
    for (uint32_t r = 0; r < trainer->train.count; r++)
        for (uint32_t i = 0; i < trainer->train.items[r].count; i++)
            tree_vocabulary_count(&counts, trainer->train.items[r].words[i].lower);
    tree_vocabulary_fill(&trainer->vocabulary, &counts, LEAST_SEEN, trainer->arena);
}

static struct tree_example window_make(struct ends_trainer *trainer, const struct run *run,
                                       uint32_t first)
{
    uint32_t count = run->count - first < WINDOW ? run->count - first : WINDOW;
    struct tree_inputs *inputs = arena_take(trainer->arena, (count + (size_t)1) * sizeof *inputs);
    uint8_t *tag = arena_zero(trainer->arena, count + (size_t)1, 1);
    tree_inputs_view(&trainer->vocabulary, &trainer->clusters, run->words + first, count, inputs);
    memcpy(tag + 1, run->begins + first, count);
    return (struct tree_example){.inputs = inputs, .count = count, .tag = tag};
}

typedef LIST(struct tree_example) window_list;

// Windows over all texts, from another first token each round; short last ones are left out, so
// that all are of one length.
static void windows_make(struct ends_trainer *trainer, window_list *windows)
{
    for (uint32_t r = 0; r < trainer->train.count; r++) {
        const struct run *run = &trainer->train.items[r];
        for (uint32_t first = random_below(&trainer->random, WINDOW); first + WINDOW <= run->count;
             first += WINDOW)
            list_add(trainer->arena, windows, window_make(trainer, run, first));
    }
    for (uint32_t i = windows->count; i > 1; i--) {
        uint32_t other = random_below(&trainer->random, i);
        struct tree_example window = windows->items[i - 1];
        windows->items[i - 1] = windows->items[other];
        windows->items[other] = window;
    }
}

static void measure(const struct ends_trainer *trainer, const struct tree_model *model)
{
    for (uint32_t r = 0; r < trainer->development.count; r++) {
        const struct run *run = &trainer->development.items[r];
        struct arena_mark mark = arena_mark(trainer->arena);
        int32_t *leads = arena_take(trainer->arena, run->count * sizeof *leads);
        segment_ends_windows(model, run->words, run->count, leads, trainer->arena);
        uint32_t gold = 0, found = 0, both = 0;
        for (uint32_t i = 1; i < run->count; i++) {
            gold += run->begins[i];
            found += leads[i] > 0;
            both += run->begins[i] && leads[i] > 0;
        }
        printf("%s: %u starts, P %.2f %%, R %.2f %%\n", treebank_rows[run->row].file, gold,
               100.0 * both / (found + 1e-9), 100.0 * both / (gold + 1e-9));
        arena_rewind(trainer->arena, mark);
    }
}

static bool ends_write(struct ends_trainer *trainer, const struct tree_net *net,
                       const window_list *windows, struct slice *bytes, struct error *error)
{
    static const uint8_t label = RELATION_DEP;
    struct tree_tags tags = {.upos = {UPOS_X, UPOS_X}, .features = {0, 1}, .count = 2};
    struct tree_model model;
    *bytes = tree_net_write(
        net, trainer->arena, &trainer->vocabulary, &label, &tags, windows->items, windows->count,
        treebank_provenance(trainer->arena, "ends", trainer->options->language, USE_TREES));
    if (!tree_model_open(&model, *bytes, &trainer->clusters, "trained model", trainer->arena,
                         error))
        return false;
    measure(trainer, &model);
    return true;
}

static bool net_train(struct ends_trainer *trainer, struct slice *bytes, struct error *error)
{
    const struct train_options *options = trainer->options;
    uint32_t epochs = options->epochs ? options->epochs : EPOCHS;
    struct tree_net *net = arena_take(trainer->arena, sizeof *net);
    tree_net_init(net, trainer->arena, &sizes, TREE_ROW_WORD + trainer->vocabulary.count, 1, 2,
                  options->seed ? options->seed : 7);
    net->tag_weight = 1;
    for (uint32_t epoch = 0;; epoch++) {
        struct arena_mark mark = arena_mark(trainer->arena);
        window_list windows = {0};
        double loss = 0;
        windows_make(trainer, &windows);
        if (epoch == epochs)
            return ends_write(trainer, net, &windows, bytes, error);
        for (uint32_t i = 0; i < windows.count; i += BATCH) {
            uint32_t some = windows.count - i < BATCH ? windows.count - i : BATCH;
            float done = ((float)epoch + (float)i / (float)windows.count) / (float)epochs;
            tree_net_learn(net, trainer->arena, windows.items + i, some, &dropout,
                           RATE * (1 - done), &trainer->random, &loss);
        }
        fprintf(stderr, "ends epoch %u: loss %.3f\n", epoch + 1, loss / windows.count);
        arena_rewind(trainer->arena, mark);
    }
}

bool train_ends(const struct train_options *options, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct ends_trainer trainer = {.options = options, .arena = &arena, .random = {2}};
    struct slice bytes;
    bool good = language_open(&trainer, error) && runs_read(&trainer, error);
    if (good) {
        vocabulary_make(&trainer);
        good = net_train(&trainer, &bytes, error);
    }
    good = good && (!options->output || file_write(options->output, bytes, error));
    arena_free(&arena);
    return good;
}
