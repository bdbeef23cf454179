// SPDX-License-Identifier: Apache-2.0
// Finds polarity, status and hedging of an act, and who says so: negation, tense and mood, modal
// and aspectual governors, si-clauses, purpose, questions, reported speech, "selon". The French
// conditional is told apart: hypothesis (with si or a modal), future in the past (after a verb of
// saying), hearsay (the rest: hedged). Reads words, tags, trees and quotes; adds no layer.
#include "extract/factuality.h"

#include <assert.h>

#define GOVERNORS 5 // "a dit vouloir continuer à…": nested no deeper
#define NEAR 8      // words from an infinitive back to what governs it, where the tree is silent

enum factuality_class {
    CLASS_NEGATION = 1 << 0,   // pas, aucun
    CLASS_DENIAL = 1 << 1,     // refuser, éviter: what they govern does not take place
    CLASS_POSSIBLE = 1 << 2,   // pouvoir, envisager
    CLASS_PLANNED = 1 << 3,    // devoir, prévoir, vouloir
    CLASS_ANNOUNCED = 1 << 4,  // annoncer, promettre
    CLASS_DEMANDED = 1 << 5,   // demander, exiger, falloir
    CLASS_REPORT = 1 << 6,     // dire, déclarer
    CLASS_HEARSAY = 1 << 7,    // reportedly, prétendument, sembler
    CLASS_CONDITION = 1 << 8,  // si, if
    CLASS_PURPOSE = 1 << 9,    // pour, afin
    CLASS_ACCORDING = 1 << 10, // selon
    CLASS_SOURCE = 1 << 11,    // source, observateur: nobody is named
    CLASS_WITHOUT = 1 << 12,   // sans
    CLASS_ASKED = 1 << 13,     // demander si, ignorer si: no condition
    CLASS_FUTURE = 1 << 14,    // will, shall
    CLASS_ONGOING = 1 << 15,   // continuer, poursuivre
    CLASS_FACTIVE = 1 << 17,   // commencer, réussir: what they govern takes place
    CLASS_UNTIL = 1 << 18,     // jusqu'à ce que, avant que; until: what follows is still to come
    CLASS_MODAL = 1 << 16,     // pouvoir, devoir, vouloir: their conditional is no hearsay
};

static const struct {
    const char *name;
    uint32_t bit;
} class_names[] = {
    {"negation", CLASS_NEGATION},   {"denial", CLASS_DENIAL},       {"possible", CLASS_POSSIBLE},
    {"planned", CLASS_PLANNED},     {"announced", CLASS_ANNOUNCED}, {"demanded", CLASS_DEMANDED},
    {"report", CLASS_REPORT},       {"hearsay", CLASS_HEARSAY},     {"condition", CLASS_CONDITION},
    {"purpose", CLASS_PURPOSE},     {"according", CLASS_ACCORDING}, {"source", CLASS_SOURCE},
    {"without", CLASS_WITHOUT},     {"asked", CLASS_ASKED},         {"future", CLASS_FUTURE},
    {"ongoing", CLASS_ONGOING},     {"modal", CLASS_MODAL},         {"factive", CLASS_FACTIVE},
    {"until", CLASS_UNTIL},
};

bool factuality_open(struct factuality_words *words, struct arena *arena,
                     const struct data_source *data, enum language language, struct error *error)
{
    struct slice name = arena_format(arena, "lexicon/%s/factuality.txt", language_code(language));
    struct slice rest = data->find(name.data, data->context), line;
    uint32_t number = 0;
    table_init(&words->classes, arena);
    while (slice_next_line(&rest, &line, &number)) {
        struct slice class_name = slice_cut(&line, ' ');
        uint32_t bit = 0;
        if (slice_starts(class_name, ">"))
            continue;
        for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++)
            if (slice_is(class_name, class_names[i].name))
                bit = class_names[i].bit;
        if (bit == 0)
            return error_set(error, ERROR_INTERNAL, name.data, "line %u: unknown class", number);
        while (line.data && line.size > 0) {
            struct slice word = slice_cut(&line, ' ');
            uint32_t old = word.size > 0 ? table_find(&words->classes, word) : 0;
            if (word.size > 0)
                table_set(&words->classes, word, (old == TABLE_NONE ? 0 : old) | bit);
        }
    }
    return true;
}

static uint32_t class_of(const struct factuality_words *words, const struct view *view, uint32_t w)
{
    const struct word *word = view_word(view, w);
    uint32_t found = table_find(&words->classes, word_lemma(word));
    if (found == TABLE_NONE)
        found = table_find(&words->classes, word->lower);
    return found == TABLE_NONE ? 0 : found;
}

static enum relation relation_at(const struct view *view, uint32_t w)
{
    return relation_universal((enum relation)view_word(view, w)->relation);
}

// --- what governs an act

static bool is_complement(enum relation relation)
{
    return relation == RELATION_XCOMP || relation == RELATION_CCOMP || relation == RELATION_OBJ ||
           relation == RELATION_NMOD || relation == RELATION_ACL || relation == RELATION_DEP;
}

// The verb or noun that governs the infinitive, participle or noun at w, or NO_INDEX.
static uint32_t governor_of(const struct view *view, uint32_t w)
{
    const struct word *word = view_word(view, w);
    enum relation relation = relation_at(view, w);
    // "the boats promised to X": what the clause denies or doubts is not the participle.
    if (relation == RELATION_ACL && word_features(view, w) & FEATURE_BIT(VERBFORM_PART))
        return NO_INDEX;
    if (view->tree) {
        bool subject = word->relation == RELATION_NSUBJ_PASS;
        bool argument = word->relation == RELATION_OBL_ARG ||
                        (relation == RELATION_OBL && word->features & FEATURE_BIT(VERBFORM_INF));
        if (word->head == NO_INDEX || word->head < view->start || word->head >= view->end)
            return NO_INDEX;
        if (relation == RELATION_CONJ)
            return governor_of(view, word->head);
        if (word_is_verb(word) && word_is_finite(view, w))
            return relation == RELATION_CCOMP ? word->head : NO_INDEX;
        return is_complement(relation) || subject || argument ? word->head : NO_INDEX;
    }
    if (word_is_verb(word) && word_is_finite(view, w))
        return NO_INDEX;
    uint32_t first = word_is_verb(word) ? verb_group_start(view, w) : w;
    uint32_t stop = first > view->start + NEAR ? first - NEAR : view->start;
    for (uint32_t i = first; i > stop; i--) {
        const struct word *before = view_word(view, i - 1);
        if (before->upos == UPOS_VERB)
            return i - 1;
        if (word_breaks_clause(view, i - 1) || before->upos == UPOS_CCONJ)
            break;
    }
    return NO_INDEX;
}

static bool negated(const struct factuality_words *words, const struct view *view, uint32_t verb)
{
    uint32_t first = verb_group_start(view, verb);
    uint32_t end = view->end - verb > 4 ? verb + 4 : view->end;
    bool ne = false;
    for (uint32_t w = first; w < verb; w++) {
        struct slice lower = view_word(view, w)->lower;
        ne |= slice_is(lower, "ne") || slice_is(lower, "n'") || slice_is(lower, "n’");
        if (class_of(words, view, w) & CLASS_NEGATION &&
            (ne || view->document->language == LANGUAGE_en))
            return true;
    }
    if (view->document->language == LANGUAGE_en) {
        uint32_t object = verb + 1 < end ? class_of(words, view, verb + 1) : 0;
        return object & CLASS_NEGATION;
    }
    for (uint32_t w = verb + 1; ne && w < end; w++) {
        if (class_of(words, view, w) & CLASS_NEGATION)
            return true;
        if (slice_is(view_word(view, w)->lower, "que") || slice_is(view_word(view, w)->lower, "qu'"))
            return false;
    }
    return false;
}

// "aucune attaque", "sans accord", "no deal".
static bool noun_negated(const struct factuality_words *words, const struct view *view, uint32_t noun)
{
    uint32_t chunk = view_chunk_at(view, noun);
    if (chunk == NO_INDEX)
        return false;
    const struct chunk *found = &view->chunks.items[chunk];
    if (found->preposition != NO_INDEX && class_of(words, view, found->preposition) & CLASS_WITHOUT)
        return true;
    return class_of(words, view, found->first) & CLASS_NEGATION;
}

// --- tense and mood

struct group {
    feature_set first;  // features of the finite word
    bool finite, participle, passive;
    uint32_t classes;   // of its auxiliaries
};

static struct group group_of(const struct factuality_words *words, const struct view *view,
                             uint32_t verb)
{
    struct group group = {0};
    const feature_set moods = FEATURE_BIT(MOOD_CND) | FEATURE_BIT(MOOD_IND) | FEATURE_BIT(MOOD_SUB) |
                              FEATURE_BIT(MOOD_IMP) | FEATURE_BIT(VERBFORM_FIN);
    for (uint32_t w = verb_group_start(view, verb); w <= verb; w++) {
        const struct word *word = view_word(view, w);
        if (!word_is_verb(word))
            continue;
        if (w < verb)
            group.classes |= class_of(words, view, w);
        if (!group.finite && word_features(view, w) & moods) {
            group.finite = true;
            group.first = word_features(view, w);
        }
    }
    group.participle = word_features(view, verb) & FEATURE_BIT(VERBFORM_PART);
    group.passive = verb_is_passive(view, verb);
    return group;
}

static bool sentence_has_condition(const struct factuality_words *words, const struct view *view,
                                   uint32_t from, uint32_t to)
{
    for (uint32_t w = from; w < to; w++) {
        if (!(class_of(words, view, w) & CLASS_CONDITION) || view_word(view, w)->upos == UPOS_ADV)
            continue;
        if (w > view->start && class_of(words, view, w - 1) & CLASS_ASKED)
            continue;
        return true;
    }
    return false;
}

static bool after_report(const struct factuality_words *words, const struct view *view,
                         uint32_t first)
{
    if (first == view->start)
        return false;
    uint32_t stop = first > view->start + NEAR ? first - NEAR : view->start;
    for (uint32_t w = first; w > stop; w--)
        if (view_word(view, w - 1)->upos == UPOS_VERB)
            return class_of(words, view, w - 1) & (CLASS_REPORT | CLASS_ANNOUNCED);
    return false;
}

static void conditional_mood(const struct factuality_words *words, const struct view *view,
                             uint32_t verb, const struct group *group, struct factuality *result)
{
    uint32_t first, end;
    clause_bounds(view, verb, &first, &end);
    uint32_t classes = class_of(words, view, verb) | group->classes;
    bool compound = group->participle && !group->passive;
    if (classes & CLASS_POSSIBLE) {
        result->status = STATUS_POSSIBLE;
        result->hedged = !(classes & CLASS_MODAL);
    } else if (classes & CLASS_PLANNED && !compound) {
        result->status = STATUS_PLANNED;
    } else if (sentence_has_condition(words, view, view->start, view->end)) {
        result->status = STATUS_CONDITIONAL;
    } else if (!compound && after_report(words, view, first)) {
        result->status = STATUS_PLANNED;
    } else {
        result->hedged = true;
    }
}

// "jusqu'à ce que la Russie revienne", "until Russia withdraws": nobody has done it yet.
static bool is_awaited(const struct factuality_words *words, const struct view *view,
                       const struct group *group, uint32_t first)
{
    bool french = view->document->language == LANGUAGE_fr;
    // Most French subjunctives look like the present: "que" after the conjunction tells them.
    if (!(group->first & (FEATURE_BIT(MOOD_SUB) | FEATURE_BIT(TENSE_PRES))) || first == view->start ||
        (french && !slice_starts(view_word(view, first - 1)->lower, "qu")))
        return false;
    uint32_t stop = first > view->start + 5 ? first - 5 : view->start;
    for (uint32_t w = first; w > stop; w--) {
        if (class_of(words, view, w - 1) & CLASS_UNTIL)
            return true;
        if (!french || word_is_verb(view_word(view, w - 1)))
            break;
    }
    return false;
}

static void apply_tense(const struct factuality_words *words, const struct view *view, uint32_t verb,
                        struct factuality *result)
{
    struct group group = group_of(words, view, verb);
    uint32_t first, end;
    clause_bounds(view, verb, &first, &end);
    bool si = first > view->start && class_of(words, view, first - 1) & CLASS_CONDITION;
    if (si && first > view->start + 1 && (class_of(words, view, first - 2) & CLASS_ASKED ||
                                          after_report(words, view, first - 1)))
        result->status = STATUS_POSSIBLE;
    else if (si)
        result->status = STATUS_CONDITIONAL;
    else if (group.first & FEATURE_BIT(MOOD_CND))
        conditional_mood(words, view, verb, &group, result);
    else if (group.classes & CLASS_POSSIBLE)
        result->status = STATUS_POSSIBLE;
    else if (is_awaited(words, view, &group, first))
        result->status = STATUS_PLANNED;
    else if (group.first & FEATURE_BIT(TENSE_FUT) || group.classes & CLASS_FUTURE) {
        result->status = STATUS_PLANNED;
        result->stated_future = true;
    } else if (group.classes & CLASS_PLANNED)
        result->status = STATUS_PLANNED;
    else if (group.first & FEATURE_BIT(MOOD_SUB) && first > view->start &&
             slice_starts(view_word(view, first - 1)->lower, "qu"))
        result->status = after_report(words, view, first - 1) ? STATUS_NONE : STATUS_NONE;
    else if (result->status == STATUS_NONE && !group.participle &&
             group.first & (FEATURE_BIT(TENSE_PRES) | FEATURE_BIT(TENSE_IMP)))
        result->status = STATUS_UNDERWAY;
}

bool factuality_is_purpose(const struct factuality_words *words, const struct view *view,
                           uint32_t verb)
{
    uint32_t first = verb_group_start(view, verb);
    if (first == view->start || !(view_word(view, verb)->features & FEATURE_BIT(VERBFORM_INF)))
        return false;
    if (class_of(words, view, first - 1) & CLASS_PURPOSE)
        return true;
    return first > view->start + 1 && class_of(words, view, first - 2) & CLASS_PURPOSE;
}

// One governor's word on the act below it.
static void apply_governor(const struct factuality_words *words, const struct view *view,
                           uint32_t governor, struct factuality *result)
{
    uint32_t classes = class_of(words, view, governor);
    bool verb = word_is_verb(view_word(view, governor));
    if (verb && negated(words, view, governor)) {
        // "n'exclut pas": what is not excluded is possible.
        if (classes & CLASS_DENIAL) {
            result->status = STATUS_POSSIBLE;
            return;
        }
        result->polarity = POLARITY_NEGATIVE;
    } else if (classes & CLASS_DENIAL) {
        result->polarity = POLARITY_NEGATIVE;
    }
    if (result->status != STATUS_NONE && result->status != STATUS_UNDERWAY)
        return;
    if (classes & CLASS_POSSIBLE)
        result->status = STATUS_POSSIBLE;
    else if (classes & CLASS_DEMANDED)
        result->status = STATUS_DEMANDED;
    else if (classes & CLASS_PLANNED)
        result->status = STATUS_PLANNED;
    else if (classes & CLASS_ANNOUNCED)
        result->status = STATUS_ANNOUNCED;
    else if (classes & CLASS_ONGOING)
        result->status = STATUS_UNDERWAY;
    if (classes & CLASS_HEARSAY)
        result->hedged = true;
}

static bool clause_hearsay(const struct factuality_words *words, const struct view *view,
                           uint32_t anchor)
{
    uint32_t first, end;
    clause_bounds(view, anchor, &first, &end);
    for (uint32_t w = first; w < end; w++) {
        uint8_t upos = view_word(view, w)->upos;
        if (class_of(words, view, w) & CLASS_HEARSAY && (upos == UPOS_ADV || upos == UPOS_ADJ))
            return true;
    }
    return false;
}

void factuality_find(const struct factuality_words *words, const struct view *view, uint32_t anchor,
                     struct factuality *result)
{
    *result = (struct factuality){.polarity = POLARITY_POSITIVE};
    bool verb = word_is_verb(view_word(view, anchor)) || view_word(view, anchor)->upos == UPOS_ADJ;
    uint32_t at = anchor;
    if (verb) {
        if (negated(words, view, anchor))
            result->polarity = POLARITY_NEGATIVE;
        uint32_t first = verb_group_start(view, anchor);
        if (first > view->start && class_of(words, view, first - 1) & CLASS_WITHOUT)
            result->polarity = POLARITY_NEGATIVE;
        if (factuality_is_purpose(words, view, anchor))
            result->status = STATUS_PLANNED;
        apply_tense(words, view, anchor, result);
    } else if (noun_negated(words, view, anchor)) {
        result->polarity = POLARITY_NEGATIVE;
    }
    for (int depth = 0; depth < GOVERNORS; depth++) {
        if (word_is_verb(view_word(view, at)) && word_is_finite(view, at) &&
            !(view->tree && relation_at(view, at) == RELATION_CCOMP))
            break;
        uint32_t governor = governor_of(view, at);
        if (governor == NO_INDEX || governor == at)
            break;
        at = governor;
        apply_governor(words, view, at, result);
        if (word_is_verb(view_word(view, at)) && !(class_of(words, view, at) & CLASS_REPORT)) {
            struct factuality above = {.polarity = POLARITY_POSITIVE};
            apply_tense(words, view, at, &above);
            if (above.status != STATUS_UNDERWAY && result->status == STATUS_NONE)
                result->status = above.status;
            result->hedged |= above.hedged;
        }
    }
    // An infinitive is a plan, unless what governs it says that it came to pass.
    if (result->status == STATUS_NONE && verb &&
        view_word(view, anchor)->features & FEATURE_BIT(VERBFORM_INF)) {
        uint32_t governor = governor_of(view, anchor);
        uint32_t classes = governor == NO_INDEX ? 0 : class_of(words, view, governor);
        result->status = classes & (CLASS_FACTIVE | CLASS_ONGOING) ? STATUS_HAPPENED : STATUS_PLANNED;
    }
    if (result->status == STATUS_NONE)
        result->status = STATUS_HAPPENED;
    if (clause_hearsay(words, view, anchor))
        result->hedged = true;
    if (view->end > view->start && slice_is(view_word(view, view->end - 1)->form, "?"))
        result->status = STATUS_POSSIBLE;
}

// --- who says so

static void add_source(const struct factuality_words *words, const struct view *view,
                       const struct topics *topics, uint32_t chunk, party_list *said_by,
                       bool *hedged)
{
    const struct chunk *found = &view->chunks.items[chunk];
    struct argument argument = {chunk, ARGUMENT_CHUNK};
    if (found->time)
        return;
    bool unnamed = class_of(words, view, found->head) & CLASS_SOURCE;
    const struct word *head = view_word(view, found->head);
    bool agent = table_find(&view->rules->agents, word_lemma(head)) != TABLE_NONE;
    bool named = view->marks->mention[found->head] != NO_INDEX && head->upos != UPOS_ADJ;
    for (uint32_t w = found->first; w < found->end && !named; w++)
        named = view->marks->mention[w] != NO_INDEX && view_word(view, w)->upos == UPOS_PROPN &&
                agent;
    if (!unnamed && !agent && !named && !found->pronoun)
        return; // speakers speak, calls and dialogues do not
    if (unnamed)
        *hedged = true;
    else
        party_add(view, topics, &argument, said_by);
    if (said_by->count > 0 || found->pronoun)
        return;
    uint32_t end = chunk_phrase_end(view, chunk);
    struct party party = {.text = phrase_text(view, found->first, end),
                          .span = view_span(view, found->first, end)};
    list_add(view->document->arena, said_by, party);
}

static bool from_quotes(const struct view *view, uint32_t anchor, party_list *said_by)
{
    const struct document *document = view->document;
    struct span span = view_word(view, anchor)->span;
    const struct quote *best = NULL;
    for (uint32_t i = 0; i < document->quotes.count; i++) {
        const struct quote *quote = &document->quotes.items[i];
        if (quote->span.start <= span.start && span.end <= quote->span.end &&
            quote->speaker.text.data &&
            (!best || quote->span.end - quote->span.start < best->span.end - best->span.start))
            best = quote;
    }
    if (!best)
        return false;
    list_add(document->arena, said_by, best->speaker);
    return true;
}

// "selon X", "d'après X", "according to X": the whole sentence is X's.
static bool from_according(const struct factuality_words *words, const struct view *view,
                           const struct topics *topics, party_list *said_by, bool *hedged)
{
    for (uint32_t i = 0; i < view->chunks.count; i++) {
        const struct chunk *chunk = &view->chunks.items[i];
        if (chunk->preposition == NO_INDEX || chunk->time)
            continue;
        uint32_t before = chunk->preposition;
        bool according = class_of(words, view, before) & CLASS_ACCORDING;
        if (!according && before > view->start)
            according = class_of(words, view, before - 1) & CLASS_ACCORDING;
        // "après" says so only in "d'après".
        if (slice_is(view_word(view, before)->lower, "après") &&
            (before == view->start || !slice_starts(view_word(view, before - 1)->lower, "d")))
            according = false;
        if (!according)
            continue;
        add_source(words, view, topics, i, said_by, hedged);
        if (said_by->count > 0)
            return true;
    }
    return false;
}

// The verb of saying whose complement clause holds the anchor, or that follows as an incise.
static uint32_t reporting_verb(const struct factuality_words *words, const struct view *view,
                               uint32_t anchor)
{
    uint32_t at = anchor;
    for (int depth = 0; view->tree && depth < 8; depth++) {
        const struct word *word = view_word(view, at);
        if (word->head == NO_INDEX || word->head < view->start || word->head >= view->end)
            break;
        enum relation relation = relation_at(view, at);
        at = word->head;
        if ((relation == RELATION_CCOMP || relation == RELATION_XCOMP) &&
            class_of(words, view, at) & CLASS_REPORT && word_is_verb(view_word(view, at)))
            return at;
    }
    // X a dit que …
    for (uint32_t w = anchor; w > view->start; w--) {
        const struct word *word = view_word(view, w - 1);
        if (word->upos == UPOS_PUNCT && slice_is(word->form, ";"))
            break;
        if (word->upos != UPOS_SCONJ || w - 1 == view->start)
            continue;
        if ((!slice_starts(word->lower, "qu") && !slice_is(word->lower, "that")) ||
            word->relation == RELATION_FIXED)
            continue;
        for (uint32_t v = w - 1; v > view->start && v + NEAR > w; v--) {
            if (view_word(view, v - 1)->upos == UPOS_PUNCT)
                break;
            if (view_word(view, v - 1)->upos != UPOS_VERB)
                continue;
            if (class_of(words, view, v - 1) & CLASS_REPORT)
                return v - 1;
            break;
        }
    }
    // …, a indiqué X.  …, X said.
    for (uint32_t w = anchor + 1; w < view->end; w++) {
        if (view_word(view, w)->upos != UPOS_VERB || !(class_of(words, view, w) & CLASS_REPORT))
            continue;
        uint32_t first = verb_group_start(view, w);
        uint32_t chunk = first > view->start ? view_chunk_at(view, first - 1) : NO_INDEX;
        bool ends = w + 1 >= view->end || view_word(view, w + 1)->upos == UPOS_PUNCT ||
                    view->marks->time[w + 1] != NO_INDEX;
        if (chunk != NO_INDEX && !ends)
            continue; // a clause of its own, no incise
        if (chunk != NO_INDEX)
            first = view->chunks.items[chunk].first;
        if (first > view->start && view_word(view, first - 1)->upos == UPOS_PUNCT)
            return w;
    }
    return NO_INDEX;
}

// The subject of a verb of saying, inverted or not.
static uint32_t reporter(const struct view *view, uint32_t verb)
{
    uint32_t first = verb_group_start(view, verb);
    bool incise = first > view->start && view_word(view, first - 1)->upos == UPOS_PUNCT;
    uint32_t next = verb + 1 < view->end ? view_chunk_at(view, verb + 1) : NO_INDEX;
    if (incise && next != NO_INDEX && !view->chunks.items[next].time)
        return next;
    return verb_subject(view, verb);
}

void factuality_said_by(const struct factuality_words *words, const struct view *view,
                        const struct topics *topics, uint32_t anchor, party_list *said_by,
                        bool *hedged)
{
    assert(anchor < view->end);
    if (from_quotes(view, anchor, said_by))
        return;
    uint32_t verb = reporting_verb(words, view, anchor);
    if (verb != NO_INDEX && verb != anchor) {
        uint32_t chunk = reporter(view, verb);
        if (chunk != NO_INDEX)
            add_source(words, view, topics, chunk, said_by, hedged);
    }
    if (said_by->count == 0)
        from_according(words, view, topics, said_by, hedged);
}
