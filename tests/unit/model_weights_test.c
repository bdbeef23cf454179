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
