// SPDX-License-Identifier: Apache-2.0
// Persons by name. Full names are merged first (Donald J. Trump = Donald Trump = D. Trump), then
// a surname or given name alone goes to the one person of the document who bears it; where two
// bear it, it stays by itself. The knowledge files are asked by full name, or by a surname that
// one person in office bears whose state the document names.
#include "extract/entity.h"

static struct slice key_first(struct slice key)
{
    return slice_cut(&key, ' ');
}

static struct slice key_last(struct slice key)
{
    size_t at = key.size;
    while (at > 0 && key.data[at - 1] != ' ')
        at--;
    return slice_part(key, at, key.size);
}

// key ends with " tail": le pen in marine le pen.
static bool key_ends(struct slice key, struct slice tail)
{
    return key.size > tail.size && key.data[key.size - tail.size - 1] == ' ' &&
           memcmp(key.data + key.size - tail.size, tail.data, tail.size) == 0;
}

static bool first_names_fit(struct slice a, struct slice b)
{
    if (a.size == 1 || b.size == 1)
        return a.data[0] == b.data[0];
    return slice_equal(a, b);
}

// Two full names of one person: same family name, given names that do not differ.
static bool names_fit(struct slice a, struct slice b)
{
    if (slice_equal(a, b))
        return true;
    return slice_equal(key_last(a), key_last(b)) && first_names_fit(key_first(a), key_first(b));
}

// A part of a full name that stands for its bearer: surname, particle and surname, given name.
static bool part_fits(struct slice key, struct slice part)
{
    return slice_equal(key, part) || key_ends(key, part) || slice_equal(key_first(key), part);
}

// True when the document names the state or body for which the person speaks.
static bool context_fits(const struct merging *merging, const struct record *record)
{
    for (uint32_t i = 0; i < clusters_compared(merging); i++) {
        const struct entity *entity = &merging->clusters.items[i].entity;
        if (entity->kind == ENTITY_PERSON)
            continue;
        if (record->country.data ? slice_equal(entity->country, record->country)
                                 : entity->cameo.data && slice_equal(entity->cameo, record->cameo))
            return true;
    }
    return false;
}

static void full_name_merge(struct merging *merging, uint32_t mention, const piece_list *pieces,
                            struct slice key)
{
    const struct record *record = mention_record(merging, mention, pieces);
    if (record && record->past && !context_fits(merging, record))
        record = NULL; // a namesake, unless the text is of that state
    for (uint32_t i = 0; i < clusters_compared(merging); i++) {
        struct cluster *cluster = &merging->clusters.items[i];
        bool same = cluster->entity.kind == ENTITY_PERSON && cluster->named &&
                    (names_fit(cluster->key, key) || (record && cluster->record == record));
        if (!same)
            continue;
        merging->cluster_of[mention] = i;
        cluster_take_record(merging, i, record);
        struct slice name = document_span_text(merging->document,
                                               merging->document->mentions.items[mention].span);
        if (name.size > cluster->entity.name.size) {
            cluster->entity.name = name;
            cluster->key = key;
            cluster->pieces = pieces->count;
        }
        return;
    }
    uint32_t number = cluster_add(merging, mention, key, pieces->count);
    cluster_take_record(merging, number, record);
}

static bool in_office(const struct merging *merging, const struct record *record)
{
    struct date date;
    if (!document_published_day(merging->document, &date))
        return true;
    int32_t day = date.year * 10000 + date.month * 100 + date.day;
    return record_holds(record, day);
}

// "President Obama": an office right before the surname, for one who held such an office.
static bool role_fits(const struct merging *merging, uint32_t mention,
                      const struct record *record)
{
    const struct document *document = merging->document;
    if (mention == 0 || record->country.data == NULL || !slice_ends(record->cameo, "GOV"))
        return false;
    const struct mention *before = &document->mentions.items[mention - 1];
    if (before->name || !slice_ends(before->rule, "mention.role") ||
        before->span.end + 1 != document->mentions.items[mention].span.start)
        return false;
    struct slice role = document_span_text(document, before->span);
    return slice_ends(role, "resident") || slice_ends(role, "Minister") ||
           slice_ends(role, "ministre") || slice_ends(role, "hancelier") ||
           slice_ends(role, "hancellor") || slice_ends(role, "résidente");
}

// Persons of the knowledge files who bear a surname and may be meant: by a state or body that the
// document names, by an office before the name, or because nobody else bears it.
struct bearers {
    const struct record *record; // one of them, or NULL
    bool several;                // of one state, which stays certain
};

static bool is_same_person(const struct record *a, const struct record *b)
{
    for (int i = LANGUAGE_fr; i <= LANGUAGE_en; i++)
        for (int k = LANGUAGE_fr; k <= LANGUAGE_en; k++)
            if (a->names[i].data && slice_equal(a->names[i], b->names[k]))
                return true;
    return false;
}

// All bearers speak or spoke for one government: whoever of them is meant, the state is the same.
static bool is_of_one_state(const struct merging *merging, struct slice surname, uint32_t at)
{
    uint32_t flags = lexicon_flags(merging->lexicon, table_find(&merging->lexicon->words, surname));
    const struct record *first = NULL;
    bool known = false; // of today's press, not of a list of the past alone
    if (surname.size < 5 || (flags & (WORD_ORDINARY | WORD_COMMON | WORD_FIRST_NAME)))
        return false;
    for (; at != TABLE_NONE && at != 0; at = merging->knowledge->surnames.items[at].next) {
        uint32_t number = merging->knowledge->surnames.items[at].record;
        const struct record *record = &merging->knowledge->records.items[number];
        if (record->country.data == NULL || !slice_ends(record->cameo, "GOV") ||
            (first && !slice_equal(first->country, record->country)))
            return false;
        known = known || !record->past;
        first = record;
    }
    return known;
}

static struct bearers bearers_find(const struct merging *merging, uint32_t mention,
                                   struct slice surname)
{
    struct bearers found = {0};
    uint32_t at = table_find(&merging->knowledge->surname_first, surname);
    bool one_state = is_of_one_state(merging, surname, at);
    for (; at != TABLE_NONE && at != 0; at = merging->knowledge->surnames.items[at].next) {
        uint32_t number = merging->knowledge->surnames.items[at].record;
        const struct record *record = &merging->knowledge->records.items[number];
        if ((!one_state && !in_office(merging, record)) ||
            (!one_state && !context_fits(merging, record) && !role_fits(merging, mention, record)))
            continue;
        if (found.record && !slice_equal(found.record->country, record->country))
            return (struct bearers){0};
        found.several = found.several || (found.record && !is_same_person(found.record, record));
        if (found.record == NULL || found.record->wikidata.data == NULL)
            found.record = record;
    }
    return found;
}

static void part_merge(struct merging *merging, uint32_t mention, const piece_list *pieces,
                       struct slice key)
{
    uint32_t found = NO_INDEX, count = 0;
    for (uint32_t i = 0; i < clusters_compared(merging); i++) {
        const struct cluster *cluster = &merging->clusters.items[i];
        if (cluster->entity.kind != ENTITY_PERSON || !cluster->named)
            continue;
        if (slice_equal(cluster->key, key)) { // the same short name again
            merging->cluster_of[mention] = i;
            return;
        }
        if (cluster->pieces > 1 && part_fits(cluster->key, key)) {
            found = i;
            count++;
        }
    }
    if (count == 1) {
        merging->cluster_of[mention] = found;
        return;
    }
    uint32_t number = cluster_add(merging, mention, key, pieces->count);
    if (count > 0)
        return; // two bear it: the document does not say who
    const struct record *record = mention_record(merging, mention, pieces);
    if (record) {
        cluster_take_record(merging, number, record);
        return;
    }
    struct bearers bearers = bearers_find(merging, mention, key);
    if (bearers.record == NULL)
        return;
    if (!bearers.several) {
        cluster_take_record(merging, number, bearers.record);
        return;
    }
    struct entity *entity = &merging->clusters.items[number].entity;
    entity->country = bearers.record->country;
    entity->cameo = bearers.record->cameo;
}

// A name is full when it has a given name before the surname, or the files know it whole.
static bool is_full(const struct merging *merging, const piece_list *pieces)
{
    if (pieces->count < 2)
        return false;
    uint32_t flags = lexicon_flags(merging->lexicon, pieces->items[0].word);
    return !(flags & WORD_PARTICLE) || (flags & WORD_FIRST_NAME);
}

void persons_merge(struct merging *merging)
{
    struct document *document = merging->document;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < document->mentions.count; i++) {
            const struct mention *mention = &document->mentions.items[i];
            if (mention->kind != ENTITY_PERSON || !mention->name)
                continue;
            piece_list pieces = mention_pieces(merging, i);
            if (pieces.count == 0 || is_full(merging, &pieces) != (pass == 0))
                continue;
            struct slice key =
                pieces_key(merging->scratch, document->text, pieces.items, pieces.count);
            if (pass == 0)
                full_name_merge(merging, i, &pieces, key);
            else
                part_merge(merging, i, &pieces, key);
        }
    }
}
