// SPDX-License-Identifier: Apache-2.0
// Marks: what each node of a page is, by its element, class, id, role, itemprop and place. The
// class vocabulary is lexicon/html/classes.txt. Values repeat all over a page, so each distinct
// one is looked up once.
#include "read/html/page.h"

#include <assert.h>

#define CLASS_VALUE_MOST 400 // bytes of a class attribute that are read

struct words {
    char joined[CLASS_VALUE_MOST * 2]; // words in lower case, joined by '-'
    uint16_t start[64], end[64];
    uint32_t count;
    size_t size;
};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alphanumeric(char c)
{
    return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9');
}

static void word_end(struct words *words, size_t start)
{
    if (words->size > start && words->count < 64) {
        words->start[words->count] = (uint16_t)start;
        words->end[words->count++] = (uint16_t)words->size;
        words->joined[words->size++] = '-';
    } else {
        words->size = start;
    }
}

// Cuts one class name at case changes, '-' and '_'.
static void cut_words(struct slice name, struct words *words)
{
    size_t start = words->size;
    for (size_t i = 0; i < name.size && words->size + 2 < sizeof words->joined; i++) {
        char c = name.data[i];
        if (!is_alphanumeric(c)) {
            word_end(words, start);
            start = words->size;
            continue;
        }
        if (is_upper(c) && i && is_lower(name.data[i - 1])) {
            word_end(words, start);
            start = words->size;
        }
        words->joined[words->size++] = is_upper(c) ? (char)(c + 32) : c;
    }
    word_end(words, start);
}

// Names that state a category or a condition of the page, not what the element is.
static bool is_modifier(struct slice name)
{
    static const char *const prefixes[] = {"tag-",  "category-", "has-", "no-", "is-",
                                           "with-", "status-",   "format-"};
    if (!memchr("tchniwsf", name.data[0], 8) || !memchr(name.data, '-', name.size))
        return false;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (slice_starts(name, prefixes[i]))
            return true;
    return false;
}

// Whether any class word of the lexicon starts like this.
static bool may_start(const struct read_tables *tables, const char *word)
{
    uint32_t start = class_start(word);
    return tables->class_starts[start / 64] >> start % 64 & 1;
}

static uint32_t name_flags(const struct read_tables *tables, struct slice name)
{
    struct words words = {.count = 0};
    uint32_t flags = 0;
    char whole[32] = "=";
    if (is_modifier(name))
        return 0;
    if (name.size >= 2 && name.size < sizeof whole - 1) {
        memcpy(whole + 1, name.data, name.size);
        uint32_t found = may_start(tables, whole)
                             ? table_find(&tables->classes, (struct slice){whole, name.size + 1})
                             : TABLE_NONE;
        flags = found == TABLE_NONE ? 0 : found;
    }
    cut_words(name, &words);
    for (uint32_t i = 0; i < words.count; i++) {
        if (words.start[i] + 2u >= words.size || !may_start(tables, words.joined + words.start[i]))
            continue;
        for (uint32_t j = i; j < words.count && j < i + 3; j++) {
            struct slice key = {words.joined + words.start[i],
                                (size_t)(words.end[j] - words.start[i])};
            uint32_t found = table_find(&tables->classes, key);
            if (found != TABLE_NONE)
                flags |= found;
        }
    }
    return flags;
}

uint32_t class_flags(const struct read_tables *tables, struct slice value)
{
    uint32_t flags = 0;
    if (value.size > CLASS_VALUE_MOST)
        value.size = CLASS_VALUE_MOST;
    for (size_t at = 0; at < value.size;) {
        size_t end = at;
        while (end < value.size && (unsigned char)value.data[end] > ' ')
            end++;
        // Utility classes ("md:flex", "[&_p]:mt-2") say nothing.
        struct slice name = slice_part(value, at, end);
        if (name.size > 1 && !memchr(name.data, ':', name.size) &&
            !memchr(name.data, '[', name.size))
            flags |= name_flags(tables, name);
        at = end + 1;
    }
    return flags;
}

struct marker {
    struct page *page;
    struct table seen; // class values -> flags
};

static uint32_t flags_of(struct marker *marker, struct slice value)
{
    if (!value.size)
        return 0;
    uint32_t known = table_find(&marker->seen, value);
    if (known != TABLE_NONE)
        return known;
    return table_add(&marker->seen, value, class_flags(marker->page->tables, value));
}

static bool value_has(struct slice value, const char *word)
{
    return slice_find(value, slice_of(word), 0) != SIZE_MAX;
}

static uint32_t marks_of_tag(enum html_tag tag)
{
    unsigned flags = html_tag_flags(tag);
    uint32_t marks = (flags & TAG_SKIP ? MARK_SKIP : 0) | (flags & TAG_HEADING ? MARK_HEADING : 0);
    switch ((int)tag) {
    case HTML_a:
        return marks | MARK_LINK;
    case HTML_li:
    case HTML_dd:
    case HTML_dt:
        return marks | MARK_ITEM;
    case HTML_blockquote:
        return marks | MARK_QUOTE;
    case HTML_p:
    case HTML_pre:
        return marks | MARK_PARAGRAPH;
    case HTML_article:
    case HTML_main:
        return marks | MARK_ARTICLE;
    case HTML_header:
        return marks | MARK_HEADER;
    case HTML_footer:
        return marks | MARK_FOOTER;
    case HTML_form:
        return marks | MARK_FORM;
    case HTML_table:
        return marks | MARK_TABLE;
    case HTML_h1:
        return marks | MARK_H1;
    case HTML_b:
    case HTML_strong:
        return marks | MARK_STRONG;
    case HTML_aside:
        return marks | MARK_ASIDE;
    case HTML_figure:
        return marks | MARK_FIGURE;
    case HTML_figcaption:
    case HTML_caption:
        return marks | MARK_CAPTION;
    case HTML_address:
        return marks | MARK_BYLINE;
    default:
        return marks;
    }
}

static uint32_t marks_of_flags(uint32_t flags)
{
    uint32_t marks = 0;
    if (!(flags & CLASS_KEEP))
        marks |= (flags & CLASS_DROP ? MARK_DROP : 0) | (flags & CLASS_WEAK ? MARK_WEAK : 0);
    marks |= flags & CLASS_NEVER ? MARK_SKIP : 0;
    marks |= flags & CLASS_UNSEEN ? MARK_DROP | MARK_UNSEEN : 0;
    return marks | (flags & CLASS_BODY ? MARK_BODY : 0) | (flags & CLASS_LEAD ? MARK_LEAD : 0) |
           (flags & CLASS_CAPTION ? MARK_CAPTION : 0) | (flags & CLASS_BYLINE ? MARK_BYLINE : 0) |
           (flags & CLASS_DATE ? MARK_DATE : 0) | (flags & CLASS_TITLE ? MARK_TITLE : 0);
}

static uint32_t marks_of_attribute(struct marker *marker, struct html_node *node,
                                   const struct html_attribute *attribute)
{
    struct slice name = attribute->name, value = attribute->value;
    // Sizes of the names below: most attributes have others.
    const uint32_t sizes = 1u << 2 | 1u << 4 | 1u << 5 | 1u << 6 | 1u << 8 | 1u << 11 | 1u << 14;
    if (name.size > 14 || !(sizes >> name.size & 1))
        return 0;
    // A heading's id is made of its words.
    if (ascii_same(name, "id") && html_tag_flags((enum html_tag)node->tag) & TAG_HEADING)
        return 0;
    if (ascii_same(name, "class") || ascii_same(name, "id") || ascii_same(name, "role") ||
        ascii_same(name, "data-component") || ascii_same(name, "data-testid"))
        return marks_of_flags(flags_of(marker, value));
    if (ascii_same(name, "hidden"))
        return MARK_SKIP;
    if (ascii_same(name, "aria-hidden") && slice_is(value, "true"))
        return html_tag_flags((enum html_tag)node->tag) & TAG_BLOCK ? MARK_WEAK : MARK_SKIP;
    if (ascii_same(name, "style") &&
        (value_has(value, "display:none") || value_has(value, "display: none")))
        return MARK_DROP;
    if (!ascii_same(name, "itemprop"))
        return 0;
    node->flags = NODE_HAS_PROPERTY;
    if (ascii_same(value, "articlebody"))
        return MARK_BODY;
    if (ascii_same(value, "author"))
        return MARK_BYLINE;
    return ascii_same(value, "headline") ? MARK_TITLE : 0;
}

static uint32_t own_marks(struct marker *marker, struct html_node *node)
{
    const struct html_tree *tree = &marker->page->tree;
    uint32_t marks = marks_of_tag((enum html_tag)node->tag);
    // Classes of the outermost elements speak of the page, not of the text.
    uint32_t mask = node->tag == HTML_html || node->tag == HTML_body ? 0 : UINT32_MAX;
    // A link to a place of the same page leads nowhere else.
    if (node->tag == HTML_a) {
        struct slice address = html_attribute_raw(tree, node, "href");
        bool anchor = !address.data && (html_attribute_raw(tree, node, "name").size ||
                                        html_attribute_raw(tree, node, "id").size);
        if (anchor || (address.size > 1 && address.data[0] == '#'))
            marks &= ~(uint32_t)MARK_LINK;
    }
    for (uint32_t i = 0; i < node->attribute_count; i++)
        marks |= mask & marks_of_attribute(marker, node,
                                           &tree->attributes.items[node->attribute_start + i]);
    // A heading's class speaks of its looks: what it heads tells whether it is body.
    if (marks & MARK_HEADING && !(marks & MARK_UNSEEN))
        marks &= ~(uint32_t)(MARK_DROP | MARK_WEAK);
    return marks;
}

void page_inherit(struct page *page)
{
    const struct html_tree *tree = &page->tree;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        assert(tree->nodes.items[i].parent < i);
        page->marks[i] = page->marks[tree->nodes.items[i].parent] | page->own[i];
    }
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct block *block = &page->blocks.items[i];
        block->marks = page->marks[block->node] |
                       (page->marks[block->first_node] & (MARK_BYLINE | MARK_DATE));
    }
}

void page_mark(struct page *page)
{
    struct html_tree *tree = &page->tree;
    struct marker marker = {.page = page};
    table_init(&marker.seen, page->arena);
    page->own = arena_zero(page->arena, tree->nodes.count + 1, sizeof *page->own);
    page->marks = arena_zero(page->arena, tree->nodes.count + 1, sizeof *page->marks);
    for (uint32_t i = 1; i < tree->nodes.count; i++)
        if (tree->nodes.items[i].tag != HTML_TEXT)
            page->own[i] = own_marks(&marker, &tree->nodes.items[i]);
    page_inherit(page);
}

bool page_within(const struct page *page, uint32_t node, uint32_t ancestor)
{
    return node >= ancestor && node < page->tree.nodes.items[ancestor].end;
}
