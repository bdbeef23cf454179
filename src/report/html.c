// SPDX-License-Identifier: Apache-2.0
// The report as one self-contained HTML page: what matters first (what is disputed, what several
// origins say), then each story with its timeline, claims, ledger, matrix and quotes, then the
// articles. The parts are html_parts.c's and html_timeline.c's, the style html_style.c's.
#include "report/html.h"

#define SINGLES_OPEN 6 // as many claims of one origin stand open; more are folded away

static struct buffer begin(const struct view *view)
{
    struct buffer text;
    buffer_init(&text, view->arena);
    return text;
}

static void story_title(const struct view *view, const struct story_view *story,
                        struct buffer *out)
{
    struct buffer title = begin(view);
    form_story_title(view, story, &title);
    escape_html(out, buffer_slice(&title));
}

static void write_navigation(const struct view *view, struct buffer *out)
{
    buffer_format(out, "<nav class=\"bar\" aria-label=\"%s\"><div><a href=\"#top\">%s</a><span "
                       "class=\"links\">",
                  word_of(view->language, WORD_CONTENTS), word_of(view->language, WORD_SUMMARY));
    for (uint32_t s = 0; s < view->stories.count && s < 12; s++) {
        struct buffer title = begin(view);
        form_story_title(view, &view->stories.items[s], &title);
        size_t end = title.size;
        if (end > 48) {
            end = 48;
            while (end && ((unsigned char)title.data[end] & 0xC0) == 0x80)
                end--;
        }
        buffer_format(out, "<a href=\"#story-%u\">", s + 1);
        escape_html(out, slice_part(buffer_slice(&title), 0, end));
        buffer_text(out, end < title.size ? "…</a>" : "</a>");
    }
    buffer_text(out, "</span>");
    if (view->options->document_path.data)
        html_search_form(out, view->language, SLICE_NONE);
    buffer_format(out,
                  "<a href=\"#sources\">%s</a><label><input type=\"checkbox\" id=\"theme\"> "
                  "%s</label></div></nav>\n",
                  word_of(view->language, WORD_SOURCES), word_of(view->language, WORD_THEME));
}

static void write_tally(const struct view *view, struct buffer *out)
{
    static const char *const classes[] = {"disputed", "corroborated", "single"};
    buffer_text(out, "<ul class=\"tally\">");
    for (size_t i = 0; i < FORM_VERDICT_COUNT; i++)
        buffer_format(out, "<li class=\"%s\"><b>%u</b>%s</li>", classes[i],
                      view->verdicts[form_verdicts[i].verdict],
                      verdict_words(view->language, form_verdicts[i].verdict,
                                    view->verdicts[form_verdicts[i].verdict]));
    buffer_format(out, "<li><b>%u</b>%s</li></ul>\n", view->comparison->ledger.count,
                  word_of(view->language, WORD_COMMITMENTS));
}

static void write_cards(const struct view *view, struct buffer *out)
{
    if (view->stories.count < 2)
        return;
    buffer_text(out, "<ul class=\"cards\">\n");
    for (uint32_t s = 0; s < view->stories.count; s++) {
        const struct story_view *story = &view->stories.items[s];
        buffer_format(out, "<li><a href=\"#story-%u\">", s + 1);
        story_title(view, story, out);
        buffer_text(out, "</a><br><span class=\"small soft\">");
        form_story_counts(view, story, out);
        buffer_text(out, "</span><br>");
        for (size_t i = 0; i < FORM_VERDICT_COUNT; i++) {
            static const char *const classes[] = {" disputed", " corroborated", ""};
            uint32_t count = story->claims[form_verdicts[i].verdict].count;
            if (count)
                buffer_format(out, "<span class=\"badge%s\">%u %s</span> ", classes[i], count,
                              verdict_words(view->language, form_verdicts[i].verdict, count));
        }
        buffer_text(out, "</li>\n");
    }
    buffer_text(out, "</ul>\n");
}

static void write_claims(const struct view *view, const struct story_view *story, size_t which,
                         struct buffer *out)
{
    const index_list *claims = &story->claims[form_verdicts[which].verdict];
    bool single = form_verdicts[which].verdict == VERDICT_SINGLE_ORIGIN;
    if (claims->count == 0)
        return;
    buffer_format(out, "<h3>%s</h3>\n", word_of(view->language, form_verdicts[which].heading));
    bool folded = false;
    for (uint32_t c = 0, count; c < claims->count; c += count) {
        count = view_bundle(view, claims, c);
        if (single && !folded && c >= SINGLES_OPEN) {
            folded = true;
            buffer_format(out, "<details><summary>%u %s</summary>\n", claims->count - c,
                          word_of(view->language, WORD_MORE));
        }
        if (count > 1)
            html_bundle(view, claims, c, count, out);
        else
            html_claim(view, claims->items[c], out);
    }
    if (folded)
        buffer_text(out, "</details>\n");
}

static void write_omissions(const struct view *view, const struct story_view *story,
                            struct buffer *out)
{
    if (story->omissions.count == 0)
        return;
    buffer_format(out, "<h3>%s</h3>\n<ul>\n", word_of(view->language, WORD_OMISSIONS));
    for (uint32_t i = 0; i < story->omissions.count; i++) {
        const struct omission *omission =
            &view->comparison->omissions.items[story->omissions.items[i]];
        struct buffer head = begin(view);
        view_claim_heading(view, &view->comparison->claims.items[omission->claim], &head);
        buffer_format(out, "<li><a href=\"#claim-%u\">", omission->claim + 1);
        escape_html(out, buffer_slice(&head));
        buffer_text(out, view->language == LANGUAGE_en ? "</a>: " : "</a>\u00a0: ");
        html_numbers(view, out, &omission->absent_from);
        buffer_format(out, " %s</li>\n", view_silence(view, omission));
    }
    buffer_text(out, "</ul>\n");
}

static void write_story(const struct view *view, uint32_t number, struct buffer *out)
{
    const struct story_view *story = &view->stories.items[number];
    buffer_format(out, "<section class=\"story\" id=\"story-%u\"><h2>", number + 1);
    story_title(view, story, out);
    buffer_text(out, "</h2><p class=\"soft\">");
    form_story_counts(view, story, out);
    buffer_text(out, " · ");
    html_numbers(view, out, &story->documents);
    buffer_text(out, "</p>\n");
    write_claims(view, story, 0, out);
    write_claims(view, story, 1, out);
    html_ledger(view, story, out);
    html_timeline(view, story, out);
    html_matrix(view, story, out);
    write_omissions(view, story, out);
    html_quotes(view, story, out);
    write_claims(view, story, 2, out);
    buffer_text(out, "</section>\n");
}

static void write_changes(const struct view *view, struct buffer *out)
{
    if (!view->comparison->has_changes)
        return;
    buffer_format(out, "<section class=\"story\" id=\"changes\"><h2>%s</h2>\n",
                  word_of(view->language, WORD_CHANGES));
    for (size_t k = 0; k < FORM_CHANGE_COUNT; k++) {
        index_list changes = {0};
        form_changes_of(view, form_changes[k].kind, &changes);
        if (changes.count)
            buffer_format(out, "<h3>%s</h3><ul>\n",
                          word_of(view->language, form_changes[k].heading));
        for (uint32_t i = 0; i < changes.count; i++) {
            const struct change *change = &view->comparison->changes.items[changes.items[i]];
            struct buffer line = begin(view);
            form_change_line(view, change, &line);
            buffer_text(out, "<li>");
            if (change->claim != NO_INDEX)
                buffer_format(out, "<a href=\"#claim-%u\">", change->claim + 1);
            escape_html(out, buffer_slice(&line));
            buffer_text(out, change->claim != NO_INDEX ? "</a> " : " ");
            html_numbers(view, out, &change->documents);
            buffer_text(out, "</li>\n");
        }
        buffer_text(out, changes.count ? "</ul>\n" : "");
    }
    if (view->comparison->changes.count == 0)
        buffer_format(out, "<p>%s</p>\n", word_of(view->language, WORD_NO_CHANGES));
    buffer_text(out, "</section>\n");
}

static void write_copies(const struct view *view, struct buffer *out)
{
    if (view->comparison->copies.count == 0)
        return;
    buffer_format(out, "<h3>%s</h3>\n<ul>\n", word_of(view->language, WORD_COPIES));
    for (uint32_t g = 0; g < view->comparison->copies.count; g++) {
        struct buffer line = begin(view);
        form_copy_group(view, &view->comparison->copies.items[g], &line);
        buffer_text(out, "<li>");
        escape_html(out, buffer_slice(&line));
        buffer_text(out, "</li>\n");
    }
    buffer_text(out, "</ul>\n");
}

void report_html(const struct view *view, struct buffer *out)
{
    html_open(out, view->language, slice_of(word_of(view->language, WORD_TITLE)));
    buffer_format(out, "<a class=\"skip\" href=\"#main\">%s</a>\n",
                  word_of(view->language, WORD_CONTENTS));
    write_navigation(view, out);
    buffer_format(out, "<header class=\"top\" id=\"top\"><h1>%s</h1><p class=\"soft\">",
                  word_of(view->language, WORD_TITLE));
    form_summary_counts(view, out);
    buffer_text(out, "</p>\n");
    write_tally(view, out);
    buffer_format(out, "<p class=\"small soft\">%s</p>\n", word_of(view->language, WORD_NEUTRAL));
    write_cards(view, out);
    buffer_text(out, "</header>\n<main id=\"main\">\n");
    write_changes(view, out);
    for (uint32_t s = 0; s < view->stories.count; s++)
        write_story(view, s, out);
    buffer_format(out, "<section class=\"story\" id=\"sources\"><h2>%s</h2>\n",
                  word_of(view->language, WORD_SOURCES));
    html_sources(view, out);
    write_copies(view, out);
    buffer_format(out, "</section>\n</main>\n<footer>recoupe · %s</footer>\n",
                  word_of(view->language, WORD_NEUTRAL));
    html_close(out);
}
