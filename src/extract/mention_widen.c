// SPDX-License-Identifier: Apache-2.0
// What stands right before a name and belongs to it: the number of a unit (65th Air Division) and,
// in English, the part of a place (South Bridgton, Western Australia). Reads and mends candidates
// of the stage `mention`; adds no layer.
#include "extract/mention.h"

// 65th, 3e: digits that letters end.
static bool is_ordinal(const struct scan *scan, uint32_t index)
{
    struct slice text = piece_text(scan, index);
    if (scan->pieces.items[index].shape != SHAPE_DIGIT || text.size < 2 || text.size > 6)
        return false;
    char last = text.data[text.size - 1];
    return last >= 'a' && last <= 'z';
}

static bool is_part_of_place(const struct scan *scan, uint32_t index)
{
    return scan->document->language == LANGUAGE_en && is_capital(&scan->pieces.items[index]) &&
           (flags_at(scan, index) & WORD_PLACE_PART);
}

void candidates_widen(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        struct candidate *before = i > 0 ? candidate - 1 : NULL;
        uint32_t first = candidate->from;
        bool free = before == NULL || before->to < first || before->certainty == DOUBTFUL;
        if (first == 0 || !candidate->name || candidate->certainty == DOUBTFUL ||
            !is_joined(scan, first) || scan->pieces.items[first].joint > JOINT_HYPHEN)
            continue;
        if (candidate->kind == ENTITY_ORGANISATION && free && is_ordinal(scan, first - 1)) {
            candidate->from--;
            continue;
        }
        bool place = candidate->kind == ENTITY_PLACE || candidate->kind == ENTITY_COUNTRY;
        // What stands there may have been taken for a place or a demonym by itself: West, Western.
        bool alone = !free && before->to == first && before->from + 1 == first &&
                     before->kind != ENTITY_PERSON && before->kind != ENTITY_ORGANISATION;
        if (!place || !(free || alone) || !is_part_of_place(scan, first - 1))
            continue;
        if (alone)
            before->certainty = DOUBTFUL;
        candidate->from--;
        candidate->kind = ENTITY_PLACE;
        candidate->record = 0;
        candidate->rule = "part";
    }
}
