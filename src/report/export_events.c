// SPDX-License-Identifier: Apache-2.0
// Claims about events as tables of the event-data world: GDELT 2.0's events (61 columns) and
// mentions (16), and the columns of POLECAT (PLOVER). What those tables measure and we do not
// (tone, Goldstein's scale, geocodes, intensity) stays empty: nothing is made up.
// Column orders: the formats' own documentation.
#include "base/utf8.h"
#include "doc/dump.h"
#include "report/escape.h"
#include "report/export.h"
#include "report/view.h"

// One row under construction: fields in order, separated by tabs.
struct row {
    struct buffer *out;
    unsigned fields;
};

static void add(struct row *row, struct slice value)
{
    if (row->fields++)
        buffer_byte(row->out, '\t');
    escape_tsv(row->out, value);
}

static void add_number(struct row *row, uint32_t value)
{
    if (row->fields++)
        buffer_byte(row->out, '\t');
    buffer_format(row->out, "%u", value);
}

static void add_empty(struct row *row, unsigned count)
{
    while (count--)
        add(row, SLICE(""));
}

// The event, its document, and its first party on each side.
struct coded {
    const struct document *document;
    const struct event *event;
    struct date day;
    bool from_article; // the day is the article's, the event has none
};

static bool full_day(struct slice value, struct date *date)
{
    return value.size >= 10 && date_parse(value, date) && date->day > 0 && date_valid(*date);
}

// False for claims that are no events, and where neither event nor article has a day.
static bool code_claim(const struct comparison *comparison, const struct claim *claim,
                       struct coded *coded)
{
    if (claim->support.count == 0 || claim->support.items[0].kind != FINDING_EVENT)
        return false;
    const struct support *first = &claim->support.items[0];
    coded->document = comparison->documents[first->document];
    if (first->index >= coded->document->events.count)
        return false;
    coded->event = &coded->document->events.items[first->index];
    coded->from_article = false;
    if (full_day(claim->when, &coded->day))
        return true;
    coded->from_article = true;
    return full_day(coded->document->published.value, &coded->day);
}

static const struct entity *entity_of(const struct document *document, const party_list *parties)
{
    uint32_t number = parties->count ? parties->items[0].entity.number : 0;
    return number && number <= document->entities.count ? &document->entities.items[number - 1]
                                                        : NULL;
}

static struct slice party_name(const struct document *document, const party_list *parties)
{
    const struct entity *entity = entity_of(document, parties);
    if (entity && entity->name.size)
        return entity->name;
    return parties->count ? parties->items[0].text : SLICE_NONE;
}

static struct slice upper(struct arena *arena, struct slice text)
{
    struct buffer out;
    buffer_init(&out, arena);
    for (size_t position = 0; position < text.size;) {
        char encoded[4];
        size_t size = utf8_encode(unicode_upper(utf8_next(text, &position)), encoded);
        buffer_add(&out, (struct slice){encoded, size});
    }
    return buffer_slice(&out);
}

// Ten columns: code, name, country, five of groups that we do not code, three types less one.
static void add_actor(struct row *row, const struct export_job *job,
                      const struct document *document, const party_list *parties)
{
    const struct entity *entity = entity_of(document, parties);
    struct slice code = entity ? entity->cameo : SLICE_NONE;
    add(row, code);
    add(row, upper(job->arena, party_name(document, parties)));
    add(row, code.size >= 3 ? slice_part(code, 0, 3) : SLICE_NONE);
    add_empty(row, 4);
    for (size_t i = 3; i < 12; i += 3) // role codes follow the country in threes
        add(row, slice_part(code, i, i + 3));
}

static const char *quad_class(struct slice root)
{
    unsigned number = root.size == 2 ? (unsigned)(root.data[0] - '0') * 10 +
                                           (unsigned)(root.data[1] - '0')
                                     : 0;
    return number < 1 ? "" : number <= 5 ? "1" : number <= 9 ? "2" : number <= 14 ? "3" : "4";
}

static uint32_t count_documents(const struct claim *claim)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < claim->support.count; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i; k++)
            seen = seen || claim->support.items[k].document == claim->support.items[i].document;
        count += !seen;
    }
    return count;
}

// Day, MonthYear, Year, FractionDate (a year of twelve months of thirty days, as GDELT's).
static void add_gdelt_dates(struct row *row, struct arena *arena, struct date day)
{
    int fraction = ((day.month - 1) * 30 + day.day) * 10000 / 365;
    add(row, arena_format(arena, "%04d%02d%02d", (int)day.year, (int)day.month, (int)day.day));
    add(row, arena_format(arena, "%04d%02d", (int)day.year, (int)day.month));
    add(row, arena_format(arena, "%04d", (int)day.year));
    add(row, arena_format(arena, "%04d.%04d", (int)day.year, fraction));
}

// The day of an article as GDELT writes moments; NONE: it has none.
static struct slice stamp_of(struct arena *arena, const struct document *document)
{
    struct date day;
    if (!full_day(document->published.value, &day))
        return SLICE_NONE;
    return arena_format(arena, "%04d%02d%02d000000", (int)day.year, (int)day.month, (int)day.day);
}

void export_gdelt(const struct export_job *job, struct buffer *out)
{
    for (uint32_t c = 0; c < job->comparison->claims.count; c++) {
        const struct claim *claim = &job->comparison->claims.items[c];
        struct coded coded;
        struct row row = {.out = out};
        if (!code_claim(job->comparison, claim, &coded))
            continue;
        struct slice code = coded.event->cameo;
        struct slice root = slice_part(code, 0, 2);
        add_number(&row, c + 1);
        add_gdelt_dates(&row, job->arena, coded.day);
        add_actor(&row, job, coded.document, &coded.event->actors);
        add_actor(&row, job, coded.document, &coded.event->recipients);
        add_number(&row, 1);
        add(&row, code);
        add(&row, slice_part(code, 0, 3));
        add(&row, root);
        add(&row, slice_of(quad_class(root)));
        add_empty(&row, 1); // Goldstein's scale
        add_number(&row, claim->support.count);
        add_number(&row, claim->origins);
        add_number(&row, count_documents(claim));
        add_empty(&row, 1 + 3 * 8); // tone; three places
        add(&row, stamp_of(job->arena, coded.document));
        add(&row, coded.document->url.size ? coded.document->url : coded.document->source);
        buffer_byte(out, '\n');
    }
}

static uint32_t sentence_of(const struct document *document, uint32_t byte)
{
    uint32_t number = 0;
    while (number < document->sentences.count &&
           document->sentences.items[number].span.end <= byte)
        number++;
    return number + 1;
}

// The place of the first party of a list, in characters.
static void add_place(struct row *row, struct code_points *points, const party_list *parties)
{
    if (parties && parties->count && parties->items[0].span.end)
        add_number(row, code_point_at(points, parties->items[0].span.start));
    else
        add(row, SLICE("-1"));
}

static void add_mention(const struct export_job *job, uint32_t number, struct slice recorded,
                        const struct support *support, struct buffer *out)
{
    const struct document *document = job->comparison->documents[support->document];
    const struct event *event = support->index < document->events.count
                                    ? &document->events.items[support->index]
                                    : NULL; // a sentence that says the same
    struct code_points points = {.document = document};
    struct row row = {.out = out};
    add_number(&row, number);
    add(&row, recorded);
    add(&row, stamp_of(job->arena, document));
    add_number(&row, document->url.size ? 1 : 2); // the web; a citation without an address
    add(&row, document->site);
    add(&row, document->url.size ? document->url : document->source);
    add_number(&row, sentence_of(document, support->span.start));
    add_place(&row, &points, event ? &event->actors : NULL);
    add_place(&row, &points, event ? &event->recipients : NULL);
    add_number(&row, code_point_at(&points, event ? event->anchor.start : support->span.start));
    add_number(&row, 1); // found in the text as it stands
    add_empty(&row, 1);  // confidence
    add_number(&row, (uint32_t)utf8_count(document->text));
    add_empty(&row, 3); // tone, translation, extras
    buffer_byte(out, '\n');
}

void export_gdelt_mentions(const struct export_job *job, struct buffer *out)
{
    for (uint32_t c = 0; c < job->comparison->claims.count; c++) {
        const struct claim *claim = &job->comparison->claims.items[c];
        struct coded coded;
        if (!code_claim(job->comparison, claim, &coded))
            continue;
        struct slice recorded = stamp_of(job->arena, coded.document);
        for (uint32_t i = 0; i < claim->support.count; i++)
            add_mention(job, c + 1, recorded, &claim->support.items[i], out);
    }
}

static const char POLECAT_COLUMNS[] =
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\t"
    "Actor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\t"
    "Wikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\t"
    "Primary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\t"
    "Wikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\t"
    "GeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\t"
    "Story Organizations\tStory Locations\tLanguage\tVersion\n";

// Name, country, COW, sector, sectors, title, raw name, Wikipedia.
static void add_polecat_party(struct row *row, const struct document *document,
                              const party_list *parties)
{
    const struct entity *entity = entity_of(document, parties);
    struct slice code = entity ? entity->cameo : SLICE_NONE;
    add(row, party_name(document, parties));
    add(row, entity ? entity->country : SLICE_NONE);
    add_empty(row, 1);
    add(row, slice_part(code, 3, 6));
    add(row, slice_part(code, 3, 6));
    add(row, entity ? entity->role : SLICE_NONE);
    add(row, parties->count ? parties->items[0].text : SLICE_NONE);
    add_empty(row, 1);
}

// Names of the document's entities of one kind, with ';' between.
static struct slice story_names(const struct export_job *job, const struct document *document,
                                enum entity_kind kind, enum entity_kind other)
{
    struct buffer names;
    buffer_init(&names, job->arena);
    for (uint32_t i = 0; i < document->entities.count; i++) {
        const struct entity *entity = &document->entities.items[i];
        if ((entity->kind != kind && entity->kind != other) || !entity->name.size)
            continue;
        buffer_text(&names, names.size ? ";" : "");
        buffer_add(&names, entity->name);
    }
    return names.size ? buffer_slice(&names) : SLICE_NONE;
}

void export_plover(const struct export_job *job, struct buffer *out)
{
    buffer_text(out, POLECAT_COLUMNS);
    for (uint32_t c = 0; c < job->comparison->claims.count; c++) {
        const struct claim *claim = &job->comparison->claims.items[c];
        struct coded coded;
        struct row row = {.out = out};
        char day[16];
        if (!code_claim(job->comparison, claim, &coded))
            continue;
        const struct document *document = coded.document;
        const struct event *event = coded.event;
        uint32_t place = event->where.number;
        date_write(coded.day, day);
        add(&row, arena_format(job->arena, SLICE_FORMAT ":v%u", SLICE_ARGUMENTS(document->id),
                               claim->support.items[0].index + 1));
        add(&row, slice_of(day));
        add(&row, slice_of(event_type_name(event->type)));
        add(&row, event->mode);
        add_empty(&row, 3); // intensity, quad code, contexts
        add_polecat_party(&row, document, &event->actors);
        add_polecat_party(&row, document, &event->recipients);
        add(&row, place && place <= document->entities.count
                      ? document->entities.items[place - 1].name
                      : SLICE_NONE);
        add_empty(&row, 9);
        add(&row, view_source_name(document));
        add(&row, slice_part(document->published.value, 0, 10));
        add(&row, story_names(job, document, ENTITY_PERSON, ENTITY_PERSON));
        add(&row, story_names(job, document, ENTITY_ORGANISATION, ENTITY_ORGANISATION));
        add(&row, story_names(job, document, ENTITY_PLACE, ENTITY_COUNTRY));
        add(&row, document->language ? slice_of(language_code(document->language))
                                     : document->language_other);
        add(&row, SLICE("recoupe " RECOUPE_VERSION));
        buffer_byte(out, '\n');
    }
}
