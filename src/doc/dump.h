// SPDX-License-Identifier: Apache-2.0
// The document as JSON, both ways: dump prints the contract's document object, load reads it
// back. What load gives has no words (parse's layer is not printed) but every finding, so that
// compare, store, map and reduce all work on the same object, wherever it came from.
#ifndef RECOUPE_DOC_DUMP_H
#define RECOUPE_DOC_DUMP_H

#include "base/json.h"
#include "doc/document.h"

enum dump_layers { DUMP_READ, DUMP_ALL }; // READ: without sentences and findings

// Appends one JSON object without a line end.
void document_dump(const struct document *document, enum dump_layers layers, struct buffer *out);
// One finding as its JSON object (list item number `index` of kind).
void finding_dump(const struct document *document, enum finding_kind kind, uint32_t index,
                  struct buffer *out);
// Fills document (already initialised) from a document object. Unknown keys are ignored; wrong
// types give false with error kind INPUT.
bool document_load(struct document *document, const struct json_value *object,
                   struct error *error);
// CoNLL-U of the whole document, as the contract says for `parse`.
void document_conllu(const struct document *document, struct buffer *out);

// Code points before each byte position, for printing spans: made once per dump.
struct code_points {
    const struct document *document;
    uint32_t last_byte, last_point; // remembered place: spans mostly come in order
};
uint32_t code_point_at(struct code_points *points, uint32_t byte);

#endif
