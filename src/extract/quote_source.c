// SPDX-License-Identifier: Apache-2.0
// Prepositions that name a source: selon X, d'après X, pour X, à ses yeux, according to X, before,
// inside and behind what X is said to say. Reads words, tags, trees and mentions; adds cues.
#include "extract/quote_tree.h"

static uint32_t clause_head(const struct quote_run *run, uint32_t word)
{
    for (int step = 0; step < 8 && word_of(run, word)->head != NO_INDEX; step++) {
        word = word_of(run, word)->head;
        enum relation relation = relation_of(run, word);
        if (word_of(run, word)->upos == UPOS_VERB || relation == RELATION_CCOMP ||
            relation == RELATION_CONJ || relation == RELATION_ADVCL)
            break;
    }
    return word;
}

// The noun on which the source's preposition hangs, as case or through it.
static uint32_t source_noun(const struct quote_run *run, uint32_t first, uint32_t after,
                            const struct sentence *sentence)
{
    for (uint32_t i = first; i < after; i++) {
        uint32_t head = word_of(run, i)->head;
        if (relation_of(run, i) == RELATION_CASE && head != NO_INDEX && head >= after)
            return head;
    }
    for (uint32_t i = after; i < sentence->word_end && i < after + 6; i++)
        if (word_of(run, i)->upos == UPOS_NOUN || word_of(run, i)->upos == UPOS_PROPN ||
            word_of(run, i)->upos == UPOS_PRON)
            return i;
    return NO_INDEX;
}

static bool is_title(const struct word *word)
{
    return slice_is(word->lower, "me") || slice_is(word->lower, "m.") ||
           slice_is(word->lower, "mme") || slice_is(word->lower, "dr");
}

// Selon le porte-parole du ministère, Sean Parnell, …: the name after the role goes with it.
static uint32_t named_last(const struct quote_run *run, const struct sentence *sentence,
                           uint32_t last)
{
    uint32_t at = last + 1;
    if (last + 2 >= sentence->word_end || !quote_is_comma(run, at))
        return last;
    while (at + 1 < sentence->word_end && word_of(run, at + 1)->upos == UPOS_PROPN)
        at++;
    bool name = at > last + 1 && at + 1 < sentence->word_end && is_closing(run, at + 1);
    return name ? at : last;
}

// Selon X, …: the comma that ends a source at the start of its sentence, past a relative clause
// or the name after a role; NO_INDEX where the tree's own extent is as good.
static uint32_t source_comma(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t noun)
{
    uint32_t at = noun + 1;
    while (at < sentence->word_end && at < noun + 25 && !quote_is_comma(run, at)) {
        if (quote_word_marked(run, at) || slice_is(word_of(run, at)->form, ":") ||
            (word_of(run, at)->upos == UPOS_VERB &&
             word_of(run, at)->features & FEATURE_BIT(VERBFORM_FIN)))
            return NO_INDEX;
        at++;
    }
    if (at >= sentence->word_end || !quote_is_comma(run, at))
        return NO_INDEX;
    uint32_t named = at + 1;
    while (named < sentence->word_end && (word_of(run, named)->upos == UPOS_PROPN ||
                                          (named == at + 1 && is_title(word_of(run, named)))))
        named++;
    bool name = named > at + 1 && named < sentence->word_end && quote_is_comma(run, named);
    // "selon le parquet, qui enquête, …", "selon X, maire de Y, …": left to the tree.
    const struct word *next = at + 1 < sentence->word_end ? word_of(run, at + 1) : NULL;
    if (!name && next && (next->features & FEATURE_BIT(PRONTYPE_REL) ||
                          (next->upos == UPOS_NOUN && word_of(run, noun)->upos == UPOS_PROPN)))
        return NO_INDEX;
    return name ? named : at;
}

static void source_cue(struct quote_run *run, struct span span)
{
    const struct document *document = run->document;
    uint32_t index = document_sentence_at(document, span.start);
    if (index == NO_INDEX)
        return;
    const struct sentence *sentence = &document->sentences.items[index];
    uint32_t first = document_word_at(document, span.start);
    uint32_t after = document_word_at(document, span.end);
    if (after >= sentence->word_end ||
        sentence->word_end - sentence->word_start > QUOTE_SENTENCE_LIMIT)
        return;
    uint32_t noun = source_noun(run, first, after, sentence);
    for (int step = 0; step < 3 && noun != NO_INDEX; step++) { // HuffPost Pollster
        uint32_t head = word_of(run, noun)->head;
        if (relation_of(run, noun) != RELATION_COMPOUND || head == NO_INDEX || head < noun ||
            head > noun + 4)
            break;
        noun = head;
    }
    if (noun == NO_INDEX ||
        quote_class_has(run->grammar, word_of(run, noun)->lower, QUOTE_NOBODY) ||
        (after != noun && word_of(run, after)->upos != UPOS_NOUN && // law enforcement officials
         quote_class_has(run->grammar, word_of(run, after)->lower, QUOTE_NOT_SOURCE)) ||
        quote_class_has(run->grammar, word_of(run, noun)->lemma, QUOTE_NOT_SOURCE))
        return;
    struct cue cue = {.span = span, .word = noun, .noun = noun, .rule = "source"};
    struct quote_insert insert = {.first = first, .last = run->right[noun], .noun = noun};
    while (insert.last > noun && insert.last + 1 < sentence->word_end &&
           word_of(run, insert.last)->upos == UPOS_PUNCT)
        insert.last--;
    insert.last = named_last(run, sentence, insert.last);
    bool closed = insert.last + 1 >= sentence->word_end || is_closing(run, insert.last + 1);
    uint32_t opened = first <= sentence->word_start + 1 ? source_comma(run, sentence, noun)
                                                        : NO_INDEX;
    if (opened != NO_INDEX && opened + 2 < sentence->word_end) {
        cue.content = quote_words_span(run, opened + 1, sentence->word_end - 1);
        list_add(run->scratch, &run->cues, cue);
        return;
    }
    if (closed && first >= sentence->word_start + 4 && quote_is_comma(run, first - 1) &&
        !(word_of(run, first - 2)->features & FEATURE_BIT(PRONTYPE_REL))) {
        cue.content = quote_around_insert(run, sentence, insert);
        list_add(run->scratch, &run->cues, cue);
        return;
    }
    uint32_t head = clause_head(run, noun);
    uint32_t left = run->left[head], right = run->right[head];
    uint32_t phrase_last = named_last(run, sentence, run->right[noun]);
    if (head == noun || left >= right)
        return;
    bool relative = first >= 2 && word_of(run, first - 1)->upos == UPOS_PUNCT &&
                    (word_of(run, first - 2)->features & FEATURE_BIT(PRONTYPE_REL));
    if ((first <= left + 1 || relative) && phrase_last < right)
        left = phrase_last + 1;
    else if (phrase_last + 1 >= right && first > left)
        right = first - 1;
    if (left + 1 >= right)
        return;
    cue.content = quote_words_span(run, left, right);
    list_add(run->scratch, &run->cues, cue);
}

// Pour M. Peskov, … : the preposition opens the sentence, a person or body and a comma follow.
static bool opens_source(const struct quote_run *run, struct span span)
{
    const struct document *document = run->document;
    uint32_t index = document_sentence_at(document, span.start);
    if (index == NO_INDEX || document->sentences.items[index].span.start != span.start)
        return false;
    const struct sentence *sentence = &document->sentences.items[index];
    uint32_t after = document_word_at(document, span.end);
    uint32_t noun = source_noun(run, sentence->word_start, after, sentence);
    if (noun == NO_INDEX)
        return false;
    for (uint32_t i = after; i < noun; i++) // Pour échapper à la police, …
        if (word_of(run, i)->upos == UPOS_VERB || word_of(run, i)->upos == UPOS_AUX)
            return false;
    bool somebody = quote_class_has(run->grammar, word_of(run, noun)->lemma, QUOTE_PEOPLE);
    for (uint32_t i = noun; i <= run->right[noun] && i < noun + 12; i++)
        somebody |= quote_somebody_at(run, i);
    return somebody && run->right[noun] + 1 < sentence->word_end &&
           (quote_is_comma(run, run->right[noun]) || quote_is_comma(run, run->right[noun] + 1));
}

// À ses yeux, … : the possessive names the speaker.
static void own_source_cue(struct quote_run *run, struct span span)
{
    const struct document *document = run->document;
    uint32_t index = document_sentence_at(document, span.start);
    uint32_t first = document_word_at(document, span.start);
    uint32_t comma = document_word_at(document, span.end);
    if (index == NO_INDEX || first != document->sentences.items[index].word_start ||
        comma + 2 >= document->sentences.items[index].word_end || !quote_is_comma(run, comma))
        return;
    uint32_t own = first;
    while (own + 1 < comma && !quote_class_has(run->grammar, word_of(run, own)->lower,
                                               QUOTE_PRONOUN))
        own++;
    struct cue cue = {.span = span, .word = first, .noun = own, .rule = "source"};
    cue.content = quote_words_span(run, comma + 1, document->sentences.items[index].word_end - 1);
    list_add(run->scratch, &run->cues, cue);
}

// Finds the words of class [source] by light tokens, paragraph by paragraph.
void quote_sources_find(struct quote_run *run)
{
    const struct phrase_grammar *phrases = &run->grammar->phrases;
    struct phrase_tokens tokens = {.text = run->document->text};
    uint32_t position = 0, end;
    while (position < tokens.text.size) {
        position = phrase_tokens_read(phrases, &tokens, position, run->scratch);
        for (uint32_t i = 0; i < tokens.list.count; i++) {
            const uint32_t *classes = run->grammar->classes;
            bool always = phrase_class_at(phrases, &tokens, i, classes[QUOTE_SOURCE], &end);
            bool own = !always &&
                       phrase_class_at(phrases, &tokens, i, classes[QUOTE_SOURCE_OWN], &end);
            if (!always && !own &&
                !phrase_class_at(phrases, &tokens, i, classes[QUOTE_SOURCE_FIRST], &end))
                continue;
            struct span span = {tokens.list.items[i].start, tokens.list.items[end - 1].end};
            if (own)
                own_source_cue(run, span);
            else if (always || opens_source(run, span))
                source_cue(run, span);
            i = end - 1;
        }
    }
}

// --- nouns of saying

// The possessor (his, Trump's, of X), else the subject of the verb that the noun hangs on.
static uint32_t noun_speaker(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t noun)
{
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++)
        if (word_of(run, i)->head == noun && word_of(run, i)->relation == RELATION_NMOD_POSS)
            return i;
    for (uint32_t i = noun + 1; i < sentence->word_end && i < noun + 4; i++)
        if (word_of(run, i)->head == noun && relation_of(run, i) == RELATION_NMOD &&
            quote_is_somebody(run, i))
            return i;
    uint32_t head = word_of(run, noun)->head;
    if (head == NO_INDEX || relation_of(run, noun) != RELATION_OBJ)
        return NO_INDEX;
    return quote_subject_of(run, head);
}

// The clause that hangs on the noun: that …, to …; French: selon laquelle …
static struct span noun_content(const struct quote_run *run, const struct sentence *sentence,
                                uint32_t noun)
{
    bool french = run->grammar->phrases.language == LANGUAGE_fr;
    for (uint32_t i = noun + 1; i + 2 < sentence->word_end && i < noun + 8; i++) {
        const struct word *word = word_of(run, i), *next = word_of(run, i + 1);
        if (french && slice_is(word->lower, "selon") &&
            (slice_starts(next->lower, "laquelle") || slice_starts(next->lower, "lequel") ||
             slice_starts(next->lower, "lesquel"))) {
            uint32_t last = i + 2;
            while (last + 1 < sentence->word_end && !quote_is_comma(run, last + 1))
                last++;
            return quote_words_span(run, i + 2, last);
        }
        bool clause = slice_is(word->lower, "that") ||
                      (slice_is(word->lower, "to") && next->features & FEATURE_BIT(VERBFORM_INF));
        if (french || !clause || word->head == NO_INDEX || word->head <= i ||
            word->head >= sentence->word_end || word_of(run, word->head)->head != noun ||
            relation_of(run, word->head) != RELATION_ACL ||
            word->features & FEATURE_BIT(PRONTYPE_REL))
            continue;
        return quote_words_span(run, i, run->right[word->head]);
    }
    return (struct span){0, 0};
}

void quote_noun_cue(struct quote_run *run, const struct sentence *sentence, uint32_t noun)
{
    const struct word *word = word_of(run, noun);
    if (!quote_class_has(run->grammar, word->lemma, QUOTE_SAY_NOUN) || quote_word_marked(run, noun))
        return;
    struct cue cue = {.span = word->span, .word = noun, .rule = "noun"};
    cue.content = noun_content(run, sentence, noun);
    cue.noun = noun_speaker(run, sentence, noun);
    if (cue.content.end && cue.noun != NO_INDEX)
        list_add(run->scratch, &run->cues, cue);
}
