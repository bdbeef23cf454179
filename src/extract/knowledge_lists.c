// SPDX-License-Identifier: Apache-2.0
// Reads the text files of knowledge: records (lexicon/knowledge/*.txt, and demonyms, roles and
// agents of each language) and word lists (first names, common words, name_words with its
// sections). The format of lines is told at the head of knowledge_compile.c.
#include "extract/knowledge.h"


struct file_kind {
    const char *stem; // lexicon/LANGUAGE/STEM.txt
    enum record_class class;
};

static const struct file_kind record_files[] = {
    {"demonyms", RECORD_DEMONYM},
    {"roles", RECORD_ROLE},
    {"agents", RECORD_AGENT},
};

static const struct {
    const char *section;
    uint32_t flag;
} word_sections[] = {
    {"title", WORD_TITLE}, {"first_name", WORD_FIRST_NAME}, {"common", WORD_COMMON},
    {"particle", WORD_PARTICLE}, {"organisation", WORD_ORGANISATION},
    {"place_part", WORD_PLACE_PART}, {"place_before", WORD_PLACE_BEFORE},
    {"place_after", WORD_PLACE_AFTER}, {"suffix", WORD_SUFFIX}, {"link", WORD_LINK},
    {"preposition", WORD_PREPOSITION}, {"speech", WORD_SPEECH}, {"epithet", WORD_EPITHET},
    {"article", WORD_ARTICLE}, {"work", WORD_WORK}, {"programme", WORD_PROGRAMME},
    {"he", WORD_PRONOUN_HE}, {"she", WORD_PRONOUN_SHE}, {"portfolio", WORD_PORTFOLIO},
    {"organisation_before", WORD_ORGANISATION_BEFORE},
    {"facing", WORD_FACING}, {"club", WORD_CLUB},
    {"organisation_alone", WORD_ORGANISATION | WORD_ORGANISATION_ALONE},
    {"modifier", WORD_MODIFIER}, {"event", WORD_EVENT}, {"ordinary", WORD_ORDINARY},
    {"female_name", WORD_FIRST_NAME | WORD_FEMALE}, {"male_name", WORD_FIRST_NAME | WORD_MALE},
    {"organisation_named", WORD_ORGANISATION_NAMED}, {"impersonal", WORD_IMPERSONAL},
};

struct reading {
    bool user; // the file of --knowledge
    struct knowledge *knowledge;
    const char *name;  // of the file
    uint32_t line;
    enum language only; // NONE: names go into every lexicon
    struct record defaults;
    struct error *error;
};

static bool bad_line(struct reading *reading, const char *what)
{
    return error_set(reading->error, ERROR_INTERNAL, reading->name, "line %u: %s",
                     (unsigned)reading->line, what);
}

// yyyymmdd of 2025-01-20, 2025-01 or 2025.
static int32_t date_number(struct slice text)
{
    struct date date;
    if (!date_parse(text, &date))
        return 0;
    return date.year * 10000 + date.month * 100 + date.day;
}

static bool read_attribute(struct reading *reading, struct record *record, struct slice word)
{
    struct slice value = word;
    struct slice key = slice_cut(&value, '=');
    if (value.data == NULL || value.size == 0)
        return bad_line(reading, "an attribute without a value");
    if (slice_is(key, "kind")) {
        record->kind = entity_kind_from_name(value);
        return record->kind != ENTITY_NONE || bad_line(reading, "unknown kind");
    }
    if (slice_is(key, "wikidata"))
        record->wikidata = value;
    else if (slice_is(key, "country"))
        record->country = value;
    else if (slice_is(key, "cameo"))
        record->cameo = value;
    else if (slice_is(key, "seat"))
        record->seat = value;
    else if (slice_is(key, "from"))
        record->from = date_number(value);
    else if (slice_is(key, "to"))
        record->to = date_number(value);
    else if (slice_is(key, "stands"))
        record->stands = value;
    else if (slice_is(key, "office"))
        record->office = slice_is(value, "state") ? OFFICE_STATE
                         : slice_is(value, "government") ? OFFICE_GOVERNMENT
                                                         : OFFICE_STATE | OFFICE_GOVERNMENT;
    else if (slice_is(key, "earlier")) { // 2017-01-20..2021-01-20
        struct slice rest = value;
        record->earlier_from = date_number(slice_cut(&rest, '.'));
        record->earlier_to = date_number(slice_part(rest, 1, rest.size));
    } else if (slice_is(key, "metonym"))
        record->metonym = slice_is(value, "yes");
    else if (slice_is(key, "scoped"))
        record->scoped = slice_is(value, "yes");
    else if (slice_is(key, "alone"))
        record->alone = slice_is(value, "yes");
    else if (slice_is(key, "past"))
        record->past = slice_is(value, "yes");
    else if (slice_is(key, "coarse"))
        record->coarse = slice_is(value, "yes");
    else
        return bad_line(reading, "unknown attribute");
    return true;
}

static bool read_attributes(struct reading *reading, struct record *record, struct slice text)
{
    while (text.data != NULL) {
        struct slice word = slice_trim(slice_cut(&text, ' '));
        if (word.size > 0 && !read_attribute(reading, record, word))
            return false;
    }
    return true;
}

static bool add_name(struct reading *reading, struct slice name, uint32_t record)
{
    struct knowledge *knowledge = reading->knowledge;
    enum language only = reading->only;
    if (slice_starts(name, "fr:"))
        only = LANGUAGE_fr;
    else if (slice_starts(name, "en:"))
        only = LANGUAGE_en;
    if (only != reading->only)
        name = slice_trim(slice_part(name, 3, name.size));
    bool short_form = slice_starts(name, "~");
    if (short_form)
        name = slice_part(name, 1, name.size);
    piece_list pieces = {0};
    pieces_cut(knowledge->arena, NULL, name, (struct span){0, (uint32_t)name.size}, &pieces);
    for (int i = LANGUAGE_fr; i <= LANGUAGE_en; i++) {
        if (only != LANGUAGE_NONE && only != (enum language)i)
            continue;
        struct entry entry = {.record = record, .short_form = short_form};
        if (!lexicon_add(knowledge, &knowledge->lexicons[i], name, &pieces, entry))
            return bad_line(reading, "a name is empty or has too many parts");
        if (knowledge->records.items[record].names[i].data == NULL)
            knowledge->records.items[record].names[i] = name;
    }
    const struct record *item = &knowledge->records.items[record];
    if (item->kind == ENTITY_PERSON && item->class == RECORD_THING && !item->coarse)
        knowledge_add_surname(knowledge, name, record);
    return true;
}

// "knowledge/towns.zambeze": the line a thing comes from, by its first name (and state), which is
// the same for its names in every language. A dictionary of codes alone has no identity to give.
static struct slice record_rule(struct arena *arena, const struct record *record,
                                struct slice names)
{
    struct slice name = slice_trim(slice_cut(&names, ';'));
    if (record->class != RECORD_THING || record->coarse || name.size == 0)
        return record->rule;
    if (slice_starts(name, "fr:") || slice_starts(name, "en:"))
        name = slice_trim(slice_part(name, 3, name.size));
    piece_list pieces = {0};
    pieces_cut(arena, NULL, name, (struct span){0, (uint32_t)name.size}, &pieces);
    struct slice key = pieces_key(arena, name, pieces.items, pieces.count);
    const struct slice parts[] = {record->rule, SLICE("."), key,
                                  record->country.data ? SLICE(".") : SLICE_NONE, record->country};
    char *bytes = arena_take(arena, record->rule.size + key.size + record->country.size + 2);
    size_t size = 0;
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
        for (size_t i = 0; i < parts[p].size; i++)
            bytes[size++] = parts[p].data[i] == ' ' ? '_' : parts[p].data[i];
    return (struct slice){bytes, size};
}

static bool read_record(struct reading *reading, struct slice line)
{
    struct knowledge *knowledge = reading->knowledge;
    struct slice attributes = line;
    struct slice names = slice_cut(&attributes, '|');
    struct record record = reading->defaults;
    if (!read_attributes(reading, &record, attributes))
        return false;
    if (record.cameo.data == NULL && record.class == RECORD_THING &&
        (record.kind == ENTITY_PLACE || record.kind == ENTITY_PERSON ||
         record.kind == ENTITY_ORGANISATION))
        record.cameo = record.country; // acts, if at all, as its country
    if (record.kind == ENTITY_NONE)
        return bad_line(reading, "the kind is missing");
    record.user = reading->user;
    record.rule = record_rule(knowledge->arena, &record, names);
    list_add(knowledge->arena, &knowledge->records, record);
    uint32_t number = knowledge->records.count - 1;
    while (names.data != NULL) {
        struct slice name = slice_trim(slice_cut(&names, ';'));
        if (name.size > 0 && !add_name(reading, name, number))
            return false;
    }
    if (record.class == RECORD_THING && record.kind == ENTITY_COUNTRY && record.country.data)
        table_add(&knowledge->countries, record.country, number);
    return true;
}

static bool read_records(struct reading *reading, struct slice text)
{
    struct slice line;
    while (slice_next_line(&text, &line, &reading->line)) {
        line = slice_trim(line);
        if (line.size == 0 || line.data[0] == '>')
            continue;
        if (line.data[0] == '@') {
            struct record blank = {.class = reading->defaults.class,
                                   .rule = reading->defaults.rule};
            reading->defaults = blank;
            if (!read_attributes(reading, &reading->defaults, slice_part(line, 1, line.size)))
                return false;
        } else if (!read_record(reading, line)) {
            return false;
        }
    }
    return true;
}

static void add_word(struct reading *reading, struct slice word, uint32_t flag)
{
    struct knowledge *knowledge = reading->knowledge;
    char folded[64];
    struct slice key = {folded, piece_fold(word, folded, sizeof folded)};
    for (int i = LANGUAGE_fr; i <= LANGUAGE_en; i++) {
        if (reading->only != LANGUAGE_NONE && reading->only != (enum language)i)
            continue;
        struct lexicon *lexicon = &knowledge->lexicons[i];
        uint32_t number = lexicon_word(knowledge, lexicon, key);
        lexicon->flags.items[number] |= flag;
    }
}

// A file of words in sections: "[title]" opens one.
static bool read_words(struct reading *reading, struct slice text)
{
    uint32_t flag = 0;
    struct slice line;
    while (slice_next_line(&text, &line, &reading->line)) {
        line = slice_trim(line);
        if (line.size == 0 || line.data[0] == '>')
            continue;
        if (line.data[0] == '[') {
            struct slice section = slice_part(line, 1, line.size - 1);
            flag = 0;
            for (size_t i = 0; i < sizeof word_sections / sizeof *word_sections; i++) {
                if (slice_is(section, word_sections[i].section))
                    flag = word_sections[i].flag;
            }
            if (flag == 0)
                return bad_line(reading, "unknown section");
            continue;
        }
        if (flag == 0)
            return bad_line(reading, "a word outside sections");
        while (line.data != NULL) {
            struct slice word = slice_cut(&line, ' ');
            if (word.size > 0)
                add_word(reading, word, flag);
        }
    }
    return true;
}

// Name without folder and ".txt", after "lexicon/".
static struct slice rule_of(struct slice path)
{
    size_t start = sizeof "lexicon/" - 1;
    return slice_part(path, start, path.size - 4);
}

static bool read_file(struct knowledge *knowledge, const char *path, struct slice bytes,
                      struct error *error)
{
    struct slice rule = rule_of(slice_of(path));
    struct reading reading = {.knowledge = knowledge, .name = path, .error = error};
    reading.defaults.rule = rule;
    reading.user = slice_is(rule, "knowledge/user");
    struct slice stem = rule;
    struct slice folder = slice_cut(&stem, '/');
    if (slice_is(folder, "knowledge")) {
        if (slice_is(stem, "first_names") || slice_is(stem, "foreign_words"))
            return read_words(&reading, bytes);
        return read_records(&reading, bytes);
    }
    reading.only = language_from_code(folder);
    if (!language_is_read(reading.only))
        return true;
    if (slice_is(stem, "name_words") || slice_is(stem, "common_words") ||
        slice_is(stem, "ordinary_words"))
        return read_words(&reading, bytes);
    for (size_t i = 0; i < sizeof record_files / sizeof *record_files; i++) {
        reading.defaults.class = record_files[i].class;
        if (slice_is(stem, record_files[i].stem))
            return read_records(&reading, bytes);
    }
    return true;
}

const void *knowledge_open(struct arena *arena, const struct data_source *data, struct error *error)
{
    struct knowledge *knowledge = arena_zero(arena, 1, sizeof *knowledge);
    knowledge->arena = arena;
    table_init(&knowledge->countries, arena);
    table_init(&knowledge->surname_first, arena);
    for (int i = 0; i < LANGUAGE_READ_COUNT; i++)
        lexicon_init(knowledge, &knowledge->lexicons[i]);
    for (uint32_t i = 0;; i++) {
        const char *name = data->name_at(i, data->context);
        if (name == NULL)
            break;
        struct slice path = slice_of(name);
        if (!slice_starts(path, "lexicon/") || !slice_ends(path, ".txt"))
            continue;
        if (!read_file(knowledge, name, data->find(name, data->context), error))
            return NULL;
    }
    return knowledge;
}
