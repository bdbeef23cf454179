// SPDX-License-Identifier: Apache-2.0
// Feed entries: titles, addresses, dates, authors and texts of every dialect, kinds of content,
// relative addresses, encodings, and what is not well-formed.
#include "base/file.h"
#include "read/feed.h"
#include "read_fixture.h"
#include "test.h"

#include <stdio.h>
#include <unistd.h>

static struct arena arena, scratch;
static struct document documents[8];
static unsigned count;

// Reads all entries of a feed into documents.
static void feed(struct slice bytes)
{
    char path[64];
    struct error error = {0};
    struct record record;
    struct read_options options = {.tables = read_fixture_tables()};
    arena_reset(&arena);
    arena_reset(&scratch);
    memset(documents, 0, sizeof documents);
    count = 0;
    snprintf(path, sizeof path, "build/test-feed-%d", (int)getpid());
    CHECK(file_write(path, bytes, &error));
    struct input *input = input_open(path, &error);
    if (!test_check(input != NULL, __FILE__, __LINE__, "%s", error.message))
        return;
    while (count < 8 && input_next(input, &record, &error) == INPUT_RECORD) {
        document_init(&documents[count], &arena);
        CHECK(record_read(&record, &options, &documents[count], &scratch, &error));
        count++;
        record_free(&record);
    }
    input_close(input);
    unlink(path);
    for (unsigned i = count; i < 8; i++)
        document_init(&documents[i], &arena);
}

#define RSS(items) "<rss version=\"2.0\"><channel><title>Le Cap</title><link>http://cap.example/</link>" \
    "<language>fr</language>" items "</channel></rss>"
#define ATOM(entries) "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Le Cap</title>" entries "</feed>"

TEST(feed_rss_item)
{
    feed(SLICE(RSS(
        "<image><title>Logo</title></image><item><title>La digue &amp;amp; le port</title>"
        "<link> /a/1 </link><guid isPermaLink=\"false\">cap-1</guid>"
        "<pubDate>Mon, 14 Jul 2025 10:00:00 +0200</pubDate><author>anne@cap.example (Anne Durand)</author>"
        "<description>&lt;p&gt;La digue a tenu toute la nuit, dit le maire.&lt;/p&gt;</description></item>"
        "<item><title>Deux</title></item>")));
    CHECK(count == 2);
    CHECK_TEXT(documents[0].title, "La digue & le port");
    CHECK_TEXT(documents[0].url, "http://cap.example/a/1");
    CHECK_TEXT(documents[0].source_id, "cap-1");
    CHECK_TEXT(documents[0].published.value, "2025-07-14T10:00:00+02:00");
    CHECK_TEXT(documents[0].site, "Le Cap");
    CHECK_TEXT(documents[0].text, "La digue a tenu toute la nuit, dit le maire.");
    CHECK(documents[0].language == LANGUAGE_fr);
    CHECK(documents[0].authors.count == 1);
    if (documents[0].authors.count)
        CHECK_TEXT(documents[0].authors.items[0], "Anne Durand");
    CHECK_TEXT(documents[1].title, "Deux");
    CHECK(documents[1].url.data == NULL && documents[1].published.value.data == NULL);
}

TEST(feed_content_and_summary)
{
    feed(SLICE(RSS(
        "<item><description>La digue a tenu.</description><content:encoded><![CDATA[<p>La digue a tenu "
        "toute la nuit, dit le maire.</p><p>Le port rouvre demain matin à tous les bateaux.</p>]]>"
        "</content:encoded></item>"
        "<item><content:encoded><![CDATA[<img src=a.png>]]></content:encoded><description>Le phare est "
        "en travaux jusqu'en mai, dit le port.</description></item>"
        "<item><description>Première ligne du communiqué.\n\nSeconde ligne, plus loin.</description></item>"
        "<item><description>&amp;lt;p&amp;gt;Le quai est fermé.&amp;lt;/p&amp;gt;</description></item>"
        "<item><description>Le <b>quai</b> est <i>fermé</i>, dit-on.</description></item>")));
    CHECK(count == 5);
    CHECK_TEXT(documents[0].text, "La digue a tenu toute la nuit, dit le maire.\n"
                                  "Le port rouvre demain matin à tous les bateaux.");
    CHECK_TEXT(documents[1].text, "Le phare est en travaux jusqu'en mai, dit le port.");
    CHECK_TEXT(documents[2].text, "Première ligne du communiqué.\nSeconde ligne, plus loin.");
    CHECK_TEXT(documents[3].text, "Le quai est fermé.");
    CHECK_TEXT(documents[4].text, "Le quai est fermé, dit-on.");
}

TEST(feed_summary_of_links)
{
    feed(SLICE(RSS(
        "<item><description>&lt;p&gt;&lt;a href=\"/1\"&gt;La digue a tenu toute la nuit&lt;/a&gt;&lt;/p&gt;</description></item>"
        "<item><description>&lt;a href=\"/1\"&gt;[le lien]&lt;/a&gt; &lt;a href=\"/2\"&gt;[les avis]&lt;/a&gt;</description></item>"
        "<item><title>La digue a tenu</title><description>&lt;a href=\"/1\"&gt;La digue a tenu&lt;/a&gt;</description></item>")));
    CHECK(count == 3);
    CHECK_TEXT(documents[0].text, "La digue a tenu toute la nuit");
    CHECK_TEXT(documents[1].text, "");
    CHECK_TEXT(documents[2].text, "");
}

TEST(feed_atom_types)
{
    feed(SLICE(ATOM(
        "<author><name>Paul Petit</name></author>"
        "<entry xml:base=\"http://cap.example/b/\" xml:lang=\"en\"><id>urn:1</id><title type=\"text\">5 &lt; 6 &amp;amp; 7</title>"
        "<link rel=\"self\" href=\"self\"/><link rel=\"alternate\" type=\"text/html\" href=\"un?a=1&amp;b=2\"/>"
        "<updated>2025-07-14T08:00:00Z</updated><content type=\"xhtml\"><x:div xmlns:x=\"http://www.w3.org/1999/xhtml\">"
        "<x:p>The dam <x:a href=\"dam\">held</x:a> all night &lt;here&gt;, the mayor said.</x:p><x:script/>"
        "<x:p>The port opens again tomorrow.</x:p></x:div></content></entry>"
        "<entry><title type=\"html\">Le &lt;em&gt;phare&lt;/em&gt; &amp;eacute;teint</title><published>2025-07-13T08:00:00Z</published>"
        "<updated>2025-07-14T08:00:00Z</updated><author><name>Anne Durand</name></author><author><name>Luc Roy"
        "</name></author><summary type=\"html\">&lt;p&gt;Le phare est &amp;eacute;teint depuis lundi soir.&lt;/p&gt;"
        "</summary></entry><entry><title>Trois</title><content type=\"image/png\">iVBORw0KGgo=</content></entry>")));
    CHECK(count == 3);
    CHECK_TEXT(documents[0].title, "5 < 6 &amp; 7");
    CHECK_TEXT(documents[0].url, "http://cap.example/b/un?a=1&b=2");
    CHECK_TEXT(documents[0].source_id, "urn:1");
    CHECK_TEXT(documents[0].text, "The dam held all night <here>, the mayor said.\nThe port opens again tomorrow.");
    CHECK(documents[0].language == LANGUAGE_en && documents[0].authors.count == 1);
    CHECK_TEXT(documents[0].published.value, "2025-07-14T08:00:00Z");
    CHECK(documents[0].structure.count == 3);
    if (documents[0].structure.count == 3)
        CHECK_TEXT(documents[0].structure.items[1].url, "http://cap.example/b/dam");
    CHECK_TEXT(documents[1].title, "Le phare éteint");
    CHECK_TEXT(documents[1].published.value, "2025-07-13T08:00:00Z");
    CHECK_TEXT(documents[1].modified.value, "2025-07-14T08:00:00Z");
    CHECK(documents[1].authors.count == 2);
    CHECK_TEXT(documents[1].text, "Le phare est éteint depuis lundi soir.");
    CHECK_TEXT(documents[2].text, "");
}

TEST(feed_rdf_and_dublin_core)
{
    feed(SLICE("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
               "xmlns:d=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"http://cap.example/\"><title>Le Cap</title>"
               "<items><rdf:Seq><rdf:li resource=\"http://cap.example/1\"/></rdf:Seq></items></channel>"
               "<item rdf:about=\"http://cap.example/1\"><d:title>Autre</d:title><title>La digue</title><d:date>2025-07-14</d:date>"
               "<d:creator>Anne Durand</d:creator><d:creator>Luc Roy</d:creator><description>La digue a tenu.</description></item></rdf:RDF>"));
    CHECK(count == 1);
    CHECK_TEXT(documents[0].title, "La digue");
    CHECK_TEXT(documents[0].url, "http://cap.example/1");
    CHECK_TEXT(documents[0].source_id, "http://cap.example/1");
    CHECK_TEXT(documents[0].published.value, "2025-07-14");
    CHECK(documents[0].authors.count == 2);
}

TEST(feed_not_well_formed)
{
    feed(SLICE("\n<!DOCTYPE rss [<!ENTITY cap \"Cap &eacute;cluse\">]>" RSS(
        "<item><title>Un & deux &cap; &hellip;</title><link>http://cap.example/1<pubDate>2025-07-14</pubDate>"
        "<description>Le quai <b est fermé ce matin.</description>"
        "<item><TITLE>Deux</TITLE><media:group><title>non</title></media:group>"
        "<description><![CDATA[Le phare est éteint.]]></item>")));
    CHECK(count == 2);
    CHECK_TEXT(documents[0].title, "Un & deux Cap écluse …");
    CHECK_TEXT(documents[0].url, "http://cap.example/1");
    CHECK_TEXT(documents[0].published.value, "2025-07-14");
    CHECK_TEXT(documents[1].title, "Deux");
    CHECK_TEXT(documents[1].text, "Le phare est éteint.");
    feed(SLICE("<rss><channel><item"));
    CHECK(count == 1);
    feed(SLICE("<rss>"));
    CHECK(count == 0);
}

TEST(feed_encodings)
{
    feed(SLICE("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" RSS(
        "<item><title>Digue r\xE9par\xE9" "e</title><description>La digue a \xE9t\xE9 r\xE9par\xE9" "e hier.</description></item>")));
    CHECK_TEXT(documents[0].title, "Digue réparée");
    CHECK_TEXT(documents[0].text, "La digue a été réparée hier.");
    uint32_t start, end;
    CHECK(document_source_span(&documents[0], (struct span){11, 16}, &start, &end) && end - start == 3);
    static const char wide[] = "<\0r\0s\0s\0>\0<\0i\0t\0e\0m\0>\0<\0t\0i\0t\0l\0e\0>\0\xE9\0t\0\xE9\0<\0/\0t\0i\0t\0l\0e\0>\0"
                               "<\0/\0i\0t\0e\0m\0>\0<\0/\0r\0s\0s\0>";
    feed((struct slice){wide, sizeof wide});
    CHECK(count == 1);
    CHECK_TEXT(documents[0].title, "été");
}

TEST(feed_json)
{
    feed(SLICE("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Le Cap\",\"language\":\"fr\","
               "\"home_page_url\":\"http://cap.example/\",\"items\":[{\"id\":\"7\",\"url\":\"/7\",\"title\":\"La \\u00e9cluse\","
               "\"content_html\":\"<p>L'\\u00e9cluse ouvre <a href=\\\"b\\\">demain<\\/a> matin, dit le port.</p>\","
               "\"date_published\":\"2025-07-14T10:00:00+02:00\",\"authors\":[{\"name\":\"Anne Durand\"},{\"name\":\"Luc Roy\"}]},"
               "{\"id\":8,\"content_text\":\"Une ligne < deux.\\n\\nLa suite de la note.\"}]}"));
    CHECK(count == 2);
    CHECK_TEXT(documents[0].title, "La écluse");
    CHECK_TEXT(documents[0].url, "http://cap.example/7");
    CHECK_TEXT(documents[0].text, "L'écluse ouvre demain matin, dit le port.");
    CHECK(documents[0].authors.count == 2);
    CHECK_TEXT(documents[1].text, "Une ligne < deux.\nLa suite de la note.");
    CHECK_TEXT(documents[1].source_id, "8");
}
