// SPDX-License-Identifier: Apache-2.0
// Phrase grammars at work: light tokens straight from the text (words in lower case, runs of
// digits, single signs) and the longest rule of the trie that matches at a token.
#include "base/utf8.h"
#include "extract/number.h"
#include "extract/phrase_special.h"

#include <assert.h>

#define WORD_SIZE_LIMIT 40 // bytes; longer words are in no lexicon

struct special {
    const char *name;
    int64_t least, greatest;
    uint8_t digits_least, digits_most;
    bool words;
};

static const struct special specials[SPECIAL_COUNT] = {
#define X(name, least, greatest, digits_least, digits_most, words)                                 \
    {#name, least, greatest, digits_least, digits_most, words},
    PHRASE_NUMBERS(X)
#undef X
        {"plural", 0, 0, 0, 0, false}, {"capital", 0, 0, 0, 0, false},
    {"word", 0, 0, 0, 0, false},       {"lower", 0, 0, 0, 0, false},
    {"end", 0, 0, 0, 0, false},
};

uint32_t phrase_special_find(struct slice name)
{
    for (uint32_t i = 0; i < SPECIAL_COUNT; i++)
        if (slice_is(name, specials[i].name))
            return i;
    return NO_INDEX;
}

// --- tokens

static bool is_ascii_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Zero-width and direction marks are read as nothing at all, like a space that joins.
static bool is_mark(uint32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0xFEFF ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xAD;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0x2018;
}

struct word_scan {
    char lower[WORD_SIZE_LIMIT + 4];
    size_t size;
    uint32_t hash; // of lower
    bool too_long, has_lower, has_upper, capital;
};

static void scan_letter(struct word_scan *scan, uint32_t c, bool first)
{
    uint32_t small = c;
    if (c < 0x80) {
        if (c >= 'A' && c <= 'Z')
            small = c + 32;
    } else {
        small = c == 0x3BC ? 0xB5 : unicode_lower(c); // the Greek mu of micro
    }
    if (small != c && small != 0xB5) {
        scan->has_upper = true;
        scan->capital |= first;
    } else {
        scan->has_lower = true;
    }
    size_t size = scan->size;
    if (size >= WORD_SIZE_LIMIT)
        scan->too_long = true;
    else if (small < 0x80)
        scan->lower[scan->size++] = (char)small;
    else
        scan->size += utf8_encode(small, scan->lower + size);
    for (; size < scan->size; size++)
        scan->hash = phrase_hash_byte(scan->hash, scan->lower[size]);
}

// The plain letters that a word begins or goes on with: most of every text. Gives where they end.
static size_t scan_ascii(struct slice text, size_t at, struct word_scan *scan)
{
    size_t size = scan->size, limit = text.size;
    uint32_t hash = scan->hash;
    unsigned char cases = 0; // 0x20 of the letters, all of them together: bit 0 small, 1 capital
    for (; at < limit && is_ascii_letter((unsigned char)text.data[at]); at++) {
        char small = (char)(text.data[at] | 0x20);
        cases |= text.data[at] & 0x20 ? 1 : 2;
        if (size >= WORD_SIZE_LIMIT) {
            scan->too_long = true;
            continue;
        }
        scan->lower[size++] = small;
        hash = phrase_hash_byte(hash, small);
    }
    scan->has_lower |= cases & 1;
    scan->has_upper |= (cases & 2) != 0;
    scan->size = size;
    scan->hash = hash;
    return at;
}

// Reads letters from *position on; a French elision takes its apostrophe (l', aujourd').
static void scan_word(struct slice text, size_t *position, bool elision, struct word_scan *scan)
{
    size_t at = *position;
    scan->capital = text.data[at] >= 'A' && text.data[at] <= 'Z';
    at = scan_ascii(text, at, scan);
    bool first = at == *position;
    while (at < text.size) {
        size_t next = at + 1;
        uint32_t c = (unsigned char)text.data[at];
        if (c >= 0x80) {
            next = at;
            c = utf8_next(text, &next);
            if (!is_apostrophe(c) && !unicode_is_letter(c))
                break;
        } else if (!is_ascii_letter((unsigned char)c) && c != '\'') {
            break;
        }
        if (is_apostrophe(c)) {
            size_t peek = next;
            bool letter = next >= text.size || is_ascii_letter((unsigned char)text.data[next]) ||
                          unicode_is_letter(utf8_next(text, &peek));
            if (elision && letter) {
                scan_letter(scan, '\'', false);
                at = next;
            }
            break;
        }
        scan_letter(scan, c, first);
        first = false;
        at = scan_ascii(text, next, scan);
    }
    *position = at;
}

static inline uint8_t word_flags(const struct word_scan *scan)
{
    uint8_t flags = scan->capital ? TOKEN_CAPITAL : 0;
    if (!scan->has_lower && scan->has_upper)
        flags |= TOKEN_UPPER;
    char last = scan->size ? scan->lower[scan->size - 1] : 0;
    if (!scan->has_upper && scan->size >= 4 && (last == 's' || last == 'x'))
        flags |= TOKEN_PLURAL;
    return flags;
}

// Dashes and apostrophes are looked up in one form each.
static struct slice sign_form(uint32_t c, struct slice bytes)
{
    if (c == 0x2010 || c == 0x2011 || c == 0x2212)
        return SLICE("-");
    if (c == 0x2014)
        return SLICE("–");
    return is_apostrophe(c) ? SLICE("'") : bytes;
}

// Reads one token at *position; false for a space or a mark (and *position moves past it).
static bool token_read(const struct phrase_grammar *grammar, struct slice text, size_t *position,
                       struct phrase_token *token, struct slice *form, struct word_scan *scan)
{
    size_t at = *position;
    unsigned char byte = (unsigned char)text.data[at];
    token->start = (uint32_t)at;
    token->flags = 0;
    if (byte >= '0' && byte <= '9') {
        while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
            at++;
        token->kind = TOKEN_DIGITS;
        *form = slice_part(text, token->start, at);
    } else {
        uint32_t c = byte;
        if (byte < 0x80)
            at++;
        else
            c = utf8_next(text, &at);
        if (byte < 0x80 ? byte <= ' ' : is_mark(c) || unicode_is_space(c)) {
            *position = at;
            return false;
        }
        if (byte < 0x80 ? is_ascii_letter(byte) : unicode_is_letter(c) && !is_apostrophe(c)) {
            scan->size = 0;
            scan->hash = PHRASE_HASH;
            scan->too_long = scan->has_lower = scan->has_upper = scan->capital = false;
            at = *position;
            scan_word(text, &at, grammar->language == LANGUAGE_fr, scan);
            token->kind = TOKEN_WORD;
            token->flags = word_flags(scan);
            *form = scan->too_long ? SLICE_NONE : (struct slice){scan->lower, scan->size};
        } else {
            token->kind = TOKEN_SIGN;
            *form = sign_form(c, slice_part(text, token->start, at));
        }
    }
    token->end = (uint32_t)at;
    *position = at;
    return true;
}

static uint32_t word_find(const struct phrase_grammar *grammar, struct slice form, uint32_t hash)
{
    uint32_t slot = phrase_slot_of(hash, grammar->word_slot_count);
    for (; grammar->word_slots[slot].word != NO_INDEX;
         slot = (slot + 1) & (grammar->word_slot_count - 1)) {
        const struct phrase_slot *found = &grammar->word_slots[slot];
        struct slice key = grammar->words.entries.items[found->word].key;
        if (found->hash == hash && key.size == form.size &&
            memcmp(key.data, form.data, form.size) == 0)
            return found->word;
    }
    return NO_INDEX;
}

static void token_look_up(const struct phrase_grammar *grammar, struct phrase_token *token,
                          struct slice form, uint32_t hash)
{
    static const uint64_t kinds[] = {[TOKEN_WORD] = MASK_ALWAYS | MASK_WORD,
                                     [TOKEN_DIGITS] = MASK_ALWAYS | MASK_NUMBER,
                                     [TOKEN_SIGN] = MASK_ALWAYS};
    token->word = form.size ? word_find(grammar, form, hash) : NO_INDEX;
    token->mask = (struct phrase_mask){kinds[token->kind], 0};
    if (token->word != NO_INDEX) {
        token->mask.low |= grammar->word_masks[token->word].low;
        token->mask.high = grammar->word_masks[token->word].high;
    }
}

static void tokens_grow(struct phrase_tokens *tokens, struct arena *scratch)
{
    uint32_t count = tokens->list.count;
    list_add(scratch, &tokens->list, (struct phrase_token){0});
    tokens->list.count = count;
}

uint32_t phrase_tokens_read(const struct phrase_grammar *grammar, struct phrase_tokens *tokens,
                            uint32_t position, struct arena *scratch)
{
    struct slice text = tokens->text;
    struct word_scan scan;
    size_t at = position;
    uint8_t space = TOKEN_SPACE;
    tokens->list.count = 0;
    while (at < text.size && tokens->list.count < PHRASE_LINE_LIMIT) {
        if (text.data[at] == ' ') {
            space = TOKEN_SPACE;
            at++;
            continue;
        }
        if (text.data[at] == '\n') {
            at++;
            if (tokens->list.count)
                break;
            continue;
        }
        if (tokens->list.count == tokens->list.capacity)
            tokens_grow(tokens, scratch);
        struct phrase_token *token = &tokens->list.items[tokens->list.count];
        struct slice form;
        size_t before = at;
        if (!token_read(grammar, text, &at, token, &form, &scan)) {
            size_t peek = before;
            if (!is_mark(utf8_next(text, &peek)))
                space = TOKEN_SPACE;
            continue;
        }
        token->flags |= space;
        token_look_up(grammar, token, form,
                      token->kind == TOKEN_WORD ? scan.hash : phrase_hash(form));
        space = 0;
        tokens->list.count++;
    }
    return (uint32_t)at;
}

void phrase_lexicon_tokens(const struct phrase_grammar *grammar, struct phrase_tokens *tokens,
                           struct arena *arena)
{
    struct word_scan scan;
    for (size_t at = 0; at < tokens->text.size;) {
        struct phrase_token token;
        struct slice form;
        if (token_read(grammar, tokens->text, &at, &token, &form, &scan))
            list_add(arena, &tokens->list, token);
    }
}

struct slice phrase_token_form(const struct phrase_tokens *tokens, uint32_t index,
                               struct arena *arena)
{
    const struct phrase_token *token = &tokens->list.items[index];
    struct slice text = slice_part(tokens->text, token->start, token->end);
    size_t at = 0;
    if (token->kind == TOKEN_WORD) {
        struct word_scan scan = {.hash = PHRASE_HASH};
        scan_word(text, &at, true, &scan);
        // The apostrophe of an elision ends the token, with no letter after it.
        if (at < text.size)
            scan_letter(&scan, '\'', false);
        return arena_copy(arena, (struct slice){scan.lower, scan.size});
    }
    return token->kind == TOKEN_SIGN ? sign_form(utf8_next(text, &at), text) : text;
}

// --- matching

struct path_step {
    const struct phrase_element *element;
    uint32_t start, end;
    const struct phrase_entry *entry;
    struct number number;
    int64_t integer;
};

// The number last read, for the many elements that ask at one place.
struct number_memo {
    uint32_t start; // NO_INDEX = none
    bool found;
    struct number_reading reading;
};

struct matcher {
    const struct phrase_grammar *grammar;
    const struct phrase_tokens *tokens;
    struct path_step path[PHRASE_PATH_LIMIT];
    struct phrase_match *best;
    struct number_memo memo;
    uint32_t limit;
    bool found;
};

static const struct phrase_token *token_at(const struct phrase_tokens *tokens, uint32_t index)
{
    return index < tokens->list.count ? &tokens->list.items[index] : NULL;
}

static bool entry_fits(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                       uint32_t start, const struct phrase_entry *entry)
{
    if (entry->tail_count >= tokens->list.count - start)
        return false;
    for (uint32_t i = 0; i < entry->tail_count; i++)
        if (tokens->list.items[start + 1 + i].word != grammar->tails.items[entry->tail + i])
            return false;
    return true;
}

const struct phrase_entry *phrase_class_at(const struct phrase_grammar *grammar,
                                           const struct phrase_tokens *tokens, uint32_t start,
                                           uint32_t class, uint32_t *end)
{
    const struct phrase_token *token = token_at(tokens, start);
    if (!token || token->word == NO_INDEX ||
        !phrase_mask_meets(token->mask, phrase_class_mask(class)))
        return NULL;
    uint32_t at = phrase_entry_of(grammar, token->word, class);
    for (; at != NO_INDEX; at = grammar->entries.items[at].next) {
        const struct phrase_entry *entry = &grammar->entries.items[at];
        if (entry->class != class)
            break;
        if (entry_fits(grammar, tokens, start, entry)) {
            *end = start + 1 + entry->tail_count;
            return entry;
        }
    }
    return NULL;
}

// A digit of another script (Arabic, Devanagari, full width): no sign that ends a number.
static bool is_other_digit(struct slice text, uint32_t position)
{
    size_t at = position;
    uint32_t c = (unsigned char)text.data[at] < 0x80 ? 0 : utf8_next(text, &at);
    return (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) ||
           (c >= 0x966 && c <= 0x96F) || (c >= 0xFF10 && c <= 0xFF19);
}

// True when the digits before token `index` run on into it: 1999|,5 or 20|e.
static bool runs_on(const struct phrase_tokens *tokens, uint32_t index)
{
    const struct phrase_token *token = token_at(tokens, index);
    if (!token || (token->flags & TOKEN_SPACE))
        return false;
    if (token->kind != TOKEN_SIGN)
        return true;
    char sign = tokens->text.data[token->start];
    if (sign == '%' || sign == '$' || is_other_digit(tokens->text, token->start))
        return true;
    const struct phrase_token *after = token_at(tokens, index + 1);
    return (sign == ',' || sign == '.' || sign == '/' || sign == ':' || sign == '^') && after &&
           after->kind == TOKEN_DIGITS && !(after->flags & TOKEN_SPACE);
}

// True when the digits of token `index` belong to something that began before it: 0,|50 or $|20.
static bool ran_into(const struct phrase_tokens *tokens, uint32_t index)
{
    const struct phrase_token *token = token_at(tokens, index);
    if (token->kind != TOKEN_DIGITS || (token->flags & TOKEN_SPACE) || index == 0)
        return false;
    const struct phrase_token *before = &tokens->list.items[index - 1];
    if (before->kind != TOKEN_SIGN)
        return !(before->end - before->start >= 2 &&
                 tokens->text.data[before->end - 1] == '\''); // l'|2000 is no obstacle
    unsigned char sign = (unsigned char)tokens->text.data[before->start];
    if (sign == '$' || sign == '#' || sign == '+' || sign == '=' || sign == '_' || sign == '&' ||
        sign == '^' || is_other_digit(tokens->text, before->start))
        return true;
    if (sign != ',' && sign != '.' && sign != '/' && sign != ':')
        return false;
    return index >= 2 && tokens->list.items[index - 2].kind == TOKEN_DIGITS &&
           !(before->flags & TOKEN_SPACE);
}

static void record(struct matcher *matcher, uint32_t depth, uint32_t end, uint32_t rule)
{
    struct phrase_match *match = matcher->best;
    uint32_t number = rule;
    if (end > matcher->limit)
        return;
    if (matcher->found && (end < match->end || (end == match->end &&
                           number >= (uint32_t)(match->rule - matcher->grammar->rules.items))))
        return;
    const struct path_step *last = &matcher->path[depth - 1];
    uint32_t last_token = end - 1;
    if (!last->element->absent && last->start < last->end &&
        matcher->tokens->list.items[last_token].kind == TOKEN_DIGITS &&
        runs_on(matcher->tokens, end))
        return;
    matcher->found = true;
    match->rule = &matcher->grammar->rules.items[rule];
    match->start = matcher->path[0].start;
    match->end = end;
    match->span_count = match->capture_count = 0;
    for (uint32_t i = 0; i < depth; i++) {
        const struct path_step *step = &matcher->path[i];
        if (step->element->open && match->span_count < PHRASE_SPAN_LIMIT) {
            match->spans[match->span_count].start = step->start;
            match->spans[match->span_count++].end = end;
        }
        if (step->element->close && match->span_count)
            match->spans[match->span_count - 1].end = step->end;
        if (!step->element->slot || step->element->absent)
            continue;
        struct phrase_capture *capture = &match->captures[match->capture_count++];
        *capture = (struct phrase_capture){step->element->slot, (uint8_t)match->span_count,
                                           step->start, step->end, SLICE_NONE, step->integer,
                                           step->number};
        if (step->entry)
            capture->value = step->entry->value;
    }
    if (match->span_count == 0) {
        match->span_count = 1;
        match->spans[0].start = match->start;
        match->spans[0].end = end;
        for (uint32_t i = 0; i < match->capture_count; i++)
            match->captures[i].span = 1;
    }
}

// "nineteen ninety-six", "twenty twelve": a year said in two halves. Gives the token after it.
static uint32_t year_halves(struct matcher *matcher, uint32_t start, struct path_step *step)
{
    struct number_reading first, second;
    int64_t century, rest;
    if (matcher->grammar->language != LANGUAGE_en ||
        !number_read(matcher->grammar, matcher->tokens, start, &first) ||
        !number_whole(first.number, &century) || century < 11 || century > 20 ||
        token_at(matcher->tokens, first.end) == NULL ||
        token_at(matcher->tokens, first.end)->kind != TOKEN_WORD)
        return NO_INDEX;
    uint32_t zero; // nineteen zero one
    bool units = phrase_class_at(matcher->grammar, matcher->tokens, first.end,
                                 matcher->grammar->class_number[NUMBER_ZERO], &zero) != NULL;
    if (!number_read(matcher->grammar, matcher->tokens, units ? zero : first.end, &second) ||
        !number_whole(second.number, &rest) || (units ? rest < 1 || rest > 9
                                                      : rest < 10 || rest > 99))
        return NO_INDEX;
    step->integer = century * 100 + rest;
    step->number = (struct number){step->integer, 0};
    return second.end;
}

// Tries a number element; gives the token after it, or NO_INDEX.
static uint32_t number_match(struct matcher *matcher, const struct special *special,
                             uint32_t start, struct path_step *step)
{
    const struct phrase_token *token = token_at(matcher->tokens, start);
    struct number_reading reading;
    if (!token || token->kind == TOKEN_SIGN)
        return NO_INDEX;
    if (token->kind == TOKEN_DIGITS && special->greatest && special->greatest < INT64_MAX) {
        uint32_t size = token->end - token->start;
        if (size < special->digits_least || size > special->digits_most)
            return NO_INDEX;
        int64_t value = 0;
        for (uint32_t i = token->start; i < token->end; i++)
            value = value * 10 + (matcher->tokens->text.data[i] - '0');
        step->integer = value;
        step->number = (struct number){value, 0};
        bool fits = value >= special->least && value <= special->greatest;
        return fits ? start + 1 : NO_INDEX;
    }
    if (token->kind == TOKEN_WORD && (!special->words || token->word == NO_INDEX))
        return NO_INDEX;
    if (special == &specials[SPECIAL_yearwords]) {
        uint32_t end = year_halves(matcher, start, step);
        if (end != NO_INDEX)
            return end;
    }
    if (matcher->memo.start != start) {
        matcher->memo.found = number_read(matcher->grammar, matcher->tokens, start,
                                          &matcher->memo.reading);
        matcher->memo.start = start;
    }
    if (!matcher->memo.found)
        return NO_INDEX;
    reading = matcher->memo.reading;
    step->number = reading.number;
    bool whole = number_whole(reading.number, &step->integer);
    if (special->greatest && (!whole || step->integer < special->least ||
                              step->integer > special->greatest))
        return NO_INDEX;
    return reading.end;
}

// The paragraph's end, or a sign that closes a clause; the point of 06.12 does not.
static bool is_end(const struct phrase_tokens *tokens, uint32_t start)
{
    const struct phrase_token *token = token_at(tokens, start), *next = token_at(tokens, start + 1);
    if (!token)
        return true;
    return memchr(".;:!?)", tokens->text.data[token->start], 6) &&
           !(next && next->kind == TOKEN_DIGITS && !(next->flags & TOKEN_SPACE));
}

// Tries a special element; gives the token after it (start itself for a look ahead), or NO_INDEX.
static uint32_t special_match(struct matcher *matcher, uint32_t special, uint32_t start,
                              struct path_step *step)
{
    const struct phrase_token *token = token_at(matcher->tokens, start);
    bool word = token && token->kind == TOKEN_WORD;
    bool fits = false;
    switch (special) {
    case SPECIAL_plural:
        fits = word && (token->flags & TOKEN_PLURAL) &&
               (token->word == NO_INDEX ||
                phrase_entry_of(matcher->grammar, token->word, matcher->grammar->not_plural) ==
                    NO_INDEX);
        break;
    case SPECIAL_capital: fits = word && (token->flags & TOKEN_CAPITAL); break;
    case SPECIAL_word: fits = word; break;
    case SPECIAL_lower: fits = word && !(token->flags & TOKEN_CAPITAL); break;
    case SPECIAL_end: return is_end(matcher->tokens, start) ? start : NO_INDEX;
    default: return number_match(matcher, &specials[special], start, step);
    }
    return fits ? start + 1 : NO_INDEX;
}

static void walk(struct matcher *matcher, uint32_t node, uint32_t start, uint32_t depth);

// Walks on from each entry of the element's class, from number `at` on, that stands at the token.
static bool walk_entries(struct matcher *matcher, const struct phrase_edge *edge, uint32_t start,
                         uint32_t depth, uint32_t at)
{
    const struct phrase_grammar *grammar = matcher->grammar;
    const struct phrase_element *element = &edge->element;
    struct path_step *step = &matcher->path[depth];
    bool matched = false;
    for (; at != NO_INDEX; at = grammar->entries.items[at].next) {
        const struct phrase_entry *entry = &grammar->entries.items[at];
        if (entry->class != element->class)
            break;
        if (!entry_fits(grammar, matcher->tokens, start, entry))
            continue;
        matched = true;
        if (element->absent)
            break;
        *step = (struct path_step){.element = element, .start = start, .entry = entry,
                                   .integer = entry->integer,
                                   .end = start + 1 + entry->tail_count};
        walk(matcher, edge->node, step->end, depth + 1);
    }
    return matched;
}

static void walk_edge(struct matcher *matcher, const struct phrase_edge *edge, uint32_t start,
                      uint32_t depth)
{
    const struct phrase_grammar *grammar = matcher->grammar;
    const struct phrase_element *element = &edge->element;
    const struct phrase_token *token = token_at(matcher->tokens, start);
    struct path_step *step = &matcher->path[depth];
    *step = (struct path_step){.element = element, .start = start, .end = start};
    bool tight = token && !(token->flags & TOKEN_SPACE);
    bool matched = false;
    if (element->tight && !tight && !element->absent)
        return;
    if (element->class >= PHRASE_SPECIAL) {
        uint32_t end = special_match(matcher, element->class - PHRASE_SPECIAL, start, step);
        matched = end != NO_INDEX;
        if (matched && !element->absent) {
            step->end = end;
            walk(matcher, edge->node, end, depth + 1);
        }
    } else if (token && token->word != NO_INDEX) {
        matched = walk_entries(matcher, edge, start, depth,
                               phrase_entry_of(grammar, token->word, element->class));
    }
    if (element->absent && !(matched && (tight || !element->tight)))
        walk(matcher, edge->node, start, depth + 1);
}

static void walk(struct matcher *matcher, uint32_t node, uint32_t start, uint32_t depth)
{
    const struct phrase_node *here = &matcher->grammar->nodes.items[node];
    if (here->rule != NO_INDEX)
        record(matcher, depth, start, here->rule);
    const struct phrase_token *token = token_at(matcher->tokens, start);
    struct phrase_mask mask = token ? token->mask : (struct phrase_mask){MASK_ALWAYS, 0};
    if (depth >= PHRASE_PATH_LIMIT || !phrase_mask_meets(here->mask, mask))
        return;
    for (uint32_t i = here->edge; i != NO_INDEX;) {
        const struct phrase_edge *edge = &matcher->grammar->edges.items[i];
        if (phrase_mask_meets(edge->mask, mask))
            walk_edge(matcher, edge, start, depth);
        i = edge->next;
    }
}


bool phrase_match_at(const struct phrase_grammar *grammar, const struct phrase_tokens *tokens,
                     uint32_t start, uint32_t limit, struct phrase_match *match)
{
    assert(start < tokens->list.count);
    const struct phrase_token *token = &tokens->list.items[start];
    if ((token->kind != TOKEN_DIGITS && token->word == NO_INDEX) ||
        !phrase_mask_meets(grammar->nodes.items[0].mask, token->mask) || ran_into(tokens, start))
        return false;
    const struct phrase_token *next = token_at(tokens, start + 1);
    struct phrase_mask next_mask = next ? next->mask : (struct phrase_mask){MASK_ALWAYS, 0};
    if (token->word != NO_INDEX && token->kind != TOKEN_DIGITS &&
        !phrase_mask_meets(grammar->next_masks[token->word], next_mask))
        return false;
    struct matcher matcher; // the path is filled as it is walked
    matcher.grammar = grammar;
    matcher.tokens = tokens;
    matcher.best = match;
    matcher.memo.start = NO_INDEX;
    matcher.limit = limit;
    matcher.found = false;
    bool number = token->kind == TOKEN_DIGITS || (token->mask.low & MASK_NUMBER);
    if (token->word != NO_INDEX) {
        uint32_t end = grammar->word_root_first[token->word + 1];
        for (uint32_t i = grammar->word_root_first[token->word]; i < end; i++) {
            const struct phrase_root *root = &grammar->word_roots.items[i];
            const struct phrase_edge *edge = &grammar->edges.items[root->edge];
            // The first element of a rule is neither tight nor absent.
            if (root->tail || phrase_mask_meets(edge->after, next_mask))
                walk_entries(&matcher, edge, start, 0, root->entry);
        }
    }
    if (number) {
        uint32_t edge = grammar->special_roots;
        for (; edge != NO_INDEX; edge = grammar->edges.items[edge].next_root)
            walk_edge(&matcher, &grammar->edges.items[edge], start, 0);
    }
    return matcher.found;
}
