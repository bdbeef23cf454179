// SPDX-License-Identifier: Apache-2.0
// Unpacking by zlib, zstd and brotli behind one small interface, with a growing window. After a
// broken gzip member the stream goes on at the next one, as WARC files need.
#include "read/stream.h"

#include <brotli/decode.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#define WINDOW_FIRST ((size_t)256 << 10)

struct unpacker {
    z_stream gzip;
    bool gzip_open;
    ZSTD_DStream *zstd;
    BrotliDecoderState *brotli;
};

static enum packing packing_of(struct slice bytes)
{
    if (slice_starts(bytes, "\x1F\x8B\x08"))
        return PACKING_GZIP;
    if (slice_starts(bytes, "\x28\xB5\x2F\xFD"))
        return PACKING_ZSTD;
    return PACKING_NONE;
}

static struct unpacker *unpacker_new(enum packing packing)
{
    struct unpacker *unpacker = calloc(1, sizeof *unpacker);
    if (!unpacker)
        return NULL;
    bool ready = false;
    if (packing == PACKING_GZIP) // 15 + 32: gzip or zlib, told by the header
        ready = unpacker->gzip_open = inflateInit2(&unpacker->gzip, 15 + 32) == Z_OK;
    else if (packing == PACKING_DEFLATE) // without any header
        ready = unpacker->gzip_open = inflateInit2(&unpacker->gzip, -15) == Z_OK;
    else if (packing == PACKING_ZSTD)
        ready = (unpacker->zstd = ZSTD_createDStream()) != NULL;
    else
        ready = (unpacker->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL)) != NULL;
    if (ready)
        return unpacker;
    free(unpacker);
    return NULL;
}

static void unpacker_free(struct unpacker *unpacker)
{
    if (!unpacker)
        return;
    if (unpacker->gzip_open)
        inflateEnd(&unpacker->gzip);
    ZSTD_freeDStream(unpacker->zstd);
    if (unpacker->brotli)
        BrotliDecoderDestroyInstance(unpacker->brotli);
    free(unpacker);
}

struct step {
    size_t used, made;
    bool member_ended; // what follows is another member
    bool finished; // the packed data end here
    const char *broken;
};

static size_t at_most_1g(size_t size)
{
    return size > (size_t)1 << 30 ? (size_t)1 << 30 : size;
}

static struct step gzip_step(struct unpacker *unpacker, struct slice in, char *out, size_t room)
{
    z_stream *z = &unpacker->gzip;
    struct step step = {0};
    z->next_in = (Bytef *)(uintptr_t)in.data;
    z->avail_in = (uInt)at_most_1g(in.size);
    z->next_out = (Bytef *)out;
    z->avail_out = (uInt)at_most_1g(room);
    size_t given = z->avail_in, free_room = z->avail_out;
    int status = inflate(z, Z_NO_FLUSH);
    step.used = given - z->avail_in;
    step.made = free_room - z->avail_out;
    if (status == Z_STREAM_END) {
        // Members follow one another; zeros after the last are padding.
        struct slice rest = slice_part(in, step.used, in.size);
        inflateReset(z);
        step.finished = !slice_starts(rest, "\x1F\x8B");
        step.member_ended = true;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
        step.broken = "the gzip data are damaged";
        inflateReset(z);
        size_t next = slice_find(in, SLICE("\x1F\x8B\x08"), step.used ? step.used : 1);
        step.used = next == SIZE_MAX ? in.size : next;
        step.member_ended = true;
    } else if (step.used == in.size && step.made < free_room) {
        step.broken = "the gzip data are cut off";
    }
    return step;
}

static struct step zstd_step(struct unpacker *unpacker, struct slice in, char *out, size_t room)
{
    ZSTD_inBuffer input = {in.data, in.size, 0};
    ZSTD_outBuffer output = {out, room, 0};
    size_t status = ZSTD_decompressStream(unpacker->zstd, &output, &input);
    struct step step = {input.pos, output.pos, !ZSTD_isError(status) && status == 0, false, NULL};
    if (ZSTD_isError(status)) {
        step.broken = "the zstd data are damaged";
        step.used = in.size;
    } else if (step.used == in.size && step.made < room) {
        step.finished = status == 0;
        step.broken = status == 0 ? NULL : "the zstd data are cut off";
    }
    return step;
}

static struct step brotli_step(struct unpacker *unpacker, struct slice in, char *out, size_t room)
{
    size_t left = in.size, space = room;
    const uint8_t *next = (const uint8_t *)in.data;
    uint8_t *to = (uint8_t *)out;
    BrotliDecoderResult result =
        BrotliDecoderDecompressStream(unpacker->brotli, &left, &next, &space, &to, NULL);
    struct step step = {in.size - left, room - space, false,
                        result == BROTLI_DECODER_RESULT_SUCCESS, NULL};
    if (result == BROTLI_DECODER_RESULT_ERROR) {
        step.broken = "the brotli data are damaged";
        step.used = in.size;
    } else if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
        step.broken = "the brotli data are cut off";
    }
    return step;
}

static struct step unpack_step(enum packing packing, struct unpacker *unpacker, struct slice in,
                               char *out, size_t room)
{
    if (packing == PACKING_GZIP || packing == PACKING_DEFLATE)
        return gzip_step(unpacker, in, out, room);
    if (packing == PACKING_ZSTD)
        return zstd_step(unpacker, in, out, room);
    return brotli_step(unpacker, in, out, room);
}

// Notes that a member begins where the packed bytes are now. Without memory for it records are
// only named by their unpacked place.
static void add_member(struct stream *stream)
{
    if (!stream->file.bytes.data) // bytes of no file: nobody asks for places in it
        return;
    if (stream->member_count == stream->member_room) {
        size_t room = stream->member_room ? stream->member_room * 2 : 64;
        struct stream_member *members = realloc(stream->members, room * sizeof *members);
        if (!members)
            return;
        stream->members = members;
        stream->member_room = room;
    }
    stream->members[stream->member_count++] = (struct stream_member){
        (uint64_t)(stream->packed.data - stream->file.bytes.data),
        stream->passed + (stream->end - stream->start)};
}

static void skip_unpacked(struct stream *stream, size_t size)
{
    size_t skipped = size < stream->end - stream->start ? size : stream->end - stream->start,
        gone = 0;
    stream->start += skipped;
    stream->passed += skipped;
    while (gone < stream->member_count && stream->members[gone].unpacked < stream->passed)
        gone++;
    stream->member_count -= gone;
    if (gone && stream->member_count)
        memmove(stream->members, stream->members + gone,
                stream->member_count * sizeof *stream->members);
}

static bool start(struct stream *stream, const char *path, struct error *error)
{
    stream->packed = stream->file.bytes;
    stream->packing = packing_of(stream->packed);
    if (stream->packing == PACKING_NONE)
        return true;
    stream->unpacker = unpacker_new(stream->packing);
    if (stream->unpacker) {
        add_member(stream);
        return true;
    }
    file_close(&stream->file);
    return error_set(error, ERROR_INTERNAL, path, "not enough memory");
}

bool stream_open(struct stream *stream, const char *path, struct error *error)
{
    *stream = (struct stream){0};
    return file_open(&stream->file, path, error) && start(stream, path, error);
}

bool stream_open_bytes(struct stream *stream, struct slice bytes, struct error *error)
{
    *stream = (struct stream){.file = {.bytes = bytes}};
    return start(stream, "", error);
}

void stream_close(struct stream *stream)
{
    unpacker_free(stream->unpacker);
    free(stream->window);
    free(stream->members);
    file_close(&stream->file);
}

// Makes room at the window's end for at least `room` more bytes.
static bool make_room(struct stream *stream, size_t room)
{
    if (stream->capacity - stream->end >= room)
        return true;
    size_t size = stream->end - stream->start;
    if (stream->start > stream->capacity / 2 && stream->capacity - size >= room) {
        memmove(stream->window, stream->window + stream->start, size);
    } else {
        size_t capacity = stream->capacity ? stream->capacity * 2 : WINDOW_FIRST;
        while (capacity - size < room)
            capacity *= 2;
        char *window = malloc(capacity);
        if (!window)
            return false;
        if (size)
            memcpy(window, stream->window + stream->start, size);
        free(stream->window);
        stream->window = window;
        stream->capacity = capacity;
    }
    stream->start = 0;
    stream->end = size;
    return true;
}

static void unpack_more(struct stream *stream)
{
    if (!stream->packed.size) {
        stream->ended = true;
        return;
    }
    if (!make_room(stream, WINDOW_FIRST / 2)) {
        stream->broken = "not enough memory to unpack";
        stream->ended = true;
        return;
    }
    struct step step = unpack_step(stream->packing, stream->unpacker, stream->packed,
                                   stream->window + stream->end, stream->capacity - stream->end);
    stream->end += step.made;
    stream->packed = slice_part(stream->packed, step.used, stream->packed.size);
    if (step.member_ended)
        add_member(stream);
    if (step.broken)
        stream->broken = step.broken;
    if (step.finished || (!step.used && !step.made) || (step.broken && !stream->packed.size))
        stream->ended = true;
}

struct slice stream_view(struct stream *stream, size_t want)
{
    if (stream->packing == PACKING_NONE) {
        stream->ended = true;
        return stream->packed.data ? stream->packed : SLICE("");
    }
    while (!stream->ended && stream->end - stream->start < want)
        unpack_more(stream);
    if (!stream->window)
        return SLICE("");
    return (struct slice){stream->window + stream->start, stream->end - stream->start};
}

void stream_skip(struct stream *stream, size_t size)
{
    if (stream->packing == PACKING_NONE)
        stream->packed = slice_part(stream->packed, size, stream->packed.size);
    else
        skip_unpacked(stream, size);
}

uint64_t stream_offset(const struct stream *stream)
{
    if (stream->packing == PACKING_NONE)
        return (uint64_t)(stream->packed.data - stream->file.bytes.data);
    for (size_t i = 0; i < stream->member_count &&
         stream->members[i].unpacked <= stream->passed; i++)
        if (stream->members[i].unpacked == stream->passed)
            return stream->members[i].packed;
    return stream->passed;
}

// RFC 1952: magic and method, no reserved flag, a speed that exists, a system that writers name.
// Other bytes look so once in about 4 * 10^11.
static bool is_member_head(struct slice packed, size_t at)
{
    if (!slice_starts(slice_part(packed, at, packed.size), "\x1F\x8B\x08") || at + 10 > packed.size)
        return false;
    unsigned flags = (unsigned char)packed.data[at + 3], speed = (unsigned char)packed.data[at + 8];
    unsigned system = (unsigned char)packed.data[at + 9];
    return flags < 32 && (speed == 0 || speed == 2 || speed == 4) &&
        (system <= 13 || system == 255);
}

struct slice stream_members(const struct stream *stream)
{
    if (stream->packing != PACKING_GZIP || !stream->file.bytes.data)
        return SLICE_NONE;
    struct slice whole = stream->file.bytes;
    for (size_t i = 0; i < stream->member_count; i++)
        if (stream->members[i].unpacked == stream->passed &&
            is_member_head(whole, (size_t)stream->members[i].packed))
            return slice_part(whole, (size_t)stream->members[i].packed, whole.size);
    return SLICE_NONE;
}

size_t gzip_member_size(struct slice packed)
{
    size_t at = 0;
    while ((at = slice_find(packed, SLICE("\x1F\x8B\x08"), at + 1)) != SIZE_MAX)
        if (is_member_head(packed, at))
            return at;
    return packed.size;
}

// Unpacks from a member that begins at offset of the file.
static bool start_at_member(struct stream *stream, uint64_t offset)
{
    struct slice rest = slice_part(stream->file.bytes, (size_t)offset, stream->file.bytes.size);
    if (!rest.size || packing_of(rest) != stream->packing)
        return false;
    struct unpacker *unpacker = unpacker_new(stream->packing);
    if (!unpacker)
        return false;
    unpacker_free(stream->unpacker);
    stream->unpacker = unpacker;
    stream->packed = rest;
    stream->start = stream->end = stream->member_count = 0;
    stream->passed = 0;
    stream->ended = false;
    stream->broken = NULL;
    add_member(stream);
    return true;
}

bool stream_go_to(struct stream *stream, uint64_t offset)
{
    if (offset > stream->file.bytes.size && stream->packing == PACKING_NONE)
        return false;
    if (stream->packing == PACKING_NONE) {
        stream_skip(stream, (size_t)offset);
        return true;
    }
    if (offset < stream->file.bytes.size && start_at_member(stream, offset))
        return true;
    while (stream->passed < offset) {
        uint64_t left = offset - stream->passed;
        struct slice view = stream_view(stream, left < WINDOW_FIRST ? (size_t)left : WINDOW_FIRST);
        if (!view.size)
            return false;
        skip_unpacked(stream, view.size < left ? view.size : (size_t)left);
    }
    return true;
}

const char *unpack_whole(enum packing packing, struct slice packed, size_t limit,
                         struct slice *out)
{
    struct stream stream = {.packed = packed, .packing = packing};
    *out = SLICE_NONE;
    stream.unpacker = unpacker_new(packing);
    if (!stream.unpacker)
        return "not enough memory to unpack";
    struct slice view = stream_view(&stream, limit + 1);
    unpacker_free(stream.unpacker);
    free(stream.members);
    *out = (struct slice){stream.window, view.size < limit ? view.size : limit};
    if (view.size > limit)
        return "unpacks to more than the limit";
    return stream.broken;
}
