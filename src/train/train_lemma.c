// SPDX-License-Identifier: Apache-2.0
// Makes the lemma table (parse/lemma.h) of a language from the treebanks' training parts and, for
// French, the full-form dictionary lex/fr_hunspell_fullform.tsv with lex/lexique383_freq.tsv to
// choose between lemmas. One lemma a (class, form): the treebanks' most frequent, else the
// dictionary's. Endings go into the table where most of their words agree on another rule than a
// shorter ending's; words that the endings get wrong go in whole. Measures on development parts.
#include "train/train.h"

#include "base/table.h"
#include "base/utf8.h"
#include "parse/lemma.h"

#include <stdio.h>

enum {
    TREEBANK_WEIGHT = 1000000, // one sighting outweighs any dictionary frequency
    LEADING_WEIGHT = 3, // sightings that one counts for in the treebank whose conventions we keep
    LEAST_WORDS = 2,           // of an ending that agree
    COMMON = 1000,             // per thousand million: forms known without their accents too
    RARE_RATIO = 100,          // lemmas this much rarer yield to a slip of the tagger
};

struct choice { // one lemma proposed for one (class, form)
    uint32_t rule;
    int64_t weight;
};

struct entry {
    struct slice form; // lower case
    uint32_t class;
    LIST(struct choice) choices;
    uint32_t best; // rule
};

struct node { // goes into the table
    uint64_t hash;
    uint32_t rule;
};

struct lemma_trainer {
    struct arena *arena;
    const struct train_options *options;
    bool capitals;
    struct table entry_index; // "class form" -> entry
    LIST(struct entry) entries;
    struct table rule_index; // "keeps strip append" -> rule
    LIST(struct lemma_rule) rules;
    struct buffer text; // what rules append
    struct table frequency; // "VER form" -> thousandths per million
    LIST(struct node) nodes;
    uint32_t *tally; // by rule, while an ending is looked at
};

static bool is_capital(struct slice form)
{
    size_t position = 0;
    return form.size > 0 && unicode_is_upper(utf8_next(form, &position));
}

// Bytes that two words have in common at their start, cut at a character's border.
static size_t common_prefix(struct slice a, struct slice b)
{
    size_t size = 0;
    while (size < a.size && size < b.size && a.data[size] == b.data[size])
        size++;
    while (size > 0 && ((size < a.size && (a.data[size] & 0xC0) == 0x80) ||
                        (size < b.size && (b.data[size] & 0xC0) == 0x80)))
        size--;
    return size;
}

// The rule that makes lemma of form; from the lower case unless both begin with the same capital.
static uint32_t rule_of(struct lemma_trainer *trainer, uint32_t class, struct slice form,
                        struct slice lower, struct slice lemma)
{
    uint32_t upos = class / 16;
    bool open = upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_ADJ || upos == UPOS_X;
    bool keeps = open && is_capital(form) && is_capital(lemma) && form.data[0] == lemma.data[0];
    struct slice base = keeps ? form : lower;
    size_t prefix = common_prefix(base, lemma);
    struct slice append = slice_part(lemma, prefix, lemma.size);
    size_t strip = base.size - prefix;
    struct slice key = arena_format(trainer->arena, "%d %zu " SLICE_FORMAT, keeps, strip,
                                    SLICE_ARGUMENTS(append));
    uint32_t number = table_add(&trainer->rule_index, key, trainer->rules.count);
    if (number == trainer->rules.count) {
        struct lemma_rule rule = {(uint8_t)strip, keeps, (uint16_t)append.size,
                                  (uint32_t)trainer->text.size};
        buffer_add(&trainer->text, append);
        list_add(trainer->arena, &trainer->rules, rule);
    }
    return number;
}

// Every apostrophe as ', as in a word's lower form.
static struct slice straight(struct arena *arena, struct slice text)
{
    size_t curly = slice_find(text, SLICE("\xE2\x80\x99"), 0);
    if (curly == SIZE_MAX)
        return text;
    struct slice rest = straight(arena, slice_part(text, curly + 3, text.size));
    return arena_format(arena, SLICE_FORMAT "'" SLICE_FORMAT, (int)curly, text.data,
                        SLICE_ARGUMENTS(rest));
}

static void propose(struct lemma_trainer *trainer, uint32_t class, struct slice form,
                    struct slice lemma, int64_t weight)
{
    form = straight(trainer->arena, form);
    lemma = straight(trainer->arena, lemma);
    struct slice lower = utf8_lower(trainer->arena, form);
    if (form.size == 0 || form.size > LEMMA_WORD_MOST || lemma.size == 0 ||
        lemma.size > LEMMA_WORD_MOST)
        return;
    uint32_t rule = rule_of(trainer, class, form, lower, lemma);
    struct slice key =
        arena_format(trainer->arena, "%u " SLICE_FORMAT, class, SLICE_ARGUMENTS(lower));
    uint32_t number = table_add(&trainer->entry_index, key, trainer->entries.count);
    if (number == trainer->entries.count) {
        struct entry fresh = {.form = lower, .class = class};
        list_add(trainer->arena, &trainer->entries, fresh);
    }
    struct entry *entry = &trainer->entries.items[number];
    for (uint32_t i = 0; i < entry->choices.count; i++)
        if (entry->choices.items[i].rule == rule) {
            entry->choices.items[i].weight += weight;
            return;
        }
    struct choice choice = {rule, weight};
    list_add(trainer->arena, &entry->choices, choice);
}

// --- treebanks

// FQB and the part of GSD with old lemmas follow other conventions for pronouns and the like.
static bool trusted(const struct example *example, const struct word *word)
{
    const char *file = treebank_rows[example->row].file;
    bool english = strcmp(treebank_rows[example->row].language, "en") == 0;
    if (word->lemma.size == 0 || slice_is(word->lemma, "_"))
        return false;
    // A French name is its own lemma, and être is always AUX.
    if (!english && (word->upos == UPOS_PROPN ||
                     (word->upos == UPOS_VERB && slice_is(word->lemma, "être"))))
        return false;
    if (slice_find(word->lemma, SLICE("_"), 0) != SIZE_MAX &&
        slice_find(word->form, SLICE("_"), 0) == SIZE_MAX)
        return false;
    if (english || strncmp(file, "fr_sequoia", 10) == 0 || strncmp(file, "fr_gsd-ud", 9) == 0)
        return true;
    uint8_t upos = word->upos;
    return upos == UPOS_NOUN || upos == UPOS_VERB || upos == UPOS_ADJ || upos == UPOS_ADV ||
           upos == UPOS_NUM || upos == UPOS_PROPN || upos == UPOS_AUX;
}

static uint32_t class_at(const struct lemma_trainer *trainer, const struct example *example,
                         uint32_t index)
{
    const struct word *word = &example->words[index];
    bool inside = false;
    for (uint32_t i = 0; i < index && !inside; i++)
        inside = example->words[i].upos != UPOS_PUNCT;
    return lemma_class(word->upos, word->features,
                       trainer->capitals && inside && is_capital(word->form));
}

static void read_examples(struct lemma_trainer *trainer, const struct examples *examples)
{
    for (uint32_t i = 0; i < examples->train.count; i++) {
        const struct example *example = &examples->train.items[i];
        // English treebanks disagree: people or person, United or Unite, -- or -
        bool leads = strcmp(treebank_rows[example->row].file, "en_ewt-ud-train") == 0;
        int64_t weight = (int64_t)TREEBANK_WEIGHT * (leads ? LEADING_WEIGHT : 1);
        for (uint32_t w = 0; w < example->count; w++)
            if (trusted(example, &example->words[w]))
                propose(trainer, class_at(trainer, example, w), example->words[w].form,
                        example->words[w].lemma, weight);
    }
}

// --- corrections: lexicon/CODE/lemmas.txt, where there is one

static void read_corrections(struct lemma_trainer *trainer)
{
    static const feature_set numbers[] = {0, FEATURE_BIT(NUMBER_SING), FEATURE_BIT(NUMBER_PLUR)};
    struct slice rest, line;
    struct error none;
    uint32_t number = 0;
    const char *path = arena_format(trainer->arena, "%s/../lexicon/%s/lemmas.txt",
                                    trainer->options->models, trainer->options->language)
                           .data;
    if (!train_bytes(trainer->arena, path, &rest, &none))
        return;
    while (slice_next_line(&rest, &line, &number)) {
        struct slice form = slice_cut(&line, ' '), tag = slice_cut(&line, ' ');
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
            propose(trainer, lemma_class((uint8_t)upos_from_name(tag), numbers[i], false), form,
                    line, INT64_C(1) << 50);
    }
}

// --- the French dictionary

static const char *category_of(uint8_t upos)
{
    return upos == UPOS_VERB || upos == UPOS_AUX ? "VER"
           : upos == UPOS_NOUN                   ? "NOM"
           : upos == UPOS_ADJ                    ? "ADJ"
                                                 : "ADV";
}

// "58.65" as 58650.
static uint32_t thousandths(struct slice text)
{
    uint32_t value = 0, places = 0;
    bool point = false;
    for (size_t i = 0; i < text.size && places < 3; i++) {
        point |= text.data[i] == '.';
        if (text.data[i] < '0' || text.data[i] > '9')
            continue;
        value = value * 10 + (uint32_t)(text.data[i] - '0');
        places += point;
    }
    for (; places < 3; places++)
        value *= 10;
    return value;
}

static bool read_frequencies(struct lemma_trainer *trainer, struct error *error)
{
    struct slice bytes;
    const char *path = arena_format(trainer->arena, "%s/lex/lexique383_freq.tsv",
                                    trainer->options->data)
                           .data;
    if (!train_bytes(trainer->arena, path, &bytes, error))
        return false;
    while (bytes.data && bytes.size > 0) {
        struct slice line = slice_cut(&bytes, '\n');
        struct slice form = slice_cut(&line, '\t'), kind = slice_cut(&line, '\t');
        if (!line.data || kind.size < 3)
            continue;
        struct slice key = arena_format(trainer->arena, "%.3s " SLICE_FORMAT, kind.data,
                                        SLICE_ARGUMENTS(form));
        table_add(&trainer->frequency, key, thousandths(line));
    }
    return true;
}

// The form without its accents, for capitals and careless writing; data == NULL if it has none.
static struct slice bare(struct arena *arena, struct slice form)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t position = 0; position < form.size;) {
        char bytes[4];
        size_t size = utf8_encode(unicode_base(utf8_next(form, &position)), bytes);
        buffer_add(&out, (struct slice){bytes, size});
    }
    struct slice plain = buffer_slice(&out);
    return slice_equal(plain, form) ? SLICE_NONE : plain;
}

// Lexique's frequency of a form in a category, thousandths per million; 0 when unknown.
static uint32_t frequency_of(const struct lemma_trainer *trainer, uint8_t upos, struct slice form)
{
    char key[160];
    int size = snprintf(key, sizeof key, "%s " SLICE_FORMAT, category_of(upos),
                        SLICE_ARGUMENTS(slice_part(form, 0, LEMMA_WORD_MOST)));
    uint32_t value = table_find(&trainer->frequency, (struct slice){key, (size_t)size});
    return value == TABLE_NONE ? 0 : value;
}

static void propose_word(struct lemma_trainer *trainer, uint8_t upos, feature_set features,
                         struct slice form, struct slice lemma)
{
    int64_t weight = 1 + (int64_t)frequency_of(trainer, upos, lemma) / 1000;
    propose(trainer, lemma_class(upos, features, false), form, lemma, weight);
    // The tagger may leave number or tense open.
    propose(trainer, lemma_class(upos, 0, false), form, lemma, weight);
    struct slice plain = bare(trainer->arena, form);
    if (plain.data && frequency_of(trainer, upos, form) >= COMMON) { // any real word outweighs it
        propose(trainer, lemma_class(upos, features, false), plain, lemma, 0);
        propose(trainer, lemma_class(upos, 0, false), plain, lemma, 0);
    }
}

static bool has_word(struct slice list, const char *word)
{
    while (list.data && list.size > 0)
        if (slice_is(slice_cut(&list, ','), word))
            return true;
    return false;
}

static void propose_verb(struct lemma_trainer *trainer, struct slice form, struct slice lemma,
                         struct slice tags)
{
    static const struct {
        const char *tag;
        feature_set features;
    } tenses[] = {
        {"infi", FEATURE_BIT(VERBFORM_INF)},
        {"ppas", FEATURE_BIT(VERBFORM_PART) | FEATURE_BIT(TENSE_PAST)},
        {"ppre", FEATURE_BIT(VERBFORM_PART) | FEATURE_BIT(TENSE_PRES)},
        {"ipre", FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(TENSE_PRES)},
        {"spre", FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(TENSE_PRES)},
        {"impe", FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(MOOD_IMP)},
        {"iimp", FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(TENSE_IMP)},
        {"ifut", FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(TENSE_FUT)},
        {"cond", FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(MOOD_CND)},
        {"ipsi", FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(TENSE_PAST)},
        {"simp", FEATURE_BIT(VERBFORM_FIN) | FEATURE_BIT(MOOD_SUB) | FEATURE_BIT(TENSE_IMP)},
    };
    for (size_t i = 0; i < sizeof tenses / sizeof *tenses; i++)
        if (has_word(tags, tenses[i].tag)) {
            if (!slice_starts(tags, "v0e")) // être is always AUX
                propose_word(trainer, UPOS_VERB, tenses[i].features, form, lemma);
            if (tags.data[1] == '0')
                propose_word(trainer, UPOS_AUX, tenses[i].features, form, lemma);
        }
}

// Next line of the dictionary: form, lemma, tags, morphology. False at the end.
static bool dictionary_line(struct slice *rest, struct slice fields[4])
{
    if (!rest->data || rest->size == 0)
        return false;
    struct slice line = slice_cut(rest, '\n');
    for (int i = 0; i < 4; i++)
        fields[i] = line.data ? slice_cut(&line, '\t') : SLICE_NONE;
    return true;
}

// The dictionary takes retraite for the feminine of retrait; in the treebanks it is a noun of its
// own, as is joueuse.
static struct slice noun_lemma(const struct slice fields[4], const struct table *feminine)
{
    struct slice form = fields[0];
    if (!has_word(fields[3], "fem") || table_find(feminine, fields[1]) != TABLE_NONE)
        return fields[1];
    if (!has_word(fields[3], "pl"))
        return form;
    return slice_ends(form, "s") ? slice_part(form, 0, form.size - 1) : fields[1];
}

static void propose_line(struct lemma_trainer *trainer, const struct slice fields[4],
                         const struct table *feminine)
{
    const feature_set numbers[2] = {FEATURE_BIT(NUMBER_SING), FEATURE_BIT(NUMBER_PLUR)};
    bool forms[2] = {!has_word(fields[3], "pl"), !has_word(fields[3], "sg")};
    struct slice form = fields[0], lemma = fields[1], tags = fields[2];
    if (tags.size > 2 && tags.data[0] == 'v' && tags.data[1] >= '0' && tags.data[1] <= '9')
        propose_verb(trainer, form, lemma, tags);
    for (int i = 0; i < 2; i++) {
        if (forms[i] && has_word(tags, "nom"))
            propose_word(trainer, UPOS_NOUN, numbers[i], form, noun_lemma(fields, feminine));
        if (forms[i] && has_word(tags, "adj") && !has_word(tags, "ppas"))
            propose_word(trainer, UPOS_ADJ, numbers[i], form, lemma);
    }
    if (has_word(tags, "adv"))
        propose_word(trainer, UPOS_ADV, 0, form, lemma);
}

static bool read_dictionary(struct lemma_trainer *trainer, struct error *error)
{
    struct slice bytes;
    const char *path = arena_format(trainer->arena, "%s/lex/fr_hunspell_fullform.tsv",
                                    trainer->options->data)
                           .data;
    if (!train_bytes(trainer->arena, path, &bytes, error))
        return false;
    struct table feminine;
    table_init(&feminine, trainer->arena);
    for (struct slice rest = bytes, fields[4]; dictionary_line(&rest, fields);)
        if (has_word(fields[2], "nom") && has_word(fields[3], "fem") && !has_word(fields[3], "pl"))
            table_add(&feminine, fields[0], 1);
    for (struct slice fields[4]; dictionary_line(&bytes, fields);)
        if (fields[2].data && fields[0].size > 0 && fields[1].size > 0)
            propose_line(trainer, fields, &feminine);
    return true;
}

// --- the table

static int by_ending(const void *a, const void *b, void *context)
{
    const struct lemma_trainer *trainer = context;
    const struct entry *x = &trainer->entries.items[*(const uint32_t *)a];
    const struct entry *y = &trainer->entries.items[*(const uint32_t *)b];
    if (x->class != y->class)
        return x->class < y->class ? -1 : 1;
    size_t i = x->form.size, j = y->form.size;
    while (i > 0 && j > 0) {
        unsigned char c = (unsigned char)x->form.data[--i], d = (unsigned char)y->form.data[--j];
        if (c != d)
            return c < d ? -1 : 1;
    }
    return i != j ? (i < j ? -1 : 1) : 0;
}

static void node_add(struct lemma_trainer *trainer, const struct entry *entry, uint32_t size,
                     bool whole, uint32_t rule)
{
    uint64_t hashes[LEMMA_ENDING_MOST + 1];
    uint32_t count;
    uint64_t hash = lemma_hashes(entry->class, entry->form, hashes, &count);
    struct node node = {whole ? hash : hashes[size], rule};
    list_add(trainer->arena, &trainer->nodes, node);
}

// Rule that most words of a run of sorted entries want; *count says how many.
static uint32_t majority(struct lemma_trainer *trainer, const uint32_t *order, uint32_t count,
                         uint32_t *agree)
{
    uint32_t best = trainer->entries.items[order[0]].best;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t rule = trainer->entries.items[order[i]].best;
        uint32_t tally = ++trainer->tally[rule];
        if (tally > trainer->tally[best] || (tally == trainer->tally[best] && rule < best))
            best = rule;
    }
    *agree = trainer->tally[best];
    for (uint32_t i = 0; i < count; i++)
        trainer->tally[trainer->entries.items[order[i]].best] = 0;
    return best;
}

static int ending_byte(const struct entry *entry, uint32_t size)
{
    return entry->form.size > size
               ? (unsigned char)entry->form.data[entry->form.size - size - 1]
               : -1;
}

// Settles all entries of one class that share their last `size` bytes. inherited: the rule of
// the longest shorter ending, UINT32_MAX for none.
static void settle(struct lemma_trainer *trainer, const uint32_t *order, uint32_t count,
                   uint32_t size, uint32_t inherited)
{
    uint32_t agree, best = majority(trainer, order, count, &agree);
    bool covers = trainer->rules.items[best].strip <= size;
    if (best != inherited && covers && agree >= LEAST_WORDS) {
        node_add(trainer, &trainer->entries.items[order[0]], size, false, best);
        inherited = best;
    }
    if (agree == count && best == inherited)
        return;
    for (uint32_t start = 0; start < count;) {
        const struct entry *entry = &trainer->entries.items[order[start]];
        int byte = ending_byte(entry, size);
        uint32_t end = start + 1;
        while (end < count &&
               ending_byte(&trainer->entries.items[order[end]], size) == byte)
            end++;
        if (byte >= 0 && size < LEMMA_ENDING_MOST && end - start > 1) {
            settle(trainer, order + start, end - start, size + 1, inherited);
        } else {
            for (uint32_t i = start; i < end; i++) {
                entry = &trainer->entries.items[order[i]];
                if (entry->best != inherited)
                    node_add(trainer, entry, 0, true, entry->best);
            }
        }
        start = end;
    }
}

// The best lemma of the same word with number or tense left open, where it is so much more
// frequent that a slip of the tagger is likelier than the rare lemma (avions: avoir, not aver).
static void overrule_rare(struct lemma_trainer *trainer)
{
    for (uint32_t i = 0; i < trainer->entries.count; i++) {
        struct entry *entry = &trainer->entries.items[i];
        uint32_t upos = entry->class / 16;
        struct slice key = arena_format(trainer->arena, "%u " SLICE_FORMAT,
                                        lemma_class((uint8_t)upos, 0, false),
                                        SLICE_ARGUMENTS(entry->form));
        uint32_t pooled = table_find(&trainer->entry_index, key);
        if (upos != UPOS_VERB || pooled == TABLE_NONE)
            continue;
        const struct entry *open = &trainer->entries.items[pooled];
        int64_t weight = 0;
        for (uint32_t c = 0; c < entry->choices.count; c++)
            weight = entry->choices.items[c].weight > weight ? entry->choices.items[c].weight
                                                             : weight;
        for (uint32_t c = 0; c < open->choices.count; c++)
            if (open->choices.items[c].rule == open->best &&
                open->choices.items[c].weight > weight * RARE_RATIO)
                entry->best = open->best;
    }
}

static void choose_best(struct lemma_trainer *trainer)
{
    for (uint32_t i = 0; i < trainer->entries.count; i++) {
        struct entry *entry = &trainer->entries.items[i];
        const struct choice *best = &entry->choices.items[0];
        for (uint32_t c = 1; c < entry->choices.count; c++)
            if (entry->choices.items[c].weight > best->weight)
                best = &entry->choices.items[c];
        entry->best = best->rule;
    }
}

static void build(struct lemma_trainer *trainer)
{
    uint32_t count = trainer->entries.count;
    uint32_t *order = arena_zero(trainer->arena, count, sizeof *order);
    trainer->tally = arena_zero(trainer->arena, trainer->rules.count, sizeof *trainer->tally);
    choose_best(trainer);
    overrule_rare(trainer);
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    list_sort(trainer->arena, order, count, sizeof *order, by_ending, trainer);
    for (uint32_t start = 0; start < count;) {
        uint32_t class = trainer->entries.items[order[start]].class, end = start + 1;
        while (end < count && trainer->entries.items[order[end]].class == class)
            end++;
        settle(trainer, order + start, end - start, 0, UINT32_MAX);
        start = end;
    }
}

static struct slice write_table(struct lemma_trainer *trainer, struct model_writer *writer)
{
    uint32_t slots = trainer->nodes.count + trainer->nodes.count / 3 + 16, dropped = 0;
    uint32_t *keys = arena_zero(trainer->arena, slots, sizeof *keys);
    uint16_t *rules = arena_zero(trainer->arena, slots, sizeof *rules);
    for (uint32_t i = 0; i < trainer->nodes.count; i++) {
        const struct node *node = &trainer->nodes.items[i];
        uint32_t slot = lemma_slot(node->hash, slots), probe = 0;
        while (keys[slot] != 0 && probe < WEIGHTS_PROBE_LIMIT) {
            slot = slot + 1 == slots ? 0 : slot + 1;
            probe++;
        }
        if (probe == WEIGHTS_PROBE_LIMIT || node->rule > UINT16_MAX) {
            dropped++;
            continue;
        }
        keys[slot] = lemma_key(node->hash);
        rules[slot] = (uint16_t)node->rule;
    }
    uint8_t *capitals = arena_zero(trainer->arena, 1, 1);
    capitals[0] = trainer->capitals;
    model_writer_add(writer, "keys", MODEL_U32, keys, slots);
    model_writer_add(writer, "rules", MODEL_U16, rules, slots);
    model_writer_add(writer, "edits", MODEL_U64, trainer->rules.items, trainer->rules.count);
    model_writer_add(writer, "capitals", MODEL_U8, capitals, 1);
    model_writer_text(writer, "appends", buffer_slice(&trainer->text));
    model_writer_text(writer, "provenance",
                      SLICE("recoupe-train lemma; UD treebanks (CC BY-SA 4.0, LGPL-LR); French: "
                            "hunspell-fr-comprehensive 7.0 (MPL 2.0)"));
    struct slice bytes = model_write(writer, "lemma");
    printf("%u known forms, %u rules, %u endings and words (%u dropped), %zu bytes\n",
           trainer->entries.count, trainer->rules.count, trainer->nodes.count, dropped,
           bytes.size);
    return bytes;
}

bool train_lemma(const struct train_options *options, struct error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct lemma_trainer trainer = {.arena = &arena, .options = options};
    struct examples examples;
    struct model_writer writer;
    bool french = strcmp(options->language, "fr") == 0;
    trainer.capitals = !french;
    table_init(&trainer.entry_index, &arena);
    table_init(&trainer.rule_index, &arena);
    table_init(&trainer.frequency, &arena);
    buffer_init(&trainer.text, &arena);
    model_writer_init(&writer, &arena);
    bool good = examples_read(&arena, options, &examples, error);
    if (good)
        read_examples(&trainer, &examples);
    if (good)
        read_corrections(&trainer);
    if (good && french)
        good = read_frequencies(&trainer, error) && read_dictionary(&trainer, error);
    if (good) {
        build(&trainer);
        struct slice bytes = write_table(&trainer, &writer);
        good = !options->output || file_write(options->output, bytes, error);
    }
    arena_free(&arena);
    return good;
}
