// SPDX-License-Identifier: Apache-2.0
// The stage `tree`: the dependency tree of every sentence, French and English. Reads words with
// parts of speech and features; fills word.head and word.relation by models/fr.tree and
// models/en.tree (recoupe-train tree). Time is linear in the words. Each sentence gets one root.
#include "parse/clusters.h"
#include "parse/parse.h"
#include "parse/tree.h"

#include <assert.h>
#include <stdio.h>

struct tree_tables {
    struct tree_model models[LANGUAGE_READ_COUNT];
    struct cluster_table clusters[LANGUAGE_READ_COUNT];
    bool known[LANGUAGE_READ_COUNT];
};

void tree_universals(uint8_t universal[RELATION_COUNT])
{
    for (unsigned relation = 0; relation < RELATION_COUNT; relation++)
        universal[relation] = (uint8_t)relation_universal((enum relation)relation);
}

void tree_state_init(struct tree_state *state, const struct tree_word *words, uint32_t count,
                     const uint8_t *universal, struct arena *scratch)
{
    size_t size = (size_t)count + 2;
    *state = (struct tree_state){.words = words, .count = count, .depth = 1, .next = 1};
    state->universal = universal;
    state->stack = arena_zero(scratch, size, sizeof *state->stack);
    state->head = arena_take(scratch, size * sizeof *state->head);
    memset(state->head, 0xff, size * sizeof *state->head);
    state->relation = arena_zero(scratch, size, 1);
    state->left = arena_zero(scratch, size, sizeof *state->left);
    state->left2 = arena_zero(scratch, size, sizeof *state->left2);
    state->right = arena_zero(scratch, size, sizeof *state->right);
    state->right2 = arena_zero(scratch, size, sizeof *state->right2);
    state->left_count = arena_zero(scratch, size, 1);
    state->right_count = arena_zero(scratch, size, 1);
    state->marker = arena_zero(scratch, size, sizeof *state->marker);
    state->label_set = arena_zero(scratch, size, sizeof *state->label_set);
}

uint32_t tree_moves(const struct tree_state *state)
{
    bool more = state->next <= state->count;
    uint32_t moves = more ? 1u << MOVE_SHIFT : 0;
    if (more && state->depth > 1)
        moves |= 1u << MOVE_LEFT;
    // the root takes its child only when nothing else is left, so that it has one child
    if (state->depth > 2 || (state->depth == 2 && !more))
        moves |= 1u << MOVE_RIGHT;
    return moves;
}

void tree_arc(const struct tree_state *state, enum tree_move move, uint32_t *head,
              uint32_t *dependent)
{
    assert(move != MOVE_SHIFT && state->depth > 1);
    *dependent = state->stack[state->depth - 1];
    *head = move == MOVE_LEFT ? state->next : state->stack[state->depth - 2];
}

static void child_add(struct tree_state *state, uint32_t head, uint32_t child, uint8_t relation)
{
    if (child < head) { // later left children stand further left
        state->left2[head] = state->left[head];
        state->left[head] = child;
        state->left_count[head] += state->left_count[head] < 255;
    } else {
        state->right2[head] = state->right[head];
        state->right[head] = child;
        state->right_count[head] += state->right_count[head] < 255;
    }
    uint8_t universal = state->universal[relation];
    if (universal == RELATION_CASE || (universal == RELATION_MARK && state->marker[head] == 0))
        state->marker[head] = child;
    state->label_set[head] |= (uint64_t)1 << (universal & 63);
}

void tree_step(struct tree_state *state, enum tree_move move, uint8_t relation)
{
    assert(tree_moves(state) >> move & 1);
    if (move == MOVE_SHIFT) {
        state->stack[state->depth++] = state->next++;
        return;
    }
    uint32_t head, dependent;
    tree_arc(state, move, &head, &dependent);
    state->head[dependent] = head;
    state->relation[dependent] = relation;
    child_add(state, head, dependent, relation);
    state->depth--;
}

// Scores of the buffer's own features, kept until the next shift.
struct buffer_scores {
    uint32_t next; // front of the buffer that they are for; 0 = none
    int32_t scores[TREE_MOVE_WIDTH];
};

static enum tree_move best_move(const struct tree_model *model, const struct tree_state *state,
                                uint32_t moves, struct buffer_scores *buffer)
{
    if ((moves & (moves - 1)) == 0) // only one
        return (enum tree_move)__builtin_ctz(moves);
    uint64_t features[TREE_FEATURE_LIMIT];
    int32_t scores[TREE_MOVE_WIDTH];
    if (buffer->next != state->next) {
        *buffer = (struct buffer_scores){.next = state->next};
        uint32_t count = tree_buffer_features(state, features);
        weights_score(&model->move, features, count, buffer->scores);
    }
    memcpy(scores, buffer->scores, sizeof scores);
    uint32_t n = tree_move_features(state, features);
    weights_score(&model->move, features, n, scores);
    int best = -1;
    for (int move = 0; move < MOVE_COUNT; move++)
        if ((moves >> move & 1) && (best < 0 || scores[move] > scores[best]))
            best = move;
    return (enum tree_move)best;
}

static uint8_t best_label(const struct tree_model *model, const struct tree_state *state,
                          enum tree_move move, int32_t *scores)
{
    uint32_t head, dependent;
    tree_arc(state, move, &head, &dependent);
    if (head == 0)
        return RELATION_ROOT;
    uint64_t features[TREE_FEATURE_LIMIT];
    memset(scores, 0, model->label.width * sizeof *scores);
    uint32_t n = tree_label_features(state, head, dependent, features);
    weights_score(&model->label, features, n, scores);
    uint32_t best = 0;
    for (uint32_t label = 1; label < model->label_count; label++)
        if (scores[label] > scores[best])
            best = label;
    return model->labels[best];
}

// Parses words[0..count), count <= TREE_WORD_LIMIT.
static void part_parse(const struct tree_model *model, struct word *words, uint32_t count,
                       uint32_t offset, struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    struct tree_word *views = arena_take(scratch, ((size_t)count + 2) * sizeof *views);
    int32_t *scores = arena_take(scratch, model->label.width * sizeof *scores);
    struct tree_state state;
    struct buffer_scores buffer = {0};
    tree_words_view(model->clusters, words, count, views);
    tree_state_init(&state, views, count, model->universal, scratch);
    for (uint32_t moves; (moves = tree_moves(&state)) != 0;) {
        enum tree_move move = best_move(model, &state, moves, &buffer);
        uint8_t label = move == MOVE_SHIFT ? 0 : best_label(model, &state, move, scores);
        tree_step(&state, move, label);
    }
    for (uint32_t i = 0; i < count; i++) {
        words[i].head = state.head[i + 1] == 0 ? NO_INDEX : offset + state.head[i + 1] - 1;
        words[i].relation = state.relation[i + 1];
    }
    arena_rewind(scratch, mark);
}

void tree_sentence(const struct tree_model *model, struct word *words, uint32_t count,
                   uint32_t offset, struct arena *scratch)
{
    uint32_t root = NO_INDEX;
    for (uint32_t start = 0; start < count; start += TREE_WORD_LIMIT) {
        uint32_t size = count - start < TREE_WORD_LIMIT ? count - start : TREE_WORD_LIMIT;
        part_parse(model, words + start, size, offset + start, scratch);
        for (uint32_t i = start; i < start + size; i++) {
            if (words[i].head != NO_INDEX)
                continue;
            if (root != NO_INDEX) { // the later parts hang from the first one's root
                words[i].head = root;
                words[i].relation = RELATION_PARATAXIS;
            } else {
                root = offset + i;
            }
        }
    }
}

bool tree_model_open(struct tree_model *model, struct slice bytes,
                     const struct cluster_table *clusters, const char *name, struct error *error)
{
    model->clusters = clusters;
    size_t labels;
    if (!model_open(&model->file, bytes, "tree", name, error) ||
        !weights_open(&model->move, &model->file, "move", error) ||
        !weights_open(&model->label, &model->file, "label", error))
        return false;
    model->labels = model_need(&model->file, "labels", MODEL_U8, 0, &labels, error);
    if (!model->labels)
        return false;
    model->label_count = (uint32_t)labels;
    tree_universals(model->universal);
    bool fits = labels > 0 && labels <= model->label.width && model->move.width == TREE_MOVE_WIDTH;
    for (size_t i = 0; i < labels; i++)
        fits = fits && model->labels[i] > 0 && model->labels[i] < RELATION_COUNT;
    return fits || error_set(error, ERROR_INTERNAL, name, "tree model does not fit this program");
}

static const void *tree_open(struct arena *arena, const struct data_source *data,
                             struct error *error)
{
    struct tree_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (int language = 1; language < LANGUAGE_READ_COUNT; language++) {
        char name[32];
        snprintf(name, sizeof name, "models/%s.tree", language_code((enum language)language));
        struct slice bytes = data->find(name, data->context);
        if (!bytes.data)
            continue;
        struct cluster_table *clusters = &tables->clusters[language];
        if (!clusters_open(clusters, data, (enum language)language, error) ||
            !tree_model_open(&tables->models[language], bytes, clusters, name, error))
            return NULL;
        tables->known[language] = true;
    }
    return tables;
}

static void tree_run(const void *tables, struct document *document, struct arena *scratch)
{
    const struct tree_tables *trees = tables;
    enum language language = document->language;
    if (!language_is_read(language) || !trees->known[language])
        return;
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        const struct sentence *sentence = &document->sentences.items[i];
        assert(sentence->word_end <= document->words.count);
        tree_sentence(&trees->models[language], document->words.items + sentence->word_start,
                      sentence->word_end - sentence->word_start, sentence->word_start, scratch);
    }
}

const struct stage tree_stage = {
    .name = "tree",
    .help = "the dependency tree of every sentence",
    .needs = LAYER_WORDS | LAYER_TAGS,
    .gives = LAYER_TREES,
    .open = tree_open,
    .run = tree_run,
};
