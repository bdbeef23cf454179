// SPDX-License-Identifier: Apache-2.0
// Finds the parties that a noun phrase stands for: a name, a demonym beside or below a noun ("les
// forces russes", "l'armée de Kiev"), a noun for people who act, or a pronoun that goes back to
// the last subject. Reads mentions and entities; adds no layer. Which phrase fills which slot is
// rule_slot.c's.
#include "extract/event_party.h"

#include <assert.h>

#define PARTIES 24 // more in one slot is a table, not a sentence

static bool acts(enum entity_kind kind)
{
    return kind == ENTITY_PERSON || kind == ENTITY_ORGANISATION || kind == ENTITY_COUNTRY ||
           kind == ENTITY_PLACE;
}

static const struct mention *mention_at(const struct view *view, uint32_t word)
{
    uint32_t index = view->marks->mention[word];
    if (index == NO_INDEX || !acts(view->document->mentions.items[index].kind))
        return NULL;
    return &view->document->mentions.items[index];
}

const struct entity *party_entity(const struct view *view, struct reference reference)
{
    if (reference.number == 0 || reference.number > view->document->entities.count)
        return NULL;
    return &view->document->entities.items[reference.number - 1];
}

struct slice phrase_text(const struct view *view, uint32_t first, uint32_t end)
{
    // "A" of "A$2 million" is no determiner, whatever its tag
    while (first + 1 < end && view_word(view, first)->upos == UPOS_DET &&
           (view->marks->amount[first] == NO_INDEX ||
            view->marks->amount[first] != view->marks->amount[first + 1]))
        first++;
    return document_span_text(view->document, view_span(view, first, end));
}

bool party_same(const struct party *a, const struct party *b)
{
    if (a->entity.number != 0 && b->entity.number != 0)
        return a->entity.number == b->entity.number && slice_equal(a->cameo, b->cameo);
    return a->entity.number == b->entity.number && slice_equal(a->text, b->text);
}

bool party_in(const party_list *parties, const struct party *party)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (party_same(&parties->items[i], party))
            return true;
    return false;
}

void party_put(struct arena *arena, party_list *parties, struct party party)
{
    if (parties->count < PARTIES && !party_in(parties, &party))
        list_add(arena, parties, party);
}

void party_merge(struct arena *arena, party_list *into, const party_list *from)
{
    for (uint32_t i = 0; i < from->count; i++)
        party_put(arena, into, from->items[i]);
}

void parties_drop_shared(party_list *parties, const party_list *others)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < parties->count; i++) {
        bool shared = party_in(others, &parties->items[i]);
        for (uint32_t j = 0; j < others->count; j++)
            shared |= parties->items[i].entity.number != 0 &&
                      parties->items[i].entity.number == others->items[j].entity.number;
        if (!shared)
            parties->items[kept++] = parties->items[i];
    }
    parties->count = kept;
}

static struct party from_mention(const struct view *view, const struct mention *mention)
{
    struct party party = {.entity = mention->entity, .span = mention->span};
    const struct entity *entity = party_entity(view, mention->entity);
    party.text = document_span_text(view->document, mention->span);
    uint32_t word = document_word_at(view->document, mention->span.start);
    // "russe" beside a noun: who is meant has a better name.
    if (entity && entity->name.size > 0 && word < view->document->words.count &&
        (view_word(view, word)->upos == UPOS_ADJ || view_word(view, word)->upos == UPOS_PRON) &&
        !mention->name)
        party.text = entity->name;
    if (entity)
        party.cameo = entity->cameo;
    return party;
}

// "Al-Qaeda-linked rebels", "pro-Russian separatists": whom somebody is tied to he is not.
static bool is_tied(const struct view *view, uint32_t word)
{
    const struct mention *mention = mention_at(view, word);
    uint32_t set = rule_set_named(view->rules, "tied"), first = word, end = word + 1;
    while (mention && first > view->start && mention_at(view, first - 1) == mention)
        first--;
    while (mention && end < view->end && mention_at(view, end) == mention)
        end++;
    if (!mention || set == NO_INDEX)
        return false;
    if (end + 1 < view->end && slice_is(view_word(view, end)->form, "-") &&
        rule_set_has(view->rules, set, view_word(view, end + 1)->lower))
        return true;
    return first > view->start + 1 && slice_is(view_word(view, first - 1)->form, "-") &&
           rule_set_has(view->rules, set, view_word(view, first - 2)->lower);
}

// The country or organisation that a phrase names beside its head: adjective, possessor.
static const struct mention *side_mention(const struct view *view, const struct chunk *chunk,
                                          const struct mention *besides)
{
    for (uint32_t w = chunk->first; w < chunk->end; w++) {
        uint32_t number = view->marks->inner[w];
        const struct mention *mention =
            number == NO_INDEX ? NULL : &view->document->mentions.items[number];
        if (mention && mention != besides && !is_tied(view, w) &&
            (mention->kind == ENTITY_COUNTRY || mention->kind == ENTITY_PLACE ||
             mention->kind == ENTITY_ORGANISATION))
            return mention;
    }
    if (chunk->possessor == NO_INDEX)
        return NULL;
    const struct chunk *owner = &view->chunks.items[chunk->possessor];
    return mention_at(view, owner->head);
}

// A code that is a role alone: "LEG" of a senate that no country is known of.
static bool is_role(struct slice code)
{
    static const char roles[] = "GOVLEGMILCOPJUDREBUAFOPPCVLLABREFBUSMEDNGOPTYCRMRELAGREDUHLH"
                                "SPYRADMUSCHRJEWHINBUDENVHRI";
    for (const char *role = roles; code.size == 3 && *role; role += 3)
        if (memcmp(code.data, role, 3) == 0)
            return true;
    return false;
}

static struct slice country_of(const struct entity *entity)
{
    if (!entity || (entity->country.size != 3 && is_role(entity->cameo)))
        return SLICE_NONE;
    return entity->country.size == 3 ? entity->country : slice_part(entity->cameo, 0, 3);
}

// Two words as the table of agents has them: "société_civil", "intelligence_agency".
static uint32_t agent_pair(const struct view *view, uint32_t first)
{
    struct slice one = word_lemma(view_word(view, first));
    struct slice two = word_lemma(view_word(view, first + 1));
    char text[64];
    if (one.size + two.size + 1 > sizeof text)
        return TABLE_NONE;
    memcpy(text, one.data, one.size);
    text[one.size] = '_';
    memcpy(text + one.size + 1, two.data, two.size);
    return table_find(&view->rules->agents, (struct slice){text, one.size + 1 + two.size});
}

static uint32_t agent_word(const struct view *view, uint32_t word)
{
    const struct word *here = view_word(view, word);
    uint32_t agent = table_find(&view->rules->agents, word_lemma(here));
    if (agent == TABLE_NONE)
        agent = table_find(&view->rules->agents, here->form); // "l'État", not "l'état des comptes"
    return agent == TABLE_NONE ? table_find(&view->rules->agents, here->lower) : agent;
}

// "police chief", "chef rebelle", "responsable de l'armée": whom somebody leads or speaks for says
// what he is.
static uint32_t agent_led(const struct view *view, const struct chunk *chunk, uint32_t agent)
{
    const struct rules *rules = view->rules;
    uint32_t led = TABLE_NONE;
    if (!lemma_in_set(view, chunk->head, "heads"))
        return agent;
    for (uint32_t w = chunk->first; w < chunk->end && led == TABLE_NONE; w++)
        if (w != chunk->head && view_word(view, w)->upos != UPOS_DET)
            led = agent_word(view, w);
    uint32_t whole = chunk_complement(view, (uint32_t)(chunk - view->chunks.items));
    if (led == TABLE_NONE && whole != NO_INDEX)
        led = agent_word(view, view->chunks.items[whole].head);
    // "chef de famille" leads nobody that acts.
    return led != TABLE_NONE && rules->sectors.items[led].size > 0 &&
                   !slice_is(rules->sectors.items[led], "CVL")
               ? led : agent;
}

// Number of the agent's role in sectors, TABLE_NONE: no noun for people who act.
static uint32_t agent_of(const struct view *view, const struct chunk *chunk)
{
    uint32_t agent = chunk->head + 1 < chunk->end ? agent_pair(view, chunk->head) : TABLE_NONE;
    if (agent == TABLE_NONE && chunk->head > chunk->first)
        agent = agent_pair(view, chunk->head - 1);
    if (agent != TABLE_NONE)
        return agent;
    agent = agent_word(view, chunk->head);
    return agent == TABLE_NONE ? agent : agent_led(view, chunk, agent);
}

// The role code of the first word of a role that is a noun for people who act: "maire de Bamako".
static struct slice role_sector(const struct view *view, struct slice role)
{
    while (role.data && role.size > 0) {
        uint32_t agent = table_find(&view->rules->agents, slice_cut(&role, ' '));
        if (agent != TABLE_NONE)
            return view->rules->sectors.items[agent];
    }
    return SLICE("");
}

// "Jeremy Hunt, the foreign secretary, …": the phrase between commas after a name, or NULL.
static const struct chunk *chunk_apposed(const struct view *view, const struct chunk *chunk)
{
    if (chunk->end + 1 >= view->end || !slice_is(view_word(view, chunk->end)->form, ","))
        return NULL;
    uint32_t next = view_chunk_at(view, chunk->end + 1);
    if (next == NO_INDEX || view->chunks.items[next].first != chunk->end + 1 ||
        mention_at(view, view->chunks.items[next].head))
        return NULL;
    const struct chunk *found = &view->chunks.items[next];
    uint32_t end = chunk_phrase_end(view, next);
    return end < view->end && slice_is(view_word(view, end)->form, ",") ? found : NULL;
}

// "Zimbabwean Prime Minister Robert Mugabe": whose code nobody knows gets it from the phrase.
static void complete_code(const struct view *view, const struct chunk *chunk,
                          const struct mention *mention, struct party *party)
{
    if (party->cameo.size > 0 || mention->kind == ENTITY_COUNTRY || mention->kind == ENTITY_PLACE)
        return;
    const struct mention *side = side_mention(view, chunk, mention);
    struct slice country = side ? country_of(party_entity(view, side->entity)) : SLICE_NONE;
    struct slice sector = SLICE("");
    for (uint32_t w = chunk->first; w < chunk->end && sector.size == 0; w++) {
        uint32_t agent = table_find(&view->rules->agents, view_word(view, w)->lower);
        if (agent != TABLE_NONE)
            sector = view->rules->sectors.items[agent];
    }
    const struct entity *entity = party_entity(view, mention->entity);
    if (sector.size == 0 && entity && mention->kind == ENTITY_PERSON)
        sector = role_sector(view, entity->role);
    const struct chunk *after = chunk_apposed(view, chunk);
    uint32_t role = sector.size > 0 || !after || mention->kind != ENTITY_PERSON
                        ? TABLE_NONE : agent_of(view, after);
    if (role != TABLE_NONE) {
        sector = view->rules->sectors.items[role];
        side = country.size == 3 ? NULL : side_mention(view, after, mention);
        if (side)
            country = country_of(party_entity(view, side->entity));
    }
    if (country.size == 3 || sector.size > 0)
        party->cameo = arena_format(view->document->arena, SLICE_FORMAT SLICE_FORMAT,
                                    SLICE_ARGUMENTS((country.size == 3 ? country : SLICE("---"))),
                                    SLICE_ARGUMENTS(sector));
}

// Whose head is another than whom its complement names: "les alliés de Moscou" ("les alliés
// européens" are Europe's).
static bool belongs_to_others(const struct view *view, const struct chunk *chunk,
                              const struct mention *owner)
{
    return owner->span.start >= view_span(view, chunk->first, chunk->end).end &&
           lemma_in_set(view, chunk->head, "others_people");
}

// "la police de Kiev", "la ville de Goma" stand for it; "le directeur de cabinet de X" is not X,
// "les sinistrés du Zambèze" are not the river, "certains pays de l'alliance" not the alliance.
static bool stands_for(const struct view *view, const struct chunk *chunk, struct slice sector,
                       const struct entity *entity)
{
    if (entity->kind == ENTITY_ORGANISATION)
        return !lemma_in_set(view, chunk->head, "states");
    return entity->kind == ENTITY_COUNTRY ||
           (entity->kind == ENTITY_PLACE && (entity->cameo.size > 3 || !slice_is(sector, "CVL")));
}

// "UN troops" are IGOUNOMIL; who speaks or works for a body of one purpose is that body.
static struct slice body_sector(struct slice body, struct slice sector)
{
    bool several = slice_is(body, "IGOUNO") || slice_is(body, "IGOWSTNAT") ||
                   slice_starts(body, "IGOEUR") || slice_starts(body, "IGOAF");
    bool own = slice_is(sector, "MIL") || slice_is(sector, "COP") || slice_is(sector, "LEG");
    return body.size == 3 || (several && own) ? sector : SLICE("");
}

// A noun for people who act, with the country of whoever they belong to: "police" + TUR.
static struct party from_agent(const struct view *view, const struct chunk *chunk, uint32_t end,
                               struct slice sector, const struct mention *owner)
{
    struct arena *arena = view->document->arena;
    struct party party = {.span = view_span(view, chunk->first, end)};
    party.text = phrase_text(view, chunk->first, end);
    const struct entity *entity = owner ? party_entity(view, owner->entity) : NULL;
    struct slice country = SLICE_NONE;
    if (entity) {
        if (stands_for(view, chunk, sector, entity))
            party.entity = owner->entity;
        country = country_of(entity);
        bool workers = slice_is(sector, "LAB") && entity->country.size == 3;
        if (entity->kind == ENTITY_ORGANISATION && entity->cameo.size > 0 && !workers &&
            !is_role(entity->cameo))
            country = entity->cameo, sector = body_sector(entity->cameo, sector);
    }
    if (country.size > 0)
        party.cameo = arena_format(arena, SLICE_FORMAT SLICE_FORMAT, SLICE_ARGUMENTS(country),
                                   SLICE_ARGUMENTS(sector));
    else if (sector.size > 0)
        party.cameo = arena_format(arena, "---" SLICE_FORMAT, SLICE_ARGUMENTS(sector));
    return party;
}

// A name in the chunk that does not hold its head: adjective, compound, apposition.
static const struct mention *inner_mention(const struct view *view, const struct chunk *chunk)
{
    const struct mention *found = NULL;
    for (uint32_t w = chunk->first; w < chunk->end; w++) {
        const struct mention *mention = is_tied(view, w) ? NULL : mention_at(view, w);
        if (mention && (!found || (mention->kind == ENTITY_PERSON && found->kind != ENTITY_PERSON)))
            found = mention;
    }
    return found;
}

// The name that a phrase belongs to, down its complements: "le ministère de la Défense du Liban".
static const struct mention *owner_of(const struct view *view, uint32_t index)
{
    for (int hops = 0; hops < 3 && index != NO_INDEX; hops++) {
        const struct chunk *chunk = &view->chunks.items[index];
        const struct mention *mention = inner_mention(view, chunk);
        if (mention)
            return mention;
        if (chunk->possessor != NO_INDEX) {
            mention = inner_mention(view, &view->chunks.items[chunk->possessor]);
            if (mention)
                return mention;
        }
        index = chunk_complement(view, index);
    }
    // "protesters in Cairo": the place says whose they are
    return NULL;
}

// "la France, dont les troupes", "X, whose troops": the name before the relative pronoun.
static const struct mention *owner_by_relative(const struct view *view, const struct chunk *chunk)
{
    uint32_t pronoun = chunk->first;
    if (!word_is_relative(view, pronoun) && pronoun > view->start)
        pronoun--;
    const struct word *word = view_word(view, pronoun);
    enum relation relation = word_relation(word);
    if (!word_is_relative(view, pronoun) || relation == RELATION_NSUBJ ||
        relation == RELATION_OBJ || relation == RELATION_MARK)
        return NULL;
    uint32_t antecedent = relative_antecedent(view, pronoun);
    return antecedent == NO_INDEX ? NULL : inner_mention(view, &view->chunks.items[antecedent]);
}

static const struct mention *owner_by_place(const struct view *view, uint32_t index)
{
    if (index + 1 >= view->chunks.count)
        return NULL;
    const struct chunk *next = &view->chunks.items[index + 1];
    struct slice preposition = chunk_preposition(view, next);
    if (next->preposition != view->chunks.items[index].end ||
        !(slice_is(preposition, "in") || slice_is(preposition, "from") ||
          slice_is(preposition, "en") || slice_is(preposition, "à")))
        return NULL;
    const struct mention *mention = inner_mention(view, next);
    // "ministers from the Georgian government"
    bool body = mention && mention->kind == ENTITY_ORGANISATION && slice_is(preposition, "from");
    if (body || (mention && (mention->kind == ENTITY_COUNTRY || mention->kind == ENTITY_PLACE)))
        return mention;
    return NULL;
}

// "Hungarian and Romanian officials": one party each.
static bool several_demonyms(const struct view *view, const struct chunk *chunk, uint32_t agent,
                             party_list *parties)
{
    bool joined = false;
    for (uint32_t w = chunk->first; w < chunk->end; w++)
        joined |= view_word(view, w)->upos == UPOS_CCONJ;
    if (!joined)
        return false;
    for (uint32_t w = chunk->first; w < chunk->end; w++) {
        const struct mention *mention = mention_at(view, w);
        if (!mention || view_word(view, w)->upos != UPOS_ADJ)
            continue;
        struct party party = from_agent(view, chunk, chunk->end,
                                        view->rules->sectors.items[agent], mention);
        party.text = arena_format(view->document->arena, SLICE_FORMAT " " SLICE_FORMAT,
                                  SLICE_ARGUMENTS(view_word(view, w)->form),
                                  SLICE_ARGUMENTS(view_word(view, chunk->head)->form));
        if (view->document->language == LANGUAGE_fr)
            party.text = arena_format(view->document->arena, SLICE_FORMAT " " SLICE_FORMAT,
                                      SLICE_ARGUMENTS(view_word(view, chunk->head)->form),
                                      SLICE_ARGUMENTS(view_word(view, w)->form));
        party_put(view->document->arena, parties, party);
    }
    return parties->count > 0;
}

static bool is_article(struct slice lower)
{
    return slice_is(lower, "le") || slice_is(lower, "la") || slice_is(lower, "les") ||
           slice_is(lower, "l'") || slice_is(lower, "l’") || slice_is(lower, "the");
}

// "son homologue philippin, Ramon Villareal": the name that renames a role between commas, or NULL.
static const struct mention *renamed_by(const struct view *view, uint32_t index)
{
    uint32_t end = chunk_phrase_end(view, index);
    if (end + 1 >= view->end || !slice_is(view_word(view, end)->form, ","))
        return NULL;
    uint32_t next = view_chunk_at(view, end + 1);
    const struct mention *mention = next == NO_INDEX ? NULL : mention_at(view, end + 1);
    if (!mention || mention->kind != ENTITY_PERSON || !mention->name)
        return NULL;
    uint32_t stop = view->chunks.items[next].end;
    return stop >= view->end || view_word(view, stop)->upos == UPOS_PUNCT ? mention : NULL;
}

static bool chunk_is_part(const struct view *view, const struct chunk *chunk)
{
    return view_word(view, chunk->head)->upos == UPOS_NUM ||
           view->marks->amount[chunk->head] != NO_INDEX ||
           lemma_in_set(view, chunk->head, "part_of_people");
}

// "ses troupes", "their forces": of the country of whoever the possessive stands for.
static bool possessed_agent(const struct view *view, const struct topics *topics,
                            const struct chunk *chunk, uint32_t agent, party_list *parties)
{
    const struct word *first = view_word(view, chunk->first);
    party_list owners = {0};
    if (lemma_in_set(view, chunk->head, "others_people"))
        return false; // "son homologue" is somebody else's
    if (chunk->first == chunk->head || is_article(first->lower) ||
        !(first->features & FEATURE_BIT(POSS)))
        return false;
    pronoun_parties(view, topics, chunk->first, true, &owners);
    if (owners.count != 1 || owners.items[0].cameo.size < 3 ||
        slice_starts(owners.items[0].cameo, "---") || is_role(owners.items[0].cameo))
        return false;
    struct party party = from_agent(view, chunk, chunk->end, SLICE(""), NULL);
    party.cameo = arena_format(view->document->arena, SLICE_FORMAT SLICE_FORMAT,
                               SLICE_ARGUMENTS(slice_part(owners.items[0].cameo, 0, 3)),
                               SLICE_ARGUMENTS(view->rules->sectors.items[agent]));
    party_put(view->document->arena, parties, party);
    return true;
}

// A noun that is no agent stands for whoever it belongs to.
static bool add_owner(const struct view *view, uint32_t index, const struct mention *owner,
                      party_list *parties)
{
    const struct chunk *chunk = &view->chunks.items[index];
    // "la réunion de Bruxelles": where people met does nothing.
    if (owner->kind == ENTITY_PLACE && lemma_in_set(view, chunk->head, "talks"))
        return false;
    // "un bateau de pêche philippin": things that acts are done to keep their name.
    bool thing = lemma_in_set(view, chunk->head, "targets") && owner->kind != ENTITY_PERSON &&
                 view_word(view, chunk->head)->upos == UPOS_NOUN;
    struct party party = thing ? from_agent(view, chunk, chunk_phrase_end(view, index), SLICE(""),
                                            owner)
                               : from_mention(view, owner);
    party_put(view->document->arena, parties, party);
    return true;
}

// "state of emergency", "l'état d'urgence": no state.
static bool is_condition(const struct view *view, uint32_t index)
{
    uint32_t complement = chunk_complement(view, index);
    return complement != NO_INDEX &&
           lemma_in_set(view, view->chunks.items[complement].head, "conditions");
}

// deep: a noun that is no agent may stand for the country that its complement names.
bool chunk_parties(const struct view *view, const struct topics *topics, uint32_t index, bool deep,
                   party_list *parties)
{
    struct arena *arena = view->document->arena;
    const struct chunk *chunk = &view->chunks.items[index];
    const struct word *head = view_word(view, chunk->head);
    const struct mention *mention = mention_at(view, chunk->head);
    uint32_t agent = agent_of(view, chunk);
    if ((head->upos == UPOS_PROPN && mention) || is_condition(view, index))
        agent = TABLE_NONE;
    if (chunk->pronoun && !mention) {
        pronoun_parties(view, topics, chunk->head, false, parties);
        return parties->count > 0;
    }
    // "a group of deputies", "52 members of the movement", "un tiers des soldats": who comes after.
    uint32_t whole = chunk_complement(view, index);
    if (!mention && whole != NO_INDEX && chunk_is_part(view, chunk) &&
        chunk_parties(view, topics, whole, false, parties))
        return true;
    if (agent != TABLE_NONE && chunk_is_part(view, chunk) && whole != NO_INDEX)
        agent = TABLE_NONE; // "des centaines de maisons": no people
    for (uint32_t w = chunk->head + 1; agent == TABLE_NONE && !mention && w < chunk->end &&
                                       chunk_is_part(view, chunk); w++)
        agent = table_find(&view->rules->agents, word_lemma(view_word(view, w)));
    if (agent != TABLE_NONE && (!mention || !mention->name) &&
        several_demonyms(view, chunk, agent, parties))
        return true;
    const struct mention *owner = mention ? mention : owner_of(view, index);
    if (mention || (owner && owner->kind == ENTITY_PERSON && inner_mention(view, chunk) == owner)) {
        struct party party = from_mention(view, owner); // also "président Donald Trump"
        complete_code(view, chunk, owner, &party);
        party_put(arena, parties, party);
        return true;
    }
    if (agent != TABLE_NONE && renamed_by(view, index)) {
        struct party party = from_mention(view, renamed_by(view, index));
        if (party.cameo.size == 0)
            party.cameo = from_agent(view, chunk, chunk->end, view->rules->sectors.items[agent],
                                     owner).cameo;
        party_put(arena, parties, party);
        return true;
    }
    if (agent != TABLE_NONE) {
        bool others = owner && belongs_to_others(view, chunk, owner);
        if (!owner)
            owner = owner_by_relative(view, chunk);
        if (!owner)
            owner = owner_by_place(view, index);
        uint32_t end = owner && owner->span.start >= head->span.end
                           ? chunk_phrase_end(view, index) : chunk->end;
        if (others)
            owner = NULL;
        if (!owner && possessed_agent(view, topics, chunk, agent, parties))
            return true;
        party_put(arena, parties,
            from_agent(view, chunk, end, view->rules->sectors.items[agent], owner));
        return true;
    }
    if (owner && (deep || inner_mention(view, chunk) == owner) &&
        add_owner(view, index, owner, parties))
        return true;
    if (!owner && deep && chunk->first < chunk->head &&
        !is_article(view_word(view, chunk->first)->lower) &&
        view_word(view, chunk->first)->features & FEATURE_BIT(POSS))
        pronoun_parties(view, topics, chunk->first, true, parties);
    return parties->count > 0;
}

static void adjective_parties(const struct view *view, uint32_t index, party_list *parties)
{
    const struct chunk *chunk = &view->chunks.items[index];
    uint32_t last = NO_INDEX;
    for (uint32_t w = chunk->first; w < chunk->end; w++) {
        const struct mention *mention = mention_at(view, w);
        uint32_t number = view->marks->mention[w];
        if (w == chunk->head || !mention || number == last ||
            number == view->marks->mention[chunk->head])
            continue;
        last = number;
        party_put(view->document->arena, parties, from_mention(view, mention));
    }
}

void party_add(const struct view *view, const struct topics *topics,
               const struct argument *argument, party_list *parties)
{
    assert(argument->chunk < view->chunks.count);
    if (argument->part == ARGUMENT_ADJECTIVE) {
        adjective_parties(view, argument->chunk, parties);
        return;
    }
    if (argument->part == ARGUMENT_DETERMINER) {
        pronoun_parties(view, topics, view->chunks.items[argument->chunk].first, true, parties);
        return;
    }
    index_list all = {0};
    chunk_coordinates(view, argument->chunk, &all);
    for (uint32_t i = 0; i < all.count; i++) {
        party_list found = {0};
        chunk_parties(view, topics, all.items[i], true, &found);
        party_merge(view->document->arena, parties, &found);
    }
}

// A name that nobody knows, where a party stands: kept as written, lest another be taken for it.
static void add_unknown_name(const struct view *view, const struct argument *argument,
                             party_list *parties)
{
    const struct chunk *chunk = &view->chunks.items[argument->chunk];
    const struct word *head = view_word(view, chunk->head);
    if (argument->part != ARGUMENT_CHUNK || chunk->time || head->upos != UPOS_PROPN ||
        view->marks->mention[chunk->head] != NO_INDEX)
        return;
    struct party party = {.span = view_span(view, chunk->first, chunk->end)};
    party.text = phrase_text(view, chunk->first, chunk->end);
    party_put(view->document->arena, parties, party);
}

void party_fill(const struct view *view, const struct topics *topics, const struct match *match,
                const struct rule_slots *slots, party_list *parties)
{
    struct view behind = *view;
    behind.after = match->anchor_end;
    for (uint32_t i = 0; i < slots->count && parties->count == 0; i++) {
        argument_list arguments = {0};
        slot_arguments(&behind, match->anchor, match->rule->kind, &slots->items[i], &arguments);
        for (uint32_t j = 0; j < arguments.count; j++)
            party_add(view, topics, &arguments.items[j], parties);
        bool core = slots->items[i].kind == SLOT_SUBJECT || slots->items[i].kind == SLOT_OBJECT;
        if (core && parties->count == 0 && arguments.count > 0)
            add_unknown_name(view, &arguments.items[0], parties);
    }
}
