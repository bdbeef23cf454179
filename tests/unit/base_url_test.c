// SPDX-License-Identifier: Apache-2.0
// Addresses: RFC 3986's own examples (section 5.4), hosts, what is no address.
#include "base/url.h"
#include "test.h"

TEST(url_resolves_references)
{
    static const char *const rows[][2] = {
        {"g:h", "g:h"}, {"g", "http://a/b/c/g"}, {"./g", "http://a/b/c/g"}, {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"}, {"//g", "http://g"}, {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"}, {"#s", "http://a/b/c/d;p?q#s"}, {"g#s", "http://a/b/c/g#s"},
        {";x", "http://a/b/c/;x"}, {"", "http://a/b/c/d;p?q"}, {".", "http://a/b/c/"},
        {"..", "http://a/b/"}, {"../g", "http://a/b/g"}, {"../..", "http://a/"},
        {"../../g", "http://a/g"}, {"../../../g", "http://a/g"}, {"/./g", "http://a/g"},
        {"/../g", "http://a/g"}, {"g.", "http://a/b/c/g."}, {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"}, {"g/./h", "http://a/b/c/g/h"}, {"g/../h", "http://a/b/c/h"},
        {"g?y/../x", "http://a/b/c/g?y/../x"}, {" g\n", "http://a/b/c/g"}};
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_TEXT(url_resolve(&arena, SLICE("http://a/b/c/d;p?q"), slice_of(rows[i][0])), rows[i][1]);
    CHECK_TEXT(url_resolve(&arena, SLICE("http://a"), SLICE("g")), "http://a/g");
    CHECK_TEXT(url_resolve(&arena, SLICE_NONE, SLICE("g")), "g");
    CHECK_TEXT(url_resolve(&arena, SLICE("mailto:x@y"), SLICE("g")), "g");
    arena_free(&arena);
}

TEST(url_hosts)
{
    CHECK_TEXT(url_host(SLICE("https://me:word@www.example.org:8080/a?b@c")), "www.example.org");
    CHECK_TEXT(url_host(SLICE("http://[::1]:80/")), "[::1]");
    CHECK(url_host(SLICE("mailto:x@y")).size == 0);
    CHECK(url_is_web(SLICE("HTTPS://example.org")) && !url_is_web(SLICE("ftp://example.org/")));
    CHECK(!url_is_web(SLICE("http:///x")) && !url_is_web(SLICE("example.org")));
}
