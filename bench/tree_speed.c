// SPDX-License-Identifier: Apache-2.0
// MB/s of the HTML tokenizer and tree alone (html_parse) on the pages named on the command line, a line
// each: bench/hostile asks it beside the whole reader. Built by `make bench`.
#include "base/file.h"
#include "engine/engine.h"
#include "read/html/tree.h"
#include "read/read.h"

#include <stdio.h>
#include <time.h>

int main(int count, char **paths)
{
    struct engine engine;
    struct error error = {0};
    if (!engine_open(&engine, "language", &error)) {
        fprintf(stderr, "tree_speed: %s: %s\n", error.where, error.message);
        return 3;
    }
    for (int i = 1; i < count; i++) {
        struct file file;
        struct arena arena;
        struct html_tree tree;
        if (!file_open(&file, paths[i], &error))
            return 1;
        arena_init(&arena, 0);
        clock_t start = clock();
        html_parse(&tree, engine.read_tables, file.bytes, &arena);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        printf("%.0f\n", (double)file.bytes.size / 1e6 / (seconds > 0 ? seconds : 1e-6));
        arena_free(&arena);
        file_close(&file);
    }
    engine_close(&engine);
    return 0;
}
