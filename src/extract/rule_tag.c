// SPDX-License-Identifier: Apache-2.0
// Verbs that the tagger took for something else: past tenses for participles ("A minister
// threatened to …") or adjectives ("Britain mobilized reservists", "a ouvert"), present tenses for
// nouns ("Pence meets Merkel"). The sentence's view gets a mended copy of its words; the document's
// stay as they are. Reads words, trees, mentions; adds no layer.
#include "extract/rule.h"

#define VERB_PAST (FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(MOOD_IND) | FEATURE_BIT(TENSE_PAST))
#define VERB_PRESENT (FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(MOOD_IND) | FEATURE_BIT(TENSE_PRES))

static void copy_words(struct view *view)
{
    uint32_t count = view->end - view->start;
    if (view->mended)
        return;
    view->mended = arena_take(view->scratch, (count + 1) * sizeof *view->mended);
    memcpy(view->mended, view->document->words.items + view->start, count * sizeof *view->mended);
}

// Heads that a cut sentence (its dateline, its end) has lost are none.
void view_mend_heads(struct view *view)
{
    copy_words(view);
    for (uint32_t i = 0; i < view->end - view->start; i++)
        if (view->mended[i].head < view->start || view->mended[i].head >= view->end)
            view->mended[i].head = NO_INDEX;
}

// The word as a finite verb, in a copy of the sentence's words.
static struct word *mend(struct view *view, uint32_t index, feature_set features)
{
    copy_words(view);
    struct word *word = &view->mended[index - view->start];
    word->upos = UPOS_VERB;
    word->features = features;
    return word;
}

static bool is_finite_word(const struct word *word)
{
    return (word->upos == UPOS_VERB || word->upos == UPOS_AUX) &&
           word->features & FEATURE_BIT(VERBFORM_FIN);
}

// A form that is both past tense and participle, with no auxiliary before it: "threatened", "met".
static bool may_be_past(const struct view *view, uint32_t verb)
{
    const struct word *word = view_word(view, verb);
    uint32_t set = rule_set_named(view->rules, "past_form");
    if (word->upos != UPOS_VERB || !(word->features & FEATURE_BIT(VERBFORM_PART)) ||
        word->features & FEATURE_BIT(TENSE_PRES) || set == NO_INDEX ||
        !(slice_ends(word->lower, "ed") || rule_set_has(view->rules, set, word->lower)))
        return false;
    return verb + 1 >= view->end || !slice_is(view_word(view, verb + 1)->lower, "by");
}

// True when no finite verb follows before the clause ends or another is joined.
static bool ends_without_verb(const struct view *view, uint32_t verb)
{
    for (uint32_t w = verb + 1; w < view->end; w++) {
        const struct word *word = view_word(view, w);
        if (word_breaks_clause(view, w) || word->upos == UPOS_CCONJ)
            return true;
        if (is_finite_word(word) || word->upos == UPOS_AUX)
            return false;
    }
    return true;
}

// The tagger of English takes many past tenses for participles. Where the clause has a subject and
// no finite verb besides, the participle is its verb: "A minister threatened today to …".
void view_mend_past(struct view *view)
{
    uint32_t subject = NO_INDEX;
    for (uint32_t w = view->start; w < view->end; w++) {
        const struct word *word = view_word(view, w);
        uint32_t chunk = view_chunk_at(view, w);
        if (word_breaks_clause(view, w) || is_finite_word(word) || word->upos == UPOS_AUX)
            subject = word->upos == UPOS_AUX || is_finite_word(word) ? view->end : NO_INDEX;
        else if (subject == NO_INDEX && chunk != NO_INDEX && !view->chunks.items[chunk].time &&
                 view->chunks.items[chunk].preposition == NO_INDEX)
            subject = chunk;
        if (subject == NO_INDEX || subject >= view->chunks.count || w == view->start ||
            !may_be_past(view, w))
            continue;
        const struct word *before = view_word(view, w - 1);
        bool quoted = w + 2 < view->end && view_word(view, w + 1)->upos == UPOS_PUNCT &&
                      !slice_is(view_word(view, w + 1)->form, ",");
        bool noun_after = w + 1 < view->end && view_chunk_at(view, w + 1 + quoted) != NO_INDEX;
        if (view->chunks.items[subject].end > w || before->upos == UPOS_ADP ||
            before->upos == UPOS_DET || before->upos == UPOS_PART ||
            (before->upos == UPOS_PUNCT && !noun_after) || !ends_without_verb(view, w))
            continue;
        mend(view, w, VERB_PAST);
        subject = view->end;
    }
}

// "police fired tear gas and detained dozens": joined to a finite verb, a past tense.
void view_mend_joined(struct view *view)
{
    for (uint32_t w = view->start + 1; view->tree && w < view->end; w++) {
        const struct word *word = view_word(view, w);
        if (word->head == NO_INDEX || word->head >= w || word_relation(word) != RELATION_CONJ ||
            view_word(view, w - 1)->upos != UPOS_CCONJ || !may_be_past(view, w) ||
            !is_finite_word(view_word(view, word->head)) ||
            !(view_word(view, word->head)->features & FEATURE_BIT(TENSE_PAST)))
            continue;
        mend(view, w, VERB_PAST);
    }
}

// A verb of attacks and arrests on its object.
static bool is_done_to(const struct view *view, uint32_t rule)
{
    for (; rule != TABLE_NONE && rule != NO_INDEX; rule = view->rules->rules.items[rule].next) {
        const struct rule *here = &view->rules->rules.items[rule];
        bool object = here->recipient.count > 0 && here->recipient.items[0].kind == SLOT_OBJECT;
        // "Students clashed with police": two who do it to each other need no object.
        if (object && !here->reciprocal &&
            (here->type == EVENT_ASSAULT || here->type == EVENT_COERCE))
            return true;
    }
    return false;
}

// "Two journalists jailed in Turkey", "Iran hit by sanctions": a headline's passive leaves out its
// auxiliary. An act on somebody with no object and a preposition right after it is one.
void view_mend_headline(struct view *view)
{
    for (uint32_t w = view->start + 1; view->tree && w + 1 < view->end; w++) {
        const struct word *word = view_word(view, w), *next = view_word(view, w + 1);
        if (word->upos == UPOS_AUX || word_is_relative(view, w))
            return;
        uint32_t rule = rules_of(view, word), subject = NO_INDEX;
        if (word->upos != UPOS_VERB || word->head != NO_INDEX || rule == TABLE_NONE ||
            next->upos != UPOS_ADP || !(word->features & FEATURE_BIT(TENSE_PAST)))
            continue;
        for (uint32_t c = view->start; c < view->end; c++)
            if (view_word(view, c)->head == w &&
                (word_relation(view_word(view, c)) == RELATION_OBJ ||
                 word_relation(view_word(view, c)) == RELATION_XCOMP))
                return;
            else if (view_word(view, c)->head == w && c < w &&
                     word_relation(view_word(view, c)) == RELATION_NSUBJ)
                subject = c;
        feature_set tagged = view->document->words.items[w].features; // before view_mend_past
        if (subject != NO_INDEX && is_done_to(view, rule) &&
            (tagged & FEATURE_BIT(VERBFORM_PART) || slice_is(next->lower, "by"))) {
            mend(view, w, FEATURE_BIT(VERBFORM_PART) | FEATURE_BIT(TENSE_PAST));
            view->mended[subject - view->start].relation = RELATION_NSUBJ_PASS;
        }
        return;
    }
}

// --- verbs that are no verbs in the tags

// Subject and object of a verb whose edges the parser drew for a noun phrase.
static void mend_edges(struct view *view, uint32_t verb, uint32_t subject)
{
    struct word *words = view->mended;
    uint32_t object = verb + 1, head = words[subject - view->start].head;
    while (object + 1 < view->end && words[object - view->start].upos != UPOS_NOUN &&
           words[object - view->start].upos != UPOS_PROPN)
        object++;
    while (object + 1 < view->end && (words[object + 1 - view->start].upos == UPOS_NOUN ||
                                      words[object + 1 - view->start].upos == UPOS_PROPN))
        object++;
    // Up from the last name before the verb, as far as the words before the verb go.
    for (int step = 0; step < 8 && head != NO_INDEX && head >= view->start && head < verb; step++) {
        subject = head;
        head = words[subject - view->start].head;
    }
    words[verb - view->start].head = NO_INDEX;
    words[verb - view->start].relation = RELATION_ROOT;
    words[subject - view->start].head = verb;
    words[subject - view->start].relation = RELATION_NSUBJ;
    words[object - view->start].head = verb;
    words[object - view->start].relation = RELATION_OBJ;
}

// The name or noun that the word may be the verb of: directly before it, or before a day.
static uint32_t noun_before(const struct view *view, uint32_t w)
{
    while (w-- > view->start) {
        const struct word *word = view_word(view, w);
        if (view->marks->time[w] != NO_INDEX || word->upos == UPOS_ADV ||
            (word->upos == UPOS_ADP && view->marks->time[w + 1] != NO_INDEX))
            continue;
        bool noun = word->upos == UPOS_NOUN || word->upos == UPOS_PROPN;
        return noun || view->marks->mention[w] != NO_INDEX ? w : NO_INDEX;
    }
    return NO_INDEX;
}

// "Beijing accused …": a name taken for an auxiliary is the subject.
static void mend_names(struct view *view)
{
    for (uint32_t w = view->start; w + 1 < view->end; w++) {
        const struct word *word = view_word(view, w);
        if (word->upos != UPOS_AUX || view->marks->mention[w] == NO_INDEX ||
            view_word(view, w + 1)->upos != UPOS_VERB)
            continue;
        struct word *name = mend(view, w, 0);
        name->upos = UPOS_PROPN;
        name->relation = RELATION_NSUBJ;
    }
}

// "talks in Riyadh, with the king": the preposition that the tagger took for a conjunction.
static void mend_prepositions(struct view *view)
{
    for (uint32_t w = view->start; view->tree && w < view->end; w++)
        if (view_word(view, w)->upos == UPOS_SCONJ &&
            word_relation(view_word(view, w)) == RELATION_CASE)
            mend(view, w, 0)->upos = UPOS_ADP;
}

// "aid to refugees", "the rebels": a plural noun for people who act taken for a verb in -s.
static void mend_agents(struct view *view)
{
    for (uint32_t w = view->start + 1; w < view->end; w++) {
        const struct word *word = view_word(view, w), *before = view_word(view, w - 1);
        if (word->upos != UPOS_VERB || !slice_ends(word->lower, "s") ||
            (before->upos != UPOS_ADP && before->upos != UPOS_DET && before->upos != UPOS_PART))
            continue;
        struct slice lemma = slice_part(word->lower, 0, word->lower.size - 1);
        if (table_find(&view->rules->agents, lemma) == TABLE_NONE)
            continue;
        struct word *noun = mend(view, w, FEATURE_BIT(NUMBER_PLUR));
        noun->upos = UPOS_NOUN;
        noun->lemma = lemma;
        if (before->upos == UPOS_PART && view->mended) {
            view->mended[w - 1 - view->start].upos = UPOS_ADP;
            view->mended[w - 1 - view->start].features = 0;
        }
    }
}

static bool has_child(const struct view *view, uint32_t word)
{
    for (uint32_t w = view->start; w < view->end; w++)
        if (view_word(view, w)->head == word)
            return true;
    return false;
}

// "A sweeping agreement": between article and noun, with nothing of its own, an -ing form says what
// kind and tells no act. Not so behind its noun: "rebels sweeping the valley".
static void mend_epithets(struct view *view)
{
    for (uint32_t w = view->start + 1; view->tree && w < view->end; w++) {
        const struct word *word = view_word(view, w);
        if (word->upos == UPOS_VERB && word->relation == RELATION_AMOD && word->head != NO_INDEX &&
            word->head > w && view_word(view, w - 1)->upos == UPOS_DET &&
            slice_ends(word->lower, "ing") && !has_child(view, w))
            mend(view, w, FEATURE_BIT(DEGREE_POS))->upos = UPOS_ADJ;
    }
}

// "Le Tchad a ouvert sa frontière": the adjective after avoir is a participle.
static void mend_participles(struct view *view)
{
    for (uint32_t w = view->start + 1; w < view->end; w++) {
        const struct word *word = view_word(view, w);
        uint32_t before = w - 1;
        while (before > view->start && view_word(view, before)->upos == UPOS_ADV)
            before--;
        if (word->upos != UPOS_ADJ || view_word(view, before)->upos != UPOS_AUX ||
            !slice_is(word_lemma(view_word(view, before)), "avoir"))
            continue;
        struct word verb = *word;
        verb.upos = UPOS_VERB;
        verb.lemma = word->lower;
        if (rules_of(view, &verb) != TABLE_NONE)
            mend(view, w, FEATURE_BIT(VERBFORM_PART) | FEATURE_BIT(TENSE_PAST))->lemma =
                word->lower;
    }
}

// "negotiators return to Geneva": a noun that the parser gave a subject and no copula.
static bool has_subject(const struct view *view, uint32_t word)
{
    bool found = false;
    for (uint32_t w = view->start; view->tree && w < word; w++) {
        const struct word *child = view_word(view, w);
        enum relation relation = word_relation(child);
        if (child->head == word && (relation == RELATION_COP || relation == RELATION_DET))
            return false;
        found |= child->head == word && relation == RELATION_NSUBJ;
    }
    return found && view_word(view, word)->head == NO_INDEX;
}

static bool ends_phrase(const struct view *view, uint32_t w)
{
    return word_breaks_clause(view, w) || slice_is(view_word(view, w)->form, ",") ||
           view_word(view, w)->upos == UPOS_CCONJ;
}

// True when the words around, from comma to comma, have no finite verb.
static bool lacks_verb(const struct view *view, uint32_t w)
{
    for (uint32_t i = w; i-- > view->start;)
        if (view_word(view, i)->upos == UPOS_AUX || is_finite_word(view_word(view, i)))
            return false;
    for (uint32_t i = w + 1; i < view->end && !ends_phrase(view, i); i++)
        if (view_word(view, i)->upos == UPOS_AUX || is_finite_word(view_word(view, i)))
            return false;
    return true;
}

// "réclame une hausse et menace d'une grève": a bare noun joined to one with an article is a verb
// where a verb with rules is written so.
static void mend_joined_noun(struct view *view)
{
    for (uint32_t w = view->start + 2; view->tree && w + 1 < view->end; w++) {
        const struct word *word = view_word(view, w), *next = view_word(view, w + 1);
        if (word->upos != UPOS_NOUN || view_word(view, w - 1)->upos != UPOS_CCONJ ||
            !slice_ends(word->lower, "e") || word_relation(word) != RELATION_CONJ ||
            (next->upos != UPOS_ADP && next->upos != UPOS_DET && next->upos != UPOS_SCONJ))
            continue;
        uint32_t verb = word->head;
        while (verb != NO_INDEX && verb >= view->start && !word_is_verb(view_word(view, verb)))
            verb = view_word(view, verb)->head < w ? view_word(view, verb)->head : NO_INDEX;
        struct word as_verb = *word;
        as_verb.upos = UPOS_VERB;
        as_verb.lemma = arena_format(view->scratch, SLICE_FORMAT "r", SLICE_ARGUMENTS(word->lower));
        if (verb == NO_INDEX || verb < view->start || !is_finite_word(view_word(view, verb)) ||
            rules_of(view, &as_verb) == TABLE_NONE)
            continue;
        mend(view, w, VERB_PRESENT)->lemma = as_verb.lemma;
        view->mended[w - view->start].head = verb;
    }
}

// A modal of the word, and no copula ("would be free"). The lists of children are not made yet.
static bool has_modal(const struct view *view, uint32_t word, uint32_t modals)
{
    bool modal = false;
    for (uint32_t w = word - view->start > 4 ? word - 4 : view->start; w < word; w++) {
        const struct word *here = view_word(view, w);
        if (here->head == word && word_relation(here) == RELATION_COP)
            return false;
        modal |= here->head == word && word_relation(here) == RELATION_AUX &&
                 rule_set_has(view->rules, modals, here->lower);
    }
    return modal;
}

// "it would free 150 prisoners": after a modal without "be" stands a verb.
static void mend_modals(struct view *view)
{
    uint32_t set = rule_set_named(view->rules, "modals");
    for (uint32_t w = view->start + 1; set != NO_INDEX && view->tree && w + 1 < view->end; w++) {
        struct word verb = *view_word(view, w);
        if ((verb.upos != UPOS_ADJ && verb.upos != UPOS_NOUN) || !has_modal(view, w, set))
            continue;
        verb.upos = UPOS_VERB;
        verb.lemma = verb.lower;
        if (rules_of(view, &verb) != TABLE_NONE)
            mend(view, w, FEATURE_BIT(VERBFORM_INF))->lemma = verb.lower;
    }
}

// Where no finite verb is near, a word between two noun phrases that is written like the form of a
// verb with rules is that verb.
void view_mend_verb(struct view *view)
{
    mend_prepositions(view);
    if (view->document->language == LANGUAGE_fr) {
        mend_participles(view);
        mend_joined_noun(view);
        return;
    }
    mend_names(view);
    mend_agents(view);
    mend_modals(view);
    mend_epithets(view);
    for (uint32_t w = view->start + 1; w + 1 < view->end && !word_breaks_clause(view, w); w++) {
        const struct word *word = view_word(view, w), *next = view_word(view, w + 1);
        bool adjective = word->upos == UPOS_ADJ && slice_ends(word->lower, "ed");
        bool noun = word->upos == UPOS_NOUN && slice_ends(word->lower, "s") &&
                    slice_equal(word->form, word->lower) &&
                    view->marks->mention[w - 1] != NO_INDEX &&
                    view->marks->mention[w + 1] != NO_INDEX;
        bool object = next->upos == UPOS_NOUN || next->upos == UPOS_PROPN ||
                      next->upos == UPOS_DET || next->upos == UPOS_ADJ || next->upos == UPOS_NUM;
        uint32_t subject = noun_before(view, w);
        if (word->upos == UPOS_AUX || is_finite_word(word) || may_be_past(view, w))
            return; // the clause has its verb, or view_mend_past sees to it
        bool root = word->upos == UPOS_NOUN && slice_equal(word->form, word->lower) &&
                    has_subject(view, w);
        if ((!root && (!(adjective || noun) || !object || subject == NO_INDEX)) ||
            !lacks_verb(view, w))
            continue;
        struct word verb = *word;
        verb.upos = UPOS_VERB;
        verb.lemma = word->lower;
        if (rules_of(view, &verb) == TABLE_NONE)
            continue;
        mend(view, w, adjective ? VERB_PAST : VERB_PRESENT)->lemma = word->lower;
        if (view->tree && !root)
            mend_edges(view, w, subject);
        return;
    }
}
