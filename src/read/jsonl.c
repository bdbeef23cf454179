// SPDX-License-Identifier: Apache-2.0
// A JSON record becomes a document. Its `text` is used to the letter (only malformed UTF-8 is
// repaired); everything else is taken where it has the right type and left out where not.
#include "read/jsonl.h"

#include "base/utf8.h"
#include "read/dates.h"

static struct slice first_text(const struct json_value *object, const char *const *keys)
{
    for (; *keys; keys++) {
        struct slice text = json_find_text(object, *keys);
        if (text.size)
            return text;
    }
    return SLICE_NONE;
}

static struct slice copied(struct document *document, struct slice text)
{
    return text.data ? utf8_repair(document->arena, arena_copy(document->arena, text)) : SLICE_NONE;
}

static void set_authors(struct document *document, const struct json_value *value)
{
    if (!value)
        return;
    if (value->type == JSON_STRING && value->text.size)
        list_add(document->arena, &document->authors, copied(document, value->text));
    if (value->type != JSON_ARRAY)
        return;
    for (const struct json_value *one = value->first; one; one = one->next) {
        struct slice name = one->type == JSON_OBJECT ? json_find_text(one, "name") : one->text;
        if (name.size && (one->type == JSON_STRING || one->type == JSON_OBJECT))
            list_add(document->arena, &document->authors, copied(document, name));
    }
}

static const char *const basis_names[DATE_BASIS_COUNT] = {NULL, "metadata", "text", "option"};

static void set_date(const struct read_tables *tables, struct document *document,
                     struct document_date *date, const struct json_value *value)
{
    enum date_basis basis = DATE_METADATA;
    if (value && value->type == JSON_OBJECT) {
        unsigned named = enum_from_name(basis_names, DATE_BASIS_COUNT,
                                        json_find_text(value, "basis"));
        basis = named ? (enum date_basis)named : DATE_METADATA;
        value = json_find(value, "value");
    }
    if (date->value.data || !value || (value->type != JSON_STRING && value->type != JSON_NUMBER))
        return;
    struct slice read = date_value(tables, value->text, false, document->arena);
    if (!read.data)
        return;
    date->value = read;
    date->basis = basis;
}

static void set_origin(struct document *document, const struct json_value *value)
{
    static const char *const kinds[ORIGIN_KIND_COUNT] = {NULL, "wire", "family", "outlet"};
    unsigned kind = enum_from_name(kinds, ORIGIN_KIND_COUNT, json_find_text(value, "kind"));
    if (!kind)
        return;
    document->origin.kind = (enum origin_kind)kind;
    document->origin.name = copied(document, json_find_text(value, "name"));
}

static void set_language(struct document *document, struct slice code)
{
    if (!code.size)
        return;
    document->language = language_from_code(code);
    if (document->language == LANGUAGE_NONE)
        document->language_other = copied(document, code);
}

static void set_fields(const struct read_tables *tables, struct document *document,
                       const struct json_value *object)
{
    static const char *const titles[] = {"title", "headline", NULL};
    static const char *const sites[] = {"site", "source_domain", "sitename", NULL};
    static const char *const addresses[] = {"url", NULL};
    static const char *const languages[] = {"lang", "language", NULL};
    static const char *const authors[] = {"authors", "author", "byline", NULL};
    static const char *const published[] = {"published", "date_publish", "date", "date_published",
                                            NULL};
    static const char *const modified[] = {"modified", "date_modify", "date_modified", NULL};
    document->title = copied(document, first_text(object, titles));
    document->site = copied(document, first_text(object, sites));
    document->url = copied(document, first_text(object, addresses));
    set_language(document, first_text(object, languages));
    for (int i = 0; authors[i] && !document->authors.count; i++)
        set_authors(document, json_find(object, authors[i]));
    for (int i = 0; published[i]; i++)
        set_date(tables, document, &document->published, json_find(object, published[i]));
    for (int i = 0; modified[i]; i++)
        set_date(tables, document, &document->modified, json_find(object, modified[i]));
    set_origin(document, json_find(object, "origin"));
    const struct json_value *id = json_find(object, "source_id");
    if (!id || id->type == JSON_NULL)
        id = json_find(object, "id");
    if (id && (id->type == JSON_STRING || id->type == JSON_NUMBER))
        document->source_id = copied(document, id->text);
}

// Size of the escape or character of a JSON string at raw[at], and of its UTF-8 in the text.
static size_t unit_size(struct slice raw, size_t at, size_t *made)
{
    char c = raw.data[at], bytes[4];
    size_t next = at;
    if (c != '\\') {
        uint32_t point = utf8_next(raw, &next);
        *made = utf8_encode(point, bytes);
        return next - at;
    }
    *made = 1;
    if (at + 1 >= raw.size || raw.data[at + 1] != 'u')
        return 2;
    uint32_t units[2] = {0};
    for (int u = 0; u < 2; u++)
        for (size_t i = at + 6 * (size_t)u + 2; i < at + 6 * (size_t)u + 6 && i < raw.size; i++) {
            char h = raw.data[i];
            units[u] = units[u] * 16 + (uint32_t)(h <= '9' ? h - '0' : (h | 32) - 'a' + 10);
        }
    bool high = units[0] >= 0xD800 && units[0] <= 0xDBFF;
    bool pair = high && slice_starts(slice_part(raw, at + 6, raw.size), "\\u") &&
                units[1] >= 0xDC00 && units[1] <= 0xDFFF;
    bool alone = !pair && units[0] >= 0xD800 && units[0] <= 0xDFFF;
    *made = utf8_encode(pair ? 0x10000 : alone ? 0xFFFD : units[0], bytes);
    return pair ? 12 : 6;
}

void json_text_runs(struct arena *arena, struct slice record, const struct json_value *value,
                    struct json_runs *runs)
{
    size_t offset = (size_t)(value->raw.data - record.data), at = 0, text = 0;
    struct slice raw = value->raw;
    bool joined = false;
    runs->count = 0;
    while (at < raw.size) {
        size_t made, size = unit_size(raw, at, &made);
        bool same = raw.data[at] != '\\' && size == made;
        if (same && joined) {
            runs->items[runs->count - 1].source_size += (uint32_t)size;
        } else {
            struct source_run run = {(uint32_t)text, (uint32_t)(offset + at), (uint32_t)size};
            list_add(arena, runs, run);
        }
        joined = same;
        at += size;
        text += made;
    }
}

static void map_text(struct document *document, struct slice record,
                     const struct json_value *value)
{
    struct json_runs runs = {0};
    json_text_runs(document->arena, record, value, &runs);
    document->source_map.items = runs.items;
    document->source_map.count = runs.count;
    document->source_map.capacity = runs.capacity;
}

bool json_record_read(const struct record *record, const struct read_options *options,
                      struct document *document, struct arena *scratch, struct error *error)
{
    static const char *const texts[] = {"text", "maintext", NULL};
    struct json_value *object = json_parse(scratch, record->bytes, error);
    if (!object) {
        error->where[0] = 0; // record_read names the record
        return false;
    }
    const struct json_value *value = NULL;
    for (int i = 0; texts[i] && !(value && value->type == JSON_STRING && value->text.size); i++)
        value = json_find(object, texts[i]);
    if (!value || value->type != JSON_STRING)
        value = json_find(object, "text"); // known to be empty
    struct slice text = value && value->type == JSON_STRING ? value->text : SLICE_NONE;
    if (object->type != JSON_OBJECT || !text.data)
        return error_set(error, ERROR_INPUT, "", "a JSON record without a string `text`");
    if (text.size > UINT32_MAX / 8)
        return error_set(error, ERROR_INPUT, "", "a text of more than 512 MB");
    set_fields(options->tables, document, object);
    document->text = copied(document, text);
    map_text(document, record->bytes, value);
    return true;
}
