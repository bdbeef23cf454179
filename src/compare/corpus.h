// SPDX-License-Identifier: Apache-2.0
// The documents as compare sees them while it works: in order of time, with their days, their
// bags of terms and their shingles. Shared by the files of this room; nothing here outlives a run.
#ifndef RECOUPE_COMPARE_CORPUS_H
#define RECOUPE_COMPARE_CORPUS_H

#include "compare/compare.h"
#include "compare/measures.h"

#define DAY_NONE INT64_MIN
#define SHINGLE_WORDS 4
#define LEAD_WORDS 60 // two or three sentences: the happening itself

struct term_count {
    uint32_t term;
    uint16_t count; // how often
    uint8_t class;  // the highest met: a name once is a name
    bool lead;      // in the title or the first LEAD_WORDS words
};

struct bag {
    const struct term_count *terms; // in order of term
    uint32_t count;
};

struct shingles {
    const uint64_t *items; // distinct hashes of SHINGLE_WORDS words in a row, ascending
    uint32_t count;
};

struct copy_link { // two documents that share text, with or without being listed as copies
    uint32_t inner, outer, permille;
};

struct corpus {
    struct arena *arena;   // of the result
    struct arena *scratch; // of the run
    struct arena *working; // of one document, then of one statement: reset after each
    struct words *words;
    struct measures *measures;
    const struct compare_options *options;
    struct comparison *result;
    struct document *const *documents; // in order of time, then id
    uint32_t count;
    int64_t *days; // of publication; DAY_NONE
    struct bag *bags;
    struct shingles *sampled;   // the shingles that stand for the document in the index
    uint32_t *shingle_counts;   // distinct shingles of the whole document
    uint32_t *term_documents;   // by term: documents that hold it
    struct slice *origins;      // name of each document's own origin
    bool *agency_pieces;        // the agency's own piece, not an outlet's with its help
    uint32_t *story_of;         // by document; NO_INDEX
};

// Fills documents (sorted), days, bags, sampled shingles, document frequencies.
void corpus_init(struct corpus *corpus, struct document *const *documents, uint32_t count);
// All shingles of text[start, end) of a document, in scratch.
struct shingles corpus_shingles(struct corpus *corpus, uint32_t document, struct span span);
uint32_t shingles_shared(struct shingles a, struct shingles b);
void sort_numbers(struct arena *scratch, uint64_t *items, size_t count);

// copies.c: result->copies
void copies_find(struct corpus *corpus);
// origins.c: corpus->origins, from agency marks, document origins, sites and families
bool origins_find(struct corpus *corpus, const struct data_source *data, struct error *error);
// stories.c: result->stories and corpus->story_of
void stories_find(struct corpus *corpus);

#endif
