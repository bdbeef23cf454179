// SPDX-License-Identifier: Apache-2.0
// Looking names up: the trie walk over pieces, the test of capitals, and the opening of all
// knowledge and word lists. Compiling a name into the trie is in knowledge_compile.c.
#include "extract/knowledge.h"

#include <assert.h>

const struct lexicon *knowledge_lexicon(const struct knowledge *knowledge, enum language language)
{
    return language_is_read(language) ? &knowledge->lexicons[language] : NULL;
}

const struct record *knowledge_country(const struct knowledge *knowledge, struct slice code)
{
    uint32_t number = table_find(&knowledge->countries, code);
    return number == TABLE_NONE ? NULL : &knowledge->records.items[number];
}

bool record_holds(const struct record *record, int32_t day)
{
    if (record->earlier_from && record->earlier_from <= day && day <= record->earlier_to)
        return true;
    return (record->from == 0 || record->from <= day) && (record->to == 0 || day <= record->to);
}

bool entry_fits(const struct entry *entry, const struct piece *pieces, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++) {
        uint8_t shape = pieces[i].shape;
        if ((entry->uppers >> i & 1) && shape != SHAPE_UPPER &&
            (shape != SHAPE_CAPITAL || pieces[i].end - pieces[i].start > 1))
            return false;
        if ((entry->capitals >> i & 1) && (shape == SHAPE_LOWER || shape == SHAPE_MIXED))
            return false;
    }
    return true;
}

static uint32_t edge_find(const struct lexicon *lexicon, uint32_t node, uint32_t word)
{
    uint64_t key = ((uint64_t)node << 32 | word) + 1;
    uint32_t slot = (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32) & (lexicon->edge_capacity - 1);
    while (lexicon->edge_keys[slot] != 0) {
        if (lexicon->edge_keys[slot] == key)
            return lexicon->edge_nodes[slot];
        slot = (slot + 1) & (lexicon->edge_capacity - 1);
    }
    return 0;
}

// First entry of the chain that fits, or 0.
static uint32_t fitting_entry(const struct lexicon *lexicon, uint32_t entry,
                              const struct piece *pieces, uint32_t length, bool any_case)
{
    while (entry != 0 && !any_case && !entry_fits(&lexicon->entries.items[entry], pieces, length))
        entry = lexicon->entries.items[entry].next;
    return entry;
}

struct match lexicon_match(const struct lexicon *lexicon, const struct piece *pieces,
                           uint32_t count, uint32_t index, bool any_case)
{
    assert(index < count);
    struct match best = {0, 0};
    const struct piece *first = &pieces[index];
    if (first->word == TABLE_NONE)
        return best;
    uint32_t node = lexicon->roots.items[first->word];
    for (uint32_t length = 1; node != 0; length++) {
        uint32_t entry = fitting_entry(lexicon, lexicon->node_entry.items[node], first, length,
                                       any_case);
        if (entry != 0)
            best = (struct match){entry, length};
        if (index + length >= count || length >= NAME_PIECES_MAX)
            break;
        const struct piece *next = &first[length];
        if (next->word == TABLE_NONE || next->joint == JOINT_BREAK || next->joint > JOINT_DOT)
            break;
        node = edge_find(lexicon, node, next->word);
    }
    return best;
}

struct match phrase_match(const struct knowledge *knowledge, const struct lexicon *lexicon,
                          const struct piece *pieces, uint32_t count, uint32_t index)
{
    struct match match = lexicon_match(lexicon, pieces, count, index, false);
    if (match.length < 2 ||
        knowledge->records.items[lexicon->entries.items[match.entry].record].class != RECORD_ROLE)
        return match;
    for (uint32_t i = index + 1; i < index + match.length; i++) {
        struct match inner = lexicon_match(lexicon, pieces, count, i, false);
        if (inner.entry == 0 || i + inner.length <= index + match.length)
            continue;
        const struct record *record =
            &knowledge->records.items[lexicon->entries.items[inner.entry].record];
        struct match shorter = lexicon_match(lexicon, pieces, i, index, false);
        if (record->class == RECORD_THING && record->kind == ENTITY_COUNTRY && shorter.entry != 0)
            return shorter;
    }
    return match;
}
