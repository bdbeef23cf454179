// SPDX-License-Identifier: Apache-2.0
// The stage `tree`: the dependency tree of every sentence, French and English. Reads words with
// parts of speech and features; fills word.head and word.relation by models/fr.tree and
// models/en.tree (recoupe-train tree), networks that tree.h describes; a network that also scores
// tags sets word.upos and word.features anew. Each sentence gets one root; sentences beyond a limit
// are parsed in parts, so that time is linear in the words. Leaves mends to tree_mend.c.
#include "parse/clusters.h"
#include "parse/parse.h"
#include "parse/tree.h"

#include <stdio.h>

struct tree_tables {
    struct tree_model models[LANGUAGE_READ_COUNT];
    struct cluster_table clusters[LANGUAGE_READ_COUNT];
    bool known[LANGUAGE_READ_COUNT];
};

static int16_t narrow(int32_t value)
{
    return (int16_t)(value > INT16_MAX ? INT16_MAX : value < INT16_MIN ? INT16_MIN : value);
}

static int32_t *arcs_score(const struct tree_model *model, const int16_t *views, uint32_t places,
                           uint32_t stride, struct arena *scratch)
{
    uint32_t arc = model->arc;
    int32_t *sums = arena_take(scratch, (size_t)places * arc * sizeof *sums);
    for (uint32_t p = 0; p < places; p++)
        memcpy(sums + (size_t)p * arc, model->arc_bias, arc * sizeof *sums);
    model->kernels->multiply(views, model->views, model->arc_weights, sums, arc, places, arc, arc);
    int16_t *mixed = arena_take(scratch, (size_t)places * arc * sizeof *mixed);
    for (size_t i = 0; i < (size_t)places * arc; i++)
        mixed[i] = narrow(sums[i] >> TREE_VIEW_WEIGHT_BITS);
    int16_t *heads = arena_zero(scratch, (size_t)arc * stride, sizeof *heads); // as weights lie
    for (uint32_t h = 0; h < places; h++) {
        const int16_t *view = views + (size_t)h * model->views + arc;
        for (uint32_t i = 0; i < arc; i += 2) {
            heads[(size_t)i * stride + 2 * h] = view[i];
            heads[(size_t)i * stride + 2 * h + 1] = view[i + 1];
        }
    }
    int32_t *scores = arena_take(scratch, (size_t)places * stride * sizeof *scores);
    int32_t *by_distance = arena_take(scratch, ((size_t)places + stride) * sizeof *by_distance);
    for (uint32_t i = 0; i < places + stride; i++) // item places + h - d
        by_distance[i] = model->distance[tree_distance(places, i > 0 ? i : 1)];
    for (uint32_t d = 0; d < places; d++) {
        memcpy(scores + (size_t)d * stride, by_distance + places - d, stride * sizeof *scores);
        scores[(size_t)d * stride] = model->distance[0];
    }
    model->kernels->multiply(mixed, arc, heads, scores, stride, places, stride, arc);
    return scores;
}

static void labels_choose(const struct tree_model *model, const int16_t *views,
                          const uint32_t *head, uint32_t places, uint8_t *relations,
                          struct arena *scratch)
{
    uint32_t size = model->label, width = model->label_width;
    int16_t *hidden = arena_take(scratch, (size_t)places * size * sizeof *hidden);
    int32_t *scores = arena_take(scratch, (size_t)places * width * sizeof *scores);
    for (uint32_t d = 0; d < places; d++) {
        const int16_t *mine = views + (size_t)d * model->views + 2 * model->arc;
        const int16_t *its = views + (size_t)head[d] * model->views + 2 * model->arc + size;
        for (uint32_t i = 0; i < size; i++)
            hidden[(size_t)d * size + i] = narrow(mine[i] + its[i] > 0 ? mine[i] + its[i] : 0);
        memcpy(scores + (size_t)d * width, model->label_bias, width * sizeof *scores);
    }
    model->kernels->multiply(hidden, size, model->label_weights, scores, width, places, width,
                             size);
    for (uint32_t d = 1; d < places; d++) {
        const int32_t *row = scores + (size_t)d * width;
        uint32_t best = 0;
        for (uint32_t label = 1; label < model->labels; label++)
            if (row[label] > row[best])
                best = label;
        relations[d] = head[d] == 0 ? RELATION_ROOT : model->relations[best];
    }
}

// By how much tags with the tagger's part of speech lead, in units of views (about a nat, for names
// three): what it knows of single words is better. Of 0, 500, 1000 (names to 3000) the best on EWT
// and GUM dev, where a word in capitals that is a name makes no difference but to the press does.
enum { TAGGER_LEAD = 1000, NAME_LEAD = 3000 };

static void tags_choose(const struct tree_model *model, const int16_t *views,
                        struct word *words, uint32_t count)
{
    const int16_t *row = views + 2 * model->arc + 2 * model->label;
    for (uint32_t i = 0; i < count; i++) {
        row += model->views;
        int32_t lead = words[i].upos == UPOS_PROPN ? NAME_LEAD : TAGGER_LEAD;
        uint32_t best = 0;
        int32_t most = INT32_MIN;
        for (uint32_t tag = 0; tag < model->tags; tag++) {
            int32_t score = row[tag] + (model->tag_upos[tag] == words[i].upos ? lead : 0);
            if (score > most) {
                most = score;
                best = tag;
            }
        }
        words[i].upos = model->tag_upos[best];
        words[i].features = model->tag_features[best];
    }
}

static void part_parse(const struct tree_model *model, struct word *words,
                       const struct tree_part *part, const int16_t *views, struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    uint32_t count = part->count, places = count + 1, stride = tree_padded(places);
    uint32_t *head = arena_take(scratch, places * sizeof *head);
    uint8_t *relations = arena_take(scratch, places);
    tree_span(arcs_score(model, views, places, stride, scratch), stride, count, head, scratch);
    labels_choose(model, views, head, places, relations, scratch);
    if (model->tags > 0)
        tags_choose(model, views, words + part->start, count);
    for (uint32_t i = 0; i < count; i++) {
        struct word *word = &words[part->start + i];
        word->head = head[i + 1] == 0 ? NO_INDEX : part->start + head[i + 1] - 1;
        word->relation = relations[i + 1];
    }
    arena_rewind(scratch, mark);
}

// The later pieces of a long sentence hang from the first one's root.
static void pieces_join(struct word *words, const struct sentence *sentence)
{
    uint32_t root = NO_INDEX;
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++) {
        if (words[i].head != NO_INDEX)
            continue;
        if (root == NO_INDEX) {
            root = i;
        } else {
            words[i].head = root;
            words[i].relation = RELATION_PARATAXIS;
        }
    }
}

static int by_length(const void *a, const void *b, void *context)
{
    const struct tree_part *first = a, *second = b;
    (void)context;
    return first->count < second->count ? 1 : first->count > second->count ? -1 : 0;
}

void tree_sentences(const struct tree_model *model, struct word *words,
                    const struct sentence *sentences, uint32_t count, struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    LIST(struct tree_part) parts = {0};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t end = sentences[i].word_end;
        for (uint32_t start = sentences[i].word_start; start < end; start += TREE_WORD_LIMIT) {
            uint32_t size = end - start < TREE_WORD_LIMIT ? end - start : TREE_WORD_LIMIT;
            list_add(scratch, &parts, ((struct tree_part){start, size}));
        }
    }
    list_sort(scratch, parts.items, parts.count, sizeof *parts.items, by_length, NULL);
    for (uint32_t i = 0; i < parts.count; i += TREE_GROUP) {
        struct arena_mark inner = arena_mark(scratch);
        uint32_t some = parts.count - i < TREE_GROUP ? parts.count - i : TREE_GROUP;
        int16_t *views[TREE_GROUP];
        tree_views(model, words, parts.items + i, some, views, scratch);
        for (uint32_t p = 0; p < some; p++)
            part_parse(model, words, &parts.items[i + p], views[p], scratch);
        arena_rewind(scratch, inner);
    }
    for (uint32_t i = 0; i < count; i++)
        if (sentences[i].word_end - sentences[i].word_start > TREE_WORD_LIMIT)
            pieces_join(words, &sentences[i]);
    arena_rewind(scratch, mark);
}

static const void *tree_open(struct arena *arena, const struct data_source *data,
                             struct error *error)
{
    struct tree_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (int language = 1; language < LANGUAGE_READ_COUNT; language++) {
        char name[32];
        snprintf(name, sizeof name, "models/%s.tree", language_code((enum language)language));
        struct slice bytes = data->find(name, data->context);
        if (!bytes.data)
            continue;
        struct cluster_table *clusters = &tables->clusters[language];
        if (!clusters_open(clusters, data, (enum language)language, error) ||
            !tree_model_open(&tables->models[language], bytes, clusters, name, arena, error))
            return NULL;
        tables->known[language] = true;
    }
    return tables;
}

static void tree_run(const void *tables, struct document *document, struct arena *scratch)
{
    const struct tree_tables *trees = tables;
    enum language language = document->language;
    if (!language_is_read(language) || !trees->known[language])
        return;
    if (document->sentences.count > 0)
        tree_sentences(&trees->models[language], document->words.items, document->sentences.items,
                       document->sentences.count, scratch);
    for (uint32_t i = 0; i < document->sentences.count; i++)
        tree_mend(document->words.items, &document->sentences.items[i], language);
}

const struct stage tree_stage = {
    .name = "tree",
    .help = "the dependency tree of every sentence",
    .needs = LAYER_WORDS | LAYER_TAGS,
    .gives = LAYER_TREES,
    .open = tree_open,
    .run = tree_run,
};
