// SPDX-License-Identifier: Apache-2.0
// Opening an input and cutting it into records. The table of readers decides by content; the
// last row takes whatever is text.
#include "read/input.h"

#include <stdlib.h>

static enum input_step whole_next(struct input *input, struct record *record,
                                  struct error *error, enum record_format format)
{
    struct slice bytes;
    if (input->ended)
        return INPUT_END;
    input->ended = true;
    if (!input_whole(input, &bytes, error)) {
        input->record_count++;
        return INPUT_BAD_RECORD;
    }
    input_record(input, record, format);
    record->bytes = bytes;
    if (input->stream.broken && bytes.size == 0) {
        record_free(record);
        input->record_count--;
        return input_bad(input, error, input->stream.broken);
    }
    return INPUT_RECORD;
}

static enum input_step html_next(struct input *input, struct record *record, struct error *error)
{
    return whole_next(input, record, error, RECORD_HTML);
}

static enum input_step plain_next(struct input *input, struct record *record, struct error *error)
{
    return whole_next(input, record, error, RECORD_PLAIN);
}

static bool sniff_anything(struct slice start)
{
    (void)start;
    return true;
}

static const struct input_reader readers[] = {
    {"WARC", sniff_warc, warc_next},
    {"JSON Feed", sniff_json_feed, json_feed_next},
    {"JSON lines", sniff_json, json_next},
    {"RSS or Atom", sniff_xml_feed, feed_next},
    {"HTML", sniff_html, html_next},
    {"plain text", sniff_anything, plain_next},
};

struct slice input_source(const struct input *input, struct arena *arena)
{
    if (input->by_offset)
        return arena_format(arena, "%s#offset=%llu", input->path,
                            (unsigned long long)input->offset);
    if (input->many)
        return arena_format(arena, "%s#%u", input->path, input->record_count);
    return arena_copy(arena, slice_of(input->path));
}

void input_record(struct input *input, struct record *record, enum record_format format)
{
    *record = (struct record){.format = format};
    arena_init(&record->arena, 0);
    record->arena.recovery = input->arena.recovery;
    input->record_count++;
    record->source = input_source(input, &record->arena);
    record->charset = input->charset;
    if (!input->many)
        record->url = input->address;
}

enum input_step input_bad(struct input *input, struct error *error, const char *what)
{
    char where[512];
    input->record_count++;
    struct slice name = input_source(input, &input->scratch);
    size_t size = name.size < sizeof where - 1 ? name.size : sizeof where - 1;
    memcpy(where, name.data, size);
    where[size] = 0;
    error_set(error, ERROR_INPUT, where, "%s", what);
    return INPUT_BAD_RECORD;
}

bool input_whole(struct input *input, struct slice *bytes, struct error *error)
{
    *bytes = stream_view(&input->stream, WHOLE_SIZE_MOST + 1);
    if (bytes->size > WHOLE_SIZE_MOST)
        return error_set(error, ERROR_INPUT, input->path, "larger than %zu MB",
                         WHOLE_SIZE_MOST >> 20);
    // Nothing of a packed file that breaks off is taken for the whole.
    if (input->stream.broken)
        return error_set(error, ERROR_INPUT, input->path, "%s", input->stream.broken);
    return true;
}

// Brotli has no magic number: what looks like nothing else is tried.
static void try_brotli(struct stream *stream)
{
    struct slice out;
    struct slice head = slice_part(stream->packed, 0, 1 << 16);
    if (stream->packing != PACKING_NONE || !stream->packed.size)
        return;
    unpack_whole(PACKING_BROTLI, head, 1 << 12, &out);
    bool text = out.size >= 32 && !sniff_binary(out);
    free((void *)(uintptr_t)out.data);
    if (!text)
        return;
    const char *broken = unpack_whole(PACKING_BROTLI, stream->packed, WHOLE_SIZE_MOST, &out);
    if (broken) {
        free((void *)(uintptr_t)out.data);
        return;
    }
    stream->window = (char *)(uintptr_t)out.data;
    stream->packing = PACKING_BROTLI;
    stream->end = stream->capacity = out.size;
    stream->packed.size = 0;
    stream->ended = true;
}

static bool choose_reader(struct input *input, struct error *error)
{
    struct slice start = stream_view(&input->stream, 1 << 16);
    if (!start.size)
        return error_set(error, ERROR_INPUT, input->path, "%s",
                         input->stream.broken ? input->stream.broken : "is empty");
    // A WARC may hold packed pages right after its first head.
    if (sniff_binary(start) && !sniff_warc(start)) {
        try_brotli(&input->stream);
        start = stream_view(&input->stream, 1 << 16);
        if (sniff_binary(start))
            return error_set(error, ERROR_INPUT, input->path,
                             "is binary: no format that recoupe reads");
    }
    input->reader = readers;
    while (!input->reader->sniff(start))
        input->reader++;
    return true;
}

static struct input *new_input(const char *path, struct error *error)
{
    struct input *input = calloc(1, sizeof *input);
    if (!input || !(input->path = strdup(path))) {
        free(input);
        error_set(error, ERROR_INTERNAL, path, "not enough memory");
        return NULL;
    }
    arena_init(&input->arena, 0);
    arena_init(&input->scratch, 0);
    return input;
}

// The stream is open, or not: an input with its reader, or NULL.
static struct input *with_reader(struct input *input, bool open, struct error *error)
{
    if (!open) {
        free(input->path);
        free(input);
        return NULL;
    }
    if (choose_reader(input, error))
        return input;
    input_close(input);
    return NULL;
}

struct input *input_open(const char *path, struct error *error)
{
    struct input *input = new_input(path, error);
    return input ? with_reader(input, stream_open(&input->stream, path, error), error) : NULL;
}

struct input *input_open_answer(struct input_answer *answer, struct error *error)
{
    struct input *input = new_input(answer->address, error);
    if (!input)
        return NULL;
    struct slice bytes = answer->bytes;
    answer->bytes = SLICE("");
    input->address = slice_of(answer->address);
    input->charset = answer->charset;
    return with_reader(input, stream_open_bytes(&input->stream, bytes, error), error);
}

void input_leave_wrapped(struct input *input)
{
    input->wrapped = true;
}

bool input_go_back(struct input *input, const struct record *record, struct error *error)
{
    input->wrapped = false;
    input->later_members = input->members;
    input->members = SLICE_NONE;
    input->back_until = record->offset + record->bytes.size;
    return input_start_at(input, record->offset, error);
}

uint64_t input_go_on(struct input *input)
{
    struct slice rest = stream_members(&input->stream);
    input->wrapped = true;
    input->ended = false;
    input->members = input->later_members;
    input->back_until = 0;
    return rest.size ? (uint64_t)(rest.data - input->stream.file.bytes.data) : UINT64_MAX;
}

void input_recover_at(struct input *input, jmp_buf *recovery)
{
    input->arena.recovery = input->scratch.recovery = recovery;
}

bool input_start_at(struct input *input, uint64_t offset, struct error *error)
{
    if (input->reader->next != warc_next)
        return error_set(error, ERROR_INPUT, input->path,
                         "only a WARC file is read from an offset");
    if (!stream_go_to(&input->stream, offset))
        return error_set(error, ERROR_INPUT, input->path, "ends before that offset");
    return true;
}

enum input_step input_next(struct input *input, struct record *record, struct error *error)
{
    arena_reset(&input->scratch);
    return input->reader->next(input, record, error);
}

void record_free(struct record *record)
{
    arena_free(&record->arena);
}

void input_close(struct input *input)
{
    stream_close(&input->stream);
    arena_free(&input->scratch);
    arena_free(&input->arena);
    free(input->path);
    free(input);
}
