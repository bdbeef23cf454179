// SPDX-License-Identifier: Apache-2.0
// Quotation marks: finds the outermost quoted stretches of a text, whatever the marks (« », “ ”,
// straight ones), over paragraphs that open anew, and leaves what is never closed.
#include "base/utf8.h"
#include "extract/quote.h"

#define MARKED_LIMIT 20000 // bytes; longer stretches are a lost mark

enum mark_style { MARK_NONE, MARK_GUILLEMET, MARK_CURLY, MARK_STRAIGHT, MARK_SINGLE };

struct scanner {
    struct slice text;
    enum mark_style style; // of the open stretch
    uint32_t depth;
    struct span outer;
    uint32_t inner_start, line, open_line;
    marked_list *marked;
    struct arena *scratch;
};

static bool is_space_at(struct slice text, size_t position)
{
    size_t at = position;
    return position >= text.size || unicode_is_space(utf8_next(text, &at));
}

static bool is_space_before(struct slice text, size_t position)
{
    size_t at = position;
    return position == 0 || unicode_is_space(utf8_previous(text, &at));
}

// A straight mark opens after a space or a bracket, before a word.
static bool straight_opens(struct slice text, size_t start, size_t end)
{
    if (is_space_at(text, end))
        return false;
    if (is_space_before(text, start))
        return true;
    char before = text.data[start - 1];
    return before == '(' || before == '[' || before == '-' || before == '\'';
}

// ‘ of the British press: behind a space or bracket, before a letter.
static bool single_opens(struct slice text, size_t start, size_t end)
{
    size_t at = end;
    if (is_space_at(text, end) || !unicode_is_letter(utf8_next(text, &at)))
        return false;
    return is_space_before(text, start) || memchr("([-", text.data[start - 1], 3);
}

static bool is_letter_at(struct slice text, size_t position)
{
    return position < text.size && unicode_is_letter(utf8_next(text, &position));
}

// ’ closes unless it is an apostrophe: inside a word, or of a plural (the officials’ view) while
// one behind a comma or stop is still to come.
static bool single_closes(struct slice text, size_t start, size_t end)
{
    if (is_letter_at(text, end))
        return false;
    if (start == 0 || text.data[start - 1] != 's')
        return true;
    for (size_t at = end; at < text.size && at < end + MARKED_LIMIT / 10;) {
        size_t before = at;
        uint32_t c = utf8_next(text, &at);
        if (c == '\n' || c == 0x2018)
            break;
        if (c == 0x2019 && memchr(",.!?", text.data[before - 1], 4) && !is_letter_at(text, at))
            return false;
    }
    return true;
}

static void close_marked(struct scanner *scanner, uint32_t inner_end, uint32_t outer_end)
{
    struct slice text = scanner->text;
    struct span inner = {scanner->inner_start, inner_end};
    while (inner.start < inner.end && is_space_at(text, inner.start)) {
        size_t at = inner.start;
        utf8_next(text, &at);
        inner.start = (uint32_t)at;
    }
    while (inner.start < inner.end && is_space_before(text, inner.end)) {
        size_t at = inner.end;
        utf8_previous(text, &at);
        inner.end = (uint32_t)at;
    }
    scanner->style = MARK_NONE;
    if (inner.end <= inner.start || inner.end - inner.start > MARKED_LIMIT)
        return;
    struct marked *marked = list_push(scanner->scratch, scanner->marked);
    marked->outer = (struct span){scanner->outer.start, outer_end};
    marked->inner = inner;
    marked->line = scanner->open_line;
}

static void open_marked(struct scanner *scanner, enum mark_style style, size_t start, size_t end)
{
    scanner->style = style;
    scanner->depth = 1;
    scanner->outer.start = (uint32_t)start;
    scanner->inner_start = (uint32_t)end;
    scanner->open_line = scanner->line;
}

static bool line_starts_with(struct slice text, size_t position, uint32_t mark)
{
    while (position < text.size && (text.data[position] == '\n' || text.data[position] == ' '))
        position++;
    return position < text.size && utf8_next(text, &position) == mark;
}

// At a paragraph's end an open stretch goes on only where the next paragraph opens it anew.
static void line_end(struct scanner *scanner, size_t position)
{
    static const uint32_t openers[] = {0, 0xAB, 0x201C, '"', 0x2018};
    scanner->line++;
    if (!scanner->style)
        return;
    uint32_t opener = openers[scanner->style];
    if (line_starts_with(scanner->text, position + 1, opener) ||
        (scanner->style == MARK_GUILLEMET &&
         line_starts_with(scanner->text, position + 1, 0xBB)))
        return;
    bool whole = scanner->outer.start == 0 ||
                 scanner->text.data[scanner->outer.start - 1] == '\n';
    if (whole)
        close_marked(scanner, (uint32_t)position, (uint32_t)position);
    scanner->style = MARK_NONE;
}

static void opener_at(struct scanner *scanner, enum mark_style style, size_t start, size_t end)
{
    bool line_start = start == 0 || scanner->text.data[start - 1] == '\n';
    if (!scanner->style)
        open_marked(scanner, style, start, end);
    else if (scanner->style == style && !line_start)
        scanner->depth++;
}

static void closer_at(struct scanner *scanner, enum mark_style style, size_t start, size_t end)
{
    if (scanner->style != style)
        return;
    if (--scanner->depth == 0)
        close_marked(scanner, (uint32_t)start, (uint32_t)end);
}

void quote_marks_find(const struct document *document, struct arena *scratch, marked_list *marked)
{
    struct scanner scanner = {.text = document->text, .marked = marked, .scratch = scratch};
    struct slice text = document->text;
    bool english = document->language == LANGUAGE_en;
    for (size_t at = 0; at < text.size;) {
        unsigned char byte = (unsigned char)text.data[at];
        size_t start = at;
        bool doubled = byte == '\'' && at + 1 < text.size && text.data[at + 1] == '\'';
        if (byte < 0x80 && byte != '"' && byte != '\n' && !doubled) {
            at++;
            continue;
        }
        uint32_t c = utf8_next(text, &at);
        if (doubled) { // '' of typewriters
            at++;
            c = '"';
        }
        bool line_start = start == 0 || text.data[start - 1] == '\n';
        if (c == '\n')
            line_end(&scanner, start);
        else if (c == 0xAB)
            opener_at(&scanner, MARK_GUILLEMET, start, at);
        else if (c == 0xBB)
            closer_at(&scanner, MARK_GUILLEMET, start, at);
        else if (c == 0x201C || c == 0x201E)
            opener_at(&scanner, MARK_CURLY, start, at);
        else if (c == 0x201D) // "… ” : hands mix the two
            closer_at(&scanner, scanner.style == MARK_STRAIGHT ? MARK_STRAIGHT : MARK_CURLY, start,
                      at);
        else if (c == 0x2018 && english && !scanner.style && single_opens(text, start, at))
            opener_at(&scanner, MARK_SINGLE, start, at);
        else if (c == 0x2019 && scanner.style == MARK_SINGLE && single_closes(text, start, at))
            closer_at(&scanner, MARK_SINGLE, start, at);
        else if (c == '"' && scanner.style == MARK_STRAIGHT && !line_start)
            closer_at(&scanner, MARK_STRAIGHT, start, at);
        else if (c == '"' && scanner.style == MARK_CURLY && scanner.depth == 1 && !line_start &&
                 !straight_opens(text, start, at))
            closer_at(&scanner, MARK_CURLY, start, at);
        else if (c == '"' && !scanner.style && straight_opens(text, start, at))
            opener_at(&scanner, MARK_STRAIGHT, start, at);
    }
    for (uint32_t i = 0; i < marked->count; i++) {
        struct marked *item = &marked->items[i];
        item->word_start = document_word_at(document, item->inner.start);
        item->word_end = document_word_at(document, item->inner.end);
    }
}
