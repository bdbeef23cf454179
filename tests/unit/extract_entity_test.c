// SPDX-License-Identifier: Apache-2.0
// Entities: who is merged, and who must not be.
#include "engine_fixture.h"
#include "test.h"

static struct document *run(struct arena *arena, const char *language, const char *text)
{
    arena_init(arena, 0);
    return fixture_run(arena, language, "2025-07-14", slice_of(text));
}

static const struct entity *entity_of(const struct document *document, const char *text)
{
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (slice_is(document_span_text(document, mention->span), text) && mention->entity.number)
            return &document->entities.items[mention->entity.number - 1];
    }
    return NULL;
}

TEST(entity_surname_goes_to_its_only_bearer)
{
    struct arena arena;
    struct document *document = run(&arena, "fr",
        "Selon Durand, rien ne presse. Mme Claire Durand est maire de Lyon depuis hier.");
    CHECK(entity_of(document, "Durand") != NULL);
    CHECK(entity_of(document, "Durand") == entity_of(document, "Claire Durand"));
    arena_free(&arena);
}

TEST(entity_two_bearers_of_a_surname_stay_apart)
{
    struct arena arena;
    struct document *document = run(&arena, "fr",
        "Claire Durand et Paul Durand sont venus. Selon M. Durand, rien ne presse.");
    CHECK(entity_of(document, "Claire Durand") != entity_of(document, "Paul Durand"));
    CHECK(entity_of(document, "Durand") != entity_of(document, "Claire Durand"));
    CHECK(entity_of(document, "Durand") != entity_of(document, "Paul Durand"));
    arena_free(&arena);
}

TEST(entity_unnamed_people_stay_unnamed)
{
    struct arena arena;
    struct document *document = run(&arena, "fr", "Le président russe a parlé au chancelier allemand.");
    const struct entity *president = entity_of(document, "président russe");
    CHECK(president != NULL);
    if (president) {
        CHECK_TEXT(president->cameo, "RUSGOV");
        CHECK(president->wikidata.data == NULL);
    }
    arena_free(&arena);
}

TEST(entity_spellings_of_kiev_are_one)
{
    struct arena arena;
    struct document *document = run(&arena, "fr", "Kiev dort. Paul est parti pour Kyiv hier.");
    CHECK(entity_of(document, "Kiev") != NULL && entity_of(document, "Kiev") == entity_of(document, "Kyiv"));
    arena_free(&arena);
}

TEST(entity_office_holds_within_its_dates)
{
    static const struct {
        const char *date, *cameo;
    } cases[] = {{"2018-05-01", "USAGOV"}, {"2022-05-01", "USA"}, {"2025-07-14", "USAGOV"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena, 0);
        struct document *document = fixture_run(&arena, "fr", cases[i].date,
                                                SLICE("Hier, Donald Trump a parlé."));
        const struct entity *person = entity_of(document, "Donald Trump");
        CHECK(person != NULL);
        if (person)
            CHECK_TEXT(person->cameo, cases[i].cameo);
        arena_free(&arena);
    }
}

TEST(entity_acronym_joins_its_expansion)
{
    struct arena arena;
    struct document *document = run(&arena, "fr",
        "La Fédération des Bateliers du Rhin (FBR) proteste. La FBR attend une réponse.");
    CHECK(entity_of(document, "FBR") != NULL);
    CHECK(entity_of(document, "FBR") ==
          entity_of(document, "Fédération des Bateliers du Rhin"));
    arena_free(&arena);
}
