// SPDX-License-Identifier: Apache-2.0
// Units: a light verb with its noun in every order that the tree tells, prepositions, names of
// several words, what is none; and a rule whose anchor is such a unit.
#include "engine_fixture.h"
#include "test.h"

static struct arena arena;

// Units of a text in the order of their first words, each once: "prendre_décision mettre_en_place".
static struct slice units(const char *code, const char *text)
{
    arena_reset(&arena);
    struct document *document = fixture_run(&arena, code, "", slice_of(text));
    struct buffer out;
    buffer_init(&out, &arena);
    for (uint32_t w = 0; w < document->words.count; w++) {
        struct slice unit = document->words.items[w].unit;
        bool seen = unit.size == 0;
        for (uint32_t i = 0; i < w && !seen; i++)
            seen = document->words.items[i].unit.data == unit.data;
        if (!seen)
            buffer_format(&out, "%s" SLICE_FORMAT, out.size ? " " : "", SLICE_ARGUMENTS(unit));
    }
    return buffer_slice(&out);
}

TEST(unit_light_verbs_french)
{
    CHECK_TEXT(units("fr", "Le maire a pris mardi une décision importante."), "prendre_décision");
    CHECK_TEXT(units("fr", "La décision a été prise mardi."), "prendre_décision");
    CHECK_TEXT(units("fr", "La décision qu'il a prise inquiète."), "prendre_décision");
    CHECK_TEXT(units("fr", "Les mesures prises par la ville inquiètent."), "prendre_mesure");
    CHECK_TEXT(units("fr", "Le gouvernement met en place un plan."), "mettre_en_place");
    CHECK_TEXT(units("fr", "Le train a pris du retard."), "");
    CHECK_TEXT(units("fr", "Il a pris le sac et une pomme."), "");
}

TEST(unit_light_verbs_english)
{
    CHECK_TEXT(units("en", "The mayor took an important decision on Tuesday."), "take_decision");
    CHECK_TEXT(units("en", "Talks were held on Tuesday."), "hold_talk");
    CHECK_TEXT(units("en", "She took the train."), "");
}

TEST(unit_names)
{
    CHECK_TEXT(units("fr", "L'Union européenne soutient la région."), "Union_européenne");
    CHECK_TEXT(units("fr", "La France soutient la région."), "");
}

// rendre_hommage of lexicon/fr/support.rules, where the noun does not follow the verb.
TEST(unit_is_an_anchor)
{
    const char *const texts[] = {"L'hommage que la France a rendu à l'Ukraine a ému la presse.",
                                 "Un hommage appuyé a été rendu lundi par la France à l'Ukraine."};
    for (int i = 0; i < 2; i++) {
        arena_reset(&arena);
        struct document *document = fixture_run(&arena, "fr", "", slice_of(texts[i]));
        if (CHECK(document->events.count == 1))
            CHECK_TEXT(document->events.items[0].cameo, "051");
    }
}
