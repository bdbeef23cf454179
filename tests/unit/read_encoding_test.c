// SPDX-License-Identifier: Apache-2.0
// The order of encodings: mark, transport, declaration, bytes; and character references.
#include "read/encoding.h"
#include "read/html/tree.h"
#include "read_fixture.h"
#include "test.h"

static struct decoded decode(struct slice bytes, const char *transport, bool html)
{
    static struct arena arena;
    struct decoded decoded;
    arena_reset(&arena);
    encoding_decode(read_fixture_tables(), bytes, slice_of(transport), html, &arena, &decoded);
    return decoded;
}

TEST(read_encoding_order)
{
    CHECK_TEXT(decode(SLICE("\xEF\xBB\xBF\xC3\xA9"), "iso-8859-1", true).text, "é");
    CHECK_TEXT(decode(SLICE("\xE9 \x80"), "ISO-8859-1", true).text, "é €");
    CHECK_TEXT(decode(SLICE("<meta charset=iso-8859-15>\xA4"), NULL, true).text,
               "<meta charset=iso-8859-15>€");
    CHECK_TEXT(decode(SLICE("<!-- <meta charset=koi8-r> -->\xE9"), NULL, true).encoding,
               "windows-1252");
    CHECK_TEXT(decode(SLICE("<meta http-equiv=content-type content='text/html; charset=Windows-1251'>"
                            "\xCF"), NULL, true).encoding, "windows-1251");
    CHECK_TEXT(decode(SLICE("\xC3\xA9"), NULL, false).text, "é");
    CHECK_TEXT(decode(SLICE("\xE9"), NULL, false).text, "é");
    CHECK_TEXT(decode(SLICE("\xFF\xFE\xE9\0"), NULL, false).text, "é");
}

TEST(read_encoding_overruled_by_bytes)
{
    struct decoded decoded = decode(SLICE("<meta charset=iso-8859-1>\xC3\xA9t\xC3\xA9"), NULL, true);
    CHECK(decoded.overruled && slice_is(decoded.encoding, "utf-8"));
    decoded = decode(SLICE("<meta charset=gb2312>\xE4\xB8\xAD\xE6\x96\x87"), NULL, true);
    CHECK(decoded.overruled && slice_ends(decoded.text, "中文"));
    decoded = decode(SLICE("<meta charset=utf-8>\xE9t\xE9 \xE0 "), NULL, true);
    CHECK(decoded.overruled && slice_ends(decoded.text, "été à "));
}

TEST(read_encoding_east_asian)
{
    CHECK_TEXT(decode(SLICE("\xD6\xD0"), "gb2312", true).text, "中");
    CHECK_TEXT(decode(SLICE("\x93\xFA"), "shift_jis", true).text, "日");
}

static struct slice references(const char *text, bool in_attribute)
{
    static struct arena arena;
    arena_reset(&arena);
    return reference_decode(read_fixture_tables(), slice_of(text), in_attribute, &arena);
}

TEST(read_references)
{
    CHECK_TEXT(references("&eacute;&#233;&#xE9;&eacute", false), "éééé");
    CHECK_TEXT(references("&amp;lt; &notit; &nosuch; & &;", false), "&lt; ¬it; &nosuch; & &;");
    CHECK_TEXT(references("&#128; &#0; &#x110000; &#;", false), "€ \xEF\xBF\xBD \xEF\xBF\xBD &#;");
    CHECK_TEXT(references("a=1&copy=2&copy;", true), "a=1&copy=2©");
}
