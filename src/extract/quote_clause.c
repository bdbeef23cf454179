// SPDX-License-Identifier: Apache-2.0
// Reported speech by trees: verbs of saying with their clause, infinitive or inserted position.
// Reads words, tags and trees; finds nothing where there are none. Leaves quotation marks to
// quote.c, prepositions that name a source to quote_source.c.
#include "extract/quote_tree.h"

#define EXTENT_STEPS 60   // how far a word's place is carried up its tree

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

static uint32_t find_child(const struct quote_run *run, const struct sentence *sentence,
                           uint32_t head, enum relation relation)
{
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++)
        if (word_of(run, i)->head == head && relation_of(run, i) == relation)
            return i;
    return NO_INDEX;
}

// The verb with the auxiliaries that stand before it, over adverbs and an inverted pronoun.
static struct span cue_span(const struct quote_run *run, const struct sentence *sentence,
                            uint32_t verb)
{
    uint32_t first = verb;
    for (uint32_t i = verb; i > sentence->word_start && verb - i < 5; i--) {
        const struct word *before = word_of(run, i - 1);
        enum relation relation = relation_of(run, i - 1);
        if (before->head != verb || (relation != RELATION_AUX && relation != RELATION_ADVMOD &&
                                     before->upos != UPOS_PRON))
            break;
        if (relation == RELATION_AUX)
            first = i - 1;
    }
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

// "Oslo said so; Bergen denied knowing it": a second statement, which has its own complement or
// stands behind a semicolon, is no insert of the first.
static bool says_more(const struct quote_run *run, const struct sentence *sentence, uint32_t verb)
{
    uint32_t first = run->left[verb];
    for (uint32_t i = verb + 1; i < sentence->word_end; i++)
        if (word_of(run, i)->head == verb && (relation_of(run, i) == RELATION_CCOMP ||
                                              relation_of(run, i) == RELATION_XCOMP))
            return true;
    first -= first > sentence->word_start && !is_closing(run, first);
    return slice_is(word_of(run, first)->form, ";");
}

// The dependent of verb, standing between from and to, to which a word belongs.
static uint32_t top_below(const struct quote_run *run, uint32_t word, uint32_t verb)
{
    for (int step = 0; step < EXTENT_STEPS; step++) {
        uint32_t head = word_of(run, word)->head;
        if (head == verb || head == NO_INDEX)
            break;
        word = head;
    }
    return word;
}

// Where a reported clause begins: behind its "that" in any case; without one right behind the
// verb, past those told and the times and places that hang on the verb. The tree may have given
// the clause's subject to the verb as its object: it belongs to the clause.
static uint32_t clause_first(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t verb, uint32_t clause)
{
    uint32_t first = run->left[clause];
    if (clause < verb)
        return first;
    for (uint32_t i = verb + 1; i < clause; i++)
        if (is_that(word_of(run, i)) && word_of(run, i)->upos == UPOS_SCONJ)
            return i + 1 < sentence->word_end ? i + 1 : i;
    bool told = quote_class_has(run->grammar, word_of(run, verb)->lemma, QUOTE_TELL);
    for (uint32_t i = verb + 1; i < first; i++) {
        uint32_t top = top_below(run, i, verb);
        enum relation relation = relation_of(run, top);
        bool skipped = quote_in_time(run, i) || word_of(run, i)->upos == UPOS_PUNCT ||
                       word_of(run, i)->upos == UPOS_ADV || relation == RELATION_OBL ||
                       relation == RELATION_IOBJ || relation == RELATION_ADVMOD ||
                       relation == RELATION_NSUBJ || relation == RELATION_ADVCL ||
                       (told && relation == RELATION_OBJ);
        if (!skipped)
            return i;
    }
    return first;
}

// What an English reporter adds behind a comma (…, echoing …; …, compared with …) or a dash and a
// second verb of saying (… and said) end what is said.
static uint32_t clause_cut(const struct quote_run *run, uint32_t head, uint32_t last)
{
    if (run->grammar->phrases.language != LANGUAGE_en)
        return last;
    for (uint32_t i = head + 1; i < last; i++) {
        const struct word *word = word_of(run, i), *next = word_of(run, i + 1);
        if (quote_word_marked(run, i))
            continue;
        bool said = word->upos == UPOS_CCONJ && next->upos == UPOS_VERB &&
                    next->features & FEATURE_BIT(VERBFORM_FIN) &&
                    quote_class_has(run->grammar, next->lemma, QUOTE_SAY) &&
                    !quote_class_has(run->grammar, next->lemma, QUOTE_WEAK);
        bool added = (next->upos == UPOS_VERB && slice_ends(next->lower, "ing")) ||
                     quote_class_has(run->grammar, next->lower, QUOTE_ADDS);
        bool dash = word->upos == UPOS_PUNCT && !slice_is(word->form, ",") &&
                    quote_is_comma(run, i);
        if (said || dash || (added && slice_is(word->form, ",")))
            return i - 1;
    }
    return last;
}

// The tree's clause, in English up to the end of the sentence: what trees hang elsewhere mostly
// belongs to it still. A verb that is not the main one keeps the tree's extent.
static uint32_t clause_whole(const struct quote_run *run, const struct sentence *sentence,
                             uint32_t verb, uint32_t clause)
{
    uint32_t last = run->right[clause];
    if (run->grammar->phrases.language != LANGUAGE_en || clause < verb ||
        (relation_of(run, verb) != RELATION_ROOT && relation_of(run, verb) != RELATION_CONJ))
        return last;
    for (uint32_t i = last + 1; i < sentence->word_end; i++) {
        const struct word *word = word_of(run, i);
        bool stop = word->upos == UPOS_PUNCT && !quote_is_comma(run, i) &&
                    !slice_is(word->form, "'") && !slice_is(word->form, "-");
        if (stop || quote_word_marked(run, i) != quote_word_marked(run, clause))
            break;
        last = i;
    }
    return last;
}

// "… et que …": a second reported clause, which the tree may have hung elsewhere, goes on.
static uint32_t clause_last(const struct quote_run *run, const struct sentence *sentence,
                            uint32_t verb, uint32_t clause)
{
    uint32_t whole = clause_whole(run, sentence, verb, clause);
    uint32_t last = clause_cut(run, clause, whole), next = last + 1;
    if (last < whole)
        return last;
    while (next < sentence->word_end && word_of(run, next)->upos == UPOS_PUNCT)
        next++;
    if (next + 1 >= sentence->word_end || word_of(run, next)->upos != UPOS_CCONJ ||
        !is_that(word_of(run, next + 1)))
        return last;
    for (uint32_t i = next + 2; i < sentence->word_end; i++) {
        if (word_of(run, i)->upos == UPOS_PUNCT && !quote_word_marked(run, i) &&
            !quote_is_comma(run, i))
            break;
        last = i;
    }
    return last;
}

// "vouloir partir", and "avoir frappé" with the infinitive as its auxiliary.
static bool is_infinitive(const struct quote_run *run, const struct sentence *sentence,
                          uint32_t verb)
{
    uint32_t auxiliary = find_child(run, sentence, verb, RELATION_AUX);
    if (word_of(run, verb)->features & FEATURE_BIT(VERBFORM_INF))
        return word_of(run, verb)->upos == UPOS_VERB;
    if (auxiliary == NO_INDEX)
        auxiliary = find_child(run, sentence, verb, RELATION_COP);
    return auxiliary != NO_INDEX &&
           (word_of(run, auxiliary)->features & FEATURE_BIT(VERBFORM_INF));
}

static bool that_between(const struct quote_run *run, uint32_t verb, uint32_t clause)
{
    for (uint32_t i = verb + 1; i < clause; i++)
        if (is_that(word_of(run, i)))
            return true;
    return false;
}

// French says "que" (or asks) before a reported clause; English may leave it out.
static bool clause_opens(const struct quote_run *run, uint32_t verb, uint32_t clause)
{
    if (run->grammar->phrases.language != LANGUAGE_fr || clause < verb)
        return true;
    for (uint32_t i = verb + 1; i <= clause; i++)
        if ((is_that(word_of(run, i)) && word_of(run, i)->upos == UPOS_SCONJ) ||
            quote_word_marked(run, i) ||
            quote_class_has(run->grammar, word_of(run, i)->lower, QUOTE_ASKS))
            return true;
    return false;
}

// "moins défendues que l'an passé", "très critique", "en ne proposant que des avoirs": no clause
// follows.
static bool is_compared(const struct quote_run *run, uint32_t verb)
{
    if (run->grammar->phrases.language != LANGUAGE_fr || verb < 2)
        return false;
    if (quote_class_has(run->grammar, word_of(run, verb - 1)->lower, QUOTE_DEGREE))
        return true;
    const struct word *next = word_of(run, verb + 1 < run->document->words.count ? verb + 1 : verb);
    if (slice_is(next->lower, "autant") || slice_is(next->lower, "plus"))
        return true; // "qui inquiète autant qu'elle amuse"
    bool only = slice_is(word_of(run, verb - 1)->lower, "ne") ||
                slice_is(word_of(run, verb - 1)->lower, "n'");
    return only && is_that(next);
}

// An infinitive right after the verb, past de, à, ne and pronouns, whatever it hangs on.
static uint32_t infinitive_beside(const struct quote_run *run, const struct sentence *sentence,
                                  uint32_t verb)
{
    if (run->grammar->phrases.language != LANGUAGE_fr)
        return NO_INDEX;
    for (uint32_t i = verb + 1; i < sentence->word_end && i < verb + 5; i++) {
        const struct word *word = word_of(run, i);
        if ((word->upos == UPOS_VERB || word->upos == UPOS_AUX) &&
            (word->features & FEATURE_BIT(VERBFORM_INF)))
            return word->upos == UPOS_AUX && word->head != NO_INDEX && word->head > i ? word->head
                                                                                      : i;
        if (word->upos != UPOS_ADP && word->upos != UPOS_ADV && word->upos != UPOS_PRON)
            break;
    }
    return NO_INDEX;
}

// The verb's clause: behind it rather than before it.
static uint32_t clause_of(const struct quote_run *run, const struct sentence *sentence,
                          uint32_t verb)
{
    for (uint32_t i = verb + 1; i < sentence->word_end; i++)
        if (word_of(run, i)->head == verb && relation_of(run, i) == RELATION_CCOMP)
            return i;
    uint32_t before = find_child(run, sentence, verb, RELATION_CCOMP);
    if (before == NO_INDEX || quote_word_marked(run, before))
        return before;
    // Before the verb only what has a finite verb of its own is a clause, no subject astray.
    uint32_t subject = quote_subject_of(run, verb);
    if (subject != NO_INDEX && subject >= run->left[before] && subject <= run->right[before])
        return NO_INDEX;
    for (uint32_t i = run->left[before]; i <= run->right[before]; i++)
        if ((word_of(run, i)->upos == UPOS_VERB || word_of(run, i)->upos == UPOS_AUX) &&
            word_of(run, i)->features & FEATURE_BIT(VERBFORM_FIN))
            return before;
    return NO_INDEX;
}

// What the order of words says, where the tree does not.
static struct span words_content(const struct quote_run *run, const struct sentence *sentence,
                                 uint32_t verb, struct cue *cue)
{
    struct slice lemma = word_of(run, verb)->lemma;
    struct span span = {0, 0};
    if (quote_class_has(run->grammar, lemma, QUOTE_SAY)) {
        span = quote_words_clause(run, sentence, verb);
        if (!span.end && !cue->weak && run->grammar->phrases.language == LANGUAGE_en)
            span = quote_words_bare(run, sentence, verb);
        cue->rule = "clause";
        if (!span.end && !cue->weak)
            span = quote_words_colon(run, sentence, verb);
    }
    bool finite = !(word_of(run, verb)->features & FEATURE_BIT(VERBFORM_PART)) ||
                  find_child(run, sentence, verb, RELATION_AUX) != NO_INDEX;
    if (!span.end && finite && run->grammar->phrases.language == LANGUAGE_fr &&
        quote_class_has(run->grammar, lemma, QUOTE_INFINITIVE)) {
        span = quote_words_infinitive(run, sentence, verb);
        if (!span.end)
            span = quote_words_self(run, sentence, verb);
        cue->rule = "infinitive";
    }
    if (!span.end)
        cue->rule = "marks";
    return span;
}

// What the verb reports by its own words; {0,0} if it stands without a complement.
static struct span verb_content(const struct quote_run *run, const struct sentence *sentence,
                                uint32_t verb, struct cue *cue)
{
    const struct word *word = word_of(run, verb);
    const struct quote_grammar *grammar = run->grammar;
    bool weak = quote_class_has(grammar, word->lemma, QUOTE_WEAK);
    bool says = quote_class_has(grammar, word->lemma, QUOTE_SAY);
    struct quote_insert insert = quote_insert_find(run, sentence, verb);
    if (cue->noun == NO_INDEX)
        cue->noun = insert.noun;
    bool strong = !weak || (run->grammar->phrases.language == LANGUAGE_fr && insert.found &&
                            quote_is_somebody(run, insert.noun));
    if (insert.found && says && strong && !quote_starts_aside(run, sentence)) {
        cue->rule = "insert";
        cue->noun = insert.noun;
        cue->aside = (struct span){word_of(run, insert.first)->span.start,
                               word_of(run, insert.last)->span.end};
        return quote_around_insert(run, sentence, insert);
    }
    uint32_t clause = clause_of(run, sentence, verb);
    if (clause != NO_INDEX && quote_class_has(grammar, word->lemma, QUOTE_SAY) &&
        clause_opens(run, verb, clause)) {
        cue->rule = "clause";
        if (quote_word_marked(run, clause) && !quote_word_marked(run, verb) &&
            quote_word_marked(run, run->left[clause]) && !that_between(run, verb, clause))
            return quote_marked_at(run, clause)->inner; // what the marks hold
        return quote_words_span(run, clause_first(run, sentence, verb, clause),
                                clause_last(run, sentence, verb, clause));
    }
    if (relation_of(run, verb) == RELATION_PARATAXIS && word->head != NO_INDEX && !weak &&
        quote_class_has(grammar, word->lemma, QUOTE_SAY) &&
        quote_subject_of(run, verb) != NO_INDEX && !says_more(run, sentence, verb)) {
        cue->rule = "insert";
        return insert_content(run, verb);
    }
    clause = find_child(run, sentence, verb, RELATION_XCOMP);
    if (clause != NO_INDEX && quote_class_has(grammar, word->lemma, QUOTE_INFINITIVE) &&
        is_infinitive(run, sentence, clause)) {
        uint32_t first = run->left[clause];
        cue->rule = "infinitive";
        first -= first > verb + 1 && slice_is(word_of(run, first - 1)->lemma, "ne"); // ne pas voir
        return quote_words_span(run, first, quote_infinitive_last(run, sentence, clause));
    }
    uint32_t beside = infinitive_beside(run, sentence, verb);
    if (beside != NO_INDEX && quote_class_has(grammar, word->lemma, QUOTE_INFINITIVE)) {
        uint32_t first = verb + 1;
        while (first < beside && word_of(run, first)->upos == UPOS_ADV &&
               !slice_is(word_of(run, first)->lower, "ne") &&
               !slice_is(word_of(run, first)->lower, "n'"))
            first++;
        cue->rule = "infinitive";
        return quote_words_span(run, first, quote_infinitive_last(run, sentence, beside));
    }
    struct span noun = quote_frame_content(run, sentence, verb, cue);
    return noun.end ? noun : words_content(run, sentence, verb, cue);
}

// "as she said", "comme l'a dit X": the clause around it is what is said.
static bool is_inserted_clause(const struct quote_run *run, const struct sentence *sentence,
                               uint32_t verb)
{
    if (relation_of(run, verb) != RELATION_ADVCL || word_of(run, verb)->head == NO_INDEX)
        return false;
    uint32_t mark = find_child(run, sentence, verb, RELATION_MARK);
    // "as he spoke in the lobby" tells when
    if (run->grammar->phrases.language == LANGUAGE_en &&
        (run->right[verb] > verb + 5 ||
         quote_class_has(run->grammar, word_of(run, verb)->lemma, QUOTE_WEAK)))
        return false;
    return mark != NO_INDEX && (slice_is(word_of(run, mark)->lower, "comme") ||
                                slice_is(word_of(run, mark)->lower, "as"));
}

// "Some advisers are said to be urging …": the whole clause is somebody's, nobody says whose.
static void passive_cue(const struct quote_run *run, const struct sentence *sentence,
                        uint32_t verb, struct cue *cue)
{
    bool passive = false;
    uint32_t subject = find_child(run, sentence, verb, RELATION_NSUBJ);
    for (uint32_t i = sentence->word_start; i < verb; i++)
        passive |= word_of(run, i)->head == verb && word_of(run, i)->relation == RELATION_AUX_PASS;
    if (!passive || subject == NO_INDEX || run->grammar->phrases.language != LANGUAGE_en ||
        !quote_class_has(run->grammar, word_of(run, verb)->lemma, QUOTE_PASSIVE) ||
        find_child(run, sentence, verb, RELATION_XCOMP) == NO_INDEX)
        return;
    cue->content = quote_words_span(run, run->left[subject], run->right[verb]);
    cue->rule = "passive";
    cue->unnamed = true;
}

static bool is_inside(const struct quote_run *run, uint32_t noun, struct span span)
{
    return noun != NO_INDEX && word_of(run, noun)->span.start >= span.start &&
           word_of(run, noun)->span.end <= span.end &&
           run->grammar->phrases.language == LANGUAGE_fr;
}

// English: acts of speech with a thing as their subject ("areas seeing totals of 20 inches"), and
// what the reader is told of himself ("if you assume that"), have no speaker.
static bool has_no_speaker(const struct quote_run *run, const struct cue *cue, bool act)
{
    if (cue->noun == NO_INDEX || run->grammar->phrases.language != LANGUAGE_en ||
        quote_word_marked(run, cue->word))
        return false;
    const struct word *noun = word_of(run, cue->noun);
    if (slice_is(noun->lower, "you"))
        return true;
    return noun->upos == UPOS_NOUN && (act || cue->weak) &&
           !(noun->features & FEATURE_BIT(NUMBER_PLUR)) && !quote_is_somebody(run, cue->noun) &&
           !quote_class_has(run->grammar, noun->lemma, QUOTE_DOCUMENT);
}

static void verb_cue(struct quote_run *run, const struct sentence *sentence, uint32_t verb)
{
    const struct word *word = word_of(run, verb);
    bool says = quote_class_has(run->grammar, word->lemma, QUOTE_SAY) ||
                quote_class_has(run->grammar, word->lemma, QUOTE_INFINITIVE) ||
                quote_frame_has(run, verb);
    bool describes = quote_class_has(run->grammar, word->lemma, QUOTE_DESCRIBE);
    bool purpose = word->features & FEATURE_BIT(VERBFORM_INF) && verb > sentence->word_start &&
                   slice_is(word_of(run, verb - 1)->lower, "pour") &&
                   quote_class_has(run->grammar, word->lemma, QUOTE_WEAK);
    if ((!says && !describes) || is_compared(run, verb) || purpose)
        return; // "nécessaire pour garantir que"
    struct cue cue = {.word = verb, .says = says, .describes = describes, .rule = "marks",
                      .weak = quote_class_has(run->grammar, word->lemma, QUOTE_WEAK)};
    cue.span = cue_span(run, sentence, verb);
    cue.noun = quote_subject_of(run, verb);
    if (cue.noun != NO_INDEX && quote_word_marked(run, cue.noun) && !quote_word_marked(run, verb))
        cue.noun = NO_INDEX;
    if (cue.noun != NO_INDEX && cue.noun < verb)
        cue.noun = quote_subject_past_comma(run, sentence, verb, cue.noun);
    cue.content = verb_content(run, sentence, verb, &cue);
    if (cue.noun == NO_INDEX && says && !cue.weak && !quote_word_marked(run, verb) &&
        !quote_is_passive(run, sentence, verb))
        cue.noun = quote_subject_beside(run, sentence, verb);

    if (strcmp(cue.rule, "insert") == 0 && is_inside(run, cue.noun, cue.content))
        cue.noun = quote_subject_behind(run, verb + 1, sentence->word_end);
    if (cue.noun == NO_INDEX && !quote_word_marked(run, verb))
        passive_cue(run, sentence, verb, &cue);
    // "asked whether …", "il a été confirmé que": by nobody in particular
    if (cue.noun == NO_INDEX && cue.content.end && strcmp(cue.rule, "clause") == 0 && !cue.weak &&
        ((run->grammar->phrases.language == LANGUAGE_en && slice_is(word->lemma, "ask")) ||
         quote_is_passive(run, sentence, verb)))
        cue.unnamed = true;
    bool act = strcmp(cue.rule, "infinitive") == 0 || strcmp(cue.rule, "object") == 0;
    if ((act || strcmp(cue.rule, "clause") == 0) && quote_is_denied(run, sentence, verb))
        return;
    if (cue.content.end && has_no_speaker(run, &cue, act))
        return;
    if (act && quote_class_has(run->grammar, word->lemma, QUOTE_ATTITUDE)) {
        cue.rule = "attitude";
        // "if you want to leave", "I wish": the writer and the reader are nobody's source
        if (cue.noun != NO_INDEX && !quote_word_marked(run, verb) &&
            quote_class_has(run->grammar, word_of(run, cue.noun)->lower, QUOTE_WRITER))
            return;
        // "wise when seeking advice": nobody
        if (cue.noun != NO_INDEX && cue.noun > verb)
            return;
        if (cue.noun == NO_INDEX || (slice_ends(word->lower, "ing") &&
                                     word_of(run, cue.noun)->upos == UPOS_NOUN &&
                                     !quote_is_somebody(run, cue.noun)))
            return;
    }
    if (!cue.content.end && says && is_inserted_clause(run, sentence, verb)) {
        cue.content = insert_content(run, verb);
        cue.rule = "as";
    }
    list_add(run->scratch, &run->cues, cue);
}

// "Le maire précise que", "the suit alleges that", where the tagger saw no verb.
static void form_cue(struct quote_run *run, const struct sentence *sentence, uint32_t word)
{
    struct cue cue = {.span = word_of(run, word)->span, .word = word, .rule = "clause",
                      .says = true};
    cue.noun = quote_subject_before(run, sentence, word);
    cue.content = quote_words_clause(run, sentence, word);
    if (cue.noun != NO_INDEX && run->right[cue.noun] >= word)
        run->right[cue.noun] = word - 1;
    if (cue.noun != NO_INDEX && cue.content.end)
        list_add(run->scratch, &run->cues, cue);
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
        if (sentence->word_end - sentence->word_start > QUOTE_SENTENCE_LIMIT)
            continue;
        for (uint32_t w = sentence->word_start; w < sentence->word_end; w++)
            if (quote_class_has(run->grammar, word_of(run, w)->lower, QUOTE_SAY_ADJECTIVE))
                quote_adjective_cue(run, sentence, w);
            else if (word_of(run, w)->upos == UPOS_VERB)
                verb_cue(run, sentence, w);
            else if (w + 1 < sentence->word_end && is_that(word_of(run, w + 1)) &&
                     quote_class_has(run->grammar, word_of(run, w)->lower, QUOTE_SAY_FORM))
                form_cue(run, sentence, w);
            else if (word_of(run, w)->upos == UPOS_NOUN)
                quote_noun_cue(run, sentence, w);
    }
    quote_sources_find(run);
    list_sort(run->scratch, run->cues.items, run->cues.count, sizeof *run->cues.items, cue_compare,
              NULL);
}
