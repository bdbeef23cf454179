// SPDX-License-Identifier: Apache-2.0
// The worker pool: a ring of jobs. The calling thread fills it in order and takes finished jobs out
// in order; workers take the oldest waiting one. One worker: no thread, no lock, the same order.
#include "base/pool.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum slot_state { SLOT_FREE, SLOT_WAITING, SLOT_TAKEN, SLOT_DONE };

struct slot {
    void *job;
    enum slot_state state;
};

struct pool {
    const struct pool_jobs *jobs;
    pthread_mutex_t lock;
    pthread_cond_t work_ready, job_done;
    struct slot *ring;
    unsigned window;
    uint64_t filled, taken, emptied; // job numbers
    bool closed;
};

struct worker {
    struct pool *pool;
    unsigned number;
    pthread_t thread;
};

unsigned pool_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (unsigned)count;
}

static void *run_worker(void *argument)
{
    struct worker *worker = argument;
    struct pool *pool = worker->pool;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->taken == pool->filled && !pool->closed)
            pthread_cond_wait(&pool->work_ready, &pool->lock);
        if (pool->taken == pool->filled)
            break;
        struct slot *slot = &pool->ring[pool->taken++ % pool->window];
        slot->state = SLOT_TAKEN;
        pthread_mutex_unlock(&pool->lock);
        pool->jobs->work(slot->job, worker->number, pool->jobs->context);
        pthread_mutex_lock(&pool->lock);
        slot->state = SLOT_DONE;
        pthread_cond_signal(&pool->job_done);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static bool run_alone(const struct pool_jobs *jobs)
{
    void *job;
    while ((job = jobs->next(jobs->context))) {
        jobs->work(job, 0, jobs->context);
        if (!jobs->done(job, jobs->context))
            break;
    }
    return true;
}

static void add_job(struct pool *pool, void *job)
{
    pthread_mutex_lock(&pool->lock);
    struct slot *slot = &pool->ring[pool->filled++ % pool->window];
    assert(slot->state == SLOT_FREE);
    *slot = (struct slot){job, SLOT_WAITING};
    pthread_cond_signal(&pool->work_ready);
    pthread_mutex_unlock(&pool->lock);
}

static void *take_done(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    struct slot *slot = &pool->ring[pool->emptied % pool->window];
    while (slot->state != SLOT_DONE)
        pthread_cond_wait(&pool->job_done, &pool->lock);
    void *job = slot->job;
    *slot = (struct slot){NULL, SLOT_FREE};
    pool->emptied++;
    pthread_mutex_unlock(&pool->lock);
    return job;
}

// After an early stop, jobs in the ring are still worked off and handed to nobody but `done`,
// whose answer no longer counts: it frees them.
static void feed(struct pool *pool)
{
    bool more = true, wanted = true;
    while (more || pool->emptied < pool->filled) {
        void *job = NULL;
        if (more && pool->filled - pool->emptied < pool->window)
            more = wanted && (job = pool->jobs->next(pool->jobs->context)) != NULL;
        if (job)
            add_job(pool, job);
        else if (pool->emptied < pool->filled)
            wanted = pool->jobs->done(take_done(pool), pool->jobs->context) && wanted;
        if (!wanted)
            more = false;
    }
}

bool pool_run(const struct pool_jobs *jobs, unsigned workers, unsigned window, struct error *error)
{
    if (workers <= 1)
        return run_alone(jobs);
    struct pool pool = {.jobs = jobs, .window = window < workers ? workers : window};
    pool.ring = calloc(pool.window, sizeof *pool.ring);
    struct worker *team = calloc(workers, sizeof *team);
    unsigned started = 0;
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.work_ready, NULL);
    pthread_cond_init(&pool.job_done, NULL);
    while (team && pool.ring && started < workers) {
        team[started] = (struct worker){.pool = &pool, .number = started};
        if (pthread_create(&team[started].thread, NULL, run_worker, &team[started]) != 0)
            break;
        started++;
    }
    if (started > 0)
        feed(&pool);
    pthread_mutex_lock(&pool.lock);
    pool.closed = true;
    pthread_cond_broadcast(&pool.work_ready);
    pthread_mutex_unlock(&pool.lock);
    for (unsigned i = 0; i < started; i++)
        pthread_join(team[i].thread, NULL);
    pthread_cond_destroy(&pool.job_done);
    pthread_cond_destroy(&pool.work_ready);
    pthread_mutex_destroy(&pool.lock);
    free(team);
    free(pool.ring);
    return started > 0 || error_set(error, ERROR_INTERNAL, "", "no worker could be started");
}
