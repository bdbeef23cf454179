/* SPDX-License-Identifier: Apache-2.0
 * librecoupe: reads a pile of press articles and says what they say happened, where sources agree,
 * where a thing rests on one origin, where they conflict, and what each leaves out.
 *
 * One tier: a job is described by a struct recoupe_job and run by one function per verb of the
 * command line. Nothing is printed and nothing exits: results go to job->write, complaints (one
 * sentence each, naming input and place) to job->complain. Every function returns the exit status
 * of the verb: RECOUPE_OK, RECOUPE_SOME_UNREAD, RECOUPE_USAGE or RECOUPE_FAILED.
 *
 *     struct recoupe_job job = {.inputs = paths, .input_count = 2, .jobs = 1,
 *                               .write = print, .complain = warn};
 *     int status = recoupe_extract(&job);      // one JSON document object a line
 *
 * Strings are NUL-terminated UTF-8, borrowed for the call. No global state: jobs may run in
 * different threads at once. The same inputs give the same bytes, whatever job->jobs.
 */
#ifndef RECOUPE_H
#define RECOUPE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RECOUPE_API __attribute__((visibility("default")))

enum recoupe_status {
    RECOUPE_OK = 0,          /* all inputs were read */
    RECOUPE_SOME_UNREAD = 1, /* some input could not be read; the others were */
    RECOUPE_USAGE = 2,       /* wrong usage, or asked for what this version cannot do */
    RECOUPE_FAILED = 3,      /* the program or its machine failed (memory, disk) */
};

struct recoupe_job {
    /* what */
    const char *const *inputs; /* files, folders, or "-" for standard input */
    size_t input_count;
    const char *dossier;    /* path of a dossier (SQLite), for verbs that take one; or NULL */
    const char *date;       /* publication date where a document states none, YYYY-MM-DD; or NULL */
    const char *language;   /* "fr" or "en" instead of detection; or NULL */
    const char *now;        /* the day to which deadlines are compared, YYYY-MM-DD; or NULL */
    const char *since;      /* compare, report: say what is new since then, YYYY-MM-DD; or NULL */
    const char *against;    /* compare, report: what is new since that compare object; or NULL */
    const char *url;        /* one http or https address to ask for and read; or NULL */
    unsigned timeout;       /* seconds for one address; 0: 30 */
    const char *state;      /* with url: file that keeps its ETag, for the next request; or NULL */
    const char *const *alerts; /* watch: rules in the grammar of search */
    size_t alert_count;
    const char *alert_feed;    /* watch: an Atom file to which alerts are appended; or NULL */
    const char *alert_command; /* watch: a command that reads each alert as JSON; or NULL */
    unsigned interval;      /* watch: minutes between two visits; 0: 30 */
    bool once;              /* watch: one round, for cron */
    bool later;             /* add: store the articles alone */
    bool missing;           /* rebuild: only of articles that were added so */
    const char *offset;     /* WARC: the record to start at, as in "source" (one input); or NULL */
    const char *query;      /* search: words and who:… what:… when:… fields */
    unsigned limit;         /* search: most hits; 0: 100 */
    const char *stop_after; /* last stage to run; NULL: all */
    const char *knowledge;  /* file of entities of one's own (see the manual), or NULL */
    /* how */
    bool tokenized; /* parse: inputs are words already, a sentence a line, blanks between words */
    bool conllu;    /* parse: inputs are CoNLL-U; their words are kept, all else is made anew */
    unsigned jobs;        /* workers; 0: as many as processors */
    const char *format;   /* report, export: see the manual; NULL: the verb's default */
    const char *headings; /* report: "fr" or "en"; NULL: the language of most articles */
    bool explain;         /* say why claims were joined, events coded */
    bool color;           /* report text: ANSI colours */
    unsigned width;       /* report text: columns; 0: 80 */
    unsigned port;        /* serve: TCP port on 127.0.0.1; 0: 8737 */
    const char *listen;   /* serve: an address instead of 127.0.0.1 (needs token); or NULL */
    const char *token;    /* serve: what every request must bring, 16 characters or more; or NULL */
    /* results and complaints; all may be called many times, always on the calling thread */
    bool (*write)(const char *bytes, size_t size, void *context); /* false: stop (disk full) */
    void (*complain)(const char *where, const char *message, void *context);
    void (*progress)(size_t documents, void *context); /* or NULL */
    /* Set before progress is called: of the inputs' bytes, or 0: not known; or NULL. */
    unsigned *permille;
    /* Leave cleanly when it becomes non-zero (compare, report, rebuild: not); or NULL. */
    volatile const int *stop;
    void *context;
};

/* One document object a line. */
RECOUPE_API int recoupe_read(const struct recoupe_job *job);
/* CoNLL-U. */
RECOUPE_API int recoupe_parse(const struct recoupe_job *job);
/* One document object a line, with all findings. */
RECOUPE_API int recoupe_extract(const struct recoupe_job *job);
/* One compare object, of inputs or of a dossier. */
RECOUPE_API int recoupe_compare(const struct recoupe_job *job);
/* The same for a person: format "text" (default), "md" or "html". */
RECOUPE_API int recoupe_report(const struct recoupe_job *job);
/* Adds inputs to a dossier; prints one JSON object with counts. Again changes nothing. */
RECOUPE_API int recoupe_add(const struct recoupe_job *job);
/* Remakes all findings of a dossier from its stored articles, then replays corrections. */
RECOUPE_API int recoupe_rebuild(const struct recoupe_job *job);
/* One JSON object a hit. */
RECOUPE_API int recoupe_search(const struct recoupe_job *job);
/* inputs: the correction's words, e.g. {"reject", "DOCUMENT", "v3"}, {"list"}, {"undo", "4"}. */
RECOUPE_API int recoupe_correct(const struct recoupe_job *job);
/* The page and the JSON API on 127.0.0.1, until *stop. */
RECOUPE_API int recoupe_serve(const struct recoupe_job *job);
/* Model Context Protocol on standard input and output, read-only. */
RECOUPE_API int recoupe_mcp(const struct recoupe_job *job);
/* Exports a dossier in job->format. */
RECOUPE_API int recoupe_export(const struct recoupe_job *job);
/* Polls feeds (inputs: addresses) and adds what is new. */
RECOUPE_API int recoupe_watch(const struct recoupe_job *job);
/* map: keyed document objects; reduce: the compare object of what map printed. */
RECOUPE_API int recoupe_map(const struct recoupe_job *job);
RECOUPE_API int recoupe_reduce(const struct recoupe_job *job);
/* The stage table; with inputs, with the time each stage took. */
RECOUPE_API int recoupe_stages(const struct recoupe_job *job);
/* Version, embedded models and data with their checksums. */
RECOUPE_API int recoupe_version(const struct recoupe_job *job);

#ifdef __cplusplus
}
#endif

#endif
