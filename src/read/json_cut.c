// SPDX-License-Identifier: Apache-2.0
// Cutting JSON inputs into records: an object a line; or objects over several lines, or in one
// array, told by the first line. A broken line is one bad record.
#include "read/input.h"

struct json_state {
    bool by_line; // else by brackets
    bool in_array;
    size_t line; // of the record that comes, 1-based
};

// Size of the bracketed value at the start of text, SIZE_MAX when it does not end there.
static size_t value_size(struct slice text)
{
    size_t depth = 0;
    bool string = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                string = false;
        } else if (c == '"') {
            string = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && depth && --depth == 0) {
            return i + 1;
        }
    }
    return SIZE_MAX;
}

// The next line, without its end; longer ones than RECORD_SIZE_MOST come cut, with *too_long.
static struct slice next_line(struct input *input, size_t *used, bool *too_long)
{
    size_t want = 1 << 16;
    for (;;) {
        struct slice view = stream_view(&input->stream, want);
        const char *end = view.size ? memchr(view.data, '\n', view.size) : NULL;
        size_t size = end ? (size_t)(end - view.data) : view.size;
        *too_long = size > RECORD_SIZE_MOST;
        if (end || view.size < want || *too_long || input->stream.packing == PACKING_NONE) {
            *used = size + (end != NULL);
            return slice_part(view, 0, size);
        }
        want = view.size * 2;
    }
}

static struct json_state *start(struct input *input)
{
    struct json_state *state = arena_zero(&input->arena, 1, sizeof *state);
    size_t used;
    bool too_long;
    input->many = true;
    struct slice line = sniff_start(next_line(input, &used, &too_long));
    size_t size = value_size(line);
    state->by_line = line.size && line.data[0] == '{' && (size != SIZE_MAX || line.size > 2000);
    return input->state = state;
}

static enum input_step give(struct input *input, struct record *record, struct slice bytes)
{
    input_record(input, record, RECORD_JSON);
    record->bytes = arena_copy(&record->arena, bytes);
    return INPUT_RECORD;
}

static enum input_step next_by_line(struct input *input, struct record *record,
                                    struct error *error)
{
    for (;;) {
        size_t used;
        bool too_long;
        struct slice line = next_line(input, &used, &too_long);
        struct slice bytes = sniff_start(line);
        while (bytes.size && strchr(" \t\r", bytes.data[bytes.size - 1]))
            bytes.size--;
        if (bytes.size && !too_long) {
            enum input_step step = give(input, record, bytes);
            stream_skip(&input->stream, used);
            return step;
        }
        stream_skip(&input->stream, used);
        if (too_long) {
            input->ended = input->stream.packing == PACKING_NONE ? input->ended : true;
            return input_bad(input, error, "a line longer than 64 MB");
        }
        if (!used)
            return INPUT_END;
    }
}

static enum input_step next_by_bracket(struct input *input, struct record *record,
                                       struct error *error)
{
    struct json_state *state = input->state;
    struct slice rest = stream_view(&input->stream, WHOLE_SIZE_MOST);
    size_t at = 0;
    while (at < rest.size && strchr(" \t\r\n,]\xEF\xBB\xBF", rest.data[at]))
        at++;
    if (at < rest.size && rest.data[at] == '[' && !state->in_array) {
        state->in_array = true;
        stream_skip(&input->stream, at + 1);
        return next_by_bracket(input, record, error);
    }
    rest = slice_part(rest, at, rest.size);
    if (!rest.size) {
        input->ended = true;
        return INPUT_END;
    }
    size_t size = rest.data[0] == '{' ? value_size(rest) : SIZE_MAX;
    if (size == SIZE_MAX) {
        input->ended = true;
        return input_bad(input, error, "the JSON breaks off or holds something that is no object");
    }
    enum input_step step = give(input, record, slice_part(rest, 0, size));
    stream_skip(&input->stream, at + size);
    return step;
}

enum input_step json_next(struct input *input, struct record *record, struct error *error)
{
    const struct json_state *state = input->state ? input->state : start(input);
    if (input->ended)
        return INPUT_END;
    enum input_step step = state->by_line ? next_by_line(input, record, error)
                                          : next_by_bracket(input, record, error);
    if (step == INPUT_END && input->stream.broken) {
        input->ended = true;
        return input_bad(input, error, input->stream.broken);
    }
    return step;
}
