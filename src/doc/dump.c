// SPDX-License-Identifier: Apache-2.0
// The contract's document object: fixed keys for what read gives, then every kind of finding by
// its field table. Byte spans become code points here and nowhere else.
#include "doc/dump.h"

#include "base/utf8.h"
#include "doc/decision.h"

#include <assert.h>

uint32_t code_point_at(struct code_points *points, uint32_t byte)
{
    struct slice text = points->document->text;
    assert(byte <= text.size);
    if (byte < points->last_byte) {
        points->last_point -= (uint32_t)utf8_count(slice_part(text, byte, points->last_byte));
    } else {
        points->last_point += (uint32_t)utf8_count(slice_part(text, points->last_byte, byte));
    }
    points->last_byte = byte;
    return points->last_point;
}

static void dump_span(struct json_writer *json, struct code_points *points, struct span span)
{
    json_key(json, "start");
    json_integer(json, code_point_at(points, span.start));
    json_key(json, "end");
    json_integer(json, code_point_at(points, span.end));
}

static void dump_reference(struct json_writer *json, enum finding_kind kind,
                           struct reference reference)
{
    if (reference.number == 0) {
        json_null(json);
        return;
    }
    char text[32];
    struct buffer id = {.data = text, .capacity = sizeof text};
    buffer_text(&id, finding_descriptions[kind].prefix);
    buffer_format(&id, "%u", reference.number);
    json_text(json, buffer_slice(&id));
}

static void dump_party(struct json_writer *json, struct code_points *points,
                       const struct party *party, bool with_cameo)
{
    json_open(json, '{');
    json_key(json, "entity");
    dump_reference(json, FINDING_ENTITY, party->entity);
    json_key(json, "text");
    json_text(json, party->text);
    if (with_cameo) {
        json_key(json, "cameo");
        json_text(json, party->cameo);
    }
    if (party->span.end > 0)
        dump_span(json, points, party->span);
    json_close(json, '}');
}

static void dump_anchor(struct json_writer *json, struct code_points *points, struct span span)
{
    if (span.end == 0) {
        json_null(json);
        return;
    }
    json_open(json, '{');
    dump_span(json, points, span);
    json_key(json, "text");
    json_text(json, document_span_text(points->document, span));
    json_close(json, '}');
}

static void dump_cue(struct json_writer *json, struct code_points *points, struct span span)
{
    bool known = span.end > 0;
    json_text(json, known ? document_span_text(points->document, span) : SLICE_NONE);
    json_key(json, "cue_start");
    known ? json_integer(json, code_point_at(points, span.start)) : json_null(json);
    json_key(json, "cue_end");
    known ? json_integer(json, code_point_at(points, span.end)) : json_null(json);
}

static void dump_when(struct json_writer *json, const struct reference *time)
{
    // The value's slice follows the reference (asserted in finding.c).
    struct slice value = *(const struct slice *)(const void *)((const char *)time + 8);
    if (time->number == 0 && !value.data) {
        json_null(json);
        return;
    }
    json_open(json, '{');
    json_key(json, "time");
    dump_reference(json, FINDING_TIME, *time);
    json_key(json, "value");
    json_text(json, value);
    json_close(json, '}');
}

static void dump_money(struct json_writer *json, const struct money *money)
{
    if (!money->value.data) {
        json_null(json);
        return;
    }
    json_open(json, '{');
    json_key(json, "value");
    json_text(json, money->value);
    json_key(json, "currency");
    json_text(json, money->currency);
    json_key(json, "modifier");
    json_text(json, slice_of(amount_modifier_name(money->modifier)));
    json_close(json, '}');
}

static void dump_parties(struct json_writer *json, struct code_points *points,
                         const party_list *parties)
{
    json_open(json, '[');
    for (uint32_t i = 0; i < parties->count; i++)
        dump_party(json, points, &parties->items[i], true);
    json_close(json, ']');
}

static void dump_references(struct json_writer *json, enum finding_kind kind,
                            const reference_list *list)
{
    json_open(json, '[');
    for (uint32_t i = 0; i < list->count; i++)
        dump_reference(json, kind, list->items[i]);
    json_close(json, ']');
}

// One field's value; its key is already written (FIELD_SPAN writes its own).
static void dump_field(struct json_writer *json, struct code_points *points,
                       const struct field *field, const void *item)
{
    const void *member = (const char *)item + field->offset;
    switch (field->type) {
    case FIELD_SPAN:
        dump_span(json, points, *(const struct span *)member);
        break;
    case FIELD_ANCHOR:
        dump_anchor(json, points, *(const struct span *)member);
        break;
    case FIELD_SPAN_TEXT:
        json_text(json, document_span_text(points->document, *(const struct span *)member));
        break;
    case FIELD_CUE:
        dump_cue(json, points, *(const struct span *)member);
        break;
    case FIELD_TEXT:
        json_text(json, *(const struct slice *)member);
        break;
    case FIELD_ENUM:
        json_text(json, slice_of(field->names[*(const unsigned *)member]));
        break;
    case FIELD_BOOL:
        json_bool(json, *(const bool *)member);
        break;
    case FIELD_REFERENCE:
        dump_reference(json, field->kind, *(const struct reference *)member);
        break;
    case FIELD_REFERENCE_LIST:
        dump_references(json, field->kind, member);
        break;
    case FIELD_PARTY:
        if (((const struct party *)member)->text.data)
            dump_party(json, points, member, false);
        else
            json_null(json);
        break;
    case FIELD_PARTIES:
        dump_parties(json, points, member);
        break;
    case FIELD_WHEN:
        dump_when(json, member);
        break;
    case FIELD_WHERE:
        if (((const struct reference *)member)->number == 0) {
            json_null(json);
            break;
        }
        json_open(json, '{');
        json_key(json, "entity");
        dump_reference(json, field->kind, *(const struct reference *)member);
        json_close(json, '}');
        break;
    case FIELD_MONEY:
        dump_money(json, member);
        break;
    }
}

static void dump_item(struct json_writer *json, struct code_points *points,
                      const struct finding_description *description, const void *item,
                      uint32_t index)
{
    json_open(json, '{');
    json_key(json, "id");
    dump_reference(json, (enum finding_kind)(description - finding_descriptions),
                   (struct reference){index + 1});
    for (uint16_t i = 0; i < description->field_count; i++) {
        const struct field *field = &description->fields[i];
        if (field->type != FIELD_SPAN)
            json_key(json, field->key);
        dump_field(json, points, field, item);
    }
    json_close(json, '}');
}

// Every LIST has the layout of index_list.
static const index_list *list_of(const struct document *document,
                                 const struct finding_description *description)
{
    return (const void *)((const char *)document + description->list_offset);
}

void finding_dump(const struct document *document, enum finding_kind kind, uint32_t index,
                  struct buffer *out)
{
    const struct finding_description *description = &finding_descriptions[kind];
    const index_list *list = list_of(document, description);
    assert(index < list->count);
    struct code_points points = {.document = document};
    struct json_writer json;
    json_init(&json, out);
    dump_item(&json, &points, description, (const char *)list->items + index * description->size,
              index);
}

static void dump_date(struct json_writer *json, const struct document_date *date)
{
    static const char *const bases[] = {NULL, "metadata", "text", "option"};
    if (!date->value.data) {
        json_null(json);
        return;
    }
    json_open(json, '{');
    json_key(json, "value");
    json_text(json, date->value);
    json_key(json, "basis");
    json_text(json, slice_of(bases[date->basis]));
    json_close(json, '}');
}

static void dump_origin(struct json_writer *json, struct code_points *points,
                        const struct document_origin *origin)
{
    static const char *const kinds[] = {NULL, "wire", "family", "outlet"};
    if (origin->kind == ORIGIN_NONE) {
        json_null(json);
        return;
    }
    json_open(json, '{');
    json_key(json, "kind");
    json_text(json, slice_of(kinds[origin->kind]));
    json_key(json, "name");
    json_text(json, origin->name);
    if (origin->span.end > 0) {
        dump_span(json, points, origin->span);
    } else {
        json_key(json, "start");
        json_null(json);
        json_key(json, "end");
        json_null(json);
    }
    json_close(json, '}');
}

static void dump_notes(struct json_writer *json, const struct document *document)
{
    json_open(json, '[');
    for (uint32_t i = 0; i < document->notes.count; i++) {
        json_open(json, '{');
        json_key(json, "where");
        json_text(json, document->notes.items[i].where);
        json_key(json, "what");
        json_text(json, document->notes.items[i].what);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void dump_structure(struct json_writer *json, struct code_points *points)
{
    const struct document *document = points->document;
    if (!document->structure.count && document->text.size) {
        json_null(json);
        return;
    }
    json_open(json, '[');
    for (uint32_t i = 0; i < document->structure.count; i++) {
        const struct structure *piece = &document->structure.items[i];
        json_open(json, '{');
        dump_span(json, points, piece->span);
        json_key(json, "kind");
        json_text(json, slice_of(structure_kind_names[piece->kind]));
        if (piece->kind == STRUCTURE_LINK) {
            json_key(json, "url");
            json_text(json, piece->url);
        }
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void dump_text_keys(struct json_writer *json, const struct document *document)
{
    const struct {
        const char *key;
        struct slice value;
    } rows[] = {{"id", document->id},         {"source", document->source},
                {"source_id", document->source_id}, {"sha256", document->sha256},
                {"url", document->url},       {"site", document->site},
                {"title", document->title}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_key(json, rows[i].key);
        json_text(json, rows[i].value);
    }
}

static void dump_read(struct json_writer *json, struct code_points *points)
{
    const struct document *document = points->document;
    dump_text_keys(json, document);
    json_key(json, "authors");
    json_open(json, '[');
    for (uint32_t i = 0; i < document->authors.count; i++)
        json_text(json, document->authors.items[i]);
    json_close(json, ']');
    json_key(json, "origin");
    dump_origin(json, points, &document->origin);
    json_key(json, "published");
    dump_date(json, &document->published);
    json_key(json, "modified");
    dump_date(json, &document->modified);
    json_key(json, "lang");
    json_text(json, document->language ? slice_of(language_code(document->language))
                                       : document->language_other);
    json_key(json, "text");
    json_text(json, document->text.data ? document->text : SLICE(""));
    json_key(json, "notes");
    dump_notes(json, document);
    json_key(json, "structure");
    dump_structure(json, points);
}

static void dump_findings(struct json_writer *json, struct code_points *points)
{
    const struct document *document = points->document;
    json_key(json, "sentences");
    json_open(json, '[');
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        json_open(json, '{');
        dump_span(json, points, document->sentences.items[i].span);
        json_close(json, '}');
    }
    json_close(json, ']');
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        const struct finding_description *description = &finding_descriptions[kind];
        const index_list *list = list_of(document, description);
        json_key(json, description->list);
        json_open(json, '[');
        for (uint32_t i = 0; i < list->count; i++)
            dump_item(json, points, description,
                      (const char *)list->items + (size_t)i * description->size, i);
        json_close(json, ']');
    }
}

void document_dump(const struct document *document, enum dump_layers layers, struct buffer *out)
{
    struct code_points points = {.document = document};
    struct json_writer json;
    json_init(&json, out);
    json_open(&json, '{');
    dump_read(&json, &points);
    if (layers == DUMP_ALL)
        dump_findings(&json, &points);
    decisions_dump(&json, document);
    json_close(&json, '}');
}
