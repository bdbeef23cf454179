// SPDX-License-Identifier: Apache-2.0
// Cuts clean text into surface tokens in one pass: addresses (URL, e-mail, handle, hashtag),
// numbers, words, marks. Reads text only; adds no layer (segment.c does). Words go on to
// segment_split.c, which takes clitics and hyphens off. Every byte that is not white space ends
// up in exactly one token. Looks ahead only to the next character or group, so time is linear.
#include "parse/segment.h"

#include "base/utf8.h"

#include <assert.h>

struct scanner {
    const struct segment_language *language;
    struct slice text;
    token_list *tokens;
    struct arena *arena;
    uint8_t flags; // SPACE_BEFORE, LINE_BEFORE of the token to come
    bool quote_open; // a single quotation mark was opened in this paragraph
};

#define END_OF_TEXT 0xFFFFFFFFu

enum character_class segment_class(uint32_t c)
{
    if (c < 0x80) {
        if ((c | 32) >= 'a' && (c | 32) <= 'z')
            return CLASS_LETTER;
        if (c >= '0' && c <= '9')
            return CLASS_DIGIT;
        if (c >= '\n' && c <= '\r')
            return CLASS_LINE;
        return c <= ' ' ? CLASS_SPACE : CLASS_MARK;
    }
    if (c >= 0xC0 && c <= 0x17F)
        return c == 0xD7 || c == 0xF7 ? CLASS_MARK : CLASS_LETTER;
    if (c == 0x2028 || c == 0x2029 || c == 0x85)
        return CLASS_LINE;
    if (c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF)
        return CLASS_LETTER; // invisible: soft hyphen, joiners, a stray byte order mark
    if (c >= 0x2010 && c <= 0x2027) // dashes, quotes, ellipsis: marks without a look-up
        return CLASS_MARK;
    if (unicode_is_space(c))
        return CLASS_SPACE;
    if (c == 0xFE0F || c == 0x20E3) // emoji's own marks
        return CLASS_MARK;
    if (unicode_is_letter(c))
        return CLASS_LETTER;
    return unicode_is_digit(c) ? CLASS_DIGIT : CLASS_MARK;
}

// Code point at a byte position; END_OF_TEXT past the end. *width is its size in bytes.
static uint32_t look(struct slice text, size_t position, size_t *width)
{
    if (position >= text.size) {
        *width = 0;
        return END_OF_TEXT;
    }
    size_t next = position;
    uint32_t c = (unsigned char)text.data[position];
    if (c < 0x80)
        next++;
    else
        c = utf8_next(text, &next);
    *width = next - position;
    return c;
}

static enum character_class class_at(struct slice text, size_t position)
{
    size_t width;
    uint32_t c = look(text, position, &width);
    return c == END_OF_TEXT ? CLASS_LINE : segment_class(c);
}

static bool word_class(enum character_class class)
{
    return class == CLASS_LETTER || class == CLASS_DIGIT;
}

static char byte_at(struct slice text, size_t position)
{
    return position < text.size ? text.data[position] : '\0';
}

static size_t skip_digits(struct slice text, size_t position)
{
    size_t width;
    for (uint32_t c; (c = look(text, position, &width)) != END_OF_TEXT; position += width)
        if (segment_class(c) != CLASS_DIGIT)
            break;
    return position;
}

static void add_token(struct scanner *scanner, size_t start, size_t end, enum token_kind kind)
{
    struct token token = {(uint32_t)start, (uint32_t)end, (uint8_t)kind, scanner->flags};
    list_add(scanner->arena, scanner->tokens, token);
    scanner->flags = 0;
}

// --- addresses

static bool starts_fold(struct slice text, size_t position, const char *prefix)
{
    for (; *prefix; prefix++, position++) {
        char c = byte_at(text, position);
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        if (c != *prefix)
            return false;
    }
    return true;
}

// End of a run without spaces, quotes or angle brackets, less its closing punctuation.
static size_t address_end(struct slice text, size_t start)
{
    size_t end = start, width, opened = 0;
    for (uint32_t c; (c = look(text, end, &width)) != END_OF_TEXT; end += width) {
        enum character_class class = segment_class(c);
        if (class == CLASS_SPACE || class == CLASS_LINE || c == '<' || c == '>' || c == '"' ||
            c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F))
            break;
        opened += c == '(';
    }
    while (end > start) {
        char last = text.data[end - 1];
        if (last == ')' && opened > 0)
            break;
        if (!strchr(".,;:!?)]'*|", last))
            break;
        end--;
    }
    return end;
}

// A name after '@' or '#', or start when there is none.
static size_t handle_end(struct slice text, size_t start)
{
    size_t position = start + 1, width;
    bool has_letter = false;
    for (uint32_t c; (c = look(text, position, &width)) != END_OF_TEXT; position += width) {
        enum character_class class = segment_class(c);
        if (!word_class(class) && c != '_')
            break;
        has_letter |= class == CLASS_LETTER;
    }
    return has_letter ? position : start;
}

// End of "@domain.org" that stands at an '@' inside a word, or at when it is no domain.
static size_t domain_end(struct slice text, size_t at)
{
    size_t position = at + 1, dot = 0, end = at;
    while (position < text.size) {
        char c = text.data[position];
        bool letter = ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
        if (c == '.')
            dot = position;
        else if (!letter && c != '-' && c != '_')
            break;
        else if (letter && (!dot || position >= dot + 2))
            end = position + 1;
        position++;
    }
    return end;
}

// Whether an address goes on over a dot before a capital: Jean.Durand@poste.example.
static bool mail_ahead(struct slice text, size_t dot)
{
    for (size_t i = dot + 1; i < text.size && i < dot + 40; i++) {
        char c = text.data[i];
        if (c == '@')
            return class_at(text, i + 1) == CLASS_LETTER;
        if (c != '.' && c != '-' && c != '_' && !word_class(class_at(text, i)))
            return false;
    }
    return false;
}

static size_t match_address(const struct scanner *scanner, size_t start)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://", "www.", "mailto:"};
    struct slice text = scanner->text;
    char first = text.data[start];
    if (first == '@' || first == '#') {
        bool fresh = scanner->flags || start == 0 || byte_at(text, start - 1) == '(';
        return fresh ? handle_end(text, start) : start;
    }
    char lower = (char)(first | 32);
    if (lower != 'h' && lower != 'f' && lower != 'w' && lower != 'm')
        return start;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (starts_fold(text, start, schemes[i])) {
            size_t end = address_end(text, start);
            return end > start + strlen(schemes[i]) ? end : start;
        }
    return start;
}

// --- numbers

// Size of a blank that may part thousands: space, NBSP, narrow NBSP, thin space; 0 if none.
static size_t thousands_blank(struct slice text, size_t position)
{
    size_t width;
    uint32_t c = look(text, position, &width);
    return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 ? width : 0;
}

// "1 500 000": from the end of a first group of up to three digits, takes groups of three.
static size_t match_thousands(struct slice text, size_t start, size_t end)
{
    if (end - start > 3)
        return end;
    for (;;) {
        size_t blank = thousands_blank(text, end);
        size_t group = end + blank;
        if (!blank || skip_digits(text, group) != group + 3)
            return end;
        enum character_class after = class_at(text, group + 3);
        size_t width;
        if (after == CLASS_LETTER || segment_is_hyphen(look(text, group + 3, &width)))
            return end;
        end = group + 3;
    }
}

// Whether a number goes on after the separator at position (a digit follows it).
static bool number_joins(const struct scanner *scanner, size_t start, size_t position)
{
    struct slice text = scanner->text;
    size_t width;
    uint32_t c = look(text, position, &width);
    if (class_at(text, position + width) != CLASS_DIGIT)
        return false;
    if (c == '.' || c == ':' || c == '/')
        return true;
    size_t next = skip_digits(text, position + width) - (position + width);
    if (c == ',') // English: 1,500 but [12,13]
        return !scanner->language->hyphens_cut || next == 3;
    if (segment_is_apostrophe(c))
        return next == 3;
    if (!segment_is_hyphen(c))
        return false;
    // English parts ranges (10 - 15) but not telephone numbers, dates and codes.
    if (!scanner->language->hyphens_cut)
        return true;
    size_t size = position - start;
    return (next == 4 && size == 3) || (size > 4 && memchr(text.data + start, '-', size)) ||
           byte_at(text, position + width + next) == '-';
}

// End of the unit that stands at position (km, h in 16h30), or position.
static size_t unit_end(const struct scanner *scanner, size_t position)
{
    struct slice text = scanner->text;
    size_t letters = position, width;
    for (uint32_t c; (c = look(text, letters, &width)) != END_OF_TEXT; letters += width)
        if (segment_class(c) != CLASS_LETTER)
            break;
    if (letters == position || letters > position + 8)
        return position;
    uint32_t facts = segment_facts(scanner->language, slice_part(text, position, letters));
    return facts & FACT_UNIT ? letters : position;
}

// Letters glued to a number that belong to it: 1er, 20th, F after 1, 's after 90.
static size_t number_letters(const struct scanner *scanner, size_t end)
{
    struct slice text = scanner->text;
    size_t letters = end, width;
    if (unit_end(scanner, end) > end)
        return end;
    uint32_t c = look(text, letters, &width);
    if (segment_is_apostrophe(c) && byte_at(text, end + width) == 's' &&
        !word_class(class_at(text, end + width + 1)))
        return end + width + 1;
    for (; (c = look(text, letters, &width)) != END_OF_TEXT; letters += width)
        if (!word_class(segment_class(c)) && !segment_is_hyphen(c))
            break;
        else if (segment_is_hyphen(c) && (scanner->language->hyphens_cut ||
                                          !word_class(class_at(text, letters + width))))
            break;
    return letters;
}

static size_t match_number(const struct scanner *scanner, size_t start)
{
    struct slice text = scanner->text;
    size_t position = start, width;
    uint32_t c = look(text, start, &width);
    if (c == '-' || c == '+' || c == 0x2212) {
        if ((start > 0 && !scanner->flags) || (scanner->language->hyphens_cut && c != '+'))
            return start;
        position += width;
    }
    if (class_at(text, position) != CLASS_DIGIT)
        return start;
    size_t digits = position;
    position = skip_digits(text, position);
    if (scanner->language->thousands_spaced)
        position = match_thousands(text, digits, position);
    while (number_joins(scanner, digits, position)) {
        look(text, position, &width);
        position = skip_digits(text, position + width);
    }
    return number_letters(scanner, position);
}

// --- words

// State of a word while it grows: where its last run of letters between dots began.
struct word_scan {
    size_t start, end; // start: after the last apostrophe (l'O.N.U.)
    size_t run;        // start of the letters since the last dot
    bool dots;              // has an inner dot
    bool hyphen;            // one that a hyphen follows: J.-P.
    bool acronym;           // all runs so far are one letter long
};

static size_t characters(struct slice text, size_t start, size_t end)
{
    size_t count = 0;
    for (size_t i = start; i < end; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

// Whether the word goes on over the dot at scan->end: O.N.U., J.-C., lemonde.fr, e.g.
static bool dot_joins(struct slice text, const struct word_scan *scan)
{
    size_t width, run = characters(text, scan->run, scan->end);
    uint32_t next = look(text, scan->end + 1, &width);
    if (next == END_OF_TEXT)
        return false;
    enum character_class class = segment_class(next);
    if (run == 1 && scan->acronym) {
        if (segment_is_hyphen(next)) { // J.-C., c.-à-d.
            look(text, scan->end + 2, &width);
            char after = byte_at(text, scan->end + 2 + width);
            return class_at(text, scan->end + 2) == CLASS_LETTER && (after == '.' || after == '-');
        }
        return class == CLASS_LETTER;
    }
    if (class == CLASS_LETTER && byte_at(text, scan->end + 2) == '.') // Ph.D.
        return true;
    if (mail_ahead(text, scan->end))
        return true;
    // A file, a domain, a version: no capital after the dot (that is a missing space).
    return (class == CLASS_LETTER && !unicode_is_upper(next)) || class == CLASS_DIGIT;
}

// IIIa, GPIIb: capitals with a small letter at the end.
static bool is_code(struct slice text, size_t start, size_t end)
{
    if (end < start + 3 || text.data[end - 1] < 'a' || text.data[end - 1] > 'z')
        return false;
    for (size_t i = start; i + 1 < end; i++)
        if (text.data[i] < 'A' || text.data[i] > 'Z')
            return false;
    return true;
}

// km/h where the list says so, and traité(e)s.
static bool bracket_joins(const struct segment_language *language, struct slice text,
                          const struct word_scan *scan, uint32_t c, size_t *width)
{
    static const char *const endings[] = {"(e)", "(s)", "(es)", "(ne)", "(le)"};
    if (c == '/') {
        size_t end = scan->end + 1;
        while (end < scan->end + 8 && class_at(text, end) == CLASS_LETTER)
            end++;
        bool codes = is_code(text, scan->start, scan->end) && is_code(text, scan->end + 1, end);
        return codes ||
               segment_facts(language, slice_part(text, scan->start, end)) & FACT_WHOLE;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (starts_fold(text, scan->end, endings[i]) && !language->hyphens_cut) {
            *width = strlen(endings[i]);
            return true;
        }
    return false;
}

// Whether the character at scan->end keeps the word going; *width is its size.
static bool word_joins(const struct segment_language *language, struct slice text,
                       struct word_scan *scan, uint32_t c, size_t *width)
{
    enum character_class next = class_at(text, scan->end + *width);
    if (c == '_')
        return true;
    if (segment_is_hyphen(c))
        return word_class(next);
    if (segment_is_apostrophe(c)) {
        if (!word_class(next))
            return false;
        if (!scan->dots)
            scan->start = scan->run = scan->end + *width;
        return true;
    }
    if (c == '/' || c == '(')
        return bracket_joins(language, text, scan, c, width);
    if (c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0xBC && c <= 0xBE))
        return true; // m², T½
    if (c == 0xB0) // n°
        return scan->end == scan->start + 1 && (text.data[scan->start] | 32) == 'n';
    if (c == '&') {
        size_t ahead;
        uint32_t after = look(text, scan->end + 1, &ahead), before;
        size_t back = scan->end;
        before = utf8_previous(text, &back);
        return unicode_is_upper(before) && unicode_is_upper(after);
    }
    if (c != '.' || !dot_joins(text, scan))
        return false;
    scan->acronym = scan->acronym && characters(text, scan->run, scan->end) == 1;
    scan->dots = true;
    if (segment_is_hyphen((unsigned char)byte_at(text, scan->end + 1))) {
        scan->hyphen = true;
        *width += 1;
    }
    scan->run = scan->end + *width;
    return true;
}

// Whether a figure or a Roman number stands here, as after "p." and "no.".
static bool numeral_at(struct slice text, size_t position)
{
    char c = byte_at(text, position);
    return class_at(text, position) == CLASS_DIGIT || (c && strchr("IVXLC", c));
}

// Takes the full stop after the word where it belongs to it. Returns flags to set, 0 if not.
static uint8_t word_dot(const struct scanner *scanner, const struct word_scan *scan)
{
    struct slice text = scanner->text;
    size_t end = scan->end, width;
    if (byte_at(text, end) != '.' || byte_at(text, end + 1) == '.')
        return 0;
    uint32_t facts = segment_facts(scanner->language, slice_part(text, scan->start, end + 1));
    size_t next = end + 1;
    while (byte_at(text, next) == ' ')
        next++;
    if (facts & FACT_ABBREVIATION && (!(facts & FACT_NUMBERED) || numeral_at(text, next)))
        return TOKEN_DOTTED | (facts & FACT_TITLE ? TOKEN_TITLE : 0);
    size_t run = characters(text, scan->run, end);
    if (run == 1 && scan->dots && scan->acronym && class_at(text, scan->run) == CLASS_LETTER)
        return scan->hyphen ? TOKEN_DOTTED | TOKEN_INITIAL : TOKEN_DOTTED; // J.-P.
    if (scan->dots || characters(text, scan->start, end) != 1)
        return 0;
    uint32_t letter = look(text, scan->start, &width);
    uint32_t after = look(text, next, &width);
    bool initial = unicode_is_upper(letter) && after != END_OF_TEXT && unicode_is_upper(after) &&
                   next > end + 1;
    return initial ? TOKEN_DOTTED | TOKEN_INITIAL : 0;
}

// Whether the apostrophe at the end of a word is its own: l'«…», the Beatles' minds.
static bool apostrophe_belongs(const struct scanner *scanner, size_t start, size_t end,
                               size_t width)
{
    struct slice text = scanner->text;
    struct slice form = slice_part(text, start, end + width);
    if (!scanner->language->possessives)
        return segment_facts(scanner->language, form) & FACT_ELISION;
    return (text.data[end - 1] | 32) == 's' && end > start + 1 && !scanner->quote_open &&
           class_at(text, end + width) == CLASS_SPACE;
}

// Adds the word that starts here (one or more tokens) and returns its end.
static size_t scan_word(struct scanner *scanner, size_t start)
{
    struct slice text = scanner->text;
    struct word_scan scan = {.start = start, .end = start, .run = start, .acronym = true};
    size_t width;
    for (uint32_t c; (c = look(text, scan.end, &width)) != END_OF_TEXT; scan.end += width) {
        if (word_class(segment_class(c)))
            continue;
        if (c == '@') {
            size_t end = domain_end(text, scan.end);
            if (end > scan.end) {
                add_token(scanner, start, end, TOKEN_ADDRESS);
                return end;
            }
        }
        if (!word_joins(scanner->language, text, &scan, c, &width))
            break;
    }
    if (scan.dots && !scan.acronym && byte_at(text, scan.end) == '/') {
        scan.end = address_end(text, start); // lemonde.fr/planete
        add_token(scanner, start, scan.end, TOKEN_ADDRESS);
        return scan.end;
    }
    struct token word = {(uint32_t)start, 0, TOKEN_WORD, scanner->flags};
    uint8_t dot = word_dot(scanner, &scan);
    word.flags |= dot;
    if (dot)
        scan.end++;
    uint32_t after = look(text, scan.end, &width);
    if (segment_is_apostrophe(after) && apostrophe_belongs(scanner, start, scan.end, width))
        scan.end += width;
    word.end = (uint32_t)scan.end;
    segment_split(scanner->language, text, word, scanner->tokens, scanner->arena);
    scanner->flags = 0;
    return scan.end;
}

// --- marks

static bool emoji_extender(uint32_t c)
{
    return c == 0xFE0F || c == 0x20E3 || (c >= 0x1F3FB && c <= 0x1F3FF);
}

// After a space: 's and 'll cut off their host, 'em, '71; two single quotes side by side.
static size_t match_clipped(const struct scanner *scanner, size_t start, size_t end)
{
    struct slice text = scanner->text;
    size_t width, letters = end;
    if (!segment_is_apostrophe(look(text, start, &width)) &&
        look(text, start, &width) != 0x2018)
        return start;
    uint32_t next = look(text, end, &width);
    if (next == 0x2018 || next == 0x2019)
        return end + width;
    if (!scanner->language->possessives || (start > 0 && !scanner->flags))
        return start;
    while (letters < end + 5 && word_class(class_at(text, letters)))
        letters++;
    if (word_class(class_at(text, letters)) || letters == end)
        return start;
    struct slice form = slice_part(text, start, letters);
    bool years = letters == end + 2 && skip_digits(text, end) == letters;
    return years || segment_facts(scanner->language, form) & FACT_WHOLE ||
                   segment_is_part(scanner->language, form)
               ? letters
               : start;
}

// End of the mark: one character, a run (..., !!, --), an emoticon, an emoji with its modifiers.
static size_t match_mark(const struct scanner *scanner, size_t start)
{
    struct slice text = scanner->text;
    size_t width;
    uint32_t c = look(text, start, &width);
    size_t end = start + width;
    if (c < 0x80 && strchr(":;=<^", (int)c))
        for (size_t size = 3; size >= 2; size--)
            if (start + size <= text.size && !word_class(class_at(text, start + size)) &&
                segment_facts(scanner->language, slice_part(text, start, start + size)) &
                    FACT_FACE)
                return start + size;
    size_t clipped = match_clipped(scanner, start, end);
    if (clipped > end)
        return clipped;
    if (c == 0xB0 && !scanner->language->possessives && !word_class(class_at(text, end + 1)) &&
        (byte_at(text, end) == 'C' || byte_at(text, end) == 'F'))
        return end + 1; // °C
    if (c == '+' && byte_at(text, end) == '/' && byte_at(text, end + 1) == '-')
        return end + 2;
    bool doubles = c < 0x80 && strchr(".-_*=~#+<>'`", (int)c) != NULL;
    bool shouts = (c == '!' || c == '?') && scanner->language->hyphens_cut;
    if (doubles || shouts) {
        while (byte_at(text, end) == (char)c ||
               (shouts && (byte_at(text, end) == '!' || byte_at(text, end) == '?')))
            end++;
        if (c == '.' && end == start + 1 && scanner->language->hyphens_cut &&
            (byte_at(text, end) == '?' || byte_at(text, end) == '!'))
            end++;
        return end;
    }
    for (;;) {
        uint32_t next = look(text, end, &width);
        if (next == END_OF_TEXT)
            return end;
        bool flag = c >= 0x1F1E6 && c <= 0x1F1FF && next >= 0x1F1E6 && next <= 0x1F1FF;
        if (next == 0x200D) { // joins the emoji after it
            end += width;
            look(text, end, &width);
            end += width;
        } else if (emoji_extender(next) || (flag && end - start == 4)) {
            end += width;
        } else {
            return end;
        }
    }
}

void segment_cut(const struct segment_language *language, struct slice text, token_list *tokens,
                 struct arena *arena)
{
    assert(text.data || text.size == 0);
    struct scanner scanner = {language, text, tokens, arena, 0, false};
    size_t position = 0, width;
    while (position < text.size) {
        uint32_t c = look(text, position, &width);
        enum character_class class = segment_class(c);
        if (class == CLASS_SPACE || class == CLASS_LINE) {
            scanner.flags |= TOKEN_SPACE_BEFORE | (class == CLASS_LINE ? TOKEN_LINE_BEFORE : 0);
            if (class == CLASS_LINE)
                scanner.quote_open = false;
            position += width;
            continue;
        }
        size_t end = match_address(&scanner, position);
        enum token_kind kind = TOKEN_ADDRESS;
        if (end == position) {
            end = match_number(&scanner, position);
            kind = TOKEN_NUMBER;
        }
        if (end == position && class == CLASS_LETTER) {
            position = scan_word(&scanner, position);
            continue;
        }
        if (end == position) {
            end = match_mark(&scanner, position);
            kind = TOKEN_MARK;
        }
        assert(end > position && end <= text.size);
        uint8_t space = scanner.flags & TOKEN_SPACE_BEFORE;
        if (kind == TOKEN_MARK && (segment_is_apostrophe(c) || c == 0x2018))
            scanner.quote_open = c == 0x2018 || ((space || position == 0) &&
                                                 word_class(class_at(text, end)));
        add_token(&scanner, position, end, kind);
        position = end;
        size_t unit = kind == TOKEN_NUMBER ? unit_end(&scanner, end) : end;
        if (unit > end) {
            add_token(&scanner, end, unit, TOKEN_WORD);
            position = unit;
        }
    }
}
