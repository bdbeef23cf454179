// SPDX-License-Identifier: Apache-2.0
// Inside the store room: one row for each event, commitment and quote with what search asks, in
// the order in which search gives them: a row's key is its article's day, the article, the kind and
// the finding's number, so that the newest stand first from the end on.
#ifndef RECOUPE_STORE_INDEX_H
#define RECOUPE_STORE_INDEX_H

#include "store/database.h"

struct index_key {
    int64_t document;
    enum finding_kind kind;
    uint32_t number; // 1 is the first
};
struct index_key index_key_read(int64_t key);
// The lowest key of an article's findings; the highest is that + INDEX_KEYS_OF_DOCUMENT - 1.
int64_t index_key_first(struct slice published, int64_t document);
#define INDEX_KEYS_OF_DOCUMENT ((int64_t)1 << 17)

bool index_findings(struct store *store, int64_t number, const struct document *document,
                    struct error *error);
// Takes the article's findings out again; document as it was when they were written.
bool index_delete(struct store *store, int64_t number, const struct document *document,
                  struct error *error);
// The words of an article that is stored without: their stems, and the full-text index.
bool index_words(struct store *store, int64_t number, const struct document *document,
                 struct error *error);
// Of all articles: for a dossier of a version without these indexes.
bool index_all_words(struct store *store, struct error *error);
bool index_all_findings(struct store *store, struct error *error);

#endif
