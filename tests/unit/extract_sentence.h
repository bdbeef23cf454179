// SPDX-License-Identifier: Apache-2.0
// Documents for the tests of rules, events and commitments, from sentences written as columns of
// CoNLL-U with slashes: FORM/LEMMA/UPOS/FEATS/HEAD/DEPREL[/KIND]. KIND makes a mention and its
// entity: person, country, place, organisation, weapon, programme, or money=200000000,
// count=2, date=2025-07-14, duration=P50D.
#ifndef RECOUPE_TESTS_EXTRACT_SENTENCE_H
#define RECOUPE_TESTS_EXTRACT_SENTENCE_H

#include "base/utf8.h"
#include "doc/document.h"
#include "engine/engine.h"
#include "extract/extract.h"
#include "test.h"

struct sentence_test {
    struct arena arena, scratch;
    struct document document;
};

static inline void sentence_mark(struct document *document, struct span span, struct slice form,
                                 struct slice kind)
{
    struct slice value = kind;
    struct slice name = slice_cut(&value, '=');
    struct arena *arena = document->arena;
    if (slice_is(name, "money") || slice_is(name, "count")) {
        struct amount *amount = list_push(arena, &document->amounts);
        amount->span = span;
        amount->kind = slice_is(name, "money") ? AMOUNT_MONEY : AMOUNT_COUNT;
        amount->value = value;
        amount->unit = slice_is(name, "money") ? SLICE("EUR") : SLICE_NONE;
        return;
    }
    if (slice_is(name, "date") || slice_is(name, "duration")) {
        struct time *time = list_push(arena, &document->times);
        time->span = span;
        time->type = slice_is(name, "date") ? TIME_DATE : TIME_DURATION;
        time->value = value;
        return;
    }
    struct entity *entity = list_push(arena, &document->entities);
    entity->kind = entity_kind_from_name(name);
    entity->name = form;
    struct mention *mention = list_push(arena, &document->mentions);
    mention->span = span;
    mention->kind = entity->kind;
    mention->entity.number = document->entities.count;
    mention->name = true;
}

// Adds one sentence of columns to the document; "." closes it.
static inline void sentence_add(struct sentence_test *test, const char *columns)
{
    struct document *document = &test->document;
    struct buffer text;
    buffer_init(&text, &test->arena);
    buffer_add(&text, document->text);
    uint32_t first = document->words.count, start = (uint32_t)text.size;
    for (struct slice rest = slice_of(columns); rest.data && rest.size > 0;) {
        struct slice columns_of_word = slice_cut(&rest, ' ');
        if (columns_of_word.size == 0)
            continue;
        struct word *word = list_push(&test->arena, &document->words);
        word->form = slice_cut(&columns_of_word, '/');
        word->lower = utf8_lower(&test->arena, word->form);
        word->lemma = slice_cut(&columns_of_word, '/');
        word->upos = (uint8_t)upos_from_name(slice_cut(&columns_of_word, '/'));
        word->features = features_from_text(slice_cut(&columns_of_word, '/'));
        struct slice head = slice_cut(&columns_of_word, '/');
        uint32_t number = 0;
        for (size_t i = 0; i < head.size; i++)
            number = number * 10 + (uint32_t)(head.data[i] - '0');
        word->head = number == 0 ? NO_INDEX : first + number - 1;
        word->relation = (uint8_t)relation_from_name(slice_cut(&columns_of_word, '/'));
        word->token_size = 1;
        word->span.start = (uint32_t)text.size;
        buffer_add(&text, word->form);
        word->span.end = (uint32_t)text.size;
        buffer_byte(&text, ' ');
        if (columns_of_word.data)
            sentence_mark(document, word->span, word->form, columns_of_word);
    }
    document->text = arena_copy(&test->arena, buffer_slice(&text));
    for (uint32_t i = first; i < document->words.count; i++) {
        struct word *word = &document->words.items[i];
        word->form = document_span_text(document, word->span);
    }
    struct sentence *sentence = list_push(&test->arena, &document->sentences);
    sentence->span = (struct span){start, (uint32_t)document->text.size};
    sentence->word_start = first;
    sentence->word_end = document->words.count;
}

static inline void sentence_start(struct sentence_test *test, enum language language)
{
    arena_init(&test->arena, 0);
    arena_init(&test->scratch, 0);
    document_init(&test->document, &test->arena);
    test->document.language = language;
    test->document.text = SLICE("");
}

// Runs a stage over the document with its tables from the embedded lexicon.
static inline void sentence_run(struct sentence_test *test, const struct stage *stage)
{
    struct error error = {0};
    const void *tables = stage->open(&test->arena, &engine_data, &error);
    test_check(tables != NULL, __FILE__, __LINE__, "%s: %s", error.where, error.message);
    if (tables)
        stage->run(tables, &test->document, &test->scratch);
}

static inline void sentence_end(struct sentence_test *test)
{
    arena_free(&test->arena);
    arena_free(&test->scratch);
}

// Removes heads and relations: what is left is words and tags.
static inline void sentence_forget_tree(struct sentence_test *test)
{
    for (uint32_t i = 0; i < test->document.words.count; i++) {
        test->document.words.items[i].head = NO_INDEX;
        test->document.words.items[i].relation = RELATION_NONE;
    }
}

#endif
