// SPDX-License-Identifier: Apache-2.0
// The verbs over a whole collection: compare, report, reduce. A collection's documents are always
// what document_load gives (from the workers' JSON, a dossier, or what map printed), so that all
// three ways lead to the same answer.
#include "engine/collection.h"

#include "base/file.h"
#include "doc/dump.h"
#include "report/export.h"
#include "store/store.h"

#include <stdlib.h>

bool collection_add(struct collection *collection, struct slice json, struct error *error)
{
    jmp_buf recovery, *outer = collection->arena.recovery;
    // Its own point: the caller's may lie outside a running batch.
    if (setjmp(recovery) != 0) {
        collection->arena.recovery = collection->scratch.recovery = outer;
        return error_set(error, ERROR_INTERNAL, "", "not enough memory");
    }
    collection->arena.recovery = collection->scratch.recovery = &recovery;
    struct document *document = arena_zero(&collection->arena, 1, sizeof *document);
    document_init(document, &collection->arena);
    const struct json_value *object = json_parse(&collection->scratch, json, error);
    bool loaded = object && document_load(document, object, error);
    arena_reset(&collection->scratch);
    if (loaded)
        list_add(&collection->arena, &collection->documents, document);
    collection->arena.recovery = collection->scratch.recovery = outer;
    return loaded;
}

static bool take_document(struct batch *batch, const struct document *document,
                          const struct record *record, struct slice printed)
{
    (void)document, (void)record;
    struct error error = {0};
    if (!collection_add(batch->context, printed, &error)) {
        error.kind = ERROR_INTERNAL; // our own dump must load
        batch_complain(batch, &error);
        return false;
    }
    return true;
}

static int gather_inputs(struct collection *collection, const struct recoupe_job *job)
{
    struct engine engine;
    int status = verbs_open_engine(&engine, job, NULL);
    if (status != RECOUPE_OK)
        return status;
    struct batch batch = {.job = job, .engine = &engine, .print = verbs_print,
                          .take = take_document, .context = collection};
    status = batch_run(&batch);
    engine_close(&engine);
    return status;
}

bool collection_from_store(struct collection *collection, struct store *store, struct error *error)
{
    store_id_list ids = {0};
    jmp_buf recovery, *outer = collection->arena.recovery;
    if (setjmp(recovery) != 0) { // back to where the store can be closed
        collection->arena.recovery = outer;
        return error_set(error, ERROR_INTERNAL, "", "not enough memory");
    }
    collection->arena.recovery = &recovery;
    bool loaded = store_ids(store, &collection->arena, &ids, error);
    for (uint32_t i = 0; loaded && i < ids.count; i++) {
        struct document *document = arena_zero(&collection->arena, 1, sizeof *document);
        document_init(document, &collection->arena);
        loaded = store_load(store, ids.items[i], document, error);
        if (loaded)
            list_add(&collection->arena, &collection->documents, document);
    }
    collection->arena.recovery = outer;
    return loaded;
}

static int gather_dossier(struct collection *collection, const struct recoupe_job *job)
{
    struct error error = {0};
    struct store *store = store_open(job->dossier, STORE_READ, &error);
    bool done = store && collection_from_store(collection, store, &error);
    store_close(store);
    return done ? RECOUPE_OK : verbs_fail(job, &error);
}

static int gather_lines(struct collection *collection, const struct recoupe_job *job)
{
    int status = RECOUPE_OK;
    for (size_t i = 0; i < job->input_count; i++) {
        struct file file;
        struct error error = {0};
        if (!file_open(&file, job->inputs[i], &error)) {
            status = verbs_fail(job, &error);
            continue;
        }
        struct slice rest = file.bytes;
        for (uint32_t number = 1; rest.data; number++) {
            struct slice line = slice_trim(slice_cut(&rest, '\n'));
            if (line.size > 0 && !collection_add(collection, line, &error)) {
                struct slice where =
                    arena_format(&collection->arena, "%s:%u", job->inputs[i], number);
                job->complain(where.data, error.message, job->context);
                status = RECOUPE_SOME_UNREAD;
            }
        }
        file_close(&file);
    }
    return status;
}

void collection_init(struct collection *collection)
{
    *collection = (struct collection){0};
    arena_init(&collection->arena, 0);
    arena_init(&collection->scratch, 0);
}

void collection_free(struct collection *collection)
{
    arena_free(&collection->scratch);
    arena_free(&collection->arena);
}

// --since: what a comparison of the articles published before that day (or on no known day) said.
static bool changes_since(struct collection *collection, const struct compare_options *options,
                          struct slice day, struct error *error)
{
    LIST(struct document *) before = {0};
    for (uint32_t i = 0; i < collection->documents.count; i++) {
        struct document *document = collection->documents.items[i];
        struct slice published = document->published.value;
        if (published.size < day.size ||
            slice_compare(slice_part(published, 0, day.size), day) < 0)
            list_add(&collection->arena, &before, document);
    }
    struct comparison *earlier = compare_run(&collection->arena, before.items, before.count,
                                             options, &engine_data, error);
    if (earlier == NULL)
        return false;
    struct buffer printed;
    buffer_init(&printed, &collection->arena);
    comparison_dump(earlier, &printed);
    if (!changes_find(collection->comparison, buffer_slice(&printed), "--since",
                      &collection->arena, error))
        return false;
    // Numbers of claims that nobody has seen printed would only mislead.
    for (uint32_t i = 0; i < collection->comparison->changes.count; i++)
        collection->comparison->changes.items[i].was = SLICE_NONE;
    return true;
}

static bool changes_against(struct collection *collection, const char *path, struct error *error)
{
    struct file file;
    if (!file_open(&file, path, error))
        return false;
    bool done = changes_find(collection->comparison, arena_copy(&collection->arena, file.bytes),
                             path, &collection->arena, error);
    file_close(&file);
    return done;
}

bool collection_compare(struct collection *collection, const struct recoupe_job *job,
                        struct error *error)
{
    struct compare_options options = {.now = slice_of(job->now), .explain = job->explain};
    collection->comparison =
        compare_run(&collection->arena, collection->documents.items, collection->documents.count,
                    &options, &engine_data, error);
    if (collection->comparison == NULL)
        return false;
    if (job->since)
        return changes_since(collection, &options, slice_of(job->since), error);
    return job->against == NULL || changes_against(collection, job->against, error);
}

// A comparison is made again with each change of a small dossier; of a larger one when a quarter is
// new, so that adding one by one stays linear; of a large one (it takes half a megabyte an article,
// and a third of the time of adding) only when asked for.
#define COMPARED_AT_ONCE 200
#define COMPARED_UNASKED_MOST 500

static bool is_due(struct store *store, bool *due, struct error *error)
{
    uint32_t articles, compared;
    if (!store_count(store, &articles, error) || !store_compared(store, &compared, error))
        return false;
    *due = articles != compared &&
           (articles <= COMPARED_AT_ONCE ||
            (articles <= COMPARED_UNASKED_MOST && articles > compared + compared / 4));
    return true;
}

bool collection_keep(const struct recoupe_job *job, struct store *store, bool due,
                     struct error *error)
{
    struct collection collection;
    struct recoupe_job plain = {.now = job->now};
    jmp_buf recovery;
    if (due && (!is_due(store, &due, error) || !due))
        return error->kind == ERROR_NONE;
    collection_init(&collection);
    if (setjmp(recovery) != 0) {
        collection_free(&collection);
        return error_set(error, ERROR_INTERNAL, "", "not enough memory to compare the articles");
    }
    collection.arena.recovery = collection.scratch.recovery = &recovery;
    bool fine = collection_from_store(&collection, store, error) &&
                collection_compare(&collection, &plain, error) &&
                store_keep_comparison(store, collection.comparison, error);
    collection_free(&collection);
    return fine;
}

// Gathers, compares, prints and writes.
static int run_collection(const struct recoupe_job *job,
                          int (*gather)(struct collection *, const struct recoupe_job *),
                          bool (*print)(struct collection *, const struct recoupe_job *,
                                        struct buffer *, struct error *))
{
    struct collection collection;
    struct error error = {0};
    struct buffer out;
    jmp_buf recovery;
    volatile int status = RECOUPE_FAILED;
    collection_init(&collection);
    if (setjmp(recovery) != 0) {
        job->complain("", "not enough memory", job->context);
        collection_free(&collection);
        return RECOUPE_FAILED;
    }
    collection.arena.recovery = collection.scratch.recovery = &recovery;
    status = gather(&collection, job);
    if (status <= RECOUPE_SOME_UNREAD) {
        buffer_init(&out, &collection.arena);
        if (collection_compare(&collection, job, &error) &&
            print(&collection, job, &out, &error))
            status = verbs_write(job, buffer_slice(&out), status);
        else
            status = verbs_fail(job, &error);
    }
    collection_free(&collection);
    return status;
}

static bool print_comparison(struct collection *collection, const struct recoupe_job *job,
                             struct buffer *out, struct error *error)
{
    (void)job, (void)error;
    comparison_dump(collection->comparison, out);
    buffer_byte(out, '\n');
    return true;
}

bool collection_report(struct collection *collection, const struct recoupe_job *job,
                       struct buffer *out, struct error *error)
{
    struct report_options options = {.headings = language_from_code(slice_of(job->headings)),
                                     .width = job->width,
                                     .color = job->color,
                                     .explain = job->explain,
                                     .now = slice_of(job->now),
                                     .data = &engine_data};
    if (job->format && !report_format_from_name(slice_of(job->format), &options.format))
        return error_set(error, ERROR_USAGE, "--format", "a report is text, md or html, not '%s'",
                         job->format);
    report_write(collection->comparison, &options, &collection->scratch, out);
    return true;
}

// For an export that parses again.
struct parsing {
    struct late_engine engine;
    struct arena arena; // of one document
};

static bool parse_again(const struct document *document, struct buffer *out, void *context,
                        struct error *error)
{
    struct parsing *parsing = context;
    struct document fresh;
    document_init(&fresh, &parsing->arena);
    fresh.id = document->id;
    fresh.title = document->title;
    fresh.text = document->text;
    fresh.structure.items = document->structure.items;
    fresh.structure.count = fresh.structure.capacity = document->structure.count;
    fresh.published = document->published;
    fresh.language = document->language;
    fresh.language_other = document->language_other;
    bool done = late_engine_run(&parsing->engine, &fresh, error);
    if (done)
        document_conllu(&fresh, out);
    arena_reset(&parsing->arena);
    return done;
}

static bool print_export(struct collection *collection, const struct recoupe_job *job,
                         struct buffer *out, struct error *error)
{
    struct parsing parsing;
    struct export_job export = {.comparison = collection->comparison,
                                .headings = language_from_code(slice_of(job->headings)),
                                .now = slice_of(job->now),
                                .arena = &collection->scratch,
                                .parse = parse_again,
                                .context = &parsing,
                                .data = &engine_data};
    arena_init(&parsing.arena, 0);
    late_engine_init(&parsing.engine, job, verbs_last_parse_stage());
    bool done = export_write(slice_of(job->format), &export, out, error);
    late_engine_close(&parsing.engine);
    arena_free(&parsing.arena);
    return done;
}

int recoupe_export(const struct recoupe_job *job)
{
    if (!job->format)
        return verbs_refuse(job, "an export needs --format; `recoupe export --help` lists them");
    return run_collection(job, gather_dossier, print_export);
}

int recoupe_compare(const struct recoupe_job *job)
{
    return run_collection(job, job->dossier ? gather_dossier : gather_inputs, print_comparison);
}

int recoupe_report(const struct recoupe_job *job)
{
    enum report_format format;
    if (job->format && !report_format_from_name(slice_of(job->format), &format))
        return verbs_refuse(job, "a report's --format is text, md or html");
    return run_collection(job, job->dossier ? gather_dossier : gather_inputs, collection_report);
}

int recoupe_reduce(const struct recoupe_job *job)
{
    return run_collection(job, gather_lines, print_comparison);
}
