// SPDX-License-Identifier: Apache-2.0
// robots.txt by RFC 9309: groups, longest match, wildcards, encodings, and hostile files.
#include "fetch/robots.h"
#include "test.h"

static bool allow(const char *text, const char *path)
{
    return robots_allow(slice_of(text), "recoupe", slice_of(path));
}

TEST(robots_groups)
{
    static const char text[] = "\xEF\xBB\xBFUser-agent: other\nDisallow: /\n\nUser-Agent: *\nDisallow: /private # no\n"
                               "Sitemap: http://port.example/s.xml\nUser-agent: Recoupe/1.0\nUser-agent: third\nDisallow: /r/\n"
                               "Crawl-delay: 7\n\nuser-agent:recoupe\rDISALLOW : /s/\r\n";
    CHECK(allow(text, "/private") && allow(text, "/") && !allow(text, "/r/a") && !allow(text, "/s/"));
    CHECK(!robots_allow(slice_of(text), "somebody", SLICE("/private/a")));
    CHECK(robots_allow(slice_of(text), "somebody", SLICE("/r/")));
    CHECK(!robots_allow(slice_of(text), "third", SLICE("/r/")));
    CHECK(!robots_allow(slice_of(text), "other", SLICE("/x")));
    CHECK(robots_delay(slice_of(text), "recoupe") == 7 && robots_delay(slice_of(text), "other") == 0);
    CHECK(allow("", "/a") && allow("Disallow: /", "/a") && allow("User-agent: *\nDisallow:", "/a"));
    CHECK(robots_allow(SLICE("User-agent: *\nDisallow: /"), "recoupe", SLICE("/robots.txt")));
}

TEST(robots_longest_match)
{
    static const char text[] = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c$\nAllow: /e/*/f\nDisallow: /e\n"
                               "Disallow: *.pdf$\nDisallow: /p?q=\nAllow: /same\nDisallow: /same\nDisallow: /caf%C3%A9\n";
    CHECK(!allow(text, "/a") && !allow(text, "/ab") && allow(text, "/a/b") && !allow(text, "/a/b/c"));
    CHECK(allow(text, "/a/b/c/d") && allow(text, "/e/x/y/f") && !allow(text, "/e/x"));
    CHECK(!allow(text, "/x/y.pdf") && allow(text, "/x/y.pdf?z") && !allow(text, "/p?q=1") && allow(text, "/p"));
    CHECK(allow(text, "/same") && !allow(text, "/caf\xC3\xA9") && !allow(text, "/c%61f%c3%a9/x"));
}

TEST(robots_hostile)
{
    char stars[4000], path[4000];
    for (size_t i = 0; i < sizeof stars; i++) {
        stars[i] = i % 2 ? 'a' : '*';
        path[i] = i ? 'a' : '/';
    }
    memcpy(stars, "User-agent: *\nDisallow: ", 24);
    path[3999] = 'b';
    CHECK(!robots_allow((struct slice){stars, sizeof stars}, "recoupe", (struct slice){path, 3000}));
    CHECK(robots_allow((struct slice){stars, sizeof stars}, "recoupe", (struct slice){path, 1000}));
    CHECK(allow("User-agent\nDisallow: /\n:::\n#\n%", "/%"));
}
