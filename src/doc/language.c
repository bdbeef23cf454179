// SPDX-License-Identifier: Apache-2.0
// Language codes.
#include "doc/language.h"

static const char *const codes[LANGUAGE_COUNT] = {
    NULL,
#define X(code) #code,
    LANGUAGES(X)
#undef X
};

const char *language_code(enum language language)
{
    return language < LANGUAGE_COUNT ? codes[language] : NULL;
}

enum language language_from_code(struct slice code)
{
    if (code.size < 2 || (code.size > 2 && code.data[2] != '-' && code.data[2] != '_'))
        return LANGUAGE_NONE;
    for (int i = 1; i < LANGUAGE_COUNT; i++) {
        if ((code.data[0] | 32) == codes[i][0] && (code.data[1] | 32) == codes[i][1])
            return (enum language)i;
    }
    return LANGUAGE_NONE;
}
