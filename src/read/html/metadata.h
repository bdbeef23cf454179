// SPDX-License-Identifier: Apache-2.0
// What a page says about itself: each field with the best value found so far and how far its
// kind of place is to be trusted (rank, 1 the best; 0 = not found).
#ifndef RECOUPE_READ_HTML_METADATA_H
#define RECOUPE_READ_HTML_METADATA_H

#include "base/json.h"
#include "read/dates.h"
#include "read/html/page.h"

enum metadata_field {
    FIELD_HEADLINE,    // JSON-LD headline, microdata
    FIELD_SHARE_TITLE, // og:title and the like
    FIELD_PAGE_TITLE,  // <title>
    FIELD_PUBLISHED,
    FIELD_MODIFIED,
    FIELD_SITE,
    FIELD_LANGUAGE,
    FIELD_ADDRESS,
    FIELD_SUMMARY,
    FIELD_BODY, // JSON-LD articleBody
    FIELD_SECTION,
    METADATA_FIELD_COUNT,
};

struct metadata {
    const struct read_tables *tables;
    struct slice values[METADATA_FIELD_COUNT]; // decoded, trimmed
    uint8_t ranks[METADATA_FIELD_COUNT];
    LIST(struct slice) authors, site_authors; // as stated; those that are the site itself
    uint8_t author_rank;
    struct slice publisher; // as JSON-LD names it
    bool labels_author; // twitter:data1 is an author
    bool news; // JSON-LD describes a news article
    const struct agency *agency; // named in the visible byline
    struct slice shown_day;      // first date under the headline
    bool published_in_text; // the day was read from the page's visible text
};

// --- offer.c
// Dates as this page writes them: the first in text; the value alone where text is no more.
struct date_reading page_date(const struct page *page, struct slice text);
struct slice page_date_value(const struct page *page, struct slice text);
// Whether 07/04 is the fourth of July here, by the page's language and its host.
bool page_month_first(const struct page *page, struct slice address);
// Keeps value for field when its rank is better than what is there.
void metadata_offer(struct metadata *metadata, enum metadata_field field, struct slice value,
                    uint8_t rank);
void metadata_offer_author(struct metadata *metadata, struct slice name, uint8_t rank,
                           struct arena *arena);

// --- the readers
// meta, link, JSON-LD, microdata: what stands in the tree (metadata.c, jsonld.c).
void metadata_read(struct metadata *metadata, const struct page *page);
// The JSON of a script, mended (the value's places are those of parsed, as long as the script from
// script_start on); NULL when it is none (jsonld.c).
const struct json_value *script_json(struct slice script, struct arena *arena,
                                     struct slice *parsed);
struct slice script_start(struct slice script);
void jsonld_read(struct metadata *metadata, struct slice script, const struct page *page);
// What the visible page says, after its article was chosen: bylines, dates; and the page's
// address (visible.c).
void metadata_read_visible(struct metadata *metadata, struct page *page, struct slice address);
// The one day that data for the page's scripts name as its publication, or SLICE_NONE (data_day.c).
struct slice data_day(const struct page *page);
// The one day that lines of the visible page consist of, or SLICE_NONE (data_day.c). After
// article_choose.
struct slice line_day(const struct page *page);
// The day in a short line at the article's beginning or after its end, or SLICE_NONE.
struct slice border_day(const struct page *page);
// The headline: one of h1, headline, share title, page title.
struct slice metadata_title(const struct metadata *metadata, const struct page *page);

// Sets authors aside that are the site itself, by name or host: any visible byline says more.
void author_set_site_aside(struct metadata *metadata, const struct page *page,
                           struct slice address);
// Authors whom elements between two nodes name: rel=author, itemprop=author, links to their pages.
void author_read_elements(struct metadata *metadata, const struct page *page, uint32_t from,
                          uint32_t to);
// Elements there whose class names the author; and "Written by" before a name in the next block.
void author_read_marked(struct metadata *metadata, const struct page *page, uint32_t from,
                        uint32_t to);
void author_read_property(struct metadata *metadata, const struct page *page);
void author_read_signature(struct metadata *metadata, const struct page *page);
void author_read_labelled(struct metadata *metadata, const struct page *page, uint32_t index);
// Authors of a line near the headline, if it is a byline by its class or first words.
void author_read_line(struct metadata *metadata, struct page *page, const struct block *block,
                      struct slice folded);

#endif
