// SPDX-License-Identifier: Apache-2.0
// A slice: a borrowed run of bytes, the way text travels through the whole program.
// It owns nothing: whoever made the bytes (an arena, a mapped file, a literal) keeps them alive.
#ifndef RECOUPE_BASE_SLICE_H
#define RECOUPE_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *data; // may be NULL: "not known"; an empty known text has data != NULL, size 0
    size_t size;      // bytes
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define SLICE_NONE ((struct slice){NULL, 0})
#define SLICE_FORMAT "%.*s"
#define SLICE_ARGUMENTS(s) (int)(s).size, (s).data ? (s).data : ""

static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, text ? strlen(text) : 0};
}

// The part [start, end) of text; ends beyond the text are cut to it.
static inline struct slice slice_part(struct slice text, size_t start, size_t end)
{
    if (end > text.size)
        end = text.size;
    if (start > end)
        start = end;
    return (struct slice){text.data ? text.data + start : NULL, end - start};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static inline bool slice_is(struct slice a, const char *literal)
{
    size_t size = strlen(literal);
    return a.size == size && (size == 0 || memcmp(a.data, literal, size) == 0);
}

static inline bool slice_starts(struct slice text, const char *prefix)
{
    size_t size = strlen(prefix);
    return text.size >= size && memcmp(text.data, prefix, size) == 0;
}

static inline bool slice_ends(struct slice text, const char *suffix)
{
    size_t size = strlen(suffix);
    return text.size >= size && memcmp(text.data + text.size - size, suffix, size) == 0;
}

// Order by bytes, then by size: a total order that no locale changes. Returns <0, 0, >0.
int slice_compare(struct slice a, struct slice b);
// Position of needle in text at or after start, or SIZE_MAX.
size_t slice_find(struct slice text, struct slice needle, size_t start);
// Text without ASCII white space and NBSP-like spaces at both ends.
struct slice slice_trim(struct slice text);
// Cuts *rest at the first separator: returns what is before it, leaves in *rest what is after
// (data == NULL when nothing is left).
struct slice slice_cut(struct slice *rest, char separator);
// Next line that is not blank and not a '#' comment, of a lexicon file; false at the end.
// *line_number (1-based, of the line returned) is kept by the caller, starting at 0.
bool slice_next_line(struct slice *rest, struct slice *line, uint32_t *line_number);

#endif
