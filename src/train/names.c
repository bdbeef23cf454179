// SPDX-License-Identifier: Apache-2.0
// Compiles the table of known names for the name tagger: Prolex (LGPL-LR), first names of INSEE
// (Licence Ouverte), names of the hunspell dictionary (MPL 2.0), territories of CLDR (Unicode), and
// our own lexicon/knowledge and lexicon/LANGUAGE/name_words.txt, so that the name tagger sees what
// the mention stage will know.
#include "train/names.h"

#include "base/table.h"
#include "base/utf8.h"

static const struct {
    const char *text;
    uint16_t class;
} prolex_kinds[] = {
    {"+Celebrite", NAME_PERSON},     {"+Entreprise", NAME_COMPANY}, {"+Groupement", NAME_BODY},
    {"+Dynastie", NAME_PEOPLE},      {"+Ethnonyme", NAME_PEOPLE},   {"+Hum+Toponyme", NAME_PEOPLE},
    {"+Ville", NAME_TOWN},           {"+Territoire", NAME_REGION},  {"+Toponyme", NAME_PLACE},
    {"+Ergonyme", NAME_WORK},        {"+Pragmonyme", NAME_WORK},
};

static void name_add(struct names *names, struct slice name, uint16_t class)
{
    struct slice key = ner_key(names->arena, name);
    if (key.size < 2 || key.size > NER_NAME_BYTES)
        return;
    uint32_t old = table_add(&names->table, key, 0);
    table_set(&names->table, key, old | class);
}

static void prolex_line(struct names *names, struct slice line)
{
    struct slice rest = line, name = slice_cut(&rest, ',');
    if (!rest.data || slice_find(rest, SLICE(".A+"), 0) != SIZE_MAX ||
        slice_find(rest, SLICE(".PFX"), 0) != SIZE_MAX)
        return;
    for (size_t i = 0; i < sizeof prolex_kinds / sizeof *prolex_kinds; i++) {
        if (slice_find(rest, slice_of(prolex_kinds[i].text), 0) == SIZE_MAX)
            continue;
        name_add(names, name, prolex_kinds[i].class);
        break;
    }
    if (slice_find(rest, SLICE("+Celebrite"), 0) == SIZE_MAX)
        return;
    struct slice words = name; // first and last word of a whole name of two words
    struct slice first = slice_cut(&words, ' ');
    if (words.size > 0 && !memchr(words.data, ' ', words.size)) {
        name_add(names, first, NAME_FIRST);
        name_add(names, words, NAME_LAST);
    }
}

static void hunspell_line(struct names *names, struct slice line, bool common)
{
    struct slice rest = line, form = slice_cut(&rest, '\t');
    slice_cut(&rest, '\t');
    struct slice tags = slice_cut(&rest, '\t');
    uint16_t class = slice_starts(tags, "prn") ? NAME_FIRST
                     : slice_starts(tags, "patr") ? NAME_LAST : 0;
    size_t position = 0;
    if (!common && class)
        name_add(names, form, class);
    if (!common || class || form.size == 0 || !unicode_is_lower(utf8_next(form, &position)))
        return;
    struct slice key = ner_key(names->arena, form);
    uint32_t old = table_find(&names->table, key);
    if (old != TABLE_NONE)
        table_set(&names->table, key, old | NAME_COMMON);
}

static void insee_line(struct names *names, struct slice line)
{
    struct slice rest = line, name = slice_cut(&rest, '\t');
    slice_cut(&rest, '\t');
    slice_cut(&rest, '\t');
    struct slice count = slice_cut(&rest, '\t');
    size_t point = slice_find(count, SLICE("."), 0);
    if ((point == SIZE_MAX ? count.size : point) >= 4) // 1,000 bearers
        name_add(names, name, NAME_FIRST);
}

static void territory_line(struct names *names, struct slice line)
{
    struct slice rest = line;
    slice_cut(&rest, '\t');
    name_add(names, slice_cut(&rest, '\t'), NAME_REGION);
    if (rest.data)
        name_add(names, rest, NAME_REGION);
}

// Names of lexicon/knowledge: "fr:Name ; en:Name | key=value", persons also by their parts.
static void knowledge_line(struct names *names, struct slice line, uint16_t class)
{
    struct slice list = slice_cut(&line, '|');
    while (list.data) {
        struct slice name = slice_trim(slice_cut(&list, ';'));
        if (name.size > 3 && name.data[2] == ':')
            name = slice_part(name, 3, name.size);
        if (name.size == 0 || name.data[0] == '~')
            continue;
        name_add(names, name, class);
        struct slice words = name, first = slice_cut(&words, ' ');
        if (class != NAME_PERSON || words.size == 0)
            continue;
        name_add(names, first, NAME_FIRST);
        name_add(names, words, NAME_LAST);
        while (words.data && memchr(words.data, ' ', words.size))
            slice_cut(&words, ' ');
        name_add(names, words, NAME_LAST);
    }
}

static bool knowledge_read(struct names *names, struct error *error)
{
    static const struct {
        const char *file;
        uint16_t class;
    } files[] = {{"countries", NAME_REGION},      {"capitals", NAME_TOWN},
                 {"places", NAME_PLACE},          {"towns", NAME_TOWN},
                 {"organisations", NAME_BODY},    {"institutions", NAME_BODY},
                 {"companies", NAME_COMPANY},     {"media", NAME_COMPANY},
                 {"people", NAME_PERSON},         {"leaders", NAME_PERSON},
                 {"first_names", NAME_FIRST}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct slice bytes;
        struct slice path = arena_format(names->arena, "lexicon/knowledge/%s.txt", files[i].file);
        if (!train_bytes(names->arena, path.data, &bytes, error))
            return false;
        uint16_t class = files[i].class;
        while (bytes.data && bytes.size > 0) {
            struct slice line = slice_trim(slice_cut(&bytes, '\n'));
            if (line.size == 0 || line.data[0] == '#' || line.data[0] == '>' || line.data[0] == '[')
                continue;
            if (line.data[0] == '@') // a file of places may hold works and events too
                class = slice_find(line, SLICE("kind=work"), 0) != SIZE_MAX ||
                                slice_find(line, SLICE("kind=event"), 0) != SIZE_MAX
                            ? NAME_WORK : files[i].class;
            else if (class != NAME_FIRST)
                knowledge_line(names, line, class);
            else
                while (line.data)
                    name_add(names, slice_cut(&line, ' '), NAME_FIRST);
        }
    }
    return true;
}

// Words that stand in or beside names, by section, and words that are none.
static bool words_read(struct names *names, const struct train_options *options, const char *file,
                       struct error *error)
{
    static const struct {
        const char *section;
        uint16_t class;
    } sections[] = {{"[title]", NAME_TITLE},       {"[organisation]", NAME_HEAD},
                    {"[organisation_before]", NAME_HEAD}, {"[organisation_alone]", NAME_HEAD},
                    {"[place_part]", NAME_PART},   {"[place_before]", NAME_PART},
                    {"[place_after]", NAME_PART},  {"[suffix]", NAME_SUFFIX},
                    {"[club]", NAME_SUFFIX},       {"[speech]", NAME_SPEECH},
                    {"[common]", NAME_COMMON},     {"[ordinary]", NAME_COMMON}};
    struct slice bytes;
    struct slice path = arena_format(names->arena, "lexicon/%s/%s.txt", options->language, file);
    uint16_t class = 0;
    if (!train_bytes(names->arena, path.data, &bytes, error))
        return false;
    while (bytes.data && bytes.size > 0) {
        struct slice line = slice_trim(slice_cut(&bytes, '\n'));
        if (line.size > 0 && line.data[0] == '[') {
            class = 0;
            for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
                class = slice_is(line, sections[i].section) ? sections[i].class : class;
        } else if (class && line.size > 0 && line.data[0] != '#' && line.data[0] != '>') {
            while (line.data)
                name_add(names, slice_cut(&line, ' '), class);
        }
    }
    return true;
}

enum source { PROLEX, INSEE, HUNSPELL, CLDR, HUNSPELL_COMMON };

static bool source_read(struct names *names, const struct train_options *options,
                        enum source source, struct error *error)
{
    static const char *const files[] = {"prolex_unitex_bestof_2_2_fra.dic",
                                        "insee_firstnames_gender.csv", "fr_hunspell_fullform.tsv",
                                        "cldr_territories_fr_en.tsv", "fr_hunspell_fullform.tsv"};
    struct slice bytes;
    struct slice path = arena_format(names->arena, "%s/lex/%s", options->data, files[source]);
    if (!train_bytes(names->arena, path.data, &bytes, error))
        return false;
    while (bytes.data && bytes.size > 0) {
        struct slice line = slice_trim(slice_cut(&bytes, '\n'));
        if (source == PROLEX)
            prolex_line(names, line);
        else if (source == INSEE)
            insee_line(names, line);
        else if (source == CLDR)
            territory_line(names, line);
        else
            hunspell_line(names, line, source == HUNSPELL_COMMON);
    }
    return true;
}

static void names_compile(struct names *names)
{
    uint32_t count = names->table.entries.count, slots = count + count / 4 + 16;
    uint16_t *keys = arena_zero(names->arena, slots, sizeof *keys);
    uint16_t *classes = arena_zero(names->arena, slots, sizeof *classes);
    for (uint32_t i = 0; i < count; i++) {
        const struct table_entry *entry = &names->table.entries.items[i];
        uint64_t hash = hash_bytes(entry->key.data, entry->key.size, 0);
        uint32_t slot = weights_slot(hash, slots);
        for (uint32_t probe = 0; probe < WEIGHTS_PROBE_LIMIT; probe++) {
            if (keys[slot] == 0) {
                keys[slot] = weights_key(hash);
                classes[slot] = (uint16_t)entry->value;
                break;
            }
            slot = slot + 1 == slots ? 0 : slot + 1;
        }
    }
    names->compiled = (struct name_table){keys, classes, slots};
}

bool names_read(struct names *names, struct arena *arena, const struct train_options *options,
                struct error *error)
{
    *names = (struct names){.arena = arena};
    table_init(&names->table, arena);
    for (int source = PROLEX; source <= HUNSPELL_COMMON; source++)
        if (!source_read(names, options, (enum source)source, error))
            return false;
    if (!knowledge_read(names, error) || !words_read(names, options, "name_words", error) ||
        !words_read(names, options, "common_words", error) ||
        !words_read(names, options, "ordinary_words", error))
        return false;
    names_compile(names);
    return true;
}

void names_write(struct model_writer *writer, const struct names *names)
{
    const struct name_table *compiled = &names->compiled;
    model_writer_add(writer, "names.keys", MODEL_U16, compiled->keys, compiled->slots);
    model_writer_add(writer, "names.class", MODEL_U16, compiled->classes, compiled->slots);
}
