// SPDX-License-Identifier: Apache-2.0
// The reader of feed entries: the HTML fragment that an RSS, Atom or JSON Feed entry carries.
#ifndef RECOUPE_READ_FEED_H
#define RECOUPE_READ_FEED_H

#include "read/read.h"

bool feed_entry_read(const struct record *record, const struct read_options *options,
                     struct document *document, struct arena *scratch, struct error *error);

#endif
