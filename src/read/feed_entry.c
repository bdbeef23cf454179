// SPDX-License-Identifier: Apache-2.0
// One entry of a feed becomes a document: its elements by feed_field.c's table, its text from
// the full content where there is one, else from the summary. Content is plain text, escaped
// HTML or markup; in each case it becomes a fragment of HTML that is cleaned like a page whose
// every block is wanted.
#include "read/feed.h"

#include "base/url.h"
#include "read/byline.h"
#include "read/dates.h"
#include "read/html/metadata.h"
#include "read/jsonl.h"

enum form { FORM_NONE, FORM_TEXT, FORM_HTML, FORM_MARKUP, FORM_BASE64 };

// One element that tells something: its raw content with its place in the entry.
struct told {
    struct slice content; // data == NULL: not there
    enum form form;
    unsigned strength;
    struct slice base, language;
    size_t measure; // characters that are text
};

struct entry {
    const struct record *record;
    const struct read_tables *tables;
    struct document *document;
    struct arena *scratch;
    struct slice text; // the entry's bytes, decoded
    struct slice base, language;
    feed_binding_list bindings;
    struct told title, content, summary;
    struct slice link, id;
    bool id_is_link;
    unsigned link_strength, id_strength, published_strength;
    struct slice published, modified;
    LIST(struct slice) authors; // raw contents
    unsigned author_strength;
    bool unclosed[FEED_FIELD_COUNT];
};

static const xml_entity_list *entities(const struct entry *entry)
{
    return &entry->record->feed->entities;
}

static struct slice value_of(const struct entry *entry, struct slice raw)
{
    return xml_value(entry->tables, entities(entry), raw, entry->scratch);
}

// Text of an element that should hold nothing but text; CDATA is opened.
static struct slice plain_of(const struct entry *entry, struct slice content)
{
    struct xml_token token = {.source = content};
    struct xml_text text;
    xml_text_init(&text, entry->tables, entities(entry), entry->scratch);
    while (xml_next(&token)) {
        if (token.kind == XML_TEXT)
            xml_text_decoded(&text, token.content, 0);
        else if (token.kind == XML_CDATA)
            xml_text_raw(&text, token.content, 0);
    }
    return slice_trim(buffer_slice(&text.text));
}

// --- forms of content

static bool looks_like_html(struct slice text)
{
    static const char *const marks[] = {"</", "<br", "<p>", "<BR", "<P>", "/>", "<img "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_find(text, slice_of(marks[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

static bool has_elements(struct slice content)
{
    struct xml_token token = {.source = content};
    while (xml_next(&token))
        if (token.kind == XML_START)
            return true;
    return false;
}

// The form that a stated type means: "xhtml", "text/html", "image/png".
static enum form stated_form(struct slice type, bool elements)
{
    if (ascii_same(type, "xhtml") || slice_ends(type, "+xml") || slice_ends(type, "/xml"))
        return FORM_MARKUP;
    if (ascii_same(type, "html") || ascii_same(type, "text/html"))
        return elements ? FORM_MARKUP : FORM_HTML;
    if (ascii_same(type, "text") || slice_starts(type, "text/"))
        return elements ? FORM_MARKUP : FORM_TEXT;
    if (slice_is(type, "application/octet-stream"))
        return FORM_BASE64;
    return slice_find(type, SLICE("/"), 0) != SIZE_MAX ? FORM_NONE : FORM_TEXT;
}

static enum form form_of(const struct entry *entry, const struct xml_token *token,
                         struct slice content)
{
    enum feed_space space = feed_space_of(&entry->bindings, token);
    struct slice type = slice_trim(xml_attribute(token, "type"));
    struct slice mode = xml_attribute(token, "mode");
    bool elements = has_elements(content);
    enum form form;
    if (slice_is(mode, "base64") || ascii_same(type, "base64"))
        return FORM_BASE64;
    if (elements && (slice_is(mode, "xml") || space == SPACE_XHTML))
        return FORM_MARKUP;
    if (type.size)
        form = stated_form(type, elements);
    else if (elements)
        form = FORM_MARKUP;
    else
        form = space == SPACE_ATOM ? FORM_TEXT : FORM_HTML;
    // Escaped HTML that is called text is common.
    if (form == FORM_TEXT && looks_like_html(plain_of(entry, content)))
        form = FORM_HTML;
    return form;
}

// --- content to a fragment of HTML

static void add_tag(struct xml_text *text, const struct xml_token *token)
{
    static const char *const raw[] = {"script", "style", "title", "textarea", "iframe", "xmp"};
    struct slice source = token->source;
    size_t name = (size_t)(token->name.data - source.data);
    for (size_t i = 0; token->empty && i < sizeof raw / sizeof *raw; i++)
        if (ascii_same(token->name, raw[i])) // in HTML it would take all that follows
            return;
    xml_text_raw(text, slice_part(source, token->start, token->start + 1), token->start);
    if (token->kind == XML_END)
        xml_text_raw(text, slice_part(source, token->start + 1, token->start + 2),
                     token->start + 1);
    xml_text_raw(text, slice_part(source, name, token->end), name);
}

// Paragraphs of text without markup are told by empty lines.
static void add_lines(struct xml_text *text, struct slice piece, size_t offset)
{
    size_t start = 0, at = 0;
    while (at < piece.size) {
        size_t end = at, ends = 0;
        if (piece.data[at] != '\n') {
            at++;
            continue;
        }
        for (; end < piece.size && strchr(" \t\r\n", piece.data[end]) && piece.data[end]; end++)
            ends += piece.data[end] == '\n';
        if (ends >= 2) {
            xml_text_decoded(text, slice_part(piece, start, at), offset + start);
            xml_text_made(text, "<br><br>", offset + at);
            start = end;
        }
        at = end;
    }
    xml_text_decoded(text, slice_part(piece, start, piece.size), offset + start);
}

static void add_token(struct xml_text *text, const struct xml_token *token, enum form form,
                      bool lines)
{
    size_t offset = (size_t)(token->content.data - token->source.data);
    bool cdata = token->kind == XML_CDATA;
    if (token->kind == XML_START || token->kind == XML_END) {
        if (form == FORM_MARKUP)
            add_tag(text, token);
    } else if (form == FORM_TEXT || (form == FORM_MARKUP && cdata)) {
        xml_text_escaped(text, token->content, offset, !cdata, form == FORM_TEXT);
    } else if (form == FORM_MARKUP || cdata) {
        xml_text_raw(text, token->content, offset);
    } else if (lines) {
        add_lines(text, token->content, offset);
    } else {
        xml_text_decoded(text, token->content, offset);
    }
}

// Characters of base64 come from all of it: four of its letters make three bytes.
static void add_base64(const struct entry *entry, struct xml_text *text, struct slice content,
                       size_t offset)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct buffer out;
    uint32_t bits = 0, count = 0;
    buffer_init(&out, entry->scratch);
    for (size_t i = 0; i < content.size && content.data[i] != '='; i++) {
        const char *found = content.data[i] ? strchr(letters, content.data[i]) : NULL;
        if (!found)
            continue;
        bits = bits << 6 | (uint32_t)(found - letters);
        if (++count % 4 != 1)
            buffer_byte(&out, (char)(bits >> (6 - 2 * ((count - 1) % 4)) & 0xFF));
    }
    struct slice decoded = utf8_repair(entry->scratch, buffer_slice(&out));
    xml_text_blurred(text, decoded, offset, content.size, !looks_like_html(decoded));
}

// The fragment of what an element holds; its runs speak of the entry's decoded text.
static void make_fragment(const struct entry *entry, const struct told *told,
                          struct xml_text *text)
{
    size_t start = (size_t)(told->content.data - entry->text.data);
    struct xml_token token = {.source = slice_part(entry->text, 0, start + told->content.size),
                              .end = start};
    bool lines = told->form == FORM_HTML && !looks_like_html(plain_of(entry, told->content));
    xml_text_init(text, entry->tables, entities(entry), entry->scratch);
    while (told->form != FORM_BASE64 && xml_next(&token))
        if (token.kind != XML_DOCTYPE)
            add_token(text, &token, told->form, lines);
    if (told->form == FORM_BASE64)
        add_base64(entry, text, told->content, start);
}

// Characters of a fragment that are neither tags nor white space.
static size_t measure(struct slice html)
{
    size_t size = 0;
    bool tag = false;
    for (size_t i = 0; i < html.size; i++) {
        char c = html.data[i];
        tag = c == '<' || (tag && c != '>');
        size += !tag && c != '>' && (unsigned char)c > ' ';
    }
    return size;
}

// A title's text: without tags, references decoded, white space collapsed.
static struct slice line_of(const struct entry *entry, struct slice html)
{
    struct html_tree tree = {0};
    if (slice_find(html, SLICE("<"), 0) == SIZE_MAX)
        return clean_string(entry->tables, html, entry->document->arena);
    html_parse(&tree, entry->tables, html, entry->scratch);
    return clean_string(NULL, html_text(&tree, 0, entry->scratch), entry->document->arena);
}

// --- the elements of an entry

static void keep_told(struct entry *entry, struct told *told, const struct xml_token *token,
                      struct slice content, unsigned strength)
{
    struct told found = {content,    form_of(entry, token, content), strength,
                         SLICE_NONE, SLICE_NONE,                     0};
    if (found.form == FORM_NONE || (told->content.data && told->strength > strength))
        return;
    struct xml_text text;
    make_fragment(entry, &found, &text);
    found.measure = measure(buffer_slice(&text.text));
    // Of two that are as strong the longer one: a feed may give both a part and the whole.
    if (told->content.data && told->strength == strength && found.measure <= told->measure)
        return;
    struct slice base = value_of(entry, xml_attribute(token, "xml:base"));
    found.base = url_resolve(entry->scratch, entry->base, base);
    found.language = xml_attribute(token, "xml:lang");
    if (token->prefix.data == NULL && ascii_same(token->name, "body"))
        found.strength = 1; // HTML that stands there undeclared
    *told = found;
}

static void read_link(struct entry *entry, const struct xml_token *token, struct slice content)
{
    struct slice relation = slice_trim(xml_attribute(token, "rel"));
    struct slice address = value_of(entry, xml_attribute(token, "href"));
    struct slice type = xml_attribute(token, "type");
    bool page = !type.size || slice_starts(type, "text/html") ||
        slice_starts(type, "application/xhtml");
    unsigned strength = page ? 3 : 2;
    if (!address.data) {
        address = plain_of(entry, content);
        strength = 3;
    } else if (relation.size && !slice_is(relation, "alternate") &&
               !slice_is(relation, "http://www.iana.org/assignments/relation/alternate")) {
        return;
    }
    struct slice base = value_of(entry, xml_attribute(token, "xml:base"));
    base = url_resolve(entry->scratch, entry->base, base);
    if (address.size && strength > entry->link_strength) {
        entry->link = url_resolve(entry->scratch, base.size ? base : entry->base, address);
        entry->link_strength = strength;
    }
}

static void read_id(struct entry *entry, const struct xml_token *token, struct slice content,
                    unsigned strength)
{
    struct slice id = plain_of(entry, content);
    if (!id.size || strength <= entry->id_strength)
        return;
    entry->id = id;
    entry->id_strength = strength;
    entry->id_is_link = !ascii_same(slice_trim(xml_attribute(token, "ispermalink")), "false");
}

static void keep_text(struct slice *field, unsigned *known, struct slice value, unsigned strength)
{
    if (value.size && strength > *known) {
        *field = value;
        *known = strength;
    }
}

static void read_field(struct entry *entry, const struct xml_token *token, enum feed_field field,
                       struct slice content, unsigned strength)
{
    unsigned none = entry->modified.size ? 9 : 0;
    switch (field) {
    case FEED_TITLE:
        if (!entry->title.content.data || entry->title.strength < strength)
            entry->title = (struct told){0};
        if (!entry->title.content.data)
            keep_told(entry, &entry->title, token, content, strength);
        if (!entry->title.content.data) // a title is text, whatever type it claims
            entry->title =
                (struct told){.content = content, .form = FORM_TEXT, .strength = strength};
        break;
    case FEED_LINK:
        read_link(entry, token, content);
        break;
    case FEED_ID:
        read_id(entry, token, content, strength);
        break;
    case FEED_PUBLISHED:
        keep_text(&entry->published, &entry->published_strength, plain_of(entry, content),
                  strength);
        break;
    case FEED_MODIFIED:
        keep_text(&entry->modified, &none, plain_of(entry, content), strength);
        break;
    case FEED_AUTHOR:
        if (strength > entry->author_strength)
            entry->authors.count = 0;
        if (strength >= entry->author_strength && entry->authors.count < 32)
            list_add(entry->scratch, &entry->authors, content);
        if (strength > entry->author_strength)
            entry->author_strength = strength;
        break;
    case FEED_CONTENT:
        keep_told(entry, &entry->content, token, content, strength);
        break;
    case FEED_SUMMARY:
        keep_told(entry, &entry->summary, token, content, strength);
        break;
    case FEED_LANGUAGE:
        entry->language = entry->language.size ? entry->language : plain_of(entry, content);
        break;
    default:
        break;
    }
}

static void read_root(struct entry *entry, const struct xml_token *token)
{
    struct arena *scratch = entry->scratch;
    struct slice base = value_of(entry, xml_attribute(token, "xml:base"));
    struct slice about = value_of(entry, xml_attribute(token, "rdf:about"));
    struct slice address = value_of(entry, xml_attribute(token, "href")); // CDF
    const struct feed *feed = entry->record->feed;
    for (uint32_t i = 0; i < feed->bindings.count; i++)
        list_add(scratch, &entry->bindings, feed->bindings.items[i]);
    feed_bind(token, scratch, &entry->bindings);
    entry->base = base.size ? url_resolve(scratch, feed->base, base) : feed->base;
    entry->language = xml_attribute(token, "xml:lang");
    if (about.size) {
        entry->id = about;
        entry->id_is_link = true;
    }
    if (address.size) {
        entry->link = url_resolve(scratch, entry->base, address);
        entry->link_strength = 1;
    }
    struct slice modified = value_of(entry, xml_attribute(token, "lastmod"));
    entry->modified = modified.size ? modified : SLICE_NONE;
}

static bool is_void(struct slice name)
{
    static const char *const names[] = {"br", "hr", "img", "input", "meta", "link", "area", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ascii_same(name, names[i]))
            return true;
    return false;
}

static void read_elements(struct entry *entry)
{
    struct xml_token token = {.source = entry->text};
    struct slice stack[64], content;
    unsigned depth = 0;
    bool first = true;
    while (xml_next(&token)) {
        if (token.kind == XML_END) {
            for (unsigned i = depth; i-- > 0;)
                if (slice_equal(stack[i], token.name))
                    depth = i;
        }
        if (token.kind != XML_START)
            continue;
        if (first) {
            first = false;
            read_root(entry, &token);
            continue;
        }
        uint32_t bound = entry->bindings.count;
        unsigned strength = 0;
        if (depth == 0)
            feed_bind(&token, entry->scratch, &entry->bindings);
        enum feed_field field =
            depth ? FEED_NONE : feed_field_of(&entry->bindings, &token, &strength);
        if (field > FEED_CHANNEL) {
            size_t after;
            if (!xml_element(&token, !entry->unclosed[field], &content, &after))
                entry->unclosed[field] = true;
            read_field(entry, &token, field, content, strength);
            token.end = after;
        } else if (!token.empty && !is_void(token.name) && depth < 64) {
            stack[depth++] = token.name;
        }
        entry->bindings.count = bound;
    }
}

// --- what was found becomes the document's

// "me@example.org (Anne Durand)", "Anne Durand <me@example.org>": the name; none when there is
// only an address.
static struct slice author_name(struct slice text)
{
    size_t at = slice_find(text, SLICE("@"), 0);
    if (at == SIZE_MAX)
        return text;
    size_t open = slice_find(text, SLICE("("), 0), close = slice_find(text, SLICE(")"), 0);
    if (open != SIZE_MAX && close != SIZE_MAX && open > at && close > open)
        return slice_trim(slice_part(text, open + 1, close));
    size_t start = at, end = at;
    while (start && !strchr(" \t\n<(\"", text.data[start - 1]))
        start--;
    while (end < text.size && !strchr(" \t\n>)\"", text.data[end]))
        end++;
    struct slice before = slice_trim(slice_part(text, 0, start));
    struct slice behind = slice_trim(slice_part(text, end, text.size));
    while (before.size && strchr("<(\" \t", before.data[before.size - 1]))
        before.size--;
    while (behind.size && strchr(">)\" \t-", behind.data[0]))
        behind = slice_part(behind, 1, behind.size);
    return before.size ? before : behind;
}

static struct slice author_of(const struct entry *entry, struct slice content)
{
    struct xml_token token = {.source = content};
    while (xml_next(&token)) {
        struct slice name;
        size_t after;
        if (token.kind != XML_START || !ascii_same(token.name, "name"))
            continue;
        xml_element(&token, true, &name, &after);
        return plain_of(entry, name);
    }
    return has_elements(content) ? SLICE_NONE : author_name(plain_of(entry, content));
}

static struct slice decoded_text(const struct entry *entry, struct slice bytes)
{
    struct decoded decoded;
    encoding_decode(entry->tables, bytes, entry->record->charset, false, entry->scratch, &decoded);
    return decoded.text;
}

static void set_authors(struct entry *entry)
{
    const struct feed *feed = entry->record->feed;
    for (uint32_t i = 0; i < entry->authors.count; i++)
        byline_add(entry->tables, entry->document, author_of(entry, entry->authors.items[i]), true,
                   entry->scratch);
    for (uint32_t i = 0; !entry->document->authors.count && i < feed->authors.count; i++) {
        struct slice content = feed->json ? feed->authors.items[i]
                                          : decoded_text(entry, feed->authors.items[i]);
        byline_add(entry->tables, entry->document,
                   feed->json ? content : author_of(entry, content), true, entry->scratch);
    }
}

static void set_date(const struct entry *entry, struct document_date *date, struct slice text)
{
    date->value = date_value(entry->tables, text, false, entry->document->arena);
    date->basis = date->value.data ? DATE_METADATA : DATE_BASIS_NONE;
}

static void set_language(struct document *document, struct slice code)
{
    document->language = language_from_code(code);
    if (document->language == LANGUAGE_NONE && code.size >= 2)
        document->language_other = arena_copy(document->arena, slice_part(code, 0, 2));
}

static void set_metadata(struct entry *entry, struct slice site, struct slice language)
{
    struct document *document = entry->document;
    struct slice link = entry->link;
    if (!url_is_web(link) && entry->id_is_link)
        link = url_resolve(entry->scratch, entry->base, entry->id);
    if (url_is_web(link))
        document->url = arena_copy(document->arena, link);
    if (entry->id.size)
        document->source_id = arena_copy(document->arena, entry->id);
    document->site = site.size ? site : SLICE_NONE;
    set_date(entry, &document->published, entry->published);
    set_date(entry, &document->modified, entry->modified);
    if (!document->published.value.data) // Atom asks for the second only
        document->published = document->modified;
    set_language(document, language.size ? language : entry->language.size
                                                          ? entry->language
                                                          : entry->record->feed->language);
    set_authors(entry);
}

// A summary that is one link and nothing else says all that the entry says; several are a bar.
static void choose_only_link(struct page *page, struct slice title)
{
    struct block *only = page->blocks.count == 1 ? &page->blocks.items[0] : NULL;
    unsigned links = 0;
    for (uint32_t i = 0; i < page->tree.nodes.count; i++)
        links += page->tree.nodes.items[i].tag == HTML_a;
    if (only && links == 1 && only->link_size == only->text.size && only->text.size &&
        !slice_equal(utf8_fold(page->arena, only->text), utf8_fold(page->arena, title)))
        only->chosen = true;
}

// Reads a fragment as the document's text. layers: from the fragment to the decoded entry.
static void read_fragment(struct entry *entry, struct slice html, struct slice base,
                          const struct source_layer *layers, uint32_t layer_count,
                          const struct decoded *decoded)
{
    struct page page = {.tables = entry->tables, .arena = entry->scratch};
    struct finish finish;
    html_parse(&page.tree, entry->tables, html, entry->scratch);
    page_mark(&page);
    page_cut(&page);
    article_choose_all(&page, entry->document->title);
    choose_only_link(&page, entry->document->title);
    finish_start(&finish, entry->tables, entry->document, entry->scratch);
    finish.layer_count = layer_count;
    for (uint32_t i = 0; i < layer_count; i++)
        finish.layers[i] = layers[i];
    page_give(&page, &finish, base);
    finish_end(&finish, decoded);
}

static struct source_layer layer_of(const struct xml_text *text)
{
    return (struct source_layer){text->runs.items, text->runs.count, (uint32_t)text->text.size};
}

// HTML that was escaped once too often: no tag is in it, but escaped ones are.
static bool is_escaped_twice(struct slice html)
{
    return slice_find(html, SLICE("<"), 0) == SIZE_MAX &&
           (slice_find(html, SLICE("&lt;/p&gt;"), 0) != SIZE_MAX ||
            slice_find(html, SLICE("&lt;/div&gt;"), 0) != SIZE_MAX ||
            slice_find(html, SLICE("&lt;br"), 0) != SIZE_MAX);
}

static void read_xml_entry(struct entry *entry)
{
    struct decoded decoded;
    const struct record *record = entry->record;
    struct xml_text text;
    struct slice site;
    encoding_decode(entry->tables, record->bytes, record->charset, false, entry->scratch, &decoded);
    entry->text = decoded.text;
    read_elements(entry);
    struct entry channel = *entry;
    channel.text = decoded_text(entry, record->feed->site);
    struct told name = {channel.text, has_elements(channel.text) ? FORM_MARKUP : FORM_HTML, 0,
                        SLICE_NONE, SLICE_NONE, 0};
    make_fragment(&channel, &name, &text);
    site = line_of(entry, buffer_slice(&text.text));
    if (entry->title.content.data) {
        make_fragment(entry, &entry->title, &text);
        struct slice title = line_of(entry, buffer_slice(&text.text));
        entry->document->title = title.size ? title : SLICE_NONE;
    }
    // Content that says less than half of what its summary says is no content.
    bool whole = entry->content.measure && entry->content.measure * 2 >= entry->summary.measure;
    struct told *body = whole || !entry->summary.content.data ? &entry->content : &entry->summary;
    set_metadata(entry, site, body->language);
    if (!body->content.data)
        body->content = slice_part(entry->text, 0, 0);
    make_fragment(entry, body, &text);
    struct source_layer layers[2] = {layer_of(&text)};
    uint32_t layer_count = 1;
    struct xml_text again;
    if (body->form == FORM_HTML && is_escaped_twice(buffer_slice(&text.text))) {
        xml_text_init(&again, entry->tables, NULL, entry->scratch);
        xml_text_decoded(&again, buffer_slice(&text.text), 0);
        layers[1] = layers[0];
        layers[0] = layer_of(&again);
        layer_count = 2;
        text = again;
    }
    struct slice base = body->base.size ? body->base : entry->base;
    read_fragment(entry, buffer_slice(&text.text), base.size ? base : entry->document->url, layers,
                  layer_count, &decoded);
}

// --- JSON Feed

static const struct json_value *first_string(const struct json_value *item,
                                             const char *const *keys)
{
    for (; *keys; keys++) {
        const struct json_value *value = json_find(item, *keys);
        if (value && value->type == JSON_STRING && slice_trim(value->text).size)
            return value;
    }
    return NULL;
}

static void read_json_fields(struct entry *entry, const struct json_value *item)
{
    struct arena *scratch = entry->scratch;
    const struct json_value *id = json_find(item, "id");
    const struct json_value *authors = json_find(item, "authors");
    struct slice title = utf8_repair(scratch, json_find_text(item, "title"));
    struct slice site = utf8_repair(scratch, entry->record->feed->site);
    struct document *document = entry->document;
    entry->base = entry->record->feed->base;
    entry->link = url_resolve(scratch, entry->base, json_find_text(item, "url"));
    if (!url_is_web(entry->link))
        entry->link = json_find_text(item, "external_url");
    entry->id = id && (id->type == JSON_STRING || id->type == JSON_NUMBER) ? id->text : SLICE_NONE;
    entry->id_is_link = true;
    entry->published = json_find_text(item, "date_published");
    entry->modified = json_find_text(item, "date_modified");
    title = clean_string(NULL, title, document->arena);
    document->title = title.size ? title : SLICE_NONE;
    const struct json_value *first =
        authors && authors->type == JSON_ARRAY ? authors->first : NULL;
    for (const struct json_value *one = first;
         one; one = one->next)
        byline_add(entry->tables, document, json_find_text(one, "name"), true, scratch);
    byline_add(entry->tables, document, json_find_text(json_find(item, "author"), "name"), true,
               scratch);
    set_metadata(entry, clean_string(NULL, site, document->arena),
                 json_find_text(item, "language"));
}

static bool read_json_entry(struct entry *entry, struct error *error)
{
    static const char *const html[] = {"content_html", NULL};
    static const char *const plain[] = {"content_text", "summary", NULL};
    struct arena *scratch = entry->scratch;
    struct decoded decoded = {.text = entry->record->bytes, .exact = true};
    struct json_value *item = json_parse(scratch, entry->record->bytes, error);
    struct json_runs runs = {0};
    struct source_layer layers[2];
    struct xml_text text;
    if (!item)
        return false;
    read_json_fields(entry, item);
    const struct json_value *body = first_string(item, html);
    bool markup = body != NULL;
    body = body ? body : first_string(item, plain);
    struct slice content = body ? utf8_repair(scratch, body->text) : SLICE("");
    if (body)
        json_text_runs(scratch, entry->record->bytes, body, &runs);
    xml_text_init(&text, entry->tables, NULL, scratch);
    if (markup)
        xml_text_raw(&text, content, 0);
    else
        xml_text_escaped(&text, content, 0, false, true);
    layers[0] = layer_of(&text);
    layers[1] = (struct source_layer){runs.items, runs.count, (uint32_t)content.size};
    read_fragment(entry, buffer_slice(&text.text), entry->document->url, layers, 2, &decoded);
    return true;
}

bool feed_entry_read(const struct record *record, const struct read_options *options,
                     struct document *document, struct arena *scratch, struct error *error)
{
    static const struct feed alone; // an entry whose feed is not there
    struct record own = *record;
    own.feed = record->feed ? record->feed : &alone;
    struct entry entry = {.record = &own, .tables = options->tables, .document = document,
                          .scratch = scratch};
    if (own.bytes.size > UINT32_MAX / 16)
        return error_set(error, ERROR_INPUT, "", "an entry of more than 256 MB");
    if (own.feed->json)
        return read_json_entry(&entry, error);
    read_xml_entry(&entry);
    return true;
}
