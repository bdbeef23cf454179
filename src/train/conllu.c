// SPDX-License-Identifier: Apache-2.0
// Reads CoNLL-U treebanks into documents (text, sentences, words with gold layers), unpacks .zst,
// and deals the project's treebanks out into training and development examples.
#include "train/train.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <zlib.h>
#include <zstd.h>

const struct treebank_row treebank_rows[] = {
    {"fr", "fr_sequoia-ud-train", USE_TAGS | USE_MORPH | USE_TREES},
    {"fr", "fr_gsd-ud-dev", USE_TAGS | USE_MORPH | USE_TREES | USE_LAST_FIFTH},
    {"fr", "fr_sequoia-ud-dev", USE_DEVELOPMENT},
    {"fr", "fr_gsd-train-part-um", USE_TAGS},
    {"fr", "fr_fqb-all", USE_TAGS | USE_MORPH | USE_TREES},
    {"fr", "fr_rhapsodie-ud-train", USE_TAGS}, // speech: its trees do not help written news
    {"fr", "fr_rhapsodie-ud-dev", USE_TAGS},
    {"fr", "fr_parisstories-ud-train", USE_TAGS},
    {"fr", "tools/treebank/fr_press", USE_TREES}, // our own: speakers after verbs of saying
    {"fr", "tools/treebank/fr_clauses", USE_TREES | USE_STUDENT}, // our own: clauses after them
    {"en", "en_ewt-ud-train", USE_TAGS | USE_MORPH | USE_TREES},
    {"en", "en_gum-ud-train", USE_TAGS | USE_MORPH | USE_TREES},
    {"en", "en_ewt-ud-dev", USE_DEVELOPMENT},
    {"en", "en_gum-ud-dev", USE_DEVELOPMENT},
    {"*", "--treebank", USE_TAGS | USE_MORPH | USE_TREES}, // a user's own
    {"*", "--development", USE_DEVELOPMENT},
    {NULL, NULL, 0},
};

struct slice treebank_provenance(struct arena *arena, const char *kind, const char *language,
                                 int use)
{
    struct buffer text;
    buffer_init(&text, arena);
    buffer_format(&text, "recoupe-train %s --lang %s; trained on", kind, language);
    for (const struct treebank_row *row = treebank_rows; row->file; row++)
        if (strcmp(row->language, language) == 0 && (row->use & use))
            buffer_format(&text, " %s", row->file);
    return buffer_slice(&text);
}

// Path of a row's file, or NULL when it is not wanted.
static const char *row_path(struct arena *arena, const struct train_options *options,
                            const struct treebank_row *row)
{
    if (row->language[0] == '*')
        return strcmp(row->file, "--treebank") == 0 ? options->treebank : options->development;
    if (options->treebank || strcmp(row->language, options->language) != 0)
        return NULL;
    bool ours = strchr(row->file, '/') != NULL; // a path from the top of the tree
    return ours ? arena_format(arena, "%s.conllu", row->file).data
                : arena_format(arena, "%s/conllu/%s/%s.conllu", options->data, row->language,
                               row->file)
                      .data;
}

static bool unpack(struct arena *arena, const char *path, struct slice packed, struct slice *bytes,
                   struct error *error)
{
    struct buffer out;
    buffer_init(&out, arena);
    char part[65536];
    ZSTD_DStream *stream = ZSTD_createDStream();
    ZSTD_inBuffer input = {packed.data, packed.size, 0};
    size_t result = 0;
    while (stream && input.pos < input.size) {
        ZSTD_outBuffer output = {part, sizeof part, 0};
        result = ZSTD_decompressStream(stream, &output, &input);
        if (ZSTD_isError(result))
            break;
        buffer_add(&out, (struct slice){part, output.pos});
    }
    bool good = stream && !ZSTD_isError(result);
    while (good && result != 0) { // what the decoder still holds
        ZSTD_outBuffer output = {part, sizeof part, 0};
        result = ZSTD_decompressStream(stream, &output, &input);
        good = !ZSTD_isError(result) && output.pos > 0;
        buffer_add(&out, (struct slice){part, good ? output.pos : 0});
    }
    ZSTD_freeDStream(stream);
    buffer_byte(&out, 0);
    *bytes = (struct slice){out.data, out.size - 1};
    return good || error_set(error, ERROR_INPUT, path, "cannot unpack zstd data");
}

static bool unpack_gzip(struct arena *arena, const char *path, struct slice packed,
                        struct slice *bytes, struct error *error)
{
    struct buffer out;
    buffer_init(&out, arena);
    char part[65536];
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed.data, .avail_in = (uInt)packed.size};
    int result = inflateInit2(&stream, 15 + 16);
    while (result == Z_OK) {
        stream.next_out = (Bytef *)part;
        stream.avail_out = sizeof part;
        result = inflate(&stream, Z_NO_FLUSH);
        buffer_add(&out, (struct slice){part, sizeof part - stream.avail_out});
    }
    inflateEnd(&stream);
    buffer_byte(&out, 0);
    *bytes = (struct slice){out.data, out.size - 1};
    return result == Z_STREAM_END || error_set(error, ERROR_INPUT, path, "cannot unpack gzip data");
}

bool train_bytes(struct arena *arena, const char *path, struct slice *bytes, struct error *error)
{
    struct file file;
    struct error first = {0};
    if (file_open(&file, path, &first)) {
        *bytes = arena_copy(arena, file.bytes);
        file_close(&file);
        if (slice_ends(slice_of(path), ".gz"))
            return unpack_gzip(arena, path, *bytes, bytes, error);
        if (!slice_ends(slice_of(path), ".zst"))
            return true;
        return unpack(arena, path, *bytes, bytes, error);
    }
    if (slice_ends(slice_of(path), ".zst") || slice_ends(slice_of(path), ".gz"))
        return error_set(error, first.kind, first.where, "%s", first.message);
    return train_bytes(arena, arena_format(arena, "%s.zst", path).data, bytes, error);
}

struct slice train_file(const char *name, void *files)
{
    const struct train_files *of = files;
    struct slice bytes;
    struct error error;
    const char *path = arena_format(of->arena, "%s/../%s", of->options->models, name).data;
    return train_bytes(of->arena, path, &bytes, &error) ? bytes : SLICE_NONE;
}

bool train_clusters(struct arena *arena, const struct train_options *options,
                    struct cluster_table *clusters, struct error *error)
{
    struct slice bytes;
    struct slice path = arena_format(arena, "%s/%s.words", options->models, options->language);
    struct error absent = {0};
    *clusters = (struct cluster_table){0};
    return !train_bytes(arena, path.data, &bytes, &absent) ||
           cluster_table_open(clusters, bytes, path.data, error);
}

struct reader {
    struct arena *arena;
    struct treebank *treebank;
    struct buffer text;
    bool break_before;       // "# newdoc" or "# newpar" since the last sentence
    bool space_pending;      // the last token had a space after it
    uint32_t first_word;     // of the sentence being read
    uint32_t token_left;     // words still to come of the open multiword token
    uint32_t token_size;
    struct span token_span;
    bool token_space;
};

uint32_t conllu_number(struct slice text)
{
    uint32_t value = 0;
    for (size_t i = 0; i < text.size && text.data[i] >= '0' && text.data[i] <= '9' && i < 8; i++)
        value = value * 10 + (uint32_t)(text.data[i] - '0');
    return value;
}

// Appends a surface token to the text and gives its span.
static struct span token_add(struct reader *reader, struct slice form)
{
    struct document *document = &reader->treebank->document;
    bool start = document->words.count == reader->first_word;
    if (start && reader->break_before && reader->text.size > 0)
        buffer_byte(&reader->text, '\n');
    else if (reader->space_pending)
        buffer_byte(&reader->text, ' ');
    struct span span = {(uint32_t)reader->text.size, 0};
    buffer_add(&reader->text, form);
    span.end = (uint32_t)reader->text.size;
    if (start)
        reader->break_before = false;
    return span;
}

static void word_add(struct reader *reader, const struct slice *fields)
{
    struct document *document = &reader->treebank->document;
    bool space = slice_find(fields[9], SLICE("SpaceAfter=No"), 0) == SIZE_MAX;
    struct word word = {.token_size = 1, .space_after = space, .head = NO_INDEX};
    if (reader->token_left > 0) {
        word.span = reader->token_span;
        word.token_size = (uint8_t)reader->token_size;
        word.token_index = (uint8_t)(reader->token_size - reader->token_left--);
        word.space_after = reader->token_space;
    } else {
        word.span = token_add(reader, fields[1]);
        reader->space_pending = space;
    }
    word.form = fields[1];
    word.lower = utf8_lower(reader->arena, fields[1]);
    word.lemma = fields[2];
    word.upos = (uint8_t)upos_from_name(fields[3]);
    word.features = features_from_text(fields[5]);
    word.relation = (uint8_t)relation_from_name(fields[7]);
    uint32_t head = conllu_number(fields[6]);
    if (head > 0)
        word.head = reader->first_word + head - 1;
    if (word.relation != RELATION_NONE)
        reader->treebank->has_trees = true;
    list_add(reader->arena, &document->words, word);
    list_add(reader->arena, &reader->treebank->links, fields[8]);
}

static void range_add(struct reader *reader, const struct slice *fields)
{
    struct slice rest = fields[0];
    uint32_t first = conllu_number(slice_cut(&rest, '-')), last = conllu_number(rest);
    if (last <= first || last - first > 8)
        return;
    reader->token_span = token_add(reader, fields[1]);
    reader->token_size = reader->token_left = last - first + 1;
    reader->token_space = slice_find(fields[9], SLICE("SpaceAfter=No"), 0) == SIZE_MAX;
    reader->space_pending = reader->token_space;
}

static void sentence_close(struct reader *reader)
{
    struct document *document = &reader->treebank->document;
    uint32_t end = document->words.count;
    if (end == reader->first_word)
        return;
    struct sentence sentence = {.word_start = reader->first_word, .word_end = end};
    sentence.span.start = document->words.items[reader->first_word].span.start;
    sentence.span.end = document->words.items[end - 1].span.end;
    for (uint32_t i = reader->first_word; i < end; i++)
        if (document->words.items[i].head != NO_INDEX && document->words.items[i].head >= end)
            document->words.items[i].head = NO_INDEX;
    list_add(reader->arena, &document->sentences, sentence);
    reader->first_word = end;
    reader->token_left = 0;
}

static void comment_read(struct reader *reader, struct slice line)
{
    bool new_document = slice_starts(line, "# newdoc");
    if (new_document || slice_starts(line, "# newpar"))
        reader->break_before = true;
    if (new_document)
        list_add(reader->arena, &reader->treebank->document_starts,
                 reader->treebank->document.sentences.count);
}

bool treebank_read(struct arena *arena, const char *path, struct treebank *treebank,
                   struct error *error)
{
    struct slice rest;
    if (!train_bytes(arena, path, &rest, error))
        return false;
    *treebank = (struct treebank){0};
    document_init(&treebank->document, arena);
    struct reader reader = {.arena = arena, .treebank = treebank};
    buffer_init(&reader.text, arena);
    while (rest.data && rest.size > 0) {
        struct slice line = slice_cut(&rest, '\n');
        if (slice_ends(line, "\r"))
            line.size--;
        if (line.size == 0) {
            sentence_close(&reader);
            continue;
        }
        if (line.data[0] == '#') {
            comment_read(&reader, line);
            continue;
        }
        struct slice fields[10] = {0};
        for (int i = 0; i < 10 && line.data; i++)
            fields[i] = slice_cut(&line, '\t');
        if (!fields[9].data)
            return error_set(error, ERROR_INPUT, path, "not a CoNLL-U line");
        if (memchr(fields[0].data, '-', fields[0].size))
            range_add(&reader, fields);
        else if (!memchr(fields[0].data, '.', fields[0].size))
            word_add(&reader, fields);
    }
    sentence_close(&reader);
    treebank->document.text = buffer_slice(&reader.text);
    if (treebank->document_starts.count == 0)
        list_add(arena, &treebank->document_starts, 0);
    return true;
}

static void examples_deal(struct arena *arena, const struct treebank *treebank, uint8_t row,
                          struct examples *examples)
{
    const struct document *document = &treebank->document;
    int use = treebank_rows[row].use;
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        const struct sentence *sentence = &document->sentences.items[i];
        struct example example = {.count = sentence->word_end - sentence->word_start, .row = row};
        example.use = use & (USE_TAGS | USE_MORPH | USE_TREES | USE_STUDENT);
        example.words = document->words.items + sentence->word_start;
        for (uint32_t w = 0; w < example.count; w++)
            if (example.words[w].head != NO_INDEX)
                example.words[w].head -= sentence->word_start;
        bool late = (use & USE_LAST_FIFTH) && i >= document->sentences.count / 5 * 4;
        if ((use & USE_DEVELOPMENT) || late)
            list_add(arena, &examples->development, example);
        else
            list_add(arena, &examples->train, example);
    }
}

bool examples_read(struct arena *arena, const struct train_options *options,
                   struct examples *examples, struct error *error)
{
    *examples = (struct examples){0};
    for (uint8_t row = 0; treebank_rows[row].file; row++) {
        const char *path = row_path(arena, options, &treebank_rows[row]);
        if (!path)
            continue;
        struct treebank treebank;
        if (!treebank_read(arena, path, &treebank, error))
            return false;
        examples_deal(arena, &treebank, row, examples);
    }
    if (examples->train.count == 0)
        return error_set(error, ERROR_USAGE, options->language, "no treebank of this language");
    return true;
}

uint32_t random_below(struct random *random, uint32_t limit)
{
    random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(((random->state >> 32) * limit) >> 32);
}

void random_shuffle(struct random *random, uint32_t *items, uint32_t count)
{
    for (uint32_t i = count; i > 1; i--) {
        uint32_t other = random_below(random, i), item = items[i - 1];
        items[i - 1] = items[other];
        items[other] = item;
    }
}
