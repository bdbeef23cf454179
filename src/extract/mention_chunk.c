// SPDX-License-Identifier: Apache-2.0
// Runs of capitals: how far a name goes (particles, initials, of the) and what it names, from
// the words in it, the words beside it and, where a tagger gave them, tags and NER labels.
#include "extract/mention.h"

#define RUN_MAX 12 // pieces of one name; a longer run of capitals is a headline

static bool is_name_part(const struct scan *scan, uint32_t index)
{
    const struct piece *piece = piece_at(scan, index);
    return piece && is_capital(piece) && !piece->initial && !(flags_at(scan, index) & WORD_TITLE &&
           piece->dot_after);
}

static uint32_t piece_size(const struct scan *scan, uint32_t index)
{
    return scan->pieces.items[index].end - scan->pieces.items[index].start;
}

// J., F.W.: initials of a person's given names.
static bool is_initials(const struct scan *scan, uint32_t index)
{
    const struct piece *piece = &scan->pieces.items[index];
    uint32_t size = piece->end - piece->start;
    return is_capital(piece) && ((size == 1 && piece->dot_after) ||
                                 (size <= 6 && scan->document->text.data[piece->end - 1] == '.'));
}

struct run {
    bool all_first_names; // every piece so far is a given name
    bool organisation;    // holds an organisation's word
    bool linked;          // an "of" has led on before: Bank of X and Y
};

static void run_note(const struct scan *scan, uint32_t index, struct run *run)
{
    uint32_t flags = flags_at(scan, index);
    bool given = (flags & WORD_FIRST_NAME) || is_initials(scan, index);
    run->all_first_names = run->all_first_names && given;
    run->organisation = run->organisation || (flags & WORD_ORGANISATION);
}

// of and de lead on in an organisation's name; and, for, on do when what follows is no name by
// itself (the European Union and NATO, the White House for Mr X, the Committee on Thursday).
static bool link_leads(const struct scan *scan, uint32_t index, const struct run *run)
{
    struct slice text = piece_text(scan, index);
    bool belongs = (flags_at(scan, index) & (WORD_PARTICLE | WORD_ARTICLE)) || !scan->labelled;
    if (scan->document->language == LANGUAGE_fr) // et, pour, contre: where the tagger saw one name
        return belongs || label_goes_on(scan, index);
    if (slice_is(text, "of"))
        return true;
    if (slice_is(text, "and") && !run->linked)
        return false;
    struct match match;
    const struct record *record =
        index + 1 < scan->pieces.count ? record_at(scan, index + 1, &match) : NULL;
    return !(flags_at(scan, index + 1) & (WORD_COMMON | WORD_TITLE | WORD_FIRST_NAME)) &&
           !(record && record->class == RECORD_THING);
}

// Lower-case words inside a name: gives the capital that they lead to, or index.
static uint32_t bridge(const struct scan *scan, uint32_t index, const struct run *run)
{
    uint32_t flags = flags_at(scan, index);
    const struct piece *piece = &scan->pieces.items[index];
    if (piece->shape != SHAPE_LOWER)
        return index;
    uint32_t next = index + 1;
    if (piece->joint == JOINT_HYPHEN) // Villeneuve-sur-Lot
        return next < scan->pieces.count && scan->pieces.items[next].joint == JOINT_HYPHEN &&
                       is_name_part(scan, next) ? next : index;
    bool foreign = (flags & WORD_PARTICLE) && !(flags & (WORD_LINK | WORD_ARTICLE));
    bool french = (flags & WORD_PARTICLE) && run->all_first_names;
    bool link = (flags & WORD_LINK) && run->organisation && link_leads(scan, index, run);
    if (!foreign && !french && !link)
        return index;
    for (int step = 0; step < 2 && is_joined(scan, next); step++, next++) {
        if (is_name_part(scan, next))
            return next;
        if (!(flags_at(scan, next) & (foreign || french ? WORD_PARTICLE
                                                        : WORD_LINK | WORD_ARTICLE)))
            break;
    }
    return index;
}

// True when pieces index-1 and index are joined by a full stop that ends no sentence.
static bool dot_joins(const struct scan *scan, uint32_t index)
{
    return piece_size(scan, index - 1) == 1 ||
           (flags_at(scan, index - 1) & (WORD_TITLE | WORD_PLACE_PART));
}

// Trump-Poutine: the surnames of two known persons.
static bool are_two_persons(const struct scan *scan, uint32_t index)
{
    uint32_t before = flags_at(scan, index - 1), after = flags_at(scan, index);
    return (before & WORD_SURNAME) && (after & WORD_SURNAME) && !(before & WORD_FIRST_NAME);
}

uint32_t chunk_end(const struct scan *scan, uint32_t index)
{
    struct run run = {.all_first_names = true};
    run_note(scan, index, &run);
    uint32_t end = index + 1;
    while (end < scan->pieces.count && end - index < RUN_MAX && is_joined(scan, end)) {
        const struct piece *piece = &scan->pieces.items[end];
        if (piece->joint == JOINT_DOT && !dot_joins(scan, end))
            break;
        if (piece->joint == JOINT_APOSTROPHE && piece_size(scan, end - 1) > 2)
            break;
        if (piece->joint == JOINT_HYPHEN && are_two_persons(scan, end))
            break;
        if (is_name_part(scan, end)) {
            run_note(scan, end++, &run);
            continue;
        }
        if (piece->shape == SHAPE_DIGIT && piece->joint == JOINT_HYPHEN) {
            end++;
            continue;
        }
        if (piece->joint == JOINT_HYPHEN && end > index + 1 && is_one_word(scan, end) &&
            ner_at(scan, end) == NER_PER) { // Park Byeong-seug
            end++;
            continue;
        }
        uint32_t next = bridge(scan, end, &run);
        if (next == end)
            break;
        run.linked = true;
        end = next;
    }
    const struct piece *piece = piece_at(scan, end);
    bool company = piece && piece->joint == JOINT_COMMA && is_capital(piece) &&
                   (flags_at(scan, end) & WORD_SUFFIX) && piece_size(scan, end) <= 4;
    return company ? end + 1 : end; // Bolard, Inc
}

static uint32_t flags_in(const struct scan *scan, uint32_t from, uint32_t to)
{
    uint32_t flags = 0;
    for (uint32_t i = from; i < to; i++) {
        if (is_capital(&scan->pieces.items[i]))
            flags |= flags_at(scan, i);
    }
    return flags;
}

bool chunk_is_organisation(const struct scan *scan, uint32_t index)
{
    uint32_t end = chunk_end(scan, index);
    if (end == index + 1)
        return false;
    uint32_t last = flags_at(scan, end - 1);
    return (flags_in(scan, index + 1, end) & WORD_ORGANISATION) || (last & WORD_SUFFIX);
}

// Label of a trained tagger, where there is one.
static enum entity_kind labelled_kind(const struct scan *scan, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        switch (ner_at(scan, i)) {
        case NER_PER: return ENTITY_PERSON;
        case NER_LOC: return ENTITY_PLACE;
        case NER_ORG: return ENTITY_ORGANISATION;
        case NER_MISC: return ENTITY_OTHER;
        default: break;
        }
    }
    return ENTITY_NONE;
}

struct reading {
    enum entity_kind kind;
    enum certainty certainty;
    const char *rule;
};

// What the words before say: titles, roles, film, opération, ville de.
static struct reading read_before(const struct scan *scan, uint32_t from)
{
    if (scan->person_after == from)
        return (struct reading){ENTITY_PERSON, CERTAIN, "title"};
    if (scan->programme_after == from)
        return (struct reading){ENTITY_PROGRAMME, LIKELY, "programme"};
    if (scan->work_after == from)
        return (struct reading){ENTITY_WORK, LIKELY, "work"};
    if (scan->organisation_after == from)
        return (struct reading){ENTITY_ORGANISATION, LIKELY, "organisation"};
    if (scan->place_after == from)
        return (struct reading){ENTITY_PLACE, LIKELY, "place"};
    return (struct reading){ENTITY_NONE, DOUBTFUL, NULL};
}

// What the words of a run of two pieces or more say.
static struct reading read_inside(const struct scan *scan, uint32_t from, uint32_t to)
{
    uint32_t first = flags_at(scan, from), last = flags_at(scan, to - 1);
    uint32_t rest = flags_in(scan, from + 1, to);
    bool hyphened = scan->pieces.items[from + 1].joint == JOINT_HYPHEN;
    for (uint32_t i = from + 1; i + 1 < to; i++) {
        if (scan->pieces.items[i].shape == SHAPE_LOWER && hyphened &&
            scan->pieces.items[i].joint == JOINT_HYPHEN)
            return (struct reading){ENTITY_PLACE, LIKELY, "hyphens"};
    }
    bool given = (first & WORD_FIRST_NAME) || is_initials(scan, from);
    if ((first & WORD_CLUB) && scan->pieces.items[from].shape == SHAPE_UPPER && !hyphened)
        return (struct reading){ENTITY_ORGANISATION, LIKELY, "club"};
    if (last & WORD_EVENT)
        return (struct reading){ENTITY_EVENT, LIKELY, "event"};
    if (given && !(rest & WORD_ORGANISATION) && !(last & WORD_SUFFIX))
        return (struct reading){ENTITY_PERSON, LIKELY, "first_name"};
    if ((last & WORD_SUFFIX) || ((first | rest) & WORD_ORGANISATION))
        return (struct reading){ENTITY_ORGANISATION, LIKELY, "organisation"};
    if ((last & WORD_PLACE_AFTER) || (first & WORD_PLACE_PART) ||
        (hyphened && slice_starts(piece_text(scan, from), "Saint")))
        return (struct reading){ENTITY_PLACE, LIKELY, "place"};
    if (last & WORD_SURNAME)
        return (struct reading){ENTITY_PERSON, LIKELY, "surname"};
    return (struct reading){ENTITY_NONE, DOUBTFUL, NULL};
}

// A run that fills a pair of quotation marks: a title or the name of a scheme.
static bool is_quoted(const struct scan *scan, uint32_t from, uint32_t to)
{
    const struct piece *piece = &scan->pieces.items[from];
    if (piece->joint != JOINT_QUOTE)
        return false;
    struct slice rest = slice_part(scan->document->text, scan->pieces.items[to - 1].end,
                                   scan->document->text.size);
    rest = slice_trim(slice_part(rest, 0, 8));
    return slice_starts(rest, "\xC2\xBB") || slice_starts(rest, "\"") ||
           slice_starts(rest, "\xE2\x80\x9D") || slice_starts(rest, "\xE2\x80\x99");
}

// A preposition of place right before: en Ardèche, à Vire, but not face à Durand.
static bool is_placed(const struct scan *scan, uint32_t from, bool single)
{
    if (from == 0 || !is_joined(scan, from) || !(flags_at(scan, from - 1) & WORD_PREPOSITION))
        return false;
    if (flags_at(scan, from) & WORD_SURNAME)
        return false;
    if (from > 1 && is_joined(scan, from - 1) && (flags_at(scan, from - 2) & WORD_FACING))
        return false;
    return single || slice_is(piece_text(scan, from - 1), "in") ||
           slice_is(piece_text(scan, from - 1), "en") ||
           scan->pieces.items[from + 1].joint == JOINT_HYPHEN;
}

// ONU, but neither A6 nor XIV.
static bool is_acronym(const struct scan *scan, uint32_t index)
{
    if (scan->pieces.items[index].shape != SHAPE_UPPER)
        return false;
    struct slice text = piece_text(scan, index);
    bool roman = true;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] >= '0' && text.data[i] <= '9')
            return false;
        roman = roman && strchr("IVXLC", text.data[i]) != NULL;
    }
    return !roman;
}

// In parentheses right after an organisation's name.
static bool is_abbreviation(const struct scan *scan, uint32_t from)
{
    const struct candidate *last = scan->candidates.count
                                       ? &scan->candidates.items[scan->candidates.count - 1] : NULL;
    return scan->pieces.items[from].joint == JOINT_PAREN && last && last->to == from &&
           last->kind == ENTITY_ORGANISATION;
}

// A run that nothing tells: a preposition of place before it, an age or a verb of saying after.
static struct reading read_beside(const struct scan *scan, uint32_t from, uint32_t to)
{
    bool single = to == from + 1;
    if (is_quoted(scan, from, to))
        return (struct reading){ENTITY_WORK, LIKELY, "quotation"};
    if (is_placed(scan, from, single)) { // in Decay: no name for the tagger, no name
        bool named = !scan->labelled || labelled_kind(scan, from, to) != ENTITY_NONE;
        return (struct reading){ENTITY_PLACE, named ? LIKELY : DOUBTFUL, "preposition"};
    }
    if (from > 0 && is_joined(scan, from) && slice_is(piece_text(scan, from - 1), "chez") &&
        !(flags_at(scan, from) & (WORD_FIRST_NAME | WORD_SURNAME)))
        return (struct reading){ENTITY_ORGANISATION, LIKELY, "chez"};
    if (single && is_acronym(scan, from)) {
        bool named = !scan->labelled || ner_at(scan, from) != NER_NONE ||
                     is_abbreviation(scan, from);
        if (ner_at(scan, from) == NER_MISC)
            return (struct reading){ENTITY_OTHER, LIKELY, "acronym"};
        return (struct reading){ENTITY_ORGANISATION, named ? LIKELY : DOUBTFUL, "acronym"};
    }
    if (single && (flags_at(scan, from) & (WORD_FIRST_NAME | WORD_SURNAME)))
        return (struct reading){ENTITY_PERSON, LIKELY, "surname"};
    const struct piece *after = piece_at(scan, to);
    bool joined = after && (is_joined(scan, to) || after->joint == JOINT_COMMA);
    uint32_t before = from > 0 && is_joined(scan, from) ? flags_at(scan, from - 1) : 0;
    if (joined && (flags_at(scan, to) & WORD_SPEECH) && !(before & WORD_ARTICLE))
        return (struct reading){ENTITY_PERSON, LIKELY, "speech"};
    if (joined && !single && after->joint == JOINT_COMMA && after->shape == SHAPE_DIGIT)
        return (struct reading){ENTITY_PERSON, LIKELY, "age"};
    return (struct reading){ENTITY_NONE, DOUBTFUL, NULL};
}

// A run of capitals about which nothing is known: two or three words are mostly a person.
static struct reading read_bare(const struct scan *scan, uint32_t from, uint32_t to)
{
    bool single = to == from + 1, common = false, upper = false;
    for (uint32_t i = from; i < to; i++) {
        uint32_t ordinary = WORD_COMMON | (single ? WORD_ORDINARY : 0);
        common = common || (flags_at(scan, i) & ordinary);
        upper = upper || scan->pieces.items[i].shape == SHAPE_UPPER;
    }
    uint8_t upos = upos_at(scan, from);
    bool proper = upos == UPOS_NONE || upos == UPOS_PROPN || upos == UPOS_X;
    bool space = to > from + 1 && scan->pieces.items[to - 1].joint == JOINT_SPACE;
    if (!single && to - from <= 3 && !common && !upper && space && proper)
        return (struct reading){ENTITY_PERSON, LIKELY, "capitals"};
    enum certainty certainty = proper && !common ? LIKELY : DOUBTFUL;
    return (struct reading){ENTITY_OTHER, certainty, "capitals"};
}

static struct reading read_chunk(const struct scan *scan, uint32_t from, uint32_t to)
{
    struct reading reading = read_before(scan, from);
    if (reading.kind != ENTITY_NONE)
        return reading;
    bool given = (flags_at(scan, from) & WORD_FIRST_NAME) != 0;
    if (to > from + 1 && (given || !is_quoted(scan, from, to)))
        reading = read_inside(scan, from, to);
    if (reading.kind == ENTITY_NONE)
        reading = read_beside(scan, from, to);
    if (reading.kind != ENTITY_NONE)
        return reading;
    // Lexicon and neighbours say nothing: the trained tagger is asked before capitals alone.
    reading = read_bare(scan, from, to);
    enum entity_kind labelled = labelled_kind(scan, from, to);
    bool asked = reading.kind != ENTITY_OTHER || reading.certainty > DOUBTFUL || to > from + 1;
    if (labelled != ENTITY_NONE && asked)
        return (struct reading){labelled, LIKELY, "model"};
    if (scan->labelled && reading.kind == ENTITY_PERSON)
        reading.kind = ENTITY_OTHER;
    return reading;
}

static bool is_of(const struct scan *scan, uint32_t index)
{
    struct slice text = piece_text(scan, index);
    return slice_is(text, "de") || slice_is(text, "des") || slice_is(text, "du") ||
           slice_is(text, "d");
}

// Words of a French organisation after its capital: Parti socialiste, Cour pénale
// internationale, Fédération française de Football.
static uint32_t epithets_end(const struct scan *scan, uint32_t index, uint32_t end)
{
    if (!(flags_at(scan, index) & WORD_ORGANISATION) ||
        scan->document->language != LANGUAGE_fr)
        return end;
    for (int step = 0; step < 6 && is_joined(scan, end); step++) {
        struct match match;
        const struct record *record = record_at(scan, end, &match);
        bool demonym = record && record->class == RECORD_DEMONYM;
        if (demonym || (flags_at(scan, end) & WORD_EPITHET)) {
            end++;
            continue;
        }
        uint32_t next = end;
        while (is_joined(scan, next) && (flags_at(scan, next) & WORD_LINK) &&
               !is_capital(&scan->pieces.items[next]))
            next++;
        if (next == end || !is_joined(scan, next))
            break;
        if (is_name_part(scan, next))
            end = chunk_end(scan, next);
        else if (upos_at(scan, next) == UPOS_NOUN && is_of(scan, end))
            end = next + 1; // Académie royale de peinture
        else
            break;
    }
    return end;
}

// A known thing that opens a longer run: Paris Match, Donald Trump Jr, Kiev-Moscou.
static uint32_t known_start(struct scan *scan, uint32_t index, uint32_t end)
{
    struct match match;
    const struct record *record = record_at(scan, index, &match);
    if (record == NULL || record->class != RECORD_THING || index + match.length >= end)
        return end;
    uint32_t after = index + match.length;
    struct match next;
    const struct record *follower = record_at(scan, after, &next);
    // l'AFP Ana Morel, le grand rabbin de France Ari Morel
    bool body = record->kind == ENTITY_COUNTRY ||
                (record->kind == ENTITY_ORGANISATION && match.length == 1 &&
                 scan->pieces.items[index].shape == SHAPE_UPPER);
    bool person = body && end == after + 2 && scan->pieces.items[after].joint == JOINT_SPACE &&
                  !((flags_at(scan, after) | flags_at(scan, after + 1)) &
                    (WORD_ORGANISATION | WORD_SUFFIX | WORD_PLACE_AFTER | WORD_COMMON |
                     WORD_ORDINARY));
    bool splits = person || (follower && follower->class != RECORD_AGENT) ||
                  ((flags_at(scan, after) & (WORD_FIRST_NAME | WORD_TITLE)) &&
                   record->kind != ENTITY_PERSON);
    // la région Bourgogne-Franche-Comté: one place
    bool one_place = scan->place_after == index && is_one_word(scan, after);
    if (scan->person_after == index || one_place || (!splits && record->kind != ENTITY_PERSON))
        return end;
    return splits || record->kind != ENTITY_PERSON ? after : end;
}

// A run stops where a role or title opens (Iran Foreign Minister …).
static uint32_t stop_at_role(const struct scan *scan, uint32_t index, uint32_t end)
{
    for (uint32_t i = index + 1; i < end; i++) {
        struct match match;
        const struct record *record = record_at(scan, i, &match);
        if (record && record->class == RECORD_ROLE && i + match.length <= end &&
            scan->pieces.items[i].joint == JOINT_SPACE &&
            !(flags_at(scan, index) & WORD_FIRST_NAME))
            return i;
    }
    return end;
}

// A first word that only its place made a capital: "Décès" before a name, "Les" in a heading.
static bool opens_only(const struct scan *scan, uint32_t index, uint32_t end)
{
    uint32_t flags = flags_at(scan, index);
    const struct piece *piece = &scan->pieces.items[index];
    if (scan->person_after == index || (flags & (WORD_FIRST_NAME | WORD_ORGANISATION)))
        return false;
    bool placed = piece->initial || piece->joint == JOINT_BREAK || piece->joint == JOINT_QUOTE;
    if ((flags & WORD_ARTICLE) && placed && scan->document->language == LANGUAGE_fr)
        return true;
    return piece->initial && (flags & (WORD_ORDINARY | WORD_COMMON)) &&
           (end == index + 1 || scan->pieces.items[index + 1].joint == JOINT_SPACE);
}

// Afro-Américain: a demonym with something before it.
static bool demonym_scan(struct scan *scan, uint32_t index, uint32_t end)
{
    struct match match;
    const struct record *record = record_at(scan, end - 1, &match);
    if (end != index + 2 || scan->pieces.items[end - 1].joint != JOINT_HYPHEN ||
        record == NULL || record->class != RECORD_DEMONYM)
        return false;
    struct candidate *candidate =
        candidate_add(scan, end - 1, end, ENTITY_COUNTRY, "demonym");
    candidate->certainty = CERTAIN;
    candidate->name = false;
    return true;
}

// le Sénat, the Congress: one capital that names the body of the state spoken of.
static bool alone_scan(struct scan *scan, uint32_t index)
{
    uint32_t before = index > 0 && is_joined(scan, index) ? flags_at(scan, index - 1) : 0;
    if (!(flags_at(scan, index) & WORD_ORGANISATION_ALONE) ||
        !((before & WORD_ARTICLE) || scan->document->language == LANGUAGE_en) ||
        is_initial(scan, index))
        return false;
    candidate_add(scan, index, index + 1, ENTITY_ORGANISATION, "organisation");
    return true;
}

// Vice, Former… with capitals: they belong to the role after them.
static bool modifies_role(const struct scan *scan, uint32_t index)
{
    struct match match;
    if (!(flags_at(scan, index) & WORD_MODIFIER) || !is_joined(scan, index + 1))
        return false;
    const struct record *record = record_at(scan, index + 1, &match);
    return (record && record->class == RECORD_ROLE) ||
           (flags_at(scan, index + 1) & WORD_MODIFIER);
}

uint32_t chunk_scan(struct scan *scan, uint32_t index)
{
    uint32_t flags = flags_at(scan, index);
    if (index < scan->phrase_end && (flags & WORD_PORTFOLIO))
        return index + 1; // ministre des Transports
    if (modifies_role(scan, index))
        return index + 1;
    uint32_t end = stop_at_role(scan, index, chunk_end(scan, index));
    bool named_head = (flags & WORD_ORGANISATION) != 0;
    uint32_t wide = named_head ? epithets_end(scan, index, end) : end;
    bool initial = is_initial(scan, index);
    if ((flags & WORD_COMMON) && wide == end && (initial || end == index + 1) &&
        scan->person_after != index)
        return index + 1; // an ordinary word with the capital of its place
    if (wide == index + 1 && alone_scan(scan, index))
        return wide;
    if (named_head && wide == index + 1 && (initial || scan->person_after != index) &&
        labelled_kind(scan, index, wide) == ENTITY_NONE)
        return index + 1; // Ministère, Parlement: alone they name nobody
    if (wide == end && opens_only(scan, index, end) &&
        labelled_kind(scan, index, index + 1) == ENTITY_NONE)
        return index + 1;
    if (demonym_scan(scan, index, end))
        return end;
    end = known_start(scan, index, wide);
    struct match match;
    const struct record *record = record_at(scan, index, &match);
    bool titled = scan->person_after == index && index > 0 && end == index + 1 &&
                  (flags_at(scan, index - 1) & WORD_TITLE) && record &&
                  record->kind != ENTITY_PERSON; // Mme Maurice
    if (record && record->class == RECORD_THING && index + match.length == end && !titled) {
        struct candidate *known = candidate_add(scan, index, end, record->kind, "knowledge");
        known->certainty = CERTAIN;
        known->record = scan->lexicon->entries.items[match.entry].record + 1;
        return end;
    }
    struct reading reading = read_chunk(scan, index, end);
    if (named_head && wide > index + 1 && reading.kind != ENTITY_PERSON)
        reading = (struct reading){ENTITY_ORGANISATION, LIKELY, "organisation"};
    // CNN-Türk, Normandie Actu: what a known name opens is mostly an organisation
    bool weak = reading.kind == ENTITY_OTHER || slice_is(slice_of(reading.rule), "model") ||
                slice_is(slice_of(reading.rule), "capitals") ||
                slice_is(slice_of(reading.rule), "hyphens");
    if (record && record->class == RECORD_THING && record->kind != ENTITY_PERSON && weak &&
        index + match.length < end && ner_at(scan, index) != NER_MISC) // a Ford Mustang is none
        reading = (struct reading){ENTITY_ORGANISATION, LIKELY, "capitals"};
    bool told = reading.rule && (scan->person_after == index || end > index + 1 ||
                                 scan->pieces.items[index].shape == SHAPE_UPPER);
    if (initial && !told && (upos_at(scan, index) != UPOS_PROPN ||
                             labelled_kind(scan, index, end) == ENTITY_NONE))
        reading.certainty = DOUBTFUL;
    struct candidate *candidate = candidate_add(scan, index, end, reading.kind, reading.rule);
    candidate->certainty = reading.certainty;
    // MM. Dupont et Durand: what follows an "et" is a person too
    if (reading.kind == ENTITY_PERSON && scan->person_after == index &&
        is_joined(scan, end) && is_joined(scan, end + 1) && is_name_part(scan, end + 1) &&
        (slice_is(piece_text(scan, end), "et") || slice_is(piece_text(scan, end), "and")) &&
        index > 0 && slice_is(piece_text(scan, index - 1), "MM"))
        scan->person_after = end + 1;
    return end;
}
