// SPDX-License-Identifier: Apache-2.0
// Which element tells what: the vocabularies of RSS 0.9 to 2.0, RSS 1.0, Atom 0.3 and 1.0, CDF,
// Dublin Core, content, by namespace and name. One table; a prefix that nobody declared means
// what it mostly means.
#include "read/feed.h"

#include "read/html/tree.h"

static const struct {
    const char *part; // of the namespace's address
    enum feed_space space;
} namespaces[] = {
    {"www.w3.org/2005/atom", SPACE_ATOM},
    {"purl.org/atom/", SPACE_ATOM},
    {"purl.org/rss/1.0/modules/content", SPACE_CONTENT},
    {"purl.org/rss/1.0/modules/", SPACE_OTHER},
    {"purl.org/net/rss", SPACE_PLAIN},
    {"purl.org/rss/1.0", SPACE_PLAIN},
    {"my.netscape.com/", SPACE_PLAIN},
    {"channel.netscape.com/", SPACE_PLAIN},
    {"backend.userland.com/", SPACE_PLAIN},
    {"blogs.law.harvard.edu/", SPACE_PLAIN},
    {"cyber.law.harvard.edu/", SPACE_PLAIN},
    {"purl.org/dc/terms", SPACE_TERMS},
    {"purl.org/dc/", SPACE_DC},
    {"www.w3.org/1999/xhtml", SPACE_XHTML},
    {"www.itunes.com/", SPACE_ITUNES},
    {"example.com/dtds/podcast", SPACE_ITUNES},
    {"www.w3.org/1999/02/22-rdf-syntax-ns", SPACE_RDF},
};

static const struct {
    const char *prefix;
    enum feed_space space;
} usual[] = {
    {"atom", SPACE_ATOM},       {"atom10", SPACE_ATOM},   {"a10", SPACE_ATOM},
    {"dc", SPACE_DC},           {"dcterms", SPACE_TERMS}, {"content", SPACE_CONTENT},
    {"xhtml", SPACE_XHTML},     {"html", SPACE_XHTML},    {"itunes", SPACE_ITUNES},
    {"rdf", SPACE_RDF},         {"rss", SPACE_PLAIN},
};

#define OWN (SPACE_PLAIN | SPACE_ATOM)
static const struct {
    const char *name;
    unsigned spaces;
    enum feed_field field;
    unsigned strength;
} rows[] = {
    {"item", SPACE_PLAIN, FEED_ENTRY, 2},
    {"entry", OWN, FEED_ENTRY, 2},
    {"channel", SPACE_PLAIN, FEED_CHANNEL, 2},
    {"feed", OWN, FEED_CHANNEL, 2},
    {"rss", SPACE_PLAIN, FEED_CHANNEL, 2},
    {"rdf", SPACE_RDF | SPACE_PLAIN, FEED_CHANNEL, 2},
    {"title", OWN, FEED_TITLE, 2},
    {"title", SPACE_DC | SPACE_TERMS, FEED_TITLE, 1},
    {"link", OWN, FEED_LINK, 2},
    {"guid", SPACE_PLAIN, FEED_ID, 2},
    {"id", OWN, FEED_ID, 2},
    {"identifier", SPACE_DC, FEED_ID, 1},
    {"pubdate", SPACE_PLAIN, FEED_PUBLISHED, 2},
    {"published", OWN, FEED_PUBLISHED, 2},
    {"issued", OWN | SPACE_TERMS, FEED_PUBLISHED, 2},
    {"date", SPACE_DC, FEED_PUBLISHED, 1},
    {"created", SPACE_TERMS | OWN, FEED_PUBLISHED, 1},
    {"updated", OWN, FEED_MODIFIED, 2},
    {"modified", OWN | SPACE_TERMS, FEED_MODIFIED, 2},
    {"author", OWN | SPACE_DC, FEED_AUTHOR, 2},
    {"creator", SPACE_DC | SPACE_PLAIN, FEED_AUTHOR, 2},
    {"author", SPACE_ITUNES, FEED_AUTHOR, 1},
    {"encoded", SPACE_CONTENT | SPACE_PLAIN, FEED_CONTENT, 2},
    {"content", OWN, FEED_CONTENT, 2},
    {"body", SPACE_XHTML | SPACE_PLAIN, FEED_CONTENT, 2},
    {"div", SPACE_XHTML, FEED_CONTENT, 1},
    {"fullitem", OWN, FEED_CONTENT, 1},
    {"description", OWN, FEED_SUMMARY, 2},
    {"summary", OWN, FEED_SUMMARY, 2},
    {"abstract", OWN, FEED_SUMMARY, 2},
    {"description", SPACE_DC, FEED_SUMMARY, 1},
    {"summary", SPACE_ITUNES, FEED_SUMMARY, 1},
    {"language", OWN | SPACE_DC, FEED_LANGUAGE, 2},
};

static enum feed_space space_of_address(struct slice address, bool is_default)
{
    char lower[128];
    size_t size = address.size < sizeof lower ? address.size : sizeof lower;
    for (size_t i = 0; i < size; i++)
        lower[i] = (char)(address.data[i] >= 'A' && address.data[i] <= 'Z' ? address.data[i] + 32
                                                                          : address.data[i]);
    struct slice key = {lower, size};
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
        if (slice_find(key, slice_of(namespaces[i].part), 0) != SIZE_MAX)
            return namespaces[i].space;
    return is_default ? SPACE_PLAIN : SPACE_OTHER;
}

void feed_bind(const struct xml_token *token, struct arena *arena, feed_binding_list *bindings)
{
    struct slice name, value;
    if (bindings->count > 256)
        return;
    for (size_t at = 0; xml_attribute_next(token, &at, &name, &value);) {
        if (!slice_starts(name, "xmlns") || (name.size > 5 && name.data[5] != ':'))
            continue;
        struct slice prefix = name.size > 6 ? slice_part(name, 6, name.size) : SLICE_NONE;
        struct feed_binding binding = {prefix, space_of_address(slice_trim(value), !prefix.data)};
        list_add(arena, bindings, binding);
    }
}

enum feed_space feed_space_of(const feed_binding_list *bindings, const struct xml_token *token)
{
    for (uint32_t i = bindings->count; i-- > 0;) {
        const struct feed_binding *binding = &bindings->items[i];
        if (slice_equal(binding->prefix, token->prefix))
            return binding->space;
    }
    if (!token->prefix.data)
        return SPACE_PLAIN;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (ascii_same(token->prefix, usual[i].prefix))
            return usual[i].space;
    return SPACE_OTHER;
}

enum feed_field feed_field_of(const feed_binding_list *bindings, const struct xml_token *token,
                              unsigned *strength)
{
    unsigned space = feed_space_of(bindings, token);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].spaces & space && ascii_same(token->name, rows[i].name)) {
            *strength = rows[i].strength;
            return rows[i].field;
        }
    *strength = 0;
    return FEED_NONE;
}
