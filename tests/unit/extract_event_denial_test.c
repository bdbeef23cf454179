// SPDX-License-Identifier: Apache-2.0
// What the end of a sentence denies: a refusal beside the act told, and the act as denied.
#include "engine_fixture.h"
#include "extract/extract.h"
#include "test.h"

static const struct event *event_of(const struct document *document, enum event_type type)
{
    for (uint32_t i = 0; document && i < document->events.count; i++)
        if (document->events.items[i].type == type)
            return &document->events.items[i];
    return NULL;
}

TEST(event_denial_of_an_accusation)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct document *document = fixture_run(
        &arena, "fr", "",
        SLICE("Le Mali accuse l'Algérie d'abriter des rebelles, ce qu'Alger dément."));
    const struct event *refusal = event_of(document, EVENT_REJECT);
    CHECK(refusal && refusal->actors.count == 1 && refusal->recipients.count == 1);
    if (refusal && refusal->actors.count == 1 && refusal->recipients.count == 1) {
        CHECK_TEXT(refusal->actors.items[0].text, "Alger");
        CHECK_TEXT(refusal->recipients.items[0].text, "Mali");
    }
    CHECK(event_of(document, EVENT_ACCUSE) != NULL);
    arena_free(&arena);
}

TEST(event_denial_needs_a_clause_told_before)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct document *document =
        fixture_run(&arena, "en", "", SLICE("Ghana denies that Togo closed the border."));
    CHECK(event_of(document, EVENT_COERCE) != NULL);
    for (uint32_t i = 0; document && i < document->events.count; i++)
        CHECK(!slice_is(document->events.items[i].rule, "en/denial"));
    arena_free(&arena);
}

// "Which Ghana denies" is of all that was told: the act stands once as told, once as denied.
TEST(event_denial_of_a_clause)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct document *document = fixture_run(
        &arena, "en", "", SLICE("Rebels attacked a village in Togo, which Ghana denies."));
    uint32_t told = 0, denied = 0;
    for (uint32_t i = 0; document && i < document->events.count; i++) {
        const struct event *event = &document->events.items[i];
        told += event->type == EVENT_ASSAULT && event->polarity == POLARITY_POSITIVE;
        denied += event->type == EVENT_ASSAULT && event->polarity == POLARITY_NEGATIVE;
    }
    CHECK(told == 1 && denied == 1);
    arena_free(&arena);
}

// "Qui dément" has its subject in "qui": what stands behind the verb denies nothing.
TEST(event_denial_is_not_of_a_subject)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct document *document = fixture_run(
        &arena, "fr", "",
        SLICE("Le Mali accuse le Niger de fraude, une accusation qui récuse Alger."));
    CHECK(event_of(document, EVENT_ACCUSE) != NULL);
    for (uint32_t i = 0; document && i < document->events.count; i++)
        CHECK(!slice_is(document->events.items[i].rule, "fr/denial"));
    arena_free(&arena);
}
