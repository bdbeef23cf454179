// SPDX-License-Identifier: Apache-2.0
// Identity: which entities of different documents are the same one: by Wikidata id, by the line of
// the knowledge files that they come from, by folded name, a lone surname by the one person who
// bears it, an acronym by the one body whose initials it is. Reads entities; leaves what a name
// stands for (metonyms, demonyms) to extract's fields.
#include "compare/claims.h"

#include "base/utf8.h"

#define NAME_WORDS_MAX 12

static uint32_t root_of(struct identities *identities, uint32_t index)
{
    struct identity *items = identities->items.items;
    while (items[index].parent != index)
        index = items[index].parent = items[items[index].parent].parent;
    return index;
}

// Joins two identities unless their Wikidata ids contradict each other.
static void join(struct identities *identities, uint32_t a, uint32_t b)
{
    a = root_of(identities, a);
    b = root_of(identities, b);
    if (a == b)
        return;
    if (a > b) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    struct identity *one = &identities->items.items[a], *two = &identities->items.items[b];
    if (one->wikidata.data && two->wikidata.data && !slice_equal(one->wikidata, two->wikidata))
        return;
    two->parent = a;
    if (one->wikidata.data == NULL)
        one->wikidata = two->wikidata;
    if (one->country.data == NULL)
        one->country = two->country;
    if (one->cameo.data == NULL)
        one->cameo = two->cameo;
    if (two->name.size > one->name.size)
        one->name = two->name;
}

// Folded name without a leading article or title.
static struct slice bare_name(const struct corpus *corpus, struct slice name)
{
    static const char *const articles[] = {"le ", "la ", "les ", "l'", "the "};
    struct slice folded = utf8_fold(corpus->scratch, name);
    for (uint32_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        if (slice_starts(folded, articles[i])) {
            folded = slice_part(folded, strlen(articles[i]), folded.size);
            break;
        }
    }
    struct slice rest = folded, first = slice_cut(&rest, ' ');
    if (first.size && first.data[first.size - 1] == '.')
        first.size--;
    return rest.size && words_cues(corpus->words, first) & CUE_TITLE ? rest : folded;
}

// A person and a place of one name are two.
static struct slice name_key(const struct corpus *corpus, const struct entity *entity)
{
    return arena_format(corpus->scratch, "%c" SLICE_FORMAT,
                        entity->kind == ENTITY_PERSON ? 'p' : 'o',
                        SLICE_ARGUMENTS(bare_name(corpus, entity->name)));
}

struct short_names {
    struct table surnames, initials; // -> identity, or NO_INDEX - 1 when several bear it
};

#define SEVERAL (NO_INDEX - 1)

static void short_name_add(struct identities *identities, struct table *table, struct slice key,
                           uint32_t identity)
{
    uint32_t known = table_add(table, key, identity);
    if (known != SEVERAL && root_of(identities, known) != root_of(identities, identity))
        table_set(table, key, SEVERAL);
}

static struct slice initials_of(struct arena *scratch, struct slice name)
{
    struct buffer out;
    buffer_init(&out, scratch);
    bool fresh = true;
    for (size_t i = 0; i < name.size && out.size < NAME_WORDS_MAX;) {
        uint32_t c = utf8_next(name, &i);
        bool letter = unicode_is_letter(c);
        if (fresh && letter) {
            char bytes[4];
            uint32_t folded = unicode_lower(unicode_base(c));
            buffer_add(&out, (struct slice){bytes, utf8_encode(folded, bytes)});
        }
        // "d'", "l'" and small words give no letter to an acronym
        fresh = !letter;
    }
    return buffer_slice(&out);
}

// "Organisation du traité de l'Atlantique nord" -> initials of the words of four letters or more.
static struct slice long_initials(struct arena *scratch, struct slice name)
{
    struct slice rest = name;
    struct buffer kept;
    buffer_init(&kept, scratch);
    while (rest.data) {
        struct slice word = slice_cut(&rest, ' ');
        size_t apostrophe = slice_find(word, SLICE("'"), 0);
        if (apostrophe != SIZE_MAX)
            word = slice_part(word, apostrophe + 1, word.size);
        if (word.size >= 4) {
            buffer_add(&kept, word);
            buffer_byte(&kept, ' ');
        }
    }
    return initials_of(scratch, buffer_slice(&kept));
}

static bool is_acronym(struct slice name)
{
    if (name.size < 2 || name.size > 7)
        return false;
    for (size_t i = 0; i < name.size; i++) {
        if (name.data[i] < 'A' || name.data[i] > 'Z')
            return false;
    }
    return true;
}

static void identity_add(struct corpus *corpus, struct identities *identities,
                         struct table *names, uint32_t document, uint32_t entity)
{
    const struct entity *source = &corpus->documents[document]->entities.items[entity];
    uint32_t number = identities->items.count;
    struct slice key = name_key(corpus, source);
    if (source->name.size == 0)
        key = arena_format(corpus->scratch, "-%u.%u", document, entity);
    struct slice by_id = source->wikidata.data
                             ? arena_format(corpus->scratch, "=" SLICE_FORMAT,
                                            SLICE_ARGUMENTS(source->wikidata)) : SLICE_NONE;
    uint32_t known = by_id.data ? table_find(names, by_id) : table_find(names, key);
    if (known == TABLE_NONE) {
        known = number;
        list_add(corpus->scratch, &identities->items,
                 ((struct identity){source->name, source->wikidata, source->country,
                                    source->cameo, source->kind, number}));
        table_add(names, by_id.data ? by_id : key, number);
    }
    identities->of[document][entity] = known;
    uint32_t named = table_add(names, key, known);
    join(identities, named, known);
    // One line of the knowledge files, whatever the language of the name: Zambèze, Zambezi.
    if (slice_starts(source->rule, "knowledge/") &&
        slice_find(source->rule, SLICE("."), 0) != SIZE_MAX)
        join(identities, table_add(names, source->rule, known), known);
}

static void short_names_collect(struct corpus *corpus, struct identities *identities,
                                struct short_names *shorts)
{
    for (uint32_t i = 0; i < identities->items.count; i++) {
        const struct identity *identity = &identities->items.items[i];
        struct slice folded = bare_name(corpus, identity->name);
        if (identity->kind == ENTITY_PERSON && slice_find(folded, SLICE(" "), 0) != SIZE_MAX)
            short_name_add(identities, &shorts->surnames, words_last(folded), i);
        if (identity->kind != ENTITY_ORGANISATION && identity->kind != ENTITY_PROGRAMME)
            continue;
        struct slice initials = initials_of(corpus->scratch, folded);
        struct slice longer = long_initials(corpus->scratch, folded);
        if (initials.size >= 3)
            short_name_add(identities, &shorts->initials, initials, i);
        if (longer.size >= 3 && !slice_equal(longer, initials))
            short_name_add(identities, &shorts->initials, longer, i);
    }
}

static void short_names_join(struct corpus *corpus, struct identities *identities,
                             const struct short_names *shorts)
{
    for (uint32_t i = 0; i < identities->items.count; i++) {
        const struct identity *identity = &identities->items.items[i];
        struct slice folded = bare_name(corpus, identity->name);
        uint32_t other = TABLE_NONE;
        if (identity->kind == ENTITY_PERSON && slice_find(folded, SLICE(" "), 0) == SIZE_MAX)
            other = table_find(&shorts->surnames, folded);
        else if (is_acronym(identity->name))
            other = table_find(&shorts->initials, folded);
        if (other != TABLE_NONE && other != SEVERAL)
            join(identities, i, other);
    }
}

void identities_find(struct corpus *corpus, struct identities *identities)
{
    struct table names;
    struct short_names shorts;
    table_init(&names, corpus->scratch);
    table_init(&shorts.surnames, corpus->scratch);
    table_init(&shorts.initials, corpus->scratch);
    identities->of = arena_zero(corpus->scratch, corpus->count + 1, sizeof *identities->of);
    for (uint32_t i = 0; i < corpus->count; i++) {
        uint32_t count = corpus->documents[i]->entities.count;
        identities->of[i] = arena_take(corpus->scratch, (count + 1) * sizeof **identities->of);
        for (uint32_t k = 0; k < count; k++)
            identity_add(corpus, identities, &names, i, k);
    }
    short_names_collect(corpus, identities, &shorts);
    short_names_join(corpus, identities, &shorts);
    for (uint32_t i = 0; i < corpus->count; i++) {
        for (uint32_t k = 0; k < corpus->documents[i]->entities.count; k++)
            identities->of[i][k] = root_of(identities, identities->of[i][k]);
    }
}

uint32_t identity_of(const struct identities *identities, uint32_t document,
                     struct reference entity)
{
    return entity.number ? identities->of[document][entity.number - 1] : NO_INDEX;
}
