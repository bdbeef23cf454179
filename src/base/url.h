// SPDX-License-Identifier: Apache-2.0
// Addresses by RFC 3986: cut into parts, resolved against a base. Nothing is fetched, decoded or
// checked against a list: an address stays what it is, byte for byte, where it can.
#ifndef RECOUPE_BASE_URL_H
#define RECOUPE_BASE_URL_H

#include "base/arena.h"

struct url {
    struct slice scheme;    // without ":"; data == NULL: a relative reference
    struct slice authority; // user, host and port; data == NULL: none
    struct slice path;
    struct slice query, fragment; // without "?" and "#"; data == NULL: none
};

void url_split(struct slice text, struct url *url);
// Host without user and port, as written; SLICE_NONE where there is none.
struct slice url_host(struct slice text);
bool url_is_web(struct slice text); // http or https, with a host
// The address that a reference means inside a document at base (RFC 3986, 5.2). Spaces and line
// ends around it are left out. The reference itself when base is none or no hierarchical one.
struct slice url_resolve(struct arena *arena, struct slice base, struct slice reference);

#endif
