// SPDX-License-Identifier: Apache-2.0
// Numbers: decimal arithmetic and its text, without any lexicon.
#include "extract/number.h"
#include "test.h"

TEST(number_text_is_plain_decimal)
{
    struct arena arena;
    arena_init(&arena, 0);
    CHECK_TEXT(number_text(&arena, (struct number){35, 8}), "3500000000");
    CHECK_TEXT(number_text(&arena, (struct number){-1005, -2}), "-10.05");
    CHECK_TEXT(number_text(&arena, (struct number){5, -3}), "0.005");
    CHECK_TEXT(number_text(&arena, (struct number){1500, -2}), "15");
    CHECK_TEXT(number_text(&arena, (struct number){0, 7}), "0");
    CHECK_TEXT(number_text(&arena, (struct number){INT64_MIN, 0}), "-9223372036854775808");
    arena_free(&arena);
}

TEST(number_sums_and_products_refuse_what_does_not_fit)
{
    struct number sum = {25, -1};
    int64_t whole;
    CHECK(number_add(&sum, (struct number){5, -1}) && number_whole(sum, &whole) && whole == 3);
    struct number big = {INT64_MAX, 0};
    CHECK(!number_add(&big, (struct number){1, 0}));
    CHECK(!number_multiply(&big, (struct number){3, 0}));
    CHECK(!number_whole((struct number){1, 30}, &whole));
    CHECK(!number_whole((struct number){15, -1}, &whole));
}
