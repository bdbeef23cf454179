// SPDX-License-Identifier: Apache-2.0
// Quotes: whose words the text gives, directly, reported, or mixed. Joins the quotation marks of
// quote_mark.c with the cues of quote_clause.c; marks that nobody is said to have uttered are
// scare quotes and titles, and are left out. Reads words, tags, trees, mentions and entities;
// adds document->quotes.
#include "base/utf8.h"
#include "extract/quote.h"
#include "extract/extract.h"

#define CONTINUE_BYTES 300 // from a cue to the speech that goes on behind its sentence
#define SPEECH_WORDS 4 // quoted words that can be speech without a verb that says so

struct quote_tables {
    struct quote_grammar grammars[LANGUAGE_READ_COUNT];
};

static const void *quote_open(struct arena *arena, const struct data_source *data,
                              struct error *error)
{
    static const char *const no_names[] = {"-", NULL};
    static const char *const files[LANGUAGE_READ_COUNT][2] = {
        [LANGUAGE_fr] = {"lexicon/fr/quotes.txt", NULL},
        [LANGUAGE_en] = {"lexicon/en/quotes.txt", NULL},
    };
    static const char *const classes[] = {
#define X(name, text) text,
        QUOTE_CLASSES(X)
#undef X
    };
    struct quote_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (enum language language = LANGUAGE_fr; language < LANGUAGE_READ_COUNT; language++) {
        struct quote_grammar *grammar = &tables->grammars[language];
        grammar->phrases.language = language;
        grammar->phrases.slots = grammar->phrases.actions = no_names;
        grammar->phrases.prefix = "/quote.";
        if (!phrase_grammar_open(&grammar->phrases, arena, data, files[language], error))
            return NULL;
        for (uint32_t i = 0; i < QUOTE_CLASS_COUNT; i++)
            grammar->classes[i] = phrase_class(&grammar->phrases, classes[i]);
    }
    return tables;
}

static uint32_t overlap(struct span a, struct span b)
{
    uint32_t start = a.start > b.start ? a.start : b.start;
    uint32_t end = a.end < b.end ? a.end : b.end;
    return start < end ? end - start : 0;
}

// First stretch that ends after position.
static uint32_t marked_after(const struct quote_run *run, uint32_t position)
{
    return list_first_from(&run->marked, outer.end, position + 1);
}

static bool inside_marks(const struct quote_run *run, struct span span)
{
    uint32_t at = marked_after(run, span.start);
    return at < run->marked.count && run->marked.items[at].outer.start < span.start &&
           span.end <= run->marked.items[at].outer.end;
}

static struct quote *quote_add(struct quote_run *run, struct span span, enum quote_mode mode,
                               const struct cue *cue, const char *rule)
{
    struct document *document = run->document;
    struct quote *quote = list_push(document->arena, &document->quotes);
    quote->span = span;
    quote->mode = mode;
    quote->rule = arena_format(document->arena, "%s/quote.%s", language_code(document->language),
                               rule);
    if (cue) {
        quote->cue = cue->span;
        quote->speaker = quote_speaker_of(run, cue->noun);
    }
    return quote;
}

static bool same_line(const struct quote_run *run, uint32_t start, uint32_t end)
{
    return start <= end && !memchr(run->document->text.data + start, '\n', end - start);
}

// Days, figures and talks say nothing, whatever verb stands with them.
static bool can_speak(const struct quote_run *run, uint32_t noun)
{
    const struct document *document = run->document;
    if (noun == NO_INDEX)
        return false;
    const struct word *word = &document->words.items[noun];
    if (quote_class_has(run->grammar, word->lemma, QUOTE_THING))
        return false;
    if (quote_class_has(run->grammar, word->lemma, QUOTE_PEOPLE))
        return true; // le quotidien
    return !quote_in_time(run, noun);
}

// True when a sentence ends between two stretches: the second is a quote of its own.
static bool gap_stops(const struct quote_run *run, const struct marked *a, const struct marked *b)
{
    struct slice gap = slice_part(run->document->text, a->outer.end, b->outer.start);
    struct slice inner = slice_part(run->document->text, a->inner.start, a->inner.end);
    struct slice first = slice_trim(gap);
    size_t at = 0;
    if (first.size && unicode_is_upper(utf8_next(first, &at)) &&
        memchr(".!?", inner.data[inner.size - 1], 3))
        return true; // « … » Le maire est venu. Sa « … »
    for (size_t i = 0; i + 1 < gap.size; i++)
        if (memchr(".!?", gap.data[i], 3) && unicode_is_space((unsigned char)gap.data[i + 1]))
            return true;
    return false;
}

// Sentence ends from one place to another, a last one included.
static unsigned sentences_between(const struct quote_run *run, uint32_t from, uint32_t to)
{
    unsigned count = 0;
    for (uint32_t i = from; i < to; i++)
        count += memchr(".!?", run->document->text.data[i], 3) &&
                 (i + 1 >= to || unicode_is_space((unsigned char)run->document->text.data[i + 1]));
    return count;
}

// A stretch that is a sentence of its own, or several: nothing of its sentence stands beside it.
static bool stands_alone(const struct quote_run *run, const struct marked *marked)
{
    struct slice text = run->document->text;
    struct slice before = slice_trim(slice_part(text, marked->outer.start > 40
                                                          ? marked->outer.start - 40 : 0,
                                                marked->outer.start));
    struct slice inner = slice_part(text, marked->inner.start, marked->inner.end);
    static const char *const ends[] = {".", "!", "?", "…", "»", "”", "\""};
    bool opens = marked->outer.start == 0 || text.data[marked->outer.start - 1] == '\n' ||
                 before.size == 0, closes = marked->outer.end >= text.size ||
                 text.data[marked->outer.end] == '.' || text.data[marked->outer.end] == '\n';
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        opens |= slice_ends(before, ends[i]);
        closes |= i < 4 && slice_ends(inner, ends[i]);
    }
    return opens && closes;
}

// Another speaker's verb between or right behind two stretches: they are not one speech.
static bool other_cue(const struct quote_run *run, const struct marked *a, const struct marked *b,
                      const struct cue *cue)
{
    for (uint32_t i = quote_cue_from(run, a->outer.end); i < run->cues.count; i++) {
        const struct cue *other = &run->cues.items[i];
        if (other->span.start >= b->outer.end + 60)
            break;
        if (other != cue && other->span.start >= a->outer.end &&
            !inside_marks(run, other->span) &&
            same_line(run, a->outer.end, other->span.start) && other->says && !other->weak)
            return true;
    }
    return false;
}

// The next stretch of the same paragraph continues the speech unless another cue comes between.
static bool continues(const struct quote_run *run, uint32_t previous, uint32_t next,
                      const struct cue *cue)
{
    const struct marked *a = &run->marked.items[previous], *b = &run->marked.items[next];
    bool french = run->grammar->phrases.language == LANGUAGE_fr;
    if (b->used || b->word_end - b->word_start < SPEECH_WORDS || b->outer.start < a->outer.end)
        return false;
    if (french && gap_stops(run, a, b))
        return false;
    bool line = same_line(run, a->outer.end, b->outer.start);
    if (french)
        return line && !other_cue(run, a, b, cue);
    // “…,” said X, who … . “…” : a whole sentence behind the one of the cue is X's as well.
    struct slice inner = slice_part(run->document->text, b->inner.start, b->inner.end);
    bool own = slice_ends(inner, ","); // “…,” he added
    uint32_t from = cue->span.end > a->outer.end ? cue->span.end : a->outer.end;
    uint32_t one = document_sentence_at(run->document, cue->span.start);
    uint32_t two = document_sentence_at(run->document, b->inner.start);
    bool near = line && from <= b->outer.start && b->outer.start - from < CONTINUE_BYTES &&
                one != NO_INDEX && two != NO_INDEX && two <= one + 1;
    if (!own && near && stands_alone(run, b) && cue->span.end > 0)
        return true;
    return line && !other_cue(run, a, b, cue);
}

// A short stretch in an English cue's own sentence.
static bool is_title(const struct quote_run *run, uint32_t index, const struct cue *cue)
{
    const struct marked *marked = &run->marked.items[index];
    return run->grammar->phrases.language == LANGUAGE_en && cue->span.end > 0 &&
           marked->word_end - marked->word_start < 2 * SPEECH_WORDS &&
           marked->outer.start > cue->span.end && !stands_alone(run, marked) &&
           document_sentence_at(run->document, marked->inner.start) ==
               document_sentence_at(run->document, cue->span.start);
}

// Direct speech from stretch `first` to `last`, and what goes on after the cue.
static void direct_add(struct quote_run *run, uint32_t first, uint32_t last,
                       const struct cue *cue, const char *rule)
{
    for (;;) {
        uint32_t next = last + 1;
        // … said on ABC's “This Week.” “…”: titles in the cue's sentence are passed over.
        while (next + 1 < run->marked.count && next < last + 3 && is_title(run, next, cue))
            next++;
        if (next >= run->marked.count || !continues(run, last, next, cue))
            break;
        last = next;
    }
    for (uint32_t i = first; i <= last; i++)
        run->marked.items[i].used = true;
    struct span span = {run->marked.items[first].inner.start, run->marked.items[last].inner.end};
    quote_add(run, span, MODE_DIRECT, cue, rule);
}

// True when nothing but a few words without punctuation lies between a clause and a mark.
static bool runs_into(const struct quote_run *run, uint32_t start, uint32_t end)
{
    if (end > start + 25 || !same_line(run, start, end))
        return false;
    struct slice gap = slice_part(run->document->text, start, end);
    for (size_t i = 0; i < gap.size; i++)
        if (memchr(",.;:!?", gap.data[i], 6))
            return false;
    return true;
}

// Where the tree stopped at a closing mark, the clause goes on to the next comma or stop.
static uint32_t phrase_end(const struct quote_run *run, uint32_t position)
{
    const struct document *document = run->document;
    uint32_t index = document_sentence_at(document, position ? position - 1 : 0);
    uint32_t end = position;
    if (index == NO_INDEX)
        return position;
    for (uint32_t i = document_word_at(document, position);
         i < document->sentences.items[index].word_end; i++) {
        const struct word *word = &document->words.items[i];
        if (word->upos == UPOS_PUNCT || word->upos == UPOS_CCONJ || word->upos == UPOS_SCONJ)
            break;
        end = word->span.end;
    }
    return end;
}

// A stretch that opens a sentence of its own ends the clause before it: … voters. "I think …".
static struct span cut_at_sentence(const struct quote_run *run, struct span span)
{
    for (uint32_t i = marked_after(run, span.start); i < run->marked.count &&
         run->marked.items[i].outer.start < span.end; i++) {
        uint32_t start = run->marked.items[i].outer.start;
        if (start <= span.start)
            continue;
        struct slice before = slice_trim(slice_part(run->document->text, span.start, start));
        if (before.size && strchr(".!?", before.data[before.size - 1]))
            return (struct span){span.start, span.start + (uint32_t)before.size};
    }
    return span;
}

// "…, mais l'opposition estime que …": another speaker's clause is not part of this one.
static struct span cut_at_speaker(const struct quote_run *run, const struct cue *cue,
                                  struct span span)
{
    const struct document *document = run->document;
    for (uint32_t i = quote_cue_from(run, span.start); i < run->cues.count; i++) {
        const struct cue *other = &run->cues.items[i];
        if (other->span.start >= span.end)
            break;
        // "…, selon deux sources": whose words the clause is, no part of it
        uint32_t first = document_word_at(document, other->span.start);
        if (other != cue && strcmp(other->rule, "source") == 0 && first > 0 &&
            other->span.start > span.start && strcmp(cue->rule, "source") != 0 &&
            slice_is(document->words.items[first - 1].form, ",") &&
            document->words.items[run->right[other->noun]].span.end + 1 >= span.end)
            return (struct span){span.start, document->words.items[first - 1].span.start};
        if (other == cue || other->span.start <= span.start || other->noun == NO_INDEX ||
            other->weak || !other->content.end || inside_marks(run, other->span))
            continue;
        uint32_t word = other->noun < other->word ? other->noun : other->word;
        for (uint32_t back = word; back > 1 && word - back < 6; back--) {
            const struct word *at = &document->words.items[back - 1];
            if (at->span.start <= span.start)
                break;
            bool joins = at->upos == UPOS_CCONJ ||
                         quote_class_has(run->grammar, at->lower, QUOTE_CONTRAST);
            if (joins && slice_is(document->words.items[back - 2].form, ","))
                return (struct span){span.start, document->words.items[back - 2].span.start};
        }
    }
    return span;
}

static bool has_letter(const struct quote_run *run, uint32_t start, uint32_t end)
{
    for (size_t at = start; at < end;)
        if (unicode_is_letter(utf8_next(run->document->text, &at)))
            return true;
    return false;
}

static bool after_that(const struct quote_run *run, uint32_t position)
{
    struct slice before = slice_trim(slice_part(run->document->text,
                                                position > 8 ? position - 8 : 0, position));
    return slice_ends(before, "que") || slice_ends(before, "qu'") || slice_ends(before, "qu’");
}

// Where the tree put the speaker into what is said: what stands between marks before is said,
// else nothing is.
static bool speaker_inside(const struct quote_run *run, const struct cue *cue,
                           struct span *content)
{
    if (cue->noun == NO_INDEX || cue->aside.end || strcmp(cue->rule, "source") == 0)
        return false;
    uint32_t start = run->document->words.items[cue->noun].span.start;
    if (start < content->start || start >= content->end)
        return false;
    uint32_t first = marked_after(run, content->start);
    if (first >= run->marked.count || run->marked.items[first].outer.end > start ||
        run->marked.items[first].outer.start > content->start + 3)
        return true;
    uint32_t last = first;
    while (last + 1 < run->marked.count && run->marked.items[last + 1].outer.end <= start)
        last++;
    content->end = run->marked.items[last].outer.end;
    return false;
}

// "Former, said …": what stands before its verb of saying and outside marks must be a clause.
static bool is_clause(const struct quote_run *run, const struct cue *cue, struct span content)
{
    const struct document *document = run->document;
    bool before = content.end <= cue->span.start && !cue->aside.end;
    if ((!before && strcmp(cue->rule, "insert") != 0) || strcmp(cue->rule, "source") == 0 ||
        document->language == LANGUAGE_fr)
        return true;
    for (uint32_t i = document_word_at(document, content.start);
         i < document->words.count && document->words.items[i].span.start < content.end; i++) {
        const struct word *word = &document->words.items[i];
        if (quote_word_marked(run, i) || ((word->upos == UPOS_VERB || word->upos == UPOS_AUX) &&
                                          word->features & FEATURE_BIT(VERBFORM_FIN)))
            return true;
    }
    return false;
}

// A cue with a clause of its own: direct where the clause stands between marks.
static void clause_add(struct quote_run *run, const struct cue *cue)
{
    struct span content = cut_at_speaker(run, cue, cut_at_sentence(run, cue->content));
    if (speaker_inside(run, cue, &content) || !is_clause(run, cue, content))
        return;
    uint32_t first = marked_after(run, content.start), last = first, quoted = 0;
    uint32_t size = content.end - content.start - overlap(cue->aside, content);
    uint32_t joined = NO_INDEX;
    for (uint32_t i = first; i < run->marked.count &&
                             run->marked.items[i].outer.start < content.end; i++) {
        uint32_t part = overlap(run->marked.items[i].outer, content);
        if (part == 0 || overlap(run->marked.items[i].outer, cue->span))
            continue;
        joined = joined == NO_INDEX ? i : joined;
        last = i;
        quoted += part;
    }
    // Words before the marks (que Poutine ne « … ») are the reporter's: mixed.
    bool led = joined != NO_INDEX && !cue->aside.end &&
               has_letter(run, content.start, run->marked.items[joined].outer.start);
    if (joined != NO_INDEX && !led && quoted * 100 >= size * 80) {
        // que « … »: quoted words, but in a reported clause
        bool clause = run->grammar->phrases.language == LANGUAGE_fr &&
                      strcmp(cue->rule, "clause") == 0 && joined == last &&
                      after_that(run, run->marked.items[joined].outer.start);
        if (run->marked.items[joined].used)
            return;
        if (clause) {
            run->marked.items[joined].used = true;
            quote_add(run, run->marked.items[joined].inner, MODE_MIXED, cue, cue->rule);
        } else {
            direct_add(run, joined, last, cue, cue->rule);
        }
        return;
    }
    if (cue->weak && strcmp(cue->rule, "clause") == 0 && cue->noun == NO_INDEX)
        return;
    struct span span = content;
    for (uint32_t i = first; joined != NO_INDEX && i <= last; i++) {
        struct marked *marked = &run->marked.items[i];
        marked->used = true;
        if (marked->outer.end > span.end && overlap(marked->outer, span))
            span.end = marked->outer.end;
    }
    // The tree may lose what follows an opening mark: … si celle-ci « décidait de … ».
    for (uint32_t i = marked_after(run, span.end); i < run->marked.count &&
         run->marked.items[i].outer.start >= span.end &&
         runs_into(run, span.end, run->marked.items[i].outer.start); i++) {
        run->marked.items[i].used = true;
        span.end = run->marked.items[i].outer.end;
        joined = i;
    }
    if (joined != NO_INDEX && run->marked.items[joined].outer.end == span.end)
        span.end = phrase_end(run, span.end);
    if (overlap(span, cue->span) && span.start >= cue->span.start && !cue->unnamed)
        return;
    enum quote_mode mode = strcmp(cue->rule, "turn") == 0 ? MODE_DIRECT
                           : joined == NO_INDEX            ? MODE_INDIRECT
                                                           : MODE_MIXED;
    quote_add(run, span, mode, cue, cue->rule);
}

// True when stretch and cue belong together: in one sentence, or side by side.
static uint32_t distance_to(const struct quote_run *run, const struct cue *cue,
                            const struct marked *marked)
{
    const struct document *document = run->document;
    uint32_t index = document_sentence_at(document, cue->span.start);
    if (index == NO_INDEX || overlap(cue->span, marked->outer))
        return NO_INDEX;
    struct span sentence = document->sentences.items[index].span;
    bool before = cue->span.end <= marked->outer.start;
    uint32_t distance = before ? marked->outer.start - cue->span.end
                               : cue->span.start - marked->outer.end;
    struct slice text = document->text;
    if (!before && (memchr(text.data + marked->outer.end, '\n', distance) ||
                    sentences_between(run, marked->outer.end, cue->span.start)))
        return NO_INDEX;
    if (overlap(sentence, marked->outer))
        return distance;
    if (before) {
        struct slice gap = slice_part(text, cue->span.end, marked->outer.start);
        bool colon = slice_ends(slice_trim(gap), ":");
        return colon && marked->outer.start <= sentence.end + 4 ? distance : NO_INDEX;
    }
    // « Assez ! » a lancé X: the sentence was cut after the mark.
    return marked->outer.end + 3 >= sentence.start && distance < 25 ? distance : NO_INDEX;
}

static bool speech_like(const struct quote_run *run, const struct marked *marked)
{
    const struct word *words = run->document->words.items;
    if (marked->word_end - marked->word_start < SPEECH_WORDS)
        return false;
    for (uint32_t i = marked->word_start; i < marked->word_end; i++)
        if (words[i].features & (FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(MOOD_IMP)))
            return true;
    return marked->word_end - marked->word_start >= 2 * SPEECH_WORDS;
}

// Quoted words take the nearest cue that can take them.
static const struct cue *nearest_cue(const struct quote_run *run, const struct marked *marked)
{
    const struct cue *best = NULL;
    uint32_t best_distance = 400; // bytes; a cue farther off belongs to something else
    bool speech = speech_like(run, marked);
    uint32_t from = marked->outer.start > 500 ? marked->outer.start - 500 : 0;
    for (uint32_t i = quote_cue_from(run, from); i < run->cues.count; i++) {
        const struct cue *cue = &run->cues.items[i];
        if (cue->span.start > marked->outer.end + 400)
            break;
        bool fits = speech ? cue->says || cue->describes : cue->describes;
        if (!fits || !can_speak(run, cue->noun) || inside_marks(run, cue->span))
            continue;
        uint32_t distance = distance_to(run, cue, marked);
        // A name or judgement stands right after the verb that gives it.
        if (distance == NO_INDEX || (!speech && (distance > 100 ||
                                                 cue->span.start > marked->outer.start)))
            continue;
        if (cue->weak)
            distance += 40;
        if (distance < best_distance) {
            best_distance = distance;
            best = cue;
        }
    }
    return best;
}

// Speech without a cue goes on from the direct speech before it, in the same paragraph: right
// behind it, or behind the rest of its sentence.
static bool goes_on(const struct quote_run *run, uint32_t index)
{
    const struct marked *marked = &run->marked.items[index];
    if (index == 0 || !run->document->quotes.count)
        return false;
    const struct marked *previous = &run->marked.items[index - 1];
    struct slice gap = slice_part(run->document->text, previous->outer.end,
                                  marked->outer.start);
    const struct quote *last = &run->document->quotes.items[run->document->quotes.count - 1];
    bool insert = last->mode == MODE_MIXED && slice_ends(last->rule, "insert");
    if (!previous->used || (last->mode != MODE_DIRECT && !insert) || !last->speaker.text.data ||
        last->span.end > marked->inner.start)
        return false;
    if (slice_trim(gap).size <= 3)
        return true;
    bool cued = last->cue.end > previous->outer.end || slice_ends(last->rule, "continued");
    uint32_t from = last->cue.end > previous->outer.end ? last->cue.end : previous->outer.end;
    return run->grammar->phrases.language == LANGUAGE_fr && cued && stands_alone(run, marked) &&
           same_line(run, previous->outer.end, marked->outer.start) &&
           sentences_between(run, from, marked->outer.start) <= 1;
}

// The noun phrase that opens a sentence, where the tree gives its verb no subject.
static uint32_t first_noun(const struct quote_run *run, const struct sentence *sentence)
{
    const struct word *words = run->document->words.items;
    for (uint32_t i = sentence->word_start; i < sentence->word_end && i < sentence->word_start + 5;
         i++) {
        if (words[i].upos == UPOS_NOUN || words[i].upos == UPOS_PROPN)
            return i;
        if (words[i].upos != UPOS_DET && words[i].upos != UPOS_ADJ && words[i].upos != UPOS_NUM)
            break;
    }
    return NO_INDEX;
}

// « X » : le ministre n'a pas mâché ses mots.
static uint32_t colon_behind(const struct quote_run *run, const struct marked *marked)
{
    const struct document *document = run->document;
    uint32_t w = document_word_at(document, marked->outer.end);
    if (w + 2 >= document->words.count || !slice_is(document->words.items[w].form, ":") ||
        !same_line(run, marked->outer.end, document->words.items[w + 1].span.start))
        return NO_INDEX;
    struct sentence rest = {.word_start = w + 1, .word_end = document->words.count};
    uint32_t noun = first_noun(run, &rest);
    return noun != NO_INDEX && quote_is_somebody(run, noun) ? noun : NO_INDEX;
}

// Louise dénonce un abandon. « On nous a laissés seuls. » The subject of the sentence before
// speaks, if it is somebody and the stretch is a sentence of its own.
static uint32_t speaker_before(const struct quote_run *run, const struct marked *marked)
{
    const struct document *document = run->document;
    if (run->grammar->phrases.language != LANGUAGE_fr || !stands_alone(run, marked) ||
        marked->outer.start < 3)
        return NO_INDEX;
    uint32_t index = document_sentence_at(document, marked->outer.start - 2);
    if (index == NO_INDEX ||
        !same_line(run, document->sentences.items[index].span.start, marked->outer.start))
        return NO_INDEX;
    const struct sentence *sentence = &document->sentences.items[index];
    if (sentence->span.end > marked->outer.start)
        return NO_INDEX;
    uint32_t root = sentence->word_start;
    while (root < sentence->word_end && document->words.items[root].head != NO_INDEX)
        root++;
    uint32_t subject = root < sentence->word_end ? quote_subject_of(run, root) : NO_INDEX;
    if (subject == NO_INDEX || quote_word_marked(run, subject))
        return NO_INDEX;
    bool pronoun = quote_class_has(run->grammar, document->words.items[subject].lower,
                                   QUOTE_PRONOUN);
    return pronoun || quote_is_somebody(run, subject) ? subject : NO_INDEX;
}

// « X a été parmi les plus directes : “ … ” »: a colon without a verb of saying; the subject of
// the sentence speaks, if it is a person or a body.
static uint32_t colon_speaker(const struct quote_run *run, const struct marked *marked)
{
    const struct document *document = run->document;
    uint32_t from = marked->outer.start > 300 ? marked->outer.start - 300 : 0;
    struct slice gap = slice_trim(slice_part(document->text, from, marked->outer.start));
    if (!slice_ends(gap, ":") || marked->outer.start < 2)
        return NO_INDEX;
    uint32_t colon = (uint32_t)((size_t)(gap.data - document->text.data) + gap.size - 1);
    uint32_t index = document_sentence_at(document, colon);
    if (index == NO_INDEX)
        return NO_INDEX;
    const struct sentence *sentence = &document->sentences.items[index];
    uint32_t root = sentence->word_start;
    while (root < sentence->word_end && document->words.items[root].head != NO_INDEX)
        root++;
    uint32_t subject = root < sentence->word_end ? quote_subject_of(run, root) : NO_INDEX;
    if (subject == NO_INDEX || document->words.items[subject].span.start > colon)
        subject = first_noun(run, sentence);
    if (subject == NO_INDEX || document->words.items[subject].span.start > colon)
        return NO_INDEX;
    if (quote_is_somebody(run, subject) ||
        (run->grammar->phrases.language == LANGUAGE_fr &&
         document->words.items[subject].upos == UPOS_NOUN))
        return subject;
    for (uint32_t i = quote_mention_from(run, document->words.items[subject].span.start);
         i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (mention->span.start > document->words.items[subject].span.start)
            break;
        if (mention->span.end >= document->words.items[subject].span.end &&
            mention->kind != ENTITY_PLACE && mention->kind != ENTITY_WEAPON)
            return subject;
    }
    return document->words.items[subject].upos == UPOS_PRON ? subject : NO_INDEX;
}

static void marks_add(struct quote_run *run, uint32_t index)
{
    const struct marked *marked = &run->marked.items[index];
    if (marked->used || marked->word_end <= marked->word_start + 1 || marked->dash)
        return;
    const struct cue *cue = nearest_cue(run, marked);
    uint32_t colon = !cue ? colon_speaker(run, marked) : NO_INDEX;
    if (colon != NO_INDEX && !speech_like(run, marked))
        colon = NO_INDEX;
    if (cue) {
        direct_add(run, index, index, cue, "marks");
    } else if (colon != NO_INDEX && can_speak(run, colon)) {
        struct cue none = {.noun = colon};
        direct_add(run, index, index, &none, "colon");
    } else if (speech_like(run, marked) && goes_on(run, index)) {
        struct quote *last = &run->document->quotes.items[run->document->quotes.count - 1];
        struct party speaker = last->speaker;
        run->marked.items[index].used = true;
        quote_add(run, marked->inner, MODE_DIRECT, NULL, "continued")->speaker = speaker;
    } else if (speech_like(run, marked)) {
        uint32_t noun = colon_behind(run, marked);
        struct cue none = {.noun = noun != NO_INDEX ? noun : speaker_before(run, marked)};
        if (none.noun != NO_INDEX && can_speak(run, none.noun))
            direct_add(run, index, index, &none, noun != NO_INDEX ? "colon" : "before");
    }
}

static int quote_compare(const void *a, const void *b, void *context)
{
    const struct quote *x = a, *y = b;
    (void)context;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return x->span.end > y->span.end ? -1 : x->span.end < y->span.end;
}

// Clauses and stretches come in the order of the text, so that pronouns look back.
static void quotes_join(struct quote_run *run)
{
    uint32_t stretch = 0;
    for (uint32_t i = 0; i < run->cues.count; i++) {
        struct cue *cue = &run->cues.items[i];
        // "…, se réjouit le groupe, ajoutant que …": the speaker of the cue before.
        if (cue->noun == NO_INDEX && i > 0 && cue->content.end && !cue->weak &&
            document_sentence_at(run->document, cue->span.start) ==
                document_sentence_at(run->document, run->cues.items[i - 1].span.start) &&
            run->document->words.items[cue->word].features & FEATURE_BIT(VERBFORM_PART) &&
            run->document->words.items[cue->word].features & FEATURE_BIT(TENSE_PRES))
            cue->noun = run->cues.items[i - 1].noun;
        for (; stretch < run->marked.count &&
               run->marked.items[stretch].outer.end + 600 < cue->span.start; stretch++)
            marks_add(run, stretch);
        if (cue->incise && !run->marked.items[cue->marked_first].used)
            direct_add(run, cue->marked_first, cue->marked_last, cue, cue->rule);
        else if (cue->content.end > cue->content.start &&
                 (cue->unnamed || can_speak(run, cue->noun)) && !inside_marks(run, cue->span))
            clause_add(run, cue);
    }
    for (; stretch < run->marked.count; stretch++)
        marks_add(run, stretch);
}

// Acts of speech that English tells with a noun or an infinitive, not with a clause.
static bool is_act(const struct quote *quote)
{
    static const char *const rules[] = {"object", "attitude", "infinitive", "about", "noun"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (slice_ends(quote->rule, rules[i]))
            return true;
    return false;
}

// "said she thinks that …": what the speaker thinks is part of what the speaker says.
static bool is_own_clause(const struct document *document, const struct quote *outer,
                          const struct quote *quote)
{
    uint32_t word = document_word_at(document, quote->speaker.span.start);
    bool pronoun = quote->speaker.span.end && word < document->words.count &&
                   document->words.items[word].upos == UPOS_PRON;
    bool clause = slice_ends(quote->rule, "clause") || slice_ends(quote->rule, "state");
    return outer && clause && slice_ends(outer->rule, "clause") &&
           quote->cue.start >= outer->span.start && quote->cue.end <= outer->span.end &&
           (pronoun || (quote->speaker.entity.number &&
                        quote->speaker.entity.number == outer->speaker.entity.number));
}

// Two cues may report one and the same clause (a dit, selon X): the wider span of a cue stays.
// English acts of speech inside what somebody says are part of it.
static void doubles_drop(struct document *document)
{
    uint32_t kept = 0, reach = 0; // reach: where the quotes so far end
    for (uint32_t i = 0; i < document->quotes.count; i++) {
        struct quote quote = document->quotes.items[i];
        bool same = kept && document->quotes.items[kept - 1].span.start == quote.span.start &&
                    document->quotes.items[kept - 1].span.end == quote.span.end;
        // "… rappelle que …, signe selon lui de …": said already
        const struct quote *outer = kept ? &document->quotes.items[kept - 1] : NULL;
        same |= outer && slice_ends(quote.rule, "source") && quote.cue.start >= outer->span.start &&
                quote.cue.end <= outer->span.end && quote.span.start >= outer->span.start &&
                quote.span.start < outer->span.end &&
                quote.speaker.entity.number == outer->speaker.entity.number;
        bool nested = document->language == LANGUAGE_en && quote.span.end <= reach &&
                      (is_act(&quote) || is_own_clause(document, outer, &quote));
        if (same || nested)
            continue;
        reach = quote.span.end > reach ? quote.span.end : reach;
        document->quotes.items[kept++] = quote;
    }
    document->quotes.count = kept;
}

static void quote_run(const void *tables, struct document *document, struct arena *scratch)
{
    if (!language_is_read(document->language) || !document->words.count ||
        !document->sentences.count)
        return;
    const struct quote_tables *all = tables;
    struct quote_run run = {.grammar = &all->grammars[document->language],
                            .document = document, .scratch = scratch};
    quote_marks_find(document, scratch, &run.marked);
    quote_dashes_find(&run);
    quote_clauses_find(&run);
    quote_incises_find(&run);
    quotes_join(&run);
    list_sort(scratch, document->quotes.items, document->quotes.count,
              sizeof *document->quotes.items, quote_compare, NULL);
    doubles_drop(document);
}

const struct stage quote_stage = {
    .name = "quote",
    .help = "direct, mixed and indirect speech with its speaker",
    .needs = LAYER_TEXT | LAYER_LANGUAGE | LAYER_SENTENCES | LAYER_WORDS,
    .gives = LAYER_QUOTES,
    .open = quote_open,
    .run = quote_run,
};
