// SPDX-License-Identifier: Apache-2.0
// Golden cases of whole rooms: read (bytes to document objects, through recoupe_read) and compare
// (small bundles of articles, printed short: who says what, how often, and what differs).
#include "golden.h"

#include "base/file.h"
#include "compare/compare.h"
#include "doc/dump.h"
#include "engine_fixture.h"
#include "recoupe.h"
#include "test.h"
#include "unit/store_documents.h"

#include <unistd.h>

// --- read

struct reading {
    const char *path;
    struct buffer out;
};

// Appends text, with the input's path as "input".
static void add_named(struct reading *reading, struct slice text)
{
    struct slice path = slice_of(reading->path);
    for (size_t at = 0; at < text.size;) {
        size_t next = slice_find(text, path, at);
        buffer_add(&reading->out, slice_part(text, at, next));
        if (next == SIZE_MAX)
            return;
        buffer_text(&reading->out, "input");
        at = next + path.size;
    }
}

// From "url" on: what stands before is source, source_id, id and sha256 of the very bytes.
static bool take_line(const char *bytes, size_t size, void *context)
{
    struct reading *reading = context;
    struct slice line = {bytes, size};
    size_t source = slice_find(line, SLICE("\"source\""), 0), sum = slice_find(line, SLICE("\"sha256\""), 0);
    size_t url = slice_find(line, SLICE("\"url\""), 0);
    buffer_byte(&reading->out, '{');
    add_named(reading, slice_part(line, source, sum));
    add_named(reading, slice_part(line, url, size));
    return true;
}

static void take_refusal(const char *where, const char *message, void *context)
{
    struct reading *reading = context;
    buffer_text(&reading->out, "refused: ");
    add_named(reading, slice_of(where));
    buffer_format(&reading->out, ": %s\n", message);
}

struct slice golden_read(struct arena *arena, const struct golden_case *golden)
{
    struct error error = {0};
    struct reading reading = {.path = arena_format(arena, "tests/golden/read/%s", golden->file).data};
    buffer_init(&reading.out, arena);
    if (!golden->file[0]) {
        reading.path = test_path(arena, "golden");
        if (!test_check(file_write(reading.path, golden->text, &error), __FILE__, __LINE__, "%s",
                        error.message))
            return SLICE("");
    }
    struct recoupe_job job = {.inputs = &reading.path, .input_count = 1, .jobs = 1,
                              .date = golden->date[0] ? golden->date : NULL,
                              .language = golden->language[0] ? golden->language : NULL,
                              .write = take_line, .complain = take_refusal, .context = &reading};
    recoupe_read(&job);
    if (!golden->file[0])
        unlink(reading.path);
    return buffer_slice(&reading.out);
}

// --- compare

// The next document of the case, run through all stages, dumped and loaded, as compare gets it.
static struct document *next_document(struct arena *arena, struct slice *rest)
{
    struct slice head = slice_part(slice_cut(rest, '\n'), 2, SIZE_MAX);
    struct slice name = slice_cut(&head, ' '), day = slice_cut(&head, ' '), language = slice_cut(&head, ' ');
    size_t end = slice_find(*rest, SLICE("\n@ "), 0);
    struct slice text = arena_copy(arena, slice_trim(slice_part(*rest, 0, end)));
    *rest = slice_part(*rest, end == SIZE_MAX ? rest->size : end + 1, rest->size);
    struct document *document = fixture_run(arena, arena_copy(arena, language).data,
                                            arena_copy(arena, day).data, text);
    document->title = arena_copy(arena, head);
    document->site = document->id = arena_copy(arena, name);
    struct buffer out;
    struct error error = {0};
    buffer_init(&out, arena);
    document_dump(document, DUMP_ALL, &out);
    struct document *loaded = arena_zero(arena, 1, sizeof *loaded);
    document_init(loaded, arena);
    const struct json_value *object = json_parse(arena, buffer_slice(&out), &error);
    test_check(object && document_load(loaded, object, &error), __FILE__, __LINE__, "%s", error.message);
    return loaded;
}

struct printer {
    const struct comparison *comparison;
    struct buffer out;
};

static void print_text(struct printer *printer, struct slice text)
{
    if (text.data)
        buffer_add(&printer->out, text);
    else
        buffer_text(&printer->out, "-");
}

static void print_documents(struct printer *printer, const char *label, const index_list *documents)
{
    buffer_format(&printer->out, " %s=", label);
    for (uint32_t i = 0; i < documents->count; i++) {
        buffer_text(&printer->out, i ? "," : "");
        buffer_add(&printer->out, printer->comparison->documents[documents->items[i]]->id);
    }
}

static void print_parties(struct printer *printer, const char *label, const party_list *parties)
{
    buffer_format(&printer->out, " %s=", label);
    for (uint32_t i = 0; i < parties->count; i++) {
        buffer_text(&printer->out, i ? "," : "");
        buffer_add(&printer->out, parties->items[i].text);
    }
}

static void print_pair(struct printer *printer, const char *label, struct slice low, struct slice high)
{
    if (!low.data && !high.data)
        return;
    buffer_format(&printer->out, " %s=", label);
    print_text(printer, low);
    buffer_text(&printer->out, "..");
    print_text(printer, high);
}

static void print_claim(struct printer *printer, uint32_t index)
{
    const struct claim *claim = &printer->comparison->claims.items[index];
    struct buffer *out = &printer->out;
    bool event = claim->kind == FINDING_EVENT;
    const char *what = event ? event_type_name(claim->type) : stage_name(claim->stage);
    buffer_format(out, "claim k%u %s", index + 1, what ? what : "-");
    print_parties(printer, "actors", &claim->actors);
    print_parties(printer, "recipients", &claim->recipients);
    buffer_text(out, " when=");
    print_text(printer, claim->when);
    buffer_text(out, " in=");
    for (uint32_t i = 0; i < claim->support.count; i++) {
        const struct support *support = &claim->support.items[i];
        bool said = support->index == NO_INDEX;
        buffer_format(out, "%s%s", i ? "," : "", said ? "~" : "");
        buffer_add(out, printer->comparison->documents[support->document]->id);
    }
    buffer_format(out, " origins=%u %s", claim->origins, verdict_name(claim->verdict));
    for (uint32_t i = 0; i < claim->differences.count; i++) {
        const struct difference *difference = &claim->differences.items[i];
        buffer_format(out, " %s:%s", difference->field, difference_relation_name(difference->relation));
        for (uint32_t v = 0; v < difference->values.count; v++) {
            buffer_text(out, v ? "/" : "(");
            print_text(printer, difference->values.items[v].value);
        }
        buffer_byte(out, ')');
    }
    buffer_byte(out, '\n');
}

static void print_row(struct printer *printer, const struct ledger_row *row)
{
    buffer_text(&printer->out, "ledger");
    print_parties(printer, "givers", &row->givers);
    print_parties(printer, "receivers", &row->receivers);
    buffer_text(&printer->out, " goods=");
    print_text(printer, row->goods);
    print_pair(printer, "money", row->money_low, row->money_high);
    print_pair(printer, "count", row->count_low, row->count_high);
    for (uint32_t i = 0; i < row->history.count; i++) {
        const struct ledger_step *step = &row->history.items[i];
        buffer_format(&printer->out, " %s@", stage_name(step->stage));
        print_text(printer, step->when);
        print_documents(printer, "by", &step->documents);
    }
    buffer_format(&printer->out, " now=%s\n", stage_name(row->stage));
}

static void print_comparison(struct printer *printer)
{
    const struct comparison *comparison = printer->comparison;
    for (uint32_t i = 0; i < comparison->copies.count; i++) {
        const struct copy_group *group = &comparison->copies.items[i];
        buffer_text(&printer->out, "copies");
        print_documents(printer, "documents", &group->documents);
        buffer_text(&printer->out, " original=");
        print_text(printer, group->original == NO_INDEX
                                ? SLICE_NONE
                                : comparison->documents[group->original]->id);
        buffer_byte(&printer->out, '\n');
    }
    for (uint32_t i = 0; i < comparison->stories.count; i++) {
        buffer_text(&printer->out, "story");
        print_documents(printer, "documents", &comparison->stories.items[i].documents);
        buffer_byte(&printer->out, '\n');
    }
    for (uint32_t i = 0; i < comparison->claims.count; i++)
        print_claim(printer, i);
    for (uint32_t i = 0; i < comparison->ledger.count; i++)
        print_row(printer, &comparison->ledger.items[i]);
    for (uint32_t i = 0; i < comparison->omissions.count; i++) {
        buffer_format(&printer->out, "omission k%u", comparison->omissions.items[i].claim + 1);
        print_documents(printer, "absent_from", &comparison->omissions.items[i].absent_from);
        buffer_byte(&printer->out, '\n');
    }
}

struct slice golden_compare(struct arena *arena, const struct golden_case *golden)
{
    LIST(struct document *) documents = {0};
    struct error error = {0};
    struct printer printer;
    struct slice rest = golden->text;
    struct compare_options options = {.now = slice_of(golden->date[0] ? golden->date : NULL)};
    while (slice_starts(rest, "@ "))
        list_add(arena, &documents, next_document(arena, &rest));
    test_check(rest.size == 0, __FILE__, __LINE__, "a document starts with \"@ NAME DAY LANGUAGE title\"");
    printer.comparison = compare_run(arena, documents.items, documents.count, &options, &engine_data, &error);
    if (!test_check(printer.comparison != NULL, __FILE__, __LINE__, "%s", error.message))
        return SLICE("");
    buffer_init(&printer.out, arena);
    print_comparison(&printer);
    return buffer_slice(&printer.out);
}
