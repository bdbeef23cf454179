// SPDX-License-Identifier: Apache-2.0
// The stage `ner`: proper names as PER, LOC, ORG, MISC, French and English. Reads words with parts
// of speech and, where the model asks for them, trees; fills word.ner by models/fr.ner and
// models/en.ner (recoupe-train ner). What a name is
// an entity of, and which mentions are no names, is left to extract.
#include "parse/ner.h"

#include "base/utf8.h"
#include "model/decode.h"
#include "parse/clusters.h"
#include "parse/parse.h"

#include <assert.h>
#include <stdio.h>

struct ner_tables {
    struct ner_model models[LANGUAGE_READ_COUNT];
    struct cluster_table clusters[LANGUAGE_READ_COUNT];
    bool known[LANGUAGE_READ_COUNT];
};

static void transitions_fill(struct ner_model *model)
{
    for (uint32_t from = 0; from <= NER_LABELS; from++) {
        const int8_t *row = weights_find(&model->weights, ner_transition(from));
        for (uint32_t to = 0; to < NER_LABELS; to++)
            model->transitions[from * NER_LABELS + to] =
                !ner_step_allowed(from, to) ? DECODE_FORBIDDEN : row ? row[to] : 0;
    }
}

bool ner_model_open(struct ner_model *model, struct slice bytes,
                    const struct cluster_table *clusters, const char *name, struct error *error)
{
    *model = (struct ner_model){.clusters = clusters};
    if (!model_open(&model->file, bytes, "ner", name, error) ||
        !weights_open(&model->weights, &model->file, "ner", error))
        return false;
    if (model->weights.width != NER_WIDTH)
        return error_set(error, ERROR_INTERNAL, name, "name model does not fit this program");
    size_t slots;
    model->names.keys = model_array(&model->file, "names.keys", MODEL_U16, &slots);
    if (model->names.keys) {
        model->names.classes =
            model_need(&model->file, "names.class", MODEL_U16, slots, NULL, error);
        if (!model->names.classes)
            return false;
        model->names.slots = (uint32_t)slots;
    }
    model->trees = model_array(&model->file, "ner.trees", MODEL_U16, &slots) != NULL;
    transitions_fill(model);
    return true;
}

static bool has_letter(struct slice form)
{
    for (size_t position = 0; position < form.size;) {
        uint32_t c = utf8_next(form, &position);
        if (unicode_is_letter(c) || unicode_is_digit(c))
            return true;
    }
    return false;
}

static void part_label(const struct ner_model *model, struct word *words, uint32_t first,
                       uint32_t count, struct arena *scratch)
{
    const struct ner_text text = {words, first, count};
    struct arena_mark mark = arena_mark(scratch);
    struct ner_word *views = arena_take(scratch, ((size_t)count + 4) * sizeof *views);
    int32_t *scores = arena_zero(scratch, (size_t)count * NER_WIDTH, sizeof *scores);
    uint8_t *labels = arena_take(scratch, count);
    uint64_t features[NER_FEATURE_LIMIT];
    ner_words_view(&model->names, model->clusters, &text, views, scratch);
    if (model->trees)
        ner_trees_view(&text, views);
    for (uint32_t i = 0; i < count; i++) {
        if (!views[i + 2].open) {
            scores[(size_t)i * NER_WIDTH] = NER_OUTSIDE;
            continue;
        }
        uint32_t n = ner_features(&views[i + 2], features);
        weights_score(&model->weights, features, n, scores + (size_t)i * NER_WIDTH);
    }
    decode_viterbi(scratch, scores, count, NER_WIDTH, model->transitions, NER_LABELS, labels);
    for (uint32_t i = count; i > 0; i--) { // no name ends in a symbol (Anna Lund, a sun)
        bool last = i == count || labels[i] == 0 || labels[i] % 2 == 1;
        if (last && labels[i - 1] > 0 && labels[i - 1] % 2 == 0 && !has_letter(words[i - 1].form))
            labels[i - 1] = 0;
    }
    for (uint32_t i = 0; i < count; i++)
        words[i].ner = labels[i];
    arena_rewind(scratch, mark);
}

void ner_sentence(const struct ner_model *model, struct word *words, uint32_t first,
                  uint32_t count, struct arena *scratch)
{
    for (uint32_t start = 0; start < count; start += NER_LONGEST)
        part_label(model, words + start, first + start,
                   count - start < NER_LONGEST ? count - start : NER_LONGEST, scratch);
}

static const void *ner_open(struct arena *arena, const struct data_source *data,
                            struct error *error)
{
    struct ner_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (int language = 1; language < LANGUAGE_READ_COUNT; language++) {
        char name[32];
        snprintf(name, sizeof name, "models/%s.ner", language_code((enum language)language));
        struct slice bytes = data->find(name, data->context);
        if (!bytes.data)
            continue;
        struct cluster_table *clusters = &tables->clusters[language];
        if (!clusters_open(clusters, data, (enum language)language, error) ||
            !ner_model_open(&tables->models[language], bytes, clusters, name, error))
            return NULL;
        tables->known[language] = true;
    }
    return tables;
}

static void ner_run(const void *tables, struct document *document, struct arena *scratch)
{
    const struct ner_tables *ner = tables;
    enum language language = document->language;
    if (!language_is_read(language) || !ner->known[language])
        return;
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        const struct sentence *sentence = &document->sentences.items[i];
        assert(sentence->word_end <= document->words.count);
        ner_sentence(&ner->models[language], document->words.items + sentence->word_start,
                     sentence->word_start, sentence->word_end - sentence->word_start, scratch);
    }
}

const struct stage ner_stage = {
    .name = "ner",
    .help = "proper names in the words",
    .needs = LAYER_WORDS | LAYER_TAGS | LAYER_TREES,
    .gives = LAYER_TAGS,
    .open = ner_open,
    .run = ner_run,
};
