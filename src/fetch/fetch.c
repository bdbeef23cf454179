// SPDX-License-Identifier: Apache-2.0
// The machine behind fetch.h: each address goes through steps (waiting for its host, robots.txt,
// the address itself, perhaps redirects) and one curl multi handle drives all of them on the
// calling thread.
#include "fetch/fetch.h"

#include "base/url.h"
#include "fetch/robots.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define AGENT "recoupe"
#define AGENT_LINE "recoupe/" RECOUPE_VERSION " (reads press articles; robots.txt name: recoupe)"
#define REDIRECTS_MOST 5
#define ACTIVE_MOST 32
#define ROBOTS_KEPT_MS ((int64_t)24 * 3600 * 1000) // RFC 9309: no longer than a day

enum step { STEP_WAITING, STEP_ROBOTS, STEP_ADDRESS, STEP_DONE };

struct fetch_state {
    struct fetch fetch;
    enum step step;
    bool active; // handed to curl
    CURL *easy;
    struct curl_slist *fields;
    char etag[256], modified[64]; // of the request
    unsigned redirects, robots_redirects;
    char *robots_address; // being asked for
    size_t capacity;
    bool too_large;
    struct fetcher *fetcher;
    struct fetch_state *next;
};

// What is known of one host (scheme, name and port).
struct host {
    char *origin;
    char *robots; // NULL: everything is allowed
    bool robots_known, robots_refused; // refused: nothing is allowed for now
    int64_t robots_at, free_at;        // ms
    unsigned pause_ms;
    bool busy;
    struct host *next;
};

struct fetcher {
    CURLM *multi;
    struct fetch_limits limits;
    struct fetch_state *first;
    struct host *hosts;
    unsigned active, count;
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static char *copy_of(struct slice text)
{
    char *copy = malloc(text.size + 1);
    if (copy) {
        memcpy(copy, text.data, text.size);
        copy[text.size] = 0;
    }
    return copy;
}

static void fail(struct fetch_state *state, const char *problem)
{
    snprintf(state->fetch.problem, sizeof state->fetch.problem, "%s", problem);
    state->step = STEP_DONE;
}

// --- hosts

static struct slice origin_of(const char *address)
{
    struct slice text = slice_of(address);
    size_t at = slice_find(text, SLICE("://"), 0);
    at = at == SIZE_MAX ? 0 : at + 3;
    while (at < text.size && text.data[at] != '/' && text.data[at] != '?' && text.data[at] != '#')
        at++;
    return slice_part(text, 0, at);
}

static struct slice path_of(const char *address)
{
    struct slice origin = origin_of(address), text = slice_of(address);
    struct slice path = slice_part(text, origin.size, text.size);
    path = slice_cut(&path, '#');
    return path.size && path.data[0] == '/' ? path : SLICE("/");
}

static struct host *host_of(struct fetcher *fetcher, const char *address)
{
    struct slice origin = origin_of(address);
    for (struct host *host = fetcher->hosts; host; host = host->next)
        if (slice_is(origin, host->origin))
            return host;
    struct host *host = calloc(1, sizeof *host);
    if (!host || !(host->origin = copy_of(origin))) {
        free(host);
        return NULL;
    }
    host->pause_ms = fetcher->limits.pause_ms;
    host->next = fetcher->hosts;
    fetcher->hosts = host;
    return host;
}

// --- curl's callbacks

static size_t take_body(char *bytes, size_t one, size_t count, void *context)
{
    struct fetch_state *state = context;
    size_t size = one * count;
    size_t most = state->step == STEP_ROBOTS ? ROBOTS_SIZE_MOST : state->fetcher->limits.size_most;
    if (size > most - state->fetch.size) {
        state->too_large = true;
        if (state->step == STEP_ADDRESS)
            return 0;
        size = most - state->fetch.size; // of robots.txt the rest is no matter
    }
    if (state->fetch.size + size + 1 > state->capacity) {
        size_t capacity = state->capacity ? state->capacity * 2 : 16384;
        while (capacity < state->fetch.size + size + 1)
            capacity *= 2;
        char *body = realloc(state->fetch.body, capacity);
        if (!body)
            return 0;
        state->fetch.body = body;
        state->capacity = capacity;
    }
    if (size)
        memcpy(state->fetch.body + state->fetch.size, bytes, size);
    state->fetch.size += size;
    state->fetch.body[state->fetch.size] = 0;
    return one * count;
}

static void keep_field(char *out, size_t room, struct slice value)
{
    bool fits = value.size < room;
    for (size_t i = 0; fits && i < value.size; i++)
        fits = (unsigned char)value.data[i] >= ' ' && value.data[i] != 127;
    if (!fits)
        value.size = 0;
    memcpy(out, value.data, value.size);
    out[value.size] = 0;
}

static bool field_is(struct slice name, const char *lower)
{
    if (name.size != strlen(lower))
        return false;
    for (size_t i = 0; i < name.size; i++)
        if ((name.data[i] | 32) != lower[i] && name.data[i] != lower[i])
            return false;
    return true;
}

static size_t take_field(char *bytes, size_t one, size_t count, void *context)
{
    struct fetch_state *state = context;
    struct slice line = {bytes, one * count}, name = slice_cut(&line, ':');
    struct slice value = line.data ? slice_trim(line) : SLICE("");
    struct fetch *fetch = &state->fetch;
    name = slice_trim(name);
    if (slice_starts(name, "HTTP/")) { // a new answer, after an interim one
        fetch->etag[0] = fetch->modified[0] = fetch->type[0] = 0;
        fetch->retry_seconds = 0;
    } else if (field_is(name, "etag")) {
        keep_field(fetch->etag, sizeof fetch->etag, value);
    } else if (field_is(name, "last-modified")) {
        keep_field(fetch->modified, sizeof fetch->modified, value);
    } else if (field_is(name, "content-type")) {
        keep_field(fetch->type, sizeof fetch->type, value);
    } else if (field_is(name, "retry-after")) {
        for (size_t i = 0; i < value.size && value.data[i] >= '0' && value.data[i] <= '9'; i++)
            if (fetch->retry_seconds < 1000000)
                fetch->retry_seconds = fetch->retry_seconds * 10 + (unsigned)(value.data[i] - '0');
    }
    return one * count;
}

// --- steps

static void add_condition(struct fetch_state *state, const char *name, const char *value)
{
    char line[400];
    if (!value[0])
        return;
    snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *fields = curl_slist_append(state->fields, line);
    if (fields)
        state->fields = fields;
}

static void set_options(struct fetch_state *state, const char *address)
{
    CURL *easy = state->easy;
    const struct fetch_limits *limits = &state->fetcher->limits;
    curl_easy_setopt(easy, CURLOPT_URL, address);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, AGENT_LINE);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)limits->seconds_most);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, state);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_field);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, state);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, state);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, state->fields);
}

static void request(struct fetch_state *state, struct host *host, const char *address,
                    enum step step)
{
    state->fetch.size = 0;
    state->too_large = false;
    curl_slist_free_all(state->fields);
    state->fields = NULL;
    if (!state->easy)
        state->easy = curl_easy_init();
    else
        curl_easy_reset(state->easy);
    if (!state->easy) {
        fail(state, "not enough memory");
        return;
    }
    if (step == STEP_ADDRESS) {
        add_condition(state, "If-None-Match", state->etag);
        add_condition(state, "If-Modified-Since", state->modified);
    }
    set_options(state, address);
    state->step = step;
    if (curl_multi_add_handle(state->fetcher->multi, state->easy) != CURLM_OK) {
        fail(state, "the request could not be made");
        return;
    }
    state->active = true;
    state->fetcher->active++;
    host->busy = true;
}

// Moves one that waits for its host.
static void go_on(struct fetch_state *state, int64_t now)
{
    struct fetcher *fetcher = state->fetcher;
    const char *robots = state->robots_address;
    struct host *host = host_of(fetcher, robots ? robots : state->fetch.address);
    if (!host) {
        fail(state, "not enough memory");
        return;
    }
    if (host->busy || host->free_at > now || fetcher->active >= ACTIVE_MOST)
        return;
    if (robots) {
        request(state, host, robots, STEP_ROBOTS);
        return;
    }
    if (!host->robots_known || now - host->robots_at > ROBOTS_KEPT_MS) {
        char address[2100];
        snprintf(address, sizeof address, "%.2048s/robots.txt", host->origin);
        state->robots_address = copy_of(slice_of(address));
        state->robots_redirects = 0;
        if (!state->robots_address)
            fail(state, "not enough memory");
        else
            request(state, host, state->robots_address, STEP_ROBOTS);
        return;
    }
    if (host->robots_refused ||
        (host->robots &&
         !robots_allow(slice_of(host->robots), AGENT, path_of(state->fetch.address)))) {
        state->fetch.forbidden = true;
        fail(state, host->robots_refused ? "the host's robots.txt does not answer"
                                         : "the host's robots.txt does not allow it");
        return;
    }
    request(state, host, state->fetch.address, STEP_ADDRESS);
}

// Takes the answer to robots.txt: it belongs to the host of the address that is wanted.
static void end_robots(struct fetch_state *state, CURLcode code, long status, const char *redirect)
{
    struct host *host = host_of(state->fetcher, state->fetch.address);
    bool moved = code == CURLE_OK && status / 100 == 3 && redirect;
    free(state->robots_address);
    state->robots_address = NULL;
    if (moved && ++state->robots_redirects <= REDIRECTS_MOST && url_is_web(slice_of(redirect))) {
        state->robots_address = copy_of(slice_of(redirect));
        return;
    }
    if (!host)
        return;
    free(host->robots);
    host->robots = NULL;
    host->robots_known = true;
    host->robots_at = now_ms();
    // RFC 9309, 2.3.1: unreachable or 5xx is "no", 4xx and too many redirects "anything".
    host->robots_refused = code != CURLE_OK || status / 100 == 5;
    if (code == CURLE_OK && status / 100 == 2 && state->fetch.size) {
        host->robots = copy_of((struct slice){state->fetch.body, state->fetch.size});
        unsigned delay = robots_delay((struct slice){state->fetch.body, state->fetch.size}, AGENT);
        if (delay * 1000 > host->pause_ms)
            host->pause_ms = delay * 1000;
    }
    if (host->robots_refused) // asked again with the next address, not for a day
        host->robots_at -= ROBOTS_KEPT_MS - 60000;
}

static void redirect_to(struct fetch_state *state, long status, const char *redirect)
{
    if (!redirect || !url_is_web(slice_of(redirect)))
        fail(state, "redirects to what is no web address");
    else if (++state->redirects > REDIRECTS_MOST)
        fail(state, "redirects too often");
    if (state->step == STEP_DONE)
        return;
    char *address = copy_of(slice_of(redirect));
    if (!address) {
        fail(state, "not enough memory");
        return;
    }
    // Moved for good only while every step of the way is.
    state->fetch.moved = (status == 301 || status == 308) &&
                         (state->redirects == 1 || state->fetch.moved);
    free(state->fetch.address);
    state->fetch.address = address;
    state->etag[0] = state->modified[0] = 0; // they were another address's
}

static void end_address(struct fetch_state *state, CURLcode code, long status, const char *redirect)
{
    char problem[200];
    state->fetch.status = (unsigned)status;
    if (state->too_large) {
        snprintf(problem, sizeof problem, "larger than %zu MB",
                 state->fetcher->limits.size_most >> 20);
        fail(state, problem);
    } else if (code != CURLE_OK) {
        fail(state, curl_easy_strerror(code));
    } else if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
        redirect_to(state, status, redirect);
    } else if (status / 100 == 2 || status == 304) {
        state->step = STEP_DONE;
    } else {
        snprintf(problem, sizeof problem, "the host answers with status %ld", status);
        fail(state, problem);
    }
}

static void end_request(struct fetch_state *state, CURLcode code)
{
    long status = 0;
    char *redirect = NULL;
    struct fetcher *fetcher = state->fetcher;
    bool robots = state->step == STEP_ROBOTS;
    struct host *host = host_of(fetcher, robots ? state->robots_address : state->fetch.address);
    curl_easy_getinfo(state->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(state->easy, CURLINFO_REDIRECT_URL, &redirect);
    redirect = redirect ? copy_of(slice_of(redirect)) : NULL;
    curl_multi_remove_handle(fetcher->multi, state->easy);
    state->active = false;
    fetcher->active--;
    if (host) {
        host->busy = false;
        host->free_at = now_ms() + (robots ? 0 : host->pause_ms);
    }
    state->step = STEP_WAITING;
    if (robots)
        end_robots(state, code, status, redirect);
    else
        end_address(state, code, status, redirect);
    free(redirect);
}

// --- the door

struct fetcher *fetcher_open(const struct fetch_limits *limits, struct error *error)
{
    struct fetcher *fetcher = calloc(1, sizeof *fetcher);
    if (fetcher && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        fetcher->multi = curl_multi_init();
    if (!fetcher || !fetcher->multi) {
        free(fetcher);
        error_set(error, ERROR_INTERNAL, "", "the network library could not be started");
        return NULL;
    }
    fetcher->limits = *limits;
    if (!fetcher->limits.size_most)
        fetcher->limits.size_most = (size_t)32 << 20;
    if (!fetcher->limits.seconds_most)
        fetcher->limits.seconds_most = 30;
    if (!fetcher->limits.pause_ms)
        fetcher->limits.pause_ms = 1000;
    return fetcher;
}

struct fetch *fetch_start(struct fetcher *fetcher, const char *address, const char *etag,
                          const char *modified, void *context)
{
    struct fetch_state *state = calloc(1, sizeof *state), **last = &fetcher->first;
    if (!state || !(state->fetch.address = copy_of(slice_of(address)))) {
        free(state);
        return NULL;
    }
    state->fetch.state = state;
    state->fetch.context = context;
    state->fetcher = fetcher;
    keep_field(state->etag, sizeof state->etag, slice_of(etag ? etag : ""));
    keep_field(state->modified, sizeof state->modified, slice_of(modified ? modified : ""));
    if (!url_is_web(slice_of(address)))
        fail(state, "is no http or https address");
    else if (strlen(address) > 2000)
        fail(state, "the address is too long");
    while (*last)
        last = &(*last)->next;
    *last = state;
    fetcher->count++;
    return &state->fetch;
}

static struct fetch *take_done(struct fetcher *fetcher)
{
    for (struct fetch_state **at = &fetcher->first; *at; at = &(*at)->next) {
        struct fetch_state *state = *at;
        if (state->step != STEP_DONE)
            continue;
        *at = state->next;
        fetcher->count--;
        return &state->fetch;
    }
    return NULL;
}

static void step_all(struct fetcher *fetcher)
{
    int running = 0, left = 0;
    CURLMsg *message;
    for (struct fetch_state *state = fetcher->first; state; state = state->next)
        if (state->step == STEP_WAITING)
            go_on(state, now_ms());
    curl_multi_perform(fetcher->multi, &running);
    while ((message = curl_multi_info_read(fetcher->multi, &left))) {
        struct fetch_state *state = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&state);
        end_request(state, code);
    }
}

struct fetch *fetch_next(struct fetcher *fetcher, unsigned wait_ms)
{
    int64_t end = now_ms() + wait_ms;
    for (;;) {
        step_all(fetcher);
        struct fetch *done = take_done(fetcher);
        int64_t left = end - now_ms();
        if (done || left <= 0 || !fetcher->count)
            return done;
        curl_multi_poll(fetcher->multi, NULL, 0, left < 20 ? (int)left : 20, NULL);
    }
}

unsigned fetch_open_count(const struct fetcher *fetcher)
{
    return fetcher->count;
}

void fetch_free(struct fetch *fetch)
{
    struct fetch_state *state = fetch ? fetch->state : NULL;
    if (!state)
        return;
    if (state->active)
        curl_multi_remove_handle(state->fetcher->multi, state->easy);
    curl_easy_cleanup(state->easy);
    curl_slist_free_all(state->fields);
    free(state->robots_address);
    free(state->fetch.address);
    free(state->fetch.body);
    free(state);
}

void fetcher_close(struct fetcher *fetcher)
{
    if (!fetcher)
        return;
    while (fetcher->first) {
        struct fetch_state *state = fetcher->first;
        fetcher->first = state->next;
        fetch_free(&state->fetch);
    }
    while (fetcher->hosts) {
        struct host *host = fetcher->hosts;
        fetcher->hosts = host->next;
        free(host->origin);
        free(host->robots);
        free(host);
    }
    curl_multi_cleanup(fetcher->multi);
    curl_global_cleanup();
    free(fetcher);
}
