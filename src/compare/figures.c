// SPDX-License-Identifier: Apache-2.0
// Figures of a statement: its amounts as intervals with what they count, those that are a part of
// a whole, and those that are named to be set aside ("35, not 42"). Reads amounts; judges nothing.
#include "compare/claims.h"

#include "base/utf8.h"

#include <math.h>

#define SHORT_BYTES 160       // of a sentence whose first figure is its subject
#define TOLL_BYTES 260        // of a statement in which dead and injured can only be its own
#define TOLL_AFTER_BYTES 40   // where "ont été tués" stands after what is counted…
#define TOLL_AFTER_WORDS 4    // …and within so many words
#define CENTRAL_BYTES 60      // between a figure and the verb that it belongs to
#define SHARE_BYTES 12        // next to a figure, where a word may make it a share
#define ASIDE_BYTES 60        // a remark between commas ends within
#define WHOLE_BYTES 24        // between a share and its whole: "25,000 of the promised 40,000"

static void value_add(struct statements *statements, struct statement *statement,
                      struct value value, uint32_t toll_term, enum amount_modifier modifier,
                      double upper)
{
    struct corpus *corpus = statements->corpus;
    if (!isfinite(value.stated))
        return;
    value_bounds(&value, modifier, upper);
    value.unit = value.kind == AMOUNT_MONEY
                     ? TERM_NONE : statement_term(statements, statement->document, value.unit_text);
    if (value.unit_text.data)
        value.cues = words_cues(corpus->words, utf8_fold(corpus->working,
                                                         words_last(value.unit_text)));
    // "12 personnes" killed: the verb says what was counted
    if (value.cues & CUE_GENERIC && statement->running_term != TERM_NONE) {
        value.unit = statement->running_term;
        value.cues |= CUE_RUNNING;
    } else if (value.cues & CUE_GENERIC && (value.central || statement->bare)) {
        value.unit = statement->anchor_term;
    } else if (value.cues & CUE_GENERIC) {
        value.unit = TERM_NONE;
    }
    // "6 200 personnes", "20 000 selon les organisateurs": a turnout, whoever counts it
    bool turnout = statement->type == EVENT_PROTEST && value.kind == AMOUNT_COUNT &&
                   (value.unit == TERM_NONE || value.cues & (CUE_GENERIC | CUE_CROWD));
    if (turnout) {
        value.unit = words_term(corpus->words, LANGUAGE_en, SLICE("protesters"));
        value.cues |= CUE_CROWD;
        value.central = true;
    }
    value.sort = TERM_NONE;
    if (toll_term != TERM_NONE && value.unit != TERM_NONE &&
        !(value.cues & (CUE_GENERIC | CUE_RUNNING))) { // "six ouvriers" killed: at least six dead
        value.sort = value.unit;
        value.sort_high = value.high;
        value.unit = toll_term;
        value.cues |= CUE_RUNNING;
        value.high = INFINITY;
        value.exact = false;
    }
    if (value.struck && value.unit != TERM_NONE && !(value.cues & CUE_GENERIC))
        value.cues |= CUE_RUNNING; // "27 hospitals were hit"
    bool toll = value.cues & CUE_RUNNING &&
                statement->span.end - statement->span.start < TOLL_BYTES;
    bool only = statement->bare && statement->values.count == 0 &&
                statement->span.end - statement->span.start < SHORT_BYTES;
    value.central |= toll || only || (statement->bare && value.cues & CUE_CROWD);
    if (value.kind == AMOUNT_ORDINAL)
        statement->ordinal = value.stated;
    else
        list_add(corpus->scratch, &statement->values, value);
}

// Whether the words next to a figure make it a share: "dont 80 millions", "huit des victimes".
static bool is_share(const struct statements *statements, const struct document *document,
                     struct span span)
{
    struct corpus *corpus = statements->corpus;
    uint32_t before = span.start > SHARE_BYTES ? span.start - SHARE_BYTES : 0;
    struct slice head = slice_trim(slice_part(document->text, before, span.start));
    struct slice tail = slice_trim(slice_part(document->text, span.end, span.end + SHARE_BYTES));
    size_t end = 0;
    while (end < tail.size && tail.data[end] != ' ' && tail.data[end] != '\'')
        end++;
    return words_cues(corpus->words, utf8_fold(corpus->working, words_last(head))) & CUE_BEFORE ||
           words_cues(corpus->words, utf8_fold(corpus->working, slice_part(tail, 0, end))) &
               CUE_AFTER;
}

// "35 millions, et non à 42", "24, contre 12 la veille": the second figure is not what is said.
static bool aside_cue(const struct statements *statements, const struct document *document,
                      struct span span, unsigned cue)
{
    return statement_cue_before(statements, document, span, SHARE_BYTES, cue);
}

// The term of the word beside a figure that makes what is counted victims, prisoners…: "a tué six
// ouvriers", "six workers were injured". TERM_NONE where there is none.
static uint32_t toll_beside(const struct statements *statements, const struct document *document,
                            struct span span, unsigned cue)
{
    struct corpus *corpus = statements->corpus;
    uint32_t before = span.start > SHARE_BYTES ? span.start - SHARE_BYTES : 0;
    struct slice rest = slice_part(document->text, span.end, span.end + ASIDE_BYTES);
    size_t comma = slice_starts(rest, ",") ? slice_find(rest, SLICE(","), 1) : SIZE_MAX;
    span.end += comma == SIZE_MAX ? 0 : (uint32_t)comma + 1; // "Trois migrants, dont un enfant,"
    uint32_t after = span.end + TOLL_AFTER_BYTES < document->text.size
                         ? span.end + TOLL_AFTER_BYTES : (uint32_t)document->text.size;
    token_list head = {0}, tail = {0};
    words_read(corpus->words, document->language, document->text, before, span.start,
               corpus->working, &head);
    words_read(corpus->words, document->language, document->text, span.end, after,
               corpus->working, &tail);
    for (uint32_t i = 0; i < 1 + TOLL_AFTER_WORDS; i++) {
        const struct word_token *token = NULL;
        if (i == 0 && head.count)
            token = &head.items[head.count - 1];
        else if (i > 0 && i - 1 < tail.count)
            token = &tail.items[i - 1];
        if (token == NULL || token->term == TERM_NONE)
            continue;
        struct span word = {token->start, token->end};
        struct slice folded = utf8_fold(corpus->working, document_span_text(document, word));
        if (words_cues(corpus->words, folded) & cue)
            return token->term;
        if (i > 0)
            return TERM_NONE; // another verb comes first: "six ouvriers cherchent les blessés"
    }
    return TERM_NONE;
}

static bool is_central(const struct statement *statement, struct span span)
{
    if (statement->anchor.end == 0)
        return statement->kind == FINDING_COMMITMENT;
    return span.start < statement->anchor.end + CENTRAL_BYTES &&
           span.end + CENTRAL_BYTES > statement->anchor.start;
}

// The amount right after, of which this one is a part: "25,000 of the promised 40,000 tonnes".
static const struct amount *whole_of(const struct document *document, uint32_t index, bool share)
{
    const struct amount *part = &document->amounts.items[index];
    if (!share || index + 1 >= document->amounts.count || part->unit.size)
        return NULL;
    const struct amount *whole = &document->amounts.items[index + 1];
    return whole->unit.size && whole->span.start >= part->span.end &&
           whole->span.start - part->span.end <= WHOLE_BYTES ? whole : NULL;
}

static enum amount_kind kind_compared(const struct amount *amount)
{
    bool bulk = amount->kind == AMOUNT_MASS || amount->kind == AMOUNT_VOLUME; // by the tonne
    return amount->kind == AMOUNT_NUMBER || bulk ? AMOUNT_COUNT : amount->kind;
}

// "Des milliers", "tens of thousands": a lower bound, whatever the number.
static bool is_vague(const struct statements *statements, struct slice text)
{
    const struct corpus *corpus = statements->corpus;
    struct slice rest = utf8_fold(corpus->working, text);
    for (int i = 0; i < 3 && rest.data; i++) {
        uint32_t cues = words_cues(corpus->words, slice_cut(&rest, ' '));
        if (cues & CUE_VAGUE)
            return true;
        if (!(cues & CUE_SEVERAL))
            return false;
    }
    return false;
}

static void amount_add(struct statements *statements, struct statement *statement, uint32_t index)
{
    const struct document *document = statements->corpus->documents[statement->document];
    const struct amount *amount = &document->amounts.items[index];
    bool share = is_share(statements, document, amount->span);
    const struct amount *whole = whole_of(document, index, share);
    const struct amount *sort = whole ? whole : amount;
    enum amount_kind kind = kind_compared(sort);
    struct slice unit = sort->unit;
    if (sort->kind == AMOUNT_MASS || sort->kind == AMOUNT_VOLUME) // "t" is a small word too
        unit = arena_format(statements->corpus->scratch, "unit-" SLICE_FORMAT,
                            SLICE_ARGUMENTS(sort->unit));
    if (kind != AMOUNT_COUNT && kind != AMOUNT_MONEY && kind != AMOUNT_PERCENT &&
        kind != AMOUNT_ORDINAL)
        return;
    struct value value = {.kind = kind, .unit_text = unit,
                          .stated = decimal_read(amount->value),
                          .text = document_span_text(document, amount->span), .share = share,
                          .central = is_central(statement, amount->span)};
    value.struck = kind == AMOUNT_COUNT &&
                   toll_beside(statements, document, amount->span, CUE_STRUCK) != TERM_NONE;
    bool vague = is_vague(statements, value.text);
    bool refuted = aside_cue(statements, document, amount->span, CUE_NOT);
    if (refuted || aside_cue(statements, document, amount->span, CUE_FORMER)) {
        value.former = !refuted;
        list_add(statements->corpus->scratch, &statement->asides, value);
        return;
    }
    value_add(statements, statement, value,
              kind == AMOUNT_COUNT ? toll_beside(statements, document, amount->span, CUE_RUNNING)
                                   : TERM_NONE,
              vague ? MODIFIER_AT_LEAST : amount->modifier,
              amount->value_to.data ? decimal_read(amount->value_to) : NAN);
}

// The first amount that does not begin before a place.
static uint32_t amounts_from(const struct document *document, uint32_t start)
{
    return list_first_from(&document->amounts, span.start, start);
}

void event_figures(struct statements *statements, struct statement *statement,
                   const reference_list *references)
{
    const struct document *document = statements->corpus->documents[statement->document];
    for (uint32_t i = 0; references && i < references->count; i++) {
        uint32_t number = references->items[i].number;
        if (number && number <= document->amounts.count)
            amount_add(statements, statement, number - 1);
    }
    if (references && references->count)
        return;
    for (uint32_t i = amounts_from(document, statement->span.start); i < document->amounts.count &&
         document->amounts.items[i].span.start < statement->span.end; i++) {
        if (document->amounts.items[i].span.end <= statement->span.end)
            amount_add(statements, statement, i);
    }
}

// --- commitments
// The sum as the sentence writes it, else as value and currency.
static struct slice money_text(struct statements *statements, const struct statement *statement,
                               const struct money *money)
{
    const struct document *document = statements->corpus->documents[statement->document];
    for (uint32_t i = amounts_from(document, statement->span.start); i < document->amounts.count &&
         document->amounts.items[i].span.start < statement->span.end; i++) {
        const struct amount *amount = &document->amounts.items[i];
        if (amount->kind == AMOUNT_MONEY && slice_equal(amount->value, money->value) &&
            slice_equal(amount->unit, money->currency) &&
            amount->span.end <= statement->span.end)
            return document_span_text(document, amount->span);
    }
    return arena_format(statements->corpus->arena, SLICE_FORMAT " " SLICE_FORMAT,
                        SLICE_ARGUMENTS(money->value), SLICE_ARGUMENTS(money->currency));
}

// What the finding names as sum and count leaves out weights, parts and figures set aside.
static bool is_left_out(const struct statements *statements, const struct document *document,
                        uint32_t index)
{
    const struct amount *amount = &document->amounts.items[index];
    return amount->kind == AMOUNT_MASS || amount->kind == AMOUNT_VOLUME ||
           whole_of(document, index, is_share(statements, document, amount->span)) ||
           aside_cue(statements, document, amount->span, CUE_NOT) ||
           aside_cue(statements, document, amount->span, CUE_FORMER);
}

// "Une quarantaine de pilotes moldaves": the amount says what is counted, and how nearly.
static const struct amount *amount_stated(const struct document *document, struct span span,
                                          double count)
{
    for (uint32_t i = amounts_from(document, span.start);
         i < document->amounts.count && document->amounts.items[i].span.start < span.end; i++) {
        const struct amount *amount = &document->amounts.items[i];
        if (amount->kind == AMOUNT_COUNT && amount->unit.size && amount->span.end <= span.end &&
            fabs(decimal_read(amount->value) - count) < 0.5)
            return amount;
    }
    return NULL;
}

void commitment_figures(struct statements *statements, struct statement *statement,
                        const struct commitment *commitment)
{
    const struct document *document = statements->corpus->documents[statement->document];
    double count = commitment->count.data ? decimal_read(commitment->count) : NAN;
    for (uint32_t i = amounts_from(document, statement->span.start); i < document->amounts.count &&
         document->amounts.items[i].span.start < statement->span.end; i++) {
        const struct amount *amount = &document->amounts.items[i];
        if (amount->span.end > statement->span.end || !is_left_out(statements, document, i))
            continue;
        const struct amount *whole = whole_of(document, i, true);
        amount_add(statements, statement, i);
        if (!whole || !(fabs(decimal_read(amount->value) - count) < 0.5))
            continue;
        count = NAN; // "twelve of the fifteen": the finding's count is the part
        if (kind_compared(whole) == AMOUNT_COUNT)
            amount_add(statements, statement, i + 1);
    }
    if (commitment->money.value.data) {
        struct value value = {.kind = AMOUNT_MONEY, .central = true,
                              .unit_text = commitment->money.currency,
                              .stated = decimal_read(commitment->money.value)};
        value.text = money_text(statements, statement, &commitment->money);
        value_add(statements, statement, value, TERM_NONE, commitment->money.modifier, NAN);
    }
    if (!isfinite(count))
        return;
    struct value value = {.kind = AMOUNT_COUNT, .central = true, .unit_text = commitment->goods,
                          .stated = count, .text = commitment->count};
    const struct amount *amount = amount_stated(document, statement->span, count);
    if (amount) {
        value.unit_text = amount->unit;
        value.text = document_span_text(document, amount->span);
    }
    value_add(statements, statement, value, TERM_NONE,
              amount ? amount->modifier : MODIFIER_NONE, NAN);
}
