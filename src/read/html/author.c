// SPDX-License-Identifier: Apache-2.0
// Who wrote the article, by what the visible page says near the headline: elements that name an
// author, lines that are a byline by their class or first words. An author stated in the metadata
// goes before them, unless it is the site itself. What a name may look like: read/byline.c.
#include "read/byline.h"

#include "base/url.h"
#include "read/html/metadata.h"

// Whether a squeezed name is one of the host's labels: "Le Cap" of lecap.example.
static bool is_host_label(struct slice name, struct slice host)
{
    while (name.size >= 3 && host.data) {
        struct slice label = slice_cut(&host, '.');
        if (host.data && slice_equal(label, name)) // the last one is no name
            return true;
    }
    return false;
}

void author_set_site_aside(struct metadata *metadata, const struct page *page, struct slice address)
{
    struct arena *arena = page->arena;
    struct slice site = text_squeeze(metadata->values[FIELD_SITE], arena);
    struct slice publisher = text_squeeze(metadata->publisher, arena);
    struct slice host = utf8_fold(arena, url_host(address));
    struct slice bare = slice_starts(host, "www.") ? slice_part(host, 4, host.size) : host;
    for (uint32_t i = 0; i < metadata->authors.count; i++) {
        struct slice author = metadata->authors.items[i], name = text_squeeze(author, arena);
        if (!slice_equal(name, site) && !slice_equal(name, publisher) &&
            !is_host_label(name, host) &&
            !(bare.size && slice_find(utf8_fold(arena, author), bare, 0) != SIZE_MAX))
            return;
    }
    metadata->site_authors = metadata->authors;
    metadata->authors.items = NULL;
    metadata->authors.count = metadata->authors.capacity = 0;
    metadata->author_rank = 0;
}

// Whether an address is that of an author's own page.
static bool is_author_page(const struct read_tables *tables, struct slice address)
{
    for (uint32_t i = 0; i < tables->author_pages.count; i++) {
        struct slice part = tables->author_pages.items[i];
        size_t at = slice_find(address, part, 0);
        if (at != SIZE_MAX && at + part.size < address.size)
            return true;
    }
    return false;
}

// "Anne DurandAnne Durand", once for the eye and once for machines: the name once.
static struct slice once(struct slice name)
{
    struct slice half = slice_part(name, 0, name.size / 2);
    bool twice = name.size % 2 == 0 && slice_equal(half, slice_part(name, half.size, name.size));
    return twice ? half : name;
}

void author_read_elements(struct metadata *metadata, const struct page *page, uint32_t from,
                          uint32_t to)
{
    const struct html_tree *tree = &page->tree;
    if (metadata->author_rank)
        return;
    for (uint32_t i = from; i <= to && i < tree->nodes.count; i++) {
        const struct html_node *node = &tree->nodes.items[i];
        bool aside = page->marks[i] & MARK_ASIDE && !(page->marks[i] & MARK_ARTICLE);
        if (node->tag == HTML_TEXT || !node->attribute_count || page->marks[i] & MARK_SKIP || aside)
            continue;
        bool link = node->tag == HTML_a;
        bool named = (link && ascii_same(html_attribute_raw(tree, node, "rel"), "author")) ||
                     ascii_same(html_attribute_raw(tree, node, "itemprop"), "author");
        if (!named &&
            !(link && is_author_page(page->tables, html_attribute_raw(tree, node, "href"))))
            continue;
        struct slice name = once(slice_trim(html_text(tree, i, page->arena)));
        if (name.size <= 60 && slice_find(name, SLICE(" "), 0) != SIZE_MAX)
            metadata_offer_author(metadata, name, 8, page->arena);
    }
}

// Elements inside a line whose class says that they name the author: "5 May, by <b>Luc Roy</b>".
void author_read_marked(struct metadata *metadata, const struct page *page, uint32_t from,
                        uint32_t to)
{
    const struct html_tree *tree = &page->tree;
    if (metadata->author_rank || metadata->site_authors.count)
        return;
    for (uint32_t i = from; i <= to && i < tree->nodes.count; i++) {
        const struct html_node *node = &tree->nodes.items[i];
        if (!(page->own[i] & MARK_BYLINE) || page->marks[i] & (MARK_SKIP | MARK_ASIDE) ||
            node->end - i > 12)
            continue;
        struct slice name = slice_trim(html_text(tree, i, page->arena)), rest;
        bool opens = phrase_has(page->tables, utf8_fold(page->arena, name), PHRASE_BYLINE, &rest);
        if (name.size <= 60 && (opens || byline_is_person(name)))
            metadata_offer_author(metadata, name, 11, page->arena);
    }
}

// The only name that a page's microdata give as an author's, wherever it stands.
void author_read_property(struct metadata *metadata, const struct page *page)
{
    const struct html_tree *tree = &page->tree;
    struct slice only = SLICE_NONE;
    if (metadata->author_rank || metadata->site_authors.count)
        return;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        const struct html_node *node = &tree->nodes.items[i];
        if (!(node->flags & NODE_HAS_PROPERTY) || node->end - i > 24 ||
            !ascii_same(html_attribute_raw(tree, node, "itemprop"), "author"))
            continue;
        struct slice name = once(slice_trim(html_text(tree, i, page->arena)));
        if (only.size && !slice_equal(only, name))
            return;
        only = name;
    }
    if (only.size && only.size <= 60 && byline_is_person(only))
        metadata_offer_author(metadata, only, 12, page->arena);
}

// Whoever signs the text's end, where nothing else names an author.
void author_read_signature(struct metadata *metadata, const struct page *page)
{
    struct slice first = slice_part(page->signature, 0, slice_find(page->signature, SLICE(" "), 0));
    if (first.size && !metadata->author_rank &&
        table_find(&page->tables->given_names, utf8_fold(page->arena, first)) != TABLE_NONE)
        metadata_offer_author(metadata, page->signature, 13, page->arena);
}

// "Written by" in one block, a name in the next one.
void author_read_labelled(struct metadata *metadata, const struct page *page, uint32_t index)
{
    const struct block *label = &page->blocks.items[index], *value = label + 1;
    struct slice rest;
    if (metadata->author_rank || label->text.size > 24 || index + 1 >= page->blocks.count ||
        value->text.size > 60 || !byline_is_person(value->text) ||
        !phrase_has(page->tables, utf8_fold(page->arena, label->text), PHRASE_BYLINE, &rest) ||
        rest.size > 2)
        return;
    metadata_offer_author(metadata, value->text, 10, page->arena);
}

// Names in elements of their own, nothing between them but marks: <b>Anne Durand</b><b>Luc Roy</b>.
// False, and nothing offered, when there are not several or something else stands there.
static bool read_names(struct metadata *metadata, const struct page *page,
                       const struct block *block)
{
    LIST(struct slice) names = {0};
    for (uint32_t i = block->first_node; i <= block->last_node; i++) {
        const struct html_node *node = &page->tree.nodes.items[i];
        if (node->tag != HTML_TEXT || page->marks[i] & MARK_SKIP)
            continue;
        struct slice text = slice_trim(html_text(&page->tree, i, page->arena));
        if (text.size > 2 && !byline_is_person(text))
            return false;
        if (text.size > 2)
            list_add(page->arena, &names, text);
    }
    for (uint32_t i = 0; names.count > 1 && i < names.count; i++)
        metadata_offer_author(metadata, names.items[i], 8, page->arena);
    return names.count > 1;
}

// A line up to its first dash or bar where a number follows: "Anne Durand - 14 mars - 3 min".
static struct slice line_head(struct slice line)
{
    size_t dash = slice_find(line, SLICE(" - "), 0), bar = slice_find(line, SLICE(" | "), 0);
    size_t end = dash < bar ? dash : bar;
    for (size_t at = end; end != SIZE_MAX && at < line.size; at++)
        if (line.data[at] >= '0' && line.data[at] <= '9')
            return slice_trim(slice_part(line, 0, end));
    return line;
}

void author_read_line(struct metadata *metadata, struct page *page, const struct block *block,
                      struct slice folded)
{
    // "Radio France" and "Anne Durand" look alike: beside the site only a given name tells.
    struct slice rest = folded, first_word = slice_cut(&rest, ' ');
    bool opens = phrase_has(page->tables, folded, PHRASE_BYLINE, &rest) && rest.size > 3;
    if (!opens && !(block->marks & MARK_BYLINE))
        return;
    if (!metadata->agency)
        metadata->agency = agency_find(page->tables, block->text, true, page->arena);
    if ((metadata->author_rank && metadata->author_rank < 8) ||
        (metadata->site_authors.count && !opens &&
         (metadata->author_rank || !byline_is_person(line_head(block->text)) ||
          table_find(&page->tables->given_names, first_word) == TABLE_NONE)))
        return;
    if (block->marks & MARK_BYLINE && read_names(metadata, page, block))
        return;
    if (block->marks & MARK_BYLINE)
        metadata_offer_author(metadata, opens ? block->text : line_head(block->text), opens ? 8 : 9,
                              page->arena);
    else if (block->words <= 12 && !block->ends_sentence)
        metadata_offer_author(metadata, block->text, 10, page->arena);
}
