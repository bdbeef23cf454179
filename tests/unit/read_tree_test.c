// SPDX-License-Identifier: Apache-2.0
// The tokenizer and the tree: what is inside what, and the visible text beside libxml2's and gumbo's.
#include "read/html/tree.h"
#include "read_fixture.h"
#include "base/file.h"
#include "test.h"

#ifdef HAVE_GUMBO
#include <gumbo.h>
#endif
#ifdef HAVE_LIBXML2
#include <libxml/HTMLparser.h>
#endif
#include <stdlib.h>

static struct arena arena;
static struct html_tree tree;

// The elements as nested names: "p(b())".
static void outline(uint32_t node, struct buffer *out)
{
    uint32_t end = tree.nodes.items[node].end;
    for (uint32_t i = node + 1; i < end; i = tree.nodes.items[i].end) {
        if (tree.nodes.items[i].tag == HTML_TEXT)
            continue;
        buffer_text(out, html_tag_name((enum html_tag)tree.nodes.items[i].tag));
        buffer_byte(out, '(');
        outline(i, out);
        buffer_byte(out, ')');
    }
}

static struct slice shape(const char *html)
{
    struct buffer out;
    arena_reset(&arena);
    html_parse(&tree, read_fixture_tables(), slice_of(html), &arena);
    buffer_init(&out, &arena);
    outline(0, &out);
    return buffer_slice(&out);
}

TEST(read_tree_implied_ends)
{
    CHECK_TEXT(shape("<p>a<p>b<div>c</div>"), "p()p()div()");
    CHECK_TEXT(shape("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>"), "ul(li()li(ul(li()))li())");
    CHECK_TEXT(shape("<table><tr><td>a<td>b<tr><td>c</table><p>"),
               "table(tr(td()td())tr(td()))p()");
    CHECK_TEXT(shape("<a>x<a>y</a>"), "a()a()");
    CHECK_TEXT(shape("<b><p>x</b>y</p>z"), "b(p())");
    CHECK_TEXT(shape("<div><button>x</div>y<p>z"), "div(button())p()");
    CHECK_TEXT(shape("<svg><title/><path/></svg><p>x"), "svg(title()#other())p()");
    CHECK_TEXT(shape("<svg><g><p>x"), "svg(#other())p()");
    CHECK_TEXT(shape("<br><img><p/>x</p>"), "br()img()p()");
    CHECK_TEXT(shape("<x-y>a<X-Z></x-y>b"), "#other(#other())");
}

TEST(read_tree_tokens)
{
    shape("<p title='a>b' class=c d>x</p><!-- <p> --><script>if(a<b)'</p>'</script><p>y");
    CHECK_TEXT(html_text(&tree, 0, &arena), "x y");
    CHECK_TEXT(html_attribute_raw(&tree, &tree.nodes.items[1], "title"), "a>b");
    CHECK_TEXT(html_attribute_raw(&tree, &tree.nodes.items[1], "class"), "c");
    CHECK(html_attribute_raw(&tree, &tree.nodes.items[1], "none").data == NULL);
    shape("<script><!-- <script> </script> a --></script>b");
    CHECK_TEXT(html_text(&tree, 0, &arena), "b");
    shape("a < b <1> <p");
    CHECK_TEXT(html_text(&tree, 0, &arena), "a < b <1>");
}

#if defined HAVE_GUMBO || defined HAVE_LIBXML2
// Letters and digits of a text.
static struct slice letters(struct slice text)
{
    struct buffer out;
    buffer_init(&out, &arena);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
            buffer_byte(&out, text.data[i]);
    }
    return buffer_slice(&out);
}

static const char *const pages[] = {
    "<html><body><h1>Un titre</h1><p>Du texte &eacute;crit <b>en gras</b>.<p>Suite</body></html>",
    "<div><ul><li>un<li>deux<ol><li>trois</ol></ul><table><tr><td>a<td>b</table></div>",
    "<p>a<!-- b -->c<script>d</script>e<br>f<img alt=g>h</p>",
    "<p>x &amp; y &lt;z&gt; &#233; fin</p>",
};
#endif

#ifdef HAVE_GUMBO
static void gumbo_text(const GumboNode *node, struct buffer *out)
{
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
        buffer_text(out, node->v.text.text);
    if (node->type != GUMBO_NODE_ELEMENT || node->v.element.tag == GUMBO_TAG_SCRIPT ||
        node->v.element.tag == GUMBO_TAG_STYLE || node->v.element.tag == GUMBO_TAG_TITLE)
        return;
    for (unsigned i = 0; i < node->v.element.children.length; i++)
        gumbo_text(node->v.element.children.data[i], out);
}

// The body's text of a whole page, ours and gumbo's.
static void check_beside_gumbo(const char *name, struct slice page)
{
    struct buffer theirs;
    char *copy = strndup(page.data, page.size); // shape starts the arena anew
    shape(copy);
    GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data, page.size);
    buffer_init(&theirs, &arena);
    gumbo_text(output->root, &theirs);
    struct slice ours = letters(html_text(&tree, 0, &arena));
    struct slice text = letters(buffer_slice(&theirs));
    test_check(slice_equal(ours, text), name, 1, "'" SLICE_FORMAT "' is not gumbo's '" SLICE_FORMAT "'",
               SLICE_ARGUMENTS(ours), SLICE_ARGUMENTS(text));
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    free(copy);
}
#endif

TEST(read_tree_text_as_gumbo)
{
#ifdef HAVE_GUMBO
    static const char *const files[] = {"examples/press/crue-03-radio.html",
                                        "examples/press/patrouilleurs-02-pause.html",
                                        "examples/press/peche-02-talks.html"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        check_beside_gumbo(pages[i], slice_of(pages[i]));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct file file;
        struct error error = {0};
        if (test_check(file_open(&file, files[i], &error), files[i], 1, "%s", error.message)) {
            check_beside_gumbo(files[i], file.bytes);
            file_close(&file);
        }
    }
#else
    test_skip("libgumbo-dev is not installed");
#endif
}

#ifdef HAVE_LIBXML2
static void xml_text(const xmlNode *node, struct buffer *out)
{
    for (; node; node = node->next) {
        if (node->type == XML_TEXT_NODE && node->content)
            buffer_text(out, (const char *)node->content);
        else if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "script") != 0)
            xml_text(node->children, out);
    }
}
#endif

TEST(read_tree_text_as_libxml2)
{
#ifdef HAVE_LIBXML2
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct buffer theirs;
        shape(pages[i]);
        buffer_init(&theirs, &arena);
        htmlDocPtr document =
            htmlReadMemory(pages[i], (int)strlen(pages[i]), NULL, "utf-8",
                           HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
        xml_text(xmlDocGetRootElement(document), &theirs);
        struct slice ours = letters(html_text(&tree, 0, &arena));
        struct slice text = letters(buffer_slice(&theirs));
        test_check(slice_equal(ours, text), __FILE__, __LINE__,
                   "page %zu: '" SLICE_FORMAT "' is not '" SLICE_FORMAT "'", i,
                   SLICE_ARGUMENTS(ours), SLICE_ARGUMENTS(text));
        xmlFreeDoc(document);
    }
#else
    test_skip("libxml2-dev is not installed");
#endif
}

TEST(read_tree_stops_at_its_limit)
{
    arena_reset(&arena);
    size_t size = 4 * (size_t)(HTML_NODE_LIMIT + 10);
    char *source = arena_take(&arena, size);
    for (size_t i = 0; i < size; i += 4)
        memcpy(source + i, "<br>", 4);
    html_parse(&tree, read_fixture_tables(), (struct slice){source, size}, &arena);
    CHECK(tree.cut && tree.nodes.count == HTML_NODE_LIMIT);
    html_parse(&tree, read_fixture_tables(), (struct slice){source, size / 2}, &arena);
    CHECK(!tree.cut && tree.nodes.count == size / 8 + 1);
    arena_reset(&arena);
}
