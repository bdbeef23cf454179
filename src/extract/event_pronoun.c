// SPDX-License-Identifier: Apache-2.0
// Whom a pronoun or possessive stands for as party of an act: who speaks the words around it, the
// subject of the sentence before it, or the topic kept from the sentence before. Gender and number
// must agree as far as the text shows them. Reads words, trees, mentions, quotes; adds no layer.
#include "extract/event_party.h"

#define CLAUSES_ABOVE 20 // heads climbed from a pronoun

static bool is_plural_pronoun(struct slice lower)
{
    return slice_is(lower, "ils") || slice_is(lower, "elles") || slice_is(lower, "they") ||
           slice_is(lower, "leur") || slice_is(lower, "leurs") || slice_is(lower, "their") ||
           slice_is(lower, "them") || slice_is(lower, "les") || slice_is(lower, "-ils") ||
           slice_is(lower, "eux");
}

static bool is_third_person(struct slice lower)
{
    static const char *const pronouns[] = {"il", "elle", "-il", "-elle", "-t-il", "-t-elle", "lui",
                                           "he", "she", "him", "her", "his", "its", "son", "sa",
                                           "ses", "it", "le", "la", "l'", "l’", "celui-ci",
                                           "celle-ci"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (slice_is(lower, pronouns[i]))
            return true;
    return is_plural_pronoun(lower);
}

// --- gender, as far as French shows it

static uint8_t word_gender(const struct word *word)
{
    if (word->features & FEATURE_BIT(GENDER_FEM))
        return GENDER_FEMALE;
    return word->features & FEATURE_BIT(GENDER_MASC) ? GENDER_MALE : GENDER_OPEN;
}

// "la Norvège", "le Pérou": countries in -e are feminine, but for a few.
static uint8_t country_gender(const struct view *view, struct slice name)
{
    uint32_t set = rule_set_named(view->rules, "male_countries");
    if (slice_ends(name, "s"))
        return GENDER_OPEN;
    bool male = !slice_ends(name, "e") || (set != NO_INDEX && rule_set_has(view->rules, set, name));
    return male ? GENDER_MALE : GENDER_FEMALE;
}

static uint8_t chunk_gender(const struct view *view, uint32_t index)
{
    const struct chunk *chunk = &view->chunks.items[index];
    const struct word *head = view_word(view, chunk->head), *first = view_word(view, chunk->first);
    if (view->document->language != LANGUAGE_fr)
        return GENDER_OPEN;
    uint32_t number = view->marks->mention[chunk->head];
    const struct mention *mention = number == NO_INDEX ? NULL
                                                       : &view->document->mentions.items[number];
    if (mention && mention->kind == ENTITY_COUNTRY && mention->name)
        return country_gender(view, head->form);
    if (mention && mention->kind == ENTITY_PERSON)
        return first->upos == UPOS_DET || first->upos == UPOS_NOUN ? word_gender(first)
                                                                   : GENDER_OPEN;
    if (head->upos == UPOS_NOUN)
        return word_gender(head);
    return first->upos == UPOS_DET && chunk->first < chunk->head ? word_gender(first) : GENDER_OPEN;
}

static uint8_t pronoun_gender(struct slice lower)
{
    static const char *const males[] = {"il", "-il", "-t-il", "celui-ci", "ils", "-ils", "-t-ils"};
    static const char *const females[] = {"elle", "-elle", "-t-elle", "celle-ci", "elles",
                                          "-elles"};
    for (size_t i = 0; i < sizeof males / sizeof *males; i++)
        if (slice_is(lower, males[i]))
            return GENDER_MALE;
    for (size_t i = 0; i < sizeof females / sizeof *females; i++)
        if (slice_is(lower, females[i]))
            return GENDER_FEMALE;
    return GENDER_OPEN;
}

static bool agree(uint8_t a, uint8_t b)
{
    return a == GENDER_OPEN || b == GENDER_OPEN || a == b;
}

// --- the subject that a pronoun goes back to

static bool is_subject(const struct view *view, const struct chunk *chunk)
{
    return word_relation(view_word(view, chunk->head)) == RELATION_NSUBJ;
}

// Parties of the phrase that may be the topic, where it agrees.
static bool topic_at(const struct view *view, uint32_t index, uint32_t before, uint8_t gender,
                     struct topic *topic)
{
    const struct chunk *chunk = &view->chunks.items[index];
    if (chunk->time || chunk->pronoun || chunk->preposition != NO_INDEX ||
        chunk->joined != NO_INDEX || chunk_phrase_end(view, index) >= before)
        return false;
    index_list all = {0};
    chunk_coordinates(view, index, &all);
    topic->gender = all.count > 1 ? GENDER_OPEN : chunk_gender(view, index);
    topic->several = all.count > 1 ||
                     view_word(view, chunk->head)->features & FEATURE_BIT(NUMBER_PLUR);
    if (!agree(gender, topic->gender))
        return false;
    for (uint32_t j = 0; j < all.count; j++)
        chunk_parties(view, NULL, all.items[j], false, &topic->parties);
    return topic->parties.count > 0;
}

// The subject before a word: the first one that the tree calls so, else the first bare phrase.
static bool sentence_topic(const struct view *view, uint32_t before, uint8_t gender,
                           struct topic *topic)
{
    for (int tree = view->tree; tree >= 0; tree--)
        for (uint32_t i = 0; i < view->chunks.count && view->chunks.items[i].end <= before; i++)
            if ((!tree || is_subject(view, &view->chunks.items[i])) &&
                topic_at(view, i, before, gender, topic))
                return true;
    return false;
}

// "China sent rice and Australia said it would help": a pronoun of a subordinate clause goes back
// to the subject of the clause above it, where that stands before it and agrees.
static bool clause_topic(const struct view *view, uint32_t word, uint8_t gender,
                         struct topic *topic)
{
    uint32_t verb = view->tree ? view_word(view, word)->head : NO_INDEX;
    for (int step = 0; step < CLAUSES_ABOVE && verb != NO_INDEX; step++) {
        enum relation relation = word_relation(view_word(view, verb));
        verb = view_word(view, verb)->head;
        if (verb == NO_INDEX || relation == RELATION_CONJ || relation == RELATION_ACL)
            return false;
        uint32_t subject = verb_subject(view, verb);
        if (subject != NO_INDEX && view->chunks.items[subject].end <= word)
            return !view->chunks.items[subject].pronoun &&
                   topic_at(view, subject, word, gender, topic);
    }
    return false;
}

// "Alors qu'il recevait les syndicats, M. Durand a …", "Dans sa lettre, …": a clause or adjunct
// that opens the sentence goes forward to the person who is the subject of the root.
static bool forward_topic(const struct view *view, uint32_t word, uint8_t gender,
                          struct topic *topic)
{
    uint8_t upos = view_word(view, view->start)->upos;
    if (!view->tree || word > view->start + 8 ||
        (upos != UPOS_SCONJ && upos != UPOS_ADP && upos != UPOS_ADV))
        return false;
    for (uint32_t i = 0; i < view->chunks.count; i++) {
        const struct chunk *chunk = &view->chunks.items[i];
        uint32_t verb = view_word(view, chunk->head)->head;
        uint32_t number = view->marks->mention[chunk->head];
        if (chunk->first > word + 1 && verb != NO_INDEX && is_subject(view, chunk) &&
            view_word(view, verb)->head == NO_INDEX && number != NO_INDEX &&
            view->document->mentions.items[number].kind == ENTITY_PERSON)
            return topic_at(view, i, view->end, gender, topic);
    }
    return false;
}

// A name of a person or body that hangs on a verb, not on another noun.
static bool is_somebody(const struct view *view, uint32_t chunk)
{
    uint32_t head = view->chunks.items[chunk].head, verb = view_word(view, head)->head;
    uint32_t number = view->marks->mention[head];
    if (number == NO_INDEX || verb == NO_INDEX || !word_is_verb(view_word(view, verb)))
        return false;
    enum entity_kind kind = view->document->mentions.items[number].kind;
    return kind == ENTITY_PERSON || kind == ENTITY_ORGANISATION;
}

// "… sanctions on four commanders, banning them from travel", "called Sisi and urged him to": the
// last plural, or the last person or body, before an object pronoun that is not its verb's subject.
static bool object_topic(const struct view *view, uint32_t word, bool plural, struct topic *topic)
{
    uint32_t verb = view_word(view, word)->head;
    uint32_t subject = view->tree && verb != NO_INDEX ? verb_subject(view, verb) : NO_INDEX;
    for (uint32_t i = view->chunks.count; i-- > 0;) {
        const struct chunk *chunk = &view->chunks.items[i];
        bool several = view_word(view, chunk->head)->features & FEATURE_BIT(NUMBER_PLUR);
        if (chunk->end > word || i == subject || chunk->time || chunk->pronoun ||
            several != plural || (!plural && !is_somebody(view, i)))
            continue;
        chunk_parties(view, NULL, i, false, &topic->parties);
        topic->several = plural;
        if (topic->parties.count > 0)
            return true;
    }
    return false;
}

static bool is_first_person(struct slice lower)
{
    static const char *const pronouns[] = {"je", "j'", "j’", "nous", "i", "we", "us", "me", "notre",
                                           "nos", "our", "my", "mon", "ma", "mes"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (slice_is(lower, pronouns[i]))
            return true;
    return false;
}

// Who speaks the words at a position, or NULL.
static const struct party *speaker_at(const struct document *document, struct span span)
{
    const struct quote *best = NULL;
    for (uint32_t i = 0; i < document->quotes.count; i++) {
        const struct quote *quote = &document->quotes.items[i];
        if (quote->span.start <= span.start && span.end <= quote->span.end &&
            quote->speaker.text.data && quote->mode != MODE_INDIRECT &&
            (!best || quote->span.end - quote->span.start < best->span.end - best->span.start))
            best = quote;
    }
    return best ? &best->speaker : NULL;
}

// A subject of a clause below another.
static bool is_subordinate(const struct view *view, uint32_t word)
{
    uint32_t verb = view->tree ? view_word(view, word)->head : NO_INDEX;
    if (verb == NO_INDEX || verb < view->start || verb >= view->end)
        return false;
    enum relation relation = word_relation(view_word(view, verb));
    return relation == RELATION_CCOMP || relation == RELATION_ADVCL || relation == RELATION_ACL;
}

// Whom a pronoun of the third person goes back to: what this sentence has for it, else the topic
// kept from the sentences before. False: nobody.
static bool antecedent(const struct view *view, const struct topics *topics, uint32_t word,
                       bool possessive, struct topic *topic)
{
    struct slice lower = view_word(view, word)->lower;
    bool plural = is_plural_pronoun(lower) && !slice_is(lower, "leur");
    uint8_t gender = possessive ? GENDER_OPEN : pronoun_gender(lower);
    enum relation relation = word_relation(view_word(view, word));
    bool object = plural && !possessive && relation == RELATION_OBJ;
    bool done_to = !possessive && (relation == RELATION_OBJ || relation == RELATION_IOBJ);
    bool verb_between = !slice_is(lower, "lui");
    for (uint32_t w = view->start; w < word; w++)
        verb_between |= view_word(view, w)->upos == UPOS_VERB;
    if (done_to && object_topic(view, word, plural, topic))
        ;
    else if (!clause_topic(view, word, gender, topic) && (possessive || verb_between))
        sentence_topic(view, word, gender, topic);
    if (topic->parties.count == 0 && !plural)
        forward_topic(view, word, gender, topic);
    struct topic other = {0};
    bool agrees = topic->parties.count > 0 &&
                  (topic->several || topic->parties.count > 1) == plural;
    if (!agrees && plural && is_subordinate(view, word) && object_topic(view, word, true, &other)) {
        *topic = other; // "urged rich countries to pay what they had promised"
    } else if (!agrees) {
        const struct topic *kept = plural ? &topics->plural : &topics->single;
        if (done_to && slice_is(lower, "it"))
            return false; // "oppose it": a thing of this sentence, not the last one's country
        if ((kept->parties.count > 0 || !plural) && agree(gender, kept->gender))
            *topic = *kept;
    }
    // "les" is nobody single; "they" may be a body, never one person.
    const party_list *found = &topic->parties;
    const struct entity *one = found->count == 1 ? party_entity(view, found->items[0].entity)
                                                 : NULL;
    if ((object || (plural && one && one->kind == ENTITY_PERSON)) && !topic->several)
        return false;
    // A possessive may go back to one of several; a plain pronoun must agree.
    return plural || found->count <= 1;
}

void pronoun_parties(const struct view *view, const struct topics *topics, uint32_t word,
                     bool possessive, party_list *parties)
{
    struct slice lower = view_word(view, word)->lower;
    struct span span = view_word(view, word)->span;
    const struct party *speaker = speaker_at(view->document, span);
    struct topic topic = {0};
    if (speaker && is_first_person(lower)) {
        struct party party = *speaker;
        party.span = span;
        party_put(view->document->arena, parties, party);
        return;
    }
    // "il faut saluer", "il convient": nobody.
    bool expletive = word_relation(view_word(view, word)) == RELATION_EXPL;
    if (!topics || !is_third_person(lower) || (expletive && !possessive) ||
        !antecedent(view, topics, word, possessive, &topic))
        return;
    for (uint32_t i = 0; i < topic.parties.count; i++) {
        struct party party = topic.parties.items[i];
        party.span = span;
        if (speaker && speaker->entity.number != 0 && speaker->entity.number == party.entity.number)
            continue; // nobody calls themselves he
        party_put(view->document->arena, parties, party);
    }
}

void topics_update(const struct view *view, struct topics *topics)
{
    struct topic topic = {0};
    if (!sentence_topic(view, view->end, GENDER_OPEN, &topic))
        return;
    if (topic.parties.count > 1 || topic.several) { // "les autorités": several, though one party
        topics->plural = topic;
        return;
    }
    const struct party *party = &topic.parties.items[0];
    topics->single = topic;
    if (party->entity.number == 0)
        topics->plural = topic;
}
