// SPDX-License-Identifier: Apache-2.0
// Who and who: GraphML for Gephi (parties as nodes, claims as directed edges), and
// FollowTheMoney entities for Aleph (people, organisations, articles, and which speaks of which).
#include "base/json.h"
#include "base/table.h"
#include "base/utf8.h"
#include "report/escape.h"
#include "report/export.h"
#include "report/view.h"

// --- graphml

struct graph {
    const struct export_job *job;
    struct view view;
    struct table numbers; // folded name -> node
    LIST(struct slice) names;
};

static uint32_t node_of(struct graph *graph, struct slice name)
{
    struct slice key = utf8_fold(graph->job->arena, name);
    uint32_t number = table_add(&graph->numbers, key, graph->names.count);
    if (number == graph->names.count)
        list_add(graph->job->arena, &graph->names, name);
    return number;
}

static void gather_nodes(struct graph *graph)
{
    const struct comparison *comparison = graph->job->comparison;
    for (uint32_t c = 0; c < comparison->claims.count; c++) {
        const struct claim *claim = &comparison->claims.items[c];
        for (uint32_t i = 0; i < claim->actors.count; i++)
            node_of(graph, view_claim_party(&graph->view, claim, VIEW_ACTORS, i));
        for (uint32_t i = 0; i < claim->recipients.count; i++)
            node_of(graph, view_claim_party(&graph->view, claim, VIEW_RECIPIENTS, i));
    }
}

static void write_data(struct buffer *out, const char *key, struct slice value)
{
    if (!value.size)
        return;
    buffer_format(out, "<data key=\"%s\">", key);
    escape_html(out, value);
    buffer_text(out, "</data>");
}

static void write_edges(struct graph *graph, uint32_t number, struct buffer *out)
{
    const struct claim *claim = &graph->job->comparison->claims.items[number];
    uint32_t edge = 0;
    for (uint32_t a = 0; a < claim->actors.count; a++) {
        for (uint32_t r = 0; r < claim->recipients.count; r++) {
            uint32_t from = node_of(graph, view_claim_party(&graph->view, claim, VIEW_ACTORS, a));
            uint32_t to = node_of(graph, view_claim_party(&graph->view, claim, VIEW_RECIPIENTS, r));
            buffer_format(out, "<edge id=\"k%u.%u\" source=\"n%u\" target=\"n%u\">", number + 1,
                          ++edge, from, to);
            write_data(out, "type", slice_of(claim->kind == FINDING_EVENT
                                                 ? event_type_name(claim->type)
                                                 : stage_name(claim->stage)));
            write_data(out, "what", claim->goods);
            write_data(out, "when", claim->when);
            write_data(out, "verdict", slice_of(verdict_name(claim->verdict)));
            write_data(out, "weight", arena_format(graph->job->arena, "%u", claim->origins));
            write_data(out, "words", claim->summary);
            buffer_text(out, "</edge>\n");
        }
    }
}

void export_graphml(const struct export_job *job, struct buffer *out)
{
    static const char *const edge_keys[][2] = {{"type", "string"},    {"what", "string"},
                                               {"when", "string"},    {"verdict", "string"},
                                               {"weight", "int"},     {"words", "string"}};
    struct graph graph = {.job = job};
    struct report_options options = {.headings = job->headings, .data = job->data};
    view_make(&graph.view, job->comparison, &options, job->arena);
    table_init(&graph.numbers, job->arena);
    gather_nodes(&graph);
    buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
                     "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n");
    for (size_t i = 0; i < sizeof edge_keys / sizeof *edge_keys; i++)
        buffer_format(out, "<key id=\"%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                      edge_keys[i][0], edge_keys[i][0], edge_keys[i][1]);
    buffer_text(out, "<graph id=\"recoupe\" edgedefault=\"directed\">\n");
    for (uint32_t n = 0; n < graph.names.count; n++) {
        buffer_format(out, "<node id=\"n%u\">", n);
        write_data(out, "label", graph.names.items[n]);
        buffer_text(out, "</node>\n");
    }
    for (uint32_t c = 0; c < job->comparison->claims.count; c++)
        write_edges(&graph, c, out);
    buffer_text(out, "</graph>\n</graphml>\n");
}

// --- FollowTheMoney: id, schema, properties with lists of strings

static void open_entity(struct json_writer *json, struct buffer *out, struct slice id,
                        const char *schema)
{
    json_init(json, out);
    json_open(json, '{');
    json_key(json, "id");
    json_text(json, id);
    json_key(json, "schema");
    json_text(json, slice_of(schema));
    json_key(json, "properties");
    json_open(json, '{');
}

static void add_property(struct json_writer *json, const char *name, struct slice value)
{
    if (!value.size)
        return;
    json_key(json, name);
    json_open(json, '[');
    json_text(json, value);
    json_close(json, ']');
}

static void close_entity(struct json_writer *json, struct buffer *out)
{
    json_close(json, '}');
    json_close(json, '}');
    buffer_byte(out, '\n');
}

static const char *schema_of(enum entity_kind kind)
{
    return kind == ENTITY_PERSON ? "Person" : kind == ENTITY_ORGANISATION ? "Organization" : NULL;
}

static void write_article(const struct document *document, struct buffer *out)
{
    struct json_writer json;
    open_entity(&json, out, document->id, "Article");
    add_property(&json, "title", document->title);
    add_property(&json, "publishedAt", slice_part(document->published.value, 0, 10));
    add_property(&json, "sourceUrl", url_is_safe(document->url) ? document->url : SLICE_NONE);
    add_property(&json, "publisher", document->site);
    add_property(&json, "language", document->language == LANGUAGE_fr   ? SLICE("fra")
                                    : document->language == LANGUAGE_en ? SLICE("eng")
                                                                        : SLICE_NONE);
    add_property(&json, "bodyText", document->text);
    close_entity(&json, out);
}

// The same name and kind is one entity in all articles, and gets one id.
static void write_names(const struct export_job *job, const struct document *document,
                        struct table *known, struct buffer *out)
{
    for (uint32_t i = 0; i < document->entities.count; i++) {
        const struct entity *entity = &document->entities.items[i];
        const char *schema = schema_of(entity->kind);
        struct json_writer json;
        if (!schema || !entity->name.size)
            continue;
        struct slice name = utf8_fold(job->arena, entity->name);
        struct slice key = arena_format(job->arena, "%s " SLICE_FORMAT, schema, SLICE_ARGUMENTS(name));
        struct slice id = arena_format(job->arena, "recoupe-%016llx",
                                       (unsigned long long)hash_bytes(key.data, key.size, 1));
        uint32_t before = known->entries.count;
        table_add(known, key, 0);
        if (known->entries.count > before) {
            open_entity(&json, out, id, schema);
            add_property(&json, "name", entity->name);
            add_property(&json, "wikidataId", entity->wikidata);
            add_property(&json, "position",
                         entity->kind == ENTITY_PERSON ? entity->role : SLICE_NONE);
            close_entity(&json, out);
        }
        open_entity(&json, out,
                    arena_format(job->arena, SLICE_FORMAT "-" SLICE_FORMAT, SLICE_ARGUMENTS(id),
                                 SLICE_ARGUMENTS(document->id)),
                    "Documentation");
        add_property(&json, "entity", id);
        add_property(&json, "document", document->id);
        close_entity(&json, out);
    }
}

void export_ftm(const struct export_job *job, struct buffer *out)
{
    struct table known;
    table_init(&known, job->arena);
    for (uint32_t d = 0; d < job->comparison->document_count; d++) {
        write_article(job->comparison->documents[d], out);
        write_names(job, job->comparison->documents[d], &known, out);
    }
}
