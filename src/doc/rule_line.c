// SPDX-License-Identifier: Apache-2.0
// Finds the line of a rule file behind a rule's name. Reads the embedded lexicon, no layer.
#include "doc/rule_line.h"

#include <stdio.h>

static bool read_name(struct slice rule, struct rule_line *found)
{
    size_t dot = rule.size;
    *found = (struct rule_line){.line = 0};
    while (dot > 0 && rule.data[dot - 1] != '.')
        dot--;
    if (dot < 2 || dot > 50)
        return false;
    for (size_t i = dot; i < rule.size; i++) {
        if (rule.data[i] < '0' || rule.data[i] > '9' || found->line > 100000)
            return false;
        found->line = found->line * 10 + (uint32_t)(rule.data[i] - '0');
    }
    snprintf(found->file, sizeof found->file, "lexicon/%.*s.rules", (int)(dot - 1), rule.data);
    return found->line > 0;
}

bool rule_line_find(struct slice rule, const struct data_source *data, struct rule_line *found)
{
    if (!read_name(rule, found))
        return false;
    struct slice rest = data->find(found->file, data->context);
    for (uint32_t i = 1; i < found->line && rest.data; i++)
        slice_cut(&rest, '\n');
    found->text = rest.data ? slice_cut(&rest, '\n') : SLICE_NONE;
    return true;
}
