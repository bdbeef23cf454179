// SPDX-License-Identifier: Apache-2.0
// Identity across documents: a lone surname, a title before a name, an acronym, Wikidata ids.
#include "compare/claims.h"
#include "compare_documents.h"

#define DOCUMENT(id, kind, name, wikidata)                                                         \
    "{\"id\":\"" id "\",\"lang\":\"fr\",\"text\":\"…\",\"entities\":[{\"id\":\"e1\",\"kind\":\"" kind \
    "\",\"name\":\"" name "\",\"wikidata\":" wikidata "}]}\n"

// Whether the one entity of each of two documents is the same.
static bool same(const char *first, const char *second)
{
    struct arena arena;
    struct error error = {0};
    arena_init(&arena, 0);
    struct document documents[2];
    struct document *list[2] = {&documents[0], &documents[1]};
    const char *lines[2] = {first, second};
    for (int i = 0; i < 2; i++) {
        document_init(&documents[i], &arena);
        const struct json_value *object = json_parse(&arena, slice_of(lines[i]), &error);
        CHECK(object && document_load(&documents[i], object, &error));
    }
    struct corpus corpus = {.arena = &arena, .scratch = &arena, .documents = list, .count = 2};
    corpus.words = words_open(&arena, &engine_data, &error);
    struct identities identities = {0};
    bool equal = CHECK(corpus.words != NULL);
    if (equal) {
        identities_find(&corpus, &identities);
        equal = identity_of(&identities, 0, (struct reference){1}) ==
                identity_of(&identities, 1, (struct reference){1});
    }
    arena_free(&arena);
    return equal;
}

TEST(one_person_under_several_names)
{
    CHECK(same(DOCUMENT("a", "person", "Yannick Lebon", "null"),
               DOCUMENT("b", "person", "Lebon", "null")));
    CHECK(same(DOCUMENT("a", "person", "Yannick Lebon", "null"),
               DOCUMENT("b", "person", "M. Lebon", "null")));
    CHECK(!same(DOCUMENT("a", "person", "Yannick Lebon", "null"),
                DOCUMENT("b", "person", "Claire Lebon", "null")));
    CHECK(!same(DOCUMENT("a", "person", "Yannick Lebon", "null"),
                DOCUMENT("b", "place", "Lebon", "null")));
}

TEST(one_body_under_several_names)
{
    CHECK(same(DOCUMENT("a", "organisation", "Organisation des Nations unies", "null"),
               DOCUMENT("b", "organisation", "ONU", "null")));
    CHECK(same(DOCUMENT("a", "organisation", "Union européenne", "\"Q458\""),
               DOCUMENT("b", "organisation", "European Union", "\"Q458\"")));
    CHECK(same(DOCUMENT("a", "organisation", "Le Fonds Vert", "null"),
               DOCUMENT("b", "organisation", "fonds vert", "null")));
    CHECK(!same(DOCUMENT("a", "organisation", "Garde nationale", "\"Q1\""),
                DOCUMENT("b", "organisation", "Garde nationale", "\"Q2\"")));
}

#define RULED(id, name, rule)                                                                      \
    "{\"id\":\"" id "\",\"lang\":\"fr\",\"text\":\"…\",\"entities\":[{\"id\":\"e1\",\"kind\":\"place\"," \
    "\"name\":\"" name "\",\"wikidata\":null,\"rule\":\"" rule "\"}]}\n"

// One line of the knowledge files is one thing in every language; a file alone says nothing.
TEST(one_place_in_two_languages)
{
    CHECK(same(RULED("a", "Zambèze", "knowledge/towns.zambeze"),
               RULED("b", "Zambezi", "knowledge/towns.zambeze")));
    CHECK(!same(RULED("a", "Tripoli", "knowledge/capitals.tripoli.LBY"),
                RULED("b", "Trablous", "knowledge/places.tripoli.LBN")));
    CHECK(!same(RULED("a", "Nord", "knowledge/towns"), RULED("b", "Sud", "knowledge/towns")));
}
