// SPDX-License-Identifier: Apache-2.0
// Finer CAMEO codes: the rule of an anchor gives the family ("demonstrate": 141), the `code` lines
// of lexicon/<language>/codes.rules the member by what the clause names ("for the resignation of
// …": 1411), the `theme` lines what an appeal, demand, promise or refusal is about where no act is
// named. Reads the view; adds no layer. How codes of operators compose is rule_match.c's.
#include "extract/rule.h"

#include <assert.h>

#define BELOW 64 // words: what a longer clause says at its end is no longer about the act
#define HOPS 4   // lines in a row: family, member, and what negation or a plan makes of it

// A clause or circumstance beside the act, not what the act is about.
static bool is_aside(const struct view *view, uint32_t word, bool top, bool subject)
{
    const struct word *here = view_word(view, word);
    enum relation relation = word_relation(here);
    if (relation == RELATION_PARATAXIS || here->relation == RELATION_ACL_RELCL ||
        here->upos == UPOS_PUNCT)
        return true;
    if (top && ((relation == RELATION_NSUBJ && here->relation != RELATION_NSUBJ_PASS && !subject) ||
                (relation == RELATION_CONJ && word_is_verb(here))))
        return true;
    if (relation == RELATION_ADVCL)
        return word_is_finite(view, word);
    if (relation != RELATION_OBL && relation != RELATION_NMOD)
        return false;
    uint32_t mark = child_with(view, word, RELATION_CASE, NO_INDEX);
    return mark != NO_INDEX && view->rules->aside != NO_INDEX &&
           rule_set_has(view->rules, view->rules->aside, word_lemma(view_word(view, mark)));
}

static bool word_in(const struct view *view, uint32_t word, uint32_t set)
{
    const struct word *here = view_word(view, word);
    return rule_set_has(view->rules, set, word_lemma(here)) ||
           rule_set_has(view->rules, set, here->lower);
}

uint32_t word_below(const struct view *view, uint32_t anchor, uint32_t set, bool subject)
{
    assert(set != NO_INDEX && anchor >= view->start && anchor < view->end);
    uint32_t words[BELOW], count = 0, best = NO_INDEX;
    if (!view->tree) {
        for (uint32_t w = anchor + 1; w < view->end && w < anchor + 14; w++)
            if (word_in(view, w, set))
                return w;
        return NO_INDEX;
    }
    words[count++] = anchor;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t c = view->first_child[words[i] - view->start]; c != NO_INDEX && count < BELOW;
             c = view->next_child[c - view->start]) {
            if (is_aside(view, c, i == 0, subject))
                continue;
            words[count++] = c;
            if (c < best && word_in(view, c, set))
                best = c;
        }
    return best;
}

// Whether all conditions of a line hold; the word that met the first that has one.
static bool line_holds(const struct view *view, const struct match *match, unsigned facts,
                       const struct rule_code *line, uint32_t *word)
{
    *word = match->anchor;
    for (uint32_t i = 0; i < line->condition_count; i++) {
        const struct rule_condition *condition = &line->conditions[i];
        bool holds;
        if (condition->where.count > 0 && condition->where.items[0].kind == SLOT_IS) {
            holds = (facts & ACT_NEGATIVE &&
                     rule_set_has(view->rules, condition->set, SLICE("negative"))) ||
                    (facts & ACT_PLANNED &&
                     rule_set_has(view->rules, condition->set, SLICE("planned")));
        } else {
            uint32_t met = condition_word(view, match->anchor, match->rule->kind, condition);
            holds = met != NO_INDEX;
            if (holds && !condition->negate && *word == match->anchor)
                *word = met;
        }
        if (holds == condition->negate)
            return false;
    }
    return true;
}

static void add_reason(const struct view *view, const struct rule_code *line, uint32_t word,
                       reason_list *reasons)
{
    struct rule_reason reason = {"code", view_span(view, word, word + 1), line->id};
    list_add(view->document->arena, reasons, reason);
}

struct slice code_refine(const struct view *view, const struct match *match, unsigned facts,
                         struct slice code, reason_list *reasons)
{
    const struct rules *rules = view->rules;
    for (int hop = 0; hop < HOPS && code.size > 0; hop++) {
        uint32_t index = table_find(&rules->code_lines, code), word;
        if (index == TABLE_NONE)
            break;
        while (index != NO_INDEX &&
               !line_holds(view, match, facts, &rules->codes.items[index], &word))
            index = rules->codes.items[index].next;
        if (index == NO_INDEX)
            break;
        const struct rule_code *line = &rules->codes.items[index];
        code = slice_starts(line->cameo, "+")
                   ? arena_format(view->document->arena, SLICE_FORMAT SLICE_FORMAT,
                                  SLICE_ARGUMENTS(code),
                                  SLICE_ARGUMENTS(slice_part(line->cameo, 1, line->cameo.size)))
                   : line->cameo;
        add_reason(view, line, word, reasons);
    }
    return code;
}

struct slice code_theme(const struct view *view, const struct match *match, reason_list *reasons)
{
    const struct rules *rules = view->rules;
    uint32_t index = table_find(&rules->code_lines, SLICE("")), word;
    for (; index != TABLE_NONE && index != NO_INDEX; index = rules->codes.items[index].next)
        if (line_holds(view, match, 0, &rules->codes.items[index], &word)) {
            add_reason(view, &rules->codes.items[index], word, reasons);
            return rules->codes.items[index].cameo;
        }
    return SLICE_NONE;
}
