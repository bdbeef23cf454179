// SPDX-License-Identifier: Apache-2.0
// The batch: records are cut on the calling thread, documents made and printed on workers, results
// taken in order. Workers' arenas are kept and reset; a job owns its document's arena.
#include "engine/batch.h"

#include "engine/address.h"

#include <stdlib.h>
#include <sys/stat.h>

#define DOCUMENT_MEMORY_MOST ((size_t)1 << 30)

// An input stays open until the last of its records is done: records borrow its bytes.
struct source {
    struct input *input;
    unsigned records; // not yet done
    bool ended;
    uint64_t read_to; // what is still under way from before that offset was read already
};

struct task {
    struct source *source;
    struct record record;
    struct document document;
    struct arena arena;     // the document's
    struct buffer printed;  // in arena
    struct error error;     // kind != NONE: nothing else counts
    enum unwrapping unwrapping; // UNWRAPPED: there is a document
    struct task *next_free;
};

struct run {
    struct batch *batch;
    struct read_options options;
    path_list paths;
    uint64_t offset; // --offset: where the one input starts
    bool offset_given;
    uint32_t next_path;
    struct source *source; // being cut; NULL between inputs
    struct input_answer *answer; // to be opened before the paths
    struct arena arena;    // paths
    struct arena *scratch; // one a worker, one for take_misfit
    unsigned workers;
    struct task *free_tasks;
};

void batch_complain(struct batch *batch, const struct error *error)
{
    if (error->kind == ERROR_INPUT)
        batch->some_unread = true;
    else
        batch->failed = true;
    batch->job->complain(error->where, error->message, batch->job->context);
}

static struct task *new_task(struct run *run)
{
    struct task *task = run->free_tasks;
    if (task) {
        run->free_tasks = task->next_free;
        return task;
    }
    task = calloc(1, sizeof *task);
    if (task)
        arena_init(&task->arena, DOCUMENT_MEMORY_MOST);
    return task;
}

static void *out_of_memory(struct run *run)
{
    struct error error = {0};
    error_set(&error, ERROR_INTERNAL, "", "not enough memory");
    batch_complain(run->batch, &error);
    return NULL;
}

static void close_if_done(struct source *source)
{
    if (!source->ended || source->records > 0)
        return;
    input_close(source->input);
    free(source);
}

static struct source *open_source(struct run *run, struct error *error)
{
    struct input_answer *answer = run->answer;
    const char *path = answer ? answer->address : run->paths.items[run->next_path++].data;
    run->answer = NULL;
    struct source *source = calloc(1, sizeof *source);
    if (!source) {
        error_set(error, ERROR_INTERNAL, path, "not enough memory");
        return NULL;
    }
    source->input = answer ? input_open_answer(answer, error) : input_open(path, error);
    if (source->input && run->offset_given &&
        !input_start_at(source->input, run->offset, error)) {
        input_close(source->input);
        source->input = NULL;
    }
    if (!source->input) {
        free(source);
        return NULL;
    }
    input_leave_wrapped(source->input);
    return source;
}

// The next record of a source; false at its end.
static bool cut_record(struct run *run, struct source *source, struct task *task, jmp_buf *recovery)
{
    enum input_step step;
    bool wanted = true;
    do {
        input_recover_at(source->input, recovery);
        step = input_next(source->input, &task->record, &task->error);
        if (step == INPUT_END)
            return false;
        wanted = step != INPUT_RECORD || !run->batch->wants ||
                 run->batch->wants(run->batch, &task->record);
        if (!wanted) {
            record_free(&task->record);
            task->record = (struct record){0};
        }
    } while (!wanted);
    task->record.arena.recovery = NULL; // the point is gone when this returns
    return true;
}

// Fills task with the next record of the open input, opening the next path where needed; false at
// the end. An input that cannot be opened gives a task that carries the error, in its order.
static bool fill_task(struct run *run, struct task *task, jmp_buf *recovery)
{
    for (;;) {
        if (!run->source) {
            if (!run->answer && run->next_path == run->paths.count)
                return false;
            run->source = open_source(run, &task->error);
            if (!run->source)
                return true;
        }
        if (cut_record(run, run->source, task, recovery)) {
            task->source = run->source;
            task->source->records++;
            return true;
        }
        run->source->ended = true;
        close_if_done(run->source);
        run->source = NULL;
    }
}

// A task with the next record, of that source alone where one is given; NULL at the end.
static struct task *cut_task(struct run *run, struct source *only)
{
    jmp_buf recovery;
    struct task *volatile task = new_task(run); // volatile: read after a jump
    if (!task)
        return out_of_memory(run);
    task->error = (struct error){0};
    task->unwrapping = UNWRAPPED;
    task->record = (struct record){0};
    task->source = NULL;
    if (setjmp(recovery) != 0) {
        record_free(&task->record);
        error_set(&task->error, ERROR_INTERNAL, "", "not enough memory");
        return task;
    }
    if (only ? cut_record(run, only, task, &recovery) : fill_task(run, task, &recovery))
        return task;
    task->next_free = run->free_tasks;
    run->free_tasks = task;
    return NULL;
}

static void *next_task(void *context)
{
    return cut_task(context, NULL);
}

static bool make_document(struct run *run, struct task *task, struct arena *scratch)
{
    jmp_buf recovery;
    const struct batch *batch = run->batch;
    document_init(&task->document, &task->arena);
    if (setjmp(recovery) != 0)
        return error_set(&task->error, ERROR_INPUT, "", "takes more memory than is allowed");
    task->arena.recovery = scratch->recovery = task->record.arena.recovery = &recovery;
    task->unwrapping = record_unwrap(&task->record);
    if (task->unwrapping != UNWRAPPED)
        return true;
    if (!record_read(&task->record, &run->options, &task->document, scratch, &task->error))
        return false;
    if (task->document.text.size > ARTICLE_SIZE_MOST)
        return error_set(&task->error, ERROR_INPUT, "",
                         "the text has %zu MB, more than the %zu MB of the longest article read",
                         task->document.text.size >> 20, ARTICLE_SIZE_MOST >> 20);
    if (batch->engine && !engine_run(batch->engine, &task->document, scratch))
        return error_set(&task->error, ERROR_INPUT, "", "takes more memory than is allowed");
    buffer_init(&task->printed, &task->arena);
    if (batch->print)
        batch->print(&task->document, &task->printed);
    return true;
}

static void name_record(struct task *task)
{
    struct slice name = slice_part(task->record.source, 0, sizeof task->error.where - 1);
    memset(task->error.where, 0, sizeof task->error.where);
    if (name.size)
        memcpy(task->error.where, name.data, name.size);
}

static void work(void *item, unsigned worker, void *context)
{
    struct run *run = context;
    struct task *task = item;
    if (task->error.kind != ERROR_NONE)
        return;
    struct arena *scratch = &run->scratch[worker];
    if (!make_document(run, task, scratch) && task->error.where[0] == 0)
        name_record(task);
    task->arena.recovery = scratch->recovery = task->record.arena.recovery = NULL;
    arena_reset(scratch);
}

// Hands a finished document on, or its error.
static bool deliver(struct batch *batch, struct task *task)
{
    if (task->error.kind != ERROR_NONE) {
        batch_complain(batch, &task->error);
        return task->error.kind != ERROR_INTERNAL;
    }
    if (task->unwrapping != UNWRAPPED)
        return true;
    bool go_on = batch->take(batch, &task->document, &task->record, buffer_slice(&task->printed));
    batch->failed = batch->failed || !go_on;
    batch->document_count++;
    batch->bytes_taken += task->record.bytes.size;
    const struct recoupe_job *job = batch->job;
    if (job->permille)
        *job->permille = batch->bytes >= batch->bytes_taken && batch->bytes
                             ? (unsigned)(batch->bytes_taken * 1000 / batch->bytes)
                             : 0;
    if (job->progress)
        job->progress(batch->document_count, job->context);
    batch->stopped = batch->stops && job->stop && *job->stop;
    return go_on && !batch->stopped;
}

static void free_task(struct run *run, struct task *task)
{
    record_free(&task->record);
    arena_reset(&task->arena);
    task->next_free = run->free_tasks;
    run->free_tasks = task;
}

// A piece of a WARC file that is not one whole record: damaged, several, or cut inside a page that
// is packed itself. Its records are cut and read here, in their order.
static bool take_misfit(struct run *run, struct source *source, const struct record *record)
{
    struct error error = {0};
    struct task *task;
    bool go_on = input_go_back(source->input, record, &error);
    if (!go_on)
        batch_complain(run->batch, &error);
    while (go_on && (task = cut_task(run, source))) {
        work(task, run->workers, run);
        go_on = deliver(run->batch, task);
        free_task(run, task);
    }
    source->read_to = input_go_on(source->input);
    return go_on;
}

static bool done(void *item, void *context)
{
    struct run *run = context;
    struct task *task = item;
    struct source *source = task->source;
    bool go_on = true;
    if (!source || task->record.offset >= source->read_to)
        go_on = task->error.kind == ERROR_NONE && task->unwrapping == UNWRAPPED_MISFIT
                    ? take_misfit(run, source, &task->record)
                    : deliver(run->batch, task);
    if (source)
        source->records--;
    free_task(run, task);
    if (source)
        close_if_done(source);
    return go_on;
}

// How much there is to read, for the progress; 0 where files are packed or come from elsewhere.
static void count_bytes(struct run *run)
{
    static const char *const packed[] = {".gz", ".zst", ".br", ".warc"};
    struct stat status;
    for (uint32_t i = 0; run->batch->job->permille && i < run->paths.count; i++) {
        struct slice path = run->paths.items[i];
        bool known = stat(path.data, &status) == 0 && S_ISREG(status.st_mode);
        for (size_t k = 0; k < sizeof packed / sizeof *packed; k++)
            known = known && !slice_ends(path, packed[k]);
        if (!known) {
            run->batch->bytes = 0;
            return;
        }
        run->batch->bytes += (uint64_t)status.st_size;
    }
}

static bool walk_inputs(struct run *run)
{
    jmp_buf recovery;
    const struct recoupe_job *job = run->batch->job;
    if (setjmp(recovery) != 0)
        return out_of_memory(run);
    run->arena.recovery = &recovery;
    for (size_t i = 0; i < job->input_count; i++) {
        struct error error = {0};
        if (!file_walk(&run->arena, job->inputs[i], &run->paths, &error))
            batch_complain(run->batch, &error);
    }
    run->arena.recovery = NULL;
    count_bytes(run);
    return true;
}

static void free_run(struct run *run)
{
    for (struct task *task = run->free_tasks; task;) {
        struct task *next = task->next_free;
        arena_free(&task->arena);
        free(task);
        task = next;
    }
    for (unsigned i = 0; run->scratch && i <= run->workers; i++)
        arena_free(&run->scratch[i]);
    if (run->source) {
        run->source->ended = true;
        close_if_done(run->source);
    }
    free(run->scratch);
    arena_free(&run->arena);
}

// --offset: a whole number, and one file to use it on.
static bool read_offset(struct run *run)
{
    const char *text = run->batch->job->offset;
    run->offset_given = text != NULL;
    for (const char *at = text; at && (*at || at == text); at++) {
        if (*at < '0' || *at > '9' || run->offset > UINT64_MAX / 16)
            return false;
        run->offset = run->offset * 10 + (uint64_t)(*at - '0');
    }
    return !text || run->paths.count == 1;
}

static int run_batch(struct batch *batch)
{
    const struct recoupe_job *job = batch->job;
    unsigned workers = job->jobs ? job->jobs : pool_processors();
    struct run run = {.batch = batch, .answer = batch->answer, .workers = workers};
    struct error error = {0};
    arena_init(&run.arena, 0);
    run.options.tables = batch->engine->read_tables;
    run.options.date = slice_of(job->date);
    run.options.language = language_from_code(slice_of(job->language));
    run.scratch = calloc(workers + 1, sizeof *run.scratch);
    if (!run.scratch) {
        out_of_memory(&run);
        return RECOUPE_FAILED;
    }
    for (unsigned i = 0; i <= workers; i++)
        arena_init(&run.scratch[i], SCRATCH_MEMORY_MOST);
    struct pool_jobs jobs = {next_task, work, done, &run};
    bool walked = walk_inputs(&run);
    if (walked && !read_offset(&run)) {
        job->complain("--offset", "takes the place of a record in one WARC file", job->context);
        free_run(&run);
        return RECOUPE_USAGE;
    }
    if (walked && !pool_run(&jobs, workers, workers * 4, &error))
        batch_complain(batch, &error);
    free_run(&run);
    bool unread = batch->some_unread || batch->stopped;
    return batch->failed ? RECOUPE_FAILED : unread ? RECOUPE_SOME_UNREAD : RECOUPE_OK;
}

// Asks for the address, reads the answer like a file, remembers what the host said of it.
static int run_address(struct batch *batch, struct address *address)
{
    struct error error = {0};
    const struct recoupe_job *job = batch->job;
    if (!address_fetch(address, job->url, job->state, job->timeout, &error)) {
        batch_complain(batch, &error);
        return batch->failed ? RECOUPE_FAILED : RECOUPE_SOME_UNREAD;
    }
    if (address->unchanged) {
        job->complain(job->url, "has not changed since it was last read", job->context);
        return RECOUPE_OK;
    }
    batch->answer = &address->answer;
    int status = run_batch(batch);
    batch->answer = NULL;
    if (status != RECOUPE_OK || !job->state ||
        address_remember(address, job->url, job->state, &error))
        return status;
    batch_complain(batch, &error);
    return batch->failed ? RECOUPE_FAILED : RECOUPE_SOME_UNREAD;
}

int batch_run(struct batch *batch)
{
    jmp_buf recovery;
    if (!batch->job->url)
        return run_batch(batch);
    struct address *address = calloc(1, sizeof *address);
    if (address)
        arena_init(&address->arena, 0);
    volatile int status = RECOUPE_FAILED;
    if (address && setjmp(recovery) == 0) {
        address->arena.recovery = &recovery;
        status = run_address(batch, address);
    } else {
        batch_complain(batch,
                       &(struct error){.kind = ERROR_INTERNAL, .message = "not enough memory"});
    }
    if (address) {
        address_free(&address->answer);
        arena_free(&address->arena);
    }
    free(address);
    return status;
}
