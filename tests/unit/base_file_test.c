// SPDX-License-Identifier: Apache-2.0
// base/file: reading and writing when every call that touches the disk fails in turn.
#include "base/file.h"
#include "fault.h"
#include "test.h"
#include "store_documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAPPED_SIZE ((size_t)17 << 20) // large enough to be mapped

static struct slice contents(const char *path, struct arena *arena)
{
    struct file file;
    struct error error = {0};
    if (!test_check(file_open(&file, path, &error), path, 1, "%s", error.message))
        return SLICE_NONE;
    struct slice copy = arena_copy(arena, file.bytes);
    file_close(&file);
    return copy;
}

TEST(file_write_leaves_the_old_file_or_the_new_one)
{
    static const enum fault_call calls[] = {FAULT_OPEN, FAULT_WRITE, FAULT_SYNC, FAULT_RENAME};
    struct arena arena;
    struct error error = {0};
    struct stat status;
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "write");
    const char *part = arena_format(&arena, "%s.part", path).data;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        CHECK(file_write(path, SLICE("old"), &error));
        fault_arm(calls[i], 1);
        bool written = file_write(path, SLICE("new"), &error);
        CHECK(fault_disarm() && !written);
        CHECK(error.kind == ERROR_INTERNAL && strcmp(error.where, path) == 0 && error.message[0]);
        CHECK_TEXT(contents(path, &arena), "old");
        CHECK(stat(part, &status) != 0); // nothing half-written is left
        CHECK(file_write(path, SLICE("new"), &error));
        CHECK_TEXT(contents(path, &arena), "new");
    }
    unlink(path);
    arena_free(&arena);
}

TEST(file_walk_stays_in_its_folder)
{
    struct arena arena;
    struct error error = {0};
    path_list paths = {0};
    arena_init(&arena, 0);
    const char *top = test_path(&arena, "walk");
    const char *inside = arena_format(&arena, "%s/a.txt", top).data;
    const char *hidden = arena_format(&arena, "%s/.b", top).data;
    const char *out = arena_format(&arena, "%s/out", top).data;
    const char *back = arena_format(&arena, "%s/back", top).data;
    const char *nowhere = arena_format(&arena, "%s/nowhere", top).data;
    CHECK(mkdir(top, 0700) == 0);
    CHECK(file_write(inside, SLICE("a"), &error) && file_write(hidden, SLICE("b"), &error));
    CHECK(symlink("/etc", out) == 0 && symlink(inside, back) == 0 && symlink("gone", nowhere) == 0);
    CHECK(file_walk(&arena, top, &paths, &error) && paths.count == 2); // a.txt, and the link to it
    if (paths.count == 2)
        CHECK(slice_is(paths.items[0], inside) && slice_is(paths.items[1], back));
    struct slice deep = arena_format(&arena, "%s/d", top);
    for (int i = 0; i < 40 && mkdir(deep.data, 0700) == 0; i++)
        deep = arena_format(&arena, "%s/d", deep.data);
    CHECK(!file_walk(&arena, top, &paths, &error) && strstr(error.message, "too deep"));
    for (deep.size -= 2; deep.size > strlen(top); deep.size -= 2)
        rmdir(arena_copy(&arena, deep).data);
    const char *const files[] = {inside, hidden, out, back, nowhere};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(files[i]);
    CHECK(rmdir(top) == 0);
    arena_free(&arena);
}

TEST(file_open_names_the_file_whatever_fails)
{
    static const struct {
        enum fault_call call;
        enum error_kind kind;
    } rows[] = {{FAULT_OPEN, ERROR_INPUT}, {FAULT_STAT, ERROR_INPUT}, {FAULT_READ, ERROR_INPUT},
                {FAULT_MEMORY, ERROR_INTERNAL}};
    struct arena arena;
    struct file file;
    struct error error = {0};
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "open");
    CHECK(file_write(path, SLICE("bytes"), &error));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (unsigned nth = 1; nth < 10; nth++) {
            fault_arm(rows[i].call, nth);
            bool opened = file_open(&file, path, &error);
            bool came = fault_disarm();
            CHECK(opened != came);
            if (opened)
                file_close(&file);
            else
                CHECK(error.kind == rows[i].kind && strcmp(error.where, path) == 0 && error.message[0]);
            if (!came)
                break;
        }
    }
    unlink(path);
    arena_free(&arena);
}

TEST(file_reads_all_bytes_in_short_pieces_and_without_mapping)
{
    struct arena arena;
    struct file file;
    struct error error = {0};
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "pieces");
    char *bytes = arena_take(&arena, MAPPED_SIZE);
    for (size_t i = 0; i < MAPPED_SIZE; i++)
        bytes[i] = (char)(i % 251);
    CHECK(file_write(path, (struct slice){bytes, 1000}, &error));
    fault_short_reads(true);
    CHECK(file_open(&file, path, &error) && slice_equal(file.bytes, (struct slice){bytes, 1000}));
    fault_short_reads(false);
    file_close(&file);
    CHECK(file_write(path, (struct slice){bytes, MAPPED_SIZE}, &error));
    CHECK(file_open(&file, path, &error) && file.mapping &&
          slice_equal(file.bytes, (struct slice){bytes, MAPPED_SIZE}));
    file_close(&file);
    fault_arm(FAULT_MAP, 1);
    CHECK(file_open(&file, path, &error) && !file.mapping &&
          slice_equal(file.bytes, (struct slice){bytes, MAPPED_SIZE}));
    CHECK(fault_disarm());
    file_close(&file);
    CHECK(file_write(path, SLICE(""), &error));
    CHECK(file_open(&file, path, &error) && file.bytes.size == 0 && file.bytes.data);
    file_close(&file);
    unlink(path);
    arena_free(&arena);
}
