// SPDX-License-Identifier: Apache-2.0
// Whom an act concerns that no slot of its rule names: a party below the anchor in the tree, in
// its object ("rejected an Indian proposal") or behind a preposition that points at somebody; for
// attacks of one country on another also where they took place. Reads the view and the frame; adds
// no layer. The slots themselves are event_frame.c's.
#include "extract/event_frame.h"

#define STEPS 8 // relations from a phrase up to the act that it may belong to

// What is about somebody, or another clause, says nothing of whom the act concerns.
static bool leads_up(const struct view *view, uint32_t word, enum event_type type)
{
    const struct word *here = view_word(view, word);
    uint32_t topical = view->rules->topical, purpose = rule_set_named(view->rules, "purpose");
    bool infinitive = here->features & FEATURE_BIT(VERBFORM_INF);
    switch (word_relation(here)) {
    case RELATION_OBJ:
    case RELATION_IOBJ:
    case RELATION_OBL:
    case RELATION_XCOMP:
    case RELATION_AMOD:
    case RELATION_COMPOUND:
        return true;
    case RELATION_NMOD:
        return topical == NO_INDEX ||
               !rule_set_has(view->rules, topical, word_lemma(view_word(view, here->head)));
    case RELATION_CONJ:
        return !word_is_verb(here);
    case RELATION_ADVCL: // "opened fire to disperse demonstrators", "went on strike to protest"
        if (type == EVENT_AID) // "gave 35 million to promote investment in Ethiopia"
            return infinitive;
        return infinitive && (type == EVENT_PROTEST || type == EVENT_ASSAULT) &&
               purpose != NO_INDEX && rule_set_has(view->rules, purpose, word_lemma(here));
    case RELATION_ACL: // "an attack that hit towns in Ukraine", "tariffs on goods imported from X"
        return type == EVENT_ASSAULT ||
               ((type == EVENT_PROTEST || type == EVENT_AID) && infinitive) ||
               (type == EVENT_SANCTION && word_is_participle(view, word));
    case RELATION_NSUBJ: // the second subject is an object that the tree mistook
        return here->head != NO_INDEX && here->head < word &&
               child_with(view, here->head, RELATION_NSUBJ, NO_INDEX) < here->head;
    default:
        return false;
    }
}

// A phrase on the way up hangs on the act by nothing, by "of" or by a preposition that points.
static bool points(const struct view *view, uint32_t word)
{
    uint32_t chunk = view_chunk_at(view, word), set = rule_set_named(view->rules, "pointing_place");
    struct slice preposition = chunk == NO_INDEX || word_is_verb(view_word(view, word))
                                   ? SLICE_NONE
                                   : chunk_preposition(view, &view->chunks.items[chunk]);
    return preposition.size == 0 || set == NO_INDEX || rule_set_has(view->rules, set, preposition);
}

// True when the phrase is below the act in the tree, with nothing in between that makes another.
static bool belongs(const struct view *view, uint32_t anchor, uint32_t chunk, enum event_type type)
{
    if (!view->tree)
        return true;
    // A noun's light verb carries its complements: "held talks in Moscow with X".
    const struct word *act = view_word(view, anchor);
    bool governed = !word_is_verb(act) && word_relation(act) == RELATION_OBJ;
    uint32_t light = governed ? act->head : NO_INDEX;
    uint32_t word = view->chunks.items[chunk].head;
    for (int step = 0; step < STEPS; step++) {
        // "recalled its envoy after the downing of a drone near X": another occasion's.
        if (!leads_up(view, word, type) || (step > 0 && !points(view, word)))
            return false;
        word = view_word(view, word)->head;
        if (word == NO_INDEX || word < view->start || word >= view->end)
            return false;
        if (word == anchor || word == light)
            return true;
    }
    return false;
}

// Adds the parties of chunk that have a code to recipients, those without to doubtful.
static void add_beside(struct frame_walk *walk, uint32_t chunk, struct frame *frame,
                       party_list *doubtful)
{
    struct slice preposition = chunk_preposition(&walk->view, &walk->view.chunks.items[chunk]);
    bool upon = slice_is(preposition, "sur") || slice_is(preposition, "on");
    struct argument argument = {chunk, ARGUMENT_CHUNK};
    party_list found = {0};
    party_add(&walk->view, &walk->topics, &argument, &found);
    parties_drop_shared(&found, &frame->actors);
    for (uint32_t i = 0; i < found.count; i++)
        if (slice_ends(found.items[i].cameo, "MED") ||
            (upon && slice_ends(found.items[i].cameo, "BUS")))
            return; // "dans une déclaration transmise à l'AFP", "sur Twitter"
    bool coded = false;
    for (uint32_t i = 0; i < found.count; i++)
        coded |= found.items[i].cameo.size > 0;
    party_merge(walk->document->arena, coded || doubtful->count > 0 ? &frame->recipients : doubtful,
                &found);
    if (!coded)
        frame->recipients.count = 0;
}

// What stands before the whole phrase that chunk hangs on by de: "selon les conditions de la
// Russie".
static struct slice phrase_preposition(const struct view *view, uint32_t chunk)
{
    while (chunk > 0 && chunk_complement(view, chunk - 1) == chunk)
        chunk--;
    return chunk_preposition(view, &view->chunks.items[chunk]);
}

// Quotation marks and, unless its place is looked for, the verb of another clause end what may
// concern an act.
static bool ends_reach(const struct view *view, uint32_t anchor, uint32_t word, bool place)
{
    const struct word *here = view_word(view, word);
    static const char *const marks[] = {"»", "”", "\"", "«", "“"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_is(here->form, marks[i]))
            return true;
    if (slice_is(here->form, ",") && word + 1 < view->end &&
        view_word(view, word + 1)->upos == UPOS_VERB && word_is_finite(view, word + 1))
        return true; // ", rapporte Le Monde"
    if (here->upos == UPOS_CCONJ && word + 2 < view->end && word > anchor + 1 &&
        (view_word(view, word + 1)->upos == UPOS_VERB ||
         view_word(view, word + 2)->upos == UPOS_VERB))
        return true; // "… et de conclure un accord avec la Russie"
    return !place && word > anchor + 1 && here->upos == UPOS_AUX &&
           view->marks->mention[word] == NO_INDEX;
}

// The first party that words [first, end) name behind a preposition of the set or none.
static void search_beside(struct frame_walk *walk, const struct match *match, uint32_t end,
                          bool place, struct frame *frame)
{
    const struct view *view = &walk->view;
    uint32_t first = match->anchor;
    uint32_t inner = match->inner == NO_INDEX ? first : walk->matches.items[match->inner].anchor;
    party_list doubtful = {0};
    bool joint = frame->type == EVENT_AGREE; // one agrees with somebody
    uint32_t set = rule_set_named(view->rules, joint   ? "together"
                                               : place ? "pointing_place"
                                                       : "pointing");
    for (uint32_t w = first + 1; w < end; w++)
        if (ends_reach(view, first, w, place))
            end = w;
    for (uint32_t i = 0; set != NO_INDEX && i < view->chunks.count; i++) {
        const struct chunk *chunk = &view->chunks.items[i];
        if (chunk->first <= first || chunk->end > end || chunk->time || chunk->pronoun ||
            view_word(view, chunk->first)->features & FEATURE_BIT(POSS))
            continue;
        if (frame->recipients.count > 0)
            break;
        struct slice preposition = chunk_preposition(view, chunk);
        struct slice whole = phrase_preposition(view, i);
        enum relation relation = word_relation(view_word(view, chunk->head));
        bool subject = preposition.size == 0 &&
                       (relation == RELATION_NSUBJ || relation == RELATION_APPOS);
        if (!belongs(view, first, i, frame->type) && !belongs(view, inner, i, frame->type))
            continue;
        // "announced aid in Brussels": where it was said, unless it is where the aid goes.
        if (place && frame->type == EVENT_AID && view_word(view, chunk->head)->head == first)
            continue;
        if ((preposition.size > 0 && !rule_set_has(view->rules, set, preposition)) ||
            (whole.size > 0 && !rule_set_has(view->rules, set, whole)) || subject)
            continue;
        // "… et la Norvège un autre": a conjunct that joins no phrase opens a clause of its own.
        if (preposition.size == 0 && chunk->joined == NO_INDEX && chunk->first > view->start &&
            view_word(view, chunk->first - 1)->upos == UPOS_CCONJ)
            break;
        if (preposition.size == 0 &&
            (joint || frame->type == EVENT_AID || frame->type == EVENT_MOBILIZE))
            continue; // whose arms or troops they are does not say whom they are for
        // A new subject before a verb is somebody else's clause.
        uint32_t next = chunk_phrase_end(view, i);
        if (preposition.size == 0 && next < view->end && word_is_verb(view_word(view, next)))
            break;
        add_beside(walk, i, frame, &doubtful);
    }
    if (frame->recipients.count == 0)
        frame->recipients = doubtful;
}

// No slot names whom it concerns: the first party that the clause names after the anchor, in its
// object or behind a preposition that points at somebody; for attacks also where they took place.
void frame_beside(struct frame_walk *walk, const struct match *match, struct frame *frame)
{
    const struct view *view = &walk->view;
    uint32_t first, end;
    // "les ont incendiés": what it was done to is a pronoun that nobody could resolve.
    for (uint32_t w = verb_group_start(view, match->anchor); w < match->anchor; w++)
        if (match->rule->kind == RULE_VERB && word_is_clitic(view_word(view, w)) &&
            word_relation(view_word(view, w)) == RELATION_OBJ)
            return;
    // Who is asked or met is named as such; whose thing it is about is somebody else.
    if (frame->type == EVENT_REQUEST || frame->type == EVENT_CONSULT)
        return;
    clause_bounds(view, match->anchor, &first, &end);
    if (match->inner != NO_INDEX && walk->matches.items[match->inner].anchor >= end)
        clause_bounds(view, walk->matches.items[match->inner].anchor, &first, &end);
    uint32_t stop = match->anchor + 20 < end ? match->anchor + 20 : end;
    search_beside(walk, match, stop, false, frame);
    bool located = frame->type == EVENT_ASSAULT || frame->type == EVENT_COERCE ||
                   frame->type == EVENT_MOBILIZE || frame->type == EVENT_AID ||
                   frame->type == EVENT_CONCEDE || frame->type == EVENT_RETREAT ||
                   frame->type == EVENT_SANCTION || frame->type == EVENT_THREATEN;
    if (frame->recipients.count == 0 && located) {
        end = match->anchor + 24 < view->end ? match->anchor + 24 : view->end;
        search_beside(walk, match, end, true, frame);
    }
}


static struct slice code_country(const struct party *party)
{
    bool known = party->cameo.size >= 3 && !slice_starts(party->cameo, "---");
    return known ? slice_part(party->cameo, 0, 3) : SLICE_NONE;
}

// "opened fire in Nairobi": a place behind "in" says where; it stands for whom the act was done to
// only where somebody from another country did it ("Russian strikes in Idlib").
static bool is_scene(const struct frame_walk *walk, const struct party *party,
                     const struct frame *frame)
{
    const party_list *actors = &frame->actors;
    const struct view *view = &walk->view;
    const struct entity *entity = party_entity(view, party->entity);
    uint32_t word = document_word_at(walk->document, party->span.start);
    uint32_t set = rule_set_named(view->rules, "scene");
    if (!entity || (entity->kind != ENTITY_PLACE && entity->kind != ENTITY_COUNTRY) ||
        set == NO_INDEX || word < view->start || word >= view->end)
        return false;
    uint32_t chunk = view_chunk_at(view, word);
    for (int hops = 0; hops < 8 && chunk != NO_INDEX && // "in Nairobi, Mombasa and Kisumu"
                       view->chunks.items[chunk].joined != NO_INDEX; hops++)
        chunk = view->chunks.items[chunk].joined;
    if (chunk == NO_INDEX || view->marks->mention[view->chunks.items[chunk].head] == NO_INDEX ||
        !rule_set_has(view->rules, set, chunk_preposition(view, &view->chunks.items[chunk])))
        return false;
    struct slice there = code_country(party);
    for (uint32_t i = 0; i < actors->count && frame->type != EVENT_PROTEST; i++) {
        struct slice country = code_country(&actors->items[i]);
        if (country.size == 3 && there.size == 3 && !slice_equal(country, there))
            return false;
    }
    return true;
}

// "ont quitté le pays": which one is unsaid.
static bool is_bare_country(const struct frame_walk *walk, const struct party *party)
{
    const struct view *view = &walk->view;
    uint32_t set = rule_set_named(view->rules, "unsaid_country");
    uint32_t word = document_word_at(walk->document, party->span.start);
    if (party->entity.number != 0 || party->cameo.size > 0 || set == NO_INDEX ||
        word < view->start || word >= view->end || !rule_set_has(view->rules, set, party->text))
        return false;
    uint32_t chunk = view_chunk_at(view, word);
    const struct word *head = chunk == NO_INDEX ? NULL
                                                : view_word(view, view->chunks.items[chunk].head);
    return head && !(head->features & FEATURE_BIT(NUMBER_PLUR)) &&
           chunk_complement(view, chunk) == NO_INDEX;
}

void frame_scene(const struct frame_walk *walk, struct frame *frame)
{
    // One travels, sends and speaks to a place; a curfew is laid on one.
    bool bodily = frame->type == EVENT_ASSAULT || frame->type == EVENT_COERCE ||
                  frame->type == EVENT_PROTEST || frame->type == EVENT_NONE;
    bodily &= !slice_starts(frame->cameo, "172");
    uint32_t kept = 0;
    for (uint32_t i = 0; i < frame->recipients.count; i++) {
        const struct party *party = &frame->recipients.items[i];
        if (bodily && is_scene(walk, party, frame))
            frame->where = frame->where.number != 0 ? frame->where : party->entity;
        else if (!is_bare_country(walk, party))
            frame->recipients.items[kept++] = *party;
    }
    frame->recipients.count = kept;
}
