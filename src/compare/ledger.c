// SPDX-License-Identifier: Apache-2.0
// What follows from the claims: the ledger of commitments (one row for one giver, receiver and
// goods, with the history of stages), omissions (articles of a story that leave out what two
// origins carry) and the timeline. Reads result->claims and the statements behind them.
#include "compare/claims.h"

#include <math.h>

#define MENTION_LIKENESS 0.4 // words: the article may tell it where extract found nothing
#define ROWS_LOOK_BACK 200

// --- ledger
struct keeper {
    const struct statements *statements;
    const index_list *members; // by claim
};

static const struct statement *first_of(const struct keeper *keeper, uint32_t claim)
{
    const struct statement *items = keeper->statements->items.items;
    const index_list *members = &keeper->members[claim];
    uint32_t first = 0;
    while (first + 1 < members->count && items[members->items[first]].bare)
        first++;
    return &items[members->items[first]];
}

static const struct value *value_of(const struct statement *statement, enum amount_kind kind)
{
    for (uint32_t i = 0; i < statement->values.count; i++) {
        if (statement->values.items[i].kind == kind)
            return &statement->values.items[i];
    }
    return NULL;
}

// Whether a claim goes on a row: the same giver, no other receiver, the same kind of goods, and
// figures that can be one.
static bool row_fits(const struct keeper *keeper, const struct ledger_row *row, uint32_t claim)
{
    const struct statement *a = first_of(keeper, row->claims.items[0]);
    const struct statement *b = first_of(keeper, claim);
    const uint32_t *story_of = keeper->statements->corpus->story_of;
    if (a->category != b->category || story_of[a->document] != story_of[b->document] ||
        parties_match(&a->actors, &b->actors, NULL) <= 0)
        return false;
    if (parties_match(&a->recipients, &b->recipients, NULL) < 0)
        return false;
    enum amount_kind kinds[] = {AMOUNT_MONEY, AMOUNT_COUNT};
    for (uint32_t i = 0; i < 2; i++) {
        const struct value *one = value_of(a, kinds[i]), *two = value_of(b, kinds[i]);
        if (one && two)
            return values_same_thing(one, two) &&
                   (values_meet(one, two) ||
                    is_instalment(one->stated < two->stated ? a : b,
                                  one->stated < two->stated ? b : a));
    }
    return goods_shared(a, b);
}

struct bounds {
    double low, high;
    struct slice low_text, high_text;
};

static void bounds_widen(struct bounds *bounds, double stated, struct slice text)
{
    if (!isfinite(stated))
        return;
    if (bounds->low_text.data == NULL || stated < bounds->low) {
        bounds->low = stated;
        bounds->low_text = text;
    }
    if (bounds->high_text.data == NULL || stated > bounds->high) {
        bounds->high = stated;
        bounds->high_text = text;
    }
}

static void row_bounds(const struct keeper *keeper, struct ledger_row *row)
{
    struct bounds money = {0}, count = {0};
    for (uint32_t i = 0; i < row->claims.count; i++) {
        const index_list *members = &keeper->members[row->claims.items[i]];
        for (uint32_t k = 0; k < members->count; k++) {
            const struct statement *from = &keeper->statements->items.items[members->items[k]];
            if (from->bare)
                continue;
            const struct commitment *commitment =
                &keeper->statements->corpus->documents[from->document]
                     ->commitments.items[from->index];
            if (commitment->money.value.data && (row->currency.data == NULL ||
                                                 slice_equal(row->currency,
                                                             commitment->money.currency))) {
                bounds_widen(&money, decimal_read(commitment->money.value),
                             commitment->money.value);
                row->currency = commitment->money.currency;
            }
            if (commitment->count.data)
                bounds_widen(&count, decimal_read(commitment->count), commitment->count);
        }
    }
    row->money_low = money.low_text;
    row->money_high = money.high_text;
    row->count_low = count.low_text;
    row->count_high = count.high_text;
}

static void history_add(const struct keeper *keeper, struct ledger_row *row, uint32_t claim,
                        const struct statement *from)
{
    struct corpus *corpus = keeper->statements->corpus;
    const struct document *document = corpus->documents[from->document];
    const struct commitment *commitment = &document->commitments.items[from->index];
    struct slice when = commitment->when_value;
    for (uint32_t i = 0; i < row->history.count; i++) {
        struct ledger_step *step = &row->history.items[i];
        if (step->claim == claim && step->stage == from->stage && slice_equal(step->when, when)) {
            if (step->documents.items[step->documents.count - 1] != from->document)
                list_add(corpus->arena, &step->documents, from->document);
            return;
        }
    }
    struct ledger_step *step = list_push(corpus->arena, &row->history);
    *step = (struct ledger_step){.stage = from->stage, .when = when, .claim = claim};
    list_add(corpus->arena, &step->documents, from->document);
}

static void row_slots(struct keeper *keeper, struct ledger_row *row,
                      const struct statement *from)
{
    const struct commitment *commitment =
        &keeper->statements->corpus->documents[from->document]->commitments.items[from->index];
    if (row->givers.count == 0)
        row->givers = commitment->givers;
    if (row->receivers.count == 0)
        row->receivers = commitment->receivers;
    if (row->goods.data == NULL)
        row->goods = commitment->goods;
    // what is only considered says nothing of how the rest went
    bool done = from->stage > STAGE_REQUESTED || row->stage <= STAGE_REQUESTED;
    if (row->via.data == NULL && done)
        row->via = commitment->via;
    if (commitment->deadline.data)
        row->deadline = commitment->deadline;
    if (from->stage != STAGE_NONE)
        row->stage = from->stage; // members come in order of time: the last word stands
}

static int by_statement(const void *a, const void *b, void *context)
{
    uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    (void)context;
    return one < two ? -1 : one > two;
}

static uint32_t claim_of(const struct keeper *keeper, const struct ledger_row *row, uint32_t number)
{
    for (uint32_t i = 0; i < row->claims.count; i++) {
        const index_list *members = &keeper->members[row->claims.items[i]];
        for (uint32_t k = 0; k < members->count; k++) {
            if (members->items[k] == number)
                return row->claims.items[i];
        }
    }
    return NO_INDEX;
}

static void row_fill(struct keeper *keeper, struct ledger_row *row)
{
    struct corpus *corpus = keeper->statements->corpus;
    index_list all = {0};
    for (uint32_t i = 0; i < row->claims.count; i++) {
        const index_list *members = &keeper->members[row->claims.items[i]];
        for (uint32_t k = 0; k < members->count; k++)
            list_add(corpus->scratch, &all, members->items[k]);
    }
    if (row->claims.count > 1) // else in order already
        list_sort(corpus->scratch, all.items, all.count, sizeof *all.items, by_statement, NULL);
    for (uint32_t i = 0; i < all.count; i++) {
        const struct statement *from = &keeper->statements->items.items[all.items[i]];
        if (from->bare)
            continue;
        row_slots(keeper, row, from);
        uint32_t claim = row->claims.count == 1 ? row->claims.items[0]
                                                : claim_of(keeper, row, all.items[i]);
        history_add(keeper, row, claim, from);
    }
    row_bounds(keeper, row);
    struct slice now = corpus->options->now;
    row->deadline_known = row->deadline.data && now.data;
    row->deadline_passed = row->deadline_known &&
                           slice_compare(slice_part(row->deadline, 0, 10),
                                         slice_part(now, 0, 10)) < 0;
}

void ledger_make(const struct statements *statements, const index_list *members)
{
    struct corpus *corpus = statements->corpus;
    struct comparison *result = corpus->result;
    struct keeper keeper = {statements, members};
    for (uint32_t i = 0; i < result->claims.count; i++) {
        if (result->claims.items[i].kind != FINDING_COMMITMENT)
            continue;
        uint32_t first = result->ledger.count > ROWS_LOOK_BACK
                             ? result->ledger.count - ROWS_LOOK_BACK : 0;
        uint32_t row = first;
        while (row < result->ledger.count && !row_fits(&keeper, &result->ledger.items[row], i))
            row++;
        if (row == result->ledger.count)
            (void)list_push(corpus->arena, &result->ledger);
        list_add(corpus->arena, &result->ledger.items[row].claims, i);
    }
    for (uint32_t i = 0; i < result->ledger.count; i++)
        row_fill(&keeper, &result->ledger.items[i]);
}

// --- omissions
// Whether some sentence of the document shares most of the statement's weight of words.
static bool told_in_words(const struct statements *statements, const struct statement *from,
                          uint32_t document)
{
    struct bag bag = statements->corpus->bags[document];
    double held = 0, all = 0;
    for (uint32_t i = 0, k = 0; i < from->term_count; i++) {
        double weight = (double)from->terms[i].weight * from->terms[i].weight;
        while (k < bag.count && bag.terms[k].term < from->terms[i].term)
            k++;
        all += weight;
        held += k < bag.count && bag.terms[k].term == from->terms[i].term ? weight : 0;
    }
    return all > 0 && held / all > 1 - MENTION_LIKENESS;
}

static bool supports(const struct claim *claim, uint32_t document)
{
    for (uint32_t i = 0; i < claim->support.count; i++) {
        if (claim->support.items[i].document == document)
            return true;
    }
    return false;
}

static int64_t first_report(const struct corpus *corpus, const struct claim *claim)
{
    int64_t first = DAY_NONE;
    for (uint32_t i = 0; i < claim->support.count; i++) {
        int64_t day = corpus->days[claim->support.items[i].document];
        if (day != DAY_NONE && (first == DAY_NONE || day < first))
            first = day;
    }
    return first;
}

void omissions_find(const struct statements *statements, const index_list *members)
{
    struct corpus *corpus = statements->corpus;
    struct comparison *result = corpus->result;
    for (uint32_t i = 0; i < result->claims.count; i++) {
        const struct claim *claim = &result->claims.items[i];
        if (claim->origins < 2 || claim->story == NO_INDEX)
            continue;
        const struct statement *from = &statements->items.items[members[i].items[0]];
        int64_t first = first_report(corpus, claim);
        struct omission omission = {.story = claim->story, .claim = i};
        const index_list *documents = &result->stories.items[claim->story].documents;
        for (uint32_t k = 0; k < documents->count; k++) {
            uint32_t document = documents->items[k];
            bool before = first != DAY_NONE && corpus->days[document] != DAY_NONE &&
                          corpus->days[document] < first;
            if (!before && !supports(claim, document) &&
                !told_in_words(statements, from, document))
                list_add(corpus->arena, &omission.absent_from, document);
        }
        if (omission.absent_from.count)
            list_add(corpus->arena, &result->omissions, omission);
    }
}

// --- timeline
struct dated {
    struct slice value;
    uint32_t claim;
};

static int by_date(const void *a, const void *b, void *context)
{
    const struct dated *one = a, *two = b;
    (void)context;
    if (!one->value.data != !two->value.data)
        return one->value.data ? -1 : 1;
    int order = one->value.data ? slice_compare(one->value, two->value) : 0;
    return order ? order : one->claim < two->claim ? -1 : one->claim > two->claim;
}

void timeline_make(struct corpus *corpus)
{
    struct comparison *result = corpus->result;
    struct dated *dated = arena_take(corpus->scratch, (result->claims.count + 1) * sizeof *dated);
    for (uint32_t i = 0; i < result->claims.count; i++)
        dated[i] = (struct dated){result->claims.items[i].when, i};
    list_sort(corpus->scratch, dated, result->claims.count, sizeof *dated, by_date, NULL);
    for (uint32_t i = 0; i < result->claims.count; i++) {
        bool same = i && !dated[i].value.data == !dated[i - 1].value.data &&
                    slice_equal(dated[i].value, dated[i - 1].value);
        if (!same)
            list_push(corpus->arena, &result->timeline)->value = dated[i].value;
        list_add(corpus->arena, &result->timeline.items[result->timeline.count - 1].claims,
                 dated[i].claim);
    }
}
