// SPDX-License-Identifier: Apache-2.0
// Writes a text with marks that may overlap as flat, well-formed HTML: the text is cut at every
// start and end, and each piece carries the classes of all marks that cover it.
#include "report/html.h"

#include "doc/dump.h"

#include <assert.h>

#define KINDS_MOST 8

struct mark_end {
    uint32_t end;
    uint8_t kind;
};

static int compare_starts(const void *a, const void *b, void *context)
{
    const struct html_mark *left = a, *right = b;
    (void)context;
    return (left->start > right->start) - (left->start < right->start);
}

static int compare_ends(const void *a, const void *b, void *context)
{
    const struct mark_end *left = a, *right = b;
    (void)context;
    return (left->end > right->end) - (left->end < right->end);
}

static void open_piece(struct buffer *out, const struct html_text *text, const uint32_t *open,
                       struct slice title)
{
    bool first = true;
    buffer_text(out, "<mark class=\"");
    for (int kind = 0; kind < KINDS_MOST; kind++) {
        if (!open[kind])
            continue;
        buffer_format(out, "%s%s", first ? "" : " ", text->classes[kind]);
        first = false;
    }
    buffer_byte(out, '"');
    if (title.size) {
        buffer_text(out, " title=\"");
        escape_html(out, title);
        buffer_byte(out, '"');
    }
    buffer_byte(out, '>');
}

static bool any_open(const uint32_t *open)
{
    for (int kind = 0; kind < KINDS_MOST; kind++)
        if (open[kind])
            return true;
    return false;
}

// Where the text is cut next: the nearest start, end or place after position.
static uint32_t next_cut(const struct html_text *text, const struct html_mark *starts,
                         uint32_t start_count, const struct mark_end *ends, uint32_t end_count,
                         uint32_t place_at, uint32_t position)
{
    uint32_t cut = text->span.end;
    if (start_count && starts->start < cut)
        cut = starts->start;
    if (end_count && ends->end < cut)
        cut = ends->end;
    if (text->places && place_at < text->places->count && text->places->items[place_at] < cut)
        cut = text->places->items[place_at];
    return cut < position ? position : cut;
}

static void write_place(struct buffer *out, const struct html_text *text,
                        struct code_points *points, uint32_t place)
{
    buffer_format(out, "<a id=\"%s%u\"></a>", text->prefix, code_point_at(points, place));
}

void html_marked(struct buffer *out, const struct html_text *text, struct arena *scratch)
{
    uint32_t count = text->marks ? text->marks->count : 0, kept = 0;
    struct html_mark *starts = arena_zero(scratch, count + 1, sizeof *starts);
    struct mark_end *ends = arena_zero(scratch, count + 1, sizeof *ends);
    for (uint32_t i = 0; i < count; i++) {
        struct html_mark mark = text->marks->items[i];
        assert(mark.kind < KINDS_MOST);
        if (mark.start < text->span.start || mark.end > text->span.end || mark.start >= mark.end)
            continue;
        starts[kept] = mark;
        ends[kept++] = (struct mark_end){mark.end, mark.kind};
    }
    list_sort(scratch, starts, kept, sizeof *starts, compare_starts, NULL);
    list_sort(scratch, ends, kept, sizeof *ends, compare_ends, NULL);
    uint32_t open[KINDS_MOST] = {0}, s = 0, e = 0, p = 0, position = text->span.start;
    struct code_points points = {.document = text->document};
    struct slice title = SLICE_NONE;
    while (text->places && p < text->places->count && text->places->items[p] < position)
        p++;
    for (;;) {
        while (text->places && p < text->places->count && text->places->items[p] == position)
            write_place(out, text, &points, text->places->items[p++]);
        for (; e < kept && ends[e].end <= position; e++)
            open[ends[e].kind]--;
        for (; s < kept && starts[s].start <= position; s++) {
            open[starts[s].kind]++;
            title = starts[s].title.data ? starts[s].title : title;
        }
        if (position >= text->span.end)
            break;
        uint32_t cut = next_cut(text, starts + s, kept - s, ends + e, kept - e, p, position);
        bool marked = any_open(open);
        if (marked)
            open_piece(out, text, open, title);
        escape_html(out, slice_part(text->document->text, position, cut));
        if (marked)
            buffer_text(out, "</mark>");
        else
            title = SLICE_NONE;
        position = cut;
    }
}
