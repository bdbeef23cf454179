// SPDX-License-Identifier: Apache-2.0
// The tree's builder: HTML5's tokens and the part of its tree construction that decides what is
// inside what (implied ends, void and raw elements). Misnested formatting is not repaired: it
// changes no text. Every byte is looked at a bounded number of times, on hostile input too.
#include "read/html/tree.h"
#include "read/html/token.h"

#include <assert.h>

static const uint8_t tag_flags[HTML_TAG_COUNT] = {
#define X(name, flags) [HTML_##name] = (flags),
    HTML_TAGS(X)
#undef X
};

static const char *const tag_names[HTML_TAG_COUNT] = {
    [HTML_TEXT] = "#text",
    [HTML_OTHER] = "#other",
#define X(name, flags) [HTML_##name] = #name,
    HTML_TAGS(X)
#undef X
};

unsigned html_tag_flags(enum html_tag tag)
{
    return tag_flags[tag];
}

const char *html_tag_name(enum html_tag tag)
{
    assert(tag < HTML_TAG_COUNT);
    return tag_names[tag];
}

struct builder {
    struct html_tree *tree;
    struct arena *arena;
    uint32_t open[HTML_DEPTH_LIMIT]; // node indexes, the innermost last
    uint32_t depth;
    uint32_t open_count[HTML_TAG_COUNT]; // of each tag in open
    uint32_t other_count[256]; // of elements of other names in open, by a hash of the name
};

static uint32_t node_add(struct builder *builder, enum html_tag tag, size_t start, size_t size)
{
    struct html_tree *tree = builder->tree;
    struct html_node *node = list_push(builder->arena, &tree->nodes);
    uint32_t index = tree->nodes.count - 1;
    node->start = (uint32_t)start;
    node->size = (uint32_t)size;
    node->tag = (uint8_t)tag;
    node->parent = builder->depth ? builder->open[builder->depth - 1] : 0;
    node->end = index + 1;
    node->attribute_start = tree->attributes.count;
    return index;
}

// Text that goes on where the last node, a text too, ended ("a < b") is one node with it.
static void add_text(struct builder *builder, const struct token *token)
{
    struct html_tree *tree = builder->tree;
    struct html_node *last = &tree->nodes.items[tree->nodes.count - 1];
    if (last->tag == HTML_TEXT && (size_t)last->start + last->size == token->start)
        last->size += (uint32_t)(token->end - token->start);
    else
        node_add(builder, HTML_TEXT, token->start, token->end - token->start);
}

// A small hash of an unknown element's name: tells cheaply that none of that name is open.
static uint8_t name_hash(struct slice name)
{
    uint32_t hash = (uint32_t)name.size;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        hash = hash * 31 + (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return (uint8_t)(hash ^ hash >> 8);
}

static struct slice written_name(const struct html_tree *tree, const struct html_node *node)
{
    struct slice tag = slice_part(tree->source, node->start + 1, node->start + (size_t)node->size);
    size_t size = 0;
    while (size < tag.size && size < TOKEN_NAME_MOST && !strchr(" \n\t\r\f/>", tag.data[size]))
        size++;
    return slice_part(tag, 0, size);
}

static void close_top(struct builder *builder)
{
    struct html_tree *tree = builder->tree;
    struct html_node *node = &tree->nodes.items[builder->open[--builder->depth]];
    node->end = tree->nodes.count;
    builder->open_count[node->tag]--;
    if (node->tag == HTML_OTHER)
        builder->other_count[name_hash(written_name(tree, node))]--;
}

// Ends every element down to and including open[position].
static void close_to(struct builder *builder, uint32_t position)
{
    while (builder->depth > position)
        close_top(builder);
}

static enum html_tag open_at(const struct builder *builder, uint32_t position)
{
    return (enum html_tag)builder->tree->nodes.items[builder->open[position]].tag;
}

// What an implied end does not reach across.
static bool is_scope(enum html_tag tag)
{
    return tag == HTML_table || tag == HTML_td || tag == HTML_th || tag == HTML_caption ||
           tag == HTML_html || tag == HTML_template || tag == HTML_object;
}

static bool is_list(enum html_tag tag)
{
    return tag == HTML_ul || tag == HTML_ol || tag == HTML_menu || tag == HTML_dir ||
           tag == HTML_dl;
}

static bool is_table_part(enum html_tag tag)
{
    return tag == HTML_table || tag == HTML_tr || tag == HTML_td || tag == HTML_th ||
           tag == HTML_tbody || tag == HTML_thead || tag == HTML_tfoot || tag == HTML_caption;
}

// Place in open of the innermost element of that tag, or UINT32_MAX; stops at a scope's border
// (parts of a table are looked for up to their table).
static uint32_t find_open(const struct builder *builder, enum html_tag tag, bool list_scope)
{
    if (!builder->open_count[tag])
        return UINT32_MAX;
    for (uint32_t i = builder->depth; i-- > 0;) {
        enum html_tag at = open_at(builder, i);
        if (at == tag)
            return i;
        bool border = is_table_part(tag) ? at == HTML_table || at == HTML_html : is_scope(at);
        border = border || (tag == HTML_p && at == HTML_button);
        if (border || (list_scope && is_list(at)))
            return UINT32_MAX;
    }
    return UINT32_MAX;
}

static void close_tag(struct builder *builder, enum html_tag tag, bool list_scope)
{
    uint32_t position = find_open(builder, tag, list_scope);
    if (position != UINT32_MAX)
        close_to(builder, position);
}

// Table parts end their own kind, up to the table.
static void close_table_parts(struct builder *builder, enum html_tag tag)
{
    if (!builder->open_count[HTML_table])
        return;
    for (uint32_t i = builder->depth; i-- > 0;) {
        enum html_tag at = open_at(builder, i);
        if (at == HTML_table)
            return;
        bool cell = at == HTML_td || at == HTML_th || at == HTML_caption;
        bool row = at == HTML_tr;
        bool group = at == HTML_tbody || at == HTML_thead || at == HTML_tfoot;
        if (cell || (row && tag != HTML_td && tag != HTML_th) ||
            (group && tag != HTML_td && tag != HTML_th && tag != HTML_tr))
            close_to(builder, i);
    }
}

static void close_implied(struct builder *builder, enum html_tag tag)
{
    unsigned flags = tag_flags[tag];
    if (flags & TAG_CLOSES_P)
        close_tag(builder, HTML_p, false);
    switch ((int)tag) {
    case HTML_li:
        close_tag(builder, HTML_li, true);
        break;
    case HTML_dd:
    case HTML_dt:
        close_tag(builder, HTML_dd, true);
        close_tag(builder, HTML_dt, true);
        break;
    case HTML_a:
        close_tag(builder, HTML_a, false);
        break;
    case HTML_option:
        close_tag(builder, HTML_option, false);
        break;
    case HTML_td:
    case HTML_th:
    case HTML_tr:
    case HTML_tbody:
    case HTML_thead:
    case HTML_tfoot:
        close_table_parts(builder, tag);
        break;
    case HTML_body:
        close_tag(builder, HTML_head, false);
        break;
    default:
        break;
    }
    if (flags & TAG_HEADING && builder->depth &&
        tag_flags[open_at(builder, builder->depth - 1)] & TAG_HEADING)
        close_top(builder);
    if (flags & TAG_BLOCK && builder->open_count[HTML_head])
        close_tag(builder, HTML_head, false); // a forgotten </head>
}

static void add_raw(struct builder *builder, struct token *token, enum html_tag tag)
{
    size_t start = token->end;
    size_t end = token_raw_end(token, tag == HTML_script, html_tag_name(tag));
    if (end > start)
        node_add(builder, HTML_TEXT, start, end - start);
}

static enum html_tag find_tag(const struct read_tables *tables, struct slice name)
{
    unsigned slot = html_tag_slot(name.data, name.size);
    for (; tables->tags[slot]; slot = (slot + 1) % HTML_TAG_SLOTS)
        if (slice_is(name, html_tag_name((enum html_tag)tables->tags[slot])))
            return (enum html_tag)tables->tags[slot];
    return HTML_OTHER;
}

static void add_element(struct builder *builder, struct token *token)
{
    struct html_tree *tree = builder->tree;
    enum html_tag tag = find_tag(tree->tables, token_name(token));
    if (tag == HTML_html || (tag == HTML_body && builder->open_count[HTML_body])) {
        uint32_t index = tag == HTML_html ? 0 : builder->open[1 < builder->depth ? 1 : 0];
        struct html_node *node = &tree->nodes.items[index];
        if (!node->attribute_count) {
            node->attribute_start = tree->attributes.count;
            node->attribute_count = token_attributes(token, tree, builder->arena);
        }
        return;
    }
    // Inside svg, elements of HTML's names are not HTML's; one that is a block ends the svg.
    bool foreign = builder->open_count[HTML_svg] > 0;
    if (foreign && tag_flags[tag] & TAG_CLOSES_P) {
        close_tag(builder, HTML_svg, false);
        foreign = false;
    }
    close_implied(builder, tag);
    uint32_t index = node_add(builder, tag, token->start, token->end - token->start);
    uint16_t count = token_attributes(token, tree, builder->arena);
    tree->nodes.items[index].attribute_count = count;
    unsigned flags = tag_flags[tag];
    if (flags & TAG_VOID)
        return;
    if (builder->depth == HTML_DEPTH_LIMIT)
        return; // deeper elements become siblings
    if (token->self_closing && (tag == HTML_OTHER || tag == HTML_svg || foreign))
        return;
    builder->open[builder->depth++] = index;
    builder->open_count[tag]++;
    if (tag == HTML_OTHER)
        builder->other_count[name_hash(written_name(tree, &tree->nodes.items[index]))]++;
    if (flags & (TAG_RAW | TAG_RCDATA) && !(foreign && flags & TAG_RCDATA)) {
        add_raw(builder, token, tag);
        close_top(builder);
    }
}

// Whether a block stands open above position: a formatting end tag does not cross it.
static bool block_above(const struct builder *builder, uint32_t position)
{
    for (uint32_t i = builder->depth; i-- > position + 1;)
        if (tag_flags[open_at(builder, i)] & TAG_BLOCK)
            return true;
    return false;
}

static void end_other(struct builder *builder, struct slice name)
{
    if (!builder->other_count[name_hash(name)])
        return;
    for (uint32_t i = builder->depth; i-- > 0;) {
        const struct html_node *node = &builder->tree->nodes.items[builder->open[i]];
        if (node->tag == HTML_OTHER) {
            char lower[TOKEN_NAME_MOST];
            struct slice written = written_name(builder->tree, node);
            token_lower(written, lower, sizeof lower);
            if (slice_equal((struct slice){lower, written.size}, name)) {
                close_to(builder, i);
                return;
            }
        } else if (tag_flags[node->tag] & TAG_BLOCK) {
            return;
        }
    }
}

static void end_element(struct builder *builder, struct token *token)
{
    enum html_tag tag = find_tag(builder->tree->tables, token_name(token));
    if (tag == HTML_OTHER) {
        end_other(builder, token_name(token));
        return;
    }
    if (tag == HTML_body || tag == HTML_html)
        return; // what follows still belongs to the body
    if (tag == HTML_br || (tag == HTML_p && !builder->open_count[HTML_p])) {
        node_add(builder, tag, token->start, token->end - token->start);
        return;
    }
    uint32_t position = find_open(builder, tag, false);
    if (position == UINT32_MAX && tag_flags[tag] & TAG_HEADING)
        for (int other = HTML_h1; other <= HTML_h6 && position == UINT32_MAX; other++)
            position = find_open(builder, (enum html_tag)other, false);
    if (position == UINT32_MAX)
        return;
    if (tag_flags[tag] & TAG_FORMAT && block_above(builder, position))
        return;
    close_to(builder, position);
}

// Makes room for the nodes of the rest of the source: a '<' makes two at most, itself and a text.
// A list that doubled would leave its older halves behind.
static void reserve_nodes(struct builder *builder, size_t at)
{
    struct html_tree *tree = builder->tree;
    size_t tags = 0, most = (size_t)tree->nodes.capacity * 8;
    for (size_t i = at; i < tree->source.size; i++)
        tags += tree->source.data[i] == '<';
    size_t room = tree->nodes.count + 2 * tags + 4;
    room = room < most ? room : most;
    struct html_node *items = arena_take(builder->arena, room * sizeof *items);
    memcpy(items, tree->nodes.items, tree->nodes.count * sizeof *items);
    tree->nodes.items = items;
    tree->nodes.capacity = (uint32_t)room;
}

void html_parse(struct html_tree *tree, const struct read_tables *tables, struct slice source,
                struct arena *arena)
{
    assert(tables && source.size < UINT32_MAX);
    memset(tree, 0, sizeof *tree);
    tree->source = source;
    tree->tables = tables;
    // A page has a node in 16 bytes or less often; hostile ones grow the list as they must.
    tree->nodes.capacity = (uint32_t)(source.size / 16 < HTML_NODE_LIMIT ? source.size / 16 + 8
                                                                         : HTML_NODE_LIMIT);
    tree->nodes.items = arena_take(arena, tree->nodes.capacity * sizeof *tree->nodes.items);
    struct builder builder = {.tree = tree, .arena = arena};
    builder.open[0] = node_add(&builder, HTML_html, 0, 0);
    builder.depth = 1;
    builder.open_count[HTML_html] = 1;
    struct token token = {.source = source};
    while (token_next(&token)) {
        if (tree->nodes.count >= HTML_NODE_LIMIT) {
            tree->cut = true;
            break;
        }
        if (tree->nodes.capacity - tree->nodes.count < 3)
            reserve_nodes(&builder, token.start);
        if (token.kind == TOKEN_TEXT)
            add_text(&builder, &token);
        else if (token.kind == TOKEN_START)
            add_element(&builder, &token);
        else
            end_element(&builder, &token);
    }
    close_to(&builder, 0);
}
