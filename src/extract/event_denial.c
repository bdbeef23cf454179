// SPDX-License-Identifier: Apache-2.0
// Who denies, at the end of a sentence, what its first clause tells: "…, ce qu'Alger dément",
// "…, which Kyiv denies", "un bilan que l'armée conteste". Reads the view and the sentence's
// events; adds a refusal of the act told and, where the whole clause is denied, the act as denied.
#include "extract/event_frame.h"

#include <assert.h>

#define BEFORE 10 // words from the pronoun to the verb of denial

struct denial {
    uint32_t pronoun, verb;
    bool clause; // of all that was told, not of a figure or version in it
};

// "que", "which" before the verb, after "ce", a comma or the name of what is denied.
static bool denial_at(const struct view *view, uint32_t verb, struct denial *denial)
{
    if (!lemma_in_set(view, verb, "denying") || !word_is_finite(view, verb))
        return false;
    uint32_t stop = verb > view->start + BEFORE ? verb - BEFORE : view->start + 1;
    for (uint32_t w = verb; w-- > stop && w > view->start;) {
        enum upos upos = (enum upos)view_word(view, w)->upos;
        if (upos == UPOS_VERB || upos == UPOS_PUNCT)
            return false;
        bool which = lemma_in_set(view, w, "denied_after_comma");
        if (!which && !lemma_in_set(view, w, "denied_relative"))
            continue;
        denial->clause = which ? slice_is(view_word(view, w - 1)->form, ",")
                               : lemma_in_set(view, w - 1, "denied_antecedent");
        denial->pronoun = w;
        denial->verb = verb;
        return denial->clause || lemma_in_set(view, w - 1, "denied");
    }
    return false;
}

// Who stands between the pronoun and the verb, or after it: "ce que dément Alger".
static void find_denier(const struct frame_walk *walk, const struct denial *denial,
                        party_list *parties)
{
    const struct view *view = &walk->view;
    for (int after = 0; after < 2 && parties->count == 0; after++) {
        uint32_t w = after ? denial->verb + 1 : denial->pronoun + 1;
        uint32_t chunk = w < view->end ? view_chunk_at(view, w) : NO_INDEX;
        if (chunk != NO_INDEX && !view->chunks.items[chunk].time &&
            view->chunks.items[chunk].preposition == NO_INDEX)
            party_add(view, &walk->topics, &(struct argument){chunk, ARGUMENT_CHUNK}, parties);
    }
}

// The last event of the sentence that is told before the pronoun, or NO_INDEX.
static uint32_t told_before(const struct document *document, uint32_t first, struct span pronoun)
{
    uint32_t found = NO_INDEX;
    for (uint32_t i = first; i < document->events.count; i++)
        if (document->events.items[i].anchor.end <= pronoun.start &&
            (found == NO_INDEX || document->events.items[i].anchor.start >=
                                      document->events.items[found].anchor.start))
            found = i;
    return found;
}

static void add_denial(struct frame_walk *walk, const struct denial *denial, uint32_t first)
{
    struct document *document = walk->document;
    struct span anchor = view_word(&walk->view, denial->verb)->span;
    uint32_t told = told_before(document, first, view_word(&walk->view, denial->pronoun)->span);
    struct event refusal = {.type = EVENT_REJECT, .cameo = SLICE("120"), .anchor = anchor,
                            .polarity = POLARITY_POSITIVE, .status = STATUS_HAPPENED};
    if (told == NO_INDEX)
        return;
    const struct event act = document->events.items[told]; // the list may move
    find_denier(walk, denial, &refusal.actors);
    if (refusal.actors.count == 0)
        return;
    refusal.span = act.span;
    refusal.rule = document->language == LANGUAGE_fr ? SLICE("fr/denial") : SLICE("en/denial");
    party_merge(document->arena, &refusal.recipients,
                act.said_by.count > 0 ? &act.said_by : &act.actors);
    parties_drop_shared(&refusal.recipients, &refusal.actors);
    list_add(document->arena, &document->events, refusal);
    if (!denial->clause || act.type == EVENT_ACCUSE || act.polarity != POLARITY_POSITIVE)
        return;
    struct event denied = act;
    denied.polarity = POLARITY_NEGATIVE;
    denied.said_by = refusal.actors;
    denied.hedged = false;
    denied.rule = refusal.rule;
    list_add(document->arena, &document->events, denied);
}

void denials_find(struct frame_walk *walk, uint32_t first)
{
    const struct view *view = &walk->view;
    struct denial denial;
    assert(first <= walk->document->events.count);
    for (uint32_t w = view->start + 2; w < view->end; w++)
        if (view_word(view, w)->upos == UPOS_VERB && denial_at(view, w, &denial)) {
            add_denial(walk, &denial, first);
            return;
        }
}
