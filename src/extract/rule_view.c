// SPDX-License-Identifier: Apache-2.0
// A sentence as the rules see it: flat noun chunks with their prepositions, coordination and
// possessors, and the children of each word where there is a tree. Reads words, tags, trees,
// mentions, times and amounts; adds no layer. Slots are rule_slot.c's.
#include "extract/rule.h"

#include <assert.h>

// Longer sentences are seen in part: no written sentence is, tables and lists are.
#define SENTENCE_WORDS 1200

bool lemma_in_set(const struct view *view, uint32_t word, const char *set_name)
{
    uint32_t set = rule_set_named(view->rules, set_name);
    return set != NO_INDEX && rule_set_has(view->rules, set, word_lemma(view_word(view, word)));
}

bool word_in_set(const struct view *view, uint32_t word, const char *set_name)
{
    uint32_t set = rule_set_named(view->rules, set_name);
    const struct word *found = view_word(view, word);
    return set != NO_INDEX && (rule_set_has(view->rules, set, word_lemma(found)) ||
                               rule_set_has(view->rules, set, found->lower));
}

uint32_t view_chunk_at(const struct view *view, uint32_t word)
{
    if (word < view->start || word >= view->end)
        return NO_INDEX;
    return view->chunk_at[word - view->start];
}

struct span view_span(const struct view *view, uint32_t first, uint32_t end)
{
    assert(first < end);
    return (struct span){view_word(view, first)->span.start, view_word(view, end - 1)->span.end};
}

// --- what other stages found

static void mark(uint32_t *marks, const struct document *document, struct span span, uint32_t index)
{
    for (uint32_t w = document_word_at(document, span.start); w < document->words.count; w++) {
        const struct word *word = &document->words.items[w];
        if (word->span.start >= span.end)
            break;
        // "an anti-Syria journalist", "la milice pro-iranienne": not of that country.
        if (!slice_starts(word->lower, "anti-") && !slice_starts(word->lower, "pro-"))
            marks[w] = index;
    }
}

// The longer mention keeps its words: a name inside a role phrase does not cut it. Or the shorter
// one: the demonym inside it.
static void mark_mentions(uint32_t *marks, const struct document *document, bool longer)
{
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        uint32_t first = document_word_at(document, mention->span.start);
        uint32_t other = first < document->words.count ? marks[first] : NO_INDEX;
        if (other != NO_INDEX) {
            struct span span = document->mentions.items[other].span;
            bool other_longer = span.end - span.start >= mention->span.end - mention->span.start;
            if (other_longer == longer)
                continue;
        }
        mark(marks, document, mention->span, i);
    }
}

void marks_init(struct marks *marks, const struct document *document, struct arena *scratch)
{
    size_t size = (document->words.count + 1) * sizeof(uint32_t);
    uint32_t **all[] = {&marks->mention, &marks->amount, &marks->time, &marks->inner};
    for (int i = 0; i < 4; i++) {
        *all[i] = arena_take(scratch, size);
        memset(*all[i], 0xff, size);
    }
    mark_mentions(marks->mention, document, true);
    mark_mentions(marks->inner, document, false);
    for (uint32_t i = 0; i < document->amounts.count; i++)
        if (document->amounts.items[i].kind != AMOUNT_ORDINAL)
            mark(marks->amount, document, document->amounts.items[i].span, i);
    for (uint32_t i = 0; i < document->times.count; i++)
        mark(marks->time, document, document->times.items[i].span, i);
}

static bool mention_is_place(const struct view *view, uint32_t word)
{
    uint32_t number = view->marks->mention[word];
    if (number == NO_INDEX)
        return false;
    enum entity_kind kind = view->document->mentions.items[number].kind;
    return kind == ENTITY_PLACE || kind == ENTITY_COUNTRY;
}

// --- chunks

static bool is_noun(const struct word *word)
{
    return word->upos == UPOS_NOUN || word->upos == UPOS_PROPN || word->upos == UPOS_SYM ||
           word->upos == UPOS_X;
}

static bool is_chunk_word(const struct word *word)
{
    return is_noun(word) || word->upos == UPOS_ADJ || word->upos == UPOS_NUM;
}

// Articles, and the possessives that English treebanks call pronouns: "its borders".
static bool is_determiner(const struct view *view, uint32_t w)
{
    const struct word *word = view_word(view, w);
    if (word->upos == UPOS_DET)
        return true;
    return word->upos == UPOS_PRON && word->features & FEATURE_BIT(POSS) && w + 1 < view->end &&
           (is_chunk_word(view_word(view, w + 1)) || view->marks->mention[w + 1] != NO_INDEX) &&
           view_word(view, w + 1)->upos != UPOS_PRON;
}

// "military-ruled Myanmar", "Vietnamese-led forces": the participle and its hyphen.
static bool is_compound_participle(const struct view *view, uint32_t w)
{
    return slice_is(view_word(view, w)->form, "-") && w + 2 < view->end &&
           view_word(view, w + 1)->upos == UPOS_VERB &&
           view_word(view, w + 1)->features & FEATURE_BIT(VERBFORM_PART) &&
           is_chunk_word(view_word(view, w + 2));
}

static bool starts_chunk(const struct view *view, uint32_t w)
{
    const struct word *word = view_word(view, w);
    return is_chunk_word(word) || is_determiner(view, w) || view->marks->mention[w] != NO_INDEX ||
           view->marks->amount[w] != NO_INDEX;
}

// End of the run of words that carry the same mark as w.
static uint32_t mark_end(const struct view *view, const uint32_t *marks, uint32_t w)
{
    uint32_t end = w + 1;
    while (marks[w] != NO_INDEX && end < view->end && marks[end] == marks[w])
        end++;
    return end;
}

// The word that the rest of the chunk hangs on.
static uint32_t chunk_head(const struct view *view, uint32_t first, uint32_t end)
{
    bool french = view->document->language == LANGUAGE_fr;
    uint32_t found = NO_INDEX;
    if (view->tree)
        for (uint32_t w = first; w < end; w++) {
            const struct word *word = view_word(view, w);
            bool outside = word->head == NO_INDEX || word->head < first || word->head >= end;
            if (outside && (is_noun(word) || word->upos == UPOS_PRON || word->upos == UPOS_NUM))
                return w;
        }
    for (uint32_t w = first; w < end; w++) {
        const struct word *word = view_word(view, w);
        if (is_noun(word) && (found == NO_INDEX || !french))
            found = w;
    }
    for (uint32_t w = first; w < end && found == NO_INDEX; w++)
        if (view_word(view, w)->upos == UPOS_NUM || view_word(view, w)->upos == UPOS_PRON)
            found = w;
    if (found == NO_INDEX && view->marks->mention[first] != NO_INDEX)
        found = first;
    return found;
}

static bool is_demonym(const struct view *view, uint32_t w)
{
    return view_word(view, w)->upos == UPOS_ADJ && view->marks->mention[w] != NO_INDEX;
}

// How far the noun chunk that starts at first goes.
static uint32_t chunk_end(const struct view *view, uint32_t first)
{
    bool noun = false;
    uint32_t w = first;
    while (w < view->end) {
        const struct word *word = view_word(view, w);
        uint32_t marked = mark_end(view, view->marks->amount, w);
        if (marked == w + 1)
            marked = mark_end(view, view->marks->mention, w);
        if (w > first && view->marks->time[w] != NO_INDEX)
            break;
        if (marked > w + 1) {
            // "de son côté 10 millions": a figure after a noun opens a phrase of its own.
            if (noun && (is_determiner(view, w) ||
                         (view->marks->amount[w] != NO_INDEX && word->upos == UPOS_NUM &&
                          (w == first || view->marks->amount[w - 1] != view->marks->amount[w]))))
                break;
            noun = true;
            w = marked;
        } else if (!noun && is_determiner(view, w)) {
            w++;
        } else if (w > first && is_compound_participle(view, w)) {
            w += 2;
        } else if (is_chunk_word(word) || view->marks->mention[w] != NO_INDEX) {
            noun |= is_noun(word) || view->marks->mention[w] != NO_INDEX;
            w++;
        } else if (word->upos == UPOS_CCONJ && w > first && w + 1 < view->end &&
                   is_demonym(view, w - 1) && is_demonym(view, w + 1)) {
            w++; // "Hungarian and Romanian officials", "les forces russes et syriennes"
        } else if ((word->upos == UPOS_ADV || slice_is(word->form, "-")) && w + 1 < view->end &&
                   w > first && is_chunk_word(view_word(view, w + 1)) &&
                   !is_noun(view_word(view, w + 1))) {
            w++;
        } else {
            break;
        }
    }
    return w;
}

static bool is_possessive_mark(const struct word *word)
{
    return word->upos == UPOS_PART && (slice_is(word->form, "'s") || slice_is(word->form, "’s") ||
                                       slice_is(word->form, "'") || slice_is(word->form, "’"));
}

// "Des rebelles ont attaqué", "À Kidal, des rebelles …": the article that the tagger took for "de
// les" where a finite verb follows the phrase.
static bool is_plural_article(const struct view *view, uint32_t preposition, uint32_t end)
{
    const struct word *word = view_word(view, preposition);
    if (view->document->language != LANGUAGE_fr || word->token_size != 2 ||
        !slice_is(word->lower, "de") || end >= view->end || end < preposition + 3)
        return false;
    uint32_t verb = end;
    while (verb < view->end && view_word(view, verb)->upos == UPOS_ADV)
        verb++;
    const struct word *next = view_word(view, verb < view->end ? verb : end);
    bool opens = preposition == view->start ||
                 view_word(view, preposition - 1)->upos == UPOS_PUNCT ||
                 view_word(view, preposition - 1)->upos == UPOS_SCONJ;
    return opens &&
           (next->upos == UPOS_VERB || next->upos == UPOS_AUX || next->upos == UPOS_PRON) &&
           view_word(view, end - 1)->features & FEATURE_BIT(NUMBER_PLUR);
}

static void add_chunk(struct view *view, uint32_t first, uint32_t end, uint32_t head)
{
    struct chunk chunk = {.first = first, .end = end, .head = head, .preposition = NO_INDEX,
                          .joined = NO_INDEX, .possessor = NO_INDEX};
    chunk.time = view->marks->time[head] != NO_INDEX;
    chunk.pronoun = view_word(view, head)->upos == UPOS_PRON;
    if (first > view->start) {
        const struct word *before = view_word(view, first - 1);
        uint32_t last = view->chunks.count;
        if ((before->upos == UPOS_ADP && !is_plural_article(view, first - 1, end)) ||
            (before->upos == UPOS_PART && slice_is(before->lower, "to")))
            chunk.preposition = first - 1;
        else if (is_possessive_mark(before) && last > 0 &&
                 view->chunks.items[last - 1].end == first - 1)
            chunk.possessor = last - 1;
    }
    for (uint32_t w = first; w < end; w++)
        view->chunk_at[w - view->start] = view->chunks.count;
    list_add(view->scratch, &view->chunks, chunk);
}

static void find_chunks(struct view *view)
{
    for (uint32_t w = view->start; w < view->end;) {
        const struct word *word = view_word(view, w);
        uint32_t end = w + 1;
        if (view->marks->time[w] != NO_INDEX) {
            end = mark_end(view, view->marks->time, w);
            add_chunk(view, w, end, w);
        } else if (word->upos == UPOS_PRON && view->marks->mention[w] == NO_INDEX &&
                   !is_determiner(view, w)) {
            add_chunk(view, w, end, w);
        } else if (starts_chunk(view, w)) {
            end = chunk_end(view, w);
            if (end == w)
                end = w + 1;
            uint32_t head = chunk_head(view, w, end);
            if (head != NO_INDEX)
                add_chunk(view, w, end, head);
        }
        w = end;
    }
}

struct slice chunk_preposition(const struct view *view, const struct chunk *chunk)
{
    if (chunk->preposition == NO_INDEX)
        return SLICE("");
    return word_lemma(view_word(view, chunk->preposition));
}

uint32_t chunk_complement(const struct view *view, uint32_t index)
{
    if (index + 1 >= view->chunks.count)
        return NO_INDEX;
    const struct chunk *chunk = &view->chunks.items[index], *next = chunk + 1;
    struct slice preposition = chunk_preposition(view, next);
    if (next->preposition == chunk->end && !next->time &&
        (slice_is(preposition, "de") || slice_is(preposition, "of")))
        return index + 1;
    return NO_INDEX;
}

uint32_t chunk_phrase_end(const struct view *view, uint32_t index)
{
    uint32_t last = index;
    for (uint32_t next = index; next != NO_INDEX; next = chunk_complement(view, next))
        last = next;
    return view->chunks.items[last].end;
}

// --- coordination

enum link { LINK_NONE, LINK_COMMA, LINK_CONJUNCTION };

// What stands between two chunks, besides the second's preposition.
static enum link link_between(const struct view *view, const struct chunk *left,
                              const struct chunk *right)
{
    enum link link = LINK_NONE;
    uint32_t end = right->preposition != NO_INDEX ? right->preposition : right->first;
    if (end <= left->end || end - left->end > 4)
        return LINK_NONE;
    for (uint32_t w = left->end; w < end; w++) {
        const struct word *word = view_word(view, w);
        if (word->upos == UPOS_CCONJ)
            link = slice_is(word->lower, "mais") || slice_is(word->lower, "but") ? LINK_NONE
                                                                                 : LINK_CONJUNCTION;
        else if (slice_is(word->form, ",") && link == LINK_NONE)
            link = LINK_COMMA;
        else if (word->upos != UPOS_ADV && word->upos != UPOS_ADP)
            return LINK_NONE;
    }
    return link;
}

// With a tree, a second subject is a new clause and not a second party; an apposition none.
static bool tree_forbids(const struct view *view, const struct chunk *left,
                         const struct chunk *right)
{
    if (!view->tree)
        return false;
    enum relation a = relation_universal(view_word(view, left->head)->relation);
    enum relation b = relation_universal(view_word(view, right->head)->relation);
    return (b == RELATION_NSUBJ && a != RELATION_NSUBJ) || b == RELATION_APPOS ||
           (b == RELATION_NSUBJ && a == RELATION_NSUBJ &&
            view_word(view, left->head)->head != view_word(view, right->head)->head);
}

// "avec X, Y a eu", ", X and Y said": what a verb follows is its subject, not one more after the
// preposition.
static bool opens_clause(const struct view *view, uint32_t right)
{
    uint32_t end = chunk_phrase_end(view, right);
    if (right + 1 < view->chunks.count && end < view->end &&
        view_word(view, end)->upos == UPOS_CCONJ && view->chunks.items[right + 1].first == end + 1)
        end = chunk_phrase_end(view, right + 1);
    return end < view->end && (view_word(view, end)->upos == UPOS_AUX ||
                               (view_word(view, end)->upos == UPOS_VERB &&
                                view_word(view, end)->features & FEATURE_BIT(VERBFORM_FIN)));
}

// "entre X et Y": whatever follows, both stand after it.
static bool is_between(const struct view *view, const struct chunk *chunk)
{
    struct slice preposition = chunk_preposition(view, chunk);
    return slice_is(preposition, "entre") || slice_is(preposition, "between");
}

static uint32_t left_partner(const struct view *view, uint32_t right)
{
    const struct chunk *chunk = &view->chunks.items[right];
    struct slice preposition = chunk_preposition(view, chunk);
    uint32_t left = right - 1;
    for (int hops = 0; hops < 4; hops++) {
        const struct chunk *candidate = &view->chunks.items[left];
        if (!candidate->time && !candidate->pronoun &&
            (slice_equal(chunk_preposition(view, candidate), preposition) ||
             (preposition.size == 0 &&
              (is_between(view, candidate) || !opens_clause(view, right)))) &&
            !tree_forbids(view, candidate, chunk) &&
            (preposition.size > 0 || candidate->preposition == NO_INDEX || left == 0 ||
             chunk_complement(view, left - 1) != left))
            return left;
        if (left == 0 || chunk_complement(view, left - 1) != left)
            return NO_INDEX;
        left--;
    }
    return NO_INDEX;
}

static void join_chunks(struct view *view)
{
    enum link *links = arena_zero(view->scratch, view->chunks.count + 1, sizeof *links);
    for (uint32_t i = 1; i < view->chunks.count; i++) {
        struct chunk *chunk = &view->chunks.items[i];
        if (chunk->time || chunk->pronoun)
            continue;
        links[i] = link_between(view, chunk - 1, chunk);
        if (links[i] != LINK_NONE)
            chunk->joined = left_partner(view, i);
    }
    // A comma joins only inside a list that a conjunction closes: else it is an apposition.
    bool closed = false;
    for (uint32_t i = view->chunks.count; i-- > 1;) {
        struct chunk *chunk = &view->chunks.items[i];
        bool conj = view->tree && relation_universal(view_word(view, chunk->head)->relation) ==
                                      RELATION_CONJ;
        if (links[i] == LINK_CONJUNCTION)
            closed = true;
        else if (links[i] == LINK_COMMA && !closed && !conj)
            chunk->joined = NO_INDEX;
        else if (links[i] == LINK_NONE && chunk_complement(view, i - 1) != i)
            closed = false;
    }
}

// --- the view

static void link_children(struct view *view)
{
    uint32_t count = view->end - view->start;
    view->first_child = arena_take(view->scratch, (count + 1) * sizeof(uint32_t));
    view->next_child = arena_take(view->scratch, (count + 1) * sizeof(uint32_t));
    memset(view->first_child, 0xff, (count + 1) * sizeof(uint32_t));
    memset(view->next_child, 0xff, (count + 1) * sizeof(uint32_t));
    for (uint32_t w = view->end; view->tree && w-- > view->start;) {
        uint32_t head = view_word(view, w)->head;
        if (head == NO_INDEX || head < view->start || head >= view->end || head == w)
            continue;
        view->next_child[w - view->start] = view->first_child[head - view->start];
        view->first_child[head - view->start] = w;
    }
}

// --- datelines

#define DATELINE_WORDS 10

// "TOKYO -- …", "(Reuters) - …", "BRUXELLES (AFP) — …", "Canberra: …": where the sentence itself
// starts. Names and signs alone may stand before the dash.
static uint32_t after_dateline(const struct view *view)
{
    uint32_t stop = view->end - view->start > DATELINE_WORDS ? view->start + DATELINE_WORDS
                                                             : view->end;
    bool named = false;
    for (uint32_t w = view->start; w + 1 < stop; w++) {
        const struct word *word = view_word(view, w);
        uint8_t first = word->form.size > 0 ? (uint8_t)word->form.data[0] : 0;
        bool dash = slice_is(word->form, "--") || slice_is(word->form, "–") ||
                    slice_is(word->form, "—") || slice_is(word->form, "-");
        bool apart = w > view->start && view_word(view, w - 1)->space_after;
        bool closed = slice_is(word->form, ")") &&
                      slice_is(view_word(view, view->start)->form, "(");
        if ((dash && named && (apart || slice_is(word->form, "--"))) || (closed && named) ||
            (slice_is(word->form, ":") && named && w - view->start <= 3 &&
             mention_is_place(view, view->start)))
            return w + 1 < view->end && (slice_is(view_word(view, w + 1)->form, "-") ||
                                         slice_is(view_word(view, w + 1)->form, "–") ||
                                         slice_is(view_word(view, w + 1)->form, "--") ||
                                         slice_is(view_word(view, w + 1)->form, "—"))
                       ? w + 2 : w + 1;
        bool sign = word->upos == UPOS_PUNCT || word->upos == UPOS_SYM || word->upos == UPOS_NUM;
        if (!sign && !(first >= 'A' && first <= 'Z') && !(first == 0xc3) &&
            view->marks->time[w] == NO_INDEX)
            return view->start;
        named |= !sign;
    }
    return view->start;
}

void view_init(struct view *view, uint32_t sentence)
{
    const struct sentence *bounds = &view->document->sentences.items[sentence];
    view->start = bounds->word_start;
    view->end = bounds->word_end;
    if (view->end > view->document->words.count)
        view->end = view->document->words.count;
    if (view->start > view->end)
        view->start = view->end;
    if (view->end - view->start > SENTENCE_WORDS)
        view->end = view->start + SENTENCE_WORDS;
    view->tree = false;
    view->after = 0;
    view->mended = NULL;
    view->start = after_dateline(view);
    if (view->start > bounds->word_start || view->end < bounds->word_end)
        view_mend_heads(view);
    for (uint32_t w = view->start; w < view->end; w++)
        view->tree |= view_word(view, w)->relation != RELATION_NONE;
    view->chunks.count = view->chunks.capacity = 0;
    view->chunks.items = NULL;
    uint32_t count = view->end - view->start;
    view->chunk_at = arena_take(view->scratch, (count + 1) * sizeof(uint32_t));
    memset(view->chunk_at, 0xff, (count + 1) * sizeof(uint32_t));
    view_mend_verb(view);
    find_chunks(view);
    join_chunks(view);
    if (view->document->language == LANGUAGE_en) {
        view_mend_past(view);
        view_mend_joined(view);
        view_mend_headline(view);
    }
    link_children(view);
}
