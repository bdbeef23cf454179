// SPDX-License-Identifier: Apache-2.0
// Corrections of claims: `correct DB merge k3 k9`, `split k3 DOCUMENT`, `reject k3`,
// `reattribute k3 NAME`. Claims have no lasting names: the dossier is compared, the claim's
// statements are found, and what is kept are their places in the texts (store/claims.c).
// compare/decisions.c replays them.
#include "engine/claims.h"

#include "doc/dump.h"
#include "engine/collection.h"
#include "store/store.h"

struct claims_correcting {
    const struct recoupe_job *job;
    const struct store_extractor *extractor;
    struct store *store;
    struct collection collection;
    const struct slice *words;
    struct slice now;
    struct buffer *out;
};

static bool is_claim_id(struct slice word)
{
    for (size_t i = 1; i < word.size; i++) {
        if (word.data[i] < '0' || word.data[i] > '9')
            return false;
    }
    return word.size > 1 && word.size < 10 && word.data[0] == 'k';
}

bool claims_are_meant(const struct slice *words, uint32_t count)
{
    return count > 1 && is_claim_id(words[1]) &&
           (slice_is(words[0], "merge") || slice_is(words[0], "split") ||
            slice_is(words[0], "reject") || slice_is(words[0], "reattribute"));
}

static const struct claim *claim_named(const struct comparison *comparison, struct slice word,
                                       struct error *error)
{
    uint32_t number = 0;
    for (size_t i = 1; is_claim_id(word) && i < word.size; i++)
        number = number * 10 + (uint32_t)(word.data[i] - '0');
    if (number >= 1 && number <= comparison->claims.count)
        return &comparison->claims.items[number - 1];
    error_set(error, ERROR_USAGE, "", "the dossier has no claim '" SLICE_FORMAT "'",
              SLICE_ARGUMENTS(word));
    return NULL;
}

static struct statement_place place_of(const struct comparison *comparison,
                                       const struct support *support)
{
    const struct document *document = comparison->documents[support->document];
    struct code_points points = {.document = document};
    struct span anchor = {0, 0};
    if (support->index != NO_INDEX)
        anchor = support->kind == FINDING_EVENT
                     ? document->events.items[support->index].anchor
                     : document->commitments.items[support->index].anchor;
    struct statement_place place = {.document = document->id};
    place.span.start = code_point_at(&points, support->span.start);
    place.span.end = code_point_at(&points, support->span.end);
    if (anchor.end) {
        place.anchor.start = code_point_at(&points, anchor.start);
        place.anchor.end = code_point_at(&points, anchor.end);
    }
    return place;
}

static bool decide(struct claims_correcting *correcting, struct claim_decision *decision,
                   const char *text, struct error *error)
{
    struct slice said = arena_format(&correcting->collection.arena,
                                     SLICE_FORMAT " " SLICE_FORMAT "%s",
                                     SLICE_ARGUMENTS(correcting->words[0]),
                                     SLICE_ARGUMENTS(correcting->words[1]), text);
    return store_decide(correcting->store, decision, said, correcting->now, correcting->out, error);
}

static bool merge(struct claims_correcting *correcting, const struct claim *claim,
                  struct error *error)
{
    const struct comparison *comparison = correcting->collection.comparison;
    const struct claim *other = claim_named(comparison, correcting->words[2], error);
    if (other == NULL)
        return false;
    if (other == claim || other->kind != claim->kind)
        return error_set(error, ERROR_USAGE, "", "%s",
                         other == claim ? "that is one claim already"
                                        : "an act and a commitment cannot be one claim");
    struct claim_decision decision = {.kind = DECISION_MERGE,
                                .place = place_of(comparison, &claim->support.items[0])};
    list_add(&correcting->collection.arena, &decision.others,
             place_of(comparison, &other->support.items[0]));
    return decide(correcting, &decision,
                  arena_format(&correcting->collection.arena, " " SLICE_FORMAT "%c",
                               SLICE_ARGUMENTS(correcting->words[2]), 0).data, error);
}

// All statements that an article has in the claim are of another one.
static bool split(struct claims_correcting *correcting, const struct claim *claim,
                  struct error *error)
{
    const struct comparison *comparison = correcting->collection.comparison;
    struct claim_decision decision = {.kind = DECISION_SPLIT};
    bool found = false;
    for (uint32_t i = 0; i < claim->support.count; i++) {
        struct statement_place place = place_of(comparison, &claim->support.items[i]);
        if (!slice_equal(place.document, correcting->words[2]))
            list_add(&correcting->collection.arena, &decision.others, place);
    }
    for (uint32_t i = 0; i < claim->support.count; i++) {
        decision.place = place_of(comparison, &claim->support.items[i]);
        if (!slice_equal(decision.place.document, correcting->words[2]))
            continue;
        found = true;
        if (decision.others.count && !decide(correcting, &decision, "", error))
            return false;
    }
    return (found && decision.others.count) ||
           error_set(error, ERROR_USAGE, "", "%s",
                     found ? "nobody else states that claim"
                           : "that document does not state that claim");
}

static bool reject(struct claims_correcting *correcting, const struct claim *claim,
                   struct error *error)
{
    const struct comparison *comparison = correcting->collection.comparison;
    struct claim_decision decision = {.kind = DECISION_REJECT,
                                .place = place_of(comparison, &claim->support.items[0])};
    for (uint32_t i = 1; i < claim->support.count; i++)
        list_add(&correcting->collection.arena, &decision.others,
                 place_of(comparison, &claim->support.items[i]));
    return decide(correcting, &decision, "", error);
}

// Who is responsible for a claim is who is responsible for each finding that states it.
static bool reattribute(struct claims_correcting *correcting, const struct claim *claim,
                        struct error *error)
{
    const struct comparison *comparison = correcting->collection.comparison;
    bool found = false;
    for (uint32_t i = 0; i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        if (support->index == NO_INDEX)
            continue;
        struct slice words[] = {
            SLICE("reattribute"), comparison->documents[support->document]->id,
            arena_format(&correcting->collection.arena, "%s%u",
                         finding_descriptions[support->kind].prefix, support->index + 1),
            correcting->words[2]};
        found = true;
        if (!store_correct(correcting->store, words, 4, correcting->now, correcting->extractor,
                           correcting->out, error))
            return false;
    }
    return found || error_set(error, ERROR_USAGE, "", "no finding states that claim");
}

static bool run(struct claims_correcting *correcting, struct error *error)
{
    if (!collection_from_store(&correcting->collection, correcting->store, error) ||
        !collection_compare(&correcting->collection, correcting->job, error))
        return false;
    const struct claim *claim =
        claim_named(correcting->collection.comparison, correcting->words[1], error);
    if (claim == NULL)
        return false;
    if (slice_is(correcting->words[0], "merge"))
        return merge(correcting, claim, error);
    if (slice_is(correcting->words[0], "split"))
        return split(correcting, claim, error);
    return slice_is(correcting->words[0], "reject") ? reject(correcting, claim, error)
                                                    : reattribute(correcting, claim, error);
}

bool claims_correct(const struct recoupe_job *job, struct store *store,
                    const struct store_extractor *extractor, const struct slice *words,
                    uint32_t count, struct slice now, struct buffer *out, struct error *error)
{
    struct claims_correcting correcting = {.job = job, .extractor = extractor, .store = store,
                                           .words = words, .now = now, .out = out};
    if (count != (slice_is(words[0], "reject") ? 2u : 3u))
        return error_set(error, ERROR_USAGE, "",
                         "usage: recoupe correct DB merge CLAIM CLAIM, split CLAIM DOCUMENT, "
                         "reject CLAIM or reattribute CLAIM NAME");
    jmp_buf recovery;
    volatile bool done = false;
    collection_init(&correcting.collection);
    if (setjmp(recovery) == 0) {
        correcting.collection.arena.recovery = correcting.collection.scratch.recovery = &recovery;
        done = run(&correcting, error);
    } else {
        error_set(error, ERROR_INTERNAL, "", "not enough memory");
    }
    collection_free(&correcting.collection);
    return done;
}
