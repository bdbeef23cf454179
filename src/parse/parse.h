// SPDX-License-Identifier: Apache-2.0
// The room's door: one line for each stage of parse, in the order in which they run. Each is
// defined in its own file; engine/stages.c puts them in the table.
#ifndef RECOUPE_PARSE_PARSE_H
#define RECOUPE_PARSE_PARSE_H

#include "doc/stage.h"

extern const struct stage language_stage; // language.c: the language, where nothing has told it
extern const struct stage segment_stage; // segment.c: sentences and words
extern const struct stage tag_stage; // tag.c: parts of speech and features
extern const struct stage lemma_stage; // lemma.c: dictionary forms
extern const struct stage tree_stage; // tree.c: the dependency tree of every sentence
extern const struct stage ner_stage; // ner.c: proper names
extern const struct stage unit_stage; // unit.c: light verbs and their nouns, names of many words

#endif
