// SPDX-License-Identifier: Apache-2.0
// The parser with its shipped models: trees are trees with one root, plain sentences come out
// right, long and odd input ends in linear time.
#include "engine_fixture.h"
#include "test.h"

// Heads as "form<head" pairs for the words of the first sentence.
static struct slice arcs(struct arena *arena, const struct document *document)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (uint32_t i = 0; i < document->words.count; i++) {
        const struct word *word = &document->words.items[i];
        const char *space = i ? " " : "";
        if (word->head == NO_INDEX)
            buffer_format(&out, "%s%s", space, relation_name((enum relation)word->relation));
        else
            buffer_format(&out, "%s" SLICE_FORMAT ":%s", space,
                          SLICE_ARGUMENTS(document->words.items[word->head].form),
                          relation_name(relation_universal((enum relation)word->relation)));
    }
    return buffer_slice(&out);
}

static void check_arcs(const char *language, const char *text, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct document *document = fixture_run(&arena, language, "", slice_of(text));
    CHECK_TEXT(arcs(&arena, document), expected);
    arena_free(&arena);
}

TEST(parse_tree_french)
{
    check_arcs("fr", "Le maire ouvrira la nouvelle école.",
               "maire:det ouvrira:nsubj root école:det école:amod ouvrira:obj ouvrira:punct");
    check_arcs("fr", "La Norvège a livré deux drones.",
               "Norvège:det livré:nsubj livré:aux root drones:nummod livré:obj livré:punct");
}

TEST(parse_tree_english)
{
    check_arcs("en", "The mayor opened a new school.",
               "mayor:det opened:nsubj root school:det school:amod opened:obj opened:punct");
}

// Every sentence has one root, all heads lie in the sentence, no cycles.
static bool trees_valid(const struct document *document)
{
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const struct sentence *sentence = &document->sentences.items[s];
        uint32_t roots = 0, size = sentence->word_end - sentence->word_start;
        for (uint32_t i = sentence->word_start; i < sentence->word_end; i++) {
            uint32_t up = i, steps = 0;
            roots += document->words.items[i].head == NO_INDEX;
            while (document->words.items[up].head != NO_INDEX && steps++ <= size) {
                up = document->words.items[up].head;
                if (up < sentence->word_start || up >= sentence->word_end)
                    return false;
            }
            if (steps > size || document->words.items[i].relation == RELATION_NONE)
                return false;
        }
        if (roots != 1)
            return false;
    }
    return true;
}

TEST(parse_tree_is_a_tree)
{
    struct arena arena;
    arena_init(&arena, 0);
    static const char *const texts[] = {
        "", ".", "« »", "Non !", "de de de de , , que que et et", "((((((((((", "a\nb\n\nc",
        "Hier, l'équipe – qui, dit-on, n'y croyait plus – a gagné 3-2 ; le public, debout, chantait.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        CHECK(trees_valid(fixture_run(&arena, "fr", "", slice_of(texts[i]))));
        CHECK(trees_valid(fixture_run(&arena, "en", "", slice_of(texts[i]))));
    }
    struct buffer text;
    buffer_init(&text, &arena);
    for (int i = 0; i < 20000; i++)
        buffer_text(&text, i % 3 ? "mot " : "que ");
    struct document *document = fixture_run(&arena, "fr", "", buffer_slice(&text));
    CHECK(document->words.count == 20000 && trees_valid(document));
    arena_free(&arena);
}

// A clause with "that" after a date tells what was said.
TEST(parse_tree_said_on_a_day_that)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct document *document = fixture_run(
        &arena, "en", "", SLICE("Turkey denied on Wednesday that its spy chief had met his rival."));
    for (uint32_t i = 0; i < document->words.count; i++) {
        if (slice_is(document->words.items[i].lower, "met"))
            CHECK(document->words.items[i].head == 1 &&
                  document->words.items[i].relation == RELATION_CCOMP);
    }
    arena_free(&arena);
}

// The relation that a form has in a text.
static uint8_t relation_of(const char *language, const char *text, const char *form)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct document *document = fixture_run(&arena, language, "", slice_of(text));
    uint8_t relation = RELATION_NONE;
    for (uint32_t i = 0; i < document->words.count; i++)
        if (slice_is(document->words.items[i].form, form))
            relation = document->words.items[i].relation;
    arena_free(&arena);
    return relation;
}

// Whether a form hangs on another.
static bool hangs_on(const char *language, const char *text, const char *form, const char *above)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct document *document = fixture_run(&arena, language, "", slice_of(text));
    bool found = false;
    for (uint32_t i = 0; i < document->words.count; i++) {
        const struct word *word = &document->words.items[i];
        found |= slice_is(word->form, form) && word->head < document->words.count &&
                 slice_is(document->words.items[word->head].form, above);
    }
    arena_free(&arena);
    return found;
}

// A participle that would leave the sentence without a predicate is the predicate.
TEST(parse_tree_mends_predicates)
{
    CHECK(relation_of("en", "Police in Chad used tear gas against students.", "used") ==
          RELATION_ROOT);
    CHECK(relation_of("en", "Protesters in Lima cut aid to the region.", "cut") == RELATION_ROOT);
    CHECK(relation_of("en", "The EU fired rockets at the town.", "fired") == RELATION_ROOT);
    CHECK(relation_of("en", "Photos of used cars and damaged homes.", "used") == RELATION_AMOD);
}

// An object too many for a relative clause; a name that opens the sentence is its subject.
TEST(parse_tree_mends_clauses)
{
    static const char frozen[] = "The measures freeze any assets the firms hold in China and bar "
                                 "domestic organisations from dealing with them.";
    CHECK(hangs_on("en", frozen, "bar", "freeze"));
    CHECK(hangs_on("en", "They met the firms that hold assets and bar women.", "bar", "hold"));
    CHECK(relation_of("en", "Norway pledged 300 million dollars to the UN.", "Norway") ==
          RELATION_NSUBJ);
    CHECK(relation_of("en", "Yesterday it pledged 300 million dollars.", "Yesterday") !=
          RELATION_NSUBJ);
}

TEST(parse_tree_mends_questions)
{
    CHECK(relation_of("en", "The mayor told residents how to leave.", "leave") == RELATION_CCOMP);
    CHECK(relation_of("en", "The mayor told residents how to leave.", "how") == RELATION_ADVMOD);
    CHECK(relation_of("en", "She found a way to leave.", "leave") == RELATION_ACL);
}

// What stands before a comma is no second subject; a subject that a pronoun takes up stays one.
TEST(parse_tree_french_subjects)
{
    CHECK(relation_of("fr", "L'an dernier, Washington a suspendu une aide à Kiev.", "an") ==
          RELATION_OBL_MOD);
    CHECK(relation_of("fr", "L'an dernier, Washington a suspendu une aide à Kiev.",
                      "Washington") == RELATION_NSUBJ);
    CHECK(relation_of("fr", "Paul, lui, est venu.", "Paul") == RELATION_NSUBJ);
    CHECK(relation_of("fr", "Le maire, il a démissionné.", "maire") == RELATION_NSUBJ);
    CHECK(relation_of("fr", "Le président, Emmanuel Macron, a reçu les syndicats.", "président") ==
          RELATION_NSUBJ);
}

// The network mends tags that only the sentence tells: "against" before a clause and before a noun.
static uint8_t upos_of(const char *text, const char *form)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct document *document = fixture_run(&arena, "en", "", slice_of(text));
    uint8_t upos = UPOS_NONE;
    for (uint32_t i = 0; i < document->words.count; i++)
        if (slice_is(document->words.items[i].form, form))
            upos = document->words.items[i].upos;
    arena_free(&arena);
    return upos;
}

TEST(parse_tree_mends_tags)
{
    CHECK(upos_of("He spoke against selling the firm.", "against") == UPOS_SCONJ);
    CHECK(upos_of("He spoke against the firm.", "against") == UPOS_ADP);
}
