// SPDX-License-Identifier: Apache-2.0
// What the visible page says of its article where metadata are silent: the byline near the
// headline, the day of publication from a time element, a line "Publié le …", or a line of the
// headline's surroundings that is a date. Also chooses the headline among what is stated.
#include "read/html/metadata.h"

#include "read/byline.h"
#include "read/dates.h"

#define NEAR_BLOCKS 25 // blocks after the headline in which byline and date are looked for

static uint32_t headline_block(const struct page *page)
{
    uint32_t best = NO_INDEX;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        if (!(block->marks & MARK_H1) || block->text.size < 10)
            continue;
        if (best == NO_INDEX || (page->blocks.items[best].marks & MARK_DROP))
            best = i;
    }
    return best;
}

static void offer_line(struct metadata *metadata, const struct page *page,
                       const struct block *block)
{
    if (block->text.size > 160)
        return;
    struct slice folded = utf8_fold(page->arena, block->text), rest;
    enum metadata_field field;
    if (phrase_has(page->tables, folded, PHRASE_PUBLISHED, &rest))
        field = FIELD_PUBLISHED;
    else if (phrase_has(page->tables, folded, PHRASE_MODIFIED, &rest))
        field = FIELD_MODIFIED;
    else
        return;
    struct date_reading date = date_read(page->tables, block->text, false, page->arena);
    if (!date.value.data)
        return;
    if (field == FIELD_PUBLISHED && !metadata->ranks[FIELD_PUBLISHED])
        metadata->published_in_text = true;
    metadata_offer(metadata, field, date.value, 10);
}

static void read_times(struct metadata *metadata, const struct page *page, uint32_t from)
{
    const struct html_tree *tree = &page->tree;
    for (uint32_t i = from; i < tree->nodes.count; i++) {
        const struct html_node *node = &tree->nodes.items[i];
        if (node->tag != HTML_time || page->marks[i] & MARK_DROP)
            continue;
        struct slice value = html_attribute_text(tree, node, "datetime", page->arena);
        struct slice property = html_attribute_raw(tree, node, "pubdate");
        struct slice day = date_value(page->tables, value, page->arena);
        if (!day.data)
            day = date_value(page->tables, html_text(tree, i, page->arena), page->arena);
        if (day.size < 10)
            continue;
        if (!metadata->ranks[FIELD_PUBLISHED])
            metadata->published_in_text = false;
        metadata_offer(metadata, FIELD_PUBLISHED, day, property.data ? 9 : 11);
        return;
    }
}

static void read_near(struct metadata *metadata, struct page *page, uint32_t headline)
{
    uint32_t from = headline > 6 ? headline - 6 : 0;
    uint32_t to = headline + NEAR_BLOCKS < page->blocks.count ? headline + NEAR_BLOCKS
                                                              : page->blocks.count;
    for (uint32_t i = from; i < to; i++) {
        const struct block *block = &page->blocks.items[i];
        if (i == headline || block->text.size > 160)
            continue;
        struct slice folded = utf8_fold(page->arena, block->text), rest;
        bool opens = phrase_has(page->tables, folded, PHRASE_BYLINE, &rest) && rest.size > 3;
        if ((block->marks & MARK_BYLINE || opens) && !metadata->agency)
            metadata->agency = agency_find(page->tables, block->text, true, page->arena);
        if (!metadata->author_rank || metadata->author_rank >= 8) {
            if (block->marks & MARK_BYLINE && !(block->marks & MARK_DROP))
                metadata_offer_author(metadata, block->text, opens ? 8 : 9, page->arena);
            else if (opens && block->words <= 10 && !block->ends_sentence)
                metadata_offer_author(metadata, block->text, 10, page->arena);
        }
        if (metadata->ranks[FIELD_PUBLISHED] || block->words > 14 || block->ends_sentence ||
            block->marks & (MARK_DROP | MARK_CAPTION | MARK_FIGURE | MARK_LINK | MARK_ASIDE))
            continue;
        struct date_reading date = date_read(page->tables, block->text, false, page->arena);
        if (date.value.size >= 10 && (block->marks & MARK_DATE || i > headline)) {
            metadata->published_in_text = true;
            metadata_offer(metadata, FIELD_PUBLISHED, date.value, 12);
        }
    }
}

void metadata_read_visible(struct metadata *metadata, struct page *page)
{
    uint32_t headline = headline_block(page);
    for (uint32_t i = 0; i < page->blocks.count; i++)
        offer_line(metadata, page, &page->blocks.items[i]);
    if (!metadata->ranks[FIELD_PUBLISHED])
        read_times(metadata, page,
                   headline == NO_INDEX ? 0 : page->blocks.items[headline].node);
    if (!metadata->ranks[FIELD_PUBLISHED])
        read_times(metadata, page, 0);
    if (headline != NO_INDEX)
        read_near(metadata, page, headline);
}

static unsigned shared_words(struct slice a, struct slice b, unsigned *count)
{
    unsigned shared = 0;
    *count = 0;
    while (a.data) {
        struct slice word = slice_cut(&a, ' ');
        if (word.size < 3)
            continue;
        ++*count;
        shared += slice_find(b, word, 0) != SIZE_MAX;
    }
    return shared;
}

// Whether two titles say the same: most words of a are in b.
static bool alike(const struct page *page, struct slice a, struct slice b)
{
    unsigned count;
    if (!a.size || !b.size)
        return false;
    unsigned shared = shared_words(utf8_fold(page->arena, a), utf8_fold(page->arena, b), &count);
    return count && shared * 2 >= count;
}

// Cuts " | Site", " - Site" off the end when what is left still is a title.
static struct slice cut_suffix(const struct page *page, struct slice title, struct slice site,
                               bool only_site)
{
    static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ",
                                        " \xC2\xBB ", " \xC2\xB7 ", " :: ", " \xE2\x80\xA2 ",
                                        " \xE2\x80\xB9 "};
    size_t last = SIZE_MAX;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        for (size_t at = 0; (at = slice_find(title, slice_of(marks[m]), at)) != SIZE_MAX; at++)
            if (last == SIZE_MAX || at > last)
                last = at;
    }
    if (last == SIZE_MAX || last < 15)
        return title;
    struct slice tail = slice_part(title, last, title.size);
    bool named = site.size && alike(page, site, tail);
    return named || (!only_site && tail.size * 2 < last) ? slice_trim(slice_part(title, 0, last)) : title;
}

// An h1 may hold its kicker too ("Culture : …"): the stated title that it ends with is without.
static struct slice cut_kicker(const struct page *page, struct slice title, struct slice headline,
                               struct slice shared)
{
    struct slice folded = utf8_fold(page->arena, title);
    const struct slice stated[] = {headline, shared};
    for (size_t i = 0; i < sizeof stated / sizeof *stated; i++) {
        struct slice end = utf8_fold(page->arena, stated[i]);
        if (end.size < 15 || end.size >= folded.size)
            continue;
        if (slice_equal(slice_part(folded, folded.size - end.size, folded.size), end))
            return stated[i];
    }
    return title;
}

struct slice metadata_title(const struct metadata *metadata, const struct page *page)
{
    struct slice site = metadata->values[FIELD_SITE];
    struct slice headline = metadata->values[FIELD_HEADLINE];
    struct slice shared = metadata->values[FIELD_SHARE_TITLE];
    struct slice whole = metadata->values[FIELD_PAGE_TITLE];
    struct slice best = SLICE_NONE;
    for (uint32_t i = 0; i < page->blocks.count && !best.size; i++) {
        const struct block *block = &page->blocks.items[i];
        if (!(block->marks & MARK_H1) || block->text.size < 10)
            continue;
        if (alike(page, block->text, headline) || alike(page, block->text, shared) ||
            alike(page, block->text, whole))
            best = block->text;
    }
    if (best.size)
        return cut_suffix(page, cut_kicker(page, best, headline, shared), site, true);
    if (headline.size)
        return cut_suffix(page, headline, site, true);
    if (shared.size)
        return cut_suffix(page, shared, site, false);
    return cut_suffix(page, whole, site, false);
}
