// SPDX-License-Identifier: Apache-2.0
// The report as Markdown (CommonMark with tables): for a desk's wiki or a pull request. Outside
// text is escaped by escape_markdown alone.
#include "report/escape.h"
#include "report/form.h"

static void plain(struct buffer *out, struct slice text)
{
    escape_markdown(out, text);
}

static void numbers(const struct view *view, struct buffer *out, const index_list *documents)
{
    for (uint32_t i = 0; i < documents->count; i++) {
        uint32_t number = view->number[documents->items[i]];
        buffer_format(out, "%s[\\[%u\\]](#article-%u)", i ? " " : "", number, number);
    }
}

static struct buffer begin(const struct view *view)
{
    struct buffer text;
    buffer_init(&text, view->arena);
    return text;
}

static void write_evidence(const struct view *view, const struct evidence_group *group,
                           struct buffer *out)
{
    struct evidence evidence = group->first;
    const struct document *document = view->comparison->documents[evidence.document];
    struct buffer manner = begin(view);
    bool anchored = evidence.anchor.end > 0;
    struct span anchor = anchored ? evidence.anchor
                                  : (struct span){evidence.span.end, evidence.span.end};
    buffer_text(out, "  - ");
    numbers(view, out, &group->documents);
    bool quoted = form_has_quotes(document_span_text(document, evidence.span));
    buffer_text(out, quoted ? " " : " « ");
    plain(out, slice_part(document->text, evidence.span.start, anchor.start));
    if (anchored) {
        buffer_text(out, "**");
        plain(out, slice_part(document->text, anchor.start, anchor.end));
        buffer_text(out, "**");
    }
    plain(out, slice_part(document->text, anchor.end, evidence.span.end));
    buffer_text(out, quoted ? "" : " »");
    view_manner(view, &evidence, &manner);
    if (manner.size) {
        buffer_text(out, " (");
        plain(out, buffer_slice(&manner));
        buffer_text(out, ")");
    }
    buffer_format(out, " *%u–%u*\n", evidence.start, evidence.end);
}

static void write_difference(const struct view *view, const struct claim *claim,
                             const struct difference *difference, struct buffer *out)
{
    buffer_format(out, "  - *%s, %s* : ", relation_word(view->language, difference->relation),
                  field_word(view->language, difference->field));
    for (uint32_t v = 0; v < difference->values.count; v++) {
        struct buffer value = begin(view);
        buffer_text(out, v ? " / " : "");
        view_difference_value(view, claim, difference, v, &value);
        plain(out, buffer_slice(&value));
        buffer_byte(out, ' ');
        numbers(view, out, &difference->values.items[v].documents);
    }
    buffer_byte(out, '\n');
}

static void write_claim(const struct view *view, uint32_t number, struct buffer *out)
{
    const struct claim *claim = &view->comparison->claims.items[number];
    struct buffer head = begin(view);
    view_claim_heading(view, claim, &head);
    view_claim_date(view, claim, &head);
    buffer_text(out, "- **");
    plain(out, buffer_slice(&head));
    buffer_text(out, "**");
    if (claim->origins > 1) {
        buffer_text(out, " (");
        word_count(out, view->language, claim->origins, WORD_ORIGIN, WORD_ORIGINS);
        buffer_text(out, ")");
    }
    buffer_byte(out, '\n');
    for (uint32_t d = 0; d < claim->differences.count; d++)
        write_difference(view, claim, &claim->differences.items[d], out);
    evidence_list groups = {0};
    uint32_t shown = view_evidence_groups(view, claim, &groups);
    for (uint32_t i = 0; i < shown; i++)
        write_evidence(view, &groups.items[i], out);
    if (shown < groups.count) {
        struct buffer others = begin(view);
        form_other_places(view, &groups, shown, &others);
        buffer_text(out, "  - ");
        plain(out, buffer_slice(&others));
        buffer_byte(out, '\n');
    }
}

static void write_bundle(const struct view *view, const index_list *claims, uint32_t first,
                         uint32_t count, struct buffer *out)
{
    evidence_list groups = {0};
    for (uint32_t i = first; i < first + count; i++) {
        const struct claim *claim = &view->comparison->claims.items[claims->items[i]];
        struct buffer head = begin(view);
        groups = (evidence_list){0};
        view_evidence_groups(view, claim, &groups);
        form_bundle_heading(view, claim, &groups.items[0].first, &head);
        buffer_text(out, i == first ? "- **" : "  \n  **");
        plain(out, buffer_slice(&head));
        buffer_text(out, "**");
    }
    buffer_byte(out, '\n');
    form_forget_manner(&groups.items[0].first);
    write_evidence(view, &groups.items[0], out);
}

static void heading(const struct view *view, enum report_word word, struct buffer *out)
{
    buffer_format(out, "\n### %s\n\n", word_of(view->language, word));
}

static void write_ledger(const struct view *view, const struct story_view *story,
                         struct buffer *out)
{
    static const enum report_word columns[] = {WORD_GIVER, WORD_RECEIVER, WORD_WHAT, WORD_HISTORY,
                                               WORD_DEADLINE};
    if (story->ledger.count == 0)
        return;
    heading(view, WORD_LEDGER, out);
    for (size_t i = 0; i < 5; i++)
        buffer_format(out, "| %s ", word_of(view->language, columns[i]));
    buffer_text(out, "|\n|---|---|---|---|---|\n");
    for (uint32_t i = 0; i < story->ledger.count; i++) {
        const struct ledger_row *row = &view->comparison->ledger.items[story->ledger.items[i]];
        struct buffer cells[3] = {begin(view), begin(view), begin(view)};
        view_row_parties(view, row, VIEW_ACTORS, &cells[0]);
        view_row_parties(view, row, VIEW_RECIPIENTS, &cells[1]);
        form_ledger_what(view, row, &cells[2]);
        for (int c = 0; c < 3; c++) {
            buffer_text(out, "| ");
            plain(out, cells[c].size ? buffer_slice(&cells[c]) : SLICE(""));
            buffer_byte(out, ' ');
        }
        buffer_text(out, "| ");
        step_list steps = {0};
        view_row_steps(view, row, &steps);
        for (uint32_t h = 0; h < steps.count; h++) {
            struct buffer step = begin(view);
            form_ledger_step(view, &steps.items[h], &step);
            buffer_text(out, h ? " → " : "");
            plain(out, buffer_slice(&step));
            buffer_byte(out, ' ');
            numbers(view, out, &steps.items[h].documents);
        }
        buffer_text(out, " | ");
        word_date(out, view->language, row->deadline);
        buffer_text(out, " |\n");
    }
}

static void write_timeline(const struct view *view, const struct story_view *story,
                           struct buffer *out)
{
    if (story->dated.count)
        heading(view, WORD_TIMELINE, out);
    for (uint32_t i = 0; i < story->dated.count; i++) {
        const struct claim *claim = &view->comparison->claims.items[story->dated.items[i]];
        struct buffer text = begin(view);
        index_list documents = {0};
        buffer_text(out, "- **");
        word_date(out, view->language, claim->when);
        buffer_text(out, "** ");
        view_claim_heading(view, claim, &text);
        plain(out, buffer_slice(&text));
        buffer_byte(out, ' ');
        form_claim_documents(view, claim, &documents);
        numbers(view, out, &documents);
        buffer_byte(out, '\n');
    }
}

static void write_omissions(const struct view *view, const struct story_view *story,
                            struct buffer *out)
{
    if (story->omissions.count)
        heading(view, WORD_OMISSIONS, out);
    for (uint32_t i = 0; i < story->omissions.count; i++) {
        const struct omission *omission =
            &view->comparison->omissions.items[story->omissions.items[i]];
        struct buffer text = begin(view);
        view_claim_heading(view, &view->comparison->claims.items[omission->claim], &text);
        buffer_text(out, "- ");
        plain(out, buffer_slice(&text));
        buffer_text(out, " : ");
        numbers(view, out, &omission->absent_from);
        buffer_format(out, " %s\n", view_silence(view, omission));
    }
}

static void write_quotes(const struct view *view, const struct story_view *story,
                         struct buffer *out)
{
    if (story->speakers.count)
        heading(view, WORD_QUOTES, out);
    for (uint32_t s = 0; s < story->speakers.count; s++) {
        const struct speaker *speaker = &story->speakers.items[s];
        buffer_text(out, "- **");
        plain(out, speaker->name.data ? speaker->name
                                      : slice_of(word_of(view->language, WORD_NOBODY)));
        buffer_text(out, "**\n");
        for (uint32_t i = 0; i < speaker->sayings.count; i++) {
            const struct said *said = &speaker->sayings.items[i];
            bool direct;
            struct slice words = form_said_words(view, said, &direct);
            buffer_text(out, direct ? "  - « " : "  - ");
            plain(out, words);
            buffer_text(out, direct ? " » " : " ");
            numbers(view, out, &said->documents);
            buffer_byte(out, '\n');
        }
    }
}

static void write_story(const struct view *view, const struct story_view *story,
                        struct buffer *out)
{
    struct buffer title = begin(view);
    form_story_title(view, story, &title);
    buffer_text(out, "\n## ");
    plain(out, buffer_slice(&title));
    buffer_text(out, "\n\n");
    form_story_counts(view, story, out);
    buffer_byte(out, ' ');
    numbers(view, out, &story->documents);
    buffer_byte(out, '\n');
    for (size_t i = 0; i < FORM_VERDICT_COUNT; i++) {
        const index_list *claims = &story->claims[form_verdicts[i].verdict];
        if (claims->count)
            heading(view, form_verdicts[i].heading, out);
        for (uint32_t c = 0, count; c < claims->count; c += count) {
            count = view_bundle(view, claims, c);
            if (count > 1)
                write_bundle(view, claims, c, count, out);
            else
                write_claim(view, claims->items[c], out);
        }
    }
    write_ledger(view, story, out);
    write_timeline(view, story, out);
    write_omissions(view, story, out);
    write_quotes(view, story, out);
}

static void write_changes(const struct view *view, struct buffer *out)
{
    if (!view->comparison->has_changes)
        return;
    buffer_format(out, "\n## %s\n", word_of(view->language, WORD_CHANGES));
    for (size_t k = 0; k < FORM_CHANGE_COUNT; k++) {
        index_list changes = {0};
        form_changes_of(view, form_changes[k].kind, &changes);
        if (changes.count)
            heading(view, form_changes[k].heading, out);
        for (uint32_t i = 0; i < changes.count; i++) {
            const struct change *change = &view->comparison->changes.items[changes.items[i]];
            struct buffer text = begin(view);
            form_change_line(view, change, &text);
            buffer_text(out, "- ");
            plain(out, buffer_slice(&text));
            buffer_byte(out, ' ');
            numbers(view, out, &change->documents);
            buffer_byte(out, '\n');
        }
    }
    if (view->comparison->changes.count == 0)
        buffer_format(out, "\n%s\n", word_of(view->language, WORD_NO_CHANGES));
}

static void write_sources(const struct view *view, struct buffer *out)
{
    buffer_format(out, "\n## %s\n\n", word_of(view->language, WORD_SOURCES));
    for (uint32_t i = 0; i < view->comparison->document_count; i++) {
        const struct document *document = view->comparison->documents[view->order[i]];
        struct buffer line = begin(view);
        form_source_line(view, document, &line);
        buffer_format(out, "%u. <a id=\"article-%u\"></a>**", i + 1, i + 1);
        plain(out, view_document_title(view, document));
        buffer_text(out, "** — ");
        plain(out, buffer_slice(&line));
        buffer_text(out, " — ");
        plain(out, document->url.size ? document->url : document->source);
        buffer_byte(out, '\n');
    }
    buffer_format(out, "\n*%s*\n", word_of(view->language, WORD_NEUTRAL));
}

void report_markdown(const struct view *view, struct buffer *out)
{
    buffer_format(out, "# %s\n\n", word_of(view->language, WORD_TITLE));
    form_summary_counts(view, out);
    buffer_text(out, "  \n");
    form_verdicts_line(view, out);
    buffer_byte(out, '\n');
    for (uint32_t s = 0;
         view->stories.count > 1 && s < view->stories.count && s < FORM_CONTENTS_MOST; s++) {
        struct buffer line = begin(view);
        form_contents_line(view, &view->stories.items[s], &line);
        buffer_text(out, s ? "- " : "\n- ");
        plain(out, buffer_slice(&line));
        buffer_byte(out, '\n');
    }
    write_changes(view, out);
    for (uint32_t s = 0; s < view->stories.count; s++)
        write_story(view, &view->stories.items[s], out);
    if (view->comparison->copies.count)
        buffer_format(out, "\n## %s\n\n", word_of(view->language, WORD_COPIES));
    for (uint32_t g = 0; g < view->comparison->copies.count; g++) {
        struct buffer line = begin(view);
        form_copy_group(view, &view->comparison->copies.items[g], &line);
        buffer_text(out, "- ");
        plain(out, buffer_slice(&line));
        buffer_byte(out, '\n');
    }
    write_sources(view, out);
}
