// SPDX-License-Identifier: Apache-2.0
// read_open: compiles the room's lexicon files into tables. Each file has its own reader, one
// row in `loaders`; a broken line is an INTERNAL error that names file and line.
#include "read/tables.h"

struct loader {
    struct arena *arena;
    struct read_tables *tables;
    struct error *error;
    const char *file;
    uint32_t line;
};

static bool broken(struct loader *loader, const char *what)
{
    return error_set(loader->error, ERROR_INTERNAL, loader->file, "line %u: %s", loader->line,
                     what);
}

static struct slice next_word(struct slice *rest)
{
    while (rest->size && (*rest->data == ' ' || *rest->data == '\t'))
        *rest = slice_part(*rest, 1, rest->size);
    size_t size = 0;
    while (size < rest->size && rest->data[size] != ' ' && rest->data[size] != '\t')
        size++;
    struct slice word = slice_part(*rest, 0, size);
    *rest = slice_part(*rest, size, rest->size);
    return word;
}

static bool read_number(struct slice text, unsigned base, uint32_t *number)
{
    *number = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                : 99;
        if (digit >= base || *number > 0x10FFFF)
            return false;
        *number = *number * base + digit;
    }
    return text.size > 0;
}

// lexicon/html/encodings.txt
static uint32_t encoding_named(struct loader *loader, struct slice name)
{
    struct read_tables *tables = loader->tables;
    for (uint32_t i = 0; i < tables->encodings.count; i++)
        if (slice_equal(tables->encodings.items[i].name, name))
            return i;
    list_push(loader->arena, &tables->encodings)->name = name;
    return tables->encodings.count - 1;
}

static bool load_encoding(struct loader *loader, struct slice line)
{
    struct slice kind = next_word(&line), name = next_word(&line), word;
    uint32_t index = encoding_named(loader, name), from, code;
    if (slice_is(kind, "label")) {
        while ((word = next_word(&line)).size)
            table_set(&loader->tables->encoding_labels, word, index);
        return true;
    }
    struct encoding *encoding = &loader->tables->encodings.items[index];
    if (!slice_is(kind, "bytes") || !read_number(next_word(&line), 16, &from) || from < 0x80 ||
        from > 0xF0)
        return broken(loader, "expected 'label' or 'bytes NAME FROM'");
    if (!encoding->codes)
        encoding->codes = arena_zero(loader->arena, 128, sizeof *encoding->codes);
    for (uint32_t i = 0; i < 16; i++) {
        if (!read_number(next_word(&line), 16, &code))
            return broken(loader, "expected 16 code points");
        encoding->codes[from - 0x80 + i] = (uint16_t)code;
    }
    return true;
}

// lexicon/html/entities.txt
static bool load_reference(struct loader *loader, struct slice line)
{
    struct slice item;
    while ((item = next_word(&line)).size) {
        struct slice name = slice_cut(&item, '=');
        struct reference_entry entry = {0};
        if (slice_ends(name, "!")) {
            entry.bare = true;
            name.size--;
        }
        while (item.data) {
            uint32_t code;
            if (!read_number(slice_cut(&item, '+'), 16, &code) || entry.size > 4)
                return broken(loader, "expected NAME=HEX or NAME=HEX+HEX");
            entry.size = (uint8_t)(entry.size + utf8_encode(code, entry.bytes + entry.size));
        }
        table_set(&loader->tables->references, name, loader->tables->reference_entries.count);
        list_add(loader->arena, &loader->tables->reference_entries, entry);
    }
    return true;
}

// lexicon/html/classes.txt
static const char *const class_flag_names[CLASS_FLAG_COUNT] = {
#define X(name, text) [CLASS_##name##_INDEX] = text,
    CLASS_FLAGS(X)
#undef X
};

static bool load_class(struct loader *loader, struct slice line)
{
    struct slice kind = next_word(&line), word;
    for (uint32_t flag = 1; flag < CLASS_FLAG_COUNT; flag++) {
        if (!slice_is(kind, class_flag_names[flag]))
            continue;
        while ((word = next_word(&line)).size) {
            uint32_t old = table_find(&loader->tables->classes, word);
            // A word of two letters is looked up with the '-' that joins it to the next.
            char first[3] = {word.data[0], word.size > 1 ? word.data[1] : '-',
                             word.size > 2 ? word.data[2] : '-'};
            uint32_t start = class_start(first);
            loader->tables->class_starts[start / 64] |= UINT64_C(1) << start % 64;
            table_set(&loader->tables->classes, word,
                      (old == TABLE_NONE ? 0 : old) | 1u << flag);
        }
        return true;
    }
    return broken(loader, "unknown kind of class word");
}

// Four bytes of a line stand for the phrases inside it: a phrase is looked at where they occur.
static uint32_t gram_at(const char *text)
{
    uint32_t gram;
    memcpy(&gram, text, sizeof gram);
    return gram;
}

static uint32_t gram_hash(uint32_t gram)
{
    return gram * 2654435761u >> 18; // of PHRASE_GRAMS
}

// Where the four bytes of a phrase stand that have fewest of the commonest letters and spaces.
static uint32_t rarest_gram(struct slice text)
{
    uint32_t best = 0, place = 0;
    for (size_t at = 0; at + 4 <= text.size; at++) {
        uint32_t rare = 1;
        for (size_t i = at; i < at + 4; i++)
            rare += strchr("eaisnrtolu ", text.data[i]) == NULL;
        if (rare > best) {
            best = rare;
            place = (uint32_t)at;
        }
    }
    return place;
}

// lexicon/LANGUAGE/page.txt
static const char *const effect_names[PHRASE_EFFECT_COUNT] = {
#define X(name, text) [PHRASE_##name] = text,
    PHRASE_EFFECTS(X)
#undef X
};

static bool load_phrase(struct loader *loader, struct slice line)
{
    static const char *const match_names[] = {"is", "starts", "has", "ends"};
    struct slice effect = next_word(&line), match = next_word(&line);
    struct phrase phrase = {.text = utf8_fold(loader->arena, slice_trim(line))};
    unsigned e = enum_from_name(effect_names, PHRASE_EFFECT_COUNT, effect), m = 0;
    while (m < 4 && !slice_is(match, match_names[m]))
        m++;
    if (!e || m == 4 || !phrase.text.size)
        return broken(loader, "expected EFFECT MATCH PHRASE");
    phrase.effect = (uint8_t)e;
    phrase.match = (uint8_t)m;
    struct read_tables *tables = loader->tables;
    if (m == MATCH_IS || m == MATCH_STARTS) {
        list_add(loader->arena, &tables->phrases_at[(unsigned char)phrase.text.data[0]],
                 tables->phrases.count);
    } else {
        if (phrase.text.size < 4)
            return broken(loader, "a phrase inside lines needs four letters");
        phrase.gram_at = rarest_gram(phrase.text);
        phrase.gram = gram_at(phrase.text.data + phrase.gram_at);
        uint32_t hash = gram_hash(phrase.gram);
        phrase.next = tables->phrases_inside[hash];
        tables->phrases_inside[hash] = tables->phrases.count + 1;
        tables->phrase_grams[hash / 64] |= UINT64_C(1) << hash % 64;
    }
    list_add(loader->arena, &loader->tables->phrases, phrase);
    return true;
}

static void set_each(struct loader *loader, struct table *table, struct slice line, uint32_t value)
{
    struct slice word;
    while ((word = next_word(&line)).size)
        table_set(table, utf8_fold(loader->arena, word), value);
}

static bool load_zone(struct loader *loader, struct slice line)
{
    struct slice minutes = next_word(&line);
    bool west = slice_starts(minutes, "-");
    uint32_t number;
    if (!read_number(slice_part(minutes, west, minutes.size), 10, &number) || number >= ZONE_ZERO)
        return broken(loader, "expected a zone's minutes");
    set_each(loader, &loader->tables->zones, line, west ? ZONE_ZERO - number : ZONE_ZERO + number);
    return true;
}

// lexicon/LANGUAGE/page_dates.txt; lexicon/html/page_dates.txt for all other languages
static bool load_date_word(struct loader *loader, struct slice line)
{
    struct slice kind = next_word(&line);
    uint32_t number = 0;
    if (slice_is(kind, "zone"))
        return load_zone(loader, line);
    if (slice_is(kind, "day_first")) {
        set_each(loader, &loader->tables->day_first_hosts, line, 1);
        return true;
    }
    bool month = slice_is(kind, "month");
    if (month && (!read_number(next_word(&line), 10, &number) || number < 1 || number > 12))
        return broken(loader, "expected a month's number");
    bool sign = slice_is(kind, "sign");
    if (!month && !sign && !slice_is(kind, "word"))
        return broken(loader, "expected 'month', 'word' or 'sign'");
    if (!month)
        number = sign ? DATE_WORD_SIGN : DATE_WORD_FILLER;
    set_each(loader, month ? &loader->tables->months : &loader->tables->date_words, line, number);
    return true;
}

// lexicon/html/bylines.txt
static bool load_byline_word(struct loader *loader, struct slice line)
{
    static const char *const kinds[] = {"between", "beside", "around", "place", "end"};
    struct read_tables *tables = loader->tables;
    struct slice kind = next_word(&line), word;
    if (slice_is(kind, "nobody")) {
        table_set(&tables->nobodies, utf8_fold(loader->arena, slice_trim(line)), 1);
        return true;
    }
    if (slice_is(kind, "page")) {
        while ((word = next_word(&line)).size)
            list_add(loader->arena, &tables->author_pages, word);
        return true;
    }
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        while (slice_is(kind, kinds[i]) && (word = next_word(&line)).size) {
            struct slice key = utf8_fold(loader->arena, word);
            uint32_t old = table_find(&tables->byline_words, key);
            table_set(&tables->byline_words, key, (old == TABLE_NONE ? 0 : old) | 1u << i);
        }
        if (slice_is(kind, kinds[i]))
            return true;
    }
    return broken(loader, "unknown kind of byline word");
}

// lexicon/agencies.txt: NAME | FORM | FORM
static bool load_agency(struct loader *loader, struct slice line)
{
    struct slice name = slice_trim(slice_part(line, 0, slice_find(line, SLICE("|"), 0)));
    while (line.data) {
        struct slice form = slice_trim(slice_cut(&line, '|'));
        struct agency agency = {.name = name, .form = form};
        agency.key = utf8_fold(loader->arena, form);
        agency.case_matters = form.size <= 5;
        if (!form.size)
            return broken(loader, "an empty form");
        list_add(loader->arena, &loader->tables->agencies, agency);
    }
    return true;
}

// lexicon/knowledge/first_names.txt: names on a line; [KIND] heads
static bool load_given_name(struct loader *loader, struct slice line)
{
    struct slice name;
    while (!slice_starts(line, "[") && (name = next_word(&line)).size)
        table_set(&loader->tables->given_names, utf8_fold(loader->arena, name), 1);
    return true;
}

// lexicon/sites.txt: HOST NAME
static bool load_site(struct loader *loader, struct slice line)
{
    struct slice host = next_word(&line);
    table_set(&loader->tables->sites, host, loader->tables->site_names.count);
    list_add(loader->arena, &loader->tables->site_names, slice_trim(line));
    return true;
}

static const struct {
    const char *suffix; // of the file's name
    bool (*load)(struct loader *loader, struct slice line);
} loaders[] = {
    {"html/encodings.txt", load_encoding}, {"html/entities.txt", load_reference},
    {"html/classes.txt", load_class},      {"/page.txt", load_phrase},
    {"html/bylines.txt", load_byline_word},
    {"/page_dates.txt", load_date_word},   {"lexicon/agencies.txt", load_agency},
    {"lexicon/sites.txt", load_site},      {"knowledge/first_names.txt", load_given_name},
};

static bool load_file(struct loader *loader, const struct data_source *data)
{
    struct slice name = slice_of(loader->file), line;
    for (size_t i = 0; i < sizeof loaders / sizeof *loaders; i++) {
        if (!slice_starts(name, "lexicon/") || !slice_ends(name, loaders[i].suffix))
            continue;
        struct slice rest = data->find(loader->file, data->context);
        loader->line = 0;
        while (slice_next_line(&rest, &line, &loader->line))
            if (!slice_starts(line, ">") && !loaders[i].load(loader, slice_trim(line)))
                return false;
    }
    return true;
}

static void add_tag(struct read_tables *tables, const char *name, unsigned tag)
{
    unsigned slot = html_tag_slot(name, strlen(name));
    while (tables->tags[slot])
        slot = (slot + 1) % HTML_TAG_SLOTS;
    tables->tags[slot] = (uint8_t)tag;
}

static void add_tags(struct read_tables *tables)
{
#define X(name, flags) add_tag(tables, #name, HTML_##name);
    HTML_TAGS(X)
#undef X
}

const struct read_tables *read_open(struct arena *arena, const struct data_source *data,
                                    struct error *error)
{
    struct read_tables *tables = arena_zero(arena, 1, sizeof *tables);
    struct loader loader = {.arena = arena, .tables = tables, .error = error};
    table_init(&tables->encoding_labels, arena);
    table_init(&tables->references, arena);
    table_init(&tables->classes, arena);
    table_init(&tables->months, arena);
    table_init(&tables->date_words, arena);
    table_init(&tables->sites, arena);
    table_init(&tables->zones, arena);
    table_init(&tables->day_first_hosts, arena);
    table_init(&tables->given_names, arena);
    table_init(&tables->byline_words, arena);
    table_init(&tables->nobodies, arena);
    add_tags(tables);
    for (uint32_t i = 0; (loader.file = data->name_at(i, data->context)); i++)
        if (!load_file(&loader, data))
            return NULL;
    if (!tables->encodings.count || !tables->references.entries.count) {
        error_set(error, ERROR_INTERNAL, "lexicon/html", "encodings or entities are missing");
        return NULL;
    }
    return tables;
}

static bool is_boundary(struct slice text, size_t at)
{
    unsigned char c = at < text.size ? (unsigned char)text.data[at] : ' ';
    return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80);
}

static bool phrase_matches(const struct phrase *phrase, struct slice folded, struct slice *rest)
{
    struct slice text = phrase->text;
    if (rest)
        *rest = SLICE_NONE;
    if (folded.size < text.size)
        return false;
    if (phrase->match == MATCH_IS)
        return folded.size == text.size && slice_equal(folded, text);
    if (phrase->match == MATCH_ENDS)
        return slice_equal(slice_part(folded, folded.size - text.size, folded.size), text);
    if (phrase->match == MATCH_HAS) {
        size_t at = slice_find(folded, text, 0);
        if (rest && at != SIZE_MAX)
            *rest = slice_part(folded, at + text.size, folded.size);
        return at != SIZE_MAX;
    }
    if (memcmp(folded.data, text.data, text.size) != 0)
        return false;
    if (!is_boundary(text, text.size - 1) && !is_boundary(folded, text.size))
        return false;
    if (rest)
        *rest = slice_part(folded, text.size, folded.size);
    return true;
}

// The first phrase that the line is or starts with; of one effect only, unless it is PHRASE_NONE.
static const struct phrase *find_start(const struct read_tables *tables, struct slice folded,
                                       enum phrase_effect effect, struct slice *rest)
{
    const index_list *index = &tables->phrases_at[(unsigned char)folded.data[0]];
    for (uint32_t i = 0; i < index->count; i++) {
        const struct phrase *phrase = &tables->phrases.items[index->items[i]];
        if ((effect == PHRASE_NONE || phrase->effect == effect) &&
            phrase_matches(phrase, folded, rest))
            return phrase;
    }
    return NULL;
}

// Whether a phrase stands in the line where its gram does.
static bool stands_at(const struct phrase *phrase, struct slice folded, size_t gram)
{
    size_t size = phrase->text.size;
    if (gram < phrase->gram_at || folded.size - (gram - phrase->gram_at) < size)
        return false;
    size_t start = gram - phrase->gram_at;
    return (phrase->match == MATCH_HAS || start + size == folded.size) &&
           memcmp(folded.data + start, phrase->text.data, size) == 0;
}

// The same for phrases that it has or ends with.
static const struct phrase *find_inside(const struct read_tables *tables, struct slice folded,
                                        enum phrase_effect effect)
{
    uint32_t best = UINT32_MAX;
    for (size_t at = 0; at + 4 <= folded.size; at++) {
        uint32_t gram = gram_at(folded.data + at), hash = gram_hash(gram);
        if (!(tables->phrase_grams[hash / 64] >> hash % 64 & 1))
            continue;
        for (uint32_t n = tables->phrases_inside[hash]; n; n = tables->phrases.items[n - 1].next) {
            const struct phrase *phrase = &tables->phrases.items[n - 1];
            if (phrase->gram == gram && n < best &&
                (effect == PHRASE_NONE || phrase->effect == effect) &&
                    stands_at(phrase, folded, at))
                best = n;
        }
    }
    return best == UINT32_MAX ? NULL : &tables->phrases.items[best - 1];
}

static enum phrase_effect find_phrase(const struct read_tables *tables, struct slice folded,
                                      enum phrase_effect effect, struct slice *rest)
{
    if (rest)
        *rest = SLICE_NONE;
    if (!folded.size)
        return PHRASE_NONE;
    const struct phrase *found = find_start(tables, folded, effect, rest);
    if (!found && (found = find_inside(tables, folded, effect)))
        phrase_matches(found, folded, rest);
    return found ? (enum phrase_effect)found->effect : PHRASE_NONE;
}

enum phrase_effect phrase_find(const struct read_tables *tables, struct slice folded,
                               struct slice *rest)
{
    return find_phrase(tables, folded, PHRASE_NONE, rest);
}

bool phrase_has(const struct read_tables *tables, struct slice folded, enum phrase_effect effect,
                struct slice *rest)
{
    return find_phrase(tables, folded, effect, rest) != PHRASE_NONE;
}
