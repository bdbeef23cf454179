// SPDX-License-Identifier: Apache-2.0
// Articles a second that a dossier takes when all findings are there already, with its full-text
// indexes, by
// CPU time of one thread, and by the clock: store_speed FILE.jsonl DOSSIER. FILE is what `extract`
// printed; with "bare" as third word the findings are left out, with "later" the full-text index,
// too (as `add --later` does). With a number as fourth word every article is stored that many
// times, each copy with its own id and 400 days later than the one before. Built by `make bench`.
#include "base/calendar.h"
#include "base/file.h"
#include "base/json.h"
#include "doc/dump.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool read_line(struct document *document, struct arena *arena, struct slice line, bool bare,
                      struct error *error)
{
    document_init(document, arena);
    struct json_value *object = json_parse(arena, line, error);
    if (!object || !document_load(document, object, error))
        return false;
    for (int kind = 0; bare && kind < FINDING_KIND_COUNT; kind++)
        ((index_list *)(void *)((char *)document + finding_descriptions[kind].list_offset))->count =
            0;
    if (bare)
        document->sentences.count = 0;
    return true;
}

static void move_day(struct arena *arena, struct slice *value, int days)
{
    struct date date;
    char text[16];
    if (value->size < 10 || !date_parse(slice_part(*value, 0, 10), &date) || !date.day)
        return;
    date_write(date_from_day(date_to_day(date) + days), text);
    *value = arena_copy(arena, slice_of(text));
}

static void make_copy(struct document *document, struct arena *arena, int copy)
{
    document->id = arena_format(arena, "%.20s%04d", document->id.data, copy);
    document->sha256 = SLICE_NONE;
    move_day(arena, &document->published.value, copy * 400);
    for (uint32_t i = 0; i < document->times.count; i++) {
        move_day(arena, &document->times.items[i].earliest, copy * 400);
        move_day(arena, &document->times.items[i].latest, copy * 400);
    }
}

int main(int count, char **arguments)
{
    struct file file;
    struct error error = {0};
    struct arena arena;
    uint32_t added = 0;
    double cpu = 0, wall = 0;
    if (count < 3 || !file_open(&file, arguments[1], &error))
        return 2;
    bool later = count > 3 && strcmp(arguments[3], "later") == 0;
    bool bare = later || (count > 3 && strcmp(arguments[3], "bare") == 0);
    struct store *store = store_open(arguments[2], STORE_CREATE, &error);
    arena_init(&arena, 0);
    int copies = count > 4 ? (int)strtol(arguments[4], NULL, 10) : 1, copy = 0;
    struct slice rest = file.bytes, line;
    while (store && error.kind == ERROR_NONE && (rest.size || ++copy < copies)) {
        if (!rest.size)
            rest = file.bytes;
        struct document document;
        line = slice_cut(&rest, '\n');
        if (!line.size || !read_line(&document, &arena, line, bare, &error))
            continue;
        if (copy)
            make_copy(&document, &arena, copy);
        double cpu_start = seconds(CLOCK_PROCESS_CPUTIME_ID), start = seconds(CLOCK_MONOTONIC);
        struct original original = {document.text, "plain", SLICE("2025-12-03"), later};
        added += store_add(store, &document, &original, &error) == STORE_ADDED;
        cpu += seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_start;
        wall += seconds(CLOCK_MONOTONIC) - start;
        arena_reset(&arena);
    }
    double cpu_start = seconds(CLOCK_PROCESS_CPUTIME_ID), start = seconds(CLOCK_MONOTONIC);
    bool fine = store && error.kind == ERROR_NONE && store_commit(store, &error);
    cpu += seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_start;
    wall += seconds(CLOCK_MONOTONIC) - start;
    store_close(store);
    if (!fine) {
        fprintf(stderr, "%s: %s\n", error.where, error.message);
        return 1;
    }
    printf("store %-9s %8.0f articles/s of CPU time, %.0f by the clock\n",
           count > 3 ? arguments[3] : "findings", added / cpu, added / wall);
    return 0;
}
