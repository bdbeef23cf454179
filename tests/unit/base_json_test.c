// SPDX-License-Identifier: Apache-2.0
// base/json: writing escapes, reading strictly, refusing what is broken with a place.
#include "base/json.h"
#include "test.h"

TEST(json_writes_and_reads_back)
{
    struct arena arena;
    struct buffer out;
    struct json_writer json;
    struct error error;
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    json_init(&json, &out);
    json_open(&json, '{');
    json_key(&json, "a");
    json_text(&json, SLICE("é\"\\\n\x01"));
    json_key(&json, "b");
    json_open(&json, '[');
    json_integer(&json, -42);
    json_bool(&json, true);
    json_text(&json, SLICE_NONE);
    json_close(&json, ']');
    json_close(&json, '}');
    CHECK_TEXT(buffer_slice(&out), "{\"a\":\"é\\\"\\\\\\n\\u0001\",\"b\":[-42,true,null]}");
    struct json_value *value = json_parse(&arena, buffer_slice(&out), &error);
    CHECK_TEXT(json_find_text(value, "a"), "é\"\\\n\x01");
    CHECK(json_find(value, "b")->count == 3);
    CHECK(json_to_integer(json_find(value, "b")->first, 0) == -42);
    arena_free(&arena);
}

TEST(json_refuses_broken_text)
{
    static const char *const broken[] = {"", "{", "[1,]", "{\"a\" 1}", "\"\\x\"", "01", "[1] 2",
                                         "\"a\nb\"", "nul", "-", "1.", "{1:2}"};
    struct arena arena;
    struct error error;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        test_check(!json_parse(&arena, slice_of(broken[i]), &error), __FILE__, __LINE__, "%s",
                   broken[i]);
    char deep[200];
    memset(deep, '[', sizeof deep);
    CHECK(!json_parse(&arena, (struct slice){deep, sizeof deep}, &error));
    CHECK_TEXT(json_parse(&arena, SLICE("\"\\ud83d\\ude00\\ud800\""), &error)->text,
               "\xF0\x9F\x98\x80\xEF\xBF\xBD");
    arena_free(&arena);
}
