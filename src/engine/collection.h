// SPDX-License-Identifier: Apache-2.0
// A collection: all documents of a compare, report or served dossier, and what compare says.
#ifndef RECOUPE_ENGINE_COLLECTION_H
#define RECOUPE_ENGINE_COLLECTION_H

#include "compare/compare.h"
#include "engine/verbs.h"
#include "report/report.h"

struct store;

struct collection {
    struct arena arena, scratch;
    LIST(struct document *) documents;
    struct comparison *comparison; // NULL before collection_compare
};

void collection_init(struct collection *collection);
void collection_free(struct collection *collection);
// Adds a document object; false after filling error when it cannot be loaded.
bool collection_add(struct collection *collection, struct slice json, struct error *error);
bool collection_from_store(struct collection *collection, struct store *store,
                           struct error *error);
bool collection_compare(struct collection *collection, const struct recoupe_job *job,
                        struct error *error);
// Compares all articles of a store open for writing and keeps in it what SQL may read of that:
// with `due` set only where it is due, by the number of articles that are new since.
bool collection_keep(const struct recoupe_job *job, struct store *store, bool due,
                     struct error *error);
// Appends the report in job->format. False with kind USAGE for an unknown format.
bool collection_report(struct collection *collection, const struct recoupe_job *job,
                       struct buffer *out, struct error *error);

#endif
