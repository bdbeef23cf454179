// SPDX-License-Identifier: Apache-2.0
// Tells what a verb is in its clause: finite, passive, past; where its group starts and its clause
// ends; and finds its subject (tree, control, relatives, coordination; else the order of words).
// Reads words, tags and trees through the view; adds no layer. Other arguments are rule_slot.c's.
#include "extract/rule.h"

#include <assert.h>

#define CONTROL_DEPTH 4 // "a dit vouloir continuer à frapper": no text nests deeper
#define REACH 40        // words that a fallback looks to either side

bool word_is_verb(const struct word *word)
{
    return word->upos == UPOS_VERB || word->upos == UPOS_AUX;
}

enum relation word_relation(const struct word *word)
{
    return relation_universal((enum relation)word->relation);
}

uint32_t child_with(const struct view *view, uint32_t word, enum relation universal,
                           uint32_t after)
{
    uint32_t child = after == NO_INDEX ? view->first_child[word - view->start]
                                       : view->next_child[after - view->start];
    for (; child != NO_INDEX; child = view->next_child[child - view->start])
        if (word_relation(view_word(view, child)) == universal)
            return child;
    return NO_INDEX;
}

static bool is_gap_word(const struct word *word)
{
    return word->upos == UPOS_ADV || word->upos == UPOS_AUX || word->upos == UPOS_PART;
}

bool word_is_clitic(const struct word *word)
{
    static const char *const clitics[] = {"se", "s'", "s’", "le",  "la",  "les", "l'", "l’", "lui",
                                          "leur", "en", "y", "me", "m'", "m’", "nous", "vous", "ne",
                                          "n'", "n’", "te"};
    if (word->upos == UPOS_DET || word->lower.size > 4) // longer than any of them
        return false;
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
        if (slice_is(word->lower, clitics[i]))
            return true;
    return false;
}

bool word_is_participle(const struct view *view, uint32_t index)
{
    feature_set features = view_word(view, index)->features;
    return features & FEATURE_BIT(VERBFORM_PART) && !(features & FEATURE_BIT(TENSE_PRES));
}

static uint32_t detached_auxiliary(const struct view *view, uint32_t verb);
static bool has_perfect(const struct view *view, uint32_t verb);

uint32_t verb_group_start(const struct view *view, uint32_t verb)
{
    uint32_t first = verb;
    while (first > view->start && verb - first < 8) {
        const struct word *before = view_word(view, first - 1);
        if (view->marks->mention[first - 1] != NO_INDEX && before->upos == UPOS_AUX)
            break; // a name that the tagger took for an auxiliary
        if (!is_gap_word(before) &&
            !(view->document->language == LANGUAGE_fr && word_is_clitic(before)))
            break;
        first--;
    }
    return first;
}

// "avait déployé des avions et bombardé deux ports", "ont attaqué un poste, tué deux gardes": a
// bare participle with an object, joined to an active perfect, shares its auxiliary: that verb.
static uint32_t sharing_verb(const struct view *view, uint32_t verb)
{
    const struct word *word = view_word(view, verb);
    uint32_t head = word->head;
    // ", tué deux gardes" hung on a noun: with an object of its own it says nothing of the noun.
    if (word_relation(word) == RELATION_ACL) {
        if (verb == view->start || !slice_is(view_word(view, verb - 1)->form, ",") ||
            child_with(view, verb, RELATION_OBJ, NO_INDEX) == NO_INDEX)
            return NO_INDEX;
        head = noun_verb(view, verb);
    }
    return head != NO_INDEX && head < verb && head >= view->start &&
                   word_is_participle(view, head)
               ? head : NO_INDEX;
}

static bool shares_auxiliary(const struct view *view, uint32_t verb, int depth)
{
    enum relation relation = word_relation(view_word(view, verb));
    if (!view->tree || depth >= CONTROL_DEPTH || !word_is_participle(view, verb) ||
        view_word(view, verb)->features & FEATURE_BIT(VERBFORM_FIN) || verb + 1 >= view->end ||
        child_with(view, verb, RELATION_AUX, NO_INDEX) != NO_INDEX ||
        (relation != RELATION_CONJ && relation != RELATION_ADVCL && relation != RELATION_ACL))
        return false;
    uint32_t head = sharing_verb(view, verb);
    if (head == NO_INDEX)
        return false;
    uint8_t next = view_word(view, verb + 1)->upos;
    if (next != UPOS_DET && next != UPOS_NUM && next != UPOS_PROPN && next != UPOS_NOUN &&
        next != UPOS_ADJ && next != UPOS_PRON)
        return false;
    return has_perfect(view, head) || shares_auxiliary(view, head, depth + 1);
}

bool word_is_finite(const struct view *view, uint32_t index)
{
    const struct word *word = view_word(view, index);
    const feature_set nonfinite = FEATURE_BIT(VERBFORM_INF) | FEATURE_BIT(VERBFORM_PART) |
                                  FEATURE_BIT(VERBFORM_GER);
    if (!word_is_verb(word))
        return false;
    const feature_set features = view_word(view, index)->features;
    if (features & FEATURE_BIT(VERBFORM_FIN) || !(features & nonfinite))
        return true;
    if (features & FEATURE_BIT(VERBFORM_INF))
        return false;
    if (detached_auxiliary(view, index) != NO_INDEX || shares_auxiliary(view, index, 0))
        return true;
    for (uint32_t w = verb_group_start(view, index); w < index; w++)
        if (view_word(view, w)->upos == UPOS_AUX &&
            !(view_word(view, w)->features & nonfinite))
            return true;
    return false;
}


// "a de son côté promis": the auxiliary that the parser took for a verb, or NO_INDEX.
static uint32_t detached_auxiliary(const struct view *view, uint32_t verb)
{
    if (!word_is_participle(view, verb))
        return NO_INDEX;
    uint32_t stop = verb > view->start + 6 ? verb - 6 : view->start;
    for (uint32_t w = verb; w > stop; w--) {
        const struct word *word = view_word(view, w - 1);
        struct slice lemma = word_lemma(word);
        if (word_is_verb(word) && (slice_is(lemma, "avoir") || slice_is(lemma, "have")) &&
            word->features & FEATURE_BIT(VERBFORM_FIN) && w + 1 < verb &&
            view_word(view, w)->upos == UPOS_ADP)
            return w - 1;
        if (word->upos == UPOS_PUNCT || word_is_verb(word) || word->upos == UPOS_CCONJ)
            break;
    }
    return NO_INDEX;
}

// "has once again rejected": have and no be, whatever the tagger says.
static bool has_perfect(const struct view *view, uint32_t verb)
{
    bool have = false;
    for (uint32_t w = verb_group_start(view, verb); w < verb; w++) {
        struct slice lemma = word_lemma(view_word(view, w));
        if (slice_is(lemma, "être") || slice_is(lemma, "be") || slice_is(lemma, "get"))
            return false;
        have |= slice_is(lemma, "avoir") || slice_is(lemma, "have");
    }
    return have;
}

// "se sont mutinés", "s'était engagée", whatever its participle is tagged.
static bool is_own_doing(const struct view *view, uint32_t verb)
{
    if (!view->tree)
        return false;
    for (uint32_t c = view->first_child[verb - view->start]; c != NO_INDEX;
         c = view->next_child[c - view->start])
        if (word_relation(view_word(view, c)) == RELATION_EXPL &&
            view_word(view, c)->relation != RELATION_EXPL_SUBJ)
            return true;
    return false;
}

bool verb_is_passive(const struct view *view, uint32_t verb)
{
    const struct word *word = view_word(view, verb);
    const feature_set features = word->features;
    uint32_t set = view->rules->unaccusative;
    if (!word_is_participle(view, verb))
        return false;
    if (detached_auxiliary(view, verb) != NO_INDEX || shares_auxiliary(view, verb, 0) ||
        (set != NO_INDEX && rule_set_has(view->rules, set, word_lemma(word))))
        return false;
    if (is_own_doing(view, verb))
        return false;
    if (features & FEATURE_BIT(VOICE_PASS) && !(features & FEATURE_BIT(VERBFORM_FIN)))
        return !has_perfect(view, verb);
    if (view->tree) {
        bool tense = false, passive = false;
        for (uint32_t c = view->first_child[verb - view->start]; c != NO_INDEX;
             c = view->next_child[c - view->start]) {
            uint8_t relation = view_word(view, c)->relation;
            passive |= relation == RELATION_AUX_PASS || relation == RELATION_NSUBJ_PASS;
            tense |= word_relation(view_word(view, c)) == RELATION_AUX;
        }
        return passive ||
               (!tense && word_is_participle(view, verb) && word_relation(word) == RELATION_ACL);
    }
    if (!word_is_participle(view, verb))
        return false;
    uint32_t first = verb_group_start(view, verb);
    bool be = false, have = false;
    for (uint32_t w = first; w < verb; w++) {
        struct slice lemma = word_lemma(view_word(view, w));
        be |= slice_is(lemma, "être") || slice_is(lemma, "be");
        have |= slice_is(lemma, "avoir") || slice_is(lemma, "have");
    }
    const struct word *next = verb + 1 < view->end ? view_word(view, verb + 1) : NULL;
    bool agent = next && (slice_is(next->lower, "par") || slice_is(next->lower, "by"));
    return be || agent || (!have && first == verb);
}

bool word_is_relative(const struct view *view, uint32_t index)
{
    const struct word *word = view_word(view, index);
    if (word->upos != UPOS_PRON && word->upos != UPOS_SCONJ && word->upos != UPOS_DET)
        return false;
    if (word->features & FEATURE_BIT(PRONTYPE_REL))
        return true;
    return slice_is(word->lower, "qui") || slice_is(word->lower, "who") ||
           slice_is(word->lower, "which") || slice_is(word->lower, "dont") ||
           (word->upos == UPOS_PRON &&
            (slice_is(word->lower, "que") || slice_is(word->lower, "qu’") ||
             slice_is(word->lower, "qu'")));
}

bool word_breaks_clause(const struct view *view, uint32_t index)
{
    const struct word *word = view_word(view, index);
    if (word->upos == UPOS_SCONJ)
        return true;
    if (word->upos == UPOS_PUNCT) {
        static const char *const breaks[] = {";", ":", "(", ")", "«", "»", "“", "”", "\"",
                                             "—", "–"};
        for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
            if (slice_is(word->form, breaks[i]))
                return true;
        return false;
    }
    return word_is_relative(view, index);
}

void clause_bounds(const struct view *view, uint32_t word, uint32_t *first, uint32_t *end)
{
    *first = word;
    while (*first > view->start && !word_breaks_clause(view, *first - 1))
        (*first)--;
    *end = word + 1;
    while (*end < view->end && !word_breaks_clause(view, *end))
        (*end)++;
}

// --- subjects

static bool is_subject_pronoun(const struct view *view, uint32_t index)
{
    static const char *const subjects[] = {"il", "elle", "ils", "elles", "on", "nous", "je", "j'",
                                           "j’", "he", "she", "they", "it", "we", "i", "-il",
                                           "-elle", "-t-il", "-t-elle", "-ils", "-elles",
                                           "celui-ci", "celle-ci", "ceux-ci", "ce", "cela"};
    const struct word *word = view_word(view, index);
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (slice_is(word->lower, subjects[i]))
            return word->upos == UPOS_PRON;
    return false;
}

// "l'émissaire de l'ONU pour le Sahel, qui a donné": the place says which one, and does nothing.
static uint32_t relative_owner(const struct view *view, uint32_t pronoun, uint32_t chunk)
{
    enum relation relation = word_relation(view_word(view, pronoun));
    uint32_t number = chunk == NO_INDEX ? NO_INDEX
                                        : view->marks->mention[view->chunks.items[chunk].head];
    if (relation != RELATION_NSUBJ || number == NO_INDEX ||
        view->document->mentions.items[number].kind != ENTITY_PLACE)
        return chunk;
    uint32_t top = chunk;
    while (top > 0 && view->chunks.items[top].preposition != NO_INDEX && top + 3 > chunk &&
           view->chunks.items[top - 1].end == view->chunks.items[top].preposition)
        top--;
    struct slice noun = word_lemma(view_word(view, view->chunks.items[top].head));
    return table_find(&view->rules->agents, noun) == TABLE_NONE ? chunk : top;
}

// The phrase that a relative pronoun stands for.
uint32_t relative_antecedent(const struct view *view, uint32_t pronoun)
{
    if (view->tree) {
        uint32_t head = view_word(view, pronoun)->head;
        for (int step = 0; step < 3 && head != NO_INDEX; step++) {
            const struct word *word = view_word(view, head);
            if (word->head != NO_INDEX && word_relation(word) == RELATION_ACL)
                return relative_owner(view, pronoun, view_chunk_at(view, word->head));
            head = word->head;
        }
    }
    uint32_t w = pronoun;
    while (w > view->start && w + 6 > pronoun) {
        w--;
        uint32_t chunk = view_chunk_at(view, w);
        if (chunk != NO_INDEX && chunk != view_chunk_at(view, pronoun))
            return chunk;
        if (word_is_verb(view_word(view, w)) || view_word(view, w)->upos == UPOS_CCONJ)
            break;
    }
    return NO_INDEX;
}

// "X, chef de Y, a dit": the phrase between commas is X again.
static uint32_t before_apposition(const struct view *view, uint32_t chunk)
{
    const struct chunk *found = &view->chunks.items[chunk];
    if (chunk == 0 || found->first < view->start + 2 || found->joined != NO_INDEX ||
        !slice_is(view_word(view, found->first - 1)->form, ","))
        return chunk;
    uint32_t end = chunk_phrase_end(view, chunk);
    if (end >= view->end || !slice_is(view_word(view, end)->form, ","))
        return chunk;
    uint32_t left = chunk - 1;
    while (left > 0 && chunk_complement(view, left - 1) == left)
        left--;
    const struct chunk *before = &view->chunks.items[left];
    if (chunk_phrase_end(view, left) == found->first - 1 && before->preposition == NO_INDEX &&
        !before->time && !before->pronoun)
        return left;
    return chunk;
}

static uint32_t subject_at(const struct view *view, uint32_t verb, int depth);

// Looks left from the verb for a noun phrase without preposition.
static uint32_t window_subject(const struct view *view, uint32_t verb, int depth)
{
    uint32_t w = verb_group_start(view, verb);
    uint32_t stop = w > view->start + REACH ? w - REACH : view->start;
    bool finite = word_is_finite(view, verb);
    while (w > stop) {
        w--;
        const struct word *word = view_word(view, w);
        uint32_t chunk = view_chunk_at(view, w);
        if (word_is_relative(view, w))
            return slice_is(word->lower, "qui") || slice_is(word->lower, "who") ||
                           slice_is(word->lower, "which") || slice_is(word->lower, "that")
                       ? relative_antecedent(view, w)
                       : NO_INDEX;
        if (word_is_verb(word) && word->upos != UPOS_AUX) {
            bool coordinated = w + 1 < verb && depth < CONTROL_DEPTH;
            if (coordinated && (!finite || word_is_finite(view, w)))
                return subject_at(view, w, depth + 1);
            return NO_INDEX;
        }
        if (word_breaks_clause(view, w))
            return NO_INDEX;
        if (chunk == NO_INDEX)
            continue;
        const struct chunk *found = &view->chunks.items[chunk];
        w = found->first;
        if (found->pronoun) {
            if (is_subject_pronoun(view, found->head))
                return chunk;
        } else if (!found->time && found->preposition == NO_INDEX) {
            return before_apposition(view, chunk);
        }
    }
    return NO_INDEX;
}

static bool controls_object(const struct view *view, uint32_t verb)
{
    struct slice lemma = word_lemma(view_word(view, verb));
    uint32_t set = rule_set_named(view->rules, "object_control");
    return set != NO_INDEX && rule_set_has(view->rules, set, lemma);
}

// "issued a statement urging …", "un communiqué de l'ONU appelant à …": whose words they are.
static uint32_t voice_subject(const struct view *view, uint32_t noun, int depth)
{
    uint32_t chunk = view_chunk_at(view, noun);
    if (chunk == NO_INDEX || !lemma_in_set(view, noun, "voice"))
        return NO_INDEX;
    if (view->chunks.items[chunk].possessor != NO_INDEX)
        return view->chunks.items[chunk].possessor;
    if (chunk_complement(view, chunk) != NO_INDEX)
        return chunk_complement(view, chunk);
    uint32_t above = noun_verb(view, noun);
    return above == NO_INDEX || above > noun ? NO_INDEX : subject_at(view, above, depth + 1);
}

// The subject of an infinitive, gerund or participle: what its governor lends it.
static uint32_t controlled_subject(const struct view *view, uint32_t verb, int depth)
{
    const struct word *word = view_word(view, verb);
    uint32_t head = word->head;
    if (head == NO_INDEX || depth >= CONTROL_DEPTH)
        return NO_INDEX;
    if (!word_is_verb(view_word(view, head))) {
        uint32_t voice = word_is_participle(view, verb) ? NO_INDEX
                                                        : voice_subject(view, head, depth);
        if (voice != NO_INDEX)
            return voice;
        if (word_relation(word) == RELATION_ACL && !(word->features & FEATURE_BIT(VERBFORM_INF)))
            return view_chunk_at(view, head);
        uint32_t chunk = view_chunk_at(view, head);
        if (chunk != NO_INDEX && chunk_complement(view, chunk) != NO_INDEX)
            return chunk_complement(view, chunk); // "la volonté de Moscou de continuer"
        uint32_t above = noun_verb(view, head);
        return above == NO_INDEX ? NO_INDEX : subject_at(view, above, depth + 1);
    }
    if (controls_object(view, head)) {
        static const enum relation objects[] = {RELATION_IOBJ, RELATION_OBJ, RELATION_OBL};
        for (int i = 0; i < 3; i++) {
            uint32_t child = child_with(view, head, objects[i], NO_INDEX);
            if (child != NO_INDEX && child < verb && view_chunk_at(view, child) != NO_INDEX)
                return view_chunk_at(view, child);
        }
    }
    return subject_at(view, head, depth + 1);
}

static uint32_t tree_subject(const struct view *view, uint32_t verb, int depth)
{
    uint32_t child = child_with(view, verb, RELATION_NSUBJ, NO_INDEX);
    uint32_t auxiliary = detached_auxiliary(view, verb);
    if (auxiliary != NO_INDEX && depth < CONTROL_DEPTH)
        return subject_at(view, auxiliary, depth + 1);
    // A participle or infinitive has no subject on its right: the parser meant the object.
    if (child != NO_INDEX && child > verb && !word_is_finite(view, verb))
        child = NO_INDEX;
    if (child != NO_INDEX)
        return word_is_relative(view, child) ? relative_antecedent(view, child)
                                             : view_chunk_at(view, child);
    const struct word *word = view_word(view, verb);
    uint32_t head = word->head;
    if (depth < CONTROL_DEPTH && shares_auxiliary(view, verb, 0))
        return subject_at(view, sharing_verb(view, verb), depth + 1);
    switch (word_relation(word)) {
    case RELATION_CONJ:
        if (head != NO_INDEX && depth < CONTROL_DEPTH && word_is_verb(view_word(view, head)))
            return subject_at(view, head, depth + 1);
        return NO_INDEX;
    case RELATION_XCOMP:
    case RELATION_ADVCL:
    case RELATION_ACL:
    case RELATION_OBL:
    case RELATION_CCOMP:
        if (!word_is_finite(view, verb))
            return controlled_subject(view, verb, depth);
        return NO_INDEX;
    default:
        return NO_INDEX;
    }
}

static uint32_t subject_at(const struct view *view, uint32_t verb, int depth)
{
    assert(verb < view->end);
    uint32_t found = view->tree ? tree_subject(view, verb, depth) : NO_INDEX;
    if (found == NO_INDEX && !(view->tree && word_relation(view_word(view, verb)) == RELATION_ACL &&
                               !word_is_finite(view, verb)))
        found = window_subject(view, verb, depth);
    return found;
}

uint32_t verb_subject(const struct view *view, uint32_t verb)
{
    return subject_at(view, verb, 0);
}
