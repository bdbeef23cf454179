// SPDX-License-Identifier: Apache-2.0
// Hostile pages of 1 MB (bench/hostile.txt: nesting, floods, ends that never come): each is read
// in linear time, by CPU time, however many repetitions it has.
#include "read_fixture.h"
#include "base/file.h"
#include "test.h"

#include <time.h>

#define PAGE_SIZE ((size_t)1 << 20)
// bench/hostile prints 7 MB/s at the slowest on a loaded machine (140 ms here); the limit of the test
// leaves room for slower ones, and for sanitizers, which make everything slow.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LIMIT_MS 3000
#else
#define LIMIT_MS 400
#endif

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int hex(char c)
{
    return c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0';
}

// The column with its escapes read; %d becomes number.
static void add_column(struct buffer *out, struct slice column, unsigned number)
{
    for (size_t i = 0; i < column.size; i++) {
        char c = column.data[i], next = i + 1 < column.size ? column.data[i + 1] : 0;
        if (c == '%' && next == 'd') {
            buffer_format(out, "%u", number);
            i++;
        } else if (c != '\\' || next == 0) {
            buffer_byte(out, c);
        } else if (next == 'x' && i + 3 < column.size) {
            buffer_byte(out, (char)(hex(column.data[i + 2]) * 16 + hex(column.data[i + 3])));
            i += 3;
        } else {
            buffer_byte(out, next == 'n' ? '\n' : next == '0' ? 0 : next == 'p' ? '|' : next);
            i++;
        }
    }
}

static struct slice make_page(struct slice row, struct slice *name, struct arena *arena)
{
    struct buffer page;
    buffer_init(&page, arena);
    *name = slice_trim(slice_cut(&row, '|'));
    struct slice head = slice_trim(slice_cut(&row, '|')), unit = slice_trim(slice_cut(&row, '|'));
    add_column(&page, head, 0);
    for (unsigned number = 0; page.size < PAGE_SIZE; number++)
        add_column(&page, unit, number);
    add_column(&page, slice_trim(row), 0);
    return buffer_slice(&page);
}

// Reads the page (which may be refused); gives the size of its text.
static size_t read_page(struct slice page)
{
    struct arena arena, scratch;
    struct document document;
    struct error error = {0};
    struct record record = {.format = RECORD_HTML, .bytes = page, .source = SLICE("hostile")};
    struct read_options options = {.tables = read_fixture_tables()};
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    document_init(&document, &arena);
    bool done = record_read(&record, &options, &document, &scratch, &error);
    size_t size = done ? document.text.size : 0;
    arena_free(&scratch);
    arena_free(&arena);
    return size;
}

TEST(read_hostile_pages_in_linear_time)
{
    struct arena arena;
    struct file file;
    struct error error = {0};
    uint32_t line = 0;
    struct slice row, name;
    unsigned count = 0;
    arena_init(&arena, 0);
    if (!test_check(file_open(&file, "bench/hostile.txt", &error), __FILE__, __LINE__, "%s", error.message))
        return;
    read_fixture_tables();
    struct slice rest = file.bytes;
    while (slice_next_line(&rest, &row, &line)) {
        struct slice page = make_page(row, &name, &arena);
        double start = cpu_ms();
        size_t text_size = read_page(page);
        double spent = cpu_ms() - start;
        test_check(spent < LIMIT_MS, "bench/hostile.txt", (int)line, SLICE_FORMAT ": %d ms",
                   SLICE_ARGUMENTS(name), (int)spent);
        test_check(text_size <= 4 * page.size, "bench/hostile.txt", (int)line, "more out than in");
        arena_reset(&arena);
        count++;
    }
    CHECK(count >= 24);
    file_close(&file);
    arena_free(&arena);
}
