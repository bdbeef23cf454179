// SPDX-License-Identifier: Apache-2.0
// recoupe's command line: finds the verb, reads its options, runs it, writes results to standard
// output or a file and complaints to standard error, and turns all of that into an exit status.
#include "cli/sandbox.h"
#include "cli/verbs.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BAR_SIZE 24

struct streams {
    FILE *out;
    bool quiet, progress, progress_shown, write_failed;
    bool flush; // every answer at once: somebody waits for it
    unsigned permille;
    struct timespec started;
};

static volatile int stop_requested;

static void request_stop(int signal_number)
{
    (void)signal_number;
    stop_requested = 1;
}

// What leaves no way back: no memory outside of a document, a broken rule of our own (assert has
// said which), a mapped input that shrank or whose disk failed. A dossier rolls back when it is
// next opened.
static void stop_at_once(int signal_number)
{
    static const char lost[] = "recoupe: an input shrank or cannot be read any more; stopped\n";
    static const char broken[] = "recoupe: out of memory or a fault of its own; stopped\n";
    ssize_t written = signal_number == SIGBUS ? write(STDERR_FILENO, lost, sizeof lost - 1)
                                              : write(STDERR_FILENO, broken, sizeof broken - 1);
    (void)written;
    _exit(RECOUPE_FAILED);
}

static void clear_progress(struct streams *streams)
{
    if (streams->progress_shown)
        fputs("\r\033[K", stderr);
    streams->progress_shown = false;
}

static bool write_result(const char *bytes, size_t size, void *context)
{
    struct streams *streams = context;
    clear_progress(streams); // results may come on the same terminal
    if ((size && fwrite(bytes, 1, size, streams->out) != size) ||
        (streams->flush && fflush(streams->out) != 0)) {
        if (!streams->write_failed && errno != EPIPE)
            fprintf(stderr, "recoupe: results cannot be written: %s\n", strerror(errno));
        streams->write_failed = true;
        return false;
    }
    return true;
}

static void complain(const char *where, const char *message, void *context)
{
    struct streams *streams = context;
    clear_progress(streams);
    if (!streams->quiet)
        fprintf(stderr, "recoupe: %s%s%s\n", where, *where ? ": " : "", message);
}

static void show_progress(size_t documents, void *context)
{
    struct streams *streams = context;
    struct timespec now;
    char bar[BAR_SIZE + 1] = "";
    if (!streams->progress || documents % 16 != 0)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = (double)(now.tv_sec - streams->started.tv_sec) +
                     (double)(now.tv_nsec - streams->started.tv_nsec) / 1e9;
    unsigned left = streams->permille
                    ? (unsigned)(seconds * (1000 - streams->permille) / streams->permille) : 0;
    for (unsigned i = 0; i < BAR_SIZE; i++)
        bar[i] = i < streams->permille * BAR_SIZE / 1000 ? '#' : '.';
    fprintf(stderr, "\r\033[K%zu articles, %.0f/s", documents, seconds > 0
            ? (double)documents / seconds : 0);
    if (streams->permille)
        fprintf(stderr, "  [%s] %u %%, %u:%02u left", bar, streams->permille / 10, left / 60,
                left % 60);
    streams->progress_shown = true;
}

static int usage_error(const char *message)
{
    fprintf(stderr, "recoupe: %s\nTry 'recoupe --help'.\n", message);
    return RECOUPE_USAGE;
}

// A dossier is known by SQLite's first 16 bytes.
static bool is_dossier(const char *path)
{
    char head[16] = "";
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    bool found = fread(head, 1, sizeof head, file) == sizeof head &&
                 memcmp(head, "SQLite format 3", sizeof head) == 0;
    fclose(file);
    return found;
}

// Sorts operands into dossier, inputs and query, as the verb takes them. NULL, or what is wrong.
static const char *assign_operands(const struct verb *verb, struct recoupe_job *job,
                                   const char **operands, size_t count, char *query,
                                   size_t query_size)
{
    static const char *const standard_input[] = {"-"};
    if (verb->takes & TAKES_DOSSIER) {
        if (count == 0)
            return "a dossier is needed: the path of its file";
        job->dossier = *operands++;
        count--;
    } else if (verb->takes & MAY_TAKE_DOSSIER && count == 1 && is_dossier(operands[0])) {
        job->dossier = *operands;
        return NULL;
    }
    if (verb->takes & TAKES_QUERY) {
        for (size_t i = 0; i < count; i++)
            snprintf(query + strlen(query), query_size - strlen(query), "%s%s", i ? " " : "",
                     operands[i]);
        job->query = query;
        return count ? NULL : "words to search for are needed";
    }
    if (count && !(verb->takes & (TAKES_INPUTS | TAKES_WORDS)))
        return "it takes no input";
    job->inputs = operands;
    job->input_count = count;
    if (job->state && !job->url)
        return "--state remembers an address: it goes with --url";
    if (job->url && count)
        return "it takes inputs or --url, not both";
    if (count == 0 && !job->url && verb->takes & TAKES_INPUTS &&
        strcmp(verb->name, "stages") != 0) {
        job->inputs = standard_input;
        job->input_count = 1;
    }
    return NULL;
}

static bool wants_color(const struct settings *settings, bool to_file)
{
    const char *no_color = getenv("NO_COLOR");
    if (settings->color && strcmp(settings->color, "always") == 0)
        return true;
    if (settings->color && strcmp(settings->color, "never") == 0)
        return false;
    return !to_file && isatty(STDOUT_FILENO) && !(no_color && *no_color);
}

// Whether the verb needs nothing but to read files and to write its result.
static bool only_reads(const struct verb *verb, const struct recoupe_job *job)
{
    const char *sandbox = getenv("RECOUPE_SANDBOX"); // "off" for debuggers that write as they go
    return verb->takes & TAKES_INPUTS && !job->dossier && !job->url &&
           !(sandbox && strcmp(sandbox, "off") == 0);
}

static int run_to_output(const struct verb *verb, struct settings *settings)
{
    char part[4096];
    struct streams streams = {.out = stdout, .quiet = settings->quiet,
                              .flush = verb->run == recoupe_mcp || verb->run == recoupe_watch};
    struct recoupe_job *job = &settings->job;
    if (settings->output) {
        snprintf(part, sizeof part, "%s.part", settings->output);
        streams.out = fopen(part, "wb");
        if (!streams.out) {
            fprintf(stderr, "recoupe: %s: cannot be written: %s\n", part, strerror(errno));
            return RECOUPE_FAILED;
        }
    }
    streams.progress = !settings->quiet && isatty(STDERR_FILENO);
    job->color = wants_color(settings, settings->output != NULL);
    if (verb->run == recoupe_search && !job->format && !settings->output && isatty(STDOUT_FILENO))
        job->format = "text";
    job->write = write_result;
    job->complain = complain;
    job->progress = show_progress;
    job->permille = streams.progress ? &streams.permille : NULL;
    clock_gettime(CLOCK_MONOTONIC, &streams.started);
    job->stop = &stop_requested;
    job->context = &streams;
    if (!job->token && strcmp(verb->name, "serve") == 0)
        job->token = getenv("RECOUPE_TOKEN");
    if (only_reads(verb, job))
        sandbox_enter(settings->output != NULL); // where there is none, the verb runs all the same
    int status = verb->run(job);
    clear_progress(&streams);
    bool flushed = fflush(streams.out) == 0;
    if (settings->output) {
        flushed = flushed && !streams.write_failed && fsync(fileno(streams.out)) == 0;
        flushed = fclose(streams.out) == 0 && flushed && rename(part, settings->output) == 0;
        if (!flushed)
            unlink(part);
    }
    if (!flushed && !streams.write_failed)
        fprintf(stderr, "recoupe: results cannot be written: %s\n", strerror(errno));
    return flushed && !streams.write_failed ? status : RECOUPE_FAILED;
}

static int run_verb(const struct verb *verb, int argc, char **argv)
{
    char message[256], query[4096] = "";
    size_t count = 0;
    struct settings settings = {0};
    const char **operands = calloc((size_t)argc + 1, sizeof *operands);
    if (!operands)
        return RECOUPE_FAILED;
    const char *wrong = options_read(verb, argc, argv, &settings, operands, &count, message);
    int status;
    if (!wrong && settings.help) {
        help_print_verb(verb);
        status = RECOUPE_OK;
    } else if (!wrong && settings.version) {
        puts("recoupe " RECOUPE_VERSION);
        status = RECOUPE_OK;
    } else if (!wrong && !verb->run) {
        snprintf(message, sizeof message, "this version cannot %s yet", verb->name);
        status = usage_error(message);
    } else {
        if (!wrong)
            wrong = assign_operands(verb, &settings.job, operands, count, query, sizeof query);
        status = wrong ? usage_error(wrong) : run_to_output(verb, &settings);
    }
    free(operands);
    return status;
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = request_stop};
    struct sigaction last = {.sa_handler = stop_at_once};
    signal(SIGPIPE, SIG_IGN);
    sigaction(SIGBUS, &last, NULL);
    sigaction(SIGABRT, &last, NULL);
    if (argc < 2) {
        help_print_first();
        return RECOUPE_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        help_print_usage();
        return RECOUPE_OK;
    }
    if (strcmp(name, "help") == 0)
        return help_run(argc - 2, argv + 2);
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        puts("recoupe " RECOUPE_VERSION);
        return RECOUPE_OK;
    }
    const struct verb *verb = verb_find(name);
    if (!verb) {
        char message[256];
        snprintf(message, sizeof message, "there is no verb '%.60s'", name);
        return usage_error(message);
    }
    static const char *const clean[] = {"serve", "watch", "add", "read", "parse", "extract", "map"};
    for (size_t i = 0; i < sizeof clean / sizeof *clean; i++) {
        if (strcmp(name, clean[i]) != 0)
            continue;
        action.sa_flags = (int)SA_RESETHAND; // the second time it leaves at once
        sigaction(SIGINT, &action, NULL);
        sigaction(SIGTERM, &action, NULL);
    }
    return run_verb(verb, argc - 2, argv + 2);
}
