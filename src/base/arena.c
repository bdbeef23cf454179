// SPDX-License-Identifier: Apache-2.0
// Arenas in chunks that double up to 4 MiB. The newest chunk is the head of a list; rewinding frees
// the chunks that came after the mark. Failure jumps to the recovery point, or aborts without one.
#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#define CHUNK_FIRST ((size_t)16 << 10)
#define CHUNK_MOST (((size_t)4 << 20) - sizeof(struct arena_chunk))
#define ALIGNMENT 16
#define HUGE_PAGE ((size_t)2 << 20)

struct arena_chunk {
    struct arena_chunk *previous;
    size_t used, size; // bytes of data
    _Alignas(ALIGNMENT) char data[];
};

static _Thread_local uint64_t fail_countdown;

void arena_fail_at(uint64_t nth)
{
    fail_countdown = nth;
}

void arena_init(struct arena *arena, size_t limit)
{
    *arena = (struct arena){.limit = limit};
}

static void free_chunks(struct arena_chunk *chunk, const struct arena_chunk *until)
{
    while (chunk != until) {
        struct arena_chunk *previous = chunk->previous;
        free(chunk);
        chunk = previous;
    }
}

void arena_free(struct arena *arena)
{
    free_chunks(arena->chunk, NULL);
    free(arena->spare);
    arena->chunk = arena->spare = NULL;
    arena->used = 0;
}

void arena_reset(struct arena *arena)
{
    struct arena_chunk *kept = arena->chunk;
    free(arena->spare);
    arena->spare = NULL;
    arena->used = 0;
    if (!kept)
        return;
    free_chunks(kept->previous, NULL);
    kept->previous = NULL;
    kept->used = 0;
}

static _Noreturn void give_up(struct arena *arena)
{
    if (arena->recovery)
        longjmp(*arena->recovery, 1);
    abort();
}

// A new chunk for at least size bytes, or NULL.
static struct arena_chunk *take_chunk(const struct arena *arena, size_t size)
{
    size_t whole = sizeof(struct arena_chunk) + size;
    bool huge = arena->huge_pages && whole >= HUGE_PAGE;
    if (huge)
        whole = (whole + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    struct arena_chunk *chunk = huge ? aligned_alloc(HUGE_PAGE, whole) : malloc(whole);
    if (!chunk)
        return NULL;
    if (huge)
        madvise(chunk, whole, MADV_HUGEPAGE); // a wish: no matter if it is not granted
    chunk->size = whole - sizeof(struct arena_chunk);
    return chunk;
}

static void add_chunk(struct arena *arena, size_t size)
{
    size_t chunk_size = arena->chunk ? arena->chunk->size * 2 : CHUNK_FIRST;
    if (chunk_size > CHUNK_MOST)
        chunk_size = CHUNK_MOST;
    if (chunk_size < size)
        chunk_size = size;
    if (fail_countdown > 0 && --fail_countdown == 0)
        give_up(arena);
    struct arena_chunk *chunk = arena->spare;
    if (chunk && chunk->size >= size)
        arena->spare = NULL;
    else
        chunk = take_chunk(arena, chunk_size);
    if (!chunk)
        give_up(arena);
    chunk->previous = arena->chunk;
    chunk->used = 0;
    arena->chunk = chunk;
}

void *arena_take(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 4)
        give_up(arena);
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (arena->limit && arena->used + size > arena->limit)
        give_up(arena);
    if (!arena->chunk || arena->chunk->size - arena->chunk->used < size)
        add_chunk(arena, size ? size : ALIGNMENT);
    char *memory = arena->chunk->data + arena->chunk->used;
    arena->chunk->used += size;
    arena->used += size;
#ifdef ARENA_POISON // `make poison`: what is read before it is written shows in the results
    memset(memory, ARENA_POISON, size);
#endif
    return memory;
}

void *arena_zero(struct arena *arena, size_t count, size_t item_size)
{
    if (item_size && count > SIZE_MAX / 4 / item_size)
        give_up(arena);
    void *memory = arena_take(arena, count * item_size);
    memset(memory, 0, count * item_size);
    return memory;
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
    if (!text.data)
        return text;
    char *copy = arena_take(arena, text.size + 1);
    memcpy(copy, text.data, text.size);
    copy[text.size] = 0;
    return (struct slice){copy, text.size};
}

struct slice arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(size >= 0);
    char *text = arena_take(arena, (size_t)size + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)size + 1, format, arguments);
    va_end(arguments);
    return (struct slice){text, (size_t)size};
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->chunk, arena->chunk ? arena->chunk->used : 0, arena->used};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    assert(arena->used >= mark.used);
    if (!mark.chunk) {
        arena_reset(arena);
        return;
    }
    // Marks are set and rewound line by line: at the end of a full chunk the next one stays near.
    while (arena->chunk != mark.chunk) {
        struct arena_chunk *last = arena->chunk;
        arena->chunk = last->previous;
        if (arena->chunk == mark.chunk && !arena->spare && last->size <= CHUNK_MOST)
            arena->spare = last;
        else
            free(last);
    }
    arena->chunk->used = mark.chunk_used;
    arena->used = mark.used;
}
