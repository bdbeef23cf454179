// SPDX-License-Identifier: Apache-2.0
// Stories: documents on the same happening. Reads the bags of terms (words, names, numbers and
// concepts that French and English share) and the days; adds result->stories, story_of. Each
// document is set beside the earlier ones that share its weightiest terms, then stories grow by
// average likeness. Near-linear: the index is capped, a document has at most EDGES_MAX neighbours.
#include "compare/corpus.h"

#include <assert.h>
#include <math.h>

#define BACKGROUND 2000.0 // documents thought to stand behind a small collection
// Likeness, beside that of their own neighbours, at which two stories become one; in a large
// collection it is likelier that two happenings are told alike by chance. This and the factors
// below were swept over the development clusters (bench/convert_clusters.py, score_clusters.py;
// parts of 90 to 8,000 documents).
#define JOIN_LIKENESS 0.68
#define JOIN_MANY 1000.0
#define JOIN_RISE 0.22    // for each natural logarithm of the documents above JOIN_MANY
#define JOIN_FEW 100.0
#define JOIN_FALL 0.13    // the same below: few documents are mostly gathered for one subject
#define CLOSE_FLOOR 0.05  // likeness that any neighbours have
#define EDGE_MIN 0.07     // likeness below which two documents are not neighbours
#define COPY_LIKENESS 0.5 // of the longer text, for copies to be neighbours
#define COPY_FACTOR 3     // of such a likeness, which has no need to be set beside others
#define RARITY_POWER 1.5
#define LEAD_FACTOR 2.0   // of words in the title or the first sentences
#define NAME_FACTOR 1.2
#define NUMBER_FACTOR 1.1
#define LIGHT_FACTOR 0.4
#define FOREIGN_FACTOR 2.0 // across languages, where only names, numbers and concepts meet
#define DAYS_HALF 20.0    // days apart at which likeness counts half…
#define NEAR_MIN 0.35     // …and what it counts at least
#define INDEX_TERMS 40    // weightiest terms of a document that stand in the index
#define POSTINGS_MAX 400  // latest documents looked at for one term
#define CANDIDATES_MAX 80 // of them, compared in full
#define EDGES_MAX 16      // of them, kept
#define TITLE_BYTES 90    // of a title made from the first words

struct weight {
    uint32_t term;
    float value;
};

struct vector {
    struct weight *items; // in order of term, of length 1
    uint32_t count;
};

struct edge {
    uint32_t a, b; // b < a
    float likeness;
};

struct posting {
    uint32_t document;
    float weight;
};

struct postings {
    struct posting *items;
    uint32_t count, capacity;
};

struct builder {
    struct corpus *corpus;
    struct vector *vectors;
    LIST(struct edge) edges;
    struct postings *postings; // by term
    float *scores;             // by document, zero between uses
    index_list touched;
    struct weight *top; // room for the largest vector
};

static double class_factor(const struct term_count *term)
{
    switch (term->class) {
    case WORD_LIGHT:
        return LIGHT_FACTOR;
    case WORD_NUMBER:
        return NUMBER_FACTOR;
    case WORD_NAME:
        return NAME_FACTOR;
    default:
        return 1.0;
    }
}

static struct vector vector_of(struct corpus *corpus, uint32_t document)
{
    struct bag bag = corpus->bags[document];
    struct vector vector = {
        .items = arena_take(corpus->scratch, (bag.count + 1) * sizeof(struct weight))};
    double norm = 0;
    for (uint32_t i = 0; i < bag.count; i++) {
        double rarity = log((corpus->count + BACKGROUND) /
                            (1.0 + corpus->term_documents[bag.terms[i].term]));
        rarity = pow(rarity, RARITY_POWER);
        double value = (1 + log(bag.terms[i].count)) * rarity * class_factor(&bag.terms[i]) *
                       (bag.terms[i].lead ? LEAD_FACTOR : 1);
        vector.items[vector.count++] = (struct weight){bag.terms[i].term, (float)value};
        norm += value * value;
    }
    norm = norm > 0 ? sqrt(norm) : 1;
    for (uint32_t i = 0; i < vector.count; i++)
        vector.items[i].value = (float)(vector.items[i].value / norm);
    return vector;
}

static double dot(struct vector a, struct vector b)
{
    double sum = 0;
    for (uint32_t i = 0, k = 0; i < a.count && k < b.count;) {
        uint32_t left = a.items[i].term, right = b.items[k].term;
        if (left == right)
            sum += (double)a.items[i].value * b.items[k].value;
        i += left <= right;
        k += right <= left;
    }
    return sum;
}

static double nearness(const struct corpus *corpus, uint32_t a, uint32_t b)
{
    if (corpus->days[a] == DAY_NONE || corpus->days[b] == DAY_NONE)
        return 1;
    double gap = (double)(corpus->days[a] - corpus->days[b]);
    double near = 1 / (1 + (gap < 0 ? -gap : gap) / DAYS_HALF);
    return near > NEAR_MIN ? near : NEAR_MIN;
}

// --- neighbours
static int by_value(const void *a, const void *b, void *context)
{
    const struct weight *one = a, *two = b;
    (void)context;
    if (one->value > two->value || one->value < two->value)
        return one->value > two->value ? -1 : 1;
    return one->term < two->term ? -1 : one->term > two->term;
}

static int by_score(const void *a, const void *b, void *context)
{
    const float *scores = context;
    uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    if (scores[one] > scores[two] || scores[one] < scores[two])
        return scores[one] > scores[two] ? -1 : 1;
    return one < two ? -1 : one > two;
}

static int by_likeness(const void *a, const void *b, void *context)
{
    const struct edge *one = a, *two = b;
    (void)context;
    if (one->likeness > two->likeness || one->likeness < two->likeness)
        return one->likeness > two->likeness ? -1 : 1;
    if (one->a != two->a)
        return one->a < two->a ? -1 : 1;
    return one->b < two->b ? -1 : one->b > two->b;
}

static void posting_add(struct builder *builder, struct weight own, uint32_t document)
{
    struct postings *postings = &builder->postings[own.term];
    if (postings->count == postings->capacity) {
        uint32_t capacity = postings->capacity ? postings->capacity * 2 : 4;
        struct posting *items = arena_take(builder->corpus->scratch, capacity * sizeof *items);
        if (postings->count)
            memcpy(items, postings->items, postings->count * sizeof *items);
        postings->items = items;
        postings->capacity = capacity;
    }
    postings->items[postings->count++] = (struct posting){document, own.value};
}

// Scores the earlier documents that share a weighty term, then posts this document's own.
static void candidates_find(struct builder *builder, uint32_t document)
{
    struct arena *scratch = builder->corpus->scratch;
    struct vector vector = builder->vectors[document];
    struct weight *top = builder->top;
    memcpy(top, vector.items, vector.count * sizeof *top);
    list_sort(scratch, top, vector.count, sizeof *top, by_value, NULL);
    uint32_t count = vector.count < INDEX_TERMS ? vector.count : INDEX_TERMS;
    for (uint32_t i = 0; i < count; i++) {
        const struct postings *postings = &builder->postings[top[i].term];
        uint32_t first = postings->count > POSTINGS_MAX ? postings->count - POSTINGS_MAX : 0;
        for (uint32_t k = first; k < postings->count; k++) {
            uint32_t other = postings->items[k].document;
            if (builder->scores[other] <= 0)
                list_add(scratch, &builder->touched, other);
            builder->scores[other] += top[i].value * postings->items[k].weight;
        }
        posting_add(builder, top[i], document);
    }
}

static void edges_add(struct builder *builder, uint32_t document)
{
    struct corpus *corpus = builder->corpus;
    index_list *touched = &builder->touched;
    struct edge found[CANDIDATES_MAX];
    uint32_t count = 0, likely = 0;
    for (uint32_t i = 0; i < touched->count; i++) { // the likely ones first, the others cleared
        uint32_t other = touched->items[i];
        if (builder->scores[other] >= EDGE_MIN / 2)
            touched->items[likely++] = other;
        else
            builder->scores[other] = 0;
    }
    touched->count = likely;
    list_sort(corpus->scratch, touched->items, likely, sizeof *touched->items, by_score,
              builder->scores);
    for (uint32_t i = 0; i < likely && i < CANDIDATES_MAX; i++) {
        uint32_t other = touched->items[i];
        double likeness = dot(builder->vectors[document], builder->vectors[other]) *
                          nearness(corpus, document, other);
        if (corpus->documents[document]->language != corpus->documents[other]->language)
            likeness *= FOREIGN_FACTOR;
        if (likeness >= EDGE_MIN)
            found[count++] = (struct edge){document, other, (float)likeness};
    }
    list_sort(corpus->scratch, found, count, sizeof *found, by_likeness, NULL);
    for (uint32_t i = 0; i < count && i < EDGES_MAX; i++)
        list_add(corpus->scratch, &builder->edges, found[i]);
    for (uint32_t i = 0; i < touched->count; i++)
        builder->scores[touched->items[i]] = 0;
    touched->count = 0;
}

// How close a document's neighbours are to it: their likeness, weighted by itself, so that a few
// true companions count and not the many strangers. Stories differ in how alike their articles
// are (a wire told anew, a long feature, an article in the other language); set beside it, one
// threshold serves them all (local scaling: Zelnik-Manor and Perona, NIPS 2004).
static void edges_scale(struct builder *builder)
{
    struct arena *scratch = builder->corpus->scratch;
    double *sums = arena_zero(scratch, builder->corpus->count + 1, sizeof *sums);
    double *squares = arena_zero(scratch, builder->corpus->count + 1, sizeof *squares);
    for (uint32_t i = 0; i < builder->edges.count; i++) {
        const struct edge *edge = &builder->edges.items[i];
        double likeness = edge->likeness;
        sums[edge->a] += likeness;
        sums[edge->b] += likeness;
        squares[edge->a] += likeness * likeness;
        squares[edge->b] += likeness * likeness;
    }
    for (uint32_t i = 0; i < builder->edges.count; i++) {
        struct edge *edge = &builder->edges.items[i];
        double one = squares[edge->a] / sums[edge->a] + CLOSE_FLOOR;
        double two = squares[edge->b] / sums[edge->b] + CLOSE_FLOOR;
        edge->likeness = (float)(edge->likeness / sqrt(one * two));
    }
}

// Copies of about the same length are neighbours whatever the weight of their words; an article
// that holds several wires is not drawn into one story with all of them.
static void copies_link(struct builder *builder)
{
    const struct corpus *corpus = builder->corpus;
    for (uint32_t i = 0; i < corpus->result->copies.count; i++) {
        const struct copy_group *group = &corpus->result->copies.items[i];
        for (uint32_t k = 0; k < group->pairs.count; k++) {
            struct copy_pair pair = group->pairs.items[k];
            uint64_t shared = (uint64_t)pair.permille * corpus->shingle_counts[pair.inner];
            double both = (double)shared / 1000 / corpus->shingle_counts[pair.outer];
            if (both >= COPY_LIKENESS)
                list_add(corpus->scratch, &builder->edges,
                         ((struct edge){pair.outer, pair.inner, COPY_FACTOR * (float)both}));
        }
    }
}

// --- growing stories: average linkage over the neighbours that were kept
struct pair { // in the heap; its likeness may have sunk since
    double likeness;
    uint32_t a, b;
};

struct linkage {
    struct arena *scratch;
    index_list *neighbours; // by cluster; some may have been merged away since
    uint32_t *parents, *sizes;
    uint64_t *keys;         // of the table of sums: two clusters in one number + 1, 0 = free
    double *sums;           // likeness of all pairs of documents between the two
    uint32_t slot_count, used;
    LIST(struct pair) heap;
    double join_min; // likeness at which two clusters become one
};

static bool before(const struct pair *one, const struct pair *two)
{
    if (one->likeness > two->likeness || one->likeness < two->likeness)
        return one->likeness > two->likeness;
    return one->a != two->a ? one->a < two->a : one->b < two->b;
}

static void heap_push(struct linkage *linkage, struct pair pair)
{
    uint32_t at = linkage->heap.count;
    (void)list_push(linkage->scratch, &linkage->heap);
    struct pair *items = linkage->heap.items;
    while (at && before(&pair, &items[(at - 1) / 2])) {
        items[at] = items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    items[at] = pair;
}

static struct pair heap_pop(struct linkage *linkage)
{
    struct pair *items = linkage->heap.items, top = items[0];
    struct pair last = items[--linkage->heap.count];
    uint32_t at = 0, count = linkage->heap.count;
    for (uint32_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && before(&items[child + 1], &items[child]))
            child++;
        if (!before(&items[child], &last))
            break;
        items[at] = items[child];
    }
    if (count)
        items[at] = last;
    return top;
}

// Pairs that could have been kept between two clusters: every document keeps EDGES_MAX at most.
static double average(const struct linkage *linkage, uint32_t a, uint32_t b, double sum)
{
    double one = linkage->sizes[a], two = linkage->sizes[b];
    double smaller = one < two ? one : two, pairs = one * two;
    return sum / (pairs > smaller * EDGES_MAX ? smaller * EDGES_MAX : pairs);
}

static uint32_t root_of(struct linkage *linkage, uint32_t index)
{
    uint32_t *parents = linkage->parents;
    while (parents[index] != index)
        index = parents[index] = parents[parents[index]];
    return index;
}

static uint32_t slot_of(const struct linkage *linkage, uint64_t key)
{
    uint32_t slot = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 32) & (linkage->slot_count - 1);
    while (linkage->keys[slot] && linkage->keys[slot] != key)
        slot = (slot + 1) & (linkage->slot_count - 1);
    return slot;
}

static void table_grow(struct linkage *linkage)
{
    uint64_t *keys = linkage->keys;
    double *sums = linkage->sums;
    uint32_t count = linkage->slot_count;
    linkage->slot_count = count ? count * 2 : 1024;
    linkage->keys = arena_zero(linkage->scratch, linkage->slot_count, sizeof *linkage->keys);
    linkage->sums = arena_zero(linkage->scratch, linkage->slot_count, sizeof *linkage->sums);
    for (uint32_t i = 0; i < count; i++) {
        if (keys[i] == 0)
            continue;
        uint32_t slot = slot_of(linkage, keys[i]);
        linkage->keys[slot] = keys[i];
        linkage->sums[slot] = sums[i];
    }
}

// The sum between two clusters, made 0 where there is none.
static double *sum_of(struct linkage *linkage, uint32_t a, uint32_t b)
{
    if ((uint64_t)linkage->used * 3 >= (uint64_t)linkage->slot_count * 2)
        table_grow(linkage);
    uint64_t key = ((uint64_t)(a < b ? a : b) << 32 | (a < b ? b : a)) + 1;
    uint32_t slot = slot_of(linkage, key);
    linkage->used += linkage->keys[slot] == 0;
    linkage->keys[slot] = key;
    return &linkage->sums[slot];
}

static void propose(struct linkage *linkage, uint32_t a, uint32_t b)
{
    double likeness = average(linkage, a, b, *sum_of(linkage, a, b));
    if (likeness >= linkage->join_min)
        heap_push(linkage, (struct pair){likeness, a < b ? a : b, a < b ? b : a});
}

static void link_add(struct linkage *linkage, uint32_t a, uint32_t b, double sum)
{
    double *known = sum_of(linkage, a, b);
    if (*known <= 0) {
        list_add(linkage->scratch, &linkage->neighbours[a], b);
        list_add(linkage->scratch, &linkage->neighbours[b], a);
    }
    *known += sum;
}

// The cluster with fewer neighbours goes into the other: work is bounded by what is moved.
static void merge(struct linkage *linkage, uint32_t a, uint32_t b)
{
    uint32_t keep = linkage->neighbours[a].count >= linkage->neighbours[b].count ? a : b;
    uint32_t drop = keep == a ? b : a;
    linkage->parents[drop] = keep;
    linkage->sizes[keep] += linkage->sizes[drop];
    for (uint32_t i = 0; i < linkage->neighbours[drop].count; i++) {
        uint32_t other = linkage->neighbours[drop].items[i];
        if (linkage->parents[other] != other || other == keep)
            continue; // merged away: its own merge has moved the link
        link_add(linkage, keep, other, *sum_of(linkage, drop, other));
        propose(linkage, keep, other);
    }
    linkage->neighbours[drop].count = 0;
}

static double join_min(uint32_t documents)
{
    double many = documents / JOIN_MANY, few = JOIN_FEW / (1.0 + documents);
    return JOIN_LIKENESS + (many > 1 ? JOIN_RISE * log(many) : 0) -
           (few > 1 ? JOIN_FALL * log(few) : 0);
}

static void linkage_init(struct linkage *linkage, struct builder *builder)
{
    uint32_t count = builder->corpus->count;
    struct arena *scratch = builder->corpus->scratch;
    *linkage = (struct linkage){.scratch = scratch, .join_min = join_min(count)};
    linkage->neighbours = arena_zero(scratch, count + 1, sizeof *linkage->neighbours);
    linkage->parents = arena_zero(scratch, count + 1, sizeof *linkage->parents);
    linkage->sizes = arena_zero(scratch, count + 1, sizeof *linkage->sizes);
    for (uint32_t i = 0; i < count; i++) {
        linkage->parents[i] = i;
        linkage->sizes[i] = 1;
    }
    for (uint32_t i = 0; i < builder->edges.count; i++) {
        const struct edge *edge = &builder->edges.items[i];
        double *sum = sum_of(linkage, edge->a, edge->b);
        if (*sum > 0) // told twice: by words and as copies
            *sum = *sum > edge->likeness ? *sum : edge->likeness;
        else
            link_add(linkage, edge->a, edge->b, edge->likeness);
    }
    for (uint32_t i = 0; i < builder->edges.count; i++)
        propose(linkage, builder->edges.items[i].a, builder->edges.items[i].b);
}

static void stories_grow(struct linkage *linkage)
{
    while (linkage->heap.count) {
        struct pair pair = heap_pop(linkage);
        if (linkage->parents[pair.a] != pair.a || linkage->parents[pair.b] != pair.b)
            continue;
        double likeness = average(linkage, pair.a, pair.b, *sum_of(linkage, pair.a, pair.b));
        if (likeness >= pair.likeness)
            merge(linkage, pair.a, pair.b);
        else if (likeness >= linkage->join_min) // the clusters have grown since it was proposed
            heap_push(linkage, (struct pair){likeness, pair.a, pair.b});
    }
}

// --- writing them down, in order of their first document
// A story whose articles have no title is called by the first words of one.
static struct slice lead_words(struct corpus *corpus, struct slice text)
{
    struct slice line = slice_trim(text);
    line = slice_trim(slice_cut(&line, '\n'));
    if (line.size <= TITLE_BYTES)
        return line.size ? line : SLICE_NONE;
    size_t end = TITLE_BYTES;
    while (end && line.data[end] != ' ')
        end--;
    return arena_format(corpus->arena, SLICE_FORMAT " …",
                        SLICE_ARGUMENTS(slice_part(line, 0, end)));
}

// The language of most of a story's documents, of the earlier among equals.
static enum language story_language(const struct corpus *corpus, const struct story *story)
{
    uint32_t counts[LANGUAGE_COUNT] = {0};
    enum language most = LANGUAGE_NONE;
    for (uint32_t i = 0; i < story->documents.count; i++) {
        enum language own = corpus->documents[story->documents.items[i]]->language;
        counts[own]++;
        most = i == 0 || counts[own] > counts[most] ? own : most;
    }
    return most;
}

static void story_describe(struct corpus *corpus, struct story *story, const double *centrality)
{
    uint32_t central = story->documents.items[0];
    enum language language = story_language(corpus, story);
    story->from = story->to = SLICE_NONE;
    for (uint32_t i = 0; i < story->documents.count; i++) {
        uint32_t index = story->documents.items[i];
        const struct document *document = corpus->documents[index];
        bool better = centrality[index] > centrality[central] ||
                      corpus->documents[central]->language != language;
        if (better && document->language == language && document->title.size)
            central = index;
        if (corpus->days[index] == DAY_NONE)
            continue;
        struct slice day = slice_part(document->published.value, 0, 10);
        if (story->from.data == NULL || slice_compare(day, story->from) < 0)
            story->from = day;
        if (story->to.data == NULL || slice_compare(day, story->to) > 0)
            story->to = day;
    }
    story->title = corpus->documents[central]->title;
    if (story->title.size == 0)
        story->title = lead_words(corpus, corpus->documents[central]->text);
}

static void stories_write(struct builder *builder, struct linkage *linkage)
{
    struct corpus *corpus = builder->corpus;
    struct comparison *result = corpus->result;
    double *centrality = arena_zero(corpus->scratch, corpus->count + 1, sizeof *centrality);
    for (uint32_t i = 0; i < builder->edges.count; i++) {
        const struct edge *edge = &builder->edges.items[i];
        if (root_of(linkage, edge->a) == root_of(linkage, edge->b)) {
            centrality[edge->a] += edge->likeness;
            centrality[edge->b] += edge->likeness;
        }
    }
    uint32_t *story_at = arena_take(corpus->scratch, (corpus->count + 1) * sizeof *story_at);
    memset(story_at, 0xFF, (corpus->count + 1) * sizeof *story_at);
    for (uint32_t i = 0; i < corpus->count; i++) {
        uint32_t root = root_of(linkage, i);
        if (story_at[root] == NO_INDEX) {
            story_at[root] = result->stories.count;
            (void)list_push(corpus->arena, &result->stories);
        }
        corpus->story_of[i] = story_at[root];
        list_add(corpus->arena, &result->stories.items[story_at[root]].documents, i);
    }
    for (uint32_t i = 0; i < result->stories.count; i++)
        story_describe(corpus, &result->stories.items[i], centrality);
}

void stories_find(struct corpus *corpus)
{
    struct arena *scratch = corpus->scratch;
    corpus->story_of = arena_zero(scratch, corpus->count + 1, sizeof *corpus->story_of);
    struct arena_mark mark = arena_mark(scratch);
    struct builder builder = {.corpus = corpus};
    builder.vectors = arena_zero(scratch, corpus->count + 1, sizeof *builder.vectors);
    builder.scores = arena_zero(scratch, corpus->count + 1, sizeof *builder.scores);
    builder.postings =
        arena_zero(scratch, words_term_count(corpus->words) + 1, sizeof *builder.postings);
    uint32_t largest = 0;
    for (uint32_t i = 0; i < corpus->count; i++)
        largest = corpus->bags[i].count > largest ? corpus->bags[i].count : largest;
    builder.top = arena_take(scratch, (largest + 1) * sizeof *builder.top);
    for (uint32_t i = 0; i < corpus->count; i++) {
        builder.vectors[i] = vector_of(corpus, i);
        candidates_find(&builder, i);
        edges_add(&builder, i);
    }
    edges_scale(&builder);
    copies_link(&builder);
    struct linkage linkage;
    linkage_init(&linkage, &builder);
    stories_grow(&linkage);
    stories_write(&builder, &linkage);
    arena_rewind(scratch, mark);
}
