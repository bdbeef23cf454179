// SPDX-License-Identifier: Apache-2.0
// The meaning of the amount rules: value, kind, unit and modifier from what a rule captured.
// Decimal arithmetic only (struct number); what does not fit into 18 digits is no amount.
#include "extract/amount_rule.h"

static const struct phrase_capture *capture(const struct phrase_match *match,
                                            enum amount_slot slot)
{
    for (uint32_t i = 0; i < match->capture_count; i++)
        if (match->captures[i].slot == slot)
            return &match->captures[i];
    return NULL;
}

static const struct phrase_token *first_token(const struct phrase_tokens *tokens,
                                              const struct phrase_capture *found)
{
    return &tokens->list.items[found->start];
}

// "a $3 billion loan" is not in Australian dollars: letters before the sign are capitals, and
// one letter stands close.
static bool symbol_fits(const struct phrase_tokens *tokens, const struct phrase_capture *found)
{
    const struct phrase_token *list = tokens->list.items;
    bool sign = false;
    for (uint32_t i = found->start + 1; i < found->end; i++)
        sign |= list[i].kind == TOKEN_SIGN && tokens->text.data[list[i].start] == '$';
    for (uint32_t i = found->start; sign && i < found->end; i++) {
        uint32_t size = list[i].end - list[i].start;
        if (list[i].kind != TOKEN_WORD || size > 2)
            continue;
        bool apart = i + 1 < found->end && (list[i + 1].flags & TOKEN_SPACE);
        if (!(list[i].flags & TOKEN_UPPER) || (size == 1 && apart))
            return false;
    }
    return true;
}

static bool is_currency_word(const struct phrase_grammar *grammar,
                             const struct phrase_tokens *tokens, uint32_t start)
{
    uint32_t end;
    return phrase_class_at(grammar, tokens, start, phrase_class(grammar, "currency"), &end) ||
           phrase_class_at(grammar, tokens, start, phrase_class(grammar, "currency_small"), &end);
}

// 30 C, 60 W: a letter alone is a unit in capitals only, and no part of a name (200 F-16).
static bool letter_fits(const struct phrase_tokens *tokens, const struct phrase_capture *found,
                        enum amount_kind kind)
{
    const struct phrase_token *token = first_token(tokens, found);
    if (token->end - token->start != 1)
        return true;
    if (kind == AMOUNT_LENGTH && (token->flags & TOKEN_UPPER)) // 10 M: millions of something
        return tokens->text.data[token->start] != 'M';
    if (kind != AMOUNT_TEMPERATURE && kind != AMOUNT_COUNT)
        return true;
    const struct phrase_token *next =
        found->end < tokens->list.count ? &tokens->list.items[found->end] : NULL;
    bool runs = next && next->kind == TOKEN_SIGN && next->start == token->end &&
                memchr("-.&'", tokens->text.data[next->start], 4) &&
                found->end + 1 < tokens->list.count;
    return (token->flags & TOKEN_UPPER) && !runs;
}

// Kind and unit from the slot that the rule filled. False when the unit cannot stand there.
// 10 litres a day, 20 J/m²: the unit is printed as a quotient.
static void unit_divide(const struct phrase_match *match, struct amount *amount,
                        struct arena *arena)
{
    const struct phrase_capture *per = capture(match, AMOUNT_SLOT_per);
    if (!per)
        return;
    bool speed = amount->kind == AMOUNT_LENGTH &&
                 (slice_is(per->value, "h") || slice_is(per->value, "s") ||
                  slice_is(per->value, "min"));
    if (speed)
        amount->kind = AMOUNT_SPEED;
    amount->unit = arena_format(arena, SLICE_FORMAT "/" SLICE_FORMAT,
                                SLICE_ARGUMENTS(amount->unit), SLICE_ARGUMENTS(per->value));
    per = capture(match, AMOUNT_SLOT_per2);
    if (per)
        amount->unit = arena_format(arena, SLICE_FORMAT "/" SLICE_FORMAT,
                                    SLICE_ARGUMENTS(amount->unit), SLICE_ARGUMENTS(per->value));
}

static bool is_unit(enum amount_slot slot)
{
    return slot == AMOUNT_SLOT_length || slot == AMOUNT_SLOT_mass || slot == AMOUNT_SLOT_area ||
           slot == AMOUNT_SLOT_volume || slot == AMOUNT_SLOT_speed ||
           slot == AMOUNT_SLOT_temperature || slot == AMOUNT_SLOT_other ||
           slot == AMOUNT_SLOT_percent || slot == AMOUNT_SLOT_currency;
}

// From 44 ml to 50 mg is no range, from 500 m to 2 km is not one by its bare numbers.
static bool units_agree(const struct phrase_match *match)
{
    const struct phrase_capture *first = NULL;
    for (uint32_t i = 0; i < match->capture_count; i++) {
        const struct phrase_capture *found = &match->captures[i];
        if (!is_unit((enum amount_slot)found->slot))
            continue;
        if (first && (first->slot != found->slot || !slice_equal(first->value, found->value)))
            return false;
        first = found;
    }
    return true;
}

// mW is no MW, MSv no mSv: symbols are looked up in small letters, the prefix tells them apart.
static void case_apply(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                       const struct phrase_capture *found, struct amount *amount,
                       struct arena *arena)
{
    const struct phrase_token *token = first_token(tokens, found);
    struct slice text = slice_part(tokens->text, token->start, token->end), unit = amount->unit;
    bool capital = false;
    for (size_t i = 0; i < text.size; i++)
        capital |= text.data[i] >= 'A' && text.data[i] <= 'Z';
    if (found->end > found->start + 1 || slice_equal(text, unit) || text.size > 4 || !capital ||
        amount->kind == AMOUNT_MONEY)
        return;
    uint32_t at = token->word == NO_INDEX ? NO_INDEX : grammar->word_entries.items[token->word];
    for (; at != NO_INDEX; at = grammar->entries.items[at].next)
        if (slice_equal(grammar->entries.items[at].value, text))
            amount->unit = text;
    if (text.size == 2 && unit.size == 2 &&
             text.data[1] == 'b' && unit.data[1] == 'B' && (token->flags & TOKEN_CAPITAL))
        amount->unit = arena_format(arena, "%cbit", unit.data[0]); // Mb, Gb
}

static bool unit_apply(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                       const struct phrase_match *match, struct amount *amount,
                       struct arena *arena)
{
    static const struct { enum amount_slot slot; enum amount_kind kind; } kinds[] = {
        {AMOUNT_SLOT_percent, AMOUNT_PERCENT}, {AMOUNT_SLOT_length, AMOUNT_LENGTH},
        {AMOUNT_SLOT_mass, AMOUNT_MASS}, {AMOUNT_SLOT_area, AMOUNT_AREA},
        {AMOUNT_SLOT_volume, AMOUNT_VOLUME}, {AMOUNT_SLOT_speed, AMOUNT_SPEED},
        {AMOUNT_SLOT_temperature, AMOUNT_TEMPERATURE}, {AMOUNT_SLOT_other, AMOUNT_COUNT},
        {AMOUNT_SLOT_currency, AMOUNT_MONEY}, {AMOUNT_SLOT_age_unit, AMOUNT_AGE},
    };
    const struct phrase_capture *n = capture(match, AMOUNT_SLOT_n);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct phrase_capture *found = capture(match, kinds[i].slot);
        if (!found)
            continue;
        amount->kind = kinds[i].kind;
        amount->unit = found->value;
        const struct phrase_token *token = first_token(tokens, found);
        bool word = token->kind == TOKEN_WORD;
        bool digits = n && first_token(tokens, n)->kind == TOKEN_DIGITS;
        bool one = found->end == found->start + 1;
        // 12 m 2 is no area: the digit of m2 stands close.
        const struct phrase_token *last = &tokens->list.items[found->end - 1];
        if (!one && last->kind == TOKEN_DIGITS && (last->flags & TOKEN_SPACE))
            return false;
        if (word && one && !letter_fits(tokens, found, amount->kind))
            return false;
        // A symbol of a letter or two follows digits (3 m, 5 Go), a currency code has capitals.
        if (word && one && token->end - token->start <= 2 && !digits &&
            amount->kind != AMOUNT_MONEY)
            return false;
        if (amount->kind == AMOUNT_MONEY && !symbol_fits(tokens, found))
            return false;
        // 3 USD50 cards: the code belongs to the number after it.
        const struct phrase_token *next = &last[1];
        if (amount->kind == AMOUNT_MONEY && word && n && n->end <= found->start &&
            found->end < tokens->list.count && next->kind == TOKEN_DIGITS &&
            !(next->flags & TOKEN_SPACE))
            return false;
        case_apply(grammar, tokens, found, amount, arena);
        // A three-letter word in small letters may be a code by chance (mad, top, try).
        return !(amount->kind == AMOUNT_MONEY && word && one &&
                 token->end - token->start == 3 && !(token->flags & TOKEN_UPPER) &&
                 !is_currency_word(grammar, tokens, found->start));
    }
    return true;
}

bool amount_modifier_find(struct slice name, enum amount_modifier *modifier)
{
    static const char *const names[] = {NULL,
#define X(name, text) text,
                                        AMOUNT_MODIFIERS(X)
#undef X
    };
    *modifier = (enum amount_modifier)enum_from_name(names, sizeof names / sizeof *names, name);
    return *modifier != MODIFIER_NONE;
}

// "More than 10 or equal": the bound itself belongs to it.
static void include_bound(const struct phrase_capture *after, enum amount_modifier *modifier)
{
    if (!after || !slice_is(after->value, "equal"))
        return;
    if (*modifier == MODIFIER_MORE_THAN)
        *modifier = MODIFIER_AT_LEAST;
    else if (*modifier == MODIFIER_LESS_THAN)
        *modifier = MODIFIER_AT_MOST;
}

static void modifier_apply(const struct phrase_match *match, struct amount *amount)
{
    const struct phrase_capture *found = capture(match, AMOUNT_SLOT_modifier);
    const struct phrase_capture *after = capture(match, AMOUNT_SLOT_modifier_after);
    if (!found)
        found = after;
    if (found)
        amount_modifier_find(found->value, &amount->modifier);
    include_bound(after, &amount->modifier);
}

// The power of ten of the magnitude that ends a capture: 9 for "3 milliards", else 0.
static int32_t magnitude_of(const struct phrase_grammar *grammar,
                            const struct phrase_tokens *tokens,
                            const struct phrase_capture *found)
{
    uint32_t end;
    if (found->end == found->start)
        return 0;
    const struct phrase_entry *entry =
        phrase_class_at(grammar, tokens, found->end - 1,
                        grammar->class_number[NUMBER_MAGNITUDE], &end);
    if (entry)
        return (int32_t)entry->integer;
    entry = phrase_class_at(grammar, tokens, found->end - 1,
                            grammar->class_number[NUMBER_THOUSAND], &end);
    return entry && found->end - found->start > 1 ? 3 : 0;
}

bool amount_bare_point(const struct phrase_tokens *tokens, uint32_t start)
{
    const struct phrase_token *token = &tokens->list.items[start];
    if (start == 0 || token->kind != TOKEN_DIGITS || (token->flags & TOKEN_SPACE) ||
        token->end - token->start > 12)
        return false;
    char sign = tokens->text.data[token[-1].start];
    return (sign == ',' || sign == '.') &&
           ((token[-1].flags & TOKEN_SPACE) || (start > 1 && token[-2].kind == TOKEN_SIGN));
}

// Point five, point fifteen: the digits of the number behind a decimal point.
static bool point_apply(const struct phrase_match *match, struct amount *amount,
                        struct arena *arena)
{
    struct number value = capture(match, AMOUNT_SLOT_n)->number;
    int64_t whole;
    if (!number_whole(value, &whole))
        return false;
    for (value = (struct number){whole, 0}; whole; whole /= 10)
        value.exponent--;
    if (capture(match, AMOUNT_SLOT_minus))
        value.mantissa = -value.mantissa;
    amount->value = number_text(arena, value);
    return true;
}

bool amount_number_follows(const struct phrase_grammar *grammar,
                           const struct phrase_tokens *tokens, uint32_t at)
{
    uint32_t end;
    return at + 1 < tokens->list.count &&
           (tokens->text.data[tokens->list.items[at].start] == ',' ||
            phrase_class_at(grammar, tokens, at, grammar->class_number[NUMBER_JOINER], &end)) &&
           phrase_class_at(grammar, tokens, at + 1, grammar->class_number[NUMBER_UNIT], &end);
}

static bool is_article(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                       const struct phrase_capture *n)
{
    if (grammar->language != LANGUAGE_fr || n->end != n->start + 1 || n->integer != 1)
        return false;
    return first_token(tokens, n)->kind == TOKEN_WORD &&
           tokens->list.count > n->end - n->start && // "un" all alone is the number
           !amount_number_follows(grammar, tokens, n->end);
}

static bool plain_apply(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                        const struct phrase_match *match, struct amount *amount,
                        struct arena *arena)
{
    const struct phrase_capture *n = capture(match, AMOUNT_SLOT_n);
    const struct phrase_capture *power = capture(match, AMOUNT_SLOT_money_power);
    struct slice scale = phrase_parameter(match->rule, "scale");
    struct number value = n->number;
    if (amount->kind == AMOUNT_NUMBER && !capture(match, AMOUNT_SLOT_half) &&
        !capture(match, AMOUNT_SLOT_minus) && is_article(grammar, tokens, n))
        return false;
    if (amount_bare_point(tokens, n->start)) // .5 million
        value = number_scale(value, -(int32_t)(first_token(tokens, n)->end -
                                               first_token(tokens, n)->start));
    if (scale.data)
        value = number_scale(value, scale.data[0] == '-' ? '0' - scale.data[1]
                                                         : scale.data[0] - '0');
    if (capture(match, AMOUNT_SLOT_half) &&
        !number_add(&value, number_scale((struct number){5, -1},
                                         magnitude_of(grammar, tokens, n))))
        return false;
    if (power)
        value = number_scale(value, (int32_t)power->integer);
    const struct phrase_capture *minus = capture(match, AMOUNT_SLOT_minus);
    if (minus) {
        // "10 minus 5" is a sum, "minus 5 degrees" a number below zero; "3-$5" has no sign.
        if (match->start > 0 && (tokens->list.items[match->start - 1].kind == TOKEN_DIGITS ||
                                 (minus->start == match->start &&
                                  first_token(tokens, minus)->kind == TOKEN_SIGN &&
                                  !(first_token(tokens, minus)->flags & TOKEN_SPACE))))
            return false;
        value.mantissa = -value.mantissa;
    }
    amount->value = number_text(arena, value);
    return true;
}

// Passer de 47,2 à 67,4 milliards d'euros: the second value here, the first by
// amount_change_first. "Baisser de 15 à 20 %" goes from one to the other only downwards.
static bool change_apply(const struct phrase_match *match, struct amount *amount,
                         struct arena *arena)
{
    struct number fall = capture(match, AMOUNT_SLOT_n)->number;
    struct number second = capture(match, AMOUNT_SLOT_n2)->number;
    second.mantissa = -second.mantissa;
    if (slice_is(phrase_parameter(match->rule, "only"), "down") &&
        (!number_add(&fall, second) || fall.mantissa <= 0))
        return false;
    amount->value = number_text(arena, capture(match, AMOUNT_SLOT_n2)->number);
    return true;
}

struct slice amount_change_first(const struct phrase_grammar *grammar,
                                 const struct phrase_tokens *tokens,
                                 const struct phrase_match *match, struct arena *arena)
{
    const struct phrase_capture *n = capture(match, AMOUNT_SLOT_n);
    struct number first = n->number;
    if (magnitude_of(grammar, tokens, n) == 0)
        first = number_scale(first, magnitude_of(grammar, tokens, capture(match, AMOUNT_SLOT_n2)));
    return number_text(arena, first);
}

// Trois à quatre cents lits: the hundred is that of both, in words.
static bool shares_hundred(const struct phrase_grammar *grammar,
                           const struct phrase_tokens *tokens, const struct phrase_capture *n2,
                           struct number low, struct number high)
{
    int64_t first, second;
    uint32_t end;
    return n2->end > n2->start + 1 && number_whole(low, &first) && number_whole(high, &second) &&
           first > 1 && first < 10 && second >= 200 && second < 1000 &&
           phrase_class_at(grammar, tokens, n2->end - 1, grammar->class_number[NUMBER_HUNDRED],
                           &end);
}

// Entre 2 et 3 milliards: the first number shares the magnitude of the second.
static bool range_apply(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                        const struct phrase_match *match, struct amount *amount,
                        struct arena *arena)
{
    const struct phrase_capture *n = capture(match, AMOUNT_SLOT_n);
    const struct phrase_capture *n2 = capture(match, AMOUNT_SLOT_n2);
    const struct phrase_capture *power = capture(match, AMOUNT_SLOT_money_power);
    struct number low = n->number, high = n2->number, difference;
    int32_t magnitude = magnitude_of(grammar, tokens, n2);
    if (magnitude && magnitude_of(grammar, tokens, n) == 0) {
        struct number scaled = number_scale(low, magnitude);
        difference = high;
        scaled.mantissa = -scaled.mantissa;
        if (number_add(&difference, scaled) && difference.mantissa > 0)
            low = number_scale(low, magnitude);
    }
    if (power) { // between 5 million and 10 million: the first has its own
        if (magnitude_of(grammar, tokens, n) == 0)
            low = number_scale(low, (int32_t)power->integer);
        high = number_scale(high, (int32_t)power->integer);
    }
    if (!magnitude && shares_hundred(grammar, tokens, n2, low, high))
        low = number_scale(low, 2);
    struct slice negative = phrase_parameter(match->rule, "negative");
    if (negative.data) {
        low.mantissa = -low.mantissa;
        if (slice_is(negative, "both"))
            high.mantissa = -high.mantissa;
        difference = high;
        if (number_add(&difference, (struct number){-low.mantissa, low.exponent}) &&
            difference.mantissa < 0) {
            struct number swap = low; // from -18 to -34
            low = high, high = swap;
        }
    }
    difference = high;
    if (!units_agree(match))
        return false;
    if (!number_add(&difference, (struct number){-low.mantissa, low.exponent}) ||
        difference.mantissa <= 0)
        return false;
    amount->value = number_text(arena, low);
    amount->value_to = number_text(arena, high);
    amount->modifier = MODIFIER_BETWEEN;
    return true;
}

static bool collective_apply(const struct phrase_match *match, struct amount *amount,
                             struct arena *arena)
{
    const struct phrase_capture *n = capture(match, AMOUNT_SLOT_n);
    const struct phrase_capture *many = capture(match, AMOUNT_SLOT_collective_many);
    const struct phrase_capture *one = capture(match, AMOUNT_SLOT_collective);
    const struct phrase_capture *second = capture(match, AMOUNT_SLOT_collective2);
    struct number value = {one ? one->integer : many->integer, 0};
    if (match->rule->action == AMOUNT_ACTION_collective_half && // une demi-douzaine
        !number_multiply(&value, (struct number){5, -1}))
        return false;
    struct number half = {5, -1};
    if (capture(match, AMOUNT_SLOT_half)) // five and a half dozen
        return number_add(&half, n->number) && number_multiply(&value, half) &&
               (amount->value = number_text(arena, value), true);
    if ((second && !number_multiply(&value, (struct number){second->integer, 0})) ||
        (n && !number_multiply(&value, n->number)))
        return false;
    amount->value = number_text(arena, value);
    // Des centaines: one hundred at the least, and more; une centaine: about one.
    if (!amount->modifier)
        amount->modifier = (many && !one && !n) || capture(match, AMOUNT_SLOT_vague)
                               ? MODIFIER_MORE_THAN
                               : MODIFIER_ABOUT;
    return true;
}

static bool ordinal_apply(const struct phrase_match *match, struct amount *amount,
                          struct arena *arena)
{
    const struct phrase_capture *n = capture(match, AMOUNT_SLOT_n);
    const struct phrase_capture *last = capture(match, AMOUNT_SLOT_ordinal);
    int64_t value = last ? last->integer : 0, before = 0;
    amount->kind = AMOUNT_ORDINAL;
    if (n && (!number_whole(n->number, &before) || before <= 0))
        return false;
    if (n && !last) {
        value = before;
    } else if (n && value >= 100) {
        if (__builtin_mul_overflow(value, before, &value))
            return false;
    } else if (n && value == 20 && before % 100 == 4) {
        value = before - 4 + 80; // quatre-vingtième
    } else if (n) {
        // Tens take units (vingt-cinquième), sixty and eighty also teens; hundreds take all.
        int64_t low = before % 100, room = low == 0 ? 100 : low == 60 || low == 80 ? 20 : 10;
        if ((before < 20 && before % 100 != 0) || value >= room || low % 10)
            return false;
        value += before;
    }
    amount->value = number_text(arena, (struct number){value, 0});
    return true;
}

// n / d as a decimal of up to 15 digits after the point, or exactly; times 10^power.
static bool ratio_text(struct number n, int64_t d, int32_t power, struct amount *amount,
                       struct arena *arena)
{
    int64_t whole;
    if (!number_whole(n, &whole) || d <= 0 || whole < 0)
        return false;
    int64_t unit = 1000000000000000;
    int32_t digits = 15;
    for (; whole > INT64_MAX / unit; digits--)
        unit /= 10;
    int64_t part = whole * unit / d, rest = whole * unit % d;
    part += rest >= d - rest;
    amount->value = number_text(arena, (struct number){part, power - digits});
    return true;
}

// Trois et deux cinquièmes: the whole part joins the numerator.
static bool mixed_add(struct number *numerator, struct number whole, int64_t denominator)
{
    return number_multiply(&whole, (struct number){denominator, 0}) && number_add(numerator, whole);
}

// "One hundred and three quarters": the reader of numbers took 103. Splits the words after the last
// joiner off as the numerator; a magnitude before it ("two million and three fifths") is shared.
static bool joined_split(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                         const struct phrase_capture *n, struct number *whole, struct number *top,
                         int32_t *power)
{
    uint32_t joiner = NO_INDEX, end;
    for (uint32_t i = n->start + 1; i + 1 < n->end; i++)
        if (phrase_class_at(grammar, tokens, i, grammar->class_number[NUMBER_JOINER], &end))
            joiner = i;
    struct number_reading last;
    if (joiner == NO_INDEX || grammar->language != LANGUAGE_en ||
        !number_read(grammar, tokens, joiner + 1, &last) || last.end != n->end)
        return false;
    struct phrase_capture before = *n;
    before.end = joiner;
    *power = magnitude_of(grammar, tokens, &before);
    *whole = n->number;
    *top = last.number;
    last.number.mantissa = -last.number.mantissa;
    if (!number_add(whole, last.number))
        return false;
    *whole = number_scale(*whole, -*power);
    return true;
}

static bool fraction_apply(const struct phrase_grammar *grammar,
                           const struct phrase_tokens *tokens, const struct phrase_match *match,
                           enum amount_action action, struct amount *amount, struct arena *arena)
{
    const struct phrase_capture *n = capture(match, AMOUNT_SLOT_n);
    const struct phrase_capture *found;
    int64_t denominator = 0;
    if (amount->kind == AMOUNT_NUMBER)
        amount->kind = AMOUNT_FRACTION;
    if (action == AMOUNT_ACTION_half) {
        found = capture(match, AMOUNT_SLOT_half_of);
        amount->value = number_text(arena, (struct number){found->integer, -2});
        return true;
    }
    if (action == AMOUNT_ACTION_vulgar) {
        found = capture(match, AMOUNT_SLOT_vulgar);
        struct number parts = {found->integer / 100, 0};
        denominator = found->integer % 100;
        return (!n || mixed_add(&parts, n->number, denominator)) &&
               ratio_text(parts, denominator, 0, amount, arena);
    }
    if (action == AMOUNT_ACTION_ratio || action == AMOUNT_ACTION_ratio_few) {
        found = capture(match, AMOUNT_SLOT_n2);
        const struct phrase_capture *whole = capture(match, AMOUNT_SLOT_half);
        struct number top = n->number;
        bool few = action == AMOUNT_ACTION_ratio_few; // 192 sur 577 is a count
        bool single = n->integer == 1; // un sur cent
        if (!number_whole(found->number, &denominator) ||
            denominator > (few && !single ? 20 : 1000) || (few && denominator < 2) ||
            (whole && !mixed_add(&top, whole->number, denominator)))
            return false;
        const struct phrase_capture *scale = capture(match, AMOUNT_SLOT_power);
        if (scale && amount->kind == AMOUNT_FRACTION)
            amount->kind = AMOUNT_NUMBER; // 2 1/2 million
        return ratio_text(top, denominator, scale ? (int32_t)scale->integer : 0, amount, arena);
    }
    found = capture(match, AMOUNT_SLOT_denominator);
    const struct phrase_capture *whole = capture(match, AMOUNT_SLOT_n2);
    struct number top = n ? n->number : (struct number){1, 0}, rest;
    int32_t shared = 0;
    if (action == AMOUNT_ACTION_fraction_tens) // one twenty-fifth
        return whole->integer >= 20 && whole->integer < 100 && whole->integer % 10 == 0 &&
               found->integer < 10 &&
               ratio_text(top, whole->integer + found->integer, 0, amount, arena);
    if (whole && !mixed_add(&top, whole->number, found->integer))
        return false;
    if (n && !whole && found->integer <= 12 &&
        joined_split(grammar, tokens, n, &rest, &top, &shared)) {
        if (!mixed_add(&top, rest, found->integer))
            return false;
        return ratio_text(top, found->integer, shared, amount, arena);
    }
    const struct phrase_capture *power = capture(match, AMOUNT_SLOT_power);
    if (power && amount->kind == AMOUNT_FRACTION)
        amount->kind = AMOUNT_NUMBER;
    return ratio_text(top, found->integer, power ? (int32_t)power->integer : 0, amount, arena);
}

static bool power_apply(const struct phrase_match *match, bool half, struct amount *amount,
                        struct arena *arena)
{
    const struct phrase_capture *power = capture(match, AMOUNT_SLOT_power);
    struct number value = {half ? 5 : 1, (int32_t)power->integer - half};
    amount->value = number_text(arena, value);
    return true;
}

static bool cents_apply(const struct phrase_match *match, struct amount *amount,
                        struct arena *arena)
{
    const struct phrase_capture *n = capture(match, AMOUNT_SLOT_n);
    const struct phrase_capture *n2 = capture(match, AMOUNT_SLOT_n2);
    struct number value = n->number;
    int64_t cents;
    if (!number_whole(n2->number, &cents) || cents > 99 || value.exponent < 0 ||
        !number_add(&value, (struct number){cents, -2}))
        return false;
    amount->value = number_text(arena, value);
    return true;
}

bool amount_rule_apply(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                       const struct phrase_match *match, struct amount *amount,
                       struct arena *arena)
{
    enum amount_action action = (enum amount_action)match->rule->action;
    const struct phrase_capture *n = capture(match, AMOUNT_SLOT_n);
    amount->kind = AMOUNT_NUMBER;
    if (!unit_apply(grammar, tokens, match, amount, arena))
        return false;
    modifier_apply(match, amount);
    unit_divide(match, amount, arena);
    switch (action) {
    case AMOUNT_ACTION_amount: return plain_apply(grammar, tokens, match, amount, arena);
    case AMOUNT_ACTION_pounds:
        // Pounds without a magnitude are a weight as often as money.
        if (!magnitude_of(grammar, tokens, n)) {
            amount->kind = AMOUNT_MASS;
            amount->unit = SLICE("lb");
        }
        return plain_apply(grammar, tokens, match, amount, arena);
    case AMOUNT_ACTION_cents: return cents_apply(match, amount, arena);
    case AMOUNT_ACTION_sub_unit:
        // Hundredths of a currency that the words leave open.
        amount->kind = AMOUNT_MONEY;
        amount->unit = phrase_parameter(match->rule, "unit");
        if (!amount->unit.data)
            amount->unit = SLICE("XXX");
        amount->value = number_text(arena, number_scale(n->number, -2));
        return true;
    case AMOUNT_ACTION_point: return point_apply(match, amount, arena);
    case AMOUNT_ACTION_change: return change_apply(match, amount, arena);
    case AMOUNT_ACTION_score:
    case AMOUNT_ACTION_range: return range_apply(grammar, tokens, match, amount, arena);
    case AMOUNT_ACTION_collective:
    case AMOUNT_ACTION_collective_half:
    case AMOUNT_ACTION_collective_many:
    case AMOUNT_ACTION_collective_money: return collective_apply(match, amount, arena);
    case AMOUNT_ACTION_age: return plain_apply(grammar, tokens, match, amount, arena);
    case AMOUNT_ACTION_aged:
        amount->kind = AMOUNT_AGE;
        amount->unit = SLICE("year");
        return plain_apply(grammar, tokens, match, amount, arena);
    case AMOUNT_ACTION_ordinal:
    case AMOUNT_ACTION_ordinal_digits: return ordinal_apply(match, amount, arena);
    case AMOUNT_ACTION_fraction:
    case AMOUNT_ACTION_half:
    case AMOUNT_ACTION_vulgar:
    case AMOUNT_ACTION_ratio_few:
    case AMOUNT_ACTION_fraction_tens:
    case AMOUNT_ACTION_ratio:
        if (!fraction_apply(grammar, tokens, match, action, amount, arena))
            return false;
        if (capture(match, AMOUNT_SLOT_minus))
            amount->value = arena_format(arena, "-" SLICE_FORMAT, SLICE_ARGUMENTS(amount->value));
        return true;
    case AMOUNT_ACTION_half_power: return power_apply(match, true, amount, arena);
    case AMOUNT_ACTION_a_power: return power_apply(match, false, amount, arena);
    case AMOUNT_ACTION_another:
        amount->kind = AMOUNT_COUNT;
        amount->value = SLICE("1");
        return true;
    default: return false;
    }
}
