// SPDX-License-Identifier: Apache-2.0
// How well two statements fit one claim: a score from type, parties, days, figures, objects and
// words, and the differences that forbid it (other days, another ordinal, two acts of one
// sentence, a denial of something else). Reads statements; claims.c joins by these scores.
#include "compare/claims.h"

#include <math.h>

#define SMALL_NUMBER 3 // two, three: too common to tell one act from another
#define NEAR_SHARE 0.7 // of the larger figure
// Likeness of words that a pair needs when it shares neither day nor figure: in general, where
// the verb is the same, and for two sentences without a finding.
#define WORDS_PLAIN 0.3
#define WORDS_ANCHOR 0.18
#define WORDS_ACTOR 0.15  // the same, with one actor and type
#define WORDS_BARE 0.4
#define WORDS_REFIGURED 0.5 // of two that give one figure each, and not the same
#define REFIGURED_DAYS 2  // between two that can be told of one thing
#define WORDS_TWO 0.6     // two sentences that are told in nearly the same words
#define WORDS_DENIAL 0.28 // what is denied must be told in like words
#define WORDS_DENIAL_ANCHOR 0.18 // or with the same verb
#define WORDS_DENIAL_SILENT 0.5  // where no word says that it is a denial
#define SCORE_DENIAL 1.0         // of a denial in plain words of an act with both its parties
#define EVIDENCE_MIN 0.8  // of things that belong to this act and few others
#define EVIDENCE_BARE 0.55 // the same, where a sentence without parties stands on one side
#define EVIDENCE_FAR 1.8  // the same, for statements of different stories
#define STEM_WEIGHT 0.2   // of a word in a sentence: it belongs to few others of the story
#define MATTER_WEIGHT 0.05F // of a word that says what an act is about
#define SHORT_TERMS 4     // a statement of fewer words is like another by chance

// Weights of the evidence, set by hand on the development bundles (score_bundles.py).
static const struct {
    double base, bare, other_story, same_document, words;
    double type_same, type_near, type_far, type_threat;
    double party_same, party_named, party_apart, giver_extra;
    double day_same, day_coarse, day_apart, stage_apart;
    double value_same, value_near, value_meets, value_apart, money_apart, toll, turnout, measured;
    double anchor, place, place_apart, other, object_same, object_apart,
        other_matter;
} weigh = {
    .base = -1.8, .bare = -0.25, .other_story = -1.5, .same_document = -1.0, .words = 6.0,
    .type_same = 0.6, .type_near = -0.6, .type_far = -1.5, .type_threat = -2.2,
    .party_same = 1.2, .party_named = 0.6, .party_apart = -1.8, .giver_extra = -0.5,
    .day_same = 0.8, .day_coarse = 0.3, .day_apart = -1.4,
    .stage_apart = -1.4,
    .value_same = 1.3, .value_near = 1.0, .value_meets = 0.5, .value_apart = -0.3,
    .money_apart = -0.7, .toll = 1.0, .turnout = 0.8, .measured = 2.2,
    .anchor = 0.6, .place = 0.4, .place_apart = -0.6, .other = -0.8, .object_same = 0.4,
    .object_apart = -0.4, .other_matter = -3.5,
};

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
    if (a->kind == FINDING_COMMITMENT && !a->bare && !b->bare) {
        bool loose = a->category == CATEGORY_OTHER || b->category == CATEGORY_OTHER ||
                     a->category == CATEGORY_NONE || b->category == CATEGORY_NONE;
        return a->category == b->category ? weigh.type_same : loose ? 0 : weigh.type_near;
    }
    if (a->type == EVENT_NONE || b->type == EVENT_NONE || b->kind == FINDING_COMMITMENT ||
        a->denies != b->denies) // who denies is another, and denying another act
        return 0;
    if (a->type == b->type)
        return weigh.type_same;
    if (a->type == EVENT_THREATEN || b->type == EVENT_THREATEN) // a threat and its deed
        return weigh.type_threat;
    return type_family(a->type) == type_family(b->type) ? weigh.type_near : weigh.type_far;
}

double words_likeness(const struct statement *a, const struct statement *b)
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

// Types that a toll or a turnout is told as.
static bool is_count(const struct statement *statement)
{
    enum event_type type = statement->type;
    return statement->bare || statement->denies || type == EVENT_NONE || type == EVENT_ASSAULT ||
           type == EVENT_COERCE || type == EVENT_PROTEST || type == EVENT_MOBILIZE;
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

// "35 millions, et non à 42": the figure set aside is the other's, maybe short of its unit.
bool value_set_aside(const struct statement *statement, const struct value *value, bool former)
{
    for (uint32_t i = 0; i < statement->asides.count; i++) {
        const struct value *aside = &statement->asides.items[i];
        bool bare = aside->unit_text.size == 0;
        if (aside->former != former || value->stated <= SMALL_NUMBER ||
            (!bare && !values_same_thing(aside, value)))
            continue;
        for (double unit = 1; unit <= 1e9; unit *= 1000) {
            if (fabs(aside->stated * unit - value->stated) < 0.01 * value->stated)
                return true;
            if (!bare)
                break;
        }
    }
    return false;
}

static bool sets_aside(const struct statement *a, const struct statement *b)
{
    for (uint32_t i = 0; i < b->values.count; i++) {
        if (value_set_aside(a, &b->values.items[i], false) ||
            value_set_aside(a, &b->values.items[i], true))
            return true;
    }
    return false;
}

// "Promised twelve" and "delivered two": what has come is a part of what was planned.
bool is_instalment(const struct statement *low, const struct statement *high)
{
    bool done = low->stage == STAGE_FUNDED || low->stage == STAGE_DELIVERED;
    bool planned = high->stage >= STAGE_PROMISED && high->stage <= STAGE_RESUMED &&
                   high->stage != STAGE_FUNDED;
    bool before = low->when.from != DAY_NONE && high->when.from != DAY_NONE &&
                  low->when.to < high->when.from;
    return low->kind == FINDING_COMMITMENT && done && planned && !before;
}

// The best pair of figures that count the same thing.
static double values_score(const struct statement *a, const struct statement *b, bool one_story)
{
    double best = 0;
    bool any = false;
    if (sets_aside(a, b) || sets_aside(b, a))
        return weigh.value_same;
    for (uint32_t i = 0; i < a->values.count; i++) {
        for (uint32_t k = 0; k < b->values.count; k++) {
            const struct value *one = &a->values.items[i], *two = &b->values.items[k];
            bool money = one->kind == AMOUNT_MONEY && two->kind == AMOUNT_MONEY;
            bool same = values_same_thing(one, two);
            if (!same && !money)
                continue;
            double score = same ? value_score(one, two) : weigh.money_apart; // other currencies
            bool first_low = one->stated < two->stated;
            if (same && score < 0 && is_instalment(first_low ? a : b, first_low ? b : a))
                score = weigh.value_meets; // two of the twelve
            bool rivals = same && one_story && one->stated <= two->stated * RIVAL_RATIO &&
                          two->stated <= one->stated * RIVAL_RATIO;
            if (rivals && one->cues & two->cues & CUE_RUNNING && score < weigh.toll)
                score = weigh.toll; // tolls of one happening differ from hour to hour
            if (rivals && one->cues & two->cues & CUE_CROWD && score < weigh.turnout)
                score = weigh.turnout; // so do the counts of one march, by who counts
            best = !any || score > best ? score : best;
            any = true;
        }
    }
    return best;
}

// Each of two documents of one story gives one figure of how many died, were arrested, voted: it is
// of one happening, in whatever words.
static bool is_measured(const struct statement *a, const struct statement *b)
{
    if (a->kind != FINDING_EVENT || !is_count(a) || !is_count(b) ||
        (a->document == b->document && !statements_rival(a, b)))
        return false;
    for (uint32_t i = 0; i < a->values.count; i++) {
        for (uint32_t k = 0; k < b->values.count; k++) {
            const struct value *one = &a->values.items[i], *two = &b->values.items[k];
            bool none = one->stated < 1 || two->stated < 1; // "aucun blessé"
            if (one->sole && two->sole && values_same_thing(one, two) &&
                (none || (one->stated <= two->stated * RIVAL_RATIO &&
                          two->stated <= one->stated * RIVAL_RATIO)))
                return true;
        }
    }
    return false;
}

bool day_set_aside(const struct statement *a, const struct statement *b)
{
    return (a->day_aside.from != DAY_NONE && ranges_match(&a->day_aside, &b->when) > 0) ||
           (b->day_aside.from != DAY_NONE && ranges_match(&b->day_aside, &a->when) > 0);
}

// Other days on which the same was told exclude nothing, nor does one that is set aside.
int days_match(const struct statement *a, const struct statement *b)
{
    int match = ranges_match(&a->when, &b->when);
    return match < 0 && (a->told_day || b->told_day || day_set_aside(a, b)) ? 0 : match;
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

// --- what forbids
static bool in_one_sentence(const struct statement *a, const struct statement *b)
{
    return a->document == b->document && a->span.start < b->span.end && b->span.start < a->span.end;
}

// "suspended the payment of the 42 million that it had promised": one transfer, two stages.
static bool stages_of_one(const struct statement *a, const struct statement *b)
{
    return a->kind == FINDING_COMMITMENT && b->kind == FINDING_COMMITMENT && !a->bare &&
           !b->bare && a->stage != b->stage && values_score(a, b, true) > weigh.value_meets;
}

// One article that gives two figures for one thing tells of two acts.
static bool counts_twice(const struct statement *a, const struct statement *b)
{
    if (a->document != b->document || (a->cues | b->cues) & CUE_CROWD)
        return false;
    for (uint32_t i = 0; i < a->values.count; i++) {
        for (uint32_t k = 0; k < b->values.count; k++) {
            const struct value *one = &a->values.items[i], *two = &b->values.items[k];
            if (values_same_thing(one, two) && !one->share && !two->share &&
                (one->stated < two->stated * 0.95 || two->stated < one->stated * 0.95))
                return true;
        }
    }
    return false;
}

bool other_camps(const struct statement *a, const struct statement *b)
{
    return (a->camp == CUE_OFFICIAL && b->camp == CUE_PARTISAN) ||
           (a->camp == CUE_PARTISAN && b->camp == CUE_OFFICIAL);
}

bool statements_rival(const struct statement *a, const struct statement *b)
{
    return other_camps(a, b) || (a->speakers.count && b->speakers.count &&
                                 parties_match(&a->speakers, &b->speakers, NULL) <= 0);
}

// "1 500 selon la police, 3 000 d'après le collectif": one march, two who count, in one article.
static bool rival_counts(const struct statement *a, const struct statement *b)
{
    if (!statements_rival(a, b) || !is_count(a) || !is_count(b))
        return false;
    for (uint32_t i = 0; i < a->values.count; i++) {
        for (uint32_t k = 0; k < b->values.count; k++) {
            const struct value *one = &a->values.items[i], *two = &b->values.items[k];
            if (one->sole && two->sole && values_same_thing(one, two))
                return true;
        }
    }
    return false;
}

// An accusation and its rejection are two acts.
static bool is_answer(const struct statement *a, const struct statement *b)
{
    bool rejects = a->bare ? a->cues & CUE_DENY : a->type == EVENT_REJECT;
    return a->kind == FINDING_EVENT && rejects && b->type == EVENT_ACCUSE;
}

// "A accuse B d'avoir tiré, ce que B dément": one act, told by two in one sentence.
static bool is_denied_at_once(const struct statement *a, const struct statement *b)
{
    return a->kind == FINDING_EVENT && !a->bare && !b->bare && a->document == b->document &&
           a->type == b->type && a->anchor.start == b->anchor.start &&
           a->anchor.end == b->anchor.end && a->polarity != b->polarity &&
           a->speakers.count && b->speakers.count &&
           parties_match(&a->speakers, &b->speakers, NULL) <= 0;
}

static bool forbidden_at_sight(const struct statement *a, const struct statement *b)
{
    if (a->kind != b->kind)
        return true;
    if (a->ordinal > 0 && b->ordinal > 0 && (a->ordinal < b->ordinal || a->ordinal > b->ordinal))
        return true;
    if (in_one_sentence(a, b) && !stages_of_one(a, b) && !rival_counts(a, b) &&
        !is_denied_at_once(a, b))
        return true;
    if (counts_twice(a, b) && !rival_counts(a, b))
        return true;
    if (a->document == b->document && a->bare && b->bare && !rival_counts(a, b))
        return true;
    if (is_answer(a, b) || is_answer(b, a))
        return true;
    // the day in a bare sentence may be another's: a doubt, not a bar
    return days_match(a, b) < 0 && !(is_open(a) && is_open(b)) && !a->bare && !b->bare;
}

// "X denied that it had threatened Y" and "X is said to have threatened Y": the verb that denies,
// the same act by the same party and no other object need no like type and no like status.
static bool is_plain_denial(const struct statement *a, const struct statement *b,
                            const struct match *match)
{
    if (is_denied_at_once(a, b))
        return true;
    if (a->bare || b->bare || a->kind != FINDING_EVENT || a->document == b->document ||
        (a->polarity == POLARITY_NEGATIVE) == (b->polarity == POLARITY_NEGATIVE))
        return false;
    const struct statement *denial = a->polarity == POLARITY_NEGATIVE ? a : b;
    bool said = match->objects > 0 || match->recipients > 0 || match->words >= WORDS_DENIAL;
    return denial->cues & CUE_DENY && match->same_story && match->same_anchor && said &&
           match->actors > 0 && match->recipients >= 0 && match->objects >= 0 &&
           match->values >= 0;
}

// A denial is joined only to what it clearly denies: anything else would make a false conflict.
static bool denies_another(const struct statement *a, const struct statement *b,
                           const struct match *match)
{
    bool opposed = !a->bare && !b->bare && a->kind == FINDING_EVENT &&
                   (a->polarity == POLARITY_NEGATIVE) != (b->polarity == POLARITY_NEGATIVE);
    if (!opposed)
        return false;
    // an article contradicts itself only in somebody's mouth
    const struct statement *denial = a->polarity == POLARITY_NEGATIVE ? a : b;
    if (a->document == b->document &&
        (denial->speakers.count == 0 || a->type == EVENT_CONSULT || a->type == EVENT_AGREE))
        return true;
    bool parties = match->actors >= 0 && match->recipients >= 0 &&
                   (match->actors > 0 || match->recipients > 0 ||
                    (match->same_anchor && denial->cues & CUE_DENY));
    bool done = (a->status == STATUS_HAPPENED || a->status == STATUS_UNDERWAY) ==
                (b->status == STATUS_HAPPENED || b->status == STATUS_UNDERWAY);
    // talks "without a result" are not talks denied
    bool mutual = a->type == EVENT_CONSULT || a->type == EVENT_AGREE;
    double least = !(denial->cues & CUE_DENY) ? WORDS_DENIAL_SILENT
                   : match->same_anchor && !mutual ? WORDS_DENIAL_ANCHOR : WORDS_DENIAL;
    return !parties || !done || !match->same_story || match->words < least ||
           (a->type != b->type && !(denial->cues & CUE_DENY && match->same_anchor));
}

// --- parties
static bool party_equal(const struct party_key *a, const struct party_key *b)
{
    if (a->identity != NO_INDEX && a->identity == b->identity)
        return true;
    if ((a->state && (b->state || b->body)) || (b->state && a->body)) {
        if (a->country.size == 3 && slice_equal(a->country, b->country))
            return true;
    }
    if (a->state != b->state && a->country.size == 3 && slice_equal(a->country, b->country))
        return false; // "pêcheurs islandais" end in the state's name, and are not it
    return a->term != TERM_NONE && a->term == b->term;
}

static bool party_named(const struct party_key *party)
{
    return party->identity != NO_INDEX;
}

int parties_match(const party_keys *a, const party_keys *b, float *rarity)
{
    bool unknown = false;
    float best = -1;
    if (a->count == 0 || b->count == 0)
        return 0;
    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t k = 0; k < b->count; k++) {
            const struct party_key *one = &a->items[i], *two = &b->items[k];
            if (party_equal(one, two)) {
                float rarer = one->rarity < two->rarity ? one->rarity : two->rarity;
                best = rarer > best ? rarer : best;
            }
            // an unnamed party, or two of one country, may be the same
            unknown |= !party_named(one) || !party_named(two) ||
                       (one->country.size == 3 && slice_equal(one->country, two->country));
        }
    }
    if (best >= 0 && rarity)
        *rarity = best;
    return best >= 0 ? 1 : unknown ? 0 : -1;
}

// --- the score
static double party_score(int match, float rarity)
{
    return match > 0 ? weigh.party_same * (double)rarity : match < 0 ? weigh.party_apart : 0;
}

// Named givers that only one of two transfers has: "Germany" and "Norway, Poland and Germany".
static uint32_t givers_extra(const party_keys *a, const party_keys *b)
{
    uint32_t extra = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        party_keys one = {&a->items[i], 1, 1};
        extra += a->items[i].identity != NO_INDEX && parties_match(&one, b, NULL) <= 0;
    }
    return extra;
}

static double givers_score(const struct statement *a, const struct statement *b)
{
    if (a->kind != FINDING_COMMITMENT || a->actors.count == 0 || b->actors.count == 0)
        return 0;
    uint32_t extra = givers_extra(&a->actors, &b->actors) + givers_extra(&b->actors, &a->actors);
    return weigh.giver_extra * (extra > 2 ? 2 : extra);
}

// A sentence without a finding has no parties, but it may name those of the other's.
static double named_score(const struct statement *a, const struct statement *b,
                          struct match *match)
{
    float actor = 0, recipient = 0;
    const party_keys *actors = a->bare ? &a->named : &a->actors;
    const party_keys *recipients = a->bare ? NULL : &a->recipients;
    match->actors = parties_match(actors, b->bare ? &b->named : &b->actors, &actor) > 0;
    match->recipients = 0;
    if (recipients && b->bare)
        match->recipients = parties_match(recipients, &b->named, &recipient) > 0;
    else if (!b->bare)
        match->recipients = parties_match(&a->named, &b->recipients, &recipient) > 0;
    match->named = (match->actors > 0) * (double)actor +
                   (match->recipients > 0) * (double)recipient;
    return weigh.party_named * match->named;
}

static bool is_mutual(const struct statement *statement)
{
    return statement->type == EVENT_CONSULT || statement->type == EVENT_AGREE ||
           statement->type == EVENT_COOPERATE;
}

// Talks and agreements have no direction: who is named first may change.
static double parties_score(const struct statement *a, const struct statement *b,
                            struct match *match)
{
    float actor = 0, recipient = 0;
    if (a->denies != b->denies)
        return 0;
    if (a->bare || b->bare)
        return named_score(a, b, match);
    match->actors = parties_match(&a->actors, &b->actors, &actor);
    match->recipients = parties_match(&a->recipients, &b->recipients, &recipient);
    match->named = (match->actors > 0) * (double)actor +
                   (match->recipients > 0) * (double)recipient;
    double straight = party_score(match->actors, actor) + party_score(match->recipients, recipient);
    if (!is_mutual(a) || !is_mutual(b))
        return straight;
    float one = 0, two = 0;
    int first = parties_match(&a->actors, &b->recipients, &one);
    int second = parties_match(&a->recipients, &b->actors, &two);
    double crossed = party_score(first, one) + party_score(second, two);
    if (crossed <= straight)
        return straight;
    match->actors = first;
    match->recipients = second;
    match->named = (first > 0) * (double)one + (second > 0) * (double)two;
    return crossed;
}

static double days_score(const struct statement *a, const struct statement *b, struct match *match)
{
    match->days = days_match(a, b);
    if (match->days < 0) // the stages of a transfer have each their day
        return a->kind == FINDING_COMMITMENT ? weigh.stage_apart : weigh.day_apart;
    if (match->days == 0 || (a->when.from == DAY_NONE && b->when.from == DAY_NONE))
        return 0; // two Mondays of no known week
    bool days = a->when.from != DAY_NONE && b->when.from != DAY_NONE &&
                a->when.from == a->when.to && b->when.from == b->when.to;
    match->same_day = days;
    return days ? weigh.day_same : weigh.day_coarse;
}

// Whether the goods of one are all among the other's, and named by more than one word: "weapons"
// alone is any weapon, and a thing considered must not end on the row of one delivered.
bool goods_shared(const struct statement *a, const struct statement *b)
{
    const struct statement *shorter = a->objects.count <= b->objects.count ? a : b;
    const struct statement *longer = shorter == a ? b : a;
    for (uint32_t i = 0; i < shorter->objects.count; i++) {
        bool found = false;
        for (uint32_t k = 0; k < longer->objects.count && !found; k++)
            found = shorter->objects.items[i] == longer->objects.items[k];
        if (!found)
            return false;
    }
    return shorter->objects.count > 1;
}

// The stages of one transfer have each their day, and a later stage no earlier one: the same goods
// by the same giver to the same receiver.
static bool is_progress(const struct statement *a, const struct statement *b,
                        const struct match *match)
{
    if (a->kind != FINDING_COMMITMENT || a->bare || b->bare || a->stage == b->stage ||
        a->stage == STAGE_NONE || b->stage == STAGE_NONE)
        return false;
    const struct statement *early = a->stage < b->stage ? a : b, *late = early == a ? b : a;
    return match->actors > 0 && match->recipients > 0 && match->objects > 0 &&
           match->values >= 0 && (match->values > 0 || goods_shared(a, b)) &&
           (match->days >= 0 || early->when.from == DAY_NONE || late->when.from == DAY_NONE ||
            early->when.from <= late->when.to);
}

static bool is_party_term(const struct statement *statement, uint32_t term)
{
    const party_keys *lists[] = {&statement->actors, &statement->recipients,
                                 &statement->speakers};
    for (uint32_t i = 0; i < 3; i++) {
        for (uint32_t k = 0; k < lists[i]->count; k++) {
            if (lists[i]->items[k].term == term)
                return true;
        }
    }
    return statement->anchor_term == term;
}

// Refusals, demands, threats and accusations of one party are told apart by what is refused: of two
// days, with not a word in common but who speaks and that he refuses, they are two. Of one language
// alone: not every word is known to be another's translation.
static bool is_other_matter(const struct statements *statements, const struct statement *a,
                            const struct statement *b)
{
    const struct corpus *corpus = statements->corpus;
    bool speech = a->type == EVENT_REJECT || a->type == EVENT_REQUEST ||
                  a->type == EVENT_THREATEN || a->type == EVENT_ACCUSE;
    if (!speech || a->type != b->type || a->bare || b->bare || a->kind != FINDING_EVENT ||
        corpus->documents[a->document]->language != corpus->documents[b->document]->language ||
        corpus->days[a->document] == corpus->days[b->document])
        return false;
    for (uint32_t i = 0, k = 0; i < a->term_count && k < b->term_count;) {
        uint32_t left = a->terms[i].term, right = b->terms[k].term;
        if (left == right && a->terms[i].weight >= MATTER_WEIGHT && !is_party_term(a, left) &&
            !is_party_term(b, left))
            return false;
        i += left <= right;
        k += right <= left;
    }
    return true;
}

// Whether the two share things that belong to this act and to few others: one topic's statements
// share parties and type, and would else all be one claim.
static bool is_specific(const struct statement *a, const struct statement *b,
                        const struct match *match)
{
    uint32_t shorter = a->term_count < b->term_count ? a->term_count : b->term_count;
    double length = shorter < SHORT_TERMS ? (double)shorter / SHORT_TERMS : 1;
    bool figures = match->values > weigh.value_meets;
    bool bare = a->bare && b->bare;
    bool told = match->words >= (bare ? WORDS_BARE : WORDS_PLAIN) ||
                (!bare && match->same_anchor && match->words >= WORDS_ANCHOR) ||
                (a->type == b->type && a->type != EVENT_NONE && match->actors > 0 &&
                 match->words >= WORDS_ACTOR);
    double evidence = match->named + figures + 0.4 * (match->values > 0) +
                      0.8 * match->same_day + 0.5 * match->same_place +
                      0.5 * (match->objects > 0) + 1.7 * match->words * length +
                      (match->same_anchor ? 0.4 * (double)a->anchor_rarity : 0);
    return match->denial || ((match->same_day || figures || told || match->progress) &&
           evidence >= (!match->same_story ? EVIDENCE_FAR
                        : a->bare || b->bare ? EVIDENCE_BARE : EVIDENCE_MIN));
}

// A body may bear two names ("Alliance du vaccin", "Gavi"), a state seldom.
static bool names_state(const party_keys *parties)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        if (parties->items[i].state)
            return true;
    }
    return false;
}

// "Altor supprimera 300 postes", "Altor va supprimer 450 postes": told in like words with another
// figure, whatever it counts.
bool statements_refigured(const struct statements *statements, const struct statement *a,
                          const struct statement *b)
{
    const int64_t *days = statements->corpus->days;
    int64_t one_day = days[a->document], other_day = days[b->document];
    // the same report of another week or month is worded alike
    if (one_day == DAY_NONE || other_day == DAY_NONE || one_day > other_day + REFIGURED_DAYS ||
        other_day > one_day + REFIGURED_DAYS)
        return false;
    if (a->document == b->document || a->values.count == 0 || b->values.count == 0 ||
        days_match(a, b) < 0)
        return false;
    const struct value *one = &a->values.items[0], *two = &b->values.items[0];
    return values_same_thing(one, two) && !one->share && !two->share &&
           one->stated <= two->stated * RIVAL_RATIO && two->stated <= one->stated * RIVAL_RATIO &&
           words_likeness(a, b) >= WORDS_REFIGURED;
}

static bool names_hold(const index_list *names, uint32_t term)
{
    for (uint32_t i = 0; i < names->count; i++) {
        if (names->items[i] == term)
            return true;
    }
    return false;
}

// Two sentences in which nothing was found tell one thing only by a figure and what it counts, or
// by two names and a weighty word: "unity" and an alliance stand in any article about it.
static bool is_idle(const struct statements *statements, const struct statement *a,
                    const struct statement *b, const struct match *match)
{
    uint32_t names = 0, stems = 0;
    if (!a->bare || !b->bare || match->values >= weigh.value_near ||
        statements_refigured(statements, a, b) || a->twin == b->twin ||
        (a->toll && b->toll && match->values > 0))
        return false;
    for (uint32_t i = 0, k = 0; i < a->term_count && k < b->term_count;) {
        const struct term_weight *left = &a->terms[i], *right = &b->terms[k];
        if (left->term == right->term) {
            bool name = names_hold(&a->names, left->term) || names_hold(&b->names, left->term);
            names += name;
            stems += !name && left->weight >= STEM_WEIGHT && right->weight >= STEM_WEIGHT;
        }
        i += left->term <= right->term;
        k += right->term <= left->term;
    }
    return !(names > 1 && (stems > 0 || match->words >= WORDS_TWO)) &&
           !(names > 0 && stems > 1 && match->same_day && match->words >= WORDS_PLAIN);
}

struct match statements_match(const struct statements *statements, uint32_t first, uint32_t second)
{
    const struct statement *a = &statements->items.items[first];
    const struct statement *b = &statements->items.items[second];
    const uint32_t *story_of = statements->corpus->story_of;
    struct match match = {.score = MATCH_FORBIDDEN};
    if (forbidden_at_sight(a, b))
        return match;
    if (statements_contrary_texts(statements, first, second)) {
        match.score = SCORE_DENIAL;
        match.denial = match.specific = true;
        match.words = words_likeness(a, b);
        return match;
    }
    match.words = words_likeness(a, b);
    match.same_story = story_of[a->document] == story_of[b->document];
    match.same_anchor = same_anchor(a, b);
    match.same_place = a->where != NO_INDEX && a->where == b->where;
    match.values = values_score(a, b, match.same_story);
    match.objects = objects_score(a, b);
    match.measured = match.same_story && days_match(a, b) >= 0 && is_measured(a, b);
    double score = weigh.base + weigh.words * match.words + type_score(a, b) + match.values +
                   givers_score(a, b) +
                   match.objects + parties_score(a, b, &match) + days_score(a, b, &match);
    if (!match.same_day && is_other_matter(statements, a, b))
        score += weigh.other_matter;
    match.progress = is_progress(a, b, &match);
    if (match.progress && match.days < 0)
        score -= weigh.stage_apart;
    // other givers are other transfers, unless the very sum is the same: then a name may be amiss
    if (a->kind == FINDING_COMMITMENT && match.actors < 0 && match.values < weigh.value_near)
        return match;
    // one caller, two called on one day: other people, other acts, however alike the words
    if (!a->bare && !b->bare && match.recipients < 0 &&
        (a->kind != FINDING_COMMITMENT || match.values < weigh.value_same ||
         names_state(&a->recipients) || names_state(&b->recipients)))
        return match;
    match.denial = is_plain_denial(a, b, &match);
    match.opposed = !match.denial && denies_another(a, b, &match);
    if (match.opposed ||
        (a->document == b->document && match.values <= weigh.money_apart))
        return match; // one article, two sums: two transfers
    score += match.same_anchor ? weigh.anchor * (double)a->anchor_rarity : 0;
    if (a->where != NO_INDEX && b->where != NO_INDEX)
        score += match.same_place ? weigh.place : weigh.place_apart;
    score += (a->cues ^ b->cues) & CUE_OTHER && !match.same_day ? weigh.other : 0;
    score += a->document == b->document && !in_one_sentence(a, b) && !match.measured
                 ? weigh.same_document : 0;
    score += match.same_story ? 0 : weigh.other_story;
    score += weigh.bare * (a->bare + b->bare);
    score += match.measured ? weigh.measured : 0;
    match.specific = match.measured ||
                     (!is_idle(statements, a, b, &match) && is_specific(a, b, &match));
    match.score = match.denial && score < SCORE_DENIAL ? SCORE_DENIAL : score;
    return match;
}
