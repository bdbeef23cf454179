// SPDX-License-Identifier: Apache-2.0
// What makes acts one or two: a denial in the sentence that accuses, the stages of one transfer,
// refusals of other things, a state and people of its country. Reads nothing from outside.
#include "compare_documents.h"

#define PAPER(id, day, text, findings)                                                             \
    "{\"id\":\"" id "\",\"source_id\":\"" id "\",\"site\":\"" id ".example\",\"lang\":\"fr\","     \
    "\"title\":\"Le bras de mer de Varn\",\"published\":{\"value\":\"" day "\",\"basis\":"         \
    "\"metadata\"},\"entities\":[{\"id\":\"e1\",\"kind\":\"country\",\"name\":\"Finlande\","       \
    "\"country\":\"FIN\",\"cameo\":\"FIN\"},{\"id\":\"e2\",\"kind\":\"country\",\"name\":"         \
    "\"Estonie\",\"country\":\"EST\",\"cameo\":\"EST\"},{\"id\":\"e3\",\"kind\":\"organisation\"," \
    "\"name\":\"dockers estoniens\",\"country\":\"EST\",\"cameo\":\"ESTLAB\"}],\"text\":\"" text   \
    "\"," findings "}\n"
#define FIN "{\"entity\":\"e1\",\"text\":\"La Finlande\"}"
#define EST "{\"entity\":\"e2\",\"text\":\"L'Estonie\"}"
#define DOCKERS "{\"entity\":\"e3\",\"text\":\"dockers estoniens\"}"
#define ACT(id, end, anchor, type, actor, recipient, object, polarity, speaker)                    \
    "{\"id\":\"" id "\",\"start\":0,\"end\":" end ",\"anchor\":{" anchor "},\"rule\":\"test\","    \
    "\"type\":\"" type "\",\"actors\":[" actor "],\"recipients\":[" recipient "],\"object\":"      \
    object ",\"amounts\":[],\"when\":null,\"polarity\":\"" polarity "\",\"status\":\"happened\","  \
    "\"said_by\":[" speaker "],\"hedged\":false}"
#define EVENTS(list) "\"events\":[" list "]"

// The number of claims, and of rows of the ledger; whether some claim is disputed.
static uint32_t counted(const char *lines, uint32_t *rows, bool *disputed)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *result = compare_lines(&arena, lines, false);
    uint32_t claims = result ? result->claims.count : 0;
    *rows = result ? result->ledger.count : 0;
    *disputed = false;
    for (uint32_t i = 0; i < claims; i++)
        *disputed |= result->claims.items[i].verdict == VERDICT_DISPUTED;
    arena_free(&arena);
    return claims;
}

// --- "A accuse B d'avoir tiré, ce que B dément"
#define FIRED "Helsinki accuse Tallinn d'avoir tiré sur un phare, ce que Tallinn dément ce soir."
#define SHOT "\"start\":25,\"end\":35,\"text\":\"avoir tiré\""
#define TWO_WORDS(second)                                                                          \
    PAPER("a", "2025-05-06", FIRED,                                                                \
          EVENTS(ACT("v1", "80", SHOT, "ASSAULT", EST, FIN, "\"phare\"", "positive", FIN) ","      \
                 ACT("v2", "80", SHOT, "ASSAULT", EST, FIN, "\"phare\"", "negative", second)))

TEST(an_act_denied_in_the_sentence_that_tells_it_is_one_claim)
{
    uint32_t rows = 0;
    bool disputed = false;
    CHECK(counted(TWO_WORDS(EST), &rows, &disputed) == 1 && disputed);
}

TEST(nobody_disputes_himself_in_one_sentence)
{
    uint32_t rows = 0;
    bool disputed = false;
    CHECK(counted(TWO_WORDS(FIN), &rows, &disputed) == 2 && !disputed);
}

// --- the stages of one transfer
#define GIFT(id, day, text, end, goods, count, stage, receiver)                                    \
    PAPER(id, day, text,                                                                           \
          "\"commitments\":[{\"id\":\"c1\",\"start\":0,\"end\":" end ",\"rule\":\"test\","         \
          "\"givers\":[" FIN "],\"receivers\":[" receiver "],\"goods\":\"" goods "\","             \
          "\"category\":\"vehicles\",\"count\":" count ",\"money\":null,\"stage\":\"" stage "\","  \
          "\"when\":{\"time\":null,\"value\":\"" day "\"},\"said_by\":[],\"hedged\":false}]")
#define PROMISED                                                                                   \
    GIFT("a", "2025-03-03", "La Finlande a promis neuf vedettes rapides à l'Estonie.", "55",       \
         "vedettes rapides", "\"9\"", "promised", EST)
#define BROUGHT                                                                                    \
    GIFT("b", "2025-06-20", "Trois vedettes rapides finlandaises sont entrées au port.", "57",     \
         "vedettes rapides", "\"3\"", "delivered", EST)

TEST(a_part_that_has_come_is_a_stage_of_what_was_promised)
{
    uint32_t rows = 0;
    bool disputed = false;
    CHECK(counted(PROMISED BROUGHT, &rows, &disputed) == 1 && rows == 1 &&
          !disputed);
}

TEST(other_goods_are_another_transfer)
{
    uint32_t rows = 0;
    bool disputed = false;
    CHECK(counted(PROMISED GIFT("b", "2025-06-20", "Deux pompes finlandaises sont arrivées au port.",
                                "47", "pompes à eau", "\"2\"", "delivered", EST),
                  &rows, &disputed) == 2 && rows == 2);
}

// --- what is refused
#define REFUSED(id, day, text, end, object)                                                        \
    PAPER(id, day, text, EVENTS(ACT("v1", end, "\"start\":10,\"end\":18", "REJECT", EST, "",       \
                                    object, "positive", "")))
#define NO_PILOTS REFUSED("a", "2025-05-02", "L'Estonie a refusé les pilotes imposés.", "39",      \
                          "\"pilotes\"")
TEST(refusals_of_other_things_are_two)
{
    uint32_t rows = 0;
    bool disputed = false;
    CHECK(counted(NO_PILOTS REFUSED("b", "2025-05-09", "L'Estonie a refusé de payer le péage.",
                                    "37", "null"), &rows, &disputed) == 2);
}

TEST(refusals_of_one_thing_on_two_days_are_one)
{
    uint32_t rows = 0;
    bool disputed = false;
    CHECK(counted(NO_PILOTS REFUSED("b", "2025-05-09", "L'Estonie a refusé ces pilotes imposés.",
                                    "39", "null"), &rows, &disputed) == 1);
}

// --- a state and its people
#define TURNED_DOWN                                                                                \
    PAPER("a", "2025-05-02", "L'Estonie a rejeté le péage.",                                       \
          EVENTS(ACT("v1", "28", "\"start\":10,\"end\":18", "REJECT", EST, "", "\"péage\"",        \
                     "positive", "")))
#define MARCHED(actor)                                                                             \
    PAPER("b", "2025-05-09", "Des dockers estoniens ont manifesté à Varn contre le péage.",        \
          EVENTS(ACT("v1", "59", "\"start\":22,\"end\":35", "PROTEST", actor, FIN, "null",         \
                     "positive", "")))

TEST(a_march_of_dockers_is_not_the_refusal_of_their_state)
{
    uint32_t rows = 0;
    bool disputed = false;
    CHECK(counted(TURNED_DOWN MARCHED(DOCKERS), &rows, &disputed) == 2);
}
