// SPDX-License-Identifier: Apache-2.0
// Inserts that commas set off, whatever the tree makes of them: "…, she said, …", "…, a-t-elle
// dit", "…, warned the mayor." Reads words, tags, trees and mentions. Leaves inserts behind
// quotation marks to quote_incise.c and what is done with them to quote_clause.c.
#include "extract/quote_tree.h"

// A verb of a main clause that has no object of its own, but for those who are told.
static bool says_alone(const struct quote_run *run, uint32_t verb, uint32_t first, uint32_t last)
{
    enum relation relation = relation_of(run, verb);
    bool told = quote_class_has(run->grammar, word_of(run, verb)->lemma, QUOTE_TELL);
    if (relation == RELATION_ACL || relation == RELATION_ADVCL || relation == RELATION_CONJ)
        return false;
    uint32_t infinitive = quote_child_of(run, verb, RELATION_XCOMP);
    if (infinitive != NO_INDEX && infinitive >= first && infinitive <= last)
        return false;
    uint32_t object = quote_child_of(run, verb, RELATION_OBJ);
    return object == NO_INDEX || told || object < verb || object > last ||
           (run->grammar->phrases.language == LANGUAGE_fr &&
            quote_child_of(run, verb, RELATION_NSUBJ) < first);
}

// The subject of an inserted verb: its own in the insert, else the noun or pronoun nearest to it.
static uint32_t insert_noun(const struct quote_run *run, uint32_t first, uint32_t last,
                            uint32_t verb)
{
    uint32_t nearest = NO_INDEX, best = 8; // words
    enum upos opens = (enum upos)word_of(run, first)->upos;
    bool inverted = opens == UPOS_VERB || opens == UPOS_AUX || opens == UPOS_ADV;
    struct slice before = first >= 2 ? word_of(run, first - 2)->form : SLICE_NONE;
    bool quoted = slice_is(before, "»") || slice_is(before, "”") || slice_is(before, "\"");
    for (uint32_t i = first; i <= last; i++) {
        const struct word *word = word_of(run, i);
        bool nominal = word->upos == UPOS_NOUN || word->upos == UPOS_PROPN ||
                       word->upos == UPOS_PRON;
        if (word->head == verb && relation_of(run, i) == RELATION_NSUBJ)
            return i;
        uint32_t distance = i < verb ? verb - i : i - verb;
        // Inverted (a lancé la ministre), where the tree lost the subject: somebody, at least.
        bool case_before = i > first && word_of(run, i - 1)->upos == UPOS_ADP;
        case_before |= i > first + 1 && word_of(run, i - 2)->upos == UPOS_ADP;
        if (nominal && inverted && i > first && distance < best && !case_before &&
            (word->upos == UPOS_PRON || quoted || quote_somebody_at(run, i)) &&
            !(word->features & FEATURE_BIT(REFLEX))) {
            best = distance;
            nearest = i;
        }
    }
    return nearest;
}

static bool is_finite(const struct word *word)
{
    return (word->upos == UPOS_VERB || word->upos == UPOS_AUX) &&
           word->features & FEATURE_BIT(VERBFORM_FIN);
}

// English: "…, warned the mayor", "…, campaign records show.", which trees often take for a second
// verb with an object.
static void insert_settle(const struct quote_run *run, const struct sentence *sentence,
                          uint32_t verb, struct quote_insert *insert)
{
    const struct word *word = word_of(run, verb);
    uint32_t opens = insert->first, noun = NO_INDEX;
    bool weak = quote_class_has(run->grammar, word->lemma, QUOTE_WEAK), clause = false;
    for (uint32_t i = sentence->word_start; i + 1 < insert->first; i++)
        clause |= is_finite(word_of(run, i));
    if (!clause || !is_finite(word) || quote_word_marked(run, verb))
        return;
    while (opens < verb && word_of(run, opens)->upos == UPOS_ADV)
        opens++;
    if (opens == verb && !weak) {
        noun = quote_subject_behind(run, verb + 1, insert->last + 1);
        insert->inverted = noun != NO_INDEX;
        if (noun != NO_INDEX && !quote_is_somebody(run, noun) &&
            (insert->last > noun + 3 || word_of(run, noun)->upos == UPOS_PRON))
            return; // "…, said nothing about the bill"
    } else if (opens < verb && verb == insert->last && insert->last + 2 >= sentence->word_end) {
        noun = quote_subject_before(run, sentence, verb);
        if (noun != NO_INDEX && weak && word_of(run, noun)->upos == UPOS_PRON)
            return;
    }
    if (noun == NO_INDEX || quote_class_has(run->grammar, word_of(run, noun)->lemma, QUOTE_THING))
        return;
    insert->noun = noun;
    insert->found = true;
}

// The last word of an insert before a clause that tells when or how it was said: "…, she said
// after meeting them".
static uint32_t last_of_main(const struct quote_run *run, uint32_t verb, uint32_t last)
{
    for (uint32_t i = verb + 1; i <= last; i++)
        if (word_of(run, i)->head == verb && relation_of(run, i) == RELATION_ADVCL &&
            run->left[i] == verb + 1 && run->left[i] < i)
            return verb;
    return last;
}

// …, she said, …  and  …, a-t-elle dit.: by its commas, whatever the tree makes of it.
struct quote_insert quote_insert_find(const struct quote_run *run, const struct sentence *sentence,
                                      uint32_t verb)
{
    struct quote_insert insert = {.first = verb, .last = verb, .noun = NO_INDEX};
    uint32_t first = verb, last = verb;
    while (first > sentence->word_start && !is_closing(run, first - 1) && verb - first < 15)
        first--;
    while (last + 1 < sentence->word_end && !is_closing(run, last + 1) && last - verb < 20)
        last++;
    insert.first = first;
    insert.last = last;
    if (first < sentence->word_start + 2 || !quote_is_comma(run, first - 1))
        return insert;
    uint32_t main = last_of_main(run, verb, last);
    for (uint32_t i = first; i <= main; i++)
        if ((i != verb && word_of(run, i)->upos == UPOS_VERB) || is_that(word_of(run, i)) ||
            (i > verb && word_of(run, i)->upos == UPOS_AUX) ||
            (i > verb && quote_word_marked(run, i) && !quote_word_marked(run, verb)))
            return insert;
    enum upos opens = (enum upos)word_of(run, first)->upos;
    bool ends = last + 1 >= sentence->word_end;
    bool closed = ends || (is_closing(run, last + 1) &&
                           !slice_is(word_of(run, last + 1)->form, ":") &&
                           !slice_is(word_of(run, last + 1)->form, "«") &&
                           !slice_is(word_of(run, last + 1)->form, "“"));
    insert.noun = insert_noun(run, first, last, verb);
    // French inverts: "…, a dit X", never "…, X a dit".
    bool inverted = run->grammar->phrases.language != LANGUAGE_fr ||
                    (insert.noun != NO_INDEX && insert.noun > first &&
                     (opens == UPOS_VERB || opens == UPOS_AUX || opens == UPOS_ADV ||
                      opens == UPOS_PRON));
    insert.found = closed && inverted && opens != UPOS_CCONJ && opens != UPOS_SCONJ &&
                   insert.noun != NO_INDEX && says_alone(run, verb, first, last);
    // "…, will report to the board"
    bool english = run->grammar->phrases.language == LANGUAGE_en;
    insert.found &= !(english && opens == UPOS_AUX);
    // "…, sait de quoi il parle"
    insert.found &= insert.noun == NO_INDEX ||
                    !quote_class_has(run->grammar, word_of(run, insert.noun)->lower, QUOTE_ASKS);
    insert.inverted = english && opens == UPOS_VERB;
    if (english && closed && !insert.found && opens != UPOS_AUX)
        insert_settle(run, sentence, verb, &insert);
    return insert;
}

static bool opens_marks(const struct quote_run *run, uint32_t word)
{
    struct slice form = word_of(run, word)->form;
    return slice_is(form, "«") || slice_is(form, "“") || slice_is(form, "\"");
}

// What stands around the insert: the whole sentence, or what comes before a last insert.
struct span quote_around_insert(const struct quote_run *run, const struct sentence *sentence,
                                 struct quote_insert insert)
{
    uint32_t last = sentence->word_end - 1;
    bool ends = true, marks = false;
    // What follows without a verb belongs to the speaker: …, a dit la directrice, Anne Leroux.
    for (uint32_t i = insert.last + 1; i < sentence->word_end; i++) {
        ends &= word_of(run, i)->upos != UPOS_VERB && word_of(run, i)->upos != UPOS_AUX;
        marks |= i > insert.last + 1 && opens_marks(run, i);
    }
    // "…, said X, who runs it.": what follows is about the speaker.
    bool about = insert.inverted && insert.last + 2 < sentence->word_end &&
                 word_of(run, insert.last + 2)->upos != UPOS_CCONJ &&
                 word_of(run, insert.last + 2)->upos != UPOS_SCONJ;
    // "…, a dit X, tandis que Y refuse": the article's own contrast.
    uint32_t next = insert.last + 2;
    bool contrast = next < sentence->word_end &&
                    quote_class_has(run->grammar, word_of(run, next)->lower, QUOTE_CONTRAST);
    if (((ends || about) && !marks) || contrast)
        last = insert.first - 1;
    return quote_words_span(run, sentence->word_start, last);
}

// "When he came, he said": a sentence that opens with a circumstance has no insert.
bool quote_starts_aside(const struct quote_run *run, const struct sentence *sentence)
{
    const struct word *first = word_of(run, sentence->word_start);
    enum relation relation = relation_of(run, sentence->word_start);
    return first->upos == UPOS_SCONJ || (relation == RELATION_MARK) ||
           (first->features & FEATURE_BIT(VERBFORM_GER)) ||
           (first->upos == UPOS_VERB && (first->features & FEATURE_BIT(VERBFORM_PART)));
}

