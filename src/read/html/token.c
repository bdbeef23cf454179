// SPDX-License-Identifier: Apache-2.0
// The tokenizer. Follows HTML5's states where they decide where a token ends: quoted attribute
// values may hold '>', comments end at "-->" or "--!>", scripts hide their own lookalikes.
#include "read/html/token.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t token_lower(struct slice name, char *out, size_t capacity)
{
    size_t size = name.size < capacity ? name.size : capacity;
    for (size_t i = 0; i < size; i++) {
        char c = name.data[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return size;
}

static size_t find_byte(struct slice source, char byte, size_t from)
{
    if (from >= source.size)
        return source.size;
    const char *found = memchr(source.data + from, byte, source.size - from);
    return found ? (size_t)(found - source.data) : source.size;
}

// After "<!--": the position after the comment's end.
static size_t comment_end(struct slice source, size_t at)
{
    if (at < source.size && source.data[at] == '>')
        return at + 1;
    if (at + 1 < source.size && source.data[at] == '-' && source.data[at + 1] == '>')
        return at + 2;
    while ((at = find_byte(source, '>', at)) < source.size) {
        const char *end = source.data + at;
        if (end[-1] == '-' && end[-2] == '-')
            return at + 1;
        if (end[-1] == '!' && end[-2] == '-' && end[-3] == '-')
            return at + 1;
        at++;
    }
    return source.size;
}

// Position after the '>' that ends a tag whose name ended at `at`; source.size if none does.
static size_t tag_end(struct slice source, size_t at, bool *self_closing)
{
    *self_closing = false;
    bool value_next = false;
    while (at < source.size) {
        char c = source.data[at];
        if (c == '>') {
            *self_closing = source.data[at - 1] == '/';
            return at + 1;
        }
        if (value_next && (c == '"' || c == '\'')) {
            size_t close = find_byte(source, c, at + 1);
            if (close >= source.size)
                return source.size;
            at = close;
            value_next = false;
        } else if (c == '=') {
            value_next = true;
        } else if (!is_space(c)) {
            value_next = false;
        }
        at++;
    }
    return source.size;
}

static bool read_tag(struct token *token, size_t at)
{
    struct slice source = token->source;
    size_t name = at + (token->kind == TOKEN_END ? 2 : 1);
    size_t end = name;
    while (end < source.size && !is_space(source.data[end]) && source.data[end] != '>' &&
           source.data[end] != '/')
        end++;
    token->name_size = (uint8_t)token_lower((struct slice){source.data + name, end - name},
                                            token->name, sizeof token->name);
    token->name_end = end;
    token->start = at;
    token->end = tag_end(source, end, &token->self_closing);
    // A tag that the source's end cuts off is no tag.
    return token->end < source.size || source.data[source.size - 1] == '>';
}

// What stands at '<' in position at: fills the token or steps over; gives the next position.
static bool markup(struct token *token, size_t at, size_t *next)
{
    struct slice source = token->source;
    char c = at + 1 < source.size ? source.data[at + 1] : 0;
    if (is_letter(c) || (c == '/' && at + 2 < source.size && is_letter(source.data[at + 2]))) {
        token->kind = c == '/' ? TOKEN_END : TOKEN_START;
        if (read_tag(token, at))
            return true;
        *next = source.size;
        return false;
    }
    if (c == '!' && at + 3 < source.size && memcmp(source.data + at + 2, "--", 2) == 0)
        *next = comment_end(source, at + 4);
    else if (c == '!' || c == '?' || c == '/')
        *next = find_byte(source, '>', at + 2) + 1;
    else
        *next = at; // a plain '<' is text
    if (*next > source.size)
        *next = source.size;
    return false;
}

bool token_next(struct token *token)
{
    struct slice source = token->source;
    size_t at = token->end;
    while (at < source.size) {
        size_t from = at;
        if (source.data[at] == '<') {
            size_t next = at;
            if (markup(token, at, &next))
                return true;
            if (next > at) {
                at = next;
                continue;
            }
            from = at + 1;
        }
        token->kind = TOKEN_TEXT;
        token->start = at;
        token->end = find_byte(source, '<', from);
        return true;
    }
    token->end = source.size;
    return false;
}

uint16_t token_attributes(const struct token *token, struct html_tree *tree, struct arena *arena)
{
    const char *data = token->source.data;
    size_t at = token->name_end, end = token->end;
    uint16_t count = 0;
    if (end > at && data[end - 1] == '>')
        end--;
    while (at < end && count < HTML_ATTRIBUTE_LIMIT) {
        while (at < end && (is_space(data[at]) || data[at] == '/'))
            at++;
        size_t name = at;
        while (at < end && !is_space(data[at]) && data[at] != '/' &&
               (data[at] != '=' || at == name))
            at++;
        if (at == name)
            break;
        struct html_attribute attribute = {{data + name, at - name}, {data + at, 0}};
        while (at < end && is_space(data[at]))
            at++;
        if (at < end && data[at] == '=') {
            do
                at++;
            while (at < end && is_space(data[at]));
            size_t value = at;
            if (at < end && (data[at] == '"' || data[at] == '\'')) {
                value = at + 1;
                at = find_byte((struct slice){data, end}, data[at], value);
                attribute.value = (struct slice){data + value, at - value};
                at += at < end;
            } else {
                while (at < end && !is_space(data[at]))
                    at++;
                attribute.value = (struct slice){data + value, at - value};
            }
        }
        list_add(arena, &tree->attributes, attribute);
        count++;
    }
    return count;
}

static bool name_follows(struct slice source, size_t at, const char *name, size_t size)
{
    char lower[24];
    if (at + size > source.size)
        return false;
    token_lower((struct slice){source.data + at, size}, lower, sizeof lower);
    if (memcmp(lower, name, size) != 0)
        return false;
    char after = at + size < source.size ? source.data[at + size] : '>';
    return is_space(after) || after == '>' || after == '/';
}

size_t token_raw_end(struct token *token, bool script, const char *name)
{
    struct slice source = token->source;
    size_t size = strlen(name), at = token->end;
    size_t escaped_until = 0; // inside "<!--": where its "-->" is
    bool hidden = false;      // inside "<!-- <script"
    while ((at = find_byte(source, '<', at)) < source.size) {
        if (script && at >= escaped_until) {
            hidden = false;
            if (at + 4 <= source.size && memcmp(source.data + at, "<!--", 4) == 0)
                escaped_until = comment_end(source, at + 4);
        }
        if (at + 1 < source.size && source.data[at + 1] == '/' &&
            name_follows(source, at + 2, name, size)) {
            if (!hidden) {
                bool self_closing;
                token->end = tag_end(source, at + 2 + size, &self_closing);
                return at;
            }
            hidden = false;
        } else if (script && at < escaped_until && name_follows(source, at + 1, name, size)) {
            hidden = true;
        }
        at++;
    }
    token->end = source.size;
    return source.size;
}
