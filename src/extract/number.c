// SPDX-License-Identifier: Apache-2.0
// Reads numbers from light tokens: digits with the separators of the language (1 234,5 or
// 1,234.5), number words by their classes, and both with magnitudes. Leaves signs, modifiers,
// units and fractions to the stages.
#include "extract/number.h"

#include <assert.h>

#define DIGIT_LIMIT 18
#define WORD_LIMIT 40 // tokens of one number in words

struct number number_scale(struct number number, int32_t power)
{
    number.exponent += power;
    return number;
}

static struct number number_trim(struct number number)
{
    while (number.mantissa && number.mantissa % 10 == 0) {
        number.mantissa /= 10;
        number.exponent++;
    }
    if (!number.mantissa)
        number.exponent = 0;
    return number;
}

// Brings number to a smaller exponent; false when it would not fit.
static bool number_lower(struct number *number, int32_t exponent)
{
    while (number->exponent > exponent) {
        if (__builtin_mul_overflow(number->mantissa, 10, &number->mantissa))
            return false;
        number->exponent--;
    }
    return true;
}

bool number_add(struct number *sum, struct number other)
{
    struct number a = number_trim(*sum), b = number_trim(other);
    if (!a.mantissa)
        a.exponent = b.exponent;
    if (!b.mantissa)
        b.exponent = a.exponent;
    int32_t exponent = a.exponent < b.exponent ? a.exponent : b.exponent;
    if (!number_lower(&a, exponent) || !number_lower(&b, exponent) ||
        __builtin_add_overflow(a.mantissa, b.mantissa, &a.mantissa))
        return false;
    *sum = number_trim(a);
    return true;
}

bool number_multiply(struct number *product, struct number other)
{
    struct number a = number_trim(*product), b = number_trim(other);
    if (__builtin_mul_overflow(a.mantissa, b.mantissa, &a.mantissa))
        return false;
    a.exponent += b.exponent;
    *product = number_trim(a);
    return true;
}

bool number_whole(struct number number, int64_t *value)
{
    number = number_trim(number);
    if (number.exponent < 0 || !number_lower(&number, 0))
        return false;
    *value = number.mantissa;
    return true;
}

struct slice number_text(struct arena *arena, struct number number)
{
    number = number_trim(number);
    assert(number.exponent > -100 && number.exponent < 100);
    char digits[24], out[160];
    size_t count = 0, size = 0;
    uint64_t rest = number.mantissa < 0 ? (uint64_t)0 - (uint64_t)number.mantissa
                                        : (uint64_t)number.mantissa;
    do
        digits[count++] = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (number.mantissa < 0)
        out[size++] = '-';
    int32_t point = (int32_t)count + number.exponent; // digits before the point
    if (point <= 0) {
        out[size++] = '0';
        out[size++] = '.';
        for (int32_t i = point; i < 0; i++)
            out[size++] = '0';
    }
    for (size_t i = 0; i < count; i++) {
        if (point > 0 && (int32_t)i == point)
            out[size++] = '.';
        out[size++] = digits[count - 1 - i];
    }
    for (int32_t i = 0; i < number.exponent; i++)
        out[size++] = '0';
    return arena_copy(arena, (struct slice){out, size});
}

// --- digits

struct digits {
    struct number number;
    uint32_t count; // digits so far
    bool too_long;
};

static void digits_add(struct digits *digits, struct slice text, bool fraction)
{
    for (size_t i = 0; i < text.size; i++) {
        if (digits->number.mantissa || text.data[i] != '0')
            digits->count++;
        if (digits->count > DIGIT_LIMIT) {
            digits->too_long = true;
            return;
        }
        digits->number.mantissa = digits->number.mantissa * 10 + (text.data[i] - '0');
        digits->number.exponent -= fraction;
        if (digits->number.exponent < -30) {
            digits->too_long = true;
            return;
        }
    }
}

static struct slice token_text(const struct phrase_tokens *tokens, uint32_t index)
{
    const struct phrase_token *token = &tokens->list.items[index];
    return slice_part(tokens->text, token->start, token->end);
}

static bool is_digits(const struct phrase_tokens *tokens, uint32_t index, bool tight)
{
    if (index >= tokens->list.count)
        return false;
    const struct phrase_token *token = &tokens->list.items[index];
    return token->kind == TOKEN_DIGITS && (!tight || !(token->flags & TOKEN_SPACE));
}

// The sign at token `index` when it stands tight between two digits, else 0.
static char separator_at(const struct phrase_tokens *tokens, uint32_t index)
{
    if (index >= tokens->list.count || !is_digits(tokens, index + 1, true))
        return 0;
    const struct phrase_token *token = &tokens->list.items[index];
    if (token->kind != TOKEN_SIGN || (token->flags & TOKEN_SPACE))
        return 0;
    if (token->end > token->start + 1)
        return slice_is(token_text(tokens, index), "\xE2\x80\x99") ? '\'' : 0;
    return tokens->text.data[token->start];
}

// The kind of space between two tokens: ' ' for one plain space, 'n' for one that does not break
// or is thin, 0 for anything else.
static char gap_at(const struct phrase_tokens *tokens, uint32_t index)
{
    struct slice gap = slice_part(tokens->text, tokens->list.items[index - 1].end,
                                  tokens->list.items[index].start);
    if (slice_is(gap, " "))
        return ' ';
    return slice_is(gap, "\xC2\xA0") || slice_is(gap, "\xE2\x80\xAF") ||
                   slice_is(gap, "\xE2\x80\x89") || slice_is(gap, "\xE2\x80\x88")
               ? 'n'
               : 0;
}

// Lakhs and crores, 12,34,567: groups of two, then one of three. Gives the token after the last, or
// `at` where they are none.
static uint32_t lakhs_read(const struct phrase_tokens *tokens, uint32_t at, struct digits *digits)
{
    uint32_t end = at;
    while (separator_at(tokens, end) == ',' && token_text(tokens, end + 1).size == 2)
        end += 2;
    if (end == at || separator_at(tokens, end) != ',' || token_text(tokens, end + 1).size != 3 ||
        separator_at(tokens, end + 2) == ',')
        return at;
    for (; at <= end; at += 2)
        digits_add(digits, token_text(tokens, at + 1), false);
    return at;
}

// Groups of three after the first digits; gives the token after the last group.
static uint32_t groups_read(const struct phrase_grammar *grammar,
                            const struct phrase_tokens *tokens, uint32_t start,
                            struct digits *digits)
{
    struct slice first = token_text(tokens, start);
    uint32_t at = start + 1;
    digits_add(digits, first, false);
    if (first.size > 3 || first.data[0] == '0')
        return at;
    bool french = grammar->language == LANGUAGE_fr;
    char kind = separator_at(tokens, at);
    // A point groups in French (3.000), a comma in English (3,000); the other one may as well when
    // it comes twice (1,234,567) or before the decimal sign (1.234,5).
    if (kind == '.' || kind == ',' || kind == '\'') {
        bool usual = kind == '\'' || kind == (french ? '.' : ',');
        char next = separator_at(tokens, at + 2);
        bool group = token_text(tokens, at + 1).size == 3;
        if (kind == ',' && !french && first.size <= 2 && token_text(tokens, at + 1).size == 2)
            return lakhs_read(tokens, at, digits);
        if (!group || !(usual || next == kind || next == ',' || next == '.'))
            return at;
        while (separator_at(tokens, at) == kind && token_text(tokens, at + 1).size == 3) {
            digits_add(digits, token_text(tokens, at + 1), false);
            at += 2;
        }
        return at;
    }
    if (kind || !is_digits(tokens, at, false))
        return at;
    kind = gap_at(tokens, at);
    if (!kind)
        return at;
    while (is_digits(tokens, at, false) && gap_at(tokens, at) == kind &&
           token_text(tokens, at).size == 3) {
        digits_add(digits, token_text(tokens, at), false);
        at++;
    }
    return at;
}

static bool is_tight(const struct phrase_tokens *tokens, uint32_t at, const char *text)
{
    return at < tokens->list.count && !(tokens->list.items[at].flags & TOKEN_SPACE) &&
           slice_is(token_text(tokens, at), text);
}

// The whole number that token `at` writes small and high (⁸, ⁻³¹), which may go on over the tokens
// after it. Gives the token after it, or `at`.
static uint32_t superscript_read(const struct phrase_tokens *tokens, uint32_t at, int32_t *value)
{
    static const char *const digits[] = {"\xE2\x81\xB0", "\xC2\xB9", "\xC2\xB2", "\xC2\xB3",
                                         "\xE2\x81\xB4", "\xE2\x81\xB5", "\xE2\x81\xB6",
                                         "\xE2\x81\xB7", "\xE2\x81\xB8", "\xE2\x81\xB9"};
    bool minus = is_tight(tokens, at, "\xE2\x81\xBB"); // ⁻
    uint32_t end = at + minus;
    *value = 0;
    for (int32_t digit = 0; digit < 10 && end < at + 4; digit++)
        if (is_tight(tokens, end, digits[digit])) {
            *value = *value * 10 + digit;
            end++;
            digit = -1; // look again, for the next token
        }
    if (minus)
        *value = -*value;
    return end == at + minus ? at : end;
}

// The signed whole number at token `at`, tight, below 1000. Gives the token after it, or `at`.
static uint32_t exponent_read(const struct phrase_tokens *tokens, uint32_t at, int32_t *value)
{
    bool minus = is_tight(tokens, at, "-") || is_tight(tokens, at, "\xE2\x88\x92");
    uint32_t next = at + (minus || is_tight(tokens, at, "+"));
    if (minus && is_tight(tokens, next, "-")) { // 2^--3
        minus = false;
        next++;
    }
    if (!is_digits(tokens, next, true))
        return at;
    struct slice digits = token_text(tokens, next);
    *value = 0;
    for (size_t i = 0; i < digits.size && *value < 1000; i++)
        *value = *value * 10 + digits.data[i] - '0';
    if (minus)
        *value = -*value;
    return next + 1;
}

// Where the "× 10" ends that may begin at token `at`, with a space on both sides or none; or `at`.
static uint32_t ten_end(const struct phrase_tokens *tokens, uint32_t at)
{
    if (at + 1 >= tokens->list.count)
        return at;
    struct slice sign = token_text(tokens, at);
    bool times = slice_is(sign, "x") || slice_is(sign, "\xC3\x97") || slice_is(sign, "*") ||
                 slice_is(sign, "\xC2\xB7") || slice_is(sign, "\xE2\x8B\x85");
    bool even = (tokens->list.items[at].flags & TOKEN_SPACE) ==
                (tokens->list.items[at + 1].flags & TOKEN_SPACE);
    return times && even && slice_is(token_text(tokens, at + 1), "10") ? at + 2 : at;
}

__extension__ typedef unsigned __int128 wide;

// Rounds value to less than `room`, a power of ten, and counts what it took away.
static uint64_t wide_round(wide value, uint64_t room, int32_t *scale)
{
    for (; value >= (wide)room * 10; (*scale)++)
        value /= 10;
    if (value >= room) {
        value = (value + 5) / 10;
        (*scale)++;
    }
    return (uint64_t)value;
}

// base to the power of `exponent` to 15 digits; false when it is out of all measure.
static bool number_raise(struct number *base, int32_t exponent)
{
    const uint64_t room = 1000000000000000000; // 18 digits kept between the steps
    struct number power = *base;
    uint64_t mantissa = 1;
    int32_t scale = 0;
    bool below = exponent < 0;
    if (power.mantissa <= 0 || exponent < -99 || exponent > 99)
        return false;
    for (int32_t i = below ? -exponent : exponent; i > 0; i--) {
        scale += power.exponent;
        mantissa = wide_round((wide)mantissa * (uint64_t)power.mantissa, room, &scale);
    }
    if (below) {
        scale = -36 - scale;
        mantissa = wide_round((wide)room * room / mantissa, room, &scale);
    }
    mantissa = wide_round(mantissa, room / 1000, &scale);
    *base = number_trim((struct number){(int64_t)mantissa, scale});
    return base->exponent > -40 && base->exponent < 30;
}

// What follows digits and scales them: the exponent of 1.3e6, 2,5 × 10^6, 2.48×10−5, 3×10⁸, the
// power of 1.1^23. Gives the token after it, `at` itself where none stands, or NO_INDEX for powers
// over 30: 1e400 is no number to us.
static uint32_t power_read(const struct phrase_tokens *tokens, uint32_t at, struct number *number)
{
    int32_t exponent = 0;
    uint32_t next = at, end;
    if (is_tight(tokens, at, "^")) {
        end = exponent_read(tokens, at + 1, &exponent);
        return end == at + 1 ? at : number_raise(number, exponent) ? end : NO_INDEX;
    }
    bool letter = is_tight(tokens, at, "e") || is_tight(tokens, at, "E");
    if (letter) {
        end = exponent_read(tokens, next = at + 1, &exponent);
    } else {
        uint32_t ten = ten_end(tokens, at);
        if (ten == at)
            return at;
        bool caret = is_tight(tokens, ten, "^");
        next = ten + caret;
        end = superscript_read(tokens, next, &exponent);
        if (end == next)
            end = exponent_read(tokens, next, &exponent);
        // "x10" alone is ten times; "x10 3" and "x103" are something else.
        if (end == next + 1 && !caret && is_digits(tokens, next, false))
            return at;
    }
    if (end == next)
        return at;
    if (exponent > 30 || exponent < -30)
        return NO_INDEX;
    *number = number_scale(*number, exponent);
    return end;
}

static bool digits_read(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                        uint32_t start, struct number_reading *reading)
{
    struct digits digits = {0};
    uint32_t at = groups_read(grammar, tokens, start, &digits);
    char sign = separator_at(tokens, at);
    bool grouped = at > start + 1;
    if ((sign == ',' || sign == '.') && !(separator_at(tokens, at + 2) == sign)) {
        digits_add(&digits, token_text(tokens, at + 1), true);
        at += 2;
        grouped = true;
    }
    reading->plain = !grouped;
    reading->digits = true;
    reading->number = digits.number;
    reading->end = power_read(tokens, at, &reading->number);
    return !digits.too_long && reading->end != NO_INDEX;
}

// --- words

struct words {
    const struct phrase_grammar *grammar;
    const struct phrase_tokens *tokens;
    struct number total, group; // finished magnitudes; thousands since then
    int64_t current;            // hundreds, tens and units being read
    int64_t magnitude;          // the last one read: later ones must be smaller
    uint32_t end;
    bool has_current, tens_open, score_open, any;
    bool low; // below a thousand only
};

static const struct phrase_entry *class_at(const struct words *words, uint32_t at,
                                           enum number_class class, uint32_t *end)
{
    return phrase_class_at(words->grammar, words->tokens, at, words->grammar->class_number[class],
                           end);
}

// Adds hundreds-and-below `value` with what may follow it; false when it cannot stand here.
static bool words_small(struct words *words, int64_t value, enum number_class class)
{
    int64_t low = words->current % 100;
    bool fresh = !words->has_current || (low == 0 && words->current && !words->tens_open);
    bool after_tens = words->tens_open && value < 10;
    bool after_score = words->score_open && value < 20 && class != NUMBER_TENS;
    if (!fresh && !after_tens && !after_score)
        return false;
    words->current += value;
    words->has_current = true;
    words->tens_open = class == NUMBER_TENS || class == NUMBER_SCORE;
    words->score_open = class == NUMBER_SCORE;
    return true;
}

static bool words_hundred(struct words *words)
{
    if (words->has_current && (words->current >= 100 || words->current == 0))
        return false;
    words->current = (words->has_current ? words->current : 1) * 100;
    words->has_current = true;
    words->tens_open = words->score_open = false;
    return true;
}

// thousand (power 3) may come before a bigger magnitude: cinquante-trois mille millions.
static bool words_power(struct words *words, int64_t power)
{
    struct number part = {words->has_current ? words->current : 1, 0};
    bool thousand = power == 3;
    if (thousand && (words->group.mantissa || words->magnitude == 3))
        return false;
    if (!thousand && power >= words->magnitude)
        return false;
    if (!thousand) {
        if (!words->has_current && words->group.mantissa)
            part.mantissa = 0;
        if (!number_add(&part, words->group))
            return false;
        words->group = (struct number){0, 0};
    }
    part = number_scale(part, (int32_t)power);
    if (!number_add(thousand ? &words->group : &words->total, part))
        return false;
    if (!thousand)
        words->magnitude = power;
    words->current = 0;
    words->has_current = words->tens_open = words->score_open = false;
    return true;
}

// Reads one number word at token `at`; gives the token after it, or NO_INDEX.
static uint32_t words_step(struct words *words, uint32_t at)
{
    static const enum number_class small[] = {NUMBER_SCORE, NUMBER_TENS, NUMBER_TEEN, NUMBER_UNIT};
    const struct phrase_entry *entry;
    uint32_t end, best_end = 0;
    int best = -1;
    int64_t value = 0;
    for (int i = 0; i < 4; i++) {
        entry = class_at(words, at, small[i], &end);
        if (entry && end > best_end) {
            best_end = end;
            best = i;
            value = entry->integer;
        }
    }
    if (best >= 0)
        return words_small(words, value, small[best]) ? best_end : NO_INDEX;
    if (class_at(words, at, NUMBER_HUNDRED, &end))
        return words_hundred(words) ? end : NO_INDEX;
    if (words->low)
        return NO_INDEX;
    if (class_at(words, at, NUMBER_THOUSAND, &end))
        return words_power(words, 3) ? end : NO_INDEX;
    // "million" by itself is no number: it needs one before it.
    entry = words->any ? class_at(words, at, NUMBER_MAGNITUDE, &end) : NULL;
    if (entry)
        return words_power(words, entry->integer) ? end : NO_INDEX;
    return NO_INDEX;
}

static bool tight_hyphen(const struct phrase_tokens *tokens, uint32_t at)
{
    if (at + 1 >= tokens->list.count)
        return false;
    const struct phrase_token *token = &tokens->list.items[at];
    return token->kind == TOKEN_SIGN && tokens->text.data[token->start] == '-' &&
           !(token->flags & TOKEN_SPACE) && !(token[1].flags & TOKEN_SPACE);
}

// "ninety - five", as tokenised texts write it.
static bool loose_hyphen(const struct words *words, uint32_t at)
{
    uint32_t end;
    const struct phrase_token *token = &words->tokens->list.items[at];
    return words->tens_open && at + 1 < words->tokens->list.count && token->kind == TOKEN_SIGN &&
           words->tokens->text.data[token->start] == '-' && (token[0].flags & TOKEN_SPACE) &&
           (token[1].flags & TOKEN_SPACE) && class_at(words, at + 1, NUMBER_UNIT, &end);
}

// "et" joins tens and one (vingt et un); "and" joins hundreds and more to what is smaller.
static bool joiner_fits(const struct words *words, uint32_t at)
{
    uint32_t end;
    const struct phrase_entry *unit = class_at(words, at, NUMBER_UNIT, &end);
    const struct phrase_entry *teen = class_at(words, at, NUMBER_TEEN, &end);
    bool thousand = words->group.mantissa != 0; // mille et une, cent mille et un
    if (words->grammar->language == LANGUAGE_fr && !words->has_current && thousand)
        return unit && unit->integer == 1;
    if (words->grammar->language == LANGUAGE_fr)
        return words->tens_open && ((unit && unit->integer == 1) || (teen && teen->integer == 11));
    bool small = unit || teen || class_at(words, at, NUMBER_TENS, &end);
    return small && !words->tens_open &&
           (words->current >= 100 || (!words->has_current && words->any));
}

static uint32_t words_join(const struct words *words, uint32_t at)
{
    uint32_t end;
    if (!words->any)
        return at;
    bool hyphen = tight_hyphen(words->tokens, at) || loose_hyphen(words, at);
    uint32_t next = at + hyphen;
    if (class_at(words, next, NUMBER_JOINER, &end)) {
        end += hyphen && tight_hyphen(words->tokens, end);
        return joiner_fits(words, end) ? end : NO_INDEX;
    }
    return next;
}

// "a hundred", "a million": the article is one there, and nowhere else.
static bool article_read(const struct words *words, uint32_t start)
{
    uint32_t end, after;
    return class_at(words, start, NUMBER_ARTICLE, &end) &&
           (class_at(words, end, NUMBER_HUNDRED, &after) ||
            class_at(words, end, NUMBER_THOUSAND, &after) ||
            class_at(words, end, NUMBER_MAGNITUDE, &after));
}

static void spelled_read(struct words *words, uint32_t start)
{
    uint32_t at = start;
    if (article_read(words, start)) {
        words->current = 1;
        words->has_current = words->any = true;
        words->end = at = start + 1;
    }
    while (at < words->tokens->list.count && at - start < WORD_LIMIT) {
        uint32_t next = words_join(words, at);
        // Digits inside: 4 million 300 thousand.
        if (next == NO_INDEX)
            return;
        uint32_t end = words_step(words, next);
        if (end == NO_INDEX)
            return;
        words->any = true;
        words->end = at = end;
    }
}

static bool words_sum(const struct words *words, struct number *sum)
{
    *sum = words->total;
    return number_add(sum, words->group) &&
           number_add(sum, (struct number){words->current, 0});
}

// True where words of one number from token `at` on end in a magnitude: point two | million.
static bool power_follows(const struct words *words, uint32_t at)
{
    struct words probe = {.grammar = words->grammar, .tokens = words->tokens, .magnitude = 99,
                          .low = true};
    uint32_t end;
    spelled_read(&probe, at);
    return probe.any && (class_at(words, probe.end, NUMBER_MAGNITUDE, &end) ||
                         class_at(words, probe.end, NUMBER_THOUSAND, &end));
}

// "zéro virgule cinq", "one point two five": decimals in words.
static void decimals_read(struct words *words, struct number_reading *reading)
{
    uint32_t at;
    if (!class_at(words, reading->end, NUMBER_DECIMAL, &at))
        return;
    int32_t zeros = 0;
    uint32_t end;
    while (class_at(words, at, NUMBER_ZERO, &end)) {
        zeros++;
        at = end;
    }
    struct words after = {.grammar = words->grammar, .tokens = words->tokens, .magnitude = 99,
                          .low = power_follows(words, at)};
    struct number fraction = {0, 0};
    spelled_read(&after, at);
    bool digit_by_digit = words->grammar->language == LANGUAGE_en &&
                          (!after.any || after.end == at + 1) && after.current < 10;
    if (!digit_by_digit) {
        if (!after.any || !words_sum(&after, &fraction) || after.magnitude < 99)
            return;
        int64_t whole = 0;
        if (!number_whole(fraction, &whole))
            return;
        fraction = (struct number){whole, 0};
        for (int64_t rest = whole; rest; rest /= 10)
            fraction.exponent--;
        at = after.end;
    } else {
        const struct phrase_entry *unit;
        uint32_t digits = 0;
        while (digits < 9 && ((unit = class_at(words, at, NUMBER_UNIT, &end)) != NULL ||
                              (unit = class_at(words, at, NUMBER_ZERO, &end)) != NULL)) {
            fraction.mantissa = fraction.mantissa * 10 + unit->integer;
            fraction.exponent--;
            digits++;
            at = end;
        }
        if (!digits && !zeros)
            return;
    }
    fraction.exponent -= zeros;
    if (zeros < 9 && number_add(&reading->number, fraction))
        reading->end = at;
}

// The power of ten of the hundred, thousand or million at token `at`; 0 if none stands there.
static int32_t power_at(const struct words *words, uint32_t at, uint32_t *end)
{
    if (class_at(words, at, NUMBER_THOUSAND, end))
        return 3;
    if (words->grammar->language == LANGUAGE_en && class_at(words, at, NUMBER_HUNDRED, end))
        return 2;
    const struct phrase_entry *entry = class_at(words, at, NUMBER_MAGNITUDE, end);
    return entry ? (int32_t)entry->integer : 0;
}

// Digits with smaller and smaller magnitudes: 2 millions 300 mille, 4 thousand 3 hundred and 21.
static void chain_read(struct words *words, struct number_reading *reading, int32_t power)
{
    uint32_t end, at = reading->end;
    for (bool chained = false; power > 0; chained = true) {
        bool joined = words->grammar->language == LANGUAGE_en &&
                      class_at(words, at, NUMBER_JOINER, &end);
        struct number_reading part = {0};
        uint32_t first = joined ? end : at;
        if (first >= words->tokens->list.count ||
            words->tokens->list.items[first].kind != TOKEN_DIGITS ||
            !digits_read(words->grammar, words->tokens, first, &part) || !part.plain)
            return;
        int32_t next = power_at(words, part.end, &end);
        int64_t value = 0, limit = 1;
        for (int32_t i = next; i < power && i < 12; i++)
            limit *= 10;
        if (next >= power || !number_whole(part.number, &value) || value <= 0 || value >= limit ||
            (!next && !(joined && chained)) ||
            !number_add(&reading->number, number_scale(part.number, next)))
            return;
        reading->end = at = next ? end : part.end;
        reading->plain = false;
        power = next;
    }
}

// Digits or words, then magnitudes: 3,5 milliards; 200 mille; trois millions et demi.
static void magnitude_read(struct words *words, struct number_reading *reading)
{
    uint32_t end;
    const struct phrase_entry *entry;
    bool decimal = reading->number.exponent < 0;
    if (reading->digits) {
        const struct phrase_token *next = reading->end < words->tokens->list.count
                                              ? &words->tokens->list.items[reading->end]
                                              : NULL;
        entry = next && !(next->flags & TOKEN_SPACE)
                    ? class_at(words, reading->end, NUMBER_SUFFIX, &end)
                    : NULL;
        // 10M is ten million, 10 m and 10m are metres; 2B is a flat, 1.2B and 20B are billions.
        if (!entry && next && !(next->flags & TOKEN_SPACE) && (next->flags & TOKEN_UPPER))
            entry = class_at(words, reading->end, NUMBER_CAPITAL, &end);
        // 2.33 k, 1.2b: after a decimal only, where no unit could be meant
        if (!entry && next && decimal)
            entry = class_at(words, reading->end, NUMBER_LOOSE, &end);
        if (entry) {
            reading->number = number_scale(reading->number, (int32_t)entry->integer);
            reading->end = end;
            reading->plain = false;
            return;
        }
        if (class_at(words, reading->end, NUMBER_HUNDRED, &end) && reading->plain &&
            words->grammar->language == LANGUAGE_en) {
            reading->number = number_scale(reading->number, 2);
            reading->end = end;
        }
        if (class_at(words, reading->end, NUMBER_THOUSAND, &end)) {
            reading->number = number_scale(reading->number, 3);
            reading->end = end;
        }
        entry = class_at(words, reading->end, NUMBER_MAGNITUDE, &end);
        if (entry) {
            reading->number = number_scale(reading->number, (int32_t)entry->integer);
            reading->end = end;
            reading->magnitude = true;
        }
        if (reading->end > 0)
            reading->plain &= !reading->magnitude;
        uint32_t last;
        int32_t power = reading->end > 1 ? power_at(words, reading->end - 1, &last) : 0;
        if (power && last == reading->end)
            chain_read(words, reading, power);
    } else {
        entry = reading->end > words->end // one point two | million
                    ? class_at(words, reading->end, NUMBER_MAGNITUDE, &end)
                    : NULL;
        if (entry) {
            reading->number = number_scale(reading->number, (int32_t)entry->integer);
            reading->end = end;
        }
        reading->magnitude = entry || words->magnitude < 99;
    }
    // et demi: half of the magnitude just read
    entry = class_at(words, reading->end - 1, NUMBER_MAGNITUDE, &end);
    if (entry && class_at(words, reading->end, NUMBER_HALF, &end) &&
        number_add(&reading->number, (struct number){5, (int32_t)entry->integer - 1}))
        reading->end = end;
}

bool number_read(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                 uint32_t start, struct number_reading *reading)
{
    *reading = (struct number_reading){.end = start};
    if (start >= tokens->list.count)
        return false;
    struct words words = {.grammar = grammar, .tokens = tokens, .magnitude = 99};
    const struct phrase_token *token = &tokens->list.items[start];
    uint32_t end;
    if (token->kind == TOKEN_DIGITS) {
        if (!digits_read(grammar, tokens, start, reading))
            return false;
    } else if (token->kind != TOKEN_WORD || token->word == NO_INDEX) {
        return false;
    } else if (class_at(&words, start, NUMBER_ZERO, &end)) {
        reading->end = end;
        decimals_read(&words, reading);
        return true;
    } else {
        spelled_read(&words, start);
        if (!words.any || !words_sum(&words, &reading->number))
            return false;
        reading->end = words.end;
        decimals_read(&words, reading);
    }
    magnitude_read(&words, reading);
    return reading->number.exponent < 40;
}
