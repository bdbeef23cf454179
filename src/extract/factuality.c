// SPDX-License-Identifier: Apache-2.0
// Finds polarity, status and hedging of an act: its own clause (factuality_clause.c), then what
// governs it, from the inside out: modal and aspectual verbs, denials, demands, wishes, nouns
// (menace de, projet de), adjectives (prêt à). Reads words, tags, trees and quotes; adds no
// layer. Who says so is factuality_source.c's.
#include "extract/factuality_parts.h"

#include <assert.h>

#define GOVERNORS 6 // "a dit vouloir continuer à…": nested no deeper

// --- what governs an act

static bool is_complement(enum relation relation)
{
    return relation == RELATION_XCOMP || relation == RELATION_CCOMP || relation == RELATION_OBJ ||
           relation == RELATION_NMOD || relation == RELATION_ACL || relation == RELATION_DEP ||
           relation == RELATION_CSUBJ;
}

static bool is_infinitive(const struct view *view, uint32_t w)
{
    return view_word(view, w)->features & FEATURE_BIT(VERBFORM_INF);
}

// Where the tree is silent: the verb or noun right before the group of an infinitive.
static uint32_t governor_before(const struct view *view, uint32_t w)
{
    const struct word *word = view_word(view, w);
    if (word_is_verb(word) && word_is_finite(view, w))
        return NO_INDEX;
    uint32_t first = word_is_verb(word) ? verb_group_start(view, w) : w;
    uint32_t stop = first > view->start + FACTUALITY_NEAR ? first - FACTUALITY_NEAR : view->start;
    for (uint32_t i = first; i > stop; i--) {
        const struct word *before = view_word(view, i - 1);
        if (before->upos == UPOS_VERB)
            return i - 1;
        if (word_breaks_clause(view, i - 1) || before->upos == UPOS_CCONJ)
            break;
    }
    return NO_INDEX;
}

// "doute que …", "a threat of strikes", "called for the closure": the word right before the
// conjunction or preposition, where the tree hangs the act elsewhere.
static uint32_t governor_beside(const struct factuality_words *words, const struct view *view,
                                uint32_t w)
{
    const uint32_t governing = CLASS_DOUBT | CLASS_POSSIBLE | CLASS_DEMANDED | CLASS_DENIAL |
                               CLASS_PLANNED | CLASS_ANNOUNCED;
    uint32_t first, end, chunk = view_chunk_at(view, w);
    if (word_is_verb(view_word(view, w))) {
        clause_bounds(view, w, &first, &end);
        struct verb_group group;
        verb_group_read(words, view, w, &group);
        struct slice mark = first > view->start ? view_word(view, first - 1)->lower : SLICE_NONE;
        bool open = first > view->start + 1 &&
                    (slice_is(mark, "that") || (slice_starts(mark, "qu") &&
                     group.finite_features & FEATURE_BIT(MOOD_SUB)));
        return open && factuality_class_of(words, view, first - 2) & governing ? first - 2
                                                                               : NO_INDEX;
    }
    uint32_t preposition = chunk == NO_INDEX ? NO_INDEX : view->chunks.items[chunk].preposition;
    if (preposition == NO_INDEX || preposition == view->start)
        return NO_INDEX;
    struct slice lower = view_word(view, preposition)->lower;
    uint32_t classes = factuality_class_of(words, view, preposition - 1);
    bool noun = view_word(view, preposition - 1)->upos == UPOS_NOUN;
    bool of = slice_is(lower, "de") || slice_is(lower, "d'") || slice_is(lower, "of");
    bool call = slice_is(lower, "for") || slice_is(lower, "à");
    return (of && noun && classes & governing) || (call && classes & CLASS_DEMANDED)
               ? preposition - 1
               : NO_INDEX;
}

// A past participle without auxiliary, where a finite verb cannot stand.
static bool is_bare_participle(const struct view *view, uint32_t w)
{
    const struct word *word = view_word(view, w);
    return word_is_verb(word) && view_word(view, w)->features & FEATURE_BIT(VERBFORM_PART) &&
           view_word(view, w)->features & FEATURE_BIT(TENSE_PAST) && !word_is_finite(view, w) &&
           verb_group_start(view, w) == w;
}

// The verb, noun or adjective that governs the act at w, or NO_INDEX.
static uint32_t governor_of(const struct factuality_words *words, const struct view *view,
                            uint32_t w)
{
    const struct word *word = view_word(view, w);
    enum relation relation = factuality_relation(view, w);
    if (!view->tree)
        return governor_before(view, w);
    bool subject = word->relation == RELATION_NSUBJ_PASS;
    bool argument = word->relation == RELATION_OBL_ARG ||
                    (relation == RELATION_OBL && is_infinitive(view, w));
    if (word->head == NO_INDEX || word->head < view->start || word->head >= view->end)
        return governor_beside(words, view, w);
    // "the boats promised to X": what the clause denies or doubts is not the participle.
    if (relation != RELATION_CONJ && relation != RELATION_XCOMP && is_bare_participle(view, w))
        return NO_INDEX;
    if (relation == RELATION_CONJ)
        return governor_of(words, view, word->head);
    if (word_is_verb(word) && word_is_finite(view, w)) {
        bool adjective = relation == RELATION_ADVCL && word->head < w &&
                         view_word(view, word->head)->upos == UPOS_ADJ;
        return relation == RELATION_CCOMP || relation == RELATION_CSUBJ || adjective
                   ? word->head
                   : governor_beside(words, view, w);
    }
    // "urged the parties to stop": the tree may take what is asked for its purpose
    bool asked = relation == RELATION_ADVCL && is_infinitive(view, w) && word->head < w &&
                 factuality_class_of(words, view, word->head) & CLASS_DEMANDED;
    if (is_complement(relation) || subject || argument || asked)
        return word->head;
    return governor_beside(words, view, w);
}

bool factuality_is_purpose(const struct factuality_words *words, const struct view *view,
                           uint32_t verb)
{
    uint32_t first = verb_group_start(view, verb);
    if (first == view->start || !is_infinitive(view, verb))
        return false;
    if (factuality_class_of(words, view, first - 1) & CLASS_PURPOSE)
        return true;
    return first > view->start + 1 &&
           factuality_class_of(words, view, first - 2) & CLASS_PURPOSE;
}

bool factuality_is_under_denial(const struct factuality_words *words, const struct view *view,
                                uint32_t verb)
{
    if (!view->tree)
        return false;
    bool aside = is_bare_participle(view, verb);
    uint32_t at = verb;
    for (int step = 0; step < 8; step++) {
        at = view_word(view, at)->head;
        if (at == NO_INDEX || at < view->start || at >= view->end)
            return false;
        if (!word_is_verb(view_word(view, at)))
            continue;
        uint32_t classes = factuality_class_of(words, view, at);
        // "refuse de livrer" denies nothing: only who says that it was not so does.
        if (classes & CLASS_DENIAL && (aside || classes & CLASS_REPORT))
            return !verb_negated(words, view, at);
        if (!aside)
            return false;
    }
    return false;
}

// Past, future or other: when what the governor governs did not take place.
static enum status status_of_tense(const struct factuality_words *words, const struct view *view,
                                   uint32_t verb)
{
    struct factuality clause = {.polarity = POLARITY_POSITIVE};
    if (!word_is_verb(view_word(view, verb)))
        return STATUS_NONE;
    clause_read(words, view, verb, &clause);
    return clause.status == STATUS_NONE || clause.status == STATUS_UNDERWAY ? STATUS_HAPPENED
                                                                            : clause.status;
}

// "n'exclut pas" leaves possible, "ne croit pas" denies, "n'a pas dit" leaves open.
static bool apply_denied(const struct factuality_words *words, const struct view *view,
                         uint32_t governor, uint32_t classes, bool finite,
                         struct factuality *result)
{
    if (classes & CLASS_STOP) {
        result->status = STATUS_UNDERWAY; // "ne cesse de"
        return true;
    }
    if (classes & CLASS_DENIAL) {
        result->status = STATUS_POSSIBLE;
        return true;
    }
    if (classes & (CLASS_REPORT | CLASS_ASKED) && !(classes & CLASS_OPINION)) {
        result->hedged |= !finite; // "l'arrestation n'est pas confirmée"
        return true;
    }
    result->polarity = POLARITY_NEGATIVE;
    if (classes & CLASS_ABLE && result->status == STATUS_NONE)
        result->status = status_of_tense(words, view, governor);
    return false;
}

static void apply_classes(uint32_t classes, bool finite, struct factuality *result)
{
    if (classes & (CLASS_POSSIBLE | CLASS_DOUBT))
        result->status = STATUS_POSSIBLE;
    else if (classes & CLASS_DEMANDED || (classes & CLASS_WISH && finite))
        result->status = STATUS_DEMANDED;
    else if (classes & CLASS_ANNOUNCED && !finite)
        result->status = STATUS_ANNOUNCED;
    else if (classes & (CLASS_PLANNED | CLASS_WISH | CLASS_FUTURE)) {
        result->status = STATUS_PLANNED;
        result->stated_future |= (classes & (CLASS_PLANNED | CLASS_WISH | CLASS_FUTURE)) ==
                                 CLASS_FUTURE; // "va livrer"
    }
    else if (classes & CLASS_ONGOING)
        result->status = STATUS_UNDERWAY;
}

// One governor's word on the act below it.
static void apply_governor(const struct factuality_words *words, const struct view *view,
                           uint32_t below, uint32_t governor, struct factuality *result)
{
    uint32_t classes = factuality_class_of(words, view, governor);
    const struct word *word = view_word(view, governor);
    bool verb = word_is_verb(word);
    bool finite = word_is_verb(view_word(view, below)) && word_is_finite(view, below);
    bool denied = verb || word->upos == UPOS_ADJ ? verb_negated(words, view, governor)
                                                 : noun_negated(words, view, governor);
    if (word->upos == UPOS_NOUN && governor > view->start)
        classes |= factuality_pair_class(words, view, governor - 1);
    if (denied && apply_denied(words, view, governor, classes, finite, result))
        return;
    if (!denied && classes & (CLASS_DENIAL | CLASS_STOP)) {
        result->polarity = POLARITY_NEGATIVE;
        if (result->status == STATUS_NONE && !finite)
            result->status = classes & CLASS_PLANNED ? STATUS_PLANNED
                                                     : status_of_tense(words, view, governor);
    }
    if (result->status != STATUS_NONE && result->status != STATUS_UNDERWAY &&
        !(classes & CLASS_DOUBT))
        return;
    apply_classes(classes, finite, result);
    result->scheduled |= classes & CLASS_PLANNED && classes & CLASS_MODAL &&
                         word->features & FEATURE_BIT(TENSE_PRES);
    if (classes & CLASS_HEARSAY)
        result->hedged = true;
    // "affirme négocier": an infinitive under a plain word of saying is what goes on.
    if (result->status == STATUS_NONE && classes & CLASS_REPORT && is_infinitive(view, below))
        result->status = STATUS_UNDERWAY;
}

// The words of hearsay and chance that stand in the clause: reportedly, peut-être.
static void apply_adverbs(const struct factuality_words *words, const struct view *view,
                          uint32_t anchor, struct factuality *result)
{
    uint32_t first, end;
    clause_bounds(view, anchor, &first, &end);
    for (uint32_t w = first; w < end; w++) {
        uint32_t classes = factuality_class_of(words, view, w);
        bool own = view_word(view, w)->upos == UPOS_ADJ && view_word(view, w)->head == anchor;
        bool adverb = view_word(view, w)->upos == UPOS_ADV;
        if (classes & CLASS_HEARSAY && (adverb || own))
            result->hedged = true;
        if (classes & CLASS_PERHAPS && adverb && w + 12 > anchor)
            result->status = STATUS_POSSIBLE;
    }
}

// From the anchor's governor outwards; a finite clause that nobody governs ends the walk.
static void climb(const struct factuality_words *words, const struct view *view, uint32_t anchor,
                  struct factuality *result)
{
    uint32_t at = anchor;
    for (int depth = 0; depth < GOVERNORS; depth++) {
        uint32_t governor = governor_of(words, view, at);
        if (governor == NO_INDEX || governor == at)
            break;
        apply_governor(words, view, at, governor, result);
        bool report = factuality_class_of(words, view, governor) & CLASS_REPORT;
        bool plain = word_is_verb(view_word(view, at)) && word_is_finite(view, at);
        at = governor;
        if (!word_is_verb(view_word(view, at)) || report || plain)
            continue;
        struct factuality above = {.polarity = POLARITY_POSITIVE};
        clause_read(words, view, at, &above);
        if (above.status != STATUS_UNDERWAY && result->status == STATUS_NONE)
            result->status = above.status;
        if (above.status == STATUS_CONDITIONAL && result->status != STATUS_POSSIBLE)
            result->status = STATUS_CONDITIONAL;
        result->hedged |= above.hedged;
    }
}

// An infinitive that nothing places is a plan, unless what governs it says that it came to pass.
static enum status bare_infinitive(const struct factuality_words *words, const struct view *view,
                                   uint32_t verb)
{
    uint32_t first = verb_group_start(view, verb), head = view_word(view, verb)->head;
    uint32_t governor = governor_of(words, view, verb);
    uint32_t classes = governor == NO_INDEX ? 0 : factuality_class_of(words, view, governor);
    if (classes & (CLASS_FACTIVE | CLASS_ONGOING))
        return STATUS_HAPPENED;
    for (uint32_t w = first; w < verb; w++) // "did not threaten": the auxiliary is finite
        if (view_word(view, w)->upos == UPOS_AUX && word_is_finite(view, w))
            return view_word(view, w)->features & FEATURE_BIT(TENSE_PAST) ? STATUS_HAPPENED
                                                                    : STATUS_UNDERWAY;
    for (uint32_t w = first; w > view->start && w + 3 > first; w--)
        if (factuality_class_of(words, view, w - 1) & (CLASS_UNTIL | CLASS_WITHOUT))
            return head < view->start || head >= view->end ? STATUS_HAPPENED
                                                           : status_of_tense(words, view, head);
    return STATUS_PLANNED;
}

static void read_anchor(const struct factuality_words *words, const struct view *view,
                        uint32_t anchor, struct factuality *result)
{
    if (!word_is_verb(view_word(view, anchor)) && view_word(view, anchor)->upos != UPOS_ADJ) {
        if (noun_negated(words, view, anchor))
            result->polarity = POLARITY_NEGATIVE;
        noun_read(words, view, anchor, result);
        return;
    }
    uint32_t first = verb_group_start(view, anchor);
    bool without = first > view->start &&
                   factuality_class_of(words, view, first - 1) & CLASS_WITHOUT;
    if (verb_negated(words, view, anchor) || without)
        result->polarity = POLARITY_NEGATIVE;
    if (without && is_infinitive(view, anchor))
        result->status = STATUS_HAPPENED;
    else if (factuality_is_purpose(words, view, anchor))
        result->status = STATUS_PLANNED;
    clause_read(words, view, anchor, result);
}

void factuality_find(const struct factuality_words *words, const struct view *view, uint32_t anchor,
                     struct factuality *result)
{
    assert(anchor >= view->start && anchor < view->end);
    *result = (struct factuality){.polarity = POLARITY_POSITIVE};
    bool verb = word_is_verb(view_word(view, anchor)) || view_word(view, anchor)->upos == UPOS_ADJ;
    read_anchor(words, view, anchor, result);
    climb(words, view, anchor, result);
    if (result->status == STATUS_NONE && verb && is_infinitive(view, anchor))
        result->status = bare_infinitive(words, view, anchor);
    apply_adverbs(words, view, anchor, result);
    if (result->status == STATUS_NONE)
        result->status = STATUS_HAPPENED;
    if (slice_is(view_word(view, view->end - 1)->form, "?"))
        result->status = STATUS_POSSIBLE;
}
