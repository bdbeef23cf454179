// SPDX-License-Identifier: Apache-2.0
// What is body by its marks and place (read/html/article.c): names of elements that hold too much
// for what they say, headings whose class says too much, where standfirsts stand.
#include "read_fixture.h"
#include "test.h"

#include <stdio.h>

#define H1 "<h1>La piscine ferme ses portes</h1>"
#define LEAD "Après vingt ans de débats, la ville renonce à rénover le bassin et cherche un nouvel emploi au bâtiment"
#define T1 "Le conseil municipal a voté hier soir la fermeture de la piscine pour tout l'hiver."
#define T2 "Les habitants du quartier protestent contre cette décision et demandent une réunion."
#define T3 "La mairie répond que le chauffage coûte trop cher et qu'elle n'a pas d'autre choix."
#define T4 "Une rencontre entre les deux parties aura lieu dans dix jours à la salle des fêtes."
#define T5 "Depuis dix ans, les nageurs du club s'entraînent dans la commune voisine, où les heures sont comptées, et "   \
           "beaucoup d'enfants du quartier n'ont jamais appris à nager, regrette la présidente de l'association."
#define P1 "<p>" T1 "</p>"
#define P2 "<p>" T2 "</p>"
#define P3 "<p>" T3 "</p>"
#define P4 "<p>" T4 "</p>"
#define ALL T1 "\n" T2 "\n" T3 "\n" T4

static struct document *page(const char *body)
{
    static char bytes[20000];
    int size = snprintf(bytes, sizeof bytes,
                        "<!doctype html><html lang=fr><head><meta charset=utf-8>"
                        "<title>La piscine ferme ses portes</title></head><body>%s</body></html>", body);
    return read_fixture(RECORD_HTML, (struct slice){bytes, (size_t)size});
}

TEST(read_article_a_date_does_not_hold_paragraphs)
{
    // Components named after dates, titles: their headings and items are body.
    CHECK_TEXT(page(H1 "<main>" P1 "<div class=date-component>" P2 P3 "<h2>Une pétition</h2><p>" T5 "</p><ul><li>deux "
                       "bassins</li></ul></div><div class=post-date>4 mai</div>" P4 "</main>")->text,
               T1 "\n" T2 "\n" T3 "\nUne pétition\n" T5 "\ndeux bassins\n" T4);
}

TEST(read_article_a_card_of_the_article)
{
    CHECK_TEXT(page(H1 "<main>" P1 P2 "<div class=card><h3>Le grand bassin</h3>" P3 P4 "<p>" T1 " " T3 "</p><ul>"
                       "<li>25 mètres</li></ul></div></main>")->text,
               T1 "\n" T2 "\nLe grand bassin\n" T3 "\n" T4 "\n" T1 " " T3 "\n25 mètres");
    // One that leads to another article is none.
    CHECK_TEXT(page(H1 "<main>" P1 P2 P3 P4 "<div class=card><h3><a href=/b>Le stade</a></h3><p>Ouvert.</p></div>"
                       "</main>")->text, ALL);
}

TEST(read_article_headings_by_what_they_head)
{
    CHECK_TEXT(page(H1 "<main>" P1 "<h2 class=toc-title>Une pétition</h2>" P2 P3 P4
                       "<h2 class=related-title>À voir</h2></main>")->text,
               T1 "\nUne pétition\n" T2 "\n" T3 "\n" T4);
    CHECK_TEXT(page(H1 "<main>" P1 "<h2 class=visually-hidden>Texte de la page</h2>" P2 P3 P4 "</main>")->text, ALL);
}

TEST(read_article_standfirst_as_a_heading)
{
    CHECK_TEXT(page("<header>" H1 "<h2>" LEAD "</h2></header><div>" P1 P2 P3 P4 "</div>")->text, LEAD "\n" ALL);
    // A short one is a kicker or a section.
    CHECK_TEXT(page("<header>" H1 "<h2>Vie locale</h2></header><div>" P1 P2 P3 P4 "</div>")->text, ALL);
}

TEST(read_article_standfirst_between_two_headlines)
{
    CHECK_TEXT(page(H1 "<p class=intro>" LEAD "</p><h1>Léa Morin</h1><div>" P1 P2 P3 P4 "</div>")->text, LEAD "\n" ALL);
}

TEST(read_article_a_quotation_is_no_container)
{
    CHECK_TEXT(page(H1 "<div>" P1 "<blockquote>" P2 P3 P4 "<p>" T5 "</p></blockquote></div>")->text,
               ALL "\n" T5);
}

TEST(read_article_in_a_script_of_a_page_to_be_drawn)
{
    struct document *document =
        page("<div id=root></div><script>self.__next_f.push([1,\"22:T1f4,\"])</script><script>self.__next_f.push([1,"
             "\"\\u003cp class=\\\"t\\\"\\u003e" T1 "\\u003c/p\\u003e$$AD$$\\u003cp\\u003e" T2 "\\u003c/p\\u003e\\u003cp"
             "\\u003e" T5 "\\u003c/p\\u003e\"])</script>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T5);
}

TEST(read_article_of_elements_of_its_own)
{
    CHECK_TEXT(page(H1 "<app-body><app-by>Léa Morin</app-by><app-text>" T1 "</app-text><app-text>" T2 "</app-text>"
                       "<app-text>Un <app-word>autre</app-word> bassin a ouvert à Saulnes, dit la presse de la région, et "
                       "il est <app-word>plein</app-word>.</app-text><app-text>" T5 "</app-text></app-body>")->text,
               T1 "\n" T2 "\nUn autre bassin a ouvert à Saulnes, dit la presse de la région, et il est plein.\n" T5);
}
