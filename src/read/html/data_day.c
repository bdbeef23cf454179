// SPDX-License-Identifier: Apache-2.0
// The day of publication in data that a page carries for its own scripts ("publishedAt": "2025-…"),
// for pages that state it nowhere else. Pages carry the data of other articles too: the day counts
// only where all such statements of the page name the same one.
#include "read/dates.h"
#include "read/html/metadata.h"

#define VALUE_MOST 40 // bytes of a moment with its zone

// Keys by which systems name the first publication, after their common beginning "publi".
static const char *const key_ends[] = {"shedAt",   "shed_at",    "shDate",     "shedDate",
                                       "shedFirst", "cationDate", "cation_date", "shed_date",
                                       "shedTime", "shed-date",  "shTime"};

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
        struct slice value = date_value(page->tables, text, page->arena);
        if (value.size < 10)
            continue;
        if (found.data && !slice_equal(slice_part(found, 0, 10), slice_part(value, 0, 10)))
            return SLICE_NONE;
        found = found.data ? found : value;
    }
    return found;
}
