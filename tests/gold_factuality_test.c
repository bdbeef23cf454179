// SPDX-License-Identifier: Apache-2.0
// The factuality gold (tests/gold/factuality/*.txt): polarity, status, hedging and source of 400
// clauses, odd numbers looked at while tuning, even ones not. Checks floors; with GOLD=1 in the
// environment it prints the figures of both halves, and the misses of the odd one.
#include "base/file.h"
#include "engine_fixture.h"
#include "extract/event_frame.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define FIELDS 4
static const char *const field_names[FIELDS] = {"polarity", "status", "hedged", "said_by"};
// Percent; a little under what both halves reach.
static const unsigned floors[FIELDS] = {97, 92, 96, 92};

struct gold {
    uint32_t number, anchor; // byte of the anchor's first letter
    struct slice text, expected[FIELDS];
};

struct tally {
    unsigned right[FIELDS], all[FIELDS];
};

struct bench {
    const struct event_tables *tables;
    const char *language;
    bool print;
    struct tally halves[2];
};

// "001 text with *anchor* | + happened plain source|other"
static bool gold_read(struct slice line, struct arena *arena, struct gold *gold)
{
    size_t bar = slice_find(line, SLICE(" | "), 0);
    size_t open = slice_find(line, SLICE("*"), 0);
    size_t close = open == SIZE_MAX ? SIZE_MAX : slice_find(line, SLICE("*"), open + 1);
    if (line.size < 8 || line.data[0] < '0' || line.data[0] > '9' || bar == SIZE_MAX ||
        close == SIZE_MAX || close > bar)
        return false;
    gold->number = 0;
    for (size_t i = 0; i < 3; i++)
        gold->number = gold->number * 10 + (uint32_t)(line.data[i] - '0');
    gold->text = arena_format(arena, SLICE_FORMAT SLICE_FORMAT SLICE_FORMAT,
                              SLICE_ARGUMENTS(slice_part(line, 4, open)),
                              SLICE_ARGUMENTS(slice_part(line, open + 1, close)),
                              SLICE_ARGUMENTS(slice_part(line, close + 1, bar)));
    gold->anchor = (uint32_t)(open - 4);
    struct slice rest = slice_part(line, bar + 3, line.size);
    for (int i = 0; i < FIELDS; i++)
        gold->expected[i] = slice_trim(i + 1 < FIELDS ? slice_cut(&rest, ' ') : rest);
    return true;
}

static bool holds(struct slice text, struct slice part)
{
    return text.data && slice_find(text, part, 0) != SIZE_MAX;
}

// expected is one value or several with | between.
static bool value_fits(struct slice expected, const char *actual)
{
    while (expected.data && expected.size)
        if (slice_is(slice_cut(&expected, '|'), actual))
            return true;
    return false;
}

static bool source_fits(const struct document *document, const party_list *said_by,
                        struct slice expected)
{
    while (expected.data && expected.size) {
        struct slice wanted = slice_cut(&expected, '|');
        if (slice_is(wanted, "-") && said_by->count == 0)
            return true;
        if (said_by->count == 0)
            continue;
        struct reference entity = said_by->items[0].entity;
        if (holds(said_by->items[0].text, wanted) ||
            (entity.number &&
             holds(document->entities.items[entity.number - 1].name, wanted)))
            return true;
    }
    return false;
}

static void gold_run(struct bench *bench, const struct gold *gold, struct arena *arena)
{
    struct document *document = fixture_run(arena, bench->language, "", gold->text);
    struct frame_walk walk;
    struct factuality found = {0};
    party_list said_by = {0};
    struct arena scratch;
    arena_init(&scratch, 0);
    if (CHECK(frame_walk_init(&walk, bench->tables, document, &scratch))) {
        uint32_t sentence = document_sentence_at(document, gold->anchor);
        uint32_t anchor = document_word_at(document, gold->anchor);
        view_init(&walk.view, sentence);
        factuality_find(walk.words, &walk.view, anchor, &found);
        factuality_said_by(walk.words, &walk.view, &walk.topics, anchor, &said_by, &found.hedged);
    }
    const char *actual[FIELDS] = {found.polarity == POLARITY_NEGATIVE ? "-" : "+",
                                  status_name(found.status), found.hedged ? "hedged" : "plain", ""};
    struct tally *tally = &bench->halves[gold->number % 2 == 0];
    for (int i = 0; i < FIELDS; i++) {
        bool right = i == 3 ? source_fits(document, &said_by, gold->expected[i])
                            : value_fits(gold->expected[i], actual[i]);
        if (slice_is(gold->expected[i], "*"))
            continue;
        tally->all[i]++;
        tally->right[i] += right;
        if (right || !bench->print || gold->number % 2 == 0)
            continue;
        struct slice source = said_by.count ? said_by.items[0].text : SLICE("-");
        printf("%03u %-8s " SLICE_FORMAT " not " SLICE_FORMAT ": " SLICE_FORMAT "\n", gold->number,
               field_names[i], SLICE_ARGUMENTS(i == 3 ? source : slice_of(actual[i])),
               SLICE_ARGUMENTS(gold->expected[i]), SLICE_ARGUMENTS(gold->text));
    }
    arena_free(&scratch);
}

static void gold_file(struct bench *bench, const char *path)
{
    struct file file;
    struct error error = {0};
    if (!CHECK(file_open(&file, path, &error)))
        return;
    struct slice rest = file.bytes;
    while (rest.data && rest.size) {
        struct arena arena;
        struct gold gold;
        arena_init(&arena, 0);
        if (gold_read(slice_cut(&rest, '\n'), &arena, &gold))
            gold_run(bench, &gold, &arena);
        arena_free(&arena);
    }
    file_close(&file);
}

TEST(gold_factuality)
{
    struct arena arena;
    struct error error = {0};
    struct bench bench = {.print = getenv("GOLD") != NULL};
    arena_init(&arena, 0);
    bench.tables = event_tables_open(&arena, &engine_data, &error);
    if (!CHECK(bench.tables != NULL))
        return;
    bench.language = "fr";
    gold_file(&bench, "tests/gold/factuality/fr.txt");
    bench.language = "en";
    gold_file(&bench, "tests/gold/factuality/en.txt");
    for (int half = 0; half < 2; half++)
        for (int i = 0; i < FIELDS; i++) {
            const struct tally *tally = &bench.halves[half];
            CHECK(tally->all[i] > 150);
            CHECK(tally->right[i] * 100 >= floors[i] * tally->all[i]);
            if (bench.print)
                printf("%s %s %u of %u\n", half ? "unseen" : "tuned", field_names[i],
                       tally->right[i], tally->all[i]);
        }
    arena_free(&arena);
}
