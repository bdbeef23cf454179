// SPDX-License-Identifier: Apache-2.0
// Makes the documents that the tests of store, report and serve share.
#include "unit/store_documents.h"

#include <stdlib.h>
#include <unistd.h>

static struct span find(const struct document *document, const char *words)
{
    size_t start = slice_find(document->text, slice_of(words), 0);
    if (start == SIZE_MAX)
        abort();
    return (struct span){(uint32_t)start, (uint32_t)(start + strlen(words))};
}

static struct party party(const struct document *document, uint32_t entity, const char *words,
                          const char *cameo)
{
    return (struct party){{entity}, slice_of(words), slice_of(cameo), find(document, words)};
}

static void add_names(struct document *document)
{
    static const struct {
        enum entity_kind kind;
        const char *name, *cameo;
    } rows[] = {{ENTITY_COUNTRY, "Norvège", "NORGOV"},
                {ENTITY_PLACE, "Kiev", "UKRGOV"},
                {ENTITY_PERSON, "Lars Dahl", NULL}};
    static const char *const words[] = {"La Norvège", "Kiev", "Lars Dahl"};
    for (uint32_t i = 0; i < 3; i++) {
        *list_push(document->arena, &document->entities) =
            (struct entity){.kind = rows[i].kind, .name = slice_of(rows[i].name),
                            .cameo = slice_of(rows[i].cameo), .rule = SLICE("test/entity")};
        *list_push(document->arena, &document->mentions) =
            (struct mention){.span = find(document, words[i]), .kind = rows[i].kind,
                             .entity = {i + 1}, .name = true, .rule = SLICE("test/mention")};
    }
    *list_push(document->arena, &document->times) =
        (struct time){.span = find(document, "le 3 mars"), .type = TIME_DATE,
                      .value = SLICE("2025-03-03"), .earliest = SLICE("2025-03-03"),
                      .latest = SLICE("2025-03-03"), .basis = BASIS_PUBLISHED,
                      .rule = SLICE("test/time")};
    *list_push(document->arena, &document->amounts) =
        (struct amount){.span = find(document, "deux radars"), .kind = AMOUNT_COUNT,
                        .value = SLICE("2"), .unit = SLICE("radar"), .rule = SLICE("test/amount")};
}

static void add_acts(struct document *document, struct span sentence)
{
    struct arena *arena = document->arena;
    struct party norway = party(document, 1, "La Norvège", "NORGOV");
    struct party kyiv = party(document, 2, "Kiev", "UKRGOV");
    struct party speaker = party(document, 3, "Lars Dahl", NULL);
    struct event *event = list_push(arena, &document->events);
    *event = (struct event){.span = sentence, .anchor = find(document, "livrera"),
                            .type = EVENT_AID, .cameo = SLICE("072"), .object = SLICE("deux radars"),
                            .when = {1}, .when_value = SLICE("2025-03-03"), .where = {2},
                            .polarity = POLARITY_POSITIVE, .status = STATUS_ANNOUNCED,
                            .rule = SLICE("test/event")};
    list_add(arena, &event->actors, norway);
    list_add(arena, &event->recipients, kyiv);
    list_add(arena, &event->said_by, speaker);
    list_add(arena, &event->amounts, ((struct reference){1}));
    struct commitment *commitment = list_push(arena, &document->commitments);
    *commitment = (struct commitment){.span = sentence, .anchor = find(document, "livrera"),
                                      .goods = SLICE("deux radars"),
                                      .category = CATEGORY_AIR_DEFENCE, .count = SLICE("2"),
                                      .money = {SLICE("5000000"), SLICE("EUR"), MODIFIER_ABOUT},
                                      .stage = STAGE_PROMISED, .deadline = SLICE("2025-04-01"),
                                      .when = {1}, .when_value = SLICE("2025-03-03"),
                                      .hedged = true, .rule = SLICE("test/commitment")};
    list_add(arena, &commitment->givers, norway);
    list_add(arena, &commitment->receivers, kyiv);
    *list_push(arena, &document->quotes) =
        (struct quote){.span = find(document, "Nous tiendrons parole"), .mode = MODE_DIRECT,
                       .speaker = speaker, .cue = find(document, "a dit"),
                       .rule = SLICE("test/quote")};
}

void test_document(struct document *document, struct arena *arena, unsigned number)
{
    document_init(document, arena);
    document->text = arena_format(arena,
                                  "L’été %u fut long.\nLa Norvège livrera deux radars à Kiev le 3 "
                                  "mars. « Nous tiendrons parole », a dit Lars Dahl.",
                                  number);
    document->title = arena_format(arena, "Défense : promesse n° %u", number);
    document->source = arena_format(arena, "examples/%u.txt", number);
    document->sha256 = arena_format(arena, "%064u", number);
    document->site = SLICE("exemple.fr");
    document->url = arena_format(arena, "https://exemple.fr/%u", number);
    document->language = LANGUAGE_fr;
    document->published = (struct document_date){SLICE("2025-03-01"), DATE_METADATA};
    document->origin = (struct document_origin){ORIGIN_WIRE, SLICE("AFP"), {0, 0}};
    list_add(arena, &document->authors, SLICE("Anne Ésope"));
    document_note(document, "title", SLICE("a note"));
    list_add(arena, &document->source_map, ((struct source_run){0, 7, (uint32_t)document->text.size}));
    document_set_id(document);
    struct span first = {0, find(document, "\n").start};
    struct span last = find(document, "« Nous tiendrons parole », a dit Lars Dahl.");
    struct span second = {first.end + 1, last.start - 1};
    list_push(arena, &document->sentences)->span = first;
    list_push(arena, &document->sentences)->span = second;
    list_push(arena, &document->sentences)->span = last;
    add_names(document);
    add_acts(document, second);
}

struct slice test_dump(struct document *document, struct arena *arena)
{
    struct buffer out;
    buffer_init(&out, arena);
    document_dump(document, DUMP_ALL, &out);
    return buffer_slice(&out);
}

const char *test_path(struct arena *arena, const char *name)
{
    // In memory where that is: syncs, which the tests do thousands of, then cost nothing.
    const char *folder = getenv("TMPDIR")                ? getenv("TMPDIR")
                         : access("/dev/shm", W_OK) == 0 ? "/dev/shm"
                                                         : "/tmp";
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (int i = 0; i < 4; i++)
        unlink(arena_format(arena, "%s/recoupe-test-%d-%s%s", folder, (int)getpid(), name,
                            endings[i]).data);
    return arena_format(arena, "%s/recoupe-test-%d-%s", folder, (int)getpid(), name).data;
}
