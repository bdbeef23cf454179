// SPDX-License-Identifier: Apache-2.0
// Turns of an interview, lines that open with who speaks: "MATTHEWS: Well, …", "Paul Martin : nous
// irons jusqu'au bout". Reads words and mentions; adds cues. Leaves quoted words behind a colon to
// quote.c.
#include "base/utf8.h"
#include "extract/quote_tree.h"

#define TURN_BYTES 4000 // longest turn of an interview
#define TURN_REACH 6    // labels before and behind among which one comes again

struct turn {
    uint32_t first, colon, end; // words: of the label, its colon, and behind the line
    struct slice label;
};
typedef LIST(struct turn) turn_list;

// A label of up to four capitalised words before a colon that opens a line.
static bool turn_read(const struct quote_run *run, size_t start, size_t end, struct turn *turn)
{
    const struct document *document = run->document;
    turn->first = document_word_at(document, (uint32_t)start);
    turn->end = document_word_at(document, (uint32_t)end);
    uint32_t w = turn->first;
    for (; w < turn->end && w < turn->first + 5; w++) {
        struct slice form = word_of(run, w)->form;
        size_t at = 0;
        if (slice_is(form, ":"))
            break;
        if (!unicode_is_upper(utf8_next(form, &at)))
            return false;
    }
    // Q: and A: name nobody
    if (w == turn->first || word_of(run, w - 1)->span.end < start + 3 || w + 2 >= turn->end ||
        !slice_is(word_of(run, w)->form, ":") || quote_word_marked(run, w + 1) ||
        word_of(run, w + 1)->upos == UPOS_PUNCT)
        return false;
    turn->colon = w;
    turn->label = slice_part(document->text, word_of(run, turn->first)->span.start,
                             word_of(run, w - 1)->span.end);
    return true;
}

static bool is_person(const struct quote_run *run, uint32_t word)
{
    const struct document *document = run->document;
    uint32_t start = word_of(run, word)->span.start;
    uint32_t at = list_first_from(&document->mentions, span.start, start);
    return at < document->mentions.count && document->mentions.items[at].span.start == start &&
           document->mentions.items[at].kind == ENTITY_PERSON;
}

static bool is_first_person(const struct quote_run *run, const struct turn *turn)
{
    for (uint32_t w = turn->colon + 1; w < turn->end; w++)
        if (quote_class_has(run->grammar, word_of(run, w)->lower, QUOTE_FIRST_PERSON))
            return true;
    return false;
}

static void turn_cue(struct quote_run *run, const struct turn *turn)
{
    struct cue cue = {.span = word_of(run, turn->colon)->span, .word = turn->colon,
                      .noun = turn->first, .rule = "turn", .says = true};
    cue.content = quote_words_span(run, turn->colon + 1, turn->end - 1);
    list_add(run->scratch, &run->cues, cue);
}

// Lines that open with who speaks: a person who says I or we, or labels that come again.
void quote_turns_find(struct quote_run *run)
{
    struct slice text = run->document->text;
    turn_list turns = {0};
    for (size_t start = 0; start < text.size;) {
        size_t end = slice_find(text, SLICE("\n"), start);
        end = end == SIZE_MAX ? text.size : end;
        struct turn turn;
        if (end - start < TURN_BYTES && turn_read(run, start, end, &turn))
            list_add(run->scratch, &turns, turn);
        start = end + 1;
    }
    for (uint32_t i = 0; i < turns.count; i++) {
        const struct turn *turn = &turns.items[i];
        uint32_t again = 0;
        for (uint32_t k = i > TURN_REACH ? i - TURN_REACH : 0;
             k < turns.count && k <= i + TURN_REACH; k++)
            again += k != i && slice_equal(turns.items[k].label, turn->label);
        bool person = is_person(run, turn->first) && is_first_person(run, turn);
        if (again > 0 || person)
            turn_cue(run, turn);
    }
}
