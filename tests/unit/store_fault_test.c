// SPDX-License-Identifier: Apache-2.0
// store: every write, sync and growth of the file is made to fail in turn, through an SQLite VFS
// that wraps the system's. Whatever fails, the call says so, what was committed is there, and
// the file stays sound. And a writer killed at any moment leaves the same.
#include "store/store.h"
#include "test.h"
#include "store_documents.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

static sqlite3_vfs *system_vfs;
static sqlite3_vfs faulty_vfs;
static int steps_left; // writing steps until the failure; < 0: never
static int failure;    // SQLite result code

struct faulty_file {
    sqlite3_file base;
    sqlite3_file *inner; // in the memory right after this struct
};

static bool fails(void)
{
    return steps_left >= 0 && steps_left-- == 0;
}

#define INNER(file) (((struct faulty_file *)(file))->inner)
#define CALL(file, method, ...) INNER(file)->pMethods->method(INNER(file), __VA_ARGS__)

static int faulty_close(sqlite3_file *file)
{
    return INNER(file)->pMethods->xClose(INNER(file));
}
static int faulty_read(sqlite3_file *file, void *out, int size, sqlite3_int64 at)
{
    return CALL(file, xRead, out, size, at);
}
static int faulty_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    return fails() ? failure : CALL(file, xWrite, data, size, at);
}
static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return fails() ? SQLITE_IOERR_TRUNCATE : CALL(file, xTruncate, size);
}
static int faulty_sync(sqlite3_file *file, int flags)
{
    return fails() ? SQLITE_IOERR_FSYNC : CALL(file, xSync, flags);
}
static int faulty_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return CALL(file, xFileSize, size);
}
static int faulty_lock(sqlite3_file *file, int level)
{
    return CALL(file, xLock, level);
}
static int faulty_unlock(sqlite3_file *file, int level)
{
    return CALL(file, xUnlock, level);
}
static int faulty_reserved(sqlite3_file *file, int *out)
{
    return CALL(file, xCheckReservedLock, out);
}
static int faulty_control(sqlite3_file *file, int operation, void *argument)
{
    return CALL(file, xFileControl, operation, argument);
}
static int faulty_sector(sqlite3_file *file)
{
    return INNER(file)->pMethods->xSectorSize(INNER(file));
}
static int faulty_characteristics(sqlite3_file *file)
{
    return INNER(file)->pMethods->xDeviceCharacteristics(INNER(file));
}
static int faulty_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return CALL(file, xShmMap, page, size, extend, out);
}
static int faulty_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return CALL(file, xShmLock, offset, count, flags);
}
static void faulty_barrier(sqlite3_file *file)
{
    INNER(file)->pMethods->xShmBarrier(INNER(file));
}
static int faulty_unmap(sqlite3_file *file, int remove)
{
    return CALL(file, xShmUnmap, remove);
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 2,
    .xClose = faulty_close,
    .xRead = faulty_read,
    .xWrite = faulty_write,
    .xTruncate = faulty_truncate,
    .xSync = faulty_sync,
    .xFileSize = faulty_size,
    .xLock = faulty_lock,
    .xUnlock = faulty_unlock,
    .xCheckReservedLock = faulty_reserved,
    .xFileControl = faulty_control,
    .xSectorSize = faulty_sector,
    .xDeviceCharacteristics = faulty_characteristics,
    .xShmMap = faulty_map,
    .xShmLock = faulty_shm_lock,
    .xShmBarrier = faulty_barrier,
    .xShmUnmap = faulty_unmap,
};

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                       int *out_flags)
{
    struct faulty_file *faulty = (struct faulty_file *)file;
    (void)vfs;
    faulty->inner = (sqlite3_file *)(void *)(faulty + 1);
    int code = system_vfs->xOpen(system_vfs, name, faulty->inner, flags, out_flags);
    faulty->base.pMethods = faulty->inner->pMethods ? &METHODS : NULL;
    return code;
}

static void install(void)
{
    system_vfs = sqlite3_vfs_find(NULL);
    faulty_vfs = *system_vfs;
    faulty_vfs.zName = "faulty";
    faulty_vfs.szOsFile = (int)sizeof(struct faulty_file) + system_vfs->szOsFile;
    faulty_vfs.xOpen = faulty_open;
    faulty_vfs.pNext = NULL;
    sqlite3_vfs_register(&faulty_vfs, 1);
}

static bool add(struct store *store, unsigned number, struct error *error)
{
    struct arena arena;
    struct document document;
    struct original original = {SLICE("bytes"), "plain", SLICE_NONE};
    arena_init(&arena, 0);
    test_document(&document, &arena, number);
    enum store_added added = store_add(store, &document, &original, error);
    arena_free(&arena);
    return added != STORE_FAILED && store_commit(store, error);
}

static bool is_sound(const char *path)
{
    sqlite3 *database;
    sqlite3_stmt *row = NULL;
    bool sound = sqlite3_open(path, &database) == SQLITE_OK &&
                 sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &row, NULL) ==
                     SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW &&
                 strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
    sqlite3_finalize(row);
    sqlite3_close(database);
    return sound;
}

// Lets the nth writing step of an add fail. Returns false when the add has fewer steps.
static bool fail_at(struct arena *arena, int nth, int code)
{
    struct error error = {0};
    uint32_t count = 0;
    const char *path = test_path(arena, "fault");
    struct store *store = store_open(path, STORE_CREATE, &error);
    CHECK(store && add(store, 1, &error));
    failure = code;
    steps_left = nth;
    bool added = add(store, 2, &error);
    bool reached = steps_left < 0;
    steps_left = -1;
    if (!added)
        CHECK(error.kind == ERROR_INTERNAL && error.message[0] != '\0');
    CHECK(store_count(store, &count, &error) && count == (added ? 2 : 1));
    store_close(store);
    CHECK(is_sound(path));
    store = store_open(path, STORE_WRITE, &error);
    CHECK(store && add(store, 2, &error) && store_count(store, &count, &error) && count == 2);
    store_close(store);
    return reached;
}

TEST(every_writing_step_may_fail)
{
    struct arena arena;
    int steps = 0;
    arena_init(&arena, 0);
    install();
    steps_left = -1;
    while (steps < 500 && fail_at(&arena, steps, steps % 2 ? SQLITE_IOERR_WRITE : SQLITE_FULL))
        steps++;
    CHECK(steps > 10 && steps < 500);
    sqlite3_vfs_register(system_vfs, 1);
    sqlite3_vfs_unregister(&faulty_vfs);
    test_path(&arena, "fault");
    arena_free(&arena);
}

// Another process adds, telling after each commit how many are safe, until it is killed.
static void add_until_killed(const char *path, unsigned first, int told)
{
    struct error error = {0};
    struct store *store = store_open(path, STORE_CREATE, &error);
    for (unsigned number = first; store && number < first + 100000; number++) {
        if (!add(store, number, &error) || write(told, "+", 1) != 1)
            break;
    }
    _exit(0);
}

TEST(a_kill_loses_nothing_that_was_committed)
{
    struct arena arena;
    struct error error = {0};
    uint32_t safe = 0, count = 0;
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "kill");
    for (unsigned round = 1; round <= 5; round++) {
        int told[2];
        char byte;
        CHECK(pipe(told) == 0);
        pid_t child = fork();
        if (child == 0)
            add_until_killed(path, round * 100000, told[1]);
        close(told[1]);
        // After the first few commits the kill comes at no particular moment.
        for (unsigned i = 0; i < 3 + round && read(told[0], &byte, 1) == 1; i++)
            safe++;
        usleep(round * 700);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        while (read(told[0], &byte, 1) == 1)
            safe++;
        close(told[0]);
        struct store *store = store_open(path, STORE_WRITE, &error);
        CHECK(store && store_count(store, &count, &error) && count >= safe);
        safe = count;
        store_close(store);
        CHECK(is_sound(path));
    }
    CHECK(safe >= 20);
    test_path(&arena, "kill");
    arena_free(&arena);
}
