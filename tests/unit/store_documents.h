// SPDX-License-Identifier: Apache-2.0
// Documents with every kind of finding, for the tests of store, report and serve.
#ifndef RECOUPE_TESTS_STORE_DOCUMENTS_H
#define RECOUPE_TESTS_STORE_DOCUMENTS_H

#include "doc/dump.h"

// "La Norvégie livrera deux radars à Kiev le 3 mars, a dit Lars Dahl." with findings; number
// makes the text, and so the id, another.
void test_document(struct document *document, struct arena *arena, unsigned number);
// The document object as JSON.
struct slice test_dump(struct document *document, struct arena *arena);
// A path for a new file under the folder for temporary files; what was there is removed.
const char *test_path(struct arena *arena, const char *name);

#endif
