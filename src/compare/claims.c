// SPDX-License-Identifier: Apache-2.0
// Claims: joins statements that say the same thing. Every pair of one story (and, by shared rare
// words, of different stories) gets a score from its slots; some differences forbid joining (days
// apart, another ordinal, other parties). Groups then grow from the best pair on, by average
// score. Reads statements, adds result->claims; verdict.c says what differs inside a claim.
#include "compare/claims.h"

#include <assert.h>

#define STORY_PAIRS_MAX 400 // statements of a story that are all paired with each other
#define INDEX_TERMS 10      // weightiest terms of a statement in the index, beyond that
#define POSTINGS_MAX 48
#define SAMPLE_MAX 8        // members of a group that a join looks at
#define FORBIDDEN -1000.0
#define GROUP_WORST -2.0 // no two members of a claim may be this unlike
#define SMALL_NUMBER 3  // two, three: too common to tell one act from another
#define NEAR_SHARE 0.7  // of the larger figure
#define SUMMARY_BYTES 200
#define SPECIFIC_LIKENESS 0.3 // of words, when neither day nor figure nor verb is shared
#define ANCHOR_LIKENESS 0.18  // of words, when the verb is shared
#define BARE_LIKENESS 0.4     // of words, for two sentences without a finding

// Weights of the evidence, set by hand on the development bundles (score_bundles.py).
static const struct {
    double base, bare, other_story, same_document, words;
    double type_same, type_near, type_far;
    double party_same, party_apart, day_same, day_coarse;
    double value_same, value_near, value_meets, value_apart, money_apart, anchor, place, place_apart, other, mutual, rival,
        object_same, object_apart;
} weigh = {
    .base = -1.8, .bare = -0.25, .other_story = -1.5, .same_document = -0.6, .words = 6.0,
    .type_same = 0.6, .type_near = -0.6, .type_far = -1.5,
    .party_same = 1.2, .party_apart = -1.8, .day_same = 0.8, .day_coarse = 0.3,
    .value_same = 1.2, .value_near = 0.9, .value_meets = 0.5, .value_apart = -0.3,
    .money_apart = -0.7, .anchor = 0.6,
    .place = 0.4, .place_apart = -0.6, .other = -0.8, .mutual = 0.5, .rival = -0.5,
    .object_same = 0.4, .object_apart = -0.6,
};

struct pair {
    uint32_t a, b;
    float score, bonus;
};

struct joiner {
    struct statements *statements;
    LIST(struct pair) pairs;
    uint32_t *twins;   // by statement: the first in the same words, maybe itself
    uint32_t *parents; // union-find
    index_list *members;
    struct slice *why; // by statement: why it was joined
};

// --- the score of a pair
// Types that the same act is told as.
static uint32_t type_family(enum event_type type)
{
    switch (type) {
    case EVENT_AID: case EVENT_COOPERATE: case EVENT_AGREE: case EVENT_SUPPORT: case EVENT_CONSULT:
        return 1;
    case EVENT_ASSAULT: case EVENT_COERCE: case EVENT_MOBILIZE: case EVENT_PROTEST:
        return 2;
    case EVENT_THREATEN: case EVENT_SANCTION: case EVENT_REJECT: case EVENT_ACCUSE:
        return 3;
    case EVENT_CONCEDE: case EVENT_RETREAT:
        return 4;
    default:
        return 0;
    }
}

static double type_score(const struct statement *a, const struct statement *b)
{
    if (a->kind == FINDING_COMMITMENT && b->kind == FINDING_COMMITMENT)
        return a->category == b->category ? weigh.type_same : 0;
    if (a->type == EVENT_NONE || b->type == EVENT_NONE || b->kind == FINDING_COMMITMENT)
        return 0;
    if (a->type == b->type)
        return weigh.type_same;
    return type_family(a->type) == type_family(b->type) ? weigh.type_near : weigh.type_far;
}

static double words_likeness(const struct statement *a, const struct statement *b)
{
    double sum = 0;
    for (uint32_t i = 0, k = 0; i < a->term_count && k < b->term_count;) {
        uint32_t left = a->terms[i].term, right = b->terms[k].term;
        if (left == right)
            sum += (double)a->terms[i].weight * b->terms[k].weight;
        i += left <= right;
        k += right <= left;
    }
    return sum;
}

static double value_score(const struct value *one, const struct value *two)
{
    double low = one->stated < two->stated ? one->stated : two->stated;
    double high = one->stated < two->stated ? two->stated : one->stated;
    if (!values_meet(one, two))
        return one->kind == AMOUNT_MONEY ? weigh.money_apart : weigh.value_apart;
    if (low >= high && low > SMALL_NUMBER)
        return weigh.value_same;
    return low >= high * NEAR_SHARE && low > SMALL_NUMBER ? weigh.value_near : weigh.value_meets;
}

// The best pair of figures that count the same thing.
static double values_score(const struct statement *a, const struct statement *b)
{
    double best = 0;
    bool any = false;
    for (uint32_t i = 0; i < a->values.count; i++) {
        for (uint32_t k = 0; k < b->values.count; k++) {
            const struct value *one = &a->values.items[i], *two = &b->values.items[k];
            bool money = one->kind == AMOUNT_MONEY && two->kind == AMOUNT_MONEY;
            bool same = values_same_thing(one, two);
            if (!same && !money)
                continue;
            double score = same ? value_score(one, two) : weigh.money_apart; // other currencies
            best = !any || score > best ? score : best;
            any = true;
        }
    }
    return best;
}

// Statements whose acts lie ahead may be moved to another day and stay the same.
static bool is_open(const struct statement *statement)
{
    return statement->kind == FINDING_COMMITMENT || statement->status == STATUS_PLANNED ||
           statement->status == STATUS_ANNOUNCED || statement->status == STATUS_POSSIBLE;
}

static bool same_anchor(const struct statement *a, const struct statement *b)
{
    return a->anchor_term != TERM_NONE && a->anchor_term == b->anchor_term;
}

// A denial is joined only to what it clearly denies: anything else would make a false conflict.
static bool denies_another(const struct statement *a, const struct statement *b)
{
    bool opposed = !a->bare && !b->bare && a->kind == FINDING_EVENT &&
                   (a->polarity == POLARITY_NEGATIVE) != (b->polarity == POLARITY_NEGATIVE);
    if (!opposed)
        return false;
    // an article contradicts itself only in somebody's mouth
    const struct statement *denial = a->polarity == POLARITY_NEGATIVE ? a : b;
    bool within = a->document == b->document;
    if (within && denial->speakers.count == 0)
        return true;
    double likeness = words_likeness(a, b);
    return parties_match(&a->actors, &b->actors, NULL) < 0 ||
           likeness < (!within && same_anchor(a, b) ? ANCHOR_LIKENESS : SPECIFIC_LIKENESS);
}

static bool forbidden(const struct statement *a, const struct statement *b)
{
    if (a->kind != b->kind && !a->bare && !b->bare)
        return true;
    if (a->ordinal > 0 && b->ordinal > 0 && (a->ordinal < b->ordinal || a->ordinal > b->ordinal))
        return true;
    if (a->document == b->document && a->span.start < b->span.end && b->span.start < a->span.end)
        return true; // two acts of one sentence
    if (denies_another(a, b))
        return true;
    if (a->document == b->document && values_score(a, b) <= weigh.money_apart)
        return true; // one article, two sums: two transfers
    // the day in a bare sentence may be another's: a doubt, not a bar
    return ranges_match(&a->when, &b->when) < 0 && !(is_open(a) && is_open(b)) && !a->bare &&
           !b->bare;
}

static double party_score(const party_keys *a, const party_keys *b)
{
    float rarity = 0;
    int match = parties_match(a, b, &rarity);
    return match > 0 ? weigh.party_same * (double)rarity : match < 0 ? weigh.party_apart : 0;
}

// Talks and agreements have no direction: who is named first may change.
static double parties_score(const struct statement *a, const struct statement *b)
{
    double straight = party_score(&a->actors, &b->actors) +
                      party_score(&a->recipients, &b->recipients);
    bool mutual = a->type == b->type && (a->type == EVENT_CONSULT || a->type == EVENT_AGREE ||
                                         a->type == EVENT_COOPERATE);
    if (!mutual)
        return straight;
    double crossed = party_score(&a->actors, &b->recipients) +
                     party_score(&a->recipients, &b->actors);
    return straight > crossed ? straight : crossed;
}

// Something that belongs to this act and few others: without it, one topic's statements, which
// share parties and type, would all be one claim.
static bool is_specific(const struct statement *a, const struct statement *b)
{
    bool day = a->when.from != DAY_NONE && b->when.from != DAY_NONE &&
               a->when.to - a->when.from < 3 && b->when.to - b->when.from < 3;
    bool bare = a->bare && b->bare;
    return day || values_score(a, b) > weigh.value_meets ||
           words_likeness(a, b) >= (bare ? BARE_LIKENESS : SPECIFIC_LIKENESS) ||
           (!bare && same_anchor(a, b) && words_likeness(a, b) >= ANCHOR_LIKENESS);
}

static double days_score(const struct statement *a, const struct statement *b)
{
    int match = ranges_match(&a->when, &b->when);
    if (match == 0)
        return 0;
    if (match < 0)
        return weigh.party_apart;
    if (a->when.from == DAY_NONE && b->when.from == DAY_NONE)
        return 0; // two Mondays of no known week
    bool days = a->when.from == a->when.to && b->when.from == b->when.to;
    return days && a->when.from != DAY_NONE ? weigh.day_same : weigh.day_coarse;
}

static double objects_score(const struct statement *a, const struct statement *b)
{
    if (a->objects.count == 0 || b->objects.count == 0)
        return 0;
    for (uint32_t i = 0; i < a->objects.count; i++) {
        for (uint32_t k = 0; k < b->objects.count; k++) {
            if (a->objects.items[i] == b->objects.items[k])
                return weigh.object_same;
        }
    }
    return weigh.object_apart;
}

static double pair_score(const struct statements *statements, uint32_t first, uint32_t second)
{
    const struct statement *a = &statements->items.items[first];
    const struct statement *b = &statements->items.items[second];
    const struct corpus *corpus = statements->corpus;
    if (forbidden(a, b))
        return FORBIDDEN;
    double score = weigh.base + weigh.words * words_likeness(a, b) + type_score(a, b);
    score += parties_score(a, b);
    score += days_score(a, b) + values_score(a, b) + objects_score(a, b);
    if (same_anchor(a, b))
        score += weigh.anchor * (double)a->anchor_rarity;
    if (a->where != NO_INDEX && b->where != NO_INDEX)
        score += a->where == b->where ? weigh.place : weigh.place_apart;
    if ((a->cues ^ b->cues) & CUE_OTHER)
        score += weigh.other;
    if (a->document == b->document)
        score += weigh.same_document;
    if (a->bare || b->bare)
        score += a->bare && b->bare ? 2 * weigh.bare : weigh.bare;
    if (corpus->story_of[a->document] != corpus->story_of[b->document])
        score += weigh.other_story;
    return score;
}

// --- pairs
static void pair_add(struct joiner *joiner, uint32_t a, uint32_t b)
{
    double score = pair_score(joiner->statements, a, b);
    if (score > -weigh.mutual && is_specific(&joiner->statements->items.items[a],
                                 &joiner->statements->items.items[b]))
        list_add(joiner->statements->corpus->scratch, &joiner->pairs,
                 ((struct pair){a < b ? a : b, a < b ? b : a, (float)score, 0}));
}

static int by_weight(const void *a, const void *b, void *context)
{
    const struct term_weight *one = a, *two = b;
    (void)context;
    if (one->weight > two->weight || one->weight < two->weight)
        return one->weight > two->weight ? -1 : 1;
    return one->term < two->term ? -1 : one->term > two->term;
}

struct posting_list {
    index_list statements;
};

// Pairs through shared weighty terms, for statements of large stories and of different stories.
static void pairs_by_index(struct joiner *joiner, const uint8_t *paired)
{
    struct statements *statements = joiner->statements;
    struct arena *scratch = statements->corpus->scratch;
    index_list *postings =
        arena_zero(scratch, words_term_count(statements->corpus->words) + 1, sizeof *postings);
    uint32_t *seen = arena_zero(scratch, statements->items.count + 1, sizeof *seen);
    for (uint32_t i = 0; i < statements->items.count; i++) {
        const struct statement *own = &statements->items.items[i];
        if (joiner->twins[i] != i)
            continue;
        struct term_weight *top = arena_take(scratch, (own->term_count + 1) * sizeof *top);
        memcpy(top, own->terms, own->term_count * sizeof *top);
        list_sort(scratch, top, own->term_count, sizeof *top, by_weight, NULL);
        for (uint32_t k = 0; k < own->term_count && k < INDEX_TERMS; k++) {
            index_list *list = &postings[top[k].term];
            uint32_t first = list->count > POSTINGS_MAX ? list->count - POSTINGS_MAX : 0;
            for (uint32_t m = first; m < list->count; m++) {
                uint32_t other = list->items[m];
                const uint32_t *story_of = statements->corpus->story_of;
                uint32_t story = story_of[own->document];
                bool done = paired[story] &&
                            story == story_of[statements->items.items[other].document];
                if (seen[other] == i + 1 || done)
                    continue;
                seen[other] = i + 1;
                pair_add(joiner, other, i);
            }
            list_add(scratch, list, i);
        }
    }
}

static void pairs_find(struct joiner *joiner)
{
    struct statements *statements = joiner->statements;
    const struct corpus *corpus = statements->corpus;
    uint32_t stories = corpus->result->stories.count;
    index_list *of_story = arena_zero(corpus->scratch, stories + 1, sizeof *of_story);
    uint8_t *paired = arena_zero(corpus->scratch, stories + 1, 1);
    for (uint32_t i = 0; i < statements->items.count; i++) {
        if (joiner->twins[i] == i)
            list_add(corpus->scratch,
                     &of_story[corpus->story_of[statements->items.items[i].document]], i);
    }
    for (uint32_t story = 0; story < stories; story++) {
        const index_list *list = &of_story[story];
        paired[story] = list->count <= STORY_PAIRS_MAX;
        for (uint32_t i = 0; paired[story] && i < list->count; i++) {
            for (uint32_t k = 0; k < i; k++)
                pair_add(joiner, list->items[k], list->items[i]);
        }
    }
    pairs_by_index(joiner, paired);
}

// --- the best of each document
static struct slice best_key(const struct statements *statements, uint32_t statement,
                             uint32_t other, uint64_t *room)
{
    *room = (uint64_t)statement << 32 | statements->items.items[other].document;
    return (struct slice){(const char *)room, sizeof *room};
}

static float best_of(const struct joiner *joiner, const struct table *best, uint32_t statement,
                     uint32_t other)
{
    uint64_t room;
    return joiner->pairs.items[table_find(best, best_key(joiner->statements, statement, other,
                                                         &room))].score;
}

static void best_note(struct joiner *joiner, struct table *best, uint32_t statement,
                      uint32_t other, uint32_t pair)
{
    uint64_t room;
    struct slice key = best_key(joiner->statements, statement, other, &room);
    uint32_t known = table_find(best, key);
    if (known == TABLE_NONE)
        table_add(best, arena_copy(joiner->statements->corpus->scratch, key), pair);
    else if (joiner->pairs.items[pair].score > joiner->pairs.items[known].score)
        table_set(best, key, pair);
}

// Two statements that are each other's best match in the other's document are joined a little
// more readily, one that has a much better match there a little less.
static void pairs_reward(struct joiner *joiner)
{
    struct table best;
    table_init(&best, joiner->statements->corpus->scratch);
    for (uint32_t i = 0; i < joiner->pairs.count; i++) {
        const struct pair *pair = &joiner->pairs.items[i];
        best_note(joiner, &best, pair->a, pair->b, i);
        best_note(joiner, &best, pair->b, pair->a, i);
    }
    for (uint32_t i = 0; i < joiner->pairs.count; i++) {
        struct pair *pair = &joiner->pairs.items[i];
        float one = best_of(joiner, &best, pair->a, pair->b);
        float two = best_of(joiner, &best, pair->b, pair->a);
        float most = one > two ? one : two;
        bool within = joiner->statements->items.items[pair->a].document ==
                      joiner->statements->items.items[pair->b].document;
        if (pair->score >= most && !within)
            pair->bonus = (float)weigh.mutual;
        else if (pair->score + 1 < most)
            pair->bonus = (float)weigh.rival;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < joiner->pairs.count; i++) {
        struct pair pair = joiner->pairs.items[i];
        pair.score += pair.bonus;
        if (pair.score > 0)
            joiner->pairs.items[kept++] = pair;
    }
    joiner->pairs.count = kept;
}

// --- joining
static int by_score(const void *a, const void *b, void *context)
{
    const struct pair *one = a, *two = b;
    (void)context;
    if (one->score > two->score || one->score < two->score)
        return one->score > two->score ? -1 : 1;
    if (one->a != two->a)
        return one->a < two->a ? -1 : 1;
    return one->b < two->b ? -1 : one->b > two->b;
}

static uint32_t root_of(uint32_t *parents, uint32_t index)
{
    while (parents[index] != index)
        index = parents[index] = parents[parents[index]];
    return index;
}

// Average score between two groups (over their first members), FORBIDDEN when any pair is.
static double groups_score(const struct joiner *joiner, uint32_t a, uint32_t b)
{
    double sum = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < joiner->members[a].count && i < SAMPLE_MAX; i++) {
        for (uint32_t k = 0; k < joiner->members[b].count && k < SAMPLE_MAX; k++) {
            double score = pair_score(joiner->statements, joiner->members[a].items[i],
                                      joiner->members[b].items[k]);
            if (score <= GROUP_WORST)
                return FORBIDDEN;
            sum += score;
            count++;
        }
    }
    return sum / count;
}

static const char *match_word(int match)
{
    return match > 0 ? "same" : match < 0 ? "other" : "open";
}

static void why_write(struct joiner *joiner, const struct pair *pair)
{
    struct statements *statements = joiner->statements;
    const struct statement *a = &statements->items.items[pair->a];
    const struct statement *b = &statements->items.items[pair->b];
    if (!statements->corpus->options->explain)
        return;
    joiner->why[pair->b] = arena_format(
        statements->corpus->arena,
        "score %d.%02d: words %d%%, actors %s, recipients %s, days %s, anchor %s",
        (int)pair->score, (int)(pair->score * 100) % 100, (int)(words_likeness(a, b) * 100 + 0.5),
        match_word(parties_match(&a->actors, &b->actors, NULL)),
        match_word(parties_match(&a->recipients, &b->recipients, NULL)),
        match_word(ranges_match(&a->when, &b->when)),
        a->anchor_term == b->anchor_term ? "same" : "other");
}

static void groups_join(struct joiner *joiner)
{
    struct arena *scratch = joiner->statements->corpus->scratch;
    list_sort(scratch, joiner->pairs.items, joiner->pairs.count, sizeof *joiner->pairs.items,
              by_score, NULL);
    for (uint32_t i = 0; i < joiner->pairs.count; i++) {
        const struct pair *pair = &joiner->pairs.items[i];
        uint32_t a = root_of(joiner->parents, pair->a), b = root_of(joiner->parents, pair->b);
        if (a == b || groups_score(joiner, a, b) + (double)pair->bonus <= 0)
            continue;
        if (a > b) {
            uint32_t swap = a;
            a = b;
            b = swap;
        }
        joiner->parents[b] = a;
        for (uint32_t k = 0; k < joiner->members[b].count; k++)
            list_add(scratch, &joiner->members[a], joiner->members[b].items[k]);
        why_write(joiner, pair);
    }
}

// --- twins: the same words about the same day are one statement from the start
static void twins_find(struct joiner *joiner)
{
    struct statements *statements = joiner->statements;
    struct corpus *corpus = statements->corpus;
    struct table known;
    table_init(&known, corpus->scratch);
    for (uint32_t i = 0; i < statements->items.count; i++) {
        struct slice key = {(const char *)&statements->items.items[i].twin, sizeof(uint64_t)};
        joiner->twins[i] = table_add(&known, key, i);
        joiner->parents[i] = i;
        if (joiner->twins[i] == i)
            list_add(corpus->scratch, &joiner->members[i], i);
    }
}

// --- writing claims
static struct slice summary_of(const struct statements *statements, const struct statement *best)
{
    const struct document *document = statements->corpus->documents[best->document];
    struct slice text = slice_trim(document_span_text(document, best->span));
    struct slice rest = text;
    text = slice_trim(slice_cut(&rest, '\n'));
    if (text.size <= SUMMARY_BYTES)
        return text;
    size_t end = SUMMARY_BYTES;
    while (end && text.data[end] != ' ')
        end--;
    return arena_format(statements->corpus->arena, SLICE_FORMAT " …",
                        SLICE_ARGUMENTS(slice_part(text, 0, end ? end : SUMMARY_BYTES)));
}

static const party_list *actors_of(const struct document *document, const struct statement *from)
{
    return from->kind == FINDING_EVENT ? &document->events.items[from->index].actors
                                       : &document->commitments.items[from->index].givers;
}

static const party_list *recipients_of(const struct document *document,
                                       const struct statement *from)
{
    return from->kind == FINDING_EVENT ? &document->events.items[from->index].recipients
                                       : &document->commitments.items[from->index].receivers;
}

// Parties under the fullest name known of them: "russe" becomes Russie, Trump Donald Trump.
static void parties_name(struct statements *statements, uint32_t document, const party_list *from,
                         party_list *to)
{
    for (uint32_t i = 0; i < from->count; i++) {
        struct party party = from->items[i];
        uint32_t number = identity_of(&statements->identities, document, party.entity);
        if (number != NO_INDEX) {
            const struct identity *identity = &statements->identities.items.items[number];
            party.text = identity->name.size ? identity->name : party.text;
            party.cameo = party.cameo.data ? party.cameo : identity->cameo;
        }
        party.entity = (struct reference){0};
        list_add(statements->corpus->arena, to, party);
    }
}

// Takes each slot from the first member that fills it; the day from the narrowest.
static void claim_fill(struct statements *statements, struct claim *claim,
                       const struct statement *from, int64_t *narrowest)
{
    const struct document *document = statements->corpus->documents[from->document];
    list_add(statements->corpus->arena, &claim->support,
             ((struct support){from->document, claim->kind, from->index, from->span}));
    int64_t width = from->when.from == DAY_NONE ? INT64_MAX - 1 : from->when.to - from->when.from;
    if (from->when_value.data && from->when.from != DAY_NONE && width < *narrowest) {
        claim->when = from->when_value;
        *narrowest = width;
    }
    if (from->bare)
        return;
    if (claim->type == EVENT_NONE)
        claim->type = from->type;
    if (claim->actors.count == 0)
        parties_name(statements, from->document, actors_of(document, from), &claim->actors);
    if (claim->recipients.count == 0)
        parties_name(statements, from->document, recipients_of(document, from),
                     &claim->recipients);
    if (from->kind == FINDING_COMMITMENT) {
        claim->stage = from->stage ? from->stage : claim->stage;
        if (claim->goods.data == NULL)
            claim->goods = document->commitments.items[from->index].goods;
    }
}

static uint32_t fullness(const struct statement *statement)
{
    return !statement->bare * 2 + (statement->actors.count > 0) * 2 + (statement->recipients.count > 0) +
           (statement->values.count > 0) + (statement->when.from != DAY_NONE);
}

static struct slice why_join(const struct joiner *joiner, const index_list *members)
{
    struct buffer why;
    struct arena *arena = joiner->statements->corpus->arena;
    if (!joiner->statements->corpus->options->explain || members->count < 2)
        return SLICE_NONE;
    buffer_init(&why, arena);
    for (uint32_t i = 0; i < members->count; i++) {
        uint32_t number = members->items[i];
        const struct statement *statement = &joiner->statements->items.items[number];
        bool twin = joiner->twins[number] != number;
        char id[16] = "";
        struct buffer name = {.data = id, .capacity = sizeof id};
        if (!statement->bare)
            buffer_format(&name, "%s%u", finding_descriptions[statement->kind].prefix,
                          statement->index + 1);
        if (!twin && joiner->why[number].data == NULL)
            continue;
        const struct document *document =
            joiner->statements->corpus->documents[statement->document];
        buffer_format(&why, "%s" SLICE_FORMAT " " SLICE_FORMAT ": " SLICE_FORMAT,
                      why.size ? "; " : "", SLICE_ARGUMENTS(document->id),
                      SLICE_ARGUMENTS(statement->bare ? SLICE("sentence") : buffer_slice(&name)),
                      SLICE_ARGUMENTS(twin ? SLICE("the same words") : joiner->why[number]));
    }
    return buffer_slice(&why);
}

static enum finding_kind kind_of(const struct statements *statements, const index_list *members)
{
    for (uint32_t i = 0; i < members->count; i++) {
        const struct statement *statement = &statements->items.items[members->items[i]];
        if (!statement->bare)
            return statement->kind;
    }
    return FINDING_EVENT;
}

// Sentences alone make a claim only where two documents say the same.
static bool is_claim(const struct statements *statements, const index_list *members)
{
    const struct statement *items = statements->items.items;
    bool found = false, several = false;
    for (uint32_t i = 0; i < members->count; i++) {
        found |= !items[members->items[i]].bare;
        several |= items[members->items[i]].document != items[members->items[0]].document;
    }
    return found || several;
}

static void claim_write(struct joiner *joiner, const index_list *members)
{
    struct statements *statements = joiner->statements;
    struct corpus *corpus = statements->corpus;
    const struct statement *best = &statements->items.items[members->items[0]];
    struct claim claim = {.kind = kind_of(statements, members),
                          .story = corpus->story_of[best->document]};
    int64_t narrowest = INT64_MAX;
    for (uint32_t i = 0; i < members->count; i++) {
        const struct statement *from = &statements->items.items[members->items[i]];
        claim_fill(statements, &claim, from, &narrowest);
        if (fullness(from) > fullness(best))
            best = from;
    }
    claim.summary = summary_of(statements, best);
    claim_judge(statements, &claim, members->items, members->count);
    claim.why = why_join(joiner, members);
    list_add(corpus->arena, &corpus->result->claims, claim);
}

// Claims in order of their first statement; members in order of time, as documents are.
static void claims_write(struct joiner *joiner)
{
    struct statements *statements = joiner->statements;
    struct corpus *corpus = statements->corpus;
    uint32_t count = statements->items.count;
    index_list *members = arena_zero(corpus->scratch, count + 1, sizeof *members);
    LIST(index_list) groups = {0};
    for (uint32_t i = 0; i < count; i++)
        list_add(corpus->scratch, &members[root_of(joiner->parents, joiner->twins[i])], i);
    for (uint32_t i = 0; i < count; i++) {
        if (members[i].count && is_claim(statements, &members[i])) {
            claim_write(joiner, &members[i]);
            list_add(corpus->scratch, &groups, members[i]);
        }
    }
    ledger_make(statements, groups.items);
    omissions_find(statements, groups.items);
}

void claims_find(struct statements *statements)
{
    struct corpus *corpus = statements->corpus;
    uint32_t count = statements->items.count;
    struct joiner joiner = {.statements = statements};
    joiner.twins = arena_take(corpus->scratch, (count + 1) * sizeof *joiner.twins);
    joiner.parents = arena_take(corpus->scratch, (count + 1) * sizeof *joiner.parents);
    joiner.members = arena_zero(corpus->scratch, count + 1, sizeof *joiner.members);
    joiner.why = arena_zero(corpus->scratch, count + 1, sizeof *joiner.why);
    twins_find(&joiner);
    pairs_find(&joiner);
    pairs_reward(&joiner);
    groups_join(&joiner);
    claims_write(&joiner);
}
