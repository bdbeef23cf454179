// SPDX-License-Identifier: Apache-2.0
// Reading stored HTTP responses. Crawlers often store bodies already decoded while the fields
// still name a coding, so each coding is taken off only where the bytes show it.
#include "read/http.h"

#include "read/stream.h"

#include <stdlib.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool http_is(struct slice value, const char *word)
{
    size_t size = strlen(word);
    if (value.size != size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (lower(value.data[i]) != word[i])
            return false;
    return true;
}

bool http_split(struct slice message, struct slice *head, struct slice *body)
{
    size_t crlf = slice_find(message, SLICE("\r\n\r\n"), 0);
    size_t bare = slice_find(slice_part(message, 0, crlf), SLICE("\n\n"), 0);
    size_t at = bare < crlf ? bare : crlf, gap = bare < crlf ? 2 : 4;
    if (at == SIZE_MAX)
        return false;
    *head = slice_part(message, 0, at);
    *body = slice_part(message, at + gap, message.size);
    return true;
}

struct slice http_field(struct slice head, const char *name)
{
    slice_cut(&head, '\n'); // the start line
    while (head.data) {
        struct slice line = slice_cut(&head, '\n');
        size_t colon = slice_find(line, SLICE(":"), 0);
        if (colon != SIZE_MAX && http_is(slice_trim(slice_part(line, 0, colon)), name))
            return slice_trim(slice_part(line, colon + 1, line.size));
    }
    return SLICE_NONE;
}

unsigned http_status(struct slice head)
{
    size_t at = slice_find(head, SLICE(" "), 0);
    unsigned status = 0;
    if (!slice_starts(head, "HTTP/") || at == SIZE_MAX)
        return 0;
    for (size_t i = at + 1; i < head.size && i < at + 4; i++) {
        if (head.data[i] < '0' || head.data[i] > '9')
            return 0;
        status = status * 10 + (unsigned)(head.data[i] - '0');
    }
    return status;
}

struct slice http_media_type(struct slice value)
{
    return slice_trim(slice_cut(&value, ';'));
}

struct slice http_charset(struct slice value)
{
    for (size_t at = 0; at + 8 < value.size; at++) {
        if (!http_is(slice_part(value, at, at + 8), "charset="))
            continue;
        struct slice rest = slice_part(value, at + 8, value.size);
        struct slice charset = slice_trim(slice_cut(&rest, ';'));
        while (charset.size && strchr("\"'", charset.data[0]))
            charset = slice_part(charset, 1, charset.size);
        while (charset.size && strchr("\"'", charset.data[charset.size - 1]))
            charset.size--;
        return charset;
    }
    return SLICE_NONE;
}

// Size in hexadecimal at text[*at]; moves past its line. False when there is none.
static bool chunk_size(struct slice text, size_t *at, size_t *size)
{
    size_t start = *at;
    *size = 0;
    for (; *at < text.size; ++*at) {
        char c = lower(text.data[*at]);
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            break;
        if (*at - start > 8)
            return false;
        *size = *size * 16 + (size_t)digit;
    }
    if (*at == start)
        return false;
    while (*at < text.size && (text.data[*at] == ' ' || text.data[*at] == '\t'))
        ++*at;
    if (*at < text.size && text.data[*at] != '\r' && text.data[*at] != '\n' &&
        text.data[*at] != ';')
        return false;
    const char *end = *at < text.size ? memchr(text.data + *at, '\n', text.size - *at) : NULL;
    if (!end)
        return false;
    *at = (size_t)(end - text.data) + 1;
    return true;
}

// Joins chunks. Bytes that are not chunked at all are given as they are.
static struct slice join_chunks(struct slice body, struct arena *arena, const char **problem)
{
    size_t at = 0, size, made = 0;
    size_t probe = 0;
    if (!chunk_size(body, &probe, &size))
        return body;
    char *out = arena_take(arena, body.size + 1);
    while (at < body.size) {
        if (!chunk_size(body, &at, &size)) {
            *problem = "a chunk's size is broken";
            size = body.size - at;
        } else if (size == 0) {
            break;
        }
        if (size > body.size - at) {
            *problem = *problem ? *problem : "a chunk is cut off";
            size = body.size - at;
        }
        memcpy(out + made, body.data + at, size);
        made += size;
        at += size;
        while (at < body.size && (body.data[at] == '\r' || body.data[at] == '\n'))
            at++;
    }
    return (struct slice){out, made};
}

static struct slice unpack(enum packing packing, struct slice body, size_t limit,
                           struct arena *arena, const char **problem)
{
    struct slice out;
    const char *broken = unpack_whole(packing, body, limit, &out);
    struct slice copy = out.size ? arena_copy(arena, out) : SLICE_NONE;
    free((void *)(uintptr_t)out.data);
    if (!copy.data) { // not packed after all
        *problem = broken && packing != PACKING_BROTLI ? broken : *problem;
        return body;
    }
    *problem = broken ? broken : *problem;
    return copy;
}

static struct slice unpack_coding(struct slice coding, struct slice body, size_t limit,
                                  struct arena *arena, const char **problem)
{
    bool gzip = slice_starts(body, "\x1F\x8B\x08");
    bool zstd = slice_starts(body, "\x28\xB5\x2F\xFD");
    if (gzip || zstd)
        return unpack(gzip ? PACKING_GZIP : PACKING_ZSTD, body, limit, arena, problem);
    if (http_is(coding, "br"))
        return unpack(PACKING_BROTLI, body, limit, arena, problem);
    if (!http_is(coding, "deflate") || body.size < 2)
        return body;
    unsigned head = (unsigned)(unsigned char)body.data[0] << 8 | (unsigned char)body.data[1];
    bool zlib = (head >> 8 & 0x0F) == 8 && head % 31 == 0;
    return unpack(zlib ? PACKING_GZIP : PACKING_DEFLATE, body, limit, arena, problem);
}

struct slice http_body(struct slice head, struct slice body, size_t limit, struct arena *arena,
                       const char **problem)
{
    struct slice transfer = http_field(head, "transfer-encoding");
    struct slice codings[4] = {http_field(head, "content-encoding")};
    unsigned count = 0;
    *problem = NULL;
    if (slice_ends(transfer, "chunked") || slice_ends(transfer, "Chunked"))
        body = join_chunks(body, arena, problem);
    struct slice rest = codings[0].data ? codings[0] : SLICE("");
    while (rest.data && count < 4)
        codings[count++] = slice_trim(slice_cut(&rest, ','));
    while (count-- > 0) // the last one was put on last
        body = unpack_coding(codings[count], body, limit, arena, problem);
    if (body.size > limit) {
        *problem = "larger than the limit";
        body.size = limit;
    }
    return body;
}
