// SPDX-License-Identifier: Apache-2.0
// WARC files of our own bytes: kinds of record, codings of bodies, ways of packing, offsets to go
// on from, and what is broken or cut off.
#include "base/file.h"
#include "read_fixture.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#define PAGE "<html lang=fr><article><h1>Le port</h1><p>Le port de la ville a rouvert mardi matin, a dit le maire.</p></article></html>"
#define TEXT "Le port de la ville a rouvert mardi matin, a dit le maire."

static const char brotli_page[] = // PAGE by node's zlib.brotliCompressSync
    "\x1B\x78\x00\xE0\x8D\xD3\x0D\xF5\x6E\xA8\x3A\x65\x9B\x2B\xD5\xA3\x8F\x5F\x68\xA6\x7E\xA0\x0F\x82"
    "\xFE\x44\xFC\x15\x0F\x13\x38\xE4\xC0\xFD\xF3\x20\x0F\x28\xA0\x00\x25\xE4\x90\x6D\x52\x16\xBD\x9A"
    "\xBB\x40\xDE\x16\x1D\xE2\xAD\x1B\xEA\xF4\xB0\x92\xCA\x0D\x6A\x08\xE2\x7A\x84\x81\xE8\xF3\x5F\xEB"
    "\x41\xB2\xD5\x91\x1C\xFF\x16\x08\xF5\x41\x18\x92\xDE\xF6\xD8\x25\x96\xB5\xD8\x9A\x10";

static struct arena arena;
static char sources[8][128];
static uint64_t offsets[8];
static unsigned good, bad, right;
static char complaint[1100];

// later: as a batch does it, bodies are unpacked when the record is read.
static void open_all(struct slice bytes, uint64_t start, bool from_start, bool later)
{
    char path[64];
    struct error error = {0};
    struct record record;
    struct read_options options = {.tables = read_fixture_tables()};
    enum input_step step;
    good = bad = right = 0;
    complaint[0] = 0;
    snprintf(path, sizeof path, "build/test-warc-%d", (int)getpid());
    CHECK(file_write(path, bytes, &error));
    struct input *input = input_open(path, &error);
    if (input && !from_start && !CHECK(input_start_at(input, start, &error)))
        return;
    if (input && later)
        input_leave_wrapped(input);
    bool back = false;
    uint64_t read_to = 0;
    while (input && good + bad < 8) {
        step = input_next(input, &record, &error);
        if (step == INPUT_END && !back)
            break;
        if (step == INPUT_END) {
            read_to = input_go_on(input);
            back = false;
            continue;
        }
        if (step == INPUT_BAD_RECORD) {
            snprintf(complaint, sizeof complaint, "%s: %s", error.where, error.message);
            bad++;
            continue;
        }
        enum unwrapping unwrapping =
            record.offset < read_to ? UNWRAPPED_NOTHING : record_unwrap(&record);
        if (unwrapping == UNWRAPPED_MISFIT)
            back = CHECK(input_go_back(input, &record, &error));
        if (unwrapping != UNWRAPPED) {
            record_free(&record);
            continue;
        }
        struct arena document_arena, scratch;
        struct document document;
        arena_init(&document_arena, 0);
        arena_init(&scratch, 0);
        document_init(&document, &document_arena);
        CHECK(record_read(&record, &options, &document, &scratch, &error));
        right += slice_is(document.text, TEXT);
        size_t at = slice_find(record.source, SLICE("#offset="), 0);
        snprintf(sources[good], sizeof sources[good], SLICE_FORMAT, SLICE_ARGUMENTS(record.source));
        offsets[good++] = at == SIZE_MAX ? UINT64_MAX : strtoull(record.source.data + at + 8, NULL, 10);
        arena_free(&scratch);
        arena_free(&document_arena);
        record_free(&record);
    }
    if (input)
        input_close(input);
    unlink(path);
}

static void read_all(struct slice bytes)
{
    open_all(bytes, 0, true, true);
    unsigned before[] = {good, bad, right};
    open_all(bytes, 0, true, false);
    CHECK(good == before[0] && bad == before[1] && right == before[2]);
}

static struct slice joined(struct slice a, struct slice b)
{
    struct buffer out;
    buffer_init(&out, &arena);
    buffer_add(&out, a);
    buffer_add(&out, b);
    return buffer_slice(&out);
}

// A record with its true length.
static struct slice record_of(const char *kind, const char *type, struct slice block)
{
    return joined(arena_format(&arena, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:x:1>\r\n"
                                       "WARC-Target-URI: http://port.example/a\r\nContent-Type: %s\r\n"
                                       "Content-Length: %zu\r\n\r\n", kind, type, block.size),
                  joined(block, SLICE("\r\n\r\n")));
}

static struct slice response(const char *fields, struct slice body)
{
    return record_of("response", "application/http; msgtype=response",
                     joined(arena_format(&arena, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n", fields), body));
}

static struct slice packed_at(struct slice bytes, int window, int level)
{
    z_stream z = {0};
    char *out = arena_take(&arena, bytes.size + 1024);
    CHECK(deflateInit2(&z, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    z.next_in = (Bytef *)(uintptr_t)bytes.data;
    z.avail_in = (uInt)bytes.size;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)(bytes.size + 1024);
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    size_t size = z.total_out;
    deflateEnd(&z);
    return (struct slice){out, size};
}

static struct slice packed(struct slice bytes, int window)
{
    return packed_at(bytes, window, 9);
}
#define GZIP 31
#define ZLIB 15
#define RAW (-15)

static struct slice zstd(struct slice bytes)
{
    size_t room = ZSTD_compressBound(bytes.size);
    char *out = arena_take(&arena, room);
    return (struct slice){out, ZSTD_compress(out, room, bytes.data, bytes.size, 3)};
}

TEST(warc_kinds_of_record)
{
    struct slice page = SLICE(PAGE), all = SLICE("");
    arena_reset(&arena);
    all = joined(all, record_of("warcinfo", "application/warc-fields", SLICE("software: x\r\n")));
    all = joined(all, record_of("request", "application/http", SLICE("GET / HTTP/1.1\r\n\r\n")));
    all = joined(all, response("", page));
    all = joined(all, record_of("metadata", "text/html", page));
    all = joined(all, record_of("revisit", "application/http", SLICE("HTTP/1.1 200 OK\r\n\r\n")));
    all = joined(all, record_of("resource", "text/html", page));
    all = joined(all, record_of("conversion", "text/plain", SLICE(TEXT "\n")));
    all = joined(all, record_of("response", "application/http", SLICE("HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n" PAGE)));
    all = joined(all, record_of("resource", "image/gif", SLICE("GIF89a")));
    read_all(all);
    test_check(good == 3 && right == 3 && !bad, __FILE__, __LINE__, "%u, %u right, %u bad %s", good, right, bad, complaint);
}

TEST(warc_codings_of_bodies)
{
    struct slice page = SLICE(PAGE), brotli = {brotli_page, sizeof brotli_page - 1};
    arena_reset(&arena);
    const struct slice all[] = {
        response("Content-Encoding: gzip\r\n", packed(page, GZIP)),
        response("Content-Encoding: deflate\r\n", packed(page, ZLIB)),
        response("Content-Encoding: deflate\r\n", packed(page, RAW)),
        response("Content-Encoding: br\r\n", brotli),
        response("Content-Encoding: zstd\r\n", zstd(page)),
        response("Content-Encoding: deflate, gzip\r\n", packed(packed(page, ZLIB), GZIP)),
        response("Content-Encoding: gzip\r\n", page), // stored as decoded
        response("Content-Encoding: br\r\n", page),
        response("", packed(page, GZIP)), // not stated
        response("Transfer-Encoding: chunked\r\n", SLICE("10\r\n<html lang=fr><a\r\n"
                 "FFFF\r\nrticle><h1>Le port</h1><p>" TEXT "</p></article></html>\r\n0\r\n\r\n")),
        response("Transfer-Encoding: chunked\r\n", page), // stored as joined
        response("Transfer-Encoding: gzip, chunked\r\nContent-Length: 3\r\n", page),
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        read_all(all[i]);
        test_check(good == 1 && right == 1 && !bad, __FILE__, __LINE__, "body %zu: %u records, %u right %s", i, good,
                   right, complaint);
    }
}

// Every way of packing names each record by the place that reading can start at.
static void check_offsets(struct slice file, const char *name)
{
    read_all(file);
    uint64_t second = offsets[1], third = offsets[2];
    test_check(good == 3 && right == 3 && !bad, name, 1, "%u records, %u right", good, right);
    open_all(file, third, false, false);
    test_check(good == 1 && right == 1 && offsets[0] == third, name, 2, "%u from the third", good);
    open_all(file, second, false, false);
    test_check(good == 2 && right == 2 && offsets[0] == second && offsets[1] == third, name, 3, "%u from the second", good);
}

TEST(warc_offsets)
{
    arena_reset(&arena);
    struct slice one = response("", SLICE(PAGE)), two = joined(one, one), three = joined(two, one);
    struct slice gzip = packed(one, GZIP), frame = zstd(one);
    check_offsets(three, "not packed");
    check_offsets(joined(joined(gzip, gzip), gzip), "gzip, a member a record");
    check_offsets(packed(three, GZIP), "gzip, one member");
    check_offsets(joined(joined(frame, frame), frame), "zstd, a frame a record");
    check_offsets(zstd(three), "zstd, one frame");
}

TEST(warc_broken)
{
    arena_reset(&arena);
    struct slice one = response("", SLICE(PAGE)), gzip = packed(one, GZIP);
    struct slice cut = slice_part(one, 0, one.size - 60);
    read_all(joined(one, cut)); // the last one cut off
    CHECK(good == 1 && bad == 1 && strstr(complaint, "#offset=") != NULL);
    read_all(joined(cut, one)); // its length runs into the next
    CHECK(good == 1 && bad == 1);
    struct slice damaged = arena_copy(&arena, gzip);
    memset((char *)(uintptr_t)damaged.data + 40, 0x55, 20);
    read_all(joined(joined(gzip, damaged), gzip));
    CHECK(good >= 1 && right >= 1 && bad >= 1);
    read_all(joined(SLICE("WARC/1.0\r\n\r\n"), one)); // no length at all
    CHECK(good == 1 && bad == 1);
    read_all(joined(gzip, slice_part(gzip, 0, gzip.size / 2)));
    test_check(good == 1 && bad == 1, __FILE__, __LINE__, "%u %u %s", good, bad, complaint);
}

// Members that are cut without being seen: a page packed inside (its head looks like a member's),
// two records in one member, a member that is no record, filling behind the last one.
TEST(warc_members_that_do_not_fit)
{
    arena_reset(&arena);
    struct slice one = response("", SLICE(PAGE)), gzip = packed(one, GZIP), two = joined(gzip, gzip);
    struct slice inside = response("Content-Encoding: gzip\r\n", packed(SLICE(PAGE), GZIP));
    struct slice stored = packed_at(inside, GZIP, 0);
    read_all(joined(two, joined(stored, gzip)));
    CHECK(good == 4 && right == 4 && !bad);
    read_all(joined(two, joined(packed(joined(one, one), GZIP), gzip)));
    CHECK(good == 5 && right == 5 && !bad);
    uint64_t last = two.size + packed(joined(one, one), GZIP).size;
    open_all(joined(two, joined(packed(joined(one, one), GZIP), gzip)), 0, true, true);
    CHECK(offsets[2] == two.size && offsets[4] == last);
    struct slice other = packed(SLICE("nothing of a record\r\n"), GZIP);
    open_all(joined(two, joined(other, gzip)), 0, true, true);
    CHECK(good == 3 && bad == 1 && strstr(complaint, arena_format(&arena, "#offset=%zu", two.size).data));
    static const char zeros[100];
    read_all(joined(two, (struct slice){zeros, sizeof zeros}));
    CHECK(good == 2 && right == 2 && !bad);
}
