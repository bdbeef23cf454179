// SPDX-License-Identifier: Apache-2.0
// Who speaks: the subject of a verb of saying through auxiliaries, coordination and participles,
// the words that name it, and the entity behind them (its mention's, or for a pronoun that of the
// speaker named last).
#include "extract/quote_tree.h"

#define GENDER_BYTES 6000 // how far back a mention shows whether he or she is meant
#define SPEAKER_WORDS 14 // words of a speaker's name and title at most

// Words that belong to a name or title before its head.
static bool is_nominal(const struct word *word)
{
    return word->upos == UPOS_DET || word->upos == UPOS_ADJ || word->upos == UPOS_NUM ||
           word->upos == UPOS_NOUN || word->upos == UPOS_PROPN || word->upos == UPOS_PART ||
           word->upos == UPOS_ADV;
}

// "les maires de la vallée", where the tree gave "de la vallée" to the verb before.
static uint32_t complement_last(const struct quote_run *run, uint32_t last)
{
    const struct word *words = run->document->words.items;
    uint32_t count = run->document->words.count, at = last + 1;
    if (run->grammar->phrases.language != LANGUAGE_fr || words[last].upos != UPOS_NOUN ||
        at + 1 >= count || !slice_is(words[at].lemma, "de") || words[at].upos != UPOS_ADP)
        return last;
    for (at++; at < count && (words[at].upos == UPOS_DET || words[at].upos == UPOS_ADJ);)
        at++;
    bool name = at < count && !quote_in_time(run, at) &&
                (words[at].upos == UPOS_NOUN || words[at].upos == UPOS_PROPN);
    return name ? at : last;
}

// The name and its title, without the clauses that hang on them.
static struct span speaker_span(const struct quote_run *run, uint32_t noun)
{
    const struct word *words = run->document->words.items;
    uint32_t first = noun, last = noun;
    while (first > run->left[noun] && noun - first < SPEAKER_WORDS && is_nominal(&words[first - 1]))
        first--;
    for (uint32_t i = noun + 1; i <= run->right[noun] && i <= noun + SPEAKER_WORDS; i++) {
        enum relation relation = relation_universal(words[i].relation);
        bool direct = words[i].head == noun;
        if (relation == RELATION_PUNCT || relation == RELATION_ACL ||
            relation == RELATION_PARATAXIS || (direct && relation == RELATION_ADVCL) ||
            words[i].upos == UPOS_VERB || (words[i].upos == UPOS_PRON && i > noun + 1) ||
            words[i].upos == UPOS_AUX || words[i].upos == UPOS_SCONJ || is_relative(&words[i]))
            break;
        last = i;
    }
    if (words[noun].upos == UPOS_PRON && words[noun].features & FEATURE_BIT(PRONTYPE_PRS))
        last = noun; // "selon lui de la crise"
    last = complement_last(run, last);
    while (last > noun && (words[last].upos == UPOS_ADP || words[last].upos == UPOS_DET ||
                           words[last].upos == UPOS_CCONJ || words[last].upos == UPOS_PUNCT ||
                           words[last].upos == UPOS_PART || quote_is_wordless(run, last)))
        last--;
    while (first < noun && quote_is_wordless(run, first))
        first++;
    struct span span = {words[first].span.start, words[last].span.end};
    // -t-elle, -il: the hyphens are the verb's
    struct slice text = run->document->text;
    if (words[noun].upos == UPOS_PRON && span.end > span.start + 3 &&
        text.data[span.start] == '-' && text.data[span.start + 1] == 't' &&
        text.data[span.start + 2] == '-')
        span.start += 3;
    else if (words[noun].upos == UPOS_PRON && text.data[span.start] == '-')
        span.start++;
    return span;
}

// The mention that names the whole speaker best: in the noun phrase, on the noun, a name first.
static struct reference entity_at(const struct quote_run *run, uint32_t noun, struct span span)
{
    const struct document *document = run->document;
    const struct word *words = document->words.items;
    struct span head = words[noun].span;
    struct span whole = {words[run->left[noun]].span.start, words[run->right[noun]].span.end};
    struct reference best = {0};
    int best_score = 0;
    for (uint32_t i = quote_mention_from(run, whole.start); i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (!mention->entity.number || mention->span.end <= whole.start)
            continue;
        if (mention->span.start >= whole.end)
            break;
        bool on_head = mention->span.start <= head.start && mention->span.end >= head.end;
        bool inside = mention->span.start >= span.start && mention->span.end <= span.end;
        bool person = mention->kind == ENTITY_PERSON;
        uint32_t word = document_word_at(document, mention->span.start);
        bool apposed = word < document->words.count && words[word].head == noun &&
                       relation_universal(words[word].relation) == RELATION_APPOS;
        bool beside = person && mention->name && word == noun + 1;
        int score = beside ? 6 : on_head ? 4 : apposed && person ? 5 : inside && person ? 3 : 0;
        score = score && mention->name ? score + 2 : score;
        if (score > best_score) {
            best_score = score;
            best = mention->entity;
        }
    }
    return best;
}

enum gender { OPEN, MALE, FEMALE };

static enum gender gender_of_word(const struct quote_run *run, const struct word *word)
{
    struct slice lower = word->lower;
    while (lower.size && (slice_starts(lower, "-") || slice_starts(lower, "t-")))
        lower = slice_part(lower, slice_starts(lower, "-") ? 1 : 2, lower.size);
    if (quote_class_has(run->grammar, lower, QUOTE_HE))
        return MALE;
    return quote_class_has(run->grammar, lower, QUOTE_SHE) ? FEMALE : OPEN;
}

// What the text shows of somebody's gender lately: M. Martin, la ministre, she.
static enum gender gender_of(const struct quote_run *run, struct reference entity, uint32_t end)
{
    const struct document *document = run->document;
    uint32_t from = end > GENDER_BYTES ? end - GENDER_BYTES : 0;
    for (uint32_t i = list_first_from(&document->mentions, span.start, from);
         i < document->mentions.count && document->mentions.items[i].span.start < end; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (mention->entity.number != entity.number)
            continue;
        const struct word *first = word_of(run, document_word_at(document, mention->span.start));
        enum gender gender = gender_of_word(run, first);
        if (gender != OPEN)
            return gender;
    }
    return OPEN;
}

// "elle" is not M. Martin, "he" no newspaper.
static bool pronoun_fits(const struct quote_run *run, uint32_t pronoun, struct reference entity)
{
    const struct document *document = run->document;
    if (entity.number == 0 || entity.number > document->entities.count)
        return false;
    enum gender wanted = gender_of_word(run, &document->words.items[pronoun]);
    enum entity_kind kind = document->entities.items[entity.number - 1].kind;
    if (wanted == OPEN)
        return true;
    if (run->grammar->phrases.language == LANGUAGE_en && kind != ENTITY_PERSON)
        return false;
    enum gender found = gender_of(run, entity, document->words.items[pronoun].span.start);
    return found == OPEN || found == wanted;
}

// He, il: the person who was the subject of the sentence before, else the last speaker.
static struct reference pronoun_entity(const struct quote_run *run, uint32_t pronoun)
{
    const struct document *document = run->document;
    const struct word *words = document->words.items;
    uint32_t index = document_sentence_at(document, words[pronoun].span.start);
    for (uint32_t back = 0; index != NO_INDEX && back <= 1 && back <= index; back++) {
        const struct sentence *sentence = &document->sentences.items[index - back];
        uint32_t root = sentence->word_start;
        while (root < sentence->word_end && words[root].head != NO_INDEX)
            root++;
        uint32_t subject = root < sentence->word_end ? quote_child_of(run, root, RELATION_NSUBJ)
                                                     : NO_INDEX;
        if (subject == NO_INDEX || subject >= pronoun)
            continue;
        struct reference entity = entity_at(run, subject, words[subject].span);
        if (entity.number && entity.number <= document->entities.count &&
            document->entities.items[entity.number - 1].kind == ENTITY_PERSON &&
            pronoun_fits(run, pronoun, entity))
            return entity;
    }
    return pronoun_fits(run, pronoun, run->last.entity) ? run->last.entity
                                                        : (struct reference){0};
}

// "Le porte-parole du ministère, Sean Parnell,": the name that follows the role after a comma.
static struct reference named_after(const struct quote_run *run, uint32_t position)
{
    const struct document *document = run->document;
    struct slice text = document->text;
    if (position + 2 >= text.size || text.data[position] != ',' || text.data[position + 1] != ' ')
        return (struct reference){0};
    for (uint32_t i = quote_mention_from(run, position); i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (mention->span.start > position + 6) // ", Me Ruth Adler"
            break;
        // "Pour les Français, Anne Leroux a …" : the subject, not who the French are
        bool closed = mention->span.end >= text.size ||
                      memchr(",.;:)!?\n", text.data[mention->span.end], 8);
        if (mention->span.start >= position + 2 && mention->name && closed &&
            mention->kind == ENTITY_PERSON)
            return mention->entity;
    }
    return (struct reference){0};
}

// True when some mention of the entity is a proper name.
static bool is_named(const struct document *document, struct reference entity)
{
    for (uint32_t i = 0; i < document->mentions.count; i++)
        if (document->mentions.items[i].entity.number == entity.number &&
            document->mentions.items[i].name)
            return true;
    return false;
}

struct party quote_speaker_of(struct quote_run *run, uint32_t noun)
{
    struct document *document = run->document;
    struct party party = {.text = SLICE_NONE};
    if (noun == NO_INDEX)
        return party;
    if (slice_is(document->words.items[noun].lower, "t") && noun + 1 < document->words.count)
        noun++; // "a t-il dit", without the first hyphen
    uint32_t title = noun;
    while (noun + 1 < document->words.count && document->words.items[noun].upos == UPOS_PROPN &&
           slice_ends(document->words.items[noun].form, ".") &&
           document->words.items[noun + 1].upos == UPOS_PROPN)
        noun++; // Rep. Anna Miller
    const struct word *word = &document->words.items[noun];
    struct slice lower = word->lower; // "-t-on" is "on"
    if (slice_starts(lower, "-t-"))
        lower = slice_part(lower, 3, lower.size);
    else if (slice_starts(lower, "-"))
        lower = slice_part(lower, 1, lower.size);
    if (quote_class_has(run->grammar, lower, QUOTE_NOBODY))
        return party;
    party.span = speaker_span(run, noun);
    if (title < noun && document->words.items[title].upos == UPOS_PROPN)
        party.span.start = speaker_span(run, title).start; // M. Trump
    party.text = document_span_text(document, party.span);
    party.entity = entity_at(run, noun, party.span);
    struct reference after = named_after(run, party.span.end);
    if (after.number && !(party.entity.number && is_named(document, party.entity)))
        party.entity = after;
    bool pronoun = word->upos == UPOS_PRON ||
                   quote_class_has(run->grammar, lower, QUOTE_PRONOUN);
    // "cette ancienne ministre": somebody named before
    const struct word *first = &document->words.items[run->left[noun]];
    bool pointed = word->upos == UPOS_NOUN && first->upos == UPOS_DET &&
                   first->features & FEATURE_BIT(PRONTYPE_DEM) &&
                   !quote_class_has(run->grammar, word->lemma, QUOTE_THING);
    if ((pronoun || pointed) && !party.entity.number)
        party.entity = pronoun_entity(run, noun);
    if (party.entity.number && party.entity.number <= document->entities.count)
        party.cameo = document->entities.items[party.entity.number - 1].cameo;
    if (!pronoun || party.entity.number)
        run->last = party;
    return party;
}
