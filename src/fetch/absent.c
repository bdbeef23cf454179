// SPDX-License-Identifier: Apache-2.0
// Stands in for fetch.c where recoupe is built without libcurl (`make static`): every attempt to
// ask for an address is refused with a line that says why. Files, archives and dossiers need none
// of it.
#include "fetch/fetch.h"

#include <stdlib.h>

struct fetcher *fetcher_open(const struct fetch_limits *limits, struct error *error)
{
    (void)limits;
    error_set(error, ERROR_USAGE, "",
              "this is the static build: it was made without libcurl and asks for no address");
    return NULL;
}

void fetcher_close(struct fetcher *fetcher)
{
    (void)fetcher;
}

struct fetch *fetch_start(struct fetcher *fetcher, const char *address, const char *etag,
                          const char *modified, void *context)
{
    (void)fetcher, (void)address, (void)etag, (void)modified, (void)context;
    return NULL;
}

struct fetch *fetch_next(struct fetcher *fetcher, unsigned wait_ms)
{
    (void)fetcher, (void)wait_ms;
    return NULL;
}

unsigned fetch_open_count(const struct fetcher *fetcher)
{
    (void)fetcher;
    return 0;
}

void fetch_free(struct fetch *fetch)
{
    free(fetch);
}
