// SPDX-License-Identifier: Apache-2.0
// Hostile text through the time and amount stages alone: a megabyte of each pattern, in both
// languages, in linear time, with spans in order; and what must not be invented.
#include "base/utf8.h"
#include "engine_fixture.h"
#include "test.h"

#include <time.h>

#define TEXT_SIZE (1 << 20)
#define SECONDS_MOST 10 // of processor time: 0.1 is usual, a sanitizer takes 20 times as much

static void run_stages(struct document *document, struct arena *scratch)
{
    const struct engine *engine = fixture_engine();
    for (uint32_t i = 0; engine && stage_table[i]; i++)
        if (strcmp(stage_table[i]->name, "time") == 0 ||
            strcmp(stage_table[i]->name, "amount") == 0)
            stage_table[i]->run(engine->tables[i], document, scratch);
}

static void check_order(const struct document *document)
{
    uint32_t end = 0;
    bool right = true;
    for (uint32_t i = 0; i < document->times.count; i++) {
        const struct time *time = &document->times.items[i];
        right &= time->span.start >= end && time->span.end > time->span.start &&
                 time->span.end <= document->text.size && time->value.size > 0;
        end = time->span.end;
    }
    end = 0;
    for (uint32_t i = 0; i < document->amounts.count; i++) {
        const struct amount *amount = &document->amounts.items[i];
        right &= amount->span.start >= end && amount->span.end > amount->span.start &&
                 amount->span.end <= document->text.size && amount->value.size > 0;
        end = amount->span.end;
    }
    CHECK(right);
}

static void run_pattern(const char *pattern, enum language language)
{
    struct arena arena, scratch;
    struct buffer text;
    struct document document;
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    buffer_init(&text, &arena);
    for (size_t size = strlen(pattern); size && buffer_slice(&text).size < TEXT_SIZE;)
        buffer_text(&text, pattern);
    document_init(&document, &arena);
    document.text = buffer_slice(&text);
    document.language = language;
    document.published = (struct document_date){SLICE("2025-07-16"), DATE_OPTION};
    clock_t start = clock();
    run_stages(&document, &scratch);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    if (seconds > SECONDS_MOST)
        test_check(false, __FILE__, __LINE__, "%s: %.1f s", pattern, seconds);
    check_order(&document);
    arena_free(&arena);
    arena_free(&scratch);
}

TEST(extract_hostile_megabytes_are_linear)
{
    static const char *const patterns[] = {
        "a", "9", "cent-vingt-1,5", "é", "\xE2\x80\x8F", "1 ", "1.", "1,", "1/", "1-", "1 000 ",
        "le ", "la nuit de ", "du 1 au ", "de 1 à ", "lundi ", "entre 2 et ", "plus de ", "un ",
        "deux mille ", "million ", "et demi ", "h ", "3 h ", "12:", "$1", "% ", "mars-", "1er ",
        "from 5 to ", "half past ", "the last ", "twenty ", "and a half ", "3 years, ",
        "week 3 ", "the first 2 weeks of ", "4 thousand 3 hundred and ", "2 millions 300 mille ",
        "one hundred and ", "-5 to ", "< ", "Corp. ", "A&B&", "65th ", "North ",
        "'", "10^", "1e", "x10^", "quart de ", "dernière semaine de ", "1\xC2\xA0", "(",
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        run_pattern(patterns[i], LANGUAGE_fr);
        run_pattern(patterns[i], LANGUAGE_en);
    }
}

// Texts in which nothing may be found at all.
TEST(extract_hostile_texts_invent_nothing)
{
    static const struct { const char *language, *text; } cases[] = {
        {"fr", "C'est 10^400 fois trop et 1e400 de même."},
        {"fr", "Le nombre 123456789012345678901234567890 est trop grand."},
        {"fr", "Rendez-vous à 25 h 61, le 31 février."},
        {"fr", "Il est 25:61 le 2025-13-45."},
        {"fr", "Les chiffres \xD9\xA1\xD9\xA2 et 1\xD9\xA2 et \xEF\xBC\x95 se mêlent."},
        {"fr", "Le club s'est imposé 3-1 puis 93 à 83."},
        {"fr", "Appelez le 01 42 68 53 00 ou le 06.12.34.56.78."},
        {"fr", "La mer a été calme devant l'hôpital d'Orléans."},
        {"en", "It is 10^400 times too much."},
        {"en", "Call 555-123-4567 about February 30."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena, 0);
        struct document *document =
            fixture_run(&arena, cases[i].language, "2025-07-16", slice_of(cases[i].text));
        for (uint32_t t = 0; t < document->times.count; t++)
            test_check(false, __FILE__, __LINE__, "%s: time " SLICE_FORMAT, cases[i].text,
                       SLICE_ARGUMENTS(document->times.items[t].value));
        for (uint32_t a = 0; a < document->amounts.count; a++)
            test_check(false, __FILE__, __LINE__, "%s: amount " SLICE_FORMAT, cases[i].text,
                       SLICE_ARGUMENTS(document->amounts.items[a].value));
        arena_free(&arena);
    }
}

// Ages, scores, telephone numbers and the like are no times.
TEST(extract_no_false_times)
{
    static const char *const texts[] = {
        "Un homme de 42 ans et une femme, 57 ans, ont été blessés.",
        "Âgée de 17 ans, elle vit avec des enfants de 2 à 8 ans.",
        "La doyenne s'est éteinte à 112 ans.",
        "Il a marqué une seconde fois ; la seconde mi-temps fut morne.",
        "Ils ont gagné 21-17, 6-4 et 3 à 2.",
        "Son numéro est le 01 42 68 53 00.",
        "La mer a été belle à Orléans, dit l'hôpital.",
        "L'article 1984 du code et la loi 2021-1109 ne changent pas.",
        "Deux mille ouvriers ont défilé place du 8-Mai.",
        "Il roule à 110 km/h et paie 1500 euros.",
        "Il porte le 10 et prend le bus 24.",
        "Les Ans et les Mars se vendent peu.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct arena arena;
        arena_init(&arena, 0);
        struct document *document = fixture_run(&arena, "fr", "2025-07-16", slice_of(texts[i]));
        for (uint32_t t = 0; t < document->times.count; t++)
            test_check(false, __FILE__, __LINE__, "%s: " SLICE_FORMAT " " SLICE_FORMAT, texts[i],
                       SLICE_ARGUMENTS(document->times.items[t].value),
                       SLICE_ARGUMENTS(document->times.items[t].rule));
        arena_free(&arena);
    }
}
