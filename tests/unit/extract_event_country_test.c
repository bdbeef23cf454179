// SPDX-License-Identifier: Apache-2.0
// Parties without a country get the code of the scene or of the other side, never an entity; and a
// linguist adds a verb in one line, in both languages, without touching C.
#include "extract_sentence.h"

#include "engine_fixture.h"
#include "extract/extract.h"

static const struct event *only_event(struct arena *arena, const char *language, const char *text)
{
    arena_init(arena, 0);
    struct document *document = fixture_run(arena, language, "", slice_of(text));
    CHECK(document && document->events.count == 1);
    return document && document->events.count == 1 ? &document->events.items[0] : NULL;
}

TEST(event_country_of_the_scene)
{
    struct arena arena;
    const struct event *event =
        only_event(&arena, "fr", "À Lima, la police a arrêté trois manifestants.");
    CHECK(event && event->recipients.count == 1);
    if (event && event->recipients.count == 1) {
        CHECK_TEXT(event->recipients.items[0].cameo, "PEROPP");
        CHECK(event->recipients.items[0].entity.number == 0);
    }
    arena_free(&arena);
}

TEST(event_country_is_not_guessed_for_strangers)
{
    struct arena arena;
    const struct event *event =
        only_event(&arena, "fr", "La police turque a arrêté trois touristes.");
    CHECK(event && event->recipients.count == 1);
    if (event && event->recipients.count == 1)
        CHECK(!slice_starts(event->recipients.items[0].cameo, "TUR"));
    arena_free(&arena);
}

// The embedded lexicon with one more file of one line a language.
static struct slice with_one_line(const char *name, void *context)
{
    if (strcmp(name, "lexicon/fr/added.rules") == 0)
        return SLICE("verb enguirlander ACCUSE 111 recipient=obj\n");
    if (strcmp(name, "lexicon/en/added.rules") == 0)
        return SLICE("verb tonguelash ACCUSE 111 recipient=obj\n");
    return engine_data.find(name, context);
}

static const char *with_two_names(uint32_t index, void *context)
{
    if (index < 2)
        return index == 0 ? "lexicon/fr/added.rules" : "lexicon/en/added.rules";
    return engine_data.name_at(index - 2, context);
}

static uint32_t events_with(const struct data_source *data, enum language language,
                            const char *sentence)
{
    struct sentence_test test;
    struct error error = {0};
    sentence_start(&test, language);
    sentence_add(&test, sentence);
    const void *tables = event_stage.open(&test.arena, data, &error);
    CHECK(tables != NULL);
    if (tables)
        event_stage.run(tables, &test.document, &test.scratch);
    uint32_t count = test.document.events.count;
    sentence_end(&test);
    return count;
}

TEST(event_rule_of_one_line_codes_a_new_verb)
{
    const struct data_source more = {with_one_line, with_two_names, engine_data.context};
    const char *french = "Oslo/Oslo/PROPN//3/nsubj/place a/avoir/AUX/VerbForm=Fin/3/aux:tense "
                         "enguirlandé/enguirlander/VERB/Tense=Past|VerbForm=Part/0/root "
                         "Quito/Quito/PROPN//3/obj/place ././PUNCT//3/punct";
    const char *english = "Oslo/Oslo/PROPN//2/nsubj/place "
                          "tonguelashed/tonguelash/VERB/Tense=Past|VerbForm=Fin/0/root "
                          "Quito/Quito/PROPN//2/obj/place ././PUNCT//2/punct";
    CHECK(events_with(&engine_data, LANGUAGE_fr, french) == 0);
    CHECK(events_with(&more, LANGUAGE_fr, french) == 1);
    CHECK(events_with(&engine_data, LANGUAGE_en, english) == 0);
    CHECK(events_with(&more, LANGUAGE_en, english) == 1);
}
