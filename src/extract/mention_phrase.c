// SPDX-License-Identifier: Apache-2.0
// Names and stand-ins that the lexicon announces: records of the knowledge files, demonyms,
// roles and agents with the state that they belong to, and words after which a name comes
// (titles, ministère de, ville de, opération). Runs of capitals are left to mention_chunk.c.
#include "extract/mention.h"

#define SCOPE_STEPS 8 // modifiers looked at after a role

static const struct record *thing_at(const struct scan *scan, uint32_t index, struct match *match)
{
    const struct record *record = record_at(scan, index, match);
    return record && record->class == RECORD_THING ? record : NULL;
}

static bool is_state_or_body(const struct record *record)
{
    return record && (record->class == RECORD_DEMONYM ||
                      (record->class == RECORD_THING &&
                       (record->kind == ENTITY_COUNTRY || record->kind == ENTITY_ORGANISATION ||
                        record->kind == ENTITY_PLACE)));
}

// Skips de, du, l', des, of the… from index; gives the first piece that is none.
static uint32_t skip_of(const struct scan *scan, uint32_t index)
{
    while (is_joined(scan, index) && (flags_at(scan, index) & WORD_LINK) &&
           ((flags_at(scan, index) & (WORD_PARTICLE | WORD_ARTICLE)) ||
            slice_is(piece_text(scan, index), "of")) &&
           !is_capital(&scan->pieces.items[index]))
        index++;
    return index;
}

// One modifier of a role or agent at index: a demonym, an epithet, a portfolio (des Affaires
// étrangères), a state or body (de l'ONU). Gives its end, or index.
static uint32_t modifier_end(const struct scan *scan, uint32_t index, bool *scoped)
{
    if (!is_joined(scan, index))
        return index;
    struct match match;
    const struct record *record = record_at(scan, index, &match);
    if (record && record->class == RECORD_DEMONYM) {
        *scoped = true;
        return index + match.length;
    }
    if (record == NULL && (flags_at(scan, index) & WORD_EPITHET))
        return index + 1;
    if (slice_is(piece_text(scan, index), "to") && is_joined(scan, index + 1)) {
        record = record_at(scan, index + 1, &match); // ambassador to Mali
        return record && record->kind == ENTITY_COUNTRY && record->class == RECORD_THING
                   ? index + 1 + match.length : index;
    }
    uint32_t after = skip_of(scan, index);
    if (after == index || !is_joined(scan, after))
        return index;
    if (flags_at(scan, after) & WORD_PORTFOLIO)
        return after + 1;
    record = record_at(scan, after, &match);
    if (is_state_or_body(record) && record->class == RECORD_THING) {
        *scoped = true;
        return after + match.length;
    }
    if (record && record->class == RECORD_AGENT)
        return after + match.length; // porte-parole du ministère
    return index;
}

static uint32_t scope_end(const struct scan *scan, uint32_t index, bool *scoped)
{
    for (int step = 0; step < SCOPE_STEPS; step++) {
        uint32_t next = modifier_end(scan, index, scoped);
        if (next == index)
            break;
        index = next;
    }
    return index;
}

// English states come before: Russian army, Chile's government, US President. Start of the
// modifier before index, or index.
static uint32_t scope_start(const struct scan *scan, uint32_t index)
{
    uint32_t last = index;
    while (last > 0 && is_joined(scan, last) && (flags_at(scan, last - 1) & WORD_MODIFIER))
        last--;
    if (last == 0 || !is_joined(scan, last))
        return index;
    bool possessive = last >= 2 && scan->pieces.items[last - 1].joint == JOINT_APOSTROPHE;
    if (possessive)
        last--;
    for (uint32_t length = last < 4 ? last : 4; length > 0; length--) {
        struct match match;
        const struct record *record = record_at(scan, last - length, &match);
        if (match.length == length && is_state_or_body(record) &&
            (record->kind == ENTITY_COUNTRY || record->metonym || !possessive))
            return last - length;
    }
    return index;
}

static bool starts_name(const struct scan *scan, uint32_t index)
{
    const struct piece *piece = piece_at(scan, index);
    if (piece == NULL || piece->initial || !is_capital(piece))
        return false;
    return is_joined(scan, index) || piece->joint == JOINT_COMMA;
}

// le, la, l', the right before index.
static bool is_definite(const struct scan *scan, uint32_t index)
{
    if (index == 0 || !is_joined(scan, index))
        return false;
    struct slice text = piece_text(scan, index - 1);
    char folded[8];
    struct slice word = {folded, piece_fold(text, folded, sizeof folded)};
    return slice_is(word, "le") || slice_is(word, "la") || slice_is(word, "l") ||
           slice_is(word, "les") || slice_is(word, "au") || slice_is(word, "du") ||
           slice_is(word, "aux") || slice_is(word, "the");
}

// Marie Durand, ministre des Transports: right after a person's name and a comma.
static bool stands_beside(const struct scan *scan, uint32_t index)
{
    const struct candidate *last = scan->candidates.count
                                       ? &scan->candidates.items[scan->candidates.count - 1] : NULL;
    return last && last->to == index && last->name && last->kind == ENTITY_PERSON &&
           scan->pieces.items[index].joint == JOINT_COMMA;
}

static uint32_t role_scan(struct scan *scan, uint32_t index, const struct record *record,
                          uint32_t length)
{
    bool scoped = false;
    uint8_t upos = upos_at(scan, index);
    if (length == 1 && (upos == UPOS_VERB || upos == UPOS_AUX) &&
        !is_capital(&scan->pieces.items[index]))
        return index + 1; // Kinshasa accuse Kigali
    uint32_t from = index, end = scope_end(scan, index + length, &scoped);
    if (scan->document->language == LANGUAGE_en) {
        from = scope_start(scan, index);
        scoped = scoped || from < index;
    }
    bool named = starts_name(scan, end);
    if (named) {
        struct match match;
        const struct record *thing = thing_at(scan, end, &match);
        // "président, Paris": a place after a comma is no name of the president
        if (thing == NULL || thing->kind == ENTITY_PERSON || is_joined(scan, end))
            scan->person_after = end;
    }
    scan->phrase_end = end;
    bool told = (scoped && record->scoped) || (named && scan->person_after == end) ||
                (record->scoped && stands_beside(scan, index));
    bool bare = end == index + length && skip_of(scan, end) == end;
    if (told || (bare && record->scoped && is_definite(scan, index))) {
        // A bare "le ministre" stays only where the entity stage knows who it is.
        struct candidate *candidate =
            candidate_add(scan, from, end, ENTITY_PERSON, told ? "role" : "bare_role");
        candidate->name = false;
        candidate->certainty = CERTAIN;
    }
    return index + length;
}

static bool is_verb(const struct scan *scan, uint32_t index)
{
    uint8_t upos = upos_at(scan, index);
    return upos == UPOS_VERB || upos == UPOS_AUX; // le premier choix est Marie, il place Durand
}

// ses soldats, their troops
static bool is_possessed(const struct scan *scan, uint32_t index)
{
    uint32_t word = index > 0 && is_joined(scan, index) ? scan->words[index - 1] : NO_INDEX;
    return word != NO_INDEX && scan->document->words.items[word].upos != UPOS_PART &&
           scan->document->words.items[word].features & FEATURE_BIT(POSS);
}

// rebels in Darfur, rebelles au Mali: where an agent acts, when that is a state or in one.
static uint32_t place_end(const struct scan *scan, uint32_t index, bool *scoped)
{
    static const char *const words[] = {"in", "from", "throughout", "en", "au", "aux"};
    if (*scoped || !is_joined(scan, index))
        return index;
    struct slice text = piece_text(scan, index);
    bool placed = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        placed = placed || slice_is(text, words[i]);
    uint32_t after = index + 1;
    if (placed && is_joined(scan, after) && slice_is(piece_text(scan, after), "the"))
        after++;
    struct match match;
    const struct record *record =
        placed && is_joined(scan, after) ? thing_at(scan, after, &match) : NULL;
    if (record == NULL || record->country.data == NULL || record->metonym ||
        (record->kind != ENTITY_COUNTRY && record->kind != ENTITY_PLACE))
        return index;
    *scoped = true;
    return after + match.length;
}

static uint32_t agent_scan(struct scan *scan, uint32_t index, const struct record *record,
                           uint32_t length)
{
    bool scoped = false;
    if (length == 1 && is_verb(scan, index))
        return index + 1; // la France presse le Togo
    // "a retiré ses soldats du Mali", "withdrew its troops from Chad": whose they are is said.
    uint32_t after = index + length;
    if (is_possessed(scan, index) &&
        (slice_is(piece_text(scan, after < scan->pieces.count ? after : index), "from") ||
         (scan->document->language == LANGUAGE_fr && skip_of(scan, after) > after)))
        return after;
    uint32_t from = index, end = scope_end(scan, index + length, &scoped);
    if (scan->document->language == LANGUAGE_en) {
        from = scope_start(scan, index);
        scoped = scoped || from < index;
    }
    end = place_end(scan, end, &scoped);
    scan->phrase_end = end;
    if (scoped || (record->alone && is_definite(scan, index))) {
        struct candidate *candidate = candidate_add(scan, from, end, ENTITY_ORGANISATION, "agent");
        candidate->name = false;
        candidate->certainty = CERTAIN;
    }
    return index + length;
}

static bool match_is_demonym(const struct scan *scan, uint32_t index)
{
    struct match match;
    const struct record *record = record_at(scan, index, &match);
    return record && record->class == RECORD_DEMONYM;
}

// Lower-case head of an organisation's name: ministère de la Défense, université de Liège.
static uint32_t organisation_scan(struct scan *scan, uint32_t index)
{
    uint32_t end = index + 1;
    while (is_joined(scan, end) && (flags_at(scan, end) & WORD_EPITHET) &&
           !is_capital(&scan->pieces.items[end]))
        end++;
    uint32_t name = skip_of(scan, end);
    const struct piece *piece = piece_at(scan, name);
    uint8_t upos = upos_at(scan, index);
    if (upos == UPOS_VERB || upos == UPOS_AUX)
        return index; // parti, réseau…: a participle
    if (piece == NULL || !is_joined(scan, name) || !is_capital(piece) || piece->initial)
        return index;
    if (name == index + 1 && (flags_at(scan, index) & WORD_ORGANISATION_BEFORE)) {
        scan->organisation_after = name; // le groupe Bolloré: the name alone
        return index;
    }
    if (name == end && end == index + 1 && !(flags_at(scan, index) & WORD_ORGANISATION_NAMED))
        return index; // a capital right after: only lycée, hôpital, musée… take it in
    struct match match;
    const struct record *thing = thing_at(scan, name, &match);
    if ((thing && thing->kind == ENTITY_PERSON) || match_is_demonym(scan, name))
        return index;
    bool strong = (flags_at(scan, index) & WORD_ORGANISATION_NAMED) || end > index + 1;
    if (!strong)
        return index; // la direction de la RATP: the name alone
    uint32_t stop = thing ? name + match.length : chunk_end(scan, name);
    if (thing && is_one_word(scan, stop)) // l'université Paris-Dauphine
        stop = chunk_end(scan, name);
    if (flags_at(scan, name) & WORD_PORTFOLIO) {
        bool scoped = false;
        stop = scope_end(scan, name + 1, &scoped);
    }
    candidate_add(scan, index, stop, ENTITY_ORGANISATION, "organisation");
    return stop;
}

// La neuvième place, la 3e place: a rank.
static bool is_rank(const struct scan *scan, uint32_t index)
{
    if (index == 0 || !is_joined(scan, index))
        return false;
    struct slice before = piece_text(scan, index - 1);
    return scan->pieces.items[index - 1].shape == SHAPE_DIGIT ||
           slice_ends(before, "i\xC3\xA8me") || slice_ends(before, "emi\xC3\xA8re");
}

// Words before a name that say what it is; they are no part of it.
static void announce(struct scan *scan, uint32_t index, uint32_t flags)
{
    uint32_t next = skip_of(scan, index + 1);
    const struct piece *piece = piece_at(scan, next);
    if (piece == NULL || !is_capital(piece))
        return;
    bool direct = next == index + 1;
    if ((flags & WORD_PROGRAMME) && direct && (piece->joint == JOINT_SPACE ||
                                               piece->joint == JOINT_QUOTE))
        scan->programme_after = next;
    if ((flags & WORD_WORK) && direct && piece->joint == JOINT_QUOTE)
        scan->work_after = next;
    if ((flags & WORD_ORGANISATION_BEFORE) && direct && is_joined(scan, next))
        scan->organisation_after = next;
    if ((flags & WORD_PLACE_BEFORE) && is_joined(scan, next) && !piece->initial &&
        !is_verb(scan, index))
        scan->place_after = next;
}

// lac Léman, mer d'Aral: a common noun that is part of a place's name.
static uint32_t place_scan(struct scan *scan, uint32_t index)
{
    uint32_t next = skip_of(scan, index + 1);
    const struct piece *piece = piece_at(scan, next);
    if (piece == NULL || !is_joined(scan, next) || !is_capital(piece) || piece->initial ||
        (flags_at(scan, next) & WORD_COMMON) || is_verb(scan, index) || is_rank(scan, index))
        return index;
    struct match match;
    const struct record *thing = thing_at(scan, next, &match);
    uint32_t end = thing ? next + match.length : chunk_end(scan, next);
    candidate_add(scan, index, end, ENTITY_PLACE, "place");
    return end;
}

static bool is_title(const struct scan *scan, uint32_t index)
{
    const struct piece *piece = &scan->pieces.items[index];
    const struct piece *next = piece_at(scan, index + 1);
    if (next == NULL || !is_joined(scan, index + 1))
        return false;
    bool particle = (flags_at(scan, index + 1) & WORD_PARTICLE) && is_capital(piece);
    if (!is_capital(next) && !particle)
        return false;
    if (piece->end - piece->start == 1 && !piece->dot_after)
        return false; // M alone
    if (is_capital(piece) && label_goes_on(scan, index + 1) &&
        (ner_at(scan, index) == NER_ORG || ner_at(scan, index) == NER_LOC))
        return false; // Major League Baseball
    return next->joint == JOINT_SPACE || next->joint == JOINT_DOT;
}

// A record of the knowledge files, unless a longer run of capitals wants to be looked at.
static uint32_t thing_scan(struct scan *scan, uint32_t index, const struct record *record,
                           const struct match *match)
{
    uint32_t end = index + match->length;
    if (is_capital(&scan->pieces.items[index]) && !scan->loud && chunk_end(scan, index) > end)
        return index;
    if (scan->person_after == index && record->kind != ENTITY_PERSON && match->length == 1 &&
        index > 0 && (flags_at(scan, index - 1) & WORD_TITLE))
        return index; // Mme France
    bool short_form = scan->lexicon->entries.items[match->entry].short_form;
    if (short_form && match->length == 1 && is_capital(&scan->pieces.items[index]) &&
        (flags_at(scan, index) & WORD_ORGANISATION) && is_joined(scan, end) &&
        scan->document->language == LANGUAGE_fr &&
        ((flags_at(scan, end) & WORD_EPITHET) || skip_of(scan, end) > end))
        return index; // l'Agence nationale du médicament is not the one of atomic energy
    struct candidate *candidate = candidate_add(scan, index, end, record->kind, "knowledge");
    candidate->certainty = CERTAIN;
    candidate->record = scan->lexicon->entries.items[match->entry].record + 1;
    if (short_form) {
        candidate->short_form = true;
        candidate->certainty = DOUBTFUL;
        candidate->name = is_capital(&scan->pieces.items[index]);
        return end;
    }
    bool common = match->length == 1 && (flags_at(scan, index) & WORD_COMMON);
    if (common && (is_initial(scan, index) || scan->loud)) {
        uint8_t upos = upos_at(scan, index);
        candidate->certainty = upos == UPOS_PROPN && !scan->loud ? LIKELY : DOUBTFUL;
    }
    return end;
}

// Mme von der Leyen, M. de Villepin: a title before a particle.
static uint32_t particle_scan(struct scan *scan, uint32_t index)
{
    uint32_t name = index;
    while (is_joined(scan, name) && (flags_at(scan, name) & WORD_PARTICLE) &&
           !is_capital(&scan->pieces.items[name]) && name < index + 3)
        name++;
    const struct piece *piece = piece_at(scan, name);
    if (name == index || piece == NULL || !is_joined(scan, name) || !is_capital(piece))
        return index;
    uint32_t end = chunk_end(scan, name);
    candidate_add(scan, index, end, ENTITY_PERSON, "title")->certainty = CERTAIN;
    return end;
}

// la Suisse, l'Argentine: a state that bears the name of its people, where no person follows.
static bool country_scan(struct scan *scan, uint32_t index, const struct match *match)
{
    const struct lexicon *lexicon = scan->lexicon;
    uint32_t before = index > 0 && is_joined(scan, index) ? flags_at(scan, index - 1) : 0;
    struct slice article = before ? piece_text(scan, index - 1) : SLICE_NONE;
    uint32_t after = index + match->length;
    bool person = is_joined(scan, after) && is_capital(&scan->pieces.items[after]);
    if (person || slice_is(article, "un") || slice_is(article, "une") || slice_is(article, "le") ||
        slice_is(article, "du") || slice_is(article, "au"))
        return false;
    for (uint32_t i = match->entry; i != 0; i = lexicon->entries.items[i].next) {
        const struct entry *entry = &lexicon->entries.items[i];
        const struct record *record = &scan->knowledge->records.items[entry->record];
        if (record->class != RECORD_THING || record->kind != ENTITY_COUNTRY ||
            !entry_fits(entry, &scan->pieces.items[index], match->length))
            continue;
        struct candidate *candidate =
            candidate_add(scan, index, after, ENTITY_COUNTRY, "knowledge");
        candidate->certainty = CERTAIN;
        candidate->record = entry->record + 1;
        return true;
    }
    return false;
}

uint32_t phrase_scan(struct scan *scan, uint32_t index)
{
    uint32_t flags = flags_at(scan, index);
    if (scan->person_after == index && (flags & WORD_PARTICLE)) {
        uint32_t end = particle_scan(scan, index);
        if (end > index)
            return end;
    }
    struct match match;
    const struct record *record = record_at(scan, index, &match);
    bool capital = is_capital(&scan->pieces.items[index]);
    if (record == NULL && flags == 0)
        return index;
    if ((flags & WORD_TITLE) && is_title(scan, index)) {
        scan->person_after = index + 1;
        return index + 1;
    }
    if (record && record->class == RECORD_THING)
        return thing_scan(scan, index, record, &match);
    if (record && record->class == RECORD_ROLE)
        return role_scan(scan, index, record, match.length);
    if (record && record->class == RECORD_AGENT && !capital) {
        uint32_t next = (flags & WORD_ORGANISATION) ? organisation_scan(scan, index) : index;
        return next > index ? next : agent_scan(scan, index, record, match.length);
    }
    if (record && record->class == RECORD_DEMONYM) {
        if (capital && chunk_is_organisation(scan, index))
            return index;
        if (capital && country_scan(scan, index, &match))
            return index + match.length;
        struct candidate *candidate =
            candidate_add(scan, index, index + match.length, ENTITY_COUNTRY, "demonym");
        candidate->certainty = CERTAIN;
        candidate->name = false;
        return index + match.length;
    }
    if (capital && (flags & WORD_ORGANISATION_BEFORE) && !scan->loud &&
        scan->pieces.items[index].shape == SHAPE_UPPER) { // l'ONG Bolard
        announce(scan, index, flags);
        return scan->organisation_after == index + 1 ? index + 1 : index;
    }
    if (capital && (flags & WORD_PROGRAMME))
        announce(scan, index, WORD_PROGRAMME);
    if (capital)
        return index;
    announce(scan, index, flags);
    uint32_t next = index;
    if ((flags & WORD_ORGANISATION) && scan->document->language == LANGUAGE_fr)
        next = organisation_scan(scan, index);
    if (next == index && (flags & WORD_PLACE_PART) && scan->document->language == LANGUAGE_fr)
        next = place_scan(scan, index);
    return next;
}
