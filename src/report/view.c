// SPDX-License-Identifier: Apache-2.0
// Makes of a comparison what the three forms of the report show: reading order, claims sorted by
// story and verdict, quotes gathered by speaker. Adds nothing that is not in the documents.
#include "report/view.h"

#include "base/table.h"
#include "base/utf8.h"
#include "doc/dump.h"

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

// --- evidence

static uint32_t point_of(const struct document *document, uint32_t byte)
{
    struct code_points points = {.document = document};
    return code_point_at(&points, byte);
}

struct evidence view_evidence(const struct view *view, const struct support *support)
{
    const struct document *document = view->comparison->documents[support->document];
    struct evidence evidence = {.document = support->document, .span = support->span};
    if (support->kind == FINDING_EVENT && support->index < document->events.count) {
        const struct event *event = &document->events.items[support->index];
        evidence.anchor = event->anchor;
        evidence.status = event->status;
        evidence.hedged = event->hedged;
        evidence.negative = event->polarity == POLARITY_NEGATIVE;
        evidence.said_by = &event->said_by;
        evidence.rule = event->rule;
    } else if (support->kind == FINDING_COMMITMENT && support->index < document->commitments.count) {
        const struct commitment *commitment = &document->commitments.items[support->index];
        evidence.anchor = commitment->anchor;
        evidence.stage = commitment->stage;
        evidence.hedged = commitment->hedged;
        evidence.said_by = &commitment->said_by;
        evidence.rule = commitment->rule;
    }
    if (evidence.anchor.start < evidence.span.start || evidence.anchor.end > evidence.span.end)
        evidence.anchor = (struct span){0, 0};
    evidence.start = point_of(document, evidence.span.start);
    evidence.end = point_of(document, evidence.span.end);
    return evidence;
}

static void gather_evidence(const struct view *view, const struct claim *claim,
                            evidence_list *groups)
{
    struct table known;
    table_init(&known, view->arena);
    for (uint32_t i = 0; i < claim->support.count; i++) {
        struct evidence evidence = view_evidence(view, &claim->support.items[i]);
        struct buffer key;
        buffer_init(&key, view->arena);
        buffer_add(&key, document_span_text(view->comparison->documents[evidence.document],
                                            evidence.span));
        buffer_byte(&key, '\n');
        view_manner(view, &evidence, &key);
        uint32_t place = table_add(&known, buffer_slice(&key), groups->count);
        if (place == groups->count)
            list_push(view->arena, groups)->first = evidence;
        index_list *documents = &groups->items[place].documents;
        if (!view_has_document(documents, evidence.document))
            list_add(view->arena, documents, evidence.document);
    }
}

static bool brings_new(const struct evidence_group *group, const index_list *heard)
{
    for (uint32_t i = 0; i < group->documents.count; i++)
        if (view_has_document(heard, group->documents.items[i]))
            return false;
    return true;
}

// Moves group number `from` up to place `to`; those between go down by one.
static void move_up(evidence_list *groups, uint32_t from, uint32_t to)
{
    struct evidence_group moved = groups->items[from];
    memmove(&groups->items[to + 1], &groups->items[to], (from - to) * sizeof moved);
    groups->items[to] = moved;
}

uint32_t view_evidence_groups(const struct view *view, const struct claim *claim,
                              evidence_list *groups)
{
    index_list heard = {0};
    uint32_t chosen = 0;
    gather_evidence(view, claim, groups);
    for (uint32_t i = 0; i < groups->count && chosen < EVIDENCE_SHOWN; i++) {
        if (!brings_new(&groups->items[i], &heard))
            continue;
        for (uint32_t d = 0; d < groups->items[i].documents.count; d++)
            list_add(view->arena, &heard, groups->items[i].documents.items[d]);
        move_up(groups, i, chosen++);
    }
    return groups->count <= EVIDENCE_SHOWN + 1 ? groups->count : EVIDENCE_SHOWN;
}

static bool same_sentence(const struct claim *a, const struct claim *b)
{
    return a->support.count == 1 && b->support.count == 1 && a->differences.count == 0 &&
           b->differences.count == 0 &&
           a->support.items[0].document == b->support.items[0].document &&
           a->support.items[0].span.start == b->support.items[0].span.start &&
           a->support.items[0].span.end == b->support.items[0].span.end;
}

uint32_t view_bundle(const struct view *view, const index_list *claims, uint32_t first)
{
    const struct claim *items = view->comparison->claims.items;
    uint32_t count = 1;
    while (first + count < claims->count &&
           same_sentence(&items[claims->items[first]], &items[claims->items[first + count]]))
        count++;
    return count;
}

// --- names

static struct slice entity_name(const struct document *document, const struct party *party)
{
    uint32_t number = party->entity.number;
    if (number && number <= document->entities.count &&
        document->entities.items[number - 1].name.size)
        return document->entities.items[number - 1].name;
    return party->text;
}

// A list of names, each once.
struct names {
    struct table seen;
    struct arena *arena;
    struct buffer *out;
    size_t start;
};

static void names_init(struct names *names, struct arena *arena, struct buffer *out)
{
    names->arena = arena;
    names->out = out;
    names->start = out->size;
    table_init(&names->seen, arena);
}

static void names_add(struct names *names, struct slice name)
{
    uint32_t before = names->seen.entries.count;
    if (!name.size)
        return;
    table_add(&names->seen, utf8_fold(names->arena, name), 0);
    if (names->seen.entries.count == before)
        return;
    buffer_text(names->out, names->out->size > names->start ? ", " : "");
    buffer_add(names->out, name);
}

static const party_list *finding_parties(const struct document *document,
                                         const struct support *support, enum view_side side)
{
    static const party_list none = {0};
    if (support->kind == FINDING_EVENT && support->index < document->events.count) {
        const struct event *event = &document->events.items[support->index];
        return side == VIEW_ACTORS ? &event->actors : &event->recipients;
    }
    if (support->kind == FINDING_COMMITMENT && support->index < document->commitments.count) {
        const struct commitment *commitment = &document->commitments.items[support->index];
        return side == VIEW_ACTORS ? &commitment->givers : &commitment->receivers;
    }
    return &none;
}

// The claim's parties are as its first statement words them ("russe"); the statement's document
// knows the entity behind the words.
static struct slice claim_party_name(const struct view *view, const struct claim *claim,
                                     enum view_side side, const struct party *party)
{
    for (uint32_t i = 0; i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        const struct document *document = view->comparison->documents[support->document];
        const party_list *parties = finding_parties(document, support, side);
        for (uint32_t p = 0; p < parties->count; p++)
            if (slice_equal(parties->items[p].text, party->text))
                return entity_name(document, &parties->items[p]);
    }
    return party->text;
}

struct slice view_claim_party(const struct view *view, const struct claim *claim,
                              enum view_side side, uint32_t index)
{
    const party_list *parties = side == VIEW_ACTORS ? &claim->actors : &claim->recipients;
    assert(index < parties->count);
    return claim_party_name(view, claim, side, &parties->items[index]);
}

void view_claim_parties(const struct view *view, const struct claim *claim, enum view_side side,
                        struct buffer *out)
{
    const party_list *parties = side == VIEW_ACTORS ? &claim->actors : &claim->recipients;
    struct names names;
    names_init(&names, view->arena, out);
    for (uint32_t i = 0; i < parties->count; i++)
        names_add(&names, claim_party_name(view, claim, side, &parties->items[i]));
}

void view_row_parties(const struct view *view, const struct ledger_row *row, enum view_side side,
                      struct buffer *out)
{
    const party_list *parties = side == VIEW_ACTORS ? &row->givers : &row->receivers;
    struct names names;
    names_init(&names, view->arena, out);
    for (uint32_t i = 0; i < parties->count; i++) {
        struct slice name = parties->items[i].text;
        for (uint32_t c = 0; c < row->claims.count && slice_equal(name, parties->items[i].text); c++)
            name = claim_party_name(view, &view->comparison->claims.items[row->claims.items[c]],
                                    side, &parties->items[i]);
        names_add(&names, name);
    }
    if (out->size == names.start)
        buffer_text(out, "?");
}

void view_document_parties(const struct document *document, const party_list *parties,
                           struct buffer *out)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        buffer_text(out, i ? ", " : "");
        struct slice name = entity_name(document, &parties->items[i]);
        buffer_add(out, name.data ? name : SLICE("?"));
    }
}

struct slice view_shorten(struct arena *arena, struct slice text, size_t characters)
{
    size_t position = 0, space = 0;
    for (size_t count = 0; position < text.size && count < characters; count++) {
        if (text.data[position] == '\n' && count > 0) {
            text.size = position;
            return text;
        }
        if (text.data[position] == ' ')
            space = position;
        utf8_next(text, &position);
    }
    if (position >= text.size)
        return text;
    return arena_format(arena, SLICE_FORMAT "…",
                        SLICE_ARGUMENTS(slice_part(text, 0, space ? space : position)));
}

struct slice view_document_title(const struct view *view, const struct document *document)
{
    if (document->title.size)
        return document->title;
    struct slice words = view_shorten(view->arena, slice_trim(document->text), 80);
    return words.size ? words : SLICE("—");
}

// What a commitment without named goods is about: its category, else just a commitment.
static const char *commitment_label(const struct view *view, const struct claim *claim)
{
    const struct support *first = claim->support.count ? &claim->support.items[0] : NULL;
    const struct document *document = first ? view->comparison->documents[first->document] : NULL;
    if (first && first->kind == FINDING_COMMITMENT && first->index < document->commitments.count) {
        enum category category = document->commitments.items[first->index].category;
        if (category && category != CATEGORY_OTHER)
            return category_word(view->language, category);
    }
    return word_of(view->language, WORD_COMMITMENT);
}

static void add_label(const struct view *view, const struct claim *claim, struct buffer *out)
{
    if (claim->kind != FINDING_COMMITMENT) {
        buffer_text(out, type_word(view->language, claim->type));
        return;
    }
    if (claim->goods.size)
        buffer_add(out, claim->goods);
    else
        buffer_text(out, commitment_label(view, claim));
    if (claim->stage)
        buffer_format(out, " (%s)", stage_word(view->language, claim->stage));
}

void view_claim_heading(const struct view *view, const struct claim *claim, struct buffer *out)
{
    struct buffer label, actors, recipients;
    buffer_init(&label, view->arena);
    buffer_init(&actors, view->arena);
    buffer_init(&recipients, view->arena);
    add_label(view, claim, &label);
    if (label.size == 0) {
        buffer_add(out, view_shorten(view->arena, claim->summary, 90));
        return;
    }
    view_claim_parties(view, claim, VIEW_ACTORS, &actors);
    view_claim_parties(view, claim, VIEW_RECIPIENTS, &recipients);
    buffer_add(out, buffer_slice(&label));
    if (actors.size || recipients.size)
        buffer_text(out, view->language == LANGUAGE_en ? ": " : "\u00a0: ");
    if (actors.size || recipients.size)
        buffer_add(out, actors.size ? buffer_slice(&actors) : SLICE("?"));
    if (recipients.size) {
        buffer_text(out, " → ");
        buffer_add(out, buffer_slice(&recipients));
    }
}

void view_claim_date(const struct view *view, const struct claim *claim, struct buffer *out)
{
    struct buffer date;
    buffer_init(&date, view->arena);
    if (word_date(&date, view->language, claim->when))
        buffer_format(out, ", " SLICE_FORMAT, SLICE_ARGUMENTS(buffer_slice(&date)));
}

static void add_part(struct buffer *out, size_t start, const char *text)
{
    if (!text[0])
        return;
    buffer_text(out, out->size > start ? ", " : "");
    buffer_text(out, text);
}

void view_manner(const struct view *view, const struct evidence *evidence, struct buffer *out)
{
    size_t start = out->size;
    if (evidence->negative)
        add_part(out, start, word_of(view->language, WORD_NEGATIVE));
    if (evidence->status && evidence->status != STATUS_HAPPENED)
        add_part(out, start, status_word(view->language, evidence->status));
    add_part(out, start, stage_word(view->language, evidence->stage));
    if (evidence->hedged)
        add_part(out, start, word_of(view->language, WORD_HEDGED));
    if (evidence->said_by && evidence->said_by->count) {
        add_part(out, start, word_of(view->language, WORD_ACCORDING));
        buffer_byte(out, ' ');
        view_document_parties(view->comparison->documents[evidence->document], evidence->said_by,
                              out);
    }
}

void view_range(const struct view *view, struct slice low, struct slice high, struct slice unit,
                struct buffer *out)
{
    bool one = slice_equal(low, high);
    if (low.data)
        word_number(out, view->language, low);
    if (high.data && !one) {
        buffer_text(out, low.data ? "–" : "≤ ");
        word_number(out, view->language, high);
    } else if (!high.data && low.data) {
        buffer_text(out, "+");
    }
    if (unit.size)
        buffer_format(out, "\u00a0" SLICE_FORMAT, SLICE_ARGUMENTS(unit));
}

// --- coverage

// All sides of a conflict say otherwise than the others: none is taken for the right one.
static bool says_otherwise(const struct claim *claim, uint32_t document)
{
    for (uint32_t d = 0; d < claim->differences.count; d++) {
        const struct difference *difference = &claim->differences.items[d];
        if (difference->relation != DIFFERENCE_CONFLICT)
            continue;
        for (uint32_t v = 0; v < difference->values.count; v++)
            if (view_has_document(&difference->values.items[v].documents, document))
                return true;
    }
    return false;
}

enum coverage view_coverage(const struct view *view, uint32_t claim_number, uint32_t document)
{
    const struct claim *claim = &view->comparison->claims.items[claim_number];
    for (uint32_t i = 0; i < claim->support.count; i++)
        if (claim->support.items[i].document == document)
            return says_otherwise(claim, document) ? COVER_OTHERWISE : COVER_SAYS;
    for (uint32_t i = 0; i < view->comparison->omissions.count; i++)
        if (view->comparison->omissions.items[i].claim == claim_number &&
            view_has_document(&view->comparison->omissions.items[i].absent_from, document))
            return COVER_OMITS;
    return COVER_NONE;
}

// --- quotes

static struct slice speaker_name(const struct document *document, const struct quote *quote)
{
    return quote->speaker.text.data ? entity_name(document, &quote->speaker) : SLICE_NONE;
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
    struct slice name = speaker_name(document, quote);
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

static void gather_quotes(struct view *view, struct story_view *story)
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
    return when.size >= 7 && when.data[0] >= '0' && when.data[0] <= '9' && date_parse(when, &date) &&
           date.month > 0;
}

// --- events that are commitments

// Where a statement stands: document, place of its sentence, place of its anchor.
static struct slice place_key(const struct view *view, const struct support *support,
                              bool with_anchor)
{
    struct evidence evidence = view_evidence(view, support);
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
// anchor, or in the same sentence where the event is of the sort that gives (AID, AGREE).
static bool is_told_twice(const struct view *view, const struct claim *claim,
                          const struct table *places)
{
    bool gives = claim->type == EVENT_AID || claim->type == EVENT_AGREE;
    uint32_t commitment = TABLE_NONE;
    if (claim->kind != FINDING_EVENT || claim->type == EVENT_NONE || claim->support.count == 0)
        return false;
    for (uint32_t i = 0; i < claim->support.count; i++) {
        uint32_t at = table_find(places, place_key(view, &claim->support.items[i], !gives));
        if (at == TABLE_NONE || (commitment != TABLE_NONE && at != commitment))
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
    view->hidden = arena_zero(view->arena, view->comparison->claims.count + 1, sizeof *view->hidden);
    index_commitments(view, &places);
    for (uint32_t c = 0; c < view->comparison->claims.count; c++)
        view->hidden[c] = is_told_twice(view, &view->comparison->claims.items[c], &places);
}

static void sort_claims(struct view *view)
{
    const struct comparison *comparison = view->comparison;
    hide_doubles(view);
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

void view_make(struct view *view, const struct comparison *comparison,
               const struct report_options *options, struct arena *arena)
{
    *view = (struct view){.comparison = comparison, .options = options, .arena = arena};
    view->language = options->headings == LANGUAGE_fr || options->headings == LANGUAGE_en
                         ? options->headings
                         : most_common_language(comparison);
    order_documents(view);
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
        gather_quotes(view, story);
    }
    // The last holds what is outside any story; an empty one is not shown.
    struct story_view *rest = &view->stories.items[view->stories.count - 1];
    if (rest->documents.count == 0 && rest->ledger.count == 0 &&
        rest->claims[VERDICT_SINGLE_ORIGIN].count == 0 && rest->claims[VERDICT_DISPUTED].count == 0 &&
        rest->claims[VERDICT_CORROBORATED].count == 0)
        view->stories.count--;
}
