// SPDX-License-Identifier: Apache-2.0
// The ledger as IATI activities (standard 2.03), one a row, reported at second hand: elements in
// the order of the standard's schema, codes from its lists. What the press does not say (sectors,
// flow types) is left out; a row without any date has no place in the standard and is left out too.
#include "report/coordinates.h"
#include "report/escape.h"
#include "report/export.h"
#include "report/form.h"

#define WORDS_MOST 3 // sentences in a description

struct iati {
    const struct export_job *job;
    struct gazette gazette;
    struct view view;
    struct buffer *out;
};

static void narrative(struct iati *iati, const char *element, struct slice text)
{
    buffer_format(iati->out, "<%s><narrative>", element);
    escape_html(iati->out, text);
    buffer_format(iati->out, "</narrative></%s>", element);
}

// A whole day, or NONE.
static struct slice day_of(struct slice value)
{
    struct date date;
    return value.size >= 10 && date_parse(slice_part(value, 0, 10), &date) && date_valid(date)
               ? slice_part(value, 0, 10)
               : SLICE_NONE;
}

// The day of a step, else that on which the first of its articles came out.
static struct slice step_day(const struct iati *iati, const struct ledger_step *step)
{
    struct slice day = day_of(step->when);
    for (uint32_t i = 0; i < step->documents.count && !day.data; i++)
        day = day_of(iati->job->comparison->documents[step->documents.items[i]]->published.value);
    return day;
}

static const struct ledger_step *first_step(const struct iati *iati, const struct ledger_row *row,
                                            uint32_t stages)
{
    for (uint32_t i = 0; i < row->history.count; i++)
        if (stages >> row->history.items[i].stage & 1 &&
            step_day(iati, &row->history.items[i]).data)
            return &row->history.items[i];
    return NULL;
}

static const char *status_code(enum commitment_stage stage)
{
    switch (stage) {
    case STAGE_DELIVERED:
        return "4"; // closed
    case STAGE_REFUSED:
    case STAGE_CANCELLED:
        return "5";
    case STAGE_PAUSED:
        return "6"; // suspended
    case STAGE_FUNDED:
    case STAGE_ORDERED:
    case STAGE_RESUMED:
        return "2"; // implementation
    default:
        return "1"; // pipeline
    }
}

// IATI's type of organisation by the CAMEO code of a party; NULL where that does not tell.
static const char *organisation_type(struct slice cameo)
{
    if (slice_starts(cameo, "IGO"))
        return "40"; // multilateral
    if (slice_starts(cameo, "NGO"))
        return "21";
    return cameo.size == 3 || slice_ends(cameo, "GOV") ? "10" : NULL;
}

static void organisation(struct iati *iati, const struct party *party, const char *element,
                         const char *role)
{
    const char *type = organisation_type(party->cameo);
    buffer_format(iati->out, "<%s", element);
    if (role)
        buffer_format(iati->out, " role=\"%s\"", role);
    if (type)
        buffer_format(iati->out, " type=\"%s\"", type);
    buffer_text(iati->out, "><narrative>");
    escape_html(iati->out, view_local_name(&iati->view, party->text));
    buffer_format(iati->out, "</narrative></%s>", element);
}

static void description(struct iati *iati, const struct ledger_row *row)
{
    index_list told = {0};
    buffer_text(iati->out, "<description type=\"1\">");
    for (uint32_t c = 0; c < row->claims.count; c++) {
        const struct claim *claim = &iati->job->comparison->claims.items[row->claims.items[c]];
        for (uint32_t i = 0; i < claim->support.count && told.count < WORDS_MOST; i++) {
            const struct support *support = &claim->support.items[i];
            const struct document *document = iati->job->comparison->documents[support->document];
            if (view_has_document(&told, support->document))
                continue;
            list_add(iati->job->arena, &told, support->document);
            buffer_text(iati->out, "<narrative");
            if (document->language)
                buffer_format(iati->out, " xml:lang=\"%s\"", language_code(document->language));
            buffer_byte(iati->out, '>');
            escape_html(iati->out, document_span_text(document, support->span));
            buffer_text(iati->out, "</narrative>");
        }
    }
    buffer_text(iati->out, "</description>");
}

static void activity_date(struct iati *iati, const char *type, struct slice day)
{
    if (day.data)
        buffer_format(iati->out, "<activity-date type=\"%s\" iso-date=\"" SLICE_FORMAT "\"/>", type,
                      SLICE_ARGUMENTS(day));
}

// The receiver's country, told by its CAMEO code.
static void recipient_country(struct iati *iati, const struct ledger_row *row)
{
    const struct coordinates *place = NULL;
    for (uint32_t i = 0; i < row->receivers.count && !place; i++)
        place = gazette_find(&iati->gazette, slice_part(row->receivers.items[i].cameo, 0, 3),
                             SLICE_NONE);
    if (place)
        buffer_format(iati->out, "<recipient-country code=\"" SLICE_FORMAT "\"/>",
                      SLICE_ARGUMENTS(place->alpha2));
}

// Promised money is one commitment, whatever stages it goes through; paid money one disbursement.
static void transaction(struct iati *iati, const struct ledger_row *row, uint32_t stages,
                        const char *type)
{
    const struct ledger_step *step = first_step(iati, row, stages);
    struct slice value = row->money_low.data ? row->money_low : row->money_high;
    if (!step || !value.data || row->currency.size != 3)
        return;
    struct slice day = step_day(iati, step);
    buffer_format(iati->out,
                  "<transaction><transaction-type code=\"%s\"/>"
                  "<transaction-date iso-date=\"" SLICE_FORMAT "\"/>"
                  "<value currency=\"" SLICE_FORMAT "\" value-date=\"" SLICE_FORMAT "\">"
                  SLICE_FORMAT "</value>",
                  type, SLICE_ARGUMENTS(day), SLICE_ARGUMENTS(row->currency), SLICE_ARGUMENTS(day),
                  SLICE_ARGUMENTS(value));
    if (row->givers.count)
        organisation(iati, &row->givers.items[0], "provider-org", NULL);
    if (row->receivers.count)
        organisation(iati, &row->receivers.items[0], "receiver-org", NULL);
    buffer_text(iati->out, "</transaction>");
}

static void document_links(struct iati *iati, const struct ledger_row *row)
{
    index_list linked = {0};
    for (uint32_t h = 0; h < row->history.count; h++) {
        const index_list *documents = &row->history.items[h].documents;
        for (uint32_t i = 0; i < documents->count; i++) {
            const struct document *document = iati->job->comparison->documents[documents->items[i]];
            if (!url_is_safe(document->url) || view_has_document(&linked, documents->items[i]))
                continue;
            list_add(iati->job->arena, &linked, documents->items[i]);
            buffer_text(iati->out, "<document-link format=\"text/html\" url=\"");
            escape_html(iati->out, document->url);
            buffer_text(iati->out, "\">");
            narrative(iati, "title", view_document_title(&iati->view, document));
            buffer_text(iati->out, "<category code=\"A12\"/></document-link>"); // a web page
        }
    }
}

// Named by the first statement of its first claim: the same as long as that stands.
static void identifier(struct iati *iati, const struct ledger_row *row)
{
    const struct claim *claim = &iati->job->comparison->claims.items[row->claims.items[0]];
    const struct support *support = &claim->support.items[0];
    buffer_format(iati->out, "<iati-identifier>RECOUPE-" SLICE_FORMAT "-%s%u</iati-identifier>",
                  SLICE_ARGUMENTS(iati->job->comparison->documents[support->document]->id),
                  finding_descriptions[support->kind].prefix, support->index + 1);
}

static void activity(struct iati *iati, const struct ledger_row *row)
{
    const uint32_t promised = 1u << STAGE_PROMISED | 1u << STAGE_ANNOUNCED | 1u << STAGE_APPROVED |
                              1u << STAGE_ORDERED;
    const uint32_t paid = 1u << STAGE_FUNDED | 1u << STAGE_DELIVERED;
    const struct ledger_step *first = first_step(iati, row, UINT32_MAX);
    const struct ledger_step *delivered = first_step(iati, row, 1u << STAGE_DELIVERED);
    struct buffer title;
    if (!first || !row->claims.count ||
        !iati->job->comparison->claims.items[row->claims.items[0]].support.count)
        return;
    buffer_format(iati->out, "<iati-activity xml:lang=\"%s\">", language_code(iati->view.language));
    identifier(iati, row);
    buffer_text(iati->out,
                "<reporting-org ref=\"RECOUPE\" type=\"90\" secondary-reporter=\"1\"><narrative>"
                "recoupe: from press articles, by machine</narrative></reporting-org>");
    buffer_init(&title, iati->job->arena);
    form_ledger_title(&iati->view, row, &title);
    narrative(iati, "title", buffer_slice(&title));
    description(iati, row);
    for (uint32_t i = 0; i < row->givers.count; i++)
        organisation(iati, &row->givers.items[i], "participating-org", "1");
    if (row->via.size) {
        buffer_text(iati->out, "<participating-org role=\"3\"><narrative>");
        escape_html(iati->out, row->via);
        buffer_text(iati->out, "</narrative></participating-org>");
    }
    if (!row->givers.count && !row->via.size)
        buffer_text(iati->out,
                    "<participating-org role=\"1\"><narrative>?</narrative></participating-org>");
    buffer_format(iati->out, "<activity-status code=\"%s\"/>", status_code(row->stage));
    activity_date(iati, "1", step_day(iati, first));
    activity_date(iati, "3", day_of(row->deadline));
    if (delivered)
        activity_date(iati, "4", step_day(iati, delivered));
    recipient_country(iati, row);
    transaction(iati, row, promised, "2");
    transaction(iati, row, paid, "3");
    document_links(iati, row);
    buffer_text(iati->out, "</iati-activity>\n");
}

void export_iati(const struct export_job *job, struct buffer *out)
{
    struct iati iati = {.job = job, .out = out};
    struct report_options options = {.headings = job->headings, .now = job->now, .data = job->data};
    gazette_open(&iati.gazette, job->data, job->arena);
    view_make(&iati.view, job->comparison, &options, job->arena);
    buffer_text(out,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\">\n");
    for (uint32_t i = 0; i < job->comparison->ledger.count; i++)
        activity(&iati, &job->comparison->ledger.items[i]);
    buffer_text(out, "</iati-activities>\n");
}
