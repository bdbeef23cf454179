// SPDX-License-Identifier: Apache-2.0
// Verdicts: how many origins carry a claim (copies and one agency's wires count once), and where
// its carriers differ: compatible, update or conflict, by interval logic. Values are never
// averaged and no carrier is preferred. Reads statements, fills origins, differences, verdict.
#include "compare/claims.h"

#include <assert.h>
#include <math.h>

#define SAME_TEXT_PERMILLE 700 // of a sentence's shingles: it was taken over, not written anew
#define SAME_TEXT_SHINGLES 3
#define LOOK_BACK 64
#define WORDS_AHEAD 0.4 // likeness of two sentences that give one thing to come each its day
#define GROWN_SHARE 1.2 // of a lower bound: beyond it a later figure is news

struct judge {
    const struct statements *statements;
    const struct corpus *corpus;
    struct claim *claim;
    const uint32_t *members;
    uint32_t count;
};

static const struct statement *member(const struct judge *judge, uint32_t index)
{
    return &judge->statements->items.items[judge->members[index]];
}

// --- origins
static bool same_text(const struct statement *a, const struct statement *b)
{
    if (a->twin == b->twin)
        return true;
    uint32_t smaller = a->shingles.count < b->shingles.count ? a->shingles.count
                                                             : b->shingles.count;
    return smaller >= SAME_TEXT_SHINGLES &&
           (uint64_t)shingles_shared(a->shingles, b->shingles) * 1000 >=
               (uint64_t)smaller * SAME_TEXT_PERMILLE;
}

// A sentence that another carrier has too counts for the agency's piece, else for the first.
static struct slice origin_of(const struct judge *judge, uint32_t index)
{
    const struct corpus *corpus = judge->corpus;
    const struct statement *own = member(judge, index);
    struct slice origin = corpus->origins[own->document];
    if (corpus->agency_pieces[own->document])
        return origin;
    bool first = true;
    for (uint32_t i = 0; i < judge->count && i < LOOK_BACK; i++) {
        const struct statement *other = member(judge, i);
        if (other->document == own->document || !same_text(own, other))
            continue;
        if (corpus->agency_pieces[other->document])
            return corpus->origins[other->document];
        if (first && i < index)
            origin = corpus->origins[other->document];
        first = false;
    }
    return origin;
}

static void origins_count(struct judge *judge)
{
    struct claim *claim = judge->claim;
    struct table names;
    table_init(&names, judge->corpus->scratch);
    for (uint32_t i = 0; i < judge->count; i++)
        table_add(&names, origin_of(judge, i), i);
    for (uint32_t i = 0; i < names.entries.count; i++)
        list_add(judge->corpus->arena, &claim->origin_names, names.entries.items[i].key);
    claim->origins = claim->origin_names.count;
}

// --- differences
static struct difference *difference_add(struct judge *judge, const char *field,
                                         enum difference_relation relation)
{
    struct difference *difference = list_push(judge->corpus->arena, &judge->claim->differences);
    difference->field = field;
    difference->relation = relation;
    return difference;
}

static void difference_value(struct judge *judge, struct difference *difference,
                             struct slice value, uint32_t document)
{
    for (uint32_t i = 0; i < difference->values.count; i++) {
        struct difference_value *known = &difference->values.items[i];
        if (!slice_equal(known->value, value))
            continue;
        for (uint32_t k = 0; k < known->documents.count; k++) {
            if (known->documents.items[k] == document)
                return;
        }
        list_add(judge->corpus->arena, &known->documents, document);
        return;
    }
    struct difference_value *added = list_push(judge->corpus->arena, &difference->values);
    added->value = value;
    list_add(judge->corpus->arena, &added->documents, document);
}

// -1: a's document came out before b's, 1: after, 0: the same day or not known.
static int order_of(const struct judge *judge, const struct statement *a, const struct statement *b)
{
    int64_t one = judge->corpus->days[a->document], two = judge->corpus->days[b->document];
    if (one == DAY_NONE || two == DAY_NONE || one == two)
        return 0;
    return one < two ? -1 : 1;
}

static bool is_undated(const struct judge *judge, const struct statement *a,
                       const struct statement *b)
{
    return judge->corpus->days[a->document] == DAY_NONE ||
           judge->corpus->days[b->document] == DAY_NONE;
}

static enum difference_relation worse(enum difference_relation a, enum difference_relation b)
{
    return a > b ? a : b;
}

// The value of a kind and unit that a statement gives: the first that is not called a share. "35,
// not 42" says 35; "3 of the 6" says 6.
static const struct value *main_value(const struct statement *statement, const struct value *like)
{
    const struct value *best = NULL;
    for (uint32_t i = 0; i < statement->values.count; i++) {
        const struct value *value = &statement->values.items[i];
        if (values_same_thing(value, like) && (best == NULL || (best->share && !value->share)))
            best = value;
    }
    return best;
}

// "42 millions d'euros" and "€42 million" are one figure.
static bool same_bounds(const struct value *one, const struct value *two)
{
    return !(one->low < two->low) && !(two->low < one->low) && !(one->high < two->high) &&
           !(two->high < one->high);
}

// Six workers and nine workers killed, unlike six workers and nine dead.
static bool same_sort(const struct value *one, const struct value *two)
{
    return one->sort != TERM_NONE && one->sort == two->sort;
}

static bool any_meet(const struct statement *a, const struct statement *b,
                     const struct value *like)
{
    for (uint32_t i = 0; i < a->values.count; i++) {
        for (uint32_t k = 0; k < b->values.count; k++) {
            const struct value *one = &a->values.items[i], *two = &b->values.items[k];
            if (values_same_thing(one, like) && values_same_thing(two, like) &&
                values_meet(one, two) && !same_sort(one, two))
                return true;
        }
    }
    return false;
}

// "four of the six" beside six: what a statement calls a part of the other's figure.
static const struct value *part_of(const struct statement *statement, const struct value *whole)
{
    for (uint32_t i = 0; i < statement->values.count; i++) {
        const struct value *value = &statement->values.items[i];
        if (value->share && values_same_thing(value, whole) && value->stated < whole->stated)
            return value;
    }
    return NULL;
}

static enum difference_relation values_relation(const struct judge *judge,
                                                const struct statement *a, const struct value *one,
                                                const struct statement *b, const struct value *two)
{
    if (!values_meet(one, two) &&
        (value_set_aside(a, two, false) || value_set_aside(b, one, false)))
        return DIFFERENCE_CONFLICT; // "35, not 42"
    if (!values_meet(one, two) && (value_set_aside(a, two, true) || value_set_aside(b, one, true)))
        return DIFFERENCE_UPDATE; // "1 billion, against 1.25"
    struct value closed[2] = {*one, *two};
    if (same_sort(one, two)) {
        closed[0].high = one->sort_high;
        closed[1].high = two->sort_high;
        one = &closed[0];
        two = &closed[1];
    }
    // "at least 12" allows 31, but a toll that was 12 and is 31 has been brought up to date
    const struct value *open = isfinite(one->high) ? isfinite(two->high) ? NULL : two : one;
    const struct value *other = open == one ? two : one;
    int sooner = order_of(judge, a, b);
    if (open && open->cues & CUE_RUNNING && other->stated > open->stated * GROWN_SHARE &&
        sooner == (open == one ? -1 : 1))
        return DIFFERENCE_UPDATE;
    if (values_meet(one, two))
        return same_bounds(one, two) && !part_of(a, two) && !part_of(b, one)
                   ? DIFFERENCE_NONE : DIFFERENCE_COMPATIBLE;
    if (any_meet(a, b, one))
        return DIFFERENCE_COMPATIBLE;
    if ((!one->central || !two->central) && !statements_refigured(judge->statements, a, b))
        return DIFFERENCE_NONE; // figures of something else in the sentence
    bool first_low = one->stated < two->stated;
    if ((first_low ? one : two)->share || (first_low ? a : b)->cues & CUE_PART)
        return DIFFERENCE_COMPATIBLE;
    if (is_instalment(first_low ? a : b, first_low ? b : a))
        return DIFFERENCE_COMPATIBLE;
    int order = order_of(judge, a, b);
    const struct statement *later = order < 0 ? b : a;
    if (order == 0 && is_undated(judge, a, b) && one->cues & two->cues & CUE_RUNNING &&
        !(one->measure & two->measure & MEASURE_THINGS))
        return DIFFERENCE_UPDATE; // a toll of no known day: which came first is not known
    // documents that give several tolls tell of several happenings
    bool apart = one->cues & two->cues & CUE_RUNNING &&
                 (!one->sole || !two->sole || one->stated > two->stated * RIVAL_RATIO ||
                  two->stated > one->stated * RIVAL_RATIO); // then of other things
    if (order == 0)
        return apart ? DIFFERENCE_NONE : DIFFERENCE_CONFLICT;
    bool crowd = (a->cues | b->cues | one->cues | two->cues) & CUE_CROWD ||
                 (one->measure && other_camps(a, b));
    if (later->cues & CUE_REVISED)
        return DIFFERENCE_UPDATE;
    bool higher = order < 0 ? two->stated > one->stated : one->stated > two->stated;
    if (higher && !crowd)
        return DIFFERENCE_UPDATE;
    return apart ? DIFFERENCE_NONE : DIFFERENCE_CONFLICT;
}

// Two counts of one thing in one sentence, by two who count.
static enum difference_relation rivals(const struct statement *statement, const struct value *like)
{
    const struct value *most = main_value(statement, like);
    for (uint32_t i = 0; i < statement->values.count; i++) {
        const struct value *value = &statement->values.items[i];
        if (value != most && values_same_thing(value, like) && value->rival && most->rival)
            return DIFFERENCE_CONFLICT;
    }
    return DIFFERENCE_NONE;
}

// The figures of one thing in a claim, and how each pair of them stands.
struct figures {
    const struct value *of[LOOK_BACK]; // by member; NULL: it gives none
    uint8_t relations[LOOK_BACK][LOOK_BACK];
    uint32_t count;
};

static void figures_fill(const struct judge *judge, const struct value *like,
                         struct figures *figures)
{
    memset(figures, 0, sizeof *figures);
    figures->count = judge->count < LOOK_BACK ? judge->count : LOOK_BACK;
    for (uint32_t i = 0; i < figures->count; i++) {
        figures->of[i] = main_value(member(judge, i), like);
        if (figures->of[i] == NULL)
            continue;
        figures->relations[i][i] = (uint8_t)rivals(member(judge, i), like);
        for (uint32_t k = 0; k < i; k++) {
            if (figures->of[k])
                figures->relations[i][k] = figures->relations[k][i] = (uint8_t)values_relation(
                    judge, member(judge, k), figures->of[k], member(judge, i), figures->of[i]);
        }
    }
}

// A figure stands in the list of a relation when it has it to some figure and, but for conflicts,
// no other one to those listed before: 31, then 47 against 62, is 31 -> 47 and 47 / 62.
static bool is_listed(const struct figures *figures, enum difference_relation relation,
                      const bool *listed, uint32_t index)
{
    bool has = false;
    for (uint32_t k = 0; k < figures->count; k++) {
        uint8_t own = figures->relations[index][k];
        has |= own == (uint8_t)relation;
        if (k < index && listed[k] && own != DIFFERENCE_NONE && own != (uint8_t)relation &&
            relation != DIFFERENCE_CONFLICT)
            return false;
    }
    return has;
}

static void figures_write(struct judge *judge, const struct figures *figures,
                          const struct value *like, enum difference_relation relation)
{
    bool listed[LOOK_BACK] = {false};
    struct difference written = {.field = like->kind == AMOUNT_MONEY ? "money" : "count",
                                 .relation = relation};
    for (uint32_t i = 0; i < figures->count; i++) {
        const struct statement *statement = member(judge, i);
        listed[i] = figures->of[i] && is_listed(figures, relation, listed, i);
        bool rival = figures->relations[i][i] == (uint8_t)relation;
        for (uint32_t k = 0; listed[i] && k < statement->values.count; k++) {
            const struct value *value = &statement->values.items[k];
            bool part = relation == DIFFERENCE_COMPATIBLE && value->share;
            if (value == figures->of[i] || ((rival || part) && values_same_thing(value, like)))
                difference_value(judge, &written, value->text, statement->document);
        }
    }
    if (written.values.count > 1)
        list_add(judge->corpus->arena, &judge->claim->differences, written);
}

static void values_judge(struct judge *judge, const struct value *like)
{
    struct figures *figures = arena_take(judge->corpus->scratch, sizeof *figures);
    figures_fill(judge, like, figures);
    for (int relation = DIFFERENCE_CONFLICT; relation > DIFFERENCE_NONE; relation--)
        figures_write(judge, figures, like, (enum difference_relation)relation);
}

static bool seen_before(const struct judge *judge, uint32_t index, const struct value *value)
{
    for (uint32_t i = 0; i <= index; i++) {
        const struct statement *statement = member(judge, i);
        for (uint32_t k = 0; k < statement->values.count; k++) {
            if (&statement->values.items[k] == value)
                return false;
            if (values_same_thing(&statement->values.items[k], value))
                return true;
        }
    }
    return false;
}

static void amounts_judge(struct judge *judge)
{
    for (uint32_t i = 0; i < judge->count && i < LOOK_BACK; i++) {
        const struct statement *statement = member(judge, i);
        for (uint32_t k = 0; k < statement->values.count; k++) {
            const struct value *value = &statement->values.items[k];
            if ((value->kind == AMOUNT_COUNT || value->kind == AMOUNT_MONEY ||
                 value->kind == AMOUNT_PERCENT) &&
                values_same_thing(value, value) && !seen_before(judge, i, value))
                values_judge(judge, value);
        }
    }
}

// "Reprendront le 10 juin", "reprendront le 12 juin": a sentence without an act has a day of its
// own only where that lies ahead and nearly the same is told.
static bool are_ahead(const struct judge *judge, const struct statement *a,
                      const struct statement *b)
{
    const int64_t *days = judge->corpus->days;
    return days[a->document] != DAY_NONE && days[b->document] != DAY_NONE &&
           a->when.from > days[a->document] && b->when.from > days[b->document] &&
           a->when.from == a->when.to && b->when.from == b->when.to &&
           words_likeness(a, b) >= WORDS_AHEAD;
}

// Two days of one act: put off or brought forward by a later document, else a contradiction.
static enum difference_relation days_relation(const struct judge *judge, const struct statement *a,
                                              const struct statement *b)
{
    int match = ranges_match(&a->when, &b->when);
    if (match < 0 && day_set_aside(a, b))
        return DIFFERENCE_CONFLICT;
    bool bare = (a->bare || b->bare) && !(match < 0 && are_ahead(judge, a, b));
    if (a->told_day || b->told_day || a->kind != FINDING_EVENT || bare || match == 0)
        return DIFFERENCE_NONE;
    bool known = a->when.from != DAY_NONE && b->when.from != DAY_NONE;
    if (match < 0 && known)
        return order_of(judge, a, b) ? DIFFERENCE_UPDATE
               : is_undated(judge, a, b) ? DIFFERENCE_NONE : DIFFERENCE_CONFLICT;
    return match > 0 && !slice_equal(a->when_value, b->when_value) ? DIFFERENCE_COMPATIBLE
                                                                   : DIFFERENCE_NONE;
}

static void days_judge(struct judge *judge)
{
    enum difference_relation relation = DIFFERENCE_NONE;
    for (uint32_t i = 0; i < judge->count && i < LOOK_BACK; i++) {
        for (uint32_t k = 0; k < i; k++)
            relation = worse(relation, days_relation(judge, member(judge, k), member(judge, i)));
    }
    if (relation == DIFFERENCE_NONE)
        return;
    struct difference *difference = difference_add(judge, "when", relation);
    for (uint32_t i = 0; i < judge->count; i++) {
        if (member(judge, i)->when_value.data)
            difference_value(judge, difference, member(judge, i)->when_value,
                             member(judge, i)->document);
    }
}

// --- fields that hold one name of a short list
typedef struct slice field_name(const struct statement *statement);

static struct slice stage_of(const struct statement *statement)
{
    return slice_of(stage_name(statement->stage));
}

static struct slice status_of(const struct statement *statement)
{
    return statement->polarity == POLARITY_NEGATIVE ? SLICE_NONE
                                                    : slice_of(status_name(statement->status));
}

static bool is_negative(const struct statement *statement)
{
    return statement->polarity == POLARITY_NEGATIVE || statement->denies;
}

static bool is_counted(const struct statement *statement)
{
    for (uint32_t i = 0; i < statement->values.count; i++) {
        if (statement->values.items[i].measure)
            return true;
    }
    return false;
}

static struct slice polarity_of(const struct statement *statement)
{
    if (statement->bare && !is_counted(statement))
        return SLICE_NONE;
    return is_negative(statement) ? SLICE("negative") : SLICE("positive");
}

static void names_write(struct judge *judge, const char *field, enum difference_relation relation,
                        field_name *name)
{
    struct difference *difference = difference_add(judge, field, relation);
    for (uint32_t i = 0; i < judge->count; i++) {
        if (name(member(judge, i)).data)
            difference_value(judge, difference, name(member(judge, i)), member(judge, i)->document);
    }
}

// How far a status or stage has come: those of one rank are ways to put the same thing.
static int status_rank(enum status status)
{
    return status == STATUS_NONE ? 0 : status == STATUS_HAPPENED ? 3
           : status == STATUS_UNDERWAY ? 2 : 1;
}

static int stage_rank(enum commitment_stage stage)
{
    switch (stage) {
    case STAGE_NONE:
        return 0;
    case STAGE_CONSIDERED: case STAGE_REQUESTED:
        return 1;
    case STAGE_PROMISED: case STAGE_ANNOUNCED: case STAGE_APPROVED:
        return 2;
    case STAGE_FUNDED: case STAGE_ORDERED:
        return 3;
    default:
        return 3 + (int)stage; // paused, resumed, delivered, refused, cancelled: each its own
    }
}

static int rank_of(const struct statement *statement)
{
    return statement->kind == FINDING_EVENT ? status_rank(statement->status)
                                            : stage_rank(statement->stage);
}

static bool names_differ(const struct statement *a, const struct statement *b)
{
    if (a->kind == FINDING_EVENT && (a->bare || b->bare) && rank_of(a) > 1 && rank_of(b) > 1)
        return false; // a sentence of no known act says only whether it lies ahead
    return a->kind == FINDING_EVENT ? a->status != b->status : a->stage != b->stage;
}

static void progress_judge(struct judge *judge)
{
    enum difference_relation relation = DIFFERENCE_NONE;
    for (uint32_t i = 0; i < judge->count && i < LOOK_BACK; i++) {
        for (uint32_t k = 0; k < i; k++) {
            const struct statement *a = member(judge, k), *b = member(judge, i);
            int one = rank_of(a), two = rank_of(b);
            if (one == 0 || two == 0 || !names_differ(a, b) ||
                a->polarity == POLARITY_NEGATIVE || b->polarity == POLARITY_NEGATIVE)
                continue; // what is denied has come no further
            bool moved = one != two && (a->kind == FINDING_COMMITMENT || two > one ||
                                        order_of(judge, a, b) == 0);
            relation = worse(relation, moved ? DIFFERENCE_UPDATE : DIFFERENCE_COMPATIBLE);
        }
    }
    if (relation == DIFFERENCE_NONE)
        return;
    bool event = judge->claim->kind == FINDING_EVENT;
    names_write(judge, event ? "status" : "stage", relation, event ? status_of : stage_of);
}

static bool is_contradicted(const struct judge *judge)
{
    for (uint32_t i = 0; i < judge->count && i < LOOK_BACK; i++) {
        for (uint32_t k = 0; k < i; k++) {
            if (statements_contradict(judge->statements, judge->members[k], judge->members[i]))
                return true;
        }
    }
    return false;
}

static struct slice turned_of(const struct statement *statement)
{
    return statement_turned(statement) ? SLICE("negative") : SLICE("positive");
}

static void polarity_judge(struct judge *judge)
{
    bool negative = false, positive = false, denied = false, counted = false;
    for (uint32_t i = 0; i < judge->count; i++) {
        const struct statement *statement = member(judge, i);
        if (statement->kind != FINDING_EVENT)
            continue;
        denied |= statement->denies;
        counted |= !statement->denies && statement->polarity != POLARITY_NEGATIVE &&
                   is_counted(statement);
        negative |= !statement->bare && is_negative(statement);
        positive |= !statement->bare && !is_negative(statement);
    }
    if ((negative && positive) || (denied && counted))
        names_write(judge, "polarity", DIFFERENCE_CONFLICT, polarity_of);
    else if (is_contradicted(judge))
        names_write(judge, "polarity", DIFFERENCE_CONFLICT, turned_of);
}

void claim_judge(const struct statements *statements, struct claim *claim,
                 const uint32_t *members, uint32_t count)
{
    struct judge judge = {statements, statements->corpus, claim, members, count};
    assert(count > 0);
    origins_count(&judge);
    amounts_judge(&judge);
    days_judge(&judge);
    progress_judge(&judge);
    polarity_judge(&judge);
    claim->verdict = claim->origins > 1 ? VERDICT_CORROBORATED : VERDICT_SINGLE_ORIGIN;
    for (uint32_t i = 0; i < claim->differences.count; i++) {
        if (claim->differences.items[i].relation == DIFFERENCE_CONFLICT)
            claim->verdict = VERDICT_DISPUTED;
    }
}
