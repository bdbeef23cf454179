// SPDX-License-Identifier: Apache-2.0
// Fills the slots of each match: parties through operators and control, type and code by
// composition, factuality, time. Reads words, trees, mentions, times, quotes; adds no layer. What
// a frame is worth as an event or a commitment is event.c's and commitment.c's.
#include "extract/event_frame.h"

#include <assert.h>

#define NESTING 4 // operators over operators

const void *event_tables_open(struct arena *arena, const struct data_source *data,
                              struct error *error)
{
    struct event_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (int language = LANGUAGE_NONE + 1; language < LANGUAGE_READ_COUNT; language++) {
        tables->rules[language] = rules_open(arena, data, (enum language)language, error);
        if (!tables->rules[language] ||
            !factuality_open(&tables->words[language], arena, data, (enum language)language, error))
            return NULL;
    }
    return tables;
}

bool frame_walk_init(struct frame_walk *walk, const struct event_tables *tables,
                     struct document *document, struct arena *scratch)
{
    *walk = (struct frame_walk){.tables = tables, .document = document, .scratch = scratch};
    if (!language_is_read(document->language) || document->words.count == 0)
        return false;
    marks_init(&walk->marks, document, scratch);
    walk->words = &tables->words[document->language];
    walk->view.document = document;
    walk->view.rules = tables->rules[document->language];
    walk->view.marks = &walk->marks;
    walk->view.scratch = scratch;
    walk->mark = arena_mark(scratch);
    walk->home = document_home(document);
    return true;
}

// A line that no stop ends, inside an article: it repeats what the text says.
static bool is_heading(const struct frame_walk *walk)
{
    const struct document *document = walk->document;
    if (document->sentences.count < 4)
        return false;
    struct span span = document->sentences.items[walk->sentence - 1].span;
    struct slice text = slice_trim(document_span_text(document, span));
    static const char *const stops[] = {".", "!", "?", "…", "»", "”", "\"", ":",
                                        ";", ")", "’", ","};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (slice_ends(text, stops[i]))
            return false;
    return true;
}

// "n'exclut pas de livrer": a refusal that is denied leaves its act possible.
static void flip_denied(struct frame_walk *walk)
{
    for (uint32_t i = 0; i < walk->matches.count; i++) {
        struct match *match = &walk->matches.items[i];
        if (match->rule->operator_index == NO_INDEX || match->inner == NO_INDEX ||
            walk->view.rules->operators.items[match->rule->operator_index].stage != STAGE_REFUSED)
            continue;
        struct factuality found;
        factuality_find(walk->words, &walk->view, match->anchor, &found);
        if (found.polarity != POLARITY_NEGATIVE)
            continue;
        match->flipped = match->absorbed = true;
        struct match *inner = &walk->matches.items[match->inner];
        const uint32_t inner_operator = inner->rule->operator_index;
        inner->absorbed = inner_operator != NO_INDEX && inner->inner != NO_INDEX &&
                          walk->view.rules->operators.items[inner_operator].keep;
    }
}

bool frame_walk_next(struct frame_walk *walk)
{
    while (walk->sentence < walk->document->sentences.count) {
        if (walk->sentence > 0 && walk->view.end > walk->view.start)
            topics_update(&walk->view, &walk->topics);
        arena_rewind(walk->scratch, walk->mark);
        memset(&walk->matches, 0, sizeof walk->matches);
        view_init(&walk->view, walk->sentence++);
        if (walk->view.end == walk->view.start || is_heading(walk))
            continue;
        rules_match(&walk->view, &walk->matches);
        flip_denied(walk);
        if (walk->matches.count > 0 || walk->all)
            return true;
    }
    return false;
}

// What a match says that it does, with the lines that made the code finer.
struct coded {
    enum event_type type;
    struct slice cameo;
    reason_list reasons;
};

// The operator that says the same as a rule that is none: "a rejeté les demandes" refuses.
static uint32_t operator_like(const struct view *view, const struct rule *rule)
{
    uint32_t found = rule->operator_index;
    for (uint32_t i = 0; i < view->rules->operators.count && found == NO_INDEX; i++)
        if (rule->cameo.size > 0 &&
            slice_equal(view->rules->operators.items[i].cameo, rule->cameo))
            found = i;
    return found;
}

// "a exigé des réformes": the code of an operator by what it is about, where no act is named.
static void add_theme(const struct frame_walk *walk, const struct match *match, struct coded *coded)
{
    enum event_type type;
    struct slice cameo, theme;
    reason_list reasons = {0};
    struct rule operator = {.operator_index = operator_like(&walk->view, match->rule)};
    if (operator.operator_index == NO_INDEX || coded->type == EVENT_NONE ||
        coded->type != match->rule->type || !slice_equal(coded->cameo, match->rule->cameo))
        return;
    theme = code_theme(&walk->view, match, &reasons);
    if (theme.size == 0 ||
        !rule_compose(walk->view.rules, &operator, EVENT_NONE, theme, &type, &cameo) ||
        type != coded->type || slice_equal(cameo, coded->cameo))
        return;
    coded->cameo = cameo;
    coded->reasons = reasons;
}

static void type_at(const struct frame_walk *walk, uint32_t index, int depth, struct coded *coded)
{
    const struct match *match = &walk->matches.items[index];
    *coded = (struct coded){match->rule->type, match->rule->cameo, {0}};
    if (match->rule->operator_index != NO_INDEX && match->inner != NO_INDEX && depth < NESTING) {
        struct coded inner;
        type_at(walk, match->inner, depth + 1, &inner);
        bool keep = walk->view.rules->operators.items[match->rule->operator_index].keep;
        if (rule_compose(walk->view.rules, match->rule, inner.type, inner.cameo, &coded->type,
                         &coded->cameo))
            coded->reasons = inner.reasons;
        else if (keep)
            *coded = inner;
        else if (match->rule->inner_only)
            coded->type = EVENT_NONE; // "a prévenu que la décrue durerait" threatens nobody
    }
    add_theme(walk, match, coded);
    coded->cameo = code_refine(&walk->view, match, 0, coded->cameo, &coded->reasons);
}

void frame_type(const struct frame_walk *walk, uint32_t match, enum event_type *type,
                struct slice *cameo)
{
    struct coded coded;
    type_at(walk, match, 0, &coded);
    *type = coded.type;
    *cameo = coded.cameo;
}

static void fill(struct frame_walk *walk, uint32_t index, bool recipients, int depth,
                 party_list *parties);

static void fill_slot(struct frame_walk *walk, uint32_t index, const struct rule_slot *slot,
                      int depth, party_list *parties)
{
    const struct match *match = &walk->matches.items[index];
    bool inner = match->inner != NO_INDEX && depth < NESTING;
    if (slot->kind == SLOT_INNER || slot->kind == SLOT_INNER_RECIPIENT) {
        if (inner)
            fill(walk, match->inner, true, depth + 1, parties);
    }
    if (slot->kind == SLOT_INNER_ACTOR || (slot->kind == SLOT_INNER && parties->count == 0)) {
        if (inner)
            fill(walk, match->inner, false, depth + 1, parties);
        if (slot->kind == SLOT_INNER_ACTOR)
            return;
        // "threatened to strike unless X …": who threatens is not whom it is threatened.
        party_list own = {0};
        party_fill(&walk->view, &walk->topics, match, &match->rule->actor, &own);
        parties_drop_shared(parties, &own);
        return;
    }
    struct rule_slots one = {slot, 1};
    party_fill(&walk->view, &walk->topics, match, &one, parties);
}

// "Les sanctions européennes contre l'Iran ont été levées": the parties that a passive leaves to
// the noun of its light verb.
static void fill_from_object(struct frame_walk *walk, const struct match *match, bool recipients,
                             party_list *parties)
{
    static const struct rule_slot object = {SLOT_OBJECT, {NULL, 0}};
    static const struct rule_slot owners[] = {{SLOT_POSSESSOR, {NULL, 0}},
                                              {SLOT_ADJECTIVE, {NULL, 0}}};
    const struct rule *rule = match->rule;
    argument_list objects = {0};
    bool light = false;
    for (uint32_t i = 0; i < rule->condition_count; i++)
        light |= rule->conditions[i].set != NO_INDEX &&
                 rule->conditions[i].where.items[0].kind == SLOT_OBJECT;
    if (!light || rule->kind != RULE_VERB || !verb_is_passive(&walk->view, match->anchor))
        return;
    slot_arguments(&walk->view, match->anchor, RULE_VERB, &object, &objects);
    const struct rule_slots nouns = recipients ? rule->recipient : (struct rule_slots){owners, 2};
    for (uint32_t i = 0; i < objects.count && i < 1; i++) {
        uint32_t head = walk->view.chunks.items[objects.items[i].chunk].head;
        if (walk->view.marks->mention[head] != NO_INDEX)
            return;
        for (uint32_t j = 0; j < nouns.count && parties->count == 0; j++) {
            argument_list arguments = {0};
            slot_arguments(&walk->view, head, RULE_NOUN, &nouns.items[j], &arguments);
            for (uint32_t k = 0; k < arguments.count; k++)
                party_add(&walk->view, &walk->topics, &arguments.items[k], parties);
        }
    }
}

// Actors or recipients of a match: by its slots, else from the operator that works on it.
static void fill(struct frame_walk *walk, uint32_t index, bool recipients, int depth,
                 party_list *parties)
{
    const struct match *match = &walk->matches.items[index];
    const struct rule_slots *slots = recipients ? &match->rule->recipient : &match->rule->actor;
    for (uint32_t i = 0; i < slots->count && parties->count == 0; i++)
        fill_slot(walk, index, &slots->items[i], depth, parties);
    if (parties->count == 0)
        fill_from_object(walk, match, recipients, parties);
    if (parties->count == 0 && recipients && match->rule->operator_index != NO_INDEX) {
        struct rule_slot slot = {SLOT_INNER, {NULL, 0}};
        fill_slot(walk, index, &slot, depth, parties);
    }
    if (parties->count > 0 || match->outer == NO_INDEX || depth > 0)
        return;
    // "a annoncé l'envoi": who announces it does it, unless somebody else is said to; in "the
    // invasion of X began" nobody does.
    for (uint32_t outer = match->outer; outer != NO_INDEX && !recipients && parties->count == 0;
         outer = walk->matches.items[outer].outer) {
        const struct match *above = &walk->matches.items[outer];
        uint32_t own = view_chunk_at(&walk->view, match->anchor);
        if (own == NO_INDEX || above->rule->kind != RULE_VERB ||
            verb_subject(&walk->view, above->anchor) != own)
            party_fill(&walk->view, &walk->topics, above, &above->rule->actor, parties);
    }
    if (recipients)
        party_fill(&walk->view, &walk->topics, &walk->matches.items[match->outer],
                   &walk->matches.items[match->outer].rule->recipient, parties);
}

// "X et Y se sont rencontrés": the first meets the others.
static void split_reciprocal(struct frame_walk *walk, struct frame *frame)
{
    if (frame->recipients.count > 0 || frame->actors.count < 2)
        return;
    for (uint32_t i = 1; i < frame->actors.count; i++)
        list_add(walk->document->arena, &frame->recipients, frame->actors.items[i]);
    frame->actors.count = 1;
}

static bool is_speech(enum event_type type)
{
    return type == EVENT_AGREE || type == EVENT_SUPPORT || type == EVENT_CONCEDE ||
           type == EVENT_REQUEST || type == EVENT_ACCUSE || type == EVENT_REJECT ||
           type == EVENT_THREATEN;
}

static uint32_t operator_named(const struct view *view, const char *name)
{
    for (uint32_t i = 0; i < view->rules->operators.count; i++)
        if (slice_is(view->rules->operators.items[i].name, name))
            return i;
    return NO_INDEX;
}

// "will free" is a promise, "will boycott" a threat, "will not lift" a refusal.
static void compose_future(const struct frame_walk *walk, struct frame *frame)
{
    bool negative = frame->factuality.polarity == POLARITY_NEGATIVE;
    bool transfer = frame->type == EVENT_AID || frame->type == EVENT_RETREAT ||
                    frame->type == EVENT_CONCEDE || frame->type == EVENT_COOPERATE ||
                    (frame->type == EVENT_SUPPORT && !negative) ||
                    (frame->type == EVENT_AGREE && negative);
    bool hostile = frame->type == EVENT_SANCTION || frame->type == EVENT_ASSAULT ||
                   frame->type == EVENT_COERCE || frame->type == EVENT_PROTEST;
    struct rule outer = {.operator_index = operator_named(
                             &walk->view, negative ? "refuse" : hostile ? "threaten" : "promise")};
    // "L'Islande retirera douze chalutiers": the withdrawal, announced; "said it would": a promise.
    if (frame->type == EVENT_RETREAT && !negative && !frame->told) {
        if (frame->factuality.stated_future && frame->factuality.status == STATUS_PLANNED)
            frame->factuality.status = STATUS_ANNOUNCED;
        return;
    }
    if (!frame->factuality.stated_future || frame->factuality.status == STATUS_CONDITIONAL ||
        frame->actors.count == 0 || outer.operator_index == NO_INDEX ||
        (negative ? !transfer : !transfer && !hostile))
        return;
    if (rule_compose(walk->view.rules, &outer, frame->type, frame->cameo, &frame->type,
                     &frame->cameo)) {
        frame->factuality.status = negative ? STATUS_HAPPENED : STATUS_ANNOUNCED;
        frame->factuality.polarity = POLARITY_POSITIVE;
    }
}

// "X accused Y of shelling Z": the shelling is what X says.
static void fill_accuser(struct frame_walk *walk, const struct match *outer, struct frame *frame)
{
    if (!walk->view.rules->operators.items[outer->rule->operator_index].both)
        return;
    frame->said_by.count = 0;
    frame->factuality.hedged = true;
    party_fill(&walk->view, &walk->topics, outer, &outer->rule->actor, &frame->said_by);
}

static void fill_factuality(struct frame_walk *walk, uint32_t index, struct frame *frame)
{
    const struct match *match = &walk->matches.items[index];
    struct factuality *found = &frame->factuality;
    factuality_find(walk->words, &walk->view, match->anchor, found);
    frame->clause_status = found->status;
    uint32_t outer = match->outer;
    for (int depth = 0; outer != NO_INDEX && depth < NESTING; depth++) {
        const struct match *above = &walk->matches.items[outer];
        const struct rule_operator *operator =
            &walk->view.rules->operators.items[above->rule->operator_index];
        struct factuality around;
        factuality_find(walk->words, &walk->view, above->anchor, &around);
        if (above->flipped)
            found->status = STATUS_POSSIBLE;
        else if (operator->status != STATUS_NONE && found->status != STATUS_CONDITIONAL)
            found->status = operator->status;
        if (operator->polarity == POLARITY_NEGATIVE)
            found->polarity = POLARITY_NEGATIVE;
        found->hedged |= around.hedged;
        if (above->flipped)
            found->polarity = POLARITY_POSITIVE;
        else if (around.polarity == POLARITY_NEGATIVE && operator->keep)
            found->polarity = POLARITY_NEGATIVE;
        outer = above->outer;
    }
    if (match->rule->status != STATUS_NONE &&
        (found->status == STATUS_HAPPENED || found->status == STATUS_UNDERWAY))
        found->status = match->rule->status;
    if (match->rule->negative)
        found->polarity = POLARITY_NEGATIVE;
    if (is_speech(frame->type) && found->status == STATUS_UNDERWAY)
        found->status = STATUS_HAPPENED;
    if (frame->type == EVENT_AID && found->stated_future && found->status == STATUS_PLANNED)
        found->status = STATUS_ANNOUNCED;
    factuality_said_by(walk->words, &walk->view, &walk->topics, match->anchor, &frame->said_by,
                       &found->hedged);
    if (match->outer != NO_INDEX && !match->absorbed)
        fill_accuser(walk, &walk->matches.items[match->outer], frame);
    if (frame->said_by.count == 0)
        party_fill(&walk->view, &walk->topics, match, &match->rule->said_by, &frame->said_by);
    frame->told = frame->said_by.count > 0;
    // Who announces an act of their own is its actor, not a source about it.
    if (found->status == STATUS_ANNOUNCED || found->status == STATUS_PLANNED)
        parties_drop_shared(&frame->said_by, &frame->actors);
}

// "Whoever helps them will pay the price, X warned": the words are the act, X does it by saying
// them to somebody of another country ("our people will pay the price" is a complaint). What they
// foretell is no matter.
static void fill_speaker(const struct frame_walk *walk, const struct match *match,
                         struct frame *frame)
{
    const struct rule_slots *slots = &match->rule->actor;
    if (slots->count == 0 || slots->items[0].kind != SLOT_SPEAKER)
        return;
    bool foretold = frame->factuality.stated_future;
    for (uint32_t i = 0; i < frame->said_by.count && foretold; i++) {
        const struct party *speaker = &frame->said_by.items[i];
        bool own = speaker->cameo.size < 3;
        for (uint32_t j = 0; j < frame->recipients.count && !own; j++)
            own = frame->recipients.items[j].cameo.size >= 3 &&
                  memcmp(frame->recipients.items[j].cameo.data, speaker->cameo.data, 3) == 0;
        if (!own)
            party_put(walk->document->arena, &frame->actors, *speaker);
    }
    frame->said_by.count = 0;
    frame->told = false;
    frame->factuality = (struct factuality){.polarity = POLARITY_POSITIVE,
                                            .status = STATUS_HAPPENED};
}

static uint32_t object_of(struct frame_walk *walk, const struct match *match)
{
    static const struct rule_slot object = {SLOT_OBJECT, {NULL, 0}};
    const struct rule_slots *slots = &match->rule->goods;
    argument_list arguments = {0};
    for (uint32_t i = 0; i < slots->count && arguments.count == 0; i++)
        slot_arguments(&walk->view, match->anchor, match->rule->kind, &slots->items[i], &arguments);
    if (arguments.count == 0 && match->rule->kind == RULE_VERB)
        slot_arguments(&walk->view, match->anchor, RULE_VERB, &object, &arguments);
    if (arguments.count == 0 || arguments.items[0].part != ARGUMENT_CHUNK ||
        walk->view.chunks.items[arguments.items[0].chunk].pronoun)
        return NO_INDEX;
    return arguments.items[0].chunk;
}

// "marched to press the congress to …", "on strike to demand better pay from the state": whom a
// protest is against is whom its purpose asks or blames.
static void fill_from_purpose(struct frame_walk *walk, const struct match *match,
                              struct frame *frame)
{
    const struct view *view = &walk->view;
    for (uint32_t i = 0; i < walk->matches.count && frame->recipients.count == 0; i++) {
        const struct match *other = &walk->matches.items[i];
        if (other->anchor <= match->anchor || other->anchor > match->anchor + 12 ||
            !(view_word(view, other->anchor)->features & FEATURE_BIT(VERBFORM_INF)) ||
            (other->rule->type != EVENT_REQUEST && other->rule->type != EVENT_ACCUSE &&
             other->rule->type != EVENT_REJECT))
            continue;
        fill(walk, i, true, 0, &frame->recipients);
        parties_drop_shared(&frame->recipients, &frame->actors);
    }
}

// "Talks between X and Y ended without a deal": who failed stands beside the subject.
static void fill_from_subject(const struct frame_walk *walk, const struct match *match,
                              struct frame *frame)
{
    const struct view *view = &walk->view;
    const struct rule_slots *slots = &match->rule->recipient;
    uint32_t subject = match->rule->kind == RULE_VERB ? verb_subject(view, match->anchor)
                                                      : NO_INDEX;
    argument_list arguments = {0};
    for (uint32_t i = 0; subject != NO_INDEX && i < slots->count; i++)
        if (slots->items[i].kind == SLOT_PREPOSITION)
            slot_arguments(view, view->chunks.items[subject].head, RULE_NOUN, &slots->items[i],
                           &arguments);
    for (uint32_t i = 0; i < arguments.count; i++)
        party_add(view, &walk->topics, &arguments.items[i], &frame->actors);
}

// "the Kabul suicide attack": a town that stands before the noun is where, and attacks nobody.
static void place_town(const struct frame_walk *walk, const struct match *match,
                       struct frame *frame)
{
    const struct view *view = &walk->view;
    uint32_t chunk = view_chunk_at(view, match->anchor), kept = 0;
    if (match->rule->kind != RULE_NOUN || frame->type != EVENT_ASSAULT || chunk == NO_INDEX)
        return;
    for (uint32_t i = 0; i < frame->actors.count; i++) {
        const struct party *party = &frame->actors.items[i];
        const struct entity *entity = party_entity(view, party->entity);
        uint32_t word = document_word_at(walk->document, party->span.start);
        bool town = entity && entity->kind == ENTITY_PLACE && word < match->anchor_end - 1 &&
                    view_chunk_at(view, word) == chunk &&
                    view_word(view, word)->upos == UPOS_PROPN &&
                    view_word(view, word + 1)->upos != UPOS_PART;
        if (town)
            frame->where = frame->where.number != 0 ? frame->where : party->entity;
        else
            frame->actors.items[kept++] = *party;
    }
    frame->actors.count = kept;
}

// What `code` lines may ask of the act: "announced that it had lifted", "decided to lift" plan
// nothing.
static unsigned act_facts(const struct view *view, uint32_t anchor, const struct frame *frame)
{
    enum status status = frame->factuality.status;
    bool bare = view_word(view, anchor)->features & FEATURE_BIT(VERBFORM_INF) &&
                child_with(view, anchor, RELATION_AUX, NO_INDEX) == NO_INDEX;
    bool done = bare || frame->clause_status == STATUS_HAPPENED ||
                frame->clause_status == STATUS_UNDERWAY;
    bool planned = status == STATUS_PLANNED || (status == STATUS_ANNOUNCED && !done);
    return (frame->factuality.polarity == POLARITY_NEGATIVE ? ACT_NEGATIVE : 0u) |
           (planned ? ACT_PLANNED : 0u);
}

void frame_fill(struct frame_walk *walk, uint32_t index, struct frame *frame)
{
    assert(index < walk->matches.count);
    const struct match *match = &walk->matches.items[index];
    *frame = (struct frame){.object = NO_INDEX};
    struct coded coded;
    type_at(walk, index, 0, &coded);
    frame->type = coded.type;
    frame->cameo = coded.cameo;
    frame->codes = coded.reasons;
    const struct match *outer = match->outer == NO_INDEX ? NULL
                                                         : &walk->matches.items[match->outer];
    // "veut aider": an operator that keeps its act may still recode it.
    if (outer && walk->view.rules->operators.items[outer->rule->operator_index].keep)
        rule_compose(walk->view.rules, outer->rule, frame->type, frame->cameo, &frame->type,
                     &frame->cameo);
    fill(walk, index, false, 0, &frame->actors);
    if (frame->actors.count == 0 && match->rule->negative)
        fill_from_subject(walk, match, frame);
    place_town(walk, match, frame);
    fill(walk, index, true, 0, &frame->recipients);
    parties_drop_shared(&frame->recipients, &frame->actors);
    if (frame->recipients.count == 0 && frame->type == EVENT_PROTEST)
        fill_from_purpose(walk, match, frame);
    if (frame->recipients.count == 0 && !match->rule->reciprocal &&
        (frame->actors.count > 0 || frame->type == EVENT_SANCTION) &&
        match->rule->recipient.count > 0 &&
        (match->rule->kind == RULE_NOUN || match->rule->adjective || match->outer != NO_INDEX ||
         word_is_finite(&walk->view, match->anchor) || verb_is_passive(&walk->view, match->anchor)))
        frame_beside(walk, match, frame);
    frame_scene(walk, frame);
    if (match->rule->reciprocal)
        split_reciprocal(walk, frame);
    frame->object = object_of(walk, match);
    fill_factuality(walk, index, frame);
    fill_speaker(walk, match, frame);
    frame->spoken = frame->factuality;
    if (match->outer == NO_INDEX && match->rule->kind == RULE_VERB)
        compose_future(walk, frame);
    unsigned facts = act_facts(&walk->view, match->anchor, frame);
    if (facts != 0)
        frame->cameo = code_refine(&walk->view, match, facts, frame->cameo, &frame->codes);
}

static void add_reasons(const struct frame_walk *walk, uint32_t index, const char *as,
                        reason_list *reasons)
{
    struct arena *arena = walk->document->arena;
    const struct match *match = &walk->matches.items[index];
    struct rule_reason anchor = {as, view_span(&walk->view, match->anchor, match->anchor_end),
                            match->rule->id};
    list_add(arena, reasons, anchor);
    for (uint32_t i = 0; i < match->word_count; i++) {
        struct rule_reason word = {"condition",
                              view_span(&walk->view, match->words[i], match->words[i] + 1),
                              match->rule->id};
        list_add(arena, reasons, word);
    }
}

void frame_reasons(const struct frame_walk *walk, uint32_t index, reason_list *reasons)
{
    assert(index < walk->matches.count);
    add_reasons(walk, index, "anchor", reasons);
    uint32_t outer = walk->matches.items[index].outer, inner = walk->matches.items[index].inner;
    for (int depth = 0; outer != NO_INDEX && depth < NESTING; depth++) {
        add_reasons(walk, outer, "operator", reasons);
        outer = walk->matches.items[outer].outer;
    }
    for (int depth = 0; inner != NO_INDEX && depth < NESTING; depth++) {
        add_reasons(walk, inner, "act", reasons);
        inner = walk->matches.items[inner].inner;
    }
}

struct span frame_anchor(const struct frame_walk *walk, const struct match *match)
{
    uint32_t first = match->anchor;
    if (match->rule->kind == RULE_VERB)
        for (uint32_t w = verb_group_start(&walk->view, match->anchor); w < match->anchor; w++)
            if (view_word(&walk->view, w)->upos == UPOS_AUX) {
                first = w;
                break;
            }
    return view_span(&walk->view, first, match->anchor_end);
}
