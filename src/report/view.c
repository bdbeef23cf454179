// SPDX-License-Identifier: Apache-2.0
// Makes of a comparison what the three forms of the report show: reading order, claims sorted by
// story and verdict, quotes gathered by speaker. Evidence of one claim is view_evidence.c's, what
// things are called view_names.c's.
#include "report/view.h"

#include "base/table.h"
#include "base/utf8.h"

#include <assert.h>

// --- documents

bool view_has_document(const index_list *list, uint32_t value)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i] == value)
            return true;
    return false;
}

struct dated {
    uint32_t document;
    struct slice value;
};

static int compare_dated(const void *a, const void *b, void *context)
{
    const struct dated *left = a, *right = b;
    (void)context;
    if (!left->value.data != !right->value.data)
        return left->value.data ? -1 : 1;
    int order = left->value.data ? slice_compare(left->value, right->value) : 0;
    return order ? order : (left->document > right->document) - (left->document < right->document);
}

static void order_documents(struct view *view)
{
    uint32_t count = view->comparison->document_count;
    struct dated *dated = arena_zero(view->arena, count + 1, sizeof *dated);
    view->order = arena_zero(view->arena, count + 1, sizeof *view->order);
    view->number = arena_zero(view->arena, count + 1, sizeof *view->number);
    for (uint32_t i = 0; i < count; i++)
        dated[i] = (struct dated){i, view->comparison->documents[i]->published.value};
    list_sort(view->arena, dated, count, sizeof *dated, compare_dated, NULL);
    for (uint32_t i = 0; i < count; i++) {
        view->order[i] = dated[i].document;
        view->number[dated[i].document] = i + 1;
        if (!dated[i].value.data)
            continue;
        if (!view->from.data)
            view->from = slice_part(dated[i].value, 0, 10);
        view->to = slice_part(dated[i].value, 0, 10);
    }
}

static enum language most_common_language(const struct comparison *comparison)
{
    uint32_t french = 0, others = 0;
    for (uint32_t i = 0; i < comparison->document_count; i++)
        *(comparison->documents[i]->language == LANGUAGE_fr ? &french : &others) += 1;
    return french * 2 >= others + french ? LANGUAGE_fr : LANGUAGE_en;
}

struct slice view_source_name(const struct document *document)
{
    if (document->site.size)
        return document->site;
    if (document->origin.name.size)
        return document->origin.name;
    struct slice name = document->source;
    for (size_t i = name.size; i > 0; i--)
        if (name.data[i - 1] == '/')
            return slice_part(name, i, name.size);
    return name.data ? name : SLICE("?");
}

uint32_t view_copy_group(const struct view *view, uint32_t document)
{
    for (uint32_t g = 0; g < view->comparison->copies.count; g++) {
        const index_list *members = &view->comparison->copies.items[g].documents;
        for (uint32_t i = 0; i < members->count; i++)
            if (members->items[i] == document)
                return g;
    }
    return NO_INDEX;
}

static uint32_t count_origins(const struct view *view)
{
    struct table keys;
    table_init(&keys, view->arena);
    for (uint32_t i = 0; i < view->comparison->document_count; i++) {
        const struct document *document = view->comparison->documents[i];
        uint32_t group = view_copy_group(view, i);
        struct slice key = document->origin.kind == ORIGIN_WIRE ? document->origin.name
                                                                : view_source_name(document);
        // A copy has the origin of the text it copies.
        uint32_t original = group == NO_INDEX ? NO_INDEX
                                              : view->comparison->copies.items[group].original;
        if (original != NO_INDEX) {
            const struct document *first = view->comparison->documents[original];
            key = first->origin.kind == ORIGIN_WIRE ? first->origin.name : view_source_name(first);
        }
        table_add(&keys, key, 0);
    }
    return keys.entries.count;
}

// --- quotes

static struct slice speaker_name(const struct view *view, const struct document *document,
                                 const struct quote *quote)
{
    return quote->speaker.text.data ? view_party_name(view, document, &quote->speaker)
                                    : SLICE_NONE;
}

struct gathering {
    struct view *view;
    struct story_view *story;
    struct table speakers, sayings; // folded name; folded name and words
};

static void gather_quote(struct gathering *gathering, uint32_t number, uint32_t index)
{
    struct arena *arena = gathering->view->arena;
    const struct document *document = gathering->view->comparison->documents[number];
    const struct quote *quote = &document->quotes.items[index];
    struct slice name = speaker_name(gathering->view, document, quote);
    struct slice key = utf8_fold(arena, name.data ? name : SLICE(""));
    uint32_t place = table_add(&gathering->speakers, key, gathering->story->speakers.count);
    if (place == gathering->story->speakers.count)
        list_push(arena, &gathering->story->speakers)->name = name;
    struct speaker *speaker = &gathering->story->speakers.items[place];
    struct slice words = utf8_fold(arena, slice_trim(document_span_text(document, quote->span)));
    struct slice both = arena_format(arena, SLICE_FORMAT "\n" SLICE_FORMAT, SLICE_ARGUMENTS(key),
                                     SLICE_ARGUMENTS(words));
    uint32_t saying = table_add(&gathering->sayings, both, speaker->sayings.count);
    if (saying == speaker->sayings.count) {
        struct said *said = list_push(arena, &speaker->sayings);
        said->document = number;
        said->quote = index;
    }
    index_list *documents = &speaker->sayings.items[saying].documents;
    if (!view_has_document(documents, number))
        list_add(arena, documents, number);
}

static int compare_speakers(const void *a, const void *b, void *context)
{
    const struct speaker *left = a, *right = b;
    (void)context;
    if (!left->name.data != !right->name.data)
        return left->name.data ? -1 : 1;
    return (left->sayings.count < right->sayings.count) -
           (left->sayings.count > right->sayings.count);
}

void view_gather_quotes(struct view *view, struct story_view *story)
{
    struct gathering gathering = {.view = view, .story = story};
    table_init(&gathering.speakers, view->arena);
    table_init(&gathering.sayings, view->arena);
    for (uint32_t i = 0; i < story->documents.count; i++) {
        uint32_t number = story->documents.items[i];
        for (uint32_t q = 0; q < view->comparison->documents[number]->quotes.count; q++)
            gather_quote(&gathering, number, q);
    }
    list_sort(view->arena, story->speakers.items, story->speakers.count,
              sizeof *story->speakers.items, compare_speakers, NULL);
}

// --- stories

static int compare_claims(const void *a, const void *b, void *context)
{
    const struct view *view = context;
    const struct claim *left = &view->comparison->claims.items[*(const uint32_t *)a];
    const struct claim *right = &view->comparison->claims.items[*(const uint32_t *)b];
    if (left->origins != right->origins)
        return left->origins > right->origins ? -1 : 1;
    if (left->support.count != right->support.count)
        return left->support.count > right->support.count ? -1 : 1;
    return 0;
}

// Claims of one origin: as one reads the articles.
static int compare_places(const void *a, const void *b, void *context)
{
    const struct view *view = context;
    const struct claim *left = &view->comparison->claims.items[*(const uint32_t *)a];
    const struct claim *right = &view->comparison->claims.items[*(const uint32_t *)b];
    if (left->support.count == 0 || right->support.count == 0)
        return (left->support.count == 0) - (right->support.count == 0);
    const struct support *first = &left->support.items[0], *second = &right->support.items[0];
    uint32_t x = view->number[first->document], y = view->number[second->document];
    if (x != y)
        return x < y ? -1 : 1;
    if (first->span.start != second->span.start)
        return first->span.start < second->span.start ? -1 : 1;
    return (first->span.end > second->span.end) - (first->span.end < second->span.end);
}

static int compare_whens(const void *a, const void *b, void *context)
{
    const struct view *view = context;
    return slice_compare(view->comparison->claims.items[*(const uint32_t *)a].when,
                         view->comparison->claims.items[*(const uint32_t *)b].when);
}

static struct story_view *story_of_claim(struct view *view, uint32_t claim)
{
    assert(claim < view->comparison->claims.count);
    uint32_t story = view->comparison->claims.items[claim].story;
    uint32_t last = view->stories.count - 1;
    return &view->stories.items[story < last ? story : last];
}

static bool is_day(struct slice when)
{
    struct date date;
    return when.size >= 7 && when.data[0] >= '0' && when.data[0] <= '9' &&
           date_parse(when, &date) && date.month > 0;
}

// --- events that are commitments

// Where a statement stands: document, place of its sentence, place of its anchor.
static struct slice place_key(const struct view *view, const struct support *support,
                              bool with_anchor)
{
    struct evidence evidence = view_evidence_bytes(view, support);
    return arena_format(view->arena, "%u %u %u %u", support->document, support->span.start,
                        support->span.end, with_anchor ? evidence.anchor.start : 0);
}

static void index_commitments(const struct view *view, struct table *places)
{
    for (uint32_t c = 0; c < view->comparison->claims.count; c++) {
        const struct claim *claim = &view->comparison->claims.items[c];
        for (uint32_t i = 0; claim->kind == FINDING_COMMITMENT && i < claim->support.count; i++) {
            table_add(places, place_key(view, &claim->support.items[i], true), c);
            table_add(places, place_key(view, &claim->support.items[i], false), c);
        }
    }
}

// True when every statement of the event is a statement of one commitment too: by the same
// anchor, or in the same sentence where the event is of the sort that gives (AID, AGREE), even
// where its statements belong to several commitments.
static bool is_told_twice(const struct view *view, const struct claim *claim,
                          const struct table *places)
{
    bool gives = claim->type == EVENT_AID || claim->type == EVENT_AGREE;
    uint32_t commitment = TABLE_NONE;
    if (claim->kind != FINDING_EVENT || claim->type == EVENT_NONE || claim->support.count == 0)
        return false;
    for (uint32_t i = 0; i < claim->support.count; i++) {
        uint32_t at = table_find(places, place_key(view, &claim->support.items[i], !gives));
        if (at == TABLE_NONE || (!gives && commitment != TABLE_NONE && at != commitment))
            return false;
        commitment = at;
    }
    return claim->verdict != VERDICT_DISPUTED ||
           view->comparison->claims.items[commitment].verdict == VERDICT_DISPUTED;
}

static void hide_doubles(struct view *view)
{
    struct table places;
    table_init(&places, view->arena);
    view->hidden =
        arena_zero(view->arena, view->comparison->claims.count + 1, sizeof *view->hidden);
    index_commitments(view, &places);
    for (uint32_t c = 0; c < view->comparison->claims.count; c++)
        view->hidden[c] = is_told_twice(view, &view->comparison->claims.items[c], &places);
}

static void sort_claims(struct view *view)
{
    const struct comparison *comparison = view->comparison;
    hide_doubles(view);
    view->omission_of =
        arena_zero(view->arena, comparison->claims.count + 1, sizeof *view->omission_of);
    for (uint32_t i = 0; i < comparison->claims.count; i++)
        view->omission_of[i] = NO_INDEX;
    for (uint32_t i = 0; i < comparison->omissions.count; i++)
        view->omission_of[comparison->omissions.items[i].claim] = i;
    for (uint32_t i = 0; i < comparison->claims.count; i++) {
        if (view->hidden[i])
            continue;
        struct story_view *story = story_of_claim(view, i);
        enum verdict verdict = comparison->claims.items[i].verdict;
        if (verdict == VERDICT_NONE)
            verdict = VERDICT_SINGLE_ORIGIN;
        view->verdicts[verdict]++;
        list_add(view->arena, &story->claims[verdict], i);
        if (is_day(comparison->claims.items[i].when))
            list_add(view->arena, &story->dated, i);
    }
    for (uint32_t i = 0; i < comparison->ledger.count; i++) {
        const index_list *claims = &comparison->ledger.items[i].claims;
        struct story_view *story = claims->count
                                       ? story_of_claim(view, claims->items[0])
                                       : &view->stories.items[view->stories.count - 1];
        list_add(view->arena, &story->ledger, i);
    }
    for (uint32_t i = 0; i < comparison->omissions.count; i++)
        if (!view->hidden[comparison->omissions.items[i].claim])
            list_add(view->arena,
                     &story_of_claim(view, comparison->omissions.items[i].claim)->omissions, i);
}

static void fill_documents(struct view *view)
{
    uint32_t last = view->stories.count - 1;
    bool *placed = arena_zero(view->arena, view->comparison->document_count + 1, sizeof *placed);
    for (uint32_t s = 0; s < last; s++) {
        const index_list *members = &view->comparison->stories.items[s].documents;
        for (uint32_t i = 0; i < view->comparison->document_count; i++) {
            if (!view_has_document(members, view->order[i]))
                continue;
            list_add(view->arena, &view->stories.items[s].documents, view->order[i]);
            placed[view->order[i]] = true;
        }
    }
    for (uint32_t i = 0; i < view->comparison->document_count; i++)
        if (!placed[view->order[i]])
            list_add(view->arena, &view->stories.items[last].documents, view->order[i]);
}

// What most articles speak of comes first, then what is disputed or said by several.
static int compare_stories(const void *a, const void *b, void *context)
{
    const struct story_view *left = a, *right = b;
    uint32_t strong_left =
        left->claims[VERDICT_DISPUTED].count + left->claims[VERDICT_CORROBORATED].count;
    uint32_t strong_right =
        right->claims[VERDICT_DISPUTED].count + right->claims[VERDICT_CORROBORATED].count;
    (void)context;
    if (left->documents.count != right->documents.count)
        return left->documents.count > right->documents.count ? -1 : 1;
    return (strong_left < strong_right) - (strong_left > strong_right);
}

void view_make(struct view *view, const struct comparison *comparison,
               const struct report_options *options, struct arena *arena)
{
    *view = (struct view){.comparison = comparison, .options = options, .arena = arena};
    view->language = options->headings == LANGUAGE_fr || options->headings == LANGUAGE_en
                         ? options->headings
                         : most_common_language(comparison);
    order_documents(view);
    view_names_fill(view);
    view->origins = count_origins(view);
    for (uint32_t s = 0; s <= comparison->stories.count; s++)
        list_push(arena, &view->stories)->story = s < comparison->stories.count ? s : NO_INDEX;
    fill_documents(view);
    sort_claims(view);
    for (uint32_t s = 0; s < view->stories.count; s++) {
        struct story_view *story = &view->stories.items[s];
        for (int verdict = 0; verdict <= VERDICT_DISPUTED; verdict++)
            list_sort(arena, story->claims[verdict].items, story->claims[verdict].count,
                      sizeof(uint32_t),
                      verdict == VERDICT_SINGLE_ORIGIN ? compare_places : compare_claims, view);
        list_sort(arena, story->dated.items, story->dated.count, sizeof(uint32_t), compare_whens,
                  view);
        view_gather_quotes(view, story);
    }
    list_sort(arena, view->stories.items, comparison->stories.count, sizeof *view->stories.items,
              compare_stories, NULL);
    // The last holds what is outside any story; an empty one is not shown.
    struct story_view *rest = &view->stories.items[view->stories.count - 1];
    if (rest->documents.count == 0 && rest->ledger.count == 0 &&
        rest->claims[VERDICT_SINGLE_ORIGIN].count == 0 &&
        rest->claims[VERDICT_DISPUTED].count == 0 &&
        rest->claims[VERDICT_CORROBORATED].count == 0)
        view->stories.count--;
}
