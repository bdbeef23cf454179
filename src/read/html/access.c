// SPDX-License-Identifier: Apache-2.0
// Reading a finished tree: attribute values and the text under a node.
#include "read/clean.h"
#include "read/html/tree.h"

struct slice html_attribute_raw(const struct html_tree *tree, const struct html_node *node,
                                const char *name)
{
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        const struct html_attribute *attribute =
            &tree->attributes.items[node->attribute_start + i];
        if (ascii_same(attribute->name, name))
            return attribute->value;
    }
    return SLICE_NONE;
}

struct slice html_attribute_text(const struct html_tree *tree, const struct html_node *node,
                                 const char *name, struct arena *arena)
{
    return clean_string(tree->tables, html_attribute_raw(tree, node, name), arena);
}

struct slice html_text(const struct html_tree *tree, uint32_t node, struct arena *arena)
{
    struct clean_text clean;
    clean_init(&clean, tree->tables, arena);
    uint32_t end = tree->nodes.items[node].end;
    for (uint32_t i = node; i < end; i++) {
        const struct html_node *at = &tree->nodes.items[i];
        unsigned flags = at->tag == HTML_TEXT ? 0 : html_tag_flags((enum html_tag)at->tag);
        if (i != node && flags & TAG_SKIP) {
            i = at->end - 1;
            continue;
        }
        if (flags & TAG_BLOCK || at->tag == HTML_br)
            clean_space(&clean);
        if (at->tag == HTML_TEXT)
            clean_add(&clean, slice_part(tree->source, at->start, at->start + (size_t)at->size),
                      at->start);
    }
    return slice_trim(buffer_slice(&clean.text));
}

struct slice html_raw_text(const struct html_tree *tree, uint32_t node)
{
    if (node + 1 >= tree->nodes.items[node].end)
        return SLICE("");
    const struct html_node *text = &tree->nodes.items[node + 1];
    return slice_part(tree->source, text->start, text->start + (size_t)text->size);
}
