// SPDX-License-Identifier: Apache-2.0
// Operating errors: what went wrong, where, and what kind it is (which decides the exit status).
// Functions that can fail take a struct error * (never NULL) and return false after filling it.
#ifndef RECOUPE_BASE_ERROR_H
#define RECOUPE_BASE_ERROR_H

#include "base/slice.h"

enum error_kind {
    ERROR_NONE,
    ERROR_INPUT,    // an input cannot be read: exit status 1, the others go on
    ERROR_USAGE,    // wrong usage: exit status 2
    ERROR_INTERNAL, // the program or its machine failed (no memory, no disk): exit status 3
};

struct error {
    enum error_kind kind;
    char where[512];   // file, record, URL or option; may be empty
    char message[512]; // one sentence without a full stop
};

// Fills error and returns false, so that "return error_set(…)" reads well.
bool error_set(struct error *error, enum error_kind kind, const char *where, const char *format,
               ...) __attribute__((format(printf, 4, 5)));

#endif
