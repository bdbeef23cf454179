// SPDX-License-Identifier: Apache-2.0
// Quotes: where marks open and close, whatever their kind; nothing without words.
#include "extract/quote.h"
#include "engine_fixture.h"
#include "test.h"

static uint32_t marked_count(const char *text, struct slice *first)
{
    struct arena arena;
    struct document document;
    marked_list marked = {0};
    arena_init(&arena, 0);
    document_init(&document, &arena);
    document.text = slice_of(text);
    quote_marks_find(&document, &arena, &marked);
    *first = marked.count ? slice_part(document.text, marked.items[0].inner.start,
                                       marked.items[0].inner.end)
                          : SLICE_NONE;
    arena_free(&arena);
    return marked.count;
}

TEST(quote_marks_of_all_kinds)
{
    struct slice first;
    CHECK(marked_count("Il dit : « Oui, \xC2\xA0« vraiment » oui. » Puis rien.", &first) == 1);
    CHECK_TEXT(first, "Oui, \xC2\xA0« vraiment » oui.");
    CHECK(marked_count("He said “yes” and “no”.", &first) == 2);
    CHECK_TEXT(first, "yes");
    CHECK(marked_count("He said \"yes\" and 5\" long.", &first) == 1);
    CHECK(marked_count("“One paragraph\n“and another,” he said.", &first) == 1);
    CHECK_TEXT(first, "One paragraph\n“and another,");
    CHECK(marked_count("An “open mark\nand a new paragraph.", &first) == 0);
    CHECK(marked_count("« » « ", &first) == 0);
    CHECK(marked_count("\" \" \"\"\" »»» ”” ««««", &first) == 0);
}

TEST(quote_hostile_texts)
{
    static const char *const texts[] = {
        "« « « « « « « « « « « « « « « « dit dit dit que que que",
        "» a dit « a dit » a dit « selon selon selon",
        "Selon\nselon, d'après. Pour lui.", "\xC2\xAB\xFF\xC2", "",
    };
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct document *document = fixture_run(&arena, "fr", "", slice_of(texts[i]));
        for (uint32_t q = 0; q < document->quotes.count; q++) {
            const struct quote *quote = &document->quotes.items[q];
            CHECK(quote->span.start < quote->span.end);
            CHECK(quote->span.end <= document->text.size && quote->rule.data);
        }
    }
    arena_free(&arena);
}
