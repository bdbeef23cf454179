// SPDX-License-Identifier: Apache-2.0
// The lemma stage, given tags: regular and irregular words, words that only their tag or tense
// tells apart, words that no dictionary has, names, capitals, curly apostrophes; and a damaged
// model, which must be refused.
#include "base/utf8.h"
#include "engine/engine.h"
#include "parse/parse.h"
#include "test.h"

static struct arena shared, arena;

static struct slice lemma(const char *code, const char *form, enum upos upos, const char *features)
{
    static const void *tables;
    struct error error = {0};
    struct document document;
    if (!tables)
        tables = lemma_stage.open(&shared, &engine_data, &error);
    if (!test_check(tables != NULL, __FILE__, __LINE__, "%s: %s", error.where, error.message))
        return SLICE_NONE;
    arena_reset(&arena);
    document_init(&document, &arena);
    document.language = language_from_code(slice_of(code));
    document.text = slice_of(form);
    struct word *word = list_push(&arena, &document.words);
    word->form = slice_of(form);
    word->lower = utf8_lower(&arena, word->form);
    word->upos = (uint8_t)upos;
    word->features = features_from_text(slice_of(features));
    struct sentence *sentence = list_push(&arena, &document.sentences);
    sentence->word_end = 1;
    lemma_stage.run(tables, &document, &arena);
    return document.words.items[0].lemma;
}

#define PRESENT "Mood=Ind|Tense=Pres|VerbForm=Fin"

TEST(lemma_french_regular)
{
    CHECK_TEXT(lemma("fr", "livraisons", UPOS_NOUN, "Number=Plur"), "livraison");
    CHECK_TEXT(lemma("fr", "Nationaux", UPOS_ADJ, "Number=Plur"), "national");
    CHECK_TEXT(lemma("fr", "finançaient", UPOS_VERB, "Tense=Imp|VerbForm=Fin"), "financer");
    CHECK_TEXT(lemma("fr", "livrées", UPOS_VERB, "Tense=Past|VerbForm=Part"), "livrer");
    CHECK_TEXT(lemma("fr", "lentement", UPOS_ADV, ""), "lentement");
}

TEST(lemma_french_irregular)
{
    CHECK_TEXT(lemma("fr", "yeux", UPOS_NOUN, "Number=Plur"), "œil");
    CHECK_TEXT(lemma("fr", "eut", UPOS_AUX, "Tense=Past|VerbForm=Fin"), "avoir");
    CHECK_TEXT(lemma("fr", "iront", UPOS_VERB, "Tense=Fut|VerbForm=Fin"), "aller");
    CHECK_TEXT(lemma("fr", "d'", UPOS_ADP, ""), "de");
    CHECK_TEXT(lemma("fr", "presqu'îles", UPOS_NOUN, "Number=Plur"), "presqu'île");
    CHECK_TEXT(lemma("fr", "Mme", UPOS_NOUN, "Number=Sing"), "madame");
    CHECK_TEXT(lemma("fr", "les", UPOS_DET, ""), "le");
}

TEST(lemma_french_without_accents)
{
    CHECK_TEXT(lemma("fr", "DEPUTES", UPOS_NOUN, "Number=Plur"), "député");
    CHECK_TEXT(lemma("fr", "Etat", UPOS_NOUN, "Number=Sing"), "état");
    CHECK_TEXT(lemma("fr", "votes", UPOS_NOUN, "Number=Plur"), "vote"); // not voté
}

TEST(lemma_french_feminine_nouns)
{
    CHECK_TEXT(lemma("fr", "retraites", UPOS_NOUN, "Number=Plur"), "retraite");
    CHECK_TEXT(lemma("fr", "joueuse", UPOS_NOUN, "Number=Sing"), "joueuse");
    CHECK_TEXT(lemma("fr", "retraits", UPOS_NOUN, "Number=Plur"), "retrait");
}

TEST(lemma_french_by_tag)
{
    CHECK_TEXT(lemma("fr", "suis", UPOS_AUX, PRESENT), "être");
    CHECK_TEXT(lemma("fr", "suis", UPOS_VERB, PRESENT), "suivre");
    CHECK_TEXT(lemma("fr", "portes", UPOS_NOUN, "Number=Plur"), "porte");
    CHECK_TEXT(lemma("fr", "portes", UPOS_VERB, PRESENT), "porter");
    CHECK_TEXT(lemma("fr", "vit", UPOS_VERB, "Mood=Ind|Tense=Past|VerbForm=Fin"), "voir");
    CHECK_TEXT(lemma("fr", "vit", UPOS_VERB, PRESENT), "vivre");
}

TEST(lemma_french_unknown)
{
    CHECK_TEXT(lemma("fr", "dronisaient", UPOS_VERB, "Tense=Imp|VerbForm=Fin"), "droniser");
    CHECK_TEXT(lemma("fr", "ukrainisations", UPOS_NOUN, "Number=Plur"), "ukrainisation");
    CHECK_TEXT(lemma("fr", "Vlarovsk", UPOS_PROPN, ""), "Vlarovsk");
    CHECK_TEXT(lemma("fr", "", UPOS_NOUN, ""), "");
}

TEST(lemma_english)
{
    CHECK_TEXT(lemma("en", "children", UPOS_NOUN, "Number=Plur"), "child");
    CHECK_TEXT(lemma("en", "deliveries", UPOS_NOUN, "Number=Plur"), "delivery");
    CHECK_TEXT(lemma("en", "went", UPOS_VERB, "Mood=Ind|Tense=Past|VerbForm=Fin"), "go");
    CHECK_TEXT(lemma("en", "n't", UPOS_PART, "Polarity=Neg"), "not");
    CHECK_TEXT(lemma("en", "I", UPOS_PRON, ""), "I");
    CHECK_TEXT(lemma("en", "Ruthenia", UPOS_PROPN, "Number=Sing"), "Ruthenia");
}

TEST(lemma_leaves_other_languages)
{
    CHECK(lemma("de", "Häuser", UPOS_NOUN, "").size == 0);
}

static struct slice damaged(const char *name, void *context)
{
    struct slice bytes = engine_data.find(name, engine_data.context);
    return slice_part(bytes, 0, slice_is(slice_of(name), "models/fr.lemma")
                                    ? *(const size_t *)context
                                    : bytes.size);
}

TEST(lemma_refuses_damaged_model)
{
    static const size_t sizes[] = {0, 7, 64, 1000, 100000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t size = sizes[i];
        struct data_source source = {damaged, NULL, &size};
        struct error error = {0};
        CHECK(lemma_stage.open(&shared, &source, &error) == NULL);
        CHECK(error.kind == ERROR_INTERNAL && error.message[0]);
    }
}
