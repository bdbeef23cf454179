// SPDX-License-Identifier: Apache-2.0
// Runs the examples that lexicon files carry: lines of the form
//   > TEXT => KIND key=value key="two words" ; KIND … ; no KIND [key=value …]
// A leading @2025-07-14 in TEXT is the publication date. Language: the folder of the file.
#include "doc/dump.h"
#include "engine_fixture.h"
#include "test.h"

struct example {
    const char *file;
    uint32_t line;
    struct slice text, expectation;
    struct arena *arena;
    const struct json_value *document;
};

static const struct json_value *entity_of(const struct example *example,
                                          const struct json_value *item)
{
    struct slice id = json_find_text(item, "entity");
    const struct json_value *entities = json_find(example->document, "entities");
    for (const struct json_value *e = entities->first; id.data && e; e = e->next) {
        if (slice_equal(json_find_text(e, "id"), id))
            return e;
    }
    return NULL;
}

static bool party_matches(const struct example *example, const struct json_value *party,
                          struct slice wanted)
{
    return slice_equal(json_find_text(party, "text"), wanted) ||
           slice_equal(json_find_text(entity_of(example, party), "name"), wanted);
}

// The list that a singular key such as actor= looks into, or NULL.
static const char *party_list_name(struct slice key)
{
    static const char *const names[][2] = {{"actor", "actors"}, {"recipient", "recipients"},
                                           {"giver", "givers"}, {"receiver", "receivers"},
                                           {"said_by", "said_by"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is(key, names[i][0]))
            return names[i][1];
    }
    return NULL;
}

static bool scalar_matches(const struct json_value *value, struct slice wanted)
{
    if (!value || value->type == JSON_NULL)
        return slice_is(wanted, "null");
    if (value->type == JSON_TRUE || value->type == JSON_FALSE)
        return slice_is(wanted, value->type == JSON_TRUE ? "true" : "false");
    if (value->type == JSON_OBJECT) { // when, money, anchor: their value or text
        const struct json_value *inner = json_find(value, "value");
        inner = inner ? inner : json_find(value, "text");
        return inner && slice_equal(inner->text, wanted);
    }
    return slice_equal(value->text, wanted);
}

static bool key_matches(const struct example *example, const struct json_value *item,
                        struct slice key, struct slice wanted)
{
    const char *list = party_list_name(key);
    if (list) {
        const struct json_value *parties = json_find(item, list);
        if (slice_is(wanted, "none"))
            return !parties || parties->count == 0;
        for (const struct json_value *p = parties ? parties->first : NULL; p; p = p->next) {
            if (party_matches(example, p, wanted))
                return true;
        }
        return false;
    }
    if (slice_is(key, "speaker")) {
        const struct json_value *speaker = json_find(item, "speaker");
        if (slice_is(wanted, "null"))
            return !speaker || speaker->type == JSON_NULL;
        return party_matches(example, speaker, wanted);
    }
    if (slice_is(key, "currency"))
        return scalar_matches(json_find(json_find(item, "money"), "currency"), wanted);
    if (slice_is(key, "entity"))
        return slice_equal(json_find_text(entity_of(example, item), "name"), wanted);
    char name[32] = {0};
    if (key.size < sizeof name)
        memcpy(name, key.data, key.size);
    return scalar_matches(json_find(item, name), wanted);
}

// Cuts key=value or key="two words" off the front of *rest.
static bool next_pair(struct slice *rest, struct slice *key, struct slice *value)
{
    *rest = slice_trim(*rest);
    if (rest->size == 0)
        return false;
    *key = slice_cut(rest, '=');
    if (rest->data && rest->size && rest->data[0] == '"') {
        rest->data++;
        rest->size--;
        *value = slice_cut(rest, '"');
    } else {
        *value = rest->data ? slice_cut(rest, ' ') : SLICE_NONE;
    }
    return true;
}

static bool item_matches(const struct example *example, const struct json_value *item,
                         struct slice pairs)
{
    struct slice key, value;
    while (pairs.data && next_pair(&pairs, &key, &value)) {
        if (!key_matches(example, item, key, value))
            return false;
    }
    return true;
}

static void print_items(const struct example *example, const struct finding_description *kind)
{
    struct document document;
    struct error error = {0};
    struct arena arena;
    arena_init(&arena, 0);
    document_init(&document, &arena);
    struct buffer out;
    buffer_init(&out, &arena);
    if (document_load(&document, example->document, &error)) {
        const index_list *list = (const void *)((const char *)&document + kind->list_offset);
        for (uint32_t i = 0; i < list->count && i < 8; i++) {
            buffer_text(&out, "\n    ");
            finding_dump(&document, (enum finding_kind)(kind - finding_descriptions), i, &out);
        }
    }
    test_check(false, example->file, (int)example->line, "" SLICE_FORMAT " => " SLICE_FORMAT
               " but:" SLICE_FORMAT, SLICE_ARGUMENTS(example->text),
               SLICE_ARGUMENTS(example->expectation), SLICE_ARGUMENTS(buffer_slice(&out)));
    arena_free(&arena);
}

static void check_one(struct example *example, struct slice expectation)
{
    struct slice rest = slice_trim(expectation);
    bool wanted = !slice_starts(rest, "no ");
    example->expectation = rest;
    if (!wanted)
        rest = slice_part(rest, 3, rest.size);
    struct slice name = slice_cut(&rest, ' ');
    for (int k = 0; k < FINDING_KIND_COUNT; k++) {
        const struct finding_description *kind = &finding_descriptions[k];
        if (!slice_is(name, kind->name))
            continue;
        bool found = false;
        const struct json_value *list = json_find(example->document, kind->list);
        for (const struct json_value *item = list->first; item && !found; item = item->next)
            found = item_matches(example, item, rest);
        if (found != wanted)
            print_items(example, kind);
        return;
    }
    test_check(false, example->file, (int)example->line, "unknown kind '" SLICE_FORMAT "'",
               SLICE_ARGUMENTS(name));
}

// Cuts text at the first separator that stands outside quotes.
static struct slice cut_expectation(struct slice *rest)
{
    bool quoted = false;
    for (size_t i = 0; i < rest->size; i++) {
        quoted ^= rest->data[i] == '"';
        if (quoted || rest->data[i] != ';')
            continue;
        struct slice before = slice_part(*rest, 0, i);
        *rest = slice_part(*rest, i + 1, rest->size);
        return before;
    }
    struct slice all = *rest;
    *rest = SLICE_NONE;
    return all;
}

static void run_example(struct example *example, const char *language, struct slice line)
{
    struct arena arena;
    char date[16] = "";
    struct error error = {0};
    size_t arrow = slice_find(line, SLICE("=>"), 0);
    if (!test_check(arrow != SIZE_MAX, example->file, (int)example->line, "no '=>'"))
        return;
    struct slice text = slice_trim(slice_part(line, 1, arrow));
    struct slice rest = slice_trim(slice_part(line, arrow + 2, line.size));
    if (slice_starts(text, "@")) {
        text = slice_part(text, 1, text.size);
        struct slice stated = slice_cut(&text, ' ');
        if (stated.size < sizeof date)
            memcpy(date, stated.data, stated.size);
    }
    arena_init(&arena, 0);
    example->arena = &arena;
    example->text = text;
    struct document *document = fixture_run(&arena, language, date, text);
    struct buffer out;
    buffer_init(&out, &arena);
    document_dump(document, DUMP_ALL, &out);
    example->document = json_parse(&arena, buffer_slice(&out), &error);
    if (test_check(example->document != NULL, __FILE__, __LINE__, "%s", error.message)) {
        while (rest.data)
            check_one(example, cut_expectation(&rest));
    }
    arena_free(&arena);
}

TEST(lexicon_examples)
{
    const char *name;
    unsigned count = 0;
    for (uint32_t i = 0; (name = engine_data.name_at(i, NULL)); i++) {
        const char *language = strncmp(name, "lexicon/fr/", 11) == 0   ? "fr"
                               : strncmp(name, "lexicon/en/", 11) == 0 ? "en"
                                                                       : NULL;
        struct slice rest = engine_data.find(name, NULL), line;
        struct example example = {.file = name};
        while (language && slice_next_line(&rest, &line, &example.line)) {
            if (!slice_starts(line, "> "))
                continue;
            run_example(&example, language, line);
            count++;
        }
    }
    if (count == 0)
        test_skip("no lexicon file carries an example yet");
}
