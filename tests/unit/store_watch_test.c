// SPDX-License-Identifier: Apache-2.0
// What watch remembers: feeds and items, kept over a reopening, gone with a rollback.
#include "store/watch.h"
#include "test.h"

#include <stdio.h>
#include <unistd.h>

TEST(store_watch_remembers)
{
    char path[64];
    struct arena arena;
    struct error error = {0};
    struct watch_state state = {.etag = SLICE("\"a\""), .due = 1752480000, .failures = 2};
    bool seen = true;
    snprintf(path, sizeof path, "build/test-watch-%d.db", (int)getpid());
    arena_init(&arena, 0);
    struct store *store = store_open(path, STORE_CREATE, &error);
    if (!test_check(store != NULL, __FILE__, __LINE__, "%s", error.message))
        return;
    CHECK(store_watch_open(store, &error));
    CHECK(store_watch_seen(store, SLICE("http://a"), SLICE("1"), &seen, &error) && !seen);
    CHECK(store_watch_save(store, SLICE("http://a"), &state, SLICE("no answer"), &error));
    CHECK(store_watch_mark(store, SLICE("http://a"), SLICE("1"), &error));
    CHECK(store_commit(store, &error));
    CHECK(store_watch_mark(store, SLICE("http://a"), SLICE("2"), &error));
    store_close(store); // not committed
    store = store_open(path, STORE_WRITE, &error);
    CHECK(store && store_watch_open(store, &error));
    state = (struct watch_state){0};
    CHECK(store && store_watch_load(store, SLICE("http://a"), &arena, &state, &error));
    CHECK_TEXT(state.etag, "\"a\"");
    CHECK(state.due == 1752480000 && state.failures == 2 && !state.gone && !state.modified.data);
    CHECK(store_watch_seen(store, SLICE("http://a"), SLICE("1"), &seen, &error) && seen);
    CHECK(store_watch_seen(store, SLICE("http://a"), SLICE("2"), &seen, &error) && !seen);
    CHECK(store_watch_seen(store, SLICE("http://b"), SLICE("1"), &seen, &error) && !seen);
    CHECK(store_watch_load(store, SLICE("http://b"), &arena, &state, &error) && !state.due);
    store_close(store);
    arena_free(&arena);
    unlink(path);
}
