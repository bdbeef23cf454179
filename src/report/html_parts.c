// SPDX-License-Identifier: Apache-2.0
// The parts of the HTML report: claims with their evidence side by side, the ledger, the matrix
// of who reports what, quotes by speaker, the articles with the words that claims rest on.
#include "report/html.h"

#include "base/utf8.h"
#include "doc/dump.h"

static struct buffer begin(const struct view *view)
{
    struct buffer text;
    buffer_init(&text, view->arena);
    return text;
}

static void escaped(struct buffer *out, const struct buffer *text)
{
    if (text->size)
        escape_html(out, buffer_slice(text));
}

void html_place(const struct view *view, struct buffer *out, uint32_t document, uint32_t start)
{
    if (view->options->document_path.data) {
        escape_html(out, view->options->document_path);
        escape_url(out, view->comparison->documents[document]->id);
        buffer_format(out, "#s%u", start);
    } else {
        buffer_format(out, "#s%u-%u", view->number[document], start);
    }
}

void html_numbers(const struct view *view, struct buffer *out, const index_list *documents)
{
    for (uint32_t i = 0; i < documents->count; i++) {
        const struct document *document = view->comparison->documents[documents->items[i]];
        uint32_t number = view->number[documents->items[i]];
        buffer_format(out, "%s<a href=\"#article-%u\" title=\"", i ? " " : "", number);
        escape_html(out, view_source_name(document));
        buffer_format(out, "\">[%u]</a>", number);
    }
}

// --- claims

static void write_evidence(const struct view *view, const struct evidence_group *group,
                           const html_mark_list *more_marks, struct buffer *out)
{
    static const char *const classes[8] = {"anchor"};
    const struct evidence *evidence = &group->first;
    const struct document *document = view->comparison->documents[evidence->document];
    html_mark_list marks = {0};
    struct buffer manner = begin(view);
    if (evidence->anchor.end)
        list_add(view->arena, &marks,
                 ((struct html_mark){.start = evidence->anchor.start,
                                      .end = evidence->anchor.end}));
    struct html_text text = {.document = document, .span = evidence->span,
                             .marks = more_marks ? more_marks : &marks, .classes = classes,
                             .prefix = ""};
    buffer_format(out, "<li><blockquote%s>",
                  document->language == LANGUAGE_en && view->language != LANGUAGE_en
                      ? " lang=\"en\""
                  : document->language == LANGUAGE_fr && view->language != LANGUAGE_fr
                      ? " lang=\"fr\""
                      : "");
    html_marked(out, &text, view->arena);
    buffer_text(out, "</blockquote><span class=\"cite\">");
    html_numbers(view, out, &group->documents);
    buffer_byte(out, ' ');
    escape_html(out, view_source_name(document));
    struct buffer published = begin(view);
    if (word_date(&published, view->language, document->published.value)) {
        buffer_text(out, ", ");
        escaped(out, &published);
    }
    view_manner(view, evidence, &manner);
    if (manner.size) {
        buffer_text(out, " · <span class=\"manner\">");
        escaped(out, &manner);
        buffer_text(out, "</span>");
    }
    buffer_text(out, " · <a href=\"");
    html_place(view, out, evidence->document, evidence->start);
    buffer_format(out, "\" title=\"%s %u–%u", word_of(view->language, WORD_PLACE), evidence->start,
                  evidence->end);
    if (evidence->rule.size) {
        buffer_text(out, ", ");
        escape_html(out, evidence->rule);
    }
    buffer_format(out, "\">%u–%u</a></span></li>\n", evidence->start, evidence->end);
}

static void write_difference(const struct view *view, const struct claim *claim,
                             const struct difference *difference, struct buffer *out)
{
    buffer_format(out, "<div class=\"diff%s\"><span><span class=\"relation\">%s</span>, %s</span>",
                  difference->relation == DIFFERENCE_CONFLICT ? " conflict" : "",
                  relation_word(view->language, difference->relation),
                  field_word(view->language, difference->field));
    for (uint32_t v = 0; v < difference->values.count; v++) {
        struct buffer value = begin(view);
        view_difference_value(view, claim, difference, v, &value);
        buffer_text(out, "<span><b>");
        escaped(out, &value);
        buffer_text(out, "</b> ");
        html_numbers(view, out, &difference->values.items[v].documents);
        buffer_text(out, "</span>");
    }
    buffer_text(out, "</div>\n");
}

static const char *verdict_class(enum verdict verdict)
{
    return verdict == VERDICT_DISPUTED       ? "disputed"
           : verdict == VERDICT_CORROBORATED ? "corroborated"
                                             : "single";
}

void html_claim(const struct view *view, uint32_t number, struct buffer *out)
{
    const struct claim *claim = &view->comparison->claims.items[number];
    struct buffer head = begin(view);
    evidence_list groups = {0};
    view_claim_heading(view, claim, &head);
    buffer_format(out, "<div class=\"claim %s\" id=\"claim-%u\"><header><h4>",
                  verdict_class(claim->verdict), number + 1);
    escaped(out, &head);
    struct buffer when = begin(view);
    if (word_date(&when, view->language, claim->when)) {
        buffer_text(out, " <span class=\"soft small\">");
        escaped(out, &when);
        buffer_text(out, "</span>");
    }
    buffer_format(out, "</h4><span class=\"badge %s\">%s", verdict_class(claim->verdict),
                  verdict_word(view->language, claim->verdict));
    if (claim->origins > 1) {
        buffer_text(out, " · ");
        word_count(out, view->language, claim->origins, WORD_ORIGIN, WORD_ORIGINS);
    }
    buffer_text(out, "</span></header>\n");
    for (uint32_t d = 0; d < claim->differences.count; d++)
        write_difference(view, claim, &claim->differences.items[d], out);
    buffer_text(out, "<ul class=\"evidence\">\n");
    uint32_t shown = view_evidence_groups(view, claim, &groups);
    for (uint32_t i = 0; i < shown; i++)
        write_evidence(view, &groups.items[i], NULL, out);
    buffer_text(out, "</ul>\n");
    if (shown < groups.count) {
        buffer_format(out, "<details><summary class=\"small\">%s ",
                      word_of(view->language, WORD_AND));
        word_count(out, view->language, groups.count - shown, WORD_OTHER_PLACE, WORD_OTHER_PLACES);
        buffer_text(out, "</summary><ul class=\"evidence\">\n");
        for (uint32_t i = shown; i < groups.count; i++)
            write_evidence(view, &groups.items[i], NULL, out);
        buffer_text(out, "</ul></details>\n");
    }
    if (view->options->explain && claim->why.size) {
        buffer_format(out, "<p class=\"small soft\">%s ", word_of(view->language, WORD_WHY));
        escape_html(out, claim->why);
        buffer_text(out, "</p>\n");
    }
    buffer_text(out, "</div>\n");
}

void html_bundle(const struct view *view, const index_list *claims, uint32_t first,
                 uint32_t count, struct buffer *out)
{
    evidence_list groups = {0};
    html_mark_list marks = {0};
    buffer_text(out, "<div class=\"claim single\">\n");
    for (uint32_t i = first; i < first + count; i++) {
        const struct claim *claim = &view->comparison->claims.items[claims->items[i]];
        struct buffer head = begin(view);
        groups = (evidence_list){0};
        view_evidence_groups(view, claim, &groups);
        struct evidence *evidence = &groups.items[0].first;
        form_bundle_heading(view, claim, evidence, &head);
        buffer_format(out, "<header id=\"claim-%u\"><h4>", claims->items[i] + 1);
        escaped(out, &head);
        buffer_format(out, "</h4>%s", i == first ? "<span class=\"badge single\">" : "");
        if (i == first)
            buffer_format(out, "%s</span>", verdict_word(view->language, claim->verdict));
        buffer_text(out, "</header>\n");
        if (evidence->anchor.end)
            list_add(view->arena, &marks,
                     ((struct html_mark){.start = evidence->anchor.start,
                                          .end = evidence->anchor.end}));
    }
    buffer_text(out, "<ul class=\"evidence\">\n");
    form_forget_manner(&groups.items[0].first);
    write_evidence(view, &groups.items[0], &marks, out);
    buffer_text(out, "</ul>\n</div>\n");
}

// --- the ledger

static void write_ledger_row(const struct view *view, const struct ledger_row *row,
                             struct buffer *out)
{
    struct buffer cells[3] = {begin(view), begin(view), begin(view)};
    view_row_parties(view, row, VIEW_ACTORS, &cells[0]);
    view_row_parties(view, row, VIEW_RECIPIENTS, &cells[1]);
    form_ledger_what(view, row, &cells[2]);
    buffer_text(out, "<tr><th scope=\"row\">");
    escaped(out, &cells[0]);
    buffer_text(out, "</th><td>");
    escaped(out, &cells[1]);
    buffer_text(out, "</td><td>");
    if (row->claims.count)
        buffer_format(out, "<a href=\"#claim-%u\">", row->claims.items[0] + 1);
    escaped(out, &cells[2]);
    buffer_text(out, row->claims.count ? "</a></td><td><ol class=\"track\">"
                                       : "</td><td><ol class=\"track\">");
    step_list steps = {0};
    view_row_steps(view, row, &steps);
    for (uint32_t h = 0; h < steps.count; h++) {
        const struct ledger_step *step = &steps.items[h];
        buffer_format(out, "<li><span><span class=\"step\">%s</span> <span class=\"small soft\">",
                      stage_word(view->language, step->stage));
        struct buffer when = begin(view);
        word_date(&when, view->language, step->when);
        escaped(out, &when);
        buffer_byte(out, ' ');
        html_numbers(view, out, &step->documents);
        buffer_text(out, "</span></span></li>");
    }
    bool passed = form_deadline_passed(view, row);
    buffer_format(out, "</ol></td><td%s>", passed ? " class=\"passed\"" : "");
    struct buffer deadline = begin(view);
    word_date(&deadline, view->language, row->deadline);
    escaped(out, &deadline);
    if (passed)
        buffer_format(out, " (%s)", word_of(view->language, WORD_PASSED));
    buffer_text(out, "</td></tr>\n");
}

void html_ledger(const struct view *view, const struct story_view *story, struct buffer *out)
{
    static const enum report_word columns[] = {WORD_GIVER, WORD_RECEIVER, WORD_WHAT, WORD_HISTORY,
                                               WORD_DEADLINE};
    if (story->ledger.count == 0)
        return;
    buffer_format(out, "<h3>%s</h3>\n<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>",
                  word_of(view->language, WORD_LEDGER));
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        buffer_format(out, "<th scope=\"col\">%s</th>", word_of(view->language, columns[i]));
    buffer_text(out, "</tr></thead><tbody>\n");
    for (uint32_t i = 0; i < story->ledger.count; i++)
        write_ledger_row(view, &view->comparison->ledger.items[story->ledger.items[i]], out);
    buffer_text(out, "</tbody></table></div>\n");
}

// --- who reports what

static const struct {
    const char *class, *sign;
    enum report_word word;
} COVERAGES[] = {[COVER_NONE] = {"", "", WORD_COUNT},
                 [COVER_SAYS] = {"says", "●", WORD_SAYS},
                 [COVER_OTHERWISE] = {"otherwise", "≠", WORD_OTHERWISE},
                 [COVER_OMITS] = {"omits", "○", WORD_SILENT}};

static void write_matrix_row(const struct view *view, const struct story_view *story,
                             uint32_t number, struct buffer *out)
{
    struct buffer head = begin(view);
    view_claim_heading(view, &view->comparison->claims.items[number], &head);
    buffer_format(out, "<tr><th scope=\"row\"><a href=\"#claim-%u\">", number + 1);
    escaped(out, &head);
    buffer_text(out, "</a></th>");
    for (uint32_t i = 0; i < story->documents.count; i++) {
        enum coverage coverage = view_coverage(view, number, story->documents.items[i]);
        if (coverage == COVER_NONE) {
            buffer_text(out, "<td></td>");
            continue;
        }
        buffer_format(out, "<td class=\"%s\"><span aria-hidden=\"true\">%s</span><span "
                           "class=\"hidden\">%s</span></td>",
                      COVERAGES[coverage].class, COVERAGES[coverage].sign,
                      word_of(view->language, COVERAGES[coverage].word));
    }
    buffer_text(out, "</tr>\n");
}

void html_matrix(const struct view *view, const struct story_view *story, struct buffer *out)
{
    uint32_t rows =
        story->claims[VERDICT_DISPUTED].count + story->claims[VERDICT_CORROBORATED].count;
    if (rows == 0 || story->documents.count < 2)
        return;
    buffer_format(out,
                  "<h3>%s</h3>\n<div class=\"scroll\" tabindex=\"0\">"
                  "<table class=\"matrix\"><thead><tr><th scope=\"col\">%s</th>",
                  word_of(view->language, WORD_MATRIX), word_of(view->language, WORD_CLAIMS));
    for (uint32_t i = 0; i < story->documents.count; i++) {
        uint32_t document = story->documents.items[i];
        buffer_format(out, "<th scope=\"col\"><a href=\"#article-%u\" title=\"",
                      view->number[document]);
        escape_html(out, view_source_name(view->comparison->documents[document]));
        buffer_format(out, "\">%u</a>", view->number[document]);
        uint32_t group = view_copy_group(view, document);
        if (group != NO_INDEX && view->comparison->copies.items[group].original != document)
            buffer_format(out, "<br><span class=\"small soft\">%s</span>",
                          word_of(view->language, WORD_COPIED));
        buffer_text(out, "</th>");
    }
    buffer_text(out, "</tr></thead><tbody>\n");
    for (size_t v = 0; v < 2; v++) {
        const index_list *claims = &story->claims[form_verdicts[v].verdict];
        for (uint32_t c = 0; c < claims->count; c++)
            write_matrix_row(view, story, claims->items[c], out);
    }
    buffer_text(out, "</tbody></table></div>\n<ul class=\"key\">");
    for (int c = COVER_SAYS; c <= COVER_OMITS; c++)
        buffer_format(out, "<li>%s %s</li>", COVERAGES[c].sign,
                      word_of(view->language, COVERAGES[c].word));
    buffer_text(out, "</ul>\n");
}

// --- quotes

static void write_saying(const struct view *view, const struct said *said, struct buffer *out)
{
    const struct document *document = view->comparison->documents[said->document];
    const struct quote *quote = &document->quotes.items[said->quote];
    struct code_points points = {.document = document};
    bool direct;
    struct slice words = form_said_words(view, said, &direct);
    buffer_format(out, "<p>%s", form_said_opening(words, direct));
    escape_html(out, words);
    buffer_text(out, direct ? " » " : " ");
    html_numbers(view, out, &said->documents);
    buffer_text(out, " <a class=\"small\" href=\"");
    uint32_t start = code_point_at(&points, quote->span.start);
    html_place(view, out, said->document, start);
    buffer_format(out, "\">%u–%u</a></p>\n", start, code_point_at(&points, quote->span.end));
}

void html_quotes(const struct view *view, const struct story_view *story, struct buffer *out)
{
    if (story->speakers.count == 0)
        return;
    buffer_format(out, "<h3>%s</h3>\n<dl class=\"quotes\">\n",
                  word_of(view->language, WORD_QUOTES));
    for (uint32_t s = 0; s < story->speakers.count; s++) {
        const struct speaker *speaker = &story->speakers.items[s];
        buffer_text(out, "<dt>");
        escape_html(out, speaker->name.data ? speaker->name
                                            : slice_of(word_of(view->language, WORD_NOBODY)));
        buffer_text(out, "</dt><dd>");
        for (uint32_t i = 0; i < speaker->sayings.count; i++)
            write_saying(view, &speaker->sayings.items[i], out);
        buffer_text(out, "</dd>\n");
    }
    buffer_text(out, "</dl>\n");
}

// --- the articles

static int compare_places(const void *a, const void *b, void *context)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    (void)context;
    return (left > right) - (left < right);
}

// Where links lead into each document, and the words to mark there.
struct source_marks {
    html_mark_list marks;
    index_list places;
};

static void collect_marks(const struct view *view, struct source_marks *sources)
{
    for (uint32_t c = 0; c < view->comparison->claims.count; c++) {
        const struct claim *claim = &view->comparison->claims.items[c];
        for (uint32_t i = 0; i < claim->support.count; i++) {
            struct evidence evidence = view_evidence(view, &claim->support.items[i]);
            struct source_marks *source = &sources[evidence.document];
            list_add(view->arena, &source->places, evidence.span.start);
            if (evidence.anchor.end)
                list_add(view->arena, &source->marks,
                         ((struct html_mark){.start = evidence.anchor.start,
                                             .end = evidence.anchor.end}));
        }
    }
    for (uint32_t d = 0; d < view->comparison->document_count; d++) {
        const struct document *document = view->comparison->documents[d];
        index_list *places = &sources[d].places;
        for (uint32_t q = 0; q < document->quotes.count; q++)
            list_add(view->arena, places, document->quotes.items[q].span.start);
        list_sort(view->arena, places->items, places->count, sizeof(uint32_t), compare_places,
                  NULL);
        uint32_t kept = 0;
        for (uint32_t p = 0; p < places->count; p++)
            if (p == 0 || places->items[p] != places->items[kept - 1])
                places->items[kept++] = places->items[p];
        places->count = kept;
    }
}

static void write_source_text(const struct view *view, uint32_t document,
                              const struct source_marks *source, struct buffer *out)
{
    static const char *const classes[8] = {"anchor"};
    const struct document *of = view->comparison->documents[document];
    struct slice prefix = arena_format(view->arena, "s%u-", view->number[document]);
    struct html_text text = {.document = of, .span = {0, (uint32_t)of->text.size},
                             .marks = &source->marks, .classes = classes,
                             .places = &source->places, .prefix = prefix.data};
    buffer_text(out, "<details><summary>");
    word_count(out, view->language, (uint32_t)utf8_count(of->text), WORD_CHARACTER,
               WORD_CHARACTERS);
    buffer_text(out, "</summary><div class=\"text\">");
    html_marked(out, &text, view->arena);
    buffer_text(out, "</div></details>\n");
}

void html_sources(const struct view *view, struct buffer *out)
{
    uint32_t count = view->comparison->document_count;
    struct source_marks *sources = arena_zero(view->arena, count + 1, sizeof *sources);
    bool inside = !view->options->document_path.data;
    if (inside)
        collect_marks(view, sources);
    for (uint32_t i = 0; i < count; i++) {
        const struct document *document = view->comparison->documents[view->order[i]];
        struct buffer line = begin(view);
        form_source_line(view, document, &line);
        buffer_format(out, "<article class=\"source\" id=\"article-%u\"><h4>[%u] ", i + 1, i + 1);
        if (!inside) {
            buffer_text(out, "<a href=\"");
            escape_html(out, view->options->document_path);
            escape_url(out, document->id);
            buffer_text(out, "\">");
        }
        escape_html(out, view_document_title(view, document));
        buffer_format(out, "%s</h4><p class=\"small soft\">", inside ? "" : "</a>");
        escaped(out, &line);
        buffer_text(out, " · ");
        if (url_is_safe(document->url)) {
            buffer_text(out, "<a rel=\"noreferrer\" href=\"");
            escape_html(out, document->url);
            buffer_text(out, "\">");
            escape_html(out, document->url);
            buffer_text(out, "</a>");
        } else {
            escape_html(out, document->url.size ? document->url : document->source);
        }
        buffer_text(out, "</p>\n");
        if (inside)
            write_source_text(view, view->order[i], &sources[view->order[i]], out);
        buffer_text(out, "</article>\n");
    }
}
