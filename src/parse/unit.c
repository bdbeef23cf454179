// SPDX-License-Identifier: Apache-2.0
// The stage `unit`: words that make one thing together. A light verb and its noun, which bears the
// meaning (prendre … décision, mettre … en place; lexicon/LANG/light_verbs.txt), whatever stands
// between them and whichever comes first: found by the tree, also in the passive, a participle or a
// relative clause. And the words of a name that has several (ner.c). Reads words, lemmas, trees and
// names; sets word.unit. Leaves what a unit means to the rules, which may name it.
#include "base/table.h"
#include "parse/parse.h"

#include <stdio.h>

enum { UNIT_BYTES = 80 }; // of a light verb's name; longer ones are in no list

struct unit_tables {
    struct table pairs[LANGUAGE_READ_COUNT]; // "prendre_décision", "mettre_en_place"
};

static struct slice word_next(struct slice *line)
{
    *line = slice_trim(*line);
    return slice_cut(line, ' ');
}

// A line: the verb, then nouns, each with its preposition where there is one (en_place).
static void lines_read(struct table *pairs, struct slice text, struct arena *arena)
{
    while (text.data && text.size > 0) {
        struct slice line = slice_trim(slice_cut(&text, '\n'));
        if (line.size == 0 || line.data[0] == '#')
            continue;
        struct slice verb = word_next(&line);
        while (line.data && line.size > 0) {
            struct slice noun = word_next(&line);
            struct slice pair = arena_format(arena, SLICE_FORMAT "_" SLICE_FORMAT,
                                             SLICE_ARGUMENTS(verb), SLICE_ARGUMENTS(noun));
            table_set(pairs, pair, 1);
        }
    }
}

static const void *unit_open(struct arena *arena, const struct data_source *data,
                             struct error *error)
{
    struct unit_tables *tables = arena_zero(arena, 1, sizeof *tables);
    (void)error;
    for (int i = 1; i < LANGUAGE_READ_COUNT; i++) {
        char name[40];
        snprintf(name, sizeof name, "lexicon/%s/light_verbs.txt", language_code((enum language)i));
        table_init(&tables->pairs[i], arena);
        lines_read(&tables->pairs[i], data->find(name, data->context), arena);
    }
    return tables;
}

// --- light verbs

// The preposition of a noun, or NO_INDEX. It stands close before it.
static uint32_t case_of(const struct document *document, const struct sentence *sentence,
                        uint32_t noun)
{
    enum { CLOSE = 6 };
    uint32_t from = noun - sentence->word_start > CLOSE ? noun - CLOSE : sentence->word_start;
    for (uint32_t w = from; w < noun; w++)
        if (document->words.items[w].head == noun &&
            document->words.items[w].relation == RELATION_CASE)
            return w;
    return NO_INDEX;
}

// The verb that a noun may be the object of: its head; a participle that hangs on it (les mesures
// prises); the verb of a relative clause (la décision qu'il a prise).
static bool is_object_of(const struct document *document, uint32_t noun, uint32_t verb)
{
    const struct word *word = &document->words.items[noun], *other = &document->words.items[verb];
    enum relation up = relation_universal((enum relation)word->relation);
    if (other->upos != UPOS_VERB)
        return false;
    if (word->head == verb)
        return up == RELATION_OBJ || up == RELATION_OBL || word->relation == RELATION_NSUBJ_PASS ||
               (up == RELATION_XCOMP && word->upos == UPOS_NOUN);
    if (other->head != noun)
        return false;
    return other->relation == RELATION_ACL_RELCL ||
           (relation_universal((enum relation)other->relation) == RELATION_ACL &&
            other->features & FEATURE_BIT(VERBFORM_PART));
}

static bool pair_name(const struct table *pairs, const struct document *document, uint32_t verb,
                      uint32_t preposition, uint32_t noun, struct slice *name)
{
    const struct word *words = document->words.items;
    char bytes[UNIT_BYTES];
    struct slice between = preposition == NO_INDEX ? SLICE("") : words[preposition].lemma;
    if (words[verb].lemma.size + words[noun].lemma.size + between.size + 3 > UNIT_BYTES)
        return false;
    int size = snprintf(bytes, sizeof bytes, SLICE_FORMAT "_" SLICE_FORMAT "%s" SLICE_FORMAT,
                        SLICE_ARGUMENTS(words[verb].lemma), SLICE_ARGUMENTS(between),
                        between.size ? "_" : "", SLICE_ARGUMENTS(words[noun].lemma));
    uint32_t at = table_find(pairs, (struct slice){bytes, (size_t)size});
    if (at == TABLE_NONE)
        return false;
    *name = arena_copy(document->arena, (struct slice){bytes, (size_t)size});
    return true;
}

// Only the nearest noun: a verb is light once.
static void light_mark(const struct table *pairs, struct document *document,
                       const struct sentence *sentence, uint32_t verb, uint32_t noun)
{
    struct word *words = document->words.items;
    struct slice name;
    if (words[verb].unit.data || words[noun].unit.data || !is_object_of(document, noun, verb))
        return;
    uint32_t preposition = words[noun].head == verb ? case_of(document, sentence, noun) : NO_INDEX;
    if (!pair_name(pairs, document, verb, preposition, noun, &name))
        return;
    words[verb].unit = words[noun].unit = name;
    if (preposition != NO_INDEX)
        words[preposition].unit = name;
}

static void lights_find(const struct table *pairs, struct document *document,
                        const struct sentence *sentence)
{
    for (uint32_t w = sentence->word_start; w < sentence->word_end; w++) {
        uint32_t head = document->words.items[w].head;
        if (head == NO_INDEX)
            continue;
        if (document->words.items[w].upos == UPOS_NOUN)
            light_mark(pairs, document, sentence, head, w);
        else if (document->words.items[w].upos == UPOS_VERB &&
                 document->words.items[head].upos == UPOS_NOUN)
            light_mark(pairs, document, sentence, w, head);
    }
}

// --- names

static void names_find(struct document *document, const struct sentence *sentence)
{
    struct word *words = document->words.items;
    for (uint32_t w = sentence->word_start, end; w < sentence->word_end; w = end) {
        end = w + 1;
        if (words[w].ner == 0)
            continue;
        while (end < sentence->word_end && words[end].ner > 0 && words[end].ner % 2 == 0)
            end++;
        if (end - w < 2)
            continue;
        struct buffer name;
        buffer_init(&name, document->arena);
        for (uint32_t i = w; i < end; i++) {
            if (i > w)
                buffer_byte(&name, '_');
            buffer_add(&name, words[i].form);
        }
        for (uint32_t i = w; i < end; i++)
            words[i].unit = buffer_slice(&name);
    }
}

static void unit_run(const void *tables, struct document *document, struct arena *scratch)
{
    const struct unit_tables *units = tables;
    (void)scratch;
    if (!language_is_read(document->language))
        return;
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        lights_find(&units->pairs[document->language], document, &document->sentences.items[s]);
        names_find(document, &document->sentences.items[s]);
    }
}

const struct stage unit_stage = {
    .name = "unit",
    .help = "light verbs with their nouns, names of several words",
    .needs = LAYER_SENTENCES | LAYER_WORDS | LAYER_TAGS | LAYER_LEMMAS | LAYER_TREES,
    .gives = LAYER_UNITS,
    .open = unit_open,
    .run = unit_run,
};
