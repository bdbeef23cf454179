// SPDX-License-Identifier: Apache-2.0
// Gives parties that the text names without a country ("les manifestants", "the police") the
// country that the sentence sets the act in: a place named beside them or in the clause, else, for
// acts within one country (arrests, protests, trials), that of the other side. Only the code is
// filled in, never an entity. Reads the view and the frame; adds no layer.
#include "extract/event_frame.h"

#include <assert.h>

#define NEAR 30 // words between the anchor and a place that still sets its scene

static bool lacks_country(const struct party *party)
{
    return slice_starts(party->cameo, "---") ||
           (party->cameo.size == 0 && party->entity.number != 0);
}

static struct slice country_of(const struct document *document, struct reference reference)
{
    if (reference.number == 0 || reference.number > document->entities.count)
        return SLICE_NONE;
    const struct entity *entity = &document->entities.items[reference.number - 1];
    if (entity->kind != ENTITY_PLACE && entity->kind != ENTITY_COUNTRY)
        return SLICE_NONE;
    return entity->country.size == 3 ? entity->country : SLICE_NONE;
}

// The country of a place behind "à", "en", "in", "at", "near": the nearest one to the anchor.
static struct slice scene_of(const struct frame_walk *walk, uint32_t anchor)
{
    const struct view *view = &walk->view;
    uint32_t set = rule_set_named(view->rules, "scene"), best = UINT32_MAX;
    struct slice found = SLICE_NONE;
    for (uint32_t i = 0; set != NO_INDEX && i < view->chunks.count; i++) {
        const struct chunk *chunk = &view->chunks.items[i];
        uint32_t distance = chunk->first > anchor ? chunk->first - anchor : anchor - chunk->first;
        if (chunk->preposition == NO_INDEX || distance > NEAR || distance >= best ||
            !rule_set_has(view->rules, set, chunk_preposition(view, chunk)))
            continue;
        for (uint32_t w = chunk->first; w < chunk->end; w++) {
            uint32_t mention = view->marks->inner[w];
            if (mention == NO_INDEX)
                continue;
            struct slice country =
                country_of(walk->document, walk->document->mentions.items[mention].entity);
            if (country.size == 3) {
                found = country;
                best = distance;
            }
        }
    }
    return found;
}

static bool has_sector(const party_list *parties, const char *sectors)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        struct slice code = parties->items[i].cameo;
        if (code.size < 6)
            continue;
        for (const char *sector = sectors; *sector; sector += 3)
            if (memcmp(code.data + 3, sector, 3) == 0)
                return true;
    }
    return false;
}

static struct slice side_country(const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        struct slice code = parties->items[i].cameo;
        if (code.size >= 3 && !slice_starts(code, "---") && !slice_starts(code, "IGO") &&
            !slice_starts(code, "NGO") && !slice_starts(code, "WST") && !slice_starts(code, "EUR"))
            return slice_part(code, 0, 3);
    }
    return SLICE_NONE;
}

// Acts between people of one country unless somebody says otherwise.
static bool is_domestic(const struct frame *frame)
{
    if (frame->type == EVENT_PROTEST)
        return true;
    if (frame->type == EVENT_COERCE || frame->type == EVENT_ASSAULT ||
        frame->type == EVENT_ACCUSE || frame->type == EVENT_REQUEST || frame->type == EVENT_REJECT)
        return has_sector(&frame->actors, "COPJUDLEGOPPREBCVL") ||
               (frame->type == EVENT_COERCE && has_sector(&frame->recipients, "LEGOPPJUD"));
    // "The Mozambican government accepted demands of the opposition."
    if (frame->type == EVENT_CONCEDE || frame->type == EVENT_CONSULT || frame->type == EVENT_AGREE)
        return has_sector(&frame->recipients, "LEGOPPLABPTY") &&
               has_sector(&frame->actors, "GOVLEGOPPCOP");
    return false;
}

// Tourists and migrants come from elsewhere.
static bool is_foreign(const struct frame_walk *walk, const struct party *party)
{
    const struct view *view = &walk->view;
    uint32_t set = rule_set_named(view->rules, "foreign_people");
    uint32_t first = document_word_at(walk->document, party->span.start);
    for (uint32_t w = first; set != NO_INDEX && w < view->end; w++) {
        if (view_word(view, w)->span.start >= party->span.end)
            break;
        if (rule_set_has(view->rules, set, word_lemma(view_word(view, w))))
            return true;
    }
    return false;
}

static void fill_side(struct frame_walk *walk, party_list *parties, struct slice country,
                      bool unnamed)
{
    for (uint32_t i = 0; i < parties->count && country.size == 3; i++) {
        struct party *party = &parties->items[i];
        if (!lacks_country(party) || is_foreign(walk, party) ||
            (unnamed && !slice_starts(party->cameo, "---")))
            continue;
        struct slice sector = slice_part(party->cameo, 3, party->cameo.size);
        party->cameo = arena_format(walk->document->arena, SLICE_FORMAT SLICE_FORMAT,
                                    SLICE_ARGUMENTS(country), SLICE_ARGUMENTS(sector));
    }
}

static bool any_lacks(const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (lacks_country(&parties->items[i]))
            return true;
    return false;
}

// The one country that the sentence names, by whatever name; none where it names two.
static struct slice only_country(const struct frame_walk *walk)
{
    const struct view *view = &walk->view;
    struct slice found = SLICE_NONE;
    for (uint32_t w = view->start; w < view->end; w++) {
        uint32_t number = view->marks->inner[w];
        const struct entity *entity =
            number == NO_INDEX ? NULL
                               : party_entity(view, walk->document->mentions.items[number].entity);
        if (!entity || entity->country.size != 3)
            continue;
        if (found.size == 3 && !slice_equal(found, entity->country))
            return SLICE_NONE;
        found = entity->country;
    }
    return found;
}

// Whether the act is one between states, where the other side says nothing of this one's country:
// "the government accused Rwanda".
static bool is_opposite(const struct frame *frame, const party_list *side, struct slice country)
{
    if (frame->type == EVENT_COERCE || frame->type == EVENT_PROTEST ||
        frame->type == EVENT_CONCEDE)
        return false;
    const party_list *other = side == &frame->actors ? &frame->recipients : &frame->actors;
    return slice_equal(side_country(other), country) && has_sector(side, "GOVMILREBUAF");
}

// "The government", "lawmakers", "the army": those of the country that the sentence is about, or
// else that the document is.
static void fill_home(struct frame_walk *walk, struct frame *frame, party_list *side)
{
    struct slice country = only_country(walk);
    if (country.size != 3 && side_country(&frame->actors).size != 3 &&
        side_country(&frame->recipients).size != 3)
        country = walk->home;
    if (country.size == 3 && !is_opposite(frame, side, country))
        fill_side(walk, side, country, true);
}

void frame_countries(struct frame_walk *walk, uint32_t anchor, struct frame *frame)
{
    assert(anchor < walk->view.end);
    if (!any_lacks(&frame->actors) && !any_lacks(&frame->recipients))
        return;
    if (is_domestic(frame)) {
        fill_side(walk, &frame->recipients, side_country(&frame->actors), false);
        fill_side(walk, &frame->actors, side_country(&frame->recipients), false);
    }
    if (frame->type == EVENT_ASSAULT || frame->type == EVENT_COERCE ||
        frame->type == EVENT_PROTEST || frame->type == EVENT_MOBILIZE ||
        frame->type == EVENT_AID || frame->type == EVENT_CONCEDE || frame->type == EVENT_RETREAT) {
        struct slice scene = scene_of(walk, anchor);
        fill_side(walk, &frame->recipients, scene, false);
        if (is_domestic(frame) || frame->type == EVENT_ASSAULT)
            fill_side(walk, &frame->actors, scene, false);
    }
    fill_home(walk, frame, &frame->actors);
    fill_home(walk, frame, &frame->recipients);
}

// The country that the document is about: the one that more than half of the names and demonyms
// with a country have, where there are at least three.
struct slice document_home(const struct document *document)
{
    enum { COUNTRIES = 40 };
    struct slice seen[COUNTRIES];
    uint32_t counts[COUNTRIES] = {0}, count = 0, all = 0, best = 0;
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        uint32_t number = document->mentions.items[i].entity.number;
        if (number == 0 || number > document->entities.count ||
            document->entities.items[number - 1].country.size != 3)
            continue;
        struct slice country = document->entities.items[number - 1].country;
        uint32_t at = 0;
        while (at < count && !slice_equal(seen[at], country))
            at++;
        if (at == COUNTRIES)
            continue;
        if (at == count)
            seen[count++] = country;
        counts[at]++;
        all++;
        if (counts[at] > counts[best])
            best = at;
    }
    return all >= 3 && counts[best] * 2 > all ? seen[best] : SLICE_NONE;
}
