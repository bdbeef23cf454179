// SPDX-License-Identifier: Apache-2.0
// The verb watch: asks for feeds in turn, many hosts at once, adds what is new, tells it. What was
// taken and when each feed is due stands in the dossier, written with the articles in one
// transaction: a restart neither loses nor doubles an item. A feed that fails waits longer and
// longer; the others do not notice.
#include "engine/verbs.h"

#include "base/table.h"
#include "base/url.h"
#include "engine/address.h"
#include "engine/alert.h"
#include "read/xml.h"
#include "store/watch.h"

#include <time.h>

#define INTERVAL_DEFAULT 30        // minutes
#define BACK_OFF_MOST (24 * 3600)  // seconds
#define FEEDS_MOST 10000

struct watched {
    struct slice address;
    struct watch_state state;
    struct arena arena; // of the state's texts
    bool asked;
};

struct watch {
    const struct recoupe_job *job;
    struct engine engine;
    struct store *store;
    struct fetcher *fetcher;
    struct arena arena; // feeds
    LIST(struct watched) feeds;
    bool failed, some_unread; // of the whole run
    // of the feed whose answer is being read
    struct watched *current;
    struct arena scratch;
    struct store *arrived; // in memory; NULL without rules
    arrival_list arrivals;
    struct error error;
    bool no_feed;
};

static void complain(struct watch *watch, const struct error *error)
{
    watch->some_unread = watch->some_unread || error->kind == ERROR_INPUT;
    watch->failed = watch->failed || error->kind != ERROR_INPUT;
    watch->job->complain(error->where, error->message, watch->job->context);
}

// --- which feeds

static void add_feed(struct watch *watch, struct slice address)
{
    struct arena *arena = &watch->arena;
    for (uint32_t i = 0; i < watch->feeds.count; i++)
        if (slice_equal(watch->feeds.items[i].address, address))
            return;
    if (watch->feeds.count < FEEDS_MOST)
        list_push(arena, &watch->feeds)->address = arena_copy(arena, address);
}

// A list has an address a line; OPML has them as xmlUrl of its outlines.
static void add_listed(struct watch *watch, struct slice bytes)
{
    struct xml_token token = {.source = bytes};
    const struct read_tables *tables = watch->engine.read_tables;
    if (slice_find(slice_part(bytes, 0, 4096), SLICE("<opml"), 0) != SIZE_MAX) {
        while (xml_next(&token)) {
            struct slice address =
                token.kind == XML_START ? xml_attribute(&token, "xmlurl") : SLICE_NONE;
            address = xml_value(tables, NULL, address, &watch->arena);
            if (url_is_web(address))
                add_feed(watch, address);
        }
        return;
    }
    struct slice line;
    uint32_t number = 0;
    while (slice_next_line(&bytes, &line, &number)) {
        line = slice_trim(line);
        if (url_is_web(line))
            add_feed(watch, line);
    }
}

static bool collect_feeds(struct watch *watch, struct error *error)
{
    const struct recoupe_job *job = watch->job;
    for (size_t i = 0; i < job->input_count; i++) {
        struct file file;
        if (url_is_web(slice_of(job->inputs[i]))) {
            add_feed(watch, slice_of(job->inputs[i]));
            continue;
        }
        if (!file_open(&file, job->inputs[i], error))
            return false;
        uint32_t before = watch->feeds.count;
        add_listed(watch, file.bytes);
        file_close(&file);
        if (watch->feeds.count == before)
            return error_set(error, ERROR_INPUT, job->inputs[i], "holds no address of a feed: "
                             "OPML or an http address a line is wanted");
    }
    return watch->feeds.count ||
           error_set(error, ERROR_USAGE, "watch",
                     "needs the address of a feed, a list of them, or OPML");
}

// --- one answer

static struct slice item_key(const struct document *document)
{
    return document->source_id.size ? document->source_id
           : document->url.size     ? document->url
                                    : document->id;
}

// Entries whose very bytes were taken before are not even read.
static bool wants(struct batch *batch, const struct record *record)
{
    struct watch *watch = batch->context;
    char hex[65];
    bool seen = false;
    if (record->format != RECORD_FEED_ENTRY) {
        watch->no_feed = true;
        return false;
    }
    hash_sha256(record->bytes.data, record->bytes.size, hex);
    store_watch_seen(watch->store, watch->current->address, slice_of(hex), &seen, &watch->error);
    return !seen;
}

static void remember(struct watch *watch, const struct document *document)
{
    struct arena *arena = &watch->scratch;
    struct arrival arrival = {document->id, document->title, document->site, document->url,
                              document->published.value};
    struct slice *parts[] = {&arrival.id, &arrival.title, &arrival.site, &arrival.url,
                             &arrival.published};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        *parts[i] = parts[i]->data ? arena_copy(arena, *parts[i]) : SLICE_NONE;
    list_add(arena, &watch->arrivals, arrival);
}

static bool take(struct batch *batch, const struct document *document, const struct record *record,
                 struct slice printed)
{
    struct watch *watch = batch->context;
    struct slice feed = watch->current->address;
    struct error *error = &watch->error;
    char day[16];
    bool seen;
    (void)printed;
    date_write(date_from_day((int64_t)time(NULL) / 86400), day);
    struct original original = {record->bytes, "feed entry", slice_of(day), false};
    // Marked first: the transaction that ends with the article holds both.
    if (!store_watch_seen(watch->store, feed, item_key(document), &seen, error) ||
        !store_watch_mark(watch->store, feed, item_key(document), error) ||
        !store_watch_mark(watch->store, feed, document->sha256, error))
        return false;
    if (seen)
        return true;
    enum store_added added =
        store_add(watch->store, (struct document *)(uintptr_t)document, &original, error);
    if (added == STORE_ADDED) {
        remember(watch, document);
        if (watch->arrived &&
            store_add(watch->arrived, (struct document *)(uintptr_t)document, &original, error) ==
                STORE_FAILED)
            return false;
    }
    return added != STORE_FAILED;
}

static void print_arrivals(struct watch *watch)
{
    struct buffer out;
    buffer_init(&out, &watch->scratch);
    for (uint32_t i = 0; i < watch->arrivals.count; i++) {
        const struct arrival *arrival = &watch->arrivals.items[i];
        const struct slice parts[] = {arrival->published, arrival->site, arrival->title,
                                      arrival->url};
        buffer_text(&out, "new");
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
            buffer_byte(&out, '\t');
            for (size_t c = 0; c < parts[p].size; c++)
                buffer_byte(&out, (unsigned char)parts[p].data[c] < ' ' ? ' ' : parts[p].data[c]);
        }
        buffer_byte(&out, '\n');
    }
    if (out.size && !watch->job->write(out.data, out.size, watch->job->context))
        watch->failed = true;
}

static void tell_alerts(struct watch *watch)
{
    char stamp[32];
    struct error error = {0};
    int64_t now = (int64_t)time(NULL);
    struct buffer out = {.data = stamp, .capacity = sizeof stamp};
    char day[16];
    date_write(date_from_day(now / 86400), day);
    buffer_format(&out, "%sT%02d:%02d:%02dZ", day, (int)(now / 3600 % 24), (int)(now / 60 % 60),
                  (int)(now % 60));
    if (watch->arrived && watch->arrivals.count && store_commit(watch->arrived, &error) &&
        alert_tell(watch->job, watch->arrived, &watch->arrivals, buffer_slice(&out),
                   &watch->scratch, &error))
        return;
    if (error.message[0])
        complain(watch, &error);
}

static void set_due(struct watch *watch, struct watched *feed, const struct fetch *fetch, bool fine)
{
    int64_t interval = (watch->job->interval ? watch->job->interval : INTERVAL_DEFAULT) * 60;
    int64_t wait = interval;
    feed->state.failures = fine ? 0 : feed->state.failures + 1;
    for (uint32_t i = 0; i < feed->state.failures && wait < BACK_OFF_MOST; i++)
        wait *= 2;
    wait = wait > BACK_OFF_MOST && interval < BACK_OFF_MOST ? BACK_OFF_MOST : wait;
    if ((int64_t)fetch->retry_seconds > wait)
        wait = fetch->retry_seconds < 30 * 86400 ? fetch->retry_seconds : 30 * 86400;
    feed->state.due = (int64_t)time(NULL) + wait;
    feed->state.gone = fetch->status == 410;
}

static struct slice kept(struct watched *feed, const char *text)
{
    return text[0] ? arena_copy(&feed->arena, slice_of(text)) : SLICE_NONE;
}

// Reads the entries of an answer. False when it is no feed or the dossier failed.
static bool read_answer(struct watch *watch, struct watched *feed, struct fetch *fetch)
{
    struct input_answer answer;
    struct recoupe_job job = *watch->job;
    job.inputs = NULL;
    job.input_count = 0;
    job.jobs = job.jobs ? job.jobs : 1;
    struct batch batch = {.job = &job, .engine = &watch->engine, .take = take, .wants = wants,
                          .context = watch, .answer = &answer};
    if (!address_answer(fetch, &answer))
        return error_set(&watch->error, ERROR_INTERNAL, "", "not enough memory");
    int status = batch_run(&batch);
    address_free(&answer);
    watch->some_unread = watch->some_unread || status == RECOUPE_SOME_UNREAD;
    if (status == RECOUPE_FAILED)
        return watch->error.message[0] ||
               error_set(&watch->error, ERROR_INTERNAL, "",
                         "the feed's articles could not be added");
    if (watch->no_feed)
        return error_set(&watch->error, ERROR_INPUT, feed->address.data, "what answers is no feed");
    return status == RECOUPE_OK || batch.document_count > 0 ||
           error_set(&watch->error, ERROR_INPUT, feed->address.data, "the feed cannot be read");
}

static void end_feed(struct watch *watch, struct watched *feed, struct fetch *fetch)
{
    bool fine = !fetch->problem[0];
    watch->current = feed;
    watch->error = (struct error){0};
    watch->arrivals.count = watch->arrivals.capacity = 0;
    watch->arrivals.items = NULL;
    watch->no_feed = false;
    watch->arrived = watch->job->alert_count ? alert_store(&watch->error) : NULL;
    if (!fine)
        error_set(&watch->error, ERROR_INPUT, feed->address.data, "%s", fetch->problem);
    else if (fetch->status != 304)
        fine = read_answer(watch, feed, fetch);
    // Only an answer whose entries are all in the dossier is not asked for again.
    if (fine && fetch->status != 304) {
        arena_reset(&feed->arena);
        feed->state.etag = kept(feed, fetch->etag);
        feed->state.modified = kept(feed, fetch->modified);
    }
    set_due(watch, feed, fetch, fine);
    struct slice problem = fine ? SLICE_NONE : slice_of(watch->error.message);
    struct error saving = {0};
    bool saved = watch->error.kind != ERROR_INTERNAL &&
                 store_watch_save(watch->store, feed->address, &feed->state, problem, &saving) &&
                 store_commit(watch->store, &saving);
    if (watch->error.message[0])
        complain(watch, &watch->error);
    if (saved) {
        print_arrivals(watch);
        tell_alerts(watch);
    } else if (saving.message[0]) {
        complain(watch, &saving);
    }
    store_close(watch->arrived);
    watch->arrived = NULL;
    arena_reset(&watch->scratch);
}

// --- rounds

static bool stopped(const struct watch *watch)
{
    return watch->job->stop && *watch->job->stop;
}

static void start_due(struct watch *watch)
{
    int64_t now = (int64_t)time(NULL);
    for (uint32_t i = 0; i < watch->feeds.count; i++) {
        struct watched *feed = &watch->feeds.items[i];
        // --once is asked by a clock of its own: only a feed that failed is left to wait.
        bool waits = feed->state.due > now && (!watch->job->once || feed->state.failures);
        if (feed->asked || feed->state.gone || waits)
            continue;
        struct slice etag = feed->state.etag, modified = feed->state.modified;
        feed->asked =
            fetch_start(watch->fetcher, feed->address.data, etag.data, modified.data, feed) != NULL;
    }
}

static void run_rounds(struct watch *watch)
{
    start_due(watch);
    while (!stopped(watch) && !watch->failed) {
        struct fetch *fetch = fetch_next(watch->fetcher, 500);
        if (fetch) {
            struct watched *feed = fetch->context;
            end_feed(watch, feed, fetch);
            feed->asked = false;
            fetch_free(fetch);
        } else if (!fetch_open_count(watch->fetcher)) {
            const struct timespec pause = {0, 500000000};
            if (watch->job->once)
                return;
            nanosleep(&pause, NULL);
        }
        if (!watch->job->once)
            start_due(watch);
    }
}

static bool open_watch(struct watch *watch, struct error *error)
{
    struct fetch_limits limits = {.seconds_most = watch->job->timeout};
    if (!alert_check(watch->job, error) || !collect_feeds(watch, error))
        return false;
    watch->store = store_open(watch->job->dossier, STORE_CREATE, error);
    if (!watch->store || !store_watch_open(watch->store, error))
        return false;
    for (uint32_t i = 0; i < watch->feeds.count; i++) {
        struct watched *feed = &watch->feeds.items[i];
        arena_init(&feed->arena, 0);
        if (!store_watch_load(watch->store, feed->address, &feed->arena, &feed->state, error))
            return false;
    }
    watch->fetcher = fetcher_open(&limits, error);
    return watch->fetcher != NULL;
}

int recoupe_watch(const struct recoupe_job *job)
{
    struct watch watch = {.job = job};
    struct error error = {0};
    int status = verbs_open_engine(&watch.engine, job, NULL);
    if (status != RECOUPE_OK)
        return status;
    arena_init(&watch.arena, 0);
    arena_init(&watch.scratch, 0);
    if (open_watch(&watch, &error)) {
        run_rounds(&watch);
        status = watch.failed ? RECOUPE_FAILED
                 : watch.some_unread ? RECOUPE_SOME_UNREAD : RECOUPE_OK;
    } else {
        status = verbs_fail(job, &error);
    }
    fetcher_close(watch.fetcher);
    store_close(watch.store);
    for (uint32_t i = 0; i < watch.feeds.count; i++)
        arena_free(&watch.feeds.items[i].arena);
    arena_free(&watch.scratch);
    arena_free(&watch.arena);
    engine_close(&watch.engine);
    return status;
}
