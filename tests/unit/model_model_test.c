// SPDX-License-Identifier: Apache-2.0
// Model files: what was written is read back; foreign, damaged and truncated bytes are refused.
#include "model/model.h"
#include "base/table.h"
#include "engine/engine.h"
#include "test.h"

static struct slice sample_file(struct arena *arena)
{
    static const int16_t numbers[] = {1, -2, 3};
    struct model_writer writer;
    model_writer_init(&writer, arena);
    model_writer_add(&writer, "numbers", MODEL_I16, numbers, 3);
    model_writer_text(&writer, "provenance", SLICE("made by a test"));
    return model_write(&writer, "test");
}

TEST(model_round_trip)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct error error = {0};
    struct model model;
    CHECK(model_open(&model, sample_file(&arena), "test", "sample", &error));
    size_t count;
    const int16_t *numbers = model_array(&model, "numbers", MODEL_I16, &count);
    CHECK(numbers && count == 3 && numbers[1] == -2);
    CHECK(slice_is(model_text(&model, "provenance"), "made by a test"));
    CHECK(!model_array(&model, "numbers", MODEL_U32, &count) && count == 0);
    CHECK(!model_need(&model, "absent", MODEL_U8, 0, &count, &error));
    CHECK(!model_need(&model, "numbers", MODEL_I16, 4, &count, &error));
    arena_free(&arena);
}

TEST(model_refuses_bad_bytes)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct error error = {0};
    struct model model;
    struct slice good = sample_file(&arena);
    CHECK(!model_open(&model, good, "tag", "sample", &error));
    CHECK(!model_open(&model, SLICE("%PDF-1.7"), "test", "sample", &error));
    CHECK(!model_open(&model, SLICE_NONE, "test", "sample", &error));
    char *copy = arena_take(&arena, good.size);
    for (size_t size = 0; size < good.size; size += 7) {
        memcpy(copy, good.data, size);
        CHECK(!model_open(&model, (struct slice){copy, size}, "test", "sample", &error));
    }
    for (size_t i = 0; i < good.size; i++) {
        memcpy(copy, good.data, good.size);
        copy[i] ^= 1;
        struct slice bad = {copy, good.size};
        CHECK(!model_open(&model, bad, "test", "sample", &error) ||
              !model_is_intact(bad, "sample", &error));
    }
    CHECK(model_is_intact(good, "sample", &error));
    arena_free(&arena);
}

// Not looked at when the program starts: the models are part of it.
TEST(models_of_the_program_are_intact)
{
    const char *name;
    unsigned count = 0;
    for (uint32_t i = 0; (name = engine_data.name_at(i, NULL)); i++) {
        struct error error = {0};
        struct slice bytes = engine_data.find(name, NULL);
        char hex[65];
        hash_sha256(bytes.data, bytes.size, hex);
        CHECK(strcmp(hex, engine_data_checksum(i)) == 0);
        if (!slice_starts(bytes, "RECOUPE\x1a"))
            continue;
        test_check(model_is_intact(bytes, name, &error), __FILE__, __LINE__, "%s: %s", name, error.message);
        count++;
    }
    CHECK(count >= 10);
}
