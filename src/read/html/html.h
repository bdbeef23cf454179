// SPDX-License-Identifier: Apache-2.0
// The HTML reader: a page's bytes become a document.
#ifndef RECOUPE_READ_HTML_HTML_H
#define RECOUPE_READ_HTML_HTML_H

#include "read/read.h"

bool html_read(const struct record *record, const struct read_options *options,
               struct document *document, struct arena *scratch, struct error *error);

#endif
