// SPDX-License-Identifier: Apache-2.0
// Knowledge: pieces of text, capitals of entries, and a file with a broken line.
#include "extract/knowledge.h"
#include "test.h"

static struct arena arena;

static piece_list cut(const char *text, const struct lexicon *lexicon)
{
    piece_list pieces = {0};
    struct slice slice = slice_of(text);
    pieces_cut(&arena, lexicon, slice, (struct span){0, (uint32_t)slice.size}, &pieces);
    return pieces;
}

TEST(knowledge_pieces_have_shapes_and_joints)
{
    arena_init(&arena, 0);
    piece_list pieces = cut("L’ONU, Saint-Lô et J. Durand (U.N.) F-16", NULL);
    CHECK(pieces.count == 10);
    CHECK(pieces.items[0].initial && !pieces.items[1].initial);
    CHECK(pieces.items[1].joint == JOINT_APOSTROPHE && pieces.items[1].shape == SHAPE_UPPER);
    CHECK(pieces.items[2].joint == JOINT_COMMA);
    CHECK(pieces.items[3].joint == JOINT_HYPHEN);
    CHECK(pieces.items[6].joint == JOINT_DOT);
    CHECK(pieces.items[7].shape == SHAPE_UPPER && pieces.items[7].joint == JOINT_PAREN);
    CHECK(pieces.items[9].shape == SHAPE_DIGIT);
    arena_free(&arena);
}

TEST(knowledge_folds_pieces)
{
    char out[64];
    size_t size = piece_fold(SLICE("ÉLYSÉE"), out, sizeof out);
    CHECK_TEXT(((struct slice){out, size}), "elysee");
    size = piece_fold(SLICE("U.N."), out, sizeof out);
    CHECK_TEXT(((struct slice){out, size}), "un");
    size = piece_fold(SLICE("Cœur"), out, sizeof out);
    CHECK_TEXT(((struct slice){out, size}), "coeur");
    size = piece_fold(SLICE("aaaaaaaa"), out, 3);
    CHECK(size == 3);
}

static const char *file_name, *file_text;

static struct slice one_find(const char *name, void *context)
{
    (void)context;
    return strcmp(name, file_name) == 0 ? slice_of(file_text) : SLICE_NONE;
}

static const char *one_name(uint32_t index, void *context)
{
    (void)context;
    return index == 0 ? file_name : NULL;
}

static const struct knowledge *open_text(const char *name, const char *text, struct error *error)
{
    file_name = name;
    file_text = text;
    struct data_source data = {one_find, one_name, NULL};
    return knowledge_open(&arena, &data, error);
}

TEST(knowledge_matches_by_capitals)
{
    arena_init(&arena, 0);
    struct error error = {0};
    const struct knowledge *knowledge = open_text("lexicon/knowledge/a.txt",
        "@ kind=organisation\nfr:Union du Nord ; UDN ; Grandnord | country=FRA cameo=FRAGOV\n", &error);
    CHECK(knowledge != NULL);
    const struct lexicon *lexicon = knowledge_lexicon(knowledge, LANGUAGE_fr);
    piece_list pieces = cut("union du nord, Union du Nord, UNION DU NORD, udn, Udn, UDN, Grandnord", lexicon);
    CHECK(lexicon_match(lexicon, pieces.items, pieces.count, 0, false).entry == 0);
    CHECK(lexicon_match(lexicon, pieces.items, pieces.count, 0, true).length == 3);
    CHECK(lexicon_match(lexicon, pieces.items, pieces.count, 3, false).length == 3);
    CHECK(lexicon_match(lexicon, pieces.items, pieces.count, 6, false).length == 3);
    CHECK(lexicon_match(lexicon, pieces.items, pieces.count, 9, false).entry == 0);
    CHECK(lexicon_match(lexicon, pieces.items, pieces.count, 10, false).entry == 0);
    CHECK(lexicon_match(lexicon, pieces.items, pieces.count, 11, false).length == 1);
    const struct lexicon *english = knowledge_lexicon(knowledge, LANGUAGE_en);
    pieces = cut("Union du Nord", english);
    CHECK(lexicon_match(english, pieces.items, pieces.count, 0, false).entry == 0);
    CHECK(knowledge_lexicon(knowledge, LANGUAGE_de) == NULL);
    arena_free(&arena);
}

TEST(knowledge_names_the_broken_line)
{
    arena_init(&arena, 0);
    struct error error = {0};
    CHECK(open_text("lexicon/knowledge/a.txt", "# fine\nNom | kind=planet\n", &error) == NULL);
    CHECK(error.kind == ERROR_INTERNAL && strstr(error.message, "line 2") != NULL);
    CHECK(open_text("lexicon/knowledge/a.txt", "Nom | colour=red\n", &error) == NULL);
    CHECK(open_text("lexicon/fr/name_words.txt", "mot\n", &error) == NULL);
    CHECK(open_text("lexicon/fr/name_words.txt", "[title]\nM Mme\n", &error) != NULL);
    arena_free(&arena);
}
