// SPDX-License-Identifier: Apache-2.0
// The API's desk (what is new, changed, disputed), one story (its articles, its claims, which
// article says which) and one claim (every sentence that carries it, and how they differ). All
// wording is report/'s. Claims and stories are named by what stands in an article, never by their
// place in lists: a link keeps its meaning when articles come in.
#include "serve/server.h"

#include "doc/dump.h"

#define DESK_CLAIMS 40
#define DESK_STORIES 200

bool api_begin(struct answer *answer, struct api *api)
{
    struct error error = {0};
    if (!server_refresh(answer->server, &error))
        return answer_fail(answer, &error);
    *api = (struct api){.snapshot = answer->server->now};
    api->view = api->snapshot->views[answer->headings == LANGUAGE_en];
    api->view.arena = answer->arena;
    api->since = api_number_of(answer->request->since);
    json_init(&api->json, &answer->response->body);
    return true;
}

struct buffer api_text(const struct api *api)
{
    struct buffer text;
    buffer_init(&text, api->view.arena);
    return text;
}

void api_text_end(struct api *api, const char *key, const struct buffer *text)
{
    json_key_text(&api->json, key, text->size ? buffer_slice(text) : SLICE_NONE);
}

void api_date(struct api *api, const char *key, struct slice value)
{
    struct buffer text = api_text(api);
    if (!word_date(&text, api->view.language, value))
        text.size = 0;
    api_text_end(api, key, &text);
}

static const struct claim *claim_at(const struct api *api, uint32_t number)
{
    return &api->view.comparison->claims.items[number];
}

static const struct document *document_at(const struct api *api, uint32_t number)
{
    return api->view.comparison->documents[number];
}

void api_claim_key(struct api *api, const char *key, uint32_t number)
{
    const struct claim *claim = claim_at(api, number);
    const struct support *named = NULL;
    for (uint32_t i = 0; i < claim->support.count && !named; i++)
        if (claim->support.items[i].index != NO_INDEX)
            named = &claim->support.items[i];
    struct buffer text = api_text(api);
    if (named)
        buffer_format(&text, SLICE_FORMAT ".%s%u",
                      SLICE_ARGUMENTS(document_at(api, named->document)->id),
                      finding_descriptions[named->kind].prefix, named->index + 1);
    if (key)
        api_text_end(api, key, &text);
    else
        json_text(&api->json, buffer_slice(&text));
}

void api_document_ids(struct api *api, const char *key, const index_list *documents)
{
    api_list(&api->json, key);
    for (uint32_t i = 0; i < documents->count; i++)
        json_text(&api->json, document_at(api, documents->items[i])->id);
    json_close(&api->json, ']');
}

void api_claim(struct api *api, uint32_t number)
{
    const struct claim *claim = claim_at(api, number);
    struct json_writer *json = &api->json;
    struct buffer heading = api_text(api);
    json_open(json, '{');
    api_claim_key(api, "key", number);
    json_key_text(json, "kind", slice_of(finding_descriptions[claim->kind].name));
    view_claim_heading(&api->view, claim, &heading);
    api_text_end(api, "heading", &heading);
    json_key_text(json, "type", slice_of(event_type_name(claim->type)));
    json_key_text(json, "stage", slice_of(stage_name(claim->stage)));
    json_key_text(json, "when", claim->when);
    api_date(api, "date", claim->when);
    json_key_text(json, "verdict",
                  slice_of(verdict_name(claim->verdict ? claim->verdict : VERDICT_SINGLE_ORIGIN)));
    api_number(json, "origins", claim->origins);
    api_number(json, "statements", claim->support.count);
    json_close(json, '}');
}

// --- sources

// The document that a copy was made from, or NO_INDEX.
static uint32_t original_of(const struct api *api, uint32_t document)
{
    uint32_t group = view_copy_group(&api->view, document);
    if (group == NO_INDEX)
        return NO_INDEX;
    uint32_t original = api->view.comparison->copies.items[group].original;
    return original == document ? NO_INDEX : original;
}

void api_source(struct api *api, uint32_t document)
{
    const struct document *of = document_at(api, document);
    struct json_writer *json = &api->json;
    uint32_t original = original_of(api, document);
    json_open(json, '{');
    json_key_text(json, "id", of->id);
    json_key_text(json, "title", view_document_title(&api->view, of));
    json_key_text(json, "name", view_source_name(of));
    json_key_text(json, "published", of->published.value);
    api_date(api, "date", of->published.value);
    json_key_text(json, "lang",
                  of->language ? slice_of(language_code(of->language)) : of->language_other);
    json_key_text(json, "origin", of->origin.name);
    json_key_text(json, "copied_from",
                  original == NO_INDEX ? SLICE_NONE : document_at(api, original)->id);
    json_key(json, "new");
    json_bool(json, api->snapshot->numbers[document] > api->since);
    json_close(json, '}');
}

// --- the desk

struct age {
    bool has_new, has_old;
};

static struct age age_of_claim(const struct api *api, uint32_t number)
{
    const struct claim *claim = claim_at(api, number);
    struct age age = {false, false};
    for (uint32_t i = 0; i < claim->support.count; i++) {
        bool is_new = api->snapshot->numbers[claim->support.items[i].document] > api->since;
        *(is_new ? &age.has_new : &age.has_old) = true;
    }
    return age;
}

enum desk_list { DESK_DISPUTED, DESK_CHANGED, DESK_NEW, DESK_LIST_COUNT };

// What is disputed is told first of all; what one origin alone says is not news of the desk.
static int desk_list_of(const struct api *api, uint32_t number)
{
    enum verdict verdict = claim_at(api, number)->verdict;
    struct age age = age_of_claim(api, number);
    if (!age.has_new || api->view.hidden[number])
        return -1;
    if (verdict == VERDICT_DISPUTED)
        return DESK_DISPUTED;
    if (age.has_old)
        return DESK_CHANGED;
    return verdict == VERDICT_CORROBORATED ? DESK_NEW : -1;
}

static void write_desk_claims(struct api *api)
{
    static const char *const names[DESK_LIST_COUNT] = {"disputed", "changed", "new"};
    index_list lists[DESK_LIST_COUNT] = {{0}};
    // In the order of the report: by story, by weight.
    for (uint32_t s = 0; s < api->view.stories.count; s++)
        for (int verdict = VERDICT_DISPUTED; verdict > VERDICT_NONE; verdict--) {
            const index_list *claims = &api->view.stories.items[s].claims[verdict];
            for (uint32_t c = 0; c < claims->count; c++) {
                int list = desk_list_of(api, claims->items[c]);
                if (list >= 0)
                    list_add(api->view.arena, &lists[list], claims->items[c]);
            }
        }
    for (int list = 0; list < DESK_LIST_COUNT; list++) {
        json_key(&api->json, names[list]);
        json_open(&api->json, '{');
        api_number(&api->json, "count", lists[list].count);
        api_list(&api->json, "claims");
        for (uint32_t i = 0; i < lists[list].count && i < DESK_CLAIMS; i++)
            api_claim(api, lists[list].items[i]);
        json_close(&api->json, ']');
        json_close(&api->json, '}');
    }
}

static void write_story_head(struct api *api, const struct story_view *story)
{
    struct json_writer *json = &api->json;
    struct buffer title = api_text(api), counts = api_text(api);
    const struct story *whole = story->story == NO_INDEX
                                    ? NULL
                                    : &api->view.comparison->stories.items[story->story];
    uint32_t fresh = 0;
    for (uint32_t i = 0; i < story->documents.count; i++)
        fresh += api->snapshot->numbers[story->documents.items[i]] > api->since;
    json_key_text(json, "key",
                  whole ? document_at(api, story->documents.items[0])->id : SLICE("other"));
    form_story_title(&api->view, story, &title);
    api_text_end(api, "title", &title);
    form_story_counts(&api->view, story, &counts);
    api_text_end(api, "counts", &counts);
    json_key_text(json, "from", whole ? whole->from : SLICE_NONE);
    json_key_text(json, "to", whole ? whole->to : SLICE_NONE);
    api_number(json, "articles", story->documents.count);
    api_number(json, "new", fresh);
    api_number(json, "disputed", story->claims[VERDICT_DISPUTED].count);
    api_number(json, "corroborated", story->claims[VERDICT_CORROBORATED].count);
    api_number(json, "single_origin", story->claims[VERDICT_SINGLE_ORIGIN].count);
}

void answer_desk(struct answer *answer)
{
    struct api api;
    struct buffer counts, verdicts;
    if (!api_begin(answer, &api))
        return;
    json_open(&api.json, '{');
    counts = api_text(&api);
    form_summary_counts(&api.view, &counts);
    api_text_end(&api, "counts", &counts);
    verdicts = api_text(&api);
    form_verdicts_line(&api.view, &verdicts);
    api_text_end(&api, "verdicts", &verdicts);
    api_number(&api.json, "articles", api.view.comparison->document_count);
    api_number(&api.json, "newest", api.snapshot->newest);
    write_desk_claims(&api);
    api_list(&api.json, "stories");
    for (uint32_t s = 0; s < api.view.stories.count && s < DESK_STORIES; s++) {
        json_open(&api.json, '{');
        write_story_head(&api, &api.view.stories.items[s]);
        json_close(&api.json, '}');
    }
    json_close(&api.json, ']');
    json_close(&api.json, '}');
}

// --- a story

static uint32_t document_named(const struct api *api, struct slice id)
{
    for (uint32_t i = 0; i < api->view.comparison->document_count; i++)
        if (slice_equal(document_at(api, i)->id, id))
            return i;
    return NO_INDEX;
}

// The story that an article belongs to; "other": what is in none.
static const struct story_view *story_named(const struct api *api, struct slice key)
{
    bool other = slice_is(key, "other");
    uint32_t document = other ? NO_INDEX : document_named(api, key);
    for (uint32_t s = 0; s < api->view.stories.count; s++) {
        const struct story_view *story = &api->view.stories.items[s];
        if (other ? story->story == NO_INDEX : view_has_document(&story->documents, document))
            return story;
    }
    return NULL;
}

// What an article says of what the claim's statements differ on: first of what they contradict each
// other on, then of what grows, then of the rest.
static void write_value(struct api *api, const struct claim *claim, uint32_t document)
{
    struct buffer value = api_text(api);
    for (int relation = DIFFERENCE_CONFLICT; relation > DIFFERENCE_NONE && !value.size; relation--)
        for (uint32_t i = 0; i < claim->differences.count && !value.size; i++) {
            const struct difference *difference = &claim->differences.items[i];
            if ((int)difference->relation != relation)
                continue;
            for (uint32_t v = 0; v < difference->values.count && !value.size; v++)
                if (view_has_document(&difference->values.items[v].documents, document))
                    view_difference_value(&api->view, claim, difference, v, &value);
        }
    api_text_end(api, "value", &value);
}

static void write_cell(struct api *api, uint32_t claim_number, uint32_t document)
{
    static const char *const names[] = {NULL, "says", "otherwise", "silent"};
    const struct claim *claim = claim_at(api, claim_number);
    enum coverage coverage = view_coverage(&api->view, claim_number, document);
    if (coverage == COVER_NONE) {
        json_null(&api->json);
        return;
    }
    json_open(&api->json, '{');
    json_key_text(&api->json, "as", slice_of(names[coverage]));
    for (uint32_t i = 0; i < claim->support.count; i++) {
        if (claim->support.items[i].document != document)
            continue;
        struct evidence evidence = view_evidence(&api->view, &claim->support.items[i]);
        api_number(&api->json, "start", evidence.start);
        api_number(&api->json, "end", evidence.end);
        write_value(api, claim, document);
        break;
    }
    json_close(&api->json, '}');
}

static void write_rows(struct api *api, const struct story_view *story)
{
    api_list(&api->json, "claims");
    for (int verdict = VERDICT_DISPUTED; verdict > VERDICT_NONE; verdict--)
        for (uint32_t c = 0; c < story->claims[verdict].count; c++) {
            uint32_t number = story->claims[verdict].items[c];
            json_open(&api->json, '{');
            json_key(&api->json, "claim");
            api_claim(api, number);
            api_list(&api->json, "cells");
            // Outside any story nobody is silent about anything.
            for (uint32_t d = 0; d < story->documents.count && story->story != NO_INDEX; d++)
                write_cell(api, number, story->documents.items[d]);
            json_close(&api->json, ']');
            json_close(&api->json, '}');
        }
    json_close(&api->json, ']');
}

void answer_story(struct answer *answer)
{
    struct api api;
    if (!api_begin(answer, &api))
        return;
    const struct story_view *story = story_named(&api, answer->rest);
    if (!story) {
        answer_refuse(answer, 404, "there is no such story");
        return;
    }
    json_open(&api.json, '{');
    write_story_head(&api, story);
    api_list(&api.json, "sources");
    for (uint32_t d = 0; d < story->documents.count; d++)
        api_source(&api, story->documents.items[d]);
    json_close(&api.json, ']');
    write_rows(&api, story);
    json_close(&api.json, '}');
}

// --- a claim

// "3f….v3": the claim that a finding of an article states.
static uint32_t claim_named(const struct api *api, struct slice key)
{
    struct slice finding = key;
    struct slice id = slice_cut(&finding, '.');
    uint32_t document = document_named(api, id);
    int64_t number = api_number_of(slice_part(finding, 1, SIZE_MAX));
    enum finding_kind kind =
        slice_starts(finding, finding_descriptions[FINDING_EVENT].prefix) ? FINDING_EVENT
                                                                          : FINDING_COMMITMENT;
    for (uint32_t c = 0; c < api->view.comparison->claims.count && document != NO_INDEX; c++) {
        const struct claim *claim = claim_at(api, c);
        for (uint32_t i = 0; i < claim->support.count; i++) {
            const struct support *support = &claim->support.items[i];
            if (support->document == document && support->kind == kind &&
                support->index == number - 1)
                return c;
        }
    }
    return NO_INDEX;
}

#define EVIDENCE_MOST 60
#define PLACES_MOST 60

static void write_place(struct api *api, const struct support *support)
{
    struct evidence evidence = view_evidence(&api->view, support);
    struct buffer finding = api_text(api);
    json_open(&api->json, '{');
    json_key(&api->json, "source");
    api_source(api, support->document);
    if (support->index != NO_INDEX)
        buffer_format(&finding, "%s%u", finding_descriptions[support->kind].prefix,
                      support->index + 1);
    api_text_end(api, "finding", &finding);
    api_number(&api->json, "start", evidence.start);
    api_number(&api->json, "end", evidence.end);
    json_close(&api->json, '}');
}

// Every place that carries the words of a group.
static void write_places(struct api *api, const struct claim *claim,
                         const struct evidence_group *group, struct slice words)
{
    uint32_t count = 0;
    api_list(&api->json, "places");
    for (uint32_t i = 0; i < claim->support.count && count < PLACES_MOST; i++) {
        const struct support *support = &claim->support.items[i];
        if (!view_has_document(&group->documents, support->document) ||
            !slice_equal(document_span_text(document_at(api, support->document), support->span),
                         words))
            continue;
        write_place(api, support);
        count++;
    }
    json_close(&api->json, ']');
}

static void write_evidence(struct api *api, const struct claim *claim,
                           const struct evidence_group *group)
{
    struct slice words =
        document_span_text(document_at(api, group->first.document), group->first.span);
    struct buffer manner = api_text(api);
    json_open(&api->json, '{');
    write_places(api, claim, group, words);
    json_key_text(&api->json, "text", words);
    view_manner(&api->view, &group->first, &manner);
    api_text_end(api, "manner", &manner);
    json_key_text(&api->json, "rule", group->first.rule);
    json_close(&api->json, '}');
}

static void write_difference(struct api *api, const struct claim *claim,
                             const struct difference *difference)
{
    struct json_writer *json = &api->json;
    json_open(json, '{');
    json_key_text(json, "field", slice_of(difference->field));
    json_key_text(json, "field_word", slice_of(field_word(api->view.language, difference->field)));
    json_key_text(json, "relation", slice_of(difference_relation_name(difference->relation)));
    api_list(json, "values");
    for (uint32_t v = 0; v < difference->values.count; v++) {
        struct buffer value = api_text(api);
        json_open(json, '{');
        view_difference_value(&api->view, claim, difference, v, &value);
        api_text_end(api, "value", &value);
        api_document_ids(api, "documents", &difference->values.items[v].documents);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

// Of a path the file's name, as sources are called; an origin's own name has no stroke.
static struct slice last_part(struct slice name)
{
    size_t at = name.size;
    while (at > 0 && name.data[at - 1] != '/')
        at--;
    return slice_part(name, at, name.size);
}

static void write_claim_body(struct api *api, uint32_t number)
{
    const struct claim *claim = claim_at(api, number);
    struct json_writer *json = &api->json;
    api_list(json, "evidence");
    evidence_list groups = {0};
    view_evidence_groups(&api->view, claim, &groups);
    for (uint32_t i = 0; i < groups.count && i < EVIDENCE_MOST; i++)
        write_evidence(api, claim, &groups.items[i]);
    json_close(json, ']');
    api_number(json, "left_out", groups.count > EVIDENCE_MOST ? groups.count - EVIDENCE_MOST : 0);
    api_list(json, "differences");
    for (uint32_t i = 0; i < claim->differences.count; i++)
        write_difference(api, claim, &claim->differences.items[i]);
    json_close(json, ']');
    api_list(json, "origin_names");
    for (uint32_t i = 0; i < claim->origin_names.count; i++)
        json_text(json, last_part(claim->origin_names.items[i]));
    json_close(json, ']');
    api_list(json, "silent");
    uint32_t omission = api->view.omission_of[number];
    if (omission != NO_INDEX) {
        const index_list *absent = &api->view.comparison->omissions.items[omission].absent_from;
        for (uint32_t i = 0; i < absent->count; i++)
            api_source(api, absent->items[i]);
    }
    json_close(json, ']');
    json_key_text(json, "why", claim->why);
}

void answer_claim(struct answer *answer)
{
    struct api api;
    if (!api_begin(answer, &api))
        return;
    uint32_t number = claim_named(&api, answer->rest);
    if (number == NO_INDEX) {
        answer_refuse(answer, 404, "there is no such claim");
        return;
    }
    const struct claim *claim = claim_at(&api, number);
    json_open(&api.json, '{');
    json_key(&api.json, "claim");
    api_claim(&api, number);
    json_key(&api.json, "story");
    if (claim->story != NO_INDEX && claim->support.count) {
        const struct story_view *story =
            story_named(&api, document_at(&api, claim->support.items[0].document)->id);
        json_open(&api.json, '{');
        if (story)
            write_story_head(&api, story);
        json_close(&api.json, '}');
    } else {
        json_null(&api.json);
    }
    write_claim_body(&api, number);
    json_close(&api.json, '}');
}
