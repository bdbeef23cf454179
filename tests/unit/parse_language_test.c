// SPDX-License-Identifier: Apache-2.0
// The language stage: tells seven languages on a sentence, stays silent on too little text and on
// scripts that many languages share, and overrules only a page's template.
#include "engine/engine.h"
#include "parse/parse.h"
#include "test.h"

static bool doubtful; // the next detections: what is stated, a page's template states

static enum language detect(const char *text, enum language stated, struct slice *other)
{
    static struct arena shared, arena;
    static const void *tables;
    struct error error = {0};
    struct document document;
    if (!tables)
        tables = language_stage.open(&shared, &engine_data, &error);
    if (!test_check(tables != NULL, __FILE__, __LINE__, "%s: %s", error.where, error.message))
        return LANGUAGE_NONE;
    document_init(&document, &arena);
    document.text = slice_of(text);
    document.language = stated;
    document.language_doubtful = doubtful;
    language_stage.run(tables, &document, &arena);
    if (other)
        *other = document.language_other;
    return document.language;
}

TEST(language_tells_seven)
{
    static const struct {
        enum language language;
        const char *text;
    } samples[] = {
        {LANGUAGE_fr, "Le ministre a promis que les travaux du port seraient finis avant l'été."},
        {LANGUAGE_en, "The minister promised that the works on the harbour would end by summer."},
        {LANGUAGE_de, "Der Minister hat versprochen, dass die Arbeiten am Hafen bald enden."},
        {LANGUAGE_es, "El ministro prometió que las obras del puerto terminarían en verano."},
        {LANGUAGE_it, "Il ministro ha promesso che i lavori del porto finiranno in estate."},
        {LANGUAGE_nl, "De minister beloofde dat het werk aan de haven in de zomer klaar is."},
        {LANGUAGE_pt, "O ministro prometeu que as obras do porto não passariam do verão."},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        test_check(detect(samples[i].text, LANGUAGE_NONE, NULL) == samples[i].language, __FILE__,
                   __LINE__, "%s", samples[i].text);
    CHECK(detect("LES DÉPUTÉS ONT VOTÉ LA LOI SUR LES RETRAITES", LANGUAGE_NONE, NULL) ==
          LANGUAGE_fr);
}

TEST(language_stays_silent)
{
    struct slice other;
    CHECK(detect("", LANGUAGE_NONE, &other) == LANGUAGE_NONE && other.size == 0);
    CHECK(detect("Oui.", LANGUAGE_NONE, &other) == LANGUAGE_NONE && other.size == 0);
    CHECK(detect("12 345 678, 12/11/2013 (+5 %)", LANGUAGE_NONE, NULL) == LANGUAGE_NONE);
    CHECK(detect("Министр обещал, что работы закончатся летом.", LANGUAGE_NONE, &other) ==
          LANGUAGE_NONE);
    CHECK(other.size == 0);
    CHECK(detect("Ministeren lovede, at arbejdet på havnen ville være færdigt til sommer.",
                 LANGUAGE_NONE, &other) == LANGUAGE_NONE);
    CHECK_TEXT(other, "da");
}

TEST(language_keeps_what_is_stated)
{
    CHECK(detect("The works on the harbour will end by summer.", LANGUAGE_fr, NULL) ==
          LANGUAGE_fr);
}

static struct slice damaged(const char *name, void *context)
{
    struct slice bytes = engine_data.find(name, engine_data.context);
    return slice_part(bytes, 0, *(const size_t *)context);
}

TEST(language_refuses_damaged_model)
{
    static const size_t sizes[] = {0, 7, 64, 1000, 380000};
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t size = sizes[i];
        struct data_source source = {damaged, NULL, &size};
        struct error error = {0};
        CHECK(language_stage.open(&arena, &source, &error) == NULL);
        CHECK(error.kind == ERROR_INTERNAL && error.message[0]);
    }
    arena_free(&arena);
}

TEST(language_of_a_page_against_its_template)
{
    static const char french[] =
        "Le ministre a promis que les travaux du port seraient finis avant l'été. Les pêcheurs, qui "
        "attendent depuis deux ans la fin du chantier, n'y croient guère et demandent une aide pour "
        "passer l'hiver. La région doit voter son budget au mois de mars, et la ville suivra.";
    struct slice other;
    doubtful = true;
    CHECK(detect(french, LANGUAGE_en, NULL) == LANGUAGE_fr);
    CHECK(detect(french, LANGUAGE_fr, NULL) == LANGUAGE_fr);
    CHECK(detect("Le ministre a promis.", LANGUAGE_en, NULL) == LANGUAGE_en); // too little to know
    doubtful = false;
    CHECK(detect(french, LANGUAGE_en, NULL) == LANGUAGE_en); // a person said so
    detect("Προχθές ο υπουργός υποσχέθηκε ότι τα έργα στο λιμάνι θα τελειώσουν.", LANGUAGE_NONE, &other);
    CHECK_TEXT(other, "el");
}

TEST(language_told_by_words)
{
    // Of languages that the model does not know: Xhosa, Zulu, Breton, Haitian Creole.
    static const struct {
        const char *code, *text;
    } samples[] = {
        {"xh", "Umphathiswa uthe umsebenzi wezibuko uza kugqitywa ngoku, kodwa abantu basalindile. Wathi kwakhona "
               "ukuba imali ikhona, kwaye iinqanawa ziza kubuya kunye nabasebenzi bazo okanye zimke zonke."},
        {"zu", "UNgqongqoshe uthe umsebenzi wasechwebeni uzophela manje, kodwa abantu basalindile. Wathi futhi "
               "ukuthi imali ikhona, noma kunjalo imikhumbi izobuya kanye nabasebenzi bayo lapho isikhathi sifika."},
        {"br", "Ar ministr en deus lavaret e vo echuet al labourioù er porzh hiziv, evit mad an dud. An holl "
               "bigi a zistroio gant o martoloded evel ma oa bet divizet, hag arc'hant a vo evit paeañ anezho hep dale."},
        {"ht", "Minis la di travay nan pò a ap fini anvan ete, epi moun yo kontan anpil. Jou sa a tout bato pral "
               "tounen ak travayè yo, konsa mwen kwè lajan an ap rive tou. Yon gwo fèt ap fèt nan pò a."},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct slice other = SLICE_NONE;
        CHECK(detect(samples[i].text, LANGUAGE_NONE, &other) == LANGUAGE_NONE);
        CHECK_TEXT(other, samples[i].code);
    }
}
