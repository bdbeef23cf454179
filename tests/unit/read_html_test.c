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

// Every exact run of the map gives the source's own bytes; runs are in order and cover the text.
TEST(read_html_source_map)
{
    static const char html[] =
        "<h1>La piscine ferme</h1><article><p>Le conseil &eacute;tudie   la fermeture\n de la "
        "<b>piscine</b>, dit le maire&nbsp;; les <i>habitants</i> du quartier protestent.</p>" P2
        "</article>";
    struct document *document = read_fixture(RECORD_HTML, SLICE(html));
    uint32_t exact = 0, covered = 0;
    CHECK(document->source_map.count > 3 && document->source_map.items[0].text_start == 0);
    for (uint32_t i = 0; i < document->source_map.count; i++) {
        const struct source_run *run = &document->source_map.items[i];
        uint32_t end = i + 1 < document->source_map.count ? run[1].text_start
                                                          : (uint32_t)document->text.size;
        CHECK(end >= run->text_start && run->source_start + run->source_size < sizeof html);
        covered += end - run->text_start;
        if (end - run->text_start != run->source_size)
            continue;
        struct slice text = slice_part(document->text, run->text_start, end);
        struct slice source = {html + run->source_start, run->source_size};
        for (size_t k = 0; k < text.size; k++) { // white space of any kind became a space
            bool same = text.data[k] == source.data[k] ||
                        (text.data[k] == ' ' && strchr(" \n\t\r", source.data[k]));
            test_check(same, __FILE__, __LINE__, "'" SLICE_FORMAT "' comes from '" SLICE_FORMAT "'",
                       SLICE_ARGUMENTS(text), SLICE_ARGUMENTS(source));
        }
        exact += run->source_size;
    }
    CHECK(covered == document->text.size && exact * 10 > document->text.size * 8);
}

TEST(read_html_title_choices)
{
    struct document *document =
        page("<meta property=\"og:title\" content=\"La piscine ferme ses portes\"><h1>Sports : La "
             "piscine ferme ses portes</h1><article>" P1 P2 "</article>");
    CHECK_TEXT(document->title, "La piscine ferme ses portes");
    document = page("<article>" P1 P2 "</article>");
    CHECK_TEXT(document->title, "La piscine ferme ses portes");
}

TEST(read_html_standfirst_outside_article)
{
    struct document *document =
        page("<header><h1>La piscine ferme ses portes</h1><p class=chapo>Le bassin ne rouvrira pas "
             "avant le printemps.</p></header><article>" P1 P2 "</article>");
    CHECK_TEXT(document->text, "Le bassin ne rouvrira pas avant le printemps.\n" T1 "\n" T2);
}

TEST(read_html_consent_longer_than_article)
{
    struct document *document = page(
        "<div class=cookie-consent><p>Nous utilisons des cookies, avec nos partenaires, pour mesurer "
        "l'audience, afficher des annonces choisies, et améliorer ce site, selon vos choix.</p><p>Vous "
        "pouvez accepter ou refuser, à tout moment, en suivant le lien au bas de chaque page du site. "
        "Vos choix sont gardés pendant six mois, puis nous vous les demandons encore une fois.</p></div>"
        "<h1>La piscine ferme ses portes</h1><article>" P1 P2 "</article>");
    CHECK_TEXT(document->text, T1 "\n" T2);
}

// "cmp" is a consent manager in some names and a component of a page builder in others.
TEST(read_html_container_of_a_page_builder)
{
    struct document *document =
        page("<h1>La piscine ferme ses portes</h1><div class=cmp-container><div class=cmp-text>" P1
             "</div></div><div class=cmp-container><div class=cmp-text>" P2 "</div></div>"
             "<div id=cmpwrapper><p>Nous utilisons des cookies, avec nos partenaires, pour mesurer "
             "l'audience, afficher des annonces choisies, et améliorer ce site, selon vos choix.</p></div>");
    CHECK_TEXT(document->text, T1 "\n" T2);
}

TEST(read_html_lists_quotes_drop_caps_soft_hyphens)
{
    struct document *document =
        page("<h1>La piscine ferme ses portes</h1><article>" P1
             "<blockquote><p>« Nous n'avions pas le choix », a dit le maire.</p></blockquote>"
             "<ul><li>Fermeture le 3 mai.</li><li>Réouverture en juin.</li></ul>"
             "<p><span aria-hidden=true>L</span><span>Les ha&shy;bitants</span> du quartier protestent "
             "contre cette décision et demandent une réunion.</p></article>");
    CHECK_TEXT(document->text, T1 "\n« Nous n'avions pas le choix », a dit le maire.\nFermeture le 3 mai."
                               "\nRéouverture en juin.\n" T2);
}

TEST(read_html_endless_page_gives_the_first_article)
{
    struct document *document =
        page("<article><h1>La piscine ferme ses portes</h1>" P1 P2 P1 P2
             "<p>Le maire a promis une réponse pour la fin du mois, sans dire laquelle, ni comment, ni "
             "à qui elle serait donnée. Le préfet, de son côté, a rappelé que la commune seule "
             "décide, et que l'État ne paiera pas le chauffage du bassin cet hiver, ni le suivant.</p>"
             "</article><article><h1>Le stade rouvre</h1><p>Le stade a rouvert samedi, après deux "
             "ans de travaux, devant mille spectateurs venus de toute la région pour le voir.</p>"
             "<p>Les travaux ont coûté trois millions d'euros, selon la mairie, qui avait d'abord parlé "
             "de deux millions, avant de revoir ses comptes à la hausse au printemps dernier.</p>"
             "</article>");
    CHECK(slice_find(document->text, SLICE("stade"), 0) == SIZE_MAX);
}

TEST(read_html_published_and_modified)
{
    struct document *document =
        page("<h1>La piscine ferme ses portes</h1><p class=date>Publié le 14 juillet 2025 à 10h30, "
             "mis à jour le 16 juillet 2025</p><article>" P1 P2 "</article>");
    CHECK_TEXT(document->published.value, "2025-07-14T10:30:00");
    CHECK(document->published.basis == DATE_TEXT);
}

TEST(read_html_day_of_pages_that_hide_it)
{
    struct document *document = page("<h1>La piscine ferme ses portes</h1><article>" P1 P2
                                     "</article><p>Dernière modification : 3 mai 2021</p>");
    CHECK_TEXT(document->modified.value, "2021-05-03");
    CHECK_TEXT(document->published.value, "2021-05-03"); // it states nothing else
    document = page("<h1>La piscine ferme ses portes</h1><article>" P1 P2 P1 P2 P1 P2
                    "</article><div>Le bulletin, n° 4</div><div>12.05.2021</div>");
    CHECK_TEXT(document->published.value, "2021-05-12");
    CHECK(document->published.basis == DATE_TEXT);
    document = page("<h1>La piscine ferme ses portes</h1><article>" P1 P2 "</article>"
                    "<ul><li>Le stade</li><li>12.05.2021</li><li>Le pont</li><li>13.05.2021</li></ul>");
    CHECK(document->published.value.data == NULL); // two days: those of other articles
    document = page("<link rel=canonical href=\"https://vallorne.example/2021/mai/3/piscine\">"
                    "<h1>La piscine ferme ses portes</h1><article>" P1 P2 "</article>");
    CHECK_TEXT(document->published.value, "2021-05-03");
}

static void check_piece(const struct document *document, uint32_t index, enum structure_kind kind,
                        const char *text, const char *url)
{
    if (!CHECK(index < document->structure.count))
        return;
    const struct structure *piece = &document->structure.items[index];
    CHECK(piece->kind == kind);
    CHECK_TEXT(document_span_text(document, piece->span), text);
    if (url)
        CHECK_TEXT(piece->url, url);
}

TEST(read_html_structure)
{
    static const char html[] =
        "<head><base href=http://mairie.example/ville/></head><h1>La piscine ferme</h1><article>" P1
        "<h2>Un <a href=\"#haut\">budget</a> serr&eacute;</h2><ul><li>Premier point de la s&eacute;ance : "
        "<a href=\" http://autre.example/a?b=1&amp;c=2 \">le <b>rapport</b> </a>, lu hier.</li></ul>"
        "<blockquote><p>Nous n'avons plus de quoi payer le chauffage, voil&agrave; tout.</p></blockquote>"
        "<p>Le maire a <a href=\"vote.html\">fait voter</a> la fermeture mardi soir, sans d&eacute;bat.</p>" P2
        "</article>";
    struct document *document = read_fixture(RECORD_HTML, SLICE(html));
    uint32_t at = 0;
    while (at < document->structure.count && document->structure.items[at].kind != STRUCTURE_HEADING)
        CHECK(document->structure.items[at++].kind == STRUCTURE_PARAGRAPH);
    CHECK(at > 0);
    check_piece(document, at, STRUCTURE_HEADING, "Un budget serré", NULL);
    check_piece(document, at + 1, STRUCTURE_ITEM,
                "Premier point de la séance : le rapport , lu hier.", NULL);
    check_piece(document, at + 2, STRUCTURE_LINK, "le rapport", "http://autre.example/a?b=1&c=2");
    check_piece(document, at + 3, STRUCTURE_QUOTATION,
                "Nous n'avons plus de quoi payer le chauffage, voilà tout.", NULL);
    check_piece(document, at + 5, STRUCTURE_LINK, "fait voter", "http://mairie.example/ville/vote.html");
}
