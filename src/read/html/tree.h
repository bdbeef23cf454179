// SPDX-License-Identifier: Apache-2.0
// HTML as a flat tree: nodes in document order, each knowing its parent and the node after its
// last descendant. Names, attributes and texts are slices of the source; character references
// are decoded only when somebody reads them. Building is one linear pass over the bytes.
#ifndef RECOUPE_READ_HTML_TREE_H
#define RECOUPE_READ_HTML_TREE_H

#include "read/html/tag.h"
#include "read/tables.h"

struct html_attribute {
    struct slice name;  // as written
    struct slice value; // raw; data != NULL
};

struct html_node {
    uint32_t start, size; // bytes of the source: the text, or the start tag from '<' to '>'
    uint32_t parent;      // index of the element it is in
    uint32_t end;         // index after its last descendant
    uint32_t attribute_start;
    uint16_t attribute_count;
    uint8_t tag; // enum html_tag
    uint8_t flags; // left to the tree's user
};

struct html_tree {
    struct slice source; // UTF-8
    const struct read_tables *tables;
    LIST(struct html_node) nodes; // nodes[0] is the root, an html element
    LIST(struct html_attribute) attributes;
    bool cut; // a limit stopped the reading; the rest of the page is missing
};

// HTML's limits: as deep as browsers go, more attributes than a page needs, fifty times
// the nodes of the longest page of ../shared/data.
#define HTML_DEPTH_LIMIT 512
#define HTML_ATTRIBUTE_LIMIT 128
#define HTML_NODE_LIMIT (1u << 20)

void html_parse(struct html_tree *tree, const struct read_tables *tables, struct slice source,
                struct arena *arena);

// Flags of an element's row in HTML_TAGS.
unsigned html_tag_flags(enum html_tag tag);
const char *html_tag_name(enum html_tag tag);

// Raw value of the first attribute of that name (lower case), or SLICE_NONE.
struct slice html_attribute_raw(const struct html_tree *tree, const struct html_node *node,
                                const char *name);
// The same with references decoded and white space trimmed.
struct slice html_attribute_text(const struct html_tree *tree, const struct html_node *node,
                                 const char *name, struct arena *arena);
// All text under a node, decoded, white space collapsed, without what is never text (scripts).
struct slice html_text(const struct html_tree *tree, uint32_t node, struct arena *arena);
// Raw text of a script or title: its one text child, or an empty slice.
struct slice html_raw_text(const struct html_tree *tree, uint32_t node);

// Character references (entity.c). Decodes one that starts at text[*position] == '&': writes
// its UTF-8 and moves past it, or returns 0 and stays.
size_t reference_next(const struct read_tables *tables, struct slice text, size_t *position,
                      bool in_attribute, char out[8]);
// Text with all references decoded; text itself where there are none.
struct slice reference_decode(const struct read_tables *tables, struct slice text,
                              bool in_attribute, struct arena *arena);

// Equal but for the case of ASCII letters.
static inline bool ascii_same(struct slice a, const char *lower)
{
    size_t i = 0;
    for (; i < a.size && lower[i]; i++) {
        char c = a.data[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (c != lower[i])
            return false;
    }
    return i == a.size && !lower[i];
}

#endif
