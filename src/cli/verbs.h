// SPDX-License-Identifier: Apache-2.0
// The table of verbs and the table of options: they make the dispatch, --help, the man pages and
// the shell completions. Adding a verb is one row and one function of recoupe.h.
#ifndef RECOUPE_CLI_VERBS_H
#define RECOUPE_CLI_VERBS_H

#include "recoupe.h"

enum verb_takes {
    TAKES_INPUTS = 1,     // files, folders, "-"
    TAKES_DOSSIER = 2,    // a dossier first
    MAY_TAKE_DOSSIER = 4, // inputs, or one dossier
    TAKES_QUERY = 8,      // words
    TAKES_WORDS = 16,     // words that are no files
};

struct verb {
    const char *name;
    int (*run)(const struct recoupe_job *job); // NULL: not in this version
    unsigned takes;
    const char *arguments; // as in the usage line
    const char *help;      // one line
    const char *options;   // names of its options besides the common ones, "format,now"
    const char *more;      // a paragraph for the man page
    const char *examples;  // lines of "words # what they do" behind `recoupe`; tests run them
};

struct settings {
    struct recoupe_job job;
    const char *output;
    const char *color; // "auto", "always", "never"
    bool quiet, help, version;
    const char *alerts[32]; // of job.alerts
};

enum option_kind { OPTION_TEXT, OPTION_NUMBER, OPTION_FLAG, OPTION_ALERT };

struct option_row {
    const char *name;     // without "--"
    char letter;          // 0: none
    enum option_kind kind;
    size_t offset;        // in struct settings
    const char *argument; // "DAY"
    const char *help;
    bool common;
};

extern const struct verb verbs[];          // ends with name == NULL
extern const struct option_row option_rows[]; // ends with name == NULL

const struct verb *verb_find(const char *name);
bool verb_has_option(const struct verb *verb, const struct option_row *row);
// Reads the words after the verb: options into settings, the rest into operands (argc places,
// owned by the caller). Returns NULL, or a sentence about what is wrong (in message).
const char *options_read(const struct verb *verb, int argc, char **argv, struct settings *settings,
                         const char **operands, size_t *operand_count, char message[256]);

void help_print_usage(void);                   // recoupe --help
void help_print_first(void); // for who types the name alone: three things to try
void help_print_verb(const struct verb *verb); // recoupe VERB --help
int help_run(int argc, char **argv);           // recoupe help [man|completion …]

#endif
