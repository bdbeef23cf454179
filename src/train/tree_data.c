// SPDX-License-Identifier: Apache-2.0
// What the parser's trainers learn from: treebanks with jackknifed tags, so that the parser meets
// tags as good as those it will see; sentences parsed by a teacher; the vocabulary of both.
#include "train/tree_data.h"

#include "base/table.h"
#include "model/weights.h"
#include "parse/tag.h"

#include <stdio.h>

enum {
    FOLDS = 5,
    TAG_LEAST_SEEN = 5,
    LEAST_SEEN = 2,
    LEAST_SEEN_SILVER = 5,
    VOCABULARY_LIMIT = 40000,
};

static void labels_collect(struct tree_trainer *trainer)
{
    bool seen[RELATION_COUNT] = {0};
    for (uint32_t i = 0; i < trainer->examples.train.count; i++) {
        const struct example *example = &trainer->examples.train.items[i];
        for (uint32_t w = 0; (example->use & USE_TREES) && w < example->count; w++)
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

// A network learns tags better than the tagger's from some 300,000 words with trees; from a few
// thousand it learns worse ones. French has 110,000, and a tagger with a dictionary.
static bool learns_tags(const struct train_options *options)
{
    return !options->treebank && strcmp(options->language, "en") == 0;
}

// Keeps the treebanks' own tags beside the words that get a tagger's.
static void gold_keep(struct tree_trainer *trainer)
{
    const char *language = trainer->options->language;
    struct examples *all = &trainer->examples;
    for (uint32_t i = 0; i < all->train.count + all->development.count; i++) {
        struct example *example = i < all->train.count
                                      ? &all->train.items[i]
                                      : &all->development.items[i - all->train.count];
        struct word *copy = arena_take(trainer->arena, example->count * sizeof *copy);
        memcpy(copy, example->words, example->count * sizeof *copy);
        for (uint32_t w = 0; w < example->count; w++)
            copy[w].features = tag_kept_features(language, copy[w].features);
        example->gold = copy;
    }
}

static uint32_t tag_number(const struct tree_tags *tags, const struct word *word)
{
    for (uint32_t i = 0; i < tags->count; i++)
        if (tags->upos[i] == word->upos && tags->features[i] == word->features)
            return i;
    return TREE_TAG_LIMIT;
}

// The tags seen a few times in the treebanks, in the order in which they are first met.
static void tags_collect(struct tree_trainer *trainer)
{
    enum { MET_LIMIT = 2000 };
    struct met {
        struct word word;
        uint32_t count;
    } *met = arena_zero(trainer->arena, MET_LIMIT, sizeof *met);
    uint32_t met_count = 0;
    for (uint32_t i = 0; i < trainer->examples.train.count; i++) {
        const struct example *example = &trainer->examples.train.items[i];
        for (uint32_t w = 0; (example->use & USE_MORPH) && w < example->count; w++) {
            const struct word *word = &example->gold[w];
            uint32_t at = 0;
            while (at < met_count && (met[at].word.upos != word->upos ||
                                      met[at].word.features != word->features))
                at++;
            if (at == met_count && met_count < MET_LIMIT)
                met[met_count++].word = *word;
            met[at < MET_LIMIT ? at : 0].count += at < MET_LIMIT;
        }
    }
    struct tree_tags *tags = &trainer->tags;
    for (uint32_t i = 0; i < met_count && tags->count < TREE_TAG_LIMIT; i++)
        if (met[i].count >= TAG_LEAST_SEEN && met[i].word.upos != UPOS_NONE) {
            tags->upos[tags->count] = met[i].word.upos;
            tags->features[tags->count++] = met[i].word.features;
        }
    fprintf(stderr, "%u tags\n", tags->count);
}

void tree_vocabulary_count(struct table *counts, struct slice lower)
{
    uint32_t seen = table_add(counts, lower, 0);
    table_set(counts, lower, seen + 1);
}

static void words_count(struct table *counts, const struct example *example)
{
    for (uint32_t w = 0; w < example->count; w++)
        tree_vocabulary_count(counts, example->words[w].lower);
}

void tree_vocabulary_fill(struct tree_vocabulary *vocabulary, const struct table *counts,
                          uint32_t least, struct arena *arena)
{
    uint32_t kept = 0, number = 0, all = counts->entries.count;
    for (uint32_t i = 0; i < all; i++)
        kept += kept < VOCABULARY_LIMIT && counts->entries.items[i].value >= least;
    uint32_t slots = kept + kept / 3 + 16;
    uint16_t *keys = arena_zero(arena, slots, sizeof *keys);
    uint16_t *words = arena_zero(arena, slots, sizeof *words);
    for (uint32_t i = 0; i < all && number < kept; i++) {
        if (counts->entries.items[i].value < least)
            continue;
        uint64_t hash = cluster_hash(counts->entries.items[i].key);
        uint32_t slot = weights_slot(hash, slots);
        while (keys[slot] != 0 && keys[slot] != weights_key(hash))
            slot = slot + 1 == slots ? 0 : slot + 1;
        if (keys[slot] == 0) {
            keys[slot] = weights_key(hash);
            words[slot] = (uint16_t)number++;
        }
    }
    *vocabulary = (struct tree_vocabulary){keys, words, slots, number};
    fprintf(stderr, "%u words in the vocabulary\n", number);
}

// Words seen twice in the treebanks, or often in the teacher's sentences, have a row of their own.
static void vocabulary_make(struct tree_trainer *trainer)
{
    struct table counts, silver;
    table_init(&counts, trainer->arena);
    table_init(&silver, trainer->arena);
    for (uint32_t i = 0; i < trainer->examples.train.count; i++)
        if (trainer->examples.train.items[i].use & USE_TREES)
            words_count(&counts, &trainer->examples.train.items[i]);
    for (uint32_t i = 0; i < trainer->silver.train.count; i++)
        words_count(&silver, &trainer->silver.train.items[i]);
    for (uint32_t i = 0; i < silver.entries.count; i++)
        if (silver.entries.items[i].value >= LEAST_SEEN_SILVER)
            table_set(&counts, silver.entries.items[i].key, LEAST_SEEN);
    tree_vocabulary_fill(&trainer->vocabulary, &counts, LEAST_SEEN, trainer->arena);
}

// "3:83|5:12": heads with the teachers' mean probabilities in percent, the greatest first.
static struct tree_shares *shares_read(struct arena *arena, const struct example *from)
{
    struct tree_shares *shares = arena_zero(arena, from->count + (size_t)1, sizeof *shares);
    for (uint32_t w = 0; w < from->count; w++) {
        struct slice rest = from->links[w];
        for (uint32_t i = 0; i < TREE_SHARES && rest.data && rest.size > 0;) {
            struct slice percent = slice_cut(&rest, '|'), head = slice_cut(&percent, ':');
            uint32_t to = conllu_number(head), share = conllu_number(percent);
            if (to > from->count || to == w + 1 || share == 0 || share > 100)
                continue;
            shares[w + 1].head[i] = (uint16_t)to;
            shares[w + 1].percent[i++] = (uint8_t)share;
        }
        if (shares[w + 1].percent[0] == 0) {
            uint32_t head = from->words[w].head;
            shares[w + 1].head[0] = (uint16_t)(head == NO_INDEX ? 0 : head + 1);
            shares[w + 1].percent[0] = 100;
        }
    }
    return shares;
}

struct tree_example tree_example_make(struct tree_trainer *trainer, const struct example *from)
{
    uint32_t count = from->count;
    struct tree_inputs *inputs = arena_take(trainer->arena, (count + (size_t)1) * sizeof *inputs);
    uint32_t *head = arena_zero(trainer->arena, count + (size_t)1, sizeof *head);
    uint8_t *label = arena_zero(trainer->arena, count + (size_t)1, 1);
    tree_inputs_view(&trainer->vocabulary, &trainer->clusters, from->words, count, inputs);
    for (uint32_t w = 0; w < count; w++) {
        head[w + 1] = from->words[w].head == NO_INDEX ? 0 : from->words[w].head + 1;
        label[w + 1] = trainer->column[from->words[w].relation];
    }
    uint8_t *tag = NULL;
    if (trainer->tags.count > 0 && from->gold) {
        tag = arena_zero(trainer->arena, count + (size_t)1, 1);
        for (uint32_t w = 0; w < count; w++)
            tag[w + 1] = (uint8_t)tag_number(&trainer->tags, &from->gold[w]);
    }
    return (struct tree_example){inputs, count, head, label, tag,
                                 from->links ? shares_read(trainer->arena, from) : NULL};
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

// Sentences that recoupe-train silver wrote.
static bool silver_read(struct tree_trainer *trainer, struct error *error)
{
    const char *path = trainer->options->silver;
    struct treebank treebank;
    if (!path)
        return true;
    if (!treebank_read(trainer->arena, path, &treebank, error))
        return false;
    for (uint32_t i = 0; i < treebank.document.sentences.count; i++) {
        const struct sentence *sentence = &treebank.document.sentences.items[i];
        struct example example = {.count = sentence->word_end - sentence->word_start};
        example.words = treebank.document.words.items + sentence->word_start;
        struct word *gold = arena_take(trainer->arena, example.count * sizeof *gold);
        memcpy(gold, example.words, example.count * sizeof *gold);
        for (uint32_t w = 0; w < example.count; w++) {
            if (example.words[w].head != NO_INDEX)
                example.words[w].head -= sentence->word_start;
            struct slice rest = gold[w].lemma; // the teachers' tag: train_silver.c
            gold[w].upos = (uint8_t)upos_from_name(slice_cut(&rest, '|'));
            gold[w].features = rest.data ? features_from_text(rest) : 0;
        }
        example.gold = trainer->tags.count > 0 ? gold : NULL;
        if (trainer->tags.count > 0) // French learns the teachers' trees alone
            example.links = treebank.links.items + sentence->word_start;
        list_add(trainer->arena, &trainer->silver.train, example);
    }
    return true;
}

bool tree_data_read(struct tree_trainer *trainer, struct error *error)
{
    if (!examples_read(trainer->arena, trainer->options, &trainer->examples, error))
        return false;
    if (learns_tags(trainer->options)) {
        gold_keep(trainer);
        tags_collect(trainer);
    }
    if (!tags_prepare(trainer, error) || !silver_read(trainer, error))
        return false;
    for (uint32_t i = 0; !trainer->options->silver && i < trainer->examples.train.count; i++)
        if (trainer->examples.train.items[i].use & USE_STUDENT)
            trainer->examples.train.items[i].use &= ~USE_TREES;
    labels_collect(trainer);
    vocabulary_make(trainer);
    return true;
}
