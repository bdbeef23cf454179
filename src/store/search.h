// SPDX-License-Identifier: Apache-2.0
// Searching a dossier. A query is words and fields, all of which must hold:
//   missiles livraison   words, by their stems; accents and case count nothing
//   "défense aérienne"   as it is written;  livr*  what begins so
//   a OR b   a AND b   -word   NOT word   (…)   who:(a OR b)     OR binds before AND
//   who: whom: said: where:               names, texts and codes of parties; places
//   what:AID  what:aide  what:weapons     a PLOVER type (or what people call it), goods' category
//   when:2025-07  when:2025-07-01..2025-07-14
//   amount:500  amount:>1,5M  amount:"100..200 drones"
//   stage:delivered  status:announced     of commitments; of events
//   kind:quote                            quote, event or commitment
//   site: lang: origin:                   of the article
// Fields about findings give findings, those of the newest article first (an act without a date of
// its own is looked for under its article's); words and fields of articles alone give articles.
#ifndef RECOUPE_STORE_SEARCH_H
#define RECOUPE_STORE_SEARCH_H

#include "store/store.h"

struct search_hit {
    struct slice document, title, site, published;
    bool is_document;       // else a finding:
    enum finding_kind kind;
    uint32_t number;        // "v3" is 3
    uint32_t start, end;    // code points of the document's text
    struct slice text;      // the sentence
    LIST(struct span) marks; // bytes of `text` to highlight
};

struct search_result {
    LIST(struct search_hit) hits;
    bool more;         // the limit cut the rest off
    struct span wrong; // of a query that cannot be read: its code points
};

#define SEARCH_LIMIT_MOST 1000

// Fills result, in arena. A query that cannot be read gives false with kind USAGE; the message
// names the word and its place (1-based character).
bool store_search(struct store *store, struct slice query, uint32_t limit, struct arena *arena,
                  struct search_result *result, struct error *error);
// The same among the articles that came in with the article `first` (an id) or after it.
bool store_search_from(struct store *store, struct slice query, struct slice first,
                       struct arena *arena,
                       struct search_result *result, struct error *error);

#endif
