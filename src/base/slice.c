// SPDX-License-Identifier: Apache-2.0
// Slices: comparing, finding, trimming and cutting runs of bytes, and walking a lexicon file line
// by line. Nothing here allocates.
#include "base/slice.h"

int slice_compare(struct slice a, struct slice b)
{
    size_t shorter = a.size < b.size ? a.size : b.size;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    if (order)
        return order;
    return (a.size > b.size) - (a.size < b.size);
}

size_t slice_find(struct slice text, struct slice needle, size_t start)
{
    if (start > text.size)
        return SIZE_MAX;
    if (needle.size == 0)
        return start;
    if (text.size - start < needle.size) // also a text that is not known
        return SIZE_MAX;
    const char *found = memmem(text.data + start, text.size - start, needle.data, needle.size);
    return found ? (size_t)(found - text.data) : SIZE_MAX;
}

// Size of the white space that starts (or, backward, ends) here: ASCII, NBSP, narrow NBSP, BOM.
static size_t space_size(const char *data, size_t size, bool backward)
{
    static const char *const wide[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x8B",
                                       "\xEF\xBB\xBF"};
    if (size == 0)
        return 0;
    char edge = backward ? data[size - 1] : data[0];
    if (edge == ' ' || (edge >= '\t' && edge <= '\r'))
        return 1;
    if ((unsigned char)edge < 0x80)
        return 0;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        size_t width = strlen(wide[i]);
        if (size >= width && memcmp(backward ? data + size - width : data, wide[i], width) == 0)
            return width;
    }
    return 0;
}

struct slice slice_trim(struct slice text)
{
    size_t width;
    while ((width = space_size(text.data, text.size, false)) > 0) {
        text.data += width;
        text.size -= width;
    }
    while ((width = space_size(text.data, text.size, true)) > 0)
        text.size -= width;
    return text;
}

struct slice slice_cut(struct slice *rest, char separator)
{
    struct slice before = *rest;
    const char *found = rest->size ? memchr(rest->data, separator, rest->size) : NULL;
    if (!found) {
        *rest = SLICE_NONE;
        return before;
    }
    before.size = (size_t)(found - rest->data);
    *rest = (struct slice){found + 1, rest->size - before.size - 1};
    return before;
}

bool slice_next_line(struct slice *rest, struct slice *line, uint32_t *line_number)
{
    while (rest->data) {
        *line = slice_trim(slice_cut(rest, '\n'));
        (*line_number)++;
        if (line->size > 0 && line->data[0] != '#')
            return true;
    }
    return false;
}
