// SPDX-License-Identifier: Apache-2.0
// What the scan of a document asks of one piece (its flags, shape, joint, tag, label, record), and
// how a candidate is added: the ground on which the other mention_*.c stand. Reads pieces, words
// and knowledge; adds candidates; which pieces are a name is theirs.
#include "extract/mention_parts.h"

#include <assert.h>

uint32_t flags_at(const struct scan *scan, uint32_t index)
{
    return index < scan->pieces.count
               ? lexicon_flags(scan->lexicon, scan->pieces.items[index].word)
               : 0;
}

bool is_capital(const struct piece *piece)
{
    return piece->shape == SHAPE_CAPITAL || piece->shape == SHAPE_UPPER;
}

bool is_joined(const struct scan *scan, uint32_t index)
{
    const struct piece *piece = piece_at(scan, index);
    return piece && index > 0 && piece->joint != JOINT_BREAK && piece->joint <= JOINT_DOT;
}

bool is_initial(const struct scan *scan, uint32_t index)
{
    return index < scan->pieces.count && scan->pieces.items[index].initial;
}

uint8_t upos_at(const struct scan *scan, uint32_t index)
{
    uint32_t word = index < scan->pieces.count ? scan->words[index] : NO_INDEX;
    return word == NO_INDEX ? UPOS_NONE : scan->document->words.items[word].upos;
}

uint8_t ner_at(const struct scan *scan, uint32_t index)
{
    uint32_t word = index < scan->pieces.count ? scan->words[index] : NO_INDEX;
    uint8_t label = word == NO_INDEX ? 0 : scan->document->words.items[word].ner;
    return (uint8_t)((label + 1) / 2);
}

bool label_goes_on(const struct scan *scan, uint32_t index)
{
    uint32_t word = index < scan->pieces.count ? scan->words[index] : NO_INDEX;
    uint8_t label = word == NO_INDEX ? 0 : scan->document->words.items[word].ner;
    return label > 0 && label % 2 == 0;
}

bool is_one_word(const struct scan *scan, uint32_t index)
{
    return index > 0 && index < scan->pieces.count && scan->words[index] != NO_INDEX &&
           scan->words[index] == scan->words[index - 1];
}

struct slice piece_text(const struct scan *scan, uint32_t index)
{
    const struct piece *piece = &scan->pieces.items[index];
    return slice_part(scan->document->text, piece->start, piece->end);
}

const struct record *record_at(const struct scan *scan, uint32_t index, struct match *match)
{
    *match = phrase_match(scan->knowledge, scan->lexicon, scan->pieces.items, scan->pieces.count,
                          index);
    if (match->entry == 0)
        return NULL;
    uint32_t record = scan->lexicon->entries.items[match->entry].record;
    return &scan->knowledge->records.items[record];
}

struct candidate *candidate_add(struct scan *scan, uint32_t from, uint32_t to,
                                enum entity_kind kind, const char *rule)
{
    assert(from < to && to <= scan->pieces.count);
    struct candidate *candidate = list_push(scan->scratch, &scan->candidates);
    *candidate = (struct candidate){.from = from, .to = to, .kind = kind, .certainty = LIKELY,
                                    .name = true, .rule = rule};
    return candidate;
}
