// SPDX-License-Identifier: Apache-2.0
// Sentences, tokens and multiword tokens: what French and English must get right, and the
// property that tokens always rejoin to the text, on hostile input too.
#include "engine/engine.h"
#include "parse/parse.h"
#include "test.h"

static struct arena shared, scratch;
static const void *tables;

// Segments text and writes it as "word word | next sentence"; words of one token are joined by +.
static struct slice segment(const char *code, struct slice text, struct document **out)
{
    static struct document document;
    struct error error = {0};
    arena_reset(&scratch);
    if (!tables) {
        arena_init(&shared, 0);
        tables = segment_stage.open(&shared, &engine_data, &error);
    }
    if (!test_check(tables != NULL, __FILE__, __LINE__, "%s: %s", error.where, error.message))
        return SLICE_NONE;
    document_init(&document, &scratch);
    document.text = text;
    document.language = language_from_code(slice_of(code));
    segment_stage.run(tables, &document, &scratch);
    if (out)
        *out = &document;
    struct buffer line;
    buffer_init(&line, &scratch);
    for (uint32_t s = 0; s < document.sentences.count; s++) {
        const struct sentence *sentence = &document.sentences.items[s];
        for (uint32_t w = sentence->word_start; w < sentence->word_end; w++) {
            const struct word *word = &document.words.items[w];
            if (line.size)
                buffer_text(&line, word->token_index            ? "+"
                                   : w == sentence->word_start ? " | "
                                                               : " ");
            buffer_add(&line, word->form);
        }
    }
    return buffer_slice(&line);
}

static void expect(const char *code, const char *text, const char *expected, int line)
{
    struct slice found = segment(code, slice_of(text), NULL);
    test_check(slice_is(found, expected), __FILE__, line, "%s: found " SLICE_FORMAT ", expected %s",
               text, SLICE_ARGUMENTS(found), expected);
}

#define FR(text, expected) expect("fr", text, expected, __LINE__)
#define EN(text, expected) expect("en", text, expected, __LINE__)

TEST(segment_french_elision)
{
    FR("L'homme qu’il aime, aujourd'hui.", "L' homme qu’ il aime , aujourd'hui .");
    FR("quelqu'un d'autre, jusqu'à l'aube", "quelqu'un d' autre , jusqu' à l' aube");
    FR("l'« accord »", "l' « accord »");
    FR("la main-d'œuvre, c'est-à-dire nous", "la main-d'œuvre , c'est-à-dire nous");
}

TEST(segment_french_clitics)
{
    FR("A-t-il plu ?", "A -t-il plu ?");
    FR("Peut-être viendra-t-elle.", "Peut-être viendra -t-elle .");
    FR("Donnez-nous-en, dit-il.", "Donnez -nous -en , dit -il .");
    FR("Est-ce le rendez-vous ?", "Est -ce le rendez-vous ?");
    FR("Kim Jong-il à Aix-en-Provence", "Kim Jong-il à Aix-en-Provence");
}

TEST(segment_french_contractions)
{
    FR("Il va au parc du roi.", "Il va à+le parc de+le roi .");
    FR("la fin des combats", "la fin de+les combats");
    FR("Il a des soldats.", "Il a des soldats .");
    FR("Au roi, AU ROI", "À+le roi , À+LE ROI");
    FR("le traité auquel il tient", "le traité à+lequel il tient");
}

// An article after verbs that take an object, a preposition after what governs with "de".
TEST(segment_french_des)
{
    FR("Le gouvernement annonce des mesures.", "Le gouvernement annonce des mesures .");
    FR("Il achète des voitures et des maisons.", "Il achète des voitures et des maisons .");
    FR("L'usine consomme du charbon et du gaz.", "L' usine consomme du charbon et du gaz .");
    FR("Il faut des preuves, pas des mots.", "Il faut des preuves , pas des mots .");
    FR("Le pays a besoin des drones promis.", "Le pays a besoin de+les drones promis .");
    FR("Il dispose des moyens nécessaires.", "Il dispose de+les moyens nécessaires .");
    FR("Il revient des États-Unis.", "Il revient de+les États-Unis .");
    FR("Il ressort des documents qu'il savait.", "Il ressort de+les documents qu' il savait .");
    FR("Le départ des troupes a provoqué des tensions.",
       "Le départ de+les troupes a provoqué des tensions .");
}

TEST(segment_french_numbers)
{
    FR("1 500 euros, 2 000 000 d'obus", "1 500 euros , 2 000 000 d' obus");
    FR("1\xC2\xA0"
       "500,5 km",
       "1\xC2\xA0"
       "500,5 km");
    FR("en 2024 300 obus", "en 2024 300 obus");
    FR("à 16 h 30, le 1er mai", "à 16 h 30 , le 1er mai");
    FR("+12,5% puis -3°", "+12,5 % puis -3 °");
}

TEST(segment_french_abbreviations)
{
    FR("M. Durand et Mme Roy parlent.", "M. Durand et Mme Roy parlent .");
    FR("MM. Durand, Roy, etc. sont là.", "MM. Durand , Roy , etc. sont là .");
    FR("J. Durand est né en 50 av. J.-C. à Rome.", "J. Durand est né en 50 av. J.-C. à Rome .");
    FR("L'O.N.U. vote.", "L' O.N.U. vote .");
}

TEST(segment_french_sentences)
{
    FR("Il part. Elle reste ! Et nous ? Rien…", "Il part . | Elle reste ! | Et nous ? | Rien …");
    FR("« Non ! » dit-il. « Oui. » Il sort.", "« Non ! » dit -il . | « Oui . » | Il sort .");
    FR("Un titre\nUn texte", "Un titre | Un texte");
    FR("Il part. 12 restent.", "Il part . | 12 restent .");
    FR("Il hésite... puis part.", "Il hésite ... puis part .");
}

TEST(segment_french_press)
{
    FR("J.-P. Durand vit à Lyon, art. 49 al. 3.", "J.-P. Durand vit à Lyon , art. 49 al. 3 .");
    FR("« C'est fini. Nous partons », a dit M. Roy.",
       "« C' est fini . | Nous partons » , a dit M. Roy .");
    FR("DÉBAT - L'ARMÉE A TIRÉ\nLE SÉNAT, LUI, SE TAIT",
       "DÉBAT - L' ARMÉE A TIRÉ | LE SÉNAT , LUI , SE TAIT");
    FR("- un point ;\n- un autre.", "- un point ; | - un autre .");
    FR("La salle (30 m²) va à 50 km/h, n° 3, 25 °C.",
       "La salle ( 30 m² ) va à 50 km/h , n° 3 , 25 °C .");
    FR("Les élu(e)s, ici 12 h ou 17h45.", "Les élu(e)s , ici 12 h ou 17 h 45 .");
    FR("Il l'a dit – enfin – à Pont-à-Mousson.", "Il l' a dit – enfin – à Pont-à-Mousson .");
    FR("Elle a choisi le plan B. Le maire approuve.",
       "Elle a choisi le plan B . | Le maire approuve .");
}

TEST(segment_french_signs)
{
    FR("Merci @maire_lyon pour #Lyon2026 !", "Merci @maire_lyon pour #Lyon2026 !");
    FR("Selon l\xE2\x80\x99\xC2\xAB\xC2\xA0"
       "accord\xC2\xA0\xC2\xBB.",
       "Selon l\xE2\x80\x99 \xC2\xAB accord \xC2\xBB .");
    FR("Il – dit-elle – viendra... demain…", "Il – dit -elle – viendra ... demain …");
    FR("12 soldats, dont 3 blessés.", "12 soldats , dont 3 blessés .");
    FR("(Photo : J. Durand/AFP)", "( Photo : J. Durand / AFP )");
    FR("Il dit ceci.\nThe mayor's office isn't open.\nIl part.",
       "Il dit ceci . | The mayor's office isn't open . | Il part .");
    FR("de l’U.R.S.S. à l'U.E., les É.-U. votent", "de l’ U.R.S.S. à l' U.E. , les É.-U. votent");
    // the lower form of a ligature is its letters
    struct document *document = NULL;
    segment("fr", SLICE("L'o\xEF\xAC\x83"
                        "ce \xEF\xAC\x81nancier"),
            &document);
    CHECK_TEXT(document->words.items[1].lower, "office");
    CHECK_TEXT(document->words.items[2].lower, "financier");
}

TEST(segment_straight_quotes)
{
    FR("\"Il part. \" Elle reste.", "\" Il part . \" | Elle reste .");
    FR("Il dit : \"Non.\" \"Si.\"", "Il dit : \" Non . \" | \" Si . \"");
    FR("\"Un\nDeux. \"Trois\"", "\" Un | Deux . | \" Trois \"");
}

TEST(segment_clitics_with_capitals)
{
    FR("Paris-La Défense, cette fois-ci, celle-ci", "Paris-La Défense , cette fois -ci , celle-ci");
    FR("A-T-IL FINI, explique-elle", "A -T-IL FINI , explique -elle");
}

TEST(segment_headings_in_one_line)
{
    // Without line ends a heading is guessed; with them it never is.
    FR("Il vit à Paris\nIl y travaille avec le Monde Le soir.",
       "Il vit à Paris | Il y travaille avec le Monde Le soir .");
}

TEST(segment_english_in_one_line)
{
    EN("Great little shop\nWe bought two lamps", "Great little shop | We bought two lamps");
    EN("Great little shop We bought two lamps there. They work well.",
       "Great little shop | We bought two lamps there . | They work well .");
    EN("Lawmakers Tuesday backed the plan for New York City.",
       "Lawmakers Tuesday backed the plan for New York City .");
}

TEST(segment_english_words)
{
    EN("I don't know John's e-mail.", "I do+n't know John+'s e-mail .");
    EN("It’s a long-term non-stop plan", "It+’s a long - term non-stop plan");
    EN("We cannot pay $5m (10%).", "We can+not pay $ 5m ( 10 % ) .");
    EN("at 10am on 9/11", "at 10 am on 9/11");
    EN("thats why i think its a good plan", "that+s why i think it+s a good plan");
    EN("The bank and its owners know their aims.", "The bank and its owners know their aims .");
    EN("AT&T's shares", "AT&T+'s shares");
}

TEST(segment_english_sentences)
{
    EN("Mr. Roy left the U.S. on Monday. He won!", "Mr. Roy left the U.S. on Monday . | He won !");
    EN("J. R. Smith said \"No.\" She left.", "J. R. Smith said \" No . \" | She left .");
    EN("The mayor left. Thanks for all. He won", "The mayor left . | Thanks for all . | He won");
}

TEST(segment_addresses)
{
    FR("Voir https://a.example/b_(c)?d=1, ou moi@poste.example.",
       "Voir https://a.example/b_(c)?d=1 , ou moi@poste.example .");
    EN("@someone likes #peace :-)", "@someone likes #peace :-)");
}

static struct slice damaged(const char *name, void *context)
{
    struct slice bytes = engine_data.find(name, engine_data.context);
    bool hit = slice_starts(slice_of(name), "models/fr.segment");
    return slice_part(bytes, 0, hit ? *(const size_t *)context : bytes.size);
}

TEST(segment_refuses_damaged_model)
{
    static const size_t sizes[] = {0, 7, 64, 1000, 100000};
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        size_t size = sizes[i];
        struct data_source source = {damaged, NULL, &size};
        struct error error = {0};
        CHECK(segment_stage.open(&arena, &source, &error) == NULL);
        CHECK(error.kind == ERROR_INTERNAL && error.message[0]);
    }
    arena_free(&arena);
}

static struct slice broken_list(const char *name, void *context)
{
    if (slice_is(slice_of(name), "lexicon/fr/contractions.txt"))
        return slice_of(context);
    return engine_data.find(name, engine_data.context);
}

TEST(segment_names_the_broken_line)
{
    static char lists[][32] = {"# ok\ndu de le", "du = de", "du = de le la les"};
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct data_source source = {broken_list, NULL, lists[i]};
        struct error error = {0};
        CHECK(segment_stage.open(&arena, &source, &error) == NULL);
        CHECK(strstr(error.where, "fr/contractions.txt") && strstr(error.message, "line"));
    }
    arena_free(&arena);
}

// Tokens lie in order, do not overlap, and leave out white space alone; sentences hold all words.
static void check_rejoins(const char *code, struct slice text)
{
    struct document *document = NULL;
    if (!segment(code, text, &document).data && !document)
        return;
    uint32_t end = 0, words = 0;
    for (uint32_t w = 0; w < document->words.count; w++) {
        const struct word *word = &document->words.items[w];
        CHECK(word->token_size >= 1 && word->token_index < word->token_size);
        if (word->token_index > 0)
            continue;
        CHECK(word->span.start >= end && word->span.end > word->span.start);
        for (; end < word->span.start; end++)
            CHECK((unsigned char)text.data[end] <= ' ' || (unsigned char)text.data[end] >= 0x80);
        end = word->span.end;
    }
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        CHECK(document->sentences.items[s].word_start == words);
        words = document->sentences.items[s].word_end;
    }
    CHECK(words == document->words.count);
}

TEST(segment_rejoins)
{
    static const char *const texts[] = {
        "",
        " ",
        "\n\n",
        "a\xFF\xFE b\xC3",
        "l'l'l'l'-il-il-il''''",
        "http://)http://)",
        "@#@#a@b@c.d@",
        "😀👍🏽🇫🇷🇺🇦 👩‍🚀.",
        "1 1 1 234 567 89.,.,1:2/3-4-5--",
        "日本語。العربية، हिन्दी",
    };
    static const char *const codes[] = {"fr", "en", ""};
    for (size_t c = 0; c < 3; c++)
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            check_rejoins(codes[c], slice_of(texts[i]));
}

TEST(segment_long_input)
{
    static char big[1000001];
    static const char *const pieces[] = {"a", "l'", "a-", "1.", "@a", "a.b/", "...", "1 000 ", "a "};
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        size_t size = strlen(pieces[p]);
        for (size_t i = 0; i + size < sizeof big; i += size)
            memcpy(big + i, pieces[p], size);
        big[sizeof big - 1] = '\0';
        struct document *document = NULL;
        segment(p % 2 ? "fr" : "en", (struct slice){big, sizeof big - 16}, &document);
        CHECK(document && document->words.count > 0);
    }
}

TEST(segment_dateline)
{
    EN("OSLO, June 3 (Reuters) - Norway will pay. It rained.",
       "OSLO , June 3 ( Reuters ) - | Norway will pay . | It rained .");
    FR("SARAJEVO, 12 mai 2025 (AFP) – Un séisme a tué sept personnes.",
       "SARAJEVO , 12 mai 2025 ( AFP ) – | Un séisme a tué sept personnes .");
    FR("Le parti (LR) - battu - recule.", "Le parti ( LR ) - battu - recule .");
}
