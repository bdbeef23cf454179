// SPDX-License-Identifier: Apache-2.0
// Encoding detection by WHATWG's order and decoding: UTF-8 and single bytes here, UTF-16 here,
// the East Asian ones by the C library's iconv.
#include "read/encoding.h"

#include <errno.h>
#include <iconv.h>

// WHATWG looks at 1024 bytes; browsers read on to the end of head. Pages with a late
// declaration are common enough.
#define PRESCAN_SIZE ((size_t)32 << 10)

static bool is_label_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_' || c == ':' || c == '.';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool same_at(struct slice bytes, size_t at, const char *word)
{
    size_t size = strlen(word);
    if (at + size > bytes.size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (lower(bytes.data[at + i]) != word[i])
            return false;
    return true;
}

// The label after `name` and '=' in bytes[at, end), or SLICE_NONE.
static struct slice label_after(struct slice bytes, size_t at, size_t end, const char *name)
{
    size_t size = strlen(name);
    for (; at + size < end; at++) {
        if (!same_at(bytes, at, name))
            continue;
        size_t p = at + size;
        while (p < end && (bytes.data[p] == ' ' || bytes.data[p] == '\t'))
            p++;
        if (p >= end || bytes.data[p] != '=')
            continue;
        p++;
        while (p < end && (bytes.data[p] == ' ' || bytes.data[p] == '"' || bytes.data[p] == '\''))
            p++;
        size_t start = p;
        while (p < end && is_label_byte(bytes.data[p]))
            p++;
        if (p > start)
            return slice_part(bytes, start, p);
    }
    return SLICE_NONE;
}

struct slice encoding_prescan(struct slice bytes)
{
    if (bytes.size > PRESCAN_SIZE)
        bytes.size = PRESCAN_SIZE;
    size_t at = 0;
    if (same_at(bytes, 0, "<?xml")) {
        size_t end = slice_find(bytes, SLICE("?>"), 0);
        struct slice label =
            label_after(bytes, 5, end == SIZE_MAX ? bytes.size : end, "encoding");
        if (label.data)
            return label;
    }
    while (at < bytes.size) {
        const char *found = memchr(bytes.data + at, '<', bytes.size - at);
        if (!found)
            break;
        at = (size_t)(found - bytes.data);
        if (same_at(bytes, at, "<!--")) {
            size_t end = slice_find(bytes, SLICE("-->"), at + 2);
            if (end == SIZE_MAX)
                break;
            at = end + 3;
            continue;
        }
        if (same_at(bytes, at, "<meta")) {
            const char *close = memchr(found, '>', bytes.size - at);
            size_t end = close ? (size_t)(close - bytes.data) : bytes.size;
            struct slice label = label_after(bytes, at + 5, end, "charset");
            if (label.data)
                return label;
        }
        at++;
    }
    return SLICE_NONE;
}

// Counts well-formed sequences beyond ASCII and malformed bytes.
static void count_utf8(struct slice text, size_t *good, size_t *bad)
{
    *good = *bad = 0;
    for (size_t at = 0; at < text.size;) {
        uint64_t eight;
        while (at + 8 <= text.size) { // ASCII, eight bytes at a time
            memcpy(&eight, text.data + at, 8);
            if (eight & 0x8080808080808080u)
                break;
            at += 8;
        }
        while (at < text.size && (unsigned char)text.data[at] < 0x80)
            at++;
        if (at >= text.size)
            break;
        size_t before = at;
        uint32_t c = utf8_next(text, &at);
        if (c == 0xFFFD && at - before < 3)
            ++*bad;
        else
            ++*good;
    }
}

static struct slice decode_single(const struct encoding *encoding, struct slice bytes,
                                  struct arena *arena)
{
    char *out = arena_take(arena, bytes.size * 3 + 1);
    size_t size = 0;
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        if (c < 0x80)
            out[size++] = (char)c;
        else
            size += utf8_encode(encoding->codes[c - 0x80], out + size);
    }
    return (struct slice){out, size};
}

// Remembers where one character of text came from.
static void add_step(struct decoded *decoded, struct arena *arena, size_t text, size_t text_unit,
                     size_t source, size_t source_unit)
{
    const struct decoded_step *last =
        decoded->steps.count ? &decoded->steps.items[decoded->steps.count - 1] : NULL;
    if (last && last->text_unit == text_unit && last->source_unit == source_unit)
        return;
    struct decoded_step step = {(uint32_t)text, (uint32_t)source, (uint8_t)text_unit,
                                (uint8_t)source_unit};
    list_add(arena, &decoded->steps, step);
}

static struct slice decode_utf16(struct slice bytes, bool big, struct arena *arena,
                                 struct decoded *decoded)
{
    char *out = arena_take(arena, bytes.size / 2 * 3 + 4);
    size_t size = 0;
    for (size_t i = 0; i + 1 < bytes.size; i += 2) {
        unsigned char a = (unsigned char)bytes.data[i], b = (unsigned char)bytes.data[i + 1];
        size_t start = i;
        uint32_t unit = big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
        if (unit >= 0xD800 && unit <= 0xDBFF && i + 3 < bytes.size) {
            unsigned char c = (unsigned char)bytes.data[i + 2];
            unsigned char d = (unsigned char)bytes.data[i + 3];
            uint32_t low = big ? (uint32_t)c << 8 | d : (uint32_t)d << 8 | c;
            if (low >= 0xDC00 && low <= 0xDFFF) {
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        size_t made = utf8_encode(unit >= 0xD800 && unit <= 0xDFFF ? 0xFFFD : unit, out + size);
        add_step(decoded, arena, size, made, start, i + 2 - start);
        size += made;
    }
    return (struct slice){out, size};
}

// The text with each malformed byte as U+FFFD; text itself when there is none.
static struct slice decode_utf8(struct slice bytes, struct arena *arena, struct decoded *decoded)
{
    if (utf8_valid(bytes)) {
        decoded->exact = true;
        return bytes;
    }
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t at = 0; at < bytes.size;) {
        size_t before = at;
        char made[4];
        size_t size = utf8_encode(utf8_next(bytes, &at), made);
        bool same = size == at - before;
        add_step(decoded, arena, out.size, same ? 1 : size, before, same ? 1 : at - before);
        buffer_add(&out, (struct slice){made, size});
    }
    return buffer_slice(&out);
}

// One character at a time, so that each one's bytes are known. Bytes that give nothing by
// themselves (shift sequences) belong to the character after them.
static size_t convert_one(iconv_t handle, struct slice bytes, size_t at, char *out, size_t *made)
{
    for (size_t size = 1; size <= 16 && at + size <= bytes.size; size++) {
        char *from = (char *)(uintptr_t)(bytes.data + at), *to = out;
        size_t left = size, room = 16;
        size_t status = iconv(handle, &from, &left, &to, &room);
        *made = (size_t)(to - out);
        if (*made)
            return size - left;
        if (status != (size_t)-1 && size == 16)
            break;
        if (status == (size_t)-1 && errno != EINVAL)
            break;
        if (status != (size_t)-1) { // state changed, nothing made: go on behind it
            size_t used = size - left, more = 0;
            more = at + used < bytes.size ? convert_one(handle, bytes, at + used, out, made) : 0;
            return used + more;
        }
    }
    *made = utf8_encode(0xFFFD, out); // a byte that means nothing
    return 1;
}

static struct slice decode_iconv(struct slice name, struct slice bytes, struct arena *arena,
                                 struct decoded *decoded)
{
    char label[32] = {0};
    // In these ASCII bytes may mean something else.
    bool stateful = slice_starts(name, "iso-2022") || slice_is(name, "utf-7");
    if (name.size >= sizeof label)
        return SLICE_NONE;
    memcpy(label, name.data, name.size);
    iconv_t handle = iconv_open("UTF-8", label);
    if (handle == (iconv_t)-1)
        return SLICE_NONE;
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t at = 0; at < bytes.size;) {
        char character[16];
        size_t made = 0, used = 1;
        if ((unsigned char)bytes.data[at] < 0x80 && !stateful) {
            character[0] = bytes.data[at];
            made = 1;
        } else {
            used = convert_one(handle, bytes, at, character, &made);
        }
        if (made)
            add_step(decoded, arena, out.size, made, at, used);
        buffer_add(&out, (struct slice){character, made});
        at += used;
    }
    iconv_close(handle);
    return buffer_slice(&out);
}

static const struct encoding *find_label(const struct read_tables *tables, struct slice label)
{
    char out[40];
    label = slice_trim(label);
    if (!label.size || label.size > sizeof out)
        return NULL;
    for (size_t i = 0; i < label.size; i++)
        out[i] = lower(label.data[i]);
    uint32_t index = table_find(&tables->encoding_labels, (struct slice){out, label.size});
    return index == TABLE_NONE ? NULL : &tables->encodings.items[index];
}

static bool byte_order_mark(struct slice bytes, struct decoded *decoded, struct arena *arena)
{
    if (slice_starts(bytes, "\xEF\xBB\xBF")) {
        decoded->skipped = 3;
        decoded->encoding = SLICE("utf-8");
        bytes = slice_part(bytes, 3, bytes.size);
        decoded->text = decode_utf8(bytes, arena, decoded);
        return true;
    }
    bool big = slice_starts(bytes, "\xFE\xFF");
    if (!big && !slice_starts(bytes, "\xFF\xFE"))
        return false;
    decoded->skipped = 2;
    decoded->encoding = big ? SLICE("utf-16be") : SLICE("utf-16le");
    decoded->text = decode_utf16(slice_part(bytes, 2, bytes.size), big, arena, decoded);
    return true;
}

static void decode_as(const struct encoding *encoding, struct slice bytes, bool html,
                      struct arena *arena, struct decoded *decoded)
{
    decoded->encoding = encoding->name;
    // A page whose bytes could be read as far as its own declaration is not UTF-16.
    bool utf16 = slice_starts(encoding->name, "utf-16") && !html;
    if (encoding->codes) {
        decoded->single = encoding;
        decoded->text = decode_single(encoding, bytes, arena);
    } else if (utf16) {
        decoded->text = decode_utf16(bytes, slice_is(encoding->name, "utf-16be"), arena, decoded);
    } else if (!slice_starts(encoding->name, "utf-")) {
        decoded->text = decode_iconv(encoding->name, bytes, arena, decoded);
    }
    if (!decoded->text.data)
        decoded->text = decode_utf8(bytes, arena, decoded);
}

void encoding_decode(const struct read_tables *tables, struct slice bytes, struct slice transport,
                     bool html, struct arena *arena, struct decoded *decoded)
{
    *decoded = (struct decoded){0};
    if (!bytes.data)
        bytes = SLICE("");
    if (byte_order_mark(bytes, decoded, arena))
        return;
    size_t good, bad;
    count_utf8(bytes, &good, &bad);
    const struct encoding *utf8 = find_label(tables, SLICE("utf-8"));
    const struct encoding *latin = find_label(tables, SLICE("windows-1252"));
    const struct encoding *stated = find_label(tables, transport);
    if (!stated && html)
        stated = find_label(tables, encoding_prescan(bytes));
    const struct encoding *chosen = stated ? stated : bad ? latin : utf8;
    if (!stated && bad && good > 20 * bad)
        chosen = utf8; // a few broken bytes in a UTF-8 page
    if (stated && stated != utf8 && !slice_starts(stated->name, "utf-16") && good && !bad) {
        chosen = utf8;
        decoded->overruled = true;
    } else if (stated == utf8 && bad > 2 * good) {
        chosen = latin;
        decoded->overruled = true;
    }
    if (chosen && chosen != utf8) {
        decode_as(chosen, bytes, html, arena, decoded);
        return;
    }
    decoded->encoding = utf8->name;
    decoded->exact = bad == 0;
    decoded->text = bad ? decode_utf8(bytes, arena, decoded) : bytes;
}

size_t encoding_source(const struct decoded *decoded, struct decoded_place *at, size_t text)
{
    if (text > decoded->text.size)
        text = decoded->text.size;
    if (decoded->exact || (!decoded->single && !decoded->steps.count))
        return decoded->skipped + text;
    if (decoded->single) { // a byte a character
        const char *data = decoded->text.data;
        for (; at->text < text; at->text++)
            at->source += ((unsigned char)data[at->text] & 0xC0) != 0x80;
        for (; at->text > text; at->text--)
            at->source -= ((unsigned char)data[at->text - 1] & 0xC0) != 0x80;
        return decoded->skipped + at->source;
    }
    while (at->step && decoded->steps.items[at->step].text_start > text)
        at->step--;
    while (at->step + 1 < decoded->steps.count &&
           decoded->steps.items[at->step + 1].text_start <= text)
        at->step++;
    const struct decoded_step *step = &decoded->steps.items[at->step];
    return decoded->skipped + step->source_start +
           (text - step->text_start) / step->text_unit * step->source_unit;
}
