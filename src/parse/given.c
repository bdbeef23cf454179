// SPDX-License-Identifier: Apache-2.0
// Reads words that somebody else has cut (given.h): gives text, sentences and words (form, lower,
// span, place in the surface token). Tags, lemmas and trees are left to the stages.
#include "parse/given.h"

#include "base/utf8.h"
#include "parse/segment.h"

static struct word *word_add(struct document *document, struct span span, struct slice form)
{
    struct word *word = list_push(document->arena, &document->words);
    word->span = span;
    word->form = form;
    word->lower = segment_lower(document->arena, form);
    word->token_size = 1;
    word->head = NO_INDEX;
    word->space_after = true;
    return word;
}

// Closes the sentence that began at word `first`.
static void sentence_add(struct document *document, uint32_t first)
{
    uint32_t end = document->words.count;
    if (end == first)
        return;
    const struct word *words = document->words.items;
    struct sentence sentence = {{words[first].span.start, words[end - 1].span.end}, first, end};
    list_add(document->arena, &document->sentences, sentence);
}

void given_tokenized(struct document *document, struct slice text)
{
    document->text = utf8_repair(document->arena, text);
    struct slice rest = document->text;
    while (rest.data && rest.size > 0) {
        struct slice line = slice_cut(&rest, '\n');
        uint32_t first = document->words.count;
        for (size_t start = 0, end; start < line.size; start = end + 1) {
            for (end = start; end < line.size && !strchr(" \t\r", line.data[end]); end++)
                ;
            if (end == start)
                continue;
            uint32_t at = (uint32_t)(line.data - document->text.data + (ptrdiff_t)start);
            struct span span = {at, at + (uint32_t)(end - start)};
            word_add(document, span, slice_part(line, start, end));
        }
        sentence_add(document, first);
    }
    if (document->words.count > 0)
        document->words.items[document->words.count - 1].space_after = false;
}

struct reader {
    struct document *document;
    struct buffer text;
    uint32_t first;           // word of the sentence
    uint32_t left, size;      // words still to come of a range, and all of it
    struct span range;
    bool space; // after the last token
};

static uint32_t number_of(struct slice text)
{
    uint32_t value = 0;
    for (size_t i = 0; i < text.size && i < 7; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return 0;
        value = value * 10 + (uint32_t)(text.data[i] - '0');
    }
    return value;
}

static struct span token_add(struct reader *reader, struct slice form, struct slice misc)
{
    if (reader->text.size > 0 && reader->space)
        buffer_byte(&reader->text, ' ');
    struct span span = {(uint32_t)reader->text.size, (uint32_t)(reader->text.size + form.size)};
    buffer_add(&reader->text, form);
    reader->space = slice_find(misc, SLICE("SpaceAfter=No"), 0) == SIZE_MAX;
    return span;
}

static bool line_read(struct reader *reader, struct slice line)
{
    struct slice fields[10] = {0};
    uint32_t count = 0;
    while (count < 10 && line.data)
        fields[count++] = slice_cut(&line, '\t');
    if (count < 10 || fields[1].size == 0)
        return false;
    if (memchr(fields[0].data, '.', fields[0].size)) // an empty node
        return true;
    struct slice last = fields[0];
    uint32_t first = number_of(slice_cut(&last, '-'));
    if (last.data) {
        uint32_t end = number_of(last);
        if (first == 0 || end <= first || end - first > 200 || reader->left > 0)
            return false;
        reader->range = token_add(reader, fields[1], fields[9]);
        reader->left = reader->size = end - first + 1;
        return true;
    }
    if (first == 0)
        return false;
    bool inside = reader->left > 0;
    struct span span = inside ? reader->range : token_add(reader, fields[1], fields[9]);
    struct word *word =
        word_add(reader->document, span, arena_copy(reader->document->arena, fields[1]));
    word->space_after = reader->space;
    if (inside) {
        word->token_size = (uint8_t)reader->size;
        word->token_index = (uint8_t)(reader->size - reader->left--);
    }
    return true;
}

bool given_conllu(struct document *document, const char *path, struct slice *rest, uint32_t *line,
                  struct error *error)
{
    struct reader reader = {.document = document};
    buffer_init(&reader.text, document->arena);
    while (rest->data && rest->size > 0) {
        struct slice before = *rest, text = slice_cut(rest, '\n');
        if (slice_starts(text, "# newdoc") && document->words.count > 0) {
            *rest = before;
            break;
        }
        ++*line;
        if (slice_ends(text, "\r"))
            text.size--;
        if (text.size == 0 && reader.left > 0)
            return error_set(error, ERROR_INPUT, path, "line %u: words of a range are missing",
                             *line);
        if (text.size == 0) {
            sentence_add(document, reader.first);
            reader.first = document->words.count;
            reader.left = 0;
        } else if (text.data[0] != '#' && !line_read(&reader, text)) {
            return error_set(error, ERROR_INPUT, path, "line %u is not CoNLL-U", *line);
        }
    }
    if (reader.left > 0)
        return error_set(error, ERROR_INPUT, path, "line %u: words of a range are missing", *line);
    sentence_add(document, reader.first);
    document->text = buffer_slice(&reader.text);
    return true;
}
