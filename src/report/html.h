// SPDX-License-Identifier: Apache-2.0
// Inside the HTML report: the pieces that its files share.
#ifndef RECOUPE_REPORT_HTML_H
#define RECOUPE_REPORT_HTML_H

#include "report/escape.h"
#include "report/form.h"

// Opens a page up to and with <body>; title is outside text.
void html_open(struct buffer *out, enum language language, struct slice title);
// A server's pages: the bar with the way home and the search field, filled with query.
void html_home(struct buffer *out, enum language language, struct slice query);
void html_search_form(struct buffer *out, enum language language, struct slice query);
void html_close(struct buffer *out);
void html_style(struct buffer *out);

// A stretch of a text to mark: its class, what a pointer over it shows, and an id to link to.
struct html_mark {
    uint32_t start, end; // bytes
    uint8_t kind;        // 0..7, place in the list of classes
    struct slice title;  // may be NONE
};
typedef LIST(struct html_mark) html_mark_list;
// Writes text[span] escaped, with marks (in any order, overlapping or not) as <mark class="…">,
// and with an empty anchor "PREFIX<start in code points>" at each of `places` (bytes, sorted).
struct html_text {
    const struct document *document;
    struct span span;
    const html_mark_list *marks;
    const char *const *classes;
    const index_list *places;
    const char *prefix;
};
void html_marked(struct buffer *out, const struct html_text *text, struct arena *scratch);

// "[1] [3]" as links to the articles.
void html_numbers(const struct view *view, struct buffer *out, const index_list *documents);
// Address of a place in a document: in this page, or under options->document_path.
void html_place(const struct view *view, struct buffer *out, uint32_t document, uint32_t start);
void html_timeline(const struct view *view, const struct story_view *story, struct buffer *out);
void html_claim(const struct view *view, uint32_t number, struct buffer *out);
// Claims [first, first + count) of the list, which rest on one sentence, as one card.
void html_bundle(const struct view *view, const index_list *claims, uint32_t first,
                 uint32_t count, struct buffer *out);
void html_ledger(const struct view *view, const struct story_view *story, struct buffer *out);
void html_matrix(const struct view *view, const struct story_view *story, struct buffer *out);
void html_quotes(const struct view *view, const struct story_view *story, struct buffer *out);
void html_sources(const struct view *view, struct buffer *out);

#endif
