// SPDX-License-Identifier: Apache-2.0
// Texts with our own annotation: src/train/listed_LANG.txt lists each document's names by type, one
// document a line (ID, TAB, "P:Name|Name", TAB, "L:…", "O:…", "M:…"); all occurrences of a listed
// name outside of addresses are gold, longer names first. In CoNLL-U a document is what "newdoc id"
// opens, else a sentence, and one that is not listed has no names. Helper of ner_data.c.
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

// Whether the piece between blanks around a position is an address.
static bool is_address(struct slice text, size_t at)
{
    size_t start = at, end = at;
    while (start > 0 && (unsigned char)text.data[start - 1] > ' ')
        start--;
    while (end < text.size && (unsigned char)text.data[end] > ' ')
        end++;
    struct slice piece = slice_part(text, start, end);
    return slice_find(piece, slice_of("://"), 0) != SIZE_MAX ||
           slice_find(piece, slice_of("@"), 1) != SIZE_MAX ||
           slice_find(piece, slice_of("www."), 0) != SIZE_MAX;
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
        for (size_t at = slice_find(text, name, 0); at != SIZE_MAX;
             at = slice_find(text, name, at + 1)) {
            size_t end = at + name.size;
            if (taken[at] || taken[end - 1] || is_word_before(text, at) || is_word_at(text, end) ||
                is_address(text, at))
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
    struct slice path = arena_format(arena, "src/train/listed_%s.txt", language);
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

struct listed_reader {
    struct ner_chunk *chunk;
    struct arena scratch;
    struct table lists;
    struct slice listed; // the whole file of lists
};

// Makes examples of a document's text and the names that are listed for it.
static void listed_document(struct listed_reader *reader, struct slice text, uint32_t at)
{
    struct arena_mark mark = arena_mark(&reader->scratch);
    listed_names names = {0};
    ner_chunk_close(reader->chunk);
    buffer_add(&reader->chunk->text, text);
    if (at != TABLE_NONE) {
        struct slice rest = slice_part(reader->listed, at, reader->listed.size);
        names_list(&reader->scratch, slice_cut(&rest, '\n'), &names);
        list_sort(&reader->scratch, names.items, names.count, sizeof *names.items, compare_listed,
                  NULL);
        spans_mark(reader->chunk, &reader->scratch, text, &names);
    }
    ner_chunk_close(reader->chunk);
    arena_rewind(&reader->scratch, mark);
}

static struct slice comment_value(struct slice line, const char *key)
{
    size_t size = strlen(key);
    return slice_starts(line, key) ? slice_trim(slice_part(line, size, line.size)) : SLICE_NONE;
}

static void sentences_read(struct listed_reader *reader, struct slice bytes)
{
    struct buffer text;
    struct slice document = SLICE_NONE;
    bool whole = false; // documents are marked
    buffer_init(&text, reader->chunk->arena);
    while (bytes.data && bytes.size > 0) {
        struct slice line = slice_cut(&bytes, '\n');
        struct slice begun = comment_value(line, "# newdoc id =");
        struct slice sentence = comment_value(line, "# sent_id =");
        struct slice words = comment_value(line, "# text =");
        whole = whole || begun.data;
        if (begun.data || (sentence.data && !whole)) {
            listed_document(reader, buffer_slice(&text), table_find(&reader->lists, document));
            text.size = 0;
            document = begun.data ? begun : sentence;
        }
        if (words.data) {
            buffer_add(&text, words);
            buffer_byte(&text, '\n');
        }
    }
    listed_document(reader, buffer_slice(&text), table_find(&reader->lists, document));
}

static bool items_read(struct listed_reader *reader, const struct ner_source *source,
                       struct slice bytes, struct error *error)
{
    size_t size = bytes.size;
    while (bytes.data && bytes.size > 0) {
        bool late = (size - bytes.size) / ((size + 9) / 10) >= 10u - source->development;
        const struct json_value *item =
            json_parse(reader->chunk->arena, slice_cut(&bytes, '\n'), error);
        if (!item)
            return false;
        uint32_t at = table_find(&reader->lists, json_find_text(item, "id"));
        if (at == TABLE_NONE)
            continue;
        reader->chunk->development = late;
        listed_document(reader, json_find_text(item, "text"), at);
    }
    return true;
}

bool listed_read(struct ner_chunk *chunk, const struct ner_source *source, struct slice bytes,
                 struct error *error)
{
    struct listed_reader reader = {.chunk = chunk};
    if (!lists_open(chunk->arena, source->language, &reader.lists, &reader.listed, error))
        return false;
    arena_init(&reader.scratch, 0);
    bool good = true;
    if (source->kind == NER_SENTENCES)
        sentences_read(&reader, bytes);
    else
        good = items_read(&reader, source, bytes, error);
    arena_free(&reader.scratch);
    return good;
}
