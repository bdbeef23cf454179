// SPDX-License-Identifier: Apache-2.0
// The contract's compare object: documents, copies, stories, timeline, claims, ledger, omissions.
// Documents are named by their id, claims, stories and ledger rows by their place in the lists.
#include "doc/comparison.h"

#include "doc/dump.h"

static const char *const verdict_names[] = {NULL, "corroborated", "single_origin", "disputed"};
static const char *const relation_names[] = {NULL, "compatible", "update", "conflict"};

static const char *const change_names[] = {NULL,       "new",    "confirmed", "changed",
                                           "disputed", "denied", "withdrawn"};

const char *change_name(enum change_kind kind)
{
    return change_names[kind];
}

const char *verdict_name(enum verdict verdict)
{
    return verdict_names[verdict];
}

const char *difference_relation_name(enum difference_relation relation)
{
    return relation_names[relation];
}

struct dumper {
    struct json_writer json;
    const struct comparison *comparison;
    struct code_points *points; // by document
};

static void dump_text(struct dumper *dumper, const char *key, struct slice text)
{
    json_key_text(&dumper->json, key, text);
}

static void dump_id(struct dumper *dumper, const char *key, char prefix, uint32_t index)
{
    char text[16];
    struct buffer id = {.data = text, .capacity = sizeof text};
    if (key)
        json_key(&dumper->json, key);
    if (index == NO_INDEX) {
        json_null(&dumper->json);
        return;
    }
    buffer_format(&id, "%c%u", prefix, index + 1);
    json_text(&dumper->json, buffer_slice(&id));
}

static void dump_documents(struct dumper *dumper, const char *key, const index_list *documents)
{
    json_key(&dumper->json, key);
    json_open(&dumper->json, '[');
    for (uint32_t i = 0; i < documents->count; i++)
        json_text(&dumper->json, dumper->comparison->documents[documents->items[i]]->id);
    json_close(&dumper->json, ']');
}

static void dump_claim_ids(struct dumper *dumper, const index_list *claims)
{
    json_key(&dumper->json, "claims");
    json_open(&dumper->json, '[');
    for (uint32_t i = 0; i < claims->count; i++)
        dump_id(dumper, NULL, 'k', claims->items[i]);
    json_close(&dumper->json, ']');
}

static void dump_parties(struct dumper *dumper, const char *key, const party_list *parties)
{
    json_key(&dumper->json, key);
    json_open(&dumper->json, '[');
    for (uint32_t i = 0; i < parties->count; i++) {
        json_open(&dumper->json, '{');
        dump_text(dumper, "text", parties->items[i].text);
        dump_text(dumper, "cameo", parties->items[i].cameo);
        json_close(&dumper->json, '}');
    }
    json_close(&dumper->json, ']');
}

static void dump_origin(struct dumper *dumper, const struct document *document)
{
    static const char *const kinds[] = {NULL, "wire", "family", "outlet"};
    json_key(&dumper->json, "origin");
    if (document->origin.kind == ORIGIN_NONE) {
        json_null(&dumper->json);
        return;
    }
    json_open(&dumper->json, '{');
    dump_text(dumper, "kind", slice_of(kinds[document->origin.kind]));
    dump_text(dumper, "name", document->origin.name);
    json_close(&dumper->json, '}');
}

static void dump_document(struct dumper *dumper, const struct document *document)
{
    static const char *const bases[] = {NULL, "metadata", "text", "option"};
    json_open(&dumper->json, '{');
    dump_text(dumper, "id", document->id);
    dump_text(dumper, "source", document->source);
    dump_text(dumper, "source_id", document->source_id);
    dump_text(dumper, "title", document->title);
    dump_text(dumper, "site", document->site);
    dump_origin(dumper, document);
    json_key(&dumper->json, "published");
    if (document->published.value.data) {
        json_open(&dumper->json, '{');
        dump_text(dumper, "value", document->published.value);
        dump_text(dumper, "basis", slice_of(bases[document->published.basis]));
        json_close(&dumper->json, '}');
    } else {
        json_null(&dumper->json);
    }
    dump_text(dumper, "lang", document->language ? slice_of(language_code(document->language))
                                                 : document->language_other);
    json_close(&dumper->json, '}');
}

static void dump_permille(struct json_writer *json, uint32_t permille)
{
    char text[16];
    struct buffer number = {.data = text, .capacity = sizeof text};
    buffer_format(&number, "%u.%03u", permille / 1000, permille % 1000);
    json_raw(json, buffer_slice(&number));
}

static void dump_copies(struct dumper *dumper)
{
    const struct comparison *comparison = dumper->comparison;
    struct json_writer *json = &dumper->json;
    json_key(json, "copies");
    json_open(json, '[');
    for (uint32_t i = 0; i < comparison->copies.count; i++) {
        const struct copy_group *group = &comparison->copies.items[i];
        json_open(json, '{');
        dump_id(dumper, "id", 'g', i);
        dump_documents(dumper, "documents", &group->documents);
        dump_text(dumper, "original", group->original == NO_INDEX
                                          ? SLICE_NONE
                                          : comparison->documents[group->original]->id);
        json_key(json, "pairs");
        json_open(json, '[');
        for (uint32_t k = 0; k < group->pairs.count; k++) {
            const struct copy_pair *pair = &group->pairs.items[k];
            json_open(json, '{');
            dump_text(dumper, "inner", comparison->documents[pair->inner]->id);
            dump_text(dumper, "outer", comparison->documents[pair->outer]->id);
            json_key(json, "containment");
            dump_permille(json, pair->permille);
            json_close(json, '}');
        }
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void dump_stories(struct dumper *dumper)
{
    struct json_writer *json = &dumper->json;
    json_key(json, "stories");
    json_open(json, '[');
    for (uint32_t i = 0; i < dumper->comparison->stories.count; i++) {
        const struct story *story = &dumper->comparison->stories.items[i];
        json_open(json, '{');
        dump_id(dumper, "id", 's', i);
        dump_text(dumper, "title", story->title);
        dump_documents(dumper, "documents", &story->documents);
        dump_text(dumper, "from", story->from);
        dump_text(dumper, "to", story->to);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void dump_timeline(struct dumper *dumper)
{
    struct json_writer *json = &dumper->json;
    json_key(json, "timeline");
    json_open(json, '[');
    for (uint32_t i = 0; i < dumper->comparison->timeline.count; i++) {
        json_open(json, '{');
        dump_text(dumper, "value", dumper->comparison->timeline.items[i].value);
        dump_claim_ids(dumper, &dumper->comparison->timeline.items[i].claims);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void dump_differences(struct dumper *dumper, const struct claim *claim)
{
    struct json_writer *json = &dumper->json;
    json_key(json, "differences");
    json_open(json, '[');
    for (uint32_t i = 0; i < claim->differences.count; i++) {
        const struct difference *difference = &claim->differences.items[i];
        json_open(json, '{');
        dump_text(dumper, "field", slice_of(difference->field));
        dump_text(dumper, "relation", slice_of(difference_relation_name(difference->relation)));
        json_key(json, "values");
        json_open(json, '[');
        for (uint32_t k = 0; k < difference->values.count; k++) {
            json_open(json, '{');
            dump_text(dumper, "value", difference->values.items[k].value);
            dump_documents(dumper, "documents", &difference->values.items[k].documents);
            json_close(json, '}');
        }
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void dump_support(struct dumper *dumper, const struct claim *claim)
{
    struct json_writer *json = &dumper->json;
    json_key(json, "support");
    json_open(json, '[');
    for (uint32_t i = 0; i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        struct code_points *points = &dumper->points[support->document];
        points->document = dumper->comparison->documents[support->document];
        json_open(json, '{');
        dump_text(dumper, "document", points->document->id);
        dump_id(dumper, finding_descriptions[support->kind].name,
                finding_descriptions[support->kind].prefix[0], support->index);
        json_key(json, "start");
        json_integer(json, code_point_at(points, support->span.start));
        json_key(json, "end");
        json_integer(json, code_point_at(points, support->span.end));
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void dump_claim(struct dumper *dumper, uint32_t index)
{
    const struct claim *claim = &dumper->comparison->claims.items[index];
    struct json_writer *json = &dumper->json;
    json_open(json, '{');
    dump_id(dumper, "id", 'k', index);
    dump_text(dumper, "kind", slice_of(finding_descriptions[claim->kind].name));
    dump_id(dumper, "story", 's', claim->story);
    dump_text(dumper, "summary", claim->summary);
    dump_text(dumper, "type", slice_of(event_type_name(claim->type)));
    dump_parties(dumper, "actors", &claim->actors);
    dump_parties(dumper, "recipients", &claim->recipients);
    dump_text(dumper, "when", claim->when);
    dump_text(dumper, "stage", slice_of(stage_name(claim->stage)));
    dump_text(dumper, "goods", claim->goods);
    dump_support(dumper, claim);
    json_key(json, "origins");
    json_integer(json, claim->origins);
    json_key(json, "origin_names");
    json_open(json, '[');
    for (uint32_t i = 0; i < claim->origin_names.count; i++)
        json_text(json, claim->origin_names.items[i]);
    json_close(json, ']');
    dump_text(dumper, "verdict", slice_of(verdict_name(claim->verdict)));
    dump_differences(dumper, claim);
    if (claim->why.data)
        dump_text(dumper, "why", claim->why);
    json_close(json, '}');
}

static void dump_range(struct dumper *dumper, const char *key, struct slice low, struct slice high,
                       struct slice currency)
{
    struct json_writer *json = &dumper->json;
    json_key(json, key);
    if (low.data == NULL && high.data == NULL) {
        json_null(json);
        return;
    }
    json_open(json, '{');
    dump_text(dumper, "low", low);
    dump_text(dumper, "high", high);
    if (currency.data)
        dump_text(dumper, "currency", currency);
    json_close(json, '}');
}

static void dump_ledger_row(struct dumper *dumper, uint32_t index)
{
    const struct ledger_row *row = &dumper->comparison->ledger.items[index];
    struct json_writer *json = &dumper->json;
    json_open(json, '{');
    dump_id(dumper, "id", 'l', index);
    dump_parties(dumper, "givers", &row->givers);
    dump_parties(dumper, "receivers", &row->receivers);
    dump_text(dumper, "via", row->via);
    dump_text(dumper, "goods", row->goods);
    dump_claim_ids(dumper, &row->claims);
    dump_range(dumper, "money", row->money_low, row->money_high, row->currency);
    dump_range(dumper, "count", row->count_low, row->count_high, SLICE_NONE);
    json_key(json, "history");
    json_open(json, '[');
    for (uint32_t i = 0; i < row->history.count; i++) {
        json_open(json, '{');
        dump_text(dumper, "stage", slice_of(stage_name(row->history.items[i].stage)));
        dump_text(dumper, "when", row->history.items[i].when);
        dump_id(dumper, "claim", 'k', row->history.items[i].claim);
        dump_documents(dumper, "documents", &row->history.items[i].documents);
        json_close(json, '}');
    }
    json_close(json, ']');
    dump_text(dumper, "stage", slice_of(stage_name(row->stage)));
    dump_text(dumper, "deadline", row->deadline);
    json_key(json, "deadline_passed");
    if (row->deadline.data && row->deadline_known)
        json_bool(json, row->deadline_passed);
    else
        json_null(json);
    json_close(json, '}');
}

static void dump_omission(struct dumper *dumper, const struct omission *omission)
{
    json_open(&dumper->json, '{');
    dump_id(dumper, "story", 's', omission->story);
    dump_id(dumper, "claim", 'k', omission->claim);
    dump_documents(dumper, "absent_from", &omission->absent_from);
    json_close(&dumper->json, '}');
}

static void dump_change(struct dumper *dumper, const struct change *change)
{
    json_open(&dumper->json, '{');
    dump_text(dumper, "change", slice_of(change_name(change->kind)));
    dump_id(dumper, "claim", 'k', change->claim);
    dump_text(dumper, "was", change->was);
    dump_text(dumper, "summary", change->summary);
    json_key(&dumper->json, "origins_before");
    json_integer(&dumper->json, change->origins_before);
    dump_documents(dumper, "documents", &change->documents);
    json_close(&dumper->json, '}');
}

static void dump_changes(struct dumper *dumper)
{
    if (!dumper->comparison->has_changes)
        return;
    json_key(&dumper->json, "changes");
    json_open(&dumper->json, '[');
    for (uint32_t i = 0; i < dumper->comparison->changes.count; i++)
        dump_change(dumper, &dumper->comparison->changes.items[i]);
    json_close(&dumper->json, ']');
}

void comparison_dump(const struct comparison *comparison, struct buffer *out)
{
    struct dumper dumper = {.comparison = comparison};
    struct json_writer *json = &dumper.json;
    dumper.points =
        arena_zero(comparison->arena, comparison->document_count + 1, sizeof *dumper.points);
    json_init(json, out);
    json_open(json, '{');
    json_key(json, "documents");
    json_open(json, '[');
    for (uint32_t i = 0; i < comparison->document_count; i++)
        dump_document(&dumper, comparison->documents[i]);
    json_close(json, ']');
    dump_copies(&dumper);
    dump_stories(&dumper);
    dump_timeline(&dumper);
    json_key(json, "claims");
    json_open(json, '[');
    for (uint32_t i = 0; i < comparison->claims.count; i++)
        dump_claim(&dumper, i);
    json_close(json, ']');
    json_key(json, "ledger");
    json_open(json, '[');
    for (uint32_t i = 0; i < comparison->ledger.count; i++)
        dump_ledger_row(&dumper, i);
    json_close(json, ']');
    json_key(json, "omissions");
    json_open(json, '[');
    for (uint32_t i = 0; i < comparison->omissions.count; i++)
        dump_omission(&dumper, &comparison->omissions.items[i]);
    json_close(json, ']');
    dump_changes(&dumper);
    json_close(json, '}');
}
