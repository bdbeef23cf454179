// SPDX-License-Identifier: Apache-2.0
// Decisions on claims as JSON, in the document object: so they go with an export.
#ifndef RECOUPE_DOC_DECISION_H
#define RECOUPE_DOC_DECISION_H

#include "base/json.h"
#include "doc/document.h"

// Adds the key "decisions" where the document has any.
void decisions_dump(struct json_writer *json, const struct document *document);
// Reads what decisions_dump wrote; what is none is left out.
void decisions_load(struct document *document, const struct json_value *list);

#endif
