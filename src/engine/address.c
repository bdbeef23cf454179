// SPDX-License-Identifier: Apache-2.0
// Asking for one address: the limits of fetch.h, its robots.txt first, nothing of the page's own.
#include "engine/address.h"

#include <stdlib.h>

#define CHARSET_MOST 64

// The charset of a Content-Type, without quotes.
static struct slice charset_of(struct slice type)
{
    for (size_t at = 0; at + 8 < type.size; at++) {
        bool found = true;
        for (size_t i = 0; i < 8 && found; i++)
            found = (type.data[at + i] | 32) == ("charset="[i] | 32);
        if (!found)
            continue;
        struct slice rest = slice_part(type, at + 8, type.size);
        rest = slice_trim(slice_cut(&rest, ';'));
        if (rest.size > 1 && (rest.data[0] == '"' || rest.data[0] == '\''))
            rest = slice_part(rest, 1, rest.size - 1);
        return rest.size <= CHARSET_MOST ? rest : SLICE_NONE;
    }
    return SLICE_NONE;
}

bool address_answer(struct fetch *fetch, struct input_answer *answer)
{
    struct slice charset = charset_of(slice_of(fetch->type));
    size_t size = strlen(fetch->address) + 1;
    char *kept = malloc(size + charset.size + 1);
    *answer = (struct input_answer){0};
    if (!kept)
        return false;
    memcpy(kept, fetch->address, size);
    if (charset.size)
        memcpy(kept + size, charset.data, charset.size);
    kept[size + charset.size] = 0;
    answer->address = kept;
    answer->charset = charset.size ? (struct slice){kept + size, charset.size} : SLICE_NONE;
    answer->bytes = (struct slice){fetch->body ? fetch->body : "", fetch->body ? fetch->size : 0};
    fetch->body = NULL;
    fetch->size = 0;
    return true;
}

void address_free(struct input_answer *answer)
{
    free((void *)(uintptr_t)answer->address);
    if (answer->bytes.size)
        free((void *)(uintptr_t)answer->bytes.data);
    *answer = (struct input_answer){0};
}

bool address_fetch(const char *address, unsigned seconds, struct input_answer *answer,
                   struct error *error)
{
    struct fetch_limits limits = {.seconds_most = seconds, .pause_ms = 1};
    struct fetcher *fetcher = fetcher_open(&limits, error);
    if (!fetcher)
        return false;
    struct fetch *fetch = fetch_start(fetcher, address, NULL, NULL, NULL), *done = NULL;
    while (fetch && !(done = fetch_next(fetcher, 60000)) && fetch_open_count(fetcher))
        ;
    bool fine = done && !done->problem[0];
    if (!done)
        error_set(error, ERROR_INTERNAL, address, "not enough memory");
    else if (!fine)
        error_set(error, ERROR_INPUT, address, "%s", done->problem);
    else if (!done->size)
        fine = error_set(error, ERROR_INPUT, address, "the answer is empty");
    if (fine && !address_answer(done, answer))
        fine = error_set(error, ERROR_INTERNAL, address, "not enough memory");
    fetch_free(done);
    fetcher_close(fetcher);
    return fine;
}
