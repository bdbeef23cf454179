// SPDX-License-Identifier: Apache-2.0
// Reads the name tagger's data (ner_data.h). Labels are brought to the modern press convention:
// titles are no part of a person's name; FrSemCor's institutions are told apart into places and
// organisations by known names and the preposition before them.
#include "train/ner_data.h"

#include "base/utf8.h"
#include "engine/engine.h"

#include <stdio.h>

const struct ner_source ner_sources[] = {
    {"fr", "ner/fr", "newseye_fr_dev", NER_TITLES, 0, 1, 0},
    {"fr", "ner/fr", "newseye_fr_dev2", NER_TITLES, 0, 1, 0},
    {"fr", "ner/fr", "newseye_fr_test", NER_TITLES, 0, 1, 0},
    {"fr", "ner/fr", "europeana_fr_1906-1944", NER_COLUMNS, 0, 1, 0},
    {"fr", "sem", "frsemcor_traindev", NER_SEMCOR, 1, 3, 0},
    {"fr", "ner/en", "wikigold_en", NER_COLUMNS, 0, 1, 0},
    {"fr", "ner/en", "uner_en_ewt_dev", NER_COLUMNS, 0, 1, 0},
    {"fr", "demo", "ntrex_fr", NER_LISTED, 2, 3, 0},
    {"fr", "demo", "wikinews_fr_2012", NER_LISTED, 2, 3, 0},
    {"fr", "conllu/fr", "fr_gsd-train-part-um", NER_SENTENCES, 0, 2, 0},
    {"fr", "conllu/fr", "fr_gsd-ud-dev", NER_SENTENCES, 0, 2, 0},
    {"fr", "ner/fr-nc", "wikineural_fr_val", NER_COLUMNS, 10, 0, 3000},
    {"en", "ner/en", "wikigold_en", NER_COLUMNS, 1, 1, 0},
    {"en", "ner/en", "uner_en_ewt_dev", NER_COLUMNS, 2, 1, 0},
    {"en", "conllu/en", "en_ewt-ud-train", NER_SENTENCES, 0, 1, 0},
    {"en", "demo", "ntrex_en", NER_LISTED, 2, 1, 0},
    {"en", "conllu/en", "en_gum-ud-train", NER_GUM, 0, 1, 0},
    {"en", "conllu/en", "en_gum-ud-dev", NER_GUM, 10, 0, 0},
    {"en", "ner/en-nc", "wikineural_en_val", NER_COLUMNS, 10, 0, 3000},
    {NULL, NULL, NULL, NER_COLUMNS, 0, 0, 0},
};

enum { CHUNK_SENTENCES = 20 };

static bool glue_before(struct slice form) // no space before it
{
    static const char *const forms[] = {",", ".", ")", "]", "'", "’", "-", "…", "'s", "n't", "'re",
                                        "'ve", "'ll", "'m", "'d", "..."};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (slice_is(form, forms[i]))
            return true;
    return false;
}

static bool glue_after(struct slice form)
{
    return slice_is(form, "(") || slice_is(form, "[") || slice_is(form, "-") ||
           slice_is(form, "'") || slice_is(form, "’") ||
           (form.size > 1 && (slice_ends(form, "'") || slice_ends(form, "’")));
}

static bool is_upper_start(struct slice form)
{
    size_t position = 0;
    return form.size > 0 && unicode_is_upper(utf8_next(form, &position));
}

static bool is_title(struct slice form)
{
    static const char *const titles[] = {"M", "M.", "MM", "MM.", "Mme", "Mmes", "Mlle", "Mlles",
                                         "Me", "Dr", "Mgr", "Monsieur", "Madame", ".", "Sir"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (slice_is(form, titles[i]))
            return true;
    return false;
}

// Cuts titles before a person's name and the apposition after it.
static void titles_cut(ner_token_list *tokens)
{
    for (uint32_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].label != 2 * (NER_PER - 1) + 1)
            continue;
        uint32_t end = i + 1, start = i;
        while (end < tokens->count && tokens->items[end].label == 2 * NER_PER)
            end++;
        while (start < end && (!is_upper_start(tokens->items[start].form) ||
                               is_title(tokens->items[start].form)))
            tokens->items[start++].label = 0;
        if (start < end)
            tokens->items[start].label = 2 * (NER_PER - 1) + 1;
        bool after = false;
        for (uint32_t k = start; k < end; k++) {
            after = after || slice_is(tokens->items[k].form, ",");
            if (after)
                tokens->items[k].label = 0;
        }
        i = end - 1;
    }
}

static bool is_apostrophe(const struct word *word)
{
    return slice_starts(word->form, "'") || slice_starts(word->form, "\xE2\x80\x99");
}

static void words_label(const struct ner_chunk *chunk, const struct document *document)
{
    uint32_t next = 0, last = UINT32_MAX;
    for (uint32_t i = 0; i < document->words.count; i++) {
        struct word *word = &document->words.items[i];
        word->ner = 0;
        while (next < chunk->spans.count && chunk->spans.items[next].span.end <= word->span.start)
            next++;
        if (next == chunk->spans.count || chunk->spans.items[next].span.start >= word->span.end)
            continue;
        bool genitive = word->token_index > 0 && is_apostrophe(word);
        if (genitive && chunk->spans.items[next].span.end < word->span.end)
            continue; // 's has the span of the whole token
        uint8_t base = (uint8_t)(2 * (chunk->spans.items[next].label - 1));
        word->ner = (uint8_t)(base + (last == next ? 2 : 1));
        last = next;
    }
}

// Runs the text through the product's parse room and keeps its sentences as examples.
void ner_chunk_close(struct ner_chunk *chunk)
{
    struct arena scratch;
    if (chunk->text.size == 0)
        return;
    arena_init(&scratch, 0);
    struct document *document = arena_zero(chunk->arena, 1, sizeof *document);
    document_init(document, chunk->arena);
    document->language = chunk->language;
    document->text = arena_copy(chunk->arena, buffer_slice(&chunk->text));
    engine_run(chunk->engine, document, &scratch);
    words_label(chunk, document);
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        const struct sentence *sentence = &document->sentences.items[i];
        struct ner_example example = {document->words.items + sentence->word_start,
                                      sentence->word_end - sentence->word_start,
                                      sentence->word_start, chunk->row, chunk->development};
        if (example.count > 0)
            list_add(chunk->arena, chunk->examples, example);
    }
    arena_free(&scratch);
    chunk->text.size = 0;
    chunk->spans.count = 0;
    chunk->sentences = 0;
}

void ner_sentence_add(struct ner_chunk *chunk, ner_token_list *tokens, enum ner_source_kind kind)
{
    if (kind == NER_TITLES)
        titles_cut(tokens);
    for (uint32_t i = 0; i < tokens->count; i++) {
        const struct ner_token *token = &tokens->items[i];
        bool glued = i > 0 && (glue_before(token->form) || glue_after(tokens->items[i - 1].form));
        if (i > 0 && !glued)
            buffer_byte(&chunk->text, ' ');
        struct gold_span span = {{(uint32_t)chunk->text.size, 0},
                                 (uint8_t)((token->label + 1) / 2)};
        buffer_add(&chunk->text, token->form);
        span.span.end = (uint32_t)chunk->text.size;
        if (token->label % 2 == 1)
            list_add(chunk->arena, &chunk->spans, span);
        else if (token->label > 0 && chunk->spans.count > 0)
            chunk->spans.items[chunk->spans.count - 1].span.end = span.span.end;
    }
    buffer_byte(&chunk->text, '\n');
    tokens->count = 0;
    if (++chunk->sentences >= CHUNK_SENTENCES)
        ner_chunk_close(chunk);
}

static uint8_t label_of(struct slice tag)
{
    static const char *const names[] = {"", "PER", "LOC", "ORG", "MISC"};
    if (tag.size < 3 || tag.data[1] != '-')
        return 0;
    for (uint8_t label = 1; label < NER_COUNT; label++)
        if (slice_is(slice_part(tag, 2, tag.size), names[label]))
            return (uint8_t)(2 * (label - 1) + (tag.data[0] == 'I' ? 2 : 1));
    return 0;
}

// --- FrSemCor
struct sense {
    struct slice form, pos, group; // group: "1" of "1:Person", "1;Person" and "1"
    struct slice type;             // of the group when it opens it, else of the word
    bool opens;
};
typedef LIST(struct sense) sense_list;

static struct sense sense_read(const struct slice *fields)
{
    struct sense sense = {.form = fields[1], .pos = fields[3]};
    struct slice text = fields[5];
    size_t digits = 0;
    while (digits < text.size && text.data[digits] >= '0' && text.data[digits] <= '9')
        digits++;
    sense.group = slice_part(text, 0, digits);
    sense.opens = digits < text.size && text.data[digits] == ':';
    struct slice rest = slice_part(text, digits + (digits > 0), text.size);
    sense.type = slice_cut(&rest, ';');
    return sense;
}

// Places but for those listed in src/train/semcor_fr.txt ("O:" or "M:", name without spaces).
static uint8_t institution_label(const struct ner_chunk *chunk, const sense_list *senses,
                                 uint32_t start, uint32_t end)
{
    struct buffer name;
    buffer_init(&name, chunk->arena);
    for (uint32_t i = start; i < end; i++)
        buffer_add(&name, senses->items[i].form);
    uint32_t kind = table_find(&chunk->institutions, buffer_slice(&name));
    return kind == TABLE_NONE ? NER_LOC : kind == 'O' ? NER_ORG : NER_MISC;
}

static bool institutions_read(struct ner_chunk *chunk, struct error *error)
{
    struct slice bytes;
    table_init(&chunk->institutions, chunk->arena);
    if (!train_bytes(chunk->arena, "src/train/semcor_fr.txt", &bytes, error))
        return false;
    while (bytes.data && bytes.size > 0) {
        struct slice line = slice_cut(&bytes, '\n');
        if (line.size > 2 && line.data[1] == ':')
            table_add(&chunk->institutions, slice_part(line, 2, line.size), (uint32_t)line.data[0]);
    }
    return true;
}

static uint8_t sense_label(const struct ner_chunk *chunk, const sense_list *senses, uint32_t start,
                           uint32_t end)
{
    struct slice type = senses->items[start].type;
    if (slice_starts(type, "Person"))
        return NER_PER;
    if (slice_starts(type, "Institution") || slice_starts(type, "Insitution"))
        return institution_label(chunk, senses, start, end);
    if (type.size == 0 || slice_is(type, "*") || slice_starts(type, "Substance"))
        return NER_NONE;
    return NER_MISC;
}

static void senses_add(struct ner_chunk *chunk, sense_list *senses)
{
    ner_token_list tokens = {0};
    for (uint32_t i = 0; i < senses->count; i++) {
        struct ner_token token = {senses->items[i].form, 0};
        list_add(chunk->arena, &tokens, token);
    }
    for (uint32_t i = 0; i < senses->count; i++) {
        const struct sense *sense = &senses->items[i];
        uint32_t end = i + 1;
        bool proper = slice_is(sense->pos, "NPP");
        for (uint32_t k = end; sense->opens && k < senses->count; k++) {
            if (!slice_equal(senses->items[k].group, sense->group) || senses->items[k].opens)
                continue;
            end = k + 1;
            proper = proper || slice_is(senses->items[k].pos, "NPP");
        }
        if (!proper || !is_upper_start(sense->form) || end - i > 12)
            continue;
        uint8_t label = sense_label(chunk, senses, i, end);
        for (uint32_t k = i; label && k < end; k++)
            tokens.items[k].label = (uint8_t)(2 * (label - 1) + (k == i ? 1 : 2));
        i = end - 1;
    }
    ner_sentence_add(chunk, &tokens, NER_SEMCOR);
    senses->count = 0;
}

static void line_add(struct ner_chunk *chunk, enum ner_source_kind kind, struct slice line,
                     ner_token_list *tokens, sense_list *senses)
{
    struct slice fields[6] = {0};
    for (int i = 0; i < 6 && line.data; i++)
        fields[i] = slice_cut(&line, '\t');
    if (kind != NER_SEMCOR && fields[1].data) {
        struct ner_token token = {fields[0], label_of(fields[1])};
        list_add(chunk->arena, tokens, token);
    } else if (kind == NER_SEMCOR && fields[5].data && !slice_starts(fields[0], "#")) {
        list_add(chunk->arena, senses, sense_read(fields));
    }
}

static const char *ending_of(enum ner_source_kind kind)
{
    return kind == NER_GUM || kind == NER_SENTENCES ? "conllu"
           : kind == NER_LISTED ? "jsonl" : "tsv";
}

static void source_read(struct ner_chunk *chunk, const struct ner_source *source,
                        struct slice bytes)
{
    ner_token_list tokens = {0};
    sense_list senses = {0};
    gum_tokens gum = {0};
    size_t size = bytes.size;
    uint32_t sentences = 0;
    while (bytes.data && bytes.size > 0 && (source->most == 0 || sentences < source->most)) {
        bool late = (size - bytes.size) / ((size + 9) / 10) >= 10u - source->development;
        struct slice line = slice_cut(&bytes, '\n');
        if (slice_trim(line).size > 0 && source->kind == NER_GUM) {
            gum_line(chunk->arena, line, &gum);
            continue;
        }
        if (slice_trim(line).size > 0) {
            line_add(chunk, source->kind, line, &tokens, &senses);
            continue;
        }
        sentences++;
        if (late != chunk->development)
            ner_chunk_close(chunk);
        chunk->development = late;
        if (gum.count > 0)
            gum_label(chunk->arena, &gum, &tokens);
        if (senses.count > 0)
            senses_add(chunk, &senses);
        else if (tokens.count > 0)
            ner_sentence_add(chunk, &tokens, source->kind);
    }
    if (tokens.count > 0)
        ner_sentence_add(chunk, &tokens, source->kind);
    ner_chunk_close(chunk);
}

bool ner_data_read(struct arena *arena, const struct train_options *options,
                   ner_examples *examples, struct error *error)
{
    struct engine engine;
    if (!engine_open(&engine, "tree", error))
        return false;
    bool good = true;
    for (uint8_t row = 0; good && ner_sources[row].file; row++) {
        const struct ner_source *source = &ner_sources[row];
        if (strcmp(source->language, options->language) != 0)
            continue;
        struct slice path = arena_format(arena, "%s/%s/%s.%s", options->data, source->folder,
                                         source->file, ending_of(source->kind));
        struct slice bytes;
        good = train_bytes(arena, path.data, &bytes, error);
        if (!good)
            break;
        struct ner_chunk chunk = {.arena = arena, .engine = &engine,
                              .examples = examples, .row = row};
        bool english = strstr(source->folder, "/en") || strstr(source->file, "_en");
        chunk.language = english ? LANGUAGE_en : LANGUAGE_fr;
        buffer_init(&chunk.text, arena);
        if (source->kind == NER_SEMCOR)
            good = institutions_read(&chunk, error);
        if (source->kind == NER_LISTED || source->kind == NER_SENTENCES)
            good = listed_read(&chunk, source, bytes, error);
        else if (good)
            source_read(&chunk, source, bytes);
    }
    engine_close(&engine);
    return good;
}
