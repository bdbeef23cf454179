// SPDX-License-Identifier: Apache-2.0
// Who and who: GraphML and GEXF 1.3 for Gephi (parties as nodes, claims as directed edges), and
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
    bool gexf; // else GraphML
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

static const char *const EDGE_KEYS[][2] = {{"type", "string"},    {"what", "string"},
                                           {"when", "string"},    {"verdict", "string"},
                                           {"weight", "int"},     {"words", "string"}};
#define EDGE_KEY_COUNT (sizeof EDGE_KEYS / sizeof *EDGE_KEYS)

// Of one edge: in the order of EDGE_KEYS.
static void write_values(struct graph *graph, const struct claim *claim, struct buffer *out)
{
    const struct slice values[EDGE_KEY_COUNT] = {
        slice_of(claim->kind == FINDING_EVENT ? event_type_name(claim->type)
                 : stage_name(claim->stage)),
        claim->goods,
        claim->when,
        slice_of(verdict_name(claim->verdict)),
        arena_format(graph->job->arena, "%u", claim->origins),
        claim->summary};
    if (graph->gexf)
        buffer_text(out, "<attvalues>");
    for (size_t i = 0; i < EDGE_KEY_COUNT; i++) {
        if (!values[i].size)
            continue;
        buffer_format(out, graph->gexf ? "<attvalue for=\"%s\" value=\"" : "<data key=\"%s\">",
                      EDGE_KEYS[i][0]);
        escape_html(out, values[i]);
        buffer_text(out, graph->gexf ? "\"/>" : "</data>");
    }
    if (graph->gexf)
        buffer_text(out, "</attvalues>");
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
            write_values(graph, claim, out);
            buffer_text(out, "</edge>\n");
        }
    }
}

static void open_graph(struct graph *graph)
{
    struct report_options options = {.headings = graph->job->headings, .data = graph->job->data};
    view_make(&graph->view, graph->job->comparison, &options, graph->job->arena);
    table_init(&graph->numbers, graph->job->arena);
    gather_nodes(graph);
}

void export_graphml(const struct export_job *job, struct buffer *out)
{
    struct graph graph = {.job = job};
    open_graph(&graph);
    buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
                     "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n");
    for (size_t i = 0; i < EDGE_KEY_COUNT; i++)
        buffer_format(out, "<key id=\"%s\" for=\"edge\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                      EDGE_KEYS[i][0], EDGE_KEYS[i][0], EDGE_KEYS[i][1]);
    buffer_text(out, "<graph id=\"recoupe\" edgedefault=\"directed\">\n");
    for (uint32_t n = 0; n < graph.names.count; n++) {
        buffer_format(out, "<node id=\"n%u\"><data key=\"label\">", n);
        escape_html(out, graph.names.items[n]);
        buffer_text(out, "</data></node>\n");
    }
    for (uint32_t c = 0; c < job->comparison->claims.count; c++)
        write_edges(&graph, c, out);
    buffer_text(out, "</graph>\n</graphml>\n");
}

void export_gexf(const struct export_job *job, struct buffer *out)
{
    struct graph graph = {.job = job, .gexf = true};
    open_graph(&graph);
    buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
                     "<meta><creator>recoupe</creator></meta>\n"
                     "<graph defaultedgetype=\"directed\" mode=\"static\">\n<attributes "
                     "class=\"edge\">\n");
    for (size_t i = 0; i < EDGE_KEY_COUNT; i++)
        buffer_format(out, "<attribute id=\"%s\" title=\"%s\" type=\"%s\"/>\n", EDGE_KEYS[i][0],
                      EDGE_KEYS[i][0], i == 4 ? "integer" : EDGE_KEYS[i][1]);
    buffer_text(out, "</attributes>\n<nodes>\n");
    for (uint32_t n = 0; n < graph.names.count; n++) {
        buffer_format(out, "<node id=\"n%u\" label=\"", n);
        escape_html(out, graph.names.items[n]);
        buffer_text(out, "\"/>\n");
    }
    buffer_text(out, "</nodes>\n<edges>\n");
    for (uint32_t c = 0; c < job->comparison->claims.count; c++)
        write_edges(&graph, c, out);
    buffer_text(out, "</edges>\n</graph>\n</gexf>\n");
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
        struct slice key = arena_format(job->arena, "%s " SLICE_FORMAT, schema,
                                        SLICE_ARGUMENTS(name));
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
