// SPDX-License-Identifier: Apache-2.0
// The report: a comparison shown to a person, as text for a terminal, as Markdown, or as one
// self-contained HTML page. It says who says what and whether the others say the same; it gives
// no truth score. Every line leads back to a document, its words and their place.
#ifndef RECOUPE_REPORT_REPORT_H
#define RECOUPE_REPORT_REPORT_H

#include "doc/comparison.h"
#include "doc/stage.h"

enum report_format { REPORT_TEXT, REPORT_MARKDOWN, REPORT_HTML, REPORT_FORMAT_COUNT };

struct report_options {
    enum report_format format;
    enum language headings; // fr or en; NONE: the language of most documents
    unsigned width;         // text: columns; 0: 80
    bool color;             // text: ANSI colours
    bool explain;           // say why statements were joined
    struct slice now;       // day to which deadlines are compared, or NONE
    // HTML: where documents live ("/documents/"); NONE: in the page itself
    struct slice document_path;
    // The lexicon, for names in the report's language that no document gives; NULL: none.
    const struct data_source *data;
};

// "text", "md", "html"; false for others.
bool report_format_from_name(struct slice name, enum report_format *format);
// Appends the report.
void report_write(const struct comparison *comparison, const struct report_options *options,
                  struct arena *scratch, struct buffer *out);
// Appends one HTML page: a document's text with its findings marked, and their list. Of the
// options, headings and document_path (set: the page is one of a server's) matter.
void report_document(const struct document *document, const struct report_options *options,
                     struct arena *scratch, struct buffer *out);

#endif
