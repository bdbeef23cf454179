// SPDX-License-Identifier: Apache-2.0
// Opens model files (layout in model.h) and hands out their arrays. Everything that a damaged
// file could say wrongly is checked here once: later reads trust it.
#include "model/model.h"

#include "base/table.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "model/layout.h"

static uint64_t read_u64(const char *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

static uint32_t read_u32(const char *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

size_t model_type_size(uint32_t type)
{
    static const uint8_t sizes[] = {0, 1, 1, 2, 2, 4, 4, 8, 4};
    return type < sizeof sizes ? sizes[type] : 0;
}

static bool entry_valid(const struct model_entry *entry, size_t file_size)
{
    size_t item = model_type_size(entry->type);
    return item != 0 && entry->name[sizeof entry->name - 1] == 0 && entry->zero == 0 &&
           entry->offset % MODEL_ALIGNMENT == 0 && entry->offset <= file_size &&
           entry->count <= (file_size - entry->offset) / item;
}

static bool header_valid(struct slice bytes, const char *kind, const char *name,
                         struct error *error)
{
    if (bytes.size < MODEL_HEADER_SIZE || memcmp(bytes.data, MODEL_MAGIC, 8) != 0)
        return error_set(error, ERROR_INTERNAL, name, "not a recoupe model");
    uint32_t version = read_u32(bytes.data + 8);
    if (version != MODEL_VERSION)
        return error_set(error, ERROR_INTERNAL, name,
                         "model file version %" PRIu32 ", this program reads version %d", version,
                         MODEL_VERSION);
    if (read_u64(bytes.data + 16) != bytes.size)
        return error_set(error, ERROR_INTERNAL, name, "model file is truncated or has a tail");
    char padded[16] = {0};
    assert(strlen(kind) < sizeof padded);
    memcpy(padded, kind, strlen(kind));
    if (memcmp(bytes.data + 32, padded, sizeof padded) != 0)
        return error_set(error, ERROR_INTERNAL, name, "model file is not of kind '%s'", kind);
    return true;
}

bool model_open(struct model *model, struct slice bytes, const char *kind, const char *name,
                struct error *error)
{
    assert(model && kind && name && error);
    *model = (struct model){0};
    if (!header_valid(bytes, kind, name, error))
        return false;
    if ((uintptr_t)bytes.data % 8 != 0)
        return error_set(error, ERROR_INTERNAL, name, "model is not aligned in memory");
    uint64_t count = read_u32(bytes.data + 12);
    if (count > (bytes.size - MODEL_HEADER_SIZE) / sizeof(struct model_entry))
        return error_set(error, ERROR_INTERNAL, name, "model file has a wrong array count");
    const struct model_entry *entries = (const void *)(bytes.data + MODEL_HEADER_SIZE);
    for (uint64_t i = 0; i < count; i++) {
        if (!entry_valid(&entries[i], bytes.size))
            return error_set(error, ERROR_INTERNAL, name, "model array %d is out of bounds",
                             (int)i);
    }
    *model = (struct model){bytes, entries, (uint32_t)count};
    return true;
}

bool model_is_intact(struct slice bytes, const char *name, struct error *error)
{
    assert(bytes.size >= MODEL_HEADER_SIZE);
    if (read_u64(bytes.data + 24) == hash_bytes(bytes.data + 32, bytes.size - 32, 0))
        return true;
    return error_set(error, ERROR_INTERNAL, name, "model file is damaged (checksum)");
}

const void *model_array(const struct model *model, const char *name, enum model_type type,
                        size_t *count)
{
    assert(model && count);
    for (uint32_t i = 0; i < model->entry_count; i++) {
        const struct model_entry *entry = &model->entries[i];
        if (entry->type == (uint32_t)type && strcmp(entry->name, name) == 0) {
            *count = entry->count;
            return model->bytes.data + entry->offset;
        }
    }
    *count = 0;
    return NULL;
}

struct slice model_text(const struct model *model, const char *name)
{
    size_t count;
    const char *data = model_array(model, name, MODEL_U8, &count);
    return (struct slice){data, count};
}

const void *model_need(const struct model *model, const char *name, enum model_type type,
                       size_t expected, size_t *count, struct error *error)
{
    size_t found;
    const void *data = model_array(model, name, type, &found);
    if (!data)
        error_set(error, ERROR_INTERNAL, name, "model lacks this array");
    else if (expected > 0 && found != expected)
        error_set(error, ERROR_INTERNAL, name, "model array has %zu items, expected %zu", found,
                  expected);
    else {
        if (count)
            *count = found;
        return data;
    }
    return NULL;
}

void model_checksum(const struct model *model, char hex[17])
{
    snprintf(hex, 17, "%016" PRIx64, read_u64(model->bytes.data + 24));
}
