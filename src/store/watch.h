// SPDX-License-Identifier: Apache-2.0
// What `watch` remembers in the dossier: of each feed when it is due and what its last answer
// said, and which items were taken, so that no restart loses or doubles one.
#ifndef RECOUPE_STORE_WATCH_H
#define RECOUPE_STORE_WATCH_H

#include "store/store.h"

struct watch_state {
    struct slice etag, modified; // of the last answer; may be none
    int64_t due;                 // seconds since 1970
    uint32_t failures;           // in a row
    bool gone;                   // the host said so (410): never asked again
};

// Makes the tables where they are not there yet.
bool store_watch_open(struct store *store, struct error *error);
// Fills state (all zero for a feed that is new).
bool store_watch_load(struct store *store, struct slice feed, struct arena *arena,
                      struct watch_state *state, struct error *error);
// In the transaction that is open, with the articles: store_commit ends both.
bool store_watch_save(struct store *store, struct slice feed, const struct watch_state *state,
                      struct slice problem, struct error *error);
bool store_watch_seen(struct store *store, struct slice feed, struct slice item, bool *seen,
                      struct error *error);
bool store_watch_mark(struct store *store, struct slice feed, struct slice item,
                      struct error *error);

#endif
