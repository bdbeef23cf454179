// SPDX-License-Identifier: Apache-2.0
// Making and asking a document: identity from content, notes, finding the sentence or word at a
// place in the text.
#include "doc/document.h"

#include "base/table.h"
#include "base/utf8.h"

#include <assert.h>

#define NOTES_MOST 200

const char *const structure_kind_names[STRUCTURE_KIND_COUNT] = {
    NULL,
#define X(name, text) text,
    STRUCTURE_KINDS(X)
#undef X
};

void document_init(struct document *document, struct arena *arena)
{
    *document = (struct document){.arena = arena};
}

static uint64_t hash_part(struct slice part, uint64_t seed)
{
    return hash_bytes(part.data ? part.data : "", part.size,
                      seed + part.size * 2 + (part.data != NULL));
}

void document_set_id(struct document *document)
{
    uint64_t a = 1, b = 2;
    const struct slice parts[] = {document->text, document->title,    document->url,
                                  document->site, document->source_id, document->published.value};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        a = hash_part(parts[i], a);
        b = hash_part(parts[i], b);
    }
    document->id = arena_format(document->arena, "%016llx%08llx", (unsigned long long)a,
                                (unsigned long long)(b & 0xffffffff));
}

void document_note(struct document *document, const char *where, struct slice what)
{
    if (document->notes.count >= NOTES_MOST)
        return;
    struct note *note = list_push(document->arena, &document->notes);
    note->where = arena_copy(document->arena, slice_of(where));
    note->what = arena_copy(document->arena, what);
}

struct slice document_span_text(const struct document *document, struct span span)
{
    assert(span.end <= document->text.size && span.start <= span.end);
    return slice_part(document->text, span.start, span.end);
}

uint32_t document_sentence_at(const struct document *document, uint32_t position)
{
    uint32_t low = list_first_from(&document->sentences, span.end, position + 1);
    if (low < document->sentences.count && document->sentences.items[low].span.start <= position)
        return low;
    return NO_INDEX;
}

uint32_t document_word_at(const struct document *document, uint32_t position)
{
    return list_first_from(&document->words, span.end, position + 1);
}

static uint32_t run_end(const struct document *document, uint32_t index)
{
    return index + 1 < document->source_map.count ? document->source_map.items[index + 1].text_start
                                                  : (uint32_t)document->text.size;
}

static uint32_t run_at(const struct document *document, uint32_t position)
{
    uint32_t next = list_first_from(&document->source_map, text_start, position + 1);
    return position < document->text.size && next ? next - 1 : next;
}

// Bytes of the source before text position `position` of a run, on a border of characters.
static uint32_t run_share(const struct document *document, uint32_t index, uint32_t position)
{
    const struct source_run *run = &document->source_map.items[index];
    uint32_t end = run_end(document, index);
    if (run->source_size == end - run->text_start)
        return position - run->text_start;
    size_t all = utf8_count(slice_part(document->text, run->text_start, end));
    size_t before = utf8_count(slice_part(document->text, run->text_start, position));
    return all ? (uint32_t)(run->source_size * before / all) : 0;
}

bool document_source_span(const struct document *document, struct span span, uint32_t *start,
                          uint32_t *end)
{
    uint32_t first = run_at(document, span.start), last = first;
    uint32_t count = document->source_map.count;
    while (first < count && document->source_map.items[first].text_start < span.end &&
           document->source_map.items[first].source_size == 0)
        first++;
    if (first >= count || document->source_map.items[first].text_start >= span.end)
        return false;
    const struct source_run *run = &document->source_map.items[first];
    uint32_t from = span.start > run->text_start ? span.start : run->text_start;
    *start = run->source_start + run_share(document, first, from);
    last = run_at(document, span.end - 1);
    while (document->source_map.items[last].source_size == 0)
        last--;
    run = &document->source_map.items[last];
    uint32_t until = span.end < run_end(document, last) ? span.end : run_end(document, last);
    *end = run->source_start + run_share(document, last, until);
    return *end >= *start;
}

bool document_published_day(const struct document *document, struct date *date)
{
    struct date read;
    if (!date_parse(document->published.value, &read) || !date_valid(read))
        return false;
    *date = read;
    return true;
}
