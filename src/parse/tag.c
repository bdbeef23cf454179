// SPDX-License-Identifier: Apache-2.0
// The stage `tag`: part of speech and morphological features of every word, French and English.
// Reads words and sentences; fills word.upos and word.features by the models models/fr.tag and
// models/en.tag (recoupe-train tag). Lemmas are left to lemma.c, trees to tree.c.
#include "parse/clusters.h"
#include "parse/parse.h"
#include "parse/tag.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>

struct tag_tables {
    struct tag_model models[LANGUAGE_READ_COUNT];
    struct cluster_table clusters[LANGUAGE_READ_COUNT];
    bool known[LANGUAGE_READ_COUNT];
};

static bool bundles_open(struct tag_model *model, const char *name, struct error *error)
{
    size_t bits, bundles;
    model->bits = model_need(&model->file, "bits", MODEL_U8, 0, &bits, error);
    if (!model->bits)
        return false;
    model->bundles = model_need(&model->file, "bundles", MODEL_U64, 0, &bundles, error);
    if (!model->bundles)
        return false;
    model->bundle_upos = model_need(&model->file, "bundle_upos", MODEL_U8, bundles, NULL, error);
    if (!model->bundle_upos)
        return false;
    model->bit_count = (uint32_t)bits;
    model->bundle_count = (uint32_t)bundles;
    bool fits = bits <= model->morph.width && model->upos.width == TAG_UPOS_WIDTH;
    for (size_t i = 0; i < bits; i++)
        fits = fits && model->bits[i] < FEATURE_COUNT;
    uint32_t counts[UPOS_COUNT] = {0};
    memset(model->only_bundle, 0, sizeof model->only_bundle);
    for (uint32_t i = 0; fits && i < model->bundle_count; i++) {
        uint8_t upos = model->bundle_upos[i];
        fits = upos < UPOS_COUNT && model->bundles[i] >> (FEATURE_COUNT - 1) <= 1;
        if (fits)
            model->only_bundle[upos] = counts[upos]++ == 0 ? i + 1 : 0;
    }
    return fits || error_set(error, ERROR_INTERNAL, name, "tagger model does not fit this program");
}

struct word *tag_sample_words(struct arena *arena, struct slice forms, uint32_t *count)
{
    LIST(struct word) words = {0};
    while (forms.data && forms.size > 0) {
        struct word word = {.form = slice_cut(&forms, ' '), .token_size = 1, .head = NO_INDEX};
        word.lower = utf8_lower(arena, word.form);
        list_add(arena, &words, word);
    }
    *count = words.count;
    return words.items;
}

// Tags the model's own samples: a model that answers otherwise than where it was made is refused.
static bool samples_replay(const struct tag_model *model, const char *name, struct arena *arena,
                           struct error *error)
{
    struct arena_mark mark = arena_mark(arena);
    struct slice rest = model_text(&model->file, "sample"), line;
    uint32_t number = 0;
    while (slice_next_line(&rest, &line, &number)) {
        struct slice tags = line, forms = slice_cut(&tags, '\t');
        uint32_t count;
        struct word *words = tag_sample_words(arena, forms, &count);
        tag_sentence(model, words, count, arena);
        for (uint32_t i = 0; i < count; i++)
            if (!slice_is(slice_cut(&tags, ' '), upos_name((enum upos)words[i].upos)))
                return error_set(error, ERROR_INTERNAL, name, "model fails its sample %u", number);
    }
    arena_rewind(arena, mark);
    return true;
}

bool tag_model_open(struct tag_model *model, struct slice bytes,
                    const struct cluster_table *clusters, const char *name, struct arena *scratch,
                    struct error *error)
{
    model->clusters = clusters;
    model->names = NULL;
    return model_open(&model->file, bytes, "tag", name, error) &&
           weights_open(&model->upos, &model->file, "upos", error) &&
           weights_open(&model->morph, &model->file, "morph", error) &&
           lexicon_open(&model->lexicon, &model->file, "lexicon", error) &&
           bundles_open(model, name, error) && samples_replay(model, name, scratch, error);
}

feature_set tag_best_bundle(const struct tag_model *model, uint8_t upos, const int32_t *scores)
{
    int32_t by_feature[64] = {0};
    for (uint32_t i = 0; i < model->bit_count; i++)
        by_feature[model->bits[i]] = scores[i];
    feature_set best = 0;
    int64_t best_score = INT64_MIN;
    const uint8_t *first = model->bundle_upos, *end = first + model->bundle_count, *at = first;
    for (; at < end && (at = memchr(at, upos, (size_t)(end - at))); at++) {
        size_t i = (size_t)(at - first);
        int64_t score = 0;
        for (feature_set rest = model->bundles[i]; rest; rest &= rest - 1)
            score += by_feature[__builtin_ctzll(rest)];
        if (score > best_score) {
            best_score = score;
            best = model->bundles[i];
        }
    }
    return best;
}

// "financera" after a name: a form of the dictionary in small letters is no proper name.
static bool is_small_and_known(const struct word *word, const struct tag_word *view)
{
    size_t position = 0;
    return view->class && word->form.size > 3 &&
           unicode_is_lower(utf8_next(word->form, &position));
}

// "Norway pledged": a country is a name, however much its ending looks like an adverb's.
static bool is_known_name(const struct tag_model *model, const struct word *word)
{
    return model->names && table_find(model->names, word->form) != TABLE_NONE;
}

static uint8_t best_upos(const int32_t *scores)
{
    uint8_t best = 0;
    for (uint8_t label = 1; label < UPOS_COUNT - 1; label++)
        if (scores[label] > scores[best])
            best = label;
    return (uint8_t)(best + 1);
}

void tag_sentence(const struct tag_model *model, struct word *words, uint32_t count,
                  struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    struct tag_word *views = arena_take(scratch, ((size_t)count + 4) * sizeof *views);
    uint8_t *upos = arena_zero(scratch, (size_t)count + 4, 1);
    uint64_t features[TAG_FEATURE_LIMIT];
    tag_words_view(&model->lexicon, model->clusters, words, count, views);
    for (uint32_t i = 0; i < count; i++) {
        int32_t scores[TAG_UPOS_WIDTH] = {0};
        uint32_t n = tag_upos_features(&views[i + 2], upos[i + 1], upos[i], features);
        weights_score(&model->upos, features, n, scores);
        if (is_small_and_known(&words[i], &views[i + 2]))
            scores[UPOS_PROPN - 1] = INT32_MIN;
        bool name = is_known_name(model, &words[i]);
        words[i].upos = upos[i + 2] = name ? UPOS_PROPN : best_upos(scores);
    }
    int32_t *scores = arena_take(scratch, model->morph.width * sizeof *scores);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t only = model->only_bundle[words[i].upos];
        if (only > 0) { // punctuation, conjunctions: nothing to choose
            words[i].features = model->bundles[only - 1];
            continue;
        }
        memset(scores, 0, model->morph.width * sizeof *scores);
        uint32_t n = tag_morph_features(&views[i + 2], &upos[i], features);
        weights_score(&model->morph, features, n, scores);
        words[i].features = tag_best_bundle(model, words[i].upos, scores);
    }
    arena_rewind(scratch, mark);
}

// The names of one word among "fr:Suisse ; en:Switzerland ; Aruba | country=CHE …".
static void names_of_line(struct table *names, struct slice line, enum language language)
{
    struct slice parts = slice_cut(&line, '|');
    while (parts.data) {
        struct slice name = slice_trim(slice_cut(&parts, ';'));
        bool marked = name.size > 3 && name.data[2] == ':';
        if (marked && language_from_code(slice_part(name, 0, 2)) != language)
            continue;
        name = marked ? slice_part(name, 3, name.size) : name;
        if (name.size > 3 && slice_find(name, SLICE(" "), 0) == SIZE_MAX && name.data[0] != '~')
            table_add(names, name, 0);
    }
}

static const struct table *names_open(struct arena *arena, const struct data_source *data,
                                      enum language language)
{
    struct table *names = arena_zero(arena, 1, sizeof *names);
    struct slice line, text = data->find("lexicon/knowledge/countries.txt", data->context);
    uint32_t number = 0;
    table_init(names, arena);
    while (slice_next_line(&text, &line, &number))
        if (line.size && line.data[0] != '#' && line.data[0] != '@')
            names_of_line(names, line, language);
    return names;
}

static const void *tag_open(struct arena *arena, const struct data_source *data,
                            struct error *error)
{
    struct tag_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (int language = 1; language < LANGUAGE_READ_COUNT; language++) {
        char name[32];
        snprintf(name, sizeof name, "models/%s.tag", language_code((enum language)language));
        struct slice bytes = data->find(name, data->context);
        if (!bytes.data)
            continue;
        struct cluster_table *clusters = &tables->clusters[language];
        if (!clusters_open(clusters, data, (enum language)language, error) ||
            !tag_model_open(&tables->models[language], bytes, clusters, name, arena, error))
            return NULL;
        tables->models[language].names = names_open(arena, data, (enum language)language);
        tables->known[language] = true;
    }
    return tables;
}

// A sentence in capitals: at least three such words, and no small letter.
static bool is_shouted(const struct word *words, uint32_t count)
{
    uint32_t capitals = 0;
    for (uint32_t i = 0; i < count; i++) {
        for (size_t position = 0; position < words[i].form.size;)
            if (unicode_is_lower(utf8_next(words[i].form, &position)))
                return false;
        capitals += !slice_equal(words[i].form, words[i].lower);
    }
    return capitals >= 3;
}

// In capitals the case tells nothing: such words are tagged as if they were small.
static void shouted_tag(const struct tag_model *model, struct word *words, uint32_t count,
                        struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    struct word *small = arena_take(scratch, count * sizeof *small);
    memcpy(small, words, count * sizeof *small);
    for (uint32_t i = 0; i < count; i++)
        small[i].form = small[i].lower;
    tag_sentence(model, small, count, scratch);
    for (uint32_t i = 0; i < count; i++) {
        words[i].upos = small[i].upos;
        words[i].features = small[i].features;
    }
    arena_rewind(scratch, mark);
}

static void tag_run(const void *tables, struct document *document, struct arena *scratch)
{
    const struct tag_tables *tag = tables;
    enum language language = document->language;
    if (!language_is_read(language) || !tag->known[language])
        return;
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        const struct sentence *sentence = &document->sentences.items[i];
        assert(sentence->word_end <= document->words.count);
        struct word *words = document->words.items + sentence->word_start;
        uint32_t count = sentence->word_end - sentence->word_start;
        bool shouted = is_shouted(words, count);
        (shouted ? shouted_tag : tag_sentence)(&tag->models[language], words, count, scratch);
    }
}

const struct stage tag_stage = {
    .name = "tag",
    .help = "part of speech and features of every word",
    .needs = LAYER_WORDS,
    .gives = LAYER_TAGS,
    .open = tag_open,
    .run = tag_run,
};
