// SPDX-License-Identifier: Apache-2.0
// Runs all unit tests (in the order of file and name), or those whose name or file holds the
// argument, and closes with one line: "N passed, N failed, N skipped".
#include "test.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define TESTS_MOST 4000

static struct test {
    const char *file, *name;
    test_function *run;
} tests[TESTS_MOST];
static unsigned test_count, failed_checks;
static const char *skipped;

void test_add(const char *file, const char *name, test_function *run)
{
    if (test_count == TESTS_MOST)
        abort();
    tests[test_count++] = (struct test){file, name, run};
}

bool test_check(bool passed, const char *file, int line, const char *format, ...)
{
    if (passed)
        return true;
    failed_checks++;
    va_list arguments;
    va_start(arguments, format);
    printf("%s:%d: ", file, line);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
    return false;
}

void test_skip(const char *reason)
{
    skipped = reason;
}

static int compare_tests(const void *a, const void *b)
{
    const struct test *left = a, *right = b;
    int order = strcmp(left->file, right->file);
    return order ? order : strcmp(left->name, right->name);
}

int main(int argc, char **argv)
{
    unsigned passed = 0, failed = 0, skips = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    qsort(tests, test_count, sizeof *tests, compare_tests);
    for (unsigned i = 0; i < test_count; i++) {
        if (argc > 1 && !strstr(tests[i].name, argv[1]) && !strstr(tests[i].file, argv[1]))
            continue;
        failed_checks = 0;
        skipped = NULL;
        tests[i].run();
        if (failed_checks) {
            printf("FAILED %s %s\n", tests[i].file, tests[i].name);
            failed++;
        } else if (skipped) {
            printf("skipped %s: %s\n", tests[i].name, skipped);
            skips++;
        } else {
            passed++;
        }
    }
    printf("%u passed, %u failed, %u skipped\n", passed, failed, skips);
    return failed || (passed == 0 && argc == 1) ? 1 : 0;
}
