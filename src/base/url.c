// SPDX-License-Identifier: Apache-2.0
// RFC 3986's reference resolution.
#include "base/url.h"

#include "base/list.h"

static bool is_scheme_byte(char c, bool first)
{
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    return letter || (!first && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
}

static struct slice until(struct slice *rest, const char *marks)
{
    size_t end = 0;
    while (end < rest->size && !(rest->data[end] && strchr(marks, rest->data[end])))
        end++;
    struct slice part = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end, rest->size);
    return part;
}

void url_split(struct slice text, struct url *url)
{
    *url = (struct url){.scheme = SLICE_NONE};
    size_t at = 0;
    while (at < text.size && is_scheme_byte(text.data[at], at == 0))
        at++;
    if (at && at < text.size && text.data[at] == ':') {
        url->scheme = slice_part(text, 0, at);
        text = slice_part(text, at + 1, text.size);
    }
    if (slice_starts(text, "//")) {
        text = slice_part(text, 2, text.size);
        url->authority = until(&text, "/?#");
    }
    url->path = until(&text, "?#");
    if (slice_starts(text, "?")) {
        text = slice_part(text, 1, text.size);
        url->query = until(&text, "#");
    }
    if (slice_starts(text, "#"))
        url->fragment = slice_part(text, 1, text.size);
}

struct slice url_host(struct slice text)
{
    struct url url;
    url_split(text, &url);
    struct slice host = url.authority;
    for (size_t i = 0; i < host.size; i++)
        if (host.data[i] == '@')
            host = slice_part(host, i + 1, host.size), i = 0;
    if (slice_starts(host, "[")) {
        size_t close = slice_find(host, SLICE("]"), 0);
        return slice_part(host, 0, close == SIZE_MAX ? host.size : close + 1);
    }
    size_t colon = slice_find(host, SLICE(":"), 0);
    return slice_part(host, 0, colon == SIZE_MAX ? host.size : colon);
}

static bool scheme_is(struct slice scheme, const char *lower)
{
    size_t size = strlen(lower);
    if (scheme.size != size)
        return false;
    for (size_t i = 0; i < size; i++)
        if ((scheme.data[i] | 32) != lower[i])
            return false;
    return true;
}

bool url_is_web(struct slice text)
{
    struct url url;
    url_split(text, &url);
    return (scheme_is(url.scheme, "http") || scheme_is(url.scheme, "https")) &&
           url_host(text).size > 0;
}

// RFC 3986, 5.2.4.
static void add_without_dots(struct buffer *out, struct slice path)
{
    size_t start = out->size;
    while (path.size) {
        if (slice_starts(path, "../") || slice_starts(path, "./")) {
            path = slice_part(path, path.data[1] == '.' ? 3 : 2, path.size);
        } else if (slice_starts(path, "/./") || slice_is(path, "/.")) {
            path = path.size == 2 ? SLICE("/") : slice_part(path, 2, path.size);
        } else if (slice_starts(path, "/../") || slice_is(path, "/..")) {
            path = path.size == 3 ? SLICE("/") : slice_part(path, 3, path.size);
            while (out->size > start && out->data[--out->size] != '/')
                ;
        } else if (slice_is(path, ".") || slice_is(path, "..")) {
            break;
        } else {
            size_t next = slice_find(path, SLICE("/"), 1);
            buffer_add(out, slice_part(path, 0, next));
            path = slice_part(path, next, path.size);
        }
    }
}

static void add_path(struct buffer *out, const struct url *base, const struct url *reference,
                     struct arena *arena)
{
    if (reference->scheme.data || reference->authority.data ||
        slice_starts(reference->path, "/")) {
        add_without_dots(out, reference->path);
        return;
    }
    if (!reference->path.size) {
        buffer_add(out, base->path);
        return;
    }
    struct buffer merged;
    buffer_init(&merged, arena);
    size_t cut = base->path.size;
    while (cut && base->path.data[cut - 1] != '/')
        cut--;
    if (!base->path.size && base->authority.data)
        buffer_byte(&merged, '/');
    buffer_add(&merged, slice_part(base->path, 0, cut));
    buffer_add(&merged, reference->path);
    add_without_dots(out, buffer_slice(&merged));
}

struct slice url_resolve(struct arena *arena, struct slice base, struct slice reference)
{
    struct url from, to;
    struct buffer out;
    reference = slice_trim(reference);
    base = slice_trim(base);
    url_split(base, &from);
    url_split(reference, &to);
    // A base such as mailto:x has no path to resolve in.
    bool hierarchical = from.scheme.data && (from.authority.data || slice_starts(from.path, "/"));
    if (!reference.data || to.scheme.data || !hierarchical)
        return reference;
    buffer_init(&out, arena);
    buffer_add(&out, from.scheme);
    buffer_byte(&out, ':');
    struct slice authority = to.authority.data ? to.authority : from.authority;
    if (authority.data) {
        buffer_text(&out, "//");
        buffer_add(&out, authority);
    }
    add_path(&out, &from, &to, arena);
    bool same = !to.path.size && !to.authority.data && !to.query.data;
    struct slice query = same ? from.query : to.query;
    if (query.data) {
        buffer_byte(&out, '?');
        buffer_add(&out, query);
    }
    if (to.fragment.data) {
        buffer_byte(&out, '#');
        buffer_add(&out, to.fragment);
    }
    return buffer_slice(&out);
}
