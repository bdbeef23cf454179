// SPDX-License-Identifier: Apache-2.0
// What the end of a sentence denies: a refusal beside the act told, and the act as denied.
#include "extract_sentence.h"

#include "engine_fixture.h"
#include "extract/extract.h"

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
        &arena, "fr", "", SLICE("Le Mali accuse l'Algérie d'abriter des rebelles, ce qu'Alger dément."));
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
    for (uint32_t i = 0; document && i < document->events.count; i++)
        CHECK(!slice_is(document->events.items[i].rule, "en/denial"));
    arena_free(&arena);
}
