// SPDX-License-Identifier: Apache-2.0
// Keeps a network in training between runs: values and Adam's means, as bits of floats, with the
// epoch and the generator's state. A run that is stopped and resumed gives the same bytes.
#include "train/tree_net.h"

#include <stdio.h>

bool tree_net_save(const struct tree_net *net, const char *path, uint32_t epoch, uint64_t random,
                   struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct model_writer writer;
    model_writer_init(&writer, &arena);
    uint64_t progress[] = {epoch, net->step, random};
    model_writer_add(&writer, "progress", MODEL_U64, progress, 3);
    for (uint32_t i = 0; i < net->all_count; i++) {
        const struct parameter *p = net->all[i];
        const float *parts[] = {p->value, p->mean, p->square};
        for (uint32_t part = 0; part < 3; part++)
            model_writer_add(&writer, arena_format(&arena, "%u.%u", i, part).data, MODEL_U32,
                             parts[part], (size_t)p->rows * p->columns);
    }
    bool good = file_write(path, model_write(&writer, "state"), error);
    arena_free(&arena);
    return good;
}

bool tree_net_resume(struct tree_net *net, const char *path, struct arena *arena, uint32_t *epoch,
                     uint64_t *random, struct error *error)
{
    struct error absent = {0};
    struct slice bytes;
    struct model state;
    if (!path || !train_bytes(arena, path, &bytes, &absent))
        return false;
    if (!model_open(&state, bytes, "state", path, error))
        return false;
    const uint64_t *progress = model_need(&state, "progress", MODEL_U64, 3, NULL, error);
    if (!progress)
        return false;
    for (uint32_t i = 0; i < net->all_count; i++) {
        struct parameter *p = net->all[i];
        float *parts[] = {p->value, p->mean, p->square};
        size_t size = (size_t)p->rows * p->columns;
        for (uint32_t part = 0; part < 3; part++) {
            const void *from = model_need(&state, arena_format(arena, "%u.%u", i, part).data,
                                          MODEL_U32, size, NULL, error);
            if (!from)
                return false;
            memcpy(parts[part], from, size * sizeof(float));
        }
    }
    *epoch = (uint32_t)progress[0];
    net->step = (uint32_t)progress[1];
    *random = progress[2];
    return true;
}
