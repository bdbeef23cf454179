// SPDX-License-Identifier: Apache-2.0
// Pieces: text cut into runs of letters and digits, with their shape (capitals) and what joins
// them. Names are compared piece by piece in folded form, so that Saint-Pétersbourg, SAINT
// PETERSBOURG and l'Otan meet their entries however a tokeniser cut them.
#include "extract/knowledge.h"

#include "base/utf8.h"

#define FOLD_MAX 64 // bytes of a folded piece; longer runs are no names

// Base letters of U+00C0 to U+017F in lower case, as unicode_base gives them; a space: ask it.
static const char latin_base[192 + 1] =
    "aaaaaa ceeeeiiii nooooo  uuuuy  aaaaaa ceeeeiiii nooooo  uuuuy y"
    "aaaaaaccccccccdd  eeeeeeeeeegggggggghh  iiiiiiiii   jjkk llllll "
    "   nnnnnn   oooooo  rrrrrrsssssssstttt  uuuuuuuuuuuuwwyyyzzzzzz ";

static bool is_word_point(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (c >= 0xC0 && c < 0x180 && latin_base[c - 0xC0] != ' ')
        return true;
    return unicode_is_letter(c) || unicode_is_digit(c);
}

size_t piece_fold(struct slice text, char *out, size_t size)
{
    size_t used = 0;
    for (size_t position = 0; position < text.size;) {
        unsigned char byte = (unsigned char)text.data[position];
        if (byte < 0x80) {
            position++;
            if (byte == '.')
                continue;
            if (used + 1 > size)
                return used;
            out[used++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
            continue;
        }
        uint32_t c = utf8_next(text, &position);
        if (c >= 0xC0 && c < 0x180 && latin_base[c - 0xC0] != ' ') {
            if (used + 1 > size)
                return used;
            out[used++] = latin_base[c - 0xC0];
            continue;
        }
        c = unicode_base(unicode_lower(c));
        if (c >= 0x300 && c < 0x370)
            continue; // a combining mark
        if (used + 4 > size)
            return used;
        if (c == 0x153 || c == 0xE6) {
            out[used++] = c == 0x153 ? 'o' : 'a';
            out[used++] = 'e';
        } else {
            used += utf8_encode(c, out + used);
        }
    }
    return used;
}

struct shape_count {
    uint32_t letters, uppers, digits;
    bool first_upper, first_digit;
};

static void count_point(struct shape_count *shape, uint32_t c)
{
    bool upper = c < 0x80 ? (c >= 'A' && c <= 'Z')
                 : c < 0x100 ? c >= 0xC0 && c < 0xDF && c != 0xD7 : unicode_is_upper(c);
    if (c >= '0' && c <= '9') {
        shape->first_digit = shape->first_digit || shape->letters + shape->digits == 0;
        shape->digits++;
        return;
    }
    if (shape->letters == 0 && shape->digits == 0)
        shape->first_upper = upper;
    shape->letters++;
    shape->uppers += upper;
}

static uint8_t shape_of(const struct shape_count *shape)
{
    if (shape->letters == 0 || shape->first_digit) // 2025, 19H00
        return SHAPE_DIGIT;
    if (shape->uppers == shape->letters && (shape->letters > 1 || shape->digits > 0))
        return SHAPE_UPPER;
    if (shape->first_upper)
        return SHAPE_CAPITAL;
    return shape->uppers > 0 ? SHAPE_MIXED : SHAPE_LOWER;
}

// A dotted acronym (U.N., J.D.) from position: its end, or 0.
static uint32_t dotted_end(struct slice text, uint32_t position, uint32_t end)
{
    uint32_t letters = 0;
    uint32_t at = position;
    while (at + 1 < end && text.data[at] >= 'A' && text.data[at] <= 'Z' &&
           text.data[at + 1] == '.') {
        letters++;
        at += 2;
    }
    return letters >= 2 ? at : 0;
}

// AT&T, B&SR: up to three capitals on the left of the sign, one on its right.
static bool joins_letters(struct slice text, uint32_t start, uint32_t at, uint32_t end)
{
    bool capitals = at > start && at - start <= 3 && at + 1 < end && text.data[at + 1] >= 'A' &&
                    text.data[at + 1] <= 'Z';
    for (uint32_t i = start; capitals && i < at; i++)
        capitals = text.data[i] >= 'A' && text.data[i] <= 'Z';
    return capitals;
}

static uint32_t run_end(struct slice text, uint32_t position, uint32_t end,
                        struct shape_count *shape)
{
    struct slice part = slice_part(text, 0, end);
    size_t at = position;
    while (at < end) {
        size_t next = at;
        uint32_t c = (unsigned char)text.data[at] < 0x80 ? (unsigned char)text.data[next++]
                                                         : utf8_next(part, &next);
        if (c == '&' && joins_letters(text, position, (uint32_t)at, end)) {
            at = next;
            continue;
        }
        if (!is_word_point(c))
            break;
        count_point(shape, c);
        at = next;
    }
    return (uint32_t)at;
}

// Joint between two pieces from the characters of the gap: the strongest one wins.
static uint8_t joint_after(uint8_t joint, uint32_t c)
{
    switch (c) {
    case ' ': case 0xA0: case 0x202F: case 0x2009:
        return joint;
    case '-': case 0x2010: case 0x2011:
        return joint == JOINT_SPACE ? JOINT_HYPHEN : JOINT_BREAK;
    case '\'': case 0x2019:
        return joint == JOINT_SPACE ? JOINT_APOSTROPHE : JOINT_QUOTE;
    case '.':
        return joint == JOINT_SPACE ? JOINT_DOT : JOINT_BREAK;
    case ',':
        return joint == JOINT_SPACE ? JOINT_COMMA : JOINT_BREAK;
    case '(': case '[':
        return JOINT_PAREN;
    case '"': case 0xAB: case 0x201C: case 0x201E: case 0x2018: case 0x2039:
        return JOINT_QUOTE;
    default:
        return JOINT_BREAK;
    }
}

static void add_piece(struct arena *arena, const struct lexicon *lexicon, struct slice text,
                      piece_list *list, struct piece piece)
{
    char folded[FOLD_MAX];
    piece.word = TABLE_NONE;
    if (lexicon && piece.end - piece.start <= FOLD_MAX) {
        size_t size = piece_fold(slice_part(text, piece.start, piece.end), folded, FOLD_MAX);
        piece.word = table_find(&lexicon->words, (struct slice){folded, size});
    }
    list_add(arena, list, piece);
}

void pieces_cut(struct arena *arena, const struct lexicon *lexicon, struct slice text,
                struct span span, piece_list *list)
{
    struct slice part = slice_part(text, 0, span.end);
    uint8_t joint = JOINT_BREAK;
    bool initial = true;
    uint32_t at = span.start, gap = 0; // gap: characters since the last piece
    while (at < span.end) {
        struct shape_count shape = {0};
        uint32_t end = dotted_end(part, at, span.end);
        bool dotted = end > 0;
        if (!dotted)
            end = run_end(part, at, span.end, &shape);
        if (end > at) {
            // "X - Y" and "soldiers' X" are two names, "X-Y" and "l'X" may be one
            if (gap > 1 && (joint == JOINT_HYPHEN || joint == JOINT_APOSTROPHE))
                joint = JOINT_BREAK;
            struct piece piece = {.start = at, .end = end, .joint = joint, .initial = initial};
            piece.shape = dotted ? SHAPE_UPPER : shape_of(&shape);
            piece.dot_after = end < span.end && text.data[end] == '.';
            add_piece(arena, lexicon, text, list, piece);
            joint = JOINT_SPACE;
            initial = false;
            gap = 0;
            at = end;
            continue;
        }
        size_t next = at;
        uint32_t c = utf8_next(part, &next);
        joint = joint_after(joint, c);
        initial = initial || c == '\n' || c == ':' || c == 0x2022 || c == '"' || c == 0xAB ||
                  c == 0x201C;
        gap++;
        at = (uint32_t)next;
    }
}
