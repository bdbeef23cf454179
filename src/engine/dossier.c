// SPDX-License-Identifier: Apache-2.0
// The verbs over a dossier: add, rebuild, search, correct. One writer, the calling thread.
#include "engine/claims.h"
#include "engine/collection.h"
#include "engine/verbs.h"

#include "base/json.h"
#include "base/utf8.h"
#include "report/escape.h"
#include "store/search.h"
#include "store/store.h"

#include <time.h>

#define HITS_SHOWN 100

static const char *const record_formats[] = {"plain", "html", "json", "feed entry"};

// job->now, or today (UTC): only the record of a correction and of an addition holds it.
static struct slice today(const struct recoupe_job *job, char text[16])
{
    if (job->now)
        return slice_of(job->now);
    date_write(date_from_day((int64_t)time(NULL) / 86400), text);
    return slice_of(text);
}

struct addition {
    struct store *store;
    char today[16];
    uint32_t added, known;
    bool stopped;
    struct error error;
};

static bool add_document(struct batch *batch, const struct document *document,
                         const struct record *record, struct slice printed)
{
    (void)printed;
    struct addition *addition = batch->context;
    struct original original = {record->bytes, record_formats[record->format],
                                today(batch->job, addition->today), batch->job->later};
    // The batch hands its document out as const; adding may apply corrections to it.
    enum store_added added = store_add(addition->store, (struct document *)(uintptr_t)document,
                                       &original, &addition->error);
    addition->added += added == STORE_ADDED;
    addition->known += added == STORE_KNOWN;
    if (added == STORE_FAILED)
        batch_complain(batch, &addition->error);
    return added != STORE_FAILED;
}

static int finish_add(const struct recoupe_job *job, struct addition *addition, int status)
{
    struct arena arena;
    struct buffer out;
    uint32_t total = 0;
    if (!store_commit(addition->store, &addition->error) ||
        !store_count(addition->store, &total, &addition->error) ||
        (!job->later && !addition->stopped &&
         !collection_keep(job, addition->store, true, &addition->error)))
        return verbs_fail(job, &addition->error);
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    buffer_format(&out, "{\"added\":%u,\"known\":%u,\"documents\":%u}\n", addition->added,
                  addition->known, total);
    status = verbs_write(job, buffer_slice(&out), status);
    arena_free(&arena);
    return status;
}

int recoupe_add(const struct recoupe_job *job)
{
    struct engine engine;
    struct addition addition = {0};
    // What `read` gives is stored; the other stages are for later.
    int status = verbs_open_engine(&engine, job, job->later ? stage_table[0]->name : NULL);
    if (status != RECOUPE_OK)
        return status;
    addition.store = store_open(job->dossier, STORE_CREATE, &addition.error);
    if (!addition.store) {
        engine_close(&engine);
        return verbs_fail(job, &addition.error);
    }
    struct batch batch = {.job = job, .engine = &engine, .take = add_document, .context = &addition,
                          .stops = true};
    status = batch_run(&batch);
    if (batch.stopped)
        job->complain("stopped",
                      "what was added so far is kept; the same command goes on from there",
                      job->context);
    addition.stopped = batch.stopped;
    if (status != RECOUPE_FAILED)
        status = finish_add(job, &addition, status);
    store_close(addition.store);
    engine_close(&engine);
    return status;
}

static bool extract_again(struct document *document, void *context, struct error *error)
{
    return late_engine_run(context, document, error);
}

// Opens the dossier for a run that may remake findings.
static bool with_extractor(const struct recoupe_job *job, void *context,
                           bool (*run)(void *context, struct store *,
                                       const struct store_extractor *, struct error *),
                           struct error *error)
{
    struct late_engine engine;
    struct store_extractor extractor = {extract_again, &engine};
    struct store *store = store_open(job->dossier, STORE_WRITE, error);
    late_engine_init(&engine, job, NULL);
    bool done = store && run(context, store, &extractor, error);
    store_close(store);
    late_engine_close(&engine);
    return done;
}

struct rebuilding {
    const struct recoupe_job *job;
    struct buffer *out;
    bool stopped;
};

static bool rebuild(void *context, struct store *store, const struct store_extractor *extractor,
                    struct error *error)
{
    struct rebuilding *rebuilding = context;
    const struct recoupe_job *job = rebuilding->job;
    uint32_t count = 0;
    bool done = job->missing ? store_complete(store, extractor, job->stop, &count, error)
                             : store_rebuild(store, extractor, &count, error);
    if (!done)
        return false;
    buffer_format(rebuilding->out, "{\"rebuilt\":%u}\n", count);
    if (job->missing && job->stop && *job->stop) {
        job->complain("stopped",
                      "what was done so far is kept; the same command goes on from there",
                      job->context);
        rebuilding->stopped = true;
        return true;
    }
    return collection_keep(job, store, false, error);
}

struct correcting {
    const struct recoupe_job *job;
    const struct slice *words;
    uint32_t count;
    struct buffer *out;
};

static bool correct(void *context, struct store *store, const struct store_extractor *extractor,
                    struct error *error)
{
    const struct correcting *correcting = context;
    char day[16];
    if (claims_are_meant(correcting->words, correcting->count))
        return claims_correct(correcting->job, store, extractor, correcting->words,
                              correcting->count, today(correcting->job, day), correcting->out,
                              error);
    return store_correct(store, correcting->words, correcting->count, today(correcting->job, day),
                         extractor, correcting->out, error);
}

bool verbs_correct(const struct recoupe_job *job, const struct slice *words, uint32_t count,
                   struct buffer *out, struct error *error)
{
    struct correcting correcting = {job, words, count, out};
    return with_extractor(job, &correcting, correct, error);
}

int recoupe_rebuild(const struct recoupe_job *job)
{
    struct error error = {0};
    struct arena arena;
    struct buffer out;
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    struct rebuilding rebuilding = {job, &out, false};
    bool done = with_extractor(job, &rebuilding, rebuild, &error);
    int status = done ? verbs_write(job, buffer_slice(&out),
                                    rebuilding.stopped ? RECOUPE_SOME_UNREAD : RECOUPE_OK)
                      : verbs_fail(job, &error);
    arena_free(&arena);
    return status;
}

int recoupe_correct(const struct recoupe_job *job)
{
    struct error error = {0};
    struct arena arena;
    struct buffer out;
    struct slice words[16];
    uint32_t count = 0;
    for (; count < job->input_count && count < sizeof words / sizeof *words; count++)
        words[count] = slice_of(job->inputs[count]);
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    bool done = job->input_count > count
                    ? error_set(&error, ERROR_USAGE, "correct", "too many words")
                    : verbs_correct(job, words, count, &out, &error);
    int status = done ? verbs_write(job, buffer_slice(&out), RECOUPE_OK) : verbs_fail(job, &error);
    arena_free(&arena);
    return status;
}

// Where the words stand that were asked for, as all places do: characters of the article's text.
static void print_marks(struct json_writer *json, const struct search_hit *hit)
{
    json_key(json, "marks");
    json_open(json, '[');
    for (uint32_t i = 0; i < hit->marks.count; i++) {
        struct span mark = hit->marks.items[i];
        uint32_t start = hit->start + (uint32_t)utf8_count(slice_part(hit->text, 0, mark.start));
        json_open(json, '{');
        json_key(json, "start");
        json_integer(json, start);
        json_key(json, "end");
        json_integer(json, start + utf8_count(slice_part(hit->text, mark.start, mark.end)));
        json_close(json, '}');
    }
    json_close(json, ']');
}

// For a person: where it stands, then the sentence with the words in bold, or between asterisks.
static void print_text(const struct search_hit *hit, bool color, struct buffer *out)
{
    uint32_t at = 0;
    const struct slice head[] = {slice_part(hit->published, 0, 10), hit->site, hit->title,
                                 hit->document};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        if (!head[i].size)
            continue;
        buffer_text(out, i ? "  " : "");
        escape_terminal(out, head[i]);
    }
    if (!hit->is_document)
        buffer_format(out, " %s%u", finding_descriptions[hit->kind].prefix, hit->number);
    buffer_text(out, "\n    ");
    for (uint32_t i = 0; i < hit->marks.count; i++) {
        struct span mark = hit->marks.items[i];
        escape_terminal(out, slice_part(hit->text, at, mark.start));
        buffer_text(out, color ? "\033[1m" : "*");
        escape_terminal(out, slice_part(hit->text, mark.start, mark.end));
        buffer_text(out, color ? "\033[0m" : "*");
        at = mark.end;
    }
    escape_terminal(out, slice_part(hit->text, at, hit->text.size));
    buffer_text(out, "\n");
}

static void print_hit(const struct search_hit *hit, struct buffer *out)
{
    struct json_writer json;
    struct buffer id;
    char text[24];
    json_init(&json, out);
    json_open(&json, '{');
    json_key(&json, "document");
    json_text(&json, hit->document);
    json_key(&json, "title");
    json_text(&json, hit->title);
    json_key(&json, "site");
    json_text(&json, hit->site);
    json_key(&json, "published");
    json_text(&json, hit->published);
    json_key(&json, "kind");
    json_text(&json, slice_of(hit->is_document ? "document"
                              : finding_descriptions[hit->kind].name));
    json_key(&json, "finding");
    id = (struct buffer){.data = text, .capacity = sizeof text};
    if (!hit->is_document)
        buffer_format(&id, "%s%u", finding_descriptions[hit->kind].prefix, hit->number);
    json_text(&json, hit->is_document ? SLICE_NONE : buffer_slice(&id));
    json_key(&json, "start");
    json_integer(&json, hit->start);
    json_key(&json, "end");
    json_integer(&json, hit->end);
    json_key(&json, "text");
    json_text(&json, hit->text);
    print_marks(&json, hit);
    json_close(&json, '}');
    buffer_byte(out, '\n');
}

// The query again, with a caret under each character of what is wrong in it.
static int fail_search(const struct recoupe_job *job, const struct search_result *result,
                       const struct error *error, struct arena *arena)
{
    struct error told = *error;
    struct buffer text;
    buffer_init(&text, arena);
    buffer_format(&text, "%s\n  %s\n  ", error->message, job->query);
    for (uint32_t i = 0; i < result->wrong.end; i++)
        buffer_byte(&text, i < result->wrong.start ? ' ' : '^');
    buffer_byte(&text, '\0');
    if (result->wrong.end && text.size <= sizeof told.message)
        memcpy(told.message, text.data, text.size);
    return verbs_fail(job, &told);
}

int recoupe_search(const struct recoupe_job *job)
{
    struct error error = {0};
    struct arena arena;
    struct buffer out;
    struct search_result result = {0};
    int status;
    uint32_t limit = job->limit ? job->limit : HITS_SHOWN;
    bool as_text = job->format && strcmp(job->format, "text") == 0;
    if (job->format && !as_text && strcmp(job->format, "json") != 0)
        return verbs_refuse(job, "a search's --format is json or text");
    struct store *store = store_open(job->dossier, STORE_READ, &error);
    if (!store)
        return verbs_fail(job, &error);
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    if (store_search(store, slice_of(job->query), limit, &arena, &result, &error)) {
        for (uint32_t i = 0; i < result.hits.count; i++)
            if (as_text)
                print_text(&result.hits.items[i], job->color, &out);
            else
                print_hit(&result.hits.items[i], &out);
        status = verbs_write(job, buffer_slice(&out), RECOUPE_OK);
        uint32_t waiting = 0;
        if (store_waiting(store, &waiting, &error) && waiting)
            job->complain("search",
                          "some articles were added with --later and are not found before "
                          "`recoupe rebuild --missing`",
                          job->context);
        if (result.more)
            job->complain("search", limit < SEARCH_LIMIT_MOST
                          ? "there is more: --limit N shows up to 1000 hits"
                                                              : "there is more than can be shown",
                      job->context);
    } else {
        status = fail_search(job, &result, &error, &arena);
    }
    arena_free(&arena);
    store_close(store);
    return status;
}
