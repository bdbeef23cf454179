// SPDX-License-Identifier: Apache-2.0
// MB/s of times, amounts and names (mention and entity) by themselves on one core: each stage over all
// the texts in turn, after the parser has run. `stage_speed LANGUAGE TEXT...`; best of five passes of CPU
// time. `make bench` runs it; the table by stage of bench/bench shows them between the other stages.
#include "base/file.h"
#include "engine/engine.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define TEXTS_MOST 2000
#define PASSES 5

static struct document documents[TEXTS_MOST];

static void forget(struct document *document, const char *stage)
{
    if (strcmp(stage, "time") == 0)
        document->times.count = 0;
    else if (strcmp(stage, "amount") == 0)
        document->amounts.count = 0;
    else if (strcmp(stage, "mention") == 0)
        document->mentions.count = 0;
    else
        document->entities.count = 0;
}

static double pass_seconds(const struct engine *engine, uint32_t stage, uint32_t count)
{
    struct arena scratch;
    arena_init(&scratch, 0);
    clock_t start = clock();
    for (uint32_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(&scratch);
        forget(&documents[i], stage_table[stage]->name);
        stage_table[stage]->run(engine->tables[stage], &documents[i], &scratch);
        arena_rewind(&scratch, mark);
    }
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    arena_free(&scratch);
    return seconds;
}

static double megabytes_read(const struct engine *engine, struct arena *arena, char **arguments,
                             uint32_t count)
{
    struct arena scratch;
    struct error error = {0};
    double size = 0;
    arena_init(&scratch, 0);
    for (uint32_t i = 0; i < count; i++) {
        struct file file;
        if (!file_open(&file, arguments[i + 2], &error))
            return 0;
        document_init(&documents[i], arena);
        documents[i].text = arena_copy(arena, file.bytes);
        documents[i].language = language_from_code(slice_of(arguments[1]));
        documents[i].published = (struct document_date){SLICE("2025-07-16"), DATE_OPTION};
        size += (double)file.bytes.size / 1e6;
        file_close(&file);
        engine_run(engine, &documents[i], &scratch);
    }
    arena_free(&scratch);
    return size;
}

int main(int count, char **arguments)
{
    struct engine engine;
    struct arena arena;
    struct error error = {0};
    double total = 0;
    if (count < 3 || count - 2 > TEXTS_MOST || !engine_open(&engine, "entity", &error))
        return 3;
    arena_init(&arena, 0);
    double size = megabytes_read(&engine, &arena, arguments, (uint32_t)count - 2);
    for (uint32_t stage = 0; stage_table[stage] && stage < engine.stage_count; stage++) {
        const char *name = stage_table[stage]->name;
        if (strcmp(name, "time") && strcmp(name, "amount") && strcmp(name, "mention") &&
            strcmp(name, "entity"))
            continue;
        double best = 1e9;
        for (int pass = 0; pass < PASSES; pass++) {
            double seconds = pass_seconds(&engine, stage, (uint32_t)count - 2);
            best = seconds < best ? seconds : best;
        }
        printf("%-10s %6.1f MB/s\n", name, size / (best > 0 ? best : 1e-6));
        total += best;
    }
    printf("%-10s %6.1f MB/s\n", "together", size / (total > 0 ? total : 1e-6));
    arena_free(&arena);
    engine_close(&engine);
    return 0;
}
