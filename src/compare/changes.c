// SPDX-License-Identifier: Apache-2.0
// What is new since an earlier cross-check: claims new, confirmed by more origins, changed,
// disputed, denied or withdrawn. Both sides are read as compare objects (JSON), so that a file
// of last week and a comparison made a moment ago are treated alike. Adds comparison->changes.
#include "compare/compare.h"

#include "base/json.h"
#include "base/table.h"

struct place { // words of a document on which an earlier claim rests
    int64_t start, end;
    struct slice finding; // "c4"; NONE: a sentence that says the same
    uint32_t claim;
    uint32_t next; // place in the same document, or NO_INDEX
};

struct earlier {
    struct arena *arena;
    LIST(const struct json_value *) claims;
    LIST(struct place) places;
    struct table first;     // document id -> its first place
    struct table documents; // ids of all documents, with or without claims
    bool *found;            // by claim: still said
};

static const struct json_value *list_first(const struct json_value *object, const char *key)
{
    const struct json_value *list = json_find(object, key);
    return list && list->type == JSON_ARRAY ? list->first : NULL;
}

static struct slice finding_of(const struct json_value *claim, const struct json_value *support)
{
    return json_find_text(support, slice_is(json_find_text(claim, "kind"), "event") ? "event"
                                                                                    : "commitment");
}

static void places_read(struct earlier *earlier, const struct json_value *claim)
{
    for (const struct json_value *support = list_first(claim, "support"); support;
         support = support->next) {
        struct slice document = json_find_text(support, "document");
        if (document.data == NULL)
            continue;
        uint32_t first = table_find(&earlier->first, document);
        struct place place = {.start = json_to_integer(json_find(support, "start"), -1),
                              .end = json_to_integer(json_find(support, "end"), -1),
                              .finding = finding_of(claim, support),
                              .claim = earlier->claims.count,
                              .next = first == TABLE_NONE ? NO_INDEX : first};
        table_set(&earlier->first, document, earlier->places.count);
        list_add(earlier->arena, &earlier->places, place);
    }
    list_add(earlier->arena, &earlier->claims, claim);
}

static bool earlier_read(struct earlier *earlier, struct arena *arena, struct slice json,
                         const char *name, struct error *error)
{
    *earlier = (struct earlier){.arena = arena};
    table_init(&earlier->first, arena);
    table_init(&earlier->documents, arena);
    const struct json_value *object = json_parse(arena, json, error);
    if (object == NULL)
        return error_set(error, ERROR_INPUT, name, "no compare object: its JSON is broken");
    const struct json_value *claims = json_find(object, "claims");
    if (claims == NULL || claims->type != JSON_ARRAY || !json_find(object, "documents"))
        return error_set(error, ERROR_INPUT, name,
                         "no compare object: it has no \"documents\" and \"claims\"");
    for (const struct json_value *document = list_first(object, "documents"); document;
         document = document->next) {
        struct slice id = json_find_text(document, "id");
        if (id.data)
            table_add(&earlier->documents, id, 1);
    }
    for (const struct json_value *claim = claims->first; claim; claim = claim->next)
        places_read(earlier, claim);
    earlier->found = arena_zero(arena, earlier->claims.count + 1, sizeof *earlier->found);
    return true;
}

// The earlier claim that rests on most of the words of this one; all that do are marked found.
// One sentence may carry several: the same finding, where both sides have it, settles which.
#define SAME_FINDING 100
static uint32_t earlier_of(struct earlier *earlier, const struct json_value *claim)
{
    uint32_t best = NO_INDEX, most = 0;
    struct table votes; // few: the claims met here
    table_init(&votes, earlier->arena);
    for (const struct json_value *support = list_first(claim, "support"); support;
         support = support->next) {
        uint32_t at = table_find(&earlier->first, json_find_text(support, "document"));
        int64_t start = json_to_integer(json_find(support, "start"), -1);
        int64_t end = json_to_integer(json_find(support, "end"), -1);
        for (; at != TABLE_NONE && at != NO_INDEX; at = earlier->places.items[at].next) {
            struct place *place = &earlier->places.items[at];
            struct slice kind = json_find_text(earlier->claims.items[place->claim], "kind");
            if (place->start >= end || start >= place->end ||
                !slice_equal(kind, json_find_text(claim, "kind")))
                continue;
            earlier->found[place->claim] = true;
            struct slice key = {(const char *)&place->claim, sizeof place->claim};
            struct slice finding = finding_of(claim, support);
            bool same = finding.data && slice_equal(finding, place->finding) &&
                        place->start == start && place->end == end;
            uint32_t count = table_find(&votes, key);
            count = (count == TABLE_NONE ? 0 : count) + (same ? SAME_FINDING : 1);
            table_set(&votes, key, count);
            if (count > most || (count == most && place->claim < best)) {
                best = place->claim;
                most = count;
            }
        }
    }
    return best;
}

static uint32_t differences_of(const struct json_value *claim, const char *relation,
                               const char *field)
{
    uint32_t count = 0;
    for (const struct json_value *difference = list_first(claim, "differences"); difference;
         difference = difference->next)
        count += slice_is(json_find_text(difference, "relation"), relation) &&
                 (field == NULL || slice_is(json_find_text(difference, "field"), field));
    return count;
}

// A file may hold any number.
static uint32_t origins_of(const struct json_value *claim)
{
    int64_t origins = json_to_integer(json_find(claim, "origins"), 0);
    return origins > 0 && origins < UINT32_MAX ? (uint32_t)origins : 0;
}

static enum change_kind kind_of(const struct json_value *before, const struct json_value *now)
{
    if (before == NULL)
        return CHANGE_NEW;
    if (differences_of(now, "conflict", "polarity") >
        differences_of(before, "conflict", "polarity"))
        return CHANGE_DENIED;
    if (differences_of(now, "conflict", NULL) > differences_of(before, "conflict", NULL))
        return CHANGE_DISPUTED;
    if (differences_of(now, "update", NULL) > differences_of(before, "update", NULL) ||
        !slice_equal(json_find_text(now, "stage"), json_find_text(before, "stage")))
        return CHANGE_CHANGED;
    if (origins_of(now) > origins_of(before))
        return CHANGE_CONFIRMED;
    return CHANGE_NONE;
}

static void new_documents(const struct earlier *earlier, const struct comparison *comparison,
                          const struct claim *claim, index_list *documents)
{
    for (uint32_t i = 0; i < claim->support.count; i++) {
        uint32_t document = claim->support.items[i].document;
        bool listed = documents->count && documents->items[documents->count - 1] == document;
        if (!listed && table_find(&earlier->documents, comparison->documents[document]->id) ==
                           TABLE_NONE)
            list_add(comparison->arena, documents, document);
    }
}

static void withdrawn_add(struct comparison *comparison, const struct earlier *earlier)
{
    for (uint32_t i = 0; i < earlier->claims.count; i++) {
        const struct json_value *claim = earlier->claims.items[i];
        if (earlier->found[i])
            continue;
        struct change change = {
            .kind = CHANGE_WITHDRAWN,
            .claim = NO_INDEX,
            .was = arena_copy(comparison->arena, json_find_text(claim, "id")),
            .summary = arena_copy(comparison->arena, json_find_text(claim, "summary")),
            .origins_before = origins_of(claim)};
        list_add(comparison->arena, &comparison->changes, change);
    }
}

bool changes_find(struct comparison *comparison, struct slice earlier_json, const char *name,
                  struct arena *scratch, struct error *error)
{
    struct earlier earlier;
    struct buffer printed;
    if (!earlier_read(&earlier, scratch, earlier_json, name, error))
        return false;
    buffer_init(&printed, scratch);
    comparison_dump(comparison, &printed);
    const struct json_value *object = json_parse(scratch, buffer_slice(&printed), error);
    if (object == NULL)
        return false; // our own dump: never
    comparison->has_changes = true;
    const struct json_value *now = list_first(object, "claims");
    for (uint32_t i = 0; i < comparison->claims.count && now; i++, now = now->next) {
        const struct claim *claim = &comparison->claims.items[i];
        uint32_t number = earlier_of(&earlier, now);
        const struct json_value *before =
            number == NO_INDEX ? NULL : earlier.claims.items[number];
        struct change change = {.kind = kind_of(before, now), .claim = i,
                                .summary = claim->summary};
        new_documents(&earlier, comparison, claim, &change.documents);
        // The same documents, coded anew (another version, a correction), bring nothing new.
        if (change.kind == CHANGE_NONE || (change.kind == CHANGE_NEW && !change.documents.count))
            continue;
        if (before) {
            change.was = arena_copy(comparison->arena, json_find_text(before, "id"));
            change.origins_before = origins_of(before);
        }
        list_add(comparison->arena, &comparison->changes, change);
    }
    withdrawn_add(comparison, &earlier);
    return true;
}
