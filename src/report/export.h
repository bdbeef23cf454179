// SPDX-License-Identifier: Apache-2.0
// Exports of a dossier in the formats of other tools: one table of formats, one function each.
#ifndef RECOUPE_REPORT_EXPORT_H
#define RECOUPE_REPORT_EXPORT_H

#include "base/error.h"
#include "doc/comparison.h"
#include "doc/stage.h"

struct export_job {
    const struct comparison *comparison; // with its documents
    enum language headings;              // fr, en, or NONE
    struct slice now;                    // day, for the stamp of ics; or NONE
    struct arena *arena;                 // scratch
    // Parses a document's text again and appends its words and trees as CoNLL-U: a dossier keeps
    // none. False after filling error. NULL: the format is refused.
    bool (*parse)(const struct document *document, struct buffer *out, void *context,
                  struct error *error);
    void *context;
    const struct data_source *data; // the lexicon, for coordinates; or NULL
    struct error *error;            // of a format that can fail
};

struct export_format {
    const char *name; // of --format
    const char *help; // one line
    void (*write)(const struct export_job *job, struct buffer *out); // sets job->error on failure
};

extern const struct export_format export_formats[]; // ends with a NULL name

// Appends the export. False after filling error (kind USAGE) for a format that is unknown or
// cannot be written.
bool export_write(struct slice format, const struct export_job *job, struct buffer *out,
                  struct error *error);

void export_csv(const struct export_job *job, struct buffer *out);
void export_jsonl(const struct export_job *job, struct buffer *out);
void export_gdelt(const struct export_job *job, struct buffer *out);
void export_gdelt_mentions(const struct export_job *job, struct buffer *out);
void export_plover(const struct export_job *job, struct buffer *out);
void export_gqg(const struct export_job *job, struct buffer *out);
void export_graphml(const struct export_job *job, struct buffer *out);
void export_gexf(const struct export_job *job, struct buffer *out);
void export_webannotation(const struct export_job *job, struct buffer *out);
void export_ftm(const struct export_job *job, struct buffer *out);
void export_iati(const struct export_job *job, struct buffer *out);
void export_geojson(const struct export_job *job, struct buffer *out);
void export_conllu(const struct export_job *job, struct buffer *out);
void export_ics(const struct export_job *job, struct buffer *out);

#endif
