// SPDX-License-Identifier: Apache-2.0
// Stories: documents on the same happening. Reads the bags of terms (words, names, numbers and
// concepts that French and English share) and the days; adds result->stories, story_of. Each
// document is set beside the earlier ones that share its weightiest terms, then stories grow by
// average likeness. Near-linear: the index is capped, a document has at most EDGES_MAX neighbours.
#include "compare/corpus.h"

#include <assert.h>
#include <math.h>

#ifndef BACKGROUND
#define BACKGROUND 2000.0 // documents thought to stand behind a small collection
#endif
#ifndef RARITY_POWER
#define RARITY_POWER 1.5
#endif
#ifndef LEAD_FACTOR
#define LEAD_FACTOR 1.5
#endif
#ifndef BASE_DF
#define BASE_DF 1.0
#endif
#ifndef JOIN_MIN
#define JOIN_MIN 0.23     // likeness of two stories that become one; see docs of bench/stories
#endif
#ifndef EDGE_MIN
#define EDGE_MIN 0.06     // likeness below which two documents are not neighbours
#endif
#ifndef NAME_FACTOR
#define NAME_FACTOR 1.1
#endif
#ifndef NUMBER_FACTOR
#define NUMBER_FACTOR 1.3
#endif
#ifndef LIGHT_FACTOR
#define LIGHT_FACTOR 0.4
#endif
#ifndef NEAR_MIN
#define NEAR_MIN 0.35
#endif
#ifndef DAYS_HALF
#define DAYS_HALF 20.0    // days apart at which likeness counts half
#endif
#define INDEX_TERMS 60    // weightiest terms of a document that stand in the index
#define POSTINGS_MAX 400  // latest documents looked at for one term
#define CANDIDATES_MAX 80
#define EDGES_MAX 24

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

struct postings {
    uint32_t *documents;
    uint32_t count, capacity;
};

struct builder {
    struct corpus *corpus;
    struct vector *vectors;
    LIST(struct edge) edges;
    struct postings *postings; // by term
    float *scores;             // by document, zero between uses
    index_list touched;
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
    struct vector vector = {arena_take(corpus->scratch, (bag.count + 1) * sizeof(struct weight)), 0};
    double norm = 0;
    for (uint32_t i = 0; i < bag.count; i++) {
        double rarity = log((corpus->count + BACKGROUND) /
                            (BASE_DF + corpus->term_documents[bag.terms[i].term]));
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

static void posting_add(struct builder *builder, uint32_t term, uint32_t document)
{
    struct postings *postings = &builder->postings[term];
    if (postings->count == postings->capacity) {
        uint32_t capacity = postings->capacity ? postings->capacity * 2 : 4;
        uint32_t *documents = arena_take(builder->corpus->scratch, capacity * sizeof *documents);
        if (postings->count)
            memcpy(documents, postings->documents, postings->count * sizeof *documents);
        postings->documents = documents;
        postings->capacity = capacity;
    }
    postings->documents[postings->count++] = document;
}

// Scores the earlier documents that share a weighty term, then posts this document's own.
static void candidates_find(struct builder *builder, uint32_t document)
{
    struct arena *scratch = builder->corpus->scratch;
    struct vector vector = builder->vectors[document];
    struct weight *top = arena_take(scratch, (vector.count + 1) * sizeof *top);
    memcpy(top, vector.items, vector.count * sizeof *top);
    list_sort(scratch, top, vector.count, sizeof *top, by_value, NULL);
    uint32_t count = vector.count < INDEX_TERMS ? vector.count : INDEX_TERMS;
    for (uint32_t i = 0; i < count; i++) {
        const struct postings *postings = &builder->postings[top[i].term];
        uint32_t first = postings->count > POSTINGS_MAX ? postings->count - POSTINGS_MAX : 0;
        for (uint32_t k = first; k < postings->count; k++) {
            uint32_t other = postings->documents[k];
            if (builder->scores[other] <= 0)
                list_add(scratch, &builder->touched, other);
            builder->scores[other] += top[i].value;
        }
        posting_add(builder, top[i].term, document);
    }
}

static void edges_add(struct builder *builder, uint32_t document)
{
    struct corpus *corpus = builder->corpus;
    index_list *touched = &builder->touched;
    list_sort(corpus->scratch, touched->items, touched->count, sizeof *touched->items, by_score,
              builder->scores);
    struct edge found[CANDIDATES_MAX];
    uint32_t count = 0;
    for (uint32_t i = 0; i < touched->count && i < CANDIDATES_MAX; i++) {
        uint32_t other = touched->items[i];
        double likeness = dot(builder->vectors[document], builder->vectors[other]) *
                          nearness(corpus, document, other);
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

// --- growing stories: average linkage over the neighbours that were kept
struct link { // between two living clusters, kept on both sides
    uint32_t other;
    double sum;
};
typedef LIST(struct link) link_list;

struct pair { // in the heap; stale when a cluster has changed since
    double likeness;
    uint32_t a, b, version_a, version_b;
};

struct linkage {
    struct arena *scratch;
    link_list *links;   // by cluster
    uint32_t *parents, *sizes, *versions;
    LIST(struct pair) heap;
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
    return sum / (pairs > smaller * EDGES_MAX / 2 ? smaller * EDGES_MAX / 2 : pairs);
}

static uint32_t root_of(struct linkage *linkage, uint32_t index)
{
    uint32_t *parents = linkage->parents;
    while (parents[index] != index)
        index = parents[index] = parents[parents[index]];
    return index;
}

static void propose(struct linkage *linkage, uint32_t a, uint32_t b, double sum)
{
    double likeness = average(linkage, a, b, sum);
    if (likeness < JOIN_MIN)
        return;
    if (a > b) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    heap_push(linkage, (struct pair){likeness, a, b, linkage->versions[a], linkage->versions[b]});
}

static int by_other(const void *a, const void *b, void *context)
{
    const struct link *one = a, *two = b;
    (void)context;
    return one->other < two->other ? -1 : one->other > two->other;
}

// Links of a cluster with its neighbours' present roots, one link each.
static void links_settle(struct linkage *linkage, uint32_t cluster)
{
    link_list *links = &linkage->links[cluster];
    for (uint32_t i = 0; i < links->count; i++)
        links->items[i].other = root_of(linkage, links->items[i].other);
    list_sort(linkage->scratch, links->items, links->count, sizeof *links->items, by_other, NULL);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < links->count; i++) {
        if (links->items[i].other == cluster)
            continue;
        if (kept && links->items[kept - 1].other == links->items[i].other)
            links->items[kept - 1].sum += links->items[i].sum;
        else
            links->items[kept++] = links->items[i];
    }
    links->count = kept;
}

static void merge(struct linkage *linkage, uint32_t a, uint32_t b)
{
    uint32_t keep = linkage->links[a].count >= linkage->links[b].count ? a : b;
    uint32_t drop = keep == a ? b : a;
    for (uint32_t i = 0; i < linkage->links[drop].count; i++)
        list_add(linkage->scratch, &linkage->links[keep], linkage->links[drop].items[i]);
    linkage->links[drop].count = 0;
    linkage->parents[drop] = keep;
    linkage->sizes[keep] += linkage->sizes[drop];
    linkage->versions[keep]++;
    linkage->versions[drop]++;
    links_settle(linkage, keep);
    for (uint32_t i = 0; i < linkage->links[keep].count; i++)
        propose(linkage, keep, linkage->links[keep].items[i].other,
                linkage->links[keep].items[i].sum);
}

static void linkage_init(struct linkage *linkage, struct builder *builder)
{
    uint32_t count = builder->corpus->count;
    struct arena *scratch = builder->corpus->scratch;
    *linkage = (struct linkage){.scratch = scratch};
    linkage->links = arena_zero(scratch, count + 1, sizeof *linkage->links);
    linkage->parents = arena_zero(scratch, count + 1, sizeof *linkage->parents);
    linkage->sizes = arena_zero(scratch, count + 1, sizeof *linkage->sizes);
    linkage->versions = arena_zero(scratch, count + 1, sizeof *linkage->versions);
    for (uint32_t i = 0; i < count; i++) {
        linkage->parents[i] = i;
        linkage->sizes[i] = 1;
    }
    for (uint32_t i = 0; i < builder->edges.count; i++) {
        const struct edge *edge = &builder->edges.items[i];
        list_add(scratch, &linkage->links[edge->a], ((struct link){edge->b, edge->likeness}));
        list_add(scratch, &linkage->links[edge->b], ((struct link){edge->a, edge->likeness}));
        propose(linkage, edge->a, edge->b, edge->likeness);
    }
}

static void stories_grow(struct linkage *linkage)
{
    while (linkage->heap.count) {
        struct pair pair = heap_pop(linkage);
        if (linkage->parents[pair.a] == pair.a && linkage->parents[pair.b] == pair.b &&
            linkage->versions[pair.a] == pair.version_a &&
            linkage->versions[pair.b] == pair.version_b)
            merge(linkage, pair.a, pair.b);
    }
}

// --- writing them down, in order of their first document
static void story_describe(struct corpus *corpus, struct story *story, const double *centrality)
{
    uint32_t central = story->documents.items[0];
    story->from = story->to = SLICE_NONE;
    for (uint32_t i = 0; i < story->documents.count; i++) {
        uint32_t index = story->documents.items[i];
        const struct document *document = corpus->documents[index];
        if (centrality[index] > centrality[central] && document->title.size)
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
    for (uint32_t i = 0; i < corpus->count; i++) {
        builder.vectors[i] = vector_of(corpus, i);
        candidates_find(&builder, i);
        edges_add(&builder, i);
    }
    struct linkage linkage;
    linkage_init(&linkage, &builder);
    stories_grow(&linkage);
    stories_write(&builder, &linkage);
    arena_rewind(scratch, mark);
}
