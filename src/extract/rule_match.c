// SPDX-License-Identifier: Apache-2.0
// Matches the rules of a language in one sentence: looks up each verb and noun by its lemma, takes
// the first rule whose conditions hold, and ties operators ("menacer de", "suspendre") to the act
// that their complement names. Reads the view; adds no layer. event_party.c fills the slots.
#include "extract/rule.h"

#include <assert.h>

#define MATCHES_PER_SENTENCE 200

static bool chunk_is_party(const struct view *view, const struct chunk *chunk)
{
    if (chunk->pronoun && view_word(view, chunk->head)->features & FEATURE_BIT(PERSON_3) &&
        relation_universal((enum relation)view_word(view, chunk->head)->relation) != RELATION_EXPL)
        return true;
    uint32_t number = view->marks->mention[chunk->head];
    enum entity_kind kind =
        number == NO_INDEX ? ENTITY_NONE : view->document->mentions.items[number].kind;
    if (kind == ENTITY_PERSON || kind == ENTITY_ORGANISATION || kind == ENTITY_COUNTRY ||
        kind == ENTITY_PLACE)
        return true;
    return table_find(&view->rules->agents, word_lemma(view_word(view, chunk->head))) != TABLE_NONE;
}

// "test-fired", "sit-in", "cease-fire", which the tokens of English cut in three: the lemma as the
// lexicon writes it, where word is its last part or its first; empty elsewhere.
static struct slice hyphen_lemma(const struct view *view, uint32_t word, char text[64])
{
    for (int first = 0; first < 2; first++) {
        uint32_t left = first ? word : word - 2;
        if ((!first && word < view->start + 2) || left + 2 >= view->end ||
            !slice_is(view_word(view, left + 1)->form, "-") ||
            view_word(view, left)->space_after || view_word(view, left + 1)->space_after)
            continue;
        const struct word *a = view_word(view, left), *b = view_word(view, left + 2);
        struct slice one = first ? word_lemma(a) : a->lower, two = first ? b->lower : word_lemma(b);
        if (one.size + two.size + 1 > 64)
            continue;
        memcpy(text, one.data, one.size);
        text[one.size] = '-';
        memcpy(text + one.size + 1, two.data, two.size);
        return (struct slice){text, one.size + two.size + 1};
    }
    return SLICE_NONE;
}

static bool chunk_in_set(const struct view *view, const struct chunk *chunk, uint32_t set)
{
    const struct rule_set *wanted = &view->rules->sets.items[set];
    char text[64];
    struct slice joined = hyphen_lemma(view, chunk->head, text);
    if (rule_set_has(view->rules, set, word_lemma(view_word(view, chunk->head))) ||
        rule_set_has(view->rules, set, view_word(view, chunk->head)->lower) ||
        (joined.size > 0 && rule_set_has(view->rules, set, joined)))
        return true;
    for (uint32_t w = chunk->first; chunk->time && w < chunk->end; w++)
        if (rule_set_has(view->rules, set, word_lemma(view_word(view, w))))
            return true; // "ten years": the head of a time is its first word
    uint32_t mention = view->marks->mention[chunk->head];
    if (wanted->weapon && mention != NO_INDEX &&
        view->document->mentions.items[mention].kind == ENTITY_WEAPON)
        return true;
    if (wanted->money)
        for (uint32_t w = chunk->first; w < chunk->end; w++)
            if (view->marks->amount[w] != NO_INDEX &&
                view->document->amounts.items[view->marks->amount[w]].kind == AMOUNT_MONEY)
                return true;
    if (wanted->party && chunk_is_party(view, chunk))
        return true;
    if (wanted->person && mention != NO_INDEX &&
        view->document->mentions.items[mention].kind == ENTITY_PERSON)
        return true;
    if (wanted->counted && !chunk_is_party(view, chunk))
        for (uint32_t w = chunk->first; w < chunk->end; w++)
            if (view->marks->amount[w] != NO_INDEX &&
                view->document->amounts.items[view->marks->amount[w]].kind == AMOUNT_COUNT)
                return true;
    // "des milliers de soldats" as one amount: what is counted comes after the head.
    uint32_t mark = view->marks->amount[chunk->head];
    for (uint32_t w = chunk->head + 1; mark != NO_INDEX && w < chunk->end; w++)
        if (view_word(view, w)->upos == UPOS_NOUN) {
            struct slice lemma = word_lemma(view_word(view, w));
            if (rule_set_has(view->rules, set, lemma) ||
                (wanted->party && table_find(&view->rules->agents, lemma) != TABLE_NONE))
                return true;
        }
    return false;
}

// "une série d'attaques", "des milliers de soldats": the noun that counts comes after de.
static bool is_transparent(const struct view *view, const struct chunk *chunk, uint32_t transparent)
{
    if (transparent != NO_INDEX &&
        rule_set_has(view->rules, transparent, word_lemma(view_word(view, chunk->head))))
        return true;
    return view_word(view, chunk->head)->upos == UPOS_NUM;
}

// The word of a phrase that is in the set, following transparent nouns, or NO_INDEX.
static uint32_t phrase_in_set(const struct view *view, uint32_t chunk, uint32_t set)
{
    uint32_t transparent = view->rules->transparent;
    for (int hops = 0; hops < 3 && chunk != NO_INDEX; hops++) {
        const struct chunk *found = &view->chunks.items[chunk];
        if (chunk_in_set(view, found, set))
            return found->head;
        if (!is_transparent(view, found, transparent))
            break;
        chunk = chunk_complement(view, chunk);
    }
    return NO_INDEX;
}

static bool has_complement(const struct view *view, uint32_t anchor, enum slot_kind kind)
{
    uint32_t end = view->end - anchor > 9 ? anchor + 9 : view->end;
    for (uint32_t w = anchor + 1; w < end; w++) {
        const struct word *word = view_word(view, w);
        // "soutient X, tandis que Y …" states nothing.
        uint32_t above = word_relation(word) == RELATION_FIXED ? view_word(view, word->head)->head
                                                               : word->head;
        bool beside = view->tree && above != NO_INDEX && above != anchor &&
                      word_relation(view_word(view, above)) == RELATION_ADVCL;
        if (kind == SLOT_THAT && word->upos == UPOS_SCONJ && !beside)
            return true;
        if (kind == SLOT_THAT && view->tree && word->head == anchor &&
            relation_universal((enum relation)word->relation) == RELATION_CCOMP)
            return true;
        if (word_is_verb(word)) {
            bool infinitive = word->features & FEATURE_BIT(VERBFORM_INF);
            return kind == SLOT_INFINITIVE && infinitive;
        }
        if (word_breaks_clause(view, w))
            return false;
    }
    return false;
}

// "near": any word up to the next verb, itself included, whatever it hangs on.
static uint32_t near_word(const struct view *view, uint32_t anchor, uint32_t set)
{
    uint32_t end = view->end - anchor > 14 ? anchor + 14 : view->end;
    for (uint32_t w = anchor + 1; w < end && !word_breaks_clause(view, w); w++) {
        const struct word *word = view_word(view, w);
        if (rule_set_has(view->rules, set, word_lemma(word)) ||
            rule_set_has(view->rules, set, word->lower))
            return w;
        if (word->upos == UPOS_VERB)
            break;
    }
    return NO_INDEX;
}

// The word that meets one place of a condition; the anchor itself for complements; or NO_INDEX.
static uint32_t place_word(const struct view *view, uint32_t anchor, enum rule_kind kind,
                           const struct rule_slot *slot, uint32_t set)
{
    if (slot->kind == SLOT_BELOW || slot->kind == SLOT_WHOLE)
        return set == NO_INDEX ? NO_INDEX
                               : word_below(view, anchor, set, slot->kind == SLOT_WHOLE);
    if (slot->kind == SLOT_ACT || slot->kind == SLOT_ABOVE) {
        uint32_t word = slot->kind == SLOT_ACT ? anchor : view_word(view, anchor)->head;
        bool is = set != NO_INDEX && word >= view->start && word < view->end &&
                  rule_set_has(view->rules, set, word_lemma(view_word(view, word)));
        return is ? word : NO_INDEX;
    }
    if (slot->kind == SLOT_INFINITIVE || slot->kind == SLOT_THAT)
        return has_complement(view, anchor, (enum slot_kind)slot->kind) ? anchor : NO_INDEX;
    argument_list arguments = {0};
    slot_arguments(view, anchor, kind, slot, &arguments);
    for (uint32_t i = 0; i < arguments.count; i++) {
        uint32_t chunk = arguments.items[i].chunk;
        if (arguments.items[i].part == ARGUMENT_ADJECTIVE) {
            const struct chunk *found = &view->chunks.items[chunk];
            for (uint32_t w = found->first; w < found->end; w++)
                if (w != anchor && set != NO_INDEX &&
                    rule_set_has(view->rules, set, word_lemma(view_word(view, w))))
                    return w;
            continue;
        }
        if (set == NO_INDEX)
            return view->chunks.items[chunk].head;
        index_list all = {0};
        chunk_coordinates(view, chunk, &all);
        for (uint32_t j = 0; j < all.count; j++) {
            uint32_t word = phrase_in_set(view, all.items[j], set);
            if (word != NO_INDEX)
                return word;
        }
    }
    return slot->kind == SLOT_NEAR && set != NO_INDEX ? near_word(view, anchor, set) : NO_INDEX;
}

uint32_t condition_word(const struct view *view, uint32_t anchor, enum rule_kind kind,
                        const struct rule_condition *condition)
{
    uint32_t word = NO_INDEX;
    for (uint32_t i = 0; i < condition->where.count && word == NO_INDEX; i++)
        word = place_word(view, anchor, kind, &condition->where.items[i], condition->set);
    return word;
}

static bool conditions_hold(const struct view *view, const struct rule *rule, uint32_t anchor,
                            bool *consumed, struct match *match)
{
    uint32_t used[RULE_CONDITIONS], used_count = 0;
    match->word_count = 0;
    for (uint32_t i = 0; i < rule->condition_count; i++) {
        const struct rule_condition *condition = &rule->conditions[i];
        uint32_t word = condition_word(view, anchor, rule->kind, condition);
        if ((word != NO_INDEX) == condition->negate)
            return false;
        if (word != NO_INDEX && word != anchor)
            match->words[match->word_count++] = word;
        if (word != NO_INDEX && condition->set != NO_INDEX &&
            condition->where.items[0].kind != SLOT_SUBJECT)
            used[used_count++] = word;
    }
    // The noun that a light verb needs is part of it, and no act of its own.
    for (uint32_t i = 0; i < used_count && rule->operator_index == NO_INDEX && !rule->silent; i++)
        consumed[used[i] - view->start] = true;
    return true;
}

// Whether the anchor's words are a unit of the tree (parse/unit.c), wherever they stand: "la
// décision a été prise" for prendre_décision.
static bool is_unit(const struct view *view, const struct rule *rule, uint32_t anchor)
{
    struct slice rest = view_word(view, anchor)->unit, first = slice_cut(&rest, '_');
    if (rule->more_count == 0 || !slice_equal(first, word_lemma(view_word(view, anchor))))
        return false;
    for (uint32_t i = 0; i < rule->more_count; i++)
        if (!slice_equal(slice_cut(&rest, '_'), rule->more[i]))
            return false;
    return rest.size == 0;
}

// The words that must follow: returns the end of the anchor, NO_INDEX where one is missing.
static uint32_t anchor_end(const struct view *view, const struct rule *rule, uint32_t anchor)
{
    uint32_t w = anchor;
    if (is_unit(view, rule, anchor))
        return anchor + 1;
    for (uint32_t i = 0; i < rule->more_count; i++) {
        uint32_t stop = view->end - w > 4 ? w + 4 : view->end, next = w + 1;
        while (next < stop && !slice_equal(view_word(view, next)->lower, rule->more[i]) &&
               !slice_equal(word_lemma(view_word(view, next)), rule->more[i]))
            next++;
        if (next >= stop)
            return NO_INDEX;
        w = next;
    }
    return w + 1;
}

static bool is_reflexive(const struct view *view, uint32_t verb)
{
    for (uint32_t w = verb_group_start(view, verb); w < verb; w++) {
        struct slice lower = view_word(view, w)->lower;
        if (slice_is(lower, "se") || slice_is(lower, "s'") || slice_is(lower, "s’"))
            return true;
    }
    return false;
}

static bool kind_fits(const struct word *word, const struct rule *rule)
{
    if (rule->adjective)
        return word->upos == UPOS_ADJ;
    if (rule->kind == RULE_NOUN)
        return word->upos == UPOS_NOUN || word->upos == UPOS_PROPN;
    return word->upos == UPOS_VERB;
}

// Endings of inflected verbs and what the lemma has in their place: for verbs that the lemmatiser
// has never seen ("rioted" as "riote").
static const struct {
    enum language language;
    const char *ending, *lemma;
} verb_endings[] = {
    {LANGUAGE_en, "ied", "y"},   {LANGUAGE_en, "ed", ""},    {LANGUAGE_en, "ed", "e"},
    {LANGUAGE_en, "ing", ""},    {LANGUAGE_en, "ing", "e"},  {LANGUAGE_en, "ies", "y"},
    {LANGUAGE_en, "es", ""},     {LANGUAGE_en, "s", ""},     {LANGUAGE_fr, "ées", "er"},
    {LANGUAGE_fr, "ée", "er"},   {LANGUAGE_fr, "és", "er"},  {LANGUAGE_fr, "é", "er"},
    {LANGUAGE_fr, "ent", "er"},  {LANGUAGE_fr, "ait", "er"}, {LANGUAGE_fr, "aient", "er"},
    {LANGUAGE_fr, "era", "er"},  {LANGUAGE_fr, "eront", "er"}, {LANGUAGE_fr, "erait", "er"},
    {LANGUAGE_fr, "ant", "er"},  {LANGUAGE_fr, "e", "er"},   {LANGUAGE_fr, "ies", "ir"},
    {LANGUAGE_fr, "ie", "ir"},   {LANGUAGE_fr, "is", "ir"},  {LANGUAGE_fr, "i", "ir"},
};

// First rule of a word's lemma, or TABLE_NONE.
uint32_t rules_of(const struct view *view, const struct word *word)
{
    uint32_t index = table_find(&view->rules->anchors, word_lemma(word));
    if (index != TABLE_NONE || word->upos != UPOS_VERB)
        return index;
    uint32_t form = table_find(&view->rules->forms, word->lower);
    if (form != TABLE_NONE)
        return table_find(&view->rules->anchors, view->rules->lemmas.items[form]);
    for (size_t i = 0; i < sizeof verb_endings / sizeof *verb_endings; i++) {
        char text[64];
        size_t ending = strlen(verb_endings[i].ending), lemma = strlen(verb_endings[i].lemma);
        if (verb_endings[i].language != view->document->language ||
            !slice_ends(word->lower, verb_endings[i].ending) || word->lower.size > 48 ||
            word->lower.size < ending + 3)
            continue;
        size_t stem = word->lower.size - ending;
        memcpy(text, word->lower.data, stem);
        memcpy(text + stem, verb_endings[i].lemma, lemma);
        index = table_find(&view->rules->anchors, (struct slice){text, stem + lemma});
        if (index != TABLE_NONE)
            return index;
    }
    return TABLE_NONE;
}

// "l'engin se détruit", "s'occuper de": who does it to himself does nothing to another.
static bool is_turned_back(const struct view *view, const struct rule *rule, uint32_t anchor)
{
    return rule->type != EVENT_NONE && rule->operator_index == NO_INDEX &&
           rule->kind == RULE_VERB && !rule->reflexive && is_reflexive(view, anchor);
}

// "l'orage a frappé la vallée", "les prix ont menacé", "tués par la chute d'un arbre": nobody acts.
static bool is_nobodys(const struct view *view, const struct rule *rule, uint32_t anchor)
{
    static const struct rule_slot subject = {SLOT_SUBJECT, {NULL, 0}};
    if (rule->kind != RULE_VERB || rule->adjective || rule->toll || rule->type == EVENT_NONE ||
        view->rules->nobody == NO_INDEX)
        return false;
    bool passive = verb_is_passive(view, anchor);
    argument_list arguments = {0};
    slot_arguments(view, anchor, RULE_VERB, &subject, &arguments);
    if (arguments.count == 0 ||
        view->marks->mention[view->chunks.items[arguments.items[0].chunk].head] != NO_INDEX)
        return false;
    const struct chunk *chunk = &view->chunks.items[arguments.items[0].chunk];
    return chunk_in_set(view, chunk, view->rules->nobody) ||
           (passive && view->rules->blind != NO_INDEX &&
            chunk_in_set(view, chunk, view->rules->blind));
}

// "riot police", "the withdrawal agreement": a noun before another only says which one is meant,
// but for "strike action".
static bool is_modifier(const struct view *view, uint32_t anchor)
{
    uint32_t chunk = view_chunk_at(view, anchor);
    uint32_t head = chunk == NO_INDEX ? anchor : view->chunks.items[chunk].head;
    return view->tree && anchor < head && view_word(view, anchor)->head == head &&
           word_relation(view_word(view, anchor)) == RELATION_COMPOUND &&
           !(view->rules->carriers != NO_INDEX &&
             rule_set_has(view->rules, view->rules->carriers, word_lemma(view_word(view, head))));
}

static bool match_at(const struct view *view, uint32_t anchor, bool *consumed, struct match *match)
{
    const struct word *word = view_word(view, anchor);
    char text[64];
    struct slice joined = hyphen_lemma(view, anchor, text);
    uint32_t index = joined.size > 0 ? table_find(&view->rules->anchors, joined) : TABLE_NONE;
    if (index == TABLE_NONE)
        index = rules_of(view, word);
    while (index != TABLE_NONE && index != NO_INDEX) {
        const struct rule *rule = &view->rules->rules.items[index];
        index = rule->next;
        if (!kind_fits(word, rule) || (rule->kind == RULE_NOUN && is_modifier(view, anchor)) ||
            (rule->reflexive && !is_reflexive(view, anchor)) ||
            is_turned_back(view, rule, anchor))
            continue;
        uint32_t end = anchor_end(view, rule, anchor);
        *match = (struct match){.anchor = anchor, .anchor_end = end, .rule = rule,
                                .inner = NO_INDEX, .outer = NO_INDEX};
        if (end == NO_INDEX || !conditions_hold(view, rule, anchor, consumed, match) ||
            is_nobodys(view, rule, anchor))
            continue;
        for (uint32_t w = anchor + 1; w < end; w++)
            consumed[w - view->start] = true;
        for (uint32_t w = view->start; is_unit(view, rule, anchor) && w < view->end; w++)
            if (w != anchor && view_word(view, w)->unit.data == word->unit.data)
                consumed[w - view->start] = true;
        return true;
    }
    return false;
}

// --- operators

// "that", "que": a clause with a finite verb begins, not "of firing".
static bool opens_clause(const struct view *view, uint32_t word)
{
    struct slice lower = view_word(view, word)->lower;
    uint32_t head = view_word(view, word)->head;
    if (slice_is(lower, "qu'") || slice_is(lower, "qu’") || slice_is(lower, "que"))
        return true;
    return view_word(view, word)->upos == UPOS_SCONJ &&
           (head < view->start || head >= view->end || !word_is_verb(view_word(view, head)) ||
            !(view_word(view, head)->features &
              (FEATURE_BIT(VERBFORM_GER) | FEATURE_BIT(VERBFORM_INF))));
}

// "a appelé au calme et a salué l'accord": a verb joined to the operator is none of its complement.
static bool is_beside(const struct view *view, uint32_t outer, uint32_t inner)
{
    for (uint32_t w = outer + 1; w < inner; w++)
        if (opens_clause(view, w))
            return false; // "exige qu'elle renonce", whatever the tree says
    return true;
}

// Steps from an act up to the operator in the tree, over complements only; 0: not below it.
static uint32_t steps_up(const struct view *view, uint32_t inner, uint32_t outer)
{
    uint32_t word = inner;
    // "the boats promised to X": a participle beside a noun is nobody's complement.
    if (view_word(view, inner)->features & FEATURE_BIT(VERBFORM_PART) &&
        relation_universal((enum relation)view_word(view, inner)->relation) == RELATION_ACL &&
        child_with(view, inner, RELATION_MARK, NO_INDEX) == NO_INDEX)
        return 0;
    // "Attaquée par X, la Chine espère": a verb that comes first is a clause of its own.
    if (inner < outer && word_is_verb(view_word(view, inner)))
        return 0;
    for (uint32_t step = 1; step <= 5; step++) {
        const struct word *here = view_word(view, word);
        uint8_t relation = here->relation;
        enum relation universal = relation_universal((enum relation)relation);
        bool passive = relation == RELATION_NSUBJ_PASS;
        // "en demandant à X de céder": a clause beside is no complement; "of firing" is.
        bool marked = view->document->language == LANGUAGE_en &&
                      child_with(view, word, RELATION_MARK, NO_INDEX) != NO_INDEX;
        if (universal == RELATION_ADVCL &&
            (word_is_finite(view, word) || !(marked || here->features & FEATURE_BIT(VERBFORM_INF))))
            return 0;
        // "Avant l'ultimatum, X a relancé": an adjunct before the operator is none of its acts.
        if (universal == RELATION_OBL && inner < outer)
            return 0;
        if (relation == RELATION_OBL_MOD && here->upos != UPOS_VERB)
            return 0;
        if (here->head == NO_INDEX || here->head < view->start || here->head >= view->end ||
            relation == RELATION_ACL_RELCL || universal == RELATION_PARATAXIS ||
            (universal == RELATION_NSUBJ && !passive) || universal == RELATION_APPOS)
            return 0;
        // "offered to hand over two men suspected of …": what a participle says of them.
        if (step > 1 && universal == RELATION_ACL && word_is_participle(view, word))
            return 0;
        word = here->head;
        // "a commission on killings": what a noun is about is not what is done.
        if (universal == RELATION_NMOD && word != outer && view->rules->topical != NO_INDEX &&
            rule_set_has(view->rules, view->rules->topical, word_lemma(view_word(view, word))))
            return 0;
        if (word == outer)
            return universal == RELATION_CONJ && is_beside(view, outer, inner) ? 0 : step;
    }
    return 0;
}

// The operator's object, also as subject of its passive, or its subject ("les livraisons
// reprennent").
static bool is_argument_of(const struct view *view, const struct match *outer, uint32_t inner)
{
    static const struct rule_slot verb_slots[] = {{SLOT_OBJECT, {NULL, 0}},
                                                  {SLOT_SUBJECT, {NULL, 0}}};
    static const struct rule_slot noun_slots[] = {{SLOT_PREPOSITION, {"de", 2}},
                                                  {SLOT_PREPOSITION, {"of", 2}},
                                                  {SLOT_PREPOSITION, {"sur", 3}},
                                                  {SLOT_PREPOSITION, {"in", 2}},
                                                  {SLOT_PREPOSITION, {"on", 2}}};
    bool verb = outer->rule->kind == RULE_VERB;
    uint32_t transparent = view->rules->transparent;
    // "les livraisons ont repris", but not "the talks ended": nobody ends them.
    bool keep = view->rules->operators.items[outer->rule->operator_index].keep;
    for (int i = 0; i < (verb ? keep ? 2 : 1 : 5); i++) {
        argument_list arguments = {0};
        slot_arguments(view, outer->anchor, outer->rule->kind,
                       verb ? &verb_slots[i] : &noun_slots[i], &arguments);
        for (uint32_t j = 0; j < arguments.count; j++) {
            uint32_t chunk = arguments.items[j].chunk;
            for (int hops = 0; hops < 3 && chunk != NO_INDEX; hops++) {
                if (chunk == view_chunk_at(view, inner))
                    return true;
                if (!is_transparent(view, &view->chunks.items[chunk], transparent))
                    break;
                chunk = chunk_complement(view, chunk);
            }
        }
    }
    return false;
}

// Without a tree: the act follows the operator, with no other finite verb in between.
static bool follows(const struct view *view, const struct match *outer, uint32_t inner)
{
    if (inner < outer->anchor_end || inner > outer->anchor_end + 14)
        return false;
    bool that = false;
    for (uint32_t w = outer->anchor_end; w < inner; w++) {
        const struct word *word = view_word(view, w);
        if (word->upos == UPOS_SCONJ && !that)
            that = true;
        else if (word_breaks_clause(view, w) || word->upos == UPOS_CCONJ ||
                 (word->upos == UPOS_VERB && word_is_finite(view, w)))
            return false;
    }
    const struct word *word = view_word(view, inner);
    return that || !word_is_verb(word) || word->features & FEATURE_BIT(VERBFORM_INF);
}

// "accused X of shelling a town": somebody was hit or held; "of supporting Y" is a view of X.
static bool is_deed(const struct view *view, const struct match *match)
{
    return match->rule->kind == RULE_VERB && !word_is_finite(view, match->anchor) &&
           (match->rule->type == EVENT_ASSAULT || match->rule->type == EVENT_COERCE ||
            match->rule->type == EVENT_MOBILIZE);
}

static void tie_operator(const struct view *view, match_list *matches, uint32_t index)
{
    struct match *outer = &matches->items[index];
    uint32_t best = NO_INDEX, best_cost = UINT32_MAX;
    for (uint32_t i = 0; i < matches->count; i++) {
        struct match *inner = &matches->items[i];
        if (i == index || inner->outer != NO_INDEX || inner->rule->silent ||
            inner->inner == index || (inner->rule->inner_only && inner->inner == NO_INDEX))
            continue;
        uint32_t steps = view->tree ? steps_up(view, inner->anchor, outer->anchor) : 0;
        uint32_t cost = steps;
        if (steps == 0 && is_argument_of(view, outer, inner->anchor))
            cost = 3;
        else if (steps == 0 && !view->tree && follows(view, outer, inner->anchor))
            cost = 6 + (inner->anchor - outer->anchor);
        else if (steps == 0)
            continue;
        if (cost < best_cost) {
            best = i;
            best_cost = cost;
        }
    }
    if (best == NO_INDEX)
        return;
    outer->inner = best;
    matches->items[best].outer = index;
    const struct rule_operator *operator =
        &view->rules->operators.items[outer->rule->operator_index];
    if (operator->keep)
        outer->absorbed = true;
    else
        matches->items[best].absorbed =
            !(operator->both && is_deed(view, &matches->items[best]));
}

void rules_match(const struct view *view, match_list *matches)
{
    bool *consumed = arena_zero(view->scratch, view->end - view->start + 1, sizeof *consumed);
    match_list all = {0};
    for (uint32_t w = view->start; w < view->end && all.count < MATCHES_PER_SENTENCE; w++) {
        struct match match;
        if (match_at(view, w, consumed, &match))
            list_add(view->scratch, &all, match);
    }
    for (uint32_t i = 0; i < all.count; i++)
        if (!consumed[all.items[i].anchor - view->start])
            list_add(view->scratch, matches, all.items[i]);
    // A participle beside its noun ("les livraisons suspendues") comes after the verbs.
    for (int round = 0; round < 2; round++)
        for (uint32_t i = matches->count; i-- > 0;) {
            const struct match *match = &matches->items[i];
            const struct word *word = view_word(view, match->anchor);
            enum relation relation = relation_universal((enum relation)word->relation);
            bool beside = relation == RELATION_ACL || relation == RELATION_AMOD;
            if (match->rule->operator_index != NO_INDEX && beside == (round == 1))
                tie_operator(view, matches, i);
        }
}

bool rule_compose(const struct rules *rules, const struct rule *outer, enum event_type inner_type,
                  struct slice inner_code, enum event_type *type, struct slice *cameo)
{
    assert(outer->operator_index != NO_INDEX && inner_type < EVENT_LIMIT);
    const struct rule_composition *best = NULL;
    for (uint32_t i = 0; i < rules->compositions.count; i++) {
        const struct rule_composition *composition = &rules->compositions.items[i];
        if (composition->operator_index != outer->operator_index ||
            composition->prefix.size > inner_code.size ||
            (composition->prefix.size > 0 &&
             memcmp(composition->prefix.data, inner_code.data, composition->prefix.size) != 0))
            continue;
        if (!best || composition->prefix.size > best->prefix.size)
            best = composition;
    }
    if (!best)
        return false;
    *type = best->type;
    *cameo = best->cameo;
    return true;
}
