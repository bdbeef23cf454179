// SPDX-License-Identifier: Apache-2.0
// Events from hand-written trees: slots, passives, operators, coordination, and the same without
// a tree.
#include "extract_sentence.h"

#include "engine_fixture.h"

#define PAST "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"

static const char plain[] = "Le/le/DET//2/det Kremlin/Kremlin/PROPN//4/nsubj/organisation "
                            "a/avoir/AUX/" PAST "/4/aux:tense "
                            "bombardé/bombarder/VERB/Tense=Past|VerbForm=Part/0/root "
                            "Kiev/Kiev/PROPN//4/obj/place ././PUNCT//4/punct";

static void check_plain(struct sentence_test *test)
{
    sentence_run(test, &event_stage);
    CHECK(test->document.events.count == 1);
    if (test->document.events.count != 1)
        return;
    const struct event *event = &test->document.events.items[0];
    CHECK(event->type == EVENT_ASSAULT);
    CHECK_TEXT(event->cameo, "195");
    CHECK(event->actors.count == 1 && event->recipients.count == 1);
    CHECK_TEXT(event->actors.items[0].text, "Kremlin");
    CHECK_TEXT(event->recipients.items[0].text, "Kiev");
    CHECK_TEXT(document_span_text(&test->document, event->anchor), "a bombardé");
    CHECK(event->polarity == POLARITY_POSITIVE && event->status == STATUS_HAPPENED);
    CHECK(event->said_by.count == 0 && !event->hedged);
}

TEST(event_from_a_tree)
{
    struct sentence_test test;
    sentence_start(&test, LANGUAGE_fr);
    sentence_add(&test, plain);
    check_plain(&test);
    sentence_end(&test);
}

TEST(event_without_a_tree)
{
    struct sentence_test test;
    sentence_start(&test, LANGUAGE_fr);
    sentence_add(&test, plain);
    sentence_forget_tree(&test);
    check_plain(&test);
    sentence_end(&test);
}

TEST(event_passive_turns_the_slots)
{
    struct sentence_test test;
    sentence_start(&test, LANGUAGE_fr);
    sentence_add(&test, "Kiev/Kiev/PROPN//4/nsubj:pass/place a/avoir/AUX/" PAST "/4/aux:tense "
                        "été/être/AUX/VerbForm=Part/4/aux:pass "
                        "bombardée/bombarder/VERB/VerbForm=Part|Voice=Pass/0/root "
                        "par/par/ADP//6/case Moscou/Moscou/PROPN//4/obl:agent/place "
                        "././PUNCT//4/punct");
    sentence_run(&test, &event_stage);
    CHECK(test.document.events.count == 1);
    const struct event *event = &test.document.events.items[0];
    CHECK(event->actors.count == 1 && event->recipients.count == 1);
    CHECK_TEXT(event->actors.items[0].text, "Moscou");
    CHECK_TEXT(event->recipients.items[0].text, "Kiev");
    sentence_end(&test);
}

TEST(event_operator_speaks_for_its_act)
{
    struct sentence_test test;
    sentence_start(&test, LANGUAGE_fr);
    sentence_add(&test, "Washington/Washington/PROPN//3/nsubj/place a/avoir/AUX/" PAST "/3/aux:tense "
                        "menacé/menacer/VERB/Tense=Past|VerbForm=Part/0/root de/de/ADP//5/mark "
                        "sanctionner/sanctionner/VERB/VerbForm=Inf/3/xcomp "
                        "Moscou/Moscou/PROPN//5/obj/place ././PUNCT//3/punct");
    sentence_run(&test, &event_stage);
    CHECK(test.document.events.count == 1);
    const struct event *event = &test.document.events.items[0];
    CHECK(event->type == EVENT_THREATEN);
    CHECK_TEXT(event->cameo, "1312");
    CHECK_TEXT(event->actors.items[0].text, "Washington");
    CHECK_TEXT(event->recipients.items[0].text, "Moscou");
    sentence_end(&test);
}

TEST(event_needs_a_party)
{
    struct sentence_test test;
    sentence_start(&test, LANGUAGE_fr);
    sentence_add(&test, "Le/le/DET//2/det vent/vent/NOUN//4/nsubj a/avoir/AUX/" PAST "/4/aux:tense "
                        "frappé/frapper/VERB/Tense=Past|VerbForm=Part/0/root "
                        "les/le/DET//6/det vitres/vitre/NOUN//4/obj ././PUNCT//4/punct");
    sentence_run(&test, &event_stage);
    CHECK(test.document.events.count == 0);
    sentence_end(&test);
}

TEST(a_participle_that_opens_the_article_has_no_word_before_it)
{
    struct sentence_test test;
    sentence_start(&test, LANGUAGE_en);
    sentence_add(&test, "Accused/accuse/VERB/Tense=Past|VerbForm=Part/2/acl Killer/killer/PROPN//3/nsubj "
                        "Held/hold/PROPN//0/root For/for/ADP//5/case Trial/trial/PROPN//3/nmod");
    sentence_run(&test, &event_stage);
    CHECK(test.document.events.count == 0);
    sentence_end(&test);
}

// An unnamed party may be the last word of all, as in a headline: nothing stands behind it.
TEST(an_actor_may_end_the_document)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct document *document =
        fixture_run(&arena, "en", "", SLICE("Three men were killed by rebels"));
    CHECK(document && document->events.count == 1);
    if (document && document->events.count == 1) {
        const party_list *actors = &document->events.items[0].actors;
        CHECK(actors->count == 1);
        if (actors->count == 1)
            CHECK_TEXT(actors->items[0].text, "rebels");
    }
    arena_free(&arena);
}
