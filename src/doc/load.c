// SPDX-License-Identifier: Apache-2.0
// The document object read back: the inverse of dump.c, driven by the same field tables. Strings
// are copied into the document's arena; code-point spans become byte spans again.
#include "doc/dump.h"

#include "base/utf8.h"
#include "doc/decision.h"

struct loader {
    struct document *document;
    const char *problem;
    const uint32_t *byte_at; // by code point, point_count + 1 entries
    uint32_t point_count;
};

static struct slice load_text(struct loader *loader, const struct json_value *value)
{
    if (!value || value->type != JSON_STRING)
        return SLICE_NONE;
    return arena_copy(loader->document->arena, value->text);
}

static struct slice load_key(struct loader *loader, const struct json_value *object,
                             const char *key)
{
    return load_text(loader, json_find(object, key));
}

static uint32_t load_position(struct loader *loader, const struct json_value *value)
{
    int64_t point = json_to_integer(value, -1);
    if (point < 0 || point > loader->point_count) {
        loader->problem = "a position is missing or outside the text";
        return 0;
    }
    return loader->byte_at[point];
}

static struct span load_span(struct loader *loader, const struct json_value *object,
                             const char *start, const char *end)
{
    struct span span = {load_position(loader, json_find(object, start)),
                        load_position(loader, json_find(object, end))};
    if (span.end < span.start) {
        loader->problem = "a span ends before it starts";
        span.end = span.start;
    }
    return span;
}

static bool has_number(const struct json_value *object, const char *key)
{
    const struct json_value *value = json_find(object, key);
    return value && value->type == JSON_NUMBER;
}

// "e12" -> 12
static struct reference load_reference(const struct json_value *value)
{
    uint32_t number = 0;
    if (!value || value->type != JSON_STRING || value->text.size < 2 || value->text.size > 9)
        return (struct reference){0};
    for (size_t i = 1; i < value->text.size; i++) {
        char c = value->text.data[i];
        if (c < '0' || c > '9')
            return (struct reference){0};
        number = number * 10 + (uint32_t)(c - '0');
    }
    return (struct reference){number};
}

static struct party load_party(struct loader *loader, const struct json_value *object)
{
    struct party party = {0};
    if (!object || object->type != JSON_OBJECT)
        return party;
    party.entity = load_reference(json_find(object, "entity"));
    party.text = load_key(loader, object, "text");
    party.cameo = load_key(loader, object, "cameo");
    if (has_number(object, "start"))
        party.span = load_span(loader, object, "start", "end");
    return party;
}

static void load_when(struct loader *loader, const struct json_value *value, void *member)
{
    *(struct reference *)member = load_reference(json_find(value, "time"));
    *(struct slice *)(void *)((char *)member + 8) = load_key(loader, value, "value");
}

static void load_money(struct loader *loader, const struct json_value *value, struct money *money)
{
    money->value = load_key(loader, value, "value");
    money->currency = load_key(loader, value, "currency");
    money->modifier = amount_modifier_from_name(json_find_text(value, "modifier"));
}

static void load_field(struct loader *loader, const struct field *field,
                       const struct json_value *object, void *item)
{
    void *member = (char *)item + field->offset;
    const struct json_value *value = json_find(object, field->key);
    const struct json_value *child = value ? value->first : NULL;
    struct arena *arena = loader->document->arena;
    switch (field->type) {
    case FIELD_SPAN:
        *(struct span *)member = load_span(loader, object, "start", "end");
        break;
    case FIELD_ANCHOR:
        if (value && value->type == JSON_OBJECT)
            *(struct span *)member = load_span(loader, value, "start", "end");
        break;
    case FIELD_SPAN_TEXT:
        break;
    case FIELD_CUE:
        if (has_number(object, "cue_start"))
            *(struct span *)member = load_span(loader, object, "cue_start", "cue_end");
        break;
    case FIELD_TEXT:
        *(struct slice *)member = load_text(loader, value);
        break;
    case FIELD_ENUM:
        if (value && value->type == JSON_STRING)
            *(unsigned *)member = enum_from_name(field->names, field->name_count, value->text);
        break;
    case FIELD_BOOL:
        *(bool *)member = value && value->type == JSON_TRUE;
        break;
    case FIELD_REFERENCE:
        *(struct reference *)member = load_reference(value);
        break;
    case FIELD_WHERE:
        *(struct reference *)member = load_reference(json_find(value, "entity"));
        break;
    case FIELD_REFERENCE_LIST:
        for (; child; child = child->next)
            list_add(arena, (reference_list *)member, load_reference(child));
        break;
    case FIELD_PARTY:
        *(struct party *)member = load_party(loader, value);
        break;
    case FIELD_PARTIES:
        for (; child; child = child->next)
            list_add(arena, (party_list *)member, load_party(loader, child));
        break;
    case FIELD_WHEN:
        load_when(loader, value, member);
        break;
    case FIELD_MONEY:
        load_money(loader, value, member);
        break;
    }
}

static void load_findings(struct loader *loader, const struct json_value *object)
{
    struct document *document = loader->document;
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        const struct finding_description *description = &finding_descriptions[kind];
        const struct json_value *list = json_find(object, description->list);
        if (!list || list->type != JSON_ARRAY || list->count == 0)
            continue;
        char *items = arena_zero(document->arena, list->count, description->size);
        index_list *target = (void *)((char *)document + description->list_offset);
        target->items = (void *)items;
        target->count = target->capacity = list->count;
        for (const struct json_value *child = list->first; child; child = child->next) {
            for (uint16_t i = 0; i < description->field_count; i++)
                load_field(loader, &description->fields[i], child, items);
            items += description->size;
        }
    }
    const struct json_value *sentences = json_find(object, "sentences");
    for (const struct json_value *child = sentences ? sentences->first : NULL; child;
         child = child->next)
        list_push(document->arena, &document->sentences)->span =
            load_span(loader, child, "start", "end");
}

// References must point at findings that are there: nobody after us checks again.
static void check_reference(struct loader *loader, enum finding_kind kind,
                            struct reference *reference)
{
    const index_list *list = (const void *)((const char *)loader->document +
                                            finding_descriptions[kind].list_offset);
    if (reference->number > list->count) {
        loader->problem = "a reference names nothing";
        reference->number = 0;
    }
}

static void check_field(struct loader *loader, const struct field *field, void *item)
{
    void *member = (char *)item + field->offset;
    switch (field->type) {
    case FIELD_REFERENCE: case FIELD_WHEN: case FIELD_WHERE:
        check_reference(loader, field->kind, member);
        break;
    case FIELD_REFERENCE_LIST:
        for (uint32_t i = 0; i < ((reference_list *)member)->count; i++)
            check_reference(loader, field->kind, &((reference_list *)member)->items[i]);
        break;
    case FIELD_PARTY:
        check_reference(loader, FINDING_ENTITY, &((struct party *)member)->entity);
        break;
    case FIELD_PARTIES:
        for (uint32_t i = 0; i < ((party_list *)member)->count; i++)
            check_reference(loader, FINDING_ENTITY, &((party_list *)member)->items[i].entity);
        break;
    default:
        break;
    }
}

static void check_references(struct loader *loader)
{
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        const struct finding_description *description = &finding_descriptions[kind];
        index_list *list = (void *)((char *)loader->document + description->list_offset);
        for (uint32_t i = 0; i < list->count; i++) {
            for (uint16_t k = 0; k < description->field_count; k++)
                check_field(loader, &description->fields[k],
                            (char *)list->items + (size_t)i * description->size);
        }
    }
}

static struct document_date load_date(struct loader *loader, const struct json_value *value)
{
    static const char *const bases[] = {NULL, "metadata", "text", "option"};
    struct document_date date = {0};
    date.value = load_key(loader, value, "value");
    if (date.value.data)
        date.basis = enum_from_name(bases, 4, json_find_text(value, "basis"));
    return date;
}

static void load_origin(struct loader *loader, const struct json_value *value)
{
    static const char *const kinds[] = {NULL, "wire", "family", "outlet"};
    struct document_origin *origin = &loader->document->origin;
    if (!value || value->type != JSON_OBJECT)
        return;
    origin->kind = enum_from_name(kinds, 4, json_find_text(value, "kind"));
    origin->name = load_key(loader, value, "name");
    if (has_number(value, "start"))
        origin->span = load_span(loader, value, "start", "end");
}

static void index_code_points(struct loader *loader)
{
    struct slice text = loader->document->text;
    uint32_t count = (uint32_t)utf8_count(text), point = 0;
    uint32_t *byte_at = arena_take(loader->document->arena, (count + 1) * sizeof *byte_at);
    for (size_t i = 0; i < text.size; i++) {
        if (((uint8_t)text.data[i] & 0xC0) != 0x80)
            byte_at[point++] = (uint32_t)i;
    }
    byte_at[count] = (uint32_t)text.size;
    loader->byte_at = byte_at;
    loader->point_count = count;
}

static void load_structure(struct loader *loader, const struct json_value *list)
{
    for (const struct json_value *v = list ? list->first : NULL; v; v = v->next) {
        struct structure piece = {load_span(loader, v, "start", "end"), STRUCTURE_NONE, SLICE_NONE};
        piece.kind = (enum structure_kind)enum_from_name(
            structure_kind_names, STRUCTURE_KIND_COUNT, json_find_text(v, "kind"));
        piece.url = load_key(loader, v, "url");
        if (piece.kind)
            list_add(loader->document->arena, &loader->document->structure, piece);
    }
}

static void load_read(struct loader *loader, const struct json_value *object)
{
    struct document *document = loader->document;
    document->id = load_key(loader, object, "id");
    document->source = load_key(loader, object, "source");
    document->source_id = load_key(loader, object, "source_id");
    document->sha256 = load_key(loader, object, "sha256");
    document->url = load_key(loader, object, "url");
    document->site = load_key(loader, object, "site");
    document->title = load_key(loader, object, "title");
    const struct json_value *authors = json_find(object, "authors");
    for (const struct json_value *a = authors ? authors->first : NULL; a; a = a->next)
        list_add(document->arena, &document->authors, load_text(loader, a));
    load_origin(loader, json_find(object, "origin"));
    document->published = load_date(loader, json_find(object, "published"));
    document->modified = load_date(loader, json_find(object, "modified"));
    document->language = language_from_code(json_find_text(object, "lang"));
    if (!document->language)
        document->language_other = load_key(loader, object, "lang");
    const struct json_value *notes = json_find(object, "notes");
    for (const struct json_value *n = notes ? notes->first : NULL; n; n = n->next) {
        struct note *note = list_push(document->arena, &document->notes);
        note->where = load_key(loader, n, "where");
        note->what = load_key(loader, n, "what");
    }
    load_structure(loader, json_find(object, "structure"));
}

bool document_load(struct document *document, const struct json_value *object, struct error *error)
{
    struct loader loader = {.document = document};
    document->text = load_key(&loader, object, "text");
    if (!document->text.data)
        return error_set(error, ERROR_INPUT, "", "a document object needs a text");
    if (document->text.size > UINT32_MAX / 2)
        return error_set(error, ERROR_INPUT, "", "the text is too long");
    index_code_points(&loader);
    load_read(&loader, object);
    load_findings(&loader, object);
    decisions_load(document, json_find(object, "decisions"));
    check_references(&loader);
    if (loader.problem)
        return error_set(error, ERROR_INPUT, "", "%s", loader.problem);
    return true;
}
