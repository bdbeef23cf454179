// SPDX-License-Identifier: Apache-2.0
// A record becomes a document: the reader of its format does the work, then what all readers
// share is set: source, checksum, the options' date and language, the id.
#include "base/table.h"
#include "read/feed.h"
#include "read/html/html.h"
#include "read/jsonl.h"
#include "read/plain.h"

#include <assert.h>

typedef bool reader_function(const struct record *record, const struct read_options *options,
                             struct document *document, struct arena *scratch,
                             struct error *error);

static reader_function *const readers[] = {
    [RECORD_PLAIN] = plain_read,
    [RECORD_HTML] = html_read,
    [RECORD_JSON] = json_record_read,
    [RECORD_FEED_ENTRY] = feed_entry_read,
};

static void set_options(struct document *document, const struct read_options *options)
{
    if (!document->published.value.data && options->date.size) {
        document->published.value = arena_copy(document->arena, options->date);
        document->published.basis = DATE_OPTION;
    }
    if (options->language != LANGUAGE_NONE) {
        document->language = options->language;
        document->language_other = SLICE_NONE;
    }
}

// Text without structure of its own: each line is a paragraph.
static void set_paragraphs(struct document *document)
{
    for (size_t at = 0; at < document->text.size && document->structure.count < STRUCTURE_MOST;) {
        size_t end = slice_find(document->text, SLICE("\n"), at);
        end = end == SIZE_MAX ? document->text.size : end;
        struct structure piece = {{(uint32_t)at, (uint32_t)end}, STRUCTURE_PARAGRAPH, SLICE_NONE};
        if (end > at)
            list_add(document->arena, &document->structure, piece);
        at = end + 1;
    }
}

static struct slice kept(struct document *document, struct slice own, struct slice given)
{
    return own.data || !given.data ? own : arena_copy(document->arena, given);
}

bool record_read(const struct record *record, const struct read_options *options,
                 struct document *document, struct arena *scratch, struct error *error)
{
    char hex[65];
    assert(options->tables && record->format < sizeof readers / sizeof *readers);
    document->source = arena_copy(document->arena, record->source);
    if (!readers[record->format](record, options, document, scratch, error)) {
        if (!error->where[0]) {
            size_t size = record->source.size < sizeof error->where - 1
                              ? record->source.size
                              : sizeof error->where - 1;
            memcpy(error->where, record->source.data, size);
            error->where[size] = 0;
        }
        return false;
    }
    document->source_id = kept(document, document->source_id, record->source_id);
    document->url = kept(document, document->url, record->url);
    hash_sha256(record->bytes.data, record->bytes.size, hex);
    document->sha256 = arena_copy(document->arena, slice_of(hex));
    if (!document->structure.count)
        set_paragraphs(document);
    if (document->structure.count >= STRUCTURE_MOST) {
        document->structure.count = 0;
        document_note(document, "read", SLICE("too many paragraphs and links: structure left out"));
    }
    set_options(document, options);
    document_set_id(document);
    return true;
}
