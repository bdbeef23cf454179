// SPDX-License-Identifier: Apache-2.0
// Building the document's text and its source map. Runs come in bytes of the decoded UTF-8 and
// are brought back to bytes of the original here.
#include "read/finish.h"

#include "read/byline.h"
#include "read/dates.h"

#define DATELINE_MOST 90 // bytes: a place or two, a date, the agency

void finish_start(struct finish *finish, const struct read_tables *tables,
                  struct document *document, struct arena *scratch)
{
    *finish = (struct finish){.tables = tables, .document = document, .scratch = scratch};
    buffer_init(&finish->text, document->arena);
}

static void set_origin(struct finish *finish, const struct agency *agency)
{
    if (agency && finish->document->origin.kind != ORIGIN_WIRE)
        finish->document->origin = (struct document_origin){ORIGIN_WIRE, agency->name, {0, 0}};
}

void finish_signature(struct finish *finish, struct slice line)
{
    const struct agency *agency = NULL;
    if (agency_is_signature(finish->tables, line, finish->scratch, &agency))
        set_origin(finish, agency);
}

// Adds what of a run lies in clean text [start, end), moved to where the text goes.
static void add_run(struct finish *finish, const struct source_run *run, uint32_t run_end,
                    uint32_t start, uint32_t end, uint32_t to)
{
    uint32_t from = run->text_start > start ? run->text_start : start;
    uint32_t until = run_end < end ? run_end : end;
    if (from >= until)
        return;
    struct source_run moved = {to + (from - start), run->source_start, run->source_size};
    if (run->source_size == run_end - run->text_start) { // exact: cut like the text
        moved.source_start += from - run->text_start;
        moved.source_size = until - from;
    }
    list_add(finish->document->arena, &finish->runs, moved);
}

// "MAPUTO, 11 mars 2025 (AFP) - " before the first words: gives what follows. The agency is the
// origin; a whole date is the article's own.
static struct slice cut_dateline(struct finish *finish, struct slice text)
{
    struct document *document = finish->document;
    size_t open = slice_find(slice_part(text, 0, DATELINE_MOST), SLICE("("), 0), at = 0;
    if (open == SIZE_MAX || !open || !unicode_is_upper(utf8_next(text, &at)))
        return text;
    size_t close = slice_find(slice_part(text, 0, DATELINE_MOST), SLICE(")"), open);
    if (close == SIZE_MAX)
        return text;
    struct slice rest = slice_trim(slice_part(text, close + 1, text.size));
    const char *const dashes[] = {"- ", "\xE2\x80\x93 ", "\xE2\x80\x94 ", "-- "};
    size_t dash = 0;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes && !dash; i++)
        if (slice_starts(rest, dashes[i]))
            dash = strlen(dashes[i]);
    const struct agency *agency = NULL;
    if (!dash || !agency_is_signature(finish->tables, slice_part(text, open, close + 1),
                                      finish->scratch, &agency))
        return text;
    set_origin(finish, agency);
    struct date_reading date =
        date_read(finish->tables, slice_part(text, 0, open), false, document->arena);
    if (date.value.data && !document->published.value.data)
        document->published = (struct document_date){date.value, DATE_TEXT};
    return slice_trim(slice_part(rest, dash, rest.size));
}

uint32_t finish_add(struct finish *finish, enum structure_kind kind, struct slice text,
                    uint32_t offset, const struct source_run *runs, uint32_t run_count)
{
    const struct agency *agency = NULL;
    struct arena_mark mark = arena_mark(finish->scratch);
    struct slice kept = SLICE_NONE;
    if (!agency_is_signature(finish->tables, text, finish->scratch, &agency))
        kept = agency_cut_tail(finish->tables, text, finish->scratch, &agency);
    set_origin(finish, agency);
    if (kept.size && !finish->text.size)
        kept = cut_dateline(finish, kept);
    arena_rewind(finish->scratch, mark);
    if (!kept.size)
        return NO_INDEX;
    uint32_t start = offset + (uint32_t)(kept.data - text.data);
    uint32_t end = start + (uint32_t)kept.size;
    if (finish->text.size) { // a line end of ours: from no byte of the source
        const struct source_run *last =
            finish->runs.count ? &finish->runs.items[finish->runs.count - 1] : NULL;
        struct source_run run = {(uint32_t)finish->text.size,
                                 last ? last->source_start + last->source_size : 0, 0};
        list_add(finish->document->arena, &finish->runs, run);
        buffer_byte(&finish->text, '\n');
    }
    uint32_t to = (uint32_t)finish->text.size, first_run = finish->runs.count;
    for (uint32_t i = 0; i < run_count; i++) {
        uint32_t run_end = i + 1 < run_count ? runs[i + 1].text_start : end;
        add_run(finish, &runs[i], run_end, start, end, to);
    }
    buffer_add(&finish->text, kept);
    struct structure piece = {{to, (uint32_t)finish->text.size}, kind, SLICE_NONE};
    if (finish->document->structure.count < STRUCTURE_MOST)
        list_add(finish->document->arena, &finish->document->structure, piece);
    return first_run;
}

void finish_link(struct finish *finish, uint32_t first_run, size_t start, size_t end,
                 struct slice url)
{
    struct span span = {0, 0};
    uint32_t low = first_run, high = finish->runs.count;
    while (low < high) { // the first run that ends behind the start: they are in order
        uint32_t middle = (low + high) / 2;
        const struct source_run *run = &finish->runs.items[middle];
        if ((size_t)run->source_start + run->source_size <= start)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low; i < finish->runs.count; i++) {
        const struct source_run *run = &finish->runs.items[i];
        if (run->source_start >= end)
            break;
        uint32_t run_end = i + 1 < finish->runs.count ? run[1].text_start
                                                      : (uint32_t)finish->text.size;
        bool same = run->source_size == run_end - run->text_start;
        size_t source_end = (size_t)run->source_start + run->source_size;
        if (!run->source_size)
            continue;
        size_t before = same && start > run->source_start ? start - run->source_start : 0;
        size_t behind = same && end < source_end ? source_end - end : 0;
        if (!span.end)
            span.start = run->text_start + (uint32_t)before;
        span.end = run_end - (uint32_t)behind;
    }
    while (span.start < span.end && finish->text.data[span.start] == ' ')
        span.start++;
    while (span.start < span.end && finish->text.data[span.end - 1] == ' ')
        span.end--;
    struct structure piece = {span, STRUCTURE_LINK, url};
    if (span.start < span.end && finish->document->structure.count < STRUCTURE_MOST)
        list_add(finish->document->arena, &finish->document->structure, piece);
}

static uint32_t layer_run_end(const struct source_layer *layer, uint32_t index)
{
    return index + 1 < layer->count ? layer->runs[index + 1].text_start : layer->size;
}

// Where a place of made text came from: the start of what made the character behind it, or the
// end of what made the one before it.
static uint32_t layer_place(const struct source_layer *layer, uint32_t place, bool end,
                            uint32_t *at)
{
    uint32_t inside = end && place ? place - 1 : place;
    while (*at && layer->runs[*at].text_start > inside)
        --*at;
    while (*at + 1 < layer->count && layer->runs[*at + 1].text_start <= inside)
        ++*at;
    if (!layer->count)
        return place;
    const struct source_run *run = &layer->runs[*at];
    bool same = run->source_size == layer_run_end(layer, *at) - run->text_start;
    if (same)
        return run->source_start + (place - run->text_start);
    return end ? run->source_start + run->source_size : run->source_start;
}

// Brings the runs through one layer: runs that are byte for byte are cut at the layer's runs.
static void compose(struct finish *finish, const struct source_layer *layer)
{
    LIST(struct source_run) made = {0};
    uint32_t at = 0;
    for (uint32_t i = 0; i < finish->runs.count; i++) {
        const struct source_run run = finish->runs.items[i];
        uint32_t text_end = i + 1 < finish->runs.count ? finish->runs.items[i + 1].text_start
                                                       : (uint32_t)finish->text.size;
        uint32_t done = 0;
        bool same = run.source_size == text_end - run.text_start;
        do {
            uint32_t place = run.source_start + done, stop = run.source_size;
            uint32_t start = layer_place(layer, place, false, &at);
            if (same && layer->count && layer_run_end(layer, at) - run.source_start < stop)
                stop = layer_run_end(layer, at) - run.source_start;
            uint32_t end = stop ? layer_place(layer, run.source_start + stop, true, &at) : start;
            struct source_run part = {run.text_start + done, start, end > start ? end - start : 0};
            list_add(finish->scratch, &made, part);
            done = stop;
        } while (done < run.source_size);
    }
    finish->runs.items = made.items;
    finish->runs.count = made.count;
    finish->runs.capacity = made.capacity;
}

// Adds a run whose source is given in bytes of decoded text, in bytes of the original. A run that
// is byte for byte the text is cut where the encoding's steps change, so that in each part
// every character takes as many bytes as any other.
static void add_original_run(struct document *document, const struct decoded *decoded,
                             const struct source_run *run, uint32_t text_size,
                             struct decoded_place *at)
{
    bool same = run->source_size == text_size;
    uint32_t done = 0;
    do {
        uint32_t end = run->source_size;
        size_t start = encoding_source(decoded, at, run->source_start + done);
        if (same && at->step + 1 < decoded->steps.count) {
            uint32_t next = decoded->steps.items[at->step + 1].text_start - run->source_start;
            end = next < end ? next : end;
        }
        struct source_run made = {run->text_start + done, (uint32_t)start, 0};
        size_t stop = encoding_source(decoded, at, run->source_start + end);
        made.source_size = (uint32_t)(stop - start);
        list_add(document->arena, &document->source_map, made);
        done = end;
    } while (done < run->source_size);
}

void finish_end(struct finish *finish, const struct decoded *decoded)
{
    struct document *document = finish->document;
    struct decoded_place at = {0};
    document->text = buffer_slice(&finish->text);
    if (!document->text.size) {
        document->text = SLICE("");
        document_note(document, "read", SLICE("no article text was found"));
    }
    for (uint32_t i = 0; i < finish->layer_count; i++)
        compose(finish, &finish->layers[i]);
    for (uint32_t i = 0; i < finish->runs.count; i++) {
        uint32_t end = i + 1 < finish->runs.count ? finish->runs.items[i + 1].text_start
                                                  : (uint32_t)document->text.size;
        const struct source_run *run = &finish->runs.items[i];
        add_original_run(document, decoded, run, end - run->text_start, &at);
    }
}
