// SPDX-License-Identifier: Apache-2.0
// Arenas: the only allocator of documents, engines and stages. Memory is given in chunks and
// released all at once; a scratch use marks and rewinds. An arena past its limit, or out of
// memory, jumps to its recovery point (one per document, set by the engine), so that no caller
// ever sees NULL. Nothing that is allocated here is freed singly.
#ifndef RECOUPE_BASE_ARENA_H
#define RECOUPE_BASE_ARENA_H

#include "base/slice.h"

#include <setjmp.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunk; // newest
    struct arena_chunk *spare; // given back by the last rewind, for what comes next; or NULL
    size_t used;               // bytes handed out in all chunks
    size_t limit;              // bytes; 0 = none
    bool huge_pages;           // large chunks in huge pages: for what is large and stays
    jmp_buf *recovery;         // where to go when memory or the limit runs out; NULL = abort
};

struct arena_mark {
    struct arena_chunk *chunk;
    size_t chunk_used;
    size_t used;
};

// Prepares an empty arena. Owns nothing yet. limit in bytes, 0 for none.
void arena_init(struct arena *arena, size_t limit);
// Returns all chunks to the system.
void arena_free(struct arena *arena);
// Forgets all content and keeps one chunk for reuse.
void arena_reset(struct arena *arena);

// Uninitialised memory, aligned to 16. Never NULL. The arena owns it.
void *arena_take(struct arena *arena, size_t size);
// The same, zeroed.
void *arena_zero(struct arena *arena, size_t count, size_t item_size);
// Copies text into the arena, with a NUL after it (not counted in size).
struct slice arena_copy(struct arena *arena, struct slice text);
// printf into the arena. Use no locale-dependent conversions (%f and the like).
struct slice arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

// For tests: makes the n-th coming chunk allocation of this thread fail (0 = none).
void arena_fail_at(uint64_t nth);

#endif
