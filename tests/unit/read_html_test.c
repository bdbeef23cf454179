// SPDX-License-Identifier: Apache-2.0
// HTML pages: the defects that issue 3 names, one test each, and hostile input.
#include "read_fixture.h"
#include "test.h"

#define P1 "<p>Le conseil municipal a voté hier soir la fermeture de la piscine pour tout l'hiver.</p>"
#define P2 "<p>Les habitants du quartier protestent contre cette décision et demandent une réunion.</p>"
#define T1 "Le conseil municipal a voté hier soir la fermeture de la piscine pour tout l'hiver."
#define T2 "Les habitants du quartier protestent contre cette décision et demandent une réunion."

static struct document *page(const char *body)
{
    static char bytes[20000];
    size_t head = 0;
    const char *parts[] = {"<!doctype html><html lang=fr><head><meta charset=utf-8><title>La piscine "
                           "ferme ses portes - Le Journal</title></head><body>",
                           body, "</body></html>"};
    for (int i = 0; i < 3; i++) {
        size_t size = strlen(parts[i]);
        memcpy(bytes + head, parts[i], size);
        head += size;
    }
    return read_fixture(RECORD_HTML, (struct slice){bytes, head});
}

TEST(read_html_basic)
{
    struct document *document =
        page("<nav><a href=/>Accueil</a></nav><h1>La piscine ferme ses portes</h1><article>" P1 P2
             "</article><footer>Tous droits réservés</footer>");
    CHECK_TEXT(document->title, "La piscine ferme ses portes");
    CHECK_TEXT(document->text, T1 "\n" T2);
    CHECK(document->language == LANGUAGE_fr);
}

TEST(read_html_drops_boilerplate_paragraphs)
{
    struct document *document =
        page("<article><h1>La piscine ferme ses portes</h1>" P1 "<p>Lire aussi : <a href=/x>Le stade "
             "fermera en mars</a></p><p>La suite après cette publicité</p>" P2
             "<p>Il vous reste 63 % de cet article à lire.</p><p>(avec AFP)</p></article>");
    CHECK_TEXT(document->text, T1 "\n" T2);
    CHECK_TEXT(document->origin.name, "AFP");
}

TEST(read_html_split_by_advertisement)
{
    struct document *document = page("<h1>La piscine ferme ses portes</h1><div id=a><div>" P1
                                     "</div><div class=ad>Publicité</div><div>" P2 "</div></div>");
    CHECK_TEXT(document->text, T1 "\n" T2);
}

TEST(read_html_captions_go)
{
    struct document *document =
        page("<h1>La piscine ferme ses portes</h1><article>" P1
             "<figure><img src=x><figcaption>La piscine, le 3 mai 2021. Photo Jean Petit.</figcaption>"
             "</figure>" P2 "</article>");
    CHECK_TEXT(document->text, T1 "\n" T2);
    CHECK(document->published.value.data == NULL);
}

TEST(read_html_metadata_jsonld)
{
    struct document *document =
        page("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"La piscine "
             "ferme &amp; le stade aussi\",\"datePublished\":\"2025-07-14T10:00:00+02:00\","
             "\"author\":[{\"@type\":\"Person\",\"name\":\"Léa Morin\"}],}</script><article>" P1 P2
             "</article>");
    CHECK_TEXT(document->title, "La piscine ferme & le stade aussi");
    CHECK_TEXT(document->published.value, "2025-07-14T10:00:00+02:00");
    CHECK(document->authors.count == 1);
}

TEST(read_html_hostile)
{
    static char bytes[1 << 20];
    static const char *const units[] = {"<div>", "<a b=c ", "<!--", "&amp;", "&#x", "<script>", "</p>",
                                        "<table><td>", "<p>x</b>", "<![CDATA[", "<ul><li><b>"};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t unit = strlen(units[u]);
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = units[u][i % unit];
        CHECK(read_fixture(RECORD_HTML, (struct slice){bytes, sizeof bytes}) != NULL);
    }
    memset(bytes, 0, sizeof bytes);
    CHECK(read_fixture(RECORD_HTML, (struct slice){bytes, sizeof bytes}) != NULL);
    CHECK(read_fixture(RECORD_HTML, SLICE("")) != NULL);
}
