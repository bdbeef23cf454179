// SPDX-License-Identifier: Apache-2.0
// Claims: joins statements that say the same thing. Every pair of one story (and, by shared rare
// words, of different stories) gets a score from match.c. Groups then grow from the best pair on,
// by average score. Reads statements, adds result->claims; verdict.c says what differs in a claim.
#include "compare/claims.h"

#define STORY_PAIRS_MAX 400 // statements of a story that are all paired with each other
#define INDEX_TERMS 10      // weightiest terms of a statement in the index, beyond that
#define POSTINGS_MAX 48
#define SAMPLE_MAX 8        // members of a group that a join looks at
#define GROUP_WORST -2.0 // no two members of a claim may be this unlike
#define SUMMARY_BYTES 200
#define DATELINE_BYTES 80 // "LYON, 6 mars 2025 (AFP) - " ends within, and says nothing of the claim

#define MUTUAL_BONUS 0.5  // each is the other's best match in the other's document
#define RIVAL_MALUS -0.5  // one has a much better match there

struct pair {
    uint32_t a, b;
    float score, bonus;
    float best; // score of either side with a statement of the other's document
};

struct joiner {
    struct statements *statements;
    LIST(struct pair) pairs;
    uint32_t *twins;   // by statement: the first in the same words, maybe itself
    uint32_t *parents; // union-find
    index_list *members;
    struct slice *why; // by statement: why it was joined
    decided_list decided;
};

// --- pairs
static void pair_add(struct joiner *joiner, uint32_t a, uint32_t b)
{
    const struct statement *items = joiner->statements->items.items;
    if (items[a].rejected || items[b].rejected)
        return;
    struct match match = statements_match(joiner->statements, a, b);
    if (match.score > -MUTUAL_BONUS && match.specific)
        list_add(joiner->statements->corpus->scratch, &joiner->pairs,
                 ((struct pair){a < b ? a : b, a < b ? b : a, (float)match.score, 0, -1}));
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
// Pairs by statement: those of statement i are of[first[i]] to of[first[i + 1] - 1].
struct by_statement {
    uint32_t *first, *of;
};

static struct by_statement pairs_by_statement(const struct joiner *joiner)
{
    struct arena *scratch = joiner->statements->corpus->scratch;
    uint32_t count = joiner->statements->items.count;
    struct by_statement by = {arena_zero(scratch, count + 2, sizeof *by.first),
                              arena_take(scratch, (2 * (size_t)joiner->pairs.count + 1) *
                                                      sizeof *by.of)};
    for (uint32_t i = 0; i < joiner->pairs.count; i++) {
        by.first[joiner->pairs.items[i].a + 2]++;
        by.first[joiner->pairs.items[i].b + 2]++;
    }
    for (uint32_t i = 2; i < count + 2; i++)
        by.first[i] += by.first[i - 1];
    for (uint32_t i = 0; i < joiner->pairs.count; i++) {
        by.of[by.first[joiner->pairs.items[i].a + 1]++] = i;
        by.of[by.first[joiner->pairs.items[i].b + 1]++] = i;
    }
    return by;
}

// Notes in every pair the best score that either side has in the other's document.
static void bests_note(struct joiner *joiner)
{
    const struct statements *statements = joiner->statements;
    struct corpus *corpus = statements->corpus;
    struct arena_mark mark = arena_mark(corpus->scratch);
    struct by_statement by = pairs_by_statement(joiner);
    float *best = arena_take(corpus->scratch, (corpus->count + 1) * sizeof *best);
    for (uint32_t i = 0; i < corpus->count; i++)
        best[i] = -1;
    for (uint32_t i = 0; i < statements->items.count; i++) {
        for (int pass = 0; pass < 3; pass++) { // find the bests, hand them out, clear
            for (uint32_t k = by.first[i]; k < by.first[i + 1]; k++) {
                struct pair *pair = &joiner->pairs.items[by.of[k]];
                float *own = &best[statements->items.items[pair->a == i ? pair->b : pair->a]
                                       .document];
                if (pass == 0)
                    *own = pair->score > *own ? pair->score : *own;
                else if (pass == 1)
                    pair->best = *own > pair->best ? *own : pair->best;
                else
                    *own = -1;
            }
        }
    }
    arena_rewind(corpus->scratch, mark);
}

// Two statements that are each other's best match in the other's document are joined a little
// more readily, one that has a much better match there a little less.
static void pairs_reward(struct joiner *joiner)
{
    uint32_t kept = 0;
    bests_note(joiner);
    for (uint32_t i = 0; i < joiner->pairs.count; i++) {
        struct pair pair = joiner->pairs.items[i];
        bool within = joiner->statements->items.items[pair.a].document ==
                      joiner->statements->items.items[pair.b].document;
        if (pair.score >= pair.best && !within)
            pair.bonus = (float)MUTUAL_BONUS;
        else if (pair.score + 1 < pair.best)
            pair.bonus = (float)RIVAL_MALUS;
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

// Average score between two groups (over their first members), forbidden when any pair is. What
// plainly denies one of a group is not held against the others, told in other words.
static double groups_score(const struct joiner *joiner, uint32_t a, uint32_t b)
{
    double sum = 0;
    uint32_t count = 0, opposed = 0;
    bool denial = false;
    for (uint32_t i = 0; i < joiner->members[a].count && i < SAMPLE_MAX; i++) {
        for (uint32_t k = 0; k < joiner->members[b].count && k < SAMPLE_MAX; k++) {
            struct match match = statements_match(joiner->statements, joiner->members[a].items[i],
                                                  joiner->members[b].items[k]);
            denial |= match.denial;
            opposed += match.opposed;
            if (match.opposed)
                continue;
            if (match.score <= GROUP_WORST)
                return MATCH_FORBIDDEN;
            sum += match.score;
            count++;
        }
    }
    return count == 0 || (opposed && !denial) ? MATCH_FORBIDDEN : sum / count;
}

static const char *match_word(int match)
{
    return match > 0 ? "same" : match < 0 ? "other" : "open";
}

static void why_write(struct joiner *joiner, const struct pair *pair)
{
    struct statements *statements = joiner->statements;
    if (!statements->corpus->options->explain)
        return;
    struct match match = statements_match(statements, pair->a, pair->b);
    joiner->why[pair->b] = arena_format(
        statements->corpus->arena,
        "score %d.%02d: words %d%%, actors %s, recipients %s, days %s, figures %s, verb %s",
        (int)pair->score, (int)(pair->score * 100) % 100, (int)(match.words * 100 + 0.5),
        match_word(match.actors), match_word(match.recipients), match_word(match.days),
        match_word(match.values > 0 ? 1 : match.values < 0 ? -1 : 0),
        match.same_anchor ? "same" : "other");
}

// Joins the groups of two roots.
static void roots_join(struct joiner *joiner, uint32_t a, uint32_t b)
{
    uint32_t first = a < b ? a : b, second = a < b ? b : a;
    joiner->parents[second] = first;
    for (uint32_t k = 0; k < joiner->members[second].count; k++)
        list_add(joiner->statements->corpus->scratch, &joiner->members[first],
                 joiner->members[second].items[k]);
}

static uint32_t group_of(struct joiner *joiner, uint32_t statement)
{
    return root_of(joiner->parents, joiner->twins[statement]);
}

// Whether a person said that something of one group is not what the other states; the last word on
// two statements counts.
static bool decided_apart(struct joiner *joiner, uint32_t a, uint32_t b)
{
    bool apart = false;
    for (uint32_t i = 0; i < joiner->decided.count; i++) {
        const struct decided *one = &joiner->decided.items[i];
        uint32_t left = group_of(joiner, one->a), right = group_of(joiner, one->b);
        if ((left == a && right == b) || (left == b && right == a))
            apart = !one->same;
    }
    return apart;
}

// What a person called one is one, before anything is judged by likeness.
static void decided_join(struct joiner *joiner)
{
    for (uint32_t i = 0; i < joiner->decided.count; i++) {
        const struct decided *one = &joiner->decided.items[i];
        uint32_t a = group_of(joiner, one->a), b = group_of(joiner, one->b);
        if (!one->same || a == b || decided_apart(joiner, a, b))
            continue;
        roots_join(joiner, a, b);
        joiner->why[one->b] = SLICE("a person's decision");
    }
}

static void groups_join(struct joiner *joiner)
{
    list_sort(joiner->statements->corpus->scratch, joiner->pairs.items, joiner->pairs.count,
              sizeof *joiner->pairs.items, by_score, NULL);
    for (uint32_t i = 0; i < joiner->pairs.count; i++) {
        const struct pair *pair = &joiner->pairs.items[i];
        uint32_t a = root_of(joiner->parents, pair->a), b = root_of(joiner->parents, pair->b);
        // the bonus is for two statements; one that joins several must fit them more nearly
        bool single = joiner->members[a].count == 1 && joiner->members[b].count == 1;
        if (a == b || decided_apart(joiner, a, b) ||
            groups_score(joiner, a, b) + (double)pair->bonus * (single ? 1 : 0.6) <= 0)
            continue;
        roots_join(joiner, a, b);
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
    size_t dateline = slice_find(slice_part(text, 0, DATELINE_BYTES), SLICE(") - "), 0);
    if (dateline != SIZE_MAX)
        text = slice_part(text, dateline + 4, text.size);
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
        if (statements->corpus->agency_pieces[document] && party.span.end && !party.span.start)
            continue; // the place of a dateline
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
    return !statement->bare * 2 + (statement->actors.count > 0) * 2 +
           (statement->recipients.count > 0) +
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

// Sentences alone make a claim only where two documents say the same, and never a commitment.
static bool is_claim(const struct statements *statements, const index_list *members)
{
    const struct statement *items = statements->items.items;
    bool found = false, several = false;
    for (uint32_t i = 0; i < members->count; i++) {
        found |= !items[members->items[i]].bare || items[members->items[i]].toll;
        several |= items[members->items[i]].document != items[members->items[0]].document;
    }
    return found || (several && items[members->items[0]].kind == FINDING_EVENT);
}

// A sentence that one origin's copies share is no news without a figure.
static bool is_worth_telling(const struct statements *statements, const struct claim *claim,
                             const index_list *members)
{
    bool told = claim->origins > 1 || claim->verdict == VERDICT_DISPUTED;
    for (uint32_t i = 0; i < members->count && !told; i++) {
        const struct statement *statement = &statements->items.items[members->items[i]];
        told = !statement->bare || statement->values.count > 0;
    }
    return told;
}

// False when the claim is left out.
static bool claim_write(struct joiner *joiner, const index_list *members)
{
    struct statements *statements = joiner->statements;
    struct corpus *corpus = statements->corpus;
    const struct statement *best = &statements->items.items[members->items[0]];
    struct claim claim = {.kind = best->kind, .story = corpus->story_of[best->document]};
    int64_t narrowest = INT64_MAX;
    for (uint32_t i = 0; i < members->count; i++) {
        const struct statement *from = &statements->items.items[members->items[i]];
        claim_fill(statements, &claim, from, &narrowest);
        if (fullness(from) > fullness(best))
            best = from;
    }
    claim.summary = summary_of(statements, best);
    claim_judge(statements, &claim, members->items, members->count);
    if (!is_worth_telling(statements, &claim, members))
        return false;
    claim.why = why_join(joiner, members);
    list_add(corpus->arena, &corpus->result->claims, claim);
    return true;
}

// Claims in order of their first statement; members in order of time, as documents are.
static void claims_write(struct joiner *joiner)
{
    struct statements *statements = joiner->statements;
    struct corpus *corpus = statements->corpus;
    uint32_t count = statements->items.count;
    index_list *members = arena_zero(corpus->scratch, count + 1, sizeof *members);
    LIST(index_list) groups = {0};
    for (uint32_t i = 0; i < count; i++) {
        if (!statements->items.items[i].rejected)
            list_add(corpus->scratch, &members[root_of(joiner->parents, joiner->twins[i])], i);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (members[i].count && is_claim(statements, &members[i]) &&
            claim_write(joiner, &members[i])) {
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
    decisions_find(statements, &joiner.decided);
    for (uint32_t i = 0; i < joiner.decided.count; i++) { // nobody's twin any more
        if (!joiner.decided.items[i].same)
            statements->items.items[joiner.decided.items[i].a].twin ^= i + 1;
    }
    twins_find(&joiner);
    pairs_find(&joiner);
    pairs_reward(&joiner);
    decided_join(&joiner);
    groups_join(&joiner);
    claims_write(&joiner);
}
