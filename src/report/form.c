// SPDX-License-Identifier: Apache-2.0
// Words the lines that text, Markdown and HTML have in common, and is the door of the report.
#include "report/form.h"

const struct form_verdict form_verdicts[FORM_VERDICT_COUNT] = {
    {VERDICT_DISPUTED, WORD_DISPUTED_HEADING},
    {VERDICT_CORROBORATED, WORD_CORROBORATED_HEADING},
    {VERDICT_SINGLE_ORIGIN, WORD_SINGLE_HEADING},
};

static void add_days(const struct view *view, struct slice from, struct slice to,
                     struct buffer *out)
{
    if (!from.data)
        return;
    buffer_text(out, " · ");
    word_date(out, view->language, from);
    if (to.data && !slice_equal(from, to)) {
        buffer_text(out, " – ");
        word_date(out, view->language, to);
    }
}

void form_summary_counts(const struct view *view, struct buffer *out)
{
    word_count(out, view->language, view->comparison->document_count, WORD_ARTICLE, WORD_ARTICLES);
    buffer_text(out, " · ");
    word_count(out, view->language, view->origins, WORD_ORIGIN, WORD_ORIGINS);
    buffer_text(out, " · ");
    word_count(out, view->language, view->comparison->stories.count, WORD_STORY, WORD_STORIES);
    buffer_text(out, " · ");
    word_count(out, view->language,
               view->verdicts[VERDICT_DISPUTED] + view->verdicts[VERDICT_CORROBORATED] +
                   view->verdicts[VERDICT_SINGLE_ORIGIN],
               WORD_CLAIM, WORD_CLAIMS);
    add_days(view, view->from, view->to, out);
}

void form_story_title(const struct view *view, const struct story_view *story, struct buffer *out)
{
    struct slice title = story->story == NO_INDEX
                             ? slice_of(word_of(view->language, WORD_NO_STORY))
                             : view->comparison->stories.items[story->story].title;
    if (!title.size && story->documents.count)
        title = view_document_title(view, view->comparison->documents[story->documents.items[0]]);
    buffer_add(out, title.size ? title : SLICE("—"));
}

void form_story_counts(const struct view *view, const struct story_view *story,
                       struct buffer *out)
{
    word_count(out, view->language, story->documents.count, WORD_ARTICLE, WORD_ARTICLES);
    if (story->story == NO_INDEX)
        return;
    const struct story *whole = &view->comparison->stories.items[story->story];
    add_days(view, whole->from, whole->to, out);
}

void form_verdicts_line(const struct view *view, struct buffer *out)
{
    for (size_t i = 0; i < FORM_VERDICT_COUNT; i++) {
        enum verdict verdict = form_verdicts[i].verdict;
        uint32_t count = view->verdicts[verdict];
        buffer_format(out, "%s%u\u00a0%s", i ? " · " : "", count,
                      verdict_words(view->language, verdict, count));
    }
}

static const char *const QUOTATION_MARKS[] = {"\"", "“", "«", "”", "»"};
#define OPENING_MARKS 3 // the first of them

bool form_has_quotes(struct slice words)
{
    for (size_t i = 0; i < OPENING_MARKS; i++)
        if (slice_find(words, slice_of(QUOTATION_MARKS[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

// The length of the quotation mark at a place of a text, 0 for none.
static uint32_t mark_at(struct slice text, uint32_t place)
{
    struct slice rest = slice_part(text, place, text.size);
    for (size_t i = 0; i < sizeof QUOTATION_MARKS / sizeof *QUOTATION_MARKS; i++)
        if (slice_starts(rest, QUOTATION_MARKS[i]))
            return (uint32_t)slice_of(QUOTATION_MARKS[i]).size;
    return 0;
}

// "a nié : avoir livré": what is only reported needs the verb that reports it, or a denial reads
// as an assertion. *Selon* and its like say no more than the heading does.
static struct slice with_cue(const struct view *view, const struct document *document,
                             const struct quote *quote, struct slice words)
{
    struct slice cue = slice_trim(document_span_text(document, quote->cue));
    if (!cue.size || slice_ends(quote->rule, "source"))
        return words;
    return arena_format(view->arena, SLICE_FORMAT "%s" SLICE_FORMAT, SLICE_ARGUMENTS(cue),
                        view->language == LANGUAGE_en ? ": " : "\u00a0: ",
                        SLICE_ARGUMENTS(words));
}

struct slice form_said_words(const struct view *view, const struct said *said, bool *direct)
{
    const struct document *document = view->comparison->documents[said->document];
    const struct quote *quote = &document->quotes.items[said->quote];
    struct span span = quote->span;
    struct slice words = slice_trim(document_span_text(document, span));
    bool marked = form_has_quotes(words);
    *direct = quote->mode != MODE_INDIRECT && !marked;
    if (quote->mode == MODE_INDIRECT)
        return with_cue(view, document, quote, words);
    if (!marked || quote->mode != MODE_DIRECT)
        return words;
    // “A,” he said. “B”: with its own marks, those around it too.
    uint32_t before = 1;
    while (before < 3 && before < span.start &&
           mark_at(document->text, span.start - before) != before)
        before++;
    if (before <= span.start && mark_at(document->text, span.start - before) == before)
        span.start -= before;
    span.end += mark_at(document->text, span.end);
    return slice_trim(document_span_text(document, span));
}

const char *form_said_opening(struct slice words, bool direct)
{
    return direct ? "« " : mark_at(words, 0) ? "" : "– ";
}

void form_bundle_heading(const struct view *view, const struct claim *claim,
                         const struct evidence *evidence, struct buffer *out)
{
    struct buffer manner;
    struct evidence said = *evidence;
    buffer_init(&manner, view->arena);
    view_claim_heading(view, claim, out);
    view_claim_date(view, claim, out);
    said.stage = STAGE_NONE; // it stands in the heading
    view_manner(view, &said, &manner);
    if (manner.size)
        buffer_format(out, " — " SLICE_FORMAT, SLICE_ARGUMENTS(buffer_slice(&manner)));
}

void form_forget_manner(struct evidence *evidence)
{
    evidence->status = STATUS_NONE;
    evidence->stage = STAGE_NONE;
    evidence->hedged = evidence->negative = false;
    evidence->said_by = NULL;
    evidence->anchor = (struct span){0, 0};
}

void form_contents_line(const struct view *view, const struct story_view *story,
                        struct buffer *out)
{
    form_story_title(view, story, out);
    buffer_text(out, " — ");
    word_count(out, view->language, story->documents.count, WORD_ARTICLE, WORD_ARTICLES);
    for (size_t i = 0; i < FORM_VERDICT_COUNT; i++) {
        enum verdict verdict = form_verdicts[i].verdict;
        uint32_t count = story->claims[verdict].count;
        if (count && verdict != VERDICT_SINGLE_ORIGIN)
            buffer_format(out, ", %u\u00a0%s", count,
                          verdict_words(view->language, verdict, count));
    }
}

void form_other_places(const struct view *view, const evidence_list *groups, uint32_t shown,
                       struct buffer *out)
{
    uint32_t count = groups->count - shown;
    buffer_format(out, "%s ", word_of(view->language, WORD_AND));
    word_count(out, view->language, count, WORD_OTHER_PLACE, WORD_OTHER_PLACES);
    buffer_text(out, view->language == LANGUAGE_en ? ": " : "\u00a0: ");
    for (uint32_t i = shown; i < groups->count; i++)
        buffer_format(out, "%s[%u]\u00a0%u–%u", i > shown ? ", " : "",
                      view->number[groups->items[i].first.document], groups->items[i].first.start,
                      groups->items[i].first.end);
}

void form_ledger_what(const struct view *view, const struct ledger_row *row, struct buffer *out)
{
    size_t start = out->size;
    if (row->goods.size)
        buffer_add(out, view_row_goods(view, row));
    struct buffer money;
    buffer_init(&money, view->arena);
    view_row_money(view, row, &money);
    if (money.size) {
        buffer_text(out, out->size > start ? ", " : "");
        buffer_add(out, buffer_slice(&money));
    } else if (!row->goods.size && (row->count_low.data || row->count_high.data)) {
        view_range(view, row->count_low, row->count_high, SLICE_NONE, out);
    }
    if (out->size == start && !row->via.size)
        buffer_text(out, word_of(view->language, WORD_COMMITMENT));
    if (row->via.size) {
        buffer_format(out, "%s%s ", out->size > start ? ", " : "",
                      word_of(view->language, WORD_VIA));
        buffer_add(out, view_local_name(view, row->via));
    }
}

void form_ledger_title(const struct view *view, const struct ledger_row *row, struct buffer *out)
{
    view_row_parties(view, row, VIEW_ACTORS, out);
    buffer_text(out, " → ");
    view_row_parties(view, row, VIEW_RECIPIENTS, out);
    buffer_text(out, view->language == LANGUAGE_en ? ": " : "\u00a0: ");
    form_ledger_what(view, row, out);
    if (row->stage)
        buffer_format(out, " — %s", stage_word(view->language, row->stage));
}

void form_ledger_step(const struct view *view, const struct ledger_step *step, struct buffer *out)
{
    buffer_text(out, stage_word(view->language, step->stage));
    struct buffer date;
    buffer_init(&date, view->arena);
    if (word_date(&date, view->language, step->when))
        buffer_format(out, " (" SLICE_FORMAT ")", SLICE_ARGUMENTS(buffer_slice(&date)));
}

bool form_deadline_passed(const struct view *view, const struct ledger_row *row)
{
    bool done = row->stage == STAGE_DELIVERED || row->stage == STAGE_CANCELLED ||
                row->stage == STAGE_REFUSED;
    return view->options->now.data && row->deadline.data && !done &&
           slice_compare(row->deadline, view->options->now) < 0;
}

void form_deadline(const struct view *view, const struct ledger_row *row, struct buffer *out)
{
    buffer_format(out, "%s%s ", word_of(view->language, WORD_DEADLINE),
                  view->language == LANGUAGE_en ? ":" : "\u00a0:");
    word_date(out, view->language, row->deadline);
    if (form_deadline_passed(view, row))
        buffer_format(out, " (%s)", word_of(view->language, WORD_PASSED));
}

const struct form_change form_changes[FORM_CHANGE_COUNT] = {
    {CHANGE_DENIED, WORD_CHANGE_DENIED},       {CHANGE_DISPUTED, WORD_CHANGE_DISPUTED},
    {CHANGE_CHANGED, WORD_CHANGE_CHANGED},     {CHANGE_CONFIRMED, WORD_CHANGE_CONFIRMED},
    {CHANGE_NEW, WORD_CHANGE_NEW},             {CHANGE_WITHDRAWN, WORD_CHANGE_WITHDRAWN},
};

void form_changes_of(const struct view *view, enum change_kind kind, index_list *changes)
{
    for (uint32_t i = 0; i < view->comparison->changes.count; i++) {
        const struct change *change = &view->comparison->changes.items[i];
        if (change->kind == kind && (change->claim == NO_INDEX || !view->hidden[change->claim]))
            list_add(view->arena, changes, i);
    }
}

void form_change_line(const struct view *view, const struct change *change, struct buffer *out)
{
    if (change->claim == NO_INDEX) {
        buffer_add(out, view_shorten(view->arena, change->summary, 100));
        return;
    }
    const struct claim *claim = &view->comparison->claims.items[change->claim];
    view_claim_heading(view, claim, out);
    view_claim_date(view, claim, out);
    if (change->kind == CHANGE_CONFIRMED)
        buffer_format(out, " (%u → %u %s)", change->origins_before, claim->origins,
                      word_of(view->language, WORD_ORIGINS));
}

void form_copy_group(const struct view *view, const struct copy_group *group, struct buffer *out)
{
    for (uint32_t i = 0; i < group->documents.count; i++) {
        uint32_t document = group->documents.items[i];
        buffer_format(out, "%s[%u] ", i ? ", " : "", view->number[document]);
        buffer_add(out, view_source_name(view->comparison->documents[document]));
        if (document == group->original)
            buffer_format(out, " (%s)", word_of(view->language, WORD_COPY_ORIGINAL));
    }
    for (uint32_t i = 0; i < group->pairs.count; i++) {
        const struct copy_pair *pair = &group->pairs.items[i];
        buffer_format(out, "%s[%u] %s [%u] (%u\u00a0%%)", i ? ", " : " — ",
                      view->number[pair->inner], word_of(view->language, WORD_CONTAINED),
                      view->number[pair->outer], (pair->permille + 5) / 10);
    }
}

void form_source_line(const struct view *view, const struct document *document, struct buffer *out)
{
    struct slice name = view_source_name(document);
    buffer_add(out, name);
    buffer_text(out, ", ");
    if (!word_date(out, view->language, document->published.value))
        buffer_text(out, word_of(view->language, WORD_DATE_UNKNOWN));
    if (document->origin.kind == ORIGIN_WIRE && !slice_equal(document->origin.name, name)) {
        buffer_text(out, ", ");
        buffer_add(out, document->origin.name);
    }
}

static int compare_numbers(const void *a, const void *b, void *context)
{
    const struct view *view = context;
    uint32_t left = view->number[*(const uint32_t *)a], right = view->number[*(const uint32_t *)b];
    return (left > right) - (left < right);
}

void form_claim_documents(const struct view *view, const struct claim *claim,
                          index_list *documents)
{
    for (uint32_t s = 0; s < claim->support.count; s++)
        if (!view_has_document(documents, claim->support.items[s].document))
            list_add(view->arena, documents, claim->support.items[s].document);
    list_sort(view->arena, documents->items, documents->count, sizeof(uint32_t), compare_numbers,
              (void *)(uintptr_t)view);
}

bool report_format_from_name(struct slice name, enum report_format *format)
{
    static const char *const names[REPORT_FORMAT_COUNT] = {"text", "md", "html"};
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        if (!slice_is(name, names[i]))
            continue;
        *format = (enum report_format)i;
        return true;
    }
    return false;
}

void report_write(const struct comparison *comparison, const struct report_options *options,
                  struct arena *scratch, struct buffer *out)
{
    static void (*const forms[REPORT_FORMAT_COUNT])(const struct view *, struct buffer *) = {
        report_text, report_markdown, report_html};
    struct view view;
    view_make(&view, comparison, options, scratch);
    forms[options->format](&view, out);
}
