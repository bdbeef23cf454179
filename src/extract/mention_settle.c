// SPDX-License-Identifier: Apache-2.0
// What a whole document says of its names: a name told once (M. Durand, 38 ans) is told
// everywhere, a surname is the person's who bears it, a capital at the start of a sentence is a
// name's when the name stands inside another sentence.
#include "extract/mention.h"

struct known {
    enum entity_kind kind;
    enum certainty certainty;
};

struct memory {
    struct table names;    // folded name -> item of facts
    struct table surnames; // folded last piece of a person's name of two pieces or more
    LIST(struct known) facts;
};

static struct slice key_of(struct scan *scan, uint32_t from, uint32_t to)
{
    return pieces_key(scan->scratch, scan->document->text, &scan->pieces.items[from], to - from);
}

static bool votes(const struct candidate *candidate)
{
    return candidate->name && candidate->certainty > DOUBTFUL && candidate->kind != ENTITY_OTHER;
}

static void remember(struct scan *scan, struct memory *memory)
{
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        if (!candidate->name || candidate->certainty == DOUBTFUL || candidate->short_form)
            continue;
        struct slice key = key_of(scan, candidate->from, candidate->to);
        uint32_t number = table_add(&memory->names, key, memory->facts.count);
        if (number == memory->facts.count)
            (void)list_push(scan->scratch, &memory->facts);
        struct known *known = &memory->facts.items[number];
        if (known->certainty < candidate->certainty || known->kind == ENTITY_OTHER ||
            known->kind == ENTITY_NONE) {
            if (votes(candidate) || known->kind == ENTITY_NONE)
                *known = (struct known){candidate->kind, candidate->certainty};
        }
        bool titled = candidate->rule && slice_is(slice_of(candidate->rule), "title");
        if (candidate->kind == ENTITY_PERSON && candidate->to == candidate->from + 1 && titled)
            table_add(&memory->surnames, key, i); // Mme Maurice
        if (candidate->kind != ENTITY_PERSON || candidate->to - candidate->from < 2)
            continue;
        uint32_t last = candidate->to - 1;
        while (last > candidate->from + 1 && scan->pieces.items[last].joint == JOINT_HYPHEN)
            last--;
        table_add(&memory->surnames, key_of(scan, last, candidate->to), i);
        table_add(&memory->surnames, key_of(scan, candidate->to - 1, candidate->to), i);
        // Le Pen, de Villepin: all after the given name
        table_add(&memory->surnames, key_of(scan, candidate->from + 1, candidate->to), i);
    }
}

// After "Lewis Hamilton", a Hamilton without a preposition of place or an article is the man.
static bool is_surname_here(const struct scan *scan, const struct memory *memory,
                            const struct candidate *candidate)
{
    uint32_t person = table_find(&memory->surnames,
                                 key_of((struct scan *)scan, candidate->from, candidate->to));
    if (scan->candidates.items[person].from > candidate->from)
        return false;
    if (candidate->from == 0 || !is_joined(scan, candidate->from))
        return true;
    return !(flags_at(scan, candidate->from - 1) & (WORD_PREPOSITION | WORD_ARTICLE)) ||
           slice_is(piece_text(scan, candidate->from - 1), "de");
}

static void settle(struct scan *scan, const struct memory *memory, struct candidate *candidate)
{
    struct slice key = key_of(scan, candidate->from, candidate->to);
    uint32_t person = table_find(&memory->surnames, key);
    bool single = candidate->to == candidate->from + 1;
    if (person != TABLE_NONE && candidate->kind != ENTITY_PERSON &&
        (candidate->certainty < CERTAIN ||
         (candidate->record && single && (candidate->kind == ENTITY_PLACE ||
                                          candidate->kind == ENTITY_COUNTRY)))) {
        // A place's name that is also a surname: a person once the person was named in full.
        if (candidate->record && !is_surname_here(scan, memory, candidate))
            return;
        candidate->kind = ENTITY_PERSON;
        candidate->certainty = LIKELY;
        candidate->rule = "surname";
        candidate->record = 0;
        return;
    }
    if (person != TABLE_NONE && candidate->kind == ENTITY_PERSON)
        candidate->certainty = candidate->certainty == DOUBTFUL ? LIKELY : candidate->certainty;
    uint32_t number = table_find(&memory->names, key);
    if (number == TABLE_NONE || candidate->certainty == CERTAIN)
        return;
    const struct known *known = &memory->facts.items[number];
    if (candidate->certainty == DOUBTFUL || candidate->kind == ENTITY_OTHER ||
        known->certainty == CERTAIN) {
        candidate->kind = known->kind;
        candidate->certainty = LIKELY;
    }
}

// Names in a row are of one kind: entre Mardale, Lyon et Vire. True when candidates a and b are
// parted by a comma, et, ou, and, or alone.
static bool in_row(const struct scan *scan, const struct candidate *a, const struct candidate *b)
{
    if (b->from == a->to)
        return scan->pieces.items[b->from].joint == JOINT_COMMA;
    if (b->from != a->to + 1 || !is_joined(scan, a->to) || !is_joined(scan, b->from))
        return false;
    struct slice word = piece_text(scan, a->to);
    return slice_is(word, "et") || slice_is(word, "ou") || slice_is(word, "and") ||
           slice_is(word, "or");
}

static bool has_kind(const struct candidate *candidate)
{
    return candidate->name && candidate->certainty > DOUBTFUL &&
           (candidate->kind == ENTITY_PERSON || candidate->kind == ENTITY_PLACE ||
            candidate->kind == ENTITY_ORGANISATION || candidate->kind == ENTITY_COUNTRY);
}

static void settle_rows(struct scan *scan)
{
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 1; i < scan->candidates.count; i++) {
            struct candidate *a = &scan->candidates.items[i - 1];
            struct candidate *b = &scan->candidates.items[i];
            if (!a->name || !b->name || !in_row(scan, a, b))
                continue;
            if (pass == 0 && has_kind(a) && b->kind == ENTITY_OTHER && b->certainty > DOUBTFUL)
                b->kind = a->kind == ENTITY_COUNTRY ? ENTITY_PLACE : a->kind;
            if (pass == 1 && has_kind(b) && a->kind == ENTITY_OTHER && a->certainty > DOUBTFUL)
                a->kind = b->kind == ENTITY_COUNTRY ? ENTITY_PLACE : b->kind;
        }
    }
}

// l'Alliance stands where the document names the Alliance atlantique, or the OTAN.
static void settle_short(struct scan *scan)
{
    struct table named;
    table_init(&named, scan->scratch);
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->record && !candidate->short_form && candidate->certainty > DOUBTFUL)
            table_add(&named, (struct slice){(const char *)&candidate->record,
                                             sizeof candidate->record}, i);
    }
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        struct slice key = {(const char *)&candidate->record, sizeof candidate->record};
        if (candidate->short_form && table_find(&named, key) != TABLE_NONE)
            candidate->certainty = CERTAIN;
    }
}

void candidates_settle(struct scan *scan)
{
    struct memory memory = {0};
    settle_rows(scan);
    table_init(&memory.names, scan->scratch);
    table_init(&memory.surnames, scan->scratch);
    remember(scan, &memory);
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->name && !candidate->short_form)
            settle(scan, &memory, candidate);
    }
    settle_short(scan);
}
