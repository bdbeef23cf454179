// SPDX-License-Identifier: Apache-2.0
// cli/sandbox: what a reading process may still do, and what is refused. In a process of its own,
// for there is no way out.
#include "cli/sandbox.h"
#include "base/file.h"
#include "base/pool.h"
#include "store_documents.h"
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int next_job;

static void *next(void *context)
{
    (void)context;
    return next_job++ < 8 ? &next_job : NULL;
}
static void work(void *job, unsigned worker, void *context)
{
    (void)job, (void)worker, (void)context;
}
static bool done(void *job, void *context)
{
    (void)job, (void)context;
    return true;
}

static bool refused(long result)
{
    return result == -1 && errno == EPERM;
}

// Returns the number of the first promise that does not hold, 0 when all do.
static int try_all(const char *path, bool output)
{
    struct pool_jobs jobs = {next, work, done, NULL};
    struct error error = {0};
    char word[] = "true", *const words[] = {word, NULL};
    char byte;
    if (!refused(socket(AF_INET, SOCK_STREAM, 0)) || !refused(socket(AF_UNIX, SOCK_STREAM, 0)))
        return 1;
    if (!refused(open(path, O_WRONLY)) || !refused(open(path, O_RDWR | O_CREAT, 0600)) ||
        !refused(open(path, O_RDONLY | O_TRUNC)))
        return 2;
    if (!refused(fork()))
        return 3;
    if (!refused(execv("/bin/true", words)))
        return 4;
    if (!refused(kill(getppid(), 0)))
        return 5;
    if (output == refused(rename(path, path)))
        return 6;
    int file = open(path, O_RDONLY);
    if (file < 0 || read(file, &byte, 1) != 1 || close(file) != 0)
        return 7;
    if (!pool_run(&jobs, 4, 8, &error)) // threads
        return 8;
    iconv_t converter = iconv_open("UTF-8", "SHIFT_JIS"); // a module of the C library, from its files
    if (converter == (iconv_t)-1 || iconv_close(converter) != 0)
        return 9;
    return 0;
}

static void in_sandbox(bool output)
{
    struct arena arena;
    struct error error = {0};
    int status = -1;
    arena_init(&arena, 0);
    const char *path = test_path(&arena, "sandbox");
    CHECK(file_write(path, SLICE("x"), &error));
    pid_t child = fork();
    if (child == 0)
        _exit(sandbox_enter(output) ? try_all(path, output) : 99);
    waitpid(child, &status, 0);
    unlink(path);
    arena_free(&arena);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 99)
        test_skip("no seccomp here, or a build with sanitizers");
    else
        test_check(status == 0, __FILE__, __LINE__, "promise %d of try_all is broken (status %x)",
                   WEXITSTATUS(status), (unsigned)status);
}

TEST(sandbox_reads_and_does_nothing_else)
{
    in_sandbox(false);
}

TEST(sandbox_with_output_may_rename_its_file)
{
    in_sandbox(true);
}
