// SPDX-License-Identifier: Apache-2.0
// Press items with our own annotation: src/train/press_LANG.txt lists each document's names by
// type, one document a line (ID, TAB, "P:Name|Name", TAB, "L:…", "O:…", "M:…"); all occurrences
// of a listed name are gold, longer names first. Helper of ner_data.c.
#include "train/ner_data.h"

#include "base/json.h"
#include "base/table.h"
#include "base/utf8.h"

struct listed {
    struct slice name;
    uint8_t label;
};
typedef LIST(struct listed) listed_names;

static int compare_listed(const void *left, const void *right, void *context)
{
    const struct listed *a = left, *b = right;
    (void)context;
    return a->name.size == b->name.size ? 0 : a->name.size > b->name.size ? -1 : 1;
}

static int compare_spans(const void *left, const void *right, void *context)
{
    const struct gold_span *a = left, *b = right;
    (void)context;
    return a->span.start < b->span.start ? -1 : a->span.start > b->span.start;
}

static bool is_word_at(struct slice text, size_t position)
{
    if (position >= text.size)
        return false;
    uint32_t c = utf8_next(text, &position);
    return unicode_is_letter(c) || unicode_is_digit(c);
}

static bool is_word_before(struct slice text, size_t position)
{
    if (position == 0)
        return false;
    uint32_t c = utf8_previous(text, &position);
    return unicode_is_letter(c) || unicode_is_digit(c);
}

static void names_list(struct arena *arena, struct slice line, listed_names *names)
{
    names->count = 0;
    while (line.data && line.size > 0) {
        struct slice group = slice_cut(&line, '\t');
        if (group.size < 3)
            continue;
        uint8_t label = group.data[0] == 'P' ? NER_PER : group.data[0] == 'L' ? NER_LOC
                        : group.data[0] == 'O' ? NER_ORG : NER_MISC;
        struct slice rest = slice_part(group, 2, group.size);
        while (rest.data && rest.size > 0) {
            struct listed listed = {slice_cut(&rest, '|'), label};
            list_add(arena, names, listed);
        }
    }
}

static void spans_mark(struct ner_chunk *chunk, struct arena *scratch, struct slice text,
                       const listed_names *names)
{
    bool *taken = arena_zero(scratch, text.size + 1, sizeof *taken);
    for (uint32_t i = 0; i < names->count; i++) {
        struct slice name = names->items[i].name;
        for (size_t at = slice_find(text, name, 0); at != SIZE_MAX; at = slice_find(text, name, at + 1)) {
            size_t end = at + name.size;
            if (taken[at] || taken[end - 1] || is_word_before(text, at) || is_word_at(text, end))
                continue;
            memset(taken + at, true, name.size);
            struct gold_span span = {{(uint32_t)at, (uint32_t)end}, names->items[i].label};
            list_add(chunk->arena, &chunk->spans, span);
        }
    }
    list_sort(scratch, chunk->spans.items, chunk->spans.count, sizeof *chunk->spans.items,
              compare_spans, NULL);
}

static bool lists_open(struct arena *arena, const char *language, struct table *lists,
                       struct slice *bytes, struct error *error)
{
    struct slice path = arena_format(arena, "src/train/press_%s.txt", language);
    table_init(lists, arena);
    if (!train_bytes(arena, path.data, bytes, error))
        return false;
    struct slice rest = *bytes;
    while (rest.data && rest.size > 0) {
        struct slice line = slice_cut(&rest, '\n');
        struct slice names = line;
        struct slice id = slice_cut(&names, '\t');
        if (names.data)
            table_add(lists, id, (uint32_t)(names.data - bytes->data));
    }
    return true;
}

bool press_read(struct ner_chunk *chunk, const struct ner_source *source, struct slice bytes,
                struct error *error)
{
    struct table lists;
    struct slice listed;
    struct arena scratch;
    size_t size = bytes.size;
    if (!lists_open(chunk->arena, language_code(chunk->language), &lists, &listed, error))
        return false;
    arena_init(&scratch, 0);
    while (bytes.data && bytes.size > 0) {
        bool late = (size - bytes.size) / ((size + 9) / 10) >= 10u - source->development;
        const struct json_value *item = json_parse(chunk->arena, slice_cut(&bytes, '\n'), error);
        if (!item)
            break;
        uint32_t at = table_find(&lists, json_find_text(item, "id"));
        if (at == TABLE_NONE)
            continue;
        struct slice rest = slice_part(listed, at, listed.size);
        listed_names names = {0};
        names_list(&scratch, slice_cut(&rest, '\n'), &names);
        list_sort(&scratch, names.items, names.count, sizeof *names.items, compare_listed, NULL);
        ner_chunk_close(chunk);
        chunk->development = late;
        buffer_add(&chunk->text, json_find_text(item, "text"));
        spans_mark(chunk, &scratch, buffer_slice(&chunk->text), &names);
        ner_chunk_close(chunk);
    }
    arena_free(&scratch);
    return !(bytes.data && bytes.size > 0);
}
