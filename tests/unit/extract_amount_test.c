// SPDX-License-Identifier: Apache-2.0
// Amounts: hostile numbers, spans in order, nothing inside times.
#include "engine_fixture.h"
#include "test.h"

static void check_amounts(const struct document *document)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < document->amounts.count; i++) {
        const struct amount *amount = &document->amounts.items[i];
        CHECK(amount->span.start < amount->span.end && amount->span.end <= document->text.size);
        CHECK(amount->span.start >= end && amount->value.size > 0);
        end = amount->span.end;
        for (uint32_t t = 0; t < document->times.count; t++) {
            struct span time = document->times.items[t].span;
            CHECK(time.end <= amount->span.start || amount->span.end <= time.start);
        }
    }
}

TEST(amount_hostile_numbers)
{
    static const char *const texts[] = {
        "99999999999999999999999999999999999999999999 euros et 10^400 dollars",
        "1.2.3.4.5.6 et 1,,2 et 1.000.000,5,5 et 12.34.56 et -- 5 et --5 et -5-5",
        "cent cent mille mille million million milliard et demi et demi de et demi",
        "1 trillion trillions de milliards de milliards de milliards d'euros",
        "\xE2\x80\x8F" "550\xE2\x80\x8E drones \xEF\xBC\x95\xEF\xBC\x95 et \xD9\xA3",
        "deux tiers sur trois quarts et 1/0 et 0/0 et 5/1000000",
        "\xFF" "5 \xC3", "",
    };
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_amounts(fixture_run(&arena, "fr", "2025-07-16", slice_of(texts[i])));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_amounts(fixture_run(&arena, "en", "2025-07-16", slice_of(texts[i])));
    arena_free(&arena);
}

TEST(amount_too_many_digits_are_no_number)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct document *document =
        fixture_run(&arena, "fr", "", SLICE("Il doit 12345678901234567890123 euros."));
    CHECK(document->amounts.count == 0);
    arena_free(&arena);
}

TEST(amount_is_linear_without_spaces)
{
    struct arena arena;
    struct buffer text;
    arena_init(&arena, 0);
    buffer_init(&text, &arena);
    for (int i = 0; i < 30000; i++)
        buffer_text(&text, "cent-vingt-1,5");
    check_amounts(fixture_run(&arena, "fr", "", buffer_slice(&text)));
    arena_free(&arena);
}
