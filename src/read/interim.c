// SPDX-License-Identifier: Apache-2.0
// Interim reader: plain text and JSON Lines only, so that the other rooms can be run from the
// command line. DELETE THIS FILE when the real src/read lands (same functions).
#include "read/read.h"

#include "base/json.h"
#include "base/table.h"
#include "base/utf8.h"

#include <stdlib.h>

struct input {
    struct file file;
    char path[512];
    struct slice rest;
    bool lines, done;
    uint32_t number;
};

struct input *input_open(const char *path, struct error *error)
{
    struct input *input = calloc(1, sizeof *input);
    if (!file_open(&input->file, path, error)) {
        free(input);
        return NULL;
    }
    for (size_t i = 0; path[i] && i < sizeof input->path - 1; i++)
        input->path[i] = path[i];
    input->rest = input->file.bytes;
    input->lines = slice_starts(input->rest, "{");
    return input;
}

enum input_step input_next(struct input *input, struct record *record, struct error *error)
{
    (void)error;
    arena_init(&record->arena, 0);
    if (input->lines) {
        do
            record->bytes = input->rest.data ? slice_cut(&input->rest, '\n') : SLICE_NONE;
        while (record->bytes.data && record->bytes.size == 0);
        if (!record->bytes.data)
            return INPUT_END;
        record->format = RECORD_JSON;
        record->source = arena_format(&record->arena, "%s#%u", input->path, ++input->number);
        return INPUT_RECORD;
    }
    if (input->done)
        return INPUT_END;
    input->done = true;
    record->format = RECORD_PLAIN;
    record->bytes = input->rest;
    record->source = arena_format(&record->arena, "%s", input->path);
    return INPUT_RECORD;
}

void record_free(struct record *record)
{
    arena_free(&record->arena);
}

void input_close(struct input *input)
{
    file_close(&input->file);
    free(input);
}

bool record_read(const struct record *record, const struct read_options *options,
                 struct document *document, struct arena *scratch, struct error *error)
{
    char hex[65];
    struct arena *arena = document->arena;
    document->language = options->language;
    document->source = arena_copy(arena, record->source);
    hash_sha256(record->bytes.data, record->bytes.size, hex);
    document->sha256 = arena_copy(arena, slice_of(hex));
    document->text = utf8_repair(arena, arena_copy(arena, slice_trim(record->bytes)));
    if (record->format == RECORD_JSON) {
        const struct json_value *object = json_parse(scratch, record->bytes, error);
        if (!object)
            return false;
        document->text = arena_copy(arena, json_find_text(object, "text"));
        document->source_id = arena_copy(arena, json_find_text(object, "id"));
        document->title = arena_copy(arena, json_find_text(object, "title"));
        document->site = arena_copy(arena, json_find_text(object, "site"));
        if (!document->language)
            document->language = language_from_code(json_find_text(object, "lang"));
        const struct json_value *published = json_find(object, "published");
        if (published && published->type == JSON_OBJECT)
            published = json_find(published, "value");
        if (published && published->type == JSON_STRING)
            document->published = (struct document_date){arena_copy(arena, published->text), DATE_METADATA};
    }
    if (!document->published.value.data && options->date.data)
        document->published = (struct document_date){arena_copy(arena, options->date), DATE_OPTION};
    document_set_id(document);
    return document->text.data != NULL || error_set(error, ERROR_INPUT, "", "no text");
}
