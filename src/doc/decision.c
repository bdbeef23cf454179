// SPDX-License-Identifier: Apache-2.0
// A person's decisions on claims, written into the document object and read back. Offsets are code
// points on both sides; compare/decisions.c finds the statements that stand there.
#include "doc/decision.h"

static void dump_place(struct json_writer *json, const struct statement_place *place)
{
    json_key_text(json, "document", place->document);
    json_key(json, "start");
    json_integer(json, place->span.start);
    json_key(json, "end");
    json_integer(json, place->span.end);
    json_key(json, "anchor_start");
    json_integer(json, place->anchor.start);
    json_key(json, "anchor_end");
    json_integer(json, place->anchor.end);
}

const char *const decision_names[DECISION_REJECT + 1] = {"merge", "split", "reject"};

// A person's decisions on claims; most documents have none, and no key.
void decisions_dump(struct json_writer *json, const struct document *document)
{
    if (document->decisions.count == 0)
        return;
    json_key(json, "decisions");
    json_open(json, '[');
    for (uint32_t i = 0; i < document->decisions.count; i++) {
        const struct claim_decision *decision = &document->decisions.items[i];
        json_open(json, '{');
        json_key(json, "number");
        json_integer(json, decision->number);
        json_key_text(json, "what", slice_of(decision_names[decision->kind]));
        dump_place(json, &decision->place);
        json_key(json, "others");
        json_open(json, '[');
        for (uint32_t k = 0; k < decision->others.count; k++) {
            json_open(json, '{');
            dump_place(json, &decision->others.items[k]);
            json_close(json, '}');
        }
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static uint32_t number_at(const struct json_value *object, const char *key)
{
    int64_t number = json_to_integer(json_find(object, key), 0);
    return number > 0 && number < UINT32_MAX ? (uint32_t)number : 0;
}

static bool place_read(struct document *document, const struct json_value *object,
                       struct statement_place *place)
{
    *place = (struct statement_place){
        .document = arena_copy(document->arena, json_find_text(object, "document")),
        .span = {number_at(object, "start"), number_at(object, "end")},
        .anchor = {number_at(object, "anchor_start"), number_at(object, "anchor_end")}};
    return place->document.size && place->span.end > place->span.start;
}

void decisions_load(struct document *document, const struct json_value *list)
{
    const struct json_value *first = list && list->type == JSON_ARRAY ? list->first : NULL;
    for (const struct json_value *item = first; item; item = item->next) {
        struct claim_decision decision = {.number = number_at(item, "number")};
        struct slice what = json_find_text(item, "what");
        int kind = DECISION_MERGE;
        while (kind <= DECISION_REJECT && !slice_is(what, decision_names[kind]))
            kind++;
        if (kind > DECISION_REJECT || !place_read(document, item, &decision.place))
            continue;
        decision.kind = (enum decision_kind)kind;
        const struct json_value *others = json_find(item, "others");
        others = others && others->type == JSON_ARRAY ? others->first : NULL;
        for (; others; others = others->next) {
            struct statement_place place;
            if (place_read(document, others, &place))
                list_add(document->arena, &decision.others, place);
        }
        list_add(document->arena, &document->decisions, decision);
    }
}
