// SPDX-License-Identifier: Apache-2.0
// The parser's inside, shared with its trainer: an arc-hybrid transition system (stack, buffer;
// shift, left arc from the buffer's front to the stack's top, right arc from the stack's second to
// its top), greedy, one linear model for the move and one for the label of each new arc.
// Words are numbered from 1 in the sentence; 0 is the root, which takes its one child last.
// Model arrays: "move.*" and "label.*" weights, "labels" U8 relation of each label column.
#ifndef RECOUPE_PARSE_TREE_H
#define RECOUPE_PARSE_TREE_H

#include "doc/document.h"
#include "model/cluster.h"
#include "model/weights.h"

#define TREE_FEATURE_LIMIT 160
#define TREE_MOVE_WIDTH 4
#define TREE_WORD_LIMIT 2000 // words of a sentence; longer ones are parsed in parts

enum tree_move { MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT, MOVE_COUNT };

struct tree_model {
    struct model file;
    struct weights move, label;
    const uint8_t *labels; // enum relation
    uint32_t label_count;
    const struct cluster_table *clusters;
    uint8_t universal[RELATION_COUNT]; // relation without subtype
};

// What the models see of a word.
struct tree_word {
    uint64_t word, suffix;
    uint64_t fine, group; // clusters
    uint64_t upos, morph; // morph: UPOS with the features that decide attachment
    uint8_t agreement;    // gender bits 1, 2, number bits 4, 8; 0 = unknown
};

struct tree_state {
    const struct tree_word *words; // count + 2: root, words, "nothing" at count + 1
    uint32_t count;                // words
    const uint8_t *universal;      // as in tree_model
    uint32_t *stack, depth;        // stack[0] is the root
    uint32_t next;                 // front of the buffer; count + 1 = empty
    uint32_t *head;                // 0 is the root; NO_INDEX = not yet
    uint8_t *relation;
    uint32_t *left, *left2, *right, *right2; // outermost children and those just inside; 0 = none
    uint8_t *left_count, *right_count;
    uint32_t *marker;     // the child that introduces the word (case, mark); 0 = none
    uint64_t *label_set;  // of children: bit relation & 63
};

void tree_words_view(const struct cluster_table *clusters, const struct word *words,
                     uint32_t count, struct tree_word *views);
void tree_universals(uint8_t universal[RELATION_COUNT]);
void tree_state_init(struct tree_state *state, const struct tree_word *words, uint32_t count,
                     const uint8_t *universal, struct arena *scratch);
// Bit set of the moves that may be made (1 << move); 0 = finished.
uint32_t tree_moves(const struct tree_state *state);
// The features of a move come in two parts: those of the buffer alone, whose scores hold until the
// next shift, and the others. Both return how many.
uint32_t tree_buffer_features(const struct tree_state *state, uint64_t *features);
uint32_t tree_move_features(const struct tree_state *state, uint64_t *features);
// Dependent and head of the arc that the move (left or right) would make.
void tree_arc(const struct tree_state *state, enum tree_move move, uint32_t *head,
              uint32_t *dependent);
uint32_t tree_label_features(const struct tree_state *state, uint32_t head, uint32_t dependent,
                             uint64_t *features);
// Makes the move; relation is the new arc's (ignored for shift).
void tree_step(struct tree_state *state, enum tree_move move, uint8_t relation);

bool tree_model_open(struct tree_model *model, struct slice bytes,
                     const struct cluster_table *clusters, const char *name, struct error *error);
// Sets head (offset + index in words) and relation of the words of one sentence.
void tree_sentence(const struct tree_model *model, struct word *words, uint32_t count,
                   uint32_t offset, struct arena *scratch);

#endif
