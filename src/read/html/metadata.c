// SPDX-License-Identifier: Apache-2.0
// Metadata that stand in a page's tree: meta and link elements by one table of names, JSON-LD
// scripts (jsonld.c does the reading), microdata, time elements, the language of html.
#include "read/html/metadata.h"

// Names of meta elements (name, property, itemprop or http-equiv), in lower case.
static const struct {
    const char *name;
    uint8_t field, rank;
} meta_rows[] = {
    {"og:title", FIELD_SHARE_TITLE, 1},
    {"twitter:title", FIELD_SHARE_TITLE, 4},
    {"dc.title", FIELD_SHARE_TITLE, 5},
    {"sailthru.title", FIELD_SHARE_TITLE, 5},
    {"parsely-title", FIELD_SHARE_TITLE, 3},
    {"citation_title", FIELD_HEADLINE, 4},
    {"headline", FIELD_HEADLINE, 3},
    {"article:published_time", FIELD_PUBLISHED, 2},
    {"article:published", FIELD_PUBLISHED, 3},
    {"og:article:published_time", FIELD_PUBLISHED, 3},
    {"og:published_time", FIELD_PUBLISHED, 3},
    {"datepublished", FIELD_PUBLISHED, 3},
    {"parsely-pub-date", FIELD_PUBLISHED, 4},
    {"sailthru.date", FIELD_PUBLISHED, 4},
    {"pubdate", FIELD_PUBLISHED, 4},
    {"publishdate", FIELD_PUBLISHED, 4},
    {"publish-date", FIELD_PUBLISHED, 4},
    {"publish_date", FIELD_PUBLISHED, 4},
    {"published_time", FIELD_PUBLISHED, 4},
    {"published-date", FIELD_PUBLISHED, 4},
    {"article.published", FIELD_PUBLISHED, 4},
    {"article_date_original", FIELD_PUBLISHED, 4},
    {"article:published_date", FIELD_PUBLISHED, 4},
    {"cxenseparse:recs:publishtime", FIELD_PUBLISHED, 4},
    {"cxenseparse:publishtime", FIELD_PUBLISHED, 4},
    {"dc.date.issued", FIELD_PUBLISHED, 5},
    {"dcterms.issued", FIELD_PUBLISHED, 5},
    {"dcterms.created", FIELD_PUBLISHED, 6},
    {"dc.date.created", FIELD_PUBLISHED, 6},
    {"dcterms.date", FIELD_PUBLISHED, 6},
    {"dc.date", FIELD_PUBLISHED, 6},
    {"dc:date", FIELD_PUBLISHED, 6},
    {"citation_publication_date", FIELD_PUBLISHED, 5},
    {"citation_date", FIELD_PUBLISHED, 6},
    {"originalpublicationdate", FIELD_PUBLISHED, 4},
    {"displaydate", FIELD_PUBLISHED, 6},
    {"date_published", FIELD_PUBLISHED, 4},
    {"gentime", FIELD_PUBLISHED, 6},
    {"date", FIELD_PUBLISHED, 6},
    {"created", FIELD_PUBLISHED, 7},
    {"datecreated", FIELD_PUBLISHED, 7},
    {"timestamp", FIELD_PUBLISHED, 8},
    {"bt:pubdate", FIELD_PUBLISHED, 4},
    {"rnews:datepublished", FIELD_PUBLISHED, 4},
    {"article:modified_time", FIELD_MODIFIED, 2},
    {"og:updated_time", FIELD_MODIFIED, 4},
    {"datemodified", FIELD_MODIFIED, 3},
    {"article:modified", FIELD_MODIFIED, 3},
    {"dcterms.modified", FIELD_MODIFIED, 4},
    {"dc.date.modified", FIELD_MODIFIED, 4},
    {"last-modified", FIELD_MODIFIED, 6},
    {"lastmod", FIELD_MODIFIED, 5},
    {"og:site_name", FIELD_SITE, 1},
    {"application-name", FIELD_SITE, 3},
    {"dc.publisher", FIELD_SITE, 4},
    {"citation_journal_title", FIELD_SITE, 3},
    {"article:publisher_name", FIELD_SITE, 2},
    {"content-language", FIELD_LANGUAGE, 4},
    {"dc.language", FIELD_LANGUAGE, 5},
    {"inlanguage", FIELD_LANGUAGE, 3},
    {"language", FIELD_LANGUAGE, 5},
    {"og:locale", FIELD_LANGUAGE, 6},
    {"og:url", FIELD_ADDRESS, 2},
    {"twitter:url", FIELD_ADDRESS, 3},
    {"og:description", FIELD_SUMMARY, 2},
    {"description", FIELD_SUMMARY, 1},
    {"twitter:description", FIELD_SUMMARY, 3},
    {"article:section", FIELD_SECTION, 1},
};

static const struct {
    const char *name;
    uint8_t rank;
} author_rows[] = {{"author", 3},         {"article:author", 4},  {"dc.creator", 4},
                   {"parsely-author", 3}, {"sailthru.author", 3}, {"byl", 3},
                   {"citation_author", 3}, {"article:author_name", 3}, {"og:article:author", 4},
                   {"cxenseparse:author", 4}, {"dcterms.creator", 4},
                   {"creator", 5}, {"og:author", 4}, {"page.content.author", 4}};

static void read_meta(struct metadata *metadata, const struct page *page,
                      const struct html_node *node)
{
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    const struct html_tree *tree = &page->tree;
    struct slice content = html_attribute_raw(tree, node, "content");
    if (!content.size)
        return;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        struct slice name = slice_trim(html_attribute_raw(tree, node, keys[k]));
        if (!name.size)
            continue;
        for (size_t i = 0; i < sizeof meta_rows / sizeof *meta_rows; i++) {
            if (!ascii_same(name, meta_rows[i].name))
                continue;
            struct slice value = html_attribute_text(tree, node, "content", page->arena);
            enum metadata_field field = (enum metadata_field)meta_rows[i].field;
            if (field == FIELD_PUBLISHED || field == FIELD_MODIFIED)
                value = page_date_value(page, value);
            metadata_offer(metadata, field, value, meta_rows[i].rank);
        }
        for (size_t i = 0; i < sizeof author_rows / sizeof *author_rows; i++)
            if (ascii_same(name, author_rows[i].name))
                metadata_offer_author(metadata,
                                      html_attribute_text(tree, node, "content", page->arena),
                                      author_rows[i].rank, page->arena);
    }
}

// "twitter:label1" says what "twitter:data1" is: "Written by" in the site's language.
static void read_labelled(struct metadata *metadata, const struct page *page,
                          const struct html_node *node)
{
    const struct html_tree *tree = &page->tree;
    struct slice name = html_attribute_raw(tree, node, "name");
    struct slice content = html_attribute_text(tree, node, "content", page->arena), rest;
    if (ascii_same(name, "twitter:label1"))
        metadata->labels_author = content.size && phrase_has(page->tables,
            utf8_fold(page->arena, content), PHRASE_BYLINE, &rest) && !slice_trim(rest).size;
    else if (metadata->labels_author && ascii_same(name, "twitter:data1"))
        metadata_offer_author(metadata, content, 6, page->arena);
}

static void read_link(struct metadata *metadata, const struct page *page,
                      const struct html_node *node)
{
    struct slice relation = html_attribute_raw(&page->tree, node, "rel");
    struct slice address = html_attribute_text(&page->tree, node, "href", page->arena);
    if (ascii_same(slice_trim(relation), "canonical") && slice_starts(address, "http"))
        metadata_offer(metadata, FIELD_ADDRESS, address, 1);
}

// itemprop on visible elements: the value is in content, datetime or the text.
static void read_microdata(struct metadata *metadata, const struct page *page, uint32_t index)
{
    const struct html_tree *tree = &page->tree;
    const struct html_node *node = &tree->nodes.items[index];
    struct slice property = html_attribute_raw(tree, node, "itemprop");
    if (!property.size)
        return;
    bool published = ascii_same(property, "datepublished");
    if (published || ascii_same(property, "datemodified")) {
        struct slice value = html_attribute_text(tree, node, "content", page->arena);
        if (!value.size)
            value = html_attribute_text(tree, node, "datetime", page->arena);
        if (!value.size)
            value = html_text(tree, index, page->arena);
        metadata_offer(metadata, published ? FIELD_PUBLISHED : FIELD_MODIFIED,
                       page_date_value(page, value), 5);
    } else if (ascii_same(property, "headline")) {
        metadata_offer(metadata, FIELD_HEADLINE, html_text(tree, index, page->arena), 5);
    }
}

static void read_node(struct metadata *metadata, const struct page *page, uint32_t index)
{
    const struct html_tree *tree = &page->tree;
    const struct html_node *node = &tree->nodes.items[index];
    switch ((int)node->tag) {
    case HTML_meta:
        read_meta(metadata, page, node);
        read_labelled(metadata, page, node);
        break;
    case HTML_link:
        read_link(metadata, page, node);
        break;
    case HTML_html:
        metadata_offer(metadata, FIELD_LANGUAGE,
                       html_attribute_text(tree, node, "lang", page->arena), 2);
        metadata_offer(metadata, FIELD_LANGUAGE,
                       html_attribute_text(tree, node, "xml:lang", page->arena), 3);
        break;
    case HTML_title:
        if (!metadata->ranks[FIELD_PAGE_TITLE])
            metadata_offer(metadata, FIELD_PAGE_TITLE,
                           clean_string(page->tables, html_raw_text(tree, index), page->arena), 1);
        break;
    case HTML_script: {
        struct slice type = html_attribute_raw(tree, node, "type");
        if (type.size >= 19 && ascii_same(slice_part(type, 0, 19), "application/ld+json"))
            jsonld_read(metadata, html_raw_text(tree, index), page);
        break;
    }
    default:
        if (node->flags & NODE_HAS_PROPERTY)
            read_microdata(metadata, page, index);
    }
}

void metadata_read(struct metadata *metadata, const struct page *page)
{
    metadata->tables = page->tables;
    for (uint32_t i = 0; i < page->tree.nodes.count; i++)
        read_node(metadata, page, i);
}
