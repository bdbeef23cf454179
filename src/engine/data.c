// SPDX-License-Identifier: Apache-2.0
// The embedded data: lexicon and models, as tools/embed.c laid them out in the program.
#include "engine/engine.h"

struct embedded {
    const char *name, *start, *end, *checksum;
};
extern const struct embedded recoupe_data[] __attribute__((visibility("hidden")));

static struct slice find(const char *name, void *context)
{
    (void)context;
    for (const struct embedded *row = recoupe_data; row->name; row++) {
        if (strcmp(row->name, name) == 0)
            return (struct slice){row->start, (size_t)(row->end - row->start)};
    }
    return SLICE_NONE;
}

static const char *name_at(uint32_t index, void *context)
{
    (void)context;
    for (const struct embedded *row = recoupe_data; row->name; row++) {
        if (index-- == 0)
            return row->name;
    }
    return NULL;
}

const char *engine_data_checksum(uint32_t index)
{
    return recoupe_data[index].checksum;
}

const struct data_source engine_data = {find, name_at, NULL};
