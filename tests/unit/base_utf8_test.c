// SPDX-License-Identifier: Apache-2.0
// base/utf8: decoding of good and bad bytes, folding, classes.
#include "base/utf8.h"
#include "test.h"

TEST(utf8_decodes_and_encodes_every_length)
{
    struct slice text = SLICE("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    static const uint32_t expected[] = {'a', 0xE9, 0x20AC, 0x1F600};
    size_t position = 0;
    for (int i = 0; i < 4; i++) {
        size_t start = position;
        char bytes[4];
        CHECK(utf8_next(text, &position) == expected[i]);
        CHECK(utf8_encode(expected[i], bytes) == position - start);
        CHECK(memcmp(bytes, text.data + start, position - start) == 0);
    }
    for (int i = 3; i >= 0; i--)
        CHECK(utf8_previous(text, &position) == expected[i]);
    CHECK(position == 0 && utf8_count(text) == 4);
}

TEST(utf8_repairs_malformed_bytes_one_at_a_time)
{
    struct arena arena;
    arena_init(&arena, 0);
    CHECK(!utf8_valid(SLICE("\xC0\x80")) && !utf8_valid(SLICE("\xED\xA0\x80")));
    CHECK(!utf8_valid(SLICE("\xF5\x80\x80\x80")) && !utf8_valid(SLICE("\xE2\x82")));
    CHECK_TEXT(utf8_repair(&arena, SLICE("a\xFFz")), "a\xEF\xBF\xBDz");
    CHECK_TEXT(utf8_repair(&arena, SLICE("\xE2\x82")), "\xEF\xBF\xBD\xEF\xBF\xBD");
    arena_free(&arena);
}

TEST(utf8_folds_names_to_one_key)
{
    struct arena arena;
    arena_init(&arena, 0);
    CHECK_TEXT(utf8_fold(&arena, SLICE("  L’Élysée –  Œuvre\xC2\xA0ŁÓDŹ ")), "l'elysee - oeuvre lodz");
    CHECK_TEXT(utf8_fold(&arena, SLICE("Київ")), "київ");
    CHECK_TEXT(utf8_lower(&arena, SLICE("ÉTÉ À L’OTAN")), "été à l’otan");
    CHECK_TEXT(utf8_nfc(&arena, SLICE("e\xCC\x81")), "\xC3\xA9");
    arena_free(&arena);
}

TEST(unicode_classes)
{
    CHECK(unicode_is_letter(0xE9) && unicode_is_upper(0xC9) && !unicode_is_upper(0xE9));
    CHECK(unicode_is_space(0x202F) && unicode_is_space(0xA0) && !unicode_is_space('_'));
    CHECK(unicode_is_punctuation(0xAB) && unicode_is_punctuation('.') && !unicode_is_punctuation('a'));
    CHECK(unicode_base(0xE9) == 'e' && unicode_base(0x160) == 'S' && unicode_base('x') == 'x');
}
