// SPDX-License-Identifier: Apache-2.0
// GeoJSON (RFC 7946): a feature a place that articles name, and one a claim that says where. A
// place whose town is not known stands at its country's middle and says so; one of no known
// country has no geometry.
#include "base/json.h"
#include "base/utf8.h"
#include "report/coordinates.h"
#include "report/export.h"
#include "report/view.h"

struct place {
    const struct entity *entity;
    index_list documents;
    uint32_t mentions;
};

struct atlas {
    const struct export_job *job;
    struct json_writer json;
    struct gazette gazette;
    struct view view;
    struct table names; // country and folded name -> place
    LIST(struct place) places;
};

static bool is_place(const struct entity *entity)
{
    return entity->kind == ENTITY_PLACE || entity->kind == ENTITY_COUNTRY;
}

static void gather_document(struct atlas *atlas, uint32_t number)
{
    struct arena *arena = atlas->job->arena;
    const struct document *document = atlas->job->comparison->documents[number];
    uint32_t *places = arena_zero(arena, document->entities.count + 1, sizeof *places);
    for (uint32_t e = 0; e < document->entities.count; e++) {
        const struct entity *entity = &document->entities.items[e];
        if (!is_place(entity) || !entity->name.size)
            continue;
        struct slice key = arena_format(arena, SLICE_FORMAT " " SLICE_FORMAT,
                                        SLICE_ARGUMENTS(entity->country),
                                        SLICE_ARGUMENTS(utf8_fold(arena, entity->name)));
        uint32_t at = table_add(&atlas->names, key, atlas->places.count);
        if (at == atlas->places.count)
            list_push(arena, &atlas->places)->entity = entity;
        list_add(arena, &atlas->places.items[at].documents, number);
        places[e] = at + 1;
    }
    for (uint32_t m = 0; m < document->mentions.count; m++) {
        uint32_t entity = document->mentions.items[m].entity.number;
        if (entity && entity <= document->entities.count && places[entity - 1])
            atlas->places.items[places[entity - 1] - 1].mentions++;
    }
}

// Geometry, and how near it is to the place meant.
static void write_geometry(struct atlas *atlas, const struct entity *entity)
{
    struct json_writer *json = &atlas->json;
    bool country = entity->kind == ENTITY_COUNTRY;
    const struct coordinates *at = gazette_find(&atlas->gazette, entity->country,
                                                country ? SLICE_NONE : entity->name);
    json_key(json, "geometry");
    if (!at || !at->latitude.data) {
        json_null(json);
    } else {
        json_open(json, '{');
        json_key_text(json, "type", SLICE("Point"));
        json_key(json, "coordinates");
        json_open(json, '[');
        json_raw(json, at->longitude);
        json_raw(json, at->latitude);
        json_close(json, ']');
        json_close(json, '}');
    }
    json_key(json, "properties");
    json_open(json, '{');
    json_key_text(json, "precision", !at || !at->latitude.data ? SLICE_NONE
                                     : at->is_town             ? SLICE("town")
                                                               : SLICE("country"));
    json_key_text(json, "place", entity->name);
    json_key_text(json, "country", entity->country);
}

static void open_feature(struct atlas *atlas, struct slice id)
{
    json_open(&atlas->json, '{');
    json_key_text(&atlas->json, "type", SLICE("Feature"));
    json_key_text(&atlas->json, "id", id);
}

static void write_documents(struct atlas *atlas, const index_list *documents)
{
    json_key(&atlas->json, "documents");
    json_open(&atlas->json, '[');
    for (uint32_t i = 0; i < documents->count; i++)
        json_text(&atlas->json, atlas->job->comparison->documents[documents->items[i]]->id);
    json_close(&atlas->json, ']');
}

static void write_place(struct atlas *atlas, uint32_t number)
{
    const struct place *place = &atlas->places.items[number];
    open_feature(atlas, arena_format(atlas->job->arena, "p%u", number + 1));
    write_geometry(atlas, place->entity);
    json_key_text(&atlas->json, "kind", SLICE("place"));
    json_key_text(&atlas->json, "wikidata", place->entity->wikidata);
    json_key(&atlas->json, "mentions");
    json_integer(&atlas->json, place->mentions);
    write_documents(atlas, &place->documents);
    json_close(&atlas->json, '}');
    json_close(&atlas->json, '}');
}

// The first place that a claim's statements name as where it happened.
static const struct entity *where_of(const struct comparison *comparison, const struct claim *claim)
{
    for (uint32_t i = 0; i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        const struct document *document = comparison->documents[support->document];
        if (support->kind != FINDING_EVENT || support->index >= document->events.count)
            continue;
        uint32_t where = document->events.items[support->index].where.number;
        if (where && where <= document->entities.count)
            return &document->entities.items[where - 1];
    }
    return NULL;
}

static void write_claim(struct atlas *atlas, uint32_t number)
{
    const struct comparison *comparison = atlas->job->comparison;
    const struct claim *claim = &comparison->claims.items[number];
    const struct entity *where = where_of(comparison, claim);
    struct buffer heading;
    index_list documents = {0};
    if (!where)
        return;
    open_feature(atlas, arena_format(atlas->job->arena, "k%u", number + 1));
    write_geometry(atlas, where);
    json_key_text(&atlas->json, "kind", SLICE("claim"));
    buffer_init(&heading, atlas->job->arena);
    view_claim_heading(&atlas->view, claim, &heading);
    json_key_text(&atlas->json, "heading", buffer_slice(&heading));
    json_key_text(&atlas->json, "type", slice_of(event_type_name(claim->type)));
    json_key_text(&atlas->json, "when", claim->when);
    json_key_text(&atlas->json, "verdict", slice_of(verdict_name(claim->verdict)));
    json_key(&atlas->json, "origins");
    json_integer(&atlas->json, claim->origins);
    for (uint32_t i = 0; i < claim->support.count; i++)
        if (!view_has_document(&documents, claim->support.items[i].document))
            list_add(atlas->job->arena, &documents, claim->support.items[i].document);
    write_documents(atlas, &documents);
    json_close(&atlas->json, '}');
    json_close(&atlas->json, '}');
}

void export_geojson(const struct export_job *job, struct buffer *out)
{
    struct atlas atlas = {.job = job};
    struct report_options options = {.headings = job->headings, .now = job->now, .data = job->data};
    gazette_open(&atlas.gazette, job->data, job->arena);
    view_make(&atlas.view, job->comparison, &options, job->arena);
    table_init(&atlas.names, job->arena);
    for (uint32_t d = 0; d < job->comparison->document_count; d++)
        gather_document(&atlas, d);
    json_init(&atlas.json, out);
    json_open(&atlas.json, '{');
    json_key_text(&atlas.json, "type", SLICE("FeatureCollection"));
    json_key(&atlas.json, "features");
    json_open(&atlas.json, '[');
    for (uint32_t i = 0; i < atlas.places.count; i++)
        write_place(&atlas, i);
    for (uint32_t i = 0; i < job->comparison->claims.count; i++)
        write_claim(&atlas, i);
    json_close(&atlas.json, ']');
    json_close(&atlas.json, '}');
    buffer_byte(out, '\n');
}
