// SPDX-License-Identifier: Apache-2.0
// The tokens of XML and the text in it.
#include "read/xml.h"

#include "read/html/tree.h"

#define ENTITIES_MOST 64
#define ENTITY_SIZE_MOST 1024

static bool is_space(char c)
{
    return c == ' ' || (c >= 9 && c <= 13);
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

static bool starts_name(struct slice text, size_t at)
{
    return at < text.size && is_name_byte(text.data[at]) && text.data[at] != '-' &&
           text.data[at] != '.' && !(text.data[at] >= '0' && text.data[at] <= '9');
}

static size_t behind(struct slice text, const char *mark, size_t from)
{
    size_t at = slice_find(text, slice_of(mark), from);
    return at == SIZE_MAX ? text.size : at + strlen(mark);
}

// A document type ends at its '>', which its internal subset in brackets may hold as well.
static size_t doctype_end(struct slice text, size_t at)
{
    int depth = 0;
    char quote = 0;
    size_t first = behind(text, ">", at);
    for (; at < text.size; at++) {
        char c = text.data[at];
        if (!quote && c == '<' && slice_starts(slice_part(text, at, text.size), "<!--"))
            at = behind(text, "-->", at + 4) - 1;
        else if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '[' || c == ']')
            depth += c == '[' ? 1 : -1;
        else if (c == '>' && depth <= 0)
            return at + 1;
    }
    return first; // never closed
}

static void read_name(struct xml_token *token, size_t *at)
{
    struct slice text = token->source;
    size_t start = *at;
    token->prefix = SLICE_NONE;
    for (; *at < text.size && (is_name_byte(text.data[*at]) || text.data[*at] == ':'); ++*at)
        if (text.data[*at] == ':' && !token->prefix.data) {
            token->prefix = slice_part(text, start, *at);
            start = *at + 1;
        }
    token->name = slice_part(text, start, *at);
}

static size_t tag_end(struct slice text, size_t at)
{
    char quote = 0;
    size_t first = SIZE_MAX; // the first '>' in quotes: the end when the quotes never close
    for (; at < text.size; at++) {
        char c = text.data[at];
        if (c == '>' && !quote)
            return at;
        if (c == '<' && !quote)
            return at; // the tag was never closed
        if (c == '>' && first == SIZE_MAX)
            first = at;
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
    }
    return first == SIZE_MAX ? text.size : first;
}

static void read_tag(struct xml_token *token, size_t at, bool closing)
{
    struct slice text = token->source;
    token->kind = closing ? XML_END : XML_START;
    at += closing;
    read_name(token, &at);
    size_t end = tag_end(text, at);
    token->content = slice_part(text, at, end);
    token->empty = !closing && slice_ends(token->content, "/");
    token->end = end < text.size && text.data[end] == '>' ? end + 1 : end;
}

// Where text that starts at `at` ends: the next '<' that begins markup.
static size_t text_end(struct slice text, size_t at)
{
    for (;;) {
        const char *found =
            at < text.size ? memchr(text.data + at, '<', text.size - at) : NULL;
        if (!found)
            return text.size;
        at = (size_t)(found - text.data);
        size_t next = at + 1;
        if (next < text.size && (text.data[next] == '!' || text.data[next] == '?' ||
                                 starts_name(text, next) ||
                                 (text.data[next] == '/' && starts_name(text, next + 1))))
            return at;
        at = next;
    }
}

bool xml_next(struct xml_token *token)
{
    struct slice text = token->source;
    for (;;) {
        size_t at = token->start = token->end;
        if (at >= text.size)
            return false;
        size_t end = text_end(text, at);
        if (end > at) {
            token->kind = XML_TEXT;
            token->content = slice_part(text, at, end);
            token->end = end;
            return true;
        }
        struct slice rest = slice_part(text, at, text.size);
        if (slice_starts(rest, "<![CDATA[")) {
            token->kind = XML_CDATA;
            token->end = behind(text, "]]>", at + 9);
            bool closed = slice_ends(slice_part(text, at + 9, token->end), "]]>");
            token->content = slice_part(text, at + 9, token->end - (closed ? 3 : 0));
            return true;
        }
        if (slice_starts(rest, "<!--")) {
            token->end = behind(text, "-->", at + 4);
        } else if (slice_starts(rest, "<?")) {
            token->end = behind(text, ">", at + 2);
        } else if (slice_starts(rest, "<!") &&
                   (token->typed || !ascii_same(slice_part(rest, 2, 9), "doctype"))) {
            token->end = behind(text, ">", at + 2);
        } else if (slice_starts(rest, "<!")) {
            token->kind = XML_DOCTYPE;
            token->typed = true;
            token->end = doctype_end(text, at + 2);
            token->content = slice_part(text, at, token->end);
            return true;
        } else {
            bool closing = text.data[at + 1] == '/';
            read_tag(token, at + 1, closing);
            return true;
        }
    }
}

bool xml_attribute_next(const struct xml_token *token, size_t *at, struct slice *name,
                        struct slice *value)
{
    struct slice text = token->content;
    while (*at < text.size && !starts_name(text, *at))
        ++*at;
    size_t start = *at;
    while (*at < text.size && (is_name_byte(text.data[*at]) || text.data[*at] == ':'))
        ++*at;
    *name = slice_part(text, start, *at);
    *value = SLICE("");
    size_t p = *at;
    while (p < text.size && is_space(text.data[p]))
        p++;
    if (p >= text.size || text.data[p] != '=')
        return name->size > 0;
    for (p++; p < text.size && is_space(text.data[p]);)
        p++;
    char quote = p < text.size && (text.data[p] == '"' || text.data[p] == '\'') ? text.data[p] : 0;
    size_t first = p + (quote != 0), end = first;
    while (end < text.size && (quote ? text.data[end] != quote : !is_space(text.data[end])))
        end++;
    if (!quote && end == text.size && token->empty && end > first)
        end--;
    *value = slice_part(text, first, end);
    *at = end + (quote != 0);
    return name->size > 0;
}

struct slice xml_attribute(const struct xml_token *token, const char *name)
{
    struct slice found, value;
    for (size_t at = 0; xml_attribute_next(token, &at, &found, &value);)
        if (ascii_same(found, name))
            return value;
    return SLICE_NONE;
}

static bool same_tag(const struct xml_token *a, const struct xml_token *b)
{
    return slice_equal(a->name, b->name) && slice_equal(a->prefix, b->prefix);
}

bool xml_element(const struct xml_token *start, bool searched, struct slice *content,
                 size_t *after)
{
    struct xml_token token = *start;
    unsigned depth = 1;
    *content = SLICE("");
    *after = start->end;
    if (start->empty)
        return true;
    while (searched && xml_next(&token)) {
        if (token.kind == XML_START && !token.empty && same_tag(&token, start))
            depth++;
        if (token.kind != XML_END || !same_tag(&token, start) || --depth)
            continue;
        *content = slice_part(start->source, start->end, token.start);
        *after = token.end;
        return true;
    }
    token = *start;
    while (xml_next(&token) && token.kind != XML_START && token.kind != XML_END)
        *after = token.end;
    *content = slice_part(start->source, start->end, *after);
    return false;
}

void xml_entities(struct slice doctype, struct arena *arena, xml_entity_list *entities)
{
    for (size_t at = 0; (at = slice_find(doctype, SLICE("<!ENTITY"), at)) != SIZE_MAX;) {
        at += 8;
        size_t end = at;
        while (at < doctype.size && is_space(doctype.data[at]))
            at++;
        for (end = at; end < doctype.size && is_name_byte(doctype.data[end]);)
            end++;
        struct xml_entity entity = {slice_part(doctype, at, end), SLICE_NONE};
        while (end < doctype.size && is_space(doctype.data[end]))
            end++;
        char quote = end < doctype.size ? doctype.data[end] : 0;
        if ((quote != '"' && quote != '\'') || !entity.name.size)
            continue; // external ones are nothing
        const char *close = memchr(doctype.data + end + 1, quote, doctype.size - end - 1);
        if (!close)
            return;
        entity.value = slice_part(doctype, end + 1, (size_t)(close - doctype.data));
        at = (size_t)(close - doctype.data);
        if (entity.value.size <= ENTITY_SIZE_MOST && entities->count < ENTITIES_MOST)
            list_add(arena, entities, entity);
    }
}

void xml_text_init(struct xml_text *text, const struct read_tables *tables,
                   const xml_entity_list *entities, struct arena *arena)
{
    memset(text, 0, sizeof *text);
    buffer_init(&text->text, arena);
    text->arena = arena;
    text->tables = tables;
    text->entities = entities;
    text->next_source = SIZE_MAX;
}

static void put(struct xml_text *text, struct slice bytes, size_t source, size_t size)
{
    bool same = bytes.size == size;
    if (!bytes.size)
        return;
    if (same && text->next_source == source) {
        text->runs.items[text->runs.count - 1].source_size += (uint32_t)size;
    } else {
        struct source_run run = {(uint32_t)text->text.size, (uint32_t)source, (uint32_t)size};
        list_add(text->arena, &text->runs, run);
    }
    text->next_source = same ? source + size : SIZE_MAX;
    buffer_add(&text->text, bytes);
}

// Characters that all came from the same bytes, each in a run of its own; in HTML, safe.
static void put_each(struct xml_text *text, struct slice bytes, size_t source, size_t size,
                     bool escape)
{
    for (size_t at = 0; at < bytes.size;) {
        size_t before = at;
        uint32_t c = utf8_next(bytes, &at);
        struct slice one = slice_part(bytes, before, at);
        if (escape && (c == '<' || c == '&'))
            one = c == '<' ? SLICE("&lt;") : SLICE("&amp;");
        text->next_source = SIZE_MAX;
        put(text, one, source, size);
        text->next_source = SIZE_MAX;
    }
}

void xml_text_raw(struct xml_text *text, struct slice piece, size_t offset)
{
    put(text, piece, offset, piece.size);
}

void xml_text_blurred(struct xml_text *text, struct slice made, size_t offset, size_t size,
                      bool escape)
{
    put_each(text, made, offset, size, escape);
}

void xml_text_made(struct xml_text *text, const char *made, size_t offset)
{
    struct source_run run = {(uint32_t)text->text.size, (uint32_t)offset, 0};
    list_add(text->arena, &text->runs, run);
    text->next_source = SIZE_MAX;
    buffer_text(&text->text, made);
}

// The text of a declared entity that piece[at] == '&' names; moves past it.
static struct slice declared(const struct xml_text *text, struct slice piece, size_t *at)
{
    for (uint32_t i = 0; text->entities && i < text->entities->count; i++) {
        const struct xml_entity *entity = &text->entities->items[i];
        size_t end = *at + 1 + entity->name.size;
        if (end < piece.size && piece.data[end] == ';' &&
            slice_equal(slice_part(piece, *at + 1, end), entity->name)) {
            *at = end + 1;
            return entity->value;
        }
    }
    return SLICE_NONE;
}

// Decodes what begins with piece[at] == '&'; gives where it ends.
static size_t add_reference(struct xml_text *text, struct slice piece, size_t at, size_t offset,
                            bool escape)
{
    char out[8];
    size_t next = at;
    struct slice value = declared(text, piece, &next);
    if (value.data) { // its own references once, no declared ones in it
        value = reference_decode(text->tables, value, false, text->arena);
    } else {
        size_t size = reference_next(text->tables, piece, &next, false, out);
        value = (struct slice){out, size};
        // Without its semicolon only a number is a reference in XML.
        if (size && piece.data[next - 1] != ';' && piece.data[at + 1] != '#')
            value.size = 0;
    }
    if (!value.size) { // a bare '&', or a name that nobody declared
        put_each(text, SLICE("&"), offset + at, 1, escape);
        return at + 1;
    }
    put_each(text, value, offset + at, next - at, escape);
    return next;
}

void xml_text_decoded(struct xml_text *text, struct slice piece, size_t offset)
{
    for (size_t at = 0; at < piece.size;) {
        const char *found = memchr(piece.data + at, '&', piece.size - at);
        size_t end = found ? (size_t)(found - piece.data) : piece.size;
        put(text, slice_part(piece, at, end), offset + at, end - at);
        at = end < piece.size ? add_reference(text, piece, end, offset, false) : end;
    }
}

static size_t blank_line(struct slice piece, size_t at)
{
    unsigned ends = 0;
    for (; at < piece.size && is_space(piece.data[at]); at++)
        ends += piece.data[at] == '\n';
    return ends >= 2 ? at : 0;
}

void xml_text_escaped(struct xml_text *text, struct slice piece, size_t offset, bool decode,
                      bool lines)
{
    for (size_t at = 0; at < piece.size;) {
        size_t end = at, blank;
        while (end < piece.size && piece.data[end] != '&' && piece.data[end] != '<' &&
               !(lines && piece.data[end] == '\n'))
            end++;
        put(text, slice_part(piece, at, end), offset + at, end - at);
        at = end;
        if (at == piece.size)
            break;
        if (piece.data[at] == '&' && decode) {
            at = add_reference(text, piece, at, offset, true);
        } else if (piece.data[at] == '\n' && (blank = blank_line(piece, at))) {
            xml_text_made(text, "<br><br>", offset + at);
            at = blank;
        } else if (piece.data[at] == '\n') {
            put(text, SLICE("\n"), offset + at, 1);
            at++;
        } else {
            put_each(text, slice_part(piece, at, at + 1), offset + at, 1, true);
            at++;
        }
    }
}

struct slice xml_value(const struct read_tables *tables, const xml_entity_list *entities,
                       struct slice raw, struct arena *arena)
{
    struct xml_text text;
    if (!raw.data)
        return SLICE_NONE;
    xml_text_init(&text, tables, entities, arena);
    xml_text_decoded(&text, raw, 0);
    return slice_trim(buffer_slice(&text.text));
}
