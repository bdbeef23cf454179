// SPDX-License-Identifier: Apache-2.0
// Searching a dossier. A query is words and fields, all of which must hold:
//   missiles "défense aérienne" livr*     words, a phrase, a beginning (accents and case folded)
//   a OR b    -word                       either; not
//   who: whom: said: where:               names of parties and places
//   what:AID  what:aide  what:weapons     a PLOVER type (or its French name), goods' category
//   when:2025-07  when:2025-07-01..2025-07-14
//   stage:delivered  status:announced     of commitments; of events
//   kind:quote                            quote, event or commitment
//   site: lang: origin:                   of the document
// Fields about findings give findings (an act without a date of its own is looked for under its
// article's); words and document fields alone give documents.
#ifndef RECOUPE_STORE_SEARCH_H
#define RECOUPE_STORE_SEARCH_H

#include "store/store.h"

struct search_hit {
    struct slice document, title, site, published;
    bool is_document;       // else a finding:
    enum finding_kind kind;
    uint32_t number;        // "v3" is 3
    uint32_t start, end;    // code points of the document's text
    struct slice text;      // the sentence, or the part of the article that matches
    LIST(struct span) marks; // bytes of `text` to highlight
};

struct search_result {
    LIST(struct search_hit) hits;
    bool more; // the limit cut the rest off
};

#define SEARCH_LIMIT_MOST 1000

// Fills result, in arena. A query that cannot be read gives false with kind USAGE; the message
// names the word and its place (1-based character).
bool store_search(struct store *store, struct slice query, uint32_t limit, struct arena *arena,
                  struct search_result *result, struct error *error);

#endif
