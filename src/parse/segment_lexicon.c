// SPDX-License-Identifier: Apache-2.0
// Reads what the segment stage knows of a language: lexicon/CODE/tokens.txt (how words are cut),
// abbreviations.txt (full stops that belong to a word) and contractions.txt (tokens that hold
// several words), and the lower-case forms under which it is looked up. Adds no layer; segment.c
// opens it, the other segment files ask.
#include "parse/segment.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>

struct loader {
    struct segment_language *language;
    struct arena *arena;
    const struct data_source *data;
    struct error *error;
    char name[80]; // of the file being read
    uint32_t line;
};

typedef bool (*line_reader)(struct loader *loader, struct slice line);

static bool complain(struct loader *loader, const char *what)
{
    return error_set(loader->error, ERROR_INTERNAL, loader->name, "line %u: %s", loader->line,
                     what);
}

// Next word of a line (blanks and tabs part them); data == NULL at its end.
static struct slice next_word(struct slice *line)
{
    size_t start = 0;
    while (start < line->size && (line->data[start] == ' ' || line->data[start] == '\t'))
        start++;
    size_t end = start;
    while (end < line->size && line->data[end] != ' ' && line->data[end] != '\t')
        end++;
    struct slice word = slice_part(*line, start, end);
    *line = slice_part(*line, end, line->size);
    return word.size ? word : SLICE_NONE;
}

// The letters of a typographic ligature, U+FB00 to U+FB06, or NULL.
static const char *ligature(uint32_t c)
{
    static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    return c >= 0xFB00 && c <= 0xFB06 ? letters[c - 0xFB00] : NULL;
}

// Lower case of a form, apostrophes straight, ligatures apart: the form itself where nothing
// changes (most words).
struct slice segment_lower(struct arena *arena, struct slice form)
{
    bool upper = false, curly = false;
    for (size_t i = 0; i < form.size; i++) {
        unsigned char byte = (unsigned char)form.data[i];
        upper |= byte >= 0x80 || (byte >= 'A' && byte <= 'Z');
        curly |= byte == 0xE2 || byte == 0xCA || byte == 0xEF; // U+2019, U+02BC, U+FB01
    }
    if (!upper)
        return form;
    struct slice lower = utf8_lower(arena, form);
    if (!curly)
        return lower;
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t position = 0; position < lower.size;) {
        size_t start = position;
        uint32_t c = utf8_next(lower, &position);
        if (segment_is_apostrophe(c))
            buffer_byte(&out, '\'');
        else if (ligature(c))
            buffer_text(&out, ligature(c));
        else
            buffer_add(&out, slice_part(lower, start, position));
    }
    return buffer_slice(&out);
}

struct slice segment_fold(struct slice form, char out[FOLD_MAX])
{
    size_t size = 0, position = 0;
    while (position < form.size) {
        unsigned char byte = (unsigned char)form.data[position];
        if (byte < 0x80) {
            if (size + 1 > FOLD_MAX)
                return (struct slice){out, 0};
            out[size++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
            position++;
            continue;
        }
        uint32_t c = utf8_next(form, &position);
        c = segment_is_apostrophe(c) ? '\'' : segment_is_hyphen(c) ? '-' : unicode_lower(c);
        if (size + 4 > FOLD_MAX)
            return (struct slice){out, 0};
        size += utf8_encode(c, out + size);
    }
    return (struct slice){out, size};
}

uint32_t segment_facts(const struct segment_language *language, struct slice form)
{
    char key[FOLD_MAX];
    if (form.size > FOLD_MAX)
        return 0;
    uint32_t facts = table_find(&language->facts, segment_fold(form, key));
    return facts == TABLE_NONE ? 0 : facts;
}

static void add_fact(struct loader *loader, struct slice word, uint32_t fact)
{
    struct table *facts = &loader->language->facts;
    uint32_t known = table_find(facts, word);
    table_set(facts, known == TABLE_NONE ? arena_copy(loader->arena, word) : word,
              (known == TABLE_NONE ? 0 : known) | fact);
}

// "enclitic -il after t d" or "part n't": one clitic a line.
static bool read_enclitic(struct loader *loader, struct slice line, bool part)
{
    struct enclitic *enclitic = list_push(loader->arena, &loader->language->enclitics);
    enclitic->text = next_word(&line);
    enclitic->part = part;
    if (!enclitic->text.data)
        return complain(loader, "a clitic without text");
    struct slice word = next_word(&line);
    if (word.data && !slice_is(word, "after"))
        return complain(loader, "expected 'after'");
    size_t count = 0;
    while ((word = next_word(&line)).data) {
        if (word.size != 1 || count == ENCLITIC_ENDS_MAX)
            return complain(loader, "'after' takes up to 15 single letters");
        enclitic->ends[count++] = word.data[0];
    }
    return true;
}

static bool read_token_line(struct loader *loader, struct slice line)
{
    static const struct {
        const char *name;
        uint32_t fact;
    } lists[] = {{"whole", FACT_WHOLE},
                 {"elision", FACT_ELISION},
                 {"prefix", FACT_PREFIX},
                 {"unit", FACT_UNIT},
                 {"starter", FACT_STARTER},
                 {"face", FACT_FACE}};
    struct slice subject = next_word(&line);
    if (slice_is(subject, "enclitic") || slice_is(subject, "part"))
        return read_enclitic(loader, line, slice_is(subject, "part"));
    const struct {
        const char *name, *value;
        bool *setting;
    } settings[] = {{"hyphens", "cut", &loader->language->hyphens_cut},
                    {"possessives", "yes", &loader->language->possessives},
                    {"lines", "full", &loader->language->lines_full},
                    {"starts", "lower", &loader->language->lower_starts},
                    {"thousands", "spaced", &loader->language->thousands_spaced}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (slice_is(subject, settings[i].name)) {
            *settings[i].setting = slice_is(next_word(&line), settings[i].value);
            return true;
        }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (slice_is(subject, lists[i].name)) {
            for (struct slice word; (word = next_word(&line)).data;)
                add_fact(loader, word, lists[i].fact);
            return true;
        }
    return complain(loader, "unknown subject");
}

// "M. title" or "etc.": a form in lower case, and perhaps its class.
static bool read_abbreviation(struct loader *loader, struct slice line)
{
    struct slice word = next_word(&line), kind = next_word(&line);
    if (!slice_ends(word, ".") || word.size > FOLD_MAX)
        return complain(loader, "an abbreviation ends in a full stop");
    bool numbered = slice_is(kind, "number");
    if (kind.data && !numbered && !slice_is(kind, "title"))
        return complain(loader, "the classes are 'title' and 'number'");
    add_fact(loader, word,
             FACT_ABBREVIATION | (kind.data ? FACT_TITLE : 0) | (numbered ? FACT_NUMBERED : 0));
    return true;
}

// "du = de le", "des ? de les": surface, '=' (always) or '?' (or one word), parts.
static bool read_contraction(struct loader *loader, struct slice line)
{
    struct segment_language *language = loader->language;
    struct slice form = next_word(&line), sign = next_word(&line);
    if (!slice_is(sign, "=") && !slice_is(sign, "?"))
        return complain(loader, "expected '=' or '?' after the form");
    uint32_t index = language->multiword_list.count;
    struct multiword *multiword = list_push(loader->arena, &language->multiword_list);
    multiword->ambiguous = slice_is(sign, "?");
    for (struct slice word; (word = next_word(&line)).data;) {
        if (multiword->count == MULTIWORD_PARTS_MAX)
            return complain(loader, "more than three parts");
        multiword->parts[multiword->count++] = word;
    }
    if (multiword->count < 2)
        return complain(loader, "fewer than two parts");
    table_add(&language->multiwords, form, index);
    return true;
}

static bool read_file(struct loader *loader, const char *code, const char *name,
                      line_reader reader)
{
    snprintf(loader->name, sizeof loader->name, "lexicon/%s/%s.txt", code, name);
    loader->line = 0;
    struct slice rest = loader->data->find(loader->name, loader->data->context), line;
    if (!rest.data)
        return error_set(loader->error, ERROR_INTERNAL, loader->name, "not embedded");
    while (slice_next_line(&rest, &line, &loader->line))
        if (!reader(loader, line))
            return false;
    return true;
}

bool segment_language_open(struct segment_language *language, const char *code,
                           struct arena *arena, const struct data_source *data,
                           struct error *error)
{
    assert(code);
    struct loader loader = {.language = language, .arena = arena, .data = data, .error = error};
    language->known = true;
    return read_file(&loader, code, "tokens", read_token_line) &&
           read_file(&loader, code, "abbreviations", read_abbreviation) &&
           read_file(&loader, code, "contractions", read_contraction);
}
