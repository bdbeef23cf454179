// SPDX-License-Identifier: Apache-2.0
// Asking for one address: the limits of fetch.h, its robots.txt first, nothing of the page's own;
// and what is kept of it for the next time, so that the host only says that nothing changed.
#include "engine/address.h"

#include "base/json.h"
#include "read/http.h"

#include <stdlib.h>
#include <unistd.h>

bool address_answer(struct fetch *fetch, struct input_answer *answer)
{
    struct slice charset = http_charset(slice_of(fetch->type));
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

// --- the state file: {"url":…,"etag":…,"modified":…} a line, one line an address

static void copy_field(char *out, size_t room, struct slice value)
{
    size_t size = value.size < room ? value.size : 0; // a cut one would be another one
    if (size)
        memcpy(out, value.data, size);
    out[size] = 0;
}

// Goes through the lines of a state file: fills etag and modified of url (where not NULL), adds the
// lines of all other addresses to `others`. A file that is not there has no line.
static bool read_state(const char *path, const char *url, struct address *known,
                       struct buffer *others, struct error *error)
{
    struct file file;
    struct slice line;
    uint32_t number = 0;
    bool fine = true;
    if (access(path, F_OK) != 0)
        return true;
    if (!file_open(&file, path, error))
        return false;
    struct slice rest = file.bytes;
    while (fine && slice_next_line(&rest, &line, &number)) {
        struct error ignored = {0};
        const struct json_value *object = json_parse(others->arena, line, &ignored);
        struct slice address = json_find_text(object, "url");
        fine = address.size > 0;
        if (!slice_is(address, url)) {
            buffer_add(others, line);
            buffer_add(others, SLICE("\n"));
        } else if (known) {
            copy_field(known->etag, sizeof known->etag, json_find_text(object, "etag"));
            copy_field(known->modified, sizeof known->modified, json_find_text(object, "modified"));
        }
    }
    file_close(&file);
    return fine || error_set(error, ERROR_INPUT, path, "line %u: no state of an address", number);
}

bool address_remember(struct address *address, const char *url, const char *state,
                      struct error *error)
{
    struct buffer out;
    struct json_writer json;
    buffer_init(&out, &address->arena);
    bool fine = read_state(state, url, NULL, &out, error);
    json_init(&json, &out);
    json_open(&json, '{');
    json_key(&json, "url");
    json_text(&json, slice_of(url));
    json_key(&json, "etag");
    json_text(&json, address->etag[0] ? slice_of(address->etag) : SLICE_NONE);
    json_key(&json, "modified");
    json_text(&json, address->modified[0] ? slice_of(address->modified) : SLICE_NONE);
    json_close(&json, '}');
    buffer_add(&out, SLICE("\n"));
    return fine && file_write(state, buffer_slice(&out), error);
}

// --- asking

static bool take_fetch(struct address *address, struct fetch *done, const char *url,
                       struct error *error)
{
    if (!done)
        return error_set(error, ERROR_INTERNAL, url, "not enough memory");
    if (done->problem[0])
        return error_set(error, ERROR_INPUT, url, "%s", done->problem);
    address->unchanged = done->status == 304;
    if (address->unchanged)
        return true;
    if (!done->size)
        return error_set(error, ERROR_INPUT, url, "the answer is empty");
    // What a redirect's end says of itself is not said of the address that was asked for.
    bool same = strcmp(done->address, url) == 0;
    copy_field(address->etag, sizeof address->etag, slice_of(same ? done->etag : ""));
    copy_field(address->modified, sizeof address->modified, slice_of(same ? done->modified : ""));
    return address_answer(done, &address->answer) ||
           error_set(error, ERROR_INTERNAL, url, "not enough memory");
}

bool address_fetch(struct address *address, const char *url, const char *state, unsigned seconds,
                   struct error *error)
{
    struct buffer others;
    buffer_init(&others, &address->arena);
    if (state && !read_state(state, url, address, &others, error))
        return false;
    struct fetch_limits limits = {.seconds_most = seconds, .pause_ms = 1};
    struct fetcher *fetcher = fetcher_open(&limits, error);
    if (!fetcher)
        return false;
    struct fetch *fetch = fetch_start(fetcher, url, address->etag, address->modified, NULL);
    struct fetch *done = NULL;
    while (fetch && !(done = fetch_next(fetcher, 60000)) && fetch_open_count(fetcher))
        ;
    bool fine = take_fetch(address, done, url, error);
    fetch_free(done);
    fetcher_close(fetcher);
    return fine;
}
