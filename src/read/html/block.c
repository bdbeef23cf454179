// SPDX-License-Identifier: Apache-2.0
// Cuts a page's visible text into blocks: what stands between two starts or ends of block
// elements, or two line breaks. Measures each: size, words, part that is link.
#include "read/html/page.h"

#define BLOCKS_MOST 65000 // three times those of the longest page of ../shared/data

struct cutter {
    struct page *page;
    struct block block; // being filled
    bool open;
    size_t text_start; // in the clean text
    uint32_t breaks;   // line breaks since the last text
};

static bool ends_sentence(struct slice text)
{
    size_t at = text.size;
    while (at) {
        uint32_t c = utf8_previous(text, &at);
        if (c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ';' || c == ':' ||
            c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x61F || c == 0x6D4 || c == 0x964)
            return true;
        // Closing quotes and brackets after the mark.
        if (!(c == '"' || c == 0xBB || c == 0x201D || c == 0x2019 || c == '\'' || c == ')' ||
              c == ']' || c == ' ' || c == 0xA0 || c == 0x202F || c == 0x300D))
            return false;
    }
    return false;
}

static void measure(struct block *block)
{
    bool inside = false;
    uint32_t words = 0, commas = 0;
    for (size_t i = 0; i < block->text.size; i++) {
        unsigned char c = (unsigned char)block->text.data[i];
        bool space = c == ' ' || c == '\n';
        words += !space && !inside;
        inside = !space;
        commas += c == ',';
    }
    block->words = words > UINT16_MAX ? UINT16_MAX : (uint16_t)words;
    block->commas = commas > UINT16_MAX ? UINT16_MAX : (uint16_t)commas;
    block->ends_sentence = ends_sentence(block->text);
}

static void flush(struct cutter *cutter)
{
    struct page *page = cutter->page;
    cutter->breaks = 0;
    if (!cutter->open)
        return;
    cutter->open = false;
    if (page->clean.text.size > cutter->text_start) {
        cutter->block.run_end = page->clean.runs.count;
        // The buffer moves when it grows: the slice is set when all is cut.
        cutter->block.text = (struct slice){NULL, page->clean.text.size - cutter->text_start};
        list_add(page->arena, &page->blocks, cutter->block);
    }
    clean_start(&page->clean);
}

static void add_text(struct cutter *cutter, uint32_t index, uint32_t element)
{
    struct page *page = cutter->page;
    const struct html_node *node = &page->tree.nodes.items[index];
    if (cutter->open && cutter->block.node != element)
        flush(cutter);
    if (!cutter->open) {
        cutter->block = (struct block){.node = element, .first_node = index};
        cutter->block.run_start = page->clean.runs.count;
        cutter->block.marks = page->marks[element];
        cutter->text_start = page->clean.text.size;
        cutter->open = true;
        clean_start(&page->clean);
    }
    size_t before = page->clean.text.size;
    struct slice text = slice_part(page->tree.source, node->start,
                                   node->start + (size_t)node->size);
    clean_add(&page->clean, text, node->start);
    size_t added = page->clean.text.size - before;
    if (!added)
        return;
    cutter->breaks = 0;
    cutter->block.last_node = index;
    uint32_t marks = page->marks[index];
    if (marks & MARK_LINK)
        cutter->block.link_size += (uint32_t)added;
    if (marks & MARK_STRONG)
        cutter->block.strong_size += (uint32_t)added;
    if (before == cutter->text_start)
        cutter->block.marks |= marks & (MARK_BYLINE | MARK_DATE);
    cutter->block.marks |= marks & MARK_TITLE;
}

static void line_break(struct cutter *cutter)
{
    struct page *page = cutter->page;
    if (!cutter->open)
        return;
    struct slice text = slice_part(buffer_slice(&page->clean.text), cutter->text_start, SIZE_MAX);
    // A line all in bold before a break is a heading in all but name.
    bool heading = text.size && text.size < 120 && cutter->block.strong_size == text.size;
    if (heading && !(cutter->block.marks & (MARK_PARAGRAPH | MARK_ITEM)))
        cutter->block.marks |= MARK_HEADING;
    bool title = text.size && cutter->block.marks & MARK_TITLE;
    if (++cutter->breaks >= 2 || heading || title || ends_sentence(text))
        flush(cutter);
    else
        clean_space(&page->clean);
}

// By node: whether text stands in it directly, beside its elements.
static uint8_t *holds_text(const struct page *page)
{
    const struct html_tree *tree = &page->tree;
    uint8_t *holds = arena_zero(page->arena, tree->nodes.count + 1, sizeof *holds);
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        const struct html_node *node = &tree->nodes.items[i];
        if (node->tag != HTML_TEXT || holds[node->parent])
            continue;
        struct slice text = slice_part(tree->source, node->start, node->start + (size_t)node->size);
        holds[node->parent] = slice_trim(text).size > 0;
    }
    return holds;
}

static bool has_own_name(const struct page *page, const struct html_node *node)
{
    for (uint32_t i = node->start + 1; i < node->start + node->size; i++) {
        char c = page->tree.source.data[i];
        if (c == '-')
            return true;
        if (c == ' ' || c == '>' || c == '\n' || c == '/')
            return false;
    }
    return false;
}

// An element of a page's own making ("app-paragraph") is a block where it stands among elements
// only: pages that are built of such elements show them so.
static bool is_own_block(const struct page *page, const struct html_node *node,
                         const uint8_t *holds)
{
    const struct html_node *parent = &page->tree.nodes.items[node->parent];
    unsigned flags = html_tag_flags((enum html_tag)parent->tag);
    bool text = parent->tag == HTML_p || parent->tag == HTML_li || flags & TAG_HEADING;
    return !holds[node->parent] && !text && has_own_name(page, node) &&
           (parent->tag == HTML_OTHER || flags & TAG_BLOCK);
}

void page_cut(struct page *page)
{
    struct cutter cutter = {.page = page};
    uint32_t count = page->tree.nodes.count;
    uint32_t *element = arena_zero(page->arena, count + 1, sizeof *element);
    const uint8_t *holds = NULL; // known when the first such element comes
    clean_init(&page->clean, page->tables, page->arena);
    page->clean.twice = page->twice;
    for (uint32_t i = 1; i < count && !page->cut; i++) {
        page->cut = page->blocks.count >= BLOCKS_MOST;
        const struct html_node *node = &page->tree.nodes.items[i];
        unsigned flags = node->tag == HTML_TEXT ? 0 : html_tag_flags((enum html_tag)node->tag);
        if (node->tag == HTML_OTHER && !(page->marks[i] & MARK_SKIP)) {
            holds = holds ? holds : holds_text(page);
            flags = is_own_block(page, node, holds) ? TAG_BLOCK : 0;
        }
        element[i] = flags & TAG_BLOCK ? i : element[node->parent];
        if (flags & TAG_BLOCK)
            flush(&cutter);
        if (page->marks[i] & MARK_SKIP)
            continue;
        if (node->tag == HTML_TEXT)
            add_text(&cutter, i, element[i]);
        else if (node->tag == HTML_br)
            line_break(&cutter);
        else if (node->tag == HTML_img)
            clean_space(&page->clean);
    }
    flush(&cutter);
    size_t at = 0;
    struct slice all = buffer_slice(&page->clean.text);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct block *block = &page->blocks.items[i];
        block->text = slice_part(all, at, at + block->text.size);
        at += block->text.size;
        block->text = slice_trim(block->text);
        measure(block);
    }
}
