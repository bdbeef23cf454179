// SPDX-License-Identifier: Apache-2.0
// The phrase matcher of gazetteer.h: a trie over interned pieces, with its edges in one hash
// table. Nothing depends on hash order: edges are only looked up.
#include "model/gazetteer.h"

#include "base/utf8.h"

#include <assert.h>

static uint32_t edge_slot(uint64_t key, uint32_t slots)
{
    return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (slots - 1);
}

static struct gazetteer_edge *edge_at(const struct gazetteer *gazetteer, uint64_t key)
{
    uint32_t slot = edge_slot(key, gazetteer->edge_slots);
    while (gazetteer->edges[slot].key != 0 && gazetteer->edges[slot].key != key)
        slot = (slot + 1) & (gazetteer->edge_slots - 1);
    return &gazetteer->edges[slot];
}

static uint64_t edge_key(uint32_t node, uint32_t piece)
{
    return ((uint64_t)node << 32 | piece) + 1;
}

void gazetteer_init(struct gazetteer *gazetteer, struct arena *arena)
{
    *gazetteer = (struct gazetteer){.arena = arena, .edge_slots = 64};
    table_init(&gazetteer->pieces, arena);
    gazetteer->edges = arena_zero(arena, gazetteer->edge_slots, sizeof *gazetteer->edges);
    list_add(arena, &gazetteer->nodes, (struct gazetteer_node){0}); // the root
}

static void edges_grow(struct gazetteer *gazetteer)
{
    struct gazetteer_edge *old = gazetteer->edges;
    uint32_t old_slots = gazetteer->edge_slots;
    gazetteer->edge_slots *= 2;
    gazetteer->edges = arena_zero(gazetteer->arena, gazetteer->edge_slots, sizeof *old);
    for (uint32_t i = 0; i < old_slots; i++)
        if (old[i].key != 0)
            *edge_at(gazetteer, old[i].key) = old[i];
}

// Length in bytes of the next piece of folded text: one separator sign, a run up to and with an
// apostrophe, or a run up to the next separator.
static size_t piece_size(struct slice folded)
{
    static const char alone[] = "-.,/()\"&";
    if (memchr(alone, folded.data[0], sizeof alone - 1))
        return 1;
    size_t size = 0;
    while (size < folded.size) {
        char c = folded.data[size];
        if (c == '\'')
            return size + 1;
        if (c == ' ' || memchr(alone, c, sizeof alone - 1))
            return size;
        size++;
    }
    return size;
}

// Takes the next piece off *rest; false at the end.
static bool piece_next(struct slice *rest, struct slice *piece)
{
    while (rest->size > 0 && (rest->data[0] == ' ' || rest->data[0] == '\n'))
        *rest = slice_part(*rest, 1, rest->size);
    if (rest->size == 0)
        return false;
    size_t size = piece_size(*rest);
    *piece = slice_part(*rest, 0, size);
    *rest = slice_part(*rest, size, rest->size);
    return true;
}

static uint32_t node_step(struct gazetteer *gazetteer, uint32_t node, struct slice piece)
{
    struct table *pieces = &gazetteer->pieces;
    uint32_t number = table_find(pieces, piece);
    if (number == TABLE_NONE)
        number = table_add(pieces, arena_copy(gazetteer->arena, piece), pieces->entries.count);
    if (gazetteer->edge_count * 4 >= gazetteer->edge_slots * 3)
        edges_grow(gazetteer);
    struct gazetteer_edge *edge = edge_at(gazetteer, edge_key(node, number));
    if (edge->key == 0) {
        edge->key = edge_key(node, number);
        edge->node = gazetteer->nodes.count;
        gazetteer->edge_count++;
        list_add(gazetteer->arena, &gazetteer->nodes, (struct gazetteer_node){0});
    }
    return edge->node;
}

static void value_add(struct gazetteer *gazetteer, uint32_t node, uint32_t value)
{
    uint32_t last = 0;
    for (uint32_t i = gazetteer->nodes.items[node].value; i != 0;) {
        if (gazetteer->values.items[i - 1].value == value)
            return;
        last = i;
        i = gazetteer->values.items[i - 1].next;
    }
    struct gazetteer_value item = {value, 0};
    list_add(gazetteer->arena, &gazetteer->values, item);
    if (last == 0)
        gazetteer->nodes.items[node].value = gazetteer->values.count;
    else
        gazetteer->values.items[last - 1].next = gazetteer->values.count;
}

bool gazetteer_add(struct gazetteer *gazetteer, struct slice phrase, uint32_t value)
{
    assert(gazetteer && gazetteer->arena);
    struct slice rest = utf8_fold(gazetteer->arena, phrase), piece;
    struct slice pieces[GAZETTEER_PIECES];
    uint32_t count = 0;
    while (piece_next(&rest, &piece)) {
        if (count == GAZETTEER_PIECES)
            return false;
        pieces[count++] = piece;
    }
    uint32_t node = 0;
    for (uint32_t i = 0; i < count; i++)
        node = node_step(gazetteer, node, pieces[i]);
    if (count > 0)
        value_add(gazetteer, node, value);
    return count > 0;
}

void gazetteer_text_init(const struct gazetteer *gazetteer, struct arena *scratch,
                         const struct slice *tokens, uint32_t count, struct gazetteer_text *text)
{
    index_list pieces = {0}, ends = {0};
    uint32_t *starts = arena_take(scratch, ((size_t)count + 1) * sizeof *starts);
    for (uint32_t i = 0; i < count; i++) {
        starts[i] = pieces.count;
        struct slice rest = utf8_fold(scratch, tokens[i]), piece;
        while (piece_next(&rest, &piece)) {
            list_add(scratch, &pieces, table_find(&gazetteer->pieces, piece));
            list_add(scratch, &ends, UINT32_MAX);
        }
        if (pieces.count > starts[i])
            ends.items[pieces.count - 1] = i;
    }
    starts[count] = pieces.count;
    *text = (struct gazetteer_text){pieces.items, starts, ends.items, count};
}

uint32_t gazetteer_find_all(const struct gazetteer *gazetteer, const struct gazetteer_text *text,
                            uint32_t token, struct gazetteer_match *matches, uint32_t limit)
{
    assert(token < text->token_count);
    uint32_t found = 0, node = 0;
    uint32_t start = text->piece_start[token], end = text->piece_start[text->token_count];
    if (start == text->piece_start[token + 1])
        return 0;
    for (uint32_t i = start; i < end && i - start < GAZETTEER_PIECES && found < limit; i++) {
        if (text->pieces[i] == TABLE_NONE)
            break;
        const struct gazetteer_edge *edge = edge_at(gazetteer, edge_key(node, text->pieces[i]));
        if (edge->key == 0)
            break;
        node = edge->node;
        uint32_t value = gazetteer->nodes.items[node].value;
        if (value == 0 || text->piece_token[i] == UINT32_MAX)
            continue;
        const struct gazetteer_value *item = &gazetteer->values.items[value - 1];
        uint32_t covered = text->piece_token[i] - token + 1;
        matches[found++] = (struct gazetteer_match){covered, item->value, item->next};
    }
    return found;
}

bool gazetteer_find(const struct gazetteer *gazetteer, const struct gazetteer_text *text,
                    uint32_t token, struct gazetteer_match *match)
{
    struct gazetteer_match matches[GAZETTEER_PIECES];
    uint32_t count = gazetteer_find_all(gazetteer, text, token, matches, GAZETTEER_PIECES);
    if (count > 0)
        *match = matches[count - 1];
    return count > 0;
}

bool gazetteer_next(const struct gazetteer *gazetteer, struct gazetteer_match *match)
{
    if (match->more == 0)
        return false;
    const struct gazetteer_value *item = &gazetteer->values.items[match->more - 1];
    match->value = item->value;
    match->more = item->next;
    return true;
}
