// SPDX-License-Identifier: Apache-2.0
// Compiles the knowledge files and word lists into records and tries. A knowledge line is
// `NAME ; NAME ; fr:NAME ; en:NAME ; ~SHORT NAME | key=value …`; `@ key=value …` sets what lines
// after it take for granted. A word list has one word (or several, by spaces) a line. Lines that
// open with '>' are examples, run by the tests.
#include "extract/knowledge.h"

#include <assert.h>

#define FOLD_MAX 64
#define EDGES_FIRST 4096 // slots of a new trie: a power of two

void lexicon_init(struct knowledge *knowledge, struct lexicon *lexicon)
{
    struct arena *arena = knowledge->arena;
    *lexicon = (struct lexicon){0};
    table_init(&lexicon->words, arena);
    (void)list_push(arena, &lexicon->entries);
    (void)list_push(arena, &lexicon->node_entry);
    lexicon->edge_capacity = EDGES_FIRST;
    lexicon->edge_keys = arena_zero(arena, EDGES_FIRST, sizeof *lexicon->edge_keys);
    lexicon->edge_nodes = arena_zero(arena, EDGES_FIRST, sizeof *lexicon->edge_nodes);
}

uint32_t lexicon_word(struct knowledge *knowledge, struct lexicon *lexicon, struct slice folded)
{
    uint32_t number = table_find(&lexicon->words, folded);
    if (number != TABLE_NONE)
        return number;
    number = lexicon->flags.count;
    table_add(&lexicon->words, arena_copy(knowledge->arena, folded), number);
    (void)list_push(knowledge->arena, &lexicon->flags);
    (void)list_push(knowledge->arena, &lexicon->roots);
    return number;
}

static uint32_t edge_slot(const struct lexicon *lexicon, uint64_t key)
{
    uint32_t slot = (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32) & (lexicon->edge_capacity - 1);
    while (lexicon->edge_keys[slot] != 0 && lexicon->edge_keys[slot] != key)
        slot = (slot + 1) & (lexicon->edge_capacity - 1);
    return slot;
}

static void edges_grow(struct arena *arena, struct lexicon *lexicon)
{
    uint64_t *keys = lexicon->edge_keys;
    uint32_t *nodes = lexicon->edge_nodes, capacity = lexicon->edge_capacity;
    lexicon->edge_capacity = capacity * 2;
    lexicon->edge_keys = arena_zero(arena, capacity * 2, sizeof *keys);
    lexicon->edge_nodes = arena_zero(arena, capacity * 2, sizeof *nodes);
    for (uint32_t i = 0; i < capacity; i++) {
        if (keys[i] == 0)
            continue;
        uint32_t slot = edge_slot(lexicon, keys[i]);
        lexicon->edge_keys[slot] = keys[i];
        lexicon->edge_nodes[slot] = nodes[i];
    }
}

static uint32_t node_new(struct arena *arena, struct lexicon *lexicon)
{
    (void)list_push(arena, &lexicon->node_entry);
    return lexicon->node_entry.count - 1;
}

static uint32_t edge_follow(struct arena *arena, struct lexicon *lexicon, uint32_t node,
                            uint32_t word)
{
    uint64_t key = ((uint64_t)node << 32 | word) + 1;
    uint32_t slot = edge_slot(lexicon, key);
    if (lexicon->edge_keys[slot] != 0)
        return lexicon->edge_nodes[slot];
    lexicon->edge_keys[slot] = key;
    uint32_t child = node_new(arena, lexicon);
    lexicon->edge_nodes[slot] = child;
    if (++lexicon->edge_count * 2 > lexicon->edge_capacity)
        edges_grow(arena, lexicon);
    return child;
}

// AXA and Axa on two lines, a leader in two files: the same thing under the same folded name.
static bool same_thing(const struct record *a, const struct record *b)
{
    return a->class == RECORD_THING && b->class == RECORD_THING && a->kind == b->kind &&
           slice_equal(a->country, b->country) && slice_equal(a->cameo, b->cameo);
}

// Appends entry to the chain of its node: earlier lines come first.
static void node_add_entry(struct knowledge *knowledge, struct lexicon *lexicon, uint32_t node,
                           struct entry entry)
{
    struct arena *arena = knowledge->arena;
    const struct record *records = knowledge->records.items;
    for (uint32_t i = lexicon->node_entry.items[node]; i != 0;
         i = lexicon->entries.items[i].next) {
        uint32_t other = lexicon->entries.items[i].record;
        if (other < knowledge->records.count && entry.record < knowledge->records.count &&
            same_thing(&records[other], &records[entry.record])) {
            entry.record = other;
            break;
        }
    }
    list_add(arena, &lexicon->entries, entry);
    uint32_t number = lexicon->entries.count - 1;
    uint32_t last = lexicon->node_entry.items[node];
    if (last == 0) {
        lexicon->node_entry.items[node] = number;
        return;
    }
    for (;;) {
        const struct entry *before = &lexicon->entries.items[last];
        if (before->record == entry.record && before->capitals == entry.capitals &&
            before->uppers == entry.uppers)
            return; // the same name twice
        if (before->next == 0)
            break;
        last = before->next;
    }
    lexicon->entries.items[last].next = number;
}

bool lexicon_add(struct knowledge *knowledge, struct lexicon *lexicon, struct slice name,
                 const piece_list *pieces, struct entry entry)
{
    struct arena *arena = knowledge->arena;
    if (pieces->count == 0 || pieces->count > NAME_PIECES_MAX)
        return false;
    uint32_t node = 0;
    for (uint32_t i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->items[i];
        char folded[FOLD_MAX];
        size_t size = piece_fold(slice_part(name, piece->start, piece->end), folded, FOLD_MAX);
        uint32_t word = lexicon_word(knowledge, lexicon, (struct slice){folded, size});
        if (piece->shape == SHAPE_CAPITAL || piece->shape == SHAPE_UPPER)
            entry.capitals |= UINT32_C(1) << i;
        // Short acronyms must be in capitals (UE, PAM); Otan and Unesco need not be.
        if (piece->shape == SHAPE_UPPER && piece->end - piece->start <= 3)
            entry.uppers |= UINT32_C(1) << i;
        if (i > 0) {
            node = edge_follow(arena, lexicon, node, word);
        } else {
            node = lexicon->roots.items[word];
            if (node == 0)
                node = lexicon->roots.items[word] = node_new(arena, lexicon);
        }
    }
    node_add_entry(knowledge, lexicon, node, entry);
    return true;
}

struct slice pieces_key(struct arena *arena, struct slice text, const struct piece *pieces,
                        uint32_t count)
{
    char folded[FOLD_MAX];
    struct buffer key;
    buffer_init(&key, arena);
    for (uint32_t i = 0; i < count; i++) {
        struct slice part = slice_part(text, pieces[i].start, pieces[i].end);
        if (i > 0)
            buffer_byte(&key, ' ');
        buffer_add(&key, (struct slice){folded, piece_fold(part, folded, FOLD_MAX)});
    }
    return buffer_slice(&key);
}

static void surname_add(struct knowledge *knowledge, struct slice key, uint32_t record)
{
    if (knowledge->surnames.count == 0)
        (void)list_push(knowledge->arena, &knowledge->surnames);
    uint32_t first = table_find(&knowledge->surname_first, key);
    for (uint32_t at = first; at != TABLE_NONE && at != 0;
         at = knowledge->surnames.items[at].next) {
        if (knowledge->surnames.items[at].record == record)
            return;
    }
    struct surname surname = {record, first == TABLE_NONE ? 0 : first};
    list_add(knowledge->arena, &knowledge->surnames, surname);
    table_set(&knowledge->surname_first, key, knowledge->surnames.count - 1);
}

void knowledge_add_surname(struct knowledge *knowledge, struct slice name, uint32_t record)
{
    piece_list pieces = {0};
    pieces_cut(knowledge->arena, NULL, name, (struct span){0, (uint32_t)name.size}, &pieces);
    for (uint32_t from = 1; from < pieces.count; from++) {
        const struct piece *piece = &pieces.items[from];
        if (piece->end - piece->start < 3 || (from > 1 && from + 1 < pieces.count) ||
            piece->joint == JOINT_HYPHEN)
            continue;
        struct slice key =
            pieces_key(knowledge->arena, name, piece, pieces.count - from);
        surname_add(knowledge, key, record);
        if (from + 1 < pieces.count || knowledge->records.items[record].past)
            continue;
        for (int i = LANGUAGE_fr; i <= LANGUAGE_en; i++) {
            struct lexicon *lexicon = &knowledge->lexicons[i];
            uint32_t word = lexicon_word(knowledge, lexicon, key);
            lexicon->flags.items[word] |= WORD_SURNAME;
        }
    }
}
