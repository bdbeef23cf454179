// SPDX-License-Identifier: Apache-2.0
// Makes word clusters (model/cluster.h) from raw text: counts of the words to the left and right,
// positive pointwise mutual information, a truncated SVD by subspace iteration, spherical k-means
// for fine clusters, k-means over their centres for coarse ones. Fixed order of all sums.
#include "train/train.h"

#include "base/table.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "model/weights.h"
#include "model/cluster.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    WORDS = 60000,   // clustered, by frequency
    LEAST = 8,       // occurrences
    CONTEXTS = 3000, // words counted as neighbours, on each side
    DIMENSIONS = 96,
    FINE = 512,
    COARSE = 48,
    PASSES = 4, // of the subspace iteration
    ROUNDS = 10, // of k-means
    CHUNK = 60000, // bytes of text segmented at once
};

static const char *const raw_files[][2] = {
    {"fr", "raw/fr-caveat/orangesum.txt"},
    {"fr", "raw/fr/assemblee_debats_2013-2018.txt"},
    {"fr", "raw/fr/gutenberg_fr.txt"},
    {"fr", "raw/fr/legalize_codes_9MB.txt"},
    {"fr", "raw/fr/wikipedia_20000.txt"},
    {"fr", "raw/fr/flores101.txt"},
    {"en", "raw/en/state_union.txt"},
    {"en", "raw/en/inaugural.txt"},
    {"en", "raw/en/flores101.txt"},
};

struct pair {
    uint64_t key; // (word << 32 | context) + 1; 0 = free
    float value;
};

struct cell {
    uint32_t context;
    float value;
};

struct words_trainer {
    const struct train_options *options;
    struct arena *arena;
    struct engine engine;
    struct table vocabulary; // word -> count
    index_list tokens;       // vocabulary numbers; UINT32_MAX between sentences
    uint32_t *rank;          // of vocabulary number, by frequency; UINT32_MAX = not kept
    uint32_t word_count;
    struct slice *words; // by rank
    struct pair *pairs;
    uint32_t pair_slots;
    struct cell *cells; // by word
    uint32_t *cell_start;
};

static void *zeroed(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        abort();
    return memory;
}

static void token_push(struct words_trainer *trainer, struct slice lower)
{
    char plain[64];
    bool figure = lower.size && lower.size <= sizeof plain && lower.data[0] >= '0' &&
                  lower.data[0] <= '9';
    for (size_t i = 0; figure && i < lower.size; i++)
        plain[i] = lower.data[i] >= '0' && lower.data[i] <= '9' ? '0' : lower.data[i];
    struct slice key = figure ? (struct slice){plain, lower.size} : lower;
    struct table *table = &trainer->vocabulary;
    uint32_t number = table_find(table, key);
    if (number == TABLE_NONE)
        number = table_add(table, arena_copy(trainer->arena, key), table->entries.count);
    list_add(trainer->arena, &trainer->tokens, number);
}

static void chunk_read(struct words_trainer *trainer, struct slice text)
{
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct document document;
    document_init(&document, &arena);
    document.language = language_from_code(slice_of(trainer->options->language));
    document.text = utf8_repair(&arena, text);
    if (engine_run(&trainer->engine, &document, &scratch)) {
        for (uint32_t s = 0; s < document.sentences.count; s++) {
            const struct sentence *sentence = &document.sentences.items[s];
            for (uint32_t i = sentence->word_start; i < sentence->word_end; i++)
                token_push(trainer, document.words.items[i].lower);
            list_add(trainer->arena, &trainer->tokens, UINT32_MAX);
        }
    }
    arena_free(&arena);
    arena_free(&scratch);
}

static void text_read(struct words_trainer *trainer, struct slice bytes)
{
    while (bytes.size > 0) {
        size_t end = bytes.size;
        if (bytes.size > CHUNK) {
            end = slice_find(bytes, SLICE("\n"), CHUNK);
            end = end == SIZE_MAX ? bytes.size : end + 1;
        }
        chunk_read(trainer, slice_part(bytes, 0, end));
        bytes = slice_part(bytes, end, bytes.size);
    }
}

static bool texts_read(struct words_trainer *trainer, struct error *error)
{
    const struct train_options *options = trainer->options;
    for (size_t i = 0; i < sizeof raw_files / sizeof *raw_files; i++) {
        if (strcmp(raw_files[i][0], options->language) != 0)
            continue;
        struct slice bytes;
        struct slice path =
            arena_format(trainer->arena, "%s/%s", options->data, raw_files[i][1]);
        if (!train_bytes(trainer->arena, path.data, &bytes, error))
            return false;
        text_read(trainer, bytes);
        fprintf(stderr, "%s: %u tokens so far\n", raw_files[i][1], trainer->tokens.count);
    }
    for (uint8_t row = 0; treebank_rows[row].file; row++) {
        const struct treebank_row *item = &treebank_rows[row];
        if (strcmp(item->language, options->language) != 0 || (item->use & USE_DEVELOPMENT) ||
            !(item->use & USE_TAGS))
            continue;
        struct treebank treebank;
        struct slice path = arena_format(trainer->arena, "%s/conllu/%s/%s.conllu", options->data,
                                         item->language, item->file);
        if (!treebank_read(trainer->arena, path.data, &treebank, error))
            return false;
        text_read(trainer, treebank.document.text);
    }
    return true;
}

struct frequency {
    uint32_t number, count;
};

static int by_frequency(const void *a, const void *b, void *context)
{
    const struct frequency *first = a, *second = b;
    (void)context;
    return first->count != second->count ? (first->count < second->count ? 1 : -1) : 0;
}

static void words_rank(struct words_trainer *trainer)
{
    uint32_t all = trainer->vocabulary.entries.count;
    struct frequency *list = zeroed(all + 1u, sizeof *list);
    for (uint32_t i = 0; i < all; i++)
        list[i].number = i;
    for (uint32_t i = 0; i < trainer->tokens.count; i++)
        if (trainer->tokens.items[i] != UINT32_MAX)
            list[trainer->tokens.items[i]].count++;
    list_sort(trainer->arena, list, all, sizeof *list, by_frequency, NULL);
    trainer->rank = zeroed(all + 1u, sizeof(uint32_t));
    memset(trainer->rank, 0xff, all * sizeof(uint32_t));
    trainer->words = zeroed(WORDS, sizeof *trainer->words);
    for (uint32_t i = 0; i < all && i < WORDS && list[i].count >= LEAST; i++) {
        trainer->rank[list[i].number] = i;
        trainer->words[i] = trainer->vocabulary.entries.items[list[i].number].key;
        trainer->word_count = i + 1;
    }
    free(list);
}

static void pair_count(struct words_trainer *trainer, uint32_t word, uint32_t context)
{
    uint64_t key = ((uint64_t)word << 32 | context) + 1;
    uint32_t slot =
        (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (trainer->pair_slots - 1);
    while (trainer->pairs[slot].key != 0 && trainer->pairs[slot].key != key)
        slot = (slot + 1) & (trainer->pair_slots - 1);
    trainer->pairs[slot].key = key;
    trainer->pairs[slot].value += 1;
}

// Contexts: 0 and 1 are the sentence's borders, then left words, then right words.
static uint32_t context_number(const struct words_trainer *trainer, uint32_t token, bool right)
{
    if (token == UINT32_MAX)
        return right;
    uint32_t rank = trainer->rank[token];
    return rank >= CONTEXTS ? UINT32_MAX : 2 + rank + (right ? CONTEXTS : 0);
}

static void pairs_count(struct words_trainer *trainer)
{
    trainer->pair_slots = 1 << 26;
    trainer->pairs = zeroed(trainer->pair_slots, sizeof *trainer->pairs);
    const uint32_t *tokens = trainer->tokens.items;
    for (uint32_t i = 0; i < trainer->tokens.count; i++) {
        if (tokens[i] == UINT32_MAX || trainer->rank[tokens[i]] == UINT32_MAX)
            continue;
        uint32_t left = context_number(trainer, i > 0 ? tokens[i - 1] : UINT32_MAX, false);
        uint32_t right = context_number(
            trainer, i + 1 < trainer->tokens.count ? tokens[i + 1] : UINT32_MAX, true);
        if (left != UINT32_MAX)
            pair_count(trainer, trainer->rank[tokens[i]], left);
        if (right != UINT32_MAX)
            pair_count(trainer, trainer->rank[tokens[i]], right);
    }
}

// Pair counts to rows of positive pointwise mutual information, contexts smoothed by 0.75.
static void cells_make(struct words_trainer *trainer)
{
    enum { ALL = 2 * CONTEXTS + 2 };
    double *context_sum = zeroed(ALL, sizeof *context_sum), total = 0;
    double *word_sum = zeroed(trainer->word_count + 1u, sizeof *word_sum);
    uint32_t *fill = zeroed(trainer->word_count + 1u, sizeof *fill), used = 0;
    for (uint32_t i = 0; i < trainer->pair_slots; i++) {
        if (trainer->pairs[i].key == 0)
            continue;
        uint32_t word = (uint32_t)((trainer->pairs[i].key - 1) >> 32);
        context_sum[(uint32_t)(trainer->pairs[i].key - 1)] += trainer->pairs[i].value;
        word_sum[word] += trainer->pairs[i].value;
        fill[word]++;
        used++;
    }
    for (uint32_t i = 0; i < ALL; i++)
        total += context_sum[i] = pow(context_sum[i], 0.75);
    trainer->cells = zeroed(used + 1u, sizeof *trainer->cells);
    trainer->cell_start = zeroed(trainer->word_count + 1u, sizeof(uint32_t));
    for (uint32_t i = 0; i < trainer->word_count; i++)
        trainer->cell_start[i + 1] = trainer->cell_start[i] + fill[i];
    memset(fill, 0, trainer->word_count * sizeof *fill);
    for (uint32_t i = 0; i < trainer->pair_slots; i++) {
        if (trainer->pairs[i].key == 0)
            continue;
        uint32_t word = (uint32_t)((trainer->pairs[i].key - 1) >> 32);
        uint32_t context = (uint32_t)(trainer->pairs[i].key - 1);
        double information = log(trainer->pairs[i].value / word_sum[word] /
                                 (context_sum[context] / total));
        struct cell cell = {context, information > 0 ? (float)information : 0};
        trainer->cells[trainer->cell_start[word] + fill[word]++] = cell;
    }
    fprintf(stderr, "%u words, %u pairs\n", trainer->word_count, used);
    free(context_sum);
    free(word_sum);
    free(fill);
    free(trainer->pairs);
}

// out[word] = sum over contexts of cell * in[context], or the transpose.
static void multiply(const struct words_trainer *trainer, const float *in, float *out,
                     bool transpose)
{
    uint32_t rows = transpose ? 2 * CONTEXTS + 2 : trainer->word_count;
    memset(out, 0, (size_t)rows * DIMENSIONS * sizeof *out);
    for (uint32_t word = 0; word < trainer->word_count; word++) {
        for (uint32_t i = trainer->cell_start[word]; i < trainer->cell_start[word + 1]; i++) {
            size_t context = trainer->cells[i].context;
            float value = trainer->cells[i].value;
            const float *from = in + (transpose ? word : context) * DIMENSIONS;
            float *to = out + (transpose ? context : word) * DIMENSIONS;
            for (uint32_t d = 0; d < DIMENSIONS; d++)
                to[d] += value * from[d];
        }
    }
}

// Gram-Schmidt over the columns of a rows x DIMENSIONS matrix.
static void orthogonalise(float *matrix, uint32_t rows)
{
    for (uint32_t d = 0; d < DIMENSIONS; d++) {
        for (uint32_t e = 0; e < d; e++) {
            double dot = 0;
            for (uint32_t r = 0; r < rows; r++)
                dot +=
                    (double)matrix[(size_t)r * DIMENSIONS + d] * matrix[(size_t)r * DIMENSIONS + e];
            for (uint32_t r = 0; r < rows; r++)
                matrix[(size_t)r * DIMENSIONS + d] -=
                    (float)dot * matrix[(size_t)r * DIMENSIONS + e];
        }
        double norm = 0;
        for (uint32_t r = 0; r < rows; r++)
            norm += (double)matrix[(size_t)r * DIMENSIONS + d] * matrix[(size_t)r * DIMENSIONS + d];
        float scale = norm > 0 ? (float)(1 / sqrt(norm)) : 0;
        for (uint32_t r = 0; r < rows; r++)
            matrix[(size_t)r * DIMENSIONS + d] *= scale;
    }
}

static void normalise(float *vector)
{
    double norm = 0;
    for (uint32_t d = 0; d < DIMENSIONS; d++)
        norm += (double)vector[d] * vector[d];
    float scale = norm > 0 ? (float)(1 / sqrt(norm)) : 0;
    for (uint32_t d = 0; d < DIMENSIONS; d++)
        vector[d] *= scale;
}

static float *vectors_make(const struct words_trainer *trainer)
{
    enum { ALL = 2 * CONTEXTS + 2 };
    float *contexts = zeroed((size_t)ALL * DIMENSIONS, sizeof *contexts);
    float *vectors = zeroed((size_t)trainer->word_count * DIMENSIONS, sizeof *vectors);
    struct random random = {5};
    for (size_t i = 0; i < (size_t)ALL * DIMENSIONS; i++)
        contexts[i] = (float)random_below(&random, 2001) / 1000 - 1;
    for (int pass = 0; pass < PASSES; pass++) {
        orthogonalise(contexts, ALL);
        multiply(trainer, contexts, vectors, false);
        if (pass + 1 < PASSES)
            multiply(trainer, vectors, contexts, true);
    }
    for (uint32_t d = 0; d < DIMENSIONS; d++) { // large directions are damped: S to the half
        double norm = 0;
        for (uint32_t w = 0; w < trainer->word_count; w++)
            norm +=
                (double)vectors[(size_t)w * DIMENSIONS + d] * vectors[(size_t)w * DIMENSIONS + d];
        float scale = norm > 0 ? (float)(1 / sqrt(sqrt(norm))) : 0;
        for (uint32_t w = 0; w < trainer->word_count; w++)
            vectors[(size_t)w * DIMENSIONS + d] *= scale;
    }
    for (uint32_t w = 0; w < trainer->word_count; w++)
        normalise(vectors + (size_t)w * DIMENSIONS);
    free(contexts);
    return vectors;
}

// Spherical k-means from the first `groups` vectors as seeds; centres gets groups vectors.
static void cluster(const float *vectors, uint32_t count, uint32_t groups, uint16_t *group,
                    float *centres)
{
    float *turned = zeroed((size_t)groups * DIMENSIONS, sizeof *turned);
    float *dots = zeroed(groups, sizeof *dots);
    memcpy(centres, vectors, (size_t)groups * DIMENSIONS * sizeof *centres);
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t g = 0; g < groups; g++)
            for (uint32_t d = 0; d < DIMENSIONS; d++)
                turned[(size_t)d * groups + g] = centres[(size_t)g * DIMENSIONS + d];
        for (uint32_t w = 0; w < count; w++) {
            memset(dots, 0, groups * sizeof *dots);
            for (uint32_t d = 0; d < DIMENSIONS; d++) {
                float value = vectors[(size_t)w * DIMENSIONS + d];
                const float *column = turned + (size_t)d * groups;
                for (uint32_t g = 0; g < groups; g++)
                    dots[g] += value * column[g];
            }
            uint32_t best = 0;
            for (uint32_t g = 1; g < groups; g++)
                if (dots[g] > dots[best])
                    best = g;
            group[w] = (uint16_t)best;
        }
        memset(centres, 0, (size_t)groups * DIMENSIONS * sizeof *centres);
        for (uint32_t w = 0; w < count; w++)
            for (uint32_t d = 0; d < DIMENSIONS; d++)
                centres[(size_t)group[w] * DIMENSIONS + d] += vectors[(size_t)w * DIMENSIONS + d];
        for (uint32_t g = 0; g < groups; g++)
            normalise(centres + (size_t)g * DIMENSIONS);
    }
    free(turned);
    free(dots);
}

static struct slice clusters_write(struct words_trainer *trainer, const uint16_t *fine,
                                   const uint16_t *coarse_of)
{
    uint32_t slots = trainer->word_count + trainer->word_count / 3 + 16;
    uint16_t *keys = arena_zero(trainer->arena, slots, sizeof *keys);
    uint16_t *values = arena_zero(trainer->arena, slots, sizeof *values);
    uint16_t *coarse = arena_zero(trainer->arena, FINE + 1, sizeof *coarse);
    for (uint32_t g = 0; g < FINE; g++)
        coarse[g + 1] = (uint16_t)(coarse_of[g] + 1);
    for (uint32_t w = 0; w < trainer->word_count; w++) {
        uint64_t hash = cluster_hash(trainer->words[w]);
        uint32_t slot = weights_slot(hash, slots);
        while (keys[slot] != 0 && keys[slot] != weights_key(hash))
            slot = slot + 1 == slots ? 0 : slot + 1;
        if (keys[slot] == 0) {
            keys[slot] = weights_key(hash);
            values[slot] = (uint16_t)(fine[w] + 1);
        }
    }
    struct model_writer writer;
    model_writer_init(&writer, trainer->arena);
    model_writer_add(&writer, "keys", MODEL_U16, keys, slots);
    model_writer_add(&writer, "fine", MODEL_U16, values, slots);
    model_writer_add(&writer, "coarse", MODEL_U16, coarse, FINE + 1);
    struct buffer text;
    buffer_init(&text, trainer->arena);
    buffer_format(&text, "recoupe-train words --lang %s; from", trainer->options->language);
    for (size_t i = 0; i < sizeof raw_files / sizeof *raw_files; i++)
        if (strcmp(raw_files[i][0], trainer->options->language) == 0)
            buffer_format(&text, " %s", raw_files[i][1]);
    model_writer_text(&writer, "provenance", buffer_slice(&text));
    return model_write(&writer, "words");
}

static void clusters_print(const struct words_trainer *trainer, const uint16_t *fine)
{
    for (uint32_t g = 0; g < FINE; g += 37) {
        uint32_t shown = 0;
        fprintf(stderr, "cluster %u:", g);
        for (uint32_t w = 0; w < trainer->word_count && shown < 12; w++)
            if (fine[w] == g && ++shown)
                fprintf(stderr, " " SLICE_FORMAT, SLICE_ARGUMENTS(trainer->words[w]));
        fprintf(stderr, "\n");
    }
}

bool train_words(const struct train_options *options, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct words_trainer trainer = {.options = options, .arena = &arena};
    table_init(&trainer.vocabulary, &arena);
    bool good = engine_open(&trainer.engine, "segment", error) && texts_read(&trainer, error);
    if (good) {
        words_rank(&trainer);
        pairs_count(&trainer);
        cells_make(&trainer);
        float *vectors = vectors_make(&trainer);
        uint16_t *fine = zeroed(trainer.word_count + (size_t)1, sizeof *fine), coarse[FINE];
        float *centres = zeroed((size_t)FINE * DIMENSIONS, sizeof *centres);
        float *coarse_centres = zeroed((size_t)COARSE * DIMENSIONS, sizeof *coarse_centres);
        cluster(vectors, trainer.word_count, FINE, fine, centres);
        cluster(centres, FINE, COARSE, coarse, coarse_centres);
        clusters_print(&trainer, fine);
        struct slice bytes = clusters_write(&trainer, fine, coarse);
        if (options->output)
            good = file_write(options->output, bytes, error);
        free(vectors);
        free(fine);
        free(centres);
        free(coarse_centres);
    }
    arena_free(&arena);
    return good;
}
