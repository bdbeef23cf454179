// SPDX-License-Identifier: Apache-2.0
// RFC 9309, line by line. A pattern's '*' is any run of bytes and '$' at its end the end of the
// path; percent-encoded bytes of pattern and path are compared decoded, but for "%2F".
#include "fetch/robots.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool same(struct slice text, const char *word)
{
    size_t i = 0;
    for (; i < text.size && word[i]; i++)
        if (lower(text.data[i]) != lower(word[i]))
            return false;
    return i == text.size && !word[i];
}

static bool next_line(struct slice *rest, struct slice *key, struct slice *value)
{
    while (rest->size) {
        size_t end = 0;
        while (end < rest->size && rest->data[end] != '\n' && rest->data[end] != '\r')
            end++;
        struct slice line = slice_part(*rest, 0, end);
        *rest = slice_part(*rest, end + 1, rest->size);
        line = slice_cut(&line, '#');
        size_t colon = slice_find(line, SLICE(":"), 0);
        if (colon == SIZE_MAX)
            continue;
        *key = slice_trim(slice_part(line, 0, colon));
        *value = slice_trim(slice_part(line, colon + 1, line.size));
        return true;
    }
    return false;
}

// The product token at the start of a User-agent line's value.
static struct slice token_of(struct slice value)
{
    size_t size = 0;
    while (size < value.size &&
           (value.data[size] == '-' || value.data[size] == '_' ||
            (lower(value.data[size]) >= 'a' && lower(value.data[size]) <= 'z')))
        size++;
    return slice_part(value, 0, size);
}

static bool names(struct slice value, const char *agent)
{
    return agent ? same(token_of(value), agent) : slice_is(value, "*");
}

static int hex(char c)
{
    c = lower(c);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The byte at text[*at], percent-decoded; an encoded '/' stays another byte than '/'.
static unsigned byte_at(struct slice text, size_t *at)
{
    size_t i = (*at)++;
    if (text.data[i] == '%' && i + 2 < text.size && hex(text.data[i + 1]) >= 0 &&
        hex(text.data[i + 2]) >= 0) {
        unsigned byte = (unsigned)(hex(text.data[i + 1]) * 16 + hex(text.data[i + 2]));
        *at += 2;
        return byte == '/' ? 256 : byte;
    }
    return (unsigned char)text.data[i];
}

// Greedy matching with one place to come back to: the last '*'. At most pattern times path steps.
static bool matches(struct slice pattern, struct slice path)
{
    size_t p = 0, t = 0, star = SIZE_MAX, retry = 0;
    bool anchored = slice_ends(pattern, "$");
    pattern.size -= anchored;
    for (;;) {
        if (p == pattern.size && (!anchored || t == path.size))
            return true;
        if (p < pattern.size && pattern.data[p] == '*') {
            star = ++p;
            retry = t;
            continue;
        }
        size_t next_p = p, next_t = t;
        if (p < pattern.size && t < path.size &&
            byte_at(pattern, &next_p) == byte_at(path, &next_t)) {
            p = next_p;
            t = next_t;
            continue;
        }
        if (star == SIZE_MAX || retry >= path.size)
            return false;
        byte_at(path, &retry);
        t = retry;
        p = star;
    }
}

// Walks the rules of the groups that name agent (NULL: "*"). *found: there is such a group.
struct verdict {
    bool found, allow;
    size_t longest; // bytes of the deciding pattern
    unsigned delay;
};

static unsigned seconds_of(struct slice value)
{
    unsigned seconds = 0;
    for (size_t i = 0; i < value.size && value.data[i] >= '0' && value.data[i] <= '9'; i++)
        seconds = seconds < 60 ? seconds * 10 + (unsigned)(value.data[i] - '0') : 60;
    return seconds < 60 ? seconds : 60;
}

static struct verdict judge(struct slice text, const char *agent, struct slice path)
{
    struct verdict verdict = {.allow = true};
    struct slice key, value;
    bool in_agents = false, mine = false;
    if (slice_starts(text, "\xEF\xBB\xBF"))
        text = slice_part(text, 3, text.size);
    text = slice_part(text, 0, ROBOTS_SIZE_MOST);
    while (next_line(&text, &key, &value)) {
        if (same(key, "user-agent")) {
            mine = (in_agents && mine) || names(value, agent);
            verdict.found = verdict.found || mine;
            in_agents = true;
            continue;
        }
        bool allow = same(key, "allow"), disallow = same(key, "disallow");
        bool delay = same(key, "crawl-delay");
        if (!allow && !disallow && !delay)
            continue; // sitemaps and the like do not end a group
        in_agents = false;
        if (mine && delay)
            verdict.delay = seconds_of(value);
        if (!mine || delay || !value.size || !matches(value, path))
            continue;
        if (value.size > verdict.longest || (value.size == verdict.longest && allow)) {
            verdict.longest = value.size;
            verdict.allow = allow;
        }
    }
    return verdict;
}

bool robots_allow(struct slice text, const char *agent, struct slice path)
{
    if (same(path, "/robots.txt"))
        return true;
    struct verdict verdict = judge(text, agent, path);
    if (!verdict.found)
        verdict = judge(text, NULL, path);
    return verdict.allow;
}

unsigned robots_delay(struct slice text, const char *agent)
{
    struct verdict verdict = judge(text, agent, SLICE("/"));
    if (!verdict.found)
        verdict = judge(text, NULL, SLICE("/"));
    return verdict.delay;
}
