// SPDX-License-Identifier: Apache-2.0
// Who wrote the article: metadata, elements and lines near the headline, the site itself.
#include "read_fixture.h"
#include "test.h"

#define BODY                                                                                       \
    "<article><p>Le conseil municipal a voté hier soir la fermeture du pont pour tout l'hiver.</p>" \
    "<p>Les habitants du quartier protestent contre cette décision et demandent une réunion.</p>"  \
    "</article>"

// The authors of a page, joined by "; ".
static struct slice authors(const char *head, const char *byline)
{
    static char bytes[4000], joined[400];
    const char *parts[] = {"<!doctype html><html lang=fr><head><meta charset=utf-8>"
                           "<link rel=canonical href=https://www.lecap.example/a>",
                           head, "</head><body><h1>Le vieux pont ferme</h1>", byline, BODY "</body></html>"};
    size_t size = 0, used = 0;
    for (int i = 0; i < 5; i++) {
        memcpy(bytes + size, parts[i], strlen(parts[i]));
        size += strlen(parts[i]);
    }
    struct document *document = read_fixture(RECORD_HTML, (struct slice){bytes, size});
    for (uint32_t i = 0; i < document->authors.count; i++) {
        struct slice name = document->authors.items[i];
        memcpy(joined + used, "; ", i ? 2 : 0);
        used += i ? 2 : 0;
        memcpy(joined + used, name.data, name.size);
        used += name.size;
    }
    return (struct slice){joined, used};
}

#define META(name) "<meta name=author content=\"" name "\">"

TEST(read_author_elements)
{
    CHECK_TEXT(authors("", "<p><a rel=author href=/x>Anne Durand</a> 14 mars</p>"), "Anne Durand");
    CHECK_TEXT(authors("", "<p><a href=/auteur/anne>Anne Durand</a> <a href=/auteur/luc>Luc Roy</a></p>"),
               "Anne Durand; Luc Roy");
    CHECK_TEXT(authors("", "<p><b itemprop=author><i>Anne Durand</i><i>Anne Durand</i></b></p>"),
               "Anne Durand");
    CHECK_TEXT(authors("", "<p class=byline><b>Anne Durand</b> <b>Luc Roy</b></p>"), "Anne Durand; Luc Roy");
    CHECK_TEXT(authors("", "<p class=byline><b>Anne Durand</b> <i>le port rouvre</i></p>"), "");
    // The list of all authors, an author's article beside this one, a word that is no name.
    CHECK_TEXT(authors("", "<p><a href=/auteur/>Nos auteurs ici</a></p>"), "");
    CHECK_TEXT(authors("", "<aside><a rel=author href=/x>Anne Durand</a></aside>"), "");
    CHECK_TEXT(authors("", "<p><a href=/auteur/9>tous ses articles</a></p>"), "");
}

TEST(read_author_is_the_site)
{
    const char *byline = "<p>Par <a rel=author href=/x>Anne Durand</a></p>";
    CHECK_TEXT(authors(META("LeCap"), byline), "Anne Durand");
    CHECK_TEXT(authors(META("Rédaction (www.lecap.example)"), byline), "Anne Durand");
    CHECK_TEXT(authors("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":{\"name\":"
                       "\"Courrier du cap\"},\"publisher\":{\"name\":\"Courrier du Cap\"}}</script>", byline),
               "Anne Durand");
    CHECK_TEXT(authors(META("LeCap"), "<p class=byline>Anne Durand</p>"), "Anne Durand");
    CHECK_TEXT(authors(META("LeCap"), "<p class=byline>Radio Vallorne</p>"), "LeCap");
    CHECK_TEXT(authors(META("LeCap"), ""), "LeCap");
    CHECK_TEXT(authors(META("Luc Roy"), byline), "Luc Roy");
}

TEST(read_author_fields)
{
    CHECK_TEXT(authors(META("Anne Durand | Le Courrier"), ""), "Anne Durand");
    CHECK_TEXT(authors(META("Durand, Anne"), ""), "Anne Durand");
    CHECK_TEXT(authors(META("Durand, Roy"), ""), "Roy Durand");
    CHECK_TEXT(authors(META("Anne Durand, Luc Roy"), ""), "Anne Durand; Luc Roy");
    CHECK_TEXT(authors(META("Anne Durand (avec Luc Roy et Paul Petit)"), ""), "Anne Durand; Luc Roy; Paul Petit");
    CHECK_TEXT(authors(META("page.head.extra.author"), ""), "");
    CHECK_TEXT(authors(META("Anne Durand") META("anne-durand") META("luc_r"), ""), "Anne Durand; luc_r");
    CHECK_TEXT(authors(META("courrier.example"), ""), "courrier.example");
    CHECK_TEXT(authors("<meta name=twitter:label1 content=\"Écrit par\"><meta name=twitter:data1 content=\"Anne Durand\">",
                       ""), "Anne Durand");
    CHECK_TEXT(authors("<meta name=twitter:label1 content=\"Durée de lecture\"><meta name=twitter:data1 content=\"Deux Minutes\">",
                       ""), "");
}

TEST(read_author_who_signs_the_end)
{
    struct document *document = read_fixture(RECORD_HTML, SLICE("<html lang=fr><h1>Le vieux pont ferme</h1>" BODY BODY
                                             "<p>Le pont rouvrira au printemps, promet la commune.</p><p>Anne Durand</p>"));
    CHECK(document->authors.count == 1 && slice_is(document->authors.items[0], "Anne Durand"));
    CHECK(slice_find(document->text, SLICE("Durand"), 0) == SIZE_MAX);
}
