// SPDX-License-Identifier: Apache-2.0
// What the verbs' files of the engine share: opening an engine for a job, complaining, refusing.
#ifndef RECOUPE_ENGINE_VERBS_H
#define RECOUPE_ENGINE_VERBS_H

#include "engine/batch.h"

// Opens the engine for job, with all stages up to job->stop_after; or returns the exit status
// after complaining.
int verbs_open_engine(struct engine *engine, const struct recoupe_job *job, const char *stop_after);
// An engine for documents that are already stored: opened when the first of them needs it.
struct late_engine {
    const struct recoupe_job *job;
    const char *stop_after;
    struct engine engine;
    bool open;
    struct arena scratch; // of one document
};
void late_engine_init(struct late_engine *late, const struct recoupe_job *job,
                      const char *stop_after);
// Runs its stages on a document. False after filling error.
bool late_engine_run(struct late_engine *late, struct document *document, struct error *error);
void late_engine_close(struct late_engine *late);
// The last stage that gives a layer of parse, so that `parse` runs nothing of extract.
const char *verbs_last_parse_stage(void);
// Complains and returns the exit status that the error's kind asks for.
int verbs_fail(const struct recoupe_job *job, const struct error *error);
// Refuses with exit status 2 and a sentence.
int verbs_refuse(const struct recoupe_job *job, const char *what);
// One document object with all findings, and a line end.
void verbs_print(const struct document *document, struct buffer *out);
// The same with "explanations": the rule lines and words behind each event and commitment.
void verbs_print_explained(const struct document *document, struct buffer *out);
// Writes text; returns status, or RECOUPE_FAILED when it cannot be written.
int verbs_write(const struct recoupe_job *job, struct slice text, int status);
// A correction of job's dossier in the words of store_correct; appends what was done.
bool verbs_correct(const struct recoupe_job *job, const struct slice *words, uint32_t count,
                   struct buffer *out, struct error *error);

#endif
