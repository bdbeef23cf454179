// SPDX-License-Identifier: Apache-2.0
// The API's tables over the whole dossier: the ledger, who says what, who acts on whom.
#include "serve/server.h"

#include "base/utf8.h"
#include "doc/dump.h"
#include "report/coordinates.h"
#include "report/escape.h"

#define SPEAKERS_MOST 400
#define SAYINGS_MOST 400
#define ACTORS_MOST 40
#define LINK_CLAIMS_MOST 12

// --- the ledger

static void write_step(struct api *api, const struct ledger_step *step)
{
    struct json_writer *json = &api->json;
    json_open(json, '{');
    json_key_text(json, "stage", slice_of(stage_name(step->stage)));
    json_key_text(json, "when", step->when);
    api_date(api, "date", step->when);
    api_claim_key(api, "claim", step->claim);
    api_document_ids(api, "documents", &step->documents);
    json_close(json, '}');
}

static void write_range(struct api *api, const struct ledger_row *row)
{
    struct json_writer *json = &api->json;
    json_key_text(json, "low", row->money_low);
    json_key_text(json, "high", row->money_high);
    json_key_text(json, "currency", row->currency);
}

static enum category row_category(const struct api *api, const struct ledger_row *row)
{
    for (uint32_t c = 0; c < row->claims.count; c++) {
        const struct claim *claim = &api->view.comparison->claims.items[row->claims.items[c]];
        for (uint32_t i = 0; i < claim->support.count; i++) {
            const struct support *support = &claim->support.items[i];
            const struct document *document = api->view.comparison->documents[support->document];
            if (support->kind == FINDING_COMMITMENT &&
                support->index < document->commitments.count &&
                document->commitments.items[support->index].category)
                return document->commitments.items[support->index].category;
        }
    }
    return CATEGORY_NONE;
}

static void write_row(struct api *api, const struct ledger_row *row)
{
    struct json_writer *json = &api->json;
    struct buffer givers = api_text(api), receivers = api_text(api), what = api_text(api),
                  money = api_text(api);
    step_list steps = {0};
    json_open(json, '{');
    view_row_parties(&api->view, row, VIEW_ACTORS, &givers);
    api_text_end(api, "givers", &givers);
    view_row_parties(&api->view, row, VIEW_RECIPIENTS, &receivers);
    api_text_end(api, "receivers", &receivers);
    form_ledger_what(&api->view, row, &what);
    api_text_end(api, "what", &what);
    json_key_text(json, "category", slice_of(category_name(row_category(api, row))));
    view_row_money(&api->view, row, &money);
    api_text_end(api, "money", &money);
    write_range(api, row);
    json_key_text(json, "stage", slice_of(stage_name(row->stage)));
    json_key_text(json, "deadline", row->deadline);
    api_date(api, "deadline_date", row->deadline);
    json_key(json, "passed");
    json_bool(json, form_deadline_passed(&api->view, row));
    api_list(json, "steps");
    view_row_steps(&api->view, row, &steps);
    for (uint32_t i = 0; i < steps.count; i++)
        write_step(api, &steps.items[i]);
    json_close(json, ']');
    api_list(json, "claims");
    for (uint32_t i = 0; i < row->claims.count; i++)
        api_claim_key(api, NULL, row->claims.items[i]);
    json_close(json, ']');
    json_close(json, '}');
}

void answer_ledger(struct answer *answer)
{
    struct api api;
    if (!api_begin(answer, &api))
        return;
    json_open(&api.json, '{');
    api_list(&api.json, "rows");
    for (uint32_t i = 0; i < api.view.comparison->ledger.count; i++)
        write_row(&api, &api.view.comparison->ledger.items[i]);
    json_close(&api.json, ']');
    json_close(&api.json, '}');
}

static void csv_cell(struct buffer *out, struct slice text, bool last)
{
    escape_csv(out, text);
    buffer_text(out, last ? "\r\n" : ",");
}

void answer_ledger_csv(struct answer *answer)
{
    struct api api;
    struct buffer *out = &answer->response->body;
    if (!api_begin(answer, &api))
        return;
    buffer_text(out, "\xEF\xBB\xBFgivers,receivers,what,money_low,money_high,currency,stage,"
                     "deadline\r\n");
    for (uint32_t i = 0; i < api.view.comparison->ledger.count; i++) {
        const struct ledger_row *row = &api.view.comparison->ledger.items[i];
        struct buffer givers = api_text(&api), receivers = api_text(&api), what = api_text(&api);
        view_row_parties(&api.view, row, VIEW_ACTORS, &givers);
        view_row_parties(&api.view, row, VIEW_RECIPIENTS, &receivers);
        form_ledger_what(&api.view, row, &what);
        csv_cell(out, buffer_slice(&givers), false);
        csv_cell(out, buffer_slice(&receivers), false);
        csv_cell(out, buffer_slice(&what), false);
        csv_cell(out, row->money_low, false);
        csv_cell(out, row->money_high, false);
        csv_cell(out, row->currency, false);
        csv_cell(out, slice_of(stage_name(row->stage)), false);
        csv_cell(out, row->deadline, true);
    }
}

// --- who says what

static void write_saying(struct api *api, const struct said *said)
{
    const struct document *document = api->view.comparison->documents[said->document];
    const struct quote *quote = &document->quotes.items[said->quote];
    struct code_points points = {.document = document};
    struct json_writer *json = &api->json;
    struct buffer finding = api_text(api);
    bool direct;
    struct slice words = form_said_words(&api->view, said, &direct);
    json_open(json, '{');
    json_key_text(json, "words", words);
    json_key(json, "direct");
    json_bool(json, direct);
    buffer_format(&finding, "q%u", said->quote + 1);
    api_text_end(api, "finding", &finding);
    api_number(json, "start", code_point_at(&points, quote->span.start));
    api_number(json, "end", code_point_at(&points, quote->span.end));
    api_list(json, "sources");
    api_source(api, said->document);
    for (uint32_t i = 0; i < said->documents.count; i++)
        if (said->documents.items[i] != said->document)
            api_source(api, said->documents.items[i]);
    json_close(json, ']');
    json_close(json, '}');
}

static bool is_speaker(const struct speaker *speaker, struct slice name)
{
    return slice_equal(speaker->name.data ? speaker->name : SLICE(""), name);
}

// All speakers, and what the one asked for (else the first) says, by date.
void answer_quotes(struct answer *answer)
{
    struct api api;
    const struct speaker *shown = NULL;
    if (!api_begin(answer, &api))
        return;
    const struct story_view *all = &api.snapshot->everything[answer->headings == LANGUAGE_en];
    struct slice asked = answer->request->name;
    json_open(&api.json, '{');
    api_list(&api.json, "speakers");
    for (uint32_t i = 0; i < all->speakers.count; i++) {
        const struct speaker *speaker = &all->speakers.items[i];
        if (asked.data ? is_speaker(speaker, asked) : !shown)
            shown = speaker;
        if (i >= SPEAKERS_MOST)
            continue;
        json_open(&api.json, '{');
        json_key_text(&api.json, "name", speaker->name);
        api_number(&api.json, "count", speaker->sayings.count);
        json_close(&api.json, '}');
    }
    json_close(&api.json, ']');
    json_key_text(&api.json, "name", shown ? shown->name : SLICE_NONE);
    api_list(&api.json, "sayings"); // they were gathered in reading order: by date
    for (uint32_t i = 0; shown && i < shown->sayings.count && i < SAYINGS_MOST; i++)
        write_saying(&api, &shown->sayings.items[i]);
    json_close(&api.json, ']');
    json_close(&api.json, '}');
}

// --- actors

struct actor {
    struct slice name;
    struct slice country, place_name; // where it lies, as far as is known
    uint32_t weight; // claims
    uint32_t place;  // in the answer, or NO_INDEX
};

struct actor_link {
    uint32_t from, to; // actors
    uint32_t disputed;
    uint32_t types[EVENT_LIMIT + 1]; // the last: commitments
    index_list claims;
};

struct graph {
    struct api *api;
    bool by_state; // capitals and seats of government count as their country
    struct table names, pairs;
    struct gazette gazette;
    LIST(struct actor) actors;
    LIST(struct actor_link) links;
};

static uint32_t add_actor(struct graph *graph, struct slice name)
{
    struct arena *arena = graph->api->view.arena;
    uint32_t place = table_add(&graph->names, utf8_fold(arena, name), graph->actors.count);
    if (place == graph->actors.count)
        *list_push(arena, &graph->actors) = (struct actor){.name = name, .place = NO_INDEX};
    return place;
}

static void add_link(struct graph *graph, uint32_t from, uint32_t to, uint32_t claim_number)
{
    struct arena *arena = graph->api->view.arena;
    const struct claim *claim = &graph->api->view.comparison->claims.items[claim_number];
    struct slice key = arena_format(arena, "%u %u", from, to);
    uint32_t place = table_add(&graph->pairs, key, graph->links.count);
    if (place == graph->links.count) {
        struct actor_link *made = list_push(arena, &graph->links);
        made->from = from;
        made->to = to;
    }
    struct actor_link *link = &graph->links.items[place];
    link->types[claim->kind == FINDING_COMMITMENT ? EVENT_LIMIT : (int)claim->type]++;
    link->disputed += claim->verdict == VERDICT_DISPUTED;
    list_add(arena, &link->claims, claim_number);
}

// The day of a claim, else of the first article that states it.
static struct slice day_of(const struct api *api, const struct claim *claim)
{
    bool dated = claim->when.size >= 7 && claim->when.data[0] >= '0' && claim->when.data[0] <= '9';
    if (dated || claim->support.count == 0)
        return claim->when;
    return slice_part(
        api->view.comparison->documents[claim->support.items[0].document]->published.value, 0, 10);
}

static bool in_period(struct slice day, struct slice from, struct slice to)
{
    // "2025-07" lies in a period that begins or ends within July.
    return (!from.size ||
            (day.size >= 7 && slice_compare(day, slice_part(from, 0, day.size)) >= 0)) &&
           (!to.size || (day.size >= 7 && slice_compare(day, slice_part(to, 0, day.size)) <= 0));
}

static struct slice actor_name(const struct graph *graph, const struct claim *claim,
                               enum view_side side, uint32_t index)
{
    return graph->by_state ? view_claim_state(&graph->api->view, claim, side, index)
                           : view_claim_actor(&graph->api->view, claim, side, index);
}

// Remembers the first country that an actor is known to belong to.
static void place_actor(struct graph *graph, uint32_t place, const struct claim *claim,
                        enum view_side side, uint32_t index)
{
    struct actor *actor = &graph->actors.items[place];
    struct slice name;
    if (actor->country.data)
        return;
    actor->country = view_claim_country(&graph->api->view, claim, side, index, &name);
    if (actor->country.data && !graph->by_state)
        actor->place_name = name;
}

static void add_claim(struct graph *graph, uint32_t number)
{
    struct api *api = graph->api;
    const struct claim *claim = &api->view.comparison->claims.items[number];
    for (uint32_t a = 0; a < claim->actors.count; a++)
        for (uint32_t r = 0; r < claim->recipients.count; r++) {
            struct slice from = actor_name(graph, claim, VIEW_ACTORS, a);
            struct slice to = actor_name(graph, claim, VIEW_RECIPIENTS, r);
            if (!from.size || !to.size)
                continue;
            uint32_t x = add_actor(graph, from), y = add_actor(graph, to);
            place_actor(graph, x, claim, VIEW_ACTORS, a);
            place_actor(graph, y, claim, VIEW_RECIPIENTS, r);
            graph->actors.items[x].weight++;
            graph->actors.items[y].weight += x != y;
            if (x != y)
                add_link(graph, x, y, number);
        }
}

static int compare_weights(const void *a, const void *b, void *context)
{
    const struct graph *graph = context;
    uint32_t x = graph->actors.items[*(const uint32_t *)a].weight;
    uint32_t y = graph->actors.items[*(const uint32_t *)b].weight;
    return (x < y) - (x > y);
}

// [latitude, longitude], or null.
static void write_point(struct graph *graph, const struct actor *actor)
{
    struct json_writer *json = &graph->api->json;
    const struct coordinates *at =
        actor->country.data ? gazette_find(&graph->gazette, actor->country, actor->place_name)
            : NULL;
    json_key_text(json, "country", at ? at->country : SLICE_NONE);
    json_key(json, "at");
    if (!at || !at->latitude.data || !at->longitude.data) {
        json_null(json);
        return;
    }
    json_open(json, '[');
    json_raw(json, at->latitude);
    json_raw(json, at->longitude);
    json_close(json, ']');
}

// Strong links first; of equal ones those between actors of much weight.
static int compare_links(const void *a, const void *b, void *context)
{
    const struct graph *graph = context;
    const struct actor_link *x = &graph->links.items[*(const uint32_t *)a];
    const struct actor_link *y = &graph->links.items[*(const uint32_t *)b];
    uint32_t u = graph->actors.items[x->from].weight + graph->actors.items[x->to].weight;
    uint32_t v = graph->actors.items[y->from].weight + graph->actors.items[y->to].weight;
    if (x->claims.count != y->claims.count)
        return x->claims.count < y->claims.count ? 1 : -1;
    return (u < v) - (u > v);
}

// So many actors as the strongest links have at their ends: none stands alone in the picture.
static void choose_actors(struct graph *graph, index_list *chosen)
{
    struct arena *arena = graph->api->view.arena;
    index_list order = {0};
    bool *taken = arena_zero(arena, graph->actors.count + 1, sizeof *taken);
    for (uint32_t i = 0; i < graph->links.count; i++)
        list_add(arena, &order, i);
    list_sort(arena, order.items, order.count, sizeof(uint32_t), compare_links, graph);
    for (uint32_t i = 0; i < order.count; i++) {
        const struct actor_link *link = &graph->links.items[order.items[i]];
        uint32_t ends[2] = {link->from, link->to};
        uint32_t new = !taken[ends[0]] + !taken[ends[1]];
        if (chosen->count + new > ACTORS_MOST)
            continue;
        for (int end = 0; end < 2; end++)
            if (!taken[ends[end]])
                list_add(arena, chosen, ends[end]);
        taken[ends[0]] = taken[ends[1]] = true;
    }
}

static void write_actors(struct graph *graph)
{
    struct json_writer *json = &graph->api->json;
    index_list order = {0};
    choose_actors(graph, &order);
    list_sort(graph->api->view.arena, order.items, order.count, sizeof(uint32_t), compare_weights,
              graph);
    api_list(json, "actors");
    for (uint32_t i = 0; i < order.count; i++) {
        struct actor *actor = &graph->actors.items[order.items[i]];
        actor->place = i;
        json_open(json, '{');
        json_key_text(json, "name", actor->name);
        api_number(json, "claims", actor->weight);
        write_point(graph, actor);
        json_close(json, '}');
    }
    json_close(json, ']');
    api_number(json, "left_out", graph->actors.count - order.count);
}

static void write_link(struct graph *graph, const struct actor_link *link)
{
    struct json_writer *json = &graph->api->json;
    enum language language = graph->api->view.language;
    json_open(json, '{');
    api_number(json, "from", graph->actors.items[link->from].place);
    api_number(json, "to", graph->actors.items[link->to].place);
    api_number(json, "count", link->claims.count);
    api_number(json, "disputed", link->disputed);
    api_list(json, "types");
    for (int type = 1; type <= EVENT_LIMIT; type++) {
        if (!link->types[type])
            continue;
        const char *word = type == EVENT_LIMIT ? word_of(language, WORD_COMMITMENT)
                                               : type_word(language, (enum event_type)type);
        json_open(json, '{');
        json_key_text(json, "name", slice_of(word));
        api_number(json, "count", link->types[type]);
        json_close(json, '}');
    }
    json_close(json, ']');
    api_list(json, "claims");
    for (uint32_t i = 0; i < link->claims.count && i < LINK_CLAIMS_MOST; i++)
        api_claim(graph->api, link->claims.items[i]);
    json_close(json, ']');
    json_close(json, '}');
}

void answer_actors(struct answer *answer)
{
    struct api api;
    struct graph graph = {.api = &api, .by_state = !slice_is(answer->request->group, "none")};
    if (!api_begin(answer, &api))
        return;
    table_init(&graph.names, answer->arena);
    table_init(&graph.pairs, answer->arena);
    gazette_open(&graph.gazette, answer->server->source.data, answer->arena);
    struct slice from = answer->request->from, to = answer->request->to;
    struct slice first = SLICE_NONE, last = SLICE_NONE;
    for (uint32_t c = 0; c < api.view.comparison->claims.count; c++) {
        const struct claim *claim = &api.view.comparison->claims.items[c];
        struct slice day = day_of(&api, claim);
        if (api.view.hidden[c] || !claim->actors.count || !claim->recipients.count)
            continue;
        if (day.size >= 7 && (!first.data || slice_compare(day, first) < 0))
            first = day;
        if (day.size >= 7 && (!last.data || slice_compare(day, last) > 0))
            last = day;
        if (in_period(day, from, to))
            add_claim(&graph, c);
    }
    json_open(&api.json, '{');
    json_key_text(&api.json, "first", slice_part(first, 0, 7));
    json_key_text(&api.json, "last", slice_part(last, 0, 7));
    write_actors(&graph);
    api_list(&api.json, "links");
    for (uint32_t i = 0; i < graph.links.count; i++)
        if (graph.actors.items[graph.links.items[i].from].place != NO_INDEX &&
            graph.actors.items[graph.links.items[i].to].place != NO_INDEX)
            write_link(&graph, &graph.links.items[i]);
    json_close(&api.json, ']');
    json_close(&api.json, '}');
}
