// SPDX-License-Identifier: Apache-2.0
// The dossier: one SQLite file with the articles (permanent), what was found in them (derived,
// remade by store_rebuild) and a person's corrections (replayed over the findings). The schema
// stands, commented, in schema.c; the file opens in any SQLite tool. Nothing here reads the
// clock: times of day are handed in. Every SQL value is bound.
#ifndef RECOUPE_STORE_STORE_H
#define RECOUPE_STORE_STORE_H

#include "base/error.h"
#include "doc/comparison.h"

#define STORE_APPLICATION 0x52435550 // "RCUP", in the file's header
#define STORE_VERSION 4              // user_version; a newer file is refused, an older one upgraded

struct store;

enum store_mode {
    STORE_READ,   // must exist; nothing is ever written
    STORE_WRITE,  // must exist
    STORE_CREATE, // made where there is none
};

// Opens a dossier. Returns NULL after filling error: no such file, not a dossier, made by a newer
// recoupe, not writable.
struct store *store_open(const char *path, enum store_mode mode, struct error *error);
// Rolls back what is not committed and closes. NULL is fine.
void store_close(struct store *store);

// Never lets the file grow past that many pages of 4 kB: a quota, and the tests' full disk.
bool store_limit_pages(struct store *store, uint32_t pages, struct error *error);

// --- adding

// The bytes that a document was read from.
struct original {
    struct slice bytes;     // as they came
    const char *format;     // "html", "plain", "json", "feed entry"
    struct slice retrieved; // when they came (ISO), or NONE
    bool later; // only the article is stored; store_rebuild makes its index and findings
};

enum store_added {
    STORE_FAILED, // error is filled; the whole batch was rolled back, earlier ones are safe
    STORE_ADDED,
    STORE_KNOWN, // already there (same id, or same bytes from the same source): nothing written
};

// Adds a document with all findings. Corrections that concern it are applied to it first, so the
// document may change. Opens a transaction where none is open; commits every 256 documents.
enum store_added store_add(struct store *store, struct document *document,
                           const struct original *original, struct error *error);
// Commits what is pending. After false nothing of the pending batch was kept.
bool store_commit(struct store *store, struct error *error);
// Documents of the batch that is not committed yet.
uint32_t store_pending(const struct store *store);

// --- reading back

// Number of documents.
bool store_count(struct store *store, uint32_t *count, struct error *error);
typedef LIST(struct slice) store_id_list;
// Ids of all documents, in byte order.
bool store_ids(struct store *store, struct arena *arena, store_id_list *ids, struct error *error);
// In the same order the documents' numbers in the file: what came in later has a higher one.
typedef LIST(int64_t) store_number_list;
bool store_numbers(struct store *store, struct arena *arena, store_number_list *numbers,
                   struct error *error);
// Fills document (initialised) with text and findings. False with kind INPUT when id is unknown.
bool store_load(struct store *store, struct slice id, struct document *document,
                struct error *error);
// The original bytes of a document, unpacked into arena.
bool store_original(struct store *store, struct slice id, struct arena *arena,
                    struct slice *bytes, struct error *error);
// Counts changes made to the file by anyone: the same number means the same content.
bool store_state(struct store *store, int64_t *state, struct error *error);

// --- remaking

// What the engine gives: runs all stages over a document that has only what read gives.
struct store_extractor {
    bool (*extract)(struct document *document, void *context, struct error *error);
    void *context;
};

// Remakes the findings of every document in one transaction, then replays the corrections.
bool store_rebuild(struct store *store, const struct store_extractor *extractor,
                   uint32_t *count, struct error *error);
// Makes those of the documents that were stored for later, 256 a transaction, until *stop (NULL:
// to the end); count: done.
bool store_complete(struct store *store, const struct store_extractor *extractor,
                    volatile const int *stop, uint32_t *count, struct error *error);
// How many such documents there are.
bool store_waiting(struct store *store, uint32_t *count, struct error *error);

// --- comparing: kept for whoever reads the file with SQL, never read back

// Keeps what was compared (of documents of this store) in place of what was kept before. One
// transaction.
bool store_keep_comparison(struct store *store, const struct comparison *comparison,
                           struct error *error);
// Of how many articles the comparison is that is kept; 0: none is.
bool store_compared(struct store *store, uint32_t *articles, struct error *error);

// --- correcting. Words as on the command line after the dossier:
//   list
//   undo NUMBER
//   reject DOCUMENT FINDING             the finding (q3, v1, c2, …) is not one
//   reattribute DOCUMENT FINDING NAME   a quote's speaker, or who is responsible for a statement
//   merge NAME NAME                     two names of one entity: the second becomes the first
//   split DOCUMENT MENTION              the mention is another entity than the one it was given to
// Decisions on claims are store_decide's.
// What cannot be done is refused with kind USAGE and a sentence. One transaction each.
// Appends what was done, one line, or the list. now: today's date for the record.
bool store_correct(struct store *store, const struct slice *words, uint32_t word_count,
                   struct slice now, const struct store_extractor *extractor, struct buffer *out,
                   struct error *error);

// Keeps a decision on claims (places in code points, place.document in the dossier) and appends
// `said` as what was done. One transaction.
bool store_decide(struct store *store, const struct claim_decision *decision, struct slice said,
                  struct slice now, struct buffer *out, struct error *error);

struct store_correction {
    int64_t number;
    struct slice made, what, document; // document NONE: every one
    struct slice about, name;          // what it is about, in words; the name given, or NONE
    struct slice undone;               // day, or NONE: in force
};
typedef LIST(struct store_correction) store_correction_list;
// All corrections, undone ones too, in the order in which they were made.
bool store_corrections(struct store *store, struct arena *arena, store_correction_list *list,
                       struct error *error);

#endif
