// SPDX-License-Identifier: Apache-2.0
// Damaged model files, for every model that ships: truncated, foreign, with flipped bytes, and with
// flipped bytes under a checksum that is made right again, so that the checks behind it are reached
// too. Each is refused with a message, or runs without leaving its arrays (make asan tells).
#include "engine/engine.h"
#include "test.h"

#include "base/table.h"
#include "model/model.h"
#include "parse/parse.h"

#include <stdlib.h>

struct forged { // a source that serves one file in another form
    const char *name;
    struct slice bytes;
};

static struct slice forged_find(const char *name, void *context)
{
    const struct forged *forged = context;
    return strcmp(name, forged->name) == 0 ? forged->bytes : engine_data.find(name, engine_data.context);
}

static const char *forged_name(uint32_t index, void *context)
{
    (void)context;
    return engine_data.name_at(index, engine_data.context);
}

static const struct stage *const stages[] = {&language_stage, &segment_stage, &tag_stage,
                                             &tree_stage,     &lemma_stage,   &ner_stage};
enum { STAGE_COUNT = sizeof stages / sizeof *stages };

static const struct model_of_stage {
    const char *name;
    int stage;
} models[] = {{"models/all.language", 0}, {"models/fr.segment", 1}, {"models/en.segment", 1},
              {"models/en.ends", 1},
              {"models/fr.words", 2},     {"models/fr.tag", 2},     {"models/en.tag", 2},
              {"models/fr.tree", 3},    {"models/en.tree", 3},
              {"models/fr.lemma", 4},     {"models/en.lemma", 4},   {"models/fr.ner", 5},     {"models/en.ner", 5}};

// Opens the stage over the forged file; runs it on a text when it opens. False when refused.
static bool opens(int stage, struct forged *forged, const struct engine *engine,
                  struct error *error)
{
    struct arena arena, scratch;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    struct data_source source = {forged_find, forged_name, forged};
    *error = (struct error){0};
    const void *tables = stages[stage]->open(&arena, &source, error);
    for (int language = LANGUAGE_fr; tables && language <= LANGUAGE_en; language++) {
        struct document document;
        document_init(&document, &arena);
        document.language = stage == 0 ? LANGUAGE_NONE : (enum language)language;
        document.text = SLICE("Hier, M. Dupont n'a rien dit des 3 écoles de New York (USA) ?\n"
                              "The mayor's office won't open 2 new schools in Paris, he said.");
        for (int i = 0; i < stage; i++)
            if (i > 0 || stage == 0)
                stages[i]->run(engine->tables[i], &document, &scratch);
        stages[stage]->run(tables, &document, &scratch);
    }
    arena_free(&arena);
    arena_free(&scratch);
    return tables != NULL;
}

static void checksum_mend(char *bytes, size_t size)
{
    uint64_t sum = hash_bytes(bytes + 32, size - 32, 0);
    memcpy(bytes + 24, &sum, sizeof sum);
}

static void forge(const struct model_of_stage *model, const struct engine *engine)
{
    struct slice whole = engine_data.find(model->name, engine_data.context);
    CHECK(whole.data != NULL);
    char *bytes = aligned_alloc(64, (whole.size + 127) / 64 * 64);
    struct forged forged = {model->name, {bytes, whole.size}};
    struct error error;
    uint32_t state = 77;
    for (int round = 0; round < 24; round++) {
        memcpy(bytes, whole.data, whole.size);
        forged.bytes.size = whole.size;
        state = state * 1664525u + 1013904223u;
        // the head and the entries first: there a byte does most
        size_t range = round % 3 == 0 ? 64 : round % 3 == 1 ? 1024 : whole.size;
        size_t at = (size_t)(state >> 4) % (range < whole.size ? range : whole.size);
        bytes[at] = (char)(bytes[at] ^ (1 << (state >> 29)));
        if (opens(model->stage, &forged, engine, &error)) // opening reads no checksum
            CHECK(!model_is_intact(forged.bytes, model->name, &error));
        CHECK(error.kind != ERROR_NONE && error.message[0] != 0);
        checksum_mend(bytes, whole.size);
        if (!opens(model->stage, &forged, engine, &error))
            CHECK(error.kind != ERROR_NONE && error.message[0] != 0);
    }
    const size_t sizes[] = {0, 7, 63, 64, 200, whole.size / 2, whole.size - 1};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        memcpy(bytes, whole.data, whole.size);
        forged.bytes.size = sizes[i];
        CHECK(!opens(model->stage, &forged, engine, &error));
    }
    forged.bytes = engine_data.find(
        strcmp(model->name, "models/fr.words") == 0 ? "models/fr.lemma" : "models/fr.words",
        engine_data.context);
    CHECK(!opens(model->stage, &forged, engine, &error)); // a whole model, but of another kind
    free(bytes);
}

TEST(parse_models_damaged)
{
    struct engine engine;
    struct error error;
    CHECK(engine_open(&engine, "ner", &error));
    for (int i = 0; i < STAGE_COUNT; i++)
        CHECK(stage_table[i] == stages[i]);
    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        forge(&models[i], &engine);
    engine_close(&engine);
}
