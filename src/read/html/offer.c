// SPDX-License-Identifier: Apache-2.0
// What the readers of a page's metadata share: dates as the page writes them, and the one best
// value that each field keeps (metadata.c, jsonld.c, visible.c, author.c find them).
#include "read/html/metadata.h"

#include "base/url.h"
#include "read/byline.h"

struct date_reading page_date(const struct page *page, struct slice text)
{
    return date_read(page->tables, text, page->month_first, page->arena);
}

struct slice page_date_value(const struct page *page, struct slice text)
{
    return date_value(page->tables, text, page->month_first, page->arena);
}

// Of the countries that write English, only the United States write 07/14.
bool page_month_first(const struct page *page, struct slice address)
{
    const struct html_tree *tree = &page->tree;
    struct slice language = SLICE_NONE;
    for (uint32_t i = 0; i < tree->nodes.count; i++) {
        const struct html_node *node = &tree->nodes.items[i];
        if (node->tag == HTML_html)
            language = html_attribute_raw(tree, node, "lang");
        if (node->tag == HTML_link && !address.size &&
            ascii_same(html_attribute_raw(tree, node, "rel"), "canonical"))
            address = html_attribute_raw(tree, node, "href");
        if (node->tag == HTML_body)
            break;
    }
    struct slice ending = url_host(address);
    for (size_t at; (at = slice_find(ending, SLICE("."), 0)) != SIZE_MAX;)
        ending = slice_part(ending, at + 1, ending.size);
    if (ending.size && table_find(&page->tables->day_first_hosts, ending) != TABLE_NONE)
        return false;
    return ascii_same(language, "en") || ascii_same(language, "en-us") ||
           ascii_same(language, "en_us");
}

void metadata_offer(struct metadata *metadata, enum metadata_field field, struct slice value,
                    uint8_t rank)
{
    value = slice_trim(value);
    if (!value.size || (metadata->ranks[field] && metadata->ranks[field] <= rank))
        return;
    metadata->values[field] = value;
    metadata->ranks[field] = rank;
}

void metadata_offer_author(struct metadata *metadata, struct slice name, uint8_t rank,
                           struct arena *arena)
{
    name = slice_trim(name);
    if (!name.size || name.size > 300 ||
        (metadata->author_rank && metadata->author_rank < rank) ||
        byline_is_nobody(metadata->tables, name, arena))
        return;
    if (metadata->author_rank != rank)
        metadata->authors.count = 0;
    metadata->author_rank = rank;
    for (uint32_t i = 0; i < metadata->authors.count; i++)
        if (slice_equal(metadata->authors.items[i], name))
            return;
    if (metadata->authors.count < 32)
        list_add(arena, &metadata->authors, name);
}
