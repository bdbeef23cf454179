// SPDX-License-Identifier: Apache-2.0
// HTML's elements: the names that the tree knows and how each behaves, one row each.
#ifndef RECOUPE_READ_HTML_TAG_H
#define RECOUPE_READ_HTML_TAG_H

#include <stddef.h>

enum {
    TAG_BLOCK = 1,    // begins and ends a block of text
    TAG_VOID = 2,     // has no content and no end tag
    TAG_RAW = 4,      // its content is not markup
    TAG_RCDATA = 8,   // the same, but character references are read
    TAG_CLOSES_P = 16, // its start tag ends an open p
    TAG_HEADING = 32,
    TAG_SKIP = 64,    // never text of an article
    TAG_FORMAT = 128, // formatting: an end tag across a block is ignored
};

#define HTML_BLOCK (TAG_BLOCK | TAG_CLOSES_P)
#define HTML_HEADING (TAG_BLOCK | TAG_CLOSES_P | TAG_HEADING)
#define HTML_RAW_SKIP (TAG_RAW | TAG_SKIP)

#define HTML_TAGS(X)                                                                               \
    X(a, 0) X(abbr, TAG_FORMAT) X(address, HTML_BLOCK) X(article, HTML_BLOCK)                      \
    X(aside, HTML_BLOCK) X(audio, TAG_SKIP) X(area, TAG_VOID)               \
    X(b, TAG_FORMAT) X(base, TAG_VOID) X(big, TAG_FORMAT) X(blockquote, HTML_BLOCK)                \
    X(body, TAG_BLOCK) X(br, TAG_VOID) X(button, TAG_SKIP) X(canvas, TAG_SKIP)                     \
    X(caption, TAG_BLOCK) X(center, HTML_BLOCK) X(cite, TAG_FORMAT) X(code, TAG_FORMAT)            \
    X(col, TAG_VOID) X(colgroup, TAG_BLOCK) X(data, 0) X(datalist, TAG_SKIP) X(dd, HTML_BLOCK)     \
    X(del, TAG_FORMAT) X(details, HTML_BLOCK) X(dialog, HTML_BLOCK | TAG_SKIP) X(dir, HTML_BLOCK)  \
    X(div, HTML_BLOCK) X(dl, HTML_BLOCK) X(dt, HTML_BLOCK) X(em, TAG_FORMAT) X(embed, TAG_VOID)    \
    X(fieldset, HTML_BLOCK) X(figcaption, HTML_BLOCK) X(figure, HTML_BLOCK) X(font, TAG_FORMAT)    \
    X(footer, HTML_BLOCK) X(form, HTML_BLOCK) X(frame, TAG_VOID) X(frameset, TAG_SKIP)             \
    X(h1, HTML_HEADING) X(h2, HTML_HEADING) X(h3, HTML_HEADING) X(h4, HTML_HEADING)                \
    X(h5, HTML_HEADING) X(h6, HTML_HEADING) X(head, TAG_SKIP) X(header, HTML_BLOCK)                \
    X(hgroup, HTML_BLOCK) X(hr, HTML_BLOCK | TAG_VOID) X(html, TAG_BLOCK) X(i, TAG_FORMAT)         \
    X(iframe, HTML_RAW_SKIP) X(img, TAG_VOID) X(input, TAG_VOID) X(ins, TAG_FORMAT)                \
    X(label, 0) X(legend, TAG_BLOCK) X(li, HTML_BLOCK) X(link, TAG_VOID) X(main, HTML_BLOCK)       \
    X(map, TAG_SKIP) X(mark, TAG_FORMAT) X(menu, HTML_BLOCK) X(meta, TAG_VOID) X(meter, TAG_SKIP)  \
    X(nav, HTML_BLOCK | TAG_SKIP) X(noembed, HTML_RAW_SKIP) X(noframes, HTML_RAW_SKIP)             \
    X(noscript, TAG_SKIP) X(object, TAG_SKIP) X(ol, HTML_BLOCK) X(optgroup, TAG_SKIP)              \
    X(option, TAG_SKIP) X(p, HTML_BLOCK) X(param, TAG_VOID) X(picture, 0) X(pre, HTML_BLOCK)       \
    X(progress, TAG_SKIP) X(q, TAG_FORMAT) X(rp, TAG_SKIP) X(rt, TAG_SKIP) X(s, TAG_FORMAT)        \
    X(script, HTML_RAW_SKIP) X(section, HTML_BLOCK) X(select, TAG_SKIP) X(small, TAG_FORMAT)       \
    X(source, TAG_VOID) X(span, TAG_FORMAT) X(strike, TAG_FORMAT) X(strong, TAG_FORMAT)            \
    X(style, HTML_RAW_SKIP) X(sub, TAG_FORMAT) X(summary, HTML_BLOCK) X(sup, TAG_FORMAT)           \
    X(svg, TAG_SKIP) X(table, HTML_BLOCK) X(tbody, TAG_BLOCK) X(td, TAG_BLOCK)                     \
    X(template, TAG_SKIP) X(textarea, TAG_RCDATA | TAG_SKIP) X(tfoot, TAG_BLOCK)                   \
    X(th, TAG_BLOCK) X(thead, TAG_BLOCK) X(time, 0) X(title, TAG_RCDATA | TAG_SKIP)                \
    X(tr, TAG_BLOCK) X(track, TAG_VOID) X(tt, TAG_FORMAT) X(u, TAG_FORMAT) X(ul, HTML_BLOCK)       \
    X(video, TAG_SKIP) X(wbr, TAG_VOID) X(xmp, HTML_BLOCK | TAG_RAW)

enum html_tag {
    HTML_TEXT,  // a run of text
    HTML_OTHER, // an element of another name
#define X(name, flags) HTML_##name,
    HTML_TAGS(X)
#undef X
        HTML_TAG_COUNT,
};

// Every tag of a page is looked up: a small open table, a hash of three letters and the size.
#define HTML_TAG_SLOTS 512
static inline unsigned html_tag_slot(const char *name, size_t size)
{
    unsigned first = (unsigned char)name[0], last = (unsigned char)name[size - 1];
    unsigned second = (unsigned char)name[size > 1];
    return (first * 5 + second * 47 + last * 113 + (unsigned)size * 29) % HTML_TAG_SLOTS;
}

#endif
