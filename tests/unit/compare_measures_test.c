// SPDX-License-Identifier: Apache-2.0
// What a figure measures, told from the words around it: two sentences give one claim with a
// difference of their counts, or stay apart.
#include "compare_documents.h"

#include "base/utf8.h"

// Two documents of one story, each a common opening and one sentence with an amount.
static const struct comparison *compared(struct arena *arena, const char *first,
                                         const char *first_amount, const char *second,
                                         const char *second_amount)
{
    static const char *const opening = "Le barrage de Vernes, dans les Alpes, a cédé lundi.";
    struct buffer lines;
    buffer_init(&lines, arena);
    for (int i = 0; i < 2; i++) {
        const char *sentence = i ? second : first, *amount = i ? second_amount : first_amount;
        uint32_t start = (uint32_t)utf8_count(slice_of(opening)) + 1;
        uint32_t end = start + (uint32_t)utf8_count(slice_of(sentence));
        buffer_format(&lines, "{\"id\":\"%s\",\"source_id\":\"%s\",\"site\":\"%s.example\","
                      "\"lang\":\"fr\",\"title\":\"Barrage de Vernes\",\"published\":{\"value\":"
                      "\"2025-03-06\",\"basis\":\"metadata\"},\"text\":\"%s\\n%s\","
                      "\"sentences\":[{\"start\":0,\"end\":%u},{\"start\":%u,\"end\":%u}],"
                      "\"amounts\":[", i ? "b" : "a", i ? "b" : "a", i ? "b" : "a", opening,
                      sentence, start - 1, start, end);
        size_t at = slice_find(slice_of(sentence), slice_of(amount), 0);
        struct slice before = slice_part(slice_of(sentence), 0, at), rest = slice_of(amount);
        struct slice value = slice_cut(&rest, ' ');
        uint32_t from = start + (uint32_t)utf8_count(before);
        buffer_format(&lines, "{\"id\":\"a1\",\"start\":%u,\"end\":%u,\"kind\":\"count\","
                      "\"value\":\"" SLICE_FORMAT "\",\"modifier\":null,\"unit\":\"" SLICE_FORMAT
                      "\"}]}\n", from, from + (uint32_t)utf8_count(slice_of(amount)),
                      SLICE_ARGUMENTS(value), SLICE_ARGUMENTS(rest));
    }
    buffer_format(&lines, "%c", 0);
    return compare_lines(arena, lines.data, false);
}

// The relation of the counts of the claim that both documents support; DIFFERENCE_NONE without.
static enum difference_relation relation_of(const char *first, const char *first_amount,
                                            const char *second, const char *second_amount)
{
    struct arena arena;
    arena_init(&arena, 0);
    enum difference_relation relation = DIFFERENCE_NONE;
    const struct comparison *result = compared(&arena, first, first_amount, second, second_amount);
    for (uint32_t i = 0; result && i < result->claims.count; i++) {
        const struct claim *claim = &result->claims.items[i];
        for (uint32_t k = 0; k < claim->differences.count; k++) {
            if (strcmp(claim->differences.items[k].field, "count") == 0)
                relation = claim->differences.items[k].relation;
        }
    }
    arena_free(&arena);
    return relation;
}

TEST(tolls_meet_whatever_the_words)
{
    CHECK(relation_of("Selon la mairie, 9 ouvriers ont péri.", "9 ouvriers",
                      "Le bilan atteint 14 morts.", "14 morts") == DIFFERENCE_COMPATIBLE);
    CHECK(relation_of("La mairie compte 9 morts.", "9 morts",
                      "L'hôpital a recensé 14 cadavres.", "14 cadavres") == DIFFERENCE_CONFLICT);
}

TEST(the_verb_beside_says_what_is_counted)
{
    CHECK(relation_of("La police a interpellé 37 manifestants.", "37 manifestants",
                      "Le collectif parle de 80 arrestations.", "80 arrestations") ==
          DIFFERENCE_COMPATIBLE);
    CHECK(relation_of("La police a interpellé 37 manifestants.", "37 manifestants",
                      "Le collectif parle de 80 morts.", "80 morts") == DIFFERENCE_NONE);
}

TEST(houses_are_no_people_and_no_schools)
{
    CHECK(relation_of("L'eau a détruit 40 maisons.", "40 maison",
                      "L'eau a détruit 12 écoles.", "12 école") == DIFFERENCE_NONE);
    CHECK(relation_of("L'eau a détruit 40 maisons.", "40 maison",
                      "Les dégâts : 55 maisons détruites.", "55 maison") == DIFFERENCE_CONFLICT);
}
