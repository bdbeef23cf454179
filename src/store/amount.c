// SPDX-License-Identifier: Apache-2.0
// Amounts as searching compares them: thousandths of a number, and its magnitude (how many digits
// stand before the point), by which the index finds what may lie in a range.
#include "store/query.h"

#include "base/utf8.h"

#define AMOUNT_MOST INT64_C(9000000000000000000)
#define MAGNITUDES 17 // digits before the point that a saturated value can have

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Reads digits with a point or a comma; *position moves past them.
static int64_t read_thousandths(struct slice text, size_t *position)
{
    int64_t value = 0;
    int places = -1; // digits after the point
    for (; *position < text.size; ++*position) {
        char c = text.data[*position];
        if ((c == '.' || c == ',') && places < 0 && *position + 1 < text.size &&
            is_digit(text.data[*position + 1])) {
            places = 0;
            continue;
        }
        if (!is_digit(c))
            break;
        if (places >= 3)
            continue;
        places += places >= 0;
        value = value > AMOUNT_MOST / 10 - 10 ? AMOUNT_MOST : value * 10 + (c - '0');
    }
    for (int i = places < 0 ? 0 : places; i < 3; i++)
        value = value > AMOUNT_MOST / 10 ? AMOUNT_MOST : value * 10;
    return value;
}

int64_t amount_thousandths(struct slice decimal)
{
    size_t position = decimal.size && decimal.data[0] == '-';
    return read_thousandths(decimal, &position);
}

// "k", "M", "Md" and the like, where no other letter follows; else 1.
static int64_t read_factor(struct slice text, size_t *position)
{
    static const struct {
        const char *text;
        int64_t factor;
    } rows[] = {{"md", 1000000000}, {"bn", 1000000000}, {"g", 1000000000}, {"m", 1000000},
                {"k", 1000}};
    struct slice rest = slice_part(text, *position, SIZE_MAX);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size = strlen(rows[i].text);
        bool ends = rest.size == size ||
                    (rest.size > size && !(rest.data[size] >= 'a' && rest.data[size] <= 'z'));
        if (slice_starts(rest, rows[i].text) && ends) {
            *position += size;
            return rows[i].factor;
        }
    }
    return 1;
}

static bool read_number(struct slice text, size_t *position, int64_t *value)
{
    size_t start = *position;
    *value = read_thousandths(text, position);
    if (*position == start)
        return false;
    int64_t factor = read_factor(text, position);
    *value = *value > AMOUNT_MOST / factor ? AMOUNT_MOST : *value * factor;
    return true;
}

static struct slice unit_of(struct slice text)
{
    static const char *const signs[][2] = {{"€", "eur"}, {"$", "usd"}, {"£", "gbp"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_is(text, signs[i][0]))
            return slice_of(signs[i][1]);
    return text;
}

bool amount_range(struct arena *arena, struct slice text, int64_t *least, int64_t *most,
                  struct slice *unit)
{
    struct slice folded = utf8_fold(arena, text);
    bool signed_so = folded.size && (folded.data[0] == '<' || folded.data[0] == '>');
    char sign = signed_so ? folded.data[0] : 0;
    size_t position = sign != 0, dots = slice_find(folded, SLICE(".."), 0);
    bool itself = sign && position < folded.size && folded.data[position] == '=';
    position += itself;
    *least = 0;
    *most = AMOUNT_MOST;
    int64_t *only = sign == '<' ? most : least;
    if ((dots != position || sign) && !read_number(folded, &position, only))
        return false;
    if (sign && !itself)
        *only += sign == '<' ? -(*only > 0) : 1;
    bool range = !sign && dots != SIZE_MAX && dots == position;
    if (!sign && !range)
        *most = *least;
    if (range) {
        position += 2;
        if (position < folded.size && is_digit(folded.data[position]) &&
            !read_number(folded, &position, most))
            return false;
    }
    while (position < folded.size && folded.data[position] == ' ')
        position++;
    struct slice rest = slice_part(folded, position, SIZE_MAX);
    *unit = rest.size ? unit_of(rest) : SLICE_NONE;
    return *least <= *most && slice_find(rest, SLICE(".."), 0) == SIZE_MAX;
}

static int magnitude(int64_t thousandths)
{
    int digits = 0;
    for (int64_t whole = thousandths / 1000; whole; whole /= 10)
        digits++;
    return digits;
}

bool amount_magnitudes(struct buffer *out, int64_t least, int64_t most)
{
    int low = magnitude(least), high = magnitude(most);
    if (high - low >= MAGNITUDES)
        return false;
    for (int digits = low; digits <= high; digits++)
        buffer_format(out, "%s\"e%d\"", digits > low ? " OR " : "", digits);
    return true;
}

void amount_write(struct buffer *amounts, struct buffer *sizes, struct slice value,
                  struct slice unit)
{
    if (!value.size)
        return;
    buffer_format(amounts, "%s" SLICE_FORMAT, amounts->size ? "; " : "", SLICE_ARGUMENTS(value));
    if (unit.size)
        buffer_format(amounts, " " SLICE_FORMAT, SLICE_ARGUMENTS(unit));
    buffer_format(sizes, "%se%d", sizes->size ? " " : "", magnitude(amount_thousandths(value)));
}

bool amount_within(struct slice amounts, const struct query_term *term)
{
    while (amounts.size) {
        struct slice value = slice_cut(&amounts, ';');
        size_t position = 0;
        while (position < value.size && !is_digit(value.data[position]))
            position++;
        int64_t number = read_thousandths(value, &position);
        position += position < value.size;
        struct slice unit = slice_part(value, position, SIZE_MAX);
        // "drones" asks for the unit "drone".
        bool same = !term->unit.data || slice_equal(unit, term->unit) ||
                    (term->unit.size == unit.size + 1 &&
                     memcmp(term->unit.data, unit.data, unit.size) == 0 &&
                     term->unit.data[unit.size] == 's');
        if (same && number >= term->least && number <= term->most)
            return true;
    }
    return false;
}
