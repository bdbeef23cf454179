// SPDX-License-Identifier: Apache-2.0
// Words a second from raw text to trees (language, segment, tag, tree), by CPU time of one thread:
// parse_speed LANGUAGE KERNELS FILE. KERNELS (scalar, sse2, avx2, avx512) is the most that the networks
// may use. The file is cut into texts of the size of an article. Built by `make bench`.
#include "base/file.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "model/net.h"

#include <stdio.h>
#include <time.h>

enum { ARTICLE = 5400, ROUNDS = 3 };

static const char *limit;

// The linker sends the library's own calls here (-Wl,--wrap).
const struct net_kernels *__wrap_net_kernels_best(void);
const struct net_kernels *__wrap_net_kernels_best(void)
{
    const struct net_kernels *kernels = net_kernels_at(0);
    for (unsigned i = 1; strcmp(kernels->name, limit) != 0 && net_kernels_at(i); i++)
        kernels = net_kernels_at(i);
    return kernels;
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

int main(int count, char **arguments)
{
    struct engine engine;
    struct file file;
    struct error error = {0};
    if (count != 4)
        return 2;
    limit = arguments[2];
    if (!engine_open(&engine, "tree", &error) || !file_open(&file, arguments[3], &error)) {
        fprintf(stderr, "parse_speed: %s: %s\n", error.where, error.message);
        return 3;
    }
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t words = 0;
        double start = seconds();
        for (size_t at = 0; at < file.bytes.size; at += ARTICLE) {
            struct arena arena, scratch;
            struct document document;
            arena_init(&arena, 0);
            arena_init(&scratch, 0);
            document_init(&document, &arena);
            document.language = language_from_code(slice_of(arguments[1]));
            document.text = utf8_repair(&arena, slice_part(file.bytes, at, at + ARTICLE));
            if (engine_run(&engine, &document, &scratch))
                words += document.words.count;
            arena_free(&arena);
            arena_free(&scratch);
        }
        double rate = (double)words / (seconds() - start + 1e-9);
        best = rate > best ? rate : best;
    }
    printf("%s, %s kernels: %.0f words/s\n", arguments[1], __wrap_net_kernels_best()->name, best);
    file_close(&file);
    engine_close(&engine);
    return 0;
}
