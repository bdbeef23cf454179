// SPDX-License-Identifier: Apache-2.0
// Copies: documents that carry the same text, by containment with direction. Wire text is cut and
// embedded rather than edited, so what counts is how much of the shorter text (inner) stands in
// the longer one (outer), not how alike the two are. Candidates come from an index of sampled
// shingles, the figure from all shingles of both. Reads text and origins, adds result->copies.
#include "compare/corpus.h"

// Shared part of the inner text from which two documents are copies (wholly or in part): the
// development pairs (neardup/gj_fr_pairs) call .4 reuse and .8 copy; below .3 it is quotations.
#define COPY_PERMILLE 405
#define CANDIDATE_PERMILLE 200 // by sampled shingles, which scatter around the true figure
#define SHARED_MIN 8           // shingles: eleven words in a row
#define POSTINGS_ALL 64        // documents with one shingle that are all looked at…
#define POSTINGS_FIRST 8       // …beyond that the first and the latest of them
#define POSTINGS_LAST 24
#define CANDIDATES_MAX 64 // of one document

struct postings {
    uint64_t *entries; // shingle (upper bits) and document (lower bits), ascending
    size_t count;
    unsigned document_bits;
};

static struct postings postings_make(struct corpus *corpus)
{
    struct postings postings = {.document_bits = 1};
    size_t total = 0;
    while (corpus->count >> postings.document_bits)
        postings.document_bits++;
    for (uint32_t i = 0; i < corpus->count; i++)
        total += corpus->sampled[i].count;
    postings.entries = arena_take(corpus->scratch, (total + 1) * sizeof *postings.entries);
    for (uint32_t i = 0; i < corpus->count; i++) {
        for (uint32_t k = 0; k < corpus->sampled[i].count; k++)
            postings.entries[postings.count++] =
                corpus->sampled[i].items[k] >> postings.document_bits << postings.document_bits |
                i;
    }
    sort_numbers(corpus->scratch, postings.entries, postings.count);
    return postings;
}

// First entry that is not below key.
static size_t lower_bound(const struct postings *postings, uint64_t key)
{
    size_t low = 0, high = postings->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (postings->entries[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct finder {
    struct corpus *corpus;
    struct postings postings;
    uint32_t *hits;      // by document, zero between uses
    index_list touched;  // documents with hits
    struct shingles *full; // by document, made when first needed
    LIST(struct copy_link) links;
    uint32_t *parents; // union-find by document
};

static void hit(struct finder *finder, size_t from, size_t to)
{
    uint64_t mask = ((uint64_t)1 << finder->postings.document_bits) - 1;
    for (size_t i = from; i < to; i++) {
        uint32_t other = (uint32_t)(finder->postings.entries[i] & mask);
        if (finder->hits[other]++ == 0)
            list_add(finder->corpus->scratch, &finder->touched, other);
    }
}

// Counts, for the documents before this one, the sampled shingles that they share with it.
static void hits_count(struct finder *finder, uint32_t document)
{
    const struct postings *postings = &finder->postings;
    struct shingles own = finder->corpus->sampled[document];
    for (uint32_t i = 0; i < own.count; i++) {
        uint64_t key = own.items[i] >> postings->document_bits << postings->document_bits;
        size_t start = lower_bound(postings, key), end = lower_bound(postings, key | document);
        if (end - start <= POSTINGS_ALL) {
            hit(finder, start, end);
        } else {
            hit(finder, start, start + POSTINGS_FIRST);
            hit(finder, end - POSTINGS_LAST, end);
        }
    }
}

static struct shingles full_of(struct finder *finder, uint32_t document)
{
    struct shingles *full = &finder->full[document];
    if (full->items == NULL) {
        const struct document *source = finder->corpus->documents[document];
        *full = corpus_shingles(finder->corpus, document,
                                (struct span){0, (uint32_t)source->text.size});
    }
    return *full;
}

static uint32_t root_of(uint32_t *parents, uint32_t index)
{
    while (parents[index] != index)
        index = parents[index] = parents[parents[index]];
    return index;
}

// Which of two documents is inside the other: the shorter; of two equals the earlier.
static void link_add(struct finder *finder, uint32_t earlier, uint32_t later)
{
    struct shingles a = full_of(finder, earlier), b = full_of(finder, later);
    uint32_t shared = shingles_shared(a, b), smaller = a.count < b.count ? a.count : b.count;
    if (shared < SHARED_MIN || smaller == 0)
        return;
    uint32_t permille = (uint32_t)((uint64_t)shared * 1000 / smaller);
    if (permille < COPY_PERMILLE)
        return;
    bool earlier_inside = a.count <= b.count;
    list_add(finder->corpus->scratch, &finder->links,
             ((struct copy_link){earlier_inside ? earlier : later,
                                 earlier_inside ? later : earlier, permille}));
    uint32_t one = root_of(finder->parents, earlier), two = root_of(finder->parents, later);
    finder->parents[one > two ? one : two] = one < two ? one : two;
}

static int by_hits(const void *a, const void *b, void *context)
{
    const uint32_t *hits = context;
    uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    if (hits[one] != hits[two])
        return hits[one] > hits[two] ? -1 : 1;
    return one < two ? -1 : one > two;
}

static void candidates_check(struct finder *finder, uint32_t document)
{
    struct corpus *corpus = finder->corpus;
    index_list *touched = &finder->touched;
    uint32_t likely = 0;
    for (uint32_t i = 0; i < touched->count; i++) { // the likely ones first, the others cleared
        uint32_t other = touched->items[i];
        uint32_t mine = corpus->sampled[document].count, its = corpus->sampled[other].count;
        uint32_t smaller = mine < its ? mine : its;
        if ((uint64_t)finder->hits[other] * 1000 >= (uint64_t)smaller * CANDIDATE_PERMILLE)
            touched->items[likely++] = other;
        else
            finder->hits[other] = 0;
    }
    touched->count = likely;
    list_sort(corpus->scratch, touched->items, likely, sizeof *touched->items, by_hits,
              finder->hits);
    for (uint32_t i = 0; i < likely && i < CANDIDATES_MAX; i++)
        link_add(finder, touched->items[i], document);
    for (uint32_t i = 0; i < touched->count; i++)
        finder->hits[touched->items[i]] = 0;
    touched->count = 0;
}

// --- groups
// The original of a group: an agency's own piece, else the first that is dated, else the one
// that lies inside most others. Documents come in order of time.
static uint32_t original_of(const struct corpus *corpus, const struct copy_group *group)
{
    for (uint32_t i = 0; i < group->documents.count; i++) {
        if (corpus->agency_pieces[group->documents.items[i]])
            return group->documents.items[i];
    }
    if (corpus->days[group->documents.items[0]] != DAY_NONE)
        return group->documents.items[0];
    uint32_t best = NO_INDEX, best_count = 0;
    for (uint32_t i = 0; i < group->documents.count; i++) {
        uint32_t inside = 0;
        for (uint32_t k = 0; k < group->pairs.count; k++)
            inside += group->pairs.items[k].inner == group->documents.items[i];
        if (inside > best_count) {
            best = group->documents.items[i];
            best_count = inside;
        }
    }
    return best;
}

static void groups_make(struct finder *finder)
{
    struct corpus *corpus = finder->corpus;
    struct comparison *result = corpus->result;
    uint32_t *group_of = arena_take(corpus->scratch, (corpus->count + 1) * sizeof *group_of);
    uint32_t *sizes = arena_zero(corpus->scratch, corpus->count + 1, sizeof *sizes);
    for (uint32_t i = 0; i < corpus->count; i++)
        sizes[root_of(finder->parents, i)]++;
    for (uint32_t i = 0; i < corpus->count; i++) {
        uint32_t root = root_of(finder->parents, i); // the smallest of its group: comes first
        if (sizes[root] < 2)
            continue;
        if (root == i) {
            group_of[i] = result->copies.count;
            list_push(corpus->arena, &result->copies)->original = NO_INDEX;
        }
        list_add(corpus->arena, &result->copies.items[group_of[root]].documents, i);
    }
    for (uint32_t i = 0; i < finder->links.count; i++) {
        const struct copy_link *link = &finder->links.items[i];
        uint32_t group = group_of[root_of(finder->parents, link->inner)];
        list_add(corpus->arena, &result->copies.items[group].pairs,
                 ((struct copy_pair){link->inner, link->outer, link->permille}));
    }
    for (uint32_t i = 0; i < result->copies.count; i++)
        result->copies.items[i].original = original_of(corpus, &result->copies.items[i]);
}

void copies_find(struct corpus *corpus)
{
    struct arena_mark mark = arena_mark(corpus->scratch);
    struct finder finder = {.corpus = corpus, .postings = postings_make(corpus)};
    finder.hits = arena_zero(corpus->scratch, corpus->count + 1, sizeof *finder.hits);
    finder.full = arena_zero(corpus->scratch, corpus->count + 1, sizeof *finder.full);
    finder.parents = arena_take(corpus->scratch, (corpus->count + 1) * sizeof *finder.parents);
    for (uint32_t i = 0; i < corpus->count; i++)
        finder.parents[i] = i;
    for (uint32_t i = 1; i < corpus->count; i++) {
        hits_count(&finder, i);
        candidates_check(&finder, i);
    }
    groups_make(&finder);
    arena_rewind(corpus->scratch, mark);
}
