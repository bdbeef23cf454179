// SPDX-License-Identifier: Apache-2.0
// Compiles lexicon files into a phrase grammar: sections of words ([class], "word, word = value")
// and [rules] ("name = pattern => action key=value"). Options and alternatives of a pattern are
// written out into flat sequences, which share their beginnings in one trie.
#include "extract/number.h"
#include "extract/phrase_special.h"

#include <assert.h>

#define SEQUENCE_LIMIT 4096 // written-out forms of one rule
#define MACRO_DEPTH_LIMIT 8

typedef LIST(struct phrase_element) sequence;
typedef LIST(sequence) sequence_list;

struct prefix {
    struct slice word, symbol;
};

struct compiler {
    struct phrase_grammar *grammar;
    struct arena *arena;
    const char *file;
    uint32_t line;
    struct error *error;
    bool failed;
    LIST(struct prefix) prefixes; // of [prefix], which "*" in other sections stands for
};

struct pattern {
    struct compiler *compiler;
    struct slice rest; // not yet read
    uint32_t depth;    // of macros
};

static void parse_alternatives(struct pattern *pattern, sequence_list *out);

static void fail(struct compiler *compiler, const char *message, struct slice text)
{
    if (!compiler->failed)
        error_set(compiler->error, ERROR_INTERNAL, compiler->file, "line %u: %s: " SLICE_FORMAT,
                  (unsigned)compiler->line, message, SLICE_ARGUMENTS(text));
    compiler->failed = true;
}

static uint32_t class_number(struct phrase_grammar *grammar, struct slice name)
{
    uint32_t fresh = grammar->roots.count;
    uint32_t number = table_add(&grammar->classes, name, fresh);
    if (number == fresh)
        list_add(grammar->arena, &grammar->roots, NO_INDEX);
    return number;
}

static uint32_t word_number(struct phrase_grammar *grammar, struct slice word)
{
    uint32_t fresh = grammar->word_entries.count;
    uint32_t number = table_find(&grammar->words, word);
    if (number != TABLE_NONE)
        return number;
    table_add(&grammar->words, arena_copy(grammar->arena, word), fresh);
    list_add(grammar->arena, &grammar->word_entries, NO_INDEX);
    return fresh;
}

static int64_t slice_integer(struct slice text)
{
    int64_t value = 0;
    size_t at = text.size > 1 && text.data[0] == '-';
    if (text.size - at > 15 || text.size == at)
        return 0;
    for (size_t i = at; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return 0;
        value = value * 10 + (text.data[i] - '0');
    }
    return at ? -value : value;
}

// Adds an entry, by class, longer phrases before shorter ones of the same first word.
static void entry_add(struct compiler *compiler, uint32_t class, struct slice text,
                      struct slice value)
{
    struct phrase_grammar *grammar = compiler->grammar;
    struct phrase_tokens tokens = {.text = text};
    phrase_lexicon_tokens(grammar, &tokens, compiler->arena);
    if (tokens.list.count == 0 || tokens.list.count > 12) {
        fail(compiler, "a phrase has 1 to 12 tokens", text);
        return;
    }
    struct phrase_entry entry = {.class = (uint16_t)class, .value = value, .next = NO_INDEX,
                                 .tail = grammar->tails.count, .integer = slice_integer(value)};
    uint32_t first = 0;
    for (uint32_t i = 0; i < tokens.list.count; i++) {
        struct slice form = phrase_token_form(&tokens, i, compiler->arena);
        uint32_t word = word_number(grammar, form);
        if (i == 0)
            first = word;
        else
            list_add(grammar->arena, &grammar->tails, word);
    }
    entry.tail_count = (uint16_t)(tokens.list.count - 1);
    uint32_t number = grammar->entries.count;
    list_add(grammar->arena, &grammar->entries, entry);
    uint32_t *link = &grammar->word_entries.items[first];
    while (*link != NO_INDEX &&
           (grammar->entries.items[*link].class < entry.class ||
            (grammar->entries.items[*link].class == entry.class &&
             grammar->entries.items[*link].tail_count >= entry.tail_count)))
        link = &grammar->entries.items[*link].next;
    grammar->entries.items[number].next = *link;
    *link = number;
}

// `text` with `prefix` in place of its star.
static struct slice star_fill(struct arena *arena, struct slice text, struct slice prefix)
{
    size_t star = slice_find(text, SLICE("*"), 0);
    if (star == SIZE_MAX)
        return text;
    struct slice after = slice_part(text, star + 1, text.size);
    return arena_format(arena, SLICE_FORMAT SLICE_FORMAT SLICE_FORMAT, (int)star, text.data,
                        SLICE_ARGUMENTS(prefix), SLICE_ARGUMENTS(after));
}

static void word_add(struct compiler *compiler, uint32_t class, struct slice word,
                     struct slice value)
{
    struct arena *arena = compiler->grammar->arena;
    if (class == table_find(&compiler->grammar->classes, SLICE("prefix")))
        list_add(compiler->arena, &compiler->prefixes, ((struct prefix){word, value}));
    else if (word.size < 2 || slice_find(word, SLICE("*"), 0) == SIZE_MAX)
        entry_add(compiler, class, word, value);
    else
        for (uint32_t i = 0; i < compiler->prefixes.count; i++)
            entry_add(compiler, class,
                      star_fill(compiler->arena, word, compiler->prefixes.items[i].word),
                      star_fill(arena, value, compiler->prefixes.items[i].symbol));
}

// "word, other word = value" of a class section; without a value the word is its own.
static void words_add(struct compiler *compiler, uint32_t class, struct slice line)
{
    size_t equals = slice_find(line, SLICE(" = "), 0);
    struct slice value = SLICE_NONE;
    struct slice words = line;
    if (equals != SIZE_MAX) {
        value = slice_trim(slice_part(line, equals + 3, line.size));
        words = slice_part(line, 0, equals);
    }
    while (words.data) {
        size_t comma = slice_find(words, SLICE(", "), 0);
        struct slice word = slice_trim(slice_part(words, 0, comma));
        words = comma == SIZE_MAX ? SLICE_NONE : slice_part(words, comma + 2, words.size);
        if (word.size)
            word_add(compiler, class, word, value.data ? value : word);
    }
}

static uint8_t name_index(const char *const *names, struct slice name)
{
    for (uint8_t i = 1; names[i]; i++)
        if (slice_is(name, names[i]))
            return i;
    return 0;
}

static void sequences_join(struct compiler *compiler, sequence_list *left,
                           const sequence_list *right)
{
    sequence_list product = {0};
    for (uint32_t i = 0; i < left->count; i++) {
        for (uint32_t j = 0; j < right->count; j++) {
            if (product.count >= SEQUENCE_LIMIT) {
                fail(compiler, "the pattern has too many forms", SLICE_NONE);
                return;
            }
            sequence *joined = list_push(compiler->arena, &product);
            for (uint32_t k = 0; k < left->items[i].count; k++)
                list_add(compiler->arena, joined, left->items[i].items[k]);
            for (uint32_t k = 0; k < right->items[j].count; k++)
                list_add(compiler->arena, joined, right->items[j].items[k]);
        }
    }
    *left = product;
}

// One class, number or literal with its marks: ~ tight, ! absent, :slot.
static struct phrase_element parse_element(struct pattern *pattern, struct slice item)
{
    struct compiler *compiler = pattern->compiler;
    struct phrase_grammar *grammar = compiler->grammar;
    struct phrase_element element = {0};
    struct slice name = item;
    for (; name.size > 1 && (name.data[0] == '~' || name.data[0] == '!');
         name = slice_part(name, 1, name.size)) {
        element.tight |= name.data[0] == '~';
        element.absent |= name.data[0] == '!';
    }
    struct slice slot = SLICE_NONE;
    if (slice_starts(name, "<") || slice_starts(name, "#")) {
        bool number = name.data[0] == '#';
        name = slice_part(name, 1, name.size - !number);
        size_t colon = slice_find(name, SLICE(":"), 0);
        slot = colon == SIZE_MAX ? name : slice_part(name, colon + 1, name.size);
        name = slice_part(name, 0, colon);
        element.slot = name_index(grammar->slots, slot);
        if (colon != SIZE_MAX && !element.slot)
            fail(compiler, "no such slot", slot);
        uint32_t special = number ? phrase_special_find(name) : 0;
        uint32_t class = number ? TABLE_NONE : table_find(&grammar->classes, name);
        if (number ? special == NO_INDEX : class == TABLE_NONE)
            fail(compiler, "no such class", name);
        element.class = (uint16_t)(number ? PHRASE_SPECIAL + special : class);
        return element;
    }
    // A literal: a class of its own, named by what it says; "word:slot" keeps it.
    for (size_t i = name.size; i > 1 && name.data[0] != '\''; i--) {
        if (name.data[i - 1] != ':')
            continue;
        element.slot = name_index(grammar->slots, slice_part(name, i, name.size));
        if (element.slot)
            name = slice_part(name, 0, i - 1);
        break;
    }
    // ("=" keeps literals apart from classes: "past" is a word here, [past] a list of them.)
    uint32_t count = grammar->roots.count;
    char *marked = arena_take(grammar->arena, name.size + 1);
    marked[0] = '=';
    memcpy(marked + 1, name.data, name.size);
    element.class = (uint16_t)class_number(grammar, (struct slice){marked, name.size + 1});
    if (element.class == count) {
        bool quoted = name.size > 2 && name.data[0] == '\'' &&
                      name.data[name.size - 1] == '\'' &&
                      slice_find(name, SLICE("'/'"), 1) == SIZE_MAX;
        struct slice rest = quoted ? slice_part(name, 1, name.size - 1) : name;
        while (rest.data) {
            struct slice word = quoted ? rest : slice_cut(&rest, '/');
            if (quoted)
                rest = SLICE_NONE;
            else if (word.size > 2 && word.data[0] == '\'' && word.data[word.size - 1] == '\'')
                word = slice_part(word, 1, word.size - 1);
            char *copy = (char *)(uintptr_t)arena_copy(grammar->arena, word).data;
            for (size_t i = 0; i < word.size && !quoted; i++)
                copy[i] = copy[i] == '_' ? ' ' : copy[i];
            struct slice text = {copy, word.size};
            entry_add(compiler, element.class, text, text);
        }
    }
    return element;
}

static struct slice next_item(struct pattern *pattern)
{
    pattern->rest = slice_trim(pattern->rest);
    if (pattern->rest.size == 0)
        return SLICE_NONE;
    size_t end = 0;
    while (end < pattern->rest.size && pattern->rest.data[end] != ' ')
        end++;
    struct slice item = slice_part(pattern->rest, 0, end);
    pattern->rest = slice_part(pattern->rest, end, pattern->rest.size);
    return item;
}

static void parse_macro(struct pattern *pattern, struct slice name, sequence_list *out)
{
    struct compiler *compiler = pattern->compiler;
    uint32_t macro = table_find(&compiler->grammar->macros, name);
    if (macro == TABLE_NONE || pattern->depth >= MACRO_DEPTH_LIMIT) {
        fail(compiler, "no such macro", name);
        return;
    }
    struct pattern inner = {compiler, compiler->grammar->macro_texts.items[macro],
                            pattern->depth + 1};
    parse_alternatives(&inner, out);
}

// Reads items up to the end, ")" or "|"; the one that ended it is left in *last.
static void parse_sequence(struct pattern *pattern, sequence_list *out, struct slice *last)
{
    struct compiler *compiler = pattern->compiler;
    list_add(compiler->arena, out, (sequence){0});
    while (!compiler->failed) {
        struct slice item = next_item(pattern);
        *last = item;
        if (!item.data || item.data[0] == ')' || slice_is(item, "|"))
            return;
        bool optional = item.size > 1 && item.data[item.size - 1] == '?';
        if (optional)
            item.size--;
        sequence_list part = {0};
        if (slice_is(item, "(")) {
            parse_alternatives(pattern, &part);
            optional = pattern->rest.size && pattern->rest.data[0] == '?';
            if (optional)
                pattern->rest = slice_part(pattern->rest, 1, pattern->rest.size);
        } else if (item.data[0] == '$') {
            parse_macro(pattern, item, &part);
        } else {
            struct phrase_element element = {.class = slice_is(item, "[")   ? PHRASE_OPEN
                                                      : slice_is(item, "]") ? PHRASE_CLOSE
                                                                            : 0};
            if (!element.class)
                element = parse_element(pattern, item);
            sequence *one = list_push(compiler->arena, &part);
            list_add(compiler->arena, one, element);
        }
        if (optional)
            list_add(compiler->arena, &part, (sequence){0}); // the empty form
        sequences_join(compiler, out, &part);
    }
}

static void parse_alternatives(struct pattern *pattern, sequence_list *out)
{
    struct slice last = SLICE_NONE;
    do {
        sequence_list one = {0};
        parse_sequence(pattern, &one, &last);
        for (uint32_t i = 0; i < one.count; i++)
            list_add(pattern->compiler->arena, out, one.items[i]);
    } while (!pattern->compiler->failed && last.data && slice_is(last, "|"));
    // ")?" : hand the question mark back to the caller
    if (last.data && last.size == 2 && last.data[1] == '?')
        pattern->rest = (struct slice){last.data + 1,
                                       (size_t)(pattern->rest.data + pattern->rest.size -
                                                (last.data + 1))};
}

static bool same_element(struct phrase_element a, struct phrase_element b)
{
    return a.class == b.class && a.slot == b.slot && a.open == b.open && a.close == b.close &&
           a.tight == b.tight && a.absent == b.absent;
}

static uint32_t node_child(struct phrase_grammar *grammar, uint32_t node,
                           struct phrase_element element)
{
    uint32_t *link = &grammar->nodes.items[node].edge;
    while (*link != NO_INDEX) {
        if (same_element(grammar->edges.items[*link].element, element))
            return grammar->edges.items[*link].node;
        link = &grammar->edges.items[*link].next;
    }
    uint32_t edge = grammar->edges.count;
    *link = edge;
    uint32_t child = grammar->nodes.count;
    list_add(grammar->arena, &grammar->nodes, ((struct phrase_node){NO_INDEX, NO_INDEX, {0, 0}}));
    struct phrase_edge fresh = {element, child, NO_INDEX, NO_INDEX, {0, 0}, {0, 0}};
    if (node == 0) {
        uint32_t *root = element.class >= PHRASE_SPECIAL ? &grammar->special_roots
                                                         : &grammar->roots.items[element.class];
        fresh.next_root = *root;
        *root = edge;
    }
    list_add(grammar->arena, &grammar->edges, fresh);
    return child;
}

// Turns span marks into flags of their neighbours and puts the sequence into the trie.
static void sequence_add(struct compiler *compiler, const sequence *from, uint32_t rule)
{
    struct phrase_grammar *grammar = compiler->grammar;
    struct phrase_element path[PHRASE_PATH_LIMIT];
    uint32_t count = 0;
    uint8_t open = 0;
    for (uint32_t i = 0; i < from->count; i++) {
        struct phrase_element element = from->items[i];
        if (element.class == PHRASE_OPEN) {
            open = 1;
        } else if (element.class == PHRASE_CLOSE) {
            if (count)
                path[count - 1].close = 1;
        } else if (count < PHRASE_PATH_LIMIT) {
            element.open = open;
            open = 0;
            path[count++] = element;
        } else {
            fail(compiler, "the pattern is too long", SLICE_NONE);
        }
    }
    if (count == 0) {
        fail(compiler, "the pattern can be empty", SLICE_NONE);
        return;
    }
    uint32_t node = 0;
    for (uint32_t i = 0; i < count; i++)
        node = node_child(grammar, node, path[i]);
    if (grammar->nodes.items[node].rule == NO_INDEX)
        grammar->nodes.items[node].rule = rule; // the first rule wins
}

static void rule_add(struct compiler *compiler, struct slice name, struct slice body)
{
    struct phrase_grammar *grammar = compiler->grammar;
    size_t arrow = slice_find(body, SLICE(" => "), 0);
    if (arrow == SIZE_MAX) {
        fail(compiler, "a rule needs =>", name);
        return;
    }
    struct pattern pattern = {compiler, slice_part(body, 0, arrow), 0};
    struct pattern tail = {compiler, slice_part(body, arrow + 4, body.size), 0};
    struct slice action = next_item(&tail);
    struct phrase_rule rule = {.action = name_index(grammar->actions, action)};
    if (!rule.action)
        fail(compiler, "no such action", action);
    rule.name = arena_format(grammar->arena, "%s%s" SLICE_FORMAT, language_code(grammar->language),
                             grammar->prefix, SLICE_ARGUMENTS(name));
    struct slice item;
    while ((item = next_item(&tail)).data) {
        struct phrase_parameter parameter = {.value = item};
        parameter.key = slice_cut(&parameter.value, '=');
        list_add(grammar->arena, &rule.parameters, parameter);
    }
    uint32_t number = grammar->rules.count;
    list_add(grammar->arena, &grammar->rules, rule);
    sequence_list forms = {0};
    parse_alternatives(&pattern, &forms);
    for (uint32_t i = 0; i < forms.count && !compiler->failed; i++)
        sequence_add(compiler, &forms.items[i], number);
}

static void definition_add(struct compiler *compiler, struct slice line)
{
    struct phrase_grammar *grammar = compiler->grammar;
    size_t equals = slice_find(line, SLICE(" = "), 0);
    if (equals == SIZE_MAX) {
        fail(compiler, "a rule needs a name and =", line);
        return;
    }
    struct slice name = slice_trim(slice_part(line, 0, equals));
    struct slice body = slice_trim(slice_part(line, equals + 3, line.size));
    if (name.data[0] == '$') {
        table_set(&grammar->macros, name, grammar->macro_texts.count);
        list_add(grammar->arena, &grammar->macro_texts, body);
    } else {
        rule_add(compiler, name, body);
    }
}

static void compile_file(struct compiler *compiler, struct slice bytes)
{
    struct slice rest = bytes, line;
    bool rules = false;
    uint32_t class = NO_INDEX;
    while (!compiler->failed && slice_next_line(&rest, &line, &compiler->line)) {
        line = slice_trim(line);
        if (slice_starts(line, "> "))
            continue; // an example, run as a test
        if (line.size > 2 && line.data[0] == '[' && line.data[line.size - 1] == ']' &&
            slice_find(line, SLICE(" "), 0) == SIZE_MAX) {
            struct slice name = slice_part(line, 1, line.size - 1);
            rules = slice_is(name, "rules");
            class = rules ? NO_INDEX : class_number(compiler->grammar, name);
        } else if (rules) {
            definition_add(compiler, line);
        } else if (class != NO_INDEX) {
            words_add(compiler, class, line);
        } else {
            fail(compiler, "a line before the first [section]", line);
        }
    }
}

static struct phrase_mask element_mask(const struct phrase_element *element)
{
    if (element->absent || element->class == PHRASE_SPECIAL + SPECIAL_end)
        return (struct phrase_mask){MASK_ALWAYS, 0};
    if (element->class < PHRASE_SPECIAL)
        return phrase_class_mask(element->class);
    bool number = element->class < PHRASE_SPECIAL + SPECIAL_plural;
    return (struct phrase_mask){number ? MASK_NUMBER : MASK_WORD, 0};
}

static uint32_t pair_hash(uint32_t word, uint32_t class)
{
    return (word * 2654435761u) ^ (class * 40503u);
}

static void pairs_make(struct phrase_grammar *grammar)
{
    grammar->pair_slots = 64;
    while (grammar->pair_slots < grammar->entries.count * 2)
        grammar->pair_slots *= 2;
    grammar->pairs = arena_take(grammar->arena, grammar->pair_slots * sizeof *grammar->pairs);
    for (uint32_t i = 0; i < grammar->pair_slots; i++)
        grammar->pairs[i].entry = NO_INDEX;
    for (uint32_t word = 0; word < grammar->word_entries.count; word++) {
        uint32_t last = NO_INDEX, at = grammar->word_entries.items[word];
        for (; at != NO_INDEX; at = grammar->entries.items[at].next) {
            uint32_t class = grammar->entries.items[at].class;
            if (class == last)
                continue;
            last = class;
            uint32_t slot = pair_hash(word, class) & (grammar->pair_slots - 1);
            while (grammar->pairs[slot].entry != NO_INDEX)
                slot = (slot + 1) & (grammar->pair_slots - 1);
            grammar->pairs[slot] = (struct phrase_pair){word, class, at};
        }
    }
}

uint32_t phrase_entry_of(const struct phrase_grammar *grammar, uint32_t word, uint32_t class)
{
    uint32_t slot = pair_hash(word, class) & (grammar->pair_slots - 1);
    for (; grammar->pairs[slot].entry != NO_INDEX; slot = (slot + 1) & (grammar->pair_slots - 1))
        if (grammar->pairs[slot].word == word && grammar->pairs[slot].class == class)
            return grammar->pairs[slot].entry;
    return NO_INDEX;
}

static void word_slots_make(struct phrase_grammar *grammar)
{
    uint32_t count = grammar->words.entries.count;
    grammar->word_slot_count = 64;
    while (grammar->word_slot_count < count * 3)
        grammar->word_slot_count *= 2;
    grammar->word_slots =
        arena_take(grammar->arena, grammar->word_slot_count * sizeof *grammar->word_slots);
    for (uint32_t i = 0; i < grammar->word_slot_count; i++)
        grammar->word_slots[i] = (struct phrase_slot){0, NO_INDEX};
    for (uint32_t i = 0; i < count; i++) {
        const struct table_entry *entry = &grammar->words.entries.items[i];
        assert(entry->value == i);
        uint32_t hash = phrase_hash(entry->key);
        uint32_t slot = phrase_slot_of(hash, grammar->word_slot_count);
        while (grammar->word_slots[slot].word != NO_INDEX)
            slot = (slot + 1) & (grammar->word_slot_count - 1);
        grammar->word_slots[slot] = (struct phrase_slot){hash, i};
    }
}

static void edge_masks_make(struct phrase_grammar *grammar)
{
    for (uint32_t i = 0; i < grammar->edges.count; i++) {
        struct phrase_edge *edge = &grammar->edges.items[i];
        const struct phrase_node *node = &grammar->nodes.items[edge->node];
        edge->mask = element_mask(&edge->element);
        edge->after = node->mask;
        edge->after.low |= node->rule != NO_INDEX ? MASK_ALWAYS : 0;
    }
}

// The root edges that each word may take, in the order of its classes.
static void word_roots_make(struct phrase_grammar *grammar)
{
    uint32_t count = grammar->word_entries.count;
    grammar->word_root_first = arena_zero(grammar->arena, count + 1,
                                          sizeof *grammar->word_root_first);
    for (uint32_t word = 0; word < count; word++) {
        uint32_t last = NO_INDEX, at = grammar->word_entries.items[word];
        grammar->word_root_first[word] = grammar->word_roots.count;
        for (; at != NO_INDEX; at = grammar->entries.items[at].next) {
            const struct phrase_entry *entry = &grammar->entries.items[at];
            if (entry->class == last)
                continue;
            last = entry->class;
            // Longer phrases of a class stand before shorter ones.
            uint32_t edge = grammar->roots.items[last];
            for (; edge != NO_INDEX; edge = grammar->edges.items[edge].next_root)
                list_add(grammar->arena, &grammar->word_roots,
                         ((struct phrase_root){edge, at, entry->tail_count > 0}));
        }
    }
    grammar->word_root_first[count] = grammar->word_roots.count;
}

// Adds what the nodes after a list of root edges ask for; a node that ends a rule asks for nothing.
static void next_mask_add(const struct phrase_grammar *grammar, uint32_t edge, bool tail,
                          struct phrase_mask *mask)
{
    for (; edge != NO_INDEX; edge = grammar->edges.items[edge].next_root) {
        const struct phrase_node *node = &grammar->nodes.items[grammar->edges.items[edge].node];
        mask->low |= node->mask.low | (tail || node->rule != NO_INDEX ? MASK_ALWAYS : 0);
        mask->high |= node->mask.high;
    }
}

// What must stand after a word for a rule to begin there: most words are turned away by it.
static void next_masks_make(struct phrase_grammar *grammar)
{
    grammar->next_masks = arena_zero(grammar->arena, grammar->word_entries.count + 1,
                                     sizeof *grammar->next_masks);
    for (uint32_t i = 0; i < grammar->word_entries.count; i++) {
        struct phrase_mask *mask = &grammar->next_masks[i];
        uint32_t at = grammar->word_entries.items[i];
        for (; at != NO_INDEX; at = grammar->entries.items[at].next) {
            const struct phrase_entry *entry = &grammar->entries.items[at];
            next_mask_add(grammar, grammar->roots.items[entry->class], entry->tail_count > 0,
                          mask);
        }
        if (grammar->word_masks[i].low & MASK_NUMBER)
            next_mask_add(grammar, grammar->special_roots, true, mask);
    }
}

static bool begins_number(const struct phrase_grammar *grammar, uint32_t class)
{
    return class >= grammar->class_number[NUMBER_ZERO] &&
           (class <= grammar->class_number[NUMBER_THOUSAND] ||
            class == grammar->class_number[NUMBER_ARTICLE]);
}

static void masks_make(struct phrase_grammar *grammar)
{
    grammar->word_masks = arena_zero(grammar->arena, grammar->word_entries.count + 1,
                                     sizeof *grammar->word_masks);
    for (uint32_t i = 0; i < grammar->word_entries.count; i++) {
        struct phrase_mask *mask = &grammar->word_masks[i];
        uint32_t at = grammar->word_entries.items[i];
        for (; at != NO_INDEX; at = grammar->entries.items[at].next) {
            uint32_t number = grammar->entries.items[at].class;
            struct phrase_mask class = phrase_class_mask(number);
            mask->low |= class.low | (begins_number(grammar, number) ? MASK_NUMBER : 0);
            mask->high |= class.high;
        }
    }
    for (uint32_t i = 0; i < grammar->nodes.count; i++) {
        struct phrase_node *node = &grammar->nodes.items[i];
        for (uint32_t e = node->edge; e != NO_INDEX; e = grammar->edges.items[e].next) {
            struct phrase_mask mask = element_mask(&grammar->edges.items[e].element);
            node->mask.low |= mask.low;
            node->mask.high |= mask.high;
        }
    }
}

bool phrase_grammar_open(struct phrase_grammar *grammar, struct arena *arena,
                         const struct data_source *data, const char *const *files,
                         struct error *error)
{
    assert(grammar->slots && grammar->actions && grammar->prefix);
    grammar->arena = arena;
    table_init(&grammar->words, arena);
    table_init(&grammar->classes, arena);
    table_init(&grammar->macros, arena);
    grammar->special_roots = NO_INDEX;
    class_number(grammar, SLICE("[none]")); // class 0 is none
    list_add(arena, &grammar->nodes, ((struct phrase_node){NO_INDEX, NO_INDEX, {0, 0}}));
    static const char *const number_classes[] = {
#define X(name, text) text,
        NUMBER_CLASSES(X)
#undef X
    };
    for (uint32_t i = 0; i < NUMBER_CLASS_COUNT; i++)
        grammar->class_number[i] = class_number(grammar, slice_of(number_classes[i]));
    for (; *files; files++) {
        struct slice bytes = data->find(*files, data->context);
        if (!bytes.data)
            return error_set(error, ERROR_INTERNAL, *files, "this data file is missing");
        struct compiler compiler = {.grammar = grammar, .arena = arena, .file = *files,
                                    .error = error};
        compile_file(&compiler, bytes);
        if (compiler.failed)
            return false;
    }
    grammar->not_plural = phrase_class(grammar, "not_plural");
    masks_make(grammar);
    edge_masks_make(grammar);
    word_roots_make(grammar);
    next_masks_make(grammar);
    word_slots_make(grammar);
    pairs_make(grammar);
    return true;
}

uint32_t phrase_class(const struct phrase_grammar *grammar, const char *name)
{
    uint32_t class = table_find(&grammar->classes, slice_of(name));
    return class == TABLE_NONE ? NO_INDEX : class;
}

struct slice phrase_parameter(const struct phrase_rule *rule, const char *key)
{
    for (uint32_t i = 0; i < rule->parameters.count; i++)
        if (slice_is(rule->parameters.items[i].key, key))
            return rule->parameters.items[i].value;
    return SLICE_NONE;
}
