// SPDX-License-Identifier: Apache-2.0
// Reported speech by the order of words, where the tree is silent or wrong: que-clauses, clauses
// after a colon, infinitives after whom they are said to (accuse X de partir), "se dit prêt".
// Reads words and tags; quote_clause.c asks here last.
#include "extract/quote_tree.h"

#define THAT_REACH 14      // words from a verb to its que
#define INFINITIVE_REACH 12
#define SUBJECT_REACH 12    // words of a subject up to its finite verb

static bool is_finite(const struct word *word)
{
    return (word->upos == UPOS_VERB || word->upos == UPOS_AUX) &&
           word->features & FEATURE_BIT(VERBFORM_FIN);
}

// "plus … que", "tandis que", "pour que": no clause of the verb.
static bool is_comparison(const struct quote_run *run, uint32_t verb, uint32_t that)
{
    for (uint32_t i = verb + 1; i < that; i++)
        if (quote_class_has(run->grammar, word_of(run, i)->lower, QUOTE_COMPARED))
            return true;
    return false;
}

// "le ministre, qui assure que …, n'a pas": the clause ends with the relative.
static bool in_relative(const struct quote_run *run, const struct sentence *sentence, uint32_t verb)
{
    for (uint32_t i = verb; i > sentence->word_start && verb - i < 6; i--) {
        const struct word *word = word_of(run, i - 1);
        if (slice_is(word->lower, "qui") || slice_is(word->lower, "who"))
            return true;
        if (word->upos == UPOS_PUNCT || word->upos == UPOS_VERB)
            break;
    }
    return false;
}

// Last word of a clause that begins at first: the sentence's, or where something else begins.
static uint32_t clause_last(const struct quote_run *run, const struct sentence *sentence,
                            uint32_t first, bool relative)
{
    uint32_t last = sentence->word_end - 1;
    bool marked = quote_word_marked(run, first);
    for (uint32_t i = first; i < sentence->word_end; i++) {
        const struct word *word = word_of(run, i);
        if (word->upos != UPOS_PUNCT)
            continue;
        bool comma = slice_is(word->form, ",");
        if (slice_is(word->form, ";") || slice_is(word->form, ":") || (comma && relative) ||
            (marked && !quote_word_marked(run, i) && comma))
            return i > first ? i - 1 : first;
    }
    return last;
}

struct span quote_words_clause(const struct quote_run *run, const struct sentence *sentence,
                               uint32_t verb)
{
    for (uint32_t i = verb + 1; i < sentence->word_end && i < verb + THAT_REACH; i++) {
        const struct word *word = word_of(run, i);
        if (is_that(word) && (word->upos == UPOS_SCONJ || i == verb + 1)) {
            if (is_comparison(run, verb, i) || i + 2 >= sentence->word_end)
                break;
            return quote_words_span(run, i + 1,
                                    clause_last(run, sentence, i + 1,
                                                in_relative(run, sentence, verb)));
        }
        if (is_finite(word) || word->upos == UPOS_SCONJ || word->upos == UPOS_CCONJ ||
            (word->upos == UPOS_PUNCT && !slice_is(word->form, ",")))
            break;
    }
    return (struct span){0, 0};
}

static bool is_subject_pronoun(const struct quote_run *run, const struct word *word)
{
    return quote_class_has(run->grammar, word->lower, QUOTE_SUBJECT) && !is_relative(word);
}

// A noun phrase right behind the verb whose finite verb follows before any comma; not another
// verb joined to this one ("pledged help and Oslo said").
static bool opens_clause(const struct quote_run *run, const struct sentence *sentence, uint32_t at)
{
    uint8_t upos = word_of(run, at)->upos;
    if (upos != UPOS_DET && upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_ADJ &&
        upos != UPOS_NUM && !(upos == UPOS_PRON && word_of(run, at)->features & FEATURE_BIT(POSS)))
        return false;
    for (uint32_t i = at + 1; i < sentence->word_end && i < at + SUBJECT_REACH; i++) {
        const struct word *word = word_of(run, i);
        if (is_finite(word)) {
            bool helps = word->upos == UPOS_AUX && word->head != NO_INDEX;
            uint32_t verb = helps ? word->head : i;
            return relation_of(run, verb) != RELATION_CONJ || word_of(run, verb)->head + 1 != at;
        }
        if (word->upos == UPOS_PUNCT || word->upos == UPOS_SCONJ || word->upos == UPOS_VERB ||
            word->features & FEATURE_BIT(PRONTYPE_REL))
            break;
    }
    return false;
}

// "told reporters he was not there yet", "said its main goal was …": English leaves out its that.
struct span quote_words_bare(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t verb)
{
    for (uint32_t i = verb + 1; i + 2 < sentence->word_end && i < verb + 6; i++) {
        const struct word *word = word_of(run, i), *next = word_of(run, i + 1);
        bool pronoun = is_subject_pronoun(run, word) && (is_finite(next) || next->upos == UPOS_ADV);
        if (pronoun || (i == verb + 1 && opens_clause(run, sentence, i)))
            return quote_words_span(run, i, clause_last(run, sentence, i,
                                                        in_relative(run, sentence, verb)));
        if (word->upos == UPOS_PUNCT || word->upos == UPOS_VERB || word->upos == UPOS_SCONJ ||
            word->upos == UPOS_CCONJ || word->upos == UPOS_AUX)
            break;
    }
    return (struct span){0, 0};
}

struct span quote_words_colon(const struct quote_run *run, const struct sentence *sentence,
                              uint32_t verb)
{
    uint32_t colon = verb + 1;
    while (colon < sentence->word_end && colon < verb + 7 &&
           word_of(run, colon)->upos != UPOS_PUNCT && !is_finite(word_of(run, colon)))
        colon++;
    if (colon + 3 >= sentence->word_end || !slice_is(word_of(run, colon)->form, ":") ||
        quote_word_marked(run, colon + 1) || word_of(run, colon + 1)->upos == UPOS_PUNCT)
        return (struct span){0, 0};
    for (uint32_t i = colon + 1; i < sentence->word_end; i++)
        if (is_finite(word_of(run, i)))
            return quote_words_span(run, colon + 1, sentence->word_end - 1);
    return (struct span){0, 0};
}

// An infinitive ends before ", mais …": what follows is the main verb's again.
static uint32_t infinitive_end(const struct quote_run *run, uint32_t verb)
{
    for (uint32_t i = verb + 1; i < run->right[verb]; i++)
        if (slice_is(word_of(run, i)->form, ",") && word_of(run, i + 1)->upos == UPOS_CCONJ)
            return i - 1;
    return run->right[verb];
}

uint32_t quote_infinitive_last(const struct quote_run *run, const struct sentence *sentence,
                               uint32_t verb)
{
    uint32_t last = infinitive_end(run, verb), next = last + 1;
    // "de cacher des pièces, voire de mentir": the tree may hang the second elsewhere
    for (int more = 0; more < 3 && next + 2 < sentence->word_end; more++) {
        next += slice_is(word_of(run, next)->form, ",");
        uint32_t joint = next;
        while (next + 1 < sentence->word_end && next < joint + 3 &&
               (word_of(run, next)->upos == UPOS_CCONJ || word_of(run, next)->upos == UPOS_ADV))
            next++;
        uint32_t infinitive = next + 1;
        while (infinitive + 1 < sentence->word_end && infinitive < next + 4 &&
               (word_of(run, infinitive)->upos == UPOS_PRON ||
                word_of(run, infinitive)->upos == UPOS_ADV))
            infinitive++;
        if (joint == next || !slice_is(word_of(run, next)->lemma, "de") ||
            infinitive >= sentence->word_end ||
            !(word_of(run, infinitive)->features & FEATURE_BIT(VERBFORM_INF)))
            break;
        last = infinitive_end(run, infinitive);
        next = last + 1;
    }
    return last;
}

static bool is_infinitive(const struct word *word)
{
    return word->features & FEATURE_BIT(VERBFORM_INF) &&
           (word->upos == UPOS_VERB || word->upos == UPOS_AUX);
}

// "accuse le pouvoir de préparer", "demande à ses alliés de ne pas attendre"
struct span quote_words_infinitive(const struct quote_run *run, const struct sentence *sentence,
                                   uint32_t verb)
{
    bool somebody = false;
    for (uint32_t i = verb + 1; i + 1 < sentence->word_end && i < verb + INFINITIVE_REACH; i++) {
        const struct word *word = word_of(run, i);
        // "a soutenu un projet visant à imposer": the infinitive is the present participle's
        bool participle = word->upos == UPOS_VERB && word->features & FEATURE_BIT(VERBFORM_PART) &&
                          word->features & FEATURE_BIT(TENSE_PRES);
        if (is_finite(word) || participle || word->upos == UPOS_SCONJ ||
            (word->upos == UPOS_PUNCT && !slice_is(word->form, "«")))
            break;
        somebody |= (word->upos == UPOS_NOUN || word->upos == UPOS_PROPN) &&
                    quote_is_somebody(run, i);
        // "a promis 42 millions pour reconstruire": what for, not what is said
        if (word->upos != UPOS_ADP || slice_is(word->lower, "pour"))
            continue;
        uint32_t first = i + 1, at = first;
        while (at + 1 < sentence->word_end && at < first + 5 &&
               (word_of(run, at)->upos == UPOS_ADV || word_of(run, at)->upos == UPOS_PRON ||
                slice_is(word_of(run, at)->form, "«")))
            at++;
        if (!somebody || !is_infinitive(word_of(run, at)))
            continue;
        bool auxiliary = word_of(run, at)->upos == UPOS_AUX && word_of(run, at)->head != NO_INDEX &&
                         word_of(run, at)->head > at;
        uint32_t last = quote_infinitive_last(run, sentence,
                                              auxiliary ? word_of(run, at)->head : at);
        return quote_words_span(run, first, last < sentence->word_end ? last
                                                                       : sentence->word_end - 1);
    }
    return (struct span){0, 0};
}

// "se dit prêt à …", "se disent épuisés"
struct span quote_words_self(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t verb)
{
    bool self = false;
    for (uint32_t i = verb; i > sentence->word_start && verb - i < 4; i--)
        self |= slice_is(word_of(run, i - 1)->lower, "se") ||
                slice_is(word_of(run, i - 1)->lower, "s'");
    uint32_t at = verb + 1;
    while (self && at + 1 < sentence->word_end && word_of(run, at)->upos == UPOS_ADV)
        at++;
    if (!self || at >= sentence->word_end || quote_word_marked(run, at) ||
        (word_of(run, at)->upos != UPOS_ADJ &&
         !(word_of(run, at)->features & FEATURE_BIT(VERBFORM_PART))))
        return (struct span){0, 0};
    return quote_words_span(run, verb + 1, run->right[at]);
}

// --- subjects by commas

static bool is_verbal(const struct word *word)
{
    return word->upos == UPOS_VERB || word->upos == UPOS_AUX;
}

// The first noun phrase of the words from first to end that no preposition leads, if no finite
// verb stands among them.
static uint32_t segment_noun(const struct quote_run *run, uint32_t first, uint32_t end)
{
    uint32_t noun = NO_INDEX;
    bool led = false;
    for (uint32_t i = first; i < end; i++) {
        const struct word *word = word_of(run, i);
        if (is_verbal(word) && !(word->features & FEATURE_BIT(VERBFORM_GER)))
            return NO_INDEX;
        if (word->upos == UPOS_ADP || word->upos == UPOS_SCONJ)
            led = true;
        bool nominal = word->upos == UPOS_NOUN || word->upos == UPOS_PROPN ||
                       (word->upos == UPOS_PRON && is_subject_pronoun(run, word));
        if (nominal && !led && noun == NO_INDEX) {
            noun = i;
            // Of a name the head is its first word behind the title, of a noun phrase its last.
            while (noun + 1 < end && ((word->upos == UPOS_NOUN &&
                                       word_of(run, noun + 1)->upos == UPOS_NOUN) ||
                                      (slice_ends(word_of(run, noun)->form, ".") &&
                                       word_of(run, noun + 1)->upos == UPOS_PROPN)))
                noun++;
        }
    }
    return noun;
}

// "X, maire de Y, a dit": the verb opens what follows a comma, and its subject stands in the first
// part of the sentence that is no circumstance.
uint32_t quote_words_subject(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t verb)
{
    uint32_t at = verb, first = sentence->word_start;
    while (at > first && (word_of(run, at - 1)->upos == UPOS_AUX ||
                          word_of(run, at - 1)->upos == UPOS_ADV ||
                          word_of(run, at - 1)->upos == UPOS_PART))
        at--;
    if (at == first || verb - first > 60 || !slice_is(word_of(run, at - 1)->form, ","))
        return NO_INDEX;
    while (first < at && (word_of(run, first)->upos == UPOS_PUNCT ||
                          word_of(run, first)->upos == UPOS_CCONJ))
        first++;
    for (int part = 0; part < 2 && first < at; part++) {
        uint32_t end = first;
        while (end < at && !slice_is(word_of(run, end)->form, ","))
            end++;
        uint8_t opens = word_of(run, first)->upos;
        bool circumstance = opens == UPOS_ADP || opens == UPOS_SCONJ ||
                            (opens == UPOS_ADV && end == first + 1);
        uint32_t noun = circumstance ? NO_INDEX : segment_noun(run, first, end);
        if (noun != NO_INDEX && !quote_word_marked(run, noun))
            return noun;
        if (!circumstance)
            break;
        first = end + 1;
    }
    return NO_INDEX;
}
