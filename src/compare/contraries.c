// SPDX-License-Identifier: Apache-2.0
// Contraries: two sentences that tell one thing, one of them turned round ("n'a jamais menacé",
// "a menacé"). Reads the words of statements (likeness, cues, what is negated); match.c joins by
// it, verdict.c calls it a conflict.
#include "compare/claims.h"

#include <math.h>

// Likeness that a sentence and its contrary need. Of two articles many pairs of sentences come
// near by chance; two short texts that are all there is to compare are about one thing from the
// start: among many others their lower bounds would join by chance. LIKENESS_MOST held on the
// development bundles, the others on half of DACCORD.
#define LIKENESS_MOST 0.45
#define LIKENESS_LEAST 0.06
#define LIKENESS_RISE 0.06 // for each natural logarithm of the pairs of sentences
#define SHORT_PAIRS 9      // pairs of sentences of two short texts: three and three

bool statement_turned(const struct statement *statement)
{
    return statement->cues & CUE_NEGATIVE || statement->disclaims;
}

static bool is_turned(const struct statement *statement)
{
    return statement_turned(statement) || statement->polarity == POLARITY_NEGATIVE;
}

// Whether what one statement turns round is told by the other.
static bool turns_round(const struct statement *negative, const struct statement *other)
{
    for (uint32_t i = 0; i < negative->negated.count; i++) {
        for (uint32_t k = 0; k < other->term_count; k++) {
            if (other->terms[k].term == negative->negated.items[i])
                return true;
        }
    }
    return false;
}

// "Elle n'a pas menti. Elle a dit …" beside "elle n'a pas menti": both texts deny.
static bool text_turned(const struct statements *statements, uint32_t document)
{
    for (uint32_t i = 0; i < statements->items.count; i++) {
        if (statements->items.items[i].document == document &&
            is_turned(&statements->items.items[i]))
            return true;
    }
    return false;
}

// Pairs of sentences of two short texts that are compared alone, else 0.
static uint32_t pairs_alone(const struct corpus *corpus)
{
    if (corpus->count != 2)
        return 0;
    uint64_t pairs = (uint64_t)corpus->documents[0]->sentences.count *
                     corpus->documents[1]->sentences.count;
    return pairs <= SHORT_PAIRS ? (uint32_t)pairs : 0;
}

bool statements_contrary_texts(const struct statements *statements, uint32_t first,
                               uint32_t second)
{
    const struct statement *a = &statements->items.items[first];
    const struct statement *b = &statements->items.items[second];
    uint32_t pairs = pairs_alone(statements->corpus);
    return pairs && a->document != b->document && is_turned(a) != is_turned(b) &&
           days_match(a, b) >= 0 &&
           text_turned(statements, a->document) != text_turned(statements, b->document) &&
           words_likeness(a, b) >= LIKENESS_LEAST + LIKENESS_RISE * log(pairs);
}

// "X denied that its forces had shelled …" may be told of an act as of a sentence, a plain
// negation of another sentence alone: an act has a polarity of its own.
static bool may_oppose(const struct statement *turned, const struct statement *other)
{
    bool disclaims = turned->disclaims && turned->bare &&
                     !(other->cues & (CUE_DENY | CUE_NEGATIVE)) &&
                     other->polarity != POLARITY_NEGATIVE && other->type != EVENT_ACCUSE;
    return disclaims || (turned->bare && other->bare);
}

bool statements_contradict(const struct statements *statements, uint32_t first, uint32_t second)
{
    const struct statement *a = &statements->items.items[first];
    const struct statement *b = &statements->items.items[second];
    if (statements_contrary_texts(statements, first, second))
        return true;
    if (a->document == b->document || statement_turned(a) == statement_turned(b) ||
        a->kind != FINDING_EVENT || days_match(a, b) < 0)
        return false;
    const struct statement *turned = statement_turned(a) ? a : b;
    const struct statement *other = turned == a ? b : a;
    return may_oppose(turned, other) && turns_round(turned, other) &&
           words_likeness(a, b) >= LIKENESS_MOST;
}
