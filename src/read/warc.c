// SPDX-License-Identifier: Apache-2.0
// WARC files (ISO 28500, versions 0.17 to 1.1): responses, resources and conversions that are
// text become records, whose bodies are unpacked at once or left to the workers (record_unwrap);
// requests, revisits, redirects and pictures are passed over. A record
// whose length is wrong is one bad record, and reading goes on at the next "WARC/".
#include "read/http.h"
#include "read/input.h"

#include <stdlib.h>

#define HEAD_MOST ((size_t)64 << 10)

struct warc_record {
    struct slice head; // copied: the view moves
    size_t head_size;  // with its empty line
    size_t length;     // of the block
    bool length_known;
};

static bool read_length(struct slice text, size_t *length)
{
    *length = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || *length > (size_t)1 << 50)
            return false;
        *length = *length * 10 + (size_t)(text.data[i] - '0');
    }
    return text.size > 0;
}

// Whether text[at] is a record's first line: "WARC/1.0" and a line end.
static bool is_version_line(struct slice text, size_t at)
{
    size_t end = at + 5;
    while (end < text.size &&
           ((text.data[end] >= '0' && text.data[end] <= '9') || text.data[end] == '.'))
        end++;
    return end > at + 6 && end < at + 12 && end < text.size &&
           (text.data[end] == '\r' || text.data[end] == '\n');
}

// Skips to the next record's first line, from `from` bytes on, wherever on a line it stands: the
// record before it may have been cut off. False at the end.
static bool resynchronise(struct input *input, size_t from)
{
    stream_skip(&input->stream, from);
    for (;;) {
        struct slice view = stream_view(&input->stream, 1 << 20);
        size_t at = 0;
        while ((at = slice_find(view, SLICE("WARC/"), at)) != SIZE_MAX &&
               !is_version_line(view, at))
            at++;
        if (at != SIZE_MAX) {
            stream_skip(&input->stream, at);
            return true;
        }
        if (view.size < (size_t)1 << 20 || input->stream.packing == PACKING_NONE)
            return false;
        stream_skip(&input->stream, view.size - 16);
    }
}

static void skip_line_ends(struct input *input)
{
    for (;;) {
        struct slice view = stream_view(&input->stream, 16);
        size_t at = 0;
        while (at < view.size && at < 16 && (view.data[at] == '\r' || view.data[at] == '\n'))
            at++;
        stream_skip(&input->stream, at);
        if (at < 16)
            return;
    }
}

static bool starts_record(struct input *input, size_t at)
{
    struct slice view = stream_view(&input->stream, at + 16);
    while (at < view.size && (view.data[at] == '\r' || view.data[at] == '\n'))
        at++;
    return at >= view.size || slice_starts(slice_part(view, at, view.size), "WARC/");
}

static bool read_head(struct slice view, struct arena *arena, struct warc_record *warc)
{
    struct slice head, rest;
    if (!slice_starts(view, "WARC/") || !http_split(slice_part(view, 0, HEAD_MOST), &head, &rest))
        return false;
    warc->head = arena_copy(arena, head);
    warc->head_size = (size_t)(rest.data - view.data);
    warc->length_known = read_length(http_field(warc->head, "content-length"), &warc->length);
    return true;
}

static bool is_text_type(struct slice type)
{
    return !type.size || http_is(type, "text/html") || http_is(type, "application/xhtml+xml") ||
           http_is(type, "text/plain") || http_is(type, "application/octet-stream") ||
           http_is(type, "unknown/unknown") || http_is(type, "no-type");
}

static struct slice strip_brackets(struct slice text)
{
    if (text.size > 2 && text.data[0] == '<' && text.data[text.size - 1] == '>')
        return slice_part(text, 1, text.size - 1);
    return text;
}

// Takes the codings off the body: HTML, plain text, or nothing to read.
static bool unwrap_body(struct record *record)
{
    const char *problem = NULL;
    struct slice body =
        http_body(record->head, record->bytes, RECORD_SIZE_MOST, &record->arena, &problem);
    struct slice start = slice_part(body, 0, 1 << 16);
    bool html = sniff_html(start) || sniff_start(start).size == 0;
    record->format = html ? RECORD_HTML : RECORD_PLAIN;
    record->bytes = body;
    return body.size && !sniff_binary(start) && !sniff_xml_feed(start) &&
           (html || record->stated_plain);
}

// Fills the record of a block whose kind may hold an article, in its arena. False: nothing to read
// in it.
static bool fill_record(struct record *record, const struct warc_record *warc, struct slice block)
{
    struct slice kind = http_field(warc->head, "warc-type"), head = SLICE(""), body = block;
    struct slice type = http_field(warc->head, "content-type");
    bool response = http_is(kind, "response");
    if (response && slice_starts(block, "HTTP/")) {
        if (!http_split(block, &head, &body) || http_status(head) / 100 != 2)
            return false;
        type = http_field(head, "content-type");
    } else if (response) {
        type = SLICE_NONE;
    }
    if (!is_text_type(http_media_type(type)))
        return false;
    struct arena *arena = &record->arena;
    record->format = RECORD_RESPONSE;
    record->head = arena_copy(arena, head);
    record->bytes = arena_copy(arena, body);
    record->stated_plain = http_is(http_media_type(type), "text/plain");
    record->charset = arena_copy(arena, http_charset(type));
    record->url = arena_copy(arena, strip_brackets(http_field(warc->head, "warc-target-uri")));
    record->source_id = arena_copy(arena, strip_brackets(http_field(warc->head, "warc-record-id")));
    return true;
}

static void start_record(struct input *input, struct record *record, enum record_format format)
{
    *record = (struct record){.format = format, .offset = input->offset};
    arena_init(&record->arena, 0);
    record->arena.recovery = input->arena.recovery;
    record->source = input_source(input, &record->arena);
}

static bool make_record(struct input *input, struct record *record,
                        const struct warc_record *warc, struct slice block)
{
    start_record(input, record, RECORD_RESPONSE);
    if (fill_record(record, warc, block) && (input->wrapped || unwrap_body(record)))
        return true;
    arena_free(&record->arena);
    *record = (struct record){0};
    return false;
}

static bool may_hold_article(struct slice kind)
{
    return http_is(kind, "response") || http_is(kind, "resource") || http_is(kind, "conversion");
}

// A record too long to be a page, or of no interest, is skipped without being held whole.
static bool skip_block(struct input *input, size_t size)
{
    while (size) {
        struct slice view = stream_view(&input->stream, size < 1 << 18 ? size : 1 << 18);
        if (!view.size)
            return false;
        size_t part = view.size < size ? view.size : size;
        stream_skip(&input->stream, part);
        size -= part;
    }
    return true;
}

static enum input_step bad_length(struct input *input, struct error *error, size_t skipped)
{
    enum input_step step = input_bad(input, error, "the record's length is wrong");
    input->ended = !resynchronise(input, skipped);
    return step;
}

static enum input_step next_record(struct input *input, struct record *record,
                                   struct error *error, struct arena *arena, bool *passed_over)
{
    struct warc_record warc = {0};
    *passed_over = false;
    skip_line_ends(input);
    if (!stream_view(&input->stream, 1).size)
        return INPUT_END;
    // Inside a member that was gone back to, no place of the file is a record's own: the member's.
    if (!input->back_until || stream_members(&input->stream).data)
        input->offset = stream_offset(&input->stream);
    if (!read_head(stream_view(&input->stream, HEAD_MOST), arena, &warc)) {
        enum input_step step = input_bad(input, error, "no WARC record begins here");
        input->ended = !resynchronise(input, 1);
        return step;
    }
    if (!warc.length_known)
        return bad_length(input, error, 5);
    bool wanted = may_hold_article(http_field(warc.head, "warc-type"));
    if (!wanted || warc.length > RECORD_SIZE_MOST) {
        stream_skip(&input->stream, warc.head_size);
        bool whole = skip_block(input, warc.length);
        if (wanted)
            return input_bad(input, error, "a record larger than 64 MB");
        if (!whole || !starts_record(input, 0))
            return bad_length(input, error, 0);
        input->record_count++;
        *passed_over = true;
        return INPUT_RECORD;
    }
    if (!starts_record(input, warc.head_size + warc.length))
        return bad_length(input, error, 5);
    struct slice view = stream_view(&input->stream, warc.head_size + warc.length);
    if (view.size < warc.head_size + warc.length)
        return bad_length(input, error, view.size);
    input->record_count++;
    *passed_over = !make_record(input, record, &warc,
                                slice_part(view, warc.head_size, warc.head_size + warc.length));
    stream_skip(&input->stream, warc.head_size + warc.length);
    return INPUT_RECORD;
}

// Cuts off the next packed record, unseen: a worker unpacks it.
static enum input_step next_member(struct input *input, struct record *record)
{
    struct slice packed = input->members, whole = input->stream.file.bytes;
    if (!packed.size)
        return INPUT_END;
    size_t size = gzip_member_size(packed);
    input->offset = (uint64_t)(packed.data - whole.data);
    input->members = slice_part(packed, size, packed.size);
    input->record_count++;
    start_record(input, record, RECORD_MEMBER);
    record->bytes = slice_part(packed, 0, size);
    return INPUT_RECORD;
}

// A member is one whole record, or it does not fit: then whoever cuts the file sees why.
static enum unwrapping unwrap_member(struct record *record)
{
    struct slice out;
    struct warc_record warc = {0};
    const char *broken = unpack_whole(PACKING_GZIP, record->bytes, RECORD_SIZE_MOST + HEAD_MOST,
                                      &out);
    struct slice bytes = out.size ? arena_copy(&record->arena, out) : SLICE("");
    free((void *)(uintptr_t)out.data);
    if (broken || !read_head(bytes, &record->arena, &warc) || !warc.length_known ||
        warc.length > RECORD_SIZE_MOST || warc.head_size + warc.length > bytes.size)
        return UNWRAPPED_MISFIT;
    struct slice block = slice_part(bytes, warc.head_size, warc.head_size + warc.length);
    if (slice_trim(slice_part(bytes, warc.head_size + warc.length, bytes.size)).size)
        return UNWRAPPED_MISFIT;
    return may_hold_article(http_field(warc.head, "warc-type")) && fill_record(record, &warc, block)
               ? UNWRAPPED
               : UNWRAPPED_NOTHING;
}

enum unwrapping record_unwrap(struct record *record)
{
    enum unwrapping found = record->format == RECORD_MEMBER ? unwrap_member(record) : UNWRAPPED;
    if (found == UNWRAPPED && record->format == RECORD_RESPONSE && !unwrap_body(record))
        found = UNWRAPPED_NOTHING;
    return found;
}

// Whether the stream stands at a member behind the one gone back to that was cut as a record.
static bool back_is_done(struct input *input)
{
    skip_line_ends(input);
    struct slice rest = stream_members(&input->stream);
    return rest.size &&
           (uint64_t)(rest.data - input->stream.file.bytes.data) >= input->back_until;
}

enum input_step warc_next(struct input *input, struct record *record, struct error *error)
{
    bool passed_over = true;
    enum input_step step = INPUT_RECORD;
    input->many = input->by_offset = true;
    while (step == INPUT_RECORD && passed_over) {
        if (input->ended)
            return INPUT_END;
        if (input->members.data)
            return next_member(input, record);
        if (input->back_until && back_is_done(input)) {
            const char *broken = input->stream.broken;
            input->stream.broken = NULL;
            return broken ? input_bad(input, error, broken) : INPUT_END;
        }
        arena_reset(&input->scratch);
        step = next_record(input, record, error, &input->scratch, &passed_over);
        // The next record begins a member of its own: so do the others.
        if (step == INPUT_RECORD && input->wrapped) {
            skip_line_ends(input);
            input->members = stream_members(&input->stream);
        }
    }
    if (step == INPUT_END && input->stream.broken && !input->ended) {
        input->ended = true;
        return input_bad(input, error, input->stream.broken);
    }
    return step;
}
