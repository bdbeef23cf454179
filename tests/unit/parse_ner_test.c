// SPDX-License-Identifier: Apache-2.0
// The name tagger with its shipped models: clear names of both languages, labels that are valid
// BIO on any input.
#include "engine_fixture.h"
#include "test.h"

// The names of the text as "label:words" parts.
static struct slice names(struct arena *arena, const struct document *document)
{
    static const char *const labels[] = {"", "PER", "LOC", "ORG", "MISC"};
    struct buffer out;
    buffer_init(&out, arena);
    for (uint32_t i = 0; i < document->words.count; i++) {
        const struct word *word = &document->words.items[i];
        if (word->ner == 0)
            continue;
        if (word->ner % 2 == 1)
            buffer_format(&out, "%s%s:", out.size ? " | " : "", labels[(word->ner + 1) / 2]);
        else
            buffer_byte(&out, ' ');
        buffer_add(&out, word->form);
    }
    return buffer_slice(&out);
}

static void check_names(const char *language, const char *text, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct document *document = fixture_run(&arena, language, "", slice_of(text));
    CHECK_TEXT(names(&arena, document), expected);
    arena_free(&arena);
}

TEST(parse_ner_french)
{
    check_names("fr", "Hier, Jean Dupont est arrivé à Paris.", "PER:Jean Dupont | LOC:Paris");
    check_names("fr", "Le train part demain matin.", "");
}

TEST(parse_ner_english)
{
    check_names("en", "Yesterday John Smith flew to France.", "PER:John Smith | LOC:France");
    check_names("en", "The train leaves tomorrow.", "");
}

TEST(parse_ner_labels_are_valid)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct buffer text;
    buffer_init(&text, &arena);
    for (int i = 0; i < 3000; i++)
        buffer_text(&text, i % 3 == 0 ? "Paris " : i % 3 == 1 ? "Jean " : "ONU ");
    struct document *document = fixture_run(&arena, "fr", "", buffer_slice(&text));
    uint8_t before = 0;
    for (uint32_t i = 0; i < document->words.count; i++) {
        uint8_t label = document->words.items[i].ner;
        CHECK(label <= 2 * (NER_COUNT - 1));
        CHECK(label == 0 || label % 2 == 1 || before == label || before + 1 == label);
        before = label;
    }
    arena_free(&arena);
}
