// SPDX-License-Identifier: Apache-2.0
// Author names and agency signatures. A name is judged by its shape: two to five words, capital
// at the start, no digits, no address. The phrases that open a byline are the lexicon's.
#include "read/byline.h"

// What the lexicon says of a word in bylines: BYLINE flags.
static uint32_t word_flags(const struct read_tables *tables, struct slice folded)
{
    uint32_t flags = folded.size ? table_find(&tables->byline_words, folded) : TABLE_NONE;
    return flags == TABLE_NONE ? 0 : flags;
}

static bool is_letter_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

static bool stands_alone(struct slice text, size_t at, size_t size)
{
    return (at == 0 || !is_letter_byte(text.data[at - 1])) &&
           (at + size >= text.size || !is_letter_byte(text.data[at + size]));
}

static size_t find_form(const struct agency *agency, struct slice line, struct slice folded,
                        size_t from)
{
    struct slice text = agency->case_matters ? line : folded;
    struct slice form = agency->case_matters ? agency->form : agency->key;
    for (size_t at = from; (at = slice_find(text, form, at)) != SIZE_MAX; at++)
        if (stands_alone(text, at, form.size))
            return at;
    return SIZE_MAX;
}

struct letters {
    bool has[256];
};

static void letters_of(struct slice text, struct letters *letters)
{
    memset(letters, 0, sizeof *letters);
    for (size_t i = 0; i < text.size; i++)
        letters->has[(unsigned char)text.data[i]] = true;
}

// Whether a form may be in a line of these letters: most are ruled out so.
static bool may_hold(const struct letters *letters, struct slice form)
{
    size_t i = 0;
    while (i < form.size && letters->has[(unsigned char)form.data[i]])
        i++;
    return i == form.size;
}

const struct agency *agency_find(const struct read_tables *tables, struct slice line,
                                 bool anywhere, struct arena *scratch)
{
    const struct agency *agency = NULL;
    if (!anywhere)
        return agency_is_signature(tables, line, scratch, &agency) ? agency : NULL;
    struct arena_mark mark = arena_mark(scratch);
    struct slice folded = utf8_fold(scratch, line);
    size_t first = SIZE_MAX;
    struct letters written, plain;
    letters_of(line, &written);
    letters_of(folded, &plain);
    for (uint32_t i = 0; i < tables->agencies.count; i++) {
        const struct agency *form = &tables->agencies.items[i];
        if (!may_hold(form->case_matters ? &written : &plain,
                      form->case_matters ? form->form : form->key))
            continue;
        size_t at = find_form(&tables->agencies.items[i], line, folded, 0);
        if (at < first) {
            first = at;
            agency = &tables->agencies.items[i];
        }
    }
    arena_rewind(scratch, mark);
    return agency;
}

// What a signature holds beside the agencies: small words, years, marks, and one place before
// "(AFP)".
static bool only_signature(const struct read_tables *tables, struct slice line,
                           struct arena *scratch)
{
    struct slice folded = utf8_fold(scratch, line);
    char *rest = arena_take(scratch, folded.size + 1);
    memcpy(rest, folded.data, folded.size);
    bool bracketed = slice_find(folded, SLICE("("), 0) != SIZE_MAX;
    for (uint32_t i = 0; i < tables->agencies.count; i++) {
        struct slice key = tables->agencies.items[i].key;
        for (size_t at = 0; (at = slice_find(folded, key, at)) != SIZE_MAX; at += key.size)
            if (stands_alone(folded, at, key.size))
                memset(rest + at, ' ', key.size);
    }
    unsigned others = 0;
    for (size_t at = 0; at < folded.size;) {
        size_t end = at;
        while (end < folded.size && (is_letter_byte(rest[end]) || rest[end] == '\''))
            end++;
        if (end == at) {
            at++;
            continue;
        }
        struct slice word = {rest + at, end - at};
        bool copyright = slice_is(word, "\xC2\xA9");
        others += !(word_flags(tables, word) & BYLINE_AROUND) && !copyright;
        at = end;
    }
    return others == 0 || (bracketed && others <= 2);
}

bool agency_is_signature(const struct read_tables *tables, struct slice line,
                         struct arena *scratch, const struct agency **agency)
{
    line = slice_trim(line);
    *agency = NULL;
    if (!line.size || line.size > 90)
        return false;
    *agency = agency_find(tables, line, true, scratch);
    if (!*agency)
        return false;
    struct arena_mark mark = arena_mark(scratch);
    bool only = only_signature(tables, line, scratch);
    arena_rewind(scratch, mark);
    if (!only)
        *agency = NULL;
    return only;
}

struct slice agency_cut_tail(const struct read_tables *tables, struct slice text,
                             struct arena *scratch, const struct agency **agency)
{
    *agency = NULL;
    // "… la suite. (avec AFP)", "… la suite. Avec AFP": at most 60 bytes after a full stop.
    for (size_t at = text.size; at > 0 && text.size - at < 60; at--) {
        char c = text.data[at - 1];
        bool stop = c == '.' || c == '!' || c == '?' || (unsigned char)c == 0xBB;
        bool bracket = at < text.size && text.data[at] == '(';
        if (!(stop || bracket) || at == text.size)
            continue;
        struct slice tail = slice_part(text, at, text.size);
        if (slice_trim(tail).size < 2)
            continue;
        if (agency_is_signature(tables, tail, scratch, agency))
            return slice_trim(slice_part(text, 0, at));
        if (stop)
            break;
    }
    return text;
}

static bool has_digit_or_address(struct slice name)
{
    for (size_t i = 0; i < name.size; i++)
        if ((name.data[i] >= '0' && name.data[i] <= '9') || name.data[i] == '@' ||
            name.data[i] == '/' || name.data[i] == ':')
            return true;
    return false;
}

// A program's key where a name was meant: "page.head.extra.author"; not "www.lecap.example".
static bool is_key(struct slice name)
{
    unsigned dots = 0;
    for (size_t i = 0; i < name.size; i++) {
        dots += name.data[i] == '.';
        if (name.data[i] != '.' && (name.data[i] < 'a' || name.data[i] > 'z'))
            return false;
    }
    return dots > 2;
}

bool byline_is_nobody(const struct read_tables *tables, struct slice stated, struct arena *scratch)
{
    bool address = slice_starts(stated, "http") || memchr(stated.data, '@', stated.size);
    return (address && !memchr(stated.data, ' ', stated.size)) ||
           table_find(&tables->nobodies, utf8_fold(scratch, stated)) != TABLE_NONE;
}

// Anything that may be an author's name in a field: no address, not too long.
static bool is_author(struct slice name)
{
    size_t at = 0;
    if (name.size < 2 || name.size > 100 || slice_find(name, SLICE("://"), 0) != SIZE_MAX ||
        memchr(name.data, '@', name.size) || is_key(name))
        return false;
    return unicode_is_letter(utf8_next(name, &at));
}

// The shape of a person's name: two to five words, the first and last with a capital.
bool byline_is_person(struct slice name)
{
    if (name.size < 4 || name.size > 60 || has_digit_or_address(name))
        return false;
    unsigned words = 0;
    bool capital = false;
    struct slice rest = name;
    while (rest.data) {
        struct slice word = slice_cut(&rest, ' ');
        size_t at = 0;
        if (!word.size)
            continue;
        uint32_t first = utf8_next(word, &at);
        capital = unicode_is_upper(first) || first >= 0x3000;
        if (words++ == 0 && !capital)
            return false;
    }
    return words >= 2 && words <= 5 && capital;
}

// A separator between names at text[at]: gives its size, 0 if there is none.
static size_t separator(const struct read_tables *tables, struct slice text, size_t at)
{
    static const char *const marks[] = {", ", ";", "|", "\n", " / ", " - ", "\xE2\x80\xA2",
                                        "\xC2\xB7", " \xE2\x80\x93 ", ","};
    struct slice rest = slice_part(text, at, text.size);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_starts(rest, marks[i]))
            return strlen(marks[i]);
    if (!slice_starts(rest, " "))
        return 0;
    size_t start = slice_starts(rest, " (") ? 2 : 1, end = slice_find(rest, SLICE(" "), start);
    if (end == SIZE_MAX)
        return 0;
    uint32_t flags = word_flags(tables, slice_part(rest, start, end));
    return flags & (start == 2 ? BYLINE_BESIDE : BYLINE_BETWEEN | BYLINE_BESIDE) ? end + 1 : 0;
}

static struct slice strip_opening(const struct read_tables *tables, struct slice text,
                                  struct arena *scratch)
{
    struct slice folded = utf8_fold(scratch, text), rest;
    if (!phrase_has(tables, folded, PHRASE_BYLINE, &rest) || !rest.data)
        if (!phrase_has(tables, folded, PHRASE_OPENING, &rest) || !rest.data)
            return text;
    // The folded text has as many words: take as many of the original's last words.
    rest = slice_trim(rest);
    unsigned words = rest.size ? 1 : 0;
    for (size_t i = 0; i < rest.size; i++)
        words += rest.data[i] == ' ';
    size_t at = text.size;
    while (words && at) {
        at--;
        if (text.data[at] == ' ' && --words == 0)
            at++;
    }
    return slice_part(text, at, text.size);
}

static struct slice strip_marks(struct slice name)
{
    name = slice_trim(name);
    while (name.size && strchr(".:(-*\"'", name.data[0]))
        name = slice_trim(slice_part(name, 1, name.size));
    while (name.size && strchr(":;,-*\"", name.data[name.size - 1]))
        name = slice_trim(slice_part(name, 0, name.size - 1));
    // "(AFP)" at the end stays; a bracket without its pair goes, and so do initials: "(obe)".
    const char *open = name.size ? memchr(name.data, '(', name.size) : NULL;
    if (name.size && name.data[name.size - 1] == ')' &&
        (!open || (name.data + name.size - open <= 6 && open[1] >= 'a' && open[1] <= 'z')))
        name = slice_trim(slice_part(name, 0, open ? (size_t)(open - name.data) : name.size - 1));
    return name;
}

// "Lea Morin in London", "Léa Morin à Lyon": the name alone.
static struct slice cut_place(const struct read_tables *tables, struct slice name,
                              struct arena *scratch)
{
    for (size_t at = 0; (at = slice_find(name, SLICE(" "), at)) != SIZE_MAX; at++) {
        size_t end = slice_find(name, SLICE(" "), at + 1);
        struct slice word = utf8_fold(scratch, slice_part(name, at + 1, end));
        if (end != SIZE_MAX && word_flags(tables, word) & BYLINE_PLACE &&
            byline_is_person(slice_part(name, 0, at)))
            return slice_part(name, 0, at);
    }
    return name;
}

// "Anne Durand Tuesday", "Luc Roy Staff Writer": the name alone. Without a given name ("Tech
// Correspondent") it may be an office.
static struct slice cut_end(const struct read_tables *tables, struct slice name,
                            struct arena *scratch)
{
    unsigned words = 0;
    struct slice given = utf8_fold(scratch, slice_part(name, 0, slice_find(name, SLICE(" "), 0)));
    if (table_find(&tables->given_names, given) == TABLE_NONE)
        return name;
    for (size_t start = 0, end; start < name.size; start = end + 1) {
        end = slice_find(name, SLICE(" "), start);
        end = end == SIZE_MAX ? name.size : end;
        struct slice word = utf8_fold(scratch, slice_part(name, start, end));
        if (words >= 2 && word_flags(tables, word) & BYLINE_END)
            return slice_trim(slice_part(name, 0, start));
        words += word.size > 0;
    }
    return name;
}

// Whether two folded names differ in nothing but spaces and dashes: "anne-durand" is Anne Durand.
static bool same_name(struct slice a, struct slice b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.size && strchr(" -_", a.data[i]))
            i++;
        while (j < b.size && strchr(" -_", b.data[j]))
            j++;
        if (i == a.size || j == b.size || a.data[i] != b.data[j])
            return i == a.size && j == b.size;
        i++;
        j++;
    }
}

static void add_name(const struct read_tables *tables, struct document *document,
                     struct slice name, bool field, struct arena *scratch)
{
    name = strip_marks(strip_opening(tables, strip_marks(name), scratch));
    name = cut_place(tables, name, scratch);
    name = field ? name : strip_marks(cut_end(tables, name, scratch));
    if (phrase_has(tables, utf8_fold(scratch, name), PHRASE_CREDIT, NULL))
        return;
    if (field ? !is_author(name) : !byline_is_person(name))
        return;
    struct slice folded = utf8_fold(scratch, name);
    for (uint32_t i = 0; i < document->authors.count; i++)
        if (same_name(utf8_fold(scratch, document->authors.items[i]), folded))
            return;
    if (document->authors.count < 32)
        list_add(document->arena, &document->authors, arena_copy(document->arena, name));
}

// Cuts stated at its separators; with only_check, tells whether every part is a person.
static bool cut_names(const struct read_tables *tables, struct document *document,
                      struct slice stated, bool only_check, struct arena *scratch)
{
    size_t start = 0;
    bool persons = true;
    for (size_t at = 0; at <= stated.size;) {
        size_t size = at == stated.size ? 1 : separator(tables, stated, at);
        if (!size) {
            at++;
            continue;
        }
        struct slice part = slice_part(stated, start, at);
        persons = persons && byline_is_person(strip_marks(part));
        if (!only_check)
            add_name(tables, document, part, false, scratch);
        at += size;
        start = at;
    }
    return persons;
}

// "Anne Durand | Le Courrier du port": the name alone.
static struct slice cut_house(struct slice stated)
{
    size_t at = slice_find(stated, SLICE(" | "), 0);
    bool person = at != SIZE_MAX && byline_is_person(slice_part(stated, 0, at));
    return person ? slice_part(stated, 0, at) : stated;
}

// "Durand, Anne" of a library's catalogue: a family name of one word before the only comma. With
// initials ("Durand, A.") it stays as it is cited.
static struct slice turned(struct slice stated, bool field, struct arena *scratch)
{
    struct slice rest = stated, family = slice_cut(&rest, ',');
    rest = slice_trim(rest);
    bool one_word = family.size && !memchr(family.data, ' ', family.size) &&
                    rest.size > 2 && !memchr(rest.data, ' ', rest.size) &&
                    !memchr(rest.data, '.', rest.size) && !memchr(rest.data, ',', rest.size);
    if (!field || !one_word)
        return stated;
    struct slice name = arena_format(scratch, SLICE_FORMAT " " SLICE_FORMAT, SLICE_ARGUMENTS(rest),
                                     SLICE_ARGUMENTS(family));
    return byline_is_person(name) ? name : stated;
}

void byline_add(const struct read_tables *tables, struct document *document, struct slice stated,
                bool field, struct arena *scratch)
{
    const struct agency *agency = agency_find(tables, stated, true, scratch);
    if (agency && document->origin.kind == ORIGIN_NONE)
        document->origin = (struct document_origin){ORIGIN_WIRE, agency->name, {0, 0}};
    stated = turned(cut_house(strip_opening(tables, slice_trim(stated), scratch)), field, scratch);
    bool beside = false;
    for (struct slice rest = stated; rest.data && !beside;)
        beside = word_flags(tables, slice_cut(&rest, ' ')) & BYLINE_BESIDE;
    if (!field || (!beside && cut_names(tables, document, stated, true, scratch)))
        cut_names(tables, document, stated, false, scratch);
    else
        add_name(tables, document, stated, true, scratch);
}
