// SPDX-License-Identifier: Apache-2.0
// Plain text as saved from a page: a headline maybe, lines of text, and among them lines that are
// no article text (bylines, dates, captions with their credits, share lines, author boxes, other
// articles' titles). Lines are judged by place, shape and the phrases of lexicon/*/page.txt.
#include "read/plain.h"

#include "read/byline.h"
#include "read/dates.h"
#include "read/encoding.h"
#include "read/finish.h"

#define TOP_LINES 8    // lines in which the article speaks of itself
#define BOTTOM_LINES 4 // lines in which an author box may stand

struct line {
    struct slice text; // clean
    uint32_t offset;   // in the clean text
    uint32_t run_start, run_end;
    bool blank_before;
    bool dropped;
};

struct plain {
    const struct read_tables *tables;
    struct document *document;
    struct arena *scratch;
    struct clean_text clean;
    LIST(struct line) lines;
};

static void add_line(struct plain *plain, struct slice source, size_t offset, bool joined,
                     bool *blank)
{
    if (!slice_trim(source).size) {
        *blank = true;
        return;
    }
    struct line *line = plain->lines.count ? &plain->lines.items[plain->lines.count - 1] : NULL;
    if (joined && line && !*blank) {
        clean_space(&plain->clean);
    } else {
        line = list_push(plain->scratch, &plain->lines);
        line->blank_before = *blank;
        line->offset = (uint32_t)plain->clean.text.size;
        line->run_start = plain->clean.runs.count;
        clean_start(&plain->clean);
    }
    clean_add(&plain->clean, source, offset);
    line->text = (struct slice){NULL, plain->clean.text.size - line->offset};
    line->run_end = plain->clean.runs.count;
    *blank = false;
}

// Text whose paragraphs are broken at a fixed width: blank lines between them, and most lines
// that do not end one are long and end in the middle of a sentence.
static bool is_wrapped(struct slice text)
{
    unsigned inner = 0, broken = 0, blanks = 0;
    struct slice previous = SLICE_NONE;
    while (text.data) {
        struct slice line = slice_trim(slice_cut(&text, '\n'));
        if (!line.size) {
            blanks++;
        } else if (previous.size) {
            char last = previous.data[previous.size - 1];
            bool middle = last != '.' && last != '!' && last != '?' && last != ':';
            inner++;
            broken += middle && previous.size >= 50 && previous.size <= 100;
        }
        previous = line;
    }
    return blanks && inner >= 4 && broken * 10 >= inner * 7;
}

static void cut_lines(struct plain *plain, struct slice text)
{
    bool joined = is_wrapped(text), blank = false;
    size_t at = 0;
    while (at < text.size) {
        const char *found = memchr(text.data + at, '\n', text.size - at);
        size_t end = found ? (size_t)(found - text.data) : text.size;
        add_line(plain, slice_part(text, at, end), at, joined, &blank);
        at = end + 1;
    }
    struct slice all = buffer_slice(&plain->clean.text);
    for (uint32_t i = 0; i < plain->lines.count; i++) {
        struct line *line = &plain->lines.items[i];
        line->text = slice_trim(slice_part(all, line->offset, line->offset + line->text.size));
        line->dropped = !line->text.size;
    }
}

static bool ends_sentence(struct slice text)
{
    size_t at = text.size;
    while (at) {
        uint32_t c = utf8_previous(text, &at);
        if (c == '.' || c == 0x2026)
            return true;
        if (c != 0xBB && c != 0x201D && c != '"' && c != ')' && c != ' ' && c != 0xA0 &&
            c != 0x202F)
            return false;
    }
    return false;
}

static bool is_bullet(struct slice text)
{
    return slice_starts(text, "- ") || slice_starts(text, "* ") ||
        slice_starts(text, "\xE2\x80\xA2") ||
           slice_starts(text, "\xE2\x80\x93 ") || slice_starts(text, "\xE2\x80\x94 ");
}

static void set_date(struct plain *plain, struct document_date *date, struct slice value)
{
    (void)plain;
    if (date->value.data)
        return;
    date->value = value;
    date->basis = DATE_TEXT;
}

// Whether nothing but a date (and an hour, a weekday, a small word) stands on the line.
static bool only_date(struct slice text, const struct date_reading *date)
{
    return date->value.data && date->start <= 14 && text.size - date->end <= 12;
}

// "date 2025-07 …", "Date : 14 juillet 2025": the article's own date before its first words.
static void take_date_prefix(struct plain *plain, struct line *line)
{
    struct slice text = line->text;
    if (text.size < 8 || (text.data[0] | 32) != 'd' || memcmp(text.data + 1, "ate", 3) != 0 ||
        (text.data[4] != ' ' && text.data[4] != ':'))
        return;
    struct slice head = slice_part(text, 0, 40);
    struct date_reading date = date_read(plain->tables, head, false, plain->document->arena);
    if (!date.value.data || date.start > 8)
        return;
    set_date(plain, &plain->document->published, date.value);
    size_t end = date.end < text.size ? date.end : text.size;
    struct slice rest = slice_trim(slice_part(text, end, text.size));
    line->offset += rest.size ? (uint32_t)(rest.data - text.data) : 0;
    line->text = rest;
    line->dropped = !rest.size;
}

// A line of at most 200 bytes that speaks of the article, not in it.
static void judge_line(struct plain *plain, uint32_t index, uint32_t *stop)
{
    struct line *line = &plain->lines.items[index];
    struct slice text = line->text, rest;
    if (line->dropped || text.size > 300)
        return;
    struct slice folded = utf8_fold(plain->scratch, text);
    enum phrase_effect effect = phrase_find(plain->tables, folded, &rest);
    bool published = phrase_has(plain->tables, folded, PHRASE_PUBLISHED, &rest);
    bool modified = !published && phrase_has(plain->tables, folded, PHRASE_MODIFIED, &rest);
    if ((published || modified) && text.size < 160) {
        struct date_reading date =
            date_read(plain->tables, text, false, plain->document->arena);
        bool bare = !slice_trim(rest).size;
        if (date.value.data)
            set_date(plain, published ? &plain->document->published : &plain->document->modified,
                     date.value);
        line->dropped = bare || (date.value.data && (!ends_sentence(text) || text.size < 80));
    } else if (effect == PHRASE_BYLINE) {
        bool byline = index < TOP_LINES && text.size < 90 && !ends_sentence(text);
        if (byline)
            byline_add(plain->tables, plain->document, text, false, plain->scratch);
        line->dropped = byline;
    } else if (effect == PHRASE_STOP && text.size < 80 && index * 2 > plain->lines.count) {
        *stop = index;
    } else if (effect == PHRASE_DROP || effect == PHRASE_STOP) {
        line->dropped = text.size < 200;
    } else if (effect == PHRASE_CREDIT) {
        line->dropped = true;
        // Its caption stands right above, in a block of its own.
        struct line *above = index ? line - 1 : line;
        if (index && !line->blank_before && !above->dropped && above->text.size < 400 &&
            (above->blank_before || index == 1 || (above - 1)->dropped))
            above->dropped = true;
    } else if (index < TOP_LINES && text.size < 80) {
        struct date_reading date =
            date_read(plain->tables, text, false, plain->document->arena);
        if (only_date(text, &date)) {
            set_date(plain, &plain->document->published, date.value);
            line->dropped = true;
        }
    }
}

static void take_title(struct plain *plain)
{
    if (plain->lines.count < 2)
        return;
    struct line *line = &plain->lines.items[0];
    bool longer = false;
    for (uint32_t i = 1; i < plain->lines.count && !longer; i++)
        longer = plain->lines.items[i].text.size > line->text.size;
    if (line->dropped || line->text.size > 250 || ends_sentence(line->text) ||
        is_bullet(line->text) || !longer)
        return;
    plain->document->title = arena_copy(plain->document->arena, line->text);
    line->dropped = true;
}

// The name that opens an author box: the capitalised words before its phrase.
static void author_of_box(struct plain *plain, struct slice text)
{
    size_t size = 0;
    unsigned words = 0;
    struct slice rest = text;
    while (rest.data && words < 4) {
        struct slice word = slice_cut(&rest, ' ');
        size_t at = 0;
        if (!word.size || !unicode_is_upper(utf8_next(word, &at)))
            break;
        size = (size_t)(word.data - text.data) + word.size;
        words++;
    }
    if (words >= 2 && !plain->document->authors.count)
        byline_add(plain->tables, plain->document, slice_part(text, 0, size), false,
                   plain->scratch);
}

// From the end upwards: author boxes among the last lines, and after an agency's signature.
static void drop_boxes(struct plain *plain, uint32_t end)
{
    const struct agency *agency;
    unsigned seen = 0;
    for (uint32_t i = end; i-- > 1 && seen < BOTTOM_LINES;) {
        struct line *line = &plain->lines.items[i];
        if (line->dropped)
            continue;
        seen++;
        struct slice folded = utf8_fold(plain->scratch, line->text);
        bool box = line->text.size < 600 &&
                   phrase_has(plain->tables, folded, PHRASE_BIOGRAPHY, NULL);
        if (box) {
            author_of_box(plain, line->text);
            line->dropped = true;
        } else if (!agency_is_signature(plain->tables, line->text, plain->scratch, &agency)) {
            break;
        }
    }
}

bool plain_read(const struct record *record, const struct read_options *options,
                struct document *document, struct arena *scratch, struct error *error)
{
    struct decoded decoded;
    struct finish finish;
    struct plain plain = {.tables = options->tables, .document = document, .scratch = scratch};
    if (record->bytes.size > UINT32_MAX / 8)
        return error_set(error, ERROR_INPUT, "", "a text of more than 512 MB");
    encoding_decode(options->tables, record->bytes, record->charset, false, scratch, &decoded);
    clean_init(&plain.clean, NULL, scratch);
    cut_lines(&plain, decoded.text);
    if (plain.lines.count)
        take_date_prefix(&plain, &plain.lines.items[0]);
    take_title(&plain);
    uint32_t stop = plain.lines.count;
    for (uint32_t i = 0; i < stop; i++) {
        struct arena_mark mark = arena_mark(scratch);
        judge_line(&plain, i, &stop);
        arena_rewind(scratch, mark);
    }
    drop_boxes(&plain, stop);
    finish_start(&finish, options->tables, document, scratch);
    for (uint32_t i = 0; i < stop; i++) {
        const struct line *line = &plain.lines.items[i];
        if (!line->dropped)
            finish_add(&finish, STRUCTURE_PARAGRAPH, line->text, line->offset,
                       (const struct source_run *)plain.clean.runs.items + line->run_start,
                       line->run_end - line->run_start);
    }
    finish_end(&finish, &decoded);
    return true;
}
