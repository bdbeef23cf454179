// SPDX-License-Identifier: Apache-2.0
// What a stage is: a function that reads some layers of a document and adds one. All stages have
// this one shape; engine/stages.c is the table of them. A stage uses no file, clock, locale,
// global, thread or malloc: its tables are made once by `open` from the embedded lexicon and
// models, and are shared read-only by all workers.
#ifndef RECOUPE_DOC_STAGE_H
#define RECOUPE_DOC_STAGE_H

#include "base/error.h"
#include "doc/document.h"

// Layers, as bits, for a stage's `needs` and `gives`.
enum layer {
    LAYER_TEXT = 1 << 0,
    LAYER_LANGUAGE = 1 << 1,
    LAYER_SENTENCES = 1 << 2,
    LAYER_WORDS = 1 << 3,
    LAYER_TAGS = 1 << 4,
    LAYER_LEMMAS = 1 << 5,
    LAYER_TREES = 1 << 6,
    LAYER_TIMES = 1 << 7,
    LAYER_AMOUNTS = 1 << 8,
    LAYER_MENTIONS = 1 << 9,
    LAYER_ENTITIES = 1 << 10,
    LAYER_QUOTES = 1 << 11,
    LAYER_EVENTS = 1 << 12,
    LAYER_COMMITMENTS = 1 << 13,
    LAYER_UNITS = 1 << 14,
};

// Where tables come from: embedded files by name ("lexicon/fr/times.txt", "models/fr.tag").
struct data_source {
    // Bytes of the named file, or SLICE_NONE. They live as long as the program.
    struct slice (*find)(const char *name, void *context);
    // Name of the n-th file, in byte order; NULL past the end.
    const char *(*name_at)(uint32_t index, void *context);
    void *context;
};

struct stage {
    const char *name; // one word, as in --stop-after
    const char *help; // one line
    uint32_t needs, gives;
    // Makes the stage's tables in the engine's arena. NULL: it needs none.
    // Returns NULL after filling error (kind INTERNAL: a broken data file names file and line).
    // Stages with the same open share what it makes.
    const void *(*open)(struct arena *arena, const struct data_source *data, struct error *error);
    // Adds the layer. scratch is rewound by the engine after each stage.
    void (*run)(const void *tables, struct document *document, struct arena *scratch);
};

#endif
