// SPDX-License-Identifier: Apache-2.0
// The HTML reader: encoding, tree, marks, blocks, metadata, choice of the article, document.
// Everything but the document is scratch.
#include "read/html/html.h"

#include "base/url.h"
#include "read/byline.h"
#include "read/encoding.h"
#include "read/finish.h"
#include "read/html/hidden.h"
#include "read/html/metadata.h"
#include "read/twice.h"

#define SHOWN_LEAST 200 // bytes; a page that shows less shows no article

static void set_text(struct document *document, struct slice *field, struct slice value)
{
    if (value.size)
        *field = arena_copy(document->arena, value);
}

static struct slice bare_host(struct slice address)
{
    struct slice host = url_host(address);
    return slice_starts(host, "www.") ? slice_part(host, 4, host.size) : host;
}

static void set_site(struct document *document, const struct metadata *metadata,
                     const struct read_tables *tables)
{
    struct slice host = bare_host(document->url);
    set_text(document, &document->site, metadata->values[FIELD_SITE]);
    if (document->site.size || !host.size)
        return;
    uint32_t known = table_find(&tables->sites, host);
    set_text(document, &document->site,
             known == TABLE_NONE ? host : tables->site_names.items[known]);
}

static void set_dates(struct document *document, const struct metadata *metadata)
{
    struct slice published = metadata->values[FIELD_PUBLISHED];
    struct slice modified = metadata->values[FIELD_MODIFIED];
    if (published.size) {
        set_text(document, &document->published.value, published);
        document->published.basis = metadata->published_in_text ? DATE_TEXT : DATE_METADATA;
    }
    if (modified.size) {
        set_text(document, &document->modified.value, modified);
        document->modified.basis = DATE_METADATA;
    }
}

static void set_language(struct document *document, struct slice stated)
{
    document->language_doubtful = true;
    document->language = language_from_code(stated);
    if (document->language == LANGUAGE_NONE && stated.size >= 2 && stated.size <= 12)
        document->language_other = arena_copy(document->arena, slice_part(stated, 0, 2));
}

static void set_metadata(struct document *document, const struct metadata *metadata,
                         const struct page *page)
{
    set_site(document, metadata, page->tables);
    set_dates(document, metadata);
    set_language(document, metadata->values[FIELD_LANGUAGE]);
    for (uint32_t i = 0; i < metadata->authors.count; i++)
        byline_add(page->tables, document, metadata->authors.items[i], metadata->author_rank < 8,
                   page->arena);
    for (uint32_t i = 0; !document->authors.count && i < metadata->site_authors.count; i++)
        byline_add(page->tables, document, metadata->site_authors.items[i], true, page->arena);
    if (metadata->agency && document->origin.kind == ORIGIN_NONE)
        document->origin =
            (struct document_origin){ORIGIN_WIRE, metadata->agency->name, {0, 0}};
}

static enum structure_kind kind_of(const struct block *block)
{
    return block->marks & MARK_HEADING ? STRUCTURE_HEADING
           : block->marks & MARK_ITEM  ? STRUCTURE_ITEM
           : block->marks & MARK_QUOTE ? STRUCTURE_QUOTATION
                                       : STRUCTURE_PARAGRAPH;
}

// The a element that a text node is in, below its block's element.
static uint32_t link_around(const struct page *page, uint32_t node)
{
    while (node && page->tree.nodes.items[node].tag != HTML_a)
        node = page->tree.nodes.items[node].parent;
    return node;
}

static void give_links(const struct page *page, const struct block *block, struct finish *finish,
                       uint32_t first_run, struct slice base)
{
    for (uint32_t i = block->first_node; block->link_size && i <= block->last_node; i++) {
        if (page->tree.nodes.items[i].tag != HTML_TEXT || !(page->marks[i] & MARK_LINK))
            continue;
        uint32_t link = link_around(page, i), last = i;
        const struct html_node *element = &page->tree.nodes.items[link];
        struct slice address =
            link ? html_attribute_text(&page->tree, element, "href", page->arena) : SLICE_NONE;
        for (uint32_t n = i; n <= block->last_node && n < element->end; n++)
            if (page->tree.nodes.items[n].tag == HTML_TEXT)
                last = n;
        const struct html_node *first_text = &page->tree.nodes.items[i];
        const struct html_node *last_text = &page->tree.nodes.items[last];
        if (address.size && address.data[0] != '#')
            finish_link(finish, first_run, first_text->start,
                        (size_t)last_text->start + last_text->size,
                        arena_copy(finish->document->arena,
                                   url_resolve(page->arena, base, address)));
        i = last;
    }
}

struct slice page_base(const struct page *page, struct slice address)
{
    for (uint32_t i = 1; i < page->tree.nodes.count; i++) {
        const struct html_node *node = &page->tree.nodes.items[i];
        if (node->tag == HTML_body)
            break;
        struct slice base = SLICE_NONE;
        if (node->tag == HTML_base)
            base = html_attribute_text(&page->tree, node, "href", page->arena);
        if (base.size)
            return url_resolve(page->arena, address, base);
    }
    return address;
}

// "© 2023 AFP" under the text is no text, but says whose the text is; a picture's credit does not.
static void give_agency(const struct page *page, struct finish *finish)
{
    uint32_t last = NO_INDEX;
    for (uint32_t i = 0; i < page->blocks.count; i++)
        if (page->blocks.items[i].chosen)
            last = i;
    if (last == NO_INDEX)
        return;
    for (uint32_t i = last + 1; i < page->blocks.count && i < last + 4; i++)
        if (!(page->blocks.items[i].marks & (MARK_CAPTION | MARK_FIGURE | MARK_ASIDE)))
            finish_signature(finish, page->blocks.items[i].text);
}

void page_give(const struct page *page, struct finish *finish, struct slice base)
{
    give_agency(page, finish);
    struct slice all = buffer_slice(&page->clean.text);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        if (!block->chosen)
            continue;
        uint32_t first_run =
            finish_add(finish, kind_of(block), block->text,
                       (uint32_t)(block->text.data - all.data),
                       (const struct source_run *)page->clean.runs.items + block->run_start,
                       block->run_end - block->run_start);
        if (first_run != NO_INDEX)
            give_links(page, block, finish, first_run, base);
    }
}

static size_t chosen_size(const struct page *page)
{
    size_t size = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++)
        size += page->blocks.items[i].chosen ? page->blocks.items[i].text.size : 0;
    return size;
}

// A page that shows no article may carry it: in templates, or in its data. Takes it from there
// where that holds much more.
static void read_hidden(struct page *page, const struct article_hints *hints,
                        struct hidden_data *data)
{
    size_t shown = chosen_size(page);
    if (shown >= SHOWN_LEAST)
        return;
    struct page other = {.tables = page->tables, .arena = page->arena, .twice = page->twice};
    struct slice opened = hidden_templates(page);
    if (opened.data) {
        html_parse(&other.tree, page->tables, opened, page->arena);
        page_mark(&other);
        page_cut(&other);
        article_choose(&other, hints);
        if (chosen_size(&other) >= SHOWN_LEAST && chosen_size(&other) > 2 * shown) {
            *page = other;
            return;
        }
    }
    if (!hidden_data_find(page, data))
        return;
    other = (struct page){.tables = page->tables, .arena = page->arena, .twice = page->twice};
    html_parse(&other.tree, page->tables, data->html, page->arena);
    page_mark(&other);
    page_cut(&other);
    article_choose_all(&other, hints->title);
    if (chosen_size(&other) >= SHOWN_LEAST && chosen_size(&other) > 2 * shown)
        *page = other;
    else
        data->html = SLICE_NONE;
}

bool html_read(const struct record *record, const struct read_options *options,
               struct document *document, struct arena *scratch, struct error *error)
{
    struct decoded decoded;
    struct page page = {.tables = options->tables, .arena = scratch};
    struct metadata metadata = {0};
    if (record->bytes.size > UINT32_MAX / 8)
        return error_set(error, ERROR_INPUT, "", "a page of more than 512 MB");
    encoding_decode(options->tables, record->bytes, record->charset, true, scratch, &decoded);
    html_parse(&page.tree, options->tables, decoded.text, scratch);
    if (decoded.overruled)
        document_note(document, "encoding",
                      SLICE("the page states an encoding that its bytes rule out"));
    page.twice = twice_encoded(decoded.text);
    if (page.twice)
        document_note(document, "encoding",
                      SLICE("parts of the page were encoded twice; repaired"));
    page_mark(&page);
    page_cut(&page);
    if (page.tree.cut || page.cut)
        document_note(document, "read",
                      SLICE("the page has too many elements; its end is missing"));
    page.month_first = page_month_first(&page, record->url);
    metadata_read(&metadata, &page);
    set_text(document, &document->title, metadata_title(&metadata, &page));
    set_text(document, &document->url,
             record->url.size ? record->url : metadata.values[FIELD_ADDRESS]);
    struct article_hints hints = {document->title, metadata.values[FIELD_SUMMARY],
                                  metadata.values[FIELD_BODY]};
    page.host = bare_host(document->url);
    article_choose(&page, &hints);
    struct slice base = page_base(&page, document->url);
    author_set_site_aside(&metadata, &page, document->url);
    metadata_read_visible(&metadata, &page, document->url);
    set_metadata(document, &metadata, &page);
    struct hidden_data hidden = {.html = SLICE_NONE};
    read_hidden(&page, &hints, &hidden);
    struct finish finish;
    finish_start(&finish, options->tables, document, scratch);
    if (hidden.html.data) {
        finish.layer_count = 2;
        memcpy(finish.layers, hidden.layers, sizeof finish.layers);
    }
    page_give(&page, &finish, base);
    finish_end(&finish, &decoded);
    return true;
}
