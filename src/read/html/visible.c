// SPDX-License-Identifier: Apache-2.0
// What the visible page says of its article where metadata are silent: the byline near the
// headline, the day of publication from a time element, a line "Publié le …", or a line of the
// headline's surroundings that is a date.
#include "read/html/metadata.h"

#define BLOCKS_BEFORE 4 // blocks around the headline in which byline and date are looked for
#define BLOCKS_AFTER 40

static uint32_t headline_block(const struct page *page, struct slice title)
{
    uint32_t best = NO_INDEX;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        // Older pages have their title in an h2.
        if (block->marks & MARK_HEADING && title.size >= 15 && slice_equal(block->text, title))
            return i;
        if (!(block->marks & MARK_H1) || block->text.size < 4)
            continue;
        if (title.size && slice_equal(block->text, title))
            return i;
        if (best == NO_INDEX || (page->blocks.items[best].marks & MARK_DROP))
            best = i;
    }
    return best;
}

// Whether a line may hold a date at all: most have no digit.
static bool has_digit(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return true;
    return false;
}

static void offer_line(struct metadata *metadata, const struct page *page,
                       const struct block *block)
{
    if (block->text.size > 160 || !has_digit(block->text))
        return;
    struct slice folded = utf8_fold(page->arena, block->text), rest;
    enum metadata_field field;
    if (phrase_has(page->tables, folded, PHRASE_PUBLISHED, &rest))
        field = FIELD_PUBLISHED;
    else if (phrase_has(page->tables, folded, PHRASE_MODIFIED, &rest))
        field = FIELD_MODIFIED;
    else
        return;
    struct date_reading date = page_date(page, rest.data ? rest : block->text);
    if (!date.value.data)
        return;
    if (field == FIELD_PUBLISHED && !metadata->ranks[FIELD_PUBLISHED])
        metadata->published_in_text = true;
    metadata_offer(metadata, field, date.value, 10);
}

// A list of facts: "Mise en ligne" in one block, the day and nothing else in the next one.
static void offer_labelled(struct metadata *metadata, const struct page *page, uint32_t index)
{
    struct slice label = page->blocks.items[index].text, rest;
    struct slice value = page->blocks.items[index + 1].text;
    if (label.size > 40 || value.size > 40 || !has_digit(value) || has_digit(label) ||
        !phrase_has(page->tables, utf8_fold(page->arena, label), PHRASE_PUBLISHED, &rest) ||
        rest.size > 1)
        return;
    struct date_reading date = page_date(page, value);
    if (date.value.size < 10 || date.start || date.end < value.size)
        return;
    if (!metadata->ranks[FIELD_PUBLISHED])
        metadata->published_in_text = true;
    metadata_offer(metadata, FIELD_PUBLISHED, date.value, 10);
}

// Where the page speaks of its article: from a little before the headline to its first words.
struct surroundings {
    uint32_t from, to;           // blocks, end exclusive
    uint32_t node_from, node_to; // the same in nodes
    uint32_t headline;           // block, NO_INDEX
};

static struct surroundings find_surroundings(const struct page *page, struct slice title)
{
    struct surroundings found = {.headline = headline_block(page, title)};
    uint32_t count = page->blocks.count;
    uint32_t first = found.headline == NO_INDEX ? 0 : found.headline, chosen = 0;
    uint32_t text = first;
    while (text < count && !page->blocks.items[text].chosen)
        text++;
    // An h1 far above the text is the site's or a section's.
    if (found.headline != NO_INDEX && text < count && text > found.headline + BLOCKS_AFTER)
        found.headline = NO_INDEX;
    // Byline and date often stand between standfirst and text: to the third chosen block.
    for (uint32_t i = first; i < count && chosen < 3; i++) {
        if (page->blocks.items[i].chosen) {
            first = i;
            chosen++;
        }
    }
    uint32_t from = found.headline != NO_INDEX ? found.headline : first;
    found.from = from > BLOCKS_BEFORE ? from - BLOCKS_BEFORE : 0;
    found.to = first + 2 < count ? first + 2 : count;
    if (found.to > from + BLOCKS_AFTER)
        found.to = from + BLOCKS_AFTER;
    if (found.from < count)
        found.node_from = page->blocks.items[found.from].node;
    if (found.to && found.to <= count)
        found.node_to = page->blocks.items[found.to - 1].last_node;
    return found;
}

// Days between two values; 0 when one of them names no day.
static int64_t days_apart(struct slice first, struct slice second)
{
    struct date a, b;
    if (!date_parse(first, &a) || !date_parse(second, &b) || !date_valid(a) || !date_valid(b))
        return 0;
    int64_t apart = date_to_day(a) - date_to_day(b);
    return apart < 0 ? -apart : apart;
}

static void read_times(struct metadata *metadata, const struct page *page,
                       const struct surroundings *near)
{
    const struct html_tree *tree = &page->tree;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        const struct html_node *node = &tree->nodes.items[i];
        bool is_near = i >= near->node_from && i <= near->node_to;
        if (node->tag != HTML_time ||
            (!is_near && (page->marks[i] & (MARK_DROP | MARK_ASIDE | MARK_LINK) ||
                          !page_within(page, i, page->container))))
            continue;
        struct slice folded =
            utf8_fold(page->arena, html_attribute_text(tree, node, "class", page->arena));
        bool updated = slice_find(folded, SLICE("updat"), 0) != SIZE_MAX ||
                       slice_find(folded, SLICE("modif"), 0) != SIZE_MAX;
        enum metadata_field field = updated ? FIELD_MODIFIED : FIELD_PUBLISHED;
        bool property = html_attribute_raw(tree, node, "pubdate").data != NULL;
        uint8_t rank = !is_near ? 14 : property ? 8 : 9;
        if (metadata->ranks[field] && metadata->ranks[field] <= rank)
            continue; // a better one is known
        struct slice value = html_attribute_text(tree, node, "datetime", page->arena);
        struct slice day = page_date_value(page, value);
        // Some systems put the last change into datetime and show the first day.
        struct slice shown = page_date_value(page, html_text(tree, i, page->arena));
        if (!day.data || (shown.size >= 10 && days_apart(shown, day) > 1))
            day = shown;
        if (day.size >= 10)
            metadata_offer(metadata, field, day, rank);
    }
}

// A time element whose moment is the stated one, in UTC, and that shows the day before or after:
// the publisher's own day.
static void read_own_day(struct metadata *metadata, const struct page *page)
{
    const struct html_tree *tree = &page->tree;
    struct slice published = metadata->values[FIELD_PUBLISHED];
    for (uint32_t i = 1; i < tree->nodes.count && slice_ends(published, "Z"); i++) {
        const struct html_node *node = &tree->nodes.items[i];
        if (node->tag != HTML_time)
            continue;
        struct slice value = html_attribute_text(tree, node, "datetime", page->arena);
        if (!slice_equal(page_date_value(page, value), published))
            continue;
        struct slice shown = page_date_value(page, html_text(tree, i, page->arena));
        if (shown.size >= 10 && days_apart(shown, published) == 1) {
            metadata->shown_day = shown;
            return;
        }
    }
}

static void read_near(struct metadata *metadata, struct page *page,
                      const struct surroundings *near)
{
    for (uint32_t i = near->from; i < near->to; i++) {
        const struct block *block = &page->blocks.items[i];
        if (i == near->headline || block->text.size > 160 || block->marks & MARK_H1)
            continue;
        struct slice folded = utf8_fold(page->arena, block->text);
        if (near->headline == NO_INDEX || i > near->headline) {
            author_read_line(metadata, page, block, folded);
            author_read_labelled(metadata, page, i);
        }
        if (block->words > 16 || block->chosen ||
            block->marks & (MARK_CAPTION | MARK_FIGURE | MARK_ASIDE) ||
            phrase_has(page->tables, folded, PHRASE_MODIFIED, NULL))
            continue;
        struct date_reading date = page_date(page, block->text);
        // A link is a menu's or another article's, unless its words are a date and nothing else.
        bool linked = block->link_size == block->text.size;
        bool whole = !date.start && (date.end == block->text.size || block->marks & MARK_DATE);
        if (date.value.size < 10 || (linked && (!whole || i > near->headline + 3)))
            continue;
        bool after = near->headline == NO_INDEX || i > near->headline;
        bool marked = block->marks & MARK_DATE;
        uint8_t rank = after ? (marked ? 10 : 11) : marked ? 12 : 13;
        if (!metadata->shown_day.data && after && marked)
            metadata->shown_day = date.value;
        if (!metadata->ranks[FIELD_PUBLISHED] || metadata->ranks[FIELD_PUBLISHED] > rank)
            metadata->published_in_text = true;
        metadata_offer(metadata, FIELD_PUBLISHED, date.value, rank);
    }
}

// "2023/dec/8/" and "2023/1/8/" at `at` of an address: the day, SLICE_NONE if none.
static struct slice loose_day(const struct page *page, struct slice address, size_t at)
{
    struct slice rest = slice_part(address, at, address.size), parts[3];
    for (int i = 0; i < 3; i++) {
        parts[i] = slice_cut(&rest, '/');
        if (!parts[i].size || parts[i].size > 9 || !rest.data)
            return SLICE_NONE;
    }
    if (parts[0].size != 4 || parts[2].size > 2)
        return SLICE_NONE;
    bool number = parts[1].data[0] >= '0' && parts[1].data[0] <= '9';
    struct slice text =
        arena_format(page->arena, number ? SLICE_FORMAT "-" SLICE_FORMAT "-" SLICE_FORMAT
                                         : SLICE_FORMAT " " SLICE_FORMAT " " SLICE_FORMAT,
                     SLICE_ARGUMENTS(parts[number ? 0 : 2]), SLICE_ARGUMENTS(parts[1]),
                     SLICE_ARGUMENTS(parts[number ? 2 : 0]));
    struct date_reading date = page_date(page, text);
    return date.value.size == 10 && !date.start ? date.value : SLICE_NONE;
}

// "/2023/11/08/", "/2023-11-08-", "/20231108": the day in an address, SLICE_NONE if none.
static struct slice address_day(const struct page *page, struct slice address)
{
    for (size_t at = 0; at + 9 <= address.size; at++) {
        char before = address.data[at];
        if ((before != '/' && before != '-' && before != '_') || address.data[at + 1] < '1' ||
            address.data[at + 1] > '2')
            continue;
        struct slice part = slice_part(address, at + 1, at + 11);
        bool parted = part.size == 10 && (part.data[4] == '/' || part.data[4] == '-') &&
                      part.data[7] == part.data[4];
        char after = at + 9 < address.size ? address.data[at + 9] : '/';
        bool joined = !parted && !(after >= '0' && after <= '9') && part.size >= 8;
        if (joined)
            part.size = 8;
        struct slice loose = before == '/' ? loose_day(page, address, at + 1) : SLICE_NONE;
        if (loose.data)
            return loose;
        if (!parted && !joined)
            continue;
        struct date_reading date = page_date(page, part);
        if (date.value.size == 10 && date.start == 0)
            return date.value;
    }
    return SLICE_NONE;
}

// "/article/A2023110814320005196": an article's number that begins with its minute. Other numbers
// of so many digits hardly ever begin like a day, an hour and a minute.
static struct slice stamp_day(const struct page *page, struct slice address)
{
    for (size_t at = 0; at < address.size; at++) {
        size_t end = at;
        while (end < address.size && address.data[end] >= '0' && address.data[end] <= '9')
            end++;
        struct slice digits = slice_part(address, at, end);
        at = end;
        if (digits.size < 12 || digits.data[8] > '2' || digits.data[10] > '5' ||
            (digits.data[8] == '2' && digits.data[9] > '3') || !slice_starts(digits, "20"))
            continue;
        struct slice day = page_date_value(page, slice_part(digits, 0, 8));
        if (day.size == 10)
            return day;
    }
    return SLICE_NONE;
}

// "Title | Section | 28.04.2023": a page that dates its own title. A day that is only a part of
// what the title says does not stand alone after a bar.
static void read_title_day(struct metadata *metadata, const struct page *page)
{
    static const enum metadata_field fields[] = {FIELD_SHARE_TITLE, FIELD_PAGE_TITLE};
    for (size_t i = 0; i < 2; i++) {
        struct slice title = metadata->values[fields[i]];
        size_t at = title.size;
        while (at && title.data[at - 1] != '|')
            at--;
        struct slice tail = slice_trim(slice_part(title, at, title.size));
        if (!at || tail.size > 30)
            continue;
        struct date_reading date = page_date(page, tail);
        if (date.value.size >= 10 && !date.start && date.end == tail.size)
            metadata_offer(metadata, FIELD_PUBLISHED, date.value, 7);
    }
}

// A moment in UTC may fall on the day before or after the publisher's own: where the address or
// the line under the headline names that day, it is the day of publication.
static void settle_day(struct metadata *metadata, const struct page *page, struct slice address)
{
    struct slice day = address_day(page, address);
    struct slice value = metadata->values[FIELD_PUBLISHED];
    if (!value.data && day.data)
        metadata_offer(metadata, FIELD_PUBLISHED, day, 13);
    // What is shown may be the day of the last change.
    if (!day.data && !slice_equal(slice_part(metadata->values[FIELD_MODIFIED], 0, 10),
                                 slice_part(metadata->shown_day, 0, 10)))
        day = slice_part(metadata->shown_day, 0, 10);
    bool utc = slice_ends(value, "Z") || slice_ends(value, "+00:00");
    if (!utc || !day.data || days_apart(day, value) != 1 || value.size < 13)
        return;
    // The day before ends in California at seven or eight UTC; east of Greenwich the next one
    // begins at ten.
    unsigned hour = (unsigned)(value.data[11] - '0') * 10 + (unsigned)(value.data[12] - '0');
    bool before = slice_compare(day, value) < 0;
    if (before ? hour < 8 : hour >= 10)
        metadata->values[FIELD_PUBLISHED] = day;
}

void metadata_read_visible(struct metadata *metadata, struct page *page, struct slice address)
{
    struct surroundings near = find_surroundings(page, metadata_title(metadata, page));
    read_title_day(metadata, page);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        offer_line(metadata, page, &page->blocks.items[i]);
        if (i + 1 < page->blocks.count)
            offer_labelled(metadata, page, i);
    }
    if (!metadata->ranks[FIELD_PUBLISHED] || metadata->ranks[FIELD_PUBLISHED] > 8)
        read_times(metadata, page, &near);
    uint32_t below = near.headline == NO_INDEX ? near.node_from
                                               : page->blocks.items[near.headline].last_node;
    author_read_elements(metadata, page, below, near.node_to);
    read_near(metadata, page, &near);
    author_read_marked(metadata, page, below, near.node_to);
    author_read_property(metadata, page);
    author_read_signature(metadata, page);
    read_own_day(metadata, page);
    settle_day(metadata, page, address);
    if (!metadata->values[FIELD_PUBLISHED].size)
        metadata_offer(metadata, FIELD_PUBLISHED, data_day(page), 15);
    if (!metadata->values[FIELD_PUBLISHED].size)
        metadata_offer(metadata, FIELD_PUBLISHED, stamp_day(page, address), 15);
    if (!metadata->values[FIELD_PUBLISHED].size) {
        metadata_offer(metadata, FIELD_PUBLISHED, line_day(page), 16);
        if (!metadata->values[FIELD_MODIFIED].size)
            metadata_offer(metadata, FIELD_PUBLISHED, border_day(page), 17);
        metadata->published_in_text = metadata->values[FIELD_PUBLISHED].size > 0;
    }
    // A page that states nothing but its last change was published that day as it is.
    if (!metadata->values[FIELD_PUBLISHED].size)
        metadata_offer(metadata, FIELD_PUBLISHED, metadata->values[FIELD_MODIFIED], 20);
}
