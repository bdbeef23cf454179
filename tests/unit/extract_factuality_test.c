// SPDX-License-Identifier: Apache-2.0
// Polarity, status and hedging of an act: negation, the journalistic conditional, the future.
#include "extract_sentence.h"

static const struct event *only_event(struct sentence_test *test, const char *columns)
{
    sentence_start(test, LANGUAGE_fr);
    sentence_add(test, columns);
    sentence_run(test, &event_stage);
    CHECK(test->document.events.count == 1);
    return test->document.events.count == 1 ? &test->document.events.items[0] : NULL;
}

TEST(factuality_negation)
{
    struct sentence_test test;
    const struct event *event = only_event(
        &test, "Moscou/Moscou/PROPN//5/nsubj/place n'/ne/ADV//5/advmod "
               "a/avoir/AUX/Mood=Ind|Tense=Pres|VerbForm=Fin/5/aux:tense "
               "pas/pas/ADV/Polarity=Neg/5/advmod "
               "attaqué/attaquer/VERB/Tense=Past|VerbForm=Part/0/root "
               "Kiev/Kiev/PROPN//5/obj/place ././PUNCT//5/punct");
    CHECK(event && event->polarity == POLARITY_NEGATIVE);
    sentence_end(&test);
}

TEST(factuality_journalistic_conditional)
{
    struct sentence_test test;
    const struct event *event =
        only_event(&test, "Moscou/Moscou/PROPN//3/nsubj/place "
                          "aurait/avoir/AUX/Mood=Cnd|Tense=Pres|VerbForm=Fin/3/aux:tense "
                          "attaqué/attaquer/VERB/Tense=Past|VerbForm=Part/0/root "
                          "Kiev/Kiev/PROPN//3/obj/place ././PUNCT//3/punct");
    CHECK(event && event->hedged && event->status == STATUS_HAPPENED);
    sentence_end(&test);
}

TEST(factuality_condition_is_no_hearsay)
{
    struct sentence_test test;
    const struct event *event =
        only_event(&test, "Moscou/Moscou/PROPN//2/nsubj/place "
                          "attaquerait/attaquer/VERB/Mood=Cnd|Tense=Pres|VerbForm=Fin/0/root "
                          "Kiev/Kiev/PROPN//2/obj/place si/si/SCONJ//6/mark "
                          "elle/elle/PRON//6/nsubj "
                          "pouvait/pouvoir/VERB/Mood=Ind|Tense=Imp|VerbForm=Fin/2/advcl "
                          "././PUNCT//2/punct");
    CHECK(event && !event->hedged && event->status == STATUS_CONDITIONAL);
    sentence_end(&test);
}

TEST(factuality_future_is_a_plan)
{
    struct sentence_test test;
    const struct event *event =
        only_event(&test, "Moscou/Moscou/PROPN//2/nsubj/place "
                          "rencontrera/rencontrer/VERB/Mood=Ind|Tense=Fut|VerbForm=Fin/0/root "
                          "Kiev/Kiev/PROPN//2/obj/place ././PUNCT//2/punct");
    CHECK(event && event->status == STATUS_PLANNED);
    sentence_end(&test);
}

TEST(factuality_reported_speech_has_a_speaker)
{
    struct sentence_test test;
    const struct event *event = only_event(
        &test, "Kiev/Kiev/PROPN//2/nsubj/place "
               "affirme/affirmer/VERB/Mood=Ind|Tense=Pres|VerbForm=Fin/0/root "
               "que/que/SCONJ//6/mark Moscou/Moscou/PROPN//6/nsubj/place "
               "a/avoir/AUX/Mood=Ind|Tense=Pres|VerbForm=Fin/6/aux:tense "
               "bombardé/bombarder/VERB/Tense=Past|VerbForm=Part/2/ccomp "
               "Odessa/Odessa/PROPN//6/obj/place ././PUNCT//2/punct");
    CHECK(event && event->said_by.count == 1);
    if (event && event->said_by.count == 1)
        CHECK_TEXT(event->said_by.items[0].text, "Kiev");
    sentence_end(&test);
}
