// SPDX-License-Identifier: Apache-2.0
// A file's bytes as a stream, unpacked on the way (gzip, zstd, brotli). The caller sees a view of
// what is to come, asks for more of it, and skips what it has used. An unpacked file is seen
// whole, straight from its mapping.
#ifndef RECOUPE_READ_STREAM_H
#define RECOUPE_READ_STREAM_H

#include "base/file.h"

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD, PACKING_BROTLI };

struct unpacker; // the library's state

struct stream {
    struct file file;
    struct slice packed; // what is still to be unpacked (NONE: to be seen)
    enum packing packing;
    struct unpacker *unpacker;
    char *window;
    size_t start, end, capacity; // of the window's content
    bool ended;                  // nothing more will come
    const char *broken;          // what is wrong with the packed bytes, or NULL
};

bool stream_open(struct stream *stream, const char *path, struct error *error);
void stream_close(struct stream *stream);
// At least `want` bytes of what comes next, fewer only at the end. Valid until the next call.
struct slice stream_view(struct stream *stream, size_t want);
void stream_skip(struct stream *stream, size_t size);

// Unpacks bytes whole into malloc'd *out, up to limit bytes. Returns NULL, or what is wrong; what
// was unpacked until then is given all the same. The caller frees out->data.
const char *unpack_whole(enum packing packing, struct slice packed, size_t limit,
                         struct slice *out);

#endif
