// SPDX-License-Identifier: Apache-2.0
// Mends what the trees of English news have wrong again and again: "said on Tuesday that Russia
// had attacked" tells what was said, not which Tuesday. A clause with "that" cannot restrict a
// proper name or a number, so it belongs to the verb. Reads and changes heads and relations.
#include "parse/tree.h"

// The verb on which a date hangs: "said" of "said on Friday, June 3".
static uint32_t verb_above(const struct word *words, const struct sentence *sentence,
                           uint32_t index)
{
    while (words[index].upos == UPOS_PROPN || words[index].upos == UPOS_NUM) {
        uint32_t head = words[index].head;
        if (head == NO_INDEX || head < sentence->word_start || head > index)
            return NO_INDEX;
        if (words[head].upos == UPOS_VERB)
            return relation_universal(words[index].relation) == RELATION_OBL ? head : NO_INDEX;
        index = head;
    }
    return NO_INDEX;
}

static bool has_clause(const struct word *words, const struct sentence *sentence, uint32_t verb)
{
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++) {
        if (words[i].head == verb && (words[i].relation == RELATION_CCOMP ||
                                      words[i].relation == RELATION_XCOMP))
            return true;
    }
    return false;
}

// "that" right after the name, and a subject of the clause's own.
static uint32_t that_of(const struct word *words, uint32_t name, uint32_t clause)
{
    uint32_t that = NO_INDEX;
    bool subject = false;
    for (uint32_t i = name + 1; i < clause; i++) {
        if (i == name + 1 && words[i].head == clause && slice_is(words[i].lower, "that"))
            that = i;
        subject |= i != that && words[i].head == clause &&
                   relation_universal(words[i].relation) == RELATION_NSUBJ;
    }
    return subject ? that : NO_INDEX;
}

void tree_mend(struct word *words, const struct sentence *sentence)
{
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++) {
        uint32_t name = words[i].head;
        if (words[i].relation != RELATION_ACL_RELCL || name == NO_INDEX || name >= i)
            continue;
        uint32_t verb = verb_above(words, sentence, name), that = that_of(words, name, i);
        if (verb == NO_INDEX || that == NO_INDEX || has_clause(words, sentence, verb))
            continue;
        words[i].head = verb;
        words[i].relation = RELATION_CCOMP;
        words[that].relation = RELATION_MARK;
        words[that].upos = UPOS_SCONJ;
    }
}
