// SPDX-License-Identifier: Apache-2.0
// Names that the trained tagger saw as one where capitals made several, or a part: Clippers de Los
// Angeles, Parti pour l'indépendance du Nord. Its span takes the place of the candidates inside it.
#include "extract/mention.h"

#define LABELLED_MAX 12 // pieces of one labelled name

static enum entity_kind kind_of(uint8_t label)
{
    return label == NER_PER ? ENTITY_PERSON : label == NER_LOC ? ENTITY_PLACE : ENTITY_ORGANISATION;
}

// End of the labelled name that begins at a piece.
static uint32_t labelled_end(const struct scan *scan, uint32_t index)
{
    uint32_t end = index + 1;
    while (end < scan->pieces.count && ner_at(scan, end) == ner_at(scan, index) &&
           (label_goes_on(scan, end) || is_one_word(scan, end)))
        end++;
    return end;
}

// A comma or a break inside is the tagger's error.
static bool is_whole(const struct scan *scan, uint32_t from, uint32_t to)
{
    for (uint32_t i = from + 1; i < to; i++)
        if (!is_joined(scan, i) || scan->pieces.items[i].joint == JOINT_DOT)
            return false;
    return to - from >= 2 && to - from <= LABELLED_MAX && is_capital(&scan->pieces.items[to - 1]) &&
           is_capital(&scan->pieces.items[from]);
}

// Of the candidates first … last inside a labelled name: may it take their place?
static bool takes_place(const struct scan *scan, uint32_t first, uint32_t last, uint8_t label)
{
    uint32_t known = 0, names = 0;
    for (uint32_t i = first; i < last; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        known += candidate->record != 0;
        names += candidate->name;
        if (candidate->record && candidate->kind == ENTITY_PERSON)
            return false;
    }
    if (names < 2 || names < last - first || known == names)
        return false;
    return label == NER_ORG || scan->document->language == LANGUAGE_fr;
}

void labels_apply(struct scan *scan)
{
    uint32_t kept = 0, next = 0, count = scan->candidates.count;
    struct candidate *candidates = scan->candidates.items;
    for (uint32_t i = 0; scan->labelled && i < scan->pieces.count;) {
        uint8_t label = ner_at(scan, i);
        bool begins = label != NER_NONE && label != NER_MISC && !label_goes_on(scan, i);
        uint32_t end = begins ? labelled_end(scan, i) : i + 1;
        while (next < count && candidates[next].from < i)
            candidates[kept++] = candidates[next++];
        uint32_t last = next;
        while (last < count && candidates[last].to <= end)
            last++;
        bool crossed = (last < count && candidates[last].from < end) ||
                       (kept > 0 && candidates[kept - 1].to > i);
        if (begins && !crossed && last > next && is_whole(scan, i, end) &&
            takes_place(scan, next, last, label)) {
            candidates[kept++] = (struct candidate){.from = i, .to = end, .kind = kind_of(label),
                                                    .certainty = LIKELY, .name = true,
                                                    .rule = "model"};
            next = last;
        }
        i = end;
    }
    while (next < count)
        candidates[kept++] = candidates[next++];
    scan->candidates.count = kept;
}
