// SPDX-License-Identifier: Apache-2.0
// Growable arrays and byte buffers inside an arena. LIST(type) declares one: { items, count,
// capacity }. Growing copies into new arena memory, so pointers into a list die when it grows;
// keep indexes instead.
#ifndef RECOUPE_BASE_LIST_H
#define RECOUPE_BASE_LIST_H

#include "base/arena.h"

#include <stddef.h>

#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count, capacity;                                                                  \
    }

// Appends one zeroed item and gives its address (valid until the next push).
#define list_push(arena, list)                                                                     \
    (list_extend((arena), (void **)&(list)->items, &(list)->count, &(list)->capacity,              \
                 sizeof *(list)->items),                                                           \
     &(list)->items[(list)->count - 1])

// Appends a value.
#define list_add(arena, list, value) (*list_push((arena), (list)) = (value))

void list_grow(struct arena *arena, void **items, uint32_t count, uint32_t *capacity,
               size_t item_size);

// Here, so that the size of an item is known where it is zeroed.
static inline void list_extend(struct arena *arena, void **items, uint32_t *count,
                               uint32_t *capacity, size_t item_size)
{
    if (*count == *capacity)
        list_grow(arena, items, *count, capacity, item_size);
    memset((char *)*items + *count * item_size, 0, item_size);
    (*count)++;
}

typedef LIST(uint32_t) index_list;

// Index of the first item whose member (a uint32_t, ascending over the list) is at least `least`;
// the list's count when there is none. member may be nested: span.end.
#define list_first_from(list, member, least)                                                       \
    list_search((list)->items, (list)->count, sizeof *(list)->items,                               \
                offsetof(__typeof__(*(list)->items), member), (least))

uint32_t list_search(const void *items, uint32_t count, size_t item_size, size_t offset,
                     uint32_t least);

// Stable merge sort with a total, locale-free order. scratch holds count items for the while.
void list_sort(struct arena *scratch, void *items, size_t count, size_t item_size,
               int (*compare)(const void *a, const void *b, void *context), void *context);

struct buffer {
    char *data;
    size_t size, capacity; // bytes
    struct arena *arena;   // owner of data
};

void buffer_init(struct buffer *buffer, struct arena *arena);
void buffer_add(struct buffer *buffer, struct slice text);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_byte(struct buffer *buffer, char byte);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct slice buffer_slice(const struct buffer *buffer);

#endif
