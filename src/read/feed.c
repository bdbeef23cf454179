// SPDX-License-Identifier: Apache-2.0
// Feeds: RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom by libxml2, JSON Feed by our JSON reader. Each
// entry becomes a record; its text is an HTML fragment that is cleaned like a page whose every
// block is wanted.
#include "read/feed.h"

#include "base/json.h"
#include "read/byline.h"
#include "read/dates.h"
#include "read/finish.h"
#include "read/html/metadata.h"
#include "read/input.h"

#include <libxml/parser.h>

struct feed_entry {
    struct slice body, title, published, url, id, author;
};

struct feed {
    LIST(struct feed_entry) entries;
    struct slice site, language;
    uint32_t next;
};

// --- XML

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool in_namespace(const xmlNode *node, const char *part)
{
    return node->ns && node->ns->href && strstr((const char *)node->ns->href, part) != NULL;
}

static void add_content(const xmlNode *node, struct buffer *out, bool markup, unsigned depth)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) &&
            child->content) {
            for (const char *at = (const char *)child->content; *at; at++) {
                // Inside XHTML content text is text: its '<' was an entity.
                if (markup && (*at == '<' || *at == '&'))
                    buffer_text(out, *at == '<' ? "&lt;" : "&amp;");
                else
                    buffer_byte(out, *at);
            }
        } else if (child->type == XML_ELEMENT_NODE && depth < 64) {
            if (markup)
                buffer_format(out, "<%s>", (const char *)child->name);
            add_content(child, out, markup, depth + 1);
            if (markup)
                buffer_format(out, "</%s>", (const char *)child->name);
        }
    }
}

static struct slice content_of(const xmlNode *node, bool markup, struct arena *arena)
{
    struct buffer buffer;
    buffer_init(&buffer, arena);
    add_content(node, &buffer, markup, 0);
    struct slice text = slice_trim(buffer_slice(&buffer));
    return text.size ? text : SLICE_NONE;
}

static struct slice attribute_of(xmlNode *node, const char *name, struct arena *arena)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    if (!value)
        return SLICE_NONE;
    struct slice copy = slice_trim(arena_copy(arena, slice_of((const char *)value)));
    xmlFree(value);
    return copy;
}

static void keep(struct slice *field, struct slice value)
{
    if (!field->size)
        *field = value;
}

static void keep_longer(struct slice *field, struct slice value)
{
    if (value.size > field->size)
        *field = value;
}

static void read_link(xmlNode *node, struct feed_entry *entry, struct arena *arena)
{
    struct slice relation = attribute_of(node, "rel", arena);
    struct slice address = attribute_of(node, "href", arena);
    if (address.size && (!relation.size || slice_is(relation, "alternate")))
        keep(&entry->url, address);
    else if (!address.size)
        keep(&entry->url, content_of(node, false, arena));
}

static struct slice author_of(const xmlNode *node, struct arena *arena)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        if (named(child, "name"))
            return content_of(child, false, arena);
    return content_of(node, false, arena);
}

static void read_field(xmlNode *node, struct feed_entry *entry, struct arena *arena)
{
    bool markup = slice_is(attribute_of(node, "type", arena), "xhtml");
    if (in_namespace(node, "search.yahoo.com") || in_namespace(node, "itunes"))
        return; // media descriptions are captions
    if (named(node, "encoded") || named(node, "content"))
        keep_longer(&entry->body, content_of(node, markup, arena));
    else if (named(node, "description") || named(node, "summary"))
        keep_longer(&entry->body, content_of(node, markup, arena));
    else if (named(node, "title"))
        keep(&entry->title, content_of(node, false, arena));
    else if (named(node, "pubDate") || named(node, "published") || named(node, "issued"))
        keep(&entry->published, content_of(node, false, arena));
    else if (named(node, "date") && !entry->published.size)
        entry->published = content_of(node, false, arena);
    else if (named(node, "link"))
        read_link(node, entry, arena);
    else if (named(node, "guid") || named(node, "id"))
        keep(&entry->id, content_of(node, false, arena));
    else if (named(node, "creator") || named(node, "author"))
        keep(&entry->author, author_of(node, arena));
}

static void read_entry(xmlNode *node, struct feed *feed, struct arena *arena)
{
    struct feed_entry entry = {.body = SLICE_NONE};
    struct slice updated = SLICE_NONE;
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        read_field(child, &entry, arena);
        if (named(child, "updated") || named(child, "modified"))
            keep(&updated, content_of(child, false, arena));
    }
    keep(&entry.published, updated);
    list_add(arena, &feed->entries, entry);
}

static void read_channel(xmlNode *node, struct feed *feed, struct arena *arena, unsigned depth)
{
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE)
            continue;
        if (named(child, "item") || named(child, "entry"))
            read_entry(child, feed, arena);
        else if (named(child, "channel") && depth < 2)
            read_channel(child, feed, arena, depth + 1);
        else if (named(child, "title"))
            keep(&feed->site, content_of(child, false, arena));
        else if (named(child, "language"))
            keep(&feed->language, content_of(child, false, arena));
    }
}

static struct feed *read_xml(struct input *input, struct error *error)
{
    struct slice bytes;
    if (!input_whole(input, &bytes, error))
        return NULL;
    struct feed *feed = arena_zero(&input->arena, 1, sizeof *feed);
    xmlDoc *document = NULL;
    if (bytes.size < INT32_MAX) // no network, no external entities, no entity bombs
        document = xmlReadMemory(bytes.data, (int)bytes.size, NULL, NULL,
                                 XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                     XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    if (root) {
        feed->language = attribute_of(root, "lang", &input->arena);
        read_channel(root, feed, &input->arena, 0);
    }
    if (document)
        xmlFreeDoc(document);
    if (!root)
        error_set(error, ERROR_INPUT, input->path, "the feed's XML cannot be read");
    return root ? feed : NULL;
}

// --- JSON Feed

static struct slice escape_text(struct slice text, struct arena *arena)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '<' || text.data[i] == '&')
            buffer_text(&out, text.data[i] == '<' ? "&lt;" : "&amp;");
        else if (text.data[i] == '\n')
            buffer_text(&out, "<br><br>");
        else
            buffer_byte(&out, text.data[i]);
    }
    return buffer_slice(&out);
}

static struct feed *read_json(struct input *input, struct error *error)
{
    struct slice bytes;
    struct arena *arena = &input->arena;
    if (!input_whole(input, &bytes, error))
        return NULL;
    struct json_value *root = json_parse(arena, sniff_start(bytes), error);
    if (!root) {
        error_set(error, ERROR_INPUT, input->path, "the JSON Feed cannot be read");
        return NULL;
    }
    struct feed *feed = arena_zero(arena, 1, sizeof *feed);
    const struct json_value *items = json_find(root, "items");
    feed->site = json_find_text(root, "title");
    feed->language = json_find_text(root, "language");
    for (const struct json_value *item = items ? items->first : NULL; item; item = item->next) {
        const struct json_value *author = json_find(item, "author"), *id = json_find(item, "id");
        const struct json_value *authors = json_find(item, "authors");
        struct feed_entry *entry = list_push(arena, &feed->entries);
        entry->body = json_find_text(item, "content_html");
        if (!entry->body.size)
            entry->body = escape_text(json_find_text(item, "content_text"), arena);
        if (!entry->body.size)
            entry->body = escape_text(json_find_text(item, "summary"), arena);
        entry->title = json_find_text(item, "title");
        entry->published = json_find_text(item, "date_published");
        entry->url = json_find_text(item, "url");
        entry->id = id ? id->text : SLICE_NONE;
        entry->author = json_find_text(authors ? authors->first : author, "name");
    }
    return feed;
}

// --- entries to records

static struct slice resolved(struct slice url)
{
    return slice_starts(url, "http://") || slice_starts(url, "https://") ? url : SLICE_NONE;
}

static enum input_step give(struct input *input, struct record *record)
{
    struct feed *feed = input->state;
    if (feed->next == feed->entries.count)
        return INPUT_END;
    const struct feed_entry *entry = &feed->entries.items[feed->next++];
    input_record(input, record, RECORD_FEED_ENTRY);
    // All of it lives in the input's arena, which outlives its records.
    record->bytes = entry->body.data ? entry->body : SLICE("");
    record->title = entry->title;
    record->published = entry->published;
    record->url = resolved(entry->url.size ? entry->url : entry->id);
    record->source_id = entry->id;
    record->author = entry->author;
    record->site = feed->site;
    record->language = feed->language;
    return INPUT_RECORD;
}

static enum input_step next_entry(struct input *input, struct record *record,
                                  struct error *error,
                                  struct feed *(*read)(struct input *, struct error *))
{
    if (input->ended)
        return INPUT_END;
    input->many = true;
    if (!input->state && !(input->state = read(input, error))) {
        input->ended = true;
        return INPUT_BAD_RECORD;
    }
    return give(input, record);
}

enum input_step feed_next(struct input *input, struct record *record, struct error *error)
{
    return next_entry(input, record, error, read_xml);
}

enum input_step json_feed_next(struct input *input, struct record *record, struct error *error)
{
    return next_entry(input, record, error, read_json);
}

bool feed_entry_read(const struct record *record, const struct read_options *options,
                     struct document *document, struct arena *scratch, struct error *error)
{
    struct page page = {.tables = options->tables, .arena = scratch};
    struct decoded decoded = {.text = utf8_repair(scratch, record->bytes)};
    struct finish finish;
    (void)error;
    html_parse(&page.tree, options->tables, decoded.text, scratch);
    page_mark(&page);
    page_cut(&page);
    struct slice title = clean_string(options->tables, record->title, document->arena);
    document->title = title.size ? title : SLICE_NONE;
    document->site = clean_string(options->tables, record->site, document->arena);
    document->published.value =
        date_value(options->tables, record->published, document->arena);
    document->published.basis = document->published.value.data ? DATE_METADATA : DATE_BASIS_NONE;
    document->language = language_from_code(record->language);
    byline_add(options->tables, document, record->author, true, scratch);
    article_choose_all(&page, title);
    finish_start(&finish, options->tables, document, scratch);
    page_give(&page, &finish, record->url);
    finish_end(&finish, &decoded);
    return true;
}
