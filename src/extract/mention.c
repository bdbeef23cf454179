// SPDX-License-Identifier: Apache-2.0
// Mentions: spans that name a person, organisation, place, country, weapon, programme, work or
// event, and words that stand for one (demonyms, roles with a state). Reads text, sentences and,
// where they are there, tags and NER labels; needs none of the latter: lexicon and capitals
// decide. Adds the mentions; which of them are one entity is left to entity.c.
#include "extract/extract.h"
#include "extract/mention.h"

// Pieces of the whole text. The first word of a sentence is initial, but only where something
// ends the sentence before it: a sentence cut inside "Mme Anne Morel" must not cut the name.
static void cut_pieces(struct scan *scan)
{
    const struct document *document = scan->document;
    struct span all = {0, (uint32_t)document->text.size};
    pieces_cut(scan->scratch, scan->lexicon, document->text, all, &scan->pieces);
    uint32_t index = 0;
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        uint32_t start = document->sentences.items[i].span.start;
        while (index < scan->pieces.count && scan->pieces.items[index].start < start)
            index++;
        if (index == scan->pieces.count)
            break;
        struct piece *piece = &scan->pieces.items[index];
        if (piece->joint != JOINT_BREAK && piece->joint < JOINT_DOT)
            continue;
        piece->initial = true;
        piece->joint = JOINT_BREAK;
    }
}

static void align_words(struct scan *scan)
{
    const struct document *document = scan->document;
    uint32_t word = 0;
    scan->words = arena_take(scan->scratch, scan->pieces.count * sizeof *scan->words + 1);
    for (uint32_t i = 0; i < scan->pieces.count; i++) {
        while (word < document->words.count &&
               document->words.items[word].span.end <= scan->pieces.items[i].start)
            word++;
        bool inside = word < document->words.count &&
                      document->words.items[word].span.start <= scan->pieces.items[i].start;
        scan->words[i] = inside ? word : NO_INDEX;
    }
}

// A sentence or title in capitals: more than two words, nearly all of them upper.
static bool is_loud(const struct scan *scan, uint32_t from)
{
    uint32_t upper = 0, lower = 0;
    for (uint32_t i = from; i < scan->pieces.count && i < from + 40; i++) {
        const struct piece *piece = &scan->pieces.items[i];
        if (i > from && piece->initial && piece->joint == JOINT_BREAK)
            break;
        upper += piece->shape == SHAPE_UPPER && piece->end - piece->start > 1;
        lower += piece->shape == SHAPE_LOWER || piece->shape == SHAPE_CAPITAL;
    }
    return upper >= 3 && upper > 2 * lower;
}

// The text between blanks at an offset: its end, and whether it is an address, whose words are no
// names (https://…/Washington_DC, anna.lund@example.org).
static bool is_address(struct slice text, uint32_t start, uint32_t *end)
{
    bool address = false;
    uint32_t to = start;
    for (; to < text.size && (unsigned char)text.data[to] > ' '; to++) {
        char c = text.data[to];
        if (c != '@' && c != ':' && c != 'w')
            continue;
        struct slice rest = slice_part(text, to, text.size);
        address = address || (c == '@' && to > start) || slice_starts(rest, "://") ||
                  slice_starts(rest, "www.");
    }
    *end = to;
    return address;
}

static void scan_pieces(struct scan *scan)
{
    uint32_t index = 0, chunk_stop = 0;
    bool address = false;
    while (index < scan->pieces.count) {
        const struct piece *piece = &scan->pieces.items[index];
        if (piece->start >= chunk_stop)
            address = is_address(scan->document->text, piece->start, &chunk_stop);
        if (address) {
            index++;
            continue;
        }
        if (piece->initial && piece->joint == JOINT_BREAK)
            scan->loud = is_loud(scan, index);
        uint32_t next = phrase_scan(scan, index);
        if (next == index && is_capital(piece) && !scan->loud)
            next = chunk_scan(scan, index);
        index = next > index ? next : index + 1;
    }
}

// Enron Corp. and CCNG, Inc. end with their point; SA at the end of a sentence does not.
static bool has_point(const struct scan *scan, const struct candidate *candidate)
{
    const struct piece *last = &scan->pieces.items[candidate->to - 1];
    return candidate->to > candidate->from + 1 && candidate->kind == ENTITY_ORGANISATION &&
           last->dot_after && last->shape == SHAPE_CAPITAL && last->end - last->start <= 4 &&
           (flags_at(scan, candidate->to - 1) & WORD_SUFFIX) &&
           scan->document->language == LANGUAGE_en;
}

#define RULES_KEPT 64 // more than there are rules of chunks

struct rule_names {
    uint32_t count;
    const char *rules[RULES_KEPT];
    struct slice names[RULES_KEPT];
};

// "fr/mention.place", made once a document for each rule: formatting is dear.
static struct slice rule_name(struct scan *scan, struct rule_names *known, const char *rule)
{
    uint32_t i = 0;
    while (i < known->count && known->rules[i] != rule)
        i++;
    if (i < known->count)
        return known->names[i];
    struct slice name =
        arena_format(scan->document->arena, "%s/mention.%s",
                     language_code(scan->document->language), rule);
    if (i < RULES_KEPT) {
        known->rules[i] = rule;
        known->names[i] = name;
        known->count++;
    }
    return name;
}

// A word of a date is no name: Jan, Nov, Tues.
static bool is_dated(const struct scan *scan, const struct candidate *candidate, uint32_t *next)
{
    const struct document *document = scan->document;
    const struct piece *first = &scan->pieces.items[candidate->from];
    while (*next < document->times.count && document->times.items[*next].span.end <= first->start)
        ++*next;
    return *next < document->times.count && candidate->name && !candidate->record &&
           candidate->to == candidate->from + 1 &&
           document->times.items[*next].span.start <= first->start &&
           document->times.items[*next].span.end >= first->end;
}

static void emit(struct scan *scan)
{
    struct document *document = scan->document;
    struct rule_names known;
    uint32_t next_time = 0;
    known.count = 0;
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->certainty == DOUBTFUL || candidate->kind == ENTITY_NONE ||
            is_dated(scan, candidate, &next_time))
            continue;
        struct mention mention = {.kind = candidate->kind, .name = candidate->name};
        mention.span.start = scan->pieces.items[candidate->from].start;
        mention.span.end = scan->pieces.items[candidate->to - 1].end + has_point(scan, candidate);
        if (candidate->record)
            mention.rule = scan->knowledge->records.items[candidate->record - 1].rule;
        else
            mention.rule = rule_name(scan, &known, candidate->rule);
        list_add(document->arena, &document->mentions, mention);
    }
}

static int compare_mentions(const void *left, const void *right, void *context)
{
    const struct mention *a = left, *b = right;
    (void)context;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    return a->span.end == b->span.end ? 0 : a->span.end > b->span.end ? -1 : 1;
}

static void mention_run(const void *tables, struct document *document, struct arena *scratch)
{
    struct scan scan = {.knowledge = tables, .document = document, .scratch = scratch};
    scan.lexicon = knowledge_lexicon(tables, document->language);
    if (scan.lexicon == NULL)
        return;
    scan.person_after = scan.place_after = scan.organisation_after = NO_INDEX;
    scan.work_after = scan.programme_after = NO_INDEX;
    cut_pieces(&scan);
    align_words(&scan);
    for (uint32_t i = 0; i < document->words.count && !scan.labelled; i++)
        scan.labelled = document->words.items[i].ner != 0;
    scan_pieces(&scan);
    labels_apply(&scan);
    labels_trust(&scan);
    candidates_widen(&scan);
    candidates_settle(&scan);
    emit(&scan);
    list_sort(scratch, document->mentions.items, document->mentions.count,
              sizeof *document->mentions.items, compare_mentions, NULL);
}

const struct stage mention_stage = {
    .name = "mention",
    .help = "names of persons, organisations, places and things, and words that stand for them",
    .needs = LAYER_TEXT | LAYER_LANGUAGE | LAYER_SENTENCES | LAYER_WORDS | LAYER_TIMES,
    .gives = LAYER_MENTIONS,
    .open = knowledge_open,
    .run = mention_run,
};
