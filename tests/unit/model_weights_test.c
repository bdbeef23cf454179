// SPDX-License-Identifier: Apache-2.0
// Hashed weights: features find their own rows (but for rare clashes of 16-bit fingerprints),
// unknown features add nothing.
#include "model/weights.h"
#include "test.h"

enum { ITEMS = 1000, WIDTH = 4 };

TEST(model_weights_score)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct weights_item *items = arena_zero(&arena, ITEMS, sizeof *items);
    int8_t *rows = arena_zero(&arena, ITEMS, WIDTH);
    for (uint32_t i = 0; i < ITEMS; i++) {
        rows[i * WIDTH] = (int8_t)(i % 100);
        rows[i * WIDTH + 3] = -128;
        items[i] = (struct weights_item){feature_2(7, i, i * i), rows + i * WIDTH};
    }
    struct model_writer writer;
    model_writer_init(&writer, &arena);
    weights_write(&writer, "w", items, ITEMS, WIDTH);
    struct model model;
    struct weights weights;
    struct error error = {0};
    CHECK(model_open(&model, model_write(&writer, "test"), "test", "t", &error));
    CHECK(weights_open(&weights, &model, "w", &error));
    uint32_t clashes = 0;
    for (uint32_t i = 0; i < ITEMS; i++) {
        int32_t scores[WIDTH] = {0};
        uint64_t features[2] = {items[i].feature, feature_1(9, i)};
        weights_score(&weights, features, 2, scores);
        clashes += scores[0] != (int32_t)(i % 100) || scores[1] != 0 || scores[3] != -128;
    }
    CHECK(clashes <= 3);
    CHECK(!weights_open(&weights, &model, "v", &error));
    arena_free(&arena);
}

// Scores of many features at every kind of width, summed row by row and by each kernel.
static uint32_t width_errors(struct arena *arena, uint32_t width)
{
    struct weights_item *items = arena_zero(arena, ITEMS, sizeof *items);
    int8_t *rows = arena_zero(arena, ITEMS, width);
    for (uint32_t i = 0; i < ITEMS * width; i++)
        rows[i] = (int8_t)(i * 37 % 255 - 127);
    for (uint32_t i = 0; i < ITEMS; i++)
        items[i] = (struct weights_item){feature_1(3, i), rows + (size_t)i * width};
    struct model_writer writer;
    model_writer_init(&writer, arena);
    weights_write(&writer, "w", items, ITEMS, width);
    struct model model;
    struct weights weights;
    struct error error = {0};
    CHECK(model_open(&model, model_write(&writer, "test"), "test", "t", &error));
    CHECK(weights_open(&weights, &model, "w", &error));
    uint32_t errors = 0;
    for (uint32_t first = 0; first + 60 < ITEMS; first += 50) {
        uint64_t features[60];
        int32_t sums[64] = {0}, best[64] = {0}, plain[64] = {0};
        for (uint32_t i = 0; i < 60; i++) {
            features[i] = feature_1(i % 7 ? 3 : 4, first + i); // some are unknown
            const int8_t *row = weights_find(&weights, features[i]);
            for (uint32_t label = 0; row && label < width; label++)
                sums[label] += row[label];
        }
        weights_score(&weights, features, 60, best);
        struct weights narrow = weights;
        narrow.wide = false;
        weights_score(&narrow, features, 60, plain);
        errors += memcmp(sums, best, sizeof sums) != 0 || memcmp(sums, plain, sizeof sums) != 0;
    }
    return errors;
}

TEST(model_weights_kernels)
{
    struct arena arena;
    arena_init(&arena, 0);
    for (uint32_t width = 4; width <= 64; width += 4)
        CHECK(width_errors(&arena, width) == 0);
    arena_free(&arena);
}
