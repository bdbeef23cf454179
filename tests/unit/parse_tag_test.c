// SPDX-License-Identifier: Apache-2.0
// The tagger with its shipped models: plain sentences of both languages, odd words, no words.
#include "engine/engine.h"
#include "parse/parse.h"
#include "test.h"

#include "base/utf8.h"

// A document of one sentence made of space-separated forms, tagged.
static void tag_forms(struct document *document, struct arena *arena, enum language language,
                      const char *forms)
{
    struct error error = {0};
    document_init(document, arena);
    document->language = language;
    document->text = slice_of(forms);
    struct slice rest = document->text;
    while (rest.data && rest.size > 0) {
        struct word word = {.form = slice_cut(&rest, ' '), .token_size = 1, .head = NO_INDEX};
        word.span.start = (uint32_t)(word.form.data - forms);
        word.span.end = word.span.start + (uint32_t)word.form.size;
        word.lower = utf8_lower(arena, word.form);
        list_add(arena, &document->words, word);
    }
    struct sentence sentence = {{0, (uint32_t)document->text.size}, 0, document->words.count};
    list_add(arena, &document->sentences, sentence);
    const void *tables = tag_stage.open(arena, &engine_data, &error);
    if (CHECK(tables != NULL))
        tag_stage.run(tables, document, arena);
}

static void check_tags(enum language language, const char *forms, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct document document;
    tag_forms(&document, &arena, language, forms);
    struct buffer tags;
    buffer_init(&tags, &arena);
    for (uint32_t i = 0; i < document.words.count; i++)
        buffer_format(&tags, "%s%s", i ? " " : "", upos_name(document.words.items[i].upos));
    CHECK_TEXT(buffer_slice(&tags), expected);
    arena_free(&arena);
}

TEST(parse_tag_french)
{
    check_tags(LANGUAGE_fr, "Les habitants de Lormont ferment la porte .",
               "DET NOUN ADP PROPN VERB DET NOUN PUNCT");
    check_tags(LANGUAGE_fr, "Elle n' a pas livré deux drones hier .",
               "PRON ADV AUX ADV VERB NUM NOUN ADV PUNCT");
    check_tags(LANGUAGE_fr, "La ferme est grande .", "DET NOUN AUX ADJ PUNCT");
}

TEST(parse_tag_english)
{
    check_tags(LANGUAGE_en, "The council will open the old bridge on Monday .",
               "DET NOUN AUX VERB DET ADJ NOUN ADP PROPN PUNCT");
}

// A country keeps its name at the head of a sentence; small letters make no name.
TEST(parse_tag_knows_countries)
{
    check_tags(LANGUAGE_en, "Norway pledged help .", "PROPN VERB NOUN PUNCT");
    check_tags(LANGUAGE_en, "They ate turkey .", "PRON VERB NOUN PUNCT");
}

TEST(parse_tag_capitals)
{
    check_tags(LANGUAGE_fr, "L' ÉTAT A DÉCIDÉ DE FERMER L' ECOLE .",
               "DET NOUN AUX VERB ADP VERB DET NOUN PUNCT");
    check_tags(LANGUAGE_fr, "LE SÉNAT ADOPTE LA LOI", "DET NOUN VERB DET NOUN");
}

TEST(parse_tag_features)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct document document;
    tag_forms(&document, &arena, LANGUAGE_fr, "Les voisines arriveront demain .");
    CHECK(document.words.items[1].features & FEATURE_BIT(GENDER_FEM));
    CHECK(document.words.items[1].features & FEATURE_BIT(NUMBER_PLUR));
    CHECK(document.words.items[2].features & FEATURE_BIT(TENSE_FUT));
    arena_free(&arena);
}

TEST(parse_tag_odd_input)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct document document;
    tag_forms(&document, &arena, LANGUAGE_fr, "");
    CHECK(document.words.count == 0);
    char *long_word = arena_zero(&arena, 200001, 1);
    memset(long_word, 'a', 200000);
    tag_forms(&document, &arena, LANGUAGE_fr, long_word);
    CHECK(document.words.items[0].upos != UPOS_NONE);
    tag_forms(&document, &arena, LANGUAGE_fr, "\xff\xfe \xe2\x82 д");
    CHECK(document.words.items[2].upos != UPOS_NONE);
    tag_forms(&document, &arena, LANGUAGE_de, "Der Hund");
    CHECK(document.words.items[0].upos == UPOS_NONE);
    arena_free(&arena);
}
