// SPDX-License-Identifier: Apache-2.0
// store: what goes in comes out to the same bytes; adding twice is once; strangers' and newer
// files are refused; a rebuild is the same; nothing committed is lost when a later step fails.
#include "store/store.h"
#include "test.h"
#include "store_documents.h"

#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#define PAGE_BYTES "<p>L\xE9t\xE9 …</p>"
static const struct original PAGE = {{PAGE_BYTES, sizeof PAGE_BYTES - 1}, "html", {"2025-03-02", 10},
                                     false};

static bool add(struct store *store, unsigned number, struct error *error)
{
    struct arena arena;
    struct document document;
    arena_init(&arena, 0);
    test_document(&document, &arena, number);
    enum store_added added = store_add(store, &document, &PAGE, error);
    arena_free(&arena);
    return added == STORE_ADDED;
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *database;
    CHECK(sqlite3_open(path, &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(database);
}

TEST(a_stored_document_comes_back_to_the_same_bytes)
{
    struct arena arena;
    struct document document, again;
    struct error error = {0};
    struct slice bytes;
    uint32_t count = 0;
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "same");
    struct store *store = store_open(path, STORE_CREATE, &error);
    CHECK(store != NULL);
    test_document(&document, &arena, 1);
    CHECK(store_add(store, &document, &PAGE, &error) == STORE_ADDED);
    CHECK(store_commit(store, &error));
    store_close(store);
    store = store_open(path, STORE_READ, &error);
    CHECK(store != NULL);
    document_init(&again, &arena);
    CHECK(store_load(store, document.id, &again, &error));
    struct slice before = test_dump(&document, &arena), after = test_dump(&again, &arena);
    CHECK(slice_equal(before, after));
    CHECK(again.source_map.count == 1 && again.source_map.items[0].source_start == 7);
    CHECK(store_original(store, document.id, &arena, &bytes, &error));
    CHECK(slice_equal(bytes, PAGE.bytes));
    CHECK(store_count(store, &count, &error) && count == 1);
    CHECK(!store_load(store, SLICE("none"), &again, &error) && error.kind == ERROR_INPUT);
    store_close(store);
    test_path(&arena, "same");
    arena_free(&arena);
}

TEST(adding_twice_writes_nothing)
{
    struct arena arena;
    struct document document;
    struct error error = {0};
    int64_t before, after;
    arena_init(&arena, 0);
    struct store *store = store_open(test_path(&arena, "twice"), STORE_CREATE, &error);
    test_document(&document, &arena, 1);
    CHECK(store_add(store, &document, &PAGE, &error) == STORE_ADDED);
    CHECK(store_pending(store) == 1);
    CHECK(store_commit(store, &error) && store_pending(store) == 0);
    CHECK(store_state(store, &before, &error));
    CHECK(store_add(store, &document, &PAGE, &error) == STORE_KNOWN);
    document.id = SLICE("another id, as a newer reader would give");
    CHECK(store_add(store, &document, &PAGE, &error) == STORE_KNOWN);
    CHECK(store_commit(store, &error));
    CHECK(store_state(store, &after, &error) && after == before);
    document.sha256 = SLICE("other bytes");
    CHECK(store_add(store, &document, &PAGE, &error) == STORE_ADDED);
    store_close(store);
    test_path(&arena, "twice");
    arena_free(&arena);
}

TEST(what_is_not_a_dossier_is_refused_with_a_sentence)
{
    struct arena arena;
    struct error error = {0};
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "strange");
    CHECK(!store_open(path, STORE_READ, &error) && error.kind == ERROR_INPUT);
    CHECK(strstr(error.message, "no such dossier") != NULL);
    FILE *file = fopen(path, "wb");
    fputs("a text that is long enough to be taken for the header of a database, or so one hopes; "
          "it has more than a hundred bytes", file);
    fclose(file);
    CHECK(!store_open(path, STORE_CREATE, &error) && error.kind == ERROR_INPUT);
    CHECK(strstr(error.message, "not a dossier") != NULL);
    path = test_path(&arena, "strange");
    run_sql(path, "CREATE TABLE other (a)");
    CHECK(!store_open(path, STORE_CREATE, &error));
    CHECK(strstr(error.message, "not a dossier of recoupe") != NULL);
    path = test_path(&arena, "strange");
    store_close(store_open(path, STORE_CREATE, &error));
    run_sql(path, "PRAGMA user_version = 99");
    CHECK(!store_open(path, STORE_WRITE, &error) && error.kind == ERROR_INPUT);
    CHECK(strstr(error.message, "newer recoupe (format 99") != NULL);
    test_path(&arena, "strange");
    CHECK(!store_open("/tmp", STORE_READ, &error));
    arena_free(&arena);
}

TEST(a_full_disk_loses_nothing_that_was_committed)
{
    struct arena arena;
    struct error error = {0};
    uint32_t count = 0;
    unsigned number = 0, committed = 0;
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "full");
    store_close(store_open(path, STORE_CREATE, &error));
    struct store *store = store_open(path, STORE_WRITE, &error);
    CHECK(store_limit_pages(store, 80, &error));
    while (number < 5000) {
        if (!add(store, number, &error))
            break;
        number++;
        if (number % 10 == 0) {
            if (!store_commit(store, &error))
                break;
            committed = number;
        }
    }
    CHECK(number < 5000 && committed > 0);
    CHECK(error.kind == ERROR_INTERNAL && strstr(error.message, "disk is full") != NULL);
    CHECK(store_count(store, &count, &error) && count == committed);
    store_close(store);
    store = store_open(path, STORE_WRITE, &error);
    CHECK(store_count(store, &count, &error) && count == committed);
    CHECK(add(store, 9999, &error) && store_commit(store, &error));
    store_close(store);
    test_path(&arena, "full");
    arena_free(&arena);
}

// Stands in for the engine: gives the findings of test_document again, by the number in the text.
static bool extract(struct document *document, void *context, struct error *error)
{
    struct document model;
    unsigned number = 0;
    (void)error;
    ++*(unsigned *)context;
    for (size_t i = strlen("L’été "); document->text.data[i] != ' '; i++)
        number = number * 10 + (unsigned)(document->text.data[i] - '0');
    test_document(&model, document->arena, number);
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        size_t offset = finding_descriptions[kind].list_offset;
        memcpy((char *)document + offset, (char *)&model + offset, sizeof(index_list));
    }
    memcpy(&document->sentences, &model.sentences, sizeof model.sentences);
    return true;
}

TEST(a_rebuild_gives_the_same_and_replays_corrections)
{
    struct arena arena;
    struct error error = {0};
    struct document document, again;
    unsigned calls = 0;
    uint32_t count = 0;
    struct store_extractor extractor = {extract, &calls};
    struct buffer out;
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    struct store *store = store_open(test_path(&arena, "rebuild"), STORE_CREATE, &error);
    CHECK(add(store, 1, &error) && add(store, 2, &error) && store_commit(store, &error));
    CHECK(store_rebuild(store, &extractor, &count, &error) && count == 2 && calls == 2);
    test_document(&document, &arena, 2);
    document_init(&again, &arena);
    CHECK(store_load(store, document.id, &again, &error));
    struct slice whole = test_dump(&document, &arena);
    CHECK(slice_equal(whole, test_dump(&again, &arena)));
    const struct slice reject[] = {SLICE("reject"), document.id, SLICE("q1")};
    CHECK(store_correct(store, reject, 3, SLICE("2025-03-04"), &extractor, &out, &error));
    for (int round = 0; round < 2; round++) {
        document_init(&again, &arena);
        CHECK(store_load(store, document.id, &again, &error));
        CHECK(again.quotes.count == 0 && again.events.count == 1);
        CHECK(store_rebuild(store, &extractor, &count, &error));
    }
    const struct slice undo[] = {SLICE("undo"), SLICE("1")};
    CHECK(store_correct(store, undo, 2, SLICE("2025-03-05"), &extractor, &out, &error));
    document_init(&again, &arena);
    CHECK(store_load(store, document.id, &again, &error));
    CHECK(slice_equal(whole, test_dump(&again, &arena)));
    CHECK(!store_correct(store, undo, 2, SLICE("2025-03-05"), &extractor, &out, &error));
    CHECK(error.kind == ERROR_USAGE);
    store_close(store);
    test_path(&arena, "rebuild");
    arena_free(&arena);
}

// A dossier from before a kind of finding got a field: only a rebuild makes it usable again.
TEST(findings_of_another_version_ask_for_a_rebuild)
{
    struct arena arena;
    struct error error = {0};
    struct document document, again;
    unsigned calls = 0;
    uint32_t count = 0;
    struct store_extractor extractor = {extract, &calls};
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "stale");
    struct store *store = store_open(path, STORE_CREATE, &error);
    CHECK(add(store, 1, &error) && store_commit(store, &error));
    store_close(store);
    run_sql(path, "ALTER TABLE quotes DROP COLUMN cue_end");
    CHECK(!store_open(path, STORE_READ, &error) && error.kind == ERROR_INPUT);
    CHECK(strstr(error.message, "recoupe rebuild") != NULL);
    CHECK(!store_open(path, STORE_CREATE, &error));
    store = store_open(path, STORE_WRITE, &error);
    CHECK(store && !add(store, 2, &error) && strstr(error.message, "rebuild") != NULL);
    CHECK(store_rebuild(store, &extractor, &count, &error) && count == 1);
    CHECK(add(store, 2, &error) && store_commit(store, &error));
    store_close(store);
    store = store_open(path, STORE_READ, &error);
    test_document(&document, &arena, 1);
    document_init(&again, &arena);
    CHECK(store && store_load(store, document.id, &again, &error));
    CHECK(slice_equal(test_dump(&document, &arena), test_dump(&again, &arena)));
    store_close(store);
    test_path(&arena, "stale");
    arena_free(&arena);
}

TEST(corrections_change_speakers_merge_and_split)
{
    struct arena arena;
    struct error error = {0};
    struct document document, again;
    struct buffer out;
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    struct store *store = store_open(test_path(&arena, "correct"), STORE_CREATE, &error);
    CHECK(add(store, 1, &error) && store_commit(store, &error));
    test_document(&document, &arena, 1);
    const struct slice give[] = {SLICE("reattribute"), document.id, SLICE("q1"), SLICE("norvege")};
    CHECK(store_correct(store, give, 4, SLICE("2025-03-04"), NULL, &out, &error));
    const struct slice split[] = {SLICE("split"), document.id, SLICE("m2")};
    CHECK(store_correct(store, split, 3, SLICE("2025-03-04"), NULL, &out, &error));
    const struct slice merge[] = {SLICE("merge"), SLICE("Oslo"), SLICE("NORVÈGE")};
    CHECK(store_correct(store, merge, 3, SLICE("2025-03-04"), NULL, &out, &error));
    const struct slice merge_both[] = {SLICE("merge"), SLICE("Kiev"), SLICE("Oslo")};
    CHECK(store_correct(store, merge_both, 3, SLICE("2025-03-04"), NULL, &out, &error));
    document_init(&again, &arena);
    CHECK(store_load(store, document.id, &again, &error));
    // Before the last merge: 1 Oslo (was Norvège), 2 Kiev, 3 Lars Dahl, 4 Kiev (split off).
    CHECK(again.entities.count == 3);
    CHECK_TEXT(again.entities.items[0].name, "Kiev");
    CHECK_TEXT(again.entities.items[1].name, "Lars Dahl");
    CHECK(again.mentions.items[0].entity.number == 1);
    CHECK(again.mentions.items[1].entity.number == 3);
    CHECK(again.quotes.items[0].speaker.entity.number == 1);
    CHECK(again.events.items[0].actors.items[0].entity.number == 1);
    CHECK(again.events.items[0].recipients.items[0].entity.number == 3);
    CHECK(again.events.items[0].said_by.items[0].entity.number == 2);
    out.size = 0;
    const struct slice list[] = {SLICE("list")};
    CHECK(store_correct(store, list, 1, SLICE_NONE, NULL, &out, &error));
    CHECK(slice_find(buffer_slice(&out), SLICE("NORVÈGE -> Oslo"), 0) != SIZE_MAX);
    const struct slice wrong[][4] = {{SLICE("reject"), document.id, SLICE("q9")},
                                     {SLICE("reject"), document.id, SLICE("e1")},
                                     {SLICE("split"), document.id, SLICE("q1")},
                                     {SLICE("merge"), SLICE("a"), SLICE("nobody")},
                                     {SLICE("merge"), SLICE("k1"), SLICE("k2")},
                                     {SLICE("delete"), SLICE("a"), SLICE("b")}};
    for (int i = 0; i < 6; i++) {
        CHECK(!store_correct(store, wrong[i], 3, SLICE_NONE, NULL, &out, &error));
        CHECK(error.kind == ERROR_USAGE);
    }
    store_close(store);
    test_path(&arena, "correct");
    arena_free(&arena);
}
