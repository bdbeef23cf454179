// SPDX-License-Identifier: Apache-2.0
// doc: a document with every kind of finding is dumped and loaded back to the same bytes; bad
// objects are refused; features and relations round-trip.
#include "doc/dump.h"
#include "test.h"

static void fill(struct document *document)
{
    struct arena *arena = document->arena;
    document->text = SLICE("L’Élysée promet 3 chars à Kiev mardi.");
    document->title = SLICE("Titre");
    document->language = LANGUAGE_fr;
    document->published = (struct document_date){SLICE("2025-07-14"), DATE_METADATA};
    document_set_id(document);
    list_push(arena, &document->sentences)->span = (struct span){0, 42};
    *list_push(arena, &document->entities) =
        (struct entity){.kind = ENTITY_ORGANISATION, .name = SLICE("Élysée"), .cameo = SLICE("FRAGOV")};
    *list_push(arena, &document->mentions) =
        (struct mention){.span = {4, 12}, .kind = ENTITY_ORGANISATION, .entity = {1}, .name = true};
    *list_push(arena, &document->times) =
        (struct time){.span = {36, 41}, .type = TIME_DATE, .value = SLICE("2025-07-15")};
    *list_push(arena, &document->amounts) =
        (struct amount){.span = {20, 27}, .kind = AMOUNT_COUNT, .value = SLICE("3"), .unit = SLICE("char")};
    *list_push(arena, &document->quotes) =
        (struct quote){.span = {20, 41}, .mode = MODE_INDIRECT, .cue = {13, 19}};
    struct event *event = list_push(arena, &document->events);
    event->span = event->anchor = (struct span){13, 19};
    event->type = EVENT_AID;
    event->polarity = POLARITY_POSITIVE;
    event->status = STATUS_ANNOUNCED;
    event->when = (struct reference){1};
    event->when_value = SLICE("2025-07-15");
    list_add(arena, &event->actors, ((struct party){{1}, SLICE("L’Élysée"), SLICE("FRAGOV"), {0, 12}}));
    list_add(arena, &event->amounts, ((struct reference){1}));
    struct commitment *commitment = list_push(arena, &document->commitments);
    commitment->span = event->span;
    commitment->stage = STAGE_PROMISED;
    commitment->money = (struct money){SLICE("5"), SLICE("EUR"), MODIFIER_ABOUT};
}

TEST(document_dump_and_load_are_inverse)
{
    struct arena arena;
    struct document document, again;
    struct buffer first, second;
    struct error error = {0};
    arena_init(&arena, 0);
    document_init(&document, &arena);
    fill(&document);
    buffer_init(&first, &arena);
    buffer_init(&second, &arena);
    document_dump(&document, DUMP_ALL, &first);
    struct json_value *object = json_parse(&arena, buffer_slice(&first), &error);
    CHECK(object != NULL);
    document_init(&again, &arena);
    CHECK(document_load(&again, object, &error));
    document_dump(&again, DUMP_ALL, &second);
    CHECK(slice_equal(buffer_slice(&first), buffer_slice(&second)));
    CHECK(slice_find(buffer_slice(&first), SLICE("\"start\":2,\"end\":8,\"text\":\"Élysée\""), 0) !=
          SIZE_MAX);
    CHECK(slice_find(buffer_slice(&first), SLICE("\"when\":{\"time\":\"t1\",\"value\":\"2025-07-15\"}"),
                     0) != SIZE_MAX);
    arena_free(&arena);
}

TEST(document_load_refuses_places_outside_the_text)
{
    static const char *const broken[] = {
        "{}",
        "{\"text\":\"ab\",\"mentions\":[{\"start\":1,\"end\":5}]}",
        "{\"text\":\"ab\",\"mentions\":[{\"start\":2,\"end\":1}]}",
        "{\"text\":\"ab\",\"mentions\":[{\"start\":0,\"end\":1,\"entity\":\"e1\"}]}",
    };
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct document document;
        struct error error = {0};
        document_init(&document, &arena);
        struct json_value *object = json_parse(&arena, slice_of(broken[i]), &error);
        CHECK(object && !document_load(&document, object, &error) && error.kind == ERROR_INPUT);
    }
    arena_free(&arena);
}

TEST(grammar_names_round_trip)
{
    struct arena arena;
    struct buffer out;
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    features_write(features_from_text(SLICE("Mood=Cnd|Number=Sing|Nonsense=Yes|VerbForm=Fin")), &out);
    CHECK_TEXT(buffer_slice(&out), "Mood=Cnd|Number=Sing|VerbForm=Fin");
    CHECK(relation_from_name(SLICE("acl:relcl")) == RELATION_ACL_RELCL);
    CHECK(relation_from_name(SLICE("obl:unheard")) == RELATION_OBL);
    CHECK(relation_universal(RELATION_NSUBJ_PASS) == RELATION_NSUBJ);
    for (int relation = 0; relation < RELATION_COUNT; relation++) {
        struct slice rest = slice_of(relation_name((enum relation)relation));
        struct slice base = slice_cut(&rest, ':');
        CHECK(relation_universal((enum relation)relation) == relation_from_name(base));
    }
    CHECK(upos_from_name(SLICE("PROPN")) == UPOS_PROPN);
    arena_free(&arena);
}
