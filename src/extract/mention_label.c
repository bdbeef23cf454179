// SPDX-License-Identifier: Apache-2.0
// Where the trained tagger knows better than capitals. Names that it saw as one where capitals made
// several, or a part: Clippers de Los Angeles. Its span and kind take the place of candidates that
// stand on weak evidence; which evidence is weak was counted on WikiNEuRal (measured only).
#include "extract/mention.h"

#define LABELLED_MAX 12 // pieces of one labelled name

static enum entity_kind kind_of(uint8_t label)
{
    return label == NER_PER   ? ENTITY_PERSON
           : label == NER_LOC ? ENTITY_PLACE
           : label == NER_ORG ? ENTITY_ORGANISATION
                              : ENTITY_OTHER;
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

static bool is_rule(const struct candidate *candidate, const char *rule)
{
    return candidate->rule && strcmp(candidate->rule, rule) == 0;
}

// Evidence that does not hold against a tagger's name over other words.
static bool is_weak(const struct candidate *candidate)
{
    return candidate->name && !candidate->record && candidate->certainty < CERTAIN &&
           (is_rule(candidate, "model") || is_rule(candidate, "preposition") ||
            (is_rule(candidate, "capitals") && candidate->kind != ENTITY_PERSON));
}

// Evidence that does not hold against the tagger's kind for the same words.
static bool is_overruled(const struct candidate *candidate, uint8_t label)
{
    if (!candidate->name || candidate->record || candidate->certainty == CERTAIN)
        return false;
    // Of one word, the word before it said so: la société Bolard.
    bool organisation =
        is_rule(candidate, "organisation") && candidate->to > candidate->from + 1;
    if (label == NER_PER)
        return organisation || is_rule(candidate, "preposition") || is_rule(candidate, "chez") ||
               is_rule(candidate, "capitals");
    if (label == NER_LOC) // Axel Heiberg Island
        return organisation || is_rule(candidate, "capitals") ||
               (is_rule(candidate, "first_name") && candidate->to > candidate->from + 2);
    return label == NER_ORG && is_rule(candidate, "speech");
}

static void name_trust(struct scan *scan, uint32_t from, uint32_t to, uint32_t first)
{
    struct candidate *candidates = scan->candidates.items;
    uint32_t last = first;
    bool weak = true, same = false;
    while (last < scan->candidates.count && candidates[last].from < to) {
        weak = weak && is_weak(&candidates[last]);
        same = same || (candidates[last].from == from && candidates[last].to == to);
        last++;
    }
    if (same && last == first + 1 && is_overruled(&candidates[first], ner_at(scan, from))) {
        candidates[first].kind = kind_of(ner_at(scan, from));
        candidates[first].rule = "model";
    }
    if (same || !weak || last == first || (to > from + 1 && !is_whole(scan, from, to)) ||
        !is_capital(&scan->pieces.items[from]))
        return;
    candidates[first] = (struct candidate){.from = from, .to = to,
                                           .kind = kind_of(ner_at(scan, from)),
                                           .certainty = LIKELY, .name = true, .rule = "model"};
    for (uint32_t i = first + 1; i < last; i++)
        candidates[i].certainty = DOUBTFUL;
}

// Each of the tagger's names against the candidates that it meets.
void labels_trust(struct scan *scan)
{
    uint32_t next = 0;
    for (uint32_t i = 0; scan->labelled && i < scan->pieces.count;) {
        bool begins = ner_at(scan, i) != NER_NONE && !label_goes_on(scan, i);
        uint32_t end = begins ? labelled_end(scan, i) : i + 1;
        while (next < scan->candidates.count && scan->candidates.items[next].to <= i)
            next++;
        if (begins)
            name_trust(scan, i, end, next);
        i = end;
    }
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
