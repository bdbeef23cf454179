// SPDX-License-Identifier: Apache-2.0
// Figures of a statement: its amounts as intervals with what they count, those that are a part of
// a whole, and those that are named to be set aside ("35, not 42"). Reads amounts; judges nothing.
#include "compare/claims.h"

#include "base/utf8.h"

#include <math.h>

#define SHORT_BYTES 160       // of a sentence whose first figure is its subject
#define TOLL_BYTES 260        // of a statement in which dead and injured can only be its own
#define MEASURED_BYTES 2000   // of a statement, where what its figures measure is looked for
#define RIVAL_BYTES 400       // between the figures of two who count one crowd
#define TELLER_BYTES 40       // behind a figure, where "selon" or "according to" stands
#define ANAPHOR_BYTES 40      // before a figure, where "en revendiquent" stands
#define SOLE_NEAR 400         // statements of a document whose figures are set side by side
#define CENTRAL_BYTES 60      // between a figure and the verb that it belongs to
#define SHARE_BYTES 12        // next to a figure, where a word may make it a share
#define ASIDE_BYTES 60        // a remark between commas ends within
#define WHOLE_BYTES 24        // between a share and its whole: "25,000 of the promised 40,000"

// --- what a figure measures
static const struct measured_text *measured(struct statements *statements,
                                            const struct statement *statement)
{
    struct corpus *corpus = statements->corpus;
    const struct document *document = corpus->documents[statement->document];
    token_list tokens = {0};
    if (statements->measured)
        return statements->measured;
    uint32_t end = statement->span.end - statement->span.start < MEASURED_BYTES
                       ? statement->span.end : statement->span.start + MEASURED_BYTES;
    words_read(corpus->words, document->language, document->text, statement->span.start, end,
               corpus->working, &tokens);
    statements->measured = measured_text_read(corpus->measures, document, &tokens,
                                              corpus->working);
    return statements->measured;
}

static uint32_t kinds_of(const struct amount *amount)
{
    switch (amount->kind) {
    case AMOUNT_COUNT: case AMOUNT_NUMBER:
        return MEASURE_COUNTS;
    case AMOUNT_PERCENT: case AMOUNT_FRACTION:
        return MEASURE_PERCENT;
    case AMOUNT_MONEY:
        return MEASURE_MONEY;
    case AMOUNT_MASS: case AMOUNT_VOLUME: case AMOUNT_AREA:
        return MEASURE_BULK;
    default:
        return 0;
    }
}

// "Le bilan est passé à 34", "police speak of 58": a bare number that is somebody's figure, and no
// age ("Dennehy, 31,"), year or score.
static bool is_led_to(const struct statements *statements, const struct statement *statement,
                      struct span span)
{
    const struct document *document = statements->corpus->documents[statement->document];
    uint32_t from = span.start > SHARE_BYTES ? span.start - SHARE_BYTES : 0;
    struct slice head = slice_trim(slice_part(document->text, from, span.start));
    return words_cues(statements->corpus->words,
                      utf8_fold(statements->corpus->working, words_last(head))) & CUE_LEADS;
}

static const struct measure *measure_of(struct statements *statements,
                                        const struct statement *statement,
                                        const struct amount *amount, const struct value *value,
                                        bool *named)
{
    const struct corpus *corpus = statements->corpus;
    enum language language = corpus->documents[statement->document]->language;
    uint32_t kinds = kinds_of(amount);
    const struct measured_text *text = measured(statements, statement);
    struct slice unit = utf8_fold(corpus->working, words_last(value->unit_text));
    bool open = value->cues & CUE_GENERIC ||
                (value->unit_text.size == 0 && is_led_to(statements, statement, amount->span));
    if (kinds & MEASURE_COUNTS) {
        bool thing = unit.size && measure_is_thing(corpus->measures, language, unit);
        const struct measure *people =
            thing ? NULL : measure_find(text, amount->span, MEASURE_PEOPLE, open, named);
        if (people == NULL && !thing)
            people = measure_of_unit(corpus->measures, language, unit, MEASURE_PEOPLE);
        return people || value->cues & CUE_GENERIC || unit.size == 0
                   ? people : measure_find(text, amount->span, MEASURE_THINGS, false, named);
    }
    return kinds ? measure_find(text, amount->span, kinds, true, named) : NULL;
}

// Figures of one measure have one unit: people are people, but houses are no schools, and euros
// no dollars.
static uint32_t measure_unit(struct statements *statements, const struct statement *statement,
                             const struct measure *measure, const struct value *value)
{
    struct corpus *corpus = statements->corpus;
    if (measure->flags & (MEASURE_PEOPLE | MEASURE_PERCENT))
        return measure->term;
    uint32_t unit = statement_term(statements, statement->document, value->unit_text);
    return words_concept(corpus->words,
                         arena_format(corpus->working, "measure " SLICE_FORMAT " %u",
                                      SLICE_ARGUMENTS(measure->name), unit));
}

// "six ouvriers" killed: at least six dead, there may be others.
static void sort_open(struct value *value, uint32_t unit)
{
    value->sort = unit;
    value->sort_high = value->high;
    value->high = INFINITY;
    value->exact = false;
}

static void measure_set(struct statements *statements, const struct statement *statement,
                        const struct measure *measure, bool named, struct value *value)
{
    uint32_t unit = value->unit;
    bool own = named || value->cues & CUE_GENERIC || unit == TERM_NONE; // "morts", "personnes"
    value->unit = measure_unit(statements, statement, measure, value);
    value->measure = measure->flags;
    value->cues |= measure->flags & MEASURE_GROWS ? CUE_RUNNING : 0;
    value->cues |= measure->flags & MEASURE_RIVALS ? CUE_CROWD : 0;
    if (measure->flags & MEASURE_PEOPLE && measure->flags & MEASURE_GROWS && !own)
        sort_open(value, unit);
    if (measure->flags & MEASURE_PERCENT)
        value->share = false;
}

// "Les organisateurs en revendiquent 9 000": of what the sentence before counts.
static const struct value *counted_before(const struct statements *statements,
                                          const struct statement *statement, struct span span)
{
    const struct document *document = statements->corpus->documents[statement->document];
    uint32_t start = span.start > ANAPHOR_BYTES ? span.start - ANAPHOR_BYTES : 0;
    struct slice head = slice_trim(slice_part(document->text, start, span.start));
    struct slice verb = words_last(head);
    struct slice pronoun = words_last(slice_trim(slice_part(head, 0, head.size - verb.size)));
    bool anaphor = words_cues(statements->corpus->words,
                              utf8_fold(statements->corpus->working, verb)) & CUE_REPORT &&
                   words_cues(statements->corpus->words,
                              utf8_fold(statements->corpus->working, pronoun)) & CUE_OF_THEM;
    for (uint32_t i = statements->items.count; anaphor && i-- > 0;) {
        const struct statement *other = &statements->items.items[i];
        if (other->document != statement->document)
            break;
        if (other->span.end > statement->span.start ||
            statement->span.start - other->span.end > RIVAL_BYTES)
            continue;
        for (uint32_t k = 0; k < other->values.count; k++) {
            if (other->values.items[k].measure && !other->values.items[k].share)
                return &other->values.items[k];
        }
    }
    return NULL;
}

// Fills what the value counts. amount NULL: of a commitment, whose goods say it.
static void value_settle(struct statements *statements, const struct statement *statement,
                         struct value *value, const struct amount *amount)
{
    struct corpus *corpus = statements->corpus;
    value->unit = value->kind == AMOUNT_MONEY
                      ? TERM_NONE
                      : statement_term(statements, statement->document, value->unit_text);
    value->noun = value->unit;
    if (value->unit_text.data)
        value->cues = words_cues(corpus->words, utf8_fold(corpus->working,
                                                          words_last(value->unit_text)));
    value->sort = TERM_NONE;
    bool named = false;
    const struct measure *measure =
        amount ? measure_of(statements, statement, amount, value, &named) : NULL;
    // "6 200 personnes", "20 000 selon les organisateurs": a turnout, whoever counts it
    if (measure == NULL && statement->type == EVENT_PROTEST && value->kind == AMOUNT_COUNT &&
        (value->unit == TERM_NONE || value->cues & CUE_GENERIC))
        measure = measure_named_at(corpus->measures, SLICE("crowd"));
    const struct value *like = amount && measure == NULL && value->unit_text.size == 0
                                   ? counted_before(statements, statement, amount->span) : NULL;
    if (like) {
        value->unit = like->unit;
        value->measure = like->measure;
        value->cues |= like->cues & (CUE_RUNNING | CUE_CROWD);
    }
    if (measure)
        measure_set(statements, statement, measure, named, value);
    else if (value->cues & CUE_GENERIC)
        value->unit = value->central || statement->bare ? statement->anchor_term : TERM_NONE;
    uint32_t size = statement->span.end - statement->span.start;
    bool only = statement->bare && statement->values.count == 0 && size < SHORT_BYTES;
    value->central |= (value->measure && size < TOLL_BYTES) || only;
}

static void value_add(struct statements *statements, struct statement *statement,
                      struct value value)
{
    struct corpus *corpus = statements->corpus;
    statement->cues |= value.cues & CUE_CROWD;
    if (value.kind == AMOUNT_ORDINAL)
        statement->ordinal = value.stated;
    else
        list_add(corpus->scratch, &statement->values, value);
}

// "three more advisers", "another 12", "trois autres": some beside those told of before.
static bool is_further(const struct statements *statements, const struct document *document,
                       struct span span)
{
    const struct corpus *corpus = statements->corpus;
    struct slice rest = utf8_fold(corpus->working, document_span_text(document, span));
    for (int i = 0; i < 4 && rest.data; i++) {
        if (words_cues(corpus->words, slice_cut(&rest, ' ')) & CUE_FURTHER)
            return true;
    }
    return statement_cue_before(statements, document, span, SHARE_BYTES, CUE_FURTHER);
}

// Whether the words next to a figure make it a share: "dont 80 millions", "huit des victimes". With
// its own unit what follows is no whole: "2 000 habitants des pentes".
static bool is_share(const struct statements *statements, const struct document *document,
                     const struct amount *amount)
{
    struct span span = amount->span;
    struct corpus *corpus = statements->corpus;
    uint32_t before = span.start > SHARE_BYTES ? span.start - SHARE_BYTES : 0;
    struct slice head = slice_trim(slice_part(document->text, before, span.start));
    struct slice tail = slice_trim(slice_part(document->text, span.end, span.end + SHARE_BYTES));
    size_t end = 0;
    while (end < tail.size && tail.data[end] != ' ')
        end++;
    struct slice next = words_last(slice_part(tail, 0, end)); // "d'entre", unlike "d'après"
    if (is_further(statements, document, span))
        return true;
    return words_cues(corpus->words, utf8_fold(corpus->working, words_last(head))) & CUE_BEFORE ||
           (amount->unit.size == 0 &&
            words_cues(corpus->words, utf8_fold(corpus->working, next)) &
                CUE_AFTER);
}

// "35 millions, et non à 42", "24, contre 12 la veille": the second figure is not what is said.
static bool aside_cue(const struct statements *statements, const struct document *document,
                      struct span span, unsigned cue)
{
    return statement_cue_before(statements, document, span, SHARE_BYTES, cue);
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

static bool is_bulk(const struct amount *amount)
{
    return amount->kind == AMOUNT_MASS || amount->kind == AMOUNT_VOLUME ||
           amount->kind == AMOUNT_AREA;
}

static enum amount_kind kind_compared(const struct amount *amount)
{
    if (amount->kind == AMOUNT_FRACTION) // "neuf pilotes sur dix"
        return AMOUNT_PERCENT;
    return amount->kind == AMOUNT_NUMBER || is_bulk(amount) ? AMOUNT_COUNT : amount->kind;
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

static void amount_bounds(const struct statements *statements, const struct amount *amount,
                          struct value *value)
{
    enum amount_modifier modifier = amount->modifier;
    double upper = amount->value_to.data ? decimal_read(amount->value_to) : NAN;
    if (is_vague(statements, value->text))
        modifier = MODIFIER_AT_LEAST;
    if (amount->kind == AMOUNT_FRACTION) { // a way to say about so many in a hundred
        value->stated *= 100;
        modifier = modifier == MODIFIER_NONE ? MODIFIER_ABOUT : modifier;
    }
    value_bounds(value, modifier, upper);
}

static void amount_add(struct statements *statements, struct statement *statement, uint32_t index)
{
    const struct document *document = statements->corpus->documents[statement->document];
    const struct amount *amount = &document->amounts.items[index];
    bool share = is_share(statements, document, amount);
    const struct amount *whole = whole_of(document, index, share);
    const struct amount *sort = whole ? whole : amount;
    enum amount_kind kind = kind_compared(sort);
    struct slice unit = sort->unit;
    if (is_bulk(sort)) // "t" is a small word too
        unit = arena_format(statements->corpus->scratch, "unit-" SLICE_FORMAT,
                            SLICE_ARGUMENTS(sort->unit));
    if (kind != AMOUNT_COUNT && kind != AMOUNT_MONEY && kind != AMOUNT_PERCENT &&
        kind != AMOUNT_ORDINAL)
        return;
    struct value value = {.kind = kind, .unit_text = unit,
                          .stated = decimal_read(amount->value),
                          .text = document_span_text(document, amount->span), .share = share,
                          .central = is_central(statement, amount->span)};
    if (!isfinite(value.stated))
        return;
    amount_bounds(statements, amount, &value);
    value_settle(statements, statement, &value, amount);
    bool refuted = aside_cue(statements, document, amount->span, CUE_NOT);
    value.former = !refuted && aside_cue(statements, document, amount->span, CUE_FORMER);
    if (refuted || value.former)
        list_add(statements->corpus->scratch, &statement->asides, value);
    else
        value_add(statements, statement, value);
}

// "3 000 selon les organisateurs", ", teachers of 58": the later of two figures has its own teller.
static bool has_teller(const struct statements *statements, const struct statement *statement,
                       const struct value *value)
{
    const struct document *document = statements->corpus->documents[statement->document];
    uint32_t start = (uint32_t)(value->text.data - document->text.data);
    struct span span = {start, start + (uint32_t)value->text.size};
    struct slice tail = slice_part(document->text, span.end, span.end + TELLER_BYTES);
    for (int i = 0; i < 3 && tail.data; i++) {
        struct slice word = slice_cut(&tail, ' ');
        if (words_cues(statements->corpus->words,
                       utf8_fold(statements->corpus->working, words_last(word))) & CUE_REPORT)
            return true;
    }
    return statement_cue_before(statements, document, span, SHARE_BYTES, CUE_LEADS) &&
           value->unit_text.size == 0;
}

// Two figures of one measure in a sentence, the second somebody else's.
static bool are_rivals(const struct statements *statements, const struct statement *statement,
                       const struct value *one, const struct value *two)
{
    const struct value *later = one->text.data > two->text.data ? one : two;
    return statement->cues & CUE_REPORT && one->measure && values_same_thing(one, two) &&
           !values_meet(one, two) && !one->share && !two->share &&
           one->stated <= two->stated * RIVAL_RATIO && two->stated <= one->stated * RIVAL_RATIO &&
           has_teller(statements, statement, later);
}

static void rivals_note(struct statements *statements, struct statement *statement)
{
    for (uint32_t i = 0; i < statement->values.count; i++) {
        for (uint32_t k = 0; k < i; k++) {
            struct value *one = &statement->values.items[i], *two = &statement->values.items[k];
            if (are_rivals(statements, statement, one, two))
                one->rival = two->rival = true;
        }
    }
}

static uint32_t token_cues(const struct statements *statements, const struct document *document,
                           const struct word_token *token)
{
    struct span span = {token->start, token->end};
    return words_cues(statements->corpus->words, utf8_fold(statements->corpus->working,
                                                           document_span_text(document, span)));
}

// The word that says none of a kind of people: it opens the sentence, or stands before "civilians".
static struct span none_word(const struct statements *statements,
                             const struct statement *statement)
{
    const struct corpus *corpus = statements->corpus;
    const struct document *document = corpus->documents[statement->document];
    token_list tokens = {0};
    uint32_t end = statement->span.end < statement->span.start + MEASURED_BYTES
                       ? statement->span.end : statement->span.start + MEASURED_BYTES;
    words_read(corpus->words, document->language, document->text, statement->span.start, end,
               corpus->working, &tokens);
    for (uint32_t i = 0; i + 1 < tokens.count; i++) {
        bool people = i == 0 ||
                      token_cues(statements, document, &tokens.items[i + 1]) & CUE_GENERIC;
        if (people && token_cues(statements, document, &tokens.items[i]) & CUE_ZERO)
            return (struct span){tokens.items[i].start, tokens.items[i].end};
    }
    return (struct span){0, 0};
}

// "Aucun étudiant n'a été blessé", "killed no civilians": none, where others may count some.
static void none_add(struct statements *statements, struct statement *statement)
{
    const struct document *document = statements->corpus->documents[statement->document];
    struct span word = none_word(statements, statement);
    if (word.end == 0)
        return;
    struct amount none = {.kind = AMOUNT_COUNT, .span = word};
    struct value value = {.kind = AMOUNT_COUNT, .text = document_span_text(document, word),
                          .central = true};
    value_bounds(&value, MODIFIER_NONE, NAN);
    value_settle(statements, statement, &value, &none);
    if (!value.measure)
        return;
    statement->denies = true;
    value_add(statements, statement, value);
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
    bool all = references == NULL || references->count == 0;
    for (uint32_t i = amounts_from(document, statement->span.start); all &&
         i < document->amounts.count && document->amounts.items[i].span.start < statement->span.end;
         i++) {
        if (document->amounts.items[i].span.end <= statement->span.end)
            amount_add(statements, statement, i);
    }
    rivals_note(statements, statement);
    if (statement->values.count == 0)
        none_add(statements, statement);
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
    return is_bulk(amount) ||
           whole_of(document, index, is_share(statements, document, amount)) ||
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
    if (commitment->money.value.data && isfinite(decimal_read(commitment->money.value))) {
        struct value value = {.kind = AMOUNT_MONEY, .central = true,
                              .unit_text = commitment->money.currency,
                              .stated = decimal_read(commitment->money.value)};
        value.text = money_text(statements, statement, &commitment->money);
        value_bounds(&value, commitment->money.modifier, NAN);
        value_settle(statements, statement, &value, NULL);
        value_add(statements, statement, value);
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
    value_bounds(&value, amount ? amount->modifier : MODIFIER_NONE, NAN);
    value_settle(statements, statement, &value, NULL);
    value_add(statements, statement, value);
}

// --- figures of one document
static bool is_rival(const struct statement *a, const struct statement *b,
                     const struct value *one, const struct value *two)
{
    uint32_t apart = a->span.start < b->span.start ? b->span.start - a->span.start
                                                   : a->span.start - b->span.start;
    return apart < RIVAL_BYTES && (one->measure & two->measure & MEASURE_RIVALS ||
                                   statements_rival(a, b));
}

// Two figures that a document gives for one measure are of two happenings, unless they are those
// of two who count.
static void soles_compare(struct statement *a, struct statement *b)
{
    for (uint32_t i = 0; i < a->values.count; i++) {
        for (uint32_t k = 0; k < b->values.count; k++) {
            struct value *one = &a->values.items[i], *two = &b->values.items[k];
            if (one == two || !one->measure || !values_same_thing(one, two) || one->share ||
                two->share || values_meet(one, two) || is_rival(a, b, one, two) ||
                (a == b && one->rival && two->rival))
                continue;
            one->sole = two->sole = false;
        }
    }
}

void figures_sole(struct statement *statements, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < statements[i].values.count; k++) {
            struct value *value = &statements[i].values.items[k];
            value->sole = value->measure && value->central && !value->share;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; statements[i].values.count && k <= i && k < SOLE_NEAR; k++)
            soles_compare(&statements[i], &statements[k]);
    }
}
