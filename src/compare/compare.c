// SPDX-License-Identifier: Apache-2.0
// The cross-check from end to end: order, origins, copies, stories, identity, claims, ledger,
// omissions, timeline. Each step reads what the steps before it left in the corpus.
#include "compare/claims.h"

static bool compare_steps(struct corpus *corpus, struct document *const *documents, uint32_t count,
                          const struct data_source *data, struct error *error)
{
    corpus_init(corpus, documents, count);
    if (!origins_find(corpus, data, error))
        return false;
    copies_find(corpus);
    stories_find(corpus);
    struct statements statements = {.corpus = corpus};
    identities_find(corpus, &statements.identities);
    statements_make(&statements);
    claims_find(&statements);
    timeline_make(corpus);
    return true;
}

struct comparison *compare_run(struct arena *arena, struct document *const *documents,
                               uint32_t count, const struct compare_options *options,
                               const struct data_source *data, struct error *error)
{
    struct arena scratch, lexicon; // freed here; left to the system when memory runs out midway
    arena_init(&scratch, 0);
    arena_init(&lexicon, 0);
    scratch.recovery = lexicon.recovery = arena->recovery;
    struct corpus corpus = {.arena = arena, .scratch = &scratch, .options = options};
    corpus.result = arena_zero(arena, 1, sizeof *corpus.result);
    corpus.result->arena = arena;
    corpus.words = words_open(&lexicon, data, error);
    bool done = corpus.words != NULL && compare_steps(&corpus, documents, count, data, error);
    arena_free(&scratch);
    arena_free(&lexicon);
    return done ? corpus.result : NULL;
}
