// SPDX-License-Identifier: Apache-2.0
// The pages that serve adds to the report's: search with its results, and a page that says what
// went wrong. All outside text goes through the report's one escaping writer.
#include "serve/server.h"

#include "report/html.h"

static void write_marked(const struct search_hit *hit, struct buffer *out)
{
    uint32_t position = 0;
    for (uint32_t i = 0; i < hit->marks.count; i++) {
        struct span mark = hit->marks.items[i];
        escape_html(out, slice_part(hit->text, position, mark.start));
        buffer_text(out, "<mark>");
        escape_html(out, slice_part(hit->text, mark.start, mark.end));
        buffer_text(out, "</mark>");
        position = mark.end;
    }
    escape_html(out, slice_part(hit->text, position, SIZE_MAX));
}

static void write_hit(const struct search_hit *hit, enum language language, struct buffer *out)
{
    buffer_text(out, "<article class=\"source\"><h4><a href=\"/documents/");
    escape_url(out, hit->document);
    if (!hit->is_document)
        buffer_format(out, "#s%u", hit->start);
    buffer_text(out, "\">");
    escape_html(out, hit->title.size ? hit->title : SLICE("—"));
    buffer_text(out, "</a></h4><blockquote>");
    write_marked(hit, out);
    buffer_text(out, "</blockquote><span class=\"cite\">");
    escape_html(out, hit->site.data ? hit->site : SLICE(""));
    if (hit->published.data && hit->site.size)
        buffer_text(out, ", ");
    word_date(out, language, hit->published);
    bool named = hit->site.size || hit->published.data;
    if (!hit->is_document)
        buffer_format(out, "%s%s%u · %u–%u", named ? " · " : "",
                      finding_descriptions[hit->kind].prefix, hit->number, hit->start, hit->end);
    buffer_text(out, "</span></article>\n");
}

void page_search(struct slice query, const struct search_result *result, const char *problem,
                 enum language headings, struct buffer *out)
{
    enum language language = headings == LANGUAGE_en ? LANGUAGE_en : LANGUAGE_fr;
    html_open(out, language, slice_of(word_of(language, WORD_SEARCH)));
    html_home(out, language, query);
    buffer_format(out, "<main id=\"main\"><header class=\"top\"><h1>%s</h1></header>\n",
                  word_of(language, WORD_SEARCH));
    if (problem) {
        buffer_text(out, "<p class=\"passed\" role=\"alert\">");
        escape_html(out, slice_of(problem));
        buffer_text(out, "</p>\n");
    }
    if (!result)
        buffer_format(out, "<p class=\"soft\">%s <code>who:Rutte what:AID when:2025-07 site: lang: "
                           "stage: said:</code></p>\n",
                      word_of(language, WORD_SEARCH_HELP));
    else if (result->hits.count == 0)
        buffer_format(out, "<p>%s</p>\n", word_of(language, WORD_NO_HITS));
    for (uint32_t i = 0; result && i < result->hits.count; i++)
        write_hit(&result->hits.items[i], language, out);
    if (result && result->more)
        buffer_text(out, "<p>…</p>\n");
    buffer_text(out, "</main>\n");
    html_close(out);
}

void page_problem(const char *message, enum language headings, struct buffer *out)
{
    enum language language = headings == LANGUAGE_en ? LANGUAGE_en : LANGUAGE_fr;
    html_open(out, language, SLICE("recoupe"));
    html_home(out, language, SLICE_NONE);
    buffer_text(out, "<main id=\"main\"><header class=\"top\"><p role=\"alert\">");
    escape_html(out, slice_of(message));
    buffer_text(out, "</p></header></main>\n");
    html_close(out);
}
