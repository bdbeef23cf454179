// SPDX-License-Identifier: Apache-2.0
// The cross-check from end to end: order, origins, copies, stories, identity, claims, ledger,
// omissions, timeline. Each step reads what the steps before it left in the corpus.
#include "compare/claims.h"

#include <setjmp.h>

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

// What a run owns besides the result; kept in the caller's arena so that a jump leaves it whole.
struct run {
    struct corpus corpus;
    struct arena scratch, lexicon, working;
    jmp_buf recovery;
    jmp_buf *outer; // the caller's recovery point
};

static void run_free(struct run *run)
{
    run->corpus.arena->recovery = run->outer;
    arena_free(&run->working);
    arena_free(&run->scratch);
    arena_free(&run->lexicon);
}

static void run_init(struct run *run, struct arena *arena, const struct compare_options *options)
{
    arena_init(&run->scratch, 0);
    arena_init(&run->lexicon, 0);
    arena_init(&run->working, 0);
    run->corpus = (struct corpus){.arena = arena, .scratch = &run->scratch,
                                  .working = &run->working, .options = options};
    run->outer = arena->recovery;
    if (run->outer)
        arena->recovery = run->scratch.recovery = run->lexicon.recovery = run->working.recovery =
            &run->recovery;
}

struct comparison *compare_run(struct arena *arena, struct document *const *documents,
                               uint32_t count, const struct compare_options *options,
                               const struct data_source *data, struct error *error)
{
    struct run *run = arena_zero(arena, 1, sizeof *run);
    run_init(run, arena, options);
    if (run->outer && setjmp(run->recovery) != 0) { // no memory: tidy up, then go on outwards
        run_free(run);
        longjmp(*run->outer, 1);
    }
    run->corpus.result = arena_zero(arena, 1, sizeof *run->corpus.result);
    run->corpus.result->arena = arena;
    run->corpus.words = words_open(&run->lexicon, data, error);
    if (run->corpus.words)
        run->corpus.measures = measures_open(&run->lexicon, run->corpus.words, data, error);
    bool done = run->corpus.measures != NULL &&
                compare_steps(&run->corpus, documents, count, data, error);
    run_free(run);
    return done ? run->corpus.result : NULL;
}
