// SPDX-License-Identifier: Apache-2.0
// A person's decisions on claims, brought to the statements of this comparison: which are one,
// which are not, which are none. A decision names places in texts; the statement that stands there,
// or most of it, is meant, whatever rule or model found it. Reads document->decisions; claims.c
// joins.
#include "compare/claims.h"

#include "base/utf8.h"

#define SAME_PLACE 0.3 // of both spans together: less is another statement

static struct span bytes_of(struct slice text, struct span points)
{
    struct span bytes = {0, (uint32_t)text.size};
    uint32_t count = 0;
    for (size_t at = 0; at < text.size && count < points.end; count++) {
        if (count == points.start)
            bytes.start = (uint32_t)at;
        utf8_next(text, &at);
        if (count + 1 == points.end)
            bytes.end = (uint32_t)at;
    }
    return bytes;
}

// How much two spans are one: shared bytes of all of both.
static double shared(struct span a, struct span b)
{
    uint32_t start = a.start > b.start ? a.start : b.start, end = a.end < b.end ? a.end : b.end;
    uint32_t first = a.start < b.start ? a.start : b.start, last = a.end > b.end ? a.end : b.end;
    return end > start ? (double)(end - start) / (last - first) : 0;
}

static void place_find(const struct statements *statements, uint32_t document,
                       const struct statement_place *place, index_list *found)
{
    struct arena *scratch = statements->corpus->scratch;
    struct slice text = statements->corpus->documents[document]->text;
    struct span span = bytes_of(text, place->span), anchor = {0, 0};
    uint32_t best = NO_INDEX;
    double most = SAME_PLACE;
    if (place->anchor.end)
        anchor = bytes_of(text, place->anchor);
    for (uint32_t i = 0; i < statements->items.count; i++) {
        const struct statement *item = &statements->items.items[i];
        if (item->document != document)
            continue;
        double fit = shared(item->span, span) +
                     (anchor.end && item->anchor.end ? shared(item->anchor, anchor) : 0);
        if (fit > most) {
            most = fit;
            best = i;
        }
    }
    for (uint32_t i = 0; best != NO_INDEX && i < statements->items.count; i++) {
        const struct statement *item = &statements->items.items[i], *like =
            &statements->items.items[best];
        bool same = item->document == document && item->span.start == like->span.start &&
                    item->span.end == like->span.end &&
                    item->anchor.start == like->anchor.start;
        if (i == best || same) // the sentence as event and as commitment
            list_add(scratch, found, i);
    }
}

static void decision_take(const struct statements *statements, const struct table *documents,
                          const struct claim_decision *decision, decided_list *decided)
{
    struct arena *scratch = statements->corpus->scratch;
    index_list own = {0}, others = {0};
    uint32_t document = table_find(documents, decision->place.document);
    place_find(statements, document, &decision->place, &own);
    for (uint32_t i = 0; i < decision->others.count; i++) {
        document = table_find(documents, decision->others.items[i].document);
        if (document != TABLE_NONE) // not among those compared
            place_find(statements, document, &decision->others.items[i], &others);
    }
    for (uint32_t i = 0; i < own.count; i++) {
        if (decision->kind == DECISION_REJECT)
            statements->items.items[own.items[i]].rejected = true;
        for (uint32_t k = 0; k < others.count; k++) {
            if (decision->kind == DECISION_REJECT)
                statements->items.items[others.items[k]].rejected = true;
            else if (statements->items.items[own.items[i]].kind ==
                         statements->items.items[others.items[k]].kind &&
                     own.items[i] != others.items[k])
                list_add(scratch, decided,
                         ((struct decided){own.items[i], others.items[k],
                                           decision->kind == DECISION_MERGE}));
        }
    }
}

static int by_number(const void *a, const void *b, void *context)
{
    const struct claim_decision *const *one = a, *const *two = b;
    (void)context;
    return (*one)->number < (*two)->number ? -1 : (*one)->number > (*two)->number;
}

void decisions_find(const struct statements *statements, decided_list *decided)
{
    const struct corpus *corpus = statements->corpus;
    LIST(const struct claim_decision *) all = {0};
    for (uint32_t i = 0; i < corpus->count; i++) {
        for (uint32_t k = 0; k < corpus->documents[i]->decisions.count; k++)
            list_add(corpus->scratch, &all, &corpus->documents[i]->decisions.items[k]);
    }
    if (all.count == 0)
        return;
    struct table documents;
    table_init(&documents, corpus->scratch);
    for (uint32_t i = 0; i < corpus->count; i++)
        table_add(&documents, corpus->documents[i]->id, i);
    list_sort(corpus->scratch, all.items, all.count, sizeof *all.items, by_number, NULL);
    for (uint32_t i = 0; i < all.count; i++)
        decision_take(statements, &documents, all.items[i], decided);
}
