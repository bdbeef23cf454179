// SPDX-License-Identifier: Apache-2.0
// The reader of JSON records: the contract's names, and those of news-please.
#ifndef RECOUPE_READ_JSONL_H
#define RECOUPE_READ_JSONL_H

#include "read/read.h"

bool json_record_read(const struct record *record, const struct read_options *options,
                      struct document *document, struct arena *scratch, struct error *error);

#endif
