// SPDX-License-Identifier: Apache-2.0
// Whose verb it is: the subject by the tree, through auxiliaries, coordination, participles and
// relative pronouns; by the order of words where the tree has none; whether the verb is passive
// or denied. Reads words, tags, trees and mentions. Leaves the words that name the speaker to
// quote_speaker.c.
#include "extract/quote_tree.h"

#define CLIMB_LIMIT 4 // verbs that share a subject

// Whom "qui" stands for: the person named right before it, else what its clause hangs on.
static uint32_t antecedent_of(const struct quote_run *run, uint32_t pronoun, uint32_t verb)
{
    const struct document *document = run->document;
    const struct word *words = document->words.items;
    uint32_t before = pronoun;
    while (before > 0 && words[before - 1].upos == UPOS_PUNCT)
        before--;
    if (before == 0)
        return words[verb].head;
    struct span last = words[before - 1].span;
    for (uint32_t i = quote_mention_from(run, last.start); i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (mention->span.start > last.start)
            break;
        if (mention->span.end >= last.end && mention->name && mention->kind == ENTITY_PERSON)
            return document_word_at(document, mention->span.start);
    }
    // "une visite de la maire, qui craint": whom the tree hangs it on must be able to.
    uint32_t head = words[verb].head;
    bool nearer = words[before - 1].upos == UPOS_NOUN && head != NO_INDEX &&
                  !quote_is_somebody(run, head) && quote_is_somebody(run, before - 1);
    return nearer ? before - 1 : head;
}

uint32_t quote_subject_of(const struct quote_run *run, uint32_t verb)
{
    const struct word *words = run->document->words.items;
    bool marked = quote_word_marked(run, verb);
    for (int step = 0; step < CLIMB_LIMIT && verb != NO_INDEX; step++) {
        // « Nous partons », a dit …: what stands between marks is no subject of what does not.
        if (!marked && quote_word_marked(run, verb))
            return NO_INDEX;
        uint32_t subject = quote_child_of(run, verb, RELATION_NSUBJ);
        if (subject != NO_INDEX && !marked && quote_word_marked(run, subject))
            return NO_INDEX;
        enum relation relation = relation_universal(words[verb].relation);
        if (subject != NO_INDEX && words[subject].relation == RELATION_NSUBJ_PASS) {
            uint32_t agent = quote_child_of(run, verb, RELATION_OBL_AGENT);
            return agent;
        }
        if (subject != NO_INDEX && is_relative(&words[subject]))
            return antecedent_of(run, subject, verb);
        // "il est utile de noter que": nobody does
        if (subject != NO_INDEX && step > 0 && words[verb].upos == UPOS_ADJ &&
            (words[subject].relation == RELATION_EXPL_SUBJ ||
             slice_is(words[subject].lower, "il") || slice_is(words[subject].lower, "c'") ||
             slice_is(words[subject].lower, "it")))
            return NO_INDEX;
        if (subject != NO_INDEX)
            return subject;
        // A past participle has undergone what it says: décrite comme, qualifié de.
        bool passive = (words[verb].features & FEATURE_BIT(VERBFORM_PART)) &&
                       (words[verb].features & FEATURE_BIT(TENSE_PAST));
        if (relation == RELATION_ACL && words[verb].features & FEATURE_BIT(VERBFORM_INF))
            return NO_INDEX; // "sa mission de dire": the mission does not
        if (relation == RELATION_ACL)
            return passive ? quote_child_of(run, verb, RELATION_OBL_AGENT) : words[verb].head;
        if (relation != RELATION_CONJ && relation != RELATION_XCOMP &&
            relation != RELATION_ADVCL && relation != RELATION_PARATAXIS)
            return NO_INDEX;
        verb = words[verb].head;
    }
    return NO_INDEX;
}

static bool is_nominal(const struct word *word)
{
    return word->upos == UPOS_NOUN || word->upos == UPOS_PROPN ||
           (word->upos == UPOS_PRON && !(word->features & FEATURE_BIT(REFLEX)));
}

static bool is_subject_pronoun(const struct quote_run *run, const struct word *word)
{
    return quote_class_has(run->grammar, word->lower, QUOTE_SUBJECT) ||
           word->features & (FEATURE_BIT(PRONTYPE_IND) | FEATURE_BIT(PRONTYPE_DEM));
}

// The preposition before the noun phrase of a noun, or NO_INDEX.
static uint32_t preposition_of(const struct quote_run *run, uint32_t start, uint32_t noun)
{
    uint32_t at = noun;
    while (at > start && noun - at < 5) {
        const struct word *word = word_of(run, at - 1);
        if (word->upos == UPOS_ADP)
            return at - 1;
        if (word->upos != UPOS_DET && word->upos != UPOS_ADJ && word->upos != UPOS_NUM &&
            word->upos != UPOS_PROPN)
            break;
        at--;
    }
    return NO_INDEX;
}

// Leftwards from the verb over auxiliaries, adverbs, clitics and phrases with a preposition.
uint32_t quote_subject_before(const struct quote_run *run, const struct sentence *sentence,
                               uint32_t verb)
{
    uint32_t at = verb;
    while (at > sentence->word_start && verb - at < 12) {
        const struct word *word = word_of(run, at - 1);
        if (quote_word_marked(run, at - 1) || word->upos == UPOS_VERB ||
            word->upos == UPOS_SCONJ || word->upos == UPOS_PUNCT || word->upos == UPOS_CCONJ)
            break;
        bool nominal = word->upos == UPOS_NOUN || word->upos == UPOS_PROPN;
        if (word->upos == UPOS_PRON && is_subject_pronoun(run, word))
            return at - 1;
        uint32_t preposition = nominal ? preposition_of(run, sentence->word_start, at - 1)
                                       : NO_INDEX;
        // "Des voisins racontent": an article, whatever the tokeniser cut it into.
        bool article = preposition == sentence->word_start &&
                       word_of(run, preposition)->token_size > 1 && !is_that(word);
        if (nominal && (preposition == NO_INDEX || article))
            return at - 1;
        at = preposition != NO_INDEX ? preposition : at - 1;
    }
    return NO_INDEX;
}

// Where the tree knows no subject outside the marks: the noun or pronoun beside the verb.
uint32_t quote_subject_beside(const struct quote_run *run, const struct sentence *sentence,
                               uint32_t verb)
{
    // An infinitive has a subject only in "et la maire d'ajouter".
    bool infinitive = word_of(run, verb)->features & FEATURE_BIT(VERBFORM_INF) &&
                      (verb < 2 || !is_nominal(word_of(run, verb - 2)));
    uint32_t before = infinitive ? NO_INDEX : quote_subject_before(run, sentence, verb);
    if (before == NO_INDEX)
        before = quote_words_subject(run, sentence, verb);
    if (before != NO_INDEX)
        return before;
    for (uint32_t i = verb + 1; i < sentence->word_end && i < verb + 7; i++) {
        const struct word *word = word_of(run, i);
        if (quote_word_marked(run, i) || word->upos == UPOS_PUNCT || word->upos == UPOS_VERB ||
            word->upos == UPOS_SCONJ || is_that(word))
            break;
        if (word->upos == UPOS_ADP) { // to reporters, à l'AFP: not the speaker
            while (i + 1 < sentence->word_end && (word_of(run, i + 1)->upos == UPOS_DET ||
                                                  word_of(run, i + 1)->upos == UPOS_ADJ))
                i++;
            i++;
        } else if (is_nominal(word))
            return i;
    }
    return NO_INDEX;
}

// "Ancien policier, Paul Martin appelle", "Épuisées, les infirmières disent": the noun phrase that
// stands between the first comma and the verb is the subject, not what opens the sentence.
uint32_t quote_subject_past_comma(const struct quote_run *run, const struct sentence *sentence,
                                     uint32_t verb, uint32_t noun)
{
    uint32_t at = verb, head = NO_INDEX;
    while (at > noun && (word_of(run, at - 1)->upos == UPOS_AUX ||
                         word_of(run, at - 1)->upos == UPOS_ADV ||
                         word_of(run, at - 1)->upos == UPOS_PRON))
        at--;
    for (; at > noun + 1; at--) {
        const struct word *word = word_of(run, at - 1);
        if (slice_is(word->form, ","))
            break;
        if (word->upos != UPOS_DET && word->upos != UPOS_ADJ && word->upos != UPOS_NOUN &&
            word->upos != UPOS_PROPN && word->upos != UPOS_NUM)
            return noun;
        head = word->upos == UPOS_NOUN || word->upos == UPOS_PROPN ? at - 1 : head;
    }
    if (head == NO_INDEX || at <= noun + 1)
        return noun;
    for (uint32_t i = sentence->word_start; i + 1 < at; i++)
        if (slice_is(word_of(run, i)->form, ",") || is_that(word_of(run, i)))
            return noun;
    return quote_is_somebody(run, head) ? head : noun;
}

// "est accusé de", "were found guilty", "are expected to": the subject has not said it.
bool quote_is_passive(const struct quote_run *run, const struct sentence *sentence, uint32_t verb)
{
    for (uint32_t i = sentence->word_start; i < verb; i++)
        if (word_of(run, i)->head == verb && (word_of(run, i)->relation == RELATION_AUX_PASS ||
                                              word_of(run, i)->relation == RELATION_NSUBJ_PASS))
            return true;
    return false;
}

// French: "n'a pas précisé si …", "ne pourront pas dire que …": nothing has been said.
bool quote_is_denied(const struct quote_run *run, const struct sentence *sentence, uint32_t verb)
{
    bool not = false;
    if (run->grammar->phrases.language != LANGUAGE_fr) {
        // "has not said when": nothing has been said
        uint32_t next = verb + 1 < sentence->word_end ? verb + 1 : verb;
        if (!quote_class_has(run->grammar, word_of(run, next)->lower, QUOTE_ASKS))
            return false;
        for (uint32_t i = verb; i > sentence->word_start && i + 4 > verb; i--)
            not |= quote_class_has(run->grammar, word_of(run, i - 1)->lower, QUOTE_NEVER);
        return not;
    }
    for (uint32_t i = verb + 2; i > sentence->word_start && i + 8 > verb; i--) {
        const struct word *word = word_of(run, i - 1);
        bool modal = word->upos == UPOS_AUX || word->upos == UPOS_PRON || word->upos == UPOS_ADV;
        if (slice_is(word->lower, "ne") || slice_is(word->lower, "n'"))
            return not;
        modal |= quote_class_has(run->grammar, word->lemma, QUOTE_MODAL);
        not |= quote_class_has(run->grammar, word->lower, QUOTE_NEVER);
        if (i - 1 < verb && !modal)
            return false;
    }
    return false;
}
