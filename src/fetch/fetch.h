// SPDX-License-Identifier: Apache-2.0
// Asking for addresses by HTTP, through libcurl: http and https only, no cookies, no scripts, no
// resources of a page; each address only where the host's robots.txt lets us, one request at a
// time to a host and not too fast, with limits on size, time and redirects. Many addresses are
// asked for at once: a host that does not answer holds up nobody else.
#ifndef RECOUPE_FETCH_FETCH_H
#define RECOUPE_FETCH_FETCH_H

#include "base/error.h"

struct fetcher;

struct fetch_limits {
    size_t size_most;      // bytes of a body, unpacked; 0: 32 MB
    unsigned seconds_most; // for one request; 0: 30
    unsigned pause_ms;     // between two requests to one host; 0: 1000
};

// One address. What is not stated is an empty string.
struct fetch {
    void *context;  // the caller's
    char *address;  // where the answer came from in the end
    unsigned status; // of the answer: 200, 304, 404 …; 0: there was none
    char problem[200]; // why there is no body to use; empty: there is, or 304
    bool forbidden;    // by robots.txt
    bool moved;        // permanently: address is the new one
    char etag[256], modified[64], type[128]; // of the answer
    unsigned retry_seconds; // the host asks to wait that long; 0: it does not
    char *body;
    size_t size;
    struct fetch_state *state; // private
};

// Returns NULL after filling error.
struct fetcher *fetcher_open(const struct fetch_limits *limits, struct error *error);
// Drops what is under way. NULL is fine.
void fetcher_close(struct fetcher *fetcher);

// Begins to ask. etag and modified, from an earlier answer, make the request conditional; they may
// be NULL or empty. NULL when memory ran out.
struct fetch *fetch_start(struct fetcher *fetcher, const char *address, const char *etag,
                          const char *modified, void *context);
// Waits at most that long for one that is done; NULL when none is. The caller frees it.
struct fetch *fetch_next(struct fetcher *fetcher, unsigned wait_ms);
unsigned fetch_open_count(const struct fetcher *fetcher);
void fetch_free(struct fetch *fetch);

#endif
