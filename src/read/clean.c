// SPDX-License-Identifier: Apache-2.0
// Cleaning character by character, with a fast way through plain ASCII words. No-break spaces
// stay: they are part of French typography.
#include "read/clean.h"

#include "read/html/tree.h"
#include "read/twice.h"

void clean_init(struct clean_text *clean, const struct read_tables *tables, struct arena *arena)
{
    memset(clean, 0, sizeof *clean);
    buffer_init(&clean->text, arena);
    clean->arena = arena;
    clean->tables = tables;
    clean->fresh = true;
}

void clean_start(struct clean_text *clean)
{
    clean->fresh = true;
    clean->space_pending = false;
}

static void pending_space(struct clean_text *clean, size_t source, size_t size)
{
    // Of several white spaces the first that the source has stands for all.
    if (!clean->space_pending || (clean->space_source == UINT32_MAX && source != UINT32_MAX)) {
        clean->space_source = (uint32_t)source;
        clean->space_size = (uint32_t)size;
    }
    clean->space_pending = true;
}

void clean_space(struct clean_text *clean)
{
    pending_space(clean, UINT32_MAX, 0);
}

// Text of text_size bytes comes from size bytes at source. Only what is byte for byte the same
// joins the run before it: every other character keeps a run of its own.
static void run_at(struct clean_text *clean, uint32_t source, uint32_t size, uint32_t text_size)
{
    if (clean->runs.count && clean->next_source == source && size == text_size) {
        struct source_run *last = &clean->runs.items[clean->runs.count - 1];
        if (clean->text.size - last->text_start == last->source_size) {
            last->source_size += size;
            clean->next_source = source + size;
            return;
        }
    }
    struct source_run run = {(uint32_t)clean->text.size, source, size};
    list_add(clean->arena, &clean->runs, run);
    clean->next_source = source + size;
}

// Writes bytes that came from source_size bytes at source.
static void put(struct clean_text *clean, struct slice bytes, size_t source, size_t source_size)
{
    if (clean->space_pending && !clean->fresh) {
        if (clean->space_source == UINT32_MAX)
            run_at(clean, (uint32_t)source, 0, 1);
        else
            run_at(clean, clean->space_source, clean->space_size, 1);
        buffer_byte(&clean->text, ' ');
    }
    clean->space_pending = false;
    clean->fresh = false;
    run_at(clean, (uint32_t)source, (uint32_t)source_size, (uint32_t)bytes.size);
    buffer_add(&clean->text, bytes);
}

// Invisible characters: soft hyphen, zero-width, direction marks, byte order mark, controls.
static bool invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
           c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

// Spaces that HTML does not collapse but that separate words all the same.
static bool wide_space(uint32_t c)
{
    return c == 0xA0 || c == 0x202F || c == 0x2009 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x3000 || c == 0x205F;
}

// Control codes of the second block are windows-1252 that was taken for Latin-1.
static uint32_t corrected(uint32_t c)
{
    static const uint16_t windows[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return c >= 0x80 && c <= 0x9F ? windows[c - 0x80] : c;
}

static bool plain_space(unsigned char c)
{
    return c == ' ' || (c >= 9 && c <= 13);
}

static void add_point(struct clean_text *clean, struct slice bytes, uint32_t c, size_t source,
                      size_t source_size)
{
    if (c == 0x2028 || c == 0x2029 || (c < 0x80 && plain_space((unsigned char)c)))
        pending_space(clean, source, source_size);
    else if (wide_space(c)) {
        // Kept between two words; at the start of a block or after a space it adds nothing.
        if (!clean->fresh && !clean->space_pending)
            put(clean, bytes, source, source_size);
        else
            pending_space(clean, source, source_size);
    } else if (corrected(c) != c) {
        char out[4];
        put(clean, (struct slice){out, utf8_encode(corrected(c), out)}, source, source_size);
    } else if (!invisible(c)) {
        put(clean, bytes, source, source_size);
    }
}

static bool is_plain(unsigned char c)
{
    return (unsigned char)(c - 0x21) < 0x5E && c != '&';
}

// Plain words with one space between them: they come out as they are.
static size_t plain_run(struct slice text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    size_t start = at;
    for (;;) {
        while (at < text.size && is_plain(bytes[at]))
            at++;
        if (at == start || at + 1 >= text.size || bytes[at] != ' ' || !is_plain(bytes[at + 1]))
            return at - start;
        at += 2;
    }
}

static size_t add_reference(struct clean_text *clean, struct slice text, size_t at, size_t offset)
{
    char out[8];
    size_t next = at, size = 0;
    if (clean->tables)
        size = reference_next(clean->tables, text, &next, false, out);
    if (!size) {
        put(clean, slice_part(text, at, at + 1), offset + at, 1);
        return at + 1;
    }
    struct slice decoded = {out, size};
    for (size_t p = 0; p < size;) {
        size_t before = p;
        uint32_t c = utf8_next(decoded, &p);
        add_point(clean, slice_part(decoded, before, p), c, offset + at, next - at);
    }
    return next;
}

static bool add_twice(struct clean_text *clean, struct slice text, size_t *at, size_t offset)
{
    char out[4];
    size_t size = 0, taken = twice_next(text, *at, out, &size), start = 0;
    if (!taken)
        return false;
    uint32_t c = utf8_next((struct slice){out, size}, &start);
    add_point(clean, (struct slice){out, size}, c, offset + *at, taken);
    *at += taken;
    return true;
}

void clean_add(struct clean_text *clean, struct slice text, size_t offset)
{
    size_t at = 0;
    while (at < text.size) {
        size_t run = plain_run(text, at);
        if (run) {
            put(clean, slice_part(text, at, at + run), offset + at, run);
            at += run;
            continue;
        }
        unsigned char byte = (unsigned char)text.data[at];
        if (byte == '&') {
            at = add_reference(clean, text, at, offset);
        } else if (byte < 0x80) {
            if (plain_space(byte))
                pending_space(clean, offset + at, 1);
            at++;
        } else if (clean->twice && add_twice(clean, text, &at, offset)) {
            continue;
        } else {
            size_t before = at;
            uint32_t c = utf8_next(text, &at);
            add_point(clean, slice_part(text, before, at), c, offset + before, at - before);
        }
    }
}

struct slice clean_string(const struct read_tables *tables, struct slice text, struct arena *arena)
{
    struct clean_text clean;
    if (!text.data)
        return SLICE_NONE;
    clean_init(&clean, tables, arena);
    clean_add(&clean, text, 0);
    return slice_trim(buffer_slice(&clean.text));
}
