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

// The same with the user's file of entities, first of all.
static struct slice find_knowing(const char *name, void *context)
{
    return strcmp(name, ENGINE_KNOWLEDGE) == 0 ? *(struct slice *)context : find(name, NULL);
}

static const char *name_at_knowing(uint32_t index, void *context)
{
    (void)context;
    return index == 0 ? ENGINE_KNOWLEDGE : name_at(index - 1, NULL);
}

struct data_source engine_data_knowing(struct slice *knowledge)
{
    return (struct data_source){find_knowing, name_at_knowing, knowledge};
}
