// SPDX-License-Identifier: Apache-2.0
// Frames of verbs that say something without a clause: cited three reasons, called him a liar,
// called for restraint, accused X of lying, suggested waiting, polls show X leading; and of
// adjectives of saying (is confident that). The lexicon names verb and preposition. Reads words,
// tags, trees.
#include "extract/quote_tree.h"

// The object with what is said of it: criticised X for Y, called X a disgrace.
static uint32_t object_last(const struct quote_run *run, const struct sentence *sentence,
                            uint32_t verb, uint32_t object)
{
    uint32_t last = run->right[object];
    for (uint32_t i = last + 1; i < sentence->word_end; i++) {
        enum relation relation = relation_of(run, i);
        if (word_of(run, i)->head != verb || run->left[i] != last + 1)
            continue;
        if (relation != RELATION_OBL && relation != RELATION_XCOMP && relation != RELATION_ADVCL)
            break;
        if (relation != RELATION_XCOMP && (quote_in_time(run, i) ||
            !quote_class_has(run->grammar, word_of(run, run->left[i])->lower, QUOTE_LINK)))
            break; // "… when the deal failed", "… on Monday": of the saying
        last = run->right[i];
    }
    return last;
}

// A verb and a preposition that the lexicon writes as one phrase: "call for", "lash out at".
static bool pair_has(const struct quote_run *run, uint32_t verb, uint32_t preposition,
                     enum quote_class class)
{
    const struct phrase_grammar *phrases = &run->grammar->phrases;
    uint32_t first = table_find(&phrases->words, word_of(run, verb)->lemma);
    uint32_t second = table_find(&phrases->words, word_of(run, preposition)->lower);
    if (first == TABLE_NONE || second == TABLE_NONE)
        return false;
    uint32_t particle = table_find(&phrases->words, word_of(run, verb + 1)->lower);
    for (uint32_t at = phrase_entry_of(phrases, first, run->grammar->classes[class]);
         at != NO_INDEX; at = phrases->entries.items[at].next) {
        const struct phrase_entry *entry = &phrases->entries.items[at];
        if (entry->class != run->grammar->classes[class])
            break;
        const uint32_t *tail = &phrases->tails.items[entry->tail];
        if ((entry->tail_count == 1 && tail[0] == second) ||
            (entry->tail_count == 2 && tail[0] == particle && tail[1] == second))
            return true;
    }
    return false;
}

bool quote_frame_has(const struct quote_run *run, uint32_t verb)
{
    static const enum quote_class classes[] = {QUOTE_OBJECT, QUOTE_GERUND, QUOTE_SMALL};
    const struct phrase_grammar *phrases = &run->grammar->phrases;
    struct slice lemma = word_of(run, verb)->lemma;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (quote_class_has(run->grammar, lemma, classes[i]))
            return true;
    uint32_t word = table_find(&phrases->words, lemma);
    return word != TABLE_NONE &&
           (phrase_entry_of(phrases, word, run->grammar->classes[QUOTE_ABOUT]) != NO_INDEX ||
            phrase_entry_of(phrases, word, run->grammar->classes[QUOTE_OF]) != NO_INDEX);
}

static struct span content_of(const struct quote_run *run, struct cue *cue, const char *rule,
                              uint32_t first, uint32_t last)
{
    cue->rule = rule;
    return quote_words_span(run, first, last);
}

// What a preposition leads: called for restraint, accused X of lying, called on X to leave.
static struct span about_content(const struct quote_run *run, const struct sentence *sentence,
                                 uint32_t verb, uint32_t object, struct cue *cue)
{
    for (uint32_t i = verb + 1; i < sentence->word_end; i++) {
        enum relation relation = relation_of(run, i);
        if (word_of(run, i)->head != verb ||
            (relation != RELATION_OBL && relation != RELATION_ADVCL) || quote_in_time(run, i))
            continue; // "agreed on Monday": when, not what
        uint32_t first = run->left[i];
        if (first <= verb || first >= i)
            continue;
        bool told = object != NO_INDEX && object > verb && object < first;
        if (told && pair_has(run, verb, first, QUOTE_OF))
            return content_of(run, cue, "object", run->left[object] > verb ? run->left[object]
                                                                            : object,
                              run->right[i]);
        if (told || !pair_has(run, verb, first, QUOTE_ABOUT))
            continue;
        uint32_t last = run->right[i];
        for (uint32_t k = last + 1; slice_is(word_of(run, first)->lower, "on") &&
                                    k < sentence->word_end; k++)
            if (word_of(run, k)->head == verb && run->left[k] == last + 1 &&
                word_of(run, k)->features & FEATURE_BIT(VERBFORM_INF))
                last = run->right[k]; // called on X to leave
        return content_of(run, cue, "about", first + 1, last);
    }
    return (struct span){0, 0};
}

// What a verb with its object says: called him a liar, told X how to leave, shows X leading.
static struct span named_content(const struct quote_run *run, const struct sentence *sentence,
                                 uint32_t verb, uint32_t object, struct cue *cue)
{
    const struct quote_grammar *grammar = run->grammar;
    struct slice lemma = word_of(run, verb)->lemma;
    uint32_t named = quote_child_of(run, verb, RELATION_XCOMP);
    bool infinitive = named != NO_INDEX &&
                      word_of(run, named)->features & FEATURE_BIT(VERBFORM_INF);
    if (named != NO_INDEX && named > object && !infinitive &&
        (quote_class_has(grammar, lemma, QUOTE_NAMES) ||
         quote_class_has(grammar, lemma, QUOTE_SMALL)))
        return content_of(run, cue, "object", run->left[object], run->right[named]);
    bool told = quote_class_has(grammar, lemma, QUOTE_TELL);
    for (uint32_t i = object + 1; told && i + 1 < sentence->word_end && i < object + 5; i++)
        if (quote_class_has(grammar, word_of(run, i)->lower, QUOTE_ASKS))
            return content_of(run, cue, "object", i, run->right[verb]);
    return (struct span){0, 0};
}

// "5 million euros", "20 tonnes of rice": what is given, not said.
static bool is_sum(const struct quote_run *run, uint32_t noun)
{
    const struct document *document = run->document;
    struct span span = word_of(run, noun)->span;
    uint32_t first = run->left[noun] < noun ? run->left[noun] : noun;
    uint32_t from = word_of(run, first)->span.start;
    for (uint32_t i = list_first_from(&document->amounts, span.start, from);
         i < document->amounts.count && document->amounts.items[i].span.start <= span.start; i++)
        if (document->amounts.items[i].span.end > from)
            return document->amounts.items[i].kind != AMOUNT_PERCENT;
    return false;
}

struct span quote_frame_content(const struct quote_run *run, const struct sentence *sentence,
                                uint32_t verb, struct cue *cue)
{
    const struct quote_grammar *grammar = run->grammar;
    struct slice lemma = word_of(run, verb)->lemma;
    uint32_t object = quote_child_of(run, verb, RELATION_OBJ);
    uint32_t named = quote_child_of(run, verb, RELATION_XCOMP);
    if (object != NO_INDEX && object > verb) {
        struct span span = named_content(run, sentence, verb, object, cue);
        if (span.end)
            return span;
    }
    struct span about = about_content(run, sentence, verb, object, cue);
    if (about.end)
        return about;
    // suggested waiting
    if (object == NO_INDEX && named != NO_INDEX && named > verb && run->left[named] > verb &&
        slice_ends(word_of(run, named)->lower, "ing") &&
        quote_class_has(grammar, lemma, QUOTE_GERUND))
        return content_of(run, cue, "object", run->left[named], run->right[named]);
    if (object == NO_INDEX || word_of(run, object)->upos != UPOS_NOUN)
        return (struct span){0, 0};
    // "promised the bonuses would be paid": the tree took the subject of the clause for an object
    const struct word *after = run->right[object] + 1 < sentence->word_end
                                   ? word_of(run, run->right[object] + 1) : NULL;
    bool clause = after && object > verb && after->features & FEATURE_BIT(VERBFORM_FIN) &&
                  (after->upos == UPOS_AUX || after->upos == UPOS_VERB);
    if (is_sum(run, object) || clause || !quote_class_has(grammar, lemma, QUOTE_OBJECT))
        return (struct span){0, 0};
    return content_of(run, cue, "object", run->left[object],
                      object_last(run, sentence, verb, object));
}

// "is confident that", "est convaincu que": what somebody thinks, by an adjective or participle.
void quote_adjective_cue(struct quote_run *run, const struct sentence *sentence, uint32_t word)
{
    struct cue cue = {.span = word_of(run, word)->span, .word = word, .rule = "state"};
    bool english = run->grammar->phrases.language == LANGUAGE_en, copula = false;
    for (uint32_t i = word; i > sentence->word_start && i + 4 > word; i--)
        copula |= word_of(run, i - 1)->upos == UPOS_AUX;
    uint32_t subject = quote_child_of(run, word, RELATION_NSUBJ);
    if (!copula || word + 2 >= sentence->word_end ||
        (!english && !is_that(word_of(run, word + 1))))
        return;
    if (subject == NO_INDEX || subject > word)
        subject = quote_subject_before(run, sentence, word);
    bool person = subject != NO_INDEX && word_of(run, subject)->upos == UPOS_PRON &&
                  word_of(run, subject)->features & FEATURE_BIT(PRONTYPE_PRS) &&
                  !quote_class_has(run->grammar, word_of(run, subject)->lower, QUOTE_NOBODY) &&
                  !quote_class_has(run->grammar, word_of(run, subject)->lower, QUOTE_WRITER);
    if (subject == NO_INDEX || (!person && !quote_is_somebody(run, subject)))
        return;
    cue.noun = subject;
    cue.content = quote_words_clause(run, sentence, word);
    if (!cue.content.end && english)
        cue.content = quote_words_bare(run, sentence, word);
    if (cue.content.end)
        list_add(run->scratch, &run->cues, cue);
}
