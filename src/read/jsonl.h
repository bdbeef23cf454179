// SPDX-License-Identifier: Apache-2.0
// The reader of JSON records: the contract's names, and those of news-please.
#ifndef RECOUPE_READ_JSONL_H
#define RECOUPE_READ_JSONL_H

#include "base/json.h"
#include "read/read.h"

// Where the characters of a string's UTF-8 stand in the record's bytes.
struct json_runs {
    struct source_run *items;
    uint32_t count, capacity;
};
void json_text_runs(struct arena *arena, struct slice record, const struct json_value *value,
                    struct json_runs *runs);

bool json_record_read(const struct record *record, const struct read_options *options,
                      struct document *document, struct arena *scratch, struct error *error);

#endif
