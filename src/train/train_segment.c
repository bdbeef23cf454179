// SPDX-License-Identifier: Apache-2.0
// Trains the two small models of the segment stage (parse/segment.h) from treebanks: where a
// sentence begins, and, for a language with ambiguous contractions, whether des and du are a
// preposition with its article. Averaged perceptrons over hashed features; measures both on the
// development parts. --data: folder laid out as shared/data/language; word lists from --models/..
#include "train/govern.h"
#include "train/learner.h"

#include <stdio.h>
#include <stdlib.h>

// On the development parts the best margins of 0 to 60, of 4 to 16 epochs, of features seen 2, 3
// or 5 times.
static const struct segment_plan {
    const char *language; // NULL: the others
    uint32_t epochs, least_seen;
} plans[] = {{"en", 8, 3}, {NULL, 10, 2}};
enum { END_MARGIN = 60, ARTICLE_MARGIN = 20 };

struct decision {
    uint32_t start, count; // features in the pool
    uint8_t label;
};

struct decisions {
    LIST(struct decision) items;
    LIST(uint64_t) pool;
};

// How often a form is met with each part of speech.
struct kind_count {
    uint64_t key;
    uint32_t counts[UPOS_COUNT], all;
};

struct segment_trainer {
    struct arena *arena;
    const struct train_options *options;
    struct segment_language language;
    struct decisions end, article, end_development, article_development;
    struct table kinds; // key's bytes -> place in kind_counts
    LIST(struct kind_count) kind_counts;
    struct decisions joined, joined_development; // of texts as one line, beside the others
};

struct source {
    const char *language, *path; // below the data folder
    bool lines;                  // plain text, one sentence a line
    uint32_t limit;              // sentences taken of a plain file
    bool development, last_fifth;
    bool words; // its contractions alone: of speech, or made for them
};

static const struct source sources[] = {
    {"fr", "conllu/fr/fr_sequoia-ud-train.conllu", false, 0, false, false, false},
    {"fr", "conllu/fr/fr_gsd-ud-dev.conllu", false, 0, false, true, false},
    {"fr", "conllu/fr/fr_gsd-train-part-um.conllu", false, 0, false, false, false},
    {"fr", "conllu/fr/fr_fqb-all.conllu", false, 0, false, false, false},
    {"fr", "conllu/fr/fr_rhapsodie-ud-train.conllu", false, 0, false, false, true},
    {"fr", "conllu/fr/fr_rhapsodie-ud-dev.conllu", false, 0, false, false, true},
    {"fr", "conllu/fr/fr_parisstories-ud-train.conllu", false, 0, false, false, true},
    {"fr", "conllu/fr/fr_parisstories-ud-dev.conllu", false, 0, false, false, true},
    {"fr", "tools/treebank/fr_contractions.conllu", false, 0, false, false, true}, // our own
    {"fr", "raw/fr/flores101.txt", true, 5000, false, false, false},
    {"fr", "raw/fr/wikipedia_20000.txt", true, 5000, false, false, false},
    {"fr", "conllu/fr/fr_sequoia-ud-dev.conllu", false, 0, true, false, false},
    {"en", "conllu/en/en_ewt-ud-train.conllu", false, 0, false, false, false},
    {"en", "conllu/en/en_gum-ud-train.conllu", false, 0, false, false, false},
    {"en", "raw/en/flores101.txt", true, 5000, false, false, false},
    {"en", "conllu/en/en_ewt-ud-dev.conllu", false, 0, true, false, false},
    {"en", "conllu/en/en_gum-ud-dev.conllu", false, 0, true, false, false},
};

static const char provenance[] =
    "recoupe-train segment; UD treebanks and flores101, Wikipedia sentences; CC BY-SA 4.0, LGPL-LR";

static void decision_add(struct arena *arena, struct decisions *decisions,
                         const uint64_t *features, uint32_t count, bool label)
{
    struct decision decision = {decisions->pool.count, count, label};
    for (uint32_t i = 0; i < count; i++)
        list_add(arena, &decisions->pool, features[i]);
    list_add(arena, &decisions->items, decision);
}

// Walks a document with gold sentences and words and writes down all decisions in it.
static void collect(struct segment_trainer *trainer, const struct document *gold,
                    const struct source *source, bool joined)
{
    struct decisions *ends = joined ? &trainer->joined : &trainer->end;
    struct decisions *ends_development =
        joined ? &trainer->joined_development : &trainer->end_development;
    token_list tokens = {0};
    uint64_t features[SEGMENT_FEATURE_LIMIT];
    uint32_t s = 0, w = 0;
    segment_cut(&trainer->language, gold->text, &tokens, trainer->arena);
    segment_pair_quotes(gold->text, &tokens);
    struct segment_context context = {
        .language = &trainer->language, .text = gold->text, .tokens = &tokens};
    for (uint32_t i = 0; i < tokens.count; i++) {
        uint32_t start = tokens.items[i].start;
        while (s + 1 < gold->sentences.count && gold->sentences.items[s + 1].span.start <= start)
            s++;
        bool begins = i == 0 || gold->sentences.items[s].span.start == start;
        bool late = source->development ||
                    (source->last_fifth && s >= gold->sentences.count / 5 * 4);
        if (i > 0 && !source->words && !(tokens.items[i].flags & TOKEN_LINE_BEFORE) &&
            segment_candidate(&context, i)) {
            uint32_t count = segment_end_features(&context, i, features);
            decision_add(trainer->arena, late ? ends_development : ends, features, count, begins);
        }
        segment_pass(&context, i, begins);
        while (w < gold->words.count && gold->words.items[w].span.start < start)
            w++;
        bool aligned = w < gold->words.count && gold->words.items[w].span.start == start &&
                       gold->words.items[w].span.end == tokens.items[i].end;
        if (!joined && !source->lines && aligned && segment_is_ambiguous(&context, i)) {
            uint32_t count = segment_article_features(&context, i, features);
            decision_add(trainer->arena, late ? &trainer->article_development : &trainer->article,
                         features, count, gold->words.items[w].token_size > 1);
        }
        if (aligned && gold->words.items[w].token_size > 1)
            tokens.items[i].flags |= TOKEN_CONTRACTED;
    }
}

// Counts what parts of speech the tokens of a training treebank have.
static void kinds_count(struct segment_trainer *trainer, const struct document *gold,
                        bool but_last_fifth)
{
    token_list tokens = {0};
    uint32_t words = gold->words.count;
    if (but_last_fifth)
        words = gold->sentences.items[gold->sentences.count / 5 * 4].word_start;
    segment_cut(&trainer->language, gold->text, &tokens, trainer->arena);
    for (uint32_t i = 0, w = 0; i < tokens.count; i++) {
        while (w < words && gold->words.items[w].span.start < tokens.items[i].start)
            w++;
        uint64_t key = segment_kind_key(gold->text, &tokens.items[i]);
        if (key == 0 || w == words ||
            gold->words.items[w].span.start != tokens.items[i].start)
            continue;
        struct slice bytes = arena_copy(trainer->arena, (struct slice){(char *)&key, sizeof key});
        uint32_t at = table_add(&trainer->kinds, bytes, trainer->kind_counts.count);
        if (at == trainer->kind_counts.count)
            list_add(trainer->arena, &trainer->kind_counts, (struct kind_count){.key = key});
        trainer->kind_counts.items[at].counts[gold->words.items[w].upos]++;
        trainer->kind_counts.items[at].all++;
    }
}

// A class is a set of parts of speech that a form has at least one time in eight; its coarse one
// is the most frequent.
static void kinds_compile(struct segment_trainer *trainer)
{
    enum { LEAST = 2, SHARE = 8, CLASS_LIMIT = 2000 };
    uint32_t *sets = arena_zero(trainer->arena, CLASS_LIMIT, sizeof *sets), classes = 1;
    uint8_t *coarse = arena_zero(trainer->arena, CLASS_LIMIT, 1);
    uint32_t slots = trainer->kind_counts.count + trainer->kind_counts.count / 3 + 16;
    uint16_t *keys = arena_zero(trainer->arena, slots, sizeof *keys);
    uint16_t *values = arena_zero(trainer->arena, slots, sizeof *values);
    for (uint32_t i = 0; i < trainer->kind_counts.count; i++) {
        const struct kind_count *kind = &trainer->kind_counts.items[i];
        uint32_t set = 0, class = 1;
        uint8_t best = 0;
        for (uint8_t upos = 1; upos < UPOS_COUNT; upos++) {
            set |= kind->counts[upos] * SHARE >= kind->all ? 1u << upos : 0;
            best = kind->counts[upos] > kind->counts[best] ? upos : best;
        }
        if (kind->all < LEAST || best == 0)
            continue;
        while (class < classes && (sets[class] != set || coarse[class] != best))
            class++;
        if (class == CLASS_LIMIT)
            continue;
        sets[class] = set;
        coarse[class] = best;
        classes = class == classes ? classes + 1 : classes;
        uint32_t slot = weights_slot(kind->key, slots);
        while (keys[slot] != 0 && keys[slot] != weights_key(kind->key))
            slot = slot + 1 == slots ? 0 : slot + 1;
        values[slot] = keys[slot] ? values[slot] : (uint16_t)class;
        keys[slot] = weights_key(kind->key);
    }
    trainer->language.kinds = (struct lexicon){keys, values, coarse, slots, classes};
}

// Sentences of a plain file as a document: a line each, joined by blanks.
static void document_of_lines(struct arena *arena, struct slice bytes, uint32_t limit,
                              struct document *document)
{
    struct buffer text;
    buffer_init(&text, arena);
    document_init(document, arena);
    for (struct slice line; bytes.data && document->sentences.count < limit;) {
        line = slice_trim(slice_cut(&bytes, '\n'));
        if (line.size == 0)
            continue;
        if (text.size > 0)
            buffer_byte(&text, ' ');
        struct sentence *sentence = list_push(arena, &document->sentences);
        sentence->span.start = (uint32_t)text.size;
        buffer_add(&text, line);
        sentence->span.end = (uint32_t)text.size;
    }
    document->text = buffer_slice(&text);
}

static bool source_read(struct segment_trainer *trainer, const struct source *source,
                        struct treebank *treebank, struct error *error)
{
    const char *path =
        arena_format(trainer->arena, "%s/%s", trainer->options->data, source->path).data;
    if (slice_starts(slice_of(source->path), "tools/")) // from the top of the tree
        path = source->path;
    struct slice bytes;
    if (!source->lines)
        return treebank_read(trainer->arena, path, treebank, error);
    if (!train_bytes(trainer->arena, path, &bytes, error))
        return false;
    document_of_lines(trainer->arena, bytes, source->limit, &treebank->document);
    return true;
}

static bool read_sources(struct segment_trainer *trainer, struct error *error)
{
    enum { SOURCES = sizeof sources / sizeof *sources };
    struct treebank treebanks[SOURCES];
    for (size_t i = 0; i < SOURCES; i++) {
        const struct source *source = &sources[i];
        if (strcmp(source->language, trainer->options->language) != 0)
            continue;
        if (!source_read(trainer, source, &treebanks[i], error))
            return false;
        if (!source->lines && !source->development && !source->words)
            kinds_count(trainer, &treebanks[i].document, source->last_fifth);
    }
    kinds_compile(trainer);
    for (size_t i = 0; i < SOURCES; i++) {
        const struct source *source = &sources[i];
        if (strcmp(source->language, trainer->options->language) != 0)
            continue;
        struct treebank treebank = treebanks[i];
        collect(trainer, &treebank.document, source, false);
        // the same as one line: headings and sign-offs must then be told by their words
        struct slice text = arena_copy(trainer->arena, treebank.document.text);
        char *at = (char *)text.data, *end = at + text.size;
        while ((at = memchr(at, '\n', (size_t)(end - at))))
            *at++ = ' ';
        treebank.document.text = text;
        collect(trainer, &treebank.document, source, true);
    }
    if (trainer->end.items.count == 0)
        return error_set(error, ERROR_USAGE, trainer->options->language, "no data");
    return true;
}

static const struct segment_plan *plan_of(const struct train_options *options)
{
    const struct segment_plan *plan = plans;
    while (plan->language && strcmp(plan->language, options->language) != 0)
        plan++;
    return plan;
}

static void learn(struct segment_trainer *trainer, const struct decisions *decisions,
                  int32_t margin, struct learner *learner)
{
    const struct segment_plan *plan = plan_of(trainer->options);
    uint32_t epochs = trainer->options->epochs ? trainer->options->epochs : plan->epochs;
    uint32_t count = decisions->items.count, rows[SEGMENT_FEATURE_LIMIT];
    uint32_t *order = arena_zero(trainer->arena, count, sizeof *order);
    struct random random = {20261121};
    learner_init(learner, SEGMENT_WIDTH);
    for (uint32_t i = 0; i < count; i++) {
        const struct decision *decision = &decisions->items.items[i];
        learner_count(learner, decisions->pool.items + decision->start, decision->count);
        order[i] = i;
    }
    learner_freeze(learner, plan->least_seen);
    for (uint32_t epoch = 0; epoch < epochs; epoch++) {
        uint32_t errors = 0;
        random_shuffle(&random, order, count);
        for (uint32_t i = 0; i < count; i++) {
            const struct decision *decision = &decisions->items.items[order[i]];
            int32_t scores[SEGMENT_WIDTH] = {0};
            learner_rows(learner, decisions->pool.items + decision->start, decision->count, rows);
            learner_score(learner, rows, decision->count, scores);
            bool guess = scores[1] > scores[0];
            learner->step++;
            int32_t lead = scores[decision->label] - scores[!decision->label];
            errors += guess != decision->label;
            if (lead > margin)
                continue;
            learner_add(learner, rows, decision->count, decision->label, 1);
            learner_add(learner, rows, decision->count, !decision->label, -1);
        }
        printf("  round %u: %u errors in %u decisions\n", epoch + 1, errors, count);
    }
}

// Adds the finished weights to the model and measures them on the development decisions.
static void finish(struct segment_trainer *trainer, const struct learner *learner,
                   const struct decisions *development, const char *prefix,
                   struct model_writer *writer)
{
    struct weights_item *items;
    uint32_t count = learner_items(learner, trainer->arena, 1, &items);
    weights_write(writer, prefix, items, count, SEGMENT_WIDTH);
    struct slice bytes = model_write(writer, "segment");
    struct model model;
    struct weights weights;
    struct error error;
    if (!model_open(&model, bytes, "segment", prefix, &error) ||
        !weights_open(&weights, &model, prefix, &error))
        abort(); // just written: a programmer's error
    uint32_t right = 0, found = 0, gold = 0, both = 0;
    for (uint32_t i = 0; i < development->items.count; i++) {
        const struct decision *decision = &development->items.items[i];
        int32_t scores[SEGMENT_WIDTH] = {0};
        weights_score(&weights, development->pool.items + decision->start, decision->count,
                      scores);
        bool guess = scores[1] > scores[0];
        right += guess == decision->label;
        found += guess;
        gold += decision->label;
        both += guess && decision->label;
    }
    printf("%s: %u features; development: %u decisions, %.2f %% right, yes: P %.2f R %.2f\n",
           prefix, count, development->items.count,
           100.0 * right / (development->items.count + 1e-9), 100.0 * both / (found + 1e-9),
           100.0 * both / (gold + 1e-9));
}

bool train_segment(const struct train_options *options, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct segment_trainer trainer = {.arena = &arena, .options = options};
    struct train_files files = {&arena, options};
    struct data_source data = {.find = train_file, .context = &files};
    table_init(&trainer.language.facts, &arena);
    table_init(&trainer.language.multiwords, &arena);
    table_init(&trainer.kinds, &arena);
    bool good = segment_language_open(&trainer.language, options->language, &arena, &data, error) &&
                govern_learn(&arena, options, &trainer.language, &trainer.language.govern, error) &&
                read_sources(&trainer, error);
    if (good) {
        struct model_writer writer;
        struct learner learner;
        model_writer_init(&writer, &arena);
        model_writer_text(&writer, "provenance", slice_of(provenance));
        const struct lexicon *kinds = &trainer.language.kinds;
        model_writer_add(&writer, "lexicon.keys", MODEL_U16, kinds->keys, kinds->slots);
        model_writer_add(&writer, "lexicon.class", MODEL_U16, kinds->classes, kinds->slots);
        model_writer_add(&writer, "lexicon.coarse", MODEL_U8, kinds->coarse, kinds->class_count);
        const struct lexicon *govern = &trainer.language.govern;
        if (govern->slots > 0) {
            model_writer_add(&writer, "govern.keys", MODEL_U16, govern->keys, govern->slots);
            model_writer_add(&writer, "govern.class", MODEL_U16, govern->classes, govern->slots);
            model_writer_add(&writer, "govern.coarse", MODEL_U8, govern->coarse,
                             govern->class_count);
        }
        learn(&trainer, &trainer.end, END_MARGIN, &learner);
        finish(&trainer, &learner, &trainer.end_development, "end", &writer);
        learner_free(&learner);
        if (trainer.joined.items.count > trainer.end.items.count) { // some text has line ends
            learn(&trainer, &trainer.joined, END_MARGIN, &learner);
            finish(&trainer, &learner, &trainer.joined_development, "joined", &writer);
            learner_free(&learner);
        }
        if (trainer.article.items.count > 0) {
            learn(&trainer, &trainer.article, ARTICLE_MARGIN, &learner);
            finish(&trainer, &learner, &trainer.article_development, "article", &writer);
            learner_free(&learner);
        }
        good = !options->output ||
               file_write(options->output, model_write(&writer, "segment"), error);
    }
    arena_free(&arena);
    return good;
}
