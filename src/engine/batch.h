// SPDX-License-Identifier: Apache-2.0
// A batch: walks the inputs of a job, reads and runs their documents on workers, and hands each
// finished document to the caller in the order of the inputs. One bad record never stops a batch.
#ifndef RECOUPE_ENGINE_BATCH_H
#define RECOUPE_ENGINE_BATCH_H

#include "engine/engine.h"
#include "read/read.h"
#include "base/pool.h"
#include "recoupe.h"

#define SCRATCH_MEMORY_MOST ((size_t)1 << 30) // of a document in its stages

// 4 MiB: no press article comes near; a larger text is refused, not cut.
#define ARTICLE_SIZE_MOST ((size_t)4 << 20)

struct batch {
    const struct recoupe_job *job;
    const struct engine *engine; // NULL: only read
    // Worker: prints what is wanted of the document into out (which the batch owns). May be NULL.
    void (*print)(const struct document *document, struct buffer *out);
    // Calling thread, in order: takes the printed bytes; document and record live until it
    // returns. False stops the batch (a failed write).
    bool (*take)(struct batch *batch, const struct document *document,
                 const struct record *record, struct slice printed);
    // Calling thread, before a record is read: false passes it over. NULL: all are wanted.
    bool (*wants)(struct batch *batch, const struct record *record);
    struct input_answer *answer; // an input that is there already; taken first; or NULL
    void *context;
    size_t document_count; // taken
    // of all inputs where that is known (else 0), and of the documents taken
    uint64_t bytes, bytes_taken;
    bool stops;  // job->stop is heeded: what is taken so far is of use
    bool some_unread, failed, stopped;
};

// Runs the batch; returns the exit status so far. Complaints go to the job as they come.
int batch_run(struct batch *batch);
// A complaint of this error; remembers the kind for the exit status.
void batch_complain(struct batch *batch, const struct error *error);

#endif
