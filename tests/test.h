// SPDX-License-Identifier: Apache-2.0
// The unit test harness: TEST(name) { CHECK(…); } registers itself; tests/main.c runs all.
#ifndef RECOUPE_TESTS_TEST_H
#define RECOUPE_TESTS_TEST_H

#include "base/slice.h"

#include <stdbool.h>

typedef void test_function(void);

void test_add(const char *file, const char *name, test_function *run);
// Counts a failed check of the running test and prints it.
bool test_check(bool passed, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
// Marks the running test as skipped, with the reason.
void test_skip(const char *reason);

#define TEST(name)                                                                                 \
    static void test_##name(void);                                                                 \
    __attribute__((constructor)) static void add_##name(void)                                      \
    {                                                                                              \
        test_add(__FILE__, #name, test_##name);                                                    \
    }                                                                                              \
    static void test_##name(void)

#define CHECK(condition) test_check((condition), __FILE__, __LINE__, "%s", #condition)
// Like CHECK, for a struct slice and a C string; prints both when they differ.
#define CHECK_TEXT(actual, expected)                                                               \
    do {                                                                                           \
        struct slice check_text = (actual);                                                        \
        test_check(slice_is(check_text, expected), __FILE__, __LINE__,                             \
                   "'" SLICE_FORMAT "' is not '%s'", SLICE_ARGUMENTS(check_text), expected);       \
    } while (0)

#endif
