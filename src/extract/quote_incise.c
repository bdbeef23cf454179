// SPDX-License-Identifier: Apache-2.0
// Incises by their place: « … », lâche un voisin.  « Il y a, concède-t-elle, … »  “…,” she went on.
// — Rien vu, répète le gardien. A verb with its subject behind it, right after a closing mark, is
// a cue whatever the verb; inside marks and after a dash it must be a verb of saying. Reads words,
// tags and the cues found by trees; adds to those and to the marked stretches. Leaves spans and
// modes to quote.c.
#include "extract/quote_tree.h"

#define SUBJECT_REACH 16 // words from the verb to the head of its subject
#define SENTENCE_WORDS 400 // longer sentences are lists or noise
#define JOIN_BYTES 160   // longest insert between two parts of one sentence

struct incise {
    uint32_t verb_first, verb, noun;
    bool pronoun;
};

static bool is_clitic(const struct quote_run *run, uint32_t w)
{
    return word_of(run, w)->upos != UPOS_DET &&
           quote_class_has(run->grammar, word_of(run, w)->lower, QUOTE_CLITIC);
}

// -t-il, -elle: the pronoun that follows its verb.
static bool is_inverted_pronoun(const struct quote_run *run, uint32_t w)
{
    struct slice lower = word_of(run, w)->lower;
    size_t hyphens = slice_starts(lower, "-t-") ? 3 : slice_starts(lower, "-");
    return hyphens && quote_class_has(run->grammar, slice_part(lower, hyphens, lower.size),
                                      QUOTE_INVERTED);
}

static bool is_name_word(const struct word *word)
{
    return word->upos == UPOS_NOUN || word->upos == UPOS_PROPN || word->upos == UPOS_ADJ ||
           word->upos == UPOS_NUM || word->upos == UPOS_DET;
}

// Past "dans la soirée", "à l'AFP": a preposition with its noun phrase.
static uint32_t phrase_skip(const struct quote_run *run, uint32_t w, uint32_t end)
{
    bool noun = false;
    for (w++; w < end && is_name_word(word_of(run, w)); w++) {
        uint8_t upos = word_of(run, w)->upos;
        if (noun && (upos == UPOS_DET || upos == UPOS_PROPN))
            break; // the next noun phrase: à l'antenne le député
        noun |= upos == UPOS_NOUN || upos == UPOS_PROPN;
    }
    return w;
}

// The end of ", encore sous le choc," when no finite verb stands in it, else NO_INDEX.
static uint32_t aside_end(const struct quote_run *run, uint32_t comma, uint32_t end)
{
    for (uint32_t w = comma + 1; w < end && w < comma + 10; w++) {
        const struct word *word = word_of(run, w);
        if (slice_is(word->form, ","))
            return w;
        if (word->upos == UPOS_PUNCT || (word->upos == UPOS_VERB &&
                                         word->features & FEATURE_BIT(VERBFORM_FIN)))
            break;
    }
    return NO_INDEX;
}

// Head of the noun phrase that opens at w, or NO_INDEX.
static uint32_t phrase_head(const struct quote_run *run, uint32_t w, uint32_t end)
{
    if (word_of(run, w)->upos == UPOS_PROPN)
        return w;
    for (uint32_t i = w; i < end && i < w + 6; i++) {
        const struct word *word = word_of(run, i);
        uint8_t next = i + 1 < end ? word_of(run, i + 1)->upos : UPOS_PUNCT;
        // English: the dogs' owner, state Rep. Anna Miller, law enforcement officials
        bool before = run->grammar->phrases.language == LANGUAGE_en &&
                      (next == UPOS_PART || (word->upos == UPOS_NOUN &&
                                             (next == UPOS_NOUN || next == UPOS_PROPN)));
        if (!before && (word->upos == UPOS_NOUN || word->upos == UPOS_PROPN))
            return i;
        if (!is_name_word(word) && word->upos != UPOS_PRON && word->upos != UPOS_PART)
            break;
    }
    return word_of(run, w)->upos == UPOS_PRON ? w : NO_INDEX;
}

// The subject behind the verb, over times, adverbs, those told and asides.
uint32_t quote_subject_behind(const struct quote_run *run, uint32_t w, uint32_t end)
{
    uint32_t stop = w + SUBJECT_REACH < end ? w + SUBJECT_REACH : end;
    while (w < stop) {
        const struct word *word = word_of(run, w);
        if (word->upos == UPOS_ADV || quote_in_time(run, w))
            w++;
        else if (slice_is(word->form, ",") && aside_end(run, w, end) != NO_INDEX)
            w = aside_end(run, w, end) + 1;
        else if (word->upos == UPOS_ADP)
            w = phrase_skip(run, w, end);
        else if (is_name_word(word) || (word->upos == UPOS_PRON && !is_clitic(run, w)))
            return phrase_head(run, w, end);
        else
            break;
    }
    return NO_INDEX;
}

// Reads [clitics] [auxiliary] verb [-t-il | subject] from word w on.
static bool incise_read(const struct quote_run *run, uint32_t w, uint32_t end,
                        struct incise *incise)
{
    *incise = (struct incise){.noun = NO_INDEX};
    for (int i = 0; i < 3 && w < end && is_clitic(run, w); i++)
        w++;
    if (w >= end)
        return false;
    incise->verb_first = incise->verb = w;
    if (word_of(run, w)->upos == UPOS_AUX || slice_is(word_of(run, w)->lemma, "avoir")) {
        uint32_t next = w + 1;
        while (next < end && next < w + 8) {
            const struct word *word = word_of(run, next);
            bool pronoun = is_inverted_pronoun(run, next);
            bool possessive = word->upos == UPOS_ADP && next + 1 < end &&
                              word_of(run, next + 1)->features & FEATURE_BIT(POSS);
            incise->noun = pronoun ? next : incise->noun;
            if (possessive) // a pour sa part assuré, a de son côté indiqué
                next = phrase_skip(run, next, end);
            else if (pronoun || word->upos == UPOS_ADV || slice_is(word->lower, "t"))
                next++;
            else
                break;
        }
        if (next >= end || !(word_of(run, next)->features & FEATURE_BIT(VERBFORM_PART)))
            return false;
        incise->verb = w = next;
    } else if (word_of(run, w)->upos != UPOS_VERB ||
               word_of(run, w)->features & (FEATURE_BIT(VERBFORM_PART) |
                                            FEATURE_BIT(VERBFORM_INF))) {
        return false;
    }
    w++;
    w += w + 1 < end && slice_is(word_of(run, w)->lower, "t") &&
         is_inverted_pronoun(run, w + 1); // "ajoute t-il"
    if (incise->noun == NO_INDEX && w < end && is_inverted_pronoun(run, w))
        incise->noun = w++;
    while (w < end && word_of(run, w)->features & FEATURE_BIT(VERBFORM_INF))
        incise->verb = w++; // fait savoir, veut croire
    incise->pronoun = incise->noun != NO_INDEX;
    if (!incise->pronoun)
        incise->noun = quote_subject_behind(run, w, end);
    return incise->noun != NO_INDEX;
}

static bool says(const struct quote_run *run, uint32_t verb)
{
    struct slice lemma = word_of(run, verb)->lemma;
    return quote_class_has(run->grammar, lemma, QUOTE_SAY) &&
           !quote_class_has(run->grammar, lemma, QUOTE_WEAK);
}

static void cue_place(struct quote_run *run, const struct incise *incise, struct cue cue,
                      cue_list *added)
{
    struct span span = cue.span;
    // The tree's cue of the same verb gives way.
    for (uint32_t i = quote_cue_from(run, span.start); i < run->cues.count; i++) {
        struct cue *other = &run->cues.items[i];
        if (other->span.start >= span.end)
            break;
        if (other->word >= incise->verb_first && other->word <= incise->verb) {
            cue.span.start = other->span.start;
            *other = cue;
            return;
        }
    }
    list_add(run->scratch, added, cue);
}

static struct cue cue_of(const struct quote_run *run, const struct incise *incise)
{
    struct span span = {word_of(run, incise->verb_first)->span.start,
                        word_of(run, incise->verb)->span.end};
    return (struct cue){.span = span, .word = incise->verb, .noun = incise->noun,
                        .rule = "insert", .says = true};
}

static void cue_put(struct quote_run *run, const struct incise *incise, uint32_t first,
                    uint32_t last, cue_list *added)
{
    struct cue cue = cue_of(run, incise);
    cue.incise = true;
    cue.marked_first = first;
    cue.marked_last = last;
    cue_place(run, incise, cue, added);
}

// Ces hausses sont « annulées », a affirmé le ministre: the sentence up to the mark.
static void clause_put(struct quote_run *run, const struct incise *incise,
                       const struct marked *marked, cue_list *added)
{
    const struct document *document = run->document;
    uint32_t sentence = document_sentence_at(document, marked->outer.start);
    struct cue cue = cue_of(run, incise);
    uint32_t last = document_word_at(document, marked->outer.end - 1);
    cue.content = quote_words_span(run, document->sentences.items[sentence].word_start, last);
    cue_place(run, incise, cue, added);
}

// First word of the next part, where the incise interrupts one sentence: …, dit-il, « … ».
static bool joins(const struct quote_run *run, const struct incise *incise, uint32_t next)
{
    if (next >= run->marked.count)
        return false;
    uint32_t later = incise->noun > incise->verb ? incise->noun : incise->verb;
    uint32_t from = word_of(run, later)->span.end;
    uint32_t to = run->marked.items[next].outer.start;
    if (to < from || to - from > JOIN_BYTES)
        return false;
    struct slice gap = slice_part(run->document->text, from, to);
    for (size_t i = 0; i < gap.size; i++)
        if (memchr(".!?;:\n", gap.data[i], 6))
            return false;
    return slice_ends(slice_trim(gap), ",");
}

static uint32_t line_words_end(const struct quote_run *run, uint32_t word)
{
    const struct document *document = run->document;
    uint32_t sentence = document_sentence_at(document, word_of(run, word)->span.start);
    return sentence == NO_INDEX ? word : document->sentences.items[sentence].word_end;
}

// True when words of the reporter stand before the stretch in its sentence: what the incise then
// sets off is the whole clause.
static bool is_led(const struct quote_run *run, const struct marked *marked)
{
    const struct document *document = run->document;
    uint32_t sentence = document_sentence_at(document, marked->outer.start);
    if (sentence == NO_INDEX || marked->dash)
        return false;
    uint32_t first = document->sentences.items[sentence].word_start;
    if (marked->word_start > first + SENTENCE_WORDS)
        return false;
    for (uint32_t w = first; w < marked->word_start; w++)
        if (word_of(run, w)->upos == UPOS_PUNCT && slice_is(word_of(run, w)->form, ":"))
            first = w + 1;
    for (uint32_t w = first; w < marked->word_start; w++)
        if (!quote_is_wordless(run, w) && word_of(run, w)->upos != UPOS_CCONJ)
            return true;
    return false;
}

// « … », lâche un voisin
static void after_marks(struct quote_run *run, uint32_t index, cue_list *added)
{
    const struct document *document = run->document;
    const struct marked *marked = &run->marked.items[index];
    uint32_t w = document_word_at(document, marked->outer.end);
    if (w >= document->words.count || marked->word_end <= marked->word_start)
        return;
    struct slice gap = slice_part(document->text, marked->outer.end, word_of(run, w)->span.start);
    if (gap.size > 6 || memchr(gap.data, '\n', gap.size))
        return;
    bool comma = slice_is(word_of(run, w)->form, ",");
    struct slice inner = slice_part(document->text, marked->inner.start, marked->inner.end);
    bool stopped = slice_ends(inner, "!") || slice_ends(inner, "?") || slice_ends(inner, "…") ||
                   slice_ends(inner, ",") || slice_ends(inner, ".");
    struct incise incise;
    w += comma;
    if ((!comma && !stopped) || w >= document->words.count ||
        !incise_read(run, w, line_words_end(run, w), &incise) ||
        quote_class_has(run->grammar, word_of(run, incise.noun)->lemma, QUOTE_THING))
        return;
    if (!says(run, incise.verb) && (marked->dash || (word_of(run, incise.noun)->upos != UPOS_PRON &&
                                       !quote_is_somebody(run, incise.noun))))
        return;
    if (is_led(run, marked)) {
        clause_put(run, &incise, marked, added);
        return;
    }
    cue_put(run, &incise, index, joins(run, &incise, index + 1) ? index + 1 : index, added);
}

// « Il y a, concède Marc, des erreurs » : the insert stands inside the marks.
static bool inside_marks(struct quote_run *run, uint32_t index, cue_list *added)
{
    const struct marked *marked = &run->marked.items[index];
    for (uint32_t w = marked->word_start + 1; w + 2 < marked->word_end; w++) {
        struct incise incise;
        if (!slice_is(word_of(run, w)->form, ",") ||
            !incise_read(run, w + 1, marked->word_end, &incise) || !says(run, incise.verb))
            continue;
        struct slice first = word_of(run, w + 1)->lower;
        uint32_t after = incise.noun > incise.verb ? incise.noun + 1 : incise.verb + 1;
        while (after < marked->word_end && after < incise.verb + SUBJECT_REACH &&
               word_of(run, after)->upos != UPOS_PUNCT && word_of(run, after)->upos != UPOS_VERB &&
               word_of(run, after)->upos != UPOS_SCONJ)
            after++;
        bool closed = after >= marked->word_end || word_of(run, after)->upos == UPOS_PUNCT;
        // "…, lui a dit le juge, …" of a story told between the marks has a past of its own.
        if (!closed || slice_is(first, "lui") || slice_is(first, "m'") || slice_is(first, "me"))
            continue;
        cue_put(run, &incise, index, index, added);
        return true;
    }
    return false;
}

// — Nous n'avons rien vu, répète le gardien.
static void dashes(struct quote_run *run)
{
    static const char *const openers[] = {"— ", "– ", "—\xC2\xA0", "–\xC2\xA0", "- "};
    const struct document *document = run->document;
    struct slice text = document->text;
    for (size_t start = 0; start < text.size;) {
        size_t end = slice_find(text, SLICE("\n"), start);
        end = end == SIZE_MAX ? text.size : end;
        struct slice line = slice_part(text, start, end);
        size_t dash = 0;
        for (size_t i = 0; i < 5 && !dash; i++)
            dash = slice_starts(line, openers[i]) ? strlen(openers[i]) : 0;
        uint32_t first = document_word_at(document, (uint32_t)(start + dash));
        uint32_t last = document_word_at(document, (uint32_t)end);
        for (uint32_t w = first + 1; dash && w + 2 < last; w++) {
            struct incise incise;
            bool stop = slice_is(word_of(run, w)->form, ",") ||
                        slice_is(word_of(run, w)->form, "?") ||
                        slice_is(word_of(run, w)->form, "!");
            if (!stop || !incise_read(run, w + 1, last, &incise) || !says(run, incise.verb))
                continue;
            uint32_t before = slice_is(word_of(run, w)->form, ",") ? w - 1 : w;
            struct marked marked = {.outer = {(uint32_t)start, word_of(run, before)->span.end},
                                    .inner = {(uint32_t)(start + dash),
                                              word_of(run, before)->span.end},
                                    .word_start = first, .word_end = before + 1, .dash = true};
            list_add(run->scratch, &run->marked, marked);
            break;
        }
        start = end + 1;
    }
}

// --- English: “…,” she went on.  “…,” said X.  “…,” X, director of Y, said.

// First finite verb behind the marks with a subject on either side of it.
static bool english_read(const struct quote_run *run, uint32_t w, uint32_t end,
                         struct incise *incise)
{
    uint32_t noun = NO_INDEX, commas = 0;
    *incise = (struct incise){.noun = NO_INDEX};
    for (uint32_t i = w; i < end && i < w + 40; i++) {
        const struct word *word = word_of(run, i);
        bool comma = slice_is(word->form, ",");
        if (quote_word_marked(run, i) || (word->upos == UPOS_PUNCT && !comma &&
                                          !slice_is(word->form, "-")))
            return false;
        commas += comma;
        if (noun == NO_INDEX && (word->upos == UPOS_NOUN || word->upos == UPOS_PROPN ||
                                 (word->upos == UPOS_PRON && !slice_is(word->lower, "that"))))
            noun = i;
        if (i == w && (word->upos == UPOS_CCONJ || word->upos == UPOS_SCONJ ||
                       word->upos == UPOS_ADP))
            return false;
        if (word->upos != UPOS_VERB || word->features & FEATURE_BIT(VERBFORM_INF) ||
            slice_ends(word->lower, "ing"))
            continue;
        bool speech = quote_class_has(run->grammar, word->lemma, QUOTE_SAY);
        bool near = noun != NO_INDEX && i <= noun + 3 && commas == 0;
        if (!speech && !near)
            continue;
        incise->verb_first = incise->verb = i;
        incise->noun = i == w ? quote_subject_behind(run, i + 1, end) : noun;
        return incise->noun != NO_INDEX;
    }
    return false;
}

static void after_marks_english(struct quote_run *run, uint32_t index, cue_list *added)
{
    const struct document *document = run->document;
    const struct marked *marked = &run->marked.items[index];
    uint32_t w = document_word_at(document, marked->outer.end);
    struct slice inner = slice_part(document->text, marked->inner.start, marked->inner.end);
    struct incise incise;
    if (w >= document->words.count || !slice_ends(inner, ",") || is_led(run, marked) ||
        memchr(document->text.data + marked->outer.end, '\n',
               word_of(run, w)->span.start - marked->outer.end) ||
        !english_read(run, w, line_words_end(run, w), &incise))
        return;
    uint32_t subject = quote_subject_of(run, incise.verb);
    if (subject != NO_INDEX && !quote_word_marked(run, subject) && subject >= w)
        incise.noun = subject;
    cue_put(run, &incise, index, joins(run, &incise, index + 1) ? index + 1 : index, added);
}

static int marked_compare(const void *a, const void *b, void *context)
{
    (void)context;
    uint32_t x = ((const struct marked *)a)->outer.start;
    uint32_t y = ((const struct marked *)b)->outer.start;
    return x < y ? -1 : x > y;
}

static int cue_compare(const void *a, const void *b, void *context)
{
    (void)context;
    uint32_t x = ((const struct cue *)a)->span.start, y = ((const struct cue *)b)->span.start;
    return x < y ? -1 : x > y;
}

void quote_dashes_find(struct quote_run *run)
{
    uint32_t count = run->marked.count;
    if (run->grammar->phrases.language == LANGUAGE_fr)
        dashes(run);
    if (run->marked.count > count)
        list_sort(run->scratch, run->marked.items, run->marked.count, sizeof *run->marked.items,
                  marked_compare, NULL);
}

void quote_incises_find(struct quote_run *run)
{
    cue_list added = {0};
    quote_turns_find(run);
    bool french = run->grammar->phrases.language == LANGUAGE_fr;
    for (uint32_t i = 0; i < run->marked.count; i++)
        if (!french)
            after_marks_english(run, i, &added);
        else if (run->marked.items[i].dash || !inside_marks(run, i, &added))
            after_marks(run, i, &added);
    for (uint32_t i = 0; i < added.count; i++)
        list_add(run->scratch, &run->cues, added.items[i]);
    list_sort(run->scratch, run->cues.items, run->cues.count, sizeof *run->cues.items, cue_compare,
              NULL);
}
