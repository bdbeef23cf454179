// SPDX-License-Identifier: Apache-2.0
// Templates are opened by blanking their tags. In data, the value is looked for that holds most of
// the running text, from the root down, as article.c looks for its container; its strings, in
// order, are the paragraphs.
#include "read/html/hidden.h"

#include "read/html/metadata.h"
#include "read/jsonl.h"
#include "read/xml.h"

#define TEXT_LEAST 200   // bytes of running text that may be an article
#define STRING_LEAST 40  // bytes of a string that may be a paragraph
#define VALUES_MOST 200000
#define DEPTH_MOST 48

static void blank_tag(char *out, size_t size, size_t at)
{
    while (at < size && out[at] != '>')
        out[at++] = ' ';
    if (at < size)
        out[at] = ' ';
}

static bool holds_html(const struct html_tree *tree, const struct html_node *node)
{
    struct slice type = html_attribute_raw(tree, node, "type");
    return node->tag == HTML_script && slice_starts(type, "text/") &&
           (slice_find(type, SLICE("templ"), 0) != SIZE_MAX ||
            slice_find(type, SLICE("tmpl"), 0) != SIZE_MAX ||
            slice_find(type, SLICE("html"), 0) != SIZE_MAX ||
            slice_find(type, SLICE("handlebars"), 0) != SIZE_MAX);
}

struct slice hidden_templates(const struct page *page)
{
    const struct html_tree *tree = &page->tree;
    char *out = NULL;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        const struct html_node *node = &tree->nodes.items[i];
        if (node->tag != HTML_template && !holds_html(tree, node))
            continue;
        if (!out) {
            out = arena_take(page->arena, tree->source.size + 1);
            memcpy(out, tree->source.data, tree->source.size);
        }
        blank_tag(out, tree->source.size, node->start);
        if (node->tag == HTML_script)
            blank_tag(out, tree->source.size,
                      node->start + node->size + html_raw_text(tree, i).size);
    }
    if (!out)
        return SLICE_NONE;
    // End tags of templates without a start tag change nothing in a tree.
    return (struct slice){out, tree->source.size};
}

struct seeker {
    const struct page *page;
    uint32_t looked;
};

// A string that people read: words and spaces, no address, no code.
static bool is_text(struct slice text)
{
    size_t spaces = 0;
    if (text.size < STRING_LEAST || strchr("{[/#.", text.data[0]) || slice_starts(text, "http"))
        return false;
    if (slice_find(text, SLICE("<p"), 0) != SIZE_MAX &&
        slice_find(text, SLICE("</p>"), 0) != SIZE_MAX)
        return true;
    for (size_t i = 0; i < text.size; i++)
        spaces += text.data[i] == ' ';
    return spaces * 12 >= text.size && slice_find(text, SLICE("function("), 0) == SIZE_MAX;
}

static size_t text_in(struct seeker *seeker, const struct json_value *value, unsigned depth)
{
    size_t size = 0;
    if (value->type == JSON_STRING)
        return is_text(value->text) ? value->text.size : 0;
    for (const struct json_value *child = value->first; child && depth < DEPTH_MOST;
         child = child->next)
        if (seeker->looked++ < VALUES_MOST)
            size += text_in(seeker, child, depth + 1);
    return size;
}

// The value that goes on holding most of the text.
static const struct json_value *holder_of(struct seeker *seeker, const struct json_value *value)
{
    size_t whole = text_in(seeker, value, 0);
    for (unsigned depth = 0; depth < DEPTH_MOST; depth++) {
        const struct json_value *best = NULL;
        size_t most = 0;
        for (const struct json_value *child = value->first; child; child = child->next) {
            size_t size = text_in(seeker, child, depth);
            if (size > most) {
                most = size;
                best = child;
            }
        }
        // 0.6: a body beside its summary and its captions.
        if (!best || most * 10 < whole * 6)
            return value;
        value = best;
        whole = most;
    }
    return value;
}

struct maker {
    struct arena *arena;
    struct slice parsed; // the JSON text
    size_t offset;       // its place in the page's source
    struct buffer joined;
    struct json_runs runs; // from joined to the page's source
    struct xml_text html;  // runs to joined
};

static void add_string(struct maker *maker, const struct json_value *value)
{
    struct json_runs runs = {0};
    size_t base = maker->joined.size;
    struct slice rest = value->text;
    bool markup = slice_find(rest, SLICE("</"), 0) != SIZE_MAX ||
                  slice_find(rest, SLICE("<br"), 0) != SIZE_MAX;
    json_text_runs(maker->arena, maker->parsed, value, &runs);
    for (uint32_t i = 0; i < runs.count; i++) {
        struct source_run run = runs.items[i];
        run.text_start += (uint32_t)base;
        run.source_start += (uint32_t)maker->offset;
        list_add(maker->arena, &maker->runs, run);
    }
    buffer_add(&maker->joined, rest);
    if (markup) {
        xml_text_made(&maker->html, "<div>", base);
        xml_text_raw(&maker->html, rest, base);
        xml_text_made(&maker->html, "</div>", maker->joined.size);
        return;
    }
    for (size_t at = base; rest.data;) {
        struct slice line = slice_cut(&rest, '\n');
        xml_text_made(&maker->html, "<p>", at);
        xml_text_escaped(&maker->html, line, at, true, false);
        xml_text_made(&maker->html, "</p>", at + line.size);
        at += line.size + 1;
    }
}

static void add_strings(struct seeker *seeker, struct maker *maker, const struct json_value *value,
                        unsigned depth)
{
    if (value->type == JSON_STRING && is_text(value->text))
        add_string(maker, value);
    for (const struct json_value *child = value->first; child && depth < DEPTH_MOST;
         child = child->next)
        if (seeker->looked++ < 4 * VALUES_MOST)
            add_strings(seeker, maker, child, depth + 1);
}

static bool holds_data(const struct html_tree *tree, const struct html_node *node)
{
    struct slice type = html_attribute_raw(tree, node, "type");
    return node->tag == HTML_script &&
        (!type.size || slice_find(type, SLICE("json"), 0) != SIZE_MAX);
}

// The longest string of a script that is no JSON: window.__NUXT__={title:"…",body:"…"}.
static const struct json_value *longest_string(struct arena *arena, struct slice script,
                                               struct slice *literal)
{
    struct error error = {0};
    *literal = SLICE_NONE;
    for (size_t at = 0; (at = slice_find(script, SLICE("\""), at)) != SIZE_MAX;) {
        size_t start = at++;
        while (at < script.size && script.data[at] != '"' && script.data[at] != '\n')
            at += script.data[at] == '\\' ? 2 : 1;
        if (at < script.size && script.data[at] == '"' && at + 1 - start > literal->size)
            *literal = slice_part(script, start, at + 1);
        at++;
    }
    return literal->size > TEXT_LEAST ? json_parse(arena, *literal, &error) : NULL;
}

bool hidden_data_find(const struct page *page, struct hidden_data *data)
{
    const struct html_tree *tree = &page->tree;
    struct maker maker = {.arena = page->arena};
    const struct json_value *best = NULL;
    size_t most = TEXT_LEAST - 1;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        struct slice script = html_raw_text(tree, i), parsed;
        if (!holds_data(tree, &tree->nodes.items[i]) || script.size < TEXT_LEAST)
            continue;
        const struct json_value *root = script_json(script, page->arena, &parsed);
        struct slice place = root ? script_start(script) : SLICE_NONE;
        if (!root) {
            root = longest_string(page->arena, script, &parsed);
            place = parsed;
        }
        struct seeker seeker = {.page = page};
        const struct json_value *holder = root ? holder_of(&seeker, root) : NULL;
        size_t size = holder ? text_in(&seeker, holder, 0) : 0;
        if (size <= most)
            continue;
        most = size;
        best = holder;
        maker.parsed = parsed;
        maker.offset = (size_t)(place.data - tree->source.data);
    }
    if (!best)
        return false;
    struct seeker seeker = {.page = page};
    buffer_init(&maker.joined, page->arena);
    xml_text_init(&maker.html, page->tables, NULL, page->arena);
    add_strings(&seeker, &maker, best, 0);
    data->html = buffer_slice(&maker.html.text);
    data->layers[0] = (struct source_layer){maker.html.runs.items, maker.html.runs.count,
                                            (uint32_t)maker.html.text.size};
    data->layers[1] = (struct source_layer){maker.runs.items, maker.runs.count,
                                            (uint32_t)maker.joined.size};
    return true;
}
