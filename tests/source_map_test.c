// SPDX-License-Identifier: Apache-2.0
// The map from clean text back to the source, proved character by character: for every document
// of the examples and some of the fuzz corpus, in several encodings, the bytes that the map gives for
// a character are decoded (encoding, then JSON escapes or character references) and give it again.
#include "base/file.h"
#include "base/json.h"
#include "read/html/tree.h"
#include "read/encoding.h"
#include "test.h"
#include "unit/read_fixture.h"

#include <iconv.h>

static struct slice converted(struct arena *arena, const char *from, const char *to,
                              struct slice bytes)
{
    iconv_t handle = iconv_open(to, from);
    size_t room = bytes.size * 4 + 64, left = bytes.size;
    char *out = arena_take(arena, room), *at = out, *in = (char *)(uintptr_t)bytes.data;
    if (handle == (iconv_t)-1)
        return SLICE_NONE;
    bool fine = iconv(handle, &in, &left, &at, &room) != (size_t)-1;
    iconv_close(handle);
    return fine ? (struct slice){out, (size_t)(at - out)} : SLICE_NONE;
}

static bool is_space(struct slice text)
{
    for (size_t at = 0; at < text.size;)
        if (!unicode_is_space(utf8_next(text, &at)))
            return false;
    return true;
}

// Whether the source's characters say `character`: as such, or as JSON escape or reference.
static bool says(struct arena *arena, struct slice source, struct slice character, int depth)
{
    struct error error = {0};
    if (slice_equal(source, character) || (slice_is(character, " ") && is_space(source)))
        return true;
    if (!depth || !source.size)
        return false;
    if (source.data[0] == '\\') {
        struct json_value *value =
            json_parse(arena, arena_format(arena, "\"" SLICE_FORMAT "\"", SLICE_ARGUMENTS(source)), &error);
        return value && says(arena, value->text, character, depth - 1);
    }
    if (source.data[0] != '&')
        return false;
    if (slice_is(source, "&cap;")) // declared by the feeds of the corpus
        return slice_find(SLICE("Cap Vallorne"), character, 0) != SIZE_MAX;
    struct slice decoded = reference_decode(read_fixture_tables(), source, false, arena);
    if (slice_equal(decoded, source))
        return false;
    // Two characters may come from one reference.
    return says(arena, decoded, character, depth - 1) ||
           (utf8_count(decoded) == 2 && slice_find(decoded, character, 0) != SIZE_MAX);
}

static bool is_malformed(struct slice piece, struct slice character)
{
    return slice_is(character, "\xEF\xBF\xBD") && piece.size == 1;
}

static void check_map(const struct document *document, struct slice bytes, const char *encoding,
                      const char *name)
{
    struct arena arena;
    uint32_t last = 0, mapped = 0;
    unsigned wrong = 0;
    arena_init(&arena, 0);
    for (size_t at = 0; at < document->text.size && !wrong;) {
        struct span span = {(uint32_t)at, 0};
        uint32_t start, end;
        utf8_next(document->text, &at);
        span.end = (uint32_t)at;
        struct slice character = document_span_text(document, span), piece;
        if (!document_source_span(document, span, &start, &end)) {
            wrong += !slice_is(character, " ") && !slice_is(character, "\n");
            test_check(!wrong, name, (int)span.start, "'" SLICE_FORMAT "' comes from nowhere",
                       SLICE_ARGUMENTS(character));
            continue;
        }
        struct arena_mark mark = arena_mark(&arena);
        wrong += end > bytes.size || start < last || end <= start;
        piece = slice_part(bytes, start, end);
        wrong += !is_malformed(piece, character) &&
                 !says(&arena, converted(&arena, encoding, "UTF-8", piece), character, 3);
        test_check(!wrong, name, (int)span.start, "%s: '" SLICE_FORMAT "' comes from %u bytes '" SLICE_FORMAT "'",
                   encoding, SLICE_ARGUMENTS(character), end - start, SLICE_ARGUMENTS(piece));
        arena_rewind(&arena, mark);
        last = start;
        mapped++;
    }
    test_check(!document->text.size || mapped, name, 0, "nothing is mapped");
    arena_free(&arena);
}

static void check_as(enum record_format format, struct slice bytes, const char *encoding,
                     const char *name)
{
    struct arena arena, scratch;
    struct document document;
    struct error error = {0};
    struct record record = {.format = format, .bytes = bytes, .source = SLICE("test"),
                            .charset = slice_of(encoding)};
    struct read_options options = {.tables = read_fixture_tables()};
    arena_init(&arena, 0);
    arena_init(&scratch, 0);
    document_init(&document, &arena);
    if (test_check(record_read(&record, &options, &document, &scratch, &error), name, 0, "%s",
                   error.message))
        check_map(&document, bytes, encoding, name);
    arena_free(&scratch);
    arena_free(&arena);
}

// The same page in other encodings, where they have its characters.
static void check_encodings(const struct record *record, const char *own, const char *name)
{
    static const char *const encodings[] = {"UTF-8", "WINDOWS-1252", "GB18030", "SHIFT_JIS",
                                            "EUC-KR", "ISO-8859-15"};
    struct arena arena;
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        struct slice other = converted(&arena, own, encodings[i], record->bytes);
        if (other.data)
            check_as(record->format, other, encodings[i], name);
    }
    // UTF-16 shows itself by its byte order mark.
    struct slice marked = arena_format(&arena, "\xEF\xBB\xBF" SLICE_FORMAT,
                                       SLICE_ARGUMENTS(converted(&arena, own, "UTF-8", record->bytes)));
    check_as(record->format, marked, "UTF-8", name);
    struct slice wide = converted(&arena, "UTF-8", "UTF-16LE", marked);
    if (wide.data)
        check_as(record->format, wide, "UTF-16LE", name);
    arena_free(&arena);
}

static const char *encoding_of(const struct record *record, struct arena *arena)
{
    struct decoded decoded;
    encoding_decode(read_fixture_tables(), record->bytes, record->charset,
                    record->format == RECORD_HTML, arena, &decoded);
    return arena_copy(arena, decoded.encoding).data;
}

static void check_file(const char *path)
{
    struct error error = {0};
    struct record record;
    struct input *input = input_open(path, &error);
    enum input_step step = INPUT_END;
    if (!test_check(input != NULL, path, 0, "%s", error.message))
        return;
    while (record = (struct record){0}, (step = input_next(input, &record, &error)) != INPUT_END) {
        if (step != INPUT_RECORD)
            continue;
        struct arena arena, scratch;
        struct document document;
        struct read_options options = {.tables = read_fixture_tables()};
        arena_init(&arena, 0);
        arena_init(&scratch, 0);
        document_init(&document, &arena);
        if (record_read(&record, &options, &document, &scratch, &error))
            check_map(&document, record.bytes, encoding_of(&record, &arena), path);
        if (record.format == RECORD_HTML || record.format == RECORD_PLAIN)
            check_encodings(&record, encoding_of(&record, &arena), path);
        arena_free(&scratch);
        arena_free(&arena);
        record_free(&record);
    }
    input_close(input);
}

TEST(source_map_of_every_example)
{
    static const char *const folders[] = {"examples/press", "tests/fuzz/corpus/jsonl/records.jsonl",
                                          "tests/fuzz/corpus/feed/rss.xml",
                                          "tests/fuzz/corpus/warc/plain.warc"};
    struct arena arena;
    struct error error = {0};
    path_list paths = {0};
    arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        CHECK(file_walk(&arena, folders[i], &paths, &error));
    for (uint32_t i = 0; i < paths.count; i++)
        check_file(paths.items[i].data);
    arena_free(&arena);
}

TEST(source_map_of_odd_pages)
{
    static const char odd[] =
        "<h1>La piscine ferme</h1><article><p>Le conseil&nbsp;&eacute;tudie \n\t la "
        "<b>fermeture</b><br>de &#8220;l&rsquo;&OElig;uvre&#x201D; &amp;lt; &lt;ici&gt; "
        "&nvlt;&#32;&#10; fin\xC2\xA0 \xE2\x80\xA8 de la so\xC2\xAD" "ir\xC3\xA9" "e, a dit le maire "
        "devant la presse mardi \xF0\x9F\x99\x82 matin.</p><p>Le budget de la ville a baiss\xC3\xA9 de "
        "moiti\xC3\xA9 depuis l&#39;an dernier, selon les comptes publi\xC3\xA9s hier soir.</p></article>";
    static const char broken[] =
        "<article><p>Le conseil a vot\xC3\xA9 la fermeture de la pi\xFFscine, a dit le maire devant la "
        "presse r\xC3unie mardi matin \xE2\x82 dans la salle des f\xC3\xAAtes, \xC3\xA0 la mairie.</p></article>";
    static const char json[] =
        "{\"id\":\"x\",\"text\":\"Le maire a dit : \\u00ab Non \\u00bb.\\nPuis \\ud83d\\ude42 il est "
        "parti\\t \\\"vite\\\" d\xC3\xA9\xC3\xA7u, \\ud83d seul.\"}";
    struct record page = {.format = RECORD_HTML, .bytes = SLICE(odd)};
    check_encodings(&page, "UTF-8", "odd");
    check_as(RECORD_HTML, SLICE(broken), "UTF-8", "broken");
    struct document *document = read_fixture(RECORD_JSON, SLICE(json));
    check_map(document, SLICE(json), "UTF-8", "json");
}
