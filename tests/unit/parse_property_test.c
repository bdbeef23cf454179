// SPDX-License-Identifier: Apache-2.0
// What holds for every text, read by all stages of parse: words cover the text but for white space,
// sentences cover the words, each sentence is one tree, every word has a tag. Random texts of
// pieces that once were trouble; a word of a megabyte, a sentence of 100,000 words.
#include "engine_fixture.h"
#include "test.h"

static bool is_white(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) // NBSP and the other wide spaces begin with 0xC2, 0xE2, 0xE3
        if ((unsigned char)bytes[i] > ' ' && (unsigned char)bytes[i] < 0x80)
            return false;
    return true;
}

// Where the property fails, or NULL.
static const char *broken(const struct document *document)
{
    uint32_t end = 0, words = 0;
    for (uint32_t w = 0; w < document->words.count; w++) {
        const struct word *word = &document->words.items[w];
        if (word->token_index == 0 && word->span.start < end)
            return "words overlap";
        if (word->span.end > document->text.size || word->span.start >= word->span.end)
            return "a span is empty or outside";
        if (word->token_index == 0 &&
            !is_white(document->text.data + end, word->span.start - end))
            return "text between two words";
        if (word->upos == UPOS_NONE || word->relation == RELATION_NONE || !word->lemma.data)
            return "a word without tag, relation or lemma";
        end = word->span.end;
    }
    if (!is_white(document->text.data + end, document->text.size - end))
        return "text after the last word";
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const struct sentence *sentence = &document->sentences.items[s];
        uint32_t roots = 0;
        if (sentence->word_start != words || sentence->word_end <= words)
            return "sentences do not cover the words";
        for (uint32_t w = words = sentence->word_start; w < sentence->word_end; w++) {
            uint32_t head = document->words.items[w].head;
            roots += head == NO_INDEX;
            if (head != NO_INDEX && (head < sentence->word_start || head >= sentence->word_end))
                return "a head outside the sentence";
        }
        if (roots != 1)
            return "not one root";
        words = sentence->word_end;
    }
    return words == document->words.count ? NULL : "words without a sentence";
}

static void check_text(struct slice text)
{
    static const char *const codes[] = {"fr", "en"};
    for (int c = 0; c < 2; c++) {
        struct arena arena;
        arena_init(&arena, 0);
        const char *where = broken(fixture_run(&arena, codes[c], "", text));
        test_check(!where, __FILE__, __LINE__, "%s: %s: %.60s", codes[c], where ? where : "",
                   text.data);
        arena_free(&arena);
    }
}

TEST(parse_holds_for_random_texts)
{
    static const char *const pieces[] = {
        "l'", "L’", "aujourd'hui", " ", " ", " ", "\n", "\n\n", "\t", "-t-il", "du", "des", "AUX",
        "M.", "Mme", "1er", "1 500", "16 h 30", "O.N.U.", "J.-P.", " – ", "« ", " »", "\xC2\xA0",
        "\xE2\x80\xAF", "…", "...", "12", "#mot", "@nom", "https://a.fr/b?c=d", "a@b.fr", "ﬁn",
        "L'ETAT A DIT", "日本語", "العربية", "😀", "👩‍🚀", "\xFF", "\xC3", "\xE2\x82", "$5m", "n't",
        "can't", "\"", "'", "(", ")", "?!", "word", "mot", "Paris", ";", ":", ",", ".", "%", "°C",
        "\xE2\x80\x8B", "\xEF\xBB\xBF", "\x01", "\x7F", "-", "--", "/", "\\", "ﬃ", "İ", "ß",
    };
    uint32_t state = 11;
    for (int round = 0; round < 150; round++) {
        char text[400];
        size_t size = 0;
        while (size < 320) {
            state = state * 1664525u + 1013904223u;
            const char *piece = pieces[(state >> 8) % (sizeof pieces / sizeof *pieces)];
            size_t length = strlen(piece);
            memcpy(text + size, piece, length);
            size += length;
        }
        text[size] = '\0';
        check_text((struct slice){text, size});
    }
}

TEST(parse_holds_for_long_texts)
{
    struct arena arena;
    arena_init(&arena, 0);
    size_t size = 1 << 20;
    char *word = arena_zero(&arena, size + 1, 1);
    memset(word, 'e', size);
    check_text((struct slice){word, size});
    memset(word, '1', size);
    check_text((struct slice){word, size});
    struct buffer text;
    buffer_init(&text, &arena);
    for (int i = 0; i < 100000; i++)
        buffer_text(&text, i % 3 ? "mot " : "que ");
    struct document *document = fixture_run(&arena, "fr", "", buffer_slice(&text));
    CHECK(document->sentences.count == 1 && document->words.count == 100000);
    CHECK(!broken(document));
    arena_free(&arena);
}
