// SPDX-License-Identifier: Apache-2.0
// Plain text: headline, lines that are no article text, the article's own date and no other.
#include "read_fixture.h"
#include "test.h"

static struct document *plain(const char *text)
{
    return read_fixture(RECORD_PLAIN, slice_of(text));
}

TEST(read_plain_title_and_boilerplate)
{
    struct document *document = plain("Le pont rouvre enfin\n\nPublié le\n\n"
                                      "Le vieux pont a rouvert hier à la circulation.\n"
                                      "Partagez cet article avec vos amis.\n");
    CHECK_TEXT(document->title, "Le pont rouvre enfin");
    CHECK_TEXT(document->text, "Le vieux pont a rouvert hier à la circulation.");
    CHECK(document->published.value.data == NULL);
}

TEST(read_plain_first_sentence_is_no_title)
{
    struct document *document = plain("Le maire a démissionné.\nPersonne ne sait pourquoi il part.\n");
    CHECK(document->title.data == NULL);
    CHECK_TEXT(document->text, "Le maire a démissionné.\nPersonne ne sait pourquoi il part.");
}

TEST(read_plain_dates)
{
    struct document *document =
        plain("Un titre\nPublié le 14 juillet 2025 à 10h\nLe texte de cet article est ici.\n");
    CHECK_TEXT(document->published.value, "2025-07-14T10:00:00");
    CHECK(document->published.basis == DATE_TEXT);
    document = plain(" date 2025-07 La guerre dure depuis longtemps, dit le maire du village.\n");
    CHECK_TEXT(document->published.value, "2025-07");
    CHECK_TEXT(document->text, "La guerre dure depuis longtemps, dit le maire du village.");
    document = plain("Un titre\nLe 4 juillet 2025, le maire a parlé longuement aux habitants.\n");
    CHECK(document->published.value.data == NULL);
}

TEST(read_plain_caption_credit_and_author_box)
{
    struct document *document =
        plain("Un titre sans point\n\nLe maire lors d’une réunion, le 8 juillet 2025.\n"
              "Photo: JEANNE PETIT/AFP\nLe maire a perdu patience avec ses adjoints hier soir.\n"
              "Avec Reuters\n\nLéa Morin est une journaliste indépendante qui suit la région.\n"
              "Articles actuels de l’auteur\n13 septembre 2025\nUn autre titre\n");
    CHECK_TEXT(document->text, "Le maire a perdu patience avec ses adjoints hier soir.");
    CHECK_TEXT(document->origin.name, "Reuters");
    CHECK(document->published.value.data == NULL);
    CHECK(document->authors.count == 1);
}

TEST(read_plain_windows_1252_and_map)
{
    struct document *document = plain("Le caf\xE9 a ferm\xE9.\n");
    CHECK_TEXT(document->text, "Le café a fermé.");
    CHECK(document->source_map.count > 0);
}

TEST(read_plain_wrapped_lines_are_joined)
{
    struct document *document = plain(
        "La commune a décidé de fermer la piscine pendant tout\nl'hiver, faute de moyens pour payer le "
        "chauffage du\nbassin, qui a plus que doublé depuis l'an dernier selon\nle maire.\n\n"
        "Les habitants protestent et demandent une réunion avec\nle conseil, qui ne s'est pas réuni "
        "depuis le mois de\njuin et qui ne répond plus aux courriers.\n");
    size_t at = slice_find(document->text, SLICE("\n"), 0);
    CHECK(at != SIZE_MAX && slice_find(document->text, SLICE("\n"), at + 1) == SIZE_MAX);
}
