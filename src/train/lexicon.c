// SPDX-License-Identifier: Apache-2.0
// Compiles the full-form dictionary into hashed word classes. An analysis is shortened to what
// tells tags apart (verbs lose their conjugation group and valency), a form's class is the sorted
// set of its analyses; rare sets fall back to the set of their parts of speech.
#include "train/lexicon.h"

#include "base/table.h"
#include "base/utf8.h"

enum {
    RARE = 12,         // forms; a class with fewer is replaced by its coarse one
    READING_LIMIT = 24, // analyses of one form
};

struct form {
    struct slice lower;
    LIST(struct slice) readings;
};

// "v1__t___zz,ipre,spre,1sg,3sg" and "" -> "v,ipre,spre,1sg,3sg";
// "nom" and "fem,sg" -> "nom,fem,sg".
static struct slice reading_key(struct arena *arena, struct slice tags, struct slice morph)
{
    struct slice rest = tags, first = slice_cut(&rest, ',');
    bool verb = first.size > 4 && first.data[0] == 'v' && first.data[1] >= '0' &&
                first.data[1] <= '9';
    if (!verb)
        return arena_format(arena, SLICE_FORMAT "," SLICE_FORMAT, SLICE_ARGUMENTS(tags),
                            SLICE_ARGUMENTS(morph));
    const char *kind = first.data[1] == '0' ? "aux" : "v";
    return arena_format(arena, "%s," SLICE_FORMAT "," SLICE_FORMAT, kind, SLICE_ARGUMENTS(rest),
                        SLICE_ARGUMENTS(morph));
}

static int slice_order(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static void reading_add(struct arena *arena, struct form *form, struct slice key)
{
    for (uint32_t i = 0; i < form->readings.count; i++)
        if (slice_equal(form->readings.items[i], key))
            return;
    if (form->readings.count < READING_LIMIT)
        list_add(arena, &form->readings, key);
}

// The sorted set of readings, or of their first parts, as one string.
static struct slice set_key(struct arena *arena, const struct form *form, bool coarse)
{
    struct form parts = {0};
    for (uint32_t i = 0; i < form->readings.count; i++) {
        struct slice rest = form->readings.items[i];
        reading_add(arena, &parts, coarse ? slice_cut(&rest, ',') : rest);
    }
    list_sort(arena, parts.readings.items, parts.readings.count, sizeof(struct slice), slice_order,
              NULL);
    struct buffer key;
    buffer_init(&key, arena);
    for (uint32_t i = 0; i < parts.readings.count; i++) {
        buffer_add(&key, parts.readings.items[i]);
        buffer_byte(&key, ';');
    }
    return buffer_slice(&key);
}

typedef LIST(struct form) form_list;

static void forms_read(struct arena *arena, struct slice bytes, form_list *forms)
{
    struct table table;
    table_init(&table, arena);
    while (bytes.data && bytes.size > 0) {
        struct slice line = slice_cut(&bytes, '\n');
        struct slice fields[4] = {0};
        for (int i = 0; i < 4 && line.data; i++)
            fields[i] = slice_cut(&line, '\t');
        if (!fields[2].data || fields[0].size == 0)
            continue;
        struct slice lower = utf8_lower(arena, fields[0]);
        uint32_t index = table_add(&table, lower, forms->count);
        if (index == forms->count)
            list_add(arena, forms, (struct form){.lower = lower});
        reading_add(arena, &forms->items[index], reading_key(arena, fields[2], fields[3]));
    }
}

struct class_list {
    struct table classes; // key -> number, from 1
    struct table coarse;
    LIST(uint8_t) coarse_of; // per class
};

static uint32_t class_number(struct arena *arena, struct class_list *list, struct slice key,
                             struct slice coarse)
{
    uint32_t number = table_add(&list->classes, key, list->coarse_of.count);
    if (number == list->coarse_of.count) {
        uint32_t group = table_add(&list->coarse, coarse, list->coarse.entries.count + 1);
        list_add(arena, &list->coarse_of, (uint8_t)(group > 255 ? 255 : group));
    }
    return number;
}

static void lexicon_fill(struct lexicon *lexicon, uint16_t *keys, uint16_t *classes,
                         struct slice lower, uint32_t class)
{
    uint64_t hash = hash_bytes(lower.data, lower.size, 0);
    uint32_t slot = weights_slot(hash, lexicon->slots);
    for (uint32_t probe = 0; probe < WEIGHTS_PROBE_LIMIT; probe++) {
        if (keys[slot] == weights_key(hash))
            return;
        if (keys[slot] == 0) {
            keys[slot] = weights_key(hash);
            classes[slot] = (uint16_t)class;
            return;
        }
        slot = slot + 1 == lexicon->slots ? 0 : slot + 1;
    }
}

static void lexicon_compile(struct arena *arena, const form_list *forms, struct lexicon *lexicon)
{
    struct table counts;
    table_init(&counts, arena);
    struct slice *fine = arena_take(arena, forms->count * sizeof *fine);
    for (uint32_t i = 0; i < forms->count; i++) {
        fine[i] = set_key(arena, &forms->items[i], false);
        uint32_t count = table_add(&counts, fine[i], 0);
        table_set(&counts, fine[i], count + 1);
    }
    lexicon->slots = forms->count + forms->count / 4 + 16;
    uint16_t *keys = arena_zero(arena, lexicon->slots, sizeof *keys);
    uint16_t *classes = arena_zero(arena, lexicon->slots, sizeof *classes);
    struct class_list list = {0};
    table_init(&list.classes, arena);
    table_init(&list.coarse, arena);
    list_add(arena, &list.coarse_of, 0); // class 0: unknown
    for (uint32_t i = 0; i < forms->count; i++) {
        struct slice coarse = set_key(arena, &forms->items[i], true);
        bool rare = forms->items[i].lower.size > 6 && table_find(&counts, fine[i]) < RARE;
        uint32_t class = class_number(arena, &list, rare ? coarse : fine[i], coarse);
        lexicon_fill(lexicon, keys, classes, forms->items[i].lower, class);
    }
    lexicon->keys = keys;
    lexicon->classes = classes;
    lexicon->coarse = list.coarse_of.items;
    lexicon->class_count = list.coarse_of.count;
}

bool lexicon_arrays_read(struct arena *arena, const struct train_options *options,
                         struct lexicon_arrays *arrays, struct error *error)
{
    *arrays = (struct lexicon_arrays){0};
    if (strcmp(options->language, "fr") != 0)
        return true;
    struct slice path = arena_format(arena, "%s/lex/fr_hunspell_fullform.tsv", options->data);
    struct slice bytes;
    if (!train_bytes(arena, path.data, &bytes, error))
        return false;
    form_list forms = {0};
    forms_read(arena, bytes, &forms);
    lexicon_compile(arena, &forms, &arrays->lexicon);
    return true;
}

void lexicon_arrays_write(struct model_writer *writer, const struct lexicon_arrays *arrays)
{
    const struct lexicon *lexicon = &arrays->lexicon;
    if (lexicon->slots == 0)
        return;
    model_writer_add(writer, "lexicon.keys", MODEL_U16, lexicon->keys, lexicon->slots);
    model_writer_add(writer, "lexicon.class", MODEL_U16, lexicon->classes, lexicon->slots);
    model_writer_add(writer, "lexicon.coarse", MODEL_U8, lexicon->coarse, lexicon->class_count);
}
