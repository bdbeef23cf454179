// SPDX-License-Identifier: Apache-2.0
// The line of a rule file behind a rule's name: "fr/threaten.17" is line 17 of
// lexicon/fr/threaten.rules. Names of other makers (lists, models, patterns) have no line.
#ifndef RECOUPE_DOC_RULE_LINE_H
#define RECOUPE_DOC_RULE_LINE_H

#include "doc/stage.h"

struct rule_line {
    char file[80]; // "lexicon/fr/threaten.rules"
    uint32_t line; // 1-based
    struct slice text;
};

// False when the name is not that of a line; text NONE when the file has no such line.
bool rule_line_find(struct slice rule, const struct data_source *data, struct rule_line *found);

#endif
