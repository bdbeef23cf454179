// SPDX-License-Identifier: Apache-2.0
// Amounts: numbers, counts with what they count, money, percentages, measures, ages, ordinals and
// fractions, by the phrase rules of lexicon/*/amounts.txt over light tokens of the text. Reads
// text, language and the times (a number inside a time is no amount); tags and lemmas, where they
// are, tell the noun that is counted. Adds document->amounts.
#include "base/utf8.h"
#include "extract/amount_rule.h"
#include "extract/extract.h"

#include <assert.h>

static const char *const slot_names[] = {
    "-",
#define X(name) #name,
    AMOUNT_SLOTS(X)
#undef X
        NULL,
};

static const char *const action_names[] = {
    "-",
#define X(name) #name,
    AMOUNT_ACTIONS(X)
#undef X
        NULL,
};

struct amount_tables {
    struct amount_grammar grammars[LANGUAGE_READ_COUNT];
};

struct amount_run {
    const struct amount_grammar *grammar;
    struct document *document;
    struct phrase_tokens tokens;
    uint32_t time; // the first time that ends after what is being read
    uint32_t word; // a word before which nothing is asked for any more
};

static const void *amount_open(struct arena *arena, const struct data_source *data,
                               struct error *error)
{
    static const char *const files[LANGUAGE_READ_COUNT][5] = {
        [LANGUAGE_fr] = {"lexicon/fr/numbers.txt", "lexicon/fr/units.txt",
                         "lexicon/fr/currencies.txt", "lexicon/fr/amounts.txt", NULL},
        [LANGUAGE_en] = {"lexicon/en/numbers.txt", "lexicon/en/units.txt",
                         "lexicon/en/currencies.txt", "lexicon/en/amounts.txt", NULL},
    };
    struct amount_tables *tables = arena_zero(arena, 1, sizeof *tables);
    for (enum language language = LANGUAGE_fr; language < LANGUAGE_READ_COUNT; language++) {
        struct amount_grammar *grammar = &tables->grammars[language];
        grammar->phrases.language = language;
        grammar->phrases.slots = slot_names;
        grammar->phrases.actions = action_names;
        grammar->phrases.prefix = "/amount.";
        if (!phrase_grammar_open(&grammar->phrases, arena, data, files[language], error))
            return NULL;
        grammar->singular = phrase_class(&grammar->phrases, "singular");
        grammar->before_noun = phrase_class(&grammar->phrases, "before_noun");
        grammar->a_power = phrase_class(&grammar->phrases, "a_power");
        grammar->modifier_after = phrase_class(&grammar->phrases, "modifier_after");
        grammar->not_counted = phrase_class(&grammar->phrases, "not_counted");
    }
    return tables;
}

// --- what is counted

// The singular of a plural noun by its ending, where no lemma is known.
static struct slice singular(struct arena *arena, struct slice word, enum language language)
{
    word = utf8_lower(arena, word);
    if (word.size < 4 || word.data[word.size - 1] == 'x') {
        if (slice_ends(word, "eaux") || slice_ends(word, "eux"))
            word.size--;
        else if (slice_ends(word, "aux") && word.size > 4)
            word = arena_format(arena, SLICE_FORMAT "al", (int)word.size - 3, word.data);
        return word;
    }
    if (word.data[word.size - 1] != 's' || slice_ends(word, "ss"))
        return word;
    if (language == LANGUAGE_en && slice_ends(word, "ies") && word.size > 4)
        return arena_format(arena, SLICE_FORMAT "y", (int)word.size - 3, word.data);
    if (language == LANGUAGE_en && (slice_ends(word, "sses") || slice_ends(word, "xes") ||
                                    slice_ends(word, "ches") || slice_ends(word, "shes")))
        word.size--;
    word.size--;
    return word;
}

struct counted {
    uint32_t end;      // byte after the noun (and the one joined to it)
    struct slice unit; // data == NULL: nothing is counted
};

static bool is_noun(const struct word *word)
{
    return word->upos == UPOS_NOUN || word->upos == UPOS_PROPN;
}

// A lemma that is still a plural: the dictionary did not know the noun (passagers).
static bool is_plural_still(struct slice lemma, struct slice form)
{
    static const char *const endings[] = {"ers", "eurs", "és", "ées", "ions", "ages",
                                          "aires", "istes", "ants", "iens"};
    if (lemma.size < 8 || lemma.size != form.size)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (slice_ends(lemma, endings[i]))
            return true;
    return false;
}

static struct slice noun_unit(const struct amount_run *run, const struct word *word)
{
    struct arena *arena = run->document->arena;
    const struct phrase_grammar *phrases = &run->grammar->phrases;
    uint32_t known = table_find(&phrases->words, word->form);
    uint32_t entry = known == TABLE_NONE || run->grammar->singular == NO_INDEX
                         ? NO_INDEX : phrase_entry_of(phrases, known, run->grammar->singular);
    if (entry != NO_INDEX)
        return phrases->entries.items[entry].value;
    if (word->lemma.size && word->upos == UPOS_NOUN && !is_plural_still(word->lemma, word->form))
        return utf8_lower(arena, word->lemma);
    return singular(arena, word->form, run->document->language);
}

// After the noun: "et missiles", a second noun that the same number counts.
static uint32_t joined_end(const struct document *document, uint32_t noun, uint32_t limit)
{
    const struct word *words = document->words.items;
    uint32_t end = words[noun].span.end;
    if (noun + 2 < limit && words[noun + 1].upos == UPOS_CCONJ &&
        words[noun + 2].upos == UPOS_NOUN &&
        (words[noun + 2].features & FEATURE_BIT(NUMBER_PLUR)) &&
        (noun + 3 >= limit || words[noun + 3].upos != UPOS_VERB))
        end = words[noun + 2].span.end;
    return end;
}

static bool is_of(struct slice word)
{
    return slice_is(word, "de") || slice_is(word, "d'") || slice_is(word, "d\xE2\x80\x99") ||
           slice_is(word, "of");
}

// The first word that ends after position, as document_word_at gives it, sought from the last one
// on.
static uint32_t word_at(struct amount_run *run, uint32_t position)
{
    const struct document *document = run->document;
    const struct word *words = document->words.items;
    uint32_t low = run->word, step = 1, count = document->words.count;
    if (low && words[low - 1].span.end > position)
        low = 0;
    while (low + step < count && words[low + step].span.end <= position) {
        low += step;
        step *= 2;
    }
    uint32_t high = low + step < count ? low + step : count;
    return run->word = low + list_search(words + low, high - low, sizeof *words,
                                         offsetof(struct word, span.end), position + 1);
}

// By tags: French counts the first noun, English the last of a row.
static struct counted counted_by_tags(struct amount_run *run, uint32_t position, bool many)
{
    const struct document *document = run->document;
    const struct word *words = document->words.items;
    uint32_t first = word_at(run, position);
    struct counted counted = {0, SLICE_NONE};
    uint32_t noun = NO_INDEX, limit = first + 8;
    uint32_t sentence = first < document->words.count
                            ? document_sentence_at(document, words[first].span.start)
                            : NO_INDEX;
    if (sentence == NO_INDEX)
        return counted;
    if (limit > document->sentences.items[sentence].word_end)
        limit = document->sentences.items[sentence].word_end;
    uint32_t at = first;
    // After a magnitude or a collective number stands "de": deux millions d'habitants.
    if (many && at < limit && words[at].upos == UPOS_ADP)
        at += is_of(words[at].form);
    for (; at < limit; at++) {
        if (is_noun(&words[at])) {
            noun = at;
            if (document->language == LANGUAGE_fr)
                break;
        } else if (words[at].upos != UPOS_ADJ) {
            break;
        }
    }
    size_t start = 0;
    if (noun == NO_INDEX || words[noun].token_size > 1 ||
        !unicode_is_letter(utf8_next(words[noun].form, &start)))
        return counted;
    counted.unit = noun_unit(run, &words[noun]);
    counted.end = joined_end(document, noun, limit);
    return counted;
}

// Without tags: a word that looks like a plural, past the adjectives that stand before nouns.
static struct counted counted_by_looks(const struct amount_run *run, uint32_t token, bool many)
{
    const struct phrase_tokens *tokens = &run->tokens;
    const struct phrase_grammar *phrases = &run->grammar->phrases;
    struct counted counted = {0, SLICE_NONE};
    uint32_t end;
    if (many && token < tokens->list.count) {
        struct slice de = slice_part(tokens->text, tokens->list.items[token].start,
                                     tokens->list.items[token].end);
        token += is_of(de);
    }
    while (phrase_class_at(phrases, tokens, token, run->grammar->before_noun, &end))
        token = end;
    if (token >= tokens->list.count)
        return counted;
    const struct phrase_token *noun = &tokens->list.items[token];
    if (noun->kind != TOKEN_WORD || !(noun->flags & TOKEN_PLURAL) ||
        !(noun->flags & TOKEN_SPACE) ||
        phrase_class_at(phrases, tokens, token, run->grammar->not_counted, &end))
        return counted;
    counted.end = noun->end;
    counted.unit = singular(run->document->arena,
                            slice_part(tokens->text, noun->start, noun->end),
                            run->document->language);
    return counted;
}

static bool number_alone(const struct phrase_match *match)
{
    return match->rule->action == AMOUNT_ACTION_amount ||
           match->rule->action == AMOUNT_ACTION_range ||
           match->rule->action == AMOUNT_ACTION_change ||
           match->rule->action == AMOUNT_ACTION_collective ||
           match->rule->action == AMOUNT_ACTION_collective_half ||
           match->rule->action == AMOUNT_ACTION_collective_many ||
           match->rule->action == AMOUNT_ACTION_half_power ||
           match->rule->action == AMOUNT_ACTION_fraction; // of a million
}

// True where a magnitude (million, milliard), or one and a half of it, ends before token `last`.
static bool magnitude_ends(const struct amount_run *run, uint32_t last)
{
    const struct phrase_grammar *phrases = &run->grammar->phrases;
    uint32_t end;
    if (phrase_class_at(phrases, &run->tokens, last - 1,
                        phrases->class_number[NUMBER_MAGNITUDE], &end))
        return true;
    if (phrase_class_at(phrases, &run->tokens, last - 1, run->grammar->a_power, &end))
        return true;
    for (uint32_t at = last - 1; at > 0 && at + 3 > last; at--)
        if (phrase_class_at(phrases, &run->tokens, at, phrases->class_number[NUMBER_HALF], &end) &&
            end == last)
            return true;
    return false;
}

// Makes a number the count of the noun after it.
static void count_noun(struct amount_run *run, const struct phrase_match *match,
                       uint32_t last, struct amount *amount)
{
    const struct phrase_token *token = &run->tokens.list.items[last - 1];
    bool collective = match->rule->action == AMOUNT_ACTION_collective ||
                      match->rule->action == AMOUNT_ACTION_collective_half ||
                      match->rule->action == AMOUNT_ACTION_collective_many;
    bool many = collective || magnitude_ends(run, last);
    bool tagged = run->document->words.count && run->document->sentences.count &&
                  run->document->words.items[0].upos != UPOS_NONE;
    struct counted counted = tagged ? counted_by_tags(run, token->end, many)
                                    : counted_by_looks(run, last, many);
    if (!counted.unit.data)
        return;
    amount->kind = AMOUNT_COUNT;
    amount->unit = counted.unit;
    amount->span.end = counted.end;
    // 700 habitants environ
    while (last < run->tokens.list.count && run->tokens.list.items[last].start < counted.end)
        last++;
    uint32_t end;
    const struct phrase_entry *after = phrase_class_at(&run->grammar->phrases, &run->tokens, last,
                                                       run->grammar->modifier_after, &end);
    if (after && !amount->modifier && amount_modifier_find(after->value, &amount->modifier))
        amount->span.end = run->tokens.list.items[end - 1].end;
}

// --- the run

static bool inside_time(struct amount_run *run, struct span span)
{
    const struct document *document = run->document;
    while (run->time < document->times.count &&
           document->times.items[run->time].span.end <= span.start)
        run->time++;
    return run->time < document->times.count &&
           document->times.items[run->time].span.start < span.end;
}

// -18 °C: a minus sign right before the digits, with nothing before it.
static bool is_negative(const struct phrase_tokens *tokens, uint32_t start)
{
    const struct phrase_token *token = &tokens->list.items[start];
    if (start == 0 || token->kind == TOKEN_WORD || (token->flags & TOKEN_SPACE))
        return false;
    struct slice sign = slice_part(tokens->text, token[-1].start, token[-1].end);
    if (!slice_is(sign, "-") && !slice_is(sign, "\xE2\x88\x92"))
        return false;
    return (token[-1].flags & TOKEN_SPACE) || start == 1 ||
           (start >= 2 && memchr("(<>=", tokens->text.data[token[-2].start], 4));
}

// [17] and (Biggs, 2011) refer to other texts; "one" without a noun is a pronoun.
static bool is_reference(const struct amount_run *run, const struct amount *amount,
                         uint32_t start, uint32_t end)
{
    const struct phrase_tokens *tokens = &run->tokens;
    const struct phrase_token *list = tokens->list.items;
    if (amount->kind != AMOUNT_NUMBER || end != start + 1)
        return false;
    if (list[start].kind == TOKEN_WORD)
        return run->document->language == LANGUAGE_en && tokens->list.count > 1 &&
               slice_is(amount->value, "1") &&
               !amount_number_follows(&run->grammar->phrases, tokens, end);
    if (start == 0 || end >= tokens->list.count || list[start].kind != TOKEN_DIGITS)
        return false;
    char before = tokens->text.data[list[start - 1].start];
    char after = tokens->text.data[list[end].start];
    // (1): a mark of a list, a note, a department
    if (before == '(' && after == ')' && amount->value.size <= 2)
        return true;
    bool year = amount->value.size == 4 && (slice_starts(amount->value, "19") ||
                                            slice_starts(amount->value, "20"));
    return (before == '[' && after == ']') || (year && before == ',' && after == ')');
}

// Leopard 2, Mirage 2000, Covid-19: a figure right after a name belongs to the name.
static bool ends_name(const struct phrase_tokens *tokens, uint32_t start)
{
    const struct phrase_token *list = tokens->list.items, *before = &list[start] - 1;
    if (start < 2 || list[start].kind != TOKEN_DIGITS)
        return false;
    bool hyphen = before->kind == TOKEN_SIGN && tokens->text.data[before->start] == '-' &&
                  !(before->flags & TOKEN_SPACE) && !(list[start].flags & TOKEN_SPACE);
    if (hyphen)
        return (before[-1].flags & TOKEN_CAPITAL) != 0;
    // The first word of a sentence has its capital from that.
    bool first = before[-1].kind == TOKEN_SIGN;
    return before->kind == TOKEN_WORD && (before->flags & TOKEN_CAPITAL) && !first;
}

// Passer de 12 à 15 morts: the value before, with the kind and unit of the one after.
static void change_add(struct amount_run *run, const struct phrase_match *match,
                       const struct amount *after)
{
    struct document *document = run->document;
    struct amount before = *after;
    before.span = (struct span){run->tokens.list.items[match->spans[0].start].start,
                                run->tokens.list.items[match->spans[0].end - 1].end};
    before.value = amount_change_first(&run->grammar->phrases, &run->tokens, match,
                                       document->arena);
    *list_push(document->arena, &document->amounts) = before;
}

// Gives the token to go on from; the match's own start when it is no amount after all.
static uint32_t match_apply(struct amount_run *run, const struct phrase_match *match)
{
    struct document *document = run->document;
    const struct phrase_tokens *tokens = &run->tokens;
    uint32_t last = match->span_count - 1;
    uint32_t start = match->spans[last].start, end = match->spans[last].end;
    struct amount amount = {.rule = match->rule->name};
    assert(start < end && end <= tokens->list.count);
    amount.span = (struct span){tokens->list.items[start].start, tokens->list.items[end - 1].end};
    // A phrase all alone can be read as what would be a score, or nothing, in a sentence.
    bool alone = match->start == 0 && match->end == tokens->list.count;
    if (match->rule->action == AMOUNT_ACTION_none ||
        (match->rule->action == AMOUNT_ACTION_score && !alone))
        return match->end;
    if (!alone && phrase_parameter(match->rule, "alone").data)
        return match->start;
    if (inside_time(run, amount.span))
        return match->start;
    if (!amount_rule_apply(&run->grammar->phrases, tokens, match, &amount, document->arena))
        return match->rule->action == AMOUNT_ACTION_score ? match->end : match->start;
    bool bare = match->rule->action == AMOUNT_ACTION_amount && amount.kind == AMOUNT_NUMBER;
    if (bare && amount.modifier == MODIFIER_NONE && is_reference(run, &amount, start, end)) {
        count_noun(run, match, end, &amount);
        if (amount.kind == AMOUNT_NUMBER)
            return end;
    }
    if (bare && ends_name(tokens, start) && amount.span.end == tokens->list.items[start].end)
        count_noun(run, match, end, &amount);
    if (bare && ends_name(tokens, start) &&
        (amount.kind == AMOUNT_NUMBER || tokens->list.items[start - 1].kind == TOKEN_SIGN))
        return end;
    if (amount_bare_point(tokens, start) && match->rule->action == AMOUNT_ACTION_amount)
        amount.span.start = tokens->list.items[--start].start;
    if (is_negative(tokens, start)) {
        amount.value = arena_format(document->arena, "-" SLICE_FORMAT,
                                    SLICE_ARGUMENTS(amount.value));
        amount.span.start = tokens->list.items[start - 1].start;
    }
    if (amount.kind == AMOUNT_NUMBER && number_alone(match))
        count_noun(run, match, end, &amount);
    if (match->rule->action == AMOUNT_ACTION_change)
        change_add(run, match, &amount);
    *list_push(document->arena, &document->amounts) = amount;
    while (end < tokens->list.count && tokens->list.items[end].start < amount.span.end)
        end++;
    return end;
}

static void amount_run(const void *tables, struct document *document, struct arena *scratch)
{
    if (!language_is_read(document->language))
        return;
    const struct amount_tables *all = tables;
    struct amount_run run = {.grammar = &all->grammars[document->language],
                             .document = document, .tokens = {.text = document->text}};
    uint32_t position = 0;
    while (position < document->text.size) {
        position = phrase_tokens_read(&run.grammar->phrases, &run.tokens, position, scratch);
        for (uint32_t i = 0; i < run.tokens.list.count;) {
            struct phrase_match match;
            uint32_t next = i, limit = NO_INDEX;
            while (next == i &&
                   phrase_match_at(&run.grammar->phrases, &run.tokens, i, limit, &match)) {
                next = match_apply(&run, &match);
                limit = match.end - 1;
            }
            i = next == i ? i + 1 : next;
        }
    }
}

const struct stage amount_stage = {
    .name = "amount",
    .help = "numbers, counts, money, percentages, measures, ages, ordinals and fractions",
    .needs = LAYER_TEXT | LAYER_LANGUAGE | LAYER_TIMES,
    .gives = LAYER_AMOUNTS,
    .open = amount_open,
    .run = amount_run,
};
