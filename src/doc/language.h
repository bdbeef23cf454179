// SPDX-License-Identifier: Apache-2.0
// The languages that recoupe tells apart, and those it reads in full (French, English).
#ifndef RECOUPE_DOC_LANGUAGE_H
#define RECOUPE_DOC_LANGUAGE_H

#include "base/slice.h"

// code, reads in full
#define LANGUAGES(X) X(fr) X(en) X(de) X(es) X(it) X(nl) X(pt)

enum language {
    LANGUAGE_NONE,
#define X(code) LANGUAGE_##code,
    LANGUAGES(X)
#undef X
        LANGUAGE_COUNT,
};

#define LANGUAGE_READ_COUNT 3 // LANGUAGE_NONE, fr, en: arrays of per-language tables

const char *language_code(enum language language);    // "fr"; NULL for NONE
enum language language_from_code(struct slice code);   // "fr", "fr-FR", "FR_ca"; NONE if unknown
// True when stages of parse and extract have a grammar and a lexicon for it.
static inline bool language_is_read(enum language language)
{
    return language == LANGUAGE_fr || language == LANGUAGE_en;
}

#endif
