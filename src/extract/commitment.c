// SPDX-License-Identifier: Apache-2.0
// Finds commitments: who gives, owes, stops or refuses what to whom, and at which stage it is. A
// transfer is a match whose rule has a stage; operators around it ("suspendre les livraisons")
// and the factuality of the clause move that stage. Reads what event.c reads; adds commitments.
#include "extract/commitment_goods.h"
#include "extract/extract.h"

#define COMMITMENTS_PER_DOCUMENT 2000

struct finder {
    struct frame_walk walk;
    struct slice scheme;      // the programme that the paragraph is about
    uint32_t paragraph_start; // byte where that paragraph starts
    uint32_t first_of_sentence, first_of_previous; // commitments
};

// --- stage

static enum commitment_stage by_status(enum commitment_stage stage, const struct factuality *found)
{
    bool completed = stage == STAGE_DELIVERED || stage == STAGE_FUNDED || stage == STAGE_ORDERED ||
                     stage == STAGE_APPROVED;
    switch (found->status) {
    case STATUS_POSSIBLE:
    case STATUS_CONDITIONAL:
        return STAGE_CONSIDERED;
    case STATUS_DEMANDED:
        return STAGE_REQUESTED;
    case STATUS_PLANNED:
        if (!found->stated_future && !found->scheduled && completed)
            return STAGE_CONSIDERED;
        return completed ? STAGE_ANNOUNCED : stage;
    case STATUS_ANNOUNCED:
        return completed ? STAGE_ANNOUNCED : stage;
    default:
        return stage;
    }
}

// "Le programme a levé 4 milliards": what raises money is the channel, nobody's gift. Its chunk, or
// NO_INDEX.
static uint32_t raiser_of(const struct finder *finder, uint32_t index)
{
    const struct view *view = &finder->walk.view;
    const struct match *match = &finder->walk.matches.items[index];
    if (!match->rule->has_giver || match->rule->giver.count > 0 ||
        match->rule->kind != RULE_VERB || verb_is_passive(view, match->anchor))
        return NO_INDEX;
    uint32_t subject = verb_subject(view, match->anchor);
    bool raises = subject != NO_INDEX && !view->chunks.items[subject].pronoun &&
                  word_in_set(view, view->chunks.items[subject].head, "raiser");
    return raises ? subject : NO_INDEX;
}

// Operators from the inside out: the last that has a stage decides, but what is only thought
// about, asked for or refused stays that.
static enum commitment_stage stage_of(const struct finder *finder, uint32_t index,
                                      const struct frame *frame)
{
    const struct frame_walk *walk = &finder->walk;
    const struct match *match = &walk->matches.items[index];
    struct factuality found = frame->spoken;
    enum commitment_stage stage = match->rule->stage;
    uint32_t outer = match->outer;
    bool decided = false;
    if (factuality_is_under_denial(walk->words, &walk->view, match->anchor))
        return STAGE_NONE;
    for (int depth = 0; outer != NO_INDEX && depth < 4; depth++) {
        const struct match *above = &walk->matches.items[outer];
        enum commitment_stage step =
            walk->view.rules->operators.items[above->rule->operator_index].stage;
        struct factuality around;
        struct slice name = walk->view.rules->operators.items[above->rule->operator_index].name;
        if (slice_is(name, "threaten") || slice_is(name, "accuse"))
            return STAGE_NONE; // a threat to stop exports owes nobody anything
        factuality_find(walk->words, &walk->view, above->anchor, &around);
        if (slice_is(name, "allow") && raiser_of(finder, index) != NO_INDEX) {
            step = STAGE_NONE; // "a permis de lever 2 milliards"
            factuality_find(walk->words, &walk->view, above->anchor, &found);
        }
        bool command = step == STAGE_REQUESTED && (stage == STAGE_RESUMED ||
                       stage == STAGE_PAUSED || stage == STAGE_CANCELLED) &&
                       word_in_set(&walk->view, above->anchor, "command");
        if (step != STAGE_NONE && !decided && !command) {
            stage = step;
            decided = step == STAGE_CONSIDERED || step == STAGE_REQUESTED || step == STAGE_REFUSED;
            found.polarity = around.polarity;
            if (around.polarity == POLARITY_NEGATIVE && step == STAGE_REFUSED) {
                stage = STAGE_CONSIDERED; // "n'exclut pas de livrer"
                found.polarity = POLARITY_POSITIVE;
            }
            found.status = around.status;
            found.stated_future = around.stated_future;
            found.scheduled = around.scheduled;
            if (step == STAGE_PROMISED || step == STAGE_ANNOUNCED)
                found.status = STATUS_HAPPENED;
        }
        outer = above->outer;
    }
    if (found.polarity == POLARITY_NEGATIVE)
        return stage == STAGE_REFUSED ? STAGE_NONE : STAGE_REFUSED;
    return by_status(stage, &found);
}

// --- parties

static void fill_parties(struct finder *finder, uint32_t index, struct frame *frame,
                         struct commitment *commitment)
{
    struct frame_walk *walk = &finder->walk;
    const struct match *match = &walk->matches.items[index];
    const struct match *outer = match->outer == NO_INDEX ? NULL
                                                         : &walk->matches.items[match->outer];
    bool asked = outer && walk->view.rules->operators.items[outer->rule->operator_index].stage ==
                              STAGE_REQUESTED;
    party_fill(&walk->view, &walk->topics, match, &match->rule->giver, &commitment->givers);
    party_fill(&walk->view, &walk->topics, match, &match->rule->receiver, &commitment->receivers);
    if (asked) {
        if (commitment->givers.count == 0 || match->rule->kind == RULE_NOUN)
            party_fill(&walk->view, &walk->topics, outer, &outer->rule->recipient,
                       &commitment->givers);
        if (commitment->receivers.count == 0)
            party_fill(&walk->view, &walk->topics, outer, &outer->rule->actor,
                       &commitment->receivers);
    } else if (!match->rule->has_giver) {
        if (commitment->givers.count == 0)
            party_merge(walk->document->arena, &commitment->givers, &frame->actors);
        if (commitment->receivers.count == 0 && outer && !match->rule->has_receiver)
            party_fill(&walk->view, &walk->topics, outer, &outer->rule->recipient,
                       &commitment->receivers);
    }
    if (commitment->receivers.count == 0)
        commitment_destination(walk, index, &commitment->receivers);
    // "a gelé son aide au développement à la Birmanie": whom the act hits would have had it.
    if (commitment->receivers.count == 0 && commitment_any_coded(&frame->recipients) &&
        !match->rule->has_receiver && !asked)
        party_merge(walk->document->arena, &commitment->receivers, &frame->recipients);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < commitment->receivers.count; i++)
        if (!party_in(&commitment->givers, &commitment->receivers.items[i]))
            commitment->receivers.items[kept++] = commitment->receivers.items[i];
    commitment->receivers.count = kept;
}

// --- one commitment

static struct reference when_of(const struct finder *finder, uint32_t index)
{
    const struct match *match = &finder->walk.matches.items[index];
    struct reference when = frame_when(&finder->walk, match->anchor);
    if (when.number == 0 && match->outer != NO_INDEX)
        when = frame_when(&finder->walk, finder->walk.matches.items[match->outer].anchor);
    return when;
}

// The programme that money goes through: named in the clause, or the paragraph's.
static struct slice via_of(struct finder *finder, uint32_t index)
{
    struct frame_walk *walk = &finder->walk;
    struct slice named = commitment_scheme(walk, index);
    if (named.data) {
        finder->scheme = named;
        return named;
    }
    if (commitment_scheme_anaphor(walk, index))
        return commitment_last_scheme(walk);
    return finder->scheme;
}

// Whom it goes through does not get it.
static void drop_channel(struct frame_walk *walk, uint32_t index, struct commitment *commitment)
{
    struct span span = {0, 0};
    struct slice channel = commitment_channel(walk, index, &span);
    if (!channel.data)
        return;
    if (!commitment->via.data)
        commitment->via = channel;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < commitment->receivers.count; i++) {
        const struct party *party = &commitment->receivers.items[i];
        if (party->span.start < span.start || party->span.end > span.end)
            commitment->receivers.items[kept++] = *party;
    }
    commitment->receivers.count = kept;
}

// "un mécanisme qui permet de financer" says nothing of who does, nor does "les armes pour
// financer".
static bool is_enabled(struct finder *finder, uint32_t index)
{
    struct frame_walk *walk = &finder->walk;
    const struct match *match = &walk->matches.items[index];
    const struct view *view = &walk->view;
    if (raiser_of(finder, index) != NO_INDEX)
        return false; // "a permis de lever 2 milliards"
    bool infinitive = match->rule->kind == RULE_VERB &&
                      view_word(view, match->anchor)->features & FEATURE_BIT(VERBFORM_INF);
    if (infinitive && factuality_is_purpose(walk->words, view, match->anchor))
        return true;
    if (match->outer == NO_INDEX)
        return false;
    const struct match *outer = &walk->matches.items[match->outer];
    party_list actors = {0};
    if (!slice_is(view->rules->operators.items[outer->rule->operator_index].name, "allow"))
        return false;
    party_fill(view, &walk->topics, outer, &outer->rule->actor, &actors);
    return actors.count == 0;
}

// "nous envoyons", said by whoever decides: announced, not yet delivered.
static bool is_first_person(const struct finder *finder, const struct match *match)
{
    const struct view *view = &finder->walk.view;
    if (match->rule->kind != RULE_VERB)
        return false;
    uint32_t chunk = verb_subject(view, match->anchor);
    if (chunk == NO_INDEX || !view->chunks.items[chunk].pronoun)
        return false;
    struct slice lower = view_word(view, view->chunks.items[chunk].head)->lower;
    return slice_is(lower, "nous") || slice_is(lower, "je") || slice_is(lower, "we") ||
           slice_is(lower, "i");
}

// "ils ont livré": somebody gives, though nobody knows who.
static bool has_pronoun_subject(const struct view *view, uint32_t verb)
{
    uint32_t subject = verb_is_passive(view, verb) ? NO_INDEX : verb_subject(view, verb);
    return subject != NO_INDEX && view->chunks.items[subject].pronoun;
}

// Receivers without those who give. A list of its own: others share the old one.
static void parties_drop(struct arena *arena, party_list *from, const party_list *givers)
{
    party_list kept = {0};
    for (uint32_t i = 0; i < from->count; i++)
        if (!party_in(givers, &from->items[i]))
            list_add(arena, &kept, from->items[i]);
    *from = kept;
}

// "a suspendu le versement des 42 millions promis à l'hôpital": the sum has been told of, and the
// participle names nobody who gives it.
static bool is_repeated(const struct finder *finder, const struct commitment *commitment)
{
    const struct document *document = finder->walk.document;
    if (commitment->givers.count > 0 || !commitment->money.value.data)
        return false;
    for (uint32_t i = finder->first_of_sentence; i < document->commitments.count; i++)
        if (slice_equal(document->commitments.items[i].money.value, commitment->money.value) &&
            document->commitments.items[i].givers.count > 0)
            return true;
    return false;
}

// "ne contribuera pas à l'achat d'obus pour Kiev": the noun is part of the transfer just told, and
// may name whom it is for.
static bool is_part(struct finder *finder, uint32_t index, const struct commitment *commitment)
{
    struct frame_walk *walk = &finder->walk;
    struct document *document = walk->document;
    const struct match *match = &walk->matches.items[index];
    uint32_t count = document->commitments.count, first, end;
    if (match->rule->kind != RULE_NOUN || match->outer != NO_INDEX ||
        count <= finder->first_of_sentence)
        return false;
    struct commitment *before = &document->commitments.items[count - 1];
    clause_bounds(&walk->view, match->anchor, &first, &end);
    if (before->anchor.start < view_word(&walk->view, first)->span.start ||
        before->anchor.end > commitment->anchor.start)
        return false;
    if (before->receivers.count == 0)
        before->receivers = commitment->receivers;
    return true;
}

static struct slice name_of(const struct view *view, uint32_t chunk)
{
    const struct chunk *found = &view->chunks.items[chunk];
    for (uint32_t w = found->first; w < found->end; w++)
        if (view_word(view, w)->upos == UPOS_PROPN)
            return phrase_text(view, found->first, found->end);
    return (struct slice){NULL, 0};
}

// True when enough is said of the transfer: somebody gives or gets, or a scheme has raised a sum.
static bool is_told(const struct finder *finder, uint32_t index, bool raised,
                    const struct commitment *commitment)
{
    const struct view *view = &finder->walk.view;
    const struct match *match = &finder->walk.matches.items[index];
    const party_list *givers = &commitment->givers, *receivers = &commitment->receivers;
    bool verb = match->rule->kind == RULE_VERB, parties = givers->count + receivers->count > 0;
    bool figured = commitment->money.value.data || commitment->count.data;
    bool coded = commitment_any_coded(givers) || commitment_any_coded(receivers);
    // "financé via …, le film": a channel alone is not enough
    bool told = parties || ((commitment->via.data || raised) && figured);
    // "Des centaines de drones doivent être livrés": nobody is named, but arms they are
    enum category category = commitment->category;
    told |= commitment->count.data && verb && verb_is_passive(view, match->anchor) &&
            (category == CATEGORY_WEAPONS || category == CATEGORY_DRONES ||
             category == CATEGORY_AIR_DEFENCE || category == CATEGORY_AMMUNITION);
    if (!told || (!figured && !commitment->via.data && !coded))
        return false;
    if (verb && match->rule->needs_actor && givers->count == 0 &&
        !has_pronoun_subject(view, match->anchor))
        return false;
    if (verb && match->rule->needs_recipient && receivers->count == 0)
        return false;
    // A bare noun ("les livraisons d'armes à Kiev") says only that there is such a thing.
    bool bare = !verb && match->outer == NO_INDEX;
    return !bare || (givers->count > 0 &&
                     (figured || (receivers->count > 0 && commitment_any_public(view, givers))));
}

// The transfer and those that share its verb: "… et la Norvège un autre".
static void add_elided(struct frame_walk *walk, const struct commitment *commitment)
{
    struct document *document = walk->document;
    struct commitment other = *commitment;
    uint32_t first = document->commitments.count;
    list_add(document->arena, &document->commitments, other);
    while (document->commitments.count < COMMITMENTS_PER_DOCUMENT &&
           commitment_elided(walk, &other)) {
        list_add(document->arena, &document->commitments, other);
        // The tree may have joined the second giver to the receivers of the first.
        for (uint32_t i = first; i < document->commitments.count; i++)
            parties_drop(document->arena, &document->commitments.items[i].receivers,
                         &other.givers);
        other.receivers = document->commitments.items[document->commitments.count - 1].receivers;
    }
}

static void add_commitment(struct finder *finder, uint32_t index)
{
    struct frame_walk *walk = &finder->walk;
    struct document *document = walk->document;
    const struct match *match = &walk->matches.items[index];
    struct frame frame;
    struct commitment commitment = {0};
    frame_fill(walk, index, &frame);
    commitment.stage = stage_of(finder, index, &frame);
    if (commitment.stage == STAGE_DELIVERED && frame.spoken.status == STATUS_UNDERWAY &&
        is_first_person(finder, match))
        commitment.stage = STAGE_ANNOUNCED;
    fill_parties(finder, index, &frame, &commitment);
    commitment_goods(walk, index, &commitment);
    if (match->rule->category != CATEGORY_NONE)
        commitment.category = match->rule->category;
    commitment.via = via_of(finder, index);
    drop_channel(walk, index, &commitment);
    uint32_t raiser = raiser_of(finder, index);
    if (!commitment.via.data && raiser != NO_INDEX)
        commitment.via = name_of(&walk->view, raiser);
    if (commitment.stage == STAGE_NONE || is_enabled(finder, index) ||
        !is_told(finder, index, raiser != NO_INDEX, &commitment) ||
        commitment_is_private(walk, index, &commitment) ||
        document->commitments.count >= COMMITMENTS_PER_DOCUMENT)
        return;
    commitment.span = document->sentences.items[walk->sentence - 1].span;
    bool noun = match->outer != NO_INDEX && match->rule->kind == RULE_NOUN;
    commitment.anchor = frame_anchor(walk, noun ? &walk->matches.items[match->outer] : match);
    commitment.when = when_of(finder, index);
    if (commitment.when.number != 0)
        commitment.when_value = document->times.items[commitment.when.number - 1].value;
    commitment.deadline = commitment_deadline(walk, index, commitment.when_value);
    commitment.said_by = frame.said_by;
    commitment.hedged = frame.factuality.hedged;
    commitment.rule = match->rule->id;
    frame_reasons(walk, index, &commitment.reasons);
    if (!is_part(finder, index, &commitment) && !is_repeated(finder, &commitment)) {
        commitment_currency(walk, &commitment);
        add_elided(walk, &commitment);
    }
}

// "Ces achats s'inscrivent dans le programme PURL": the scheme of what the last sentence told.
static void scheme_of_previous(struct finder *finder)
{
    struct frame_walk *walk = &finder->walk;
    struct slice scheme = commitment_scheme_statement(walk);
    if (!scheme.data)
        return;
    finder->scheme = scheme;
    struct document *document = walk->document;
    for (uint32_t i = finder->first_of_previous; i < finder->first_of_sentence; i++)
        if (!document->commitments.items[i].via.data)
            document->commitments.items[i].via = scheme;
}

static bool new_paragraph(const struct finder *finder)
{
    const struct document *document = finder->walk.document;
    struct span span = document->sentences.items[finder->walk.sentence - 1].span;
    struct slice between = slice_part(document->text, finder->paragraph_start, span.start);
    return slice_find(between, SLICE("\n"), 0) != SIZE_MAX;
}

// "les drones fournis par l'Iran": told of the drones, not of the article's transfers.
static bool is_aside(const struct document *document, const struct commitment *commitment)
{
    uint32_t word = document_word_at(document, commitment->anchor.start);
    return word < document->words.count && document->words.items[word].upos == UPOS_VERB &&
           document->words.items[word].features & FEATURE_BIT(VERBFORM_PART) &&
           document->words.items[word].features & FEATURE_BIT(TENSE_PAST);
}

// A person's help goes to the country: its entity, or none where the text does not name it.
static struct reference state_of(const struct document *document, struct reference reference)
{
    const struct entity *entity = &document->entities.items[reference.number - 1];
    if (entity->kind != ENTITY_PERSON)
        return reference;
    for (uint32_t i = 0; i < document->entities.count; i++)
        if (document->entities.items[i].kind == ENTITY_COUNTRY &&
            slice_equal(document->entities.items[i].country, entity->country))
            return (struct reference){i + 1};
    return (struct reference){0};
}

// Receivers that the text leaves unsaid are those of the article's other transfers.
static void infer_receivers(struct document *document, struct arena *scratch)
{
    uint32_t *votes = arena_zero(scratch, document->entities.count + 1, sizeof *votes);
    uint32_t best = 0;
    const struct party *found = NULL;
    for (uint32_t i = 0; i < document->commitments.count; i++) {
        const party_list *receivers = &document->commitments.items[i].receivers;
        if (document->commitments.items[i].category == CATEGORY_OTHER)
            continue;
        for (uint32_t j = 0; j < receivers->count; j++) {
            uint32_t number = receivers->items[j].entity.number;
            if (number == 0 || number > document->entities.count ||
                document->entities.items[number - 1].country.size != 3)
                continue;
            if (++votes[number] > best) {
                best = votes[number];
                found = &receivers->items[j];
            }
        }
    }
    if (!found)
        return;
    struct party inferred = *found;
    inferred.span = (struct span){0, 0};
    inferred.entity = state_of(document, inferred.entity);
    if (inferred.entity.number == 0)
        return;
    const struct entity *entity = &document->entities.items[inferred.entity.number - 1];
    inferred.cameo = entity->cameo;
    inferred.text = entity->name.size > 0 ? entity->name : inferred.text;
    for (uint32_t i = 0; i < document->commitments.count; i++) {
        struct commitment *commitment = &document->commitments.items[i];
        if (commitment->receivers.count == 0 && !is_aside(document, commitment) &&
            !party_in(&commitment->givers, &inferred) &&
            commitment->category != CATEGORY_OTHER && commitment->category != CATEGORY_NONE)
            list_add(document->arena, &commitment->receivers, inferred);
    }
}

static void commitment_run(const void *tables, struct document *document, struct arena *scratch)
{
    struct finder finder = {0};
    if (!frame_walk_init(&finder.walk, tables, document, scratch))
        return;
    uint32_t last_sentence = NO_INDEX;
    while (frame_walk_next(&finder.walk)) {
        bool follows = last_sentence != NO_INDEX && finder.walk.sentence == last_sentence + 1;
        finder.first_of_previous = follows ? finder.first_of_sentence : document->commitments.count;
        finder.first_of_sentence = document->commitments.count;
        last_sentence = finder.walk.sentence;
        if (new_paragraph(&finder))
            finder.scheme = SLICE_NONE;
        finder.paragraph_start = document->sentences.items[finder.walk.sentence - 1].span.end;
        scheme_of_previous(&finder);
        for (uint32_t i = 0; i < finder.walk.matches.count; i++) {
            const struct match *match = &finder.walk.matches.items[i];
            bool merged = match->inner != NO_INDEX &&
                          finder.walk.matches.items[match->inner].rule->stage != STAGE_NONE;
            if (match->rule->stage != STAGE_NONE && !match->rule->silent && !merged &&
                !(match->rule->inner_only && match->inner == NO_INDEX))
                add_commitment(&finder, i);
        }
    }
    infer_receivers(document, scratch);
}

const struct stage commitment_stage = {
    .name = "commitment",
    .help = "who gives, owes or stops what",
    .needs = LAYER_TREES | LAYER_TIMES,
    .gives = LAYER_COMMITMENTS,
    .open = event_tables_open,
    .run = commitment_run,
};
