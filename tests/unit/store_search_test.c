// SPDX-License-Identifier: Apache-2.0
// store: the search grammar, one row a query: how many documents or findings it must give.
#include "store/search.h"
#include "test.h"
#include "store_documents.h"

static const struct {
    const char *query;
    int hits; // of a dossier with documents 1 to 3; -1: refused
} ROWS[] = {
    {"radars", 3},
    {"defense", 3},
    {"\"deux radars\" KIEV", 3},
    {"\"radars deux\"", 0},
    {"prom* -radars", 0},
    {"2", 1},
    {"1 OR 2", 2},
    {"radars -2", 2},
    {"who:norvege kind:event", 3},
    {"qui:Norvège what:aide when:2025-03", 6},
    {"who:Kiev", 0},
    {"whom:Kiev what:air_defence", 3},
    {"said:\"Lars Dahl\"", 6},
    {"-said:dahl kind:event", 0},
    {"stage:promised", 3},
    {"stage:delivered", 0},
    {"status:announced 3", 3},
    {"when:2025-03-03 what:AID kind:event", 3},
    {"when:2025-03-04.. what:AID", 0},
    {"when:..2025-03-02 kind:quote", 3},
    {"where:kiev", 3},
    {"site:exemple", 3},
    {"site:autre", 0},
    {"lang:fr radars", 3},
    {"lang:en", 0},
    {"origin:afp", 3},
    {"-origin:afp", 0},
    {"", -1},
    {"wat:1", -1},
    {"what:nonsense", -1},
    {"when:soon", -1},
    {"\"never closed", -1},
    {"radars OR", -1},
    {"AND \" ' ; DROP (", -1},
    {"who:a\"b *", 0},
    {"radar", 3},
    {"livrer promesses", 3},
    {"\"radar\"", 0},
    {"-1", 2},
    {"-1 what:AID", 4},
    {"radars OR bateaux what:AID kind:event", 3},
    {"who:oslo OR who:norvege kind:event", 3},
    {"who:NORGOV what:AID kind:event", 3},
    {"when:2024 OR when:2025 kind:event", 3},
    {"-when:2025 kind:event", 0},
    {"when:1990..2099 kind:event", 3},
    {"when:..2200 kind:event", 3},
    {"when:1400..1600", 0},
    {"when:2025-02..2025-04 kind:event", 3},
    {"amount:2 kind:event", 3},
    {"amount:\"2 radars\" kind:event", 3},
    {"amount:\"2 boats\"", 0},
    {"amount:>1M", 3},
    {"amount:5M", 3},
    {"amount:4,9M..5,1M", 3},
    {"amount:\"5M €\"", 3},
    {"amount:\"5M $\"", 0},
    {"amount:<3 kind:event", 3},
    {"amount:3..4", 0},
    {"amount:many", -1},
    {"amount:9..1", -1},
    {"amount:>=5M", 3},
    {"amount:>5M", 0},
    {"amount:<=2 kind:event", 3},
    {"amount:<2 kind:event", 0},
    {"who:norvege OR when:1990", 6},
    {"(who:norvege OR zzyzx) kind:event", 3},
    {"who:norvege AND kind:event", 3},
    {"(who:zzyzx OR radars) kind:event", 3},
    {"kind:event NOT when:1990", 3},
    {"kind:event NOT (when:1990 OR zzyzx)", 3},
    {"kind:event (NOT kind:event OR NOT zzyzx)", 3},
    {"kind:event -(radars)", 0},
    {"kind:event -(radars zzyzx)", 3},
    {"(kind:event when:1990) OR (kind:event radars)", 3},
    {"who:(zzyzx OR norvege) kind:event", 3},
    {"who:(norvege -zzyzx) kind:event", 3},
    {"who:(norvege what:AID)", -1},
    {"radars (zzyzx OR radars)", 3},
    {"radars (zzyzx OR NOT radars)", 0},
    {"radars OR -zzyzx", 3},
    {"zzyzx OR -radars", 0},
    {"NOT zzyzx", 3},
    {"NOT NOT radars", 3},
    {"-(zzyzx OR radars)", 0},
    {"radars AND", -1},
    {"radars OR", -1},
    {"AND radars", -1},
    {"OR radars", -1},
    {"radars AND OR zzyzx", -1},
    {"(radars", -1},
    {"radars)", -1},
    {"()", -1},
    {"who:()", -1},
    {"((((((((((((((((((((((radars))))))))))))))))))))))", -1},
    {"radars NOT", -1},
};

TEST(search_grammar)
{
    struct arena arena;
    struct error error = {0};
    arena_init(&arena, 0);
    struct store *store = store_open(test_path(&arena, "search"), STORE_CREATE, &error);
    struct original original = {SLICE("x"), "plain", SLICE_NONE, false};
    for (unsigned number = 1; number <= 3; number++) {
        struct document document;
        test_document(&document, &arena, number);
        CHECK(store_add(store, &document, &original, &error) == STORE_ADDED);
    }
    CHECK(store_commit(store, &error));
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct search_result result;
        bool fine = store_search(store, slice_of(ROWS[i].query), 50, &arena, &result, &error);
        int hits = fine ? (int)result.hits.count : -1;
        test_check(hits == ROWS[i].hits, __FILE__, __LINE__, "%s: %d hits, not %d (%s)",
                   ROWS[i].query, hits, ROWS[i].hits, fine ? "" : error.message);
        CHECK(fine || error.kind == ERROR_USAGE);
    }
    store_close(store);
    test_path(&arena, "search");
    arena_free(&arena);
}

TEST(search_marks_the_words)
{
    struct arena arena;
    struct error error = {0};
    struct document document;
    struct search_result result;
    arena_init(&arena, 0);
    struct store *store = store_open(test_path(&arena, "marks"), STORE_CREATE, &error);
    struct original original = {SLICE("x"), "plain", SLICE_NONE, false};
    test_document(&document, &arena, 1);
    CHECK(store_add(store, &document, &original, &error) == STORE_ADDED);
    CHECK(store_search(store, SLICE("who:norvege kind:event"), 5, &arena, &result, &error));
    CHECK(result.hits.count == 1 && result.hits.items[0].marks.count == 1);
    struct search_hit *hit = &result.hits.items[0];
    CHECK_TEXT(slice_part(hit->text, hit->marks.items[0].start, hit->marks.items[0].end), "livrera");
    CHECK(hit->start == 18);
    CHECK(store_search(store, SLICE("ÉTÉ"), 5, &arena, &result, &error));
    hit = &result.hits.items[0];
    CHECK(hit->is_document && hit->marks.count == 1);
    CHECK_TEXT(slice_part(hit->text, hit->marks.items[0].start, hit->marks.items[0].end), "été");
    CHECK(!store_search(store, SLICE("radars qeu:moi"), 5, &arena, &result, &error));
    CHECK(strstr(error.message, "'qeu' (character 8)") != NULL);
    CHECK(result.wrong.start == 7 && result.wrong.end == 10);
    static const struct {
        const char *query;
        uint32_t start, end; // characters that the caret stands under
    } carets[] = {{"été when:hier", 4, 13}, {"(été", 0, 1}, {"été)", 3, 4}, {"été OR", 6, 7},
                  {"été OR OR a", 7, 9}, {"été (AND a)", 5, 8}, {"\"été", 0, 4},
                  {"a what:(été OR aid)", 8, 11}, {"who:()", 0, 6}, {"a - b", 2, 3}, {"a :b", 2, 3}};
    for (size_t i = 0; i < sizeof carets / sizeof *carets; i++) {
        CHECK(!store_search(store, slice_of(carets[i].query), 5, &arena, &result, &error));
        test_check(result.wrong.start == carets[i].start && result.wrong.end == carets[i].end,
                   __FILE__, __LINE__, "%s: %u to %u (%s)", carets[i].query, result.wrong.start,
                   result.wrong.end, error.message);
    }
    // A stem's words are marked too, in the sentence that has most of them.
    CHECK(store_search(store, SLICE("livrer radar long"), 5, &arena, &result, &error));
    hit = &result.hits.items[0];
    CHECK(hit->marks.count == 2 && hit->start == 18);
    CHECK_TEXT(slice_part(hit->text, hit->marks.items[0].start, hit->marks.items[0].end), "livrera");
    CHECK_TEXT(slice_part(hit->text, hit->marks.items[1].start, hit->marks.items[1].end), "radars");
    store_close(store);
    test_path(&arena, "marks");
    arena_free(&arena);
}

TEST(search_from_an_article_on)
{
    struct arena arena;
    struct error error = {0};
    struct slice ids[4];
    arena_init(&arena, 0);
    struct store *store = store_open(test_path(&arena, "from"), STORE_CREATE, &error);
    struct original original = {SLICE("x"), "plain", SLICE_NONE, false};
    for (unsigned number = 1; number <= 3; number++) {
        struct document document;
        test_document(&document, &arena, number);
        ids[number] = document.id;
        CHECK(store_add(store, &document, &original, &error) == STORE_ADDED);
    }
    static const struct {
        const char *query;
        unsigned first, hits;
    } rows[] = {{"radars", 1, 3}, {"radars", 3, 1}, {"kind:event", 2, 2}, {"-2", 2, 1}, {"-2 kind:event", 2, 1},
                {"radars kind:event", 3, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct search_result result;
        CHECK(store_search_from(store, slice_of(rows[i].query), ids[rows[i].first], &arena, &result, &error));
        test_check(result.hits.count == rows[i].hits, __FILE__, __LINE__, "%s from %u: %u", rows[i].query,
                   rows[i].first, result.hits.count);
    }
    store_close(store);
    test_path(&arena, "from");
    arena_free(&arena);
}
