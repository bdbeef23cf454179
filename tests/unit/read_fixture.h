// SPDX-License-Identifier: Apache-2.0
// Reading bytes as a document in a test: tables opened once from the embedded lexicon.
#ifndef RECOUPE_TESTS_READ_FIXTURE_H
#define RECOUPE_TESTS_READ_FIXTURE_H

#include "read/read.h"

const struct read_tables *read_fixture_tables(void);
// Reads bytes in that format; the document lives until the next call.
struct document *read_fixture(enum record_format format, struct slice bytes);

#endif
