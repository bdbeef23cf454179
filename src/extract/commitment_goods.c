// SPDX-License-Identifier: Apache-2.0
// Finds what a transfer is about: goods and their category, count, money, the scheme it goes
// through, a destination that hangs on the goods, a deadline, and transfers that leave out the
// verb. Reads amounts, times, mentions; adds no layer. Stages and parties are commitment.c's.
#include "extract/commitment_goods.h"

#define GOODS_REACH 14 // words from a verb to whom its goods are for

static const struct slice none = {NULL, 0};

// --- goods

static uint32_t goods_chunk(const struct frame_walk *walk, const struct match *match)
{
    const struct rule_slots *slots = &match->rule->goods;
    for (uint32_t i = 0; i < slots->count; i++) {
        argument_list arguments = {0};
        slot_arguments(&walk->view, match->anchor, match->rule->kind, &slots->items[i], &arguments);
        for (uint32_t j = 0; j < arguments.count; j++)
            if (!walk->view.chunks.items[arguments.items[j].chunk].pronoun)
                return arguments.items[j].chunk;
    }
    return NO_INDEX;
}

// First category of the list that a word of the phrase names; the list goes from sharp to broad.
static enum category category_of(const struct view *view, uint32_t first, uint32_t end)
{
    static const enum category order[] = {
        CATEGORY_SANCTIONS_RELIEF, CATEGORY_AIR_DEFENCE, CATEGORY_DRONES, CATEGORY_AMMUNITION,
        CATEGORY_VEHICLES, CATEGORY_TRAINING, CATEGORY_HUMANITARIAN, CATEGORY_WEAPONS,
        CATEGORY_MONEY};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (uint32_t w = first; w < end; w++) {
            if (word_in_set(view, w, category_name(order[i])))
                return order[i];
            uint32_t mention = view->marks->mention[w];
            if (order[i] == CATEGORY_WEAPONS && mention != NO_INDEX &&
                view->document->mentions.items[mention].kind == ENTITY_WEAPON)
                return order[i];
        }
    return CATEGORY_NONE;
}

static void set_money(struct commitment *commitment, const struct amount *amount)
{
    commitment->money.value = amount->value;
    commitment->money.currency = amount->unit;
    commitment->money.modifier = amount->modifier;
}

static void amounts_of(const struct frame_walk *walk, uint32_t first, uint32_t end, bool counts,
                       struct commitment *commitment)
{
    for (uint32_t w = first; w < end; w++) {
        uint32_t number = walk->marks.amount[w];
        if (number == NO_INDEX)
            continue;
        const struct amount *amount = &walk->document->amounts.items[number];
        if (amount->kind == AMOUNT_MONEY && !commitment->money.value.data)
            set_money(commitment, amount);
        else if (counts && (amount->kind == AMOUNT_COUNT || amount->kind == AMOUNT_NUMBER) &&
                 !commitment->count.data)
            commitment->count = amount->value;
    }
}

// "… et 4 millions au Niger": a bare number of millions is of the currency told last.
static void millions_of(const struct frame_walk *walk, uint32_t first, uint32_t end,
                        struct commitment *commitment)
{
    const struct document *document = walk->document;
    const struct view *view = &walk->view;
    if (!commitment->count.data || commitment->money.value.data || first >= end ||
        !word_in_set(view, end - 1, "millions") || walk->marks.amount[end - 1] == NO_INDEX)
        return;
    for (uint32_t i = walk->marks.amount[end - 1]; i-- > 0;)
        if (document->amounts.items[i].kind == AMOUNT_MONEY) {
            set_money(commitment, &document->amounts.items[walk->marks.amount[end - 1]]);
            commitment->money.currency = document->amounts.items[i].unit;
            commitment->count = none;
            commitment->category = CATEGORY_MONEY;
            return;
        }
}

// Up to which word the transfer reaches: the next transfer or finite clause has its own figures.
static uint32_t reach_end(const struct frame_walk *walk, uint32_t anchor)
{
    uint32_t first, end;
    clause_bounds(&walk->view, anchor, &first, &end);
    for (uint32_t w = anchor + 1; w < end; w++)
        if (view_word(&walk->view, w)->upos == UPOS_CCONJ || w + 1 == end) {
            for (uint32_t v = w; v < end; v++)
                if (view_word(&walk->view, v)->upos == UPOS_VERB && word_is_finite(&walk->view, v))
                    return w;
        }
    return end;
}

static bool is_money_word(const struct view *view, uint32_t chunk)
{
    const struct chunk *found = &view->chunks.items[chunk];
    return word_in_set(view, found->head, "money_words") ||
           (view->marks->amount[found->head] != NO_INDEX &&
            view->document->amounts.items[view->marks->amount[found->head]].kind == AMOUNT_MONEY);
}

static struct slice infinitive_text(const struct view *view, uint32_t anchor)
{
    uint32_t end = view->end - anchor > 16 ? anchor + 16 : view->end;
    for (uint32_t w = anchor + 1; w < end; w++) {
        if (!(view_word(view, w)->features & FEATURE_BIT(VERBFORM_INF)))
            continue;
        argument_list arguments = {0};
        struct rule_slot slot = {SLOT_OBJECT, {NULL, 0}};
        slot_arguments(view, w, RULE_VERB, &slot, &arguments);
        uint32_t last = w + 1;
        if (arguments.count > 0 && view->chunks.items[arguments.items[0].chunk].first > w)
            last = chunk_phrase_end(view, arguments.items[0].chunk);
        return document_span_text(view->document, view_span(view, w, last));
    }
    return none;
}

// Takes those who get the goods out of the phrase of the goods.
static void without_receivers(const struct view *view, const party_list *receivers,
                              uint32_t *first, uint32_t *end)
{
    for (uint32_t i = 0; i < receivers->count; i++) {
        struct span span = receivers->items[i].span;
        uint32_t word = span.end ? document_word_at(view->document, span.start) : NO_INDEX;
        uint32_t after = span.end ? document_word_at(view->document, span.end) : NO_INDEX;
        if (word == *first && after < *end)
            *first = after;
        if (!span.end || word <= *first || word >= *end)
            continue;
        while (word > *first && view_word(view, word - 1)->upos == UPOS_DET)
            word--;
        if (word > *first + 1 && view_word(view, word - 1)->upos == UPOS_ADP)
            *end = word - 1;
    }
}

void commitment_goods(const struct frame_walk *walk, uint32_t index, struct commitment *commitment)
{
    const struct view *view = &walk->view;
    const struct match *match = &walk->matches.items[index];
    uint32_t chunk = goods_chunk(walk, match);
    uint32_t end = reach_end(walk, match->anchor);
    if (chunk == NO_INDEX && match->rule->kind == RULE_NOUN)
        chunk = view_chunk_at(view, match->anchor);
    if (chunk != NO_INDEX) {
        const struct chunk *found = &view->chunks.items[chunk];
        uint32_t phrase_end = chunk_phrase_end(view, chunk), first = found->first;
        if (phrase_end < view->end && word_in_set(view, phrase_end, "goods_tail"))
            phrase_end++; // armes [à] longue portée
        amounts_of(walk, first, phrase_end, true, commitment);
        commitment->category = category_of(view, first, phrase_end);
        without_receivers(view, &commitment->receivers, &first, &phrase_end);
        millions_of(walk, first, phrase_end, commitment);
        if (!is_money_word(view, chunk) || commitment->category > CATEGORY_NONE)
            commitment->goods = phrase_text(view, first, phrase_end);
        // "un million de personnes": counted, not paid
        if (commitment->category == CATEGORY_MONEY && commitment->count.data &&
            !commitment->money.value.data && !word_in_set(view, found->head, "money_words"))
            commitment->category = CATEGORY_OTHER;
        if (is_money_word(view, chunk) && commitment->category == CATEGORY_NONE)
            commitment->category = CATEGORY_MONEY;
    }
    if (match->rule->goods.count > 0 && match->rule->goods.items[0].kind == SLOT_INFINITIVE)
        commitment->goods = infinitive_text(view, match->anchor);
    if (!commitment->money.value.data)
        amounts_of(walk, match->anchor, end, false, commitment);
    if (!commitment->money.value.data && match->outer != NO_INDEX) {
        uint32_t outer = walk->matches.items[match->outer].anchor;
        if (outer < match->anchor)
            amounts_of(walk, outer, match->anchor, false, commitment);
    }
    if (commitment->category == CATEGORY_NONE)
        commitment->category = commitment->money.value.data ? CATEGORY_MONEY : CATEGORY_OTHER;
}

// --- receivers

static struct party party_of(const struct view *view, uint32_t mention)
{
    const struct mention *found = &view->document->mentions.items[mention];
    const struct entity *entity = party_entity(view, found->entity);
    return (struct party){.entity = found->entity, .span = found->span,
                          .text = document_span_text(view->document, found->span),
                          .cameo = entity ? entity->cameo : none};
}

// "lend Ukraine $50 billion": the receiver that the chunker drew to the goods, or NO_INDEX.
static uint32_t first_object(const struct view *view, uint32_t verb)
{
    uint32_t chunk = verb + 1 < view->end ? view_chunk_at(view, verb + 1) : NO_INDEX;
    uint32_t mention = verb + 1 < view->end ? view->marks->mention[verb + 1] : NO_INDEX;
    if (chunk == NO_INDEX || mention == NO_INDEX ||
        view->document->language != LANGUAGE_en)
        return NO_INDEX;
    for (uint32_t w = verb + 2; w < view->chunks.items[chunk].end; w++)
        if (view->marks->amount[w] != NO_INDEX && view->marks->amount[verb + 1] == NO_INDEX)
            return mention;
    return NO_INDEX;
}

// "cent véhicules aux Fidji": the tree may hang whom it is for on the goods.
static void nearby_receiver(const struct frame_walk *walk, const struct match *match,
                            party_list *receivers)
{
    const struct view *view = &walk->view;
    const struct rule_slots *slots = &match->rule->receiver;
    uint32_t mention = first_object(view, match->anchor);
    if (mention != NO_INDEX)
        party_put(walk->document->arena, receivers, party_of(view, mention));
    for (uint32_t i = 0; i < slots->count && receivers->count == 0; i++)
        for (uint32_t c = 0; c < view->chunks.count && receivers->count == 0; c++) {
            const struct chunk *chunk = &view->chunks.items[c];
            struct argument argument = {c, ARGUMENT_CHUNK};
            if (slots->items[i].kind != SLOT_PREPOSITION || chunk->first <= match->anchor ||
                chunk->first > match->anchor + GOODS_REACH || chunk->preposition == NO_INDEX ||
                chunk->time || !slice_equal(word_lemma(view_word(view, chunk->preposition)),
                                            slots->items[i].word))
                continue;
            bool clause = false;
            for (uint32_t w = match->anchor + 1; w < chunk->first; w++)
                clause |= word_is_verb(view_word(view, w)) || word_breaks_clause(view, w);
            if (!clause)
                party_add(view, &walk->topics, &argument, receivers);
        }
    // "200 médecins en Italie" is one chunk.
    uint32_t goods = match->anchor + 1 < view->end ? view_chunk_at(view, match->anchor + 1)
                                                   : NO_INDEX;
    for (uint32_t i = 0; goods != NO_INDEX && i < slots->count && receivers->count == 0; i++)
        for (uint32_t w = match->anchor + 2; w + 1 < view->chunks.items[goods].end; w++)
            if (view_word(view, w)->upos == UPOS_ADP &&
                slice_equal(word_lemma(view_word(view, w)), slots->items[i].word) &&
                view->marks->inner[w + 1] != NO_INDEX)
                party_put(walk->document->arena, receivers,
                          party_of(view, view->marks->inner[w + 1]));
}

void commitment_destination(const struct frame_walk *walk, uint32_t index, party_list *receivers)
{
    const struct view *view = &walk->view;
    const struct match *match = &walk->matches.items[index];
    uint32_t end = view->end - match->anchor > 40 ? match->anchor + 40 : view->end;
    static const struct rule_slot prepositions[] = {{SLOT_PREPOSITION, {"à", 2}},
                                                    {SLOT_PREPOSITION, {"for", 3}}};
    const struct rule_slots to = {prepositions, 2};
    for (uint32_t w = match->anchor + 1; w < end; w++) {
        if (!word_in_set(view, w, "destined"))
            continue;
        struct rule rule = *match->rule;
        rule.kind = RULE_VERB;
        struct match destined = {.anchor = w, .anchor_end = w + 1, .rule = &rule};
        party_fill(view, &walk->topics, &destined, &to, receivers);
    }
    if (receivers->count == 0 && match->rule->kind == RULE_VERB)
        nearby_receiver(walk, match, receivers);
    if (receivers->count > 0)
        return;
    // Said, but nobody that we know: kept as written, so that no other is inferred.
    const struct rule_slots *slots = &match->rule->receiver;
    for (uint32_t i = 0; i < slots->count && receivers->count == 0; i++) {
        argument_list arguments = {0};
        if (slots->items[i].kind != SLOT_PREPOSITION)
            continue;
        slot_arguments(view, match->anchor, match->rule->kind, &slots->items[i], &arguments);
        if (arguments.count == 0 || arguments.items[0].part != ARGUMENT_CHUNK)
            continue;
        const struct chunk *chunk = &view->chunks.items[arguments.items[0].chunk];
        if (chunk->pronoun || chunk->time || !word_in_set(view, chunk->head, "receivers"))
            continue;
        struct party party = {.text = phrase_text(view, chunk->first, chunk->end),
                              .span = view_span(view, chunk->first, chunk->end)};
        list_add(walk->document->arena, receivers, party);
    }
}

// --- schemes

static const struct mention *programme_at(const struct frame_walk *walk, uint32_t word)
{
    uint32_t number = walk->marks.mention[word];
    if (number == NO_INDEX || walk->document->mentions.items[number].kind != ENTITY_PROGRAMME)
        return NULL;
    return &walk->document->mentions.items[number];
}

static struct slice scheme_name(const struct frame_walk *walk, const struct mention *mention)
{
    const struct document *document = walk->document;
    uint32_t number = mention->entity.number;
    if (number > 0 && number <= document->entities.count &&
        document->entities.items[number - 1].name.size > 0)
        return document->entities.items[number - 1].name;
    return document_span_text(document, mention->span);
}

// "le programme PURL", "the Clear Sky project": a name beside a word for a scheme.
static struct slice scheme_in(const struct frame_walk *walk, uint32_t first, uint32_t end)
{
    const struct view *view = &walk->view;
    for (uint32_t w = first; w < end; w++) {
        const struct mention *mention = programme_at(walk, w);
        if (mention)
            return scheme_name(walk, mention);
        if (!word_in_set(view, w, "scheme") || w + 1 >= end)
            continue;
        uint32_t chunk = view_chunk_at(view, w);
        uint32_t name = w + 1, last = name;
        while (chunk != NO_INDEX && last < view->chunks.items[chunk].end && last < end &&
               view_word(view, last)->upos == UPOS_PROPN)
            last++;
        if (last > name)
            return document_span_text(view->document, view_span(view, name, last));
    }
    return none;
}

struct slice commitment_scheme(const struct frame_walk *walk, uint32_t index)
{
    uint32_t first, end, anchor = walk->matches.items[index].anchor;
    clause_bounds(&walk->view, anchor, &first, &end);
    return scheme_in(walk, first, end);
}

bool commitment_scheme_anaphor(const struct frame_walk *walk, uint32_t index)
{
    const struct view *view = &walk->view;
    uint32_t anchor = walk->matches.items[index].anchor;
    if (view_word(view, anchor)->upos != UPOS_VERB)
        return false;
    uint32_t subject = verb_subject(view, anchor);
    return subject != NO_INDEX &&
           word_in_set(view, view->chunks.items[subject].head, "scheme");
}

struct slice commitment_last_scheme(const struct frame_walk *walk)
{
    const struct document *document = walk->document;
    uint32_t start = document->sentences.items[walk->sentence - 1].span.start;
    for (uint32_t i = document->mentions.count; i-- > 0;) {
        const struct mention *mention = &document->mentions.items[i];
        if (mention->kind == ENTITY_PROGRAMME && mention->span.start < start)
            return scheme_name(walk, mention);
    }
    return none;
}

struct slice commitment_scheme_statement(const struct frame_walk *walk)
{
    const struct view *view = &walk->view;
    if (view->chunks.count == 0 || view->chunks.items[0].first > view->start + 1)
        return none;
    const struct word *first = view_word(view, view->chunks.items[0].first);
    struct slice lemma = word_lemma(first);
    if (!(first->features & FEATURE_BIT(PRONTYPE_DEM)) && !slice_is(lemma, "ce") &&
        !slice_is(lemma, "this"))
        return none;
    for (uint32_t w = view->start; w < view->end; w++)
        if (view_word(view, w)->upos == UPOS_VERB && word_in_set(view, w, "part_of"))
            return scheme_in(walk, w, view->end);
    return none;
}

// --- deadlines

// P50D, P3M, P2W, P1Y from day; SLICE_NONE for anything else.
static struct slice add_duration(struct arena *arena, struct date day, struct slice duration)
{
    int64_t count = 0;
    size_t i = 1;
    if (duration.size < 3 || duration.data[0] != 'P')
        return none;
    for (; i < duration.size && duration.data[i] >= '0' && duration.data[i] <= '9'; i++)
        if ((count = count * 10 + (duration.data[i] - '0')) > 4000)
            return none;
    if (i + 1 != duration.size)
        return none;
    char unit = duration.data[i];
    if (unit == 'D' || unit == 'W')
        day = date_from_day(date_to_day(day) + count * (unit == 'W' ? 7 : 1));
    else if (unit == 'M' || unit == 'Y')
        day = date_add_months(day, (int32_t)count * (unit == 'Y' ? 12 : 1));
    else
        return none;
    char text[16];
    date_write(day, text);
    return arena_copy(arena, slice_of(text));
}

struct slice commitment_deadline(const struct frame_walk *walk, uint32_t index, struct slice when)
{
    const struct view *view = &walk->view;
    const struct match *match = &walk->matches.items[index];
    struct date day;
    bool dated = date_parse(when, &day) && date_valid(day);
    if (!when.data)
        dated = document_published_day(walk->document, &day);
    argument_list arguments = {0};
    struct rule_slot slot = {SLOT_DURATION, {NULL, 0}};
    bool ultimatum = match->rule->type == EVENT_THREATEN;
    if (ultimatum && dated)
        slot_arguments(view, match->anchor, RULE_VERB, &slot, &arguments);
    if (arguments.count > 0) {
        uint32_t word = view->chunks.items[arguments.items[0].chunk].first;
        const struct time *time = &walk->document->times.items[walk->marks.time[word]];
        return add_duration(walk->document->arena, day, time->value);
    }
    uint32_t first, end;
    clause_bounds(view, match->anchor, &first, &end);
    for (uint32_t w = first; w < end; w++) {
        uint32_t number = walk->marks.time[w];
        if (number == NO_INDEX || w == first)
            continue;
        const struct time *time = &walk->document->times.items[number];
        bool by = word_in_set(view, w - 1, "by") ||
                  (w >= first + 2 && word_in_set(view, w - 2, "by"));
        if (by && time->type == TIME_DATE && time->latest.size == 10)
            return time->latest;
    }
    return none;
}

// --- transfers without a verb

// Where the figure of an elided transfer begins: behind its party, or inside the same chunk
// ("Denmark 19 F-16s"); NO_INDEX where there is none.
static uint32_t elided_figure(const struct view *view, const struct chunk *party)
{
    for (uint32_t w = party->first + 1; w < party->end; w++)
        if (view->marks->amount[w] != NO_INDEX)
            return w;
    uint32_t w = party->end;
    return w < view->end && view->marks->amount[w] != NO_INDEX ? w : NO_INDEX;
}

// True when the chunk may open a phrase without verb: after "and" or a comma.
static bool opens_elided(const struct view *view, const struct chunk *party, uint32_t after)
{
    uint32_t opens = party->preposition == NO_INDEX ? party->first : party->preposition;
    if (view_word(view, opens)->span.start <= after || party->pronoun || party->time ||
        opens == view->start)
        return false;
    const struct word *before = view_word(view, opens - 1);
    return before->upos == UPOS_CCONJ || slice_is(before->form, ",");
}

static bool is_destination(const struct view *view, const struct chunk *chunk)
{
    struct slice lemma = word_lemma(view_word(view, chunk->preposition));
    return slice_is(lemma, "à") || slice_is(lemma, "to");
}

// The phrase without verb: "la Norvège un autre", "les Pays-Bas 250 millions d'euros", "et à la
// Géorgie deux vedettes".
bool commitment_elided(const struct frame_walk *walk, struct commitment *commitment)
{
    const struct view *view = &walk->view;
    const struct document *document = walk->document;
    for (uint32_t i = 1; i < view->chunks.count; i++) {
        const struct chunk *party = &view->chunks.items[i];
        uint32_t w = party->end, last = w + 1;
        if (!opens_elided(view, party, commitment->anchor.end) || w > view->end ||
            (party->preposition != NO_INDEX && !is_destination(view, party)))
            continue;
        bool other = w + 1 < view->end && word_in_set(view, w, "another") &&
                     (word_in_set(view, w + 1, "other") ||
                      slice_is(view_word(view, w)->lower, "another"));
        uint32_t figure = elided_figure(view, party);
        if (!other && figure == NO_INDEX)
            continue;
        struct commitment found = *commitment;
        party_list parties = {0};
        chunk_parties(view, &walk->topics, i, false, &parties);
        if (parties.count == 0 || party_in(&commitment->givers, &parties.items[0]))
            continue;
        if (party->preposition == NO_INDEX)
            found.givers = parties;
        else
            found.receivers = parties;
        found.count = none;
        found.money = (struct money){none, none, MODIFIER_NONE};
        if (other) {
            found.count = SLICE("1");
            last = w + 2 > view->end ? view->end : w + 2;
        } else {
            uint32_t next = view_chunk_at(view, figure);
            w = figure;
            last = next != NO_INDEX ? chunk_phrase_end(view, next) : w + 1;
            amounts_of(walk, w, last, true, &found);
        }
        found.goods = document_span_text(document, view_span(view, w, last));
        found.anchor = view_span(view, party->first, last);
        *commitment = found;
        return true;
    }
    return false;
}

struct slice commitment_channel(const struct frame_walk *walk, uint32_t index, struct span *span)
{
    const struct view *view = &walk->view;
    uint32_t anchor = walk->matches.items[index].anchor;
    uint32_t end = view->end - anchor > 30 ? anchor + 30 : view->end;
    for (uint32_t i = 0; i < view->chunks.count; i++) {
        const struct chunk *chunk = &view->chunks.items[i];
        uint32_t found = i;
        if (chunk->first <= anchor || chunk->first >= end || chunk->preposition == NO_INDEX)
            continue;
        if (word_in_set(view, chunk->head, "channel") &&
            !slice_is(word_lemma(view_word(view, chunk->preposition)), "avec"))
            found = chunk_complement(view, i);
        else if (!word_in_set(view, chunk->preposition, "channel"))
            continue;
        if (found == NO_INDEX)
            continue;
        chunk = &view->chunks.items[found];
        *span = view_span(view, chunk->first, chunk_phrase_end(view, found));
        return phrase_text(view, chunk->first, chunk_phrase_end(view, found));
    }
    return none;
}
