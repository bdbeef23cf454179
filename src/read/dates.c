// SPDX-License-Identifier: Apache-2.0
// Reading dates of every dialect that metadata and page lines use. Cuts text into numbers,
// words and marks, then looks for the shapes of a date, the surest first; month names and the
// small words between the parts come from lexicon/LANGUAGE/page_dates.txt.
#include "read/dates.h"

#define PIECES_MOST 48 // a date stands near the start of its line

enum piece_kind { PIECE_NUMBER, PIECE_WORD, PIECE_MARK };

struct piece {
    enum piece_kind kind;
    struct slice text;
    uint32_t number; // NUMBER: value; WORD: month 1..12 or 0
    uint8_t digits;
    bool filler; // WORD: may stand between parts of a date
    bool sign;   // WORD: stands behind a number of a date (年)
    bool spaced; // white space before it
    size_t start;
};

#define ZONE_NAME_MOST 8

struct reader {
    const struct read_tables *tables;
    struct piece pieces[PIECES_MOST];
    uint32_t count;
    struct date date;
    int hour, minute, second; // hour -1: unknown
    bool zone_known;
    int zone_minutes;
    uint32_t first, after; // pieces used
};

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

// The digit at `at`, of ASCII or of Arabic and Persian; -1 for none. Gives its size.
static int digit_at(struct slice text, size_t at, size_t *size)
{
    unsigned char c = (unsigned char)text.data[at];
    unsigned char next = at + 1 < text.size ? (unsigned char)text.data[at + 1] : 0;
    *size = 1;
    if (is_digit(c))
        return c - '0';
    *size = 2;
    if (c == 0xD9 && next >= 0xA0 && next <= 0xA9)
        return next - 0xA0;
    if (c == 0xDB && next >= 0xB0 && next <= 0xB9)
        return next - 0xB0;
    return -1;
}

static bool is_word_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static size_t space_size(struct slice text, size_t at)
{
    unsigned char c = (unsigned char)text.data[at];
    if (c == ' ' || (c >= 9 && c <= 13))
        return 1;
    if (c == 0xC2 && at + 1 < text.size && (unsigned char)text.data[at + 1] == 0xA0)
        return 2;
    if (c == 0xE2 && at + 2 < text.size && (unsigned char)text.data[at + 1] == 0x80 &&
        ((unsigned char)text.data[at + 2] == 0xAF || (unsigned char)text.data[at + 2] == 0x89))
        return 3;
    return 0;
}

static void add_word(const struct read_tables *tables, struct piece *piece, struct arena *arena)
{
    struct arena_mark mark = arena_mark(arena);
    struct slice folded = utf8_fold(arena, piece->text);
    uint32_t month = table_find(&tables->months, folded);
    piece->number = month == TABLE_NONE ? 0 : month;
    uint32_t word = table_find(&tables->date_words, folded);
    piece->filler = word == DATE_WORD_FILLER;
    piece->sign = word == DATE_WORD_SIGN;
    arena_rewind(arena, mark);
}

static size_t cut_number(struct slice text, size_t at, struct piece *piece)
{
    int digit;
    size_t size;
    piece->kind = PIECE_NUMBER;
    for (; at < text.size && (digit = digit_at(text, at, &size)) >= 0; at += size) {
        if (piece->digits < 9)
            piece->number = piece->number * 10 + (uint32_t)digit;
        piece->digits = (uint8_t)(piece->digits < 200 ? piece->digits + 1 : 200);
    }
    return at;
}

static void cut(const struct read_tables *tables, struct slice text, struct reader *reader,
                struct arena *arena)
{
    size_t at = 0;
    bool spaced = true;
    while (at < text.size && reader->count < PIECES_MOST) {
        size_t space = space_size(text, at);
        if (space) {
            at += space;
            spaced = true;
            continue;
        }
        struct piece *piece = &reader->pieces[reader->count++];
        *piece = (struct piece){.start = at, .spaced = spaced};
        unsigned char c = (unsigned char)text.data[at];
        size_t end = at + 1, size;
        if (digit_at(text, at, &size) >= 0) {
            end = cut_number(text, at, piece);
        } else if (is_word_byte(c)) {
            while (end < text.size && is_word_byte((unsigned char)text.data[end]) &&
                   !space_size(text, end) && digit_at(text, end, &size) < 0)
                end++;
            piece->kind = PIECE_WORD;
        } else {
            piece->kind = PIECE_MARK;
        }
        piece->text = slice_part(text, at, end);
        if (piece->kind == PIECE_WORD)
            add_word(tables, piece, arena);
        spaced = false;
        at = end;
    }
}

static const struct piece *piece_at(const struct reader *reader, uint32_t index)
{
    static const struct piece none = {.kind = PIECE_MARK, .text = {"", 0}, .spaced = true};
    return index < reader->count ? &reader->pieces[index] : &none;
}

static bool is_mark(const struct piece *piece, const char *marks)
{
    return piece->kind == PIECE_MARK && piece->text.size == 1 &&
           strchr(marks, piece->text.data[0]) != NULL;
}

static bool is_number(const struct piece *piece, unsigned least, unsigned most)
{
    return piece->kind == PIECE_NUMBER && piece->digits >= least && piece->digits <= most;
}

static bool set_date(struct reader *reader, uint32_t year, uint32_t month, uint32_t day)
{
    struct date date = {(int32_t)year, (int32_t)month, (int32_t)day};
    if (year < 1900 || year > 2100 || month < 1 || month > 12 || (day && !date_valid(date)))
        return false;
    reader->date = date;
    return true;
}

// 2025年7月14日, 2025년 7월 14일.
static bool signed_numbers(struct reader *reader, uint32_t i)
{
    const struct piece *year = piece_at(reader, i), *month = piece_at(reader, i + 2);
    const struct piece *day = piece_at(reader, i + 4);
    reader->after = i + 6;
    return is_number(year, 4, 4) && piece_at(reader, i + 1)->sign && is_number(month, 1, 2) &&
           piece_at(reader, i + 3)->sign && is_number(day, 1, 2) && piece_at(reader, i + 5)->sign &&
           set_date(reader, year->number, month->number, day->number);
}

// 2025-07-14, 2025/7/14, 2025.07.14; 20250714.
static bool iso(struct reader *reader, uint32_t i)
{
    const struct piece *a = piece_at(reader, i), *b = piece_at(reader, i + 2);
    if (is_number(a, 8, 8) && set_date(reader, a->number / 10000, a->number / 100 % 100,
                                       a->number % 100)) {
        reader->after = i + 1;
        return true;
    }
    const struct piece *c = piece_at(reader, i + 4);
    const struct piece *mark = piece_at(reader, i + 1), *second = piece_at(reader, i + 3);
    if (!is_number(a, 4, 4) || !is_mark(mark, "-/.") || !is_number(b, 1, 2) || b->spaced)
        return false;
    if (is_mark(second, "-/.") && is_number(c, 1, 2) && !c->spaced &&
        set_date(reader, a->number, b->number, c->number)) {
        reader->after = i + 5;
        return true;
    }
    if (b->digits == 2 && is_mark(mark, "-") && !is_mark(second, "-/.") &&
        set_date(reader, a->number, b->number, 0)) {
        reader->after = i + 3;
        return true;
    }
    return false;
}

// 14/07/2025, 14.07.2025, 14-07-25; 07/14/2025.
static bool numbers(struct reader *reader, uint32_t i, bool month_first)
{
    const struct piece *a = piece_at(reader, i), *b = piece_at(reader, i + 2);
    const struct piece *c = piece_at(reader, i + 4);
    if (!is_number(a, 1, 2) || !is_mark(piece_at(reader, i + 1), "/.-") || !is_number(b, 1, 2) ||
        !is_mark(piece_at(reader, i + 3), "/.-") ||
        !(is_number(c, 4, 4) || is_number(c, 2, 2)))
        return false;
    uint32_t year = c->digits == 2 ? 2000 + c->number : c->number;
    uint32_t day = a->number, month = b->number;
    bool turned = month > 12 || (month_first && day <= 12 && is_mark(piece_at(reader, i + 1), "/"));
    reader->after = i + 5;
    return turned ? set_date(reader, year, day, month) : set_date(reader, year, month, day);
}

static uint32_t skip_fillers(const struct reader *reader, uint32_t i)
{
    while (i < reader->count &&
           (is_mark(piece_at(reader, i), ".,-") || piece_at(reader, i)->filler))
        i++;
    return i;
}

// 14 juillet 2025, 1er juillet 2025, 14. Juli 2025, 14-Jul-2025, 14 de julio de 2025.
static bool day_month_year(struct reader *reader, uint32_t i)
{
    const struct piece *day = piece_at(reader, i);
    if (!is_number(day, 1, 2))
        return false;
    uint32_t at = skip_fillers(reader, i + 1);
    const struct piece *month = piece_at(reader, at);
    if (month->kind != PIECE_WORD || !month->number)
        return false;
    // "24 نيسان / أبريل 2020": the month by two names.
    if (is_mark(piece_at(reader, at + 1), "/") && piece_at(reader, at + 2)->kind == PIECE_WORD &&
        piece_at(reader, at + 2)->number == month->number)
        at += 2;
    at = skip_fillers(reader, at + 1);
    const struct piece *year = piece_at(reader, at);
    reader->after = at + 1;
    // RFC 822 has years of two digits, before an hour.
    bool century = is_number(year, 2, 2) && is_mark(piece_at(reader, at + 2), ":");
    uint32_t full = !century ? year->number : year->number + (year->number < 70 ? 2000 : 1900);
    return (century || is_number(year, 4, 4)) &&
           set_date(reader, full, month->number, day->number);
}

// 2025. július 14., 2025 m. liepos 14 d., 2025 July 14; not "2020 July 14, 2025" nor with an
// hour behind July.
static bool year_month_day(struct reader *reader, uint32_t i)
{
    const struct piece *year = piece_at(reader, i);
    if (!is_number(year, 4, 4))
        return false;
    uint32_t at = skip_fillers(reader, i + 1);
    const struct piece *month = piece_at(reader, at), *day;
    // "2025. gada 14. jūlijs".
    if (is_number(month, 1, 2) && at > i + 2) {
        day = month;
        at = skip_fillers(reader, at + 1);
        month = piece_at(reader, at);
    } else {
        at = skip_fillers(reader, at + 1);
        day = piece_at(reader, at);
    }
    reader->after = at + 1;
    uint32_t next = is_mark(piece_at(reader, at + 1), ",") ? at + 2 : at + 1;
    return month->kind == PIECE_WORD && month->number && is_number(day, 1, 2) &&
           !is_number(piece_at(reader, next), 4, 4) && !is_mark(piece_at(reader, at + 1), ":") &&
           set_date(reader, year->number, month->number, day->number);
}

static bool word_is(const struct piece *piece, const char *lower)
{
    size_t size = strlen(lower);
    if (piece->kind != PIECE_WORD || piece->text.size != size)
        return false;
    for (size_t i = 0; i < size; i++)
        if ((piece->text.data[i] | 32) != lower[i])
            return false;
    return true;
}

// "+02:00", "+0200", "+2" at piece i: minutes east of Greenwich.
static bool read_offset(struct reader *reader, uint32_t i)
{
    const struct piece *sign = piece_at(reader, i), *hours = piece_at(reader, i + 1);
    if (!is_mark(sign, "+-") || hours->spaced || !is_number(hours, 1, 4) || hours->digits == 3)
        return false;
    uint32_t minutes = hours->digits == 4 ? hours->number / 100 * 60 + hours->number % 100
                                          : hours->number * 60;
    uint32_t after = i + 2;
    if (hours->digits < 4 && is_mark(piece_at(reader, i + 2), ":") &&
        is_number(piece_at(reader, i + 3), 2, 2)) {
        minutes += piece_at(reader, i + 3)->number;
        after = i + 4;
    }
    if (minutes > 14 * 60)
        return false;
    reader->after = after;
    reader->zone_known = true;
    reader->zone_minutes = (sign->text.data[0] == '-' ? -1 : 1) * (int)minutes;
    return true;
}

static uint32_t find_zone(const struct read_tables *tables, const struct piece *piece)
{
    char name[ZONE_NAME_MOST];
    size_t size = piece->text.size;
    if (piece->kind != PIECE_WORD || size > sizeof name)
        return TABLE_NONE;
    for (size_t i = 0; i < size; i++)
        name[i] = (char)(piece->text.data[i] | 32);
    return table_find(&tables->zones, (struct slice){name, size});
}

// A zone's name of the lexicon, or an offset.
static void read_zone(struct reader *reader, uint32_t i)
{
    uint32_t zone = find_zone(reader->tables, piece_at(reader, i));
    if (zone != TABLE_NONE) {
        reader->zone_known = true;
        reader->zone_minutes = (int)zone - ZONE_ZERO;
        reader->after = i + 1;
        if (zone == ZONE_ZERO && !piece_at(reader, i + 1)->spaced)
            read_offset(reader, i + 1); // GMT+2
        return;
    }
    if (is_number(piece_at(reader, i + 1), 2, 4))
        read_offset(reader, i);
}

// "pm", "p.m." at piece i: 12, "am": 0, else -1. Moves past it.
static int read_half(const struct reader *reader, uint32_t *i)
{
    const struct piece *word = piece_at(reader, *i);
    bool afternoon = word_is(word, "pm"), morning = word_is(word, "am");
    if (afternoon || morning) {
        *i += 1;
        return afternoon ? 12 : 0;
    }
    afternoon = word_is(word, "p");
    if ((!afternoon && !word_is(word, "a")) || !is_mark(piece_at(reader, *i + 1), ".") ||
        !word_is(piece_at(reader, *i + 2), "m"))
        return -1;
    *i += is_mark(piece_at(reader, *i + 3), ".") ? 4 : 3;
    return afternoon ? 12 : 0;
}

// 10:30:00.123, 10h30, 10h, 10 h 30, 10:30 PM, 103000 at piece i.
static bool read_time(struct reader *reader, uint32_t i)
{
    const struct piece *hour = piece_at(reader, i), *mark = piece_at(reader, i + 1);
    const struct piece *minute = piece_at(reader, i + 2);
    bool colon = is_mark(mark, ":"), letter = word_is(mark, "h");
    if (!is_number(hour, 1, 2) || hour->number > 24 || !(colon || letter))
        return false;
    bool minutes = is_number(minute, 2, 2) && minute->number < 60;
    if (colon && !minutes)
        return false;
    reader->hour = (int)hour->number;
    reader->minute = minutes ? (int)minute->number : 0;
    i += minutes ? 3 : 2;
    if (minutes && is_mark(piece_at(reader, i), ":") && is_number(piece_at(reader, i + 1), 2, 2)) {
        reader->second = (int)piece_at(reader, i + 1)->number;
        i += 2;
        if (is_mark(piece_at(reader, i), ".,") && is_number(piece_at(reader, i + 1), 1, 9) &&
            !piece_at(reader, i + 1)->spaced)
            i += 2;
    }
    int half = read_half(reader, &i);
    if (half >= 0 && reader->hour <= 12)
        reader->hour = reader->hour % 12 + half;
    if (reader->second > 59)
        reader->second = 59;
    reader->after = i;
    read_zone(reader, i);
    return true;
}

// July 14, 2025; July 14th 2025; and the month alone, juillet 2025.
static bool month_day_year(struct reader *reader, uint32_t i)
{
    const struct piece *month = piece_at(reader, i);
    if (month->kind != PIECE_WORD || !month->number)
        return false;
    uint32_t at = skip_fillers(reader, i + 1);
    const struct piece *day = piece_at(reader, at);
    reader->after = at + 1;
    // After "31 février" nothing is left of the date that could be meant.
    if (is_number(day, 4, 4))
        return !(i && is_number(piece_at(reader, i - 1), 1, 2)) &&
               set_date(reader, day->number, month->number, 0);
    if (!is_number(day, 1, 2))
        return false;
    at = skip_fillers(reader, at + 1);
    // "Jul 14 10:30:00 CEST 2025": hour and zone stand before the year.
    if (is_mark(piece_at(reader, at + 1), ":") && is_mark(piece_at(reader, at + 3), ":") &&
        is_number(piece_at(reader, at), 2, 2) && read_time(reader, at))
        at = piece_at(reader, reader->after)->kind == PIECE_WORD ? reader->after + 1
                                                                   : reader->after;
    const struct piece *year = piece_at(reader, at);
    reader->after = at + 1;
    return is_number(year, 4, 4) && set_date(reader, year->number, month->number, day->number);
}

// Seconds or milliseconds since 1970, alone.
static bool timestamp(struct reader *reader)
{
    const struct piece *a = piece_at(reader, 0);
    if (reader->count != 1 || !(is_number(a, 10, 10) || is_number(a, 13, 13)))
        return false;
    uint64_t seconds = 0;
    for (size_t i = 0; i < 10; i++)
        seconds = seconds * 10 + (uint64_t)(a->text.data[i] - '0');
    reader->date = date_from_day((int64_t)(seconds / 86400));
    reader->hour = (int)(seconds / 3600 % 24);
    reader->minute = (int)(seconds / 60 % 60);
    reader->second = (int)(seconds % 60);
    reader->zone_known = true;
    reader->after = 1;
    return reader->date.year >= 1980 && reader->date.year <= 2100;
}

static void time_near(struct reader *reader)
{
    if (reader->hour >= 0 || !reader->date.day)
        return;
    // Six pieces: "à 10h30", "- 10:30", "T10:30", "at about 10:30".
    for (uint32_t i = reader->after; i < reader->count && i < reader->after + 6; i++)
        if (read_time(reader, i))
            break;
    if (reader->hour > 23)
        reader->hour = -1;
}

static struct slice write_value(const struct reader *reader, struct arena *arena)
{
    char day[16];
    date_write(reader->date, day);
    if (reader->hour < 0 || !reader->date.day)
        return arena_copy(arena, slice_of(day));
    const char *zone = "";
    struct slice written = SLICE("");
    if (reader->zone_known && reader->zone_minutes == 0)
        zone = "Z";
    else if (reader->zone_known) {
        int minutes = reader->zone_minutes < 0 ? -reader->zone_minutes : reader->zone_minutes;
        written = arena_format(arena, "%c%02d:%02d", reader->zone_minutes < 0 ? '-' : '+',
                               minutes / 60, minutes % 60);
    }
    return arena_format(arena, "%sT%02d:%02d:%02d%s" SLICE_FORMAT, day, reader->hour,
                        reader->minute, reader->second, zone, SLICE_ARGUMENTS(written));
}

static bool find_shape(struct reader *reader, bool month_first)
{
    for (uint32_t i = 0; i < reader->count; i++) {
        reader->first = i;
        if (iso(reader, i) || day_month_year(reader, i) || numbers(reader, i, month_first))
            return true;
        if (year_month_day(reader, i) || signed_numbers(reader, i) || month_day_year(reader, i))
            return true;
    }
    reader->first = 0;
    return timestamp(reader);
}

struct date_reading date_read(const struct read_tables *tables, struct slice text,
                              bool month_first, struct arena *arena)
{
    struct reader reader = {.tables = tables, .hour = -1};
    cut(tables, text, &reader, arena);
    if (!find_shape(&reader, month_first))
        return (struct date_reading){0};
    time_near(&reader);
    const struct piece *last = piece_at(&reader, reader.after - 1);
    uint32_t start = piece_at(&reader, reader.first)->start;
    return (struct date_reading){write_value(&reader, arena), start,
                                 last->text.size ? last->start + last->text.size : text.size};
}

struct slice date_value(const struct read_tables *tables, struct slice text, bool month_first,
                        struct arena *arena)
{
    text = slice_trim(text);
    if (!text.size || text.size > 80)
        return SLICE_NONE;
    return date_read(tables, text, month_first, arena).value;
}

uint32_t date_day_number(struct slice value)
{
    struct date date;
    if (value.size < 10 || !date_parse(value, &date) || !date.day)
        return 0;
    return (uint32_t)(date.year * 10000 + date.month * 100 + date.day);
}
