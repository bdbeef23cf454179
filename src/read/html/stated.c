// SPDX-License-Identifier: Apache-2.0
// Many pages repeat the article's text in JSON-LD (articleBody). It is often cut, joined or holds
// captions, so it is not taken as text: it only tells which visible blocks are the article.
#include "read/html/page.h"

#define STATED_LEAST 400 // bytes; shorter ones are summaries
#define BLOCK_LEAST 25   // bytes; shorter blocks prove nothing
#define PROBE_SIZE 80    // bytes of a block that are looked for
#define WORK_MOST ((size_t)64 << 20) // bytes searched: a page of 300 blocks needs about 3 MB

struct slice text_squeeze(struct slice text, struct arena *arena)
{
    char *out = arena_take(arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == 0xE2 && i + 2 < text.size && (unsigned char)text.data[i + 1] == 0x80)
            i += 2; // general punctuation
        else if (c == 0xC2)
            i++; // Latin-1 signs, no-break space
        else if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[size++] = (char)c;
        else if (c >= 'A' && c <= 'Z')
            out[size++] = (char)(c + 32);
    }
    return (struct slice){out, size};
}

uint32_t stated_mark(struct page *page, struct slice body)
{
    if (body.size < STATED_LEAST)
        return 0;
    uint32_t total = 0;
    struct slice whole = text_squeeze(body, page->arena);
    size_t work = 0;
    for (uint32_t i = 0; i < page->blocks.count && work < WORK_MOST; i++) {
        struct block *block = &page->blocks.items[i];
        if (block->text.size < BLOCK_LEAST || block->marks & MARK_H1)
            continue;
        struct arena_mark mark = arena_mark(page->arena);
        struct slice probe = text_squeeze(slice_part(block->text, 0, 2 * PROBE_SIZE), page->arena);
        probe = slice_part(probe, 0, PROBE_SIZE);
        work += whole.size;
        block->stated = probe.size >= BLOCK_LEAST / 2 &&
                        memmem(whole.data, whole.size, probe.data, probe.size) != NULL;
        arena_rewind(page->arena, mark);
        if (block->stated)
            total += (uint32_t)block->text.size;
    }
    return total;
}
