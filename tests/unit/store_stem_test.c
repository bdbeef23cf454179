// SPDX-License-Identifier: Apache-2.0
// store: which forms of a word share a stem, and which words of other meaning do not.
#include "store/stem.h"
#include "test.h"

static struct slice stem(struct arena *arena, const char *text)
{
    struct stem_word word;
    size_t position = 0;
    CHECK(stem_next(slice_of(text), &position, &word));
    stem_cut(&word);
    return arena_copy(arena, (struct slice){word.stem, word.stem_size});
}

TEST(stems_of_inflected_words)
{
    static const char *const same[][2] = {
        {"livrée", "livrer"},     {"livrera", "livraient"}, {"missiles", "missile"}, {"Élevées", "élever"},
        {"journaux", "journal"},  {"delivered", "delivers"}, {"stopped", "stop"},    {"attacks", "attacking"},
        {"présidente", "présidents"}, {"œuvres", "oeuvre"}, {"aide", "aider"},       {"countries", "country"},
    };
    static const char *const other[][2] = {
        {"Paris", "par"}, {"mission", "missile"}, {"guerre", "gare"}, {"2024", "2025"}, {"port", "porc"}, {"sous", "soupe"},
    };
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        test_check(slice_equal(stem(&arena, same[i][0]), stem(&arena, same[i][1])), __FILE__, __LINE__,
                   "%s, %s", same[i][0], same[i][1]);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        test_check(!slice_equal(stem(&arena, other[i][0]), stem(&arena, other[i][1])), __FILE__, __LINE__,
                   "%s, %s", other[i][0], other[i][1]);
    const struct slice texts[] = {SLICE("L’aide, aidée"), SLICE("Deux navires (navire)")};
    CHECK_TEXT(stem_list(&arena, texts, 2), "l aid deux navir");
    arena_free(&arena);
}
