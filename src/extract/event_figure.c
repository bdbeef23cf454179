// SPDX-License-Identifier: Apache-2.0
// Finds figures that a source gives for an act told just before: "Ils étaient 1 500 selon la
// police, 3 000 d'après le collectif". One event per figure, with the act's type and parties and
// its own source in said_by; nothing without a source, or where no such act stands before. Reads
// amounts, words and the events found so far; adds events.
#include "extract/event_frame.h"

#include <assert.h>

struct part { // words between commas, semicolons and conjunctions
    uint32_t first, end;
    uint32_t amount; // number in the document, NO_INDEX
    uint32_t source; // chunk, NO_INDEX
    bool told;       // tells an act of its own
};

static bool ends_part(const struct view *view, uint32_t w)
{
    const struct word *word = view_word(view, w);
    return (word->upos == UPOS_PUNCT && view->marks->amount[w] == NO_INDEX) ||
           (word->upos == UPOS_CCONJ && view->marks->amount[w] == NO_INDEX) ||
           (word->upos == UPOS_SCONJ && !word_in_set(view, w, "figure_source"));
}

// Whether the words count people of an act: "5 000 manifestants", not "260 000 habitants".
static bool counts_people(const struct view *view, uint32_t first, uint32_t end)
{
    for (uint32_t w = first; w < end; w++)
        if (word_in_set(view, w, "figure_people"))
            return true;
    return false;
}

// "selon la police", "according to police": the chunk behind; or the subject of "compte", "put",
// where what it counts are people of the act ("la ville compte 260 000 habitants" counts others).
static uint32_t source_of(const struct view *view, uint32_t first, uint32_t end)
{
    for (uint32_t w = first; w + 1 < end; w++) {
        if (!word_in_set(view, w, "figure_source"))
            continue;
        for (uint32_t v = w + 1; v < end && v < w + 4; v++)
            if (view_chunk_at(view, v) != NO_INDEX && view->marks->amount[v] == NO_INDEX)
                return view_chunk_at(view, v);
    }
    for (uint32_t w = first; w < end && counts_people(view, first, end); w++) {
        if (!word_is_verb(view_word(view, w)) || !word_in_set(view, w, "figure_verb"))
            continue;
        uint32_t subject = verb_subject(view, w);
        if (subject != NO_INDEX && view->chunks.items[subject].first >= first &&
            view->chunks.items[subject].end <= w && !view->chunks.items[subject].pronoun)
            return subject;
    }
    return NO_INDEX;
}

static struct part part_at(const struct frame_walk *walk, uint32_t first, uint32_t end)
{
    const struct view *view = &walk->view;
    struct part part = {first, end, NO_INDEX, source_of(view, first, end), false};
    for (uint32_t w = first; w < end; w++) {
        uint32_t number = view->marks->amount[w];
        if (number != NO_INDEX && part.amount == NO_INDEX) {
            enum amount_kind kind = walk->document->amounts.items[number].kind;
            if (kind == AMOUNT_COUNT || kind == AMOUNT_NUMBER)
                part.amount = number;
        }
        if (view_word(view, w)->upos == UPOS_VERB && !word_in_set(view, w, "figure_verb") &&
            !word_in_set(view, w, "figure_act") && !word_in_set(view, w, "figure_source"))
            part.told = true;
    }
    return part;
}

static void add_figure(struct frame_walk *walk, const struct event *act, uint32_t amount,
                       uint32_t source)
{
    struct document *document = walk->document;
    struct event event = {.type = act->type, .cameo = act->cameo, .mode = act->mode,
                          .actors = act->actors, .recipients = act->recipients,
                          .when = act->when, .when_value = act->when_value, .where = act->where,
                          .polarity = POLARITY_POSITIVE, .status = STATUS_HAPPENED};
    struct argument argument = {source, ARGUMENT_CHUNK};
    struct reference reference = {amount + 1};
    event.span = document->sentences.items[walk->sentence - 1].span;
    event.anchor = document->amounts.items[amount].span;
    list_add(document->arena, &event.amounts, reference);
    party_add(&walk->view, &walk->topics, &argument, &event.said_by);
    if (event.said_by.count == 0) {
        const struct chunk *chunk = &walk->view.chunks.items[source];
        struct party party = {.span = view_span(&walk->view, chunk->first, chunk->end)};
        party.text = phrase_text(&walk->view, chunk->first, chunk->end);
        list_add(document->arena, &event.said_by, party);
    }
    event.rule = document->language == LANGUAGE_fr ? SLICE("fr/figure") : SLICE("en/figure");
    list_add(document->arena, &document->events, event);
}

#define PARTS_MOST 32

void figures_find(struct frame_walk *walk, uint32_t act)
{
    const struct view *view = &walk->view;
    struct part parts[PARTS_MOST];
    uint32_t count = 0, first = view->start;
    assert(act < walk->document->events.count);
    for (uint32_t w = view->start; w <= view->end && count < PARTS_MOST; w++)
        if (w == view->end || ends_part(view, w)) {
            if (w > first)
                parts[count++] = part_at(walk, first, w);
            first = w + 1;
        }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t source = parts[i].source;
        if (parts[i].amount == NO_INDEX || parts[i].told)
            continue;
        // "Quelque 27 hôpitaux ont été touchés, d'après la fédération"; "Selon X, ils étaient 9".
        if (source == NO_INDEX && i + 1 < count && parts[i + 1].amount == NO_INDEX &&
            !parts[i + 1].told)
            source = parts[i + 1].source;
        if (source == NO_INDEX && i == 1 && parts[0].amount == NO_INDEX && !parts[0].told)
            source = parts[0].source;
        if (source == NO_INDEX)
            continue;
        struct event copy = walk->document->events.items[act]; // the list may move
        add_figure(walk, &copy, parts[i].amount, source);
    }
}
