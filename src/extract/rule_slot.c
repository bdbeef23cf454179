// SPDX-License-Identifier: Apache-2.0
// Finds what fills a slot of a verb or noun: object, noun phrase after a preposition, possessor,
// adjective. The tree is asked first; where it is missing or silent, the order of words in the
// clause answers. Reads words, tags and trees through the view; adds no layer. Verbs and their
// subjects are rule_verb.c's, who a phrase stands for is event_party.c's.
#include "extract/rule.h"

#include <assert.h>

#define REACH 40        // words that a fallback looks to either side

// --- the other arguments of verbs

static void add_argument(const struct view *view, argument_list *arguments, uint32_t chunk,
                         enum argument_part part)
{
    if (chunk == NO_INDEX)
        return;
    for (uint32_t i = 0; i < arguments->count; i++)
        if (arguments->items[i].chunk == chunk && arguments->items[i].part == part)
            return;
    struct argument argument = {chunk, (uint8_t)part};
    list_add(view->scratch, arguments, argument);
}

// "de son côté", "à son tour", "in turn": nothing to do with what the verb governs.
static bool word_is_aside(const struct view *view, uint32_t word)
{
    struct slice lemma = word_lemma(view_word(view, word));
    return slice_is(lemma, "côté") || slice_is(lemma, "tour") || slice_is(lemma, "turn") ||
           slice_is(lemma, "part");
}

// "du gaz", "des missiles": in French de and an article open an object as well, of things.
static bool is_partitive(const struct view *view, const struct chunk *chunk)
{
    uint32_t mention = view->marks->mention[chunk->head];
    const struct word *article = view_word(view, chunk->first);
    return view->document->language == LANGUAGE_fr &&
           slice_is(chunk_preposition(view, chunk), "de") &&
           article->upos == UPOS_DET && view_word(view, chunk->head)->upos == UPOS_NOUN &&
           mention == NO_INDEX &&
           table_find(&view->rules->agents, word_lemma(view_word(view, chunk->head))) == TABLE_NONE;
}

static bool is_dative(const struct view *view, const struct chunk *chunk)
{
    return view->document->language == LANGUAGE_fr &&
           slice_is(chunk_preposition(view, chunk), "à") &&
           view->marks->mention[chunk->head] != NO_INDEX;
}

// First noun phrase right of the verb that no preposition introduces; skip: how many to pass.
static uint32_t window_object(const struct view *view, uint32_t verb, uint32_t skip)
{
    uint32_t end = view->end - verb > REACH ? verb + REACH : view->end;
    bool dative = true;
    for (uint32_t w = view->after > verb ? view->after : verb + 1; w < end; w++) {
        const struct word *word = view_word(view, w);
        uint32_t chunk = view_chunk_at(view, w);
        if (word_is_verb(word) || word_breaks_clause(view, w) || word->upos == UPOS_PUNCT ||
            word->upos == UPOS_CCONJ)
            return NO_INDEX;
        if (chunk == NO_INDEX)
            continue;
        const struct chunk *found = &view->chunks.items[chunk];
        w = found->end - 1;
        if (found->time || word_is_clitic(word))
            continue;
        if (found->preposition != NO_INDEX && word_is_aside(view, found->head))
            continue;
        // "demander à Séoul des missiles": the dative may come first, and "du gaz" is an object.
        if (found->preposition != NO_INDEX && dative && is_dative(view, found)) {
            dative = false;
            continue;
        }
        // "warned it would strike": the subject of a clause that no "that" opens.
        bool subject = found->end < view->end && word_is_finite(view, found->end);
        if (subject || (found->preposition != NO_INDEX && !is_partitive(view, found)))
            return NO_INDEX;
        if (skip-- == 0)
            return chunk;
    }
    return NO_INDEX;
}

static uint32_t object_relative(const struct view *view, uint32_t verb)
{
    uint32_t first, end;
    clause_bounds(view, verb, &first, &end);
    if (first == view->start)
        return NO_INDEX;
    // "les millions que Paris a versés": taggers take this que for a conjunction
    const struct word *word = view_word(view, first - 1);
    bool relative = word_is_relative(view, first - 1) ||
                    (view->tree && view_word(view, verb)->relation == RELATION_ACL_RELCL);
    if (relative && slice_starts(word->lower, "qu") && !slice_is(word->lower, "qui"))
        return relative_antecedent(view, first - 1);
    return NO_INDEX;
}

static void add_object(const struct view *view, uint32_t verb, argument_list *arguments)
{
    const struct word *word = view_word(view, verb);
    if (verb_is_passive(view, verb)) {
        uint32_t subject = verb_subject(view, verb);
        if (subject == NO_INDEX && verb > view->start && !word_is_finite(view, verb))
            subject = view_chunk_at(view, verb - 1);
        add_argument(view, arguments, subject, ARGUMENT_CHUNK);
        return;
    }
    uint32_t child = view->tree ? child_with(view, verb, RELATION_OBJ, NO_INDEX) : NO_INDEX;
    while (child != NO_INDEX && slice_starts(view_word(view, child)->lower, "s") &&
           view_word(view, child)->upos == UPOS_PRON)
        child = child_with(view, verb, RELATION_OBJ, child);
    uint32_t first = child;
    while (child != NO_INDEX &&
           (view->marks->time[child] != NO_INDEX || word_is_aside(view, child)))
        child = child_with(view, verb, RELATION_OBJ, child);
    if (child == NO_INDEX && first != NO_INDEX && !word_is_aside(view, first))
        child = first;
    for (int count = 0; child != NO_INDEX && count < 3; count++) {
        uint32_t chunk = word_is_relative(view, child) ? relative_antecedent(view, child)
                                                       : view_chunk_at(view, child);
        // "davantage de missiles": what is counted hangs on the adverb.
        for (uint32_t c = view->first_child[child - view->start];
             chunk == NO_INDEX && c != NO_INDEX; c = view->next_child[c - view->start])
            chunk = view_chunk_at(view, c);
        add_argument(view, arguments, chunk, ARGUMENT_CHUNK);
        child = child_with(view, verb, RELATION_OBJ, child);
        if (child != NO_INDEX && view->marks->time[child] != NO_INDEX)
            break;
    }
    if (arguments->count > 0 || word->upos == UPOS_AUX)
        return;
    uint32_t relative = object_relative(view, verb);
    add_argument(view, arguments, relative != NO_INDEX ? relative : window_object(view, verb, 0),
                 ARGUMENT_CHUNK);
}

static void add_indirect(const struct view *view, uint32_t verb, argument_list *arguments)
{
    uint32_t child = view->tree ? child_with(view, verb, RELATION_IOBJ, NO_INDEX) : NO_INDEX;
    if (child != NO_INDEX) {
        add_argument(view, arguments, view_chunk_at(view, child), ARGUMENT_CHUNK);
        return;
    }
    for (uint32_t w = verb_group_start(view, verb); w < verb; w++) {
        struct slice lower = view_word(view, w)->lower;
        if (slice_is(lower, "lui") || (slice_is(lower, "leur") &&
                                       view_word(view, w)->upos == UPOS_PRON))
            add_argument(view, arguments, view_chunk_at(view, w), ARGUMENT_CHUNK);
    }
    if (view->document->language == LANGUAGE_en && window_object(view, verb, 1) != NO_INDEX)
        add_argument(view, arguments, window_object(view, verb, 0), ARGUMENT_CHUNK);
}

// "à l'encontre de", "in favour of", "in protest of": the word before the preposition names it.
static bool chunk_after_pair(const struct view *view, uint32_t index, struct slice word)
{
    uint32_t preposition = view->chunks.items[index].preposition;
    return preposition != NO_INDEX && preposition > view->start &&
           view_word(view, preposition - 1)->upos == UPOS_NOUN &&
           slice_equal(view_word(view, preposition - 1)->lower, word);
}

// True when the chunk comes after this preposition, also "à l'encontre de", "in favor of".
static bool chunk_after(const struct view *view, uint32_t index, struct slice word)
{
    const struct chunk *chunk = &view->chunks.items[index];
    if (chunk->preposition == NO_INDEX)
        return false;
    const struct word *before = view_word(view, chunk->preposition);
    if (slice_equal(word_lemma(before), word) || slice_equal(before->lower, word))
        return true;
    if (chunk->preposition <= view->start)
        return false;
    const struct word *second = view_word(view, chunk->preposition - 1);
    return slice_equal(second->lower, word) &&
           (second->upos == UPOS_NOUN || second->upos == UPOS_ADP || second->upos == UPOS_ADV ||
            second->upos == UPOS_ADJ || second->upos == UPOS_VERB);
}

// A time that is no measure: "dix ans de prison" may fill a condition, "mardi" never.
static bool is_date(const struct view *view, uint32_t chunk)
{
    const struct chunk *found = &view->chunks.items[chunk];
    if (!found->time)
        return false;
    uint32_t number = view->marks->time[found->first];
    return number == NO_INDEX || view->document->times.items[number].type != TIME_DURATION;
}

static bool follows_conjunction(const struct view *view, uint32_t word)
{
    while (word > view->start && view_word(view, word - 1)->upos == UPOS_ADV)
        word--;
    return word > view->start && view_word(view, word - 1)->upos == UPOS_CCONJ;
}

static struct slice chunk_preposition_of(const struct view *view, uint32_t word)
{
    uint32_t chunk = view_chunk_at(view, word);
    return chunk == NO_INDEX ? SLICE_NONE : chunk_preposition(view, &view->chunks.items[chunk]);
}

// "un appel pour une manifestation à X", "à Y, dans la banlieue de X": the tree hangs the phrase on
// a noun that is no object of the verb.
static bool hangs_on_noun(const struct view *view, uint32_t anchor, uint32_t chunk)
{
    uint32_t word = view->chunks.items[chunk].head;
    for (int step = 0; view->tree && step < 6; step++) {
        uint32_t head = view_word(view, word)->head;
        if (head == NO_INDEX || head <= anchor || word_is_verb(view_word(view, head)))
            return false;
        const struct word *above = view_word(view, head);
        // "près de X", below another noun
        if (word_relation(view_word(view, word)) != RELATION_NMOD)
            return above->upos == UPOS_ADV && above->head != NO_INDEX && above->head > anchor &&
                   !word_is_verb(view_word(view, above->head));
        enum relation relation = word_relation(above);
        // "talks in Moscow with X": nobody is with a town.
        uint32_t mention = view->marks->mention[head];
        bool of = slice_is(chunk_preposition_of(view, word), "de") ||
                  slice_is(chunk_preposition_of(view, word), "of");
        if (!of && mention != NO_INDEX &&
            view->document->mentions.items[mention].kind == ENTITY_PLACE)
            return false;
        if (relation == RELATION_OBL || relation == RELATION_APPOS ||
            (relation == RELATION_NSUBJ && !verb_is_passive(view, anchor)) ||
            (relation == RELATION_NMOD && !slice_is(chunk_preposition_of(view, head), "de") &&
             !slice_is(chunk_preposition_of(view, head), "of")))
            return true;
        word = head;
    }
    return false;
}

// "s'est félicité X, vice-président de l'organisation": what hangs on a noun that is no object of
// the verb is none of the verb's.
static bool hangs_elsewhere(const struct view *view, uint32_t anchor, uint32_t chunk)
{
    if (!word_is_verb(view_word(view, anchor)) ||
        word_is_aside(view, view->chunks.items[chunk].head))
        return word_is_aside(view, view->chunks.items[chunk].head); // "de leur côté"
    if (hangs_on_noun(view, anchor, chunk))
        return true;
    if (chunk == 0 || chunk_complement(view, chunk - 1) != chunk || anchor + 1 >= view->end)
        return false;
    uint32_t subject = verb_is_passive(view, anchor) ? NO_INDEX : verb_subject(view, anchor);
    if (subject != NO_INDEX && view->chunks.items[subject].first > anchor && subject < chunk)
        return true; // the subject comes last: all that follows is its own
    uint32_t top = chunk - 1;
    while (top > 0 && chunk_complement(view, top - 1) == top)
        top--;
    if (view->chunks.items[top].first < anchor || view->chunks.items[top].preposition != NO_INDEX ||
        view->chunks.items[top].first <= view->start)
        return false;
    return slice_is(view_word(view, view->chunks.items[top].first - 1)->form, ",");
}

static void add_prepositional(const struct view *view, uint32_t anchor, struct slice word,
                              argument_list *arguments)
{
    uint32_t count = arguments->count;
    // What follows first: "sur les quais, des manifestants ont jeté des pavés sur la police".
    for (int left = 0; view->tree && left < 2 && arguments->count == count; left++)
        for (uint32_t c = view->first_child[anchor - view->start]; c != NO_INDEX;
             c = view->next_child[c - view->start]) {
            uint32_t chunk = view_chunk_at(view, c);
            if ((c < anchor) == left && chunk != NO_INDEX && view->chunks.items[chunk].head == c &&
                !word_is_aside(view, c) && !is_date(view, chunk) && chunk_after(view, chunk, word))
                add_argument(view, arguments, chunk, ARGUMENT_CHUNK);
        }
    if (arguments->count > count)
        return;
    uint32_t end = view->end - anchor > REACH ? anchor + REACH : view->end;
    for (uint32_t w = anchor + 1; w < end; w++) {
        const struct word *here = view_word(view, w);
        // "blessé et secouru par des passants": the second act's, not the first's.
        bool beside = word_is_participle(view, w) && !word_is_finite(view, w) &&
                      !follows_conjunction(view, w);
        if ((w > anchor + 1 && here->upos == UPOS_VERB && !beside) || word_breaks_clause(view, w))
            break;
        uint32_t chunk = view_chunk_at(view, w);
        if (chunk == NO_INDEX)
            continue;
        w = view->chunks.items[chunk].end - 1;
        if (!is_date(view, chunk) && chunk_after(view, chunk, word) &&
            (chunk_after_pair(view, chunk, word) || !hangs_elsewhere(view, anchor, chunk))) {
            add_argument(view, arguments, chunk, ARGUMENT_CHUNK);
            break;
        }
    }
}

// The noun phrase that opens the clause after "que", "that", or after "si", "unless".
static void add_clause_subject(const struct view *view, uint32_t verb, bool condition,
                               argument_list *arguments)
{
    uint32_t end = view->end - verb > 30 ? verb + 30 : view->end;
    uint32_t set = rule_set_named(view->rules, "conditional");
    for (uint32_t w = verb + 1; w + 1 < end; w++) {
        const struct word *word = view_word(view, w);
        bool si = set != NO_INDEX && rule_set_has(view->rules, set, word->lower);
        if (word->upos != UPOS_SCONJ || si != condition) {
            if (!condition && w > verb + 8)
                return;
            continue;
        }
        for (uint32_t i = w + 1; i < end && i < w + 6; i++) {
            uint32_t chunk = view_chunk_at(view, i);
            if (chunk == NO_INDEX || view->chunks.items[chunk].time)
                continue;
            if (view->chunks.items[chunk].preposition == NO_INDEX)
                add_argument(view, arguments, chunk, ARGUMENT_CHUNK);
            return;
        }
        return;
    }
}

// "should lawmakers pass a bill": an if, no duty.
static bool is_inverted(const struct view *view, uint32_t must)
{
    uint32_t next = must + 1 < view->end ? view_chunk_at(view, must + 1) : NO_INDEX;
    return view->document->language == LANGUAGE_en && next != NO_INDEX &&
           view->chunks.items[next].first == must + 1;
}

// "said that X must …", "a déclaré que X devait …": X.
static void add_must(const struct view *view, uint32_t verb, argument_list *arguments)
{
    uint32_t end = view->end - verb > 24 ? verb + 24 : view->end, must = NO_INDEX;
    uint32_t set = rule_set_named(view->rules, "must");
    for (uint32_t w = verb + 1; w < end && set != NO_INDEX && must == NO_INDEX; w++) {
        const struct word *word = view_word(view, w);
        if (word_is_verb(word) && view_word(view, w)->features & FEATURE_BIT(VERBFORM_FIN) &&
            rule_set_has(view->rules, set, word_lemma(word)) && !is_inverted(view, w))
            must = w;
        else if (word->upos == UPOS_VERB &&
                 view_word(view, w)->features & FEATURE_BIT(VERBFORM_FIN))
            return;
    }
    for (uint32_t w = must; must != NO_INDEX && w-- > verb;) {
        uint32_t chunk = view_chunk_at(view, w);
        if (chunk == NO_INDEX)
            continue;
        const struct chunk *found = &view->chunks.items[chunk];
        w = found->first;
        if (found->first > verb && found->preposition == NO_INDEX && !found->time) {
            add_argument(view, arguments, chunk, ARGUMENT_CHUNK);
            return;
        }
    }
}

static void add_duration(const struct view *view, uint32_t verb, argument_list *arguments)
{
    uint32_t end = view->end - verb > 10 ? verb + 10 : view->end;
    for (uint32_t w = verb + 1; w < end && !word_breaks_clause(view, w); w++) {
        uint32_t number = view->marks->time[w], chunk = view_chunk_at(view, w);
        if (number != NO_INDEX && chunk != NO_INDEX &&
            view->document->times.items[number].type == TIME_DURATION &&
            view->chunks.items[chunk].preposition == NO_INDEX) {
            add_argument(view, arguments, chunk, ARGUMENT_CHUNK);
            return;
        }
    }
}

// Every noun phrase up to the next verb: for conditions that do not mind how it hangs on.
static void add_near(const struct view *view, uint32_t verb, argument_list *arguments)
{
    uint32_t end = view->end - verb > 14 ? verb + 14 : view->end;
    for (uint32_t w = verb + 1; w < end && !word_breaks_clause(view, w); w++) {
        if (view_word(view, w)->upos == UPOS_VERB)
            break;
        if (view_chunk_at(view, w) != NO_INDEX)
            add_argument(view, arguments, view_chunk_at(view, w), ARGUMENT_CHUNK);
    }
}

// --- arguments of nouns

uint32_t noun_verb(const struct view *view, uint32_t noun)
{
    if (view->tree) {
        uint32_t head = view_word(view, noun)->head;
        for (int step = 0; step < 5 && head != NO_INDEX; step++) {
            const struct word *above = view_word(view, head);
            bool beside = word_is_participle(view, head) && word_relation(above) == RELATION_ACL;
            if (word_is_verb(above) && !beside)
                return head;
            head = view_word(view, head)->head;
        }
        return NO_INDEX;
    }
    uint32_t stop = noun > view->start + REACH ? noun - REACH : view->start;
    for (uint32_t w = noun; w > stop; w--) {
        if (view_word(view, w - 1)->upos == UPOS_VERB)
            return w - 1;
        if (word_breaks_clause(view, w - 1))
            break;
    }
    return NO_INDEX;
}

static bool is_possessive_word(const struct word *word)
{
    static const char *const possessives[] = {"son", "sa", "ses", "leur", "leurs", "his", "her",
                                              "its", "their"};
    for (size_t i = 0; i < sizeof possessives / sizeof *possessives; i++)
        if (slice_is(word->lower, possessives[i]))
            return true;
    return false;
}

static void add_possessor(const struct view *view, uint32_t chunk, argument_list *arguments)
{
    const struct chunk *found = &view->chunks.items[chunk];
    add_argument(view, arguments, found->possessor, ARGUMENT_CHUNK);
    if (is_possessive_word(view_word(view, found->first)))
        add_argument(view, arguments, chunk, ARGUMENT_DETERMINER);
}

static void add_noun_complement(const struct view *view, uint32_t noun, struct slice word,
                                argument_list *arguments)
{
    uint32_t count = arguments->count;
    for (uint32_t c = view->tree ? view->first_child[noun - view->start] : NO_INDEX;
         c != NO_INDEX; c = view->next_child[c - view->start]) {
        uint32_t chunk = view_chunk_at(view, c);
        if (chunk != NO_INDEX && chunk != view_chunk_at(view, noun) &&
            !view->chunks.items[chunk].time && chunk_after(view, chunk, word))
            add_argument(view, arguments, chunk, ARGUMENT_CHUNK);
    }
    if (arguments->count > count)
        return;
    uint32_t chunk = view_chunk_at(view, noun);
    bool of = slice_is(word, "de") || slice_is(word, "of");
    for (uint32_t next = chunk + 1; next < view->chunks.count && next <= chunk + 5; next++) {
        const struct chunk *left = &view->chunks.items[next - 1], *right = left + 1;
        uint32_t gap = right->preposition != NO_INDEX ? right->preposition : right->first;
        if (gap > left->end + 2)
            return;
        for (uint32_t w = left->end; w < gap; w++)
            if ((word_is_verb(view_word(view, w)) && !word_is_participle(view, w)) ||
                word_breaks_clause(view, w) || view_word(view, w)->upos == UPOS_PUNCT)
                return;
        if (right->time)
            continue;
        if (chunk_after(view, next, word)) {
            add_argument(view, arguments, next, ARGUMENT_CHUNK);
            return;
        }
        if (of)
            return;
    }
}

static void noun_arguments(const struct view *view, uint32_t noun, const struct rule_slot *slot,
                           argument_list *arguments)
{
    uint32_t chunk = view_chunk_at(view, noun);
    if (chunk == NO_INDEX)
        return;
    switch (slot->kind) {
    case SLOT_POSSESSOR:
        add_possessor(view, chunk, arguments);
        break;
    case SLOT_ADJECTIVE:
    case SLOT_COMPOUND:
        add_argument(view, arguments, chunk, ARGUMENT_ADJECTIVE);
        break;
    case SLOT_PREPOSITION:
        add_noun_complement(view, noun, slot->word, arguments);
        break;
    case SLOT_SUBJECT: {
        uint32_t verb = noun_verb(view, noun);
        if (verb != NO_INDEX && verb < noun) {
            uint32_t subject = verb_is_passive(view, verb) ? NO_INDEX : verb_subject(view, verb);
            add_argument(view, arguments, subject != chunk ? subject : NO_INDEX, ARGUMENT_CHUNK);
        }
        break;
    }
    default:
        break;
    }
}

// "accepted India's offer", "halted military aid": who or what stands beside the verb's object.
static void add_beside_object(const struct view *view, uint32_t verb, argument_list *arguments)
{
    argument_list objects = {0};
    add_object(view, verb, &objects);
    for (uint32_t i = 0; i < objects.count; i++) {
        add_possessor(view, objects.items[i].chunk, arguments);
        add_argument(view, arguments, objects.items[i].chunk, ARGUMENT_ADJECTIVE);
    }
}

void slot_arguments(const struct view *view, uint32_t anchor, enum rule_kind kind,
                    const struct rule_slot *slot, argument_list *arguments)
{
    if (kind == RULE_NOUN) {
        noun_arguments(view, anchor, slot, arguments);
        return;
    }
    switch (slot->kind) {
    case SLOT_SUBJECT:
        if (!verb_is_passive(view, anchor)) {
            add_argument(view, arguments, verb_subject(view, anchor), ARGUMENT_CHUNK);
        } else {
            add_prepositional(view, anchor, SLICE("par"), arguments);
            add_prepositional(view, anchor, SLICE("by"), arguments);
        }
        break;
    case SLOT_OBJECT:
        add_object(view, anchor, arguments);
        break;
    case SLOT_INDIRECT:
        add_indirect(view, anchor, arguments);
        break;
    case SLOT_POSSESSOR:
    case SLOT_ADJECTIVE:
    case SLOT_COMPOUND:
        add_beside_object(view, anchor, arguments);
        break;
    case SLOT_PREPOSITION:
        add_prepositional(view, anchor, slot->word, arguments);
        break;
    case SLOT_DURATION:
        add_duration(view, anchor, arguments);
        break;
    case SLOT_THAT:
    case SLOT_IF:
        add_clause_subject(view, anchor, slot->kind == SLOT_IF, arguments);
        break;
    case SLOT_NEAR:
        add_near(view, anchor, arguments);
        break;
    case SLOT_MUST:
        add_must(view, anchor, arguments);
        break;
    default:
        break;
    }
}

void chunk_coordinates(const struct view *view, uint32_t chunk, index_list *chunks)
{
    assert(chunk < view->chunks.count);
    uint32_t first = chunk;
    for (int hops = 0; hops < 32 && view->chunks.items[first].joined != NO_INDEX; hops++)
        first = view->chunks.items[first].joined;
    list_add(view->scratch, chunks, first);
    uint32_t last = first;
    for (uint32_t i = first + 1; i < view->chunks.count && i < first + 64; i++)
        if (view->chunks.items[i].joined == last) {
            list_add(view->scratch, chunks, i);
            last = i;
        }
}
