// SPDX-License-Identifier: Apache-2.0
// The engine: opens the tables of all stages once, then runs documents through the stage table.
// Read-only after opening, shared by all workers. The one place that knows every room.
#ifndef RECOUPE_ENGINE_ENGINE_H
#define RECOUPE_ENGINE_ENGINE_H

#include "doc/stage.h"

struct read_tables;

#define STAGES_MOST 32

extern const struct data_source engine_data;
// SHA-256 in hex of its file number index, taken when the program was built.
const char *engine_data_checksum(uint32_t index);
// Under which name stages find the user's file.
#define ENGINE_KNOWLEDGE "lexicon/knowledge/user.txt"
struct data_source engine_data_knowing(struct slice *knowledge);
extern const struct stage *const stage_table[]; // ends with NULL

struct engine {
    struct arena arena; // owner of all tables
    struct slice knowledge; // the user's own entities, in the arena; NONE: none given
    const void *tables[STAGES_MOST];
    const struct read_tables *read_tables; // what record_read needs
    uint32_t stage_count;
    uint64_t stage_ns[STAGES_MOST]; // filled only when timing is on (one worker)
    bool timing;
};

// Opens the tables of the stages up to stop_after (NULL: all). Checks that every stage's needs
// are given by an earlier one. False after filling error: USAGE for an unknown stage, INTERNAL
// for a broken data file.
bool engine_open(struct engine *engine, const char *stop_after, struct error *error);
// The same with a file of the user's own entities (lines as in lexicon/knowledge), which come
// before ours; NULL: none. USAGE when the file cannot be read or a line is wrong.
bool engine_open_knowing(struct engine *engine, const char *stop_after, const char *knowledge,
                         struct error *error);
void engine_close(struct engine *engine);

// Lays all layers over a read document. Never fails: what cannot be done becomes a note.
// scratch is a worker's own. False when memory or a limit ran out: the document is void.
bool engine_run(const struct engine *engine, struct document *document, struct arena *scratch);

#endif
