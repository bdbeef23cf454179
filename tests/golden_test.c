// SPDX-License-Identifier: Apache-2.0
// Golden cases: tests/golden/KIND/NAME.txt holds cases "== title", optional "lang: fr" and
// "date: 2025-07-14" lines, the text, "---", and the expected findings of KIND (a list of the
// contract: times, events …; or parse: CoNLL-U without tags and trees), one JSON object a line.
// read and compare print as golden.h says. UPDATE=1 rewrites.
#include "base/file.h"
#include "doc/dump.h"
#include "engine_fixture.h"
#include "golden.h"
#include "test.h"

#include <stdlib.h>

static void copy_value(struct slice value, char *out, size_t size)
{
    value = slice_trim(value);
    memset(out, 0, size);
    if (value.size < size)
        memcpy(out, value.data, value.size);
}

static bool next_case(struct slice *rest, struct golden_case *golden)
{
    if (!slice_starts(*rest, "== "))
        return false;
    *golden = (struct golden_case){0};
    const char *start = rest->data;
    golden->title = slice_trim(slice_part(slice_cut(rest, '\n'), 3, SIZE_MAX));
    while (slice_starts(*rest, "lang: ") || slice_starts(*rest, "date: ") || slice_starts(*rest, "file: ")) {
        struct slice line = slice_cut(rest, '\n');
        struct slice value = slice_part(line, 6, line.size);
        if (line.data[0] == 'l')
            copy_value(value, golden->language, sizeof golden->language);
        else if (line.data[0] == 'd')
            copy_value(value, golden->date, sizeof golden->date);
        else
            copy_value(value, golden->file, sizeof golden->file);
    }
    golden->head = (struct slice){start, (size_t)(rest->data - start)};
    size_t dashes = slice_find(*rest, SLICE("\n---\n"), 0);
    if (dashes == SIZE_MAX)
        return false;
    golden->text = slice_part(*rest, 0, dashes);
    *rest = slice_part(*rest, dashes + 5, rest->size);
    size_t next = slice_starts(*rest, "== ") ? 0 : slice_find(*rest, SLICE("\n== "), 0);
    size_t end = next == SIZE_MAX ? rest->size : next == 0 ? 0 : next + 1;
    golden->expected = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end, rest->size);
    return true;
}

// Sentences and words alone: what models say of them is measured, not held to the letter.
static void print_forms(struct arena *arena, const struct document *document, struct buffer *out)
{
    struct document bare = *document;
    bare.words.items = arena_zero(arena, document->words.count, sizeof *bare.words.items);
    for (uint32_t i = 0; i < document->words.count; i++) {
        const struct word *word = &document->words.items[i];
        bare.words.items[i] = (struct word){.span = word->span, .form = word->form,
                                            .token_index = word->token_index,
                                            .token_size = word->token_size,
                                            .space_after = word->space_after, .head = NO_INDEX};
    }
    document_conllu(&bare, out);
}

static struct slice print_case(struct arena *arena, const struct golden_case *golden, struct slice layer)
{
    struct buffer out;
    if (slice_is(layer, "read"))
        return golden_read(arena, golden);
    if (slice_is(layer, "compare"))
        return golden_compare(arena, golden);
    struct document *document = fixture_run(arena, golden->language, golden->date, golden->text);
    buffer_init(&out, arena);
    if (slice_is(layer, "parse"))
        print_forms(arena, document, &out);
    for (int k = 0; k < FINDING_KIND_COUNT; k++) {
        const struct finding_description *kind = &finding_descriptions[k];
        const index_list *list = (const void *)((const char *)document + kind->list_offset);
        for (uint32_t i = 0; slice_is(layer, kind->list) && i < list->count; i++) {
            finding_dump(document, (enum finding_kind)k, i, &out);
            buffer_byte(&out, '\n');
        }
    }
    return buffer_slice(&out);
}

static void run_file(struct arena *arena, struct slice path, struct slice layer)
{
    struct file file;
    struct error error = {0};
    struct golden_case golden;
    struct buffer updated;
    if (!test_check(file_open(&file, path.data, &error), path.data, 1, "%s", error.message))
        return;
    buffer_init(&updated, arena);
    struct slice rest = file.bytes;
    while (next_case(&rest, &golden)) {
        struct slice actual = print_case(arena, &golden, layer);
        if (!getenv("UPDATE"))
            test_check(slice_equal(actual, golden.expected), path.data, 1,
                       "" SLICE_FORMAT ": found\n" SLICE_FORMAT "expected\n" SLICE_FORMAT,
                       SLICE_ARGUMENTS(golden.title), SLICE_ARGUMENTS(actual),
                       SLICE_ARGUMENTS(golden.expected));
        buffer_add(&updated, golden.head);
        buffer_add(&updated, golden.text);
        buffer_text(&updated, "\n---\n");
        buffer_add(&updated, actual);
    }
    test_check(rest.size == 0, path.data, 1, "text after the last case");
    if (getenv("UPDATE"))
        test_check(file_write(path.data, buffer_slice(&updated), &error), path.data, 1, "%s",
                   error.message);
    file_close(&file);
}

TEST(golden_cases)
{
    struct arena arena;
    struct error error = {0};
    path_list paths = {0};
    unsigned count = 0;
    arena_init(&arena, 0);
    if (!test_check(file_walk(&arena, "tests/golden", &paths, &error), __FILE__, __LINE__,
                    "%s: run from the top of the tree", error.message))
        return;
    for (uint32_t i = 0; i < paths.count; i++) {
        struct slice rest = slice_part(paths.items[i], sizeof "tests/golden/" - 1, SIZE_MAX);
        struct slice layer = slice_cut(&rest, '/');
        bool known = slice_is(layer, "parse") || slice_is(layer, "read") || slice_is(layer, "compare");
        for (int k = 0; k < FINDING_KIND_COUNT; k++)
            known = known || slice_is(layer, finding_descriptions[k].list);
        if (!known || !slice_ends(rest, ".txt"))
            continue; // report: its own test; other files: what a case reads
        run_file(&arena, paths.items[i], layer);
        count++;
    }
    if (count == 0)
        test_skip("no golden case yet");
    arena_free(&arena);
}
