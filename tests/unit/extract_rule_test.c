// SPDX-License-Identifier: Apache-2.0
// The pattern language: what it reads, what it refuses with file and line, and that more
// conditions win.
#include "extract/rule.h"
#include "test.h"

static const char *rule_text;

static struct slice find(const char *name, void *context)
{
    (void)context;
    return strcmp(name, "lexicon/fr/test.rules") == 0 ? slice_of(rule_text) : SLICE_NONE;
}

static const char *name_at(uint32_t index, void *context)
{
    (void)context;
    return index == 0 ? "lexicon/fr/test.rules" : NULL;
}

static const struct rules *read_rules(struct arena *arena, const char *text, struct error *error)
{
    const struct data_source data = {find, name_at, NULL};
    rule_text = text;
    return rules_open(arena, &data, LANGUAGE_fr, error);
}

TEST(rule_one_line_is_one_verb)
{
    struct arena arena;
    struct error error = {0};
    arena_init(&arena, 0);
    const struct rules *rules = read_rules(&arena, "# a comment\nverb menacer THREATEN 130 recipient=obj|sur\n", &error);
    CHECK(rules != NULL);
    CHECK(rules && rules->rules.count == 1);
    if (rules && rules->rules.count == 1) {
        const struct rule *rule = &rules->rules.items[0];
        CHECK_TEXT(rule->id, "fr/test.2");
        CHECK(rule->type == EVENT_THREATEN && rule->kind == RULE_VERB);
        CHECK_TEXT(rule->cameo, "130");
        CHECK(rule->recipient.count == 2 && rule->recipient.items[1].kind == SLOT_PREPOSITION);
        CHECK(rule->actor.count == 1 && rule->actor.items[0].kind == SLOT_SUBJECT);
    }
    arena_free(&arena);
}

TEST(rule_with_more_conditions_comes_first)
{
    struct arena arena;
    struct error error = {0};
    arena_init(&arena, 0);
    const struct rules *rules = read_rules(
        &arena, "verb donner AID 070\nverb donner THREATEN 139 if=obj:ultimatum\n", &error);
    CHECK(rules != NULL);
    if (rules) {
        uint32_t first = table_find(&rules->anchors, SLICE("donner"));
        CHECK(first != TABLE_NONE && rules->rules.items[first].type == EVENT_THREATEN);
        uint32_t next = first != TABLE_NONE ? rules->rules.items[first].next : NO_INDEX;
        CHECK(next != NO_INDEX && rules->rules.items[next].type == EVENT_AID);
    }
    arena_free(&arena);
}

TEST(rule_refuses_what_it_does_not_know)
{
    static const char *const broken[] = {"verb menacer MENACE 130\n", "verbe menacer THREATEN 130\n",
                                         "verb menacer THREATEN\n", "verb menacer THREATEN 130 whom=obj\n",
                                         "verb menacer THREATEN 130 if=obj:@nothing\n",
                                         "verb menacer THREATEN 130 op=nothing\n"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct arena arena;
        struct error error = {0};
        arena_init(&arena, 0);
        CHECK(read_rules(&arena, broken[i], &error) == NULL);
        CHECK(error.kind == ERROR_INTERNAL && strstr(error.message, "line 1") != NULL);
        arena_free(&arena);
    }
}

TEST(rule_composition_takes_the_longest_code)
{
    struct arena arena;
    struct error error = {0};
    arena_init(&arena, 0);
    const struct rules *rules =
        read_rules(&arena, "operator refuse\ncompose refuse * REJECT 120\ncompose refuse 07 REJECT 122\n"
                           "verb refuser REJECT 120 op=refuse\nverb aider AID 070\n", &error);
    CHECK(rules != NULL);
    if (rules) {
        enum event_type type;
        struct slice code;
        CHECK(rule_compose(rules, &rules->rules.items[0], EVENT_AID, SLICE("072"), &type, &code));
        CHECK(type == EVENT_REJECT);
        CHECK_TEXT(code, "122");
        CHECK(rule_compose(rules, &rules->rules.items[0], EVENT_CONSULT, SLICE("040"), &type, &code));
        CHECK_TEXT(code, "120");
    }
    arena_free(&arena);
}
