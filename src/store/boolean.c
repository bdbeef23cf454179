// SPDX-License-Identifier: Apache-2.0
// The tree of a query: joins and negates nodes, and takes the tree apart into alternatives whose
// parts each ask one index. What stands in one class stays together, so that only what is truly
// mixed ((word who:X) OR what:Y) is multiplied out.
#include "store/query.h"

#define ALTERNATIVES_MOST 16 // each is a search of its own

static void add_member(struct query_node *node, struct query_node *member)
{
    if (node->last)
        node->last->next = member;
    else
        node->first = member;
    node->last = member;
    node->classes |= member->classes;
}

static struct query_node *make(struct arena *arena, int operation)
{
    struct query_node *node = arena_zero(arena, 1, sizeof *node);
    node->operation = operation == QUERY_OR ? QUERY_OR : QUERY_AND;
    return node;
}

struct query_node *query_join(struct arena *arena, int operation, struct query_node *left,
                              struct query_node *right)
{
    struct query_node *node = left;
    if ((int)left->operation != operation || left->next) {
        node = make(arena, operation);
        add_member(node, left);
    }
    add_member(node, right);
    return node;
}

struct query_node *query_negate(struct query_node *node)
{
    if (node->operation == QUERY_TERM)
        node->term.negative = !node->term.negative;
    else
        node->operation = node->operation == QUERY_AND ? QUERY_OR : QUERY_AND;
    for (struct query_node *member = node->first; member; member = member->next)
        query_negate(member);
    return node;
}

// Of a finding's article, too, site, language and origin are columns of the index of findings.
static unsigned classes_of(const struct query *query, struct query_node *node)
{
    if (node->operation == QUERY_TERM) {
        if (query->about_findings && node->term.field >= QUERY_FIRST_OF_DOCUMENT &&
            node->term.field != QUERY_WORD)
            node->classes = 1U << QUERY_OF_FINDING;
        return node->classes;
    }
    node->classes = 0;
    for (struct query_node *member = node->first; member; member = member->next)
        node->classes |= classes_of(query, member);
    return node->classes;
}

static int only_class(const struct query_node *node)
{
    for (int class = 0; class < QUERY_CLASS_COUNT; class++)
        if (node->classes == 1U << class)
            return class;
    return -1;
}

// A member of another node stays one: its copy stands in a new one.
static struct query_node *copy_of(struct arena *arena, const struct query_node *node)
{
    struct query_node *copy = arena_zero(arena, 1, sizeof *copy);
    *copy = *node;
    copy->next = NULL;
    return copy;
}

static void require(struct arena *arena, struct query_node **part, struct query_node *node)
{
    struct query_node *all = make(arena, QUERY_AND);
    if (*part)
        add_member(all, copy_of(arena, *part));
    add_member(all, copy_of(arena, node));
    *part = all;
}

static bool expand(struct arena *arena, struct query_node *node, query_alternative_list *list);

// Each alternative so far with each of the member's.
static bool multiply(struct arena *arena, query_alternative_list *list, struct query_node *member)
{
    query_alternative_list more = {0}, product = {0};
    if (!expand(arena, member, &more) || list->count * more.count > ALTERNATIVES_MOST)
        return false;
    for (uint32_t i = 0; i < list->count; i++)
        for (uint32_t m = 0; m < more.count; m++) {
            struct query_alternative both = list->items[i];
            for (int class = 0; class < QUERY_CLASS_COUNT; class++)
                if (more.items[m].parts[class])
                    require(arena, &both.parts[class], more.items[m].parts[class]);
            list_add(arena, &product, both);
        }
    *list = product;
    return true;
}

// Members of one class side by side are one alternative.
static bool add_any(struct arena *arena, const struct query_node *node,
                    query_alternative_list *list)
{
    struct query_node *pure[QUERY_CLASS_COUNT] = {NULL};
    for (struct query_node *member = node->first; member; member = member->next) {
        int class = only_class(member);
        if (class < 0) {
            if (!expand(arena, member, list))
                return false;
            continue;
        }
        if (!pure[class])
            pure[class] = make(arena, QUERY_OR);
        add_member(pure[class], copy_of(arena, member));
    }
    for (int class = 0; class < QUERY_CLASS_COUNT; class++)
        if (pure[class] && !expand(arena, pure[class], list))
            return false;
    return list->count <= ALTERNATIVES_MOST;
}

static bool expand(struct arena *arena, struct query_node *node, query_alternative_list *list)
{
    int class = only_class(node);
    if (class >= 0) {
        struct query_alternative one = {{NULL}};
        one.parts[class] = node;
        list_add(arena, list, one);
        return true;
    }
    if (node->operation == QUERY_OR)
        return add_any(arena, node, list);
    query_alternative_list all = {0};
    list_add(arena, &all, ((struct query_alternative){{NULL}}));
    bool fine = true;
    for (struct query_node *member = node->first; member && fine; member = member->next)
        fine = multiply(arena, &all, member);
    for (uint32_t i = 0; i < all.count && fine; i++)
        list_add(arena, list, all.items[i]);
    return fine && list->count <= ALTERNATIVES_MOST;
}

bool query_alternatives(struct arena *arena, struct query *query, query_alternative_list *list)
{
    classes_of(query, query->root);
    return expand(arena, query->root, list);
}
