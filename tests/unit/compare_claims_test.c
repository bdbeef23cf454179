// SPDX-License-Identifier: Apache-2.0
// Claims from findings: what is joined, what is kept apart, which differences are updates and
// which conflicts, origins, the ledger's history, omissions, the timeline.
#include "compare_documents.h"

#define DOCUMENT(id, day, site, text, findings)                                                    \
    "{\"id\":\"" id "\",\"source_id\":\"" id "\",\"site\":\"" site "\",\"lang\":\"fr\",\"title\":"  \
    "\"Barrage de Vernes\",\"published\":{\"value\":\"" day "\",\"basis\":\"metadata\"},"          \
    "\"entities\":[{\"id\":\"e1\",\"kind\":\"organisation\",\"name\":\"Région Alpes\"},"            \
    "{\"id\":\"e2\",\"kind\":\"place\",\"name\":\"Vernes\"}],"                                     \
    "\"text\":\"" text "\"," findings "}\n"
#define EVENT(end, day, value, modifier, polarity)                                                 \
    "\"amounts\":[{\"id\":\"a1\",\"start\":0,\"end\":8,\"kind\":\"count\",\"value\":\"" value "\"," \
    "\"modifier\":" modifier ",\"unit\":\"blessé\"}],\"events\":[{\"id\":\"v1\",\"start\":0,"       \
    "\"end\":" end ",\"rule\":\"test\",\"type\":\"ASSAULT\",\"actors\":[{\"entity\":\"e1\",\"text\":\"Alpes\"}],"     \
    "\"recipients\":[],"                                                                        \
    "\"amounts\":[\"a1\"],\"when\":{\"time\":null,\"value\":\"" day "\"},\"polarity\":\"" polarity  \
    "\",\"status\":\"happened\",\"said_by\":[],\"hedged\":false}]"
#define COMMITMENT(end, stage, money)                                                              \
    "\"commitments\":[{\"id\":\"c1\",\"start\":0,\"end\":" end ",\"rule\":\"test\",\"givers\":"     \
    "[{\"entity\":\"e1\",\"text\":\"La région Alpes\"}],\"receivers\":[{\"entity\":\"e2\",\"text\":" \
    "\"Vernes\"}],\"goods\":\"crédits\",\"category\":\"money\",\"money\":{\"value\":\"" money       \
    "\",\"currency\":\"EUR\",\"modifier\":null},\"stage\":\"" stage "\",\"deadline\":\"2025-08-01\"," \
    "\"said_by\":[],\"hedged\":false}]"
#define BREAK "L'explosion au barrage de Vernes a fait des blessés parmi les ouvriers du chantier."
#define OTHER_BREAK "Au chantier du barrage de Vernes, une explosion a blessé plusieurs ouvriers."

static const struct difference *difference_of(const struct claim *claim, const char *field)
{
    for (uint32_t i = 0; i < claim->differences.count; i++) {
        if (strcmp(claim->differences.items[i].field, field) == 0)
            return &claim->differences.items[i];
    }
    return NULL;
}

static void check_pair(const char *lines, uint32_t claims, enum verdict verdict,
                       enum difference_relation relation)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(&arena, lines, false);
    if (result && CHECK(result->claims.count == claims)) {
        const struct difference *count = difference_of(&result->claims.items[0], "count");
        CHECK(result->claims.items[0].verdict == verdict);
        CHECK(count ? count->relation == relation : relation == DIFFERENCE_NONE);
    }
    arena_free(&arena);
}

TEST(two_outlets_that_say_the_same_corroborate)
{
    check_pair(DOCUMENT("a", "2025-03-06", "a.example", BREAK,
                        EVENT("70", "2025-03-05", "12", "null", "positive"))
               DOCUMENT("b", "2025-03-06", "b.example", OTHER_BREAK,
                        EVENT("70", "2025-03-05", "12", "\"about\"", "positive")),
               1, VERDICT_CORROBORATED, DIFFERENCE_COMPATIBLE);
}

TEST(a_later_higher_count_is_an_update)
{
    check_pair(DOCUMENT("a", "2025-03-06", "a.example", BREAK,
                        EVENT("70", "2025-03-05", "12", "null", "positive"))
               DOCUMENT("b", "2025-03-08", "b.example", OTHER_BREAK,
                        EVENT("70", "2025-03-05", "31", "null", "positive")),
               1, VERDICT_CORROBORATED, DIFFERENCE_UPDATE);
}

TEST(two_counts_for_one_moment_are_a_conflict)
{
    check_pair(DOCUMENT("a", "2025-03-06", "a.example", BREAK,
                        EVENT("70", "2025-03-05", "12", "null", "positive"))
               DOCUMENT("b", "2025-03-06", "b.example", OTHER_BREAK,
                        EVENT("70", "2025-03-05", "31", "null", "positive")),
               1, VERDICT_DISPUTED, DIFFERENCE_CONFLICT);
}

TEST(other_days_are_other_claims)
{
    check_pair(DOCUMENT("a", "2025-03-06", "a.example", BREAK,
                        EVENT("70", "2025-03-05", "12", "null", "positive"))
               DOCUMENT("b", "2025-03-08", "b.example", OTHER_BREAK,
                        EVENT("70", "2025-03-07", "31", "null", "positive")),
               2, VERDICT_SINGLE_ORIGIN, DIFFERENCE_NONE);
}

TEST(a_denial_disputes_what_it_denies)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(
        &arena,
        DOCUMENT("a", "2025-03-06", "a.example", BREAK,
                 EVENT("70", "2025-03-05", "12", "null", "positive"))
        DOCUMENT("b", "2025-03-06", "b.example", OTHER_BREAK,
                 EVENT("70", "2025-03-05", "12", "null", "negative")), false);
    if (result && CHECK(result->claims.count == 1)) {
        const struct claim *claim = &result->claims.items[0];
        const struct difference *polarity = difference_of(claim, "polarity");
        CHECK(claim->verdict == VERDICT_DISPUTED);
        CHECK(polarity && polarity->relation == DIFFERENCE_CONFLICT);
        CHECK(claim->why.size > 0);
    }
    arena_free(&arena);
}

TEST(two_carriers_of_one_wire_are_one_origin)
{
    check_pair(DOCUMENT("a", "2025-03-06", "afp.com", BREAK,
                        EVENT("70", "2025-03-05", "12", "null", "positive"))
               DOCUMENT("b", "2025-03-06", "b.example", BREAK " Le maire s'est rendu sur place.",
                        EVENT("70", "2025-03-05", "12", "null", "positive")),
               1, VERDICT_SINGLE_ORIGIN, DIFFERENCE_NONE);
}

TEST(a_promise_that_is_paused_and_resumed_is_one_row_of_the_ledger)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(
        &arena,
        DOCUMENT("a", "2025-03-06", "a.example",
                 "La région Alpes a promis 4 millions d'euros de crédits à la commune de Vernes.",
                 COMMITMENT("70", "promised", "4000000"))
        DOCUMENT("b", "2025-04-06", "b.example",
                 "La région Alpes suspend les 4 millions d'euros de crédits promis à Vernes.",
                 COMMITMENT("70", "paused", "4000000"))
        DOCUMENT("c", "2025-06-06", "c.example",
                 "Les 4 millions d'euros de crédits de la région Alpes à Vernes seront versés.",
                 COMMITMENT("70", "resumed", "4000000")), true);
    if (result && CHECK(result->claims.count == 1) && CHECK(result->ledger.count == 1)) {
        const struct ledger_row *row = &result->ledger.items[0];
        CHECK(row->history.count == 3);
        CHECK(row->stage == STAGE_RESUMED);
        CHECK_TEXT(row->money_low, "4000000");
        CHECK_TEXT(row->deadline, "2025-08-01");
        CHECK(row->deadline_known && row->deadline_passed);
        const struct difference *stage = difference_of(&result->claims.items[0], "stage");
        CHECK(stage && stage->relation == DIFFERENCE_UPDATE && stage->values.count == 3);
        CHECK(result->claims.items[0].verdict == VERDICT_CORROBORATED);
    }
    arena_free(&arena);
}

TEST(an_article_of_the_story_that_leaves_a_claim_out_is_named)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(
        &arena,
        DOCUMENT("a", "2025-03-06", "a.example", BREAK,
                 EVENT("70", "2025-03-05", "12", "null", "positive"))
        DOCUMENT("b", "2025-03-06", "b.example", OTHER_BREAK,
                 EVENT("70", "2025-03-05", "12", "null", "positive"))
        DOCUMENT("c", "2025-03-07", "c.example",
                 "Le barrage de Vernes fournira la vallée de Vernes en eau dès l'automne.",
                 "\"events\":[]")
        DOCUMENT("d", "2025-03-01", "d.example",
                 "Le barrage de Vernes retarde la vallée de Vernes, disent des riverains.",
                 "\"events\":[]"), false);
    if (result && CHECK(result->stories.count == 1) && CHECK(result->omissions.count == 1)) {
        const struct omission *omission = &result->omissions.items[0];
        CHECK(omission->absent_from.count == 1); // d came out before the first report
        CHECK_TEXT(result->documents[omission->absent_from.items[0]]->id, "c");
        CHECK(result->timeline.count == 1);
        CHECK_TEXT(result->timeline.items[0].value, "2025-03-05");
    }
    arena_free(&arena);
}

TEST(two_counts_in_one_article_are_two_claims)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(
        &arena,
        "{\"id\":\"a\",\"lang\":\"fr\",\"text\":\"Plus de 55 drones ont frappé Vernes. Une autre attaque "
        "de plus de 70 drones a frappé Vernes.\",\"amounts\":[{\"id\":\"a1\",\"start\":0,\"end\":17,"
        "\"kind\":\"count\",\"value\":\"55\",\"modifier\":\"more_than\",\"unit\":\"drone\"},{\"id\":\"a2\","
        "\"start\":56,\"end\":73,\"kind\":\"count\",\"value\":\"70\",\"modifier\":\"more_than\",\"unit\":"
        "\"drone\"}],\"events\":[{\"id\":\"v1\",\"start\":0,\"end\":36,\"anchor\":{\"start\":22,\"end\":28},"
        "\"type\":\"ASSAULT\",\"amounts\":[\"a1\"]},{\"id\":\"v2\",\"start\":37,\"end\":90,\"anchor\":"
        "{\"start\":76,\"end\":82},\"type\":\"ASSAULT\",\"amounts\":[\"a2\"]}]}\n", false);
    CHECK(result && result->claims.count == 2);
    arena_free(&arena);
}

TEST(running_out_of_memory_goes_to_the_callers_recovery_point)
{
    static const char lines[] =
        DOCUMENT("a", "2025-03-06", "a.example", BREAK,
                 EVENT("70", "2025-03-05", "12", "null", "positive"));
    for (uint64_t nth = 1; nth <= 4; nth++) {
        struct arena arena;
        jmp_buf recovery;
        volatile bool failed = false;
        arena_init(&arena, 0);
        arena.recovery = &recovery;
        if (setjmp(recovery) == 0) {
            arena_fail_at(nth + 1); // the first chunk holds the documents
            compare_lines(&arena, lines, false);
        } else {
            failed = true;
        }
        arena_fail_at(0);
        CHECK(failed);
        CHECK(arena.recovery == &recovery);
        arena.recovery = NULL;
        arena_free(&arena);
    }
}

#define THREAT(start, anchor_end, polarity, status)                                           \
    "\"events\":[{\"id\":\"v1\",\"start\":0,\"end\":60,\"anchor\":{\"start\":" start ",\"end\":"  \
    anchor_end "},\"rule\":\"test\",\"type\":\"THREATEN\",\"actors\":[{\"entity\":\"e1\",\"text\":"     \
    "\"Alpes\"}],\"recipients\":[{\"entity\":\"e2\",\"text\":\"Vernes\"}],\"amounts\":[],"           \
    "\"polarity\":\"" polarity "\",\"status\":\"" status "\",\"said_by\":[],\"hedged\":false}]"

TEST(a_plain_denial_needs_no_like_words)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(
        &arena,
        DOCUMENT("a", "2025-03-06", "a.example",
                 "La région aurait menacé Vernes de retirer ses autocars scolaires au printemps.",
                 THREAT("10", "23", "positive", "possible"))
        DOCUMENT("b", "2025-03-06", "b.example",
                 "Elle dément avoir menacé cette commune, selon une porte-parole du barrage.",
                 THREAT("13", "25", "negative", "happened")), false);
    if (result && CHECK(result->claims.count == 1)) {
        const struct difference *polarity = difference_of(&result->claims.items[0], "polarity");
        CHECK(result->claims.items[0].verdict == VERDICT_DISPUTED);
        CHECK(polarity && polarity->relation == DIFFERENCE_CONFLICT);
        CHECK(difference_of(&result->claims.items[0], "status") == NULL);
        CHECK(result->omissions.count == 0);
    }
    arena_free(&arena);
}

TEST(each_relation_of_figures_is_a_difference_of_its_own)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(
        &arena,
        DOCUMENT("a", "2025-03-06", "a.example", BREAK,
                 EVENT("70", "2025-03-05", "31", "null", "positive"))
        DOCUMENT("b", "2025-03-07", "b.example", OTHER_BREAK,
                 EVENT("70", "2025-03-05", "47", "null", "positive"))
        DOCUMENT("c", "2025-03-07", "c.example", "Une" " explosion a blessé des ouvriers au barrage de Vernes.",
                 EVENT("55", "2025-03-05", "62", "null", "positive")), true);
    if (result && CHECK(result->claims.count == 1) &&
        CHECK(result->claims.items[0].differences.count == 2)) {
        const struct difference *differences = result->claims.items[0].differences.items;
        CHECK(differences[0].relation == DIFFERENCE_CONFLICT && differences[0].values.count == 2);
        CHECK(differences[1].relation == DIFFERENCE_UPDATE && differences[1].values.count == 2);
    }
    arena_free(&arena);
}

#define SENTENCE(end)                                                                              \
    "\"sentences\":[{\"start\":0,\"end\":" end "}],\"events\":[]"

// How many claims two documents of one sentence each give, in which nothing was found.
static uint32_t claims_of_sentences(const char *lines)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(&arena, lines, false);
    uint32_t count = result ? result->claims.count : NO_INDEX;
    arena_free(&arena);
    return count;
}

TEST(sentences_alone_need_two_names_and_a_weighty_word)
{
    CHECK(claims_of_sentences(
              DOCUMENT("a", "2025-03-06", "a.example",
                       "Une division interne fragilise la solidarité affichée par la Ligue.",
                       SENTENCE("66"))
              DOCUMENT("b", "2025-03-06", "b.example",
                       "Les membres de la Ligue affichent leur solidarité.",
                       SENTENCE("50"))) == 0);
    CHECK(claims_of_sentences(
              DOCUMENT("a", "2025-03-06", "a.example",
                       "Au barrage de Vernes, la turbine Kaplan tourne depuis la visite de Morvan.",
                       SENTENCE("74"))
              DOCUMENT("b", "2025-03-06", "b.example",
                       "Depuis la visite de Morvan, la turbine du barrage de Vernes tourne.",
                       SENTENCE("60"))) == 1);
}

// --- tolls: what the verb kills is counted among the dead, whatever it is called
#define STRIKE(id, site, text, start, end, value, unit)                                            \
    DOCUMENT(id, "2025-10-01", site, text,                                                         \
             "\"amounts\":[{\"id\":\"a1\",\"start\":" start ",\"end\":" end ",\"kind\":\"count\","      \
             "\"value\":\"" value "\",\"modifier\":null,\"unit\":\"" unit "\"}],\"events\":[{\"id\":"     \
             "\"v1\",\"start\":0,\"end\":70,\"rule\":\"test\",\"type\":\"ASSAULT\",\"actors\":[{"        \
             "\"entity\":\"e1\",\"text\":\"Alpes\"}],\"recipients\":[],\"amounts\":[\"a1\"],\"when\":"   \
             "{\"time\":null,\"value\":\"2025-09-30\"},\"polarity\":\"positive\",\"status\":"          \
             "\"happened\",\"said_by\":[],\"hedged\":false}]")
#define FIGHTERS                                                                                   \
    STRIKE("a", "a.example", "Une frappe a tué vingt combattants mardi près de Vernes, dit une armée.", \
           "17", "34", "20", "combattant")
#define CIVILIANS                                                                                  \
    STRIKE("b", "b.example", "La frappe de mardi près de Vernes a tué treize civils, selon des gens.", \
           "40", "53", "13", "civil")
#define CHILDREN                                                                                   \
    STRIKE("c", "c.example", "La frappe de mardi près de Vernes a tué trois enfants, selon des gens.", \
           "40", "53", "3", "enfant")
#define MORE_CHILDREN                                                                              \
    STRIKE("d", "d.example", "La frappe de mardi près de Vernes a tué sept enfants, disent d'autres.", \
           "40", "52", "7", "enfant")

TEST(more_dead_of_one_sort_than_all_the_dead_is_a_conflict)
{
    check_pair(FIGHTERS CIVILIANS, 1, VERDICT_DISPUTED, DIFFERENCE_CONFLICT);
}

TEST(some_of_the_dead_are_no_conflict_with_all_of_them)
{
    check_pair(CIVILIANS CHILDREN, 1, VERDICT_CORROBORATED, DIFFERENCE_COMPATIBLE);
}

TEST(two_figures_of_one_sort_of_dead_are_rivals)
{
    check_pair(CHILDREN MORE_CHILDREN, 1, VERDICT_DISPUTED, DIFFERENCE_CONFLICT);
}
