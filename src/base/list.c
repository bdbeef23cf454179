// SPDX-License-Identifier: Apache-2.0
// Growing arrays and byte buffers in an arena, and the one sort of the program: a stable merge
// sort, so that equal items keep their order on every machine.
#include "base/list.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void list_grow(struct arena *arena, void **items, uint32_t count, uint32_t *capacity,
               size_t item_size)
{
    assert(*capacity < UINT32_MAX / 2);
    uint32_t larger = *capacity ? *capacity * 2 : 8;
    void *copy = arena_take(arena, larger * item_size);
    if (count)
        memcpy(copy, *items, count * item_size);
    *items = copy;
    *capacity = larger;
}

static void merge(char *items, char *spare, size_t middle, size_t count, size_t size,
                  int (*compare)(const void *, const void *, void *), void *context)
{
    size_t left = 0, right = middle, out = 0;
    while (left < middle && right < count) {
        bool take_right = compare(items + right * size, items + left * size, context) < 0;
        memcpy(spare + out++ * size, items + (take_right ? right++ : left++) * size, size);
    }
    memcpy(spare + out * size, items + left * size, (middle - left) * size);
    memcpy(spare + (out + middle - left) * size, items + right * size, (count - right) * size);
    memcpy(items, spare, count * size);
}

static void sort_part(char *items, char *spare, size_t count, size_t size,
                      int (*compare)(const void *, const void *, void *), void *context)
{
    if (count < 2)
        return;
    size_t middle = count / 2;
    sort_part(items, spare, middle, size, compare, context);
    sort_part(items + middle * size, spare, count - middle, size, compare, context);
    if (compare(items + (middle - 1) * size, items + middle * size, context) > 0)
        merge(items, spare, middle, count, size, compare, context);
}

void list_sort(struct arena *scratch, void *items, size_t count, size_t item_size,
               int (*compare)(const void *a, const void *b, void *context), void *context)
{
    if (count < 2)
        return;
    struct arena_mark mark = arena_mark(scratch);
    sort_part(items, arena_take(scratch, count * item_size), count, item_size, compare, context);
    arena_rewind(scratch, mark);
}

uint32_t list_search(const void *items, uint32_t count, size_t item_size, size_t offset,
                     uint32_t least)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, value;
        memcpy(&value, (const char *)items + middle * item_size + offset, sizeof value);
        if (value < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void buffer_init(struct buffer *buffer, struct arena *arena)
{
    *buffer = (struct buffer){.arena = arena};
}

static void buffer_reserve(struct buffer *buffer, size_t more)
{
    if (buffer->capacity - buffer->size >= more)
        return;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : 256;
    while (capacity < buffer->size + more)
        capacity *= 2;
    char *data = arena_take(buffer->arena, capacity);
    if (buffer->size)
        memcpy(data, buffer->data, buffer->size);
    buffer->data = data;
    buffer->capacity = capacity;
}

void buffer_add(struct buffer *buffer, struct slice text)
{
    buffer_reserve(buffer, text.size);
    if (text.size)
        memcpy(buffer->data + buffer->size, text.data, text.size);
    buffer->size += text.size;
}

void buffer_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, slice_of(text));
}

void buffer_byte(struct buffer *buffer, char byte)
{
    buffer_reserve(buffer, 1);
    buffer->data[buffer->size++] = byte;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    size_t room = buffer->capacity - buffer->size;
    va_start(arguments, format);
    int size = vsnprintf(room ? buffer->data + buffer->size : NULL, room, format, arguments);
    va_end(arguments);
    assert(size >= 0);
    if ((size_t)size < room) {
        buffer->size += (size_t)size;
        return;
    }
    buffer_reserve(buffer, (size_t)size + 1);
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)size;
}

struct slice buffer_slice(const struct buffer *buffer)
{
    return (struct slice){buffer->data ? buffer->data : "", buffer->size};
}
