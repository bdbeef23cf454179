// SPDX-License-Identifier: Apache-2.0
// store: every write, sync and growth of the file is made to fail in turn, through the
// failing VFS (tests/fault.h). Whatever fails, the call says so, what was committed is there, and
// the file stays sound. And a writer killed at any moment leaves the same.
#include "fault.h"
#include "store/store.h"
#include "test.h"
#include "store_documents.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

static bool add(struct store *store, unsigned number, struct error *error)
{
    struct arena arena;
    struct document document;
    struct original original = {SLICE("bytes"), "plain", SLICE_NONE, false};
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
static bool fail_at(struct arena *arena, unsigned nth)
{
    struct error error = {0};
    uint32_t count = 0;
    const char *path = test_path(arena, "fault");
    struct store *store = store_open(path, STORE_CREATE, &error);
    CHECK(store && add(store, 1, &error));
    fault_arm(FAULT_DATABASE_WRITE, nth);
    bool added = add(store, 2, &error);
    bool reached = fault_disarm();
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
    unsigned nth = 1;
    arena_init(&arena, 0);
    fault_database(true);
    while (nth < 500 && fail_at(&arena, nth))
        nth++;
    fault_database(false);
    CHECK(nth > 10 && nth < 500);
    test_path(&arena, "fault");
    arena_free(&arena);
}

#define KILLS 200

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
    uint32_t safe = 0, count = 0, random = 1; // the same moments as far as the machine lets them be
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "kill");
    for (unsigned round = 1; round <= KILLS; round++) {
        int told[2];
        char byte;
        CHECK(pipe(told) == 0);
        pid_t child = fork();
        if (child == 0)
            add_until_killed(path, round * 10000, told[1]);
        close(told[1]);
        // After none to four commits the kill comes at no particular moment; some come before the first.
        random = random * 1103515245 + 12345;
        for (unsigned i = 0; i < (random >> 24) % 5 && read(told[0], &byte, 1) == 1; i++)
            safe++;
        usleep((random >> 8) % 3000);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        while (read(told[0], &byte, 1) == 1)
            safe++;
        close(told[0]);
        struct store *store = store_open(path, STORE_CREATE, &error);
        CHECK(store && store_count(store, &count, &error) && count >= safe);
        safe = count;
        store_close(store);
        CHECK(round % 10 || is_sound(path));
    }
    CHECK(safe >= 20);
    test_path(&arena, "kill");
    arena_free(&arena);
}
