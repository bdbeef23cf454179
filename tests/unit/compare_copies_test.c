// SPDX-License-Identifier: Apache-2.0
// Copies, origins and stories from text alone: an embedded wire has a direction, two carriers of
// it are one origin, the order of the input does not matter.
#include "compare_documents.h"

#define WIRE                                                                                       \
    "La préfecture a fermé jeudi le pont de Saint-Amour après la découverte de deux fissures dans " \
    "une pile. Les camions sont déviés par la rocade nord jusqu'à nouvel ordre. Des plongeurs "     \
    "doivent inspecter les fondations avant la fin du mois, a précisé la préfète."
#define CARRIER(id, site, before, after)                                                           \
    "{\"id\":\"" id "\",\"source_id\":\"" id "\",\"site\":\"" site "\",\"lang\":\"fr\","           \
    "\"published\":{\"value\":\"2025-03-06\",\"basis\":\"metadata\"},\"title\":\"Le pont de "      \
    "Saint-Amour fermé\",\"text\":\"" before WIRE after "\"}\n"
#define OTHER                                                                                      \
    "{\"id\":\"z\",\"lang\":\"fr\",\"title\":\"Handball\",\"published\":{\"value\":\"2025-03-06\"," \
    "\"basis\":\"metadata\"},\"text\":\"Les handballeuses de Besse ont remporté samedi la coupe "  \
    "régionale face à Montbrun, au terme d'une finale disputée devant mille spectateurs.\"}\n"

static const char press[] =
    CARRIER("a", "afp.com", "LYON, 6 mars 2025 (AFP) - ", "")
    CARRIER("b", "le-progres-du-pont.example", "Mauvaise surprise pour les riverains. ",
            " Les commerçants de la rive gauche demandent déjà des indemnités. Le maire recevra "
            "leurs représentants lundi soir en mairie.")
    OTHER;

TEST(an_embedded_wire_is_inside_its_carrier)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(&arena, press, false);
    if (result && CHECK(result->copies.count == 1) && CHECK(result->copies.items[0].pairs.count == 1)) {
        const struct copy_group *group = &result->copies.items[0];
        CHECK_TEXT(result->documents[group->pairs.items[0].inner]->id, "a");
        CHECK_TEXT(result->documents[group->pairs.items[0].outer]->id, "b");
        CHECK(group->pairs.items[0].permille > 850);
        CHECK_TEXT(result->documents[group->original]->id, "a");
    }
    arena_free(&arena);
}

TEST(documents_on_one_happening_are_one_story)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(&arena, press, false);
    if (result && CHECK(result->stories.count == 2)) {
        CHECK(result->stories.items[0].documents.count == 2);
        CHECK(result->stories.items[1].documents.count == 1);
        CHECK_TEXT(result->stories.items[0].from, "2025-03-06");
    }
    arena_free(&arena);
}

TEST(the_order_of_the_input_does_not_matter)
{
    struct arena arena;
    struct buffer one, two;
    arena_init(&arena, 0);
    buffer_init(&one, &arena);
    buffer_init(&two, &arena);
    const struct comparison *first = compare_lines(&arena, press, false);
    const struct comparison *second = compare_lines(&arena, press, true);
    if (first && second) {
        comparison_dump(first, &one);
        comparison_dump(second, &two);
        CHECK(slice_equal(buffer_slice(&one), buffer_slice(&two)));
    }
    arena_free(&arena);
}

TEST(nothing_compares_to_nothing)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *none = compare_lines(&arena, "", false);
    CHECK(none && none->document_count == 0 && none->claims.count == 0);
    const struct comparison *empty = compare_lines(
        &arena, "{\"id\":\"e\",\"text\":\"\"}\n{\"id\":\"f\",\"text\":\"\"}\n", false);
    CHECK(empty && empty->copies.count == 0 && empty->stories.count == 2);
    arena_free(&arena);
}
