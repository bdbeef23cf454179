// SPDX-License-Identifier: Apache-2.0
// Mentions: spans on any input, hostile runs of capitals in linear time, no language no names.
#include "engine_fixture.h"
#include "test.h"

static void check_spans(const struct document *document)
{
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        struct span span = document->mentions.items[i].span;
        CHECK(span.start < span.end && span.end <= document->text.size);
        CHECK(((unsigned char)document->text.data[span.start] & 0xC0) != 0x80);
        CHECK(span.end == document->text.size ||
              ((unsigned char)document->text.data[span.end] & 0xC0) != 0x80);
        CHECK(document->mentions.items[i].rule.size > 0);
        CHECK(document->mentions.items[i].entity.number <= document->entities.count);
        CHECK(i == 0 || document->mentions.items[i - 1].span.start <= span.start);
    }
}

TEST(mention_spans_hold_on_odd_input)
{
    static const char *const texts[] = {
        "", ".", "M. ", "MM. A et", "Le président", "U.N.U.N.", "É", "d'", "L’", "A-B-C-D-E-F-G-H-I-J-K-L-M-N-O",
        "\xEF\xBF\xBD Paris \xC3", "Jean de", "« » ( )", "LE PRÉSIDENT RUSSE VLADIMIR POUTINE EST À PARIS",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct arena arena;
        arena_init(&arena, 0);
        check_spans(fixture_run(&arena, "fr", "", slice_of(texts[i])));
        check_spans(fixture_run(&arena, "en", "", slice_of(texts[i])));
        arena_free(&arena);
    }
}

TEST(mention_long_runs_end)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct buffer buffer;
    buffer_init(&buffer, &arena);
    for (int i = 0; i < 20000; i++)
        buffer_text(&buffer, "Abc de ");
    struct document *document = fixture_run(&arena, "fr", "", buffer_slice(&buffer));
    check_spans(document);
    arena_free(&arena);
}

TEST(mention_needs_a_language_that_is_read)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct document *document =
        fixture_run(&arena, "de", "", SLICE("Angela Merkel besucht heute Paris und Lyon."));
    CHECK(document->mentions.count == 0 && document->entities.count == 0);
    arena_free(&arena);
}
