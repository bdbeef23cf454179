// SPDX-License-Identifier: Apache-2.0
// Who is made responsible for a statement: the innermost quote around the act, a verb of saying
// above or beside it, "selon X"; unnamed sources hedge. Reads words, trees, mentions and quotes;
// adds no layer.
#include "extract/factuality_parts.h"

#include <assert.h>

static bool is_unnamed(const struct factuality_words *words, const struct view *view,
                       uint32_t first, uint32_t end)
{
    for (uint32_t w = first; w < end; w++)
        if (factuality_class_of(words, view, w) & CLASS_SOURCE &&
            (view_word(view, w)->upos == UPOS_NOUN || view_word(view, w)->upos == UPOS_ADJ ||
             view_word(view, w)->upos == UPOS_VERB))
            return true;
    return false;
}

static void add_source(const struct factuality_words *words, const struct view *view,
                       const struct topics *topics, uint32_t chunk, party_list *said_by,
                       bool *hedged)
{
    const struct chunk *found = &view->chunks.items[chunk];
    struct argument argument = {chunk, ARGUMENT_CHUNK};
    if (found->time)
        return;
    bool unnamed = factuality_class_of(words, view, found->head) & CLASS_SOURCE;
    const struct word *head = view_word(view, found->head);
    bool agent = table_find(&view->rules->agents, word_lemma(head)) != TABLE_NONE;
    bool named = view->marks->mention[found->head] != NO_INDEX && head->upos != UPOS_ADJ;
    for (uint32_t w = found->first; w < found->end && !named; w++)
        named = view->marks->mention[w] != NO_INDEX && view_word(view, w)->upos == UPOS_PROPN &&
                agent;
    if (slice_is(head->lower, "on"))
        *hedged = true; // "on dit que": nobody says so
    if (!unnamed && !agent && !named && !found->pronoun)
        return; // speakers speak, calls and dialogues do not
    if (unnamed)
        *hedged = true;
    else
        party_add(view, topics, &argument, said_by);
    if (said_by->count > 0 || found->pronoun)
        return;
    uint32_t end = chunk_phrase_end(view, chunk);
    struct party party = {.text = phrase_text(view, found->first, end),
                          .span = view_span(view, found->first, end)};
    list_add(view->document->arena, said_by, party);
}

// "promet de partir", "demande à X de partir": the party acts, it states nothing.
static bool is_own_act(const struct factuality_words *words, const struct view *view,
                       const struct quote *quote)
{
    const uint32_t acts = CLASS_ANNOUNCED | CLASS_DEMANDED | CLASS_POSSIBLE | CLASS_PLANNED |
                          CLASS_DENIAL | CLASS_DOUBT;
    if (slice_ends(quote->rule, "attitude"))
        return true;
    // "…, which Kyiv denies": what is told, Kyiv does not say.
    uint32_t cue = quote->cue.end == 0 ? NO_INDEX
                                       : document_word_at(view->document, quote->cue.end - 1);
    if (cue >= view->start && cue < view->end && quote->cue.start >= quote->span.end &&
        lemma_in_set(view, cue, "denying"))
        return true;
    bool act = slice_ends(quote->rule, "infinitive") || slice_ends(quote->rule, "object") ||
               slice_ends(quote->rule, "about");
    if (!act || quote->cue.end == 0)
        return false;
    uint32_t verb = document_word_at(view->document, quote->cue.end - 1);
    if (verb < view->start || verb >= view->end)
        return false;
    uint32_t classes = factuality_class_of(words, view, verb);
    uint32_t next = document_word_at(view->document, quote->span.start);
    bool perfect = next < view->end && view_word(view, next)->upos == UPOS_AUX;
    return classes & acts && !(perfect && classes & CLASS_REPORT);
}

// The smallest quote with a speaker that holds the anchor.
static const struct quote *quote_around(const struct factuality_words *words,
                                        const struct view *view, uint32_t anchor)
{
    const struct document *document = view->document;
    struct span span = view_word(view, anchor)->span;
    const struct quote *best = NULL;
    for (uint32_t i = 0; i < document->quotes.count; i++) {
        const struct quote *quote = &document->quotes.items[i];
        if (quote->span.start > span.start)
            break; // quotes come in the order of their starts
        if (span.end <= quote->span.end && quote->speaker.text.data &&
            (!best || quote->span.end - quote->span.start < best->span.end - best->span.start) &&
            !is_own_act(words, view, quote))
            best = quote;
    }
    return best;
}

static void add_speaker(const struct factuality_words *words, const struct view *view,
                        const struct quote *quote, party_list *said_by, bool *hedged)
{
    list_add(view->document->arena, said_by, quote->speaker);
    uint32_t first = document_word_at(view->document, quote->speaker.span.start);
    if (quote->speaker.entity.number || first < view->start || first >= view->end)
        return;
    uint32_t end = first;
    while (end < view->end && view_word(view, end)->span.start < quote->speaker.span.end)
        end++;
    if (is_unnamed(words, view, first, end))
        *hedged = true;
}

// "selon X", "d'après X", "according to X", between the bytes of `within`.
static bool from_according(const struct factuality_words *words, const struct view *view,
                           const struct topics *topics, struct span within, party_list *said_by,
                           bool *hedged)
{
    for (uint32_t i = 0; i < view->chunks.count; i++) {
        const struct chunk *chunk = &view->chunks.items[i];
        if (chunk->preposition == NO_INDEX || chunk->time)
            continue;
        uint32_t before = chunk->preposition;
        struct span span = view_word(view, before)->span;
        if (span.start < within.start || span.end > within.end)
            continue;
        bool according = factuality_class_of(words, view, before) & CLASS_ACCORDING;
        if (!according && before > view->start)
            according = factuality_class_of(words, view, before - 1) & CLASS_ACCORDING;
        // "après" says so only in "d'après".
        if (slice_is(view_word(view, before)->lower, "après") &&
            (before == view->start || !slice_starts(view_word(view, before - 1)->lower, "d")))
            according = false;
        if (!according)
            continue;
        add_source(words, view, topics, i, said_by, hedged);
        if (is_unnamed(words, view, chunk->first, chunk->end))
            *hedged = true;
        if (said_by->count > 0)
            return true;
    }
    return false;
}

// …, a indiqué X.  …, X said.
static uint32_t inserted_verb(const struct factuality_words *words, const struct view *view,
                              uint32_t anchor)
{
    for (uint32_t w = anchor + 1; w < view->end; w++) {
        feature_set features = view_word(view, w)->features;
        // "rejected it, saying Nairobi was …", "affirmant que …": what its subject adds, no incise.
        bool adds = features & FEATURE_BIT(VERBFORM_GER) ||
                    (features & FEATURE_BIT(VERBFORM_PART) && features & FEATURE_BIT(TENSE_PRES));
        if (view_word(view, w)->upos != UPOS_VERB || adds ||
            !(factuality_class_of(words, view, w) & CLASS_REPORT))
            continue;
        uint32_t first = verb_group_start(view, w);
        uint32_t chunk = first > view->start ? view_chunk_at(view, first - 1) : NO_INDEX;
        bool ends = w + 1 >= view->end || view_word(view, w + 1)->upos == UPOS_PUNCT ||
                    view->marks->time[w + 1] != NO_INDEX;
        if (chunk != NO_INDEX && !ends)
            continue; // a clause of its own, no incise
        if (chunk != NO_INDEX)
            first = view->chunks.items[chunk].first;
        if (first > view->start && view_word(view, first - 1)->upos == UPOS_PUNCT)
            return w;
    }
    return NO_INDEX;
}

// X a dit que …, by words.
static uint32_t verb_before_that(const struct factuality_words *words, const struct view *view,
                                 uint32_t anchor)
{
    for (uint32_t w = anchor; w > view->start; w--) {
        const struct word *word = view_word(view, w - 1);
        if (word->upos == UPOS_PUNCT && slice_is(word->form, ";"))
            break;
        if (word->upos != UPOS_SCONJ || w - 1 == view->start ||
            (!slice_starts(word->lower, "qu") && !slice_is(word->lower, "that")) ||
            word->relation == RELATION_FIXED)
            continue;
        for (uint32_t v = w - 1; v > view->start && v + FACTUALITY_NEAR > w; v--) {
            if (view_word(view, v - 1)->upos == UPOS_PUNCT)
                break;
            if (view_word(view, v - 1)->upos != UPOS_VERB)
                continue;
            if (factuality_class_of(words, view, v - 1) & CLASS_REPORT)
                return v - 1;
            break;
        }
    }
    return NO_INDEX;
}

// The verb of saying whose complement clause holds the anchor, or that follows as an incise.
static uint32_t reporting_verb(const struct factuality_words *words, const struct view *view,
                               uint32_t anchor)
{
    uint32_t at = anchor;
    for (int depth = 0; view->tree && depth < 8; depth++) {
        const struct word *word = view_word(view, at);
        if (word->head == NO_INDEX || word->head < view->start || word->head >= view->end)
            break;
        enum relation relation = factuality_relation(view, at);
        bool infinitive = relation == RELATION_XCOMP;
        at = word->head;
        uint32_t classes = factuality_class_of(words, view, at);
        bool act = infinitive && classes & (CLASS_ANNOUNCED | CLASS_DEMANDED | CLASS_POSSIBLE);
        if ((relation == RELATION_CCOMP || infinitive) && classes & CLASS_REPORT && !act &&
            word_is_verb(view_word(view, at)))
            return at;
    }
    uint32_t verb = verb_before_that(words, view, anchor);
    return verb != NO_INDEX ? verb : inserted_verb(words, view, anchor);
}

// The subject of a verb of saying, inverted or not.
static uint32_t reporter(const struct view *view, uint32_t verb)
{
    uint32_t first = verb_group_start(view, verb);
    bool incise = first > view->start && view_word(view, first - 1)->upos == UPOS_PUNCT;
    uint32_t next = verb + 1 < view->end ? view_chunk_at(view, verb + 1) : NO_INDEX;
    if (incise && next != NO_INDEX && !view->chunks.items[next].time)
        return next;
    return verb_subject(view, verb);
}

void factuality_said_by(const struct factuality_words *words, const struct view *view,
                        const struct topics *topics, uint32_t anchor, party_list *said_by,
                        bool *hedged)
{
    assert(anchor < view->end);
    const struct quote *quote = quote_around(words, view, anchor);
    if (quote) {
        if (!from_according(words, view, topics, quote->span, said_by, hedged))
            add_speaker(words, view, quote, said_by, hedged);
        return;
    }
    uint32_t verb = reporting_verb(words, view, anchor);
    if (verb != NO_INDEX && verb != anchor) {
        uint32_t chunk = reporter(view, verb);
        if (chunk != NO_INDEX)
            add_source(words, view, topics, chunk, said_by, hedged);
    }
    struct span sentence = view_span(view, view->start, view->end);
    if (said_by->count == 0)
        from_according(words, view, topics, sentence, said_by, hedged);
}
