// SPDX-License-Identifier: Apache-2.0
// Mends what the trees of English news have wrong again and again, by what grammar rules out. "Said
// on Tuesday that Russia had attacked" tells what was said, not which Tuesday: a clause with "that"
// cannot restrict a proper name or a number, so it belongs to the verb. "Police in Chad used tear
// gas" is no name for police: a noun is no predicate without a copula, no modifier of a noun
// without a preposition, and a participle after its noun has no object, so the participle is the
// predicate. French: "L'an dernier, Washington a suspendu" has one subject, the second; "la vente à
// Taïwan d'armements" is of arms, as names take no bare noun for a complement. Both: "The measures
// freeze assets the firms hold and bar them from trade": see coordination_mend.
// Reads and changes heads and relations.
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

// "a annoncé à Belém qu'elle verserait un milliard": what has its object needs none.
static bool is_complete(const struct word *words, const struct sentence *sentence, uint32_t that,
                        uint32_t verb)
{
    if (slice_is(words[that].lower, "that"))
        return true;
    for (uint32_t i = verb + 1; i < sentence->word_end; i++)
        if (words[i].head == verb && relation_universal(words[i].relation) == RELATION_OBJ)
            return true;
    return false;
}

// "that", "que" right after the name, and a subject of the clause's own.
static uint32_t that_of(const struct word *words, uint32_t name, uint32_t clause)
{
    uint32_t that = NO_INDEX;
    bool subject = false;
    for (uint32_t i = name + 1; i < clause; i++) {
        struct slice lower = words[i].lower;
        if (i == name + 1 && words[i].head == clause &&
            (slice_is(lower, "that") || slice_is(lower, "que") || slice_is(lower, "qu'") ||
             slice_is(lower, "qu’")))
            that = i;
        subject |= i != that && words[i].head == clause &&
                   relation_universal(words[i].relation) == RELATION_NSUBJ;
    }
    return subject ? that : NO_INDEX;
}

static void clause_mend(struct word *words, const struct sentence *sentence)
{
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++) {
        uint32_t name = words[i].head;
        if (words[i].relation != RELATION_ACL_RELCL || name == NO_INDEX || name >= i)
            continue;
        uint32_t verb = verb_above(words, sentence, name), that = that_of(words, name, i);
        if (verb == NO_INDEX || that == NO_INDEX || has_clause(words, sentence, verb) ||
            !is_complete(words, sentence, that, i))
            continue;
        words[i].head = verb;
        words[i].relation = RELATION_CCOMP;
        words[that].relation = RELATION_MARK;
        words[that].upos = UPOS_SCONJ;
    }
}

// The first word of a relation that hangs on `head`, from `from` on; NO_INDEX: none.
static uint32_t child_of(const struct word *words, const struct sentence *sentence, uint32_t head,
                         enum relation relation, uint32_t from)
{
    for (uint32_t i = from; i < sentence->word_end; i++)
        if (words[i].head == head && words[i].relation == relation)
            return i;
    return NO_INDEX;
}

static bool is_nominal(const struct word *word)
{
    return word->upos == UPOS_NOUN || word->upos == UPOS_PROPN;
}

// A clause that lacks its predicate: the noun on top, the past form after the subject, the object.
struct lost_clause {
    uint32_t top, verb, subject, object;
};

static bool is_past(const struct word *word)
{
    return word->upos == UPOS_VERB && word->features & FEATURE_BIT(TENSE_PAST);
}

// The object of a past form: its own one; the noun that it seems to modify, where that is top with
// a subject, or hangs on the top without a preposition; or such a noun right behind.
static uint32_t object_of(const struct word *words, const struct sentence *sentence, uint32_t top,
                          uint32_t verb)
{
    uint32_t noun = words[verb].head;
    if (words[verb].relation == RELATION_ACL) {
        if (noun != top)
            return NO_INDEX;
        noun = child_of(words, sentence, verb, RELATION_OBJ, verb);
        if (noun != NO_INDEX)
            return noun;
        noun = child_of(words, sentence, top, RELATION_NMOD, verb);
    }
    if (noun == NO_INDEX || noun < verb || !is_nominal(&words[noun]) ||
        child_of(words, sentence, noun, RELATION_CASE, sentence->word_start) != NO_INDEX)
        return NO_INDEX;
    return noun == top || (words[noun].head == top && words[noun].relation == RELATION_NMOD)
               ? noun : NO_INDEX;
}

static bool clause_find(const struct word *words, const struct sentence *sentence,
                        struct lost_clause *clause)
{
    uint32_t start = sentence->word_start, top = start;
    while (top < sentence->word_end && words[top].head != NO_INDEX)
        top++;
    if (top == sentence->word_end || !is_nominal(&words[top]) ||
        child_of(words, sentence, top, RELATION_COP, start) != NO_INDEX ||
        child_of(words, sentence, top, RELATION_CASE, start) != NO_INDEX ||
        !slice_is(words[sentence->word_end - 1].form, "."))
        return false;
    for (uint32_t verb = start + 1; verb < sentence->word_end; verb++) {
        enum relation relation = (enum relation)words[verb].relation;
        if ((relation != RELATION_ACL && relation != RELATION_AMOD) || !is_past(&words[verb]))
            continue;
        uint32_t object = object_of(words, sentence, top, verb);
        uint32_t subject = top;
        if (object == top)
            subject = child_of(words, sentence, top, RELATION_NSUBJ, start);
        if (subject == NO_INDEX)
            subject = child_of(words, sentence, verb, RELATION_NSUBJ, start);
        if (object == NO_INDEX || subject == NO_INDEX || subject > verb || object < verb)
            continue;
        *clause = (struct lost_clause){top, verb, subject, object};
        return true;
    }
    return false;
}

static void predicate_mend(struct word *words, const struct sentence *sentence)
{
    struct lost_clause clause;
    if (!clause_find(words, sentence, &clause))
        return;
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++) {
        bool noun_phrase = i > clause.verb && i < clause.object;
        bool of_subject = clause.top == clause.subject && i < clause.verb;
        bool after_object = clause.top == clause.object && i > clause.object &&
                            words[i].relation != RELATION_PUNCT;
        if (words[i].head != clause.top || noun_phrase || of_subject || after_object)
            continue;
        words[i].head = clause.verb;
        if (words[i].relation == RELATION_NMOD)
            words[i].relation = RELATION_OBL;
    }
    words[clause.verb].head = NO_INDEX;
    words[clause.verb].relation = RELATION_ROOT;
    words[clause.verb].features =
        FEATURE_BIT(MOOD_IND) | FEATURE_BIT(TENSE_PAST) | FEATURE_BIT(VERBFORM_FIN);
    words[clause.subject].head = clause.verb;
    words[clause.subject].relation = RELATION_NSUBJ;
    words[clause.object].head = clause.verb;
    words[clause.object].relation = RELATION_OBJ;
}

// Where a comma parts [from, to) and nothing behind it belongs before it; NO_INDEX: nowhere.
static uint32_t comma_before(const struct word *words, uint32_t from, uint32_t to)
{
    uint32_t comma = to;
    while (comma > from && !slice_is(words[comma].form, ","))
        comma--;
    for (uint32_t i = comma + 1; i < to; i++)
        if (words[i].head == NO_INDEX || words[i].head <= comma || words[i].head > to)
            return NO_INDEX;
    return comma > from ? comma : NO_INDEX;
}

// Of two subjects of a verb the first one, closed by a comma, tells when, or without an article
// what the second is (Professeur de dessin, Marie …). Not so before a pronoun (Le maire, il a
// démissionné) or where commas enclose the second (a name beside its noun).
static void subjects_mend(struct word *words, const struct sentence *sentence)
{
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++) {
        uint32_t verb = words[i].head;
        if (words[i].relation != RELATION_NSUBJ || words[i].upos != UPOS_NOUN ||
            verb == NO_INDEX || verb < i)
            continue;
        uint32_t second = child_of(words, sentence, verb, RELATION_NSUBJ, i + 1);
        if (second == NO_INDEX || second > verb || words[second].upos == UPOS_PRON ||
            comma_before(words, i, second) == NO_INDEX)
            continue;
        bool enclosed = false;
        for (uint32_t j = second; j < verb; j++)
            enclosed |= slice_is(words[j].form, ",");
        bool bare = child_of(words, sentence, i, RELATION_DET, sentence->word_start) == NO_INDEX;
        if (!enclosed)
            words[i].relation = bare ? RELATION_DISLOCATED : RELATION_OBL_MOD;
    }
}

// "Told residents how to leave": the infinitive is what was told, not a modifier of "how".
static void question_mend(struct word *words, const struct sentence *sentence)
{
    for (uint32_t i = sentence->word_start; i + 2 < sentence->word_end; i++) {
        uint32_t verb = words[i + 1].head;
        bool asks = words[i].upos == UPOS_ADV && words[i].features & FEATURE_BIT(PRONTYPE_INT);
        if (!asks || words[i].head == NO_INDEX || words[i + 1].upos != UPOS_PART ||
            verb == NO_INDEX || verb < i + 2 || words[verb].head != i)
            continue;
        words[verb].head = words[i].head;
        words[verb].relation = RELATION_CCOMP;
        words[i].head = verb;
        words[i].relation = RELATION_ADVMOD;
    }
}

// "la vente à Taïwan d'armements", "l'envoi au Mali de soldats": a bare noun behind *de* is no
// complement of a name, but of the noun before it.
static void complement_mend(struct word *words, const struct sentence *sentence)
{
    for (uint32_t i = sentence->word_start + 2; i < sentence->word_end; i++) {
        uint32_t name = words[i].head, case_word = i - 1;
        if (words[i].upos != UPOS_NOUN || words[i].relation != RELATION_NMOD || name + 2 != i ||
            words[name].upos != UPOS_PROPN || words[case_word].head != i ||
            !slice_starts(words[case_word].lower, "d"))
            continue;
        uint32_t noun = words[name].head;
        if (noun != NO_INDEX && noun >= sentence->word_start && noun < name &&
            words[noun].upos == UPOS_NOUN && words[name].relation == RELATION_NMOD)
            words[i].head = noun;
    }
}

// The object of a relative clause without a word of its own there is what it hangs on, and so for
// all that is joined to it: "assets the firms hold and bar them from trade" has an object too many,
// so "bar" is joined to the verb above. Not so "the firms that hold assets and bar": no gap there.
static void coordination_mend(struct word *words, const struct sentence *sentence)
{
    uint32_t start = sentence->word_start;
    for (uint32_t i = start; i < sentence->word_end; i++) {
        uint32_t clause = words[i].head;
        if (words[i].relation != RELATION_CONJ || words[i].upos != UPOS_VERB ||
            clause == NO_INDEX || clause >= i || words[clause].relation != RELATION_ACL_RELCL)
            continue;
        uint32_t noun = words[clause].head, object;
        uint32_t above = noun == NO_INDEX || noun < start ? NO_INDEX : words[noun].head;
        if (above == NO_INDEX || above >= noun || noun >= clause ||
            words[noun].relation != RELATION_OBJ || words[above].upos != UPOS_VERB ||
            child_of(words, sentence, clause, RELATION_NSUBJ, start) == NO_INDEX ||
            child_of(words, sentence, i, RELATION_NSUBJ, start) != NO_INDEX)
            continue;
        object = child_of(words, sentence, clause, RELATION_OBJ, start);
        bool gap = object == NO_INDEX || words[object].upos == UPOS_PRON;
        object = child_of(words, sentence, i, RELATION_OBJ, i);
        if (!gap || object == NO_INDEX || words[object].upos == UPOS_PRON)
            continue;
        words[i].head = above;
        words[i].features = words[above].features;
    }
}

void tree_mend(struct word *words, const struct sentence *sentence, enum language language)
{
    coordination_mend(words, sentence);
    if (language == LANGUAGE_en) {
        clause_mend(words, sentence);
        predicate_mend(words, sentence);
        question_mend(words, sentence);
    } else if (language == LANGUAGE_fr) {
        clause_mend(words, sentence);
        subjects_mend(words, sentence);
        complement_mend(words, sentence);
    }
}
