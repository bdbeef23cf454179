// SPDX-License-Identifier: Apache-2.0
// What the quote_*.c ask of one word: its classes, the marks it stands between, the time, mention
// or person that it is part of; and the bytes of a run of words. Reads words, mentions, times and
// the marks found; adds no layer and judges nothing: the other files stand on it.
#include "base/utf8.h"
#include "extract/quote_tree.h"

#define MENTION_SIZE 300 // bytes; a longer mention is not looked for

bool quote_class_has(const struct quote_grammar *grammar, struct slice lemma,
                     enum quote_class class)
{
    const struct phrase_grammar *phrases = &grammar->phrases;
    uint32_t word = table_find(&phrases->words, lemma);
    if (word == TABLE_NONE)
        return false;
    uint32_t at = phrases->word_entries.items[word];
    for (; at != NO_INDEX; at = phrases->entries.items[at].next)
        if (phrases->entries.items[at].class == grammar->classes[class] &&
            phrases->entries.items[at].tail_count == 0)
            return true;
    return false;
}

static bool is_trimmed(const struct word *word)
{
    return word->upos == UPOS_PUNCT && word->span.end - word->span.start <= 3 &&
           !slice_is(word->form, "»") && !slice_is(word->form, "«");
}

// "… (AIEA)": the bracket opens inside and stays.
static bool closes_bracket(const struct quote_run *run, uint32_t first, uint32_t last)
{
    if (!slice_is(word_of(run, last)->form, ")"))
        return false;
    for (uint32_t i = last; i > first; i--)
        if (slice_is(word_of(run, i - 1)->form, "("))
            return true;
    return false;
}

struct span quote_words_span(const struct quote_run *run, uint32_t first, uint32_t last)
{
    while (first < last && (is_trimmed(word_of(run, first)) ||
                            slice_is(word_of(run, first)->lower, "que") ||
                            slice_is(word_of(run, first)->lower, "qu'") ||
                            slice_is(word_of(run, first)->lower, "qu’") ||
                            slice_is(word_of(run, first)->lower, "that")))
        first++;
    while (last > first && is_trimmed(word_of(run, last)) && !closes_bracket(run, first, last) &&
           !slice_is(word_of(run, last)->form, "\"") && !slice_is(word_of(run, last)->form, "”"))
        last--;
    return (struct span){word_of(run, first)->span.start, word_of(run, last)->span.end};
}

bool quote_is_comma(const struct quote_run *run, uint32_t word)
{
    struct slice form = word_of(run, word)->form;
    if (slice_is(form, "-") && word > 0 && !word_of(run, word - 1)->space_after)
        return false; // Shanklin-Hawkins
    return slice_is(form, ",") || slice_is(form, "\xE2\x80\x93") ||
           slice_is(form, "\xE2\x80\x94") || slice_is(form, "-");
}

uint32_t quote_mention_from(const struct quote_run *run, uint32_t position)
{
    uint32_t from = position > MENTION_SIZE ? position - MENTION_SIZE : 0;
    return list_first_from(&run->document->mentions, span.start, from);
}

uint32_t quote_cue_from(const struct quote_run *run, uint32_t position)
{
    return list_first_from(&run->cues, span.start, position);
}

const struct marked *quote_marked_at(const struct quote_run *run, uint32_t word)
{
    uint32_t at = list_first_from(&run->marked, word_end, word + 1);
    return at < run->marked.count && run->marked.items[at].word_start <= word
               ? &run->marked.items[at]
               : NULL;
}

bool quote_word_marked(const struct quote_run *run, uint32_t word)
{
    return quote_marked_at(run, word) != NULL;
}

bool quote_in_time(const struct quote_run *run, uint32_t word)
{
    const struct document *document = run->document;
    struct span span = word_of(run, word)->span;
    uint32_t at = list_first_from(&document->times, span.end, span.start + 1);
    return at < document->times.count && document->times.items[at].span.start <= span.start &&
           document->times.items[at].span.end >= span.end;
}

bool quote_is_wordless(const struct quote_run *run, uint32_t word)
{
    struct slice form = run->document->words.items[word].form;
    for (size_t at = 0; at < form.size;) {
        uint32_t c = utf8_next(form, &at);
        if (unicode_is_letter(c) || unicode_is_digit(c))
            return false;
    }
    return true;
}

bool quote_is_somebody(const struct quote_run *run, uint32_t noun)
{
    const struct document *document = run->document;
    struct span span = word_of(run, noun)->span;
    if (word_of(run, noun)->upos == UPOS_PROPN ||
        quote_class_has(run->grammar, word_of(run, noun)->lemma, QUOTE_PEOPLE))
        return true;
    for (uint32_t i = quote_mention_from(run, span.start); i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (mention->span.start > span.start)
            break;
        if (mention->span.end >= span.end &&
            (mention->kind == ENTITY_PERSON || mention->kind == ENTITY_ORGANISATION ||
             mention->kind == ENTITY_COUNTRY))
            return true;
    }
    return false;
}

// True when a mention of a person, body or country covers the word.
bool quote_somebody_at(const struct quote_run *run, uint32_t word)
{
    const struct document *document = run->document;
    struct span span = word_of(run, word)->span;
    for (uint32_t i = quote_mention_from(run, span.start); i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (mention->span.start > span.start)
            break;
        if (mention->span.end >= span.end && mention->kind != ENTITY_WEAPON &&
            mention->kind != ENTITY_WORK && mention->kind != ENTITY_EVENT)
            return true;
    }
    return false;
}

uint32_t quote_child_of(const struct quote_run *run, uint32_t head, enum relation relation)
{
    const struct document *document = run->document;
    uint32_t sentence = document_sentence_at(document, document->words.items[head].span.start);
    if (sentence == NO_INDEX)
        return NO_INDEX;
    uint32_t start = document->sentences.items[sentence].word_start;
    uint32_t end = document->sentences.items[sentence].word_end;
    for (uint32_t i = start; i < end; i++) {
        const struct word *word = &document->words.items[i];
        if (word->head == head && (word->relation == relation ||
                                   relation_universal(word->relation) == relation))
            return i;
    }
    return NO_INDEX;
}
