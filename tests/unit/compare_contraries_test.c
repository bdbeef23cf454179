// SPDX-License-Identifier: Apache-2.0
// Sentences in which no act was found: one turned round, denied, given another figure or day.
#include "compare_documents.h"

#define SENTENCE(id, day, size, text, times)                                                       \
    "{\"id\":\"" id "\",\"source_id\":\"" id "\",\"site\":\"" id ".example\",\"lang\":\"fr\","     \
    "\"published\":{\"value\":\"" day "\",\"basis\":\"metadata\"},\"sentences\":[{\"start\":0,"    \
    "\"end\":" size "}]," times "\"text\":\"" text "\"}\n"
#define OTHERS(id) SENTENCE(id, "2025-07-01", "58",                                                \
    "Le musée de Brévans rouvre ses salles de peinture flamande", "")

// The relation of the field in a claim of several documents; NONE without.
static enum difference_relation relation_of(const char *lines, const char *field)
{
    struct arena arena;
    enum difference_relation relation = DIFFERENCE_NONE;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(&arena, lines, false);
    for (uint32_t i = 0; result && i < result->claims.count; i++) {
        const struct claim *claim = &result->claims.items[i];
        for (uint32_t k = 0; k < claim->differences.count; k++) {
            if (strcmp(claim->differences.items[k].field, field) == 0)
                relation = claim->differences.items[k].relation;
        }
    }
    arena_free(&arena);
    return relation;
}

TEST(two_short_texts_alone_contradict_each_other_by_a_negation)
{
    const char *turned = SENTENCE("a", "2025-07-01", "62",
        "Le vaccin n'a jamais été retiré de la vente par le laboratoire", "")
        SENTENCE("b", "2025-07-01", "49", "Le laboratoire a retiré son vaccin des pharmacies", "");
    CHECK(relation_of(turned, "polarity") == DIFFERENCE_CONFLICT);
    const char *only = SENTENCE("a", "2025-07-01", "66",
        "Le vaccin n'est pas seulement retiré de la vente en ville ce matin", "")
        SENTENCE("b", "2025-07-01", "50", "Le vaccin est retiré de la vente en ville ce matin", "");
    CHECK(relation_of(only, "polarity") == DIFFERENCE_NONE);
}

TEST(among_others_a_contrary_needs_nearly_the_same_words)
{
    const char *lines = SENTENCE("a", "2025-07-01", "62",
        "Le vaccin n'a jamais été retiré de la vente par le laboratoire", "")
        SENTENCE("b", "2025-07-01", "49", "Le laboratoire a retiré son vaccin des pharmacies", "")
        OTHERS("c");
    CHECK(relation_of(lines, "polarity") == DIFFERENCE_NONE);
}

TEST(like_sentences_with_another_figure_are_rivals_on_one_day)
{
#define LOW SENTENCE("a", "2025-05-12", "53",                                                       \
    "Le groupe Altor supprimera 300 postes à Belfort lundi",                                       \
    "\"amounts\":[{\"id\":\"a1\",\"start\":27,\"end\":37,\"kind\":\"count\",\"value\":\"300\","     \
    "\"unit\":\"poste\"}],")
#define HIGH(day) SENTENCE("b", day, "51",                                                          \
    "Altor supprimera 450 postes à Belfort selon la CFDT",                                         \
    "\"amounts\":[{\"id\":\"a1\",\"start\":17,\"end\":27,\"kind\":\"count\",\"value\":\"450\","     \
    "\"unit\":\"poste\"}],")
    CHECK(relation_of(LOW HIGH("2025-05-12"), "count") == DIFFERENCE_CONFLICT);
    CHECK(relation_of(LOW HIGH("2025-05-13"), "count") == DIFFERENCE_UPDATE);
}

TEST(a_day_set_aside_is_a_conflict)
{
    const char *lines = SENTENCE("a", "2025-06-02", "51",
        "Le président Adeyemi verra le roi Harald le 12 juin",
        "\"times\":[{\"id\":\"t1\",\"start\":41,\"end\":51,\"type\":\"DATE\",\"value\":"
        "\"2025-06-12\",\"earliest\":\"2025-06-12\",\"latest\":\"2025-06-12\"}],")
        SENTENCE("b", "2025-06-02", "69",
        "Le président Adeyemi verra le roi Harald le 14 juin et non le 12 juin",
        "\"times\":[{\"id\":\"t1\",\"start\":41,\"end\":51,\"type\":\"DATE\",\"value\":"
        "\"2025-06-14\",\"earliest\":\"2025-06-14\",\"latest\":\"2025-06-14\"},"
        "{\"id\":\"t2\",\"start\":59,\"end\":69,\"type\":\"DATE\",\"value\":"
        "\"2025-06-12\",\"earliest\":\"2025-06-12\",\"latest\":\"2025-06-12\"}],");
    CHECK(relation_of(lines, "when") == DIFFERENCE_CONFLICT);
}

TEST(two_days_of_a_thing_to_come_are_a_conflict_or_an_update)
{
#define FIRST SENTENCE("a", "2025-06-02", "57",  \
        "Les pourparlers du Mandor reprendront à Genève le 10 juin",  \
        "\"times\":[{\"id\":\"t1\",\"start\":47,\"end\":57,\"type\":\"DATE\",\"value\":"  \
        "\"2025-06-10\",\"earliest\":\"2025-06-10\",\"latest\":\"2025-06-10\"}],")
#define SECOND(day) SENTENCE("b", day, "61",  \
        "Les pourparlers du Mandor reprendront à Genève dès le 12 juin",  \
        "\"times\":[{\"id\":\"t1\",\"start\":51,\"end\":61,\"type\":\"DATE\",\"value\":"  \
        "\"2025-06-12\",\"earliest\":\"2025-06-12\",\"latest\":\"2025-06-12\"}],")
    CHECK(relation_of(FIRST SECOND("2025-06-02"), "when") == DIFFERENCE_CONFLICT);
    CHECK(relation_of(FIRST SECOND("2025-06-05"), "when") == DIFFERENCE_UPDATE);
    CHECK(relation_of(FIRST SECOND("2025-06-14"), "when") == DIFFERENCE_NONE);
}

TEST(none_stands_before_those_who_were_counted)
{
    const char *lines = SENTENCE("a", "2025-06-02", "53",
        "La frappe a tué 17 civils à Hamra, selon le ministère",
        "\"amounts\":[{\"id\":\"a1\",\"start\":16,\"end\":24,\"kind\":\"count\",\"value\":\"17\","
        "\"unit\":\"civil\"}],")
        SENTENCE("b", "2025-06-02", "58",
        "La frappe de Hamra n'a tué aucun civil, selon le ministère", "");
    CHECK(relation_of(lines, "polarity") == DIFFERENCE_CONFLICT);
}
