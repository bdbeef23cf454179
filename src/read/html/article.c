// SPDX-License-Identifier: Apache-2.0
// Chooses which blocks of a page are the article. First the container: from the root down, as
// long as one child holds most of the running text. Then, block by block, what in it is body;
// last the standfirst, which often stands outside. Works on measures, marks and phrases only,
// never on a site's name.
#include "read/byline.h"
#include "read/dates.h"
#include "read/html/page.h"

// What makes a block no part of running text.
#define MARKS_AGAINST                                                                              \
    (MARK_DROP | MARK_CAPTION | MARK_FIGURE | MARK_FORM | MARK_FOOTER | MARK_ASIDE | MARK_WEAK |   \
     MARK_BYLINE)

struct chooser {
    struct page *page;
    struct arena *arena;
    uint32_t *raw;  // by node: bytes of running text in it, whatever its marks
    uint32_t *good; // by node: bytes of running text without marks against it
    uint32_t *body; // by node: the part of good that is in elements marked as body
    bool stated;    // the stated body is visible: blocks in it are body, others after it are not
    struct slice title, summary; // folded
    uint32_t headline; // block, NO_INDEX = none
    bool begun;  // running text was chosen: what is called a title is one of a part
    bool headed; // the headline says the title, and an article's text follows it
};

static bool is_running(const struct block *block)
{
    return block->text.size >= 60 && block->link_size * 2 < block->text.size &&
           (block->ends_sentence || block->words >= 15) && !(block->marks & MARK_HEADING);
}

static void add_up(const struct page *page, uint32_t *sums)
{
    for (uint32_t i = page->tree.nodes.count; i-- > 1;)
        sums[page->tree.nodes.items[i].parent] += sums[i];
}

// By node: running text in elements that are marked as body at or below it.
static uint32_t *body_below(const struct chooser *chooser)
{
    const struct page *page = chooser->page;
    uint32_t *below = arena_zero(chooser->arena, page->tree.nodes.count, sizeof *below);
    for (uint32_t i = page->tree.nodes.count; i-- > 1;) {
        if (page->own[i] & MARK_BODY)
            below[i] = chooser->raw[i];
        below[page->tree.nodes.items[i].parent] += below[i];
    }
    return below;
}

// By node: blocks in it that are a link and nothing else.
static uint32_t *lone_links(const struct chooser *chooser)
{
    const struct page *page = chooser->page;
    uint32_t *links = arena_zero(chooser->arena, page->tree.nodes.count, sizeof *links);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        links[block->node] += block->link_size * 10 >= block->text.size * 9;
    }
    add_up(page, links);
    return links;
}

// Marks that an element cannot have that holds so much running text: a day, a title are short; a
// box or card with more text than links is a part of the article.
static uint32_t large_marks(const struct chooser *chooser, uint32_t node, uint32_t links)
{
    uint32_t size = chooser->raw[node], marks = 0;
    if (size >= 200)
        marks |= MARK_DATE | MARK_TITLE;
    if (size >= 300 && links * 300 <= size)
        marks |= MARK_WEAK;
    return marks;
}

// Takes marks off elements that hold most of the page's running text: a class name that says
// "sidebar" of the whole layout is about the layout.
static void forgive(struct chooser *chooser)
{
    struct page *page = chooser->page;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        if (is_running(block) && !(block->marks & MARK_FIGURE) &&
            page->tree.nodes.items[block->node].tag != HTML_figcaption)
            chooser->raw[block->node] += (uint32_t)block->text.size;
    }
    add_up(page, chooser->raw);
    struct arena_mark mark = arena_mark(chooser->arena);
    const uint32_t *below = body_below(chooser);
    const uint32_t *links = lone_links(chooser);
    bool changed = false;
    for (uint32_t i = 1; i < page->tree.nodes.count; i++) {
        uint32_t too_large = page->own[i] & large_marks(chooser, i, links[i]);
        page->own[i] &= ~too_large;
        changed = changed || too_large;
        if (!(page->own[i] & (MARKS_AGAINST | MARK_DATE | MARK_TITLE | MARK_LEAD)))
            continue;
        // 0.75: of two articles on a page none holds more. 0.1: a part of an article in parts.
        // A footer may well say more than a short article.
        bool footer = page->tree.nodes.items[i].tag == HTML_footer;
        bool most = chooser->raw[i] * 20ull >= chooser->raw[0] * (footer ? 19ull : 15ull);
        bool body = chooser->raw[i] * 10ull >= chooser->raw[0] &&
                    below[i] * 10ull >= chooser->raw[i] * 8ull;
        if (!(most || body) || chooser->raw[i] < 200)
            continue;
        page->own[i] &= ~(uint32_t)(MARKS_AGAINST | MARK_DATE | MARK_TITLE | MARK_LEAD);
        changed = true;
    }
    arena_rewind(chooser->arena, mark);
    if (changed)
        page_inherit(page);
}

// A block after a line that is all link, with nothing running after it: what lists of other
// articles say of each.
static bool is_teaser(const struct page *page, uint32_t index)
{
    const struct block *block = &page->blocks.items[index];
    if (!index || block->text.size >= 600)
        return false;
    const struct block *before = &page->blocks.items[index - 1];
    if (before->marks & MARK_H1)
        return false;
    bool alone = index + 1 >= page->blocks.count || !is_running(&page->blocks.items[index + 1]);
    return alone && before->text.size >= 15 && before->link_size * 10 >= before->text.size * 9;
}

static void weigh(struct chooser *chooser)
{
    struct page *page = chooser->page;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        uint32_t size = (uint32_t)block->text.size;
        if (chooser->stated && block->stated) {
            chooser->good[block->node] += 2 * size;
            continue;
        }
        if (!is_running(block) || block->marks & (MARKS_AGAINST & ~(uint32_t)MARK_WEAK))
            continue;
        // An article does not begin above its headline: consent, another article.
        if (is_teaser(page, i) || (chooser->headed && i < chooser->headline))
            size /= 4;
        chooser->good[block->node] += block->marks & MARK_WEAK ? size / 2 : size;
        if (block->marks & MARK_BODY)
            chooser->body[block->node] += size;
    }
    add_up(page, chooser->good);
    add_up(page, chooser->body);
}

// Where class names leave next to nothing of a page that has text, they are no guide: they are
// forgotten for every element that holds some of it.
static void forget_classes(struct chooser *chooser)
{
    struct page *page = chooser->page;
    for (uint32_t i = 1; i < page->tree.nodes.count; i++) {
        enum html_tag tag = (enum html_tag)page->tree.nodes.items[i].tag;
        bool by_name = tag == HTML_footer || tag == HTML_aside || tag == HTML_form ||
                       tag == HTML_figure || tag == HTML_figcaption;
        if (!by_name && chooser->raw[i] * 50ull >= chooser->raw[0])
            page->own[i] &= ~(uint32_t)MARKS_AGAINST;
    }
    page_inherit(page);
    memset(chooser->good, 0, page->tree.nodes.count * sizeof *chooser->good);
    memset(chooser->body, 0, page->tree.nodes.count * sizeof *chooser->body);
    weigh(chooser);
}

static uint64_t weight(const struct chooser *chooser, uint32_t node)
{
    return (uint64_t)chooser->good[node] + chooser->body[node];
}

static struct slice fold(const struct chooser *chooser, struct slice text)
{
    return text.data ? utf8_fold(chooser->arena, text) : SLICE_NONE;
}

static bool same_as(const struct chooser *chooser, struct slice text, struct slice folded)
{
    if (!folded.size || text.size > folded.size * 2 + 64)
        return false;
    struct arena_mark mark = arena_mark(chooser->arena);
    bool same = slice_equal(fold(chooser, text), folded);
    arena_rewind(chooser->arena, mark);
    return same;
}

// The headline's block: an h1 that says the title, else the first h1; NO_INDEX without one.
static uint32_t find_headline(const struct chooser *chooser)
{
    uint32_t first = NO_INDEX;
    for (uint32_t i = 0; i < chooser->page->blocks.count; i++) {
        const struct block *block = &chooser->page->blocks.items[i];
        if (!(block->marks & MARK_H1))
            continue;
        if (same_as(chooser, block->text, chooser->title))
            return i;
        if (first == NO_INDEX)
            first = i;
    }
    return first;
}

static bool is_headed(const struct chooser *chooser)
{
    const struct page *page = chooser->page;
    size_t after = 0;
    if (chooser->headline == NO_INDEX ||
        !same_as(chooser, page->blocks.items[chooser->headline].text, chooser->title))
        return false;
    for (uint32_t i = chooser->headline + 1; i < page->blocks.count && after < 300; i++)
        after += is_running(&page->blocks.items[i]) ? page->blocks.items[i].text.size : 0;
    return after >= 300;
}

struct children {
    uint32_t best;     // the child that weighs most, 0 = none
    uint64_t weight;   // of it
    uint64_t others;   // weight of other children marked as body or article
};

static struct children weigh_children(const struct chooser *chooser, uint32_t node)
{
    const struct html_tree *tree = &chooser->page->tree;
    struct children children = {0};
    uint64_t marked = 0, best_marked = 0;
    for (uint32_t i = node + 1; i < tree->nodes.items[node].end; i = tree->nodes.items[i].end) {
        uint64_t at = weight(chooser, i);
        bool is_marked = chooser->page->own[i] & (MARK_BODY | MARK_ARTICLE);
        marked += is_marked ? at : 0;
        if (at > children.weight) {
            children.weight = at;
            children.best = i;
            best_marked = is_marked ? at : 0;
        }
    }
    children.others = marked - best_marked;
    return children;
}

// The outermost article element inside node that holds the headline, 0 = none.
static uint32_t headed_article(const struct chooser *chooser, uint32_t node)
{
    const struct html_tree *tree = &chooser->page->tree;
    uint32_t found = 0;
    if (chooser->headline == NO_INDEX)
        return 0;
    uint32_t at = chooser->page->blocks.items[chooser->headline].node;
    for (; at > node; at = tree->nodes.items[at].parent)
        if (tree->nodes.items[at].tag == HTML_article)
            found = at;
    return at == node ? found : 0;
}

// Whether an article element stands beside another of its kind that has its own h1.
static bool is_one_of_many(const struct chooser *chooser, uint32_t article)
{
    const struct page *page = chooser->page;
    struct slice class = html_attribute_raw(&page->tree, &page->tree.nodes.items[article], "class");
    for (uint32_t i = chooser->headline + 1; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        if (!(block->marks & MARK_H1) || page_within(page, block->node, article))
            continue;
        uint32_t node = block->node;
        while (node && page->tree.nodes.items[node].tag != HTML_article)
            node = page->tree.nodes.items[node].parent;
        const struct html_node *other = &page->tree.nodes.items[node];
        if (node && slice_equal(class, html_attribute_raw(&page->tree, other, "class")))
            return true;
    }
    return false;
}

static bool is_text_element(const struct chooser *chooser, uint32_t node)
{
    return chooser->page->own[node] & (MARK_PARAGRAPH | MARK_HEADING | MARK_ITEM | MARK_QUOTE);
}

// The child that goes on holding the article, 0 when node itself is what holds all of it.
static uint32_t step_down(const struct chooser *chooser, uint32_t node)
{
    struct children children = weigh_children(chooser, node);
    uint64_t whole = weight(chooser, node);
    uint32_t best = children.best;
    if (!best)
        return 0;
    // 0.8: less, and a sibling holds a piece of the article (an advertisement split it).
    if (children.weight * 10 >= whole * 8)
        return is_text_element(chooser, best) ? 0 : best;
    // Endless pages: one article after the other. 0.2: a teaser's article holds less.
    uint32_t headed = headed_article(chooser, node);
    if (headed && weight(chooser, headed) * 10 >= whole * 2 && chooser->good[headed] >= 500)
        return headed;
    if (headed && chooser->good[headed] >= 200 && is_one_of_many(chooser, headed))
        return headed;
    bool marked = chooser->page->own[best] & (MARK_BODY | MARK_ARTICLE);
    if (marked && children.weight * 10 >= whole * 6 && children.others * 10 < whole)
        return best;
    return 0;
}

static uint32_t find_container(const struct chooser *chooser)
{
    uint32_t node = 0, next;
    while ((next = step_down(chooser, node)))
        node = next;
    return node;
}

// "» Read also", "[ More on this ]", "*** Sign up": what follows the marks at a line's beginning.
static struct slice without_bullet(struct slice folded)
{
    size_t start = 0, at = 0;
    while (at < folded.size) {
        uint32_t c = utf8_next(folded, &at);
        if (c == 0xA9 || !(unicode_is_space(c) || strchr(">[*-+=|", (int)(c < 0x80 ? c : 'x')) ||
                           c == 0xBB || (c >= 0x2010 && c <= 0x203A) ||
                           (c >= 0x2190 && c <= 0x27BF)))
            break;
        start = at;
    }
    return start < folded.size ? slice_part(folded, start, folded.size) : folded;
}

// Whether a phrase of the lexicon says that the block is no body. *stop: nor what follows.
static bool is_boilerplate(const struct chooser *chooser, const struct block *block, bool *stop)
{
    if (block->text.size > 400)
        return false;
    struct arena_mark mark = arena_mark(chooser->arena);
    struct slice folded = without_bullet(fold(chooser, block->text));
    enum phrase_effect effect = phrase_find(chooser->page->tables, folded, NULL);
    arena_rewind(chooser->arena, mark);
    *stop = effect == PHRASE_STOP && block->text.size < 80;
    return effect == PHRASE_DROP || effect == PHRASE_STOP || effect == PHRASE_CREDIT ||
           ((effect == PHRASE_PUBLISHED || effect == PHRASE_MODIFIED) && block->text.size < 120 &&
            !(block->ends_sentence && block->words > 7)) ||
           (effect == PHRASE_BYLINE && block->text.size < 80 && !block->ends_sentence);
}

// A line that is a date and hardly more.
static bool is_date_line(const struct chooser *chooser, const struct block *block)
{
    if (block->text.size > 60 || block->words > 7)
        return false;
    struct arena_mark mark = arena_mark(chooser->arena);
    struct date_reading date =
        date_read(chooser->page->tables, block->text, false, chooser->arena);
    arena_rewind(chooser->arena, mark);
    return date.value.size >= 10 && date.start <= 10 && block->text.size - date.end <= 10;
}

// What a program was to put something for: "$$AD$$", "{{video}}".
static bool is_placeholder(const struct block *block)
{
    struct slice line = block->text;
    return block->words == 1 && line.size >= 4 && memchr("$#{[%", line.data[0], 5) &&
           memchr("$#}]%", line.data[line.size - 1], 5);
}

// Ornaments, and lone numbers: of comments, of shares.
static bool is_counter(const struct block *block)
{
    bool digit = false;
    for (size_t at = 0; at < block->text.size;) {
        uint32_t c = utf8_next(block->text, &at);
        if (unicode_is_letter(c))
            return false;
        digit = digit || unicode_is_digit(c);
    }
    return !digit || (block->words == 1 && block->text.size <= 12);
}

// A table that a figure holds is no picture.
static bool is_figure_table(const struct page *page, uint32_t node)
{
    uint8_t tag = 0;
    while (node && tag != HTML_table && tag != HTML_figure) {
        tag = page->tree.nodes.items[node].tag;
        node = page->tree.nodes.items[node].parent;
    }
    return tag == HTML_table;
}

static bool chooses(const struct chooser *chooser, const struct block *block, uint32_t marks,
                    bool *stop)
{
    size_t size = block->text.size;
    bool running = is_running(block);
    if ((marks & (MARK_TABLE | MARK_FIGURE)) == (MARK_TABLE | MARK_FIGURE) &&
        is_figure_table(chooser->page, block->node))
        marks &= ~(uint32_t)MARK_FIGURE;
    // Posts of other sites; links to other articles.
    bool embedded = marks & MARK_DROP && (marks & MARK_QUOTE || block->link_size * 2 > size);
    if (chooser->stated && block->stated && size >= 60 && !embedded &&
        !(marks & (MARK_H1 | MARK_CAPTION)))
        return !is_boilerplate(chooser, block, stop);
    if (marks & (MARK_DROP | MARK_FORM | MARK_H1) || is_boilerplate(chooser, block, stop))
        return false;
    if (marks & (MARK_CAPTION | MARK_FIGURE) && size < 1000)
        return false;
    bool in_body = block->marks & (MARK_BODY | MARK_ARTICLE) &&
                   !is_teaser(chooser->page, (uint32_t)(block - chooser->page->blocks.items));
    if (marks & (MARK_FOOTER | MARK_ASIDE | MARK_WEAK) && !(running && (size >= 150 || in_body)))
        return false;
    if (marks & (MARK_ASIDE | MARK_FOOTER))
        return false;
    if (marks & (MARK_BYLINE | MARK_DATE) && size < 120)
        return false;
    // A question that ends as a sentence does heads its answer.
    bool sentence = block->ends_sentence && block->words >= 4;
    bool intertitle = chooser->begun && marks & MARK_PARAGRAPH;
    if (marks & MARK_TITLE && !(marks & MARK_HEADING) && size < 120 && !sentence && !intertitle)
        return false;
    // Headings that link to what they name; drop_bare_headings sees to those of lists.
    bool linked_heading = marks & MARK_HEADING && block->marks & (MARK_BODY | MARK_ARTICLE);
    if (!linked_heading && block->link_size * 2 > size &&
        !(marks & MARK_PARAGRAPH && (block->ends_sentence || block->words >= 15) && size > 80))
        return false;
    if (same_as(chooser, block->text, chooser->title) || is_date_line(chooser, block))
        return false;
    if (!(marks & (MARK_TABLE | MARK_HEADING | MARK_ITEM)) &&
        (is_placeholder(block) || is_counter(block)))
        return false;
    if (marks & (MARK_PARAGRAPH | MARK_HEADING | MARK_ITEM | MARK_QUOTE | MARK_TABLE))
        return true;
    return running || block->ends_sentence || size >= 60;
}

// An h1 among the paragraphs, between siblings that are text: some set all their headings so.
static bool is_inner_h1(const struct chooser *chooser, uint32_t index)
{
    const struct page *page = chooser->page;
    const struct block *block = &page->blocks.items[index];
    if (!index || index + 1 >= page->blocks.count ||
        same_as(chooser, block->text, chooser->title))
        return false;
    const struct html_node *nodes = page->tree.nodes.items;
    uint32_t parent = nodes[block->node].parent, before = index;
    while (before && index - before < 4 && !page->blocks.items[before - 1].chosen)
        before--; // past a picture's caption
    return nodes[block->node].tag == HTML_h1 && nodes[block[1].node].parent == parent &&
           block[1].marks & MARK_PARAGRAPH && is_running(block + 1) && before &&
           page->blocks.items[before - 1].chosen &&
           page_within(page, page->blocks.items[before - 1].node, parent);
}

// Where what a line heads ends: with the innermost element that holds more than the line.
static uint32_t stopped_end(const struct page *page, uint32_t index, uint32_t container)
{
    uint32_t node = page->blocks.items[index].node, next = index + 1;
    uint32_t first = next < page->blocks.count ? page->blocks.items[next].first_node : NO_INDEX;
    do
        node = page->tree.nodes.items[node].parent;
    while (node > container && first != NO_INDEX && page->tree.nodes.items[node].end <= first);
    return page->tree.nodes.items[node].end;
}

static void choose_in(struct chooser *chooser, uint32_t container)
{
    struct page *page = chooser->page;
    uint32_t outer = page->marks[container] & ~page->own[container];
    uint32_t ignored = outer | page->own[container];
    uint32_t stopped_until = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct block *block = &page->blocks.items[i];
        if (!page_within(page, block->node, container) || block->first_node < stopped_until)
            continue;
        bool stop = false;
        uint32_t marks = block->marks & ~ignored;
        if (marks & MARK_H1 && is_inner_h1(chooser, i))
            marks &= ~(uint32_t)MARK_H1;
        block->chosen = chooses(chooser, block, marks, &stop);
        chooser->begun = chooser->begun || (block->chosen && is_running(block));
        if (stop)
            stopped_until = stopped_end(page, i, container);
    }
}

// A heading with no body before the next heading, or none at all, heads something else.
static void drop_bare_headings(struct chooser *chooser)
{
    struct page *page = chooser->page;
    bool body_follows = false;
    for (uint32_t i = page->blocks.count; i-- > 0;) {
        struct block *block = &page->blocks.items[i];
        if (!block->chosen)
            continue;
        bool linked = block->link_size * 2 > block->text.size;
        bool next = i + 1 < page->blocks.count && page->blocks.items[i + 1].chosen;
        if (!(block->marks & MARK_HEADING))
            body_follows = true;
        else if (!body_follows || (linked && !next))
            block->chosen = false;
    }
}

static bool is_summary(const struct chooser *chooser, struct slice text)
{
    if (!chooser->summary.size || text.size < 30)
        return false;
    struct arena_mark mark = arena_mark(chooser->arena);
    struct slice folded = fold(chooser, text);
    size_t size = chooser->summary.size < folded.size ? chooser->summary.size : folded.size;
    // Descriptions are cut at about 150 letters: 60 equal ones make it the same.
    bool same = size >= 30 &&
        memcmp(folded.data, chooser->summary.data, size < 60 ? size : 60) == 0;
    arena_rewind(chooser->arena, mark);
    return same;
}

// Headlines before block `first`, NO_INDEX where there is none: the last one, and the first that
// says the title, which is that one too where none does. An h1; else a block that says the title,
// or a heading whose class says that it is one.
struct headlines {
    uint32_t first, last;
};

static struct headlines headlines_before(const struct chooser *chooser, uint32_t first)
{
    struct headlines found = {NO_INDEX, NO_INDEX};
    uint32_t h1 = NO_INDEX, marked = NO_INDEX;
    for (uint32_t i = 0; i < first; i++) {
        const struct block *block = &chooser->page->blocks.items[i];
        bool says = same_as(chooser, block->text, chooser->title);
        if (block->marks & MARK_H1)
            h1 = i;
        if (says && found.first == NO_INDEX)
            found.first = i;
        if (says)
            found.last = i;
        else if (block->marks & MARK_HEADING && block->marks & MARK_TITLE &&
                 !(block->marks & MARK_LINK) && block->words >= 4)
            marked = i;
    }
    found.last = h1 != NO_INDEX ? h1 : found.last != NO_INDEX ? found.last : marked;
    found.first = found.first != NO_INDEX ? found.first : found.last;
    return found;
}

// A paragraph that stands between headline and text with nothing against it.
static bool is_opening(const struct block *block)
{
    // So does a list that sums the article up.
    bool item = block->marks & MARK_ITEM && block->words >= 6 && !block->link_size;
    // Many set their standfirst as a heading.
    bool heading = block->marks & MARK_HEADING && !(block->marks & MARK_H1) &&
                   block->text.size >= 80 && block->words >= 12 && !block->link_size;
    return ((is_running(block) && block->ends_sentence) || item || heading) &&
           !(block->marks & (MARKS_AGAINST | MARK_DATE | MARK_TITLE));
}

// The standfirst: between the headline and the first chosen block, marked so or equal to the
// page's description; and paragraphs there that read like the text.
static void choose_lead(struct chooser *chooser)
{
    struct page *page = chooser->page;
    uint32_t first = 0;
    while (first < page->blocks.count && !page->blocks.items[first].chosen)
        first++;
    if (first == page->blocks.count)
        return;
    struct headlines headline = headlines_before(chooser, first);
    for (uint32_t i = headline.first == NO_INDEX ? 0 : headline.first + 1; i < first; i++) {
        struct block *block = &page->blocks.items[i];
        bool stop;
        bool lead = block->marks & MARK_LEAD && headline.first != NO_INDEX;
        bool opening = headline.last != NO_INDEX && i > headline.last &&
                       (first - headline.last <= 12 ||
                        (i - headline.last <= 5 && block->marks & MARK_PARAGRAPH)) &&
                       is_opening(block);
        if ((!lead && !opening && !is_summary(chooser, block->text)) || block->text.size < 30 ||
            block->link_size * 2 > block->text.size || block->marks & (MARK_DROP | MARK_CAPTION) ||
            is_boilerplate(chooser, block, &stop) ||
            same_as(chooser, block->text, chooser->title))
            continue;
        block->chosen = true;
    }
}

// From the end upwards: lines about the author.
static void drop_biography(struct chooser *chooser)
{
    struct page *page = chooser->page;
    unsigned seen = 0;
    for (uint32_t i = page->blocks.count; i-- > 0 && seen < 3;) {
        struct block *block = &page->blocks.items[i];
        if (!block->chosen)
            continue;
        seen++;
        struct arena_mark mark = arena_mark(chooser->arena);
        if (block->text.size < 600 &&
            phrase_has(page->tables, fold(chooser, block->text), PHRASE_BIOGRAPHY, NULL))
            block->chosen = false;
        arena_rewind(chooser->arena, mark);
    }
}

// "cld/abc/pta": who wrote and edited, as agencies sign.
static bool is_initials(struct slice text)
{
    bool slash = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        slash = slash || c == '/';
        if (c != '/' && c != '-' && !(c >= 'a' && c <= 'z'))
            return false;
    }
    return text.size < 40 && slash;
}

// From the end upwards: lines that introduce what is no body ("On video:"), and the author's name.
static void drop_tail(struct page *page)
{
    for (uint32_t i = page->blocks.count; i-- > 0;) {
        struct block *block = &page->blocks.items[i];
        if (!block->chosen)
            continue;
        struct slice text = without_bullet(block->text);
        bool introduces = block->text.size < 100 && slice_ends(text, ":");
        bool name = block->text.size < 60 && !block->ends_sentence && byline_is_person(text) &&
                    !(block->marks & (MARK_ITEM | MARK_TABLE | MARK_HEADING));
        if (!introduces && !name && !is_initials(text))
            return;
        if (name)
            page->signature = text;
        block->chosen = false;
    }
}

// Running text after the last stated block belongs to something else; so does all that is far
// from any.
static void cut_after_stated(struct chooser *chooser)
{
    struct page *page = chooser->page;
    uint32_t last = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++)
        if (page->blocks.items[i].stated && page->blocks.items[i].chosen)
            last = i;
    size_t before = 0, after = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        if (block->chosen)
            *(i > last ? &after : &before) += block->text.size;
    }
    // As much text after it as before: the stated text itself was cut off.
    for (uint32_t i = last + 1; last && after < before && i < page->blocks.count; i++)
        page->blocks.items[i].chosen = false;
}

void article_choose(struct page *page, const struct article_hints *hints)
{
    struct chooser chooser = {.page = page, .arena = page->arena};
    struct arena_mark mark = arena_mark(page->arena);
    uint32_t count = page->tree.nodes.count;
    chooser.raw = arena_zero(page->arena, count, sizeof(uint32_t));
    chooser.good = arena_zero(page->arena, count, sizeof(uint32_t));
    chooser.body = arena_zero(page->arena, count, sizeof(uint32_t));
    chooser.title = fold(&chooser, hints->title);
    chooser.summary = fold(&chooser, hints->summary);
    // 0.7: less, and the stated text is not what the page shows.
    chooser.stated = stated_mark(page, hints->body) * 10ull >= hints->body.size * 7ull &&
                     hints->body.size > 0;
    chooser.headline = find_headline(&chooser);
    chooser.headed = is_headed(&chooser);
    forgive(&chooser);
    weigh(&chooser);
    // 0.1: an article is at least that much of its page's running text.
    if (chooser.good[0] * 10ull < chooser.raw[0] && chooser.raw[0] >= 200)
        forget_classes(&chooser);
    page->container = find_container(&chooser);
    choose_in(&chooser, page->container);
    if (chooser.stated)
        cut_after_stated(&chooser);
    choose_lead(&chooser);
    page_refine(page);
    page_drop_repeats(page);
    drop_biography(&chooser);
    drop_tail(page);
    drop_bare_headings(&chooser);
    arena_rewind(page->arena, mark);
}

void article_choose_all(struct page *page, struct slice title)
{
    struct chooser chooser = {.page = page, .arena = page->arena};
    chooser.title = fold(&chooser, title);
    choose_in(&chooser, 0);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct block *block = &page->blocks.items[i];
        bool stop;
        // A summary may be one short line.
        if (!(block->marks & (MARK_DROP | MARK_CAPTION | MARK_FIGURE)) &&
            block->link_size * 2 <= block->text.size && !is_boilerplate(&chooser, block, &stop) &&
            !is_placeholder(block) &&
            !same_as(&chooser, block->text, chooser.title))
            block->chosen = true;
    }
    page_drop_repeats(page);
    // A summary may be nothing but a line in bold.
    bool other = false;
    for (uint32_t i = 0; i < page->blocks.count; i++)
        other = other || (page->blocks.items[i].chosen &&
                          !(page->blocks.items[i].marks & MARK_HEADING));
    if (other)
        drop_bare_headings(&chooser);
}
