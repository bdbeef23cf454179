// SPDX-License-Identifier: Apache-2.0
// The verbs that print documents one by one: read, parse, extract, map; and what the program says
// of itself: stages, version.
#include "engine/verbs.h"

#include "base/file.h"
#include "base/utf8.h"
#include "doc/dump.h"
#include "parse/given.h"

#define GIVEN_SIZE_MOST ((size_t)256 << 20)

int verbs_fail(const struct recoupe_job *job, const struct error *error)
{
    job->complain(error->where, error->message, job->context);
    return error->kind == ERROR_USAGE   ? RECOUPE_USAGE
           : error->kind == ERROR_INPUT ? RECOUPE_SOME_UNREAD
                                        : RECOUPE_FAILED;
}

int verbs_refuse(const struct recoupe_job *job, const char *what)
{
    job->complain("", what, job->context);
    return RECOUPE_USAGE;
}

int verbs_write(const struct recoupe_job *job, struct slice text, int status)
{
    return job->write(text.data, text.size, job->context) ? status : RECOUPE_FAILED;
}

int verbs_open_engine(struct engine *engine, const struct recoupe_job *job, const char *stop_after)
{
    struct error error = {0};
    return engine_open_knowing(engine, stop_after, job->knowledge, &error) ? RECOUPE_OK
           : verbs_fail(job, &error);
}

void late_engine_init(struct late_engine *late, const struct recoupe_job *job,
                      const char *stop_after)
{
    *late = (struct late_engine){.job = job, .stop_after = stop_after};
    arena_init(&late->scratch, SCRATCH_MEMORY_MOST);
}

bool late_engine_run(struct late_engine *late, struct document *document, struct error *error)
{
    if (!late->open && verbs_open_engine(&late->engine, late->job, late->stop_after) != RECOUPE_OK)
        return error_set(error, ERROR_INTERNAL, "", "the rules and models cannot be opened");
    late->open = true;
    bool done = engine_run(&late->engine, document, &late->scratch);
    arena_reset(&late->scratch);
    return done || error_set(error, ERROR_INTERNAL, "",
                             "an article takes more memory than is allowed");
}

void late_engine_close(struct late_engine *late)
{
    if (late->open)
        engine_close(&late->engine);
    arena_free(&late->scratch);
}

static bool write_printed(struct batch *batch, const struct document *document,
                          const struct record *record, struct slice printed)
{
    (void)document, (void)record;
    return batch->job->write(printed.data, printed.size, batch->job->context);
}

static void print_read(const struct document *document, struct buffer *out)
{
    document_dump(document, DUMP_READ, out);
    buffer_byte(out, '\n');
}

void verbs_print(const struct document *document, struct buffer *out)
{
    document_dump(document, DUMP_ALL, out);
    buffer_byte(out, '\n');
}

static int run_documents(const struct recoupe_job *job, const char *stop_after,
                         void (*print)(const struct document *, struct buffer *))
{
    struct engine engine;
    int status = verbs_open_engine(&engine, job, stop_after);
    if (status != RECOUPE_OK)
        return status;
    struct batch batch = {.job = job, .engine = &engine, .print = print, .take = write_printed,
                          .stops = true};
    status = batch_run(&batch);
    if (batch.stopped)
        job->complain("stopped", "what is printed is whole, up to the article it ends with",
                      job->context);
    engine_close(&engine);
    return status;
}

const char *verbs_last_parse_stage(void)
{
    const char *name = NULL;
    uint32_t wanted = LAYER_LANGUAGE | LAYER_SENTENCES | LAYER_WORDS | LAYER_TAGS | LAYER_LEMMAS |
                      LAYER_TREES | LAYER_UNITS;
    for (uint32_t i = 0; stage_table[i]; i++) {
        if (stage_table[i]->gives == 0 || stage_table[i]->gives & wanted)
            name = stage_table[i]->name;
    }
    return name;
}

int recoupe_read(const struct recoupe_job *job)
{
    return run_documents(job, stage_table[0] ? stage_table[0]->name : NULL, print_read);
}

// Runs the stages over one document of given words and prints it.
static bool given_print(const struct recoupe_job *job, const struct engine *engine,
                        struct document *document)
{
    struct arena scratch;
    struct buffer out;
    arena_init(&scratch, 0);
    buffer_init(&out, document->arena);
    document->language = language_from_code(slice_of(job->language ? job->language : ""));
    document_set_id(document);
    bool good = engine_run(engine, document, &scratch);
    if (good)
        document_conllu(document, &out);
    arena_free(&scratch);
    return good && job->write(out.data, out.size, job->context);
}

// All documents of one input file; a file that cannot be read leaves the others.
static int given_file(const struct recoupe_job *job, const struct engine *engine, const char *path)
{
    struct file file;
    struct error error = {0};
    if (!file_open(&file, path, &error))
        return verbs_fail(job, &error);
    int status = RECOUPE_OK;
    struct arena whole;
    arena_init(&whole, 0);
    struct slice rest = utf8_repair(&whole, file.bytes);
    uint32_t line = 0;
    bool good = true;
    if (rest.size > GIVEN_SIZE_MOST)
        good = error_set(&error, ERROR_INPUT, path, "larger than 256 MiB");
    while (good && status == RECOUPE_OK && rest.size > 0) {
        struct arena arena;
        struct document document;
        arena_init(&arena, 0);
        document_init(&document, &arena);
        if (job->conllu) {
            good = given_conllu(&document, path, &rest, &line, &error);
        } else {
            given_tokenized(&document, rest);
            rest.size = 0;
        }
        if (good && document.words.count > 0 && !given_print(job, engine, &document))
            status = RECOUPE_FAILED;
        arena_free(&arena);
    }
    arena_free(&whole);
    file_close(&file);
    return good ? status : verbs_fail(job, &error);
}

static int parse_given(const struct recoupe_job *job)
{
    struct engine engine;
    struct arena arena;
    struct error error = {0};
    if (job->conllu && job->tokenized)
        return verbs_refuse(job, "--tokenized and --conllu exclude each other");
    int status = verbs_open_engine(&engine, job, verbs_last_parse_stage());
    if (status != RECOUPE_OK)
        return status;
    arena_init(&arena, 0);
    path_list paths = {0};
    for (size_t i = 0; i < job->input_count; i++)
        if (!file_walk(&arena, job->inputs[i], &paths, &error))
            status = verbs_fail(job, &error);
    for (uint32_t i = 0; i < paths.count && status != RECOUPE_FAILED; i++) {
        int one = given_file(job, &engine, paths.items[i].data);
        status = one == RECOUPE_OK ? status : one;
    }
    arena_free(&arena);
    engine_close(&engine);
    return status;
}

int recoupe_parse(const struct recoupe_job *job)
{
    if (job->conllu || job->tokenized)
        return parse_given(job);
    return run_documents(job, verbs_last_parse_stage(), document_conllu);
}

int recoupe_extract(const struct recoupe_job *job)
{
    return run_documents(job, job->stop_after, job->explain ? verbs_print_explained : verbs_print);
}

int recoupe_map(const struct recoupe_job *job)
{
    return run_documents(job, NULL, verbs_print);
}

static void print_stages(const struct engine *engine, size_t documents, struct buffer *out)
{
    uint64_t total = 0;
    for (uint32_t i = 0; i < engine->stage_count; i++)
        total += engine->stage_ns[i];
    for (uint32_t i = 0; i < engine->stage_count; i++) {
        buffer_format(out, "%-12s", stage_table[i]->name);
        if (documents > 0)
            buffer_format(out, "%8u us/article %3u %%  ",
                          (unsigned)(engine->stage_ns[i] / 1000 / documents),
                          (unsigned)(total ? engine->stage_ns[i] * 100 / total : 0));
        buffer_format(out, "%s\n", stage_table[i]->help);
    }
}

static bool take_nothing(struct batch *batch, const struct document *document,
                         const struct record *record, struct slice printed)
{
    (void)batch, (void)document, (void)record, (void)printed;
    return true;
}

int recoupe_stages(const struct recoupe_job *job)
{
    struct engine engine;
    struct arena arena;
    struct buffer out;
    struct recoupe_job alone = *job;
    alone.jobs = 1; // timings are of one core
    int status = verbs_open_engine(&engine, job, NULL);
    if (status != RECOUPE_OK)
        return status;
    engine.timing = true;
    struct batch batch = {.job = &alone, .engine = &engine, .take = take_nothing};
    if (job->input_count > 0)
        status = batch_run(&batch);
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    print_stages(&engine, batch.document_count, &out);
    status = verbs_write(job, buffer_slice(&out), status);
    arena_free(&arena);
    engine_close(&engine);
    return status;
}

int recoupe_version(const struct recoupe_job *job)
{
    struct arena arena;
    struct buffer out;
    const char *name;
    arena_init(&arena, 0);
    buffer_init(&out, &arena);
    buffer_text(&out, "recoupe " RECOUPE_VERSION "\n");
    for (uint32_t i = 0; (name = engine_data.name_at(i, NULL)); i++) {
        struct slice bytes = engine_data.find(name, NULL);
        buffer_format(&out, "%s  %8zu  %s\n", engine_data_checksum(i), bytes.size, name);
    }
    int status = verbs_write(job, buffer_slice(&out), RECOUPE_OK);
    arena_free(&arena);
    return status;
}
