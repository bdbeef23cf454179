// SPDX-License-Identifier: Apache-2.0
// Second thoughts about chosen blocks (read/html/refine.c): captions, cards, lists, what follows.
#include "read_fixture.h"
#include "test.h"

#include <stdio.h>

#define H1 "<h1>La piscine ferme ses portes</h1>"
#define T1 "Le conseil municipal a voté hier soir la fermeture de la piscine pour tout l'hiver."
#define T2 "Les habitants du quartier protestent contre cette décision et demandent une réunion."
#define T3 "La mairie répond que le chauffage coûte trop cher et qu'elle n'a pas d'autre choix."
#define T4 "Une rencontre entre les deux parties aura lieu dans dix jours à la salle des fêtes."
#define P1 "<p>" T1 "</p>"
#define P2 "<p>" T2 "</p>"
#define P3 "<p>" T3 "</p>"
#define P4 "<p>" T4 "</p>"

static struct document *page(const char *body)
{
    static char bytes[20000];
    int size = snprintf(bytes, sizeof bytes,
                        "<!doctype html><html lang=fr><head><meta charset=utf-8>"
                        "<link rel=canonical href='https://www.journal.example/a'>"
                        "<title>La piscine ferme ses portes</title></head><body>%s</body></html>", body);
    return read_fixture(RECORD_HTML, (struct slice){bytes, (size_t)size});
}

TEST(read_refine_caption_without_a_name)
{
    CHECK_TEXT(page(H1 "<article>" P1 "<div><div><img src=a.jpg></div><div>Le grand bassin vide, photographié "
                       "par un habitant du quartier.</div></div>" P2 P3 "</article>")->text,
               T1 "\n" T2 "\n" T3);
    // A paragraph beside others is none, nor is one without a picture before it.
    CHECK_TEXT(page(H1 "<article><div><img src=a.jpg>" P1 P2 "</div><div>" P3 "</div></article>")->text,
               T1 "\n" T2 "\n" T3);
}

#define CARD(name, address)                                                                        \
    "<div class='item n-" name "'><h3><a href='" address "'>" name " et sa rue en travaux</a></h3>"  \
    "<p>À " name ", les travaux de la rue principale dureront jusqu'au printemps prochain.</p></div>"

TEST(read_refine_cards_of_other_articles)
{
    CHECK_TEXT(page(H1 "<div id=x><div>" P1 P2 P3 P4 "</div><div>" P1 P2 P3 P4 "<p>" T1 " " T2 " " T3
                       "</p></div><div>" CARD("Alby", "/1") CARD("Bussy", "/2") CARD("Cergy", "/3")
                       "</div></div>")->text,
               T1 "\n" T2 "\n" T3 "\n" T4 "\n" T1 " " T2 " " T3);
}

TEST(read_refine_cards_that_are_the_article_stay)
{
    struct document *document =
        page(H1 "<div id=x>" P1 P2 P3 "<div>" CARD("Alby", "https://alby.example/") CARD("Bussy", "https://bussy.example/")
             CARD("Cergy", "https://cergy.example/") "</div></div>");
    CHECK(slice_find(document->text, SLICE("À Cergy, les travaux"), 0) != SIZE_MAX);
}

TEST(read_refine_links_in_a_list_of_the_text)
{
    CHECK_TEXT(page(H1 "<article>" P1 "<ul><li>le petit bassin</li><li>le grand bassin</li><li><a href=/t>le "
                       "toboggan</a></li></ul>" P2 "</article>")->text,
               T1 "\nle petit bassin\nle grand bassin\nle toboggan\n" T2);
    CHECK_TEXT(page(H1 "<article>" P1 "<ul><li><a href=/s>Le stade rouvre en mars</a></li><li><a href=/g>Le gymnase "
                       "aussi rouvre</a></li></ul>" P2 "</article>")->text,
               T1 "\n" T2);
    CHECK_TEXT(page(H1 "<div class=article-body>" P1 "<ul><li><a href=https://eau.example/>La fédération des "
                       "bassins</a></li></ul>" P2 "</div>")->text,
               T1 "\nLa fédération des bassins\n" T2);
}

TEST(read_refine_what_follows_the_body)
{
    CHECK_TEXT(page(H1 "<main><div class=article-body>" P1 P2 P3 P4 "</div><div><p>Notre rédaction travaille pour "
                       "vous tous les jours de la semaine.</p></div></main>")->text,
               T1 "\n" T2 "\n" T3 "\n" T4);
}

TEST(read_refine_tables)
{
    // In a figure, and with classes and links on some cells.
    CHECK_TEXT(page(H1 "<article>" P1 "<figure><table><tr><th>Bassin</th><th>Mètres</th></tr><tr><td><a href=/p>Petit "
                       "bassin</a></td><td>15</td></tr><tr><td>Grand bassin</td><td class=premium>50</td></tr></table>"
                       "<figcaption>Les bassins de la ville</figcaption></figure>" P2 "</article>")->text,
               T1 "\nBassin\nMètres\nPetit bassin\n15\nGrand bassin\n50\n" T2);
}

TEST(read_refine_items_said_twice_stay)
{
    CHECK_TEXT(page(H1 "<article>" P1 "<ul><li>Entrée libre pour tous les enfants de la ville</li></ul>" P2
                       "<ul><li>Entrée libre pour tous les enfants de la ville</li></ul>" P3 "</article>")->text,
               T1 "\nEntrée libre pour tous les enfants de la ville\n" T2
                  "\nEntrée libre pour tous les enfants de la ville\n" T3);
}

TEST(read_refine_footer_longer_than_the_article)
{
    CHECK_TEXT(page(H1 "<div><div>" P1 P2 P3 "</div></div><footer><div>" P4 P4 "<p>" T4 " " T4 " " T4 " " T4 " " T4 " " T4
                       " " T4 " " T4 "</p><p>" T4 " " T4 " " T4 " " T4 "</p></div></footer>")->text,
               T1 "\n" T2 "\n" T3);
}

TEST(read_refine_opening_list_is_body)
{
    CHECK_TEXT(page("<div><ul><li>La piscine ferme ses portes</li></ul>" H1 "<ul><li>Le grand bassin ferme dès lundi prochain</li>"
                    "<li>Le petit bassin reste ouvert le mercredi</li></ul></div><div class=article-body>" P1 P2 P3 P4
                    "</div>")->text,
               "Le grand bassin ferme dès lundi prochain\nLe petit bassin reste ouvert le mercredi\n" T1 "\n" T2 "\n" T3
               "\n" T4);
}
