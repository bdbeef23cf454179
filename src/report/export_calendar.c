// SPDX-License-Identifier: Apache-2.0
// Deadlines of commitments as an iCalendar file (RFC 5545): whole-day events with the words that
// set them and where those stand. Lines are folded at 75 bytes, never inside a character.
#include "report/escape.h"
#include "report/export.h"
#include "report/form.h"

#define LINE_MOST 75 // bytes, without the line end

static void write_line(struct buffer *out, struct slice line)
{
    size_t column = 0;
    for (size_t i = 0; i < line.size;) {
        size_t next = i + 1;
        while (next < line.size && ((unsigned char)line.data[next] & 0xC0) == 0x80)
            next++;
        if (column + (next - i) > LINE_MOST) {
            buffer_text(out, "\r\n ");
            column = 1;
        }
        buffer_add(out, slice_part(line, i, next));
        column += next - i;
        i = next;
    }
    buffer_text(out, "\r\n");
}

static void write_text(struct buffer *out, struct arena *arena, const char *name,
                       struct slice value)
{
    struct buffer line;
    buffer_init(&line, arena);
    buffer_format(&line, "%s:", name);
    escape_ics(&line, value);
    write_line(out, buffer_slice(&line));
}

static void write_day(struct buffer *out, const char *name, struct date day)
{
    buffer_format(out, "%s:%04d%02d%02d\r\n", name, (int)day.year, (int)day.month, (int)day.day);
}

// The day the calendar was made is not ours to know: the day given, else the article's.
static struct date stamp_of(const struct export_job *job, const struct document *document)
{
    struct date day;
    if (job->now.size >= 10 && date_parse(job->now, &day) && date_valid(day))
        return day;
    if (document && document->published.value.size >= 10 &&
        date_parse(document->published.value, &day) && date_valid(day))
        return day;
    return (struct date){1970, 1, 1};
}

// One entry of the calendar.
struct entry {
    struct slice uid, title;
    struct date day;
    const struct support *support; // NULL: none
};

static void write_words(const struct export_job *job, const struct view *view,
                        const struct support *support, struct buffer *out)
{
    const struct document *document = job->comparison->documents[support->document];
    struct evidence evidence = view_evidence(view, support);
    struct buffer words;
    buffer_init(&words, job->arena);
    buffer_add(&words, document_span_text(document, evidence.span));
    buffer_text(&words, "\n");
    form_source_line(view, document, &words);
    buffer_format(&words, ", %u–%u", evidence.start, evidence.end);
    write_text(out, job->arena, "DESCRIPTION", buffer_slice(&words));
    // A URI is not escaped in iCalendar: only one without line ends is written.
    if (url_is_safe(document->url) && slice_find(document->url, SLICE("\n"), 0) == SIZE_MAX &&
        slice_find(document->url, SLICE("\r"), 0) == SIZE_MAX)
        write_line(out, arena_format(job->arena, "URL:" SLICE_FORMAT,
                                     SLICE_ARGUMENTS(document->url)));
}

static void write_entry(const struct export_job *job, const struct view *view,
                        const struct entry *entry, struct buffer *out)
{
    const struct document *document =
        entry->support ? job->comparison->documents[entry->support->document] : NULL;
    struct date stamp = stamp_of(job, document);
    buffer_text(out, "BEGIN:VEVENT\r\n");
    write_text(out, job->arena, "UID", entry->uid);
    buffer_format(out, "DTSTAMP:%04d%02d%02dT000000Z\r\n", (int)stamp.year, (int)stamp.month,
                  (int)stamp.day);
    write_day(out, "DTSTART;VALUE=DATE", entry->day);
    write_day(out, "DTEND;VALUE=DATE", date_from_day(date_to_day(entry->day) + 1));
    write_text(out, job->arena, "SUMMARY", entry->title);
    if (entry->support)
        write_words(job, view, entry->support, out);
    buffer_text(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

static bool whole_day(struct slice value, struct date *day)
{
    return value.size >= 10 && date_parse(value, day) && date_valid(*day);
}

static struct slice make_uid(const struct export_job *job, const char *prefix, uint32_t number,
                             const struct support *support)
{
    struct slice id = support ? job->comparison->documents[support->document]->id : SLICE("0");
    return arena_format(job->arena, "%s%u-" SLICE_FORMAT "@recoupe", prefix, number + 1,
                        SLICE_ARGUMENTS(id));
}

static void write_row(const struct export_job *job, const struct view *view, uint32_t number,
                      struct buffer *out)
{
    const struct ledger_row *row = &job->comparison->ledger.items[number];
    const struct claim *claim = row->claims.count
                                    ? &job->comparison->claims.items[row->claims.items[0]]
                                    : NULL;
    struct entry entry = {0};
    struct buffer title;
    if (!whole_day(row->deadline, &entry.day))
        return;
    buffer_init(&title, job->arena);
    form_ledger_title(view, row, &title);
    if (claim && claim->support.count)
        entry.support = &claim->support.items[0];
    entry.title = buffer_slice(&title);
    entry.uid = make_uid(job, "l", number, entry.support);
    write_entry(job, view, &entry, out);
}

// Ultimatums and the like: an event that sets a day.
static void write_claim(const struct export_job *job, const struct view *view, uint32_t number,
                        struct buffer *out)
{
    const struct claim *claim = &job->comparison->claims.items[number];
    for (uint32_t i = 0; i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        const struct document *document = job->comparison->documents[support->document];
        struct entry entry = {.support = support};
        struct buffer title;
        if (support->kind != FINDING_EVENT || support->index >= document->events.count ||
            !whole_day(document->events.items[support->index].deadline, &entry.day))
            continue;
        buffer_init(&title, job->arena);
        view_claim_heading(view, claim, &title);
        entry.title = buffer_slice(&title);
        entry.uid = make_uid(job, "k", number, support);
        write_entry(job, view, &entry, out);
        return;
    }
}

void export_ics(const struct export_job *job, struct buffer *out)
{
    struct report_options options = {.headings = job->headings, .now = job->now, .data = job->data};
    struct view view;
    view_make(&view, job->comparison, &options, job->arena);
    buffer_text(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//recoupe//deadlines//EN\r\n"
                     "CALSCALE:GREGORIAN\r\n");
    for (uint32_t i = 0; i < job->comparison->ledger.count; i++)
        write_row(job, &view, i, out);
    for (uint32_t i = 0; i < job->comparison->claims.count; i++)
        write_claim(job, &view, i, out);
    buffer_text(out, "END:VCALENDAR\r\n");
}
