// SPDX-License-Identifier: Apache-2.0
// The sentence of an article that a query's words are best shown in.
#ifndef RECOUPE_STORE_SNIPPET_H
#define RECOUPE_STORE_SNIPPET_H

#include "store/query.h"
#include "store/search.h"

struct snippet_word {
    struct slice form, stem; // stem NONE: the form itself is asked for
    bool beginning;          // forms that begin so, too
};
typedef LIST(struct snippet_word) snippet_word_list;
// The words that a query asks for.
void snippet_words(struct arena *arena, const struct query *query, snippet_word_list *words);
// Takes the best sentence (spans in code points, ascending) into hit's text, start, end and marks;
// the text's beginning when no word stands in it.
void snippet_find(struct arena *arena, struct slice text, const struct span *sentences,
                  uint32_t count,
                  const snippet_word_list *words, struct search_hit *hit);

#endif
