// SPDX-License-Identifier: Apache-2.0
// Origins: where each document's text comes from: the agency that read or the text itself names
// (dateline "(AFP) -", last line "(avec AFP)"), a publisher's family, else the outlet. Reads text,
// site and origin, fills corpus->origins; verdict.c sees embedded wires, sentence by sentence.
#include "compare/corpus.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>

#define HEAD_BYTES 160 // a dateline ends within
#define TAIL_BYTES 120 // an agency line begins within

struct mark {
    struct slice text, name;
};

struct origin_tables {
    struct table sites; // site -> index in names
    LIST(struct slice) names;
    LIST(struct mark) marks;
    uint32_t agency_count; // the first names are agencies, the others families
};

static void read_line(struct corpus *corpus, struct origin_tables *tables, struct slice line)
{
    struct slice name = slice_trim(slice_cut(&line, ':'));
    list_add(corpus->scratch, &tables->names, name);
    while (line.data) {
        struct slice item = slice_trim(slice_cut(&line, '|'));
        bool site = slice_find(item, SLICE("."), 0) != SIZE_MAX;
        if (site)
            table_add(&tables->sites, item, tables->names.count - 1);
        else if (item.size)
            list_add(corpus->scratch, &tables->marks, ((struct mark){item, name}));
    }
}

static bool read_tables(struct corpus *corpus, struct origin_tables *tables,
                        const struct data_source *data, struct error *error)
{
    static const char *const files[] = {
        "lexicon/fr/compare_agencies.txt", "lexicon/en/compare_agencies.txt",
        "lexicon/fr/compare_families.txt", "lexicon/en/compare_families.txt"};
    table_init(&tables->sites, corpus->scratch);
    for (uint32_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct slice rest = data->find(files[i], data->context), line;
        if (rest.data == NULL)
            return error_set(error, ERROR_INTERNAL, files[i], "file is missing");
        for (uint32_t number = 0; slice_next_line(&rest, &line, &number);)
            read_line(corpus, tables, line);
        if (i == 1)
            tables->agency_count = tables->names.count;
    }
    return true;
}

static bool is_edge(struct slice text, size_t position)
{
    if (position >= text.size)
        return true;
    unsigned char c = (unsigned char)text.data[position];
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c >= 0x80);
}

// First agency mark that stands as a whole word in text, or SLICE_NONE.
static struct slice mark_in(const struct origin_tables *tables, struct slice text)
{
    size_t best = SIZE_MAX;
    struct slice name = SLICE_NONE;
    for (uint32_t i = 0; i < tables->marks.count; i++) {
        struct slice mark = tables->marks.items[i].text;
        size_t at = slice_find(text, mark, 0);
        if (at < best && (at == 0 || is_edge(text, at - 1)) && is_edge(text, at + mark.size)) {
            best = at;
            name = tables->marks.items[i].name;
        }
    }
    return name;
}

// What stands in the first brackets of a dateline, or in the last brackets of the text.
static struct slice bracket(struct slice text, bool last)
{
    size_t open = slice_find(text, SLICE("("), 0);
    for (size_t next = open; last && next != SIZE_MAX;) {
        open = next;
        next = slice_find(text, SLICE("("), next + 1);
    }
    if (open == SIZE_MAX)
        return SLICE_NONE;
    size_t close = slice_find(text, SLICE(")"), open);
    return close == SIZE_MAX ? SLICE_NONE : slice_part(text, open + 1, close);
}

static struct slice dateline_agency(const struct origin_tables *tables, struct slice text)
{
    struct slice head = bracket(slice_part(text, 0, HEAD_BYTES), false);
    return head.data ? mark_in(tables, head) : SLICE_NONE;
}

static struct slice closing_agency(const struct origin_tables *tables, struct slice text)
{
    struct slice tail = slice_trim(text);
    tail = slice_part(tail, tail.size > TAIL_BYTES ? tail.size - TAIL_BYTES : 0, tail.size);
    struct slice inside = slice_ends(tail, ")") ? bracket(tail, true) : SLICE_NONE;
    if (inside.data && inside.size < 60)
        return mark_in(tables, inside);
    struct slice last = SLICE_NONE;
    for (struct slice rest = tail; rest.data;)
        last = slice_cut(&rest, '\n');
    bool own_line = last.size && last.size < 40 && last.size < tail.size;
    return own_line ? mark_in(tables, last) : SLICE_NONE;
}

static struct slice host_of(struct slice url)
{
    size_t start = slice_find(url, SLICE("://"), 0);
    if (url.data == NULL || start == SIZE_MAX)
        return SLICE_NONE;
    struct slice host = slice_part(url, start + 3, url.size);
    return slice_cut(&host, '/');
}

static struct slice bare_site(struct slice site)
{
    return slice_starts(site, "www.") ? slice_part(site, 4, site.size) : site;
}

static struct slice origin_of(const struct origin_tables *tables, const struct document *document,
                              bool *agency_piece)
{
    struct slice agency = dateline_agency(tables, document->text);
    *agency_piece = agency.data != NULL;
    if (document->origin.kind != ORIGIN_NONE && document->origin.kind != ORIGIN_OUTLET &&
        document->origin.name.data)
        return document->origin.name;
    struct slice site = document->site.data ? document->site : host_of(document->url);
    site = bare_site(site);
    uint32_t known = site.data ? table_find(&tables->sites, site) : TABLE_NONE;
    *agency_piece |= known < tables->agency_count;
    if (agency.data == NULL && known == TABLE_NONE)
        agency = closing_agency(tables, document->text);
    if (agency.data)
        return agency;
    if (known != TABLE_NONE)
        return tables->names.items[known];
    if (document->origin.name.data)
        return document->origin.name;
    if (site.size)
        return site;
    return document->source.size ? document->source : document->id;
}

bool origins_find(struct corpus *corpus, const struct data_source *data, struct error *error)
{
    struct origin_tables tables = {0};
    if (!read_tables(corpus, &tables, data, error))
        return false;
    corpus->agency_pieces = arena_zero(corpus->scratch, corpus->count + 1,
                                       sizeof *corpus->agency_pieces);
    corpus->origins = arena_zero(corpus->scratch, corpus->count + 1, sizeof *corpus->origins);
    for (uint32_t i = 0; i < corpus->count; i++)
        corpus->origins[i] = origin_of(&tables, corpus->documents[i], &corpus->agency_pieces[i]);
    return true;
}
