// SPDX-License-Identifier: Apache-2.0
// A page between its tree and its article: what each node is by its name, class and place
// (marks), and the page's text cut into blocks (paragraphs, headings, items) with measures.
// marks.c and block.c fill it, article.c chooses from it, metadata.c reads it.
#ifndef RECOUPE_READ_HTML_PAGE_H
#define RECOUPE_READ_HTML_PAGE_H

#include "read/finish.h"
#include "read/html/tree.h"

// What a node is; an element's marks are handed down to all that is in it.
enum {
    MARK_SKIP = 1 << 0,    // no text at all: scripts, hidden things
    MARK_DROP = 1 << 1,    // by its class: never body
    MARK_WEAK = 1 << 2,    // by its class or name (aside): not body unless it reads like it
    MARK_BODY = 1 << 3,    // by its class or itemprop: the article's text
    MARK_LEAD = 1 << 4,    // standfirst
    MARK_CAPTION = 1 << 5, // picture caption, figure
    MARK_BYLINE = 1 << 6,
    MARK_DATE = 1 << 7,
    MARK_TITLE = 1 << 8,
    MARK_LINK = 1 << 9,
    MARK_HEADING = 1 << 10,
    MARK_ITEM = 1 << 11, // li, dd, dt
    MARK_QUOTE = 1 << 12,
    MARK_PARAGRAPH = 1 << 13, // p, pre
    MARK_ARTICLE = 1 << 14,   // article, main
    MARK_HEADER = 1 << 15,
    MARK_FOOTER = 1 << 16,
    MARK_FORM = 1 << 17,
    MARK_TABLE = 1 << 18,
    MARK_H1 = 1 << 19,
    MARK_STRONG = 1 << 20, // b, strong
    MARK_ASIDE = 1 << 21,
    MARK_FIGURE = 1 << 22,
    MARK_UNSEEN = 1 << 23, // dropped because only machines read it aloud
};

#define NODE_HAS_PROPERTY 1 // flag of a node with an itemprop

struct block {
    uint32_t node;                 // the block element that holds it
    uint32_t first_node, last_node; // text nodes
    struct slice text;             // clean
    uint32_t run_start, run_end;   // in page->clean.runs
    uint32_t link_size, strong_size; // bytes of text
    uint32_t marks;                // of its element, and HEADING, LINK… of its text
    uint16_t words, commas;
    bool ends_sentence;
    bool stated;                   // its text is in the metadata's articleBody
    bool chosen;                   // article.c: it is body
};

struct page {
    struct html_tree tree;
    const struct read_tables *tables;
    struct arena *arena;     // scratch of this record
    bool month_first;        // 07/04 is the fourth of July
    bool twice;              // parts of the source were encoded twice (clean.h)
    uint32_t *own;           // marks that a node has by itself
    uint32_t *marks;         // with those of all elements around it
    struct clean_text clean; // text of all blocks, one after the other
    LIST(struct block) blocks;
    bool cut; // there are more blocks than are looked at
    struct slice host;  // of the page's address, without "www."; NONE = not known
    uint32_t container; // node that article.c chose
    struct slice signature; // the last line, where it has the shape of a name; or NONE
};

void page_mark(struct page *page);
void page_cut(struct page *page);

// Class flags of one class, id or role value.
uint32_t class_flags(const struct read_tables *tables, struct slice value);
// Hands marks down again after own marks were changed, and renews those of the blocks.
void page_inherit(struct page *page);
// Whether node is ancestor or inside it.
bool page_within(const struct page *page, uint32_t node, uint32_t ancestor);

// Chooses the blocks that are body. What the metadata say may be NONE: title, summary, body.
struct article_hints {
    struct slice title, summary, body;
};
void article_choose(struct page *page, const struct article_hints *hints);
// Takes back choices of what is said twice (repeat.c).
void page_drop_repeats(struct page *page);
// Second thoughts by what stands around each block (refine.c).
void page_refine(struct page *page);
// Letters and digits only, ASCII in lower case: to compare what differs in spaces, quotes, dashes.
struct slice text_squeeze(struct slice text, struct arena *arena);
// Marks the blocks whose text is in body as stated; gives their size in bytes (stated.c).
uint32_t stated_mark(struct page *page, struct slice body);
// The same for a fragment that is an article already: only what is no body is left out.
void article_choose_all(struct page *page, struct slice title);
// The base of a page's relative addresses: its base element's, else its own address.
struct slice page_base(const struct page *page, struct slice address);
// Gives the chosen blocks to the document's text, with their links as addresses seen from base.
void page_give(const struct page *page, struct finish *finish, struct slice base);

#endif
