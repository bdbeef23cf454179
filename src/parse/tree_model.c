// SPDX-License-Identifier: Apache-2.0
// Opens a parser's model file: every array must be there, of the size that the others call for,
// and every number in it within what reads it.
#include "parse/tree.h"


static bool sizes_open(struct tree_model *model, const char *name, struct error *error)
{
    const uint32_t *sizes = model_need(&model->file, "sizes", MODEL_U32, 6, NULL, error);
    if (!sizes)
        return false;
    model->width = sizes[0];
    model->hidden = sizes[1];
    model->layers = sizes[2];
    model->arc = sizes[3];
    model->label = sizes[4];
    model->unit = sizes[5];
    for (int i = 0; i < 5; i++)
        if (sizes[i] == 0 || sizes[i] > TREE_WIDTH_LIMIT || (i != 2 && sizes[i] % 32 != 0))
            return error_set(error, ERROR_INTERNAL, name, "parser has a wrong size (%d)", i);
    if (model->layers > TREE_LAYER_LIMIT || model->unit == 0 || model->unit > 65536)
        return error_set(error, ERROR_INTERNAL, name, "parser has wrong layers or units");
    return true;
}

static bool tags_open(struct tree_model *model, const char *name, struct error *error)
{
    size_t tags = 0;
    model->tag_upos = model_array(&model->file, "tags.upos", MODEL_U8, &tags);
    tags = model->tag_upos ? tags : 0;
    model->tag_features =
        tags ? model_need(&model->file, "tags.features", MODEL_U64, tags, NULL, error) : NULL;
    if (tags && !model->tag_features)
        return false;
    bool fits = tags <= UINT8_MAX;
    for (size_t i = 0; fits && i < tags; i++)
        fits = model->tag_upos[i] < UPOS_COUNT &&
               model->tag_features[i] >> (FEATURE_COUNT - 1) <= 1;
    model->tags = (uint32_t)tags;
    model->views = 2 * model->arc + 2 * model->label + tree_padded(fits ? model->tags : 0);
    return fits || error_set(error, ERROR_INTERNAL, name, "parser's tags do not fit this program");
}

static const void *part(const struct tree_model *model, struct arena *scratch, const char *name,
                        const char *what, enum model_type type, size_t count, struct error *error)
{
    const char *whole = arena_format(scratch, "%s%s", name, what).data;
    const void *items = model_need(&model->file, whole, type, count, NULL, error);
    if (!items || type != MODEL_F32)
        return items;
    const float *numbers = items;
    for (size_t i = 0; i < count; i++)
        if (!(numbers[i] > -1e6f && numbers[i] < 1e6f)) {
            error_set(error, ERROR_INTERNAL, whole, "a number of the parser is out of range");
            return NULL;
        }
    return items;
}

static bool matrix_open(const struct tree_model *model, struct arena *scratch, const char *name,
                        uint32_t rows, uint32_t columns, struct tree_matrix *matrix,
                        struct error *error)
{
    size_t count = (size_t)rows * columns;
    matrix->weights = part(model, scratch, name, "", MODEL_I8, count, error);
    matrix->scale = part(model, scratch, name, ".scale", MODEL_F32, columns, error);
    return matrix->weights && matrix->scale;
}

static bool layers_open(struct tree_model *model, struct arena *scratch, struct error *error)
{
    uint32_t in = model->width, width = 4 * model->hidden;
    for (uint32_t layer = 0; layer < model->layers; layer++, in = 2 * model->hidden)
        for (int back = 0; back < 2; back++) {
            struct tree_layer *l = &model->layer[layer][back];
            const char *name = arena_format(scratch, "layer%u.%d", layer, back).data;
            const char *input = arena_format(scratch, "%s.input", name).data;
            const char *recurrent = arena_format(scratch, "%s.again", name).data;
            l->bias = part(model, scratch, name, ".bias", MODEL_F32, width, error);
            if (!l->bias || !matrix_open(model, scratch, input, in, width, &l->input, error) ||
                !matrix_open(model, scratch, recurrent, model->hidden, width, &l->recurrent, error))
                return false;
        }
    return matrix_open(model, scratch, "view", in, model->views, &model->view, error);
}

static bool scores_open(struct tree_model *model, struct arena *scratch, struct error *error)
{
    uint32_t arc = model->arc, label = model->label, width = model->label_width;
    model->view_bias = part(model, scratch, "view", ".bias", MODEL_F32, model->views, error);
    model->arc_weights = part(model, scratch, "arc", "", MODEL_I16, (size_t)arc * arc, error);
    model->arc_bias = part(model, scratch, "arc", ".bias", MODEL_I32, arc, error);
    model->distance = part(model, scratch, "distance", "", MODEL_I32, TREE_DISTANCES, error);
    model->label_weights =
        part(model, scratch, "label", "", MODEL_I16, (size_t)label * width, error);
    model->label_bias = part(model, scratch, "label", ".bias", MODEL_I32, width, error);
    return model->view_bias && model->arc_weights && model->arc_bias && model->distance &&
           model->label_weights && model->label_bias;
}

static bool vocabulary_open(struct tree_model *model, const char *name, struct error *error)
{
    struct tree_vocabulary *vocabulary = &model->vocabulary;
    size_t slots, table;
    vocabulary->keys = model_need(&model->file, "words.keys", MODEL_U16, 0, &slots, error);
    if (!vocabulary->keys)
        return false;
    vocabulary->words = model_need(&model->file, "words.rows", MODEL_U16, slots, NULL, error);
    model->table = model_need(&model->file, "table", MODEL_I8, 0, &table, error);
    if (!vocabulary->words || !model->table)
        return false;
    size_t rows = table / model->width;
    bool fits = table % model->width == 0 && rows >= TREE_ROW_WORD && rows < UINT32_MAX &&
                slots < UINT32_MAX;
    vocabulary->slots = (uint32_t)slots;
    vocabulary->count = fits ? (uint32_t)rows - TREE_ROW_WORD : 0;
    for (size_t i = 0; fits && i < slots; i++)
        fits = vocabulary->keys[i] == 0 || vocabulary->words[i] < vocabulary->count;
    model->rows = fits ? (uint32_t)rows : 0;
    return fits || error_set(error, ERROR_INTERNAL, name, "parser's words do not fit its table");
}

static bool labels_open(struct tree_model *model, const char *name, struct error *error)
{
    size_t labels;
    model->relations = model_need(&model->file, "labels", MODEL_U8, 0, &labels, error);
    if (!model->relations)
        return false;
    bool fits = labels > 0 && labels < RELATION_COUNT;
    for (size_t i = 0; fits && i < labels; i++)
        fits = model->relations[i] > 0 && model->relations[i] < RELATION_COUNT;
    model->labels = (uint32_t)labels;
    model->label_width = fits ? tree_padded(model->labels) : 0;
    return fits ||
           error_set(error, ERROR_INTERNAL, name, "parser's labels do not fit this program");
}

bool tree_model_open(struct tree_model *model, struct slice bytes,
                     const struct cluster_table *clusters, const char *name, struct arena *scratch,
                     struct error *error)
{
    *model = (struct tree_model){.clusters = clusters, .kernels = net_kernels_best()};
    return model_open(&model->file, bytes, "tree", name, error) && sizes_open(model, name, error) &&
           tags_open(model, name, error) && labels_open(model, name, error) &&
           layers_open(model, scratch, error) && scores_open(model, scratch, error) &&
           vocabulary_open(model, name, error);
}
