// SPDX-License-Identifier: Apache-2.0
// The day of publication of pages that state it nowhere near their headline: in data that a page
// carries for its own scripts ("publishedAt": "2025-…"), or in a line that is a day and nothing
// else. Pages carry the days of other articles too: a day counts only where all such statements
// of the page name the same one.
#include "read/html/metadata.h"

#define VALUE_MOST 40 // bytes of a moment with its zone

// Keys by which systems name the first publication, after their common beginning "publi".
static const char *const key_ends[] = {"shedAt",     "shed_at",     "shDate",    "shedDate",
                                       "shedFirst",  "cationDate",  "cation_date", "shed_date",
                                       "shedTime",   "shed-date",   "shTime",    "sh_date",
                                       "sh-date",    "shed_time",   "shed-at",   "shingDate",
                                       "shed_on",    "shedOn",      "cDate",     "cationTime",
                                       "shed_gmt"};

// The text after a key: past its quotes, escaped or not, and ':' or '='; SLICE_NONE if no value.
static struct slice value_after(struct slice source, size_t at)
{
    bool parted = false;
    size_t end = at + 24;
    while (at < source.size && at < end) {
        struct slice rest = slice_part(source, at, source.size);
        if (slice_starts(rest, "&quot;")) {
            at += 6;
        } else if (strchr("\"'\\ ", source.data[at])) {
            at++;
        } else if (source.data[at] == ':' || source.data[at] == '=') {
            parted = true;
            at++;
        } else {
            break;
        }
    }
    size_t stop = at;
    while (stop < source.size && stop < at + VALUE_MOST && source.data[stop] &&
           strchr("0123456789-:T.+Z/ ", source.data[stop]))
        stop++;
    return parted ? slice_part(source, at, stop) : SLICE_NONE;
}

static size_t key_size(struct slice source, size_t at)
{
    struct slice rest = slice_part(source, at, at + 24);
    for (size_t i = 0; i < sizeof key_ends / sizeof *key_ends; i++)
        if (slice_starts(rest, key_ends[i]))
            return strlen(key_ends[i]);
    return slice_starts(rest, "shed\"") || slice_starts(rest, "shed&quot;") ? 4 : 0;
}

struct slice data_day(const struct page *page)
{
    struct slice source = page->tree.source, found = SLICE_NONE;
    for (size_t at = 0; (at = slice_find(source, SLICE("ubli"), at)) != SIZE_MAX;) {
        at += 4;
        size_t size = key_size(source, at);
        struct slice text = size ? value_after(source, at + size) : SLICE_NONE;
        if (text.size < 10)
            continue;
        struct slice value = page_date_value(page, text);
        if (value.size < 10)
            continue;
        if (found.data && !slice_equal(slice_part(found, 0, 10), slice_part(value, 0, 10)))
            return SLICE_NONE;
        found = found.data ? found : value;
    }
    return found;
}

// A line that is a day, perhaps with its hour, weekday or a word; other articles' days are links
// or stand in lists beside the text.
static struct slice day_line(const struct page *page, const struct block *block)
{
    if (block->text.size > 48 || block->words > 8 || block->link_size ||
        block->marks & (MARK_ASIDE | MARK_CAPTION | MARK_FIGURE | MARK_HEADING))
        return SLICE_NONE;
    struct date_reading date = page_date(page, block->text);
    bool whole = date.value.size >= 10 && date.start <= 12 && block->text.size - date.end <= 14;
    return whole ? slice_part(date.value, 0, 10) : SLICE_NONE;
}

struct slice line_day(const struct page *page)
{
    struct slice found = SLICE_NONE;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct slice day = day_line(page, &page->blocks.items[i]);
        if (!day.data)
            continue;
        if (found.data && !slice_equal(found, day))
            return SLICE_NONE;
        found = day;
    }
    return found;
}

static struct slice short_line_day(const struct page *page, const struct block *block)
{
    if (block->text.size > 160 || block->words > 16 || block->link_size * 2 > block->text.size ||
        block->marks & (MARK_ASIDE | MARK_CAPTION | MARK_FIGURE | MARK_HEADING))
        return SLICE_NONE;
    struct slice value = page_date(page, block->text).value;
    return value.size >= 10 ? slice_part(value, 0, 10) : SLICE_NONE;
}

// "DUBAI, April 4, 2020 - …": the day before the first words of an article.
static struct slice dateline_day(const struct page *page, struct slice text)
{
    static const char *const marks[] = {" - ", " -- ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", ") ",
                                        "/ "};
    struct slice start = slice_part(text, 0, 100);
    struct date_reading date = page_date(page, start);
    if (date.value.size < 10 || date.start > 50)
        return SLICE_NONE;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t mark = slice_find(start, slice_of(marks[i]), date.end);
        if (mark != SIZE_MAX && mark <= date.end + 20)
            return slice_part(date.value, 0, 10);
    }
    return SLICE_NONE;
}

struct slice border_day(const struct page *page)
{
    uint32_t last = NO_INDEX, chosen = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        if (!block->chosen)
            continue;
        last = i;
        struct slice day = chosen < 3 ? short_line_day(page, block) : SLICE_NONE;
        if (!day.data && chosen < 3)
            day = dateline_day(page, block->text);
        chosen++;
        if (day.data)
            return day;
    }
    struct slice found = SLICE_NONE;
    for (uint32_t i = last; i != NO_INDEX && i < page->blocks.count && i < last + 6; i++) {
        struct slice day = short_line_day(page, &page->blocks.items[i]);
        if (found.data && day.data && !slice_equal(found, day))
            return SLICE_NONE;
        found = day.data ? day : found;
    }
    return found;
}
