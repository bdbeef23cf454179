// SPDX-License-Identifier: Apache-2.0
// The table of fuzz targets, and those that read articles: containers by way of a file in memory,
// records and texts directly.
#include "fuzz/fuzz.h"

#include "doc/dump.h"
#include "engine/engine.h"
#include "read/encoding.h"
#include "read/input.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define MEMORY_MOST ((size_t)1 << 28)
#define RECORDS_MOST 50 // of one input

// An engine that runs the stages up to stop_after; opened at first use.
static const struct engine *engine_to(const char *stop_after)
{
    static struct engine engines[2];
    static bool open[2];
    struct error error = {0};
    int which = stop_after != NULL;
    if (!open[which] && !engine_open(&engines[which], stop_after, &error))
        abort();
    open[which] = true;
    return &engines[which];
}

static void check_dump(const struct document *document, struct arena *arena)
{
    struct buffer out;
    struct document again;
    struct error error = {0};
    buffer_init(&out, arena);
    document_dump(document, DUMP_ALL, &out);
    struct json_value *object = json_parse(arena, buffer_slice(&out), &error);
    document_init(&again, arena);
    if (!object || !document_load(&again, object, &error))
        abort(); // what we print loads
    document_conllu(document, &out);
}

// A record as a document, then through the engine where one is given.
static void run_record(const struct record *record, const struct engine *engine)
{
    struct arena arena, scratch;
    struct document document;
    struct error error = {0};
    struct read_options options = {.tables = engine_to("amount")->read_tables};
    jmp_buf recovery;
    arena_init(&arena, MEMORY_MOST);
    arena_init(&scratch, MEMORY_MOST);
    document_init(&document, &arena);
    if (setjmp(recovery) == 0) {
        arena.recovery = scratch.recovery = &recovery;
        if (record_read(record, &options, &document, &scratch, &error) &&
            (!engine || engine_run(engine, &document, &scratch)))
            check_dump(&document, &arena);
    }
    arena_free(&scratch);
    arena_free(&arena);
}

static void run_bytes(enum record_format format, struct slice bytes, const struct engine *engine)
{
    struct record record = {.format = format, .bytes = bytes, .source = SLICE("fuzz")};
    run_record(&record, engine);
}

// A path under which the bytes can be opened.
static const char *path_of(struct slice bytes)
{
    static int file = -1;
    static char path[64];
    if (file < 0)
        file = memfd_create("fuzz", MFD_CLOEXEC);
    if (file < 0 || ftruncate(file, 0) != 0 ||
        pwrite(file, bytes.data, bytes.size, 0) != (ssize_t)bytes.size)
        abort();
    struct buffer out = {.data = path, .capacity = sizeof path};
    buffer_format(&out, "/proc/self/fd/%d", file);
    return path;
}

// The bytes as a container of that reader (another format is no business of the target); later: as
// a batch cuts it, whose workers unpack the records.
static void run_container(struct slice bytes, const char *reader, bool later)
{
    struct error error = {0};
    struct input *input = input_open(path_of(bytes), &error);
    if (!input)
        return;
    bool wanted = !reader || strcmp(input->reader->name, reader) == 0, back = false;
    if (later)
        input_leave_wrapped(input);
    for (int i = 0; wanted && i < RECORDS_MOST; i++) {
        struct record record = {0};
        enum input_step step = input_next(input, &record, &error);
        if (step == INPUT_END && !back)
            break;
        if (step == INPUT_BAD_RECORD && !error.message[0])
            abort(); // a refusal says why
        enum unwrapping unwrapping =
            step == INPUT_RECORD ? record_unwrap(&record) : UNWRAPPED_NOTHING;
        if (unwrapping == UNWRAPPED)
            run_record(&record, NULL);
        if (step == INPUT_END)
            input_go_on(input);
        back = unwrapping == UNWRAPPED_MISFIT ? input_go_back(input, &record, &error)
                                              : back && step != INPUT_END;
        record_free(&record);
    }
    input_close(input);
}

static void run_html(struct slice bytes)
{
    run_bytes(RECORD_HTML, bytes, NULL);
}

static void run_plain(struct slice bytes)
{
    run_bytes(RECORD_PLAIN, bytes, NULL);
}

static void run_jsonl(struct slice bytes)
{
    run_container(bytes, "JSON lines", false);
}

static void run_feed(struct slice bytes)
{
    run_container(bytes, "RSS or Atom", false);
}

static void run_json_feed(struct slice bytes)
{
    run_container(bytes, "JSON Feed", false);
}

static void run_warc(struct slice bytes)
{
    run_container(bytes, "WARC", false);
    run_container(bytes, "WARC", true);
}

// First line: the transport's label; the rest: bytes in it. Whatever it says, UTF-8 comes out.
static void run_charset(struct slice bytes)
{
    struct arena arena;
    struct decoded decoded;
    struct slice label = slice_cut(&bytes, '\n');
    arena_init(&arena, MEMORY_MOST);
    encoding_prescan(bytes);
    encoding_decode(engine_to("amount")->read_tables, bytes.data ? bytes : SLICE(""), label,
                    label.size % 2, &arena, &decoded);
    if (!utf8_valid(decoded.text))
        abort();
    arena_free(&arena);
}

// First byte: the packing; the rest: its members. Then the same bytes as a packed container.
static void run_packed(struct slice bytes)
{
    static const enum packing packings[] = {PACKING_GZIP, PACKING_ZSTD, PACKING_BROTLI};
    struct slice unpacked;
    if (bytes.size == 0)
        return;
    unpack_whole(packings[(unsigned char)bytes.data[0] % 3], slice_part(bytes, 1, bytes.size),
                 (size_t)1 << 22, &unpacked);
    free((void *)(uintptr_t)unpacked.data);
    run_container(slice_part(bytes, 1, bytes.size), NULL, true);
}

static void run_text(struct slice bytes)
{
    run_bytes(RECORD_PLAIN, bytes, engine_to(NULL));
}

static void run_amounts(struct slice bytes) // and times: the stages up to there, both rule sets
{
    run_bytes(RECORD_PLAIN, bytes, engine_to("amount"));
}

const struct fuzz_target fuzz_targets[] = {
    {"html", run_html},
    {"plain", run_plain},
    {"charset", run_charset},
    {"jsonl", run_jsonl},
    {"feed", run_feed},
    {"json-feed", run_json_feed},
    {"warc", run_warc},
    {"packed", run_packed},
    {"json", fuzz_json},
    {"times", run_amounts},
    {"amounts", run_amounts},
    {"text", run_text},
    {"query", fuzz_query},
    {"rules", fuzz_rules},
    {"model", fuzz_model},
    {"http", fuzz_http},
    {"mcp", fuzz_mcp},
    {"compare", fuzz_compare},
    {"knowledge", fuzz_knowledge},
    {"robots", fuzz_robots},
    {"dossier", fuzz_dossier},
    {NULL, NULL},
};

const struct fuzz_target *fuzz_find(const char *name)
{
    for (const struct fuzz_target *target = fuzz_targets; target->name; target++) {
        if (strcmp(target->name, name) == 0)
            return target;
    }
    return NULL;
}
