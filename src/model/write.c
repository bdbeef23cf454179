// SPDX-License-Identifier: Apache-2.0
// Writes model files (layout in model.h). The bytes depend on the arrays alone: no date, no
// host, no padding left unset.
#include "model/layout.h"
#include "model/model.h"

#include "base/table.h"

#include <assert.h>

_Static_assert(sizeof(struct model_entry) == 48, "the entry is part of the file format");

void model_writer_init(struct model_writer *writer, struct arena *arena)
{
    assert(writer && arena);
    *writer = (struct model_writer){.arena = arena};
}

void model_writer_add(struct model_writer *writer, const char *name, enum model_type type,
                      const void *data, size_t count)
{
    struct model_entry entry = {.type = type, .count = count};
    assert(strlen(name) < sizeof entry.name && model_type_size(type) != 0);
    memcpy(entry.name, name, strlen(name));
    list_add(writer->arena, &writer->entries, entry);
    struct slice bytes = {data, count * model_type_size(type)};
    list_add(writer->arena, &writer->arrays, bytes);
}

void model_writer_text(struct model_writer *writer, const char *name, struct slice text)
{
    model_writer_add(writer, name, MODEL_U8, text.data, text.size);
}

static size_t aligned(size_t size)
{
    return (size + MODEL_ALIGNMENT - 1) / MODEL_ALIGNMENT * MODEL_ALIGNMENT;
}

struct slice model_write(const struct model_writer *writer, const char *kind)
{
    uint32_t count = writer->entries.count;
    size_t size = aligned(MODEL_HEADER_SIZE + count * sizeof(struct model_entry));
    size_t first = size;
    for (uint32_t i = 0; i < count; i++)
        size += aligned(writer->arrays.items[i].size);
    char *bytes = arena_zero(writer->arena, size, 1);
    size_t offset = first;
    for (uint32_t i = 0; i < count; i++) {
        struct model_entry entry = writer->entries.items[i];
        entry.offset = offset;
        memcpy(bytes + MODEL_HEADER_SIZE + i * sizeof entry, &entry, sizeof entry);
        struct slice array = writer->arrays.items[i];
        if (array.size)
            memcpy(bytes + offset, array.data, array.size);
        offset += aligned(array.size);
    }
    uint32_t version = MODEL_VERSION;
    uint64_t file_size = size;
    memcpy(bytes, MODEL_MAGIC, 8);
    memcpy(bytes + 8, &version, sizeof version);
    memcpy(bytes + 12, &count, sizeof count);
    memcpy(bytes + 16, &file_size, sizeof file_size);
    assert(strlen(kind) < 16);
    memcpy(bytes + 32, kind, strlen(kind));
    uint64_t sum = hash_bytes(bytes + 32, size - 32, 0);
    memcpy(bytes + 24, &sum, sizeof sum);
    return (struct slice){bytes, size};
}
