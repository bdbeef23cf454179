// SPDX-License-Identifier: Apache-2.0
// What one clause says of its act: negation, tense and mood, si-clauses, and for nouns adjectives
// and predicate. The French conditional is told apart: hypothesis (with si or a modal), future in
// the past (after a past verb of saying or thinking), hearsay (the rest: hedged). Reads words,
// tags and trees; adds no layer. Governors are factuality.c's.
#include "extract/factuality_parts.h"

#include <assert.h>

#define OBJECT_REACH 8 // words after a verb in which "aucun", "rien" may deny it

// --- the verb with its auxiliaries

// The taggers' conditional is believed only where the form can be one: "-rait".
static bool is_conditional_form(struct slice lower)
{
    static const char *const ends[] = {"rait", "raient", "rais", "rions", "riez"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (slice_ends(lower, ends[i]))
            return true;
    return false;
}

static uint32_t group_first(const struct view *view, uint32_t verb)
{
    uint32_t first = verb_group_start(view, verb);
    if (!view->tree)
        return first;
    // "n'a-t-elle pas arrêté": the auxiliary stands before the subject.
    for (uint32_t c = view->first_child[verb - view->start]; c != NO_INDEX;
         c = view->next_child[c - view->start]) {
        enum relation relation = factuality_relation(view, c);
        if (relation == RELATION_AUX && c < first && first - c < 8)
            first = c;
    }
    while (first > view->start && slice_starts(view_word(view, first - 1)->lower, "n") &&
           view_word(view, first - 1)->upos == UPOS_ADV)
        first--;
    return first;
}

static bool opens_clause(const struct view *view, uint32_t first)
{
    if (first == view->start)
        return true;
    uint8_t before = view_word(view, first - 1)->upos;
    return before == UPOS_PUNCT || before == UPOS_CCONJ;
}

static bool has_subject(const struct view *view, uint32_t verb)
{
    for (uint32_t c = view->tree ? view->first_child[verb - view->start] : NO_INDEX; c != NO_INDEX;
         c = view->next_child[c - view->start]) {
        enum relation relation = factuality_relation(view, c);
        if (relation == RELATION_NSUBJ || relation == RELATION_CSUBJ)
            return true;
    }
    return false;
}

static bool is_imperative(const struct view *view, const struct verb_group *group)
{
    const struct word *word = view_word(view, group->verb);
    if (group->first != group->verb || !opens_clause(view, group->first) ||
        has_subject(view, group->verb))
        return false;
    bool tagged = view_word(view, group->verb)->features & FEATURE_BIT(MOOD_IMP);
    bool form = view->document->language == LANGUAGE_fr && word->upos == UPOS_VERB &&
                (slice_ends(word->lower, "ez") || slice_ends(word->lower, "ons"));
    return tagged || form;
}

void verb_group_read(const struct factuality_words *words, const struct view *view, uint32_t verb,
                     struct verb_group *group)
{
    const feature_set moods = FEATURE_BIT(MOOD_CND) | FEATURE_BIT(MOOD_IND) |
                              FEATURE_BIT(MOOD_SUB) | FEATURE_BIT(MOOD_IMP) |
                              FEATURE_BIT(VERBFORM_FIN);
    const struct word *own = view_word(view, verb);
    bool english = view->document->language == LANGUAGE_en, be = false, to = false;
    *group = (struct verb_group){.first = group_first(view, verb), .verb = verb};
    for (uint32_t w = group->first; w <= verb; w++) {
        const struct word *word = view_word(view, w);
        to |= word->upos == UPOS_PART && slice_is(word->lower, "to");
        if (w < verb && word->upos != UPOS_AUX && word->upos != UPOS_PART)
            continue;
        if (!word_is_verb(word))
            continue;
        if (w < verb) {
            group->classes |= factuality_class_of(words, view, w);
            group->perfect |= slice_is(word_lemma(word), "avoir") ||
                              slice_is(word_lemma(word), "have");
            be |= slice_is(word_lemma(word), "be");
        }
        if (!group->finite && view_word(view, w)->features & moods) {
            group->finite = true;
            group->finite_features = view_word(view, w)->features;
            group->conditional = view_word(view, w)->features & FEATURE_BIT(MOOD_CND) &&
                                 is_conditional_form(word->lower);
        }
    }
    group->conditional |= english && group->classes & CLASS_WOULD;
    group->participle = view_word(view, verb)->features & FEATURE_BIT(VERBFORM_PART);
    bool motion = factuality_class_of(words, view, verb) & CLASS_MOTION;
    group->passive = verb_is_passive(view, verb) && !motion;
    group->perfect |= motion && group->participle && group->first != verb;
    group->progressive = english && be && slice_ends(own->lower, "ing");
    // "is to be signed", "was to start"
    bool to_be = english && to && be && group->finite && group->first != verb &&
                 !(view_word(view, verb)->features & FEATURE_BIT(VERBFORM_FIN));
    group->future = group->finite_features & FEATURE_BIT(TENSE_FUT) ||
                    group->classes & CLASS_FUTURE || to_be;
    group->imperative = is_imperative(view, group);
}

static bool group_is_past(const struct verb_group *group)
{
    return group->participle ||
           group->finite_features & (FEATURE_BIT(TENSE_IMP) | FEATURE_BIT(TENSE_PAST));
}

// --- negation

static bool is_ne(struct slice lower)
{
    return slice_is(lower, "ne") || slice_is(lower, "n'") || slice_is(lower, "n’");
}

// "pas seulement", "not only" deny nothing; "cette personne" neither.
static bool denies(const struct factuality_words *words, const struct view *view, uint32_t w)
{
    const struct word *word = view_word(view, w);
    if (!(factuality_class_of(words, view, w) & CLASS_NEGATION) ||
        (word->upos == UPOS_NOUN && w > view->start && view_word(view, w - 1)->upos == UPOS_DET))
        return false;
    return w + 1 >= view->end || !(factuality_class_of(words, view, w + 1) & CLASS_LIMIT);
}

static bool subject_denies(const struct factuality_words *words, const struct view *view,
                           uint32_t verb, uint32_t first)
{
    uint32_t stop = first > view->start + 12 ? first - 12 : view->start;
    for (uint32_t w = first; w > stop; w--) {
        const struct word *word = view_word(view, w - 1);
        if (word_breaks_clause(view, w - 1) || word->upos == UPOS_VERB)
            return false;
        bool subject = word->upos == UPOS_DET || word->upos == UPOS_PRON ||
                       word->upos == UPOS_CCONJ || word->upos == UPOS_NOUN ||
                       slice_is(word->lower, "ni");
        if (subject && denies(words, view, w - 1) &&
            (!view->tree || word->head != verb || word->upos != UPOS_NOUN ||
             factuality_relation(view, w - 1) == RELATION_NSUBJ))
            return true;
    }
    return false;
}

static bool negated_french(const struct factuality_words *words, const struct view *view,
                           uint32_t verb, uint32_t first)
{
    uint32_t ne = NO_INDEX;
    for (uint32_t w = first; w < verb && ne == NO_INDEX; w++)
        if (is_ne(view_word(view, w)->lower))
            ne = w;
    if (ne == NO_INDEX)
        return false;
    for (uint32_t w = ne + 1; w < view->end && w < verb + OBJECT_REACH; w++) {
        const struct word *word = view_word(view, w);
        if (w > verb && (slice_is(word->lower, "que") || slice_is(word->lower, "qu'")))
            return false; // "n'a livré que deux avions"
        if (w > verb && (word_breaks_clause(view, w) || word->upos == UPOS_PUNCT ||
                         word->upos == UPOS_CCONJ))
            break;
        if (denies(words, view, w))
            return true;
        if (w > verb && word->upos == UPOS_VERB && !(word->features & FEATURE_BIT(VERBFORM_INF)))
            break;
    }
    if (factuality_class_of(words, view, verb) & CLASS_ABLE)
        return true; // "n'a pu sauver"
    return subject_denies(words, view, verb, first);
}

bool verb_negated(const struct factuality_words *words, const struct view *view, uint32_t verb)
{
    uint32_t first = group_first(view, verb);
    if (view->document->language == LANGUAGE_fr)
        return negated_french(words, view, verb, first);
    for (uint32_t w = first; w < verb; w++)
        if (denies(words, view, w))
            return true;
    // "ended without a deal" did end: what a preposition denies is its noun.
    if (verb + 1 < view->end && view_word(view, verb + 1)->upos != UPOS_ADP &&
        denies(words, view, verb + 1))
        return true;
    return subject_denies(words, view, verb, first);
}

bool noun_negated(const struct factuality_words *words, const struct view *view, uint32_t noun)
{
    uint32_t chunk = view_chunk_at(view, noun);
    if (chunk == NO_INDEX)
        return false;
    const struct chunk *found = &view->chunks.items[chunk];
    uint32_t before = found->preposition;
    if (before != NO_INDEX && (factuality_class_of(words, view, before) & CLASS_WITHOUT ||
                               (before > view->start &&
                                factuality_class_of(words, view, before - 1) & CLASS_WITHOUT)))
        return true;
    // "plus de 700 drones" is a quantity
    return found->first != noun && view->marks->amount[found->first] == NO_INDEX &&
           denies(words, view, found->first);
}

// --- the clause above

uint32_t clause_governor(const struct factuality_words *words, const struct view *view,
                         uint32_t verb)
{
    uint32_t at = verb;
    for (int step = 0; view->tree && step < 4; step++) {
        const struct word *word = view_word(view, at);
        enum relation relation = factuality_relation(view, at);
        if (word->head == NO_INDEX || word->head < view->start || word->head >= view->end)
            break;
        if (relation == RELATION_CCOMP)
            return word->head;
        if (relation != RELATION_CONJ)
            break;
        at = word->head;
    }
    // Where the tree is silent: "… a dit que", the verb shortly before the conjunction.
    uint32_t first, end;
    clause_bounds(view, verb, &first, &end);
    if (first == view->start || !slice_starts(view_word(view, first - 1)->lower, "qu"))
        return NO_INDEX;
    uint32_t stop = first > view->start + FACTUALITY_NEAR ? first - FACTUALITY_NEAR : view->start;
    for (uint32_t w = first; w > stop; w--)
        if (view_word(view, w - 1)->upos == UPOS_VERB)
            return factuality_class_of(words, view, w - 1) & (CLASS_REPORT | CLASS_ANNOUNCED)
                       ? w - 1
                       : NO_INDEX;
    return NO_INDEX;
}

// "a dit qu'il viendrait": the speaker speaks of an act of their own.
static bool is_own_promise(const struct factuality_words *words, const struct view *view,
                           uint32_t governor, uint32_t verb)
{
    static const char *const own[] = {"il", "elle", "ils", "elles", "he", "she", "it", "they"};
    if (governor == NO_INDEX ||
        !(factuality_class_of(words, view, governor) & (CLASS_REPORT | CLASS_ANNOUNCED)) ||
        factuality_class_of(words, view, governor) & CLASS_OPINION)
        return false;
    uint32_t subject = verb_subject(view, verb);
    if (subject == NO_INDEX || !view->chunks.items[subject].pronoun)
        return false;
    struct slice lower = view_word(view, view->chunks.items[subject].head)->lower;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (slice_is(lower, own[i]))
            return true;
    return false;
}

// --- conditions

static bool is_condition_at(const struct factuality_words *words, const struct view *view,
                            uint32_t w)
{
    bool single = factuality_class_of(words, view, w) & CLASS_CONDITION &&
                  view_word(view, w)->upos != UPOS_ADV && view_word(view, w)->upos != UPOS_PRON;
    if (!single && !(factuality_pair_class(words, view, w) & CLASS_CONDITION))
        return false;
    return w == view->start || !(factuality_class_of(words, view, w - 1) & CLASS_LIMIT);
}

// "demander si", "n'a pas dit si", whether: a question reported.
static bool is_asked_at(const struct factuality_words *words, const struct view *view, uint32_t w)
{
    if (factuality_class_of(words, view, w) & CLASS_ASKED)
        return true;
    for (uint32_t i = w; i > view->start && i + 3 > w; i--) {
        const struct word *word = view_word(view, i - 1);
        if (word->upos == UPOS_VERB)
            return factuality_class_of(words, view, i - 1) & (CLASS_ASKED | CLASS_REPORT);
        if (word->upos == UPOS_PUNCT)
            return false;
    }
    return false;
}

// The word that makes the clause of verb a condition or a question, or NO_INDEX.
static uint32_t condition_mark(const struct factuality_words *words, const struct view *view,
                               uint32_t verb)
{
    for (uint32_t w = group_first(view, verb); w > view->start; w--) {
        uint8_t upos = view_word(view, w - 1)->upos;
        if (is_condition_at(words, view, w - 1) ||
            (factuality_class_of(words, view, w - 1) & CLASS_ASKED && upos == UPOS_SCONJ))
            return w - 1;
        if (upos == UPOS_VERB || upos == UPOS_PUNCT || upos == UPOS_SCONJ)
            break;
    }
    return NO_INDEX;
}

// A condition elsewhere in the sentence, on which a future or conditional hangs.
static bool has_condition(const struct factuality_words *words, const struct view *view)
{
    for (uint32_t w = view->start; w < view->end; w++)
        if (is_condition_at(words, view, w) && !is_asked_at(words, view, w))
            return true;
    return false;
}

// "Si Paris affirme …, Canberra soutient …" is a contrast: nothing in it is still to come.
static bool is_projected(const struct factuality_words *words, const struct view *view)
{
    uint32_t finite = 0;
    for (uint32_t w = view->start; w < view->end; w++)
        finite += word_is_verb(view_word(view, w)) && word_is_finite(view, w);
    if (finite == 1)
        return true; // "« Si vous nous livrez ces chars. »"
    for (uint32_t w = view->start; w < view->end; w++) {
        const struct word *word = view_word(view, w);
        if (!word_is_verb(word))
            continue;
        if (view_word(view, w)->features & (FEATURE_BIT(TENSE_FUT) | FEATURE_BIT(MOOD_CND) |
                              FEATURE_BIT(MOOD_IMP)) ||
            factuality_class_of(words, view, w) & (CLASS_MODAL | CLASS_FUTURE | CLASS_WOULD))
            return true;
    }
    return false;
}

// "menace de fermer le détroit si …": what an infinitive hangs on is still to come.
static bool is_condition_of_infinitive(const struct view *view, uint32_t verb)
{
    uint32_t head = view_word(view, verb)->head;
    return head >= view->start && head < view->end &&
           view_word(view, head)->features & FEATURE_BIT(VERBFORM_INF);
}

// "S'il l'avait su, il aurait prévenu": neither took place.
static bool is_counterfactual(const struct factuality_words *words, const struct view *view)
{
    bool pluperfect = false, perfect = false;
    for (uint32_t w = view->start; w + 1 < view->end; w++) {
        const struct word *word = view_word(view, w);
        if (word->upos != UPOS_AUX)
            continue;
        uint32_t next = w + 1;
        while (next + 1 < view->end && view_word(view, next)->upos == UPOS_ADV)
            next++;
        if (!(view_word(view, next)->features & FEATURE_BIT(VERBFORM_PART)) &&
            view_word(view, next)->upos != UPOS_AUX)
            continue;
        // "étaient livrés" is a passive, "étaient partis" a pluperfect.
        bool have = slice_is(word_lemma(word), "avoir") ||
                    factuality_class_of(words, view, next) & CLASS_MOTION;
        pluperfect |= (have && view_word(view, w)->features & FEATURE_BIT(TENSE_IMP)) ||
                      slice_is(word->lower, "had");
        perfect |= (word->features & FEATURE_BIT(MOOD_CND) && slice_starts(word->lower, "aur")) ||
                   (slice_is(word->lower, "would") &&
                    slice_is(view_word(view, next)->lower, "have"));
    }
    return pluperfect && perfect;
}

static void deny(struct factuality *result)
{
    result->polarity = result->polarity == POLARITY_NEGATIVE ? POLARITY_POSITIVE
                                                             : POLARITY_NEGATIVE;
}

// --- tense and mood

// "Un projet de loi qui établirait", "la proposition qui donnerait": a text not in force yet.
static bool is_of_draft(const struct factuality_words *words, const struct view *view,
                        uint32_t verb)
{
    uint32_t noun = view_word(view, verb)->relation == RELATION_ACL_RELCL
                        ? view_word(view, verb)->head : NO_INDEX;
    for (int hops = 0; hops < 2 && noun != NO_INDEX && noun >= view->start && noun < view->end;
         hops++, noun = view_word(view, noun)->head) {
        if (view_word(view, noun)->upos != UPOS_NOUN)
            return false;
        if (factuality_class_of(words, view, noun) & (CLASS_PLANNED | CLASS_POSSIBLE))
            return true;
    }
    return false;
}

static void conditional_mood(const struct factuality_words *words, const struct view *view,
                             const struct verb_group *group, struct factuality *result)
{
    uint32_t classes = factuality_class_of(words, view, group->verb) | group->classes;
    bool compound = group->perfect || (group->participle && !group->passive);
    uint32_t governor = clause_governor(words, view, group->verb);
    struct verb_group above = {0};
    if (governor != NO_INDEX && word_is_verb(view_word(view, governor)))
        verb_group_read(words, view, governor, &above);
    // "aurait menacé … si … étaient livrés": only a pluperfect makes a hypothesis of the perfect.
    bool hypothesis = has_condition(words, view) &&
                      (!group->perfect || is_counterfactual(words, view));
    if (hypothesis) {
        result->status = STATUS_CONDITIONAL;
        if (group->perfect)
            deny(result);
    } else if (classes & CLASS_POSSIBLE && classes & CLASS_MODAL) {
        result->status = STATUS_POSSIBLE;
    } else if (classes & CLASS_PLANNED && classes & CLASS_MODAL && !compound) {
        result->status = STATUS_PLANNED;
    } else if (!group->perfect && group_is_past(&above)) {
        result->status = is_own_promise(words, view, governor, group->verb) ? STATUS_ANNOUNCED
                                                                            : STATUS_PLANNED;
    } else if (!compound && is_of_draft(words, view, group->verb)) {
        result->status = STATUS_POSSIBLE;
    } else if (view->document->language == LANGUAGE_en) {
        result->status = STATUS_PLANNED;
    } else {
        result->hedged = true;
        if (!group->participle && result->status == STATUS_NONE)
            result->status = STATUS_UNDERWAY;
    }
}

// The sentence's main verb tells of the past: what was awaited has come.
static bool main_is_past(const struct factuality_words *words, const struct view *view)
{
    struct verb_group group;
    for (uint32_t w = view->start; view->tree && w < view->end; w++) {
        if (factuality_relation(view, w) != RELATION_ROOT || !word_is_verb(view_word(view, w)))
            continue;
        verb_group_read(words, view, w, &group);
        return group_is_past(&group) && !group.future && !group.conditional;
    }
    return false;
}

// "jusqu'à ce que la Russie revienne", "until Russia withdraws": nobody has done it yet.
static bool is_awaited(const struct factuality_words *words, const struct view *view,
                       const struct verb_group *group)
{
    uint32_t first, end;
    bool french = view->document->language == LANGUAGE_fr;
    clause_bounds(view, group->verb, &first, &end);
    if (!french)
        first = group->first;
    // Most French subjunctives look like the present: "que" after the conjunction tells them.
    if (!(group->finite_features & (FEATURE_BIT(MOOD_SUB) | FEATURE_BIT(TENSE_PRES))) ||
        first == view->start ||
        (french && !slice_starts(view_word(view, first - 1)->lower, "qu")))
        return false;
    uint32_t stop = first > view->start + 6 ? first - 6 : view->start;
    for (uint32_t w = first; w > stop; w--) {
        if (factuality_class_of(words, view, w - 1) & CLASS_UNTIL ||
            (w > view->start + 1 && factuality_pair_class(words, view, w - 2) & CLASS_UNTIL))
            return !main_is_past(words, view);
        if (word_is_verb(view_word(view, w - 1)) || view_word(view, w - 1)->upos == UPOS_PUNCT)
            break;
    }
    return false;
}

// "Que la paix revienne !", "Pourvu que la digue tienne !"
static bool is_wish(const struct factuality_words *words, const struct view *view,
                    const struct verb_group *group)
{
    const struct word *opens = view_word(view, view->start);
    bool subjunctive = group->finite_features & (FEATURE_BIT(MOOD_SUB) | FEATURE_BIT(TENSE_PRES));
    return subjunctive && slice_is(view_word(view, view->end - 1)->form, "!") &&
           (factuality_class_of(words, view, view->start) & CLASS_WISH ||
            slice_is(opens->lower, "que") || slice_is(opens->lower, "qu'"));
}

// "sans que", "sans qu'un accord ait été signé"
static bool is_without(const struct factuality_words *words, const struct view *view, uint32_t verb)
{
    uint32_t first, end;
    clause_bounds(view, verb, &first, &end);
    return first > view->start + 1 &&
           factuality_class_of(words, view, first - 2) & CLASS_WITHOUT &&
           slice_starts(view_word(view, first - 1)->lower, "qu");
}

// Infinitives after a word that is no verb: "due to deliver", "prêt à frapper".
static enum status before_infinitive(const struct factuality_words *words, const struct view *view,
                                     const struct verb_group *group)
{
    uint32_t w = group->first;
    while (w > view->start && (view_word(view, w - 1)->upos == UPOS_ADP ||
                               view_word(view, w - 1)->upos == UPOS_PART) &&
           group->first - w < 2)
        w--;
    if (w == view->start || word_is_verb(view_word(view, w - 1)))
        return STATUS_NONE;
    uint32_t classes = factuality_class_of(words, view, w - 1);
    if (w > view->start + 1)
        classes |= factuality_pair_class(words, view, w - 2);
    if (view_word(view, w - 1)->upos == UPOS_SCONJ)
        return classes & CLASS_ASKED ? STATUS_POSSIBLE : STATUS_NONE;
    if (classes & CLASS_ONGOING)
        return STATUS_UNDERWAY; // "en train de construire"
    if (classes & CLASS_POSSIBLE && view_word(view, w - 1)->upos == UPOS_ADJ)
        return STATUS_POSSIBLE;
    return classes & (CLASS_FUTURE | CLASS_PLANNED) && view_word(view, w - 1)->upos != UPOS_NOUN
               ? STATUS_PLANNED
               : STATUS_NONE;
}

static void indicative(const struct factuality_words *words, const struct view *view,
                       const struct verb_group *group, struct factuality *result)
{
    const feature_set lasting = FEATURE_BIT(TENSE_PRES) | FEATURE_BIT(TENSE_IMP);
    bool modal = group->classes & CLASS_POSSIBLE;
    if (modal && group->classes & CLASS_ABLE && verb_negated(words, view, group->verb))
        result->status = STATUS_NONE; // "could not save"
    else if (modal)
        result->status = STATUS_POSSIBLE;
    else if (is_awaited(words, view, group))
        result->status = STATUS_PLANNED;
    else if (group->future) {
        result->status = has_condition(words, view) ? STATUS_CONDITIONAL : STATUS_PLANNED;
        result->stated_future = true;
        if (result->status == STATUS_PLANNED &&
            is_own_promise(words, view, clause_governor(words, view, group->verb), group->verb))
            result->status = STATUS_ANNOUNCED;
    } else if (group->classes & CLASS_DEMANDED)
        result->status = STATUS_DEMANDED;
    else if (group->classes & CLASS_PLANNED) {
        result->status = STATUS_PLANNED;
        result->scheduled = group->classes & CLASS_MODAL &&
                            group->finite_features & FEATURE_BIT(TENSE_PRES);
    } else if (result->status != STATUS_NONE)
        return;
    else if (group->progressive && group->finite)
        result->status = STATUS_UNDERWAY;
    else if (group->participle && group->passive && !group->perfect &&
             group->first != group->verb && group->finite_features & lasting &&
             !(group->finite_features & FEATURE_BIT(MOOD_SUB)))
        result->status = STATUS_UNDERWAY; // "est interdite"
    else if (!group->participle && group->finite_features & lasting &&
             !(group->finite_features & FEATURE_BIT(MOOD_SUB)))
        result->status = STATUS_UNDERWAY;
}

void clause_read(const struct factuality_words *words, const struct view *view, uint32_t verb,
                 struct factuality *result)
{
    struct verb_group group;
    assert(verb >= view->start && verb < view->end);
    verb_group_read(words, view, verb, &group);
    uint32_t mark = group.finite ? condition_mark(words, view, verb) : NO_INDEX;
    enum status before = STATUS_NONE;
    if (view_word(view, verb)->features & FEATURE_BIT(VERBFORM_INF) && !group.finite)
        before = before_infinitive(words, view, &group);
    if (is_without(words, view, verb))
        result->polarity = POLARITY_NEGATIVE;
    if (mark != NO_INDEX && is_asked_at(words, view, mark)) {
        result->status = STATUS_POSSIBLE;
    } else if (mark != NO_INDEX &&
               (is_projected(words, view) || is_condition_of_infinitive(view, verb) ||
                (factuality_class_of(words, view, mark) |
                 factuality_pair_class(words, view, mark)) & CLASS_EXCEPTION)) {
        result->status = STATUS_CONDITIONAL;
        if (is_counterfactual(words, view))
            deny(result);
    } else if (group.conditional) {
        conditional_mood(words, view, &group, result);
    } else if (group.imperative || is_wish(words, view, &group)) {
        result->status = STATUS_DEMANDED;
    } else if (before != STATUS_NONE) {
        result->status = before;
    } else {
        indicative(words, view, &group, result);
    }
}

// --- nouns

static bool takes_place(const struct factuality_words *words, const struct view *view,
                        uint32_t predicate)
{
    if (factuality_class_of(words, view, predicate) & (CLASS_FACTIVE | CLASS_ONGOING))
        return true;
    for (uint32_t w = predicate + 1; w < view->end && w < predicate + 4; w++)
        if (slice_is(view_word(view, w)->lower, "lieu") ||
            slice_is(view_word(view, w)->lower, "place"))
            return true;
    return false;
}

// "Le sommet aura lieu", "la visite a été annulée", "les pourparlers se poursuivent".
static void predicate_read(const struct factuality_words *words, const struct view *view,
                           uint32_t predicate, struct factuality *result)
{
    const struct word *word = view_word(view, predicate);
    uint32_t classes = factuality_class_of(words, view, predicate);
    if (predicate > view->start)
        classes |= factuality_pair_class(words, view, predicate - 1);
    struct factuality clause = {.polarity = POLARITY_POSITIVE};
    struct verb_group group = {0};
    bool verb = word_is_verb(word);
    if (verb) {
        clause_read(words, view, predicate, &clause);
        verb_group_read(words, view, predicate, &group);
    }
    if (verb && takes_place(words, view, predicate) && verb_negated(words, view, predicate))
        result->polarity = POLARITY_NEGATIVE;
    if (classes & CLASS_CALLED_OFF && group.passive)
        deny(result);
    if (result->status != STATUS_NONE)
        return;
    if (classes & CLASS_AWAITED && (group.passive || group.participle))
        result->status = STATUS_PLANNED;
    else if (classes & CLASS_ONGOING && !group.future)
        result->status = STATUS_UNDERWAY;
    else if (group.future || (clause.hedged && takes_place(words, view, predicate)))
        result->status = clause.status;
    if (takes_place(words, view, predicate))
        result->hedged |= clause.hedged;
}

void noun_read(const struct factuality_words *words, const struct view *view, uint32_t noun,
               struct factuality *result)
{
    const struct word *word = view_word(view, noun);
    for (uint32_t c = view->tree ? view->first_child[noun - view->start] : NO_INDEX; c != NO_INDEX;
         c = view->next_child[c - view->start]) {
        if (factuality_relation(view, c) != RELATION_AMOD)
            continue;
        uint32_t classes = factuality_class_of(words, view, c);
        if (classes & CLASS_POSSIBLE)
            result->status = STATUS_POSSIBLE;
        else if (classes & (CLASS_PLANNED | CLASS_AWAITED))
            result->status = STATUS_PLANNED;
        result->hedged |= (classes & CLASS_HEARSAY) != 0;
    }
    if (noun + 1 < view->end && factuality_pair_class(words, view, noun + 1) & CLASS_PLANNED)
        result->status = STATUS_PLANNED; // "le sommet à venir"
    bool subject = factuality_relation(view, noun) == RELATION_NSUBJ && word->head != NO_INDEX &&
                   word->head >= view->start && word->head < view->end;
    if (subject && view->tree)
        predicate_read(words, view, word->head, result);
}
