// SPDX-License-Identifier: Apache-2.0
// Commitments from hand-written trees: stages, money, givers and receivers, elided verbs,
// deadlines that a duration sets.
#include "extract_sentence.h"

#define FINITE "Mood=Ind|Tense=Pres|VerbForm=Fin"

static uint32_t commitments_of(struct sentence_test *test, const char *columns)
{
    sentence_start(test, LANGUAGE_fr);
    sentence_add(test, columns);
    sentence_run(test, &commitment_stage);
    return test->document.commitments.count;
}

TEST(commitment_promise_of_money)
{
    struct sentence_test test;
    CHECK(commitments_of(&test, "Le/le/DET//2/det Canada/Canada/PROPN//4/nsubj/country "
                                "a/avoir/AUX/" FINITE "/4/aux:tense "
                                "promis/promettre/VERB/Tense=Past|VerbForm=Part/0/root "
                                "200/200/NUM//6/nummod/money=200000000 euros/euro/NOUN//4/obj "
                                "à/à/ADP//8/case Kiev/Kiev/PROPN//4/obl/place ././PUNCT//4/punct") == 1);
    const struct commitment *found = &test.document.commitments.items[0];
    CHECK(found->stage == STAGE_PROMISED);
    CHECK_TEXT(found->money.value, "200000000");
    CHECK_TEXT(found->givers.items[0].text, "Canada");
    CHECK_TEXT(found->receivers.items[0].text, "Kiev");
    sentence_end(&test);
}

TEST(commitment_stopped_deliveries_are_paused)
{
    struct sentence_test test;
    CHECK(commitments_of(&test, "Le/le/DET//2/det Pentagone/Pentagone/PROPN//4/nsubj/organisation "
                                "a/avoir/AUX/" FINITE "/4/aux:tense "
                                "suspendu/suspendre/VERB/Tense=Past|VerbForm=Part/0/root "
                                "les/le/DET//6/det livraisons/livraison/NOUN//4/obj "
                                "d'/de/ADP//8/case armes/arme/NOUN//6/nmod à/à/ADP//10/case "
                                "Kiev/Kiev/PROPN//6/nmod/place ././PUNCT//4/punct") == 1);
    const struct commitment *found = &test.document.commitments.items[0];
    CHECK(found->stage == STAGE_PAUSED);
    CHECK(found->category == CATEGORY_WEAPONS);
    CHECK_TEXT(found->givers.items[0].text, "Pentagone");
    CHECK_TEXT(found->receivers.items[0].text, "Kiev");
    sentence_end(&test);
}

TEST(commitment_considered_is_not_delivered)
{
    struct sentence_test test;
    CHECK(commitments_of(&test, "Washington/Washington/PROPN//2/nsubj/place "
                                "envisage/envisager/VERB/" FINITE "/0/root de/de/ADP//4/mark "
                                "livrer/livrer/VERB/VerbForm=Inf/2/xcomp "
                                "des/un/DET//6/det missiles/missile/NOUN//4/obj "
                                "à/à/ADP//8/case Kiev/Kiev/PROPN//4/obl/place ././PUNCT//2/punct") == 1);
    CHECK(test.document.commitments.items[0].stage == STAGE_CONSIDERED);
    sentence_end(&test);
}

TEST(commitment_without_its_verb)
{
    struct sentence_test test;
    CHECK(commitments_of(&test, "Berlin/Berlin/PROPN//2/nsubj/place "
                                "livrera/livrer/VERB/Mood=Ind|Tense=Fut|VerbForm=Fin/0/root "
                                "deux/deux/NUM//4/nummod/count=2 missiles/missile/NOUN//2/obj "
                                "et/et/CCONJ//7/cc la/le/DET//7/det "
                                "Norvège/Norvège/PROPN//2/conj/country un/un/DET//9/det "
                                "autre/autre/ADJ//7/orphan ././PUNCT//2/punct") == 2);
    const struct commitment *second = &test.document.commitments.items[1];
    CHECK(second->stage == STAGE_ANNOUNCED);
    CHECK_TEXT(second->count, "1");
    CHECK_TEXT(second->givers.items[0].text, "Norvège");
    sentence_end(&test);
}

TEST(commitment_is_no_ultimatum)
{
    struct sentence_test test;
    CHECK(commitments_of(&test, "Le/le/DET//2/det 14/14/NOUN//6/obl/date=2025-07-14 "
                                ",/,/PUNCT//2/punct Paris/Paris/PROPN//6/nsubj/place "
                                "a/avoir/AUX/" FINITE "/6/aux:tense "
                                "donné/donner/VERB/Tense=Past|VerbForm=Part/0/root "
                                "cinquante-jours/jour/NOUN//6/obj/duration=P50D "
                                "à/à/ADP//9/case Moscou/Moscou/PROPN//6/obl/place "
                                "pour/pour/ADP//11/mark accepter/accepter/VERB/VerbForm=Inf/6/advcl "
                                "une/un/DET//13/det trêve/trêve/NOUN//11/obj ././PUNCT//6/punct") == 0);
    sentence_run(&test, &event_stage);
    CHECK(test.document.events.count == 1);
    if (test.document.events.count == 1)
        CHECK_TEXT(test.document.events.items[0].deadline, "2025-09-02");
    sentence_end(&test);
}
