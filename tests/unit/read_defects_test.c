// SPDX-License-Identifier: Apache-2.0
// The defects of article readers that issue 3 names, one test each, on pages of our own
// (read_html_test.c has the older ones).
#include "read_fixture.h"
#include "test.h"

#define P1 "<p>Le conseil municipal a voté hier soir la fermeture de la piscine pour tout l'hiver.</p>"
#define P2 "<p>Les habitants du quartier protestent contre cette décision et demandent une réunion.</p>"
#define P3 "<p>Le bassin, ouvert en 1974, perd cinquante litres d'eau par jour, selon la mairie.</p>"
#define T1 "Le conseil municipal a voté hier soir la fermeture de la piscine pour tout l'hiver."
#define T2 "Les habitants du quartier protestent contre cette décision et demandent une réunion."
#define T3 "Le bassin, ouvert en 1974, perd cinquante litres d'eau par jour, selon la mairie."
#define H1 "<h1>La piscine ferme ses portes</h1>"

static struct document *read_page(const char *head, const char *body)
{
    static char bytes[40000];
    size_t size = 0;
    const char *parts[] = {"<!doctype html><html lang=fr><head><meta charset=utf-8>", head,
                           "</head><body>", body, "</body></html>"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t length = strlen(parts[i]);
        memcpy(bytes + size, parts[i], length);
        size += length;
    }
    return read_fixture(RECORD_HTML, (struct slice){bytes, size});
}

static struct document *page(const char *body)
{
    return read_page("<title>La piscine ferme ses portes - Le Journal</title>", body);
}

static bool has(const struct document *document, const char *text)
{
    return slice_find(document->text, slice_of(text), 0) != SIZE_MAX;
}

TEST(defect_pull_quote_repeats_a_sentence)
{
    struct document *document =
        page(H1 "<article>" P1 "<blockquote>« Nous n'avons plus d'argent pour chauffer l'eau »</blockquote>"
                "<p>Le maire s'en explique. « Nous n'avons plus d'argent pour chauffer l'eau », dit-il "
                "devant les élus réunis ce soir-là.</p><aside class=pullquote>Les habitants du quartier "
                "protestent contre cette décision</aside>" P2 "</article>");
    CHECK_TEXT(document->text,
               T1 "\nLe maire s'en explique. « Nous n'avons plus d'argent pour chauffer l'eau », dit-il "
                  "devant les élus réunis ce soir-là.\n" T2);
}

TEST(defect_quotation_that_is_said_once_stays)
{
    struct document *document =
        page(H1 "<article>" P1 "<blockquote>« Nous n'avons plus d'argent pour chauffer l'eau »</blockquote>"
             P2 "</article>");
    CHECK_TEXT(document->text, T1 "\n« Nous n'avons plus d'argent pour chauffer l'eau »\n" T2);
}

TEST(defect_drop_cap_doubled_for_screen_readers)
{
    struct document *document =
        page(H1 "<article><p><span class=lettrine aria-hidden=true>L</span><span class=sr-only>Le</span>"
                "<span aria-hidden=true>e</span> conseil municipal a voté hier soir la fermeture de la "
                "piscine pour tout l'hiver.</p><p><span class=dropcap>L</span>es habitants du quartier "
                "protestent contre cette décision et demandent une réunion.</p></article>");
    CHECK_TEXT(document->text, T1 "\n" T2);
}

TEST(defect_words_glued_across_inline_elements)
{
    struct document *document =
        page(H1 "<article><p>Le conseil <b>municipal</b><i> a voté</i> hier<br>soir la <a href=/x>fermeture"
                "</a> de la<img src=x>piscine pour <em>tout</em> l'<strong>hiver</strong>.</p>"
                "<div>Les habitants du quartier protestent<div>contre cette décision et demandent une "
                "réunion.</div></div></article>");
    CHECK(has(document, "Le conseil municipal a voté hier soir la fermeture de la piscine pour tout l'hiver."));
    CHECK(!has(document, "protestentcontre"));
}

TEST(defect_soft_hyphens_and_invisible_characters)
{
    struct document *document =
        page(H1 "<article><p>Le conseil munici\xC2\xADpal a vo&shy;té hier soir la ferme&#173;ture de la "
                "pis\xE2\x80\x8B" "cine pour tout l'hiver.</p>" P2 "</article>");
    CHECK_TEXT(document->text, T1 "\n" T2);
}

TEST(defect_entities_inside_jsonld)
{
    struct document *document = read_page(
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"L&#039;eau &amp; "
        "la piscine : ce que l&rsquo;on sait\",\"datePublished\":\"2021-05-03\",\"author\":{\"@type\":"
        "\"Person\",\"name\":\"L&eacute;a Morin\"}}</script>",
        "<article>" P1 P2 "</article>");
    CHECK_TEXT(document->title, "L'eau & la piscine : ce que l’on sait");
    CHECK(document->authors.count == 1);
    CHECK_TEXT(document->authors.items[0], "Léa Morin");
}

TEST(defect_related_articles_of_an_endless_page)
{
    struct document *document =
        page("<main><article><header>" H1 "</header><div class=texte>" P1 P2 P3 P1 P2 "</div></article>"
             "<section class=suite><article><h2><a href=/stade>Le stade rouvre</a></h2><p>Le stade a "
             "rouvert samedi, après deux ans de travaux, devant mille spectateurs venus le voir.</p>"
             "</article><article><h2><a href=/pont>Le pont fermé</a></h2><p>Le pont reste fermé aux "
             "camions, dit la préfecture, le temps d'une étude qui doit durer tout l'été.</p></article>"
             "</section></main>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T3);
}

TEST(defect_endless_page_that_begins_with_a_short_article)
{
#define MORE(n) "<article class=post><h1>Une autre nouvelle " n "</h1><div class=texte>" P1 P2 P3 "<p>" n " " T1 "</p></div></article>"
    struct document *document =
        page("<main><article class=post>" H1 "<div class=texte>" P1 P2 P3 "</div></article>" MORE("a") MORE("b")
             MORE("c") MORE("d") MORE("e") "</main>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T3);
}

TEST(defect_heading_of_other_articles_in_wrappers_of_its_own)
{
    struct document *document =
        page("<article>" H1 P1 P2 P3 "<div><div><div><h3>Sur le même sujet</h3></div></div><div><p>Le stade a "
             "rouvert samedi, après deux ans de travaux, devant mille spectateurs.</p></div></div></article>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T3);
}

TEST(defect_live_page_keeps_its_posts_in_order)
{
    struct document *document = page(
        H1 "<article><p>Suivez en direct la séance du conseil municipal sur la piscine de la ville.</p>"
           "<ol><li><time datetime=2021-05-03T20:10>20h10</time><h3>La séance est levée</h3>" P2 "</li>"
           "<li><time datetime=2021-05-03T19:45>19h45</time><h3>Le vote</h3>" P1 "</li></ol></article>");
    CHECK(has(document, "La séance est levée\n" T2));
    CHECK(has(document, "Le vote\n" T1));
    size_t later = slice_find(document->text, SLICE("La séance est levée"), 0);
    CHECK(later < slice_find(document->text, SLICE("Le vote"), 0));
}

TEST(defect_updated_against_published)
{
    struct document *document = read_page(
        "<meta property=\"article:modified_time\" content=\"2021-05-09T08:00:00+02:00\">",
        H1 "<p class=date>Mis à jour le 9 mai 2021 à 8h00, publié le 3 mai 2021 à 18h30</p><article>" P1 P2
           "</article>");
    CHECK_TEXT(document->published.value, "2021-05-03T18:30:00");
    CHECK_TEXT(document->modified.value, "2021-05-09T08:00:00+02:00");
    document = page(H1 "<p>Modifié le 9 mai 2021</p><p>Publié le 3 mai 2021</p><article>" P1 P2 "</article>");
    CHECK_TEXT(document->published.value, "2021-05-03");
    CHECK_TEXT(document->modified.value, "2021-05-09");
}

TEST(defect_title_with_kicker_suffix_or_search_wording)
{
    struct document *document =
        read_page("<title>Piscine Vallorne : fermeture, horaires, prix - Le Journal</title>"
                  "<meta property=\"og:title\" content=\"La piscine ferme ses portes pour l'hiver\">"
                  "<meta property=\"og:site_name\" content=\"Le Journal\">",
                  "<h1><span class=kicker>Vallorne.</span> La piscine ferme ses portes pour l'hiver</h1>"
                  "<article>" P1 P2 "</article>");
    CHECK_TEXT(document->title, "La piscine ferme ses portes pour l'hiver");
    document = read_page("<title>La piscine ferme ses portes | Le Journal</title>",
                         "<article>" P1 P2 "</article>");
    CHECK_TEXT(document->title, "La piscine ferme ses portes");
}

TEST(defect_title_repeated_in_the_text)
{
    struct document *document = page(H1 "<article><h2>La piscine ferme ses portes</h2>" P1
                                        "<p>La piscine ferme ses portes</p>" P2 "</article>");
    CHECK_TEXT(document->text, T1 "\n" T2);
}

TEST(defect_agency_tails_are_origin_not_text)
{
    static const char *const tails[] = {"<p>Paris (AFP) - © 2023 AFP</p>", "<p>(Avec AFP)</p>",
                                        "<p>© 2023 AFP</p>", "<p>avec AFP</p>"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        char body[4000] = H1 "<article>" P1 P2;
        memcpy(body + strlen(body), tails[i], strlen(tails[i]) + 1);
        struct document *document = page(body);
        CHECK_TEXT(document->text, T1 "\n" T2);
        CHECK_TEXT(document->origin.name, "AFP");
    }
}

TEST(defect_page_furniture_of_french_pages)
{
    struct document *document = page(
        H1 "<p>Temps de lecture : 3 min</p><ul class=share-bar><li><a href=#>Partager</a></li></ul><article>"
        P1 "<p>La suite après cette publicité</p><p><a href=/x>À lire aussi : le stade rouvre</a></p>"
        P2 "<div class=newsletter><p>Recevez chaque matin notre lettre, avec toute l'actualité.</p></div>"
           "<p>Photo : Jean Petit</p>" P3 "<p>Il vous reste 63 % de cet article à lire. La suite est réservée "
           "aux abonnés.</p><p>Déjà abonné ? Se connecter</p></article>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T3);
}

TEST(defect_page_furniture_of_other_languages)
{
    static const struct {
        const char *open, *first, *furniture, *last, *text;
    } pages[] = {
        {"<h1>Das Bad schließt im Winter</h1>",
         "<p>Der Stadtrat hat gestern Abend beschlossen, das Bad für den ganzen Winter zu schließen.</p>",
         "<p>Lesen Sie auch: Das Stadion öffnet</p><p>Anzeige</p><p>Lesedauer: 3 Minuten</p>",
         "<p>Die Anwohner protestieren gegen den Beschluss und fordern eine Versammlung im Rathaus.</p>",
         "Der Stadtrat hat gestern Abend beschlossen, das Bad für den ganzen Winter zu schließen.\nDie "
         "Anwohner protestieren gegen den Beschluss und fordern eine Versammlung im Rathaus."},
        {"<h1>La piscina cierra en invierno</h1>",
         "<p>El ayuntamiento decidió anoche cerrar la piscina municipal durante todo el invierno.</p>",
         "<p>Lea también: El estadio reabre</p><p>Publicidad</p><p>Tiempo de lectura: 3 min</p>",
         "<p>Los vecinos del barrio protestan contra la decisión y piden una reunión con el alcalde.</p>",
         "El ayuntamiento decidió anoche cerrar la piscina municipal durante todo el invierno.\nLos vecinos "
         "del barrio protestan contra la decisión y piden una reunión con el alcalde."},
        {"<h1>La piscina chiude d'inverno</h1>",
         "<p>Il consiglio comunale ha deciso ieri sera di chiudere la piscina per tutto l'inverno.</p>",
         "<p>Leggi anche: Lo stadio riapre</p><p>Pubblicità</p><p>Tempo di lettura: 3 minuti</p>",
         "<p>Gli abitanti del quartiere protestano contro la decisione e chiedono un incontro.</p>",
         "Il consiglio comunale ha deciso ieri sera di chiudere la piscina per tutto l'inverno.\nGli abitanti "
         "del quartiere protestano contro la decisione e chiedono un incontro."},
        {"<h1>Het zwembad sluit in de winter</h1>",
         "<p>De gemeenteraad besloot gisteravond het zwembad de hele winter te sluiten voor iedereen.</p>",
         "<p>Lees ook: Het stadion gaat open</p><p>Advertentie</p><p>Leestijd: 3 minuten</p>",
         "<p>De buurtbewoners protesteren tegen het besluit en vragen om een gesprek met de burgemeester.</p>",
         "De gemeenteraad besloot gisteravond het zwembad de hele winter te sluiten voor iedereen.\nDe "
         "buurtbewoners protesteren tegen het besluit en vragen om een gesprek met de burgemeester."},
        {"<h1>A piscina fecha no inverno</h1>",
         "<p>A câmara municipal decidiu ontem à noite fechar a piscina durante todo o inverno.</p>",
         "<p>Leia também: O estádio reabre</p><p>Publicidade</p><p>Tempo de leitura: 3 min</p>",
         "<p>Os moradores do bairro protestam contra a decisão e pedem uma reunião com o presidente.</p>",
         "A câmara municipal decidiu ontem à noite fechar a piscina durante todo o inverno.\nOs moradores do "
         "bairro protestam contra a decisão e pedem uma reunião com o presidente."},
        {"<h1>The pool closes for the winter</h1>",
         "<p>The town council decided last night to close the swimming pool for the whole winter.</p>",
         "<p>Read more: The stadium reopens</p><p>Advertisement</p><p>3 min read</p>",
         "<p>People of the neighbourhood protest against the decision and ask for a public meeting.</p>",
         "The town council decided last night to close the swimming pool for the whole winter.\nPeople of the "
         "neighbourhood protest against the decision and ask for a public meeting."}};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char body[4000] = "";
        const char *parts[] = {pages[i].open, "<article>", pages[i].first, pages[i].furniture,
                               pages[i].last, "</article>"};
        for (size_t k = 0; k < 6; k++)
            memcpy(body + strlen(body), parts[k], strlen(parts[k]) + 1);
        CHECK_TEXT(read_page("", body)->text, pages[i].text);
    }
}

TEST(defect_aside_that_is_body)
{
    struct document *document = page(
        H1 "<aside class=content-aside>" P1 P2 P3
           "<p>Le préfet a rappelé que la commune seule décide, et que l'État ne paiera pas l'eau.</p></aside>");
    CHECK(has(document, T1) && has(document, T3));
}

TEST(defect_author_that_is_the_site)
{
    struct document *document =
        read_page("<meta property=\"og:site_name\" content=\"Le Journal de Vallorne\">"
                  "<meta name=author content=\"Le Journal de Vallorne\">",
                  H1 "<p class=byline>Par Léa Morin</p><article>" P1 P2 "</article>");
    CHECK(document->authors.count == 1);
    CHECK_TEXT(document->authors.items[0], "Léa Morin");
}

static void check_authors(const char *stated, const char *first, const char *second)
{
    char body[2000] = H1 "<p class=byline>";
    memcpy(body + strlen(body), stated, strlen(stated) + 1);
    static const char rest[] = "</p><article>" P1 P2 "</article>";
    memcpy(body + strlen(body), rest, sizeof rest);
    struct document *document = page(body);
    unsigned expected = second ? 2 : 1;
    test_check(document->authors.count == expected, __FILE__, __LINE__, "%s: %u authors", stated,
               document->authors.count);
    CHECK_TEXT(document->authors.items[0], first);
    if (second)
        CHECK_TEXT(document->authors.items[1], second);
}

TEST(defect_author_strings)
{
    check_authors("Par Léa Morin avec AFP", "Léa Morin", NULL);
    check_authors("Léa Morin, correspondante à Lyon", "Léa Morin", NULL);
    check_authors("Par Léa Morin et Jean Petit", "Léa Morin", "Jean Petit");
    check_authors("Par Léa Morin, Jean Petit", "Léa Morin", "Jean Petit");
    check_authors("Publié par Léa Morin", "Léa Morin", NULL);
    check_authors("De notre envoyée spéciale à Lyon, Léa Morin", "Léa Morin", NULL);
    check_authors("Par LÉA MORIN", "LÉA MORIN", NULL);
    check_authors("By Lea Morin and John Small in London", "Lea Morin", "John Small");
    check_authors("Von Lea Morin, Lyon", "Lea Morin", NULL);
}

TEST(defect_article_held_in_a_template)
{
    struct document *document = page(H1 "<template><article>" P1 P2 P3 "</article></template>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T3);
    document = page(H1 "<script type=\"text/template\"><div>" P1 P2 P3 "</div></script>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T3);
    // A page that shows its article keeps to it.
    document = page(H1 "<article>" P1 P2 P3 "</article><template><p>Le stade a rouvert samedi, après deux "
                       "ans de travaux, devant mille spectateurs venus le voir.</p></template>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T3);
}

TEST(defect_article_held_in_data)
{
    struct document *document = read_page(
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"La piscine ferme ses "
        "portes\",\"articleBody\":\"" T1 "\\n\\n" T2 " " T3 "\"}</script>",
        "<div id=app></div>");
    CHECK_TEXT(document->text, T1 "\n" T2 " " T3);
    document = read_page("",
        "<div id=__next></div><script id=\"__NEXT_DATA__\" type=\"application/json\">{\"props\":{\"page\":{"
        "\"title\":\"La piscine ferme ses portes\",\"body\":[{\"type\":\"p\",\"text\":\"" T1 "\"},{\"type\":"
        "\"p\",\"text\":\"" T2 "\"},{\"type\":\"p\",\"text\":\"" T3 "\"}]}}}</script>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T3);
    document = read_page("",
        "<div id=__next></div><script id=\"__NEXT_DATA__\" type=\"application/json\">{\"props\":{\"html\":\""
        "<p>" T1 "<\\/p><p>" T2 "<\\/p><p>" T3 "<\\/p>\"}}</script>");
    CHECK_TEXT(document->text, T1 "\n" T2 "\n" T3);
}

TEST(defect_text_encoded_twice)
{
    // "é" as UTF-8 read as windows-1252 and written as UTF-8 again; "’" likewise.
    struct document *document =
        page(H1 "<article><p>Le conseil a vot\xC3\x83\xC2\xA9 hier soir la fermeture de la piscine, "
                "d\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2" "apr\xC3\x83\xC2\xA8s la mairie.</p>"
                "<p>Les habitants prot\xC3\x83\xC2\xA8gent leur piscine, et demandent une r\xC3\x83\xC2\xA9union "
                "d\xC3\x83\xC2\xA8s ce soir \xC3\x83\xC2\xA0 la mairie.</p></article>");
    CHECK_TEXT(document->text,
               "Le conseil a voté hier soir la fermeture de la piscine, d’après la mairie.\n"
               "Les habitants protègent leur piscine, et demandent une réunion dès ce soir à la mairie.");
}
