// SPDX-License-Identifier: Apache-2.0
// The stage table: the order in which layers are laid over a document. Adding a stage is one row
// here and one file in its room. Factuality is no stage: event and commitment both call it.
#include "engine/engine.h"
#include "extract/extract.h"
#include "parse/parse.h"

const struct stage *const stage_table[] = {
    &language_stage,
    &segment_stage,
    &tag_stage,
    &tree_stage, // may mend tags: before lemmas
    &lemma_stage,
    &ner_stage,
    &unit_stage, // names are units too: after ner
    &time_stage,
    &amount_stage,
    &mention_stage,
    &entity_stage,
    &quote_stage,
    &event_stage,
    &commitment_stage,
    NULL,
};
