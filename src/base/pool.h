// SPDX-License-Identifier: Apache-2.0
// A worker pool with ordered results: workers take numbered jobs, results come out in the order
// of their numbers on the calling thread, with at most `window` jobs in flight. With one worker
// everything runs on the calling thread, in the same order: the same bytes for any number.
#ifndef RECOUPE_BASE_POOL_H
#define RECOUPE_BASE_POOL_H

#include "base/error.h"

struct pool_jobs {
    // Calling thread: fetches the next job, NULL at the end. The pool hands it to a worker.
    void *(*next)(void *context);
    // Any worker (0 <= worker < workers): does the job in place.
    void (*work)(void *job, unsigned worker, void *context);
    // Calling thread, in order: takes the finished job. False stops the pool early.
    bool (*done)(void *job, void *context);
    void *context;
};

// Returns false (kind INTERNAL) when threads cannot be made.
bool pool_run(const struct pool_jobs *jobs, unsigned workers, unsigned window,
              struct error *error);
unsigned pool_processors(void);

#endif
