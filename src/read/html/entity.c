// SPDX-License-Identifier: Apache-2.0
// Character references: numeric ones with HTML5's corrections (windows-1252 for 0x80..0x9F),
// named ones from lexicon/html/entities.txt, those of old also without their semicolon.
#include "read/html/tree.h"

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static uint32_t corrected(const struct read_tables *tables, uint32_t code)
{
    if (code >= 0x80 && code <= 0x9F) {
        uint32_t index = table_find(&tables->encoding_labels, SLICE("windows-1252"));
        if (index != TABLE_NONE && tables->encodings.items[index].codes)
            return tables->encodings.items[index].codes[code - 0x80];
    }
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0xFFFD;
    return code;
}

static int digit_value(char c, bool hexadecimal)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (hexadecimal && c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (hexadecimal && c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static size_t numeric(const struct read_tables *tables, struct slice text, size_t *position,
                      char out[8])
{
    size_t at = *position + 2;
    bool hexadecimal = at < text.size && (text.data[at] == 'x' || text.data[at] == 'X');
    at += hexadecimal;
    size_t first = at;
    uint32_t code = 0;
    for (int value; at < text.size && (value = digit_value(text.data[at], hexadecimal)) >= 0; at++)
        if (code <= 0x10FFFF)
            code = code * (hexadecimal ? 16 : 10) + (uint32_t)value;
    if (at == first)
        return 0;
    if (at < text.size && text.data[at] == ';')
        at++;
    *position = at;
    return utf8_encode(corrected(tables, code), out);
}

size_t reference_next(const struct read_tables *tables, struct slice text, size_t *position,
                      bool in_attribute, char out[8])
{
    size_t at = *position + 1;
    if (at >= text.size)
        return 0;
    if (text.data[at] == '#')
        return numeric(tables, text, position, out);
    size_t end = at;
    while (end < text.size && end - at < 32 && is_alphanumeric(text.data[end]))
        end++;
    if (end == at)
        return 0;
    uint32_t found = TABLE_NONE;
    size_t used = end;
    if (end < text.size && text.data[end] == ';') {
        found = table_find(&tables->references, slice_part(text, at, end));
        used = end + 1;
    }
    // Longest bare name (6 letters at most) that the run starts with.
    for (size_t size = end - at < 6 ? end - at : 6; found == TABLE_NONE && size >= 2; size--) {
        uint32_t bare = table_find(&tables->references, slice_part(text, at, at + size));
        if (bare == TABLE_NONE || !tables->reference_entries.items[bare].bare)
            continue;
        char after = at + size < text.size ? text.data[at + size] : 0;
        if (in_attribute && (after == '=' || is_alphanumeric(after)))
            return 0;
        found = bare;
        used = at + size;
    }
    if (found == TABLE_NONE)
        return 0;
    const struct reference_entry *entry = &tables->reference_entries.items[found];
    memcpy(out, entry->bytes, entry->size);
    *position = used;
    return entry->size;
}

struct slice reference_decode(const struct read_tables *tables, struct slice text,
                              bool in_attribute, struct arena *arena)
{
    if (!text.size || !memchr(text.data, '&', text.size))
        return text;
    struct buffer buffer;
    buffer_init(&buffer, arena);
    size_t at = 0;
    while (at < text.size) {
        const char *next = memchr(text.data + at, '&', text.size - at);
        size_t stop = next ? (size_t)(next - text.data) : text.size;
        buffer_add(&buffer, slice_part(text, at, stop));
        at = stop;
        if (!next)
            break;
        char out[8];
        size_t size = reference_next(tables, text, &at, in_attribute, out);
        if (size)
            buffer_add(&buffer, (struct slice){out, size});
        else
            buffer_byte(&buffer, text.data[at++]);
    }
    return buffer_slice(&buffer);
}
