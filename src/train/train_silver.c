// SPDX-License-Identifier: Apache-2.0
// Teachers parse raw text: networks trained from different seeds (--state A,B,C) agree on trees by
// their mean log probabilities. Writes CoNLL-U with predicted words, tags and trees, for
// `recoupe-train tree --silver`. The text itself is never shipped: only what the parser learns.
#include "train/tree_data.h"

#include "base/json.h"
#include "base/utf8.h"
#include "engine/engine.h"

#include <math.h>
#include <stdio.h>

enum {
    CHUNK = 60000, // bytes of text segmented at once
    TEACHERS = 8,
    BATCH = 16,
    SHORTEST = 4, // words of a sentence worth learning from
    LONGEST = 80,
};

// Raw texts: of each, one chunk in `every`, `limit` bytes at most.
static const struct raw_text {
    const char *language, *file;
    uint32_t every;
    size_t limit;
} raw_texts[] = {
    {"fr", "raw/fr-caveat/orangesum.txt", 18, 3600000},
    {"fr", "raw/fr/wikipedia_20000.txt", 1, 1600000},
    {"fr", "raw/fr/assemblee_debats_2013-2018.txt", 80, 300000},
    {"en", "raw/en/state_union.txt", 1, 1500000},
    {"en", "raw/en/inaugural.txt", 1, 600000},
    {"en", "raw/en/flores101.txt", 1, 200000},
    {"en", "../events/clusters/ecbplus.jsonl.gz", 1, 2000000},
    {"en", "demo/ntrex_en.jsonl", 1, 400000},
};

struct silver {
    struct tree_trainer *trainer;
    struct tree_net nets[TEACHERS];
    uint32_t net_count;
    struct engine engine;
    struct buffer out;
    uint32_t words;
};

// The teachers' tag of a word stands in the place of its lemma: NOUN|Number=Sing.
static void tag_write(struct silver *silver, const struct tree_scores *scores, uint32_t place)
{
    const struct tree_tags *tags = &silver->trainer->tags;
    float total[TREE_TAG_LIMIT] = {0};
    uint32_t best = 0;
    for (uint32_t n = 0; n < silver->net_count; n++) {
        const float *some = tree_net_tags(&silver->nets[n], scores[(size_t)n * BATCH].views, place);
        for (uint32_t t = 0; t < tags->count; t++)
            total[t] += some[t];
    }
    for (uint32_t t = 1; t < tags->count; t++)
        if (total[t] > total[best])
            best = t;
    buffer_format(&silver->out, "%s|", upos_name((enum upos)tags->upos[best]));
    features_write(tags->features[best], &silver->out);
}

// The greatest of the teachers' mean probabilities of a word's heads, given as the sum of each:
// "3:83|5:12" in percent.
static void shares_write(struct silver *silver, const float *sums, uint32_t count)
{
    float above = 2; // no probability is
    uint32_t last = UINT32_MAX, written = 0;
    for (uint32_t n = 0; n < TREE_SHARES; n++) {
        uint32_t best = UINT32_MAX;
        for (uint32_t h = 0; h <= count; h++) {
            float share = sums[h] / (float)silver->net_count;
            bool left = share < above || (share == above && h > last);
            if (left && (best == UINT32_MAX || share > sums[best] / (float)silver->net_count))
                best = h;
        }
        if (best == UINT32_MAX) // fewer places than shares
            break;
        above = sums[best] / (float)silver->net_count;
        last = best;
        uint32_t percent = (uint32_t)(above * 100 + 0.5f);
        if (percent == 0)
            break;
        buffer_format(&silver->out, "%s%u:%u", written++ ? "|" : "", best, percent);
    }
    if (written == 0)
        buffer_byte(&silver->out, '_');
}

static void sentence_write(struct silver *silver, const struct word *words,
                           const struct tree_example *example, const struct tree_scores *scores,
                           const float *sums, const uint32_t *head, const uint32_t *label)
{
    uint32_t stride = tree_stride(example->count);
    for (uint32_t i = 1; i <= example->count; i++) {
        const struct word *word = &words[i - 1];
        struct buffer *out = &silver->out;
        enum relation relation =
            head[i] == 0 ? RELATION_ROOT : (enum relation)silver->trainer->labels[label[i]];
        buffer_format(out, "%u\t" SLICE_FORMAT "\t", i, SLICE_ARGUMENTS(word->form));
        if (silver->trainer->tags.count > 0)
            tag_write(silver, scores, i);
        else
            buffer_byte(out, '_');
        buffer_format(out, "\t%s\t_\t", upos_name((enum upos)word->upos));
        features_write(word->features, out);
        buffer_format(out, "\t%u\t%s\t", head[i], relation_name(relation));
        shares_write(silver, sums + (size_t)i * stride, example->count);
        buffer_text(out, "\t_\n");
    }
    buffer_byte(&silver->out, '\n');
    silver->words += example->count;
}

// Parses a batch of sentences, longest first, by all teachers together.
static void batch_parse(struct silver *silver, const struct example *from,
                        struct tree_example *examples, uint32_t count, struct arena *arena)
{
    struct tree_scores *scores = arena_take(arena, TEACHERS * BATCH * sizeof *scores);
    for (uint32_t n = 0; n < silver->net_count; n++)
        tree_net_score(&silver->nets[n], arena, examples, count, scores + (size_t)n * BATCH);
    for (uint32_t s = 0; s < count; s++) {
        uint32_t words = examples[s].count, *head, *label, *best;
        head = arena_take(arena, (words + (size_t)1) * sizeof *head);
        label = arena_take(arena, (words + (size_t)1) * sizeof *label);
        best = arena_take(arena, (words + (size_t)1) * sizeof *best);
        struct tree_scores sum = scores[s];
        size_t cells = (words + (size_t)1) * tree_stride(words);
        float *shares = arena_zero(arena, cells, sizeof *shares);
        for (uint32_t n = 0; n < silver->net_count; n++)
            for (size_t i = 0; i < cells; i++) {
                float score = scores[(size_t)n * BATCH + s].arcs[i];
                shares[i] += expf(score);
                sum.arcs[i] += n > 0 ? score : 0;
            }
        tree_scores_decode(&silver->nets[0], arena, &sum, words, head, label);
        for (uint32_t d = 1; d <= words; d++) {
            float total[RELATION_COUNT + 16] = {0}, labels[RELATION_COUNT + 16];
            for (uint32_t n = 0; n < silver->net_count; n++) {
                tree_net_labels(&silver->nets[n], &scores[(size_t)n * BATCH + s], d, head[d],
                                labels);
                for (uint32_t l = 0; l < silver->nets[0].labels; l++)
                    total[l] += labels[l];
            }
            best[d] = 0;
            for (uint32_t l = 1; l < silver->nets[0].labels; l++)
                if (total[l] > total[best[d]])
                    best[d] = l;
        }
        sentence_write(silver, from[s].words, &examples[s], scores + s, shares, head, best);
    }
}

static int by_length(const void *a, const void *b, void *context)
{
    const struct example *first = a, *second = b;
    (void)context;
    return first->count < second->count ? 1 : first->count > second->count ? -1 : 0;
}

static void document_parse(struct silver *silver, const struct document *document)
{
    struct arena *arena = silver->trainer->arena;
    LIST(struct example) sentences = {0};
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        const struct sentence *sentence = &document->sentences.items[i];
        uint32_t count = sentence->word_end - sentence->word_start;
        struct example example = {.words = document->words.items + sentence->word_start,
                                  .count = count};
        if (count >= SHORTEST && count <= LONGEST)
            list_add(arena, &sentences, example);
    }
    list_sort(arena, sentences.items, sentences.count, sizeof *sentences.items, by_length, NULL);
    for (uint32_t i = 0; i < sentences.count; i += BATCH) {
        struct tree_example examples[BATCH];
        uint32_t count = sentences.count - i < BATCH ? sentences.count - i : BATCH;
        for (uint32_t s = 0; s < count; s++)
            examples[s] = tree_example_make(silver->trainer, &sentences.items[i + s]);
        batch_parse(silver, sentences.items + i, examples, count, arena);
    }
}

static void chunk_parse(struct silver *silver, struct slice text)
{
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct document document;
    document_init(&document, &arena);
    document.language = language_from_code(slice_of(silver->trainer->options->language));
    document.text = utf8_repair(&arena, text);
    if (engine_run(&silver->engine, &document, &scratch))
        document_parse(silver, &document);
    arena_free(&arena);
    arena_free(&scratch);
}

// The texts of records (JSON Lines), a line end after each.
static bool records_text(struct arena *arena, const char *path, struct slice *bytes,
                         struct error *error)
{
    struct buffer text;
    buffer_init(&text, arena);
    while (bytes->data && bytes->size > 0) {
        struct slice line = slice_trim(slice_cut(bytes, '\n'));
        const struct json_value *record = line.size ? json_parse(arena, line, error) : NULL;
        if (line.size > 0 && !record)
            return error_set(error, ERROR_INPUT, path, "not JSON Lines");
        struct slice body = json_find_text(record, "text");
        if (body.data) {
            buffer_add(&text, body);
            buffer_byte(&text, '\n');
        }
    }
    *bytes = buffer_slice(&text);
    return true;
}

static bool text_parse(struct silver *silver, const struct raw_text *raw, struct error *error)
{
    struct arena *arena = silver->trainer->arena;
    struct slice bytes;
    struct slice path = arena_format(arena, "%s/%s", silver->trainer->options->data, raw->file);
    if (!train_bytes(arena, path.data, &bytes, error) ||
        (slice_find(path, SLICE(".jsonl"), 0) != SIZE_MAX &&
         !records_text(arena, path.data, &bytes, error)))
        return false;
    size_t taken = 0;
    for (uint32_t number = 0; bytes.size > 0 && taken < raw->limit; number++) {
        size_t end = bytes.size > CHUNK ? slice_find(bytes, SLICE("\n"), CHUNK) : bytes.size;
        end = end == SIZE_MAX ? bytes.size : end;
        struct arena_mark mark = arena_mark(arena);
        if (number % raw->every == 0) {
            chunk_parse(silver, slice_part(bytes, 0, end));
            taken += end;
        }
        arena_rewind(arena, mark);
        bytes = slice_part(bytes, end, bytes.size);
    }
    fprintf(stderr, "%s: %u words so far\n", raw->file, silver->words);
    return true;
}

static bool teachers_open(struct silver *silver, struct error *error)
{
    struct tree_trainer *trainer = silver->trainer;
    struct slice rest = slice_of(trainer->options->state);
    while (rest.data && rest.size > 0 && silver->net_count < TEACHERS) {
        struct slice name = slice_cut(&rest, ',');
        const char *path = arena_format(trainer->arena, SLICE_FORMAT, SLICE_ARGUMENTS(name)).data;
        struct tree_net *net = &silver->nets[silver->net_count++];
        uint32_t epoch;
        uint64_t random;
        tree_net_init(net, trainer->arena, tree_sizes_of(trainer),
                      TREE_ROW_WORD + trainer->vocabulary.count, trainer->label_count,
                      trainer->tags.count, 1);
        if (!tree_net_resume(net, path, trainer->arena, &epoch, &random, error))
            return error->kind == ERROR_NONE
                       ? error_set(error, ERROR_INPUT, path, "no such teacher")
                       : false;
    }
    return silver->net_count > 0 || error_set(error, ERROR_USAGE, "--state", "no teachers");
}

bool train_silver(const struct train_options *options, struct error *error)
{
    struct arena arena, out;
    arena_init(&arena, 0);
    arena_init(&out, 0);
    struct tree_trainer trainer = {.options = options, .arena = &arena, .random = {2}};
    struct silver *silver = arena_zero(&arena, 1, sizeof *silver);
    silver->trainer = &trainer;
    buffer_init(&silver->out, &out);
    bool good = options->output || error_set(error, ERROR_USAGE, "--output", "no output file");
    good = good && tree_data_read(&trainer, error) && teachers_open(silver, error) &&
           engine_open(&silver->engine, "tag", error);
    for (size_t i = 0; good && i < sizeof raw_texts / sizeof *raw_texts; i++)
        if (strcmp(raw_texts[i].language, options->language) == 0)
            good = text_parse(silver, &raw_texts[i], error);
    good = good && file_write(options->output, buffer_slice(&silver->out), error);
    engine_close(&silver->engine);
    arena_free(&arena);
    arena_free(&out);
    return good;
}
