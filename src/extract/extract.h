// SPDX-License-Identifier: Apache-2.0
// The stages of extract: what a document says. One line each; engine/stages.c puts them in order.
#ifndef RECOUPE_EXTRACT_EXTRACT_H
#define RECOUPE_EXTRACT_EXTRACT_H

#include "doc/stage.h"

extern const struct stage mention_stage;
extern const struct stage entity_stage;
extern const struct stage time_stage;
extern const struct stage amount_stage;
extern const struct stage quote_stage;

extern const struct stage event_stage;
extern const struct stage commitment_stage;

#endif
