// SPDX-License-Identifier: Apache-2.0
// Which words govern with "de" (besoin de ces moyens) and which do without (annonce ces mesures),
// from raw text: for each form the share of its determiners that stand after "de", in classes.
// Tells the article des from the preposition after forms that the treebanks hardly have.
#include "train/govern.h"

#include "base/table.h"
#include "model/weights.h"

#include <stdio.h>

enum {
    CHUNK = 60000, // bytes of text cut at once
    LEAST = 8,     // determiners seen after a form
    CLASSES = 8,
};

static const char *const raw_files[] = {"raw/fr-caveat/orangesum.txt",
                                        "raw/fr/assemblee_debats_2013-2018.txt",
                                        "raw/fr/wikipedia_20000.txt"};

struct counts {
    uint64_t key;
    uint32_t governed, plain; // determiners after "de", and without
};

struct govern {
    struct arena *arena;
    const struct segment_language *language;
    struct table determiners;
    struct table places; // key's bytes -> place in counts
    LIST(struct counts) counts;
};

static bool determiners_read(struct govern *govern, const char *language, struct error *error)
{
    struct slice bytes, line;
    uint32_t number = 0;
    const char *path = arena_format(govern->arena, "src/train/govern_%s.txt", language).data;
    if (!train_bytes(govern->arena, path, &bytes, error))
        return false;
    while (slice_next_line(&bytes, &line, &number))
        while (line.data && line.size > 0)
            table_set(&govern->determiners, slice_cut(&line, ' '), 1);
    return true;
}

static struct slice folded(const struct token_view *view, uint32_t index, char out[FOLD_MAX])
{
    const struct token *token = &view->items[index];
    return segment_fold(slice_part(view->text, token->start, token->end), out);
}

static bool is_determiner(const struct govern *govern, const struct token_view *view,
                          uint32_t index)
{
    char form[FOLD_MAX];
    return index < view->count &&
           table_find(&govern->determiners, folded(view, index, form)) != TABLE_NONE;
}

static void word_count(struct govern *govern, const struct token_view *view, uint32_t index)
{
    char form[FOLD_MAX];
    uint64_t key = segment_kind_key(view->text, &view->items[index]);
    if (key == 0 || index + 1 >= view->count)
        return;
    struct slice next = folded(view, index + 1, form);
    bool of = slice_is(next, "de") || slice_is(next, "d'");
    if (!is_determiner(govern, view, index + 1 + of))
        return;
    struct slice bytes = {(char *)&key, sizeof key};
    uint32_t at = table_find(&govern->places, bytes);
    if (at == TABLE_NONE) {
        at = govern->counts.count;
        table_set(&govern->places, arena_copy(govern->arena, bytes), at);
        list_add(govern->arena, &govern->counts, (struct counts){.key = key});
    }
    govern->counts.items[at].governed += of;
    govern->counts.items[at].plain += !of;
}

static bool text_count(struct govern *govern, const char *path, struct error *error)
{
    struct arena text, scratch;
    struct slice bytes;
    arena_init(&text, 0);
    arena_init(&scratch, 0);
    bool good = train_bytes(&text, path, &bytes, error);
    while (good && bytes.size > 0) {
        size_t end = bytes.size > CHUNK ? slice_find(bytes, SLICE("\n"), CHUNK) : bytes.size;
        end = end == SIZE_MAX ? bytes.size : end;
        token_list tokens = {0};
        struct slice chunk = slice_part(bytes, 0, end);
        segment_cut(govern->language, chunk, &tokens, &scratch);
        struct token_view view = {chunk, tokens.items, tokens.count};
        for (uint32_t i = 0; i < tokens.count; i++)
            word_count(govern, &view, i);
        bytes = slice_part(bytes, end, bytes.size);
        arena_reset(&scratch);
    }
    arena_free(&text);
    arena_free(&scratch);
    return good;
}

static uint16_t class_of(const struct counts *counts)
{
    static const uint32_t most[CLASSES - 1] = {2, 5, 12, 30, 60, 90, 97}; // percent
    uint32_t all = counts->governed + counts->plain, class = 0;
    while (class < CLASSES - 1 && counts->governed * UINT64_C(100) > (uint64_t)all * most[class])
        class++;
    return (uint16_t)(class + 1);
}

static void compile(struct govern *govern, struct lexicon *lexicon)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < govern->counts.count; i++)
        kept += govern->counts.items[i].governed + govern->counts.items[i].plain >= LEAST;
    uint32_t slots = kept + kept / 3 + 16;
    uint16_t *keys = arena_zero(govern->arena, slots, sizeof *keys);
    uint16_t *classes = arena_zero(govern->arena, slots, sizeof *classes);
    uint8_t *coarse = arena_zero(govern->arena, CLASSES + 1, 1);
    for (uint32_t i = 0; i < govern->counts.count; i++) {
        const struct counts *counts = &govern->counts.items[i];
        if (counts->governed + counts->plain < LEAST)
            continue;
        uint32_t slot = weights_slot(counts->key, slots);
        while (keys[slot] != 0 && keys[slot] != weights_key(counts->key))
            slot = slot + 1 == slots ? 0 : slot + 1;
        classes[slot] = keys[slot] ? classes[slot] : class_of(counts);
        keys[slot] = weights_key(counts->key);
    }
    *lexicon = (struct lexicon){keys, classes, coarse, slots, CLASSES + 1};
    printf("%u forms with what they govern\n", kept);
}

bool govern_learn(struct arena *arena, const struct train_options *options,
                  const struct segment_language *language, struct lexicon *lexicon,
                  struct error *error)
{
    struct govern govern = {.arena = arena, .language = language};
    *lexicon = (struct lexicon){0};
    if (strcmp(options->language, "fr") != 0)
        return true;
    table_init(&govern.determiners, arena);
    table_init(&govern.places, arena);
    bool good = determiners_read(&govern, options->language, error);
    for (size_t i = 0; good && i < sizeof raw_files / sizeof *raw_files; i++)
        good = text_count(&govern, arena_format(arena, "%s/%s", options->data, raw_files[i]).data,
                          error);
    if (good)
        compile(&govern, lexicon);
    return good;
}
