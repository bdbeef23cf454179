// SPDX-License-Identifier: Apache-2.0
// One document as a page: its text with every finding marked, and the list of findings with their
// fields and rules. Driven by the table of kinds: a new kind shows up by itself.
#include "report/html.h"

#include "doc/dump.h"

// A class for each kind of finding; NULL: not marked in the text (entities have no place).
static const char *const CLASSES[8] = {
    [FINDING_MENTION] = "mention", [FINDING_TIME] = "time",   [FINDING_AMOUNT] = "amount",
    [FINDING_QUOTE] = "quote",     [FINDING_EVENT] = "event", [FINDING_COMMITMENT] = "commitment",
};
_Static_assert(FINDING_KIND_COUNT <= 8, "html_marked takes eight kinds");

static const struct field *field_of(const struct finding_description *description,
                                    enum field_type type)
{
    for (uint16_t f = 0; f < description->field_count; f++)
        if (description->fields[f].type == type)
            return &description->fields[f];
    return NULL;
}

static struct span span_at(const struct field *field, const void *item)
{
    return field ? *(const struct span *)(const void *)((const char *)item + field->offset)
                 : (struct span){0, 0};
}

static int compare_places(const void *a, const void *b, void *context)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    (void)context;
    return (left > right) - (left < right);
}

// Events and commitments are marked by their anchor: their sentence would cover everything.
static void collect(const struct document *document, html_mark_list *marks, index_list *places,
                    struct arena *arena)
{
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        const struct finding_description *description = &finding_descriptions[kind];
        const struct field *span_field = field_of(description, FIELD_SPAN);
        const struct field *anchor_field = field_of(description, FIELD_ANCHOR);
        const index_list *list = (const void *)((const char *)document + description->list_offset);
        for (uint32_t i = 0; span_field && i < list->count; i++) {
            const char *item = (const char *)list->items + (size_t)i * description->size;
            struct span span = span_at(span_field, item), anchor = span_at(anchor_field, item);
            struct span shown = anchor_field && anchor.end ? anchor : span;
            list_add(arena, places, span.start);
            list_add(arena, marks,
                     ((struct html_mark){shown.start, shown.end, (uint8_t)kind,
                                         arena_format(arena, "%s%u", description->prefix, i + 1)}));
        }
    }
    list_sort(arena, places->items, places->count, sizeof(uint32_t), compare_places, NULL);
    uint32_t kept = 0;
    for (uint32_t p = 0; p < places->count; p++)
        if (p == 0 || places->items[p] != places->items[kept - 1])
            places->items[kept++] = places->items[p];
    places->count = kept;
}

static bool is_hidden(struct slice key)
{
    static const char *const hidden[] = {"id", "start", "end", "text", "rule", "cue_start",
                                         "cue_end"};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (slice_is(key, hidden[i]))
            return true;
    return false;
}

static void write_value(struct buffer *out, const struct json_value *value)
{
    switch (value->type) {
    case JSON_STRING:
    case JSON_NUMBER:
        escape_html(out, value->text);
        break;
    case JSON_TRUE:
        buffer_text(out, "✓");
        break;
    case JSON_ARRAY:
        for (const struct json_value *item = value->first; item; item = item->next) {
            write_value(out, item);
            buffer_text(out, item->next ? ", " : "");
        }
        break;
    case JSON_OBJECT: {
        // A party, an anchor: its words; a time, a place: its value.
        const struct json_value *text = json_find(value, "text");
        if (!text || text->type != JSON_STRING)
            text = json_find(value, "value");
        if (!text || text->type != JSON_STRING)
            text = json_find(value, "entity");
        if (text)
            write_value(out, text);
        const struct json_value *currency = json_find(value, "currency");
        if (currency && currency->type == JSON_STRING) {
            buffer_byte(out, ' ');
            write_value(out, currency);
        }
        break;
    }
    case JSON_NULL:
    case JSON_FALSE:
        break;
    }
}

static void write_finding(const struct document *document, enum finding_kind kind, uint32_t index,
                          struct arena *arena, struct buffer *out)
{
    struct buffer json;
    struct error ignored = {0};
    buffer_init(&json, arena);
    finding_dump(document, kind, index, &json);
    const struct json_value *object = json_parse(arena, buffer_slice(&json), &ignored);
    if (!object)
        return;
    struct slice text = json_find_text(object, "text");
    const struct json_value *start = json_find(object, "start");
    buffer_format(out, "<tr><th scope=\"row\">%s%u</th><td>", finding_descriptions[kind].prefix,
                  index + 1);
    if (start) {
        buffer_text(out, "<a href=\"#s");
        write_value(out, start);
        buffer_text(out, "\">");
        write_value(out, start);
        buffer_text(out, "</a> ");
    }
    escape_html(out, text.data ? text : SLICE(""));
    buffer_text(out, "</td><td>");
    bool first = true;
    for (const struct json_value *field = object->first; field; field = field->next) {
        bool empty = field->type == JSON_NULL || field->type == JSON_FALSE ||
                     (field->type == JSON_ARRAY && !field->first);
        if (empty || is_hidden(field->key))
            continue;
        buffer_text(out, first ? "<span class=\"soft\">" : " · <span class=\"soft\">");
        escape_html(out, field->key);
        buffer_text(out, "</span> ");
        write_value(out, field);
        first = false;
    }
    struct slice rule = json_find_text(object, "rule");
    buffer_text(out, "</td><td class=\"small soft\">");
    escape_html(out, rule.data ? rule : SLICE(""));
    buffer_text(out, "</td></tr>\n");
}

static void write_findings(const struct document *document, enum language language,
                           struct arena *arena, struct buffer *out)
{
    for (int kind = FINDING_KIND_COUNT - 1; kind >= 0; kind--) {
        const struct finding_description *description = &finding_descriptions[kind];
        const index_list *list = (const void *)((const char *)document + description->list_offset);
        if (list->count == 0)
            continue;
        buffer_format(out,
                      "<details%s><summary>%s (%u)</summary><div class=\"scroll\" tabindex=\"0\">"
                      "<table><tbody>\n",
                      kind >= FINDING_QUOTE ? " open" : "",
                      language == LANGUAGE_en ? description->heading_en : description->heading_fr,
                      list->count);
        for (uint32_t i = 0; i < list->count; i++)
            write_finding(document, (enum finding_kind)kind, i, arena, out);
        buffer_text(out, "</tbody></table></div></details>\n");
    }
}

static void write_key(enum language language, struct buffer *out)
{
    buffer_text(out, "<ul class=\"key\">");
    for (int kind = 0; kind < FINDING_KIND_COUNT; kind++) {
        const struct finding_description *description = &finding_descriptions[kind];
        if (!CLASSES[kind])
            continue;
        buffer_format(out, "<li><mark class=\"%s\">%s</mark></li>", CLASSES[kind],
                      language == LANGUAGE_en ? description->heading_en : description->heading_fr);
    }
    buffer_text(out, "</ul>\n");
}

static void write_head(const struct document *document, enum language language, bool served,
                       struct buffer *out)
{
    struct slice title = document->title.size ? document->title : SLICE("—");
    html_open(out, language, title);
    if (served)
        html_home(out, language, SLICE_NONE);
    buffer_text(out, "<main id=\"main\"><header class=\"top\"><h1>");
    escape_html(out, title);
    buffer_text(out, "</h1><p class=\"soft\">");
    escape_html(out, view_source_name(document));
    buffer_text(out, ", ");
    if (!word_date(out, language, document->published.value))
        buffer_text(out, word_of(language, WORD_DATE_UNKNOWN));
    for (uint32_t a = 0; a < document->authors.count; a++) {
        buffer_text(out, ", ");
        escape_html(out, document->authors.items[a]);
    }
    buffer_text(out, "</p><p class=\"small soft\">");
    if (url_is_safe(document->url)) {
        buffer_text(out, "<a rel=\"noreferrer\" href=\"");
        escape_html(out, document->url);
        buffer_text(out, "\">");
        escape_html(out, document->url);
        buffer_text(out, "</a> · ");
    }
    escape_html(out, document->source.data ? document->source : SLICE(""));
    buffer_text(out, " · ");
    escape_html(out, document->id.data ? document->id : SLICE(""));
    buffer_text(out, "</p></header>\n");
}

void report_document(const struct document *document, const struct report_options *options,
                     struct arena *scratch, struct buffer *out)
{
    enum language language = options->headings == LANGUAGE_en ? LANGUAGE_en : LANGUAGE_fr;
    html_mark_list marks = {0};
    index_list places = {0};
    collect(document, &marks, &places, scratch);
    struct html_text text = {.document = document, .span = {0, (uint32_t)document->text.size},
                             .marks = &marks, .classes = CLASSES, .places = &places,
                             .prefix = "s"};
    write_head(document, language, options->document_path.data != NULL, out);
    write_key(language, out);
    buffer_format(out, "<div class=\"text\"%s>", document->language == LANGUAGE_en ? " lang=\"en\""
                                                 : document->language == LANGUAGE_fr
                                                     ? " lang=\"fr\""
                                                     : "");
    html_marked(out, &text, scratch);
    buffer_format(out, "</div>\n<h2>%s</h2>\n", word_of(language, WORD_FINDINGS));
    write_findings(document, language, scratch, out);
    buffer_text(out, "</main>\n");
    html_close(out);
}
