// SPDX-License-Identifier: Apache-2.0
// The pattern language: what it reads, what it refuses with file and line, and that more
// conditions win; that every rule of the lexicon can fire.
#include "engine/engine.h"
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

TEST(rule_set_of_a_name_that_there_is_is_refused)
{
    struct arena arena;
    struct error error = {0};
    arena_init(&arena, 0);
    CHECK(read_rules(&arena, "set towns lyon\nset rivers seine\n", &error) != NULL);
    CHECK(read_rules(&arena, "set towns lyon\nset towns paris\n", &error) == NULL);
    CHECK(error.kind == ERROR_INTERNAL && strstr(error.message, "line 2") != NULL);
    arena_free(&arena);
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

// --- rules that can never fire

static bool same_set(const struct rules *rules, uint32_t one, uint32_t two)
{
    if (one == two || one == NO_INDEX || two == NO_INDEX)
        return one == two;
    const struct rule_set *a = &rules->sets.items[one], *b = &rules->sets.items[two];
    bool same = a->lemmas.entries.count == b->lemmas.entries.count && a->counted == b->counted &&
                a->money == b->money && a->party == b->party && a->weapon == b->weapon;
    for (uint32_t i = 0; same && i < a->lemmas.entries.count; i++)
        same = table_find(&b->lemmas, a->lemmas.entries.items[i].key) != TABLE_NONE;
    return same;
}

static bool same_condition(const struct rules *rules, const struct rule_condition *a,
                           const struct rule_condition *b)
{
    bool same = a->negate == b->negate && a->where.count == b->where.count &&
                same_set(rules, a->set, b->set);
    for (uint32_t i = 0; same && i < a->where.count; i++)
        same = a->where.items[i].kind == b->where.items[i].kind &&
               slice_equal(a->where.items[i].word, b->where.items[i].word);
    return same;
}

// Whether each condition of the one is one of the other's.
static bool conditions_within(const struct rules *rules, const struct rule *one,
                              const struct rule *other)
{
    for (uint32_t i = 0; i < one->condition_count; i++) {
        bool found = false;
        for (uint32_t k = 0; k < other->condition_count; k++)
            found |= same_condition(rules, &one->conditions[i], &other->conditions[k]);
        if (!found)
            return false;
    }
    return true;
}

// Whether the earlier rule matches wherever the later one of the same anchor does. An act is not
// asked for with "se", nor with a subject that does nothing; an operator is.
static bool always_beats(const struct rules *rules, const struct rule *earlier,
                         const struct rule *later)
{
    bool act = earlier->type != EVENT_NONE || earlier->toll;
    bool later_act = later->type != EVENT_NONE && later->operator_index == NO_INDEX;
    bool same = earlier->kind == later->kind && earlier->adjective == later->adjective &&
                earlier->reflexive == later->reflexive && earlier->more_count == later->more_count;
    for (uint32_t i = 0; same && i < later->more_count; i++)
        same = slice_equal(earlier->more[i], later->more[i]);
    return same && (!act || later_act || later->kind == RULE_NOUN) &&
           conditions_within(rules, earlier, later);
}

TEST(rule_of_the_lexicon_can_fire)
{
    for (uint32_t language = LANGUAGE_fr; language <= LANGUAGE_en; language++) {
        struct arena arena;
        struct error error = {0};
        arena_init(&arena, 0);
        const struct rules *rules = rules_open(&arena, &engine_data, (enum language)language,
                                               &error);
        CHECK(rules != NULL);
        for (uint32_t i = 0; rules && i < rules->anchors.entries.count; i++) {
            const struct rule *all = rules->rules.items;
            for (uint32_t a = rules->anchors.entries.items[i].value; a != NO_INDEX; a = all[a].next)
                for (uint32_t b = all[a].next; b != NO_INDEX; b = all[b].next)
                    if (always_beats(rules, &all[a], &all[b]))
                        test_check(false, __FILE__, __LINE__,
                                   SLICE_FORMAT ": " SLICE_FORMAT " always beats " SLICE_FORMAT,
                                   SLICE_ARGUMENTS(rules->anchors.entries.items[i].key),
                                   SLICE_ARGUMENTS(all[a].id), SLICE_ARGUMENTS(all[b].id));
        }
        arena_free(&arena);
    }
}

TEST(rule_code_lines_stand_in_their_order)
{
    struct arena arena;
    struct error error = {0};
    arena_init(&arena, 0);
    const struct rules *rules = read_rules(
        &arena, "code 141,142 +1 if=below:départ\ncode 141 170 if=act:défiler\n", &error);
    uint32_t first = rules ? table_find(&rules->code_lines, SLICE("141")) : TABLE_NONE;
    CHECK(first != TABLE_NONE);
    if (rules && first != TABLE_NONE) {
        const struct rule_code *line = &rules->codes.items[first];
        CHECK_TEXT(line->cameo, "+1");
        CHECK(line->condition_count == 1 && line->next != NO_INDEX);
        CHECK_TEXT(rules->codes.items[line->next].id, "fr/test.2");
        CHECK(table_find(&rules->code_lines, SLICE("142")) != TABLE_NONE);
    }
    CHECK(read_rules(&arena, "code 141 1411 recipient=obj\n", &error) == NULL);
    CHECK(read_rules(&arena, "theme\n", &error) == NULL);
    arena_free(&arena);
}
