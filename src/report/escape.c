// SPDX-License-Identifier: Apache-2.0
// The one escaping writer. Works byte by byte on UTF-8 that earlier rooms have made valid.
#include "report/escape.h"

#include "base/utf8.h"

void escape_html(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == '&')
            buffer_text(out, "&amp;");
        else if (c == '<')
            buffer_text(out, "&lt;");
        else if (c == '>')
            buffer_text(out, "&gt;");
        else if (c == '"')
            buffer_text(out, "&quot;");
        else if (c == '\'')
            buffer_text(out, "&#39;");
        else if ((c < 32 && c != '\n' && c != '\t') || c == 127)
            buffer_byte(out, ' ');
        else
            buffer_byte(out, (char)c);
    }
}

void escape_markdown(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if ((unsigned char)c < 32 || c == 127) {
            buffer_byte(out, ' ');
            continue;
        }
        // '-', '+', '.', '=' and digits matter only at the start of a line, where we put none.
        if (c != '\0' && strchr("\\`*_[]<>|#~&!", c))
            buffer_byte(out, '\\');
        buffer_byte(out, c);
    }
}

void escape_csv(struct buffer *out, struct slice text)
{
    bool formula = text.size && strchr("=+-@\t\r", text.data[0]) && text.data[0];
    bool quoted = formula;
    for (size_t i = 0; i < text.size; i++)
        quoted = quoted || text.data[i] == '"' || text.data[i] == ',' || text.data[i] == '\n' ||
                 text.data[i] == '\r' || text.data[i] == ';';
    if (quoted)
        buffer_byte(out, '"');
    if (formula)
        buffer_byte(out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            buffer_byte(out, '"');
        buffer_byte(out, text.data[i] ? text.data[i] : ' ');
    }
    if (quoted)
        buffer_byte(out, '"');
}

void escape_tsv(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        buffer_byte(out, (unsigned char)text.data[i] < 32 ? ' ' : text.data[i]);
}

void escape_ics(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\n') {
            buffer_text(out, "\\n");
            continue;
        }
        if (c == '\\' || c == ';' || c == ',')
            buffer_byte(out, '\\');
        buffer_byte(out, (unsigned char)c < 32 ? ' ' : c);
    }
}

void escape_terminal(struct buffer *out, struct slice text)
{
    for (size_t position = 0; position < text.size;) {
        size_t start = position;
        uint32_t c = utf8_next(text, &position);
        if (c < 32 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
            buffer_byte(out, ' ');
        else
            buffer_add(out, slice_part(text, start, position));
    }
}

void escape_url(struct buffer *out, struct slice text)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            buffer_byte(out, (char)c);
            continue;
        }
        buffer_byte(out, '%');
        buffer_byte(out, hex[c >> 4]);
        buffer_byte(out, hex[c & 15]);
    }
}

bool url_is_safe(struct slice url)
{
    return slice_starts(url, "https://") || slice_starts(url, "http://");
}
