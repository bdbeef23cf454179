// SPDX-License-Identifier: Apache-2.0
// JSON-LD: the schema.org object that describes the page's article. Scripts in the wild hold raw
// line ends in strings, comments around and commas too many; they are mended before parsing.
#include "read/html/metadata.h"

#include "base/json.h"

#define VALUES_MOST 4096 // objects looked at in one script

// Kinds that describe an article, the best first; a page of any other kind says less.
static const char *const article_types[] = {
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "Article", "BlogPosting",
    "LiveBlogPosting", "SocialMediaPosting", "ScholarlyArticle", "TechArticle", "Report",
    "Review", "AdvertiserContentArticle", "SatiricalArticle"};

static struct slice mend(struct slice script, struct arena *arena)
{
    char *out = arena_take(arena, script.size + 1);
    size_t size = 0;
    bool text = false;
    for (size_t i = 0; i < script.size; i++) {
        char c = script.data[i];
        if (text && c == '\\' && i + 1 < script.size) {
            out[size++] = c;
            c = script.data[++i];
        } else if (c == '"') {
            text = !text;
        } else if ((unsigned char)c < 0x20) {
            c = ' ';
        } else if (!text && (c == '}' || c == ']')) {
            size_t end = size;
            while (end && out[end - 1] == ' ')
                end--;
            if (end && out[end - 1] == ',')
                out[end - 1] = ' ';
        }
        out[size++] = c;
    }
    return (struct slice){out, size};
}

struct slice script_start(struct slice script)
{
    size_t start = 0, end = script.size;
    while (start < end && script.data[start] != '{' && script.data[start] != '[') {
        if (end - start > 9 && memcmp(script.data + start, "<![CDATA[", 9) == 0)
            start += 8;
        start++;
    }
    while (end > start && script.data[end - 1] != '}' && script.data[end - 1] != ']')
        end--;
    return slice_part(script, start, end);
}

const struct json_value *script_json(struct slice script, struct arena *arena,
                                     struct slice *parsed)
{
    struct error error = {0};
    *parsed = mend(script_start(script), arena);
    return parsed->size ? json_parse(arena, *parsed, &error) : NULL;
}

struct finder {
    const struct page *page;
    struct metadata *metadata;
    const struct json_value *root;
    uint32_t looked;
};

static unsigned type_rank(struct finder *finder, const struct json_value *object)
{
    const struct json_value *type = json_find(object, "@type");
    unsigned best = 0;
    const struct json_value *one = type && type->type == JSON_ARRAY ? type->first : type;
    for (; one; one = type->type == JSON_ARRAY ? one->next : NULL) {
        for (unsigned i = 0; i < sizeof article_types / sizeof *article_types; i++)
            if (slice_is(one->text, article_types[i]))
                best = 1;
        if (slice_ends(one->text, "NewsArticle"))
            finder->metadata->news = true;
        if (!best && (slice_is(one->text, "WebPage") || slice_is(one->text, "VideoObject") ||
                      slice_is(one->text, "PodcastEpisode") || slice_is(one->text, "ItemPage")))
            best = 2;
    }
    return best;
}

static struct slice text_of(struct finder *finder, const struct json_value *value)
{
    if (value && value->type == JSON_ARRAY)
        value = value->first;
    if (value && value->type == JSON_OBJECT)
        value = json_find(value, "@value") ? json_find(value, "@value") : json_find(value, "name");
    if (!value || value->type != JSON_STRING)
        return SLICE_NONE;
    // Some sites escape the strings for HTML as well.
    return clean_string(finder->page->tables, value->text, finder->page->arena);
}

// The object of the same "@id" that has a name: authors are often only referred to.
static const struct json_value *find_id(struct finder *finder, const struct json_value *value,
                                        struct slice id, unsigned depth)
{
    if (!value || depth > 6)
        return NULL;
    if (value->type == JSON_OBJECT && slice_equal(json_find_text(value, "@id"), id) &&
        json_find(value, "name"))
        return value;
    if (value->type != JSON_OBJECT && value->type != JSON_ARRAY)
        return NULL;
    for (const struct json_value *child = value->first; child; child = child->next) {
        if (finder->looked++ > VALUES_MOST)
            return NULL;
        const struct json_value *found = find_id(finder, child, id, depth + 1);
        if (found)
            return found;
    }
    return NULL;
}

static struct slice name_of(struct finder *finder, const struct json_value *value)
{
    if (value && value->type == JSON_OBJECT && !json_find(value, "name")) {
        struct slice id = json_find_text(value, "@id");
        const struct json_value *there =
            id.size ? find_id(finder, finder->root, id, 0) : NULL;
        value = there ? there : value;
    }
    return text_of(finder, value);
}

static void offer_authors(struct finder *finder, const struct json_value *author, uint8_t rank)
{
    if (!author)
        return;
    struct arena *arena = finder->page->arena;
    if (author->type != JSON_ARRAY) {
        const struct json_value *names =
            author->type == JSON_OBJECT ? json_find(author, "name") : NULL;
        if (names && names->type == JSON_ARRAY)
            offer_authors(finder, names, rank);
        else
            metadata_offer_author(finder->metadata, name_of(finder, author), rank, arena);
        return;
    }
    for (const struct json_value *one = author->first; one; one = one->next)
        metadata_offer_author(finder->metadata, name_of(finder, one), rank, arena);
}

static void offer_date(struct finder *finder, const struct json_value *object, const char *key,
                       enum metadata_field field, uint8_t rank)
{
    struct slice value = page_date_value(finder->page, text_of(finder, json_find(object, key)));
    metadata_offer(finder->metadata, field, value, rank);
}

static void read_article(struct finder *finder, const struct json_value *object, unsigned type)
{
    struct metadata *metadata = finder->metadata;
    bool article = type == 1;
    metadata_offer(metadata, FIELD_HEADLINE, text_of(finder, json_find(object, "headline")),
                   article ? 1 : 6);
    metadata_offer(metadata, FIELD_HEADLINE, text_of(finder, json_find(object, "name")),
                   article ? 2 : 7);
    offer_date(finder, object, "datePublished", FIELD_PUBLISHED, article ? 1 : 5);
    offer_date(finder, object, "dateCreated", FIELD_PUBLISHED, article ? 5 : 7);
    offer_date(finder, object, "dateModified", FIELD_MODIFIED, article ? 1 : 5);
    metadata_offer(metadata, FIELD_LANGUAGE, text_of(finder, json_find(object, "inLanguage")),
                   article ? 1 : 5);
    metadata_offer(metadata, FIELD_SUMMARY, text_of(finder, json_find(object, "description")), 4);
    metadata_offer(metadata, FIELD_SECTION,
                   text_of(finder, json_find(object, "articleSection")), 2);
    if (!article)
        return;
    struct slice publisher = name_of(finder, json_find(object, "publisher"));
    if (!metadata->publisher.size)
        metadata->publisher = publisher;
    metadata_offer(metadata, FIELD_SITE, publisher, 2);
    offer_authors(finder, json_find(object, "author"), 1);
    if (metadata->author_rank != 1)
        offer_authors(finder, json_find(object, "creator"), 2);
    metadata_offer(metadata, FIELD_BODY, text_of(finder, json_find(object, "articleBody")), 1);
}

// Looks at the value, the members of arrays and graphs, and a page's main thing; never into
// lists of other articles.
static void look(struct finder *finder, const struct json_value *value, unsigned depth)
{
    if (!value || depth > 4 || finder->looked++ > VALUES_MOST)
        return;
    if (value->type == JSON_ARRAY) {
        for (const struct json_value *one = value->first; one; one = one->next)
            look(finder, one, depth + 1);
        return;
    }
    if (value->type != JSON_OBJECT)
        return;
    unsigned type = type_rank(finder, value);
    if (type)
        read_article(finder, value, type);
    look(finder, json_find(value, "@graph"), depth + 1);
    look(finder, json_find(value, "mainEntity"), depth + 1);
    if (type != 1)
        look(finder, json_find(value, "mainEntityOfPage"), depth + 1);
}

void jsonld_read(struct metadata *metadata, struct slice script, const struct page *page)
{
    struct slice parsed;
    struct finder finder = {.page = page, .metadata = metadata};
    finder.root = script_json(script, page->arena, &parsed);
    look(&finder, finder.root, 0);
}
