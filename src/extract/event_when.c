// SPDX-License-Identifier: Apache-2.0
// When an act took place: the time nearest to its anchor in its clause, or the one that opens the
// sentence; not a deadline ("avant mardi"), not the time of a participle or of another act ("les
// livraisons suspendues en mai", "ont défilé samedi contre l'ultimatum"). Reads times and trees.
#include "extract/event_frame.h"

#define CLIMB_STEPS 20
#define OPENING_DISTANCE 12 // a time that opens the sentence is at most that far

static bool climbs_to(const struct view *view, uint32_t word, uint32_t top)
{
    for (int step = 0; step < CLIMB_STEPS && word != NO_INDEX; step++) {
        if (word == top)
            return true;
        word = view_word(view, word)->head;
    }
    return false;
}

// The word of a time on which the others hang.
static uint32_t time_head(const struct view *view, uint32_t first)
{
    uint32_t number = view->marks->time[first], word = first;
    for (int step = 0; step < CLIMB_STEPS; step++) {
        uint32_t head = view_word(view, word)->head;
        if (head == NO_INDEX || head < view->start || head >= view->end ||
            view->marks->time[head] != number)
            break;
        word = head;
    }
    return word;
}

// "avant mardi", "d'ici à 2027", with the preposition before the time or inside it.
static bool is_deadline(const struct view *view, uint32_t first)
{
    uint32_t set = rule_set_named(view->rules, "by"), number = view->marks->time[first];
    uint32_t from = first >= view->start + 2 ? first - 2 : view->start;
    for (uint32_t w = from; set != NO_INDEX && w < view->end; w++) {
        if (w > first && view->marks->time[w] != number)
            break;
        if (rule_set_has(view->rules, set, view_word(view, w)->lower))
            return true;
    }
    return false;
}

// "les livraisons suspendues en mai": the time of a participle or relative clause that the anchor
// does not stand in.
static bool is_of_modifier(const struct view *view, uint32_t time, uint32_t anchor)
{
    uint32_t before = time, word = time_head(view, time);
    while (before > view->start && (view->marks->time[before] == view->marks->time[time] ||
                                    view_word(view, before)->upos == UPOS_ADP))
        before--;
    // Right behind a participle it may be either's: then it is nobody's.
    if (before > anchor && word_relation(view_word(view, before)) == RELATION_ACL)
        return !climbs_to(view, anchor, before);
    for (int step = 0; step < CLIMB_STEPS && word != NO_INDEX && word != anchor; step++) {
        const struct word *above = view_word(view, word);
        enum relation relation = word_relation(above);
        bool participle = relation == RELATION_AMOD && above->features & FEATURE_BIT(VERBFORM_PART);
        if ((relation == RELATION_ACL && word_is_verb(above)) || participle)
            return !climbs_to(view, anchor, word);
        word = view_word(view, word)->head;
    }
    return false;
}

// "ont défilé contre l'ultimatum": the verb above a noun, where it tells an act of its own.
static uint32_t act_above(const struct frame_walk *walk, uint32_t anchor)
{
    const struct view *view = &walk->view;
    const struct match *own = NULL, *above = NULL;
    uint32_t verb = view_word(view, anchor)->head;
    for (int step = 0; step < CLIMB_STEPS && verb != NO_INDEX; step++) {
        if (word_is_verb(view_word(view, verb)))
            break;
        verb = view_word(view, verb)->head;
    }
    for (uint32_t i = 0; verb != NO_INDEX && i < walk->matches.count; i++) {
        const struct match *match = &walk->matches.items[i];
        own = match->anchor == anchor ? match : own;
        above = match->anchor == verb && !match->absorbed ? match : above;
    }
    if (!own || !above || own->rule->kind != RULE_NOUN || above->rule->type == EVENT_NONE ||
        (own->outer != NO_INDEX && &walk->matches.items[own->outer] == above))
        return NO_INDEX;
    return verb;
}

// Whether the time at a word may be the anchor's own; other: the verb of the act above it, if any.
static bool is_own(const struct frame_walk *walk, uint32_t w, uint32_t anchor, uint32_t other)
{
    const struct view *view = &walk->view;
    uint32_t number = view->marks->time[w], opening = w;
    const struct time *time = &walk->document->times.items[number];
    if (time->type != TIME_DATE && time->type != TIME_TIME)
        return false;
    while (opening > view->start && view->marks->time[opening - 1] == number)
        opening--;
    return !is_deadline(view, opening) && !(view->tree && is_of_modifier(view, w, anchor)) &&
           (other == NO_INDEX || climbs_to(view, time_head(view, w), anchor));
}

struct reference frame_when(const struct frame_walk *walk, uint32_t anchor)
{
    const struct view *view = &walk->view;
    uint32_t first, end, best = NO_INDEX, best_distance = UINT32_MAX;
    uint32_t other = view->tree ? act_above(walk, anchor) : NO_INDEX;
    clause_bounds(view, anchor, &first, &end);
    for (uint32_t w = view->start; w < view->end; w++) {
        // The frame of the sentence ("Le 4 juillet, …") holds for all its clauses.
        bool opens = w <= view->start + 2;
        uint32_t distance = w > anchor ? w - anchor : anchor - w;
        if (view->marks->time[w] == NO_INDEX || (!opens && (w < first || w >= end)))
            continue;
        if (opens && distance > OPENING_DISTANCE)
            distance = OPENING_DISTANCE;
        if (distance < best_distance && is_own(walk, w, anchor, other)) {
            best = view->marks->time[w];
            best_distance = distance;
        }
    }
    return (struct reference){best == NO_INDEX ? 0 : best + 1};
}
