// SPDX-License-Identifier: Apache-2.0
// Feeds cut into entries: RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, CDF by our own XML
// tokens, JSON Feed by our JSON reader. Each entry's record is its own bytes of the file, in the
// file's encoding; what the feed says for all its entries goes with it, undecoded.
#include "read/feed.h"

#include "base/json.h"
#include "base/url.h"
#include "read/input.h"

#define DEPTH_MOST 64

struct cutter {
    struct input *input;
    struct feed *feed;
    struct slice bytes; // of the file
    struct slice flat;  // the same with one byte a character, where it is UTF-16
    size_t skipped, unit; // bytes before flat, bytes of the file for each of its bytes
    struct slice stack[DEPTH_MOST]; // names of open elements
    bool in_channel[DEPTH_MOST];
    unsigned depth;
    bool unclosed[FEED_FIELD_COUNT]; // no end tag was found: there is none further on either
    struct slice self, link;
};

struct feed_input {
    struct feed feed;
    LIST(struct slice) entries; // bytes of the file
    uint32_t next;
};

// Bytes of the file that a part of the flat text stands for.
static struct slice original(const struct cutter *cutter, struct slice part)
{
    size_t start = (size_t)(part.data - cutter->flat.data) * cutter->unit + cutter->skipped;
    return slice_part(cutter->bytes, start, start + part.size * cutter->unit);
}

// UTF-16 as one byte a character: ASCII stays, all else becomes a byte that no markup has.
static struct slice narrowed(struct slice bytes, bool big, struct arena *arena)
{
    char *out = arena_take(arena, bytes.size / 2 + 1);
    size_t size = 0;
    for (size_t i = 0; i + 1 < bytes.size; i += 2) {
        unsigned char low = (unsigned char)bytes.data[i + big];
        unsigned char high = (unsigned char)bytes.data[i + !big];
        out[size++] = (char)(high || low >= 0x80 ? 0xFF : low);
    }
    return (struct slice){out, size};
}

static void flatten(struct cutter *cutter, struct arena *arena)
{
    struct slice bytes = cutter->bytes;
    bool marked_big = slice_starts(bytes, "\xFE\xFF");
    bool marked_little = slice_starts(bytes, "\xFF\xFE");
    bool big = marked_big || (bytes.size > 3 && !bytes.data[0] && bytes.data[1] == '<');
    bool little = marked_little || (bytes.size > 3 && bytes.data[0] == '<' && !bytes.data[1]);
    cutter->unit = 1;
    cutter->skipped = slice_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0;
    if (big || little) {
        cutter->unit = 2;
        cutter->skipped = marked_big || marked_little ? 2 : 0;
        cutter->feed->encoding = big ? SLICE("utf-16be") : SLICE("utf-16le");
        cutter->flat = narrowed(slice_part(bytes, cutter->skipped, bytes.size), big, arena);
        return;
    }
    cutter->flat = slice_part(bytes, cutter->skipped, bytes.size);
    struct xml_token declaration = {.source = cutter->flat};
    size_t at = slice_find(slice_part(cutter->flat, 0, 200), SLICE("<?xml"), 0);
    if (cutter->skipped) {
        cutter->feed->encoding = SLICE("utf-8");
    } else if (cutter->input->charset.size) { // RFC 7303: the host's word before the file's own
        cutter->feed->encoding = cutter->input->charset;
    } else if (at != SIZE_MAX) {
        size_t end = slice_find(cutter->flat, SLICE("?>"), at);
        declaration.content = slice_part(cutter->flat, at + 5, end);
        if (end != SIZE_MAX && end - at < 400)
            cutter->feed->encoding = slice_trim(xml_attribute(&declaration, "encoding"));
    }
}

static void keep(struct slice *field, struct slice value)
{
    if (!field->size)
        *field = value;
}

// A channel's own element: what it says for all entries.
static size_t read_own(struct cutter *cutter, const struct xml_token *token, enum feed_field field)
{
    struct feed *feed = cutter->feed;
    struct slice content;
    size_t after;
    if (!xml_element(token, !cutter->unclosed[field], &content, &after))
        cutter->unclosed[field] = true;
    bool atom = feed_space_of(&feed->bindings, token) == SPACE_ATOM;
    switch (field) {
    case FEED_TITLE:
        keep(&feed->site, original(cutter, content));
        break;
    case FEED_LANGUAGE:
        keep(&feed->language, slice_trim(content));
        break;
    case FEED_LINK: {
        struct slice address = xml_attribute(token, "href");
        bool self = slice_is(xml_attribute(token, "rel"), "self");
        if (!xml_attribute(token, "rel").data || slice_is(xml_attribute(token, "rel"), "alternate"))
            keep(&cutter->link, address.data ? address : slice_trim(content));
        else if (self)
            keep(&cutter->self, address);
        break;
    }
    case FEED_AUTHOR:
        if (atom && feed->authors.count < 32)
            list_add(&cutter->input->arena, &feed->authors, original(cutter, content));
        break;
    default:
        break;
    }
    return after;
}

// Where the entry that starts here ends: its end tag, the next entry, the end of its channel.
static size_t entry_end(const struct xml_token *start, struct slice *range)
{
    struct xml_token token = *start;
    while (!start->empty && xml_next(&token)) {
        bool same = (token.kind == XML_START || token.kind == XML_END) &&
                    slice_equal(token.name, start->name) &&
                    slice_equal(token.prefix, start->prefix);
        bool closed = token.kind == XML_END &&
                      (slice_is(token.name, "channel") || slice_is(token.name, "rss") ||
                       slice_is(token.name, "feed") || slice_is(token.name, "RDF"));
        if (same && token.kind == XML_END) {
            *range = slice_part(start->source, start->start, token.end);
            return token.end;
        }
        if (same || closed) {
            *range = slice_part(start->source, start->start, token.start);
            return token.start;
        }
    }
    size_t end = start->empty ? start->end : start->source.size;
    *range = slice_part(start->source, start->start, end);
    return end;
}

static void push(struct cutter *cutter, const struct xml_token *token, bool channel)
{
    if (token->empty || cutter->depth == DEPTH_MOST)
        return;
    cutter->in_channel[cutter->depth] = channel;
    cutter->stack[cutter->depth++] = token->name;
}

static void pop(struct cutter *cutter, struct slice name)
{
    for (unsigned i = cutter->depth; i-- > 0;)
        if (slice_equal(cutter->stack[i], name)) {
            cutter->depth = i;
            return;
        }
}

static void read_start(struct cutter *cutter, struct xml_token *token, struct feed_input *made)
{
    struct arena *arena = &cutter->input->arena;
    struct feed *feed = cutter->feed;
    unsigned strength;
    bool channel = cutter->depth && cutter->in_channel[cutter->depth - 1];
    if (!cutter->depth || channel)
        feed_bind(token, arena, &feed->bindings);
    enum feed_field field = feed_field_of(&feed->bindings, token, &strength);
    if (field == FEED_ENTRY) {
        struct slice range;
        token->end = entry_end(token, &range);
        list_add(arena, &made->entries, original(cutter, range));
    } else if (field == FEED_CHANNEL) {
        keep(&feed->language, xml_attribute(token, "xml:lang"));
        struct slice base = xml_attribute(token, "xml:base");
        if (base.size)
            feed->base = url_resolve(arena, feed->base, base);
        push(cutter, token, true);
    } else if (channel && field != FEED_NONE) {
        token->end = read_own(cutter, token, field);
    } else {
        push(cutter, token, false);
    }
}

static struct feed_input *read_xml(struct input *input, struct error *error)
{
    struct cutter cutter = {.input = input};
    if (!input_whole(input, &cutter.bytes, error))
        return NULL;
    struct feed_input *made = arena_zero(&input->arena, 1, sizeof *made);
    cutter.feed = &made->feed;
    flatten(&cutter, &input->arena);
    struct xml_token token = {.source = cutter.flat};
    while (xml_next(&token)) {
        if (token.kind == XML_START)
            read_start(&cutter, &token, made);
        else if (token.kind == XML_END)
            pop(&cutter, token.name);
        else if (token.kind == XML_DOCTYPE)
            xml_entities(token.content, &input->arena, &made->feed.entities);
    }
    if (!made->feed.base.size)
        made->feed.base = input->address;
    if (!made->feed.base.size)
        made->feed.base = url_is_web(cutter.self) ? cutter.self : cutter.link;
    return made;
}

static struct feed_input *read_json(struct input *input, struct error *error)
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
    struct feed_input *made = arena_zero(arena, 1, sizeof *made);
    struct feed *feed = &made->feed;
    const struct json_value *items = json_find(root, "items");
    feed->json = true;
    feed->site = json_find_text(root, "title");
    feed->language = json_find_text(root, "language");
    feed->base = json_find_text(root, "home_page_url");
    const struct json_value *authors = json_find(root, "authors");
    struct slice author = json_find_text(authors ? authors->first : json_find(root, "author"),
                                         "name");
    if (author.size)
        list_add(arena, &feed->authors, author);
    for (const struct json_value *item = items ? items->first : NULL; item; item = item->next)
        if (item->type == JSON_OBJECT)
            list_add(arena, &made->entries, item->raw);
    return made;
}

static enum input_step next_entry(struct input *input, struct record *record,
                                  struct error *error,
                                  struct feed_input *(*read)(struct input *, struct error *))
{
    if (input->ended)
        return INPUT_END;
    input->many = true;
    if (!input->state && !(input->state = read(input, error))) {
        input->ended = true;
        return INPUT_BAD_RECORD;
    }
    struct feed_input *made = input->state;
    if (made->next == made->entries.count)
        return INPUT_END;
    input_record(input, record, RECORD_FEED_ENTRY);
    // All of it lives in the input, which outlives its records.
    record->bytes = made->entries.items[made->next++];
    record->charset = made->feed.encoding;
    record->feed = &made->feed;
    return INPUT_RECORD;
}

enum input_step feed_next(struct input *input, struct record *record, struct error *error)
{
    return next_entry(input, record, error, read_xml);
}

enum input_step json_feed_next(struct input *input, struct record *record, struct error *error)
{
    return next_entry(input, record, error, read_json);
}
