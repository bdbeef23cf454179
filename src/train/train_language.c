// SPDX-License-Identifier: Apache-2.0
// Makes models/all.language from letter n-gram counts: a folder of JSON profiles, one a language
// ({"freq": {"gram": count}, "n_words": [unigrams, bigrams, trigrams]}), as the package langdetect
// 1.0.9 ships them (Apache-2.0, counted on Wikipedia). Naive Bayes: a weight is the scaled log
// of a gram's probability against its probability in the language where it is most likely.
#include "train/train.h"

#include "base/json.h"
#include "base/table.h"
#include "parse/language.h"

#include <math.h>
#include <stdio.h>

enum { GRAMS_KEPT = 1500 }; // of each language, the most frequent

// Languages written in Latin letters; the first seven are those of doc/language.h.
static const char *const codes[] = {"fr", "en", "de", "es", "it", "nl", "pt", "af",
                                    "ca", "cs", "cy", "da", "et", "fi", "hr", "hu",
                                    "id", "lt", "lv", "no", "pl", "ro", "sk", "sl",
                                    "so", "sq", "sv", "sw", "tl", "tr", "vi"};
enum { CODE_COUNT = sizeof codes / sizeof *codes };

struct gram {
    struct slice text; // lower case, blanks as they stand
    double share[LANGUAGE_WIDTH];
};

struct language_trainer {
    struct arena *arena;
    struct table index; // text -> gram
    LIST(struct gram) grams;
    LIST(uint32_t) kept; // grams, each once
    uint8_t *is_kept;
};

static double total_of(const struct json_value *profile, uint32_t size)
{
    const struct json_value *totals = json_find(profile, "n_words");
    const struct json_value *total = totals ? totals->first : NULL;
    for (uint32_t i = 1; total && i < size; i++)
        total = total->next;
    return (double)json_to_integer(total, 1);
}

static bool read_profile(struct language_trainer *trainer, const struct train_options *options,
                         uint32_t label, struct error *error)
{
    const char *path = arena_format(trainer->arena, "%s/%s", options->data, codes[label]).data;
    struct slice bytes;
    if (!train_bytes(trainer->arena, path, &bytes, error))
        return false;
    const struct json_value *profile = json_parse(trainer->arena, bytes, error);
    const struct json_value *counts = json_find(profile, "freq");
    if (!counts)
        return error_set(error, ERROR_INPUT, path, "is not a profile of n-gram counts");
    for (const struct json_value *count = counts->first; count; count = count->next) {
        uint32_t size = (uint32_t)utf8_count(count->key);
        if (size < 1 || size > 3)
            continue;
        struct slice lower = utf8_lower(trainer->arena, count->key);
        uint32_t gram = table_add(&trainer->index, lower, trainer->grams.count);
        if (gram == trainer->grams.count)
            list_push(trainer->arena, &trainer->grams)->text = lower;
        trainer->grams.items[gram].share[label] +=
            (double)json_to_integer(count, 0) / total_of(profile, size);
    }
    return true;
}

struct order {
    const struct language_trainer *trainer;
    uint32_t label;
};

static int by_share(const void *a, const void *b, void *context)
{
    const struct order *order = context;
    double x = order->trainer->grams.items[*(const uint32_t *)a].share[order->label];
    double y = order->trainer->grams.items[*(const uint32_t *)b].share[order->label];
    return (x < y) - (x > y);
}

static void keep_frequent(struct language_trainer *trainer, struct arena *scratch)
{
    uint32_t count = trainer->grams.count;
    uint32_t *ranked = arena_zero(scratch, count, sizeof *ranked);
    trainer->is_kept = arena_zero(trainer->arena, count, 1);
    for (uint32_t label = 0; label < CODE_COUNT; label++) {
        struct order order = {trainer, label};
        for (uint32_t i = 0; i < count; i++)
            ranked[i] = i;
        list_sort(scratch, ranked, count, sizeof *ranked, by_share, &order);
        for (uint32_t i = 0; i < count && i < GRAMS_KEPT; i++)
            trainer->is_kept[ranked[i]] = 1;
    }
    for (uint32_t i = 0; i < count; i++)
        if (trainer->is_kept[i])
            list_add(trainer->arena, &trainer->kept, i);
}

static struct weights_item gram_item(struct language_trainer *trainer, const struct gram *gram)
{
    static const double floor_share = 2e-5; // what profiles leave out is rarer than this
    double best = floor_share;
    for (uint32_t label = 0; label < CODE_COUNT; label++)
        best = gram->share[label] > best ? gram->share[label] : best;
    int8_t *row = arena_zero(trainer->arena, LANGUAGE_WIDTH, 1);
    for (uint32_t label = 0; label < CODE_COUNT; label++) {
        double share = gram->share[label] > floor_share ? gram->share[label] : floor_share;
        double weight = LANGUAGE_SCALE * log(share / best);
        row[label] = (int8_t)(weight < -127 ? -127 : (int)floor(weight + 0.5));
    }
    uint32_t characters[3], count = 0;
    for (size_t position = 0; position < gram->text.size && count < 3;)
        characters[count++] = utf8_next(gram->text, &position);
    return (struct weights_item){ngram_feature(characters, count), row};
}

bool train_language(const struct train_options *options, struct error *error)
{
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct language_trainer trainer = {.arena = &arena};
    table_init(&trainer.index, &arena);
    for (uint32_t label = 0; label < CODE_COUNT; label++)
        if (!read_profile(&trainer, options, label, error))
            return false;
    keep_frequent(&trainer, &scratch);
    struct weights_item *items = arena_zero(&arena, trainer.kept.count, sizeof *items);
    for (uint32_t i = 0; i < trainer.kept.count; i++)
        items[i] = gram_item(&trainer, &trainer.grams.items[trainer.kept.items[i]]);
    struct model_writer writer;
    struct buffer list;
    model_writer_init(&writer, &arena);
    buffer_init(&list, &arena);
    for (uint32_t label = 0; label < CODE_COUNT; label++)
        buffer_format(&list, "%s%s", label ? " " : "", codes[label]);
    model_writer_text(&writer, "codes", buffer_slice(&list));
    model_writer_text(
        &writer, "provenance",
        SLICE("recoupe-train language; n-gram counts of langdetect 1.0.9 (Apache-2.0)"));
    weights_write(&writer, "ngram", items, trainer.kept.count, LANGUAGE_WIDTH);
    struct slice bytes = model_write(&writer, "language");
    printf("%u n-grams of %d languages, %zu bytes\n", trainer.kept.count, (int)CODE_COUNT,
           bytes.size);
    bool written = !options->output || file_write(options->output, bytes, error);
    arena_free(&scratch);
    arena_free(&arena);
    return written;
}
