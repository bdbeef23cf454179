// SPDX-License-Identifier: Apache-2.0
// Statements: brings every event and commitment into the shape that claims.c compares: parties as
// identities, days as ranges, amounts as intervals, words as weighted terms. Reads events,
// commitments, entities, times and amounts; judges nothing.
#include "compare/claims.h"

#include "base/utf8.h"

#define ANCHOR_WORDS 6     // words to each side of the anchor that weigh more
#define ANCHOR_FACTOR 1.5
#define SPAN_TOKENS_MAX 400
#define TELLING_MAX 8
#define TELLING_BYTES 400     // a quote that reaches into a sentence begins so near
#define TELLER_WORDS 6        // between "selon" or "affirme" and who it is
#define DENIED_WORDS 4        // from a verb that denies to the clause that it denies
#define DENIED_REACH 20       // words of that clause
#define NEGATED_FRENCH 3      // words from a negation to what it turns round, to both sides
#define NEGATED_ENGLISH 2     // the same, behind it
#define TELLING_FACTOR 0.4
#define NIGHT "TNI"           // TIMEX3: "dans la nuit"
#define OBJECT_BYTES 200
#define ASIDE_BYTES 12        // before a day, where "not" sets it aside
#define SINCE_BYTES 20        // before a day, where a word may make it a beginning
#define SENTENCES_MAX 60      // of one document that are set beside others' findings
#define SENTENCE_BYTES_MIN 25
#define BRIEF_SENTENCES 3     // of a text whose quotations are what it says
#define NAMED_MAX 12          // of a bare sentence
#define STAGE_CUES (CUE_PROMISED | CUE_PAUSED | CUE_DELIVERED | CUE_CANCELLED)
#define REPORT_BYTES 30       // before a day, where a verb may make it that of the report

// --- parties
static bool is_state(struct slice cameo, enum entity_kind kind)
{
    return kind == ENTITY_COUNTRY || cameo.size == 3 || slice_ends(cameo, "GOV") ||
           slice_ends(cameo, "MIL");
}

// Fishermen, unions, parties and rebels of a country are not its state; its police and courts are.
static bool may_act_for_state(struct slice cameo)
{
    static const char *const roles[] = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"};
    struct slice role = slice_part(cameo, 3, 6);
    for (uint32_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (slice_equal(role, slice_of(roles[i])))
            return true;
    }
    return role.size == 0;
}

// "TOULOUSE, 17 jan 2026 (AFP) - Des opposants…": the place where the wire was written acts not.
static bool is_dateline(const struct corpus *corpus, uint32_t document, const struct party *party)
{
    return corpus->agency_pieces[document] && party->span.end > 0 && party->span.start == 0;
}

static void party_add(struct statements *statements, uint32_t document, const struct party *party,
                      party_keys *keys)
{
    if (is_dateline(statements->corpus, document, party))
        return;
    struct party_key key = {identity_of(&statements->identities, document, party->entity),
                            SLICE_NONE, false, false,
                            statement_term(statements, document, party->text), 1};
    if (key.identity != NO_INDEX) {
        const struct identity *identity = &statements->identities.items.items[key.identity];
        struct slice cameo = party->cameo.data ? party->cameo : identity->cameo;
        key.country = identity->country.data ? identity->country : slice_part(cameo, 0, 3);
        key.body = identity->kind == ENTITY_ORGANISATION && may_act_for_state(cameo);
        key.state = key.country.size == 3 && is_state(cameo, identity->kind);
    }
    list_add(statements->corpus->scratch, keys, key);
}

static void parties_add(struct statements *statements, uint32_t document, const party_list *list,
                        party_keys *keys)
{
    for (uint32_t i = 0; i < list->count; i++)
        party_add(statements, document, &list->items[i], keys);
}

// --- times
static struct day_range when_of(const struct document *document, struct reference when,
                                struct slice value)
{
    if (when.number && when.number <= document->times.count) {
        const struct time *time = &document->times.items[when.number - 1];
        struct day_range from = range_read(time->earliest), to = range_read(time->latest);
        // a night belongs to the evening before and the morning after
        bool night = slice_ends(time->value, NIGHT);
        if (from.from != DAY_NONE && to.to != DAY_NONE && from.from <= to.to)
            return (struct day_range){.from = from.from - night, .to = to.to + night};
        if (value.data == NULL)
            value = time->value;
    }
    return range_read(value);
}

// --- words
static int by_term(const void *a, const void *b, void *context)
{
    const struct term_weight *one = a, *two = b;
    (void)context;
    return one->term < two->term ? -1 : one->term > two->term;
}

// Before rarity, which only the whole story can tell (stories_weigh).
static double token_weight(const struct word_token *token)
{
    static const double factors[] = {[WORD_STOP] = 0, [WORD_LIGHT] = 0.4, [WORD_PLAIN] = 1,
                                     [WORD_NUMBER] = 1.2, [WORD_NAME] = 1.1};
    return factors[token->class];
}

static bool near_anchor(const struct statement *statement, const token_list *tokens, uint32_t index)
{
    uint32_t first = index > ANCHOR_WORDS ? index - ANCHOR_WORDS : 0;
    uint32_t last = index + ANCHOR_WORDS < tokens->count ? index + ANCHOR_WORDS : tokens->count - 1;
    return tokens->items[first].start < statement->anchor.end &&
           tokens->items[last].end > statement->anchor.start;
}

static void terms_settle(struct arena *scratch, struct statement *statement,
                         struct term_weight *terms, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (kept && terms[kept - 1].term == terms[i].term) {
            if (terms[i].weight > terms[kept - 1].weight)
                terms[kept - 1].weight = terms[i].weight;
        } else {
            terms[kept++] = terms[i];
        }
    }
    statement->terms = arena_take(scratch, (kept + 1) * sizeof *terms);
    if (kept)
        memcpy(statement->terms, terms, kept * sizeof *terms);
    statement->term_count = kept;
}

// Words that only say who tells it: another's report of something else has them too.
struct telling {
    struct span spans[TELLING_MAX];
    uint32_t count;
};

static void telling_add(struct telling *telling, struct span span)
{
    if (span.end && telling->count < TELLING_MAX)
        telling->spans[telling->count++] = span;
}

static void telling_find(const struct document *document, struct span span,
                         struct telling *telling)
{
    uint32_t from = span.start > TELLING_BYTES ? span.start - TELLING_BYTES : 0;
    telling->count = 0;
    for (uint32_t i = list_first_from(&document->quotes, span.start, from);
         i < document->quotes.count; i++) {
        const struct quote *quote = &document->quotes.items[i];
        if (quote->span.start >= span.end)
            break;
        if (quote->span.end <= span.start)
            continue;
        telling_add(telling, quote->speaker.span);
        telling_add(telling, quote->cue);
    }
}

static bool is_telling(const struct telling *telling, struct span span)
{
    for (uint32_t i = 0; i < telling->count; i++) {
        if (span.start >= telling->spans[i].start && span.end <= telling->spans[i].end)
            return true;
    }
    return false;
}

// What a negation turns round: the word of content after it and, in French, the verb before it
// ("n'existe pas"). No name: who does it stays who he is.
static void negated_add(struct statements *statements, struct statement *statement,
                        const token_list *tokens, uint32_t at)
{
    const struct corpus *corpus = statements->corpus;
    bool french = corpus->documents[statement->document]->language == LANGUAGE_fr;
    uint32_t reach = french ? NEGATED_FRENCH : NEGATED_ENGLISH;
    uint32_t first = !french ? at + 1 : at > reach ? at - reach : 0;
    uint32_t last = at + reach < tokens->count ? at + reach : tokens->count - 1;
    for (uint32_t i = first; i <= last && i < tokens->count; i++) {
        const struct word_token *token = &tokens->items[i];
        if (i != at && token->term != TERM_NONE && token->class == WORD_PLAIN)
            list_add(corpus->scratch, &statement->negated, token->term);
    }
}

static uint32_t cues_at(const struct corpus *corpus, const struct document *document,
                        const token_list *tokens, uint32_t at)
{
    struct span span = {tokens->items[at].start, tokens->items[at].end};
    return words_cues(corpus->words,
                      utf8_fold(corpus->working, document_span_text(document, span)));
}

// "denied on Tuesday that it had fired a missile": what the clause tells is turned round.
static void disclaimed_add(struct statements *statements, struct statement *statement,
                           const token_list *tokens, uint32_t at)
{
    const struct corpus *corpus = statements->corpus;
    const struct document *document = corpus->documents[statement->document];
    uint32_t from = at + 1;
    while (from < tokens->count && from <= at + DENIED_WORDS &&
           !(cues_at(corpus, document, tokens, from) & CUE_CLAUSE))
        from++;
    if (from >= tokens->count || from > at + DENIED_WORDS)
        return;
    statement->disclaims = true;
    for (uint32_t i = from; i < tokens->count && i < from + DENIED_REACH; i++) {
        if (tokens->items[i].term != TERM_NONE && tokens->items[i].class == WORD_PLAIN)
            list_add(corpus->scratch, &statement->negated, tokens->items[i].term);
    }
}

static void words_fill(struct statements *statements, struct statement *statement)
{
    struct corpus *corpus = statements->corpus;
    const struct document *document = corpus->documents[statement->document];
    token_list tokens = {0};
    struct telling telling;
    telling_find(document, statement->span, &telling);
    words_read(corpus->words, document->language, document->text, statement->span.start,
               statement->span.end, corpus->working, &tokens);
    if (tokens.count > SPAN_TOKENS_MAX)
        tokens.count = SPAN_TOKENS_MAX;
    struct term_weight *terms = arena_take(corpus->working, (tokens.count + 1) * sizeof *terms);
    uint32_t count = 0, reported = NO_INDEX, camped = NO_INDEX, camp = 0;
    statement->anchor_term = TERM_NONE;
    statement->twin = 0x9E3779B97F4A7C15u * (statement->kind + 1);
    for (uint32_t i = 0; i < tokens.count; i++) {
        const struct word_token *token = &tokens.items[i];
        struct slice word = document_span_text(document, (struct span){token->start, token->end});
        statement->twin = (statement->twin ^ token->form) * 0x9E3779B97F4A7C15u;
        uint32_t cues = words_cues(corpus->words, utf8_fold(corpus->working, word));
        if (cues & CUE_NEGATIVE && i + 1 < tokens.count &&
            cues_at(corpus, document, &tokens, i + 1) & CUE_ONLY) // "pas seulement"
            cues &= ~(uint32_t)CUE_NEGATIVE;
        if (cues & CUE_DENY && statement->bare)
            disclaimed_add(statements, statement, &tokens, i);
        statement->cues |= cues;
        reported = cues & CUE_REPORT ? i : reported;
        if (cues & (CUE_OFFICIAL | CUE_PARTISAN)) {
            camped = i;
            camp = cues & (CUE_OFFICIAL | CUE_PARTISAN);
        }
        if ((i == reported || i == camped) && reported != NO_INDEX && camped != NO_INDEX &&
            (reported > camped ? reported - camped : camped - reported) <= TELLER_WORDS)
            statement->camp |= camp;
        if (cues & CUE_NEGATIVE)
            negated_add(statements, statement, &tokens, i);
        if (token->term == TERM_NONE)
            continue;
        if (statement->bare && token->class == WORD_NAME)
            list_add(corpus->scratch, &statement->names, token->term);
        bool in_anchor = token->start >= statement->anchor.start &&
                         token->end <= statement->anchor.end;
        if (in_anchor)
            statement->anchor_term = token->term;
        double weight = token_weight(token) *
                        (near_anchor(statement, &tokens, i) ? ANCHOR_FACTOR : 1) *
                        (is_telling(&telling, (struct span){token->start, token->end})
                             ? TELLING_FACTOR : 1);
        terms[count++] = (struct term_weight){token->term, (float)weight};
    }
    list_sort(corpus->working, terms, count, sizeof *terms, by_term, NULL);
    terms_settle(corpus->scratch, statement, terms, count);
    statement->shingles = corpus_shingles(corpus, statement->document, statement->span);
}

// A denial's clause may leave out the verb that denies: its whole sentence is looked at.
static void denial_cues(struct statements *statements, struct statement *statement)
{
    struct corpus *corpus = statements->corpus;
    const struct document *document = corpus->documents[statement->document];
    uint32_t sentence = document_sentence_at(document, statement->anchor.start);
    token_list tokens = {0};
    if (statement->polarity != POLARITY_NEGATIVE || sentence == NO_INDEX)
        return;
    struct span span = document->sentences.items[sentence].span;
    words_read(corpus->words, document->language, document->text, span.start, span.end,
               corpus->working, &tokens);
    for (uint32_t i = 0; i < tokens.count && i < SPAN_TOKENS_MAX; i++) {
        struct span word = {tokens.items[i].start, tokens.items[i].end};
        struct slice folded = utf8_fold(corpus->working, document_span_text(document, word));
        statement->cues |= words_cues(corpus->words, folded) & CUE_DENY;
    }
}

// "Friday, not Thursday".
static void day_aside(const struct statements *statements, struct statement *statement)
{
    const struct document *document = statements->corpus->documents[statement->document];
    statement->day_aside = range_read(SLICE_NONE);
    for (uint32_t i = list_first_from(&document->times, span.start, statement->span.start);
         i < document->times.count && document->times.items[i].span.start < statement->span.end;
         i++) {
        const struct time *time = &document->times.items[i];
        if ((time->type == TIME_DATE || time->type == TIME_TIME) &&
            statement_cue_before(statements, document, time->span, ASIDE_BYTES, CUE_NOT))
            statement->day_aside = when_of(document, (struct reference){i + 1}, SLICE_NONE);
    }
}

static void statement_finish(struct statements *statements, struct statement *statement)
{
    day_aside(statements, statement);
    uint64_t slots[] = {statement->type, statement->anchor_term, (uint64_t)statement->when.from,
                        (uint64_t)statement->when.to, statement->polarity, statement->stage,
                        statement->anchor.start - statement->span.start};
    statement->twin ^= hash_bytes(slots, sizeof slots, 0);
    statements->measured = NULL;
    arena_reset(statements->corpus->working);
}

// --- the two kinds
static void object_add(struct statements *statements, struct statement *statement,
                       struct slice object)
{
    struct corpus *corpus = statements->corpus;
    token_list tokens = {0};
    object = slice_part(object, 0, OBJECT_BYTES);
    if (object.size)
        words_read(corpus->words, corpus->documents[statement->document]->language, object, 0,
                   (uint32_t)object.size, corpus->working, &tokens);
    for (uint32_t i = 0; i < tokens.count; i++) {
        uint8_t class = tokens.items[i].class;
        struct slice word = slice_part(object, tokens.items[i].start, tokens.items[i].end);
        if (statement->kind == FINDING_COMMITMENT &&
            words_cues(corpus->words, utf8_fold(corpus->working, word)) & STAGE_CUES)
            continue; // "les livraisons suspendues": of what is not said
        if (tokens.items[i].term != TERM_NONE && class != WORD_LIGHT && class != WORD_NUMBER)
            list_add(corpus->scratch, &statement->objects, tokens.items[i].term);
    }
}

// "ont annoncé mardi": the day on which it was told.
static bool is_report_day(const struct statements *statements, const struct document *document,
                          struct span span)
{
    return statement_cue_before(statements, document, span, REPORT_BYTES, CUE_REPORT);
}

// A toll is told again from day to day: the day beside "announced" is no day of the happening. Nor
// is it of what lies ahead, or of a demand that was made before.
static void told_day(const struct statements *statements, struct reference when,
                     struct statement *statement)
{
    const struct document *document = statements->corpus->documents[statement->document];
    if (when.number == 0 || when.number > document->times.count ||
        !is_report_day(statements, document, document->times.items[when.number - 1].span))
        return;
    statement->told_day = true;
    if (statement->kind == FINDING_COMMITMENT || statement->type != EVENT_NONE)
        return;
    statement->when = range_read(SLICE_NONE);
    statement->when_value = SLICE_NONE;
}

// "depuis juin": from then on, to the day of the article.
static void since_day(const struct statements *statements, struct reference when,
                      struct statement *statement)
{
    const struct document *document = statements->corpus->documents[statement->document];
    int64_t published = statements->corpus->days[statement->document];
    if (when.number && when.number <= document->times.count && published != DAY_NONE &&
        statement->when.from != DAY_NONE && statement->when.to < published &&
        statement_cue_before(statements, document, document->times.items[when.number - 1].span,
                             SINCE_BYTES, CUE_SINCE)) {
        statement->when.to = published;
        statement->when_value = SLICE_NONE; // its beginning is not its day
    }
}

// A turnout without a day is that of the march the article tells of, when it tells of one day's.
static void turnout_day(const struct document *document, struct statement *statement)
{
    struct day_range only = {.from = DAY_NONE, .to = DAY_NONE};
    if (statement->type != EVENT_PROTEST || statement->when_value.data)
        return;
    for (uint32_t i = 0; i < document->events.count; i++) {
        const struct event *other = &document->events.items[i];
        if (other->type != EVENT_PROTEST || other->when_value.data == NULL)
            continue;
        struct day_range day = when_of(document, other->when, other->when_value);
        if (day.from == DAY_NONE || (only.from != DAY_NONE && only.from != day.from))
            return;
        only = day;
    }
    if (only.from != DAY_NONE)
        statement->when = only;
}

// An attack or a march that names nobody on the other side is told apart by its town.
static void place_add(struct statements *statements, uint32_t document, const struct event *event,
                      struct statement *statement)
{
    const struct document *source = statements->corpus->documents[document];
    uint32_t where = event->where.number;
    bool placed = event->type == EVENT_ASSAULT || event->type == EVENT_COERCE ||
                  event->type == EVENT_PROTEST || event->type == EVENT_NONE;
    if (!placed || event->recipients.count > 0 || where == 0 || where > source->entities.count)
        return;
    party_list place = {0};
    const struct entity *entity = &source->entities.items[where - 1];
    struct party party = {.entity = event->where, .text = entity->name, .cameo = entity->cameo};
    list_add(statements->corpus->scratch, &place, party);
    parties_add(statements, document, &place, &statement->recipients);
}

// "X nie avoir …", "X denied that …": the act inside, turned round. What is rejected with a noun
// ("rejette l'accusation") is an answer, an act of its own.
static void denial_settle(const struct statements *statements, struct statement *statement)
{
    const struct document *document = statements->corpus->documents[statement->document];
    struct slice anchor = document_span_text(document, statement->anchor);
    uint32_t cues = words_cues(statements->corpus->words,
                               utf8_fold(statements->corpus->working, words_last(anchor)));
    for (uint32_t i = 0; i < statement->values.count; i++)
        statement->denies |= cues & CUE_DENY && statement->type == EVENT_REJECT &&
                             statement->values.items[i].measure;
}

static void event_add(struct statements *statements, uint32_t document, uint32_t index)
{
    const struct document *source = statements->corpus->documents[document];
    const struct event *event = &source->events.items[index];
    struct statement *statement = list_push(statements->corpus->scratch, &statements->items);
    *statement = (struct statement){
        .document = document, .index = index, .kind = FINDING_EVENT, .span = event->span,
        .anchor = event->anchor, .type = event->type, .polarity = event->polarity,
        .status = event->status,
        .where = identity_of(&statements->identities, document, event->where)};
    words_fill(statements, statement);
    denial_cues(statements, statement);
    parties_add(statements, document, &event->actors, &statement->actors);
    parties_add(statements, document, &event->recipients, &statement->recipients);
    place_add(statements, document, event, statement);
    parties_add(statements, document, &event->said_by, &statement->speakers);
    statement->when = when_of(source, event->when, event->when_value);
    statement->when_value = event->when_value;
    told_day(statements, event->when, statement);
    since_day(statements, event->when, statement);
    turnout_day(source, statement);
    // "agreed to meet on Friday", told before Friday: what the day is of lies ahead
    if (statement->status == STATUS_HAPPENED && statements->corpus->days[document] != DAY_NONE &&
        statement->when.from > statements->corpus->days[document])
        statement->status = STATUS_PLANNED;
    object_add(statements, statement, event->object);
    event_figures(statements, statement, &event->amounts);
    denial_settle(statements, statement);
    statement_finish(statements, statement);
}

static void commitment_add(struct statements *statements, uint32_t document, uint32_t index)
{
    const struct document *source = statements->corpus->documents[document];
    const struct commitment *commitment = &source->commitments.items[index];
    struct statement *statement = list_push(statements->corpus->scratch, &statements->items);
    *statement = (struct statement){.document = document, .index = index,
                                    .kind = FINDING_COMMITMENT, .span = commitment->span,
                                    .anchor = commitment->anchor,
                                    .category = commitment->category,
                                    .stage = commitment->stage, .where = NO_INDEX};
    words_fill(statements, statement);
    parties_add(statements, document, &commitment->givers, &statement->actors);
    parties_add(statements, document, &commitment->receivers, &statement->recipients);
    parties_add(statements, document, &commitment->said_by, &statement->speakers);
    statement->when = when_of(source, commitment->when, commitment->when_value);
    statement->when_value = commitment->when_value;
    told_day(statements, commitment->when, statement);
    object_add(statements, statement, commitment->goods);
    commitment_figures(statements, statement, commitment);
    statement_finish(statements, statement);
}

// --- sentences without a finding: they may tell what another document's event tells
static bool meets(struct span a, struct span b)
{
    return a.start < b.end && b.start < a.end;
}

static bool is_told(const struct document *document, struct span sentence, enum finding_kind kind)
{
    for (uint32_t i = 0; kind == FINDING_EVENT && i < document->events.count; i++) {
        if (meets(document->events.items[i].span, sentence))
            return true;
    }
    for (uint32_t i = 0; kind == FINDING_COMMITMENT && i < document->commitments.count; i++) {
        if (meets(document->commitments.items[i].span, sentence))
            return true;
    }
    return false;
}

// Somebody's words as a whole sentence are not the article's report.
static bool is_quoted(const struct document *document, struct span sentence)
{
    struct slice text = document_span_text(document, sentence);
    if (slice_starts(text, "\"") || slice_starts(text, "\xC2\xAB") || // «
        slice_starts(text, "\xE2\x80\x9C"))                           // “
        return true;
    for (uint32_t i = 0; i < document->quotes.count; i++) {
        const struct quote *quote = &document->quotes.items[i];
        uint32_t start = quote->span.start > sentence.start ? quote->span.start : sentence.start;
        uint32_t end = quote->span.end < sentence.end ? quote->span.end : sentence.end;
        if (quote->mode == MODE_DIRECT && start < end &&
            (end - start) * 2 > sentence.end - sentence.start)
            return true;
    }
    return false;
}

static void named_add(struct statements *statements, struct statement *statement)
{
    const struct document *document = statements->corpus->documents[statement->document];
    struct telling telling;
    telling_find(document, statement->span, &telling);
    for (uint32_t i = list_first_from(&document->mentions, span.start, statement->span.start);
         i < document->mentions.count; i++) {
        const struct mention *mention = &document->mentions.items[i];
        if (mention->span.start >= statement->span.end || statement->named.count == NAMED_MAX)
            break;
        if (mention->entity.number == 0 || is_telling(&telling, mention->span))
            continue;
        struct party party = {.span = mention->span, .entity = mention->entity,
                              .text = document_span_text(document, mention->span)};
        party_add(statements, statement->document, &party, &statement->named);
    }
}

// Whose words a bare sentence gives.
static void tellers_add(struct statements *statements, struct statement *statement)
{
    const struct document *document = statements->corpus->documents[statement->document];
    uint32_t start = statement->span.start;
    uint32_t from = start > TELLING_BYTES ? start - TELLING_BYTES : 0;
    for (uint32_t i = list_first_from(&document->quotes, span.start, from);
         i < document->quotes.count && document->quotes.items[i].span.start < statement->span.end;
         i++) {
        const struct quote *quote = &document->quotes.items[i];
        if (quote->span.end <= start || !quote->speaker.span.end)
            continue;
        party_add(statements, statement->document, &quote->speaker, &statement->speakers);
    }
}

// How far a bare sentence says that its act has come, where a word tells it.
static enum commitment_stage stage_told(const struct statement *statement)
{
    if (statement->cues & CUE_CANCELLED)
        return STAGE_CANCELLED;
    if (statement->cues & CUE_PAUSED)
        return STAGE_PAUSED;
    if (statement->cues & CUE_DELIVERED)
        return STAGE_DELIVERED;
    return statement->cues & CUE_PROMISED ? STAGE_PROMISED : STAGE_NONE;
}

// Who was counted has been there; so has what is told of a day that is over.
static bool has_passed(const struct statements *statements, const struct statement *statement)
{
    int64_t published = statements->corpus->days[statement->document];
    for (uint32_t i = 0; i < statement->values.count; i++) {
        if (statement->values.items[i].measure & MEASURE_RIVALS)
            return true;
    }
    return statement->when.from != DAY_NONE && published != DAY_NONE &&
           statement->when.to <= published && statement->when.to - statement->when.from <= 1;
}

static void progress_settle(const struct statements *statements, struct statement *statement)
{
    bool turned = statement->cues & (CUE_DENY | CUE_NOT);
    if (statement->kind == FINDING_COMMITMENT)
        statement->stage = turned || statement->cues & CUE_PLANNED ? STAGE_NONE
                                                                   : stage_told(statement);
    else if (statement->cues & CUE_PLANNED)
        statement->status = STATUS_PLANNED;
    else if (!turned && has_passed(statements, statement))
        statement->status = STATUS_HAPPENED;
}

// "Trois migrants sont morts": a statement, though nobody acts.
static void toll_settle(struct statement *statement)
{
    for (uint32_t i = 0; i < statement->values.count && statement->kind == FINDING_EVENT; i++) {
        const struct value *value = &statement->values.items[i];
        statement->toll |= value->cues & (CUE_RUNNING | CUE_CROWD) && value->central &&
                           !value->share && value->stated > 0;
    }
}

static void sentence_add(struct statements *statements, uint32_t document, struct span span,
                         enum finding_kind kind)
{
    const struct document *source = statements->corpus->documents[document];
    struct statement *statement = list_push(statements->corpus->scratch, &statements->items);
    *statement = (struct statement){.document = document, .index = NO_INDEX, .bare = true,
                                    .kind = kind, .span = span, .where = NO_INDEX};
    words_fill(statements, statement);
    statement->when = range_read(SLICE_NONE);
    for (uint32_t i = 0; i < source->times.count; i++) {
        const struct time *time = &source->times.items[i];
        if ((time->type != TIME_DATE && time->type != TIME_TIME) || time->span.start < span.start ||
            time->span.end > span.end || is_report_day(statements, source, time->span))
            continue;
        statement->when = when_of(source, (struct reference){i + 1}, SLICE_NONE);
        statement->when_value = time->value;
        since_day(statements, (struct reference){i + 1}, statement);
        break;
    }
    event_figures(statements, statement, NULL);
    named_add(statements, statement);
    tellers_add(statements, statement);
    progress_settle(statements, statement);
    toll_settle(statement);
    statement_finish(statements, statement);
}

static bool has_amount(const struct document *document, struct span sentence)
{
    for (uint32_t i = 0; i < document->amounts.count; i++) {
        const struct amount *amount = &document->amounts.items[i];
        if (meets(amount->span, sentence) &&
            (amount->kind == AMOUNT_MONEY || amount->kind == AMOUNT_COUNT ||
             amount->kind == AMOUNT_MASS || amount->kind == AMOUNT_VOLUME))
            return true;
    }
    return false;
}

static void sentences_add(struct statements *statements, uint32_t document)
{
    const struct corpus *corpus = statements->corpus;
    const struct document *source = corpus->documents[document];
    if (corpus->result->stories.items[corpus->story_of[document]].documents.count < 2)
        return;
    for (uint32_t i = 0; i < source->sentences.count && i < SENTENCES_MAX; i++) {
        struct span span = source->sentences.items[i].span;
        bool short_one = span.end - span.start < SENTENCE_BYTES_MIN;
        if (short_one || (source->sentences.count > BRIEF_SENTENCES && is_quoted(source, span)))
            continue;
        if (!is_told(source, span, FINDING_EVENT))
            sentence_add(statements, document, span, FINDING_EVENT);
        if (!is_told(source, span, FINDING_COMMITMENT) && has_amount(source, span))
            sentence_add(statements, document, span, FINDING_COMMITMENT);
    }
}

// A transfer told as an event too is one statement: the commitment says more of it.
static bool is_transfer(const struct document *document, const struct event *event)
{
    for (uint32_t i = 0; i < document->commitments.count; i++) {
        const struct commitment *commitment = &document->commitments.items[i];
        if (commitment->span.start >= event->span.end)
            break;
        if ((commitment->anchor.end && meets(commitment->anchor, event->anchor)) ||
            (event->type == EVENT_AID && meets(commitment->span, event->anchor)))
            return true;
    }
    return false;
}

void statements_make(struct statements *statements)
{
    struct corpus *corpus = statements->corpus;
    for (uint32_t i = 0; i < corpus->count; i++) {
        uint32_t first = statements->items.count;
        for (uint32_t k = 0; k < corpus->documents[i]->events.count; k++) {
            if (!is_transfer(corpus->documents[i], &corpus->documents[i]->events.items[k]))
                event_add(statements, i, k);
        }
        for (uint32_t k = 0; k < corpus->documents[i]->commitments.count; k++)
            commitment_add(statements, i, k);
        sentences_add(statements, i);
        if (statements->items.count > first)
            figures_sole(&statements->items.items[first], statements->items.count - first);
    }
    stories_weigh(statements);
}
