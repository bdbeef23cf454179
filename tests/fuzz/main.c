// SPDX-License-Identifier: Apache-2.0
// The fuzzer: replays the saved corpus, then mutates it for some seconds (a fixed seed), each
// input through every reader and every stage. Meant to run under ASan and UBSan; a crash leaves
// the input in build/crash. Usage: fuzz SECONDS CORPUS...
#include "base/file.h"
#include "doc/dump.h"
#include "engine/engine.h"
#include "read/read.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define INPUT_MOST 20000
#define PATH "build/fuzz-input"

static struct engine engine;
static uint64_t state = 88172645463325252u;
static const char *const tokens[] = {"<p>", "</div>", "<!--", "&#x", "\xFF\xFE", "WARC/1.0\r\n", "{\"text\":",
                                     "«", "10^400", "31 février", "25 h 61", "<script>", "\xE2\x80\x8F",
                                     "Content-Length: 9\r\n", "<table><td>", "99999999999999999999", "\n\n", "» ,"};

static uint32_t next_random(uint32_t limit) // xorshift64, Marsaglia 2003
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return limit ? (uint32_t)(state % limit) : 0;
}

static void run_record(const struct record *record)
{
    struct arena arena, scratch;
    struct document document;
    struct error error = {0};
    struct read_options options = {.language = next_random(2) ? LANGUAGE_fr : LANGUAGE_NONE,
                                   .tables = engine.read_tables};
    jmp_buf recovery;
    arena_init(&arena, (size_t)1 << 28);
    arena_init(&scratch, (size_t)1 << 28);
    document_init(&document, &arena);
    if (setjmp(recovery) == 0) {
        arena.recovery = scratch.recovery = &recovery;
        if (record_read(record, &options, &document, &scratch, &error) &&
            engine_run(&engine, &document, &scratch)) {
            struct buffer out;
            buffer_init(&out, &arena);
            document_dump(&document, DUMP_ALL, &out);
            document_conllu(&document, &out);
        }
    }
    arena_free(&scratch);
    arena_free(&arena);
}

static void run_input(struct slice bytes)
{
    struct error error = {0};
    struct record record = {0};
    if (!file_write(PATH, bytes, &error))
        abort();
    struct input *input = input_open(PATH, &error);
    if (!input)
        return;
    for (int i = 0; i < 50; i++) {
        record = (struct record){0};
        enum input_step step = input_next(input, &record, &error);
        if (step == INPUT_END)
            break;
        if (step == INPUT_RECORD)
            run_record(&record);
        record_free(&record);
    }
    input_close(input);
}

static size_t mutate(char *data, size_t size)
{
    uint32_t rounds = 1 + next_random(8);
    while (rounds-- > 0 && size > 0) {
        size_t at = next_random((uint32_t)size), length = 1 + next_random(40);
        if (length > size - at)
            length = size - at;
        const char *token = tokens[next_random(sizeof tokens / sizeof *tokens)];
        switch (next_random(4)) {
        case 0: // a byte
            data[at] = (char)next_random(256);
            break;
        case 1: // cut
            memmove(data + at, data + at + length, size - at - length);
            size -= length;
            break;
        case 2: // copy within
            memmove(data + next_random((uint32_t)(size - length + 1)), data + at, length);
            break;
        default: // a token
            length = strlen(token);
            if (size + length > INPUT_MOST)
                break;
            memmove(data + at + length, data + at, size - at);
            memcpy(data + at, token, length);
            size += length;
        }
    }
    return size;
}

int main(int argc, char **argv)
{
    long seconds = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    struct arena arena;
    struct error error = {0};
    path_list paths = {0};
    static char data[INPUT_MOST];
    unsigned long count = 0;
    arena_init(&arena, 0);
    bool walked = argc > 2;
    for (int i = 2; i < argc; i++)
        walked = walked && file_walk(&arena, argv[i], &paths, &error);
    if (!walked || !engine_open(&engine, NULL, &error)) {
        fprintf(stderr, "fuzz: %s %s\n", error.where, error.message);
        return 2;
    }
    time_t end = time(NULL) + seconds;
    for (uint32_t i = 0; paths.count > 0; i++) {
        struct file file;
        if (i >= paths.count && time(NULL) >= end)
            break;
        if (!file_open(&file, paths.items[i % paths.count].data, &error))
            continue;
        size_t size = file.bytes.size < INPUT_MOST / 2 ? file.bytes.size : INPUT_MOST / 2;
        memcpy(data, file.bytes.data, size);
        file_close(&file);
        if (i >= paths.count)
            size = mutate(data, size);
        run_input((struct slice){data, size});
        count++;
    }
    unlink(PATH);
    engine_close(&engine);
    arena_free(&arena);
    printf("fuzz: %lu inputs, no crash\n", count);
    return 0;
}
