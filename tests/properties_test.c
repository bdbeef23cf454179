// SPDX-License-Identifier: Apache-2.0
// Properties that hold for every document: spans lie in the text on borders of code points, words
// rejoin to the text, references name something, the dump loads back; and an allocation that
// fails at any moment costs the document, never the program.
#include "base/file.h"
#include "doc/dump.h"
#include "engine_fixture.h"
#include "read/read.h"
#include "test.h"

static bool on_border(struct slice text, uint32_t position)
{
    return position == text.size || ((unsigned char)text.data[position] & 0xC0) != 0x80;
}

static bool span_holds(const struct document *document, struct span span)
{
    return span.start <= span.end && span.end <= document->text.size &&
           on_border(document->text, span.start) && on_border(document->text, span.end);
}

static void check_words(const struct document *document, const char *name)
{
    uint32_t word = 0, place = 0;
    bool holds = true, rejoin = true;
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const struct sentence *sentence = &document->sentences.items[s];
        holds = holds && span_holds(document, sentence->span) && sentence->word_start == word &&
                sentence->word_end >= word && sentence->span.start >= place;
        for (; word < sentence->word_end; word++) {
            const struct word *w = &document->words.items[word];
            holds = holds && span_holds(document, w->span) && w->span.start >= sentence->span.start &&
                    w->span.end <= sentence->span.end &&
                    (w->head == NO_INDEX || (w->head >= sentence->word_start && w->head < sentence->word_end));
            for (; w->token_index == 0 && place < w->span.start; place++) // only spaces between
                rejoin = rejoin && (strchr(" \t\n\r", document->text.data[place]) ||
                                    (unsigned char)document->text.data[place] >= 0x80);
            place = w->span.end;
        }
    }
    test_check(holds, name, 1, "a sentence or word is out of place");
    test_check(rejoin && word == document->words.count, name, 1, "words do not rejoin to the text");
}

static void check_findings(const struct document *document, struct arena *arena, const char *name)
{
    bool holds = true;
    for (uint32_t i = 0; i < document->mentions.count; i++)
        holds = holds && span_holds(document, document->mentions.items[i].span) &&
                document->mentions.items[i].entity.number <= document->entities.count;
    for (uint32_t i = 0; i < document->times.count; i++)
        holds = holds && span_holds(document, document->times.items[i].span);
    for (uint32_t i = 0; i < document->amounts.count; i++)
        holds = holds && span_holds(document, document->amounts.items[i].span);
    for (uint32_t i = 0; i < document->quotes.count; i++)
        holds = holds && span_holds(document, document->quotes.items[i].span);
    for (uint32_t i = 0; i < document->events.count; i++)
        holds = holds && span_holds(document, document->events.items[i].span) &&
                span_holds(document, document->events.items[i].anchor) &&
                document->events.items[i].rule.size > 0;
    for (uint32_t i = 0; i < document->commitments.count; i++)
        holds = holds && span_holds(document, document->commitments.items[i].span) &&
                document->commitments.items[i].rule.size > 0;
    test_check(holds, name, 1, "a finding's span or rule is missing or out of place");

    struct buffer first, second;
    struct error error = {0};
    struct document again;
    buffer_init(&first, arena);
    buffer_init(&second, arena);
    document_dump(document, DUMP_ALL, &first);
    document_init(&again, arena);
    struct json_value *object = json_parse(arena, buffer_slice(&first), &error);
    if (test_check(object && document_load(&again, object, &error), name, 1, "%s", error.message)) {
        document_dump(&again, DUMP_ALL, &second);
        test_check(slice_equal(buffer_slice(&first), buffer_slice(&second)), name, 1,
                   "the dump does not load back to itself");
    }
}

static struct slice read_text(struct arena *arena, const char *path)
{
    struct error error = {0};
    struct record record = {0};
    struct document document;
    struct arena scratch;
    struct read_options options = {.tables = fixture_engine()->read_tables};
    struct input *input = input_open(path, &error);
    if (!test_check(input != NULL, path, 1, "%s", error.message))
        return SLICE("");
    arena_init(&scratch, 0);
    document_init(&document, arena);
    document.text = SLICE("");
    if (test_check(input_next(input, &record, &error) == INPUT_RECORD, path, 1, "no record"))
        test_check(record_read(&record, &options, &document, &scratch, &error), path, 1, "%s",
                   error.message);
    struct slice text = arena_copy(arena, document.text);
    record_free(&record);
    input_close(input);
    arena_free(&scratch);
    return text;
}

TEST(properties_of_every_example)
{
    struct arena arena;
    struct error error = {0};
    path_list paths = {0};
    arena_init(&arena, 0);
    CHECK(file_walk(&arena, "examples/press", &paths, &error));
    for (uint32_t i = 0; i < paths.count; i++) {
        const char *path = paths.items[i].data;
        const char *language = slice_ends(paths.items[i], "denial.html") ? "en" : "fr";
        struct document *document =
            fixture_run(&arena, language, "2025-03-14", read_text(&arena, path));
        check_words(document, path);
        check_findings(document, &arena, path);
    }
    arena_free(&arena);
}

TEST(properties_of_odd_texts)
{
    static const char *const texts[] = {
        "", " ", ".", "« « » »", "a\n\n\n\nb", "\xE2\x80\x8F\xE2\x80\x8E!", "10^400 tonnes, 31 février, 25 h 61",
        "M. M. M. M.", "Le le le le le le le le", "- - - -", "1 2 3 4 5 6 7 8 9 0", "ʼʼʼʼ ’’’’ ''''",
        "La Russie, la Russie, la Russie (la Russie) « la Russie » : la Russie ; la Russie !",
        "🙂 a promis 3 🙂 à 🙂.", "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct document *document =
            fixture_run(&arena, i % 2 ? "en" : "fr", "", slice_of(texts[i]));
        check_words(document, texts[i]);
        check_findings(document, &arena, texts[i]);
    }
    arena_free(&arena);
}

TEST(properties_when_memory_runs_out)
{
    struct slice text = SLICE("L’Allemagne a promis mardi deux navires à la Norvège, a dit M. Durand : « Nous "
                              "tiendrons parole. » Il a menacé la Suède de sanctions le 3 mai 2025.");
    unsigned refused = 0;
    for (uint64_t nth = 1; nth <= 12 && fixture_engine(); nth++) {
        struct arena arena, scratch;
        struct document document;
        arena_init(&arena, 0);
        arena_init(&scratch, 0);
        document_init(&document, &arena);
        document.text = text;
        document.language = LANGUAGE_fr;
        arena_fail_at(nth);
        refused += !engine_run(fixture_engine(), &document, &scratch);
        arena_fail_at(0);
        arena_free(&scratch);
        arena_free(&arena);
    }
    CHECK(refused > 0);
}
