// SPDX-License-Identifier: Apache-2.0
// The one escaping writer: everything that outside text may reach (HTML and XML, Markdown, CSV,
// iCalendar) is written through these, and through nothing else.
#ifndef RECOUPE_REPORT_ESCAPE_H
#define RECOUPE_REPORT_ESCAPE_H

#include "base/list.h"

// Text and attribute values of HTML and XML: & < > " ' and control characters.
void escape_html(struct buffer *out, struct slice text);
// One line of Markdown: characters with a meaning get a backslash, line ends become spaces.
void escape_markdown(struct buffer *out, struct slice text);
// A field of RFC 4180, quoted where needed; a field that a spreadsheet would run as a formula
// gets an apostrophe in front.
void escape_csv(struct buffer *out, struct slice text);
// A field of tab-separated values: tabs and line ends become spaces.
void escape_tsv(struct buffer *out, struct slice text);
// A text value of iCalendar (RFC 5545), not yet folded.
void escape_ics(struct buffer *out, struct slice text);
// For a terminal: control characters (escape sequences among them) become spaces.
void escape_terminal(struct buffer *out, struct slice text);
// A value of a URL's query or path: percent-encoded but for unreserved characters.
void escape_url(struct buffer *out, struct slice text);
// True when text is a web address that may stand in an href.
bool url_is_safe(struct slice url);

#endif
