// SPDX-License-Identifier: Apache-2.0
// Given words: a sentence a line, and CoNLL-U with ranges, empty nodes, several documents; what is
// not CoNLL-U is refused with its line.
#include "parse/given.h"
#include "test.h"

// Words by '|', sentences by ' / '.
static struct slice words_of(struct arena *arena, const struct document *document)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const struct sentence *sentence = &document->sentences.items[s];
        for (uint32_t w = sentence->word_start; w < sentence->word_end; w++) {
            const struct word *word = &document->words.items[w];
            buffer_text(&out, w > sentence->word_start ? "|" : s ? " / " : "");
            buffer_add(&out, word->form);
            CHECK(word->span.start < word->span.end && word->span.end <= document->text.size);
            if (word->token_size == 1)
                CHECK(slice_equal(word->form, document_span_text(document, word->span)));
        }
    }
    return buffer_slice(&out);
}

TEST(given_tokenized_lines)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct document document;
    document_init(&document, &arena);
    given_tokenized(&document, SLICE("Il  pleut .\r\n\n \nDe le pain\tici"));
    CHECK_TEXT(words_of(&arena, &document), "Il|pleut|. / De|le|pain|ici");
    document_init(&document, &arena);
    given_tokenized(&document, SLICE("\xff\xfe \n\n"));
    CHECK(document.sentences.count == 1 && document.words.count == 1);
    document_init(&document, &arena);
    given_tokenized(&document, SLICE(""));
    CHECK(document.words.count == 0 && document.sentences.count == 0);
    arena_free(&arena);
}

#define ROW(number, form, misc) number "\t" form "\t_\t_\t_\t_\t_\t_\t_\t" misc "\n"

TEST(given_conllu_documents)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct slice rest = SLICE("# newdoc id = a\n# text = x\n" ROW("1-2", "Du", "_") ROW("1", "De", "_")
                                  ROW("2", "le", "_") ROW("3", "pain", "SpaceAfter=No")
                                      ROW("3.1", "rien", "_") ROW("4", ".", "_") "\n# newdoc\n"
                                          ROW("1", "1 500", "_"));
    struct document first, second;
    struct error error;
    uint32_t line = 0;
    document_init(&first, &arena);
    document_init(&second, &arena);
    CHECK(given_conllu(&first, "x", &rest, &line, &error));
    CHECK_TEXT(words_of(&arena, &first), "De|le|pain|.");
    CHECK_TEXT(first.text, "Du pain.");
    CHECK(first.words.items[1].token_size == 2 && first.words.items[1].token_index == 1);
    CHECK(!first.words.items[2].space_after);
    CHECK(given_conllu(&second, "x", &rest, &line, &error) && rest.size == 0);
    CHECK_TEXT(words_of(&arena, &second), "1 500");
    arena_free(&arena);
}

TEST(given_conllu_refuses)
{
    static const char *const texts[] = {
        "1\tmot\n", ROW("x", "mot", "_"), ROW("1-9999999", "mot", "_"), ROW("1", "", "_"),
        ROW("1-3", "du", "_") ROW("1", "de", "_") "\n", ROW("1-3", "du", "_"), "plain text\n",
    };
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct slice rest = slice_of(texts[i]);
        struct document document;
        struct error error = {0};
        uint32_t line = 0;
        document_init(&document, &arena);
        CHECK(!given_conllu(&document, "file.conllu", &rest, &line, &error));
        CHECK(error.kind == ERROR_INPUT && strstr(error.message, "line "));
    }
    arena_free(&arena);
}
