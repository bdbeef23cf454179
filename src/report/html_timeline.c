// SPDX-License-Identifier: Apache-2.0
// The timeline picture of a story: inline SVG, one row a dated claim, a dot for a day and a bar
// for a month; articles' days stand as ticks on the axis. Whole numbers only: the same bytes
// everywhere.
#include "report/html.h"

#define WIDTH 1000
#define LEFT 20
#define RIGHT 20
#define ROW 24
#define TOP 46
#define ROWS_MOST 40
#define LABEL_MOST 64      // characters
#define OUTSIDE_DAYS 45    // claims further from the articles than this stand at the edge

struct axis {
    int64_t from, to; // days
};

static bool days_of(struct slice when, int64_t *first, int64_t *last)
{
    struct date date;
    if (!date_parse(when, &date) || date.month == 0)
        return false;
    struct date end = date;
    if (date.day == 0) {
        date.day = 1;
        end.day = date_month_days(date.year, date.month);
    }
    if (!date_valid(date))
        return false;
    *first = date_to_day(date);
    *last = date_to_day(end);
    return true;
}

static void widen(struct axis *axis, int64_t first, int64_t last)
{
    if (first < axis->from)
        axis->from = first;
    if (last > axis->to)
        axis->to = last;
}

// From the first to the last article, widened by claims that are not far away.
static bool make_axis(const struct view *view, const struct story_view *story, struct axis *axis)
{
    int64_t first, last;
    struct axis articles = {INT64_MAX, INT64_MIN};
    for (uint32_t i = 0; i < story->documents.count; i++)
        if (days_of(view->comparison->documents[story->documents.items[i]]->published.value, &first,
                    &last))
            widen(&articles, first, last);
    bool dated = articles.from <= articles.to;
    *axis = articles;
    for (uint32_t i = 0; i < story->dated.count; i++) {
        if (!days_of(view->comparison->claims.items[story->dated.items[i]].when, &first, &last))
            continue;
        if (!dated || (last >= articles.from - OUTSIDE_DAYS && first <= articles.to + OUTSIDE_DAYS))
            widen(axis, first, last);
    }
    if (axis->from > axis->to)
        return false;
    axis->from -= 2;
    axis->to += 2;
    return true;
}

static int place(const struct axis *axis, int64_t day)
{
    if (day < axis->from)
        day = axis->from;
    if (day > axis->to)
        day = axis->to;
    return LEFT + (int)((day - axis->from) * (WIDTH - LEFT - RIGHT) / (axis->to - axis->from));
}

static const char *verdict_class(enum verdict verdict)
{
    return verdict == VERDICT_DISPUTED       ? "disputed"
           : verdict == VERDICT_CORROBORATED ? "corroborated"
                                             : "single";
}

// Months (or years, on a long axis) as lines with their names.
static void write_ticks(const struct view *view, const struct axis *axis, int height,
                        struct buffer *out)
{
    int64_t days = axis->to - axis->from;
    int step = days > 3000 ? 24 : days > 1500 ? 12 : days > 700 ? 6 : days > 300 ? 2 : 1;
    struct date date = date_from_day(axis->from);
    date.day = 1;
    if (step >= 12)
        date.month = 1;
    int last = -1000;
    for (; date_to_day(date) <= axis->to; date = date_add_months(date, step)) {
        if (date_to_day(date) < axis->from)
            continue;
        int x = place(axis, date_to_day(date));
        buffer_format(out, "<line x1=\"%d\" y1=\"30\" x2=\"%d\" y2=\"%d\"/>", x, x, height - 8);
        if (x - last < 90 || x > WIDTH - 90)
            continue;
        last = x;
        char iso[16];
        struct date month = {date.year, date.month, 0};
        date_write(month, iso);
        buffer_format(out, "<text class=\"tick\" x=\"%d\" y=\"18\">", x + 3);
        word_date(out, view->language, slice_of(iso));
        buffer_text(out, "</text>");
    }
    if (last >= 0)
        return;
    // Less than a month and no first of a month in it: the ends name themselves.
    char iso[16];
    date_write(date_from_day(axis->from), iso);
    buffer_format(out, "<text class=\"tick\" x=\"%d\" y=\"18\">", LEFT);
    word_date(out, view->language, slice_of(iso));
    date_write(date_from_day(axis->to), iso);
    buffer_format(out, "</text><text class=\"tick\" x=\"%d\" y=\"18\" text-anchor=\"end\">",
                  WIDTH - RIGHT);
    word_date(out, view->language, slice_of(iso));
    buffer_text(out, "</text>");
}

static void write_articles(const struct view *view, const struct story_view *story,
                           const struct axis *axis, struct buffer *out)
{
    for (uint32_t i = 0; i < story->documents.count; i++) {
        const struct document *document = view->comparison->documents[story->documents.items[i]];
        int64_t first, last;
        if (!days_of(document->published.value, &first, &last))
            continue;
        int x = place(axis, first);
        buffer_format(out,
                      "<path class=\"published\" d=\"M%d 28l-4 8h8z\"><title>[%u] ", x,
                      view->number[story->documents.items[i]]);
        escape_html(out, document->title);
        buffer_text(out, "</title></path>");
    }
}

static void write_claim(const struct view *view, uint32_t number, const struct axis *axis, int y,
                        struct buffer *out)
{
    const struct claim *claim = &view->comparison->claims.items[number];
    const char *class = verdict_class(claim->verdict);
    int64_t first, last;
    if (!days_of(claim->when, &first, &last))
        return;
    int x = place(axis, first), end = place(axis, last);
    struct buffer label;
    buffer_init(&label, view->arena);
    word_short_date(&label, view->language, claim->when);
    buffer_text(&label, " · ");
    view_claim_heading(view, claim, &label);
    buffer_format(out, "<a href=\"#claim-%u\"><title>", number + 1);
    escape_html(out, buffer_slice(&label));
    buffer_text(out, "</title>");
    if (last < axis->from || first > axis->to)
        buffer_format(out, "<path class=\"%s\" d=\"M%d %dl%d -5v10z\"/>", class, x, y,
                      first > axis->to ? -9 : 9);
    else if (end > x + 6)
        buffer_format(out,
                      "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"6\" rx=\"3\"/>",
                      class, x, y - 3, end - x);
    else
        buffer_format(out, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"6\"/>", class, x, y);
    bool on_left = x > WIDTH / 2;
    buffer_format(out, "<text x=\"%d\" y=\"%d\"%s>",
                  on_left ? x - 12 : (end > x + 6 ? end : x) + 12, y + 4,
                  on_left ? " text-anchor=\"end\"" : "");
    escape_html(out, view_shorten(view->arena, buffer_slice(&label), LABEL_MOST));
    buffer_text(out, "</text></a>");
}

// Disputed and corroborated claims always; single ones as far as there is room.
static void choose_rows(const struct view *view, const struct story_view *story, index_list *rows)
{
    uint32_t strong = 0, single = 0;
    for (uint32_t i = 0; i < story->dated.count; i++)
        strong += view->comparison->claims.items[story->dated.items[i]].origins > 1;
    uint32_t room = strong < ROWS_MOST ? ROWS_MOST - strong : 0;
    for (uint32_t i = 0; i < story->dated.count && rows->count < ROWS_MOST; i++) {
        uint32_t number = story->dated.items[i];
        if (view->comparison->claims.items[number].origins <= 1 && single++ >= room)
            continue;
        list_add(view->arena, rows, number);
    }
}

void html_timeline(const struct view *view, const struct story_view *story, struct buffer *out)
{
    struct axis axis;
    index_list rows = {0};
    choose_rows(view, story, &rows);
    if (rows.count == 0 || !make_axis(view, story, &axis))
        return;
    int height = TOP + (int)rows.count * ROW + 10;
    buffer_format(out,
                  "<h3>%s</h3>\n<figure class=\"scroll\">"
                  "<svg class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                  word_of(view->language, WORD_TIMELINE), WIDTH, height,
                  word_of(view->language, WORD_TIMELINE));
    write_ticks(view, &axis, height, out);
    buffer_format(out, "<line x1=\"0\" y1=\"36\" x2=\"%d\" y2=\"36\"/>", WIDTH);
    write_articles(view, story, &axis, out);
    for (uint32_t i = 0; i < rows.count; i++)
        write_claim(view, rows.items[i], &axis, TOP + (int)i * ROW + ROW / 2, out);
    buffer_text(out, "</svg></figure>\n");
}
