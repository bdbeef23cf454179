// SPDX-License-Identifier: Apache-2.0
// The verbs when something under them fails, for every n: opening, asking about and reading an
// input, memory, and every read and write of the dossier. A failed input is named in one line and
// costs its own results only; a failed dossier is one line and status 3, and is whole afterwards.
#include "base/file.h"
#include "fault.h"
#include "recoupe.h"
#include "store_documents.h"
#include "test.h"

#include <arpa/inet.h>
#include <libdeflate.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

typedef int verb_function(const struct recoupe_job *job);

static struct arena arena; // of one test
static const char *paths[4]; // sorted, as the program reads them
struct result {
    struct buffer out;
    unsigned complaints;
    char where[512], message[512];
    int status;
};

static bool take(const char *bytes, size_t size, void *context)
{
    struct result *taken = context;
    buffer_add(&taken->out, (struct slice){bytes, size});
    return true;
}

static void hear(const char *where, const char *message, void *context)
{
    struct result *heard = context;
    heard->complaints++;
    snprintf(heard->where, sizeof heard->where, "%s", where);
    snprintf(heard->message, sizeof heard->message, "%s", message);
}

static struct result run(verb_function *verb, struct recoupe_job job)
{
    struct result made = {0};
    buffer_init(&made.out, &arena);
    job.jobs = 1;
    job.now = "2025-06-01";
    job.write = take;
    job.complain = hear;
    job.context = &made;
    made.status = verb(&job);
    return made;
}

static bool one_line(const struct result *made)
{
    return made->complaints == 1 && made->message[0] && !strchr(made->message, '\n');
}

// All of them with FAULTS=all, every so many otherwise: a run costs as much as starting up.
static unsigned stride(unsigned wanted)
{
    return getenv("FAULTS") ? 1 : wanted;
}

#define TEXT_A "La Norvège a promis mardi deux radars à la ville de Kiev, a dit le ministre Lars Dahl."
#define TEXT_B "Le gouvernement suédois livrera trois navires à la Norvège en juin, a dit Anna Berg."

static void pack(const char *path, struct slice text)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
    char *packed = arena_take(&arena, text.size + 1000);
    struct error error = {0};
    size_t size = libdeflate_gzip_compress(compressor, text.data, text.size, packed, text.size + 1000);
    CHECK(file_write(path, (struct slice){packed, size}, &error));
    libdeflate_free_compressor(compressor);
}

static void make_inputs(void)
{
    static const char *const names[] = {"in-a.txt", "in-b.html", "in-c.jsonl.gz", "in-d.jsonl"};
    struct error error = {0};
    arena_init(&arena, 0);
    for (int i = 0; i < 4; i++)
        paths[i] = test_path(&arena, names[i]);
    CHECK(file_write(paths[0], SLICE(TEXT_A "\n"), &error));
    CHECK(file_write(paths[1], SLICE("<html lang=fr><title>Navires</title><body><article><h1>Navires"
                                     "</h1><p>" TEXT_B "</p></article></body></html>"), &error));
    pack(paths[2], SLICE("{\"id\":\"1\",\"text\":\"" TEXT_A "\"}\n{\"id\":\"2\",\"text\":\"" TEXT_B "\"}\n"));
    CHECK(file_write(paths[3], SLICE("{\"id\":\"3\",\"lang\":\"fr\",\"text\":\"" TEXT_B " Fin.\"}\n"), &error));
}

static void remove_inputs(void)
{
    for (int i = 0; i < 4; i++)
        unlink(paths[i]);
    arena_free(&arena);
}

// The lines of out whose source is not path or a record of it.
static struct slice without(struct slice out, const char *path)
{
    struct buffer kept;
    struct slice source = arena_format(&arena, "\"source\":\"%s", path);
    buffer_init(&kept, &arena);
    while (out.size > 0) {
        struct slice line = slice_cut(&out, '\n');
        if (slice_find(line, source, 0) != SIZE_MAX)
            continue;
        buffer_add(&kept, line);
        buffer_byte(&kept, '\n');
    }
    return buffer_slice(&kept);
}

// Lets every nth call of that kind fail over the verb; lines: its results are one line a document.
static void fail_inputs(verb_function *verb, enum fault_call call, bool lines)
{
    struct recoupe_job job = {.inputs = paths, .input_count = 4};
    struct result whole = run(verb, job);
    CHECK(whole.status == RECOUPE_OK && whole.complaints == 0 && whole.out.size > 0);
    for (unsigned nth = 1;; nth++) {
        fault_arm(call, nth);
        struct result made = run(verb, job);
        if (!fault_disarm()) {
            CHECK(nth > 4); // each of the four inputs had its turn
            break;
        }
        CHECK(made.status == RECOUPE_SOME_UNREAD && one_line(&made));
        int named = -1;
        for (int i = 0; i < 4; i++)
            named = strncmp(made.where, paths[i], strlen(paths[i])) == 0 ? i : named;
        test_check(named >= 0, __FILE__, __LINE__, "'%s' names no input", made.where);
        if (named >= 0 && lines)
            CHECK(slice_equal(buffer_slice(&made.out),
                              without(buffer_slice(&whole.out), paths[named])));
        CHECK(made.out.size > 0 && made.out.size < whole.out.size);
    }
}

TEST(an_input_that_fails_is_named_and_costs_its_own_results_only)
{
    static const enum fault_call calls[] = {FAULT_OPEN, FAULT_STAT, FAULT_READ};
    make_inputs();
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        fail_inputs(recoupe_read, calls[i], true);
        if (calls[i] != FAULT_READ && stride(2) > 1)
            continue; // the other verbs open and ask as read does
        fail_inputs(recoupe_parse, calls[i], false);
        fail_inputs(recoupe_extract, calls[i], true);
        fail_inputs(recoupe_map, calls[i], true);
        fail_inputs(recoupe_compare, calls[i], false);
        fail_inputs(recoupe_report, calls[i], false);
    }
    remove_inputs();
}

TEST(short_and_interrupted_reads_change_nothing)
{
    make_inputs();
    struct recoupe_job job = {.inputs = paths, .input_count = 4};
    struct result whole = run(recoupe_extract, job);
    fault_short_reads(true);
    struct result made = run(recoupe_extract, job);
    fault_short_reads(false);
    CHECK(made.status == RECOUPE_OK && slice_equal(buffer_slice(&made.out), buffer_slice(&whole.out)));
    remove_inputs();
}

TEST(a_folder_that_cannot_be_listed_is_named)
{
    const char *folders[] = {"tests/golden", NULL};
    make_inputs();
    folders[1] = paths[0];
    fault_arm(FAULT_OPEN, 1);
    struct result made = run(recoupe_read, (struct recoupe_job){.inputs = folders, .input_count = 2});
    CHECK(fault_disarm() && made.status == RECOUPE_SOME_UNREAD && one_line(&made));
    CHECK(strcmp(made.where, "tests/golden") == 0 && made.out.size > 0);
    remove_inputs();
}

// Memory: the verb says so and fails, or one document is given up; what came out came out whole.
static void fail_memory(verb_function *verb, struct recoupe_job job, unsigned step)
{
    struct result whole = run(verb, job);
    unsigned came = 0;
    for (unsigned nth = 1;; nth += step) {
        fault_arm(FAULT_MEMORY, nth);
        struct result made = run(verb, job);
        if (!fault_disarm())
            break;
        came++;
        if (made.status == RECOUPE_OK) // memory that could be done without
            CHECK(slice_equal(buffer_slice(&made.out), buffer_slice(&whole.out)));
        else
            CHECK(made.complaints >= 1 && made.message[0]);
        CHECK(made.status != RECOUPE_USAGE && made.out.size <= whole.out.size);
        if (made.out.size > 0)
            CHECK(made.out.data[made.out.size - 1] == '\n');
    }
    CHECK(came > 3);
}

TEST(memory_that_runs_out_is_said)
{
    make_inputs();
    struct recoupe_job job = {.inputs = paths, .input_count = 4};
    fail_memory(recoupe_read, job, stride(2));
    fail_memory(recoupe_parse, job, stride(3));
    fail_memory(recoupe_extract, job, stride(5));
    fail_memory(recoupe_map, job, stride(6));
    fail_memory(recoupe_compare, job, stride(7));
    fail_memory(recoupe_report, job, stride(9));
    remove_inputs();
}

// --- the dossier. The store lets its process end when there is no memory (store/database.h); the
// file rolls back when it is next opened. So these runs are another process.

static struct result run_apart(verb_function *verb, struct recoupe_job job, enum fault_call call,
                               unsigned nth, bool *came)
{
    static struct {
        bool came;
        int status;
        unsigned complaints;
        size_t size;
        char message[512], out[1 << 20];
    } *shared;
    if (!shared)
        shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memset(shared, 0, sizeof *shared - sizeof shared->out);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        fault_arm(call, nth);
        shared->came = true; // unless it ends well
        struct result made = run(verb, job);
        shared->came = fault_disarm();
        shared->status = made.status;
        shared->complaints = made.complaints;
        memcpy(shared->message, made.message, sizeof made.message);
        shared->size = made.out.size < sizeof shared->out ? made.out.size : sizeof shared->out;
        if (shared->size)
            memcpy(shared->out, made.out.data, shared->size);
        _exit(0);
    }
    int ended = 0;
    waitpid(child, &ended, 0);
    struct result made = {.status = shared->status, .complaints = shared->complaints};
    buffer_init(&made.out, &arena);
    buffer_add(&made.out, (struct slice){shared->out, shared->size});
    snprintf(made.message, sizeof made.message, "%s", shared->message);
    *came = shared->came;
    if (WIFEXITED(ended))
        return made;
    CHECK(call == FAULT_MEMORY && WTERMSIG(ended) == SIGABRT);
    return (struct result){.status = RECOUPE_FAILED, .complaints = 1, .message = "stopped"};
}

static const char *dossier;

static struct slice contents(void)
{
    struct result made = run(recoupe_compare, (struct recoupe_job){.dossier = dossier});
    CHECK(made.status == RECOUPE_OK);
    return buffer_slice(&made.out);
}

static void make_dossier(size_t inputs)
{
    dossier = test_path(&arena, "fault-dossier");
    struct result made = run(recoupe_add, (struct recoupe_job){.dossier = dossier, .inputs = paths,
                                                               .input_count = inputs});
    CHECK(made.status == RECOUPE_OK);
}

// The dossier as it was made, without making it.
static void put_back(struct slice bytes)
{
    struct error error = {0};
    dossier = test_path(&arena, "fault-dossier");
    CHECK(file_write(dossier, bytes, &error));
}

// A reading verb: one line and status 3, or, where SQLite could do without, the same answer.
static void fail_reading(verb_function *verb, struct recoupe_job job, enum fault_call call, unsigned step)
{
    job.dossier = dossier;
    struct result whole = run(verb, job);
    CHECK(whole.status == RECOUPE_OK);
    unsigned nth = 1;
    for (;; nth += step) {
        bool came;
        struct result made = run_apart(verb, job, call, nth, &came);
        if (!came)
            break;
        if (made.status == RECOUPE_OK)
            CHECK(slice_equal(buffer_slice(&made.out), buffer_slice(&whole.out)));
        else
            CHECK((made.status == RECOUPE_FAILED || made.status == RECOUPE_SOME_UNREAD) &&
                  one_line(&made) && made.out.size == 0);
    }
    CHECK(nth > 1);
}

TEST(a_dossier_that_cannot_be_read_is_said)
{
    static const enum fault_call calls[] = {FAULT_DATABASE_READ, FAULT_MEMORY};
    const char *list[] = {"list"};
    make_inputs();
    fault_database(true);
    make_dossier(4);
    struct slice before = contents();
    for (size_t i = 0; i < 2; i++) {
        unsigned step = calls[i] == FAULT_MEMORY ? stride(7) : 1;
        fail_reading(recoupe_compare, (struct recoupe_job){0}, calls[i], step);
        fail_reading(recoupe_report, (struct recoupe_job){.format = "html"}, calls[i], step);
        fail_reading(recoupe_search, (struct recoupe_job){.query = "radars"}, calls[i], step);
        fail_reading(recoupe_export, (struct recoupe_job){.format = "csv"}, calls[i], step);
        fail_reading(recoupe_correct, (struct recoupe_job){.inputs = list, .input_count = 1},
                     calls[i], step);
    }
    CHECK(slice_equal(contents(), before));
    fault_database(false);
    test_path(&arena, "fault-dossier");
    remove_inputs();
}

// A writing verb that fails leaves what was there; run again it does all.
static void fail_writing(verb_function *verb, struct recoupe_job job, enum fault_call call, unsigned step)
{
    struct file file;
    struct error error = {0};
    make_dossier(4);
    struct slice whole = contents();
    make_dossier(job.input_count ? 2 : 4);
    struct slice before = contents();
    job.dossier = dossier;
    if (!CHECK(file_open(&file, dossier, &error)))
        return;
    bool came = true;
    for (unsigned nth = 1; came; nth += step) {
        put_back(file.bytes);
        struct result made = run_apart(verb, job, call, nth, &came);
        struct slice after = contents();
        if (made.status == RECOUPE_OK)
            CHECK(slice_equal(after, whole));
        else
            CHECK(came && made.complaints >= 1 && made.message[0]);
        if (made.status == RECOUPE_FAILED)
            CHECK(made.out.size == 0 && (slice_equal(after, before) || slice_equal(after, whole)));
        if (made.status == RECOUPE_OK || nth % 4 != 1)
            continue;
        CHECK(run(verb, job).status == RECOUPE_OK);
        CHECK(slice_equal(contents(), whole));
    }
    file_close(&file);
}

TEST(a_dossier_that_cannot_be_written_is_whole_afterwards)
{
    static const enum fault_call calls[] = {FAULT_DATABASE_READ, FAULT_DATABASE_WRITE, FAULT_MEMORY};
    make_inputs();
    fault_database(true);
    struct recoupe_job all = {.inputs = paths, .input_count = 4}, none = {0};
    for (size_t i = 0; i < 3; i++) {
        unsigned step = stride(calls[i] == FAULT_MEMORY ? 251 : 17);
        fail_writing(recoupe_add, all, calls[i], step);
        fail_writing(recoupe_rebuild, none, calls[i], step);
    }
    fault_database(false);
    test_path(&arena, "fault-dossier");
    remove_inputs();
}

static volatile const int left_at_once = 1;

TEST(a_rebuild_that_is_stopped_says_so)
{
    make_inputs();
    make_dossier(2);
    struct recoupe_job job = {.dossier = dossier, .missing = true,
                              .stop = (volatile int *)(uintptr_t)&left_at_once};
    struct result made = run(recoupe_rebuild, job);
    CHECK(made.status == RECOUPE_SOME_UNREAD && made.complaints == 1);
    CHECK_TEXT(buffer_slice(&made.out), "{\"rebuilt\":0}\n");
    job.stop = NULL;
    CHECK(run(recoupe_rebuild, job).status == RECOUPE_OK);
    test_path(&arena, "fault-dossier");
    remove_inputs();
}

// --- the other verbs

static int listen_here(unsigned *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(listener >= 0 && bind(listener, (struct sockaddr *)&address, size) == 0 &&
          listen(listener, 16) == 0 && getsockname(listener, (struct sockaddr *)&address, &size) == 0);
    *port = ntohs(address.sin_port);
    return listener;
}

static unsigned test_port(void)
{
    unsigned port;
    close(listen_here(&port));
    return port;
}

// What map prints of each input takes its place.
static void make_mapped(void)
{
    struct error error = {0};
    make_inputs();
    for (int i = 0; i < 4; i++) {
        struct result made = run(recoupe_map, (struct recoupe_job){.inputs = &paths[i], .input_count = 1});
        CHECK(made.status == RECOUPE_OK && file_write(paths[i], buffer_slice(&made.out), &error));
    }
}

TEST(what_was_mapped_and_fails_is_named_by_reduce)
{
    static const enum fault_call calls[] = {FAULT_OPEN, FAULT_STAT, FAULT_READ};
    make_mapped();
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        fail_inputs(recoupe_reduce, calls[i], false);
    fail_memory(recoupe_reduce, (struct recoupe_job){.inputs = paths, .input_count = 4}, stride(5));
    remove_inputs();
}

#define CALL(id, tool, arguments)                                                                  \
    "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"tools/call\",\"params\":{\"name\":\"" tool    \
    "\",\"arguments\":" arguments "}}\n"
#define QUESTIONS 4
static const char questions[] = CALL("1", "desk", "{}") CALL("2", "search", "{\"query\":\"radars\"}")
    CALL("3", "ledger", "{}") CALL("4", "quotes", "{}");

// The questions stand on standard input, in a pipe that holds them all.
static int answer_questions(const struct recoupe_job *job)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    bool asked = write(ends[1], questions, sizeof questions - 1) == (ssize_t)sizeof questions - 1;
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    return asked ? recoupe_mcp(job) : -1;
}

// Each question has the answer it should have, or one that says what is wrong.
static void fail_answers(enum fault_call call, unsigned step)
{
    struct recoupe_job job = {.dossier = dossier};
    bool came;
    struct result whole = run_apart(answer_questions, job, FAULT_NONE, 1, &came);
    CHECK(whole.status == RECOUPE_OK && whole.out.size > 0);
    unsigned nth = 1;
    for (came = true; came; nth += step) {
        struct result made = run_apart(answer_questions, job, call, nth, &came);
        struct slice good = buffer_slice(&whole.out), got = buffer_slice(&made.out);
        unsigned answers = 0;
        for (; got.size > 0; answers++) {
            struct slice wanted = slice_cut(&good, '\n'), line = slice_cut(&got, '\n');
            CHECK(slice_equal(line, wanted) || slice_find(line, SLICE("rror\":"), 0) != SIZE_MAX);
        }
        if (made.status == RECOUPE_OK)
            CHECK(answers == QUESTIONS);
        else
            CHECK(made.status == RECOUPE_FAILED && one_line(&made));
    }
    CHECK(nth > 1);
}

static int serve_a_moment(const struct recoupe_job *given)
{
    struct recoupe_job job = *given;
    job.stop = (volatile int *)(uintptr_t)&left_at_once;
    return recoupe_serve(&job);
}

// It serves (says where) or says in one line why not.
static void fail_serving(enum fault_call call, unsigned step)
{
    struct recoupe_job job = {.dossier = dossier, .port = test_port()};
    bool came = true;
    unsigned nth = 1;
    for (; came; nth += step) {
        struct result made = run_apart(serve_a_moment, job, call, nth, &came);
        CHECK(one_line(&made) && made.out.size == 0);
        CHECK(made.status == RECOUPE_FAILED || strstr(made.message, "http://127.0.0.1:"));
    }
    CHECK(nth > 1);
}

TEST(answers_from_a_dossier_that_cannot_be_read_say_so)
{
    make_inputs();
    fault_database(true);
    make_dossier(4);
    struct slice before = contents();
    fail_answers(FAULT_DATABASE_READ, 1);
    fail_answers(FAULT_READ, 1);
    fail_answers(FAULT_MEMORY, stride(7));
    fail_serving(FAULT_DATABASE_READ, 1);
    fail_serving(FAULT_MEMORY, stride(7));
    CHECK(slice_equal(contents(), before));
    fault_database(false);
    test_path(&arena, "fault-dossier");
    remove_inputs();
}

// --- watch, with a host of our own that has one feed and no robots.txt

static pid_t serve_feed(unsigned *port)
{
    static const char feed[] =
        "HTTP/1.0 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss version=\"2.0\"><channel><title>Le Cap"
        "</title><item><title>Radars</title><guid>1</guid><description>" TEXT_A "</description></item><item>"
        "<title>Navires</title><guid>2</guid><description>" TEXT_B "</description></item></channel></rss>";
    static const char none[] = "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    int listener = listen_here(port);
    pid_t child = fork();
    if (child == 0)
        alarm(300); // should nobody be left to end it
    while (child == 0) {
        char asked[2048] = "";
        int client = accept(listener, NULL, NULL);
        bool robots = recv(client, asked, sizeof asked - 1, 0) > 0 && strstr(asked, "/robots.txt");
        const char *answer = robots ? none : feed;
        if (send(client, answer, strlen(answer), MSG_NOSIGNAL) < 0)
            _exit(1);
        close(client);
    }
    close(listener);
    return child;
}

// A feed's articles are there or not; nothing is half there, and the next visit brings what is missing.
static void fail_watching(const char *address, enum fault_call call, unsigned step)
{
    struct recoupe_job job = {.inputs = &address, .input_count = 1, .once = true, .timeout = 5};
    struct file file;
    struct error error = {0};
    make_dossier(1);
    job.dossier = dossier;
    struct slice before = contents();
    if (!CHECK(file_open(&file, dossier, &error)))
        return;
    CHECK(run(recoupe_watch, job).status == RECOUPE_OK);
    struct slice whole = contents();
    CHECK(!slice_equal(whole, before));
    bool came = true;
    for (unsigned nth = 1; came; nth += step) {
        put_back(file.bytes);
        job.dossier = dossier;
        struct result made = run_apart(recoupe_watch, job, call, nth, &came);
        struct slice after = contents();
        if (made.status == RECOUPE_OK)
            CHECK(slice_equal(after, whole));
        else
            CHECK(came && made.complaints >= 1 && made.message[0] &&
                  (slice_equal(after, whole) || slice_equal(after, before)));
        if (made.status == RECOUPE_FAILED && nth % 3 == 1)
            CHECK(run(recoupe_watch, job).status == RECOUPE_OK && slice_equal(contents(), whole));
    }
    file_close(&file);
}

TEST(a_watched_feed_is_taken_whole_or_again)
{
    unsigned port;
    make_inputs();
    pid_t host = serve_feed(&port);
    const char *address = arena_format(&arena, "http://127.0.0.1:%u/feed", port).data;
    fault_database(true);
    fail_watching(address, FAULT_DATABASE_READ, stride(13));
    fail_watching(address, FAULT_DATABASE_WRITE, stride(7));
    fail_watching(address, FAULT_MEMORY, stride(97));
    fault_database(false);
    kill(host, SIGKILL);
    waitpid(host, NULL, 0);
    test_path(&arena, "fault-dossier");
    remove_inputs();
}
