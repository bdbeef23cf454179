// SPDX-License-Identifier: Apache-2.0
// The JSON writer (escapes, commas) and the strict reader (RFC 8259), recursive to 64 levels.
#include "base/json.h"

#include "base/utf8.h"

#include <assert.h>

#define DEPTH_MOST 64

void json_init(struct json_writer *json, struct buffer *out)
{
    *json = (struct json_writer){.out = out};
}

static void before_item(struct json_writer *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->has_items[json->depth])
        buffer_byte(json->out, ',');
    json->has_items[json->depth] = true;
}

void json_open(struct json_writer *json, char bracket)
{
    before_item(json);
    buffer_byte(json->out, bracket);
    assert(json->depth < DEPTH_MOST);
    json->has_items[++json->depth] = false;
}

void json_close(struct json_writer *json, char bracket)
{
    assert(json->depth > 0 && !json->after_key);
    json->depth--;
    buffer_byte(json->out, bracket);
}

static void write_string(struct buffer *out, struct slice text)
{
    static const char hex[] = "0123456789abcdef";
    buffer_byte(out, '"');
    size_t plain = 0;
    for (size_t i = 0; i < text.size; i++) {
        uint8_t c = (uint8_t)text.data[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        buffer_add(out, slice_part(text, plain, i));
        plain = i + 1;
        const char *named = c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n"
                            : c == '\t' ? "\\t" : c == '\r' ? "\\r" : NULL;
        if (named) {
            buffer_text(out, named);
        } else {
            buffer_text(out, "\\u00");
            buffer_byte(out, hex[c >> 4]);
            buffer_byte(out, hex[c & 15]);
        }
    }
    buffer_add(out, slice_part(text, plain, text.size));
    buffer_byte(out, '"');
}

void json_key(struct json_writer *json, const char *key)
{
    before_item(json);
    write_string(json->out, slice_of(key));
    buffer_byte(json->out, ':');
    json->after_key = true;
}

void json_text(struct json_writer *json, struct slice text)
{
    if (!text.data) {
        json_null(json);
        return;
    }
    before_item(json);
    if (utf8_valid(text)) {
        write_string(json->out, text);
        return;
    }
    struct slice repaired = utf8_repair(json->out->arena, text);
    write_string(json->out, repaired);
}

void json_key_text(struct json_writer *json, const char *key, struct slice text)
{
    json_key(json, key);
    json_text(json, text);
}

void json_integer(struct json_writer *json, int64_t value)
{
    before_item(json);
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        digits[--at] = '-';
    buffer_add(json->out, (struct slice){digits + at, sizeof digits - at});
}

void json_bool(struct json_writer *json, bool value)
{
    before_item(json);
    buffer_text(json->out, value ? "true" : "false");
}

void json_null(struct json_writer *json)
{
    before_item(json);
    buffer_text(json->out, "null");
}

void json_raw(struct json_writer *json, struct slice raw)
{
    before_item(json);
    buffer_add(json->out, raw);
}

// --- reading

struct reader {
    struct arena *arena;
    struct slice text;
    size_t at;
    const char *problem;
};

static struct json_value *read_value(struct reader *reader, int depth);

static void skip_space(struct reader *reader)
{
    while (reader->at < reader->text.size) {
        char c = reader->text.data[reader->at];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            break;
        reader->at++;
    }
}

static void *fail(struct reader *reader, const char *problem)
{
    if (!reader->problem)
        reader->problem = problem;
    return NULL;
}

static bool take(struct reader *reader, char c)
{
    if (reader->at >= reader->text.size || reader->text.data[reader->at] != c)
        return false;
    reader->at++;
    return true;
}

static bool read_hex(struct reader *reader, uint32_t *value)
{
    *value = 0;
    if (reader->text.size - reader->at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char c = reader->text.data[reader->at++];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : 16;
        if (digit == 16)
            return false;
        *value = *value << 4 | digit;
    }
    return true;
}

static bool read_unicode_escape(struct reader *reader, struct buffer *out)
{
    uint32_t c, low;
    if (!read_hex(reader, &c))
        return false;
    if (c >= 0xD800 && c <= 0xDBFF && slice_starts(slice_part(reader->text, reader->at,
                                                              reader->text.size), "\\u")) {
        size_t before = reader->at;
        reader->at += 2;
        if (!read_hex(reader, &low))
            return false;
        if (low >= 0xDC00 && low <= 0xDFFF)
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        else
            reader->at = before;
    }
    char bytes[4];
    buffer_add(out, (struct slice){bytes, utf8_encode(c, bytes)}); // lone surrogates: U+FFFD
    return true;
}

static bool read_escape(struct reader *reader, struct buffer *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (reader->at >= reader->text.size)
        return false;
    char c = reader->text.data[reader->at++];
    if (c == 'u')
        return read_unicode_escape(reader, out);
    const char *found = c ? strchr(from, c) : NULL;
    if (!found)
        return false;
    buffer_byte(out, to[found - from]);
    return true;
}

// The string after its opening quote. Strings without escapes are slices of the input.
static bool read_string(struct reader *reader, struct slice *string)
{
    size_t start = reader->at;
    struct buffer out = {.arena = reader->arena};
    bool escaped = false;
    while (reader->at < reader->text.size) {
        uint8_t c = (uint8_t)reader->text.data[reader->at];
        if (c == '"') {
            struct slice plain = slice_part(reader->text, start, reader->at++);
            if (!escaped) {
                *string = plain;
                return true;
            }
            buffer_add(&out, plain);
            *string = buffer_slice(&out);
            return true;
        }
        if (c < 0x20)
            return false;
        if (c != '\\') {
            reader->at++;
            continue;
        }
        escaped = true;
        buffer_add(&out, slice_part(reader->text, start, reader->at++));
        if (!read_escape(reader, &out))
            return false;
        start = reader->at;
    }
    return false;
}

static size_t read_digits(struct reader *reader)
{
    size_t start = reader->at;
    while (reader->at < reader->text.size && reader->text.data[reader->at] >= '0' &&
           reader->text.data[reader->at] <= '9')
        reader->at++;
    return reader->at - start;
}

static bool read_number(struct reader *reader, struct slice *number)
{
    size_t start = reader->at;
    take(reader, '-');
    if (!take(reader, '0') && read_digits(reader) == 0)
        return false;
    if (take(reader, '.') && read_digits(reader) == 0)
        return false;
    if (take(reader, 'e') || take(reader, 'E')) {
        if (!take(reader, '+'))
            take(reader, '-');
        if (read_digits(reader) == 0)
            return false;
    }
    *number = slice_part(reader->text, start, reader->at);
    return true;
}

static struct json_value *read_children(struct reader *reader, struct json_value *parent,
                                        char end, int depth)
{
    struct json_value **last = &parent->first;
    skip_space(reader);
    if (take(reader, end))
        return parent;
    do {
        struct slice key = SLICE_NONE;
        skip_space(reader);
        if (end == '}') {
            if (!take(reader, '"') || !read_string(reader, &key))
                return fail(reader, "a name in quotes was expected");
            skip_space(reader);
            if (!take(reader, ':'))
                return fail(reader, "':' was expected");
        }
        struct json_value *child = read_value(reader, depth + 1);
        if (!child)
            return NULL;
        child->key = key;
        *last = child;
        last = &child->next;
        parent->count++;
        skip_space(reader);
    } while (take(reader, ','));
    if (!take(reader, end))
        return fail(reader, end == '}' ? "',' or '}' was expected" : "',' or ']' was expected");
    return parent;
}

static bool read_word(struct reader *reader, const char *word)
{
    if (!slice_starts(slice_part(reader->text, reader->at, reader->text.size), word))
        return false;
    reader->at += strlen(word);
    return true;
}

static struct json_value *read_bare(struct reader *reader, int depth)
{
    if (depth > DEPTH_MOST)
        return fail(reader, "nested more than 64 deep");
    struct json_value *value = arena_zero(reader->arena, 1, sizeof *value);
    if (take(reader, '{')) {
        value->type = JSON_OBJECT;
        return read_children(reader, value, '}', depth);
    }
    if (take(reader, '[')) {
        value->type = JSON_ARRAY;
        return read_children(reader, value, ']', depth);
    }
    if (take(reader, '"')) {
        value->type = JSON_STRING;
        return read_string(reader, &value->text) ? value : fail(reader, "broken string");
    }
    if (read_word(reader, "null"))
        value->type = JSON_NULL;
    else if (read_word(reader, "true"))
        value->type = JSON_TRUE;
    else if (read_word(reader, "false"))
        value->type = JSON_FALSE;
    else if (read_number(reader, &value->text))
        value->type = JSON_NUMBER;
    else
        return fail(reader, "a value was expected");
    return value;
}

static struct json_value *read_value(struct reader *reader, int depth)
{
    skip_space(reader);
    size_t start = reader->at;
    struct json_value *value = read_bare(reader, depth);
    if (value) {
        size_t quote = value->type == JSON_STRING;
        value->raw = slice_part(reader->text, start + quote, reader->at - quote);
    }
    return value;
}

struct json_value *json_parse(struct arena *arena, struct slice text, struct error *error)
{
    struct reader reader = {.arena = arena, .text = text};
    struct json_value *value = read_value(&reader, 0);
    skip_space(&reader);
    if (value && reader.at < text.size)
        value = fail(&reader, "text after the value");
    if (!value)
        error_set(error, ERROR_INPUT, "", "not JSON: %s at byte %zu", reader.problem, reader.at);
    return value;
}

const struct json_value *json_find(const struct json_value *object, const char *key)
{
    if (!object || object->type != JSON_OBJECT)
        return NULL;
    for (const struct json_value *child = object->first; child; child = child->next) {
        if (slice_is(child->key, key))
            return child;
    }
    return NULL;
}

struct slice json_find_text(const struct json_value *object, const char *key)
{
    const struct json_value *value = json_find(object, key);
    return value && value->type == JSON_STRING ? value->text : SLICE_NONE;
}

int64_t json_to_integer(const struct json_value *value, int64_t fallback)
{
    if (!value || value->type != JSON_NUMBER || value->text.size > 18)
        return fallback;
    int64_t result = 0;
    bool negative = value->text.data[0] == '-';
    for (size_t i = negative; i < value->text.size; i++) {
        char c = value->text.data[i];
        if (c < '0' || c > '9')
            return fallback;
        result = result * 10 + (c - '0');
    }
    return negative ? -result : result;
}
