// SPDX-License-Identifier: Apache-2.0
// What pieces of a text are in their source (paragraphs, headings, items, quotations, links), as a
// column of the dossier: JSON, [start, end, "kind"] or [start, end, "link", "url"]. Lines that are
// plain paragraphs are left out; reading puts them back.
#include "store/columns.h"
#include "store/database.h"

static void write_piece(struct json_writer *json, struct code_points *points,
                        const struct structure *piece)
{
    json_open(json, '[');
    json_integer(json, code_point_at(points, piece->span.start));
    json_integer(json, code_point_at(points, piece->span.end));
    json_text(json, slice_of(structure_kind_names[piece->kind]));
    if (piece->kind == STRUCTURE_LINK)
        json_text(json, piece->url);
    json_close(json, ']');
}

struct slice structure_json(const struct document *document, struct arena *scratch)
{
    struct buffer out;
    struct json_writer json;
    struct code_points points = {.document = document};
    if (!document->structure.count)
        return SLICE_NONE;
    buffer_init(&out, scratch);
    json_init(&json, &out);
    json_open(&json, '[');
    for (uint32_t i = 0; i < document->structure.count; i++)
        if (document->structure.items[i].kind != STRUCTURE_PARAGRAPH)
            write_piece(&json, &points, &document->structure.items[i]);
    json_close(&json, ']');
    return buffer_slice(&out);
}

// One stated piece; kind NONE for what is not one: a dossier may come from a stranger.
static struct structure read_piece(const struct json_value *value, struct document *document,
                                   const struct byte_places *places)
{
    struct structure piece = {{0, 0}, STRUCTURE_NONE, SLICE_NONE};
    const struct json_value *start = value->type == JSON_ARRAY ? value->first : NULL;
    const struct json_value *end = start ? start->next : NULL;
    const struct json_value *kind = end ? end->next : NULL;
    if (!kind)
        return piece;
    piece.span = byte_places_span(places, json_to_integer(start, 0), json_to_integer(end, 0));
    piece.kind = (enum structure_kind)enum_from_name(structure_kind_names, STRUCTURE_KIND_COUNT,
                                                     kind->text);
    if (kind->next && kind->next->type == JSON_STRING)
        piece.url = arena_copy(document->arena, kind->next->text);
    return piece;
}

void structure_read(struct document *document, struct slice text, const struct byte_places *places,
                    struct arena *scratch)
{
    struct error ignored = {0};
    const struct json_value *list = text.data ? json_parse(scratch, text, &ignored) : NULL;
    const struct json_value *next = list ? list->first : NULL;
    for (size_t start = 0; list && start < document->text.size;) {
        size_t end = slice_find(document->text, SLICE("\n"), start);
        if (end == SIZE_MAX)
            end = document->text.size;
        struct structure line = {{(uint32_t)start, (uint32_t)end}, STRUCTURE_PARAGRAPH, SLICE_NONE};
        struct structure piece = next ? read_piece(next, document, places) : line;
        if (next && piece.kind != STRUCTURE_LINK && piece.span.start < end + 1) {
            line = piece.kind ? piece : line;
            next = next->next;
        }
        list_add(document->arena, &document->structure, line);
        for (; next; next = next->next) {
            piece = read_piece(next, document, places);
            if (piece.kind && (piece.kind != STRUCTURE_LINK || piece.span.start > end))
                break;
            if (piece.kind)
                list_add(document->arena, &document->structure, piece);
        }
        start = end + 1;
    }
}
