// SPDX-License-Identifier: Apache-2.0
// HTML5's tokens: text, start tags, end tags, by position in the source. Comments, doctypes and
// processing instructions are stepped over. Attributes are cut only when asked for.
#ifndef RECOUPE_READ_HTML_TOKEN_H
#define RECOUPE_READ_HTML_TOKEN_H

#include "read/html/tree.h"

#define TOKEN_NAME_MOST 24 // bytes of an element's name that are looked at

enum token_kind { TOKEN_TEXT, TOKEN_START, TOKEN_END };

struct token {
    struct slice source;
    size_t start, end; // of the token; end is where the next one starts
    #define TOKEN_NAME_MOST 24 // bytes of an element's name that are looked at

enum token_kind kind;
    bool self_closing;
    size_t name_end;
    char name[TOKEN_NAME_MOST]; // lower case, cut to this size
    uint8_t name_size;
};

// Steps to the next token; false at the end of the source.
bool token_next(struct token *token);
static inline struct slice token_name(const struct token *token)
{
    return (struct slice){token->name, token->name_size};
}
// Lower-cases ASCII into out, cut to capacity; gives the size written.
size_t token_lower(struct slice name, char *out, size_t capacity);
// Adds the attributes of a start tag to the tree; gives how many.
uint16_t token_attributes(const struct token *token, struct html_tree *tree, struct arena *arena);
// After the start tag of a raw element: where its content ends. Moves the token past it and its
// end tag. script: with the rules for "<!--" and "<script" inside.
size_t token_raw_end(struct token *token, bool script, const char *name);

#endif
