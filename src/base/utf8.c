// SPDX-License-Identifier: Apache-2.0
// Decoding, folding and classing of characters. ASCII takes a short way; the rest asks utf8proc.
#include "base/utf8.h"

#include "base/list.h"

#include <stdlib.h>
#include <utf8proc.h>

#define REPLACEMENT 0xFFFD

// Length of the well-formed sequence at bytes (Unicode table 3-7), or 0.
static size_t sequence_size(const uint8_t *bytes, size_t size)
{
    uint8_t lead = bytes[0];
    if (lead < 0x80)
        return 1;
    size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : (lead & 0xF0) == 0xE0 ? 3
                    : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (length == 0 || size < length)
        return 0;
    uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    }
    return length;
}

uint32_t utf8_next(struct slice text, size_t *position)
{
    const uint8_t *bytes = (const uint8_t *)text.data + *position;
    if (bytes[0] < 0x80) {
        (*position)++;
        return bytes[0];
    }
    size_t length = sequence_size(bytes, text.size - *position);
    *position += length ? length : 1;
    switch (length) {
    case 2:
        return (uint32_t)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
    case 3:
        return (uint32_t)(bytes[0] & 0x0F) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 |
               (bytes[2] & 0x3F);
    case 4:
        return (uint32_t)(bytes[0] & 0x07) << 18 | (uint32_t)(bytes[1] & 0x3F) << 12 |
               (uint32_t)(bytes[2] & 0x3F) << 6 | (bytes[3] & 0x3F);
    default:
        return REPLACEMENT;
    }
}

uint32_t utf8_previous(struct slice text, size_t *position)
{
    size_t end = *position, start = end - 1;
    while (start > 0 && end - start < 4 && ((uint8_t)text.data[start] & 0xC0) == 0x80)
        start--;
    size_t next = start;
    uint32_t c = utf8_next(text, &next);
    if (next != end) { // malformed: one byte at a time
        *position = end - 1;
        return REPLACEMENT;
    }
    *position = start;
    return c;
}

size_t utf8_encode(uint32_t c, char out[4])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

bool utf8_valid(struct slice text)
{
    for (size_t i = 0; i < text.size;) {
        // Most of a page is ASCII: eight bytes at a time.
        uint64_t eight;
        while (i + sizeof eight <= text.size) {
            memcpy(&eight, text.data + i, sizeof eight);
            if (eight & UINT64_C(0x8080808080808080))
                break;
            i += sizeof eight;
        }
        if (i == text.size)
            break;
        size_t length = sequence_size((const uint8_t *)text.data + i, text.size - i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

size_t utf8_count(struct slice text)
{
    // Eight bytes at a time: of each byte that follows another of its letter (10xxxxxx), one bit.
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t count = text.size, i = 0;
    for (; i + 8 <= text.size; i += 8) {
        uint64_t bytes;
        memcpy(&bytes, text.data + i, 8);
        count -= (((bytes >> 7) & (~bytes >> 6) & ones) * ones) >> 56;
    }
    for (; i < text.size; i++)
        count -= ((uint8_t)text.data[i] & 0xC0) == 0x80;
    return count;
}

struct slice utf8_repair(struct arena *arena, struct slice text)
{
    if (utf8_valid(text))
        return text;
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.size;) {
        char bytes[4];
        buffer_add(&out, (struct slice){bytes, utf8_encode(utf8_next(text, &i), bytes)});
    }
    return buffer_slice(&out);
}

static utf8proc_category_t category(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c);
}

bool unicode_is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME;
}

bool unicode_is_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = category(c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool unicode_is_lower(uint32_t c)
{
    return c < 0x80 ? c >= 'a' && c <= 'z' : category(c) == UTF8PROC_CATEGORY_LL;
}

bool unicode_is_digit(uint32_t c)
{
    return c < 0x80 ? c >= '0' && c <= '9' : category(c) == UTF8PROC_CATEGORY_ND;
}

bool unicode_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    if (c == 0x200B || c == 0xFEFF || c == 0x85)
        return true;
    utf8proc_category_t k = category(c);
    return k == UTF8PROC_CATEGORY_ZS || k == UTF8PROC_CATEGORY_ZL || k == UTF8PROC_CATEGORY_ZP;
}

bool unicode_is_punctuation(uint32_t c)
{
    if (c < 0x80)
        return c > ' ' && c < 0x7F && !unicode_is_letter(c) && !unicode_is_digit(c);
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_SO;
}

uint32_t unicode_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t unicode_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

uint32_t unicode_base(uint32_t c)
{
    if (c < 0xC0)
        return c;
    switch (c) { // letters whose stroke is not a combining mark
    case 0xD8: return 'O';
    case 0xF8: return 'o';
    case 0x110: return 'D';
    case 0x111: return 'd';
    case 0x126: return 'H';
    case 0x127: return 'h';
    case 0x131: return 'i';
    case 0x141: return 'L';
    case 0x142: return 'l';
    default: break;
    }
    if (c >= 0x250 && (c < 0x1E00 || c > 0x1EFF))
        return c;
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
    return count > 0 ? (uint32_t)parts[0] : c;
}

struct slice utf8_lower(struct arena *arena, struct slice text)
{
    // A lower-case letter is at most one and a half times as long (Ⱥ, 2 bytes -> ⱥ, 3).
    char *out = arena_take(arena, text.size + text.size / 2 + 4);
    size_t size = 0;
    for (size_t i = 0; i < text.size;) {
        uint8_t byte = (uint8_t)text.data[i];
        if (byte < 0x80) {
            out[size++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
            i++;
            continue;
        }
        size_t start = i;
        uint32_t c = utf8_next(text, &i), lower = unicode_lower(c);
        if (lower == c) {
            memcpy(out + size, text.data + start, i - start);
            size += i - start;
        } else {
            size += utf8_encode(lower, out + size);
        }
    }
    return (struct slice){out, size};
}

static void fold_character(struct buffer *out, uint32_t c)
{
    char bytes[4];
    switch (c) {
    case 0x2018: case 0x2019: case 0x02BC: case 0x60: case 0xB4:
        buffer_byte(out, '\'');
        return;
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2212:
        buffer_byte(out, '-');
        return;
    case 0x152: case 0x153:
        buffer_text(out, "oe");
        return;
    case 0xC6: case 0xE6:
        buffer_text(out, "ae");
        return;
    case 0xDF:
        buffer_text(out, "ss");
        return;
    default:
        break;
    }
    if (c >= 0x300 && c <= 0x36F) // combining marks
        return;
    uint32_t folded = unicode_lower(unicode_base(c));
    buffer_add(out, (struct slice){bytes, utf8_encode(folded, bytes)});
}

// Adds the plain letters at text[at], in lower case; gives how many bytes they are.
static size_t fold_plain(struct buffer *out, struct slice text, size_t at)
{
    size_t end = at;
    while (end < text.size && text.data[end] > ' ' && text.data[end] < 0x7F &&
           text.data[end] != '`')
        end++;
    buffer_add(out, slice_part(text, at, end));
    for (char *letter = out->data + out->size - (end - at); letter < out->data + out->size;
         letter++)
        if (*letter >= 'A' && *letter <= 'Z')
            *letter = (char)(*letter + 32);
    return end - at;
}

struct slice utf8_fold(struct arena *arena, struct slice text)
{
    struct buffer out;
    buffer_init(&out, arena);
    bool space = false;
    for (size_t i = 0; i < text.size;) {
        if (text.data[i] > ' ' && text.data[i] < 0x7F && text.data[i] != '`') {
            if (space)
                buffer_byte(&out, ' ');
            space = false;
            i += fold_plain(&out, text, i);
            continue;
        }
        uint32_t c = utf8_next(text, &i);
        if (unicode_is_space(c)) {
            space = out.size > 0;
            continue;
        }
        if (space)
            buffer_byte(&out, ' ');
        space = false;
        fold_character(&out, c);
    }
    return buffer_slice(&out);
}

struct slice utf8_nfc(struct arena *arena, struct slice text)
{
    bool plain = true; // below U+0300 everything is NFC already
    for (size_t i = 0; plain && i < text.size; i++)
        plain = (uint8_t)text.data[i] < 0xCC;
    if (plain)
        return text;
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t size =
        utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.size, &out,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (size < 0)
        return text;
    struct slice copy = arena_copy(arena, (struct slice){(const char *)out, (size_t)size});
    free(out);
    return copy;
}
