// SPDX-License-Identifier: Apache-2.0
// Filling an operating error: kind, place, one sentence.
#include "base/error.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

bool error_set(struct error *error, enum error_kind kind, const char *where, const char *format,
               ...)
{
    assert(error && kind != ERROR_NONE);
    va_list arguments;
    error->kind = kind;
    snprintf(error->where, sizeof error->where, "%s", where ? where : "");
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return false;
}
