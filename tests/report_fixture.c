// SPDX-License-Identifier: Apache-2.0
// The comparison that the tests of report and serve show: four articles of our own on a pledge of
// ferries, two of them carrying one agency's text.
#include "unit/report_fixture.h"

#include <stdlib.h>

static const struct {
    const char *title, *site, *url, *published, *origin, *text;
} ARTICLES[] = {
    {"La Suède promet trois bacs à l’Estonie", "Le Phare", "https://phare.example/bacs", "2025-04-03",
     "AFP",
     "La Suède a promis jeudi trois bacs à l’Estonie, pour 90 millions d’euros.\n« Ces navires "
     "relieront les îles », a déclaré Karin Lund.\nQuelque 200 pêcheurs ont manifesté à Tallinn."},
    {"Trois bacs suédois pour Tallinn", "L’Écho du port", NULL, "2025-04-03", "AFP",
     "La Suède a promis jeudi trois bacs à l’Estonie, pour 90 millions d’euros.\n« Ces navires "
     "relieront les îles », a déclaré Karin Lund."},
    {"Sweden <b>pauses</b> ferry pledge", "Harbour Herald", "javascript:alert(1)", "2025-05-20", NULL,
     "Sweden paused the delivery of three ferries to Estonia on Tuesday.\nThe yard is late, Karin "
     "Lund said.\nSome 450 fishermen marched in Tallinn in April."},
    {"Les bacs auraient été livrés", NULL, NULL, NULL, NULL,
     "La Suède aurait livré deux bacs à l’Estonie, selon une source \033[31mportuaire."},
};

static struct span find(const struct document *document, const char *words)
{
    size_t start = slice_find(document->text, slice_of(words), 0);
    if (start == SIZE_MAX)
        abort();
    return (struct span){(uint32_t)start, (uint32_t)(start + strlen(words))};
}

static struct document *make_document(struct arena *arena, size_t index)
{
    struct document *document = arena_zero(arena, 1, sizeof *document);
    document_init(document, arena);
    document->text = slice_of(ARTICLES[index].text);
    document->title = slice_of(ARTICLES[index].title);
    document->site = slice_of(ARTICLES[index].site);
    document->url = slice_of(ARTICLES[index].url);
    document->source = arena_format(arena, "press/%zu.txt", index + 1);
    document->language = index == 2 ? LANGUAGE_en : LANGUAGE_fr;
    if (ARTICLES[index].published)
        document->published = (struct document_date){slice_of(ARTICLES[index].published), DATE_METADATA};
    if (ARTICLES[index].origin)
        document->origin = (struct document_origin){ORIGIN_WIRE, slice_of(ARTICLES[index].origin), {0, 0}};
    document_set_id(document);
    return document;
}

static void add_quote(struct document *document, const char *words, const char *speaker,
                      enum quote_mode mode)
{
    *list_push(document->arena, &document->quotes) =
        (struct quote){.span = find(document, words), .mode = mode, .rule = SLICE("test/quote"),
                       .speaker = {.text = slice_of(speaker)}};
}

static uint32_t add_commitment(struct document *document, const char *sentence, const char *anchor,
                               enum commitment_stage stage, bool hedged)
{
    *list_push(document->arena, &document->commitments) =
        (struct commitment){.span = find(document, sentence), .anchor = find(document, anchor),
                            .stage = stage, .hedged = hedged, .rule = SLICE("test/commitment")};
    return document->commitments.count - 1;
}

static uint32_t add_event(struct document *document, const char *sentence, const char *anchor)
{
    *list_push(document->arena, &document->events) =
        (struct event){.span = find(document, sentence), .anchor = find(document, anchor),
                       .type = EVENT_PROTEST, .polarity = POLARITY_POSITIVE,
                       .status = STATUS_HAPPENED, .rule = SLICE("test/event")};
    return document->events.count - 1;
}

static void support(struct comparison *comparison, struct claim *claim, uint32_t document,
                    uint32_t index)
{
    const struct document *of = comparison->documents[document];
    struct span span = claim->kind == FINDING_EVENT ? of->events.items[index].span
                                                    : of->commitments.items[index].span;
    list_add(comparison->arena, &claim->support,
             ((struct support){document, claim->kind, index, span}));
}

static void add_party(struct arena *arena, party_list *parties, const char *name)
{
    list_add(arena, parties, ((struct party){.text = slice_of(name)}));
}

static struct claim *add_claim(struct comparison *comparison, enum finding_kind kind,
                               uint32_t origins, enum verdict verdict, const char *when)
{
    struct claim *claim = list_push(comparison->arena, &comparison->claims);
    claim->kind = kind;
    claim->origins = origins;
    claim->verdict = verdict;
    claim->when = slice_of(when);
    claim->summary = SLICE("summary");
    return claim;
}

static struct difference *add_difference(struct arena *arena, struct claim *claim,
                                         const char *field, enum difference_relation relation)
{
    struct difference *difference = list_push(arena, &claim->differences);
    difference->field = field;
    difference->relation = relation;
    return difference;
}

static void add_value(struct arena *arena, struct difference *difference, const char *value,
                      uint32_t document)
{
    struct difference_value *item = list_push(arena, &difference->values);
    item->value = slice_of(value);
    list_add(arena, &item->documents, document);
}

static void add_ferries(struct comparison *comparison, struct document **documents)
{
    struct arena *arena = comparison->arena;
    static const char promise[] =
        "La Suède a promis jeudi trois bacs à l’Estonie, pour 90 millions d’euros.";
    struct claim *claim = add_claim(comparison, FINDING_COMMITMENT, 2, VERDICT_CORROBORATED, "2025-04-03");
    claim->stage = STAGE_PAUSED;
    claim->goods = SLICE("trois bacs");
    add_party(arena, &claim->actors, "Suède");
    add_party(arena, &claim->recipients, "Estonie");
    for (uint32_t i = 0; i < 2; i++)
        support(comparison, claim, i,
                add_commitment(documents[i], promise, "a promis", STAGE_PROMISED, false));
    support(comparison, claim, 2,
            add_commitment(documents[2],
                           "Sweden paused the delivery of three ferries to Estonia on Tuesday.",
                           "paused", STAGE_PAUSED, false));
    struct difference *difference = add_difference(arena, claim, "stage", DIFFERENCE_UPDATE);
    add_value(arena, difference, "promised", 0);
    add_value(arena, difference, "paused", 2);
    struct claim *rumour = add_claim(comparison, FINDING_COMMITMENT, 1, VERDICT_SINGLE_ORIGIN, NULL);
    rumour->stage = STAGE_DELIVERED;
    rumour->goods = SLICE("deux bacs");
    rumour->story = NO_INDEX;
    add_party(arena, &rumour->actors, "Suède");
    support(comparison, rumour, 3,
            add_commitment(documents[3],
                           "La Suède aurait livré deux bacs à l’Estonie, selon une source "
                           "\033[31mportuaire.",
                           "aurait livré", STAGE_DELIVERED, true));
    struct ledger_row *row = list_push(arena, &comparison->ledger);
    add_party(arena, &row->givers, "Suède");
    add_party(arena, &row->receivers, "Estonie");
    row->goods = SLICE("trois bacs");
    row->money_low = row->money_high = SLICE("90000000");
    row->currency = SLICE("EUR");
    row->stage = STAGE_PAUSED;
    row->deadline = SLICE("2025-09-01");
    list_add(arena, &row->claims, 0);
    static const struct ledger_step steps[] = {
        {.stage = STAGE_PROMISED, .when = {"2025-04-03", 10}},
        {.stage = STAGE_PAUSED, .when = {"2025-05-20", 10}}};
    for (uint32_t i = 0; i < 2; i++) {
        *list_push(arena, &row->history) = steps[i];
        list_add(arena, &row->history.items[i].documents, i * 2);
    }
}

static void add_march(struct comparison *comparison, struct document **documents)
{
    struct arena *arena = comparison->arena;
    struct claim *claim = add_claim(comparison, FINDING_EVENT, 2, VERDICT_DISPUTED, "2025-04");
    claim->type = EVENT_PROTEST;
    add_party(arena, &claim->actors, "pêcheurs");
    support(comparison, claim, 0,
            add_event(documents[0], "Quelque 200 pêcheurs ont manifesté à Tallinn.", "ont manifesté"));
    support(comparison, claim, 2,
            add_event(documents[2], "Some 450 fishermen marched in Tallinn in April.", "marched"));
    struct difference *difference = add_difference(arena, claim, "count", DIFFERENCE_CONFLICT);
    add_value(arena, difference, "200", 0);
    add_value(arena, difference, "450", 2);
    struct omission *omission = list_push(arena, &comparison->omissions);
    omission->claim = comparison->claims.count - 1;
    list_add(arena, &omission->absent_from, 1);
}

struct comparison *report_fixture(struct arena *arena)
{
    struct comparison *comparison = arena_zero(arena, 1, sizeof *comparison);
    struct document **documents = arena_zero(arena, 4, sizeof *documents);
    for (size_t i = 0; i < 4; i++)
        documents[i] = make_document(arena, i);
    comparison->arena = arena;
    comparison->documents = documents;
    comparison->document_count = 4;
    for (size_t i = 0; i < 2; i++)
        add_quote(documents[i], "Ces navires relieront les îles", "Karin Lund", MODE_DIRECT);
    add_quote(documents[2], "The yard is late", "Karin Lund", MODE_INDIRECT);
    struct copy_group *copy = list_push(arena, &comparison->copies);
    list_add(arena, &copy->documents, 0);
    list_add(arena, &copy->documents, 1);
    copy->original = 0;
    list_add(arena, &copy->pairs, ((struct copy_pair){1, 0, 1000}));
    struct story *story = list_push(arena, &comparison->stories);
    story->title = SLICE("La Suède promet trois bacs à l’Estonie");
    story->from = SLICE("2025-04-03");
    story->to = SLICE("2025-05-20");
    for (uint32_t i = 0; i < 3; i++)
        list_add(arena, &story->documents, i);
    add_ferries(comparison, documents);
    add_march(comparison, documents);
    return comparison;
}
