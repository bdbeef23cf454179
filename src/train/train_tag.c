// SPDX-License-Identifier: Apache-2.0
// Trains the tagger (parse/tag.h): an averaged perceptron for UPOS, read left to right with its own
// predictions as history, then one for the feature bundles given predicted tags. French gets the
// word classes of the full-form dictionary. Measures both on the development parts at the end.
#include "train/learner.h"
#include "train/lexicon.h"
#include "train/train.h"

#include "parse/tag.h"

#include <stdio.h>

enum { UPOS_EPOCHS = 8, MORPH_EPOCHS = 6 };

// Features that the treebanks do not agree on are left out, as are those that a form shows.
static feature_set dropped_features(void)
{
    return FEATURE_BIT(EMPH) | FEATURE_BIT(VOICE_ACT) | FEATURE_BIT(FOREIGN) | FEATURE_BIT(TYPO) |
           FEATURE_BIT(NUMFORM_DIGIT) | FEATURE_BIT(NUMFORM_ROMAN) | FEATURE_BIT(NUMFORM_WORD) |
           FEATURE_BIT(ABBR);
}

feature_set tag_kept_features(const char *language, feature_set features)
{
    features &= ~dropped_features();
    if (strcmp(language, "fr") == 0)
        features &= ~(FEATURE_BIT(CASE_ACC) | FEATURE_BIT(CASE_GEN) | FEATURE_BIT(CASE_NOM) |
                      FEATURE_BIT(NUMTYPE_CARD) | FEATURE_BIT(DEGREE_POS));
    return features;
}

struct tag_trainer {
    const struct train_options *options;
    struct arena *arena;
    struct examples examples;
    uint32_t folds, fold; // folds > 0: examples of this fold are left out
    struct tag_word **views; // per training example, as tag_words_view makes them
    struct lexicon lexicon;
    struct cluster_table clusters;
    struct learner upos, morph;
    struct tag_model model; // bits and bundles, made here
    uint8_t column[64];     // of feature number; 255 = none
    LIST(uint64_t) bundles;
    LIST(uint8_t) bundle_upos;
    struct random random;
};

// Folds are blocks of sentences, so that a fold is mostly whole documents.
static bool in_fold(const struct tag_trainer *trainer, uint32_t index)
{
    enum { BLOCK = 50 };
    return trainer->folds > 0 && index / BLOCK % trainer->folds == trainer->fold;
}

static uint8_t best_label(const int32_t *scores)
{
    uint8_t best = 0;
    for (uint8_t label = 1; label < UPOS_COUNT - 1; label++)
        if (scores[label] > scores[best])
            best = label;
    return best;
}

static uint32_t upos_features(const struct tag_word *view, uint8_t before, uint8_t before2,
                              const struct learner *learner, uint32_t *rows)
{
    uint64_t features[TAG_FEATURE_LIMIT];
    uint32_t n = tag_upos_features(view, before, before2, features);
    learner_rows(learner, features, n, rows);
    return n;
}

// One pass over a sentence: predict, update on errors, go on with the prediction.
static uint32_t upos_learn(struct tag_trainer *trainer, const struct example *example,
                           const struct tag_word *views)
{
    uint8_t before = 0, before2 = 0;
    uint32_t errors = 0;
    for (uint32_t i = 0; i < example->count; i++) {
        uint32_t rows[TAG_FEATURE_LIMIT];
        int32_t scores[TAG_UPOS_WIDTH] = {0};
        uint32_t n = upos_features(&views[i + 2], before, before2, &trainer->upos, rows);
        learner_score(&trainer->upos, rows, n, scores);
        uint8_t best = best_label(scores), gold = example->words[i].upos;
        trainer->upos.step++;
        if (gold != UPOS_NONE && best + 1 != gold) {
            learner_add(&trainer->upos, rows, n, gold - 1u, 1);
            learner_add(&trainer->upos, rows, n, best, -1);
            errors++;
        }
        before2 = before;
        before = (uint8_t)(best + 1);
    }
    return errors;
}

static void upos_count(struct tag_trainer *trainer, const struct example *example,
                       const struct tag_word *views)
{
    uint64_t features[TAG_FEATURE_LIMIT];
    for (uint32_t i = 0; i < example->count; i++) {
        uint8_t before = i > 0 ? example->words[i - 1].upos : 0;
        uint8_t before2 = i > 1 ? example->words[i - 2].upos : 0;
        uint32_t n = tag_upos_features(&views[i + 2], before, before2, features);
        learner_count(&trainer->upos, features, n);
    }
}

// The examples to train on, in order; *count gets how many.
static uint32_t *example_order(struct tag_trainer *trainer, uint32_t *count)
{
    uint32_t all = trainer->examples.train.count;
    uint32_t *order = arena_take(trainer->arena, all * sizeof *order);
    *count = 0;
    for (uint32_t i = 0; i < all; i++)
        if (!in_fold(trainer, i) && (trainer->examples.train.items[i].use & USE_TAGS))
            order[(*count)++] = i;
    return order;
}

static void upos_train(struct tag_trainer *trainer)
{
    uint32_t count, *order = example_order(trainer, &count);
    learner_init(&trainer->upos, TAG_UPOS_WIDTH);
    for (uint32_t i = 0; i < count; i++)
        upos_count(trainer, &trainer->examples.train.items[order[i]], trainer->views[order[i]]);
    learner_freeze(&trainer->upos, 3);
    uint32_t epochs = trainer->options->epochs ? trainer->options->epochs : UPOS_EPOCHS;
    for (uint32_t epoch = 0; epoch < epochs; epoch++) {
        uint32_t errors = 0;
        random_shuffle(&trainer->random, order, count);
        for (uint32_t i = 0; i < count; i++)
            errors += upos_learn(trainer, &trainer->examples.train.items[order[i]],
                                 trainer->views[order[i]]);
        fprintf(stderr, "upos epoch %u: %u errors\n", epoch + 1, errors);
    }
}

static void bundle_add(struct tag_trainer *trainer, feature_set features, uint8_t upos)
{
    for (uint32_t i = 0; i < trainer->bundles.count; i++)
        if (trainer->bundles.items[i] == features && trainer->bundle_upos.items[i] == upos)
            return;
    list_add(trainer->arena, &trainer->bundles, features);
    list_add(trainer->arena, &trainer->bundle_upos, upos);
}

// Collects the bundles of the training data and the columns of their features.
static void bundles_collect(struct tag_trainer *trainer)
{
    feature_set all = 0;
    for (uint32_t i = 0; i < trainer->examples.train.count; i++) {
        struct example *example = &trainer->examples.train.items[i];
        for (uint32_t w = 0; w < example->count; w++) {
            struct word *word = &example->words[w];
            word->features = tag_kept_features(trainer->options->language, word->features);
            if (!(example->use & USE_MORPH) || word->upos == UPOS_NONE)
                continue;
            all |= word->features;
            bundle_add(trainer, word->features, word->upos);
        }
    }
    LIST(uint8_t) bits = {0};
    memset(trainer->column, 255, sizeof trainer->column);
    for (uint8_t feature = 0; feature < FEATURE_COUNT; feature++) {
        if (!(all >> feature & 1))
            continue;
        trainer->column[feature] = (uint8_t)bits.count;
        list_add(trainer->arena, &bits, feature);
    }
    trainer->model.bits = bits.items;
    trainer->model.bit_count = bits.count;
    trainer->model.bundles = trainer->bundles.items;
    trainer->model.bundle_upos = trainer->bundle_upos.items;
    trainer->model.bundle_count = trainer->bundles.count;
}

static void bundle_update(struct tag_trainer *trainer, const uint32_t *rows, uint32_t n,
                          feature_set bundle, int32_t delta)
{
    for (; bundle; bundle &= bundle - 1)
        learner_add(&trainer->morph, rows, n, trainer->column[__builtin_ctzll(bundle)], delta);
}

static uint32_t morph_pass(struct tag_trainer *trainer, const struct example *example,
                           const struct tag_word *views, bool count_only)
{
    uint8_t *upos = arena_zero(trainer->arena, example->count + 4, 1);
    uint32_t errors = 0;
    for (uint32_t i = 0; i < example->count; i++)
        upos[i + 2] = example->words[i].upos;
    for (uint32_t i = 0; i < example->count; i++) {
        uint64_t features[TAG_FEATURE_LIMIT];
        uint32_t rows[TAG_FEATURE_LIMIT];
        uint32_t n = tag_morph_features(&views[i + 2], &upos[i], features);
        if (count_only) {
            learner_count(&trainer->morph, features, n);
            continue;
        }
        int32_t scores[64] = {0};
        learner_rows(&trainer->morph, features, n, rows);
        learner_score(&trainer->morph, rows, n, scores);
        feature_set gold = example->words[i].features;
        feature_set best = tag_best_bundle(&trainer->model, upos[i + 2], scores);
        trainer->morph.step++;
        if (best == gold)
            continue;
        errors++;
        bundle_update(trainer, rows, n, gold & ~best, 1);
        bundle_update(trainer, rows, n, best & ~gold, -1);
    }
    return errors;
}

static uint32_t morph_epoch(struct tag_trainer *trainer, const uint32_t *order, uint32_t count,
                            bool count_only)
{
    uint32_t errors = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct example *example = &trainer->examples.train.items[order[i]];
        struct arena_mark mark = arena_mark(trainer->arena);
        if (example->use & USE_MORPH)
            errors += morph_pass(trainer, example, trainer->views[order[i]], count_only);
        arena_rewind(trainer->arena, mark);
    }
    return errors;
}

static void morph_train(struct tag_trainer *trainer)
{
    bundles_collect(trainer);
    learner_init(&trainer->morph, (trainer->model.bit_count + 7) / 8 * 8);
    uint32_t count, *order = example_order(trainer, &count);
    morph_epoch(trainer, order, count, true);
    learner_freeze(&trainer->morph, 3);
    for (uint32_t epoch = 0; epoch < MORPH_EPOCHS; epoch++) {
        random_shuffle(&trainer->random, order, count);
        uint32_t errors = morph_epoch(trainer, order, count, false);
        fprintf(stderr, "morph epoch %u: %u errors\n", epoch + 1, errors);
    }
}

static struct slice sample_line(struct tag_trainer *trainer, struct slice model_bytes)
{
    static const char *const samples[][2] = {
        {"fr", "Le ministre a déclaré mardi que les deux pays signeront l' accord à Genève ."},
        {"en", "The minister said on Tuesday that both countries will sign the deal in Geneva ."},
    };
    struct tag_model model;
    struct error error = {0};
    struct buffer line;
    buffer_init(&line, trainer->arena);
    if (!tag_model_open(&model, model_bytes, &trainer->clusters, "new model", trainer->arena,
                        &error))
        return SLICE("");
    for (uint32_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        if (strcmp(samples[i][0], trainer->options->language) != 0)
            continue;
        uint32_t count;
        struct word *words = tag_sample_words(trainer->arena, slice_of(samples[i][1]), &count);
        tag_sentence(&model, words, count, trainer->arena);
        buffer_text(&line, samples[i][1]);
        for (uint32_t w = 0; w < count; w++)
            buffer_format(&line, "%c%s", w ? ' ' : '\t', upos_name((enum upos)words[w].upos));
        buffer_byte(&line, '\n');
    }
    return buffer_slice(&line);
}

static struct slice tag_write(struct tag_trainer *trainer, const struct lexicon_arrays *lexicon)
{
    struct model_writer writer;
    model_writer_init(&writer, trainer->arena);
    struct weights_item *items;
    uint32_t count = learner_items(&trainer->upos, trainer->arena, 6, &items);
    weights_write(&writer, "upos", items, count, TAG_UPOS_WIDTH);
    fprintf(stderr, "upos: %u of %u features kept\n", count, trainer->upos.rows);
    count = learner_items(&trainer->morph, trainer->arena, 6, &items);
    weights_write(&writer, "morph", items, count, trainer->morph.width);
    fprintf(stderr, "morph: %u of %u features kept\n", count, trainer->morph.rows);
    const struct tag_model *model = &trainer->model;
    model_writer_add(&writer, "bits", MODEL_U8, model->bits, model->bit_count);
    model_writer_add(&writer, "bundles", MODEL_U64, model->bundles, model->bundle_count);
    model_writer_add(&writer, "bundle_upos", MODEL_U8, model->bundle_upos, model->bundle_count);
    lexicon_arrays_write(&writer, lexicon);
    model_writer_text(
        &writer, "provenance",
        treebank_provenance(trainer->arena, "tag", trainer->options->language, USE_TAGS));
    struct slice sample = sample_line(trainer, model_write(&writer, "tag"));
    model_writer_text(&writer, "sample", sample);
    return model_write(&writer, "tag");
}

static bool tag_measure(struct tag_trainer *trainer, struct slice bytes, struct error *error)
{
    struct tag_model model;
    if (!tag_model_open(&model, bytes, &trainer->clusters, "trained model", trainer->arena, error))
        return false;
    for (uint8_t row = 0; treebank_rows[row].file; row++) {
        uint32_t words = 0, upos = 0, morph = 0;
        for (uint32_t i = 0; i < trainer->examples.development.count; i++) {
            const struct example *example = &trainer->examples.development.items[i];
            if (example->row != row)
                continue;
            struct word *copy = arena_take(trainer->arena, example->count * sizeof *copy);
            memcpy(copy, example->words, example->count * sizeof *copy);
            tag_sentence(&model, copy, example->count, trainer->arena);
            for (uint32_t w = 0; w < example->count; w++) {
                const struct word *gold = &example->words[w];
                feature_set kept = tag_kept_features(trainer->options->language, gold->features);
                upos += copy[w].upos == gold->upos;
                morph += copy[w].upos == gold->upos && copy[w].features == kept;
            }
            words += example->count;
        }
        if (words > 0)
            printf("%s: %u words, upos %.2f %%, upos and features %.2f %%\n",
                   treebank_rows[row].file, words, 100.0 * upos / words, 100.0 * morph / words);
    }
    return true;
}

static void views_make(struct tag_trainer *trainer)
{
    uint32_t count = trainer->examples.train.count;
    trainer->views = arena_take(trainer->arena, count * sizeof *trainer->views);
    for (uint32_t i = 0; i < count; i++) {
        const struct example *example = &trainer->examples.train.items[i];
        trainer->views[i] =
            arena_take(trainer->arena, (example->count + 4) * sizeof **trainer->views);
        tag_words_view(&trainer->lexicon, &trainer->clusters, example->words, example->count,
                       trainer->views[i]);
    }
}

static struct slice model_train(struct tag_trainer *trainer, const struct lexicon_arrays *lexicon)
{
    upos_train(trainer);
    morph_train(trainer);
    struct slice bytes = tag_write(trainer, lexicon);
    learner_free(&trainer->upos);
    learner_free(&trainer->morph);
    return bytes;
}

bool tag_jackknife(struct arena *arena, const struct train_options *options,
                   struct examples *examples, uint32_t folds, struct error *error)
{
    struct tag_trainer trainer = {.options = options, .arena = arena, .random = {1}};
    struct lexicon_arrays lexicon = {0};
    if (!lexicon_arrays_read(arena, options, &lexicon, error) ||
        !train_clusters(arena, options, &trainer.clusters, error))
        return false;
    trainer.examples = *examples;
    trainer.lexicon = lexicon.lexicon;
    views_make(&trainer);
    struct word **tagged = arena_take(arena, examples->train.count * sizeof *tagged);
    for (uint32_t fold = 0; fold < folds; fold++) {
        trainer.folds = folds;
        trainer.fold = fold;
        trainer.bundles.count = trainer.bundle_upos.count = 0;
        struct tag_model model;
        if (!tag_model_open(&model, model_train(&trainer, &lexicon), &trainer.clusters, "fold",
                            arena, error))
            return false;
        for (uint32_t i = 0; i < examples->train.count; i++) {
            const struct example *example = &examples->train.items[i];
            if (!in_fold(&trainer, i))
                continue;
            tagged[i] = arena_take(arena, example->count * sizeof **tagged);
            memcpy(tagged[i], example->words, example->count * sizeof **tagged);
            tag_sentence(&model, tagged[i], example->count, arena);
        }
    }
    for (uint32_t i = 0; i < examples->train.count; i++)
        examples->train.items[i].words = tagged[i];
    return true;
}

bool train_tag(const struct train_options *options, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct tag_trainer trainer = {.options = options, .arena = &arena, .random = {2}};
    struct lexicon_arrays lexicon = {0};
    bool good = examples_read(&arena, options, &trainer.examples, error) &&
                lexicon_arrays_read(&arena, options, &lexicon, error) &&
                train_clusters(&arena, options, &trainer.clusters, error);
    struct slice bytes = SLICE_NONE;
    if (good && options->evaluate_only) {
        good = train_bytes(&arena, options->output, &bytes, error);
    } else if (good) {
        trainer.lexicon = lexicon.lexicon;
        views_make(&trainer);
        bytes = model_train(&trainer, &lexicon);
        if (options->output)
            good = file_write(options->output, bytes, error);
    }
    good = good && tag_measure(&trainer, bytes, error);
    arena_free(&arena);
    return good;
}
