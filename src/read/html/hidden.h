// SPDX-License-Identifier: Apache-2.0
// Article text that a page carries but does not show: in templates that its scripts would fill
// in, or as strings in its data. Only for pages that show no article.
#ifndef RECOUPE_READ_HTML_HIDDEN_H
#define RECOUPE_READ_HTML_HIDDEN_H

#include "read/html/page.h"

// The page's source with its templates opened: tags of template elements and of scripts that hold
// HTML are blanks, so that all places stay. SLICE_NONE when there is none.
struct slice hidden_templates(const struct page *page);

struct hidden_data {
    struct slice html;             // paragraphs made of the strings
    struct source_layer layers[2]; // from html to the strings, from these to the page's source
};
// Looks for an article's text in JSON-LD and other data; false when no data hold so much text.
bool hidden_data_find(const struct page *page, struct hidden_data *data);

#endif
