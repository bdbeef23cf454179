// SPDX-License-Identifier: Apache-2.0
// The evidence of one claim: the words that carry it and where they stand, the telling ones first;
// which documents say it, which are silent. Story by story is view.c's.
#include "report/view.h"

#include "base/table.h"
#include "doc/dump.h"

static uint32_t point_of(const struct document *document, uint32_t byte)
{
    struct code_points points = {.document = document};
    return code_point_at(&points, byte);
}

struct evidence view_evidence_bytes(const struct view *view, const struct support *support)
{
    const struct document *document = view->comparison->documents[support->document];
    struct evidence evidence = {.document = support->document, .span = support->span};
    if (support->kind == FINDING_EVENT && support->index < document->events.count) {
        const struct event *event = &document->events.items[support->index];
        evidence.anchor = event->anchor;
        evidence.status = event->status;
        evidence.hedged = event->hedged;
        evidence.negative = event->polarity == POLARITY_NEGATIVE;
        evidence.said_by = &event->said_by;
        evidence.rule = event->rule;
    } else if (support->kind == FINDING_COMMITMENT &&
               support->index < document->commitments.count) {
        const struct commitment *commitment = &document->commitments.items[support->index];
        evidence.anchor = commitment->anchor;
        evidence.stage = commitment->stage;
        evidence.hedged = commitment->hedged;
        evidence.said_by = &commitment->said_by;
        evidence.rule = commitment->rule;
    }
    if (evidence.anchor.start < evidence.span.start || evidence.anchor.end > evidence.span.end)
        evidence.anchor = (struct span){0, 0};
    return evidence;
}

struct evidence view_evidence(const struct view *view, const struct support *support)
{
    const struct document *document = view->comparison->documents[support->document];
    struct evidence evidence = view_evidence_bytes(view, support);
    evidence.start = point_of(document, evidence.span.start);
    evidence.end = point_of(document, evidence.span.end);
    return evidence;
}

static void gather_evidence(const struct view *view, const struct claim *claim,
                            evidence_list *groups)
{
    struct table known;
    table_init(&known, view->arena);
    for (uint32_t i = 0; i < claim->support.count; i++) {
        struct evidence evidence = view_evidence(view, &claim->support.items[i]);
        struct buffer key;
        buffer_init(&key, view->arena);
        buffer_add(&key, document_span_text(view->comparison->documents[evidence.document],
                                            evidence.span));
        buffer_byte(&key, '\n');
        view_manner(view, &evidence, &key);
        uint32_t place = table_add(&known, buffer_slice(&key), groups->count);
        if (place == groups->count)
            list_push(view->arena, groups)->first = evidence;
        index_list *documents = &groups->items[place].documents;
        if (!view_has_document(documents, evidence.document))
            list_add(view->arena, documents, evidence.document);
    }
}

static bool brings_new(const struct evidence_group *group, const index_list *heard)
{
    for (uint32_t i = 0; i < group->documents.count; i++)
        if (view_has_document(heard, group->documents.items[i]))
            return false;
    return true;
}

// Moves group number `from` up to place `to`; those between go down by one.
static void move_up(evidence_list *groups, uint32_t from, uint32_t to)
{
    struct evidence_group moved = groups->items[from];
    memmove(&groups->items[to + 1], &groups->items[to], (from - to) * sizeof moved);
    groups->items[to] = moved;
}

uint32_t view_evidence_groups(const struct view *view, const struct claim *claim,
                              evidence_list *groups)
{
    index_list heard = {0};
    uint32_t chosen = 0;
    gather_evidence(view, claim, groups);
    for (uint32_t i = 0; i < groups->count && chosen < EVIDENCE_SHOWN; i++) {
        if (!brings_new(&groups->items[i], &heard))
            continue;
        for (uint32_t d = 0; d < groups->items[i].documents.count; d++)
            list_add(view->arena, &heard, groups->items[i].documents.items[d]);
        move_up(groups, i, chosen++);
    }
    return groups->count <= EVIDENCE_SHOWN + 1 ? groups->count : EVIDENCE_SHOWN;
}

static bool same_sentence(const struct claim *a, const struct claim *b)
{
    return a->support.count == 1 && b->support.count == 1 && a->differences.count == 0 &&
           b->differences.count == 0 &&
           a->support.items[0].document == b->support.items[0].document &&
           a->support.items[0].span.start == b->support.items[0].span.start &&
           a->support.items[0].span.end == b->support.items[0].span.end;
}

uint32_t view_bundle(const struct view *view, const index_list *claims, uint32_t first)
{
    const struct claim *items = view->comparison->claims.items;
    uint32_t count = 1;
    while (first + count < claims->count &&
           same_sentence(&items[claims->items[first]], &items[claims->items[first + count]]))
        count++;
    return count;
}

// --- coverage

// All sides of a conflict say otherwise than the others: none is taken for the right one.
static bool says_otherwise(const struct claim *claim, uint32_t document)
{
    for (uint32_t d = 0; d < claim->differences.count; d++) {
        const struct difference *difference = &claim->differences.items[d];
        if (difference->relation != DIFFERENCE_CONFLICT)
            continue;
        for (uint32_t v = 0; v < difference->values.count; v++)
            if (view_has_document(&difference->values.items[v].documents, document))
                return true;
    }
    return false;
}

enum coverage view_coverage(const struct view *view, uint32_t claim_number, uint32_t document)
{
    const struct claim *claim = &view->comparison->claims.items[claim_number];
    for (uint32_t i = 0; i < claim->support.count; i++)
        if (claim->support.items[i].document == document)
            return says_otherwise(claim, document) ? COVER_OTHERWISE : COVER_SAYS;
    uint32_t omission = view->omission_of[claim_number];
    if (omission != NO_INDEX &&
        view_has_document(&view->comparison->omissions.items[omission].absent_from, document))
        return COVER_OMITS;
    return COVER_NONE;
}
