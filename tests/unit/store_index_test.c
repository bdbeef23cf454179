// SPDX-License-Identifier: Apache-2.0
// store: the words that the index of findings holds. They are not stored beside it: a correction
// takes a row out by making its words again. Where this test fails the words have changed: raise
// STORE_VERSION and add a step to schema.c that makes the index anew, then mend the words here.
#include "store/store.h"
#include "store_documents.h"
#include "test.h"

#include <sqlite3.h>

static const char WORDS[] =
    "days:k202*3 days:m202503*3 days:y2025*3 lang:fr*3 origin_name:afp*3 place:kiev*1 "
    "said:dahl*2 said:lars*2 site:exemple*3 site:fr*3 sizes:e1*2 sizes:e7*1 what:aid*2 "
    "what:air*1 what:announced*1 what:commitment*1 what:defence*1 what:event*1 "
    "what:promised*1 what:quote*1 who:dahl*1 who:la*2 who:lars*1 who:norgov*2 "
    "who:norvege*4 whom:kiev*2 whom:ukrgov*2";

TEST(the_words_of_the_index_are_those_of_this_format)
{
    struct arena arena;
    struct error error = {0};
    struct document document;
    sqlite3 *database = NULL;
    sqlite3_stmt *row = NULL;
    struct original original = {SLICE("x"), "plain", SLICE_NONE, false};
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "index");
    struct store *store = store_open(path, STORE_CREATE, &error);
    test_document(&document, &arena, 1);
    CHECK(store_add(store, &document, &original, &error) == STORE_ADDED);
    CHECK(store_commit(store, &error));
    store_close(store);
    CHECK(sqlite3_open(path, &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database,
                       "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, findings_search, col)",
                       NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_prepare_v2(database,
                             "SELECT group_concat(col || ':' || term || '*' || cnt, ' ') FROM "
                             "(SELECT * FROM temp.words ORDER BY col, term)",
                             -1, &row, NULL) == SQLITE_OK);
    CHECK(sqlite3_step(row) == SQLITE_ROW);
    CHECK_TEXT(slice_of((const char *)sqlite3_column_text(row, 0)), WORDS);
    sqlite3_finalize(row);
    sqlite3_close(database);
    test_path(&arena, "index");
    arena_free(&arena);
}
