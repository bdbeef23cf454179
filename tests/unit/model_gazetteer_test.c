// SPDX-License-Identifier: Apache-2.0
// The phrase matcher: longest match, folding, several values, tokens cut differently.
#include "model/gazetteer.h"
#include "test.h"

static struct gazetteer sample(struct arena *arena)
{
    struct gazetteer gazetteer;
    gazetteer_init(&gazetteer, arena);
    gazetteer_add(&gazetteer, SLICE("États-Unis"), 1);
    gazetteer_add(&gazetteer, SLICE("États-Unis d'Amérique"), 2);
    gazetteer_add(&gazetteer, SLICE("Nations unies"), 3);
    gazetteer_add(&gazetteer, SLICE("Nations unies"), 4);
    gazetteer_add(&gazetteer, SLICE("Nations unies"), 3);
    return gazetteer;
}

TEST(model_gazetteer_longest)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct gazetteer gazetteer = sample(&arena);
    const struct slice tokens[] = {SLICE("les"),   SLICE("ETATS-UNIS"), SLICE("d’"),
                                   SLICE("Amérique"), SLICE("Nations"), SLICE("Unies")};
    struct gazetteer_text text;
    gazetteer_text_init(&gazetteer, &arena, tokens, 6, &text);
    struct gazetteer_match match;
    CHECK(!gazetteer_find(&gazetteer, &text, 0, &match));
    CHECK(gazetteer_find(&gazetteer, &text, 1, &match));
    CHECK(match.token_count == 3 && match.value == 2);
    struct gazetteer_match all[4];
    CHECK(gazetteer_find_all(&gazetteer, &text, 1, all, 4) == 2);
    CHECK(all[0].token_count == 1 && all[0].value == 1);
    CHECK(gazetteer_find(&gazetteer, &text, 4, &match) && match.value == 3);
    CHECK(gazetteer_next(&gazetteer, &match) && match.value == 4);
    CHECK(!gazetteer_next(&gazetteer, &match));
    arena_free(&arena);
}

TEST(model_gazetteer_token_borders)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct gazetteer gazetteer = sample(&arena);
    const struct slice cut[] = {SLICE("États"), SLICE("-"), SLICE("Unis")};
    struct gazetteer_text text;
    struct gazetteer_match match;
    gazetteer_text_init(&gazetteer, &arena, cut, 3, &text);
    CHECK(gazetteer_find(&gazetteer, &text, 0, &match) && match.token_count == 3);
    const struct slice inside[] = {SLICE("États-Unis-Chine")};
    gazetteer_text_init(&gazetteer, &arena, inside, 1, &text);
    CHECK(!gazetteer_find(&gazetteer, &text, 0, &match));
    CHECK(!gazetteer_add(&gazetteer, SLICE(" "), 9));
    arena_free(&arena);
}

TEST(model_gazetteer_many)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct gazetteer gazetteer;
    gazetteer_init(&gazetteer, &arena);
    for (uint32_t i = 0; i < 2000; i++)
        CHECK(gazetteer_add(&gazetteer, arena_format(&arena, "ville %u sur mer", i), i));
    for (uint32_t i = 0; i < 2000; i += 97) {
        const struct slice tokens[] = {SLICE("Ville"), arena_format(&arena, "%u", i), SLICE("sur"),
                                       SLICE("mer")};
        struct gazetteer_text text;
        struct gazetteer_match match;
        gazetteer_text_init(&gazetteer, &arena, tokens, 4, &text);
        CHECK(gazetteer_find(&gazetteer, &text, 0, &match) && match.value == i);
    }
    arena_free(&arena);
}
