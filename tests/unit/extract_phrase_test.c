// SPDX-License-Identifier: Apache-2.0
// Phrase grammars on a lexicon of the test's own: tokens, longest match, options, marks, errors.
#include "extract/phrase.h"
#include "test.h"

static const char *lexicon_text;

static struct slice find(const char *name, void *context)
{
    (void)name;
    (void)context;
    return slice_of(lexicon_text);
}

static const char *const slots[] = {"-", "day", "month", NULL};
static const char *const actions[] = {"-", "date", "none", NULL};
static const char *const files[] = {"test.txt", NULL};

static bool open_grammar(struct phrase_grammar *grammar, struct arena *arena, const char *text,
                         struct error *error)
{
    struct data_source data = {.find = find};
    lexicon_text = text;
    *grammar = (struct phrase_grammar){.language = LANGUAGE_fr, .slots = slots,
                                       .actions = actions, .prefix = "/test."};
    return phrase_grammar_open(grammar, arena, &data, files, error);
}

static const char months[] = "[month]\nmai = 5\njuin, juin. = 6\n[rules]\n"
                             "$D = ( #day | premier:day )\n"
                             "date = le [ $D <month> ( '-' )? ] => date x=y\n"
                             "range = du [ $D ] au [ $D <month> ] !prochain => date\n"
                             "no = le #day mai prochain => none\n";

static bool match(const struct phrase_grammar *grammar, struct arena *arena, const char *text,
                  struct phrase_match *found)
{
    struct phrase_tokens tokens = {.text = slice_of(text)};
    phrase_tokens_read(grammar, &tokens, 0, arena);
    return tokens.list.count && phrase_match_at(grammar, &tokens, 0, NO_INDEX, found);
}

TEST(phrase_longest_rule_wins_and_captures)
{
    struct arena arena;
    struct phrase_grammar grammar;
    struct phrase_match found;
    struct error error = {0};
    arena_init(&arena, 0);
    CHECK(open_grammar(&grammar, &arena, months, &error));
    CHECK(match(&grammar, &arena, "Le 14 juin", &found));
    CHECK_TEXT(found.rule->name, "fr/test.date");
    CHECK_TEXT(phrase_parameter(found.rule, "x"), "y");
    CHECK(found.span_count == 1 && found.spans[0].start == 1 && found.spans[0].end == 3);
    CHECK(found.capture_count == 2 && found.captures[0].integer == 14);
    CHECK(found.captures[1].integer == 6);
    CHECK(match(&grammar, &arena, "le 14 mai prochain", &found));
    CHECK_TEXT(found.rule->name, "fr/test.no");
    CHECK(match(&grammar, &arena, "du 19 au 23 juin", &found));
    CHECK(found.span_count == 2 && found.captures[0].span == 1 && found.captures[1].span == 2);
    CHECK(!match(&grammar, &arena, "du 19 au 23 juin prochain", &found));
    CHECK(!match(&grammar, &arena, "le 45 juin", &found));
    CHECK(!match(&grammar, &arena, "juin", &found));
    arena_free(&arena);
}

TEST(phrase_tokens_fold_case_and_apostrophes)
{
    struct arena arena;
    struct phrase_grammar grammar;
    struct error error = {0};
    arena_init(&arena, 0);
    CHECK(open_grammar(&grammar, &arena, "[a]\nl' = 1\naoût = 8\n", &error));
    struct phrase_tokens tokens = {.text = SLICE("L\xE2\x80\x99" "AOÛT\n12")};
    uint32_t next = phrase_tokens_read(&grammar, &tokens, 0, &arena);
    uint32_t end;
    CHECK(tokens.list.count == 2 && next == 10);
    CHECK(phrase_class_at(&grammar, &tokens, 0, phrase_class(&grammar, "a"), &end) != NULL);
    const struct phrase_entry *entry =
        phrase_class_at(&grammar, &tokens, 1, phrase_class(&grammar, "a"), &end);
    CHECK(entry && entry->integer == 8 && end == 2);
    arena_free(&arena);
}

TEST(phrase_grammar_errors_name_file_and_line)
{
    static const char *const broken[] = {
        "word before a section\n", "[rules]\nx = <nothing> => date\n", "[rules]\nx = a => jump\n",
        "[rules]\nx = a\n", "[rules]\nx = $A => date\n", "[rules]\nx = a? => date\n",
        "[rules]\n$A = $A\nx = $A => date\n", "[rules]\nx = #bogus => date\n",
        "[rules]\nx = ( a | b )? ( a | b )? ( a | b )? ( a | b )? ( a | b )? ( a | b )? "
        "( a | b )? ( a | b )? ( a | b )? => date\n",
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct arena arena;
        struct phrase_grammar grammar;
        struct error error = {0};
        arena_init(&arena, 0);
        CHECK(!open_grammar(&grammar, &arena, broken[i], &error));
        CHECK(error.kind == ERROR_INTERNAL && strcmp(error.where, "test.txt") == 0);
        CHECK(strncmp(error.message, "line ", 5) == 0);
        arena_free(&arena);
    }
}
