// SPDX-License-Identifier: Apache-2.0
// Puts the documents in order of time and reads their texts once: days, bags of terms, sampled
// shingles. Reads text, title and date only; leaves findings to claims.c and identity.c.
#include "compare/corpus.h"

#include <assert.h>

// One shingle in four stands in the index: with 80 words in common, some 20 are met.
#define SAMPLE_EVERY 4
#define TOKENS_MAX 200000 // of one document; what lies beyond is not compared

static int compare_documents(const void *a, const void *b, void *context)
{
    const struct document *one = *(struct document *const *)a, *two = *(struct document *const *)b;
    (void)context;
    if (!one->published.value.data != !two->published.value.data)
        return one->published.value.data ? -1 : 1;
    int order = one->published.value.data
                    ? slice_compare(one->published.value, two->published.value) : 0;
    if (order == 0)
        order = slice_compare(one->id, two->id);
    if (order == 0)
        order = slice_compare(one->source_id, two->source_id);
    return order ? order : slice_compare(one->source, two->source);
}

// Least significant byte first; passes over bytes that are all equal are left out.
void sort_numbers(struct arena *scratch, uint64_t *items, size_t count)
{
    if (count < 2)
        return;
    struct arena_mark mark = arena_mark(scratch);
    uint64_t *from = items, *to = arena_take(scratch, count * sizeof *to);
    for (unsigned shift = 0; shift < 64; shift += 8) {
        size_t starts[257] = {0};
        for (size_t i = 0; i < count; i++)
            starts[(from[i] >> shift & 255) + 1]++;
        if (starts[(from[0] >> shift & 255) + 1] == count)
            continue;
        for (unsigned i = 0; i < 256; i++)
            starts[i + 1] += starts[i];
        for (size_t i = 0; i < count; i++)
            to[starts[from[i] >> shift & 255]++] = from[i];
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
    arena_rewind(scratch, mark);
}

static struct shingles shingles_of(struct arena *scratch, const token_list *tokens)
{
    struct shingles shingles = {NULL, 0};
    if (tokens->count < SHINGLE_WORDS)
        return shingles;
    uint32_t count = tokens->count - SHINGLE_WORDS + 1;
    uint64_t *items = arena_take(scratch, count * sizeof *items);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t hash = 0;
        for (uint32_t k = 0; k < SHINGLE_WORDS; k++)
            hash = (hash ^ tokens->items[i + k].form) * 0x9E3779B97F4A7C15u + (hash >> 29);
        items[i] = hash ^ hash >> 32;
    }
    sort_numbers(scratch, items, count);
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || items[i] != items[i - 1])
            items[shingles.count++] = items[i]; // count <= i: read before it is written
    }
    shingles.items = items;
    return shingles;
}

struct shingles corpus_shingles(struct corpus *corpus, uint32_t document, struct span span)
{
    const struct document *source = corpus->documents[document];
    token_list tokens = {0};
    words_read(corpus->words, source->language, source->text, span.start, span.end,
               corpus->scratch, &tokens);
    if (tokens.count > TOKENS_MAX)
        tokens.count = TOKENS_MAX;
    return shingles_of(corpus->scratch, &tokens);
}

uint32_t shingles_shared(struct shingles a, struct shingles b)
{
    uint32_t shared = 0;
    for (uint32_t i = 0, k = 0; i < a.count && k < b.count;) {
        if (a.items[i] == b.items[k])
            shared++;
        uint64_t left = a.items[i], right = b.items[k];
        i += left <= right;
        k += right <= left;
    }
    return shared;
}

static void sample(struct corpus *corpus, uint32_t document, struct shingles all)
{
    uint64_t *kept = arena_take(corpus->scratch, (all.count / 2 + 8) * sizeof *kept);
    uint32_t count = 0;
    for (uint32_t i = 0; i < all.count && count < all.count / 2 + 8; i++) {
        if (all.items[i] % SAMPLE_EVERY == 0)
            kept[count++] = all.items[i];
    }
    corpus->sampled[document] = (struct shingles){kept, count};
    corpus->shingle_counts[document] = all.count;
}

// Tokens from title_start on are the title's.
static struct bag bag_of(struct arena *scratch, const token_list *tokens, uint32_t title_start)
{
    uint64_t *keys = arena_take(scratch, (tokens->count + 1) * sizeof *keys);
    uint32_t count = 0, distinct = 0;
    for (uint32_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].term != TERM_NONE)
            keys[count++] = (uint64_t)tokens->items[i].term << 8 | tokens->items[i].class << 1 |
                            (i < LEAD_WORDS || i >= title_start);
    }
    sort_numbers(scratch, keys, count);
    for (uint32_t i = 0; i < count; i++)
        distinct += i == 0 || keys[i] >> 8 != keys[i - 1] >> 8;
    struct term_count *terms = arena_take(scratch, (distinct + 1) * sizeof *terms);
    uint32_t written = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool first = i == 0 || keys[i] >> 8 != keys[i - 1] >> 8;
        struct term_count *term = &terms[first ? written++ : written - 1];
        if (first)
            *term = (struct term_count){.term = (uint32_t)(keys[i] >> 8)};
        term->class = (uint8_t)(keys[i] >> 1 & 127); // classes ascend: the highest stays
        term->lead |= keys[i] & 1;
        term->count += term->count < UINT16_MAX;
    }
    return (struct bag){terms, distinct};
}

static void read_document(struct corpus *corpus, uint32_t index, struct arena *scratch)
{
    const struct document *document = corpus->documents[index];
    token_list tokens = {0};
    words_read(corpus->words, document->language, document->text, 0,
               (uint32_t)document->text.size, scratch, &tokens);
    if (tokens.count > TOKENS_MAX)
        tokens.count = TOKENS_MAX;
    sample(corpus, index, shingles_of(scratch, &tokens));
    uint32_t title_start = tokens.count;
    if (document->title.data)
        words_read(corpus->words, document->language, document->title, 0,
                   (uint32_t)document->title.size, scratch, &tokens);
    struct bag bag = bag_of(scratch, &tokens, title_start);
    struct term_count *terms = arena_take(corpus->scratch, (bag.count + 1) * sizeof *terms);
    memcpy(terms, bag.terms, bag.count * sizeof *terms);
    corpus->bags[index] = (struct bag){terms, bag.count};
    struct date date;
    corpus->days[index] = document_published_day(document, &date) ? date_to_day(date) : DAY_NONE;
}

void corpus_init(struct corpus *corpus, struct document *const *documents, uint32_t count)
{
    struct arena *scratch = corpus->scratch;
    struct document **sorted = arena_take(corpus->arena, (count + 1) * sizeof *sorted);
    if (count > 0)
        memcpy(sorted, documents, count * sizeof *sorted);
    list_sort(scratch, sorted, count, sizeof *sorted, compare_documents, NULL);
    corpus->documents = sorted;
    corpus->count = count;
    corpus->days = arena_zero(scratch, count + 1, sizeof *corpus->days);
    corpus->bags = arena_zero(scratch, count + 1, sizeof *corpus->bags);
    corpus->sampled = arena_zero(scratch, count + 1, sizeof *corpus->sampled);
    corpus->shingle_counts = arena_zero(scratch, count + 1, sizeof *corpus->shingle_counts);
    for (uint32_t i = 0; i < count; i++) {
        read_document(corpus, i, corpus->working);
        arena_reset(corpus->working);
    }
    corpus->term_documents = arena_zero(scratch, words_term_count(corpus->words) + 1,
                                        sizeof *corpus->term_documents);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < corpus->bags[i].count; k++)
            corpus->term_documents[corpus->bags[i].terms[k].term]++;
    }
    corpus->result->documents = corpus->documents;
    corpus->result->document_count = count;
}
