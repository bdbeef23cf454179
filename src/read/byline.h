// SPDX-License-Identifier: Apache-2.0
// Bylines and agencies: names of authors out of what a page states, and the wire a text is from.
#ifndef RECOUPE_READ_BYLINE_H
#define RECOUPE_READ_BYLINE_H

#include "read/tables.h"

// Cuts a stated author ("Par Anne Durand et Paul Petit, avec AFP") into names and adds them to
// the document; an agency named there becomes its origin. field: a metadata field states it, so
// whatever it says stays whole unless every part of it has the shape of a person's name; a line
// of the page is cut at every separator and only names are kept.
void byline_add(const struct read_tables *tables, struct document *document, struct slice stated,
                bool field, struct arena *scratch);

// Whether what is stated as an author names nobody: an address, a system's account.
bool byline_is_nobody(const struct read_tables *tables, struct slice stated, struct arena *scratch);

// Whether a name has the shape of a person's.
bool byline_is_person(struct slice name);

// The agency that a line names: alone ("AFP", "avec AFP", "© AFP", "(Reuters)") or, with
// anywhere, somewhere in it as a word of its own. NULL when none.
const struct agency *agency_find(const struct read_tables *tables, struct slice line,
                                 bool anywhere, struct arena *scratch);
// Whether the line is nothing but an agency's signature.
bool agency_is_signature(const struct read_tables *tables, struct slice line,
                         struct arena *scratch, const struct agency **agency);
// Takes agency signatures off the end of a paragraph's text and gives what is left.
struct slice agency_cut_tail(const struct read_tables *tables, struct slice text,
                             struct arena *scratch, const struct agency **agency);

#endif
