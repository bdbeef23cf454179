// SPDX-License-Identifier: Apache-2.0
// XML as feeds write it: tokens by position in the source, forgiving of what is not well-formed
// (bare '&' and '<', missing end tags, references that no DTD declares), and text taken out of
// it with the place that each character came from. No entity is fetched; declared ones are
// short texts, never expanded twice.
#ifndef RECOUPE_READ_XML_H
#define RECOUPE_READ_XML_H

#include "read/tables.h"

enum xml_kind { XML_TEXT, XML_CDATA, XML_START, XML_END, XML_DOCTYPE };

struct xml_token {
    struct slice source;
    size_t start, end; // of the token; end is where the next one starts
    enum xml_kind kind;
    struct slice prefix, name; // of a tag; prefix.data == NULL: none
    struct slice content;      // CDATA: its text; DOCTYPE: all of it; tags: the attributes
    bool empty;                // "<a/>"
    bool typed;                // a document type was seen: there is no second
};

// Steps to the next token; comments and processing instructions are stepped over. False at the
// end of the source.
bool xml_next(struct xml_token *token);
// Next attribute of a start tag from *at on (0 at first); value is raw. False when none is left.
bool xml_attribute_next(const struct xml_token *token, size_t *at, struct slice *name,
                        struct slice *value);
// Raw value of the attribute of that name ("xml:base"; ASCII case is no matter), or SLICE_NONE.
struct slice xml_attribute(const struct xml_token *token, const char *name);

// What is in the element whose start tag is here, and where the token after it starts. False when
// its end tag is missing: content is then the text up to the next tag. searched: whether an end
// tag is looked for at all.
bool xml_element(const struct xml_token *start, bool searched, struct slice *content,
                 size_t *after);

// Entities that a document type declares.
struct xml_entity {
    struct slice name, value;
};
typedef LIST(struct xml_entity) xml_entity_list;
void xml_entities(struct slice doctype, struct arena *arena, xml_entity_list *entities);

// Text taken from XML, with runs back to the source as in a document's source map.
struct xml_text {
    struct buffer text;
    LIST(struct source_run) runs;
    struct arena *arena;
    const struct read_tables *tables;
    const xml_entity_list *entities;
    size_t next_source; // where an exact run would go on
};

void xml_text_init(struct xml_text *text, const struct read_tables *tables,
                   const xml_entity_list *entities, struct arena *arena);
// The source's bytes as they are; offset is their place in the source.
void xml_text_raw(struct xml_text *text, struct slice piece, size_t offset);
// With references decoded, once.
void xml_text_decoded(struct xml_text *text, struct slice piece, size_t offset);
// The same made safe to stand in HTML: '<' and '&' become references again. With lines, an
// empty line becomes the end of a paragraph.
void xml_text_escaped(struct xml_text *text, struct slice piece, size_t offset, bool decode,
                      bool lines);
// Text of which each character came from all size bytes at offset; escape: safe for HTML.
void xml_text_blurred(struct xml_text *text, struct slice made, size_t offset, size_t size,
                      bool escape);
// What no byte of the source says.
void xml_text_made(struct xml_text *text, const char *made, size_t offset);
// A raw value with references decoded, and trimmed.
struct slice xml_value(const struct read_tables *tables, const xml_entity_list *entities,
                       struct slice raw, struct arena *arena);

#endif
