// SPDX-License-Identifier: Apache-2.0
// Second thoughts about the chosen blocks, by what stands around each: captions beside their
// picture, cards of other articles, links in a list that is body, what follows the body.
// Reads and changes `chosen` only; the marks and measures are article.c's.
#include "base/url.h"
#include "read/html/page.h"

#define MARKS_AGAINST                                                                              \
    (MARK_SKIP | MARK_DROP | MARK_CAPTION | MARK_FIGURE | MARK_FORM | MARK_FOOTER | MARK_ASIDE |   \
     MARK_WEAK | MARK_BYLINE | MARK_DATE)

static uint32_t parent_of(const struct page *page, uint32_t node)
{
    return page->tree.nodes.items[node].parent;
}

// The innermost list around a block, 0 = none.
static uint32_t list_around(const struct page *page, const struct block *block)
{
    uint32_t node = block->marks & MARK_ITEM ? block->node : 0;
    uint8_t tag;
    while (node && (tag = page->tree.nodes.items[node].tag) != HTML_ul && tag != HTML_ol &&
           tag != HTML_dl)
        node = parent_of(page, node);
    return node;
}

// The same for tables, of blocks that are short, as cells are.
static uint32_t table_around(const struct page *page, const struct block *block)
{
    uint32_t node = block->marks & MARK_TABLE && block->text.size <= 120 ? block->node : 0;
    while (node && page->tree.nodes.items[node].tag != HTML_table)
        node = parent_of(page, node);
    return node;
}

// Whether there is a picture between two nodes.
static bool has_picture(const struct page *page, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (page->tree.nodes.items[i].tag == HTML_img)
            return true;
    return false;
}

// A short text that shares its element with a picture alone.
static bool is_bare_caption(const struct page *page, uint32_t index)
{
    const struct block *block = &page->blocks.items[index];
    if (!block->chosen || block->text.size > 250 ||
        block->marks & (MARK_HEADING | MARK_ITEM | MARK_QUOTE | MARK_TABLE | MARK_LEAD))
        return false;
    uint32_t node = block->node;
    for (unsigned level = 0; level < 3 && node; level++, node = parent_of(page, node)) {
        const struct html_node *element = &page->tree.nodes.items[node];
        if (index && page_within(page, (block - 1)->last_node, node))
            return false;
        if (index + 1 < page->blocks.count && page_within(page, (block + 1)->first_node, node))
            return false;
        if (element->end - node > 200)
            return false;
        if (level && has_picture(page, node, block->first_node))
            return true;
    }
    return false;
}

static void drop_bare_captions(struct page *page)
{
    for (uint32_t i = 0; i < page->blocks.count; i++)
        if (is_bare_caption(page, i))
            page->blocks.items[i].chosen = false;
}

// One host is the other, or a part of it.
static bool same_site(struct slice a, struct slice b)
{
    if (a.size < b.size)
        return same_site(b, a);
    size_t cut = a.size - b.size;
    return slice_equal(slice_part(a, cut, a.size), b) && (!cut || a.data[cut - 1] == '.');
}

// Whether a block's first link leads to another site.
static bool leads_away(const struct page *page, const struct block *block)
{
    uint32_t node = block->first_node;
    if (!page->host.size)
        return false;
    while (node < block->last_node && !(page->marks[node] & MARK_LINK))
        node++;
    while (node && page->tree.nodes.items[node].tag != HTML_a)
        node = parent_of(page, node);
    if (!node)
        return false;
    struct slice address = html_attribute_raw(&page->tree, &page->tree.nodes.items[node], "href");
    if (slice_find(slice_part(address, 0, 16), SLICE("//"), 0) == SIZE_MAX)
        return false; // a relative address: most are
    struct slice host = url_host(address);
    return host.size && !same_site(host, page->host);
}

// By node: how many blocks it is around, and how many of them are chosen.
struct tally {
    uint32_t *seen, *chosen;
};

static struct tally tally_of(struct page *page,
                             uint32_t (*around)(const struct page *, const struct block *))
{
    uint32_t count = page->tree.nodes.count;
    struct tally tally = {arena_zero(page->arena, count, sizeof(uint32_t)),
                          arena_zero(page->arena, count, sizeof(uint32_t))};
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        uint32_t node = around(page, &page->blocks.items[i]);
        tally.seen[node]++;
        tally.chosen[node] += page->blocks.items[i].chosen;
    }
    return tally;
}

// The block after one, if both stand in the element two above the first: a heading and its text.
static const struct block *next_of_section(const struct page *page, uint32_t index)
{
    uint32_t node = parent_of(page, page->blocks.items[index].node);
    if (index + 1 >= page->blocks.count)
        return NULL;
    const struct block *next = &page->blocks.items[index + 1];
    return page_within(page, next->first_node, node ? parent_of(page, node) : 0) ? next : NULL;
}

// Paragraphs of boxes and cards that read like the text are body: so are their headings.
static void complete_boxes(struct page *page)
{
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct block *block = &page->blocks.items[i];
        const struct block *next = next_of_section(page, i);
        if (next && next->chosen && !block->chosen && block->marks & MARK_HEADING &&
            block->marks & MARK_WEAK && next->marks & MARK_WEAK && !block->link_size &&
            !(block->marks & (MARKS_AGAINST & ~(uint32_t)MARK_WEAK)) &&
            !(next->marks & MARK_HEADING) && next->text.size >= 120)
            block->chosen = true;
    }
}

// Where most items of a list are body, those that are links are too; and links to other sites in
// any list that stands inside the body.
static void complete_lists(struct page *page)
{
    struct tally tally = tally_of(page, list_around);
    uint32_t first = NO_INDEX, last = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++)
        if (page->blocks.items[i].chosen)
            last = i;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct block *block = &page->blocks.items[i];
        if (block->chosen && first == NO_INDEX)
            first = i;
        uint32_t list = block->chosen ? 0 : list_around(page, block);
        // Beside its link an item of the text often says something of its own.
        bool says = block->marks & MARK_ARTICLE && block->link_size < block->text.size;
        bool inside = i > first && i < last && (block->marks & MARK_BODY || says) &&
                      block->text.size >= 12;
        if (list && !(block->marks & MARKS_AGAINST) && block->link_size * 2 > block->text.size &&
            (tally.chosen[list] * 2 > tally.seen[list] ||
             (inside && (tally.seen[list] >= 8 || leads_away(page, block)))))
            block->chosen = true;
    }
}

// Where most cells of a table are body, all are, whatever their class or link.
static void complete_tables(struct page *page)
{
    struct tally tally = tally_of(page, table_around);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct block *block = &page->blocks.items[i];
        uint32_t table = block->chosen ? 0 : table_around(page, block);
        // Six: a table of two columns and a row of headings; less is layout.
        if (table && tally.seen[table] >= 6 && tally.chosen[table] * 2 > tally.seen[table])
            block->chosen = true;
    }
}

// Cards of other articles: siblings of one class, each with a link and little text.
struct cards {
    uint32_t *chosen; // by node: bytes of chosen text
    uint32_t *linked; // by node: blocks that are all link
    uint32_t *text;   // by node: blocks
    uint32_t *after;  // by block: bytes of chosen text in it and all that follow
};

static struct slice class_of(const struct page *page, uint32_t node)
{
    struct slice class = html_attribute_raw(&page->tree, &page->tree.nodes.items[node], "class");
    return slice_cut(&class, ' ');
}

static bool is_card(const struct page *page, const struct cards *cards, uint32_t node)
{
    // 600 bytes, 8 blocks: a title, a date, a summary, a link; an article's parts have more.
    return cards->linked[node] && cards->linked[node] <= 3 && cards->text[node] >= 2 &&
           cards->text[node] <= 8 && cards->chosen[node] < 600 && class_of(page, node).size;
}

// The first block whose text starts at or after a node.
static uint32_t block_from(const struct page *page, uint32_t node)
{
    uint32_t low = 0, high = page->blocks.count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (page->blocks.items[middle].first_node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool same_kind(const struct page *page, uint32_t a, uint32_t b)
{
    return page->tree.nodes.items[a].tag == page->tree.nodes.items[b].tag &&
           slice_equal(class_of(page, a), class_of(page, b));
}

static void unchoose(struct page *page, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        page->blocks.items[i].chosen = false;
}

// Drops the children of parent that are cards like its last one, where the article is elsewhere:
// they hold less than half of the text, and little stands after them.
static void drop_cards_in(struct page *page, const struct cards *cards, uint32_t parent)
{
    const struct html_tree *tree = &page->tree;
    uint32_t last = 0, count = 0;
    uint64_t size = 0;
    for (uint32_t i = parent + 1; i < tree->nodes.items[parent].end; i = tree->nodes.items[i].end)
        if (is_card(page, cards, i))
            last = i;
    for (uint32_t i = parent + 1; last && i <= last; i = tree->nodes.items[i].end)
        if (is_card(page, cards, i) && same_kind(page, i, last)) {
            count++;
            size += cards->chosen[i];
        }
    if (count < 3 || size * 10 >= cards->chosen[0] * 5ull ||
        cards->after[block_from(page, tree->nodes.items[last].end)] * 5ull >= cards->chosen[0])
        return;
    for (uint32_t i = parent + 1; i <= last; i = tree->nodes.items[i].end)
        if (is_card(page, cards, i) && same_kind(page, i, last))
            unchoose(page, block_from(page, i), block_from(page, tree->nodes.items[i].end));
}

static void drop_cards(struct page *page)
{
    uint32_t count = page->tree.nodes.count;
    struct cards cards = {arena_zero(page->arena, count, sizeof(uint32_t)),
                          arena_zero(page->arena, count, sizeof(uint32_t)),
                          arena_zero(page->arena, count, sizeof(uint32_t)),
                          arena_zero(page->arena, page->blocks.count + 1, sizeof(uint32_t))};
    for (uint32_t i = page->blocks.count; i-- > 0;) {
        const struct block *block = &page->blocks.items[i];
        uint32_t size = block->chosen ? (uint32_t)block->text.size : 0;
        cards.after[i] = cards.after[i + 1] + size;
        cards.chosen[block->node] += size;
        bool linked = block->link_size * 10 >= block->text.size * 9;
        cards.linked[block->node] += linked && !leads_away(page, block);
        cards.text[block->node]++;
    }
    for (uint32_t i = count; i-- > 1;) {
        uint32_t parent = parent_of(page, i);
        cards.chosen[parent] += cards.chosen[i];
        cards.linked[parent] += cards.linked[i];
        cards.text[parent] += cards.text[i];
    }
    for (uint32_t i = 0; i < count; i++)
        if (cards.chosen[i] && cards.linked[i] >= 3 && page->tree.nodes.items[i].tag != HTML_TEXT)
            drop_cards_in(page, &cards, i);
}

// A short line that introduces what is no body: "From:" before a list of links.
static void drop_labels(struct page *page)
{
    for (uint32_t i = 0; i + 1 < page->blocks.count; i++) {
        struct block *block = &page->blocks.items[i];
        size_t size = block->text.size;
        if (block->chosen && size < 24 && block->words <= 2 && block->text.data[size - 1] == ':' &&
            !block[1].chosen && block[1].link_size * 2 > block[1].text.size)
            block->chosen = false;
    }
}

// Where most of the text is in elements marked as body, what follows the last of them is
// something else.
static void drop_after_body(struct page *page)
{
    uint32_t last = 0;
    size_t body = 0, all = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        if (!block->chosen)
            continue;
        all += block->text.size;
        if (!(block->marks & MARK_BODY))
            continue;
        body += block->text.size;
        last = i;
    }
    for (uint32_t i = last + 1; body * 10 >= all * 8 && i < page->blocks.count; i++)
        page->blocks.items[i].chosen = false;
}

void page_refine(struct page *page)
{
    drop_after_body(page);
    drop_bare_captions(page);
    struct arena_mark mark = arena_mark(page->arena);
    drop_cards(page);
    arena_rewind(page->arena, mark);
    complete_boxes(page);
    complete_lists(page);
    arena_rewind(page->arena, mark);
    complete_tables(page);
    drop_labels(page);
    arena_rewind(page->arena, mark);
}
