// SPDX-License-Identifier: Apache-2.0
// Telling formats by their first bytes, in the manner of the WHATWG MIME Sniffing standard.
#include "read/input.h"

#define SNIFF_SIZE 4096

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool starts_any_case(struct slice text, const char *word)
{
    size_t size = strlen(word);
    if (text.size < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (lower(text.data[i]) != word[i])
            return false;
    return true;
}

struct slice sniff_start(struct slice start)
{
    if (slice_starts(start, "\xEF\xBB\xBF"))
        start = slice_part(start, 3, start.size);
    size_t at = 0;
    while (at < start.size && strchr(" \t\r\n\f", start.data[at]) && start.data[at])
        at++;
    return slice_part(start, at, start.size);
}

// What stands after the XML declaration, comments, doctype and processing instructions.
static struct slice after_prolog(struct slice text)
{
    for (;;) {
        text = sniff_start(text);
        const char *end = starts_any_case(text, "<!--")       ? "-->"
                          : starts_any_case(text, "<?")       ? "?>"
                          : starts_any_case(text, "<!doctype") ? ">"
                                                              : NULL;
        size_t at = end ? slice_find(text, slice_of(end), 2) : SIZE_MAX;
        if (end && *end == '>') { // a document type may hold declarations in brackets
            size_t open = slice_find(slice_part(text, 0, at), SLICE("["), 0);
            size_t close = open == SIZE_MAX ? open : slice_find(text, SLICE("]"), open);
            at = close == SIZE_MAX ? at : slice_find(text, SLICE(">"), close);
        }
        if (at == SIZE_MAX)
            return text;
        text = slice_part(text, at + strlen(end), text.size);
    }
}

// UTF-16 shows itself by its byte order mark, or by the zero beside the first '<'.
static bool is_wide(struct slice start)
{
    return start.size > 3 &&
           (slice_starts(start, "\xFF\xFE") || slice_starts(start, "\xFE\xFF") ||
            (start.data[0] == '<' && !start.data[1] && start.data[2] && !start.data[3]) ||
            (!start.data[0] && start.data[1] == '<' && !start.data[2] && start.data[3]));
}

// The name of the root element without its prefix.
static struct slice root_name(struct slice start)
{
    struct slice root = after_prolog(start);
    size_t at = 1, end = 1;
    while (end < root.size && !strchr(" \t\r\n/>", root.data[end])) {
        if (root.data[end] == ':')
            at = end + 1;
        end++;
    }
    return root.size && root.data[0] == '<' ? slice_part(root, at, end) : SLICE_NONE;
}

bool sniff_xml_feed(struct slice start)
{
    static const char *const names[] = {"rss", "feed", "rdf", "channel"};
    char narrow[SNIFF_SIZE];
    if (is_wide(start)) {
        size_t size = 0;
        for (size_t i = 0; i < start.size && size < sizeof narrow; i++)
            if (start.data[i] && (unsigned char)start.data[i] < 0x80)
                narrow[size++] = start.data[i];
        start = (struct slice){narrow, size};
    }
    struct slice name = root_name(slice_part(start, 0, 64 << 10));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (name.size == strlen(names[i]) && starts_any_case(name, names[i]))
            return true;
    return false;
}

bool sniff_html(struct slice start)
{
    static const char *const tags[] = {"<!doctype html", "<html", "<head", "<script", "<iframe",
                                       "<h1", "<div", "<font", "<table", "<a ", "<style",
                                       "<title", "<b>", "<body", "<br", "<p>", "<p ", "<meta",
                                       "<article", "<main", "<section", "<span", "<ul", "<link",
                                       "<header", "<h2", "<h3", "<figure", "<img", "<blockquote",
                                       "<center", "<nav", "<noscript", "<base", "<frameset"};
    struct slice text = sniff_start(start);
    if (starts_any_case(text, "<!doctype html"))
        return true;
    text = after_prolog(slice_part(text, 0, 64 << 10));
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (starts_any_case(text, tags[i]))
            return true;
    // Text in front of the markup, or a template's leftovers.
    unsigned ends = 0;
    struct slice head = slice_part(start, 0, 64 << 10);
    for (size_t at = 0; (at = slice_find(head, SLICE("</"), at)) != SIZE_MAX && ends < 20; at += 2)
        ends++;
    return ends >= 20 && slice_find(head, SLICE("</p>"), 0) != SIZE_MAX;
}

bool sniff_json(struct slice start)
{
    struct slice text = sniff_start(start);
    if (!text.size || (text.data[0] != '{' && text.data[0] != '['))
        return false;
    struct slice next = sniff_start(slice_part(text, 1, text.size));
    if (!next.size)
        return true;
    if (text.data[0] == '{')
        return next.data[0] == '"' || next.data[0] == '}';
    return next.data[0] == '{' || next.data[0] == ']';
}

bool sniff_json_feed(struct slice start)
{
    return sniff_json(start) &&
           slice_find(slice_part(start, 0, SNIFF_SIZE), SLICE("jsonfeed.org/version"),
                      0) != SIZE_MAX;
}

bool sniff_warc(struct slice start)
{
    return slice_starts(sniff_start(start), "WARC/");
}

bool sniff_binary(struct slice start)
{
    static const char *const magic[] = {"%PDF-", "\x89PNG", "GIF8", "\xFF\xD8\xFF", "PK\x03\x04",
                                        "\x7F" "ELF", "OggS", "ID3", "RIFF", "BZh", "\xFD" "7zXZ",
                                        "SQLite format 3"};
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++)
        if (slice_starts(start, magic[i]))
            return true;
    if (is_wide(start))
        return false;
    size_t size = start.size < SNIFF_SIZE ? start.size : SNIFF_SIZE, controls = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)start.data[i];
        controls += c < 9 || (c > 13 && c < 32 && c != 27);
    }
    return controls * 50 > size; // 2 %: text has none, even with a stray byte
}
