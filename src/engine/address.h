// SPDX-License-Identifier: Apache-2.0
// One web address as an input: asked for once, politely, and read like a file.
#ifndef RECOUPE_ENGINE_ADDRESS_H
#define RECOUPE_ENGINE_ADDRESS_H

#include "fetch/fetch.h"
#include "read/read.h"

// Asks for the address. False after filling error (kind INPUT: where is the address). *answer
// owns its bytes until an input takes them.
bool address_fetch(const char *address, unsigned seconds, struct input_answer *answer,
                   struct error *error);
// The answer of a fetch that has a body, as an input; takes the body. address is copied.
bool address_answer(struct fetch *fetch, struct input_answer *answer);
void address_free(struct input_answer *answer);

#endif
