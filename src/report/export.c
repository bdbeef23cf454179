// SPDX-License-Identifier: Apache-2.0
// The table of export formats, and the two plainest: jsonl (the contract's document objects) and
// csv (one row a quote, event or commitment, with the claim it belongs to).
#include "report/export.h"

#include "base/table.h"
#include "doc/dump.h"
#include "report/escape.h"
#include "report/view.h"

const struct export_format export_formats[] = {
    {"csv", "one row a quote, event and commitment, with its claim's verdict", export_csv},
    {"jsonl", "one document object a line, with all findings", export_jsonl},
    {"gdelt", "GDELT 2.0 event table: 61 columns, tabs, no header; one row a claim", export_gdelt},
    {"gdelt-mentions", "GDELT 2.0 mentions table: 16 columns; one row a statement of those events",
     export_gdelt_mentions},
    {"plover", "the columns of the POLECAT data set (PLOVER), tabs", export_plover},
    {"gqg", "GDELT's Global Quotation Graph: one article a line with its quotes", export_gqg},
    {"iati", "the ledger as IATI 2.03 activities", export_iati},
    {"graphml", "who does what to whom, for Gephi", export_graphml},
    {"gexf", "the same as GEXF", export_gexf},
    {"geojson", "places and claims with their coordinates", export_geojson},
    {"webannotation", "W3C Web Annotations: words and their places", export_webannotation},
    {"ics", "deadlines as a calendar", export_ics},
    {"ftm", "FollowTheMoney entities for Aleph, one a line", export_ftm},
    {"conllu", "words, tags and trees, parsed again: CoNLL-U", export_conllu},
    {NULL, NULL, NULL},
};

bool export_write(struct slice format, const struct export_job *job, struct buffer *out,
                  struct error *error)
{
    struct buffer names;
    buffer_init(&names, job->arena);
    for (const struct export_format *row = export_formats; row->name; row++) {
        buffer_format(&names, "%s%s", names.size ? ", " : "", row->name);
        if (!slice_is(format, row->name))
            continue;
        struct export_job with_error = *job;
        with_error.error = error;
        row->write(&with_error, out);
        return error->kind == ERROR_NONE;
    }
    return error_set(error, ERROR_USAGE, "--format", "an export is one of: " SLICE_FORMAT,
                     SLICE_ARGUMENTS(buffer_slice(&names)));
}

void export_conllu(const struct export_job *job, struct buffer *out)
{
    if (!job->parse) {
        error_set(job->error, ERROR_USAGE, "--format", "nothing here can parse the articles again");
        return;
    }
    for (uint32_t i = 0; i < job->comparison->document_count; i++)
        if (!job->parse(job->comparison->documents[i], out, job->context, job->error))
            return;
}

void export_jsonl(const struct export_job *job, struct buffer *out)
{
    for (uint32_t i = 0; i < job->comparison->document_count; i++) {
        document_dump(job->comparison->documents[i], DUMP_ALL, out);
        buffer_byte(out, '\n');
    }
}

// --- csv

static const char *const CSV_COLUMNS[] = {
    "kind",     "id",        "document",   "title",   "site", "published", "lang",
    "start",    "end",       "words",      "type",    "status", "stage",   "polarity",
    "hedged",   "actors",    "recipients", "said_by", "when", "goods",     "count",
    "money",    "currency",  "deadline",   "rule",    "claim", "verdict",  "origins"};
enum { CSV_COLUMN_COUNT = sizeof CSV_COLUMNS / sizeof *CSV_COLUMNS };

struct csv {
    const struct export_job *job;
    struct buffer *out;
    struct table claims; // "document kind index" -> claim
    struct slice cells[CSV_COLUMN_COUNT];
};

static void set_cell(struct csv *csv, const char *column, struct slice value)
{
    for (int i = 0; i < CSV_COLUMN_COUNT; i++)
        if (strcmp(CSV_COLUMNS[i], column) == 0)
            csv->cells[i] = value;
}

static struct slice number_text(struct arena *arena, uint32_t value)
{
    return arena_format(arena, "%u", value);
}

static struct slice finding_key(struct arena *arena, uint32_t document, int kind, uint32_t index)
{
    return arena_format(arena, "%u %d %u", document, kind, index);
}

static struct slice parties_text(const struct csv *csv, const struct document *document,
                                 const party_list *parties)
{
    struct buffer text;
    buffer_init(&text, csv->job->arena);
    view_document_parties(NULL, document, parties, &text); // as the document names them
    return text.size ? buffer_slice(&text) : SLICE_NONE;
}

static void write_row(struct csv *csv, uint32_t number, enum finding_kind kind, uint32_t index,
                      struct span span)
{
    struct arena *arena = csv->job->arena;
    const struct comparison *comparison = csv->job->comparison;
    const struct document *document = comparison->documents[number];
    struct code_points points = {.document = document};
    set_cell(csv, "kind", slice_of(finding_descriptions[kind].name));
    set_cell(csv, "id", arena_format(arena, "%s%u", finding_descriptions[kind].prefix, index + 1));
    set_cell(csv, "document", document->id);
    set_cell(csv, "title", document->title);
    set_cell(csv, "site", document->site);
    set_cell(csv, "published", document->published.value);
    set_cell(csv, "lang", document->language ? slice_of(language_code(document->language))
                                             : document->language_other);
    set_cell(csv, "start", number_text(arena, code_point_at(&points, span.start)));
    set_cell(csv, "end", number_text(arena, code_point_at(&points, span.end)));
    set_cell(csv, "words", document_span_text(document, span));
    uint32_t claim = table_find(&csv->claims, finding_key(arena, number, kind, index));
    if (claim != TABLE_NONE) {
        const struct claim *of = &comparison->claims.items[claim];
        set_cell(csv, "claim", arena_format(arena, "k%u", claim + 1));
        set_cell(csv, "verdict", slice_of(verdict_name(of->verdict)));
        set_cell(csv, "origins", number_text(arena, of->origins));
    }
    for (int i = 0; i < CSV_COLUMN_COUNT; i++) {
        buffer_text(csv->out, i ? "," : "");
        escape_csv(csv->out, csv->cells[i]);
        csv->cells[i] = SLICE_NONE;
    }
    buffer_text(csv->out, "\r\n");
}

static void write_events(struct csv *csv, uint32_t number)
{
    const struct document *document = csv->job->comparison->documents[number];
    for (uint32_t i = 0; i < document->events.count; i++) {
        const struct event *event = &document->events.items[i];
        set_cell(csv, "type", slice_of(event_type_name(event->type)));
        set_cell(csv, "status", slice_of(status_name(event->status)));
        set_cell(csv, "polarity", slice_of(polarity_name(event->polarity)));
        set_cell(csv, "hedged", event->hedged ? SLICE("true") : SLICE("false"));
        set_cell(csv, "actors", parties_text(csv, document, &event->actors));
        set_cell(csv, "recipients", parties_text(csv, document, &event->recipients));
        set_cell(csv, "said_by", parties_text(csv, document, &event->said_by));
        set_cell(csv, "when", event->when_value);
        set_cell(csv, "goods", event->object);
        set_cell(csv, "deadline", event->deadline);
        set_cell(csv, "rule", event->rule);
        write_row(csv, number, FINDING_EVENT, i, event->span);
    }
}

static void write_commitments(struct csv *csv, uint32_t number)
{
    const struct document *document = csv->job->comparison->documents[number];
    for (uint32_t i = 0; i < document->commitments.count; i++) {
        const struct commitment *commitment = &document->commitments.items[i];
        set_cell(csv, "type", slice_of(category_name(commitment->category)));
        set_cell(csv, "stage", slice_of(stage_name(commitment->stage)));
        set_cell(csv, "hedged", commitment->hedged ? SLICE("true") : SLICE("false"));
        set_cell(csv, "actors", parties_text(csv, document, &commitment->givers));
        set_cell(csv, "recipients", parties_text(csv, document, &commitment->receivers));
        set_cell(csv, "said_by", parties_text(csv, document, &commitment->said_by));
        set_cell(csv, "when", commitment->when_value);
        set_cell(csv, "goods", commitment->goods);
        set_cell(csv, "count", commitment->count);
        set_cell(csv, "money", commitment->money.value);
        set_cell(csv, "currency", commitment->money.currency);
        set_cell(csv, "deadline", commitment->deadline);
        set_cell(csv, "rule", commitment->rule);
        write_row(csv, number, FINDING_COMMITMENT, i, commitment->span);
    }
}

static void write_quotes(struct csv *csv, uint32_t number)
{
    const struct document *document = csv->job->comparison->documents[number];
    for (uint32_t i = 0; i < document->quotes.count; i++) {
        const struct quote *quote = &document->quotes.items[i];
        struct party speaker = quote->speaker;
        party_list speakers = {&speaker, 1, 1};
        set_cell(csv, "type", slice_of(quote_mode_name(quote->mode)));
        if (speaker.text.data)
            set_cell(csv, "said_by", parties_text(csv, document, &speakers));
        set_cell(csv, "rule", quote->rule);
        write_row(csv, number, FINDING_QUOTE, i, quote->span);
    }
}

void export_csv(const struct export_job *job, struct buffer *out)
{
    struct csv csv = {.job = job, .out = out};
    table_init(&csv.claims, job->arena);
    for (uint32_t c = 0; c < job->comparison->claims.count; c++) {
        const struct claim *claim = &job->comparison->claims.items[c];
        for (uint32_t i = 0; i < claim->support.count; i++)
            table_add(&csv.claims, finding_key(job->arena, claim->support.items[i].document,
                                               claim->support.items[i].kind,
                                               claim->support.items[i].index), c);
    }
    for (int i = 0; i < CSV_COLUMN_COUNT; i++)
        buffer_format(out, "%s%s", i ? "," : "", CSV_COLUMNS[i]);
    buffer_text(out, "\r\n");
    for (uint32_t d = 0; d < job->comparison->document_count; d++) {
        write_quotes(&csv, d);
        write_events(&csv, d);
        write_commitments(&csv, d);
    }
}
