// SPDX-License-Identifier: Apache-2.0
// Findings as words with their places: the Global Quotation Graph's JSON lines, and W3C Web
// Annotations with text-quote and text-position selectors, and the bytes of the source.
#include "base/json.h"
#include "base/utf8.h"
#include "doc/dump.h"
#include "report/escape.h"
#include "report/export.h"

#define CONTEXT 100       // characters before and after a quote, as the GQG has about
#define ANCHOR_CONTEXT 32 // characters of prefix and suffix of a text-quote selector

static struct slice before(struct slice text, uint32_t position, unsigned characters)
{
    size_t start = position;
    while (start > 0 && characters--)
        utf8_previous(text, &start);
    return slice_part(text, start, position);
}

static struct slice after(struct slice text, uint32_t position, unsigned characters)
{
    size_t end = position;
    while (end < text.size && characters--)
        utf8_next(text, &end);
    return slice_part(text, position, end);
}

static struct slice language_of(const struct document *document)
{
    return document->language ? slice_of(language_code(document->language))
                              : document->language_other;
}

void export_gqg(const struct export_job *job, struct buffer *out)
{
    for (uint32_t d = 0; d < job->comparison->document_count; d++) {
        const struct document *document = job->comparison->documents[d];
        struct json_writer json;
        bool any = false;
        for (uint32_t i = 0; i < document->quotes.count; i++)
            any = any || document->quotes.items[i].mode != MODE_INDIRECT;
        if (!any)
            continue;
        json_init(&json, out);
        json_open(&json, '{');
        json_key_text(&json, "date", document->published.value);
        json_key_text(&json, "url", document->url.size ? document->url : document->source);
        json_key_text(&json, "title", document->title);
        json_key_text(&json, "lang", language_of(document));
        json_key(&json, "quotes");
        json_open(&json, '[');
        for (uint32_t i = 0; i < document->quotes.count; i++) {
            const struct quote *quote = &document->quotes.items[i];
            if (quote->mode == MODE_INDIRECT)
                continue;
            json_open(&json, '{');
            json_key_text(&json, "pre", before(document->text, quote->span.start, CONTEXT));
            json_key_text(&json, "quote", document_span_text(document, quote->span));
            json_key_text(&json, "post", after(document->text, quote->span.end, CONTEXT));
            json_close(&json, '}');
        }
        json_close(&json, ']');
        json_close(&json, '}');
        buffer_byte(out, '\n');
    }
}

// --- web annotations

struct annotations {
    const struct export_job *job;
    struct json_writer json;
};

// W3C's selector for byte streams: the bytes of the source, whose checksum the target states.
static void write_bytes_selector(struct json_writer *json, uint32_t start, uint32_t end)
{
    json_open(json, '{');
    json_key_text(json, "type", SLICE("DataPositionSelector"));
    json_key(json, "start");
    json_integer(json, start);
    json_key(json, "end");
    json_integer(json, end);
    json_close(json, '}');
}

static void write_selectors(struct json_writer *json, const struct document *document,
                            struct span span)
{
    struct code_points points = {.document = document};
    uint32_t start, end;
    json_key(json, "selector");
    json_open(json, '[');
    json_open(json, '{');
    json_key_text(json, "type", SLICE("TextQuoteSelector"));
    json_key_text(json, "exact", document_span_text(document, span));
    json_key_text(json, "prefix", before(document->text, span.start, ANCHOR_CONTEXT));
    json_key_text(json, "suffix", after(document->text, span.end, ANCHOR_CONTEXT));
    json_close(json, '}');
    json_open(json, '{');
    json_key_text(json, "type", SLICE("TextPositionSelector"));
    json_key(json, "start");
    json_integer(json, code_point_at(&points, span.start));
    json_key(json, "end");
    json_integer(json, code_point_at(&points, span.end));
    json_close(json, '}');
    if (document_source_span(document, span, &start, &end))
        write_bytes_selector(json, start, end);
    json_close(json, ']');
}

static void write_annotation(struct annotations *all, const struct document *document,
                             enum finding_kind kind, uint32_t index, struct span span)
{
    struct json_writer *json = &all->json;
    struct arena *arena = all->job->arena;
    struct buffer finding;
    buffer_init(&finding, arena);
    finding_dump(document, kind, index, &finding);
    json_open(json, '{');
    json_key_text(json, "id",
                  arena_format(arena, "urn:recoupe:" SLICE_FORMAT ":%s%u",
                               SLICE_ARGUMENTS(document->id), finding_descriptions[kind].prefix,
                               index + 1));
    json_key_text(json, "type", SLICE("Annotation"));
    json_key_text(json, "motivation", SLICE("tagging"));
    json_key(json, "body");
    json_open(json, '[');
    json_open(json, '{');
    json_key_text(json, "type", SLICE("TextualBody"));
    json_key_text(json, "purpose", SLICE("tagging"));
    json_key_text(json, "value", slice_of(finding_descriptions[kind].name));
    json_close(json, '}');
    json_open(json, '{');
    json_key_text(json, "type", SLICE("TextualBody"));
    json_key_text(json, "purpose", SLICE("describing"));
    json_key_text(json, "format", SLICE("application/json"));
    json_key_text(json, "value", buffer_slice(&finding));
    json_close(json, '}');
    json_close(json, ']');
    json_key(json, "target");
    json_open(json, '{');
    json_key_text(json, "source", url_is_safe(document->url)
                                      ? document->url
                                      : arena_format(arena, "urn:recoupe:" SLICE_FORMAT,
                                                     SLICE_ARGUMENTS(document->id)));
    json_key_text(json, "schema:sha256", document->sha256);
    write_selectors(json, document, span);
    json_close(json, '}');
    json_close(json, '}');
}

static const struct field *span_field(const struct finding_description *description)
{
    for (uint16_t f = 0; f < description->field_count; f++)
        if (description->fields[f].type == FIELD_SPAN)
            return &description->fields[f];
    return NULL;
}

static void annotate(struct annotations *all, const struct document *document)
{
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        const struct finding_description *description = &finding_descriptions[kind];
        const struct field *field = span_field(description);
        const index_list *list = (const void *)((const char *)document + description->list_offset);
        for (uint32_t i = 0; field && i < list->count; i++) {
            const char *item = (const char *)list->items + (size_t)i * description->size;
            write_annotation(all, document, (enum finding_kind)kind, i,
                             *(const struct span *)(const void *)(item + field->offset));
        }
    }
}

void export_webannotation(const struct export_job *job, struct buffer *out)
{
    struct annotations all = {.job = job};
    json_init(&all.json, out);
    json_open(&all.json, '{');
    json_key_text(&all.json, "@context", SLICE("http://www.w3.org/ns/anno.jsonld"));
    json_key_text(&all.json, "id", SLICE("urn:recoupe:annotations"));
    json_key_text(&all.json, "type", SLICE("AnnotationPage"));
    json_key(&all.json, "items");
    json_open(&all.json, '[');
    for (uint32_t d = 0; d < job->comparison->document_count; d++)
        annotate(&all, job->comparison->documents[d]);
    json_close(&all.json, ']');
    json_close(&all.json, '}');
    buffer_byte(out, '\n');
}
