// SPDX-License-Identifier: Apache-2.0
// What the report calls things: parties by their entity's name, claims by kind and parties, sums
// in the sources' own words. Invents no name: what has none keeps the words of the text.
#include "report/view.h"

#include "base/table.h"
#include "base/utf8.h"

#include <assert.h>

// Names of documents, told by Wikidata's number to be one: "China" and "Chine".
static void names_of_documents(struct view *view)
{
    struct table known;
    table_init(&known, view->arena);
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t d = 0; d < view->comparison->document_count; d++) {
            const struct document *document = view->comparison->documents[view->order[d]];
            if ((document->language == view->language) != (pass == 0))
                continue;
            for (uint32_t i = 0; i < document->entities.count; i++) {
                const struct entity *entity = &document->entities.items[i];
                if (!entity->wikidata.size || !entity->name.size || entity->kind == ENTITY_PERSON)
                    continue;
                uint32_t place = pass == 0 ? table_add(&known, entity->wikidata,
                                                       view->local_names.count)
                                           : table_find(&known, entity->wikidata);
                if (place == view->local_names.count)
                    list_add(view->arena, &view->local_names, entity->name);
                if (pass == 1 && place != TABLE_NONE)
                    table_add(&view->names, utf8_fold(view->arena, entity->name), place);
            }
        }
    }
}

// One name of a line of lexicon/knowledge: "fr:Suisse"; in NONE language where it has no mark.
// False for one that only some texts use so ("en:~bloc").
static bool known_name(struct slice part, enum language *language, struct slice *name)
{
    *name = slice_trim(part);
    *language = LANGUAGE_NONE;
    if (slice_starts(*name, "fr:") || slice_starts(*name, "en:")) {
        *language = language_from_code(slice_part(*name, 0, 2));
        *name = slice_part(*name, 3, name->size);
    }
    return name->size > 0 && name->data[0] != '~';
}

// "fr:Suisse ; en:Switzerland | country=CHE …": the other language's names lead to the first of
// this one.
static void names_of_line(struct view *view, struct slice line, bool countries)
{
    struct slice rest = line, name, local = SLICE_NONE, names = slice_cut(&rest, '|');
    enum language language;
    for (struct slice parts = names; parts.data && !local.data;)
        if (known_name(slice_cut(&parts, ';'), &language, &name) &&
            (language == view->language || language == LANGUAGE_NONE))
            local = name;
    if (!local.data)
        return;
    uint32_t place = view->local_names.count;
    list_add(view->arena, &view->local_names, local);
    for (struct slice parts = names; parts.data;)
        if (known_name(slice_cut(&parts, ';'), &language, &name) && language != view->language &&
            language != LANGUAGE_NONE)
            table_add(&view->names, utf8_fold(view->arena, name), place);
    size_t code = slice_find(rest, SLICE("country="), 0);
    if (countries && code != SIZE_MAX)
        table_add(&view->countries, slice_part(rest, code + 8, code + 11), place);
}

void view_names_fill(struct view *view)
{
    static const char *const files[] = {
        "lexicon/knowledge/countries.txt", "lexicon/knowledge/organisations.txt",
        "lexicon/knowledge/capitals.txt",  "lexicon/knowledge/places.txt",
        "lexicon/knowledge/programmes.txt", "lexicon/knowledge/state_bodies.txt",
        "lexicon/knowledge/people.txt",    "lexicon/knowledge/leaders.txt"};
    const struct data_source *data = view->options->data;
    table_init(&view->names, view->arena);
    table_init(&view->countries, view->arena);
    names_of_documents(view);
    for (size_t i = 0; data && i < sizeof files / sizeof *files; i++) {
        struct slice line, text = data->find(files[i], data->context);
        uint32_t number = 0;
        while (slice_next_line(&text, &line, &number))
            if (line.size && line.data[0] != '#' && line.data[0] != '@')
                names_of_line(view, line, i == 0);
    }
}

struct slice view_local_name(const struct view *view, struct slice name)
{
    if (view == NULL || !name.size || !view->names.entries.count)
        return name;
    uint32_t place = table_find(&view->names, utf8_fold(view->arena, name));
    return place == TABLE_NONE ? name : view->local_names.items[place];
}

struct slice view_party_name(const struct view *view, const struct document *document,
                             const struct party *party)
{
    uint32_t number = party->entity.number;
    if (number && number <= document->entities.count &&
        document->entities.items[number - 1].name.size)
        return view_local_name(view, document->entities.items[number - 1].name);
    return party->text;
}

// A list of names, each once.
struct names {
    struct table seen;
    struct arena *arena;
    struct buffer *out;
    size_t start;
    const char *separator;
};

static void names_init(struct names *names, struct arena *arena, struct buffer *out)
{
    names->arena = arena;
    names->out = out;
    names->start = out->size;
    names->separator = ", ";
    table_init(&names->seen, arena);
}

static void names_add(struct names *names, struct slice name)
{
    uint32_t before = names->seen.entries.count;
    if (!name.size)
        return;
    table_add(&names->seen, utf8_fold(names->arena, name), 0);
    if (names->seen.entries.count == before)
        return;
    buffer_text(names->out, names->out->size > names->start ? names->separator : "");
    buffer_add(names->out, name);
}

static const party_list *finding_parties(const struct document *document,
                                         const struct support *support, enum view_side side)
{
    static const party_list none = {0};
    if (support->kind == FINDING_EVENT && support->index < document->events.count) {
        const struct event *event = &document->events.items[support->index];
        return side == VIEW_ACTORS ? &event->actors : &event->recipients;
    }
    if (support->kind == FINDING_COMMITMENT && support->index < document->commitments.count) {
        const struct commitment *commitment = &document->commitments.items[support->index];
        return side == VIEW_ACTORS ? &commitment->givers : &commitment->receivers;
    }
    return &none;
}

static const party_list *claim_parties(const struct claim *claim, enum view_side side)
{
    return side == VIEW_ACTORS ? &claim->actors : &claim->recipients;
}

static const struct commitment *commitment_of(const struct view *view,
                                              const struct support *support)
{
    const struct document *document = view->comparison->documents[support->document];
    if (support->kind != FINDING_COMMITMENT || support->index >= document->commitments.count)
        return NULL;
    return &document->commitments.items[support->index];
}

// The claim's parties are as its first statement words them ("russe"); the statement's document
// knows the entity behind the words. NULL: no statement has the party.
static const struct party *party_in_document(const struct view *view, const struct claim *claim,
                                             enum view_side side, struct slice text,
                                             const struct document **document)
{
    for (uint32_t i = 0; i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        *document = view->comparison->documents[support->document];
        const party_list *parties = finding_parties(*document, support, side);
        for (uint32_t p = 0; p < parties->count; p++)
            if (slice_equal(parties->items[p].text, text))
                return &parties->items[p];
    }
    return NULL;
}

static bool is_named(const struct document *document, uint32_t entity)
{
    if (document->entities.items[entity - 1].cameo.size ||
        document->entities.items[entity - 1].wikidata.size)
        return true;
    for (uint32_t m = 0; m < document->mentions.count; m++)
        if (document->mentions.items[m].entity.number == entity && document->mentions.items[m].name)
            return true;
    return false;
}

// A party that is no name ("at least 36 people"), as a statement in the report's language words
// the same party; NONE where none does.
static struct slice party_in_language(const struct view *view, const struct claim *claim,
                                      enum view_side side, size_t index)
{
    size_t count = claim_parties(claim, side)->count;
    for (uint32_t i = 0; i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        const struct document *document = view->comparison->documents[support->document];
        const party_list *parties = finding_parties(document, support, side);
        if (document->language == view->language && parties->count == count)
            return view_party_name(view, document, &parties->items[index]);
    }
    return SLICE_NONE;
}

static struct slice claim_party_name(const struct view *view, const struct claim *claim,
                                     enum view_side side, size_t index)
{
    const struct document *document;
    const struct party *party = &claim_parties(claim, side)->items[index];
    const struct party *stated = party_in_document(view, claim, side, party->text, &document);
    if (!stated)
        return view_local_name(view, party->text);
    uint32_t number = stated->entity.number;
    bool named = number && number <= document->entities.count && is_named(document, number);
    struct slice local = named || document->language == view->language
                             ? SLICE_NONE
                             : party_in_language(view, claim, side, index);
    return local.data ? local : view_party_name(view, document, stated);
}

static const struct entity *named_entity(const struct view *view, const struct claim *claim,
                                         enum view_side side, uint32_t index)
{
    const struct document *document;
    const party_list *parties = claim_parties(claim, side);
    assert(index < parties->count);
    const struct party *party =
        party_in_document(view, claim, side, parties->items[index].text, &document);
    uint32_t number = party ? party->entity.number : 0;
    return number && number <= document->entities.count && is_named(document, number)
               ? &document->entities.items[number - 1]
               : NULL;
}

struct slice view_claim_actor(const struct view *view, const struct claim *claim,
                              enum view_side side, uint32_t index)
{
    const struct entity *entity = named_entity(view, claim, side, index);
    return entity ? view_local_name(view, entity->name) : SLICE_NONE;
}

struct slice view_claim_state(const struct view *view, const struct claim *claim,
                              enum view_side side, uint32_t index)
{
    const struct entity *entity = named_entity(view, claim, side, index);
    bool state = entity && entity->kind != ENTITY_PERSON &&
                 (entity->cameo.size == 3 ||
                  (entity->cameo.size == 6 && slice_ends(entity->cameo, "GOV")));
    uint32_t place =
        state ? table_find(&view->countries, slice_part(entity->cameo, 0, 3)) : TABLE_NONE;
    if (place != TABLE_NONE)
        return view->local_names.items[place];
    return entity ? view_local_name(view, entity->name) : SLICE_NONE;
}

struct slice view_claim_country(const struct view *view, const struct claim *claim,
                                enum view_side side, uint32_t index, struct slice *name)
{
    const struct entity *entity = named_entity(view, claim, side, index);
    bool coded = entity && entity->cameo.size >= 3;
    bool lies = entity && (entity->kind == ENTITY_PLACE || entity->kind == ENTITY_COUNTRY);
    *name = lies ? entity->name : SLICE_NONE;
    if (!entity || entity->country.data)
        return entity ? entity->country : SLICE_NONE;
    return coded ? slice_part(entity->cameo, 0, 3) : SLICE_NONE;
}

struct slice view_claim_party(const struct view *view, const struct claim *claim,
                              enum view_side side, uint32_t index)
{
    const party_list *parties = claim_parties(claim, side);
    assert(index < parties->count);
    return claim_party_name(view, claim, side, index);
}

void view_claim_parties(const struct view *view, const struct claim *claim, enum view_side side,
                        struct buffer *out)
{
    const party_list *parties = claim_parties(claim, side);
    struct names names;
    names_init(&names, view->arena, out);
    for (uint32_t i = 0; i < parties->count; i++)
        names_add(&names, claim_party_name(view, claim, side, i));
}

// A row's party by the claims that name it so.
static struct slice row_party_name(const struct view *view, const struct ledger_row *row,
                                   enum view_side side, struct slice text)
{
    for (uint32_t c = 0; c < row->claims.count; c++) {
        const struct claim *claim = &view->comparison->claims.items[row->claims.items[c]];
        const party_list *parties = claim_parties(claim, side);
        for (uint32_t i = 0; i < parties->count; i++)
            if (slice_equal(parties->items[i].text, text))
                return claim_party_name(view, claim, side, i);
    }
    return view_local_name(view, text);
}

void view_row_parties(const struct view *view, const struct ledger_row *row, enum view_side side,
                      struct buffer *out)
{
    const party_list *parties = side == VIEW_ACTORS ? &row->givers : &row->receivers;
    struct names names;
    names_init(&names, view->arena, out);
    for (uint32_t i = 0; i < parties->count; i++)
        names_add(&names, row_party_name(view, row, side, parties->items[i].text));
    if (out->size == names.start)
        buffer_text(out, "?");
}

void view_document_parties(const struct view *view, const struct document *document,
                           const party_list *parties, struct buffer *out)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        buffer_text(out, i ? ", " : "");
        struct slice name = view_party_name(view, document, &parties->items[i]);
        buffer_add(out, name.data ? name : SLICE("?"));
    }
}

struct slice view_shorten(struct arena *arena, struct slice text, size_t characters)
{
    size_t position = 0, space = 0;
    for (size_t count = 0; position < text.size && count < characters; count++) {
        if (text.data[position] == '\n' && count > 0) {
            text.size = position;
            return text;
        }
        if (text.data[position] == ' ')
            space = position;
        utf8_next(text, &position);
    }
    if (position >= text.size)
        return text;
    return arena_format(arena, SLICE_FORMAT "…",
                        SLICE_ARGUMENTS(slice_part(text, 0, space ? space : position)));
}

struct slice view_document_title(const struct view *view, const struct document *document)
{
    if (document->title.size)
        return document->title;
    struct slice words = view_shorten(view->arena, slice_trim(document->text), 80);
    return words.size ? words : SLICE("—");
}

// What a commitment without named goods is about: its category, else just a commitment.
static const char *commitment_label(const struct view *view, const struct claim *claim)
{
    const struct support *first = claim->support.count ? &claim->support.items[0] : NULL;
    const struct document *document = first ? view->comparison->documents[first->document] : NULL;
    if (first && first->kind == FINDING_COMMITMENT && first->index < document->commitments.count) {
        enum category category = document->commitments.items[first->index].category;
        if (category && category != CATEGORY_OTHER)
            return category_word(view->language, category);
    }
    return word_of(view->language, WORD_COMMITMENT);
}

// The mode that all statements of an event share, or NONE.
static struct slice claim_mode(const struct view *view, const struct claim *claim)
{
    struct slice mode = SLICE_NONE;
    for (uint32_t i = 0; i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        const struct document *document = view->comparison->documents[support->document];
        if (support->kind != FINDING_EVENT || support->index >= document->events.count)
            continue;
        struct slice its = document->events.items[support->index].mode;
        if (!its.size || (mode.size && !slice_equal(mode, its)))
            return SLICE_NONE;
        mode = its;
    }
    return mode;
}

struct slice view_claim_goods(const struct view *view, const struct claim *claim)
{
    for (uint32_t i = 0; claim->goods.size && i < claim->support.count; i++) {
        const struct commitment *commitment = commitment_of(view, &claim->support.items[i]);
        const struct document *document =
            view->comparison->documents[claim->support.items[i].document];
        if (commitment && commitment->goods.size && document->language == view->language)
            return commitment->goods;
    }
    return claim->goods;
}

struct slice view_row_goods(const struct view *view, const struct ledger_row *row)
{
    for (uint32_t c = 0; row->goods.size && c < row->claims.count; c++) {
        const struct claim *claim = &view->comparison->claims.items[row->claims.items[c]];
        if (slice_equal(claim->goods, row->goods))
            return view_claim_goods(view, claim);
    }
    return row->goods;
}

static void add_label(const struct view *view, const struct claim *claim, struct buffer *out)
{
    if (claim->kind != FINDING_COMMITMENT) {
        buffer_text(out, act_word(view->language, claim->type, claim_mode(view, claim)));
        return;
    }
    if (claim->goods.size)
        buffer_add(out, view_claim_goods(view, claim));
    else
        buffer_text(out, commitment_label(view, claim));
    if (claim->stage)
        buffer_format(out, " (%s)", stage_word(view->language, claim->stage));
}

void view_claim_heading(const struct view *view, const struct claim *claim, struct buffer *out)
{
    struct buffer label, actors, recipients;
    buffer_init(&label, view->arena);
    buffer_init(&actors, view->arena);
    buffer_init(&recipients, view->arena);
    add_label(view, claim, &label);
    if (label.size == 0) {
        buffer_add(out, view_shorten(view->arena, claim->summary, 90));
        return;
    }
    view_claim_parties(view, claim, VIEW_ACTORS, &actors);
    view_claim_parties(view, claim, VIEW_RECIPIENTS, &recipients);
    buffer_add(out, buffer_slice(&label));
    if (actors.size || recipients.size)
        buffer_text(out, view->language == LANGUAGE_en ? ": " : "\u00a0: ");
    if (actors.size || recipients.size)
        buffer_add(out, actors.size ? buffer_slice(&actors) : SLICE("?"));
    if (recipients.size) {
        buffer_text(out, " → ");
        buffer_add(out, buffer_slice(&recipients));
    }
}

void view_claim_date(const struct view *view, const struct claim *claim, struct buffer *out)
{
    struct buffer date;
    buffer_init(&date, view->arena);
    if (word_date(&date, view->language, claim->when))
        buffer_format(out, ", " SLICE_FORMAT, SLICE_ARGUMENTS(buffer_slice(&date)));
}

static void add_part(struct buffer *out, size_t start, const char *text)
{
    if (!text[0])
        return;
    buffer_text(out, out->size > start ? ", " : "");
    buffer_text(out, text);
}

void view_manner(const struct view *view, const struct evidence *evidence, struct buffer *out)
{
    size_t start = out->size;
    if (evidence->negative)
        add_part(out, start, word_of(view->language, WORD_NEGATIVE));
    if (evidence->status && evidence->status != STATUS_HAPPENED)
        add_part(out, start, status_word(view->language, evidence->status));
    add_part(out, start, stage_word(view->language, evidence->stage));
    if (evidence->hedged)
        add_part(out, start, word_of(view->language, WORD_HEDGED));
    if (evidence->said_by && evidence->said_by->count) {
        add_part(out, start, word_of(view->language, WORD_ACCORDING));
        buffer_byte(out, ' ');
        view_document_parties(view, view->comparison->documents[evidence->document],
                              evidence->said_by, out);
    }
}

void view_range(const struct view *view, struct slice low, struct slice high, struct slice unit,
                struct buffer *out)
{
    bool one = slice_equal(low, high);
    if (low.data)
        word_number(out, view->language, low);
    if (high.data && !one) {
        buffer_text(out, low.data ? "–" : "≤ ");
        word_number(out, view->language, high);
    } else if (!high.data && low.data) {
        buffer_text(out, "+");
    }
    if (unit.size)
        buffer_format(out, "\u00a0" SLICE_FORMAT, SLICE_ARGUMENTS(unit));
}

// --- sums, in the sources' own words

static bool within(struct span inner, struct span outer)
{
    return inner.start >= outer.start && inner.end <= outer.end;
}

// The words for a commitment's money (or count): "plus d'un milliard d'euros".
static struct slice amount_words(const struct document *document,
                                 const struct commitment *commitment, enum amount_kind kind)
{
    struct slice value = kind == AMOUNT_MONEY ? commitment->money.value : commitment->count;
    for (uint32_t i = 0; value.data && i < document->amounts.count; i++) {
        const struct amount *amount = &document->amounts.items[i];
        bool fits = amount->kind == kind || (kind == AMOUNT_COUNT && amount->kind == AMOUNT_NUMBER);
        if (fits && within(amount->span, commitment->span) && slice_equal(amount->value, value))
            return document_span_text(document, amount->span);
    }
    return SLICE_NONE;
}

void view_difference_value(const struct view *view, const struct claim *claim,
                           const struct difference *difference, uint32_t number,
                           struct buffer *out)
{
    const struct difference_value *value = &difference->values.items[number];
    bool money = strcmp(difference->field, "money") == 0;
    bool sum = money || strcmp(difference->field, "count") == 0;
    for (uint32_t i = 0; sum && i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        const struct commitment *commitment = commitment_of(view, support);
        if (!commitment || !view_has_document(&value->documents, support->document))
            continue;
        struct slice digits = money ? commitment->money.value : commitment->count;
        bool same = digits.size && value->value.size >= digits.size &&
                    memcmp(value->value.data, digits.data, digits.size) == 0;
        struct slice words = same ? amount_words(view->comparison->documents[support->document],
                                                 commitment, money ? AMOUNT_MONEY : AMOUNT_COUNT)
                                  : SLICE_NONE;
        if (words.data) {
            buffer_add(out, words);
            return;
        }
    }
    word_value(out, view->language, difference->field, value->value);
}

void view_row_money(const struct view *view, const struct ledger_row *row, struct buffer *out)
{
    struct names names;
    struct slice goods = utf8_fold(view->arena, view_row_goods(view, row));
    bool said_in_goods = false;
    names_init(&names, view->arena, out);
    names.separator = " / ";
    for (uint32_t c = 0; c < row->claims.count; c++) {
        const struct claim *claim = &view->comparison->claims.items[row->claims.items[c]];
        for (uint32_t i = 0; i < claim->support.count; i++) {
            const struct commitment *commitment = commitment_of(view, &claim->support.items[i]);
            const struct document *document =
                view->comparison->documents[claim->support.items[i].document];
            struct slice words = commitment ? amount_words(document, commitment, AMOUNT_MONEY)
                                            : SLICE_NONE;
            bool said = words.size &&
                        slice_find(goods, utf8_fold(view->arena, words), 0) != SIZE_MAX;
            said_in_goods = said_in_goods || said;
            if (!said)
                names_add(&names, words);
        }
    }
    if (out->size == names.start && !said_in_goods && (row->money_low.data || row->money_high.data))
        view_range(view, row->money_low, row->money_high, row->currency, out);
}

void view_row_steps(const struct view *view, const struct ledger_row *row, step_list *steps)
{
    for (uint32_t h = 0; h < row->history.count; h++) {
        const struct ledger_step *step = &row->history.items[h];
        struct ledger_step *last = steps->count ? &steps->items[steps->count - 1] : NULL;
        if (!last || last->stage != step->stage) {
            last = list_push(view->arena, steps);
            last->stage = step->stage;
            last->claim = step->claim;
        }
        if (!last->when.size)
            last->when = step->when;
        for (uint32_t d = 0; d < step->documents.count; d++)
            if (!view_has_document(&last->documents, step->documents.items[d]))
                list_add(view->arena, &last->documents, step->documents.items[d]);
    }
}

const char *view_silence(const struct view *view, const struct omission *omission)
{
    return word_of(view->language,
                   omission->absent_from.count > 1 ? WORD_SILENT_MANY : WORD_SILENT);
}
