// SPDX-License-Identifier: Apache-2.0
// What a page says twice: blocks that are the same, and pull quotes, which repeat a sentence of a
// paragraph. The paragraph stays, wherever the quote stands.
#include "read/html/page.h"

#define REPEAT_LEAST 40 // bytes; shorter blocks may be said twice
#define QUOTE_LEAST 20  // squeezed bytes of a pull quote
#define QUOTE_MOST 500
#define WORK_MOST ((size_t)32 << 20) // bytes searched: a page of 20 quotes needs 200 kB

static void drop_same(struct page *page)
{
    struct table seen;
    table_init(&seen, page->arena);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct block *block = &page->blocks.items[i];
        // Items and cells may well say the same of several things.
        if (!block->chosen || block->text.size < REPEAT_LEAST ||
            block->marks & (MARK_ITEM | MARK_TABLE))
            continue;
        if (table_find(&seen, block->text) != TABLE_NONE)
            block->chosen = false;
        else
            table_add(&seen, block->text, i);
    }
}

static bool may_be_pull_quote(const struct block *block)
{
    return block->chosen && block->marks & MARK_QUOTE && block->text.size <= QUOTE_MOST &&
           block->text.size >= QUOTE_LEAST;
}

// Squeezed text of all chosen blocks, a NUL between them; by block, where its own starts.
static struct slice squeeze_all(const struct page *page, size_t *starts)
{
    struct buffer all;
    buffer_init(&all, page->arena);
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        starts[i] = all.size;
        if (!block->chosen)
            continue;
        buffer_add(&all, text_squeeze(block->text, page->arena));
        buffer_byte(&all, 0);
    }
    starts[page->blocks.count] = all.size;
    return buffer_slice(&all);
}

static void drop_pull_quotes(struct page *page)
{
    uint32_t quotes = 0;
    for (uint32_t i = 0; i < page->blocks.count; i++)
        quotes += may_be_pull_quote(&page->blocks.items[i]);
    if (!quotes)
        return;
    size_t *starts = arena_take(page->arena, (page->blocks.count + 1) * sizeof *starts), work = 0;
    struct slice all = squeeze_all(page, starts);
    for (uint32_t i = 0; i < page->blocks.count && work < WORK_MOST; i++) {
        struct block *block = &page->blocks.items[i];
        size_t end = starts[i + 1];
        if (!may_be_pull_quote(block) || end - starts[i] <= QUOTE_LEAST)
            continue;
        struct slice quote = slice_part(all, starts[i], end - 1);
        work += all.size;
        block->chosen = !memmem(all.data, starts[i], quote.data, quote.size) &&
                        !memmem(all.data + end, all.size - end, quote.data, quote.size);
    }
}

void page_drop_repeats(struct page *page)
{
    drop_same(page);
    drop_pull_quotes(page);
}
