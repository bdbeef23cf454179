// SPDX-License-Identifier: Apache-2.0
// The headline among h1, JSON-LD, share title and page title; the day that the page around it says.
#include <stdio.h>

#include "read_fixture.h"
#include "test.h"

#define BODY                                                                                       \
    "<article><p>Le conseil municipal a voté hier soir la fermeture du pont pour tout l'hiver.</p>" \
    "<p>Les habitants du quartier protestent contre cette décision et demandent une réunion.</p>"  \
    "</article>"

static struct document *page(const char *head, const char *body)
{
    static char bytes[20000];
    size_t size = 0;
    const char *parts[] = {"<!doctype html><html lang=fr><head><meta charset=utf-8>", head,
                           "</head><body>", body, "</body></html>"};
    for (int i = 0; i < 5; i++) {
        memcpy(bytes + size, parts[i], strlen(parts[i]));
        size += strlen(parts[i]);
    }
    return read_fixture(RECORD_HTML, (struct slice){bytes, size});
}

#define NEWS(headline)                                                                             \
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"" headline     \
    "\"}</script>"
#define SHARED(title) "<meta property=\"og:title\" content=\"" title "\">"

TEST(read_title_news_metadata_and_share_title_agree)
{
    CHECK_TEXT(page(NEWS("Vallorne : le vieux pont ferme") SHARED("Vallorne : le vieux pont ferme"),
                    "<h1>Le vieux pont ferme</h1>" BODY)->title,
               "Vallorne : le vieux pont ferme");
    // They disagree: the h1 stays.
    CHECK_TEXT(page(NEWS("Le vieux pont ferme") SHARED("Vallorne ferme son vieux pont cet hiver"),
                    "<h1>Le vieux pont ferme</h1>" BODY)->title,
               "Le vieux pont ferme");
    // Without metadata of a news article, the wording for search engines is no evidence.
    CHECK_TEXT(page("<title>Pont de Vallorne : dates de fermeture</title>" SHARED(
                        "Pont de Vallorne : dates de fermeture"),
                    "<h1>Le vieux pont de Vallorne ferme</h1>" BODY)->title,
               "Le vieux pont de Vallorne ferme");
}

TEST(read_title_kicker_in_headline)
{
    CHECK_TEXT(page("<title>Le vieux pont ferme</title>",
                    "<h1><span class=overline>Travaux en ville</span> <span>Le vieux pont ferme</span>"
                    "</h1>" BODY)->title,
               "Le vieux pont ferme");
    CHECK_TEXT(page(NEWS("Travaux en ville : le vieux pont ferme"),
                    "<h1><span>Travaux en ville</span> <span>le vieux pont ferme</span></h1>" BODY)
                   ->title,
               "Travaux en ville : le vieux pont ferme");
}

TEST(read_title_tail_with_a_word_of_the_site)
{
    CHECK_TEXT(page("<title>Le vieux pont ferme - une page d'histoire de Vallorne se tourne</title>"
                    "<meta property=og:site_name content=\"Vallorne Info\">",
                    "<h1>Le vieux pont ferme - une page d'histoire de Vallorne se tourne</h1>" BODY)
                   ->title,
               "Le vieux pont ferme - une page d'histoire de Vallorne se tourne");
    CHECK_TEXT(page("<title>Le vieux pont ferme - Vallorne Info</title>"
                    "<meta property=og:site_name content=\"Vallorne Info\">",
                    "<h1>Le vieux pont ferme - Vallorne Info</h1>" BODY)->title,
               "Le vieux pont ferme");
}

TEST(read_title_day_after_a_bar)
{
    struct document *document =
        page("<title>Le vieux pont ferme | Vallorne | 14.03.2022</title>",
             "<h1>Le vieux pont ferme</h1>" BODY);
    CHECK_TEXT(document->published.value, "2022-03-14");
    document = page("<title>Le pont du 14.03.2022 ferme | Vallorne</title>",
                    "<h1>Le pont du 14.03.2022 ferme</h1>" BODY);
    CHECK(document->published.value.data == NULL);
}

TEST(read_title_day_in_labelled_facts_and_links)
{
    struct document *document =
        page("", "<h1>Le vieux pont ferme</h1>" BODY
                 "<ul><li><p>Mise en ligne</p><p>14 mars 2022</p></li>"
                 "<li><p>Enregistrements</p><p>2 février 2021</p></li></ul>");
    CHECK_TEXT(document->published.value, "2022-03-14");
    document = page("", "<h1>Le vieux pont ferme</h1><ul><li><a href=/jour>14 mars 2022 18:29</a></li>"
                        "</ul>" BODY);
    CHECK_TEXT(slice_part(document->published.value, 0, 10), "2022-03-14");
    document = page("", "<h1>Le vieux pont ferme</h1><ul><li><a href=/a>14 mars 2022 : le pont ouvre"
                        "</a></li></ul>" BODY);
    CHECK(document->published.value.data == NULL);
}

TEST(read_title_pubdate_of_another_article)
{
    struct document *document =
        page("", "<h1>Le vieux pont ferme</h1><p><time datetime=2022-03-14>14 mars</time></p>" BODY BODY
                 "<p>Le maire se dit confiant pour la suite des travaux, malgré les retards.</p>"
                 "<div><strong>Ailleurs</strong><time pubdate datetime=2022-05-01>1er mai</time></div>");
    CHECK_TEXT(document->published.value, "2022-03-14");
}

TEST(read_title_day_in_data)
{
    struct document *document =
        page("", "<h1>Le vieux pont ferme</h1>" BODY
                 "<script>data = {\"publishedAt\":\"2022-03-14T08:00:00Z\"}</script>");
    CHECK_TEXT(slice_part(document->published.value, 0, 10), "2022-03-14");
    // The data of another article beside it: nobody says which day is this one's.
    document = page("", "<h1>Le vieux pont ferme</h1>" BODY
                        "<script>data = [{\"publishedAt\":\"2022-03-14\"},"
                        "{\"publishedAt\":\"2021-01-02\"}]</script>");
    CHECK(document->published.value.data == NULL);
}

TEST(read_title_shown_day_of_change)
{
    struct document *document =
        page("<meta property=article:published_time content=2022-03-14T13:00:00Z>"
             "<meta property=article:modified_time content=2022-03-15T08:00:00Z>",
             "<h1>Le vieux pont ferme</h1><p class=date>15 mars 2022</p>" BODY);
    CHECK_TEXT(slice_part(document->published.value, 0, 10), "2022-03-14");
}

// A moment in UTC that a time element shows in the publisher's own zone.
TEST(read_title_day_of_the_publisher)
{
    struct document *document =
        page("<meta property=article:published_time content=2022-03-15T04:00:41Z>",
             "<h1>Le vieux pont ferme</h1><div><span>Léa Morin</span> <time "
             "datetime=2022-03-15T04:00:41+00:00>Mar. 14, 2022 11:00 pm EST</time></div>" BODY);
    CHECK_TEXT(slice_part(document->published.value, 0, 10), "2022-03-14");
    // Another moment: a time of another article.
    document = page("<meta property=article:published_time content=2022-03-15T04:00:41Z>",
                    "<h1>Le vieux pont ferme</h1>" BODY "<p>Il vous reste à lire : <time "
                    "datetime=2022-03-15T03:00:00+00:00>Mar. 14, 2022 10:00 pm EST</time></p>");
    CHECK_TEXT(slice_part(document->published.value, 0, 10), "2022-03-15");
}

static struct slice day_of_numbers(const char *language, const char *host)
{
    static char head[400];
    snprintf(head, sizeof head,
             "<html lang=%s><head><link rel=canonical href=https://%s/a></head><body><h1>The old "
             "bridge closes today</h1><p class=date>03/04/2022</p>" BODY "</body></html>",
             language, host);
    return read_fixture(RECORD_HTML, slice_of(head))->published.value;
}

TEST(read_title_day_in_numbers)
{
    CHECK_TEXT(day_of_numbers("en-US", "example.com"), "2022-03-04");
    CHECK_TEXT(day_of_numbers("en", "example.org"), "2022-03-04");
    CHECK_TEXT(day_of_numbers("en-GB", "example.com"), "2022-04-03");
    CHECK_TEXT(day_of_numbers("en-US", "example.co.uk"), "2022-04-03");
    CHECK_TEXT(day_of_numbers("fr", "example.com"), "2022-04-03");
}

TEST(read_title_day_at_the_end_of_the_address)
{
    struct document *document = page("<link rel=canonical href=https://example.org/pont-20220314>",
                                     "<h1>Le vieux pont ferme</h1>" BODY);
    CHECK_TEXT(document->published.value, "2022-03-14");
    document = page("<link rel=canonical href=https://example.org/article/A2022031418050012>",
                    "<h1>Le vieux pont ferme</h1>" BODY);
    CHECK_TEXT(document->published.value, "2022-03-14");
    document = page("<link rel=canonical href=https://example.org/article/A2022031488050012>",
                    "<h1>Le vieux pont ferme</h1>" BODY);
    CHECK(!document->published.value.data);
}

// The only h1 is a breadcrumb; metadata's headline has the kicker, the share title has not.
TEST(read_title_kicker_in_metadata)
{
    const char *body = "<nav class=breadcrumb><h1>Travaux : le vieux pont de Vallorne ferme</h1></nav>"
                       "<h2>Travaux <b>le vieux pont de Vallorne ferme</b></h2>" BODY;
    CHECK_TEXT(page(NEWS("Travaux : Le vieux pont de Vallorne ferme")
                    SHARED("Le vieux pont de Vallorne ferme"), body)->title,
               "Le vieux pont de Vallorne ferme");
    CHECK_TEXT(page(NEWS("Travaux : Le vieux pont de Vallorne ferme") SHARED("Un pont ferme"), body)
                   ->title,
               "Travaux : Le vieux pont de Vallorne ferme");
}

TEST(read_title_escaped_once_too_often)
{
    CHECK_TEXT(page("", "<h1>Le &amp;quot;vieux pont&amp;quot; ferme</h1>" BODY)->title,
               "Le \"vieux pont\" ferme");
    CHECK_TEXT(page("", "<h1>Durand &amp; fils ferment le pont; pourquoi</h1>" BODY)->title,
               "Durand & fils ferment le pont; pourquoi");
}

TEST(read_title_of_several_h1)
{
    // The site's name ends the page's title; the headline begins it.
    CHECK_TEXT(page("<title>Le vieux pont ferme - Le Courrier de Vallorne</title>",
                    "<h1>Le Courrier de Vallorne</h1><h1>Le vieux pont ferme</h1>" BODY)->title,
               "Le vieux pont ferme");
    CHECK_TEXT(page("", "<h1>Le vieux pont ferme</h1>" BODY)->title, "Le vieux pont ferme");
    CHECK(!page("", "<h1>Le Courrier de Vallorne</h1><h1>Le vieux pont ferme</h1>" BODY)->title.size);
    // A heading of the text.
    CHECK_TEXT(page(SHARED("Le vieux pont ferme"),
                    "<p>Le conseil municipal a voté hier soir la fermeture du pont pour tout l'hiver, et "
                    "les habitants du quartier protestent contre cette décision et demandent une réunion."
                    "</p><h1>Ce que demandent les habitants du quartier voisin</h1>" BODY)->title,
               "Le vieux pont ferme");
}

TEST(read_title_h1_against_other_wording)
{
    CHECK_TEXT(page(SHARED("Travaux : dates et horaires"),
                    "<h1>À Vallorne, le vieux pont ferme pour tout l'hiver</h1>" BODY)->title,
               "À Vallorne, le vieux pont ferme pour tout l'hiver");
    const char *sites[] = {
        "<h1>Notre journal du jour</h1>" BODY,
        "<h1><a href=/>Toute la vallée en direct tous les jours de l'année</a></h1>" BODY,
        "<meta property=og:site_name content=Valinfo><h1>Valinfo : toute la vallée en direct chaque jour</h1>" BODY};
    for (int i = 0; i < 3; i++)
        CHECK_TEXT(page(SHARED("Travaux : dates et horaires"), sites[i])->title, "Travaux : dates et horaires");
}
