// SPDX-License-Identifier: Apache-2.0
// Reported speech by trees: verbs of saying with their clause, infinitive or inserted position,
// and prepositions that name a source (selon, according to). Reads words, tags and trees; finds
// nothing where there are none. Leaves quotation marks to quote.c.
#include "extract/quote.h"

#define EXTENT_STEPS 60   // how far a word's place is carried up its tree
#define SENTENCE_LIMIT 400 // words; longer ones are lists or noise

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

static const struct word *word_of(const struct quote_run *run, uint32_t index)
{
    return &run->document->words.items[index];
}

static enum relation relation_of(const struct quote_run *run, uint32_t index)
{
    return relation_universal(word_of(run, index)->relation);
}

static void extents_find(struct quote_run *run, const struct sentence *sentence)
{
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++)
        run->left[i] = run->right[i] = i;
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++) {
        uint32_t head = word_of(run, i)->head;
        for (int step = 0; step < EXTENT_STEPS && head != NO_INDEX; step++) {
            if (i < run->left[head])
                run->left[head] = i;
            if (i > run->right[head])
                run->right[head] = i;
            head = word_of(run, head)->head;
        }
    }
}

static bool is_trimmed(const struct word *word)
{
    return word->upos == UPOS_PUNCT && word->span.end - word->span.start <= 3 &&
           !slice_is(word->form, "»") && !slice_is(word->form, "«");
}

struct span quote_words_span(const struct quote_run *run, uint32_t first, uint32_t last)
{
    while (first < last && (is_trimmed(word_of(run, first)) ||
                            slice_is(word_of(run, first)->lower, "que") ||
                            slice_is(word_of(run, first)->lower, "qu'") ||
                            slice_is(word_of(run, first)->lower, "qu’") ||
                            slice_is(word_of(run, first)->lower, "that")))
        first++;
    while (last > first && is_trimmed(word_of(run, last)) &&
           !slice_is(word_of(run, last)->form, "\"") && !slice_is(word_of(run, last)->form, "”"))
        last--;
    return (struct span){word_of(run, first)->span.start, word_of(run, last)->span.end};
}

static uint32_t find_child(const struct quote_run *run, const struct sentence *sentence,
                           uint32_t head, enum relation relation)
{
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++)
        if (word_of(run, i)->head == head && relation_of(run, i) == relation)
            return i;
    return NO_INDEX;
}

// The verb with the auxiliaries that stand before it.
static struct span cue_span(const struct quote_run *run, const struct sentence *sentence,
                            uint32_t verb)
{
    uint32_t first = verb;
    while (first > sentence->word_start && word_of(run, first - 1)->head == verb &&
           (relation_of(run, first - 1) == RELATION_AUX ||
            (relation_of(run, first - 1) == RELATION_ADVMOD && first - 1 > sentence->word_start &&
             word_of(run, first - 2)->head == verb &&
             relation_of(run, first - 2) == RELATION_AUX)))
        first--;
    return (struct span){word_of(run, first)->span.start, word_of(run, verb)->span.end};
}

// An inserted verb (…, a-t-il dit, …): what it is inserted into, without the insert itself.
static struct span insert_content(const struct quote_run *run, uint32_t verb)
{
    uint32_t head = word_of(run, verb)->head;
    uint32_t first = run->left[head], last = run->right[head];
    uint32_t insert_first = run->left[verb], insert_last = run->right[verb];
    if (insert_first <= first && insert_last < last)
        first = insert_last + 1;
    else if (insert_last >= last && insert_first > first)
        last = insert_first - 1;
    // The sentence's end mark hangs on the head: an insert before it is still at the end.
    else if (insert_last + 1 == last && word_of(run, last)->upos == UPOS_PUNCT)
        last = insert_first - 1;
    return quote_words_span(run, first, last);
}

static bool has_case(const struct quote_run *run, const struct sentence *sentence, uint32_t noun)
{
    return find_child(run, sentence, noun, RELATION_CASE) != NO_INDEX;
}

// What the verb reports by its own words; {0,0} if it stands without a complement.
static struct span verb_content(const struct quote_run *run, const struct sentence *sentence,
                                uint32_t verb, const char **rule)
{
    const struct word *word = word_of(run, verb);
    const struct quote_grammar *grammar = run->grammar;
    bool weak = quote_class_has(grammar, word->lemma, QUOTE_WEAK);
    uint32_t clause = find_child(run, sentence, verb, RELATION_CCOMP);
    if (clause != NO_INDEX && quote_class_has(grammar, word->lemma, QUOTE_SAY)) {
        *rule = "clause";
        return quote_words_span(run, run->left[clause], run->right[clause]);
    }
    if (relation_of(run, verb) == RELATION_PARATAXIS && word->head != NO_INDEX && !weak &&
        quote_class_has(grammar, word->lemma, QUOTE_SAY) &&
        quote_subject_of(run, verb) != NO_INDEX) {
        *rule = "insert";
        return insert_content(run, verb);
    }
    clause = find_child(run, sentence, verb, RELATION_XCOMP);
    if (clause != NO_INDEX && quote_class_has(grammar, word->lemma, QUOTE_INFINITIVE) &&
        word_of(run, clause)->upos == UPOS_VERB &&
        (word_of(run, clause)->features & FEATURE_BIT(VERBFORM_INF))) {
        *rule = "infinitive";
        return quote_words_span(run, run->left[clause], run->right[clause]);
    }
    uint32_t object = find_child(run, sentence, verb, RELATION_OBJ);
    if (object != NO_INDEX && quote_class_has(grammar, word->lemma, QUOTE_OBJECT) &&
        word_of(run, object)->upos == UPOS_NOUN) {
        *rule = "object";
        return quote_words_span(run, run->left[object], run->right[object]);
    }
    uint32_t about = find_child(run, sentence, verb, RELATION_OBL);
    if (about != NO_INDEX && quote_class_has(grammar, word->lemma, QUOTE_ABOUT) &&
        about > verb && has_case(run, sentence, about)) {
        uint32_t first = find_child(run, sentence, about, RELATION_CASE);
        struct slice preposition = word_of(run, first)->lower;
        if (slice_is(preposition, "for") || slice_is(preposition, "of") ||
            slice_is(preposition, "about") || slice_is(preposition, "against")) {
            *rule = "about";
            return quote_words_span(run, first + 1, run->right[about]);
        }
    }
    return (struct span){0, 0};
}

// "as she said", "comme l'a dit X": the clause around it is what is said.
static bool is_inserted_clause(const struct quote_run *run, const struct sentence *sentence,
                               uint32_t verb)
{
    if (relation_of(run, verb) != RELATION_ADVCL || word_of(run, verb)->head == NO_INDEX)
        return false;
    uint32_t mark = find_child(run, sentence, verb, RELATION_MARK);
    return mark != NO_INDEX && (slice_is(word_of(run, mark)->lower, "comme") ||
                                slice_is(word_of(run, mark)->lower, "as"));
}

static void verb_cue(struct quote_run *run, const struct sentence *sentence, uint32_t verb)
{
    const struct word *word = word_of(run, verb);
    bool says = quote_class_has(run->grammar, word->lemma, QUOTE_SAY) ||
                quote_class_has(run->grammar, word->lemma, QUOTE_INFINITIVE) ||
                quote_class_has(run->grammar, word->lemma, QUOTE_OBJECT) ||
                quote_class_has(run->grammar, word->lemma, QUOTE_ABOUT);
    bool describes = quote_class_has(run->grammar, word->lemma, QUOTE_DESCRIBE);
    if (!says && !describes)
        return;
    struct cue cue = {.word = verb, .says = says, .describes = describes, .rule = "marks",
                      .weak = quote_class_has(run->grammar, word->lemma, QUOTE_WEAK)};
    cue.span = cue_span(run, sentence, verb);
    cue.noun = quote_subject_of(run, verb);
    cue.content = verb_content(run, sentence, verb, &cue.rule);
    if (!cue.content.end && says && is_inserted_clause(run, sentence, verb)) {
        cue.content = insert_content(run, verb);
        cue.rule = "as";
    }
    list_add(run->scratch, &run->cues, cue);
}

// --- selon X, according to X

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

static void source_cue(struct quote_run *run, struct span span)
{
    const struct document *document = run->document;
    uint32_t index = document_sentence_at(document, span.start);
    if (index == NO_INDEX)
        return;
    const struct sentence *sentence = &document->sentences.items[index];
    uint32_t first = document_word_at(document, span.start);
    uint32_t after = document_word_at(document, span.end);
    if (after >= sentence->word_end || sentence->word_end - sentence->word_start > SENTENCE_LIMIT)
        return;
    uint32_t noun = source_noun(run, first, after, sentence);
    if (noun == NO_INDEX ||
        quote_class_has(run->grammar, word_of(run, after)->lower, QUOTE_NOT_SOURCE) ||
        quote_class_has(run->grammar, word_of(run, noun)->lemma, QUOTE_NOT_SOURCE))
        return;
    struct cue cue = {.span = span, .word = noun, .noun = noun, .rule = "source"};
    uint32_t head = clause_head(run, noun);
    uint32_t left = run->left[head], right = run->right[head];
    uint32_t phrase_last = run->right[noun];
    if (head == noun || left >= right)
        return;
    bool relative = first >= 2 && word_of(run, first - 1)->upos == UPOS_PUNCT &&
                    (word_of(run, first - 2)->features & FEATURE_BIT(PRONTYPE_REL));
    if ((first <= left + 1 || relative) && phrase_last < right)
        left = phrase_last + 1;
    else if (phrase_last + 1 >= right && first > left)
        right = first - 1;
    cue.content = quote_words_span(run, left, right);
    list_add(run->scratch, &run->cues, cue);
}

// Finds the words of class [source] by light tokens, paragraph by paragraph.
static void sources_find(struct quote_run *run)
{
    const struct phrase_grammar *phrases = &run->grammar->phrases;
    struct phrase_tokens tokens = {.text = run->document->text};
    uint32_t position = 0, end;
    while (position < tokens.text.size) {
        position = phrase_tokens_read(phrases, &tokens, position, run->scratch);
        for (uint32_t i = 0; i < tokens.list.count; i++) {
            if (!phrase_class_at(phrases, &tokens, i, run->grammar->classes[QUOTE_SOURCE], &end))
                continue;
            source_cue(run, (struct span){tokens.list.items[i].start,
                                          tokens.list.items[end - 1].end});
            i = end - 1;
        }
    }
}

static int cue_compare(const void *a, const void *b, void *context)
{
    (void)context;
    uint32_t x = ((const struct cue *)a)->span.start, y = ((const struct cue *)b)->span.start;
    return x < y ? -1 : x > y;
}

void quote_clauses_find(struct quote_run *run)
{
    const struct document *document = run->document;
    uint32_t count = document->words.count;
    run->left = arena_zero(run->scratch, count + 1, sizeof *run->left);
    run->right = arena_zero(run->scratch, count + 1, sizeof *run->right);
    for (uint32_t i = 0; i < document->sentences.count; i++)
        extents_find(run, &document->sentences.items[i]);
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        const struct sentence *sentence = &document->sentences.items[i];
        if (sentence->word_end - sentence->word_start > SENTENCE_LIMIT)
            continue;
        for (uint32_t w = sentence->word_start; w < sentence->word_end; w++)
            if (word_of(run, w)->upos == UPOS_VERB)
                verb_cue(run, sentence, w);
    }
    sources_find(run);
    list_sort(run->scratch, run->cues.items, run->cues.count, sizeof *run->cues.items, cue_compare,
              NULL);
}
