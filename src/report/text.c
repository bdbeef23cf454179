// SPDX-License-Identifier: Apache-2.0
// The report as text for a terminal: wrapped by display width at 80 columns or more, in colour
// where asked. Style marks travel as control bytes that outside text can never contain, so no
// article can send escape sequences to the terminal.
#include "report/escape.h"
#include "report/form.h"

#include "base/utf8.h"

#include <utf8proc.h>

enum style {
    STYLE_PLAIN = 1, STYLE_STRONG, STYLE_DIM, STYLE_GOOD, STYLE_BAD, STYLE_SINGLE, STYLE_MARK
};
// ANSI: bold, dim, green, red, yellow, underline; chosen to be legible on light and dark.
static const char *const STYLE_CODES[] = {"", "0", "1", "2", "32", "1;31", "33", "1;4"};
#define PLAIN "\001"
#define STRONG "\002"
#define DIM "\003"
#define GOOD "\004"
#define BAD "\005"
#define SINGLE "\006"
#define MARK "\007"

struct text_form {
    const struct view *view;
    struct buffer *out;
    unsigned width;
    bool color;
};

static unsigned display_width(uint32_t c)
{
    int width = utf8proc_charwidth((utf8proc_int32_t)c);
    return width > 0 ? (unsigned)width : 0;
}

static void write_style(struct text_form *form, char mark)
{
    if (form->color)
        buffer_format(form->out, "\033[%sm", STYLE_CODES[(int)mark]);
}

// French puts a space before these and after «; no line may break there.
static bool binds_to_word(struct slice text, size_t space)
{
    static const char *const marks[] = {"»", ":", ";", "!", "?"};
    struct slice before = slice_part(text, 0, space);
    struct slice after = slice_part(text, space + 1, text.size);
    if (slice_ends(before, "«"))
        return true;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t size = strlen(marks[i]);
        if (slice_starts(after, marks[i]) && (after.size == size || after.data[size] == ' '))
            return true;
    }
    return false;
}

// Columns of what stands up to the next place where a line may break, and where that is.
static size_t measure_word(struct slice text, size_t position, unsigned *columns)
{
    *columns = 0;
    while (position < text.size && (text.data[position] != ' ' || binds_to_word(text, position))) {
        uint32_t c = utf8_next(text, &position);
        *columns += c < 32 ? 0 : display_width(c);
    }
    return position;
}

static void indent(struct text_form *form, unsigned columns)
{
    for (unsigned i = 0; i < columns; i++)
        buffer_byte(form->out, ' ');
}

// Prints styled text wrapped to the width; lines after the first are indented by `hang`.
static void paragraph(struct text_form *form, unsigned first, unsigned hang, struct slice text)
{
    unsigned column = first;
    bool line_empty = true;
    indent(form, first);
    for (size_t position = 0; position < text.size;) {
        if (text.data[position] == ' ') {
            position++;
            continue;
        }
        unsigned columns;
        size_t end = measure_word(text, position, &columns);
        if (!line_empty && column + 1 + columns > form->width) {
            buffer_byte(form->out, '\n');
            indent(form, hang);
            column = hang;
        } else if (!line_empty) {
            buffer_byte(form->out, ' ');
            column++;
        }
        for (; position < end; position++) {
            if ((unsigned char)text.data[position] < 32)
                write_style(form, text.data[position]);
            else
                buffer_byte(form->out, text.data[position]);
        }
        column += columns;
        line_empty = false;
    }
    buffer_byte(form->out, '\n');
}

static struct buffer line_start(struct text_form *form)
{
    struct buffer line;
    buffer_init(&line, form->view->arena);
    return line;
}

static void add_numbers(struct text_form *form, struct buffer *line, const index_list *documents)
{
    for (uint32_t i = 0; i < documents->count; i++)
        buffer_format(line, "[%u]", form->view->number[documents->items[i]]);
}

static void rule(struct text_form *form, const char *style, struct slice title)
{
    struct buffer line = line_start(form);
    buffer_format(&line, "%s── ", style);
    escape_terminal(&line, title);
    buffer_text(&line, PLAIN);
    buffer_byte(form->out, '\n');
    paragraph(form, 0, 3, buffer_slice(&line));
}

static void heading(struct text_form *form, enum report_word word)
{
    struct buffer line = line_start(form);
    buffer_byte(form->out, '\n');
    buffer_format(&line, STRONG "%s" PLAIN, word_of(form->view->language, word));
    paragraph(form, 2, 2, buffer_slice(&line));
}

static void write_summary(struct text_form *form)
{
    const struct view *view = form->view;
    struct buffer line = line_start(form);
    buffer_format(&line, STRONG "%s" PLAIN, word_of(view->language, WORD_TITLE));
    paragraph(form, 0, 0, buffer_slice(&line));
    line = line_start(form);
    form_summary_counts(view, &line);
    paragraph(form, 0, 0, buffer_slice(&line));
    line = line_start(form);
    form_verdicts_line(view, &line);
    paragraph(form, 0, 0, buffer_slice(&line));
    if (view->stories.count < 2)
        return;
    buffer_byte(form->out, '\n');
    for (uint32_t s = 0; s < view->stories.count && s < FORM_CONTENTS_MOST; s++) {
        struct buffer text = line_start(form);
        line = line_start(form);
        form_contents_line(view, &view->stories.items[s], &text);
        buffer_text(&line, "• ");
        escape_terminal(&line, buffer_slice(&text));
        paragraph(form, 2, 4, buffer_slice(&line));
    }
    if (view->stories.count > FORM_CONTENTS_MOST) {
        line = line_start(form);
        buffer_format(&line, "… %u %s", view->stories.count - FORM_CONTENTS_MOST,
                      word_of(view->language, WORD_MORE));
        paragraph(form, 2, 4, buffer_slice(&line));
    }
}

static void write_evidence(struct text_form *form, const struct evidence_group *group)
{
    const struct view *view = form->view;
    struct evidence evidence = group->first;
    const struct document *document = view->comparison->documents[evidence.document];
    struct buffer line = line_start(form), manner = line_start(form);
    bool anchored = evidence.anchor.end > 0;
    buffer_text(&line, DIM);
    add_numbers(form, &line, &group->documents);
    bool quoted = form_has_quotes(document_span_text(document, evidence.span));
    buffer_text(&line, quoted ? PLAIN " " : PLAIN " « ");
    struct span anchor = anchored ? evidence.anchor
                                  : (struct span){evidence.span.end, evidence.span.end};
    escape_terminal(&line, slice_part(document->text, evidence.span.start, anchor.start));
    if (anchored)
        buffer_text(&line, MARK);
    escape_terminal(&line, slice_part(document->text, anchor.start, anchor.end));
    if (anchored)
        buffer_text(&line, PLAIN);
    escape_terminal(&line, slice_part(document->text, anchor.end, evidence.span.end));
    buffer_text(&line, quoted ? "" : " »");
    view_manner(view, &evidence, &manner);
    if (manner.size) {
        buffer_text(&line, " (");
        escape_terminal(&line, buffer_slice(&manner));
        buffer_text(&line, ")");
    }
    buffer_format(&line, " " DIM "%u–%u" PLAIN, evidence.start, evidence.end);
    paragraph(form, 6, 10, buffer_slice(&line));
}

static void write_difference(struct text_form *form, const struct claim *claim,
                             const struct difference *difference)
{
    const struct view *view = form->view;
    struct buffer line = line_start(form);
    bool conflict = difference->relation == DIFFERENCE_CONFLICT;
    buffer_format(&line, "%s%s" PLAIN ", %s%s ", conflict ? BAD : DIM,
                  relation_word(view->language, difference->relation),
                  field_word(view->language, difference->field),
                  view->language == LANGUAGE_en ? ":" : " :");
    for (uint32_t v = 0; v < difference->values.count; v++) {
        struct buffer value = line_start(form);
        buffer_text(&line, v ? " / " : "");
        view_difference_value(view, claim, difference, v, &value);
        escape_terminal(&line, buffer_slice(&value));
        buffer_byte(&line, ' ');
        add_numbers(form, &line, &difference->values.items[v].documents);
    }
    paragraph(form, 6, 8, buffer_slice(&line));
}

static void write_claim(struct text_form *form, uint32_t number)
{
    static const char *const marks[] = {"·", GOOD "✓" PLAIN, SINGLE "·" PLAIN, BAD "≠" PLAIN};
    const struct view *view = form->view;
    const struct claim *claim = &view->comparison->claims.items[number];
    struct buffer line = line_start(form), head = line_start(form);
    buffer_format(&line, "%s " STRONG, marks[claim->verdict]);
    view_claim_heading(view, claim, &head);
    view_claim_date(view, claim, &head);
    escape_terminal(&line, buffer_slice(&head));
    buffer_text(&line, PLAIN);
    if (claim->origins > 1) {
        buffer_text(&line, DIM " (");
        word_count(&line, view->language, claim->origins, WORD_ORIGIN, WORD_ORIGINS);
        buffer_text(&line, ")" PLAIN);
    }
    paragraph(form, 2, 6, buffer_slice(&line));
    for (uint32_t d = 0; d < claim->differences.count; d++)
        write_difference(form, claim, &claim->differences.items[d]);
    evidence_list groups = {0};
    uint32_t shown = view_evidence_groups(view, claim, &groups);
    for (uint32_t i = 0; i < shown; i++)
        write_evidence(form, &groups.items[i]);
    if (shown < groups.count) {
        line = line_start(form);
        buffer_text(&line, DIM);
        form_other_places(view, &groups, shown, &line);
        buffer_text(&line, PLAIN);
        paragraph(form, 6, 10, buffer_slice(&line));
    }
    if (view->options->explain && claim->why.size) {
        line = line_start(form);
        buffer_format(&line, DIM "%s ", word_of(view->language, WORD_WHY));
        escape_terminal(&line, claim->why);
        buffer_text(&line, PLAIN);
        paragraph(form, 6, 8, buffer_slice(&line));
    }
}

// Several claims that rest on one sentence: their headings, then the sentence once.
static void write_bundle(struct text_form *form, const index_list *claims, uint32_t first,
                         uint32_t count)
{
    const struct view *view = form->view;
    evidence_list groups = {0};
    for (uint32_t i = first; i < first + count; i++) {
        const struct claim *claim = &view->comparison->claims.items[claims->items[i]];
        struct buffer line = line_start(form), head = line_start(form);
        groups = (evidence_list){0};
        view_evidence_groups(view, claim, &groups);
        form_bundle_heading(view, claim, &groups.items[0].first, &head);
        buffer_text(&line, SINGLE "·" PLAIN " " STRONG);
        escape_terminal(&line, buffer_slice(&head));
        buffer_text(&line, PLAIN);
        paragraph(form, 2, 6, buffer_slice(&line));
    }
    form_forget_manner(&groups.items[0].first);
    write_evidence(form, &groups.items[0]);
}

static void write_claims(struct text_form *form, const struct story_view *story)
{
    for (size_t i = 0; i < FORM_VERDICT_COUNT; i++) {
        const index_list *claims = &story->claims[form_verdicts[i].verdict];
        if (claims->count == 0)
            continue;
        heading(form, form_verdicts[i].heading);
        for (uint32_t c = 0, count; c < claims->count; c += count) {
            count = view_bundle(form->view, claims, c);
            if (count > 1)
                write_bundle(form, claims, c, count);
            else
                write_claim(form, claims->items[c]);
        }
    }
}

static void write_ledger(struct text_form *form, const struct story_view *story)
{
    const struct view *view = form->view;
    if (story->ledger.count)
        heading(form, WORD_LEDGER);
    for (uint32_t i = 0; i < story->ledger.count; i++) {
        const struct ledger_row *row = &view->comparison->ledger.items[story->ledger.items[i]];
        struct buffer line = line_start(form), text = line_start(form);
        form_ledger_title(view, row, &text);
        buffer_text(&line, "• ");
        escape_terminal(&line, buffer_slice(&text));
        paragraph(form, 2, 6, buffer_slice(&line));
        line = line_start(form);
        step_list steps = {0};
        view_row_steps(view, row, &steps);
        for (uint32_t h = 0; h < steps.count; h++) {
            const struct ledger_step *step = &steps.items[h];
            text = line_start(form);
            form_ledger_step(view, step, &text);
            buffer_text(&line, h ? " → " : "");
            escape_terminal(&line, buffer_slice(&text));
            buffer_text(&line, " " DIM);
            add_numbers(form, &line, &step->documents);
            buffer_text(&line, PLAIN);
        }
        if (row->deadline.size) {
            text = line_start(form);
            form_deadline(view, row, &text);
            buffer_text(&line, steps.count ? " · " : "");
            escape_terminal(&line, buffer_slice(&text));
        }
        if (line.size)
            paragraph(form, 6, 8, buffer_slice(&line));
    }
}

static void write_timeline(struct text_form *form, const struct story_view *story)
{
    const struct view *view = form->view;
    if (story->dated.count)
        heading(form, WORD_TIMELINE);
    for (uint32_t i = 0; i < story->dated.count; i++) {
        const struct claim *claim = &view->comparison->claims.items[story->dated.items[i]];
        struct buffer line = line_start(form), text = line_start(form);
        word_date(&text, view->language, claim->when);
        buffer_text(&text, "  ");
        view_claim_heading(view, claim, &text);
        escape_terminal(&line, buffer_slice(&text));
        index_list documents = {0};
        form_claim_documents(view, claim, &documents);
        buffer_text(&line, " " DIM);
        add_numbers(form, &line, &documents);
        buffer_text(&line, PLAIN);
        paragraph(form, 4, 8, buffer_slice(&line));
    }
}

static void write_omissions(struct text_form *form, const struct story_view *story)
{
    const struct view *view = form->view;
    if (story->omissions.count)
        heading(form, WORD_OMISSIONS);
    for (uint32_t i = 0; i < story->omissions.count; i++) {
        const struct omission *omission =
            &view->comparison->omissions.items[story->omissions.items[i]];
        struct buffer line = line_start(form), text = line_start(form);
        view_claim_heading(view, &view->comparison->claims.items[omission->claim], &text);
        buffer_text(&line, "• ");
        escape_terminal(&line, buffer_slice(&text));
        buffer_text(&line, view->language == LANGUAGE_en ? ": " : " : ");
        add_numbers(form, &line, &omission->absent_from);
        buffer_format(&line, " %s", view_silence(view, omission));
        paragraph(form, 2, 6, buffer_slice(&line));
    }
}

static void write_quotes(struct text_form *form, const struct story_view *story)
{
    const struct view *view = form->view;
    if (story->speakers.count)
        heading(form, WORD_QUOTES);
    for (uint32_t s = 0; s < story->speakers.count; s++) {
        const struct speaker *speaker = &story->speakers.items[s];
        struct buffer line = line_start(form);
        buffer_text(&line, STRONG);
        escape_terminal(&line, speaker->name.data ? speaker->name
                                              : slice_of(word_of(view->language, WORD_NOBODY)));
        buffer_text(&line, PLAIN);
        paragraph(form, 4, 4, buffer_slice(&line));
        for (uint32_t i = 0; i < speaker->sayings.count; i++) {
            const struct said *said = &speaker->sayings.items[i];
            bool direct;
            struct slice words = form_said_words(view, said, &direct);
            line = line_start(form);
            buffer_text(&line, form_said_opening(words, direct));
            escape_terminal(&line, words);
            buffer_text(&line, direct ? " » " DIM : " " DIM);
            add_numbers(form, &line, &said->documents);
            buffer_text(&line, PLAIN);
            paragraph(form, 6, 8, buffer_slice(&line));
        }
    }
}

static void write_story(struct text_form *form, const struct story_view *story)
{
    struct buffer line = line_start(form);
    form_story_title(form->view, story, &line);
    rule(form, STRONG, buffer_slice(&line));
    line = line_start(form);
    form_story_counts(form->view, story, &line);
    buffer_text(&line, " ");
    add_numbers(form, &line, &story->documents);
    paragraph(form, 3, 3, buffer_slice(&line));
    write_claims(form, story);
    write_ledger(form, story);
    write_timeline(form, story);
    write_omissions(form, story);
    write_quotes(form, story);
}

static void write_copies(struct text_form *form)
{
    const struct view *view = form->view;
    if (view->comparison->copies.count)
        rule(form, STRONG, slice_of(word_of(view->language, WORD_COPIES)));
    for (uint32_t g = 0; g < view->comparison->copies.count; g++) {
        const struct copy_group *group = &view->comparison->copies.items[g];
        struct buffer line = line_start(form), text = line_start(form);
        form_copy_group(view, group, &text);
        escape_terminal(&line, buffer_slice(&text));
        paragraph(form, 2, 6, buffer_slice(&line));
    }
}

static void write_sources(struct text_form *form)
{
    const struct view *view = form->view;
    rule(form, STRONG, slice_of(word_of(view->language, WORD_SOURCES)));
    for (uint32_t i = 0; i < view->comparison->document_count; i++) {
        const struct document *document = view->comparison->documents[view->order[i]];
        struct buffer line = line_start(form), text = line_start(form);
        buffer_format(&line, "%s[%u] " STRONG,
                      i < 9 && view->comparison->document_count > 9 ? " " : "", i + 1);
        escape_terminal(&line, view_document_title(view, document));
        buffer_text(&line, PLAIN " — ");
        form_source_line(view, document, &text);
        escape_terminal(&line, buffer_slice(&text));
        buffer_text(&line, " — " DIM);
        escape_terminal(&line, document->url.size ? document->url : document->source);
        buffer_text(&line, PLAIN);
        paragraph(form, 1, 6, buffer_slice(&line));
    }
    struct buffer note = line_start(form);
    buffer_byte(form->out, '\n');
    buffer_format(&note, DIM "%s" PLAIN, word_of(view->language, WORD_NEUTRAL));
    paragraph(form, 0, 0, buffer_slice(&note));
}

static void write_changes(struct text_form *form)
{
    const struct view *view = form->view;
    if (!view->comparison->has_changes)
        return;
    rule(form, STRONG, slice_of(word_of(view->language, WORD_CHANGES)));
    for (size_t k = 0; k < FORM_CHANGE_COUNT; k++) {
        index_list changes = {0};
        form_changes_of(view, form_changes[k].kind, &changes);
        if (changes.count)
            heading(form, form_changes[k].heading);
        for (uint32_t i = 0; i < changes.count; i++) {
            const struct change *change = &view->comparison->changes.items[changes.items[i]];
            struct buffer line = line_start(form), text = line_start(form);
            form_change_line(view, change, &text);
            escape_terminal(&line, buffer_slice(&text));
            buffer_byte(&line, ' ');
            add_numbers(form, &line, &change->documents);
            paragraph(form, 4, 6, buffer_slice(&line));
        }
    }
    if (view->comparison->changes.count == 0)
        paragraph(form, 2, 2, slice_of(word_of(view->language, WORD_NO_CHANGES)));
}

void report_text(const struct view *view, struct buffer *out)
{
    unsigned width = view->options->width ? view->options->width : 80;
    struct text_form form = {.view = view, .out = out, .color = view->options->color,
                             .width = width < 40 ? 40 : width > 400 ? 400 : width};
    write_summary(&form);
    write_changes(&form);
    for (uint32_t s = 0; s < view->stories.count; s++)
        write_story(&form, &view->stories.items[s]);
    write_copies(&form);
    write_sources(&form);
}
