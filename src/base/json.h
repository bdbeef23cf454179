// SPDX-License-Identifier: Apache-2.0
// JSON: a writer that appends to a buffer, and a reader that gives a flat tree in an arena.
// The reader is strict (RFC 8259) but for lone surrogates, which become U+FFFD; depth <= 64.
// Numbers are kept as text: nothing here rounds.
#ifndef RECOUPE_BASE_JSON_H
#define RECOUPE_BASE_JSON_H

#include "base/error.h"
#include "base/list.h"

// --- writing: commas are placed by the writer; strings are escaped, invalid UTF-8 repaired.
struct json_writer {
    struct buffer *out;
    uint8_t depth;
    bool has_items[66];
    bool after_key;
};

void json_init(struct json_writer *json, struct buffer *out);
void json_open(struct json_writer *json, char bracket);  // '{' or '['
void json_close(struct json_writer *json, char bracket); // '}' or ']'
void json_key(struct json_writer *json, const char *key);
void json_text(struct json_writer *json, struct slice text); // data == NULL writes null
void json_key_text(struct json_writer *json, const char *key, struct slice text);
void json_integer(struct json_writer *json, int64_t value);
void json_bool(struct json_writer *json, bool value);
void json_null(struct json_writer *json);
void json_raw(struct json_writer *json, struct slice raw); // already JSON, e.g. a number's text

// --- reading
enum json_type {
    JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT
};

struct json_value {
    enum json_type type;
    struct slice key;         // name in the parent object, else data == NULL
    struct slice text;        // STRING: unescaped UTF-8; NUMBER: as written
    struct slice raw;         // as written; STRING: without its quotes
    struct json_value *first; // ARRAY, OBJECT: first child
    struct json_value *next;  // next sibling
    uint32_t count;           // children
};

// Parses one JSON value that fills text. The tree and its strings live in the arena (strings
// without escapes are slices of text itself). Returns NULL after filling error (kind INPUT,
// message with byte position).
struct json_value *json_parse(struct arena *arena, struct slice text, struct error *error);
// Child of an object by name, or NULL (also when object is NULL or no object).
const struct json_value *json_find(const struct json_value *object, const char *key);
// The string of a STRING child, else SLICE_NONE.
struct slice json_find_text(const struct json_value *object, const char *key);
// Whole number of a NUMBER value, or fallback.
int64_t json_to_integer(const struct json_value *value, int64_t fallback);

#endif
