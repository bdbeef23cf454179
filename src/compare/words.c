// SPDX-License-Identifier: Apache-2.0
// Cuts text into words and gives each its term. Reads lexicon/{fr,en}/compare_*.txt: stop words,
// light words, endings to strip, concepts (synonyms and translations under one name) and cues.
// Adds no layer; leaves weights and distances to stories.c and claims.c.
#include "compare/words.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>

#define FORM_MAX 64     // bytes of a folded word that are looked at
#define STEM_MAX 7      // letters of a stem: longer words differ in their endings only
#define STEM_MIN 4      // letters that stripping leaves
#define PREFIX_MIN 4    // letters of the shortest "word*" entry

static const char *const folders[LANGUAGE_READ_COUNT] = {NULL, "fr", "en"};

struct form {
    uint32_t term;
    uint8_t class;
};

struct vocabulary {      // of one language: folded forms met
    struct table forms;  // -> index in items
    LIST(struct form) items;
};

struct lexicon {
    struct table stop, light, concepts, prefixes, endings; // concepts: -> term
};

struct words {
    struct arena *arena;
    struct lexicon lexicons[LANGUAGE_READ_COUNT];
    struct vocabulary vocabularies[LANGUAGE_READ_COUNT];
    struct table terms; // stem or "=concept" -> term
    struct table cues;  // folded word -> bits
};

static uint32_t term_for(struct words *words, struct slice stem)
{
    uint32_t term = table_find(&words->terms, stem);
    if (term != TABLE_NONE)
        return term;
    return table_add(&words->terms, arena_copy(words->arena, stem), words->terms.entries.count);
}

// --- lexicon
typedef void read_line(struct words *words, struct lexicon *lexicon, struct slice line);

static struct slice next_word(struct slice *rest)
{
    for (;;) {
        if (rest->data == NULL)
            return SLICE_NONE;
        struct slice word = slice_trim(slice_cut(rest, ' '));
        if (word.size)
            return word;
    }
}

static void add_words(struct words *words, struct table *table, struct slice line)
{
    for (struct slice word = next_word(&line); word.data; word = next_word(&line))
        table_add(table, utf8_fold(words->arena, word), 1);
}

static void read_stop(struct words *words, struct lexicon *lexicon, struct slice line)
{
    add_words(words, &lexicon->stop, line);
}

static void read_light(struct words *words, struct lexicon *lexicon, struct slice line)
{
    add_words(words, &lexicon->light, line);
}

static void read_endings(struct words *words, struct lexicon *lexicon, struct slice line)
{
    add_words(words, &lexicon->endings, line);
}

uint32_t words_concept(struct words *words, struct slice name)
{
    return term_for(words, arena_format(words->arena, "=" SLICE_FORMAT, SLICE_ARGUMENTS(name)));
}

// "name: form form prefix*"
static void read_concept(struct words *words, struct lexicon *lexicon, struct slice line)
{
    struct slice name = slice_trim(slice_cut(&line, ':'));
    uint32_t term = words_concept(words, name);
    for (struct slice word = next_word(&line); word.data; word = next_word(&line)) {
        struct slice folded = utf8_fold(words->arena, word);
        if (slice_ends(folded, "*"))
            table_add(&lexicon->prefixes, slice_part(folded, 0, folded.size - 1), term);
        else
            table_add(&lexicon->concepts, folded, term);
    }
}

static void read_cues(struct words *words, struct lexicon *lexicon, struct slice line)
{
    static const char *const names[] = {"part", "revised", "", "", "generic", "other",
                                        "before", "after", "report", "not", "deny", "title",
                                        "former", "since", "planned", "delivered",
                                        "vague", "several", "further", "leads", "zero",
                                        "official", "partisan", "of_them",
                                        "negative", "only", "promised",
                                        "clause", "paused", "cancelled"};
    (void)lexicon;
    struct slice name = slice_trim(slice_cut(&line, ':'));
    uint32_t bits = 0;
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        bits |= slice_is(name, names[i]) ? 1u << i : 0;
    for (struct slice word = next_word(&line); word.data && bits; word = next_word(&line)) {
        struct slice folded = utf8_fold(words->arena, word);
        uint32_t known = table_find(&words->cues, folded);
        table_set(&words->cues, folded, bits | (known == TABLE_NONE ? 0 : known));
    }
}

static const struct {
    const char *name;
    read_line *read;
    bool named; // lines open with "name:"
} files[] = {
    {"compare_stop", read_stop, false},         {"compare_light", read_light, false},
    {"compare_endings", read_endings, false},   {"compare_concepts", read_concept, true},
    {"compare_cues", read_cues, true},
};

static bool read_file(struct words *words, enum language language, uint32_t file,
                      const struct data_source *data, struct error *error)
{
    char path[96];
    snprintf(path, sizeof path, "lexicon/%s/%s.txt", folders[language], files[file].name);
    struct slice rest = data->find(path, data->context), line;
    if (rest.data == NULL)
        return error_set(error, ERROR_INTERNAL, path, "file is missing");
    for (uint32_t number = 0; slice_next_line(&rest, &line, &number);) {
        if (files[file].named && slice_find(line, SLICE(":"), 0) == SIZE_MAX)
            return error_set(error, ERROR_INTERNAL, path, "line %u has no 'name:'", number);
        files[file].read(words, &words->lexicons[language], line);
    }
    return true;
}

struct words *words_open(struct arena *arena, const struct data_source *data, struct error *error)
{
    struct words *words = arena_zero(arena, 1, sizeof *words);
    words->arena = arena;
    table_init(&words->terms, arena);
    table_init(&words->cues, arena);
    for (uint32_t i = 0; i < LANGUAGE_READ_COUNT; i++) {
        struct lexicon *lexicon = &words->lexicons[i];
        table_init(&lexicon->stop, arena);
        table_init(&lexicon->light, arena);
        table_init(&lexicon->concepts, arena);
        table_init(&lexicon->prefixes, arena);
        table_init(&lexicon->endings, arena);
        table_init(&words->vocabularies[i].forms, arena);
    }
    for (uint32_t i = 1; i < LANGUAGE_READ_COUNT; i++) {
        for (uint32_t file = 0; file < sizeof files / sizeof *files; file++) {
            if (!read_file(words, (enum language)i, file, data, error))
                return NULL;
        }
    }
    return words;
}

uint32_t words_term_count(const struct words *words)
{
    return words->terms.entries.count;
}

struct slice words_last(struct slice text)
{
    size_t start = text.size;
    while (start && text.data[start - 1] != ' ' && text.data[start - 1] != '\'')
        start--;
    return slice_part(text, start, text.size);
}

uint32_t words_cues(const struct words *words, struct slice folded)
{
    uint32_t bits = table_find(&words->cues, folded);
    return bits == TABLE_NONE ? 0 : bits;
}

// --- terms
static size_t stem_size(const struct lexicon *lexicon, struct slice word)
{
    size_t size = word.size;
    for (size_t cut = size > STEM_MIN + 6 ? size - 6 : STEM_MIN; cut < size; cut++) {
        if (table_find(&lexicon->endings, slice_part(word, cut, size)) != TABLE_NONE) {
            size = cut; // the longest ending first
            break;
        }
    }
    return size > STEM_MAX ? STEM_MAX : size;
}

static uint32_t concept_of(const struct lexicon *lexicon, struct slice word)
{
    uint32_t term = table_find(&lexicon->concepts, word);
    for (size_t size = word.size; term == TABLE_NONE && size >= PREFIX_MIN; size--)
        term = table_find(&lexicon->prefixes, slice_part(word, 0, size));
    return term;
}

static bool is_number(struct slice word)
{
    return word.size && word.data[0] >= '0' && word.data[0] <= '9';
}

static struct form form_make(struct words *words, enum language language, struct slice word)
{
    const struct lexicon *lexicon = &words->lexicons[language];
    if (is_number(word)) {
        bool year = word.size == 4 && (slice_starts(word, "19") || slice_starts(word, "20"));
        return (struct form){term_for(words, word),
                             word.size < 2 || year ? WORD_LIGHT : WORD_NUMBER};
    }
    if (word.size < 2 || table_find(&lexicon->stop, word) != TABLE_NONE)
        return (struct form){TERM_NONE, WORD_STOP};
    if (language == LANGUAGE_NONE && (table_find(&words->lexicons[LANGUAGE_fr].stop, word) !=
                                          TABLE_NONE ||
                                      table_find(&words->lexicons[LANGUAGE_en].stop, word) !=
                                          TABLE_NONE))
        return (struct form){TERM_NONE, WORD_STOP};
    uint8_t class = table_find(&lexicon->light, word) != TABLE_NONE ? WORD_LIGHT : WORD_PLAIN;
    uint32_t term = concept_of(lexicon, word);
    if (term == TABLE_NONE)
        term = term_for(words, slice_part(word, 0, stem_size(lexicon, word)));
    return (struct form){term, class};
}

static struct form form_of(struct words *words, enum language language, struct slice word)
{
    if (!language_is_read(language))
        language = LANGUAGE_NONE;
    struct vocabulary *vocabulary = &words->vocabularies[language];
    uint32_t index = table_find(&vocabulary->forms, word);
    if (index == TABLE_NONE) {
        index = vocabulary->items.count;
        table_add(&vocabulary->forms, arena_copy(words->arena, word), index);
        list_add(words->arena, &vocabulary->items, form_make(words, language, word));
    }
    return vocabulary->items.items[index];
}

uint32_t words_term(struct words *words, enum language language, struct slice folded)
{
    return form_of(words, language, folded).term;
}

// --- cutting text
struct cutter {
    struct slice text;
    size_t position, end;
    bool fresh; // at the start of a sentence: a capital says nothing
    char form[FORM_MAX + 4];
    size_t form_size;
    bool capital;
};

static void form_add(struct cutter *cutter, uint32_t c)
{
    if (cutter->form_size >= FORM_MAX)
        return;
    if (c == 0x153 || c == 0x152 || c == 0xE6 || c == 0xC6) {
        cutter->form[cutter->form_size++] = c == 0x153 || c == 0x152 ? 'o' : 'a';
        cutter->form[cutter->form_size++] = 'e';
    } else {
        uint32_t folded = c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c)
                                   : unicode_lower(unicode_base(c));
        cutter->form_size += utf8_encode(folded, cutter->form + cutter->form_size);
    }
}

static uint32_t peek(const struct cutter *cutter, size_t *next)
{
    *next = cutter->position;
    return cutter->position < cutter->end ? utf8_next(cutter->text, next) : 0;
}

static bool is_word_character(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return unicode_is_letter(c) || unicode_is_digit(c);
}

static size_t digits_at(const struct cutter *cutter, size_t position)
{
    size_t count = 0;
    while (position + count < cutter->end && cutter->text.data[position + count] >= '0' &&
           cutter->text.data[position + count] <= '9')
        count++;
    return count;
}

// After digits: "6 200", "6.200" and "6,200" go on as one number, "2,5" and "1.25" as 2.5, 1.25.
static void number_read(struct cutter *cutter)
{
    bool groups = digits_at(cutter, cutter->position) <= 3;
    for (;;) {
        size_t digits = digits_at(cutter, cutter->position);
        for (size_t i = 0; i < digits; i++)
            form_add(cutter, (uint8_t)cutter->text.data[cutter->position + i]);
        cutter->position += digits;
        size_t next;
        uint32_t c = peek(cutter, &next);
        size_t group = digits_at(cutter, next);
        bool space = c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
        if (groups && group == 3 && cutter->form_size <= 12 && (space || c == '.' || c == ',')) {
            cutter->position = next;
        } else if ((c == '.' || c == ',') && group >= 1 && group <= 2) {
            cutter->position = next;
            form_add(cutter, '.');
        } else {
            return;
        }
    }
}

static void word_read(struct cutter *cutter)
{
    for (size_t next;;) {
        uint32_t c = peek(cutter, &next);
        if (!c || !(is_word_character(c) || (c >= 0x300 && c <= 0x36F)))
            return;
        if (c < 0x300 || c > 0x36F)
            form_add(cutter, c);
        cutter->position = next;
    }
}

// Moves to the next word; false at the end.
static bool cutter_next(struct cutter *cutter, uint32_t *start)
{
    for (size_t next; cutter->position < cutter->end; cutter->position = next) {
        uint32_t c = peek(cutter, &next);
        if (is_word_character(c)) {
            *start = (uint32_t)cutter->position;
            cutter->form_size = 0;
            bool upper = c < 0x80 ? c >= 'A' && c <= 'Z' : unicode_is_upper(c);
            cutter->capital = !cutter->fresh && upper;
            if (c >= '0' && c <= '9')
                number_read(cutter);
            else
                word_read(cutter);
            cutter->fresh = false;
            return true;
        }
        if (c == '.' || c == '!' || c == '?' || c == ':' || c == '\n' || c == '"' || c == 0xAB ||
            c == 0x201C || c == 0x2014)
            cutter->fresh = true;
    }
    return false;
}

void words_read(struct words *words, enum language language, struct slice text, uint32_t start,
                uint32_t end, struct arena *scratch, token_list *tokens)
{
    assert(start <= end && end <= text.size);
    struct cutter cutter = {.text = text, .position = start, .end = end, .fresh = true};
    for (uint32_t at; cutter_next(&cutter, &at);) {
        struct slice word = {cutter.form, cutter.form_size};
        struct form form = form_of(words, language, word);
        struct word_token *token = list_push(scratch, tokens);
        token->form = hash_bytes(word.data, word.size, 0);
        token->term = form.term;
        token->start = at;
        token->end = (uint32_t)cutter.position;
        token->class = form.class == WORD_PLAIN && cutter.capital ? WORD_NAME : form.class;
    }
}
