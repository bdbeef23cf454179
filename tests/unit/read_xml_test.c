// SPDX-License-Identifier: Apache-2.0
// XML tokens, well-formed and not, and text taken out with its places.
#include "read/xml.h"
#include "read_fixture.h"
#include "test.h"

static struct arena arena;

// Tokens as letters: "T:a" text, "C:a" CDATA, "<p:a" start, "<a/" empty, ">a" end, "D" doctype.
static struct slice tokens(const char *text)
{
    struct xml_token token = {.source = slice_of(text)};
    struct buffer out;
    arena_reset(&arena);
    buffer_init(&out, &arena);
    while (xml_next(&token)) {
        if (out.size)
            buffer_byte(&out, ' ');
        if (token.kind == XML_TEXT || token.kind == XML_CDATA)
            buffer_format(&out, "%c:" SLICE_FORMAT, token.kind == XML_TEXT ? 'T' : 'C',
                          SLICE_ARGUMENTS(token.content));
        else if (token.kind == XML_DOCTYPE)
            buffer_byte(&out, 'D');
        else
            buffer_format(&out, "%s" SLICE_FORMAT "%s" SLICE_FORMAT "%s",
                          token.kind == XML_END ? ">" : "<", SLICE_ARGUMENTS(token.prefix),
                          token.prefix.data ? ":" : "", SLICE_ARGUMENTS(token.name),
                          token.empty ? "/" : "");
    }
    return buffer_slice(&out);
}

TEST(xml_tokens)
{
    CHECK_TEXT(tokens("<?xml version='1.0'?><!-- <a> --><a x=\"1>2\"><b:c/>t</a>"), "<a <b:c/ T:t >a");
    CHECK_TEXT(tokens("<!DOCTYPE a [<!ENTITY b \"<c>\"> <!-- it's ] > -->]><a>"), "D <a");
    CHECK_TEXT(tokens("<a><![CDATA[<b> ]] > &amp;]]></a>"), "<a C:<b> ]] > &amp; >a");
    CHECK_TEXT(tokens("a < b <1> </ <b"), "T:a < b <1> </  <b");
    CHECK_TEXT(tokens("<a b='c<d></a>"), "<a >a");
    CHECK_TEXT(tokens("<![CDATA[never closed"), "C:never closed");
    CHECK_TEXT(tokens("<a b=\"never closed"), "<a");
    CHECK_TEXT(tokens("<a <b>"), "<a <b");
}

TEST(xml_attributes)
{
    struct xml_token token = {.source = SLICE("<a Href = 'x' y=z xml:base=\"b\"/>")};
    CHECK(xml_next(&token) && token.empty);
    CHECK_TEXT(xml_attribute(&token, "href"), "x");
    CHECK_TEXT(xml_attribute(&token, "y"), "z");
    CHECK_TEXT(xml_attribute(&token, "xml:base"), "b");
    CHECK(!xml_attribute(&token, "base").data);
}

TEST(xml_elements)
{
    struct xml_token token = {.source = SLICE("<a>1<a>2</a>3</a>4<b>5<c>")};
    struct slice content;
    size_t after;
    CHECK(xml_next(&token) && xml_element(&token, true, &content, &after));
    CHECK_TEXT(content, "1<a>2</a>3");
    token.end = after;
    CHECK(xml_next(&token) && xml_next(&token) && !xml_element(&token, true, &content, &after));
    CHECK_TEXT(content, "5");
}

TEST(xml_text_with_places)
{
    struct xml_text text;
    xml_entity_list entities = {0};
    arena_reset(&arena);
    xml_entities(SLICE("<!DOCTYPE a [<!ENTITY port \"Vallorne\"><!ENTITY out SYSTEM \"file:///etc/passwd\">]>"),
                 &arena, &entities);
    CHECK(entities.count == 1);
    xml_text_init(&text, read_fixture_tables(), &entities, &arena);
    xml_text_decoded(&text, SLICE("A &amp;lt; &port; &eacute;&#233; & &out; B"), 100);
    CHECK_TEXT(buffer_slice(&text.text), "A &lt; Vallorne éé & &out; B");
    for (uint32_t i = 0; i < text.runs.count; i++) {
        const struct source_run *run = &text.runs.items[i];
        if (run->text_start == 7) // V, of "&port;"
            CHECK(run->source_start == 111 && run->source_size == 6);
    }
    xml_text_init(&text, read_fixture_tables(), &entities, &arena);
    xml_text_escaped(&text, SLICE("a &lt;b> <c &amp; d\n \ne\nf"), 0, true, true);
    CHECK_TEXT(buffer_slice(&text.text), "a &lt;b> &lt;c &amp; d<br><br>e\nf");
}
