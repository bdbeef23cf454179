// SPDX-License-Identifier: Apache-2.0
// Telling alerts: a line on the output, an entry of an Atom feed of our own, JSON on the standard
// input of a command. A command gets nothing of an article but that JSON.
#include "engine/alert.h"

#include "base/file.h"
#include "base/json.h"

#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FEED_ENTRIES_MOST 500
#define COMMAND_SECONDS_MOST 60

extern char **environ;

struct alert {
    struct slice rule, text; // the sentence, or the part of the article that matches
    const struct arrival *arrival;
};

struct store *alert_store(struct error *error)
{
    return store_open(":memory:", STORE_CREATE, error);
}

bool alert_check(const struct recoupe_job *job, struct error *error)
{
    struct arena arena;
    struct store *store = alert_store(error);
    bool fine = store != NULL;
    arena_init(&arena, 0);
    for (size_t i = 0; fine && i < job->alert_count; i++) {
        struct search_result result = {0};
        fine = store_search(store, slice_of(job->alerts[i]), 1, &arena, &result, error);
    }
    arena_free(&arena);
    store_close(store);
    return fine;
}

// One line: tabs and line ends of its parts become spaces.
static void add_part(struct buffer *out, struct slice part)
{
    buffer_byte(out, '\t');
    for (size_t i = 0; i < part.size; i++)
        buffer_byte(out,
                    (unsigned char)part.data[i] < ' ' || part.data[i] == 127 ? ' ' : part.data[i]);
}

static bool print(const struct recoupe_job *job, const struct alert *alert, struct arena *arena,
                  struct error *error)
{
    struct buffer out;
    buffer_init(&out, arena);
    buffer_text(&out, "alert");
    add_part(&out, alert->rule);
    add_part(&out, alert->arrival->site);
    add_part(&out, alert->arrival->title);
    add_part(&out, alert->arrival->url);
    add_part(&out, alert->text);
    buffer_byte(&out, '\n');
    return job->write(out.data, out.size, job->context) ||
           error_set(error, ERROR_INTERNAL, "", "the output cannot be written");
}

// --- an Atom feed of our own

static void add_escaped(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '<' || c == '>' || c == '&' || c == '"')
            buffer_text(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : "&quot;");
        else
            buffer_byte(out, (unsigned char)c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
    }
}

static void add_entry(struct buffer *out, const struct alert *alert, struct slice stamp)
{
    const struct arrival *arrival = alert->arrival;
    uint32_t rule = 0; // one article may meet several rules: each is an entry
    for (size_t i = 0; i < alert->rule.size; i++)
        rule = rule * 31 + (unsigned char)alert->rule.data[i];
    buffer_format(out, "<entry><id>urn:recoupe:" SLICE_FORMAT ":%08x</id><title>",
                  SLICE_ARGUMENTS(arrival->id), rule);
    add_escaped(out, arrival->title.size ? arrival->title : arrival->id);
    buffer_format(out, "</title><updated>" SLICE_FORMAT "</updated>", SLICE_ARGUMENTS(stamp));
    if (arrival->url.size) {
        buffer_text(out, "<link href=\"");
        add_escaped(out, arrival->url);
        buffer_text(out, "\"/>");
    }
    buffer_text(out, "<category term=\"");
    add_escaped(out, alert->rule);
    buffer_text(out, "\"/><summary>");
    add_escaped(out, alert->text);
    buffer_text(out, "</summary></entry>\n");
}

// The entries of the feed as it is, the oldest left out where they are too many.
static struct slice old_entries(struct slice feed)
{
    struct slice mark = SLICE("\n<entry>");
    size_t end = slice_find(feed, SLICE("\n</feed>"), 0), count = 0, start = SIZE_MAX;
    for (size_t at = 0; (at = slice_find(feed, mark, at)) != SIZE_MAX; at += mark.size) {
        start = start == SIZE_MAX ? at : start;
        count++;
    }
    if (end == SIZE_MAX || start == SIZE_MAX)
        return SLICE("");
    while (count-- >= FEED_ENTRIES_MOST)
        start = slice_find(feed, mark, start + mark.size);
    return start > end ? SLICE("") : slice_part(feed, start + 1, end + 1);
}

static bool append(const char *path, const struct alert *alert, struct slice stamp,
                   struct arena *arena, struct error *error)
{
    struct file file = {.bytes = {"", 0}};
    struct stat status;
    struct buffer out;
    bool there = stat(path, &status) == 0;
    if (there && !file_open(&file, path, error))
        return false;
    buffer_init(&out, arena);
    buffer_format(&out,
                  "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>urn:recoupe:alerts</id>"
                  "<title>recoupe</title><author><name>recoupe</name></author>"
                  "<updated>" SLICE_FORMAT "</updated>\n",
                  SLICE_ARGUMENTS(stamp));
    buffer_add(&out, old_entries(file.bytes));
    add_entry(&out, alert, stamp);
    buffer_text(&out, "</feed>\n");
    if (there)
        file_close(&file);
    return file_write(path, buffer_slice(&out), error);
}

// --- a command

static bool wait_for(pid_t child, const char *command, struct error *error)
{
    const struct timespec pause = {0, 20000000};
    for (int i = 0; i < COMMAND_SECONDS_MOST * 50; i++) {
        int status;
        if (waitpid(child, &status, WNOHANG) == child)
            return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
                   error_set(error, ERROR_INPUT, command, "the command of the alert failed");
        nanosleep(&pause, NULL);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return error_set(error, ERROR_INPUT, command,
                     "the command of the alert took more than %d seconds", COMMAND_SECONDS_MOST);
}

static bool spawn(const char *command, int input, struct error *error)
{
    char *arguments[] = {(char *)(uintptr_t)"sh", (char *)(uintptr_t)"-c",
                         (char *)(uintptr_t)command, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t usual;
    pid_t child;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO); // ours is for results
    posix_spawnattr_init(&attributes);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    int failed = posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failed)
        return error_set(error, ERROR_INPUT, command, "the command of the alert cannot be run");
    return wait_for(child, command, error);
}

static bool run_command(const char *command, const struct alert *alert, struct arena *arena,
                        struct error *error)
{
    struct buffer out;
    struct json_writer json;
    buffer_init(&out, arena);
    json_init(&json, &out);
    json_open(&json, '{');
    json_key_text(&json, "rule", alert->rule);
    json_key_text(&json, "document", alert->arrival->id);
    json_key_text(&json, "title", alert->arrival->title);
    json_key_text(&json, "site", alert->arrival->site);
    json_key_text(&json, "url", alert->arrival->url);
    json_key_text(&json, "published", alert->arrival->published);
    json_key_text(&json, "text", alert->text);
    json_close(&json, '}');
    buffer_byte(&out, '\n');
    // A file in memory: a command that does not read cannot stop us.
    int input = memfd_create("recoupe-alert", MFD_CLOEXEC);
    if (input < 0 || write(input, out.data, out.size) != (ssize_t)out.size ||
        lseek(input, 0, SEEK_SET) != 0) {
        if (input >= 0)
            close(input);
        return error_set(error, ERROR_INTERNAL, command, "the alert cannot be handed over");
    }
    bool fine = spawn(command, input, error);
    close(input);
    return fine;
}

// --- rules

static bool tell(const struct recoupe_job *job, const struct alert *alert, struct slice stamp,
                 struct arena *arena, struct error *error)
{
    bool fine = print(job, alert, arena, error);
    if (job->alert_feed)
        fine = append(job->alert_feed, alert, stamp, arena, error) && fine;
    if (job->alert_command)
        fine = run_command(job->alert_command, alert, arena, error) && fine;
    return fine;
}

bool alert_tell(const struct recoupe_job *job, struct store *store, const arrival_list *arrivals,
                struct slice stamp, struct arena *arena, struct error *error)
{
    bool fine = true;
    for (size_t r = 0; r < job->alert_count && arrivals->count; r++) {
        struct search_result result = {0};
        struct slice rule = slice_of(job->alerts[r]);
        if (!store_search_from(store, rule, arrivals->items[0].id, arena, &result, error))
            return false;
        for (uint32_t a = 0; a < arrivals->count; a++)
            for (uint32_t h = 0; h < result.hits.count; h++) {
                if (!slice_equal(result.hits.items[h].document, arrivals->items[a].id))
                    continue;
                struct alert alert = {rule, result.hits.items[h].text, &arrivals->items[a]};
                fine = tell(job, &alert, stamp, arena, error) && fine;
                break; // one alert a rule and article
            }
    }
    return fine;
}
