// SPDX-License-Identifier: Apache-2.0
// One web address as an input: asked for once, politely, and read like a file.
#ifndef RECOUPE_ENGINE_ADDRESS_H
#define RECOUPE_ENGINE_ADDRESS_H

#include "fetch/fetch.h"
#include "read/read.h"

struct address {
    struct input_answer answer; // owns its bytes until an input takes them
    char etag[256], modified[64]; // what the host says of it, may be empty
    bool unchanged; // since state was written; there is no answer then
    struct arena arena; // of reading and writing the state file; opened by the caller
};

// Asks for the address; with a state file, whether it has changed since. False after filling error
// (kind INPUT: where is the address or the file).
bool address_fetch(struct address *address, const char *url, const char *state, unsigned seconds,
                   struct error *error);
// Remembers in the state file what the host said, for the next time.
bool address_remember(struct address *address, const char *url, const char *state,
                      struct error *error);
// The answer of a fetch that has a body, as an input; takes the body. address is copied.
bool address_answer(struct fetch *fetch, struct input_answer *answer);
void address_free(struct input_answer *answer);

#endif
