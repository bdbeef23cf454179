// SPDX-License-Identifier: Apache-2.0
// Pronouns where it is sure: an il, elle, he or she that opens a sentence stands for the person
// who is the subject of the sentence before it in the same paragraph, when that sentence names no
// other person and the given name's gender agrees. Adds mentions; needs sentences, and trees to
// know the subject (without trees, the person must open the sentence).
#include "extract/entity.h"

#define WORDS_BEFORE_SUBJECT 4 // "Mardi dernier, M. Durand …", where no tree tells the subject

struct antecedent {
    uint32_t cluster; // or NO_INDEX
    uint32_t gender;  // WORD_MALE, WORD_FEMALE or 0: unknown
};

// Gender that a person's name or title shows.
static uint32_t gender_of(const struct merging *merging, uint32_t mention)
{
    const struct document *document = merging->document;
    const struct mention *item = &document->mentions.items[mention];
    struct slice before = slice_part(document->text, 0, item->span.start);
    if (slice_ends(before, "Mme ") || slice_ends(before, "Mrs ") || slice_ends(before, "Ms ") ||
        slice_ends(before, "Mrs. ") || slice_ends(before, "Ms. ") || slice_ends(before, "Mlle "))
        return WORD_FEMALE;
    if (slice_ends(before, "M. ") || slice_ends(before, "Mr ") || slice_ends(before, "Mr. "))
        return WORD_MALE;
    uint32_t cluster = merging->cluster_of[mention];
    if (cluster == NO_INDEX)
        return 0;
    struct slice key = merging->clusters.items[cluster].key;
    struct slice first = slice_cut(&key, ' ');
    uint32_t flags = lexicon_flags(merging->lexicon, table_find(&merging->lexicon->words, first));
    return flags & (WORD_MALE | WORD_FEMALE);
}

static bool holds(struct span outer, struct span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

// True when the mention is the subject of its sentence's root, or opens the sentence.
static bool is_subject(const struct document *document, const struct sentence *sentence,
                       struct span mention)
{
    bool trees = false;
    uint32_t words_before = 0;
    for (uint32_t i = sentence->word_start; i < sentence->word_end; i++) {
        const struct word *word = &document->words.items[i];
        trees = trees || word->relation != RELATION_NONE;
        words_before += word->span.end <= mention.start;
        bool subject = relation_universal(word->relation) == RELATION_NSUBJ;
        if (subject && holds(mention, word->span) && word->head != NO_INDEX &&
            document->words.items[word->head].head == NO_INDEX)
            return true;
    }
    return !trees && words_before <= WORDS_BEFORE_SUBJECT;
}

// The only person of a sentence, when its subject.
static struct antecedent subject_of(const struct merging *merging,
                                    const struct sentence *sentence, uint32_t *mention)
{
    const struct document *document = merging->document;
    struct antecedent found = {NO_INDEX, 0};
    bool subject = false;
    while (*mention < document->mentions.count &&
           document->mentions.items[*mention].span.start < sentence->span.start)
        (*mention)++;
    for (; *mention < document->mentions.count; (*mention)++) {
        const struct mention *item = &document->mentions.items[*mention];
        if (item->span.start >= sentence->span.end)
            break;
        uint32_t cluster = merging->cluster_of[*mention];
        if (item->kind != ENTITY_PERSON || cluster == NO_INDEX)
            continue;
        if (found.cluster != NO_INDEX && found.cluster != cluster)
            subject = false, found.cluster = NO_INDEX - 1; // two persons
        if (found.cluster == NO_INDEX - 1)
            continue;
        found.cluster = cluster;
        found.gender |= gender_of(merging, *mention);
        subject = subject || is_subject(document, sentence, item->span);
    }
    if (!subject)
        found.cluster = NO_INDEX;
    return found;
}

// The pronoun that opens the sentence: WORD_MALE, WORD_FEMALE, or 0 when there is none or it
// stands for nobody (il faut, il s'agit).
static uint32_t opening_pronoun(const struct merging *merging, const struct sentence *sentence)
{
    const struct document *document = merging->document;
    const struct lexicon *lexicon = merging->lexicon;
    if (sentence->word_start >= sentence->word_end)
        return 0;
    const struct word *first = &document->words.items[sentence->word_start];
    uint32_t flags = lexicon_flags(lexicon, table_find(&lexicon->words, first->lower));
    uint32_t gender = flags & WORD_PRONOUN_HE ? WORD_MALE
                      : flags & WORD_PRONOUN_SHE ? WORD_FEMALE : 0;
    if (gender == 0 || relation_universal(first->relation) == RELATION_EXPL)
        return 0;
    for (uint32_t i = sentence->word_start + 1;
         i < sentence->word_end && i <= sentence->word_start + 4; i++) {
        const struct word *word = &document->words.items[i];
        uint32_t next = lexicon_flags(lexicon, table_find(&lexicon->words, word->lower));
        if (next & WORD_IMPERSONAL)
            return 0;
        if (word->upos == UPOS_VERB)
            break;
    }
    return gender;
}

static bool same_paragraph(const struct document *document, const struct sentence *before,
                           const struct sentence *after)
{
    struct slice gap = slice_part(document->text, before->span.end, after->span.start);
    return slice_find(gap, SLICE("\n"), 0) == SIZE_MAX;
}

struct pronoun {
    struct span span;
    uint32_t cluster;
};

static int compare_mentions(const void *left, const void *right, void *context)
{
    const struct mention *mentions = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    struct span x = mentions[a].span, y = mentions[b].span;
    if (x.start != y.start)
        return x.start < y.start ? -1 : 1;
    return x.end == y.end ? 0 : x.end > y.end ? -1 : 1;
}

// Puts the new mentions in their places, and the clusters with them.
static void insert(struct merging *merging, const struct pronoun *pronouns, uint32_t count)
{
    struct document *document = merging->document;
    uint32_t before = document->mentions.count, total = before + count;
    uint32_t *order = arena_take(merging->scratch, total * sizeof *order);
    uint32_t *clusters = arena_take(merging->scratch, total * sizeof *clusters);
    memcpy(clusters, merging->cluster_of, before * sizeof *clusters);
    for (uint32_t i = 0; i < count; i++) {
        struct mention mention = {.span = pronouns[i].span, .kind = ENTITY_PERSON};
        mention.rule = arena_format(document->arena, "%s/mention.pronoun",
                                    language_code(document->language));
        list_add(document->arena, &document->mentions, mention);
        clusters[before + i] = pronouns[i].cluster;
    }
    for (uint32_t i = 0; i < total; i++)
        order[i] = i;
    list_sort(merging->scratch, order, total, sizeof *order, compare_mentions,
              document->mentions.items);
    struct mention *sorted = arena_take(document->arena, total * sizeof *sorted);
    merging->cluster_of = arena_take(merging->scratch, total * sizeof *merging->cluster_of);
    for (uint32_t i = 0; i < total; i++) {
        sorted[i] = document->mentions.items[order[i]];
        merging->cluster_of[i] = clusters[order[i]];
    }
    document->mentions.items = sorted;
    document->mentions.capacity = total;
}

void pronouns_merge(struct merging *merging)
{
    const struct document *document = merging->document;
    LIST(struct pronoun) pronouns = {0};
    struct antecedent last = {NO_INDEX, 0};
    uint32_t mention = 0;
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        const struct sentence *sentence = &document->sentences.items[i];
        bool follows = i > 0 && same_paragraph(document, sentence - 1, sentence);
        uint32_t gender = follows && last.cluster != NO_INDEX ? opening_pronoun(merging, sentence)
                                                              : 0;
        bool agrees = gender && (last.gender == 0 || last.gender == gender);
        struct antecedent subject = subject_of(merging, sentence, &mention);
        if (!agrees) {
            last = subject;
            continue;
        }
        struct pronoun pronoun = {document->words.items[sentence->word_start].span, last.cluster};
        list_add(merging->scratch, &pronouns, pronoun);
        last.gender = gender;
    }
    if (pronouns.count > 0)
        insert(merging, pronouns.items, pronouns.count);
}
