// SPDX-License-Identifier: Apache-2.0
// What is new since an earlier cross-check: each kind of change, what is no change, and earlier
// files that are none.
#include "compare_documents.h"

#define DOCUMENT(id, day, text, polarity, stage)                                                   \
    "{\"id\":\"" id "\",\"site\":\"" id ".example\",\"lang\":\"fr\",\"title\":\"Le port de Vernes\","  \
    "\"published\":{\"value\":\"" day "\",\"basis\":\"metadata\"},\"entities\":["                   \
    "{\"id\":\"e1\",\"kind\":\"organisation\",\"name\":\"Région Alpes\"},"                         \
    "{\"id\":\"e2\",\"kind\":\"place\",\"name\":\"Vernes\"}],\"text\":\"" text "\",\"commitments\":["   \
    "{\"id\":\"c1\",\"start\":0,\"end\":60,\"rule\":\"test\",\"givers\":[{\"entity\":\"e1\",\"text\":"  \
    "\"La région Alpes\"}],\"receivers\":[{\"entity\":\"e2\",\"text\":\"Vernes\"}],\"goods\":"       \
    "\"bateaux\",\"category\":\"vehicles\",\"count\":\"2\",\"money\":null,\"stage\":\"" stage "\","  \
    "\"deadline\":null,\"said_by\":[],\"hedged\":false}]}\n"
#define PROMISE "La région Alpes a promis deux bateaux au port de Vernes pour l'été prochain."
#define PROMISE_TOO "La région Alpes promet deux bateaux à Vernes, qui les attend pour l'été."
#define DELIVERY "La région Alpes a livré deux bateaux au port de Vernes avant l'été, hier."
#define FIRST DOCUMENT("a", "2025-03-06", PROMISE, "positive", "promised")
#define SECOND DOCUMENT("b", "2025-03-07", PROMISE_TOO, "positive", "promised")
#define LATER DOCUMENT("c", "2025-05-02", DELIVERY, "positive", "delivered")

// Compares `now` and says what changed since `before`; NONE where nothing did.
static void check_change(const char *before, const char *now, enum change_kind kind,
                         uint32_t documents)
{
    struct arena arena;
    struct error error = {0};
    struct buffer earlier;
    arena_init(&arena, 0);
    buffer_init(&earlier, &arena);
    const struct comparison *old = compare_lines(&arena, before, false);
    const struct comparison *made = compare_lines(&arena, now, false);
    if (old && made) {
        struct comparison result = *made;
        comparison_dump(old, &earlier);
        CHECK(changes_find(&result, buffer_slice(&earlier), "old.json", &arena, &error));
        CHECK(result.has_changes);
        CHECK(result.changes.count == (kind != CHANGE_NONE));
        if (result.changes.count) {
            CHECK(result.changes.items[0].kind == kind);
            CHECK(result.changes.items[0].documents.count == documents);
            CHECK((result.changes.items[0].claim == NO_INDEX) == (kind == CHANGE_WITHDRAWN));
            CHECK((result.changes.items[0].was.data == NULL) == (kind == CHANGE_NEW));
        }
    }
    arena_free(&arena);
}

TEST(the_same_articles_bring_no_change)
{
    check_change(FIRST, FIRST, CHANGE_NONE, 0);
    check_change(FIRST SECOND, FIRST SECOND, CHANGE_NONE, 0);
}

TEST(a_first_article_is_new)
{
    check_change("", FIRST, CHANGE_NEW, 1);
}

TEST(a_second_origin_confirms)
{
    check_change(FIRST, FIRST SECOND, CHANGE_CONFIRMED, 1);
}

TEST(a_later_stage_changes)
{
    check_change(FIRST SECOND, FIRST SECOND LATER, CHANGE_CHANGED, 1);
}

TEST(what_no_article_says_any_more_is_withdrawn)
{
    check_change(FIRST, "", CHANGE_WITHDRAWN, 0);
}

TEST(an_earlier_file_that_is_none_is_refused_by_name)
{
    static const char *const wrong[] = {"", "{\"claims\":[", "[1]", "{\"claims\":[]}",
                                        "{\"documents\":[],\"claims\":3}"};
    struct arena arena;
    arena_init(&arena, 0);
    const struct comparison *made = compare_lines(&arena, FIRST, false);
    for (size_t i = 0; made && i < sizeof wrong / sizeof *wrong; i++) {
        struct comparison result = *made;
        struct error error = {0};
        CHECK(!changes_find(&result, slice_of(wrong[i]), "old.json", &arena, &error));
        CHECK(strcmp(error.where, "old.json") == 0 && error.kind == ERROR_INPUT);
    }
    // Odd but well-formed: claims without support, places without numbers.
    struct comparison result = *made;
    struct error error = {0};
    CHECK(changes_find(&result,
                       SLICE("{\"documents\":[{}],\"claims\":[{},{\"support\":[{\"document\":\"a\"}]}]}"),
                       "old.json", &arena, &error));
    CHECK(result.changes.count == 3); // one new claim, two that nobody says any more
    arena_free(&arena);
}
