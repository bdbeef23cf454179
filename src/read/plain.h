// SPDX-License-Identifier: Apache-2.0
// The plain-text reader.
#ifndef RECOUPE_READ_PLAIN_H
#define RECOUPE_READ_PLAIN_H

#include "read/read.h"

bool plain_read(const struct record *record, const struct read_options *options,
                struct document *document, struct arena *scratch, struct error *error);

#endif
