// SPDX-License-Identifier: Apache-2.0
// The lemma stage: gives every word its dictionary form. Reads words and their tags; adds `lemma`.
// A table of endings made from a full-form dictionary and treebanks (lemma.h) says what to strip
// and append; a word of which it knows nothing is its own lemma, in lower case but for names.
#include "parse/lemma.h"

#include "base/utf8.h"
#include "parse/parse.h"

#include <stdio.h>

struct lemma_tables {
    struct lemma_table languages[LANGUAGE_READ_COUNT]; // slots 0: none
};

static uint32_t verb_class(feature_set features)
{
    if (features & FEATURE_BIT(VERBFORM_INF))
        return 1;
    if (features & (FEATURE_BIT(VERBFORM_PART) | FEATURE_BIT(VERBFORM_GER)))
        return features & FEATURE_BIT(TENSE_PAST) ? 2 : 3;
    if (features & (FEATURE_BIT(TENSE_FUT) | FEATURE_BIT(MOOD_CND)))
        return 4;
    if (features & FEATURE_BIT(TENSE_PAST) ||
        (features & FEATURE_BIT(MOOD_SUB) && features & FEATURE_BIT(TENSE_IMP)))
        return 5;
    if (features & FEATURE_BIT(TENSE_IMP))
        return 6;
    return features & (FEATURE_BIT(TENSE_PRES) | FEATURE_BIT(MOOD_IMP)) ? 7 : 0;
}

uint32_t lemma_class(uint8_t upos, feature_set features, bool capital)
{
    uint32_t class = 0;
    if (upos == UPOS_VERB || upos == UPOS_AUX)
        class = verb_class(features);
    else if (upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_ADJ || upos == UPOS_ADV)
        class = features & FEATURE_BIT(NUMBER_PLUR)  ? 1
                : features & FEATURE_BIT(NUMBER_SING) ? 2
                : features & FEATURE_BIT(DEGREE_CMP)  ? 3
                : features & FEATURE_BIT(DEGREE_SUP)  ? 4
                                                      : 0;
    else if (upos == UPOS_PRON || upos == UPOS_DET)
        class = (features & FEATURE_BIT(POSS)) != 0;
    return (upos * 8u + class) * 2 + capital;
}

uint64_t lemma_hashes(uint32_t class, struct slice form, uint64_t hashes[LEMMA_ENDING_MOST + 1],
                      uint32_t *count)
{
    uint64_t hash = feature_1(77, class);
    hashes[0] = hash;
    *count = 0;
    for (size_t i = form.size; i > 0; i--) {
        hash = feature_mix(hash, (unsigned char)form.data[i - 1]);
        if (*count < LEMMA_ENDING_MOST)
            hashes[++*count] = hash;
    }
    return feature_mix(hash, 256); // no byte: the word's border
}

static const struct lemma_rule *rule_find(const struct lemma_table *table, uint64_t hash)
{
    uint32_t slot = lemma_slot(hash, table->slots), key = lemma_key(hash);
    for (uint32_t probe = 0; probe < WEIGHTS_PROBE_LIMIT && table->keys[slot] != 0; probe++) {
        if (table->keys[slot] == key) {
            uint16_t rule = table->rules[slot];
            return rule < table->rule_count ? &table->rule_items[rule] : NULL;
        }
        slot = slot + 1 == table->slots ? 0 : slot + 1;
    }
    return NULL;
}

static const struct lemma_rule *rule_of(const struct lemma_table *table, uint32_t class,
                                        struct slice lower)
{
    uint64_t hashes[LEMMA_ENDING_MOST + 1];
    uint32_t count;
    const struct lemma_rule *rule =
        rule_find(table, lemma_hashes(class, lower, hashes, &count));
    for (uint32_t k = count + 1; !rule && k > 0; k--)
        rule = rule_find(table, hashes[k - 1]);
    return rule;
}

// A sign has a lemma of its own only where it is known as such: PM, p.m.
static const struct lemma_rule *sign_rule_of(const struct lemma_table *table, uint32_t class,
                                             struct slice lower)
{
    uint64_t hashes[LEMMA_ENDING_MOST + 1];
    uint32_t count;
    return table->capitals ? rule_find(table, lemma_hashes(class, lower, hashes, &count)) : NULL;
}

static struct slice apply(struct arena *arena, const struct lemma_table *table,
                          const struct lemma_rule *rule, struct slice form)
{
    if (rule->strip > form.size || (uint64_t)rule->append_start + rule->append_size >
                                       table->text.size)
        return form;
    struct slice stem = slice_part(form, 0, form.size - rule->strip);
    struct slice append = slice_part(table->text, rule->append_start,
                                     rule->append_start + rule->append_size);
    if (append.size == 0)
        return stem.size > 0 ? stem : form;
    if (stem.size == 0)
        return append;
    char *data = arena_take(arena, stem.size + append.size);
    memcpy(data, stem.data, stem.size);
    memcpy(data + stem.size, append.data, append.size);
    return (struct slice){data, stem.size + append.size};
}

static bool is_capital(struct slice form)
{
    size_t position = 0;
    return form.size > 0 && unicode_is_upper(utf8_next(form, &position));
}

static bool all_capitals(struct slice form)
{
    uint32_t letters = 0;
    for (size_t position = 0; position < form.size; letters++)
        if (!unicode_is_upper(utf8_next(form, &position)))
            return false;
    return letters > 1;
}

// A noun in capitals between words that are not is a sign like TVA: its own lemma.
static bool is_sign(const struct document *document, const struct sentence *sentence,
                    uint32_t index)
{
    const struct word *words = document->words.items;
    if (words[index].upos != UPOS_NOUN || !all_capitals(words[index].form))
        return false;
    bool before = index > sentence->word_start && all_capitals(words[index - 1].form);
    bool after = index + 1 < sentence->word_end && all_capitals(words[index + 1].form);
    return !before && !after && sentence->word_end - sentence->word_start > 2;
}

static void lemma_run(const void *tables_, struct document *document, struct arena *scratch)
{
    (void)scratch;
    const struct lemma_tables *tables = tables_;
    if (!language_is_read(document->language))
        return;
    const struct lemma_table *table = &tables->languages[document->language];
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const struct sentence *sentence = &document->sentences.items[s];
        bool inside = false; // a word of the sentence has gone by
        for (uint32_t w = sentence->word_start; w < sentence->word_end; w++) {
            struct word *word = &document->words.items[w];
            bool name = word->upos == UPOS_PROPN;
            bool capital = table->capitals && inside && is_capital(word->form);
            inside |= word->upos != UPOS_PUNCT;
            bool sign = word->upos == UPOS_X || is_sign(document, sentence, w);
            word->lemma = name || sign ? word->form : word->lower;
            if (table->slots == 0 || word->lower.size > LEMMA_WORD_MOST)
                continue;
            uint32_t class = lemma_class(word->upos, word->features, capital);
            const struct lemma_rule *rule = sign ? sign_rule_of(table, class, word->lower)
                                                 : rule_of(table, class, word->lower);
            if (rule)
                word->lemma = apply(document->arena, table, rule,
                                    rule->keeps_case ? word->form : word->lower);
        }
    }
}

static bool table_open(struct lemma_table *table, struct slice bytes, const char *name,
                       struct error *error)
{
    struct model model;
    size_t slots = 0, rules = 0, count = 0;
    if (!model_open(&model, bytes, "lemma", name, error))
        return false;
    table->keys = model_need(&model, "keys", MODEL_U32, 0, &slots, error);
    if (!table->keys)
        return false;
    table->rules = model_need(&model, "rules", MODEL_U16, slots, &count, error);
    const uint8_t *capitals = model_need(&model, "capitals", MODEL_U8, 1, &count, error);
    const uint64_t *items = model_need(&model, "edits", MODEL_U64, 0, &rules, error);
    if (!table->rules || !items || !capitals)
        return false;
    _Static_assert(sizeof(struct lemma_rule) == sizeof *items, "a rule is 8 bytes");
    table->slots = (uint32_t)slots;
    table->rule_items = (const struct lemma_rule *)(const void *)items;
    table->rule_count = (uint32_t)rules;
    table->capitals = capitals[0];
    table->text = model_text(&model, "appends");
    return slots > 0 || error_set(error, ERROR_INTERNAL, name, "an empty table");
}

static const void *lemma_open(struct arena *arena, const struct data_source *data,
                              struct error *error)
{
    struct lemma_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (int i = 1; i < LANGUAGE_READ_COUNT; i++) {
        char name[40];
        snprintf(name, sizeof name, "models/%s.lemma", language_code((enum language)i));
        struct slice bytes = data->find(name, data->context);
        if (bytes.data && !table_open(&tables->languages[i], bytes, name, error))
            return NULL;
    }
    return tables;
}

const struct stage lemma_stage = {
    .name = "lemma",
    .help = "gives words their dictionary form",
    .needs = LAYER_LANGUAGE | LAYER_SENTENCES | LAYER_WORDS | LAYER_TAGS,
    .gives = LAYER_LEMMAS,
    .open = lemma_open,
    .run = lemma_run,
};
