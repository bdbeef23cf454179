// SPDX-License-Identifier: Apache-2.0
// Finds events: who did what to whom (PLOVER types, CAMEO codes), by the rules of
// lexicon/<language>/*.rules. Reads words, trees, mentions, entities, times, amounts and quotes;
// adds events with polarity, status, said_by and hedged. Transfers are commitment.c's.
#include "extract/commitment_goods.h"
#include "extract/event_frame.h"
#include "extract/extract.h"

#define EVENTS_PER_DOCUMENT 5000

static bool is_anchor(const struct frame_walk *walk, uint32_t word)
{
    for (uint32_t i = 0; i < walk->matches.count; i++)
        if (walk->matches.items[i].anchor == word && !walk->matches.items[i].rule->silent)
            return true;
    return false;
}

static void add_amounts(const struct frame_walk *walk, uint32_t anchor, struct event *event)
{
    uint32_t first, end, last = NO_INDEX;
    clause_bounds(&walk->view, anchor, &first, &end);
    bool figures = false;
    for (uint32_t w = first; w < end; w++)
        figures |= walk->marks.amount[w] != NO_INDEX;
    // "a lancé ce qui était sa plus grande attaque, …": up to the next act of the sentence.
    for (; !figures && end < walk->view.end; end++)
        if (is_anchor(walk, end) && (!word_is_verb(view_word(&walk->view, end)) ||
                                     word_is_finite(&walk->view, end)))
            break;
    for (uint32_t w = first; w < end; w++) {
        uint32_t number = walk->marks.amount[w];
        if (number == NO_INDEX || number == last || event->amounts.count >= 8)
            continue;
        last = number;
        struct reference reference = {number + 1};
        list_add(walk->document->arena, &event->amounts, reference);
    }
}

static bool is_party(const struct frame *frame, struct span span)
{
    bool found = false;
    for (uint32_t i = 0; i < frame->actors.count; i++)
        found |= frame->actors.items[i].span.start == span.start;
    for (uint32_t i = 0; i < frame->recipients.count; i++)
        found |= frame->recipients.items[i].span.start == span.start;
    return found;
}

// The place that a slot named, else one after "à", "en", "in" in the clause that is no party.
static struct reference find_where(const struct frame_walk *walk, uint32_t anchor,
                                   const struct frame *frame)
{
    const struct view *view = &walk->view;
    uint32_t first, end;
    if (frame->where.number != 0)
        return frame->where;
    clause_bounds(view, anchor, &first, &end);
    for (uint32_t i = 0; i < view->chunks.count; i++) {
        const struct chunk *chunk = &view->chunks.items[i];
        if (chunk->first < first || chunk->end > end || chunk->preposition == NO_INDEX)
            continue;
        uint32_t number = view->marks->mention[chunk->head];
        struct slice preposition = chunk_preposition(view, chunk);
        bool place = slice_is(preposition, "à") || slice_is(preposition, "en") ||
                     slice_is(preposition, "dans") || slice_is(preposition, "in") ||
                     slice_is(preposition, "at") || slice_is(preposition, "near") ||
                     slice_is(preposition, "près");
        if (!place || number == NO_INDEX)
            continue;
        const struct mention *mention = &walk->document->mentions.items[number];
        if ((mention->kind == ENTITY_PLACE || mention->kind == ENTITY_COUNTRY) &&
            !is_party(frame, mention->span))
            return mention->entity;
    }
    return (struct reference){0};
}

// What the act is about, where it is no party: the object, or the act that an operator names.
static struct slice object_text(const struct frame_walk *walk, const struct match *match,
                                const struct frame *frame)
{
    const struct view *view = &walk->view;
    if (match->inner != NO_INDEX) {
        const struct match *inner = &walk->matches.items[match->inner];
        uint32_t end = inner->anchor_end, first = inner->anchor;
        uint32_t chunk = view_chunk_at(view, inner->anchor);
        for (uint32_t i = 0; i < view->chunks.count; i++)
            if (view->chunks.items[i].first == end || view->chunks.items[i].preposition == end)
                chunk = i;
        if (chunk != NO_INDEX && chunk_phrase_end(view, chunk) > end)
            end = chunk_phrase_end(view, chunk);
        if (view_chunk_at(view, first) != NO_INDEX)
            first = view->chunks.items[view_chunk_at(view, first)].first;
        return phrase_text(view, first, end);
    }
    if (frame->object == NO_INDEX)
        return SLICE_NONE;
    const struct chunk *chunk = &view->chunks.items[frame->object];
    struct span span = view_span(view, chunk->first, chunk->end);
    for (uint32_t i = 0; i < frame->recipients.count; i++)
        if (frame->recipients.items[i].span.start < span.end &&
            span.start < frame->recipients.items[i].span.end)
            return SLICE_NONE;
    for (uint32_t i = 0; i < frame->actors.count; i++) // "les frappes de l'armée russe"
        if (frame->actors.items[i].span.start < span.end &&
            span.start < frame->actors.items[i].span.end)
            return SLICE_NONE;
    return phrase_text(view, chunk->first, chunk_phrase_end(view, frame->object));
}

static bool is_named(const struct party *party)
{
    // Unnamed people ("une personne porte plainte") are anybody.
    return party->entity.number != 0 ||
           (party->cameo.size > 3 && !slice_is(party->cameo, "---CVL"));
}

static bool any_named(const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (is_named(&parties->items[i]))
            return true;
    return false;
}

// "la capacité de Kiev à intercepter", "the right to strike": what somebody is able to do has not
// been done. The noun stands before the infinitive with its complements.
static bool is_ability(const struct view *view, uint32_t infinitive)
{
    uint32_t set = rule_set_named(view->rules, "ability"), w = infinitive;
    while (w > view->start && infinitive - w < 4 && view_word(view, w)->upos != UPOS_ADP &&
           !slice_is(view_word(view, w)->lower, "to"))
        w--;
    uint32_t chunk = w > view->start ? view_chunk_at(view, w - 1) : NO_INDEX;
    if (set == NO_INDEX || chunk == NO_INDEX)
        return false;
    while (chunk > 0 && chunk_complement(view, chunk - 1) == chunk)
        chunk--;
    const struct chunk *top = &view->chunks.items[chunk];
    struct slice noun = word_lemma(view_word(view, top->head));
    if (rule_set_has(view->rules, set, noun))
        return true;
    // "évoque la possibilité d'envoyer" thinks of it; who has it may do it.
    return lemma_in_set(view, top->head, "ability_had") && top->first > view->start &&
           lemma_in_set(view, top->first - 1, "having");
}

// An infinitive that states a purpose ("pour accepter") or that nobody governs is no act.
static bool is_bare_infinitive(const struct frame_walk *walk, const struct match *match,
                               const struct frame *frame)
{
    const struct view *view = &walk->view;
    if (match->rule->kind != RULE_VERB ||
        !(view_word(view, match->anchor)->features & FEATURE_BIT(VERBFORM_INF)))
        return false;
    // "la capacité de Kiev à intercepter": a noun that is no operator makes no act of it.
    uint32_t head = view_word(view, match->anchor)->head;
    bool below_noun = head != NO_INDEX && match->outer == NO_INDEX && view->tree &&
                      view_word(view, head)->upos == UPOS_NOUN;
    return frame->actors.count == 0 || below_noun || is_ability(view, match->anchor) ||
           factuality_is_purpose(walk->words, view, match->anchor);
}

// "un mécanisme qui permet de financer": what something makes possible nobody has done.
static bool is_enabled(const struct frame_walk *walk, const struct match *match)
{
    if (match->outer == NO_INDEX)
        return false;
    const struct match *outer = &walk->matches.items[match->outer];
    party_list actors = {0};
    if (!slice_is(walk->view.rules->operators.items[outer->rule->operator_index].name, "allow"))
        return false;
    party_fill(&walk->view, &walk->topics, outer, &outer->rule->actor, &actors);
    return actors.count == 0;
}

// "Deux personnes ont été interpellées": nobody is named, but a toll is told.
static bool counts_people(const struct frame_walk *walk, const struct match *match,
                          const struct frame *frame, const struct event *event)
{
    bool counted = frame->type == EVENT_COERCE || frame->type == EVENT_PROTEST ||
                   frame->type == EVENT_ASSAULT;
    return counted && event->amounts.count > 0 && match->rule->kind == RULE_VERB &&
           word_is_finite(&walk->view, match->anchor) &&
           frame->actors.count + frame->recipients.count + frame->where.number > 0;
}

// A party of public life: a country, a body, a role in a state; not a player or a passer-by.
static bool is_public(const struct document *document, const struct party *party)
{
    static const char private_sectors[] = "CVLMEDHLHEDUREFAGRBUSMUSCHRJEWHINBUD";
    struct slice code = party->cameo;
    bool countryless = slice_starts(code, "---");
    if (code.size < 3) {
        uint32_t number = party->entity.number;
        if (number > document->entities.count)
            return true;
        enum entity_kind kind = number == 0 ? ENTITY_NONE
                                            : document->entities.items[number - 1].kind;
        return kind == ENTITY_PLACE || kind == ENTITY_COUNTRY;
    }
    struct slice sector = countryless ? slice_part(code, 3, code.size) : code;
    for (const char *other = private_sectors; *other; other += 3)
        if (slice_starts(sector, "MED") || (sector.size >= 3 && memcmp(sector.data, other, 3) == 0))
            return false;
    return true;
}

static bool any_public(const struct document *document, const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (is_public(document, &parties->items[i]))
            return true;
    return false;
}

static bool is_speech_act(enum event_type type)
{
    return type == EVENT_ACCUSE || type == EVENT_REQUEST || type == EVENT_REJECT ||
           type == EVENT_THREATEN || type == EVENT_SUPPORT || type == EVENT_AGREE;
}

static bool any_body(const struct document *document, const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        uint32_t number = parties->items[i].entity.number;
        if (number > 0 && number <= document->entities.count &&
            document->entities.items[number - 1].kind == ENTITY_ORGANISATION)
            return true;
    }
    return false;
}

// Acts of states and bodies need one; violence, arrests, protests, accusations only somebody.
static bool is_public_enough(const struct document *document, const struct match *match,
                             const struct frame *frame)
{
    bool acted = match->inner != NO_INDEX;
    if ((match->rule->needs_actor && frame->actors.count == 0) ||
        (match->rule->needs_recipient && frame->recipients.count == 0 && !acted))
        return false;
    if (frame->type == EVENT_ASSAULT || frame->type == EVENT_COERCE ||
        frame->type == EVENT_PROTEST || frame->type == EVENT_SANCTION)
        return true;
    if (any_public(document, &frame->actors) || any_public(document, &frame->recipients))
        return true;
    // Unions, firms, associations demand, deny and accuse as well, whether a code is known or not.
    return (is_speech_act(frame->type) && any_body(document, &frame->actors)) ||
           (frame->type == EVENT_ACCUSE && frame->actors.count > 0 && frame->recipients.count > 0);
}

// "la Cisjordanie occupée, …", "jailed journalists": a participle that says which one is meant.
static bool is_epithet(const struct frame_walk *walk, const struct match *match,
                       const struct frame *frame)
{
    const struct view *view = &walk->view;
    uint32_t anchor = match->anchor, next = match->anchor_end;
    if (match->rule->kind != RULE_VERB || frame->actors.count > 0 || match->outer != NO_INDEX ||
        !word_is_participle(view, anchor) || word_is_finite(view, anchor) || anchor == view->start)
        return false;
    enum relation relation = word_relation(view_word(view, anchor));
    if (relation == RELATION_AMOD)
        return true;
    const struct word *before = view_word(view, anchor - 1);
    bool beside = before->upos == UPOS_NOUN || before->upos == UPOS_PROPN ||
                  view->marks->mention[anchor - 1] != NO_INDEX;
    if (relation != RELATION_ACL || !beside)
        return false;
    uint8_t upos = next < view->end ? view_word(view, next)->upos : UPOS_PUNCT;
    return upos == UPOS_PUNCT || upos == UPOS_CCONJ || upos == UPOS_VERB || upos == UPOS_AUX;
}

// "Ces navires aideront les garde-côtes": a thing that is the subject helps, warns or meets nobody.
static bool is_done_by_thing(const struct view *view, const struct match *match,
                             const struct frame *frame)
{
    bool personal = frame->type == EVENT_AID || frame->type == EVENT_RETREAT ||
                    frame->type == EVENT_ACCUSE || frame->type == EVENT_THREATEN ||
                    frame->type == EVENT_CONSULT;
    if (!personal || frame->actors.count > 0 || match->rule->kind != RULE_VERB ||
        match->rule->actor.count == 0 || match->rule->actor.items[0].kind != SLOT_SUBJECT ||
        !word_is_finite(view, match->anchor) || verb_is_passive(view, match->anchor))
        return false;
    uint32_t subject = verb_subject(view, match->anchor);
    return subject != NO_INDEX && !view->chunks.items[subject].pronoun &&
           view_word(view, view->chunks.items[subject].head)->upos == UPOS_NOUN;
}

// Talks and visits are those of states, bodies and parties: a dinner with a lawyer is none.
static bool is_talk_of_nobody(const struct document *document, const struct frame *frame)
{
    // A journey is a visit where a state or body makes it; a talk where one takes part.
    bool visit = slice_is(frame->cameo, "042") && frame->actors.count > 0;
    const char *talkers = visit ? "GOVLEGMILSPY" : "GOVLEGMILOPPREBPTYLABSPY";
    bool stately = false;
    for (int side = 0; side < (visit ? 1 : 2) && frame->type == EVENT_CONSULT; side++) {
        const party_list *parties = side ? &frame->recipients : &frame->actors;
        for (uint32_t i = 0; i < parties->count; i++) {
            struct slice code = parties->items[i].cameo;
            struct slice sector = slice_part(code, 3, code.size);
            uint32_t number = parties->items[i].entity.number;
            enum entity_kind kind = number == 0 || number > document->entities.count
                                        ? ENTITY_NONE : document->entities.items[number - 1].kind;
            stately |= code.size == 3 || kind == ENTITY_PLACE || kind == ENTITY_COUNTRY ||
                       slice_starts(code, "IGO") || slice_starts(code, "NGO");
            for (const char *talker = talkers; *talker; talker += 3)
                stately |= (sector.size >= 3 && memcmp(sector.data, talker, 3) == 0) ||
                           (code.size >= 3 && memcmp(code.data, talker, 3) == 0);
        }
    }
    return frame->type == EVENT_CONSULT && !stately;
}

// Soldiers, journalists, judges: anybody but passers-by and suspects.
static bool is_public_role(struct slice cameo)
{
    return cameo.size > 3 && !slice_starts(slice_part(cameo, 3, cameo.size), "CVL") &&
           !slice_starts(slice_part(cameo, 3, cameo.size), "CRM");
}

// "There were no clashes, the minister said": denied in general, it has no other party than him.
static bool is_denied_fight(const struct match *match, const struct frame *frame)
{
    return frame->type == EVENT_ASSAULT && match->rule->kind == RULE_VERB &&
           match->rule->actor.count == 0 &&
           frame->factuality.polarity == POLARITY_NEGATIVE && any_named(&frame->said_by);
}

// Acts need somebody: nouns both sides, or one side with a time, a place or a figure.
static bool is_worth(const struct frame_walk *walk, const struct match *match,
                     const struct frame *frame, const struct event *event)
{
    const struct view *view = &walk->view;
    bool question = slice_is(view_word(view, view->end - 1)->form, "?");
    // "accused X of shelling a market, killing 23": who tells when or how many tells a happening.
    if (match->outer != NO_INDEX && event->amounts.count == 0 && event->when.number == 0 &&
        frame->recipients.count == 0 && frame->object == NO_INDEX &&
        view->rules->operators
            .items[walk->matches.items[match->outer].rule->operator_index].both)
        return false;
    if (match->rule->toll)
        return event->amounts.count > 0;
    if (!is_public_enough(walk->document, match, frame))
        return false;
    bool crowd = frame->type == EVENT_PROTEST && frame->actors.count > 0;
    // "une attaque a fait douze morts à Kaboul": where stands for whom.
    bool placed = frame->where.number != 0;
    if (frame->type == EVENT_NONE || question || is_bare_infinitive(walk, match, frame) ||
        (!placed && !any_named(&frame->actors) && !any_named(&frame->recipients) && !crowd &&
         !counts_people(walk, match, frame, event) &&
         !(any_named(&frame->said_by) && event->amounts.count > 0 && frame->recipients.count > 0) &&
         !is_denied_fight(match, frame)))
        return false;
    bool secondary = match->rule->kind == RULE_VERB && match->outer == NO_INDEX &&
                     !match->rule->adjective && !word_is_finite(view, match->anchor) &&
                     !verb_is_passive(view, match->anchor);
    // An infinitive or gerund tells an act of its own only where it says whose and on whom.
    if (secondary && (!any_named(&frame->actors) || !any_named(&frame->recipients)))
        return false;
    uint32_t chunk = match->rule->kind == RULE_NOUN ? view_chunk_at(view, match->anchor) : NO_INDEX;
    for (uint32_t hops = 0; chunk != NO_INDEX && hops < 4; hops++) {
        struct slice preposition = chunk_preposition(view, &view->chunks.items[chunk]);
        chunk = view->chunks.items[chunk].joined;
        if (slice_is(preposition, "entre") || slice_is(preposition, "between"))
            return false; // "entre menaces et promesses": a view of things, no act
    }
    bool unnamed = !placed && !is_denied_fight(match, frame);
    bool scene_is_named = find_where(walk, match->anchor, frame).number != 0;
    for (uint32_t i = 0; i < frame->actors.count; i++)
        unnamed &= frame->actors.items[i].entity.number == 0 &&
                   !(is_speech_act(frame->type) && match->rule->kind == RULE_VERB &&
                     is_public(walk->document, &frame->actors.items[i]));
    // "a journalist was killed": a role of public life is somebody, where a town is named too.
    bool bodily = frame->type == EVENT_ASSAULT || frame->type == EVENT_COERCE;
    for (uint32_t i = 0; i < frame->recipients.count; i++)
        unnamed &= frame->recipients.items[i].entity.number == 0 &&
                   !(bodily && scene_is_named && is_public_role(frame->recipients.items[i].cameo));
    bool one_sided = frame->actors.count == 0 || frame->recipients.count == 0;
    if (unnamed && !crowd &&
        (frame->type == EVENT_CONSULT || (one_sided && event->amounts.count == 0)))
        return false;
    if (is_enabled(walk, match) || is_epithet(walk, match, frame) ||
        is_done_by_thing(view, match, frame) || is_talk_of_nobody(walk->document, frame))
        return false;
    if (match->rule->kind == RULE_NOUN && match->outer == NO_INDEX)
        return (frame->actors.count > 0 && (frame->recipients.count > 0 || placed)) ||
               event->when.number != 0 || event->amounts.count > 0;
    return frame->actors.count > 0 || frame->type == EVENT_ASSAULT ||
           frame->type == EVENT_COERCE || frame->type == EVENT_SANCTION ||
           frame->type == EVENT_CONSULT || frame->type == EVENT_AID ||
           frame->type == EVENT_RETREAT || frame->type == EVENT_THREATEN ||
           frame->type == EVENT_ACCUSE;
}

// --- going back to an act told before: "cette attaque", "les pourparlers", "les deux dirigeants"

struct memory {
    bool game; // "Dembélé déclenche une frappe": only officials act
    bool past; // an account of history: no news
    party_list talkers;                // of the last CONSULT
    party_list attackers, attacked;    // of the last ASSAULT
};

// The phrase that may go back: the anchor's own, or the subject of its verb.
static uint32_t anaphor_chunk(const struct view *view, const struct match *match)
{
    uint32_t chunk = match->rule->kind == RULE_NOUN ? view_chunk_at(view, match->anchor)
                                                    : verb_subject(view, match->anchor);
    if (chunk == NO_INDEX)
        return NO_INDEX;
    const struct word *first = view_word(view, view->chunks.items[chunk].first);
    bool definite = first->features & (FEATURE_BIT(DEFINITE_DEF) | FEATURE_BIT(PRONTYPE_DEM));
    bool adjunct = match->rule->kind == RULE_NOUN && chunk != 0 &&
                   !(first->features & FEATURE_BIT(PRONTYPE_DEM));
    return definite && first->upos == UPOS_DET && !adjunct ? chunk : NO_INDEX;
}

// The phrase that opens the sentence is subject of the verb that governs the noun.
static bool is_topic_of(const struct view *view, uint32_t noun)
{
    uint32_t verb = noun_verb(view, noun);
    return verb != NO_INDEX && verb_subject(view, verb) == 0;
}

static void recall(struct frame_walk *walk, const struct memory *memory, const struct match *match,
                   struct frame *frame)
{
    const struct view *view = &walk->view;
    // A call whose one side is named is the topic's: "X … fait suite à un appel avec Y".
    if (frame->type == EVENT_CONSULT && match->rule->kind == RULE_NOUN &&
        frame->actors.count == 0 && any_named(&frame->recipients) && view->chunks.count > 0 &&
        view->chunks.items[0].preposition == NO_INDEX &&
        view->chunks.items[0].end < match->anchor && is_topic_of(view, match->anchor)) {
        struct argument argument = {0, ARGUMENT_CHUNK};
        party_add(view, &walk->topics, &argument, &frame->actors);
        if (frame->actors.count != 1 || party_in(&frame->recipients, &frame->actors.items[0]))
            frame->actors.count = 0;
    }
    if (any_named(&frame->recipients) || frame->factuality.status == STATUS_CONDITIONAL)
        return;
    uint32_t chunk = anaphor_chunk(view, match);
    bool pair = false;
    for (uint32_t i = 0; i < frame->actors.count; i++) {
        if (frame->actors.items[i].entity.number != 0)
            return;
        uint32_t first = document_word_at(walk->document, frame->actors.items[i].span.start);
        for (uint32_t w = first; w < view->end && w <= first + 1; w++)
            pair |= lemma_in_set(view, w, "two");
    }
    if (!pair && (chunk == NO_INDEX || frame->actors.count > 0))
        return;
    uint32_t head = pair ? 0 : view->chunks.items[chunk].head;
    if (pair || lemma_in_set(view, head, "talks")) {
        if (memory->talkers.count < 2)
            return;
        frame->actors.count = frame->recipients.count = 0;
        for (uint32_t i = 0; i < memory->talkers.count; i++)
            list_add(walk->document->arena, i == 0 ? &frame->actors : &frame->recipients,
                     memory->talkers.items[i]);
    } else if (lemma_in_set(view, head, "attack_nouns") && frame->type == EVENT_ASSAULT) {
        frame->actors = memory->attackers;
        frame->recipients = memory->attacked;
    }
}

static void remember(struct frame_walk *walk, struct memory *memory, const struct frame *frame)
{
    struct arena *arena = walk->document->arena;
    if (frame->type == EVENT_CONSULT && any_named(&frame->actors) &&
        any_named(&frame->recipients)) {
        memory->talkers = (party_list){0};
        party_merge(arena, &memory->talkers, &frame->actors);
        party_merge(arena, &memory->talkers, &frame->recipients);
    }
    if (frame->type == EVENT_ASSAULT && any_named(&frame->actors)) {
        memory->attackers = frame->actors;
        memory->attacked = frame->recipients;
    }
}

// "livrer par l'intermédiaire du Japon": whom it goes through is not whom it is for.
static void drop_channel(struct frame_walk *walk, uint32_t index, party_list *recipients)
{
    struct span span = {0, 0};
    uint32_t kept = 0;
    if (!commitment_channel(walk, index, &span).data)
        return;
    for (uint32_t i = 0; i < recipients->count; i++)
        if (recipients->items[i].span.start < span.start ||
            recipients->items[i].span.end > span.end)
            recipients->items[kept++] = recipients->items[i];
    recipients->count = kept;
}

// Somebody of a state or body: a code with a role.
static bool any_official(const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (parties->items[i].cameo.size > 3 && !slice_starts(parties->items[i].cameo, "---"))
            return true;
    return false;
}

// What happened before 1950 is told for its own sake.
static bool is_history(const struct document *document, struct reference when)
{
    if (when.number == 0)
        return false;
    struct slice value = document->times.items[when.number - 1].value;
    return value.size >= 4 && memcmp(value.data, "1000", 4) > 0 &&
           memcmp(value.data, "1950", 4) < 0;
}

// Most of the years that the document speaks of are history.
static bool is_chronicle(const struct document *document)
{
    uint32_t old = 0, dated = 0;
    for (uint32_t i = 0; i < document->times.count; i++) {
        struct slice value = document->times.items[i].value;
        bool year = value.size >= 4 && value.data[0] >= '1' && value.data[0] <= '2' &&
                    value.data[1] >= '0' && value.data[1] <= '9';
        dated += year;
        old += year && is_history(document, (struct reference){i + 1});
    }
    return old >= 3 && old * 2 > dated;
}

// "n'exclut pas une hausse": a refusal that is denied leaves something open, and is no act.
static bool is_left_open(const struct frame_walk *walk, const struct match *match,
                         const struct frame *frame)
{
    uint32_t operator = match->rule->operator_index;
    return frame->type == EVENT_REJECT && frame->factuality.polarity == POLARITY_NEGATIVE &&
           match->inner == NO_INDEX && operator != NO_INDEX &&
           walk->view.rules->operators.items[operator].stage == STAGE_REFUSED;
}

static void add_event(struct frame_walk *walk, struct memory *memory, uint32_t index)
{
    struct document *document = walk->document;
    const struct match *match = &walk->matches.items[index];
    struct frame frame;
    struct event event = {0};
    frame_fill(walk, index, &frame);
    add_amounts(walk, match->anchor, &event);
    event.when = frame_when(walk, match->anchor);
    recall(walk, memory, match, &frame);
    drop_channel(walk, index, &frame.recipients);
    if (!is_worth(walk, match, &frame, &event) || document->events.count >= EVENTS_PER_DOCUMENT)
        return;
    if (memory->game && !any_official(&frame.actors) && !any_official(&frame.recipients))
        return;
    if (memory->past || is_history(document, event.when) || is_left_open(walk, match, &frame))
        return;
    frame_countries(walk, match->anchor, &frame);
    event.span = document->sentences.items[walk->sentence - 1].span;
    event.anchor = frame_anchor(walk, match);
    event.type = frame.type;
    event.cameo = frame.cameo;
    // The rule's mode is of its own act: composed with another it is another.
    bool own = frame.type == match->rule->type &&
               frame.cameo.size >= match->rule->cameo.size &&
               slice_equal(slice_part(frame.cameo, 0, match->rule->cameo.size), match->rule->cameo);
    event.mode = own && match->rule->mode.size > 0 ? match->rule->mode : code_mode(frame.cameo);
    event.actors = frame.actors;
    event.recipients = frame.recipients;
    event.object = object_text(walk, match, &frame);
    if (event.when.number != 0)
        event.when_value = document->times.items[event.when.number - 1].value;
    if (event.type == EVENT_THREATEN || event.type == EVENT_REQUEST)
        event.deadline = commitment_deadline(walk, index, event.when_value);
    event.where = find_where(walk, match->anchor, &frame);
    event.polarity = frame.factuality.polarity;
    event.status = frame.factuality.status;
    event.hedged = frame.factuality.hedged;
    event.said_by = frame.said_by;
    event.rule = match->rule->id;
    frame_reasons(walk, index, &event.reasons);
    for (uint32_t i = 0; i < frame.codes.count; i++)
        list_add(document->arena, &event.reasons, frame.codes.items[i]);
    list_add(document->arena, &document->events, event);
    remember(walk, memory, &frame);
}

// Acts whose crowd or victims are counted, and disasters.
static bool is_counted_act(const struct event *event)
{
    return event->type == EVENT_PROTEST || event->type == EVENT_ASSAULT ||
           (event->type == EVENT_COERCE && slice_is(event->cameo, "173")) ||
           event->type == EVENT_NONE;
}

// An account of a game: one noun in a hundred words is of its language.
static bool is_game(const struct frame_walk *walk)
{
    const struct document *document = walk->document;
    uint32_t set = rule_set_named(walk->view.rules, "game"), found = 0;
    for (uint32_t w = 0; set != NO_INDEX && w < document->words.count; w++)
        found += document->words.items[w].upos == UPOS_NOUN &&
                 rule_set_has(walk->view.rules, set, word_lemma(&document->words.items[w]));
    return found >= 5 && found * 100 > document->words.count;
}

static void event_run(const void *tables, struct document *document, struct arena *scratch)
{
    struct frame_walk walk;
    struct memory memory = {0};
    if (!frame_walk_init(&walk, tables, document, scratch))
        return;
    uint32_t act = NO_INDEX, act_sentence = 0; // last act that sources may give figures for
    walk.all = true;
    memory.game = is_game(&walk);
    memory.past = is_chronicle(document);
    while (frame_walk_next(&walk)) {
        uint32_t before = document->events.count;
        for (uint32_t i = 0; i < walk.matches.count; i++) {
            const struct match *match = &walk.matches.items[i];
            bool lone = match->rule->inner_only && match->inner == NO_INDEX;
            if (!match->absorbed && !match->rule->silent && !lone)
                add_event(&walk, &memory, i);
        }
        if (document->events.count > before && document->events.count < EVENTS_PER_DOCUMENT)
            denials_find(&walk, before);
        if (act != NO_INDEX && act_sentence + 1 == walk.sentence &&
            before == document->events.count && document->events.count < EVENTS_PER_DOCUMENT) {
            figures_find(&walk, act);
            if (document->events.count > before)
                act_sentence = walk.sentence; // "Les syndicats, eux, …" may follow
        }
        for (uint32_t i = before; i < document->events.count; i++)
            if (is_counted_act(&document->events.items[i])) {
                act = i;
                act_sentence = walk.sentence;
            }
    }
}

const struct stage event_stage = {
    .name = "event",
    .help = "who does what to whom",
    .needs = LAYER_TREES | LAYER_TIMES,
    .gives = LAYER_EVENTS,
    .open = event_tables_open,
    .run = event_run,
};
