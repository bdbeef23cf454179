// SPDX-License-Identifier: Apache-2.0
// The article's title among what the page states: h1, JSON-LD headline, share title, page title.
// The h1 is what readers see and leads; a wording that the article's metadata and its share title
// have in common is the article's own where the h1 has another. Site names and kickers are cut.
#include "read/html/metadata.h"

#define TEXT_WORDS 25    // a paragraph of so many is the article's
#define TITLE_MOST 1000  // bytes of a title that are compared
#define HEADLINE_WORDS 6 // an h1 of so many is no site's or section's name

static unsigned shared_words(struct slice a, struct slice b, unsigned *count)
{
    unsigned shared = 0;
    *count = 0;
    while (a.data) {
        struct slice word = slice_cut(&a, ' ');
        if (word.size < 3)
            continue;
        ++*count;
        shared += slice_find(b, word, 0) != SIZE_MAX;
    }
    return shared;
}

// Whether two titles say the same: most words of a are in b.
static bool alike_folded(struct slice a, struct slice b)
{
    unsigned count;
    if (!a.size || !b.size)
        return false;
    unsigned shared = shared_words(a, b, &count);
    return count && shared * 2 >= count;
}

static bool alike(const struct page *page, struct slice a, struct slice b)
{
    return alike_folded(utf8_fold(page->arena, a), utf8_fold(page->arena, b));
}

// Cuts " | Site", " - Site" off the end when what is left still is a title.
static struct slice cut_suffix(const struct page *page, struct slice title, struct slice site,
                               bool only_site)
{
    static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ",
                                        " \xC2\xBB ", " \xC2\xB7 ", " :: ", " \xE2\x80\xA2 ",
                                        " \xE2\x80\xB9 "};
    size_t last = SIZE_MAX;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        for (size_t at = 0; (at = slice_find(title, slice_of(marks[m]), at)) != SIZE_MAX; at++)
            if (last == SIZE_MAX || at > last)
                last = at;
    }
    if (last == SIZE_MAX || last < 15)
        return title;
    struct slice tail = slice_part(title, last, title.size);
    // A longer tail that has a word of the site's name is a part of the title.
    bool named = site.size && tail.size <= 2 * site.size + 8 && alike(page, site, tail);
    bool cut = named || (!only_site && tail.size * 2 < last);
    return cut ? slice_trim(slice_part(title, 0, last)) : title;
}

// An h1 may hold its kicker too ("Culture : …"): the stated title that it ends with is without.
static struct slice cut_kicker(const struct page *page, struct slice title, struct slice headline,
                               struct slice shared)
{
    struct slice folded = utf8_fold(page->arena, title);
    const struct slice stated[] = {headline, shared};
    for (size_t i = 0; i < sizeof stated / sizeof *stated; i++) {
        struct slice end = utf8_fold(page->arena, stated[i]);
        if (end.size < 15 || end.size >= folded.size)
            continue;
        if (slice_equal(slice_part(folded, folded.size - end.size, folded.size), end))
            return stated[i];
    }
    return title;
}

// Letters and digits only, without case and diacritics.
static struct slice squeeze(const struct page *page, struct slice title)
{
    struct slice folded = utf8_fold(page->arena, title);
    char *out = arena_take(page->arena, folded.size + 1);
    size_t size = 0, at = 0;
    while (at < folded.size) {
        size_t start = at;
        uint32_t character = utf8_next(folded, &at);
        if (!unicode_is_letter(character) && !unicode_is_digit(character))
            continue;
        memcpy(out + size, folded.data + start, at - start);
        size += at - start;
    }
    return (struct slice){out, size};
}

// How many marks and spaces a title has.
static size_t mark_count(struct slice title)
{
    size_t count = 0, at = 0;
    while (at < title.size) {
        uint32_t character = utf8_next(title, &at);
        count += unicode_is_space(character) || unicode_is_punctuation(character);
    }
    return count;
}

static bool same(const struct page *page, struct slice a, struct slice b)
{
    struct slice first = squeeze(page, a);
    return first.size && slice_equal(first, squeeze(page, b));
}

// The h1 against what is stated elsewhere, all without site names. A page title that agrees with
// the share title proves nothing: both are often worded for search engines. The metadata of a
// news article and its share title together outweigh the h1; those of any other page do not.
static struct slice settle(const struct metadata *metadata, const struct page *page,
                           struct slice shown, struct slice headline, struct slice shared)
{
    const struct slice stated[] = {metadata->news ? headline : SLICE_NONE, shared};
    // Parts of an h1 stand without the mark between them ("Kicker Title" for "Kicker: Title").
    for (size_t i = 0; i < 2; i++)
        if (same(page, shown, stated[i]))
            return mark_count(stated[i]) > mark_count(shown) &&
                           stated[i].data[0] == shown.data[0]
                       ? stated[i]
                       : shown;
    return metadata->news && same(page, headline, shared) ? headline : shown;
}

// The text of an h1 without parts whose class says that they are kicker or label.
static struct slice text_without_kicker(const struct page *page, const struct block *block)
{
    struct clean_text clean;
    bool less = false;
    clean_init(&clean, page->tables, page->arena);
    for (uint32_t i = block->first_node; i <= block->last_node; i++) {
        const struct html_node *node = &page->tree.nodes.items[i];
        uint32_t marks = page->marks[i] & ~block->marks;
        if (node->tag != HTML_TEXT || marks & MARK_SKIP)
            continue;
        if (marks & MARK_DROP && node->size > 2) { // not a hidden ":" between the parts
            less = true;
            clean_space(&clean);
            continue;
        }
        clean_add(&clean, slice_part(page->tree.source, node->start,
                                     node->start + (size_t)node->size), node->start);
    }
    struct slice text = slice_trim(buffer_slice(&clean.text));
    return less && text.size >= 10 ? text : block->text;
}

// What is stated of the title, ready to be compared with each h1.
struct stated_titles {
    struct slice folded[3], letters[3];
};

static struct stated_titles stated_titles(const struct metadata *metadata, const struct page *page)
{
    static const enum metadata_field fields[] = {FIELD_HEADLINE, FIELD_SHARE_TITLE,
                                                 FIELD_PAGE_TITLE};
    struct stated_titles stated;
    for (size_t i = 0; i < 3; i++) {
        struct slice value = slice_part(metadata->values[fields[i]], 0, TITLE_MOST);
        stated.folded[i] = utf8_fold(page->arena, value);
        stated.letters[i] = squeeze(page, value);
    }
    return stated;
}

// How well an h1 goes with what is stated: 2 it begins like one of it, 1 it has most of the words.
// A site's name in an h1 of its own only ends the page's title.
static unsigned agreement(const struct stated_titles *stated, const struct page *page,
                          struct slice title)
{
    unsigned best = 0;
    struct slice letters = squeeze(page, title), folded = utf8_fold(page->arena, title);
    for (size_t i = 0; i < 3 && best < 2; i++) {
        struct slice all = stated->letters[i];
        bool begins = letters.size && all.size >= letters.size &&
                      memcmp(all.data, letters.data, letters.size) == 0;
        if (begins || alike_folded(folded, stated->folded[i]))
            best = begins ? 2 : 1;
    }
    return best;
}

// The heading with these marks, and without those, that agrees best with what is stated.
static const struct block *best_heading(const struct stated_titles *stated, const struct page *page,
                                        uint32_t marks, uint32_t without)
{
    const struct block *best = NULL;
    unsigned best_agreement = 0;
    for (uint32_t i = 0; i < page->blocks.count && best_agreement < 2; i++) {
        const struct block *block = &page->blocks.items[i];
        if ((block->marks & marks) != marks || block->marks & without || block->text.size < 10)
            continue;
        unsigned now = agreement(stated, page, block->text);
        if (now > best_agreement) {
            best_agreement = now;
            best = block;
        }
    }
    return best;
}

// The h1 that readers see; on a page that has none, a heading whose class says title.
static struct slice shown_title(const struct metadata *metadata, const struct page *page)
{
    struct stated_titles stated = stated_titles(metadata, page);
    const struct block *best = best_heading(&stated, page, MARK_H1, 0);
    uint32_t h1 = 0;
    while (!best && h1 < page->blocks.count && !(page->blocks.items[h1].marks & MARK_H1))
        h1++;
    if (!best && h1 == page->blocks.count)
        best = best_heading(&stated, page, MARK_HEADING | MARK_TITLE,
                            MARK_LINK | MARK_DROP | MARK_WEAK | MARK_ASIDE | MARK_FOOTER);
    struct slice text = best ? text_without_kicker(page, best) : SLICE_NONE;
    // Its kicker may be a part of it without a name.
    struct slice letters = squeeze(page, text), shared = stated.letters[1];
    bool kicker = best && !(best->marks & MARK_H1) && shared.size >= 15 &&
                  letters.size > shared.size &&
                  memcmp(letters.data + letters.size - shared.size, shared.data, shared.size) == 0;
    return kicker ? metadata->values[FIELD_SHARE_TITLE] : text;
}

static bool is_part_mark(uint32_t c)
{
    return c == '|' || unicode_is_punctuation(c);
}

// A short h1 with which the page's title begins: "Harwell – Port Wiki".
static struct slice short_h1(const struct page *page, struct slice whole)
{
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        struct slice text = page->blocks.items[i].text;
        size_t at = 0;
        if (!(page->blocks.items[i].marks & MARK_H1) || text.size < 3 || text.size >= whole.size ||
            memcmp(whole.data, text.data, text.size) != 0)
            continue;
        struct slice tail = slice_trim(slice_part(whole, text.size, whole.size));
        if (tail.size && is_part_mark(utf8_next(tail, &at)))
            return text;
    }
    return SLICE_NONE;
}

// A part of the page's title that a line of the page says alone: "Site: Title" with a line "Title".
static struct slice part_shown(const struct page *page, struct slice whole)
{
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        struct slice text = block->text;
        if (text.size < 15 || text.size + 3 > whole.size || block->link_size)
            continue;
        size_t rest = whole.size - text.size, after = 0;
        struct slice head = slice_trim(slice_part(whole, 0, rest));
        struct slice tail = slice_trim(slice_part(whole, text.size, whole.size));
        size_t before = head.size;
        bool ends = memcmp(whole.data + rest, text.data, text.size) == 0 && head.size &&
                    is_part_mark(utf8_previous(head, &before));
        bool starts = memcmp(whole.data, text.data, text.size) == 0 && tail.size &&
                      is_part_mark(utf8_next(tail, &after));
        if (ends || starts)
            return text;
    }
    return whole;
}

// The only h1 of a page, where no text stands before it; of several nobody says which. One that is
// a link or has the site's name is the site's own.
static struct slice only_h1(const struct page *page, struct slice site)
{
    struct slice found = SLICE_NONE;
    bool text = false;
    for (uint32_t i = 0; i < page->blocks.count; i++) {
        const struct block *block = &page->blocks.items[i];
        text = text || (block->marks & MARK_PARAGRAPH && block->words >= TEXT_WORDS);
        if (!(block->marks & MARK_H1) || block->link_size == block->text.size ||
            alike(page, site, block->text))
            continue;
        if (found.data || text)
            return SLICE_NONE;
        found = text_without_kicker(page, block);
    }
    return found;
}

static unsigned word_count(struct slice text)
{
    unsigned count = 0;
    while (text.data)
        count += slice_cut(&text, ' ').size > 0;
    return count;
}

static struct slice choose_title(const struct metadata *metadata, const struct page *page)
{
    struct slice site = metadata->values[FIELD_SITE];
    struct slice headline = cut_suffix(page, metadata->values[FIELD_HEADLINE], site, true);
    struct slice shared = cut_suffix(page, metadata->values[FIELD_SHARE_TITLE], site, false);
    struct slice whole = cut_suffix(page, metadata->values[FIELD_PAGE_TITLE], site, false);
    struct slice shown = shown_title(metadata, page);
    // The wording for search engines may share no word with the headline that readers see.
    struct slice only = shown.size ? shown : only_h1(page, site);
    if (word_count(only) >= HEADLINE_WORDS)
        shown = only;
    if (!shown.size && !headline.size && !shared.size)
        shown = short_h1(page, metadata->values[FIELD_PAGE_TITLE]);
    if (shown.size) {
        shown = cut_suffix(page, shown, site, true);
        if (!same(page, shown, headline) && !same(page, shown, shared))
            shown = cut_kicker(page, shown, headline, shared);
        return settle(metadata, page, shown, headline, shared);
    }
    return headline.size ? cut_kicker(page, headline, SLICE_NONE, shared)
           : shared.size ? shared
           : whole.size  ? part_shown(page, whole)
                         : only;
}

struct slice metadata_title(const struct metadata *metadata, const struct page *page)
{
    struct slice title = choose_title(metadata, page);
    // Escaped once too often: "Un &amp;quot;pont&amp;quot; ferme".
    size_t at = slice_find(title, SLICE("&"), 0), end = slice_find(title, SLICE(";"), at);
    return at != SIZE_MAX && end != SIZE_MAX && end < at + 8
               ? clean_string(page->tables, title, page->arena)
               : title;
}
