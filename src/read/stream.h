// SPDX-License-Identifier: Apache-2.0
// A file's bytes as a stream, unpacked on the way (gzip, zstd, brotli). The caller sees a view of
// what is to come, asks for more of it, and skips what it has used. An unpacked file is seen
// whole, straight from its mapping.
#ifndef RECOUPE_READ_STREAM_H
#define RECOUPE_READ_STREAM_H

#include "base/file.h"

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD, PACKING_BROTLI, PACKING_DEFLATE };

struct unpacker; // the library's state

// A gzip member or zstd frame: where it begins in the file and in the unpacked bytes.
struct stream_member {
    uint64_t packed, unpacked;
};

struct stream {
    struct file file;
    struct slice packed; // what is still to be unpacked (NONE: to be seen)
    enum packing packing;
    struct unpacker *unpacker;
    char *window;
    size_t start, end, capacity; // of the window's content
    uint64_t passed; // unpacked bytes before the window's start
    struct stream_member *members; // those that begin in the window, in order
    size_t member_count, member_room;
    bool ended;                  // nothing more will come
    const char *broken;          // what is wrong with the packed bytes, or NULL
};

bool stream_open(struct stream *stream, const char *path, struct error *error);
// The same over bytes in memory (of malloc when their size is not 0), which the stream then owns.
bool stream_open_bytes(struct stream *stream, struct slice bytes, struct error *error);
void stream_close(struct stream *stream);
// At least `want` bytes of what comes next, fewer only at the end. Valid until the next call.
struct slice stream_view(struct stream *stream, size_t want);
void stream_skip(struct stream *stream, size_t size);

// Where what comes next begins in the file: its byte, or the gzip member or zstd frame that begins
// with it, or (inside one large member) its place among the unpacked bytes.
uint64_t stream_offset(const struct stream *stream);
// The file's bytes from the gzip member on that begins with what comes next; data == NULL: none
// does, or it does not look like one.
struct slice stream_members(const struct stream *stream);
// Size of the first gzip member: to what looks like the head of the next one, or the end.
size_t gzip_member_size(struct slice packed);
// Goes to such a place. False when the file ends before it.
bool stream_go_to(struct stream *stream, uint64_t offset);

// Unpacks bytes whole into malloc'd *out, up to limit bytes. Returns NULL, or what is wrong; what
// was unpacked until then is given all the same. The caller frees out->data.
const char *unpack_whole(enum packing packing, struct slice packed, size_t limit,
                         struct slice *out);

#endif
