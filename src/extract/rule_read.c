// SPDX-License-Identifier: Apache-2.0
// Reads lexicon/<language>/*.rules into tables: the compiler of the pattern language that
// docs/rules.md describes. Reads and adds no layer; what the rules mean in a sentence is
// rule_match.c's, how slots are found rule_slot.c's.
#include "extract/rule.h"

#include <assert.h>

struct reader {
    struct arena *arena;
    struct rules *rules;
    struct error *error;
    const char *file;
    struct slice stem; // "fr/aid"
    uint32_t line;
    struct table operator_names;
    index_list last; // last rule of an anchor's chain, by first rule
};

static bool fail(struct reader *reader, const char *message, struct slice what)
{
    return error_set(reader->error, ERROR_INTERNAL, reader->file, "line %u: %s: " SLICE_FORMAT,
                     reader->line, message, SLICE_ARGUMENTS(what));
}

// Next field of a line, at spaces; SLICE_NONE at the end.
static struct slice next_field(struct slice *rest)
{
    while (rest->size > 0) {
        struct slice field = slice_cut(rest, ' ');
        if (field.size > 0)
            return field;
        if (!rest->data)
            break;
    }
    return SLICE_NONE;
}

static struct slice without_underscores(struct reader *reader, struct slice text)
{
    struct slice copy = arena_copy(reader->arena, text);
    char *bytes = (char *)(uintptr_t)copy.data;
    for (size_t i = 0; i < copy.size; i++)
        if (bytes[i] == '_')
            bytes[i] = ' ';
    return copy;
}

static uint32_t set_open(struct reader *reader, struct slice name)
{
    uint32_t index = reader->rules->sets.count;
    struct rule_set *set = list_push(reader->arena, &reader->rules->sets);
    set->name = name;
    table_init(&set->lemmas, reader->arena);
    if (name.size > 0)
        table_set(&reader->rules->set_names, name, index);
    return index;
}

// The flag of a class that no list of words can hold ("@party"), NULL for a set's name.
static bool *built_in(struct rule_set *set, struct slice word)
{
    return slice_is(word, "@money")     ? &set->money
           : slice_is(word, "@party")   ? &set->party
           : slice_is(word, "@person")  ? &set->person
           : slice_is(word, "@counted") ? &set->counted
           : slice_is(word, "@weapon")  ? &set->weapon
                                        : NULL;
}

// Adds words ("a", "@other") to a set.
static bool set_add(struct reader *reader, uint32_t index, struct slice word)
{
    bool *flag = built_in(&reader->rules->sets.items[index], word);
    if (flag)
        *flag = true;
    if (slice_starts(word, "@")) {
        uint32_t other = table_find(&reader->rules->set_names, slice_part(word, 1, word.size));
        if (flag && (other == TABLE_NONE || other == index))
            return true; // a set of that name, where there is one, adds its words
        if (other == TABLE_NONE)
            return fail(reader, "unknown set", word);
        struct rule_set *set = &reader->rules->sets.items[index];
        const struct rule_set *from = &reader->rules->sets.items[other];
        set->money |= from->money;
        set->party |= from->party;
        set->person |= from->person;
        set->weapon |= from->weapon;
        set->counted |= from->counted;
        for (uint32_t i = 0; i < from->lemmas.entries.count; i++)
            table_add(&set->lemmas, from->lemmas.entries.items[i].key, 1);
    } else {
        table_add(&reader->rules->sets.items[index].lemmas, word, 1);
    }
    return true;
}

static bool read_set(struct reader *reader, struct slice rest)
{
    struct slice name = next_field(&rest);
    if (name.size == 0)
        return fail(reader, "a set needs a name", name);
    if (table_find(&reader->rules->set_names, name) != TABLE_NONE)
        return fail(reader, "a second set of this name", name);
    uint32_t index = set_open(reader, name);
    for (struct slice word = next_field(&rest); word.data; word = next_field(&rest))
        if (!set_add(reader, index, word))
            return false;
    return true;
}

static const struct {
    const char *name;
    enum slot_kind kind;
} slot_names[] = {
    {"subj", SLOT_SUBJECT},         {"obj", SLOT_OBJECT},
    {"iobj", SLOT_INDIRECT},        {"poss", SLOT_POSSESSOR},
    {"adj", SLOT_ADJECTIVE},        {"comp", SLOT_COMPOUND},
    {"iactor", SLOT_INNER_ACTOR},   {"irecipient", SLOT_INNER_RECIPIENT},
    {"inner", SLOT_INNER},          {"inf", SLOT_INFINITIVE},
    {"que", SLOT_THAT},             {"that", SLOT_THAT},
    {"duration", SLOT_DURATION},    {"near", SLOT_NEAR},
    {"must", SLOT_MUST},             {"si", SLOT_IF},
    {"if", SLOT_IF},                 {"act", SLOT_ACT},
    {"below", SLOT_BELOW},           {"is", SLOT_IS},
    {"whole", SLOT_WHOLE},           {"above", SLOT_ABOVE},
    {"speaker", SLOT_SPEAKER},
};

static bool read_slots(struct reader *reader, struct slice text, struct rule_slots *slots)
{
    struct rule_slot items[RULE_SLOTS] = {0};
    *slots = (struct rule_slots){NULL, 0};
    if (slice_is(text, "none"))
        return true;
    while (text.data && text.size > 0) {
        struct slice name = slice_cut(&text, '|');
        if (slots->count == RULE_SLOTS)
            return fail(reader, "too many slots", name);
        struct rule_slot *slot = &items[slots->count++];
        slot->kind = SLOT_PREPOSITION;
        for (size_t i = 0; i < sizeof slot_names / sizeof *slot_names; i++)
            if (slice_is(name, slot_names[i].name))
                slot->kind = (uint8_t)slot_names[i].kind;
        slot->word = without_underscores(reader, name);
    }
    struct rule_slot *kept = arena_zero(reader->arena, slots->count + 1, sizeof *kept);
    memcpy(kept, items, slots->count * sizeof *kept);
    slots->items = kept;
    return true;
}

// "obj:@arms|missile" or "obj|sur" or "inf".
static bool read_condition(struct reader *reader, struct rule *rule, struct slice text, bool negate)
{
    if (rule->condition_count == RULE_CONDITIONS)
        return fail(reader, "too many conditions", text);
    struct rule_condition *condition = &rule->conditions[rule->condition_count++];
    condition->negate = negate;
    condition->set = NO_INDEX;
    struct slice words = text;
    struct slice where = slice_cut(&words, ':');
    if (!read_slots(reader, where, &condition->where))
        return false;
    if (!words.data)
        return true;
    condition->set = set_open(reader, SLICE_NONE);
    while (words.data && words.size > 0)
        if (!set_add(reader, condition->set, slice_cut(&words, '|')))
            return false;
    return true;
}

static bool read_needs(struct reader *reader, struct rule *rule, struct slice value)
{
    rule->needs_actor = slice_is(value, "actor") || slice_is(value, "both");
    rule->needs_recipient = slice_is(value, "recipient") || slice_is(value, "both");
    if (!rule->needs_actor && !rule->needs_recipient)
        return fail(reader, "needs is actor, recipient or both, not", value);
    return true;
}

static bool read_option(struct reader *reader, struct rule *rule, struct slice field)
{
    struct slice value = field;
    struct slice key = slice_cut(&value, '=');
    if (slice_is(key, "actor"))
        return read_slots(reader, value, &rule->actor);
    else if (slice_is(key, "recipient"))
        return read_slots(reader, value, &rule->recipient);
    else if (slice_is(key, "said_by"))
        return read_slots(reader, value, &rule->said_by);
    else if (slice_is(key, "giver")) {
        rule->has_giver = true;
        return read_slots(reader, value, &rule->giver);
    } else if (slice_is(key, "receiver")) {
        rule->has_receiver = true;
        return read_slots(reader, value, &rule->receiver);
    }
    if (slice_is(field, "silent"))
        rule->silent = true;
    else if (slice_is(field, "negative"))
        rule->negative = true;
    else if (slice_is(field, "reciprocal"))
        rule->reciprocal = true;
    else if (slice_is(field, "inner-only"))
        rule->inner_only = true;
    else if (slice_is(key, "needs"))
        return read_needs(reader, rule, value);
    else if (slice_is(key, "goods"))
        return read_slots(reader, value, &rule->goods);
    else if (slice_is(key, "if") || slice_is(key, "unless"))
        return read_condition(reader, rule, value, slice_is(key, "unless"));
    else if (slice_is(key, "mode"))
        rule->mode = value;
    else if (slice_is(key, "stage")) {
        if ((rule->stage = stage_from_name(value)) == STAGE_NONE)
            return fail(reader, "unknown stage", value);
    } else if (slice_is(key, "status")) {
        if ((rule->status = status_from_name(value)) == STATUS_NONE)
            return fail(reader, "unknown status", value);
    } else if (slice_is(key, "category")) {
        if ((rule->category = category_from_name(value)) == CATEGORY_NONE)
            return fail(reader, "unknown category", value);
    } else if (slice_is(key, "op")) {
        rule->operator_index = table_find(&reader->operator_names, value);
        if (rule->operator_index == TABLE_NONE)
            return fail(reader, "unknown operator", value);
    } else
        return fail(reader, "unknown option", field);
    return true;
}

// Rules with more conditions come first, those of equal weight in the order of the files.
static uint32_t rule_weight(const struct rule *rule)
{
    uint32_t weight = 4 * rule->more_count + 3 * rule->reflexive;
    for (uint32_t i = 0; i < rule->condition_count; i++)
        weight += rule->conditions[i].negate ? 1 : 2;
    return weight;
}

static void chain_rule(struct reader *reader, struct slice anchor, uint32_t index)
{
    struct rules *rules = reader->rules;
    uint32_t at = table_find(&rules->anchors, anchor);
    uint32_t weight = rule_weight(&rules->rules.items[index]);
    uint32_t before = NO_INDEX;
    while (at != TABLE_NONE && at != NO_INDEX && rule_weight(&rules->rules.items[at]) >= weight) {
        before = at;
        at = rules->rules.items[at].next;
    }
    rules->rules.items[index].next = at == TABLE_NONE ? NO_INDEX : at;
    if (before == NO_INDEX)
        table_set(&rules->anchors, anchor, index);
    else
        rules->rules.items[before].next = index;
}

// "se_retirer", "mettre_fin", "crack_down": the anchor, then the words that must follow it.
static bool add_anchor(struct reader *reader, const struct rule *rule, struct slice text)
{
    uint32_t index = reader->rules->rules.count;
    struct rule *copy = list_push(reader->arena, &reader->rules->rules);
    *copy = *rule;
    if (slice_starts(text, "s'") || slice_starts(text, "se_")) {
        copy->reflexive = true;
        text = slice_part(text, slice_starts(text, "s'") ? 2 : 3, text.size);
    }
    struct slice anchor = slice_cut(&text, '_');
    while (text.data && text.size > 0) {
        if (copy->more_count == RULE_ANCHOR_WORDS - 1)
            return fail(reader, "too many words in an anchor", text);
        copy->more[copy->more_count++] = slice_cut(&text, '_');
    }
    chain_rule(reader, anchor, index);
    return true;
}

static void default_slots(struct reader *reader, struct rule *rule)
{
    bool verb = rule->kind == RULE_VERB;
    bool ok = read_slots(reader, verb ? SLICE("subj") : SLICE("poss|adj|comp|par|by"),
                         &rule->actor);
    ok = ok && read_slots(reader, verb ? SLICE("obj|iobj") : SLICE("contre|against"),
                          &rule->recipient);
    ok = ok && read_slots(reader, verb ? SLICE("obj") : SLICE("de|of"), &rule->goods);
    assert(ok);
}

// verb LEMMA,LEMMA… TYPE CODE option…      TYPE "-": no event by itself
static bool read_rule(struct reader *reader, struct slice rest, enum rule_kind kind, bool adjective)
{
    struct slice anchors = next_field(&rest), type = next_field(&rest), code = next_field(&rest);
    if (code.size == 0)
        return fail(reader, "a rule needs anchor, type and code", anchors);
    struct rule rule = {.kind = kind, .adjective = adjective, .operator_index = NO_INDEX};
    rule.id = arena_format(reader->arena, SLICE_FORMAT ".%u", SLICE_ARGUMENTS(reader->stem),
                           reader->line);
    rule.type = event_type_from_name(type);
    rule.toll = slice_is(type, "TOLL");
    if (rule.type == EVENT_NONE && !slice_is(type, "-") && !rule.toll)
        return fail(reader, "unknown type", type);
    rule.cameo = slice_is(code, "-") ? SLICE_NONE : code;
    default_slots(reader, &rule);
    for (struct slice field = next_field(&rest); field.data; field = next_field(&rest))
        if (!read_option(reader, &rule, field))
            return false;
    if (!rule.has_giver)
        rule.giver = rule.actor;
    if (!rule.has_receiver)
        rule.receiver = rule.recipient;
    while (anchors.data && anchors.size > 0)
        if (!add_anchor(reader, &rule, slice_cut(&anchors, ',')))
            return false;
    return true;
}

static bool read_operator(struct reader *reader, struct slice rest)
{
    struct slice name = next_field(&rest);
    uint32_t index = reader->rules->operators.count;
    struct rule_operator *operator = list_push(reader->arena, &reader->rules->operators);
    operator->name = name;
    table_set(&reader->operator_names, name, index);
    for (struct slice field = next_field(&rest); field.data; field = next_field(&rest)) {
        struct slice value = field;
        struct slice key = slice_cut(&value, '=');
        if (slice_is(field, "both"))
            operator->both = true;
        else if (slice_is(field, "keep"))
            operator->keep = true;
        else if (slice_is(key, "status"))
            operator->status = status_from_name(value);
        else if (slice_is(key, "stage"))
            operator->stage = stage_from_name(value);
        else if (slice_is(key, "code"))
            operator->cameo = value;
        else if (slice_is(field, "negative"))
            operator->polarity = POLARITY_NEGATIVE;
        else
            return fail(reader, "unknown option of an operator", field);
    }
    return true;
}

static bool read_composition(struct reader *reader, struct slice rest)
{
    struct slice name = next_field(&rest), prefix = next_field(&rest);
    struct slice type = next_field(&rest), code = next_field(&rest);
    struct rule_composition *composition = list_push(reader->arena, &reader->rules->compositions);
    composition->operator_index = table_find(&reader->operator_names, name);
    composition->prefix = slice_is(prefix, "*") ? SLICE("") : prefix;
    composition->type = event_type_from_name(type);
    composition->cameo = code;
    if (composition->operator_index == TABLE_NONE)
        return fail(reader, "unknown operator", name);
    if (composition->type == EVENT_NONE || code.size == 0)
        return fail(reader, "unknown type or no code", type);
    return true;
}

static void chain_code(struct reader *reader, struct slice code, const struct rule_code *line)
{
    struct rules *rules = reader->rules;
    uint32_t index = rules->codes.count, at = table_find(&rules->code_lines, code);
    list_add(reader->arena, &rules->codes, *line);
    if (at == TABLE_NONE) {
        table_set(&rules->code_lines, code, index);
        return;
    }
    while (rules->codes.items[at].next != NO_INDEX)
        at = rules->codes.items[at].next;
    rules->codes.items[at].next = index;
}

// code FROM,FROM… TO condition…, theme CODE condition…
static bool read_code(struct reader *reader, struct slice rest, bool theme)
{
    struct slice from = theme ? SLICE("") : next_field(&rest), to = next_field(&rest);
    struct rule rule = {.condition_count = 0};
    if (to.size == 0)
        return fail(reader, "a code needs what it becomes", from);
    for (struct slice field = next_field(&rest); field.data; field = next_field(&rest)) {
        struct slice value = field, key = slice_cut(&value, '=');
        bool negate = slice_is(key, "unless");
        if (!negate && !slice_is(key, "if"))
            return fail(reader, "unknown option of a code", field);
        if (!read_condition(reader, &rule, value, negate))
            return false;
    }
    struct rule_code line = {.cameo = to, .condition_count = rule.condition_count,
                             .next = NO_INDEX};
    line.id = arena_format(reader->arena, SLICE_FORMAT ".%u", SLICE_ARGUMENTS(reader->stem),
                           reader->line);
    memcpy(line.conditions, rule.conditions, sizeof line.conditions);
    if (theme)
        chain_code(reader, from, &line);
    while (from.data && from.size > 0)
        chain_code(reader, slice_cut(&from, ','), &line);
    return true;
}

static bool read_agents(struct reader *reader, struct slice rest)
{
    struct slice words = next_field(&rest), sector = next_field(&rest);
    if (sector.size == 0)
        return fail(reader, "an agent needs a sector or -", words);
    uint32_t index = reader->rules->sectors.count;
    list_add(reader->arena, &reader->rules->sectors, slice_is(sector, "-") ? SLICE("") : sector);
    while (words.data && words.size > 0)
        table_add(&reader->rules->agents, slice_cut(&words, ','), index);
    return true;
}

// form LEMMA FORM,FORM…: irregular forms that the lemmatiser may not know.
static bool read_form(struct reader *reader, struct slice rest)
{
    struct slice lemma = next_field(&rest), forms = next_field(&rest);
    if (forms.size == 0)
        return fail(reader, "a lemma needs forms", lemma);
    uint32_t index = reader->rules->lemmas.count;
    list_add(reader->arena, &reader->rules->lemmas, lemma);
    while (forms.data && forms.size > 0)
        table_add(&reader->rules->forms, slice_cut(&forms, ','), index);
    return true;
}

static bool read_line(struct reader *reader, struct slice line)
{
    struct slice kind = next_field(&line);
    if (slice_starts(kind, ">"))
        return true; // an example: tests read it
    if (slice_is(kind, "verb"))
        return read_rule(reader, line, RULE_VERB, false);
    if (slice_is(kind, "adj"))
        return read_rule(reader, line, RULE_VERB, true);
    if (slice_is(kind, "noun"))
        return read_rule(reader, line, RULE_NOUN, false);
    if (slice_is(kind, "set"))
        return read_set(reader, line);
    if (slice_is(kind, "agent"))
        return read_agents(reader, line);
    if (slice_is(kind, "form"))
        return read_form(reader, line);
    if (slice_is(kind, "operator"))
        return read_operator(reader, line);
    if (slice_is(kind, "compose"))
        return read_composition(reader, line);
    if (slice_is(kind, "code") || slice_is(kind, "theme"))
        return read_code(reader, line, slice_is(kind, "theme"));
    return fail(reader, "unknown kind of line", kind);
}

static bool read_file(struct reader *reader, const struct data_source *data, const char *name)
{
    struct slice rest = data->find(name, data->context), line;
    reader->file = name;
    reader->line = 0;
    struct slice stem = slice_of(name);
    reader->stem = slice_part(stem, strlen("lexicon/"), stem.size - strlen(".rules"));
    while (slice_next_line(&rest, &line, &reader->line)) {
        size_t comment = slice_find(line, SLICE(" #"), 0);
        if (comment != SIZE_MAX && !slice_starts(line, ">"))
            line = slice_part(line, 0, comment);
        if (!read_line(reader, slice_trim(line)))
            return false;
    }
    return true;
}

struct rules *rules_open(struct arena *arena, const struct data_source *data,
                         enum language language, struct error *error)
{
    assert(language_is_read(language));
    struct rules *rules = arena_zero(arena, 1, sizeof *rules);
    struct reader reader = {.arena = arena, .rules = rules, .error = error};
    table_init(&rules->anchors, arena);
    table_init(&rules->agents, arena);
    table_init(&rules->set_names, arena);
    table_init(&rules->forms, arena);
    table_init(&rules->code_lines, arena);
    table_init(&reader.operator_names, arena);
    struct slice prefix = arena_format(arena, "lexicon/%s/", language_code(language));
    // Two rounds: files whose name starts with "_" hold what others refer to.
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; data->name_at(i, data->context); i++) {
            const char *name = data->name_at(i, data->context);
            struct slice text = slice_of(name);
            if (!slice_starts(text, prefix.data) || !slice_ends(text, ".rules"))
                continue;
            bool first = text.data[prefix.size] == '_';
            if (first == (round == 0) && !read_file(&reader, data, name))
                return NULL;
        }
    rules->transparent = rule_set_named(rules, "transparent");
    rules->topical = rule_set_named(rules, "topical");
    rules->nobody = rule_set_named(rules, "nobody");
    rules->carriers = rule_set_named(rules, "carriers");
    rules->aside = rule_set_named(rules, "aside");
    rules->blind = rule_set_named(rules, "blind");
    rules->unaccusative = rule_set_named(rules, "unaccusative");
    return rules;
}

uint32_t rule_set_named(const struct rules *rules, const char *name)
{
    uint32_t found = table_find(&rules->set_names, slice_of(name));
    return found == TABLE_NONE ? NO_INDEX : found;
}

bool rule_set_has(const struct rules *rules, uint32_t set, struct slice lemma)
{
    assert(set < rules->sets.count);
    return table_find(&rules->sets.items[set].lemmas, lemma) != TABLE_NONE;
}
