// SPDX-License-Identifier: Apache-2.0
// Which transfers are of public life: who gives or gets must be a state, a body, a scheme; what
// passes between persons and firms, what courts award, wages, fines and prices are left out. Reads
// a filled commitment and its clause; adds no layer, but settles the currency of open sums.
#include "base/utf8.h"
#include "extract/commitment_goods.h"

#define NEAR 14         // words on either side of the verb that tell what a sum is for
#define SMALL_DIGITS 5  // sums below 100,000 are of households

// A country, a body, a role in public life: not "une personne", "le club".
bool commitment_any_coded(const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (parties->items[i].entity.number != 0 ||
            (parties->items[i].cameo.size >= 3 && !slice_is(parties->items[i].cameo, "---CVL")))
            return true;
    return false;
}

static bool span_has(const struct view *view, struct span span, const char *set)
{
    if (span.end <= span.start)
        return false;
    for (uint32_t w = document_word_at(view->document, span.start);
         w < view->end && view_word(view, w)->span.start < span.end; w++)
        if (w >= view->start && word_in_set(view, w, set))
            return true;
    return false;
}

// A state, its bodies, an organisation: not a firm, not a person.
bool commitment_any_public(const struct view *view, const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        const struct entity *entity = party_entity(view, parties->items[i].entity);
        struct slice cameo = parties->items[i].cameo;
        bool place = entity && (entity->kind == ENTITY_COUNTRY || entity->kind == ENTITY_PLACE);
        if (span_has(view, parties->items[i].span, "private_words"))
            continue;
        if (slice_ends(cameo, "GOV") || slice_ends(cameo, "MIL") || slice_ends(cameo, "LEG") ||
            slice_starts(cameo, "IGO") || slice_starts(cameo, "NGO") ||
            (place && cameo.size == 3) ||
            span_has(view, parties->items[i].span, "public_words"))
            return true;
    }
    return false;
}

// A name, known or not: Berlin, and not "le passeur".
static bool any_name(const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        size_t at = 0;
        if (parties->items[i].text.size && unicode_is_upper(utf8_next(parties->items[i].text, &at)))
            return true;
    }
    return false;
}

// True when a party has the role.
static bool any_of(const party_list *parties, const char *role)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (slice_ends(parties->items[i].cameo, role))
            return true;
    return false;
}

static bool any_organised(const struct view *view, const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        const struct entity *entity = party_entity(view, parties->items[i].entity);
        struct slice cameo = parties->items[i].cameo;
        if ((entity && entity->kind == ENTITY_ORGANISATION) || slice_ends(cameo, "BUS") ||
            slice_ends(cameo, "NGO"))
            return true;
    }
    return false;
}

static bool only_persons(const struct view *view, const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        const struct entity *entity = party_entity(view, parties->items[i].entity);
        if (!entity || entity->kind != ENTITY_PERSON || parties->items[i].cameo.size >= 3)
            return false;
    }
    return true;
}

static bool any_person(const struct view *view, const party_list *parties)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        const struct entity *entity = party_entity(view, parties->items[i].entity);
        if (entity && entity->kind == ENTITY_PERSON)
            return true;
    }
    return false;
}

// "la loi de financement de la Sécurité sociale"
static bool is_compound(const struct view *view, uint32_t anchor)
{
    uint32_t w = anchor;
    while (w > view->start && view_word(view, w - 1)->upos == UPOS_ADP)
        w--;
    if (w < anchor && w > view->start && word_in_set(view, w - 1, "funding_of"))
        return true;
    // "à l'aide de": by means of
    w = anchor;
    while (w > view->start && view_word(view, w - 1)->upos == UPOS_DET)
        w--;
    return w < anchor && w > view->start && w + 2 > anchor &&
           word_in_set(view, w - 1, "means") && anchor + 1 < view->end &&
           view_word(view, anchor + 1)->upos == UPOS_ADP;
}

// True when a word of the goods is in the set.
static bool goods_have(const struct view *view, const struct commitment *commitment,
                       const char *set)
{
    const char *text = view->document->text.data;
    if (!commitment->goods.data || commitment->goods.data < text ||
        commitment->goods.data >= text + view->document->text.size)
        return false;
    uint32_t start = (uint32_t)(commitment->goods.data - text);
    return span_has(view, (struct span){start, start + (uint32_t)commitment->goods.size}, set);
}

static bool near_has(const struct view *view, uint32_t anchor, const char *set)
{
    uint32_t first = anchor > view->start + NEAR ? anchor - NEAR : view->start;
    for (uint32_t w = first; w < view->end && w < anchor + NEAR; w++)
        if (word_in_set(view, w, set))
            return true;
    return false;
}

static bool is_small(const struct commitment *commitment)
{
    struct slice value = commitment->money.value;
    size_t digits = 0;
    while (digits < value.size && value.data[digits] != '.')
        digits++;
    return value.data && digits <= SMALL_DIGITS;
}

// "les restrictions imposées à la population" are no sanctions, a lower tax is no relief of any.
static bool is_rule(const struct view *view, const struct commitment *commitment)
{
    return commitment->category == CATEGORY_SANCTIONS_RELIEF &&
           goods_have(view, commitment, "not_sanctions") &&
           !goods_have(view, commitment, "sanction_words");
}

// Help without a figure must say whose and for whom; a sum, that it is public or help.
static bool is_vague(const struct view *view, const struct match *match,
                     const struct commitment *commitment)
{
    const party_list *givers = &commitment->givers, *receivers = &commitment->receivers;
    bool public = commitment_any_public(view, givers) || commitment_any_public(view, receivers);
    bool sum = commitment->money.value.data && commitment->money.currency.data;
    bool named = commitment_any_coded(givers) && commitment_any_coded(receivers);
    bool help = near_has(view, match->anchor, "help_words") ||
                goods_have(view, commitment, "goods");
    // "a suspendu les livraisons", "qui n'y participe pas": a state's, whatever it is about
    enum commitment_stage stage = commitment->stage;
    bool moved = commitment_any_public(view, givers) &&
                 (stage == STAGE_REFUSED ||
                  (match->rule->kind == RULE_NOUN && match->outer != NO_INDEX &&
                   (stage == STAGE_PAUSED || stage == STAGE_RESUMED || stage == STAGE_CANCELLED)));
    bool soft = goods_have(view, commitment, "soft_words") && !commitment->count.data;
    bool states = commitment_any_public(view, givers) && commitment_any_public(view, receivers) &&
                  !any_person(view, receivers) && !soft;
    if (commitment->via.data || (moved && !soft))
        return false;
    // "une refonte des aides sociales", "l'aide médicale d'État": told of, given to nobody
    bool figured = commitment->money.value.data || commitment->count.data;
    if (!figured && receivers->count == 0 && match->rule->kind == RULE_NOUN &&
        stage != STAGE_PROMISED && word_in_set(view, match->anchor, "help_words") &&
        (commitment->category == CATEGORY_MONEY || commitment->category == CATEGORY_HUMANITARIAN ||
         commitment->category == CATEGORY_OTHER))
        return true;
    // "had not been trained in first aid"
    if (commitment->category == CATEGORY_TRAINING && !commitment->count.data && givers->count == 0)
        return true;
    if (sum && stage == STAGE_REFUSED && !public)
        return true;
    if (sum)
        return is_small(commitment) ? !commitment_any_public(view, givers)
                                    : !public && !help && !any_organised(view, givers);
    if (commitment->category == CATEGORY_MONEY)
        return !states && (!goods_have(view, commitment, "help_words") || !public);
    if (commitment->category == CATEGORY_OTHER)
        return !public || (!commitment->count.data && !states && !(named && help));
    bool arms = commitment->category == CATEGORY_WEAPONS ||
                commitment->category == CATEGORY_AMMUNITION ||
                commitment->category == CATEGORY_AIR_DEFENCE;
    return !public && !any_of(givers, "NGO") && receivers->count + givers->count > 0 &&
           !(arms && (any_name(givers) || any_name(receivers)));
}

bool commitment_is_private(const struct frame_walk *walk, uint32_t index,
                           const struct commitment *commitment)
{
    const struct view *view = &walk->view;
    const struct match *match = &walk->matches.items[index];
    const party_list *givers = &commitment->givers, *receivers = &commitment->receivers;
    bool public = commitment_any_public(view, givers) || commitment_any_public(view, receivers);
    bool trade = word_in_set(view, match->anchor, "trade");
    bool hit = commitment->category == CATEGORY_AMMUNITION && givers->count == 0 &&
               receivers->count > 0;
    bool persons = givers->count + receivers->count > 0 && !commitment->money.value.data &&
                   !commitment->via.data && only_persons(view, givers) &&
                   only_persons(view, receivers);
    // "Le Progrès annonce un maximum de 14 000 euros": a newspaper tells of sums
    bool press = receivers->count == 0 && givers->count == 1 && any_of(givers, "MED");
    bool compound = match->rule->kind == RULE_NOUN && is_compound(view, match->anchor);
    bool paper = commitment->category == CATEGORY_OTHER && goods_have(view, commitment, "paper");
    // a number of millions of nothing that the text names
    paper |= commitment->category == CATEGORY_OTHER && goods_have(view, commitment, "millions") &&
             !near_has(view, match->anchor, "help_words") &&
             !(commitment_any_public(view, givers) && commitment_any_public(view, receivers));
    paper |= commitment->category == CATEGORY_OTHER && goods_have(view, commitment, "attendance");
    // "un missile envoyé au-dessus du Japon"
    hit |= commitment->category == CATEGORY_AMMUNITION && receivers->count == 0 &&
           !commitment->count.data && commitment->stage == STAGE_DELIVERED &&
           goods_have(view, commitment, "shot") && !goods_have(view, commitment, "munitions") &&
           match->rule->kind == RULE_VERB;
    bool gift = commitment->category == CATEGORY_OTHER && givers->count > 0 &&
                only_persons(view, givers) && any_person(view, receivers);
    bool awarded = commitment->money.value.data &&
                   (near_has(view, match->anchor, "awarded") || any_of(givers, "JUD"));
    return is_rule(view, commitment) || goods_have(view, commitment, "not_aid") || compound ||
           paper || gift || press || awarded || is_vague(view, match, commitment) ||
           (!public && (trade || hit || persons));
}

// --- currencies

// The code that a name of a currency has in that country, by the set currency_NAME ("NOR:NOK").
static struct slice currency_in(const struct rules *rules, struct slice word, struct slice country,
                                struct arena *arena)
{
    struct slice name = arena_format(arena, "currency_" SLICE_FORMAT, SLICE_ARGUMENTS(word));
    uint32_t number = table_find(&rules->set_names, name);
    if (number == TABLE_NONE && slice_ends(name, "s")) {
        name.size--;
        number = table_find(&rules->set_names, name);
    }
    if (number == TABLE_NONE || country.size != 3)
        return SLICE_NONE;
    const struct table *codes = &rules->sets.items[number].lemmas;
    for (uint32_t i = 0; i < codes->entries.count; i++) {
        struct slice key = codes->entries.items[i].key;
        if (key.size == 7 && memcmp(key.data, country.data, 3) == 0)
            return slice_part(key, 4, 7);
    }
    return SLICE_NONE;
}

void commitment_currency(const struct frame_walk *walk, struct commitment *commitment)
{
    struct document *document = walk->document;
    if (commitment->givers.count != 1 || !slice_is(commitment->money.currency, "XXX"))
        return;
    struct reference giver = commitment->givers.items[0].entity;
    for (uint32_t i = 0; giver.number && i < document->amounts.count; i++) {
        struct amount *amount = &document->amounts.items[i];
        if (amount->value.data != commitment->money.value.data)
            continue;
        struct slice text = slice_part(document->text, amount->span.start, amount->span.end);
        size_t last = text.size;
        while (last > 0 && text.data[last - 1] != ' ')
            last--;
        struct slice word = utf8_lower(document->arena, slice_part(text, last, text.size));
        struct slice code =
            currency_in(walk->view.rules, word,
                        document->entities.items[giver.number - 1].country, document->arena);
        if (code.data)
            commitment->money.currency = amount->unit = code;
        return;
    }
}
