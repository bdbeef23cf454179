// SPDX-License-Identifier: Apache-2.0
// Replays the saved corpus of every fuzz target. What an input once broke stays mended.
#include "fuzz/fuzz.h"

#include "base/file.h"
#include "test.h"

static void replay(const struct fuzz_target *target)
{
    struct arena arena;
    struct error error = {0};
    path_list paths = {0};
    arena_init(&arena, 0);
    const char *folder = arena_format(&arena, "tests/fuzz/corpus/%s", target->name).data;
    if (test_check(file_walk(&arena, folder, &paths, &error), folder, 1, "%s", error.message))
        test_check(paths.count >= 3, folder, 1, "only %u saved inputs", paths.count);
    for (uint32_t i = 0; i < paths.count; i++) {
        struct file file;
        if (!test_check(file_open(&file, paths.items[i].data, &error), folder, 1, "%s", error.message))
            continue;
        // A copy of the exact size: under ASan a byte too far is seen.
        struct slice copy = arena_copy(&arena, file.bytes);
        file_close(&file);
        target->run(copy);
        for (size_t cut = 1; cut < 8; cut++) // and broken off
            target->run(slice_part(copy, 0, copy.size * cut / 8));
    }
    arena_free(&arena);
}

TEST(fuzz_corpus_of_every_target)
{
    for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
        replay(target);
}

TEST(fuzz_corpus_has_no_other_folder)
{
    struct arena arena;
    struct error error = {0};
    path_list paths = {0};
    arena_init(&arena, 0);
    CHECK(file_walk(&arena, "tests/fuzz/corpus", &paths, &error));
    for (uint32_t i = 0; i < paths.count; i++) {
        struct slice rest = slice_part(paths.items[i], sizeof "tests/fuzz/corpus/" - 1, SIZE_MAX);
        struct slice name = arena_copy(&arena, slice_cut(&rest, '/'));
        test_check(fuzz_find(name.data) != NULL, paths.items[i].data, 1, "belongs to no target");
    }
    arena_free(&arena);
}
