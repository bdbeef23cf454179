// SPDX-License-Identifier: Apache-2.0
// A model file: named arrays of numbers in one block of bytes that is mapped or embedded and used
// in place. Opening checks magic, version, sizes and every array's bounds, so that no later read
// can leave the file; model_is_intact the checksum too, which reads all of it. What the arrays mean
// is the business of who made them (weights.h, parse/*); each stage also replays the file's sanity
// samples.
//
// Layout, little-endian, each array on a 64-byte border:
//   0 magic "RECOUPE\x1a" | 8 u32 version | 12 u32 array count | 16 u64 file size
//   24 u64 XXH3 of all bytes from 32 on | 32 kind, 16 bytes, NUL padded | 48 sixteen zero bytes
//   64 entries of 48 bytes: name (24, NUL padded), u32 type, u32 0, u64 offset, u64 count
#ifndef RECOUPE_MODEL_MODEL_H
#define RECOUPE_MODEL_MODEL_H

#include "base/error.h"
#include "base/list.h"

enum model_type { MODEL_U8 = 1, MODEL_I8, MODEL_U16, MODEL_I16, MODEL_U32, MODEL_I32, MODEL_U64,
                  MODEL_F32 };

struct model_entry {
    char name[24];
    uint32_t type; // enum model_type
    uint32_t zero;
    uint64_t offset; // bytes from the start of the file
    uint64_t count;  // items
};

struct model {
    struct slice bytes; // the whole file; borrowed
    const struct model_entry *entries;
    uint32_t entry_count;
};

// Opens the file in `bytes` (8-aligned, kept alive by the caller). `kind` is what the caller
// expects ("tag"); `name` is for messages. False with error INTERNAL when the bytes are not such
// a model: foreign, truncated, damaged, of another version or kind.
bool model_open(struct model *model, struct slice bytes, const char *kind, const char *name,
                struct error *error);
// Borrowed array by name and type; NULL with *count 0 when there is none.
const void *model_array(const struct model *model, const char *name, enum model_type type,
                        size_t *count);
// A U8 array as text (provenance, samples); data == NULL when there is none.
struct slice model_text(const struct model *model, const char *name);
// The same as model_array, but an error (kind INTERNAL) when it is missing or, with expected > 0,
// has another count.
const void *model_need(const struct model *model, const char *name, enum model_type type,
                       size_t expected, size_t *count, struct error *error);
// False with error INTERNAL when the checksum is not that of the bytes (of an openable file).
bool model_is_intact(struct slice bytes, const char *name, struct error *error);
// 16 hex digits of the file's checksum and a NUL: for `recoupe version` and provenance.
void model_checksum(const struct model *model, char hex[17]);

// --- writing: used by recoupe-train and tests.
struct model_writer {
    struct arena *arena;
    LIST(struct model_entry) entries;
    LIST(struct slice) arrays;
};

void model_writer_init(struct model_writer *writer, struct arena *arena);
// Adds an array; data is not copied and must live until model_write.
void model_writer_add(struct model_writer *writer, const char *name, enum model_type type,
                      const void *data, size_t count);
void model_writer_text(struct model_writer *writer, const char *name, struct slice text);
// The bytes of the finished file, in the writer's arena.
struct slice model_write(const struct model_writer *writer, const char *kind);

#endif
